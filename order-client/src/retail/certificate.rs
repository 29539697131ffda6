use std::time::Duration;

use order_core::OrderRequest;

use crate::{
    error::Unreadable,
    order_id::OrderId,
    reply::{ETag, FromReply, Reply, Value},
    retail,
};

/// The code by which the service says that there is no certificate yet.
pub(crate) const PROCESSING: &str = "cert_unavailable_processing";

/// A request for the certificate of an order, as [`Client::certificate`](crate::Client::certificate)
/// sends it.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "GET /order/{order_id}/certificate", response = CertificateState)]
pub struct RetrieveCertificate {
    /// Number of the order, as it was given when the order was placed. Travels in the path.
    #[order(path)]
    #[format(digits)]
    pub order_id: String,
}

/// The certificate of an order, or that it is not ready.
///
/// It is not ready if the service reports `cert_unavailable_processing`, whatever the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateState {
    /// The certificate is issued.
    Issued(Box<IssuedCertificate>),
    /// It is not issued yet; ask later.
    NotReady(NotReady),
}

impl CertificateState {
    /// The certificate, if it is issued.
    pub fn issued(self) -> Option<IssuedCertificate> {
        match self {
            Self::Issued(certificate) => Some(*certificate),
            Self::NotReady(_) => None,
        }
    }
}

/// The certificate is being made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotReady {
    /// How long the service asks to wait.
    pub retry_after: Option<Duration>,
}

/// A certificate with those that it is signed by, in PEM.
///
/// Lines end with `\n` and have no space around them, however the service sent them: it sends `\r\n` and,
/// in XML, indentation. Nothing else is changed. The documentation's sample of an intermediate certificate
/// begins with a line that has a dash too few.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssuedCertificate {
    /// Number of the order.
    pub order_id: OrderId,
    /// Serial number, in hexadecimal digits.
    pub serial: Option<String>,
    /// The certificate.
    pub certificate: String,
    /// The certificate that it is signed by.
    pub intermediate: Option<String>,
    /// The certificate that the intermediate one is signed by.
    pub root: Option<String>,
    /// All of them as one PKCS #7 document.
    pub pkcs7: Option<String>,
    /// Version of these, for
    /// [`Client::certificate_if_changed`](crate::Client::certificate_if_changed).
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
            certificate: pem("certificate").ok_or(Unreadable::Member { name })?,
            intermediate: pem("intermediate"),
            root: pem("root"),
            pkcs7: pem("pkcs7"),
            etag: reply.etag(),
        })))
    }

    fn from_other(reply: &Reply) -> Option<Self> {
        let not_ready = || Self::NotReady(NotReady { retry_after: reply.retry_after() });
        reply.has_error(PROCESSING).then(not_ready)
    }
}

/// Lines without space around them, each with its end.
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
}
