//! All that the carrier demands of an order. Nothing of it stands anywhere else.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use order_core::{OrderRequest, OrderValue};
use rust_decimal::Decimal;

/// An order of a label for a freight of parcels.
///
/// - `endpoint`: the call by which it is placed, which is the route of the server, and the type of the reply.
/// - `strict`: a number that is written as text is not read, nor a text that is written as a number.
/// - `update`: makes `FreightOrderUpdate`, the type of its changes.
/// - `condition`: a name for what several rules ask.
/// - `rule`: what must hold between members, with the words that are said if it does not.
/// - `required(…, warn if …)`: a rule that only warns until a date, and refuses from then on.
#[derive(Debug, Clone, OrderRequest)]
#[order(endpoint = "POST /labels", response = Label, strict, update = FreightOrderUpdate)]
#[condition(abroad, recipient.country != "DE")]
#[rule(
    insured_at_most,
    insurance.amount <= declared_value,
    "a parcel is not insured beyond its value",
    at = insurance.amount
)]
#[rule(
    own_marks,
    unique(parcel in parcels, parcel.mark),
    "every parcel has a mark of its own",
    at = parcels
)]
#[rule(
    pickup_hours,
    !(pickup_time < "08:00" || pickup_time > "17:30"),
    "parcels are fetched from 08:00 to 17:30",
    at = pickup_time
)]
#[required(
    customs.tariff_number,
    message = "{field} is asked for by the customs from July 2031 on",
    warn if pickup_day < "2031-07-01"
)]
pub(crate) struct FreightOrder {
    /// Key by which a repeated call is known. `header`: it is sent beside the body. `bytes`: its length is that in UTF-8.
    #[order(header, rename = "Idempotency-Key")]
    #[length(..=64, bytes)]
    idempotency_key: Option<String>,
    /// Account that pays. `immutable`: no update changes it.
    #[immutable]
    account: AccountNumber,
    /// Kind of carriage. `default_value`: what holds if it is not given.
    #[default_value(Standard)]
    service: Service,
    /// Day on which the parcels are fetched.
    #[order(label = "day of pickup")]
    pickup_day: Date,
    /// Time at which they are fetched. `notation`: how it is written.
    #[order(notation = "%H:%M")]
    #[required_if(service == Express)]
    pickup_time: Option<Time>,
    #[nested]
    sender: Party,
    #[nested]
    recipient: Party,
    #[nested]
    #[length(1..=5, message = "one label is for {length} parcels")]
    parcels: Vec<Parcel>,
    /// Price that was agreed on. `number`: a number of JSON with all its digits, as in `100.10`.
    #[order(number)]
    #[range(0.01..=5_000)]
    price: Decimal,
    /// Who agreed to another price. `set_once`: an update may give it, but not change it again.
    #[set_once]
    #[required_if(changed(price))]
    approved_by: Option<String>,
    /// Value of the goods. `label`: its name for people, in problem details and exports.
    #[order(number, label = "value of the goods")]
    #[range(> 0)]
    #[required_if(abroad)]
    declared_value: Option<Decimal>,
    /// `replace`: an update replaces the part as a whole.
    #[nested]
    #[order(replace)]
    #[forbidden_unless(declared_value > 500)]
    insurance: Option<Insurance>,
    /// `present_iff`: required while the condition holds, and not allowed otherwise.
    #[nested]
    #[present_iff(abroad)]
    customs: Option<Customs>,
    /// References of the sender, such as the number of an invoice. `keys` are rules for their names, `each` for their texts.
    #[keys(length(1..=12), pattern("[a-z]+"))]
    #[each(length(1..=35))]
    references: Option<BTreeMap<String, String>>,
    /// Address for the notice of delivery. `group_exactly_one`: one of the members, and no more.
    #[group_exactly_one("notice")]
    #[format(email)]
    notice_email: Option<String>,
    #[group_exactly_one("notice")]
    #[format(e164)]
    notice_mobile: Option<String>,
    /// Code that the recipient tells the driver. `secret`: never shown. `message`: the words that are said.
    #[order(secret)]
    #[pattern("[0-9]{4,6}", message = "the {label} has from 4 to 6 digits")]
    #[order(label = "delivery code")]
    delivery_code: Option<String>,
    /// `true` if the driver may leave the parcels at the door.
    #[forbidden_if(present(delivery_code))]
    leave_at_door: Option<bool>,
    /// Words on the label, whose printer has room for 90 bytes. `warn`: a line is best read with 40 characters, but may have more.
    #[length(..=90, bytes)]
    #[length(..=40, warn)]
    note: Option<String>,
    /// `deprecated`: a request that has it is warned.
    #[order(deprecated = "use `note`")]
    remark: Option<String>,
}

/// The number of an account. The rules of a newtype hold wherever it stands.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[pattern("[A-Z]{2}[0-9]{6}")]
pub(crate) struct AccountNumber(String);

/// A country by its code of ISO 3166.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[pattern("[A-Z]{2}")]
pub(crate) struct Country(String);

/// A kind of carriage.
#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
pub(crate) enum Service {
    Standard,
    Express,
    #[order(deprecated = "use `express`")]
    Overnight,
}

/// Who sends the parcels or gets them.
#[derive(Debug, Clone, OrderRequest)]
#[order(update = PartyUpdate)]
pub(crate) struct Party {
    #[length(..=35)]
    name: String,
    street: String,
    city: String,
    #[pattern("[0-9]{5}", if country == "DE")]
    postal_code: String,
    country: Country,
}

/// One parcel.
#[derive(Debug, Clone, OrderRequest)]
pub(crate) struct Parcel {
    /// Mark that the sender writes on it.
    #[pattern("[A-Z0-9-]{1,8}")]
    mark: String,
    /// Weight in kilograms. `range(> …)`: an end that is excluded.
    #[order(number)]
    #[range(> 0, <= 31.5)]
    #[multiple_of(0.05)]
    weight: Decimal,
    contents: String,
}

/// Facts for the customs.
#[derive(Debug, Clone, OrderRequest)]
#[order(update = CustomsUpdate)]
pub(crate) struct Customs {
    invoice: String,
    purpose: Purpose,
    #[pattern("[0-9]{6,10}")]
    tariff_number: Option<String>,
}

/// Why the goods leave the country.
#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
pub(crate) enum Purpose {
    Sale,
    Gift,
    Sample,
    /// `other`: a purpose that this program does not know is kept as it was written.
    #[order(other)]
    Other(String),
}

/// An insurance of the goods.
#[derive(Debug, Clone, OrderRequest)]
pub(crate) struct Insurance {
    #[order(number)]
    #[range(> 0)]
    amount: Decimal,
    /// The person who is paid in a case of loss.
    beneficiary: Option<String>,
}

/// A change of an order: its number, from the path, and what is changed, which is the body.
///
/// `flatten`: the members of the part stand among those of the request.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "PATCH /labels/{number}", response = Label, strict)]
pub(crate) struct ChangeOrder {
    #[order(path)]
    pub(crate) number: u32,
    #[order(flatten)]
    pub(crate) changes: FreightOrderUpdate,
}

/// The reply of the carrier to both calls.
#[derive(Debug, OrderRequest)]
pub(crate) struct Label {
    pub(crate) number: u32,
    pub(crate) address: String,
    #[order(number)]
    pub(crate) weight: Decimal,
    #[order(number)]
    pub(crate) price: Decimal,
}

impl Label {
    pub(crate) fn new(number: u32, order: &FreightOrder) -> Self {
        let Party { name, street, city, postal_code, country: Country(country) } = &order.recipient;
        Self {
            number,
            address: format!("{name}, {street}, {country}-{postal_code} {city}"),
            weight: order.parcels.iter().map(|parcel| parcel.weight).sum(),
            price: order.price,
        }
    }
}
