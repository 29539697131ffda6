use order_core::OrderRequest;

use crate::{
    error::Unreadable,
    reply::{FromReply, Reply},
    retail::{ServerType, SignatureHash},
};

/// A request to reissue an SSL certificate.
///
/// The parameters are those of the page `order/reissue-ssl-certificate` of the retail REST v1
/// documentation (2014), in the order of its sample; `common_name` is in the sample alone.
///
/// All of them are optional, and what is absent stays as the order has it. A blank text neither keeps
/// a value nor gives one, so it is refused; only [`comments`](Self::comments) may be blank. A new
/// reissue rejects and replaces a pending one.
///
/// # Example
///
/// ```
/// use order_client::retail::Reissue;
/// use order_core::{OrderRequest, json};
///
/// let sans = vec!["a.example.com".to_owned(), "b.example.com".to_owned()];
/// let reissue = Reissue::builder().order_id("00222307").comments("").sans(sans).build();
/// assert!(reissue.validate().is_ok());
/// assert_eq!(json::to_string(&reissue), r#"{"comments":"","sans":"a.example.com,b.example.com"}"#);
///
/// let reissue = Reissue::builder().order_id("00222307").csr("").build();
/// assert_eq!(
///     reissue.validate().unwrap_err().to_string(),
///     "`csr` must not be blank; give it a value or leave it out",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[order(endpoint = "REISSUE /order/{order_id}", response = Reissued)]
#[order(scalars = "text", root = "request", blank = reject)]
pub struct Reissue {
    /// Number of the order, as it was given when the order was placed. Travels in the path.
    #[order(path)]
    #[format(digits)]
    pub order_id: String,

    /// Comments on the reissue; blank if absent.
    #[blank(value)]
    pub comments: Option<String>,

    /// Name to be secured; stays as it is if absent.
    pub common_name: Option<String>,

    /// Further names to be secured, sent as one text with commas between them; stay as they are if absent.
    #[order(separator = ",")]
    pub sans: Option<Vec<String>>,

    /// Certificate signing request, in PEM; stays as it is if absent.
    pub csr: Option<String>,

    /// Server software that the certificate will be installed on; stays as it is if absent.
    pub server_type: Option<ServerType>,

    /// Hash function of the signature; stays as it is if absent.
    pub signature_hash: Option<SignatureHash>,
}

/// The reply to a reissue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Reissued {
    /// Names that the reissue changes, if it changes any.
    pub pending_name_changes: Option<NameChanges>,
    /// Pending reissue that the new one replaces, if there was one.
    pub rejected_reissue: Option<RejectedReissue>,
}

impl FromReply for Reissued {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = match reply.value() {
            Ok(value) => value,
            // Both members are optional, so the body may be empty.
            Err(Unreadable::Empty) => return Ok(Self::default()),
            Err(problem) => return Err(problem),
        };
        Ok(Self {
            pending_name_changes: value.part("pending_name_changes").map(|changes| NameChanges {
                added_names: changes.texts_of("added_names"),
                dropped_names: changes.texts_of("dropped_names"),
            }),
            rejected_reissue: value.part("rejected_reissue").map(|rejected| RejectedReissue {
                common_name: rejected.text_of("common_name").unwrap_or_default(),
                sans: rejected.texts_of("sans"),
            }),
        })
    }
}

/// Names that a reissue adds to a certificate and drops from it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct NameChanges {
    /// Names that were not secured before.
    pub added_names: Vec<String>,
    /// Names that are no longer secured.
    pub dropped_names: Vec<String>,
}

/// A reissue that was pending and is rejected by a newer one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RejectedReissue {
    /// Name that it would have secured.
    pub common_name: String,
    /// Further names that it would have secured.
    pub sans: Vec<String>,
}
