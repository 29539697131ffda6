//! Parts that are not `nested`.

use syn::Type;

use super::said::said;
use crate::proof::forgotten::item;

#[test]
fn rules_of_a_part_are_looked_for_where_it_may_be_one() {
    let is_asked = |text: &str| said(text).1.contains("assert_no_rules");
    for (text, expected) in [
        ("struct Order { part: Part }", true),
        ("struct Order { part: Option<Box<Part>> }", true),
        ("struct Order { part: Vec<Part> }", true),
        ("struct Order { part: BTreeMap<String, Part> }", true),
        ("struct Order { part: Vec<u8> }", false),
        ("struct Order { part: BTreeMap<String, u8> }", false),
        ("struct Order { part: BTreeMap<Key, u8> }", false),
        ("struct Order { part: String }", false),
        ("struct Order { #[nested] part: Part }", false),
        ("struct Order { #[order(unchecked)] part: Part }", false),
        ("struct Order { #[order(skip)] part: Part }", false),
        ("struct Order<P> { part: P }", false),
        ("struct Order<P> { part: Vec<P> }", false),
        ("#[order(allow(forgotten_nested))] struct Order { part: Part }", false),
    ] {
        assert_eq!(is_asked(text), expected, "{text}");
    }
}

#[test]
fn item_of_a_type_is_what_its_list_or_map_holds() {
    let held = |text: &str| {
        let ty: Type = syn::parse_str(text).unwrap();
        item(&ty).map(|ty| quote::quote!(#ty).to_string())
    };
    for (ty, expected) in [
        ("Vec<A>", Some("A")),
        ("Option<Vec<A>>", Some("A")),
        ("Box<Vec<A>>", Some("A")),
        ("Option<Box<Vec<A>>>", Some("A")),
        ("BTreeMap<K, A>", Some("A")),
        ("HashMap<K, A, S>", Some("A")),
        ("std::collections::HashMap<K, A, S>", Some("A")),
        ("String", None),
        ("Option<String>", None),
        ("&'a str", None),
    ] {
        assert_eq!(held(ty).as_deref(), expected, "{ty}");
    }
}
