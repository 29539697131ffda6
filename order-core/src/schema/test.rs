//! A question about one value, which a rule demands and a condition asks.

use std::{cmp::Ordering, fmt};

use crate::{
    rules::Pattern,
    schema::{Blank, Choices, Comparison, Kind, Literal, State},
    value::Node,
    violation::{Code, FactValue},
    words::{self, Sentence, noun, plural},
};

/// A question about one value.
///
/// A rule demands that a present value passes it ([`Demand::Passes`](super::Demand::Passes)), a condition asks whether
/// the value passes it ([`Cond::Passes`](super::Cond::Passes)).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Test {
    /// The bool is true.
    True,
    /// The value is one of these.
    OneOf(&'static [Allowed]),
    /// The value compares so with the literal.
    Compares(Comparison, Literal),
    /// The number lies within the bounds.
    Range(Bounds),
    /// The number is a multiple of this one, which is above 0.
    MultipleOf(i128),
    /// The length lies within the bounds: characters of a text, items of a list, entries of a map.
    Length(Bounds),
    /// The text starts with this one.
    StartsWith(&'static str),
    /// The text ends with this one.
    EndsWith(&'static str),
    /// The whole text matches.
    Pattern(&'static Pattern),
    /// The text has this format.
    Format(Format),
    /// A user's predicate accepts the value.
    Predicate(Predicate),
}

/// The verb before the object of a test: the value must *be* one of a list, must *have* so many characters.
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
    /// The name of the test, as it stands in the attribute of a rule and in the ids of rules.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::True => "true",
            Self::OneOf(_) => "allowed",
            Self::Compares(..) => "compare",
            Self::Range(_) => "range",
            Self::MultipleOf(_) => "multiple_of",
            Self::Length(_) => "length",
            Self::StartsWith(_) => "starts_with",
            Self::EndsWith(_) => "ends_with",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
            Self::Predicate(_) => "satisfies",
        }
    }

    /// The code of the violation of a rule that demands the test.
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::True | Self::OneOf(_) => Code::Allowed,
            Self::Compares(..) | Self::Range(_) => Code::Range,
            Self::MultipleOf(_) => Code::MultipleOf,
            Self::Length(_) => Code::Length,
            Self::StartsWith(_) | Self::EndsWith(_) | Self::Pattern(_) => Code::Pattern,
            Self::Format(_) => Code::Format,
            Self::Predicate(_) => Code::Check,
        }
    }

    /// Whether a value passes; `None` if the value is not of a type that can be asked, or is not known.
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
            Self::Range(bounds) => bounds.contain_node(&node),
            Self::MultipleOf(divisor) => is_multiple_of(&node, *divisor),
            Self::Length(bounds) => state
                .length()
                .and_then(|length| i128::try_from(length).ok())
                .map(|length| bounds.contain(length)),
            Self::StartsWith(start) => text.map(|text| text.starts_with(start)),
            Self::EndsWith(end) => text.map(|text| text.ends_with(end)),
            Self::Pattern(pattern) => text.map(|text| pattern.is_match(text)),
            Self::Format(format) => text.map(|text| (format.accepts)(text)),
            Self::Predicate(predicate) => (predicate.accepts)(node),
        }
    }

    /// The answer of a condition about a value that is missing: only `!=` holds of nothing.
    pub(crate) fn holds_of_nothing(&self) -> bool {
        matches!(self, Self::Compares(Comparison::NotEqual, _))
    }

    /// Whether the test compares with values that stand in the rule, so that a condition sees the default of a member.
    ///
    /// Generated conditions know the default of a member of another type no further than that.
    pub(crate) fn is_beside_literal(&self) -> bool {
        match self {
            Self::True | Self::OneOf(_) | Self::Compares(..) => true,
            Self::Range(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => false,
        }
    }

    /// The name of the user's function that answers, if one does.
    #[cfg(feature = "export")]
    pub(crate) fn function(&self) -> Option<&'static str> {
        match self {
            Self::Format(format) => format.expects.is_empty().then_some(format.name),
            Self::Predicate(predicate) => Some(predicate.name),
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_) => None,
        }
    }

    /// The values that the test names.
    pub(crate) fn literals(&self) -> impl Iterator<Item = Literal> + Clone {
        let (list, one): (&'static [Allowed], Option<Literal>) = match self {
            Self::True => (&[], Some(Literal::Bool(true))),
            Self::OneOf(allowed) => (allowed, None),
            Self::Compares(_, literal) => (&[], Some(*literal)),
            Self::Range(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => (&[], None),
        };
        list.iter().filter_map(Allowed::literal).chain(one)
    }

    /// The bounds of numbers beyond which the answer changes.
    pub(crate) fn bounds(&self) -> Vec<Bounds> {
        match self {
            Self::OneOf(allowed) => allowed.iter().filter_map(Allowed::range).collect(),
            Self::Range(bounds) => vec![*bounds],
            Self::MultipleOf(divisor) => [0, *divisor, divisor * 2].map(Bounds::exactly).to_vec(),
            Self::Compares(comparison, literal) if comparison.is_order() => {
                let number = literal.integer();
                number.map(Bounds::exactly).into_iter().collect()
            }
            Self::True
            | Self::Compares(..)
            | Self::Length(_)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => Vec::new(),
        }
    }

    /// The bounds of lengths beyond which the answer changes.
    pub(crate) fn lengths(&self) -> Option<Bounds> {
        match self {
            Self::Length(bounds) => Some(*bounds),
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::MultipleOf(_)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => None,
        }
    }

    /// The side of a value that the test is about, in one word for a drawing.
    #[cfg(feature = "export")]
    pub(crate) fn topic(&self) -> &'static str {
        match self {
            Self::True | Self::OneOf(_) | Self::Compares(..) => "values",
            Self::Range(_) | Self::MultipleOf(_) => "range",
            Self::Length(_) => "length",
            Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => "format",
        }
    }

    /// The format that a text must have.
    #[cfg(feature = "cases")]
    pub(crate) fn format(&self) -> Option<Format> {
        if let Self::Format(format) = self { Some(*format) } else { None }
    }

    /// The pattern that a text must match.
    pub(crate) fn pattern(&self) -> Option<&'static Pattern> {
        if let Self::Pattern(pattern) = self { Some(pattern) } else { None }
    }

    /// Texts that pass, where the test spells them.
    pub(crate) fn texts(&self) -> Vec<String> {
        match self {
            Self::Format(format) => {
                format.samples.iter().map(|sample| (*sample).to_owned()).collect()
            }
            Self::StartsWith(start) => vec![format!("{start}a"), (*start).to_owned()],
            Self::EndsWith(end) => vec![format!("a{end}"), (*end).to_owned()],
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::MultipleOf(_)
            | Self::Length(_)
            | Self::Pattern(_)
            | Self::Predicate(_) => Vec::new(),
        }
    }

    /// The user's function that must accept the value.
    #[cfg(feature = "cases")]
    pub(crate) fn predicate(&self) -> Option<Predicate> {
        if let Self::Predicate(predicate) = self { Some(*predicate) } else { None }
    }

    /// Whether the words of the test say already of what type the value is.
    pub(crate) fn implies_type(&self) -> bool {
        match self {
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::MultipleOf(_) => true,
            Self::Length(_)
            | Self::StartsWith(_)
            | Self::EndsWith(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Predicate(_) => false,
        }
    }

    /// The values that pass, if they can be listed and are few.
    pub(crate) fn values(&self, kind: &Kind) -> Option<Vec<FactValue>> {
        let Self::OneOf(allowed) = self else { return None };
        let mut values = Vec::new();
        for allowed in *allowed {
            allowed.add_values(kind, &mut values)?;
        }
        Some(values)
    }

    /// The verb before the [object](Self::object).
    pub(crate) fn verb(&self) -> Verb {
        match self {
            Self::True
            | Self::OneOf(_)
            | Self::Compares(..)
            | Self::Range(_)
            | Self::MultipleOf(_) => Verb::Be,
            Self::Length(_) => Verb::Have,
            Self::StartsWith(_) => Verb::StartWith,
            Self::EndsWith(_) => Verb::EndWith,
            Self::Pattern(_) => Verb::Match,
            Self::Format(_) => Verb::Be,
            Self::Predicate(_) => Verb::Satisfy,
        }
    }

    /// Adds the object behind the verb: "from 1 to 3", "at most 5 characters", "`[a-z]+`".
    pub(crate) fn object(&self, kind: Option<&Kind>, sentence: &mut dyn Sentence) {
        match self {
            Self::True => sentence.plain("true"),
            Self::OneOf(allowed) => {
                words::alternatives(allowed.iter(), sentence, |allowed, sentence| match allowed {
                    Allowed::One(literal) => words::literal(kind, literal, true, sentence),
                    Allowed::Range(bounds) => sentence.plain(&bounds.of_kind(kind)),
                });
            }
            Self::Compares(comparison, literal) => {
                sentence.plain(comparison.words(kind));
                words::literal(kind, literal, false, sentence);
            }
            Self::Range(bounds) => sentence.plain(&bounds.of_kind(kind)),
            Self::MultipleOf(divisor) => sentence.plain(&format!("a multiple of {divisor}")),
            Self::Length(bounds) => {
                let last = bounds.max.or(bounds.min).unwrap_or_default();
                sentence.plain(&format!("{bounds} {}", plural(noun(kind), last)));
            }
            Self::StartsWith(text) | Self::EndsWith(text) => sentence.code(text),
            Self::Pattern(pattern) => sentence.code(pattern.source()),
            Self::Format(format) if format.expects.is_empty() => {
                sentence.plain("what ");
                sentence.code(format.name);
                sentence.plain(" accepts");
            }
            Self::Format(format) => words::marked(format.expects, sentence),
            Self::Predicate(predicate) => sentence.code(predicate.name),
        }
    }
}

impl Verb {
    /// The verb of a demand: "must be ".
    pub(crate) fn must(self) -> &'static str {
        match self {
            Self::Be => "must be ",
            Self::Have => "must have ",
            Self::Match => "must match ",
            Self::Satisfy => "must satisfy ",
            Self::StartWith => "must start with ",
            Self::EndWith => "must end with ",
        }
    }

    /// The verb of a statement: " is ", or " is not ".
    #[cfg(feature = "export")]
    pub(crate) fn states(self, holds: bool) -> &'static str {
        match (self, holds) {
            (Self::Be, true) => " is ",
            (Self::Be, false) => " is not ",
            (Self::Have, true) => " has ",
            (Self::Have, false) => " does not have ",
            (Self::Match, true) => " matches ",
            (Self::Match, false) => " does not match ",
            (Self::Satisfy, true) => " satisfies ",
            (Self::Satisfy, false) => " does not satisfy ",
            (Self::StartWith, true) => " starts with ",
            (Self::StartWith, false) => " does not start with ",
            (Self::EndWith, true) => " ends with ",
            (Self::EndWith, false) => " does not end with ",
        }
    }

    /// The verb of a remark in a table, where the verbs "be" and "have" go without saying.
    #[cfg(feature = "export")]
    pub(crate) fn remarks(self) -> &'static str {
        match self {
            Self::Be | Self::Have => "",
            Self::Match | Self::Satisfy | Self::StartWith | Self::EndWith => {
                self.states(true).trim_start()
            }
        }
    }
}

/// Whether a value compares so with a literal; beside another type, only `!=` holds.
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

/// Whether a number, with a fraction or without, is a multiple of another; `None` if it is no number.
fn is_multiple_of(node: &Node<'_>, divisor: i128) -> Option<bool> {
    let Node::Formed(formed) = node else {
        return node.integer().map(|number| number % divisor == 0);
    };
    if !formed.form().is_number {
        return None;
    }
    let text = formed.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_whole = fraction.bytes().all(|digit| digit == b'0');
    whole.parse::<i128>().ok().map(|whole| is_whole && whole % divisor == 0)
}

/// The value that rules judge: blank is none unless blank is a value.
pub(crate) fn present_node(blank: Blank, node: Node<'_>) -> Node<'_> {
    if blank != Blank::Value && node.is_blank() { Node::Absent } else { node }
}

/// A literal as a value of a kind; none if the kind has no such value.
pub(crate) fn literal_node(kind: Option<&Kind>, literal: &Literal) -> Option<Node<'static>> {
    match literal {
        Literal::Null => Some(Node::Null),
        Literal::Bool(value) => Some(Node::Bool(*value)),
        Literal::Integer(number) => Node::from_integer(*number),
        Literal::Text(text) => Some(Node::Text(text)),
        Literal::Variant(rust) => match kind {
            Some(Kind::Choice(choices)) => variant_node(choices, rust),
            _ => None,
        },
        Literal::Constant(constant) => Some((constant.value)()),
        // It is known only where there is a context.
        Literal::Fact(_) => None,
    }
}

fn variant_node(choices: &Choices, rust: &str) -> Option<Node<'static>> {
    choices.find_rust(rust).map(|index| choices.node(index))
}

/// A value, or a range of values, of an `allowed` list.
#[derive(Debug, Clone, Copy)]
pub enum Allowed {
    /// One value.
    One(Literal),
    /// Every value within the bounds.
    Range(Bounds),
}

impl Allowed {
    fn accepts(&self, node: &Node<'_>, kind: Option<&Kind>) -> bool {
        match self {
            Self::One(literal) => {
                literal_node(kind, literal).is_some_and(|literal| literal.is_same(node))
            }
            Self::Range(bounds) => bounds.contain_node(node) == Some(true),
        }
    }

    /// Adds the values, if they are few.
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
            Self::Range(bounds) => {
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

    fn range(&self) -> Option<Bounds> {
        match self {
            Self::One(_) => None,
            Self::Range(bounds) => Some(*bounds),
        }
    }
}

/// Bounds of a number or a length; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least value.
    pub min: Option<i128>,
    /// The greatest whole number.
    pub max: Option<i128>,
    /// Whether a number with a fraction may lie between the greatest whole number and the next one, as
    /// within `0..10`.
    pub is_half_open: bool,
}

impl Bounds {
    /// The bounds of one number.
    pub(crate) const fn exactly(number: i128) -> Self {
        Self { min: Some(number), max: Some(number), is_half_open: false }
    }

    /// Whether `number` lies within the bounds.
    pub fn contain(&self, number: i128) -> bool {
        self.min.is_none_or(|min| min <= number) && self.max.is_none_or(|max| number <= max)
    }

    /// Whether a number, with a fraction or without, lies within the bounds; `None` if it is no number.
    pub(crate) fn contain_node(&self, node: &Node<'_>) -> Option<bool> {
        let Node::Formed(formed) = node else {
            return node.integer().map(|number| self.contain(number));
        };
        let beside = |bound: Option<i128>| bound.map(|bound| formed.compare_integer(bound));
        let is_above = beside(self.min).is_none_or(|order| order.is_some_and(Ordering::is_ge));
        let is_below = match self.is_half_open {
            true => beside(self.max.map(|max| max + 1))
                .is_none_or(|order| order.is_some_and(Ordering::is_lt)),
            false => beside(self.max).is_none_or(|order| order.is_some_and(Ordering::is_le)),
        };
        formed.form().is_number.then_some(is_above && is_below)
    }

    /// The bounds as the end of "must be …", of numbers with fractions where the kind has them.
    pub(crate) fn of_kind(self, kind: Option<&Kind>) -> String {
        match kind {
            Some(Kind::Formed(_)) => self.of_decimals(),
            _ => self.to_string(),
        }
    }

    /// The bounds as the end of "must be …", of a number with a fraction.
    fn of_decimals(self) -> String {
        let below = self.max.filter(|_| self.is_half_open).map(|max| max + 1);
        match (self.min, below) {
            (Some(min), Some(below)) => format!("at least {min} and less than {below}"),
            (None, Some(below)) => format!("less than {below}"),
            (_, None) => self.to_string(),
        }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => write!(f, "exactly {min}"),
            (Some(min), Some(max)) => write!(f, "from {min} to {max}"),
            (Some(min), None) => write!(f, "at least {min}"),
            (None, Some(max)) => write!(f, "at most {max}"),
            (None, None) => write!(f, "any"),
        }
    }
}

/// A named format of text.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The name as it stands in the attribute.
    pub name: &'static str,
    /// The value in words: `an e-mail address such as name@example.com`. Empty if the format is a function of the user.
    pub expects: &'static str,
    /// Whether a text has the format.
    pub accepts: fn(&str) -> bool,
    /// The grammar, from which exports say what a text of the format is.
    pub grammar: Grammar,
    /// Texts that have the format.
    pub samples: &'static [&'static str],
}

impl Format {
    /// A format of which only the program knows what it accepts.
    #[doc(hidden)]
    pub const FUNCTION: Self =
        Self { name: "", expects: "", accepts: |_| false, grammar: Grammar::Program, samples: &[] };
}

/// The grammar of a named format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grammar {
    /// Only the program knows it.
    Program,
    /// The grammar of a format that each export spells in the way of its target.
    Spelled,
    /// The texts that this regular expression matches as a whole.
    Pattern(&'static str),
    /// Of the texts that this regular expression matches as a whole, those for which more holds, as the text says.
    Within(&'static str, &'static str),
}

/// A user's function that judges one value.
#[derive(Clone, Copy)]
pub struct Predicate {
    /// Path of the function as it was written.
    pub name: &'static str,
    /// The answer, or `None` where the node is not of the function's type.
    pub accepts: fn(Node<'_>) -> Option<bool>,
}

impl fmt::Debug for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Predicate").field(&self.name).finish()
    }
}
