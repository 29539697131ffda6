use order_core::{OrderRequest, OrderValue};

use crate::{
    certcentral,
    error::Unreadable,
    reply::{FromReply, Reply, Value},
};

/// A request for what an organization is validated for. The call and its reply are known from a client in production.
#[derive(Debug, Clone, Copy, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "GET /organization/{organization_id}/validation", response = Validations)]
pub struct OrganizationValidation {
    /// Number of the organization. Travels in the path.
    #[order(path)]
    pub organization_id: u64,
}

/// What an organization is validated for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Validations {
    /// The validations.
    pub validations: Vec<Validation>,
}

/// A validation of an organization.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Validation {
    /// What the organization is validated for.
    pub validation_type: ValidationType,
    /// Status of the validation, in the service's own words.
    pub status: Option<String>,
    /// Day or time at which the validation ends, in the service's own words.
    pub validated_until: Option<String>,
}

/// What an organization is validated for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(rename_all = "snake_case")]
pub enum ValidationType {
    /// TLS certificates.
    Ov,
    /// EV TLS certificates.
    Ev,
    /// Code-signing certificates.
    Cs,
    /// EV code-signing certificates.
    EvCs,
    /// Document-signing certificates.
    Ds,
    /// E-mail certificates.
    Smime,
    /// Another type.
    #[order(other)]
    Other(String),
}

impl FromReply for Validations {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = reply.value()?;
        let Some(list @ Value::List(_)) = value.member("validations") else {
            return Err(Unreadable::Member { name: "validations" });
        };
        let validation = |item: &Value<'_>| {
            Some(Validation {
                validation_type: certcentral::open_of(item, "type")?,
                status: item.text_of("status"),
                validated_until: item.text_of("validated_until"),
            })
        };
        let validations = list.items().map(validation).collect::<Option<_>>();
        validations
            .map(|validations| Self { validations })
            .ok_or(Unreadable::Member { name: "type" })
    }
}
