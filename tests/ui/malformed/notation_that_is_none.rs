use jiff::{Timestamp, civil::Date};
use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderRequest)]
struct Part {
    day: Date,
}

#[derive(OrderValue)]
#[order(epoch)]
enum Kind {
    A,
}

#[derive(OrderRequest)]
struct Order {
    #[order(notation = "%d.%m.%y")]
    a: Date,
    #[order(notation = "%d.%d.%Y")]
    b: Date,
    #[order(notation = "today")]
    c: Date,
    #[order(notation = "%H:%M.%3f")]
    d: Timestamp,
    #[order(notation = " %d.%m.%Y")]
    e: Date,
    #[order(notation = "%d.%m.%")]
    f: Date,
    #[order(notation)]
    g: Date,
    #[order(epoch = "second")]
    h: Timestamp,
    #[order(epoch = "days")]
    i: Timestamp,
    #[order(epoch = 1)]
    j: Timestamp,
    #[order(epoch, notation = "%d.%m.%Y")]
    k: Timestamp,
    #[order(epoch)]
    l: String,
    #[order(notation = "%d.%m.%Y")]
    m: Vec<Date>,
    #[nested]
    #[order(epoch)]
    n: Part,
    #[order(notation = "%d.%m.%Y", text)]
    o: Date,
    #[order(epoch, number)]
    p: Timestamp,
}

fn main() {
    let _ = json::from_str::<Order>("{}");
}
