//! The commands that follow an order: view, certificate and reissue.

use std::fs;

use crate::support::{
    Folder, SSL, SandboxProcess, order, order_with_input,
    server::{Server, reply},
};

/// A sandbox with an SSL order.
fn sandbox_with_order(folder: &Folder, arguments: &[&str]) -> SandboxProcess {
    let sandbox = SandboxProcess::start(arguments);
    let file = folder.file("ssl.json", SSL);
    let run = order(&["place", "--endpoint", "ssl", "--url", &sandbox.url, &file]);
    assert_eq!(run.stdout, "order 00222307 placed\n", "{run:?}");
    sandbox
}

#[test]
fn order_is_shown() {
    let server = Server::start(|_| {
        let body = include_str!("details.reply.json");
        reply("200 OK", body)
    });
    order(&["view", "00222307", "--url", &server.url()]).assert(
        0,
        "order 00222307
  status         issued
  product        Unified Communications
  validity       1 Year(s)
  name           www.example.com
  further names  a.example.com
  ordered        03-FEB-2012
  valid from     03-FEB-2012
  valid till     07-FEB-2013
  server         Apache
  total          175.00
  reissue        pending
    of name      www.example.com
    with         a.example.com, b.example.com
",
        "",
    );
    order(&["view", "00222307", "--output", "json", "--url", &server.url()]).assert(
        0,
        "{\"order_id\":\"00222307\",\"status\":\"issued\",\
         \"product_name\":\"Unified Communications\",\"validity\":\"1 Year(s)\",\
         \"common_name\":\"www.example.com\",\"sans\":[\"a.example.com\"],\"order_date\":\"03-FEB-2012\",\
         \"valid_from\":\"03-FEB-2012\",\"valid_till\":\"07-FEB-2013\",\"server_type\":\"2\",\
         \"server_type_name\":\"Apache\",\"pending_reissue\":{\"common_name\":\"www.example.com\",\
         \"sans\":[\"a.example.com\",\"b.example.com\"]},\"order_total\":\"175.00\"}\n",
        "",
    );
    assert!(server.requests()[0].starts_with("GET /order/00222307 HTTP/1.1\r\n"));
}

#[test]
fn order_that_is_not_there_is_refused() {
    let sandbox = SandboxProcess::start(&[]);
    let run = order(&["view", "1", "--url", &sandbox.url]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(5), ""), "{run:?}");
    assert!(run.stderr.starts_with("error: refused with status 404: "), "{run:?}");
    assert!(
        run.stderr
            .ends_with("\nhint: check the number; a sandbox forgets its orders when it ends\n"),
        "{run:?}"
    );
}

#[test]
fn text_of_the_service_cannot_move_the_cursor() {
    let server = Server::start(|_| {
        let details =
            "{\"certificate_details\":{\"order_id\":1,\"status\":\"a\\u001b[2Jb\\r\\nc\"}}";
        reply("200 OK", details)
    });
    order(&["view", "1", "--url", &server.url()]).assert(
        0,
        "order 1\n  status         a\u{fffd}[2Jb\u{fffd}\u{fffd}c\n",
        "",
    );
}

#[test]
fn messages_that_are_shown_cannot_either() {
    let server = Server::start(|_| reply("404 Not Found", "{\r\n\t\u{1b}[2J\u{9b}}"));
    let run = order(&["view", "1", "--verbose", "--url", &server.url()]);
    let shown = "\n\n{\n\t\u{fffd}[2J\u{fffd}}\nerror: refused with status 404";
    assert!(run.stderr.contains(shown), "{run:?}");
}

#[test]
fn question_needs_somebody_to_answer() {
    for arguments in [["view", "1"], ["certificate", "1"], ["reissue", "1"]] {
        order(&arguments).assert(
            2,
            "",
            "error: there is no service to ask\n\
             hint: give `--url URL` of a running sandbox, as `order sandbox` prints it, or `--live`\n",
        );
    }
}

const PEM: &str = "-----BEGIN CERTIFICATE-----\n[CERT HERE]\n-----END CERTIFICATE-----\n";

#[test]
fn certificate_goes_to_standard_output_or_to_a_file() {
    let folder = Folder::new();
    let sandbox = sandbox_with_order(&folder, &[]);
    let fetch = ["certificate", "00222307", "--url", &sandbox.url];
    order(&fetch).assert(0, PEM, "");
    order(&[&fetch[..], &["--chain"]].concat()).assert(0, &PEM.repeat(3), "");
    let file =
        folder.file("certificate.pem", "an older one, which is longer than the new one".repeat(9));
    order(&[&fetch[..], &["--out", &file]].concat()).assert(0, "", "");
    assert_eq!(fs::read_to_string(&file).expect("it was written"), PEM);
    let file = folder.path("none/certificate.pem");
    let run = order(&[&fetch[..], &["--out", &file]].concat());
    run.assert(
        2,
        "",
        &format!(
            "error: {file} cannot be written\n  because: No such file or directory (os error 2)\n\
             hint: check the path; the certificate can be fetched again\n"
        ),
    );
}

#[test]
fn certificate_that_is_not_ready_has_a_code_of_its_own() {
    let folder = Folder::new();
    let sandbox = sandbox_with_order(&folder, &["--issue-after", "1h"]);
    let fetch = ["certificate", "00222307", "--url", &sandbox.url];
    order(&fetch).assert(
        4,
        "",
        "error: the certificate of order 00222307 is not ready yet\n\
         hint: ask again later, or give `--wait DURATION`\n",
    );
    order(&[&fetch[..], &["--wait", "100ms"]].concat()).assert(
        4,
        "",
        "error: the certificate of order 00222307 is not ready yet\n\
         hint: ask again later, or with a longer `--wait`\n",
    );
}

#[test]
fn certificate_is_waited_for() {
    let folder = Folder::new();
    let sandbox = sandbox_with_order(&folder, &["--issue-after", "300ms"]);
    let fetch = ["certificate", "00222307", "--url", &sandbox.url, "--wait", "60s"];
    order(&fetch).assert(0, PEM, "");
}

#[test]
fn certificate_is_not_waited_for_longer_than_asked() {
    let server = Server::start(|_| {
        let errors = "{\"errors\":[{\"code\":\"cert_unavailable_processing\"}]}";
        let reply = String::from_utf8(reply("400 Bad Request", errors)).expect("text");
        reply.replace("Connection:", "Retry-After: 3600\r\nConnection:").into()
    });
    order(&["certificate", "1", "--wait", "60s", "--url", &server.url()]).assert(
        4,
        "",
        "error: the certificate of order 1 is not ready yet\n\
         hint: the service asks to wait for 3600 seconds\n",
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn reissue_says_what_it_changes() {
    let folder = Folder::new();
    let sandbox = sandbox_with_order(&folder, &[]);
    let csr = folder.file("new.csr", "-----BEGIN CERTIFICATE REQUEST-----\n");
    let reissue = ["reissue", "00222307", "--url", &sandbox.url];
    order(
        &[&reissue[..], &["--csr", &csr, "--san", "a.example.com", "--san", "b.example.com"]]
            .concat(),
    )
    .assert(
        0,
        "reissue of order 00222307 taken\n  added names    a.example.com, b.example.com\n",
        "",
    );
    let run = order_with_input(
        &[&reissue[..], &["--csr", "-", "--server-type", "-1", "--output", "json"]].concat(),
        b"-----BEGIN CERTIFICATE REQUEST-----",
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("{\"order_id\":\"00222307\""), "{run:?}");
}

#[test]
fn reissue_sends_what_was_given_and_nothing_else() {
    let server = Server::start(|_| reply("201 Created", "{}"));
    let arguments = [
        "reissue",
        "00222307",
        "--url",
        &server.url(),
        "--comments",
        "new key",
        "--common-name",
        "www.example.com",
        "--signature-hash",
        "sha256",
    ];
    order(&arguments).assert(0, "reissue of order 00222307 taken\n", "");
    let requests = server.requests();
    let (head, body) = requests[0].split_once("\r\n\r\n").expect("a whole request");
    assert!(head.starts_with("POST /order/00222307 HTTP/1.1\r\n"), "{head}");
    assert!(head.to_ascii_lowercase().contains("\r\nx-http-method-override: reissue"), "{head}");
    assert_eq!(
        body,
        "{\n  \"comments\": \"new key\",\n  \"common_name\": \"www.example.com\",\n  \
         \"signature_hash\": \"sha256\"\n}"
    );
}

#[test]
fn reissue_that_breaks_a_rule_is_not_sent() {
    let server = Server::start(|_| reply("201 Created", "{}"));
    order(&["reissue", "1", "--common-name", " ", "--url", &server.url()]).assert(
        1,
        "",
        "error: the request breaks its rules and was not sent\n  \
         `common_name` must not be blank; give it a value or leave it out\n",
    );
    assert!(server.requests().is_empty());
    let run = order(&["reissue", "1", "--signature-hash", "md5", "--url", &server.url()]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("must be `sha1` or `sha256`"), "{run:?}");
}

#[test]
fn reissue_of_unknown_end_is_to_be_looked_at() {
    let server = Server::start(|_| reply("502 Bad Gateway", ""));
    order(&["reissue", "1", "--comments", "x", "--url", &server.url()]).assert(
        8,
        "",
        "error: the request may have taken effect: the service answered with status 502; look at the \
         order before you send it again\n",
    );
}
