//! Texts beside fields with a notation of their own that are no date or time in either.

use jiff::civil::{Date, DateTime, Time};
use order_core::{OrderRequest, OrderValue};

/// A name that hides whether a value is a point in time.
type Local = DateTime;

#[derive(OrderRequest)]
#[condition(is_late, at > "17.00")]
struct Order {
    #[order(notation = "%d.%m.%Y")]
    #[range("31.04.2025"..)]
    start: Date,
    #[order(notation = "%H:%M")]
    #[default_value("24:00")]
    at: Option<Time>,
    #[order(notation = "%Y%m%d%H%M")]
    #[range(.."203105080830")]
    #[forbidden_if(is_late)]
    local: Option<Local>,
    #[order(notation = "%Y-%d-%m")]
    #[range(.."2025-13-02")]
    odd: Option<Date>,
    #[order(notation = "%d.%m.%Y")]
    #[range("02.01.2025"..="01.01.2025")]
    none: Date,
    #[range(.."01.01.2025")]
    due: Due,
}

#[derive(OrderValue)]
#[order(notation = "%d.%m.%Y")]
#[range(..="31.12.2027")]
struct Due(Date);

fn main() {}
