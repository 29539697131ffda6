use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue)]
enum Speed {
    Normal,
    Express,
}

#[derive(OrderRequest)]
#[condition(is_fast, speed == Express)]
struct Shipping {
    express: bool,
    speed: Option<Speed>,
    #[required_if(express)]
    courier: Option<String>,
    #[required_unless(speed == Normal)]
    phone: Option<String>,
    #[required_if(is_fast || weight == 5)]
    insurance: Option<u8>,
    weight: u8,
    // The members of a group, and a field with rules, may not have the value at all.
    #[group_at_most_one("colours")]
    red: Option<bool>,
    #[group_at_most_one("colours")]
    blue: Option<bool>,
    #[required_if(red)]
    red_note: Option<String>,
    #[allowed(1, 2)]
    kind: Option<u8>,
    #[required_if(kind == 1)]
    kind_note: Option<String>,
    #[required_if(express && weight == 1)]
    both: Option<String>,
}

#[derive(OrderRequest)]
#[forbidden(shipping.courier, if ev)]
#[forbidden(shipping.phone)]
#[forbidden(shipping.insurance, if ev)]
#[forbidden(shipping.red_note)]
#[forbidden(shipping.kind_note)]
#[forbidden(shipping.both)]
struct Order {
    ev: bool,
    #[nested]
    shipping: Option<Shipping>,
}

// Rules of the outer request that mention what the condition asks may exclude it.
#[derive(OrderRequest)]
#[forbidden(shipping.courier)]
#[allowed(shipping.express, false)]
struct Declared {
    #[nested]
    shipping: Shipping,
}

fn main() {}
