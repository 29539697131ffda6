//! Tests of the workspace that need more than one crate. The snippets of its README are tests of this package.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
