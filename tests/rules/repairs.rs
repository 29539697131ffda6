//! The smallest changes that make a request valid.

use std::collections::BTreeMap;

use order_client::retail::CodeSigningOrder;
use order_core::{
    OrderRequest, OrderValue, ReadRequest, Report, json,
    repair::{Action, Repairs},
};

/// A whole order with `changes` in front of its other members.
fn order(changes: &str) -> CodeSigningOrder {
    let document = format!(
        r#"{{{changes}, "validity": 1, "org_name": "My Company", "org_addr1": "19 Windsor Court", "org_city": "Tampa",
        "org_state": "FL", "org_zip": "33615", "org_country": "us", "telephone": "555-555-1234",
        "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy", "org_contact_job_title": "CTO",
        "org_contact_email": "gm@example.com", "org_contact_telephone": "555-555-1234"}}"#
    );
    json::from_str(&document).unwrap_or_else(|error| panic!("{error}"))
}

fn repairs<T>(request: &T) -> Repairs
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    request.validate().unwrap_err().repairs(request)
}

/// Every repair makes the request valid, and all are complete.
#[track_caller]
fn assert_repairs<T>(request: &T, expected: &str)
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    let repairs = repairs(request);
    assert_eq!(repairs.to_string(), expected);
    assert!(repairs.is_complete() && repairs.are_functions_asked());
    for repair in repairs.iter() {
        let repaired =
            repair.apply(request).unwrap_or_else(|| panic!("{repair} cannot be applied"));
        if let Err(violations) = repaired.validate() {
            panic!("{repair}: {violations}");
        }
    }
}

const EV: &str = "`-1`, `2`, `3`, `6`, `7`, `8`, `9`, `10`, `12`, `13`, `14`, `15`, `16` or `17`";
const OTHER: &str = "`51`, `52`, `53`, `54`, `55`, `56`, `57` or `64`";

#[test]
fn a_missing_method_is_given_or_the_order_is_no_longer_for_ev() {
    assert_repairs(
        &order(r#""ev": true, "platform": 2"#),
        &format!(
            "set `cs_provisioning_method` to `ship_token` or `client_app`; \
             or set `platform` to {OTHER} and set `ev` to `false`"
        ),
    );
}

#[test]
fn a_method_without_ev_goes_or_the_order_becomes_one_for_ev() {
    assert_repairs(
        &order(r#""ev": false, "platform": 51, "cs_provisioning_method": "client_app""#),
        &format!(
            "remove `cs_provisioning_method`; or set `platform` to {EV} and set `ev` to `true`; \
             or remove `platform`, set `cs_provisioning_method` to `ship_token` and set `ev` to `true`"
        ),
    );
}

#[test]
fn a_platform_of_the_wrong_list_has_three_ways_out() {
    assert_repairs(
        &order(r#""ev": true, "platform": 51, "cs_provisioning_method": "client_app""#),
        &format!(
            "set `platform` to {EV}; or remove `platform` and set `cs_provisioning_method` to `ship_token`; \
             or remove `cs_provisioning_method` and set `ev` to `false`"
        ),
    );
}

#[test]
fn half_an_address_is_made_whole_or_dropped() {
    assert_repairs(
        &order(
            r#""ev": true, "cs_provisioning_method": "ship_token", "ship_name": "Gary", "ship_city": "Tampa""#,
        ),
        "remove `ship_name` and `ship_city`; \
         or set `ship_addr1`, `ship_state` and `ship_zip`, and set `ship_country` to one of 245 values",
    );
    assert_repairs(
        &order(
            r#""ev": true, "platform": 2, "cs_provisioning_method": "client_app", "ship_name": "Gary", "ship_city": "Tampa""#,
        ),
        "remove `ship_name` and `ship_city`; \
         or set `cs_provisioning_method` to `ship_token`, set `ship_addr1`, `ship_state` and `ship_zip`, \
         and set `ship_country` to one of 245 values",
    );
}

/// An order with ten violations: of ten fields, in five places that have nothing to do with each other.
fn ten() -> CodeSigningOrder {
    json::from_str(
        r#"{"validity": 4, "platform": 51, "ship_name": "Gary", "ship_city": "Tampa", "org_name": " ",
        "org_addr1": "19 Windsor Court", "org_city": "Tampa", "org_state": "FL", "org_zip": "33615",
        "org_country": "us", "telephone": "none", "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy",
        "org_contact_job_title": "CTO", "org_contact_email": "gm", "org_contact_telephone": "555-555-1234",
        "ev": false}"#,
    )
    .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn mistakes_that_have_nothing_in_common_are_mended_one_by_one() {
    let order = ten();
    assert_eq!(order.validate().unwrap_err().len(), 10);
    let repairs = repairs(&order);
    assert_eq!(repairs.parts().len(), 5);
    let shown = repairs.to_string();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[0], "set `validity` to `1`, `2` or `3`");
    assert!(lines[1].starts_with("remove `ship_name` and `ship_city`; or "), "{}", lines[1]);
    assert_eq!(lines[2..], ["set `org_name`", "set `telephone`", "set `org_contact_email`"]);
    assert!(repairs.is_complete());
    assert_eq!(repairs.len(), repairs.parts()[1].len());
    assert_eq!(repairs.iter().count(), repairs.len());
    let first = repairs.iter().next().unwrap();
    assert_eq!(
        first.to_string(),
        "set `validity` to `1`, `2` or `3`, remove `ship_name` and `ship_city`, \
         and set `org_name`, `telephone` and `org_contact_email`",
    );
    let repaired = first.apply(&order).unwrap();
    assert!(repaired.validate().is_ok());
    assert_eq!((repaired.validity, &*repaired.org_contact_email), (1, "name@example.com"));
    // Nothing else has changed.
    assert_eq!((repaired.platform, &*repaired.org_city), (order.platform, "Tampa"));
}

#[test]
#[ignore = "prints how long it takes; run it in a release build"]
fn ten_violations_are_repaired_quickly() {
    let order = ten();
    let start = std::time::Instant::now();
    const RUNS: u32 = 100;
    for _ in 0..RUNS {
        assert!(!repairs(&order).is_empty());
    }
    println!("{:?} for an order with ten violations", start.elapsed() / RUNS);
}

#[derive(OrderRequest)]
struct Contact {
    name: String,
    #[format(email)]
    email: Option<String>,
}

#[derive(OrderRequest)]
struct Card {
    #[length(12..=19)]
    #[pattern("[0-9]+")]
    number: String,
}

#[derive(OrderRequest)]
struct Transfer {
    iban: String,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Payment {
    Card(Card),
    BankTransfer(Transfer),
}

#[derive(OrderRequest)]
#[forbidden(payment.BankTransfer, if rush)]
#[required(main.email, if rush)]
#[rule(once, unique(contact in contacts, contact.name), "every contact once")]
struct Nested {
    rush: bool,
    #[nested]
    main: Option<Contact>,
    #[nested]
    contacts: Vec<Contact>,
    #[nested]
    by_name: BTreeMap<String, Contact>,
    #[length(..=2)]
    #[each(length(..=3))]
    tags: Option<Vec<String>>,
    #[nested]
    payment: Payment,
}

fn nested(document: &str) -> Nested {
    let document = format!(
        r#"{{"rush": false, "contacts": [{{"name": "a"}}], "by_name": {{"k": {{"name": "b"}}}},
            "payment": {{"bank_transfer": {{"iban": "x"}}}}, {document}"#
    );
    // The last of two members counts.
    let members: BTreeMap<String, serde_json::Value> = serde_json::from_str(&document).unwrap();
    json::from_str(&serde_json::to_string(&members).unwrap())
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn members_items_and_entries_are_repaired_where_they_stand() {
    assert_repairs(
        &nested(r#""contacts": [{"name": "a"}, {"name": "b", "email": "x"}]}"#),
        "remove `contacts[1]`, or set `contacts[1].email`, or remove `contacts[1].email`",
    );
    assert_repairs(
        &nested(r#""contacts": [{"name": "a"}, {"name": "b"}, {"name": "a"}]}"#),
        "remove `contacts[0]`, or set `contacts[0].name`, or remove `contacts[2]`, or set `contacts[2].name`",
    );
    assert_repairs(
        &nested(r#""by_name": {"k": {"name": " "}}}"#),
        "set `by_name.k.name`, or set `by_name` and remove `by_name.k`",
    );
    assert_repairs(
        &nested(r#""main": {"name": "a", "email": "x"}}"#),
        "remove `main`, or set `main.email`, or remove `main.email`",
    );
    assert_repairs(
        &nested(
            r#""main": {"name": "a"}, "rush": true, "payment": {"card": {"number": "123456789012"}}}"#,
        ),
        "set `rush` to `false`, or remove `main`, or set `main.email`",
    );
}

#[test]
fn lists_are_shortened() {
    assert_repairs(
        &nested(r#""tags": ["a", "b", "c"]}"#),
        "remove `tags`, or remove `tags[0]`, or remove `tags[1]`, or remove `tags[2]`",
    );
    assert_repairs(
        &nested(r#""tags": ["a", "long"]}"#),
        "remove `tags`, or set `tags[1]`, or remove `tags[1]`",
    );
    assert_repairs(&nested(r#""contacts": []}"#), "set `contacts`");
}

#[test]
fn another_variant_is_given_with_all_that_it_needs() {
    assert_repairs(&nested(r#""rush": true}"#), "set `rush` to `false`, or set `payment.card`");
    assert_repairs(
        &nested(r#""payment": {"card": {"number": "x"}}}"#),
        "set `payment.bank_transfer`, or set `payment.card.number`",
    );
}

#[test]
fn defaults_blanks_and_rules_at_the_root_take_part() {
    #[derive(OrderRequest)]
    #[rule(one_hand, count(a, b) <= 1, "not both hands")]
    struct Order {
        #[default_value(3)]
        #[allowed(1, 2, 3)]
        years: Option<u8>,
        #[required_if(years == 3)]
        reason: Option<String>,
        #[blank(reject)]
        unit: Option<String>,
        a: Option<u8>,
        b: Option<u8>,
    }

    let order: Order = json::from_str(r#"{"reason": " ", "unit": "", "a": 1, "b": 2}"#).unwrap();
    assert_repairs(
        &order,
        "set `years` to `1` or `2`, or set `reason`\n\
         set `unit`, or remove `unit`\n\
         remove `a`, or remove `b`",
    );
}

fn is_short(text: &str) -> bool {
    text.len() < 3
}

#[test]
fn functions_are_asked() {
    #[derive(OrderRequest)]
    #[check(sum, check_sum, reads(a, b), "a and b are at most 3 together")]
    struct Order {
        #[check(is_odd)]
        a: Option<u8>,
        b: u8,
        #[format(self::is_short)]
        code: Option<String>,
        #[forbidden_if(satisfies(b, is_large))]
        note: Option<String>,
    }

    fn is_odd(number: &u8) -> bool {
        number % 2 == 1
    }
    fn is_large(number: &u8) -> bool {
        *number > 7
    }
    fn check_sum(order: &Order, report: &mut Report<'_, '_>) {
        if u16::from(order.a.unwrap_or(0)) + u16::from(order.b) > 3 {
            report.fail("b", "is too much beside `a`; lower it");
        }
    }

    let order = Order { a: Some(2), b: 1, code: Some("long".to_owned()), note: None };
    assert_repairs(&order, "set `a`, or remove `a`\nset `code`, or remove `code`");
    let order = Order { a: Some(1), b: 9, code: None, note: Some("x".to_owned()) };
    assert_repairs(&order, "set `b`");
}

#[test]
fn a_request_that_borrows_is_repaired_by_its_schema() {
    #[derive(OrderRequest)]
    struct Order<'a> {
        #[length(..=4)]
        word: &'a str,
        #[check(never)]
        other: Option<&'a str>,
    }

    fn never(_: &str) -> bool {
        false
    }

    let order = Order { word: "longer", other: Some("x") };
    let repairs = order.validate().unwrap_err().repairs_by_schema(&order, &());
    assert_eq!(
        repairs.to_string(),
        "set `word`\nfunctions of the request were not asked, and may refuse it",
    );
    assert!(repairs.is_complete() && !repairs.are_functions_asked());
    let json = repairs.to_json();
    assert!(json.starts_with(r#"{"complete":true,"functions_asked":false,"parts":["#), "{json}");
}

#[test]
fn what_depends_on_the_context_alone_cannot_be_repaired() {
    struct Account {
        allows: bool,
    }

    #[derive(OrderRequest)]
    #[order(context = Account)]
    #[rule(open, ctx.allows, "the account is closed")]
    struct Order {
        name: String,
    }

    let order = Order { name: String::new() };
    let account = Account { allows: true };
    let repairs = order.validate_in(&account).unwrap_err().repairs_in(&order, &account);
    assert_eq!(repairs.to_string(), "set `name`");
    let account = Account { allows: false };
    let repairs = order.validate_in(&account).unwrap_err().repairs_in(&order, &account);
    assert_eq!(repairs.to_string(), "set `name`\nno repair was found");
    assert!(repairs.is_empty() && repairs.is_complete());
    assert_eq!((repairs.len(), repairs.iter().count()), (0, 0));
}

#[test]
fn values_that_do_not_go_together_are_repairs_of_their_own() {
    #[derive(Clone, Copy, OrderValue)]
    enum Size {
        Small,
        Middle,
        Large,
    }

    #[derive(OrderRequest)]
    #[rule(pairs, a == Small && b == Large || a == Large && b == Small, "a pair")]
    struct Order {
        a: Size,
        b: Size,
    }

    assert_repairs(
        &Order { a: Size::Middle, b: Size::Middle },
        "set `a` to `Small` and set `b` to `Large`, or set `a` to `Large` and set `b` to `Small`",
    );
    // One change is enough, so none of both is smallest.
    assert_repairs(&Order { a: Size::Middle, b: Size::Small }, "set `a` to `Large`");
    assert_repairs(
        &Order { a: Size::Small, b: Size::Small },
        "set `a` to `Large`, or set `b` to `Large`",
    );
}

#[test]
fn no_secret_is_in_a_repair() {
    #[derive(OrderRequest)]
    #[rule(alike, note == pin, "the note is the PIN")]
    struct Order {
        #[order(secret)]
        #[allowed("topsecret", "hushhush")]
        pin: String,
        note: String,
    }

    let order = Order { pin: "hushhush".to_owned(), note: "x".to_owned() };
    let repairs = repairs(&order);
    let shown = format!("{repairs}\n{repairs:?}\n{}", repairs.to_json());
    for secret in ["topsecret", "hushhush"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert_eq!(repairs.to_string(), "set `note`");
    assert_eq!(repairs.iter().next().unwrap().apply(&order).unwrap().note, "hushhush");
}

#[test]
fn repairs_are_json_too() {
    assert_eq!(
        repairs(&order(r#""ev": true, "platform": 2"#)).to_json(),
        r#"{"complete":true,"functions_asked":true,"parts":[[[{"path":"cs_provisioning_method","pointer":"/cs_provisioning_method","action":"set","values":["ship_token","client_app"]}],[{"path":"platform","pointer":"/platform","action":"set","values":[51,52,53,54,55,56,57,64]},{"path":"ev","pointer":"/ev","action":"set","values":[false]}]]]}"#,
    );
}

#[test]
fn a_repair_is_for_the_request_that_it_was_made_for() {
    let broken = nested(r#""contacts": [{"name": "a"}, {"name": "b", "email": "x"}]}"#);
    let repairs = repairs(&broken);
    let repair = repairs.iter().next().unwrap();
    assert_eq!(repair.actions().len(), 1);
    assert!(
        matches!(&repair.actions()[0], Action::Remove(path) if path.to_string() == "contacts[1]")
    );
    assert!(repair.apply(&nested(r#""rush": false}"#)).is_none());
}

macro_rules! tangled {
    ($($field:ident)*) => {
        /// Fields that depend on each other in more ways than can be tried.
        #[derive(OrderRequest)]
        #[rule(sum, count($($field),*) == 8, "eight of them")]
        struct Tangled {
            $($field: Option<String>,)*
        }
    };
}

tangled! { a b c d e f g h i j k l m n o p q r s t u v w x }

#[test]
fn a_search_that_is_too_long_says_that_it_stopped_and_shows_what_it_has() {
    let order: Tangled = json::from_str("{}").unwrap();
    let repairs = repairs(&order);
    assert!(!repairs.is_complete());
    assert_eq!(
        repairs.to_string(),
        "set `a`, `b`, `c`, `d`, `e`, `f`, `g` and `h`\nthe search was stopped, so there may be more",
    );
    assert!(repairs.iter().next().unwrap().apply(&order).unwrap().validate().is_ok());
}

#[test]
fn a_type_that_holds_itself_can_be_repaired() {
    #[derive(OrderRequest)]
    struct Tree {
        name: String,
        #[nested]
        children: Vec<Tree>,
        #[nested]
        #[blank(value)]
        others: Vec<Tree>,
    }

    let tree: Tree = json::from_str(r#"{"name": "", "children": [], "others": []}"#).unwrap();
    let repairs = repairs(&tree);
    assert_eq!(repairs.parts()[0][0].to_string(), "set `name`");
    // Every child would need a child.
    assert!(repairs.parts()[1].is_empty() && repairs.is_empty());
}

/// The text that a repair gives has the length that the pattern and another rule ask for.
#[test]
fn a_text_of_a_pattern_is_made() {
    #[derive(Debug, Clone, OrderRequest)]
    struct Order {
        #[pattern("[a-z]{5}")]
        exact: Option<String>,
        #[pattern("[A-Z]{2,4}")]
        #[length(4..)]
        longest: Option<String>,
        #[pattern("[A-Z]+-[0-9]")]
        #[length(5)]
        several: Option<String>,
        #[pattern("(DE|FR)[0-9]{2}-[A-Z]{4}-[a-z]{3}")]
        long: Option<String>,
    }

    let wrong = || Some("1".to_owned());
    let none = Order { exact: None, longest: None, several: None, long: None };
    let made = |order: Order| {
        let repairs = repairs(&order);
        let texts = repairs.iter().filter_map(|repair| repair.apply(&order)).map(|it| {
            assert!(it.validate().is_ok(), "{it:?}");
            [it.exact, it.longest, it.several, it.long].into_iter().flatten().collect::<String>()
        });
        texts.collect::<Vec<_>>()
    };
    assert_eq!(made(Order { exact: wrong(), ..none.clone() }), ["aaaaa", ""]);
    assert_eq!(made(Order { longest: wrong(), ..none.clone() }), ["AAAA", ""]);
    assert_eq!(made(Order { several: wrong(), ..none.clone() }), ["AAA-0", ""]);
    assert_eq!(made(Order { long: wrong(), ..none }), ["DE00-AAAA-aaa", ""]);
}

/// A list of names has an "and" of its own, so a comma stands before the next.
#[test]
fn several_names_are_set_apart_from_what_follows() {
    #[derive(OrderRequest)]
    #[rule(known, kind == 1 || present(d), "another kind has a `d`")]
    struct Order {
        kind: u8,
        #[required_if(kind == 1)]
        a: Option<u8>,
        #[required_if(kind == 1)]
        b: Option<u8>,
        #[forbidden_if(kind == 1)]
        c: Option<u8>,
        d: Option<u8>,
    }

    let order = |a| Order { kind: 1, a, b: None, c: Some(1), d: None };
    let said = |order: Order| repairs(&order).to_string();
    let two = said(order(None));
    assert!(two.ends_with("set `a` and `b`, and remove `c`"), "{two}");
    let one = said(order(Some(1)));
    assert!(one.ends_with("set `b` and remove `c`"), "{one}");
}

#[test]
fn a_repair_and_its_actions_are_told_in_another_language() {
    let german = order_core::language::Fluent::german();
    let repairs = repairs(&order(r#""ev": true, "platform": 2"#));
    let repair = repairs.iter().nth(1).unwrap();
    let actions: Vec<_> =
        repair.actions().iter().map(|action| action.in_language(&german)).collect();
    assert_eq!(actions[1], "`ev` auf `false` setzen");
    assert_eq!(repair.in_language(&german), actions.join(" und "));
    assert!(repairs.in_language(&german).contains(&actions[1]));
}
