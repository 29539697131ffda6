//! The differences on a terminal, which `script` of util-linux provides.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use crate::support::{
    Folder, SAMPLE, command, order, sample_of,
    server::{Server, placed},
};

/// The output of the program on a terminal on which `keys` are typed, and its exit code; `None` if there is no
/// `script`.
fn on_a_terminal(
    arguments: &[&str],
    keys: &str,
    environment: &[(&str, &str)],
) -> Option<(String, i32)> {
    let quoted = |text: &str| format!("'{text}'");
    let line: Vec<_> =
        [&[env!("CARGO_BIN_EXE_order")], arguments].concat().into_iter().map(quoted).collect();
    let plain = command(&[]);
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &line.join(" "), "/dev/null"]);
    script.current_dir(plain.get_current_dir().expect("it was set"));
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => script.env(name, value),
            None => script.env_remove(name),
        };
    }
    script.env("TERM", "xterm-256color").envs(environment.iter().copied());
    script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = script.spawn() else {
        crate::support::missing("there is no `script`");
        return None;
    };
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(keys.as_bytes()).expect("`script` reads");
    let output = child.wait_with_output().expect("`script` ends");
    drop(stdin);
    let text = String::from_utf8(output.stdout).expect("the program writes UTF-8");
    Some((text.replace("\r\n", "\n"), output.status.code().expect("`script` ends by itself")))
}

const KEY: [(&str, &str); 2] = [("DIGICERT_ACCOUNT_ID", "001007"), ("DIGICERT_API_KEY", "c4n4ry")];

#[test]
fn order_is_placed_if_a_person_says_yes() {
    let folder = Folder::new();
    let (server, pem) = Server::start_secure(|_| placed());
    let pem = folder.file("ca.pem", pem);
    let url = server.secure_url();
    let journal = folder.path("journal.db");
    let place = ["place", "--url", &url, "--trust", &pem, "--journal", &journal, SAMPLE];
    for answer in ["no\n", "\n", "y\n", "yes, but\n"] {
        let Some((shown, code)) = on_a_terminal(&place, answer, &KEY) else { return };
        assert_eq!(code, 2, "{shown}");
        assert!(
            shown.contains("  product        EV code-signing certificate for 1 year\n"),
            "{shown}"
        );
        assert!(shown.contains("\nPlace this order? Type `yes`: "), "{shown}");
        assert!(shown.ends_with(" not confirmed; nothing was sent\n"), "{shown}");
    }
    assert!(server.requests().is_empty());
    let Some((shown, code)) = on_a_terminal(&place, "yes\n", &KEY) else { return };
    assert_eq!(code, 0, "{shown}");
    assert!(shown.ends_with("Type `yes`: order 00222307 placed\n"), "{shown}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_code_is_a_link_to_its_page_on_a_terminal_and_a_word_elsewhere() {
    let folder = Folder::new();
    let file = folder.file("a.json", "{\"validity\": 4}");
    let page = order_core::Code::Allowed.page();
    let link = format!("error[\u{1b}]8;;{page}\u{1b}\\allowed\u{1b}]8;;\u{1b}\\]");
    let Some((shown, code)) = on_a_terminal(&["check", &file], "", &[]) else { return };
    assert!(code == 1 && shown.contains(&link), "{shown:?}");
    let plain = order(&["check", &file]).stdout;
    assert!(plain.contains("error[allowed]: "), "{plain}");
    let Some((shown, _)) = on_a_terminal(&["check", &file], "", &[("NO_COLOR", "1")]) else {
        return;
    };
    for plain in [plain, shown] {
        assert!(!plain.contains("docs.rs"), "{plain:?}");
    }
}

#[test]
fn errors_have_colour_on_a_terminal_unless_it_is_not_wanted() {
    let place = ["place", "none.json"];
    let red = "\u{1b}[1m\u{1b}[31merror:\u{1b}[0m none.json cannot be read\n";
    let Some((shown, code)) = on_a_terminal(&place, "", &[]) else { return };
    assert_eq!(code, 2, "{shown}");
    assert!(shown.starts_with(red), "{shown:?}");
    for environment in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let Some((shown, _)) = on_a_terminal(&place, "", &[environment]) else { return };
        assert!(
            shown.starts_with("error: none.json cannot be read\n"),
            "{environment:?}: {shown:?}"
        );
    }
}

#[test]
fn several_orders_have_a_bar_on_a_terminal() {
    let folder = Folder::new();
    let files = ["a", "b", "c"].map(|name| folder.file(name, sample_of(name)));
    let server = Server::start(|_| {
        std::thread::sleep(std::time::Duration::from_millis(200));
        placed()
    });
    let url = server.url();
    let place = ["place", "--url", &url, &files[0], &files[1], &files[2]];
    let Some((shown, code)) = on_a_terminal(&place, "", &[]) else { return };
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("░ 0 of 3 orders, "), "{shown:?}");
    for file in &files {
        assert!(shown.contains(&format!("{file}: order 00222307 placed\n")), "{shown:?}");
    }
    assert!(shown.contains("3 of 3 orders placed\n"), "{shown:?}");
}

#[test]
fn journal_is_a_table_that_fits_the_terminal() {
    let folder = Folder::new();
    let journal = folder.path("journal.db");
    let server = Server::start(|_| placed());
    let url = server.url();
    for (name, label) in [("a", "\u{6ce8}\u{6587} 4711"), ("b", "invoice 4712 of last week")] {
        let file = folder.file(name, sample_of(name));
        let run = order(&["place", "--url", &url, "--journal", &journal, "--label", label, &file]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    let list = ["journal", "list", "--journal", &journal];
    let Some((shown, code)) = on_a_terminal(&list, "", &[("COLUMNS", "80")]) else { return };
    assert_eq!(code, 0, "{shown}");
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines[0], "ENTRY  BEGUN (UTC)       STATE   ORDER     LABEL               CALL");
    let end = "  placed  00222307  invoice 4712 of l\u{2026}  POST http://127.\u{2026}";
    assert!(lines[1].starts_with("    2  20") && lines[1].ends_with(end), "{shown}");
    let end = "  placed  00222307  \u{6ce8}\u{6587} 4711           POST http://127.\u{2026}";
    assert!(lines[2].ends_with(end), "{shown}");
    // What cannot be had in this width is left out, but never the number of an order.
    let Some((shown, _)) = on_a_terminal(&list, "", &[("COLUMNS", "30")]) else { return };
    assert!(shown.starts_with("ENTRY  BEGUN (UTC)       STATE   ORDER\n"), "{shown}");
    let Some((shown, _)) = on_a_terminal(&[&list[..], &["-o", "json"]].concat(), "", &[]) else {
        return;
    };
    assert!(shown.starts_with("{\"entry\":2,"), "{shown}");
}
