use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(item = "1st")]
    sans: Vec<String>,
    #[order(item = "a b")]
    names: Vec<String>,
    #[order(item = "x:san")]
    codes: Vec<u8>,
    #[order(item = "")]
    days: Vec<u8>,
}

fn main() {}
