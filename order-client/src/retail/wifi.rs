use order_core::OrderRequest;

use crate::OrderPlaced;
use crate::retail::{Language, Organization, ServerType};

/// An order of a Wi-Fi certificate, which shows a network's names and logos before anyone joins it.
///
/// The parameters are those of the page `order/wifi-certificate` of the retail REST v1 documentation
/// (2014), under their names and with their rules, in the order of its sample.
///
/// The page has no `ev`. It stars `telephone` and `org_contact_job_title` without saying when they
/// are required, and allows a validity of 3 years unless the certificate is for EV: all three are
/// taken as optional or allowed.
///
/// # Example
///
/// ```
/// use order_client::retail::{CountryCode, FriendlyName, Language, Logo, Organization, WifiOrder};
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
/// let order = WifiOrder::builder()
///     .validity(2)
///     .organization(organization)
///     .csr("-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----")
///     .default_logo_url("http://www.example.com/wifi-logos/default.png")
///     .additional_logos(vec![Logo { language: Language::Spa, url: "spanish.png".to_owned() }])
///     .friendly_names(vec![FriendlyName { language: Language::Spa, text: " ".to_owned() }])
///     .build();
///
/// let violations = order.validate().unwrap_err();
/// let paths: Vec<_> = violations.iter().map(|violation| violation.path().to_string()).collect();
/// assert_eq!(paths, ["additional_logos[0].url", "friendly_names[0].text"]);
/// ```
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[order(endpoint = "POST /order/wfa", response = OrderPlaced, scalars = "text", root = "request")]
pub struct WifiOrder {
    /// Server software that the certificate will be installed on; [`Other`](ServerType::Other) if absent.
    #[default_value(Other)]
    pub server_type: Option<ServerType>,

    /// Length of validity of the certificate, in years: 1, 2 or 3.
    #[allowed(1, 2, 3)]
    pub validity: u8,

    /// Name to be secured; decoded from the CSR if absent.
    pub common_name: Option<String>,

    /// Further names to be secured, sent as one text with commas between them; decoded from the CSR if absent.
    ///
    /// They cost extra.
    #[order(separator = ",")]
    pub sans: Option<Vec<String>>,

    /// The organization that owns the common name, and its contact.
    #[order(flatten)]
    pub organization: Organization,

    /// Certificate signing request, in PEM.
    pub csr: String,

    /// URL of the default logo, a public image in PNG, JPG or GIF.
    #[format(url)]
    pub default_logo_url: String,

    /// Logos for single languages.
    #[nested]
    pub additional_logos: Option<Vec<Logo>>,

    /// Names of the network that people read, one for each language; at least one.
    #[nested]
    pub friendly_names: Vec<FriendlyName>,
}

/// A logo that is shown to readers of one language.
///
/// # Example
///
/// ```
/// use order_client::retail::{Language, Logo};
/// use order_core::OrderRequest;
///
/// let url = "http://www.example.com/wifi-logos/german.png".to_owned();
/// assert!(Logo { language: Language::Deu, url }.validate().is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
pub struct Logo {
    /// The language.
    pub language: Language,

    /// URL of the logo, a public image in PNG, JPG or GIF.
    #[format(url)]
    pub url: String,
}

/// The name of a network in one language.
///
/// # Example
///
/// ```
/// use order_client::retail::{FriendlyName, Language};
/// use order_core::OrderRequest;
///
/// let text = "공공 와이파이".to_owned();
/// assert!(FriendlyName { language: Language::Kor, text }.validate().is_ok());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
pub struct FriendlyName {
    /// The language.
    pub language: Language,

    /// The name.
    pub text: String,
}
