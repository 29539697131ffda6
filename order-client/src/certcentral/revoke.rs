use order_core::{OrderRequest, OrderValue};

use crate::{
    error::Unreadable,
    reply::{FromReply, Reply, Value},
};

/// A request to revoke all certificates of an order, for ever. Signatures made with them may become invalid, past ones too.
///
/// The page is `orders/revoke-order-certificates`. Its samples call the text `comments`, and its table `comment`.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[order(endpoint = "PUT /order/certificate/{order_id}/revoke", response = Revocation)]
pub struct RevokeOrder {
    /// Number of the order. Travels in the path.
    #[order(path)]
    #[format(digits)]
    pub order_id: String,

    /// Comments for whoever approves the revocation. The service keeps none if the approval is skipped.
    pub comments: Option<String>,

    /// True to skip the approval by an administrator; false if absent. The API key must be one of an administrator.
    #[default_value(false)]
    pub skip_approval: Option<bool>,

    /// Reason of the revocation. The service ignores it for code signing.
    pub revocation_reason: Option<RevocationReason>,
}

/// A request to revoke a single certificate, for ever. Known at second hand only.
#[derive(Debug, Clone, PartialEq, Eq, OrderRequest)]
#[cfg_attr(feature = "builder", derive(bon::Builder), builder(on(String, into)))]
#[order(endpoint = "PUT /certificate/{certificate_id}/revoke", response = Revocation)]
pub struct RevokeCertificate {
    /// Number of the certificate, or its serial number in hexadecimal digits. Travels in the path.
    #[order(path)]
    #[pattern("[0-9A-Fa-f]+")]
    pub certificate_id: String,

    /// Comments for whoever approves the revocation.
    pub comments: Option<String>,

    /// True to skip the approval by an administrator; false if absent. The API key must be one of an administrator.
    #[default_value(false)]
    pub skip_approval: Option<bool>,

    /// Reason of the revocation. The service ignores it for code signing.
    pub revocation_reason: Option<RevocationReason>,
}

/// Reason of a revocation, in the terms of RFC 5280. The documentation's list was not available here as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum RevocationReason {
    /// The certificate was replaced.
    Superseded,
    /// The private key is no longer a secret.
    KeyCompromise,
    /// Another one.
    #[order(other)]
    Other(String),
}

/// The reply to a revocation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Revocation {
    /// It is done.
    Done,
    /// An administrator must approve it.
    Requested {
        /// Number of the request.
        id: String,
        /// Status of the request, such as `pending`, in the service's own words.
        status: Option<String>,
    },
}

impl Revocation {
    /// The result, which is `revoked` or `requested`, and the members that are there.
    pub fn to_value(&self) -> Value<'_> {
        let text = |text: &'static str| Value::Text(text.into());
        let members = match self {
            Self::Done => vec![("result", text("revoked"))],
            Self::Requested { id, status } => {
                let mut members =
                    vec![("result", text("requested")), ("id", Value::Text(id.as_str().into()))];
                members
                    .extend(status.as_deref().map(|status| ("status", Value::Text(status.into()))));
                members
            }
        };
        Value::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

impl FromReply for Revocation {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        if reply.status() == 204 {
            return Ok(Self::Done);
        }
        let value = reply.value()?;
        let id = value.text_of("id").ok_or(Unreadable::Member { name: "id" })?;
        Ok(Self::Requested { id, status: value.text_of("status") })
    }
}
