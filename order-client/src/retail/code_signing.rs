use order_core::{OrderRequest, OrderValue};

use crate::OrderPlaced;
use crate::retail::{CountryCode, Platform};

/// An order of a code-signing certificate.
///
/// The parameters are those of the page `order/cs-certificate` of the retail REST v1 documentation
/// (2014), under their names and with their rules.
///
/// An order is for EV code signing if [`ev`](Self::ev) is true. Its key lives on a hardware token:
/// one that you own ([`ClientApp`](ProvisioningMethod::ClientApp)) or one that is shipped to you
/// ([`ShipToken`](ProvisioningMethod::ShipToken)), then to the address in the `ship_` fields or, if
/// none is present, to the organization.
///
/// # In Rust
///
/// [`Client::place`](crate::Client::place) places it and returns [`OrderPlaced`].
///
/// # Example
///
/// ```
/// use order_client::retail::{CodeSigningOrder, CountryCode, Platform, ProvisioningMethod};
/// use order_core::OrderRequest;
///
/// let order = CodeSigningOrder::builder()
///     .validity(1)
///     .platform(Platform::SafeNetETokenProAnywhere)
///     .cs_provisioning_method(ProvisioningMethod::ClientApp)
///     .org_name("My Company")
///     .org_addr1("19 Windsor Court")
///     .org_city("Tampa")
///     .org_state("FL")
///     .org_zip("33615")
///     .org_country(CountryCode::Us)
///     .telephone("555-555-1234")
///     .org_contact_firstname("Gary")
///     .org_contact_lastname("McCoy")
///     .org_contact_job_title("CTO")
///     .org_contact_email("gm@example.com")
///     .org_contact_telephone("555-555-1234")
///     .ev(false)
///     .build();
///
/// let violations = order.validate().unwrap_err();
/// let paths: Vec<_> = violations.iter().map(|violation| violation.path().to_string()).collect();
/// assert_eq!(paths, ["platform", "cs_provisioning_method"]);
/// ```
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[order(endpoint = "POST /order/code", response = OrderPlaced, scalars = "text", root = "request")]
#[condition(hardware_token, cs_provisioning_method == ShipToken)]
pub struct CodeSigningOrder {
    /// Length of validity of the certificate, in years: 1, 2 or 3.
    #[allowed(1, 2, 3)]
    pub validity: u8,

    /// Platform or hardware token on which the certificate will be installed.
    ///
    /// Required unless a token is shipped. EV orders take a code of *EV CS Platforms*, others one of
    /// *CS Platforms*.
    ///
    /// # In Rust
    ///
    /// [`Platform::is_ev_code_signing`] tells them apart.
    #[required_unless(hardware_token)]
    #[allowed_if(
        ev,
        OtherFips140Level2,
        SafeNetETokenProAnywhere,
        SafeNetETokenPro72K,
        SafeNetEToken5100,
        SafeNetEToken5105,
        SafeNetEToken5200,
        SafeNetEToken5205,
        SafeNetIKey4000,
        SafeNetLuna,
        ThalesNShield,
        UtimacoCryptoServer,
        AepKeyper,
        ArxPrivateServer,
        BullTrustwayCryptoPci
    )]
    #[allowed_if(
        !ev,
        MicrosoftAuthenticode,
        AdobeAir,
        AppleOsX,
        MicrosoftOfficeVba,
        SunJava,
        Mozilla,
        Other,
        MicrosoftKernelModeCode
    )]
    pub platform: Option<Platform>,

    /// Method of storing the key of an EV certificate on a hardware token. Required for EV, otherwise not allowed.
    #[required_if(ev)]
    #[forbidden_unless(ev)]
    pub cs_provisioning_method: Option<ProvisioningMethod>,

    /// Shipping method for the hardware token; standard if absent. Only if one is shipped.
    #[forbidden_unless(hardware_token)]
    #[default_value(Standard)]
    pub cs_ship_method: Option<ShipMethod>,

    /// Name of the person whom the hardware token is shipped to.
    ///
    /// Only if one is shipped; all of `ship_name`, `ship_addr1`, `ship_city`, `ship_state`,
    /// `ship_zip` and `ship_country` are present or none, and then it goes to the organization.
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    pub ship_name: Option<String>,

    /// Shipping address of the hardware token, line 1. Goes with [`ship_name`](Self::ship_name).
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    pub ship_addr1: Option<String>,

    /// Shipping address of the hardware token, line 2. Only beside line 1.
    #[forbidden_unless(hardware_token && present(ship_addr1))]
    pub ship_addr2: Option<String>,

    /// Shipping city of the hardware token. Goes with [`ship_name`](Self::ship_name).
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    pub ship_city: Option<String>,

    /// Shipping state of the hardware token. Goes with [`ship_name`](Self::ship_name).
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    pub ship_state: Option<String>,

    /// Shipping zip code of the hardware token. Goes with [`ship_name`](Self::ship_name).
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    pub ship_zip: Option<String>,

    /// Shipping country of the hardware token. Goes with [`ship_name`](Self::ship_name).
    ///
    /// The page has no list for it; the Country Codes of [`org_country`](Self::org_country) are taken.
    #[group_all_or_none("ship")]
    #[forbidden_unless(hardware_token)]
    pub ship_country: Option<CountryCode>,

    /// The OU field to be included in the certificate.
    pub org_unit: Option<String>,

    /// Name of the organization that owns the common name.
    pub org_name: String,

    /// Address line 1 of the organization.
    pub org_addr1: String,

    /// Address line 2 of the organization.
    pub org_addr2: Option<String>,

    /// City of the organization.
    pub org_city: String,

    /// State or province of the organization.
    pub org_state: String,

    /// Zip or postal code of the organization.
    pub org_zip: String,

    /// Country of the organization, one of the 245 Country Codes; sent in lower case.
    pub org_country: CountryCode,

    /// Main telephone number of the organization: digits and the usual separators.
    #[format(telephone)]
    pub telephone: String,

    /// First name of the contact of the organization.
    pub org_contact_firstname: String,

    /// Last name of the contact of the organization.
    pub org_contact_lastname: String,

    /// Title of the contact working at the organization.
    pub org_contact_job_title: String,

    /// E-mail address of the contact of the organization.
    #[format(email)]
    pub org_contact_email: String,

    /// Telephone number of the contact of the organization: digits and the usual separators.
    #[format(telephone)]
    pub org_contact_telephone: String,

    /// Extension number of the contact of the organization: digits only.
    #[format(digits)]
    pub org_contact_telephone_ext: Option<String>,

    /// True for an order of an EV certificate; false if absent.
    #[default_value(false)]
    #[cfg_attr(feature = "builder", builder(default))]
    pub ev: bool,
}

/// Method of storing the key of an EV certificate on a hardware token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum ProvisioningMethod {
    /// A token that is already provisioned is shipped.
    ShipToken,
    /// You own a token of the list *EV CS Platforms* and install the certificate with the vendor's tool.
    ClientApp,
}

/// Shipping method for a hardware token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum ShipMethod {
    /// Standard shipping.
    Standard,
    /// Expedited shipping.
    Expedited,
}
