use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range(0.5..)]
    a: Option<u8>,
    #[allowed(0.5, 1.0)]
    b: Option<u8>,
    #[default_value(-0.5)]
    c: Option<i8>,
    #[required_if(a <= 31.5 || b == 0.5)]
    d: Option<u8>,
    #[multiple_of(2.5)]
    e: Option<std::num::NonZeroU8>,
}

fn main() {}
