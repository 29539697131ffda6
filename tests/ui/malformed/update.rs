use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(update = PartUpdate)]
struct Part {
    name: Option<String>,
}

#[derive(OrderRequest)]
#[order(update = Order)]
struct Order {
    name: String,
}

#[derive(OrderRequest)]
#[order(update = "ChangedUpdate")]
struct Changed {
    name: String,
}

#[derive(OrderRequest)]
#[order(update = FlatUpdate, update = FlatUpdates)]
struct Flat {
    #[order(flatten)]
    part: Option<Part>,
    #[order(replace)]
    name: String,
    #[order(flatten, replace)]
    other: Part,
}

#[derive(OrderRequest)]
struct Plain {
    #[nested]
    #[order(replace)]
    part: Option<Part>,
    #[order(update = A)]
    name: String,
}

fn main() {
    // The type is there beside the mistakes.
    let _ = FlatUpdate::default();
}
