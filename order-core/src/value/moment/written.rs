//! Dates and times on the wire in another notation than that of their type: what the words `epoch` and `notation` ask for.

#![cfg_attr(
    not(any(feature = "chrono", feature = "jiff", feature = "time")),
    expect(dead_code, reason = "no type has another notation")
)]

use std::marker::PhantomData;

use crate::{
    language::{Message, Text, Value},
    private::ConstText,
    schema::{Field, FieldType, Kind, Literal, canonical_integer},
    type_rule::TypeRules,
    update::{Change, Edit},
    value::{
        Node, OrderValue, TextForm,
        moment::{Moment, Notation, text_at},
    },
    wire::{Members, Place, Scalar},
};

/// How a date or time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Whole seconds since the epoch, as a number.
    Seconds,
    /// Whole milliseconds since the epoch, as a number.
    Milliseconds,
    /// Text in which directives stand for the parts.
    Pattern(&'static str),
}

/// A notation that a field asks for in place of that of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wire {
    /// The notation of the type, in which rules name its values.
    pub of: Notation,
    /// How the values are written.
    pub written: Written,
}

/// A part of a date or time that a directive stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    /// A fraction of a second with so many digits.
    Fraction(u8),
}

impl Part {
    pub(crate) const fn digits(self) -> usize {
        match self {
            Self::Year => 4,
            Self::Month | Self::Day | Self::Hour | Self::Minute | Self::Second => 2,
            Self::Fraction(digits) => digits as usize,
        }
    }

    const fn of_letter(letter: u8) -> Option<Self> {
        Some(match letter {
            b'Y' => Self::Year,
            b'm' => Self::Month,
            b'd' => Self::Day,
            b'H' => Self::Hour,
            b'M' => Self::Minute,
            b'S' => Self::Second,
            _ => return None,
        })
    }

    /// The part of the moment that stands in messages and examples: `2031-05-08T08:30:00`.
    const fn example(self) -> &'static str {
        match self {
            Self::Year => "2031",
            Self::Month => "05",
            Self::Day | Self::Hour => "08",
            Self::Minute => "30",
            Self::Second => "00",
            Self::Fraction(3) => "000",
            Self::Fraction(6) => "000000",
            Self::Fraction(_) => "000000000",
        }
    }
}

/// The seconds since the epoch of that moment.
const EXAMPLE: i64 = 1_935_995_400;

/// A piece of a pattern: a part, or a byte that stands for itself.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece {
    Part(Part),
    Byte(u8),
}

/// Returns the piece at a place of a pattern, and where the next one begins. The derive has refused other directives.
const fn piece(pattern: &[u8], at: usize) -> (Piece, usize) {
    if pattern[at] == b'%' && at + 1 < pattern.len() {
        let next = pattern[at + 1];
        if next == b'%' {
            return (Piece::Byte(b'%'), at + 2);
        }
        if let Some(part) = Part::of_letter(next) {
            return (Piece::Part(part), at + 2);
        }
        if next.is_ascii_digit() && at + 2 < pattern.len() && pattern[at + 2] == b'f' {
            return (Piece::Part(Part::Fraction(next - b'0')), at + 3);
        }
    }
    (Piece::Byte(pattern[at]), at + 1)
}

/// The pieces of a pattern.
pub(crate) fn pieces(pattern: &'static str) -> impl Iterator<Item = Piece> {
    let (pattern, mut at) = (pattern.as_bytes(), 0);
    std::iter::from_fn(move || {
        let found = (at < pattern.len()).then(|| piece(pattern, at));
        found.map(|(piece, next)| {
            at = next;
            piece
        })
    })
}

impl Written {
    /// Returns `true` if the values are numbers since the epoch.
    pub(crate) const fn is_epoch(self) -> bool {
        match self {
            Self::Seconds | Self::Milliseconds => true,
            Self::Pattern(_) => false,
        }
    }

    /// Returns `true` if the pattern has this part.
    const fn has(self, letter: u8) -> bool {
        let Self::Pattern(pattern) = self else { return false };
        let (pattern, mut at) = (pattern.as_bytes(), 0);
        while at < pattern.len() {
            let (piece, next) = piece(pattern, at);
            if let Piece::Part(_) = piece
                && pattern[next - 1] == letter
            {
                return true;
            }
            at = next;
        }
        false
    }
}

impl Wire {
    /// The units of a second.
    const fn units(&self) -> i64 {
        match self.written {
            Written::Milliseconds => 1_000,
            Written::Seconds | Written::Pattern(_) => 1,
        }
    }

    /// Returns the moment of a text on the wire.
    pub(crate) fn read(&self, text: &str) -> Option<Moment> {
        let moment = match self.written {
            Written::Seconds | Written::Milliseconds => {
                let (number, units) = (canonical_integer::<i64>(text)?, self.units());
                let nanosecond = number.rem_euclid(units) * (1_000_000_000 / units);
                Moment::at(number.div_euclid(units), u32::try_from(nanosecond).ok()?)?
            }
            Written::Pattern(pattern) => read(pattern, text)?,
        };
        self.of.holds(&moment).then_some(moment)
    }

    /// Returns the moment of a scalar. A pattern is of a text, even if that has digits alone.
    pub(crate) fn read_scalar(&self, scalar: Scalar<'_>) -> Option<Moment> {
        match scalar {
            Scalar::Text(text) => self.read(text),
            Scalar::Number(text) if self.written.is_epoch() => self.read(text),
            Scalar::Number(_) | Scalar::Bool(_) => None,
        }
    }

    /// Returns the kind of the numbers.
    #[cfg(feature = "export")]
    pub(crate) fn numbers(&self) -> &'static Kind {
        use crate::value::moment::{FIRST, LAST, LAST_OF_JIFF};

        const fn kind(units: i128, last: i128) -> Kind {
            let max = last * units + units - 1;
            Kind::Integer { min: FIRST as i128 * units, max, is_nonzero: false }
        }
        static SECONDS: Kind = kind(1, LAST as i128);
        static MILLISECONDS: Kind = kind(1_000, LAST as i128);
        static SECONDS_OF_JIFF: Kind = kind(1, LAST_OF_JIFF as i128);
        static MILLISECONDS_OF_JIFF: Kind = kind(1_000, LAST_OF_JIFF as i128);
        match (self.written, self.of) {
            (Written::Milliseconds, Notation::JiffTimestamp) => &MILLISECONDS_OF_JIFF,
            (Written::Milliseconds, _) => &MILLISECONDS,
            (Written::Seconds | Written::Pattern(_), Notation::JiffTimestamp) => &SECONDS_OF_JIFF,
            (Written::Seconds | Written::Pattern(_), _) => &SECONDS,
        }
    }

    /// Returns the number since the epoch that is the first one not before a moment.
    #[cfg(feature = "export")]
    pub(crate) fn first_from(&self, (seconds, nanosecond): (i64, u32)) -> i128 {
        let units = self.units();
        let parts =
            i64::from(nanosecond).unsigned_abs().div_ceil(1_000_000_000 / units.unsigned_abs());
        i128::from(seconds) * i128::from(units) + i128::from(parts)
    }

    /// Returns the text of a moment; if the notation has none, one that is not read.
    pub(crate) fn text(&self, key: (i64, u32)) -> String {
        let text = self.nearest_text(key);
        match text.filter(|text| self.read(text).is_some_and(|moment| moment.key() == key)) {
            Some(text) => text,
            None => text_at(self.of, key),
        }
    }

    /// Returns the text of a moment without the parts that the notation has not.
    pub(crate) fn nearest_text(&self, (seconds, nanosecond): (i64, u32)) -> Option<String> {
        let pattern = match self.written {
            Written::Seconds | Written::Milliseconds => {
                let units = self.units();
                let parts = i64::from(nanosecond) / (1_000_000_000 / units);
                return Some(seconds.checked_mul(units)?.checked_add(parts)?.to_string());
            }
            Written::Pattern(pattern) => pattern,
        };
        let moment = Moment::at(seconds, nanosecond)?;
        let mut text = Vec::new();
        for piece in pieces(pattern) {
            let part = match piece {
                Piece::Byte(byte) => {
                    text.push(byte);
                    continue;
                }
                Piece::Part(part) => part,
            };
            let number = match part {
                Part::Year => u32::try_from(moment.year).ok()?,
                Part::Month => moment.month.into(),
                Part::Day => moment.day.into(),
                Part::Hour => moment.hour.into(),
                Part::Minute => moment.minute.into(),
                Part::Second => moment.second.into(),
                Part::Fraction(digits) => {
                    nanosecond / 10_u32.pow(9_u32.checked_sub(digits.into())?)
                }
            };
            let digits = part.digits();
            text.extend(format!("{number:0digits$}").bytes());
        }
        String::from_utf8(text).ok()
    }

    /// The seconds since the epoch of the value in examples.
    const fn example(&self) -> i64 {
        const DAY: i64 = 86_400;
        match self.of {
            Notation::Date => EXAMPLE - EXAMPLE.rem_euclid(DAY),
            Notation::Time => EXAMPLE.rem_euclid(DAY),
            _ => EXAMPLE,
        }
    }

    /// Returns the values as the end of "must be …".
    pub(crate) fn words(&self) -> Message {
        let text = match (self.written, self.of) {
            (Written::Seconds, _) => Text::KindSeconds,
            (Written::Milliseconds, _) => Text::KindMilliseconds,
            (Written::Pattern(_), Notation::Date) => Text::KindDateAs,
            (Written::Pattern(_), Notation::Time) => Text::KindTimeAs,
            (Written::Pattern(_), Notation::DateTime) => Text::KindDateTimeAs,
            (Written::Pattern(_), _) => Text::KindTimestampAs,
        };
        text.with("example", Value::code(self.text((self.example(), 0))))
    }
}

/// Returns the moment of a text in a pattern. What the pattern has not is that of the epoch, or 0.
fn read(pattern: &'static str, text: &str) -> Option<Moment> {
    let mut moment = Moment::EPOCH;
    let mut rest = text.as_bytes();
    for piece in pieces(pattern) {
        let part = match piece {
            Piece::Byte(byte) => {
                rest = rest.strip_prefix(&[byte])?;
                continue;
            }
            Piece::Part(part) => part,
        };
        let (digits, after) = rest.split_at_checked(part.digits())?;
        rest = after;
        let number = digits.iter().try_fold(0_u32, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })?;
        match part {
            Part::Year => moment.year = i32::try_from(number).ok()?,
            Part::Month => moment.month = u8::try_from(number).ok()?,
            Part::Day => moment.day = u8::try_from(number).ok()?,
            Part::Hour => moment.hour = u8::try_from(number).ok()?,
            Part::Minute => moment.minute = u8::try_from(number).ok()?,
            Part::Second => moment.second = u8::try_from(number).ok()?,
            Part::Fraction(digits) => {
                moment.nanosecond = number * 10_u32.pow(9_u32.checked_sub(digits.into())?);
            }
        }
    }
    (rest.is_empty() && moment.is_real()).then_some(moment)
}

/// A notation that the derive names by a type.
pub trait Notated {
    /// How the values are written.
    const WRITTEN: Written;
}

/// The notation of `epoch`.
#[derive(Debug)]
pub struct Seconds;

impl Notated for Seconds {
    const WRITTEN: Written = Written::Seconds;
}

/// The notation of `epoch = "milliseconds"`.
#[derive(Debug)]
pub struct Milliseconds;

impl Notated for Milliseconds {
    const WRITTEN: Written = Written::Milliseconds;
}

/// The form of the values of type `T` in the notation `N`.
pub(crate) struct FormOf<T, N>(PhantomData<(T, N)>);

impl<N: Notated, T: WrittenIn<N>> FormOf<T, N> {
    pub(crate) const WIRE: &'static Wire = &Wire { of: T::OF, written: N::WRITTEN };

    const EXPECTS: &'static ConstText = &expects(Self::WIRE);

    pub(crate) const FORM: &'static TextForm = &TextForm {
        name: T::OF.name(),
        expects: Self::EXPECTS.as_str(),
        accepts: |text| Self::WIRE.read(text).is_some(),
        order: |left, right| Some(Self::WIRE.read(left)?.key().cmp(&Self::WIRE.read(right)?.key())),
        is_number: false,
        is_bare: N::WRITTEN.is_epoch(),
        notation: Some(Notation::Wire(Self::WIRE)),
    };

    pub(crate) const KIND: &'static Kind = &Kind::Formed(Self::FORM);
}

/// The description of the values of a notation, for documentation.
const fn expects(wire: &Wire) -> ConstText {
    let mut text = ConstText::new();
    text.push(match (wire.written, wire.of) {
        (Written::Seconds, _) => "a point in time as whole seconds since 1970, such as `1935995400",
        (Written::Milliseconds, _) => {
            "a point in time as whole milliseconds since 1970, such as `1935995400000"
        }
        (Written::Pattern(_), Notation::Date) => "a date such as `",
        (Written::Pattern(_), Notation::Time) => "a time of day such as `",
        (Written::Pattern(_), Notation::DateTime) => "a date and time such as `",
        (Written::Pattern(_), _) => "a point in time such as `",
    });
    if let Written::Pattern(pattern) = wire.written {
        let (pattern, mut at) = (pattern.as_bytes(), 0);
        while at < pattern.len() {
            let (piece, next) = piece(pattern, at);
            match piece {
                Piece::Part(part) => text.push(part.example()),
                Piece::Byte(byte) => text.push_byte(byte),
            }
            at = next;
        }
    }
    text.push("`");
    text
}

/// A field that can be written in the notation `N`: a date or time, which may be optional.
#[diagnostic::on_unimplemented(
    message = "`epoch` and `notation` say how a date or time is written, and this field holds `{Self}`",
    label = "not a date or time",
    note = "dates and times are the types of `chrono`, `jiff` and `time`, behind features of `order-core`; for a list or map of \
            them, derive `OrderValue` on a newtype of the items, with the word on the newtype"
)]
pub trait WrittenIn<N>: OrderValue {
    /// The notation of the type.
    const OF: Notation;

    /// A field of this type in the notation.
    const FIELD_IN: Field = Field::of(&FieldType {
        kind: Self::kind_in,
        type_rules: TypeRules::OfText,
        ..FieldType::of::<Self>()
    });

    /// Returns the kind of the values.
    fn kind_in() -> &'static Kind;

    /// Returns the value as writers see it.
    fn node_in(&self) -> Node<'_>;

    /// Returns the value at a place.
    fn read_in(place: Place<'_, '_>) -> Option<Self>;

    /// Returns the value of a literal, which is in the notation of the type.
    fn literal_in(literal: Literal) -> Option<Self>;

    /// Reads the value of the field with this index.
    fn get_in(members: &Members<'_, '_>, field: usize) -> Option<Self> {
        members.get_by(field, Self::read_in)
    }

    /// The same for a field that has a default.
    fn get_or_default_in(members: &Members<'_, '_>, field: usize) -> Option<Self> {
        members.get_or_default_by(field, Self::kind_in, Self::read_in, Self::literal_in)
    }
}

/// Implements the trait for a type that holds another one: how it shows its content, and how it is read and made of a literal.
macro_rules! holder {
    ($holder:ident, |$held:ident| $node:expr, |$place:ident| $read:expr, |$literal:pat_param| $of_literal:expr) => {
        #[diagnostic::do_not_recommend]
        impl<N, T: WrittenIn<N>> WrittenIn<N> for $holder<T> {
            const OF: Notation = T::OF;

            fn kind_in() -> &'static Kind {
                T::kind_in()
            }

            fn node_in(&self) -> Node<'_> {
                let $held = self;
                $node
            }

            fn read_in($place: Place<'_, '_>) -> Option<Self> {
                $read
            }

            fn literal_in($literal: Literal) -> Option<Self> {
                $of_literal
            }
        }
    };
}

/// Returns the node of a value that is given. One that is absent itself stands for null.
fn given<T: WrittenIn<N>, N>(value: &T) -> Node<'_> {
    match value.node_in() {
        Node::Absent if T::OPTIONAL => Node::Null,
        node => node,
    }
}

holder!(
    Option,
    |held| held.as_ref().map_or(Node::Absent, given),
    |place| match !T::OPTIONAL && place.stands_for_absent(T::kind_in()) {
        true => Some(None),
        false => T::read_in(place).map(Some),
    },
    |_| Some(None)
);
holder!(Box, |held| T::node_in(held), |place| T::read_in(place).map(Self::new), |literal| {
    T::literal_in(literal).map(Self::new)
});
holder!(
    Change,
    |held| match held {
        Self::Untouched => Node::Absent,
        Self::Set(value) => given(value),
        Self::Clear => Node::Null,
    },
    |place| match place.stands_for_absent(T::kind_in()) {
        true => Some(Self::Clear),
        false => T::read_in(place).map(Self::Set),
    },
    |_| Some(Self::Untouched)
);
holder!(
    Edit,
    |held| match held {
        Self::Untouched => Node::Absent,
        Self::Set(value) => given(value),
    },
    |place| match !T::OPTIONAL && place.stands_for_absent(T::kind_in()) {
        true => None,
        false => T::read_in(place).map(Self::Set),
    },
    |_| Some(Self::Untouched)
);

/// Fails to compile if values in the notation of a type cannot be written in another one.
#[track_caller]
pub const fn assert_written(of: Notation, written: Written) {
    let (has_date, has_time) = match of {
        Notation::Date => (true, false),
        Notation::Time => (false, true),
        _ => (true, true),
    };
    let Written::Pattern(_) = written else {
        if !matches!(of, Notation::Timestamp | Notation::JiffTimestamp) {
            panic!(
                "`epoch` counts from a point in time, and this field holds a date or time without one; use a type with an \
                 offset or in UTC, or write `notation` with a pattern"
            );
        }
        return;
    };
    let has_all = written.has(b'Y') && written.has(b'm') && written.has(b'd');
    let has_any = written.has(b'Y') || written.has(b'm') || written.has(b'd');
    if has_date && !has_all {
        panic!("this pattern must say the date of the field; add `%Y`, `%m` and `%d`");
    }
    if !has_date && has_any {
        panic!("this field holds no date; remove `%Y`, `%m` and `%d` from the pattern");
    }
    let has_all = written.has(b'H') && written.has(b'M');
    let has_any = written.has(b'H') || written.has(b'M') || written.has(b'S') || written.has(b'f');
    if has_time && !has_all {
        panic!("this pattern must say the time of day of the field; add `%H` and `%M`");
    }
    if !has_time && has_any {
        panic!(
            "this field holds no time of day; remove `%H`, `%M`, `%S` and `%f` from the pattern"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn wire(of: Notation, written: Written) -> Wire {
        Wire { of, written }
    }

    #[test]
    fn numbers_since_the_epoch_are_whole() {
        let seconds = wire(Notation::Timestamp, Written::Seconds);
        let milliseconds = wire(Notation::Timestamp, Written::Milliseconds);
        for (wire, text, key) in [
            (seconds, "0", Some((0, 0))),
            (seconds, "-1", Some((-1, 0))),
            (seconds, "1935995400", Some((1_935_995_400, 0))),
            (seconds, "253402300799", Some((253_402_300_799, 0))),
            (seconds, "253402300800", None),
            (seconds, "-62167219200", Some((-62_167_219_200, 0))),
            (seconds, "-62167219201", None),
            (milliseconds, "-1", Some((-1, 999_000_000))),
            (milliseconds, "1935995400250", Some((1_935_995_400, 250_000_000))),
            (milliseconds, "253402300799999", Some((253_402_300_799, 999_000_000))),
            (milliseconds, "253402300800000", None),
        ] {
            assert_eq!(wire.read(text).map(|moment| moment.key()), key, "{text}");
            if let Some(key) = key {
                assert_eq!(wire.text(key), text);
            }
        }
        for text in
            ["", "1.5", "1e9", "+1", "01", " 1", "99999999999999999999", "2031-05-08T08:30:00Z"]
        {
            assert!(seconds.read(text).is_none(), "{text}");
            assert!(milliseconds.read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_pattern_reads_what_it_writes() {
        let of = |of, pattern| wire(of, Written::Pattern(pattern));
        let leap = (951_782_400, 0);
        for (wire, text, key) in [
            (of(Notation::Date, "%d.%m.%Y"), "29.02.2000", leap),
            (of(Notation::Date, "%Y%m%d"), "20000229", leap),
            (of(Notation::Date, "%m/%d/%Y %%é"), "02/29/2000 %é", leap),
            (of(Notation::Time, "%H:%M"), "08:30", (30_600, 0)),
            (of(Notation::Time, "%H%M%S.%3f"), "083000.250", (30_600, 250_000_000)),
            (of(Notation::DateTime, "%d.%m.%Y, %H:%M"), "08.05.2031, 08:30", (EXAMPLE, 0)),
            (of(Notation::Timestamp, "%Y%m%dT%H%M%SZ"), "20310508T083000Z", (EXAMPLE, 0)),
        ] {
            assert_eq!(wire.read(text).map(|moment| moment.key()), Some(key), "{text}");
            assert_eq!(wire.text(key), text);
            // One byte more or less, or another one, is never the same moment.
            for cut in 0..text.len() {
                let cut = text.get(..cut).unwrap_or_default();
                assert!(wire.read(cut).is_none(), "{cut}");
            }
            assert!(wire.read(&format!("{text} ")).is_none());
        }
    }

    #[test]
    fn what_is_nearly_a_text_of_a_pattern_is_refused() {
        let date = wire(Notation::Date, Written::Pattern("%d.%m.%Y"));
        for text in [
            "29.02.2001",
            "31.04.2031",
            "00.01.2031",
            "32.01.2031",
            "01.13.2031",
            "1.1.2031",
            "01-01-2031",
            "+1.01.2031",
        ] {
            assert!(date.read(text).is_none(), "{text}");
        }
        let time = wire(Notation::Time, Written::Pattern("%H:%M"));
        for text in ["24:00", "23:60", "8:30", "08:30:00"] {
            assert!(time.read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_the_notation_cannot_say_has_a_text_that_is_not_read() {
        let seconds = wire(Notation::Timestamp, Written::Seconds);
        assert_eq!(seconds.text((EXAMPLE, 500_000_000)), "2031-05-08T08:30:00.5Z");
        let minutes = wire(Notation::DateTime, Written::Pattern("%d.%m.%Y %H:%M"));
        assert_eq!(minutes.text((EXAMPLE + 1, 0)), "2031-05-08T08:30:01");
        let date = wire(Notation::Date, Written::Pattern("%d.%m.%Y"));
        assert!(date.read(&date.text((-62_167_219_201, 0))).is_none());
        // A leap second of chrono.
        let milliseconds = wire(Notation::Timestamp, Written::Milliseconds);
        assert!(milliseconds.read(&milliseconds.text((EXAMPLE, 1_500_000_000))).is_none());
    }
}
