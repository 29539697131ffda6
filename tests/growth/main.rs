//! A table of how the cost of a call grows with its input: `cargo run --release -p order-tests --bin growth [WORD …]`.
//!
//! Each row has the time for inputs of a size, of twice and of four times that size, and how often the time doubles when
//! the size does: 1.0 for a call whose time grows with its input.

#![recursion_limit = "512"]

mod series;

use std::time::{Duration, Instant};

use series::{ALL, Series};

/// The least time of some calls, in microseconds, so that other programs count little.
fn time(series: &Series, size: usize) -> f64 {
    const RUNS: usize = 30;
    /// No series is repeated for longer.
    const LONGEST: Duration = Duration::from_millis(300);
    let start = Instant::now();
    let mut least = Duration::MAX;
    for _ in 0..RUNS {
        let run = (series.prepare)(size);
        let before = Instant::now();
        let result = run();
        least = least.min(before.elapsed());
        drop(result);
        if start.elapsed() > LONGEST {
            break;
        }
    }
    least.as_secs_f64() * 1e6
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    println!("| input | sizes | µs | µs | µs | exponents |\n| --- | --- | --- | --- | --- | --- |");
    for series in ALL {
        if !words.is_empty() && !words.iter().any(|word| series.name.contains(word)) {
            continue;
        }
        let sizes = [series.start, series.start * 2, series.start * 4];
        let times = sizes.map(|size| time(series, size));
        let exponent = |index: usize| (times[index + 1] / times[index]).log2();
        println!(
            "| {} | {} to {} | {:.0} | {:.0} | {:.0} | {:.1}, {:.1} |",
            series.name,
            sizes[0],
            sizes[2],
            times[0],
            times[1],
            times[2],
            exponent(0),
            exponent(1),
        );
    }
}
