//! What is made from a schema, held to what the rules mean.

mod docs;
mod graph;
