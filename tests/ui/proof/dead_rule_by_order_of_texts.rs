use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[allowed("b", "c")]
    unit: String,
    #[required_if(unit < "b")]
    reason: Option<u8>,
    #[required_if(unit <= "b")]
    cause: Option<u8>,
}

fn main() {}
