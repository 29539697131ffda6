use crate::value::{Fields, Map, Node, Visitor};

/// Returns `true` if two values are written in the same way.
///
/// That is stricter than the equality of rules, for which `1.0` is `1.00`: an update keeps what the caller wrote.
pub(crate) fn is_same(left: Node<'_>, right: Node<'_>) -> bool {
    match (left, right) {
        (Node::Absent, Node::Absent) | (Node::Null, Node::Null) => true,
        (Node::Bool(left), Node::Bool(right)) => left == right,
        (Node::Text(left), Node::Text(right)) => left == right,
        (Node::Formed(left), Node::Formed(right)) => left.to_string() == right.to_string(),
        (Node::List(left), Node::List(right)) => {
            left.len() == right.len()
                && (0..left.len()).all(|index| is_same(left.item(index), right.item(index)))
        }
        (Node::Map(left), Node::Map(right)) => {
            let (left, right) = (entries(left), entries(right));
            left.len() == right.len()
                && left
                    .iter()
                    .zip(&right)
                    .all(|(left, right)| left.0 == right.0 && is_same(left.1, right.1))
        }
        (Node::Object(left), Node::Object(right)) => {
            let (left, right) = (nodes(left.fields), nodes(right.fields));
            left.len() == right.len()
                && left.iter().zip(&right).all(|(left, right)| is_same(*left, *right))
        }
        (left, right) => left.integer().is_some() && left.integer() == right.integer(),
    }
}

/// Returns the entries of a map, sorted by their keys.
pub(super) fn entries(map: &dyn Map) -> Vec<(&str, Node<'_>)> {
    let mut entries = Vec::with_capacity(map.len());
    map.each(&mut |key, node| entries.push((key, node)));
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

/// Returns the fields of a request, in declared order.
pub(super) fn nodes(fields: &dyn Fields) -> Vec<Node<'_>> {
    struct Collect<'a>(Vec<Node<'a>>);
    impl<'a> Visitor<'a> for Collect<'a> {
        fn field(&mut self, _index: usize, node: Node<'a>) {
            self.0.push(node);
        }
    }

    let mut collect = Collect(Vec::new());
    fields.visit(&mut collect);
    collect.0
}
