use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Part {
    years: Option<u8>,
}

#[derive(OrderRequest)]
struct Order {
    #[nested]
    part: Part,
    #[required_if(part.self == 1 || part.super == 2)]
    reason: Option<String>,
    #[required_if(part._ == 1)]
    note: Option<String>,
}

fn main() {}
