//! Exports. Each module writes one kind of document from a [`Schema`](crate::schema::Schema).

#[cfg(any(
    feature = "schemars",
    feature = "schemars08",
    feature = "schemars09",
    feature = "utoipa"
))]
mod components;
#[macro_use]
#[cfg(any(feature = "schemars", feature = "schemars09"))]
mod generator;
mod docs;
pub mod graph;
pub mod html;
pub mod json_schema;
mod known_form;
pub mod markdown;
pub mod openapi;
#[cfg(feature = "schemars08")]
mod openapi_3_0;
pub mod schema;
#[cfg(feature = "schemars")]
pub mod schemars;
#[cfg(feature = "schemars08")]
pub mod schemars08;
#[cfg(feature = "schemars09")]
pub mod schemars09;
pub mod sql;
#[cfg(feature = "utoipa")]
pub mod utoipa;

use std::fmt;

/// An exported document, with the rules that its format cannot express.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "what the target cannot say may matter"]
pub struct Export {
    /// The document, which also lists the gaps.
    pub text: String,
    /// The rules that the format cannot express.
    pub gaps: Vec<Gap>,
}

/// A rule, or a part of a rule, that a format cannot express.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// The [id](crate::schema::Schema::rule_id) of the rule after the path of its part, such as
    /// `contacts[].email.format`, or the path of a field.
    pub rule: String,
    /// The part of the rule that the format cannot express, and the reason.
    pub reason: String,
}

impl Gap {
    /// Creates a gap for `rule`.
    pub fn new(rule: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { rule: rule.into(), reason: reason.into() }
    }
}

/// Shows the gap as an item of a list: `` `contacts[].email.format`: formats are annotations here ``.
impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.rule, self.reason)
    }
}
