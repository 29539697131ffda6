//! JSON both ways: what is written, what is read, and what is said of a document that cannot be.

mod reading;
mod writing;
mod xml;
