//! The reference documentation of a request in Markdown.

use std::fmt::Write as _;

use crate::{
    export::{
        Export,
        docs::{
            comment, escape,
            reference::{Parameter, Reference, Required, Section, Table},
            words::{Piece, Words, spoken},
        },
    },
    schema::{Schema, WireValue},
};

/// Writes the reference of a request: a table of parameters for the request and for each of its parts, with numbered
/// footnotes for everything that depends on other parameters, and the values of each enum.
///
/// The output is GitHub Flavored Markdown, with no HTML except entities and `code`. All text from names, doc comments
/// and rules is escaped. The gaps are the functions of the user: only their names are known, not what they accept.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, export::markdown};
///
/// /// An order of a certificate.
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /order/code", response = ())]
/// struct Order {
///     /// Years of validity.
///     #[allowed(1, 2, 3)]
///     validity: u8,
///     /// How the key gets onto its token.
///     #[required_if(ev)]
///     method: Option<String>,
///     #[default_value(false)]
///     ev: bool,
/// }
///
/// let export = markdown::export(Order::SCHEMA);
/// assert_eq!(
///     export.text,
///     "\
/// ### Order
///
/// `POST /order/code`
///
/// An order of a certificate.
///
/// Blank text, and an empty list or object, counts as absent.
///
/// | Parameter | Type and values | Required | Description | Default |
/// | --- | --- | --- | --- | --- |
/// | `validity` | whole number: `1`, `2` or `3` | yes | Years of validity. |  |
/// | `method` | text | conditional \\[1\\] | How the key gets onto its token. |  |
/// | `ev` | `true` or `false` | no |  | `false` |
///
/// 1. `method`: required if `ev` is true.
/// ",
/// );
/// assert!(export.gaps.is_empty());
/// ```
pub fn export(schema: &'static Schema) -> Export {
    let reference = Reference::new(schema);
    let mut blocks = Vec::new();
    for (index, section) in reference.sections.iter().enumerate() {
        add_section(section, index == 0, &mut blocks);
    }
    for table in &reference.tables {
        add_table(table, &mut blocks);
    }
    if !reference.gaps.is_empty() {
        blocks.push("### What this reference cannot say".to_owned());
        let gaps = reference.gaps.iter().map(|gap| {
            let reason = comment::pieces(&gap.reason);
            format!("- {}: {}.", escape::markdown_code(&gap.rule), shown(&reason))
        });
        blocks.push(gaps.collect::<Vec<_>>().join("\n"));
    }
    Export { text: blocks.join("\n\n") + "\n", gaps: reference.gaps }
}

fn add_section(section: &Section, is_request: bool, blocks: &mut Vec<String>) {
    let level = if is_request { "##" } else { "###" };
    blocks.push(format!("{level} {}", escape::markdown(&section.label)));
    if let (true, Some(endpoint)) = (is_request, section.schema.endpoint) {
        let call = format!("{} {}", endpoint.method, endpoint.path);
        blocks.push(escape::markdown_code(&call));
    }
    if !section.places.is_empty() {
        let places = section.places.iter().map(|place| escape::markdown_code(place));
        blocks.push(format!("Stands at {}.", places.collect::<Vec<_>>().join(", ")));
    }
    blocks.extend(section.description.iter().chain(&section.remarks).map(shown));
    if section.parameters.is_empty() {
        blocks.push("It has no parameters.".to_owned());
    } else {
        blocks.push(parameters(&section.parameters));
    }
    if !section.notes.is_empty() {
        let notes = section.notes.iter().map(|note| {
            let names = note.parameters.iter().map(|name| escape::markdown_code(name));
            let names = names.collect::<Vec<_>>().join(", ");
            let colon = if names.is_empty() { "" } else { ": " };
            let words = note.words.clone().and(if names.is_empty() { "" } else { "." });
            let words = if names.is_empty() { words.sentence() } else { words };
            format!("{}. {names}{colon}{}", note.number, shown(&words))
        });
        blocks.push(notes.collect::<Vec<_>>().join("\n"));
    }
    if !section.conditions.is_empty() {
        let conditions = section.conditions.iter().map(|(name, words)| {
            format!("- *{}*: {}.", escape::markdown(&spoken(name)), shown(words))
        });
        blocks.push(conditions.collect::<Vec<_>>().join("\n"));
    }
}

/// A column: its heading, and the function for its cells.
type Column = (&'static str, fn(&Parameter) -> String);

fn parameters(parameters: &[Parameter]) -> String {
    let columns: [Column; 7] = [
        ("Parameter", |parameter| escape::markdown_code(&parameter.name)),
        ("Type and values", |parameter| shown(&parameter.holds) + &marks(&parameter.value_notes)),
        ("Required", |parameter| {
            required(parameter.required).to_owned() + &marks(&parameter.presence_notes)
        }),
        ("Description", |parameter| shown(&parameter.description)),
        ("Default", |parameter| shown(&parameter.default)),
        ("Format", |parameter| shown(&parameter.format)),
        ("Length", |parameter| shown(&parameter.length)),
    ];
    let is_used = |(index, (_, cell)): &(usize, &Column)| {
        *index < 3 || parameters.iter().any(|parameter| !cell(parameter).is_empty())
    };
    let used: Vec<&Column> =
        columns.iter().enumerate().filter(is_used).map(|(_, column)| column).collect();
    let headings: Vec<&str> = used.iter().map(|(heading, _)| *heading).collect();
    let mut table = format!("| {} |\n|{}", headings.join(" | "), " --- |".repeat(used.len()));
    for parameter in parameters {
        let cells: Vec<String> = used.iter().map(|(_, cell)| cell(parameter)).collect();
        write!(table, "\n| {} |", cells.join(" | ")).expect("a string takes all text");
    }
    table
}

fn required(required: Required) -> &'static str {
    match required {
        Required::Yes => "yes",
        Required::No => "no",
        Required::Conditional => "conditional",
    }
}

/// References to footnotes.
fn marks(notes: &[usize]) -> String {
    let notes: Vec<String> = notes.iter().map(usize::to_string).collect();
    if notes.is_empty() { String::new() } else { format!(" \\[{}\\]", notes.join(", ")) }
}

/// Adds the table of an enum; values without descriptions are put on one line.
fn add_table(table: &Table, blocks: &mut Vec<String>) {
    blocks.push(format!("### {}", escape::markdown(&table.label)));
    blocks.extend(table.description.iter().map(shown));
    if table.choices.ignore_case {
        blocks.push("Either case is accepted.".to_owned());
    }
    blocks.extend(table.others.as_ref().map(shown));
    let value = |wire: WireValue| escape::markdown_code(&wire.to_string());
    let has_meanings = table.meanings.iter().any(|meaning| !meaning.is_empty());
    let has_aliases = table.choices.list.iter().any(|choice| !choice.aliases.is_empty());
    if !has_meanings && !has_aliases {
        let values = table.choices.list.iter().map(|choice| value(choice.wire));
        return blocks.push(values.collect::<Vec<_>>().join(", "));
    }
    let rows = table.choices.list.iter().zip(&table.meanings).map(|(choice, meaning)| {
        let aliases = choice.aliases.iter().map(|alias| escape::markdown_code(alias));
        let aliases = aliases.collect::<Vec<_>>().join(", ");
        let aliases = if aliases.is_empty() { aliases } else { format!(" (also {aliases})") };
        let colon = if meaning.is_empty() { "" } else { ": " };
        format!("- {}{aliases}{colon}{}", value(choice.wire), shown(meaning))
    });
    blocks.push(rows.collect::<Vec<_>>().join("\n"));
}

fn shown(words: &Words) -> String {
    let shown = words.pieces().iter().enumerate().map(|(index, piece)| match piece {
        // Text after code is not at the start of a line, so a leading mark needs no escape.
        Piece::Plain(text) if index > 0 => escape::markdown(&format!("x{text}")).split_off(1),
        Piece::Plain(text) => escape::markdown(text),
        Piece::Code(text) | Piece::Parameter(text) => escape::markdown_code(text),
        Piece::Condition(name) => format!("*{}*", escape::markdown(&spoken(name))),
        Piece::Link(label) => escape::markdown(label),
    });
    shown.collect()
}
