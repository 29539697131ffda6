use std::fmt::Display;

use serde_core::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq, SerializeStruct},
};

use crate::{
    OrderRequest,
    schema::Scalars,
    value::{Formed, Node, Object, OrderValue},
    wire::write::{each_member, each_member_or_null},
};

/// Writes a request.
///
/// # Errors
///
/// An error of the serializer.
pub fn serialize_request<T: OrderRequest, S: Serializer>(
    request: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let object = Object { schema: T::SCHEMA, fields: request };
    serialize_object(object, None, false, serializer)
}

/// Writes a single value, such as an enum of wire names.
///
/// # Errors
///
/// An error of the serializer.
pub fn serialize_value<T: OrderValue, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Value { node: value.node(), scalars: None, is_set: false }.serialize(serializer)
}

fn serialize_object<S: Serializer>(
    object: Object<'_>,
    scalars: Option<Scalars>,
    is_set: bool,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let scalars = scalars.unwrap_or(object.schema.scalars);
    // A receiver merges what an update sets.
    let is_whole = is_set && !object.schema.is_update();
    let each_member = if is_whole { each_member_or_null } else { each_member };
    // Some formats write the number of members first.
    let mut members = 0;
    each_member(object, &mut |_, _| {
        members += 1;
        Ok::<(), S::Error>(())
    })?;
    let mut serializer = serializer.serialize_struct(object.schema.name, members)?;
    each_member(object, &mut |field, node| {
        let scalars = Some(field.scalars(scalars));
        let is_set = is_whole || field.ty.is_change;
        serializer.serialize_field(field.name, &Value { node, scalars, is_set })
    })?;
    serializer.end()
}

/// Writes a formatted value. A bare number becomes the nearest float, since serde cannot carry its digits.
fn serialize_formed<S: Serializer>(
    formed: Formed<'_>,
    scalars: Scalars,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = formed.to_string();
    if formed.broken_type().is_some() || !scalars.are_bare(formed.form()) {
        return serializer.serialize_str(&text);
    }
    if !formed.form().is_bare {
        return serialize_digits(&text, serializer);
    }
    if formed.form().is_wide() {
        return match (text.parse::<i128>(), text.parse::<u128>()) {
            (Ok(number), _) => serializer.serialize_i128(number),
            (_, Ok(number)) => serializer.serialize_u128(number),
            (Err(_), Err(_)) => serializer.serialize_str(&text),
        };
    }
    if formed.form().wire().is_some()
        && let Ok(number) = text.parse::<i64>()
    {
        return serializer.serialize_i64(number);
    }
    // With its feature `arbitrary_precision`, `serde_json` can keep the digits.
    #[cfg(feature = "serde_json")]
    if let Some(number) =
        text.parse::<serde_json::Number>().ok().filter(|it| it.to_string() == text)
    {
        return number.serialize(serializer);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => serializer.serialize_f64(number),
        _ => serializer.serialize_str(&text),
    }
}

/// Writes a decimal as a number, if the serializer keeps its digits, and else as text.
#[cfg(feature = "serde_json")]
fn serialize_digits<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    /// A number that is another one as a float.
    const LONG: &str = "1.10";
    let number = |text: &str| text.parse::<serde_json::Number>().ok();
    match number(text) {
        Some(digits) if number(LONG).is_some_and(|long| long.to_string() == LONG) => {
            digits.serialize(serializer)
        }
        _ => serializer.serialize_str(text),
    }
}

/// Writes a decimal as text, since no serializer is known to keep its digits.
#[cfg(not(feature = "serde_json"))]
fn serialize_digits<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// A node and the representation of its scalars, which the outermost request determines.
struct Value<'a> {
    node: Node<'a>,
    scalars: Option<Scalars>,
    /// `true` for what an update sets a field to, or an entry of one.
    is_set: bool,
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { scalars, is_set, .. } = *self;
        let is_text = scalars.is_some_and(Scalars::are_text);
        let as_text = |shown: &dyn Display| shown.to_string();
        match (self.node, is_text) {
            (Node::Absent | Node::Null, _) => serializer.serialize_none(),
            (Node::Text(text), _) => serializer.serialize_str(text),
            (Node::Bool(value), false) => serializer.serialize_bool(value),
            (Node::Bool(value), true) => serializer.serialize_str(&as_text(&value)),
            (Node::Integer(number), false) => serializer.serialize_i64(number),
            (Node::Integer(number), true) => serializer.serialize_str(&as_text(&number)),
            (Node::Unsigned(number), false) => serializer.serialize_u64(number),
            (Node::Unsigned(number), true) => serializer.serialize_str(&as_text(&number)),
            (Node::Formed(formed), false) => {
                serialize_formed(formed, scalars.unwrap_or(Scalars::Native), serializer)
            }
            (Node::Formed(formed), true) => serializer.serialize_str(&as_text(&formed)),
            (Node::Object(object), _) => serialize_object(object, scalars, is_set, serializer),
            (Node::List(list), _) => {
                let mut serializer = serializer.serialize_seq(Some(list.len()))?;
                for index in 0..list.len() {
                    serializer.serialize_element(&Value {
                        node: list.item(index),
                        scalars,
                        is_set: false,
                    })?;
                }
                serializer.end()
            }
            (Node::Map(map), _) => {
                let mut serializer = serializer.serialize_map(Some(map.len()))?;
                let mut outcome = Ok(());
                map.each(&mut |key, node| {
                    if outcome.is_ok() {
                        outcome = serializer.serialize_entry(key, &Value { node, scalars, is_set });
                    }
                });
                outcome?;
                serializer.end()
            }
        }
    }
}

#[cfg(all(test, feature = "serde_json"))]
mod tests {
    use super::*;

    #[test]
    fn a_float_keeps_its_last_digit() {
        let numbers = serde_json::json!([0.123_456_123_456_789_01, 1e300, -0.0]);
        let value = Value { node: numbers.node(), scalars: None, is_set: false };
        let written = serde_json::to_string(&value).unwrap_or_default();
        assert_eq!(written, numbers.to_string());
    }
}
