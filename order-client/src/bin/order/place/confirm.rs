use crate::{
    confirm::{self, Rows},
    endpoint::Order,
    failure::Failure,
    journal::Store,
    place::Read,
    service::Service,
};

/// Shows what will be ordered, and asks for confirmation.
pub(super) fn ask<T: Order>(
    service: &Service,
    journal: Option<&Store>,
    orders: &[Read<T>],
) -> Result<(), Failure> {
    let mut rows = Rows::default();
    rows.add("account", &service.account_id);
    rows.add("call", &format!("{} {}", T::METHOD, T::PATH));
    if let Some(journal) = journal {
        rows.add("journal", &journal.to_string());
    }
    for Read { source, order, .. } in orders {
        let product = order.describe();
        rows.gap();
        rows.add("file", &source.to_string());
        rows.add("product", &product.product);
        rows.add("organization", &product.organization);
        for (name, value) in &product.more {
            rows.add(name, value);
        }
    }
    let question = match orders.len() {
        1 => "Place this order?".to_owned(),
        count => format!("Place these {count} orders?"),
    };
    let what = format!("This orders from {}, which {}.", service.url, service.cost());
    confirm::ask(&what, &rows, &question)
}
