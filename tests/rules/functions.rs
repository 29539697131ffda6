//! Functions of the user that are called with the fields that they read: of a request, of a document that does not fit its type,
//! and by the interpreter.

use std::{collections::BTreeMap, num::NonZeroU8};

use order_core::{
    Code, OrderRequest, OrderValue, ReadError, Report, Valid, Violations, form, json, schema,
};

struct Shop {
    most: u32,
}

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum Speed {
    Slow,
    Fast,
}

#[derive(Debug, OrderRequest)]
struct Line {
    sku: String,
    #[check(is_even)]
    count: u32,
}

#[derive(Debug, OrderRequest)]
#[order(context = Shop)]
#[check(sum, fits(lines, room), "the lines fit into the room", at = room)]
#[check(stock, is_in_stock(amount, ctx), "there are no more than that")]
#[check(named, has_name(names, speed))]
#[check(whole, of_all, reads(amount))]
struct Order {
    #[check(is_odd(ctx))]
    amount: u32,
    room: u32,
    #[nested]
    lines: Vec<Line>,
    names: Option<BTreeMap<String, String>>,
    #[default_value(Slow)]
    speed: Speed,
    #[check(starts_like(city, speed), warn)]
    zip: Option<String>,
    city: Option<String>,
}

fn is_even(count: &u32) -> Result<(), &'static str> {
    if count.is_multiple_of(2) { Ok(()) } else { Err("is odd; add one") }
}

fn is_odd(amount: &u32, shop: &Shop) -> Result<(), String> {
    let is_fine = amount % 2 == 1 || *amount == shop.most;
    if is_fine { Ok(()) } else { Err(format!("is even, and not {}; add one", shop.most)) }
}

fn fits(lines: &[Line], room: &u32) -> bool {
    lines.iter().map(|line| line.count).sum::<u32>() <= *room
}

fn is_in_stock(amount: &u32, shop: &Shop) -> Result<(), String> {
    if *amount <= shop.most { Ok(()) } else { Err(format!("the shop has {} of them", shop.most)) }
}

fn has_name(names: &Option<BTreeMap<String, String>>, speed: &Speed) -> bool {
    match speed {
        Speed::Slow => true,
        Speed::Fast => names.as_ref().is_some_and(|names| names.contains_key("driver")),
    }
}

fn starts_like(zip: &str, city: &Option<String>, speed: &Speed) -> bool {
    matches!(speed, Speed::Slow) || city.as_ref().is_none_or(|city| city[..1] == zip[..1])
}

fn of_all(order: &Order, report: &mut Report<'_, '_>) {
    let most = report.context().map_or(0, |shop: &Shop| shop.most);
    if order.amount > most + 100 {
        report.fail("amount", "is far too much");
    }
}

const SHOP: Shop = Shop { most: 8 };

fn read(text: &str) -> Vec<String> {
    let error = json::from_str_in::<Order>(text, &SHOP).unwrap_err();
    messages(&error)
}

fn messages(error: &ReadError) -> Vec<String> {
    error.problems().iter().map(|problem| problem.message().to_string()).collect()
}

fn text(outcome: Result<(), Violations>) -> String {
    outcome.map_or_else(|all| all.to_string(), |()| String::new())
}

#[test]
fn a_function_takes_the_fields_and_the_context_that_it_names() {
    let text = r#"{"amount": 10, "room": 3, "lines": [{"sku": "a", "count": 3}, {"sku": "b", "count": 4}], "speed": "fast"}"#;
    let order: Order = json::from_str(text).unwrap();
    let violations = order.validate_in(&SHOP).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "`amount` is even, and not 8; add one\n\
         `room`: the lines fit into the room\n\
         `lines[0].count` is odd; add one\n\
         the shop has 8 of them\n\
         the request does not pass `has_name`"
    );
    assert!(violations.iter().all(|violation| violation.code() == Code::Check));
    let ids: Vec<_> = violations.iter().map(|violation| violation.rule_id()).collect();
    assert_eq!(ids, ["amount.check", "sum", "count.check", "stock", "named"]);
}

#[test]
fn the_interpreter_calls_a_function_of_fields() {
    let texts = [
        r#"{"amount": 10, "room": 3, "lines": [{"sku": "a", "count": 3}], "speed": "fast", "names": {}}"#,
        r#"{"amount": 7, "room": 3, "lines": [{"sku": "a", "count": 2}], "speed": "fast", "names": {"driver": "Ann"}}"#,
        r#"{"amount": 8, "room": 3, "lines": [{"sku": "a", "count": 4}, {"sku": "\n\"", "count": 0}], "names": {"ä": ""}}"#,
    ];
    for text_of_order in texts {
        let order: Order = json::from_str(text_of_order).unwrap();
        let generated = text(order.validate_in(&SHOP));
        assert_eq!(text(schema::interpret_in(&order, &SHOP)), generated, "{text_of_order}");
    }
    let order: Order = json::from_str(
        r#"{"amount": 7, "room": 3, "lines": [], "speed": "fast", "names": {"driver": ""}, "zip": "1", "city": "2"}"#,
    )
    .unwrap();
    let warned = order.warnings_in(&SHOP).to_string();
    assert_eq!(warned, "`zip` does not pass `starts_like`");
    assert_eq!(schema::interpret_warnings_in(&order, &SHOP).to_string(), warned);
}

#[test]
fn a_function_runs_while_a_document_with_other_problems_is_diagnosed() {
    // `speed` and `city` are wrong, which neither of these functions reads.
    let found = read(
        r#"{"amount": 10, "room": 1, "lines": [{"sku": "a", "count": 3}], "speed": 7, "city": [], "zpi": ""}"#,
    );
    assert_eq!(
        found,
        [
            "`amount` is even, and not 8; add one",
            "`room`: the lines fit into the room",
            "`lines[0].count` is odd; add one",
            "`speed` must be `slow` or `fast`",
            "`city` must be text, not a list",
            "unknown field `zpi`; did you mean `zip`?",
            "the shop has 8 of them",
        ]
    );
}

#[test]
fn a_function_does_not_run_if_a_field_that_it_reads_is_broken() {
    // A line without a count cannot be added up, and the value of `amount` is unknown.
    let found =
        read(r#"{"amount": "x", "room": 1, "lines": [{"sku": "a"}, {"sku": "b", "count": 3}]}"#);
    assert!(
        !found.iter().any(|message| message.contains("room") || message.contains("shop")),
        "{found:?}"
    );
    assert!(found.contains(&"`lines[1].count` is odd; add one".to_owned()), "{found:?}");
    // A missing field is none of the type either.
    let found = read(r#"{"amount": 3, "lines": [{"sku": "b", "count": 4}]}"#);
    assert_eq!(found.len(), 1, "{found:?}");
    // A broken rule of a field does not keep a function from running.
    let found = read(r#"{"amount": 12, "room": 1, "lines": [{"sku": "a", "count": 0}], "x": 1}"#);
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_function_of_facts_does_not_run_without_them() {
    let error = json::from_str::<Order>(
        r#"{"amount": 10, "room": 1, "lines": [{"sku": "a", "count": 0}], "x": 1}"#,
    )
    .unwrap_err();
    assert_eq!(messages(&error), ["unknown field `x`; remove it"]);
}

#[test]
fn a_function_of_facts_runs_in_every_twin_that_reads_with_a_context() {
    let text = r#"{"amount": 10, "room": 1, "lines": [{"sku": "a", "count": 0}]}"#;
    let error = json::from_str_in::<Valid<Order>>(text, &SHOP).unwrap_err();
    assert_eq!(
        messages(&error),
        ["`amount` is even, and not 8; add one", "the shop has 8 of them"]
    );
    let error = form::from_str_in::<Valid<Order>>("amount=10&room=1", &SHOP).unwrap_err();
    assert_eq!(messages(&error).len(), 3, "{error}");
}

/// A borrowed text and a generic value.
#[derive(Debug, OrderRequest)]
#[check(same, are_same(left, right), "both are the same")]
struct Pair<'a> {
    left: &'a str,
    right: Option<&'a str>,
    #[check(is_short)]
    code: &'a str,
    number: u8,
}

fn are_same(left: &&str, right: &Option<&str>) -> bool {
    right.is_none_or(|right| right == *left)
}

fn is_short(code: &str) -> Result<(), String> {
    if code.len() < 3 { Ok(()) } else { Err(format!("has {} letters, not 2", code.len())) }
}

#[test]
fn a_function_takes_borrowed_text() {
    let pair = Pair { left: "a", right: Some("b"), code: "abc", number: 1 };
    let expected = "`code` has 3 letters, not 2\nboth are the same";
    assert_eq!(text(pair.validate()), expected);
    assert_eq!(text(schema::interpret(&pair)), expected);
    let error =
        json::from_str::<Pair<'_>>(r#"{"left": "a", "right": "b", "code": "abc", "number": ""}"#)
            .unwrap_err();
    assert_eq!(error.problems().len(), 3, "{error}");
}

/// The value of a generic field has no static description, so only the generated check calls the function.
#[derive(Debug, OrderRequest)]
#[check(same, is_small(number), "the number is small")]
struct Generic<T> {
    held: T,
    number: u8,
}

fn is_small(number: &u8) -> bool {
    *number < 10
}

#[test]
fn a_request_with_type_parameters_has_functions() {
    let request = Generic { held: "x".to_owned(), number: 10 };
    assert_eq!(text(request.validate()), "the number is small");
    assert_eq!(text(schema::interpret(&request)), "");
}

#[derive(Debug, Clone, OrderRequest)]
#[order(update = LidUpdate)]
struct Lid {
    color: String,
    size: u8,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(update = BoxUpdate)]
#[check(span, in_order(start, end), "the end comes after the start", at = end)]
#[check(lids, is_large(lid), "the lid is large")]
struct Boxed {
    start: u8,
    end: Option<u8>,
    #[nested]
    lid: Option<Lid>,
}

fn in_order(start: &u8, end: &Option<u8>) -> bool {
    end.is_none_or(|end| end > *start)
}

fn is_large(lid: &Option<Lid>) -> bool {
    lid.as_ref().is_none_or(|lid| lid.size > 9 && !lid.color.is_empty())
}

/// No value holds a lid without its size, so the interpreter judges what comes out. The function of the lid does not run.
#[test]
fn a_function_runs_for_an_update_that_lacks_a_member() {
    use order_core::update::Update;

    let old = Boxed { start: 1, end: Some(2), lid: None };
    let rejected = |text: &str| -> Vec<String> {
        let update: BoxUpdate = json::from_str(text).unwrap();
        let rejected = update.apply(&old).unwrap_err();
        rejected.iter().map(|(violation, _)| violation.to_string()).collect()
    };
    assert_eq!(
        rejected(r#"{"end": 0, "lid": {"color": "red"}}"#),
        ["`end`: the end comes after the start", "`lid.size` is required; give it a value",],
    );
    assert_eq!(
        rejected(r#"{"end": 0, "lid": {"color": "red", "size": 3}}"#),
        ["`end`: the end comes after the start", "the lid is large"],
    );
}

#[derive(Debug, OrderRequest)]
struct Size {
    width: u32,
    depth: Option<u32>,
}

#[derive(Debug, OrderRequest)]
#[check(deep, is_deep(size), "a size has a depth")]
#[check(full, are_full(parts), "every part has a number")]
struct Chest {
    #[nested]
    size: Option<Size>,
    parts: Option<Vec<Option<u32>>>,
    label: String,
}

fn is_deep(size: &Option<Size>) -> bool {
    size.as_ref().is_none_or(|size| size.depth.is_some())
}

fn are_full(parts: &Option<Vec<Option<u32>>>) -> bool {
    parts.as_ref().is_none_or(|parts| parts.iter().all(Option::is_some))
}

#[test]
fn a_function_does_not_run_if_a_part_of_its_value_is_broken() {
    let read = |document| messages(&json::from_str::<Chest>(document).unwrap_err());
    let label = "`label` is required; give it a value that is not blank";
    let size = "must be a whole number from 0 to 4294967295";
    assert_eq!(
        read(r#"{"size": {"width": 1}, "parts": [1, null]}"#),
        [label, "a size has a depth", "every part has a number"]
    );
    assert_eq!(read(r#"{"size": {"width": 1, "depth": 2}, "parts": [1]}"#), [label]);
    assert_eq!(read("{}"), [label]);
    assert_eq!(
        read(r#"{"size": {"width": 1, "depth": "x"}, "parts": [1, "x"]}"#),
        [format!("`size.depth` {size}"), format!("`parts[1]` {size}"), label.to_owned()]
    );
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Pace {
    Slow,
    Fast,
    #[order(value = 3)]
    Third,
}

#[derive(Debug, OrderRequest)]
struct Shipping {
    speed: Pace,
    copies: Option<NonZeroU8>,
    #[required_if(satisfies(speed, is_fast))]
    reason: Option<String>,
    #[required_if(satisfies(copies, are_many))]
    note: Option<String>,
}

fn is_fast(speed: &Pace) -> bool {
    *speed != Pace::Slow
}

fn are_many(copies: &NonZeroU8) -> bool {
    copies.get() > 9
}

#[test]
fn function_judges_a_value_of_an_enum_and_of_a_number_that_is_not_zero() {
    let told = |speed, copies: u8| {
        let copies = NonZeroU8::new(copies);
        let request = Shipping { speed, copies, reason: None, note: None };
        let [said, told] = [request.validate(), schema::interpret(&request)]
            .map(|result| result.err().map(|it| it.to_string()).unwrap_or_default());
        assert_eq!(said, told);
        said
    };
    assert_eq!(told(Pace::Slow, 9), "");
    assert_eq!(told(Pace::Slow, 0), "");
    let because = |field: &str, cause: &str| {
        format!("`{field}` is required because {cause}; give it a value that is not blank")
    };
    let fast = because("reason", "`speed` satisfies `is_fast`");
    assert_eq!(told(Pace::Fast, 1), fast);
    assert_eq!(told(Pace::Third, 1), fast);
    let many = because("note", "`copies` satisfies `are_many`");
    assert_eq!(told(Pace::Slow, 10), many);
    assert_eq!(told(Pace::Third, 255), format!("{fast}\n{many}"));
}

#[derive(Debug, OrderRequest)]
struct More {
    weight: Option<u32>,
}

#[derive(Debug, OrderRequest)]
struct Whole {
    size: u32,
    #[order(flatten)]
    more: More,
    #[order(skip)]
    cached: Option<u8>,
}

#[derive(Debug, OrderRequest)]
struct Sent {
    #[order(header, rename = "X-Level")]
    level: Option<u32>,
    #[order(query)]
    page: Option<u32>,
    note: Option<u32>,
}

#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /sent", response = ())]
#[check(weighed, is_light(whole), "it is light")]
#[check(sent, is_plain(part), "it is plain")]
struct Reads {
    #[nested]
    whole: Whole,
    #[order(flatten)]
    part: Sent,
    number: u8,
}

fn is_light(whole: &Whole) -> bool {
    whole.size + whole.more.weight.unwrap_or_default() < 10 && whole.cached.is_none()
}

fn is_plain(part: &Sent) -> bool {
    part.level.unwrap_or_default() + part.page.unwrap_or_default() + part.note.unwrap_or_default()
        < 10
}

#[test]
fn a_function_of_a_part_is_called_if_all_of_it_is_in_the_document() {
    assert_eq!(
        unread_parts(r#"{"whole": {"size": 1}, "number": "x"}"#),
        ["`number` must be a whole number from 0 to 255"]
    );
    assert_eq!(
        unread_parts(r#"{"whole": {"size": 10}, "number": "x"}"#),
        ["`number` must be a whole number from 0 to 255", "it is light"]
    );
    assert_eq!(
        unread_parts(r#"{"whole": {"size": 5, "weight": 5}, "number": "x"}"#),
        ["`number` must be a whole number from 0 to 255", "it is light"]
    );
    assert_eq!(
        unread_parts(r#"{"whole": {"size": 5, "weight": []}, "number": "x"}"#),
        [
            "`whole.weight` must be a whole number from 0 to 4294967295, not a list",
            "`number` must be a whole number from 0 to 255"
        ]
    );
    assert_eq!(
        unread_parts(r#"{"whole": {"size": 5}, "note": 10, "number": "x"}"#),
        ["`number` must be a whole number from 0 to 255", "it is plain"]
    );
    let call = |target: &'static str, level: &'static [u8]| {
        let call = order_core::http::Incoming::new("POST", target);
        let call = call.header("content-type", b"application/json").header("X-Level", level);
        let call = call.body(br#"{"whole": {"size": 1}, "number": "x"}"#);
        call.read::<Valid<Reads>>().unwrap_err().to_string()
    };
    assert_eq!(
        call("/sent", b"10"),
        "in the body, line 1, column 34: `number` must be a whole number from 0 to 255"
    );
    assert_eq!(
        call("/sent?page=10", b""),
        "in the body, line 1, column 34: `number` must be a whole number from 0 to 255"
    );
}

fn unread_parts(text: &str) -> Vec<String> {
    messages(&json::from_str::<Valid<Reads>>(text).unwrap_err())
}

#[test]
fn a_function_of_the_whole_request_has_the_context_too() {
    let order = |amount: u32| {
        let text = format!(r#"{{"amount": {amount}, "room": 3, "lines": [], "speed": "slow"}}"#);
        json::from_str::<Order>(&text).unwrap()
    };
    let said = |amount: u32| text(order(amount).validate_in(&SHOP));
    assert!(!said(105).contains("`amount` is far too much"), "{}", said(105));
    assert!(said(109).contains("`amount` is far too much"), "{}", said(109));
}
