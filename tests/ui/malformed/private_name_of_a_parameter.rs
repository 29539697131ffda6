use order_core::{OrderRequest, OrderValue};

#[derive(OrderRequest)]
struct Order<'__de, __C, const __KIND: usize> {
    name: &'__de str,
    value: __C,
}

#[derive(OrderValue)]
#[allow(non_camel_case_types)]
struct Wrapper<__p>(__p);

fn main() {}
