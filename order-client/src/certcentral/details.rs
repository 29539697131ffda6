use order_core::{Invalid, OrderRequest, OrderValue, Valid};

use crate::{
    certcentral::{self, ProvisioningMethod, ShipMethod},
    error::Unreadable,
    order_id::OrderId,
    reply::{FromReply, Reply, Value},
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

/// The details of an order.
///
/// All members except the number may be missing. A blank text counts as missing. Members with other names are ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OrderDetails {
    /// Number of the order.
    pub id: OrderId,
    /// Status of the order.
    pub status: Option<OrderStatus>,
    /// The certificate, as far as it is known.
    pub certificate: Option<IssuedCertificate>,
    /// Number of the organization.
    pub organization_id: Option<String>,
    /// Name of the product, such as `code_signing`.
    pub product: Option<String>,
    /// How the key is made and stored.
    pub cs_provisioning_method: Option<ProvisioningMethod>,
    /// The address that a token is shipped to.
    pub ship_info: Option<ShippedTo>,
    /// The code with which the vendor's tool installs the certificate on a token. Treat it as a secret.
    pub hardware_init_code: Option<String>,
    /// The caller's own reference.
    pub alternative_order_id: Option<String>,
}

/// A certificate in the details of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct IssuedCertificate {
    /// Number of the certificate, for [`DownloadCertificate`](crate::certcentral::DownloadCertificate).
    pub id: Option<String>,
    /// Name on the certificate.
    pub common_name: Option<String>,
    /// Thumbprint, in hexadecimal digits.
    pub thumbprint: Option<String>,
    /// Serial number, in hexadecimal digits.
    pub serial_number: Option<String>,
    /// First day of validity, such as `2026-11-29`.
    pub valid_from: Option<String>,
    /// Last day of validity, such as `2028-03-02`.
    pub valid_till: Option<String>,
    /// Number of days until it expires, which may be negative.
    pub days_remaining: Option<i64>,
}

/// The address of a token that is shipped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ShippedTo {
    /// Name of the person.
    pub name: Option<String>,
    /// Address, line 1.
    pub addr1: Option<String>,
    /// Address, line 2.
    pub addr2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province.
    pub state: Option<String>,
    /// Zip or postal code.
    pub zip: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Shipping method.
    pub method: Option<ShipMethod>,
}

impl FromReply for OrderDetails {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = reply.value()?;
        let certificate = |part: &Value<'_>| IssuedCertificate {
            id: part.text_of("id"),
            common_name: part.text_of("common_name"),
            thumbprint: part.text_of("thumbprint"),
            serial_number: part.text_of("serial_number"),
            valid_from: part.text_of("valid_from"),
            valid_till: part.text_of("valid_till"),
            days_remaining: part.text_of("days_remaining").and_then(|text| text.parse().ok()),
        };
        let ship_info = |part: &Value<'_>| ShippedTo {
            name: part.text_of("name"),
            addr1: part.text_of("addr1"),
            addr2: part.text_of("addr2"),
            city: part.text_of("city"),
            state: part.text_of("state"),
            zip: part.text_of("zip"),
            country: part.text_of("country"),
            method: certcentral::open_of(part, "method"),
        };
        let inside = |part: &str, name| value.member(part).and_then(|part| part.text_of(name));
        Ok(Self {
            id: certcentral::number(&value, "id")?,
            status: certcentral::open_of(&value, "status"),
            certificate: value.part("certificate").map(certificate),
            organization_id: inside("organization", "id"),
            product: inside("product", "name_id"),
            cs_provisioning_method: certcentral::open_of(&value, "cs_provisioning_method"),
            ship_info: value.part("ship_info").map(ship_info),
            hardware_init_code: value.text_of("hardware_init_code"),
            alternative_order_id: value.text_of("alternative_order_id"),
        })
    }

    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        Some(("order_id", &self.id))
    }
}
