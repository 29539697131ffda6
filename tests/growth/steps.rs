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

/// Returns whether a cost grows fast from other sizes, too. A list that grows doubles its room, which is half empty right
/// after that: a series may seem to grow fast between two sizes only because the last doubling lies between them.
fn grows_always(series: &Series, grows_fast: impl Fn([u64; 3], [u64; 3]) -> bool) -> bool {
    // The types of these come in few sizes.
    let is_fixed = series.name.starts_with("fields: ") || series.name.starts_with("values ");
    let others = [series.start * 3 / 2, series.start * 4];
    is_fixed
        || others.into_iter().all(|size| grows_fast(cost(series, size), cost(series, 4 * size)))
}

#[test]
fn no_cost_grows_faster_than_its_input_and_output() {
    let mut wrong = Vec::new();
    for series in ALL {
        let (small, large) = (cost(series, series.start), cost(series, 4 * series.start));
        println!("{}: {small:?}, {large:?}", series.name);
        if series.name.starts_with("repairs: ") {
            // Repairs of lists are bounded by work, not by the size of the request.
            if large[0] > 8_000_000 {
                wrong.push(format!("{}: {} allocations", series.name, large[0]));
            }
            continue;
        }
        let kinds = [("allocations", 64), ("bytes", 1024), ("looks", 64)];
        for (index, (kind, few)) in kinds.into_iter().enumerate() {
            let grows_fast =
                |small: [u64; 3], large: [u64; 3]| large[index] > 5 * small[index] + few;
            if grows_fast(small, large) && (kind != "bytes" || grows_always(series, grows_fast)) {
                let (small, large) = (small[index], large[index]);
                wrong.push(format!("{}: {small} {kind}, then {large}", series.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
