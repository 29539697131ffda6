//! Messages and labels that the author of an API writes.

use order_core::{
    Code, OrderRequest, ProblemDetails, Report, Valid, Violations,
    export::{json_schema, markdown, openapi, schema as description},
    json, schema,
};

fn shown(violations: &Violations) -> Vec<String> {
    violations.iter().map(|violation| violation.to_string()).collect()
}

/// The messages of the generated check, and those of the interpreter, which must be the same.
fn found<T: OrderRequest<Context = ()>>(request: &T) -> Vec<String> {
    let found = shown(&request.validate().unwrap_err());
    assert_eq!(found, shown(&schema::interpret(request).unwrap_err()));
    found
}

fn is_even(number: &u8) -> bool {
    number.is_multiple_of(2)
}

fn is_short(text: &str) -> Result<(), &'static str> {
    if text.len() < 4 { Ok(()) } else { Err("is not short") }
}

#[derive(Debug, OrderRequest)]
#[rule(sum, low <= high, "low comes first", at = low, message = "{label} {field}: {text}, for {because}")]
struct Values {
    #[order(label = "Lowest bid")]
    low: u8,
    high: u8,
    #[allowed(1, 2, 3, message = "{label} is {allowed}")]
    allowed: Option<u8>,
    #[range(2..=5, message = "{field} is {range}: {min} and {max}")]
    range: Option<u8>,
    #[range(..=5, message = "{{{max}}}")]
    most: Option<u8>,
    #[length(2..=3, message = "{min} to {max}, {length}")]
    length: Option<String>,
    #[multiple_of(5, message = "in steps of {divisor}")]
    steps: Option<u8>,
    #[pattern("[a-z]+", message = "not like {pattern}")]
    pattern: Option<String>,
    #[format(email, message = "{format}, please")]
    format: Option<String>,
    #[check(is_even, message = "{field} is odd, says {function}")]
    even: Option<u8>,
    #[check(is_short, message = "never said, because the function speaks for itself")]
    short: Option<String>,
    #[blank(reject, message = "{field} is blank")]
    blank: Option<String>,
    #[each(length(..=2, message = "{field} of {label}"))]
    #[order(label = "Tags")]
    tags: Option<Vec<String>>,
}

#[test]
fn every_place_is_filled() {
    let order = Values {
        low: 2,
        high: 1,
        allowed: Some(4),
        range: Some(6),
        most: Some(6),
        length: Some("a".to_owned()),
        steps: Some(7),
        pattern: Some("1".to_owned()),
        format: Some("1".to_owned()),
        even: Some(1),
        short: Some("abcd".to_owned()),
        blank: Some(" ".to_owned()),
        tags: Some(vec!["a".to_owned(), "abc".to_owned()]),
    };
    let violations = order.validate().unwrap_err();
    assert_eq!(
        shown(&violations),
        [
            "Lowest bid `low`: low comes first, for `low` is greater than `high`",
            "allowed is `1`, `2` or `3`",
            "`range` is from 2 to 5: 2 and 5",
            "{5}",
            "2 to 3, from 2 to 3 characters",
            "in steps of 5",
            "not like `[a-z]+`",
            "an e-mail address such as `name@example.com`, please",
            "`even` is odd, says `is_even`",
            "`short` is not short",
            "`blank` is blank",
            "`tags[1]` of Tags",
        ],
    );
}

#[derive(Debug, OrderRequest)]
#[required(part.name, if ev, message = "say {label}, for {because}")]
#[allowed(part.years, 1, 2, message = "{label} is {allowed}")]
#[group_at_least_one("contact", if ev, message = "{field}: one of {members} of {group}, {missing}, {because}")]
struct Present {
    ev: bool,
    #[required_if(ev, message = "{label} ({field}): {because}")]
    #[order(label = "Job title")]
    title: Option<String>,
    #[forbidden_if(ev, message = "no {label} if {because}")]
    other: Option<u8>,
    #[present_iff(ev, message = "only with EV: {because}")]
    iff: Option<u8>,
    #[required(message = "who?")]
    name: Option<String>,
    #[required(message = "how many?")]
    count: u8,
    #[group_at_least_one("contact")]
    mail: Option<String>,
    #[group_at_least_one("contact")]
    phone: Option<String>,
    #[group_count("two", 2, message = "{min} to {max} of {members}: {present} and not {missing}")]
    one: Option<u8>,
    #[group_count("two", 2)]
    two: Option<u8>,
    #[group_count("two", 2)]
    three: Option<u8>,
    #[nested]
    part: Part,
}

#[derive(Debug, OrderRequest)]
struct Part {
    #[order(label = "Your name")]
    name: Option<String>,
    #[order(label = "Term")]
    years: Option<u8>,
}

#[test]
fn conditions_groups_and_members_have_their_places() {
    let order = Present {
        ev: true,
        title: None,
        other: Some(1),
        iff: None,
        name: None,
        count: 1,
        mail: None,
        phone: None,
        one: Some(1),
        two: None,
        three: None,
        part: Part { name: None, years: Some(3) },
    };
    assert_eq!(
        found(&order),
        [
            "Job title (`title`): `ev` is true",
            "no other if `ev` is true",
            "only with EV: `ev` is true",
            "who?",
            "`mail`: one of `mail`, `phone` of `contact`, `mail`, `phone`, `ev` is true",
            "2 to 2 of `one`, `two`, `three`: `one` and not `two`, `three`",
            "say Your name, for `ev` is true",
            "Term is `1` or `2`",
        ],
    );
    let error = json::from_str::<Valid<Present>>(r#"{"ev": true, "part": {}}"#).unwrap_err();
    let messages: Vec<_> = error.problems().iter().map(|it| it.message().to_string()).collect();
    assert!(messages.contains(&"how many?".to_owned()), "{messages:?}");
}

#[test]
fn a_message_is_no_part_of_the_rule_and_its_id() {
    let order = Present::SCHEMA;
    let rule = |id: &str| order.rules.iter().find(|rule| order.rule_id(rule) == id).unwrap();
    let title = rule("title.required_if");
    assert_eq!(
        (title.source, title.attributes.message),
        ("required_if(ev)", Some("{label} ({field}): {because}"))
    );
    assert_eq!(rule("name.required").source, "required");
    assert_eq!(Values::SCHEMA.rules[0].attributes.message, None);
}

#[derive(Debug, OrderRequest)]
struct Secret {
    #[allowed("a", "b", message = "{label} is wrong")]
    #[order(secret, label = "PIN")]
    pin: Option<String>,
    #[required_if(pin == "a", message = "{field} for {because}")]
    name: Option<String>,
}

#[test]
fn a_secret_is_never_told() {
    let order = Secret { pin: Some("c".to_owned()), name: None };
    assert_eq!(found(&order), ["PIN is wrong"]);
    let order = Secret { pin: Some("a".to_owned()), name: None };
    assert_eq!(found(&order), ["`name` for `pin` is [redacted]"]);
}

#[derive(Debug, OrderRequest)]
#[check(words, judge, message = "the request is wrong")]
struct Judged {
    #[order(label = "First name")]
    name: Option<String>,
}

fn judge(order: &Judged, report: &mut Report<'_, '_>) {
    match order.name.as_deref() {
        Some("silent") => report.fail("name", ""),
        Some("loud") => report.fail("name", "is loud"),
        _ => {}
    }
}

#[test]
fn a_function_that_gives_no_words_has_those_of_its_rule() {
    let with =
        |name: &str| Judged { name: Some(name.to_owned()) }.validate().unwrap_err().to_string();
    assert_eq!(
        (with("silent").as_str(), with("loud").as_str()),
        ("the request is wrong", "`name` is loud")
    );
}

/// An order.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "PUT /orders/{id}", response = ())]
struct Labelled {
    /// The number.
    #[order(path, label = "Order number")]
    id: u32,
    #[order(label = "Amount of \"pieces\"")]
    #[range(1..=9, message = "{label}: {min} to {max}")]
    amount: u8,
    /// Of the customer.
    #[order(label = "Name")]
    name: String,
    plain: bool,
}

#[test]
fn problem_details_carry_labels() {
    let order = Labelled { id: 1, amount: 10, name: String::new(), plain: true };
    let violations = order.validate().unwrap_err();
    assert_eq!(violations.iter().next().unwrap().label(), Some("Amount of \"pieces\""));
    assert_eq!(violations.iter().next().unwrap().code(), Code::Range);
    let details = ProblemDetails::from(&violations);
    assert_eq!(
        details.to_json(),
        r#"{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"2 mistakes in the request","errors":[{"pointer":"/amount","code":"range","rule_id":"amount.range","label":"Amount of \"pieces\"","detail":"Amount of \"pieces\": 1 to 9"},{"pointer":"/name","code":"required","rule_id":"name.required","label":"Name","detail":"`name` is required; give it a value that is not blank"}]}"#,
    );
    assert_eq!(serde_json::to_string(&details).unwrap(), details.to_json());
}

#[derive(Debug, OrderRequest)]
struct Whole {
    #[order(label = "Parts")]
    #[nested]
    parts: Vec<Labelled>,
    #[order(flatten)]
    part: Part,
    plain: Option<u8>,
}

#[test]
fn problems_of_reading_carry_the_label_of_their_field() {
    let document = r#"{
        "parts": [{"id": 1, "amount": "x", "name": 1, "plain": "x", "names": 1}, 7],
        "years": "x", "plain": "x"
    }"#;
    let error = json::from_str::<Whole>(document).unwrap_err();
    let details: serde_json::Value =
        serde_json::from_str(&ProblemDetails::from(&error).to_json()).unwrap();
    let found: Vec<_> = details["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["pointer"].as_str().unwrap(), error["label"].as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("/parts/0/amount", Some("Amount of \"pieces\"")),
            ("/parts/0/plain", None),
            ("/parts/0/names", None),
            ("/parts/1", Some("Parts")),
            ("/years", Some("Term")),
            ("/plain", None),
        ],
    );
}

#[test]
fn exports_show_labels_and_messages() {
    let exported = |text: String| -> serde_json::Value { serde_json::from_str(&text).unwrap() };
    let schema = exported(json_schema::export(Labelled::SCHEMA, json_schema::Form::Read).text);
    let amount = &schema["properties"]["amount"];
    assert_eq!(amount["title"], "Amount of \"pieces\"");
    assert_eq!(schema["properties"]["plain"].get("title"), None);
    let markdown = markdown::export(Labelled::SCHEMA).text;
    assert!(markdown.contains("Name: Of the customer."), "{markdown}");
    let described = exported(description::export(Labelled::SCHEMA));
    let fields = &described["types"]["Labelled"]["fields"];
    assert_eq!((&fields[0]["label"], fields[3].get("label")), (&"Order number".into(), None));
    let rules = described["types"]["Labelled"]["rules"].as_array().unwrap();
    let range = rules.iter().find(|rule| rule["id"] == "amount.range").unwrap();
    assert_eq!(range["message"], "{label}: {min} to {max}");
    let document = openapi::Document::new("Orders", "1")
        .operation(openapi::Operation::of::<Labelled>())
        .export()
        .text;
    assert!(document.contains("Order number"), "{document}");
}

#[derive(Debug, order_core::OrderValue)]
#[length(..=3, message = "{label} is too long")]
#[pattern("[a-z]*")]
struct Word(String);

#[derive(Debug, OrderRequest)]
struct Words {
    #[order(label = "First word")]
    first: Word,
    #[order(label = "All words")]
    all: Vec<Word>,
    plain: Option<Word>,
    #[nested]
    inner: Option<Inner>,
    #[order(unchecked)]
    part: Option<Inner>,
}

#[derive(Debug, OrderRequest)]
struct Inner {
    #[order(label = "Inner word")]
    word: Word,
}

/// A rule of a newtype speaks of the field that has the type.
#[test]
fn a_rule_of_a_newtype_has_the_label_of_the_field() {
    let word = |text: &str| Word(text.to_owned());
    let words = Words {
        first: word("abcd"),
        all: vec![word("x"), word("abcd")],
        plain: Some(word("abcd")),
        inner: Some(Inner { word: word("1") }),
        part: Some(Inner { word: word("abcd") }),
    };
    let violations = words.validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "First word is too long\n\
         All words is too long\n\
         plain is too long\n\
         `inner.word` must match `[a-z]*`\n\
         Inner word is too long",
    );
    let labels: Vec<_> = violations.iter().map(|violation| violation.label()).collect();
    let expected = ["First word", "All words", "", "Inner word", "Inner word"];
    assert_eq!(labels, expected.map(|label| (!label.is_empty()).then_some(label)));
    assert_eq!(schema::interpret(&words).unwrap_err().to_string(), violations.to_string());
    let details = ProblemDetails::from(&violations).to_json();
    assert!(details.contains(r#""label":"Inner word""#), "{details}");
    let text = r#"{"first": "abcd", "all": [], "x": 1}"#;
    let error = json::from_str::<Words>(text).unwrap_err();
    assert!(error.to_string().contains("First word is too long"), "{error}");
}

#[derive(Debug, OrderRequest)]
#[rule(sum, low <= high, "low comes first", message = "{field} is wrong, and so is {label}")]
struct Bounds {
    low: u8,
    high: u8,
}

#[derive(Debug, OrderRequest)]
struct Held {
    #[nested]
    #[order(label = "Its bounds")]
    bounds: Bounds,
}

#[test]
fn the_request_as_a_whole_has_a_name() {
    assert_eq!(found(&Bounds { low: 2, high: 1 }), ["the request is wrong, and so is the request"]);
    assert_eq!(
        found(&Held { bounds: Bounds { low: 2, high: 1 } }),
        ["`bounds` is wrong, and so is bounds"]
    );
    let violations = Bounds { low: 2, high: 1 }.validate().unwrap_err();
    assert!(ProblemDetails::from(&violations).to_json().contains(r#""pointer":"""#));
}
