//! Replies that are declared once: the type, what reads it, what shows it, and its schema.

use std::borrow::Cow;

use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{ETag, Reply, Value},
};

/// Declares the types of a reply. After each field stands the place of its value: names of members with dots between
/// them.
///
/// A type that is read from a whole reply implements [`FromReply`](crate::FromReply) by its function `read`.
macro_rules! reply {
    ($(
        $(#[$attribute:meta])*
        pub struct $name:ident {
            $($(#[$of_field:meta])* pub $field:ident: $ty:ty = $place:literal,)*
        }
    )*) => {$(
        $(#[$attribute])*
        pub struct $name {
            $($(#[$of_field])* pub $field: $ty,)*
        }

        impl $name {
            /// The members that are there, in the order of their declaration.
            pub fn to_value(&self) -> $crate::Value<'_> {
                let members = [$((stringify!($field), $crate::reply::declare::Member::show(&self.$field)),)*];
                let there = members.into_iter().filter_map(|(name, value)| Some((name.into(), value?)));
                $crate::Value::Object(there.collect())
            }
        }

        impl $crate::reply::declare::Part for $name {
            fn read(source: $crate::reply::declare::Source<'_>) -> Result<Self, $crate::Unreadable> {
                Ok(Self { $($field: $crate::reply::declare::Member::read(source, $place)?,)* })
            }

            fn show(&self) -> $crate::Value<'_> {
                self.to_value()
            }

            #[cfg(feature = "openapi")]
            fn schema() -> serde_json::Value {
                let mut schema = serde_json::json!({ "type": "object", "properties": {} });
                $(if let Some(member) = <$ty as $crate::reply::declare::Member>::schema() {
                    $crate::reply::declare::place(&mut schema, $place, member);
                })*
                schema
            }
        }
    )*};
}
pub(crate) use reply;

/// A value of a reply.
#[derive(Clone, Copy)]
pub(crate) struct Source<'r> {
    reply: &'r Reply,
    value: &'r Value<'r>,
}

impl<'r> Source<'r> {
    pub(crate) fn new(reply: &'r Reply, value: &'r Value<'r>) -> Self {
        Self { reply, value }
    }

    /// The first value at a place.
    fn at(self, place: &str) -> Option<&'r Value<'r>> {
        place.split('.').try_fold(self.value, |value, step| value.member(step))
    }

    /// The value itself, which is a word of the service.
    pub(crate) fn word(self) -> String {
        self.value.text().unwrap_or_default().trim().to_owned()
    }

    /// The text at a place, unless it is blank.
    fn text(self, place: &str) -> Option<String> {
        let text = self.at(place)?.text()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// A part of a reply: an object, or a word of the service.
pub(crate) trait Part: Sized {
    fn read(source: Source<'_>) -> Result<Self, Unreadable>;

    fn show(&self) -> Value<'_>;

    #[cfg(feature = "openapi")]
    fn schema() -> serde_json::Value;
}

/// The value of a field of a reply.
pub(crate) trait Member: Sized {
    fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable>;

    /// The value for people and programs; `None` if there is none.
    fn show(&self) -> Option<Value<'_>>;

    /// The schema of the value; `None` if it does not stand in the body.
    #[cfg(feature = "openapi")]
    fn schema() -> Option<serde_json::Value> {
        Some(serde_json::json!({ "type": "string" }))
    }
}

fn shown(text: &str) -> Option<Value<'_>> {
    Some(Value::Text(Cow::Borrowed(text)))
}

/// The number of an order, as the service declares it.
impl Member for OrderId {
    fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable> {
        source.reply.service().number().in_value(source.value, place)
    }

    fn show(&self) -> Option<Value<'_>> {
        shown(self.as_str())
    }
}

/// The number of an order that may be missing.
impl Member for Option<OrderId> {
    fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable> {
        source.text(place).map(|_| OrderId::read(source, place)).transpose()
    }

    fn show(&self) -> Option<Value<'_>> {
        self.as_ref().and_then(OrderId::show)
    }
}

impl Member for String {
    fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable> {
        Ok(source.text(place).unwrap_or_default())
    }

    fn show(&self) -> Option<Value<'_>> {
        shown(self)
    }
}

/// A blank text counts as missing.
impl Member for Option<String> {
    fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable> {
        Ok(source.text(place))
    }

    fn show(&self) -> Option<Value<'_>> {
        self.as_deref().and_then(shown)
    }
}

impl Member for Vec<String> {
    fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable> {
        let items = source.at(place).into_iter().flat_map(Value::items);
        Ok(items.filter_map(Value::text).map(str::to_owned).collect())
    }

    fn show(&self) -> Option<Value<'_>> {
        Some(Value::List(self.iter().filter_map(|text| shown(text)).collect()))
    }

    #[cfg(feature = "openapi")]
    fn schema() -> Option<serde_json::Value> {
        Some(serde_json::json!({ "type": "array", "items": { "type": "string" } }))
    }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        /// A text that is no such number counts as missing.
        impl Member for Option<$ty> {
            fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable> {
                Ok(source.text(place).and_then(|text| text.parse().ok()))
            }

            fn show(&self) -> Option<Value<'_>> {
                self.map(|number| Value::Text(number.to_string().into()))
            }

            #[cfg(feature = "openapi")]
            fn schema() -> Option<serde_json::Value> {
                Some(serde_json::json!({ "type": "integer" }))
            }
        }
    )*};
}
integers! { i64, u64 }

/// The version of the resource, which stands in a header and is shown to nobody.
impl Member for Option<ETag> {
    fn read(source: Source<'_>, _: &'static str) -> Result<Self, Unreadable> {
        Ok(source.reply.etag())
    }

    fn show(&self) -> Option<Value<'_>> {
        None
    }

    #[cfg(feature = "openapi")]
    fn schema() -> Option<serde_json::Value> {
        None
    }
}

/// An empty part counts as missing.
impl<T: Part> Member for Option<T> {
    fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable> {
        let is_there = |value: &&Value<'_>| match value {
            Value::Text(text) => !text.trim().is_empty(),
            value => value.items().next().is_some(),
        };
        let value = source.at(place).filter(is_there);
        value.map(|value| T::read(Source { value, ..source })).transpose()
    }

    fn show(&self) -> Option<Value<'_>> {
        self.as_ref().map(T::show)
    }

    #[cfg(feature = "openapi")]
    fn schema() -> Option<serde_json::Value> {
        Some(T::schema())
    }
}

/// A list that is missing is empty.
impl<T: Part> Member for Vec<T> {
    fn read(source: Source<'_>, place: &'static str) -> Result<Self, Unreadable> {
        let items = source.at(place).into_iter().flat_map(Value::items);
        items.map(|value| T::read(Source { value, ..source })).collect()
    }

    fn show(&self) -> Option<Value<'_>> {
        Some(Value::List(self.iter().map(T::show).collect()))
    }

    #[cfg(feature = "openapi")]
    fn schema() -> Option<serde_json::Value> {
        Some(serde_json::json!({ "type": "array", "items": T::schema() }))
    }
}

/// Adds the schema of the value at a place to that of the object around it.
#[cfg(feature = "openapi")]
pub(crate) fn place(object: &mut serde_json::Value, place: &str, member: serde_json::Value) {
    match place.split_once('.') {
        None => object["properties"][place] = member,
        Some((first, rest)) => {
            let inner = &mut object["properties"][first];
            if inner.is_null() {
                *inner = serde_json::json!({ "type": "object", "properties": {} });
            }
            self::place(inner, rest, member);
        }
    }
}
