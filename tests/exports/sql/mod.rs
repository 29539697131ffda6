//! SQL finds, in real engines, the rows that break a rule.

mod agreement;
mod checks;
mod engine;
mod formats;
mod injection;
mod postgres;
pub(crate) mod sqlite;
