use order_core::{OrderRequest, OrderValue};

#[derive(OrderValue, Clone, Copy, PartialEq, Debug)]
pub enum Method {
    Mail,
    ShipToken,
}

#[derive(OrderRequest, Debug)]
pub struct Owner {
    /// Name of the owner.
    pub full_name: Option<String>,
}

#[derive(OrderRequest, Debug)]
#[condition(by_post, method == ShipToken)]
#[rule(not_both, !(ev && by_post), "an EV certificate is not sent", at = ev)]
#[rule(ordered, low <= high, "the low number comes first")]
#[rule(full, all(email in parts, present(email)), "each part is there", at = parts)]
#[required(owner.full_name, if present(owner))]
#[check(spare, has_spare(low), "a number is left")]
pub struct Order {
    /// `true` for a certificate with extended validation.
    #[default_value(false)]
    pub ev: bool,
    #[group_all_or_none("pair")]
    pub method: Option<Method>,
    #[required_if(ev)]
    #[group_all_or_none("pair")]
    pub title: Option<String>,
    #[required_if(by_post)]
    pub street: Option<String>,
    #[forbidden_if(method == Mail)]
    pub low: Option<u8>,
    #[default_value_if(ev, 4)]
    pub high: Option<u8>,
    #[format(email)]
    pub email: Option<String>,
    pub parts: Option<Vec<String>>,
    #[nested]
    pub owner: Option<Owner>,
}

fn has_spare(low: &Option<u8>) -> bool {
    *low != Some(0)
}
