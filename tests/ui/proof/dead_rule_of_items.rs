//! A condition that asks of some item what rules exclude for every one.

use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Line {
    count: u8,
}

#[derive(OrderRequest)]
#[rule(few, all(line in lines, line.count < 10), "at most nine of each")]
struct Order {
    #[nested]
    lines: Vec<Line>,
    #[required_if(any(x in lines, x.count >= 10 && x.count != 12))]
    reason: Option<String>,
    #[each(allowed("red", "green"))]
    colours: Vec<String>,
    #[required_if(any(colour in colours, colour == "blue"))]
    note: Option<String>,
}

fn main() {}
