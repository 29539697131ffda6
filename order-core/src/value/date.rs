use std::cmp::Ordering;

use jiff::civil::Date;

use crate::{
    schema::{Kind, Literal},
    value::{
        EqualTo, Formed, Node, OrderValue, OrderedTo, PredicateValue, ReadValue, ScalarValue,
        TextForm, compare::default_in, form::formed_scalar,
    },
    wire::Place,
};

/// Calendar dates in ISO 8601 notation.
pub(crate) static DATE: TextForm = TextForm {
    name: "date",
    expects: "a date such as `2031-05-08`",
    accepts: |text| parse(text).is_some(),
    order: |left, right| Some(parse(left)?.cmp(&parse(right)?)),
    is_number: false,
    is_bare: false,
};

/// Parses a date in its only accepted notation: four, two and two digits with hyphens between.
fn parse(text: &str) -> Option<Date> {
    let has_form = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if has_form { text.parse().ok() } else { None }
}

formed_scalar!(Date, DATE, parse);

#[diagnostic::do_not_recommend]
impl ReadValue<'_> for Date {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        parse(place.bare_scalar()?.text()?)
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        parse(&literal.to_text()?)
    }
}

default_in!(Date, str, |text| parse(text));

#[diagnostic::do_not_recommend]
impl EqualTo<Date> for str {
    fn equal_to(value: &Date, literal: &Self) -> bool {
        parse(literal).is_some_and(|literal| *value == literal)
    }
}
