use std::fmt;

use crate::{
    schema::{Evaluator, Schema},
    value::Fields,
    violation::{Because, Violation, Violations},
};

/// Collects the violations of one request while its generated check runs.
pub struct Check<'a> {
    schema: &'static Schema,
    request: &'a dyn Fields,
    found: Vec<Violation>,
}

impl<'a> Check<'a> {
    /// Room for a usual number of mistakes, so that the list grows rarely.
    const ROOM: usize = 8;

    #[inline]
    pub(crate) fn new(schema: &'static Schema, request: &'a dyn Fields) -> Self {
        Self { schema, request, found: Vec::new() }
    }

    #[inline]
    pub(crate) fn finish(self) -> Result<(), Violations> {
        if self.found.is_empty() { Ok(()) } else { Err(Violations::new(self.found)) }
    }

    /// Reports that the rule with index `rule` is broken.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, rule: usize) {
        let rule = &self.schema.rules[rule];
        let because = Evaluator::of_rule(self.schema, self.request, rule)
            .map_or(Because::Nothing, |evaluator| evaluator.because(rule));
        self.push(Violation::new(self.schema, rule, because));
    }

    /// Reports that a group has the wrong number of members; `present` is in the order of its members.
    #[cold]
    #[inline(never)]
    pub fn fail_group(&mut self, rule: usize, present: &[bool]) {
        let rule = &self.schema.rules[rule];
        let because = Because::group(present.iter().copied());
        self.push(Violation::new(self.schema, rule, because));
    }

    fn push(&mut self, violation: Violation) {
        if self.found.is_empty() {
            self.found.reserve(Self::ROOM);
        }
        self.found.push(violation);
    }
}

impl fmt::Debug for Check<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("found", &self.found).finish_non_exhaustive()
    }
}
