use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[required_if(starts_with(name, ""))]
    note: Option<String>,
    #[required_if(ends_with(name, 5))]
    other: Option<String>,
    #[required_if(starts_wiht(name, "a"))]
    third: Option<String>,
    name: Option<String>,
}

fn main() {}
