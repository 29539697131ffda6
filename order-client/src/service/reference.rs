use std::time::Duration;

#[cfg(feature = "sandbox")]
use crate::sandbox::tree::Tree;
use crate::{error::Unreadable, order_id::OrderId, reply::Reply, target::percent_encoded};

/// The caller's own reference of an order, by which the service finds the order again.
///
/// With it, a [journal] asks for an order whose reply was lost, instead of leaving it to a person.
///
#[cfg_attr(feature = "journal", doc = "[journal]: crate::journal")]
#[cfg_attr(
    not(feature = "journal"),
    doc = "[journal]: https://docs.rs/order-client/latest/order_client/journal/index.html"
)]
///
/// # Example
///
/// ```
/// use std::time::Duration;
///
/// use order_client::{Reference, Service};
///
/// // {"orders": [{"order_id": 42, "status": "pending"}]}
/// const SHOP: Service = Service::new("shop").reference(
///     Reference::field("alternative_order_id")
///         .lookup("/orders?alternative_order_id={reference}")
///         .orders("orders", "order_id")
///         .arrives_within(Duration::from_secs(60)),
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    field: &'static str,
    lookup: &'static str,
    orders: &'static str,
    number: &'static str,
    arrives_within: Duration,
}

impl Reference {
    /// The reference is the member of this name at the root of the request.
    ///
    /// The orders that have it are asked for at `/orders?reference={reference}`, and stand in a list `orders` of objects
    /// with an `id`, unless declared otherwise.
    pub const fn field(name: &'static str) -> Self {
        Self {
            field: name,
            lookup: "/orders?reference={reference}",
            orders: "orders",
            number: "id",
            arrives_within: Duration::from_secs(600),
        }
    }

    /// Declares the path, and the query if it has one, at which `GET` returns the orders with the reference
    /// `{reference}`. Status 404 means that there are none.
    pub const fn lookup(self, path: &'static str) -> Self {
        Self { lookup: path, ..self }
    }

    /// Declares the list of the orders in that reply, or the one order, as names of members with dots between them from
    /// the root on, and the member of each order that has its number.
    pub const fn orders(self, list: &'static str, number: &'static str) -> Self {
        Self { orders: list, number, ..self }
    }

    /// Declares the time within which an order that was sent can be found, or never will; ten minutes if not declared.
    ///
    /// Until it is over, an order that is not found may still arrive, and no equal one is sent.
    pub const fn arrives_within(self, time: Duration) -> Self {
        Self { arrives_within: time, ..self }
    }

    #[cfg(feature = "journal")]
    pub(crate) const fn time_to_arrive(&self) -> Duration {
        self.arrives_within
    }

    /// The name of the member that has it.
    #[cfg(any(feature = "journal", feature = "sandbox"))]
    pub(crate) const fn name(&self) -> &'static str {
        self.field
    }

    /// The path and query of the lookup, with `{reference}` in the place of the reference.
    #[cfg(any(feature = "sandbox", feature = "tracing"))]
    pub(crate) const fn template(&self) -> &'static str {
        self.lookup
    }

    /// The path and query of the lookup.
    pub(crate) fn target(&self, reference: &str) -> String {
        self.lookup.replace("{reference}", &percent_encoded(reference))
    }

    /// Writes what [`read`](Self::read) reads.
    #[cfg(feature = "sandbox")]
    pub(crate) fn write(&self, numbers: Vec<Tree>) -> Tree {
        let orders = numbers.into_iter().map(|number| Tree::at(self.number, number)).collect();
        Tree::at(self.orders, Tree::List("order", orders))
    }

    /// The numbers of the orders in a reply to the lookup.
    pub(crate) fn read(&self, reply: &Reply) -> Result<Vec<OrderId>, Unreadable> {
        let value = reply.value()?;
        let [list] = value.all_at(self.orders)[..] else {
            return Err(Unreadable::Member { name: self.orders });
        };
        let number = |order| reply.service().number().in_value(order, self.number);
        // An API may have one order for a reference, and no list.
        if number(list).is_ok() {
            return number(list).map(|number| vec![number]);
        }
        let mut numbers = list.items().map(number).collect::<Result<Vec<_>, _>>()?;
        // A service may list several certificates of one order.
        numbers.sort();
        numbers.dedup();
        Ok(numbers)
    }
}
