use order_core::{OrderRequest, json};

struct Account {
    today: u16,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    #[required_if(ctx.today >= 20)]
    csr: Option<String>,
}

fn main() {
    let order = Order { csr: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
