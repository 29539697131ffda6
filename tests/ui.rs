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

#[test]
fn messages_of_the_guide_are_those_of_the_compiler() {
    let mut said = String::new();
    for kind in ["conflict", "duplicate", "malformed", "proof", "types", "unknown"] {
        let cases =
            std::fs::read_dir(format!("ui/{kind}")).expect("the cases are beside this file");
        let cases = cases.map(|case| case.expect("the folder can be read").path());
        for case in cases.filter(|case| case.extension().is_some_and(|end| end == "stderr")) {
            said += &std::fs::read_to_string(case).expect("the case can be read");
        }
    }
    let mut count = 0;
    for page in
        std::fs::read_dir("../order-core/src/guide").expect("the guide is in the repository")
    {
        let page = page.expect("the folder can be read").path();
        if page.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&page).expect("the page can be read");
        // A message that is longer than a line goes on behind spaces.
        let text = text.replace("```text\nerror", "```text\n\nerror");
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if !line.starts_with("error: ") && !line.starts_with("error[") {
                continue;
            }
            let mut message = line.to_owned();
            while let Some(more) =
                lines.next_if(|next| next.starts_with("       ") && !next.contains('^'))
            {
                message = format!("{message} {}", more.trim_start());
            }
            assert!(said.lines().any(|line| line == message), "{}: {message}", page.display());
            count += 1;
        }
    }
    assert!(count >= 25, "{count}");
}
