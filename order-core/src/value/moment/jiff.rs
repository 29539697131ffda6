use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};

use crate::value::moment::{Moment, moments};

/// The date of a moment.
fn date(moment: &Moment) -> Option<Date> {
    Date::new(moment.year as i16, moment.month as i8, moment.day as i8).ok()
}

/// The time of day of a moment.
fn time(moment: &Moment) -> Option<Time> {
    let fraction = moment.nanosecond as i32;
    Time::new(moment.hour as i8, moment.minute as i8, moment.second as i8, fraction).ok()
}

/// A date as a moment.
fn of_date(date: Date) -> Moment {
    let (month, day) = (date.month() as u8, date.day() as u8);
    Moment { year: date.year().into(), month, day, ..Moment::EPOCH }
}

/// A time of day on the date of a moment.
fn at(date: Moment, time: Time) -> Moment {
    let (hour, minute, second) = (time.hour() as u8, time.minute() as u8, time.second() as u8);
    Moment { hour, minute, second, nanosecond: time.subsec_nanosecond() as u32, ..date }
}

/// The key of a point in time.
fn key_of(nanoseconds: i128) -> (i64, u32) {
    const SECOND: i128 = 1_000_000_000;
    (nanoseconds.div_euclid(SECOND) as i64, nanoseconds.rem_euclid(SECOND) as u32)
}

/// The first second of the year 0, since the epoch.
const YEAR_0: i64 = -62_167_219_200;

moments! {
    Date: DATE, Date, |moment| date(&moment), |value| Some(of_date(*value).key()), |value, f| write!(f, "{value}"),
        DATE unless |value| value.year() >= 0;
    Time: TIME, Time, |moment| time(&moment), |value| Some(at(Moment::EPOCH, *value).key()), |value, f| write!(f, "{value}");
    DateTime: DATE_TIME, DateTime,
        |moment| Some(DateTime::from_parts(date(&moment)?, time(&moment)?)),
        |value| Some(at(of_date(value.date()), value.time()).key()), |value, f| write!(f, "{value}"),
        DATE_TIME unless |value| value.year() >= 0;
    Timestamp: JIFF_TIMESTAMP, JiffTimestamp,
        |moment| Timestamp::new(moment.seconds(), moment.nanosecond as i32).ok(),
        |value| Some(key_of(value.as_nanosecond())), |value, f| write!(f, "{value}"),
        TIMESTAMP unless |value| value.as_second() > YEAR_0;
}
