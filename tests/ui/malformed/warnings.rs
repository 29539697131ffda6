use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Hash {
    #[order(deprecated)]
    Sha1,
    #[order(deprecated = "use `Sha3`", deprecated = "use `Sha3`")]
    Sha2,
    Sha3,
}

#[derive(OrderRequest)]
#[rule(sum, a < b, warn, "a is less")]
#[group_at_most_one("g", warn if c)]
struct Order {
    #[length(..=3, warn, if c)]
    text: Option<String>,
    #[length(..=3, warn unless c)]
    other: Option<String>,
    #[length(..=3, warn if d)]
    third: Option<String>,
    #[required_if(warn)]
    fourth: Option<String>,
    #[order(deprecated = "")]
    fifth: Option<String>,
    #[order(deprecated = 3)]
    sixth: Option<String>,
    #[deprecated = "this one is Rust's own"]
    #[blank(reject, warn)]
    seventh: Option<String>,
    #[group_at_most_one("g", if c)]
    a: Option<u8>,
    #[group_at_most_one("g")]
    b: Option<u8>,
    c: bool,
    hash: Hash,
}

fn main() {}
