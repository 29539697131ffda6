use order_core::OrderRequest;

use crate::{
    error::Unreadable,
    reply::{
        FromReply, Reply,
        declare::{Part as _, Source, reply},
    },
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

reply! {
    /// The reply to a reissue.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct Reissued {
        /// Names that the reissue changes, if it changes any.
        pub pending_name_changes: Option<NameChanges> = "pending_name_changes",
        /// Pending reissue that the new one replaces, if there was one.
        pub rejected_reissue: Option<RejectedReissue> = "rejected_reissue",
    }

    /// Names that a reissue adds to a certificate and drops from it.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct NameChanges {
        /// Names that were not secured before.
        pub added_names: Vec<String> = "added_names",
        /// Names that are no longer secured.
        pub dropped_names: Vec<String> = "dropped_names",
    }

    /// A reissue that was pending and is rejected by a newer one.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct RejectedReissue {
        /// Name that it would have secured.
        pub common_name: String = "common_name",
        /// Further names that it would have secured.
        pub sans: Vec<String> = "sans",
    }
}

impl FromReply for Reissued {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        match reply.value() {
            Ok(value) => Self::read(Source::new(reply, &value)),
            // Both members are optional, so the body may be empty.
            Err(Unreadable::Empty) => Ok(Self::default()),
            Err(problem) => Err(problem),
        }
    }
}
