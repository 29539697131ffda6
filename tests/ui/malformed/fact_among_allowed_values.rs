use order_core::OrderRequest;

struct Account {
    years: u8,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    #[allowed(ctx.years)]
    years: Option<u8>,
}

fn main() {}
