//! Requests that certainly exist. An unknown leaf may hold for no value at all, so it must not be used to construct
//! one.

use crate::proof::{
    encode::{Encoder, Opaque, OpaqueKind},
    formula::Formula,
};

impl Encoder<'_> {
    /// Returns the index of the request's field that a subject is, or is part of.
    pub(super) fn root_of(&self, subject: usize) -> Option<usize> {
        let described = &self.directory.list[subject];
        described.field.or_else(|| self.root_of(described.holder?))
    }

    /// Records the propositions that may not be possible, and the facts about requests that certainly exist.
    pub(super) fn encode_sure(&mut self) {
        for (described, subject) in self.directory.list.iter().zip(&self.subjects) {
            let holder = described.holder.map(|holder| &self.subjects[holder]);
            self.theory.sure.extend(described.surely(subject, holder));
        }
        // For each subject, the number of leaves about it, and of those that a condition asks.
        let mut about = vec![(0, 0); self.directory.list.len()];
        for opaque in &self.opaque {
            for (index, subject) in opaque.about.iter().enumerate() {
                if !opaque.about[..index].contains(subject) {
                    about[*subject].0 += 1;
                    about[*subject].1 += usize::from(opaque.is_asked);
                }
            }
        }
        let asked = |subject: usize| about[subject].1;
        let known =
            |opaque: &Opaque| match opaque.kind {
                // Some value keeps the rules of a field, unless another leaf also depends on that value.
                _ if !opaque.is_asked => opaque.about.iter().all(|subject| asked(*subject) == 0),
                OpaqueKind::Format => opaque.about.iter().all(|subject| {
                    asked(*subject) == 1 && self.directory.list[*subject].is_plain()
                }),
                // A pair has three leaves.
                OpaqueKind::Pair => opaque.about.iter().all(|subject| {
                    asked(*subject) == 3 && self.directory.list[*subject].is_plain()
                }),
                OpaqueKind::Other => false,
            };
        let mut opaque: Vec<Formula> = self
            .opaque
            .iter()
            .filter(|opaque| !known(opaque))
            .map(|opaque| opaque.holds.clone())
            .collect();
        for (index, (described, subject)) in
            self.directory.list.iter().zip(&self.subjects).enumerate()
        {
            if described.is_length_asked && about[index].0 > 0 {
                opaque.extend(subject.written_length.iter().cloned());
            }
            if self.has_siblings(index) {
                let parts = [&subject.given, &subject.present].into_iter().chain(&subject.written);
                opaque.extend(parts.chain(&subject.written_length).cloned());
            }
        }
        opaque.iter().for_each(|opaque| self.theory.set_opaque(opaque));
        self.theory.name_sides();
    }

    /// Returns `true` if rules also name other members of the same part. The part may have its own rules on both.
    pub(super) fn has_siblings(&self, subject: usize) -> bool {
        if self.directory.list[subject].field.is_some() {
            return false;
        }
        let Some(root) = self.root_of(subject) else {
            // A fact of the context. A nested part may read it too.
            return self.request.fields.iter().any(|field| field.is_nested);
        };
        let is_leaf = |other: &usize| {
            self.directory.list[*other].field.is_none()
                && self.root_of(*other) == Some(root)
                && !self.directory.list.iter().any(|inner| inner.holder == Some(*other))
        };
        (0..self.directory.list.len()).filter(is_leaf).count() > 1
    }
}
