//! Requests that `macro_rules!` macros declare.

use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
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
        #[condition(inside, inner)]
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
        /// Whether it is an EV order.
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
    assert_eq!(Order::SCHEMA.fields[0].doc, "Whether it is an EV order.");
}

/// What a macro was given as one expression stays one operand.
macro_rules! negated {
    ($name:ident, $cond:expr, $value:literal, $bounds:expr, $text:literal) => {
        #[derive(OrderRequest)]
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
