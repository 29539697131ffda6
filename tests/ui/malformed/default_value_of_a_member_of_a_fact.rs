use order_core::OrderRequest;

struct Account {
    years: u8,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    #[default_value(ctx.years.most)]
    years: Option<u8>,
}

fn main() {}
