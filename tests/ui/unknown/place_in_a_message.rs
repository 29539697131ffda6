use order_core::OrderRequest;

#[derive(OrderRequest)]
#[rule(sum, low <= high, "low comes first", message = "{allowed}")]
#[group_at_least_one("one", if ev, message = "{min}")]
struct Order {
    #[range(1..=3, message = "{label} is at least {mni}")]
    low: u8,
    #[range(..=3, message = "from {min}")]
    high: u8,
    #[required_if(ev, message = "{value}")]
    #[allowed("a", "b", message = "{because}")]
    name: Option<String>,
    ev: bool,
    #[group_at_least_one("one")]
    #[each(length(..=3, message = "{pattern}"))]
    a: Option<Vec<String>>,
    #[group_at_least_one("one")]
    #[format(email, if ev, message = "{}")]
    b: Option<String>,
    #[allowed("1", message = "{allowed}")]
    #[order(secret)]
    pin: Option<String>,
    #[blank(reject, message = "{Field}")]
    #[pattern("a", message = "{ field }")]
    blank: Option<String>,
    #[length(..=3, message = "{max:?}")]
    #[pattern("a", message = "{0}")]
    #[required(warn if ev, message = "{because}")]
    #[format(email, message = "{label}: {filed}")]
    more: Option<String>,
}

fn main() {}
