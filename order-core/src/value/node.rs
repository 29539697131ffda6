use std::{cmp::Ordering, fmt, hash::Hasher};

use crate::{schema::Schema, value::Formed};

/// A value as writers, rules and exports see it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Node<'a> {
    /// No value was given.
    Absent,
    /// Null was given.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number above `i64::MAX`.
    Unsigned(u64),
    /// Text, or the wire name of an enum's value.
    Text(&'a str),
    /// A scalar with its own text form, such as a decimal or a date.
    Formed(Formed<'a>),
    /// A list of values.
    List(&'a dyn List),
    /// Values by key.
    Map(&'a dyn Map),
    /// A nested request.
    Object(Object<'a>),
}

impl Node<'_> {
    /// Creates the node of a number.
    pub(crate) fn from_integer(number: i128) -> Option<Self> {
        Self::from_short_integer(number).or(Some(Node::Formed(Formed::whole(number))))
    }

    /// Creates the node of a number, if the number fits into 64 bits.
    pub(crate) fn from_short_integer(number: i128) -> Option<Self> {
        i64::try_from(number)
            .map(Node::Integer)
            .or_else(|_| u64::try_from(number).map(Node::Unsigned))
            .ok()
    }

    /// Returns the whole number, if the value is one.
    pub(crate) fn integer(&self) -> Option<i128> {
        match *self {
            Self::Integer(number) => Some(number.into()),
            Self::Unsigned(number) => Some(number.into()),
            _ => None,
        }
    }

    /// Returns the text of a scalar on the wire, and an empty text for any other value.
    pub(crate) fn to_text(self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Unsigned(number) => number.to_string(),
            Self::Text(text) => text.to_owned(),
            Self::Formed(formed) => formed.to_string(),
            Self::Absent | Self::Null | Self::List(_) | Self::Map(_) | Self::Object(_) => {
                String::new()
            }
        }
    }

    /// Returns `true` for blank text and for an empty list or map.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => crate::rules::is_blank(text),
            Self::List(list) => list.len() == 0,
            Self::Map(map) => map.len() == 0,
            _ => false,
        }
    }

    /// Returns `true` if a member of the nested request is given on the wire.
    pub(crate) fn is_any_given(&self) -> bool {
        struct Search {
            schema: &'static Schema,
            is_found: bool,
        }
        impl<'a> Visitor<'a> for Search {
            fn field(&mut self, index: usize, node: Node<'a>) {
                self.is_found |= self.schema.fields[index].is_written(&node);
            }
        }

        let Node::Object(Object { schema, fields }) = self else { return false };
        let mut search = Search { schema, is_found: false };
        fields.visit(&mut search);
        search.is_found
    }

    /// Compares two values; `None` if their types cannot be compared.
    pub(crate) fn compare(&self, other: &Node<'_>) -> Option<Ordering> {
        match (self, other) {
            (Self::Bool(left), Node::Bool(right)) => Some(left.cmp(right)),
            (Self::Text(left), Node::Text(right)) => Some((*left).cmp(right)),
            (Self::Formed(left), Node::Formed(right)) => left.compare(right),
            (Self::Formed(left), Node::Text(right)) => left.compare_text(right),
            (Self::Text(left), Node::Formed(right)) => {
                right.compare_text(left).map(Ordering::reverse)
            }
            (Self::Formed(left), right) => left.compare_integer(right.integer()?),
            (left, Node::Formed(right)) => {
                right.compare_integer(left.integer()?).map(Ordering::reverse)
            }
            _ => Some(self.integer()?.cmp(&other.integer()?)),
        }
    }

    /// Adds the value to a hash. Two values that are the same add the same, whichever of the types of numbers they have.
    pub(crate) fn add_hash(&self, hasher: &mut dyn Hasher) {
        match self {
            Self::Absent | Self::Null => hasher.write_u8(0),
            Self::Bool(value) => hasher.write_u8(1 + u8::from(*value)),
            Self::Text(text) => hasher.write(text.as_bytes()),
            Self::Integer(number) => hasher.write_i128((*number).into()),
            Self::Unsigned(number) => hasher.write_i128((*number).into()),
            Self::Formed(formed) => formed.add_hash(hasher),
            Self::List(list) => {
                hasher.write_usize(list.len());
                (0..list.len()).for_each(|index| list.item(index).add_hash(hasher));
            }
            Self::Map(map) => hasher.write_usize(map.len()),
            Self::Object(object) => hasher.write_usize(object.schema.fields.len()),
        }
    }

    /// Returns `true` if both are the same value. Numbers are the same by value, also inside of lists and maps.
    pub(crate) fn is_same(&self, other: &Node<'_>) -> bool {
        match (self, other) {
            (Self::List(a), Node::List(b)) => {
                a.len() == b.len()
                    && (0..a.len()).all(|index| a.item(index).is_same(&b.item(index)))
            }
            (Self::Map(a), Node::Map(b)) => {
                a.len() == b.len() && {
                    let (a, b) = (entries(*a), entries(*b));
                    a.iter()
                        .zip(&b)
                        .all(|((key, value), (other, same))| key == other && value.is_same(same))
                }
            }
            (Self::Null, Node::Null) => true,
            (Self::Bool(a), Node::Bool(b)) => a == b,
            (Self::Text(a), Node::Text(b)) => a == b,
            _ => self.compare(other) == Some(Ordering::Equal),
        }
    }
}

/// Returns the entries of a map, sorted by their keys.
fn entries(map: &dyn Map) -> Vec<(&str, Node<'_>)> {
    let mut entries = Vec::with_capacity(map.len());
    map.each(&mut |key, value| entries.push((key, value)));
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

/// The items of a list.
#[expect(clippy::len_without_is_empty, reason = "callers ask for the length")]
pub trait List {
    /// Returns the number of items.
    fn len(&self) -> usize;

    /// Returns the item with this index, which must be below the length.
    fn item(&self, index: usize) -> Node<'_>;
}

/// The entries of a map.
#[expect(clippy::len_without_is_empty, reason = "callers ask for the length")]
pub trait Map {
    /// Returns the number of entries.
    fn len(&self) -> usize;

    /// Visits every entry in the order of the map.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Node<'a>));
}

impl fmt::Debug for dyn List + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} items]", self.len())
    }
}

impl fmt::Debug for dyn Map + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{} entries}}", self.len())
    }
}

/// A nested request: its fields and its schema.
#[derive(Clone, Copy)]
pub struct Object<'a> {
    /// The schema.
    pub schema: &'static Schema,
    /// The fields.
    pub fields: &'a dyn Fields,
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {{ … }}", self.schema.name)
    }
}

/// A visitor of the fields of a request, in declared order.
pub trait Visitor<'a> {
    /// Visits the field with this index.
    fn field(&mut self, index: usize, node: Node<'a>);

    /// Visits all fields. The derive calls this once for a request, which takes less than a call for each field.
    fn fields(&mut self, nodes: &[Node<'a>]) {
        for (index, node) in nodes.iter().enumerate() {
            self.field(index, *node);
        }
    }
}

/// A request whose fields can be visited. The derive implements it.
pub trait Fields {
    /// Shows every field to `visitor` in declared order, including absent ones.
    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>);
}

#[cfg(test)]
mod tests {
    use std::hash::DefaultHasher;

    use super::*;
    use crate::value::{Formed, Fraction};

    #[test]
    fn values_are_compared_within_their_type() {
        let wide = Node::Formed(Formed::whole(1 << 80));
        for (left, right, order) in [
            (Node::Bool(false), Node::Bool(true), Some(Ordering::Less)),
            (Node::Text("b"), Node::Text("a"), Some(Ordering::Greater)),
            (Node::Integer(-1), Node::Unsigned(u64::MAX), Some(Ordering::Less)),
            (Node::Unsigned(u64::MAX), wide, Some(Ordering::Less)),
            (Node::Formed(Formed::whole(5)), Node::Integer(5), Some(Ordering::Equal)),
            (Node::Bool(true), Node::Integer(1), None),
            (Node::Text("1"), Node::Integer(1), None),
            (Node::Null, Node::Null, None),
        ] {
            assert_eq!(left.compare(&right), order, "{left:?} {right:?}");
            assert_eq!(right.compare(&left), order.map(Ordering::reverse), "{right:?} {left:?}");
        }
    }

    #[test]
    fn equal_numbers_have_equal_hashes_whatever_their_types() {
        let hash = |node: Node<'_>| {
            let mut hasher = DefaultHasher::new();
            node.add_hash(&mut hasher);
            hasher.finish()
        };
        for (number, fraction) in [(0, Fraction(0, 1)), (-12, Fraction(-1200, 2))] {
            let integer = hash(Node::Integer(number));
            assert_eq!(hash(Node::Formed(Formed::whole(number.into()))), integer);
            assert_eq!(hash(fraction.node()), integer);
        }
        let unsigned = hash(Node::Unsigned(u64::MAX));
        assert_eq!(hash(Node::Formed(Formed::whole(u64::MAX.into()))), unsigned);
        assert_eq!(hash(Fraction(150, 2).node()), hash(Fraction(15, 1).node()));
    }
}
