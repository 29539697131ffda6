//! The calls of DigiCert's CertCentral Services API v2 for code-signing certificates, one module each.
//!
//! <div style="overflow-x:auto"><div style="min-width:50rem"><style>td code{overflow-wrap:normal!important}</style>
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
//! </div></div>
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
#[cfg(feature = "openapi")]
mod openapi;
mod organization;
mod parameters;
mod reissue;
mod revoke;
mod validation;

use std::{convert::Infallible, str::FromStr, time::Duration};

use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{
        FromReply, Placed, Reply, Value,
        declare::{Part as _, Source, reply},
    },
    service::{Authentication, ErrorShape, OrderNumber, Rate, Reference, Service},
};

#[cfg(feature = "openapi")]
pub use self::openapi::openapi;
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
/// The account id is not sent: a journal tells the orders of several accounts apart by it. [`Credentials::from_env`] and
/// [`from_file`](crate::Credentials::from_file) want one, [`Credentials::key`] does not.
///
/// [`Credentials::from_env`]: crate::Credentials::from_env
/// [`Credentials::key`]: crate::Credentials::key
///
/// A client keeps its [`RATES`]. How long an order can take to be found by its
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
    .authentication(
        Authentication::header(KEY_HEADER).variables("DIGICERT_ACCOUNT_ID", "DIGICERT_API_KEY"),
    )
    .errors(ErrorShape::list("errors").words("message"))
    .order_number(OrderNumber::member("id").digits())
    .reference(
        Reference::field("alternative_order_id")
            .lookup("/order/alternate/{reference}")
            .orders("orders", "order_id"),
    )
    .rates(&RATES);

/// The calls that the service takes with one key: 100 in any 5 seconds and 1000 in any 3 minutes.
pub const RATES: [Rate; 2] =
    [Rate::new(100, Duration::from_secs(5)), Rate::new(1000, Duration::from_secs(180))];

/// The header of the API key.
const KEY_HEADER: &str = "X-DC-DEVKEY";

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

        impl $crate::reply::declare::Member for $name {
            fn read(
                source: $crate::reply::declare::Source<'_>,
                place: &'static str,
            ) -> Result<Self, $crate::Unreadable> {
                let word = <Option<Self> as $crate::reply::declare::Member>::read(source, place)?;
                word.ok_or($crate::Unreadable::Member { name: place })
            }

            fn show(&self) -> Option<$crate::Value<'_>> {
                Some($crate::reply::declare::Part::show(self))
            }
        }
    )*};
}
use words;

reply! {
    /// The reply to an order that was placed.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct OrderPlaced {
        /// The number of the order, which the service calls `id`.
        pub id: OrderId = "id",
        /// The number of the certificate, if it is known already.
        pub certificate_id: Option<String> = "certificate_id",
        /// The requests that the order consists of, which may wait for approval.
        pub requests: Vec<OrderRequested> = "requests",
    }

    /// A request that belongs to an order.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct OrderRequested {
        /// The number of the request.
        pub id: Option<String> = "id",
        /// The status of the request, such as `pending`, in the service's own words.
        pub status: Option<String> = "status",
    }
}

impl FromReply for OrderPlaced {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        Self::read(Source::new(reply, &reply.value()?))
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

/// Refuses a reply in which `name` is there, but no list.
fn assert_list(value: &Value<'_>, name: &'static str) -> Result<(), Unreadable> {
    match value.member(name) {
        None | Some(Value::List(_)) => Ok(()),
        Some(_) => Err(Unreadable::Member { name }),
    }
}

/// Reads a value of an enum that keeps what it does not know.
fn open<T: FromStr<Err = Infallible>>(text: &str) -> T {
    match text.parse() {
        Ok(value) => value,
        Err(never) => match never {},
    }
}
