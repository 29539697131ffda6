//! Formats and patterns, in SQL, at texts that are made to be nearly right.

use std::collections::{BTreeMap, BTreeSet};

use order_core::{
    OrderRequest, Violation,
    export::sql::{Dialect, Table},
};

use crate::{
    random::Random,
    sql::{
        engine::in_postgres,
        postgres,
        sqlite::{Row, in_sqlite},
    },
};

#[derive(Debug, Clone, OrderRequest)]
struct Texts {
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
    #[pattern("[a-z]+[0-9]?")]
    several: Option<String>,
    #[pattern("[A-Z]{2}-[0-9]{3,5}")]
    #[order(rename = "code")]
    row: Option<String>,
    #[pattern("[^,]*")]
    #[blank(value)]
    one: Option<String>,
    #[pattern(r"(?i)stra(ß|ss)e|[α-ω٠-٩]+|.{2}")]
    unicode: Option<String>,
    #[pattern(r"^[\]\[^*?-]{1,4}$")]
    signs: Option<String>,
    #[length(2..=3)]
    length: Option<String>,
    #[length(2..=4, bytes)]
    bytes: Option<String>,
    #[length(2..=3, utf16)]
    utf16: Option<String>,
}

/// Texts from which others are made by small changes.
const SEEDS: &[&str] = &[
    "12345",
    "gm@example.com",
    "gary.mccoy+orders@mail.example.co.uk",
    "a@b.cd",
    "a@1.2c",
    "www.example.com",
    "xn--bcher-kva.example",
    "192.0.2.1",
    "+49 (0)30 / 1234.567",
    "https://www.example.com:8080/a%20b?c=d#e",
    "HTTP://192.0.2.1/",
    "http://[2001:db8::1]:65535/",
    "http://[::ffff:192.0.2.255]",
    "http://[1:2:3:4:5:6:7:8]#",
    "http://[1:2:3:4:5:6:7::]?",
    "abc7",
    "AB-1234",
    "straße",
    "STRASSE",
    "αβγ1",
    "]^-[",
    "*?*?",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "00000000-0000-0000-0000-000000000000",
    "+15555551234",
    "+123456789012345",
    "192.0.2.255",
    "2001:db8::1",
    "::ffff:192.0.2.1",
    "1:2:3:4:5:6:7:8",
    "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
    "é😀",
    "ab",
];

const SCRAPS: &[&str] = &[
    ".", "-", "@", "..", "1", "a", "Z", ":", "::", "/", "[", "]", "%4", "%zz", "#", "?", " ", "\n",
    "é", "😀", "ß", "٣", "_", ",", "65536", "0", "256", "\u{a0}", "'", "\\", "*", "^",
];

fn texts() -> Vec<String> {
    let mut random = Random::new(7);
    let mut texts: Vec<String> = SEEDS.iter().map(|text| (*text).to_owned()).collect();
    for length in [62, 63, 64, 65, 253, 254, 255] {
        texts.push("x".repeat(length));
        texts.push(format!("{}@example.com", "x".repeat(length)));
        texts.push(format!("a@{}.com", "x".repeat(length)));
        texts.push(format!("http://{}/", "x.".repeat(length / 2) + "com"));
        texts.push("x.".repeat(length / 2) + "com");
        texts.push(format!("a@{}com", "x.".repeat(length / 2 - 2)));
    }
    while texts.len() < 6_000 {
        let mut text: Vec<char> = random.one_of(SEEDS).chars().collect();
        for _ in 0..=random.below(3) {
            let at = random.below(text.len() + 1);
            match random.below(3) {
                0 if at < text.len() => drop(text.remove(at)),
                1 if at < text.len() => {
                    let copy = text[at..].to_vec();
                    text.splice(at..at, copy.into_iter().take(3)).for_each(drop);
                }
                _ => drop(text.splice(at..at, random.one_of(SCRAPS).chars())),
            }
        }
        texts.push(text.into_iter().collect());
    }
    texts
}

fn requests() -> Vec<Texts> {
    let request = |text: String| Texts {
        digits: Some(text.clone()),
        email: Some(text.clone()),
        hostname: Some(text.clone()),
        telephone: Some(text.clone()),
        url: Some(text.clone()),
        uuid: Some(text.clone()),
        e164: Some(text.clone()),
        ip: Some(text.clone()),
        ipv4: Some(text.clone()),
        ipv6: Some(text.clone()),
        several: Some(text.clone()),
        row: Some(text.clone()),
        one: Some(text.clone()),
        unicode: Some(text.clone()),
        signs: Some(text.clone()),
        length: Some(text.clone()),
        bytes: Some(text.clone()),
        utf16: Some(text),
    };
    texts().into_iter().map(request).collect()
}

/// Compares the texts that each rule refuses, by the validator and by SQL.
fn compare(table: &Table, find: impl Fn(&[Row]) -> Vec<BTreeSet<String>>) {
    let requests = requests();
    let rows: Vec<Row> = requests.iter().map(|request| table.row(request)).collect();
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    for (request, found) in requests.iter().zip(find(&rows)) {
        let violations = request.validate().err();
        let broken: BTreeSet<String> =
            violations.iter().flatten().map(Violation::rule_id).collect();
        for rule in table.rules() {
            let is_broken = broken.contains(&rule.id);
            let (id, text, sql) = (&rule.id, &request.digits, &rule.predicate);
            assert_eq!(is_broken, found.contains(id), "{id}: {text:?}\n{sql}");
            *refused.entry(&rule.id).or_default() += usize::from(is_broken);
        }
    }
    for (id, refused) in refused {
        assert!((10..requests.len() - 10).contains(&refused), "{id}: {refused}");
    }
}

fn gaps(table: &Table) -> Vec<&str> {
    table.gaps().iter().map(|gap| gap.rule.as_str()).collect()
}

#[test]
fn sqlite_judges_texts_as_the_validator_does() {
    let table = Table::new(Texts::SCHEMA, Dialect::Sqlite, "requests");
    assert_eq!(
        gaps(&table),
        [
            "url.format",
            "uuid.format",
            "e164.format",
            "ip.format",
            "ipv4.format",
            "ipv6.format",
            "several.pattern",
            "unicode.pattern",
            "utf16.length_utf16",
        ]
    );
    compare(&table, |rows| in_sqlite(&table, rows));
}

#[test]
fn postgresql_judges_texts_as_the_validator_does() {
    let Some(server) = postgres::start() else { return };
    let table = Table::new(Texts::SCHEMA, Dialect::PostgreSql, "requests");
    assert_eq!(gaps(&table), [""; 0]);
    compare(&table, |rows| in_postgres(&server, &table, rows));
}
