use jiff::{Timestamp, civil::{Date, Time}};
use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(notation = "%d.%m.%Y")]
struct Name(Box<str>);

#[derive(OrderRequest)]
struct Order {
    #[order(epoch)]
    day: Date,
    #[order(notation = "%m.%Y")]
    month: Option<Date>,
    #[order(notation = "%d.%m.%Y")]
    at: Timestamp,
    #[order(notation = "%Y %H:%M")]
    time: Time,
}

fn main() {
    let _ = json::from_str::<Order>("{}");
}
