//! The parts of the proof, its findings beside those of two oracles, and the time that it takes.

mod brute;
mod concrete;
mod domain;
mod formula;
mod shape;
mod size;
mod smallest;
