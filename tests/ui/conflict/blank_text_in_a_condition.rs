use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    comment: Option<String>,
    #[required_if(comment == "")]
    reason: Option<String>,
    #[forbidden_if(comment in ["a", " "])]
    cause: Option<String>,
    #[blank(value)]
    note: Option<String>,
    #[required_if(note == "")]
    other: Option<String>,
}

fn main() {}
