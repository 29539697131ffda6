//! Only rustc knows whether a type is an `Option` by another name: `Unit` is, `Method` is not.

use order_core::{OrderRequest, OrderValue};

type Unit = Option<String>;

#[derive(OrderValue)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    rush: bool,
    #[forbidden_if(rush)]
    unit: Unit,
    #[forbidden_if(ev)]
    method: Method,
}

fn main() {}
