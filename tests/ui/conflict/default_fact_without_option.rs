use order_core::OrderRequest;

struct Account {
    years: u8,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    #[default_value(ctx.years)]
    years: u8,
    #[default_value_if(years == 1, ctx.years)]
    days: u8,
}

fn main() {}
