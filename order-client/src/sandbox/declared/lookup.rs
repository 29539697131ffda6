//! The lookup of orders by the reference of the caller.

use crate::{
    sandbox::declared::template::{Pieces, Template, decoded},
    service::Reference,
};

/// The path and query at which a service is asked for orders.
#[derive(Debug)]
pub(super) struct Lookup {
    path: Template,
    query: Vec<(String, Pieces)>,
}

impl Lookup {
    pub(super) fn new(declared: &Reference) -> Self {
        let target = declared.template();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pair = |pair: &'static str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name, true).unwrap_or_else(|| name.to_owned()), Pieces::new(value))
        };
        Self { path: Template::new(path), query: pairs.map(pair).collect() }
    }

    /// Returns whether the lookup is at this path.
    pub(super) fn is_at(&self, steps: &[String]) -> bool {
        self.path.fields(steps).is_some()
    }

    /// The reference that is asked for, if this is a lookup.
    pub(super) fn asked(&self, steps: &[String], query: &[(String, String)]) -> Option<String> {
        let mut fields = self.path.fields(steps)?;
        for (name, pieces) in &self.query {
            let mut given = query.iter().filter(|(given, _)| given == name);
            fields.extend(given.find_map(|(_, value)| pieces.fields(value))?);
        }
        fields.into_iter().find(|(name, _)| *name == "reference").map(|(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::declared::template::{pairs, steps};

    #[test]
    fn reference_stands_where_it_is_declared() {
        for (declared, target, expected) in [
            ("/orders?reference={reference}", "/orders?reference=a%20b", Some("a b")),
            ("/orders?reference={reference}", "/orders?page=1&reference=a+b", Some("a b")),
            ("/orders?reference={reference}", "/orders?reference=", None),
            ("/orders?reference={reference}", "/orders", None),
            (
                "/orders?filter[ref]=eq:{reference}&all=1",
                "/orders?all=1&filter%5Bref%5D=eq:a",
                Some("a"),
            ),
            ("/orders?filter[ref]=eq:{reference}&all=1", "/orders?filter[ref]=eq:a", None),
            ("/references/{reference}/orders", "/references/a%2Fb/orders", Some("a/b")),
        ] {
            let lookup = Lookup::new(&Reference::field("reference").lookup(declared));
            let (path, query) = target.split_once('?').unwrap_or((target, ""));
            let (steps, query) = (steps(path).expect("UTF-8"), pairs(query).expect("UTF-8"));
            assert!(lookup.is_at(&steps), "{target}");
            assert_eq!(lookup.asked(&steps, &query).as_deref(), expected, "{target}");
        }
    }
}
