use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Part {
    years: u8,
}

#[derive(OrderRequest)]
struct Order {
    #[order(flatten, item = "part")]
    part: Part,
}

fn main() {}
