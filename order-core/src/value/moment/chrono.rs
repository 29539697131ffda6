use chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc,
};

use crate::value::moment::{Moment, moments};

/// The date of a moment.
fn date(moment: &Moment) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(moment.year.into(), moment.month.into(), moment.day.into())
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

moments! {
    NaiveDate: DATE, Date, |moment| date(&moment), |value, f| write!(f, "{value}");
    NaiveTime: TIME, Time, |moment| time(&moment), |value, f| write!(f, "{}", value.format("%H:%M:%S%.f"));
    NaiveDateTime: DATE_TIME, DateTime, |moment| Some(date(&moment)?.and_time(time(&moment)?)),
        |value, f| write!(f, "{}", value.format("%Y-%m-%dT%H:%M:%S%.f"));
    DateTime<Utc>: TIMESTAMP, Timestamp, |moment| utc(&moment),
        |value, f| f.write_str(&value.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    DateTime<FixedOffset>: TIMESTAMP, Timestamp, |moment| with_offset(&moment),
        |value, f| f.write_str(&value.to_rfc3339_opts(SecondsFormat::AutoSi, true));
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;
    use crate::{
        schema::Literal,
        value::{EqualTo, OrderedTo, ReadValue},
    };

    fn read<T: for<'de> ReadValue<'de>>(text: &'static str) -> Option<T> {
        T::from_literal(Literal::Text(text))
    }

    /// Reads each text and compares what is written with the text beside it.
    fn reads_and_writes<T: for<'de> ReadValue<'de>>(texts: &[(&'static str, &str)]) {
        for (text, written) in texts {
            let value: T = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(value.node().to_text(), *written);
            assert!(T::kind().read(crate::wire::Scalar::Text(text)).is_some());
        }
    }

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
}
