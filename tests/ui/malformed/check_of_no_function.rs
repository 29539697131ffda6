use order_core::OrderRequest;

#[derive(OrderRequest)]
#[check(sum, |order, report| {})]
struct Order {
    #[check(|it| true)]
    a: u8,
    #[check(2)]
    b: u8,
    #[check("is_odd")]
    c: u8,
}

fn main() {}
