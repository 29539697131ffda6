use std::fmt::Display;

use serde_core::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq, SerializeStruct},
};

use crate::{
    OrderRequest,
    schema::Scalars,
    value::{Formed, Node, Object, OrderValue},
    wire::write::each_member,
};

/// Writes a request.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_request<T: OrderRequest, S: Serializer>(
    request: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let object = Object { schema: T::SCHEMA, fields: request };
    serialize_object(object, T::SCHEMA.scalars, serializer)
}

/// Writes a value of its own, such as an enum of wire names.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_value<T: OrderValue, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Value { node: value.node(), scalars: Scalars::Native }.serialize(serializer)
}

fn serialize_object<S: Serializer>(
    object: Object<'_>,
    scalars: Scalars,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    // Formats that write the number of members first need to know it.
    let mut members = 0;
    each_member(object, &mut |_, _| {
        members += 1;
        Ok::<(), S::Error>(())
    })?;
    let mut serializer = serializer.serialize_struct(object.schema.name, members)?;
    each_member(object, &mut |field, node| {
        let scalars = field.scalars(scalars);
        serializer.serialize_field(field.name, &Value { node, scalars })
    })?;
    serializer.end()
}

/// Serde has no number that keeps its digits, so a decimal is text; a number of a free-form value is
/// the float that it was.
fn serialize_formed<S: Serializer>(formed: Formed<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = formed.to_string();
    match text.parse::<f64>() {
        Ok(number) if formed.form().name == "number" && number.is_finite() => {
            serializer.serialize_f64(number)
        }
        _ => serializer.serialize_str(&text),
    }
}

/// A node, and how its scalars look on the wire.
struct Value<'a> {
    node: Node<'a>,
    scalars: Scalars,
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let scalars = self.scalars;
        let as_text = |shown: &dyn Display| shown.to_string();
        match (self.node, scalars) {
            (Node::Absent | Node::Null, _) => serializer.serialize_none(),
            (Node::Text(text), _) => serializer.serialize_str(text),
            (Node::Bool(value), Scalars::Native) => serializer.serialize_bool(value),
            (Node::Bool(value), Scalars::Text) => serializer.serialize_str(&as_text(&value)),
            (Node::Integer(number), Scalars::Native) => serializer.serialize_i64(number),
            (Node::Integer(number), Scalars::Text) => serializer.serialize_str(&as_text(&number)),
            (Node::Unsigned(number), Scalars::Native) => serializer.serialize_u64(number),
            (Node::Unsigned(number), Scalars::Text) => serializer.serialize_str(&as_text(&number)),
            (Node::Formed(formed), Scalars::Native) => serialize_formed(formed, serializer),
            (Node::Formed(formed), Scalars::Text) => serializer.serialize_str(&as_text(&formed)),
            (Node::Object(object), _) => serialize_object(object, scalars, serializer),
            (Node::List(list), _) => {
                let mut serializer = serializer.serialize_seq(Some(list.len()))?;
                for index in 0..list.len() {
                    serializer.serialize_element(&Value { node: list.item(index), scalars })?;
                }
                serializer.end()
            }
            (Node::Map(map), _) => {
                let mut serializer = serializer.serialize_map(Some(map.len()))?;
                let mut outcome = Ok(());
                map.each(&mut |key, node| {
                    if outcome.is_ok() {
                        outcome = serializer.serialize_entry(key, &Value { node, scalars });
                    }
                });
                outcome?;
                serializer.end()
            }
        }
    }
}
