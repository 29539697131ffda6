//! Names that are near others, or near none.

use order_core::OrderRequest;

#[derive(OrderRequest)]
#[group_all_or_none("shp", if present(name))]
struct Order {
    #[group_all_or_none("ship")]
    validity: Option<u8>,
    #[group_all_or_none("ship")]
    name: Option<String>,
    #[required_if(len(name) == validty)]
    near: Option<String>,
    #[required_if(present(zzz))]
    far: Option<String>,
}

fn main() {}
