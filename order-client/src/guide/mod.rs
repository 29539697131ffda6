//! A book about the client, in chapters of one task each. What an order may hold is the matter of
//! [`order_core::guide`](https://docs.rs/order-core/latest/order_core/guide/).
//!
//! - [A client of my own](own_client): an API that the library does not know, in a page of code
//! - [Test my client](test_your_client): a server for tests, with faults on request
//!
//! For an order that must not be lost or placed twice, whatever happens to the program, see `journal` (feature `journal`). What
//! each fault means for an order is in [the table of the crate](crate#every-fault-and-its-outcome).
//!
//! This module exists in the documentation alone.

#[cfg_attr(feature = "sandbox", doc = include_str!("own_client.md"))]
#[cfg_attr(
    not(feature = "sandbox"),
    doc = "This chapter is written if the feature `sandbox` is on."
)]
pub mod own_client {}
#[cfg_attr(feature = "sandbox", doc = include_str!("test_your_client.md"))]
#[cfg_attr(
    not(feature = "sandbox"),
    doc = "This chapter is written if the feature `sandbox` is on."
)]
pub mod test_your_client {}
