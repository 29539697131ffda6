//! Wire formats: each reads into a [`Document`], from which requests are read, and writes from a visit.

mod document;
pub mod json;
mod members;
mod read;
mod scalar;

pub use self::{
    document::{Document, Place},
    members::Members,
    read::{FromWire, Position, Problem, ReadError},
    scalar::Scalar,
};
