//! Fields of a type that is no value, in each wrapper and beside each word that looks at them.

use crate::source::Pair;

/// The fields of a request, each with the type `Token` once.
const FIELDS: [&str; 31] = [
    "a: Token, b: Token",
    "a: Option<Token>, b: Option<Token>",
    "a: Box<Token>, b: Box<Token>",
    "a: Vec<Token>, b: Vec<Token>",
    "a: BTreeMap<String, Token>, b: BTreeMap<String, Token>",
    "a: Option<Vec<Token>>, b: Vec<Vec<Token>>, c: Option<Vec<Token>>, d: BTreeMap<String, Vec<Token>>",
    "#[nested] a: Token, #[nested] b: Token",
    "#[order(secret)] a: Token, #[order(skip_blank)] b: Token, #[order(query)] c: Token",
    "#[length(1..=3)] a: Token, #[length(1..=3)] b: Token",
    "#[range(1..=3)] a: Token, #[range(1..=3)] b: Option<Token>",
    "#[allowed(\"a\", \"b\")] a: Option<Token>, #[pattern(\"a\")] b: Token",
    "#[each(length(1..=3))] a: Vec<Token>, #[each(length(1..=3))] b: Vec<Token>",
    "#[each(range(1..=3))] a: Vec<Option<Token>>, #[each(pattern(\"a\"))] b: Option<Vec<Token>>",
    "#[each(length(1..=3))] a: BTreeMap<String, Vec<Token>>, #[keys(length(1..=3))] b: BTreeMap<String, Token>",
    "#[order(separator = \",\")] #[each(length(1..=2))] a: Vec<Token>",
    "#[check(told)] a: Token, #[check(told)] b: Option<Token>",
    "#[default_value(\"x\")] a: Token, #[default_value(\"x\")] b: Token",
    "c: u8, #[default_value_if(c == 2, \"x\")] a: Option<Token>",
    "c: u8, #[required_if(c == 3)] a: Option<Token>, #[required_if(c == 3)] b: Option<Token>",
    "#[group_all_or_none(\"g\")] a: Option<Token>, #[group_all_or_none(\"g\")] b: Option<Token>",
    "#[required_if(a == \"x\")] c: Option<u8>, a: Token",
    "#[required_if(matches(a, \"x\"))] c: Option<u8>, a: Token",
    "#[required_if(len(a) == 2)] c: Option<u8>, #[length(1..=3)] a: Vec<Token>",
    "#[required_if(any(x in a, x == \"a\"))] c: Option<u8>, a: Vec<Token>",
    "#[required_if(count(x in a, x == \"a\") > 3)] c: Option<u8>, a: Option<Vec<Token>>",
    "#[required_if(a.x == 3)] c: Option<u8>, a: Token",
    "#[order(flatten)] a: Token, #[order(flatten)] b: Token",
    "#[order(flatten)] a: Token, b: Token",
    "a: Part<Token>, #[nested] b: Part<Token>",
    "a: Option<Part<Token>>, b: Vec<Part<Token>>, c: Part<Part<Token>>, d: BTreeMap<String, Part<Token>>",
    "#[length(1..=3)] a: Option<Vec<Part<Token>>>, #[required_if(b == 2)] c: Option<Box<Part<Token>>>, b: u8",
];

/// The fields of a request with an update, whose words ask for the old request.
const OF_AN_UPDATE: [&str; 2] = [
    "#[immutable] a: Token, #[set_once] b: Option<Token>, #[required_if(changed(a))] c: Option<u8>",
    "#[required_if(old.a == \"x\" || present(old.b))] c: Option<u8>, a: Token, b: Option<Token>",
];

/// Returns each request, without an update and with one.
pub(crate) fn requests() -> Vec<Pair> {
    let plain = FIELDS.iter().map(|fields| request(fields, ""));
    let updated = FIELDS.iter().chain(&OF_AN_UPDATE);
    plain.chain(updated.map(|fields| request(fields, "#[order(update = Changes)]"))).collect()
}

fn request(fields: &str, word: &str) -> Pair {
    let part =
        "#[derive(OrderRequest)]\n#[order(update = PartChanges)]\npub struct Part<T> { of: T }";
    let part = if fields.contains("Part<") { part } else { "" };
    let source = format!(
        "pub fn told(_: &Token) -> bool {{ true }}\n{part}\n#[derive(OrderRequest)]\n{word}\npub struct Order {{\n{fields}\n}}"
    );
    let words = fields.matches("Token").count();
    Pair { word: format!("{word} {fields}"), kind: 0, wrapper: 0, words, source }
}
