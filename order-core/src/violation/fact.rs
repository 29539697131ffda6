//! The facts behind a violation, and what a message says of them.

use std::{
    fmt,
    hash::{Hash, Hasher},
};

use crate::{
    Path, json_text,
    language::{Message, Text, Value},
    schema::{Comparison, Demand, Kind, Rule, Test, WireValue},
};

/// A fact about a request that made a rule apply: `` `ev` is true ``.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fact {
    /// The value that the fact is about, in wire names; `ctx.` stands for the context.
    pub path: Path,
    /// The state of that value.
    pub state: FactState,
}

/// The state of the value that a [`Fact`] is about.
///
/// Free text of the request is never shown, only texts that stand in the rules.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FactState {
    /// It is absent.
    Absent,
    /// It is present.
    Present,
    /// It is null.
    Null,
    /// It passes a test that the condition makes, or does not.
    Tested(Tested),
    /// It compares with another value in this way, or does not.
    Compared {
        /// The comparison that the condition makes.
        comparison: Comparison,
        /// Its words, such as `at most` or, of dates, `on or before`; `None` for equality.
        words: Option<Text>,
        /// Whether it holds.
        holds: bool,
        /// The words of the opposite comparison, if that is the one that holds, such as `greater than` for `at most`.
        opposite: Option<Text>,
        /// The path of the other value.
        other: Path,
    },
    /// The number of its characters, items or entries compares with this one in this way.
    Length(Comparison, i128, Text),
    /// Two of its items, whose indices from 0 these are, are equal.
    EqualItems(usize, usize),
    /// Two of its items, whose indices from 0 these are, have the same value in the member of this path.
    EqualKeys(usize, usize, Path),
    /// None of its items passes a test, or each of them does.
    Items(Tested),
    /// It is part of a condition on more than one value, or on what several items have in common.
    Condition(Box<Condition>),
    /// It has this value.
    Is(FactValue),
    /// It is absent and has this value by default.
    IsByDefault(FactValue),
    /// It has a value other than this one.
    IsNot(FactValue),
    /// It has a secret value.
    Redacted,
    /// An update changes it, or does not.
    Changed(bool),
}

/// A test that a condition makes of a value, and whether the value passes it.
///
/// `Display` writes it as the end of a sentence: `is greater than 500`.
#[derive(Clone, Copy)]
pub struct Tested {
    test: &'static Test,
    kind: Option<&'static Kind>,
    passes: bool,
    is_default: bool,
    /// `true` if the value passes the opposite comparison.
    is_opposite: bool,
}

impl Tested {
    pub(crate) fn new(test: &'static Test, kind: Option<&'static Kind>, passes: bool) -> Self {
        Self { test, kind, passes, is_default: false, is_opposite: false }
    }

    /// The same of a value that is there by default.
    pub(crate) fn by_default(self) -> Self {
        Self { is_default: true, ..self }
    }

    /// The same of a value of which it is known whether the opposite of the comparison holds, which reads better than "is not
    /// at most".
    pub(crate) fn opposite(self, is_opposite: bool) -> Self {
        Self { is_opposite, ..self }
    }

    /// Returns the test.
    pub fn test(&self) -> &'static Test {
        self.test
    }

    /// Returns whether the value passes the test.
    pub fn passes(&self) -> bool {
        self.passes
    }
}

impl PartialEq for Tested {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.test, other.test) && self.passes == other.passes
    }
}

impl Eq for Tested {}

impl Hash for Tested {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (std::ptr::from_ref(self.test).addr(), self.passes).hash(state);
    }
}

impl fmt::Debug for Tested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl Tested {
    /// Returns the message that says of `subject` whether it passes the test.
    pub(crate) fn message(&self, subject: Value) -> Message {
        // Avoids "is not not".
        let (mut test, mut passes) = (*self.test, self.passes);
        if let Test::Compares(Comparison::NotEqual, literal) = test {
            (test, passes) = (Test::Compares(Comparison::Equal, literal), !passes);
        }
        if let (Test::Compares(comparison, literal), false, true) = (test, passes, self.is_opposite)
        {
            (test, passes) = (Test::Compares(comparison.opposite(), literal), true);
        }
        let default = if self.is_default { Text::ByDefault.into() } else { Value::plain("") };
        let message = test.verb().fact(passes).with("what", test.object(self.kind));
        message.with("default", default).with("field", subject)
    }
}

impl fmt::Display for Tested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message(Value::plain("")).to_string().trim_start())
    }
}

/// A condition that no single value makes true or false, such as the comparison of a length with another value.
///
/// `Display` writes it as a sentence: "the number of characters of `name` is less than `most`".
#[derive(Clone)]
pub struct Condition {
    told: Message,
    /// The question of the condition, if its negation holds.
    denied: Option<Message>,
    /// `true` if the value that the fact is about is there.
    is_there: bool,
}

impl Condition {
    pub(crate) fn new(told: Message, denied: Option<Message>, is_there: bool) -> Self {
        Self { told, denied, is_there }
    }

    /// Returns what holds.
    pub fn message(&self) -> &Message {
        &self.told
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Condition {}

impl Hash for Condition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_string().hash(state);
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told.fmt(f)
    }
}

/// A value in a [`Fact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FactValue {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// The wire name of an enum's value, or a text that stands in a rule.
    Text(&'static str),
    /// Null.
    Null,
}

impl FactValue {
    pub(crate) fn to_json(self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Null => "null".to_owned(),
            Self::Text(text) => {
                let mut quoted = String::new();
                json_text::quote(text, &mut quoted);
                quoted
            }
        }
    }
}

impl From<WireValue> for FactValue {
    fn from(wire: WireValue) -> Self {
        match wire {
            WireValue::Text(text) => Self::Text(text),
            WireValue::Integer(number) => Self::Integer(number.into()),
        }
    }
}

impl FactValue {
    pub(crate) fn words(self) -> Value {
        match self {
            Self::Bool(true) => Text::True.into(),
            Self::Bool(false) => Text::False.into(),
            Self::Integer(number) => Value::Number(number),
            Self::Text(text) => Value::code(text),
            Self::Null => Text::Null.into(),
        }
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Text(text) => write!(f, "`{text}`"),
            Self::Null => f.write_str("null"),
        }
    }
}

impl FactState {
    /// Returns `true` if a value that is there is in the state, so that its presence need not be told.
    pub(crate) fn implies_presence(&self) -> bool {
        match self {
            Self::Tested(tested) => !tested.is_default,
            Self::Condition(condition) => condition.is_there,
            Self::Present
            | Self::Compared { .. }
            | Self::Length(..)
            | Self::EqualItems(..)
            | Self::EqualKeys(..)
            | Self::Items(_)
            | Self::Is(_)
            | Self::IsNot(_)
            | Self::Redacted => true,
            Self::Absent | Self::Null | Self::IsByDefault(_) | Self::Changed(_) => false,
        }
    }

    /// Returns `true` if the state tells a value, or how it compares, which none of a secret value does.
    pub(crate) fn tells_value(&self) -> bool {
        match self {
            Self::Tested(_)
            | Self::Compared { .. }
            | Self::Length(..)
            | Self::Is(_)
            | Self::IsByDefault(_)
            | Self::IsNot(_) => true,
            Self::Absent
            | Self::Present
            | Self::Null
            | Self::EqualItems(..)
            | Self::EqualKeys(..)
            | Self::Items(_)
            | Self::Condition(_)
            | Self::Redacted
            | Self::Changed(_) => false,
        }
    }

    /// Returns the state that this one denies; `None` if it denies none, or none that is said of a single value.
    fn denied(&self) -> Option<Self> {
        Some(match *self {
            Self::Tested(tested) if !tested.passes => {
                Self::Tested(Tested { passes: true, is_default: false, ..tested })
            }
            Self::Compared { comparison, words, holds: false, ref other, opposite: _ }
                if words != Some(Text::Not) =>
            {
                let other = other.clone();
                Self::Compared { comparison, words, holds: true, opposite: None, other }
            }
            Self::Length(comparison, number, words) => {
                Self::Length(comparison.opposite(), number, words)
            }
            Self::Is(FactValue::Bool(false)) | Self::IsByDefault(FactValue::Bool(false)) => {
                Self::Is(FactValue::Bool(true))
            }
            Self::IsNot(value) => Self::Is(value),
            Self::Changed(false) => Self::Changed(true),
            Self::Condition(ref condition) => {
                let asked = condition.denied.clone()?;
                Self::Condition(Box::new(Condition::new(asked, None, condition.is_there)))
            }
            Self::Tested(_)
            | Self::Compared { .. }
            | Self::Is(_)
            | Self::IsByDefault(_)
            | Self::Changed(true)
            | Self::Absent
            | Self::Present
            | Self::Null
            | Self::EqualItems(..)
            | Self::EqualKeys(..)
            | Self::Items(_)
            | Self::Redacted => return None,
        })
    }
}

impl Fact {
    /// Returns the message of the fact.
    pub fn message(&self) -> Message {
        let message = match self.state {
            FactState::Absent => Text::FactAbsent.alone(),
            FactState::Present => Text::FactPresent.alone(),
            FactState::Null => Text::FactNull.alone(),
            FactState::Tested(tested) => return tested.message((&self.path).into()),
            FactState::Compared { words, holds, opposite, ref other, .. } => {
                let other = Value::from(other);
                let (words, holds) =
                    if opposite.is_some() { (opposite, true) } else { (words, holds) };
                let (what, holds) = match words {
                    Some(Text::Not) => (other, !holds),
                    Some(text) => (text.with("value", other).into(), holds),
                    None => (other, holds),
                };
                let text = if holds { Text::FactBe } else { Text::FactBeNot };
                text.with("what", what).with("default", Value::plain(""))
            }
            FactState::Length(comparison, number, length) => {
                let length = length.with("bounds", comparison.how_many(number));
                let what = length.with("count", number);
                Text::FactHave.with("what", what).with("default", Value::plain(""))
            }
            FactState::EqualItems(first, second) => Text::FactEqualItems
                .with("first", Value::number(first + 1))
                .with("second", Value::number(second + 1)),
            FactState::EqualKeys(first, second, ref key) => Text::FactEqualKeys
                .with("first", Value::number(first + 1))
                .with("second", Value::number(second + 1))
                .with("key", key),
            FactState::Items(tested) => {
                let subject = if tested.passes { Text::EveryItem } else { Text::NoItem };
                let subject = subject.with("field", &self.path);
                return Tested { passes: true, ..tested }.message(subject.into());
            }
            FactState::Condition(ref condition) => return condition.told.clone(),
            FactState::Is(value) => Text::FactIs.with("value", value.words()),
            FactState::IsByDefault(value) => Text::FactIsByDefault.with("value", value.words()),
            FactState::IsNot(value) => Text::FactIsNot.with("value", value.words()),
            FactState::Redacted => Text::FactRedacted.alone(),
            FactState::Changed(true) => Text::FactChanged.alone(),
            FactState::Changed(false) => Text::FactUnchanged.alone(),
        };
        message.with("field", &self.path)
    }
}

/// Formats the English message.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// Returns the reason: " because `ev` is true and `csr` is absent"; `None` without facts.
pub(crate) fn because(facts: &[Fact]) -> Option<Message> {
    (!facts.is_empty()).then(|| Text::Reason.with("facts", facts_value(facts)))
}

/// Returns the reason of a rule like [`because`]. What is forbidden unless a condition holds is told with what would allow it:
/// " unless `price` is greater than 500".
pub(crate) fn reason(rule: &Rule, facts: &[Fact]) -> Option<Message> {
    if let (Demand::Forbidden, Some((_, false)), [fact]) =
        (&rule.demand, rule.own_condition(), facts)
        && let Some(state) = fact.state.denied()
    {
        let allowing = Fact { path: fact.path.clone(), state };
        return Some(Text::ReasonUnless.with("facts", facts_value(&[allowing])));
    }
    because(facts)
}

/// Returns facts with "and" between them.
pub(crate) fn facts_value(facts: &[Fact]) -> Value {
    Value::List(facts.iter().map(|fact| fact.message().into()).collect(), Text::FactSeparator)
}
