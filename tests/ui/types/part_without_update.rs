use std::collections::BTreeMap;

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

#[derive(OrderRequest)]
#[order(update = CrateUpdate)]
struct Crate {
    #[nested]
    boxed: Option<Box<Part>>,
    fragile: bool,
}

#[derive(OrderRequest)]
#[order(update = ShelfUpdate)]
struct Shelf {
    fragile: bool,
    #[nested]
    parts: BTreeMap<String, Part>,
}

mod shop {
    use order_core::OrderRequest;

    #[derive(OrderRequest)]
    pub struct Part {
        count: Option<u8>,
    }
}

#[derive(OrderRequest)]
#[order(update = PairUpdate)]
struct Pair {
    #[nested]
    first: shop::Part,
    #[nested]
    second: Option<Part>,
}

#[derive(OrderRequest)]
#[order(update = ListUpdate)]
struct List {
    #[nested]
    replaced: Vec<Part>,
    #[nested]
    #[order(replace)]
    part: Option<Part>,
}

fn main() {}
