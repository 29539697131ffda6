//! The syntax of attributes and conditions. Every piece keeps its span.

mod attribute;
mod bounds;
mod condition;
mod ends;
mod expression;
mod names;
mod number;
mod reference;
mod test;
mod value;

pub(crate) use self::{
    attribute::{Argument, Docs, Tokens, Word, inner_words, names, words},
    bounds::Bounds,
    condition::{Comparison, Cond, Fact, Part, Quantified, Term, condition, shown_path},
    ends::Ends,
    names::Names,
    number::{Exact, Number},
    reference::Reference,
    test::{Call, Format, Test, TestWord, Unit, quoted},
    value::{Allowed, Value, default, values},
};
