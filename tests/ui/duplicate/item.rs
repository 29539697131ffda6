use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(item = "san")]
    #[order(item = "name")]
    sans: Vec<String>,
}

fn main() {}
