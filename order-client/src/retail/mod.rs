//! The calls of DigiCert's retail REST API v1, one module each.
//!
//! The rules are our reading of the vendor's documentation of 2014. Whether the service still
//! answers is not known, and the industry's rules for code-signing keys changed in 2023.

mod code_signing;
mod country;
mod platform;

pub use self::{
    code_signing::{CodeSigningOrder, ProvisioningMethod, ShipMethod},
    country::CountryCode,
    platform::Platform,
};
use crate::order_id::OrderId;

#[cfg(feature = "builder")]
pub use self::code_signing::CodeSigningOrderBuilder;

/// The reply to an order that was placed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OrderPlaced {
    /// The number of the order.
    pub order_id: OrderId,
}
