mod order;
pub use common::json;
use nutype::nutype;
pub use order::Fields;
pub use plain::Order;
use std::fmt::Display;

#[nutype(validate(greater_or_equal = 1, less_or_equal = 3), derive(Debug, Clone, Display, FromStr))]
pub struct Validity(u8);
#[nutype(validate(not_empty), derive(Debug, Clone, Serialize, Deserialize, AsRef))]
pub struct Text(String);
#[nutype(validate(regex = "^[0-9-]+$"), derive(Debug, Clone, Serialize, Deserialize, AsRef))]
pub struct Numeric(String);
#[nutype(validate(regex = "^[A-Za-z]{2}$"), derive(Debug, Clone, Serialize, Deserialize, AsRef))]
pub struct Country(String);
#[nutype(validate(predicate = common::is_email), derive(Debug, Clone, Serialize, Deserialize, AsRef))]
pub struct Email(String);
#[nutype(validate(predicate = |s| common::METHODS.contains(&s)), derive(Debug, Clone, Serialize, Deserialize, AsRef))]
pub struct Method(String);
#[nutype(validate(predicate = |s| common::SHIP_METHODS.contains(&s)), derive(Debug, Clone, Serialize, Deserialize, AsRef))]
pub struct ShipMethod(String);

// Glue that nutype does not give: keep every field's error instead of the first
fn one<T, E: Display>(
    errs: &mut Vec<(&'static str, String)>,
    f: &'static str,
    r: Result<T, E>,
) -> Option<T> {
    match r {
        Ok(v) => Some(v),
        Err(e) => {
            errs.push((f, e.to_string()));
            None
        }
    }
}
fn opt<T, E: Display>(
    errs: &mut Vec<(&'static str, String)>,
    f: &'static str,
    r: Option<Result<T, E>>,
) -> Option<T> {
    r.and_then(|r| one(errs, f, r))
}
mod order_fns {
    pub(crate) use super::{Country, Email, Method, Numeric, ShipMethod, Text, Validity, one, opt};
}

// cross-field: a second nutype around the struct of newtypes, `validate(with = .., error = ..)`
#[derive(Debug)]
pub struct Cross(pub Vec<(&'static str, String)>);
impl Display for Cross {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
impl std::error::Error for Cross {}
#[nutype(validate(with = cross, error = Cross), derive(Debug, Serialize, Deserialize, AsRef))]
pub struct Checked(Fields);
fn cross_of(o: &Order) -> Vec<(&'static str, String)> {
    let mut e = Vec::new();
    let mut add = |f: &'static str, c: &str| e.push((f, c.to_string()));
    let ship = o.ship_token();
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
    e
}
fn cross(o: &Fields) -> Result<(), Cross> {
    let mut e = Vec::new();
    let mut add = |f: &'static str, c: &str| e.push((f, c.to_string()));
    let ship =
        o.cs_provisioning_method.as_ref().map(|m| m.as_ref() == "ship_token").unwrap_or(false);
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
    let g = [
        ("ship_name", o.ship_name.is_some()),
        ("ship_addr1", o.ship_addr1.is_some()),
        ("ship_city", o.ship_city.is_some()),
        ("ship_state", o.ship_state.is_some()),
        ("ship_zip", o.ship_zip.is_some()),
        ("ship_country", o.ship_country.is_some()),
    ];
    if g.iter().any(|x| x.1) {
        for (f, v) in g {
            match (ship, v) {
                (true, false) => add(f, "required"),
                (false, true) => add(f, "forbidden"),
                _ => {}
            }
        }
    }
    if e.is_empty() { Ok(()) } else { Err(Cross(e)) }
}
/// raw order -> all violations. Builds (clones) every newtype: nutype checks owned values only.
fn run(o: &Order) -> Vec<(&'static str, String)> {
    let mut errs = Vec::new();
    match Fields::collect(o, &mut errs) {
        Some(f) if errs.is_empty() => {
            if let Err(Cross(c)) = Checked::try_new(f) {
                errs.extend(c)
            }
        }
        // with a field missing there is no `Fields` to hand on: the cross rules run on the raw order
        _ => errs.extend(cross_of(o)),
    }
    errs
}
pub fn check(o: &Order) -> usize {
    run(o).len()
}
pub fn fields(o: &Order) -> Vec<String> {
    run(o).into_iter().map(|x| x.0.to_string()).collect()
}
