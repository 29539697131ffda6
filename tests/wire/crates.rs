//! The values of other crates, in every format and wrong in every way.

use std::fmt::Debug;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use order_core::{OrderRequest, form, json, schema, xml};
use time::{OffsetDateTime, PrimitiveDateTime};
use url::Url;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde)]
struct OfChrono {
    day: NaiveDate,
    at: NaiveTime,
    local: NaiveDateTime,
    sent: chrono::DateTime<Utc>,
    #[order(epoch)]
    received: chrono::DateTime<FixedOffset>,
    days: Vec<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde)]
struct OfTime {
    day: time::Date,
    at: time::Time,
    local: PrimitiveDateTime,
    sent: OffsetDateTime,
    #[order(notation = "%d.%m.%Y %H:%M")]
    received: OffsetDateTime,
    days: Vec<time::Date>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde)]
struct OfOthers {
    id: Uuid,
    page: Url,
    ids: Vec<Uuid>,
}

const CHRONO: &str = r#"{"day":"2031-05-08","at":"08:30:00","local":"2031-05-08T08:30:00","sent":"2031-05-08T08:30:00Z","received":1935995400,"days":["2032-02-29"]}"#;
const TIME: &str = r#"{"day":"2031-05-08","at":"08:30:00","local":"2031-05-08T08:30:00","sent":"2031-05-08T10:30:00+02:00","received":"08.05.2031 08:30","days":["2032-02-29"]}"#;
const OTHERS: &str = r#"{"id":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","page":"https://www.example.com/","ids":["00000000-0000-0000-0000-000000000000"]}"#;

/// Reads a document, writes it in every format and reads that again.
#[track_caller]
fn goes_round<T>(text: &str)
where
    T: for<'de> order_core::wire::FromWire<'de>
        + OrderRequest<Context = ()>
        + PartialEq
        + Debug
        + serde::Serialize
        + serde::de::DeserializeOwned,
{
    let request: T = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&request), text);
    assert_eq!(serde_json::to_string(&request).unwrap(), text);
    assert_eq!(serde_json::from_str::<T>(text).unwrap(), request);
    assert_eq!(xml::from_str::<T>(&xml::to_string(&request).unwrap()).unwrap(), request);
    assert_eq!(form::from_str::<T>(&form::to_string(&request).unwrap()).unwrap(), request);
    assert!(request.validate().is_ok());
    assert!(schema::interpret(&request).is_ok());
}

#[test]
fn every_format_has_them_as_their_crate_reads_them() {
    goes_round::<OfChrono>(CHRONO);
    goes_round::<OfTime>(TIME);
    goes_round::<OfOthers>(OTHERS);
}

/// The message about a member with a wrong value.
fn refused<T: for<'de> order_core::wire::FromWire<'de> + Debug>(
    member: &str,
    wrong: &str,
) -> String {
    let error = json::from_str::<T>(&format!(r#"{{"{member}":{wrong}}}"#)).unwrap_err();
    error.problems()[0].message().to_string()
}

#[test]
fn what_is_none_is_refused_with_what_is_expected() {
    for (member, wrong, expected) in [
        ("day", r#""2031-02-29""#, "a date such as `2031-05-08`"),
        ("day", "20310508", "a date such as `2031-05-08`"),
        ("at", r#""24:00:00""#, "a time of day such as `08:30:00`"),
        ("at", r#""23:59:60""#, "a time of day such as `08:30:00`"),
        ("local", r#""2031-05-08 08:30:00""#, "a date and time such as `2031-05-08T08:30:00`"),
        ("sent", r#""2031-05-08T08:30:00""#, "a point in time such as `2031-05-08T08:30:00Z`"),
        (
            "sent",
            r#""2031-05-08T08:30:00+25:00""#,
            "a point in time such as `2031-05-08T08:30:00Z`",
        ),
        ("sent", "1935995400", "a point in time such as `2031-05-08T08:30:00Z`"),
        ("days", r#"["2031-02-29"]"#, "a date such as `2031-05-08`"),
    ] {
        for message in [refused::<OfChrono>(member, wrong), refused::<OfTime>(member, wrong)] {
            assert!(message.ends_with(expected), "{member} {wrong}: {message}");
        }
    }
    for wrong in ["1.5", r#""2031-05-08T08:30:00Z""#, "253402300800", "null"] {
        let message = refused::<OfChrono>("received", wrong);
        assert!(message.contains("`received`"), "{wrong}: {message}");
    }
    for wrong in [r#""8.5.2031 08:30""#, r#""08.05.2031 24:00""#, r#""31.04.2031 08:30""#, "8"] {
        let message = refused::<OfTime>("received", wrong);
        assert!(message.ends_with("a point in time such as `08.05.2031 08:30`"), "{message}");
    }
    let uuid = "a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`";
    let url = "a URL such as `https://www.example.com/`";
    for (member, wrong, expected) in [
        ("id", r#""f81d4fae7dec11d0a76500a0c91e6bf6""#, uuid),
        ("id", r#""{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}""#, uuid),
        ("id", r#""f81d4fae-7dec-11d0-a765-00a0c91e6bfg""#, uuid),
        ("id", "1", uuid),
        ("ids", r#"["x"]"#, uuid),
        ("page", r#""www.example.com""#, url),
        ("page", r#""https://www.example.com/a b""#, url),
        ("page", "1", url),
    ] {
        let message = refused::<OfOthers>(member, wrong);
        assert!(message.ends_with(expected), "{member} {wrong}: {message}");
    }
}
