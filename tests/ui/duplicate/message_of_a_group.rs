use order_core::OrderRequest;

#[derive(OrderRequest)]
#[group_at_most_one("two", if ev, message = "one")]
struct Order {
    ev: bool,
    #[group_at_least_one("one", message = "one of {members}")]
    a: Option<u8>,
    #[group_at_least_one("one", message = "one of {members}")]
    #[group_at_most_one("two", message = "two")]
    b: Option<u8>,
    #[group_at_most_one("two")]
    #[order(label = "c", label = "d")]
    c: Option<u8>,
}

fn main() {}
