//! Tests of a single value, which rules demand and conditions ask.

use std::fmt;

use crate::{
    language::{Message, Text, Value},
    rules::Pattern,
    schema::{Blank, Choices, Comparison, Kind, Limits, Literal, REDACTED, State, last_name},
    value::{Bounded, Formed, Fraction, Node},
    violation::{Code, FactValue},
    words,
};

/// A test of a single value.
///
/// A rule demands that a present value passes it ([`Demand::Passes`](super::Demand::Passes)). A condition asks whether
/// the value passes it ([`Cond::Passes`](super::Cond::Passes)).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Test {
    /// The bool is true.
    True,
    /// The value is one of the listed ones.
    OneOf(&'static [Allowed]),
    /// The value compares with the literal in this way.
    Compares(Comparison, Literal),
    /// The number lies within the bounds.
    Range(Limits),
    /// The value lies between ends that are literals, such as dates: every comparison holds.
    ///
    /// The first one is by `>` or `>=`, or by `<` or `<=`; a second one is the upper end.
    Between(&'static [(Comparison, Literal)]),
    /// The number is a multiple of this one, which is greater than 0.
    ///
    /// It is written as all its digits, and how many of them stand after the point.
    MultipleOf(i128, u8),
    /// The length lies within the bounds. It counts the characters of a text, the items of a list, or the entries of a
    /// map.
    Length(Bounds),
    /// The length of the text, counted in the unit, lies within the bounds.
    Size(Unit, Bounds),
    /// The text starts with this text.
    StartsWith(&'static str),
    /// The text ends with this text.
    EndsWith(&'static str),
    /// The whole text matches the pattern.
    Pattern(&'static Pattern),
    /// The text has the format.
    Format(&'static Format),
    /// The user's predicate accepts the value.
    Predicate(Predicate),
}

/// The verb before the object of a test: a value must *be* one of a list, or *have* at most 5 characters.
#[derive(Clone, Copy)]
pub(crate) enum Verb {
    Be,
    Have,
    Match,
    Satisfy,
    StartWith,
    EndWith,
}

impl Test {
    /// Returns the name of the test in attributes and in the ids of rules.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::True => "true",
            Self::OneOf(_) => "allowed",
            Self::Compares(..) => "compare",
            Self::Range(_) | Self::Between(_) => "range",
            Self::MultipleOf(..) => "multiple_of",
            Self::Length(_) => "length",
            Self::Size(Unit::Bytes, _) => "length_bytes",
            Self::Size(Unit::Utf16, _) => "length_utf16",
            Self::StartsWith(_) => "starts_with",
            Self::EndsWith(_) => "ends_with",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
            Self::Predicate(_) => "satisfies",
        }
    }

    /// Returns the literal that a value with this outcome of the test equals, after `true`, or differs from, after `false`;
    /// `None` if the test is no equality.
    pub(crate) fn literal(&self, outcome: bool) -> Option<(bool, &Literal)> {
        match self {
            Self::True => Some((outcome, &Literal::Bool(true))),
            Self::Compares(Comparison::Equal, literal) => Some((outcome, literal)),
            Self::Compares(Comparison::NotEqual, literal) => Some((!outcome, literal)),
            Self::Compares(
                Comparison::Less
                | Comparison::LessEqual
                | Comparison::Greater
                | Comparison::GreaterEqual,
                _,
            )
            | Self::OneOf(_)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(..)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => None,
        }
    }

    /// Returns the code of the violation of a rule that demands the test.
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::True | Self::OneOf(_) => Code::Allowed,
            Self::Compares(..) | Self::Range(_) | Self::Between(_) => Code::Range,
            Self::MultipleOf(..) => Code::MultipleOf,
            Self::Length(_) | Self::Size(..) => Code::Length,
            Self::StartsWith(_) | Self::EndsWith(_) | Self::Pattern(_) => Code::Pattern,
            Self::Format(_) => Code::Format,
            Self::Predicate(_) => Code::Check,
        }
    }

    /// Returns whether a value passes; `None` if the value is not known or the test does not apply to its type.
    pub(crate) fn accepts(&self, state: &State<'_>, kind: Option<&Kind>) -> Option<bool> {
        let node = match state {
            State::Known(node) => *node,
            State::Unreadable => return None,
            State::List(_) | State::Map(_) | State::Object(..) => Node::Absent,
        };
        let text = match node {
            Node::Text(text) => Some(text),
            _ => None,
        };
        match self {
            Self::True => Some(node.is_same(&Node::Bool(true))),
            Self::OneOf(allowed) => {
                Some(allowed.iter().any(|allowed| allowed.accepts(&node, kind)))
            }
            Self::Compares(comparison, literal) => {
                Some(compares(&node, *comparison, literal_node(kind, literal).as_ref()))
            }
            Self::Range(limits) => limits.contain_node(&node),
            Self::Between(ends) => Some(ends.iter().all(|(comparison, literal)| {
                compares(&node, *comparison, literal_node(kind, literal).as_ref())
            })),
            Self::MultipleOf(digits, scale) => is_multiple_of(&node, Fraction(*digits, *scale)),
            Self::Length(bounds) => state
                .length()
                .and_then(|length| i128::try_from(length).ok())
                .map(|length| bounds.contain(length)),
            Self::Size(unit, bounds) => text
                .and_then(|text| i128::try_from(unit.count(text)).ok())
                .map(|size| bounds.contain(size)),
            Self::StartsWith(start) => text.map(|text| text.starts_with(start)),
            Self::EndsWith(end) => text.map(|text| text.ends_with(end)),
            Self::Pattern(pattern) => text.map(|text| pattern.is_match(text)),
            Self::Format(format) => text.map(|text| (format.accepts)(text)),
            Self::Predicate(predicate) => (predicate.accepts)(node),
        }
    }

    /// Returns `true` if a number is whole and a multiple of `divisor`. Generated code calls it.
    #[doc(hidden)]
    #[inline]
    pub fn is_multiple(number: &impl Bounded, divisor: i128) -> bool {
        number.is_multiple_of(divisor)
    }

    /// Returns the result for a missing value: only `!=` holds.
    pub(crate) fn holds_of_nothing(&self) -> bool {
        matches!(self, Self::Compares(Comparison::NotEqual, _))
    }

    /// Returns `true` if the test compares with literals, so that a condition sees the default of a member.
    ///
    /// Generated conditions know the default of a member of another type only in this case.
    pub(crate) fn is_beside_literal(&self) -> bool {
        match self {
            Self::True | Self::OneOf(_) | Self::Compares(..) | Self::Between(_) => true,
            Self::Range(_)
            | Self::MultipleOf(..)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => false,
        }
    }

    /// Returns the name of the user's function that decides, if there is one.
    #[cfg(feature = "export")]
    pub(crate) fn function(&self) -> Option<&'static str> {
        match self {
            Self::Format(format) => format.expects.is_empty().then(|| last_name(format.name)),
            Self::Predicate(predicate) => Some(last_name(predicate.name)),
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(..)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_) => None,
        }
    }

    /// Returns the literals of the test.
    pub(crate) fn literals(&self) -> impl Iterator<Item = Literal> + Clone {
        let (list, one): (&'static [Allowed], Option<Literal>) = match self {
            Self::True => (&[], Some(Literal::Bool(true))),
            Self::OneOf(allowed) => (allowed, None),
            Self::Compares(_, literal) => (&[], Some(*literal)),
            Self::Between(_) => (&[], None),
            Self::Range(_)
            | Self::MultipleOf(..)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => (&[], None),
        };
        let ends: &'static [(Comparison, Literal)] =
            if let Self::Between(ends) = self { ends } else { &[] };
        let ends = ends.iter().map(|(_, literal)| *literal);
        list.iter().filter_map(Allowed::literal).chain(one).chain(ends)
    }

    /// Returns `true` if the test names values, so that it would tell what a secret is.
    pub(crate) fn names_values(&self) -> bool {
        match self {
            Self::Compares(_, literal) => !matches!(literal, Literal::Null),
            Self::OneOf(values) => values.iter().any(|value| matches!(value, Allowed::One(_))),
            Self::True
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(..)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => false,
        }
    }

    /// Returns `true` if a condition with the test would tell what a secret is, or a part of it.
    pub(crate) fn tells(&self) -> bool {
        match self {
            Self::StartsWith(_) | Self::EndsWith(_) | Self::Pattern(_) => true,
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(..)
            | Self::Length(_)
            | Self::Size(..)
            | Self::Format(_)
            | Self::Predicate(_) => self.names_values(),
        }
    }

    /// Returns the limits of numbers at which the result changes.
    pub(crate) fn limits(&self) -> Vec<Limits> {
        match self {
            Self::OneOf(allowed) => allowed.iter().filter_map(Allowed::range).collect(),
            Self::Range(limits) => vec![*limits],
            Self::MultipleOf(digits, scale) => [0, *digits, digits.saturating_mul(2)]
                .map(|digits| Limits::exactly(Fraction(digits, *scale)))
                .to_vec(),
            Self::Compares(comparison, literal) if comparison.is_order() => {
                let number = literal.number();
                number.map(Limits::exactly).into_iter().collect()
            }
            Self::Between(ends) => {
                let numbers = ends.iter().filter_map(|(_, literal)| literal.number());
                numbers.map(Limits::exactly).collect()
            }
            Self::True
            | Self::Compares(..)
            | Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => Vec::new(),
        }
    }

    /// Returns the bounds of lengths at which the result changes.
    pub(crate) fn lengths(&self) -> Option<Bounds> {
        match self {
            // A text of ASCII has the same length in every unit.
            Self::Length(bounds) | Self::Size(_, bounds) => Some(*bounds),
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => None,
        }
    }

    /// Returns the aspect of a value that is tested, in one word for a graph.
    #[cfg(feature = "export")]
    pub(crate) fn topic(&self) -> Text {
        match self {
            Self::True | Self::OneOf(_) | Self::Compares(..) => Text::DocEdgeValues,
            Self::Range(_) | Self::Between(_) | Self::MultipleOf(..) => Text::DocEdgeRange,
            Self::Length(_) | Self::Size(..) => Text::DocEdgeLength,
            Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => Text::DocEdgeFormat,
        }
    }

    /// Returns the format that a text must have.
    #[cfg(feature = "cases")]
    pub(crate) fn format(&self) -> Option<&'static Format> {
        if let Self::Format(format) = self { Some(format) } else { None }
    }

    /// The pattern that a text must match.
    pub(crate) fn pattern(&self) -> Option<&'static Pattern> {
        if let Self::Pattern(pattern) = self { Some(pattern) } else { None }
    }

    /// Returns sample texts that pass, as far as the test gives any.
    pub(crate) fn texts(&self) -> Vec<String> {
        match self {
            Self::Format(format) => {
                format.samples.iter().map(|sample| (*sample).to_owned()).collect()
            }
            Self::StartsWith(start) => vec![format!("{start}a"), (*start).to_owned()],
            Self::EndsWith(end) => vec![format!("a{end}"), (*end).to_owned()],
            Self::Size(unit, bounds) => {
                unit.widest(bounds.max.or(bounds.min)).into_iter().collect()
            }
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(..)
            | Self::Length(_)
            | Self::Pattern(_)
            | Self::Predicate(_) => Vec::new(),
        }
    }

    /// Returns the user's function that must accept the value.
    #[cfg(feature = "cases")]
    pub(crate) fn predicate(&self) -> Option<Predicate> {
        if let Self::Predicate(predicate) = self { Some(*predicate) } else { None }
    }

    /// Returns `true` if the words of the test already imply the type of the value.
    pub(crate) fn implies_type(&self) -> bool {
        match self {
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(..) => true,
            Self::Length(_)
            | Self::Size(..)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => false,
        }
    }

    /// Returns the values that pass, if there are few enough to list.
    pub(crate) fn values(&self, kind: &Kind) -> Option<Vec<FactValue>> {
        let Self::OneOf(allowed) = self else { return None };
        let mut values = Vec::new();
        for allowed in *allowed {
            allowed.add_values(kind, &mut values)?;
        }
        Some(values)
    }

    /// Returns the verb before the [object](Self::object).
    pub(crate) fn verb(&self) -> Verb {
        match self {
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::Between(_)
            | Self::MultipleOf(..) => Verb::Be,
            Self::Length(_) | Self::Size(..) => Verb::Have,
            Self::StartsWith(_) => Verb::StartWith,
            Self::EndsWith(_) => Verb::EndWith,
            Self::Pattern(_) => Verb::Match,
            Self::Format(_) => Verb::Be,
            Self::Predicate(_) => Verb::Satisfy,
        }
    }

    /// Returns the message of the demand of this test, with places for what it names. Values are told only if `is_told`.
    pub(crate) fn demanded(&'static self, kind: Option<&'static Kind>, is_told: bool) -> Message {
        let message = match is_told {
            true => self.verb().text().alone(),
            false => Text::MustBeAllowed.alone(),
        };
        let object = match is_told {
            true => Value::Object(self, kind),
            false => Value::plain(REDACTED),
        };
        let message = message.with("what", object.clone());
        match self {
            Self::True | Self::OneOf(_) => message.with("allowed", object),
            Self::Compares(_, literal) => message.with(
                "value",
                match is_told {
                    true => words::literal(kind, literal, false),
                    false => object,
                },
            ),
            Self::Range(limits) => limits.add_to(message, kind).with("range", object),
            Self::Between(ends) => {
                let ends = ends.iter().map(|(comparison, literal)| {
                    let name = if comparison.is_upper() { "max" } else { "min" };
                    (name, words::literal(kind, literal, false))
                });
                ends.fold(message, |message, (name, end)| message.with(name, end))
                    .with("range", object)
            }
            Self::Length(bounds) | Self::Size(_, bounds) => {
                bounds.add_to(message).with("length", object)
            }
            Self::MultipleOf(digits, scale) => {
                message.with("divisor", Value::fraction(Fraction(*digits, *scale)))
            }
            Self::StartsWith(_) => message.with("start", object),
            Self::EndsWith(_) => message.with("end", object),
            Self::Pattern(_) => message.with("pattern", object),
            Self::Format(_) => message.with("format", object),
            Self::Predicate(_) => message.with("function", object),
        }
    }

    /// Returns the object after the verb: "from 1 to 3", "at most 5 characters", "`[a-z]+`".
    pub(crate) fn object(&self, kind: Option<&Kind>) -> Value {
        match self {
            Self::True => Text::True.into(),
            Self::OneOf(allowed) => Value::either(allowed.iter().map(|allowed| match allowed {
                Allowed::One(literal) => words::literal(kind, literal, true),
                Allowed::Range(limits) => limits.of_kind(kind).into(),
            })),
            Self::Compares(comparison, literal) => {
                let value = words::literal(kind, literal, false);
                match comparison.text(kind) {
                    Some(text) => text.with("value", value).into(),
                    None => value,
                }
            }
            Self::Range(limits) => limits.of_kind(kind).into(),
            Self::Between(ends) => between(ends, kind),
            Self::MultipleOf(digits, scale) => {
                let divisor = Value::fraction(Fraction(*digits, *scale));
                Text::MultipleOf.with("divisor", divisor).into()
            }
            Self::Length(bounds) => bounds.counted(words::length_of(kind)),
            Self::Size(unit, bounds) => bounds.counted(unit.text()),
            Self::StartsWith(text) | Self::EndsWith(text) => Value::code(*text),
            Self::Pattern(pattern) => Value::code(pattern.source()),
            Self::Format(format) if format.expects.is_empty() => {
                Text::AcceptedBy.with("function", Value::code(last_name(format.name))).into()
            }
            Self::Format(format) => format_message(format.name, format.expects).into(),
            Self::Predicate(predicate) => Value::code(last_name(predicate.name)),
        }
    }
}

/// Returns the ends of a range as the end of "must be …": "from 2 to 3", or "after 2 and before 3".
fn between(ends: &[(Comparison, Literal)], kind: Option<&Kind>) -> Value {
    if let [(Comparison::GreaterEqual, min), (Comparison::LessEqual, max)] = ends {
        let is_moment = kind.and_then(Kind::moment).is_some();
        let text = if is_moment { Text::MomentsFromTo } else { Text::BoundsFromTo };
        let [min, max] = [min, max].map(|end| words::literal(kind, end, false));
        return text.with("min", min).with("max", max).into();
    }
    let mut ends = ends.iter().map(|(comparison, literal)| {
        let value = words::literal(kind, literal, false);
        comparison.text(kind).map_or(value.clone(), |text| text.with("value", value).into())
    });
    match (ends.next(), ends.next()) {
        (Some(least), Some(most)) => {
            Text::BoundsBoth.with("least", least).with("most", most).into()
        }
        (Some(one), None) => one,
        (None, _) => Text::BoundsAny.into(),
    }
}

/// Returns the message of what a format expects. Its name tells the formats of this library apart.
pub(crate) fn format_message(name: &'static str, expects: &'static str) -> Message {
    Text::Format.with("name", Value::plain(name)).with("expects", Value::plain(expects))
}

impl Verb {
    /// Returns the text of a demand, such as "… must be …".
    pub(crate) fn text(self) -> Text {
        match self {
            Self::Be => Text::MustBe,
            Self::Have => Text::MustHave,
            Self::Match => Text::MustMatch,
            Self::Satisfy => Text::MustSatisfy,
            Self::StartWith => Text::MustStartWith,
            Self::EndWith => Text::MustEndWith,
        }
    }

    /// Returns the text of a fact: that a value passes the test, or does not.
    pub(crate) fn fact(self, passes: bool) -> Text {
        match (self, passes) {
            (Self::Be, true) => Text::FactBe,
            (Self::Be, false) => Text::FactBeNot,
            (Self::Have, true) => Text::FactHave,
            (Self::Have, false) => Text::FactHaveNot,
            (Self::Match, true) => Text::FactMatch,
            (Self::Match, false) => Text::FactMatchNot,
            (Self::Satisfy, true) => Text::FactSatisfy,
            (Self::Satisfy, false) => Text::FactSatisfyNot,
            (Self::StartWith, true) => Text::FactStartWith,
            (Self::StartWith, false) => Text::FactStartWithNot,
            (Self::EndWith, true) => Text::FactEndWith,
            (Self::EndWith, false) => Text::FactEndWithNot,
        }
    }
}

/// Returns whether a value compares with a literal in this way. For a literal of another type, only `!=` holds.
pub(crate) fn compares(
    node: &Node<'_>,
    comparison: Comparison,
    literal: Option<&Node<'static>>,
) -> bool {
    let Some(literal) = literal else { return comparison == Comparison::NotEqual };
    match comparison {
        Comparison::Equal => literal.is_same(node),
        Comparison::NotEqual => !literal.is_same(node),
        Comparison::Less
        | Comparison::LessEqual
        | Comparison::Greater
        | Comparison::GreaterEqual => {
            node.compare(literal).is_some_and(|ordering| comparison.accepts(ordering))
        }
    }
}

/// Returns whether a number, with or without a fraction, is a multiple of another one; `None` if it is not a number.
fn is_multiple_of(node: &Node<'_>, divisor: Fraction) -> Option<bool> {
    match node {
        Node::Formed(formed) => formed.is_multiple_of(divisor),
        node => match divisor.whole() {
            Some(divisor) => node.integer().map(|number| number % divisor == 0),
            None => Formed::whole(node.integer()?).is_multiple_of(divisor),
        },
    }
}

/// Returns the value that rules judge. A blank value counts as absent unless blank is a value.
pub(crate) fn present_node(blank: Blank, node: Node<'_>) -> Node<'_> {
    if blank != Blank::Value && node.is_blank() { Node::Absent } else { node }
}

/// Returns a literal as a value of a kind; `None` if the kind has no such value.
pub(crate) fn literal_node(kind: Option<&Kind>, literal: &Literal) -> Option<Node<'static>> {
    let node = own_node(kind, literal)?;
    match kind.map(Kind::required) {
        Some(Kind::Formed(form)) => {
            Some(Formed::in_notation(form, &node).map_or(node, Node::Formed))
        }
        _ => Some(node),
    }
}

/// Returns a literal as a value in the notation of its type.
fn own_node(kind: Option<&Kind>, literal: &Literal) -> Option<Node<'static>> {
    match literal {
        Literal::Null => Some(Node::Null),
        Literal::Bool(value) => Some(Node::Bool(*value)),
        Literal::Integer(number) => Node::from_integer(*number),
        Literal::Fraction(digits, scale) => Some(Fraction(*digits, *scale).node()),
        Literal::Text(text) => Some(Node::Text(text)),
        Literal::Variant(rust) => match kind {
            Some(Kind::Choice(choices)) => variant_node(choices, rust),
            _ => None,
        },
        Literal::Constant(constant) => Some((constant.value)()),
        // The value of a fact is known only with a context.
        Literal::Fact(_) => None,
    }
}

fn variant_node(choices: &Choices, rust: &str) -> Option<Node<'static>> {
    choices.find_rust(rust).map(|index| choices.node(index))
}

/// One value or a range of values in an `allowed` list.
#[derive(Debug, Clone, Copy)]
pub enum Allowed {
    /// One value.
    One(Literal),
    /// Every number within the limits.
    Range(Limits),
}

impl Allowed {
    fn accepts(&self, node: &Node<'_>, kind: Option<&Kind>) -> bool {
        match self {
            Self::One(literal) => {
                literal_node(kind, literal).is_some_and(|literal| literal.is_same(node))
            }
            Self::Range(limits) => limits.contain_node(node) == Some(true),
        }
    }

    /// Adds the values; returns `None` if they cannot be listed or are too many.
    fn add_values(&self, kind: &Kind, values: &mut Vec<FactValue>) -> Option<()> {
        const MOST: i128 = 64;
        match self {
            Self::One(literal) => {
                values.push(match (literal, literal_node(Some(kind), literal)?) {
                    (Literal::Text(text), _) => FactValue::Text(text),
                    (_, Node::Bool(value)) => FactValue::Bool(value),
                    (_, Node::Text(text)) => FactValue::Text(text),
                    (_, node) => FactValue::Integer(node.integer()?),
                });
            }
            Self::Range(limits) => {
                // The numbers with a fraction between the two cannot be listed.
                if !matches!(kind.required(), Kind::Integer { .. }) {
                    return None;
                }
                let bounds = limits.whole();
                let (min, max) = (bounds.min?, bounds.max?);
                if max.checked_sub(min)? >= MOST {
                    return None;
                }
                values.extend((min..=max).map(FactValue::Integer));
            }
        }
        Some(())
    }

    fn literal(&self) -> Option<Literal> {
        match self {
            Self::One(literal) => Some(*literal),
            Self::Range(_) => None,
        }
    }

    fn range(&self) -> Option<Limits> {
        match self {
            Self::One(_) => None,
            Self::Range(limits) => Some(*limits),
        }
    }
}

/// Inclusive bounds of a length or a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least value.
    pub min: Option<i128>,
    /// The greatest value.
    pub max: Option<i128>,
}

impl Bounds {
    /// Creates the bounds of a single number.
    pub(crate) const fn exactly(number: i128) -> Self {
        Self { min: Some(number), max: Some(number) }
    }

    /// Returns `true` if `number` lies within the bounds.
    pub fn contain(&self, number: i128) -> bool {
        self.min.is_none_or(|min| min <= number) && self.max.is_none_or(|max| number <= max)
    }

    /// Returns the bounds with what they count.
    fn counted(self, text: Text) -> Value {
        let last = self.max.or(self.min).unwrap_or_default();
        text.with("bounds", self.message()).with("count", last).into()
    }

    /// Adds the ends to a message.
    pub(crate) fn add_to(self, mut message: Message) -> Message {
        for (name, end) in [("min", self.min), ("max", self.max)] {
            if let Some(end) = end {
                message = message.with(name, end);
            }
        }
        message
    }

    /// Returns the bounds as the end of "must be …".
    pub(crate) fn message(self) -> Message {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => Text::BoundsExactly.with("min", min),
            (Some(min), Some(max)) => Text::BoundsFromTo.with("min", min).with("max", max),
            (Some(min), None) => Text::BoundsAtLeast.with("min", min),
            (None, Some(max)) => Text::BoundsAtMost.with("max", max),
            (None, None) => Text::BoundsAny.alone(),
        }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// A unit in which the length of a text is counted, other than characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Bytes of UTF-8, as in most databases and protocols.
    Bytes,
    /// Code units of UTF-16, as in JavaScript, Java and .NET.
    Utf16,
}

impl Unit {
    /// Returns the number of units of a text.
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::Bytes => text.len(),
            Self::Utf16 => utf16(text),
        }
    }

    /// Returns how many units a character has at most. It has at least one.
    pub(crate) const fn most(self) -> i128 {
        match self {
            Self::Bytes => 4,
            Self::Utf16 => 2,
        }
    }

    /// Returns the bounds within which the number of characters lies if the length lies within `bounds`.
    pub(crate) const fn characters(self, bounds: Bounds) -> Bounds {
        let min = match bounds.min {
            Some(min) => Some((min + self.most() - 1) / self.most()),
            None => None,
        };
        Bounds { min, max: bounds.max }
    }

    /// Returns bounds within which the number of characters suffices for the length to lie within `bounds`.
    #[cfg(feature = "export")]
    pub(crate) fn surely(self, bounds: Bounds) -> Bounds {
        Bounds { min: bounds.min, max: bounds.max.map(|max| max.div_euclid(self.most())) }
    }

    /// Returns a text of this length, with characters of the most units.
    fn widest(self, length: Option<i128>) -> Option<String> {
        const LONGEST: i128 = 1024;
        let length = length.filter(|length| (1..=LONGEST).contains(length))?;
        let (wide, rest) = (length / self.most(), length % self.most());
        let repeated = |text: &str, count: i128| Some(text.repeat(usize::try_from(count).ok()?));
        Some(repeated("\u{1d11e}", wide)? + &repeated("a", rest)?)
    }

    /// Returns the text of a number of units.
    pub(crate) fn text(self) -> Text {
        match self {
            Self::Bytes => Text::LengthBytes,
            Self::Utf16 => Text::LengthUtf16,
        }
    }
}

/// Returns the number of code units of UTF-16 that a text has. Generated code calls it.
#[doc(hidden)]
#[must_use]
pub fn utf16(text: &str) -> usize {
    // Each character has a byte that begins it. One of four bytes has two code units.
    text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

/// A named format of text.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Name of the format in the attribute.
    pub name: &'static str,
    /// A description of the value, such as `an e-mail address such as name@example.com`; empty if the format is a
    /// function of the user.
    pub expects: &'static str,
    /// Returns `true` if a text has the format.
    pub accepts: fn(&str) -> bool,
    /// The grammar of the format, for exports.
    pub grammar: Grammar,
    /// Example texts that have the format.
    pub samples: &'static [&'static str],
}

impl Format {
    /// A format that is defined by a function of the user's program.
    #[doc(hidden)]
    pub const FUNCTION: Self =
        Self { name: "", expects: "", accepts: |_| false, grammar: Grammar::Program, samples: &[] };
}

/// The grammar of a named format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grammar {
    /// The grammar is not known outside the program.
    Program,
    /// The texts of any of these shapes.
    Shapes(&'static [Shape]),
    /// The texts of this shape that meet a further requirement, described by the text.
    Within(Shape, &'static str),
}

/// Texts by their regular expression.
///
/// The expressions are in the syntax that Rust and ECMA-262 share, without `|` outside of parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// The expression that matches the text as a whole.
    pub pattern: &'static str,
    /// An expression that no part of the text may match.
    pub never: Option<&'static str>,
    /// The greatest number of characters.
    pub longest: Option<u16>,
}

impl Shape {
    /// The texts that an expression matches as a whole.
    pub const fn of(pattern: &'static str) -> Self {
        Self { pattern, never: None, longest: None }
    }
}

/// A function of the user that judges a single value.
#[derive(Clone, Copy)]
pub struct Predicate {
    /// Path of the function, as written.
    pub name: &'static str,
    /// Returns the verdict, or `None` if the node is not of the function's type.
    pub accepts: fn(Node<'_>) -> Option<bool>,
}

impl fmt::Debug for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Predicate").field(&self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use crate::{schema::Limit, value::OrderValue};

    use super::*;

    static HALF_OPEN: Test = Test::Between(&[
        (Comparison::GreaterEqual, Literal::Integer(2)),
        (Comparison::Less, Literal::Integer(5)),
    ]);

    #[test]
    fn the_message_of_a_range_has_a_place_for_each_end() {
        let message = HALF_OPEN.demanded(Some(u8::kind()), true);
        let places: Vec<_> = message.places().collect();
        assert!(places.contains(&"min") && places.contains(&"max"), "{places:?}");
    }

    #[test]
    fn only_unequal_holds_of_a_literal_of_another_type() {
        let holds = |comparison| compares(&Node::Integer(1), comparison, None);
        assert!(holds(Comparison::NotEqual));
        for comparison in [Comparison::Equal, Comparison::Less, Comparison::GreaterEqual] {
            assert!(!holds(comparison), "{comparison:?}");
        }
    }

    #[test]
    fn a_range_is_worded_by_what_it_holds() {
        let ends = [
            (Comparison::GreaterEqual, Literal::Integer(2)),
            (Comparison::LessEqual, Literal::Integer(5)),
        ];
        let text = |kind| match between(&ends, kind) {
            Value::Message(message) => message.text(),
            value => panic!("{value:?}"),
        };
        assert_eq!(text(Some(u8::kind())), Text::BoundsFromTo);
        assert_eq!(text(None), Text::BoundsFromTo);
    }

    #[test]
    fn a_whole_number_may_be_a_multiple_of_one_with_a_fraction() {
        let divisor = Fraction(15, 1);
        for (number, is_multiple) in [(0, true), (1, false), (3, true), (4, false), (-3, true)] {
            assert_eq!(is_multiple_of(&Node::Integer(number), divisor), Some(is_multiple));
        }
        assert_eq!(is_multiple_of(&Node::Integer(4), Fraction(2, 0)), Some(true));
        assert_eq!(is_multiple_of(&Node::Text("3"), divisor), None);
    }

    #[test]
    fn values_that_pass_are_listed_if_they_are_few() {
        fn listed(max: i128, kind: &Kind) -> Option<usize> {
            let (min, max) = (Limit::Included(1, 0), Limit::Included(max, 0));
            let mut values = Vec::new();
            Allowed::Range(Limits { min, max }).add_values(kind, &mut values)?;
            Some(values.len())
        }
        assert_eq!(listed(3, u8::kind()), Some(3));
        assert_eq!(listed(64, u8::kind()), Some(64));
        assert_eq!(listed(65, u8::kind()), None);
        assert_eq!(listed(3, f64::kind()), None);
        let values = Test::OneOf(&[Allowed::One(Literal::Integer(7))]).values(u8::kind());
        assert_eq!(values, Some(vec![FactValue::Integer(7)]));
    }
}
