use order_core::{OrderRequest, OrderValue};

type Unit = Option<String>;
type Known = Option<Part>;

#[derive(OrderRequest)]
struct Part {
    number: u8,
}

#[derive(OrderValue)]
enum Plain {
    One(Unit),
}

#[derive(OrderValue)]
enum Boxed {
    One(Box<Unit>),
}

// Requests, but they may be none.
#[derive(OrderValue)]
enum OfPart {
    One(Known),
    Two(Box<Known>),
}

fn main() {}
