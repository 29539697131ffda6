mod orders {
    use order_core::OrderValue;

    #[derive(OrderValue)]
    enum Inner {
        A,
    }

    #[derive(OrderValue)]
    pub struct Kind(Inner);
}

fn main() {
    let _ = std::mem::size_of::<orders::Kind>();
}
