use chrono::NaiveDate;
use jiff::Timestamp;
use order_core::{OrderRequest, json};
use rust_decimal::Decimal;
use url::Url;
use uuid::Uuid;

#[derive(OrderRequest)]
struct Order {
    id: Option<Uuid>,
    placed: Option<Timestamp>,
    due: Option<NaiveDate>,
    price: Option<Decimal>,
    page: Option<Url>,
    at: Option<time::OffsetDateTime>,
    notes: Option<serde_json::Value>,
}

fn main() {
    let order = Order::default();
    let _ = order.validate();
    let _ = json::to_string(&order);
    let _ = json::from_str::<Order>("{}");
}

impl Default for Order {
    fn default() -> Self {
        Self { id: None, placed: None, due: None, price: None, page: None, at: None, notes: None }
    }
}
