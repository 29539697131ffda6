use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Part {
    name: Option<String>,
}

#[derive(OrderRequest)]
#[order(update = OrderUpdate)]
struct Order {
    fragile: bool,
    #[order(flatten)]
    part: Part,
}

#[derive(OrderRequest)]
#[order(update = LabelUpdate)]
struct Label {
    #[order(flatten)]
    part: Part,
}

fn main() {}
