use order_core::OrderRequest;

use crate::retail::{ServerType, SignatureHash};

/// The body of a [`Reissue`](crate::retail::Reissue). The number of the order is in the path.
#[derive(Debug, Clone, OrderRequest)]
#[order(scalars = "text", root = "request", blank = reject)]
pub(super) struct ReissueBody {
    #[blank(value)]
    pub(super) comments: Option<String>,
    pub(super) common_name: Option<String>,
    #[order(separator = ",")]
    pub(super) sans: Option<Vec<String>>,
    pub(super) csr: Option<String>,
    pub(super) server_type: Option<ServerType>,
    pub(super) signature_hash: Option<SignatureHash>,
}
