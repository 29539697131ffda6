//! Enums that keep what they do not know, in every format, message and export.

use order_core::{
    OrderRequest, OrderValue, Valid,
    export::{json_schema, markdown, schema as schema_json},
    form, json, table, xml,
};

#[derive(Debug, Clone, PartialEq, Eq, Hash, OrderValue)]
#[order(serde, rename_all = "snake_case")]
enum State {
    /// It waits.
    Pending,
    #[order(alias = "done")]
    Issued,
    /// A state that is new.
    #[order(other)]
    Other(String),
}

/// An order in a state.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(serde, root = "order")]
#[rule(once, unique(x in states, x), "every state once")]
struct Order {
    #[length(..=12)]
    state: State,
    #[allowed(Pending, Issued)]
    before: Option<State>,
    #[required_if(state == Issued)]
    number: Option<u8>,
    states: Option<Vec<State>>,
}

fn order(state: &str) -> Order {
    Order { state: state.parse().unwrap(), before: None, number: None, states: None }
}

fn other(text: &str) -> State {
    State::Other(text.to_owned())
}

#[test]
fn every_text_is_a_value() {
    for (text, state) in [
        ("pending", State::Pending),
        ("issued", State::Issued),
        ("done", State::Issued),
        ("Issued", other("Issued")),
        (" issued", other(" issued")),
        ("7", other("7")),
        ("", other("")),
    ] {
        assert_eq!(text.parse(), Ok(state.clone()), "{text}");
        let document = format!(r#"{{"state":"{text}"}}"#);
        assert_eq!(json::from_str::<Order>(&document).unwrap().state, state, "{text}");
    }
    assert_eq!(json::from_str::<Order>(r#"{"state": 7}"#).unwrap().state, other("7"));
    assert_eq!(json::from_str::<Order>(r#"{"state": true}"#).unwrap().state, other("true"));
    assert_eq!(
        json::from_str::<Order>(r#"{"state": ["a"], "before": {}}"#).unwrap_err().to_string(),
        "line 1, column 11: `state` must be `pending`, `issued` or another text, not a list\n\
         line 1, column 28: `before` must be `pending`, `issued` or another text, not an object",
    );
}

#[test]
fn a_value_is_written_as_it_was_read_in_every_format() {
    for state in ["pending", "issued", "on_hold", "a&b <c>", "ü"] {
        let order = Order { states: Some(vec![other("x"), State::Pending]), ..order(state) };
        let text = json::to_string(&order);
        assert_eq!(text, format!(r#"{{"state":"{state}","states":["x","pending"]}}"#));
        assert_eq!(json::from_str::<Order>(&text).unwrap(), order);
        assert_eq!(serde_json::to_string(&order).unwrap(), text);
        assert_eq!(serde_json::from_str::<Order>(&text).unwrap(), order);
        assert_eq!(xml::from_str::<Order>(&xml::to_string(&order).unwrap()).unwrap(), order);
        assert_eq!(form::from_str::<Order>(&form::to_string(&order).unwrap()).unwrap(), order);
        let state = order.state.clone();
        let columns = table::Columns::<Order>::new(["state"]).unwrap();
        assert_eq!(columns.read([state.to_string().as_str()]).unwrap().state, state);
    }
}

#[test]
fn a_known_text_in_the_other_variant_is_the_known_value() {
    for text in ["issued", "done"] {
        let order = Order { state: other(text), ..order("pending") };
        assert_eq!(json::to_string(&order), r#"{"state":"issued"}"#);
        assert_eq!(order.state.to_string(), "issued");
        assert_eq!(
            order.validate().unwrap_err().to_string(),
            "`number` is required because `state` is `issued`; give it a value",
        );
    }
    let twice = Order { states: Some(vec![State::Issued, other("done")]), ..order("x") };
    let message = twice.validate().unwrap_err().to_string();
    assert!(message.starts_with("every state once"), "{message}");
}

#[test]
fn a_blank_text_is_blank() {
    let message = "`state` is required; set it to `pending`, `issued` or another text";
    assert_eq!(order("").validate().unwrap_err().to_string(), message);
    assert_eq!(order(" ").validate().unwrap_err().to_string(), message);
    let order: Order = json::from_str(r#"{"state":"x","before":""}"#).unwrap();
    assert!(order.validate().is_ok());
    assert_eq!(json::to_string(&order), r#"{"state":"x","before":""}"#);
}

#[test]
fn rules_of_text_and_lists_of_values_stand_on_it() {
    let order = Order { before: Some(other("lost")), ..order("a_state_too_long") };
    let violations = order.validate().unwrap_err();
    assert_eq!(
        violations.to_string(),
        "`state` must have at most 12 characters\n\
         `before` must be `pending` or `issued`",
    );
    let repairs = violations.repairs(&order);
    assert!(repairs.to_string().contains("set `before` to `pending` or `issued`"), "{repairs}");
    let read: Result<Valid<Order>, _> = json::from_str(r#"{"state":"x","before":"lost"}"#);
    assert_eq!(
        read.unwrap_err().to_string(),
        "line 1, column 23: `before` must be `pending` or `issued`",
    );
    assert_eq!(
        order.why("state").unwrap().to_string(),
        "`state` is required\n\
         `state` must be `pending`, `issued` or another text\n\
         `state` must have at most 12 characters",
    );
}

#[test]
fn exports_say_that_there_may_be_others() {
    let text = markdown::export(Order::SCHEMA).text;
    assert!(text.contains("State: `pending`, `issued` or another text"), "{text}");
    assert!(text.contains("Any other text is accepted too. A state that is new."), "{text}");
    let schema: serde_json::Value =
        serde_json::from_str(&json_schema::export(Order::SCHEMA, json_schema::Form::Written).text)
            .unwrap();
    assert_eq!(
        schema["$defs"]["State"]["anyOf"],
        serde_json::json!([{ "enum": ["pending", "issued"] }, { "type": "string" }]),
    );
    let schema: serde_json::Value =
        serde_json::from_str(&schema_json::export(Order::SCHEMA)).unwrap();
    let kind = schema.to_string();
    assert!(kind.contains(r#""other":{"rust":"Other","doc":"A state that is new."}"#), "{kind}");
}
