//! A value that is secret stands in no message, whatever holds it and whatever is wrong.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use order_core::{
    OrderRequest, OrderValue, ProblemDetails, ReadError, Valid, Violations, form, json, schema, xml,
};
use rust_decimal::Decimal;
use serde_json::Value;

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum Level {
    Low,
    #[order(value = 47)]
    Canary,
}

#[derive(Debug, OrderValue)]
struct Code(String);

#[derive(Debug, OrderRequest)]
struct Card {
    #[length(..=3)]
    number: Option<String>,
    pin: Option<u16>,
    #[required_if(pin > 9 || len(number) > 3)]
    holder: Option<String>,
    #[group_exactly_one("way")]
    post: Option<u16>,
    #[group_exactly_one("way")]
    mail: Option<u16>,
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule))]
struct Account {
    #[range(..=9)]
    #[order(secret)]
    iban: u16,
    #[forbidden_if(iban > 9)]
    bank: Option<u16>,
}

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum Payment {
    Card(Card),
    Account(Account),
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_value, dead_field, false_optional))]
#[rule(number, number < 9, "the number is small", at = number)]
#[rule(few, all(it in numbers, it < 9), "small numbers")]
#[rule(parts, all(it in cards, it.pin < 9), "small pins")]
#[rule(once, unique(it in numbers, it), "every number once")]
#[allowed(card.pin, 1..=9)]
#[forbidden(payment.Card.pin)]
struct Order {
    #[order(secret)]
    #[length(..=3)]
    #[pattern("[0-9]+")]
    text: Option<String>,
    #[order(secret)]
    number: Option<u16>,
    #[order(secret)]
    flag: Option<bool>,
    #[order(secret)]
    #[allowed(Low)]
    level: Option<Level>,
    #[order(secret)]
    code: Option<Code>,
    #[order(secret)]
    price: Option<Decimal>,
    #[order(secret)]
    day: Option<Date>,
    #[order(secret)]
    null: Option<Option<u16>>,
    #[order(secret)]
    numbers: Option<Vec<u16>>,
    #[order(secret)]
    by_name: Option<BTreeMap<String, u16>>,
    #[order(secret)]
    hashed: Option<HashMap<String, u16>>,
    #[order(secret, separator = ",")]
    joined: Option<Vec<String>>,
    #[order(secret)]
    free: Option<Value>,
    #[order(secret)]
    #[nested]
    card: Option<Card>,
    #[order(secret)]
    #[nested]
    cards: Option<Vec<Card>>,
    #[order(secret)]
    #[nested]
    payment: Option<Payment>,
    #[nested]
    open: Option<Payment>,
    #[order(secret, flatten)]
    place: Option<Account>,
    #[required_if(len(text) > 3 && text != "none" && flag && level != Low && len(code) > 3)]
    a: Option<u8>,
    #[required_if(number > 9 || null > 9 || price > 9 && present(day))]
    b: Option<u8>,
    #[required_if(any(it in numbers, it > 9) && any(it in by_name, it > 9) && any(it in hashed, it > 9))]
    c: Option<u8>,
    #[required_if(any(it in joined, len(it) > 3 && it != "none") && count(it in numbers, it > 9) >= 1)]
    d: Option<u8>,
    #[required_if(card.pin > 9 && any(it in cards, it.pin > 9) && payment.Card.pin > 9)]
    e: Option<u8>,
    #[required_if(open.Account.iban > 9 && place.iban > 9 && card.pin == number)]
    f: Option<u8>,
}

/// Every field has a value that must not be seen.
const DOCUMENT: &str = r#"{"text": "canary", "number": 4711, "flag": true, "level": 47, "code": "canary",
    "price": "47.11", "day": "4711-07-11", "null": 4711, "numbers": [4711, 4711], "by_name": {"k": 4711},
    "hashed": {"k": 4711}, "joined": ["canary", "a,canary"], "free": {"k": "canary"},
    "card": {"number": "canary", "pin": 4711}, "cards": [{"number": "canary", "pin": 4711}],
    "payment": {"card": {"number": "canary", "pin": 4711}}, "open": {"account": {"iban": 4711, "bank": 1}},
    "iban": 4711, "bank": 1}"#;

/// Nothing of a value is left once the texts of the rules are taken away.
#[track_caller]
fn assert_hidden(shown: &str) {
    for canary in ["canar", "4711", "47.11", "07-11", "did you mean"] {
        assert!(!shown.contains(canary), "{canary} in {shown}");
    }
}

#[track_caller]
fn assert_all_hidden(violations: &Violations) {
    let problem = ProblemDetails::from(violations);
    for shown in [
        problem.clone().with_rule_sources().to_json(),
        serde_json::to_string(violations).unwrap(),
        violations.to_string(),
        format!("{violations:?} {problem:?}"),
    ] {
        assert_hidden(&shown);
    }
}

#[track_caller]
fn assert_error_hidden(error: &ReadError) {
    for shown in [
        ProblemDetails::from(error).with_rule_sources().to_json(),
        serde_json::to_string(error).unwrap(),
        error.to_string(),
        format!("{error:?}"),
    ] {
        assert_hidden(&shown);
    }
}

#[test]
fn no_violation_shows_a_secret() {
    let order: Order = json::from_str(DOCUMENT).unwrap();
    let violations = order.validate().unwrap_err();
    assert_all_hidden(&violations);
    assert_all_hidden(&schema::interpret(&order).unwrap_err());
    let messages: Vec<String> = violations.iter().map(ToString::to_string).collect();
    let found =
        |path: &str| -> Vec<String> { violations.at(path).map(ToString::to_string).collect() };
    assert_eq!(
        found("a"),
        [
            "`a` is required because `text` is [redacted] and `flag` is [redacted] and `level` is [redacted] and \
             `code` is [redacted]; give it a value"
        ],
    );
    assert_eq!(
        found("c"),
        [
            "`c` is required because `numbers[0]` is [redacted] and `by_name.k` is [redacted] and `hashed.k` is \
             [redacted]; give it a value"
        ],
    );
    assert_eq!(
        found("e"),
        ["`e` is required because `card.pin` is [redacted] and `cards[0].pin` is [redacted] and \
             `payment.card.pin` is [redacted]; give it a value"],
    );
    assert_eq!(
        found("card.holder"),
        [
            "`card.holder` is required because `card.pin` is [redacted] and `card.number` is [redacted]; \
             give it a value that is not blank"
        ],
    );
    assert_eq!(
        found("open.account.bank"),
        ["`open.account.bank` is not allowed because `open.account.iban` is [redacted]; remove it"],
    );
    assert_eq!(
        found("numbers[1]"),
        ["`numbers[1]`: small numbers because `numbers[1]` is [redacted]"],
    );
    let codes = violations.iter().map(|it| it.code().as_str());
    let mut codes: Vec<_> = codes.collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(
        codes,
        [
            "allowed",
            "forbidden",
            "group_exactly_one",
            "length",
            "pattern",
            "range",
            "required",
            "rule",
            "separator"
        ],
        "{messages:#?}",
    );
}

#[test]
fn no_read_error_shows_a_secret() {
    assert_error_hidden(&json::from_str::<Valid<Order>>(DOCUMENT).unwrap_err());
    // A value of another type in every place, one near to a known value among them.
    let wrong = DOCUMENT.replace("4711,", "\"4711canary\",").replace("4711}", "\"4711canary\"}");
    let wrong = wrong
        .replace("\"canary\"", "[\"canary\"]")
        .replace("\"level\": 47,", "\"level\": \"loww\",");
    let wrong = wrong.replace("47.11", "47.11canary").replace("4711-07-11", "4711-07-111");
    let error = json::from_str::<Order>(&wrong).unwrap_err();
    assert!(error.problems().len() > 15, "{error}");
    assert_error_hidden(&error);
    let by_serde = serde_json::from_str::<Order>(&wrong).unwrap_err();
    assert_hidden(&by_serde.to_string());
    // Cut at every byte, and with every byte changed.
    for end in 0..DOCUMENT.len() {
        assert_error_hidden(&json::from_str::<Order>(&DOCUMENT[..end]).unwrap_err());
    }
    let order: Order = json::from_str(DOCUMENT).unwrap();
    let (xml, form) = (xml::to_string(&order).unwrap(), form::to_string(&order).unwrap());
    for end in 0..xml.len() {
        assert_error_hidden(&xml::from_str::<Order>(&xml[..end]).unwrap_err());
    }
    for text in [
        "c&anary;",
        "&#4711canary;",
        "x</canary </text>",
        "x<![CDATA[canary",
        "x]]>canary",
        "<canary",
        "\u{1}canary",
    ] {
        let document = format!(
            "<request><text>{text}</text><number>4711c</number><level>loww</level></request>"
        );
        if text != "<canary" {
            assert_error_hidden(&xml::from_str::<Order>(&document).unwrap_err());
        }
    }
    let forms = form
        .split('&')
        .map(|pair| pair.replace("4711", "4711canary").replace("level=47", "level=loww"));
    let wrong: Vec<String> = forms
        .map(|pair| if pair.starts_with("text") { "text=%canary".to_owned() } else { pair })
        .collect();
    let error = form::from_str::<Order>(&wrong.join("&")).unwrap_err();
    assert!(error.problems().len() > 8, "{error}");
    assert_error_hidden(&error);
}

/// Keys of maps are names: a path without them would lead nowhere.
#[test]
fn keys_are_shown() {
    let error =
        json::from_str::<Order>(r#"{"hashed": {"the key": "canary"}, "number": 1}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 24: `hashed.the key` must be a whole number from 0 to 65535",
    );
}

/// A literal that rules compare with a secret. If the condition holds, it is the secret.
mod compared {
    use order_core::{
        OrderRequest, OrderValue, ProblemDetails, Valid,
        export::{graph, html::Page, json_schema, markdown, schema as schema_export},
        json,
    };

    #[derive(Debug, OrderValue)]
    #[order(rename_all = "snake_case")]
    enum Tier {
        Plain,
        Canary,
    }

    #[derive(Debug, Default, OrderRequest)]
    struct Login {
        #[order(secret)]
        pin: Option<String>,
        #[required_if(pin == "canary-own-of-part")]
        hint: Option<String>,
    }

    #[derive(Debug, OrderRequest)]
    #[order(serde, allow(dead_rule, dead_value, false_optional))]
    #[condition(known, pin == "canary-named")]
    #[rule(kept, pin != "canary-rule" || login.pin != "canary-rule-part", "kept")]
    #[rule(items, all(it in keys, it != "canary-item"), "items")]
    #[rule(parts, all(it in logins, it.pin != "canary-part-item"), "parts")]
    struct Order {
        #[order(secret)]
        #[nested]
        login: Option<Login>,
        #[nested]
        open: Option<Login>,
        #[nested]
        logins: Option<Vec<Login>>,
        #[order(secret)]
        pin: Option<String>,
        #[order(secret)]
        code: Option<u16>,
        #[order(secret)]
        tier: Option<Tier>,
        #[order(secret)]
        keys: Option<Vec<String>>,
        #[order(secret)]
        #[allowed("canary-allowed", "canary-allowed-too")]
        of_list: Option<String>,
        #[order(secret)]
        #[default_value("canary-default")]
        with_default: Option<String>,
        #[required_if(pin == "canary-own" || code == 4711 || tier == Canary)]
        a: Option<u8>,
        #[required_if(pin in ["canary-one", "canary-two"])]
        b: Option<u8>,
        #[required_if(matches(pin, "canary-[a-z]+"))]
        c: Option<u8>,
        #[required_if(any(it in keys, it == "canary-key"))]
        d: Option<u8>,
        #[required_if(login.pin == "canary-part")]
        e: Option<u8>,
        #[required_if(open.pin == "canary-hidden")]
        f: Option<u8>,
        #[required_if(any(it in logins, it.pin == "canary-hidden-item"))]
        g: Option<u8>,
        #[required_if(known)]
        h: Option<u8>,
        #[default_value_if(pin == "canary-conditional", 2)]
        i: Option<u8>,
        #[forbidden_unless(pin == "canary-unless")]
        j: Option<u8>,
    }

    #[track_caller]
    fn assert_hidden(shown: &str) {
        for canary in ["canary-", "4711"] {
            assert!(!shown.contains(canary), "{canary} in {shown}");
        }
    }

    const DOCUMENTS: [&str; 4] = [
        r#"{"pin": "canary-own", "code": 4711, "tier": "canary", "keys": ["canary-key", "canary-item"],
            "of_list": "x", "login": {"pin": "canary-part"}, "open": {"pin": "canary-hidden"},
            "logins": [{"pin": "canary-hidden-item"}, {"pin": "canary-part-item"}], "j": 1}"#,
        r#"{"pin": "canary-two", "login": {"pin": "canary-own-of-part"}, "open": {"pin": "canary-own-of-part"}}"#,
        r#"{"pin": "canary-named", "logins": [{"pin": "canary-own-of-part"}]}"#,
        r#"{"pin": "canary-rule", "login": {"pin": "canary-rule-part"}, "j": 2}"#,
    ];

    #[test]
    fn no_message_tells_what_a_secret_is_compared_with() {
        for document in DOCUMENTS {
            let order: Order = json::from_str(document).unwrap();
            let violations = order.validate().unwrap_err();
            assert!(violations.iter().count() > 1, "{violations}");
            assert_hidden(&violations.to_string());
            assert_hidden(&format!("{violations:?}"));
            assert_hidden(&ProblemDetails::from(&violations).with_rule_sources().to_json());
            assert_hidden(&serde_json::to_string(&violations).unwrap());
            let error = json::from_str::<Valid<Order>>(document).unwrap_err();
            assert_hidden(&format!("{error} {error:?} {}", serde_json::to_string(&error).unwrap()));
            let repairs = violations.repairs(&order);
            assert_hidden(&format!("{repairs} {repairs:?}"));
            for field in [
                "a",
                "b",
                "c",
                "d",
                "e",
                "f",
                "g",
                "h",
                "i",
                "j",
                "of_list",
                "with_default",
                "open.hint",
                "login.hint",
            ] {
                let why = order.why(field).unwrap();
                assert_hidden(&format!("{why} {why:?} {}", why.to_json()));
            }
        }
    }

    #[test]
    fn no_document_tells_what_a_secret_is_compared_with() {
        for text in [
            json_schema::export(Order::SCHEMA, json_schema::Form::Read).text,
            json_schema::export(Order::SCHEMA, json_schema::Form::Written).text,
            markdown::export(Order::SCHEMA).text,
            Page::new(Order::SCHEMA).export().text,
            graph::mermaid(Order::SCHEMA).text,
            graph::svg(Order::SCHEMA).text,
            schema_export::export(Order::SCHEMA),
        ] {
            assert_hidden(&text);
        }
    }

    #[test]
    fn the_rest_of_the_rule_is_shown() {
        let source = |at: &str| {
            let rules = Order::SCHEMA.rules.iter();
            let found = rules.filter(|rule| {
                rule.at.field().is_some_and(|index| Order::SCHEMA.fields[index].rust == at)
            });
            found.map(|rule| Order::SCHEMA.source_of(rule).into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            source("a"),
            [r#"required_if(pin == "[redacted]" || code == "[redacted]" || tier == "[redacted]")"#],
        );
        assert_eq!(source("b"), [r#"required_if(pin in ["[redacted]"])"#]);
        assert_eq!(source("c"), [r#"required_if(pin == "[redacted]")"#]);
        assert_eq!(source("f"), ["required_if([redacted])"]);
        assert_eq!(source("d"), [r#"required_if(any(it in keys, it == "[redacted]"))"#]);
        assert_eq!(source("e"), [r#"required_if(login.pin == "[redacted]")"#]);
        assert_eq!(source("g"), ["required_if([redacted])"]);
        assert_eq!(source("of_list"), [r#"allowed("[redacted]")"#]);
    }
}

/// A part of a part of a secret is as secret as what holds it.
#[test]
fn a_part_below_a_secret_is_hidden_at_every_depth() {
    #[derive(OrderRequest)]
    struct Lock {
        pin: Option<u16>,
        #[required_if(pin > 9)]
        holder: Option<String>,
    }

    #[derive(OrderRequest)]
    struct Door {
        #[nested]
        lock: Lock,
    }

    #[derive(OrderRequest)]
    struct House {
        #[order(secret)]
        #[nested]
        door: Door,
        #[nested]
        open: Door,
    }

    let door = || Door { lock: Lock { pin: Some(4711), holder: None } };
    let house = House { door: door(), open: door() };
    let expected = "`door.lock.holder` is required because `door.lock.pin` is [redacted]; \
                    give it a value that is not blank\n\
                    `open.lock.holder` is required because `open.lock.pin` is greater than 9; \
                    give it a value that is not blank";
    assert_eq!(house.validate().unwrap_err().to_string(), expected);
    assert_eq!(schema::interpret(&house).unwrap_err().to_string(), expected);
}

/// The warning of a value that is deprecated does not tell it if it is secret, or anything above it.
#[test]
fn a_deprecated_value_below_a_secret_is_not_told() {
    #[derive(Debug, OrderValue)]
    #[order(rename_all = "snake_case")]
    enum Way {
        Mail,
        #[order(deprecated = "use `mail`")]
        Canary,
    }

    #[derive(Debug, OrderRequest)]
    struct Leaf {
        way: Way,
    }

    #[derive(Debug, OrderRequest)]
    struct Branch {
        #[nested]
        leaf: Leaf,
    }

    #[derive(Debug, OrderRequest)]
    struct Tree {
        #[order(secret)]
        #[nested]
        hidden: Branch,
        #[nested]
        open: Branch,
        #[order(secret)]
        own: Way,
    }

    let branch = |way| Branch { leaf: Leaf { way } };
    let tree = Tree { hidden: branch(Way::Canary), open: branch(Way::Canary), own: Way::Canary };
    let expected = "`hidden.leaf.way` has a value that is deprecated\n\
                    `open.leaf.way` is `canary`, which is deprecated; use `mail`\n\
                    `own` has a value that is deprecated";
    assert_eq!(tree.warnings().to_string(), expected);
    assert_eq!(schema::interpret_warnings(&tree).to_string(), expected);
    let tree = Tree { hidden: branch(Way::Mail), open: branch(Way::Mail), own: Way::Mail };
    assert!(tree.warnings().is_empty());
}
