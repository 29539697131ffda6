use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    name: Option<String>,
    #[required_if(name.len() > 3)]
    a: Option<u8>,
    #[required_if(name.is_none())]
    b: Option<u8>,
    #[required_if(a > name.len())]
    c: Option<u8>,
    #[required_if(name.is_empty())]
    d: Option<u8>,
    #[required_if(name.contains("a"))]
    e: Option<u8>,
    #[required_if(name.trim() == "a")]
    f: Option<u8>,
}

fn main() {}
