use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Part {
    name: Option<String>,
}

#[derive(OrderRequest)]
#[order(update = OrderUpdate)]
struct Order {
    #[nested]
    part: Option<Part>,
}

fn main() {}
