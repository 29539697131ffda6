//! Shared by every peer: sample orders as JSON, predicates that are not the peers' own, and the wire form of
//! `validity` and `ev`, which are strings in the sample.

pub mod counting;

/// JSON as serde's derives read and write it.
pub mod json {
    use serde::{Serialize, de::DeserializeOwned};

    pub fn read<T: DeserializeOwned>(document: &str) -> T {
        serde_json::from_str(document).unwrap()
    }

    pub fn write<T: Serialize>(order: &T) -> Vec<u8> {
        serde_json::to_vec(order).unwrap()
    }
}

/// (de)serialises a FromStr/Display value as a JSON string: "1", "true".
pub mod as_str {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use std::{borrow::Cow, fmt::Display, str::FromStr};
    pub fn serialize<T: Display, S: Serializer>(v: &T, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(v)
    }
    pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(d: D) -> Result<T, D::Error>
    where
        T::Err: Display,
    {
        let s = Cow::<str>::deserialize(d)?;
        s.parse().map_err(D::Error::custom)
    }
}

const fn table() -> [u8; 256] {
    let mut t = [0u8; 256];
    let mut i = 0;
    while i < 256 {
        let b = i as u8;
        if b.is_ascii_digit() || b == b'-' {
            t[i] |= 1
        }
        if b.is_ascii_alphanumeric() || b == b'-' {
            t[i] |= 2
        }
        if b.is_ascii_alphanumeric() {
            t[i] |= 4
        }
        i += 1;
    }
    let extra = b".!#$%&'*+/=?^_`{|}~-";
    let mut i = 0;
    while i < extra.len() {
        t[extra[i] as usize] |= 4;
        i += 1
    }
    t
}
/// bit 0: numeric string, bit 1: e-mail domain label, bit 2: e-mail local part
static CLASS: [u8; 256] = table();
#[inline]
pub fn is_numeric(s: &str) -> bool {
    !s.is_empty() && s.bytes().all(|b| CLASS[b as usize] & 1 != 0)
}
#[inline]
pub fn is_country(s: &str) -> bool {
    matches!(s.as_bytes(), [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
}
/// HTML5 `valid e-mail address`, one pass, no allocation.
pub fn is_email(s: &str) -> bool {
    let s = s.as_bytes();
    let n = s.iter().take_while(|b| CLASS[**b as usize] & 4 != 0).count();
    if n == 0 || s.get(n) != Some(&b'@') {
        return false;
    }
    let mut label = 0usize; // length of the label so far
    let mut last = b'.';
    for &b in &s[n + 1..] {
        if b == b'.' {
            if label == 0 || label > 63 || last == b'-' {
                return false;
            }
            label = 0;
        } else {
            if CLASS[b as usize] & 2 == 0 || (label == 0 && b == b'-') {
                return false;
            }
            label += 1;
        }
        last = b;
    }
    label != 0 && label <= 63 && last != b'-'
}

pub const METHODS: [&str; 2] = ["ship_token", "client_app"];
pub const SHIP_METHODS: [&str; 2] = ["standard", "expedited"];
pub const NUMERIC_RE: &str = "^[0-9-]+$";
pub const COUNTRY_RE: &str = "^[A-Za-z]{2}$";

/// (1) the sample request of the seed, verbatim.
pub const VALID: &str = r#"{"validity":"1","platform":"2","cs_provisioning_method":"client_app","org_name":"My Company","org_addr1":"19 Windsor Court","org_addr2":"","org_city":"Tampa","org_state":"FL","org_zip":"33615","org_country":"US","telephone":"555-555-1234","org_contact_firstname":"Gary","org_contact_lastname":"McCoy","org_contact_job_title":"CTO","org_contact_email":"gm@example.com","org_contact_telephone":"555-555-1234","ev":"true"}"#;
/// (2) one violation: ev, but no cs_provisioning_method.
pub const ONE: &str = r#"{"validity":"1","platform":"2","org_name":"My Company","org_addr1":"19 Windsor Court","org_addr2":"","org_city":"Tampa","org_state":"FL","org_zip":"33615","org_country":"US","telephone":"555-555-1234","org_contact_firstname":"Gary","org_contact_lastname":"McCoy","org_contact_job_title":"CTO","org_contact_email":"gm@example.com","org_contact_telephone":"555-555-1234","ev":"true"}"#;
/// (3) ten violations, see TEN_FIELDS.
pub const TEN: &str = r#"{"validity":"7","cs_provisioning_method":"ship_token","cs_ship_method":"drone","ship_name":"Gary McCoy","ship_addr1":"19 Windsor Court","ship_city":"Tampa","ship_state":"FL","org_name":"","org_addr1":"19 Windsor Court","org_addr2":"","org_city":"","org_state":"FL","org_zip":"33615","org_country":"USA","telephone":"call me","org_contact_firstname":"Gary","org_contact_lastname":"McCoy","org_contact_job_title":"CTO","org_contact_email":"gm_at_example","org_contact_telephone":"555-555-1234","org_contact_telephone_ext":"x12","ev":"true"}"#;
pub const ONE_FIELDS: &[&str] = &["cs_provisioning_method"];
pub const TEN_FIELDS: &[&str] = &[
    "cs_ship_method",
    "org_city",
    "org_contact_email",
    "org_contact_telephone_ext",
    "org_country",
    "org_name",
    "ship_country",
    "ship_zip",
    "telephone",
    "validity",
];
/// a valid order that ships a token (all of the ship_* group, platform left out)
pub const SHIP: &str = r#"{"validity":"3","cs_provisioning_method":"ship_token","cs_ship_method":"expedited","ship_name":"Gary McCoy","ship_addr1":"19 Windsor Court","ship_city":"Tampa","ship_state":"FL","ship_zip":"33615","ship_country":"US","org_name":"My Company","org_addr1":"19 Windsor Court","org_city":"Tampa","org_state":"FL","org_zip":"33615","org_country":"US","telephone":"555-555-1234","org_contact_firstname":"Gary","org_contact_lastname":"McCoy","org_contact_job_title":"CTO","org_contact_email":"gm@example.com","org_contact_telephone":"555-555-1234","ev":"true"}"#;
/// not EV, and yet asks for a method, a ship method and an address: 4 forbidden fields
pub const FORBIDDEN: &str = r#"{"validity":"2","platform":"2","cs_provisioning_method":"client_app","cs_ship_method":"standard","ship_name":"Gary McCoy","ship_addr2":"Suite 4","org_name":"My Company","org_addr1":"19 Windsor Court","org_city":"Tampa","org_state":"FL","org_zip":"33615","org_country":"US","telephone":"555-555-1234","org_contact_firstname":"Gary","org_contact_lastname":"McCoy","org_contact_job_title":"CTO","org_contact_email":"gm@example.com","org_contact_telephone":"555-555-1234","ev":"false"}"#;
pub const FORBIDDEN_FIELDS: &[&str] =
    &["cs_provisioning_method", "cs_ship_method", "ship_addr2", "ship_name"];

#[test]
fn emails() {
    for ok in ["gm@example.com", "a@b", "a.b+c@x-y.z9", "!#$%&'*+/=?^_`{|}~-@a"] {
        assert!(is_email(ok), "{ok}")
    }
    let long = format!("a@{}.c", "x".repeat(64));
    for no in [
        "",
        "@",
        "a@",
        "@b",
        "gm_at_example",
        "a@-b",
        "a@b-",
        "a@b..c",
        "a@.b",
        "a@b.",
        "a b@c",
        "a@b@c",
        "a@b_c",
        "a@b-.c",
        &long,
    ] {
        assert!(!is_email(no), "{no}")
    }
}
