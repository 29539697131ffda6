//! Patterns, compared with the functions that judge the same texts.

use jsonschema::Validator;
use order_core::{
    OrderRequest,
    export::json_schema::{self, Form},
    rules::{
        is_blank, is_digits, is_e164, is_email, is_hostname, is_ip, is_ipv4, is_ipv6, is_telephone,
        is_url, is_uuid,
    },
    schema::Schema,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::random::Random;

#[derive(OrderRequest)]
struct Formats {
    #[format(digits)]
    digits: Option<String>,
    #[format(email)]
    email: Option<String>,
    #[format(hostname)]
    hostname: Option<String>,
    #[format(telephone)]
    telephone: Option<String>,
    #[format(url)]
    url: Option<String>,
    #[format(uuid)]
    uuid: Option<String>,
    #[format(e164)]
    e164: Option<String>,
    #[format(ip)]
    ip: Option<String>,
    #[format(ipv4)]
    ipv4: Option<String>,
    #[format(ipv6)]
    ipv6: Option<String>,
    #[required_if(url < "http://b")]
    before: Option<u8>,
}

fn validator(schema: &'static Schema) -> Validator {
    let export = json_schema::export(schema, Form::Written);
    assert_eq!(export.gaps, []);
    let document: Value = serde_json::from_str(&export.text).unwrap();
    jsonschema::draft202012::new(&document).unwrap()
}

type Judge = fn(&str) -> bool;

const FORMATS: &[(&str, Judge)] = &[
    ("digits", is_digits),
    ("email", is_email),
    ("hostname", is_hostname),
    ("telephone", is_telephone),
    ("url", is_url),
    ("uuid", is_uuid),
    ("e164", is_e164),
    ("ip", is_ip),
    ("ipv4", is_ipv4),
    ("ipv6", is_ipv6),
];

/// Texts that are near to what the formats accept.
const SEEDS: &[&str] = &[
    "",
    " ",
    "007",
    "joe@example.com",
    "a.b+c@mail.example.co.uk",
    "a@b.1",
    "a@1.b2",
    "www.example.com",
    "1.2.3",
    "a.1b",
    "+49 (0)30 / 1234.567",
    "555-123-1234",
    "http://a.example:8080/b/c.png?d=%20#e",
    "HTTPS://a",
    "http://192.0.2.1:65535",
    "http://256.0.0.1/",
    "http://1.2.3/",
    "http://[2001:db8::1]:080/x",
    "http://[::]",
    "http://[::ffff:192.0.2.1]/",
    "http://[1:2:3:4:5:6:7:8]",
    "http://[1:2:3:4:5:6:7::]",
    "http://[::2:3:4:5:6:7:8]",
    "http://[1::3:4:5:6:7:8]?q",
    "http://[1:2:3:4:5:6:1.2.3.4]",
    "http://a:65536",
    "http://a:0",
    "http://a:00",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "+15555551234",
    "+123456789012345",
    "192.0.2.255",
    "2001:db8::1",
    "::ffff:192.0.2.1",
    "1:2:3:4:5:6:7:8",
];

const PARTS: &[&str] = &[
    "a", "1", "0", "-", ".", "..", "@", ":", "::", "/", "?", "#", "%", "%41", "[", "]", " ", "+",
    "é", "_", "\n", "\u{85}", "\u{a0}", "\u{feff}", "\u{200b}", "65535", "255", "256", "f", "g",
];

#[test]
fn formats_are_judged_as_their_functions_do() {
    let validator = validator(Formats::SCHEMA);
    let mut random = Random::new(20_141_029);
    let mut accepted = [0; FORMATS.len()];
    for case in 0..60_000 {
        let mut text = (*random.one_of(SEEDS)).to_owned();
        for _ in 0..random.below(4) {
            let places: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = *random.one_of(&places);
            match (random.below(3), text[at..].chars().next()) {
                (0, Some(removed)) => drop(text.drain(at..at + removed.len_utf8())),
                (1, _) if case % 50 == 0 => {
                    text.insert_str(at, &"x".repeat(40 + random.below(120)))
                }
                _ => text.insert_str(at, random.one_of::<&str>(PARTS)),
            }
        }
        for (index, (name, accepts)) in FORMATS.iter().copied().enumerate() {
            let is_kept = is_blank(&text) || accepts(&text);
            let document = match name {
                "url" if text.as_str() < "http://b" && !is_blank(&text) => {
                    json!({ name: text, "before": 1 })
                }
                _ => json!({ name: text }),
            };
            assert_eq!(validator.is_valid(&document), is_kept, "{name} {text:?}");
            accepted[index] += usize::from(accepts(&text));
        }
    }
    assert!(accepted.iter().all(|accepted| *accepted > 300), "{accepted:?}");
}

#[test]
fn lengths_of_parts_have_a_bound() {
    let validator = validator(Formats::SCHEMA);
    let label = "x".repeat(63);
    let domain = format!("{label}.{label}.{label}.{}", &label[..61]);
    let local = "l".repeat(64);
    for (name, text, is_valid) in [
        ("hostname", domain.clone(), true),
        ("hostname", format!("{domain}x"), false),
        ("hostname", format!("{label}x.com"), false),
        ("url", format!("http://{domain}/"), true),
        ("url", format!("http://{domain}x/"), false),
        ("email", format!("{local}@{label}.com"), true),
        ("email", format!("{local}l@example.com"), false),
        ("email", format!("a@{label}x.com"), false),
        ("email", format!("{local}@{}", &domain[..189]), true),
        ("email", format!("{local}@{}", &domain[..190]), false),
    ] {
        // A URL before `http://b` asks for another member.
        let is_before = text.as_str() < "http://b" && name == "url";
        let document = match is_before {
            true => json!({ name: text, "before": 1 }),
            false => json!({ name: text }),
        };
        assert_eq!(validator.is_valid(&document), is_valid, "{name} {text}");
    }
}

#[derive(OrderRequest)]
#[order(scalars = "text")]
struct Numbers {
    #[range(-120..=1_005)]
    integer: Option<i64>,
    #[range(-3..20)]
    decimal: Option<Decimal>,
    #[required_if(other < { Decimal::from_parts(1050, 0, 0, true, 2) })]
    below: Option<bool>,
    #[required_if(other >= { Decimal::from_parts(7895, 0, 0, false, 3) })]
    above: Option<bool>,
    #[required_if(other == { Decimal::from_parts(15, 0, 0, false, 1) } || other == 0)]
    equal: Option<bool>,
    other: Option<Decimal>,
}

#[test]
fn numbers_in_texts_are_compared_as_numbers() {
    let validator = validator(Numbers::SCHEMA);
    for integer in -2_000_i64..2_000 {
        let document = json!({ "integer": integer.to_string() });
        assert_eq!(validator.is_valid(&document), (-120..=1_005).contains(&integer), "{integer}");
    }
    let mut counts = [0; 3];
    for digits in -22_000_i64..22_000 {
        let decimal = Decimal::new(digits, 3);
        for text in [decimal.to_string(), format!("{decimal}0"), decimal.normalize().to_string()] {
            let is_within = decimal >= Decimal::from(-3) && decimal < Decimal::from(20);
            assert_eq!(validator.is_valid(&json!({ "decimal": text })), is_within, "{text}");
            let needs = [
                ("below", decimal < Decimal::new(-1050, 2)),
                ("above", decimal >= Decimal::new(7895, 3)),
                ("equal", decimal == Decimal::new(15, 1) || decimal.is_zero()),
            ];
            let mut document = json!({ "other": text });
            for (name, is_needed) in needs {
                if is_needed {
                    document[name] = json!("true");
                }
            }
            assert!(validator.is_valid(&document), "{document}");
            for (index, (name, is_needed)) in needs.into_iter().enumerate() {
                if is_needed {
                    let mut document = document.clone();
                    document.as_object_mut().unwrap().remove(name);
                    assert!(!validator.is_valid(&document), "{document}");
                    counts[index] += 1;
                }
            }
        }
    }
    assert!(validator.is_valid(&json!({ "other": "-0.00", "equal": "false" })));
    assert!(!validator.is_valid(&json!({ "other": "-0.00" })));
    assert_eq!(counts, [34_500, 42_315, 6]);
}
