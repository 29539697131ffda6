use std::cmp::Ordering;

use jiff::civil::Date;

use crate::{
    schema::{Kind, Literal},
    seen::{Judged, OrderedTo},
    value::{EqualTo, Formed, Node, OrderValue, ReadValue, ScalarValue, TextForm},
    wire::Place,
};

/// Dates of the calendar, as ISO 8601 writes them.
static DATE: TextForm = TextForm {
    name: "date",
    expects: "a date such as `2031-05-08`",
    accepts: |text| parse(text).is_some(),
    order: |left, right| Some(parse(left)?.cmp(&parse(right)?)),
    is_number: false,
    is_bare: false,
};

/// The date in its one spelling: four digits, two and two, with hyphens.
fn parse(text: &str) -> Option<Date> {
    let has_form = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if has_form { text.parse().ok() } else { None }
}

// Not among what rustc proposes to others, whose compiler would else say different things with this feature.
#[diagnostic::do_not_recommend]
impl OrderValue for Date {
    type Value = Self;

    fn kind() -> &'static Kind {
        static KIND: Kind = Kind::Formed(&DATE);
        &KIND
    }

    #[inline]
    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        Node::Formed(Formed::new(&DATE, self))
    }
}

#[diagnostic::do_not_recommend]
impl ScalarValue for Date {}

#[diagnostic::do_not_recommend]
impl ReadValue<'_> for Date {
    fn read(place: Place<'_, '_>) -> Option<Self> {
        parse(place.scalar()?.text()?)
    }

    fn from_literal(literal: Literal) -> Option<Self> {
        parse(literal.text()?)
    }
}

#[diagnostic::do_not_recommend]
impl EqualTo<Date> for Date {
    #[inline]
    fn equal_to(value: &Date, literal: &Self) -> bool {
        value == literal
    }
}

#[diagnostic::do_not_recommend]
impl EqualTo<Date> for str {
    fn equal_to(value: &Date, literal: &Self) -> bool {
        parse(literal).is_some_and(|literal| *value == literal)
    }
}

#[diagnostic::do_not_recommend]
impl OrderedTo<Date> for Date {
    #[inline]
    fn ordered_to(value: &Date, other: &Self) -> Ordering {
        value.cmp(other)
    }
}

#[diagnostic::do_not_recommend]
impl Judged for Date {
    fn judge(node: Node<'_>, accepts: impl Fn(&Self) -> bool) -> Option<bool> {
        match node {
            Node::Formed(formed) => Some(accepts(&parse(&formed.to_string())?)),
            Node::Text(text) => Some(accepts(&parse(text)?)),
            _ => None,
        }
    }
}
