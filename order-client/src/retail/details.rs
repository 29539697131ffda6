use order_core::{Invalid, OrderRequest, Valid};

use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{
        ETag, FromReply, Reply, Value,
        declare::{Part, Source, reply},
    },
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

reply! {
    /// The details of an order.
    ///
    /// The members are those of the page `order/details` of the retail REST v1 documentation (2014). All except
    /// the number may be missing: the documentation's sample, for example, has no `site_seal_token`. A blank
    /// text counts as missing. Members with other names are ignored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct OrderDetails {
        /// Number of the order.
        pub order_id: OrderId = "certificate_details.order_id",
        /// Status of the order.
        pub status: Option<OrderStatus> = "certificate_details.status",
        /// Name of the product, such as `Unified Communications`.
        pub product_name: Option<String> = "certificate_details.product_name",
        /// Length of validity in words, such as `1 Year(s)`.
        pub validity: Option<String> = "certificate_details.validity",
        /// The OU field of the certificate.
        pub org_unit: Option<String> = "certificate_details.org_unit",
        /// Name to be secured.
        pub common_name: Option<String> = "certificate_details.common_name",
        /// Further names to be secured.
        pub sans: Vec<String> = "certificate_details.sans",
        /// Day of the order, such as `03-FEB-2012`.
        pub order_date: Option<String> = "certificate_details.order_date",
        /// First day of validity, such as `03-FEB-2012`.
        pub valid_from: Option<String> = "certificate_details.valid_from",
        /// Last day of validity, such as `07-FEB-2013`.
        pub valid_till: Option<String> = "certificate_details.valid_till",
        /// Code of the server software.
        pub server_type: Option<String> = "certificate_details.server_type",
        /// Name of the server software.
        pub server_type_name: Option<String> = "certificate_details.server_type_name",
        /// Token for the site seal.
        pub site_seal_token: Option<String> = "certificate_details.site_seal_token",
        /// The reissue that is pending, if one is.
        pub pending_reissue: Option<PendingReissue> = "pending_reissue",
        /// Price of the order as the service wrote it, such as `175.00`.
        pub order_total: Option<String> = "receipt.order_total",
        /// Version of these details, for [`Client::send_if_changed`](crate::Client::send_if_changed).
        pub etag: Option<ETag> = "ETag",
    }

    /// A reissue that is not finished yet.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct PendingReissue {
        /// Name to be secured.
        pub common_name: Option<String> = "common_name",
        /// Further names to be secured.
        pub sans: Vec<String> = "sans",
    }
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

impl OrderStatus {
    /// The status in the service's own words.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Issued => "issued",
            Self::PendingIssuance => "pending issuance",
            Self::Other(text) => text,
        }
    }
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

impl Part for OrderStatus {
    fn read(source: Source<'_>) -> Result<Self, Unreadable> {
        Ok(Self::from(source.word()))
    }

    fn show(&self) -> Value<'_> {
        Value::Text(self.as_str().into())
    }

    #[cfg(feature = "openapi")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "string" })
    }
}

impl FromReply for OrderDetails {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        Self::read(Source::new(reply, &reply.value()?))
    }

    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        Some(("order_id", &self.order_id))
    }
}
