use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(separator = " and ")]
    sans: Vec<String>,
    #[order(separator = "0")]
    codes: Vec<u8>,
}

fn main() {}
