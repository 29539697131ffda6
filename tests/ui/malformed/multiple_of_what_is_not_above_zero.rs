use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[multiple_of(0)]
    lot: u16,
    #[multiple_of(-5)]
    weight: i16,
    #[multiple_of("5")]
    size: u8,
    #[required_if(multiple_of(lot))]
    note: Option<String>,
}

fn main() {}
