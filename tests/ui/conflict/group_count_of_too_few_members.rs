use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[group_count("pair", 3)]
    a: Option<u8>,
    #[group_count("pair", 3)]
    b: Option<u8>,
}

fn main() {}
