use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[blank(value)]
    note: Option<String>,
    #[order(skip_blank)]
    comment: Option<String>,
    text: Option<String>,
    #[required_if(given(note) && !present(note))]
    reason: Option<String>,
    #[required_if(given(comment) && !present(comment))]
    cause: Option<String>,
    #[required_if(given(text) && !present(text))]
    why: Option<String>,
}

fn main() {}
