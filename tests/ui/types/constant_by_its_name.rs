use order_core::OrderRequest;

const MOST: u8 = 1;
const NAME: &str = "a";

#[derive(OrderRequest)]
struct Order {
    #[allowed(MOST)]
    a: Option<u8>,
    #[required_if(a == 1)]
    b: Option<u8>,
    #[required_if(a in [MOST, 2] || name == NAME)]
    c: Option<u8>,
    #[default_value(NAME)]
    name: String,
    #[required_if(c == amont)]
    d: Option<u8>,
    amount: Option<u8>,
}

fn main() {}
