use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[required(message)]
    a: Option<u8>,
    #[required(message = name)]
    b: Option<u8>,
    #[range(1..=3, message = "")]
    c: u8,
    #[range(1..=3, message = "a {")]
    d: u8,
    #[range(1..=3, message = "a } b")]
    e: u8,
    #[range(1..=3, message = "one", message = "two")]
    f: u8,
    #[range(1..=3, message = "one" "two")]
    g: u8,
    #[range(message = "no bounds")]
    h: u8,
    #[range(1..=3, message = )]
    i: u8,
    #[range(1..=3, mesage = "one")]
    j: u8,
    #[range(1..=3, msg = "one")]
    j2: u8,
    #[range(1..=3, message: "one")]
    j3: u8,
    #[range(1..=3, message("one"))]
    j4: u8,
    #[range(1..=3, message)]
    j5: u8,
    #[default_value(1, message = "no rule")]
    k: u8,
    #[blank(value, message = "never said")]
    l: String,
    #[order(rename("m", message = "no rule"))]
    m: u8,
}

fn main() {}
