//! The sandbox of any service: its own declarations, judged by its own rules.

use std::{
    io::{Read as _, Write as _},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpStream},
    num::NonZeroUsize,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use order_client::{
    Authentication, Client, Credentials, Error, ErrorShape, Format, FromReply, Methods,
    OrderNumber, OrderPlaced, OrderState, Rate, Reference, Reply, Retry, Service, SignError,
    Unreadable, Unsigned, Value,
    retail::{self, CodeSigningOrder},
    sandbox::{
        Answer, Declared, Fault, Orders, RecordedRequest, Sandbox, SandboxBuilder, SandboxOptions,
        When,
    },
};
use order_core::{OrderRequest, Valid};

use crate::support::{SAMPLE, sample};

const SHOP: Service = Service::new("shop");

#[derive(Debug, PartialEq, OrderRequest)]
#[order(endpoint = "POST /orders", response = OrderPlaced)]
struct Books {
    #[nested]
    lines: Vec<Line>,
    reference: Option<String>,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Line {
    #[format(digits)]
    isbn: String,
    #[range(1..=9)]
    count: u8,
}

fn books(isbn: &str) -> Valid<Books> {
    referenced(isbn, None)
}

fn referenced(isbn: &str, reference: Option<&str>) -> Valid<Books> {
    let lines = vec![Line { isbn: isbn.to_owned(), count: 1 }];
    let books = Books { lines, reference: reference.map(str::to_owned) };
    books.into_valid().expect("it keeps all rules")
}

async fn start(sandbox: SandboxBuilder) -> Sandbox<Declared> {
    sandbox.start().await.expect("a free port")
}

fn client(service: Service, sandbox: &Sandbox<Declared>) -> Client {
    client_in(Format::Json, service, sandbox)
}

fn client_in(format: Format, service: Service, sandbox: &Sandbox<Declared>) -> Client {
    let builder = Client::builder(service, sandbox.credentials()).base_url(sandbox.url());
    let builder = builder.connect_timeout(Duration::from_millis(900)).retry(Retry::none());
    builder.timeout(Duration::from_millis(1000)).format(format).build().expect("usable")
}

/// Sends a request as it is and returns all that comes back.
async fn exchange(sandbox: &Sandbox<Declared>, request: impl AsRef<[u8]>) -> String {
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    let request = request.as_ref().to_owned();
    let exchange = move || {
        let mut stream = TcpStream::connect(address).expect("the sandbox listens");
        // Far longer than anything here takes; a test that hangs helps nobody.
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("not zero");
        let _ = stream.write_all(&request);
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply);
        String::from_utf8_lossy(&reply).into_owned()
    };
    tokio::task::spawn_blocking(exchange).await.expect("no panic")
}

const KEY: &str = "Authorization: Bearer sandbox-key";
const JSON: &str = "Content-Type: application/json";
const ORDER: &str = r#"{"lines":[{"isbn":"1","count":1}]}"#;

fn request(line: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let body = body.as_ref();
    let length = body.len();
    let head = format!(
        "{line} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn assert_status(reply: &str, status: u16) {
    assert!(reply.starts_with(&format!("HTTP/1.1 {status} ")), "{reply}");
}

#[tokio::test]
async fn stranger_tests_a_client_in_ten_lines() {
    let sandbox = Sandbox::of(SHOP).order::<Books>().start().await.expect("a free port");
    let client = Client::builder(SHOP, sandbox.credentials()).base_url(sandbox.url());
    let client = client.build().expect("usable");

    let placed = client.place(&books("9783161484100")).await.expect("placed");
    assert_eq!(placed.order_id.as_str(), "1");

    sandbox.fail_next(Fault::Reset(When::After));
    let error = client.place(&books("9783161484100")).await.expect_err("no reply");
    assert_eq!(error.order_state(), OrderState::Unknown);
    assert_eq!(sandbox.placed(), 2);
    assert_eq!(**sandbox.orders::<Books>()[1].order, *books("9783161484100"));
}

#[tokio::test]
async fn every_fault_is_that_of_the_service() {
    let sandbox = start(Sandbox::of(SHOP).order::<Books>()).await;
    let client = client(SHOP, &sandbox);
    let mut expected = 0;
    for (fault, state, orders) in [
        ("close=before", OrderState::Unknown, 0),
        ("close=after", OrderState::Unknown, 1),
        ("content_type=text/html", OrderState::Placed, 1),
        ("delay=10", OrderState::Placed, 1),
        ("garbage", OrderState::Placed, 1),
        ("half_body", OrderState::Placed, 1),
        ("half_head", OrderState::Unknown, 1),
        ("idle_close=10", OrderState::Placed, 1),
        ("lost=502", OrderState::Unknown, 1),
        ("lost=503;retry_after=2", OrderState::Unknown, 1),
        ("mute", OrderState::Unknown, 1),
        ("oversized=100000000", OrderState::Placed, 1),
        ("redirect=307", OrderState::NotPlaced, 0),
        ("refused=422", OrderState::NotPlaced, 0),
        ("refused=503", OrderState::Unknown, 0),
        ("reset=before", OrderState::Unknown, 0),
        ("reset=after", OrderState::Unknown, 1),
        ("slow_body=1", OrderState::Placed, 1),
    ] {
        sandbox.fail_next(fault.parse().expect(fault));
        let outcome = client.place(&books("1")).await;
        let found = outcome.map_or_else(|error| error.order_state(), |_| OrderState::Placed);
        expected += orders;
        assert_eq!((found, sandbox.placed()), (state, expected), "{fault}");
    }
}

#[tokio::test]
async fn fault_may_be_asked_for_by_a_header() {
    let sandbox = start(Sandbox::of(SHOP).order::<Books>()).await;
    sandbox.fail_next("refused=503".parse().expect("a fault"));
    for (fault, status, expected, orders) in [
        ("lost=502", 502, "<h1>502</h1>", 1),
        ("explode", 400, "\"code\":\"invalid_request\"", 1),
        ("delay=1", 201, "\"id\":2", 2),
    ] {
        let fault = format!("X-Sandbox-Fault: {fault}");
        let reply = exchange(&sandbox, request("POST /orders", &[KEY, JSON, &fault], ORDER)).await;
        assert_status(&reply, status);
        assert!(reply.contains(expected), "{reply}");
        assert_eq!(sandbox.placed(), orders);
    }
    // The fault of the next request is still to come, as those asked for one of their own.
    assert_status(&exchange(&sandbox, request("POST /orders", &[KEY, JSON], ORDER)).await, 503);
}

/// The words of the client about an order that breaks two rules.
async fn refused(service: Service, format: Format) -> Vec<(String, String, Option<String>)> {
    refused_by(Sandbox::of(service), service, format).await
}

async fn refused_by(
    sandbox: SandboxBuilder,
    service: Service,
    format: Format,
) -> Vec<(String, String, Option<String>)> {
    /// Equal on the wire to what the sandbox judges, but without its rules.
    #[derive(OrderRequest)]
    #[order(endpoint = "POST /orders", response = OrderPlaced)]
    struct Careless {
        #[nested]
        lines: Vec<CarelessLine>,
    }

    #[derive(OrderRequest)]
    struct CarelessLine {
        isbn: Option<String>,
        count: u32,
    }

    let sandbox = start(sandbox.order::<Books>().refused_with(422)).await;
    let lines = vec![
        CarelessLine { isbn: Some("1".to_owned()), count: 1 },
        CarelessLine { isbn: None, count: 10 },
    ];
    let order = Careless { lines }.into_valid().unwrap_or_else(|_| panic!("it has no rules"));
    let outcome = client_in(format, service, &sandbox).place(&order).await;
    let Err(Error::Rejected { status: 422, errors, .. }) = outcome else { panic!("{outcome:?}") };
    assert_eq!(sandbox.placed(), 0);
    let parts = |error: &order_client::ApiError| {
        let field = error.field.as_ref().map(ToString::to_string);
        (error.code.clone(), error.description.clone(), field)
    };
    errors.iter().map(parts).collect()
}

#[tokio::test]
async fn order_that_breaks_rules_is_refused_in_the_shape_of_the_service() {
    let words = (
        "`lines[1].isbn` is required; give it a value that is not blank",
        "`lines[1].count` must be from 1 to 9",
    );
    let nested = ErrorShape::list("error.problems").code("type").words("title").field("at");
    let after = ErrorShape::list("errors").words("text").field_after(':');
    for format in [Format::Json, Format::Xml, Format::Form] {
        let service = SHOP.errors(nested);
        let errors = refused(service, format).await;
        let of = |code: &str, words: &str, field: &str| {
            (code.to_owned(), words.to_owned(), Some(field.to_owned()))
        };
        let expected =
            [of("required", words.0, "lines[1].isbn"), of("range", words.1, "lines[1].count")];
        assert_eq!(sorted(errors), sorted(expected.to_vec()), "{format:?}");

        let errors = refused(SHOP.errors(after), format).await;
        let expected = [
            of("required:lines[1].isbn", words.0, "lines[1].isbn"),
            of("range:lines[1].count", words.1, "lines[1].count"),
        ];
        assert_eq!(sorted(errors), sorted(expected.to_vec()), "{format:?}");

        let service = SHOP.errors(ErrorShape::problem_details());
        let errors = refused(service, format).await;
        let expected =
            [of("required", words.0, "lines[1].isbn"), of("range", words.1, "lines[1].count")];
        assert_eq!(sorted(errors), sorted(expected.to_vec()), "{format:?}");

        // There is but one of them, which says all.
        let sandbox = Sandbox::of(service).one_error();
        let [(_, all, _)] = &refused_by(sandbox, service, format).await[..] else {
            panic!("one problem")
        };
        assert!(all.contains(words.0) && all.contains(words.1), "{all}");

        let service = SHOP.errors(ErrorShape::list("error").field("param"));
        let sandbox = Sandbox::of(service).one_error();
        let [(_, all, field)] = &refused_by(sandbox, service, format).await[..] else {
            panic!("one problem")
        };
        assert!(all.contains(words.0) && all.contains(words.1), "{all}");
        assert!(field.as_ref().is_some_and(|field| field.starts_with("lines[1].")), "{field:?}");
    }
}

#[tokio::test]
async fn single_error_is_an_object_where_the_service_has_it() {
    let service = SHOP.errors(ErrorShape::list("data.error"));
    let expected = "{\n  \"data\":{\n    \"error\":{\n      \"code\":\"not_found\",\n";
    let sandbox = start(Sandbox::of(service).one_error()).await;
    let reply = exchange(&sandbox, request("GET /", &[KEY], "")).await;
    assert!(reply.contains(expected), "{reply}");
    let sandbox = start(Sandbox::of(service)).await;
    let reply = exchange(&sandbox, request("GET /", &[KEY], "")).await;
    assert!(reply.contains("{\n  \"data\":{\n    \"error\":[\n      {\n"), "{reply}");
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort();
    items
}

#[tokio::test]
async fn errors_have_the_media_type_that_announces_them() {
    let shape = ErrorShape::problem_details();
    let sandbox = start(Sandbox::of(SHOP.errors(shape)).order::<Books>()).await;
    let reply = exchange(&sandbox, request("POST /orders", &[KEY, JSON], "{}")).await;
    assert_status(&reply, 400);
    assert!(reply.contains("content-type: application/problem+json\r\n"), "{reply}");
    assert!(reply.contains("\"type\":\"required\""), "{reply}");
    assert!(reply.contains("\"pointer\":\"/lines\""), "{reply}");
    let reply = exchange(&sandbox, request("POST /orders", &[KEY, JSON], ORDER)).await;
    assert_status(&reply, 201);
    assert!(reply.contains("content-type: application/json\r\n"), "{reply}");
}

fn signature(body: &[u8], credentials: &Credentials) -> String {
    format!("{}-{}", body.len(), credentials.secret().len())
}

fn sign(request: &mut Unsigned<'_>, credentials: &Credentials) -> Result<(), SignError> {
    let signature = signature(request.body(), credentials);
    request.set_header("X-Signature", &signature)
}

fn is_signed(request: &RecordedRequest, credentials: &Credentials) -> bool {
    let expected = signature(&request.body, credentials);
    request.header("x-signature") == Some(expected.as_bytes())
}

#[tokio::test]
async fn requests_are_authorized_as_the_service_declares() {
    for (authentication, right, wrong) in [
        (
            Authentication::basic(),
            "Authorization: basic c2FuZGJveDpzYW5kYm94LWtleQ==",
            &["Authorization: Basic c2FuZGJveDpzYW5kYm94", "Authorization: Basic", KEY][..],
        ),
        (
            Authentication::bearer(),
            KEY,
            &["Authorization: Bearer sandbox", "Authorization: sandbox-key", "X-Key: sandbox-key"],
        ),
        (
            Authentication::header("X-Api-Key"),
            "x-api-key: sandbox-key",
            &["X-Api-Key: sandbox", KEY, "X-Api-Key: \u{e4}"],
        ),
        (Authentication::signed(sign), "X-Signature: 34-11", &["X-Signature: 34-1", KEY]),
    ] {
        let service = SHOP.authentication(authentication);
        let sandbox = Sandbox::of(service).order::<Books>();
        let sandbox = match format!("{authentication:?}") == "Signed" {
            true => sandbox.authorized_by(is_signed),
            false => sandbox,
        };
        let sandbox = start(sandbox).await;
        client(service, &sandbox).place(&books("1")).await.expect("authorized");
        for header in wrong.iter().chain(&["X-Nothing: 1"]) {
            let reply = exchange(&sandbox, request("POST /orders", &[header, JSON], ORDER)).await;
            assert_status(&reply, 401);
            assert!(reply.contains(r#""code":"unauthorized""#), "{reply}");
        }
        let twice = [right, right, JSON];
        if format!("{authentication:?}") != "Signed" {
            assert_status(&exchange(&sandbox, request("POST /orders", &twice, ORDER)).await, 401);
        }
        assert_status(
            &exchange(&sandbox, request("POST /orders", &[right, JSON], ORDER)).await,
            201,
        );
        assert_eq!(sandbox.placed(), 2);
        let shown = format!("{:?}", sandbox.requests());
        let (_, secret) = right.split_once(": ").expect("a header");
        assert!(!shown.contains(secret), "{shown}");
        assert!(shown.contains("application/json"), "{shown}");
    }
}

#[tokio::test]
#[should_panic(expected = "requests of `shop` are signed; say by `authorized_by`")]
async fn signed_service_needs_to_know_what_is_signed() {
    let service = SHOP.authentication(Authentication::signed(sign));
    let _ = Sandbox::of(service).order::<Books>().start().await;
}

#[tokio::test]
async fn credentials_may_be_ones_own() {
    let credentials = Credentials::new("me", "skyfall-4711").expect("plain letters");
    let sandbox = start(Sandbox::of(SHOP).order::<Books>().credentials(credentials)).await;
    client(SHOP, &sandbox).place(&books("1")).await.expect("authorized");
    assert_status(&exchange(&sandbox, request("POST /orders", &[KEY, JSON], ORDER)).await, 401);
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(endpoint = "PUT /shops/{shop}/n{number}", response = OrderPlaced)]
struct Change {
    #[order(path)]
    shop: String,
    #[order(path)]
    number: u32,
    #[order(query)]
    tags: Option<Vec<String>>,
    #[order(query, separator = ",")]
    names: Option<Vec<String>>,
    #[order(query)]
    dry: Option<bool>,
    #[order(header, rename = "X-Request-Id")]
    id: Option<String>,
    #[order(header, rename = "X-Mark")]
    marks: Option<Vec<u8>>,
    title: Option<String>,
}

fn change() -> Change {
    let list = |items: [&str; 2]| Some(items.map(str::to_owned).to_vec());
    Change {
        shop: "ä/b <&\"?".to_owned(),
        number: 7,
        tags: list(["a&b", "c+d"]),
        names: list(["e", "f g"]),
        dry: Some(true),
        id: Some("a \"<b".to_owned()),
        marks: Some(vec![1, 2]),
        title: Some("}".to_owned()),
    }
}

#[tokio::test]
async fn fields_of_path_query_and_headers_are_read_where_they_stand() {
    for format in [Format::Json, Format::Xml, Format::Form] {
        let sandbox = start(Sandbox::of(SHOP).order::<Change>()).await;
        let client = client_in(format, SHOP, &sandbox);
        client.place(&change().into_valid().expect("valid")).await.expect("placed");
        let bare =
            Change { tags: None, names: None, dry: None, marks: None, title: None, ..change() };
        client.place(&bare.into_valid().expect("valid")).await.expect("placed");
        let orders = sandbox.orders::<Change>();
        assert_eq!(**orders[0].order, change(), "{format:?}");
        assert_eq!(orders[1].order.title, None, "{format:?}");
        assert!(sandbox.orders::<Books>().is_empty());
    }
}

#[tokio::test]
async fn what_stands_in_the_wrong_place_is_refused() {
    let sandbox = start(Sandbox::of(SHOP).order::<Change>()).await;
    for (target, body, words) in [
        ("/shops/a/n7", r#"{"shop":"a"}"#, "`shop` belongs in the path; remove it from the body"),
        ("/shops/a/n7", r#"{"dry":true}"#, "`dry` belongs in the query; remove it from the body"),
        (
            "/shops/a/n7",
            r#"{"X-Mark":[1]}"#,
            "`X-Mark` belongs in the header `X-Mark`; remove it from the body",
        ),
        ("/shops/a/n7?title=b", "{}", "`title` belongs in the body; remove it from the query"),
        ("/shops/a/n7?shop=b", "{}", "`shop` belongs in the path; remove it from the query"),
        ("/shops/a/n7?dry=true&dry=false", "{}", "`dry` is given twice"),
        ("/shops/a/n7?dry=perhaps", "{}", "`dry` must be `true` or `false`"),
        ("/shops/a/n07", "{}", "`number` must be a whole number"),
    ] {
        let put = request(&format!("PUT {target}"), &[KEY, JSON], body);
        let reply = exchange(&sandbox, put).await;
        assert_status(&reply, 400);
        assert!(reply.contains(words), "{target} {body}: {reply}");
    }
    assert_eq!(sandbox.placed(), 0);
}

#[tokio::test]
async fn number_stands_where_the_service_declares_it() {
    for (number, expected) in [
        (OrderNumber::member("id"), "{\n  \"id\":7\n}"),
        (
            OrderNumber::member("data.order.id").digits(),
            "{\n  \"data\":{\n    \"order\":{\n      \"id\":7\n    }\n  }\n}",
        ),
        (OrderNumber::header("Location"), "\r\nlocation: /orders/7\r\n"),
        (OrderNumber::header("X-Order"), "\r\nx-order: 7\r\n"),
    ] {
        let service = SHOP.order_number(number);
        for format in [Format::Json, Format::Xml] {
            let sandbox = start(Sandbox::of(service).order::<Books>().first_number(7)).await;
            if format == Format::Json {
                let reply = exchange(&sandbox, request("POST /orders", &[KEY, JSON], ORDER)).await;
                assert!(reply.contains(expected), "{reply}");
            }
            let placed = client_in(format, service, &sandbox).place(&books("1")).await;
            let number = if format == Format::Json { "8" } else { "7" };
            assert_eq!(placed.expect("placed").order_id.as_str(), number);
        }
    }
}

#[tokio::test]
async fn numbers_may_be_texts_of_ones_own() {
    let sandbox = Sandbox::of(SHOP).order::<Books>().number(|position| format!("ord-{position}"));
    let sandbox = start(sandbox).await;
    let client = client(SHOP, &sandbox);
    for expected in ["ord-1", "ord-2"] {
        let placed = client.place(&books("1")).await.expect("placed");
        assert_eq!(placed.order_id.as_str(), expected);
    }

    let digits = SHOP.order_number(OrderNumber::member("id").digits());
    let sandbox = Sandbox::of(digits).order::<Books>().number(|position| format!("ord-{position}"));
    let sandbox = start(sandbox).await;
    let reply = exchange(&sandbox, request("POST /orders", &[KEY, JSON], ORDER)).await;
    assert_status(&reply, 500);
    assert!(reply.contains("an order number has digits and nothing else"), "{reply}");
    assert_eq!(sandbox.placed(), 0);
}

#[derive(OrderRequest)]
#[order(endpoint = "GET /orders/{number}", response = State)]
struct View {
    #[order(path)]
    number: String,
}

#[derive(OrderRequest)]
#[order(endpoint = "GET /orders/latest", response = State)]
struct Latest {}

#[derive(OrderRequest)]
#[order(endpoint = "SHIP /orders/{number}", response = ())]
struct Ship {
    #[order(path)]
    number: String,
}

#[derive(Debug, PartialEq)]
struct State(String);

impl FromReply for State {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let state = reply.value()?.member("state").and_then(Value::text).map(str::to_owned);
        state.map(Self).ok_or(Unreadable::Member { name: "state" })
    }
}

#[tokio::test]
async fn closures_answer_with_what_they_know_of_the_orders() {
    static IS_SHIPPED: AtomicBool = AtomicBool::new(false);
    let no_order = || Answer::error(404, "unknown_order", "There is no such order").field("number");
    let ship = move |request: &Valid<Ship>, orders: &Orders| {
        if orders.find::<Books>(&request.number).is_none() {
            return no_order();
        }
        match IS_SHIPPED.swap(true, Ordering::SeqCst) {
            true => Answer::error(409, "shipped", "It is on its way").header("X-Since", "noon"),
            false => Answer::empty(),
        }
    };
    let view =
        move |request: &Valid<View>, orders: &Orders| match orders.find::<Books>(&request.number) {
            None => no_order(),
            Some(books) => Answer::json(format!(r#"{{"state": "of {}"}}"#, books.lines[0].isbn)),
        };
    let latest = |_: &Valid<Latest>, orders: &Orders| {
        Answer::json(format!(
            r#"{{"state": "{} of {}"}}"#,
            orders.of::<Books>().len(),
            orders.placed()
        ))
    };
    let priced = |request: &Valid<Change>, _: &Orders| match request.dry {
        Some(true) => Answer::json("{}").status(202),
        _ => Answer::placed_as(|number| format!(r#"{{"total": "9.99", "id": "{number}"}}"#)),
    };
    let service = SHOP.errors(ErrorShape::list("errors").field("at"));
    let sandbox = Sandbox::of(service)
        .answer::<View>(view)
        .answer::<Latest>(latest)
        .answer::<Ship>(ship)
        .answer::<Change>(priced)
        .order::<Books>();
    let sandbox = start(sandbox).await;
    let client = client(service, &sandbox);

    let number = client.place(&books("42")).await.expect("placed").order_id.to_string();
    let valid_view = |number: &str| View { number: number.to_owned() }.into_valid();
    let state = client.send(&valid_view(&number).expect("valid")).await.expect("it is there");
    assert_eq!(state, State("of 42".to_owned()));
    let error = client.send(&valid_view("2").expect("valid")).await.expect_err("not there");
    let Error::Rejected { status: 404, errors, .. } = error else { panic!("{error:?}") };
    assert_eq!(errors[0].field.as_ref().map(ToString::to_string).as_deref(), Some("number"));
    // The path without a placeholder is meant, though both fit.
    let state = client.send(&Latest {}.into_valid().expect("valid")).await.expect("answered");
    assert_eq!(state, State("1 of 1".to_owned()));

    // The client sends a method of its own as a POST with its name in a header.
    let ship = || Ship { number: number.clone() }.into_valid().expect("valid");
    client.send(&ship()).await.expect("shipped");
    let error = client.send(&ship()).await.expect_err("shipped already");
    let Error::Rejected { status: 409, reply, .. } = &error else { panic!("{error:?}") };
    assert_eq!(reply.header("x-since"), Some(&b"noon"[..]));

    let change = Change { dry: None, ..change() }.into_valid().expect("valid");
    assert_eq!(client.place(&change).await.expect("placed").order_id.as_str(), "2");
    assert_eq!((sandbox.placed(), sandbox.orders::<Change>().len()), (2, 1));
}

#[tokio::test]
async fn closure_that_panics_ends_its_connection_alone() {
    let answer = |request: &Valid<View>, _: &Orders| match request.number.as_str() {
        "1" => panic!("a mistake of the test, on purpose"),
        _ => Answer::json(r#"{"state": "fine"}"#),
    };
    let sandbox = start(Sandbox::of(SHOP).answer::<View>(answer)).await;
    let client = client(SHOP, &sandbox);
    let view = |number: &str| View { number: number.to_owned() }.into_valid().expect("valid");
    let error = client.send(&view("1")).await.expect_err("no reply");
    assert!(matches!(error, Error::Unknown { status: None, .. }), "{error:?}");
    assert_eq!(client.send(&view("2")).await.expect("answered"), State("fine".to_owned()));
}

#[tokio::test]
async fn other_paths_methods_and_types_are_refused() {
    let service = SHOP.headers(&[("X-Api-Version", "2026-05-01")]);
    let version = "X-Api-Version: 1";
    let sandbox = Sandbox::of(service).order::<Books>().answer::<View>(|_, _| Answer::empty());
    let sandbox = start(sandbox).await;
    let all = [KEY, JSON, version];
    for (line, headers, status, expected) in [
        ("POST /", &all[..], 404, "not_found"),
        ("POST /orders/", &all, 404, "not_found"),
        ("POST /Orders", &all, 404, "not_found"),
        ("POST /orders/1/2", &all, 404, "not_found"),
        ("OPTIONS *", &all, 404, "not_found"),
        ("GET /orders", &all, 405, "allow: OPTIONS, POST\r\n"),
        ("post /orders", &all, 405, "allow: OPTIONS, POST\r\n"),
        ("DELETE /orders/1", &all, 405, "allow: GET, HEAD, OPTIONS\r\n"),
        ("OPTIONS /orders/1", &all, 200, "allow: GET, HEAD, OPTIONS\r\n"),
        ("POST /orders", &[KEY, JSON], 400, "The header X-Api-Version is required"),
        ("POST /orders", &[KEY, JSON, version, "Accept: text/html"], 406, "application/json or"),
        ("POST /orders", &[KEY, JSON, version, "Accept: text/html, */*"], 201, "\"id\":1"),
        ("POST /orders", &[KEY, version, "Content-Type: text/html"], 415, "application/xml or"),
        ("POST /orders", &[KEY, version, JSON, JSON], 415, "unsupported_media_type"),
        ("POST /orders", &[KEY, version], 415, "unsupported_media_type"),
        ("GET /orders/1", &[KEY, version, "Content-Type: text/html"], 415, "unsupported"),
        ("POST /%6frders", &all, 201, "\"id\":2"),
    ] {
        let reply = exchange(&sandbox, request(line, headers, ORDER)).await;
        assert_status(&reply, status);
        assert!(reply.contains(expected), "{line} {headers:?}: {reply}");
    }
    let reply = exchange(&sandbox, request("GET /orders/1", &[KEY, version], "")).await;
    assert_status(&reply, 204);
    let reply = exchange(&sandbox, request("HEAD /orders/1", &[KEY, version], "")).await;
    assert_status(&reply, 204);
    let methods = client(service, &sandbox).methods(&books("1")).await.expect("answered");
    assert_eq!(methods.to_string(), "OPTIONS, POST");
    assert!(Methods::contains(&methods, "POST"));
    assert_eq!(sandbox.placed(), 2);
}

#[tokio::test]
async fn hostile_requests_are_answered() {
    let reference = Reference::field("reference").lookup("/by/{reference}?all=1");
    let service = SHOP.reference(reference);
    let sandbox = Sandbox::of(service).order::<Books>().order::<Change>();
    let sandbox = start(sandbox).await;
    let long = format!("GET /shops/{}/n7", "a".repeat(10_000));
    let deep = "[".repeat(500_000);
    let deep_in_object = format!("{{\"title\":{deep}");
    let again = format!("{{{}\"title\":\"\"}}", "\"shop\":1,".repeat(100_000));
    let huge = "a".repeat(1024 * 1024 + 1);
    let elements = "<a>".repeat(100_000);
    let xml = "Content-Type: application/xml";
    let form = "Content-Type: application/x-www-form-urlencoded";
    for (line, content_type, body, status) in [
        ("POST /orders%", JSON, ORDER, 400),
        ("POST /orders%ff", JSON, ORDER, 400),
        ("POST /orders?%zz", JSON, ORDER, 400),
        ("POST /orders?a", JSON, ORDER, 400),
        ("POST /orders?&&", JSON, ORDER, 201),
        ("POST //orders", JSON, ORDER, 404),
        ("POST /x/../orders", JSON, ORDER, 404),
        ("PUT /shops/%2e%2e/n7", JSON, "{}", 201),
        ("PUT /shops/%00/n7", xml, "<request/>", 201),
        ("PUT /shops/%00/n7", JSON, "{}", 201),
        ("PUT /shops/a/n", JSON, "{}", 404),
        ("PUT /shops//n7", JSON, "{}", 404),
        ("PUT /shops/a/n7?names=%22%5D%7D", JSON, "{\"title\":\"\\\"\"}", 201),
        (&long, JSON, "", 405),
        ("POST /orders", JSON, &deep, 400),
        ("PUT /shops/a/n7", JSON, &deep, 400),
        ("PUT /shops/a/n7", JSON, &deep_in_object, 400),
        ("PUT /shops/a/n7", JSON, &again, 400),
        ("POST /orders", JSON, &huge, 413),
        ("POST /orders", JSON, "", 400),
        ("POST /orders", JSON, "\u{feff}{}", 400),
        ("POST /orders", JSON, "null", 400),
        ("PUT /shops/a/n7", JSON, "null", 400),
        ("PUT /shops/a/n7", JSON, "{} {}", 400),
        ("PUT /shops/a/n7", JSON, "{\"shop\":{}}", 400),
        ("PUT /shops/a/n7", xml, &elements, 400),
        ("PUT /shops/a/n7", xml, "<!DOCTYPE a [<!ENTITY b \"c\">]><request>&b;</request>", 400),
        ("PUT /shops/a/n7", xml, "<request/><!-- </ -->", 201),
        ("PUT /shops/a/n7", form, "title=%", 400),
        ("PUT /shops/a/n7", form, "shop[=1", 400),
        ("PUT /shops/a/n7", form, "&&&", 201),
        ("GET /by/%20?all=1", JSON, "", 200),
        ("GET /by/a", JSON, "", 400),
        ("GET /by/a?all=2", JSON, "", 400),
    ] {
        let reply = exchange(&sandbox, request(line, &[KEY, content_type], body)).await;
        let shown = &body[..body.len().min(80)];
        assert!(reply.len() < 300_000, "{shown}: {} bytes", reply.len());
        assert!(
            reply.starts_with(&format!("HTTP/1.1 {status} ")),
            "{} {shown}: {reply}",
            &line[..line.len().min(80)]
        );
    }
    let not_utf8 = request("POST /orders", &[KEY, JSON], b"\xff\xfe");
    assert_status(&exchange(&sandbox, not_utf8).await, 400);
    let whole = request("POST http://elsewhere.example/orders", &[KEY, JSON], ORDER);
    assert_status(&exchange(&sandbox, whole).await, 201);
    let connect = request("CONNECT elsewhere.example:443", &[KEY, JSON], "");
    assert_status(&exchange(&sandbox, connect).await, 404);
    client(service, &sandbox).place(&books("1")).await.expect("it still serves");

    let options = SandboxOptions::default().patience(Duration::from_millis(200));
    let sandbox = start(Sandbox::of(service).order::<Books>().options(options)).await;
    let body =
        |length| format!("POST /orders HTTP/1.1\r\n{KEY}\r\nContent-Length: {length}\r\n\r\n");
    for (head, start) in [
        (String::new(), ""),
        ("\r\n\r\n".to_owned(), ""),
        ("GET\r\n\r\n".to_owned(), "HTTP/1.1 400 "),
        (body("-1"), "HTTP/1.1 400 "),
        (body("7"), "HTTP/1.1 400 "),
    ] {
        let reply = exchange(&sandbox, &head).await;
        assert!(
            reply.starts_with(start) && reply.is_empty() == start.is_empty(),
            "{head}: {reply}"
        );
    }
    client(service, &sandbox).place(&books("1")).await.expect("it still serves");
}

#[tokio::test]
async fn ipv6_and_addresses_of_elsewhere_are_told_apart() {
    let start_at = async |host: IpAddr| {
        let options = SandboxOptions::default().host(host);
        Sandbox::of(SHOP).order::<Books>().options(options).start().await
    };
    for (host, is_reachable) in [
        (IpAddr::V4(Ipv4Addr::LOCALHOST), false),
        (IpAddr::V4(Ipv4Addr::new(127, 1, 2, 3)), false),
        (IpAddr::V4(Ipv4Addr::UNSPECIFIED), true),
        (IpAddr::V6(Ipv6Addr::LOCALHOST), false),
        (IpAddr::V6(Ipv4Addr::LOCALHOST.to_ipv6_mapped()), false),
        (IpAddr::V6(Ipv6Addr::UNSPECIFIED), true),
    ] {
        let sandbox = match start_at(host).await {
            Ok(sandbox) => sandbox,
            Err(error) => {
                order_tests::skipped(format!("{host} is no address here: {error}"));
                continue;
            }
        };
        assert_eq!(sandbox.is_reachable_from_elsewhere(), is_reachable, "{host}");
        if host == IpAddr::V6(Ipv6Addr::LOCALHOST) {
            assert!(sandbox.url().starts_with("http://[::1]:"), "{}", sandbox.url());
            client(SHOP, &sandbox).place(&books("1")).await.expect("placed");
        }
    }
    let elsewhere = start_at(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))).await;
    assert!(elsewhere.is_err(), "no machine has this address");
}

/// The requests, from 1 on, that found a fault.
async fn failed(sandbox: &Sandbox<Declared>, requests: usize) -> Vec<usize> {
    let client = client(SHOP, sandbox);
    let mut failed = Vec::new();
    for request in 1..=requests {
        if client.place(&books("1")).await.is_err() {
            failed.push(request);
        }
    }
    failed
}

#[tokio::test]
async fn every_third_request_fails_until_it_is_ended() {
    let sandbox = start(Sandbox::of(SHOP).order::<Books>()).await;
    assert_eq!(failed(&sandbox, 1).await, [0; 0]);
    sandbox.fail_every(3, "refused=503".parse().expect("a fault"));
    sandbox.fail_next(Fault::Close(When::Before));
    assert_eq!(failed(&sandbox, 7).await, [1, 3, 6]);
    sandbox.fail_next(Fault::Close(When::Before));
    sandbox.end_faults();
    assert_eq!(failed(&sandbox, 3).await, [0; 0]);
    // Each refused one was not placed.
    assert_eq!((sandbox.placed(), sandbox.requests().len()), (1 + 4 + 3, 11));
}

#[tokio::test]
async fn faults_at_random_are_the_same_for_a_seed() {
    let mut runs = Vec::new();
    for seed in [7, 7, 8] {
        let sandbox = start(Sandbox::of(SHOP).order::<Books>()).await;
        let faults = ["lost=502", "refused=503"].map(|fault| fault.parse().expect("a fault"));
        sandbox.fail_at_random(0.3, seed, faults);
        runs.push((failed(&sandbox, 60).await, sandbox.placed()));
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0].0, runs[2].0);
    let count = runs[0].0.len();
    assert!((8..30).contains(&count), "{count} of 60");
    // Both faults happened: only one of them places the order.
    assert!(runs[0].1 > 60 - count && runs[0].1 < 60, "{runs:?}");
}

#[test]
fn faults_that_cannot_happen_are_mistakes_of_the_program() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let sandbox = runtime.block_on(start(Sandbox::of(SHOP)));
    let impossible = || Fault::ContentType("\n".to_owned());
    for mistake in [
        &(|| sandbox.fail_every(0, Fault::Mute)) as &dyn Fn(),
        &|| sandbox.fail_every(1, impossible()),
        &|| sandbox.fail_at_random(1.5, 0, [Fault::Mute]),
        &|| sandbox.fail_at_random(f64::NAN, 0, [Fault::Mute]),
        &|| sandbox.fail_at_random(0.5, 0, []),
        &|| sandbox.fail_at_random(0.5, 0, [Fault::Mute, impossible()]),
    ] {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(mistake));
        outcome.expect_err("a mistake");
    }
}

#[tokio::test]
async fn requests_beyond_the_limit_are_refused_with_the_time_to_wait() {
    let sandbox = start(Sandbox::of(SHOP).order::<Books>()).await;
    let client = client(SHOP, &sandbox);
    sandbox.limit(&[Rate::new(2, Duration::from_secs(3600)), Rate::new(100, Duration::ZERO)]);
    client.place(&books("1")).await.expect("the first");
    // Whoever gets no answer of the service does not count.
    sandbox.fail_next("refused=503".parse().expect("a fault"));
    client.place(&books("1")).await.expect_err("a fault");
    client.place(&books("1")).await.expect("the second");
    for _ in 0..2 {
        let error = client.place(&books("1")).await.expect_err("the third");
        let Error::Rejected { status: 429, errors, retry_after, .. } = &error else {
            panic!("{error:?}")
        };
        assert_eq!(errors[0].code, "too_many_requests");
        let wait = retry_after.expect("it is told").as_secs();
        assert!((3500..=3600).contains(&wait), "{wait}");
    }
    assert_eq!((sandbox.placed(), sandbox.requests().len()), (2, 5));
    sandbox.limit(&[]);
    client.place(&books("1")).await.expect("no limit any more");
}

#[tokio::test]
async fn retail_has_fault_rates_and_limits_as_well() {
    let sandbox = Sandbox::start().await.expect("a free port");
    let place = || crate::support::place(crate::support::builder(sandbox.url()));
    sandbox.fail_every(2, "refused=503".parse().expect("a fault"));
    place().await.expect("the first");
    place().await.expect_err("the second");
    sandbox.limit(&[Rate::new(1, Duration::from_secs(60))]);
    place().await.expect("the third");
    sandbox.end_faults();
    let error = place().await.expect_err("the fourth");
    let Error::Rejected { status: 429, errors, retry_after: Some(_), .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(errors[0].code, "too_many_requests");
    assert!(!sandbox.is_reachable_from_elsewhere());
}

#[tokio::test]
async fn declaration_of_the_retail_api_is_enough_for_its_orders() {
    let service = retail::SERVICE;
    let sandbox = Sandbox::of(service).order::<CodeSigningOrder>().first_number(222_307);
    let sandbox = start(sandbox).await;
    for (format, expected) in [(Format::Json, "222307"), (Format::Xml, "222308")] {
        let client = client_in(format, service, &sandbox);
        let placed = client.place(&sample()).await.expect("placed");
        assert_eq!(placed.order_id.as_str(), expected);
        assert_eq!(client.methods(&sample()).await.expect("told").to_string(), "OPTIONS, POST");
    }
    let wrong = SAMPLE.replace("org_city", "org_town");
    let headers = [
        "Authorization: Basic c2FuZGJveDpzYW5kYm94LWtleQ==",
        "Content-Type: application/vnd.digicert.rest-v1+json",
    ];
    let reply = exchange(&sandbox, request("POST /order/code", &headers, wrong)).await;
    assert_status(&reply, 400);
    assert!(reply.contains("content-type: application/vnd.digicert.error+json\r\n"), "{reply}");
    assert!(reply.contains(r#""code":"required:org_city""#), "{reply}");
    assert_eq!(sandbox.orders::<CodeSigningOrder>()[1].order.org_city, sample().org_city);
}

#[tokio::test]
async fn only_the_latest_orders_are_kept() {
    let options = SandboxOptions::default().keep(NonZeroUsize::new(2).expect("not zero"));
    let sandbox = start(Sandbox::of(SHOP).order::<Books>().options(options)).await;
    let client = client(SHOP, &sandbox);
    for isbn in ["1", "2", "3"] {
        client.place(&books(isbn)).await.expect("placed");
    }
    let numbers: Vec<_> =
        sandbox.orders::<Books>().iter().map(|placed| placed.order_id.to_string()).collect();
    assert_eq!((sandbox.placed(), numbers), (3, vec!["2".to_owned(), "3".to_owned()]));
}

#[cfg(unix)]
mod found_again {
    use order_client::{
        certcentral,
        journal::{Recovered, SqliteJournal},
    };
    use order_core::json;

    use super::*;
    use crate::{certcentral::SAMPLE, journal::Folder};

    const REFERENCE: Reference = Reference::field("reference")
        .lookup("/orders?filter[reference]={reference}")
        .orders("data.orders", "order.id")
        .arrives_within(Duration::from_millis(1));

    #[tokio::test]
    async fn orders_are_looked_up_by_their_reference() {
        let service = SHOP.reference(REFERENCE);
        for format in [Format::Json, Format::Xml] {
            let sandbox = start(Sandbox::of(service).order::<Books>()).await;
            let client = client_in(format, service, &sandbox);
            for reference in [Some("a b&c=ä"), Some("a"), None, Some("a b&c=ä")] {
                client.place(&referenced("1", reference)).await.expect("placed");
            }
            for (reference, expected) in [("a b&c=ä", &["1", "4"][..]), ("a", &["2"]), ("b", &[])]
            {
                let found = client.orders_with(reference).await.expect("answered");
                let found: Vec<_> = found.iter().map(ToString::to_string).collect();
                assert_eq!(found, expected, "{reference}");
            }
        }
    }

    #[tokio::test]
    async fn endpoint_of_ones_own_may_stand_at_the_same_path() {
        #[derive(OrderRequest)]
        #[order(endpoint = "GET /orders", response = State)]
        struct List {
            #[order(query)]
            page: Option<u32>,
        }

        let service = SHOP.reference(REFERENCE);
        let list = |request: &Valid<List>, _: &Orders| {
            Answer::json(format!(r#"{{"state": "page {}"}}"#, request.page.unwrap_or(1)))
        };
        let sandbox = start(Sandbox::of(service).order::<Books>().answer::<List>(list)).await;
        let client = client(service, &sandbox);
        client.place(&referenced("1", Some("a"))).await.expect("placed");
        assert_eq!(client.orders_with("a").await.expect("answered").len(), 1);
        let list = List { page: Some(2) }.into_valid().unwrap_or_else(|_| panic!("no rules"));
        assert_eq!(client.send(&list).await.expect("answered"), State("page 2".to_owned()));
    }

    #[tokio::test]
    async fn declaration_of_certcentral_is_enough_for_its_orders() {
        use certcentral::{CodeSigningOrder, DownloadCertificate, OrdersByReference};

        const PEM: &str = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n";
        let service = certcentral::SERVICE;
        // The request of one's own at the path of the lookup.
        let by_reference = |request: &Valid<OrdersByReference>, orders: &Orders| {
            let found = orders.with_reference(&request.alternative_order_id);
            let found = found.iter().map(|number| format!(r#"{{"order_id": {number}}}"#));
            Answer::json(format!(r#"{{"orders": [{}]}}"#, found.collect::<Vec<_>>().join(",")))
        };
        let sandbox = Sandbox::of(service)
            .order::<CodeSigningOrder>()
            .answer::<OrdersByReference>(by_reference)
            .answer::<DownloadCertificate>(|_, _| Answer::body("application/x-pem-file", PEM))
            .first_number(112_233);
        let sandbox = start(sandbox).await;
        let client = client(service, &sandbox);
        let folder = Folder::new();
        let journal = SqliteJournal::open(folder.file()).expect("a new journal");

        let order = SAMPLE.replacen('{', r#"{"alternative_order_id": "build 1","#, 1);
        let order: Valid<CodeSigningOrder> = json::from_str(&order).expect("it keeps all rules");
        sandbox.fail_next(Fault::Close(When::After));
        let placed = client.with_journal(&journal).place(&order).await.expect("found");
        assert_eq!(placed.id.as_str(), "112233");
        assert_eq!(sandbox.placed(), 1);

        let download = DownloadCertificate { certificate_id: "7".to_owned() }.into_valid();
        let chain = client.send(&download.expect("digits")).await.expect("a file");
        assert_eq!(chain.to_pem(), PEM);
    }

    #[tokio::test]
    async fn journal_finds_the_order_whose_reply_was_lost() {
        let service = SHOP.reference(REFERENCE);
        let sandbox = start(Sandbox::of(service).order::<Books>()).await;
        let folder = Folder::new();
        let journal = SqliteJournal::open(folder.file()).expect("a new journal");
        let client = client(service, &sandbox);
        let journaled = client.with_journal(&journal);

        sandbox.fail_next(Fault::Reset(When::After));
        let placed = journaled.place(&referenced("1", Some("ref 1"))).await.expect("found");
        assert_eq!(placed.order_id.as_str(), "1");

        // The lookups that follow at once are lost as well.
        sandbox.fail_every(1, Fault::Lost { status: 502, retry_after: None });
        journaled.place(&referenced("2", Some("ref 2"))).await.expect_err("no reply");
        sandbox.end_faults();
        let recovered = journaled.recover().await.expect("asked");
        let [Recovered::Settled(entry)] = &recovered[..] else { panic!("{recovered:?}") };
        assert_eq!(entry.order_id().map(ToString::to_string).as_deref(), Some("2"));
        assert_eq!(sandbox.placed(), 2);
    }
}
