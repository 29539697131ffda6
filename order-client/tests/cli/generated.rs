//! Completions and manual pages.

use std::fs;

use crate::support::{Folder, order};

#[test]
fn every_shell_has_a_script() {
    for (shell, part) in [
        ("bash", "complete -F _order"),
        ("elvish", "edit:completion:arg-completer[order]"),
        ("fish", "complete -c order"),
        ("powershell", "Register-ArgumentCompleter"),
        ("zsh", "#compdef order"),
    ] {
        let run = order(&["completions", shell]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{shell}");
        assert!(run.stdout.contains(part), "{shell}");
        assert!(run.stdout.contains("certificate"), "{shell}");
    }
    assert_eq!(order(&["completions", "cmd"]).code, Some(2));
}

#[test]
fn script_of_bash_is_one_that_bash_reads() {
    let folder = Folder::new();
    let file = folder.file("order.bash", order(&["completions", "bash"]).stdout);
    match std::process::Command::new("bash").args(["-n", &file]).status() {
        Ok(status) => assert!(status.success()),
        Err(error) => crate::support::missing(format_args!("there is no bash ({error})")),
    }
}

#[test]
fn every_command_has_a_page() {
    let folder = Folder::new();
    let pages = folder.path("man1");
    order(&["man", &pages]).assert(0, "", "");
    let names =
        ["order", "order-place", "order-certificate", "order-journal", "order-journal-settle"];
    for name in names {
        let page = fs::read_to_string(format!("{pages}/{name}.1")).expect("it was written");
        assert!(page.is_ascii(), "troff reads ASCII: {page}");
        assert!(page.contains(&format!(".TH {} 1", name.to_uppercase())), "{page}");
    }
    let page = fs::read_to_string(format!("{pages}/order.1")).expect("it was written");
    assert!(page.contains(".SH \"EXIT STATUS\"\n"), "{page}");
    assert!(page.contains(".TP\n\\fB8\\fR\n"), "{page}");
    assert!(page.contains(".SH ENVIRONMENT\n.TP\n\\fBDIGICERT_ACCOUNT_ID\\fR\n"), "{page}");
    assert_eq!(order(&["man"]).stdout, page);
    let file = folder.file("file", "");
    let run = order(&["man", &file]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.stderr.starts_with(&format!("error: the pages cannot be written to {file}\n")));
}
