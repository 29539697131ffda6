//! Documents in other languages. Names of the author begin with a q and a digit, and are left out of what is looked at.

use std::collections::BTreeMap;

use order_core::{
    Flag, OrderRequest, OrderValue, Report,
    export::{
        Export, graph,
        html::Page,
        json_schema::{self, Form},
        markdown, openapi,
    },
    language::{Catalogue, English, Fluent, Message, Text},
    schema::Schema,
};
use rust_decimal::Decimal;

/// § 1
#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "lowercase", ignore_case)]
enum Q1 {
    Q10,
    /// § 2
    #[order(alias = "q13", alias = "q14")]
    Q11,
    #[order(deprecated = "§ 3")]
    Q12,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
enum Q2 {
    Q20,
    /// § 4
    #[order(other)]
    Q21(String),
}

macro_rules! many {
    ($($name:ident)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
        enum Q3 {
            $($name,)*
        }

        #[derive(Debug, Clone, PartialEq, OrderValue)]
        enum Q4 {
            $($name,)*
            #[order(other)]
            Other(String),
        }
    };
}

many!(Q30 Q31 Q32 Q33 Q34 Q35 Q36 Q37 Q38 Q39 Q40 Q41 Q42 Q43);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[length(..=4, warn)]
struct Q5(String);

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Q6 {
    q60: u8,
    q61: Option<Vec<u8>>,
    #[required_if(q60 > 3)]
    q62: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Q7 {
    q70: u8,
    q71: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Q8 {}

struct Q9 {
    q90: bool,
    q91: u8,
}

fn q95(number: &u8) -> bool {
    number.is_multiple_of(2)
}

fn q98(text: &str) -> bool {
    text.is_empty()
}

fn q96(_: &Q100, _: &mut Report<'_, '_>) {}

fn q99(_: &Q100, _: &mut Report<'_, '_>) {}

fn q97(_: &u8) -> Result<(), String> {
    Ok(())
}

/// § 12
#[derive(Debug, OrderRequest)]
#[order(context = Q9, allow(dead_rule, dead_value, dead_field, false_optional, undeclared_dead_end))]
#[condition(q101, q200 && !q201)]
#[condition(q102, q101 || !q101 && given(q203))]
#[condition(q103, present(q206.q60) && !present(q203) && !given(q203))]
#[condition(q104, q202 != Q10 || q202 in [Q10, Q11])]
#[condition(q105, !(q204 in [1, 2]) && q204 < 5 && !(q204 >= 2))]
#[condition(q106, q204 <= q205 && q204 > ctx.q91 && ctx.q90)]
#[condition(q107, q203 == "§" || q226 == null)]
#[condition(q108, len(q203) <= 5 && len(q207) == 1 && len(q209) > 2 && len(q203, bytes) < 9 && len(q203, utf16) >= 2)]
#[condition(q109, len(q203) < q205 || len(q207) < q205 || len(q209) < q205)]
#[condition(q110, len(q203, bytes) < q205 || len(q203, utf16) < q205)]
#[condition(q111, count(q203, q204, q205) >= 2 || !(count(q203, q204) >= 1) || count(q203, q204) == 1)]
#[condition(q112, count(q203, q204) == q205)]
#[condition(q113, count(x in q207, x.q60 > 3) < 2 || count(x in q207, x.q60 > 3) == 1)]
#[condition(q114, any(x in q207, x.q60 == q204) || count(x in q207, x.q60 > 3) == q204)]
#[condition(q115, !any(x in q207, x.q60 > 3) && all(x in q207, any(y in x.q61, y == x.q60)))]
#[condition(q116, unique(x in q207, x.q60) && !unique(x in q207, x.q60))]
#[condition(q117, unique(x in q208, x) && !unique(x in q208, x) && !all(x in q208, x > 1))]
#[condition(q118, all(x in q208, any(y in q208, y == x)))]
#[condition(q119, !matches(q203, "§") || matches(q203, "§"))]
#[condition(q120, starts_with(q203, "§") || !starts_with(q203, "§") || ends_with(q203, "§") || !ends_with(q203, "§"))]
#[condition(q121, satisfies(q204, q95) || !satisfies(q204, q95))]
#[condition(q122, q200 => q201)]
#[condition(q123, q204 != q205)]
#[condition(q124, q219 == "§")]
#[rule(q130, all(x in q207, x.q60 < 9), "§ 5")]
#[rule(q131, q204 <= q205, "§ 6", warn)]
#[required(q206.q61, if q200)]
#[check(q133, q96, reads(q204, q205), "§ 8")]
#[check(q134, q99, "§ 9")]
struct Q100 {
    q200: bool,
    #[default_value(false)]
    q201: bool,
    q202: Option<Q1>,
    #[order(label = "§ 14")]
    #[blank(value)]
    q203: Option<String>,
    /// § 10
    #[order(label = "§ 14")]
    #[default_value_if(q200, 3)]
    #[default_value(4)]
    q204: Option<u8>,
    q205: Option<u8>,
    #[nested]
    q206: Option<Q6>,
    #[nested]
    q207: Option<Vec<Q6>>,
    #[each(range(1..=3))]
    q208: Option<Vec<u8>>,
    #[keys(length(..=3))]
    q209: Option<BTreeMap<String, Option<u8>>>,
    q210: Option<Q2>,
    q211: Option<Q3>,
    q212: Option<Q4>,
    q213: Option<Q5>,
    q214: Option<Vec<Q5>>,
    #[order(flatten)]
    q215: Option<Q7>,
    #[nested]
    q216: Option<Q8>,
    #[order(text)]
    q217: Option<u8>,
    #[order(number)]
    q218: Option<Decimal>,
    #[order(secret)]
    #[allowed("§")]
    q219: Option<String>,
    #[order(separator = ",")]
    #[each(length(..=1))]
    q220: Option<Vec<String>>,
    q221: Option<Flag>,
    q222: Option<i128>,
    q223: Option<std::num::NonZeroI8>,
    q224: Option<serde_json::Value>,
    q225: Option<u64>,
    #[order(alias = "q301", alias = "q302")]
    q226: Option<Option<u8>>,
    #[order(deprecated = "§ 11")]
    q227: Option<u8>,
    #[required_if(q200, warn)]
    q228: Option<u8>,
    #[required_if(q200)]
    #[forbidden_unless(q200)]
    q229: Option<u8>,
    #[required_unless(q200)]
    #[forbidden_if(q200)]
    q230: Option<u8>,
    #[required_unless(q201)]
    q231: Option<u8>,
    #[allowed(1, 3..=5)]
    #[range(1..=9, if q200)]
    #[multiple_of(2)]
    #[check(q97)]
    q232: Option<u8>,
    #[length(2, if q200)]
    #[length(..=9)]
    #[pattern("§")]
    q233: Option<String>,
    #[pattern("§", if q200)]
    q234: Option<String>,
    #[group_count("q401", 1..=2, if q200)]
    #[group_all_or_none("q402")]
    q235: Option<u8>,
    #[group_count("q401", 1..=2)]
    #[group_all_or_none("q402")]
    q236: Option<u8>,
    #[group_at_least_one("q403")]
    #[group_at_most_one("q404")]
    #[group_exactly_one("q405")]
    q237: Option<u8>,
    #[group_at_least_one("q403")]
    #[group_at_most_one("q404")]
    #[group_exactly_one("q405")]
    q238: Option<u8>,
    #[format(self::q98)]
    q239: Option<String>,
    #[format(email, if q200)]
    q240: Option<String>,
    #[blank(reject)]
    q241: Option<String>,
    #[allowed("§", if q200)]
    #[order(secret)]
    q242: Option<String>,
}

/// § 13
#[derive(Debug, OrderRequest)]
#[order(scalars = "number", strict, endpoint = "PUT /q/{q500}", response = ())]
struct Q101 {
    #[order(path)]
    q500: u8,
    #[order(query)]
    q501: Option<u8>,
    #[order(header)]
    q502: Option<u8>,
}

#[derive(Debug, OrderRequest)]
#[order(scalars = "text")]
struct Q102 {
    #[allowed(Q10, Q11)]
    q510: Q1,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = Q199)]
#[rule(q132, !changed(q520) || old.q520 < 3, "§ 7")]
struct Q103 {
    q520: u8,
}

const SCHEMAS: [&Schema; 4] = [Q100::SCHEMA, Q101::SCHEMA, Q102::SCHEMA, Q103::SCHEMA];

/// What all documents say in a language, without names of the author.
pub(crate) fn said(catalogue: &dyn Catalogue) -> Vec<String> {
    let mut said = Vec::new();
    for schema in SCHEMAS {
        let written = markdown::export_in_language(schema, catalogue);
        said.extend(gaps(&written));
        said.extend(written.text.lines().map(str::to_owned));
        let page = Page::new(schema).sample("§", "§").export_in_language(catalogue);
        said.extend(of_markup(&page.text));
        said.extend(of_markup(&graph::svg_in_language(schema, catalogue).text));
        let chart = graph::mermaid_in_language(schema, catalogue);
        said.extend(gaps(&chart));
        said.extend(chart.text.split('"').skip(1).step_by(2).map(|it| it.replace("<br>", " ")));
        let read = json_schema::export_in_language(schema, Form::Read, catalogue);
        of_json(&serde_json::from_str(&read.text).unwrap(), &mut said);
    }
    let document = openapi::Document::new("§", "1")
        .operation(openapi::Operation::of::<Q101>())
        .export_in_language(catalogue);
    of_json(&serde_json::from_str(&document.text).unwrap(), &mut said);
    // A text without a letter is no JSON either.
    said.iter().map(|said| format!("\u{2013} {}", without_names(said))).collect()
}

fn gaps(export: &Export) -> impl Iterator<Item = String> {
    export.gaps.iter().map(|gap| gap.reason.clone())
}

/// The descriptions and titles.
fn of_json(json: &serde_json::Value, said: &mut Vec<String>) {
    for (name, value) in json.as_object().into_iter().flatten() {
        match value.as_str() {
            Some(text) if matches!(name.as_str(), "title" | "description") => {
                said.push(text.to_owned());
            }
            _ if name == "x-enum-descriptions" => {
                said.extend(
                    value.as_object().unwrap().values().map(|it| it.as_str().unwrap().to_owned()),
                );
            }
            _ => of_json(value, said),
        }
    }
    for item in json.as_array().into_iter().flatten() {
        of_json(item, said);
    }
}

/// The texts between tags and in labels, with code in backticks.
fn of_markup(markup: &str) -> Vec<String> {
    let mut said = Vec::new();
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag.split_once('>').unwrap();
        rest = match tag.split(' ').next().unwrap() {
            "style" => after.split_once("</style>").unwrap().1,
            "div" if tag.contains("call") => after.split_once("</div>").unwrap().1,
            "code" | "/code" => {
                text.push('`');
                after
            }
            "a" | "/a" | "b" | "/b" | "i" | "/i" | "span" | "/span" | "sup" | "/sup" => after,
            _ => {
                said.push(std::mem::take(&mut text));
                after
            }
        };
        if let Some((_, label)) = tag.split_once("aria-label=\"") {
            said.push(label.split('"').next().unwrap().to_owned());
        }
    }
    said.push(text);
    said.iter()
        .map(|said| {
            said.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
        })
        .collect()
}

/// Leaves out words of a q and digits.
fn without_names(said: &str) -> String {
    let mut shown = String::new();
    for piece in said.split_inclusive(|character: char| !character.is_alphanumeric()) {
        let word = piece.trim_end_matches(|character: char| !character.is_alphanumeric());
        let digits = word.strip_prefix(['q', 'Q']).unwrap_or_default();
        let is_name = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        shown.push_str(if is_name { &piece[word.len()..] } else { piece });
    }
    shown
}

#[test]
fn documents_in_english_are_those_without_a_language() {
    for schema in SCHEMAS {
        assert_eq!(markdown::export_in_language(schema, &English), markdown::export(schema));
        let page = Page::new(schema).sample("§", "§");
        assert_eq!(page.export_in_language(&English), page.export());
        assert_eq!(graph::mermaid_in_language(schema, &English), graph::mermaid(schema));
        assert_eq!(graph::svg_in_language(schema, &English), graph::svg(schema));
        let read = json_schema::export(schema, Form::Read);
        assert_eq!(json_schema::export_in_language(schema, Form::Read, &English), read);
    }
}

#[derive(Debug, OrderRequest)]
#[rule(in_order, start <= end, "the start comes first")]
struct Window {
    start: u8,
    #[order(label = "End")]
    end: u8,
    #[order(deprecated = "use `end`")]
    until: Option<u8>,
}

#[test]
fn words_of_the_author_are_those_of_the_catalogue() {
    let german = Fluent::german()
        .with("label-Window-end = Ende\nrule-Window-in_order = Der Beginn kommt zuerst.\n")
        .unwrap();
    german.check::<Window>().unwrap();
    let text = markdown::export_in_language(Window::SCHEMA, &german).text;
    assert!(
        text.ends_with(
            "| `start` | ganze Zahl von 0 bis 255 \\[1\\] | ja |  |\n\
             | `end` | ganze Zahl von 0 bis 255 \\[1\\] | ja | Ende |\n\
             | `until` | ganze Zahl von 0 bis 255 | nein | Veraltet; use `end`. |\n\n\
             1. `start`, `end`: Der Beginn kommt zuerst: `start` ist höchstens `end`.\n",
        ),
        "{text}",
    );
    let page = Page::new(Window::SCHEMA).export_in_language(&german).text;
    assert!(page.contains("<html lang=\"de\">"), "{page}");
    let schema = json_schema::export_in_language(Window::SCHEMA, Form::Read, &german).text;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["properties"]["end"]["title"], "Ende");
    assert_eq!(schema["properties"]["until"]["description"], "Veraltet; use `end`.");
    let document = openapi::Document::new("Windows", "1")
        .operation(openapi::Operation::at("POST", "/windows", Window::SCHEMA))
        .export_in_language(&german);
    assert!(document.text.contains("Die Antwort ist nicht beschrieben."), "{}", document.text);
}

/// A language of one text, without a tag.
struct Little;

impl Catalogue for Little {
    fn words(&self, message: &Message) -> String {
        match message.text() {
            Text::DocRequired => "`!` needed".to_owned(),
            // Places in another order, one twice and one not at all.
            Text::DocIf => message.fill("when {condition} ({condition}), {rule}", self),
            Text::DocColumnRequired => "a | b".to_owned(),
            _ => English.words(message),
        }
    }
}

#[derive(Debug, OrderRequest)]
struct Hostile {
    #[required_if(text == "a`b\u{ff000}|<b>")]
    number: Option<u8>,
    text: Option<String>,
}

#[test]
fn any_catalogue_writes_documents() {
    let text = markdown::export_in_language(Hostile::SCHEMA, &Little).text;
    let code = "<code>a&#96;b\u{ff000}&#124;&lt;b&gt;</code>";
    assert!(
        text.contains(&format!("when `text` is {code} (`text` is {code}), `!` needed.")),
        "{text}"
    );
    assert!(text.contains("a \\| b"), "{text}");
    let page = Page::new(Hostile::SCHEMA).export_in_language(&Little).text;
    assert!(page.starts_with("<!DOCTYPE html>\n<html><head>"), "{page}");
    assert!(!page.contains("<b>"), "{page}");
    assert!(page.contains("<code>!</code> needed"), "{page}");
}
