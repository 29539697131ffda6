use std::collections::BTreeSet;

use crate::proof::domain::{Class, lengths, numbers};

#[test]
fn numbers_fall_between_the_points_that_rules_name() {
    let points = BTreeSet::from([1, 2, 5]);
    let between = |low, high| Class::Between(Some(low), Some(high));
    assert_eq!(
        numbers(&points, Some((0, 255))),
        [
            between(-1, 1),
            Class::Point(1),
            Class::Point(2),
            between(2, 5),
            Class::Point(5),
            between(5, 256),
        ],
    );
    assert_eq!(
        numbers(&BTreeSet::from([1, 2]), None),
        [
            Class::Between(None, Some(1)),
            Class::Point(1),
            between(1, 2),
            Class::Point(2),
            Class::Between(Some(2), None),
        ],
    );
    assert_eq!(lengths(&BTreeSet::new()), [Class::Point(0), Class::Between(Some(0), None)]);
}
