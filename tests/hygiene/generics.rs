//! Type parameters, lifetimes and constants of the struct itself.

use std::{borrow::Cow, fmt::Debug};

use order_core::{
    OrderRequest, OrderValue, ReadRequest, json,
    value::{Nested, ReadValue},
};

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde, schemars, schemars08, schemars09, utoipa)]
struct Generic<T, U: Debug>
where
    T: Clone,
{
    first: T,
    #[required_if(present(first))]
    second: Option<U>,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde, schemars, schemars08, schemars09, utoipa)]
struct Defaulted<T = String> {
    #[required]
    field: Option<T>,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde, schemars, schemars08, schemars09, utoipa)]
struct Borrowed<'a, 'b: 'a> {
    plain: &'a str,
    #[length(1..=3)]
    #[required_if(plain == "long")]
    copied: Option<Cow<'b, str>>,
    #[default_value("d")]
    defaulted: Cow<'a, str>,
}

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde, schemars, schemars08, schemars09, utoipa)]
struct Mixed<'a, T, const N: usize>
where
    T: Debug + 'a,
    Option<T>: Clone,
{
    text: &'a str,
    #[forbidden_if(text == "none")]
    value: Option<T>,
}

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Wrapper<T>(T);

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Text<'a>(&'a str);

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde, schemars, schemars08, schemars09, utoipa)]
struct Wrapped<'a, T: Clone> {
    wrapper: Wrapper<T>,
    #[pattern("[a-z]*")]
    text: Text<'a>,
}

/// A bound of the user's own on what can be read.
fn read_again<'de, T>(text: &'de str)
where
    T: ReadRequest<'de> + OrderRequest<Context = ()> + Debug,
{
    let request: T = json::from_str(text).expect("the document fits");
    assert_eq!(json::to_string(&request), text);
    assert!(request.validate().is_ok());
}

#[test]
fn type_parameters_are_values() {
    read_again::<Generic<u8, String>>(r#"{"first":1,"second":"a"}"#);
    read_again::<Generic<Option<bool>, i64>>("{}");
    read_again::<Defaulted>(r#"{"field":"a"}"#);
    read_again::<Defaulted<u64>>(r#"{"field":18446744073709551615}"#);
    assert!(Generic::<String, u8> { first: "a".to_owned(), second: None }.validate().is_err());
}

#[test]
fn text_is_borrowed_from_the_document() {
    let document = String::from(r#"{"plain":"p","copied":"abc","defaulted":"x"}"#);
    let order: Borrowed<'_, '_> = json::from_str(&document).unwrap();
    assert!(matches!(order.copied, Some(Cow::Borrowed("abc"))));
    assert!(order.validate().is_ok());
    read_again::<Borrowed<'_, '_>>(&document);

    let order: Borrowed<'_, '_> = json::from_str(r#"{"plain":"long"}"#).unwrap();
    assert_eq!(order.defaulted, "d");
    assert!(order.validate().is_err());
}

#[test]
fn lifetimes_types_and_constants_mix() {
    read_again::<Mixed<'_, bool, 3>>(r#"{"text":"t","value":true}"#);
    assert!(Mixed::<'_, u8, 0> { text: "none", value: Some(1) }.validate().is_err());
    read_again::<Wrapped<'_, u8>>(r#"{"wrapper":7,"text":"abc"}"#);
    read_again::<Wrapped<'_, Option<String>>>(r#"{"text":"abc"}"#);
}

/// A parameter that only a trait of the user's says something about.
trait Account {
    type Id: OrderValue + for<'de> ReadValue<'de> + Debug;
}

#[derive(Debug)]
struct Retail;

impl Account for Retail {
    type Id = u32;
}

#[derive(OrderRequest)]
#[order(serde, schemars, schemars08, schemars09, utoipa)]
struct Associated<I: OrderValue> {
    id: I,
}

#[test]
fn an_associated_type_is_a_value() {
    let order = Associated::<<Retail as Account>::Id> { id: 5 };
    assert_eq!(json::to_string(&order), r#"{"id":5}"#);
}

/// A parameter that is held directly must be a request; any other needs an explicit bound.
#[derive(Debug, PartialEq, OrderValue)]
enum Either<L, R: Nested<()>> {
    Left(L),
    Right(Vec<R>),
    Again(Box<Self>),
}

#[derive(Debug, PartialEq, OrderRequest)]
struct Named<'a> {
    #[length(..=3)]
    name: &'a str,
}

#[derive(Debug, PartialEq, OrderValue)]
enum Lent<'a, 'b: 'a, T, const N: usize>
where
    T: Debug + 'a,
    Named<'a>: Debug,
{
    Named(Named<'a>),
    Either(Box<Either<Named<'b>, Named<'a>>>),
    Value(Generic<u8, T>),
}

#[derive(Debug, PartialEq, OrderRequest)]
#[required(lent.Value.second, if present(either.Left))]
struct Chosen<'a> {
    #[nested]
    either: Either<Generic<u8, String>, Named<'a>>,
    #[nested]
    lent: Option<Lent<'a, 'a, String, 2>>,
    #[required_if(lent.Either.Left.name == "a" || any(x in either.Right, x.name == "b"))]
    reason: Option<&'a str>,
}

#[test]
fn enums_with_data_take_parameters() {
    read_again::<Chosen<'_>>(r#"{"either":{"Left":{"first":1,"second":"a"}}}"#);
    read_again::<Chosen<'_>>(
        r#"{"either":{"Left":{"first":1,"second":"a"}},"lent":{"Value":{"first":1,"second":"b"}}}"#,
    );
    read_again::<Lent<'_, '_, u8, 0>>(r#"{"Value":{"first":2,"second":7}}"#);
    for (document, path) in [
        (r#"{"either":{"Right":[{"name":"b"}]}}"#, "reason"),
        (r#"{"either":{"Right":[]},"lent":{"Either":{"Left":{"name":"a"}}}}"#, "reason"),
        (r#"{"either":{"Again":{"Right":[{"name":"abcd"}]}}}"#, "either.Again.Right[0].name"),
        (r#"{"either":{"Right":[]},"lent":{"Named":{"name":"abcd"}}}"#, "lent.Named.name"),
        (r#"{"either":{"Left":{"first":2}},"lent":{"Value":{"first":1}}}"#, "lent.Value.second"),
    ] {
        let chosen: Chosen<'_> = json::from_str(document).unwrap();
        assert!(chosen.validate().unwrap_err().at(path).count() >= 1, "{document}");
    }
}
