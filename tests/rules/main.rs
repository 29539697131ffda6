//! The meaning of the rules: every attribute kept and broken, and the rules of the code-signing order.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod details;
mod documented;
mod endpoints;
mod enums;
mod explained;
mod floats;
mod formats;
mod fractions;
mod free;
mod functions;
mod invented;
mod keys;
mod language;
mod large;
mod newtypes;
mod numbers;
#[path = "../exports/oracle.rs"]
mod oracle;
mod own_words;
mod presence;
mod realistic;
mod reasons;
mod repairs;
mod rich;
mod seed;
mod silent;
mod spans;
mod told;
mod warnings;
mod why;
mod words;
