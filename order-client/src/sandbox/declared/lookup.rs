//! The lookup of orders by the reference of the caller.

use order_core::http::{decoded, path_values};

use crate::service::Reference;

/// The path and query at which a service is asked for orders.
#[derive(Debug)]
pub(super) struct Lookup {
    path: &'static str,
    query: Vec<(String, Pattern)>,
}

/// A value of the query: a text, or what stands around the reference, such as `eq:` and nothing.
#[derive(Debug)]
enum Pattern {
    Text(String),
    Around(String, String),
}

impl Lookup {
    pub(super) fn new(declared: &Reference) -> Self {
        let target = declared.template();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pair = |pair: &'static str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (plain(name), Pattern::new(value))
        };
        Self { path, query: pairs.map(pair).collect() }
    }

    /// Returns whether the lookup is at this path.
    pub(super) fn is_at(&self, path: &str) -> bool {
        path_values(self.path, path).is_some()
    }

    /// The reference that is asked for, if this is a lookup.
    pub(super) fn asked(&self, path: &str, query: &[(String, String)]) -> Option<String> {
        let in_path = path_values(self.path, path)?.into_iter();
        let mut reference =
            in_path.filter(|(name, _)| *name == "reference").map(|(_, it)| it).next();
        for (name, pattern) in &self.query {
            let mut given = query.iter().filter(|(given, _)| given == name);
            let found = given.find_map(|(_, value)| pattern.found(value))?;
            reference = reference.or(found);
        }
        reference
    }
}

impl Pattern {
    fn new(value: &str) -> Self {
        match value.split_once("{reference}") {
            Some((before, after)) => Self::Around(plain(before), plain(after)),
            None => Self::Text(plain(value)),
        }
    }

    /// The reference in a value that fits, if the pattern has one. It is never empty.
    fn found(&self, value: &str) -> Option<Option<String>> {
        match self {
            Self::Text(text) => (value == text).then_some(None),
            Self::Around(before, after) => {
                let reference =
                    value.strip_prefix(before.as_str())?.strip_suffix(after.as_str())?;
                (!reference.is_empty()).then(|| Some(reference.to_owned()))
            }
        }
    }
}

/// A text of a declaration, which may be percent-encoded.
fn plain(text: &str) -> String {
    decoded(text, true).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use order_core::http::query_values;

    use super::*;

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
            let query = query_values(query).expect("UTF-8");
            assert!(lookup.is_at(path), "{target}");
            assert_eq!(lookup.asked(path, &query).as_deref(), expected, "{target}");
        }
    }
}
