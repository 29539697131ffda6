mod order;
pub use common::json;
pub use order::Order;
use serde_valid::{
    Validate,
    validation::{Error, Errors},
};

// no `required`/`forbidden`/`email` in serde_valid: custom functions; closures see self
fn need_if(v: &Option<String>, yes: bool) -> Result<(), Error> {
    if yes && v.is_none() { Err(Error::Custom("required".to_string())) } else { Ok(()) }
}
fn forbid_if(v: &Option<String>, no: bool) -> Result<(), Error> {
    if no && v.is_some() { Err(Error::Custom("not allowed here".to_string())) } else { Ok(()) }
}
fn email(v: &String) -> Result<(), Error> {
    if common::is_email(v) {
        Ok(())
    } else {
        Err(Error::Custom("not an e-mail address".to_string()))
    }
}
mod order_fns {
    pub(crate) use super::{email, forbid_if, need_if};
}

fn count(e: &Errors) -> usize {
    match e {
        Errors::Object(o) => o.errors.len() + o.properties.values().map(count).sum::<usize>(),
        Errors::Array(a) => a.errors.len(),
        Errors::NewType(v) => v.len(),
    }
}
pub fn check(o: &Order) -> usize {
    match o.validate() {
        Ok(()) => 0,
        Err(e) => count(&e),
    }
}
pub fn fields(o: &Order) -> Vec<String> {
    match o.validate() {
        Err(Errors::Object(o)) => o
            .properties
            .iter()
            .flat_map(|(p, e)| std::iter::repeat_n(p.to_string(), count(e)))
            .collect(),
        Err(_) => vec!["?".into()],
        Ok(()) => vec![],
    }
}
