use order_core::{Invalid, OrderRequest, Valid};

use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{ETag, FromReply, Reply, Value},
    retail,
};

/// A request to show an order.
///
/// # In Rust
///
/// [`Client::send`](crate::Client::send) sends it and returns [`OrderDetails`].
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "GET /order/{order_id}", response = OrderDetails)]
pub struct ViewOrder {
    /// Number of the order, as it was given when the order was placed. Travels in the path.
    #[order(path)]
    #[format(digits)]
    pub order_id: String,
}

impl ViewOrder {
    /// Asks for the order with this number.
    ///
    /// # Errors
    ///
    /// [`Invalid`] if the number is not of digits alone, as those of this API are.
    pub fn of(order_id: &OrderId) -> Result<Valid<Self>, Invalid<Self>> {
        Self { order_id: order_id.to_string() }.into_valid()
    }
}

/// The details of an order.
///
/// The members are those of the page `order/details` of the retail REST v1 documentation (2014). All except
/// the number may be missing: the documentation's sample, for example, has no `site_seal_token`. A blank
/// text counts as missing. Members with other names are ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OrderDetails {
    /// Number of the order.
    pub order_id: OrderId,
    /// Status of the order.
    pub status: Option<OrderStatus>,
    /// Name of the product, such as `Unified Communications`.
    pub product_name: Option<String>,
    /// Length of validity in words, such as `1 Year(s)`.
    pub validity: Option<String>,
    /// The OU field of the certificate.
    pub org_unit: Option<String>,
    /// Name to be secured.
    pub common_name: Option<String>,
    /// Further names to be secured.
    pub sans: Vec<String>,
    /// Day of the order, such as `03-FEB-2012`.
    pub order_date: Option<String>,
    /// First day of validity, such as `03-FEB-2012`.
    pub valid_from: Option<String>,
    /// Last day of validity, such as `07-FEB-2013`.
    pub valid_till: Option<String>,
    /// Code of the server software.
    pub server_type: Option<String>,
    /// Name of the server software.
    pub server_type_name: Option<String>,
    /// Token for the site seal.
    pub site_seal_token: Option<String>,
    /// The reissue that is pending, if one is.
    pub pending_reissue: Option<PendingReissue>,
    /// Price of the order as the service wrote it, such as `175.00`.
    pub order_total: Option<String>,
    /// Version of these details, for [`Client::send_if_changed`](crate::Client::send_if_changed).
    pub etag: Option<ETag>,
}

/// Status of an order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OrderStatus {
    /// The certificate can be retrieved.
    Issued,
    /// The certificate is not issued yet.
    PendingIssuance,
    /// Another status, in the service's own words.
    Other(String),
}

impl From<String> for OrderStatus {
    fn from(text: String) -> Self {
        match text.as_str() {
            "issued" => Self::Issued,
            "pending issuance" => Self::PendingIssuance,
            _ => Self::Other(text),
        }
    }
}

/// A reissue that is not finished yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PendingReissue {
    /// Name to be secured.
    pub common_name: Option<String>,
    /// Further names to be secured.
    pub sans: Vec<String>,
}

impl FromReply for OrderDetails {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = reply.value()?;
        let details = value.member("certificate_details");
        let details = details.ok_or(Unreadable::Member { name: "certificate_details" })?;
        let text = |name| details.text_of(name);
        let pending = |pending: &Value<'_>| PendingReissue {
            common_name: pending.text_of("common_name"),
            sans: pending.texts_of("sans"),
        };
        Ok(Self {
            order_id: retail::order_id(details)?,
            status: text("status").map(OrderStatus::from),
            product_name: text("product_name"),
            validity: text("validity"),
            org_unit: text("org_unit"),
            common_name: text("common_name"),
            sans: details.texts_of("sans"),
            order_date: text("order_date"),
            valid_from: text("valid_from"),
            valid_till: text("valid_till"),
            server_type: text("server_type"),
            server_type_name: text("server_type_name"),
            site_seal_token: text("site_seal_token"),
            pending_reissue: value.part("pending_reissue").map(pending),
            order_total: value.member("receipt").and_then(|receipt| receipt.text_of("order_total")),
            etag: reply.etag(),
        })
    }

    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        Some(("order_id", &self.order_id))
    }
}
