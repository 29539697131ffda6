//! What else comes from a declaration: each module writes one kind of document from a [`Schema`](crate::Schema).

use std::fmt;

/// What was written, and what its target cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "what the target cannot say may matter"]
pub struct Export {
    /// The document, which lists the gaps itself.
    pub text: String,
    /// What the target cannot say.
    pub gaps: Vec<Gap>,
}

/// A rule, or a part of one, that a target cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// The rule: its [id](crate::Schema::rule_id) behind the place of the part that has it, such as
    /// `contacts[].email.format`; or the place of a field.
    pub rule: String,
    /// What the target cannot say of it, and why.
    pub reason: String,
}

impl Gap {
    /// That the target cannot say `rule`.
    pub fn new(rule: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { rule: rule.into(), reason: reason.into() }
    }
}

/// Reads as an item of a list: `` `contacts[].email.format`: formats are annotations here ``.
impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.rule, self.reason)
    }
}
