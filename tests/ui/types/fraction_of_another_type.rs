use order_core::{OrderRequest, OrderValue};

type Count = u32;

#[derive(OrderValue)]
struct Code(String);

#[derive(OrderRequest)]
struct Order {
    #[range(0.5..=2)]
    count: Count,
    #[allowed(0.5, 1)]
    other: Count,
    #[multiple_of(2.5)]
    third: Count,
    #[default_value(0.5)]
    fourth: Option<Count>,
    #[required_if(count <= 31.5)]
    a: Option<String>,
    #[required_if(code == 0.5)]
    b: Option<String>,
    #[required_if(ev == 1.5 || fourth == 1)]
    c: Option<String>,
    code: Code,
    ev: bool,
}

fn main() {}
