use std::fmt;

use crate::{Path, check::Check};

/// Receives the violations that a function of `#[check(id, function)]` on a struct finds.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, Report};
///
/// #[derive(OrderRequest)]
/// #[check(span, check_span, reads(start, end), "the end comes after the start")]
/// struct Order {
///     start: u8,
///     end: u8,
/// }
///
/// fn check_span(order: &Order, report: &mut Report<'_, '_>) {
///     if order.end < order.start {
///         report.fail("end", "comes before `start`; swap them");
///     }
/// }
///
/// let violations = Order { start: 2, end: 1 }.validate().unwrap_err();
/// assert_eq!(violations.to_string(), "`end` comes before `start`; swap them");
/// ```
pub struct Report<'c, 'a> {
    check: &'c mut Check<'a>,
    rule: usize,
}

impl<'c, 'a> Report<'c, 'a> {
    #[doc(hidden)]
    pub fn new(check: &'c mut Check<'a>, rule: usize) -> Self {
        Self { check, rule }
    }

    /// Reports a violation at the member `path`, in wire names with dots between; an empty path is the request itself.
    ///
    /// The message follows the path. Say what is wrong and what to do, and include no personal data.
    pub fn fail(&mut self, path: &'static str, message: impl Into<String>) {
        self.check.fail_with(self.rule, Some(Path::from_dotted(path)), message.into());
    }

    /// Returns the facts that are not on the wire, which the request or one around it is checked in; `None` if they are of another
    /// type.
    pub fn context<C: 'static>(&self) -> Option<&'a C> {
        self.check.context().downcast_ref()
    }
}

impl fmt::Debug for Report<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report").field("check", &self.check).finish_non_exhaustive()
    }
}

/// The answer of a function of `check`: whether the value is right, or why not.
#[diagnostic::on_unimplemented(
    message = "a function of `check` returns `Result<(), impl Display>` or `bool`, not `{Self}`",
    label = "returns `{Self}`"
)]
pub trait CheckResult {
    /// Returns `None` if the value is accepted, else the reason; the reason is empty if none was given.
    fn complaint(self) -> Option<String>;
}

impl CheckResult for bool {
    fn complaint(self) -> Option<String> {
        (!self).then(String::new)
    }
}

impl<E: std::fmt::Display> CheckResult for Result<(), E> {
    fn complaint(self) -> Option<String> {
        self.err().map(|error| error.to_string())
    }
}
