//! The body of a reply, in the layout of the documentation's samples.

/// A value of a reply.
pub(crate) enum Tree {
    Text(String),
    /// Digits, which are written without quotes in JSON, as in the documentation's sample.
    Digits(String),
    /// The name of an item in XML, and the items.
    List(&'static str, Vec<Tree>),
    Object(Vec<(&'static str, Tree)>),
}

impl Tree {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The tree that has `value` at this place: names of members with dots between them.
    pub(crate) fn at(place: &'static str, value: Self) -> Self {
        let steps = place.rsplit('.').filter(|step| !step.is_empty());
        steps.fold(value, |value, step| Self::Object(vec![(step, value)]))
    }

    pub(super) fn texts<'a>(
        item: &'static str,
        texts: impl IntoIterator<Item = &'a String>,
    ) -> Self {
        Self::List(item, texts.into_iter().map(Self::text).collect())
    }

    pub(super) fn json(&self) -> String {
        let mut out = String::new();
        self.write_json(0, &mut out);
        out
    }

    /// Writes the tree as XML, as the content of the element `root`.
    pub(super) fn xml(&self, root: &str) -> String {
        let mut out = String::new();
        self.write_xml(root, 0, &mut out);
        out
    }

    fn write_json(&self, depth: usize, out: &mut String) {
        match self {
            Self::Text(text) => *out += &json_text(text),
            Self::Digits(digits) => *out += digits,
            Self::List(_, items) => {
                write_parts(['[', ']'], items, depth, out, |item, out| {
                    item.write_json(depth + 1, out);
                });
            }
            Self::Object(members) => {
                write_parts(['{', '}'], members, depth, out, |(name, value), out| {
                    *out += &format!("\"{name}\":");
                    value.write_json(depth + 1, out);
                });
            }
        }
    }

    fn write_xml(&self, name: &str, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        *out += &format!("{indent}<{name}>");
        match self {
            // Certificates stand between the tags on lines of their own.
            Self::Text(text) if text.contains('\n') => {
                *out += &format!("\n{indent}   {}\n{indent}", xml_text(text.trim_end()));
            }
            Self::Text(text) | Self::Digits(text) => *out += &xml_text(text),
            Self::List(item, items) => {
                out.push('\n');
                for value in items {
                    value.write_xml(item, depth + 1, out);
                    out.push('\n');
                }
                *out += &indent;
            }
            Self::Object(members) => {
                out.push('\n');
                for (name, value) in members {
                    value.write_xml(name, depth + 1, out);
                    out.push('\n');
                }
                *out += &indent;
            }
        }
        *out += &format!("</{name}>");
    }
}

/// Writes parts in brackets, each on its own line.
fn write_parts<T>(
    brackets: [char; 2],
    parts: &[T],
    depth: usize,
    out: &mut String,
    mut write: impl FnMut(&T, &mut String),
) {
    out.push(brackets[0]);
    for (index, part) in parts.iter().enumerate() {
        *out += if index == 0 { "\n" } else { ",\n" };
        *out += &"  ".repeat(depth + 1);
        write(part, out);
    }
    if !parts.is_empty() {
        out.push('\n');
        *out += &"  ".repeat(depth);
    }
    out.push(brackets[1]);
}

/// A text of JSON, with its quotes.
pub(super) fn json_text(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\n' => json.push_str("\\n"),
            _ if character < ' ' => json += &format!("\\u{:04x}", u32::from(character)),
            _ => json.push(character),
        }
    }
    json + "\""
}

fn xml_text(text: &str) -> String {
    let mut xml = String::new();
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\n' | '\t' => xml.push(character),
            // XML cannot hold these.
            _ if character < ' ' || matches!(character, '\u{fffe}' | '\u{ffff}') => {
                xml.push('\u{fffd}');
            }
            _ => xml.push(character),
        }
    }
    xml
}
