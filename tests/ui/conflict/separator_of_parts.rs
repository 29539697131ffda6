use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Part {
    years: u8,
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    #[order(separator = ",")]
    parts: Vec<Part>,
    #[order(flatten, separator = ",")]
    place: Part,
}

fn main() {}
