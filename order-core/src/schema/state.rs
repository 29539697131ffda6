use crate::{
    path::Segment,
    schema::{Field, Schema},
    value::{Fields, Node, Object, Visitor},
};

/// What is known of a value, as a tree that the interpreter walks.
#[derive(Debug, Clone)]
pub(crate) enum State<'a> {
    /// A scalar, null, or nothing.
    Known(Node<'a>),
    /// It was given and could not be read: present, with an unknown value.
    Unreadable,
    List(Vec<State<'a>>),
    Map(Vec<(&'a str, State<'a>)>),
    /// The fields of a nested request, in declared order.
    Object(&'static Schema, Vec<State<'a>>),
}

/// Some of the first fields of a request, by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct FieldSet(u128);

impl FieldSet {
    /// Fields from this index on cannot be in a set.
    pub(crate) const END: usize = u128::BITS as usize;

    /// Adds a field, and returns whether it is new. Its index is below the end.
    pub(crate) fn insert(&mut self, index: usize) -> bool {
        let is_new = !self.contains(index);
        self.0 |= 1 << index;
        is_new
    }

    pub(crate) fn contains(self, index: usize) -> bool {
        index < Self::END && self.0 >> index & 1 == 1
    }

    /// How many of the set are before the field with this index, which is below the end.
    fn rank(self, index: usize) -> usize {
        (self.0 & ((1 << index) - 1)).count_ones() as usize
    }
}

/// What a request holds in all of its fields, or in some.
pub(crate) enum States<'a> {
    All(Vec<State<'a>>),
    /// The first of some stands apart, so that no list is needed for the usual condition, which looks at one field.
    Some {
        known: FieldSet,
        first: State<'a>,
        others: Vec<State<'a>>,
    },
}

impl<'a> States<'a> {
    /// Those of the fields of `known`.
    pub(crate) fn some(known: FieldSet, fields: &'a dyn Fields) -> Self {
        struct Collect<'a> {
            /// The fields to come, the next in the lowest bit.
            rest: u128,
            first: Option<State<'a>>,
            others: Vec<State<'a>>,
        }
        impl<'a> Collect<'a> {
            // Apart, so that a field that nobody wants costs next to nothing.
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

    /// That of the field with this index, which is a known one.
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

    /// All that a request holds.
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

    /// Blank text, or an empty list or map.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Known(node) => node.is_blank(),
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
            Self::Unreadable | Self::Object(..) => false,
        }
    }

    /// Characters, items or entries; `None` if it has no length or is not known.
    pub(crate) fn length(&self) -> Option<usize> {
        match self {
            Self::Known(Node::Text(text)) => Some(text.chars().count()),
            Self::List(items) => Some(items.len()),
            Self::Map(entries) => Some(entries.len()),
            _ => None,
        }
    }

    /// The items of a list, or values of a map.
    pub(crate) fn items(&self) -> Vec<&State<'a>> {
        match self {
            Self::List(items) => items.iter().collect(),
            Self::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        }
    }

    /// The items of a list, or values of a map, each with its place.
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

    /// The member with this Rust name, with its field.
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
