use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[required]
    #[default_value(1)]
    validity: Option<u8>,
    // The conditions before it leave nothing to the last one.
    #[default_value_if(ev, 1)]
    #[default_value_if(!ev, 2)]
    #[default_value(3)]
    servers: Option<u8>,
    // Only some requests need it.
    #[required_if(ev)]
    #[default_value(4)]
    seats: Option<u8>,
}

fn main() {}
