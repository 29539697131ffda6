//! Costs grow no faster than the input, up to logarithms. Allocations and looks at values are counted, since times would
//! depend on the machine.

#![recursion_limit = "512"]

mod series;

use series::{ALL, Series, looked_at};

/// The allocations of a call, the bytes of them, and how often a counted value was looked at.
fn cost(series: &Series, size: usize) -> [u64; 3] {
    let run = (series.prepare)(size);
    let before = looked_at();
    let mut result = None;
    let used = allocation_counter::measure(|| result = Some(run()));
    let looked_at = looked_at() - before;
    drop(result);
    [used.count_total, used.bytes_total, looked_at]
}

#[test]
fn no_cost_grows_faster_than_its_input_and_output() {
    let mut wrong = Vec::new();
    for series in ALL {
        let (small, large) = (cost(series, series.start), cost(series, 4 * series.start));
        println!("{}: {small:?}, {large:?}", series.name);
        if series.name.contains("repairs") {
            // Repairs are bounded by work, not by the size of the request.
            if large[0] > 8_000_000 {
                wrong.push(format!("{}: {} allocations", series.name, large[0]));
            }
            continue;
        }
        // A list that grows doubles its room, which may be half empty.
        let kinds = [("allocations", 5, 64), ("bytes", 8, 8192), ("looks", 5, 64)];
        for ((kind, times, few), (small, large)) in
            kinds.into_iter().zip(small.into_iter().zip(large))
        {
            if large > times * small + few {
                wrong.push(format!("{}: {small} {kind}, then {large}", series.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
