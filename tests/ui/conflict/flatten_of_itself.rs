use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    name: String,
    #[order(flatten)]
    order: Option<Box<Order>>,
    #[order(flatten)]
    again: Option<Box<Self>>,
}

fn main() {}
