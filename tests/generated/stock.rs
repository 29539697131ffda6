//! The formats as other libraries read and write them.

use std::collections::HashSet;

use quick_xml::{Reader, events::Event};
use serde_json::Value;

/// Returns the document that serde_json writes of a request.
pub(crate) fn json_of_serde<T: serde_core::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Asserts that no object of a document has a key twice, which serde_json's own values do not tell.
pub(crate) fn assert_no_key_twice(text: &str) {
    struct Once;

    impl<'de> serde_core::Deserialize<'de> for Once {
        fn deserialize<D: serde_core::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            deserializer.deserialize_any(Self)
        }
    }

    impl<'de> serde_core::de::Visitor<'de> for Once {
        type Value = Self;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("JSON")
        }

        fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
            Ok(Self)
        }

        fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
            Ok(Self)
        }

        fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
            Ok(Self)
        }

        fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
            Ok(Self)
        }

        fn visit_str<E>(self, _: &str) -> Result<Self, E> {
            Ok(Self)
        }

        fn visit_unit<E>(self) -> Result<Self, E> {
            Ok(Self)
        }

        fn visit_seq<A: serde_core::de::SeqAccess<'de>>(
            self,
            mut items: A,
        ) -> Result<Self, A::Error> {
            while items.next_element::<Self>()?.is_some() {}
            Ok(Self)
        }

        fn visit_map<A: serde_core::de::MapAccess<'de>>(
            self,
            mut members: A,
        ) -> Result<Self, A::Error> {
            let mut keys = HashSet::new();
            while let Some((key, Self)) = members.next_entry::<String, Self>()? {
                assert!(keys.insert(key.clone()), "`{key}` stands twice");
            }
            Ok(Self)
        }
    }

    let Once = serde_json::from_str(text).unwrap();
}

/// Returns the pairs of a form.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// Asserts that a form is what the URL Standard's serializer makes of its own pairs.
pub(crate) fn assert_form(text: &str) {
    let pairs = pairs(text);
    let again = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
    assert_eq!(again, text);
    // Only the items of a list of scalars share a key.
    let keys: HashSet<&String> =
        pairs.iter().map(|(key, _)| key).filter(|key| key.ends_with(']')).collect();
    assert!(keys.len() <= pairs.len());
}

/// Asserts that the elements of an XML document have the names and texts of the members of the JSON document.
pub(crate) fn assert_xml(text: &str, json: &Value) {
    let mut reader = Reader::from_str(text);
    let (mut names, mut texts, mut depth) = (Vec::new(), Vec::new(), 0);
    let mut open: Vec<(String, bool)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                depth += 1;
                if depth == 2 {
                    names.push(tag.name().as_ref().to_owned());
                }
                if let Some((_, is_parent)) = open.last_mut() {
                    *is_parent = true;
                }
                open.push((String::new(), false));
            }
            Event::End(_) => {
                depth -= 1;
                let (text, is_parent) = open.pop().unwrap();
                if !is_parent && depth > 0 {
                    texts.push(text);
                }
            }
            Event::Text(part) => {
                if let Some((text, _)) = open.last_mut() {
                    text.push_str(&part);
                }
            }
            Event::GeneralRef(reference) => {
                let character = match &*reference {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "#13" => "\r",
                    other => panic!("an entity `{other}`"),
                };
                open.last_mut().unwrap().0.push_str(character);
            }
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("{other:?} in {text}"),
        }
    }
    let members = json.as_object().unwrap();
    let mut expected: Vec<String> = members.keys().cloned().collect();
    let mut leaves = Vec::new();
    for member in members.values() {
        add_leaves(member, &mut leaves);
    }
    for list in [&mut names, &mut expected, &mut texts, &mut leaves] {
        list.sort_unstable();
    }
    // A flag is `true` in JSON and an empty element in XML.
    for list in [&mut texts, &mut leaves] {
        list.retain(|text| !text.is_empty() && text != "true");
    }
    assert_eq!(names, expected, "{text}");
    assert_eq!(texts, leaves, "{text}\n{json}");
}

fn add_leaves(json: &Value, leaves: &mut Vec<String>) {
    match json {
        Value::Object(members) if !members.is_empty() => {
            members.values().for_each(|member| add_leaves(member, leaves));
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().for_each(|item| add_leaves(item, leaves));
        }
        Value::String(text) => leaves.push(text.clone()),
        Value::Number(number) => leaves.push(number.to_string()),
        Value::Bool(value) => leaves.push(value.to_string()),
        Value::Null | Value::Object(_) | Value::Array(_) => leaves.push(String::new()),
    }
}
