//! What is made from a schema: test cases.

mod cases;
