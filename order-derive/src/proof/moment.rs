//! Dates and times, whose literals have an order. The type is known by its name, as a macro sees no other.

use std::collections::{BTreeMap, BTreeSet};

use syn::{GenericArgument, PathArguments, PathSegment};

use crate::{
    parse::{Exact, Value},
    proof::domain::{Class, Key, key, numbers},
};

/// A kind of dates or times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Date,
    Time,
    DateTime,
    /// A point in time. Texts with different offsets may be the same one.
    Timestamp,
}

impl Moment {
    /// Returns the kind of the values of a type with this name.
    pub(crate) fn of(last: &PathSegment) -> Option<Self> {
        let is_plain = matches!(last.arguments, PathArguments::None);
        match last.ident.to_string().as_str() {
            "Date" | "NaiveDate" if is_plain => Some(Self::Date),
            "Time" | "NaiveTime" if is_plain => Some(Self::Time),
            "NaiveDateTime" | "PrimitiveDateTime" | "DateTime" if is_plain => Some(Self::DateTime),
            "Timestamp" | "OffsetDateTime" if is_plain => Some(Self::Timestamp),
            "DateTime" => match &last.arguments {
                PathArguments::AngleBracketed(arguments) => {
                    let is_type =
                        |argument: &GenericArgument| matches!(argument, GenericArgument::Type(_));
                    arguments.args.iter().any(is_type).then_some(Self::Timestamp)
                }
                PathArguments::None | PathArguments::Parenthesized(_) => None,
            },
            _ => None,
        }
    }

    /// Returns the place of a text in the order of the values: days of a date, nanoseconds otherwise. `None` if it is none
    /// of the kind, which rustc reports.
    fn parse(self, text: &str) -> Option<Exact> {
        let (date, rest) = match self {
            Self::Time => (0, text),
            Self::Date | Self::DateTime | Self::Timestamp => {
                let (date, rest) = text.split_at_checked(10)?;
                (days(date)?, rest)
            }
        };
        let (time, offset) = match self {
            Self::Date => return rest.is_empty().then_some(Exact::whole(date)),
            Self::Time => (rest, 0),
            Self::DateTime => (rest.strip_prefix('T')?, 0),
            Self::Timestamp => {
                let rest = rest.strip_prefix(['T', 't'])?;
                match rest.strip_suffix(['Z', 'z']) {
                    Some(time) => (time, 0),
                    None => {
                        let (time, offset) = rest.split_at_checked(rest.len().checked_sub(6)?)?;
                        let sign = match offset.as_bytes().first()? {
                            b'+' => 1,
                            b'-' => -1,
                            _ => return None,
                        };
                        let (hours, minutes) = offset[1..].split_once(':')?;
                        (time, sign * (digits(hours, 2, 23)? * 60 + digits(minutes, 2, 59)?))
                    }
                }
            }
        };
        let minutes = date * 24 * 60 - offset;
        Some(Exact::whole(minutes * 60 * SECOND + nanoseconds(time)?))
    }

    /// Returns the points in the order of the values, and the gaps between them.
    fn classes(self, points: &BTreeSet<Exact>) -> Vec<Class> {
        match self {
            // No day lies between two that follow each other.
            Self::Date => numbers(points, Some((i128::MIN, i128::MAX))),
            Self::Time => {
                let mut classes = numbers(points, None);
                // No time is earlier than midnight.
                classes.retain(|class| *class != Class::Between(None, Some(Exact::ZERO)));
                classes
            }
            Self::DateTime | Self::Timestamp => numbers(points, None),
        }
    }
}

const SECOND: i128 = 1_000_000_000;

/// The dates or times that rules name of one subject.
#[derive(Debug)]
pub(crate) struct Moments {
    kind: Moment,
    /// For each, its first text.
    texts: BTreeMap<Exact, String>,
}

impl Moments {
    /// Returns the values with these keys; `None` if one is something else, and if there is none.
    pub(crate) fn of(kind: Moment, keys: &[Key]) -> Option<Self> {
        let mut texts = BTreeMap::new();
        for key in keys {
            let Key::Text(text) = key else { return None };
            texts.entry(kind.parse(text)?).or_insert_with(|| text.clone());
        }
        (!texts.is_empty()).then_some(Self { kind, texts })
    }

    /// Returns the classes of the values.
    pub(crate) fn classes(&self) -> Vec<Class> {
        self.kind.classes(&self.texts.keys().copied().collect())
    }

    /// Returns the place of a literal in the order.
    pub(crate) fn place(&self, value: &Value) -> Option<Exact> {
        match key(value)? {
            Key::Text(text) => self.kind.parse(&text),
            Key::Bool(_) | Key::Variant(_) => None,
        }
    }

    /// Returns `true` if the class has a value in every type of the kind.
    pub(crate) fn is_surely_inhabited(&self, class: &Class) -> bool {
        // Each type has the years from 1 to 9999, jiff without the last days.
        let has = |first: &str, last: &str| {
            let [first, last] = [first, last].map(|text| self.kind.parse(text));
            match *class {
                Class::Between(Some(low), Some(high)) => low.has_whole_until(high),
                Class::Between(Some(low), None) => last.is_some_and(|last| low < last),
                Class::Between(None, Some(high)) => first.is_some_and(|first| first < high),
                Class::Between(None, None)
                | Class::Point(_)
                | Class::Key(_)
                | Class::Null
                | Class::Other => true,
            }
        };
        match self.kind {
            Moment::Date => has("0001-01-01", "9999-12-29"),
            Moment::Time => has("00:00:00", "23:59:59"),
            Moment::DateTime => has("0001-01-01T00:00:00", "9999-12-29T00:00:00"),
            Moment::Timestamp => has("0001-01-01T00:00:00Z", "9999-12-29T00:00:00Z"),
        }
    }

    /// Returns what is said of a value of the class.
    pub(crate) fn shown(&self, class: &Class) -> String {
        let text = |place: &Exact| self.texts.get(place).map(|text| format!("`{text:?}`"));
        match class {
            Class::Point(place) => text(place).map(|text| format!("is {text}")),
            Class::Between(low, high) => {
                match (low.as_ref().and_then(text), high.as_ref().and_then(text)) {
                    (Some(low), Some(high)) => Some(format!("is between {low} and {high}")),
                    (Some(low), None) => Some(format!("is after {low}")),
                    (None, Some(high)) => Some(format!("is before {high}")),
                    (None, None) => None,
                }
            }
            Class::Key(_) | Class::Null | Class::Other => None,
        }
        .unwrap_or_else(|| "has another value".to_owned())
    }
}

/// Returns a number of exactly so many digits, which is at most `most`.
fn digits(text: &str, count: usize, most: i128) -> Option<i128> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number <= most)
}

/// Returns the days from the first of the year 0 to a date such as `2031-05-08`.
fn days(text: &str) -> Option<i128> {
    let mut parts = text.split('-');
    let [year, month, day] = [(4, 9999), (2, 12), (2, 31)]
        .map(|(count, most)| parts.next().and_then(|part| digits(part, count, most)));
    let (year, month, day) = (year?, month?, day?);
    let is_leap = |year: i128| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let february = if is_leap(year) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let before = usize::try_from(month).ok()?.checked_sub(1)?;
    if parts.next().is_some() || day < 1 || day > *months.get(before)? {
        return None;
    }
    let leap_days = match year {
        0 => 0,
        year => (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1,
    };
    Some(year * 365 + leap_days + months[..before].iter().sum::<i128>() + day - 1)
}

/// Returns the nanoseconds from midnight to a time such as `08:30:00.5`.
fn nanoseconds(text: &str) -> Option<i128> {
    let (time, fraction) = match text.split_once('.') {
        Some((time, fraction)) => (time, Some(fraction)),
        None => (text, None),
    };
    let mut parts = time.split(':');
    let [hour, minute, second] =
        [23, 59, 59].map(|most| parts.next().and_then(|part| digits(part, 2, most)));
    let seconds = (hour? * 60 + minute?) * 60 + second?;
    let fraction = match fraction {
        None => 0,
        Some(fraction) if (1..=9).contains(&fraction.len()) => {
            digits(&format!("{fraction:0<9}"), 9, SECOND)?
        }
        Some(_) => return None,
    };
    parts.next().is_none().then_some(seconds * SECOND + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(kind: Moment, text: &str) -> Option<Exact> {
        kind.parse(text)
    }

    #[test]
    fn texts_have_the_order_of_what_they_stand_for() {
        let table: [(Moment, &[&str]); 4] = [
            (
                Moment::Date,
                &[
                    "0000-01-01",
                    "0000-02-29",
                    "0000-03-01",
                    "0001-01-01",
                    "0004-02-29",
                    "0100-02-28",
                    "0100-03-01",
                    "1899-12-31",
                    "1900-02-28",
                    "1900-03-01",
                    "2000-02-29",
                    "2000-03-01",
                    "2024-12-31",
                    "2025-01-01",
                    "9999-12-31",
                ],
            ),
            (
                Moment::Time,
                &["00:00:00", "00:00:00.000000001", "08:30:00", "08:30:00.5", "23:59:59.999999999"],
            ),
            (
                Moment::DateTime,
                &["2025-01-01T00:00:00", "2025-01-01T23:59:59.9", "2025-01-02T00:00:00"],
            ),
            (
                Moment::Timestamp,
                &[
                    "2025-01-01T00:00:00+02:00",
                    "2025-01-01T00:00:00Z",
                    "2025-01-01T00:00:00.5Z",
                    "2025-01-01T00:00:00-02:00",
                    "2025-01-02t00:00:00z",
                ],
            ),
        ];
        for (kind, texts) in table {
            let places: Vec<_> = texts.iter().map(|text| place(kind, text)).collect();
            assert!(places.iter().all(Option::is_some), "{places:?}");
            assert!(places.is_sorted_by(|one, other| one < other), "{places:?}");
        }
        let days = |text| place(Moment::Date, text).and_then(Exact::as_whole);
        assert_eq!(days("2025-01-01"), days("2024-12-31").map(|day| day + 1));
        assert_eq!(days("1970-01-01"), Some(719_528));
        for [one, other] in [
            ["2025-01-01T00:00:00Z", "2025-01-01T02:00:00+02:00"],
            ["2025-01-01T00:00:00Z", "2024-12-31T23:30:00.000-00:30"],
        ] {
            assert_eq!(place(Moment::Timestamp, one), place(Moment::Timestamp, other));
        }
    }

    #[test]
    fn each_day_has_its_place_behind_the_one_before() {
        let is_leap = |year: i128| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for years in [0..=9, 96..=104, 396..=404, 1896..=1904, 1996..=2004, 9990..=9999] {
            let mut before: Option<i128> = None;
            for year in years {
                for month in 0..=13 {
                    let length = match month {
                        2 if is_leap(year) => 29,
                        2 => 28,
                        4 | 6 | 9 | 11 => 30,
                        1..=12 => 31,
                        _ => 0,
                    };
                    for day in 0..=32 {
                        let text = format!("{year:04}-{month:02}-{day:02}");
                        let days = place(Moment::Date, &text).and_then(Exact::as_whole);
                        assert_eq!(days.is_some(), (1..=length).contains(&day), "{text}");
                        if let (Some(before), Some(days)) = (before, days) {
                            assert_eq!(days, before + 1, "{text}");
                        }
                        before = days.or(before);
                    }
                }
            }
        }
        let days = |text| place(Moment::Date, text).and_then(Exact::as_whole);
        assert_eq!(days("0000-01-01"), Some(0));
        // Known from calendars: 400 years have 146,097 days.
        assert_eq!(days("2400-01-01"), Some(6 * 146_097));
        assert_eq!(days("9999-12-31"), Some(25 * 146_097 - 1));
        assert_eq!(days("0100-01-01"), Some(100 * 365 + 25));
        assert_eq!(days("0101-01-01"), Some(101 * 365 + 25));
        assert_eq!(days("0401-01-01"), Some(146_097 + 366));
    }

    #[test]
    fn ends_of_hours_and_offsets_are_times() {
        let nanoseconds = |text| place(Moment::Time, text).and_then(Exact::as_whole);
        assert_eq!(nanoseconds("00:00:00"), Some(0));
        assert_eq!(nanoseconds("00:59:00"), Some(59 * 60 * SECOND));
        assert_eq!(nanoseconds("23:59:59"), Some((24 * 60 * 60 - 1) * SECOND));
        assert_eq!(nanoseconds("00:00:00.123456789"), Some(123_456_789));
        assert_eq!(nanoseconds("00:00:00.1"), Some(SECOND / 10));
        for text in ["00:60:00", "00:00:60", "24:00:00", "0:00:00", "00:00:00.1234567890"] {
            assert_eq!(nanoseconds(text), None, "{text}");
        }
        let offset = |text: &str| {
            let text = format!("2000-01-01T00:00:00{text}");
            place(Moment::Timestamp, &text).and_then(Exact::as_whole)
        };
        let minutes = |minutes: i128| offset("Z").map(|utc| utc - minutes * 60 * SECOND);
        assert_eq!(offset("+23:59"), minutes(23 * 60 + 59));
        assert_eq!(offset("-23:59"), minutes(-(23 * 60 + 59)));
        for text in ["+24:00", "+00:60", "+0:00", "+00-00", "00:00"] {
            assert_eq!(offset(text), None, "{text}");
        }
    }

    #[test]
    fn classes_of_moments_are_shown_by_their_texts() {
        let key = |text: &str| Key::Text(text.to_owned());
        let moments = Moments::of(Moment::Date, &[key("2026-01-01"), key("2026-02-01")]).unwrap();
        let shown: Vec<_> = moments.classes().iter().map(|class| moments.shown(class)).collect();
        assert_eq!(
            shown,
            [
                "is before `\"2026-01-01\"`",
                "is `\"2026-01-01\"`",
                "is between `\"2026-01-01\"` and `\"2026-02-01\"`",
                "is `\"2026-02-01\"`",
                "is after `\"2026-02-01\"`",
            ]
        );
        assert_eq!(moments.shown(&Class::Other), "has another value");
    }

    #[test]
    fn what_is_no_date_or_time_has_no_place() {
        for (kind, texts) in [
            (
                Moment::Date,
                &[
                    "",
                    "2025-02-29",
                    "1900-02-29",
                    "2025-00-01",
                    "2025-01-00",
                    "2025-13-01",
                    "2025-1-1",
                    "20250101",
                    "2025-01-01T",
                    "+025-01-01",
                    "2025-01-01-",
                    "２025-01-1",
                ][..],
            ),
            (
                Moment::Time,
                &[
                    "",
                    "24:00:00",
                    "08:30",
                    "08:30:00.",
                    "08:30:00.1234567890",
                    "08:30:00Z",
                    "08:30:60",
                    "08:30:00:00",
                    "08:30:00.5.5",
                ],
            ),
            (Moment::DateTime, &["2025-01-01", "2025-01-01t00:00:00", "2025-01-01T00:00:00Z"]),
            (
                Moment::Timestamp,
                &[
                    "2025-01-01T00:00:00",
                    "2025-01-01T00:00:00+2:00",
                    "2025-01-01T00:00:00+24:00",
                    "Z",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(place(kind, text), None, "{text}");
            }
        }
    }

    #[test]
    fn the_kind_follows_from_the_name_of_the_type() {
        let of = |ty: &str| match syn::parse_str::<syn::Type>(ty).unwrap() {
            syn::Type::Path(path) => path.path.segments.last().and_then(Moment::of),
            _ => None,
        };
        for (ty, kind) in [
            ("jiff::civil::Date", Some(Moment::Date)),
            ("chrono::NaiveDate", Some(Moment::Date)),
            ("civil::Time", Some(Moment::Time)),
            ("DateTime", Some(Moment::DateTime)),
            ("PrimitiveDateTime", Some(Moment::DateTime)),
            ("chrono::DateTime<Utc>", Some(Moment::Timestamp)),
            ("Timestamp", Some(Moment::Timestamp)),
            ("OffsetDateTime", Some(Moment::Timestamp)),
            ("Date<Utc>", None),
            ("Time<Utc>", None),
            ("NaiveDateTime<Utc>", None),
            ("Timestamp<Utc>", None),
            ("DateTime<'static>", None),
            ("Duration", None),
        ] {
            assert_eq!(of(ty), kind, "{ty}");
        }
    }
}
