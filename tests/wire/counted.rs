//! Facts that serializers are told and that our own JSON does not show: numbers of members, and types of scalars.

use std::collections::BTreeMap;

use jiff::Timestamp;
use order_core::{Flag, OrderRequest, ProblemDetails, Valid, http::Incoming, json};
use rust_decimal::Decimal;
use serde_core::{
    Serialize, Serializer,
    de::value::Error,
    ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct},
};

/// Writes values with the types of their scalars. A number of members that is told and not kept is an error.
struct Noted;

fn noted(value: &impl Serialize) -> Result<String, Error> {
    value.serialize(Noted)
}

/// Members, items or entries, and how many of them were promised.
struct Held {
    promised: usize,
    written: Vec<String>,
    ends: [char; 2],
}

impl Held {
    fn new(promised: Option<usize>, ends: [char; 2]) -> Result<Self, Error> {
        let promised = promised.ok_or_else(|| Error::custom("no number is told"))?;
        Ok(Self { promised, written: Vec::new(), ends })
    }

    fn finish(self) -> Result<String, Error> {
        let Self { promised, written, ends: [open, close] } = self;
        let count = written.len();
        let written = format!("{open}{}{close}", written.join(", "));
        if promised == count {
            Ok(written)
        } else {
            Err(Error::custom(format!("{promised} promised, {count} written: {written}")))
        }
    }
}

impl SerializeStruct for Held {
    type Ok = String;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.written.push(format!("{key}: {}", value.serialize(Noted)?));
        Ok(())
    }

    fn end(self) -> Result<String, Error> {
        self.finish()
    }
}

impl SerializeSeq for Held {
    type Ok = String;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.written.push(value.serialize(Noted)?);
        Ok(())
    }

    fn end(self) -> Result<String, Error> {
        self.finish()
    }
}

impl SerializeMap for Held {
    type Ok = String;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.written.push(key.serialize(Noted)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let value = value.serialize(Noted)?;
        let key = self.written.pop().ok_or_else(|| Error::custom("a value has no key"))?;
        self.written.push(format!("{key}: {value}"));
        Ok(())
    }

    fn end(self) -> Result<String, Error> {
        self.finish()
    }
}

macro_rules! scalars {
    ($($method:ident($ty:ty))*) => {
        $(
            fn $method(self, value: $ty) -> Result<String, Error> {
                Ok(format!("{value:?} {}", stringify!($ty).trim_start_matches('&')))
            }
        )*
    };
}

impl Serializer for Noted {
    type Ok = String;
    type Error = Error;
    type SerializeSeq = Held;
    type SerializeTuple = Impossible<String, Error>;
    type SerializeTupleStruct = Impossible<String, Error>;
    type SerializeTupleVariant = Impossible<String, Error>;
    type SerializeMap = Held;
    type SerializeStruct = Held;
    type SerializeStructVariant = Impossible<String, Error>;

    scalars! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_i128(i128) serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
        serialize_u128(u128) serialize_f32(f32) serialize_f64(f64) serialize_char(char)
        serialize_str(&str) serialize_bytes(&[u8])
    }

    fn serialize_none(self) -> Result<String, Error> {
        Ok("none".to_owned())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<String, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<String, Error> {
        Ok("unit".to_owned())
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<String, Error> {
        Ok(name.to_owned())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<String, Error> {
        Ok(variant.to_owned())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<String, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<String, Error> {
        value.serialize(self)
    }

    fn serialize_seq(self, count: Option<usize>) -> Result<Held, Error> {
        Held::new(count, ['[', ']'])
    }

    fn serialize_map(self, count: Option<usize>) -> Result<Held, Error> {
        Held::new(count, ['{', '}'])
    }

    fn serialize_struct(self, _: &'static str, count: usize) -> Result<Held, Error> {
        Held::new(Some(count), ['(', ')'])
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error::custom("a tuple"))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error::custom(name))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error::custom(name))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error::custom(name))
    }
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde, update = LineUpdate)]
struct Line {
    sku: String,
    count: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde, update = OrderUpdate)]
struct Order {
    name: String,
    rush: Flag,
    #[order(epoch)]
    at: Option<Timestamp>,
    share: Option<f64>,
    #[order(number)]
    price: Option<Decimal>,
    tax: Option<Decimal>,
    #[nested]
    lines: Vec<Line>,
    labels: Option<BTreeMap<String, u8>>,
    #[nested]
    owner: Option<Line>,
}

fn line(count: Option<u8>) -> Line {
    Line { sku: "a".to_owned(), count }
}

fn order() -> Order {
    Order {
        name: "x".to_owned(),
        rush: Flag::OFF,
        at: None,
        share: None,
        price: None,
        tax: None,
        lines: Vec::new(),
        labels: None,
        owner: None,
    }
}

#[test]
fn a_request_tells_how_many_members_it_has_and_of_which_types() {
    assert_eq!(noted(&order()).unwrap(), r#"(name: "x" str, lines: [])"#);
    let full = Order {
        rush: Flag::ON,
        at: Some(Timestamp::from_second(5).unwrap()),
        share: Some(0.5),
        price: Some(Decimal::new(110, 2)),
        tax: Some(Decimal::new(5, 1)),
        lines: vec![line(None), line(Some(1))],
        labels: Some(BTreeMap::from([("l".to_owned(), 1), ("m".to_owned(), 2)])),
        owner: Some(line(Some(2))),
        ..order()
    };
    assert_eq!(
        noted(&full).unwrap(),
        "(name: \"x\" str, rush: true bool, at: 5 i64, share: 0.5 f64, price: \"1.10\" str, tax: \"0.5\" str, lines: [(sku: \"a\" str), (sku: \"a\" str, count: 1 i64)], labels: {\"l\" str: 1 i64, \"m\" str: 2 i64}, owner: (sku: \"a\" str, count: 2 i64))"
    );
    let large = Order { share: Some(1e16), ..order() };
    assert_eq!(noted(&large).unwrap(), "(name: \"x\" str, share: 1e16 f64, lines: [])");
}

#[test]
fn a_value_that_no_document_holds_is_text() {
    let broken = Order {
        at: Some(Timestamp::from_nanosecond(5_000_000_001).unwrap()),
        share: Some(f64::INFINITY),
        ..order()
    };
    assert_eq!(
        noted(&broken).unwrap(),
        "(name: \"x\" str, at: \"1970-01-01T00:00:05.000000001Z\" str, share: \"inf\" str, lines: [])"
    );
}

#[test]
fn an_update_tells_how_many_members_it_sets() {
    let update = |document: &str| noted(&json::from_str::<OrderUpdate>(document).unwrap());
    assert_eq!(update("{}").unwrap(), "()");
    assert_eq!(update(r#"{"name":"y"}"#).unwrap(), "(name: \"y\" str)");
    assert_eq!(
        update(r#"{"owner":{"sku":"b"},"lines":[{"sku":"c"}]}"#).unwrap(),
        "(lines: [(sku: \"c\" str)], owner: (sku: \"b\" str))"
    );
    assert_eq!(
        update(r#"{"owner":null,"labels":{"l":null,"m":1}}"#).unwrap(),
        "(labels: {\"l\" str: none, \"m\" str: 1 i64}, owner: none)"
    );
}

#[test]
fn problem_details_tell_how_many_members_they_have() {
    #[derive(Debug, OrderRequest)]
    #[order(endpoint = "POST /orders", response = ())]
    struct Request {
        #[order(label = "Name")]
        #[length(..=3)]
        name: String,
        #[group_all_or_none("ship")]
        ship_name: Option<String>,
        #[group_all_or_none("ship")]
        ship_city: Option<String>,
        #[range(..=3, warn)]
        count: Option<u8>,
        #[order(query)]
        page: Option<u8>,
    }
    let request = |document: &str| json::from_str::<Request>(document).unwrap();
    let broken = request(r#"{"name":"canary","ship_name":"a"}"#).validate().unwrap_err();
    let details = ProblemDetails::from(&broken);
    assert_eq!(
        noted(&details).unwrap(),
        "(type: \"about:blank\" str, title: \"Unprocessable Content\" str, status: 422 u16, detail: \"2 mistakes in the request\" str, errors: [(pointer: \"/name\" str, code: \"length\" str, rule_id: \"name.length\" str, label: \"Name\" str, detail: \"`name` must have at most 3 characters\" str), (pointer: \"/ship_city\" str, code: \"group_all_or_none\" str, rule_id: \"ship.group_all_or_none\" str, present: [\"/ship_name\" str], missing: [\"/ship_city\" str], detail: \"`ship_city` is missing: the group `ship` is given as a whole or not at all, and `ship_name` is present; give `ship_city` too, or remove `ship_name`\" str)])"
    );
    assert_eq!(
        noted(&details.clone().with_rule_sources()).unwrap(),
        "(type: \"about:blank\" str, title: \"Unprocessable Content\" str, status: 422 u16, detail: \"2 mistakes in the request\" str, errors: [(pointer: \"/name\" str, code: \"length\" str, rule_id: \"name.length\" str, rule: \"length(..=3)\" str, label: \"Name\" str, detail: \"`name` must have at most 3 characters\" str), (pointer: \"/ship_city\" str, code: \"group_all_or_none\" str, rule_id: \"ship.group_all_or_none\" str, rule: \"group_all_or_none(\\\"ship\\\")\" str, present: [\"/ship_name\" str], missing: [\"/ship_city\" str], detail: \"`ship_city` is missing: the group `ship` is given as a whole or not at all, and `ship_name` is present; give `ship_city` too, or remove `ship_name`\" str)])"
    );
    assert_eq!(
        noted(&details.with_codes_at("/c#")).unwrap(),
        "(type: \"about:blank\" str, title: \"Unprocessable Content\" str, status: 422 u16, detail: \"2 mistakes in the request\" str, errors: [(pointer: \"/name\" str, code: \"length\" str, type: \"/c#length\" str, rule_id: \"name.length\" str, label: \"Name\" str, detail: \"`name` must have at most 3 characters\" str), (pointer: \"/ship_city\" str, code: \"group_all_or_none\" str, type: \"/c#group_all_or_none\" str, rule_id: \"ship.group_all_or_none\" str, present: [\"/ship_name\" str], missing: [\"/ship_city\" str], detail: \"`ship_city` is missing: the group `ship` is given as a whole or not at all, and `ship_name` is present; give `ship_city` too, or remove `ship_name`\" str)])"
    );
    let unread = json::from_str::<Valid<Request>>(r#"{"name":1,"x":2,"count":9}"#).unwrap_err();
    assert_eq!(
        noted(&unread).unwrap(),
        "(type: \"about:blank\" str, title: \"Bad Request\" str, status: 400 u16, detail: \"1 mistake in the request\" str, errors: [(pointer: \"/x\" str, code: \"unknown_field\" str, line: 1 u64, column: 11 u64, detail: \"unknown field `x`; remove it\" str)], warnings: [(pointer: \"/count\" str, code: \"range\" str, rule_id: \"count.range\" str, line: 1 u64, column: 25 u64, detail: \"`count` must be at most 3\" str)])"
    );
    let call = Incoming::new("POST", "/orders?page=a").header("Content-Type", b"application/json");
    let refused = call.body(br#"{"name":"a","count":9}"#).read::<Valid<Request>>().unwrap_err();
    assert_eq!(
        noted(&ProblemDetails::from(&refused)).unwrap(),
        "(type: \"about:blank\" str, title: \"Bad Request\" str, status: 400 u16, detail: \"1 mistake in the request\" str, errors: [(pointer: \"/page\" str, code: \"type\" str, in: \"query\" str, detail: \"`page` must be a whole number from 0 to 255\" str)], warnings: [(pointer: \"/count\" str, code: \"range\" str, rule_id: \"count.range\" str, in: \"body\" str, line: 1 u64, column: 21 u64, detail: \"`count` must be at most 3\" str)])"
    );
    let refused = Incoming::new("PUT", "/orders").read::<Valid<Request>>().unwrap_err();
    assert_eq!(
        noted(&ProblemDetails::from(&refused)).unwrap(),
        "(type: \"about:blank\" str, title: \"Method Not Allowed\" str, status: 405 u16, detail: \"the method is not one of this path; it takes POST\" str)"
    );
}
