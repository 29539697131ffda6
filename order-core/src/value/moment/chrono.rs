use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone,
    Timelike, Utc,
};

use crate::value::moment::{Moment, moments};

/// The date of a moment.
fn date(moment: &Moment) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(moment.year, moment.month.into(), moment.day.into())
}

/// The time of day of a moment.
fn time(moment: &Moment) -> Option<NaiveTime> {
    let (hour, minute, second) = (moment.hour.into(), moment.minute.into(), moment.second.into());
    NaiveTime::from_hms_nano_opt(hour, minute, second, moment.nanosecond)
}

/// The point in time of a moment.
fn utc(moment: &Moment) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(moment.seconds(), moment.nanosecond)
}

/// The same with the offset that was written.
fn with_offset(moment: &Moment) -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(i32::from(moment.offset) * 60)?;
    Some(offset.from_utc_datetime(&utc(moment)?.naive_utc()))
}

/// A date as a moment.
fn of_date(date: &impl Datelike) -> Moment {
    let (month, day) = (date.month() as u8, date.day() as u8);
    Moment { year: date.year(), month, day, ..Moment::EPOCH }
}

/// A time of day on the date of a moment.
fn at(date: Moment, time: &impl Timelike) -> Moment {
    let (hour, minute, second) = (time.hour() as u8, time.minute() as u8, time.second() as u8);
    Moment { hour, minute, second, nanosecond: time.nanosecond(), ..date }
}

/// Returns `true` for a year that is far enough from the first and the last one, whatever the offset.
fn is_usual_year(date: &impl Datelike) -> bool {
    (1..9999).contains(&date.year())
}

/// Returns `true` unless the second is a leap second.
fn is_usual_second(time: &impl Timelike) -> bool {
    time.nanosecond() < 1_000_000_000
}

moments! {
    NaiveDate: DATE, Date, |moment| date(&moment), |value| Some(of_date(value).key()), |value, f| write!(f, "{value}"),
        DATE unless |value| is_usual_year(value);
    NaiveTime: TIME, Time, |moment| time(&moment),
        |value| Some(at(Moment::EPOCH, value).key()), |value, f| write!(f, "{}", value.format("%H:%M:%S%.f")),
        TIME unless |value| is_usual_second(value);
    NaiveDateTime: DATE_TIME, DateTime, |moment| Some(date(&moment)?.and_time(time(&moment)?)),
        |value| Some(at(of_date(value), value).key()),
        |value, f| write!(f, "{}", value.format("%Y-%m-%dT%H:%M:%S%.f")),
        DATE_TIME unless |value| is_usual_year(value) && is_usual_second(value);
    DateTime<Utc>: TIMESTAMP, Timestamp, |moment| utc(&moment),
        |value| Some(at(of_date(value), value).key()),
        |value, f| f.write_str(&value.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        TIMESTAMP unless |value| is_usual_year(value) && is_usual_second(value);
    DateTime<FixedOffset>: TIMESTAMP, Timestamp, |moment| with_offset(&moment),
        |value| Some(at(of_date(&value.naive_utc()), &value.naive_utc()).key()),
        |value, f| f.write_str(&value.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        TIMESTAMP unless |value| {
            is_usual_year(&value.naive_utc())
                && is_usual_second(value)
                && value.offset().local_minus_utc() % 60 == 0
        };
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;
    use crate::{
        value::moment::checks::{keeps_its_rule, read, reads_and_writes},
        value::{EqualTo, Node, OrderValue, OrderedTo, PredicateValue},
    };

    #[test]
    fn they_are_written_in_the_notation_of_rfc_3339() {
        reads_and_writes::<NaiveDate>(&[
            ("2032-02-29", "2032-02-29"),
            ("0000-01-01", "0000-01-01"),
        ]);
        reads_and_writes::<NaiveTime>(&[
            ("08:30:00", "08:30:00"),
            ("08:30:00.500", "08:30:00.500"),
            ("23:59:59.999999999", "23:59:59.999999999"),
        ]);
        reads_and_writes::<NaiveDateTime>(&[
            ("2031-05-08T08:30:00", "2031-05-08T08:30:00"),
            ("2031-05-08T08:30:00.25", "2031-05-08T08:30:00.250"),
        ]);
        reads_and_writes::<DateTime<Utc>>(&[
            ("2031-05-08T10:30:00+02:00", "2031-05-08T08:30:00Z"),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ]);
        reads_and_writes::<DateTime<FixedOffset>>(&[
            ("2031-05-08t10:30:00.5+02:00", "2031-05-08T10:30:00.500+02:00"),
            ("2031-05-08T08:30:00-00:00", "2031-05-08T08:30:00Z"),
            ("2031-05-08T08:30:00-23:59", "2031-05-08T08:30:00-23:59"),
        ]);
    }

    #[test]
    fn what_is_none_is_refused() {
        assert_eq!(read::<NaiveDate>("10000-01-01"), None);
        assert_eq!(read::<NaiveTime>("23:59:60"), None);
        assert_eq!(read::<NaiveTime>("08:30"), None);
        assert_eq!(read::<NaiveDateTime>("2031-05-08 08:30:00"), None);
        assert_eq!(read::<DateTime<Utc>>("2031-05-08T08:30:60Z"), None);
        assert_eq!(read::<DateTime<FixedOffset>>("2031-05-08T08:30:00"), None);
    }

    #[test]
    fn points_in_time_are_compared_as_such() {
        let value: DateTime<FixedOffset> =
            read("2031-05-08T10:30:00+02:00").expect("the text is a point in time");
        assert!(<str as EqualTo<DateTime<FixedOffset>>>::equal_to(&value, "2031-05-08T08:30:00Z"));
        assert!(!<str as EqualTo<DateTime<FixedOffset>>>::equal_to(&value, "soon"));
        assert!(
            OrderedTo::ordered_to(&value, "2031-05-08T08:30:00.000000001Z")
                .is_some_and(Ordering::is_lt)
        );
        assert!(
            OrderedTo::ordered_to(&value, "2031-05-08T10:30:00+03:00").is_some_and(Ordering::is_gt)
        );
    }

    #[test]
    fn a_value_without_a_text_breaks_the_rule_of_its_type() {
        let day = |year: i32| NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
        let at = |second: u32, nanosecond: u32| {
            NaiveTime::from_hms_nano_opt(23, 59, second, nanosecond).unwrap()
        };
        let (usual, leap) = (at(59, 999_999_999), at(59, 1_000_000_000));
        keeps_its_rule(
            &[(-1, false), (0, true), (9999, true), (10_000, false)]
                .map(|(year, has)| (day(year), has)),
        );
        keeps_its_rule(&[(usual, true), (leap, false)]);
        let moments = [
            (0, usual, true),
            (9999, usual, true),
            (-1, usual, false),
            (10_000, usual, false),
            (2016, leap, false),
        ];
        keeps_its_rule(&moments.map(|(year, time, has)| (day(year).and_time(time), has)));
        keeps_its_rule(&moments.map(|(year, time, has)| (day(year).and_time(time).and_utc(), has)));
        let offset = |seconds: i32| FixedOffset::east_opt(seconds).unwrap();
        keeps_its_rule(&[
            (offset(7_200).from_utc_datetime(&day(2031).and_time(usual)), true),
            (offset(7_230).from_utc_datetime(&day(2031).and_time(usual)), false),
            // The local year is 10000, or -1.
            (offset(7_200).from_utc_datetime(&day(9999).and_time(usual)), false),
            (offset(-7_200).from_utc_datetime(&day(9999).and_time(usual)), true),
            (
                offset(-86_340).from_utc_datetime(
                    &NaiveDate::from_ymd_opt(0, 1, 1).unwrap().and_time(NaiveTime::MIN),
                ),
                false,
            ),
        ]);
    }

    #[test]
    fn a_function_of_the_user_judges_a_value_without_a_text() {
        let late = NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
        let judged = NaiveDate::judge(late.node(), |date| date.year() > 9_999);
        assert_eq!(judged, Some(true));
        let judged = NaiveDate::judge(Node::Text("2031-05-08"), |date| date.year() > 9_999);
        assert_eq!(judged, Some(false));
    }

    #[test]
    fn values_without_a_text_keep_their_order() {
        let day = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let second =
            |nanosecond: u32| NaiveTime::from_hms_nano_opt(23, 59, 59, nanosecond).unwrap();
        let compare = |left: Node<'_>, right: Node<'_>| left.compare(&right);
        assert_eq!(compare(day(-5).node(), day(-4).node()), Some(Ordering::Less));
        assert_eq!(compare(day(-5).node(), Node::Text("2031-05-08")), Some(Ordering::Less));
        assert_eq!(compare(day(10_000).node(), day(9_999).node()), Some(Ordering::Greater));
        assert_eq!(
            compare(second(1_000_000_000).node(), second(999_999_999).node()),
            Some(Ordering::Greater)
        );
    }
}
