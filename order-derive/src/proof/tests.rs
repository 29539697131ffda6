//! Tests of the parts of the proof, comparisons of its findings with two oracles, and its running time.

mod brute;
mod concrete;
mod domain;
mod formula;
mod growth;
mod said;
mod shape;
mod size;
mod smallest;
