use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(text)]
    #[order(text)]
    years: u8,
}

fn main() {}
