use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
#[length(5..=3)]
struct Empty(String);

#[derive(OrderValue)]
#[length(..=3)]
#[length(1..)]
struct Twice(String);

#[derive(OrderValue)]
#[length(..=3)]
struct Truth(String);

#[derive(OrderValue)]
#[range(1..=4)]
#[multiple_of(5)]
struct Percent(u8);

#[derive(OrderValue)]
#[pattern("[a-z")]
struct Open(String);

#[derive(OrderValue)]
#[order(required)]
struct Needed(String);

#[derive(OrderValue)]
#[each(length(..=3))]
struct Single(String);

#[derive(OrderValue)]
struct Inside(#[length(..=3)] String);

#[derive(OrderValue)]
#[length(..=3)]
enum Method {
    #[pattern("a")]
    Email,
}

#[derive(OrderRequest)]
struct Order {
    empty: Option<Empty>,
    twice: Option<Twice>,
    truth: Option<Truth>,
    percent: Option<Percent>,
    open: Option<Open>,
    needed: Option<Needed>,
    single: Option<Single>,
    inside: Option<Inside>,
    method: Option<Method>,
}

fn main() {}
