use crate::{
    rules::is_blank,
    schema::{Blank, Field, Kind, Schema},
    wire::{
        document::{Carrier, Child, Document, Place, Shape},
        members::{Finder, member},
    },
};

/// Returns the document with each list that came as one text split at its separators; `None` if there is no such
/// list.
///
/// Reading is first tried without this, because most requests have no such list.
pub(super) fn split<'de>(
    document: &Document<'de>,
    schema: &'static Schema,
) -> Option<Document<'de>> {
    let is_separated =
        |part: &&Schema| part.fields.iter().any(|field| field.attributes.separator.is_some());
    schema.parts().into_iter().find(is_separated)?;
    let is_strict = schema.scalars.is_strict() && document.carrier() == Carrier::Typed;
    Splitter::split(document, |splitter, root| {
        splitter.only_texts = is_strict;
        let entry = splitter.document.copy(root);
        splitter.members(root, schema);
        splitter.document.end(entry);
    })
}

/// The same for a document that holds a value of this kind.
#[cfg(feature = "serde")]
pub(super) fn split_value<'de>(
    document: &Document<'de>,
    kind: &'static Kind,
) -> Option<Document<'de>> {
    Splitter::split(document, |splitter, root| splitter.value(root, Some(kind)))
}

struct Splitter<'de> {
    document: Document<'de>,
    is_split: bool,
    /// `true` if a number or a bool is no list of one item.
    only_texts: bool,
}

impl<'de> Splitter<'de> {
    fn split(
        document: &Document<'de>,
        copy: impl FnOnce(&mut Self, Place<'_, 'de>),
    ) -> Option<Document<'de>> {
        let mut splitter =
            Self { document: document.emptied(), is_split: false, only_texts: false };
        copy(&mut splitter, document.root()?);
        splitter.is_split.then_some(splitter.document)
    }

    fn members(&mut self, object: Place<'_, 'de>, schema: &'static Schema) {
        let mut finder = Finder::new(schema);
        for Child { key, place, .. } in object.children() {
            match member(&mut finder, key) {
                Some(field) => self.field(place, field),
                None => self.value(place, None),
            }
        }
    }

    fn field(&mut self, place: Place<'_, 'de>, field: &'static Field) {
        let is_scalar = match place.shape() {
            Shape::Null | Shape::Float | Shape::List | Shape::Object => false,
            Shape::True | Shape::False | Shape::Number => !self.only_texts,
            Shape::Text | Shape::Part | Shape::Beside => true,
        };
        match field.attributes.separator.filter(|_| is_scalar) {
            Some(separator) => {
                let text = place.scalar().and_then(|scalar| scalar.text()).unwrap_or_default();
                let is_empty = match field.attributes.blank {
                    Blank::Value => text.is_empty(),
                    Blank::Absent | Blank::Reject => is_blank(text),
                };
                self.document.split(place, separator, is_empty);
                self.is_split = true;
            }
            None => self.value(place, Some(field.kind())),
        }
    }

    fn value(&mut self, place: Place<'_, 'de>, kind: Option<&'static Kind>) {
        let entry = self.document.copy(place);
        let inner = match kind.map(Kind::required) {
            Some(Kind::Object(schema)) if place.shape() == Shape::Object => {
                self.members(place, schema);
                return self.document.end(entry);
            }
            Some(Kind::List(item)) => Some(item()),
            Some(Kind::Map(value)) => Some(value()),
            _ => None,
        };
        for Child { place, .. } in place.children() {
            self.value(place, inner);
        }
        self.document.end(entry);
    }
}
