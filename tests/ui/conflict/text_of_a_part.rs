use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Part {
    years: u8,
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    #[order(text)]
    part: Part,
    #[order(flatten, text)]
    place: Part,
}

fn main() {}
