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
    format::Format,
    order_id::OrderId,
    reply::Value,
    service::{Authentication, ErrorShape, Meaning, OrderNumber, Service},
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

/// The retail API, as its documentation has it.
///
/// 409, 410, 413, 415 and 422 are not documented. A gateway that has passed an order on may send them, so they refuse
/// an order only in the API's own words.
pub const SERVICE: Service = {
    let service = Service::new("DigiCert retail REST v1")
        .live("https://api.digicert.com")
        .authentication(
            Authentication::basic().variables("DIGICERT_ACCOUNT_ID", "DIGICERT_API_KEY"),
        )
        .media_types(Format::Json, JSON, JSON)
        .errors(
            ErrorShape::list("errors")
                .words("description")
                .field_after(':')
                .media_types(&[ERROR_JSON, ERROR_XML]),
        )
        .statuses(&[
            (409, Meaning::RefusedIfExplained),
            (410, Meaning::RefusedIfExplained),
            (413, Meaning::RefusedIfExplained),
            (415, Meaning::RefusedIfExplained),
            (422, Meaning::RefusedIfExplained),
        ])
        .order_number(OrderNumber::member("order_id").digits());
    #[cfg(feature = "xml")]
    let service = service.media_types(Format::Xml, XML, XML);
    service
};

/// Media type of requests and replies in JSON.
pub(crate) const JSON: &str = "application/vnd.digicert.rest-v1+json";
/// Media type of requests and replies in XML.
#[cfg(feature = "xml")]
pub(crate) const XML: &str = "application/vnd.digicert.rest-v1+xml";
/// Media type of a refusal in the API's own words.
pub(crate) const ERROR_JSON: &str = "application/vnd.digicert.error+json";
/// Media type of a refusal in the API's own words, in XML.
pub(crate) const ERROR_XML: &str = "application/vnd.digicert.error+xml";

/// Reads the number of an order from `value`, which must have exactly one.
fn order_id(value: &Value<'_>) -> Result<OrderId, Unreadable> {
    SERVICE.number().in_value(value, "order_id")
}
