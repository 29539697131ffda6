//! Code that the documentation exports share: prose, the reference that each of them renders, and escapes.

pub(crate) mod comment;
pub(crate) mod escape;
pub(crate) mod markup;
pub(crate) mod mentions;
pub(crate) mod reference;
pub(crate) mod speaker;
