//! Ranges of texts that are none, and types that have no range of texts.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Contract {
    #[range("2025-01-01")]
    a: jiff::civil::Date,
    #[range("2025-01-01"..=)]
    b: jiff::civil::Date,
    #[range("2025-01-01"..=true)]
    c: jiff::civil::Date,
    #[range(> "2025-01-01", >= "2026-01-01")]
    d: jiff::civil::Date,
    #[range("2025-01-01".."2026-01-01", "2027-01-01")]
    e: jiff::civil::Date,
    #[range(..=Small)]
    f: jiff::civil::Date,
    #[range("1"..="3")]
    g: u8,
    #[range("a"..="z")]
    h: Option<String>,
    #[range("false".."true")]
    i: bool,
    #[range(.."2026-01-01")]
    j: Vec<jiff::civil::Date>,
    #[range({ MIN })]
    k: u8,
    #[range(== "2025-01-01")]
    l: jiff::civil::Date,
}

fn main() {}
