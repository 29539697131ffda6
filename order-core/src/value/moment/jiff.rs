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

moments! {
    Date: DATE, Date, |moment| date(&moment), |value, f| write!(f, "{value}");
    Time: TIME, Time, |moment| time(&moment), |value, f| write!(f, "{value}");
    DateTime: DATE_TIME, DateTime,
        |moment| Some(DateTime::from_parts(date(&moment)?, time(&moment)?)), |value, f| write!(f, "{value}");
    Timestamp: JIFF_TIMESTAMP, JiffTimestamp,
        |moment| Timestamp::new(moment.seconds(), moment.nanosecond as i32).ok(), |value, f| write!(f, "{value}");
}
