use std::ops::Deref;

use crate::{
    OrderRequest, Valid,
    language::Catalogue,
    problem::list_of_problems,
    request::ReadRequest,
    schema::Schema,
    violation::{Warnings, header},
    wire::{
        Document, FromWire, FromWireIn, Members, Problem, ReadError,
        json::{self, Stream},
        read::{positions, streamed_valid, valid},
    },
};

/// A [`Valid`] request as it is read, with what it is warned of and where that stands in the document.
///
/// It is read in place of a [`Valid`] request, by every function that reads one. Without the positions,
/// [`OrderRequest::warnings`] tells the same of any request.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, json, wire::Warned};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[range(..=99, warn)]
///     amount: u32,
/// }
///
/// let order: Warned<Order> = json::from_str(r#"{"amount": 100}"#)?;
/// assert_eq!(order.amount, 100);
/// assert_eq!(order.warnings()[0].to_string(), "line 1, column 12: `amount` must be at most 99");
/// let order = order.into_valid();
/// assert_eq!(order.warnings().len(), 1);
/// # Ok::<(), order_core::ReadError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Warned<T> {
    request: Valid<T>,
    warnings: Vec<Problem>,
}

impl<T> Warned<T> {
    /// Returns the warnings in the order of the document.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// Returns the warnings as a JSON array in the language of `catalogue`, each with the members of a mistake in
    /// [`ProblemDetails`](crate::ProblemDetails), its position among them: a member `warnings` of a reply.
    pub fn warnings_to_json(&self, catalogue: &dyn Catalogue) -> String {
        list_of_problems(&self.warnings, catalogue)
    }

    /// Returns a header of a reply for each warning, in the language of `catalogue`: `Warning: 299 - "…"`, as the API of
    /// Kubernetes has it.
    pub fn warning_headers(
        &self,
        catalogue: &dyn Catalogue,
    ) -> impl Iterator<Item = (&'static str, String)> {
        self.warnings.iter().map(move |warning| header(&catalogue.words(&warning.message())))
    }

    /// Returns the valid request alone.
    pub fn into_valid(self) -> Valid<T> {
        self.request
    }

    fn moved(self, moved: &dyn Fn(Vec<Problem>) -> Vec<Problem>) -> Self {
        let Self { request, warnings } = self;
        let warnings = if warnings.is_empty() { warnings } else { moved(warnings) };
        Self { request, warnings }
    }

    fn streamed<'de>(stream: &mut Stream<'de>, context: &T::Context) -> Result<Self, ReadError>
    where
        T: ReadRequest<'de>,
    {
        let request: Valid<T> = streamed_valid(stream, context)?;
        let warnings = request.warnings_in(context);
        if warnings.is_empty() {
            return Ok(Self { request, warnings: Vec::new() });
        }
        json::from_document(stream, T::SCHEMA, |document| {
            Ok(Self::new(request, document, warnings))
        })
    }

    fn new(request: Valid<T>, document: &Document<'_>, warnings: Warnings) -> Self
    where
        T: OrderRequest,
    {
        let warnings = match warnings.is_empty() {
            true => Vec::new(),
            false => positions(T::SCHEMA, document, warnings.into_iter().collect()),
        };
        Self { request, warnings }
    }
}

impl<T> Deref for Warned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.request
    }
}

impl<T> AsRef<Valid<T>> for Warned<T> {
    fn as_ref(&self) -> &Valid<T> {
        &self.request
    }
}

impl<'de, T: ReadRequest<'de> + OrderRequest<Context = ()>> FromWire<'de> for Warned<T> {
    fn __from_members(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
    ) -> Result<Self, ReadError> {
        let request: Valid<T> = valid(document, members, &())?;
        let warnings = request.warnings();
        Ok(Self::new(request, document, warnings))
    }

    fn __from_stream(stream: &mut Stream<'de>) -> Result<Self, ReadError> {
        Self::streamed(stream, &())
    }

    fn __moved(self, moved: &dyn Fn(Vec<Problem>) -> Vec<Problem>) -> Self {
        self.moved(moved)
    }

    fn __schema() -> &'static Schema {
        T::SCHEMA
    }
}

impl<'de, T: ReadRequest<'de>> FromWireIn<'de> for Warned<T> {
    type Context = <T as OrderRequest>::Context;

    fn __from_members_in(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
        context: &Self::Context,
    ) -> Result<Self, ReadError> {
        let request: Valid<T> = valid(document, members, context)?;
        let warnings = request.warnings_in(context);
        Ok(Self::new(request, document, warnings))
    }

    fn __from_stream_in(
        stream: &mut Stream<'de>,
        context: &Self::Context,
    ) -> Result<Self, ReadError> {
        Self::streamed(stream, context)
    }

    fn __moved(self, moved: &dyn Fn(Vec<Problem>) -> Vec<Problem>) -> Self {
        self.moved(moved)
    }

    fn __schema() -> &'static Schema {
        T::SCHEMA
    }
}
