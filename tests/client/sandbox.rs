//! The client with the sandbox, and the sandbox with clients that are less careful.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    num::NonZeroUsize,
};

use order_client::{
    Client, Credentials, Error, OrderId, retail,
    sandbox::{AnyOrder, BODY_LIMIT, Sandbox, SandboxOptions},
};
use order_core::{OrderRequest as _, json};

use crate::support::{SAMPLE, sample, view};

const KEY: &str = "Authorization: Basic MDAxMDA3OnNreWZhbGw=";
const AGENT: &str = "User-Agent: test";
const JSON: &str = "Content-Type: application/vnd.digicert.rest-v1+json";

fn client(sandbox: &Sandbox) -> Client {
    let builder = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url());
    builder.build().expect("a usable configuration")
}

async fn start() -> Sandbox {
    Sandbox::start().await.expect("a free port")
}

/// Sends `request` as it is and returns all that comes back.
async fn exchange(sandbox: &Sandbox, request: Vec<u8>) -> String {
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    let exchange = move || {
        let mut stream = TcpStream::connect(address).expect("the sandbox listens");
        // It may answer, and close, before it has read everything.
        let _ = stream.write_all(&request);
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply);
        String::from_utf8_lossy(&reply).into_owned()
    };
    tokio::task::spawn_blocking(exchange).await.expect("no panic")
}

/// A request with `headers` and the sample as its body.
fn request(line: &str, headers: &[&str]) -> Vec<u8> {
    request_with(line, headers, SAMPLE.as_bytes())
}

fn request_with(line: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    let head = format!(
        "{line} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn post(headers: &[&str]) -> Vec<u8> {
    request("POST /order/code", headers)
}

fn post_body(body: &[u8]) -> Vec<u8> {
    request_with("POST /order/code", &[KEY, AGENT, JSON], body)
}

fn assert_status(reply: &str, status: u16) {
    assert!(reply.starts_with(&format!("HTTP/1.1 {status} ")), "{reply}");
}

#[tokio::test]
async fn orders_are_numbered_from_the_documented_one_on() {
    let sandbox = start().await;
    for number in ["00222307", "00222308", "00222309"] {
        let placed = client(&sandbox).place(&sample()).await.expect("placed");
        assert_eq!(placed.order_id.as_str(), number);
    }
    assert_eq!(sandbox.placed(), 3);
    let orders = sandbox.orders();
    assert_eq!(orders[2].order_id.as_str(), "00222309");
    assert_eq!(orders[2].order, AnyOrder::CodeSigning(sample().into_inner().into()));
}

#[tokio::test]
async fn request_arrives_as_it_was_documented() {
    let sandbox = start().await;
    client(&sandbox).place(&sample()).await.expect("placed");
    let requests = sandbox.requests();
    let [request] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/order/code"));
    assert_eq!(request.body, SAMPLE.as_bytes());
    for (name, value) in [
        ("accept", "application/vnd.digicert.rest-v1+json"),
        ("authorization", "Basic MDAxMDA3OnNreWZhbGw="),
        ("content-length", "488"),
        ("content-type", "application/vnd.digicert.rest-v1+json"),
        ("user-agent", concat!("order-client/", env!("CARGO_PKG_VERSION"))),
    ] {
        assert_eq!(request.header(name), Some(value.as_bytes()), "{name}");
    }
    assert!(!format!("{request:?}").contains("MDAxMDA3"), "{request:?}");
}

#[tokio::test]
async fn reply_is_the_documented_25_bytes() {
    let sandbox = start().await;
    let reply = exchange(&sandbox, post(&[KEY, AGENT, JSON])).await;
    let (head, body) = reply.split_once("\r\n\r\n").expect("a whole reply");
    assert_status(head, 201);
    let head = head.to_ascii_lowercase();
    assert!(head.contains("\r\ncontent-type: application/vnd.digicert.rest-v1+json\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-length: 25\r\n"), "{head}");
    assert_eq!(body, "{\n  \"order_id\":00222307\n}");
}

#[tokio::test]
async fn wrong_credentials_are_rejected() {
    let sandbox = start().await;
    for (account_id, api_key) in [("001007", "goldeneye"), ("1007", "skyfall")] {
        let credentials = Credentials::new(account_id, api_key).expect("plain letters");
        let client = Client::builder(retail::SERVICE, credentials).base_url(sandbox.url()).build();
        let error =
            client.expect("a usable configuration").place(&sample()).await.expect_err("refused");
        let Error::Rejected { status: 401, errors, .. } = &error else { panic!("{error:?}") };
        assert_eq!(errors[0].code, "unauthorized");
    }
    for header in
        ["X: y", "Authorization: Bearer x", "Authorization: Basic", "Authorization: Basic !"]
    {
        assert_status(&exchange(&sandbox, post(&[header, AGENT, JSON])).await, 401);
    }
    assert_status(&exchange(&sandbox, post(&[KEY, KEY, AGENT, JSON])).await, 401);
    assert_eq!(sandbox.placed(), 0);
}

#[tokio::test]
async fn each_problem_is_an_error_of_its_own() {
    let sandbox = start().await;
    let body = SAMPLE.replace("\"1\"", "\"4\"").replace("org_city", "org_town");
    let reply = exchange(&sandbox, post_body(body.as_bytes())).await;
    assert_status(&reply, 400);
    assert!(reply.contains("application/vnd.digicert.error+json"), "{reply}");
    let codes = reply.matches("\"code\":").count();
    assert_eq!(codes, 3, "{reply}");
    for code in ["invalid_param:validity", "invalid_param:org_town", "required_param:org_city"] {
        assert!(reply.contains(&format!("\"code\":\"{code}\"")), "{reply}");
    }
    assert_eq!(sandbox.placed(), 0);
}

#[tokio::test]
async fn sandbox_and_client_find_the_same_problems() {
    let sandbox = start().await;
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "\"\\ud800\"",
        "{\"a\u{1}\":1}",
        "{\"\":1}",
        "\u{feff}{}",
        "{\"validity\":{}}",
        "{\"ev\":\"perhaps\",\"ev\":true}",
        "{\"q\\\"\\n\\u0000\":[]}",
    ] {
        let problems =
            json::from_str::<order_core::Valid<order_client::retail::CodeSigningOrder>>(body)
                .expect_err(body)
                .problems()
                .len();
        let reply = exchange(&sandbox, post_body(body.as_bytes())).await;
        assert_status(&reply, 400);
        assert_eq!(reply.matches("\"code\":").count(), problems, "{reply}");
    }
    assert_status(&exchange(&sandbox, post_body(b"\xff\xfe")).await, 400);
    assert_status(&exchange(&sandbox, post_body("[".repeat(BODY_LIMIT).as_bytes())).await, 400);
    assert_eq!(sandbox.placed(), 0);
}

#[tokio::test]
async fn unknown_path_is_not_found() {
    let sandbox = start().await;
    for path in ["/", "/order", "/order/code/", "/order/Code", "/order/evs", "/order/%63ode"] {
        let request = request(&format!("POST {path}"), &[KEY, AGENT, JSON]);
        assert_status(&exchange(&sandbox, request).await, 404);
    }
    let client = Client::builder(retail::SERVICE, sandbox.credentials())
        .base_url(format!("{}/v2", sandbox.url()));
    let client = client.build().expect("a usable configuration");
    let error = client.place(&sample()).await.expect_err("not there");
    assert!(matches!(error, Error::Rejected { status: 404, .. }), "{error:?}");
}

#[tokio::test]
async fn other_methods_are_answered_with_allow() {
    let sandbox = start().await;
    let headers = [KEY, AGENT, JSON];
    for method in ["GET", "PUT", "DELETE", "PATCH", "REISSUE", "TRACE", "post"] {
        let reply = exchange(&sandbox, request(&format!("{method} /order/code"), &headers)).await;
        assert_status(&reply, 405);
        assert!(reply.to_ascii_lowercase().contains("\r\nallow: options, post\r\n"), "{reply}");
    }
    let head = exchange(&sandbox, request_with("HEAD /order/code", &headers, b"")).await;
    assert_status(&head, 405);
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    let options = exchange(&sandbox, request_with("OPTIONS /order/code", &headers, b"")).await;
    assert_status(&options, 200);
    assert!(options.to_ascii_lowercase().contains("\r\nallow: options, post\r\n"), "{options}");
    let stands_for = post(&[KEY, AGENT, JSON, "X-HTTP-Method-Override: REISSUE"]);
    assert_status(&exchange(&sandbox, stands_for).await, 405);
    assert_eq!(sandbox.placed(), 0);
}

#[tokio::test]
async fn media_types_are_negotiated() {
    let sandbox = start().await;
    let xml = "application/vnd.digicert.rest-v1+xml";
    for (headers, status) in [
        (vec![JSON.to_owned()], 201),
        (vec![JSON.to_owned(), "Accept: */*".to_owned()], 201),
        (vec![format!("{JSON}; charset=utf-8")], 201),
        (vec![JSON.to_owned(), format!("Accept: {xml}")], 201),
        (vec![JSON.to_owned(), "Accept: application/json".to_owned()], 406),
        (vec![], 406),
        (vec!["Content-Type: application/json".to_owned()], 406),
        (vec![format!("Content-Type: {xml}")], 400),
        (vec!["Accept: text/html".to_owned(), JSON.to_owned()], 406),
        (vec!["Accept: application/vnd.digicert.rest-v1+json".to_owned()], 400),
        (
            vec![
                "Content-Type: application/json".to_owned(),
                "Accept: application/vnd.digicert.rest-v1+json".to_owned(),
            ],
            400,
        ),
    ] {
        let mut all = vec![KEY, AGENT];
        all.extend(headers.iter().map(String::as_str));
        let reply = exchange(&sandbox, post(&all)).await;
        assert_status(&reply, status);
        let is_xml = headers.iter().any(|header| header.contains(xml));
        let format = if is_xml { "xml" } else { "json" };
        let kind = if status == 201 { "rest-v1" } else { "error" };
        assert!(reply.contains(&format!("application/vnd.digicert.{kind}+{format}")), "{reply}");
    }
    assert_eq!(sandbox.placed(), 4);
}

#[tokio::test]
async fn mandatory_headers_are_asked_for() {
    let sandbox = start().await;
    let reply = exchange(&sandbox, post(&[KEY, JSON])).await;
    assert_status(&reply, 400);
    assert!(reply.contains("User-Agent is required"), "{reply}");
    let chunked = format!(
        "POST /order/code HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n{KEY}\r\n{AGENT}\r\n{JSON}\r\n\
         Transfer-Encoding: chunked\r\n\r\n1e8\r\n{SAMPLE}\r\n0\r\n\r\n"
    );
    let reply = exchange(&sandbox, chunked.into_bytes()).await;
    assert_status(&reply, 400);
    assert!(reply.contains("Content-Length is required"), "{reply}");
    assert_eq!(sandbox.placed(), 0);
}

#[tokio::test]
async fn long_body_is_refused() {
    let sandbox = start().await;
    let padded = |length: usize| format!("{SAMPLE}{}", " ".repeat(length - SAMPLE.len()));
    let just = exchange(&sandbox, post_body(padded(BODY_LIMIT).as_bytes())).await;
    assert_status(&just, 201);
    let over = exchange(&sandbox, post_body(padded(BODY_LIMIT + 1).as_bytes())).await;
    assert_status(&over, 400);
    assert_eq!(sandbox.placed(), 1);
}

#[tokio::test]
async fn garbage_does_not_harm() {
    let sandbox = start().await;
    for garbage in
        [&b"\0\0\0\0\r\n\r\n"[..], b"\r\n\r\n\r\n", b"POST\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"]
    {
        let mut garbage = garbage.to_vec();
        garbage.extend_from_slice(b"x\r\n\r\n");
        exchange(&sandbox, garbage).await;
    }
    client(&sandbox).place(&sample()).await.expect("it still answers");
}

#[tokio::test]
async fn what_is_kept_is_bounded() {
    let keep = NonZeroUsize::new(3).expect("not zero");
    let options = SandboxOptions::default().keep(keep);
    let sandbox = Sandbox::start_with(options).await.expect("a free port");
    let client = client(&sandbox);
    for _ in 0..5 {
        client.place(&sample()).await.expect("placed");
    }
    assert_eq!(sandbox.placed(), 5);
    assert_eq!(sandbox.requests().len(), 3);
    let kept: Vec<_> = sandbox.orders().into_iter().map(|order| order.order_id).collect();
    assert_eq!(
        kept.iter().map(OrderId::as_str).collect::<Vec<_>>(),
        ["00222309", "00222310", "00222311"]
    );
    for order_id in &kept {
        assert_eq!(client.send(&view(order_id)).await.expect("kept").order_id, *order_id);
    }
    for order_id in ["00222308", "00222312", "222309", "0", "99999999999999999999999"] {
        let error =
            client.send(&view(&order_id.parse().expect("digits"))).await.expect_err("not kept");
        assert!(matches!(error, Error::Rejected { status: 404, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn it_takes_no_connection_once_it_has_stopped() {
    let sandbox = start().await;
    let client = client(&sandbox);
    client.place(&sample()).await.expect("placed");
    sandbox.stop().await;
    let error = client.place(&sample()).await.expect_err("stopped");
    assert!(matches!(error, Error::NotSent { .. }), "{error:?}");
}

#[tokio::test]
async fn it_stops_even_if_a_connection_is_left_open() {
    let sandbox = start().await;
    let address = sandbox.url().trim_start_matches("http://").to_owned();
    let open = |sent: &str| {
        let mut stream = TcpStream::connect(&address).expect("the sandbox listens");
        stream.write_all(sent.as_bytes()).expect("it is sent");
        stream
    };
    let _open = [open(""), open("POST /order/code HTTP/1.1\r\nContent-")];
    client(&sandbox).place(&sample()).await.expect("placed");
    sandbox.stop().await;
}

#[tokio::test]
async fn orders_at_the_same_time_get_numbers_of_their_own() {
    let sandbox = start().await;
    let client = client(&sandbox);
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.place(&sample()).await.expect("placed").order_id })
        })
        .collect();
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task.await.expect("no panic"));
    }
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 20);
}

#[test]
fn broken_order_never_becomes_one_that_can_be_sent() {
    let mut order = sample().into_inner();
    order.ev = false;
    let invalid = order.into_valid().expect_err("an EV platform without EV");
    let error = Error::from(invalid);
    assert_eq!(error.to_string(), "not sent, as the order breaks its rules");
    let paths = match &error {
        Error::Invalid(violations) => {
            violations.iter().map(|violation| violation.path().to_string()).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(paths, ["platform", "cs_provisioning_method"]);
}

#[tokio::test]
async fn resources_of_an_order_say_what_they_take() {
    let sandbox = start().await;
    client(&sandbox).place(&sample()).await.expect("placed");
    let accept = "Accept: application/vnd.digicert.rest-v1+json";
    for (path, allow) in [
        ("/order/00222307", "allow: get, head, options, reissue"),
        ("/order/00222307/certificate", "allow: get, head, options"),
        ("/order/ssl", "allow: options, post"),
        ("/order/wfa", "allow: options, post"),
    ] {
        for (method, status) in [("OPTIONS", 200), ("PUT", 405), ("REVOKE", 405)] {
            let request = request_with(&format!("{method} {path}"), &[KEY, AGENT, accept], b"");
            let reply = exchange(&sandbox, request).await;
            assert_status(&reply, status);
            assert!(reply.to_ascii_lowercase().contains(&format!("\r\n{allow}\r\n")), "{reply}");
        }
    }
    let direct = request_with("REISSUE /order/00222307", &[KEY, AGENT, JSON], b"{}");
    assert_status(&exchange(&sandbox, direct).await, 400);
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let sandbox = start().await;
    client(&sandbox).place(&sample()).await.expect("placed");
    for path in ["/order/00222307", "/order/00222307/certificate"] {
        let get =
            exchange(&sandbox, request_with(&format!("GET {path}"), &[KEY, AGENT, JSON], b""))
                .await;
        let head =
            exchange(&sandbox, request_with(&format!("HEAD {path}"), &[KEY, AGENT, JSON], b""))
                .await;
        assert_status(&get, 200);
        assert_status(&head, 200);
        let etag = |reply: &str| {
            let line = reply.lines().find(|line| line.to_ascii_lowercase().starts_with("etag: "));
            line.expect("it has a version").to_owned()
        };
        assert_eq!(etag(&get), etag(&head));
        assert!(head.ends_with("\r\n\r\n") && !get.ends_with("\r\n\r\n"), "{head}");

        let known =
            etag(&get).replacen("etag", "If-None-Match", 1).replacen("ETag", "If-None-Match", 1);
        let again = request_with(&format!("GET {path}"), &[KEY, AGENT, JSON, &known], b"");
        let again = exchange(&sandbox, again).await;
        assert_status(&again, 304);
        assert!(again.ends_with("\r\n\r\n"), "{again}");
    }
}

#[tokio::test]
async fn replies_in_xml_are_the_documented_ones() {
    let sandbox = start().await;
    let xml = "Accept: application/vnd.digicert.rest-v1+xml";
    let placed = exchange(&sandbox, post(&[KEY, AGENT, JSON, xml])).await;
    let (head, body) = placed.split_once("\r\n\r\n").expect("a whole reply");
    assert!(head.to_ascii_lowercase().contains("\r\ncontent-length: 54\r\n"), "{head}");
    assert_eq!(body, "<response>\n  <order_id>00222307</order_id>\n</response>");

    let body = SAMPLE.replace("\"org_city\": \"Tampa\",\n", "");
    let refused = request_with("POST /order/code", &[KEY, AGENT, JSON, xml], body.as_bytes());
    let refused = exchange(&sandbox, refused).await;
    assert_status(&refused, 400);
    let start =
        "\r\n\r\n<errors>\n  <error>\n    <code>required_param:org_city</code>\n    <description>";
    assert!(refused.contains(start), "{refused}");
    assert!(refused.ends_with("</description>\n  </error>\n</errors>"), "{refused}");

    let get = request_with("GET /order/00222307/certificate", &[KEY, AGENT, xml], b"");
    let get = exchange(&sandbox, get).await;
    assert!(get.contains("<certificate>\n       -----BEGIN CERTIFICATE-----\n"), "{get}");
}

#[tokio::test]
async fn faults_are_asked_for_by_a_header() {
    let sandbox = start().await;
    for (fault, status, placed) in [
        ("X-Sandbox-Fault: refused=503", 503, 0),
        ("X-Sandbox-Fault: lost=502", 502, 1),
        ("X-Sandbox-Fault: garbage", 201, 2),
        ("X-Sandbox-Fault: delay=10", 201, 3),
        ("X-Sandbox-Fault: lost=99", 400, 3),
        ("X-Sandbox-Fault: explode", 400, 3),
    ] {
        let reply = exchange(&sandbox, post(&[KEY, AGENT, JSON, fault])).await;
        assert_status(&reply, status);
        assert_eq!(sandbox.placed(), placed, "{fault}");
    }
}
