use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[multiple_of(5)]
    #[range(1..=4)]
    seats: u8,
    #[multiple_of(5)]
    #[range(1..=5)]
    servers: u8,
}

fn main() {}
