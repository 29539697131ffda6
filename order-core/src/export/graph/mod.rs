//! The rules of a request as a dependency graph.
//!
//! An edge leads from a parameter to each parameter that depends on it, through a named condition if there is one.
//! Groups and rules over several parameters are nodes of their own. Parameters without dependencies in either
//! direction are omitted. Parameters with the same rules share a node. The rules inside a nested part are in the
//! graph of that part's schema; a gap says so.

mod layout;
mod model;
mod svg;

use std::fmt::Write as _;

use self::model::{Graph, Line, NodeKind};
use crate::{
    export::{
        Export,
        docs::{escape, markup::Markup, speaker::Language},
    },
    language::{Catalogue, English, Text},
    schema::Schema,
};

/// Returns the rule graph as a [Mermaid](https://mermaid.js.org) flowchart.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, export::graph};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     name: String,
///     #[required_if(ev)]
///     #[forbidden_unless(ev)]
///     method: Option<String>,
///     #[default_value(false)]
///     ev: bool,
/// }
///
/// assert_eq!(
///     graph::mermaid(Order::SCHEMA).text,
///     "\
/// flowchart LR
///     n0[\"method\"]
///     n1[\"ev\"]
///     n1 -->|\"required or not allowed\"| n0
/// ",
/// );
/// ```
pub fn mermaid(schema: &'static Schema) -> Export {
    mermaid_in_language(schema, &English)
}

/// Returns the rule graph as a Mermaid flowchart, in the language of `catalogue`.
pub fn mermaid_in_language(schema: &'static Schema, catalogue: &dyn Catalogue) -> Export {
    let language = Language(catalogue);
    let graph = Graph::new(schema, language);
    let mut text = "flowchart LR\n".to_owned();
    let mut line = |args: std::fmt::Arguments<'_>| {
        writeln!(text, "    {args}").expect("a string takes all text");
    };
    for (index, node) in graph.nodes.iter().enumerate() {
        let label: Vec<String> = node.names.iter().map(|name| quoted(name)).collect();
        let label = label.join("<br>");
        match node.kind {
            NodeKind::Parameters => line(format_args!("n{index}[\"{label}\"]")),
            NodeKind::Condition => line(format_args!("n{index}{{{{\"{label}\"}}}}")),
            NodeKind::Group => line(format_args!("n{index}([\"{label}\"])")),
            NodeKind::Rule => line(format_args!("n{index}[/\"{label}\"/]")),
            NodeKind::Fact => line(format_args!("n{index}((\"{label}\"))")),
        }
    }
    for edge in &graph.edges {
        let arrow = match edge.line {
            Line::Demand => "-->",
            Line::Ban => "-.->",
            Line::Reads => "---",
        };
        let label = match edge.label.as_str() {
            "" => String::new(),
            label => format!("|\"{}\"|", quoted(label)),
        };
        line(format_args!("n{} {arrow}{label} n{}", edge.from, edge.to));
    }
    if graph.nodes.is_empty() {
        line(format_args!("n0[\"{}\"]", quoted(&language.text(Text::DocGraphEmpty))));
    }
    for gap in &graph.gaps {
        line(format_args!("%% {}", comment(&gap.to_string())));
    }
    Export { text, gaps: graph.gaps }
}

/// Returns the rule graph as an SVG image without scripts or external resources. It follows the reader's light or
/// dark mode.
pub fn svg(schema: &'static Schema) -> Export {
    svg_in_language(schema, &English)
}

/// Returns the rule graph as an SVG image, in the language of `catalogue`.
pub fn svg_in_language(schema: &'static Schema, catalogue: &dyn Catalogue) -> Export {
    let graph = Graph::new(schema, Language(catalogue));
    let mut markup = Markup::default();
    svg::draw(&graph, &mut markup);
    markup.line_break();
    Export { text: markup.into_string(), gaps: graph.gaps }
}

/// Returns the image for a page; `None` if no parameter depends on another.
pub(crate) fn picture(schema: &'static Schema, language: Language<'_>) -> Option<Markup> {
    let graph = Graph::new(schema, language);
    if graph.nodes.is_empty() {
        return None;
    }
    let mut markup = Markup::default();
    svg::draw(&graph, &mut markup);
    Some(markup)
}

/// Text of a Mermaid label: letters, digits and simple marks stay, everything else becomes an entity such as `#35;`.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in escape::visible_line(text).chars() {
        match character {
            ' ' | '_' | '.' | ',' | '-' => quoted.push(character),
            character if character.is_alphanumeric() => quoted.push(character),
            character => {
                write!(quoted, "#{};", u32::from(character)).expect("a string takes all text");
            }
        }
    }
    quoted
}

/// Text of a comment: one line that does not look like a directive.
fn comment(text: &str) -> String {
    escape::visible_line(text).replace(['{', '}'], "\"")
}
