use crate::schema::{Cond, Rule, When};

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

/// The part of a rule that decides its severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SeverityBy {
    /// The attribute alone: it says `warn`, or nothing.
    Word,
    /// A condition, `warn if C`. It is the condition of the rule, which has no other, or its negation.
    Condition,
    /// A condition, `warn if C`. It is the last part of the condition of the rule, or its negation, behind that of the
    /// attribute.
    LastCondition,
}

impl Rule {
    /// Returns the condition of the attribute, and the value that it has where the rule applies; `None` if it has none.
    pub(crate) fn own_condition(&self) -> Option<(&Cond, bool)> {
        let (cond, holds) = match &self.when {
            When::Always => return None,
            When::If(cond) => (cond, true),
            When::Unless(cond) => (cond, false),
        };
        match (self.attributes.severity_by, cond) {
            (SeverityBy::Condition, _) => None,
            (SeverityBy::LastCondition, Cond::All([Cond::Not(own), _])) => Some((own, false)),
            (SeverityBy::LastCondition, Cond::All([own, _])) => Some((own, true)),
            (SeverityBy::LastCondition | SeverityBy::Word, cond) => Some((cond, holds)),
        }
    }

    /// Returns the condition that decides the severity; `None` if nothing but the attribute does. It holds where the rule
    /// applies.
    pub(crate) fn severity_condition(&self) -> Option<&Cond> {
        match (self.attributes.severity_by, &self.when) {
            (SeverityBy::Condition, When::If(cond)) => Some(cond),
            (SeverityBy::LastCondition, When::If(Cond::All([_, cond]))) => Some(cond),
            (SeverityBy::Word | SeverityBy::Condition | SeverityBy::LastCondition, _) => None,
        }
    }
}
