//! Converts doc comments and rule texts, which are Markdown with rustdoc links, to words.

use crate::{schema::Schema, words::Words};

/// The paragraphs of a doc comment before its first heading, without code blocks and with wire names for fields.
pub(crate) fn paragraphs(doc: &str, schema: &'static Schema) -> Vec<Words> {
    let mut paragraphs: Vec<String> = Vec::new();
    let (mut is_open, mut fence) = (false, None);
    for line in doc.lines().map(str::trim) {
        let opens = line.chars().take_while(|c| *c == '`').count();
        match fence {
            Some(length) if opens >= length => fence = None,
            Some(_) => {}
            None if opens >= 3 => (fence, is_open) = (Some(opens), false),
            None if is_heading(line) => break,
            None if line.is_empty() => is_open = false,
            None => {
                let item = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
                let text = item.map_or_else(|| line.to_owned(), |item| format!("\u{2013} {item}"));
                match paragraphs.last_mut() {
                    Some(last) if is_open && item.is_none() => {
                        last.push(' ');
                        last.push_str(&text);
                    }
                    _ => paragraphs.push(text),
                }
                is_open = true;
            }
        }
    }
    paragraphs.iter().map(|text| words(text, Some(schema))).collect()
}

/// All paragraphs joined into one.
pub(crate) fn line(doc: &str, schema: &'static Schema) -> Words {
    let paragraphs = paragraphs(doc, schema).into_iter().enumerate();
    paragraphs.fold(Words::default(), |words, (index, next)| {
        words.and(if index == 0 { "" } else { " " }).and(next)
    })
}

/// The text of a rule without its final full stop.
pub(crate) fn sentence(text: &str, schema: &'static Schema) -> Words {
    words(text.trim().trim_end_matches('.'), Some(schema))
}

/// Converts a text in which backticks enclose code.
pub(crate) fn pieces(text: &str) -> Words {
    words(text, None)
}

fn is_heading(line: &str) -> bool {
    let marks = line.chars().take_while(|c| *c == '#').count();
    (1..=6).contains(&marks) && line[marks..].starts_with([' ', '\t'])
}

fn words(text: &str, schema: Option<&'static Schema>) -> Words {
    let mut words = Words::default();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let piece = match first {
            '`' => code(rest).map(|(code, rest)| (name(code, schema), rest)),
            '[' => link(rest).map(|(shown, rest)| (self::words(shown, schema), rest)),
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                Some((after[..1].into(), &after[1..]))
            }
            '*' => emphasis(rest).map(|(inner, rest)| (self::words(inner, schema), rest)),
            _ => None,
        };
        match piece {
            Some((piece, after)) => {
                words = words.and(std::mem::take(&mut plain)).and(piece);
                rest = after;
            }
            None => {
                plain.push(first);
                rest = after;
            }
        }
    }
    words.and(plain)
}

/// The code span at the start, and the rest.
fn code(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(|byte| *byte == b'`').count();
    let (fence, inner) = text.split_at(length);
    let mut from = 0;
    loop {
        let start = from + inner[from..].find('`')?;
        let run = inner[start..].bytes().take_while(|byte| *byte == b'`').count();
        if run == length {
            let code = &inner[..start];
            let is_padded = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
            let code = if is_padded { &code[1..code.len() - 1] } else { code };
            return Some((code, &inner[start + fence.len()..]));
        }
        from = start + run;
    }
}

/// The text of the link at the start, and the rest. A link is `[text](target)`, `[text][target]` or, around code,
/// `[text]`.
fn link(text: &str) -> Option<(&str, &str)> {
    let end = closing(text, '[', ']')?;
    let (shown, after) = (&text[1..end], &text[end + 1..]);
    let target = match after.chars().next() {
        Some('(') => closing(after, '(', ')'),
        Some('[') => closing(after, '[', ']'),
        _ => None,
    };
    match target {
        Some(end) => Some((shown, &after[end + 1..])),
        None if shown.starts_with('`') && shown.ends_with('`') && shown.len() > 2 => {
            Some((shown, after))
        }
        None => None,
    }
}

fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (index, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}

/// The content of `*` or `**` at the start, and the rest.
fn emphasis(text: &str) -> Option<(&str, &str)> {
    let mark = if text.starts_with("**") { "**" } else { "*" };
    let inner = &text[mark.len()..];
    let is_plain = |index: &usize| !inner[..*index].ends_with('\\');
    let end = inner.match_indices(mark).map(|(index, _)| index).find(is_plain)?;
    let shown = &inner[..end];
    let is_emphasis = !shown.is_empty()
        && !shown.starts_with(char::is_whitespace)
        && !shown.ends_with(char::is_whitespace);
    is_emphasis.then(|| (shown, &inner[end + mark.len()..]))
}

/// Code that names a field becomes a parameter.
fn name(code: &str, schema: Option<&'static Schema>) -> Words {
    let code = code.strip_prefix("Self::").unwrap_or(code);
    let mut fields = schema.into_iter().flat_map(|schema| schema.fields);
    match fields.find(|field| field.rust == code && !field.name.is_empty()) {
        Some(field) => Words::parameter(field.name),
        None => Words::code(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(doc: &str) -> Vec<String> {
        static SCHEMA: Schema = Schema::empty("Order");
        paragraphs(doc, &SCHEMA).iter().map(Words::to_string).collect()
    }

    #[test]
    fn links_and_emphasis_become_words() {
        assert_eq!(
            shown(
                "Goes with [`ship_name`](Self::ship_name), of *EV CS Platforms*; see [the page][1] or [`ev`]."
            ),
            ["Goes with `ship_name`, of EV CS Platforms; see the page or `ev`."],
        );
        assert_eq!(
            shown("An array[0] of `` a`b `` **bold** 2 * 3 * 4"),
            ["An array[0] of `a`b` bold 2 * 3 * 4"]
        );
        assert_eq!(shown("Not closed: `a, [b, *c, \\*d\\*"), ["Not closed: `a, [b, *c, *d*"]);
    }

    #[test]
    fn examples_and_what_follows_a_heading_are_left_out() {
        let doc = "One\nline.\n\n```\nlet code = 1;\n# hidden\n```\n- first\n  more\n- second\n\n# Example\n\nNever.";
        assert_eq!(shown(doc), ["One line.", "\u{2013} first more", "\u{2013} second"]);
        assert_eq!(shown("#1 is no heading"), ["#1 is no heading"]);
        assert_eq!(shown(""), [""; 0]);
    }
}
