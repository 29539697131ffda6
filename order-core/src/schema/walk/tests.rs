//! Types of one name in different modules: the same if nothing tells them apart.

use std::collections::BTreeMap;

use crate::{OrderRequest, OrderValue, schema::Schema};

/// Declares modules that each have a type `Order`, and a list of their names and schemas.
macro_rules! types {
    ($($(#[$attribute:meta])* $module:ident { $($field:tt)* })*) => {
        $(mod $module {
            #[allow(unused_imports, reason = "not each type needs all of them")]
            use super::*;

            #[derive(Debug, OrderRequest)]
            $(#[$attribute])*
            #[order(allow(dead_rule, dead_value))]
            #[allow(dead_code, reason = "only the schema is looked at")]
            pub(super) struct Order {
                $($field)*
            }
        })*

        fn all() -> Vec<(&'static str, &'static Schema)> {
            vec![$((stringify!($module), $module::Order::SCHEMA)),*]
        }
    };
}

#[derive(Debug, OrderValue)]
enum Method {
    Token,
    App,
}

mod other {
    use super::*;

    #[derive(Debug, OrderValue)]
    pub(super) enum Method {
        Token,
        Hsm,
    }

    pub(super) mod limits {
        pub(in super::super) const MOST: u8 = 4;
    }
}

mod limits {
    pub(super) const MOST: u8 = 3;
}

types! {
    base { a: Option<u8>, b: String, }
    /// Its words.
    with_doc { a: Option<u8>, b: String, }
    more_fields { a: Option<u8>, b: String, c: Option<u8>, }
    field_with_doc {
        /// Its words.
        a: Option<u8>,
        b: String,
    }
    other_name { #[order(rename = "c")] a: Option<u8>, b: String, }
    other_rust_name { #[order(rename = "a")] c: Option<u8>, b: String, }
    alias { #[order(alias = "c")] a: Option<u8>, b: String, }
    not_optional { a: u8, b: String, }
    nullable { a: Option<Option<u8>>, b: String, }
    blank { a: Option<u8>, #[blank(reject)] b: String, }
    secret { a: Option<u8>, #[order(secret)] b: String, }
    text { #[order(text)] a: Option<u8>, b: String, }
    with_default { #[default_value(1)] a: Option<u8>, b: String, }
    other_default { #[default_value(2)] a: Option<u8>, b: String, }
    signed { a: Option<i8>, b: String, }
    of_bool { a: Option<bool>, b: String, }
    of_text { a: Option<String>, b: String, }
    list { a: Option<Vec<u8>>, b: String, }
    signed_list { a: Option<Vec<i8>>, b: String, }
    separated { #[order(separator = ",")] a: Option<Vec<u8>>, b: String, }
    otherwise_separated { #[order(separator = ";")] a: Option<Vec<u8>>, b: String, }
    map { a: Option<BTreeMap<String, u8>>, b: String, }
    signed_map { a: Option<BTreeMap<String, i8>>, b: String, }
    choice { a: Option<Method>, b: String, }
    other_choice { a: Option<other::Method>, b: String, }
    short_float { a: Option<f32>, b: String, }
    float { a: Option<f64>, b: String, }
    rule { #[range(..=3)] a: Option<u8>, b: String, }
    other_rule { #[range(..=4)] a: Option<u8>, b: String, }
    rule_that_warns { #[range(..=3, warn)] a: Option<u8>, b: String, }
    rule_of_other { a: Option<u8>, #[length(..=3)] b: String, }
    changed { a: crate::update::Change<u8>, b: String, }
    constant { #[range(..=limits::MOST)] a: Option<u8>, b: String, }
}

mod twin {
    use super::*;

    #[derive(Debug, OrderRequest)]
    #[allow(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Order {
        a: Option<u8>,
        b: String,
    }
}

/// An enum with the values of the other one.
mod again {
    use super::*;

    #[derive(Debug, OrderValue)]
    pub(super) enum Method {
        Token,
        App,
    }
}

mod twin_of_choice {
    use super::*;

    #[derive(Debug, OrderRequest)]
    #[allow(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Order {
        a: Option<again::Method>,
        b: String,
    }
}

mod twin_of_float {
    use super::*;

    #[derive(Debug, OrderRequest)]
    #[allow(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Order {
        a: Option<f64>,
        b: String,
    }
}

mod with_other_constant {
    use super::{other::limits, *};

    #[derive(Debug, OrderRequest)]
    #[allow(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Order {
        #[range(..=limits::MOST)]
        a: Option<u8>,
        b: String,
    }
}

mod renamed {
    use super::*;

    #[derive(Debug, OrderRequest)]
    #[allow(dead_code, reason = "only the schema is looked at")]
    pub(super) struct Bill {
        a: Option<u8>,
        b: String,
    }
}

/// Two types that hold each other, so that a comparison comes back to where it began.
macro_rules! rings {
    ($($module:ident $size:ty;)*) => {
        $(mod $module {
            use super::*;

            #[derive(Debug, OrderRequest)]
            #[allow(dead_code, reason = "only the schema is looked at")]
            pub(super) struct Outer {
                #[nested]
                inner: Option<Vec<Inner>>,
            }

            #[derive(Debug, OrderRequest)]
            #[allow(dead_code, reason = "only the schema is looked at")]
            pub(super) struct Inner {
                #[nested]
                outer: Option<Box<Outer>>,
                size: $size,
            }
        })*
    };
}

rings! {
    ring u8;
    same_ring u8;
    other_ring u16;
}

#[test]
fn a_type_is_the_same_if_nothing_tells_it_apart() {
    assert!(base::Order::SCHEMA.is_same(twin::Order::SCHEMA));
    assert!(choice::Order::SCHEMA.is_same(twin_of_choice::Order::SCHEMA));
    assert!(float::Order::SCHEMA.is_same(twin_of_float::Order::SCHEMA));
    assert!(ring::Outer::SCHEMA.is_same(same_ring::Outer::SCHEMA));
    assert!(ring::Outer::SCHEMA.is_same(ring::Outer::SCHEMA));
}

#[test]
fn types_that_differ_in_anything_are_not_the_same() {
    let mut types = all();
    types.push(("with_other_constant", with_other_constant::Order::SCHEMA));
    types.push(("renamed", renamed::Bill::SCHEMA));
    let mut same = Vec::new();
    for (left, one) in &types {
        for (right, other) in &types {
            if left != right && one.is_same(other) {
                same.push((left, right));
            }
        }
    }
    assert_eq!(same, []);
    assert!(!ring::Outer::SCHEMA.is_same(other_ring::Outer::SCHEMA));
}

/// Requests that hold each other in every way.
#[allow(dead_code, reason = "only the schemas are looked at")]
mod held {
    use super::*;

    #[derive(Debug, OrderRequest)]
    #[order(update = PartUpdate)]
    pub(super) struct Part {
        n: u8,
    }

    #[derive(Debug, OrderRequest)]
    pub(super) struct Plain {
        n: u8,
    }

    #[derive(Debug, OrderRequest)]
    pub(super) struct Address {
        street: String,
        #[nested]
        plain: Option<Plain>,
    }

    #[derive(Debug, OrderRequest)]
    pub(super) struct Order {
        #[order(flatten)]
        address: Address,
        #[nested]
        maybe: Option<Vec<Plain>>,
        #[nested]
        by_key: BTreeMap<String, Vec<Plain>>,
        years: u8,
    }

    /// Declares requests with a type of their changes.
    macro_rules! with_updates {
        ($($module:ident { $($field:tt)* })*) => {
            $(pub(super) mod $module {
                use super::*;

                #[derive(Debug, OrderRequest)]
                #[order(update = RequestUpdate)]
                pub(in super::super) struct Request {
                    $($field)*
                }
            })*
        };
    }

    with_updates! {
        without_parts { n: u8, }
        of_part { #[nested] part: Part, }
        of_plain { #[nested] #[order(replace)] plain: Plain, }
        of_parts { #[nested] parts: BTreeMap<String, Part>, }
        of_plains { #[nested] #[order(replace)] plains: BTreeMap<String, Plain>, }
        deep { #[nested] inner: of_part::Request, }
        deep_plain { #[nested] inner: BTreeMap<String, of_plain::Request>, }
    }
}

#[test]
fn fields_are_visited_with_their_paths_on_the_wire() {
    let paths: Vec<_> = held::Order::SCHEMA.walk().map(|it| (it.path, it.depth)).collect();
    let paths: Vec<_> = paths.iter().map(|(path, depth)| (path.as_str(), *depth)).collect();
    assert_eq!(
        paths,
        [
            ("address", 0),
            ("street", 1),
            ("plain", 1),
            ("plain.n", 2),
            ("maybe", 0),
            ("maybe[].n", 1),
            ("by_key", 0),
            ("by_key[][].n", 1),
            ("years", 0),
        ]
    );
    let parts: Vec<_> = held::Order::SCHEMA.parts().iter().map(|part| part.name).collect();
    assert_eq!(parts, ["Order", "Address", "Plain"]);
}

#[cfg(feature = "export")]
#[test]
fn update_replaces_a_part_that_has_no_update() {
    for (schema, replaces) in [
        (held::without_parts::RequestUpdate::SCHEMA, false),
        (held::of_part::RequestUpdate::SCHEMA, false),
        (held::of_plain::RequestUpdate::SCHEMA, true),
        (held::of_parts::RequestUpdate::SCHEMA, false),
        (held::of_plains::RequestUpdate::SCHEMA, true),
        (held::deep::RequestUpdate::SCHEMA, false),
        (held::deep_plain::RequestUpdate::SCHEMA, true),
    ] {
        assert_eq!(schema.replaces_part(), replaces, "{:?}", schema.fields);
    }
}
