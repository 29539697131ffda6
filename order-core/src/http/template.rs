//! The path of an endpoint, such as `/orders/{id}`, and the values of its placeholders in a path that comes.

use std::ops::Range;

use crate::percent::{decode, encoded_byte};

/// The values of the placeholders, each by its name and its range in `path`, if the path fits. They are never empty and not
/// yet decoded.
///
/// A path that was `routed` may have further steps before those of the endpoint.
pub(super) fn values<'t>(
    template: &'t str,
    path: &str,
    is_routed: bool,
) -> Option<Vec<(&'t str, Range<usize>)>> {
    let template = template.strip_prefix('/').unwrap_or(template);
    let mut rest = path.strip_prefix('/')?;
    if is_routed {
        let before = rest.split('/').count().checked_sub(template.split('/').count())?;
        for _ in 0..before {
            rest = rest.split_once('/')?.1;
        }
    }
    let mut start = path.len() - rest.len();
    let (mut expected, mut given) = (template.split('/'), rest.split('/'));
    let mut found = Vec::new();
    loop {
        match (expected.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(expected), Some(given)) => {
                step(expected, given, start, &mut found)?;
                start += given.len() + 1;
            }
            _ => return None,
        }
    }
}

/// Finds the values in one step of the path, which starts at `start`.
fn step<'t>(
    template: &'t str,
    given: &str,
    start: usize,
    found: &mut Vec<(&'t str, Range<usize>)>,
) -> Option<()> {
    let Some((first, fields)) = template.split_once('{') else {
        let is_same =
            template == given || decode(template, false).ok()? == decode(given, false).ok()?;
        return is_same.then_some(());
    };
    let mut at = literal(given, 0, first)?;
    let mut fields = fields.split('{').peekable();
    while let Some(field) = fields.next() {
        let (name, literal_after) = field.split_once('}')?;
        let from = at;
        at = after_unit(given, at)?;
        let end = match (fields.peek(), literal_after) {
            (None, "") => given.len(),
            // What ends the step is looked for at its end, as the value may hold it too.
            (None, suffix) => {
                let ends = |end: &usize| literal(given, *end, suffix) == Some(given.len());
                units(given, at).filter(ends).last()?
            }
            (Some(_), "") => at,
            (Some(_), text) => units(given, at).find(|end| literal(given, *end, text).is_some())?,
        };
        found.push((name, start + from..start + end));
        at = literal(given, end, literal_after)?;
    }
    (at == given.len()).then_some(())
}

/// The offset after a literal of the template at `at`. What is a mark or a letter there must stand unencoded, since an
/// encoded one belongs to a value.
fn literal(given: &str, at: usize, literal: &str) -> Option<usize> {
    let (given, literal) = (given.as_bytes(), literal.as_bytes());
    let (mut at, mut expected) = (at, 0);
    while expected < literal.len() {
        let (byte, length, _) = unit(literal, expected);
        let (found, found_length, is_encoded) = unit(given.get(..)?, at);
        if at >= given.len() || found != byte || (is_encoded && byte.is_ascii_graphic()) {
            return None;
        }
        expected += length;
        at += found_length;
    }
    Some(at)
}

/// The byte at `at`, the length of its text and whether it is encoded.
fn unit(text: &[u8], at: usize) -> (u8, usize, bool) {
    match encoded_byte(text, at) {
        Some(byte) => (byte, 3, true),
        None => (text.get(at).copied().unwrap_or_default(), 1, false),
    }
}

/// The offset after the unit at `at`, with the rest of its character; `None` at the end.
fn after_unit(given: &str, at: usize) -> Option<usize> {
    let bytes = given.as_bytes();
    if at >= bytes.len() {
        return None;
    }
    let mut end = at + unit(bytes, at).1;
    while unit(bytes, end).0 & 0b1100_0000 == 0b1000_0000 {
        end += unit(bytes, end).1;
    }
    Some(end)
}

/// The offsets from `at` on at which a value may end.
fn units(given: &str, at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(at), |at| after_unit(given, *at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'p>(template: &'static str, path: &'p str) -> Option<Vec<(&'static str, &'p str)>> {
        let values = values(template, path, false)?;
        Some(values.into_iter().map(|(name, range)| (name, &path[range])).collect())
    }

    #[test]
    fn values_stand_where_the_placeholders_do() {
        const TEMPLATE: &str = "/a b/{account}/n{number}.x/{left}-{right}";
        let path = "/a%20b/%C3%A4%2Fb/n7.x.x/1%2D2-3-4";
        let expected =
            [("account", "%C3%A4%2Fb"), ("number", "7.x"), ("left", "1%2D2"), ("right", "3-4")];
        assert_eq!(found(TEMPLATE, path), Some(expected.to_vec()));
        assert_eq!(found("/{a}{b}", "/%C3%A4bc"), Some(vec![("a", "%C3%A4"), ("b", "bc")]));
        assert_eq!(found("/%7E/x", "/~/x"), Some(Vec::new()));
        assert_eq!(found("/a b{x}", "/a%20b7"), Some(vec![("x", "7")]));
        for path in [
            "",
            "a b/1/n7.x/1-2",
            "/",
            "//",
            "/a%20b/1/n7.x/1-2/",
            "/v1/a%20b/1/n7.x/1-2",
            "/a%20b//n7.x/1-2",
            "/a%20b/1/n.x/1-2",
            "/a%20b/1/n7.x/1",
            "/a%20b/1/n7.x/-",
            "/A%20b/1/n7.x/1-2",
            "/a%20b/1/n7.x/1%2D2",
            "/a%2/1/n7.x/1-2",
        ] {
            assert_eq!(found(TEMPLATE, path), None, "{path}");
        }
    }

    #[test]
    fn a_routed_path_may_begin_with_other_steps() {
        let values = |path| values("/orders/{id}", path, true);
        assert_eq!(values("/orders/7"), Some(vec![("id", 8..9)]));
        assert_eq!(values("/api/v1/orders/7"), Some(vec![("id", 15..16)]));
        for path in ["/7", "/orders", "/orders/7/x", "/orders/", "orders/7", ""] {
            assert_eq!(values(path), None, "{path}");
        }
    }
}
