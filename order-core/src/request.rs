use std::{fmt, ops::Deref};

use crate::{
    Path,
    check::{self, Check},
    schema::{Evaluator, Schema, request_of},
    value::{Fields, OrderValue},
    violation::{Violations, Warnings},
    what_if::why::{self, UnknownPath, Why},
    wire::Members,
};

/// A request with the rules of its endpoint.
///
/// `#[derive(OrderRequest)]` implements it. Its documentation lists the attributes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an order request",
    note = "put `#[derive(OrderRequest)]` on it"
)]
pub trait OrderRequest: Fields + OrderValue {
    /// The description of the request: fields, groups and rules.
    const SCHEMA: &'static Schema = match request_of::<Self>() {
        Some(schema) => schema,
        None => panic!("a request is its own part"),
    };

    /// The type of the facts that are not on the wire and that rules read as `ctx.…`; `()` if there are none.
    type Context: 'static;

    /// The type in which conditions look up members: the request itself, or a view of an enum's variants.
    #[doc(hidden)]
    type __View<'a>
    where
        Self: 'a;

    /// Returns the members, each as a field of its Rust name.
    #[doc(hidden)]
    fn __view(&self) -> Self::__View<'_>;

    /// Reports every broken rule to `check`, in field order.
    #[doc(hidden)]
    fn __check(&self, check: &mut Check<'_>, context: &Self::Context);

    /// Reports every broken rule about what an update changes of `old`.
    #[doc(hidden)]
    fn __check_change(&self, old: &Self, check: &mut Check<'_>, context: &Self::Context) {
        let _ = (old, check, context);
    }

    /// Checks every rule.
    ///
    /// A valid request needs no allocation, except for `unique` of more than sixteen items and for the rules of items in a
    /// `HashMap`.
    ///
    /// # Errors
    ///
    /// All violations at once, in field order.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::OrderRequest;
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     ev: bool,
    ///     #[required_if(ev)]
    ///     job_title: Option<String>,
    /// }
    ///
    /// let violations = Order { ev: true, job_title: None }.validate().unwrap_err();
    /// assert_eq!(
    ///     violations.to_string(),
    ///     "`job_title` is required because `ev` is true; give it a value that is not blank",
    /// );
    /// assert!(Order { ev: false, job_title: None }.validate().is_ok());
    /// ```
    #[inline]
    fn validate(&self) -> Result<(), Violations>
    where
        Self: OrderRequest<Context = ()>,
    {
        self.validate_in(&())
    }

    /// Checks every rule, given facts that are not on the wire.
    ///
    /// # Errors
    ///
    /// All violations at once, in field order.
    #[inline]
    fn validate_in(&self, context: &Self::Context) -> Result<(), Violations> {
        check::run(Self::SCHEMA, self, context, |check| check::of_request(self, check, context))
    }

    /// Returns the rules that warn and that the request breaks, and the deprecated fields and values that it uses.
    ///
    /// They refuse nothing, so a [`Valid`] request may have some. They are judged when they are asked for: `validate` does not
    /// look at rules that warn.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::OrderRequest;
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     #[length(..=35, warn)]
    ///     name: String,
    ///     rush: bool,
    ///     #[required_if(rush, warn)]
    ///     telephone: Option<String>,
    /// }
    ///
    /// let order = Order { name: "Gary McCoy".to_owned(), rush: true, telephone: None };
    /// assert!(order.validate().is_ok());
    /// assert_eq!(
    ///     order.warnings().to_string(),
    ///     "`telephone` is required because `rush` is true; give it a value that is not blank",
    /// );
    /// ```
    fn warnings(&self) -> Warnings
    where
        Self: OrderRequest<Context = ()>,
    {
        self.warnings_in(&())
    }

    /// Returns the warnings like [`warnings`](Self::warnings), given facts that are not on the wire.
    fn warnings_in(&self, context: &Self::Context) -> Warnings {
        let found = check::warnings(Self::SCHEMA, self, context, |check| {
            check::of_request(self, check, context);
        });
        let evaluator = Evaluator::of_fields(Self::SCHEMA, self, context, Path::ROOT);
        Warnings::of(&evaluator, found)
    }

    /// Explains the current demands on one field and their reasons, whether or not a rule is broken.
    ///
    /// `path` uses wire names, either as in violations (`contacts[1].email`) or as a JSON Pointer. A Rust name is
    /// accepted if no field has that wire name. An absent nested request on the path is treated as present.
    ///
    /// # Errors
    ///
    /// [`UnknownPath`] if there is no such field or item.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::{OrderRequest, why::Presence};
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     ev: bool,
    ///     #[required_if(ev)]
    ///     job_title: Option<String>,
    /// }
    ///
    /// let order = Order { ev: false, job_title: None };
    /// let why = order.why("job_title")?;
    /// assert_eq!(why.presence(), Presence::Optional);
    /// assert_eq!(why.to_string(), "`job_title` is optional because `ev` is false");
    /// # Ok::<(), order_core::why::UnknownPath>(())
    /// ```
    #[doc(alias("explain", "is required"))]
    fn why(&self, path: &str) -> Result<Why, UnknownPath>
    where
        Self: OrderRequest<Context = ()>,
    {
        self.why_in(path, &())
    }

    /// Explains one field like [`why`](Self::why), given facts that are not on the wire.
    ///
    /// # Errors
    ///
    /// [`UnknownPath`] if there is no such field or item.
    fn why_in(&self, path: &str, context: &Self::Context) -> Result<Why, UnknownPath> {
        why::why(self, path, context)
    }

    /// Checks every rule and returns the request as valid.
    ///
    /// # Errors
    ///
    /// The request itself, together with its violations.
    #[doc(alias("check", "parse do not validate", "validated"))]
    fn into_valid(self) -> Result<Valid<Self>, Invalid<Self>>
    where
        Self: OrderRequest<Context = ()>,
    {
        self.into_valid_in(&())
    }

    /// Checks every rule, given facts that are not on the wire, and returns the request as valid.
    ///
    /// # Errors
    ///
    /// The request itself, together with its violations.
    fn into_valid_in(self, context: &Self::Context) -> Result<Valid<Self>, Invalid<Self>> {
        match self.validate_in(context) {
            Ok(()) => Ok(Valid(self)),
            Err(violations) => Err(Invalid { request: self, violations }),
        }
    }
}

/// A request that can be read from a document that lives for `'de`. The derive implements it.
pub trait ReadRequest<'de>: OrderRequest {
    /// Returns the request with these members, or `None` if one does not fit.
    #[doc(hidden)]
    fn __read(members: &Members<'_, 'de>) -> Option<Self>;
}

/// A request with the API call that takes it: `#[order(endpoint = "POST /order/code", response = OrderPlaced)]`.
pub trait Endpoint: OrderRequest {
    /// HTTP method, such as `POST`.
    const METHOD: &'static str;
    /// Path below the API's base URL, such as `/order/code`.
    const PATH: &'static str;
    /// The type of a successful reply.
    type Response;
}

/// A request that keeps all its rules.
///
/// It is created only by [`OrderRequest::into_valid`] and its variants, or by reading a `Valid<T>`. There is no mutable
/// access, so code that takes a `Valid<T>` need not check it again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Valid<T>(T);

impl<T> Valid<T> {
    /// The request, whose rules were checked.
    pub(crate) fn known(request: T) -> Self {
        Self(request)
    }

    /// Returns the request, which may then be changed and is no longer known to be valid.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> AsRef<T> for Valid<T> {
    fn as_ref(&self) -> &T {
        &self.0
    }
}

/// A request that breaks rules, with the violations.
#[derive(Clone)]
pub struct Invalid<T> {
    /// The request, unchanged.
    pub request: T,
    /// The violations.
    pub violations: Violations,
}

/// Shows only the violations, because the request may hold secrets.
impl<T> fmt::Debug for Invalid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invalid").field("violations", &self.violations).finish_non_exhaustive()
    }
}

impl<T> fmt::Display for Invalid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.violations.fmt(f)
    }
}

impl<T> std::error::Error for Invalid<T> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        None
    }
}
