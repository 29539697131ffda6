use order_core::OrderRequest;

#[derive(OrderRequest)]
struct Order {
    #[range(exclusive_min = 0, max = 10)]
    a: Option<i64>,
    #[range(gt = 0)]
    b: Option<i64>,
    #[range(> 0, > 1)]
    c: Option<i64>,
    #[range(< 5, <= 6)]
    d: Option<i64>,
    #[range(> 5, < 5)]
    e: Option<i64>,
    #[range(> "a")]
    f: Option<i64>,
    #[range(> 0, 10)]
    g: Option<i64>,
    #[range(== 5)]
    h: Option<i64>,
    #[length(> 0)]
    i: Option<String>,
    #[allowed(> 0)]
    j: Option<i64>,
}

fn main() {}
