#![no_implicit_prelude]

use ::order_core::{Code, OrderRequest as _, json};
use ::std::{assert, assert_eq};

#[derive(::order_core::OrderValue)]
#[order(rename_all = "snake_case", serde)]
enum Method {
    ShipToken,
    #[order(alias = "app")]
    ClientApp,
}

#[derive(::order_core::OrderValue)]
enum Platform {
    #[order(value = 51)]
    Hsm,
    #[order(value = 3)]
    Java,
}

#[derive(::order_core::OrderValue)]
#[order(rename_all = "snake_case", serde)]
enum State {
    Pending,
    #[order(other)]
    Other(::std::string::String),
}

#[derive(::order_core::OrderRequest)]
#[rule(once, unique(x in states, x), "every state once")]
struct Stated {
    #[length(..=9)]
    #[pattern("[a-z]*")]
    #[default_value(Pending)]
    state: State,
    #[required_if(state == Pending)]
    states: ::core::option::Option<::std::vec::Vec<State>>,
}

#[derive(::core::clone::Clone, ::order_core::OrderRequest)]
#[order(update = ChangedUpdate, serde, schemars, schemars08, schemars09, utoipa)]
struct Changed {
    #[order(flatten)]
    part: ChangedPart,
    #[nested]
    parts: ::core::option::Option<::std::collections::BTreeMap<::std::string::String, ChangedPart>>,
    #[order(query)]
    number: u8,
    #[order(skip)]
    skipped: u8,
}

#[derive(::core::clone::Clone, ::order_core::OrderRequest)]
#[order(update = ChangedPartUpdate)]
struct ChangedPart {
    #[range(1..)]
    #[default_value(2)]
    count: u8,
    note: ::core::option::Option<::std::string::String>,
}

#[test]
fn an_update_needs_no_prelude() {
    use ::order_core::update::Update as _;

    let read: ::core::result::Result<ChangedUpdate, _> =
        json::from_str(r#"{"note":null,"parts":{"a":{}}}"#);
    let part = || ChangedPart { count: 1, note: ::core::option::Option::None };
    let old = Changed { part: part(), parts: ::core::option::Option::None, number: 1, skipped: 2 };
    let new = read.ok().and_then(|changes| changes.apply(&old).ok());
    assert!(new.is_some_and(|new| {
        new.skipped == 2 && new.parts.as_ref().is_some_and(|parts| parts["a"].count == 2)
    }));
}

#[derive(::order_core::OrderValue)]
#[order(serde)]
struct Csr(::std::string::String);

/// An order with every attribute there is.
#[derive(::order_core::OrderRequest)]
#[order(
    endpoint = "POST /order/code",
    response = Placed,
    root = "request",
    scalars = "text",
    rename_all = "camelCase",
    blank = absent,
    allow(dead_field),
    serde
)]
#[condition(hardware, method == ShipToken)]
#[condition(software, !hardware && present(method))]
struct Order {
    #[allowed(1, 2..=3)]
    #[range(1..)]
    validity: u8,
    #[required_unless(hardware)]
    #[allowed_if(ev, Hsm)]
    platform: ::core::option::Option<Platform>,
    #[required_if(ev)]
    #[forbidden_unless(ev)]
    method: ::core::option::Option<Method>,
    #[default_value(ClientApp)]
    fallback: Method,
    #[present_iff(software)]
    #[length(1..=64)]
    #[order(secret, rename = "csr", alias = "request")]
    request: ::core::option::Option<Csr>,
    #[group_all_or_none("ship")]
    #[forbidden_if(given(request) || method in [ClientApp])]
    name: ::core::option::Option<::std::string::String>,
    #[group_all_or_none("ship")]
    #[pattern("[A-Z][a-z]+")]
    city: ::core::option::Option<::std::string::String>,
    #[group_at_least_one("contact")]
    #[group_at_most_one("reply")]
    #[format(email)]
    email: ::core::option::Option<::std::string::String>,
    #[group_at_least_one("contact")]
    #[group_at_most_one("reply")]
    #[blank(reject)]
    telephone: ::core::option::Option<::std::string::String>,
    #[group_exactly_one("trail")]
    #[blank(value)]
    left: ::core::option::Option<::std::string::String>,
    #[group_exactly_one("trail")]
    #[required]
    right: ::core::option::Option<::std::string::String>,
    #[default_value(false)]
    ev: bool,
}

struct Placed;

struct Account {
    years: u8,
}

/// The words of a list on the wire, and a default that is a fact.
#[derive(::order_core::OrderRequest)]
#[order(context = Account)]
struct Lists {
    #[order(separator = ",", item = "name")]
    #[each(length(1..=9))]
    sans: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    #[order(text)]
    #[default_value_if(present(sans), ctx.years)]
    #[default_value(ctx.years)]
    years: ::core::option::Option<u8>,
    #[required_if(years == 2)]
    reason: ::core::option::Option<Csr>,
}

#[test]
fn a_list_is_one_text_and_a_default_is_a_fact() {
    let lists: Lists = json::from_str(r#"{"sans": "a,"}"#).unwrap();
    assert_eq!(json::to_string(&lists), r#"{"sans":"a,"}"#);
    let violations = lists.validate_in(&Account { years: 2 }).unwrap_err();
    assert_eq!(violations.len(), 2);
}

#[derive(::order_core::OrderRequest)]
struct Card {
    number: ::core::option::Option<::std::string::String>,
}

#[derive(::order_core::OrderValue)]
#[order(rename_all = "snake_case")]
enum Payment {
    Card(Card),
    #[order(alias = "cards")]
    Several(::std::vec::Vec<Card>),
}

#[derive(::order_core::OrderRequest)]
#[required(payment.Card.number)]
#[forbidden(payment.Several, if present(note))]
struct Paid {
    #[nested]
    payment: Payment,
    #[required_if(present(payment.Card) && payment.Card.number == "1")]
    note: ::core::option::Option<::std::string::String>,
}

#[test]
fn an_enum_with_data_is_read_checked_and_written() {
    let paid: Paid = json::from_str(r#"{"payment":{"card":{"number":"1"}}}"#).unwrap();
    assert_eq!(paid.validate().unwrap_err().len(), 1);
    assert_eq!(json::to_string(&paid), r#"{"payment":{"card":{"number":"1"}}}"#);
    let paid = Paid { payment: Payment::Several(::std::vec::Vec::new()), note: text("x") };
    assert_eq!(paid.validate().unwrap_err().len(), 1);
}

fn text(text: &str) -> ::core::option::Option<::std::string::String> {
    ::core::option::Option::Some(::std::convert::From::from(text))
}

#[test]
fn a_valid_order_is_written_and_read_again() {
    let order = Order {
        validity: 1,
        platform: ::core::option::Option::Some(Platform::Hsm),
        method: ::core::option::Option::Some(Method::ShipToken),
        fallback: Method::ClientApp,
        request: ::core::option::Option::None,
        name: text("Gary"),
        city: text("Lindon"),
        email: text("gary@example.com"),
        telephone: ::core::option::Option::None,
        left: ::core::option::Option::None,
        right: text("r"),
        ev: true,
    };
    assert!(::core::matches!(order.validate(), ::core::result::Result::Ok(())));
    let written = json::to_string(&order);
    assert_eq!(
        written,
        ::std::concat!(
            r#"{"validity":"1","platform":"51","method":"ship_token","fallback":"client_app","#,
            r#""name":"Gary","city":"Lindon","email":"gary@example.com","right":"r","ev":"true"}"#,
        ),
    );
    let read = json::from_str::<::order_core::Valid<Order>>(&written);
    assert_eq!(json::to_string(&*read.unwrap()), written);
    let read: Order = ::serde_json::from_str(&written).unwrap();
    assert_eq!(::serde_json::to_string(&read).unwrap(), written);
}

#[test]
fn a_broken_order_is_reported_in_field_order() {
    let order: Order = json::from_str(
        r#"{"validity": 4, "name": "", "email": "gary", "telephone": " ", "left": ""}"#,
    )
    .unwrap();
    let violations = order.validate().unwrap_err();
    let codes: ::std::vec::Vec<Code> = ::std::iter::Iterator::collect(::std::iter::Iterator::map(
        violations.iter(),
        |violation| violation.code(),
    ));
    assert_eq!(
        codes,
        [
            Code::Allowed,
            Code::Required,
            Code::Format,
            Code::Blank,
            Code::GroupAtMostOne,
            Code::Required
        ],
    );
}

#[::core::prelude::v1::test]
fn an_enum_keeps_what_it_does_not_know() {
    let request: Stated = json::from_str(r#"{"state": "new"}"#).unwrap();
    assert!(request.validate().is_ok());
    assert_eq!(json::to_string(&request), r#"{"state":"new"}"#);
}
