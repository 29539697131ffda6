//! Tests of the parts of the proof, comparisons of its findings with two oracles, and its running time.

mod brute;
mod concrete;
mod domain;
mod forgotten;
mod formula;
mod growth;
mod literals;
mod members;
mod never;
mod said;
mod shape;
mod size;
mod smallest;
mod sure;
mod words;

/// A number that the environment sets, such as how many random cases are tried.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}
