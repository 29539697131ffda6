//! Drawn requests as values of their own types.

use std::{cell::RefCell, collections::HashMap, fmt, marker::PhantomData, ops::Deref, rc::Rc};

use crate::{
    OrderRequest, ReadRequest, Valid, json,
    what_if::cases::{Case, draws::Draws},
};

/// A request that breaks a single rule, as a random value of a test.
///
/// It is a [`Case`], since there is no `T` of a document that lacks a required member: [`Case::request`] reads it where one
/// exists.
pub struct BarelyInvalid<T> {
    case: Case,
    request: PhantomData<fn() -> T>,
}

impl<T> BarelyInvalid<T> {
    pub(super) fn new(case: Case) -> Self {
        Self { case, request: PhantomData }
    }

    /// The id of the broken rule after the place of its part, such as `contacts[].email.format`.
    pub fn rule(&self) -> &str {
        self.case.about().unwrap_or_default()
    }

    /// Returns the document with what is known about it.
    pub fn into_case(self) -> Case {
        self.case
    }
}

impl<T> Deref for BarelyInvalid<T> {
    type Target = Case;

    fn deref(&self) -> &Case {
        &self.case
    }
}

impl<T> Clone for BarelyInvalid<T> {
    fn clone(&self) -> Self {
        Self::new(self.case.clone())
    }
}

impl<T> fmt::Debug for BarelyInvalid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BarelyInvalid").field(&self.rule()).field(&self.document()).finish()
    }
}

/// A valid case as a request.
pub(super) fn read_valid<T>(case: &Case) -> Valid<T>
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    json::from_str(case.document()).expect("the rules found the document valid")
}

/// The draws of a type, which each thread looks for once.
pub(super) fn known<T>() -> Rc<Draws<'static>>
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    thread_local! {
        static KNOWN: RefCell<HashMap<(usize, &'static str), Rc<Draws<'static>>>> = RefCell::default();
    }
    // Types of one name may stand in one module, each in a function of its own.
    let key = (std::ptr::from_ref(T::SCHEMA).addr(), std::any::type_name::<T>());
    let found = KNOWN.with_borrow(|known| known.get(&key).cloned());
    found.unwrap_or_else(|| {
        let draws = Rc::new(Draws::of::<T>());
        KNOWN.with_borrow_mut(|known| known.insert(key, Rc::clone(&draws)));
        draws
    })
}
