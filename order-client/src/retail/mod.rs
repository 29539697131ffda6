//! The calls of DigiCert's retail REST API v1, one module each.
//!
//! The rules are our reading of the vendor's documentation of 2014. It is not known whether the service
//! still answers. The industry's rules for code-signing keys changed in 2023.

mod certificate;
mod code_signing;
mod country;
mod details;
mod language;
#[cfg(feature = "openapi")]
mod openapi;
mod organization;
mod platform;
mod reissue;
mod server_type;
mod ssl;
mod wifi;

pub use self::{
    certificate::{CertificateState, IssuedCertificate, NotReady, RetrieveCertificate},
    code_signing::{CodeSigningOrder, ProvisioningMethod, ShipMethod},
    country::CountryCode,
    details::{OrderDetails, OrderStatus, PendingReissue, ViewOrder},
    language::Language,
    organization::Organization,
    platform::Platform,
    reissue::{NameChanges, Reissue, Reissued, RejectedReissue},
    server_type::ServerType,
    ssl::{SignatureHash, SslOrder},
    wifi::{FriendlyName, Logo, WifiOrder},
};
use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{FromReply, Reply, Value},
};

#[cfg(feature = "sandbox")]
pub(crate) use self::certificate::PROCESSING;
#[cfg(feature = "openapi")]
pub use self::openapi::openapi;
#[cfg(feature = "builder")]
pub use self::{
    code_signing::CodeSigningOrderBuilder, organization::OrganizationBuilder,
    reissue::ReissueBuilder, ssl::SslOrderBuilder, wifi::WifiOrderBuilder,
};

/// The reply to an order that was placed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OrderPlaced {
    /// The number of the order.
    pub order_id: OrderId,
}

impl FromReply for OrderPlaced {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        Ok(Self { order_id: order_id(&reply.value()?)? })
    }
}

/// Reads the number of an order from `value`, which must have exactly one.
fn order_id(value: &Value<'_>) -> Result<OrderId, Unreadable> {
    let mut numbers = value.members("order_id");
    let number = match (numbers.next(), numbers.next()) {
        (Some(number), None) => number,
        (None, _) => return Err(Unreadable::Missing),
        (Some(_), Some(_)) => return Err(Unreadable::Ambiguous),
    };
    let number = number.text().ok_or(Unreadable::NotANumber)?;
    number.parse().map_err(|_| Unreadable::NotANumber)
}
