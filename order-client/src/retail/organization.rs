use order_core::OrderRequest;

use crate::retail::CountryCode;

/// The organization that owns the common name, and its contact.
///
/// It is a part of [`SslOrder`](crate::retail::SslOrder) and [`WifiOrder`](crate::retail::WifiOrder),
/// among whose members its own stand when the order is sent.
///
/// # Example
///
/// ```
/// use order_client::retail::{CountryCode, Organization};
/// use order_core::{OrderRequest, json};
///
/// let organization = Organization::builder()
///     .org_name("Tampa Bay Cray LLC")
///     .org_addr1("1234 Sesame Street")
///     .org_city("Tampa")
///     .org_state("FL")
///     .org_zip(" ")
///     .org_country(CountryCode::Us)
///     .org_contact_firstname("Joe")
///     .org_contact_lastname("Bloggs")
///     .org_contact_email("joe_at_example")
///     .org_contact_telephone("555-123-1234")
///     .build();
///
/// assert_eq!(
///     organization.validate().unwrap_err().to_string(),
///     "`org_zip` is required; give it a value that is not blank\n\
///      `org_contact_email` must be an e-mail address such as `name@example.com`",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[order(scalars = "text")]
pub struct Organization {
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

    /// Main telephone number of the organization: digits and the usual separators. Required for EV SSL.
    #[format(telephone)]
    pub telephone: Option<String>,

    /// Title of the contact working at the organization. Required for EV SSL.
    pub org_contact_job_title: Option<String>,

    /// First name of the contact of the organization.
    pub org_contact_firstname: String,

    /// Last name of the contact of the organization.
    pub org_contact_lastname: String,

    /// E-mail address of the contact of the organization.
    #[format(email)]
    pub org_contact_email: String,

    /// Telephone number of the contact of the organization: digits and the usual separators.
    #[format(telephone)]
    pub org_contact_telephone: String,

    /// Extension number of the contact of the organization: digits only.
    #[format(digits)]
    pub org_contact_telephone_ext: Option<String>,
}
