use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Part {
    number: u8,
    tags: Vec<String>,
}

#[derive(OrderRequest)]
#[rule(by_tags, unique(part in parts, part.tags), "parts have different tags")]
#[rule(by_number, unique(part in parts, part.number), "parts have different numbers")]
struct Order {
    #[nested]
    parts: Vec<Part>,
    #[required_if(unique(part in parts, part))]
    reason: Option<String>,
}

fn main() {
    let order = Order { parts: Vec::new(), reason: None };
    let _ = order.validate();
}
