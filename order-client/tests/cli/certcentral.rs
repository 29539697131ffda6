//! The calls of CertCentral: each with the sandbox, bad input, and orders whose reply is lost.

use std::fs;

use crate::support::{
    Folder, Run, SandboxProcess, command, new_journal, order, order_with_input, run,
    server::{Server, reply},
    spawn,
};

/// An order of CertCentral, from the folder of the workspace.
const SAMPLE: &str = "examples/orders/certcentral.json";

fn sample() -> String {
    fs::read_to_string(format!("{}/../{SAMPLE}", env!("CARGO_MANIFEST_DIR"))).expect("it is there")
}

/// The sample without a reference of its own.
fn without_reference() -> String {
    let sample = sample().replace(",\n  \"alternative_order_id\": \"release-2027-03\"", "");
    assert!(!sample.contains("alternative_order_id"));
    sample
}

fn sandbox(arguments: &[&str]) -> SandboxProcess {
    SandboxProcess::start(&[&["--api", "certcentral"], arguments].concat())
}

/// Runs the program with these arguments, at a service of CertCentral.
fn at(url: &str, arguments: &[&str]) -> Run {
    order(&[arguments, &["--api", "certcentral", "--url", url]].concat())
}

/// The note after orders at a sandbox.
fn not_live(url: &str) -> String {
    format!("note: that was {url} on this machine, not the live service\n")
}

#[test]
fn order_is_placed_viewed_and_fetched() {
    let sandbox = sandbox(&[]);
    let url = &sandbox.url;
    assert_eq!(sandbox.said, format!("listening on {url}\naccount id 001007\nAPI key skyfall\n"));
    at(url, &["place", SAMPLE]).assert(0, "order 1001 placed\n", &not_live(url));
    at(url, &["place", "-e", "code-ev", "-o", "json", SAMPLE]).assert(
        0,
        "{\"source\":\"examples/orders/certcentral.json\",\"result\":\"placed\",\
         \"order_id\":\"1002\",\"service\":\"this_machine\",\"exit\":0}\n",
        &not_live(url),
    );

    let run = at(url, &["view", "1001"]);
    let shown = "order 1001
  status                  issued
  certificate
    id                    100101
    serial_number         00000000000000000000000000018705
";
    assert!(run.stdout.starts_with(shown), "{run:?}");
    let shown = "  organization_id         123456
  product                 code_signing
  cs_provisioning_method  ship_token
  ship_info
    name                  Erin Guerra
    addr1                 360 Taylor Street
    city                  Richmond
    state                 va
    zip                   69662
    country               us
    method                STANDARD
  alternative_order_id    release-2027-03
";
    assert!(run.stdout.ends_with(shown), "{run:?}");
    let run = at(url, &["view", "1002", "--output", "json"]);
    assert!(run.stdout.starts_with("{\"id\":\"1002\",\"status\":\"issued\","), "{run:?}");
    assert!(run.stdout.contains("\"product\":\"code_signing_ev\""), "{run:?}");

    let pem = "-----BEGIN CERTIFICATE-----\nc2FuZGJveDogY2VydGlmaWNhdGUgMTAwMTAx\n-----END CERTIFICATE-----\n";
    at(url, &["certificate", "1001"]).assert(0, pem, "");
    let run = at(url, &["certificate", "1001", "--chain"]);
    assert!(run.stdout.starts_with(pem), "{run:?}");
    assert_eq!(run.stdout.matches("-----BEGIN CERTIFICATE-----\n").count(), 3, "{run:?}");
    let folder = Folder::new();
    let file = folder.path("certificate.pem");
    at(url, &["certificate", "1001", "--out", &file]).assert(0, "", "");
    assert_eq!(fs::read_to_string(&file).expect("it was written"), pem);
}

#[test]
fn own_sandbox_shows_what_goes_over_the_wire() {
    let run =
        order_with_input(&["place", "-", "--api", "certcentral"], without_reference().as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "order 1001 placed\n"), "{run:?}");
    assert!(run.stderr.contains("\nX-Dc-Devkey: [redacted]\n"), "{run:?}");
    assert!(run.stderr.contains("\n  \"alternative_order_id\": \"order-"), "{run:?}");
}

#[test]
fn equal_orders_are_never_under_way_at_once() {
    let sandbox = sandbox(&[]);
    let folder = Folder::new();
    let document = without_reference();
    let files = [folder.file("one.json", &document), folder.file("two.json", &document)];
    let journal = folder.path("journal.db");
    let place = ["place", &files[0], &files[1], "--jobs", "2", "--journal", &journal];
    let run = at(&sandbox.url, &place);
    // Each has got a reference of its own, and they are one order all the same.
    assert_eq!(run.code, Some(6), "{run:?}");
    assert!(run.stderr.contains("not sent, as an equal order was placed"), "{run:?}");
}

#[test]
fn certificate_is_waited_for() {
    let sandbox = sandbox(&["--issue-after", "1h"]);
    let url = &sandbox.url;
    at(url, &["place", SAMPLE]).assert(0, "order 1001 placed\n", &not_live(url));
    at(url, &["certificate", "1001"]).assert(
        4,
        "",
        "error: the certificate of order 1001 is not ready yet\n  \
         the status of the order is `pending`\n\
         hint: ask again later, or give `--wait DURATION`\n",
    );
    let run = at(url, &["reissue", "1001", "--signature-hash", "sha256"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(5), ""), "{run:?}");
    assert!(run.stderr.contains("(order_not_issued)"), "{run:?}");
    let sandbox = self::sandbox(&["--issue-after", "300ms"]);
    let url = &sandbox.url;
    at(url, &["place", SAMPLE]).assert(0, "order 1001 placed\n", &not_live(url));
    let run = at(url, &["certificate", "1001", "--wait", "60s"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn order_that_has_ended_is_not_waited_for() {
    for (status, is_ended) in [
        ("rejected", true),
        ("canceled", true),
        ("pending", false),
        ("needs_approval", false),
        ("processing", false),
        ("waiting_pickup", false),
        ("reissue_pending", false),
    ] {
        // A certificate may have its number before it is issued.
        let body = format!("{{\"id\":7,\"status\":\"{status}\",\"certificate\":{{\"id\":8}}}}");
        let server = Server::start(move |_| reply("200 OK", &body));
        let run = at(&server.url(), &["certificate", "7", "--wait", "200ms"]);
        if is_ended {
            run.assert(
                5,
                "",
                &format!(
                    "error: order 7 has no certificate and will have none\n  \
                     its status is `{status}`\nhint: place another order\n"
                ),
            );
            assert_eq!(server.requests().len(), 1);
        } else {
            assert_eq!(run.code, Some(4), "{run:?}");
            let told = format!("the status of the order is `{status}`\n");
            assert!(run.stderr.contains(&told), "{run:?}");
            assert!(server.requests().iter().all(|request| !request.contains("/download/")));
        }
    }
}

#[test]
fn order_is_reissued_and_revoked() {
    let sandbox = sandbox(&[]);
    let url = &sandbox.url;
    at(url, &["place", SAMPLE]).assert(0, "order 1001 placed\n", &not_live(url));
    at(url, &["reissue", "1001", "--signature-hash", "sha256", "--skip-approval"]).assert(
        0,
        "reissue of order 1001 taken\n  certificate_id  100102\n  requests[0]\n    \
         id            1001\n    status        pending\n",
        "",
    );
    let arguments =
        ["reissue", "1001", "--signature-hash", "sha384", "--provisioning-method", "client_app"];
    let device = [&arguments[..], &["--server-platform", "-1", "-o", "json"]].concat();
    at(url, &device).assert(
        0,
        "{\"order_id\":\"1001\",\"id\":\"1001\",\"certificate_id\":\"100103\",\
         \"requests\":[{\"id\":\"1001\",\"status\":\"pending\"}]}\n",
        "",
    );
    at(
        url,
        &["reissue", "1001", "--signature-hash", "sha256", "--provisioning-method", "email"],
    )
    .assert(
        1,
        "",
        "error: the request breaks its rules and was not sent\n  \
         `certificate.csr` is required because `cs_provisioning_method` is `email`; give it a value that is not blank\n",
    );

    at(url, &["revoke", "1001", "--comments", "lost", "--reason", "key_compromise"]).assert(
        0,
        "revocation of order 1001 waits for approval\n  id      1001\n  status  pending\n",
        "",
    );
    at(url, &["revoke", "1001", "--skip-approval"]).assert(0, "order 1001 revoked\n", "");
    let run = at(url, &["revoke", "1001", "--skip-approval", "-o", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(5), ""), "{run:?}");
    assert!(run.stderr.contains("(order_already_revoked)"), "{run:?}");
    let run = at(url, &["view", "1001"]);
    assert!(run.stdout.starts_with("order 1001\n  status                  revoked\n"), "{run:?}");
}

#[test]
fn orders_are_found_by_reference_and_by_change() {
    let sandbox = sandbox(&[]);
    let url = &sandbox.url;
    at(url, &["find", "release-2027-03"]).assert(
        5,
        "",
        "error: there is no order with this reference, or none that the key may see\n\
         hint: check the reference; an order that was sent a moment ago may still arrive\n",
    );
    at(url, &["changes"]).assert(0, "", "note: no status has changed within this time\n");
    for _ in 0..2 {
        assert_eq!(at(url, &["place", SAMPLE]).code, Some(0));
    }
    let both = "order 1001\n  certificate_id  100101\n  status          issued\n\
                order 1002\n  certificate_id  100201\n  status          issued\n";
    at(url, &["find", "release-2027-03"]).assert(0, both, "");
    at(url, &["changes", "--within", "1h"]).assert(0, both, "");
    at(url, &["find", "release-2027-03", "--output", "json"]).assert(
        0,
        "{\"order_id\":\"1001\",\"certificate_id\":\"100101\",\"status\":\"issued\"}\n\
         {\"order_id\":\"1002\",\"certificate_id\":\"100201\",\"status\":\"issued\"}\n",
        "",
    );
    at(url, &["changes", "--within", "200h"]).assert(
        1,
        "",
        "error: the request breaks its rules and was not sent\n  \
         `seconds` must be from 1 to 604800\nhint: give `--within` from `1s` to `168h`\n",
    );
}

#[test]
fn all_pages_of_a_list_are_asked_for() {
    let server = Server::start(|request| {
        let offset = if request.contains("offset=1") { 1 } else { 0 };
        let body = format!(
            "{{\"orders\":[{{\"order_id\":{}}}],\"page\":{{\"total\":2,\"limit\":1,\"offset\":{offset}}}}}",
            7 + offset
        );
        reply("200 OK", &body)
    });
    at(&server.url(), &["find", "a/b"]).assert(0, "order 7\norder 8\n", "");
    let requests = server.requests();
    assert!(requests[0].starts_with("GET /order/alternate/a%2Fb HTTP/1.1\r\n"), "{requests:?}");
    assert!(requests[1].starts_with("GET /order/alternate/a%2Fb?offset=1 HTTP"), "{requests:?}");
}

#[test]
fn sandbox_keeps_the_rates_if_it_is_told_to() {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
    };

    let sandbox = sandbox(&["--limits"]);
    let address = sandbox.url.strip_prefix("http://").expect("a URL");
    let answer = || {
        let mut stream = TcpStream::connect(address).expect("it listens");
        let request = format!(
            "GET /organization/1/validation HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("it answers");
        reply
    };
    // At most 1000 in three minutes, however slow this machine is.
    let refused = (0..1001).map(|_| answer()).find(|reply| !reply.starts_with("HTTP/1.1 401 "));
    let refused = refused.expect("the rate is exceeded");
    assert!(refused.starts_with("HTTP/1.1 429 "), "{refused}");
    assert!(refused.contains("\"code\":\"request_limit_exceeded\""), "{refused}");
    order(&["sandbox", "--limits"]).assert(
        2,
        "",
        "error: there is no option `--limits` for the retail API\n\
         hint: leave it out; CertCentral has it (`--api certcentral`)\n",
    );
}

#[test]
fn contacts_and_validations_have_their_calls() {
    let sandbox = sandbox(&[]);
    let url = &sandbox.url;
    at(url, &["place", SAMPLE]).assert(0, "order 1001 placed\n", &not_live(url));
    let contacts = |order_id, contact: &str| {
        format!("{{\"order_id\":\"{order_id}\",\"contacts\":[{contact}]}}")
    };
    let person = "{\"contact_type\":\"technical_contact\",\"first_name\":\"A\",\
                  \"last_name\":\"B\",\"email\":\"a@example.com\"}";
    let arguments = ["contacts", "-", "--api", "certcentral", "--url", url];
    let change = |document: String| order_with_input(&arguments, document.as_bytes());
    change(contacts("1001", person)).assert(0, "contacts of order 1001 changed\n", "");
    let run = change(contacts("5", person));
    assert_eq!(run.code, Some(5), "{run:?}");
    change(contacts("1001", &format!("{person},{person}"))).assert(
        1,
        "",
        "error: the request breaks its rules and was not sent\n  \
         `contacts`: an order has one contact of each type because items 1 and 2 of `contacts` have the same `contact_type`\n",
    );
    let run = change(contacts("1001", &person.replace("email", "mail")));
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.stderr.contains("`contacts[0].mail`"), "{run:?}");

    let run = at(url, &["validation", "123456"]);
    let start = "organization 123456\n  validations[0]\n    validation_type  cs\n    status           active\n";
    assert!(run.stdout.starts_with(start), "{run:?}");
    let run = at(url, &["validation", "123456", "-o", "json"]);
    assert!(run.stdout.starts_with("{\"validations\":[{\"validation_type\":\"cs\","), "{run:?}");
}

#[test]
fn what_an_api_does_not_have_is_refused() {
    let has_not = |run: Run, what: &str, api: &str, hint: &str| {
        run.assert(2, "", &format!("error: there is no {what} for {api}\nhint: {hint}\n"));
    };
    let url = "http://127.0.0.1:1";
    let certcentral = "CertCentral has it: give `--api certcentral`";
    for (command, arguments) in [
        ("revoke", &["revoke", "1"][..]),
        ("find", &["find", "x"]),
        ("changes", &["changes"]),
        ("contacts", &["contacts", SAMPLE]),
        ("validation", &["validation", "1"]),
    ] {
        let run = order(&[arguments, &["--url", url]].concat());
        has_not(run, &format!("command `{command}`"), "the retail API", certcentral);
    }
    for endpoint in ["code-ev", "revoke", "revoke-certificate", "contacts"] {
        let run = order(&["docs", endpoint]);
        has_not(run, &format!("endpoint `{endpoint}`"), "the retail API", certcentral);
    }
    let run = order(&["place", "-e", "code-ev", SAMPLE]);
    has_not(run, "endpoint `code-ev`", "the retail API", certcentral);
    let retail = "the retail API has it: give `--api retail`";
    for endpoint in ["ssl", "wifi"] {
        let run = order(&["check", "-e", endpoint, SAMPLE, "--api", "certcentral"]);
        has_not(run, &format!("endpoint `{endpoint}`"), "CertCentral", retail);
        let run = at(url, &["place", "-e", endpoint, SAMPLE]);
        has_not(run, &format!("endpoint `{endpoint}`"), "CertCentral", retail);
    }
    let retail = "leave it out; the retail API has it (`--api retail`)";
    for (option, value) in [("--common-name", "x"), ("--san", "x"), ("--server-type", "2")] {
        let run = at(url, &["reissue", "1", option, value]);
        has_not(run, &format!("option `{option}`"), "CertCentral", retail);
    }
    let run = at(url, &["view", "1", "--format", "xml"]);
    has_not(run, "option `--format xml`", "CertCentral", retail);
    let certcentral = "leave it out; CertCentral has it (`--api certcentral`)";
    for arguments in [
        &["--skip-approval"][..],
        &["--server-platform", "-1"],
        &["--provisioning-method", "email"],
    ] {
        let run = order(&[&["reissue", "1", "--url", url], arguments].concat());
        has_not(run, &format!("option `{}`", arguments[0]), "the retail API", certcentral);
    }
    let run = order(&["view", "1", "--api", "certcentrale"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.stderr.contains("[possible values: retail, certcentral]"), "{run:?}");
    order(&["view", "1", "--api", "certcentral"]).assert(
        2,
        "",
        "error: there is no service to ask\n\
         hint: give `--url URL` of a running sandbox, as `order sandbox --api certcentral` prints it, or `--live`\n",
    );
}

#[test]
fn order_that_breaks_a_rule_is_not_sent() {
    let server = Server::start(|_| reply("201 Created", "{\"id\":1}"));
    let place = ["place", "-", "--api", "certcentral", "--url", &server.url()];
    let wrong = sample().replace("\"days\": 459", "\"days\": 460");
    let run = order_with_input(&place, wrong.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.stderr.contains("`order_validity.days` must be from 1 to 459"), "{run:?}");
    let wrong = sample().replace("\"signature_hash\"", "\"signatur_hash\"");
    let run = order_with_input(&place, wrong.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.stderr.contains("did you mean `signature_hash`"), "{run:?}");
    // An order of the other API.
    let run = at(&server.url(), &["place", crate::support::SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    assert!(server.requests().is_empty());
}

#[test]
fn documents_are_checked_explained_and_repaired() {
    order(&["check", SAMPLE, "--api", "certcentral"]).assert(
        0,
        "1 order: 1 valid, 0 invalid\n",
        "",
    );
    let own_key = sample().replace("ship_token", "email");
    let arguments = ["repair", "-", "--api", "certcentral"];
    let run = order_with_input(&arguments, own_key.as_bytes());
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains("`certificate.csr`"), "{run:?}");
    let why = ["why", "-", "certificate.csr", "--api", "certcentral", "-e", "code-ev"];
    let run = order_with_input(&why, own_key.as_bytes());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("because `cs_provisioning_method` is `email`"), "{run:?}");
    for endpoint in ["code", "code-ev", "reissue", "revoke", "revoke-certificate", "contacts"] {
        for command in ["docs", "schema", "graph", "sql"] {
            let run = order(&[command, endpoint, "--api", "certcentral"]);
            assert_eq!(run.code, Some(0), "{command} {endpoint}: {}", run.stderr);
            assert!(!run.stdout.is_empty(), "{command} {endpoint}");
        }
        let cases = ["cases", endpoint, "--api", "certcentral", "--only", "valid", "--documents"];
        let cases = order(&[&cases[..], &["-n", "20"]].concat());
        assert_eq!(cases.code, Some(0), "{endpoint}: {}", cases.stderr);
        let check = ["check", "-", "-i", "ndjson", "-e", endpoint, "--api", "certcentral"];
        let run = order_with_input(&check, cases.stdout.as_bytes());
        assert_eq!(run.code, Some(0), "{endpoint}: {run:?}");
    }
    let run = order(&["openapi", "--api", "certcentral"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("\"/order/certificate/{order_id}/revoke\""));
    assert!(run.stdout.contains("\"X-DC-DEVKEY\""));
}

/// The service has deprecated the number of years.
/// Adds the scalars of a document with the names of their columns. None has a comma.
fn columns(name: &str, value: &serde_json::Value, cells: &mut Vec<(String, String)>) {
    use serde_json::Value;
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                let column = match name {
                    "" => member.clone(),
                    part => format!("{part}[{member}]"),
                };
                columns(&column, value, cells);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                columns(&format!("{name}[{at}]"), item, cells);
            }
        }
        Value::String(text) => cells.push((name.to_owned(), text.clone())),
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            cells.push((name.to_owned(), value.to_string()));
        }
    }
}

#[test]
fn warnings_are_shown_and_counted_and_refuse_nothing() {
    let warned =
        sample().replace("\"order_validity\"", "\"validity_years\": 1,\n  \"order_validity\"");
    let text = "`validity_years` is deprecated; use `order_validity`";
    let check = ["check", "-", "--api", "certcentral"];
    let run = order_with_input(&check, warned.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.stdout.starts_with(&format!("warning[deprecated]: {text}\n")), "{run:?}");
    assert!(run.stdout.ends_with("\n1 order: 1 valid, 0 invalid, 1 warning\n"), "{run:?}");

    let line: String = warned.lines().map(str::trim).collect();
    let plain: String = sample().lines().map(str::trim).collect();
    let column = line.find("1,\"order_validity\"").expect("it is there") + 1;
    let lines = format!("{line}\n{plain}\n{line}\n");
    let lines_check = [&check[..], &["-i", "ndjson"]].concat();
    order_with_input(&lines_check, lines.as_bytes()).assert(
        0,
        &format!(
            "standard input:1:{column}: warning: {text}\n\
             standard input:3:{column}: warning: {text}\n\
             3 orders: 3 valid, 0 invalid, 2 warnings\n"
        ),
        "",
    );
    // The members of both rows, as columns.
    let order: serde_json::Value = serde_json::from_str(&warned).expect("it is JSON");
    let mut cells = Vec::new();
    columns("", &order, &mut cells);
    let names: Vec<&str> = cells.iter().map(|(name, _)| name.as_str()).collect();
    let row: Vec<&str> = cells.iter().map(|(_, cell)| cell.as_str()).collect();
    let at = names.iter().position(|name| *name == "validity_years").expect("it is there");
    let in_row = row[..at].iter().map(|cell| cell.len() + 1).sum::<usize>() + 1;
    let table = format!("{}\n{}\n", names.join(","), row.join(","));
    order_with_input(&[&check[..], &["-i", "csv"]].concat(), table.as_bytes()).assert(
        0,
        &format!(
            "standard input:2:{in_row}: warning: {text}\n\
             1 order: 1 valid, 0 invalid, 1 warning\n"
        ),
        "",
    );
    let few = [&lines_check[..], &["--max-problems", "1"]].concat();
    order_with_input(&few, lines.as_bytes()).assert(
        0,
        &format!(
            "standard input:1:{column}: warning: {text}\n\
             … and 1 more problem or warning; `--max-problems` shows them\n\
             3 orders: 3 valid, 0 invalid, 2 warnings\n"
        ),
        "",
    );
    let json = [&lines_check[..], &["-o", "json"]].concat();
    let run = order_with_input(&json, lines.as_bytes());
    assert_eq!(run.code, Some(0), "{run:?}");
    let shown: Vec<&str> = run.stdout.lines().collect();
    assert!(
        shown[0].starts_with(r#"{"type":"warning","source":"standard input","line":1,"#),
        "{run:?}"
    );
    assert!(shown[0].contains(r#""code":"deprecated""#), "{run:?}");
    assert_eq!(
        shown[2],
        r#"{"type":"summary","orders":3,"valid":3,"invalid":0,"problems":0,"warnings":2,"shown":2,"unreadable":0}"#,
    );

    // An order that is refused is warned as well.
    let wrong = warned.replace("\"validity_years\": 1", "\"validity_years\": 1, \"x\": 1");
    let run = order_with_input(&check, wrong.as_bytes());
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains(&format!("warning[deprecated]: {text}\n")), "{run:?}");
    assert!(run.stdout.ends_with(" 0 valid, 1 invalid, 1 warning\n"), "{run:?}");

    let place = ["place", "-", "--api", "certcentral"];
    let run = order_with_input(&place, warned.as_bytes());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.starts_with(&format!("warning[deprecated]: {text}\n")), "{run:?}");
    let run = order_with_input(&[&place[..], &["-o", "json"]].concat(), warned.as_bytes());
    assert!(run.stdout.contains(r#""warnings":[{"line":"#), "{run:?}");
    assert!(run.stdout.contains(r#""code":"deprecated""#), "{run:?}");

    let why = ["why", "-", "validity_years", "--api", "certcentral"];
    let run = order_with_input(&why, warned.as_bytes());
    assert!(run.stdout.contains(text), "{run:?}");
}

#[test]
fn live_service_needs_credentials_and_consent() {
    order(&["view", "1", "--api", "certcentral", "--live"]).assert(
        2,
        "",
        "error: there are no credentials that can be used\n  \
         because: the environment variable `DIGICERT_ACCOUNT_ID` is not set to text\n\
         hint: set `DIGICERT_ACCOUNT_ID` and `DIGICERT_API_KEY`, or give `--credentials FILE`\n",
    );
    let folder = Folder::new();
    let (server, pem) = Server::start_secure(|_| reply("201 Created", "{\"id\":1}"));
    let (pem, url) = (folder.file("ca.pem", pem), server.secure_url());
    let contacts = "{\"order_id\":\"7\",\"contacts\":[{\"contact_type\":\"technical_contact\",\
                    \"first_name\":\"A\",\"last_name\":\"B\",\"email\":\"a@example.com\"}]}";
    let contacts = folder.file("contacts.json", contacts);
    for (arguments, shown) in [
        (
            &["place", SAMPLE][..],
            "\n  product        code-signing certificate for 459 days\n  \
             organization   number 123456 of the account\n  \
             provisioning   ship_token\n  \
             token          shipped to Erin Guerra, Richmond, va\n  \
             reference      release-2027-03\n",
        ),
        (
            &["revoke", "7"],
            "\n  account        001007\n  order          7\n  approval       asked for\n",
        ),
        (&["contacts", &contacts], "\n  technical_contact  A B\n"),
        (
            &["reissue", "7", "--signature-hash", "sha256"],
            "\n  new CSR        no\n  provisioning   as it is\n  approval       asked for\n",
        ),
    ] {
        let mut command = command(
            &[arguments, &["--api", "certcentral", "--url", &url, "--trust", &pem]].concat(),
        );
        command.env("DIGICERT_ACCOUNT_ID", "001007").env("DIGICERT_API_KEY", "c4n4ry");
        let run = run(command.env("HOME", folder.path("home")));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.contains(shown), "{run:?}");
        assert!(run.stderr.contains("cannot ask for confirmation"), "{run:?}");
        assert!(!run.stderr.contains("c4n4ry"), "{run:?}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn order_whose_reply_is_lost_is_found_by_its_reference() {
    let folder = Folder::new();
    let journal = folder.path("orders.db");
    // The reply to the order is lost, and the look-up after it works.
    let sandbox = sandbox(&["--fault", "reset=after"]);
    let url = &sandbox.url;
    let file = folder.file("order.json", without_reference());
    let place = ["place", &file, "--journal", &journal];
    let notes = new_journal(&journal) + &not_live(url);
    at(url, &place).assert(0, "order 1001 placed\n", &notes);
    let run = at(url, &place);
    assert_eq!((run.code, run.stdout.as_str()), (Some(6), ""), "{run:?}");

    // Without a journal, the reference is named.
    let sandbox = self::sandbox(&["--fault", "reset=after"]);
    let url = &sandbox.url;
    let run = at(url, &["place", &file]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(8), ""), "{run:?}");
    let hint = run.stderr.lines().last().expect("a hint");
    let reference = hint.strip_prefix("hint: `order find '").expect("a command");
    let reference = reference.split_once('\'').expect("a reference").0;
    assert_eq!(
        hint,
        format!(
            "hint: `order find '{reference}' --api certcentral --url {url}` tells whether it was placed"
        )
    );
    let run = at(url, &["find", reference]);
    assert!(run.stdout.starts_with("order 1001\n"), "{run:?}");
}

/// A sandbox that has taken the order of a program, which was killed before it had a reply.
fn sandbox_after_a_kill(journal: &str) -> SandboxProcess {
    // A question for the order may be faster than the order, which then gets the second fault.
    let sandbox = sandbox(&["--fault", "mute", "--fault", "mute"]);
    let url = &sandbox.url;
    let place = ["place", SAMPLE, "--journal", journal, "--api", "certcentral", "--url", url];
    let mut child = spawn(&mut command(&place));
    let find = || at(url, &["find", "release-2027-03", "--timeout", "1s"]);
    while !find().stdout.starts_with("order 1001\n") {
        assert!(child.try_wait().expect("it was started").is_none(), "it waits for a reply");
    }
    child.kill().expect("it runs");
    child.wait().expect("it was started");
    sandbox
}

#[test]
fn order_of_a_killed_program_is_recovered() {
    let folder = Folder::new();
    let journal = folder.path("orders.db");
    let sandbox = sandbox_after_a_kill(&journal);
    let recover = ["journal", "recover", "--journal", &journal];
    at(&sandbox.url, &recover).assert(0, "entry 1: found, it is order 1001\n", "");
    at(&sandbox.url, &recover).assert(
        0,
        "",
        "note: no order of this account at this service is unfinished\n",
    );
    let list = order(&["journal", "list", "--unfinished", "--journal", &journal]);
    list.assert(0, "", "note: the end of each order is known\n");
}

#[test]
fn place_asks_for_what_was_left_unfinished_before() {
    let folder = Folder::new();
    let journal = folder.path("orders.db");
    let sandbox = sandbox_after_a_kill(&journal);
    let url = &sandbox.url;
    let other = folder.file("other.json", without_reference().replace("March", "May"));
    at(url, &["place", &other, "--journal", &journal]).assert(
        0,
        "order 1002 placed\n",
        &format!(
            "note: the journal has an order without a known end; `order journal list --unfinished --journal \
             {journal}` shows more\nnote: entry 1: found, it is order 1001\n{}",
            not_live(url)
        ),
    );
    let run = at(url, &["place", SAMPLE, "--journal", &journal, "-o", "json"]);
    assert_eq!(run.code, Some(6), "{run:?}");
    assert!(run.stdout.contains("\"result\":\"equal\",\"order_id\":\"1001\""), "{run:?}");
}

#[test]
fn order_that_cannot_be_asked_for_is_left() {
    let folder = Folder::new();
    let journal = folder.path("orders.db");
    let server = Server::start(|request| match request.starts_with("POST ") {
        true => reply("502 Bad Gateway", ""),
        false => reply("404 Not Found", "{\"errors\":[]}"),
    });
    let url = server.url();
    let run = at(&url, &["place", SAMPLE, "--journal", &journal]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(8), ""), "{run:?}");
    let hint = format!(
        "hint: `order journal recover --journal {journal} --api certcentral --url {url}` asks the service for it \
         by its reference\n"
    );
    assert!(run.stderr.ends_with(&hint), "{run:?}");
    let recover = ["journal", "recover", "--journal", &journal];
    at(&url, &recover).assert(
        8,
        "entry 1: not found, but it may still arrive; ask again later\n",
        "",
    );
    at(&url, &[&recover[..], &["-o", "json"]].concat()).assert(
        8,
        "{\"entry\":1,\"result\":\"pending\"}\n",
        "",
    );
    let run = order(&[&recover[..], &["--url", &url]].concat());
    run.assert(
        2,
        "",
        "error: there is no command `journal recover` for the retail API\n\
         hint: CertCentral has it: give `--api certcentral`\n",
    );
    let run = at("http://127.0.0.1:1", &recover);
    run.assert(0, "", "note: no order of this account at this service is unfinished\n");
}

#[test]
fn reference_of_another_order_is_refused() {
    let folder = Folder::new();
    let journal = folder.path("orders.db");
    let sandbox = sandbox(&[]);
    let url = &sandbox.url;
    at(url, &["place", SAMPLE, "--journal", &journal]).assert(
        0,
        "order 1001 placed\n",
        &(new_journal(&journal) + &not_live(url)),
    );
    let other = folder.file("other.json", sample().replace("March", "May"));
    let run = at(url, &["place", &other, "--journal", &journal]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(6), ""), "{run:?}");
    let begins = format!(
        "error: {other}: not sent, as its reference belongs to another order: entry 1, POST {url}/"
    );
    assert!(run.stderr.starts_with(&begins), "{run:?}");
    let end = ": placed as order 1001\nhint: give the order an `alternative_order_id` of its own, or none\n";
    assert!(run.stderr.ends_with(end), "{run:?}");
    assert!(!at(url, &["find", "release-2027-03"]).stdout.contains("1002"));
}

#[test]
fn order_may_be_placed_if_the_service_cannot_be_asked_or_has_two() {
    let two = "{\"orders\":[{\"order_id\":1001},{\"order_id\":1002}]}";
    for (answer, body, told, result, again) in [
        (
            "500 Internal Server Error",
            "",
            "the service could not be asked: ",
            "failed",
            "not sent, as an equal order is unfinished: entry 1, ",
        ),
        (
            "200 OK",
            two,
            "several orders have its reference: 1001, 1002",
            "several",
            ", belongs to the orders 1001, 1002; look at them, then settle the entry\nhint: ",
        ),
    ] {
        let folder = Folder::new();
        let journal = folder.path("orders.db");
        let server = Server::start(move |request| match request.starts_with("POST ") {
            true => reply("502 Bad Gateway", ""),
            false => reply(answer, body),
        });
        let url = server.url();
        let run = at(&url, &["place", SAMPLE, "--journal", &journal]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(8), ""), "{run:?}");
        let recover = ["journal", "recover", "--journal", &journal];
        let run = at(&url, &recover);
        assert_eq!(run.code, Some(8), "{run:?}");
        assert!(run.stdout.starts_with(&format!("entry 1: {told}")), "{run:?}");
        let run = at(&url, &[&recover[..], &["-o", "json"]].concat());
        assert_eq!(run.code, Some(8), "{run:?}");
        let line = format!("{{\"entry\":1,\"result\":\"{result}\"");
        assert!(run.stdout.starts_with(&line), "{run:?}");

        let run = at(&url, &["place", SAMPLE, "--journal", &journal]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(6), ""), "{run:?}");
        assert!(run.stderr.contains(again) && run.stderr.contains(": entry 1"), "{run:?}");
    }
}
