use std::collections::BTreeSet;

use crate::{
    parse::{Exact, Number, Value},
    proof::{
        domain::{Class, Key, Named, lengths, numbers},
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
