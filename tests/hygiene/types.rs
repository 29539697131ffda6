//! Types that are not written as what they are: aliases, newtypes, boxes, options in options.

use std::borrow::Cow;

use order_core::{OrderRequest, OrderValue, json};

type Text = String;
type Maybe<T> = Option<T>;
type MaybeText = Option<String>;
type How = Method;
type Truth = bool;

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Csr(String);

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Validity(u8);

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Chosen(Method);

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Outer(Csr);

#[derive(Debug, PartialEq, OrderValue)]
#[order(serde)]
struct Perhaps(Option<u8>);

#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Order {
    ev: Truth,
    name: Text,
    #[required_if(ev)]
    #[length(..=5)]
    unit: MaybeText,
    #[allowed(ShipToken)]
    how: Maybe<How>,
    #[range(1..=3)]
    #[required_if(how == ShipToken)]
    validity: Maybe<Validity>,
    #[pattern("[A-Z]+")]
    csr: Option<Outer>,
    #[forbidden_if(chosen in [ClientApp])]
    perhaps: Perhaps,
    #[required_if(csr == "ABC")]
    chosen: Option<Box<Chosen>>,
    #[forbidden_if(validity == 3)]
    shared: Option<Box<str>>,
}

#[test]
fn an_alias_or_a_newtype_is_what_it_stands_for() {
    let written = concat!(
        r#"{"ev":true,"name":"n","unit":"u","how":"ShipToken","validity":2,"#,
        r#""csr":"ABC","perhaps":1,"chosen":"ShipToken","shared":"s"}"#,
    );
    let order: Order = json::from_str(written).unwrap();
    assert_eq!(json::to_string(&order), written);
    assert!(order.validate().is_ok());

    let order: Order = json::from_str(r#"{"ev":true,"name":"n"}"#).unwrap();
    assert_eq!(order.perhaps, Perhaps(None));
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`unit` is required because `ev` is true; give it a value that is not blank",
    );
}

#[test]
fn rules_look_through_every_layer() {
    let written = concat!(
        r#"{"ev":false,"name":"n","unit":"too long","how":"ClientApp","validity":3,"#,
        r#""csr":"abc","perhaps":1,"chosen":"ClientApp","shared":"s"}"#,
    );
    let order: Order = json::from_str(written).unwrap();
    let violations = order.validate().unwrap_err();
    assert_eq!(
        violations.iter().map(|it| it.path().to_string()).collect::<Vec<_>>(),
        ["unit", "how", "csr", "perhaps", "shared"],
        "{violations}",
    );
}

/// Defaults of every kind of type, behind every layer.
#[derive(Debug, PartialEq, OrderRequest)]
#[order(serde)]
struct Defaults<'a> {
    #[default_value(true)]
    plain: bool,
    #[default_value(true)]
    alias: Truth,
    #[default_value(-1)]
    number: i64,
    #[default_value("text")]
    text: String,
    #[default_value("cow")]
    cow: Cow<'a, str>,
    #[default_value("boxed")]
    boxed: Box<str>,
    #[default_value(ClientApp)]
    variant: Method,
    #[default_value(ClientApp)]
    chosen: Box<Chosen>,
    #[default_value("nested")]
    outer: Outer,
    #[default_value(2)]
    validity: Validity,
    #[default_value(7)]
    optional: Option<u8>,
    #[default_value("x")]
    optional_alias: MaybeText,
    #[required_if(optional == 7 && optional_alias == "x" && chosen == ClientApp && validity == 2)]
    by_default: Option<bool>,
}

#[test]
fn a_default_is_written_into_a_field_that_must_have_a_value() {
    let order: Defaults<'_> = json::from_str("{}").unwrap();
    assert_eq!(
        order,
        Defaults {
            plain: true,
            alias: true,
            number: -1,
            text: "text".to_owned(),
            cow: "cow".into(),
            boxed: "boxed".into(),
            variant: Method::ClientApp,
            chosen: Box::new(Chosen(Method::ClientApp)),
            outer: Outer(Csr("nested".to_owned())),
            validity: Validity(2),
            optional: None,
            optional_alias: None,
            by_default: None,
        },
    );
    assert_eq!(order.validate().unwrap_err().at("by_default").count(), 1);
}
