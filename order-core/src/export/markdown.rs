//! The reference documentation of a request in Markdown.

use std::fmt::Write as _;

use crate::{
    export::{
        Export,
        docs::{
            comment, escape,
            reference::{Parameter, Reference, Required, Section, Table},
            speaker::Language,
        },
    },
    language::{Catalogue, English, Text, Value},
    schema::{Schema, WireValue},
    words::{Piece, Words, spoken},
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
    export_in_language(schema, &English)
}

/// Writes the reference of a request in the language of `catalogue`.
///
/// Doc comments are those of the source. A catalogue may have other words for a label and for the text of a
/// `#[rule]` or `#[check]`, as it may in messages.
///
/// # Example
///
/// ```
/// # #[cfg(feature = "fluent")] {
/// use order_core::{OrderRequest, export::markdown, language::Fluent};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     ev: bool,
///     #[required_if(ev)]
///     job_title: Option<String>,
/// }
///
/// let text = markdown::export_in_language(Order::SCHEMA, &Fluent::german()).text;
/// assert!(text.contains("1. `job_title`: erforderlich, wenn gilt: `ev` ist `true`."), "{text}");
/// # }
/// ```
pub fn export_in_language(schema: &'static Schema, catalogue: &dyn Catalogue) -> Export {
    let language = Language(catalogue);
    let reference = Reference::new(schema, language);
    let mut blocks = Vec::new();
    for (index, section) in reference.sections.iter().enumerate() {
        add_section(section, index == 0, language, &mut blocks);
    }
    for table in &reference.tables {
        add_table(table, language, &mut blocks);
    }
    if !reference.gaps.is_empty() {
        let heading = language.say(Text::DocNotSaidHere);
        blocks.push(format!("### {}", shown(&heading)));
        let gaps = reference.gaps.iter().map(|gap| {
            let reason = comment::pieces(&gap.reason);
            format!("- {}: {}.", escape::markdown_code(&gap.rule), shown(&reason))
        });
        blocks.push(gaps.collect::<Vec<_>>().join("\n"));
    }
    Export { text: blocks.join("\n\n") + "\n", gaps: reference.gaps }
}

fn add_section(
    section: &Section,
    is_request: bool,
    language: Language<'_>,
    blocks: &mut Vec<String>,
) {
    let level = if is_request { "##" } else { "###" };
    blocks.push(format!("{level} {}", escape::markdown(&section.label)));
    if let (true, Some(endpoint)) = (is_request, section.schema.endpoint) {
        let call = format!("{} {}", endpoint.method, endpoint.path);
        blocks.push(escape::markdown_code(&call));
    }
    if !section.places.is_empty() {
        let places = Value::list(section.places.iter().map(|place| Value::code(place.clone())));
        blocks.push(shown(&language.say(Text::DocStandsAt.with("places", places))));
    }
    blocks.extend(section.description.iter().chain(&section.remarks).map(shown));
    if section.parameters.is_empty() {
        blocks.push(shown(&language.say(Text::DocNoParameters)));
    } else {
        blocks.push(parameters(&section.parameters, language));
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
type Column = (Text, fn(&Parameter, Language<'_>) -> String);

fn parameters(parameters: &[Parameter], language: Language<'_>) -> String {
    let columns: [Column; 7] = [
        (Text::DocColumnParameter, |parameter, _| escape::markdown_code(&parameter.name)),
        (Text::DocColumnTypeAndValues, |parameter, _| {
            shown(&parameter.holds) + &marks(&parameter.value_notes)
        }),
        (Text::DocColumnRequired, |parameter, language| {
            let required = language.say(required(parameter.required));
            shown(&required) + &marks(&parameter.presence_notes)
        }),
        (Text::DocColumnDescription, |parameter, _| shown(&parameter.description)),
        (Text::DocColumnDefault, |parameter, _| shown(&parameter.default)),
        (Text::DocColumnFormat, |parameter, _| shown(&parameter.format)),
        (Text::DocColumnLength, |parameter, _| shown(&parameter.length)),
    ];
    let is_used = |(index, (_, cell)): &(usize, &Column)| {
        *index < 3 || parameters.iter().any(|parameter| !cell(parameter, language).is_empty())
    };
    let used: Vec<&Column> =
        columns.iter().enumerate().filter(is_used).map(|(_, column)| column).collect();
    let headings: Vec<String> =
        used.iter().map(|(heading, _)| shown(&language.say(*heading))).collect();
    let mut table = format!("| {} |\n|{}", headings.join(" | "), " --- |".repeat(used.len()));
    for parameter in parameters {
        let cells: Vec<String> = used.iter().map(|(_, cell)| cell(parameter, language)).collect();
        write!(table, "\n| {} |", cells.join(" | ")).expect("a string takes all text");
    }
    table
}

fn required(required: Required) -> Text {
    match required {
        Required::Yes => Text::DocYes,
        Required::No => Text::DocNo,
        Required::Conditional => Text::DocConditional,
    }
}

/// References to footnotes.
fn marks(notes: &[usize]) -> String {
    let notes: Vec<String> = notes.iter().map(usize::to_string).collect();
    if notes.is_empty() { String::new() } else { format!(" \\[{}\\]", notes.join(", ")) }
}

/// Adds the table of an enum; values without descriptions are put on one line.
fn add_table(table: &Table, language: Language<'_>, blocks: &mut Vec<String>) {
    blocks.push(format!("### {}", escape::markdown(&table.label)));
    blocks.extend(table.description.iter().map(shown));
    if table.choices.ignore_case {
        blocks.push(shown(&language.say(Text::DocIgnoreCase)));
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
        let names = match choice.aliases {
            [] => value(choice.wire),
            aliases => {
                let aliases = Value::list(aliases.iter().map(|alias| Value::code(*alias)));
                let also = Text::DocAlso.with("value", Value::code(choice.wire.to_string()));
                shown(&language.say(also.with("aliases", aliases)))
            }
        };
        let colon = if meaning.is_empty() { "" } else { ": " };
        format!("- {names}{colon}{}", shown(meaning))
    });
    blocks.push(rows.collect::<Vec<_>>().join("\n"));
}

fn shown(words: &Words) -> String {
    let shown = words.pieces().iter().enumerate().map(|(index, piece)| match piece {
        // Text after code is not at the start of a line, so a leading mark needs no escape.
        Piece::Plain(text) if index > 0 => escape::markdown(&format!("x{text}")).split_off(1),
        Piece::Plain(text) => escape::markdown(text),
        Piece::Code(text) | Piece::Parameter(text) | Piece::Fact(text) => {
            escape::markdown_code(text)
        }
        Piece::Condition(name) => format!("*{}*", escape::markdown(&spoken(name))),
        Piece::Link(label) => escape::markdown(label),
    });
    shown.collect()
}
