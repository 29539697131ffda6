//! Attributes of others beside ours.

use order_core::{OrderRequest, OrderValue, json};

/// Spelled with `cfg_attr`, switched by `cfg`, and with lints, documentation and a deprecation between.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, OrderRequest)]
#[cfg_attr(all(), order(scalars = "text"))]
#[cfg_attr(any(), order(rename_all = "kebab-case"))]
#[must_use]
#[non_exhaustive]
struct Order {
    ev: bool,
    #[cfg(any())]
    gone: NoSuchType,
    #[cfg_attr(all(), required_if(ev))]
    #[cfg_attr(any(), forbidden_if(ev))]
    #[doc(alias = "request")]
    #[allow(unused)]
    kept: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, OrderValue)]
#[repr(u8)]
#[non_exhaustive]
enum Method {
    #[default]
    ShipToken = 7,
    #[cfg(any())]
    Gone,
    #[cfg_attr(all(), order(rename = "app"))]
    #[doc(hidden)]
    ClientApp,
}

#[test]
fn a_field_that_is_switched_off_is_no_field() {
    assert_eq!(Order::SCHEMA.fields.len(), 2);
    let order: Order = json::from_str(r#"{"ev":"true"}"#).unwrap();
    assert_eq!(json::to_string(&order), r#"{"ev":"true"}"#);
    assert_eq!(order.validate().unwrap_err().at("kept").count(), 1);
    assert_eq!(Method::ClientApp.to_string(), "app");
    assert!("Gone".parse::<Method>().is_err());
}

/// A derive that reads an attribute of the same name would be served by the namespaced form.
#[derive(OrderRequest)]
#[order(allow(dead_value))]
struct Namespaced {
    ev: bool,
    #[order(
        required_if(ev),
        forbidden_unless(ev),
        length(1..=3),
        pattern("[a-z]+"),
        group_all_or_none("g"),
        blank(reject),
        rename = "request",
        secret,
    )]
    csr: Option<String>,
    #[order(group_all_or_none("g"))]
    #[order(allowed(1, 2), allowed_if(ev, 1))]
    #[order(default_value(1))]
    validity: Option<u8>,
}

#[test]
fn every_word_has_a_namespaced_form() {
    let order = Namespaced { ev: true, csr: Some("ABCD".to_owned()), validity: Some(2) };
    let violations = order.validate().unwrap_err();
    assert_eq!(
        violations.iter().map(|it| it.rule().source).collect::<Vec<_>>(),
        ["length(1..=3)", "pattern(\"[a-z]+\")", "allowed_if(ev, 1)"],
    );
}
