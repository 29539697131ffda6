use order_core::{OrderRequest, json};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[length(..=64, byte)]
    #[length(..=64, utf_16, if ev)]
    csr: Option<String>,
    #[length(1..=64, characters)]
    unit: Option<String>,
    #[length(1..=64, furlongs)]
    #[each(length(..=9, furlong))]
    sans: Option<Vec<String>>,
}

fn main() {
    let order = Order { ev: true, csr: None, unit: None, sans: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}
