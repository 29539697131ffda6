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
  status            issued
  product_name      Unified Communications
  validity          1 Year(s)
  common_name       www.example.com
  sans              a.example.com
  order_date        03-FEB-2012
  valid_from        03-FEB-2012
  valid_till        07-FEB-2013
  server_type       2
  server_type_name  Apache
  pending_reissue
    common_name     www.example.com
    sans            a.example.com, b.example.com
  order_total       175.00
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
        "order 1\n  status  a\u{fffd}[2Jb\u{fffd}\u{fffd}c\n",
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

/// The reply with a certificate of order 00222307.
fn issued() -> Vec<u8> {
    let pem = PEM.replace('\n', "\\n");
    let body = format!("{{\"order_id\":\"00222307\",\"certs\":{{\"certificate\":\"{pem}\"}}}}");
    reply("200 OK", &body)
}

#[test]
fn output_file_stays_what_it_is() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
    let folder = Folder::new();
    let server = Server::start(|_| issued());
    let url = server.url();
    let fetch = |out: &str| {
        order(&["certificate", "00222307", "--url", &url, "--out", out]).assert(0, "", "");
    };
    let read = |path: &str| fs::read_to_string(path).expect("it can be read");

    let file = folder.file("plain", "old");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("it is ours");
    fetch(&file);
    let mode = fs::metadata(&file).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode, read(&file).as_str()), (0o640, PEM));

    for target in [folder.file("target", "old"), folder.path("not there yet")] {
        let link = format!("{target} link");
        symlink(&target, &link).expect("the folder is ours");
        fetch(&link);
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(read(&target), PEM);
    }

    let (file, name) = (folder.file("one name", "old"), folder.path("another name"));
    fs::hard_link(&file, &name).expect("the folder is ours");
    fetch(&file);
    assert_eq!(read(&name), PEM);

    let pipe = folder.path("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo can be run").success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::read_to_string(pipe))
    };
    fetch(&pipe);
    assert_eq!(reader.join().expect("no panic").expect("text"), PEM);
    assert!(fs::metadata(&pipe).expect("it is there").file_type().is_fifo());

    fetch("/dev/null");
    let run = order(&["certificate", "00222307", "--url", &url, "--out", "-"]);
    run.assert(0, PEM, "");
    let leftover = fs::read_dir(folder.path("")).expect("it can be read").count();
    assert_eq!(leftover, 8, "no file stays beside them");
}

#[test]
fn certificate_of_another_order_is_none() {
    let server = Server::start(|_| issued());
    let url = server.url();
    for number in ["222307", "0000222307"] {
        order(&["certificate", number, "--url", &url]).assert(0, PEM, "");
    }
    let run = order(&["certificate", "7", "--url", &url]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{run:?}");
    assert!(run.stderr.contains("but the reply is about order 00222307 instead of 7"), "{run:?}");
}

#[test]
fn text_that_is_no_certificate_is_not_written() {
    let folder = Folder::new();
    let server = Server::start(|_| {
        let certs = r#"{"certificate":"<html>Please log in</html>"}"#;
        reply("200 OK", &format!(r#"{{"order_id":"1","certs":{certs}}}"#))
    });
    let file = folder.file("old.pem", "old");
    let run = order(&["certificate", "1", "--url", &server.url(), "--out", &file]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{run:?}");
    assert!(run.stderr.contains("has a `certs.certificate` that is not PEM"), "{run:?}");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "old");
}

#[test]
fn passing_trouble_is_waited_out() {
    let processing = "{\"errors\":[{\"code\":\"cert_unavailable_processing\"}]}";
    let mut answers = vec![reply("400 Bad Request", processing)];
    // This lasts longer than the client repeats a call by itself.
    answers.extend(vec![reply("503 Service Unavailable", ""); 5]);
    answers.push(reply("200 OK", "<html>"));
    let mut answers = answers.into_iter();
    let server = Server::start(move |_| answers.next().unwrap_or_else(issued));
    let fetch = ["certificate", "00222307", "--url", &server.url(), "--wait", "10m"];
    let run = order(&fetch);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), PEM), "{run:?}");
    let note = "note: asking again until the time is over, after this: ";
    let troubles: Vec<_> = run.stderr.lines().collect();
    assert_eq!(troubles.len(), 2, "{run:?}");
    for (line, status) in troubles.iter().zip(["503", "200"]) {
        let start = "the service answered with status";
        assert!(line.starts_with(note) && line.contains(&format!("{start} {status}")), "{run:?}");
    }
}

#[test]
fn trouble_that_does_not_pass_ends_the_wait() {
    for status in ["401 Unauthorized", "403 Forbidden", "404 Not Found"] {
        let server = Server::start(move |_| reply(status, ""));
        let run = order(&["certificate", "1", "--url", &server.url(), "--wait", "10m"]);
        assert_eq!((run.code, server.requests().len()), (Some(5), 1), "{run:?}");
    }
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
        "reissue of order 00222307 taken\n  pending_name_changes\n    added_names         a.example.com, \
         b.example.com\n",
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

#[test]
fn calls_go_through_the_proxy_that_is_given() {
    let proxy = Server::start(|_| {
        let details = "{\"certificate_details\":{\"order_id\":1,\"status\":\"issued\"}}";
        reply("200 OK", details)
    });
    let run = order(&["view", "1", "--url", "http://127.0.0.1:1", "--proxy", &proxy.url()]);
    run.assert(0, "order 1\n  status  issued\n", "");
    assert!(proxy.requests()[0].starts_with("GET http://127.0.0.1:1/order/1 HTTP/1.1\r\n"));

    let run = order(&["view", "1", "--url", "http://127.0.0.1:1", "--proxy", "proxy:3128"]);
    run.assert(
        2,
        "",
        "error: the proxy cannot be used; write its URL as `http://HOST:PORT`\nhint: check the `--proxy`\n",
    );
}
