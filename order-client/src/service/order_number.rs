use reqwest::header::HeaderMap;

#[cfg(feature = "sandbox")]
use crate::sandbox::tree::Tree;
use crate::{
    error::Unreadable,
    order_id::{OrderId, OrderIdError},
    reply::{Reply, Value},
};

/// The place where the number of an order stands in the reply to it, and its form.
///
/// The number is a text or a number; either is kept as the text that the service wrote.
///
/// # Example
///
/// ```
/// use order_client::{OrderNumber, Service};
///
/// const SHOP: Service = Service::new("shop").order_number(OrderNumber::member("data.order.id"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderNumber {
    place: Place,
    is_digits: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Member(&'static str),
    Header(&'static str),
}

impl OrderNumber {
    /// The member of the body at this place: names with dots between them, from the root on.
    pub const fn member(place: &'static str) -> Self {
        Self { place: Place::Member(place), is_digits: false }
    }

    /// The header of this name, such as `Location`. Of a URL or path, the last part is the number.
    pub const fn header(name: &'static str) -> Self {
        Self { place: Place::Header(name), is_digits: false }
    }

    /// Requires the number to be of digits alone. Anything else is no order number then.
    pub const fn digits(self) -> Self {
        Self { is_digits: true, ..self }
    }

    /// The name of the member or header, as people know it.
    pub(crate) fn name(&self) -> &'static str {
        match self.place {
            Place::Member(place) => last_of(place),
            Place::Header(name) => name,
        }
    }

    /// The name of the header that has it, unless a member has it.
    #[cfg(feature = "sandbox")]
    pub(crate) fn header_name(&self) -> Option<&'static str> {
        match self.place {
            Place::Member(_) => None,
            Place::Header(name) => Some(name),
        }
    }

    /// The body that has `number` in its place; `None` if a header has it.
    #[cfg(feature = "sandbox")]
    pub(crate) fn write(&self, number: Tree) -> Option<Tree> {
        match self.place {
            Place::Member(place) => Some(Tree::at(place, number)),
            Place::Header(_) => None,
        }
    }

    /// Reads the number from a reply, which must have exactly one.
    pub(crate) fn read(&self, reply: &Reply) -> Result<OrderId, Unreadable> {
        match self.place {
            Place::Member(place) => self.in_value(&reply.value()?, place),
            Place::Header(name) => {
                reply.complete()?;
                let text = header(reply.headers(), name)?;
                let text = text.split(['?', '#']).next().unwrap_or_default();
                let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
                self.parse(last).map_err(|_| Unreadable::NotANumber { name })
            }
        }
    }

    /// Reads a number of this form from the value, at this place below it.
    pub(crate) fn in_value(
        &self,
        value: &Value<'_>,
        place: &'static str,
    ) -> Result<OrderId, Unreadable> {
        let name = last_of(place);
        match value.all_at(place)[..] {
            [number] => {
                let number = number.text().and_then(|text| self.parse(text).ok());
                number.ok_or(Unreadable::NotANumber { name })
            }
            [] => Err(Unreadable::Member { name }),
            [_, _, ..] => Err(Unreadable::Ambiguous { name }),
        }
    }

    /// Reads the number itself.
    pub(crate) fn parse(&self, text: &str) -> Result<OrderId, OrderIdError> {
        match self.is_digits {
            true => OrderId::of_digits(text),
            false => text.parse(),
        }
    }
}

/// The last name of a place.
fn last_of(place: &'static str) -> &'static str {
    place.rsplit('.').next().unwrap_or(place)
}

/// The only value of a header.
fn header<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, Unreadable> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().map_err(|_| Unreadable::NotANumber { name }),
        (None, _) => Err(Unreadable::Member { name }),
        (Some(_), Some(_)) => Err(Unreadable::Ambiguous { name }),
    }
}
