use crate::{
    path::Segment,
    schema::{Field, Schema},
    value::{Fields, Node, Object, Visitor},
};

/// The known state of a value, as a tree for the interpreter.
#[derive(Debug, Clone)]
pub(crate) enum State<'a> {
    /// A scalar, null, or an absent value.
    Known(Node<'a>),
    /// A value that was given but could not be read: present, but unknown.
    Unreadable,
    List(Vec<State<'a>>),
    Map(Vec<(&'a str, State<'a>)>),
    /// The fields of a nested request, in declared order.
    Object(&'static Schema, Vec<State<'a>>),
}

/// A set of fields of a request, by index. Only the first 128 fields can be in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FieldSet(u128);

impl FieldSet {
    /// The first index that cannot be in a set.
    pub(crate) const END: usize = u128::BITS as usize;

    /// Adds a field and returns whether it is new. The index must be below [`END`](Self::END).
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        let is_new = !self.contains(index);
        self.0 |= 1 << index;
        is_new
    }

    pub(crate) fn contains(self, index: usize) -> bool {
        index < Self::END && self.0 >> index & 1 == 1
    }

    /// Returns the number of fields in the set before the one with this index, which must be below [`END`](Self::END).
    fn rank(self, index: usize) -> usize {
        (self.0 & ((1 << index) - 1)).count_ones() as usize
    }
}

/// The states of all fields of a request, or of some.
pub(crate) enum States<'a> {
    All(Vec<State<'a>>),
    /// The state of the first known field is stored separately, so that a condition on a single field, the usual case,
    /// needs no list.
    Some {
        known: FieldSet,
        first: State<'a>,
        others: Vec<State<'a>>,
    },
}

impl<'a> States<'a> {
    /// Reads the fields in `known`.
    pub(crate) fn some(known: FieldSet, fields: &'a dyn Fields) -> Self {
        struct Collect<'a> {
            /// The fields still to come, with the next one in the lowest bit.
            rest: u128,
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
            }
        }
        impl<'a> Visitor<'a> for Collect<'a> {
            fn field(&mut self, _index: usize, node: Node<'a>) {
                let is_wanted = self.rest & 1 == 1;
                self.rest >>= 1;
                if is_wanted {
                    self.keep(node);
                }
            }
        }

        let mut collect = Collect { rest: known.0, first: None, others: Vec::new() };
        fields.visit(&mut collect);
        let Collect { first, others, .. } = collect;
        Self::Some { known, first: first.unwrap_or(State::ABSENT), others }
    }

    /// Returns the state of the field with this index, which must be a known one.
    pub(crate) fn of(&self, field: usize) -> &State<'a> {
        match self {
            Self::All(states) => &states[field],
            Self::Some { known, first, others } => match known.rank(field) {
                0 => first,
                rank => &others[rank - 1],
            },
        }
    }
}

impl<'a> State<'a> {
    pub(crate) const ABSENT: State<'static> = State::Known(Node::Absent);

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
            Node::List(list) => {
                Self::List((0..list.len()).map(|index| Self::of_node(list.item(index))).collect())
            }
            Node::Map(map) => {
                let mut entries = Vec::with_capacity(map.len());
                map.each(&mut |key, node| entries.push((key, Self::of_node(node))));
                Self::Map(entries)
            }
            Node::Object(Object { schema, fields }) => {
                Self::Object(schema, Self::of_fields(schema, fields))
            }
            scalar => Self::Known(scalar),
        }
    }

    pub(crate) fn is_given(&self) -> bool {
        !matches!(self, Self::Known(Node::Absent))
    }

    /// Returns `true` for blank text and for an empty list or map.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Known(node) => node.is_blank(),
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            Self::Unreadable | Self::Object(..) => false,
        }
    }

    /// Returns the number of characters, items or entries; `None` if the value has no length or is not known.
    pub(crate) fn length(&self) -> Option<usize> {
        match self {
            Self::Known(Node::Text(text)) => Some(text.chars().count()),
            Self::List(items) => Some(items.len()),
            Self::Map(entries) => Some(entries.len()),
            _ => None,
        }
    }

    /// Returns the items of a list or the values of a map.
    pub(crate) fn items(&self) -> Vec<&State<'a>> {
        match self {
            Self::List(items) => items.iter().collect(),
            Self::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the items of a list or the values of a map, each with its index or key.
    pub(crate) fn entries(&self) -> Vec<(Segment, &State<'a>)> {
        match self {
            Self::List(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (Segment::Index(index), item))
                .collect(),
            Self::Map(entries) => {
                entries.iter().map(|(key, value)| (Segment::Key((*key).into()), value)).collect()
            }
            _ => Vec::new(),
        }
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
