//! The source of the random types.

use std::fmt::Write as _;

use crate::random::Rng;

/// The types that the test tries.
const ROOTS: usize = 60;

/// Writes the types of a seed. The names of members are different in all types, so that any part may be flattened beside
/// any other.
pub(crate) fn source(seed: u64) -> String {
    let mut writer = Writer {
        rng: Rng::new(seed),
        out: String::from(HEAD),
        fields: 0,
        parts: Vec::new(),
        enums: Vec::new(),
    };
    for index in 0..12 {
        writer.request(&format!("Part{index}"), 3, false);
        writer.parts.push(format!("Part{index}"));
        if index % 3 == 2 {
            writer.variants(&format!("Either{index}"), index);
            writer.enums.push(format!("Either{index}"));
        }
    }
    for index in 0..ROOTS {
        writer.request(&format!("Root{index}"), 5, true);
    }
    let roots: String =
        (0..ROOTS).map(|index| format!("    try_type::<Root{index}>(rng, told);\n")).collect();
    writer.out + &format!("\npub(crate) fn each(rng: &mut Rng, told: &mut Told) {{\n{roots}}}\n")
}

const HEAD: &str = r#"// Written by `source.rs`; renewed by `OVERWRITE=1 cargo test -p order-tests --test generated`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use order_core::{Flag, OrderRequest, OrderValue};
use rust_decimal::Decimal;
use serde_json::Value;

use super::{Told, random::{Random, Rng}, try_type};

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) enum Word { #[order(alias = "ONE")] One, Two }

impl Random for Word {
    fn random(rng: &mut Rng) -> Self { if rng.chance(50) { Self::One } else { Self::Two } }
}

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) enum Number { #[order(value = 0)] Zero, #[order(value = 7)] Seven }

impl Random for Number {
    fn random(rng: &mut Rng) -> Self { if rng.chance(50) { Self::Zero } else { Self::Seven } }
}

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) struct Note(String);

impl Random for Note {
    fn random(rng: &mut Rng) -> Self { Self(String::random(rng)) }
}
"#;

struct Writer {
    rng: Rng,
    out: String,
    /// The number of fields written so far.
    fields: usize,
    parts: Vec<String>,
    enums: Vec<String>,
}

/// A scalar type, its default as written, and a value that a condition names.
const SCALARS: [(&str, &str, &str); 10] = [
    ("Date", "\"2031-05-08\"", "\"1999-12-31\""),
    ("String", "\"d\"", "\"a\""),
    ("u8", "7", "1"),
    ("i64", "-1", "7"),
    ("bool", "false", "true"),
    ("Decimal", "7", "0"),
    ("Word", "One", "Two"),
    ("Number", "Seven", "Zero"),
    ("Note", "\"d\"", "\"b\""),
    ("Value", "\"d\"", "7"),
];

impl Writer {
    /// Writes a request with some fields, and with parts if it is a root.
    fn request(&mut self, name: &str, most: usize, is_root: bool) {
        let mut options = vec!["serde"];
        if self.rng.chance(20) {
            options.push("scalars = \"text\"");
        }
        let policy = ["", "blank = reject", "blank = value", "blank = absent"][self.rng.below(4)];
        options.extend((!policy.is_empty()).then_some(policy));
        if self.rng.chance(25) {
            options.push("skip_blank");
        }
        // Random rules may be useless, but they must not be wrong.
        options.push("allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end)");
        let mut fields: Vec<[String; 3]> = Vec::new();
        let mut optional: Vec<String> = Vec::new();
        let mut compared: Vec<(String, &str)> = Vec::new();
        for _ in 0..1 + self.rng.below(most) {
            let field = self.scalar(&mut optional, &mut compared);
            fields.push(field);
        }
        if is_root {
            for _ in 0..1 + self.rng.below(3) {
                let field = self.part(&fields, &mut optional);
                fields.extend(field);
            }
        }
        self.rules(&mut fields, &optional, &compared);
        let options = options.join(", ");
        let _ = write!(
            self.out,
            "\n#[derive(Debug, OrderRequest)]\n#[order({options})]\npub(crate) struct {name} {{\n"
        );
        for [field, ty, words] in &fields {
            let _ = writeln!(self.out, "    {words}{field}: {ty},");
        }
        let _ = write!(
            self.out,
            "}}\n\nimpl Random for {name} {{\n    fn random(rng: &mut Rng) -> Self {{\n        Self {{ "
        );
        let values: Vec<String> =
            fields.iter().map(|[field, ..]| format!("{field}: Random::random(rng)")).collect();
        let _ = write!(self.out, "{} }}\n    }}\n}}\n", values.join(", "));
    }

    /// Returns a field of scalars: its name, its type and its words.
    fn scalar(
        &mut self,
        optional: &mut Vec<String>,
        compared: &mut Vec<(String, &'static str)>,
    ) -> [String; 3] {
        self.fields += 1;
        let name = format!("f{}", self.fields);
        let mut words = Vec::new();
        let (ty, default, value) = SCALARS[self.rng.below(SCALARS.len())];
        let shape = self.rng.below(12);
        let ty = match shape {
            0 => ty.to_owned(),
            1..=3 => format!("Option<{ty}>"),
            4 => format!("Option<Option<{ty}>>"),
            5 => format!("Option<Box<{ty}>>"),
            6 => format!("Vec<{ty}>"),
            7 => format!("Option<Vec<{ty}>>"),
            8 => format!("Vec<Option<{ty}>>"),
            9 => format!("Option<BTreeMap<String, {ty}>>"),
            10 => "Flag".to_owned(),
            _ => format!("Option<Option<Vec<{ty}>>>"),
        };
        let has_default = matches!(shape, 0..=3 | 5) && self.rng.chance(40);
        // A text with a default may be blank, so that it is absent at times.
        if matches!(shape, 1..=5 | 7 | 9 | 11)
            || shape == 0 && has_default && value.starts_with('"')
        {
            optional.push(name.clone());
        }
        if shape < 6 {
            compared.push((name.clone(), value));
        }
        let is_free = ty.contains("Value");
        if is_free && matches!(shape, 0 | 4) {
            compared.push((name.clone(), "null"));
        }
        if has_default {
            words.push(format!("default_value({default})"));
        }
        if matches!(shape, 6 | 7 | 11) && !is_free && self.rng.chance(40) {
            let separator = [",", ",", ", ", "-"][self.rng.below(4)];
            words.push(format!("order(separator = \"{separator}\")"));
        }
        if matches!(shape, 6 | 7 | 9) && self.rng.chance(20) {
            words.push("length(1..)".to_owned());
        }
        if matches!(shape, 4) && self.rng.chance(50) {
            compared.push((name.clone(), "null"));
        }
        if shape < 6 && self.rng.chance(10) {
            words.push("order(text)".to_owned());
        }
        if self.rng.chance(25) {
            let policy = ["absent", "reject", "value"][self.rng.below(3)];
            words.push(format!("blank({policy})"));
        }
        if self.rng.chance(15) {
            words.push("order(skip_blank)".to_owned());
        }
        if self.rng.chance(20) {
            words.push(format!("order(rename = \"n-{}\")", self.fields));
        }
        if self.rng.chance(20) {
            words.push(format!("order(alias = \"a{}\")", self.fields));
        }
        [name, ty, written(&words)]
    }

    /// Returns a field that holds a part, flattened or nested. A part is flattened only once into a request.
    fn part(&mut self, before: &[[String; 3]], optional: &mut Vec<String>) -> Option<[String; 3]> {
        self.fields += 1;
        let name = format!("f{}", self.fields);
        let is_enum = self.rng.chance(25);
        let types = if is_enum { &self.enums } else { &self.parts };
        let held = types[self.rng.below(types.len())].clone();
        let is_flat = self.rng.chance(60);
        // An enum holds parts, but their members stand in the member of a variant.
        if is_flat
            && before.iter().any(|[_, ty, words]| words.contains("flatten") && ty.contains(&held))
        {
            return None;
        }
        let shape = self.rng.below(if is_flat { 4 } else { 7 });
        let ty = match shape {
            0 => held,
            1 | 2 => format!("Option<{held}>"),
            3 => format!("Option<Box<{held}>>"),
            4 => format!("Vec<{held}>"),
            5 => format!("Option<Vec<{held}>>"),
            _ => format!("BTreeMap<String, {held}>"),
        };
        if matches!(shape, 1..=3) {
            optional.push(name.clone());
        }
        let word = if is_flat { "order(flatten)" } else { "nested" };
        Some([name, ty, written(&[word.to_owned()])])
    }

    /// Adds rules of presence to some optional fields, under conditions on other ones.
    fn rules(
        &mut self,
        fields: &mut [[String; 3]],
        optional: &[String],
        compared: &[(String, &str)],
    ) {
        if optional.len() >= 2 && self.rng.chance(30) {
            let kind =
                ["at_least_one", "at_most_one", "exactly_one", "all_or_none"][self.rng.below(4)];
            for [_, _, words] in fields.iter_mut().filter(|[name, ..]| optional[..2].contains(name))
            {
                words.push_str(&format!("#[group_{kind}(\"g\")] "));
            }
            return;
        }
        for [name, _, words] in fields.iter_mut().filter(|[name, ..]| optional.contains(name)) {
            if self.rng.chance(50) {
                continue;
            }
            let conditions: Vec<String> = optional
                .iter()
                .filter(|other| *other < name)
                .flat_map(|other| [format!("given({other})"), format!("present({other})")])
                .chain(
                    compared
                        .iter()
                        .filter(|(other, _)| other < name)
                        .map(|(other, value)| format!("{other} == {value}")),
                )
                .collect();
            if conditions.is_empty() {
                continue;
            }
            let condition = &conditions[self.rng.below(conditions.len())];
            let word = ["required_if", "forbidden_if", "required_unless"][self.rng.below(3)];
            words.push_str(&format!("#[{word}({condition})] "));
        }
    }

    /// Writes an enum with data that holds the last parts.
    fn variants(&mut self, name: &str, last: usize) {
        self.fields += 1;
        let (first, second) = (format!("Part{}", last - 1), format!("Part{last}"));
        let (one, two) = (format!("One{}", self.fields), format!("Two{}", self.fields));
        let _ = write!(
            self.out,
            "\n#[derive(Debug, OrderValue)]\n#[order(serde)]\npub(crate) enum {name} {{ {one}({first}), #[order(alias = \"t{0}\")] {two}(Vec<{second}>) }}\n\n\
             impl Random for {name} {{\n    fn random(rng: &mut Rng) -> Self {{\n        \
             if rng.chance(50) {{ Self::{one}(Random::random(rng)) }} else {{ Self::{two}(Random::random(rng)) }}\n    }}\n}}\n",
            self.fields,
        );
    }
}

/// Writes words as attributes.
fn written(words: &[String]) -> String {
    words.iter().map(|word| format!("#[{word}] ")).collect()
}
