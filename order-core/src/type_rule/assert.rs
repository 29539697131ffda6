//! What rustc decides of the rules of a newtype where the derive of a request sees only the name of the type.

use crate::{
    private::ConstText,
    schema::{
        Allowed, At, Bounds, Comparison, Demand, Limit, Limits, Literal, Rule, Schema, Severity,
        Test, Unit,
    },
    type_rule::TypeRules,
    value::{OrderValue, moment::Notation},
};

/// Fails to compile if a text in a rule is no value of the field's type, or one that a rule of the type never accepts.
#[track_caller]
pub const fn assert_value<T: OrderValue>(text: &str) {
    assert_literal::<T>(text);
    if let Some((of_type, rule)) = refusing(T::TYPE_RULES, T::NOTATION, text) {
        let mut message = ConstText::new();
        message.push("the field holds a `");
        message.push(of_type.name);
        message.push("`, and its `");
        message.push(rule.source);
        message.push("` refuses `");
        message.push(text);
        message.push("`; change one of them");
        panic!("{}", message.as_str())
    }
}

/// Fails to compile if a text in a rule is no value of the field's type.
#[track_caller]
pub const fn assert_literal<T: OrderValue>(text: &str) {
    if let Some(notation) = T::NOTATION
        && !notation.accepts(text)
    {
        let mut message = ConstText::new();
        message.push("the field holds ");
        message.push(notation.expects());
        message.push("; `");
        message.push(text);
        message.push("` is none");
        panic!("{}", message.as_str())
    }
}

/// Fails to compile if no length within the bounds of a field is one that the type of the field accepts.
#[track_caller]
pub const fn assert_length<T: OrderValue>(bounds: Bounds, source: &str) {
    let mut rules = T::TYPE_RULES;
    while let TypeRules::Of(of_type) = rules {
        let mut index = 0;
        while index < of_type.rules.len() {
            let rule = &of_type.rules[index];
            let own = if let Demand::Passes(Test::Length(own)) = &rule.demand {
                Some(*own)
            } else if let Demand::Passes(Test::Size(unit, own)) = &rule.demand {
                Some(unit.characters(*own))
            } else {
                None
            };
            if let (At::Field(_), Severity::Error, Some(own)) =
                (rule.at, rule.attributes.severity, own)
                && are_disjoint(own, bounds)
            {
                apart(of_type, rule, source);
            }
            index += 1;
        }
        rules = inner(of_type);
    }
}

/// Fails to compile if no text whose length in a unit lies within the bounds of a field is one that the type of the field
/// accepts.
#[track_caller]
pub const fn assert_size<T: OrderValue>(unit: Unit, bounds: Bounds, source: &str) {
    let mut rules = T::TYPE_RULES;
    while let TypeRules::Of(of_type) = rules {
        let mut index = 0;
        while index < of_type.rules.len() {
            let rule = &of_type.rules[index];
            if let (At::Field(_), Severity::Error, Demand::Passes(test)) =
                (rule.at, rule.attributes.severity, &rule.demand)
                && excludes(test, unit, bounds)
            {
                apart(of_type, rule, source);
            }
            index += 1;
        }
        rules = inner(of_type);
    }
}

/// Returns `true` if no text that passes has a length within the bounds.
const fn excludes(test: &Test, unit: Unit, bounds: Bounds) -> bool {
    let (own, bounds) = match test {
        Test::Length(own) => (*own, unit.characters(bounds)),
        Test::Size(own_unit, own) => match (*own_unit, unit) {
            (Unit::Bytes, Unit::Bytes) | (Unit::Utf16, Unit::Utf16) => (*own, bounds),
            (Unit::Bytes, Unit::Utf16) | (Unit::Utf16, Unit::Bytes) => {
                (own_unit.characters(*own), unit.characters(bounds))
            }
        },
        Test::True
        | Test::OneOf(_)
        | Test::Compares(..)
        | Test::Range(_)
        | Test::Between(_)
        | Test::MultipleOf(..)
        | Test::StartsWith(_)
        | Test::EndsWith(_)
        | Test::Pattern(_)
        | Test::Format(_)
        | Test::Predicate(_) => return false,
    };
    are_disjoint(own, bounds)
}

const fn are_disjoint(one: Bounds, other: Bounds) -> bool {
    is_below(one.max, other.min) || is_below(other.max, one.min)
}

/// Fails to compile if no number within the limits of a field is one that the type of the field accepts.
#[track_caller]
pub const fn assert_range<T: OrderValue>(limits: Limits, source: &str) {
    let mut rules = T::TYPE_RULES;
    while let TypeRules::Of(of_type) = rules {
        let mut index = 0;
        while index < of_type.rules.len() {
            let rule = &of_type.rules[index];
            if let (At::Field(_), Severity::Error, Demand::Passes(Test::Range(own))) =
                (rule.at, rule.attributes.severity, &rule.demand)
                && (are_apart(own.max, limits.min) || are_apart(limits.max, own.min))
            {
                apart(of_type, rule, source);
            }
            index += 1;
        }
        rules = inner(of_type);
    }
}

/// Fails to compile if no date or time lies between the ends of a range, or none that the type of the field accepts.
#[track_caller]
pub const fn assert_between<T: OrderValue>(ends: &[(Comparison, &str)], source: &str) {
    let Some(notation) = T::NOTATION else { return };
    if let [(at, min), (until, max)] = ends
        && is_beyond(notation, *at, min, *until, max)
    {
        let mut message = ConstText::new();
        message.push("nothing lies between `");
        message.push(min);
        message.push("` and `");
        message.push(max);
        message.push("`; give the earlier one first, and allow one of them if they are the same");
        panic!("{}", message.as_str())
    }
    let mut rules = T::TYPE_RULES;
    while let TypeRules::Of(of_type) = rules {
        let mut index = 0;
        while index < of_type.rules.len() {
            let rule = &of_type.rules[index];
            if let (At::Field(_), Severity::Error, Demand::Passes(Test::Between(own))) =
                (rule.at, rule.attributes.severity, &rule.demand)
                && are_beyond(notation, own, ends)
            {
                apart(of_type, rule, source);
            }
            index += 1;
        }
        rules = inner(of_type);
    }
}

/// Returns `true` if a lower end of one range is beyond an upper end of the other.
const fn are_beyond(
    notation: Notation,
    own: &[(Comparison, Literal)],
    ends: &[(Comparison, &str)],
) -> bool {
    let mut index = 0;
    while index < own.len() {
        let mut other = 0;
        while other < ends.len() {
            let (end, text) = ends[other];
            if let (comparison, Literal::Text(own)) = own[index]
                && (is_beyond(notation, comparison, own, end, text)
                    || is_beyond(notation, end, text, comparison, own))
            {
                return true;
            }
            other += 1;
        }
        index += 1;
    }
    false
}

/// Returns `true` if no value is both above a lower end and below an upper one; `false` for two ends of one side.
const fn is_beyond(
    notation: Notation,
    lower: Comparison,
    min: &str,
    upper: Comparison,
    max: &str,
) -> bool {
    let excludes_min = match lower {
        Comparison::Greater => true,
        Comparison::GreaterEqual => false,
        Comparison::Equal | Comparison::NotEqual | Comparison::Less | Comparison::LessEqual => {
            return false;
        }
    };
    let excludes_max = match upper {
        Comparison::Less => true,
        Comparison::LessEqual => false,
        Comparison::Equal
        | Comparison::NotEqual
        | Comparison::Greater
        | Comparison::GreaterEqual => return false,
    };
    match (notation.parse(min), notation.parse(max)) {
        (Some(min), Some(max)) => {
            max.is_before(&min) || !min.is_before(&max) && (excludes_min || excludes_max)
        }
        (_, _) => false,
    }
}

/// Returns `false` if a date or time lies outside of a range for certain.
const fn is_between(notation: Notation, ends: &[(Comparison, Literal)], text: &str) -> bool {
    let mut index = 0;
    while index < ends.len() {
        if let (comparison, Literal::Text(end)) = ends[index]
            && (is_beyond(notation, comparison, end, Comparison::LessEqual, text)
                || is_beyond(notation, Comparison::GreaterEqual, text, comparison, end))
        {
            return false;
        }
        index += 1;
    }
    true
}

#[track_caller]
const fn apart(of_type: &Schema, rule: &Rule, source: &str) -> ! {
    let mut message = ConstText::new();
    message.push("no value keeps `");
    message.push(source);
    message.push("` and `");
    message.push(rule.source);
    message.push("` of `");
    message.push(of_type.name);
    message.push(concat!("`; change one of them ", finding!("empty_bounds")));
    panic!("{}", message.as_str())
}

/// The rules of what a newtype wraps.
const fn inner(of_type: &Schema) -> TypeRules {
    match of_type.fields {
        [only, ..] => only.ty.type_rules,
        [] => TypeRules::None,
    }
}

/// The rule of a newtype that refuses a text, and the newtype. A text of blanks may count as nothing, so none refuses it.
const fn refusing(
    mut rules: TypeRules,
    notation: Option<Notation>,
    text: &str,
) -> Option<(&'static Schema, &'static Rule)> {
    if is_blank(text) {
        return None;
    }
    while let TypeRules::Of(of_type) = rules {
        let mut index = 0;
        while index < of_type.rules.len() {
            let rule = &of_type.rules[index];
            if let (At::Field(_), Severity::Error, Demand::Passes(test)) =
                (rule.at, rule.attributes.severity, &rule.demand)
                && refuses(notation, test, text)
            {
                return Some((of_type, rule));
            }
            index += 1;
        }
        rules = inner(of_type);
    }
    None
}

/// Returns `true` if a test certainly refuses a text. Patterns and functions are not asked.
const fn refuses(notation: Option<Notation>, test: &Test, text: &str) -> bool {
    match test {
        Test::Length(bounds) => {
            let length = Some(characters(text));
            is_below(length, bounds.min) || is_below(bounds.max, length)
        }
        Test::Size(unit, bounds) => {
            let size = Some(units(text, *unit));
            is_below(size, bounds.min) || is_below(bounds.max, size)
        }
        Test::OneOf(values) => {
            let mut index = 0;
            while index < values.len() {
                match values[index] {
                    Allowed::One(Literal::Text(value)) if !is_same(value, text) => {}
                    Allowed::One(_) | Allowed::Range(_) => return false,
                }
                index += 1;
            }
            true
        }
        Test::Between(ends) => match notation {
            Some(notation) => !is_between(notation, ends, text),
            None => false,
        },
        Test::True
        | Test::Compares(..)
        | Test::Range(_)
        | Test::MultipleOf(..)
        | Test::StartsWith(_)
        | Test::EndsWith(_)
        | Test::Pattern(_)
        | Test::Format(_)
        | Test::Predicate(_) => false,
    }
}

const fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut at = 0;
    while at < left.len() && at < right.len() && left[at] == right[at] {
        at += 1;
    }
    at == left.len() && at == right.len()
}

const fn is_blank(text: &str) -> bool {
    text.trim_ascii().is_empty()
}

/// The number of characters of a text.
const fn characters(text: &str) -> i128 {
    let (bytes, mut at, mut count) = (text.as_bytes(), 0, 0);
    while at < bytes.len() {
        // Every byte of a character but the first begins with the bits 10.
        if bytes[at] & 0b1100_0000 != 0b1000_0000 {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The length of a text in a unit.
const fn units(text: &str, unit: Unit) -> i128 {
    match unit {
        Unit::Bytes => text.len() as i128,
        Unit::Utf16 => {
            let (bytes, mut at, mut count) = (text.as_bytes(), 0, characters(text));
            while at < bytes.len() {
                // The first byte of a character that has two code units.
                if bytes[at] >= 0b1111_0000 {
                    count += 1;
                }
                at += 1;
            }
            count
        }
    }
}

const fn is_below(number: Option<i128>, bound: Option<i128>) -> bool {
    match (number, bound) {
        (Some(number), Some(bound)) => number < bound,
        _ => false,
    }
}

/// Returns `true` if no number lies between the upper limit of one range and the lower one of another.
const fn are_apart(upper: Limit, lower: Limit) -> bool {
    let (max, max_scale, excludes_max) = match upper {
        Limit::Open => return false,
        Limit::Included(digits, scale) => (digits, scale, false),
        Limit::Excluded(digits, scale) => (digits, scale, true),
    };
    let (min, min_scale, excludes_min) = match lower {
        Limit::Open => return false,
        Limit::Included(digits, scale) => (digits, scale, false),
        Limit::Excluded(digits, scale) => (digits, scale, true),
    };
    let scale = if max_scale > min_scale { max_scale } else { min_scale };
    // Numbers too large to compare are taken for ones that meet.
    let (Some(max), Some(min)) = (scaled(max, scale - max_scale), scaled(min, scale - min_scale))
    else {
        return false;
    };
    max < min || max == min && (excludes_max || excludes_min)
}

/// The number with so many more digits after the point.
const fn scaled(digits: i128, places: u8) -> Option<i128> {
    match 10_i128.checked_pow(places as u32) {
        Some(power) => digits.checked_mul(power),
        None => None,
    }
}
