//! The sandbox with a client that nobody here wrote: curl, if it is installed.

use std::process::Command;

use order_client::sandbox::Sandbox;

use crate::support::SAMPLE;

const SSL: &str = include_str!("fixtures/order-ssl.request.json");
const WIFI: &str = include_str!("fixtures/order-wifi.request.json");
const JSON: &str = "application/vnd.digicert.rest-v1+json";
const XML: &str = "application/vnd.digicert.rest-v1+xml";

/// The output of curl for `path`: the status, its own exit code if it fails, the head, and the body.
struct Answer {
    status: u16,
    exit: i32,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Runs curl with the credentials and a path of the sandbox after `arguments`.
async fn curl(sandbox: &Sandbox, path: &str, arguments: &[&str]) -> Answer {
    let mut command = Command::new("curl");
    // Whatever is set up on this machine.
    command.args(["--disable", "--noproxy", "*", "--silent", "--include", "--max-time", "20"]);
    command.args(["--user", "001007:skyfall"]).args(arguments);
    command.arg(format!("{}{path}", sandbox.url()));
    let run = move || command.output().expect("it was found before");
    let output = tokio::task::spawn_blocking(run).await.expect("no panic");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let exit = output.status.code().expect("it is not killed");
    Answer {
        status: status.unwrap_or_default(),
        exit,
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

fn header(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

#[tokio::test]
async fn every_call_can_be_made_with_curl() {
    if Command::new("curl").arg("--version").output().is_err() {
        return order_tests::missing("curl is not installed");
    }
    let sandbox = Sandbox::start().await.expect("a free port");
    let (as_json, as_xml) = (header("Content-Type", JSON), header("Content-Type", XML));
    let (json, xml) = (header("Accept", JSON), header("Accept", XML));

    // The three orders.
    for (path, order, number) in [
        ("/order/code", SAMPLE, "00222307"),
        ("/order/ssl", SSL, "00222308"),
        ("/order/wfa", WIFI, "00222309"),
    ] {
        let placed = curl(&sandbox, path, &["--header", &as_json, "--data-binary", order]).await;
        assert_eq!((placed.status, placed.exit), (201, 0), "{}", placed.head);
        assert_eq!(placed.header("Content-Type"), Some(JSON));
        assert_eq!(placed.body, format!("{{\n  \"order_id\":{number}\n}}"));
    }
    let broken = SAMPLE.replace("\"org_city\": \"Tampa\",\n", "");
    let refused =
        curl(&sandbox, "/order/code", &["--header", &as_json, "--data-binary", &broken]).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.header("Content-Type"), Some("application/vnd.digicert.error+json"));
    assert!(refused.body.contains("\"code\":\"required_param:org_city\""), "{}", refused.body);
    let wrong = ["--user", "001007:goldeneye", "--header", &json];
    assert_eq!(curl(&sandbox, "/order/00222308", &wrong).await.status, 401);

    // What became of one, and unchanged.
    let details = curl(&sandbox, "/order/00222308", &["--header", &json]).await;
    assert_eq!(details.status, 200);
    assert!(details.body.contains("\"status\":\"issued\""), "{}", details.body);
    let known = header("If-None-Match", details.header("ETag").expect("it has a version"));
    let unchanged =
        curl(&sandbox, "/order/00222308", &["--header", &json, "--header", &known]).await;
    assert_eq!((unchanged.status, unchanged.body.as_str()), (304, ""));
    let head = curl(&sandbox, "/order/00222308", &["--head", "--header", &json]).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("ETag"), details.header("ETag"));

    // The certificate, in both formats.
    let path = "/order/00222308/certificate";
    let certificate = curl(&sandbox, path, &["--header", &json]).await;
    assert_eq!(certificate.status, 200);
    assert!(
        certificate.body.contains("\"certificate\":\"-----BEGIN CERTIFICATE-----\\n[CERT HERE]")
    );
    let certificate = curl(&sandbox, path, &["--header", &xml]).await;
    assert_eq!(certificate.header("Content-Type"), Some(XML));
    assert!(certificate.body.starts_with("<response>\n  <order_id>00222308</order_id>\n"));

    // A reissue, by either way to say the method.
    let body = r#"{"sans":"a.example.com,b.example.com"}"#;
    let reissue =
        ["--header", &as_json, "--header", "X-HTTP-Method-Override: REISSUE", "--data", body];
    let reissued = curl(&sandbox, "/order/00222308", &reissue).await;
    assert_eq!(reissued.status, 201, "{}", reissued.body);
    assert!(reissued.body.contains("\"a.example.com\",\n"), "{}", reissued.body);
    let reissue = ["--header", &as_json, "--request", "REISSUE", "--data", "{}"];
    assert_eq!(curl(&sandbox, "/order/00222308", &reissue).await.status, 201);
    let changed = curl(&sandbox, "/order/00222308", &["--header", &json, "--header", &known]).await;
    assert_eq!(changed.status, 200);

    // What a path takes.
    let options = curl(&sandbox, "/order/00222308", &["--request", "OPTIONS"]).await;
    assert_eq!(
        (options.status, options.header("Allow")),
        (200, Some("GET, HEAD, OPTIONS, REISSUE"))
    );
    let put = curl(&sandbox, "/order/code", &["--request", "PUT", "--header", &json]).await;
    assert_eq!((put.status, put.header("Allow")), (405, Some("OPTIONS, POST")));

    // XML, in and out.
    let order = "<request><validity>1</validity><platform>51</platform><org_name>a</org_name>\
        <org_addr1>b</org_addr1><org_city>c</org_city><org_state>FL</org_state><org_zip>33615</org_zip>\
        <org_country>us</org_country><telephone>555-555-1234</telephone>\
        <org_contact_firstname>d</org_contact_firstname><org_contact_lastname>e</org_contact_lastname>\
        <org_contact_job_title>f</org_contact_job_title>\
        <org_contact_email>gm@example.com</org_contact_email>\
        <org_contact_telephone>555-555-1234</org_contact_telephone></request>";
    let placed =
        curl(&sandbox, "/order/code", &["--header", &as_xml, "--data-binary", order]).await;
    assert_eq!(placed.body, "<response>\n  <order_id>00222310</order_id>\n</response>");
    assert_eq!(sandbox.placed(), 4);
}

#[tokio::test]
async fn curl_sees_every_fault_that_it_asks_for() {
    if Command::new("curl").arg("--version").output().is_err() {
        return order_tests::missing("curl is not installed");
    }
    let sandbox = Sandbox::start().await.expect("a free port");
    let content_type = header("Content-Type", JSON);
    let mut expected = 0;
    // Exit codes of curl: 18 a part of a body only, 52 no answer, 56 a failure to receive.
    for (fault, exits, status, orders) in [
        ("close=before", &[52][..], 0, 0),
        ("close=after", &[52], 0, 1),
        ("reset=before", &[52, 55, 56], 0, 0),
        ("reset=after", &[52, 56], 0, 1),
        ("half_head", &[0, 8, 52, 56], 201, 1),
        ("half_body", &[18], 201, 1),
        ("slow_body=1", &[0], 201, 1),
        ("oversized=100000", &[0], 201, 1),
        ("content_type=text/html", &[0], 201, 1),
        ("idle_close=0", &[0], 201, 1),
        ("garbage", &[0], 201, 1),
        ("delay=10", &[0], 201, 1),
        ("lost=503;retry_after=2", &[0], 503, 1),
        ("refused=429;retry_after=2", &[0], 429, 0),
        ("redirect=307", &[0], 307, 0),
        ("explode", &[0], 400, 0),
    ] {
        let asked = header("X-Sandbox-Fault", fault);
        let arguments = ["--header", &content_type, "--header", &asked, "--data-binary", SAMPLE];
        let answer = curl(&sandbox, "/order/code", &arguments).await;
        expected += orders;
        assert!(exits.contains(&answer.exit), "{fault}: {} {}", answer.exit, answer.head);
        assert_eq!(
            (answer.status, sandbox.placed()),
            (status, expected),
            "{fault}: {}",
            answer.head
        );
    }
    let redirect = ["--location", "--header", &content_type, "--data-binary", SAMPLE];
    let followed =
        [&redirect[..], &["--header", "X-Sandbox-Fault: mute", "--max-time", "1"]].concat();
    let mute = curl(&sandbox, "/order/code", &followed).await;
    assert_eq!((mute.exit, mute.head.as_str()), (28, ""));
    // It follows where this client does not.
    sandbox.fail_next("redirect=307".parse().expect("a fault"));
    let moved = curl(&sandbox, "/order/code", &redirect).await;
    assert!(moved.head.starts_with("HTTP/1.1 307 ") && moved.body.contains("HTTP/1.1 404 "));
    assert_eq!(sandbox.placed(), expected + 1);
}
