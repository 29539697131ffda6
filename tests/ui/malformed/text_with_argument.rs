use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(text = "1")]
    years: u8,
    #[order(text(true))]
    days: u8,
}

fn main() {}
