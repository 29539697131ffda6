//! Messages in other languages than English: that every text comes from the catalogue, and that the German one has all.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod corpus;
mod documents;
mod german;
mod pseudo;
