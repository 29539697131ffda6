use std::collections::BTreeSet;

use crate::{
    parse::{Exact, Number},
    proof::domain::{Class, lengths, numbers},
};

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
