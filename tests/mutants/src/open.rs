//! The faults that no test sees and no reason explains yet: the file `open` of this folder, in which another machine finds what
//! is left to do.

use std::fs;

use crate::{
    Result,
    place::Place,
    project::{Project, write},
    reasons::reasons,
    trial::{Verdict, verdicts},
};

const NAMES: [&str; 2] = ["order-core", "order-derive"];

/// The names of the open faults of the crate in the file.
pub(crate) fn listed(of: &str) -> Result<Vec<String>> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/open"))?;
    let mut names = Vec::new();
    let mut is_of = false;
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("== ") {
            Some(name) => is_of = name == of,
            None if is_of => names.push(line.to_owned()),
            None => {}
        }
    }
    Ok(names)
}

/// Writes the faults that were tried and are open to the file. Those that were not tried stay as they are.
pub(crate) fn list(project: &Project) -> Result<()> {
    let (_, places) = project.sources()?;
    let (verdicts, reasons) = (verdicts(project)?, reasons(project.name())?);
    let before = listed(project.name())?;
    let is_open = |place: &&Place| match verdicts.get(&place.name()) {
        Some(Verdict::Seen(_)) => false,
        Some(Verdict::Passed | Verdict::Part(..) | Verdict::Unreached) => {
            !reasons.iter().any(|reason| reason.is_of(place))
        }
        None => before.contains(&place.name()),
    };
    let own: Vec<String> = places.iter().filter(is_open).map(Place::name).collect();
    let mut text = String::new();
    for name in NAMES {
        let names = if name == project.name() { own.clone() } else { listed(name)? };
        text += &format!(
            "== {name}\n\n{}\n",
            names.iter().map(|name| format!("{name}\n")).collect::<String>()
        );
    }
    eprintln!("{} open faults of {}", own.len(), project.name());
    write(
        concat!(env!("CARGO_MANIFEST_DIR"), "/open").as_ref(),
        (text.trim_end().to_owned() + "\n").as_bytes(),
    )
}

#[cfg(test)]
mod tests {
    use crate::{project::Project, reasons::reasons};

    #[test]
    fn no_open_fault_has_a_reason() {
        for name in super::NAMES {
            let (_, places) = Project::of(name).unwrap().sources().unwrap();
            let reasons = reasons(name).unwrap();
            let open = super::listed(name).unwrap();
            // What a change of the sources has done away with is left out the next time that the list is written.
            for place in places.iter().filter(|place| open.contains(&place.name())) {
                let reason = reasons.iter().find(|reason| reason.is_of(place));
                assert!(reason.is_none(), "{}: {reason:?}", place.name());
            }
        }
    }
}
