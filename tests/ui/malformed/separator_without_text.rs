use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(separator)]
    sans: Vec<String>,
    #[order(separator(","))]
    names: Vec<String>,
    #[order(separator = ',')]
    codes: Vec<u8>,
}

fn main() {}
