use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
#[length(2..=8)]
struct Title(String);

#[derive(OrderValue)]
#[allowed("red", "green")]
struct Colour(String);

#[derive(OrderValue)]
#[range(1..=100)]
struct Percent(u8);

/// A newtype of a newtype has the rules of both.
#[derive(OrderValue)]
struct Outer(Title);

#[derive(OrderRequest)]
struct Order {
    #[default_value("x")]
    title: Title,
    #[allowed("clerk", "chief officer")]
    outer: Option<Outer>,
    #[length(9..)]
    long: Option<Title>,
    #[each(length(..=1))]
    short: Vec<Title>,
    #[range(> 100)]
    percent: Option<Percent>,
    colour: Option<Colour>,
    #[required_if(colour == "blue" || title < "x")]
    blue: Option<bool>,
}

fn main() {
    let _ = order_core::json::from_str::<Order>("{}");
}
