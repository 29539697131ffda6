use std::fmt;

use ::time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use crate::value::moment::{Moment, moments};

/// The date of a moment.
fn date(moment: &Moment) -> Option<Date> {
    let month = Month::try_from(moment.month).ok()?;
    Date::from_calendar_date(moment.year, month, moment.day).ok()
}

/// The time of day of a moment.
fn time(moment: &Moment) -> Option<Time> {
    Time::from_hms_nano(moment.hour, moment.minute, moment.second, moment.nanosecond).ok()
}

/// The point in time of a moment, with the offset that was written.
fn with_offset(moment: &Moment) -> Option<OffsetDateTime> {
    let offset = UtcOffset::from_whole_seconds(i32::from(moment.offset) * 60).ok()?;
    let nanoseconds = i128::from(moment.seconds()) * 1_000_000_000 + i128::from(moment.nanosecond);
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?.checked_to_offset(offset)
}

/// A date as a moment.
fn of_date(date: Date) -> Moment {
    let (year, month, day) = date.to_calendar_date();
    Moment { year, month: month.into(), day, ..Moment::EPOCH }
}

/// A time of day on the date of a moment.
fn at(date: Moment, time: Time) -> Moment {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    Moment { hour, minute, second, nanosecond, ..date }
}

/// Writes a date. A year that the notation does not have gets a sign or more digits, so that nobody reads it.
fn write_date(date: Date, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (year, month, day) = date.to_calendar_date();
    let sign = if year < 0 { "-" } else { "" };
    write!(f, "{sign}{:04}-{:02}-{day:02}", year.unsigned_abs(), u8::from(month))
}

/// Writes a time of day with a fraction of as many digits as it needs.
fn write_time(time: Time, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    write!(f, "{hour:02}:{minute:02}:{second:02}")?;
    if nanosecond > 0 {
        let digits = format!("{nanosecond:09}");
        write!(f, ".{}", digits.trim_end_matches('0'))?;
    }
    Ok(())
}

fn write_both(date: Date, time: Time, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write_date(date, f)?;
    f.write_str("T")?;
    write_time(time, f)
}

/// Writes an offset. One with seconds, which the notation does not have, gets a third part.
fn write_offset(offset: UtcOffset, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if offset.is_utc() {
        return f.write_str("Z");
    }
    let (hours, minutes, seconds) = offset.as_hms();
    let sign = if offset.is_negative() { "-" } else { "+" };
    write!(f, "{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())?;
    match seconds.unsigned_abs() {
        0 => Ok(()),
        seconds => write!(f, ":{seconds:02}"),
    }
}

/// Returns `true` for a year that is far enough from the first and the last one, whatever the offset.
fn is_usual(date: Date) -> bool {
    (1..9999).contains(&date.year())
}

moments! {
    Date: DATE, Date, |moment| date(&moment), |value| Some(of_date(*value).key()), |value, f| write_date(*value, f),
        DATE unless |value| is_usual(*value);
    Time: TIME, Time, |moment| time(&moment), |value| Some(at(Moment::EPOCH, *value).key()),
        |value, f| write_time(*value, f);
    PrimitiveDateTime: DATE_TIME, DateTime,
        |moment| Some(PrimitiveDateTime::new(date(&moment)?, time(&moment)?)),
        |value| Some(at(of_date(value.date()), value.time()).key()),
        |value, f| write_both(value.date(), value.time(), f),
        DATE_TIME unless |value| is_usual(value.date());
    OffsetDateTime: TIMESTAMP, Timestamp, |moment| with_offset(&moment),
        |value| Some((value.unix_timestamp(), value.nanosecond())),
        |value, f| {
            write_both(value.date(), value.time(), f)?;
            write_offset(value.offset(), f)
        },
        TIMESTAMP unless |value| {
            is_usual(value.date()) && value.offset().seconds_past_minute() == 0
        };
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;
    use crate::{
        value::moment::checks::{keeps_its_rule, read, reads_and_writes},
        value::{EqualTo, OrderValue, OrderedTo},
    };

    #[test]
    fn they_are_written_in_the_notation_of_rfc_3339() {
        reads_and_writes::<Date>(&[("2032-02-29", "2032-02-29"), ("0000-01-01", "0000-01-01")]);
        reads_and_writes::<Time>(&[
            ("08:30:00", "08:30:00"),
            ("08:30:00.500", "08:30:00.5"),
            ("08:30:00.000000001", "08:30:00.000000001"),
            ("23:59:59.999999999", "23:59:59.999999999"),
        ]);
        reads_and_writes::<PrimitiveDateTime>(&[
            ("2031-05-08T08:30:00", "2031-05-08T08:30:00"),
            ("9999-12-31T23:59:59.25", "9999-12-31T23:59:59.25"),
        ]);
        reads_and_writes::<OffsetDateTime>(&[
            ("2031-05-08t10:30:00.5+02:00", "2031-05-08T10:30:00.5+02:00"),
            ("2031-05-08T08:30:00-00:00", "2031-05-08T08:30:00Z"),
            ("2031-05-08T08:30:00-23:59", "2031-05-08T08:30:00-23:59"),
            ("2031-05-08T08:30:00-00:30", "2031-05-08T08:30:00-00:30"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ]);
    }

    #[test]
    fn what_is_none_is_refused() {
        assert_eq!(read::<Date>("10000-01-01"), None);
        assert_eq!(read::<Date>("2031-02-29"), None);
        assert_eq!(read::<Time>("23:59:60"), None);
        assert_eq!(read::<Time>("08:30"), None);
        assert_eq!(read::<PrimitiveDateTime>("2031-05-08 08:30:00"), None);
        assert_eq!(read::<OffsetDateTime>("2031-05-08T08:30:60Z"), None);
        assert_eq!(read::<OffsetDateTime>("2031-05-08T08:30:00"), None);
    }

    #[test]
    fn points_in_time_are_compared_as_such() {
        let value: OffsetDateTime =
            read("2031-05-08T10:30:00+02:00").expect("the text is a point in time");
        assert!(<str as EqualTo<OffsetDateTime>>::equal_to(&value, "2031-05-08T08:30:00Z"));
        assert!(!<str as EqualTo<OffsetDateTime>>::equal_to(&value, "soon"));
        let order = |text: &str| OrderedTo::ordered_to(&value, text);
        assert_eq!(order("2031-05-08T08:30:00.000000001Z"), Some(Ordering::Less));
        assert_eq!(order("2031-05-08T10:30:00+03:00"), Some(Ordering::Greater));
    }

    #[test]
    fn a_value_without_a_text_breaks_the_rule_of_its_type() {
        let day = |year: i32| Date::from_calendar_date(year, Month::December, 31).unwrap();
        for (year, has_text) in [(-1, false), (0, true), (9999, true)] {
            keeps_its_rule(&[(day(year), has_text)]);
            keeps_its_rule(&[(day(year).midnight(), has_text)]);
            keeps_its_rule(&[(day(year).midnight().assume_utc(), has_text)]);
        }
        let offset = |seconds: i32| UtcOffset::from_whole_seconds(seconds).unwrap();
        keeps_its_rule(&[(day(2031).midnight().assume_offset(offset(7_200)), true)]);
        keeps_its_rule(&[(day(2031).midnight().assume_offset(offset(-7_230)), false)]);
        // In UTC, it is the year 10000.
        keeps_its_rule(&[(
            day(9999).with_hms(23, 0, 0).unwrap().assume_offset(offset(-7_200)),
            false,
        )]);
        // In UTC, it is the year -1.
        let first = Date::from_calendar_date(0, Month::January, 1).unwrap();
        keeps_its_rule(&[
            (first.with_hms(0, 59, 0).unwrap().assume_offset(offset(3_600)), false),
            (first.with_hms(1, 0, 0).unwrap().assume_offset(offset(3_600)), true),
        ]);
    }

    #[test]
    fn a_year_before_the_first_has_a_sign() {
        let date = Date::from_calendar_date(-5, Month::March, 1).unwrap();
        assert_eq!(date.node().to_text(), "-0005-03-01");
    }
}
