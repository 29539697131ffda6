//! A table of how the cost of a call grows with its input: `cargo run --release -p order-tests --bin growth [WORD …]`.
//!
//! Each row has the time for inputs of a size, of twice and of four times that size, and how often the time doubles when
//! the size does: 1.0 for a call whose time grows with its input. With `--plot FILE` as the first arguments, the rows are drawn as
//! well.

#![recursion_limit = "512"]

mod plot;
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

/// The least times of one series for inputs of a size, of twice and of four times that size.
struct Row {
    name: &'static str,
    sizes: [usize; 3],
    times: [f64; 3],
}

impl Row {
    fn of(series: &Series) -> Self {
        let sizes = [series.start, series.start * 2, series.start * 4];
        Self { name: series.name, sizes, times: sizes.map(|size| time(series, size)) }
    }

    /// How often the time has doubled since the smallest size.
    fn doublings(&self, index: usize) -> f64 {
        (self.times[index] / self.times[0]).log2()
    }
}

fn main() -> std::io::Result<()> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let file = match &words[..] {
        [option, file, ..] if option == "--plot" => Some(file.clone()),
        _ => None,
    };
    if file.is_some() {
        words.drain(..2);
    }
    let is_asked =
        |series: &&Series| words.is_empty() || words.iter().any(|word| series.name.contains(word));
    println!("| input | sizes | µs | µs | µs | exponents |\n| --- | --- | --- | --- | --- | --- |");
    let mut rows = Vec::new();
    for row in ALL.iter().filter(is_asked).map(Row::of) {
        let Row { name, sizes: [first, _, last], times: [one, two, four] } = row;
        let exponents = (row.doublings(1), row.doublings(2) - row.doublings(1));
        println!(
            "| {name} | {first} to {last} | {one:.0} | {two:.0} | {four:.0} | {:.1}, {:.1} |",
            exponents.0, exponents.1
        );
        rows.push(row);
    }
    match file {
        Some(file) => std::fs::write(file, plot::svg(&rows)),
        None => Ok(()),
    }
}
