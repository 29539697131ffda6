//! The free texts of a request, which may be personal data and which a server may echo.

use std::fmt;

use order_core::{
    OrderRequest,
    schema::{FieldPlace, Kind, Schema},
    value::{Node, Object, Visitor},
};
use secrecy::{ExposeSecret as _, ExposeSecretMut as _, SecretBox, SecretString};

/// A text that a server may echo.
#[derive(Clone, Copy)]
pub(crate) struct Text<'t> {
    pub(crate) text: &'t str,
    /// True if its field is marked `secret`.
    pub(crate) is_secret: bool,
}

/// Texts one after the other in one place, which is wiped when they are dropped.
#[derive(Default)]
pub(crate) struct Texts {
    all: SecretBox<String>,
    /// The end of each, and whether it is secret.
    ends: Vec<(usize, bool)>,
}

impl Texts {
    /// The first room, in bytes; enough for the texts of a usual order.
    const ROOM: usize = 512;

    pub(crate) fn push(&mut self, text: &str, is_secret: bool) {
        let length = self.all.expose_secret().len() + text.len();
        if length > self.all.expose_secret().capacity() {
            // A string that grows by itself would leave what it held behind.
            let mut larger =
                SecretBox::new(Box::new(String::with_capacity(Self::ROOM.max(2 * length))));
            larger.expose_secret_mut().push_str(self.all.expose_secret());
            self.all = larger;
        }
        self.all.expose_secret_mut().push_str(text);
        self.ends.push((length, is_secret));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Text<'_>> {
        let mut start = 0;
        self.ends.iter().map(move |&(end, is_secret)| {
            let text = &self.all.expose_secret()[start..end];
            start = end;
            Text { text, is_secret }
        })
    }
}

/// Returns all free texts of `request`, and the scalars of fields marked `secret`.
///
/// Values of a closed list are left out, because they say nothing about a person. Numbers and flags are
/// left out, because they are too short to be recognized in a text. Values in the path are left out,
/// because they only name the resource.
pub(crate) fn of<T: OrderRequest>(request: &T) -> Texts {
    let mut found = Texts::default();
    request.visit(&mut Finder { schema: T::SCHEMA, is_secret: false, found: &mut found });
    found
}

struct Finder<'f> {
    schema: &'static Schema,
    /// True if the request is part of a field marked `secret`.
    is_secret: bool,
    found: &'f mut Texts,
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn field(&mut self, index: usize, node: Node<'a>) {
        if let Node::Absent = node {
            return;
        }
        let field = &self.schema.fields[index];
        let is_secret = self.is_secret || field.attributes.secret;
        let is_sent = !matches!(field.place, FieldPlace::Skipped | FieldPlace::UrlPath);
        if is_sent || is_secret {
            self.node(node, field.kind(), is_secret);
        }
    }
}

impl Finder<'_> {
    /// Adds the text of a value that is none by itself.
    fn push(&mut self, value: impl fmt::Display, is_secret: bool) {
        let text = SecretString::from(value.to_string());
        self.found.push(text.expose_secret(), is_secret);
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
            Node::Text(text) if is_free || is_secret => self.found.push(text, is_secret),
            Node::Formed(formed) if is_free || is_secret => self.push(formed, is_secret),
            Node::Integer(number) if is_secret => self.push(number, is_secret),
            Node::Unsigned(number) if is_secret => self.push(number, is_secret),
            Node::List(list) => {
                (0..list.len()).for_each(|index| self.node(list.item(index), item, is_secret));
            }
            Node::Map(map) => map.each(&mut |key, value| {
                self.found.push(key, is_secret);
                self.node(value, item, is_secret);
            }),
            Node::Object(Object { schema, fields }) => {
                fields.visit(&mut Finder { schema, is_secret, found: self.found });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use order_core::OrderValue;

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
        #[order(secret)]
        number: u64,
        #[order(secret)]
        share: f64,
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
            number: u64::MAX,
            share: 0.25,
            absent: None,
        };
        let secrets = ["4711", "18446744073709551615", "0.25"];
        let free = ["coupon", "giver", "first", "second", "a note", "key", "value"];
        let expected: Vec<_> = free.into_iter().chain(secrets).collect();
        let found = of(&gift);
        let texts: Vec<_> = found.iter().map(|text| text.text).collect();
        assert_eq!(texts, expected);
        let found = found.iter().filter(|text| text.is_secret);
        assert_eq!(found.map(|text| text.text).collect::<Vec<_>>(), secrets);
    }

    #[test]
    fn texts_stay_what_they_are_while_there_are_more() {
        let mut texts = Texts::default();
        let expected: Vec<_> = (0..500).map(|number| "ä".repeat(number % 7)).collect();
        expected.iter().for_each(|text| texts.push(text, text.is_empty()));
        let found: Vec<_> = texts.iter().map(|text| (text.text, text.is_secret)).collect();
        assert_eq!(
            found,
            expected.iter().map(|it| (it.as_str(), it.is_empty())).collect::<Vec<_>>()
        );
    }
}
