//! The proof that the rules of a request can work together: rules become logic, logic gives findings, findings become
//! errors.
//!
//! The derive does not see functions of the user, comparisons of two fields, values of an enum and rules of nested
//! parts, and assumes that any result of them is possible. So a finding is always true, and the absence of findings
//! proves nothing.

mod domain;
mod encode;
mod findings;
pub(crate) mod forgotten;
mod formula;
mod known;
mod literals;
mod moment;
mod report;
pub(crate) mod shape;
mod smallest;
mod solver;
pub(crate) mod subject;
#[cfg(test)]
mod tests;
mod theory;
mod together;

use proc_macro2::TokenStream;

pub(crate) use self::domain::may_be_same;
use crate::{
    errors::Errors,
    model::{Id, Request},
    plan::Plan,
};

/// Limit of the solver's steps for one request.
const STEPS: u64 = 200_000;

/// Reports rules that cannot work, in a request without other mistakes. Returns checks that only rustc can decide.
pub(crate) fn prove(request: &Request<'_>, plan: &Plan<'_>, errors: &mut Errors) -> TokenStream {
    let encoded = encode::encode(request, plan);
    let levels = &request.options.levels;
    let report = report::Report { request, plan, encoded: &encoded };
    let mut checks = forgotten::checks(request);
    checks.extend(literals::checks(request));
    let theory = &encoded.theory;
    let found = findings::findings(theory, levels, STEPS).and_then(|found| {
        let ends = findings::forbidden_members(theory, levels, &found, STEPS)?;
        Ok((found, ends))
    });
    match found {
        Ok((found, ends)) => {
            checks.extend(found.iter().map(|finding| report.add(finding, errors)));
            checks.extend(report.forbidden_members(&ends));
        }
        Err(solver::GaveUp) if levels.is_denied(Id::Undecided) => report.undecided(errors),
        Err(solver::GaveUp) => {}
    }
    checks
}
