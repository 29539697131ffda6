mod order;
pub use common::json;
pub use order::Order;
use regex::Regex;
use std::sync::LazyLock;
use validify::{Validate, ValidationError, ValidationErrors};

pub static NUMERIC: LazyLock<Regex> = LazyLock::new(|| Regex::new(common::NUMERIC_RE).unwrap());
pub static COUNTRY: LazyLock<Regex> = LazyLock::new(|| Regex::new(common::COUNTRY_RE).unwrap());
pub const METHODS: [&str; 2] = common::METHODS;
pub const SHIP_METHODS: [&str; 2] = common::SHIP_METHODS;
// cross-field: one struct-level function, which may file any number of errors under any field name
fn schema(o: &Order) -> Result<(), ValidationErrors> {
    let mut e = ValidationErrors::new();
    let ship = o.ship_token();
    let mut add = |f: &'static str, c: &'static str| {
        let mut x = ValidationError::new_field_named(f, c);
        x.set_location(f);
        e.add(x)
    };
    if o.platform.is_none() && !ship {
        add("platform", "required")
    }
    match (o.ev, &o.cs_provisioning_method) {
        (true, None) => add("cs_provisioning_method", "required"),
        (false, Some(_)) => add("cs_provisioning_method", "forbidden"),
        _ => {}
    }
    if o.cs_ship_method.is_some() && !ship {
        add("cs_ship_method", "forbidden")
    }
    if o.ship_addr2.is_some() && !ship {
        add("ship_addr2", "forbidden")
    }
    if o.ship_any() {
        for (f, v) in [
            ("ship_name", &o.ship_name),
            ("ship_addr1", &o.ship_addr1),
            ("ship_city", &o.ship_city),
            ("ship_state", &o.ship_state),
            ("ship_zip", &o.ship_zip),
            ("ship_country", &o.ship_country),
        ] {
            match (ship, v) {
                (true, None) => add(f, "required"),
                (false, Some(_)) => add(f, "forbidden"),
                _ => {}
            }
        }
    }
    if e.is_empty() { Ok(()) } else { Err(e) }
}
mod order_fns {
    pub(crate) use super::{COUNTRY, METHODS, NUMERIC, SHIP_METHODS, schema};
}

pub fn check(o: &Order) -> usize {
    match o.validate() {
        Ok(()) => 0,
        Err(e) => e.errors().len(),
    }
}
pub fn fields(o: &Order) -> Vec<String> {
    o.validate()
        .err()
        .map(|e| e.errors().iter().map(|x| x.field_name().unwrap_or("/").to_string()).collect())
        .unwrap_or_default()
}
