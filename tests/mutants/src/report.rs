//! How many faults are seen, and which are not.

use std::collections::BTreeMap;

use crate::{
    Result,
    place::Place,
    project::Project,
    reasons::reasons,
    trial::{Verdict, verdicts},
};

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    faults: usize,
    seen: usize,
    with_a_reason: usize,
    open: usize,
}

/// Prints the table of the areas, and then each open fault with its line.
pub(crate) fn report(project: &Project, is_chosen: &dyn Fn(&Place) -> bool) -> Result<()> {
    let (_, places) = project.sources()?;
    let verdicts = verdicts(project)?;
    let reasons = reasons(project.name())?;
    let mut areas: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open = Vec::new();
    for place in places.iter().filter(|place| is_chosen(place)) {
        let counts = areas.entry(place.area()).or_default();
        counts.faults += 1;
        let verdict = verdicts.get(&place.name());
        if matches!(verdict, Some(Verdict::Seen(_))) {
            counts.seen += 1;
        } else if let Some(reason) = reasons.iter().find(|reason| reason.is_of(place)) {
            counts.with_a_reason += 1;
            *by_reason.entry(&reason.reason).or_default() += 1;
        } else {
            counts.open += 1;
            let verdict = match verdict {
                None => "not tried".to_owned(),
                Some(verdict) => verdict.to_string().replace('\t', " ").trim_end().to_owned(),
            };
            open.push(format!("{}:{}: {} ({verdict})", place.file, place.line, place.name()));
        }
    }
    let mut all = Counts::default();
    println!("| area | faults | seen | with a reason | open |\n| --- | --- | --- | --- | --- |");
    for (area, Counts { faults, seen, with_a_reason, open }) in &areas {
        println!("| `{area}` | {faults} | {seen} | {with_a_reason} | {open} |");
        all.faults += faults;
        all.seen += seen;
        all.with_a_reason += with_a_reason;
        all.open += open;
    }
    println!("| all | {} | {} | {} | {} |\n", all.faults, all.seen, all.with_a_reason, all.open);
    for (reason, count) in by_reason {
        println!("{count}: {reason}");
    }
    println!();
    for line in open {
        println!("{line}");
    }
    Ok(())
}
