//! Literals beside values of chrono, time, uuid and url that are of another kind.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[allowed("08:30:00")]
    a: chrono::NaiveDate,
    #[required_if(b == "2031-05-08")]
    z: Option<u8>,
    b: chrono::DateTime<chrono::Utc>,
    #[default_value("2031-05-08T08:30:00Z")]
    c: chrono::NaiveDateTime,
    #[range("2031-05-08"..)]
    d: ::time::OffsetDateTime,
    #[forbidden_if(e >= "24:00:00")]
    y: Option<u8>,
    e: ::time::Time,
    #[allowed("f81d4fae")]
    f: uuid::Uuid,
    #[default_value("www.example.com")]
    g: Option<url::Url>,
}

fn main() {}
