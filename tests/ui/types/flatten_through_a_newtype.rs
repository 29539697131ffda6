use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Order {
    name: String,
    #[order(flatten)]
    part: Option<Wrapper>,
}

#[derive(OrderValue)]
struct Wrapper(Box<Part>);

#[derive(OrderRequest)]
struct Part {
    #[order(flatten)]
    order: Option<Alias>,
}

type Alias = Box<Outer<Order>>;

#[derive(OrderValue)]
struct Outer<T>(T);

// A newtype is no request, where no types flatten each other either.
#[derive(OrderRequest)]
struct Fine {
    #[order(flatten)]
    note: Option<Held>,
}

#[derive(OrderValue)]
struct Held(Note);

#[derive(OrderRequest)]
struct Note {
    text: Option<String>,
}

fn main() {
    let order = Order { name: String::new(), part: None };
    let _ = order.validate();
}
