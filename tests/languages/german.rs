//! The German catalogue.

use std::collections::{BTreeMap, BTreeSet};

use order_core::{
    OrderRequest,
    language::{Catalogue, English, Fluent, Text},
};

use crate::corpus;

const FILE: &str = include_str!("../../order-core/src/language/de.ftl");

/// The messages of the file by their ids.
fn messages() -> BTreeMap<&'static str, String> {
    let mut messages: BTreeMap<&str, String> = BTreeMap::new();
    let mut last = "";
    for line in FILE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once(" = ").filter(|(id, _)| !id.contains([' ', '{', '['])) {
            Some((id, words)) => {
                last = id;
                messages.insert(id, words.to_owned());
            }
            None => messages.get_mut(last).unwrap().push_str(line),
        }
    }
    messages
}

fn places(words: &str, start: &str) -> BTreeSet<String> {
    let is_name = |character: char| character.is_ascii_lowercase() || character == '_';
    let rest = words.split(start).skip(1);
    let name = |rest: &str| rest.chars().take_while(|it| is_name(*it)).collect::<String>();
    rest.map(name).filter(|name| !name.is_empty()).collect()
}

/// The words of at least two letters, outside of code and places.
fn words(said: &str) -> BTreeSet<String> {
    let outside: String = said.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let mut depth = 0;
    let outside: String = outside
        .chars()
        .map(|character| {
            depth += i32::from(character == '{') - i32::from(character == '}');
            if depth > 0 { ' ' } else { character }
        })
        .collect();
    outside
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| word.len() > 1)
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn every_text_is_translated_with_all_its_places() {
    let german = Fluent::german();
    assert_eq!(german.missing(), []);
    let messages = messages();
    for text in Text::ALL {
        let words = &messages[text.id()];
        let mut expected = places(text.english(), "{");
        if *text == Text::Format {
            expected.insert("name".to_owned());
        }
        if *text == Text::LengthCharacters {
            // One word for one and for many.
            expected.remove("count");
        }
        if *text == Text::Mistakes {
            expected.insert("count".to_owned());
        }
        assert_eq!(places(words, "$"), expected, "{text}");
    }
    assert_eq!(messages.len(), Text::ALL.len());
}

#[test]
fn no_english_is_left() {
    let german: BTreeSet<String> =
        messages().values().flat_map(|it| words(&it.replace(['[', ']'], " "))).collect();
    let english: BTreeSet<String> = Text::ALL
        .iter()
        .flat_map(|text| words(&text.english().replace(['{', '}', ':', '|'], " ")))
        .filter(|word| !german.contains(word))
        .collect();
    assert!(english.len() > 150, "{english:?}");
    for said in corpus::said(&Fluent::german()) {
        // Keys of problem details are the same in every language.
        let left: Vec<String> = match serde_json::from_str::<serde_json::Value>(&said) {
            Ok(details) => {
                let errors = details["errors"].as_array().cloned().unwrap_or_default();
                let said = errors
                    .iter()
                    .map(|it| &it["detail"])
                    .chain([&details["detail"], &details["title"]]);
                said.flat_map(|said| words(said.as_str().unwrap())).collect()
            }
            Err(_) => words(&said).into_iter().collect(),
        };
        let left: Vec<&String> = left.iter().filter(|word| english.contains(*word)).collect();
        assert!(left.is_empty(), "{left:?} in {said}");
    }
}

#[derive(Debug, OrderRequest)]
struct Order {
    ev: bool,
    #[required_if(ev)]
    job_title: Option<String>,
    #[length(1)]
    names: Option<Vec<String>>,
    #[length(2..)]
    more: Option<Vec<String>>,
    #[range(1..=9, message = "{field}: at most {max}")]
    #[order(label = "Amount")]
    amount: Option<u8>,
}

fn order() -> Order {
    let two = Some(vec!["a".to_owned(), "b".to_owned()]);
    Order {
        ev: true,
        job_title: None,
        names: two,
        more: Some(vec!["a".to_owned()]),
        amount: Some(10),
    }
}

#[test]
fn plurals_are_those_of_the_language() {
    let violations = order().validate().unwrap_err();
    assert_eq!(
        violations.in_language(&Fluent::german()),
        "`job_title` ist erforderlich, denn `ev` ist `true`; einen Wert angeben, der nicht leer ist\n\
         `names` muss genau 1 Element haben\n\
         `more` muss mindestens 2 Elemente haben\n\
         `amount`: at most 9",
    );
    assert_eq!(violations.in_language(&English), violations.to_string());
}

#[test]
fn words_of_the_author_can_be_translated() {
    let german = Fluent::german()
        .with(
            "label-Order-amount = Menge\nrule-Order-amount-range = { $label } höchstens { $max }\n",
        )
        .unwrap()
        .with("rule-Order-names-length = { $length }, nicht mehr\n")
        .unwrap();
    let violations = order().validate().unwrap_err();
    let said: Vec<_> = violations.iter().map(|violation| violation.in_language(&german)).collect();
    assert_eq!(said[3], "Menge höchstens 9");
    assert_eq!(said[1], "genau 1 Element, nicht mehr");
    let details = order_core::ProblemDetails::from(&violations).in_language(&german).to_json();
    assert!(details.contains(r#""label":"Menge","detail":"Menge höchstens 9""#), "{details}");
    assert!(details.contains(r#""rule_id":"amount.range""#), "{details}");
}

#[test]
fn words_of_a_catalogue_have_the_places_of_a_message() {
    let german = Fluent::german()
        .with("rule-Order-job_title-required_if = { $label } fehlt, weil { $because }\n")
        .unwrap()
        .with("rule-Order-names-length = { $field }: zu viele, nach { $because }\n")
        .unwrap();
    let violations = order().validate().unwrap_err();
    let said: Vec<_> = violations.iter().map(|violation| violation.in_language(&german)).collect();
    assert_eq!(said[0], "job_title fehlt, weil `ev` ist `true`");
    // Where no fact made it apply, the rule stands for itself.
    assert_eq!(said[1], "`names`: zu viele, nach `length(1)`");
}

#[test]
fn a_catalogue_without_a_text_says_it_in_english() {
    let sparse = Fluent::new("fr", "required = { $field } manque{ $reason }\n").unwrap();
    let violations = order().validate().unwrap_err();
    let said: Vec<_> = violations.iter().map(|violation| violation.in_language(&sparse)).collect();
    assert_eq!(said[0], "`job_title` manque because `ev` is true");
    assert_eq!(said[1], "`names` must have exactly 1 item");
    assert_eq!(sparse.missing().len(), Text::ALL.len() - 1);
    // A message with a place that nothing fills is no message.
    let wrong = Fluent::new("fr", "required = { $nothing } manque\n").unwrap();
    assert_eq!(
        wrong.words(&violations.iter().next().unwrap().message()),
        violations.iter().next().unwrap().to_string()
    );
}

#[test]
fn mistakes_in_a_file_are_reported() {
    let mistakes =
        |language: &str, file: &str| Fluent::new(language, file).unwrap_err().messages().to_vec();
    assert_eq!(
        mistakes("no language", ""),
        ["`no language` is no tag of a language; write one such as `de` or `pt-BR`"],
    );
    assert_eq!(
        mistakes("de", "must-bee = x\nmust-be = x\nmust_be = x\n"),
        [
            "`must-bee` is the message of nothing; look for its id in the texts",
            "`must_be` is the message of nothing; look for its id in the texts",
        ],
    );
    assert_eq!(mistakes("de", "must-be = { $x\n").len(), 1);
    assert_eq!(
        mistakes("de", "must-be = a\nmust-be = b\n"),
        ["`must-be` is there twice; keep one"]
    );
}
