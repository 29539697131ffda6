//! SQL finds, in real engines, the rows that break a rule.

mod agreement;
mod postgres;
