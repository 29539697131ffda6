//! Unusable input is reported in one sentence, with a remedy, before anything is sent.

use std::fs;

use crate::support::{
    Folder, SAMPLE, SandboxProcess, command, order, order_with_input, run, sample,
    server::{Server, placed},
};

#[test]
fn file_that_cannot_be_read_is_named() {
    order(&["place", "none.json"]).assert(
        2,
        "",
        "error: none.json cannot be read\n  because: No such file or directory (os error 2)\n\
         hint: check the path\n",
    );
    order(&["place", "examples/orders"]).assert(
        2,
        "",
        "error: examples/orders cannot be read\n  because: is a directory\n\
         hint: give the files in it one by one, as in `folder/*.json`\n",
    );
}

#[test]
fn file_of_somebody_else_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let file = folder.file("order.json", sample());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("it is ours");
    if fs::read(&file).is_ok() {
        return crate::support::skipped("whoever runs this may read everything");
    }
    order(&["place", &file]).assert(
        2,
        "",
        &format!(
            "error: {file} cannot be read\n  because: Permission denied (os error 13)\n\
             hint: check the permissions of the file and its folder\n"
        ),
    );
}

#[test]
fn empty_input_is_no_order() {
    for input in ["", "\n \t\r\n"] {
        order_with_input(&["place", "-"], input.as_bytes()).assert(
            2,
            "",
            "error: standard input is empty\nhint: give the order as JSON, XML or a form\n",
        );
    }
}

#[test]
fn endless_input_is_no_order() {
    let input = vec![b' '; 1024 * 1024 + 1];
    order_with_input(&["place", "-"], &input).assert(
        2,
        "",
        "error: standard input is longer than 1048576 bytes\n\
         hint: an order is a short document; check the path\n",
    );
}

#[test]
fn text_in_another_encoding_has_its_place() {
    let mut text = sample().into_bytes();
    let place = text.windows(10).position(|window| window == b"My Company").expect("it is there");
    text[place + 1] = 0xe9;
    order_with_input(&["place", "-"], &text).assert(
        1,
        "",
        "error[syntax]: not UTF-8 from here on; encode the document as UTF-8\n \
         --> standard input:5:17\n  |\n\
         5 |   \"org_name\": \"M\u{fffd} Company\",\n  \
         |                 ^\n\n\
         error: standard input cannot be ordered: 1 problem, nothing was sent\n\
         hint: it was read as JSON; `--input-format` says otherwise\n",
    );
}

#[test]
fn wrong_format_is_said_beside_the_option() {
    order_with_input(&["place", "-"], b"hello").assert(
        1,
        "",
        "error[syntax]: expected a value; text stands in double quotes\n \
         --> standard input:1:1\n  |\n\
         1 | hello\n  | ^^^^^\n\n\
         error: standard input cannot be ordered: 1 problem, nothing was sent\n\
         hint: it was read as JSON; `--input-format` says otherwise\n",
    );
    let run = order(&["place", "--input-format", "xml", SAMPLE]);
    run.assert(
        1,
        "",
        "error[syntax]: expected `<request>`\n \
         --> examples/orders/ev-client-app.json:1:1\n  |\n\
         1 | {\n  | ^\n\n\
         error: examples/orders/ev-client-app.json cannot be ordered: 1 problem, nothing was sent\n\
         hint: it was read as XML; `--input-format` says otherwise\n",
    );
}

#[test]
fn address_that_would_show_the_key_is_refused() {
    order(&["place", "--url", "http://api.example.com", SAMPLE]).assert(
        2,
        "",
        "error: the base URL cannot be used\n  \
         because: not encrypted; write `https://`, as `http://` is for 127.0.0.1, ::1 and localhost\n\
         hint: check the `--url`\n",
    );
    let run = order(&["place", "--url", "http://001007:skyfall@127.0.0.1:1", SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.stderr.contains("has a user name or password"), "{run:?}");
    assert!(!run.stderr.contains("skyfall"), "{run:?}");
    let run = order(&["place", "--url", "001007:skyfall@127.0.0.1:1", SAMPLE]);
    assert_eq!((run.code, run.stderr.contains("skyfall")), (Some(2), false), "{run:?}");
    order(&["view", "1", "--url", "127.0.0.1:8080"]).assert(
        2,
        "",
        "error: the base URL cannot be used\n  because: not a URL (relative URL without a base)\n\
         hint: write `--url http://127.0.0.1:8080` for this machine\n",
    );
}

#[test]
fn live_and_another_address_exclude_each_other() {
    let run = order(&["place", "--live", "--url", "http://127.0.0.1:1", SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(
        run.stderr.starts_with("error: the argument '--live' cannot be used with '--url <URL>'\n")
    );
}

#[test]
fn option_that_speaks_of_a_journal_needs_one() {
    for option in [["--again", "1"], ["--label", "invoice 4711"]] {
        order(&["place", option[0], option[1], SAMPLE]).assert(
            2,
            "",
            &format!(
                "error: `{}` is about a journal, and a sandbox has none by itself\n\
                 hint: give `--journal FILE`\n",
                option[0]
            ),
        );
    }
}

#[test]
fn journal_that_is_none_is_left_as_it_is() {
    let folder = Folder::new();
    let file = folder.file("order.json", sample());
    order(&["place", "--journal", &file, &file]).assert(
        7,
        "",
        &format!(
            "error: {file}: not a journal of orders, or a damaged one; check its path\n\
             hint: check the path; if it was a journal, restore a copy of it or try `sqlite3 {file} \
             .recover`, and look into the account before you order: a new journal knows no order placed \
             before\n"
        ),
    );
    assert_eq!(fs::read_to_string(&file).expect("it is there"), sample());
    let missing = folder.path("none/journal.db");
    order(&["place", "--journal", &missing, &file]).assert(
        7,
        "",
        &format!(
            "error: {missing}: the journal cannot be used\n  \
             because: No such file or directory (os error 2)\n\
             hint: create the folder first\n"
        ),
    );
}

#[test]
fn address_without_a_scheme_is_completed() {
    let sandbox = SandboxProcess::start(&[]);
    let port = sandbox.url.rsplit(':').next().expect("it has a port");
    let place = |url: &str| {
        let folder = Folder::new();
        let mut command = command(&["place", "--yes", "--url", url, SAMPLE]);
        command.env("DIGICERT_ACCOUNT_ID", "001007").env("DIGICERT_API_KEY", "skyfall");
        let run = run(command.env("HOME", folder.path("")));
        assert_eq!(run.stdout, "", "{run:?}");
        run.stderr
    };
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let hint = format!("\nhint: write `--url http://{host}:{port}` for this machine\n");
        let said = place(&format!("{host}:{port}"));
        assert!(said.ends_with(&hint), "{said}");
    }
    let said = place("api.example.com");
    assert!(said.ends_with("\nhint: check the `--url`; it starts with `https://`\n"), "{said}");
    if rustls_has_roots(&place) {
        let said = place(&format!("https://127.0.0.1:{port}"));
        let hint = format!("give `--url http://127.0.0.1:{port}`\n");
        assert!(said.ends_with(&hint), "{said}");
    }
}

/// Returns whether this machine has certificates to trust, without which there is no client of a service by TLS.
fn rustls_has_roots(place: &impl Fn(&str) -> String) -> bool {
    let said = place("https://127.0.0.1:1");
    said.contains("no connection to the service could be made")
}

#[test]
fn certificate_that_is_not_trusted_is_told_as_such() {
    let (server, _) = Server::start_secure(|_| placed());
    let (_, other) = Server::start_secure(|_| placed());
    let folder = Folder::new();
    let pem = folder.file("ca.pem", other);
    let url = server.secure_url();
    let mut command = command(&["view", "1", "--url", &url, "--trust", &pem]);
    command.env("DIGICERT_ACCOUNT_ID", "001007").env("DIGICERT_API_KEY", "skyfall");
    let run = run(&mut command);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.stderr.contains("\nhint: its certificate "), "{run:?}");
}

#[test]
fn several_orders_in_a_file_are_not_placed() {
    let folder = Folder::new();
    let line: String = sample().lines().map(str::trim).collect();
    for (name, text, what) in [
        ("a.ndjson", format!("{line}\n{line}\n"), "NDJSON"),
        ("lines", format!("{line}\n{line}\n"), "NDJSON"),
        ("lines.json", format!("{line}\n{line}\n"), "NDJSON"),
        ("a.csv", "validity,platform\n1,51\n".to_owned(), "CSV"),
        ("list.json", format!("[{line}]"), "a list of orders in JSON"),
    ] {
        let file = folder.file(name, text);
        let run = order(&["place", &file]);
        let message = format!("error: {file} holds several orders ({what}); `place` takes one");
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.stderr.starts_with(&message) && run.stderr.contains("\nhint: "), "{run:?}");
    }
}

#[test]
fn binary_file_is_named_and_not_shown() {
    let folder = Folder::new();
    let utf16 = |text: &str, mark: &[u8]| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        mark.iter().copied().chain(units).collect::<Vec<u8>>()
    };
    for (name, bytes, what) in [
        ("a.xlsx", b"PK\x03\x04\x14\0\x06\0".to_vec(), "is a ZIP archive (an Excel sheet?)"),
        ("a.csv.gz", b"\x1f\x8b\x08\0".to_vec(), "is compressed (gzip)"),
        ("a.xz", b"\xfd7zXZ\0\0".to_vec(), "is compressed (xz)"),
        ("a.ndjson", utf16("{}\r\n{}\r\n", b"\xff\xfe"), "is UTF-16"),
        ("a.csv", utf16("validity,platform\n", b""), "is UTF-16"),
        ("a.json", b"%PDF-1.7".to_vec(), "is a PDF"),
    ] {
        let file = folder.file(name, bytes);
        for command in ["check", "place"] {
            let run = order(&[command, &file]);
            assert_eq!(run.code, Some(2), "{run:?}");
            let message = format!("error: {file} {what}\nhint: ");
            assert!(run.stderr.contains(&message), "{run:?}");
            assert!(!run.stderr.contains('\u{fffd}'), "{run:?}");
        }
    }
}

#[test]
fn misspelt_option_is_corrected() {
    let run = order(&["place", "--verbos", SAMPLE]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.stderr.starts_with("error: unexpected argument '--verbos' found\n"), "{run:?}");
    assert!(run.stderr.contains("tip: a similar argument exists: '--verbose'"), "{run:?}");
    let run = order(&["view", "00A", "--url", "http://127.0.0.1:1"]);
    assert!(run.stderr.contains("an order number has digits and nothing else"), "{run:?}");
    assert_eq!(run.code, Some(2));
}
