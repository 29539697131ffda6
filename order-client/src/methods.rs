use std::fmt;

use crate::{
    error::Unreadable,
    reply::{FromReply, Reply},
};

/// The methods that the service accepts at one path, returned by
/// [`Client::methods`](crate::Client::methods).
///
/// `Display` writes them like the header `Allow`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Methods(Vec<String>);

impl Methods {
    /// Returns whether `method` is one of them. Case matters, as in HTTP.
    pub fn contains(&self, method: &str) -> bool {
        self.iter().any(|known| known == method)
    }

    /// The methods, in the order in which the service lists them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl FromReply for Methods {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let allow = reply.allow().ok_or(Unreadable::Member { name: "Allow" })?;
        let methods = allow.split(',').map(str::trim).filter(|method| !method.is_empty());
        Ok(Self(methods.map(str::to_owned).collect()))
    }
}

impl fmt::Display for Methods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}
