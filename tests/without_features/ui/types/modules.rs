use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
}

fn main() {
    let order = Order { ev: true };
    let _ = order_core::xml::to_string(&order, "order");
    let _ = order_core::cases::cases::<Order>();
    let _ = order_core::export::json_schema::<Order>();
    let _ = order_core::language::Fluent::german();
    let _ = json::to_string(&order);
}
