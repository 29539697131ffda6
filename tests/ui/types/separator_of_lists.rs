use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(separator = ",")]
    sans: Vec<Vec<u8>>,
}

fn main() {}
