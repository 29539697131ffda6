//! Wire formats: each reads into a [`Document`], from which requests are read, and writes from a visit.

mod document;
mod error;
pub mod form;
pub mod json;
mod members;
mod read;
mod scalar;
#[cfg(feature = "serde")]
pub mod serde;
mod split;
mod write;
#[cfg(feature = "xml")]
pub mod xml;

pub use self::{
    document::{Document, Place},
    error::{Position, Problem, ReadError},
    members::Members,
    read::FromWire,
    scalar::Scalar,
    write::WriteError,
};

#[cfg(all(feature = "export", feature = "xml"))]
pub(crate) use self::xml::item_of;
