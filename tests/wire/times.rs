//! Dates and times in every format.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, date, time},
};
use order_core::{OrderRequest, OrderValue, form, json, schema, xml};

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde, context = Clock)]
#[rule(in_order, opens < closes, "a shop opens before it closes", at = closes)]
#[rule(not_in_the_past, sent >= ctx.now, "an order is not sent in the past", at = sent)]
#[rule(one_by_one, unique(x in starts, x), "the starts differ", at = starts)]
struct Shop {
    #[default_value("08:30:00")]
    opens: Time,
    closes: Option<Time>,
    at: Option<DateTime>,
    sent: Timestamp,
    starts: Option<Vec<Start>>,
    #[order(separator = ",")]
    breaks: Option<Vec<Time>>,
    #[required_if(sent > "2031-05-08T10:30:00+02:00" && at <= "2031-05-08T08:30:00.5")]
    reason: Option<String>,
    #[allowed("2031-05-08", "2031-05-09")]
    day: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(serde)]
struct Start(Timestamp);

struct Clock {
    now: Timestamp,
}

const CLOCK: Clock = Clock { now: Timestamp::UNIX_EPOCH };

fn timestamp(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn shop() -> Shop {
    Shop {
        opens: time(8, 30, 0, 0),
        closes: Some(time(17, 0, 0, 500_000_000)),
        at: Some(date(2031, 5, 8).at(8, 30, 0, 0)),
        sent: timestamp("2031-05-08T08:30:00Z"),
        starts: Some(vec![Start(timestamp("2031-05-08T08:30:00.000000001Z"))]),
        breaks: Some(vec![time(10, 0, 0, 0), time(12, 0, 0, 0)]),
        reason: None,
        day: Some(date(2031, 5, 8)),
    }
}

#[test]
fn they_are_written_as_rfc_3339_has_them_and_read_back() {
    let written = json::to_string(&shop());
    assert_eq!(
        written,
        r#"{"opens":"08:30:00","closes":"17:00:00.5","at":"2031-05-08T08:30:00","sent":"2031-05-08T08:30:00Z","starts":["2031-05-08T08:30:00.000000001Z"],"breaks":"10:00:00,12:00:00","day":"2031-05-08"}"#,
    );
    assert_eq!(serde_json::to_string(&shop()).unwrap(), written);
    assert_eq!(json::from_str::<Shop>(&written).unwrap(), shop());
    assert_eq!(serde_json::from_str::<Shop>(&written).unwrap(), shop());
    let written = xml::to_string(&shop()).unwrap();
    assert!(written.contains("<sent>2031-05-08T08:30:00Z</sent>"), "{written}");
    assert_eq!(xml::from_str::<Shop>(&written).unwrap(), shop());
    let spaced = written.replace("<sent>", "<sent> \n").replace("</sent>", "\t</sent>");
    assert_eq!(xml::from_str::<Shop>(&spaced).unwrap(), shop());
    let written = form::to_string(&shop()).unwrap();
    assert!(written.contains("sent=2031-05-08T08%3A30%3A00Z"), "{written}");
    assert_eq!(form::from_str::<Shop>(&written).unwrap(), shop());
    // A default that is a text, and a plus sign that a form must escape.
    let read: Shop = form::from_str("sent=2031-05-08T10%3A30%3A00%2B02:00").unwrap();
    assert_eq!((read.opens, read.sent), (shop().opens, shop().sent));
    assert!(form::from_str::<Shop>("sent=2031-05-08T10:30:00+02:00").is_err());
}

#[test]
fn what_is_none_is_refused_with_its_place() {
    for (member, value) in [
        ("sent", "\"2031-05-08T08:30:60Z\""),
        ("sent", "\"2031-05-08T24:00:00Z\""),
        ("sent", "\"2031-05-08T08:30:00\""),
        ("sent", "\"2031-05-08 08:30:00Z\""),
        ("sent", "\"2031-05-08T08:30:00Z[UTC]\""),
        ("sent", "\"9999-12-31T23:59:59Z\""),
        ("sent", "\"10000-01-01T00:00:00Z\""),
        ("sent", "\" 2031-05-08T08:30:00Z\""),
        ("sent", "1935995400"),
        ("opens", "\"24:00:00\""),
        ("opens", "\"8:30\""),
        ("opens", "\"08:30:00Z\""),
        ("opens", "830"),
        ("at", "\"2031-05-08t08:30:00\""),
        ("at", "\"2031-02-29T08:30:00\""),
        ("at", "\"2031-05-08T08:30:00.1234567890\""),
        ("at", "true"),
        ("at", "[]"),
    ] {
        let error = json::from_str::<Shop>(&format!(r#"{{"{member}":{value}}}"#)).unwrap_err();
        let expected = match member {
            "sent" => "must be a point in time such as `2031-05-08T08:30:00Z`",
            "opens" => "must be a time of day such as `08:30:00`",
            _ => "must be a date and time such as `2031-05-08T08:30:00`",
        };
        let message = error.problems()[0].message().to_string();
        assert!(message.contains(expected), "{member} {value}: {message}");
    }
    // What RFC 3339 allows is read.
    for text in
        ["2031-05-08t08:30:00z", "2031-05-08T08:30:00-00:00", "2031-05-08T08:30:00.000+00:00"]
    {
        let read: Shop = json::from_str(&format!(r#"{{"sent":"{text}"}}"#)).unwrap();
        assert_eq!(read.sent, shop().sent, "{text}");
    }
    let last: Shop = json::from_str(r#"{"sent":"9999-12-31T00:00:00.5+02:00"}"#).unwrap();
    assert_eq!(json::to_string(&last), r#"{"opens":"08:30:00","sent":"9999-12-30T22:00:00.5Z"}"#);
}

#[test]
fn they_are_compared_as_what_they_are() {
    let said = |shop: &Shop| {
        let clock = &CLOCK;
        let generated = shop.validate_in(clock).map_err(|violations| violations.to_string());
        let interpreted =
            schema::interpret_in(shop, clock).map_err(|violations| violations.to_string());
        assert_eq!(generated, interpreted);
        generated.map_or_else(|message| message, |()| String::new())
    };
    assert_eq!(said(&shop()), "");
    // One instant with two offsets is one value.
    let twice = json::from_str::<Shop>(
        r#"{"sent":"2031-05-08T10:30:00+02:00","starts":["2031-05-08T08:30:00Z","2031-05-08T10:30:00+02:00"]}"#,
    )
    .unwrap();
    assert_eq!(
        said(&twice),
        "`starts`: the starts differ because items 1 and 2 of `starts` are equal"
    );
    assert_eq!(twice.sent, shop().sent);
    let late = Shop { sent: timestamp("2031-05-08T08:30:00.1Z"), ..shop() };
    assert_eq!(
        said(&late),
        "`reason` is required because `sent` is after `2031-05-08T10:30:00+02:00` and `at` is at or before `2031-05-08T08:30:00.5`; give it a value that is not blank",
    );
    let broken = Shop {
        closes: Some(time(8, 30, 0, 0)),
        sent: timestamp("1969-12-31T23:59:59.999999999Z"),
        day: Some(date(2031, 5, 10)),
        ..shop()
    };
    assert_eq!(said(&broken).lines().count(), 3, "{}", said(&broken));
    assert!(said(&broken).contains("`day` must be `2031-05-08` or `2031-05-09`"));
}

/// A literal beside a member of a part is not checked by the compiler. What is none equals nothing and has no order.
#[test]
fn a_literal_of_a_member_that_is_none_has_no_order() {
    #[derive(Debug, OrderRequest)]
    struct Outer {
        #[nested]
        shop: Inner,
        #[required_if(shop.at < "soon" || shop.at >= "soon" || shop.at == "soon")]
        never: Option<u8>,
        #[required_if(shop.at != "soon")]
        always: Option<u8>,
    }

    #[derive(Debug, OrderRequest)]
    struct Inner {
        at: DateTime,
    }

    let outer =
        Outer { shop: Inner { at: date(2031, 5, 8).at(8, 30, 0, 0) }, never: None, always: None };
    let violations = outer.validate().unwrap_err();
    assert_eq!(violations.iter().map(|it| it.path().to_string()).collect::<Vec<_>>(), ["always"]);
    assert_eq!(schema::interpret(&outer).unwrap_err().to_string(), violations.to_string());
}

#[test]
fn repairs_put_times_in_order() {
    let broken = Shop { closes: Some(time(8, 0, 0, 0)), ..shop() };
    let violations = broken.validate_in(&CLOCK).unwrap_err();
    let repairs = violations.repairs_by_schema(&broken, &CLOCK);
    assert!(repairs.iter().next().is_some(), "{violations}");
}

/// What the compiler does not see: a text beside a fact, and one beside an item of a list by another name.
#[derive(Debug, OrderRequest)]
#[order(context = Clock)]
struct Unseen {
    #[required_if(ctx.now < "tomorrow")]
    before: Option<String>,
    #[required_if(ctx.now >= "tomorrow")]
    after: Option<String>,
    #[required_if(ctx.now != "tomorrow")]
    other: Option<String>,
    starts: Moments,
    #[required_if(any(x in starts, x <= "tomorrow"))]
    early: Option<String>,
}

type Moments = Vec<Timestamp>;

#[test]
fn a_time_has_no_order_beside_a_text_that_is_none() {
    let starts = vec![Timestamp::UNIX_EPOCH];
    let request = Unseen { before: None, after: None, other: None, starts, early: None };
    let checked = request.validate_in(&CLOCK).expect_err("`other` is missing");
    let interpreted = schema::interpret_in(&request, &CLOCK).expect_err("so says the interpreter");
    for found in [checked, interpreted] {
        let paths: Vec<_> = found.iter().map(|violation| violation.path().to_string()).collect();
        assert_eq!(paths, ["other"]);
    }
}
