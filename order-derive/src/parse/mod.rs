//! Attributes and conditions: syntax only, every piece with its span.

mod attribute;
mod bounds;
mod condition;
mod reference;
mod value;

pub(crate) use self::{
    attribute::{Argument, Tokens, Word, docs, inner_words, names, words},
    bounds::Bounds,
    condition::{Comparison, Cond, Quantified, Term, condition, shown_path},
    reference::Reference,
    value::{Allowed, Integer, Value, default, listed_twice, values},
};
