use std::hash::Hasher;

use serde_json::{Map, Number, Value};

use crate::{
    schema::{Kind, Literal},
    update::is_same,
    value::{
        self, EqualTo, Formed, Fraction, Lengthy, Node, OrderValue, ReadValue, TextForm, Truth,
        compare::default_in, form::compare_numbers,
    },
    wire::{Place, Scalar},
};

/// JSON numbers that are not whole or do not fit into 64 bits.
pub(crate) static NUMBER: TextForm = TextForm {
    name: "number",
    expects: "a number",
    accepts: |text| text.parse::<Number>().is_ok(),
    order: compare_numbers,
    is_number: true,
    is_bare: true,
    notation: None,
};

// The impls are hidden from rustc's suggestions, so that messages do not depend on this feature.
/// A value of any shape, for members whose shape an API leaves open.
///
/// A number with a fraction is stored as a float, unless the feature `arbitrary_precision` of `serde_json` keeps its
/// digits. Rules compare the numbers themselves, not their spelling: `1`, `1.0` and `1e0` are equal, as are `0` and `-0`,
/// also inside of lists and objects. A number and a text are never equal.
#[diagnostic::do_not_recommend]
impl OrderValue for Value {
    type Value = Self;

    const NULLABLE: bool = true;

    fn kind() -> &'static Kind {
        &Kind::Any
    }

    #[inline]
    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    fn node(&self) -> Node<'_> {
        match self {
            Self::Null => Node::Null,
            Self::Bool(value) => Node::Bool(*value),
            Self::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Node::Integer(number),
                (None, Some(number)) => Node::Unsigned(number),
                (None, None) => Node::Formed(Formed::new(&NUMBER, number)),
            },
            Self::String(text) => Node::Text(text),
            Self::Array(items) => Node::List(items),
            Self::Object(members) => Node::Map(members),
        }
    }

    fn is_blank(&self) -> bool {
        self.node().is_blank()
    }

    fn __merge(old: Option<Self>, change: Self) -> Self {
        merge(old.unwrap_or_default(), change)
    }

    fn __difference(old: Option<&Self>, new: Self) -> Self {
        match old {
            Some(old) => difference(old, new),
            None => new,
        }
    }
}

/// Merges a change into a value, as RFC 7396 says: members are set, or removed by null, and anything but an object is
/// replaced.
fn merge(old: Value, change: Value) -> Value {
    let Value::Object(changes) = change else { return change };
    let mut members = if let Value::Object(members) = old { members } else { Map::new() };
    for (key, change) in changes {
        let old = members.remove(&key);
        if !change.is_null() {
            members.insert(key, merge(old.unwrap_or_default(), change));
        }
    }
    Value::Object(members)
}

/// Returns the smallest change from which [`merge`] makes `new`. A null within an object cannot be said.
fn difference(old: &Value, new: Value) -> Value {
    let (Value::Object(old), Value::Object(new)) = (old, &new) else { return new };
    let removed = old.keys().filter(|key| !new.contains_key(*key));
    let mut changes: Map<String, Value> = removed.map(|key| (key.clone(), Value::Null)).collect();
    for (key, new) in new {
        match old.get(key) {
            Some(old) if is_same(old.node(), new.node()) => {}
            Some(old) => {
                changes.insert(key.clone(), difference(old, new.clone()));
            }
            None => {
                changes.insert(key.clone(), new.clone());
            }
        }
    }
    Value::Object(changes)
}

#[diagnostic::do_not_recommend]
impl value::Map for Map<String, Value> {
    fn len(&self) -> usize {
        Map::len(self)
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Node<'a>)) {
        for (key, value) in self {
            visit(key, value.node());
        }
    }
}

#[diagnostic::do_not_recommend]
impl ReadValue<'_> for Value {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        if let Some(items) = place.items() {
            return items.map(Self::read).collect();
        }
        if let Some(entries) = place.entries() {
            let mut members = Map::new();
            for (key, value) in entries {
                if members.insert(key.to_owned(), Self::read(value)?).is_some() {
                    return None;
                }
            }
            return Some(Self::Object(members));
        }
        Some(match place.scalar() {
            Some(Scalar::Bool(value)) => Self::Bool(value),
            Some(Scalar::Number(text)) => Self::Number(number(text)?),
            Some(Scalar::Text(text)) => Self::String(text.to_owned()),
            None => match place.float() {
                Some(text) => Self::Number(number(text)?),
                None => Self::Null,
            },
        })
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        Some(match literal {
            Literal::Null => Self::Null,
            Literal::Bool(value) => Self::Bool(value),
            Literal::Integer(number) => Self::Number(Number::from_i128(number)?),
            Literal::Fraction(digits, scale) => {
                Self::Number(number(&Fraction(digits, scale).to_string())?)
            }
            Literal::Text(text) => Self::String(text.to_owned()),
            _ => return None,
        })
    }
}

default_in!(Value, i64, |number| Some(Value::from(*number)));
default_in!(Value, Fraction, |fraction| number(&fraction.to_string()).map(Value::Number));
default_in!(Value, bool, |value| Some(Value::from(*value)));
default_in!(Value, str, |text| Some(Value::from(text)));

#[diagnostic::do_not_recommend]
impl Truth for Value {
    fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }
}

/// Returns the length of a text, list or object, and 0 for any other value.
#[diagnostic::do_not_recommend]
impl Lengthy for Value {
    fn length(&self) -> usize {
        match self {
            Self::String(text) => text.length(),
            Self::Array(items) => items.len(),
            Self::Object(members) => members.len(),
            Self::Null | Self::Bool(_) | Self::Number(_) => 0,
        }
    }
}

#[diagnostic::do_not_recommend]
impl EqualTo<Value> for Value {
    fn equal_to(value: &Value, other: &Self) -> bool {
        value.node().is_same(&other.node())
    }

    fn add_hash(value: &Value, hasher: &mut dyn Hasher) -> bool {
        value.node().add_hash(hasher);
        true
    }
}

#[diagnostic::do_not_recommend]
impl EqualTo<Value> for bool {
    fn equal_to(value: &Value, literal: &Self) -> bool {
        value.as_bool() == Some(*literal)
    }
}

#[diagnostic::do_not_recommend]
impl EqualTo<Value> for i64 {
    fn equal_to(value: &Value, literal: &Self) -> bool {
        value.node().is_same(&Node::Integer(*literal))
    }
}

#[diagnostic::do_not_recommend]
impl EqualTo<Value> for Fraction {
    fn equal_to(value: &Value, literal: &Self) -> bool {
        value.node().is_same(&literal.node())
    }
}

#[diagnostic::do_not_recommend]
impl EqualTo<Value> for str {
    fn equal_to(value: &Value, literal: &Self) -> bool {
        value.as_str() == Some(literal)
    }
}

/// Parses a number. A number that is not whole becomes the nearest float, unless `serde_json` keeps its digits.
///
/// Without its feature `float_roundtrip`, `serde_json` is sometimes one digit off the nearest float.
fn number(text: &str) -> Option<Number> {
    let number: Number = text.parse().ok()?;
    let nearest: f64 = text.parse().ok()?;
    if number.is_i64() || number.is_u64() || number.to_string().parse() == Ok(nearest) {
        return Some(number);
    }
    Number::from_f64(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_equal_by_value() {
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON");
        let same = |left: &str, right: &str| Value::equal_to(&value(left), &value(right));
        for (left, right) in [
            ("1", "1.0"),
            ("1e0", "1"),
            ("-0", "0"),
            ("-0.0", "0"),
            ("100", "1e2"),
            ("[1, [2.0]]", "[1.0, [2]]"),
            (r#"{"a": 1, "b": null}"#, r#"{"b": null, "a": 1.0}"#),
            ("\"a\"", "\"a\""),
        ] {
            assert!(same(left, right) && same(right, left), "{left} {right}");
        }
        for (left, right) in [
            ("1", "\"1\""),
            ("1", "true"),
            ("1.5", "\"1.5\""),
            ("0", "null"),
            ("9007199254740993", "9007199254740992.0"),
            ("[1, 2]", "[2, 1]"),
            ("[1]", "[1, 1]"),
            (r#"{"a": 1}"#, r#"{"b": 1}"#),
            (r#"{"a": 1}"#, r#"{"a": 2}"#),
            ("[]", "{}"),
        ] {
            assert!(!same(left, right) && !same(right, left), "{left} {right}");
        }
    }

    #[test]
    fn only_true_is_true_and_only_texts_lists_and_objects_have_a_length() {
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON");
        for (text, is_true, length) in [
            ("true", true, 0),
            ("false", false, 0),
            ("\"true\"", false, 4),
            ("\"ä\"", false, 1),
            ("1", false, 0),
            ("null", false, 0),
            ("[1, 2]", false, 2),
            (r#"{"a": 1}"#, false, 1),
        ] {
            let value = value(text);
            assert_eq!((value.is_true(), value.length()), (is_true, length), "{text}");
        }
    }

    #[test]
    fn a_float_is_the_nearest() {
        for text in ["0.12345612345678901", "18446744073709551616.0", "-1e-7", "0.1"] {
            let read = number(text).and_then(|number| number.as_f64());
            assert_eq!(read, text.parse::<f64>().ok(), "{text}");
        }
    }
}
