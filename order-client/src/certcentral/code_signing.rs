use order_core::OrderRequest;

use crate::certcentral::{
    AutoRenew, CertificateRequest, Container, CustomField, OrderPlaced, OrderValidity,
    Organization, PaymentMethod, Person, ProvisioningMethod, ShipInfo,
};

/// An order of a code-signing certificate.
///
/// The parameters are those of the page `orders/order-code-signing-certificate`, under their names.
///
/// # Example
///
/// ```
/// use order_client::certcentral::{
///     CertificateRequest, CodeSigningOrder, CodeSigningParameters, OrderValidity, Organization,
///     ProvisioningMethod, SignatureHash,
/// };
/// use order_core::{OrderRequest, json};
///
/// let parameters = CodeSigningParameters::builder()
///     .certificate(CertificateRequest::builder().signature_hash(SignatureHash::Sha256).build())
///     .cs_provisioning_method(ProvisioningMethod::Email)
///     .order_validity(OrderValidity::of_days(459))
///     .organization(Organization::known(123456))
///     .alternative_order_id("build-2026-117")
///     .build();
/// let order = CodeSigningOrder { parameters };
///
/// assert_eq!(
///     order.validate().unwrap_err().to_string(),
///     "`certificate.csr` is required because `cs_provisioning_method` is `email`; give it a value that is not blank",
/// );
/// assert_eq!(
///     json::to_string(&order),
///     r#"{"certificate":{"signature_hash":"sha256"},"cs_provisioning_method":"email","order_validity":{"days":459},"organization":{"id":123456},"alternative_order_id":"build-2026-117"}"#,
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "POST /order/certificate/code_signing", response = OrderPlaced)]
pub struct CodeSigningOrder {
    /// The parameters, whose members stand among those of the order.
    #[order(flatten)]
    pub parameters: CodeSigningParameters,
}

/// An order of an EV code-signing certificate. It has the parameters of [`CodeSigningOrder`] and another path.
///
/// The organization is validated for `ev_cs`.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "POST /order/certificate/code_signing_ev", response = OrderPlaced)]
pub struct EvCodeSigningOrder {
    /// The parameters, whose members stand among those of the order.
    #[order(flatten)]
    pub parameters: CodeSigningParameters,
}

impl From<CodeSigningParameters> for CodeSigningOrder {
    fn from(parameters: CodeSigningParameters) -> Self {
        Self { parameters }
    }
}

impl From<CodeSigningParameters> for EvCodeSigningOrder {
    fn from(parameters: CodeSigningParameters) -> Self {
        Self { parameters }
    }
}

/// The parameters of an order of a code-signing certificate, EV or not.
///
/// The page `orders/order-code-signing-certificate` was available here without its table, but with its samples and the text
/// about provisioning methods. Where the documentation of a parameter says nothing else, it is in the samples or in the table of
/// the page `orders/order-document-signing-certificate`, which has the same parameters for a neighbouring product.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[required(certificate.csr, if cs_provisioning_method == Email)]
#[required(certificate.server_platform, if cs_provisioning_method == ClientApp)]
pub struct CodeSigningParameters {
    /// The certificate that is asked for.
    #[nested]
    pub certificate: CertificateRequest,

    /// Method of making and storing the key; if absent, as the account has it by default. That is not known here, so such an order
    /// is taken without a CSR.
    pub cs_provisioning_method: Option<ProvisioningMethod>,

    /// Length of validity of the certificate.
    ///
    /// At least one of this, [`validity_years`](Self::validity_years) and [`custom_expiration_date`](Self::custom_expiration_date) is
    /// required. If there are several, the service takes a date before days before years, and it is no error (change log).
    #[nested]
    #[group_at_least_one("validity")]
    pub order_validity: Option<OrderValidity>,

    /// Number of years: 1.
    #[order(deprecated = "use `order_validity`")]
    #[allowed(1)]
    #[group_at_least_one("validity")]
    pub validity_years: Option<u8>,

    /// Last day of validity, such as `2027-02-28`. It goes before all other forms (change log).
    #[pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")]
    #[group_at_least_one("validity")]
    pub custom_expiration_date: Option<String>,

    /// The organization that the certificate is for.
    #[nested]
    pub organization: Organization,

    /// The contact of this order, if it is another one than that of the organization.
    #[nested]
    pub organization_contact: Option<Person>,

    /// The address that a token is shipped to; if absent, that of the account.
    ///
    /// It is of use for [`ship_token`](ProvisioningMethod::ShipToken) only. Whether the service refuses it with another method is not
    /// known, so it is taken.
    #[nested]
    pub ship_info: Option<ShipInfo>,

    /// Method of payment.
    pub payment_method: Option<PaymentMethod>,

    /// True to skip the approval by an administrator; false if absent. The API key must be one of an administrator.
    ///
    /// The order still waits for a verified contact, who is asked by e-mail.
    #[default_value(false)]
    pub skip_approval: Option<bool>,

    /// Number of the order that this one renews, as a client in production sends it. The service may refuse it
    /// (`order_not_eligible_for_renewal`, `order_renewed_already`); a new order without it may then be placed.
    pub renewal_of_order_id: Option<u64>,

    /// A reference of your own, by which the order is found again
    /// ([`OrdersByReference`](crate::certcentral::OrdersByReference)).
    ///
    /// The service does not refuse a second order with the same reference. Its greatest length is not known.
    pub alternative_order_id: Option<String>,

    /// Comments for whoever approves the order. Their greatest length is not known.
    pub comments: Option<String>,

    /// Renewal of the order by the service itself.
    pub auto_renew: Option<AutoRenew>,

    /// Text of the message about the renewal.
    pub custom_renewal_message: Option<String>,

    /// True if no message about the renewal shall be sent. Known at second hand only.
    pub disable_renewal_notifications: Option<bool>,

    /// Further e-mail addresses that messages about the order go to. Known at second hand only.
    #[each(format(email))]
    pub additional_emails: Option<Vec<String>>,

    /// Fields that the account has defined.
    #[nested]
    pub custom_fields: Option<Vec<CustomField>>,

    /// The division of the account.
    #[nested]
    pub container: Option<Container>,
}
