use syn::{Type, parse_quote};

use crate::proof::shape::{Base, Shape};

#[test]
fn a_type_is_known_where_it_is_written_out() {
    let other = Base::Other { may_be_null: false };
    let integer = |min, max, is_nonzero| Base::Integer { min, max, is_nonzero };
    let byte = integer(0, 255, false);
    let cases: [(Type, usize, Base); 20] = [
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
