use chrono::{DateTime, NaiveDate, Utc};
use order_core::{OrderRequest, json};
use url::Url;
use uuid::Uuid;

#[derive(OrderRequest)]
struct Order {
    #[allowed("2031-05-08", "2031-02-29")]
    day: Option<NaiveDate>,
    #[required_if(sent < "2031-05-08")]
    reason: Option<String>,
    sent: Option<DateTime<Utc>>,
    #[default_value("24:00:00")]
    at: Option<time::Time>,
    #[allowed("f81d4fae")]
    id: Option<Uuid>,
    #[default_value("www.example.com")]
    page: Option<Url>,
}

fn main() {
    let _ = json::from_str::<Order>("{}");
}
