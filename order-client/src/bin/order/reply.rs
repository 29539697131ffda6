//! Replies as people and programs see them, under the names of the API.

use order_client::{Value, certcentral, retail};
use serde_json::{Map, Value as Json};

use crate::{output::OutputFormat, printable::printable};

/// A reply that can be shown.
pub(crate) trait Shown {
    /// The members that are there.
    fn value(&self) -> Value<'_>;
}

macro_rules! shown {
    ($($ty:ty),* $(,)?) => {$(
        impl Shown for $ty {
            fn value(&self) -> Value<'_> {
                self.to_value()
            }
        }
    )*};
}
shown! {
    certcentral::OrderDetails,
    certcentral::OrderSummary,
    certcentral::Reissued,
    certcentral::Revocation,
    certcentral::Validations,
    retail::OrderDetails,
    retail::Reissued,
}

/// The whole text of a reply. For people, `title` stands above its rows, in place of the member `number`.
pub(crate) fn shown(output: OutputFormat, title: &str, number: &str, reply: &Value<'_>) -> String {
    match output {
        OutputFormat::Text => format!("{title}\n{}", rows(reply, &[number])),
        OutputFormat::Json => json(reply) + "\n",
    }
}

/// A line for each member except those `beside`, with those of a part below its name. Empty lists are left out.
pub(crate) fn rows(reply: &Value<'_>, beside: &[&str]) -> String {
    let mut rows = Vec::new();
    add_rows(reply, beside, "  ", &mut rows);
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let line = |(name, value): &(String, String)| {
        format!("{name:<width$}  {}", printable(value)).trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

fn add_rows(reply: &Value<'_>, beside: &[&str], indent: &str, rows: &mut Vec<(String, String)>) {
    let Value::Object(members) = reply else { return };
    for (name, value) in members.iter().filter(|(name, _)| !beside.contains(&name.as_ref())) {
        let name = format!("{indent}{name}");
        let items: Vec<_> = value.items().filter_map(Value::text).collect();
        let parts = value.items().filter(|item| matches!(item, Value::Object(_)));
        match value {
            Value::Object(_) => {
                rows.push((name, String::new()));
                add_rows(value, &[], &format!("{indent}  "), rows);
            }
            Value::List(_) if items.is_empty() => {
                for (index, part) in parts.enumerate() {
                    rows.push((format!("{name}[{index}]"), String::new()));
                    add_rows(part, &[], &format!("{indent}  "), rows);
                }
            }
            Value::List(_) => rows.push((name, items.join(", "))),
            value => rows.push((name, value.text().unwrap_or_default().to_owned())),
        }
    }
}

/// The reply in JSON, on one line.
pub(crate) fn json(reply: &Value<'_>) -> String {
    json_of(reply).to_string()
}

fn json_of(value: &Value<'_>) -> Json {
    match value {
        Value::Bool(flag) => Json::Bool(*flag),
        // The declared types have numbers as text.
        Value::Text(_) | Value::Number(_) => value.text().unwrap_or_default().into(),
        Value::List(items) => items.iter().map(json_of).collect(),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.to_string(), json_of(value)));
            Json::Object(members.collect::<Map<_, _>>())
        }
        _ => Json::Null,
    }
}

/// The reply with a member before the others.
pub(crate) fn with_first<'a>(name: &'a str, value: Value<'a>, reply: Value<'a>) -> Value<'a> {
    let mut members = vec![(name.into(), value)];
    if let Value::Object(others) = reply {
        members.extend(others);
    }
    Value::Object(members)
}
