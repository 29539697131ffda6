//! Updates of types with lifetimes and parameters, of aliases, in macros, and without the prelude.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use order_core::{
    OrderRequest, OrderValue, json,
    update::{Change, Edit, Update},
};

/// A name that cannot be cloned or compared.
#[derive(Debug, OrderValue)]
struct Unclonable(String);

/// What cannot be cloned still has an update, which cannot be cloned either.
#[derive(Debug, OrderRequest)]
#[order(update = OpaqueUpdate)]
struct Opaque {
    name: Unclonable,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = BorrowedUpdate)]
struct Borrowed<'a> {
    name: &'a str,
    #[length(..=3)]
    note: Option<std::borrow::Cow<'a, str>>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = WithUpdate)]
struct With<T>
where
    T: Clone,
{
    r#type: T,
    r#in: Option<T>,
}

type Maybe = Option<String>;

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = AliasedUpdate)]
struct Aliased {
    note: Maybe,
    count: Option<u8>,
    twice: Option<Option<u8>>,
}

mod inner {
    /// A request whose parts are visible in its crate.
    #[derive(Debug, Clone, PartialEq, order_core::OrderRequest)]
    #[order(update = PartUpdate, crate = ::order_core)]
    pub(crate) struct Part {
        pub(crate) count: u8,
        pub(super) name: Option<String>,
    }
}

macro_rules! request {
    ($name:ident, $update:ident, $($field:ident: $ty:ty),*) => {
        #[derive(Debug, Clone, PartialEq, OrderRequest)]
        #[order(update = $update)]
        struct $name {
            $($field: $ty,)*
        }
    };
}

request!(Made, MadeUpdate, count: u8, note: Option<String>, map: Option<std::collections::BTreeMap<String, u8>>);

#[test]
fn a_request_with_a_lifetime_is_updated() {
    let text = String::from(r#"{"name":"b","note":null}"#);
    let changes: BorrowedUpdate<'_> = json::from_str(&text).unwrap();
    let old = Borrowed { name: "a", note: Some("n".into()) };
    let new = changes.clone().apply(&old).unwrap().into_inner();
    assert_eq!(new, Borrowed { name: "b", note: None });
    assert_eq!(BorrowedUpdate::between(&old, new), changes);
}

#[test]
fn a_request_with_a_parameter_is_updated() {
    let changes = WithUpdate { r#type: Edit::Set(2_u8), r#in: Change::Clear };
    assert_eq!(json::to_string(&changes), r#"{"type":2,"in":null}"#);
    let new = changes.apply(&With { r#type: 1, r#in: Some(3) }).unwrap();
    assert_eq!(*new, With { r#type: 2, r#in: None });
}

#[test]
fn an_option_by_another_name_is_cleared_by_its_value() {
    let changes: AliasedUpdate = json::from_str(r#"{"note":null,"count":2}"#).unwrap();
    assert_eq!(changes.note, Edit::Set(None));
    let old = Aliased { note: Some("a".to_owned()), count: None, twice: Some(None) };
    let new = changes.apply(&old).unwrap().into_inner();
    assert_eq!(new, Aliased { note: None, count: Some(2), twice: Some(None) });
    let changes = AliasedUpdate::between(&old, new);
    assert_eq!(json::to_string(&changes), r#"{"note":null,"count":2}"#);
}

#[test]
fn what_cannot_be_cloned_has_an_update() {
    let changes = OpaqueUpdate { name: Edit::Set(Unclonable("a".to_owned())) };
    assert_eq!(format!("{changes:?}"), r#"OpaqueUpdate { name: "a" }"#);
}

#[test]
fn an_update_is_made_in_a_macro_and_in_another_module() {
    let changes: MadeUpdate = json::from_str(r#"{"map":{"a":1}}"#).unwrap();
    let old = Made { count: 1, note: None, map: None };
    assert_eq!(changes.apply(&old).unwrap().map, Some([("a".to_owned(), 1)].into()));
    let changes = inner::PartUpdate { name: Change::Set("a".to_owned()), ..Default::default() };
    assert_eq!(changes.apply(&inner::Part { count: 1, name: None }).unwrap().count, 1);
}
