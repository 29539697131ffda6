//! The cost of the analysis grows with its input: counted at one size and at four times that, never timed.

use std::{fmt::Write, time::Instant};

use syn::DeriveInput;

use crate::{
    check,
    errors::Errors,
    expand,
    model::Request,
    plan::Plan,
    proof::{self, encode},
};

/// Returns the number of constants and propositions in the formulas of a request.
fn size(text: &str) -> usize {
    let input: DeriveInput = syn::parse_str(text).unwrap();
    let mut errors = Errors::default();
    let request = Request::from_input(&input, &mut errors);
    check::check(&request, &mut errors);
    errors.finish().unwrap();
    encode::encode(&request, &Plan::new(&request)).theory.size()
}

fn texts(count: usize) -> String {
    let texts: Vec<String> = (0..count).map(|text| format!("\"v{text}\"")).collect();
    texts.join(", ")
}

/// The name of what grows, and the source of a request of a given size.
type Series = (&'static str, fn(usize) -> String);

const GROWING: [Series; 12] = [
    ("values of `allowed`", |n| {
        format!("struct Order {{ #[allowed({})] code: String }}", texts(n))
    }),
    ("values of `allowed` with a default", |n| {
        format!(
            "struct Order {{ ev: bool, #[allowed({})] #[default_value_if(ev, \"v1\")] #[default_value(\"v0\")] \
             #[length(1..)] code: Option<String> }}",
            texts(n)
        )
    }),
    ("values of `in`", |n| {
        format!(
            "struct Order {{ code: String, #[required_if(code in [{}])] name: Option<u8> }}",
            texts(n)
        )
    }),
    ("variants", |n| {
        let variants: Vec<String> = (0..n).map(|variant| format!("V{variant}")).collect();
        format!("struct Order {{ #[allowed({})] kind: Kind }}", variants.join(", "))
    }),
    ("numbers", |n| {
        let numbers: Vec<String> = (0..n).map(|number| format!("{}", 3 * number)).collect();
        format!("struct Order {{ #[allowed({})] number: u32 }}", numbers.join(", "))
    }),
    ("comparisons in one condition", |n| {
        let comparisons: Vec<String> = (0..n).map(|text| format!("code == \"v{text}\"")).collect();
        format!(
            "struct Order {{ code: String, #[required_if({})] name: Option<u8> }}",
            comparisons.join(" || ")
        )
    }),
    ("named conditions, each of the one before, twice", |n| {
        let mut text = String::from("#[condition(c0, a && b)]");
        for index in 1..n {
            let before = index - 1;
            let _ = write!(text, "#[condition(c{index}, c{before} && a || !c{before} && b)]");
        }
        let last = n - 1;
        text + &format!(
            "struct Order {{ a: bool, b: bool, #[required_if(c{last})] d: Option<u8> }}"
        )
    }),
    ("conditional defaults of one field", |n| {
        let mut text = String::from("struct Order { a: u32,");
        for index in 0..n {
            let _ = write!(text, "#[default_value_if(a == {index}, \"v{index}\")]");
        }
        text + "b: Option<String> }"
    }),
    ("conditional defaults, each of the one before, twice", |n| {
        let mut text = String::from("struct Order { a: bool, f0: bool,");
        for index in 1..n {
            let before = index - 1;
            let _ = write!(
                text,
                "#[default_value_if(a && f{before}, true)] #[default_value_if(!f{before}, false)] \
                 f{index}: Option<bool>,"
            );
        }
        text + "}"
    }),
    ("fields", |n| {
        let mut text = String::from("struct Order { ev: bool,");
        for index in 0..n {
            let _ = write!(text, "#[required_if(ev)] #[length(1..=9)] f{index}: Option<String>,");
        }
        text + "}"
    }),
    ("members of a group", |n| {
        let mut text = String::from("struct Order {");
        for index in 0..n {
            let _ = write!(text, "#[group_exactly_one(\"g\")] f{index}: Option<String>,");
        }
        text + "}"
    }),
    ("patterns of one field", |n| {
        let mut text = String::from("struct Order { code: String,");
        for index in 0..n {
            let _ = write!(
                text,
                "#[required_if(matches(code, \"[a-z]{{{index}}}\"))] f{index}: Option<u8>,"
            );
        }
        text + "}"
    }),
];

#[test]
fn formulas_grow_with_their_input() {
    for (what, text) in GROWING {
        let [one, four] = [24, 96].map(|count| size(&text(count)));
        println!("{what}: {one}, {four}");
        assert!(four <= 5 * one, "{what}: {one} and {four}");
    }
}

/// A request of 60 fields with 120 rules, which can work together.
fn large() -> String {
    let mut text = String::from("struct Order {");
    for index in 0..20 {
        let _ = write!(text, "b{index}: bool,");
    }
    for index in 0..40 {
        let (one, other) = (index % 20, (index + 1) % 20);
        let (values, ty) = match index < 20 {
            true => ("range(1..=9)", "u8"),
            false => ("length(1..=9)", "String"),
        };
        let _ = write!(
            text,
            "#[required_if(b{one} && !b{other})] #[forbidden_if(!b{one})] #[{values}] f{index}: Option<{ty}>,"
        );
    }
    text + "}"
}

/// The least time of a part of the derive, in milliseconds.
fn least<R>(run: impl Fn() -> R) -> (R, f64) {
    let timed = || {
        let start = Instant::now();
        let result = run();
        (result, start.elapsed().as_secs_f64() * 1e3)
    };
    let (_, mut best) = timed();
    let mut last = timed();
    for _ in 0..20 {
        last = timed();
        best = best.min(last.1);
    }
    (last.0, best)
}

#[test]
#[ignore = "prints how long each part of the derive takes"]
fn a_large_request_is_expanded_quickly() {
    let text = large();
    let (input, parsing) = least(|| syn::parse_str::<DeriveInput>(&text).unwrap());
    let model = || {
        let mut errors = Errors::default();
        let request = Request::from_input(&input, &mut errors);
        check::check(&request, &mut errors);
        errors.finish().unwrap();
        request
    };
    let (request, reading) = least(model);
    let (plan, planning) = least(|| Plan::new(&request));
    let prove = || {
        let mut findings = Errors::default();
        let checks = proof::prove(&request, &plan, &mut findings);
        findings.finish().unwrap();
        checks
    };
    let (_, proof) = least(prove);
    let (_, expanding) = least(|| expand::request(&request, &plan));
    println!(
        "ms: syn {parsing:.2}, attributes {reading:.2}, plan {planning:.2}, proof {proof:.2}, code {expanding:.2}"
    );
}
