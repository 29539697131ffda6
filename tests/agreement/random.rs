//! Random documents for a schema, and random damage to them.

use order_core::schema::{
    Allowed, At, Demand, Field, FieldPlace, Kind, Literal, Rule, Schema, Test, WireValue,
};

/// A small generator of numbers (SplitMix64) whose sequence depends on the seed alone.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Texts that the rules of the types speak of, their neighbours, and blanks.
const TEXTS: &[&str] = &[
    "",
    " ",
    "\t\u{a0}",
    "a",
    "a",
    "b",
    "b",
    "aa",
    "ab",
    "abc",
    "abcd",
    "é",
    "€",
    "𝄞",
    "é€",
    "a𝄞",
    "c7",
    "12",
    "007",
    "en",
    "x",
    "rush",
    "B",
    "a@b.cd",
    "joe@example.com",
    "555-123-1234",
    "http://a.example/b.png",
    "a.example",
    "ü",
    "공공",
    "\"\\\n",
    "\u{0}",
    "2",
    "true",
    "sha1",
];

/// Decimals, some of them no float.
const WHOLE: &[&str] = &[
    "0",
    "-1",
    "2",
    "3",
    "5",
    "-6",
    "9",
    "18446744073709551616",
    "18446744073709551618",
    "99999999999999999999",
    "100000000000000000000",
    "170141183460469231731687303715884105727",
    "340282366920938463463374607431768211455",
    "340282366920938463463374607431768211456",
];

/// Floats of several spellings, and what is none.
const FLOATS: &[&str] = &[
    "0",
    "-0",
    "0.0",
    "0.5",
    "1.5",
    "1.50",
    "15e-1",
    "1E0",
    "2",
    "3",
    "-1",
    "100.1",
    "0.1",
    "0.10000000000000001",
    "0.30000000000000004",
    "16777217",
    "9007199254740993",
    "1e16",
    "1e38",
    "1e39",
    "-1e300",
    "1e400",
    "5e-324",
    "1e-400",
    "01",
];

/// Decimals of several spellings.
const DECIMALS: &[&str] =
    &["0", "0.00", "-1", "1.5", "2", "3", "100.1", "100.10", "0.1234567890123456789012345678"];

/// Dates, and what is none.
const TIMES: &[&str] = &[
    "08:30:00",
    "08:30:00",
    "08:30:00.0",
    "08:30:00.5",
    "08:30:00.50",
    "08:29:59.999999999",
    "17:00:00",
    "17:00:01",
    "00:00:00",
    "23:59:59",
    "24:00:00",
    "23:59:60",
    "08:30",
    "8:30:00",
    "08:30:00.",
    "08:30:00.0000000000",
    "08:30:00Z",
    " 08:30:00",
];

const DATE_TIMES: &[&str] = &[
    "2031-05-08T08:30:00",
    "2031-05-08T08:30:00",
    "2031-05-08T08:30:00.25",
    "2031-05-08T08:30:00.250",
    "2031-05-08T08:30:00.2",
    "2031-05-08T08:30:00.3",
    "2031-05-07T23:59:59",
    "2032-02-29T00:00:00",
    "2031-05-09T00:00:00",
    "2031-02-29T00:00:00",
    "2031-05-08t08:30:00",
    "2031-05-08 08:30:00",
    "2031-05-08T24:00:00",
    "2031-05-08",
    "10000-01-01T00:00:00",
    "2031-05-08T08:30:00Z",
];

const TIMESTAMPS: &[&str] = &[
    "2031-05-08T08:30:00Z",
    "2031-05-08T08:30:00Z",
    "2031-05-08T10:30:00+02:00",
    "2031-05-08T08:30:00.000-00:00",
    "2031-05-08t08:30:00z",
    "2031-05-08T08:30:00.5Z",
    "2031-05-08T06:00:00.500000000-02:30",
    "2031-05-08T08:30:01Z",
    "2031-05-08T08:30:00+02:00",
    "2031-05-09T00:00:00Z",
    "2000-01-01T00:00:00Z",
    "2031-05-08T08:30:60Z",
    "2031-05-08T24:00:00Z",
    "2031-05-08T08:30:00",
    "2031-05-08T08:30:00+2",
    "2031-05-08T08:30:00.1234567890Z",
    "10000-01-01T00:00:00Z",
    "2031-05-08 08:30:00Z",
    "2031-05-08T08:30:00Z[UTC]",
    "2031-05-08T08:30:00+24:00",
];

const DATES: &[&str] =
    &["2031-05-08", "2031-05-09", "0999-12-31", "2031-02-28", "2031-02-29", "2031-5-8"];

/// Values of any shape.
const VALUES: &[&str] = &[
    "null",
    "true",
    "5",
    "5.0",
    "0",
    "1",
    "1.0",
    "[1, {\"a\": 0}]",
    "[1e0, {\"a\": -0.0}]",
    "-0.0",
    "1.5",
    "1e2",
    "1e300",
    "18446744073709551615",
    "18446744073709551616",
    "0.1234567890123456789",
    "\"\\u00e9\\n\"",
    "\"\"",
    "[]",
    "{}",
    "[1,[null,{\"b\":2,\"a\":[]}]]",
    "{\"z\":{},\"a\":[false,\"x\",-3.25e-7]}",
];

/// The members of a document for `schema`, in random order, and their text without the braces.
pub(crate) fn members(schema: &Schema, random: &mut Random, depth: usize) -> Vec<(String, String)> {
    // Some documents are nearly whole, some nearly empty.
    let share = *random.one_of(&[15, 50, 85, 100]);
    let variant = variant(schema, random);
    let mut members = Vec::new();
    for (index, field) in schema.fields.iter().enumerate() {
        if field.place == FieldPlace::Skipped || variant.is_some_and(|variant| variant != index) {
            continue;
        }
        let kind = field.kind();
        let is_left_out = match variant {
            Some(_) => false,
            None if is_needed(field) => random.chance(1),
            None => !random.chance(share),
        };
        if is_left_out {
            continue;
        }
        if let (FieldPlace::Flattened, Kind::Object(inner)) = (field.place, kind) {
            members.extend(self::members(inner, random, depth + 1));
            continue;
        }
        let name = match field.attributes.aliases {
            [] => field.name,
            aliases if random.chance(10) => random.one_of(aliases),
            _ => field.name,
        };
        let value = match (field.ty.nullable, is_needed(field)) {
            (true, _) if random.chance(30) => "null".to_owned(),
            (_, false) if random.chance(3) => "null".to_owned(),
            _ if field.attributes.separator.is_some() && random.chance(70) => {
                joined(field, random, depth)
            }
            _ if random.chance(60) => {
                fitting(schema, index).unwrap_or_else(|| value(kind, random, depth))
            }
            _ => value(kind, random, depth),
        };
        members.push((name.to_owned(), value));
    }
    if random.chance(20) && !members.is_empty() {
        let by = random.below(members.len());
        members.rotate_left(by);
    }
    members
}

/// Items as one text, most with the field's separator between them.
fn joined(field: &Field, random: &mut Random, depth: usize) -> String {
    let Kind::List(item) = field.kind() else { return value(field.kind(), random, depth) };
    let count = *random.one_of(&[0, 1, 1, 2, 2, 3, 4]);
    let items: Vec<String> = (0..count)
        .map(|_| value(item().required(), random, depth).trim_matches('"').to_owned())
        .collect();
    let separator = field.attributes.separator.filter(|_| random.chance(95)).unwrap_or(";");
    format!("\"{}\"", items.join(separator))
}

/// The one variant of an enum with data that is given, in most documents.
fn variant(schema: &Schema, random: &mut Random) -> Option<usize> {
    let is_enum = |rule: &Rule| matches!((rule.at, &rule.demand), (At::Root, Demand::Group(_)));
    let is_one = schema.rules.iter().any(is_enum) && random.chance(95);
    is_one.then(|| random.below(schema.fields.len()))
}

/// A value that keeps the rules of a field, if they are easily kept.
fn fitting(schema: &Schema, index: usize) -> Option<String> {
    let rules = schema.rules.iter().filter(|rule| rule.at == At::Field(index));
    rules.rev().find_map(|rule| match &rule.demand {
        Demand::Passes(Test::Format(format)) => match format.name {
            "digits" => Some(quoted("007")),
            "email" => Some(quoted("joe@example.com")),
            "hostname" => Some(quoted("a.example")),
            "telephone" => Some(quoted("555-123-1234")),
            "url" => Some(quoted("http://a.example/b.png")),
            _ => format.samples.first().map(|sample| quoted(sample)),
        },
        Demand::Passes(Test::OneOf([Allowed::One(Literal::Integer(number)), ..])) => {
            Some(number.to_string())
        }
        Demand::Passes(Test::OneOf([Allowed::One(Literal::Text(text)), ..])) => Some(quoted(text)),
        _ => None,
    })
}

fn is_needed(field: &Field) -> bool {
    !field.ty.optional && field.attributes.default.is_none() && field.place != FieldPlace::Flattened
}

fn value(kind: &Kind, random: &mut Random, depth: usize) -> String {
    let carried = |random: &mut Random, text: String| {
        if random.chance(15) { quoted(&text) } else { text }
    };
    match kind {
        Kind::Bool => {
            let text = random.chance(50).to_string();
            carried(random, text)
        }
        Kind::Integer { min, max, .. } => {
            let number = match random.below(50) {
                0 => *min,
                1 => *max,
                2 => max / 2,
                3 => max + 1,
                4 => 7,
                5 => -3 + random.below(20) as i128,
                _ => random.below(6) as i128,
            };
            let number = if random.chance(10) && *min < 0 { -number } else { number };
            carried(random, number.to_string())
        }
        Kind::Choice(choices) if random.chance(if choices.other.is_some() { 60 } else { 96 }) => {
            match random.one_of(choices.list).wire {
                WireValue::Text(text) if choices.ignore_case && random.chance(20) => {
                    quoted(&text.to_uppercase())
                }
                WireValue::Text(text) => quoted(text),
                WireValue::Integer(number) => carried(random, number.to_string()),
            }
        }
        Kind::List(item) => {
            let count = if depth > 3 { 0 } else { random.below(4) };
            let items: Vec<String> = (0..count).map(|_| value(item(), random, depth + 1)).collect();
            format!("[{}]", items.join(","))
        }
        Kind::Map(item) => {
            let count = if depth > 3 { 0 } else { random.below(4) };
            let names = ["a", "b", "k.1", "", "ü"];
            let from = random.below(names.len());
            let entries: Vec<(String, String)> = (0..count)
                .map(|index| {
                    let name = names[(from + index) % names.len()].to_owned();
                    (name, value(item(), random, depth + 1))
                })
                .collect();
            object(&entries)
        }
        Kind::Object(schema) => object(&members(schema, random, depth + 1)),
        Kind::Optional(_) if random.chance(20) => "null".to_owned(),
        Kind::Optional(inner) => value(inner(), random, depth),
        Kind::Formed(form) if ["double", "float"].contains(&form.name) => {
            let text = (*random.one_of(FLOATS)).to_owned();
            carried(random, text)
        }
        Kind::Formed(form) if form.is_number && form.is_bare && random.chance(80) => {
            let text = (*random.one_of(WHOLE)).to_owned();
            carried(random, text)
        }
        Kind::Formed(form) if form.is_number => {
            let text = (*random.one_of(DECIMALS)).to_owned();
            carried(random, text)
        }
        Kind::Formed(form) => {
            let text: &&str = random.one_of(match form.name {
                "time" => TIMES,
                "date and time" => DATE_TIMES,
                "timestamp" => TIMESTAMPS,
                _ => DATES,
            });
            quoted(text)
        }
        Kind::Any => (*random.one_of(VALUES)).to_owned(),
        _ => {
            let text: &&str = random.one_of(TEXTS);
            quoted(text)
        }
    }
}

/// Members as the text of an object.
pub(crate) fn object(members: &[(String, String)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\0'..='\u{1f}' => quoted += &format!("\\u{:04x}", u32::from(character)),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// The bytes that damage inserts into a document.
const SCRAPS: &[&[u8]] = &[
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"true",
    b"1e999",
    b"-",
    b"00",
    b"\\u0000",
    b"\\ud800",
    b"\xff",
    b"\xe2\x82",
    b"\0",
    b"\"a\":1,",
    b"\"unknown\":[],",
    b"{\"a\":{}}",
    b" ",
    b"99999999999999999999",
];

/// A document with one to three random changes, which may be no JSON and no text any more.
pub(crate) fn damaged(document: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = document.to_vec();
    for _ in 0..=random.below(3) {
        let (a, b) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
        let (from, to) = (a.min(b), a.max(b));
        match random.below(6) {
            0 => bytes.truncate(to),
            1 => drop(bytes.drain(from..to.min(from + 5))),
            2 => {
                let copy = bytes[from..to].to_vec();
                bytes.splice(from..from, copy);
            }
            3 if from < bytes.len() => bytes[from] ^= 1 << random.below(8),
            _ => drop(bytes.splice(from..from, random.one_of(SCRAPS).iter().copied())),
        }
    }
    bytes
}
