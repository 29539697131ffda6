use crate::{
    schema::State,
    value::{Fields, Map, Node, Visitor},
};

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
            // Both are of one type.
            let (left, right) = (nodes(left.fields), nodes(right.fields));
            left.iter().zip(&right).all(|(left, right)| is_same(*left, *right))
        }
        (left, right) => left.integer().is_some() && left.integer() == right.integer(),
    }
}

/// Returns whether two values are written in the same way; `None` if that depends on a value that could not be read.
pub(crate) fn is_same_state(left: &State<'_>, right: &State<'_>) -> Option<bool> {
    if let (Some(left), Some(right)) = (left.node(), right.node()) {
        return Some(is_same(left, right));
    }
    match (left, right) {
        (State::Unreadable, _) | (_, State::Unreadable) => None,
        (State::List(left), State::List(right)) => are_same(left, right),
        (State::Object(_, left), State::Object(_, right)) => are_same(left, right),
        (State::Map(left), State::Map(right)) => {
            let keys = |entries: &[(&str, State<'_>)]| {
                let mut keys: Vec<String> =
                    entries.iter().map(|(key, _)| (*key).to_owned()).collect();
                keys.sort_unstable();
                keys
            };
            if keys(left) != keys(right) {
                return Some(false);
            }
            let of = |key: &str| right.iter().find(|(it, _)| *it == key).map(|(_, state)| state);
            left.iter().try_fold(true, |same, (key, state)| {
                Some(same && of(key).map_or(Some(false), |other| is_same_state(state, other))?)
            })
        }
        (State::Known(_) | State::List(_) | State::Map(_) | State::Object(..), _) => Some(false),
    }
}

fn are_same(left: &[State<'_>], right: &[State<'_>]) -> Option<bool> {
    if left.len() != right.len() {
        return Some(false);
    }
    left.iter()
        .zip(right)
        .try_fold(true, |same, (left, right)| Some(same && is_same_state(left, right)?))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn lists_are_the_same_if_all_their_items_are() {
        let lists: [&[u8]; 4] = [&[1], &[1, 2], &[1, 3], &[3, 2]];
        let lists = lists.map(<[u8]>::to_vec);
        for (index, left) in lists.iter().enumerate() {
            for (other, right) in lists.iter().enumerate() {
                assert_eq!(is_same(Node::List(left), Node::List(right)), index == other);
                let read = |items: &[u8]| {
                    let items = items.iter().map(|item| Node::Integer((*item).into()));
                    State::list(items.map(State::of_node).collect())
                };
                assert_eq!(is_same_state(&read(left), &read(right)), Some(index == other));
            }
        }
    }

    #[test]
    fn maps_are_the_same_if_all_their_entries_are() {
        let maps: [&[(&str, u8)]; 4] =
            [&[("a", 1)], &[("a", 1), ("b", 2)], &[("a", 1), ("b", 3)], &[("a", 1), ("c", 2)]];
        let maps = maps.map(|entries| {
            let entries = entries.iter().map(|(key, value)| ((*key).to_owned(), *value));
            entries.collect::<BTreeMap<String, u8>>()
        });
        for (index, left) in maps.iter().enumerate() {
            for (other, right) in maps.iter().enumerate() {
                assert_eq!(is_same(Node::Map(left), Node::Map(right)), index == other);
            }
        }
    }

    #[test]
    fn what_could_not_be_read_may_be_the_same() {
        let one = || State::of_node(Node::Integer(1));
        let two = || State::of_node(Node::Integer(2));
        let list = |first, second| State::list(vec![first, second]);
        assert_eq!(is_same_state(&State::Unreadable, &one()), None);
        assert_eq!(is_same_state(&list(one(), State::Unreadable), &list(one(), two())), None);
        assert_eq!(
            is_same_state(&list(one(), State::Unreadable), &list(two(), two())),
            Some(false)
        );
        let map = |key, value| State::map(vec![(key, value), ("b", one())]);
        let turned = State::map(vec![("b", one()), ("a", one())]);
        assert_eq!(is_same_state(&map("a", one()), &turned), Some(true));
        assert_eq!(is_same_state(&map("a", one()), &map("a", one())), Some(true));
        assert_eq!(is_same_state(&map("a", one()), &map("a", two())), Some(false));
        assert_eq!(is_same_state(&map("a", one()), &map("c", one())), Some(false));
        assert_eq!(is_same_state(&map("a", State::Unreadable), &map("a", one())), None);
        assert_eq!(is_same_state(&map("a", one()), &list(one(), one())), Some(false));
    }
}
