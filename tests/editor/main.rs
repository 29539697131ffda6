//! Names in attributes as an editor sees them, asked of rust-analyzer where it is installed.
//!
//! The variable `RUST_ANALYZER` may name the program.

mod server;

use std::{env, process::Command};

use order_tests::skipped;
use serde_json::Value;

use crate::server::{Place, Server};

const SOURCE: &str = include_str!("order.rs");

/// Path of rust-analyzer, if it runs.
fn program() -> Option<String> {
    let program = env::var("RUST_ANALYZER").unwrap_or_else(|_| "rust-analyzer".to_owned());
    let version = Command::new(&program).arg("--version").output();
    let runs = version.is_ok_and(|output| output.status.success());
    if !runs {
        // No continuous integration has to install an editor.
        skipped("rust-analyzer is not installed");
    }
    runs.then_some(program)
}

/// All questions in one test, as the server reads the crate and its dependencies for half a minute.
#[test]
fn an_editor_knows_the_names_in_attributes() {
    let Some(program) = program() else { return };
    let mut server = Server::start(&program, SOURCE);
    names_are_told(&mut server);
    names_are_renamed(&mut server);
    names_are_proposed(&mut server);
}

fn names_are_told(server: &mut Server) {
    for (place, expected) in [
        (Place::of("required_if(", "ev"), "pub ev: bool"),
        (Place::of("not_both, !(", "ev"), "pub ev: bool"),
        (Place::of("sent\", at = ", "ev"), "pub ev: bool"),
        (Place::of("ordered, ", "low"), "pub low: Option<u8>"),
        (Place::of("ordered, low <= ", "high"), "pub high: Option<u8>"),
        (Place::of("forbidden_if(", "method"), "pub method: Option<Method>"),
        (Place::of("required(owner.", "full_name"), "pub full_name: Option<String>"),
        (Place::of("by_post, method == ", "ShipToken"), "ShipToken"),
        (Place::of("ev && ", "by_post"), "by_post: bool"),
        (Place::of("spare, has_spare(", "low"), "pub low: Option<u8>"),
        (Place::of("default_value_if(", "ev"), "pub ev: bool"),
    ] {
        let hover = server.hover(place);
        assert!(hover.contains(expected), "{place:?}: {hover}");
    }
    let hover = server.hover(Place::of("required_if(", "ev"));
    assert!(hover.contains("`true` for a certificate with extended validation."), "{hover}");

    for (from, to) in [
        (Place::of("required_if(", "ev"), Place::of("pub ", "ev")),
        (Place::of("sent\", at = ", "ev"), Place::of("pub ", "ev")),
        (Place::of("ordered, low <= ", "high"), Place::of("pub ", "high")),
        (Place::of("required(owner.", "full_name"), Place::of("pub ", "full_name")),
        (Place::of("method == ", "Mail"), Place::of("{\n    ", "Mail")),
        (Place::of("required_if(", "by_post"), Place::of("condition(", "by_post")),
    ] {
        assert_eq!(server.definition(from), [server.range(to)], "{from:?}");
    }

    // Each mention of a group leads to the first.
    let first = server.range(Place::of("#[group_all_or_none(", "\"pair\""));
    for before in ["#[group_all_or_none(\"", "#[required_if(ev)]\n    #[group_all_or_none(\""] {
        let from = Place::of(before, "pair");
        assert_eq!(server.definition(from), [first], "{from:?}");
    }
}

fn names_are_renamed(server: &mut Server) {
    let mentions = [
        Place::of("default_value_if(", "ev"),
        Place::of("not_both, !(", "ev"),
        Place::of("pub ", "ev"),
        Place::of("required_if(", "ev"),
        Place::of("sent\", at = ", "ev"),
    ];
    let mut expected: Vec<_> = mentions.iter().map(|place| server.range(*place)).collect();
    expected.sort_unstable();
    assert_eq!(server.references(mentions[2]), expected);
    // From any of its mentions.
    for place in mentions {
        assert_eq!(server.renamed(place, "extended"), expected, "{place:?}");
    }

    let conditions = [
        Place::of("condition(", "by_post"),
        Place::of("ev && ", "by_post"),
        Place::of("required_if(", "by_post"),
    ];
    let mut expected: Vec<_> = conditions.iter().map(|place| server.range(*place)).collect();
    expected.sort_unstable();
    assert_eq!(server.references(conditions[0]), expected);
    for place in conditions {
        assert_eq!(server.renamed(place, "posted"), expected, "{place:?}");
    }

    // A format and a bound item have the names of fields, and are none.
    let mail = Place::of("pub ", "email");
    assert_eq!(server.renamed(mail, "address"), [server.range(mail)]);
}

const FIELDS: [&str; 9] =
    ["email", "ev", "high", "low", "method", "owner", "parts", "street", "title"];

fn names_are_proposed(server: &mut Server) {
    let with_conditions: Vec<_> = ["by_post"].into_iter().chain(FIELDS).collect();

    for (old, new) in [
        ("#[required_if(ev)]", "#[required_if(e|)]"),
        ("#[required_if(ev)]", "#[required_if(|)]"),
        ("#[required_if(ev)]", "#[required_if(ev && |)]"),
        ("#[required_if(by_post)]", "#[required_if(by|)]"),
    ] {
        assert_eq!(names(&server.completed(old, new)), with_conditions, "{new}");
    }
    for (old, new) in [
        ("low <= high", "low <= hi|"),
        ("low <= high", "low <= |"),
        ("at = ev", "at = e|"),
        ("#[required_if(ev)]", "#[required_if(present(e|))]"),
        ("has_spare(low)", "has_spare(lo|)"),
    ] {
        assert_eq!(names(&server.completed(old, new)), FIELDS, "{new}");
    }
    for (old, new, expected) in [
        ("method == Mail", "method == Ma|", "Mail"),
        ("method == Mail", "method == S|", "ShipToken"),
        ("owner.full_name", "owner.fu|", "full_name"),
    ] {
        let names = names(&server.completed(old, new));
        assert!(names.iter().any(|name| name == expected), "{new}: {names:?}");
        assert!(!names.iter().any(|name| name.starts_with("__")), "{new}: {names:?}");
    }
    // Before a letter of the value is written.
    for (old, new) in [
        ("#[forbidden_if(method == Mail)]", "#[forbidden_if(method == |)]"),
        ("#[forbidden_if(method == Mail)]", "#[forbidden_if(method ==|)]"),
        ("#[forbidden_if(method == Mail)]", "#[forbidden_if(method != | && ev)]"),
        ("#[forbidden_if(method == Mail)]", "#[forbidden_if(!(method in [|]))]"),
        ("#[forbidden_if(method == Mail)]", "#[forbidden_if(method in [Mail, |])]"),
        ("by_post, method == ShipToken", "by_post, method == |"),
        ("!(ev && by_post)", "!(ev && method == |)"),
    ] {
        let names = names(&server.completed(old, new));
        for variant in ["Mail", "ShipToken"] {
            assert!(names.iter().any(|name| name == variant), "{new}: {names:?}");
        }
        assert!(!names.iter().any(|name| name.starts_with("__")), "{new}: {names:?}");
    }
}

/// The names that an editor proposes, sorted, without the keywords of Rust.
fn names(items: &Value) -> Vec<String> {
    let items = items.as_array().or_else(|| items["items"].as_array());
    let labels = items.into_iter().flatten().filter_map(|item| item["label"].as_str());
    let mut names: Vec<_> =
        labels.filter(|label| !["mut", "ref"].contains(label)).map(str::to_owned).collect();
    names.sort_unstable();
    names
}
