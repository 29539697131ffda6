//! An endpoint of another trade that uses every term of the language: a carrier books a shipment.

use std::collections::BTreeMap;

use order_core::{Code, Endpoint, OrderRequest, OrderValue, Report, json, schema};

use crate::endpoints::with;

/// The reply to a booking.
struct Booked;

/// What the carrier knows of the account and the day.
struct Carrier {
    account_is_open: bool,
    today: u32,
    region: String,
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "kebab-case", ignore_case)]
enum Service {
    Standard,
    Express,
    #[order(rename = "freight", alias = "ltl")]
    Pallet,
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
enum Insurance {
    #[order(value = 0)]
    None,
    #[order(value = 2)]
    Full,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
struct Label(String);

mod limits {
    pub(super) const HEAVY: u32 = 30;
}

fn is_round(number: &u32) -> bool {
    number.is_multiple_of(5)
}

fn is_un_number(text: &str) -> bool {
    text.starts_with("UN")
}

fn is_weekday(day: &u32) -> Result<(), String> {
    if day % 7 < 5 { Ok(()) } else { Err("is no weekday; choose another".to_owned()) }
}

#[derive(Debug, Clone, OrderRequest)]
#[order(rename_all = "camelCase")]
struct Address {
    name: String,
    #[length(2)]
    #[pattern("[a-z]{2}")]
    country: String,
    #[format(telephone)]
    phone: Option<String>,
    #[length(..=10)]
    door_note: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(context = Carrier)]
struct Parcel {
    label: Label,
    #[range(1..=70)]
    weight: u32,
    #[default_value(false)]
    dangerous: Option<bool>,
    #[forbidden_unless(ctx.account_is_open)]
    deferred: Option<bool>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Cover {
    #[default_value(None)]
    level: Option<Insurance>,
    #[allowed(50, 100..=500)]
    amount: Option<u32>,
    policy: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Reference {
    #[order(rename = "reference", alias = "ref")]
    #[blank(value)]
    text: Option<String>,
    #[blank(reject)]
    cost_center: Option<String>,
}

#[derive(Debug, Clone, OrderRequest)]
#[order(endpoint = "POST /accounts/{account}/shipments", response = Booked, root = "shipment")]
#[order(context = Carrier, scalars = "native", rename_all = "snake_case", blank = absent, crate = order_core)]
#[condition(express, service == Express)]
#[condition(abroad, !(recipient.country == "us"))]
#[required(recipient.phone, if express)]
#[forbidden(recipient.door_note, if service in [Pallet])]
#[allowed(cover.amount, 50, 100, if express)]
#[present_iff(cover.policy, abroad)]
#[group_at_most_one("drop", if express)]
#[rule(window, earliest <= latest, "the window ends after it starts", at = latest)]
#[rule(not_past, earliest >= ctx.today, "the window is not in the past", at = earliest)]
#[rule(labels, unique(parcel in parcels, parcel.label), "every label once")]
#[rule(light, all(parcel in parcels, parcel.weight <= limit), "no parcel above the limit")]
#[rule(declared, any(p in parcels, p.dangerous) => present(un_number), "name the goods", at = un_number)]
#[rule(few, count(p in parcels, p.weight > limits::HEAVY) < 2 || service == Pallet, "one heavy parcel")]
#[check(total, check_total, reads(parcels), "a van holds 100 kg")]
struct Shipment {
    #[order(path)]
    #[format(digits)]
    account: String,
    #[order(query)]
    dry_run: Option<bool>,
    #[default_value(Standard)]
    service: Option<Service>,
    #[nested]
    recipient: Address,
    #[nested]
    #[length(..=4)]
    parcels: Vec<Parcel>,
    #[default_value_if(service == Pallet, 70)]
    #[default_value(40)]
    limit: Option<u32>,
    #[nested]
    cover: Option<Cover>,
    #[order(flatten)]
    reference: Reference,
    #[check(is_weekday)]
    earliest: Option<u32>,
    latest: Option<u32>,
    #[group_all_or_none("gate")]
    gate: Option<String>,
    #[group_all_or_none("gate")]
    #[order(secret)]
    gate_code: Option<String>,
    #[group_at_most_one("drop")]
    locker: Option<String>,
    #[group_at_most_one("drop")]
    neighbour: Option<String>,
    #[group_exactly_one("payer")]
    sender_pays: Option<bool>,
    #[group_exactly_one("payer")]
    payer_account: Option<String>,
    #[group_at_least_one("contact")]
    #[group_count("ways", 1..=2)]
    #[format(email)]
    mail: Option<String>,
    #[group_at_least_one("contact")]
    #[group_count("ways", 1..=2)]
    sms: Option<String>,
    #[group_count("ways", 1..=2)]
    #[format(url)]
    hook: Option<String>,
    #[format(self::is_un_number)]
    #[length(6, if express)]
    un_number: Option<String>,
    #[each(length(..=8), pattern("[a-z]+"))]
    tags: Option<Vec<String>>,
    #[each(range(1..))]
    #[order(skip_blank)]
    counts: Option<BTreeMap<String, u32>>,
    return_to: Option<Option<String>>,
    #[required_if(return_to == null || given(hook) && count(mail, sms) > 1)]
    reason: Option<String>,
    #[required_unless(service != Pallet || len(tags) >= 2)]
    pallet_note: Option<String>,
    #[forbidden_if(is(mail, email) && matches(mail, ".*@example\\.com"))]
    internal_note: Option<String>,
    #[present_iff(abroad && ctx.region != "eu")]
    customs: Option<String>,
    #[required]
    #[allowed("paper", "electronic")]
    #[allowed_if(express, "electronic")]
    invoice: Option<String>,
    #[required_if(satisfies(limit, is_round) && limit == { limits::HEAVY + 5 })]
    limit_reason: Option<String>,
    #[order(skip)]
    attempts: u8,
}

fn check_total(shipment: &Shipment, report: &mut Report<'_, '_>) {
    if shipment.parcels.iter().map(|parcel| parcel.weight).sum::<u32>() > 100 {
        report.fail("parcels", "weigh more than 100 kg together; send two shipments");
    }
}

/// The members of a shipment that keeps all rules.
const SHIPMENT: &[(&str, &str)] = &[
    ("account", "\"0017\""),
    ("recipient", r#"{"name":"Joe Bloggs","country":"us"}"#),
    ("parcels", r#"[{"label":"A","weight":12},{"label":"B","weight":3}]"#),
    ("cost_center", "\"42\""),
    ("sender_pays", "true"),
    ("mail", "\"joe@example.org\""),
    ("invoice", "\"paper\""),
];

const CARRIER: fn() -> Carrier =
    || Carrier { account_is_open: true, today: 10, region: "us".to_owned() };

/// What is wrong with the shipment after `changes`, as `path: code`.
fn found(changes: &[(&str, Option<&str>)], carrier: &Carrier) -> Vec<String> {
    let document = with(SHIPMENT, changes);
    let shipment: Shipment =
        json::from_str(&document).unwrap_or_else(|error| panic!("{document}: {error}"));
    let generated: Vec<_> = shipment.validate_in(carrier).err().into_iter().flatten().collect();
    let interpreted: Vec<_> =
        schema::interpret_in(&shipment, carrier).err().into_iter().flatten().collect();
    let judged: Vec<_> = generated.iter().filter(|it| it.code() != Code::Check).collect();
    assert_eq!(format!("{judged:?}"), format!("{interpreted:?}"), "the interpreter disagrees");
    generated.iter().map(|it| format!("{}: {}", it.path(), it.code())).collect()
}

type Case<'a> = (&'a [(&'a str, Option<&'a str>)], &'a [&'a str]);

#[track_caller]
fn assert_table(cases: &[Case<'_>]) {
    for (changes, expected) in cases {
        assert_eq!(found(changes, &CARRIER()), *expected, "{changes:?}");
    }
}

const EXPRESS: (&str, Option<&str>) = ("service", Some("\"EXPRESS\""));
const PALLET: (&str, Option<&str>) = ("service", Some("\"ltl\""));
const REACHABLE: (&str, Option<&str>) =
    ("recipient", Some(r#"{"name":"Joe","country":"us","phone":"555-123-1234"}"#));
const ABROAD: (&str, Option<&str>) = ("recipient", Some(r#"{"name":"Joe","country":"de"}"#));
const CUSTOMS: (&str, Option<&str>) = ("customs", Some("\"gift\""));
const ELECTRONIC: (&str, Option<&str>) = ("invoice", Some("\"electronic\""));

#[test]
fn the_shipment_is_valid_and_written_without_what_stands_in_the_url() {
    assert_table(&[(&[], &[]), (&[("dry_run", Some("true"))], &[])]);
    let shipment: Shipment = json::from_str(&with(SHIPMENT, &[])).unwrap();
    assert_eq!(
        json::to_string(&shipment),
        concat!(
            r#"{"recipient":{"name":"Joe Bloggs","country":"us"},"#,
            r#""parcels":[{"label":"A","weight":12},{"label":"B","weight":3}],"#,
            r#""cost_center":"42","sender_pays":true,"mail":"joe@example.org","invoice":"paper"}"#,
        ),
    );
    assert_eq!((Shipment::METHOD, Shipment::PATH), ("POST", "/accounts/{account}/shipments"));
    assert_eq!((shipment.attempts, Shipment::SCHEMA.root), (0, Some("shipment")));
}

#[test]
fn values_are_kept_and_broken() {
    assert_table(&[
        (&[("account", Some("\"x\""))], &["account: format"]),
        (
            &[("recipient", Some(r#"{"name":" ","country":"US","phone":"none"}"#)), CUSTOMS],
            &["recipient.name: required", "recipient.country: pattern", "recipient.phone: format"],
        ),
        (
            &[("parcels", Some(r#"[{"label":"","weight":0}]"#))],
            &["parcels[0].label: required", "parcels[0].weight: range"],
        ),
        (&[("parcels", Some("[]"))], &["parcels: required"]),
        (&[("mail", Some("\"joe\""))], &["mail: format"]),
        (&[("hook", Some("\"https://example.com/a\""))], &[]),
        (&[("hook", Some("\"example\""))], &["hook: format"]),
        (&[("un_number", Some("\"UN12\""))], &[]),
        (&[("un_number", Some("\"12\""))], &["un_number: format"]),
        (
            &[("tags", Some(r#"["gift","GIFT","birthdays"]"#))],
            &["tags[2]: length", "tags[1]: pattern"],
        ),
        (&[("counts", Some(r#"{"a":1,"b":0}"#))], &["counts.b: range"]),
        (&[("counts", Some("{}"))], &[]),
        (&[("invoice", None)], &["invoice: required"]),
        (&[("invoice", Some("\"none\""))], &["invoice: allowed"]),
        (&[("cover", Some(r#"{"amount":300}"#))], &[]),
        (&[("cover", Some(r#"{"amount":51,"level":2}"#))], &["cover.amount: allowed"]),
        (&[("ref", Some("\"\"")), ("cost_center", Some("\"\""))], &["cost_center: blank"]),
    ]);
}

#[test]
fn express_asks_for_more() {
    assert_table(&[
        (&[EXPRESS, REACHABLE, ELECTRONIC], &[]),
        (&[EXPRESS, ELECTRONIC], &["recipient.phone: required"]),
        (&[EXPRESS, REACHABLE], &["invoice: allowed"]),
        (
            &[EXPRESS, REACHABLE, ELECTRONIC, ("un_number", Some("\"UN12\""))],
            &["un_number: length"],
        ),
        (
            &[EXPRESS, REACHABLE, ELECTRONIC, ("cover", Some(r#"{"amount":300}"#))],
            &["cover.amount: allowed"],
        ),
        (
            &[
                EXPRESS,
                REACHABLE,
                ELECTRONIC,
                ("locker", Some("\"7\"")),
                ("neighbour", Some("\"Ann\"")),
            ],
            &["neighbour: group_at_most_one"],
        ),
        (&[("locker", Some("\"7\"")), ("neighbour", Some("\"Ann\""))], &[]),
    ]);
}

#[test]
fn pallets_raise_the_limit_and_need_a_note() {
    let heavy = ("parcels", Some(r#"[{"label":"A","weight":45},{"label":"B","weight":41}]"#));
    let note = ("pallet_note", Some("\"ramp\""));
    assert_table(&[
        (&[heavy], &["parcels[0]: rule", "parcels[1]: rule", ": rule"]),
        (&[heavy, PALLET, note], &[]),
        (&[heavy, PALLET], &["pallet_note: required"]),
        (&[heavy, PALLET, ("tags", Some(r#"["a","b"]"#))], &[]),
        (&[heavy, PALLET, note, ("limit", Some("44"))], &["parcels[0]: rule"]),
        (
            &[
                PALLET,
                note,
                ("recipient", Some(r#"{"name":"Joe","country":"us","doorNote":"ring"}"#)),
            ],
            &["recipient.doorNote: forbidden"],
        ),
        (&[("limit", Some("35"))], &["limit_reason: required"]),
        (&[("limit", Some("35")), ("limit_reason", Some("\"stairs\""))], &[]),
    ]);
}

#[test]
fn groups_and_rules_over_several_members() {
    assert_table(&[
        (&[("gate", Some("\"north\""))], &["gate_code: group_all_or_none"]),
        (&[("gate", Some("\"north\"")), ("gate_code", Some("\"4711\""))], &[]),
        (&[("sender_pays", None)], &["sender_pays: group_exactly_one"]),
        (&[("payer_account", Some("\"9\""))], &["payer_account: group_exactly_one"]),
        (&[("mail", None)], &["mail: group_at_least_one", "mail: group_count"]),
        (
            &[("sms", Some("\"1\"")), ("hook", Some("\"https://example.com\""))],
            &["hook: group_count", "reason: required"],
        ),
        (&[("return_to", Some("null"))], &["reason: required"]),
        (&[("return_to", Some("null")), ("reason", Some("\"sold\""))], &[]),
        (&[("return_to", Some("\"depot\""))], &[]),
        (&[("earliest", Some("14")), ("latest", Some("13"))], &["latest: rule"]),
        (&[("earliest", Some("14")), ("latest", Some("14"))], &[]),
        (&[("earliest", Some("9"))], &["earliest: rule"]),
        (&[("earliest", Some("12"))], &["earliest: check"]),
        (
            &[("parcels", Some(r#"[{"label":"A","weight":1},{"label":"A","weight":1}]"#))],
            &[": rule"],
        ),
        (
            &[("parcels", Some(r#"[{"label":"A","weight":1,"dangerous":true}]"#))],
            &["un_number: rule"],
        ),
        (
            &[("mail", Some("\"joe@example.com\"")), ("internal_note", Some("\"x\""))],
            &["internal_note: forbidden"],
        ),
        (&[("internal_note", Some("\"x\""))], &[]),
        (
            &[(
                "parcels",
                Some(
                    r#"[{"label":"A","weight":30},{"label":"B","weight":30},{"label":"C","weight":30},{"label":"D","weight":11}]"#,
                ),
            )],
            &["parcels: check"],
        ),
    ]);
}

#[test]
fn facts_of_the_carrier_count_too() {
    assert_table(&[
        (&[ABROAD, CUSTOMS], &[]),
        (&[ABROAD], &["customs: required"]),
        (&[CUSTOMS], &["customs: forbidden"]),
        (&[ABROAD, CUSTOMS, ("cover", Some("{}"))], &["cover.policy: required"]),
        (&[("cover", Some(r#"{"policy":"7"}"#))], &["cover.policy: forbidden"]),
    ]);
    assert_eq!(found(&[ABROAD], &Carrier { region: "eu".to_owned(), ..CARRIER() }), [""; 0]);
    let deferred = ("parcels", Some(r#"[{"label":"A","weight":1,"deferred":true}]"#));
    assert_eq!(found(&[deferred], &CARRIER()), [""; 0]);
    assert_eq!(
        found(&[deferred], &Carrier { account_is_open: false, ..CARRIER() }),
        ["parcels[0].deferred: forbidden"]
    );
}
