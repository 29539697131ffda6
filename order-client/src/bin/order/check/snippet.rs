use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use anstyle::{AnsiColor, Style};
use order_core::schema::{Kind, Schema};

use super::finding::Finding;
use crate::{document::Source, printable::printable};

const PLACE: Style = AnsiColor::BrightBlue.on_default().bold();

/// Shows problems beside the lines of the document in which they occur.
pub(super) struct Snippets<'a> {
    text: &'a str,
    /// True if the lines are shown. They are not if one may hold a secret.
    is_shown: bool,
    renderer: Renderer,
}

impl<'a> Snippets<'a> {
    pub(super) fn new(text: &'a str, schema: &'static Schema) -> Self {
        let renderer = Renderer::styled().decor_style(DecorStyle::Ascii).line_num(PLACE);
        Self { text, is_shown: !has_secret(schema, &mut Vec::new()), renderer }
    }

    /// Writes a problem. Several problems at one place are written below each other, and the line is shown once,
    /// below the last of them.
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        source: &Source,
        finding: &Finding,
        offset: usize,
        is_last: bool,
    ) -> io::Result<()> {
        let Finding { line, column, code, is_warning, message, .. } = finding;
        let level = if *is_warning { Level::WARNING } else { Level::ERROR };
        let message = printable(message);
        // A terminal makes a link of it; elsewhere the address is dropped with the colours.
        let title = level.primary_title(message.as_str()).id(code.as_str()).id_url(code.page());
        let group = Group::with_title(title);
        let excerpt = (self.is_shown && is_last).then(|| Excerpt::of(self.text, offset));
        let group = match &excerpt {
            Some(excerpt) => group.element(
                Snippet::source(excerpt.text.as_str())
                    .line_start(*line)
                    .annotation(AnnotationKind::Primary.span(excerpt.start..excerpt.end)),
            ),
            None => group,
        };
        let shown = self.renderer.render(&[group]);
        // The snippet would count columns in the excerpt, so the place is written here.
        let (title, snippet) = shown.split_once('\n').unwrap_or((&shown, ""));
        writeln!(out, "{title}")?;
        if !is_last {
            return Ok(());
        }
        let indent = line.to_string().len();
        let name = printable(&source.to_string());
        writeln!(out, "{:indent$}{PLACE}-->{PLACE:#} {name}:{line}:{column}", "")?;
        if !snippet.is_empty() {
            writeln!(out, "{snippet}")?;
        }
        writeln!(out)
    }
}

/// Returns whether a field of the request, or of a nested part, is secret.
fn has_secret(schema: &'static Schema, seen: &mut Vec<&'static Schema>) -> bool {
    if seen.iter().any(|known| std::ptr::eq(*known, schema)) {
        return false;
    }
    seen.push(schema);
    schema.fields.iter().any(|field| field.attributes.secret || kind_has_secret(field.kind(), seen))
}

fn kind_has_secret(kind: &'static Kind, seen: &mut Vec<&'static Schema>) -> bool {
    match kind {
        Kind::Object(schema) => has_secret(schema, seen),
        Kind::List(inner) | Kind::Map(inner) | Kind::Optional(inner) => {
            kind_has_secret(inner(), seen)
        }
        _ => false,
    }
}

/// A part of one line, with the range of bytes to mark.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt {
    text: String,
    start: usize,
    end: usize,
}

impl Excerpt {
    /// The largest number of characters before the place, and after it.
    const BEFORE: usize = 60;
    const AFTER: usize = 80;

    fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (before, after) = text.split_at(offset);
        let before = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
        let after = after.split(['\n', '\r']).next().unwrap_or_default();
        let length = token(after);
        let (is_cut, before) = last(before, Self::BEFORE);
        let mut shown = if is_cut { "…".to_owned() } else { String::new() };
        shown.push_str(&printable_line(before));
        let start = shown.len();
        let cut = after.char_indices().nth(Self::AFTER).map(|(at, _)| at);
        let meant = length.min(cut.unwrap_or(after.len()));
        shown.push_str(&printable_line(&after[..meant]));
        let end = shown.len();
        shown.push_str(&printable_line(&after[meant..cut.unwrap_or(after.len())]));
        if cut.is_some() {
            shown.push('…');
        }
        Self { text: shown, start, end }
    }
}

/// Returns the last `most` characters of `text`, and whether others come before them.
fn last(text: &str, most: usize) -> (bool, &str) {
    match text.char_indices().rev().nth(most.saturating_sub(1)) {
        Some((at, _)) if at > 0 => (true, &text[at..]),
        _ => (false, text),
    }
}

/// The length of the text, number or word at the start of `text`.
fn token(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.first() {
        None => 0,
        Some(b'"') => {
            let mut at = 1;
            while let Some(byte) = bytes.get(at) {
                match byte {
                    b'"' => return at + 1,
                    b'\\' => at += 2,
                    _ => at += 1,
                }
            }
            text.len()
        }
        Some(_) => {
            let ends =
                |character: char| !(character.is_alphanumeric() || "+-._%@[]".contains(character));
            match text.find(ends).unwrap_or(text.len()) {
                0 => text.chars().next().map_or(0, char::len_utf8),
                length => length,
            }
        }
    }
}

/// Replaces tabs by spaces, so that columns stay aligned.
fn printable_line(text: &str) -> String {
    printable(&text.replace('\t', " "))
}

#[cfg(test)]
mod tests {
    use order_core::OrderRequest;

    use super::*;

    fn excerpt(text: &str, offset: usize) -> (String, String) {
        let Excerpt { text, start, end } = Excerpt::of(text, offset);
        let meant = text[start..end].to_owned();
        (text, meant)
    }

    #[test]
    fn the_line_of_the_place_is_shown_with_what_is_meant() {
        let text = "{\r\n\t\"ev\": \"ma\\\"ybe\", \"validity\": 14,\n  \"é\": x}";
        let meant = |offset| excerpt(text, offset).1;
        assert_eq!(excerpt(text, 10).0, " \"ev\": \"ma\\\"ybe\", \"validity\": 14,");
        assert_eq!(meant(4), "\"ev\"");
        assert_eq!(meant(10), "\"ma\\\"ybe\"");
        assert_eq!(meant(text.find("14").expect("it is there")), "14");
        assert_eq!(meant(text.len() - 1), "}");
        assert_eq!(excerpt(text, text.len()), ("  \"é\": x}".to_owned(), String::new()));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}\"{}\"{}", "a".repeat(100_000), "é".repeat(100), "b".repeat(100_000));
        let (shown, meant) = excerpt(&text, 100_000);
        assert_eq!(shown, format!("…{}\"{}…", "a".repeat(60), "é".repeat(79)));
        assert_eq!(meant, format!("\"{}", "é".repeat(79)));
    }

    #[test]
    fn control_characters_are_not_shown() {
        assert_eq!(excerpt("a\u{1b}[2Jb\u{85}c", 0).0, "a\u{fffd}[2Jb\u{fffd}c");
    }

    #[test]
    fn no_line_is_shown_where_there_may_be_a_secret() {
        #[derive(OrderRequest)]
        struct Part {
            #[order(secret)]
            pin: String,
        }
        #[derive(OrderRequest)]
        struct Order {
            #[nested]
            parts: Option<Vec<Part>>,
        }
        let text = r#"{"parts": [{"pin": 5}], "x": 1}"#;
        let snippets = Snippets::new(text, Order::SCHEMA);
        let finding = Finding::of_syntax(1, 26, "unknown field `x`; remove it");
        let mut out = Vec::new();
        snippets.write(&mut out, &Source::Stdin, &finding, 25, true).expect("a vector takes all");
        let out =
            anstream::adapter::strip_str(std::str::from_utf8(&out).expect("text")).to_string();
        assert_eq!(
            out,
            "error[syntax]: unknown field `x`; remove it\n --> standard input:1:26\n\n"
        );
    }
}
