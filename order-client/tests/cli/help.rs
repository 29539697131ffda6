//! The help of each command as it is printed, in `help/`. `HELP=overwrite` writes it anew.

use std::{env, fs, path::Path};

use crate::support::order;

#[test]
fn help_is_that_of_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/help");
    for command in [
        "",
        "cases",
        "certificate",
        "changes",
        "check",
        "completions",
        "contacts",
        "docs",
        "find",
        "graph",
        "journal",
        "journal list",
        "journal recover",
        "journal settle",
        "journal show",
        "man",
        "openapi",
        "place",
        "reissue",
        "repair",
        "revoke",
        "sandbox",
        "schema",
        "sql",
        "validation",
        "view",
        "why",
    ] {
        let mut arguments: Vec<_> = command.split_whitespace().collect();
        arguments.push("--help");
        let run = order(&arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{command}");
        let name = format!("order {command}").trim_end().replace(' ', "-");
        let file = folder.join(name + ".txt");
        if env::var_os("HELP").is_some_and(|value| value == "overwrite") {
            fs::write(&file, &run.stdout).expect("the folder can be written to");
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(run.stdout, expected, "{}; HELP=overwrite accepts it", file.display());
    }
}

#[test]
fn help_is_a_command_too() {
    for command in [&["place"][..], &["journal", "settle"]] {
        let run = order(&[&["help"], command].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(run.stdout, order(&[command, &["--help"]].concat()).stdout);
    }
    assert!(order(&["help"]).stdout.contains("\nUsage: order [OPTIONS] <COMMAND>\n"));
}

#[test]
fn short_help_is_shorter() {
    for command in ["place", "reissue", "certificate"] {
        let (short, long) = (order(&[command, "-h"]), order(&[command, "--help"]));
        assert_eq!((short.code, long.code), (Some(0), Some(0)));
        assert!(short.stdout.len() < long.stdout.len(), "{command}");
    }
}

#[test]
fn program_without_a_command_shows_its_help() {
    let run = order(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.stderr.contains("\nUsage: order [OPTIONS] <COMMAND>\n"), "{run:?}");
    assert!(run.stderr.contains("\n  8  "), "{run:?}");
}

#[test]
fn version_is_that_of_the_package() {
    order(&["--version"]).assert(0, concat!("order ", env!("CARGO_PKG_VERSION"), "\n"), "");
}
