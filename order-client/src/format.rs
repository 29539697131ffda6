use order_core::{OrderRequest, form, json};

use crate::error::Unwritable;

/// The format of the body of requests and, unless it is a form, of replies.
///
/// A client sends the `Content-Type` and `Accept` that the [`Service`](crate::Service) declares for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A form. Replies are JSON.
    Form,
    /// JSON.
    #[default]
    Json,
    /// XML.
    #[cfg(feature = "xml")]
    Xml,
}

impl Format {
    pub(crate) fn write<T: OrderRequest>(self, request: &T) -> Result<Vec<u8>, Unwritable> {
        match self {
            Self::Form => form::to_vec(request).map_err(Unwritable::Body),
            Self::Json => Ok(json::to_vec_pretty(request)),
            #[cfg(feature = "xml")]
            Self::Xml => order_core::xml::to_vec_pretty(request).map_err(Unwritable::Body),
        }
    }
}
