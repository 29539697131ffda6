//! Client for endpoints that take orders, with those of DigiCert declared.
//!
//! A [`Service`] declares in what one API differs from the next: a page of code. [The guide](guide) shows how [a client of your
//! own](guide::own_client) is made and [tested](guide::test_your_client). The [`retail`] module has the declaration
//! and the requests of DigiCert's retail REST v1. Placing an order takes four steps:
//!
//! 1. Fill a [`CodeSigningOrder`](retail::CodeSigningOrder), with its builder or from a document.
//! 2. Turn it into a [`Valid`](order_core::Valid) one. This reports every broken rule at once.
//! 3. Pass that to [`Client::place`], which accepts valid orders only.
//! 4. Keep the [`OrderId`] that is returned.
//!
//! The module [`retail`] follows the vendor's documentation of 2014, which describes a legacy API. Whether that API
//! still answers is not known. The sandbox (feature `sandbox`) behaves as documented and costs nothing.
//!
//! # Example
//!
//! ```
//! use order_client::{
//!     Client,
//!     retail::{self, CodeSigningOrder, CountryCode, Platform},
//!     sandbox::Sandbox,
//! };
//! use order_core::OrderRequest;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let order = CodeSigningOrder::builder()
//!     .validity(1)
//!     .platform(Platform::MicrosoftAuthenticode)
//!     .org_name("My Company")
//!     .org_addr1("19 Windsor Court")
//!     .org_city("Tampa")
//!     .org_state("FL")
//!     .org_zip("33615")
//!     .org_country(CountryCode::Us)
//!     .telephone("555-555-1234")
//!     .org_contact_firstname("Gary")
//!     .org_contact_lastname("McCoy")
//!     .org_contact_job_title("CTO")
//!     .org_contact_email("gm@example.com")
//!     .org_contact_telephone("555-555-1234")
//!     .build();
//!
//! let sandbox = Sandbox::start().await?;
//! let client = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url()).build()?;
//! let placed = client.place(&order.into_valid()?).await?;
//! assert_eq!(placed.order_id.as_str(), "00222307");
//! # Ok(())
//! # }
//! ```
//!
//! # From the order to the certificate
//!
//! All further calls take the number: [`ViewOrder`](retail::ViewOrder) asks for the details of the order,
//! [`RetrieveCertificate`](retail::RetrieveCertificate) for its certificate once it is ready, and
//! [`Reissue`](retail::Reissue) for another one. [`Client::send`] sends each of them. `blocking::Client` is for
//! programs without an async runtime.
//!
//! ```
//! use std::time::Duration;
//!
//! use order_client::{
//!     Client,
//!     retail::{self, CertificateState, RetrieveCertificate, SslOrder},
//!     sandbox::{Sandbox, SandboxOptions},
//! };
//! use order_core::{Valid, json};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let options = SandboxOptions::default().issue_after(Duration::from_millis(50));
//! let sandbox = Sandbox::start_with(options).await?;
//! let client = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url()).build()?;
//!
//! let order: Valid<SslOrder> = json::from_str(
//!     r#"{
//!         "validity": 1, "common_name": "www.example.com", "org_name": "Tampa Bay Cray LLC",
//!         "org_addr1": "1234 Sesame Street", "org_city": "Tampa", "org_state": "FL",
//!         "org_zip": "33615", "org_country": "us", "org_contact_firstname": "Joe",
//!         "org_contact_lastname": "Bloggs", "org_contact_email": "joe@example.com",
//!         "org_contact_telephone": "555-123-1234", "csr": "[CSR GOES HERE]"
//!     }"#,
//! )?;
//! let order_id = client.place(&order).await?.order_id;
//! let request = RetrieveCertificate::of(&order_id)?;
//! let certificate = loop {
//!     match client.send(&request).await? {
//!         CertificateState::Issued(certificate) => break certificate,
//!         CertificateState::NotReady(not_ready) => {
//!             tokio::time::sleep(not_ready.retry_after.unwrap_or(Duration::from_millis(20))).await;
//!         }
//!     }
//! };
//! assert!(certificate.certificate.starts_with("-----BEGIN CERTIFICATE-----\n"));
//! # Ok(())
//! # }
//! ```
//!
//! # When something goes wrong
//!
//! An order costs money, so it is never sent twice, and every [`Error`] tells what happened to it:
//!
//! ```
//! use order_client::{Client, Credentials, Error, OrderState, retail::{self, CodeSigningOrder}};
//! use order_core::{Valid, json};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let order: Valid<CodeSigningOrder> = json::from_str(r#"{
//! #     "validity": 1, "platform": 51, "org_name": "My Company", "org_addr1": "19 Windsor Court",
//! #     "org_city": "Tampa", "org_state": "FL", "org_zip": "33615", "org_country": "us",
//! #     "telephone": "555-555-1234", "org_contact_firstname": "Gary",
//! #     "org_contact_lastname": "McCoy", "org_contact_job_title": "CTO",
//! #     "org_contact_email": "gm@example.com", "org_contact_telephone": "555-555-1234"
//! # }"#)?;
//! # let nobody = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
//! let client = Client::builder(retail::SERVICE, Credentials::new("001007", "skyfall")?)
//!     .base_url(format!("http://{nobody}"))
//!     .build()?;
//! let error = client.place(&order).await.unwrap_err();
//! assert!(matches!(error, Error::NotSent { .. }));
//! assert_eq!(error.order_state(), OrderState::NotPlaced);
//! # Ok(())
//! # }
//! ```
//!
//! # Every fault and its outcome
//!
//! This table lists faults and the outcome of an order for each. In every row, the service gets the order
//! at most once.
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | fault | outcome |
//! | --- | --- |
//! | the order breaks a rule | [`Error::Invalid`] |
//! | a value does not fit the path or the format | [`Error::Unwritable`] |
//! | the name is not found; the connection is refused, or is not made in time | [`Error::NotSent`] |
//! | TLS fails: the certificate is not trusted, has another name, or the handshake does not end | [`Error::NotSent`] |
//! | the connection is closed or reset, before or after the request was read | [`Error::Unknown`] |
//! | no answer in time; half a head; no HTTP; only an interim status; conflicting lengths; a head without end | [`Error::Unknown`] |
//! | 303, 304, 500, 502, 503, 504 and any status without another [`Meaning`] | [`Error::Unknown`] |
//! | 301, 302, 307, 308 | [`Error::Rejected`] with the target, which is not followed |
//! | 400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 422, 429, unless the [`Service`] says otherwise | [`Error::Rejected`], with the errors if there are any, and `Retry-After` |
//! | another 4xx | [`Error::Rejected`] if it is in the API's own error format, else [`Error::Unknown`] |
//! | 2xx with an order number: as text, as a number, or as a number that starts with zeros | the number |
//! | 2xx with a wrong `Content-Type`, but a body of JSON | the number |
//! | 204; no body; a body that is cut, slow, too long, encoded, not JSON, or not XML as announced | [`Error::PlacedUnreadable`] with the reply |
//! | 2xx that reports errors, has no number, or has two | [`Error::PlacedUnreadable`] with the reply |
//! | an idle connection is closed | no effect: each call opens its own connection |
//! | the future is dropped | no result, and the order may have been placed |
//!
//! </div></div>
//!
//! The sandbox produces most of these faults on request (`sandbox::Fault`).
//!
//! Calls that only read have two differences. They end with [`Error::Unreadable`] instead of
//! [`Error::PlacedUnreadable`], and they are repeated ([`ClientBuilder::retry`]) after most of the faults
//! that end with [`Error::Unknown`].
//!
//! # Features
//!
//! - `blocking`: the same calls for programs without an async runtime.
//! - `builder` (on by default): `CodeSigningOrder::builder()`. Code that forgets a required field does
//!   not compile.
//! - `cli`: the command line `order`, which offers all of this without writing a program.
//! - `journal`: a record of orders that is written before they are sent. No order is lost or placed twice,
//!   whatever happens to the program; see the module.
//! - `journal-postgres`: the journal in PostgreSQL, for several machines.
//! - `sandbox`: loopback servers for tests, of the retail API, of CertCentral or of any service; see the module for a
//!   test of your own client in ten lines.
//! - `serde`: replies that serde reads (`Deserialized`, `PlacedWith`, `Reply::deserialize`).
//! - `tracing`: one span a call, under the names that OpenTelemetry has for HTTP clients, without a value of the
//!   request.
//! - `xml`: requests and replies in XML ([`Format`]).

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
pub mod certcentral;
mod client;
mod credentials;
mod endpoint;
mod error;
mod format;
#[cfg(doc)]
pub mod guide;
#[cfg(feature = "journal")]
pub mod journal;
mod limit;
mod message;
mod methods;
mod order_id;
mod proxy;
mod redact;
mod reply;
mod resolver;
pub mod retail;
mod retry;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod service;
mod target;
mod texts;
mod time_limit;
mod trace;
pub mod transport;

#[cfg(feature = "serde")]
pub use self::reply::{Deserialized, PlacedWith};
pub use self::{
    builder::{ClientBuilder, ConfigError},
    client::Client,
    credentials::{Credentials, CredentialsError, CredentialsPart},
    endpoint::BaseUrlError,
    error::{ApiError, Call, Error, OrderState, TransportError, Unreadable, Unwritable},
    format::Format,
    message::Message,
    methods::Methods,
    order_id::{OrderId, OrderIdError},
    reply::{BodyEnd, ETag, FromReply, OrderPlaced, Placed, Reply, Value},
    retry::Retry,
    service::{
        Authentication, ErrorShape, Meaning, OrderNumber, Rate, Reference, Service, SignError,
        Unsigned,
    },
};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
