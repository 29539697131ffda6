//! Wire formats. A reader turns text into a [`Document`], from which requests are read; a writer visits the request.
//!
//! The formats themselves also stand at the root of the library, such as [`json`]. This module has what they
//! share: [`FromWire`] for all that can be read, [`FromWireIn`] for the same with facts of a context, [`Place`] and
//! [`Scalar`] for a type that reads itself, the [`Problem`]s of a [`ReadError`], and [`Warned`] for a request with its
//! warnings.

mod document;
mod error;
pub mod form;
pub mod json;
mod locate;
mod members;
mod output;
mod read;
mod scalar;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod serde;
mod split;
pub(crate) mod strict;
pub mod table;
mod warned;
mod write;
mod wrong;
#[cfg(feature = "xml")]
pub mod xml;

#[cfg(feature = "cases")]
pub(crate) use self::members::knows;
pub use self::{
    document::{Document, Place},
    error::{Part, Position, Problem, ReadError},
    members::Members,
    read::{FromWire, FromWireIn},
    scalar::Scalar,
    warned::Warned,
    write::WriteError,
};
pub(crate) use self::{
    error::{Problems, in_call},
    members::Finders,
    output::{Output, copy_ends},
    read::{Parsed, diagnose_call, no_object, shortened, utf8},
    wrong::Unknown,
};

#[cfg(feature = "serde")]
pub use self::serde::InContext;

#[cfg(all(feature = "export", feature = "xml"))]
pub(crate) use self::xml::item_of;
