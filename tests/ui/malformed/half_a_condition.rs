//! Conditions that stop or go on where they may not.

use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    low: Option<u8>,
    high: Option<u8>,
    #[required_if(())]
    empty: Option<String>,
    #[required_if(count(low high) == 1)]
    counted: Option<String>,
    #[required_if(low == present(high))]
    compared: Option<String>,
    #[required_if(low.unwrap() > 3)]
    unwrapped: Option<String>,
    #[required_if(ev low)]
    beside: Option<String>,
    #[required_if(matches())]
    matched: Option<String>,
    #[required_if(satisfies(low))]
    judged: Option<String>,
    #[allowed(Some(3))]
    called: Option<u8>,
    #[order(blank())]
    blank: Option<String>,
    #[range(..=)]
    endless: Option<u8>,
}

#[derive(OrderValue)]
#[length(1.., if ev)]
struct Name(String);

#[derive(OrderRequest)]
#[rule(x)]
#[rule(y, ev)]
#[check("named", fits(ev))]
#[check(fits, fits, reads("ev"))]
#[check(more, fits(ev) ev)]
#[required("part.member")]
#[order(scalars = "xyz")]
struct Other {
    ev: bool,
    #[order(rename = "a\u{7}b")]
    part: Option<String>,
}

fn main() {}
