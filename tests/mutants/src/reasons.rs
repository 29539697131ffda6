//! Why some faults are seen by no test: the file `reasons` of this folder.
//!
//! A heading (`# …`) is a reason. Below it, each line names places: the file, then perhaps the function, the kind and the text,
//! with ` | ` between them. `*` at the end of a function stands for what follows.

use crate::{Result, place::Place};

/// Places with a reason.
#[derive(Debug)]
pub(crate) struct Reason {
    pub(crate) reason: String,
    pub(crate) line: String,
}

impl Reason {
    /// Whether the line names the place.
    pub(crate) fn is_of(&self, place: &Place) -> bool {
        let mut fields = self.line.splitn(4, " | ");
        let fits = |field: Option<&str>, text: &str| match field {
            None | Some("*") => true,
            Some(field) => match field.strip_suffix('*') {
                Some(begin) => text.starts_with(begin),
                None => text == field,
            },
        };
        fits(fields.next(), &place.file)
            && fits(fields.next(), &place.function)
            && fits(fields.next(), &place.kind.to_string())
            && fits(fields.next(), &place.text)
    }
}

/// The reasons for the crate, in the order of the file.
pub(crate) fn reasons(of: &str) -> Result<Vec<Reason>> {
    let mut reasons = Vec::new();
    let (mut is_of, mut reason) = (false, "");
    for line in include_str!("../reasons").lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("== ") {
            is_of = name == of;
        } else if let Some(heading) = line.strip_prefix("# ") {
            reason = heading;
        } else if is_of {
            if reason.is_empty() {
                return Err(format!("no reason stands above `{line}`").into());
            }
            reasons.push(Reason { reason: reason.to_owned(), line: line.to_owned() });
        }
    }
    Ok(reasons)
}

#[cfg(test)]
mod tests {
    use crate::project::Project;

    #[test]
    fn each_reason_names_a_place_that_exists() {
        for name in ["order-core", "order-derive"] {
            let (_, places) = Project::of(name).unwrap().sources().unwrap();
            let reasons = super::reasons(name).unwrap();
            let of_none: Vec<&str> = reasons
                .iter()
                .filter(|reason| !places.iter().any(|place| reason.is_of(place)))
                .map(|reason| reason.line.as_str())
                .collect();
            assert_eq!(of_none, [""; 0], "of {name}");
        }
    }
}
