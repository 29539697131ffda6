//! The limit: hand-written, collects ALL violations with path + code + message, no alloc when valid.
mod order;
/// JSON as serde reads it and as it is written by hand.
pub mod json {
    pub use common::json::read;

    pub use super::to_json as write;
}
pub use order::Order;

use common::{METHODS, SHIP_METHODS, is_country, is_email, is_numeric};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub path: &'static str,
    pub code: Code,
    pub message: &'static str,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    Range,
    Required,
    Forbidden,
    OneOf,
    Empty,
    Country,
    Numeric,
    Email,
    Incomplete,
}

#[cold]
#[inline(never)]
fn add(v: &mut Vec<Violation>, path: &'static str, code: Code, message: &'static str) {
    v.push(Violation { path, code, message });
}

/// Text that is only white space is no value. The first byte mostly tells.
fn is_blank(text: &str) -> bool {
    match text.as_bytes() {
        [] => true,
        [b'!'..=b'~', ..] => false,
        _ => text.trim().is_empty(),
    }
}

pub fn validate(o: &Order) -> Result<(), Vec<Violation>> {
    let mut v = Vec::new();
    let e = &mut v;
    let m = o.cs_provisioning_method.as_deref();
    let ship = m == Some("ship_token");
    if !(1..=3).contains(&o.validity) {
        add(e, "validity", Code::Range, "must be 1, 2 or 3")
    }
    match o.platform.as_deref() {
        None if !ship => add(e, "platform", Code::Required, "required unless a token is shipped"),
        Some(p) if is_blank(p) => add(e, "platform", Code::Empty, "must not be blank"),
        _ => {}
    }
    match (o.ev, m) {
        (true, None) => add(e, "cs_provisioning_method", Code::Required, "required if ev"),
        (false, Some(_)) => {
            add(e, "cs_provisioning_method", Code::Forbidden, "not allowed unless ev")
        }
        _ => {}
    }
    if let Some(m) = m
        && !METHODS.contains(&m)
    {
        add(e, "cs_provisioning_method", Code::OneOf, "must be ship_token or client_app")
    }
    if let Some(m) = o.cs_ship_method.as_deref() {
        if !ship {
            add(e, "cs_ship_method", Code::Forbidden, "allowed only if a token is shipped")
        }
        if !SHIP_METHODS.contains(&m) {
            add(e, "cs_ship_method", Code::OneOf, "must be standard or expedited")
        }
    }
    let any = o.ship_any();
    let group = [
        ("ship_name", &o.ship_name),
        ("ship_addr1", &o.ship_addr1),
        ("ship_city", &o.ship_city),
        ("ship_state", &o.ship_state),
        ("ship_zip", &o.ship_zip),
        ("ship_country", &o.ship_country),
    ];
    if any {
        for (p, f) in group {
            match f.as_deref() {
                None if ship => {
                    add(e, p, Code::Incomplete, "required: the shipping address is all or none")
                }
                None => {}
                Some(s) => {
                    if !ship {
                        add(e, p, Code::Forbidden, "allowed only if a token is shipped")
                    }
                    if is_blank(s) {
                        add(e, p, Code::Empty, "must not be blank")
                    }
                }
            }
        }
        if let Some(c) = &o.ship_country
            && !is_country(c)
        {
            add(e, "ship_country", Code::Country, "must be two letters")
        }
    }
    if o.ship_addr2.is_some() && !ship {
        add(e, "ship_addr2", Code::Forbidden, "allowed only if a token is shipped")
    }
    for (p, f) in [
        ("org_name", &o.org_name),
        ("org_addr1", &o.org_addr1),
        ("org_city", &o.org_city),
        ("org_state", &o.org_state),
        ("org_zip", &o.org_zip),
        ("org_contact_job_title", &o.org_contact_job_title),
        ("org_contact_firstname", &o.org_contact_firstname),
        ("org_contact_lastname", &o.org_contact_lastname),
    ] {
        if is_blank(f) {
            add(e, p, Code::Required, "required")
        }
    }
    if !is_country(&o.org_country) {
        add(e, "org_country", Code::Country, "must be two letters")
    }
    if !is_numeric(&o.telephone) {
        add(e, "telephone", Code::Numeric, "must be a numeric string")
    }
    if !is_numeric(&o.org_contact_telephone) {
        add(e, "org_contact_telephone", Code::Numeric, "must be a numeric string")
    }
    if let Some(x) = &o.org_contact_telephone_ext
        && !is_numeric(x)
    {
        add(e, "org_contact_telephone_ext", Code::Numeric, "must be a numeric string")
    }
    if !is_email(&o.org_contact_email) {
        add(e, "org_contact_email", Code::Email, "must be an e-mail address")
    }
    if v.is_empty() { Ok(()) } else { Err(v) }
}
pub fn check(o: &Order) -> usize {
    match validate(o) {
        Ok(()) => 0,
        Err(v) => v.len(),
    }
}
pub fn fields(o: &Order) -> Vec<String> {
    validate(o).err().unwrap_or_default().into_iter().map(|v| v.path.to_string()).collect()
}

/// Hand-written JSON writer: keys are constants, one pass per string, one allocation.
pub fn to_json(o: &Order) -> Vec<u8> {
    let mut w = Vec::with_capacity(1024);
    w.push(b'{');
    fn s(w: &mut Vec<u8>, key: &'static str, v: &str) {
        w.extend_from_slice(key.as_bytes());
        esc(w, v.as_bytes());
        w.extend_from_slice(b"\",");
    }
    /// Eight bytes at once, as this project's writer searches them.
    fn is_plain(v: &[u8]) -> bool {
        const ONES: u64 = u64::MAX / 255;
        let (words, rest) = v.as_chunks::<8>();
        words.iter().all(|w| {
            let w = u64::from_le_bytes(*w);
            let low = (w ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
            let backslash = (w ^ (ONES * 0x5c)).wrapping_sub(ONES);
            (low | backslash) & !w & (ONES << 7) == 0
        }) && rest.iter().all(|&b| b >= 0x20 && b != b'"' && b != b'\\')
    }
    fn esc(w: &mut Vec<u8>, v: &[u8]) {
        if is_plain(v) {
            return w.extend_from_slice(v);
        }
        let mut from = 0;
        for (i, &b) in v.iter().enumerate() {
            if b >= 0x20 && b != b'"' && b != b'\\' {
                continue;
            }
            w.extend_from_slice(&v[from..i]);
            from = i + 1;
            match b {
                b'"' => w.extend_from_slice(b"\\\""),
                b'\\' => w.extend_from_slice(b"\\\\"),
                b'\n' => w.extend_from_slice(b"\\n"),
                b'\r' => w.extend_from_slice(b"\\r"),
                b'\t' => w.extend_from_slice(b"\\t"),
                8 => w.extend_from_slice(b"\\b"),
                12 => w.extend_from_slice(b"\\f"),
                _ => {
                    let h = b"0123456789abcdef";
                    w.extend_from_slice(b"\\u00");
                    w.push(h[(b >> 4) as usize]);
                    w.push(h[(b & 15) as usize])
                }
            }
        }
        w.extend_from_slice(&v[from..]);
    }
    macro_rules! r { ($($f:ident)*) => { $( s(&mut w, concat!("\"", stringify!($f), "\":\""), &o.$f); )* } }
    macro_rules! p { ($($f:ident)*) => { $( if let Some(x) = &o.$f { s(&mut w, concat!("\"", stringify!($f), "\":\""), x); } )* } }
    w.extend_from_slice(b"\"validity\":\"");
    let n = o.validity;
    if n >= 100 {
        w.push(b'0' + n / 100)
    }
    if n >= 10 {
        w.push(b'0' + n / 10 % 10)
    }
    w.push(b'0' + n % 10);
    w.extend_from_slice(b"\",");
    p!(platform cs_provisioning_method cs_ship_method ship_name ship_addr1 ship_addr2 ship_city ship_state ship_zip ship_country org_unit);
    r!(org_name org_addr1);
    p!(org_addr2);
    r!(org_city org_state org_zip org_country telephone org_contact_job_title org_contact_firstname org_contact_lastname org_contact_email org_contact_telephone);
    p!(org_contact_telephone_ext);
    w.extend_from_slice(if o.ev { b"\"ev\":\"true\"}" } else { b"\"ev\":\"false\"}" });
    w
}
