//! Queries that may hold for one request.

use std::collections::BTreeMap;

use crate::proof::formula::{Formula, Var};

/// Leaves out each query that contradicts one before it in the value of a proposition, as far as they say it outright.
pub(super) fn compatible<'f>(queries: impl Iterator<Item = &'f Formula>) -> Vec<&'f Formula> {
    let mut values = BTreeMap::new();
    let mut kept = Vec::new();
    for query in queries {
        let mut own = Vec::new();
        literals(query, &mut own);
        if own.iter().all(|(var, value)| values.get(var).is_none_or(|known| known == value)) {
            values.extend(own);
            kept.push(query);
        }
    }
    kept
}

/// Adds the propositions whose values the formula says, if they stand in it by themselves.
fn literals(formula: &Formula, found: &mut Vec<(Var, bool)>) {
    match formula {
        Formula::Var(var) => found.push((*var, true)),
        Formula::Not(part) => {
            if let Formula::Var(var) = **part {
                found.push((var, false));
            }
        }
        Formula::All(parts) => parts.iter().for_each(|part| literals(part, found)),
        Formula::Const(_) | Formula::Any(_) | Formula::Count { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_queries_that_contradict_each_other_the_first_is_kept() {
        let var = Formula::Var;
        let [first, second, third] =
            [0, 1, 2].map(|index| Formula::all([var(index), !var(index + 1)]));
        let queries = [&first, &second, &third];
        assert_eq!(compatible(queries.into_iter()), [&first, &third]);
        let any = Formula::any([var(1), var(2)]);
        assert_eq!(
            compatible([&any, &first, &var(0), &!var(0)].into_iter()),
            [&any, &first, &var(0)]
        );
    }
}
