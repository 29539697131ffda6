//! Ranges of dates and times that hold nothing, or whose ends are none.

use jiff::{Timestamp, civil::Date, civil::Time};
use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Contract {
    #[range("2025-01-02"..="2025-01-01")]
    a: Date,
    #[range(> "2025-01-01", <= "2025-01-01")]
    b: Option<Date>,
    #[range("2025-02-29".."2025-03-01")]
    c: Date,
    #[range(.."17:30:00")]
    d: Option<Date>,
    #[each(range("18:00:00".."17:30:00"))]
    e: Vec<Time>,
    // The same point in time.
    #[range("2025-01-01T02:00:00+02:00".."2025-01-01T00:00:00Z")]
    f: Timestamp,
    #[range(.."2025-01-01")]
    g: Term,
    #[default_value("2028-01-01")]
    h: Term,
}

#[derive(OrderValue)]
#[range("2025-01-01"..="2027-12-31")]
struct Term(Date);

fn main() {}
