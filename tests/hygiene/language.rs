//! Derives beside other attributes, in other spellings, and on types that need little.

use std::{marker::PhantomData, sync::Arc, time::Duration};

use jiff::civil::Date;
use order_core::{OrderRequest, OrderValue, json, value::Nested};
use rust_decimal::Decimal;
use serde_json::Value;

#[derive(Debug, Default)]
struct Cache;

/// A type without a wire form.
#[derive(Debug)]
struct NoValue;

#[derive(Debug, OrderRequest)]
#[order(serde)]
struct Skips<T> {
    years: u8,
    #[order(skip)]
    marker: PhantomData<T>,
    #[order(skip)]
    cache: Cache,
    #[order(skip)]
    shared: Arc<str>,
    #[order(skip)]
    took: Duration,
}

#[test]
fn a_skipped_field_needs_a_default_alone() {
    let order: Skips<NoValue> = json::from_str(r#"{"years":1}"#).unwrap();
    assert!(order.validate().is_ok());
    assert_eq!(json::to_string(&order), r#"{"years":1}"#);
    assert_eq!(serde_json::to_string(&order).unwrap(), r#"{"years":1}"#);
    assert_eq!((&*order.shared, order.took), ("", Duration::ZERO));
    assert_eq!(
        format!("{:?} {:?}", order.cache, order.marker),
        "Cache PhantomData<hygiene::language::NoValue>"
    );
}

#[derive(OrderRequest)]
struct Defaults {
    #[default_value(7)]
    fee: Decimal,
    #[default_value("1.50")]
    rate: Option<Decimal>,
    #[default_value("2031-05-08")]
    start: Option<Date>,
    #[default_value(3)]
    extra: Option<Value>,
    #[default_value_if(fee == 7, 8)]
    other: Option<Box<Decimal>>,
    #[required_if(fee == 7 && rate > 1 && start == "2031-05-08" && extra == 3 && other == 8)]
    reason: Option<String>,
}

#[test]
fn a_written_default_stands_for_a_value_in_conditions() {
    let order: Defaults = json::from_str("{}").unwrap();
    assert_eq!(order.fee, Decimal::from(7));
    assert!(order.validate().is_err());
    let order: Defaults = json::from_str(r#"{"fee":1}"#).unwrap();
    assert!(order.validate().is_ok());
}

#[derive(OrderRequest)]
#[rustfmt::skip]
#[condition(first, a == 1,)]
#[rule(sum, a > 1 => present(b), "b beside a", at = b,)]
#[group_at_least_one("g", if first,)]
struct Commas {
    #[range(1..=2,)]
    a: u8,
    #[length(1..=9, if first,)]
    #[pattern("[a-z]+",)]
    b: Option<String>,
    #[required_if(
        count(b, d,) > 1,
    )]
    #[group_at_least_one("g",)]
    c: Option<u8>,
    #[format(email,)]
    #[group_at_least_one("g",)]
    d: Option<String>,
    #[default_value(1,)]
    #[allowed(1, 2,)]
    e: u8,
    #[required_unless(matches(b, "[a-c]*",) || any(it in g, it in [1, 2,],) || given(d,),)]
    #[allowed_if(first, 1, 2,)]
    #[default_value_if(first, 2,)]
    f: Option<u8>,
    #[each(range(1..=2,), multiple_of(1,),)]
    #[order(alias = "h",)]
    g: Option<Vec<u8>>,
    #[check(is_small,)]
    #[blank(reject,)]
    i: Option<u8>,
}

fn is_small(number: &u8) -> bool {
    *number < 9
}

#[test]
fn a_comma_may_follow_the_last_argument() {
    let order: Commas = json::from_str(r#"{"a":1,"b":"x","d":"a@b.cd","i":9}"#).unwrap();
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`c` is required because `b` is present and `d` is present; give it a value\n\
         `i` does not pass `is_small`",
    );
}

/// The attribute of another derive.
#[derive(OrderRequest)]
#[order(namespaced, rule(both, present(a) => present(b), "b beside a"))]
struct Namespaced {
    #[order(range(1..=2))]
    a: Option<u8>,
    b: Option<u8>,
}

#[test]
fn words_in_the_namespace_are_read() {
    let order: Namespaced = json::from_str(r#"{"a":3}"#).unwrap();
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`a` must be from 1 to 2\nb beside a because `a` is present and `b` is absent",
    );
}

trait Account {
    type Id;
}

struct Retail;

impl Account for Retail {
    type Id = u32;
}

#[derive(OrderRequest)]
#[order(serde, bound = "P: Nested<()>, A: Account")]
struct Bound<A, P>
where
    A: Account,
{
    id: A::Id,
    ids: Vec<<A as Account>::Id>,
    #[nested]
    parts: Option<Vec<P>>,
}

#[derive(OrderValue)]
#[order(bound = "T: Clone")]
struct Wrapper<T>(T);

#[test]
fn associated_types_are_values_and_bounds_are_taken() {
    let order: Bound<Retail, Namespaced> =
        json::from_str(r#"{"id":1,"ids":[2],"parts":[{"a":3}]}"#).unwrap();
    assert_eq!((order.id, &*order.ids), (1, &[2][..]));
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`parts[0].a` must be from 1 to 2\n`parts[0]`: b beside a because `parts[0].a` is present and `parts[0].b` is absent",
    );
    assert_eq!(std::mem::size_of::<Wrapper<u8>>(), 1);
}

/// A crate that allows no lint at all to be allowed.
mod strict {
    #![forbid(deprecated, unused_qualifications)]

    use order_core::{
        OrderRequest, OrderValue,
        value::{EqualTo, Items, Lengthy, Nested, OrderedTo, Ranged, ReadValue, Text, Truth},
    };

    /// Uses the imports.
    pub(super) fn is_used<T>(_: &T)
    where
        T: Nested<()> + for<'de> ReadValue<'de>,
        u8: EqualTo<u8> + OrderedTo<u8> + Ranged,
        str: Text + Lengthy,
        bool: Truth,
        [u8]: Items,
    {
    }

    #[derive(Debug, PartialEq, OrderValue)]
    pub(super) enum Kind {
        New,
        #[deprecated = "it is no longer offered"]
        Old,
    }

    #[derive(Debug, OrderRequest)]
    #[condition(large, count > 9 || ev)]
    pub(super) struct Order {
        #[allowed(1, 2..=20)]
        #[default_value(1)]
        pub(super) count: u8,
        #[deprecated = "it is no longer asked for"]
        #[required_if(large)]
        #[length(..=3)]
        pub(super) name: Option<String>,
        #[default_value(New)]
        pub(super) kind: Kind,
        pub(super) ev: bool,
        #[each(range(..=3))]
        pub(super) list: Vec<u8>,
    }
}

#[test]
fn a_crate_may_forbid_lints_that_generated_code_could_break() {
    let order: strict::Order = json::from_str(r#"{"count":10,"ev":false,"list":[1]}"#).unwrap();
    strict::is_used(&order);
    assert_eq!(order.kind, strict::Kind::New);
    assert_eq!(order.validate().unwrap_err().len(), 1);
}
