use order_core::OrderRequest;

struct Account {
    names: Vec<String>,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    #[default_value(ctx.names)]
    names: Option<Vec<String>>,
}

fn main() {}
