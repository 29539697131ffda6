//! Constant expressions that break off, or are none.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    count: Option<u8>,
    #[required_if(count == { 1 + })]
    cut: Option<u8>,
    #[required_if(count == { 1 2 })]
    two: Option<u8>,
    #[required_if(count == {})]
    empty: Option<u8>,
    #[allowed({ 1 + (2 * ) })]
    inner: Option<u8>,
    #[default_value({ if true { 1 } else { 2 } })]
    whole: u8,
    #[required_if(count in [{ u8::MAX - 1 }, { !0 }, { (1 << 2) | 1 }, { -(-3) as u8 }, { [1, 2][0] }, { Some(1_u8).unwrap() }])]
    right: Option<u8>,
}

fn main() {}
