use std::time::Duration;

use order_core::{Invalid, OrderRequest, Valid};

use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{ETag, FromReply, Reply, Value},
    retail,
};

/// The error code of a certificate that is not ready yet.
pub(crate) const PROCESSING: &str = "cert_unavailable_processing";

/// A request for the certificate of an order.
///
/// # In Rust
///
/// [`Client::send`](crate::Client::send) sends it and returns a [`CertificateState`].
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "GET /order/{order_id}/certificate", response = CertificateState)]
pub struct RetrieveCertificate {
    /// Number of the order, as it was given when the order was placed. Travels in the path.
    #[order(path)]
    #[format(digits)]
    pub order_id: String,
}

impl RetrieveCertificate {
    /// Asks for the certificate of the order with this number.
    ///
    /// # Errors
    ///
    /// [`Invalid`] if the number is not of digits alone, as those of this API are.
    pub fn of(order_id: &OrderId) -> Result<Valid<Self>, Invalid<Self>> {
        Self { order_id: order_id.to_string() }.into_valid()
    }
}

/// The certificate of an order, if it is ready.
///
/// It is not ready if the service reports `cert_unavailable_processing`, with any status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateState {
    /// The certificate is issued.
    Issued(Box<IssuedCertificate>),
    /// The certificate is not issued yet; ask again later.
    NotReady(NotReady),
}

impl CertificateState {
    /// Returns the certificate, if it is issued.
    pub fn issued(self) -> Option<IssuedCertificate> {
        match self {
            Self::Issued(certificate) => Some(*certificate),
            Self::NotReady(_) => None,
        }
    }
}

/// A certificate that is not issued yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotReady {
    /// Time that the service asks to wait.
    pub retry_after: Option<Duration>,
}

/// A certificate, with the certificates that signed it, in PEM.
///
/// Every line ends with `\n` and has no white space around it. The service itself sends `\r\n` and, in XML,
/// indentation. Nothing else is changed, so a wrong dash stays wrong: the documentation's sample of an
/// intermediate certificate begins with a line that lacks one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssuedCertificate {
    /// Number of the order.
    pub order_id: OrderId,
    /// Serial number, in hexadecimal digits.
    pub serial: Option<String>,
    /// The certificate.
    pub certificate: String,
    /// The certificate that signed it.
    pub intermediate: Option<String>,
    /// The certificate that signed the intermediate one.
    pub root: Option<String>,
    /// All certificates as one PKCS #7 document.
    pub pkcs7: Option<String>,
    /// Version of the certificates, for [`Client::send_if_changed`](crate::Client::send_if_changed).
    pub etag: Option<ETag>,
}

impl FromReply for CertificateState {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = reply.value()?;
        let none = Value::Null;
        let certs = value.member("certs").unwrap_or(&none);
        let pem = |name| certs.text_of(name).as_deref().map(clean_pem);
        let name = "certs.certificate";
        Ok(Self::Issued(Box::new(IssuedCertificate {
            order_id: retail::order_id(&value)?,
            serial: value.text_of("serial"),
            certificate: match pem("certificate") {
                Some(pem) if is_pem(&pem) => pem,
                Some(_) => return Err(Unreadable::NotPem { name }),
                None => return Err(Unreadable::Member { name }),
            },
            intermediate: pem("intermediate"),
            root: pem("root"),
            pkcs7: pem("pkcs7"),
            etag: reply.etag(),
        })))
    }

    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        match self {
            Self::Issued(certificate) => Some(("order_id", &certificate.order_id)),
            Self::NotReady(_) => None,
        }
    }

    fn from_other(reply: &Reply) -> Option<Self> {
        let not_ready = || Self::NotReady(NotReady { retry_after: reply.retry_after() });
        reply.has_error(PROCESSING).then(not_ready)
    }
}

/// Returns whether clean `text` is framed as PEM is. The frame may lack a dash, as in the documentation's sample.
fn is_pem(text: &str) -> bool {
    text.starts_with("-----BEGIN ")
        && text.lines().last().is_some_and(|last| last.starts_with("-----END "))
}

/// Removes blank lines and the white space around lines, and ends each line with `\n`.
fn clean_pem(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pem_is_lines_and_nothing_else() {
        let indented = "\n\t  -----BEGIN CERTIFICATE-----\r\nMIIF\r\n\r\n  MRMw \r\n-----END CERTIFICATE-----\r\n   ";
        assert_eq!(
            clean_pem(indented),
            "-----BEGIN CERTIFICATE-----\nMIIF\nMRMw\n-----END CERTIFICATE-----\n"
        );
    }

    #[test]
    fn certificate_that_is_not_ready_is_none() {
        let state = CertificateState::NotReady(NotReady::default());
        assert_eq!(state.subject(), None);
        assert_eq!(state.issued(), None);
    }
}
