use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(item = san)]
    sans: Vec<String>,
}

fn main() {}
