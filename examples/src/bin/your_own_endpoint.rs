//! Declares an endpoint of another trade, an order at a stock exchange, and judges documents by it.
//!
//! ```text
//! cargo run -p order-examples --bin your_own_endpoint [-- FILE]
//! ```

use std::{env, fs, process::ExitCode};

use order_core::{Endpoint, OrderRequest, OrderValue, Valid, json};

/// A stock order. All that the exchange asks for stands here, and nowhere else.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /v1/orders", response = Accepted, rename_all = "camelCase")]
#[rule(stop, limit_price <= stop_price, "a stop-limit order sells below its stop", at = limit_price)]
#[rule(accounts, unique(fill in fills, fill.account), "every account fills once", at = fills)]
struct StockOrder {
    /// Ticker symbol.
    #[pattern("[A-Z]{1,5}")]
    symbol: String,
    /// Number of shares.
    #[range(1..=10_000)]
    quantity: u32,
    #[default_value(Market)]
    r#type: Kind,
    /// Least price, in cents.
    #[present_iff(type in [Limit, StopLimit])]
    limit_price: Option<u32>,
    /// Price that wakes the order up, in cents.
    #[present_iff(type in [Stop, StopLimit])]
    stop_price: Option<u32>,
    /// Time for which an order waits; an order at market is filled at once.
    #[present_iff(type != Market)]
    #[allowed("day", "gtc", "gtd")]
    time_in_force: Option<String>,
    /// Last day of an order that is good till a date.
    #[present_iff(time_in_force == "gtd")]
    expires: Option<String>,
    #[group_at_least_one("reach")]
    #[format(email)]
    mail: Option<String>,
    #[group_at_least_one("reach")]
    #[format(telephone)]
    phone: Option<String>,
    #[nested]
    fills: Option<Vec<Fill>>,
}

/// The share of the order that one account gets.
#[derive(Debug, OrderRequest)]
struct Fill {
    #[format(digits)]
    account: String,
    #[range(1..=100)]
    percent: u8,
}

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum Kind {
    Market,
    Limit,
    Stop,
    StopLimit,
}

/// The reply of the exchange.
struct Accepted;

const GOOD: &str = r#"{"symbol": "ACME", "quantity": "100", "type": "limit", "limitPrice": 4250,
  "timeInForce": "day", "mail": "joe@example.com", "fills": [{"account": "0017", "percent": 100}]}"#;

const BROKEN: &str = r#"{"symbol": "acme", "quantity": 0, "type": "stop_limit", "limitPrice": 4250,
  "timeInForce": "gtd", "fills": [{"account": "17", "percent": 60}, {"account": "17", "percent": 0}]}"#;

fn main() -> ExitCode {
    match env::args_os().nth(1).map(fs::read_to_string) {
        None => ExitCode::from(judge(GOOD) + u8::from(judge(BROKEN) == 0)),
        Some(Ok(document)) => ExitCode::from(judge(&document)),
        Some(Err(error)) => {
            eprintln!("error: the file cannot be read: {error}");
            ExitCode::from(2)
        }
    }
}

/// Prints what would be sent, or everything that is wrong, and returns the exit code for it.
fn judge(document: &str) -> u8 {
    match json::from_str::<Valid<StockOrder>>(document) {
        Ok(order) => {
            let body = json::to_string_pretty(&*order);
            println!("{} {}\n{body}\n", StockOrder::METHOD, StockOrder::PATH);
            0
        }
        Err(error) => {
            println!("not sent:\n{error}");
            1
        }
    }
}
