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
    // Each number passes these, but they name none that the type has.
    #[required_if(quantity >= -1)]
    f: Option<u8>,
    #[required_if(a < 300)]
    g: Option<u8>,
    #[required_if(quantity >= 0)]
    h: Option<u8>,
}

fn main() {}
