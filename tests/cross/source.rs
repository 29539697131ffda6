//! The pairs: a type of a field, and a word or a condition on the field.

/// A kind of type, as a field holds it.
pub(crate) struct Kind {
    /// Name in the table of verdicts.
    pub(crate) name: &'static str,
    /// The type itself.
    ty: &'static str,
    /// The type that a rule judges.
    value: &'static str,
    /// The mark of a field of the type, unless the word is about just that.
    mark: &'static str,
}

const fn kind(
    name: &'static str,
    ty: &'static str,
    value: &'static str,
    mark: &'static str,
) -> Kind {
    Kind { name, ty, value, mark }
}

pub(crate) const KINDS: [Kind; 18] = [
    kind("bool", "bool", "bool", ""),
    kind("integer", "u8", "u8", ""),
    kind("text", "String", "str", ""),
    kind("decimal", "Decimal", "Decimal", ""),
    kind("date", "Date", "Date", ""),
    kind("flag", "Flag", "bool", ""),
    kind("enum", "Method", "Method", ""),
    kind("codes", "Platform", "Platform", ""),
    kind("newtype of text", "Csr", "str", ""),
    kind("newtype of integer", "Years", "u8", ""),
    kind("alias of an option", "Unit", "str", ""),
    kind("free-form", "Value", "Value", ""),
    kind("list", "Vec<String>", "[String]", ""),
    kind("map", "BTreeMap<String, u8>", "BTreeMap<String, u8>", ""),
    kind("part", "Part", "Part", "#[nested]"),
    kind("unchecked part", "Part", "Part", "#[order(unchecked)]"),
    kind("enum with data", "Payment", "Payment", "#[nested]"),
    kind("unchecked enum with data", "Payment", "Payment", "#[order(unchecked)]"),
];

/// The surroundings of the type: a name, and the text before and behind.
pub(crate) const WRAPPERS: [(&str, &str, &str); 5] = [
    ("plain", "", ""),
    ("Option", "Option<", ">"),
    ("Option of Option", "Option<Option<", ">>"),
    ("Box", "Box<", ">"),
    ("Vec", "Vec<", ">"),
];

/// The crate that all pairs use.
pub(crate) const LIBRARY: &str = r#"
pub use std::collections::BTreeMap;

pub use jiff::civil::{Date, date};
pub use order_core::{Flag, OrderRequest, OrderValue};
pub use rust_decimal::Decimal;
pub use serde_json::Value;

#[derive(OrderValue)]
#[order(serde)]
pub enum Method { A, B }

#[derive(OrderValue)]
#[order(serde)]
pub enum Platform { #[order(value = 1)] A, #[order(value = 2)] B }

#[derive(OrderValue)]
#[order(serde)]
pub struct Csr(pub String);

#[derive(OrderValue)]
#[order(serde)]
pub struct Years(pub u8);

pub type Unit = Option<String>;

#[derive(Default, OrderRequest)]
pub struct Part { pub m: Option<u8>, #[length(..=9)] pub w: Option<String> }

#[derive(OrderRequest)]
pub struct Wire { pub iban: String }

pub struct Token(pub String);

#[derive(OrderValue)]
pub enum Payment { Card(Part), Wire(Wire) }

pub mod constants {
    pub const NUMBER: u8 = 1;
    pub const TEXT: &str = "a";
}

pub fn is_short(text: &str) -> bool { text.len() < 3 }
"#;

/// The words of a field, each as one attribute or more.
const FIELD_WORDS: &[&str] = &[
    "#[required]",
    "#[required_if(ev)]",
    "#[required_unless(ev)]",
    "#[forbidden_if(ev)]",
    "#[forbidden_unless(ev)]",
    "#[present_iff(ev)]",
    r#"#[allowed("a")]"#,
    "#[allowed(1)]",
    "#[allowed(1..=3)]",
    "#[allowed(-1)]",
    "#[allowed(true)]",
    "#[allowed(null)]",
    "#[allowed(A)]",
    "#[allowed(Card)]",
    "#[allowed(constants::NUMBER)]",
    "#[allowed(constants::TEXT)]",
    "#[allowed({ date(2031, 5, 8) })]",
    "#[allowed({ Decimal::ONE })]",
    r#"#[allowed_if(ev, "a")]"#,
    "#[allowed_if(ev, 1)]",
    "#[allowed_if(ev, A)]",
    r#"#[default_value("a")]"#,
    "#[default_value(1)]",
    "#[default_value(-1)]",
    "#[default_value(true)]",
    "#[default_value(null)]",
    "#[default_value(A)]",
    "#[default_value(Card)]",
    "#[default_value(constants::NUMBER)]",
    "#[default_value(constants::TEXT)]",
    "#[default_value({ date(2031, 5, 8) })]",
    "#[default_value({ Decimal::ONE })]",
    r#"#[default_value_if(ev, "a")]"#,
    "#[default_value_if(ev, 1)]",
    "#[default_value_if(ev, true)]",
    "#[default_value_if(ev, A)]",
    "#[default_value_if(ev, { Decimal::ONE })]",
    "#[range(1..=3)]",
    "#[range(..=-1)]",
    "#[multiple_of(5)]",
    "#[length(1..=9)]",
    "#[length(1..=9, bytes)]",
    r#"#[pattern("[0-9]+")]"#,
    "#[format(email)]",
    "#[format(self::is_short)]",
    "#[each(length(1..=3))]",
    "#[each(range(1..=3))]",
    "#[each(multiple_of(2))]",
    r#"#[each(pattern("[0-9]+"))]"#,
    "#[each(format(email))]",
    "#[each(format(self::is_short))]",
    r#"#[each(allowed("a"))]"#,
    "#[each(allowed(2..=3))]",
    "#[each(allowed(A))]",
    "#[each(allowed_if(ev, true))]",
    "#[nested]",
    "#[check(self::accepts)]",
    r#"#[group_all_or_none("g")]"#,
    r#"#[group_at_least_one("g")]"#,
    r#"#[group_at_most_one("g")]"#,
    r#"#[group_exactly_one("g")]"#,
    r#"#[group_count("g", 1..=2)]"#,
    "#[blank(absent)]",
    "#[blank(reject)]",
    "#[blank(value)]",
    r#"#[order(rename = "x")]"#,
    r#"#[order(alias = "x")]"#,
    "#[order(unchecked)]",
    "#[order(secret)]",
    "#[order(text)]",
    r#"#[order(separator = ",")]"#,
    r#"#[order(item = "x")]"#,
    "#[order(flatten)]",
    "#[order(path)]",
    "#[order(query)]",
    "#[order(skip)]",
    "#[order(skip_blank)]",
    r#"#[order(secret, text)] #[required_if(ev)]"#,
    r#"#[order(separator = ",")] #[each(length(1..=3))]"#,
    r#"#[order(skip)] #[required_if(ev)]"#,
    r#"#[order(flatten)] #[forbidden_if(ev)]"#,
];

/// The words of the struct, some about the field or a member of it.
const STRUCT_WORDS: &[&str] = &[
    "#[required(f.m)]",
    "#[required(f.m, if ev)]",
    "#[required(f.Card)]",
    "#[required(f.Card.m, if ev)]",
    "#[forbidden(f.m, if ev)]",
    "#[forbidden(f.Wire, if ev)]",
    "#[allowed(f.m, 1, if ev)]",
    r#"#[allowed(f.w, "a")]"#,
    r#"#[allowed(f.m, "a")]"#,
    "#[allowed(f.w, A)]",
    "#[allowed(f.Card, 1)]",
    "#[present_iff(f.m, ev)]",
    "#[present_iff(f.Card, ev)]",
    r#"#[check(sum, self::whole_order, reads(f, ev))]"#,
    r#"#[rule(one, ev => given(f), "text", at = f)]"#,
    r#"#[rule(one, all(x in f, ev || present(x)), "text")]"#,
    r#"#[rule(one, f < n, "text")]"#,
    r#"#[rule(one, f == t, "text", at = t)]"#,
    "#[condition(some, present(f) || f == 1)]",
    r#"#[order(scalars = "text")]"#,
    "#[order(serde)]",
    "#[order(skip_blank)]",
    "#[order(blank = value)]",
    "#[order(blank = reject, rename_all = \"camelCase\")]",
];

/// Conditions, with `@` for what they are about.
const CONDITIONS: &[&str] = &[
    "@",
    "!@",
    "given(@)",
    "present(@)",
    r#"@ == "a""#,
    "@ == 1",
    "@ == -1",
    "@ == true",
    "@ == null",
    "@ == A",
    "@ == Card",
    "@ == Method::A",
    "@ == Payment::Card",
    "@ == constants::NUMBER",
    "@ == constants::TEXT",
    "@ == { date(2031, 5, 8) }",
    "@ == { Decimal::ONE }",
    r#"@ != "a""#,
    "@ != null",
    "@ != A",
    r#"@ < "b""#,
    "@ < 1",
    "@ < 9",
    "@ >= -1",
    "@ < true",
    "@ < null",
    "@ < A",
    "@ < Method::A",
    "@ <= constants::NUMBER",
    "@ < { date(2031, 5, 8) }",
    "@ < { Decimal::ONE }",
    r#"@ in ["a"]"#,
    "@ in [1]",
    "@ in [1..=3]",
    "@ in [A]",
    "@ in [Method::A]",
    "@ in [null]",
    "@ in [{ Decimal::ONE }]",
    "@ == g",
    "@ != g",
    "@ < g",
    "@ == n",
    "@ < n",
    "t == @",
    "n < @",
    "@ == t",
    "len(@) > 1",
    r#"len(@) == "a""#,
    "len(@) == n",
    "n == len(@)",
    "count(@, ev) >= 1",
    "count(x in @, present(x)) > 1",
    "is(@, email)",
    "is(@, self::is_short)",
    r#"matches(@, "[0-9]+")"#,
    r#"starts_with(@, "DE")"#,
    r#"ends_with(@, ".com")"#,
    "multiple_of(@, 5)",
    "satisfies(@, self::accepts)",
    r#"any(x in @, x == "a")"#,
    "any(x in @, x == 1)",
    "any(x in @, x)",
    "any(x in @, present(x))",
    "all(x in @, is(x, email))",
    "all(x in @, x < 3)",
    "unique(x in @, x)",
    "unique(x in @, x.m)",
    "any(x in @, x.m == 1)",
    "any(x in @, present(x.Card))",
    "@.m == 1",
    "@.m < 2",
    r#"@.m == "a""#,
    r#"@.w == "a""#,
    "is(@.w, email)",
    "len(@.w) > 1",
    "present(@.m)",
    "present(@.Card)",
    "@.Card.m == 1",
    "@.Card == 1",
];

/// Where the value of a condition stands.
#[derive(Clone, Copy, PartialEq)]
enum Root {
    Field,
    Member,
    Item,
    Fact,
}

/// A word on a field of a type.
pub(crate) struct Pair {
    /// The word, as the table of verdicts shows it.
    pub(crate) word: String,
    /// The index in [`KINDS`].
    pub(crate) kind: usize,
    /// The index in [`WRAPPERS`].
    pub(crate) wrapper: usize,
    /// The number of attributes that can be wrong.
    pub(crate) words: usize,
    /// The items of a module.
    pub(crate) source: String,
}

/// Returns all pairs, those of a word beside each other.
pub(crate) fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    for word in FIELD_WORDS {
        add(&mut pairs, word, WRAPPERS.len(), |kind, ty| of_field_word(word, kind, ty));
    }
    for word in STRUCT_WORDS {
        add(&mut pairs, word, WRAPPERS.len(), |kind, ty| {
            let mark = kind.mark;
            format!(
                "{word}\npub struct Order {{\nev: bool,\nn: Option<u8>,\nt: Option<String>,\n{mark} f: {ty},\n}}\n\
                 fn whole_order(_: &Order, _: &mut order_core::Report<'_, '_>) {{}}"
            )
        });
    }
    for (default, condition) in
        [("1", "f == 1"), ("1", "f < 3"), ("\"a\"", "f == \"a\""), ("A", "f == B")]
    {
        let word = format!("#[default_value({default})] beside {condition}");
        add(&mut pairs, &word, WRAPPERS.len(), |kind, ty| {
            let mark = kind.mark;
            format!(
                "pub struct Order {{\n#[default_value({default})] {mark} f: {ty},\n#[required_if({condition})] r: Option<String>,\n}}"
            )
        });
    }
    add(&mut pairs, "#[default_value(ctx.f)]", WRAPPERS.len(), |kind, ty| {
        let mark = kind.mark;
        format!(
            "pub struct Account {{ pub f: {ty} }}\n#[derive(OrderRequest)]\n#[order(context = Account)]\n\
             pub struct Order {{\n#[default_value(ctx.f)] {mark} f: {ty},\n}}"
        )
    });
    for root in [Root::Field, Root::Member, Root::Item, Root::Fact] {
        let (place, wrappers) = match root {
            Root::Field => ("f", WRAPPERS.len()),
            Root::Member => ("p.f", 2),
            Root::Item => ("y", 2),
            Root::Fact => ("ctx.f", 2),
        };
        for condition in CONDITIONS {
            let condition = condition.replace('@', place);
            add(&mut pairs, &condition, wrappers, |kind, ty| {
                of_condition(&condition, root, kind, ty)
            });
        }
    }
    add(&mut pairs, "newtype", WRAPPERS.len(), |kind, ty| {
        let mark = kind.mark;
        format!(
            "#[derive(OrderValue)]\npub struct Wrapper({ty});\n#[derive(OrderRequest)]\npub struct Order {{\n{mark} f: Wrapper,\n}}"
        )
    });
    add(&mut pairs, "variant with data", WRAPPERS.len(), |_, ty| {
        format!("#[derive(OrderValue)]\npub enum Either {{\nOne({ty}),\n}}")
    });
    pairs
}

fn add(pairs: &mut Vec<Pair>, word: &str, wrappers: usize, source: impl Fn(&Kind, &str) -> String) {
    for (wrapper, (_, before, behind)) in WRAPPERS.into_iter().enumerate().take(wrappers) {
        for (index, kind) in KINDS.iter().enumerate() {
            let source = source(kind, &format!("{before}{}{behind}", kind.ty));
            let derive =
                if source.starts_with("#[derive") || source.starts_with("pub struct Account") {
                    ""
                } else {
                    "#[derive(OrderRequest)]\n"
                };
            let value = match before {
                "Vec<" => format!("[{}]", kind.ty),
                _ => kind.value.to_owned(),
            };
            let function = match source.contains("self::accepts") {
                true => format!("\nfn accepts(_: &{value}) -> bool {{ true }}"),
                false => String::new(),
            };
            let source = format!("{derive}{source}{function}");
            let words = word.matches("#[").count() + word.matches(" beside ").count();
            let word = word.to_owned();
            pairs.push(Pair { word, kind: index, wrapper, words: words.max(1), source });
        }
    }
}

fn of_field_word(word: &str, kind: &Kind, ty: &str) -> String {
    let about_parts = ["nested", "unchecked", "flatten", "skip)"];
    let mark = if about_parts.iter().any(|about| word.contains(about)) { "" } else { kind.mark };
    // A group has at least two members.
    let second = if word.starts_with("#[group") { word } else { "" };
    format!("pub struct Order {{\nev: bool,\n{second} n: Option<u8>,\n{word} {mark} f: {ty},\n}}")
}

fn of_condition(condition: &str, root: Root, kind: &Kind, ty: &str) -> String {
    let mark = kind.mark;
    let (before, words, field, condition) = match root {
        Root::Field => (String::new(), "", format!("{mark} f: {ty},"), condition.to_owned()),
        Root::Member => (
            format!("pub struct Holder {{\n{mark} f: {ty},\n}}\n#[derive(OrderRequest)]\n"),
            "",
            "#[nested] p: Holder,".to_owned(),
            condition.to_owned(),
        ),
        Root::Item => (
            String::new(),
            "",
            format!("{mark} f: Vec<{ty}>,"),
            format!("any(y in f, {condition})"),
        ),
        Root::Fact => (
            format!("pub struct Account {{ pub f: {ty} }}\n#[derive(OrderRequest)]\n"),
            "#[order(context = Account)]\n",
            String::new(),
            condition.to_owned(),
        ),
    };
    let beside =
        if condition.ends_with(" g") { format!("\n{mark} g: {ty},") } else { String::new() };
    format!(
        "{before}{words}pub struct Order {{\nev: bool,\nn: Option<u8>,\nt: Option<String>,\n{field}{beside}\n\
         #[required_if({condition})] r: Option<String>,\n}}"
    )
}
