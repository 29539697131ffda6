//! Dates and times on the wire: one grammar for every crate that has types for them.
//!
//! The notation is that of RFC 3339, with years from 0000 to 9999. A date, a time of day and a date with a time are parts
//! of it, without an offset. What not every type can hold is refused: the leap second `:60`, the hour 24, and more digits
//! of a fraction than nanoseconds have.

#[cfg(all(test, any(feature = "chrono", feature = "time")))]
mod checks;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;
pub(crate) mod written;

#[cfg(feature = "url")]
use crate::value::identifier::URL;
use crate::{
    rules::is_uuid,
    value::{TextForm, identifier::UUID},
};

use self::written::Wire;

/// A form of dates or times.
macro_rules! form {
    ($(#[$doc:meta])* $name:ident, $word:literal, $notation:ident) => {
        $(#[$doc])*
        pub(crate) static $name: TextForm = TextForm {
            name: $word,
            expects: Notation::$notation.expects(),
            accepts: |text| Notation::$notation.accepts(text),
            order: |left, right| {
                Some(Notation::$notation.parse(left)?.key().cmp(&Notation::$notation.parse(right)?.key()))
            },
            is_number: false,
            is_bare: false,
            notation: Some(Notation::$notation),
        };
    };
}

form!(/// Calendar dates.
    DATE, "date", Date);
form!(/// Times of day.
    TIME, "time", Time);
form!(/// Dates with a time of day, without a place on Earth.
    DATE_TIME, "date and time", DateTime);
form!(/// Points in time. Texts with different offsets may be the same one.
    TIMESTAMP, "timestamp", Timestamp);
form!(/// The points in time that jiff can hold.
    #[cfg(feature = "jiff")]
    JIFF_TIMESTAMP, "timestamp", JiffTimestamp);

/// The last second of the year 9999, and that of jiff.
const LAST: i64 = 253_402_300_799;
const LAST_OF_JIFF: i64 = 253_402_207_200;

/// The first second of the year 0.
const FIRST: i64 = -62_167_219_200;

/// The notation of the values of a type whose literals in rules are texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Calendar dates.
    Date,
    /// Times of day.
    Time,
    /// Dates with a time of day.
    DateTime,
    /// Points in time.
    Timestamp,
    /// Points in time up to the last one of `jiff::Timestamp`, two days before the year 10000.
    JiffTimestamp,
    /// UUIDs with hyphens.
    Uuid,
    /// Absolute URLs. A text that begins like one may still be none.
    #[cfg(feature = "url")]
    Url,
    /// Dates or times that stand on the wire otherwise than in rules.
    Wire(&'static Wire),
}

impl Notation {
    /// Returns `true` if the text is a value in this notation, as rules name it.
    #[must_use]
    pub const fn accepts(self, text: &str) -> bool {
        match self {
            Self::Date | Self::Time | Self::DateTime | Self::Timestamp | Self::JiffTimestamp => {
                self.parse(text).is_some()
            }
            Self::Uuid => is_uuid(text),
            #[cfg(feature = "url")]
            Self::Url => crate::value::identifier::is_like_a_url(text.as_bytes()),
            Self::Wire(wire) => wire.of.accepts(text),
        }
    }

    /// Returns the notation of dates or times in which rules name the values; `None` for other values.
    pub(crate) const fn moment(self) -> Option<Self> {
        match self {
            Self::Date | Self::Time | Self::DateTime | Self::Timestamp | Self::JiffTimestamp => {
                Some(self)
            }
            Self::Uuid => None,
            #[cfg(feature = "url")]
            Self::Url => None,
            Self::Wire(wire) => Some(wire.of),
        }
    }

    /// A description of a value for people.
    #[must_use]
    pub const fn expects(self) -> &'static str {
        match self {
            Self::Date => "a date such as `2031-05-08`",
            Self::Time => "a time of day such as `08:30:00`",
            Self::DateTime => "a date and time such as `2031-05-08T08:30:00`",
            Self::Timestamp | Self::JiffTimestamp => {
                "a point in time such as `2031-05-08T08:30:00Z`"
            }
            Self::Uuid => "a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`",
            #[cfg(feature = "url")]
            Self::Url => "a URL such as `https://www.example.com/`",
            Self::Wire(wire) => wire.of.expects(),
        }
    }

    /// The name of the form of the values.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Date => DATE.name,
            Self::Time => TIME.name,
            Self::DateTime => DATE_TIME.name,
            Self::Timestamp | Self::JiffTimestamp => TIMESTAMP.name,
            Self::Uuid => UUID.name,
            #[cfg(feature = "url")]
            Self::Url => URL.name,
            Self::Wire(wire) => wire.of.name(),
        }
    }

    /// Returns the date or time that a text on the wire stands for.
    pub(crate) fn read(self, text: &str) -> Option<Moment> {
        match self {
            Self::Wire(wire) => wire.read(text),
            own => own.parse(text),
        }
    }

    /// Returns `true` if the notation has a text for a moment, apart from its fraction and offset.
    pub(crate) const fn holds(self, moment: &Moment) -> bool {
        let last = if matches!(self, Self::JiffTimestamp) { LAST_OF_JIFF } else { LAST };
        FIRST <= moment.seconds() && moment.seconds() <= last
    }

    /// The values a day or a second before and after a value, for whoever tries values at a bound.
    pub(crate) fn beside(self, text: &str) -> Vec<String> {
        if let Self::Wire(wire) = self {
            return wire.of.beside(text);
        }
        const DAY: i64 = 86_400;
        let Some(moment) = self.parse(text) else { return Vec::new() };
        let step = if self == Self::Date { DAY } else { 1 };
        let seconds = moment.seconds();
        let later = seconds + step;
        let earlier = if moment.nanosecond > 0 { seconds } else { seconds - step };
        let beside = |seconds: i64| text_at(self, (seconds, 0));
        [earlier, later].map(beside).into_iter().filter(|text| self.accepts(text)).collect()
    }

    /// Parses a date or time in this notation, as rules name it; a notation of something else has none.
    pub(crate) const fn parse(self, text: &str) -> Option<Moment> {
        if let Self::Wire(wire) = self {
            return wire.of.parse(text);
        }
        let mut moment = Moment::EPOCH;
        let mut at = 0;
        let text = text.as_bytes();
        if !matches!(self, Self::Time) {
            if !moment.take_date(text) {
                return None;
            }
            at = 10;
        }
        match self {
            Self::Date => {}
            Self::Uuid | Self::Wire(_) => return None,
            #[cfg(feature = "url")]
            Self::Url => return None,
            Self::Time => at = moment.take_time(text, 0),
            Self::DateTime | Self::Timestamp | Self::JiffTimestamp => {
                if at == text.len() || !is_between(text[at], matches!(self, Self::DateTime)) {
                    return None;
                }
                at = moment.take_time(text, at + 1);
            }
        }
        match self {
            Self::Timestamp | Self::JiffTimestamp => {
                at = moment.take_offset(text, at);
                if !self.holds(&moment) {
                    return None;
                }
            }
            Self::Date | Self::Time | Self::DateTime | Self::Uuid | Self::Wire(_) => {}
            #[cfg(feature = "url")]
            Self::Url => {}
        }
        if at == text.len() { Some(moment) } else { None }
    }
}

/// Returns `true` for what stands between date and time. RFC 3339 has the letter in either case.
const fn is_between(byte: u8, is_local: bool) -> bool {
    byte == b'T' || (byte == b't' && !is_local)
}

/// A date, a time of day and an offset. What a notation has not is that of the epoch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) year: i32,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) nanosecond: u32,
    /// The minutes that the time is ahead of UTC.
    pub(crate) offset: i16,
}

impl Moment {
    /// The first moment of 1970, in UTC.
    pub(crate) const EPOCH: Self = Self {
        year: 1970,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        nanosecond: 0,
        offset: 0,
    };

    /// The moment in UTC so many seconds after the epoch; `None` if its year is none of an `i32`.
    pub(crate) fn at(seconds: i64, nanosecond: u32) -> Option<Self> {
        const DAY: i64 = 86_400;
        let (year, month, day) = civil(seconds.div_euclid(DAY));
        let time = seconds.rem_euclid(DAY);
        let part = |number: i64| u8::try_from(number).ok();
        Some(Self {
            year: i32::try_from(year).ok()?,
            month: part(month)?,
            day: part(day)?,
            hour: part(time / 3600)?,
            minute: part(time / 60 % 60)?,
            second: part(time % 60)?,
            nanosecond,
            offset: 0,
        })
    }

    /// Returns `true` if the calendar and the clock have the moment.
    pub(crate) const fn is_real(&self) -> bool {
        self.month >= 1
            && self.month <= 12
            && self.day >= 1
            && self.day <= days_in(self.year, self.month)
            && self.hour <= 23
            && self.minute <= 59
            && self.second <= 59
    }

    /// Takes a date from the start of a text; returns `false` if there is none.
    const fn take_date(&mut self, text: &[u8]) -> bool {
        let (Some(century), Some(year), Some(month), Some(day)) =
            (pair(text, 0), pair(text, 2), pair(text, 5), pair(text, 8))
        else {
            return false;
        };
        self.year = century as i32 * 100 + year as i32;
        self.month = month;
        self.day = day;
        text[4] == b'-'
            && text[7] == b'-'
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= days_in(self.year, month)
    }

    /// Takes a time of day at a place of a text and returns where it ends; [`NOWHERE`] if there is none.
    const fn take_time(&mut self, text: &[u8], at: usize) -> usize {
        let (Some(hour), Some(minute), Some(second)) =
            (pair(text, at), pair(text, at + 3), pair(text, at + 6))
        else {
            return NOWHERE;
        };
        let is_time = text[at + 2] == b':' && text[at + 5] == b':';
        if !is_time || hour > 23 || minute > 59 || second > 59 {
            return NOWHERE;
        }
        (self.hour, self.minute, self.second) = (hour, minute, second);
        let point = at + 8;
        if point == text.len() || text[point] != b'.' {
            return point;
        }
        let mut end = point + 1;
        let mut unit = 100_000_000;
        while end < text.len() && text[end].is_ascii_digit() {
            if unit == 0 {
                return NOWHERE;
            }
            self.nanosecond += (text[end] - b'0') as u32 * unit;
            unit /= 10;
            end += 1;
        }
        if end == point + 1 { NOWHERE } else { end }
    }

    /// Takes an offset from UTC at a place of a text and returns where it ends; [`NOWHERE`] if there is none.
    const fn take_offset(&mut self, text: &[u8], at: usize) -> usize {
        if at >= text.len() {
            return NOWHERE;
        }
        let sign = match text[at] {
            b'Z' | b'z' => return at + 1,
            b'+' => 1,
            b'-' => -1,
            _ => return NOWHERE,
        };
        match (pair(text, at + 1), pair(text, at + 4)) {
            (Some(hours), Some(minutes))
                if text[at + 3] == b':' && hours <= 23 && minutes <= 59 =>
            {
                self.offset = sign * (hours as i16 * 60 + minutes as i16);
                at + 6
            }
            _ => NOWHERE,
        }
    }

    /// The seconds since the epoch, without the fraction.
    pub(crate) const fn seconds(&self) -> i64 {
        let time = self.hour as i64 * 3600 + self.minute as i64 * 60 + self.second as i64;
        self.days() * 86_400 + time - self.offset as i64 * 60
    }

    /// The days since the epoch.
    const fn days(&self) -> i64 {
        // Years that begin with March have the leap day at their end.
        let year = self.year as i64 - (self.month <= 2) as i64;
        let (era, month) = (year.div_euclid(400), (self.month as i64 + 9) % 12);
        let year = year.rem_euclid(400);
        let day = (153 * month + 2) / 5 + self.day as i64 - 1;
        era * 146_097 + year * 365 + year / 4 - year / 100 + day - 719_468
    }

    /// Returns `true` for an earlier moment than `other`.
    pub(crate) const fn is_before(&self, other: &Self) -> bool {
        let (own, other) = (self.key(), other.key());
        own.0 < other.0 || own.0 == other.0 && own.1 < other.1
    }

    /// A key that is less for an earlier moment, and equal for the same one.
    pub(crate) const fn key(&self) -> (i64, u32) {
        (self.seconds(), self.nanosecond)
    }
}

/// The year, the month and the day so many days after the epoch.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// The text of a moment in a notation of rules, in UTC. One of a year that no text has is read by nobody.
pub(crate) fn text_at(notation: Notation, (seconds, nanosecond): (i64, u32)) -> String {
    const DAY: i64 = 86_400;
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = seconds.rem_euclid(DAY);
    let fraction = match nanosecond {
        0 => String::new(),
        nanosecond => format!(".{nanosecond:09}").trim_end_matches('0').to_owned(),
    };
    let time = format!("{:02}:{:02}:{:02}{fraction}", time / 3600, time / 60 % 60, time % 60);
    match notation {
        Notation::Date => date,
        Notation::Time => time,
        Notation::DateTime => format!("{date}T{time}"),
        Notation::Timestamp | Notation::JiffTimestamp => format!("{date}T{time}Z"),
        Notation::Wire(wire) => text_at(wire.of, (seconds, nanosecond)),
        // These are no moments.
        Notation::Uuid => String::new(),
        #[cfg(feature = "url")]
        Notation::Url => String::new(),
    }
}

/// A place after every text.
const NOWHERE: usize = usize::MAX;

/// Two digits at a place of a text.
const fn pair(text: &[u8], at: usize) -> Option<u8> {
    if at >= text.len() || at + 1 >= text.len() {
        return None;
    }
    let (tens, ones) = (text[at], text[at + 1]);
    if tens.is_ascii_digit() && ones.is_ascii_digit() {
        Some((tens - b'0') * 10 + (ones - b'0'))
    } else {
        None
    }
}

const fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Implements types of dates or times as values: for each its form and notation, how it is made of a moment,
/// the key by which it is ordered, how it is written, and which values have a text for certain; of others, the text is read to see.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! moments {
    ($(
        $ty:ty: $form:ident, $notation:ident,
        |$moment:ident| $make:expr,
        |$seen:ident| $key:expr,
        |$value:ident, $f:ident| $write:expr
        $(, $rule:ident unless |$tested:ident| $is_usual:expr)?;
    )*) => {$(
        const _: () = {
            use crate::{
                schema::{Kind, Literal},
                value::{
                    EqualTo, Formed, Node, OrderValue, OrderedTo, PredicateValue, ReadValue, ScalarValue,
                    compare::default_in,
                    form::{Spelled, formed_scalar, text_scalar},
                    moment::{$form, Notation, written::{FormOf, Notated, WrittenIn}},
                },
                wire::Place,
            };
            use std::cmp::Ordering;

            fn make(moment: Moment) -> Option<$ty> {
                let $moment = moment;
                $make
            }

            fn parse(text: &str) -> Option<$ty> {
                make(Notation::$notation.parse(text)?)
            }

            text_scalar!($ty, $form, Notation::$notation, parse, |$value, $f| $write, |$seen| $key$(, $rule, |value| {
                let $tested = value;
                ($is_usual) || parse(&Formed::spelled(&$form, value).to_string()).as_ref() == Some(value)
            })?);

            #[diagnostic::do_not_recommend]
            impl OrderedTo<$ty> for str {
                fn ordered_to(value: &$ty, literal: &Self) -> Option<Ordering> {
                    Some(value.cmp(&parse(literal)?))
                }
            }

            #[diagnostic::do_not_recommend]
            impl<N: Notated> WrittenIn<N> for $ty {
                const OF: Notation = Notation::$notation;

                fn kind_in() -> &'static Kind {
                    FormOf::<Self, N>::KIND
                }

                fn node_in(&self) -> Node<'_> {
                    Node::Formed(Formed::moment(FormOf::<Self, N>::FORM, self))
                }

                fn read_in(place: Place<'_, '_>) -> Option<Self> {
                    make(FormOf::<Self, N>::WIRE.read_scalar(place.bare_scalar()?)?)
                }

                fn literal_in(literal: Literal) -> Option<Self> {
                    Self::from_literal(literal)
                }
            }
        };
    )*};
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use moments;

#[cfg(test)]
mod tests {
    use super::*;

    /// The notations of types.
    const ALL: &[Notation] = &[
        Notation::Date,
        Notation::Time,
        Notation::DateTime,
        Notation::Timestamp,
        Notation::JiffTimestamp,
        Notation::Uuid,
        #[cfg(feature = "url")]
        Notation::Url,
    ];

    #[test]
    fn what_is_nearly_a_date_or_time_is_refused() {
        for (notation, accepted, refused) in [
            (
                Notation::Date,
                &["2031-05-08", "0000-01-01", "9999-12-31", "2032-02-29", "2000-02-29"][..],
                &[
                    "2031-5-8",
                    "2031-13-01",
                    "2031-00-01",
                    "2031-01-00",
                    "2031-04-31",
                    "2031-02-29",
                    "1900-02-29",
                    "20310508",
                    "2031/05/08",
                    "10000-01-01",
                    "+10000-01-01",
                    "-0001-01-01",
                    "2031-05-08 ",
                    "2031-05-08T",
                    "2031-05",
                    "２031-05-08",
                ][..],
            ),
            (
                Notation::Time,
                &["00:00:00", "23:59:59", "08:30:00.5", "08:30:00.123456789", "08:30:00.000"],
                &[
                    "24:00:00",
                    "23:60:00",
                    "23:59:60",
                    "8:30:00",
                    "08:30",
                    "083000",
                    "08:30:00.",
                    "08:30:00,5",
                    "08:30:00.1234567890",
                    "08:30:00Z",
                    " 08:30:00",
                    "08:30:00 ",
                    "08-30-00",
                ],
            ),
            (
                Notation::DateTime,
                &["2031-05-08T08:30:00", "2031-05-08T08:30:00.25"],
                &[
                    "2031-05-08t08:30:00",
                    "2031-05-08 08:30:00",
                    "2031-05-08T08:30",
                    "2031-05-08T24:00:00",
                    "2031-05-08",
                    "2031-05-08T",
                    "2031-05-08T08:30:00Z",
                    "2031-02-30T08:30:00",
                ],
            ),
            (
                Notation::Timestamp,
                &[
                    "2031-05-08T08:30:00Z",
                    "2031-05-08t08:30:00z",
                    "2031-05-08T08:30:00.5+02:00",
                    "2031-05-08T08:30:00-00:00",
                    "2031-05-08T08:30:00+23:59",
                    "9999-12-31T23:59:59.999999999Z",
                    "0000-01-01T00:00:00Z",
                ],
                &[
                    "2031-05-08T08:30:00",
                    "2031-05-08T08:30:00+2",
                    "2031-05-08T08:30:00+0200",
                    "2031-05-08T08:30:00+02",
                    "2031-05-08T08:30:00+24:00",
                    "2031-05-08T08:30:00+02:60",
                    "2031-05-08T08:30:60Z",
                    "2031-05-08T24:00:00Z",
                    "2031-05-08 08:30:00Z",
                    "2031-05-08T08:30:00.1234567890Z",
                    "2031-05-08T08:30:00.Z",
                    "2031-05-08T08:30:00 Z",
                    "2031-05-08T08:30:00Z ",
                    "2031-05-08T08:30:00Z[Europe/Berlin]",
                    "2031-05-08T08:30:00ZZ",
                    "2031-05-08T08:30:00\u{2212}01:00",
                    "10000-01-01T00:00:00Z",
                    "9999-12-31T23:59:59-00:01",
                    "0000-01-01T00:00:00+00:01",
                ],
            ),
            (
                Notation::JiffTimestamp,
                &[
                    "9999-12-30T22:00:00Z",
                    "9999-12-30T22:00:00.999999999Z",
                    "9999-12-31T00:00:00+02:00",
                ],
                &["9999-12-30T22:00:01Z", "9999-12-31T23:59:59Z"],
            ),
        ] {
            for text in accepted {
                assert!(notation.accepts(text), "{notation:?} {text}");
                // Nothing is taken of a text that is cut or extended.
                for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
                    let is_shorter_fraction =
                        text[..end].contains('.') && notation != Notation::Date;
                    assert!(
                        !notation.accepts(&text[..end])
                            || is_shorter_fraction
                            || text[end..].starts_with('.'),
                        "{text} {end}"
                    );
                }
            }
            for text in refused {
                assert!(!notation.accepts(text), "{notation:?} {text}");
            }
        }
        for notation in ALL.iter().copied() {
            assert!(!notation.accepts(""));
            assert!(
                notation.expects().split('`').nth(1).is_some_and(|text| notation.accepts(text))
            );
        }
    }

    #[test]
    fn every_day_of_four_hundred_years_has_its_date() {
        let mut days = Moment { year: 2000, ..Moment::EPOCH }.days();
        for year in 2000..2400 {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    assert_eq!(civil(days), (year.into(), month.into(), day.into()));
                    days += 1;
                }
            }
        }
    }

    #[test]
    fn moments_are_in_order_of_time() {
        let seconds = |text| Notation::Timestamp.parse(text).map(|moment| moment.seconds());
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("0000-01-01T00:00:00Z"), Some(-62_167_219_200));
        assert_eq!(seconds("9999-12-31T23:59:59Z"), Some(253_402_300_799));
        assert_eq!(seconds("2000-03-01T01:00:00+01:00"), Some(951_868_800));
        let mut last = i64::MIN;
        for year in [0, 1, 3, 4, 99, 100, 399, 400, 1900, 2000, 2031, 2032] {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    let days = Moment { year, month, day, ..Moment::EPOCH }.days();
                    assert!(days == last + 1 || (month, day) == (1, 1), "{year} {month} {day}");
                    assert_eq!(
                        text_at(Notation::Date, (days * 86_400, 0)),
                        format!("{year:04}-{month:02}-{day:02}")
                    );
                    last = days;
                }
            }
        }
        for texts in [
            ["2031-05-08T08:30:00Z", "2031-05-08T10:30:00+02:00"],
            ["2031-05-08T08:30:00.5Z", "2031-05-08T08:30:00.500000000-00:00"],
            ["2031-12-31T23:30:00-01:00", "2032-01-01T00:30:00z"],
        ] {
            assert_eq!((TIMESTAMP.order)(texts[0], texts[1]), Some(std::cmp::Ordering::Equal));
        }
        for texts in [
            ["2031-05-08T08:30:00+02:00", "2031-05-08T08:30:00Z"],
            ["2031-05-08T08:30:00Z", "2031-05-08T08:30:00.000000001Z"],
        ] {
            assert_eq!((TIMESTAMP.order)(texts[0], texts[1]), Some(std::cmp::Ordering::Less));
        }
        assert_eq!((TIME.order)("08:30:00", "08:30:00.0"), Some(std::cmp::Ordering::Equal));
        assert_eq!((TIME.order)("08:30:00", "8:30"), None);
        for (notation, text, beside) in [
            (Notation::Date, "2032-03-01", &["2032-02-29", "2032-03-02"][..]),
            (Notation::Date, "9999-12-31", &["9999-12-30"]),
            (Notation::Date, "0000-01-01", &["0000-01-02"]),
            (Notation::Time, "08:30:00.5", &["08:30:00", "08:30:01"]),
            (Notation::Time, "08:30:00.000000001", &["08:30:00", "08:30:01"]),
            (Notation::Time, "00:00:00", &["23:59:59", "00:00:01"]),
            (
                Notation::DateTime,
                "2031-12-31T23:59:59",
                &["2031-12-31T23:59:58", "2032-01-01T00:00:00"],
            ),
            (
                Notation::Timestamp,
                "2031-05-08T00:00:00+02:00",
                &["2031-05-07T21:59:59Z", "2031-05-07T22:00:01Z"],
            ),
            (Notation::Timestamp, "9999-12-31T23:59:59Z", &["9999-12-31T23:59:58Z"]),
            (Notation::Timestamp, "tomorrow", &[]),
        ] {
            assert_eq!(notation.beside(text), beside, "{text}");
        }
    }
}
