//! The free texts of a request, which may be personal data and which a server may echo.

use order_core::{
    OrderRequest,
    schema::{FieldPlace, Kind, Schema},
    value::{Node, Object, Visitor},
};
use secrecy::SecretString;

/// A text that a server may echo.
pub(crate) struct Text {
    pub(crate) text: SecretString,
    /// True if its field is marked `secret`.
    pub(crate) is_secret: bool,
}

/// Returns all free texts of `request`, and the scalars of fields marked `secret`.
///
/// Values of a closed list are left out, because they say nothing about a person. Numbers and flags are
/// left out, because they are too short to be recognized in a text. Values in the path are left out,
/// because they only name the resource.
pub(crate) fn of<T: OrderRequest>(request: &T) -> Vec<Text> {
    let mut texts = Texts { schema: T::SCHEMA, is_secret: false, found: Vec::new() };
    request.visit(&mut texts);
    texts.found
}

struct Texts {
    schema: &'static Schema,
    /// True if the request is part of a field marked `secret`.
    is_secret: bool,
    found: Vec<Text>,
}

impl<'a> Visitor<'a> for Texts {
    fn field(&mut self, index: usize, node: Node<'a>) {
        let field = &self.schema.fields[index];
        let is_secret = self.is_secret || field.attributes.secret;
        let is_sent = !matches!(field.place, FieldPlace::Skipped | FieldPlace::UrlPath);
        if is_sent || is_secret {
            self.node(node, field.kind(), is_secret);
        }
    }
}

impl Texts {
    fn push(&mut self, text: String, is_secret: bool) {
        self.found.push(Text { text: text.into(), is_secret });
    }

    fn node(&mut self, node: Node<'_>, kind: &'static Kind, is_secret: bool) {
        let kind = kind.required();
        let item = match kind {
            Kind::List(item) | Kind::Map(item) => item(),
            other => other,
        };
        let is_free = match (kind, node) {
            (Kind::Text | Kind::Any | Kind::Formed(_), _) => true,
            // A text that an enum keeps, unlike its known values.
            (Kind::Choice(choices), Node::Text(text)) => choices.find(text).is_none(),
            _ => false,
        };
        match node {
            Node::Text(text) if is_free || is_secret => self.push(text.to_owned(), is_secret),
            Node::Formed(formed) if is_free || is_secret => {
                self.push(formed.to_string(), is_secret)
            }
            Node::Integer(number) if is_secret => self.push(number.to_string(), is_secret),
            Node::Unsigned(number) if is_secret => self.push(number.to_string(), is_secret),
            Node::List(list) => {
                (0..list.len()).for_each(|index| self.node(list.item(index), item, is_secret));
            }
            Node::Map(map) => map.each(&mut |key, value| {
                self.push(key.to_owned(), is_secret);
                self.node(value, item, is_secret);
            }),
            Node::Object(Object { schema, fields }) => {
                let mut inner = Texts { schema, is_secret, found: Vec::new() };
                fields.visit(&mut inner);
                self.found.append(&mut inner.found);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use order_core::OrderValue;
    use secrecy::ExposeSecret as _;

    use super::*;

    #[derive(OrderValue)]
    enum Color {
        Red,
    }

    #[derive(OrderRequest)]
    struct Person {
        name: String,
        color: Color,
    }

    #[derive(OrderRequest)]
    struct Gift {
        #[order(path)]
        shop: String,
        #[order(query)]
        coupon: Option<String>,
        #[nested]
        #[order(flatten)]
        giver: Person,
        #[nested]
        takers: Vec<Person>,
        notes: Option<Vec<String>>,
        extra: BTreeMap<String, String>,
        copies: u8,
        #[order(secret)]
        pin: u32,
        absent: Option<String>,
    }

    #[test]
    fn free_texts_are_found_wherever_they_stand() {
        let person = |name: &str| Person { name: name.to_owned(), color: Color::Red };
        let gift = Gift {
            shop: "the shop".to_owned(),
            coupon: Some("coupon".to_owned()),
            giver: person("giver"),
            takers: vec![person("first"), person("second")],
            notes: Some(vec!["a note".to_owned()]),
            extra: BTreeMap::from([("key".to_owned(), "value".to_owned())]),
            copies: 7,
            pin: 4711,
            absent: None,
        };
        let expected = ["coupon", "giver", "first", "second", "a note", "key", "value", "4711"];
        let found = of(&gift);
        let texts: Vec<_> = found.iter().map(|text| text.text.expose_secret()).collect();
        assert_eq!(texts, expected);
        let secrets = found.iter().filter(|text| text.is_secret);
        assert_eq!(secrets.map(|text| text.text.expose_secret()).collect::<Vec<_>>(), ["4711"]);
    }
}
