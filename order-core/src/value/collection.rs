use std::{
    collections::{BTreeMap, HashMap},
    hash::BuildHasher,
};

use crate::{
    path::ItemKey,
    schema::Kind,
    type_rule::TypeRules,
    value::{By, Lengthy, List, Map, Node, OrderValue, Own, ReadValue},
    wire::Place,
};

/// A list or a map, for `each`, `any`, `all`, `count` and `unique`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no items",
    label = "neither a list nor a map"
)]
pub trait Items {
    /// The type of an item.
    type Item: OrderValue;

    /// The items.
    fn items(&self) -> impl Iterator<Item = &Self::Item> + Clone;

    /// The items, each with its index or key.
    fn entries(&self) -> impl Iterator<Item = (ItemKey<'_>, &Self::Item)>;
}

impl<T: OrderValue> Items for [T] {
    type Item = T;

    #[inline]
    fn items(&self) -> impl Iterator<Item = &T> + Clone {
        self.iter()
    }

    #[inline]
    fn entries(&self) -> impl Iterator<Item = (ItemKey<'_>, &T)> {
        self.iter().enumerate().map(|(index, item)| (ItemKey::Index(index), item))
    }
}

impl<T: OrderValue> Items for BTreeMap<String, T> {
    type Item = T;

    #[inline]
    fn items(&self) -> impl Iterator<Item = &T> + Clone {
        self.values()
    }

    #[inline]
    fn entries(&self) -> impl Iterator<Item = (ItemKey<'_>, &T)> {
        self.iter().map(|(key, value)| (ItemKey::Key(key), value))
    }
}

impl<T: OrderValue, S> Items for HashMap<String, T, S> {
    type Item = T;

    #[inline]
    fn items(&self) -> impl Iterator<Item = &T> + Clone {
        self.values()
    }

    fn entries(&self) -> impl Iterator<Item = (ItemKey<'_>, &T)> {
        sorted(self).map(|(key, value)| (ItemKey::Key(key), value))
    }
}

/// A map, for `keys`.
#[diagnostic::on_unimplemented(
    message = "`keys` needs a map, and this field holds `{Self}`",
    label = "has no keys"
)]
pub trait Keyed {
    /// The keys, in their order.
    fn keys(&self) -> impl Iterator<Item = &str>;
}

impl<T> Keyed for BTreeMap<String, T> {
    #[inline]
    fn keys(&self) -> impl Iterator<Item = &str> {
        BTreeMap::keys(self).map(String::as_str)
    }
}

impl<T, S> Keyed for HashMap<String, T, S> {
    fn keys(&self) -> impl Iterator<Item = &str> {
        let mut keys: Vec<&str> = HashMap::keys(self).map(String::as_str).collect();
        keys.sort_unstable();
        keys.into_iter()
    }
}

/// Returns the kind of an item of a list or map.
fn item_kind<T: OrderValue>() -> &'static Kind {
    if T::OPTIONAL { const { &Kind::Optional(T::kind) } } else { T::kind() }
}

impl<T: OrderValue> OrderValue for Vec<T> {
    // By way of the item: if that is no value, rustc says so, and nothing about the list.
    type Value = By<T, [T]>;

    const HAS_OWN_RULES: bool = T::HAS_OWN_RULES;
    const HAS_RULES: bool = T::HAS_RULES;
    const TYPE_RULES: TypeRules = TypeRules::of_items(&T::TYPE_RULES);

    fn kind() -> &'static Kind {
        const { &Kind::List(item_kind::<T>) }
    }

    #[inline]
    fn value(&self) -> Option<&[T]> {
        Some(self)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        Node::List(self)
    }

    #[inline]
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: OrderValue> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> Node<'_> {
        self[index].node()
    }
}

impl<'de, T: OrderValue> ReadValue<'de> for Vec<T>
where
    Own<T>: ReadValue<'de>,
{
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        place.items()?.map(T::read).collect()
    }
}

impl<T: OrderValue> OrderValue for BTreeMap<String, T> {
    type Value = By<T, Self>;

    const HAS_OWN_RULES: bool = T::HAS_OWN_RULES;
    const HAS_RULES: bool = T::HAS_RULES;
    const TYPE_RULES: TypeRules = TypeRules::of_items(&T::TYPE_RULES);

    fn kind() -> &'static Kind {
        const { &Kind::Map(item_kind::<T>) }
    }

    #[inline]
    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        Node::Map(self)
    }

    #[inline]
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: OrderValue> Map for BTreeMap<String, T> {
    fn len(&self) -> usize {
        BTreeMap::len(self)
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Node<'a>)) {
        for (key, value) in self {
            visit(key, value.node());
        }
    }
}

/// Refuses a duplicate key.
impl<'de, T: OrderValue> ReadValue<'de> for BTreeMap<String, T>
where
    Own<T>: ReadValue<'de>,
{
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        let mut map = Self::new();
        for (key, value) in place.entries()? {
            if map.insert(key.to_owned(), T::read(value)?).is_some() {
                return None;
            }
        }
        Some(map)
    }
}

impl<T: OrderValue, S> OrderValue for HashMap<String, T, S> {
    type Value = By<T, Self>;

    const HAS_OWN_RULES: bool = T::HAS_OWN_RULES;
    const HAS_RULES: bool = T::HAS_RULES;
    const TYPE_RULES: TypeRules = TypeRules::of_items(&T::TYPE_RULES);

    fn kind() -> &'static Kind {
        const { &Kind::Map(item_kind::<T>) }
    }

    #[inline]
    fn value(&self) -> Option<&Self> {
        Some(self)
    }

    #[inline]
    fn node(&self) -> Node<'_> {
        Node::Map(self)
    }

    #[inline]
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: OrderValue, S> Map for HashMap<String, T, S> {
    fn len(&self) -> usize {
        HashMap::len(self)
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Node<'a>)) {
        for (key, value) in sorted(self) {
            visit(key, value.node());
        }
    }
}

/// Returns the entries of a hash map in the order of their keys, so that documents and messages are the same on every
/// run. It allocates.
pub(crate) fn sorted<T, S>(map: &HashMap<String, T, S>) -> impl Iterator<Item = (&String, &T)> {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries.into_iter()
}

/// Refuses a duplicate key.
impl<'de, T: OrderValue, S: BuildHasher + Default> ReadValue<'de> for HashMap<String, T, S>
where
    Own<T>: ReadValue<'de>,
{
    fn read(place: Place<'_, 'de>) -> Option<Self> {
        let mut map = Self::default();
        for (key, value) in place.entries()? {
            if map.insert(key.to_owned(), T::read(value)?).is_some() {
                return None;
            }
        }
        Some(map)
    }
}

impl<T> Lengthy for [T] {
    #[inline]
    fn length(&self) -> usize {
        self.len()
    }
}

impl<T> Lengthy for BTreeMap<String, T> {
    #[inline]
    fn length(&self) -> usize {
        self.len()
    }
}

impl<T, S> Lengthy for HashMap<String, T, S> {
    #[inline]
    fn length(&self) -> usize {
        self.len()
    }
}
