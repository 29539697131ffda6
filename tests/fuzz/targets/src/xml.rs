//! XML beside quick-xml: which names and texts a document has.

use order_core::{OrderRequest, xml};
use quick_xml::{Reader, events::Event};
use serde_json::{Map, Value};

use crate::subjects::{Format, assert_error, subject};

/// A value of any shape.
#[derive(OrderRequest)]
struct Free {
    value: Option<Value>,
}

/// Reads a document. The first byte chooses the type.
pub(crate) fn target(data: &[u8]) {
    let Some((first, document)) = data.split_first() else { return };
    match first {
        0..96 => free(document),
        _ => (subject(*first).read)(Format::Xml, document),
    }
}

fn free(document: &[u8]) {
    match xml::from_slice::<Free>(document) {
        Err(error) => assert_error(document, &error),
        Ok(ours) => {
            let text = str::from_utf8(document).expect("only text is read");
            let elements = elements(text);
            let [(root, Node { children, .. })] = &elements[..] else { panic!("no root: {text}") };
            assert_eq!(root, "request");
            let theirs = children.iter().find(|(name, _)| name == "value");
            assert_eq!(ours.value.is_some(), theirs.is_some(), "{text}");
            if let (Some(ours), Some((_, theirs))) = (&ours.value, theirs) {
                compare(ours, theirs, text);
            }
        }
    }
}

/// The text and the elements of an element.
#[derive(Default)]
struct Node {
    text: String,
    children: Vec<(String, Node)>,
}

/// The elements at the top of a document, as quick-xml reads it.
fn elements(text: &str) -> Vec<(String, Node)> {
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut open = vec![(String::new(), Node::default())];
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {text}"));
        let (_, last) = open.last_mut().expect("the document itself");
        match event {
            Event::Start(tag) => open.push((tag.name().as_ref().to_owned(), Node::default())),
            Event::Empty(tag) => {
                last.children.push((tag.name().as_ref().to_owned(), Node::default()))
            }
            Event::End(_) => {
                let (name, node) = open.pop().expect("the ends are checked");
                open.last_mut().expect("the document itself").1.children.push((name, node));
            }
            Event::Text(part) => last.text += &part.replace("\r\n", "\n").replace('\r', "\n"),
            Event::CData(part) => last.text += &part.replace("\r\n", "\n").replace('\r', "\n"),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => last.text.push(character),
                _ => {
                    last.text += match &*reference {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        other => panic!("an entity `{other}`: {text}"),
                    }
                }
            },
            Event::Eof => break,
            Event::Decl(_) | Event::Comment(_) => {}
            Event::PI(_) | Event::DocType(_) => panic!("what is refused: {text}"),
        }
    }
    assert_eq!(open.len(), 1, "not closed: {text}");
    open.pop().expect("the document itself").1.children
}

fn compare(ours: &Value, theirs: &Node, document: &str) {
    match ours {
        Value::String(text) => {
            assert!(theirs.children.is_empty(), "{ours} in {document}");
            assert_eq!(text, &theirs.text, "{document}");
        }
        Value::Array(items) => {
            assert_eq!(items.len(), theirs.children.len(), "{document}");
            items
                .iter()
                .zip(&theirs.children)
                .for_each(|(item, (_, node))| compare(item, node, document));
        }
        Value::Object(members) => {
            let members: &Map<String, Value> = members;
            assert_eq!(members.len(), theirs.children.len(), "{document}");
            for (name, node) in &theirs.children {
                compare(&members[name], node, document);
            }
        }
        Value::Null => assert!(theirs.children.is_empty() && theirs.text.is_empty(), "{document}"),
        Value::Bool(_) | Value::Number(_) => panic!("{ours} in {document}"),
    }
}
