use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[multiple_of(5)]
    name: String,
}

fn main() {}
