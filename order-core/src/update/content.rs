//! What a field can be set to by an update, and how it is merged with what is there.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasher, Hash},
};

use crate::{
    check::{Check, Parent},
    nested::Nested,
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

/// The way in which a content `C` changes a field that holds a `V`.
///
/// `Self` says how the field is set. Of a type that is no value rustc does not know that, so it reports no bound here.
pub trait Sets<V, C> {
    /// Returns `true` if [`apply`](Self::apply) has a value.
    fn fits(content: &C, old: Option<&V>) -> bool;

    /// Returns the changed value; `None` if there is no old one and a part of the new one is missing.
    fn apply(content: C, old: Option<V>) -> Option<V>;

    /// Returns the smallest change from `old` to `new`, or `None` if they do not differ.
    fn between(old: Option<&V>, new: V) -> Option<C>;
}

impl<V: OrderValue> Sets<V, V> for Whole {
    fn fits(_: &V, _: Option<&V>) -> bool {
        true
    }

    fn apply(content: V, old: Option<V>) -> Option<V> {
        Some(V::__merge(old, content))
    }

    fn between(old: Option<&V>, new: V) -> Option<V> {
        match old {
            Some(old) if is_same(old.node(), new.node()) => None,
            old => Some(V::__difference(old, new)),
        }
    }
}

impl<U: Update, V: Updatable<Update = U>> Sets<V, U> for InPart {
    fn fits(content: &U, old: Option<&V>) -> bool {
        V::__fits(content, old)
    }

    fn apply(content: U, old: Option<V>) -> Option<V> {
        V::__apply(content, old)
    }

    fn between(old: Option<&V>, new: V) -> Option<U> {
        let update = V::__between(old, new);
        (old.is_none() || !update.is_empty()).then_some(update)
    }
}

impl<U: Update, V: Updatable<Update = U>> Sets<Box<V>, U> for InBox {
    fn fits(content: &U, old: Option<&Box<V>>) -> bool {
        V::__fits(content, old.map(Box::as_ref))
    }

    fn apply(content: U, old: Option<Box<V>>) -> Option<Box<V>> {
        V::__apply(content, old.map(|old| *old)).map(Box::new)
    }

    fn between(old: Option<&Box<V>>, new: Box<V>) -> Option<U> {
        <InPart as Sets<_, _>>::between(old.map(Box::as_ref), *new)
    }
}

/// The impl for a map. An absent map and an empty one differ, so the changes of an absent map are never none.
macro_rules! entries {
    ($map:ident<K, V $(, $hasher:ident)?> to $changes:ty, $($bounds:tt)*) => {
        impl<$($bounds)*, V, C, H: Sets<V, C>> Sets<$map<K, V $(, $hasher)?>, $changes>
            for Entries<H>
        {
            fn fits(content: &$changes, old: Option<&$map<K, V $(, $hasher)?>>) -> bool {
                content.iter().all(|(key, change)| {
                    change_fits::<_, _, H>(change, old.and_then(|old| old.get(key)))
                })
            }

            fn apply(
                content: $changes,
                old: Option<$map<K, V $(, $hasher)?>>,
            ) -> Option<$map<K, V $(, $hasher)?>> {
                let mut map = old.unwrap_or_default();
                for (key, change) in content {
                    if let Some(value) = change_apply::<_, _, H>(change, map.remove(&key))? {
                        map.insert(key, value);
                    }
                }
                Some(map)
            }

            fn between(
                old: Option<&$map<K, V $(, $hasher)?>>,
                new: $map<K, V $(, $hasher)?>,
            ) -> Option<$changes> {
                let removed = old.into_iter().flat_map($map::keys);
                let removed = removed.filter(|key| !new.contains_key(*key)).cloned();
                let mut changes: $changes = removed.map(|key| (key, Change::Clear)).collect();
                for (key, value) in new {
                    let old = old.and_then(|old| old.get(&key));
                    let change = change_between::<_, _, H>(old, Some(value));
                    if !change.is_untouched() {
                        changes.insert(key, change);
                    }
                }
                (old.is_none() || !changes.is_empty()).then_some(changes)
            }
        }
    };
}

entries!(BTreeMap<K, V> to BTreeMap<K, Change<C>>, K: Ord + Clone);
entries!(
    HashMap<K, V, S> to HashMap<K, Change<C>, S>,
    K: Eq + Hash + Clone, S: BuildHasher + Default
);

/// The way in which changes `U` are merged with a flattened part `V`. `Self` is as of `Sets`.
pub trait Flattens<V, U> {
    /// Returns `true` if [`apply`](Self::apply) has a part.
    fn fits(update: &U, old: Option<&V>) -> bool;

    /// Returns the changed part; `None` if there is no old one and a member of the new one is missing.
    fn apply(update: U, old: Option<V>) -> Option<V>;

    /// Returns the smallest update from `old` to `new`.
    fn between(old: Option<&V>, new: V) -> U;
}

impl<U: Update, V: Updatable<Update = U>> Flattens<V, U> for InPart {
    fn fits(update: &U, old: Option<&V>) -> bool {
        V::__fits(update, old)
    }

    fn apply(update: U, old: Option<V>) -> Option<V> {
        V::__apply(update, old)
    }

    fn between(old: Option<&V>, new: V) -> U {
        V::__between(old, new)
    }
}

/// The check of a part `V` in a context `C`. `Self` is as of `Sets`.
pub trait ChecksPart<V, C: ?Sized> {
    /// Reports the broken rules of all requests that the value holds.
    fn check(value: &V, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C);

    /// Reports the broken rules about what an update changes.
    fn check_change(
        value: &V,
        old: &V,
        check: &mut Check<'_>,
        parent: Option<&Parent<'_>>,
        context: &C,
    );
}

impl<V: Nested<C>, C: ?Sized> ChecksPart<V, C> for InPart {
    #[inline]
    fn check(value: &V, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C) {
        value.__check_nested(check, parent, context);
    }

    #[inline]
    fn check_change(
        value: &V,
        old: &V,
        check: &mut Check<'_>,
        parent: Option<&Parent<'_>>,
        context: &C,
    ) {
        value.__check_nested_change(old, check, parent, context);
    }
}

/// The facts about a field of a type that has no value. `Self` says how the field is set, as of `Sets`.
pub trait Unset<V> {
    /// `true` if the type can be absent.
    const OPTIONAL: bool;

    /// Returns the value of an absent field, if the type has one.
    fn absent() -> Option<V>;

    /// Returns `true` if the field can be absent, and is.
    fn is_unset(value: &V) -> bool;
}

impl<V: OrderValue, H> Unset<V> for H {
    const OPTIONAL: bool = V::OPTIONAL;

    fn absent() -> Option<V> {
        V::absent()
    }

    fn is_unset(value: &V) -> bool {
        V::OPTIONAL && matches!(value.node(), Node::Absent)
    }
}

/// Returns `true` if the change of a field that may be absent has a result.
pub fn change_fits<C, V, H: Sets<V, C>>(change: &Change<C>, old: Option<&V>) -> bool {
    match change {
        Change::Untouched | Change::Clear => true,
        Change::Set(content) => H::fits(content, old),
    }
}

/// Returns the value of a field that may be absent after a change.
pub fn change_apply<C, V, H: Sets<V, C>>(change: Change<C>, old: Option<V>) -> Option<Option<V>> {
    match change {
        Change::Untouched => Some(old),
        Change::Set(content) => H::apply(content, old).map(Some),
        Change::Clear => Some(None),
    }
}

/// Returns the smallest change of a field that may be absent.
pub fn change_between<C, V, H: Sets<V, C>>(old: Option<&V>, new: Option<V>) -> Change<C> {
    match (old, new) {
        (None, None) => Change::Untouched,
        (Some(_), None) => Change::Clear,
        (old, Some(new)) => H::between(old, new).map_or(Change::Untouched, Change::Set),
    }
}

/// Returns `true` if the change of a field that is never absent has a result.
pub fn edit_fits<C, V, H: Sets<V, C> + Unset<V>>(
    edit: &Edit<C>,
    old: Option<&V>,
    has_default: bool,
) -> bool {
    match edit {
        Edit::Untouched => old.is_some() || has_default || H::OPTIONAL,
        Edit::Set(content) => H::fits(content, old),
    }
}

/// Returns the value of a field that is never absent after a change.
pub fn edit_apply<C, V, H: Sets<V, C> + Unset<V>>(edit: Edit<C>, old: Option<V>) -> Option<V> {
    match edit {
        Edit::Untouched => old.or_else(H::absent),
        Edit::Set(content) => H::apply(content, old),
    }
}

/// Returns the smallest change of a field that is never absent.
pub fn edit_between<C, V, H: Sets<V, C> + Unset<V>>(old: Option<&V>, new: V) -> Edit<C> {
    if old.is_none() && H::is_unset(&new) {
        return Edit::Untouched;
    }
    H::between(old, new).map_or(Edit::Untouched, Edit::Set)
}
