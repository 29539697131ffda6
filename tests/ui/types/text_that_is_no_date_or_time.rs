use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
struct Day(Date);

#[derive(OrderRequest)]
#[condition(is_early, opens < "8:30")]
struct Order {
    #[allowed("2031-05-08", "2031-02-29")]
    day: Option<Day>,
    #[default_value("24:00:00")]
    opens: Option<Time>,
    #[required_if(sent >= "2031-05-08T08:30:60Z" || is_early)]
    reason: Option<String>,
    sent: Timestamp,
    #[each(allowed("2031-05-08T08:30:00"))]
    starts: Vec<Timestamp>,
    #[required_if(any(x in starts, x == "tomorrow"))]
    note: Option<String>,
}

fn main() {
    let order = Order { day: None, opens: None, reason: None, sent: Timestamp::UNIX_EPOCH, starts: vec![], note: None };
    let _ = order.validate();
    let _ = json::to_string(&order);
}
