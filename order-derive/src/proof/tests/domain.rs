use std::collections::BTreeSet;

use crate::{
    parse::{Bounds, Comparison, Exact, Number, Value},
    proof::{
        domain::{Class, Key, Named, key, lengths, may_be_same, numbers},
        moment::Moment,
        shape::{Base, Shape},
    },
};

/// The values of a field that rules name: these keys, and perhaps numbers.
fn named(keys: impl IntoIterator<Item = Key>, is_number: bool) -> Named {
    let mut named = Named::default();
    keys.into_iter().for_each(|key| named.add_key(key));
    if is_number {
        named.add(&Value::Number(syn::parse_str("1").unwrap()));
    }
    named
}

fn text(text: &str) -> Key {
    Key::Text(text.to_owned())
}

fn variant(name: &str) -> Key {
    Key::Variant(name.to_owned())
}

#[test]
fn numbers_fall_between_the_points_that_rules_name() {
    let points = BTreeSet::from([1, 2, 5].map(Exact::whole));
    let between = |low, high| Class::Between(Some(Exact::whole(low)), Some(Exact::whole(high)));
    let point = |number| Class::Point(Exact::whole(number));
    assert_eq!(
        numbers(&points, Some((0, 255))),
        [between(-1, 1), point(1), point(2), between(2, 5), point(5), between(5, 256),],
    );
    assert_eq!(
        numbers(&BTreeSet::from([1, 2].map(Exact::whole)), None),
        [
            Class::Between(None, Some(Exact::whole(1))),
            point(1),
            between(1, 2),
            point(2),
            Class::Between(Some(Exact::whole(2)), None),
        ],
    );
    assert_eq!(lengths(&BTreeSet::new()), [point(0), Class::Between(Some(Exact::ZERO), None)]);
}

#[test]
fn fractions_lie_between_whole_numbers() {
    let exact = |text: &str| syn::parse_str::<Number>(text).unwrap().exact();
    let (half, more) = (exact("0.5"), exact("1.5"));
    assert_eq!(
        numbers(&BTreeSet::from([half, more]), None),
        [
            Class::Between(None, Some(half)),
            Class::Point(half),
            Class::Between(Some(half), Some(more)),
            Class::Point(more),
            Class::Between(Some(more), None),
        ],
    );
    // No whole number is one of them, so nothing distinguishes those on either side.
    assert_eq!(
        numbers(&BTreeSet::from([half]), Some((0, 1))),
        [Class::Between(Some(exact("-1")), Some(exact("2")))],
    );
    let is_inhabited =
        |low, high| Class::Between(Some(exact(low)), Some(exact(high))).is_surely_inhabited();
    assert!(is_inhabited("0.5", "1.5"));
    assert!(!is_inhabited("0.5", "1"));
    assert!(!is_inhabited("-0.5", "-0.25"));
    assert!(is_inhabited("-0.5", "0.5"));
}

#[test]
fn values_that_rules_name_are_those_of_the_type() {
    let integer = Base::Integer { min: 0, max: 255, is_nonzero: false };
    let bools = || [Key::Bool(true), Key::Bool(false)];
    for (named, fitting) in [
        (named([], false), [true, true, true, true, true]),
        (named([], true), [false, false, true, false, false]),
        (named(bools(), false), [true, true, false, false, false]),
        (named(bools(), true), [false; 5]),
        (named([text("a")], false), [false, false, false, true, false]),
        (named([text("a")], true), [false; 5]),
        (named([text("a"), variant("A")], false), [false; 5]),
        (named([variant("A")], false), [false; 5]),
    ] {
        let bases = [Base::Bool, Base::Flag, integer, Base::Text, Base::Collection];
        assert_eq!(bases.map(|base| named.fits(base)), fitting, "{named:?}");
    }
}

#[test]
fn two_variants_two_bools_or_a_number_may_be_all_values() {
    for (named, may_be_all) in [
        (named([], false), false),
        (named([], true), true),
        (named([variant("A")], false), false),
        (named([variant("A"), variant("B")], false), true),
        (named([Key::Bool(true)], false), false),
        (named([Key::Bool(true), Key::Bool(false)], false), true),
        (named([Key::Bool(true), variant("A")], false), false),
        (named([text("a"), text("b"), text("c")], false), false),
    ] {
        assert_eq!(named.may_be_all(), may_be_all, "{named:?}");
    }
}

#[test]
fn texts_beside_numbers_are_no_values_of_their_own() {
    let classes = |named: &Named, shape| named.classes(shape, named.moments(shape).as_ref());
    let point = || Class::Point(Exact::whole(1));
    let open = [Class::Between(None, Some(Exact::whole(1))), point()];
    let all = |rest: &[Class]| {
        let above = Class::Between(Some(Exact::whole(1)), None);
        open.iter().chain([&above]).chain(rest).cloned().collect::<Vec<_>>()
    };
    let other = Shape { base: Base::Other { may_be_null: false }, ..Shape::UNKNOWN };
    // `"1"` and 1 may be the same decimal.
    assert_eq!(classes(&named([text("1")], true), other), all(&[Class::Other]));
    assert_eq!(classes(&named([text("1")], false), other), [Class::Key(text("1")), Class::Other],);
    assert_eq!(
        classes(&named([text("1"), text("1.0"), text("a")], false), other),
        [Class::Key(text("a")), Class::Other],
    );
    assert_eq!(
        classes(&named([text("a"), variant("A")], true), other),
        all(&[Class::Key(text("a")), Class::Key(variant("A")), Class::Other]),
    );
    // A type that is called `Date` and has numbers is none.
    let date = Shape { moment: Some(Moment::Date), ..other };
    assert_eq!(
        classes(&named([text("2026-01-01")], true), date),
        all(&[Class::Key(text("2026-01-01")), Class::Other]),
    );
    assert!(named([text("2026-01-01")], false).moments(date).is_some());
    assert!(named([text("2026-01-01"), text("a")], false).moments(date).is_none());
}

#[test]
fn number_at_the_end_of_a_type_has_none_behind_it() {
    let points = BTreeSet::from([0, 255].map(Exact::whole));
    let [low, high] = [0, 255].map(Exact::whole);
    assert_eq!(
        numbers(&points, Some((0, 255))),
        [Class::Point(low), Class::Between(Some(low), Some(high)), Class::Point(high)],
    );
}

#[test]
fn number_beyond_those_of_rules_is_not_sure_to_be_one_of_a_type() {
    let between = |low: Option<i128>, high: Option<i128>| {
        Class::Between(low.map(Exact::whole), high.map(Exact::whole))
    };
    for (class, is_inhabited) in [
        (between(Some(126), None), true),
        (between(Some(127), None), false),
        (between(None, Some(1)), true),
        (between(None, Some(0)), false),
        (between(None, None), false),
        (Class::Point(Exact::whole(300)), true),
        (Class::Other, true),
    ] {
        assert_eq!(class.is_surely_inhabited(), is_inhabited, "{class:?}");
    }
    let bounds = |min: &str, max: &str| {
        Bounds::between(Some(syn::parse_str(min).unwrap()), Some(syn::parse_str(max).unwrap()))
    };
    let class = between(Some(3), Some(5));
    assert_eq!(class.lies_within(&bounds("3", "5")), Some(true));
    assert_eq!(class.lies_within(&bounds("3", "4")), Some(false));
    assert_eq!(class.lies_within(&bounds("4", "5")), Some(false));
    assert_eq!(Class::Other.lies_within(&bounds("4", "5")), None);
    let three = Class::Point(Exact::whole(3));
    for (comparison, with_two, with_three) in [
        (Comparison::Equal, false, true),
        (Comparison::NotEqual, true, false),
        (Comparison::Less, false, false),
        (Comparison::LessEqual, false, true),
        (Comparison::Greater, true, false),
        (Comparison::GreaterEqual, true, true),
    ] {
        let compares = |number| three.compares(comparison, Exact::whole(number));
        assert_eq!((compares(2), compares(3)), (Some(with_two), Some(with_three)), "{comparison}");
    }
}

#[test]
fn texts_may_be_one_value_in_two_spellings() {
    let text = |text: &str| Value::Text(syn::LitStr::new(text, proc_macro2::Span::call_site()));
    for (one, other, may_be) in [
        ("1", "1.0", true),
        ("0", "-0", true),
        ("1", "2", false),
        ("a", "A", true),
        ("a", "b", false),
        ("http://a.example", "b", true),
        ("10:00+01:00", "09:00Z", true),
        ("10:00", "11:00", false),
        ("10:00:00.50", "10:00:00.5", true),
        ("10:00:00.0Z", "10:00:00z", true),
        ("10:00:00.5", "10:00:00", false),
        ("v1.50", "v1.5", false),
        ("a-01:00", "b", false),
        ("10:00-0100a", "b", false),
        ("10:00-1:00", "b", false),
    ] {
        assert_eq!(may_be_same(&text(one), &text(other)), may_be, "{one} {other}");
        assert_eq!(may_be_same(&text(other), &text(one)), may_be, "{other} {one}");
    }
    assert!(!may_be_same(&Value::Number(syn::parse_str("1").unwrap()), &text("1")));
}

#[test]
fn path_to_a_variant_is_told_from_one_to_a_constant() {
    let of = |path: &str| key(&Value::Path(syn::parse_str(path).unwrap()));
    assert_eq!(of("Method::ShipToken"), Some(variant("ShipToken")));
    assert_eq!(of("types::Method::ShipToken"), Some(variant("ShipToken")));
    assert_eq!(of("Method::ALL"), None);
    assert_eq!(of("Method::default"), None);
    assert_eq!(of("limits::Most"), None);
    assert_eq!(of("ShipToken"), None);
    assert_eq!(Class::of(&Value::Null(proc_macro2::Span::call_site())), Some(Class::Null),);
}
