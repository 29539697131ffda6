//! Answers to questions of the kind "what if": why a field is required, how a request is repaired, and which requests
//! keep or break each rule.
//!
//! All three change a [`tree`] and judge its rules again. The values that they try come from one [`domain`], which
//! lists them for each [`spot`] of the schema.

#[cfg(feature = "cases")]
pub mod cases;
mod domain;
mod find;
#[cfg(any(feature = "cases", test))]
#[cfg_attr(not(feature = "cases"), allow(dead_code, reason = "only test cases need all of it"))]
mod random;
pub mod repair;
mod spot;
mod tree;
pub mod why;

pub(crate) use self::tree::Tree;
