mod order;
pub use common::json;
use garde::Validate;
pub use order::Order;

// garde has no `forbidden` and no `one_of`: custom functions (higher order, they see self)
fn forbid_if(no: bool) -> impl FnOnce(&Option<String>, &()) -> garde::Result {
    move |v, _| if no && v.is_some() { Err(garde::Error::new("not allowed here")) } else { Ok(()) }
}
fn one_of(set: &'static [&'static str]) -> impl FnOnce(&Option<String>, &()) -> garde::Result {
    move |v, _| match v {
        Some(v) if !set.contains(&v.as_str()) => Err(garde::Error::new("not an allowed value")),
        _ => Ok(()),
    }
}
mod order_fns {
    pub(crate) use super::{forbid_if, one_of};
}

pub fn check(o: &Order) -> usize {
    match o.validate() {
        Ok(()) => 0,
        Err(e) => e.iter().count(),
    }
}
pub fn fields(o: &Order) -> Vec<String> {
    o.validate().err().map(|e| e.iter().map(|(p, _)| p.to_string()).collect()).unwrap_or_default()
}
