//! A language in which every letter is marked, so that a text which is not from the catalogue shows.

use std::{collections::BTreeSet, sync::Mutex};

use order_core::language::{Catalogue, Label, Message, Text};

use crate::{corpus, documents};

/// Writes the words of the catalogue with Greek letters for Latin ones, and notes which texts are said.
#[derive(Default)]
struct Pseudo {
    said: Mutex<BTreeSet<Text>>,
}

impl Catalogue for Pseudo {
    fn words(&self, message: &Message) -> String {
        self.said.lock().unwrap().insert(message.text());
        match (message.text(), message.words("name", self)) {
            // The library names its formats; the words of another form are those of its author.
            (Text::Format, Some(name)) => marked(&name),
            (text, _) => message.fill(&pseudo(text.english()), self),
        }
    }

    fn label(&self, label: Label) -> Option<String> {
        Some(marked(label.own()))
    }
}

/// Marks the letters outside of places and code.
fn pseudo(words: &str) -> String {
    let mut shown = String::new();
    let (mut is_code, mut is_place) = (false, false);
    for character in words.chars() {
        is_code ^= character == '`';
        is_place |= character == '{';
        match is_code || is_place {
            true => shown.push(character),
            false => shown.push_str(&marked(&character.to_string())),
        }
        // The words of a plural are words too.
        is_place &= !matches!(character, '}' | ':');
    }
    shown
}

fn marked(words: &str) -> String {
    let letter = |character: char| match character {
        'a'..='z' | 'A'..='Z' => 'λ',
        other => other,
    };
    words.chars().map(letter).collect()
}

/// The letters of a text outside of code, but for what is the same in every language.
fn letters(said: &str) -> String {
    let outside: String = said.split('`').step_by(2).collect();
    let mut outside = outside;
    for same in [
        "application/json",
        "application/x-www-form-urlencoded",
        "application/xml",
        "U+0001",
        "PUT",
    ] {
        outside = outside.replace(same, "");
    }
    outside.chars().filter(char::is_ascii_alphabetic).collect()
}

#[test]
fn every_text_is_from_the_catalogue() {
    let pseudo = Pseudo::default();
    let mut strange = Vec::new();
    for said in corpus::said(&pseudo).into_iter().chain(documents::said(&pseudo)) {
        let words = match serde_json::from_str::<serde_json::Value>(&said) {
            Ok(details) => {
                let errors = details["errors"].as_array().cloned().unwrap_or_default();
                let mut words = vec![details["title"].clone(), details["detail"].clone()];
                words.extend(errors.iter().map(|error| error["detail"].clone()));
                words.iter().map(|words| words.as_str().unwrap().to_owned()).collect()
            }
            Err(_) => vec![said],
        };
        for words in words {
            if !letters(&words).is_empty() {
                strange.push(words);
            }
        }
    }
    assert!(strange.is_empty(), "{}", strange.join("\n"));
    let said = pseudo.said.into_inner().unwrap();
    let unsaid: Vec<&str> =
        Text::ALL.iter().filter(|text| !said.contains(text)).map(|text| text.id()).collect();
    let expected = Text::ALL.iter().map(|text| text.id()).filter(|id| UNSAID.contains(id));
    assert_eq!(unsaid, expected.collect::<Vec<_>>());
}

/// The texts that nothing in the corpus says.
const UNSAID: &[&str] = &[
    // Words of tests that conditions ask and no rule demands.
    "fact-have-not",
    "must-satisfy",
    "must-start-with",
    "must-end-with",
    "doc-unless-first",
    "doc-must-satisfy",
    "doc-must-start-with",
    "doc-must-end-with",
    "doc-satisfies",
    "doc-starts-with",
    "doc-ends-with",
    "before",
    "on-or-before",
    "at-or-before",
    "on-or-after",
    "at-or-after",
    "bounds-any",
    "nested",
    // Only words of an author have a place for it.
    "whole-request",
    // Values that are read by serde, or alone.
    "not-this",
    "not-this-near",
    "not-this-but",
    "variant-required",
    "variant-missing",
    "found-float",
    "borrowed",
    "too-many-values",
    "borrowed-request",
    "found-bool",
    // Documents of gigabytes, and what is rare.
    "too-long",
    "table-too-many-columns",
    "kind-any",
    "doc-map",
    "cannot-be-removed",
    "bounds-greater",
    "part-request",
    "reason-by-rule",
    "why-by-rule",
    "repair-nothing",
    "repair-comma-and",
    "repair-stopped",
];
