//! Updates: what is untouched, set and cleared, how it is read and written, and what comes out of it.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod apply;
mod between;
mod change;
mod exports;
mod placed;
mod ratchet;
mod types;
mod wire;
