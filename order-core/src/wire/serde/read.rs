use std::{borrow::Cow, fmt};

use serde_core::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};

use crate::{
    language::{English, Text, lines},
    value::ReadValue,
    wire::{
        Document, FromWire, FromWireIn, Problem, ReadError,
        document::{Carrier, Marks, Shape, Slice},
        read::diagnose_value,
        split::split_value,
    },
};

/// The maximum nesting depth of lists and objects.
const DEEPEST: usize = 128;

/// The only key of the map in which `serde_json` passes a number in its original spelling, if its
/// feature `arbitrary_precision` is enabled.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// Reads a request or a [`Valid`](crate::Valid) request.
///
/// # Errors
///
/// An error of the deserializer, or all problems of the document.
pub fn deserialize_request<'de, T: FromWire<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let document = document(deserializer)?;
    T::__from_document(&document).map_err(|error| D::Error::custom(messages(&error)))
}

/// Reads a request or a [`Valid`](crate::Valid) request, given facts that are not on the wire.
///
/// # Errors
///
/// An error of the deserializer, or all problems of the document.
pub fn deserialize_request_in<'de, T: FromWireIn<'de>, D: Deserializer<'de>>(
    deserializer: D,
    context: &T::Context,
) -> Result<T, D::Error> {
    let document = document(deserializer)?;
    T::__from_document_in(&document, context).map_err(|error| D::Error::custom(messages(&error)))
}

/// Reads a single value, such as an enum of wire names.
///
/// # Errors
///
/// An error of the deserializer, or all problems of the value.
pub fn deserialize_value<'de, T: ReadValue<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let document = document(deserializer)?;
    if let Some(value) = document.root().and_then(T::read) {
        return Ok(value);
    }
    let split = split_value(&document, T::kind());
    let value = split.as_ref().and_then(|split| split.root().and_then(T::read));
    let document = split.as_ref().unwrap_or(&document);
    value.ok_or_else(|| D::Error::custom(messages(&diagnose_value(T::kind(), document))))
}

fn messages(error: &ReadError) -> String {
    lines(error.problems().iter().map(Problem::message).chain(error.and_more()), &English)
}

fn document<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Document<'de>, D::Error> {
    let mut builder = Builder {
        document: Document::new("", Marks { key: 0, text: 0, carrier: Carrier::Typed }),
        order: 0,
    };
    builder.value(Slice::NONE, 0).deserialize(deserializer)?;
    Ok(builder.document)
}

struct Builder<'de> {
    document: Document<'de>,
    /// The number of values read. It serves as the offset, so that problems keep the order of the document.
    order: usize,
}

impl<'de> Builder<'de> {
    fn value(&mut self, key: Slice, depth: usize) -> Value<'_, 'de> {
        Value { builder: self, key, depth }
    }

    fn next(&mut self) -> usize {
        self.order += 1;
        self.order
    }

    fn keep<E: Error>(&mut self, text: Cow<'de, str>) -> Result<Slice, E> {
        let order = self.next();
        if order > Document::LONGEST {
            return Err(E::custom(Text::TooManyValues.alone()));
        }
        Ok(self.document.keep(order, text))
    }
}

/// Reads one value of any type into the document.
struct Value<'b, 'de> {
    builder: &'b mut Builder<'de>,
    key: Slice,
    depth: usize,
}

impl<'de> Value<'_, 'de> {
    fn scalar<E: Error>(self, shape: Shape, text: Cow<'de, str>) -> Result<(), E> {
        let value = self.builder.keep(text)?;
        self.builder.document.push(self.key, shape, value);
        Ok(())
    }

    fn number<E: Error>(self, number: impl fmt::Display) -> Result<(), E> {
        self.scalar(Shape::Number, Cow::Owned(number.to_string()))
    }

    fn open<E: Error>(&mut self, shape: Shape) -> Result<usize, E> {
        if self.depth == DEEPEST {
            return Err(E::custom(Text::NestsTooDeep.alone()));
        }
        let start = self.builder.next();
        Ok(self.builder.document.open(self.key, shape, start, None))
    }

    fn close(self, entry: usize) {
        let end = self.builder.next() + 1;
        self.builder.document.close(entry, end);
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar, a list or an object")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        let shape = if value { Shape::True } else { Shape::False };
        self.scalar(shape, Cow::Borrowed(""))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.number(number)
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<(), E> {
        self.number(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.number(number)
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<(), E> {
        self.number(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.scalar(Shape::Float, Cow::Owned(format!("{number:?}")))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.scalar(Shape::Text, Cow::Owned(text.to_owned()))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.scalar(Shape::Text, Cow::Borrowed(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        self.scalar(Shape::Text, Cow::Owned(text))
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.scalar(Shape::Null, Cow::Borrowed(""))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let entry = self.open(Shape::List)?;
        let inner = self.depth + 1;
        while let Some(()) = items.next_element_seed(self.builder.value(Slice::NONE, inner))? {}
        self.close(entry);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let mut key = members.next_key_seed(Key)?;
        if key.as_deref() == Some(EXACT_NUMBER) {
            let number = members.next_value_seed(Key)?;
            return self.scalar(Shape::Number, number);
        }
        let entry = self.open(Shape::Object)?;
        let inner = self.depth + 1;
        while let Some(name) = key {
            let name = self.builder.keep(name)?;
            members.next_value_seed(self.builder.value(name, inner))?;
            key = members.next_key_seed(Key)?;
        }
        self.close(entry);
        Ok(())
    }
}

/// Reads the key of a member as text.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}
