use std::{cell::OnceCell, hash::Hasher, ops::Deref, rc::Rc};

use crate::{
    path::{ItemKey, Segment},
    schema::{Field, Schema},
    value::{Fields, List, Map, Node, Object, Visitor},
    what_if::Tree,
};

/// The known state of a value, as a tree for the interpreter.
#[derive(Debug, Clone)]
pub(crate) enum State<'a> {
    /// A scalar, null, or an absent value.
    Known(Node<'a>),
    /// A value that was given but could not be read: present, but unknown.
    Unreadable,
    List(Rc<Content<'a, State<'a>>>),
    Map(Rc<Content<'a, (&'a str, State<'a>)>>),
    /// The fields of a nested request, in declared order.
    Object(&'static Schema, Rc<Content<'a, State<'a>>>),
}

/// The content of a list, a map or a request, one level deep. It is read from its source when it is first looked at, so
/// that a question about one value does not read the whole request.
#[derive(Debug, Clone)]
pub(crate) struct Content<'a, T> {
    source: Source<'a>,
    read: OnceCell<Vec<T>>,
}

#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    /// The content is already there.
    Read,
    List(&'a dyn List),
    Map(&'a dyn Map),
    Object(Object<'a>),
    Tree(&'a Tree),
}

impl<'a> State<'a> {
    /// Returns the list or map of the request itself, or of a document that was read into one.
    pub(crate) fn node(&self) -> Option<Node<'a>> {
        let source = match self {
            Self::List(content) => content.source,
            Self::Map(content) => content.source,
            Self::Known(node) => return Some(*node),
            Self::Unreadable | Self::Object(..) => return None,
        };
        match source {
            Source::List(list) => Some(Node::List(list)),
            Source::Map(map) => Some(Node::Map(map)),
            Source::Read | Source::Object(_) | Source::Tree(_) => None,
        }
    }

    /// Returns the value as a node, with what could not be read as absent.
    pub(crate) fn seen(&self) -> Node<'_> {
        match self {
            Self::Known(node) => *node,
            Self::Unreadable => Node::Absent,
            Self::List(items) => Node::List(&**items),
            Self::Map(entries) => Node::Map(&**entries),
            Self::Object(schema, fields) => Node::Object(Object { schema, fields: &**fields }),
        }
    }
}

impl<'s> List for Content<'s, State<'s>> {
    fn len(&self) -> usize {
        (**self).len()
    }

    fn item(&self, index: usize) -> Node<'_> {
        self[index].seen()
    }
}

impl<'s> Fields for Content<'s, State<'s>> {
    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        self.iter().enumerate().for_each(|(index, state)| visitor.field(index, state.seen()));
    }
}

impl<'s> Map for Content<'s, (&'s str, State<'s>)> {
    fn len(&self) -> usize {
        (**self).len()
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Node<'a>)) {
        self.iter().for_each(|(key, state)| visit(key, state.seen()));
    }
}

impl<'a, T> Content<'a, T> {
    fn of(source: Source<'a>) -> Rc<Self> {
        Rc::new(Self { source, read: OnceCell::new() })
    }

    fn read(content: Vec<T>) -> Rc<Self> {
        Rc::new(Self { source: Source::Read, read: content.into() })
    }
}

impl<'a> Deref for Content<'a, State<'a>> {
    type Target = [State<'a>];

    fn deref(&self) -> &[State<'a>] {
        self.read.get_or_init(|| match self.source {
            Source::List(list) => {
                (0..list.len()).map(|index| State::of_node(list.item(index))).collect()
            }
            Source::Object(Object { schema, fields }) => State::of_fields(schema, fields),
            Source::Tree(tree) => tree.content(),
            Source::Read | Source::Map(_) => Vec::new(),
        })
    }
}

impl<'a> Deref for Content<'a, (&'a str, State<'a>)> {
    type Target = [(&'a str, State<'a>)];

    fn deref(&self) -> &[(&'a str, State<'a>)] {
        self.read.get_or_init(|| match self.source {
            Source::Map(map) => {
                let mut entries = Vec::with_capacity(map.len());
                map.each(&mut |key, node| entries.push((key, State::of_node(node))));
                entries
            }
            Source::Tree(tree) => tree.entries(),
            Source::Read | Source::List(_) | Source::Object(_) => Vec::new(),
        })
    }
}

/// A set of fields of a request, by index. Only the first 128 fields can be in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FieldSet(u128);

impl FieldSet {
    /// The first index that cannot be in a set.
    pub(crate) const END: usize = u128::BITS as usize;

    /// Adds a field and returns whether it is new. The index must be below [`END`](Self::END).
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        let is_new = self.0 >> index & 1 == 0;
        self.0 |= 1 << index;
        is_new
    }

    /// Removes the first field and returns its index; [`END`](Self::END) if there is none.
    fn take_first(&mut self) -> usize {
        let first = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        first
    }

    /// Returns the number of fields in the set before the one with this index, which must be below [`END`](Self::END).
    fn rank(self, index: usize) -> usize {
        (self.0 & ((1 << index) - 1)).count_ones() as usize
    }
}

/// The states of all fields of a request, or of some.
pub(crate) enum States<'e, 'a> {
    All(Vec<State<'a>>),
    /// All fields, stored elsewhere.
    Lent(&'e [State<'a>]),
    /// The state of the first known field is stored separately, so that a condition on a single field, the usual case,
    /// needs no list.
    Some {
        known: FieldSet,
        first: State<'a>,
        others: Vec<State<'a>>,
    },
}

impl<'a> States<'_, 'a> {
    /// Reads the fields in `known`.
    pub(crate) fn some(known: FieldSet, fields: &'a dyn Fields) -> Self {
        struct Collect<'a> {
            /// The index of the next field that is wanted.
            next: usize,
            wanted: FieldSet,
            first: Option<State<'a>>,
            others: Vec<State<'a>>,
        }
        impl<'a> Collect<'a> {
            // A separate function, so that a field that is not wanted costs almost nothing.
            #[inline(never)]
            fn keep(&mut self, node: Node<'a>) {
                let state = State::of_node(node);
                match self.first {
                    None => self.first = Some(state),
                    Some(_) => self.others.push(state),
                }
                self.next = self.wanted.take_first();
            }
        }
        impl<'a> Visitor<'a> for Collect<'a> {
            fn field(&mut self, index: usize, node: Node<'a>) {
                if index == self.next {
                    self.keep(node);
                }
            }
        }

        let mut wanted = known;
        let next = wanted.take_first();
        let mut collect = Collect { next, wanted, first: None, others: Vec::new() };
        fields.visit(&mut collect);
        let Collect { first, others, .. } = collect;
        Self::Some { known, first: first.unwrap_or(State::ABSENT), others }
    }

    /// Returns the state of the field with this index, which must be a known one.
    pub(crate) fn of(&self, field: usize) -> &State<'a> {
        match self {
            Self::All(states) => &states[field],
            Self::Lent(states) => &states[field],
            Self::Some { known, first, others } => match known.rank(field) {
                0 => first,
                rank => &others[rank - 1],
            },
        }
    }
}

impl<'a> State<'a> {
    pub(crate) const ABSENT: Self = Self::Known(Node::Absent);

    /// Returns the states of all fields of a request.
    pub(crate) fn of_fields(schema: &Schema, fields: &'a dyn Fields) -> Vec<State<'a>> {
        struct Collect<'a>(Vec<State<'a>>);
        impl<'a> Visitor<'a> for Collect<'a> {
            fn field(&mut self, _index: usize, node: Node<'a>) {
                self.0.push(State::of_node(node));
            }
        }

        let mut collect = Collect(Vec::with_capacity(schema.fields.len()));
        fields.visit(&mut collect);
        collect.0
    }

    pub(crate) fn of_node(node: Node<'a>) -> Self {
        match node {
            Node::List(list) => Self::List(Content::of(Source::List(list))),
            Node::Map(map) => Self::Map(Content::of(Source::Map(map))),
            Node::Object(object) => {
                Self::Object(object.schema, Content::of(Source::Object(object)))
            }
            scalar => Self::Known(scalar),
        }
    }

    /// Returns the state of a list with these items.
    pub(crate) fn list(items: Vec<Self>) -> Self {
        Self::List(Content::read(items))
    }

    /// Returns the state of a map with these entries.
    pub(crate) fn map(entries: Vec<(&'a str, Self)>) -> Self {
        Self::Map(Content::read(entries))
    }

    /// Returns the state of a request with these fields.
    pub(crate) fn object(schema: &'static Schema, fields: Vec<Self>) -> Self {
        Self::Object(schema, Content::read(fields))
    }

    /// Returns the state of a tree that is a list, a map or a request.
    pub(crate) fn of_tree(tree: &'a Tree) -> Self {
        let source = Source::Tree(tree);
        match tree {
            Tree::List(_) => Self::List(Content::of(source)),
            Tree::Map(_) => Self::Map(Content::of(source)),
            Tree::Object(schema, _) => Self::Object(schema, Content::of(source)),
            tree => tree.state(),
        }
    }

    pub(crate) fn is_given(&self) -> bool {
        !matches!(self, Self::Known(Node::Absent))
    }

    /// Returns `true` for blank text and for an empty list or map.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Known(node) => node.is_blank(),
            Self::List(_) | Self::Map(_) => self.length() == Some(0),
            Self::Unreadable | Self::Object(..) => false,
        }
    }

    /// Returns `true` if nothing in the value is unreadable.
    pub(crate) fn is_known(&self) -> bool {
        match self {
            Self::Known(_) => true,
            Self::Unreadable => false,
            Self::List(items) => items.iter().all(Self::is_known),
            Self::Map(entries) => entries.iter().all(|(_, value)| value.is_known()),
            Self::Object(_, fields) => fields.iter().all(Self::is_known),
        }
    }

    /// Returns whether both are the same value, as [`Node::is_same`] says; `None` if that depends on a value that could
    /// not be read. Two requests are never the same.
    pub(crate) fn is_same(&self, other: &State<'_>) -> Option<bool> {
        match (self, other) {
            (Self::Unreadable, _) | (_, State::Unreadable) => None,
            (Self::Known(left), State::Known(right)) => Some(left.is_same(right)),
            (Self::List(left), State::List(right)) if left.len() == right.len() => {
                all(left.iter().zip(right.iter()).map(|(left, right)| left.is_same(right)))
            }
            (Self::Map(left), State::Map(right)) if left.len() == right.len() => {
                let (left, right) = (sorted(left), sorted(right));
                all(left.iter().zip(&right).map(|((key, left), (other, right))| {
                    if key == other { left.is_same(right) } else { Some(false) }
                }))
            }
            (Self::Known(_) | Self::List(_) | Self::Map(_) | Self::Object(..), _) => Some(false),
        }
    }

    /// Adds the value to a hash, as [`Node::add_hash`] does: two values that are the same add the same.
    pub(crate) fn add_hash(&self, hasher: &mut dyn Hasher) {
        match self {
            Self::Known(node) => node.add_hash(hasher),
            Self::List(items) => {
                hasher.write_usize(items.len());
                items.iter().for_each(|item| item.add_hash(hasher));
            }
            Self::Map(entries) => hasher.write_usize(entries.len()),
            Self::Object(schema, _) => hasher.write_usize(schema.fields.len()),
            Self::Unreadable => {}
        }
    }

    /// Returns the number of characters, items or entries; `None` if the value has no length or is not known.
    pub(crate) fn length(&self) -> Option<usize> {
        match self {
            Self::Known(Node::Text(text)) => Some(text.chars().count()),
            Self::List(items) => Some(match items.source {
                Source::List(list) => list.len(),
                Source::Read | Source::Map(_) | Source::Object(_) | Source::Tree(_) => items.len(),
            }),
            Self::Map(entries) => Some(match entries.source {
                Source::Map(map) => map.len(),
                Source::Read | Source::List(_) | Source::Object(_) | Source::Tree(_) => {
                    entries.len()
                }
            }),
            Self::Known(_) | Self::Unreadable | Self::Object(..) => None,
        }
    }

    /// Returns the item of a list or map with this key.
    pub(crate) fn item(&self, key: ItemKey<'_>) -> Option<State<'a>> {
        match (self, key) {
            (Self::List(items), ItemKey::Index(index)) => match items.source {
                Source::List(list) => (index < list.len()).then(|| Self::of_node(list.item(index))),
                Source::Read | Source::Map(_) | Source::Object(_) | Source::Tree(_) => {
                    items.get(index).cloned()
                }
            },
            (Self::Map(entries), ItemKey::Key(key)) => {
                // Most maps are sorted.
                let found = entries.binary_search_by(|(entry, _)| (*entry).cmp(key)).ok();
                let found = found.or_else(|| entries.iter().position(|(entry, _)| *entry == key));
                found.map(|index| entries[index].1.clone())
            }
            _ => None,
        }
    }

    /// Returns the items of a list or the values of a map.
    pub(crate) fn items(&self) -> impl Iterator<Item = &State<'a>> {
        let (items, entries) = match self {
            Self::List(items) => (&***items, &[][..]),
            Self::Map(entries) => (&[][..], &***entries),
            Self::Known(_) | Self::Unreadable | Self::Object(..) => (&[][..], &[][..]),
        };
        items.iter().chain(entries.iter().map(|(_, value)| value))
    }

    /// Returns the items of a list or the values of a map, each with its index or key.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Segment, &State<'a>)> {
        let (items, entries) = match self {
            Self::List(items) => (&***items, &[][..]),
            Self::Map(entries) => (&[][..], &***entries),
            Self::Known(_) | Self::Unreadable | Self::Object(..) => (&[][..], &[][..]),
        };
        let items = items.iter().enumerate().map(|(index, item)| (Segment::Index(index), item));
        let entries = entries.iter().map(|(key, value)| (Segment::Key((*key).into()), value));
        items.chain(entries)
    }

    /// Returns the member with this Rust name, and its field.
    pub(crate) fn member(&self, rust: &str) -> Option<(&State<'a>, &'static Field)> {
        match self {
            Self::Object(schema, states) => {
                let (index, field) = schema.member(rust)?;
                Some((states.get(index)?, field))
            }
            _ => None,
        }
    }
}

/// Returns the entries of a map, sorted by their keys.
fn sorted<'s, 'a>(entries: &'s [(&'a str, State<'a>)]) -> Vec<&'s (&'a str, State<'a>)> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_unstable_by_key(|(key, _)| *key);
    sorted
}

/// Returns whether all outcomes are true; `None` if that depends on an unknown one.
fn all(outcomes: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for outcome in outcomes {
        match outcome {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = false,
        }
    }
    known.then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> State<'_> {
        State::Known(Node::Text(text))
    }

    #[test]
    fn value_is_known_unless_something_in_it_could_not_be_read() {
        let known = || State::list(vec![text("a"), State::map(vec![("k", text("b"))])]);
        assert!(State::ABSENT.is_known() && text("a").is_known() && known().is_known());
        assert!(!State::Unreadable.is_known());
        assert!(!State::list(vec![text("a"), State::Unreadable]).is_known());
        assert!(!State::map(vec![("k", State::list(vec![State::Unreadable]))]).is_known());
    }

    #[test]
    fn item_is_found_by_its_index_or_key() {
        let is = |state: Option<State<'_>>, expected: &str| matches!(state, Some(State::Known(Node::Text(text))) if text == expected);
        let items = vec!["a".to_owned(), "b".to_owned()];
        let read = State::list(vec![text("a"), text("b")]);
        for list in [State::of_node(Node::List(&items)), read] {
            assert!(is(list.item(ItemKey::Index(0)), "a") && is(list.item(ItemKey::Index(1)), "b"));
            assert!(list.item(ItemKey::Index(2)).is_none());
            assert!(list.item(ItemKey::Key("a")).is_none());
        }
        // Sorted, and in the order of a document.
        for keys in [["a", "b", "c"], ["c", "a", "b"]] {
            let map = State::map(keys.map(|key| (key, text(key))).to_vec());
            assert!(keys.iter().all(|key| is(map.item(ItemKey::Key(key)), key)));
            assert!(map.item(ItemKey::Key("d")).is_none());
            assert!(map.item(ItemKey::Index(0)).is_none());
        }
        assert!(text("a").item(ItemKey::Index(0)).is_none());
    }

    #[test]
    fn field_is_new_in_a_set_once() {
        let mut set = FieldSet::default();
        for index in [0, 1, 5, FieldSet::END - 1] {
            assert!(set.insert(index), "{index}");
            assert!(!set.insert(index), "{index}");
        }
        assert_eq!([0, 1, 2, 5, 6].map(|index| set.rank(index)), [0, 1, 2, 2, 3]);
        let mut first = || set.take_first();
        assert_eq!([first(), first(), first(), first()], [0, 1, 5, FieldSet::END - 1]);
        assert_eq!(set.take_first(), FieldSet::END);
    }
}
