//! Large requests: the analysis ends, and its time is printed.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use syn::DeriveInput;

use crate::{check, errors::Errors, model::Request, plan::Plan, proof};

/// Returns a request with parts of six fields each. Every rule depends on earlier fields or on the kind of the order.
fn request(fields: usize, rules_of_field: usize) -> String {
    let mut text = String::from("struct Order { kind: Kind, ev: bool,");
    for field in 0..fields - 2 {
        let (part, first) = (field / 6, field / 6 * 6);
        let is_last_part = first + 6 > fields - 2;
        let (ty, rules) = match field % 6 {
            _ if is_last_part => (
                "String",
                [
                    "length(1..=64)".to_owned(),
                    "format(email)".to_owned(),
                    "pattern(\".+\")".to_owned(),
                ],
            ),
            0 => (
                "String",
                [
                    format!("required_if(kind == K{part} && ev)"),
                    format!("forbidden_unless(kind == K{part})"),
                    "length(1..=64)".to_owned(),
                ],
            ),
            1 | 2 => (
                "String",
                [
                    format!("group_all_or_none(\"g{part}\")"),
                    format!("forbidden_unless(kind == K{part})"),
                    "length(1..=64)".to_owned(),
                ],
            ),
            3 => (
                "u8",
                [
                    format!("required_unless(ev || kind != K{part})"),
                    "allowed_if(ev, 1, 2, 3)".to_owned(),
                    "range(1..=9)".to_owned(),
                ],
            ),
            4 => (
                "String",
                [
                    format!("required_if(present(f{first}))"),
                    format!("allowed_if(f{} == 2, \"a\", \"b\")", first + 3),
                    format!("forbidden_if(!ev && !present(f{first}))"),
                ],
            ),
            _ => (
                "String",
                [
                    format!("required_if(count(f{first}, f{}) == 2)", first + 1),
                    format!("forbidden_if(ev && !present(f{}))", first + 1),
                    "pattern(\"[a-z]+\")".to_owned(),
                ],
            ),
        };
        for rule in &rules[..rules_of_field] {
            let _ = write!(text, "#[{rule}] ");
        }
        let _ = write!(text, "f{field}: Option<{ty}>,");
    }
    text.push('}');
    text
}

/// Returns a pigeonhole problem, which no solver of this kind decides in reasonable time.
fn entangled(holes: usize) -> String {
    let mut text = String::from("struct Order {");
    for pigeon in 0..=holes {
        for hole in 0..holes {
            let _ = write!(
                text,
                "#[group_at_least_one(\"pigeon{pigeon}\")] #[group_at_most_one(\"hole{hole}\")] \
                 p{pigeon}_{hole}: Option<u8>,"
            );
        }
    }
    text.push('}');
    text
}

/// Returns the errors of the rules, and the time of the analysis.
fn prove(text: &str) -> (Vec<String>, usize, Duration) {
    let input: DeriveInput = syn::parse_str(text).unwrap();
    let mut errors = Errors::default();
    let request = Request::from_input(&input, &mut errors);
    check::check(&request, &mut errors);
    errors.finish().unwrap();
    let plan = Plan::new(&request);
    let written = plan.rules.iter().filter(|rule| rule.source.contains('(')).count();
    let mut errors = Errors::default();
    let start = Instant::now();
    let _ = proof::prove(&request, &plan, &mut errors);
    let elapsed = start.elapsed();
    let errors = errors.finish().err().into_iter().flatten().map(|error| error.to_string());
    (errors.collect(), written, elapsed)
}

#[test]
fn large_requests_are_analysed() {
    for (fields, rules_of_field) in [(27, 2), (60, 2), (200, 3)] {
        let text = request(fields, rules_of_field);
        let mut times: Vec<_> = (0..5).map(|_| prove(&text)).collect();
        times.sort_by_key(|(.., time)| *time);
        let (errors, written, median) = &times[2];
        println!("{fields} fields and {written} rules: {median:.1?} (median of 5)");
        assert_eq!(errors, &[""; 0]);
        assert_eq!(*written, rules_of_field * (fields - 2));
    }
}

#[test]
fn an_analysis_that_would_take_too_long_is_given_up() {
    let (errors, written, elapsed) = prove(&entangled(11));
    println!("{written} entangled rules: given up after {elapsed:.1?}");
    let [error] = &errors[..] else { panic!("{errors:?}") };
    assert!(error.contains("too entangled") && error.contains("[undecided]\nhelp: "), "{error}");
    let (errors, ..) = prove(&format!("#[order(allow(undecided))] {}", entangled(11)));
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn long_lists_are_analysed() {
    let list = |start: usize, end: usize| -> String {
        let texts: Vec<String> = (start..end).map(|text| format!("\"v{text}\"")).collect();
        texts.join(", ")
    };
    let allowed = format!("struct Order {{ #[allowed({})] code: String }}", list(0, 5_000));
    let asked = format!(
        "struct Order {{ code: String, #[required_if(code in [{}])] name: Option<u8> }}",
        list(0, 5_000),
    );
    let mut parts = String::from("struct Order { kind: Kind,");
    for part in 0..50 {
        let list = list(100 * part, 100 * part + 100);
        parts += &format!("#[allowed_if(kind == K{part}, {list})]");
    }
    parts += "code: Option<String> }";
    for (what, text) in [("allowed", allowed), ("in", asked), ("fifty lists", parts)] {
        let start = Instant::now();
        let (errors, _, elapsed) = prove(&text);
        println!("5,000 values, {what}: {elapsed:.1?} of {:.1?}", start.elapsed());
        assert!(
            errors.iter().all(|error| error.contains("dead_value") || error.contains("conflicts")),
            "{errors:?}"
        );
    }
}
