//! The booking of a shipment, whose types use every attribute and every term of the language.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, civil::Date};
use order_core::{Flag, OrderRequest, OrderValue, Report};
use rust_decimal::Decimal;
use serde_json::Value;

/// The reply to a booking.
pub(crate) struct Booked;

/// The facts that the carrier knows about the account and the day.
pub(crate) struct Carrier {
    pub(crate) account_is_open: bool,
    pub(crate) today: u32,
    pub(crate) date: Date,
    pub(crate) region: String,
    pub(crate) usual: Service,
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "kebab-case", ignore_case)]
pub(crate) enum Service {
    Standard,
    Express,
    #[order(rename = "freight", alias = "ltl")]
    Pallet,
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
pub(crate) enum Insurance {
    #[order(value = 0)]
    None,
    #[order(value = 2)]
    Full,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
pub(crate) enum Purpose {
    Gift,
    Sale,
    #[order(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
pub(crate) struct Label(String);

/// Method of payment for the freight.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case", context = Carrier)]
pub(crate) enum Payment {
    #[order(alias = "credit_card")]
    Card(Card),
    #[order(rename = "account")]
    PayerAccount(Box<PayerAccount>),
    Vouchers(Vec<Voucher>),
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
pub(crate) struct Card {
    #[order(secret)]
    #[length(12..=19)]
    #[format(digits)]
    number: Option<String>,
    expires: Date,
    tries: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(context = Carrier, deny(redundant_rule))]
pub(crate) struct PayerAccount {
    #[order(rename = "no")]
    number: u32,
    #[required_unless(ctx.account_is_open)]
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(skip_blank, strict, namespaced, bound = "Label: Clone")]
pub(crate) struct Voucher {
    code: Label,
    worth: Decimal,
    #[order(number)]
    fee: Option<Decimal>,
    #[order(deprecated = "use `code`")]
    remark: Option<String>,
    #[order(epoch)]
    issued: Option<Timestamp>,
    #[order(notation = "%d.%m.%Y")]
    until: Option<Date>,
    day: Option<Weekday>,
    stamped: Option<Stamp>,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(notation = "%Y%m%d")]
pub(crate) struct Weekday(Date);

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(epoch = "milliseconds")]
pub(crate) struct Stamp(Timestamp);

mod limits {
    pub(super) const HEAVY: u32 = 30;
}

fn is_round(number: &u32) -> bool {
    number.is_multiple_of(5)
}

fn is_un_number(text: &str) -> bool {
    text.starts_with("UN")
}

fn is_lower(text: &str) -> bool {
    !text.contains(char::is_uppercase)
}

fn is_weekday(day: &u32) -> Result<(), String> {
    if day % 7 < 5 { Ok(()) } else { Err("is no weekday; choose another".to_owned()) }
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(rename_all = "camelCase")]
pub(crate) struct Address {
    name: String,
    #[length(2)]
    #[pattern("[a-z]{2}")]
    country: String,
    #[format(telephone)]
    phone: Option<String>,
    #[length(..=10)]
    #[length(..=20, bytes)]
    door_note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(context = Carrier)]
pub(crate) struct Parcel {
    label: Label,
    #[range(1..=70)]
    weight: u32,
    #[default_value(false)]
    dangerous: Option<bool>,
    #[forbidden_unless(ctx.account_is_open)]
    deferred: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
pub(crate) struct Cover {
    #[default_value(None)]
    level: Option<Insurance>,
    #[order(text)]
    #[allowed(50, 100..=500)]
    amount: Option<u32>,
    policy: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
pub(crate) struct Reference {
    #[order(rename = "reference", alias = "ref")]
    #[blank(value)]
    text: Option<String>,
    #[blank(reject)]
    cost_center: Option<String>,
    #[blank(absent)]
    project: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(endpoint = "POST /accounts/{account}/shipments", response = Booked, root = "shipment")]
#[order(context = Carrier, scalars = "native", rename_all = "snake_case", blank = absent, crate = order_core)]
#[order(serde, schemars, schemars08, schemars09, utoipa, allow(false_optional))]
#[condition(express, service == Express)]
#[condition(abroad, !(recipient.country == "us"))]
#[required(recipient.phone, if express)]
#[forbidden(recipient.door_note, if service in [Pallet])]
#[allowed(cover.amount, 50, 100, if express)]
#[present_iff(cover.policy, abroad)]
#[required(payment.Card.number, if express)]
#[forbidden(payment.Vouchers, if abroad)]
#[group_at_most_one("drop", if express)]
#[rule(window, earliest <= latest, "the window ends after it starts", at = latest)]
#[rule(not_past, earliest >= ctx.today, "the window is not in the past", at = earliest)]
#[rule(labels, unique(parcel in parcels, parcel.label), "every label once")]
#[rule(light, all(parcel in parcels, parcel.weight <= limit), "no parcel above the limit")]
#[rule(declared, any(p in parcels, p.dangerous) => present(un_number), "name the goods", at = un_number)]
#[rule(few, count(p in parcels, p.weight > limits::HEAVY) < 2 || service == Pallet, "one heavy parcel")]
#[rule(covered, value > { Decimal::ONE_THOUSAND } => present(cover), "cover what is dear", at = cover)]
#[rule(in_time, pickup >= ctx.date, "the pickup is not in the past", at = pickup)]
#[check(total, check_total, reads(parcels, service), "a van holds 100 kg")]
pub(crate) struct Shipment {
    #[order(path, label = "Account")]
    #[format(digits)]
    account: String,
    #[order(query)]
    pub(crate) dry_run: Option<bool>,
    #[order(header, rename = "X-Request-Id")]
    #[pattern("[a-z0-9-]+")]
    request_id: Option<String>,
    #[default_value_if(ctx.account_is_open, ctx.usual)]
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
    customs: Option<Purpose>,
    #[required]
    #[allowed("paper", "electronic")]
    #[allowed_if(express, "electronic")]
    invoice: Option<String>,
    #[required_if(satisfies(limit, is_round) && limit == { limits::HEAVY + 5 })]
    limit_reason: Option<String>,
    #[nested]
    payment: Option<Payment>,
    #[required_if(payment.Card.expires < ctx.date || any(it in payment.Vouchers, it.worth > 100))]
    pay_note: Option<String>,
    #[range(0..5000)]
    value: Option<Decimal>,
    #[default_value(ctx.date)]
    #[forbidden_if(value < { Decimal::ONE })]
    pickup: Option<Date>,
    #[order(separator = ",")]
    #[each(length(2), allowed_if(express, "us", "ca"), format(self::is_lower))]
    countries: Option<Vec<String>>,
    #[order(item = "stop")]
    #[each(allowed("north", "south"))]
    via: Option<Vec<String>>,
    #[each(range(0..))]
    #[keys(length(1..=64))]
    marks: Option<HashMap<String, Decimal>>,
    #[format(hostname)]
    tracker: Option<String>,
    fragile: Flag,
    #[group_count("care", 1..=2, if fragile)]
    care_phone: Option<String>,
    #[group_count("care", 1..=2)]
    care_mail: Option<String>,
    #[group_count("care", 1..=2)]
    care_post: Option<String>,
    #[required_if(extra == "gift" || extra == 7)]
    extra_note: Option<String>,
    extra: Option<Value>,
    #[forbidden_unless(count(it in marks, it > { Decimal::TEN }) < 2)]
    mark_note: Option<String>,
    #[format(ip)]
    origin: Option<String>,
    #[format(ipv4)]
    origin_old: Option<String>,
    #[format(ipv6)]
    origin_new: Option<String>,
    #[format(e164)]
    driver: Option<String>,
    #[format(credit_card)]
    toll_card: Option<String>,
    #[required_if(starts_with(tracker, "eu.") || ends_with(tracker, ".eu"))]
    customs_note: Option<String>,
    #[multiple_of(5)]
    #[required_if(multiple_of(pallets, 2))]
    spare: Option<u8>,
    pallets: Option<u8>,
    #[format(uuid)]
    trace: Option<String>,
    #[order(unchecked)]
    latest_voucher: Option<Receipt>,
    #[order(skip)]
    pub(crate) attempts: u8,
}

/// A voucher that was taken before, under the rules of its time.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
pub(crate) struct Receipt {
    #[length(..=4)]
    code: Option<String>,
}

fn check_total(shipment: &Shipment, report: &mut Report<'_, '_>) {
    let weights = shipment.parcels.iter().map(|parcel| parcel.weight);
    if weights.fold(0, u32::saturating_add) > 100 {
        report.fail("parcels", "weigh more than 100 kg together; send two shipments");
        report.fail("service", "carries at most 100 kg; choose `freight`");
    }
}

/// The way of a shipment, as far as it may change while it is under way.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = RouteUpdate)]
pub(crate) struct Route {
    #[immutable]
    pub(crate) number: u32,
    #[set_once]
    pub(crate) gate: Option<String>,
    #[required_if(changed(gate))]
    pub(crate) reason: Option<String>,
    #[nested]
    #[order(replace)]
    pub(crate) hold: Option<Hold>,
}

/// A stop on the way.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
pub(crate) struct Hold {
    #[length(..=9)]
    pub(crate) place: String,
    pub(crate) days: Option<u8>,
}
