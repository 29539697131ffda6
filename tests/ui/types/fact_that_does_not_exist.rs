use order_core::{OrderRequest, json};

struct Account {
    today: u16,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    #[required_if(ctx.tomorrow >= 20)]
    csr: Option<String>,
}

fn main() {
    let order = Order { csr: None };
    let _ = order.validate_in(&Account { today: 1 });
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
