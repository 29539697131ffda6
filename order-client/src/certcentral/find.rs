use order_core::OrderRequest;

use crate::{
    certcentral::{self, OrderStatus},
    error::Unreadable,
    order_id::OrderId,
    reply::{
        FromReply, Reply,
        declare::{Part as _, Source, reply},
    },
};

/// A request for the orders that have a reference of the caller.
///
/// The page is `orders/get-orders-alternative-order-id`. The service answers with status 404 if there is none, or none
/// that the owner of the API key may see.
///
/// # Example
///
/// ```
/// use order_client::certcentral::OrdersByReference;
/// use order_core::OrderRequest;
///
/// let mut request = OrdersByReference::of("build-2026-117");
/// assert!(request.validate().is_ok());
///
/// request.limit = Some(1001);
/// assert_eq!(request.validate().unwrap_err().to_string(), "`limit` must be from 1 to 1000");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "GET /order/alternate/{alternative_order_id}", response = FoundOrders)]
pub struct OrdersByReference {
    /// The reference. Travels in the path.
    #[order(path)]
    pub alternative_order_id: String,

    /// Number of orders before the first one in the reply; 0 if absent. Travels in the query.
    #[order(query)]
    #[default_value(0)]
    pub offset: Option<u64>,

    /// Greatest number of orders in the reply, at most 1000; 1000 if absent. Travels in the query.
    #[order(query)]
    #[range(1..=1000)]
    #[default_value(1000)]
    pub limit: Option<u16>,
}

impl OrdersByReference {
    /// A request for the first orders with this reference.
    pub fn of(reference: impl Into<String>) -> Self {
        Self { alternative_order_id: reference.into(), offset: None, limit: None }
    }

    /// The request for the orders after those that were found; `None` if these were the last.
    pub fn after(&self, found: &FoundOrders) -> Option<Self> {
        Some(Self { offset: Some(found.next_offset()?), ..self.clone() })
    }
}

/// A request for the orders whose status has changed lately.
///
/// The page is `orders/status-change-list`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "GET /order/certificate/status-changes", response = ChangedOrders)]
pub struct StatusChanges {
    /// Number of seconds before now, at most 604800, which are seven days. Travels in the query.
    #[order(query)]
    #[range(1..=604800)]
    pub seconds: u32,
}

reply! {
    /// The orders that have a reference of the caller.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct FoundOrders {
        /// The orders of this page. One without a number would be lost, so it makes the whole reply unreadable.
        pub orders: Vec<OrderSummary> = "orders",
        /// The place of the page among all orders that were found, if the reply has it.
        pub page: Option<Page> = "page",
    }

    /// The orders whose status has changed lately.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct ChangedOrders {
        /// The orders.
        pub orders: Vec<OrderSummary> = "orders",
    }

    /// An order in a list.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct OrderSummary {
        /// Number of the order.
        pub order_id: OrderId = "order_id",
        /// Number of the certificate, if it is known.
        pub certificate_id: Option<String> = "certificate_id",
        /// Status of the order.
        pub status: Option<OrderStatus> = "status",
    }

    /// The place of a page among all items of a list.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct Page {
        /// Number of all items.
        pub total: Option<u64> = "total",
        /// Greatest number of items on a page.
        pub limit: Option<u64> = "limit",
        /// Number of items before the page; 0 if absent.
        pub offset: Option<u64> = "offset",
    }
}

impl FoundOrders {
    /// The number of orders on this page and before it, if there are more.
    pub fn next_offset(&self) -> Option<u64> {
        let page = self.page?;
        let count = u64::try_from(self.orders.len()).ok()?;
        let next = page.offset.unwrap_or_default().checked_add(count)?;
        (count > 0 && next < page.total?).then_some(next)
    }
}

impl FromReply for FoundOrders {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = reply.value()?;
        match value.member("orders") {
            None => Err(Unreadable::Member { name: "orders" }),
            Some(_) => certcentral::assert_list(&value, "orders"),
        }?;
        Self::read(Source::new(reply, &value))
    }
}

impl FromReply for ChangedOrders {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = reply.value()?;
        // The service answers `{}` if nothing has changed.
        certcentral::assert_list(&value, "orders")?;
        Self::read(Source::new(reply, &value))
    }
}
