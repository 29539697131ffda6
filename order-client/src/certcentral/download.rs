use order_core::OrderRequest;

use crate::{
    error::Unreadable,
    reply::{FromReply, Reply},
};

/// A request for a certificate, with the certificates that signed it, in PEM.
///
/// The service has other formats; `pem_all` is the one that a client in production fetches.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(
    endpoint = "GET /certificate/{certificate_id}/download/format/pem_all",
    response = CertificateChain
)]
pub struct DownloadCertificate {
    /// Number of the certificate, as it stands in the details of the order. Travels in the path.
    #[order(path)]
    #[format(digits)]
    pub certificate_id: String,
}

/// A certificate, with the certificates that signed it, in PEM.
///
/// The reply is a file, not JSON. Only certificates in PEM are taken, with nothing around them. Every line ends with `\n` and has
/// no white space around it; nothing else is changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CertificateChain {
    /// The certificates, each in PEM, in the order of the file. There is at least one.
    pub certificates: Vec<String>,
}

impl CertificateChain {
    /// All certificates as one text in PEM.
    pub fn to_pem(&self) -> String {
        self.certificates.concat()
    }
}

impl FromReply for CertificateChain {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let not_pem = Unreadable::NotPem { name: "certificate" };
        match reply.value() {
            // A file is not JSON, and the reply is whole.
            Err(Unreadable::NotJson { .. } | Unreadable::NotXml { .. }) => {}
            Err(problem) => return Err(problem),
            Ok(_) => return Err(not_pem),
        }
        let text = std::str::from_utf8(reply.body()).ok();
        let certificates = text.and_then(certificates).ok_or(not_pem)?;
        Ok(Self { certificates })
    }
}

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// The certificates of a text that consists of nothing else; `None` if there is none.
fn certificates(text: &str) -> Option<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line != BEGIN {
            return None;
        }
        let mut certificate = format!("{BEGIN}\n");
        loop {
            let line = lines.next()?;
            certificate.extend([line, "\n"]);
            if line == END {
                break;
            }
            if !is_base64(line) {
                return None;
            }
        }
        if certificate.lines().count() < 3 {
            return None;
        }
        found.push(certificate);
    }
    (!found.is_empty()).then_some(found)
}

fn is_base64(line: &str) -> bool {
    let digits = line.trim_end_matches('=');
    line.len() - digits.len() <= 2
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_certificates_and_nothing_else() {
        let one = "-----BEGIN CERTIFICATE-----\nMIIF\nMA==\n-----END CERTIFICATE-----\n";
        let two = format!("\u{feff}\r\n{one}\r\n  {}", one.replace('\n', "\r\n"));
        assert_eq!(certificates(one), Some(vec![one.to_owned()]));
        assert_eq!(certificates(&two), Some(vec![one.to_owned(), one.to_owned()]));
        for wrong in [
            "",
            "<html>",
            "MIIF",
            &one.replace("MIIF", "MI-F"),
            &one.replace("MA==", "===="),
            &one.replace("MIIF\nMA==\n", ""),
            &one.replace("-----END CERTIFICATE-----", ""),
            &one.replace("-----BEGIN", "----BEGIN"),
            &one.replace("CERTIFICATE", "PRIVATE KEY"),
            &format!("{one}<html>"),
            &format!("Subject: x\n{one}"),
        ] {
            assert_eq!(certificates(wrong), None, "{wrong}");
        }
    }
}
