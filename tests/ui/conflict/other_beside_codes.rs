use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
enum Platform {
    #[order(value = 51)]
    SecurityModule,
    #[order(other)]
    Other(String),
}

#[derive(OrderRequest)]
struct Order {
    platform: Option<Platform>,
}

fn main() {
    let order = Order { platform: Some(Platform::SecurityModule) };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
