//! What the documentation exports share: words, the reference that each of them draws in its own way, and escapes.

pub(crate) mod comment;
pub(crate) mod escape;
pub(crate) mod markup;
pub(crate) mod mentions;
pub(crate) mod reference;
pub(crate) mod words;
