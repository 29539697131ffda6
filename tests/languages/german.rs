//! The German catalogue.

use std::collections::{BTreeMap, BTreeSet};

use order_core::{
    OrderRequest, OrderValue, Report,
    language::{Catalogue, English, Fluent, Text},
};

use crate::{corpus, documents};

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
        if matches!(text, Text::LengthCharacters | Text::DocNonePresent) {
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
    let german = Fluent::german();
    let mut found = Vec::new();
    for said in corpus::said(&german).into_iter().chain(documents::said(&german)) {
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
        if !left.is_empty() {
            found.push(format!("{left:?} in {said}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
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
            "`must-bee` is the message of nothing; did you mean `must-be`?",
            "`must_be` is the message of nothing; did you mean `must-be`?",
        ],
    );
    assert_eq!(
        mistakes("de", "wholly-unknown = x\n"),
        ["`wholly-unknown` is the message of nothing; look for its id in the texts"],
    );
    let unclosed = mistakes("de", "must-be = a\nrequired = { $x\n");
    assert_eq!(unclosed.len(), 1);
    assert!(unclosed[0].starts_with("line "), "{unclosed:?}");
    assert_eq!(
        mistakes("de", "must-be = a\nmust-be = b\n"),
        ["`must-be` is there twice; keep one"]
    );
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Service {
    Plain,
    #[order(deprecated = "use `Plain`")]
    Old,
}

#[derive(Debug, OrderValue)]
#[length(..=9)]
struct Title(String);

#[derive(Debug, OrderRequest)]
struct Parcel {
    #[range(..=9)]
    weight: u8,
    title: Option<Title>,
}

/// A request with rules of many kinds.
#[derive(Debug, OrderRequest)]
#[rule(in_order, start <= end, "the start comes first")]
#[check(judged, judge, reads(start), "judged")]
#[required(parcel.title, if ev)]
struct Shipment {
    ev: bool,
    start: u8,
    #[group_at_most_one("one")]
    #[group_count("few", 1..=2)]
    end: Option<u8>,
    #[group_at_most_one("one")]
    #[group_count("few", 1..=2)]
    other: Option<u8>,
    services: Option<Vec<Service>>,
    #[each(length(..=2))]
    tags: Option<Vec<String>>,
    share: Option<f64>,
    #[nested]
    parcel: Option<Parcel>,
}

fn judge(_: &Shipment, _: &mut Report<'_, '_>) {}

fn checked(file: &str) -> Vec<String> {
    match Fluent::german().with(file).unwrap().check::<Shipment>() {
        Ok(()) => Vec::new(),
        Err(mistakes) => mistakes.messages().to_vec(),
    }
}

#[test]
fn a_file_without_mistakes_passes_the_check() {
    let file = "\
        # A comment\n\
        -name = Paket\n    .accusative = Paket\n\
        label-Shipment-parcel = { -name }\n\
        label-Parcel-weight = Gewicht\n\
        rule-Shipment-in_order = { $field } { $label } { $because }{ $reason }{ $advice } { $text }\n\
        rule-Shipment-judged = { $function }\n\
        rule-Shipment-parcel-title-required_if = { -name } { $field }\n\
        rule-Shipment-one-group_at_most_one = { $group } { $members } { $present } { $missing } { $count }\n\
        rule-Shipment-few-group_count = { $min } bis { $max ->\n    [one] { $bounds }\n   *[other] { $field }\n }\n\
        rule-Shipment-services---deprecated_value = { $value }{ $instead }\n\
        rule-Shipment-tags---length = { $length }\n\
        rule-Shipment-ev-required = { rule-Shipment-judged-2 }\n\
        rule-Parcel-weight-range = { $range } { $max }\n\
        rule-Title-Title-length = { $max }\n\
        rule-finite-finite = keine Zahl\n";
    let file = file.replace("{ rule-Shipment-judged-2 }", "{ label-Parcel-weight }");
    assert_eq!(checked(&file), Vec::<String>::new());
    // The German words themselves, and a request that needs nothing.
    Fluent::new("de", FILE).unwrap().check::<Shipment>().unwrap();
    Fluent::german().check::<Parcel>().unwrap();
}

#[test]
fn terms_selectors_and_circles_of_references_are_looked_at() {
    let file = "\
        -brand = { missing }\n\
        rule-Shipment-in_order = { $feild ->\n       *[other] x\n    }\n\
        rule-Shipment-ev-required = { rule-Shipment-start-required }\n\
        rule-Shipment-start-required = { rule-Shipment-start-required }\n";
    assert_eq!(
        checked(file),
        [
            "line 1: no message `missing`, which `brand` refers to; write `$` before the name of a place",
            "line 2: `rule-Shipment-in_order` has no place `$feild`; did you mean `$field`?",
            "line 5: `rule-Shipment-start-required` refers to itself; write its words",
            "line 6: `rule-Shipment-start-required` refers to itself; write its words",
        ],
    );
}

#[test]
fn each_mistake_in_a_file_is_told_with_its_line() {
    let file = "\
        rule-Shipment-in_order = { $feild }\n\
        rule-Shipment-inorder = x\n\n\
        rule-Parcel-weight-required_if = x\n\
        label-Parcel-wieght = x\n\
        label-Nothing-weight = x\n\
        label-Parcel-weight = { $field }\n\
        rule-Shipment-tags---length = a\n    { $max ->\n        [one] { $smallest }\n       *[other] b\n    }\n\
        rule-Shipment-judged = { NUMBER($txet) } { -term }\n\
        rule-Title-Title-length = { label-Parcel-weight } { max }\n\
        rule-Shipment-ev-required = { rule-Shipment-start-required }\n\
        rule-Shipment-start-required = { rule-Shipment-ev-required }\n\
        rule-Shipment-one-group_at_most_one =\n    .words = x\n";
    assert_eq!(
        checked(file),
        [
            "line 1: `rule-Shipment-in_order` has no place `$feild`; did you mean `$field`?",
            "line 2: `rule-Shipment-inorder` is the message of no rule of `Shipment`; did you mean `rule-Shipment-in_order`?",
            "line 4: `rule-Parcel-weight-required_if` is the message of no rule of `Shipment`; an id is made of the name of the type and the id of the rule",
            "line 5: `label-Parcel-wieght` is the label of no field of `Shipment`; did you mean `label-Parcel-weight`?",
            "line 6: `label-Nothing-weight` is the label of no field of `Shipment`; an id is made of the name of the type and that of the field on the wire",
            "line 7: `label-Parcel-weight` has no place `$field`; it has none",
            "line 10: `rule-Shipment-tags---length` has no place `$smallest`; it has `$what`, `$max`, `$length`, `$reason`, `$advice`, `$field`, `$label`, `$because`",
            "line 13: no function `NUMBER` is known to `rule-Shipment-judged`; write what it takes alone",
            "line 13: `rule-Shipment-judged` has no place `$txet`; did you mean `$text`?",
            "line 13: no term `-term`, which `rule-Shipment-judged` refers to; add it to the file",
            "line 14: no message `max`, which `rule-Title-Title-length` refers to; write `$` before the name of a place",
            "line 15: `rule-Shipment-ev-required` refers to itself; write its words",
            "line 16: `rule-Shipment-start-required` refers to itself; write its words",
            "line 17: `rule-Shipment-one-group_at_most_one` has no words; write them after `=`",
            "line 18: nothing says the attribute `rule-Shipment-one-group_at_most_one.words`; remove it",
        ],
    );
    // Each of several files has its lines.
    let several = Fluent::new("fr", "label-Parcel-weight = x\n")
        .unwrap()
        .with("\nrequired = { $filed }\n")
        .unwrap();
    assert_eq!(
        several.check::<Parcel>().unwrap_err().to_string(),
        "file 2, line 2: `required` has no place `$filed`; did you mean `$field`?",
    );
}

#[test]
fn a_catalogue_of_several_requests_is_checked_for_all_of_them() {
    let file = "rule-Shipment-in_order = x\nrule-Order-names-length = x\n";
    let german = Fluent::german().with(file).unwrap();
    assert_eq!(
        german.check::<Order>().unwrap_err().to_string(),
        "line 1: `rule-Shipment-in_order` is the message of no rule of `Order`; an id is made of the name of the type and the id of the rule",
    );
    german.check_all(&[Order::SCHEMA, Shipment::SCHEMA]).unwrap();
}

/// What the check finds is what would be said in English.
#[test]
fn what_is_found_is_not_said() {
    let violations = order().validate().unwrap_err();
    let broken = violations.iter().find(|it| it.rule_id() == "names.length").unwrap();
    for (words, is_right) in [
        ("{ $max } { $field }", true),
        ("{ $maximum }", false),
        ("{ max }", false),
        ("{ -max }", false),
        ("{ $max ->\n    [one] { $x }\n   *[other] { $field }\n }", false),
    ] {
        let german =
            Fluent::german().with(&format!("rule-Order-names-length = {words}\n")).unwrap();
        assert_eq!(german.check::<Order>().is_ok(), is_right, "{words}");
        if !words.contains("->") {
            let said = broken.in_language(&german);
            let own = Fluent::german();
            assert_eq!(said != broken.in_language(&own), is_right, "{said}");
        }
    }
}

#[test]
fn the_tag_of_a_catalogue_is_that_of_its_language() {
    assert_eq!(English.tag().as_deref(), Some("en"));
    assert_eq!(Fluent::german().tag().as_deref(), Some("de"));
    assert_eq!(Fluent::new("pt-BR", "").unwrap().tag().as_deref(), Some("pt-BR"));
    assert_eq!(Text::Format.to_string(), "format");
    assert_eq!(Text::MustBe.to_string(), Text::MustBe.id());
}

#[test]
fn what_a_format_expects_is_said_as_it_is() {
    #[derive(Debug, OrderRequest)]
    struct Mail {
        #[format(email)]
        mail: String,
    }
    let violations = Mail { mail: "x".to_owned() }.validate().unwrap_err();
    let said = |words: &str| {
        let own = Fluent::new("fr", &format!("format = {words}\n")).unwrap();
        violations.iter().next().unwrap().in_language(&own)
    };
    assert_eq!(
        said("<{ $expects }>"),
        "`mail` must be <an e-mail address such as `name@example.com`>"
    );
    assert_eq!(said("<{ $name }>"), "`mail` must be <email>");
}

#[test]
fn references_attributes_and_arguments_are_looked_at() {
    let file = "\
        -name = Paket\n    .case = a\n\
        required = { $name }\n\
        format = { $name } { $expects } { $fill }\n\
        rule-Shipment-in_order = { -name.case ->\n       *[a] x\n    }\n\
        rule-Shipment-judged = { -name.cse ->\n       *[a] x\n    }\n\
        rule-Shipment-ev-required = { label-Parcel-weight } { label-Parcel-weight }\n\
        rule-Shipment-start-required = { -name($feild) } { -name(case: \"a\") }\n\
        label-Parcel-weight = x\n";
    let own = Fluent::new("fr", file).unwrap().check::<Shipment>().unwrap_err();
    assert_eq!(
        own.messages(),
        [
            "line 3: `required` has no place `$name`; it has `$field`, `$reason`, `$advice`",
            "line 4: `format` has no place `$fill`; it has `$expects`, `$name`",
            "line 8: no term `-name.cse`, which `rule-Shipment-judged` refers to; add it to the file",
            "line 12: `rule-Shipment-start-required` has no place `$feild`; did you mean `$field`?"
        ]
    );
}

#[test]
fn a_message_of_a_rule_has_the_places_of_all_that_it_says() {
    let file = "\
        rule-Shipment-few-group_count = { $nothing }\n\
        rule-Shipment-one-group_at_most_one = { $nothing }\n\
        rule-Shipment-judged = { $nothing }\n\
        rule-Shipment-services---deprecated_value = { $nothing }\n";
    assert_eq!(
        checked(file),
        [
            "line 1: `rule-Shipment-few-group_count` has no place `$nothing`; it has `$group`, `$present`, `$missing`, `$members`, `$count`, `$min`, `$max`, `$bounds`, `$reason`, `$advice`, `$field`, `$label`, `$because`",
            "line 2: `rule-Shipment-one-group_at_most_one` has no place `$nothing`; it has `$group`, `$present`, `$missing`, `$members`, `$count`, `$reason`, `$advice`, `$field`, `$label`, `$because`",
            "line 3: `rule-Shipment-judged` has no place `$nothing`; it has `$text`, `$function`, `$reason`, `$advice`, `$field`, `$label`, `$because`",
            "line 4: `rule-Shipment-services---deprecated_value` has no place `$nothing`; it has `$value`, `$instead`, `$reason`, `$advice`, `$field`, `$label`, `$because`"
        ]
    );
}

#[test]
fn what_is_deprecated_has_no_advice() {
    #[derive(Debug, OrderRequest)]
    struct Old {
        #[order(deprecated = "use `b`")]
        a: Option<u8>,
        #[forbidden_if(a == 1)]
        b: Option<u8>,
    }
    let own = "deprecated = { $field } est vieux{ $advice }\nforbidden = non{ $advice }\n";
    let own = Fluent::new("fr", own).unwrap();
    let old = Old { a: Some(1), b: Some(1) };
    assert_eq!(old.warnings().in_language(&own), "`a` est vieux");
    assert_eq!(old.validate().unwrap_err().in_language(&own), "non; remove it");
}
