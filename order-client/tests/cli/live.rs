//! Services that are no sandbox: credentials, confirmation, and the journal.
//!
//! None is a real one. `--live` is given here only where nothing could be sent even if the program were wrong;
//! what it means is tested beside the code.

use std::fs;

use crate::support::{
    Folder, Run, SAMPLE, command, new_journal, order, run,
    server::{Server, placed},
};

/// The text that a person sees before an order of the sample.
const SHOWN: &str = "
  file           examples/orders/ev-client-app.json
  product        EV code-signing certificate for 1 year
  organization   My Company, Tampa, FL, us
  platform       2 (SafeNetETokenProAnywhere)
";

fn with_credentials(arguments: &[&str], home: &str) -> Run {
    let mut command = command(arguments);
    command.env("DIGICERT_ACCOUNT_ID", "001007").env("DIGICERT_API_KEY", "c4n4ry");
    run(command.env("HOME", home))
}

#[test]
fn live_service_needs_credentials() {
    order(&["place", "--live", SAMPLE]).assert(
        2,
        "",
        "error: there are no credentials that can be used\n  \
         because: the environment variable `DIGICERT_ACCOUNT_ID` is not set to text\n\
         hint: set `DIGICERT_ACCOUNT_ID` and `DIGICERT_API_KEY`, or give `--credentials FILE`\n",
    );
}

#[test]
fn nothing_is_sent_if_nobody_can_be_asked() {
    let folder = Folder::new();
    let home = folder.path("home");
    fs::create_dir(&home).expect("the folder is ours");
    let (server, pem) = Server::start_secure(|_| placed());
    let (pem, url) = (folder.file("ca.pem", pem), server.secure_url());
    with_credentials(&["place", "--url", &url, "--trust", &pem, SAMPLE], &home).assert(
        2,
        "",
        &format!(
            "{}This orders from {url}, which may cost money.\n\n  \
             account        001007\n  \
             call           POST /order/code\n  \
             journal        {home}/.local/state/order/journal.db\n\
             {SHOWN}\n\
             error: cannot ask for confirmation, as standard input is no terminal; nothing was sent\n\
             hint: check the facts above, then give `--yes`\n",
            new_journal(&format!("{home}/.local/state/order/journal.db"))
        ),
    );
    assert!(server.requests().is_empty());
}

#[test]
fn any_encrypted_service_is_treated_as_the_live_one() {
    let folder = Folder::new();
    let home = folder.path("");
    let (server, pem) = Server::start_secure(|_| placed());
    let pem = folder.file("ca.pem", pem);
    let place = ["place", "--url", &server.secure_url(), "--trust", &pem, SAMPLE];
    let run = with_credentials(&place, &home);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(server.requests().is_empty());

    let place = [&place[..], &["--yes"]].concat();
    let note = new_journal(&format!("{home}.local/state/order/journal.db"));
    with_credentials(&place, &home).assert(0, "order 00222307 placed\n", &note);
    assert_eq!(server.requests().len(), 1);
    let run = with_credentials(&place, &home);
    assert_eq!(run.code, Some(6), "it has a journal by itself: {run:?}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn journal_of_a_user_is_readable_by_nobody_else() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let state = folder.path("state");
    let (server, pem) = Server::start_secure(|_| placed());
    let pem = folder.file("ca.pem", pem);
    let place = ["place", "--yes", "--url", &server.secure_url(), "--trust", &pem, SAMPLE];
    let mut command = command(&place);
    command.env("DIGICERT_ACCOUNT_ID", "001007").env("DIGICERT_API_KEY", "c4n4ry");
    let run = run(command.env("XDG_STATE_HOME", &state));
    let note = new_journal(&format!("{state}/order/journal.db"));
    run.assert(0, "order 00222307 placed\n", &note);
    let mode = |path: &str| {
        let path = format!("{state}/{path}");
        fs::metadata(path).expect("it was created").permissions().mode() & 0o777
    };
    assert_eq!((mode("order"), mode("order/journal.db")), (0o700, 0o600));
}

#[test]
fn journal_that_has_no_place_keeps_orders_from_being_sent() {
    let folder = Folder::new();
    let file = folder.file("state", "");
    let (server, pem) = Server::start_secure(|_| placed());
    let (pem, url) = (folder.file("ca.pem", pem), server.secure_url());
    let mut command = command(&["place", "--url", &url, "--trust", &pem, "--yes", SAMPLE]);
    command.env("DIGICERT_ACCOUNT_ID", "001007").env("DIGICERT_API_KEY", "c4n4ry");
    run(command.env("XDG_STATE_HOME", &file)).assert(
        7,
        "",
        &format!(
            "error: the folder {file}/order cannot be created\n  \
             because: Not a directory (os error 20)\n\
             hint: give another `--journal FILE`\n"
        ),
    );
    assert!(server.requests().is_empty());
}

#[test]
fn credentials_come_from_a_file_that_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let file = folder.file("key", "DIGICERT_ACCOUNT_ID=001007\nDIGICERT_API_KEY=skyfall\n");
    let permit = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).expect("ours");
    let server = Server::start(|_| placed());
    let url = server.url();
    let place = ["place", "--url", &url, "--credentials", &file, SAMPLE];
    permit(0o644);
    order(&place).assert(
        2,
        "",
        &format!(
            "error: there are no credentials that can be used\n  \
             because: others have access to the file of the credentials (mode 644); run `chmod 600` on it\n\
             hint: run `chmod 600 {file}`\n"
        ),
    );
    assert!(server.requests().is_empty());
    permit(0o600);
    assert_eq!(order(&place).code, Some(0));
    let request = &server.requests()[0];
    assert!(request.contains("Basic MDAxMDA3OnNreWZhbGw="), "{request}");

    let none = folder.path("none");
    order(&["view", "1", "--url", "https://127.0.0.1:1", "--credentials", &none]).assert(
        2,
        "",
        &format!(
            "error: there are no credentials that can be used\n  \
             because: the file of the credentials cannot be read: entity not found\n\
             hint: check the path `{none}`\n"
        ),
    );
}

#[test]
fn sandbox_does_not_get_the_key_of_the_environment() {
    let server = Server::start(|_| placed());
    with_credentials(&["place", "--url", &server.url(), SAMPLE], "/nonexistent");
    let request = &server.requests()[0];
    assert!(request.contains("Basic MDAxMDA3OnNreWZhbGw="), "{request}");
}

#[test]
fn certificates_to_trust_are_read() {
    let url = ["view", "1", "--url", "https://127.0.0.1:1"];
    let trust =
        |file: &str| with_credentials(&[&url[..], &["--trust", file]].concat(), "/nonexistent");
    trust("none.pem").assert(
        2,
        "",
        "error: none.pem cannot be read\n  because: No such file or directory (os error 2)\n\
         hint: check the path\n",
    );
    trust(SAMPLE).assert(
        2,
        "",
        "error: no certificate can be read; give them as PEM\nhint: check the file of `--trust`\n",
    );
}

#[test]
fn reissue_is_confirmed_too() {
    let folder = Folder::new();
    let (server, pem) = Server::start_secure(|_| placed());
    let (pem, url) = (folder.file("ca.pem", pem), server.secure_url());
    let reissue = ["reissue", "00222307", "--san", "a.example.com", "--url", &url, "--trust", &pem];
    with_credentials(&reissue, "/none").assert(
        2,
        "",
        &format!(
            "This asks {url} for a new certificate.\n\n  \
             account        001007\n  \
             order          00222307\n  \
             new CSR        no\n  \
             name           as it is\n  \
             further names  a.example.com\n\n\
             error: cannot ask for confirmation, as standard input is no terminal; nothing was sent\n\
             hint: check the facts above, then give `--yes`\n"
        ),
    );
    assert!(server.requests().is_empty());
}
