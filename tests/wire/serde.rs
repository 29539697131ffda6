//! `Serialize` and `Deserialize` of serde, held to our own JSON.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use order_core::{OrderRequest, OrderValue, Valid, json};
use serde_core::{Deserialize, Serialize};

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
