//! A request and an update as the interpreter sees what comes out of them, where no request can hold it.

use crate::{
    schema::{Kind, Schema, State},
    update::same::{entries, nodes},
    value::{Fields, Map, Node, Object},
};

/// Returns the states of the fields that come out of an update of an old request.
pub(super) fn states<'a>(
    schema: &'static Schema,
    old: Option<&'a dyn Fields>,
    update: (&'static Schema, &'a dyn Fields),
) -> Vec<State<'a>> {
    let old = old.map(nodes);
    let (of_update, changes) = (update.0, nodes(update.1));
    let fields = schema.fields.iter().enumerate();
    let state = fields.map(|(index, field)| {
        let old = old.as_ref().map_or(Node::Absent, |old| old[index]);
        let change = of_update.member(field.rust);
        let change = change.map_or(Node::Absent, |(index, _)| changes[index]);
        merged(field.kind(), old, change)
    });
    state.collect()
}

fn merged<'a>(kind: &'static Kind, old: Node<'a>, change: Node<'a>) -> State<'a> {
    match (kind.required(), change) {
        (_, Node::Absent) => State::of_node(old),
        (_, Node::Null) => State::ABSENT,
        (Kind::Object(schema), Node::Object(Object { schema: of_update, fields })) => {
            if !of_update.is_update() {
                return State::of_node(change);
            }
            let old = if let Node::Object(old) = old { Some(old.fields) } else { None };
            State::object(schema, states(schema, old, (of_update, fields)))
        }
        (Kind::Map(item), Node::Map(changes)) => {
            let old = if let Node::Map(old) = old { Some(old) } else { None };
            State::map(entries_of(item(), old, changes))
        }
        (_, change) => State::of_node(change),
    }
}

/// Returns the entries of a map after some were set or removed.
fn entries_of<'a>(
    kind: &'static Kind,
    old: Option<&'a dyn Map>,
    changes: &'a dyn Map,
) -> Vec<(&'a str, State<'a>)> {
    let (old, changes) = (old.map_or_else(Vec::new, entries), entries(changes));
    let before = |key: &str| old.iter().find(|(it, _)| *it == key).map(|(_, node)| *node);
    let kept = old.iter().filter(|(key, _)| !changes.iter().any(|(it, _)| it == key));
    let kept = kept.map(|(key, node)| (*key, State::of_node(*node)));
    let set = changes.iter().filter(|(_, change)| !matches!(change, Node::Null));
    let set =
        set.map(|(key, change)| (*key, merged(kind, before(key).unwrap_or(Node::Absent), *change)));
    let mut merged: Vec<_> = kept.chain(set).collect();
    merged.sort_unstable_by_key(|(key, _)| *key);
    merged
}
