//! Partial updates: a type of the changes of a request, as JSON Merge Patch ([RFC
//! 7396](https://www.rfc-editor.org/rfc/rfc7396)).
//!
//! `#[order(update = OrderUpdate)]` on a request makes a struct `OrderUpdate` with the same fields, each of which is
//! [untouched, set or cleared](Change), or untouched or [set](Edit) if the field is never absent. It is a request like any
//! other: it is read and written, has a schema and exports, and the rules that judge a single value hold for it. What a
//! request must look like as a whole is judged by [`apply`](Update::apply), on the request that comes out.
//!
//! # Example
//!
//! ```
//! use order_core::{
//!     OrderRequest, json,
//!     update::{Change, Update},
//! };
//!
//! /// An order.
//! #[derive(Debug, Clone, PartialEq, OrderRequest)]
//! #[order(update = OrderUpdate)]
//! struct Order {
//!     #[length(..=64)]
//!     common_name: String,
//!     organization: Option<String>,
//!     #[forbidden_unless(present(organization))]
//!     organization_unit: Option<String>,
//! }
//!
//! let old = Order {
//!     common_name: "a.example.com".to_owned(),
//!     organization: Some("DigiCert".to_owned()),
//!     organization_unit: Some("Legal".to_owned()),
//! };
//!
//! // What is absent is untouched, and null clears.
//! let update: OrderUpdate = json::from_str(r#"{"common_name": "b.example.com", "organization_unit": null}"#)?;
//! let new = update.apply(&old).expect("the new order is valid");
//! assert_eq!((new.common_name.as_str(), &new.organization_unit), ("b.example.com", &None));
//!
//! // The smallest update between two orders.
//! let update = OrderUpdate::between(&old, new.into_inner());
//! assert_eq!(json::to_string(&update), r#"{"common_name":"b.example.com","organization_unit":null}"#);
//!
//! // Every rule is checked on the order that comes out, and each violation says whether the update is about its place.
//! let update = OrderUpdate { organization: Change::Clear, ..OrderUpdate::default() };
//! let rejected = update.apply(&old).unwrap_err();
//! assert_eq!(
//!     rejected.to_string(),
//!     "`organization_unit` is not allowed because `organization` is absent; remove it (not in the update)",
//! );
//!
//! // What is never absent cannot be cleared.
//! assert_eq!(
//!     json::from_str::<OrderUpdate>(r#"{"common_name": null}"#).unwrap_err().to_string(),
//!     "line 1, column 17: `common_name` cannot be removed, as it is part of every request; give it a value or leave it out",
//! );
//! # Ok::<(), order_core::ReadError>(())
//! ```
//!
//! # How each kind of field is changed
//!
//! <div style="overflow-x:auto"><div style="min-width:50rem">
//!
//! | field | in the update | meaning of a value |
//! | --- | --- | --- |
//! | a scalar, a list, an enum | [`Edit<T>`](Edit), or [`Change<T>`](Change) for an `Option<T>` | takes the place of the old one |
//! | a `BTreeMap` or `HashMap` | the map with a [`Change`] in place of each value | each entry is set, or removed by null |
//! | a `nested` part | the update of the part, whose type has `update` too | is merged with the old part |
//! | a flattened part | the same, flattened | the same |
//! | a part with `#[order(replace)]` | the part | takes the place of the old one |
//! | a free-form value (`serde_json::Value`) | the value | an object is merged, as RFC 7396 says |
//! | in the path, the query or a header; `skip` | none | |
//!
//! </div></div>
//!
//! A part that takes the place of the old one is written with null for each member that it lacks, so that a receiver that
//! merges comes to the same.
//!
//! What says where the request goes is no part of its update. A struct of one's own adds it:
//!
//! ```
//! # use order_core::OrderRequest;
//! # #[derive(Debug, Clone, OrderRequest)]
//! # #[order(update = OrderUpdate)]
//! # struct Order { common_name: String }
//! # struct Updated;
//! #[derive(OrderRequest)]
//! #[order(endpoint = "PATCH /order/{order_id}", response = Updated)]
//! struct UpdateOrder {
//!     #[order(path)]
//!     order_id: String,
//!     #[order(flatten)]
//!     changes: OrderUpdate,
//! }
//! ```

mod change;
mod content;
mod merged;
mod ratchet;
mod rejected;
mod same;
mod shown;

use crate::{
    check,
    path::Path,
    request::{OrderRequest, Valid},
    schema::{Asked, Evaluator, State, judge},
    value::{Items, OrderValue, With},
    violation::{Violation, Violations, sort_in},
};

use self::rejected::Touched;
pub(crate) use self::same::{is_same, is_same_state};

pub use self::{
    change::{Change, Edit},
    ratchet::Accepted,
    rejected::Rejected,
};
#[doc(hidden)]
pub use self::{
    content::{
        ChecksPart, CloneInPart, Entries, EqualInPart, Flattens, InBox, InPart, Whole,
        change_apply, change_between, change_fits, edit_apply, edit_between, edit_fits,
    },
    shown::show,
};

/// A request with a type of its changes. `#[order(update = OrderUpdate)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no type of its changes",
    label = "cannot be changed in part",
    note = "put `#[order(update = …)]` on it, with a name for the type of its changes, or `#[order(replace)]` on the field, \
            which is then replaced as a whole"
)]
pub trait Updatable: OrderRequest + OrderValue<Value = Self> {
    /// The type of the changes.
    type Update: Update<Request = Self>;

    /// Returns `true` if [`__apply`](Self::__apply) has a request.
    #[doc(hidden)]
    fn __fits(update: &Self::Update, old: Option<&Self>) -> bool;

    /// Returns the changed request; `None` if there is no old one and a member that is never absent is missing.
    #[doc(hidden)]
    fn __apply(update: Self::Update, old: Option<Self>) -> Option<Self>;

    /// Returns the smallest update from one request to another one.
    #[doc(hidden)]
    fn __between(old: Option<&Self>, new: Self) -> Self::Update;
}

/// The type of the changes of the part that a field of type `F` holds, alone or in an `Option` or a `Box`.
///
/// The type of the changes of a request has it for each part. It is by way of all that a part must be, so that rustc says what
/// is missing first, and that alone.
pub type UpdateOf<F> = <<<<F as OrderValue>::Value as OrderRequest>::Context as With<
    <F as OrderValue>::Value,
>>::Own as Updatable>::Update;

/// [`UpdateOf`] at the end of a struct that has no other fields than flattened parts. For a part without an update the constant
/// `IS_KNOWN` is a mistake of its own, and no more is said of a type that speaks of it, such as that it has no size.
pub type LastUpdateOf<F, const IS_KNOWN: bool> = <F as LastPart>::Update<IS_KNOWN>;

/// A field that holds a part with an update, as the last field of a struct.
#[doc(hidden)]
pub trait LastPart {
    type Update<const IS_KNOWN: bool>;
}

impl<F: OrderValue> LastPart for F
where
    F::Value: OrderRequest,
    <F::Value as OrderRequest>::Context: With<F::Value>,
    <<F::Value as OrderRequest>::Context as With<F::Value>>::Own: Updatable,
{
    type Update<const IS_KNOWN: bool> = UpdateOf<F>;
}

/// A type that is known.
#[doc(hidden)]
pub trait Known {
    const IS_KNOWN: bool = true;
}

impl<U> Known for U {}

/// The type of the changes of a part that is the value of an entry, where a field of type `F` holds a map.
pub type EntryUpdateOf<F> = UpdateOf<<<F as OrderValue>::Value as Items>::Item>;

/// The changes of a request, each field of which is untouched, set or cleared. `#[order(update = …)]` makes the type.
///
/// `Default` touches nothing.
#[doc(alias("merge patch", "PATCH"))]
pub trait Update: OrderRequest + Default {
    /// The request that is changed.
    type Request: Updatable<Update = Self>;

    /// Returns `true` if the update touches nothing.
    fn is_empty(&self) -> bool {
        !self.node().is_any_given()
    }

    /// Returns the request that comes out of the update.
    ///
    /// # Errors
    ///
    /// All violations of the new request at once. Each says whether the update is [about its place](Rejected::iter), and has
    /// its line and column once the text of the update is [given](Rejected::with_positions).
    fn apply(self, old: &Self::Request) -> Result<Valid<Self::Request>, Rejected<Self::Request>>
    where
        Self::Request: OrderRequest<Context = ()> + Clone,
    {
        self.apply_in(old, &())
    }

    /// Returns the request that comes out of the update, given facts that are not on the wire.
    ///
    /// # Errors
    ///
    /// All violations of the new request at once, as from [`apply`](Self::apply).
    fn apply_in(
        self,
        old: &Self::Request,
        context: &<Self::Request as OrderRequest>::Context,
    ) -> Result<Valid<Self::Request>, Rejected<Self::Request>>
    where
        Self::Request: Clone,
    {
        let Outcome { request, violations, touched } = outcome(self, old, context);
        match (request, violations) {
            (Some(request), None) => Ok(Valid::known(request)),
            (request, Some(violations)) => Err(Rejected::new(request, violations, &touched)),
            (None, None) => unreachable!("what lacks a member breaks a rule"),
        }
    }

    /// Returns the request that comes out of the update, even if it breaks rules that the old one already broke.
    ///
    /// A violation is let pass if the old request has it too, at the same place by the same rule, and if the update touches
    /// nothing that the rule reads. So rules can become stricter, and what was stored before can still be changed elsewhere,
    /// as in Kubernetes. A rule of a function that does not say what it `reads` is judged as if it read all.
    ///
    /// # Errors
    ///
    /// All violations of the new request, if there is any that is not let pass.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::{OrderRequest, json, update::Update};
    ///
    /// #[derive(Clone, OrderRequest)]
    /// #[order(update = OrderUpdate)]
    /// struct Order {
    ///     // It had no greatest length when the order was stored.
    ///     #[length(..=5)]
    ///     note: String,
    ///     quantity: u32,
    /// }
    ///
    /// let old = Order { note: "much too long".to_owned(), quantity: 1 };
    /// let update: OrderUpdate = json::from_str(r#"{"quantity": 2}"#)?;
    /// let accepted = update.apply_ratcheting(&old).expect("the note is untouched");
    /// assert_eq!(accepted.request().quantity, 2);
    /// assert_eq!(accepted.let_pass()[0].to_string(), "`note` must have at most 5 characters");
    ///
    /// let update: OrderUpdate = json::from_str(r#"{"note": "another that is too long"}"#)?;
    /// assert!(update.apply_ratcheting(&old).is_err());
    /// # Ok::<(), order_core::ReadError>(())
    /// ```
    fn apply_ratcheting(
        self,
        old: &Self::Request,
    ) -> Result<Accepted<Self::Request>, Rejected<Self::Request>>
    where
        Self::Request: OrderRequest<Context = ()> + Clone,
    {
        self.apply_ratcheting_in(old, &())
    }

    /// Returns the request like [`apply_ratcheting`](Self::apply_ratcheting), given facts that are not on the wire.
    ///
    /// # Errors
    ///
    /// All violations of the new request, if there is any that is not let pass.
    fn apply_ratcheting_in(
        self,
        old: &Self::Request,
        context: &<Self::Request as OrderRequest>::Context,
    ) -> Result<Accepted<Self::Request>, Rejected<Self::Request>>
    where
        Self::Request: Clone,
    {
        let Outcome { request, violations, touched } = outcome(self, old, context);
        match (request, violations) {
            (Some(request), None) => Ok(Accepted::new(request, Vec::new())),
            (Some(request), Some(violations))
                if ratchet::are_old(&violations, old.validate_in(context), &touched) =>
            {
                Ok(Accepted::new(request, violations.into_iter().collect()))
            }
            (request, Some(violations)) => Err(Rejected::new(request, violations, &touched)),
            (None, None) => unreachable!("what lacks a member breaks a rule"),
        }
    }

    /// Returns the smallest update that makes `new` of `old`.
    ///
    /// What merging cannot say is left out: null, where a field or a free-form value distinguishes it from absence.
    fn between(old: &Self::Request, new: Self::Request) -> Self {
        Self::Request::__between(Some(old), new)
    }
}

/// What comes out of an update.
struct Outcome<T> {
    /// `None` if a member that is never absent is missing.
    request: Option<T>,
    violations: Option<Violations>,
    touched: Touched,
}

fn outcome<U: Update>(
    update: U,
    old: &U::Request,
    context: &<U::Request as OrderRequest>::Context,
) -> Outcome<U::Request>
where
    U::Request: Clone,
{
    let schema = U::Request::SCHEMA;
    let touched = Touched::of(update.node());
    if !U::Request::__fits(&update, Some(old)) {
        let states = merged::states(schema, Some(old), (U::SCHEMA, &update));
        let before = State::of_fields(schema, old).into();
        let evaluator = Evaluator::new(schema, states, context, Path::ROOT).after(Some(before));
        let violations = Some(Violations::new(judge(&evaluator, Asked::Errors)));
        return Outcome { request: None, violations, touched };
    }
    let new =
        U::Request::__apply(update, Some(old.clone())).expect("an update that fits has a result");
    let mut of_request = 0;
    let checked = check::run(schema, &new, context, |check| {
        check::of_request(&new, check, context);
        of_request = check.found().len();
        new.__check_change(old, &mut check.inside(schema, &new, None).after(old), context);
    });
    let violations = checked.err().map(|violations| {
        let mut found: Vec<Violation> = violations.into_iter().collect();
        sort_in(schema, &Path::ROOT, &mut found, of_request);
        Violations::new(found)
    });
    Outcome { request: Some(new), violations, touched }
}
