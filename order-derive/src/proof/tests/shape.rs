use syn::{Type, parse_quote};

use crate::proof::shape::{Base, Shape, key_type};

#[test]
fn a_type_is_known_where_it_is_written_out() {
    let other = Base::Other { may_be_null: false };
    let integer = |min, max, is_nonzero| Base::Integer { min, max, is_nonzero };
    let byte = integer(0, 255, false);
    let cases: [(Type, usize, Base); 35] = [
        (parse_quote!(bool), 0, Base::Bool),
        (parse_quote!(Option<u8>), 1, byte),
        (parse_quote!(Option<Option<u8>>), 2, byte),
        (parse_quote!(Box<Option<u8>>), 1, byte),
        (parse_quote!(NonZeroU8), 0, integer(1, 255, true)),
        (parse_quote!(Option<std::num::NonZero<i8>>), 1, integer(-128, 127, true)),
        (parse_quote!(NonZero<Unit>), 0, other),
        (parse_quote!(NonZeroish), 0, other),
        (parse_quote!(i128), 0, integer(i128::MIN, i128::MAX, false)),
        (parse_quote!(NonZeroU128), 0, integer(1, i128::MAX, true)),
        (parse_quote!(std::option::Option<String>), 1, Base::Text),
        (parse_quote!(&'a str), 0, Base::Text),
        (parse_quote!(Cow<'a, str>), 0, Base::Text),
        (parse_quote!(Box<str>), 0, Base::Text),
        (parse_quote!(Vec<Line>), 0, Base::Collection),
        (parse_quote!(std::collections::BTreeMap<String, u8>), 0, Base::Collection),
        (parse_quote!(Flag), 0, Base::Flag),
        (parse_quote!(Unit), 0, other),
        (parse_quote!(mine::String), 0, other),
        (parse_quote!(serde_json::Value), 0, Base::Other { may_be_null: true }),
        (parse_quote!((u8)), 0, byte),
        (parse_quote!(&'a u8), 0, Base::Other { may_be_null: true }),
        (parse_quote!(<T as X>::u8), 0, Base::Other { may_be_null: true }),
        (parse_quote!((u8, u8)), 0, Base::Other { may_be_null: true }),
        (parse_quote!(order_core::Flag), 0, Base::Flag),
        (parse_quote!(Box<Code>), 0, other),
        (parse_quote!(Cow<'a, Code>), 0, other),
        (parse_quote!(i8), 0, integer(-128, 127, false)),
        (parse_quote!(i16), 0, integer(-32_768, 32_767, false)),
        (parse_quote!(i32), 0, integer(i32::MIN.into(), i32::MAX.into(), false)),
        (parse_quote!(i64), 0, integer(i64::MIN.into(), i64::MAX.into(), false)),
        (parse_quote!(u16), 0, integer(0, 65_535, false)),
        (parse_quote!(u32), 0, integer(0, u32::MAX.into(), false)),
        (parse_quote!(u64), 0, integer(0, u64::MAX.into(), false)),
        (parse_quote!(u128), 0, integer(0, i128::MAX, false)),
    ];
    for (ty, options, base) in cases {
        assert_eq!(Shape::of(&ty), Shape { options, base, moment: None }, "{}", quote::quote!(#ty));
    }
}

#[test]
fn an_option_in_a_box_may_be_absent() {
    let optional = |ty: Type| crate::model::is_option(&ty);
    assert!(optional(parse_quote!(Option<u8>)));
    assert!(optional(parse_quote!(Box<Option<u8>>)));
    assert!(optional(parse_quote!(Box<Box<std::option::Option<u8>>>)));
    assert!(!optional(parse_quote!(Box<u8>)));
    assert!(!optional(parse_quote!(Vec<Option<u8>>)));
    assert!(!optional(parse_quote!(Option)));
}

#[test]
fn null_is_a_value_of_two_options_or_of_free_form() {
    for (ty, may_be_null) in [
        ("Option<u8>", false),
        ("Option<Option<u8>>", true),
        ("Value", true),
        ("Option<Value>", true),
        ("Unit", false),
    ] {
        let ty: Type = syn::parse_str(ty).unwrap();
        assert_eq!(Shape::of(&ty).may_be_null(), may_be_null, "{}", quote::quote!(#ty));
    }
}

#[test]
fn key_of_a_map_is_found_through_what_is_around_it() {
    for (ty, key) in [
        ("BTreeMap<Key, u8>", Some("Key")),
        ("HashMap<Key, u8, S>", Some("Key")),
        ("Option<BTreeMap<Key, u8>>", Some("Key")),
        ("Box<Option<BTreeMap<Key, u8>>>", Some("Key")),
        ("(BTreeMap<Key, u8>)", Some("Key")),
        ("Vec<BTreeMap<Key, u8>>", None),
        ("<T as X>::BTreeMap<Key, u8>", None),
        ("String", None),
        ("&'a str", None),
    ] {
        let ty: Type = syn::parse_str(ty).unwrap();
        let found = key_type(&ty).map(|key| quote::quote!(#key).to_string());
        assert_eq!(found.as_deref(), key, "{}", quote::quote!(#ty));
    }
    let of_key = |ty: &str| Shape::of_key(&syn::parse_str(ty).unwrap()).base;
    assert_eq!(of_key("BTreeMap<String, u8>"), Base::Text);
    assert_eq!(of_key("BTreeMap<Key, u8>"), Base::Other { may_be_null: false });
    assert_eq!(of_key("BTreeMap<u8, u8>"), Base::Other { may_be_null: false });
}
