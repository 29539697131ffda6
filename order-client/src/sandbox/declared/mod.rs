//! The service behind the sandbox of any declared service.

mod answer;
mod backend;
mod builder;
mod lookup;
mod orders;
mod route;

pub use self::{answer::Answer, backend::Declared, builder::SandboxBuilder, orders::Orders};
