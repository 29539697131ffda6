use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(separator = ",")]
    sans: Option<String>,
}

fn main() {}
