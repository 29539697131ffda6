//! Attributes and conditions: syntax only, every piece with its span.

mod attribute;
mod bounds;
mod condition;
mod value;

pub(crate) use self::{
    attribute::{Argument, Word, docs, split_first_comma_group, words},
    bounds::{Bound, Bounds},
    condition::{Comparison, Cond, parse_all},
    value::{Allowed, Value},
};
