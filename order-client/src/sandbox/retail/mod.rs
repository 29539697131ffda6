//! The retail API, as the vendor's documentation has it.

mod answer;
mod backend;
mod order;
mod orders;
mod reissue;

pub(super) use self::backend::credentials;
pub use self::{backend::Retail, orders::AnyOrder};
