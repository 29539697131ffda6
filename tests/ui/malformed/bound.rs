use order_core::OrderRequest;

#[derive(OrderRequest)]
#[order(bound = "T Clone")]
struct Order<T> {
    value: T,
}

#[derive(OrderRequest)]
#[order(bound(T: Clone), namespaced = true)]
struct Other<T> {
    value: T,
}

fn main() {}
