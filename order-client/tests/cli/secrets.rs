//! The API key is in nothing that the program writes, even if the service echoes it.

use std::{fs, process::Command};

use crate::support::{
    Folder, SAMPLE, command, run,
    server::{Server, reply},
};

const CANARY: &str = "c4n4ry-K+Y-tr1ll";

/// The canary as it is, and in the forms in which a request carries it.
const FORMS: [&str; 4] =
    ["c4n4ry", "tr1ll", "MDAxMDA3OmM0bjRyeS1LK1ktdHIxbGw", "YzRuNHJ5LUsrWS10cjFsbA"];

#[track_caller]
fn assert_clean(text: &str) {
    for form in FORMS {
        assert!(!text.contains(form), "{form} is in {text}");
    }
}

/// A service that sends everything back that it was sent.
fn echo(status: &'static str) -> Server {
    Server::start(move |request| {
        let echo = request.replace(['"', '\r', '\n', '{', '}'], " ");
        let errors = format!("{{\"errors\":[{{\"code\":\"{echo}\",\"description\":\"{echo}\"}}]}}");
        let reply = String::from_utf8(reply(status, &errors)).expect("text");
        reply.replace("Connection:", &format!("X-Echo: {CANARY}\r\nConnection:")).into()
    })
}

fn with_canary(arguments: &[&str], file: &str) -> Command {
    command(&[arguments, &["--verbose", "--credentials", file]].concat())
}

#[test]
fn key_is_in_no_output_and_in_no_journal() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let file =
        folder.file("key", format!("DIGICERT_ACCOUNT_ID=001007\nDIGICERT_API_KEY={CANARY}\n"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("it is ours");
    for status in
        ["201 Created", "400 Bad Request", "401 Unauthorized", "418 Teapot", "502 Bad Gateway"]
    {
        let server = echo(status);
        let journal = folder.path(&format!("{}.db", &status[..3]));
        let url = server.url();
        for arguments in [
            &["place", "--url", &url, "--journal", &journal, SAMPLE][..],
            &["place", "--url", &url, "--output", "json", SAMPLE],
            &["view", "1", "--url", &url],
            &["certificate", "1", "--url", &url],
            &["reissue", "1", "--url", &url],
        ] {
            let run = run(&mut with_canary(arguments, &file));
            assert_ne!(run.code, Some(0), "{run:?}");
            assert!(run.stderr.contains("Authorization: Basic [redacted]\n"), "{run:?}");
            assert_clean(&run.stdout);
            assert_clean(&run.stderr);
        }
        let sent = server.requests();
        assert!(sent[0].contains(FORMS[2]), "the key goes to the service: {}", sent[0]);
        let list = run(&mut command(&["journal", "list", "-o", "json", "--journal", &journal]));
        assert_eq!(list.code, Some(0), "{list:?}");
        assert_clean(&list.stdout);
        for name in [journal.clone(), format!("{journal}-wal")] {
            assert_clean(&String::from_utf8_lossy(&fs::read(name).unwrap_or_default()));
        }
    }
}

#[test]
fn key_of_certcentral_is_in_no_output_and_in_no_journal() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let file =
        folder.file("key", format!("DIGICERT_ACCOUNT_ID=001007\nDIGICERT_API_KEY={CANARY}\n"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("it is ours");
    let contacts = "{\"order_id\":\"7\",\"contacts\":[{\"contact_type\":\"technical_contact\",\
                    \"first_name\":\"A\",\"last_name\":\"B\",\"email\":\"a@example.com\"}]}";
    let contacts = folder.file("contacts.json", contacts);
    for status in ["201 Created", "400 Bad Request", "401 Unauthorized", "502 Bad Gateway"] {
        let server = Server::start(move |request| {
            let echo = request.replace(['"', '\r', '\n', '{', '}'], " ");
            let errors = format!("{{\"errors\":[{{\"code\":\"{echo}\",\"message\":\"{echo}\"}}]}}");
            reply(status, &errors)
        });
        let journal = folder.path(&format!("{}.db", &status[..3]));
        let url = server.url();
        let place = ["place", "examples/orders/certcentral.json", "--journal", &journal];
        for arguments in [
            &place[..],
            &["journal", "recover", "--journal", &journal],
            &["view", "1"],
            &["certificate", "1"],
            &["reissue", "1", "--signature-hash", "sha256"],
            &["revoke", "1"],
            &["find", "x"],
            &["changes"],
            &["contacts", &contacts],
            &["validation", "1"],
        ] {
            let service = ["--api", "certcentral", "--url", &url];
            let run = run(&mut with_canary(&[arguments, &service].concat(), &file));
            assert_clean(&run.stdout);
            assert_clean(&run.stderr);
        }
        let sent = server.requests();
        let head = format!("X-Dc-Devkey: {CANARY}\r\n");
        assert!(sent[0].contains(&head), "the key goes to the service: {}", sent[0]);
        let list = run(&mut command(&["journal", "list", "-o", "json", "--journal", &journal]));
        assert_eq!(list.code, Some(0), "{list:?}");
        assert_clean(&list.stdout);
        for name in [journal.clone(), format!("{journal}-wal")] {
            assert_clean(&String::from_utf8_lossy(&fs::read(name).unwrap_or_default()));
        }
    }
}

#[test]
fn key_of_the_environment_is_in_no_output() {
    let folder = Folder::new();
    let (server, pem) = Server::start_secure(|_| reply("201 Created", "{}"));
    let (pem, url) = (folder.file("ca.pem", pem), server.secure_url());
    let service = ["--url", &url, "--trust", &pem];
    for arguments in [&["place", SAMPLE][..], &["reissue", "1"]] {
        let mut command = command(&[arguments, &service].concat());
        command.env("DIGICERT_ACCOUNT_ID", "001007").env("DIGICERT_API_KEY", CANARY);
        let run = run(command.env("HOME", folder.path("")));
        assert_eq!(run.code, Some(2), "{run:?}");
        assert_clean(&run.stdout);
        assert_clean(&run.stderr);
    }
    let mut command = command(&[&["view", "1"][..], &service].concat());
    command.env("DIGICERT_ACCOUNT_ID", "001007").env("DIGICERT_API_KEY", format!("{CANARY}\n"));
    let run = run(&mut command);
    assert!(run.stderr.contains("because: the API key has a character at position 17"), "{run:?}");
    assert_clean(&run.stderr);
}
