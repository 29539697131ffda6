#![allow(
    dead_code,
    non_camel_case_types,
    unused_macros,
    clippy::wrong_self_convention,
    reason = "the names are there to be in the way"
)]

//! Types, functions, macros and traits with the names that generated code uses itself.

use ::order_core::{Code, json};

struct Option;
struct Result;
struct Vec;
struct String;
struct Box;
struct Some;
struct None;
struct Ok;
struct Err;
struct Default;
struct From;
struct bool;
struct str;
struct usize;
struct i128;
struct u8;

mod core {}
mod std {}
mod alloc {}
mod order_core {}
mod private {}
mod schemars {}
mod schemars08 {}
mod schemars09 {}
mod serde {}
mod serde_core {}
mod utoipa {}

macro_rules! matches {
    () => {};
}
macro_rules! if_serde {
    () => {};
}
macro_rules! vec {
    () => {};
}

/// Methods with the names of ours, on every type and by value, so that they come first wherever a method is
/// looked up by name alone.
trait InTheWay: Sized {
    fn absent(self) -> ! {
        ::std::panic!("generated code called a method by its name")
    }
    fn contains(self) -> ! {
        self.absent()
    }
    fn fail(self) -> ! {
        self.absent()
    }
    fn fail_group(self) -> ! {
        self.absent()
    }
    fn field(self) -> ! {
        self.absent()
    }
    fn deserialize(self) -> ! {
        self.absent()
    }
    fn serialize(self) -> ! {
        self.absent()
    }
    fn get(self) -> ! {
        self.absent()
    }
    fn is_blank(self) -> ! {
        self.absent()
    }
    fn is_given(self) -> ! {
        self.absent()
    }
    fn is_match(self) -> ! {
        self.absent()
    }
    fn is_present(self) -> ! {
        self.absent()
    }
    fn is_some_and(self) -> ! {
        self.absent()
    }
    fn is_true(self) -> ! {
        self.absent()
    }
    fn kind(self) -> ! {
        self.absent()
    }
    fn map(self) -> ! {
        self.absent()
    }
    fn map_or(self) -> ! {
        self.absent()
    }
    fn node(self) -> ! {
        self.absent()
    }
    fn number(self) -> ! {
        self.absent()
    }
    fn present_value(self) -> ! {
        self.absent()
    }
    fn text(self) -> ! {
        self.absent()
    }
    fn value(self) -> ! {
        self.absent()
    }
    fn variant(self) -> ! {
        self.absent()
    }
    fn visit(self) -> ! {
        self.absent()
    }
}

impl<T> InTheWay for T {}

#[derive(::order_core::OrderValue)]
#[order(rename_all = "snake_case", ignore_case, serde)]
enum Method {
    ShipToken,
    ClientApp,
}

#[derive(::order_core::OrderValue)]
#[order(rename_all = "snake_case", serde)]
enum State {
    Pending,
    #[order(other)]
    r#String(::std::string::String),
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

#[derive(::order_core::OrderValue)]
#[order(serde)]
struct Csr(::std::string::String);

#[derive(::order_core::OrderRequest)]
#[order(serde)]
#[condition(hardware, method == ShipToken)]
struct Order {
    #[range(1..=3)]
    #[allowed(1, 2..=3)]
    #[default_value(1)]
    validity: ::core::primitive::u8,
    #[required_if(ev)]
    #[forbidden_unless(ev)]
    method: ::core::option::Option<Method>,
    #[present_iff(hardware)]
    #[length(1..=64)]
    #[pattern("[A-Z]+")]
    #[group_all_or_none("request")]
    csr: ::core::option::Option<Csr>,
    #[format(email)]
    #[group_all_or_none("request")]
    email: ::core::option::Option<::std::string::String>,
    #[default_value(false)]
    ev: ::core::primitive::bool,
}

#[test]
fn generated_code_means_its_own_names() {
    let written =
        r#"{"validity":2,"method":"ship_token","csr":"ABC","email":"a@example.com","ev":true}"#;
    let order: Order = json::from_str(written).unwrap();
    assert_eq!(json::to_string(&order), written);
    let order: Order = ::serde_json::from_str(written).unwrap();
    assert_eq!(::serde_json::to_string(&order).unwrap(), written);
    assert!(::order_core::OrderRequest::validate(&order).is_ok());

    let order: Order = json::from_str(r#"{"method":"client_app","csr":"abc"}"#).unwrap();
    let violations = ::order_core::OrderRequest::validate(&order).unwrap_err();
    let codes: ::std::vec::Vec<Code> =
        ::std::iter::Iterator::map(violations.iter(), |violation| violation.code()).collect();
    assert_eq!(
        codes,
        [Code::Forbidden, Code::Forbidden, Code::Pattern, Code::GroupAllOrNone],
        "{violations}",
    );
    assert_eq!(::std::format!("{}", Method::ShipToken), "ship_token");
    assert!("SHIP_TOKEN".parse::<Method>().is_ok());
}

#[derive(::order_core::OrderRequest)]
struct Card {
    number: ::core::option::Option<::std::string::String>,
}

/// Its variants have names of types and values, and of what generated code declares.
#[derive(::order_core::OrderValue)]
enum Payment {
    Some(Card),
    None(::std::boxed::Box<Card>),
    Option(::std::vec::Vec<Card>),
    __Variants(Card),
    r#type(Card),
}

struct __PaymentVariants;

#[derive(::order_core::OrderRequest)]
#[required(payment.None.number)]
struct Paid {
    #[nested]
    payment: Payment,
    #[required_if(payment.Some.number == "1" || len(payment.Option) > 1 || present(payment.r#type))]
    reason: ::core::option::Option<::std::string::String>,
}

#[test]
fn variants_may_have_any_name() {
    for (payment, count) in [
        (r#"{"Some":{"number":"1"}}"#, 1),
        (r#"{"None":{}}"#, 1),
        (r#"{"Option":[{},{}]}"#, 1),
        (r#"{"__Variants":{}}"#, 0),
        (r#"{"type":{}}"#, 1),
    ] {
        let written = ::std::format!(r#"{{"payment":{payment}}}"#);
        let paid: Paid = json::from_str(&written).unwrap();
        assert_eq!(json::to_string(&paid), written);
        let found = ::order_core::OrderRequest::validate(&paid);
        assert_eq!(found.map_or_else(|violations| violations.len(), |()| 0), count, "{payment}");
    }
}
