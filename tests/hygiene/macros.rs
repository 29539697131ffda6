//! Requests that `macro_rules!` macros declare.

use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(serde)]
enum Method {
    ShipToken,
    ClientApp,
}

macro_rules! request {
    (
        $name:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty,)* }
        required $required:ident: $required_ty:ty, if $cond:expr;
        group $group:literal: $($member:ident)*
    ) => {
        #[derive(OrderRequest)]
        #[order(serde, schemars, schemars08, schemars09, utoipa)]
        #[condition(inside, inner)]
        #[order(allow(undeclared_dead_end))]
        struct $name {
            $($(#[$attribute])* $field: $ty,)*
            inner: bool,
            #[required_if($cond)]
            #[forbidden_if(!$cond || inside)]
            $required: $required_ty,
            $(#[group_all_or_none($group)] $member: Option<String>,)*
        }
    };
}

request! {
    Order {
        /// True for an EV order.
        ev: bool,
        #[default_value(ClientApp)]
        method: Method,
        #[allowed(1, 2..=3)]
        #[range(1..=3)]
        validity: Option<u8>,
    }
    required csr: Option<String>, if ev && method == ShipToken;
    group "ship": name city
}

#[test]
fn fields_types_conditions_and_names_may_come_from_outside() {
    let order: Order = json::from_str(r#"{"ev":true,"method":"ShipToken","inner":false}"#).unwrap();
    assert_eq!(order.validate().unwrap_err().to_string().lines().count(), 1);
    let order: Order =
        json::from_str(r#"{"ev":true,"inner":true,"csr":"c","validity":3,"name":"n"}"#).unwrap();
    let violations = order.validate().unwrap_err();
    assert_eq!(
        violations.iter().map(|it| it.path().to_string()).collect::<Vec<_>>(),
        ["csr", "city"],
        "{violations}",
    );
    assert_eq!(Order::SCHEMA.fields[0].doc, "True for an EV order.");
}

/// An expression that is passed to a macro remains a single operand.
macro_rules! negated {
    ($name:ident, $cond:expr, $value:literal, $bounds:expr, $text:literal) => {
        #[derive(OrderRequest)]
        #[order(serde, schemars, schemars08, schemars09, utoipa)]
        struct $name {
            a: bool,
            b: bool,
            #[forbidden_if(!$cond)]
            field: Option<u8>,
            #[default_value($value)]
            #[range($bounds)]
            #[order(rename = $text)]
            number: i8,
        }
    };
}

negated!(Negated, a || b, -1, -5..=5, "wire");

#[test]
fn a_condition_from_outside_is_one_operand() {
    let order: Negated = json::from_str(r#"{"a":false,"b":true,"field":1}"#).unwrap();
    assert!(order.validate().is_ok());
    assert_eq!(order.number, -1);
    let order: Negated = json::from_str(r#"{"a":false,"b":false,"field":1,"wire":6}"#).unwrap();
    assert_eq!(
        order.validate().unwrap_err().iter().map(|it| it.path().to_string()).collect::<Vec<_>>(),
        ["field", "wire"],
    );
}

/// A macro that names its own field in a condition, beside one from outside.
macro_rules! both {
    ($field:ident, $variant:ident) => {
        #[derive(OrderRequest)]
        #[order(serde, schemars, schemars08, schemars09, utoipa)]
        #[condition(own, how == $variant)]
        struct Both {
            how: Method,
            #[required_if(own)]
            #[forbidden_if(how != $variant)]
            $field: Option<String>,
            #[required_if(present($field))]
            other: Option<String>,
        }
    };
}

both!(outside, ShipToken);

#[test]
fn conditions_mix_names_of_both_sides() {
    let order: Both = json::from_str(r#"{"how":"ShipToken"}"#).unwrap();
    assert_eq!(order.validate().unwrap_err().at("outside").count(), 1);
    let order: Both = json::from_str(r#"{"how":"ClientApp","outside":"x"}"#).unwrap();
    assert_eq!(order.validate().unwrap_err().len(), 2);
}

macro_rules! method {
    ($name:ident { $($variant:ident = $wire:literal,)* }) => {
        #[derive(OrderValue)]
        #[order(serde)]
        enum $name {
            $(#[order(rename = $wire)] $variant,)*
        }
    };
}

method!(Wire { First = "1st", Second = "2nd", });

#[test]
fn an_enum_may_come_from_a_macro() {
    assert_eq!(Wire::First.to_string(), "1st");
    assert!(matches!("2nd".parse(), Ok(Wire::Second)));
}

mod today {
    pub(super) const LEAST: u8 = 3;
}

struct Account {
    limit: u8,
}

#[derive(OrderRequest)]
#[order(context = Account)]
struct Part {
    #[forbidden_unless(ctx.limit > 1)]
    size: Option<u8>,
    names: Vec<String>,
}

fn is_even(number: &u8) -> bool {
    number.is_multiple_of(2)
}

fn is_short(text: &str) -> bool {
    text.len() < 3
}

fn check_all(request: &Whole, report: &mut order_core::Report<'_, '_>) {
    if request.size.is_none() {
        report.fail("size", "is missing; give one");
    }
}

/// A macro that hands over every term of the language, and the types and functions that it speaks of.
macro_rules! whole {
    (
        $context:ty, $part:ty, $text:ty, $check:path, $over_all:path, $format:path, $least:path;
        $field:ident . $member:ident, $list:ident, $item:ident; $($cond:tt)+
    ) => {
        #[derive(OrderValue)]
        #[order(serde)]
        struct Csr($text);

        #[derive(OrderRequest)]
        #[order(context = $context, serde)]
        #[rule(fits, all($item in $field.$list, len($item) < 9), "short names", at = $field.$member)]
        #[rule(each_once, unique($item in texts, $item), "every text once")]
        #[required($field.$member, if size > $least)]
        #[check(whole, $over_all)]
        struct Whole {
            csr: Option<Csr>,
            #[check($check)]
            size: Option<u8>,
            #[nested]
            $field: Option<$part>,
            #[each(length(..=9), format($format))]
            texts: Vec<String>,
            nothing: Option<Option<u8>>,
            #[forbidden_if($($cond)+)]
            last: Option<u8>,
        }
    };
}

whole! {
    Account, Part, String, is_even, check_all, self::is_short, today::LEAST;
    part.size, names, it;
    any(it in part.names, it == "a" || it == csr) && count(it in texts, matches(it, "x")) == len(texts)
        && satisfies(size, is_even) && part.size < size && nothing == null && count(part.size, csr) >= 1
        && ctx.limit >= today::LEAST && is(csr, digits) && part.size in [1, 2] && given(part.size)
}

#[test]
fn every_term_may_come_from_outside() {
    let order: Whole = json::from_str(
        r#"{"csr":"1","size":4,"part":{"size":1,"names":["a"]},"texts":["x"],"nothing":null,"last":1}"#,
    )
    .unwrap();
    let violations = order.validate_in(&Account { limit: 3 }).unwrap_err();
    assert_eq!(
        violations.iter().map(|it| it.path().to_string()).collect::<Vec<_>>(),
        ["last"],
        "{violations}",
    );
    assert!(order.validate_in(&Account { limit: 2 }).is_ok());
}

#[derive(OrderRequest)]
struct Card {
    number: Option<String>,
}

/// A macro that hands over the variants, what they hold, and where they are asked for.
macro_rules! payment {
    ($name:ident { $($variant:ident($held:ty) = $wire:literal,)* } $payment:ident . $asked:ident . $member:ident) => {
        #[derive(OrderValue)]
        enum $name {
            $(#[order(rename = $wire)] $variant($held),)*
        }

        #[derive(OrderRequest)]
        #[forbidden($payment.$asked.$member, if present(note))]
        struct Paid {
            #[nested]
            $payment: $name,
            #[required_if($payment.$asked.$member == "1")]
            note: Option<String>,
        }
    };
}

payment! { Payment { Card(Card) = "card", Cards(Vec<Card>) = "cards", } payment.Card.number }

#[test]
fn an_enum_with_data_may_come_from_a_macro() {
    let paid: Paid = json::from_str(r#"{"payment":{"card":{"number":"1"}}}"#).unwrap();
    assert_eq!(paid.validate().unwrap_err().at("note").count(), 1);
    let paid = Paid { note: Some("x".to_owned()), ..paid };
    assert_eq!(paid.validate().unwrap_err().at("payment.card.number").count(), 1);
    let paid: Paid = json::from_str(r#"{"payment":{"cards":[]}}"#).unwrap();
    assert!(paid.validate().is_ok());
}
