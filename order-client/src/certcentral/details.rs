use order_core::{Invalid, OrderRequest, OrderValue, Valid};

use crate::{
    certcentral::{ProvisioningMethod, ShipMethod, words},
    error::Unreadable,
    order_id::OrderId,
    reply::{
        FromReply, Reply,
        declare::{Part as _, Source, reply},
    },
};

/// A request to show an order.
///
/// The page is `orders/order-info`.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "GET /order/certificate/{order_id}", response = OrderDetails)]
pub struct OrderInfo {
    /// Number of the order, as it was given when the order was placed. Travels in the path.
    ///
    /// The service takes the thumbprint or serial number of the certificate too. They are not taken here, since the reply is held
    /// to the number that was asked for.
    #[order(path)]
    #[format(digits)]
    pub order_id: String,

    /// True to be told about the CAA records of each domain, which a code-signing order has none of; false if absent. Travels in
    /// the query.
    #[order(query)]
    pub include_caa_status: Option<bool>,
}

impl OrderInfo {
    /// Asks for the order with this number.
    ///
    /// # Errors
    ///
    /// [`Invalid`] if the number is not of digits alone, as those of this API are.
    pub fn of(order_id: &OrderId) -> Result<Valid<Self>, Invalid<Self>> {
        Self { order_id: order_id.to_string(), include_caa_status: None }.into_valid()
    }
}

/// Status of an order, as a client in production knows them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum OrderStatus {
    /// The order waits for something, such as the validation of the organization.
    Pending,
    /// The order waits for an administrator.
    NeedsApproval,
    /// The certificate is being made.
    Processing,
    /// The certificate waits to be fetched or installed.
    WaitingPickup,
    /// A reissue waits for something.
    ReissuePending,
    /// The certificate is issued.
    Issued,
    /// The order was refused.
    Rejected,
    /// The order was taken back.
    Canceled,
    /// The certificate is not valid any more.
    Expired,
    /// The certificate was revoked.
    Revoked,
    /// Another status, in the service's own words.
    #[order(other)]
    Other(String),
}

reply! {
    /// The details of an order.
    ///
    /// All members except the number may be missing. A blank text counts as missing. Members with other names are ignored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct OrderDetails {
        /// Number of the order.
        pub id: OrderId = "id",
        /// Status of the order.
        pub status: Option<OrderStatus> = "status",
        /// The certificate, as far as it is known.
        pub certificate: Option<IssuedCertificate> = "certificate",
        /// Number of the organization.
        pub organization_id: Option<String> = "organization.id",
        /// Name of the product, such as `code_signing`.
        pub product: Option<String> = "product.name_id",
        /// Method of making and storing the key.
        pub cs_provisioning_method: Option<ProvisioningMethod> = "cs_provisioning_method",
        /// The address that a token is shipped to.
        pub ship_info: Option<ShippedTo> = "ship_info",
        /// The code with which the vendor's tool installs the certificate on a token. Treat it as a secret.
        pub hardware_init_code: Option<String> = "hardware_init_code",
        /// The caller's own reference.
        pub alternative_order_id: Option<String> = "alternative_order_id",
    }

    /// A certificate in the details of an order.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct IssuedCertificate {
        /// Number of the certificate, for [`DownloadCertificate`](crate::certcentral::DownloadCertificate).
        pub id: Option<String> = "id",
        /// Name on the certificate.
        pub common_name: Option<String> = "common_name",
        /// Thumbprint, in hexadecimal digits.
        pub thumbprint: Option<String> = "thumbprint",
        /// Serial number, in hexadecimal digits.
        pub serial_number: Option<String> = "serial_number",
        /// First day of validity, such as `2026-11-29`.
        pub valid_from: Option<String> = "valid_from",
        /// Last day of validity, such as `2028-03-02`.
        pub valid_till: Option<String> = "valid_till",
        /// Number of days until it expires, which may be negative.
        pub days_remaining: Option<i64> = "days_remaining",
    }

    /// The address of a token that is shipped.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct ShippedTo {
        /// Name of the person.
        pub name: Option<String> = "name",
        /// Address, line 1.
        pub addr1: Option<String> = "addr1",
        /// Address, line 2.
        pub addr2: Option<String> = "addr2",
        /// City.
        pub city: Option<String> = "city",
        /// State or province.
        pub state: Option<String> = "state",
        /// Zip or postal code.
        pub zip: Option<String> = "zip",
        /// Country.
        pub country: Option<String> = "country",
        /// Shipping method.
        pub method: Option<ShipMethod> = "method",
    }
}

impl FromReply for OrderDetails {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        Self::read(Source::new(reply, &reply.value()?))
    }

    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        Some(("order_id", &self.id))
    }
}

words! { OrderStatus, ProvisioningMethod, ShipMethod }
