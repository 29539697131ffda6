use std::collections::BTreeSet;

use crate::{
    parse::{Exact, Number, Value},
    proof::{
        domain::{Class, Key, Named, lengths, numbers},
        shape::Base,
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
