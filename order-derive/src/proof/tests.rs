//! Findings beside those of oracles, and the time that they take.

mod brute;
mod concrete;
mod size;
