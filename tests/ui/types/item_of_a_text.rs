use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(item = "san")]
    sans: Option<String>,
}

fn main() {}
