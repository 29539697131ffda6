use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[default_value(ctx.years)]
    years: Option<u8>,
    #[default_value_if(years == 1, ctx.days)]
    days: Option<u8>,
}

fn main() {}
