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
        "`ends` is required because `starts` is after `1935995400`; give it a value",
    );
    let late = Booking { starts: timestamp("2031-05-08T10:30:01Z"), ..booking() };
    assert!(codes(&late).contains("`ends`: a booking starts before it ends"));
    let other_day = Booking { day: date(2031, 5, 10), ..booking() };
    assert_eq!(codes(&other_day), "`day` must be `08.05.2031` or `09.05.2031`");
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Term {
    #[order(notation = "%d.%m.%Y")]
    #[range("2025-01-01"..="2027-12-31")]
    start: Date,
    #[order(epoch)]
    #[range(> "2031-05-08T08:30:00.5Z")]
    sent: Option<Timestamp>,
    #[order(notation = "%H:%M")]
    #[default_value("08:30:00")]
    at: Option<Time>,
    #[required_if(start == "2025-12-31" && at >= "17:00:00")]
    #[forbidden_if(start == "2026-12-31")]
    reason: Option<String>,
    #[default_value("2025-06-01")]
    day: Option<Weekday>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(notation = "%d/%m/%Y")]
#[range("2025-01-01"..)]
struct Weekday(Date);

#[test]
fn messages_name_them_in_the_notation_of_the_field() {
    let term = Term {
        start: date(2028, 1, 1),
        sent: Some(timestamp("2031-05-08T08:30:00Z")),
        at: None,
        reason: None,
        day: Some(Weekday(date(2024, 12, 31))),
    };
    let told = |term: &Term| {
        let violations = term.validate().unwrap_err();
        assert_eq!(violations.to_string(), schema::interpret(term).unwrap_err().to_string());
        violations.iter().map(|it| it.message().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&term),
        [
            "`start` must be from `01.01.2025` to `31.12.2027`",
            // Whole seconds cannot say the half one, so it stands as in the rule.
            "`sent` must be after `2031-05-08T08:30:00.5Z`",
            "`day` must be on or after `01/01/2025`",
        ]
    );
    let german: Vec<String> =
        (term.validate().unwrap_err().iter()).map(|it| it.in_language(&Fluent::german())).collect();
    assert_eq!(german[0], "`start` muss frühestens `01.01.2025` und spätestens `31.12.2027` sein");
    let late = Term {
        start: date(2025, 12, 31),
        sent: None,
        at: Some(time(17, 0, 0, 0)),
        day: None,
        ..term.clone()
    };
    assert_eq!(
        told(&late),
        [
            "`reason` is required because `start` is `31.12.2025` and `at` is at or after `17:00`; give it a value that is not blank"
        ]
    );
    let last = Term { start: date(2026, 12, 31), reason: Some("late".to_owned()), ..late };
    assert_eq!(told(&last), ["`reason` is not allowed because `start` is `31.12.2026`; remove it"]);
    let why = |field: &str| last.why(field).map(|why| why.to_string()).unwrap_or_default();
    assert!(why("start").contains("from `01.01.2025` to `31.12.2027`"), "{}", why("start"));
    assert!(why("day").contains("01/06/2025"), "{}", why("day"));
}

#[test]
fn exports_name_them_in_the_notation_of_the_field() {
    let markdown = order_core::export::markdown::export(Term::SCHEMA).text;
    for words in ["01.01.2025", "31.12.2027", "is `31.12.2025`", "`17:00`", "01/06/2025"] {
        assert!(markdown.contains(words), "{words}: {markdown}");
    }
    assert!(!markdown.contains("2025-12-31"), "{markdown}");
}

#[test]
fn a_repair_writes_the_value_of_another_field_in_the_own_notation() {
    let late = Booking { starts: timestamp("2031-05-08T09:00:00Z"), ..booking() };
    let repairs = late.validate().unwrap_err().repairs(&late);
    assert!(repairs.iter().count() > 0);
    for repair in repairs.iter() {
        let repaired = repair.apply(&late).expect("a repair is applied");
        assert!(repaired.validate().is_ok(), "{repair}");
    }
}

#[test]
fn what_a_notation_cannot_say_is_replaced_by_the_nearest() {
    let odd = Booking {
        starts: timestamp("2031-05-08T08:30:00.999999999Z"),
        ends: None,
        local: Some(date(2031, 5, 8).at(8, 30, 0, 250_500_000)),
        at: time(8, 30, 1, 0),
        days: vec![Day(date(-5, 1, 1))],
        ..booking()
    };
    let violations = odd.validate().unwrap_err();
    let repairs = violations.repairs(&odd);
    let first = repairs.iter().next().expect("a value of each notation is known");
    let repaired = first.apply(&odd).expect("a repair is applied");
    assert_eq!(repaired.starts, timestamp("2031-05-08T08:30:00Z"));
    assert_eq!(repaired.local, booking().local);
    assert_eq!(repaired.at, time(8, 30, 0, 0));
    assert!(repaired.validate().is_ok(), "{repairs}");
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

/// An absent value and null are told apart.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = SeenUpdate)]
struct Seen {
    #[order(epoch)]
    at: Option<Option<Timestamp>>,
    #[order(epoch)]
    until: Option<Timestamp>,
}

#[test]
fn null_is_no_date_and_no_absent_one() {
    let at = timestamp("2031-05-08T08:30:00Z");
    for (seen, text) in [
        (Seen { at: None, until: None }, "{}"),
        (Seen { at: Some(None), until: None }, r#"{"at":null}"#),
        (Seen { at: Some(Some(at)), until: Some(at) }, r#"{"at":1935995400,"until":1935995400}"#),
    ] {
        assert_eq!(json::to_string(&seen), text);
        assert_eq!(json::from_str::<Seen>(text).unwrap(), seen);
    }
    let update = SeenUpdate { until: Change::Clear, ..SeenUpdate::default() };
    assert_eq!(json::to_string(&update), r#"{"until":null}"#);
}

/// Rules that name values in the notation of their field, and as any date or time.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[condition(is_late, at > "17:00")]
#[rule(not_new_year, start != "01.01.2026", "nobody starts on New Year's Day", at = start)]
struct Spelled {
    #[order(notation = "%d.%m.%Y")]
    #[range("01.01.2025".."2028-01-01")]
    start: Date,
    #[order(notation = "%H:%M")]
    #[default_value("08:30")]
    #[allowed("08:30", "17:00:00", "17:30")]
    at: Option<Time>,
    #[order(notation = "%Y%m%d %H%M%S.%3f")]
    #[range(> "20310508 083000.500")]
    sent: Option<Timestamp>,
    #[order(notation = "%d.%m.%Y %H:%M")]
    #[forbidden_if(is_late)]
    local: Option<DateTime>,
    #[required_if(local == "08.05.2031 08:30" || any(at in days, at == "2031-05-08"))]
    reason: Option<String>,
    days: Vec<Date>,
    due: Option<Due>,
    // Day and month may stand in either order, so a text is one of the type.
    #[order(notation = "%Y-%d-%m")]
    #[range(.."2025-03-02")]
    odd: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(notation = "%m/%d/%Y")]
#[range(..="12/31/2027")]
struct Due(Date);

#[test]
fn rules_may_name_them_in_the_notation_of_the_field() {
    let spelled = Spelled {
        start: date(2024, 12, 31),
        at: Some(time(9, 0, 0, 0)),
        sent: Some(timestamp("2031-05-08T08:30:00.5Z")),
        local: Some(date(2031, 5, 8).at(8, 30, 0, 0)),
        reason: None,
        days: vec![date(2031, 1, 1)],
        due: Some(Due(date(2028, 1, 1))),
        odd: Some(date(2025, 3, 2)),
    };
    let told = |spelled: &Spelled| {
        let violations = spelled.validate().unwrap_err();
        assert_eq!(violations.to_string(), schema::interpret(spelled).unwrap_err().to_string());
        violations.iter().map(|it| it.message().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&spelled),
        [
            "`start` must be on or after `01.01.2025` and before `01.01.2028`",
            "`at` must be `08:30`, `17:00` or `17:30`",
            "`sent` must be after `20310508 083000.500`",
            "`reason` is required because `local` is `08.05.2031 08:30`; give it a value that is not blank",
            "`due` must be on or before `12/31/2027`",
            "`odd` must be before `2025-02-03`",
        ]
    );
    let late = Spelled {
        start: date(2026, 1, 1),
        at: Some(time(17, 30, 0, 0)),
        sent: None,
        due: None,
        odd: None,
        ..spelled
    };
    assert!(told(&late).iter().any(|it| it.contains("`at` is after `17:00`")));
    assert!(told(&late).iter().any(|it| it.contains("nobody starts on New Year's Day")));
}
