use order_core::{OrderRequest, json};

struct Account {
    today: u16,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Part {
    #[required_if(ctx.today > 20 && nota == "x")]
    note: Option<String>,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Order {
    #[required_if(ctx.today >= 20)]
    csr: Option<String>,
    #[nested]
    part: Option<Part>,
}

fn main() {
    let order = Order { csr: None, part: None };
    let _ = order.validate_in(&Account { today: 1 });
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
