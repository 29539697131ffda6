use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(separator = "")]
    sans: Vec<String>,
}

fn main() {}
