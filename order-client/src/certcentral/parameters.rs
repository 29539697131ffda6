//! The parts that an order and a reissue have in common.

use order_core::{OrderRequest, OrderValue};

/// The certificate that is asked for.
///
/// The service takes nothing from the CSR: what the certificate shall have is given beside it.
///
/// # Example
///
/// ```
/// use order_client::certcentral::{CertificateRequest, SignatureHash};
/// use order_core::OrderRequest;
///
/// let request = CertificateRequest::builder().signature_hash(SignatureHash::Sha256).csr("MIIC…").build();
/// assert_eq!(
///     request.validate().unwrap_err().to_string(),
///     "`csr` must match `\\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----[\\s\\S]+-----END (NEW )?CERTIFICATE REQUEST-----\\s*`",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
pub struct CertificateRequest {
    /// Certificate signing request, in PEM with its first and last line.
    ///
    /// Required if the certificate is sent by e-mail for a key of your own
    /// ([`email`](ProvisioningMethod::Email)). The other methods make the key on the token or in the service and want none; whether the
    /// service refuses one is not known. Keys are at least 3072 bits of RSA or on a curve of 256 bits, and live in certified
    /// hardware.
    #[pattern(r"\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----[\s\S]+-----END (NEW )?CERTIFICATE REQUEST-----\s*")]
    pub csr: Option<String>,

    /// Hash function of the signature.
    pub signature_hash: SignatureHash,

    /// The device that holds the key. Required if you own it ([`client_app`](ProvisioningMethod::ClientApp));
    /// that with the number [-1](ServerPlatform::OTHER) if absent.
    #[nested]
    pub server_platform: Option<ServerPlatform>,

    /// Name on the certificate.
    ///
    /// A client in production sends it with a new order. A reissue of a code-signing certificate must leave it out.
    pub common_name: Option<String>,

    /// Number of the intermediate certificate to sign with. Ignored unless the account may choose; documented for other products
    /// only.
    pub ca_cert_id: Option<String>,
}

/// Hash function of the signature of a certificate.
///
/// The documentation of a neighbouring product knows `sha256` alone, and a client in production sends all three.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum SignatureHash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// Another one.
    #[order(other)]
    Other(String),
}

/// The device or the software that a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderRequest)]
pub struct ServerPlatform {
    /// Number of the platform, from the service's glossary. The list was not available here, so any number is taken.
    pub id: i32,
}

impl ServerPlatform {
    /// None of the listed ones, as for a key of your own.
    pub const OTHER: Self = Self { id: -1 };
}

/// Method of making and storing the key.
///
/// The service knows a method for its own KeyLocker too, whose name was not available here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum ProvisioningMethod {
    /// A token that is already provisioned is shipped.
    ShipToken,
    /// You own a supported token and install the certificate with the vendor's tool.
    ClientApp,
    /// The certificate is sent by e-mail, for a key in your own hardware.
    Email,
    /// Another one.
    #[order(other)]
    Other(String),
}

/// How long a certificate is valid.
///
/// Several may be given, which is no error: the service takes [`custom_expiration_date`](Self::custom_expiration_date) before
/// [`days`](Self::days) before [`years`](Self::years).
///
/// # Example
///
/// ```
/// use order_client::certcentral::OrderValidity;
/// use order_core::OrderRequest;
///
/// assert!(OrderValidity::of_days(459).validate().is_ok());
/// assert_eq!(
///     OrderValidity::of_days(460).validate().unwrap_err().to_string(),
///     "`days` must be from 1 to 459",
/// );
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
pub struct OrderValidity {
    /// Number of years: 1. Two and three years ended on 24 February 2026.
    #[allowed(1)]
    #[group_at_least_one("validity")]
    pub years: Option<u8>,

    /// Number of days, at most 459 since 24 February 2026. The industry allows 460 from 1 March 2026 on.
    #[range(1..=459)]
    #[group_at_least_one("validity")]
    pub days: Option<u16>,

    /// Last day of validity, such as `2027-02-28`.
    ///
    /// The documentation has a parameter of this name
    /// [beside `order_validity`](crate::certcentral::CodeSigningParameters::custom_expiration_date).
    /// That it may also stand inside is inferred from the details of an order.
    #[pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")]
    #[group_at_least_one("validity")]
    pub custom_expiration_date: Option<String>,
}

impl OrderValidity {
    /// One year.
    pub fn one_year() -> Self {
        Self { years: Some(1), ..Self::default() }
    }

    /// A number of days.
    pub fn of_days(days: u16) -> Self {
        Self { days: Some(days), ..Self::default() }
    }
}

/// The address that a hardware token is shipped to.
///
/// Every sample of the documentation has all members but the second line, so these are required here.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
pub struct ShipInfo {
    /// Name of the person.
    pub name: String,

    /// Address, line 1.
    pub addr1: String,

    /// Address, line 2.
    pub addr2: Option<String>,

    /// City.
    pub city: String,

    /// State or province.
    pub state: String,

    /// Zip or postal code.
    pub zip: String,

    /// Country, in two letters; lower case in the samples.
    #[pattern("[A-Za-z]{2}")]
    pub country: String,

    /// Shipping method.
    pub method: ShipMethod,
}

/// Shipping method for a hardware token.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "SCREAMING_SNAKE_CASE", ignore_case)]
pub enum ShipMethod {
    /// Standard shipping.
    Standard,
    /// Expedited shipping, which costs more.
    Expedited,
    /// Another one.
    #[order(other)]
    Other(String),
}

/// Method of payment. The set of values is known at second hand only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// The balance of the account.
    Balance,
    /// The payment profile of the account.
    Profile,
    /// A credit card.
    Card,
    /// Another one.
    #[order(other)]
    Other(String),
}

/// Renewal of an order by the service itself. It is a number on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderValue)]
pub enum AutoRenew {
    /// Not renewed.
    #[order(value = 0)]
    Off,
    /// Renewed.
    #[order(value = 1)]
    On,
}

/// A field that the account has defined for its orders. The account may require some.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderRequest)]
pub struct CustomField {
    /// Number of the field.
    pub metadata_id: u64,

    /// Value of the field.
    pub value: String,
}

/// A division of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderRequest)]
pub struct Container {
    /// Number of the division.
    pub id: u64,
}
