use std::{fmt, str::FromStr};

use crate::{
    Path,
    language::{Message, Text, Value},
    rules::is_blank,
    schema::{Field, Schema, test::format_message},
    value::{Formed, Node, TextForm, moment::Notation},
    wire::{Place, Scalar},
};

/// The type of the values that a field can hold.
#[derive(Debug)]
#[non_exhaustive]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer {
        /// The least number.
        min: i128,
        /// The greatest number.
        max: i128,
        /// `true` if 0 is none of the numbers, although it may lie between the least and the greatest.
        is_nonzero: bool,
    },
    /// Text.
    Text,
    /// One of the listed values.
    Choice(&'static Choices),
    /// A list of values of one kind.
    List(fn() -> &'static Kind),
    /// Values of one kind by key.
    Map(fn() -> &'static Kind),
    /// A nested request.
    Object(&'static Schema),
    /// Anything: a scalar, null, or lists and maps of them.
    Any,
    /// An empty tag, on or absent.
    Flag,
    /// A scalar with its own text form, such as a decimal or a date.
    Formed(&'static TextForm),
    /// An item of a list or map that may be null.
    Optional(fn() -> &'static Kind),
}

impl Kind {
    /// The description, if the value is a request.
    pub(crate) const fn request(&self) -> Option<&'static Schema> {
        match self {
            Self::Object(schema) => Some(schema),
            Self::Bool
            | Self::Integer { .. }
            | Self::Text
            | Self::Choice(_)
            | Self::List(_)
            | Self::Map(_)
            | Self::Any
            | Self::Flag
            | Self::Formed(_)
            | Self::Optional(_) => None,
        }
    }

    /// Returns the kind of the value if it is not null.
    pub fn required(&self) -> &Self {
        match self {
            Self::Optional(kind) => kind().required(),
            kind => kind,
        }
    }

    /// Returns the kind of the items of a list, or of the values of a map; `None` for other kinds.
    pub(crate) fn item(&self) -> Option<&'static Kind> {
        match self.required() {
            Self::List(item) | Self::Map(item) => Some(item()),
            Self::Any
            | Self::Bool
            | Self::Choice(_)
            | Self::Flag
            | Self::Formed(_)
            | Self::Integer { .. }
            | Self::Object(_)
            | Self::Optional(_)
            | Self::Text => None,
        }
    }

    /// Returns `true` for a kind of whole numbers that has this one.
    pub(crate) fn has_number(&self, number: i128) -> bool {
        match self {
            Self::Integer { min, max, is_nonzero } => {
                (min..=max).contains(&&number) && !(*is_nonzero && number == 0)
            }
            Self::Any
            | Self::Bool
            | Self::Choice(_)
            | Self::Flag
            | Self::Formed(_)
            | Self::List(_)
            | Self::Map(_)
            | Self::Object(_)
            | Self::Optional(_)
            | Self::Text => false,
        }
    }

    /// Returns `true` for a free-form value, and for a list or map of such.
    pub(crate) fn is_free(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Optional(inner) | Self::List(inner) | Self::Map(inner) => inner().is_free(),
            Self::Bool
            | Self::Choice(_)
            | Self::Flag
            | Self::Formed(_)
            | Self::Integer { .. }
            | Self::Object(_)
            | Self::Text => false,
        }
    }

    /// Returns the field at the end of a path of members, by their Rust names. The outermost request must not be
    /// optional.
    pub(crate) fn member(&self, members: &[&str]) -> Option<&'static Field> {
        let (first, rest) = members.split_first()?;
        let Self::Object(schema) = self else { return None };
        let (_, field) = schema.member(first)?;
        if rest.is_empty() { Some(field) } else { field.kind().required().member(rest) }
    }

    /// Returns the request that declares the field at the end of a path of members, and its index there.
    pub(crate) fn place_of_member(&self, members: &[&str]) -> Option<(&'static Schema, usize)> {
        let (first, rest) = members.split_first()?;
        let Self::Object(schema) = self else { return None };
        let (index, field) = schema.member(first)?;
        match rest {
            [] => Some((schema, index)),
            rest => field.kind().required().place_of_member(rest),
        }
    }

    /// Returns the notation in which rules name the values, if they are dates or times.
    pub(crate) fn moment(&self) -> Option<Notation> {
        match self {
            Self::Formed(form) => form.notation().and_then(Notation::moment),
            _ => None,
        }
    }

    /// Returns `true` if every text is a value: for text, and for an enum that keeps unknown values.
    #[inline]
    pub(crate) fn is_text(&self) -> bool {
        match self {
            Self::Text => true,
            Self::Choice(choices) => choices.other.is_some(),
            _ => false,
        }
    }

    /// Returns the value that `scalar` stands for in any format: `1` and `"1"` are the same number. `None` if it is no
    /// value of this kind, which [`refusal`](Self::refusal) explains.
    pub(crate) fn read<'a>(&'static self, scalar: Scalar<'a>) -> Option<Node<'a>> {
        match self {
            Self::Choice(choices) => choices.read(scalar.text()?),
            Self::Bool => scalar.bool().map(Node::Bool),
            Self::Integer { .. } => scalar
                .integer()
                .filter(|number| self.has_number(*number))
                .and_then(Node::from_integer),
            Self::Text => scalar.text().map(Node::Text),
            Self::Optional(kind) => kind().read(scalar),
            Self::Flag => match scalar {
                Scalar::Text(text) if is_blank(text) => Some(Node::Bool(true)),
                scalar => {
                    scalar.bool().map(|is_on| if is_on { Node::Bool(true) } else { Node::Absent })
                }
            },
            Self::Formed(form) => match scalar {
                // A pattern is of a text, even if that has digits alone.
                Scalar::Number(_) if form.wire().is_some_and(|wire| !wire.written.is_epoch()) => {
                    None
                }
                Scalar::Number(text) | Scalar::Text(text) => {
                    Formed::parse(form, text).map(Node::Formed)
                }
                Scalar::Bool(_) => None,
            },
            Self::Any => any(scalar),
            Self::List(_) | Self::Map(_) | Self::Object(_) => None,
        }
    }

    /// Returns the message that a value is none of this kind, which says what to do.
    pub(crate) fn refused(&'static self, path: &Path, near: Option<&'static str>) -> Message {
        refused(path, Value::Kind(self), near)
    }

    /// Returns the values of the kind as the end of "must be …".
    pub(crate) fn words(&self) -> Value {
        match self {
            Self::Bool => Text::KindBool.into(),
            Self::Integer { min, max, is_nonzero } => {
                let text = match *is_nonzero && *min < 0 {
                    true => Text::KindIntegerNotZero,
                    false => Text::KindInteger,
                };
                text.with("min", *min).with("max", *max).into()
            }
            Self::Text => Text::KindText.into(),
            Self::Choice(choices) => choices.words(),
            Self::List(_) => Text::KindList.into(),
            Self::Map(_) => Text::KindMap.into(),
            Self::Object(schema) => Text::KindObject.with("name", Value::code(schema.name)).into(),
            Self::Any => Text::KindAny.into(),
            Self::Flag => Text::KindFlag.into(),
            Self::Formed(form) => match form.wire() {
                Some(wire) => wire.words(),
                None => crate::value::wide::words(form)
                    .unwrap_or_else(|| format_message(form.name, form.expects)),
            }
            .into(),
            Self::Optional(kind) => kind().words(),
        }
    }
}

/// Returns the message that a value must be another one.
fn refused(path: &Path, what: Value, near: Option<&'static str>) -> Message {
    let text = match (*path == Path::ROOT, near.is_some()) {
        (true, true) => Text::NotThisNear,
        (true, false) => Text::NotThis,
        (false, true) => Text::NotThisNearAt,
        (false, false) => Text::NotThisAt,
    };
    let message = text.with("field", path).with("what", what);
    match near {
        Some(near) => message.with("near", Value::code(near)),
        None => message,
    }
}

/// Returns the node of a scalar whose type is not known.
fn any(scalar: Scalar<'_>) -> Option<Node<'_>> {
    match scalar {
        Scalar::Bool(value) => Some(Node::Bool(value)),
        Scalar::Text(text) => Some(Node::Text(text)),
        Scalar::Number(text) => {
            scalar.integer().and_then(Node::from_short_integer).or_else(|| number(text))
        }
    }
}

#[cfg(feature = "serde_json")]
fn number(text: &str) -> Option<Node<'_>> {
    Formed::parse(&crate::value::free::NUMBER, text).map(Node::Formed)
}

#[cfg(not(feature = "serde_json"))]
fn number(_: &str) -> Option<Node<'_>> {
    None
}

/// Formats the kind as the end of "must be …".
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = String::new();
        self.words().say_english(&mut words);
        f.write_str(&words)
    }
}

/// The values of an enum that derives `OrderValue`.
#[derive(Debug)]
pub struct Choices {
    /// Name of the Rust type.
    pub name: &'static str,
    /// The doc comment of the type.
    pub doc: &'static str,
    /// `true` if upper and lower case are not distinguished on reading.
    pub ignore_case: bool,
    /// The variant that keeps texts that are none of the listed values, if there is one.
    pub other: Option<OtherChoice>,
    /// The known values in declared order.
    pub list: &'static [Choice],
    /// Every spelling that is accepted on reading, with the index of its value, sorted by bytes; in lower case if
    /// `ignore_case` is set.
    pub spellings: &'static [(&'static str, usize)],
    /// The indices of the deprecated values, each with what to use instead.
    pub deprecated: &'static [(usize, &'static str)],
}

impl Choices {
    /// Greatest number of values that a message lists.
    const LISTED: usize = 24;

    /// Returns the index of the value with the wire name or alias `text`.
    pub fn find(&self, text: &str) -> Option<usize> {
        if !self.ignore_case {
            return self.find_spelling(text.as_bytes());
        }
        let mut room = [0; 32];
        match room.get_mut(..text.len()) {
            Some(lower) => {
                lower.copy_from_slice(text.as_bytes());
                lower.make_ascii_lowercase();
                self.find_spelling(lower)
            }
            None => self.find_spelling(text.to_ascii_lowercase().as_bytes()),
        }
    }

    fn find_spelling(&self, text: &[u8]) -> Option<usize> {
        let own = first_eight(text);
        let found = self.spellings.binary_search_by(|(spelling, _)| {
            let spelling = spelling.as_bytes();
            first_eight(spelling).cmp(&own).then_with(|| spelling.cmp(text))
        });
        found.ok().map(|position| self.spellings[position].1)
    }

    /// Returns what to use in place of the value with this index, if it is deprecated.
    pub fn deprecation(&self, index: usize) -> Option<&'static str> {
        let mut list = self.deprecated.iter();
        list.find_map(|(value, instead)| (*value == index).then_some(*instead))
    }

    /// Returns the index of the listed value that this is.
    pub(crate) fn index_of(&self, node: &Node<'_>) -> Option<usize> {
        (0..self.list.len()).find(|index| self.node(*index).is_same(node))
    }

    /// Returns the value that `text` spells. A text that is none of the listed values is itself one if the enum keeps it.
    pub(crate) fn read<'a>(&self, text: &'a str) -> Option<Node<'a>> {
        match self.find(text) {
            Some(index) => Some(self.node(index)),
            None => self.other.is_some().then_some(Node::Text(text)),
        }
    }

    /// Returns the index of the value with the wire name or alias `text`, or a message that says why there is none.
    pub(crate) fn parse(&self, text: &str) -> Result<usize, String> {
        self.find(text)
            .ok_or_else(|| refused(&Path::ROOT, self.words(), self.nearest(text)).to_string())
    }

    /// Returns the name that was probably meant by `text`.
    pub(crate) fn nearest(&self, text: &str) -> Option<&'static str> {
        let names = self.list.iter().filter_map(|choice| match choice.wire {
            WireValue::Text(name) => Some(name),
            WireValue::Integer(_) => None,
        });
        crate::suggest::nearest(text, names)
    }

    /// Returns the values as the end of "must be …".
    pub(crate) fn words(&self) -> Value {
        if self.list.len() > Self::LISTED {
            let text = match self.other {
                Some(_) => Text::ChoiceManyOrOther,
                None => Text::ChoiceMany,
            };
            let count = Value::number(self.list.len());
            return text.with("count", count).with("name", Value::code(self.name)).into();
        }
        let values = self.list.iter().map(|choice| Value::code(choice.wire.to_string()));
        match self.other {
            Some(_) => Text::ChoiceOrOther.with("values", Value::list(values)).into(),
            None => Value::either(values),
        }
    }

    /// Returns the scalar that names one of the values. Codes that are numbers are read like numbers.
    pub(crate) fn scalar<'a>(&self, place: Place<'a, '_>) -> Option<Scalar<'a>> {
        let scalar = place.scalar()?;
        let is_code = |text| {
            let index = self.find(text);
            index.is_some_and(|index| matches!(self.list[index].wire, WireValue::Integer(_)))
        };
        match (scalar, place.bare_scalar()) {
            (Scalar::Text(whole), Some(Scalar::Text(text)))
                if text.len() < whole.len() && is_code(text) =>
            {
                Some(Scalar::Text(text))
            }
            (_, _) => Some(scalar),
        }
    }

    /// Returns the index of the variant `rust`.
    pub(crate) fn find_rust(&self, rust: &str) -> Option<usize> {
        self.list.iter().position(|choice| choice.rust == rust)
    }

    /// Returns the wire form of the value with this index.
    ///
    /// # Panics
    ///
    /// Panics if `index` is not below the number of values.
    pub fn node(&self, index: usize) -> Node<'static> {
        match self.list[index].wire {
            WireValue::Text(text) => Node::Text(text),
            WireValue::Integer(number) => Node::Integer(number),
        }
    }
}

/// The first bytes of a text as a number, which is ordered as they are. Most codes are told apart by it, without a call that
/// compares texts of any length.
fn first_eight(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => {
            let number = text.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
            let missing = 8 - text.len() as u32;
            number.checked_shl(8 * missing).unwrap_or(0)
        }
    }
}

/// Formats the values as the end of "must be …".
impl fmt::Display for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = String::new();
        self.words().say_english(&mut words);
        f.write_str(&words)
    }
}

/// One value of an enum.
#[derive(Debug)]
pub struct Choice {
    /// Name of the variant.
    pub rust: &'static str,
    /// The wire form.
    pub wire: WireValue,
    /// Further spellings that are accepted on reading.
    pub aliases: &'static [&'static str],
    /// The doc comment of the variant.
    pub doc: &'static str,
}

/// The variant of an enum that keeps a text that is none of the listed values.
#[derive(Debug)]
pub struct OtherChoice {
    /// Name of the variant.
    pub rust: &'static str,
    /// The doc comment of the variant.
    pub doc: &'static str,
}

/// The wire form of an enum's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireValue {
    /// A name.
    Text(&'static str),
    /// A number, such as a platform code.
    Integer(i64),
}

impl fmt::Display for WireValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
        }
    }
}

/// Returns the number that `text` spells in its canonical form: no sign but `-`, and no leading zeros.
pub(crate) fn canonical_integer<N: FromStr>(text: &str) -> Option<N> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = match digits.as_bytes() {
        [b'0'] => digits.len() == text.len(),
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if canonical { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_as_a_number_are_ordered_as_the_texts() {
        let texts = [
            "",
            "\0",
            "a",
            "a\0",
            "a\0b",
            "ab",
            "abcdefg",
            "abcdefgh",
            "abcdefghi",
            "b",
            "é",
            "\u{ff}",
        ];
        for left in texts.map(str::as_bytes) {
            for right in texts.map(str::as_bytes) {
                let ordered = first_eight(left).cmp(&first_eight(right));
                assert_eq!(
                    ordered.then_with(|| left.cmp(right)),
                    left.cmp(right),
                    "{left:?} {right:?}"
                );
            }
        }
        assert_eq!(first_eight(b"ab"), 0x6162_0000_0000_0000);
        assert_eq!(first_eight(b"abcdefghi"), u64::from_be_bytes(*b"abcdefgh"));
    }

    #[test]
    fn only_the_canonical_spelling_is_a_number() {
        for (text, number) in
            [("0", 0), ("7", 7), ("-1", -1), ("18446744073709551615", u64::MAX.into())]
                as [(_, i128); 4]
        {
            assert_eq!(canonical_integer(text), Some(number), "{text}");
        }
        for text in ["", "-", "+1", "01", "-0", "1.0", " 1", "1 ", "1e3", "٣"] {
            assert_eq!(canonical_integer::<i128>(text), None, "{text}");
        }
    }
}
