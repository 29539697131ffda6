use order_core::{OrderRequest, OrderValue};

use crate::{
    certcentral::{self, words},
    error::Unreadable,
    reply::{
        FromReply, Reply,
        declare::{Part as _, Source, reply},
    },
};

/// A request for what an organization is validated for. The call and its reply are known from a client in production.
#[derive(Debug, Clone, Copy, PartialEq, Eq, OrderRequest)]
#[order(endpoint = "GET /organization/{organization_id}/validation", response = Validations)]
pub struct OrganizationValidation {
    /// Number of the organization. Travels in the path.
    #[order(path)]
    pub organization_id: u64,
}

/// A purpose that an organization is validated for.
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

reply! {
    /// A purpose that an organization is validated for.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct Validations {
        /// The validations.
        pub validations: Vec<Validation> = "validations",
    }

    /// A validation of an organization.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct Validation {
        /// The purposes that the organization is validated for.
        pub validation_type: ValidationType = "type",
        /// Status of the validation, in the service's own words.
        pub status: Option<String> = "status",
        /// Day or time at which the validation ends, in the service's own words.
        pub validated_until: Option<String> = "validated_until",
    }
}

impl FromReply for Validations {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let value = reply.value()?;
        match value.member("validations") {
            None => Err(Unreadable::Member { name: "validations" }),
            Some(_) => certcentral::assert_list(&value, "validations"),
        }?;
        Self::read(Source::new(reply, &value))
    }
}

words! { ValidationType }
