//! The calls of DigiCert's retail REST API v1, one module each.
//!
//! The rules are our reading of the vendor's documentation of 2014. Whether the service still
//! answers is not known, and the industry's rules for code-signing keys changed in 2023.

mod code_signing;
mod country;
mod language;
mod organization;
mod platform;
mod reissue;
mod server_type;
mod ssl;
mod wifi;

pub use self::{
    code_signing::{CodeSigningOrder, ProvisioningMethod, ShipMethod},
    country::CountryCode,
    language::Language,
    organization::Organization,
    platform::Platform,
    reissue::{NameChanges, Reissue, Reissued, RejectedReissue},
    server_type::ServerType,
    ssl::{SignatureHash, SslOrder},
    wifi::{FriendlyName, Logo, WifiOrder},
};
use crate::order_id::OrderId;

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
