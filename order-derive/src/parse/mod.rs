//! Attributes and conditions: syntax only, every piece with its span.

mod attribute;
mod bounds;
mod condition;
mod value;

pub(crate) use self::{
    attribute::{Argument, Tokens, Word, docs, words},
    bounds::Bounds,
    condition::{Comparison, Cond, condition},
    value::{Allowed, Integer, Value, listed_twice, values},
};
