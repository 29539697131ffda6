use order_core::{OrderRequest, form, json};

use crate::error::Unwritable;

/// The format of the body of requests and, unless it is a form, of replies.
///
/// A client sends the `Content-Type` and `Accept` of the retail API, unless
/// [`ClientBuilder::media_types`] sets others.
///
/// [`ClientBuilder::media_types`]: crate::ClientBuilder::media_types
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A form, for endpoints of other vendors: the retail API does not read it. Replies are JSON.
    Form,
    /// JSON.
    #[default]
    Json,
    /// XML.
    #[cfg(feature = "xml")]
    Xml,
}

/// Media type of requests and replies in JSON, used instead of `application/json`.
pub(crate) const JSON: &str = "application/vnd.digicert.rest-v1+json";

/// Media type of requests and replies in XML, used instead of `application/xml`.
#[cfg(feature = "xml")]
pub(crate) const XML: &str = "application/vnd.digicert.rest-v1+xml";

impl Format {
    /// `Content-Type` and `Accept`.
    pub(crate) fn media_types(self) -> (&'static str, &'static str) {
        match self {
            Self::Form => ("application/x-www-form-urlencoded", "application/json"),
            Self::Json => (JSON, JSON),
            #[cfg(feature = "xml")]
            Self::Xml => (XML, XML),
        }
    }

    pub(crate) fn write<T: OrderRequest>(self, request: &T) -> Result<Vec<u8>, Unwritable> {
        match self {
            Self::Form => form::to_vec(request).map_err(Unwritable::Body),
            Self::Json => Ok(json::to_vec_pretty(request)),
            #[cfg(feature = "xml")]
            Self::Xml => order_core::xml::to_vec_pretty(request).map_err(Unwritable::Body),
        }
    }
}
