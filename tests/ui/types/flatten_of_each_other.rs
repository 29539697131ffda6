use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    name: String,
    #[order(flatten)]
    part: Option<Box<Part>>,
}

#[derive(OrderRequest)]
struct Part {
    #[order(flatten)]
    order: Option<Box<Order>>,
}

#[derive(OrderRequest)]
struct First {
    #[order(flatten)]
    second: Box<Second>,
}

#[derive(OrderRequest)]
struct Second {
    #[order(flatten)]
    third: Option<Box<Third>>,
}

#[derive(OrderRequest)]
struct Third {
    note: String,
    #[order(flatten)]
    first: Option<Box<First>>,
    #[order(flatten)]
    fine: Fine,
}

#[derive(OrderRequest)]
struct Fine {
    a: Option<u8>,
}

fn main() {
    let order = Order { name: String::new(), part: None };
    let _ = order.validate();
}
