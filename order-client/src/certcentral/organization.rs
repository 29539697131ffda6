use order_core::OrderRequest;

use crate::certcentral::Contact;

/// The organization that a certificate is for: one that the account has, by its number, or a new one as a whole.
///
/// The members and lengths of a new organization are those of the page on creating one; the page on orders asks for "the
/// organization object" without listing them.
///
/// # Example
///
/// ```
/// use order_client::certcentral::Organization;
/// use order_core::{OrderRequest, json};
///
/// assert_eq!(json::to_string(&Organization::known(123456)), r#"{"id":123456}"#);
///
/// let organization = Organization::builder()
///     .name("My Company")
///     .address("19 Windsor Court")
///     .city("Tampa")
///     .state("Florida")
///     .country("us")
///     .build();
/// assert_eq!(
///     organization.validate().unwrap_err().to_string(),
///     "`zip` is missing: the group `new_organization` is given as a whole or not at all, and `name`, `address`, `city`, \
///      `state`, `country` are present; give `zip` too, or remove `name`, `address`, `city`, `state`, `country`",
/// );
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
pub struct Organization {
    /// Number of the organization in the account. Either this or [`name`](Self::name) is present.
    #[group_exactly_one("organization")]
    pub id: Option<u64>,

    /// Legal name of a new organization.
    ///
    /// It goes with `address`, `city`, `state`, `zip` and `country`. Together with [`assumed_name`](Self::assumed_name) it has
    /// at most 61 characters, which is not checked here.
    #[group_exactly_one("organization")]
    #[group_all_or_none("new_organization")]
    #[length(..=64)]
    pub name: Option<String>,

    /// Public name of a new organization, if it is another one.
    #[length(..=60)]
    pub assumed_name: Option<String>,

    /// Address of a new organization. Goes with [`name`](Self::name).
    #[group_all_or_none("new_organization")]
    #[length(..=64)]
    pub address: Option<String>,

    /// Address of a new organization, line 2.
    #[length(..=64)]
    pub address2: Option<String>,

    /// City of a new organization. Goes with [`name`](Self::name).
    #[group_all_or_none("new_organization")]
    #[length(..=64)]
    pub city: Option<String>,

    /// State or province of a new organization. Goes with [`name`](Self::name).
    #[group_all_or_none("new_organization")]
    #[length(..=64)]
    pub state: Option<String>,

    /// Zip or postal code of a new organization. Goes with [`name`](Self::name).
    #[group_all_or_none("new_organization")]
    pub zip: Option<String>,

    /// Country of a new organization, in two letters. Goes with [`name`](Self::name).
    #[group_all_or_none("new_organization")]
    #[pattern("[A-Za-z]{2}")]
    pub country: Option<String>,

    /// Telephone number of a new organization. Whether it is required is not known.
    pub telephone: Option<String>,

    /// People whom the service may ask.
    ///
    /// A verified contact is needed if the organization has none for the product yet (validation type `cs`, and `ev_cs` for
    /// EV). Without one, the owner of the API key is taken, if the account has a job title and a telephone number of that user.
    #[nested]
    pub contacts: Option<Vec<Contact>>,
}

impl Organization {
    /// An organization that the account has.
    pub fn known(id: u64) -> Self {
        Self { id: Some(id), ..Self::default() }
    }
}
