use order_core::{OrderRequest, OrderValue};

use crate::OrderPlaced;
use crate::retail::{Organization, ServerType};

/// An order of an SSL certificate.
///
/// The parameters are those of the page `order/ssl-certificate` of the retail REST v1 documentation
/// (2014), under their names and with their rules, in the order of its sample.
///
/// An order is for an EV certificate if [`ev`](Self::ev) is true. It then needs a telephone number
/// and a job title, and is valid for at most 2 years.
///
/// # Example
///
/// ```
/// use order_client::retail::{CountryCode, Organization, ServerType, SslOrder};
/// use order_core::OrderRequest;
///
/// let organization = Organization::builder()
///     .org_name("Tampa Bay Cray LLC")
///     .org_addr1("1234 Sesame Street")
///     .org_city("Tampa")
///     .org_state("FL")
///     .org_zip("33615")
///     .org_country(CountryCode::Us)
///     .org_contact_firstname("Joe")
///     .org_contact_lastname("Bloggs")
///     .org_contact_email("joe@example.com")
///     .org_contact_telephone("555-123-1234")
///     .build();
/// let order = SslOrder::builder()
///     .server_type(ServerType::Apache)
///     .validity(3)
///     .common_name("www.example.com")
///     .organization(organization)
///     .csr("-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----")
///     .ev(true)
///     .build();
///
/// let violations = order.validate().unwrap_err();
/// assert_eq!(
///     violations.to_string(),
///     "`validity` must be `1` or `2` because `ev` is true\n\
///      `telephone` is required because `ev` is true; give it a value that is not blank\n\
///      `org_contact_job_title` is required because `ev` is true; give it a value that is not blank",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[order(endpoint = "POST /order/ssl", response = OrderPlaced, scalars = "text", root = "request")]
#[required(organization.telephone, if ev)]
#[required(organization.org_contact_job_title, if ev)]
pub struct SslOrder {
    /// Server software that the certificate will be installed on; [`Other`](ServerType::Other) if absent.
    #[default_value(Other)]
    pub server_type: Option<ServerType>,

    /// Length of validity of the certificate, in years: 1, 2 or 3, and for EV 1 or 2.
    #[allowed(1, 2, 3)]
    #[allowed_if(ev, 1, 2)]
    pub validity: u8,

    /// Name to be secured; decoded from the CSR if absent.
    pub common_name: Option<String>,

    /// Further names to be secured, sent as one text with commas between them; decoded from the CSR if absent.
    ///
    /// They cost extra.
    #[order(separator = ",")]
    pub sans: Option<Vec<String>>,

    /// Hash function of the signature; SHA-1 if absent.
    #[default_value(Sha1)]
    pub signature_hash: Option<SignatureHash>,

    /// The organization that owns the common name, and its contact.
    #[order(flatten)]
    pub organization: Organization,

    /// Certificate signing request, in PEM.
    pub csr: String,

    /// True for an order of an EV certificate; false if absent.
    #[default_value(false)]
    pub ev: Option<bool>,
}

/// Hash function of the signature of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum SignatureHash {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
}
