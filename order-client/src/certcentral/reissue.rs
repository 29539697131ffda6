use order_core::OrderRequest;

use crate::{
    certcentral::{CertificateRequest, OrderRequested, ProvisioningMethod},
    error::Unreadable,
    order_id::OrderId,
    reply::{
        FromReply, Reply,
        declare::{Part as _, Source, reply},
    },
};

/// A request to reissue the certificate of an order.
///
/// The parameters are those of the page `orders/reissue-certificate` that are for code signing.
///
/// # Example
///
/// ```
/// use order_client::certcentral::{CertificateRequest, Reissue, SignatureHash};
/// use order_core::OrderRequest;
///
/// let certificate = CertificateRequest::builder()
///     .signature_hash(SignatureHash::Sha256)
///     .common_name("My Company")
///     .build();
/// let reissue = Reissue::builder().order_id("123456").certificate(certificate).build();
/// assert_eq!(
///     reissue.validate().unwrap_err().to_string(),
///     "`certificate.common_name` is not allowed; remove it",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[order(endpoint = "POST /order/certificate/{order_id}/reissue", response = Reissued)]
#[required(certificate.csr, if cs_provisioning_method == Email)]
#[forbidden(certificate.common_name)]
pub struct Reissue {
    /// Number of the order. Travels in the path.
    #[order(path)]
    #[format(digits)]
    pub order_id: String,

    /// The certificate that is asked for, without [`common_name`](CertificateRequest::common_name): the order has it.
    #[nested]
    pub certificate: CertificateRequest,

    /// Method of making and storing the key; if absent, as the order has it.
    ///
    /// If the account does not allow that method any more, the service takes the account's default and changes the order.
    pub cs_provisioning_method: Option<ProvisioningMethod>,

    /// True to skip the approval by an administrator; false if absent. The API key must be one of an administrator.
    #[default_value(false)]
    pub skip_approval: Option<bool>,

    /// Comments for whoever approves the reissue.
    pub comments: Option<String>,
}

reply! {
    /// The reply to a reissue.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct Reissued {
        /// The number of the order. A client in production expects that it may be missing.
        pub id: Option<OrderId> = "id",
        /// The number of the new certificate, if it is known already.
        pub certificate_id: Option<String> = "certificate_id",
        /// The requests that the reissue consists of, which may wait for approval.
        pub requests: Vec<OrderRequested> = "requests",
    }
}

impl FromReply for Reissued {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        Self::read(Source::new(reply, &reply.value()?))
    }

    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        self.id.as_ref().map(|id| ("order_id", id))
    }
}
