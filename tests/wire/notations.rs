//! Dates and times in a notation that a field asks for.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, date, time},
};
use order_core::{
    OrderRequest, OrderValue, Violation, form, json,
    language::Fluent,
    schema,
    update::{Change, Update},
    xml,
};

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde, update = BookingUpdate)]
#[rule(in_order, starts < ends, "a booking starts before it ends", at = ends)]
struct Booking {
    #[order(epoch)]
    starts: Timestamp,
    #[order(epoch = "milliseconds")]
    #[required_if(starts > "2031-05-08T08:30:00Z")]
    ends: Option<Timestamp>,
    #[order(notation = "%d.%m.%Y")]
    #[allowed("2031-05-08", "2031-05-09")]
    day: Date,
    #[order(notation = "%H:%M")]
    #[default_value("08:30:00")]
    at: Time,
    #[order(notation = "%Y%m%dT%H%M%S.%3f")]
    local: Option<DateTime>,
    days: Vec<Day>,
    plain: Option<Timestamp>,
    #[required_if(plain < starts || satisfies(starts, is_late))]
    why: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(serde, notation = "%Y%m%d")]
struct Day(Date);

fn is_late(at: &Timestamp) -> bool {
    at.as_second() > 1_935_995_500
}

const BOOKING: &str = r#"{"starts":1935995400,"ends":1935995400250,"day":"08.05.2031","at":"08:30","local":"20310508T083000.250","days":["20310508","20320229"],"plain":"2031-05-08T10:30:00Z"}"#;

fn timestamp(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn booking() -> Booking {
    Booking {
        starts: timestamp("2031-05-08T08:30:00Z"),
        ends: Some(timestamp("2031-05-08T08:30:00.25Z")),
        day: date(2031, 5, 8),
        at: time(8, 30, 0, 0),
        local: Some(date(2031, 5, 8).at(8, 30, 0, 250_000_000)),
        days: vec![Day(date(2031, 5, 8)), Day(date(2032, 2, 29))],
        plain: Some(timestamp("2031-05-08T10:30:00Z")),
        why: None,
    }
}

#[test]
fn every_format_has_them_in_their_notation() {
    assert_eq!(json::to_string(&booking()), BOOKING);
    assert_eq!(serde_json::to_string(&booking()).unwrap(), BOOKING);
    assert_eq!(json::from_str::<Booking>(BOOKING).unwrap(), booking());
    assert_eq!(serde_json::from_str::<Booking>(BOOKING).unwrap(), booking());
    let written = xml::to_string(&booking()).unwrap();
    assert!(written.contains("<starts>1935995400</starts>"), "{written}");
    assert!(written.contains("<days><day>20310508</day><day>20320229</day></days>"), "{written}");
    assert_eq!(xml::from_str::<Booking>(&written).unwrap(), booking());
    let written = form::to_string(&booking()).unwrap();
    assert!(written.contains("day=08.05.2031&at=08%3A30"), "{written}");
    assert_eq!(form::from_str::<Booking>(&written).unwrap(), booking());
    assert!(booking().validate().is_ok());
    assert!(schema::interpret(&booking()).is_ok());
    // A number is read from a text too, and a default is one of the type.
    let text = r#"{"starts":"-1","day":"09.05.2031","days":[]}"#;
    let read: Booking = json::from_str(text).unwrap();
    assert_eq!((read.starts, read.at), (timestamp("1969-12-31T23:59:59Z"), time(8, 30, 0, 0)));
}

#[test]
fn what_is_none_is_refused_with_what_is_expected() {
    for (member, wrong) in [
        ("starts", r#""2031-05-08T08:30:00Z""#),
        ("starts", "1.5"),
        ("starts", "1935995400.0"),
        ("starts", "1e9"),
        ("starts", "253402207201"),
        ("starts", r#"" 1""#),
        ("starts", "true"),
        ("ends", "-62167219200001"),
        ("day", r#""2031-05-08""#),
        ("day", r#""31.04.2031""#),
        ("day", r#""8.5.2031""#),
        ("at", r#""8:30""#),
        ("at", r#""24:00""#),
        ("at", r#""08:30:00""#),
        ("local", r#""20310508T083000""#),
        ("local", "20310508"),
        ("days", "[20310508]"),
        ("days", r#"["20310229"]"#),
    ] {
        let error = json::from_str::<Booking>(&format!(r#"{{"{member}":{wrong}}}"#)).unwrap_err();
        let expected = match member {
            "starts" => "a point in time as whole seconds since 1970, such as `1935995400`",
            "ends" => "a point in time as whole milliseconds since 1970, such as `1935995400000`",
            "day" => "a date such as `08.05.2031`",
            "at" => "a time of day such as `08:30`",
            "local" => "a date and time such as `20310508T083000.000`",
            _ => "a date such as `20310508`",
        };
        let message = error.problems()[0].message().to_string();
        assert!(message.ends_with(expected), "{member} {wrong}: {message}");
    }
    let error = json::from_str::<Booking>(r#"{"starts":"now"}"#).unwrap_err();
    let words = error.problems()[0].in_language(&Fluent::german());
    assert!(
        words.ends_with("ein Zeitpunkt in ganzen Sekunden seit 1970 wie `1935995400` sein"),
        "{words}"
    );
}

#[test]
fn rules_name_them_as_any_date_or_time() {
    let codes = |booking: &Booking| {
        let generated = booking.validate().unwrap_err();
        assert_eq!(generated.to_string(), schema::interpret(booking).unwrap_err().to_string());
        generated.to_string()
    };
    let later = Booking { starts: timestamp("2031-05-08T08:30:01Z"), ends: None, ..booking() };
    assert_eq!(
        codes(&later),
        "`ends` is required because `starts` is after `2031-05-08T08:30:00Z`; give it a value",
    );
    let late = Booking { starts: timestamp("2031-05-08T10:30:01Z"), ..booking() };
    assert!(codes(&late).contains("`ends`: a booking starts before it ends"));
    let other_day = Booking { day: date(2031, 5, 10), ..booking() };
    assert_eq!(codes(&other_day), "`day` must be `2031-05-08` or `2031-05-09`");
}

#[test]
fn a_value_that_the_notation_cannot_say_is_a_violation() {
    let odd = Booking {
        starts: timestamp("2031-05-08T08:30:00.125Z"),
        ends: Some(timestamp("2031-05-08T08:30:00.2505Z")),
        at: time(8, 30, 1, 0),
        days: vec![Day(date(-5, 1, 1))],
        ..booking()
    };
    let violations = odd.validate().unwrap_err();
    let shown: Vec<String> = violations.iter().map(|it| it.path().to_string()).collect();
    assert_eq!(shown, ["starts", "ends", "at", "days[0]"]);
    let message = |it: &Violation| it.message().to_string();
    assert_eq!(
        violations.iter().next().map(message).as_deref(),
        Some(
            "`starts` must be a date or time without parts that its notation leaves out, from the year 0000 to 9999"
        ),
    );
    assert_eq!(violations.to_string(), schema::interpret(&odd).unwrap_err().to_string());
    // What would be written is read by nobody as another value.
    assert!(json::from_str::<Booking>(&json::to_string(&odd)).is_err());
}

#[test]
fn an_update_has_the_same_notation() {
    let new = Booking { starts: timestamp("2031-05-08T08:29:00Z"), ends: None, ..booking() };
    let update = BookingUpdate::between(&booking(), new.clone());
    assert_eq!(json::to_string(&update), r#"{"starts":1935995340,"ends":null}"#);
    assert_eq!(update.apply(&booking()).unwrap().into_inner(), new);
    let update: BookingUpdate = json::from_str(r#"{"day":"09.05.2031","local":null}"#).unwrap();
    assert_eq!(update.local, Change::Clear);
    assert_eq!(update.apply(&booking()).unwrap().day, date(2031, 5, 9));
    assert!(json::from_str::<BookingUpdate>(r#"{"day":"2031-05-09"}"#).is_err());
}
