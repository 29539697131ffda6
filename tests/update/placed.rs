//! Parts of an update in types that macros write, whose names and lifetimes are told by their spans.

use std::collections::BTreeMap;

use order_core::{
    OrderRequest, json,
    update::{Change, Edit, Update},
};

/// Derives for a struct that another place has written.
macro_rules! request {
    ($($item:tt)*) => {
        #[derive(Clone, Debug, OrderRequest)]
        $($item)*
    };
}

/// The struct is written here, and its parts elsewhere.
macro_rules! order_of {
    ($name:ident, $update:ident, $part:ty) => {
        #[derive(Clone, Debug, OrderRequest)]
        #[order(update = $update)]
        struct $name {
            #[nested]
            part: Option<$part>,
            #[nested]
            parts: BTreeMap<String, $part>,
        }
    };
}

request! {
    #[order(update = PartUpdate)]
    struct Part<'a> {
        name: &'a str,
    }
}

request! {
    #[order(update = OrderUpdate)]
    struct Order<'a> {
        id: u8,
        #[nested]
        part: Option<Part<'a>>,
        #[order(flatten)]
        own: Own,
    }
}

request! {
    #[order(update = OwnUpdate)]
    struct Own {
        size: Option<u8>,
    }
}

order_of!(Outer, OuterUpdate, Own);

request! {
    #[order(update = MeasuredUpdate)]
    struct Measured<const N: usize> {
        size: Option<u8>,
    }
}

request! {
    #[order(update = BoxedUpdate)]
    struct Boxed<const N: usize> {
        #[nested]
        part: Option<Box<Measured<N>>>,
    }
}

#[test]
fn a_flattened_part_is_changed_wherever_it_stands() {
    let old = Order { id: 1, part: None, own: Own { size: None } };
    let update: OrderUpdate<'_> = json::from_str(r#"{"size": 2, "part": {"name": "a"}}"#).unwrap();
    assert_eq!(json::to_string(&update), r#"{"part":{"name":"a"},"size":2}"#);
    let copy = OrderUpdate {
        id: Edit::Untouched,
        part: Change::Set(PartUpdate { name: Edit::Set("a") }),
        own: OwnUpdate { size: Change::Set(2) },
    };
    assert_eq!(update, copy.clone());
    let new = update.apply(&old).unwrap();
    assert_eq!((new.part.as_ref().map(|part| part.name), new.own.size), (Some("a"), Some(2)));
}

#[test]
fn parts_from_a_macro_are_changed() {
    let old = Outer { part: None, parts: BTreeMap::new() };
    let update: OuterUpdate =
        json::from_str(r#"{"part": {"size": 1}, "parts": {"a": {"size": 2}}}"#).unwrap();
    let new = update.clone().apply(&old).unwrap();
    assert_eq!((new.part.as_ref().unwrap().size, new.parts["a"].size), (Some(1), Some(2)));
    assert_eq!(OuterUpdate::between(&old, new.into_inner()), update);
}

#[test]
fn a_part_may_have_a_constant() {
    let old = Boxed::<3> { part: None };
    let update: BoxedUpdate<3> = json::from_str(r#"{"part": {"size": 1}}"#).unwrap();
    assert_eq!(update.apply(&old).unwrap().part.as_ref().unwrap().size, Some(1));
}
