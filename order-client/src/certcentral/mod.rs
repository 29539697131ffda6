//! The calls of DigiCert's CertCentral Services API v2 for code-signing certificates, one module each.
//!
//! | call | request | reply |
//! | --- | --- | --- |
//! | `POST /order/certificate/code_signing` | [`CodeSigningOrder`] | [`OrderPlaced`] |
//! | `POST /order/certificate/code_signing_ev` | [`EvCodeSigningOrder`] | [`OrderPlaced`] |
//! | `GET /order/certificate/{order_id}` | [`OrderInfo`] | [`OrderDetails`] |
//! | `GET /order/alternate/{alternative_order_id}` | [`OrdersByReference`] | [`FoundOrders`] |
//! | `GET /order/certificate/status-changes` | [`StatusChanges`] | [`ChangedOrders`] |
//! | `POST /order/certificate/{order_id}/reissue` | [`Reissue`] | [`Reissued`] |
//! | `PUT /order/certificate/{order_id}/revoke` | [`RevokeOrder`] | [`Revocation`] |
//! | `PUT /certificate/{certificate_id}/revoke` | [`RevokeCertificate`] | [`Revocation`] |
//! | `GET /certificate/{certificate_id}/download/format/pem_all` | [`DownloadCertificate`] | [`CertificateChain`] |
//! | `PUT /order/certificate/{order_id}/contact` | [`UpdateContacts`] | none |
//! | `GET /organization/{organization_id}/validation` | [`OrganizationValidation`] | [`Validations`] |
//!
//! The rules are our reading of public documentation, its change log, and the source of a client in production, all as of
//! November 2026. No call was made to the service. A rule stands here if the service is known to refuse what breaks it.
//! Where that is not known, the documentation of the field says so, and the field takes more than it may have to: a set of
//! values that may be incomplete is an enum with a variant `Other`, which keeps any text.
//!
//! Numbers of orders, certificates and organizations are integers in JSON. In a request body they are integers here too; in a
//! path and in replies they are text, as the service wrote it.

mod code_signing;
mod contacts;
mod details;
mod download;
mod find;
mod organization;
mod parameters;
mod reissue;
mod revoke;
mod validation;

use std::{convert::Infallible, str::FromStr, time::Duration};

use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{FromReply, Placed, Reply, Value},
    service::{Authentication, ErrorShape, OrderNumber, Rate, Reference, Service},
};

#[cfg(feature = "builder")]
pub use self::{
    code_signing::CodeSigningParametersBuilder,
    contacts::PersonBuilder,
    organization::OrganizationBuilder,
    parameters::{CertificateRequestBuilder, OrderValidityBuilder, ShipInfoBuilder},
    reissue::ReissueBuilder,
    revoke::{RevokeCertificateBuilder, RevokeOrderBuilder},
};
pub use self::{
    code_signing::{CodeSigningOrder, CodeSigningParameters, EvCodeSigningOrder},
    contacts::{Contact, ContactType, Person, UpdateContacts},
    details::{IssuedCertificate, OrderDetails, OrderInfo, OrderStatus, ShippedTo},
    download::{CertificateChain, DownloadCertificate},
    find::{ChangedOrders, FoundOrders, OrderSummary, OrdersByReference, Page, StatusChanges},
    organization::Organization,
    parameters::{
        AutoRenew, CertificateRequest, Container, CustomField, OrderValidity, PaymentMethod,
        ProvisioningMethod, ServerPlatform, ShipInfo, ShipMethod, SignatureHash,
    },
    reissue::{Reissue, Reissued},
    revoke::{Revocation, RevocationReason, RevokeCertificate, RevokeOrder},
    validation::{OrganizationValidation, Validation, ValidationType, Validations},
};

/// The service, for accounts in the United States.
///
/// A key may begin 100 calls in any 5 seconds and 1000 in any 3 minutes. How long an order can take to be found by its
/// reference is not documented.
///
/// # Example
///
/// ```
/// use order_client::{Client, Credentials, certcentral};
///
/// let client = Client::builder(certcentral::SERVICE, Credentials::key("skyfall")?).live().build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub const SERVICE: Service = Service::new("DigiCert CertCentral v2")
    .live("https://www.digicert.com/services/v2")
    .authentication(Authentication::header("X-DC-DEVKEY").key_variable("DIGICERT_API_KEY"))
    .errors(ErrorShape::list("errors").words("message"))
    .order_number(OrderNumber::member("id").digits())
    .reference(
        Reference::field("alternative_order_id")
            .lookup("/order/alternate/{reference}")
            .orders("orders", "order_id"),
    )
    .rates(&[Rate::new(100, Duration::from_secs(5)), Rate::new(1000, Duration::from_secs(180))]);

/// The service, for accounts in the European Union.
pub const SERVICE_EU: Service = SERVICE.live("https://certcentral.digicert.eu/services/v2");

/// Lets enums that keep what they do not know stand in a reply.
macro_rules! words {
    ($($name:ty),*) => {$(
        impl $crate::reply::declare::Part for $name {
            fn read(source: $crate::reply::declare::Source<'_>) -> Result<Self, $crate::Unreadable> {
                Ok($crate::certcentral::open(&source.word()))
            }

            fn show(&self) -> $crate::Value<'_> {
                $crate::Value::Text(self.to_string().into())
            }

            #[cfg(feature = "openapi")]
            fn schema() -> serde_json::Value {
                serde_json::json!({ "type": "string" })
            }
        }
    )*};
}
use words;

/// The reply to an order that was placed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OrderPlaced {
    /// The number of the order, which the service calls `id`.
    pub id: OrderId,
    /// The number of the certificate, if it is known already.
    pub certificate_id: Option<String>,
    /// The requests that the order consists of, which may wait for approval.
    pub requests: Vec<OrderRequested>,
}

/// A request that belongs to an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OrderRequested {
    /// The number of the request.
    pub id: Option<String>,
    /// The status of the request, such as `pending`, in the service's own words.
    pub status: Option<String>,
}

impl FromReply for OrderPlaced {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = reply.value()?;
        Ok(Self {
            id: number(&value, "id")?,
            certificate_id: value.text_of("certificate_id"),
            requests: requests(&value),
        })
    }
}

impl Placed for OrderPlaced {
    fn order_id(&self) -> &OrderId {
        &self.id
    }

    fn found(id: OrderId) -> Self {
        Self { id, certificate_id: None, requests: Vec::new() }
    }
}

/// The requests that belong to an order.
fn requests(value: &Value<'_>) -> Vec<OrderRequested> {
    let items = value.member("requests").into_iter().flat_map(Value::items);
    items
        .map(|item| OrderRequested { id: item.text_of("id"), status: item.text_of("status") })
        .collect()
}

/// Reads the number of an order from the member `name`, of which there must be exactly one.
fn number(value: &Value<'_>, name: &'static str) -> Result<OrderId, Unreadable> {
    SERVICE.number().in_value(value, name)
}

/// Reads a whole number, if there is one.
fn count(value: &Value<'_>, name: &str) -> Option<u64> {
    value.text_of(name)?.parse().ok()
}

/// Reads a value of an enum that keeps what it does not know.
fn open<T: FromStr<Err = Infallible>>(text: &str) -> T {
    match text.parse() {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

/// The member `name` as a value of such an enum, unless it is blank.
fn open_of<T: FromStr<Err = Infallible>>(value: &Value<'_>, name: &str) -> Option<T> {
    value.text_of(name).map(|text| open(&text))
}
