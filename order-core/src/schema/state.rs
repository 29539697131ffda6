use crate::{
    Segment,
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
                let index = schema.fields.iter().position(|field| field.rust == rust)?;
                Some((states.get(index)?, &schema.fields[index]))
            }
            _ => None,
        }
    }
}
