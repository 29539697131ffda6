//! Values that a program may hold, but that no format has a text for.

use std::collections::BTreeMap;

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, date, time},
};
use order_core::{OrderRequest, OrderValue, json, schema, violation::Code, why::Presence};

const EARLY: Date = date(-5, 1, 1);
const USUAL: Date = date(2031, 5, 8);

/// A part without rules, which nobody has to nest.
#[derive(Debug, Clone, Default, PartialEq, OrderRequest)]
struct Period {
    from: Option<Date>,
    pauses: Option<Vec<Period>>,
}

#[derive(Debug, Clone, Default, PartialEq, OrderRequest)]
struct Leg {
    #[length(..=5)]
    name: String,
    on: Option<Date>,
    #[forbidden_if(name == "sea")]
    days: Option<Vec<Date>>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
struct Birthday(Date);

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[rule(in_order, from <= until, "the trip starts after its end")]
struct Trip {
    #[length(..=3)]
    code: Option<String>,
    born: Birthday,
    from: Option<Date>,
    until: Option<Date>,
    at: Option<DateTime>,
    stamp: Option<Timestamp>,
    #[length(..=3)]
    memo: Option<String>,
    holidays: BTreeMap<String, Vec<Date>>,
    period: Period,
    #[order(flatten)]
    rest: Option<Rest>,
    #[nested]
    legs: Vec<Leg>,
    #[order(skip)]
    kept: Option<Date>,
    #[length(..=3)]
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
struct Rest {
    last: Option<Date>,
}

fn trip() -> Trip {
    Trip {
        code: None,
        born: Birthday(USUAL),
        from: None,
        until: None,
        at: None,
        stamp: None,
        memo: None,
        holidays: [("de".to_owned(), vec![USUAL])].into(),
        period: Period::default(),
        rest: None,
        legs: vec![Leg { name: "air".to_owned(), ..Leg::default() }],
        kept: None,
        note: None,
    }
}

/// The messages of the violations, on which the generated check and the interpreter agree.
#[track_caller]
fn messages<T: OrderRequest<Context = ()>>(request: &T) -> Vec<String> {
    let texts = |found: Result<(), order_core::Violations>| match found {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(ToString::to_string).collect(),
    };
    let found = texts(request.validate());
    assert_eq!(texts(schema::interpret(request)), found);
    found
}

#[test]
fn a_date_before_the_year_0_is_a_violation_wherever_it_is() {
    assert_eq!(messages(&trip()), [""; 0]);
    let leg =
        |name: &str| Leg { name: name.to_owned(), on: Some(EARLY), days: Some(vec![USUAL, EARLY]) };
    let pause = Period { from: Some(EARLY), pauses: None };
    let broken = Trip {
        code: Some("four".to_owned()),
        born: Birthday(EARLY),
        from: Some(USUAL),
        until: Some(EARLY),
        at: Some(EARLY.at(8, 30, 0, 0)),
        stamp: Some(Timestamp::MIN),
        memo: Some("four".to_owned()),
        holidays: [("de".to_owned(), vec![USUAL, EARLY])].into(),
        period: Period { from: Some(EARLY), pauses: Some(vec![Period::default(), pause]) },
        rest: Some(Rest { last: Some(EARLY) }),
        legs: vec![leg("air"), leg("by sea"), leg("sea")],
        kept: Some(EARLY),
        note: Some("four".to_owned()),
    };
    let is = "must be a date from the year 0000 to 9999";
    assert_eq!(
        messages(&broken),
        [
            "`code` must have at most 3 characters".to_owned(),
            format!("`born` {is}"),
            format!("`until` {is}"),
            "`at` must be a date and time from the year 0000 to 9999, without a leap second".to_owned(),
            "`stamp` must be a point in time from the year 0000 to 9999, without a leap second, at an offset in whole \
             minutes"
                .to_owned(),
            "`memo` must have at most 3 characters".to_owned(),
            format!("`holidays.de[1]` {is}"),
            format!("`period.from` {is}"),
            format!("`period.pauses[1].from` {is}"),
            format!("`last` {is}"),
            format!("`legs[0].on` {is}"),
            format!("`legs[0].days[1]` {is}"),
            "`legs[1].name` must have at most 5 characters".to_owned(),
            format!("`legs[1].on` {is}"),
            format!("`legs[1].days[1]` {is}"),
            format!("`legs[2].on` {is}"),
            "`legs[2].days` is not allowed because `legs[2].name` is `sea`; remove it".to_owned(),
            format!("`legs[2].days[1]` {is}"),
            "`note` must have at most 3 characters".to_owned(),
            "the trip starts after its end because `from` is after `until`".to_owned(),
        ],
    );
}

#[test]
fn what_is_valid_can_be_read_again_at_the_ends_of_time() {
    #[derive(Debug, PartialEq, OrderRequest)]
    struct Moments {
        date: Date,
        time: Time,
        at: DateTime,
        stamp: Timestamp,
    }

    let noon = time(12, 0, 0, 0);
    for (day, stamp, is_valid) in [
        (Date::MAX, Timestamp::MAX, true),
        (date(0, 1, 1), "0000-01-01T00:00:00Z".parse().unwrap(), true),
        (date(0, 1, 1), "-000001-12-31T23:59:59.999999999Z".parse().unwrap(), false),
        (date(-1, 12, 31), Timestamp::UNIX_EPOCH, false),
        (Date::MIN, Timestamp::MIN, false),
    ] {
        let request = Moments { date: day, time: noon, at: day.to_datetime(Time::MAX), stamp };
        assert_eq!(messages(&request).is_empty(), is_valid, "{request:?}");
        let read = json::from_str::<Moments>(&json::to_string(&request));
        assert_eq!(read.ok().as_ref() == Some(&request), is_valid, "{request:?}");
    }
}

#[test]
fn the_violation_has_a_code_and_an_id_and_can_be_repaired() {
    let broken = Trip { until: Some(EARLY), ..trip() };
    let violations = broken.validate().unwrap_err();
    let violation = violations.iter().next().unwrap();
    assert_eq!(violation.code(), Code::Format);
    assert_eq!(violation.rule_id(), "date");
    assert_eq!(violation.path().to_string(), "until");
    let repairs = violations.repairs(&broken);
    assert!(repairs.is_complete());
    let mut repaired = repairs.iter().map(|repair| repair.apply(&broken).unwrap());
    assert!(repaired.all(|request| request.validate().is_ok()));
    assert_eq!(repairs.to_string(), "set `until`, or remove `until`");
    // A value without a text is present all the same.
    let why = broken.why("until").unwrap();
    assert_eq!(why.presence(), Presence::Optional);
}
