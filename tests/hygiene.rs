//! Generated code in surroundings that are unusual but legal: it compiles, and it still does what it says.
//! Beside that, the number of names that a user of the library meets.

#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

#[path = "hygiene/attributes.rs"]
mod attributes;
#[path = "hygiene/generics.rs"]
mod generics;
#[path = "hygiene/guide.rs"]
mod guide;
#[path = "hygiene/language.rs"]
mod language;
#[path = "hygiene/macros.rs"]
mod macros;
#[path = "hygiene/names.rs"]
mod names;
#[path = "hygiene/neighbours.rs"]
mod neighbours;
#[path = "hygiene/no_prelude.rs"]
mod no_prelude;
#[path = "hygiene/packages.rs"]
mod packages;
#[path = "hygiene/places.rs"]
mod places;
#[path = "hygiene/root.rs"]
mod root;
#[path = "hygiene/shadowed.rs"]
mod shadowed;
#[path = "hygiene/sizes.rs"]
mod sizes;
#[path = "hygiene/types.rs"]
mod types;
#[path = "hygiene/updates.rs"]
mod updates;
