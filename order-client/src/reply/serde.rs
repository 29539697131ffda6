//! Values of a reply as serde reads them.

use serde_core::{
    Deserialize, Deserializer,
    de::{
        self, DeserializeOwned, Error as _, IntoDeserializer, Visitor,
        value::{Error, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};

use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{FromReply, Placed, Reply, Value},
};

/// A reply that serde reads, by `#[derive(Deserialize)]` on a type of your own (feature `serde`).
///
/// It is the `response` of a call that places no order. Numbers and flags are read from text as well, so the same type
/// reads JSON and XML.
///
/// # Example
///
/// ```
/// use order_client::Deserialized;
/// use order_core::OrderRequest;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Stock {
///     isbn: String,
///     copies: u32,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "GET /stock/{isbn}", response = Deserialized<Stock>)]
/// struct AskStock {
///     #[order(path)]
///     isbn: String,
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Deserialized<T>(
    /// The reply.
    pub T,
);

impl<T: DeserializeOwned> FromReply for Deserialized<T> {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        reply.deserialize().map(Self)
    }
}

/// The reply to an order that was placed, with what else serde reads of it (feature `serde`).
///
/// # Example
///
/// ```
/// use order_client::PlacedWith;
/// use order_core::OrderRequest;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Price {
///     total: String,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /orders", response = PlacedWith<Price>)]
/// struct Books {
///     isbn: String,
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PlacedWith<T> {
    /// The number of the order.
    pub order_id: OrderId,
    /// The rest of the reply. `None` if it has another shape, or if the reply was lost and the order was found by its
    /// reference: neither may hide the number.
    pub reply: Option<T>,
}

impl<T: DeserializeOwned> FromReply for PlacedWith<T> {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        Ok(Self { order_id: reply.order_id()?, reply: reply.deserialize().ok() })
    }
}

impl<T: DeserializeOwned> Placed for PlacedWith<T> {
    fn order_id(&self) -> &OrderId {
        &self.order_id
    }

    fn found(order_id: OrderId) -> Self {
        Self { order_id, reply: None }
    }
}

impl Reply {
    /// Reads the body as a type of your own (feature `serde`).
    ///
    /// # Errors
    ///
    /// [`Unreadable`] like [`value`](Self::value), and [`Unreadable::Shape`] if the body has another shape.
    pub fn deserialize<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        let value = self.value()?;
        T::deserialize(&value).map_err(|error| {
            let problem = self.shown_text(&error.to_string());
            Unreadable::Shape { problem }
        })
    }
}

impl<'de> Deserialize<'de> for OrderId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;

        impl Visitor<'_> for Number {
            type Value = OrderId;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the number of an order")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<OrderId, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<OrderId, E> {
                self.visit_str(&number.to_string())
            }
        }

        deserializer.deserialize_str(Number)
    }
}

impl serde_core::Serialize for OrderId {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Reads a number or a flag from the text that it was written as.
macro_rules! scalars {
    ($($name:ident $visit:ident $ty:ty,)*) => {
        $(
            fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
                match self.text().and_then(|text| text.trim().parse::<$ty>().ok()) {
                    Some(value) => visitor.$visit(value),
                    None => self.deserialize_any(visitor),
                }
            }
        )*
    };
}

impl<'de> Deserializer<'de> for &Value<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(text) => match (text.parse::<u64>(), text.parse::<i64>()) {
                (Ok(number), _) => visitor.visit_u64(number),
                (_, Ok(number)) => visitor.visit_i64(number),
                _ => visitor.visit_f64(text.parse().map_err(|_| Error::custom("not a number"))?),
            },
            Value::Text(text) => visitor.visit_str(text),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    scalars! {
        deserialize_i8 visit_i8 i8,
        deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16,
        deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
        deserialize_f32 visit_f32 f32,
        deserialize_f64 visit_f64 f64,
        deserialize_bool visit_bool bool,
    }

    // A number that starts with zeros keeps them.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text() {
            Some(text) => visitor.visit_str(text),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    /// In XML, the items are the child elements, and an element without any is text.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) if !text.trim().is_empty() => self.deserialize_any(visitor),
            Value::List(_) | Value::Object(_) | Value::Text(_) => {
                visitor.visit_seq(SeqDeserializer::new(self.items()))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let members = match self {
            Value::Object(members) => members.as_slice(),
            // An XML element without children.
            Value::Text(text) if text.trim().is_empty() => &[],
            _ => return self.deserialize_any(visitor),
        };
        let members = members.iter().map(|(name, value)| (name.as_ref(), value));
        visitor.visit_map(MapDeserializer::new(members))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => visitor.visit_enum(text.as_ref().into_deserializer()),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| (name.as_ref(), value));
                visitor.visit_enum(de::value::MapAccessDeserializer::new(MapDeserializer::new(
                    members,
                )))
            }
            _ => Err(Error::custom("not one of the known values")),
        }
    }

    forward_to_deserialize_any! {
        char bytes byte_buf unit_struct tuple tuple_struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de> for &Value<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;
    use crate::reply::json;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Order {
        number: OrderId,
        count: u32,
        paid: bool,
        price: f64,
        note: Option<String>,
        tags: Vec<String>,
        state: State,
        extra: BTreeMap<String, i64>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum State {
        Open,
        Sent { on: String },
    }

    fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        let value = json::parse(text.as_bytes()).expect("well-formed");
        T::deserialize(&value).map_err(|error| error.to_string())
    }

    #[test]
    fn types_of_your_own_are_read() {
        let text = r#"{"number": 007, "count": "3", "paid": "true", "price": 1.5, "note": null,
            "tags": ["a", 1], "state": {"sent": {"on": "monday"}}, "extra": {"x": -1}, "more": [{}]}"#;
        let expected = Order {
            number: "007".parse().expect("a word"),
            count: 3,
            paid: true,
            price: 1.5,
            note: None,
            tags: vec!["a".to_owned(), "1".to_owned()],
            state: State::Sent { on: "monday".to_owned() },
            extra: BTreeMap::from([("x".to_owned(), -1)]),
        };
        assert_eq!(read::<Order>(text), Ok(expected));
        assert_eq!(read::<State>(r#""open""#), Ok(State::Open));
    }

    #[test]
    fn other_shapes_are_errors() {
        assert!(read::<Order>("{}").expect_err("empty").contains("missing field"));
        assert!(read::<u8>("300").is_err());
        assert!(read::<u8>(r#""x""#).is_err());
        assert!(read::<State>("1").is_err());
        assert!(read::<State>(r#""gone""#).is_err());
        assert!(read::<Vec<u8>>(r#""1""#).is_err());
        assert!(read::<BTreeMap<String, u8>>("[1]").is_err());
        assert!(read::<OrderId>(r#""two words""#).is_err());
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(transparent)]
    struct Copies(i8);

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Any {
        Flag(bool),
        Count(u64),
        Change(i64),
        Price(f64),
        Word(String),
        Nothing(()),
    }

    #[test]
    fn values_of_any_kind_are_read() {
        let read = read::<Vec<Any>>(r#"[true, 18446744073709551615, -5, 1.5, "x", null]"#);
        assert_eq!(
            read,
            Ok(vec![
                Any::Flag(true),
                Any::Count(u64::MAX),
                Any::Change(-5),
                Any::Price(1.5),
                Any::Word("x".to_owned()),
                Any::Nothing(()),
            ])
        );
        assert_eq!(self::read::<(Copies, Option<u8>)>(r#"["-7", 8]"#), Ok((Copies(-7), Some(8))));
        assert_eq!(self::read::<Vec<u8>>(r#""""#), Ok(Vec::new()));
        assert_eq!(self::read::<BTreeMap<String, u8>>(r#"" ""#), Ok(BTreeMap::new()));
        let error = self::read::<Vec<u8>>("7").expect_err("a number");
        assert_eq!(error, "invalid type: integer `7`, expected a sequence");
    }

    struct Written<'a>(&'a OrderId);

    impl std::fmt::Display for Written<'_> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            // A formatter takes texts, and no sequences.
            serde_core::Serialize::serialize(self.0, f)
        }
    }

    #[test]
    fn number_of_an_order_is_stored_as_text_and_read_from_numbers_too() {
        let order_id: OrderId = "007".parse().expect("a word");
        assert_eq!(Written(&order_id).to_string(), "007");
        let text: de::value::StrDeserializer<'_, Error> = "007".into_deserializer();
        assert_eq!(OrderId::deserialize(text), Ok(order_id));
        let number: de::value::U64Deserializer<Error> = 7_u64.into_deserializer();
        assert_eq!(OrderId::deserialize(number).expect("a number").as_str(), "7");
        let flag: de::value::BoolDeserializer<Error> = true.into_deserializer();
        assert_eq!(
            OrderId::deserialize(flag).expect_err("a flag").to_string(),
            "invalid type: boolean `true`, expected the number of an order",
        );
    }
}
