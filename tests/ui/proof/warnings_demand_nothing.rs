use order_core::OrderRequest;

// Rules that warn contradict no others, but one that never applies is a mistake like any other.
#[derive(OrderRequest)]
struct Order {
    ev: bool,
    #[required_if(ev)]
    #[forbidden_if(ev, warn)]
    a: Option<u8>,
    #[range(1..=3)]
    #[range(5..=9, warn)]
    b: Option<u8>,
    #[required(warn)]
    #[forbidden_if(b == 4, warn)]
    c: Option<u8>,
}

fn main() {}
