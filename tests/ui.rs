//! Compiler messages about mistakes in a request.
//!
//! The messages of the derive are its own, so they are the same with every toolchain. The messages about types
//! (`ui/types/`) come partly from rustc, so they are compared with a single release only.

#[test]
fn every_mistake_is_reported_at_the_token_that_is_wrong() {
    let cases = trybuild::TestCases::new();
    for kind in ["conflict", "duplicate", "malformed", "proof", "unknown"] {
        cases.compile_fail(format!("ui/{kind}/*.rs"));
    }
}

#[test]
fn wrong_types_are_reported_at_the_value_or_the_rule() {
    if let Err(other) = order_tests::is_pinned() {
        return order_tests::missing(other);
    }
    trybuild::TestCases::new().compile_fail("ui/types/*.rs");
}

#[test]
fn messages_of_the_documentation_are_those_of_the_compiler() {
    let documentation = include_str!("../order-derive/src/lib.rs");
    let quoted: Vec<&str> = documentation
        .lines()
        .filter_map(|line| line.split_once("| ``error: ")?.1.strip_suffix("`` |"))
        .collect();
    let cases = std::fs::read_dir("ui/proof").expect("the cases are beside this file");
    let said: Vec<String> = cases
        .filter_map(|case| std::fs::read_to_string(case.ok()?.path()).ok())
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert_eq!(quoted.len(), 9);
    for message in quoted {
        assert!(said.iter().any(|line| line.strip_prefix("error: ") == Some(message)), "{message}");
    }
}
