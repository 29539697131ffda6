//! A whole call of HTTP: path, query, headers and body at once.

use order_core::{
    Code, OrderRequest, OrderValue, ProblemDetails, Valid,
    http::{Format, Incoming, Part, Received, RequestError, path_values},
    update::Update as _,
};

#[derive(Debug, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Speed {
    Slow,
    Fast,
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Trace {
    #[order(header, rename = "X-Trace")]
    trace: Option<u32>,
    #[order(query)]
    debug: Option<bool>,
    note: Option<String>,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(endpoint = "PUT /shops/{shop}/orders/n{number}.x", response = ())]
#[rule(few_if_slow, speed == Slow => amount < 5, "slow orders are small")]
struct Order {
    #[order(path)]
    shop: String,
    #[order(path)]
    number: u32,
    #[order(query)]
    lang: Option<String>,
    #[order(query)]
    speed: Option<Speed>,
    #[order(query, alias = "tag")]
    tags: Option<Vec<String>>,
    #[order(query)]
    sizes: Option<Vec<u8>>,
    #[order(query, separator = ",")]
    names: Option<Vec<String>>,
    #[order(header, rename = "X-Request-Id")]
    #[required_unless(lang == "de")]
    id: Option<String>,
    #[order(header, rename = "X-Level")]
    levels: Option<Vec<u8>>,
    #[order(header, rename = "X-Parts", separator = ",")]
    parts: Option<Vec<u8>>,
    #[order(flatten)]
    trace: Trace,
    #[range(1..=9)]
    amount: u8,
    #[order(secret)]
    #[length(..=3)]
    pin: Option<String>,
}

const PATH: &str = "/shops/a/orders/n7.x";
const JSON: &[u8] = b"application/json";

fn call(target: &str) -> Incoming<'_> {
    Incoming::new("PUT", target).header("X-Request-ID", b"r1").header("Content-Type", JSON)
}

/// What is said of a call, with the part and the column of each.
#[track_caller]
fn said(call: &Incoming<'_>) -> Vec<String> {
    match call.read::<Valid<Order>>().unwrap_err() {
        RequestError::Unreadable(error) => error.to_string().lines().map(str::to_owned).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_part_gives_its_members() {
    let target = "/shops/caf%C3%A9%2F1+1/orders/n7.x?lang=de%20&&speed=fast&tag=a%26&tags=b+c&names=d%2Ce&debug=on&sizes=+1+";
    let order: Order = Incoming::new("PUT", target)
        .header("x-level", b"1")
        .header("X-Trace", b"5")
        .header("X-LEVEL", b"2")
        .header("X-Parts", b"1, 2")
        .header("x-parts", b"3")
        .header("Cookie", b"\xff")
        .header("content-type", b"application/vnd.shop+json; charset=UTF-8")
        .body(br#"{"amount": 3, "note": "x"}"#)
        .read()
        .unwrap();
    let texts = |texts: &[&str]| Some(texts.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    let expected = Order {
        shop: "café/1+1".to_owned(),
        number: 7,
        lang: Some("de ".to_owned()),
        speed: Some(Speed::Fast),
        tags: texts(&["a&", "b c"]),
        sizes: Some(vec![1]),
        names: texts(&["d", "e"]),
        id: None,
        levels: Some(vec![1, 2]),
        parts: Some(vec![1, 2, 3]),
        trace: Trace { trace: Some(5), debug: Some(true), note: Some("x".to_owned()) },
        amount: 3,
        pin: None,
    };
    assert_eq!(order, expected);
}

#[test]
fn every_format_of_a_body_is_read_by_its_type() {
    let call = |kind: &'static str, body: &'static [u8]| {
        let call = Incoming::new("PUT", PATH).header("x-request-id", b"1");
        call.header("CONTENT-TYPE", kind.as_bytes()).body(body).read::<Order>()
    };
    let json: &[u8] = br#"{"amount": 3}"#;
    let xml: &[u8] = b"<request><amount>3</amount></request>";
    for (kind, body) in [
        ("application/json", json),
        ("Application/JSON;charset=utf-8", json),
        ("application/merge-patch+json", json),
        ("application/x-www-form-urlencoded", b"amount=3"),
        ("application/xml; charset=\"UTF-8\"", xml),
        ("text/xml", xml),
        ("application/soap+xml", xml),
    ] {
        assert_eq!(call(kind, body).unwrap().amount, 3, "{kind}");
    }
    for kind in [
        "",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin1",
        "json",
    ] {
        let error = call(kind, json).unwrap_err();
        assert_eq!(error.status(), 415, "{kind}");
        let header = error.header();
        let types = "application/json, application/x-www-form-urlencoded, application/xml";
        assert_eq!(header, Some(("Accept", types.to_owned())));
    }
}

#[derive(Debug, Clone, OrderRequest)]
#[order(update = ChangedUpdate)]
struct Changed {
    note: Option<String>,
}

/// An update with its address, at the method of the macro's caller.
macro_rules! update_call {
    ($name:ident, $endpoint:literal) => {
        #[derive(Debug, OrderRequest)]
        #[order(endpoint = $endpoint, response = ())]
        struct $name {
            #[order(path)]
            number: u32,
            #[order(flatten)]
            changes: ChangedUpdate,
        }
    };
}

update_call!(PatchedOrder, "PATCH /orders/{number}");
update_call!(PostedUpdate, "POST /orders/{number}/changes");

#[derive(Debug, OrderRequest)]
#[order(endpoint = "PATCH /notes", response = ())]
struct PatchedNote {
    note: String,
}

#[test]
fn a_refused_patch_names_the_types_of_patches() {
    let body = br#"{"note": null}"#;
    let patch = Incoming::new("PATCH", "/orders/7").body(body);
    let read = patch.clone().header("content-type", b"application/merge-patch+json");
    let read = read.read::<Valid<PatchedOrder>>().unwrap();
    assert!(read.number == 7 && !read.changes.is_empty());
    let error = patch.clone().header("content-type", b"text/plain");
    let error = error.read::<PatchedOrder>().unwrap_err();
    let types = "application/merge-patch+json, application/x-www-form-urlencoded, application/xml";
    assert_eq!((error.status(), error.header()), (415, Some(("Accept-Patch", types.to_owned()))));
    assert_eq!(
        error.to_string(),
        "the media type of the body is not read here; set `Content-Type` to application/merge-patch+json, \
         application/x-www-form-urlencoded or application/xml, in UTF-8",
    );
    let error = patch.formats(&[Format::Json]).read::<PatchedOrder>().unwrap_err();
    let types = "application/merge-patch+json";
    assert_eq!(error.header(), Some(("Accept-Patch", types.to_owned())));
    // An update that is sent by another method is no patch to HTTP.
    let post = Incoming::new("POST", "/orders/7/changes").body(body).formats(&[Format::Json]);
    let error = post.read::<PostedUpdate>().unwrap_err();
    assert_eq!(error.header(), Some(("Accept", types.to_owned())));
    let whole = Incoming::new("PATCH", "/notes").body(b"x").formats(&[Format::Json]);
    let error = whole.read::<PatchedNote>().unwrap_err();
    assert_eq!(error.header(), Some(("Accept-Patch", "application/json".to_owned())));
}

#[test]
fn a_body_needs_one_type_that_the_server_reads() {
    let body = br#"{"amount": 3}"#;
    let without = Incoming::new("PUT", PATH).body(body);
    assert_eq!(without.read::<Order>().unwrap_err().status(), 415);
    let two = without.clone().header("content-type", JSON).header("content-type", b"text/xml");
    assert_eq!(two.read::<Order>().unwrap_err().status(), 415);
    let same = without.clone().header("content-type", JSON).header("Content-Type", JSON);
    assert_eq!(same.read::<Order>().unwrap().amount, 3);
    let form = without.header("content-type", b"application/x-www-form-urlencoded");
    let error = form.body(b"amount=3").formats(&[Format::Json]).read::<Order>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the media type of the body is not read here; set `Content-Type` to application/json, in UTF-8",
    );
}

#[test]
fn what_is_not_a_call_of_the_endpoint_has_a_status_of_its_own() {
    let read = |method, target| Incoming::new(method, target).read::<Order>().unwrap_err();
    for path in [
        "",
        "/",
        "/shops/a/orders/n7",
        "/shops/a/orders/7.x",
        "/shops//orders/n7.x",
        "/shops/a/orders/n7.x/",
        "/v1/shops/a/orders/n7.x",
    ] {
        assert_eq!(read("PUT", path).status(), 404, "{path}");
    }
    for method in ["POST", "put", "", "GET", "HEAD"] {
        let error = read(method, PATH);
        assert_eq!(
            (error.status(), error.header()),
            (405, Some(("Allow", "PUT".to_owned()))),
            "{method}"
        );
        let details = error.problem_details();
        assert_eq!(
            details.to_json(),
            r#"{"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"the method is not one of this path; it takes PUT"}"#,
        );
        assert_eq!(serde_json::to_string(&details).unwrap(), details.to_json());
    }
    // Of two, the path counts first.
    assert_eq!(read("POST", "/").status(), 404);
}

#[test]
fn a_router_may_have_steps_of_its_own() {
    let call = Incoming::new("PUT", "/api/v1/shops/a/orders/n7.x").header("content-type", JSON);
    let call = call.header("x-request-id", b"1").body(br#"{"amount":3}"#);
    assert_eq!(call.read::<Order>().unwrap_err().status(), 404);
    assert_eq!(call.routed().read::<Order>().unwrap().number, 7);
}

#[test]
fn each_problem_says_its_part() {
    let target = "/shops/a/orders/nx.x?speed=fats&speed=slow&lnag=1&sizes=1&sizes=300&debug=maybe";
    let call = Incoming::new("PUT", target)
        .header("x-level", b"1")
        .header("x-level", b"high")
        .header("x-trace", b"1")
        .header("X-Trace", b"2")
        .header("content-type", JSON)
        .body(b"{\n \"amount\": 10,\n \"ammount\": 1}");
    assert_eq!(
        said(&call),
        [
            "in the path, column 18: `number` must be a whole number from 0 to 4294967295",
            "in the query, column 7: `speed` must be `slow` or `fast`; did you mean `fast`?",
            "in the query, column 12: `speed` is given twice; remove one",
            "in the query, column 23: unknown parameter `lnag`; did you mean `lang`?",
            "in the query, column 44: `sizes[1]` must be a whole number from 0 to 255",
            "in the query, column 54: `debug` must be `true` or `false`",
            "in the header `X-Level`: `X-Level[1]` must be a whole number from 0 to 255",
            "in the header `X-Request-Id`: `X-Request-Id` is required because `lang` is absent; give it a value that is not blank",
            "in the header `X-Trace`: `X-Trace` is given twice; remove one",
            "in the body, line 2, column 12: `amount` must be from 1 to 9",
            "in the body, line 3, column 2: unknown field `ammount`; did you mean `amount`?",
        ],
    );
}

#[test]
fn of_equally_near_parameters_the_first_one_is_meant() {
    #[derive(Debug, OrderRequest)]
    #[order(endpoint = "GET /orders", response = ())]
    struct Search {
        #[order(query, alias = "sizd")]
        sizc: Option<String>,
        #[order(query)]
        siza: Option<String>,
        #[order(query)]
        sizb: Option<String>,
    }

    for (key, meant) in [("size", "sizc"), ("zizd", "sizd"), ("zizb", "sizb")] {
        let target = format!("/orders?{key}=1");
        let error = Incoming::new("GET", &target).read::<Search>().unwrap_err();
        let RequestError::Unreadable(error) = error else { panic!("it is a call of the endpoint") };
        let said = format!("unknown parameter `{key}`; did you mean `{meant}`?");
        assert_eq!(error.problems()[0].message().to_string(), said);
    }
}

#[test]
fn a_rule_over_several_parts_is_one_of_the_request() {
    let target = format!("{PATH}?speed=slow");
    let call = call(&target).body(br#"{"amount": 9}"#);
    let RequestError::Unreadable(error) = call.read::<Valid<Order>>().unwrap_err() else {
        panic!("the call is one of the endpoint");
    };
    let problem = &error.problems()[0];
    assert_eq!((problem.part(), problem.code()), (Some(Part::Request), Code::Rule));
    let details = ProblemDetails::from(&error);
    assert_eq!(details.status(), 422);
    let written: serde_json::Value = serde_json::from_str(&details.to_json()).unwrap();
    assert_eq!(written["errors"][0]["in"], "request");
    assert_eq!(written["errors"][0]["rule_id"], "few_if_slow");
    assert_eq!(written["errors"][0]["pointer"], "");
}

#[test]
fn members_in_a_wrong_part_are_refused_once() {
    let target = format!("{PATH}?amount=3&X-Level=1&shop=b&lang=de");
    let body = br#"{"lang": "de", "X-Request-Id": "r", "number": 8, "tag": ["a"], "debug": true}"#;
    let call = Incoming::new("PUT", &target).header("amount", b"1").header("content-type", JSON);
    assert_eq!(
        said(&call.body(body)),
        [
            "in the query, column 1: `amount` belongs in the body; remove it from the query",
            "in the query, column 10: `X-Level` belongs in the header `X-Level`; remove it from the query",
            "in the query, column 20: `shop` belongs in the path; remove it from the query",
            "in the body, line 1, column 2: `lang` belongs in the query; remove it from the body",
            "in the body, line 1, column 16: `X-Request-Id` belongs in the header `X-Request-Id`; remove it from the body",
            "in the body, line 1, column 37: `number` belongs in the path; remove it from the body",
            "in the body, line 1, column 50: `tag` belongs in the query; remove it from the body",
            "in the body, line 1, column 64: `debug` belongs in the query; remove it from the body",
        ],
    );
    let form = Incoming::new("PUT", PATH)
        .header("x-request-id", b"1")
        .header("content-type", b"application/x-www-form-urlencoded")
        .body(b"amount=3&lang=de");
    let expected =
        ["in the body, line 1, column 10: `lang` belongs in the query; remove it from the body"];
    assert_eq!(said(&form), expected);
    let xml = Incoming::new("PUT", PATH)
        .header("x-request-id", b"1")
        .header("content-type", b"text/xml")
        .body(b"<request><lang>de</lang><note>x</note><amount>3</amount></request>");
    let expected =
        ["in the body, line 1, column 10: `lang` belongs in the query; remove it from the body"];
    assert_eq!(said(&xml), expected);
}

#[test]
fn bad_encoding_is_reported_at_its_place() {
    let target = "/shops/%zz/orders/n7.x?lang=%&tags=%ff&%4=1&tags=ok";
    let mut call = Incoming::new("PUT", target).header("X-Request-Id", b"\xc3");
    call = call.header("content-type", JSON).body(br#"{"amount": 3}"#);
    let two = "expected two hexadecimal digits after `%`; a `%` alone is written `%25`";
    assert_eq!(
        said(&call),
        [
            format!("in the path, column 8: {two}"),
            format!("in the query, column 6: {two}"),
            "in the query, column 13: not UTF-8 once it is decoded; encode the text as UTF-8"
                .to_owned(),
            format!("in the query, column 17: {two}"),
            "in the header `X-Request-Id`: not UTF-8; encode the text as UTF-8".to_owned(),
        ],
    );
}

#[test]
fn a_body_without_bytes_is_none() {
    let needs = ["in the body, line 1, column 1: `amount` is required; give it a value"];
    assert_eq!(said(&call(PATH)), needs);
    assert_eq!(said(&Incoming::new("PUT", PATH).header("x-request-id", b"1")), needs);
    let blank = ["in the body, line 1, column 2: the document is empty"];
    assert_eq!(said(&call(PATH).body(b" ")), blank);
}

#[test]
fn a_broken_body_is_reported_with_the_other_parts() {
    let target = format!("{PATH}?speed=fats");
    let query = "in the query, column 7: `speed` must be `slow` or `fast`; did you mean `fast`?";
    for (body, expected) in [
        (&b"{\"amount\": }"[..], "in the body, line 1, column 12: expected a value"),
        (b"[1]", "in the body, line 1, column 1: expected an object with the fields of `Order`"),
        (b"null", "in the body, line 1, column 1: expected an object with the fields of `Order`"),
        (b"\"amount", "in the body, line 1, column 8: the text does not end; add a quote"),
        (
            b"{\"amount\": \"\xff",
            "in the body, line 1, column 13: not UTF-8 from here on; encode the document as UTF-8",
        ),
    ] {
        let found = said(&call(&target).body(body));
        assert_eq!(found[0], query);
        assert_eq!(found.len(), 2, "{found:?}");
        let (place, _) = expected.rsplit_once(": ").unwrap();
        assert!(found[1].starts_with(place), "{found:?}");
    }
}

#[test]
fn no_message_shows_a_value() {
    let target = "/shops/canary/orders/ncanary.x?lang=%63anary%zz&speed=canary&sizes=canary";
    let call = Incoming::new("PUT", target)
        .header("x-level", b"canary")
        .header("x-request-id", b"canary\xff")
        .header("content-type", JSON)
        .body(br#"{"amount": 3, "pin": "canary"}"#);
    let error = call.read::<Valid<Order>>().unwrap_err();
    let details = error.problem_details().with_rule_sources().to_json();
    for shown in [error.to_string(), format!("{error:?}"), format!("{call:?}"), details] {
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(endpoint = "GET /orders/{number}", response = ())]
struct Lookup<'a> {
    #[order(path)]
    number: &'a str,
    #[order(query)]
    full: Option<bool>,
    #[order(query)]
    lang: Option<&'a str>,
}

#[test]
fn a_request_may_borrow_from_the_url() {
    let call = Incoming::new("GET", "/orders/7?lang=de&full=");
    let lookup: Lookup<'_> = call.read().unwrap();
    assert_eq!(lookup, Lookup { number: "7", full: None, lang: Some("de") });
    let head = Incoming::new("HEAD", "/orders/7");
    assert_eq!(head.read::<Lookup<'_>>().unwrap().number, "7");
    let error = Incoming::new("POST", "/orders/7").read::<Lookup<'_>>().unwrap_err();
    assert_eq!(error.header(), Some(("Allow", "GET, HEAD".to_owned())));
    // Text with escapes cannot be borrowed.
    let escaped = Incoming::new("GET", "/orders/%37");
    assert_eq!(escaped.read::<Lookup<'_>>().unwrap_err().status(), 400);
}

#[test]
fn a_call_that_only_reads_has_no_members_in_its_body() {
    let call = |body| Incoming::new("GET", "/orders/7").header("content-type", JSON).body(body);
    assert!(call(b"{}").read::<Lookup<'_>>().is_ok());
    let found = call(br#"{"full": true, "x": 1}"#);
    let error = found.read::<Lookup<'_>>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the body, line 1, column 2: `full` belongs in the query; remove it from the body\n\
         in the body, line 1, column 16: unknown field `x`; remove it",
    );
}

#[derive(Debug)]
struct Shop {
    most: u8,
}

#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /orders/{number}", response = (), context = Shop)]
#[rule(in_stock, amount <= ctx.most, "there are no more than that", at = amount)]
#[rule(known, number <= ctx.most, "no such order", at = number)]
struct Known {
    #[order(path)]
    number: u8,
    amount: u8,
}

#[test]
fn facts_of_a_context_are_judged_in_every_part() {
    let received = Received {
        method: "POST".to_owned(),
        path: "/v2/orders/8".to_owned(),
        headers: vec![("content-type".to_owned(), JSON.to_vec())],
        body: br#"{"amount": 9, "x": 1}"#.to_vec(),
        ..Received::default()
    };
    let error = received.read_in::<Valid<Known>, _>(&Shop { most: 7 }).unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the path, column 12: `number`: no such order because `number` is greater than `ctx.most`\n\
         in the body, line 1, column 12: `amount`: there are no more than that because `amount` is greater than `ctx.most`\n\
         in the body, line 1, column 15: unknown field `x`; remove it",
    );
    let received = Received { body: br#"{"amount": 9}"#.to_vec(), ..received };
    assert_eq!(received.read_in::<Valid<Known>, _>(&Shop { most: 9 }).unwrap().number, 8);
    assert_eq!(received.read_in::<Known, _>(&Shop { most: 7 }).unwrap().amount, 9);
    assert_eq!(received.read::<Known>().unwrap().amount, 9);
}

#[test]
fn problem_details_name_the_part() {
    let call = Incoming::new("PUT", "/shops/a/orders/n7.x?speed=x").header("content-type", JSON);
    let error = call.body(b"{}").read::<Valid<Order>>().unwrap_err();
    let details = error.problem_details();
    assert_eq!(
        details.to_json(),
        r#"{"type":"about:blank","title":"Bad Request","status":400,"detail":"3 mistakes in the request","errors":[{"pointer":"/speed","code":"type","in":"query","detail":"`speed` must be `slow` or `fast`"},{"pointer":"/X-Request-Id","code":"required","rule_id":"X-Request-Id.required_unless","in":"header","detail":"`X-Request-Id` is required because `lang` is absent; give it a value that is not blank"},{"pointer":"/amount","code":"required","rule_id":"amount.required","in":"body","line":1,"column":2,"detail":"`amount` is required; give it a value"}]}"#,
    );
    assert_eq!(serde_json::to_string(&details).unwrap(), details.to_json());
}

#[derive(Debug, OrderRequest)]
struct Gift {
    #[order(query)]
    level: u8,
    note: String,
}

#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /gifts", response = ())]
struct Gifts {
    #[order(flatten)]
    gift: Option<Gift>,
    amount: u8,
}

#[test]
fn a_part_in_place_is_given_by_a_member_of_any_part_of_the_call() {
    let call = |target, body| Incoming::new("POST", target).header("content-type", JSON).body(body);
    let gifts: Gifts = call("/gifts", br#"{"amount": 1}"#).read().unwrap();
    assert!(gifts.gift.is_none() && gifts.amount == 1);
    let both = call("/gifts?level=2", br#"{"amount": 1, "note": "x"}"#);
    let gift = both.read::<Valid<Gifts>>().unwrap().into_inner().gift.unwrap();
    assert_eq!((gift.level, gift.note.as_str()), (2, "x"));

    let note = "`note` is required; give it a value that is not blank";
    let said = |call: Incoming<'_>| call.read::<Valid<Gifts>>().unwrap_err().to_string();
    assert_eq!(
        said(call("/gifts?level=2", br#"{"amount": 1}"#)),
        format!("in the body, line 1, column 13: {note}"),
    );
    assert_eq!(
        said(call("/gifts?level=%zz", br#"{"amount": 1}"#)),
        format!(
            "in the query, column 7: expected two hexadecimal digits after `%`; a `%` alone is written `%25`\n\
             in the body, line 1, column 13: {note}",
        ),
    );
    assert_eq!(
        said(call("/gifts", br#"{"amount": 1, "level": 2}"#)),
        format!(
            "in the body, line 1, column 15: `level` belongs in the query; remove it from the body\n\
             in the body, line 1, column 25: {note}",
        ),
    );
}

#[test]
fn every_changed_call_is_read_or_refused_without_a_panic() {
    const TARGET: &str = "/shops/%C3%A9a/orders/n7.x?lang=de&tags=a&tags=%20&sizes=1&names=d,e";
    let read = |target: &str, key: &[u8], kind: &[u8], body: &[u8]| {
        let call = Incoming::new("PUT", target).header("x-request-id", key).header("x-level", key);
        let call = call.header("content-type", kind).body(body);
        let (exact, routed) = (call.read::<Order>(), call.clone().routed().read::<Valid<Order>>());
        let statuses =
            [exact.map_err(|it| it.status()).err(), routed.map_err(|it| it.status()).err()];
        let known = [None, Some(400), Some(404), Some(422)];
        assert!(statuses.iter().all(|status| known.contains(status)), "{target} {statuses:?}");
    };
    let changes =
        ["", "%", "/", "&", "=", "[", "{", "-", "é", "%C3", "%a9", ".x", "n", "+", "\0", "?"];
    for (at, _) in TARGET.char_indices() {
        for change in changes {
            read(&format!("{}{change}{}", &TARGET[..at], &TARGET[at + 1..]), b"1", JSON, b"{}");
        }
        read(&TARGET[..at], b"1", JSON, b"{}");
    }
    let bodies: [(&[u8], &[u8]); 3] = [
        (JSON, br#"{"amount": 3, "lang": [{"a": 1}], "note": "\u00e9", "pin": null}"#),
        (b"text/xml", b"<request><amount>3</amount><lang>de</lang><note>&lt;</note></request>"),
        (b"application/x-www-form-urlencoded", b"amount=3&lang[a][0]=1&note=%C3%A9&pin"),
    ];
    for (kind, body) in bodies {
        for at in 0..body.len() {
            read(TARGET, &body[at..], kind, &body[..at]);
            for byte in b"\0\"{}[]:,<>/&=%\xff19" {
                let mut changed = body.to_vec();
                changed[at] = *byte;
                read(TARGET, b"1", kind, &changed);
            }
        }
    }
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(endpoint = "POST /notes/{id}", response = ())]
#[rule(own, note != title, "the note is not the title")]
struct Note {
    #[order(path)]
    id: u8,
    #[order(header, rename = "X-Sender")]
    sender: String,
    title: String,
    note: String,
    amount: u8,
}

#[test]
fn a_header_that_is_no_text_is_not_missed_as_well() {
    let call = Incoming::new("POST", "/notes/1")
        .header("X-Sender", b"\xff")
        .header("Content-Type", JSON)
        .body(br#"{"title": "a", "note": "b", "amount": 1}"#);
    let error = call.read::<Valid<Note>>().unwrap_err();
    assert_eq!(error.to_string(), "in the header `X-Sender`: not UTF-8; encode the text as UTF-8");
}

#[test]
fn what_no_part_alone_has_wrong_is_told_last() {
    let call = Incoming::new("POST", "/notes/x")
        .header("X-Sender", b"a")
        .header("Content-Type", JSON)
        .body(br#"{"title": "a", "note": "a", "amount": 300}"#);
    let error = call.read::<Valid<Note>>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the path, column 8: `id` must be a whole number from 0 to 255\n\
         in the body, line 1, column 39: `amount` must be a whole number from 0 to 255\n\
         the note is not the title because `note` is `title`"
    );
}

#[test]
fn the_values_of_a_path_are_found_and_decoded() {
    let values = |template: &'static str, path: &str| {
        path_values(template, path)
            .map(|found| found.into_iter().map(|(name, value)| format!("{name}={value}")).collect())
    };
    let some = |found: &[&str]| Some(found.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    assert_eq!(values("/orders/{id}", "/orders/a%20b"), some(&["id=a b"]));
    assert_eq!(values("/orders/{id}/x", "/orders/1+2/x"), some(&["id=1+2"]));
    assert_eq!(values("/orders", "/orders"), some(&[]));
    assert_eq!(values("/orders/{id}", "/orders"), None);
    assert_eq!(values("/orders/{id}", "/orders/%zz"), None);
    assert_eq!(values("/orders/{id}", "/orders/%0g"), None);
    // No character is divided.
    assert_eq!(values("/{a}{b}", "/éx"), some(&["a=é", "b=x"]));
    assert_eq!(values("/{a}{b}", "/%C3%A9x"), some(&["a=é", "b=x"]));
    assert_eq!(values("/{a}{b}", "/%C3%A9%C3%A9"), some(&["a=é", "b=é"]));
    assert_eq!(values("/{a}{b}", "/é"), None);
    assert_eq!(values("/a-{a}-b", "/a-"), None);
    assert_eq!(values("/a-{a}-b", "/a"), None);
    assert_eq!(values("/a-{a}-b", "/a-1-b"), some(&["a=1"]));
}

#[test]
fn a_plus_in_the_path_is_itself_and_can_be_borrowed() {
    let call = Incoming::new("GET", "/orders/7+1?lang=de");
    let lookup: Lookup<'_> = call.read().unwrap();
    assert_eq!(lookup, Lookup { number: "7+1", full: None, lang: Some("de") });
    // In a query it is a blank, so the text is another one.
    let call = Incoming::new("GET", "/orders/7?lang=d+e");
    assert_eq!(call.read::<Lookup<'_>>().unwrap_err().status(), 400);
}

#[test]
fn problems_of_headers_stay_in_their_order() {
    let call = |headers: [(&'static str, &'static [u8]); 3]| {
        let mut call = Incoming::new("PUT", PATH).header("content-type", JSON);
        for (name, value) in headers {
            call = call.header(name, value);
        }
        said(&call.body(br#"{"amount": 3}"#))
    };
    let twice = "in the header `X-Trace`: `X-Trace` is given twice; remove one";
    let bytes = "in the header `X-Request-Id`: not UTF-8; encode the text as UTF-8";
    let (one, two, broken) = (("x-trace", b"1"), ("x-trace", b"2"), ("x-request-id", b"\xff"));
    assert_eq!(call([(broken.0, broken.1), (one.0, one.1), (two.0, two.1)]), [bytes, twice]);
    assert_eq!(call([(one.0, one.1), (two.0, two.1), (broken.0, broken.1)]), [twice, bytes]);
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(endpoint = "GET /found", response = ())]
struct Found {
    #[order(query)]
    #[length(..=1)]
    sizes: Vec<u8>,
    #[order(query)]
    #[range(..=9)]
    page: Option<u8>,
}

#[test]
fn what_is_wrong_with_a_list_in_the_query_is_told_at_its_first_item() {
    let call = Incoming::new("GET", "/found?page=10&sizes=1&sizes=2");
    let error = call.read::<Valid<Found>>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the query, column 6: `page` must be at most 9\n\
         in the query, column 15: `sizes` must have at most 1 item",
    );
}

#[test]
fn no_rule_is_judged_beside_a_body_that_breaks_off() {
    let target = format!("{PATH}?speed=fats");
    let found = said(&call(&target).body(b"{\"amount\": 10, "));
    assert_eq!(
        found,
        [
            "in the query, column 7: `speed` must be `slow` or `fast`; did you mean `fast`?",
            "in the body, line 1, column 16: the document ends in the middle; the rest is missing",
        ],
    );
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Parcel {
    lang: String,
    size: Option<u8>,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(endpoint = "POST /parcels", response = ())]
struct Parcels {
    #[order(query)]
    lang: String,
    #[nested]
    parcel: Parcel,
}

#[test]
fn a_member_that_cannot_be_decoded_is_not_one_of_a_part() {
    let call = Incoming::new("POST", "/parcels?lang=%zz").header("content-type", JSON);
    let error = call.body(br#"{"parcel": {"size": 1}}"#).read::<Valid<Parcels>>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "in the query, column 6: expected two hexadecimal digits after `%`; a `%` alone is written `%25`\nin the body, line 1, column 22: `parcel.lang` is required; give it a value that is not blank"
    );
}

#[test]
fn problems_that_are_left_out_are_counted_in_every_part() {
    let target = format!("{PATH}?{}", "x=1&".repeat(1500));
    let RequestError::Unreadable(error) = call(&target)
        .body(format!("{{\"amount\": 1{}}}", ", \"x\": 1".repeat(1200)).as_bytes())
        .read::<Order>()
        .unwrap_err()
    else {
        panic!("the call is one of the endpoint");
    };
    assert_eq!((error.problems().len(), error.left_out()), (2000, 700));
    assert_eq!(error.to_string().lines().last(), Some("and 700 more"));
}

#[test]
fn a_header_comes_before_the_body() {
    let call = Incoming::new("PUT", PATH).header("x-request-id", b"\xff");
    let found = said(&call.header("content-type", JSON).body(b"x"));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("in the header `X-Request-Id`: not UTF-8"), "{found:?}");
    assert!(found[1].starts_with("in the body, line 1, column 1: "), "{found:?}");
}
