use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    least: Option<u8>,
    #[default_value(part.least)]
    years: Option<u8>,
    #[default_value_if(present(least), ctx.)]
    days: Option<u8>,
}

fn main() {}
