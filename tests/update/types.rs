//! A request with a field of each kind that an update changes in its own way.

use std::collections::{BTreeMap, HashMap};

use order_core::{Flag, OrderRequest, OrderValue};
use rust_decimal::Decimal;
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq, OrderValue)]
#[order(rename_all = "snake_case")]
pub(crate) enum Method {
    ShipToken,
    ClientApp,
}

/// A place that goods are sent to.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = AddressUpdate)]
pub(crate) struct Address {
    #[length(1..=32)]
    pub(crate) street: String,
    pub(crate) city: String,
    #[order(rename = "postalCode", alias = "zip")]
    #[pattern("[0-9]{5}")]
    pub(crate) postal_code: Option<String>,
    #[default_value("US")]
    pub(crate) country: String,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = ContactUpdate)]
pub(crate) struct Contact {
    pub(crate) contact_name: Option<String>,
    #[format(email)]
    pub(crate) contact_email: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
pub(crate) struct Card {
    #[format(digits)]
    pub(crate) number: String,
    pub(crate) holder: Option<String>,
}

#[derive(Debug, Clone, PartialEq, OrderRequest)]
pub(crate) struct Transfer {
    pub(crate) account: String,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
pub(crate) enum Payment {
    Card(Card),
    Transfer(Transfer),
}

/// One thing that is ordered.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
pub(crate) struct Item {
    #[range(1..)]
    pub(crate) count: u32,
    pub(crate) note: Option<String>,
}

/// An order.
#[derive(Debug, Clone, PartialEq, OrderRequest)]
#[order(update = OrderUpdate, rename_all = "camelCase", skip_blank)]
#[rule(total, count <= 100 || present(note), "an order of more than 100 has a note")]
pub(crate) struct Order {
    /// Number of the order.
    #[order(path)]
    pub(crate) order_id: String,
    #[order(skip)]
    pub(crate) seen: u32,
    /// Number of things.
    #[range(1..=1000)]
    pub(crate) count: u32,
    #[default_value(false)]
    pub(crate) ev: bool,
    #[required_if(ev)]
    pub(crate) method: Option<Method>,
    #[length(..=10)]
    pub(crate) note: Option<String>,
    #[order(secret)]
    #[format(digits)]
    pub(crate) pin: Option<String>,
    pub(crate) price: Option<Decimal>,
    #[order(separator = ",")]
    #[each(length(1..=16))]
    pub(crate) sans: Option<Vec<String>>,
    pub(crate) gift: Flag,
    #[nested]
    pub(crate) address: Address,
    #[nested]
    pub(crate) billing: Option<Box<Address>>,
    #[nested]
    #[order(replace)]
    pub(crate) payment: Option<Payment>,
    #[nested]
    pub(crate) items: Vec<Item>,
    #[length(..=3)]
    pub(crate) labels: Option<BTreeMap<String, String>>,
    #[nested]
    pub(crate) offices: HashMap<String, Address>,
    pub(crate) metadata: Option<Value>,
    #[order(flatten)]
    pub(crate) contact: Contact,
}

pub(crate) fn address(street: &str) -> Address {
    Address {
        street: street.to_owned(),
        city: "Lehi".to_owned(),
        postal_code: Some("84043".to_owned()),
        country: "US".to_owned(),
    }
}

pub(crate) fn order() -> Order {
    Order {
        order_id: "7".to_owned(),
        seen: 3,
        count: 2,
        ev: false,
        method: None,
        note: Some("soon".to_owned()),
        pin: Some("0000".to_owned()),
        price: Some("1.50".parse().unwrap()),
        sans: Some(vec!["a.example".to_owned()]),
        gift: Flag::default(),
        address: address("Main St"),
        billing: None,
        payment: Some(Payment::Card(Card {
            number: "42".to_owned(),
            holder: Some("Ann".to_owned()),
        })),
        items: vec![Item { count: 2, note: None }],
        labels: Some([("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())].into()),
        offices: [("hq".to_owned(), address("First St"))].into(),
        metadata: Some(serde_json::json!({"a": {"b": 1, "c": 2}, "d": [1]})),
        contact: Contact {
            contact_name: Some("Gary".to_owned()),
            contact_email: Some("gary@example.com".to_owned()),
        },
    }
}
