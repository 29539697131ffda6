use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    quantity: Option<u32>,
    #[required_if(quantity < 0)]
    a: Option<u8>,
    #[required_if(quantity <= -1)]
    b: Option<u8>,
    #[required_if(quantity > 4_294_967_295)]
    c: Option<u8>,
    #[required_if(a >= 300)]
    d: Option<u8>,
    #[required_if(quantity == -1)]
    e: Option<u8>,
}

fn main() {}
