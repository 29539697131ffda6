//! Every format both ways: what is written, what is read, and what is said of a document that cannot be.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod bad_input;
mod bare;
mod call;
mod context;
mod counted;
mod crates;
mod enums;
mod flat;
mod form;
mod in_order;
mod lists;
mod nested;
mod notations;
mod open;
mod outside;
mod problem;
mod reading;
mod rename_all;
mod secrets;
mod serde;
mod strict;
mod table;
mod times;
mod values;
mod writing;
mod xml;
