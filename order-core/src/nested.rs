use std::{
    collections::{BTreeMap, HashMap},
    hash::BuildHasher,
};

use crate::{
    check::{self, Check, Parent, Step},
    request::OrderRequest,
    schema::FieldPlace,
    value::{OrderValue, Own, collection::sorted},
};

/// A value whose inner rules are checked in a context `C`: a request, or a container of requests.
///
/// The derive implements it for every request, in the request's own context or, if it has none, in any.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rules that can be checked inside of this request",
    label = "not a request, or one with another context",
    note = "put `#[derive(OrderRequest)]` on it; a nested request has the same `context` or none"
)]
pub trait Nested<C: ?Sized> {
    /// `true` if the value may hold no request, for a variant of an enum.
    #[doc(hidden)]
    const IS_OPTIONAL: bool = false;

    /// Reports the broken rules of all requests that the value holds.
    #[doc(hidden)]
    fn __check_nested(&self, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C);

    /// Reports the broken rules about what an update changes, of all requests that are there before and after it.
    #[doc(hidden)]
    fn __check_nested_change(
        &self,
        old: &Self,
        check: &mut Check<'_>,
        parent: Option<&Parent<'_>>,
        context: &C,
    ) {
        let _ = (old, check, parent, context);
    }
}

/// Checks what an update changes of a request nested in another one.
pub(crate) fn changed_request<T: OrderRequest>(
    request: &T,
    old: &T,
    check: &mut Check<'_>,
    parent: Option<&Parent<'_>>,
    context: &T::Context,
) {
    let mut inner = check.inside(T::SCHEMA, request, parent).after(old);
    request.__check_change(old, &mut inner, context);
}

/// Checks a request nested in another one.
pub(crate) fn request<T: OrderRequest>(
    request: &T,
    check: &mut Check<'_>,
    parent: Option<&Parent<'_>>,
    context: &T::Context,
) {
    let mut inner = check.inside(T::SCHEMA, request, parent);
    check::of_request(request, &mut inner, context);
}

/// Checks the value of the field with this index.
pub(crate) fn field(
    check: &mut Check<'_>,
    index: usize,
    check_value: impl FnOnce(&mut Check<'_>, Option<&Parent<'_>>),
) {
    let field = &check.schema().fields[index];
    let outer = check.parent();
    let was_secret = check.set_secret(check.is_secret() || field.attributes.secret);
    if field.place == FieldPlace::Flattened {
        check_value(check, outer);
    } else {
        let parent = Parent { outer, step: Step::Name(field.name) };
        check_value(check, Some(&parent));
    }
    check.set_secret(was_secret);
}

impl<C: ?Sized, T: Nested<C>> Nested<C> for Option<T> {
    const IS_OPTIONAL: bool = true;

    fn __check_nested(&self, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C) {
        if let Some(value) = self {
            value.__check_nested(check, parent, context);
        }
    }

    fn __check_nested_change(
        &self,
        old: &Self,
        check: &mut Check<'_>,
        parent: Option<&Parent<'_>>,
        context: &C,
    ) {
        if let (Some(old), Some(new)) = (old, self) {
            new.__check_nested_change(old, check, parent, context);
        }
    }
}

impl<C: ?Sized, T: Nested<C>> Nested<C> for Box<T> {
    const IS_OPTIONAL: bool = T::IS_OPTIONAL;

    fn __check_nested(&self, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C) {
        T::__check_nested(self, check, parent, context);
    }

    fn __check_nested_change(
        &self,
        old: &Self,
        check: &mut Check<'_>,
        parent: Option<&Parent<'_>>,
        context: &C,
    ) {
        T::__check_nested_change(self, old, check, parent, context);
    }
}

impl<C: ?Sized, T: OrderValue> Nested<C> for Vec<T>
where
    Own<T>: Nested<C>,
{
    fn __check_nested(&self, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C) {
        for (index, item) in self.iter().enumerate() {
            let parent = Parent { outer: parent, step: Step::Index(index) };
            item.__check_nested(check, Some(&parent), context);
        }
    }
}

impl<C: ?Sized, T: OrderValue> Nested<C> for BTreeMap<String, T>
where
    Own<T>: Nested<C>,
{
    fn __check_nested(&self, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C) {
        for (key, value) in self {
            let parent = Parent { outer: parent, step: Step::Key(key) };
            value.__check_nested(check, Some(&parent), context);
        }
    }

    fn __check_nested_change(
        &self,
        old: &Self,
        check: &mut Check<'_>,
        parent: Option<&Parent<'_>>,
        context: &C,
    ) {
        for (key, new) in self {
            let parent = Parent { outer: parent, step: Step::Key(key) };
            if let Some(old) = old.get(key) {
                new.__check_nested_change(old, check, Some(&parent), context);
            }
        }
    }
}

impl<C: ?Sized, T: OrderValue, S: BuildHasher> Nested<C> for HashMap<String, T, S>
where
    Own<T>: Nested<C>,
{
    fn __check_nested(&self, check: &mut Check<'_>, parent: Option<&Parent<'_>>, context: &C) {
        for (key, value) in sorted(self) {
            let parent = Parent { outer: parent, step: Step::Key(key) };
            value.__check_nested(check, Some(&parent), context);
        }
    }

    fn __check_nested_change(
        &self,
        old: &Self,
        check: &mut Check<'_>,
        parent: Option<&Parent<'_>>,
        context: &C,
    ) {
        for (key, new) in sorted(self) {
            let parent = Parent { outer: parent, step: Step::Key(key) };
            if let Some(old) = old.get(key) {
                new.__check_nested_change(old, check, Some(&parent), context);
            }
        }
    }
}
