use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{FromReply, Reply},
};

/// The reply to an order that was placed, which has its number.
///
/// [`Client::place`](crate::Client::place) and the journal take every order whose `response` is one.
/// [`OrderPlaced`] is enough if the number is all that matters.
///
/// # Example
///
/// ```
/// use order_client::{FromReply, OrderId, Placed, Reply, Unreadable, Value};
///
/// struct Accepted {
///     number: OrderId,
///     /// `None` if the reply was lost, and the order was found again.
///     total: Option<String>,
/// }
///
/// impl FromReply for Accepted {
///     fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
///         let total = reply.value()?.member("total").and_then(Value::text).map(str::to_owned);
///         Ok(Self { number: reply.order_id()?, total })
///     }
/// }
///
/// impl Placed for Accepted {
///     fn order_id(&self) -> &OrderId {
///         &self.number
///     }
///
///     fn found(number: OrderId) -> Self {
///         Self { number, total: None }
///     }
/// }
/// ```
pub trait Placed: FromReply {
    /// The number of the order.
    fn order_id(&self) -> &OrderId;

    /// Creates the reply to an order whose own reply was lost, and of which only the number is known: it was found by
    /// its [reference](crate::Reference).
    fn found(order_id: OrderId) -> Self;
}

/// The number of an order that was placed, read where the [`Service`](crate::Service) declares it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OrderPlaced {
    /// The number of the order.
    pub order_id: OrderId,
}

impl FromReply for OrderPlaced {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        Ok(Self { order_id: reply.order_id()? })
    }
}

impl Placed for OrderPlaced {
    fn order_id(&self) -> &OrderId {
        &self.order_id
    }

    fn found(order_id: OrderId) -> Self {
        Self { order_id }
    }
}
