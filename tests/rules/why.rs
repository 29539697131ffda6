//! The demands on a field before anything is wrong.

use std::collections::BTreeMap;

use order_client::retail::CodeSigningOrder;
use order_core::{
    Code, OrderRequest, OrderValue, json,
    language::English,
    violation::FactValue,
    why::{Presence, Reason},
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

#[track_caller]
fn assert_why<T: OrderRequest<Context = ()>>(request: &T, path: &str, expected: &str) {
    assert_eq!(request.why(path).unwrap().to_string(), expected);
}

#[track_caller]
fn assert_unknown<T: OrderRequest<Context = ()>>(
    request: &T,
    path: &str,
    message: &str,
    suggestion: Option<&str>,
) {
    let error = request.why(path).unwrap_err();
    assert_eq!((error.to_string().as_str(), error.suggestion()), (message, suggestion));
    assert_eq!(error.code(), Code::UnknownField);
}

const EV_PLATFORMS: &str =
    "`-1`, `2`, `3`, `6`, `7`, `8`, `9`, `10`, `12`, `13`, `14`, `15`, `16` or `17`";

#[test]
fn platform_depends_on_the_provisioning_method() {
    let app = order(r#""ev": true, "cs_provisioning_method": "client_app""#);
    assert_why(
        &app,
        "platform",
        &format!(
            "`platform` is required because `cs_provisioning_method` is not `ship_token`\n\
             `platform` must be {EV_PLATFORMS} because `ev` is true"
        ),
    );
    let why = app.why("platform").unwrap();
    assert_eq!((why.presence(), why.is_present()), (Presence::Required, false));
    assert_eq!(why.required()[0].rule_id(), "platform.required_unless");
    assert_eq!(why.required()[0].rule().source, "required_unless(hardware_token)");
    let codes = [-1, 2, 3, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17].map(FactValue::Integer);
    assert_eq!(why.values(), Some(&codes[..]));

    let shipped = order(r#""ev": true, "cs_provisioning_method": "ship_token""#);
    assert_why(
        &shipped,
        "platform",
        &format!(
            "`platform` is optional because `cs_provisioning_method` is `ship_token`\n\
             `platform` must be {EV_PLATFORMS} because `ev` is true"
        ),
    );
    assert_eq!(shipped.why("platform").unwrap().waived()[0].rule_id(), "platform.required_unless");

    assert_why(
        &order(r#""platform": 51"#),
        "platform",
        "`platform` is required because `cs_provisioning_method` is absent\n\
         `platform` must be `51`, `52`, `53`, `54`, `55`, `56`, `57` or `64` because `ev` is false",
    );
}

#[test]
fn the_method_is_for_ev() {
    assert_why(
        &order(r#""ev": true"#),
        "cs_provisioning_method",
        "`cs_provisioning_method` is required because `ev` is true\n\
         `cs_provisioning_method` must be `ship_token` or `client_app`",
    );
    assert_why(
        &order(r#""ev": false"#),
        "cs_provisioning_method",
        "`cs_provisioning_method` is not allowed unless `ev` is true",
    );
}

#[test]
fn an_address_is_whole_and_only_for_a_token() {
    let shipped = order(
        r#""ev": true, "cs_provisioning_method": "ship_token", "ship_name": "Gary", "ship_city": "Tampa""#,
    );
    assert_why(
        &shipped,
        "ship_zip",
        "`ship_zip` is required because the group `ship` is given as a whole or not at all \
         and `ship_name` is present and `ship_city` is present",
    );
    let shipped = order(r#""ev": true, "cs_provisioning_method": "ship_token""#);
    assert_why(
        &shipped,
        "ship_addr2",
        "`ship_addr2` is not allowed because `ship_addr1` is absent",
    );
    assert_why(
        &shipped,
        "cs_ship_method",
        "`cs_ship_method` is optional\n\
         `cs_ship_method` is allowed because `cs_provisioning_method` is `ship_token`\n\
         `cs_ship_method` must be `standard` or `expedited`\n\
         `cs_ship_method` is `standard` if it is absent",
    );
    let stray = order(r#""ev": false, "ship_name": "Gary""#);
    assert_why(
        &stray,
        "ship_city",
        "`ship_city` is required because the group `ship` is given as a whole or not at all and `ship_name` is present\n\
         `ship_city` is not allowed because `cs_provisioning_method` is absent\n\
         `ship_city` is both required and not allowed; change what one of the rules depends on",
    );
    assert_eq!(stray.why("ship_city").unwrap().presence(), Presence::Conflict);
}

#[test]
fn plain_fields_say_what_they_take() {
    let order = order(r#""ev": true"#);
    assert_why(&order, "org_unit", "`org_unit` is optional");
    assert_why(&order, "org_name", "`org_name` is required");
    assert_why(&order, "validity", "`validity` is required\n`validity` must be `1`, `2` or `3`");
    assert_why(
        &order,
        "ev",
        "`ev` is optional\n`ev` must be `true` or `false`\n`ev` is `false` if it is absent",
    );
    assert_why(
        &order,
        "org_contact_email",
        "`org_contact_email` is required\n\
         `org_contact_email` must be an e-mail address such as `name@example.com`",
    );
    assert_why(
        &order,
        "org_country",
        "`org_country` is required\n`org_country` must be one of the 245 values of `CountryCode`",
    );
    assert_eq!(order.why("org_country").unwrap().values().unwrap().len(), 245);
    assert_eq!(
        order.why("validity").unwrap().to_json(),
        r#"{"path":"validity","pointer":"/validity","presence":"required","present":true,"required":[{"rule":"validity.required","source":"required","because":[],"detail":"`validity` is required"}],"forbidden":[],"waived":[],"rules":[{"rule":"validity.allowed","source":"allowed(1, 2, 3)","because":[],"detail":"`validity` must be `1`, `2` or `3`"}],"values":[1,2,3]}"#,
    );
}

#[test]
fn an_unknown_path_is_an_error_with_a_suggestion() {
    let order = order(r#""ev": true"#);
    assert_unknown(
        &order,
        "platfrom",
        "no field `platfrom` in `CodeSigningOrder`; did you mean `platform`?",
        Some("platform"),
    );
    assert_unknown(
        &order,
        "nothing_like_it",
        "no field `nothing_like_it` in `CodeSigningOrder`",
        None,
    );
    assert_unknown(&order, "", "the path is empty; name a field", None);
    assert_unknown(
        &order,
        "platform.x",
        "`platform` has no members, so there is no `x` in it",
        None,
    );
    assert_unknown(&order, "ev[0]", "`ev` has no members, so there is no `[0]` in it", None);
    for path in [
        ".",
        "..",
        "[",
        "[]",
        "]",
        "/",
        "//",
        "~",
        "/~2",
        "a.b.c",
        "platform[",
        "platform.",
        "\u{0}",
        "é[1",
    ] {
        let _ = order.why(path);
    }
    let long = "x".repeat(100_000);
    assert!(order.why(&long).unwrap_err().to_string().len() < 200);
}

#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
struct Part {
    #[length(..=9)]
    csr: Option<String>,
    #[order(rename = "key-size", alias = "size")]
    key_size: Option<u8>,
    #[required_if(key_size > 4)]
    reason_why: Option<String>,
}

#[derive(OrderRequest)]
struct Contact {
    #[format(email)]
    email: Option<String>,
    #[order(secret)]
    pin: Option<u8>,
    #[forbidden_if(pin == 7)]
    fax: Option<String>,
}

#[derive(OrderRequest)]
struct Card {
    number: String,
}

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
enum Payment {
    Card(Card),
    BankTransfer(Card),
}

#[derive(OrderRequest)]
#[required(part.csr, if ev)]
#[allowed(part.key_size, 1..=4, 7, if ev)]
#[rule(reached, present(note) => present(mail), "a note needs an address")]
#[rule(in_order, start <= end, "the start comes first", at = end)]
#[rule(fits, all(contact in contacts, present(contact.email) || !ev), "EV contacts have an address")]
struct Order {
    ev: bool,
    #[nested]
    part: Option<Part>,
    #[nested]
    contacts: Vec<Contact>,
    #[nested]
    by_name: BTreeMap<String, Contact>,
    #[length(1..=3)]
    #[each(length(..=3), pattern("[a-z]+"))]
    tags: Option<Vec<String>>,
    note: Option<String>,
    mail: Option<String>,
    start: Option<u8>,
    #[range(..=9)]
    end: Option<u8>,
    #[nested]
    payment: Option<Payment>,
    #[order(flatten)]
    place: Option<Card>,
    #[group_exactly_one("key")]
    own: Option<String>,
    #[group_exactly_one("key")]
    token: Option<String>,
    #[group_count("reach", 1..=2)]
    phone: Option<String>,
    #[group_count("reach", 1..=2)]
    fax: Option<String>,
    #[group_count("reach", 1..=2)]
    post: Option<String>,
}

fn whole() -> Order {
    json::from_str(
        r#"{"ev": true, "contacts": [{"pin": 7}, {"email": "a"}], "by_name": {"k.1": {}, "k": {"pin": 1}},
            "note": "secret text", "start": 3, "tags": ["a"], "payment": {"card": {"number": "1"}}, "number": "2",
            "token": "x", "phone": "1", "fax": "2"}"#,
    )
    .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn members_of_an_absent_part_are_asked_about_as_if_it_were_there() {
    let order = whole();
    assert_why(
        &order,
        "part.csr",
        "`part` is absent; once it is given:\n\
         `part.csr` is required because `ev` is true\n\
         `part.csr` must have at most 9 characters",
    );
    let why = order.why("part.csr").unwrap();
    assert_eq!(why.absent_part().map(ToString::to_string).as_deref(), Some("part"));
    assert_why(
        &order,
        "part.key-size",
        "`part` is absent; once it is given:\n\
         `part.key-size` is optional\n\
         `part.key-size` must be from 1 to 4 or `7` because `ev` is true",
    );
    assert_eq!(
        order.why("part.key-size").unwrap().values(),
        Some(&[1, 2, 3, 4, 7].map(FactValue::Integer)[..])
    );
    assert_why(&order, "part", "`part` is optional");
}

#[test]
fn names_are_taken_from_the_wire_from_aliases_and_from_rust() {
    let order = whole();
    for path in ["part.key-size", "part.size", "part.key_size", "/part/key-size", "/part/key_size"]
    {
        assert_eq!(order.why(path).unwrap().path().to_string(), "part.key-size", "{path}");
    }
    for path in ["part.reasonWhy", "part.reason_why"] {
        assert_eq!(order.why(path).unwrap().path().to_string(), "part.reasonWhy", "{path}");
    }
    // The part stands in place, so its member has a path without it.
    for path in ["number", "place.number"] {
        assert_eq!(order.why(path).unwrap().path().to_string(), "number", "{path}");
    }
    assert_unknown(
        &order,
        "part.keysize",
        "no field `keysize` in `part`; did you mean `key-size`?",
        Some("part.key-size"),
    );
    assert_unknown(
        &order,
        "contcts[1].email",
        "no field `contcts` in `Order`; did you mean `contacts`?",
        Some("contacts[1].email"),
    );
}

#[test]
fn items_and_entries_are_asked_about_by_themselves() {
    let order = whole();
    assert_why(
        &order,
        "contacts[0].email",
        "`contacts[0].email` is required by the rule `fits` (EV contacts have an address)\n\
         `contacts[0].email` must be an e-mail address such as `name@example.com`",
    );
    assert_why(
        &order,
        "contacts[0].fax",
        "`contacts[0].fax` is not allowed because `contacts[0].pin` is [redacted]",
    );
    assert_why(
        &order,
        "by_name.k.fax",
        "`by_name.k.fax` is optional\n`by_name.k.fax` is allowed because `by_name.k.pin` is [redacted]",
    );
    for path in ["by_name.k.1.fax", "/by_name/k.1/fax"] {
        assert_eq!(order.why(path).unwrap().path().to_string(), "by_name.k.1.fax");
    }
    assert_why(
        &order,
        "tags",
        "`tags` is optional\n\
         `tags` must have from 1 to 3 items\n\
         each item of `tags` must have at most 3 characters\n\
         each item of `tags` must match `[a-z]+`",
    );
    assert_why(
        &order,
        "tags[0]",
        "`tags[0]` is optional\n`tags[0]` must have at most 3 characters\n`tags[0]` must match `[a-z]+`",
    );
    assert_unknown(&order, "tags[1]", "`tags` has 1 item, so there is no `tags[1]`", None);
    assert_unknown(
        &order,
        "contacts.email",
        "`contacts` is a list; name an item, such as `contacts[0]`",
        None,
    );
    assert_unknown(
        &order,
        "contacts[9].email",
        "`contacts` has 2 items, so there is no `contacts[9]`",
        None,
    );
    assert_unknown(&order, "by_name.x.fax", "no entry `x` in `by_name`", None);
}

#[test]
fn a_rule_over_several_fields_demands_presence_where_nothing_else_keeps_it() {
    let mut order = whole();
    assert_why(
        &order,
        "mail",
        "`mail` is required by the rule `reached` (a note needs an address) because `note` is present",
    );
    assert_why(
        &order,
        "note",
        "`note` is not allowed by the rule `reached` (a note needs an address) because `mail` is absent",
    );
    assert_why(
        &order,
        "end",
        "`end` is optional\n`end` must be at most 9\n`end` must keep the rule `in_order`: the start comes first",
    );
    order.note = None;
    assert_why(&order, "mail", "`mail` is optional");
}

#[test]
fn groups_count_the_other_members() {
    let mut order = whole();
    assert_why(
        &order,
        "own",
        "`own` is not allowed because exactly one of the group `key` is given and `token` is present",
    );
    assert_why(
        &order,
        "token",
        "`token` is required because exactly one of the group `key` is given and `own` is absent",
    );
    assert_why(
        &order,
        "post",
        "`post` is not allowed because from 1 to 2 of the group `reach` are given and `phone` is present and `fax` is present",
    );
    order.fax = None;
    order.phone = None;
    assert_why(
        &order,
        "post",
        "`post` is required because from 1 to 2 of the group `reach` are given and `phone` is absent and `fax` is absent",
    );
    assert_why(
        &order,
        "payment.bank_transfer",
        "`payment.bank_transfer` is not allowed because exactly one variant is given and `payment.card` is present",
    );
    assert_why(
        &order,
        "payment.bank_transfer.number",
        "`payment.bank_transfer` is absent; once it is given:\n`payment.bank_transfer.number` is required",
    );
}

#[test]
fn a_fact_of_the_context_is_a_reason() {
    struct Account {
        allows_ev: bool,
        years: u8,
    }

    #[derive(OrderRequest)]
    #[order(context = Account)]
    struct Order {
        #[forbidden_unless(ctx.allows_ev)]
        ev: Option<bool>,
        #[default_value(ctx.years)]
        years: Option<u8>,
    }

    let order = Order { ev: None, years: None };
    let account = Account { allows_ev: false, years: 3 };
    assert_eq!(
        order.why_in("ev", &account).unwrap().to_string(),
        "`ev` is not allowed unless `ctx.allows_ev` is true",
    );
    assert_eq!(
        order.why_in("years", &account).unwrap().to_string(),
        "`years` is optional\n`years` must be a whole number from 0 to 255\n`years` is `ctx.years` if it is absent",
    );
}

#[test]
fn no_secret_is_in_an_answer() {
    #[derive(OrderRequest)]
    #[rule(not_alike, note != pin, "the note is not the PIN")]
    struct Order {
        #[order(secret)]
        #[default_value("topsecret")]
        pin: Option<String>,
        #[required_if(pin == "topsecret")]
        note: Option<String>,
        #[allowed_if(len(pin) == 9, 1, 2)]
        level: Option<u8>,
    }

    for pin in [None, Some("topsecret"), Some("hushhush")] {
        let order = Order {
            pin: pin.map(str::to_owned),
            note: Some("topsecret".to_owned()),
            level: Some(1),
        };
        for path in ["pin", "note", "level"] {
            let why = order.why(path).unwrap();
            let shown = format!("{why}\n{why:?}\n{}", why.to_json());
            // The source of a rule is what the program says, not what the request holds.
            let shown = shown.replace(r#"required_if(pin == \"topsecret\")"#, "");
            for secret in ["topsecret", "hushhush"] {
                assert!(!shown.contains(secret), "{path} {pin:?}: {shown}");
            }
        }
    }
}

/// A part that is secret.
#[derive(Debug, OrderRequest)]
struct Hidden {
    #[allowed(7, 8)]
    #[default_value(7)]
    level: u8,
}

#[derive(Debug, OrderRequest)]
struct Keeper {
    #[order(secret)]
    #[nested]
    hidden: Hidden,
    #[order(secret)]
    #[allowed(7, 8)]
    #[default_value(7)]
    level: u8,
    #[allowed(7, 8)]
    #[default_value(7)]
    shown: u8,
}

#[test]
fn the_values_and_the_default_of_a_secret_are_not_told() {
    let keeper = Keeper { hidden: Hidden { level: 8 }, level: 8, shown: 8 };
    let values = [7, 8].map(FactValue::Integer);
    for (path, values, default) in [
        ("hidden.level", None, "[redacted]"),
        ("level", None, "[redacted]"),
        ("shown", Some(&values[..]), "7"),
    ] {
        let why = keeper.why(path).unwrap();
        assert_eq!((why.values(), why.default()), (values, Some(default)), "{path}");
    }
}

#[test]
fn a_group_that_one_member_does_not_mend_asks_for_the_direction() {
    #[derive(Default, OrderRequest)]
    struct Party {
        #[group_count("guests", 2..=2)]
        a: Option<u8>,
        #[group_count("guests", 2..=2)]
        b: Option<u8>,
        #[group_count("guests", 2..=2)]
        c: Option<u8>,
        #[group_count("guests", 2..=2)]
        d: Option<u8>,
    }

    let presence = |party: Party| party.why("a").unwrap().presence();
    let one = Some(1);
    assert_eq!(presence(Party::default()), Presence::Required);
    assert_eq!(presence(Party { b: one, ..Party::default() }), Presence::Required);
    assert_eq!(presence(Party { b: one, c: one, ..Party::default() }), Presence::Forbidden);
    assert_eq!(presence(Party { a: None, b: one, c: one, d: one }), Presence::Forbidden);
}

#[test]
fn a_pointer_leads_to_items_as_a_path_does() {
    let order = whole();
    for (pointer, path) in [("/contacts/1/email", "contacts[1].email"), ("/tags/0", "tags[0]")] {
        let expected = order.why(path).unwrap().to_string();
        assert_why(&order, pointer, &expected);
    }
    assert!(order.why("/contacts/x/email").is_err());
}

/// Only what is near the path is copied, but a rule may read all items of a list, or ask whether there are any.
#[test]
fn what_a_rule_reads_far_from_the_path_is_known() {
    #[derive(OrderRequest)]
    struct Order {
        #[group_at_most_one("one")]
        list: Option<Vec<u8>>,
        #[group_at_most_one("one")]
        other: Option<u8>,
        sizes: Option<Vec<u8>>,
        #[required_if(any(size in sizes, size > 9))]
        reason: Option<String>,
        weights: Option<BTreeMap<String, u8>>,
        #[required_if(any(weight in weights, weight > 9))]
        note: Option<String>,
    }

    let order = |largest| Order {
        list: (largest > 9).then(|| vec![1]),
        other: None,
        sizes: Some(vec![1, 2, largest]),
        reason: None,
        weights: Some([("a".to_owned(), 1), ("b".to_owned(), largest)].into()),
        note: None,
    };
    let why = |largest, path: &str| order(largest).why(path).unwrap().to_string();
    for (path, far) in
        [("other", "`list` is present"), ("reason", "`sizes[2]`"), ("note", "`weights.b`")]
    {
        let (with, without) = (why(10, path), why(3, path));
        assert!(with.contains(far), "{path}: {with}");
        assert!(!without.contains(far), "{path}: {without}");
    }
}

/// A pointer has the key as it is, a path as it is shown.
#[test]
fn an_entry_is_found_by_both_spellings_of_its_key() {
    #[derive(OrderRequest)]
    struct Order {
        labels: BTreeMap<String, u8>,
    }

    let order = Order { labels: [("a\"~/b".to_owned(), 1)].into() };
    let expected = order.why(r#"labels.a\"~/b"#).unwrap().to_string();
    assert_eq!(order.why(r#"/labels/a"~0~1b"#).unwrap().to_string(), expected);
    assert!(order.why(r#"/labels/a\"~0~1b"#).is_err());
    assert!(order.why(r#"labels.a"~/b"#).is_err());
}

#[test]
fn an_answer_has_all_its_parts_as_json() {
    #[derive(OrderRequest)]
    struct Order {
        ev: bool,
        #[nested]
        part: Option<Part>,
        #[forbidden_if(ev)]
        #[range(1..=3)]
        #[range(..=2, warn)]
        years: Option<u8>,
        #[default_value(2)]
        kind: u8,
    }

    #[derive(OrderRequest)]
    struct Part {
        name: String,
    }

    let order = Order { ev: true, part: None, years: Some(3), kind: 2 };
    let json = |path: &str| order.why(path).unwrap().to_json();
    assert_eq!(
        json("part.name"),
        r#"{"path":"part.name","pointer":"/part/name","presence":"required","present":false,"absent_part":"part","required":[{"rule":"name.required","source":"required","because":[],"detail":"`part.name` is required"}],"forbidden":[],"waived":[],"rules":[]}"#,
    );
    assert!(json("kind").ends_with(r#""default":"2"}"#), "{}", json("kind"));
    assert!(json("years").contains(r#""present":true,"#), "{}", json("years"));
    assert!(json("years").contains(r#""warnings":[{"#), "{}", json("years"));
    let years = order.why("years").unwrap();
    let sources =
        |reasons: &[Reason]| reasons.iter().map(|it| it.rule().source).collect::<Vec<_>>();
    assert_eq!((years.presence(), years.is_present()), (Presence::Forbidden, true));
    assert_eq!(years.presence().to_string(), years.presence().as_str());
    assert_eq!(sources(years.required()), [""; 0]);
    assert_eq!(sources(years.forbidden()), ["forbidden_if(ev)"]);
    assert_eq!(sources(years.rules()), ["range(1..=3)"]);
    assert_eq!(sources(years.warnings()), ["range(..=2, warn)"]);
    let reason = &years.forbidden()[0];
    let because: Vec<String> = reason.because().iter().map(ToString::to_string).collect();
    assert_eq!(because, ["`ev` is true"]);
    assert_eq!(reason.in_language(&English), "`years` is not allowed because `ev` is true");
    assert_eq!(reason.to_string(), reason.in_language(&English));
}

#[derive(Debug, OrderRequest)]
struct Groups {
    #[group_all_or_none("all")]
    a: Option<u8>,
    #[group_all_or_none("all")]
    b: Option<u8>,
    #[group_count("count", 2..=3)]
    c: Option<u8>,
    #[group_count("count", 2..=3)]
    d: Option<u8>,
    #[group_count("count", 2..=3)]
    e: Option<u8>,
    #[group_count("count", 2..=3)]
    f: Option<u8>,
}

#[test]
fn member_of_a_group_is_told_by_the_others() {
    let said = |groups: &Groups, path: &str| {
        let why = groups.why(path).unwrap().to_string();
        why.lines().next().unwrap_or_default().to_owned()
    };
    let none = Groups { a: None, b: None, c: None, d: None, e: None, f: None };
    let some: Groups = json::from_str(r#"{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}"#).unwrap();
    let whole = "the group `all` is given as a whole or not at all";
    let count = "from 2 to 3 of the group `count` are given";
    for (groups, path, expected) in [
        (&none, "a", format!("`a` is optional because {whole} and `b` is absent")),
        (&some, "a", format!("`a` is required because {whole} and `b` is present")),
        (
            &none,
            "c",
            format!(
                "`c` is required because {count} and `d` is absent and `e` is absent and `f` is absent"
            ),
        ),
        (
            &some,
            "c",
            format!(
                "`c` is optional because {count} and `d` is present and `e` is present and `f` is absent"
            ),
        ),
        (
            &some,
            "f",
            format!(
                "`f` is not allowed because {count} and `c` is present and `d` is present and `e` is present"
            ),
        ),
    ] {
        assert_eq!(said(groups, path), expected);
    }
}
