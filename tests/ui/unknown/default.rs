use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[order(default = 1)]
    a: u8,
    #[order(default)]
    b: u8,
    #[default_value = 1]
    c: u8,
}

fn main() {}
