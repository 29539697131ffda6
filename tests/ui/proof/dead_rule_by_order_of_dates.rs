use std::collections::BTreeMap;

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};
use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range("2025-01-01"..)]
    day: Date,
    #[required_if(day < "2025-01-01")]
    early: Option<u8>,
    #[required_unless(day >= "2024-12-31")]
    before: Option<u8>,
    #[range("08:00:00"..="17:00:00")]
    at: Option<Time>,
    #[required_if(at > "17:00:00.0")]
    late: Option<u8>,
}

#[derive(OrderRequest)]
struct Contradicting {
    day: Date,
    #[required_if(day < "2025-01-01" && day >= "2025-06-01")]
    never: Option<u8>,
    start: DateTime,
    #[required_if(start > "2025-01-01T08:00:00" && start <= "2025-01-01T08:00:00.000")]
    nor: Option<u8>,
    sent: Option<Timestamp>,
    #[required_if(sent < "2025-01-01T00:00:00Z" && sent > "2025-01-01T02:00:00+02:00")]
    neither: Option<u8>,
    closed: Time,
    #[required_if(closed < "00:00:00")]
    at_night: Option<u8>,
    days: Vec<Date>,
    #[required_if(all(day in days, day < "2025-01-01") && any(day in days, day > "2025-06-01"))]
    of_list: Option<u8>,
}

#[derive(OrderRequest)]
struct Ranges {
    #[range("2025-06-01"..)]
    #[default_value("2025-01-01")]
    second: Option<Date>,
    #[range("2025-06-01"..)]
    third: Date,
    #[required_if(third == "2025-01-01")]
    fourth: Option<BTreeMap<String, u8>>,
}

fn main() {}
