//! The declaration of a service: everything in which one API differs from the next.

mod authentication;
mod error_shape;
mod field_of;
mod order_number;
mod reference;
#[cfg(any(feature = "journal", feature = "sandbox"))]
mod reference_of;

use std::{fmt, time::Duration};

#[cfg(any(feature = "journal", feature = "sandbox"))]
pub(crate) use self::reference_of::reference_of;
pub use self::{
    authentication::{Authentication, SignError, Unsigned},
    error_shape::ErrorShape,
    order_number::OrderNumber,
    reference::Reference,
};
pub(crate) use self::{
    authentication::{Proof, secrets_of},
    error_shape::Reported,
    field_of::path_of,
};
use crate::{
    format::Format,
    order_id::{OrderId, OrderIdError},
};

/// The declaration of a service: everything in which one API differs from the next.
///
/// A service is a constant. What it leaves out is what most APIs do: JSON, a bearer token, the number of an order in
/// the member `id`, and errors in a list `errors` of objects with `code` and `message`. The endpoints of the service
/// are not declared here, but at their requests (`#[order(endpoint = "…")]`). With both, `sandbox::Sandbox::of` (feature
/// `sandbox`) makes a server for tests.
///
/// # Example
///
/// ```
/// use std::time::Duration;
///
/// use order_client::{
///     Authentication, Client, Credentials, ErrorShape, Meaning, OrderNumber, OrderPlaced, Rate, Service,
/// };
/// use order_core::OrderRequest;
///
/// /// The shop's API, as its documentation of May 2026 has it.
/// const SHOP: Service = Service::new("shop")
///     .live("https://api.shop.example/v2")
///     .authentication(Authentication::header("X-Api-Key").key_variable("SHOP_KEY"))
///     .headers(&[("X-Api-Version", "2026-05-01")])
///     .errors(ErrorShape::list("error.problems").code("type").words("title").field("pointer"))
///     .statuses(&[(409, Meaning::Unknown), (425, Meaning::Repeat)])
///     .order_number(OrderNumber::member("order.number"))
///     .rates(&[Rate::new(100, Duration::from_secs(5)), Rate::new(1000, Duration::from_secs(180))]);
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /orders", response = OrderPlaced)]
/// struct Books {
///     #[format(digits)]
///     isbn: String,
/// }
///
/// let client = Client::builder(SHOP, Credentials::key("skyfall")?)
///     .base_url("http://127.0.0.1:8080")
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
#[must_use = "a declaration does nothing until a client uses it"]
pub struct Service {
    name: &'static str,
    live: Option<&'static str>,
    authentication: Authentication,
    json: MediaTypes,
    #[cfg(feature = "xml")]
    xml: MediaTypes,
    form: MediaTypes,
    updates: &'static str,
    headers: &'static [(&'static str, &'static str)],
    errors: ErrorShape,
    statuses: &'static [(u16, Meaning)],
    order_number: OrderNumber,
    rates: &'static [Rate],
    reference: Option<Reference>,
}

/// `Content-Type` and `Accept`.
pub(crate) type MediaTypes = (&'static str, &'static str);

impl Service {
    /// Declares a service of this name, such as `shop`. The name is for people.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            live: None,
            authentication: Authentication::bearer(),
            json: ("application/json", "application/json"),
            #[cfg(feature = "xml")]
            xml: ("application/xml", "application/xml"),
            form: ("application/x-www-form-urlencoded", "application/json"),
            updates: "application/merge-patch+json",
            headers: &[],
            errors: ErrorShape::list("errors"),
            statuses: &[],
            order_number: OrderNumber::member("id"),
            rates: &[],
            reference: None,
        }
    }

    /// Declares the base URL of the service that takes real orders, for
    /// [`ClientBuilder::live`](crate::ClientBuilder::live).
    pub const fn live(self, url: &'static str) -> Self {
        Self { live: Some(url), ..self }
    }

    /// Declares how calls prove who makes them; [`Authentication::bearer`] if not declared.
    pub const fn authentication(self, authentication: Authentication) -> Self {
        Self { authentication, ..self }
    }

    /// Declares the media types of a format: `Content-Type` of requests and `Accept`.
    ///
    /// The defaults are `application/json` and `application/xml`; a form is
    /// `application/x-www-form-urlencoded`, with `application/json` as its answer.
    pub const fn media_types(
        mut self,
        format: Format,
        content_type: &'static str,
        accept: &'static str,
    ) -> Self {
        let media_types = (content_type, accept);
        match format {
            Format::Form => self.form = media_types,
            Format::Json => self.json = media_types,
            #[cfg(feature = "xml")]
            Format::Xml => self.xml = media_types,
        }
        self
    }

    /// Declares `Content-Type` of an [update](order_core::update) in JSON; `application/merge-patch+json` if not declared.
    ///
    /// A request is an update if its body is one, whatever its method. In another format it has the type of that format.
    pub const fn updates(self, content_type: &'static str) -> Self {
        Self { updates: content_type, ..self }
    }

    /// Declares headers of every request, such as the version of the API. They are shown to people.
    pub const fn headers(self, headers: &'static [(&'static str, &'static str)]) -> Self {
        Self { headers, ..self }
    }

    /// Declares where the errors of a reply stand; [`ErrorShape::list`] of `errors` if not declared.
    pub const fn errors(self, errors: ErrorShape) -> Self {
        Self { errors, ..self }
    }

    /// Declares the [`Meaning`] of statuses that differ from the general one. It has no effect on 2xx.
    pub const fn statuses(self, statuses: &'static [(u16, Meaning)]) -> Self {
        Self { statuses, ..self }
    }

    /// Declares where the number of an order stands in the reply; in the member `id` if not declared.
    pub const fn order_number(self, order_number: OrderNumber) -> Self {
        Self { order_number, ..self }
    }

    /// Declares how many calls the service takes. A client waits rather than exceed one of these rates.
    pub const fn rates(self, rates: &'static [Rate]) -> Self {
        Self { rates, ..self }
    }

    /// Declares the caller's own reference, by which the service finds an order again.
    pub const fn reference(self, reference: Reference) -> Self {
        Self { reference: Some(reference), ..self }
    }

    /// The name of the service.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The base URL of the service that takes real orders, if one is declared.
    pub const fn live_url(&self) -> Option<&'static str> {
        self.live
    }

    /// The names under which [`Credentials`](crate::Credentials) find the account id, if the service has one, and the
    /// key.
    pub const fn variables(&self) -> (Option<&'static str>, &'static str) {
        self.authentication.names()
    }

    /// Reads the number of an order as a person gives it.
    ///
    /// # Errors
    ///
    /// [`OrderIdError`] if the service has no such numbers.
    pub fn parse_order_id(&self, text: &str) -> Result<OrderId, OrderIdError> {
        self.order_number.parse(text)
    }

    pub(crate) const fn scheme(&self) -> &Authentication {
        &self.authentication
    }

    pub(crate) const fn media_types_of(&self, format: Format) -> MediaTypes {
        match format {
            Format::Form => self.form,
            Format::Json => self.json,
            #[cfg(feature = "xml")]
            Format::Xml => self.xml,
        }
    }

    /// `Content-Type` of updates.
    pub(crate) const fn update_type_of(&self, format: Format) -> &'static str {
        match format {
            Format::Json => self.updates,
            Format::Form => self.form.0,
            #[cfg(feature = "xml")]
            Format::Xml => self.xml.0,
        }
    }

    pub(crate) const fn fixed_headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    pub(crate) const fn error_shape(&self) -> &ErrorShape {
        &self.errors
    }

    pub(crate) const fn number(&self) -> &OrderNumber {
        &self.order_number
    }

    pub(crate) const fn declared_reference(&self) -> Option<&Reference> {
        self.reference.as_ref()
    }

    pub(crate) const fn declared_rates(&self) -> &'static [Rate] {
        self.rates
    }

    /// The meaning of a status that is no success.
    pub(crate) fn meaning(&self, status: u16) -> Meaning {
        let declared = self.statuses.iter().find(|(declared, _)| *declared == status);
        match (declared, status) {
            (Some((_, meaning)), _) => *meaning,
            (None, 301 | 302 | 307 | 308) => Meaning::Refused,
            (None, 400 | 401 | 403..=406 | 409 | 410 | 413 | 415 | 422 | 429) => Meaning::Refused,
            (None, 400..500) => Meaning::RefusedIfExplained,
            (None, _) => Meaning::Unknown,
        }
    }
}

/// Shows the name alone.
impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Service").field(&self.name).finish()
    }
}

/// The meaning of an HTTP status that is no success, for a request that changes something.
///
/// In general, 301, 302, 307, 308, 400, 401, 403, 404, 405, 406, 409, 410, 413, 415, 422 and 429 are
/// [`Refused`](Self::Refused), any other 4xx is [`RefusedIfExplained`](Self::RefusedIfExplained), and everything
/// else is [`Unknown`](Self::Unknown).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// The request was refused and nothing has happened.
    Refused,
    /// The request was refused if the reply is in the service's own format and reports an error. Otherwise it may
    /// come from a gateway that has already passed the request on, and the outcome is unknown.
    RefusedIfExplained,
    /// The request may have taken effect.
    Unknown,
    /// The service has not taken the request and asks to send it again, which a client does within its
    /// [`retry_unsent`](crate::ClientBuilder::retry_unsent).
    Repeat,
}

/// A number of calls that a service takes in any period of some length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    pub(crate) calls: usize,
    pub(crate) period: Duration,
}

impl Rate {
    /// Allows `calls` calls to begin in any period of length `period`.
    ///
    /// # Panics
    ///
    /// Panics if `calls` is zero; in a constant, this is an error of the compiler.
    pub const fn new(calls: usize, period: Duration) -> Self {
        assert!(calls > 0, "a service that takes no calls cannot be called");
        Self { calls, period }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_mean_what_they_mean_in_general_unless_declared_otherwise() {
        let service =
            Service::new("shop").statuses(&[(409, Meaning::Unknown), (503, Meaning::Repeat)]);
        for (status, expected) in [
            (409, Meaning::Unknown),
            (503, Meaning::Repeat),
            (422, Meaning::Refused),
            (308, Meaning::Refused),
            (303, Meaning::Unknown),
            (402, Meaning::RefusedIfExplained),
            (500, Meaning::Unknown),
            (100, Meaning::Unknown),
        ] {
            assert_eq!(service.meaning(status), expected, "{status}");
        }
    }
}
