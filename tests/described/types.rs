//! Requests with everything that stands in the definitions of a schema.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue};

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
pub(crate) enum Method {
    /// The token is shipped.
    ShipToken,
    ClientApp,
}

#[derive(Debug, OrderValue)]
#[length(1..=64)]
pub(crate) struct JobTitle(String);

#[derive(Debug, OrderRequest)]
#[rule(together, present(telephone) || present(email), "how is it reached?")]
pub(crate) struct Contact {
    /// Address at which somebody answers.
    #[format(telephone)]
    telephone: Option<String>,
    #[format(email)]
    email: Option<String>,
    title: JobTitle,
}

#[derive(Debug, OrderRequest)]
pub(crate) struct Card {
    #[pattern("[0-9]{4}")]
    number: String,
}

/// How it is paid.
#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case", schemars, schemars08, schemars09, utoipa)]
pub(crate) enum Payment {
    Card(Card),
    Account(Contact),
}

fn is_even(number: &u64) -> bool {
    number.is_multiple_of(2)
}

/// An order of everything.
#[derive(Debug, OrderRequest)]
#[order(schemars, schemars08, schemars09, utoipa, update = OrderUpdate)]
#[rule(in_order, first <= last, "the first comes first")]
pub(crate) struct Order {
    #[order(path)]
    account: u32,
    /// Length of validity, in years.
    #[allowed(1, 2, 3)]
    years: u8,
    #[default_value(false)]
    ev: bool,
    #[required_if(ev)]
    #[forbidden_unless(ev)]
    method: Option<Method>,
    #[group_all_or_none("ends")]
    first: Option<u64>,
    #[group_all_or_none("ends")]
    #[required_if(satisfies(first, is_even))]
    last: Option<u64>,
    #[each(length(2..=64))]
    #[length(..=3)]
    names: Vec<String>,
    #[nested]
    #[order(replace)]
    contacts: Vec<Contact>,
    limits: BTreeMap<String, u16>,
    #[nested]
    #[order(replace)]
    payment: Option<Payment>,
    #[order(deprecated = "use `method`")]
    #[range(0.5..=99)]
    share: Option<f64>,
}

/// A part that holds itself.
#[derive(Debug, OrderRequest)]
#[order(schemars, schemars08, schemars09, utoipa)]
pub(crate) struct Tree {
    #[length(1..=3)]
    name: String,
    #[nested]
    branches: Option<Vec<Tree>>,
    #[nested]
    leaf: Option<Box<Leaf>>,
}

#[derive(Debug, OrderRequest)]
pub(crate) struct Leaf {
    #[range(1..)]
    size: u8,
    #[nested]
    within: Option<Box<Leaf>>,
}

#[derive(Debug, OrderRequest)]
#[order(schemars, schemars08, schemars09, utoipa)]
pub(crate) struct Page<T> {
    #[order(unchecked)]
    items: Vec<T>,
    next: Option<T>,
}

#[derive(Debug, OrderRequest)]
#[order(schemars, schemars08, schemars09, utoipa)]
pub(crate) struct Borrowed<'a> {
    #[length(..=3)]
    name: &'a str,
}

pub(crate) mod other {
    use order_core::{OrderRequest, OrderValue};

    #[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
    pub(crate) enum Method {
        Mail,
    }

    /// Another order, whose parts have the names of those of the first.
    #[derive(Debug, OrderRequest)]
    #[order(schemars, schemars08, schemars09, utoipa)]
    pub(crate) struct Order {
        method: Method,
        #[length(..=3)]
        name: Option<String>,
    }
}
