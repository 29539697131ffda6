use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range(0.5..)]
    a: Option<u8>,
    #[allowed(0.5, 1.0)]
    b: Option<u8>,
    #[default_value(-0.5)]
    c: Option<u8>,
    #[required_if(c > -1.5)]
    d: Option<u8>,
}

fn main() {}
