//! `why`, `repair`, `cases`, and what is made from the declaration of a request.

use serde_json::{Value as Json, json};

use crate::support::{Folder, SAMPLE, order, order_with_input, sample};

/// The sample for a token that is shipped, with a part of the address.
fn half_shipped() -> String {
    sample().replace("\"client_app\"", "\"ship_token\", \"ship_name\": \"Gary McCoy\"")
}

#[test]
fn request_that_cannot_be_read_says_what_comes_first() {
    let run = order(&["repair", "examples/orders/broken.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    let end = "\nhint: first correct what is not about a rule of the request, such as an unknown name or a \
        missing parameter, then ask again\n";
    assert!(run.stderr.ends_with(end), "{run:?}");
}

#[test]
fn why_says_what_is_asked_of_a_parameter() {
    order(&["why", SAMPLE, "cs_provisioning_method", "cs_ship_method"]).assert(
        0,
        "`cs_provisioning_method` is required because `ev` is true\n\
         `cs_provisioning_method` must be `ship_token` or `client_app`\n\
         `cs_ship_method` is not allowed unless `cs_provisioning_method` is `ship_token`\n\
         `cs_ship_method` is `standard` if it is absent\n",
        "",
    );
}

#[test]
fn why_answers_programs_in_json() {
    let run = order(&["why", SAMPLE, "cs_provisioning_method", "--output", "json"]);
    let answer: Json = serde_json::from_str(&run.stdout).expect("one object");
    assert_eq!(answer["presence"], "required");
    assert_eq!(answer["required"][0]["rule"], "cs_provisioning_method.required_if");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn why_knows_no_other_parameter() {
    order(&["why", SAMPLE, "plattform"]).assert(
        2,
        "",
        "error: no field `plattform` in `CodeSigningOrder`; did you mean `platform`?\n\
         hint: `order docs` lists the parameters of a request; one in a part is `part.name`\n",
    );
}

#[test]
fn repair_lists_every_smallest_set_of_changes() {
    let folder = Folder::new();
    let file = folder.file("order.json", half_shipped());
    order(&["repair", &file]).assert(
        1,
        "one of:\n  - remove `ship_name`\n  \
         - set `ship_addr1`, `ship_city`, `ship_state` and `ship_zip`, and set `ship_country` to one of 245 values\n",
        "",
    );
}

#[test]
fn repair_of_a_valid_order_is_nothing() {
    order(&["repair", SAMPLE]).assert(
        0,
        "",
        "note: the request keeps its rules; there is nothing to change\n",
    );
}

#[test]
fn repair_answers_programs_in_json() {
    let run = order_with_input(&["repair", "-", "--output", "json"], half_shipped().as_bytes());
    let answer: Json = serde_json::from_str(&run.stdout).expect("one object");
    assert_eq!(
        answer["parts"][0][0],
        json!([{ "path": "ship_name", "pointer": "/ship_name", "action": "remove" }]),
    );
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
}

#[test]
fn what_cannot_be_read_is_shown_in_its_place() {
    for command in [&["repair", "-"][..], &["why", "-", "platform"]] {
        order_with_input(command, br#"{"validity": "one"}"#).assert(
            1,
            "",
            include_str!("unread.txt"),
        );
    }
}

#[test]
fn cases_are_the_same_for_the_same_seed() {
    let run = order(&["cases", "--count", "40", "--seed", "7"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(order(&["cases", "-n", "40", "-s", "7"]).stdout, run.stdout);
    assert_ne!(
        order(&["cases", "-n", "200", "-s", "8"]).stdout,
        order(&["cases", "-n", "200"]).stdout
    );
    let cases: Vec<Json> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(cases.len(), 40);
    for case in &cases {
        let broken = case["broken"].as_array().expect("a list");
        assert_eq!(case["valid"], broken.is_empty());
    }
}

#[test]
fn cases_have_the_outcome_that_check_finds() {
    for (outcome, code) in [("valid", 0), ("invalid", 1)] {
        let cases = order(&["cases", "ssl", "-n", "200", "--only", outcome, "--documents"]);
        assert_eq!(cases.stdout.lines().count(), 200);
        let check = ["check", "-e", "ssl", "-i", "ndjson", "-"];
        let run = order_with_input(&check, cases.stdout.as_bytes());
        assert_eq!(run.code, Some(code), "{run:?}");
        let counts = match outcome {
            "valid" => "200 orders: 200 valid, 0 invalid",
            _ => "200 orders: 0 valid, 200 invalid",
        };
        assert!(run.stdout.contains(counts) || run.stderr.contains(counts), "{run:?}");
    }
}

#[test]
fn every_export_is_written_for_every_endpoint() {
    for endpoint in ["code", "ssl", "wifi", "reissue"] {
        for (command, start) in [
            (&["docs"][..], "## "),
            (&["docs", "--format", "html"], "<!DOCTYPE html>"),
            (&["schema"], "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\""),
            (&["schema", "--form", "read"], "{\n  \"$schema\""),
            (&["schema", "--form", "rules"], "{\n  \"format\": 1"),
            (&["sql"], "-- rules of "),
            (&["sql", "--statement", "summary", "--dialect", "duckdb"], "-- rules of "),
            (&["sql", "--statement", "create", "--dialect", "spark"], "CREATE TABLE `orders` ("),
            (&["sql", "--statement", "checks"], "-- rules of "),
            (&["graph"], "flowchart LR\n"),
            (&["graph", "--format", "svg"], "<svg "),
        ] {
            let mut arguments = vec![command[0], endpoint];
            arguments.extend(&command[1..]);
            let run = order(&arguments);
            assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
            assert!(run.stdout.starts_with(start), "{arguments:?}: {}", run.stdout);
        }
    }
    let openapi = order(&["openapi"]);
    let document: Json = serde_json::from_str(&openapi.stdout).expect("a document");
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/order/code"]["post"].is_object());
}

#[test]
fn page_shows_samples() {
    let run = order(&["docs", "--format", "html", "--sample", SAMPLE]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("My Company"), "{}", run.stdout);
    order(&["docs", "--sample", SAMPLE]).assert(
        2,
        "",
        "error: samples are shown on an HTML page only\nhint: say `--format html`\n",
    );
}

#[test]
fn constraints_are_for_one_engine() {
    order(&["sql", "--dialect", "spark", "--statement", "checks"]).assert(
        2,
        "",
        "error: constraints are written for PostgreSQL only\n\
         hint: say `--dialect postgresql`, or ask for `--statement violations`\n",
    );
}

#[test]
fn names_of_tables_are_quoted() {
    let run = order(&["sql", "--table", "a\"; DROP TABLE b; --", "--key", "k\"--"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.contains("FROM \"a\"\"; DROP TABLE b; --\""), "{}", run.stdout);
    assert!(run.stdout.contains("judged.\"k\"\"--\""), "{}", run.stdout);
}
