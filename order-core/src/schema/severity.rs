/// The meaning of a broken rule: the request is refused, or its caller is warned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The request is not valid.
    Error,
    /// The request is valid, and [`OrderRequest::warnings`](crate::OrderRequest::warnings) tells that it breaks the rule.
    Warning,
    /// The same, because the field or the value is deprecated. The text says what to use instead.
    Deprecated(&'static str),
}

impl Severity {
    /// Returns `true` if a request that breaks the rule is valid all the same.
    pub const fn is_warning(self) -> bool {
        match self {
            Self::Error => false,
            Self::Warning | Self::Deprecated(_) => true,
        }
    }

    /// Returns the severity as a word: `error` or `warning`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning | Self::Deprecated(_) => "warning",
        }
    }
}
