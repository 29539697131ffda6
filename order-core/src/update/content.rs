//! What a field can be set to by an update, and how it is merged with what is there.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasher, Hash},
};

use crate::{
    update::{Change, Edit, Updatable, Update, same::is_same},
    value::{Node, OrderValue},
};

/// A value that is replaced as a whole; of a free-form value, an object is merged.
#[derive(Debug)]
pub struct Whole;

/// A part with an update type of its own.
#[derive(Debug)]
pub struct InPart;

/// The same for a part in a `Box`.
#[derive(Debug)]
pub struct InBox;

/// A map whose entries are each set or removed; `H` says how an entry is set.
#[derive(Debug)]
pub struct Entries<H>(std::marker::PhantomData<H>);

/// A part whose update can be cloned. An update says so of its parts by their own types, since rustc would report a type
/// that has no update wherever the type of the update is named in a bound.
pub trait CloneInPart: Updatable<Update: Clone> {}

impl<V: Updatable<Update: Clone>> CloneInPart for V {}

/// The same for a comparison.
pub trait EqualInPart: Updatable<Update: PartialEq> {}

impl<V: Updatable<Update: PartialEq>> EqualInPart for V {}

/// The content of a change of a field that holds a `V`.
pub trait Content<V, H>: Sized {
    /// Returns `true` if [`apply`](Self::apply) has a value.
    fn fits(&self, old: Option<&V>) -> bool;

    /// Returns the changed value; `None` if there is no old one and a part of the new one is missing.
    fn apply(self, old: Option<V>) -> Option<V>;

    /// Returns the smallest change from `old` to `new`, or `None` if they do not differ.
    fn between(old: Option<&V>, new: V) -> Option<Self>;
}

impl<V: OrderValue> Content<V, Whole> for V {
    fn fits(&self, _: Option<&V>) -> bool {
        true
    }

    fn apply(self, old: Option<V>) -> Option<V> {
        Some(V::__merge(old, self))
    }

    fn between(old: Option<&V>, new: V) -> Option<Self> {
        match old {
            Some(old) if is_same(old.node(), new.node()) => None,
            old => Some(V::__difference(old, new)),
        }
    }
}

impl<U: Update, V: Updatable<Update = U>> Content<V, InPart> for U {
    fn fits(&self, old: Option<&V>) -> bool {
        V::__fits(self, old)
    }

    fn apply(self, old: Option<V>) -> Option<V> {
        V::__apply(self, old)
    }

    fn between(old: Option<&V>, new: V) -> Option<Self> {
        let update = V::__between(old, new);
        (old.is_none() || !update.is_empty()).then_some(update)
    }
}

impl<U: Update, V: Updatable<Update = U>> Content<Box<V>, InBox> for U {
    fn fits(&self, old: Option<&Box<V>>) -> bool {
        V::__fits(self, old.map(Box::as_ref))
    }

    fn apply(self, old: Option<Box<V>>) -> Option<Box<V>> {
        V::__apply(self, old.map(|old| *old)).map(Box::new)
    }

    fn between(old: Option<&Box<V>>, new: Box<V>) -> Option<Self> {
        <Self as Content<V, InPart>>::between(old.map(Box::as_ref), *new)
    }
}

/// The impl for a map. An absent map and an empty one differ, so the changes of an absent map are never none.
macro_rules! entries {
    ($map:ident<K, V $(, $hasher:ident)?>, $($bounds:tt)*) => {
        impl<$($bounds)*, V, C: Content<V, H>, H> Content<$map<K, V $(, $hasher)?>, Entries<H>>
            for $map<K, Change<C> $(, $hasher)?>
        {
            fn fits(&self, old: Option<&$map<K, V $(, $hasher)?>>) -> bool {
                self.iter().all(|(key, change)| {
                    change_fits(change, old.and_then(|old| old.get(key)))
                })
            }

            fn apply(
                self,
                old: Option<$map<K, V $(, $hasher)?>>,
            ) -> Option<$map<K, V $(, $hasher)?>> {
                let mut map = old.unwrap_or_default();
                for (key, change) in self {
                    if let Some(value) = change_apply(change, map.remove(&key))? {
                        map.insert(key, value);
                    }
                }
                Some(map)
            }

            fn between(
                old: Option<&$map<K, V $(, $hasher)?>>,
                new: $map<K, V $(, $hasher)?>,
            ) -> Option<Self> {
                let removed = old.into_iter().flat_map($map::keys);
                let removed = removed.filter(|key| !new.contains_key(*key)).cloned();
                let mut changes: Self = removed.map(|key| (key, Change::Clear)).collect();
                for (key, value) in new {
                    let change = change_between(old.and_then(|old| old.get(&key)), Some(value));
                    if !change.is_untouched() {
                        changes.insert(key, change);
                    }
                }
                (old.is_none() || !changes.is_empty()).then_some(changes)
            }
        }
    };
}

entries!(BTreeMap<K, V>, K: Ord + Clone);
entries!(HashMap<K, V, S>, K: Eq + Hash + Clone, S: BuildHasher + Default);

/// Returns `true` if the change of a field that may be absent has a result.
pub fn change_fits<C: Content<V, H>, V, H>(change: &Change<C>, old: Option<&V>) -> bool {
    match change {
        Change::Untouched | Change::Clear => true,
        Change::Set(content) => content.fits(old),
    }
}

/// Returns the value of a field that may be absent after a change.
pub fn change_apply<C: Content<V, H>, V, H>(
    change: Change<C>,
    old: Option<V>,
) -> Option<Option<V>> {
    match change {
        Change::Untouched => Some(old),
        Change::Set(content) => content.apply(old).map(Some),
        Change::Clear => Some(None),
    }
}

/// Returns the smallest change of a field that may be absent.
pub fn change_between<C: Content<V, H>, V, H>(old: Option<&V>, new: Option<V>) -> Change<C> {
    match (old, new) {
        (None, None) => Change::Untouched,
        (Some(_), None) => Change::Clear,
        (old, Some(new)) => C::between(old, new).map_or(Change::Untouched, Change::Set),
    }
}

/// Returns `true` if the change of a field that is never absent has a result.
pub fn edit_fits<C: Content<V, H>, V: OrderValue, H>(
    edit: &Edit<C>,
    old: Option<&V>,
    has_default: bool,
) -> bool {
    match edit {
        Edit::Untouched => old.is_some() || has_default || V::OPTIONAL,
        Edit::Set(content) => content.fits(old),
    }
}

/// Returns the value of a field that is never absent after a change.
pub fn edit_apply<C: Content<V, H>, V: OrderValue, H>(edit: Edit<C>, old: Option<V>) -> Option<V> {
    match edit {
        Edit::Untouched => old.or_else(V::absent),
        Edit::Set(content) => content.apply(old),
    }
}

/// Returns the smallest change of a field that is never absent.
pub fn edit_between<C: Content<V, H>, V: OrderValue, H>(old: Option<&V>, new: V) -> Edit<C> {
    if old.is_none() && V::OPTIONAL && matches!(new.node(), Node::Absent) {
        return Edit::Untouched;
    }
    C::between(old, new).map_or(Edit::Untouched, Edit::Set)
}
