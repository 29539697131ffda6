use order_core::{OrderRequest, OrderValue};

/// A person whom the service may ask about an organization or an order.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[required(person.job_title, if contact_type == VerifiedContact)]
#[required(person.telephone, if contact_type == VerifiedContact)]
pub struct Contact {
    /// Matters that the person is asked about.
    pub contact_type: ContactType,

    /// The person, whose members stand among those of the contact. A verified contact has a job title and a telephone number.
    #[order(flatten)]
    pub person: Person,
}

impl Contact {
    /// A contact who confirms orders for the organization.
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::certcentral::{Contact, Person};
    /// use order_core::OrderRequest;
    ///
    /// let person = Person::builder().first_name("Gary").last_name("McCoy").email("gm@example.com").build();
    /// assert_eq!(
    ///     Contact::verified(person).validate().unwrap_err().to_string(),
    ///     "`job_title` is required because `contact_type` is `verified_contact`; give it a value that is not blank\n\
    ///      `telephone` is required because `contact_type` is `verified_contact`; give it a value that is not blank",
    /// );
    /// ```
    pub fn verified(person: Person) -> Self {
        Self { contact_type: ContactType::VerifiedContact, person }
    }
}

/// Matters that a contact is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum ContactType {
    /// Confirms orders of code-signing certificates; `ev_approver` until December 2022.
    VerifiedContact,
    /// Speaks for the organization.
    OrganizationContact,
    /// Answers technical questions.
    TechnicalContact,
    /// Another type.
    #[order(other)]
    Other(String),
}

/// Name and address of a person. The lengths are those of the page `orders/update-order-contacts` and of a client in production.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
pub struct Person {
    /// First name.
    #[length(..=128)]
    pub first_name: String,

    /// Last name.
    #[length(..=128)]
    pub last_name: String,

    /// E-mail address. The service takes 255 characters, and no address has more than 254.
    #[format(email)]
    pub email: String,

    /// Job title.
    #[length(..=64)]
    pub job_title: Option<String>,

    /// Telephone number.
    #[length(..=32)]
    pub telephone: Option<String>,

    /// Extension of the telephone number.
    #[length(..=16)]
    pub telephone_extension: Option<String>,
}

/// A request to change the contacts of an order. A contact whose type is not named, and an optional member that is absent, stay
/// as they are.
///
/// The page is `orders/update-order-contacts`. The reply has no body.
///
/// # Example
///
/// ```
/// use order_client::certcentral::{Contact, ContactType, Person, UpdateContacts};
/// use order_core::OrderRequest;
///
/// let person = Person::builder().first_name("John").last_name("Doe").email("john.doe@example.com").build();
/// let contact = Contact { contact_type: ContactType::TechnicalContact, person };
/// let mut update =
///     UpdateContacts { order_id: "123456".to_owned(), contacts: vec![contact.clone()] };
/// assert!(update.validate().is_ok());
///
/// update.contacts.push(contact);
/// assert_eq!(
///     update.validate().unwrap_err().to_string(),
///     "`contacts`: an order has one contact of each type because items 1 and 2 of `contacts` have the same `contact_type`",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "PUT /order/certificate/{order_id}/contact", response = ())]
#[rule(
    one_of_each_type,
    unique(contact in contacts, contact.contact_type),
    "an order has one contact of each type",
    at = contacts
)]
pub struct UpdateContacts {
    /// Number of the order. Travels in the path.
    #[order(path)]
    #[format(digits)]
    pub order_id: String,

    /// The contacts, at least one, each of another type. The documentation names
    /// [`organization_contact`](ContactType::OrganizationContact) and [`technical_contact`](ContactType::TechnicalContact).
    #[nested]
    pub contacts: Vec<Contact>,
}
