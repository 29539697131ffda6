//! Whether the rules of a request can work together: rules to logic, logic to findings, findings to errors.
//!
//! What the derive cannot see (functions of the user, two fields compared, the values of an enum, the
//! rules of nested parts) may be anything here, so a finding is always true, and silence proves nothing.

mod domain;
mod encode;
mod findings;
mod formula;
mod report;
mod shape;
mod smallest;
mod solver;
mod subject;
#[cfg(test)]
mod tests;
mod theory;

use proc_macro2::TokenStream;

use crate::{
    errors::Errors,
    model::{Id, Request},
    plan::Plan,
};

/// How many steps the solver may take for one request.
const STEPS: u64 = 200_000;

/// Reports what cannot work in a request whose attributes have a meaning each; what only rustc can decide
/// is returned.
pub(crate) fn prove(request: &Request<'_>, plan: &Plan<'_>, errors: &mut Errors) -> TokenStream {
    let encoded = encode::encode(request, plan);
    let levels = &request.options.levels;
    let report = report::Report { request, plan, encoded: &encoded };
    match findings::findings(&encoded.theory, levels, STEPS) {
        Ok(found) => found.iter().map(|finding| report.add(finding, errors)).collect(),
        Err(solver::GaveUp) => {
            if levels.is_denied(Id::Undecided) {
                report.undecided(errors);
            }
            TokenStream::new()
        }
    }
}
