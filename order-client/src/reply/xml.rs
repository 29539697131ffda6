//! XML as the service writes it: elements and text, without a schema.
//!
//! Attributes are ignored, entities cannot be declared, and nothing may follow the root.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, Event},
};

use crate::reply::{Value, json::Malformed};

/// The largest depth of nested elements.
const DEEPEST: usize = 32;

/// An element that is open.
struct Element<'a> {
    name: String,
    text: String,
    members: Vec<(Cow<'a, str>, Value<'a>)>,
}

/// Parses the document and returns the name and the content of its root element.
pub(super) fn parse(bytes: &[u8]) -> Result<(String, Value<'_>), Malformed> {
    let text = str::from_utf8(bytes).map_err(|error| Malformed { offset: error.valid_up_to() })?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element<'_>> = Vec::new();
    let mut root = None;
    loop {
        // A document in memory is shorter than `usize::MAX`.
        let malformed = Malformed { offset: reader.buffer_position() as usize };
        match reader.read_event().map_err(|_| malformed)? {
            Event::Start(start) if open.len() < DEEPEST && root.is_none() => {
                let name = start.local_name().into_inner().to_owned();
                open.push(Element { name, text: String::new(), members: Vec::new() });
            }
            Event::End(_) => {
                let Element { name, text, members } = open.pop().ok_or(malformed)?;
                let value = match members.is_empty() {
                    true => Value::Text(text.trim().to_owned().into()),
                    false if text.trim().is_empty() => Value::Object(members),
                    false => return Err(malformed),
                };
                match open.last_mut() {
                    Some(parent) => parent.members.push((name.into(), value)),
                    None => root = Some((name, value)),
                }
            }
            Event::Text(found) => match open.last_mut() {
                Some(element) => element.text += &found,
                None if found.trim().is_empty() => {}
                None => return Err(malformed),
            },
            Event::CData(found) => {
                let element = open.last_mut().ok_or(malformed)?;
                element.text += &found;
            }
            Event::GeneralRef(reference) => {
                let element = open.last_mut().ok_or(malformed)?;
                referred(&reference, &mut element.text).ok_or(malformed)?;
            }
            Event::Comment(_) | Event::Decl(_) => {}
            Event::Eof if open.is_empty() => return root.ok_or(malformed),
            _ => return Err(malformed),
        }
    }
}

/// Appends the character of `reference` to `text`.
fn referred(reference: &BytesRef<'_>, text: &mut String) -> Option<()> {
    if reference.is_char_ref() {
        text.push(reference.resolve_char_ref().ok()??);
    } else {
        *text += resolve_predefined_entity(reference)?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_become_objects_and_text() {
        let xml = b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<response><!-- x -->\n <sans x='1'><san>a&amp;b</san>\
                    <san><![CDATA[<c>]]>&#228;</san></sans> <org_unit/>\n</response>\n";
        let (root, value) = parse(xml).expect("well-formed");
        assert_eq!(root, "response");
        let sans = value.member("sans").into_iter().flat_map(Value::items);
        assert_eq!(sans.filter_map(Value::text).collect::<Vec<_>>(), ["a&b", "<c>ä"]);
        assert_eq!(value.member("org_unit").and_then(Value::text), Some(""));
        assert_eq!(value.text_of("org_unit"), None);
    }

    #[test]
    fn nothing_else_is_forgiven() {
        let deep = format!("{}{}", "<a>".repeat(DEEPEST + 1), "</a>".repeat(DEEPEST + 1));
        for xml in [
            "",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>x",
            "x<a/>",
            "<a>x<b/></a>",
            "<a>&own;</a>",
            "<a>&#0;</a>",
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>",
            "{}",
            &deep,
        ] {
            assert!(parse(xml.as_bytes()).is_err(), "{xml}");
        }
        assert!(parse(b"<a>\xff</a>").is_err());
    }
}
