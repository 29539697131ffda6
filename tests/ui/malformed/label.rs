use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(label = "Order")]
struct Order {
    #[order(label)]
    a: u8,
    #[order(label = "")]
    b: u8,
    #[order(label("c"))]
    c: u8,
    #[order(label = d)]
    d: u8,
    #[order(lable = "e")]
    e: u8,
}

fn main() {}
