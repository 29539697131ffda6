//! The documentation of the derives keeps up with the words that they know.

use order_core::rules::formats;

use crate::invented::{stands_in, words_behind, words_of};

const DERIVES: &str = include_str!("../../order-derive/src/lib.rs");
const WORDS: &str = include_str!("../../order-derive/src/model/words.rs");
const VALUE: &str = include_str!("../../order-derive/src/expand/value.rs");
const CHOICE: &str = include_str!("../../order-derive/src/expand/value/choice.rs");
const GRAMMAR: &str = include_str!("../../order-derive/src/parse/condition/grammar.rs");
const TESTS: &str = include_str!("../../order-derive/src/parse/test.rs");

/// The text of the examples, which run, and the text outside them.
fn examples_and_prose() -> (String, String) {
    let (mut examples, mut prose) = (String::new(), String::new());
    let mut fence = None;
    for line in DERIVES.lines().filter_map(|line| line.strip_prefix("///")) {
        match (line.trim().strip_prefix("```"), fence) {
            (Some(kind), None) => fence = Some(kind),
            (Some(_), Some(_)) => fence = None,
            (None, Some("")) => examples.push_str(&format!("{line}\n")),
            (None, Some(_)) => {}
            (None, None) => prose.push_str(&format!("{line}\n")),
        }
    }
    (examples, prose)
}

#[test]
fn every_word_is_listed_and_has_a_running_example() {
    let mut known: Vec<&str> = Vec::new();
    for constant in ["const FIELD_WORDS", "const STRUCT_WORDS", "const STRUCT_BARE"] {
        known.extend(words_of(WORDS, constant));
    }
    known.extend(words_of(VALUE, "const WORDS"));
    known.extend(words_of(CHOICE, "const WORDS"));
    known.extend(words_behind(TESTS, "rule: Some("));
    let (examples, prose) = examples_and_prose();
    let missing: Vec<&&str> = known.iter().filter(|word| !stands_in(&examples, word)).collect();
    assert!(missing.is_empty(), "no example of {missing:?}");
    let missing: Vec<&&str> = known.iter().filter(|word| !stands_in(&prose, word)).collect();
    assert!(missing.is_empty(), "not listed: {missing:?}");
}

#[test]
fn every_function_and_format_has_a_running_example() {
    let (examples, _) = examples_and_prose();
    let mut functions = words_of(GRAMMAR, "const FUNCTIONS");
    functions.extend(words_behind(TESTS, "function: Some("));
    let calls = functions.iter().map(|function| format!("{function}("));
    let missing: Vec<String> = calls.filter(|call| !examples.contains(call.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for format in formats::ALL {
        assert!(DERIVES.contains(&format!("`{}`", format.name)), "{}", format.name);
    }
}
