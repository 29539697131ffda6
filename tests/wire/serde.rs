//! `Serialize` and `Deserialize` of serde, held to our own JSON.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use order_core::{OrderRequest, OrderValue, Valid, json};
use rust_decimal::Decimal;
use serde_core::{
    Deserialize, Deserializer, Serialize,
    de::{
        IntoDeserializer, Visitor,
        value::{Error, MapDeserializer},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "kebab-case", serde)]
enum Speed {
    NextDay,
    #[order(value = 51)]
    Coded,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Contact {
    name: String,
    telephone: Option<u32>,
}

macro_rules! order {
    ($(#[$attribute:meta])* $name:ident) => {
        #[derive(Debug, PartialEq, OrderRequest)]
        $(#[$attribute])*
        struct $name {
            #[order(rename = "a\"b\\é")]
            text: String,
            #[allowed(true)]
            flag: bool,
            small: i8,
            large: u64,
            speed: Speed,
            code: Option<Speed>,
            absent: Option<String>,
            note: Option<Option<String>>,
            contacts: Vec<Contact>,
            owner: Option<Box<Contact>>,
            labels: BTreeMap<String, Vec<Option<u8>>>,
        }

        impl $name {
            fn example() -> Self {
                Self {
                    text: "a\"\\\u{1}\n€😀/".to_owned(),
                    flag: true,
                    small: -128,
                    large: u64::MAX,
                    speed: Speed::NextDay,
                    code: Some(Speed::Coded),
                    absent: None,
                    note: Some(None),
                    contacts: vec![
                        Contact { name: "x".to_owned(), telephone: Some(5) },
                        Contact { name: "y".to_owned(), telephone: None },
                    ],
                    owner: Some(Box::new(Contact { name: String::new(), telephone: None })),
                    labels: BTreeMap::from([
                        ("k\"".to_owned(), vec![Some(1), None]),
                        ("l".to_owned(), vec![]),
                    ]),
                }
            }
        }
    };
}

order! { #[order(serde)] Order }
order! { #[order(scalars = "text", serde)] TextOrder }

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Borrowed<'a> {
    plain: &'a str,
    cow: Cow<'a, str>,
}

#[test]
fn serde_json_writes_the_same_bytes() {
    let order = Order::example();
    assert_eq!(
        json::to_string(&order),
        r#"{"a\"b\\é":"a\"\\\u0001\n€😀/","flag":true,"small":-128,"large":18446744073709551615,"speed":"next-day","code":51,"note":null,"contacts":[{"name":"x","telephone":5},{"name":"y"}],"owner":{"name":""},"labels":{"k\"":[1,null],"l":[]}}"#,
    );
    assert_eq!(serde_json::to_string(&order).unwrap(), json::to_string(&order));
    assert_eq!(serde_json::to_vec_pretty(&order).unwrap(), json::to_vec_pretty(&order));
    let order = TextOrder::example();
    assert!(json::to_string(&order).contains(r#""contacts":[{"name":"x","telephone":"5"}"#));
    assert_eq!(serde_json::to_string(&order).unwrap(), json::to_string(&order));
    assert_eq!(serde_json::to_string_pretty(&order).unwrap(), json::to_string_pretty(&order));
    let valid = Contact { name: "x".to_owned(), telephone: None }.into_valid().unwrap();
    assert_eq!(serde_json::to_string(&valid).unwrap(), r#"{"name":"x"}"#);
}

#[test]
fn serde_json_reads_the_same_requests() {
    let written = json::to_string(&Order::example());
    let order: Order = serde_json::from_str(&written).unwrap();
    assert_eq!(order, Order::example());
    let order: Order = serde_json::from_reader(written.as_bytes()).unwrap();
    assert_eq!(order, Order::example());
    let value: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::from_value::<Order>(value).unwrap(), Order::example());
    let written = json::to_string_pretty(&TextOrder::example());
    assert_eq!(serde_json::from_str::<TextOrder>(&written).unwrap(), TextOrder::example());
}

#[test]
fn both_read_or_refuse_the_same_documents_in_the_same_words() {
    for document in [
        r#"{}"#,
        r#"[]"#,
        r#"7"#,
        r#"null"#,
        r#"{"name":"a"}"#,
        r#"{"name":5,"telephone":"7"}"#,
        r#"{"name":true,"telephone":null}"#,
        r#"{"name":"a","telephone":""}"#,
        r#"{"name":"","telephone":" "}"#,
        r#"{"name":null,"telephone":-1}"#,
        r#"{"name":"a","name":"b","telephone":4294967296}"#,
        r#"{"name":"a","telephone":"01"}"#,
        r#"{"name":[],"telephone":{}}"#,
        r#"{"nme":"a","telephone":true,"x\"é":[[{"a":[]}]]}"#,
        r#"{"name":"a","telephone":99999999999999999999999999}"#,
    ] {
        let ours = json::from_str::<Contact>(document).map_err(|error| {
            let messages: Vec<_> =
                error.problems().iter().map(|problem| problem.message().to_string()).collect();
            messages.join("\n")
        });
        let theirs = serde_json::from_str::<Contact>(document).map_err(|error| {
            let message = error.to_string();
            match message.rsplit_once(" at line ") {
                Some((message, _)) => message.to_owned(),
                None => message,
            }
        });
        if document.contains("9999999999999999999999") {
            // A number that serde makes a float of.
            assert_eq!(
                theirs.unwrap_err(),
                "`telephone` must be a whole number from 0 to 4294967295, not a float; write it as text",
            );
            assert!(ours.is_err());
        } else {
            assert_eq!(theirs, ours, "{document}");
        }
    }
}

#[test]
fn a_valid_request_keeps_its_rules() {
    let mut order = Order::example();
    order.flag = false;
    let written = json::to_string(&order);
    assert_eq!(serde_json::from_str::<Order>(&written).unwrap(), order);
    let error = serde_json::from_str::<Valid<Order>>(&written).unwrap_err();
    assert_eq!(error.to_string(), "`flag` must be `true`");
    assert!(serde_json::from_str::<Valid<Order>>(&json::to_string(&Order::example())).is_ok());
}

#[test]
fn text_is_borrowed_where_it_can_be() {
    let document = r#"{"plain":"x","cow":"y"}"#.to_owned();
    let borrowed: Borrowed<'_> = serde_json::from_str(&document).unwrap();
    assert_eq!(borrowed.plain, "x");
    assert!(matches!(borrowed.cow, Cow::Borrowed("y")));
    let escaped: Borrowed<'_> = serde_json::from_str(r#"{"plain":"x","cow":"\n"}"#).unwrap();
    assert!(matches!(escaped.cow, Cow::Owned(_)));
    assert!(serde_json::from_str::<Borrowed<'_>>(r#"{"plain":"\n","cow":"y"}"#).is_err());
}

#[test]
fn values_are_read_and_written_alone() {
    let speeds: HashMap<String, Speed> =
        serde_json::from_str(r#"{"a":"next-day","b":51,"c":"51"}"#).unwrap();
    assert_eq!(
        (speeds["a"], speeds["b"], speeds["c"]),
        (Speed::NextDay, Speed::Coded, Speed::Coded)
    );
    assert_eq!(
        serde_json::to_string(&[Speed::NextDay, Speed::Coded]).unwrap(),
        r#"["next-day",51]"#
    );
    let message = |document: &str| serde_json::from_str::<Speed>(document).unwrap_err().to_string();
    assert_eq!(message("\"nextday\""), "must be `next-day` or `51`; did you mean `next-day`?");
    assert_eq!(message("[]"), "must be `next-day` or `51`, not a list");
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Generic<'a, T: OrderValue, const N: usize>
where
    T: Clone,
{
    item: Option<T>,
    items: Vec<Option<T>>,
    fixed: &'static str,
    word: &'a str,
}

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Newtype<'a, T>(Vec<Wrapped<'a, T>>);

#[derive(Debug, PartialEq, OrderRequest)]
struct Wrapped<'a, T> {
    item: T,
    word: Cow<'a, str>,
}

#[test]
fn generics_and_lifetimes_are_kept() {
    fn both<'de, T: Serialize + Deserialize<'de> + std::fmt::Debug + PartialEq>(
        value: T,
        written: &'de str,
    ) {
        assert_eq!(serde_json::to_string(&value).unwrap(), written);
        assert_eq!(serde_json::from_str::<T>(written).unwrap(), value);
    }
    let generic =
        Generic::<u8, 4> { item: Some(1), items: vec![None, Some(2)], fixed: "f", word: "w" };
    assert_eq!(json::to_string(&generic), serde_json::to_string(&generic).unwrap());
    both(generic, r#"{"item":1,"items":[null,2],"fixed":"f","word":"w"}"#);
    let newtype = Newtype(vec![Wrapped { item: true, word: Cow::Borrowed("w") }]);
    both(newtype, r#"[{"item":true,"word":"w"}]"#);
}

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Wrapper(TextContact);

#[derive(Debug, PartialEq, OrderRequest)]
#[order(scalars = "text")]
struct TextContact {
    name: String,
    telephone: u32,
}

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct List(Vec<Contact>);

#[test]
fn a_newtype_is_what_it_wraps() {
    let wrapper = Wrapper(TextContact { name: "x".to_owned(), telephone: 5 });
    let written = serde_json::to_string(&wrapper).unwrap();
    assert_eq!(written, json::to_string(&wrapper.0));
    assert_eq!(serde_json::from_str::<Wrapper>(&written).unwrap(), wrapper);
    assert_eq!(
        serde_json::from_str::<Wrapper>(r#"{"nme":"x","telephone":[]}"#).unwrap_err().to_string(),
        "unknown field `nme`; did you mean `name`?\n\
         `telephone` must be a whole number from 0 to 4294967295, not a list\n\
         `name` is required; give it a value that is not blank",
    );
    assert_eq!(
        serde_json::from_str::<List>(r#"[{"name":"x"},{"nme":"x","telephone":true},7]"#)
            .unwrap_err()
            .to_string(),
        "unknown field `[1].nme`; did you mean `name`?\n\
         `[1].telephone` must be a whole number from 0 to 4294967295\n\
         `[1].name` is required; give it a value that is not blank\n\
         `[2]` must be an object with the fields of `Contact`, not a number",
    );
}

struct Account {
    allows_ev: bool,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(context = Account, serde)]
struct InContext {
    #[forbidden_unless(ctx.allows_ev)]
    ev: Option<bool>,
}

#[test]
fn a_request_with_a_context_is_read_and_written_by_itself() {
    let order: InContext = serde_json::from_str(r#"{"ev":"true"}"#).unwrap();
    assert!(order.validate_in(&Account { allows_ev: false }).is_err());
    let valid = order.into_valid_in(&Account { allows_ev: true }).unwrap();
    assert_eq!(serde_json::to_string(&valid).unwrap(), r#"{"ev":true}"#);
}

#[test]
fn deep_nesting_is_refused() {
    let mut value = serde_json::Value::Null;
    for _ in 0..200 {
        value = serde_json::json!([value]);
    }
    let error =
        serde_json::from_value::<Contact>(serde_json::json!({ "name": value })).unwrap_err();
    assert_eq!(error.to_string(), "lists and objects nest too deep; at most 128 levels are read");
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Wide {
    unsigned: Option<u128>,
    signed: Option<i128>,
    share: Option<f64>,
    price: Option<Decimal>,
    #[order(text)]
    text: Option<u128>,
}

const NOTHING: Wide = Wide { unsigned: None, signed: None, share: None, price: None, text: None };

#[test]
fn numbers_of_any_width_are_written_as_in_our_json() {
    let wide = Wide {
        unsigned: Some(u128::MAX),
        signed: Some(i128::MIN),
        share: Some(0.5),
        price: Some(Decimal::new(110, 2)),
        text: Some(1),
    };
    let written = r#"{"unsigned":340282366920938463463374607431768211455,"signed":-170141183460469231731687303715884105728,"share":0.5,"price":"1.10","text":"1"}"#;
    assert_eq!(json::to_string(&wide), written);
    assert_eq!(serde_json::to_string(&wide).unwrap(), written);
    let small = Wide { unsigned: Some(1), signed: Some(-1), ..NOTHING };
    assert_eq!(serde_json::to_string(&small).unwrap(), json::to_string(&small));
}

/// Reads a request of one member, as a format hands it over.
fn member<T: IntoDeserializer<'static, Error>>(
    name: &'static str,
    value: T,
) -> Result<Wide, String> {
    let members = MapDeserializer::<_, Error>::new([(name, value)].into_iter());
    Wide::deserialize(members).map_err(|error| error.to_string())
}

#[test]
fn numbers_of_any_width_are_read() {
    assert_eq!(member("unsigned", u128::MAX), Ok(Wide { unsigned: Some(u128::MAX), ..NOTHING }));
    assert_eq!(member("signed", i128::MIN), Ok(Wide { signed: Some(i128::MIN), ..NOTHING }));
    let five = Ok(Wide { signed: Some(5), ..NOTHING });
    assert_eq!(member("signed", 5_i64), five);
    assert_eq!(member("signed", 5_u64), five);
    assert_eq!(member("signed", 5_u128), five);
    let digits = BTreeMap::from([("$serde_json::private::Number", "5")]);
    assert_eq!(member("signed", digits), five);
    assert_eq!(member("share", 0.25_f32), Ok(Wide { share: Some(0.25), ..NOTHING }));
    assert_eq!(
        member("price", 0.25),
        Err("`price` must be a decimal number of at most 28 digits, such as `100.10`, not a float; write it as text"
            .to_owned())
    );
    // As a format tells it that keeps all digits.
    let exact = BTreeMap::from([("$serde_json::private::Number", "1.10")]);
    assert_eq!(member("price", exact), Ok(Wide { price: Some(Decimal::new(110, 2)), ..NOTHING }));
}

/// A value that a format marks as there, or as of a type of its own.
struct Marked<T> {
    value: T,
    is_option: bool,
}

impl<'de, T: IntoDeserializer<'de, Error>> Deserializer<'de> for Marked<T> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = self.value.into_deserializer();
        if self.is_option { visitor.visit_some(value) } else { visitor.visit_newtype_struct(value) }
    }

    serde_core::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, T: IntoDeserializer<'de, Error>> IntoDeserializer<'de, Error> for Marked<T> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[test]
fn value_that_a_format_marks_is_read_as_it_is() {
    for is_option in [true, false] {
        let marked = Marked { value: 7_u8, is_option };
        assert_eq!(member("unsigned", marked), Ok(Wide { unsigned: Some(7), ..NOTHING }));
    }
}

#[test]
fn what_no_document_has_is_an_error() {
    let numbered = MapDeserializer::<_, Error>::new([(1_u8, 2_u8)].into_iter());
    assert_eq!(
        Wide::deserialize(numbered).unwrap_err().to_string(),
        "invalid type: integer `1`, expected a key that is text",
    );
    let bytes = serde_core::de::value::BytesDeserializer::<Error>::new(b"x");
    assert_eq!(
        Wide::deserialize(bytes).unwrap_err().to_string(),
        "invalid type: byte array, expected a scalar, a list or an object",
    );
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Free {
    any: Option<serde_json::Value>,
    number: u8,
}

#[test]
fn float_in_a_free_value_is_no_second_mistake() {
    let free: Free = serde_json::from_str(r#"{"any": [0.5, 1], "number": 1}"#).unwrap();
    assert_eq!(free.any, Some(serde_json::json!([0.5, 1])));
    let error = serde_json::from_str::<Free>(r#"{"any": 0.5, "number": 300}"#).unwrap_err();
    assert_eq!(error.to_string(), "`number` must be a whole number from 0 to 255");
}

#[derive(Debug, OrderRequest)]
#[order(serde)]
struct Rated {
    #[range(..1)]
    share: f64,
    number: u8,
}

#[test]
fn float_beside_a_mistake_is_judged() {
    let error = serde_json::from_str::<Rated>(r#"{"share": 1.5, "number": 300}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`share` must be less than 1\n`number` must be a whole number from 0 to 255"
    );
    let error = serde_json::from_str::<Rated>(r#"{"share": 0.5, "number": 300}"#).unwrap_err();
    assert_eq!(error.to_string(), "`number` must be a whole number from 0 to 255");
}

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Word<'a>(&'a str);

#[test]
fn a_value_that_cannot_be_borrowed_is_refused_with_its_reason() {
    assert_eq!(serde_json::from_str::<Word<'_>>(r#""a""#).unwrap(), Word("a"));
    let error = serde_json::from_str::<Word<'_>>(r#""\n""#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "must be text as it stands; a borrowed text needs `Cow<str>` if it may hold escapes"
    );
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Separated {
    #[order(separator = ",")]
    ports: Option<Vec<u16>>,
    #[nested]
    inner: Option<Box<Self>>,
}

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Ports(BTreeMap<String, Separated>);

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct OnePort(Separated);

#[test]
fn a_text_is_split_in_every_part_of_a_value() {
    let ports = |ports: &[u16]| Separated { ports: Some(ports.to_vec()), inner: None };
    let read: OnePort = serde_json::from_str(r#"{"ports": "1,2"}"#).unwrap();
    assert_eq!(read, OnePort(ports(&[1, 2])));
    let document = r#"{"a": {"ports": "1,2"}, "b": {"ports": [3], "inner": {"ports": "4"}}}"#;
    let read: Ports = serde_json::from_str(document).unwrap();
    let outer = Separated { inner: Some(Box::new(ports(&[4]))), ..ports(&[3]) };
    let expected = [("a".to_owned(), ports(&[1, 2])), ("b".to_owned(), outer)];
    assert_eq!(read, Ports(BTreeMap::from(expected)));
    let error = serde_json::from_str::<Ports>(r#"{"a": {"ports": "1,x"}, "b": []}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`a.ports[1]` must be a whole number from 0 to 65535\n`b` must be an object with the fields of `Separated`, not a list"
    );
    let error = serde_json::from_str::<OnePort>(r#"{"ports": "x,1"}"#).unwrap_err();
    assert_eq!(error.to_string(), "`ports[0]` must be a whole number from 0 to 65535");
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
#[rule(once, unique(x in values, x), "every value stands once")]
struct Once {
    values: Vec<serde_json::Value>,
    number: u8,
}

#[test]
fn a_number_that_no_value_holds_equals_no_other() {
    let nan = || vec![f64::NAN];
    let members = MapDeserializer::<_, Error>::new([("values", vec![nan(), nan()])].into_iter());
    assert_eq!(
        Once::deserialize(members).unwrap_err().to_string(),
        "`number` is required; give it a value"
    );
    let members =
        MapDeserializer::<_, Error>::new([("values", vec![vec![1.5], vec![1.5]])].into_iter());
    assert_eq!(
        Valid::<Once>::deserialize(members).unwrap_err().to_string(),
        "`number` is required; give it a value\nevery value stands once because items 1 and 2 of `values` are equal"
    );
}

#[derive(Debug, OrderRequest)]
#[order(serde)]
struct Floats {
    double: f64,
    single: Option<f32>,
    list: Vec<f64>,
}

#[test]
fn floats_are_the_same_bytes_by_serde() {
    let values = [0.0, -0.0, 1.0, 0.1, 1e21, 1e-7, f64::MAX, f64::MIN_POSITIVE, -12.5];
    let broken = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    for value in values.into_iter().chain(broken) {
        let floats = Floats { double: value, single: Some(value as f32), list: vec![value, 1.5] };
        assert_eq!(serde_json::to_string(&floats).unwrap(), json::to_string(&floats), "{value}");
    }
}
