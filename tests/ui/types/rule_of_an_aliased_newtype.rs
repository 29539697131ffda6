use order_core::{OrderRequest, OrderValue};

type Number = u8;

#[derive(OrderValue)]
#[length(..=3)]
struct Aliased(Number);

#[derive(OrderRequest)]
struct Order {
    aliased: Option<Aliased>,
}

fn main() {
    let _ = Order { aliased: None }.validate();
}
