use order_core::OrderRequest;

struct Account {
    years: u8,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    #[default_value(ctx.years)]
    years: Option<u16>,
    #[default_value_if(years == 1, ctx.years)]
    name: Option<String>,
}

fn main() {}
