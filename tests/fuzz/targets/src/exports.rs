//! Exports of a type whose names and texts are hostile: they have the form that they have for plain ones.

use std::collections::BTreeSet;

use order_core::{
    OrderRequest,
    export::{
        graph, html,
        json_schema::{self, Form},
        markdown,
        openapi::{Document, Operation},
        schema,
        sql::{Dialect, Table},
    },
    schema::{
        Allowed, At, Blank, Cond, Demand, Field, FieldAttributes, Literal, Reference, Rule,
        RuleAttributes, Schema, Test, When,
    },
};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

/// The fields that get other names.
#[derive(OrderRequest)]
#[order(root = "plain")]
struct Plain {
    /// Words.
    #[order(alias = "other")]
    first: Option<String>,
    /// Words.
    #[required_if(first == "word")]
    second: Option<String>,
    /// Words.
    #[allowed("word", "more")]
    third: Option<String>,
}

const DIALECTS: [Dialect; 5] =
    [Dialect::DataFusion, Dialect::DuckDb, Dialect::PostgreSql, Dialect::Spark, Dialect::Sqlite];

/// Divides the texts of an input. No text in UTF-8 has it.
const BETWEEN: u8 = 0xff;

/// Takes the texts from the input, in the order of their use.
pub(crate) fn target(data: &[u8]) {
    let texts: Vec<&str> =
        data.split(|byte| *byte == BETWEEN).filter_map(|it| str::from_utf8(it).ok()).collect();
    let text = |index: usize| texts.get(index).copied().unwrap_or_default();
    let names = [text(0), text(1), text(2)];
    // As the derive demands.
    let is_name = |name: &str| !name.is_empty() && !name.chars().any(char::is_whitespace);
    let folded: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    if !names.iter().all(|name| is_name(name)) || folded.len() < names.len() {
        return;
    }
    let doc = if text(3).trim().is_empty() { "Words." } else { text(3) };
    let hostile = with(names, doc, text(4));
    let plain = with(["first", "second", "third"], "Words.", "word");
    sql(with(names, doc, "word"), plain, text(5), text(6));
    literals(text(4));
    documents(hostile, plain, text(5), text(6));
    let json = [
        json_schema::export(hostile, Form::Read).text,
        json_schema::export(hostile, Form::Written).text,
        schema::export(hostile),
        Document::new(text(5), text(6))
            .operation(Operation::at("POST", "/orders", hostile).summary(text(3)))
            .export()
            .text,
    ];
    for document in json {
        let value: Value =
            serde_json::from_str(&document).unwrap_or_else(|error| panic!("{error}\n{document}"));
        assert!(value.is_object());
    }
}

/// The type with these names, this description and this value. The library wants texts that live on, so they are leaked.
fn with(names: [&str; 3], doc: &str, value: &str) -> &'static Schema {
    let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    let (doc, value) = (leak(doc), leak(value));
    let fields = names.iter().zip(Plain::SCHEMA.fields).map(|(name, field)| Field {
        name: leak(name),
        // That of a name that is too long for it.
        key: &[0; 32],
        rust: field.rust,
        doc,
        place: field.place,
        ty: field.ty,
        attributes: Box::leak(Box::new(FieldAttributes {
            aliases: Box::leak(Box::new([leak(&format!("{name}2"))])),
            label: Some(doc),
            blank: Blank::Absent,
            default: (field.rust == "third").then_some(Literal::Text(value)),
            ..FieldAttributes::NONE
        })),
    });
    let rule = |at: usize, when: When, demand: Demand| Rule {
        at: At::Field(at),
        source: doc,
        when,
        demand,
        attributes: Box::leak(Box::new(RuleAttributes {
            message: Some(doc),
            ..RuleAttributes::NONE
        })),
    };
    let is_equal = Cond::Passes(Reference::field(0), one_of(value));
    let rules = vec![
        rule(2, When::Always, Demand::Passes(Box::leak(Box::new(one_of(value))))),
        rule(1, When::If(Box::leak(Box::new(is_equal))), Demand::Required),
    ];
    Box::leak(Box::new(Schema {
        name: "Plain",
        doc,
        endpoint: None,
        root: Some("plain"),
        scalars: Plain::SCHEMA.scalars,
        fields: Box::leak(fields.collect()),
        conditions: &[],
        groups: &[],
        rules: Box::leak(rules.into_boxed_slice()),
    }))
}

fn one_of(value: &'static str) -> Test {
    Test::OneOf(Box::leak(Box::new([
        Allowed::One(Literal::Text(value)),
        Allowed::One(Literal::Text("more")),
    ])))
}

/// Asserts that statements differ only in names, literals and comments.
fn sql(hostile: &'static Schema, plain: &'static Schema, table: &str, key: &str) {
    // No engine takes an empty name.
    let (table, key) = (format!("t{table}"), format!("k{key}"));
    for dialect in DIALECTS {
        let statements = |schema, table: &str, key: &str| {
            let table = Table::new(schema, dialect, table);
            [table.create(&[(key, "BIGINT")]), table.violations(&[key]).text, table.summary().text]
        };
        let expected = statements(plain, "t", "k");
        for (found, expected) in statements(hostile, &table, &key).iter().zip(&expected) {
            assert_eq!(
                bare(dialect, found),
                bare(dialect, expected),
                "{dialect:?}\n{found}\n{expected}"
            );
        }
    }
}

/// Asserts that a literal is one, or several that are joined.
fn literals(text: &str) {
    for dialect in DIALECTS {
        let literal = bare(dialect, &dialect.text(text));
        let is_of_calls = |it: char| it.is_ascii_alphanumeric() || "'(),|+ ".contains(it);
        assert!(literal.chars().all(is_of_calls), "{dialect:?}: {literal}");
    }
}

/// A statement without what stands in quotes, and without comments.
fn bare(dialect: Dialect, statement: &str) -> String {
    let mut bare = String::new();
    let mut rest = statement.chars().peekable();
    let escapes = matches!(dialect, Dialect::Spark);
    while let Some(character) = rest.next() {
        match character {
            '\'' | '"' | '`' => {
                let escapes = character == '\'' && (escapes || bare.ends_with(['E', 'e']));
                loop {
                    match rest.next() {
                        None => panic!("a quote is not closed: {statement}"),
                        Some('\\') if escapes => drop(rest.next()),
                        Some(end) if end == character => match rest.peek() {
                            Some(next) if *next == character => drop(rest.next()),
                            _ => break,
                        },
                        Some(_) => {}
                    }
                }
                bare.push(character);
            }
            '-' if rest.peek() == Some(&'-') => while rest.next_if(|it| *it != '\n').is_some() {},
            '/' if rest.peek() == Some(&'*') => panic!("a comment in {statement}"),
            _ => bare.push(character),
        }
    }
    whole(bare)
}

/// Makes one literal of those that are joined, as invisible characters are written by their numbers.
fn whole(mut bare: String) -> String {
    for call in ["chr(", "char("] {
        while let Some(start) = bare.find(call) {
            let length = bare[start..].find(')').map_or(0, |end| end + 1);
            bare.replace_range(start..start + length, "'");
        }
    }
    while bare.contains("' || '") {
        bare = bare.replace("' || '", "'");
    }
    bare.replace("(')", "'").replace("E'", "'")
}

/// Asserts that documents have no elements but those of the plain type.
fn documents(hostile: &'static Schema, plain: &'static Schema, title: &str, document: &str) {
    let page = |schema, title: &str, document: &str| {
        tags(&html::Page::new(schema).sample(title, document).export().text)
    };
    let (found, expected) = (page(hostile, title, document), page(plain, "Words", "{}"));
    assert!(found.is_subset(&expected), "{:?}", found.difference(&expected).collect::<Vec<_>>());
    for text in [graph::svg(hostile).text, graph::svg(plain).text] {
        let mut reader = quick_xml::Reader::from_str(&text);
        while reader.read_event().unwrap_or_else(|error| panic!("{error}\n{text}"))
            != quick_xml::events::Event::Eof
        {}
    }
    let (found, expected) = (tags(&graph::svg(hostile).text), tags(&graph::svg(plain).text));
    assert!(found.is_subset(&expected), "{:?}", found.difference(&expected).collect::<Vec<_>>());
    let (found, expected) = (markdown::export(hostile).text, markdown::export(plain).text);
    assert_eq!(shape(&found), shape(&expected), "{found}");
    let lines = |text: &str| text.lines().count();
    let (found, expected) = (graph::mermaid(hostile).text, graph::mermaid(plain).text);
    assert_eq!(lines(&found), lines(&expected), "{found}");
}

/// The names of the elements of a document, and of their attributes.
fn tags(document: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut rest = document;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest
            .find(|it: char| !it.is_alphanumeric() && !"/!-:".contains(it))
            .unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        if name.starts_with("!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        rest = &rest[end..];
        // Attributes, with values in quotes.
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix(['>', '/', '?']) {
                rest = after;
                break;
            }
            let Some(end) = rest.find(['=', '>', ' ']) else { break };
            found.insert(format!("{name} {}", &rest[..end]));
            rest = &rest[end..];
            if let Some(value) = rest.strip_prefix("=\"") {
                rest = value.find('"').map_or("", |end| &value[end + 1..]);
            }
        }
        found.insert(name.clone());
        // Their content is no markup.
        if name == "style" || name == "script" {
            rest = rest.find(&format!("</{name}")).map_or("", |end| &rest[end..]);
        }
    }
    found
}

/// The parts of a document in Markdown that are no words.
fn shape(document: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(document, options).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('#') => {
            Some("link within".to_owned())
        }
        Event::Start(Tag::Heading { level, .. }) => Some(format!("heading {level}")),
        // A description may have several.
        Event::Start(Tag::Paragraph) => None,
        Event::Start(tag) => Some(format!("{tag:?}")),
        // Code that has marks of Markdown is written as HTML.
        Event::InlineHtml(html) if ["<code>", "</code>"].contains(&&*html) => None,
        Event::InlineHtml(html) | Event::Html(html) => Some(html.into_string()),
        Event::Rule => Some("rule".to_owned()),
        _ => None,
    });
    events.collect()
}
