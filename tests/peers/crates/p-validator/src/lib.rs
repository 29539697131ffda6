mod order;
pub use common::json;
pub use order::Order;
use regex::Regex;
use std::sync::LazyLock;
use validator::{Validate, ValidationError, ValidationErrorsKind};

pub static NUMERIC: LazyLock<Regex> = LazyLock::new(|| Regex::new(common::NUMERIC_RE).unwrap());
pub static COUNTRY: LazyLock<Regex> = LazyLock::new(|| Regex::new(common::COUNTRY_RE).unwrap());
// no `one_of`: custom functions
fn method_ok(v: &str) -> Result<(), ValidationError> {
    if common::METHODS.contains(&v) { Ok(()) } else { Err(ValidationError::new("one_of")) }
}
fn ship_method_ok(v: &str) -> Result<(), ValidationError> {
    if common::SHIP_METHODS.contains(&v) { Ok(()) } else { Err(ValidationError::new("one_of")) }
}
// cross-field: only struct-level `schema` functions, ONE error each, filed under "__all__"
fn err(code: &'static str) -> Result<(), ValidationError> {
    Err(ValidationError::new(code))
}
fn s_platform(o: &Order) -> Result<(), ValidationError> {
    if o.platform.is_none() && !o.ship_token() {
        return err("platform_required");
    }
    Ok(())
}
fn s_method(o: &Order) -> Result<(), ValidationError> {
    match (o.ev, &o.cs_provisioning_method) {
        (true, None) => err("cs_provisioning_method_required"),
        (false, Some(_)) => err("cs_provisioning_method_forbidden"),
        _ => Ok(()),
    }
}
fn s_ship_method(o: &Order) -> Result<(), ValidationError> {
    if o.cs_ship_method.is_some() && !o.ship_token() {
        return err("cs_ship_method_forbidden");
    }
    Ok(())
}
fn s_ship(o: &Order) -> Result<(), ValidationError> {
    let any = o.ship_any() || o.ship_addr2.is_some();
    if any && !o.ship_token() {
        return err("ship_forbidden");
    }
    let all = o.ship_name.is_some()
        && o.ship_addr1.is_some()
        && o.ship_city.is_some()
        && o.ship_state.is_some()
        && o.ship_zip.is_some()
        && o.ship_country.is_some();
    if o.ship_any() && !all {
        return err("ship_incomplete");
    }
    Ok(())
}
mod order_fns {
    pub(crate) use super::{
        COUNTRY, NUMERIC, method_ok, s_method, s_platform, s_ship, s_ship_method, ship_method_ok,
    };
}

pub fn check(o: &Order) -> usize {
    match o.validate() {
        Ok(()) => 0,
        Err(e) => e
            .errors()
            .values()
            .map(|k| match k {
                ValidationErrorsKind::Field(v) => v.len(),
                _ => 1,
            })
            .sum(),
    }
}
pub fn fields(o: &Order) -> Vec<String> {
    let Err(e) = o.validate() else { return vec![] };
    e.errors()
        .iter()
        .flat_map(|(p, k)| {
            let n = match k {
                ValidationErrorsKind::Field(v) => v.len(),
                _ => 1,
            };
            std::iter::repeat_n(p.to_string(), n)
        })
        .collect()
}
