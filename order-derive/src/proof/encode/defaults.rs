//! Defaults: the values of absent fields of the request.

use crate::{
    parse::Value,
    proof::{
        domain::Class,
        encode::{Encoder, Further, Switch},
        formula::Formula,
        subject::{choice, length_class},
        theory::Default as Known,
    },
};

/// A default, and the formula under which a field without a value has it.
struct Default<'a> {
    applies: Formula,
    value: &'a Value,
}

/// A default whose class is known.
pub(super) struct KnownDefault {
    field: usize,
    position: usize,
    class: usize,
    /// The default is the value.
    applies: Formula,
}

impl<'a> Encoder<'a> {
    /// Records the known defaults, whose rules were just added.
    pub(super) fn record_defaults(&mut self) {
        let first = self.theory.rules.len() - self.further.len();
        for KnownDefault { field, position, class, applies } in
            std::mem::take(&mut self.known_defaults)
        {
            let further = Further::Default { field, position };
            let Some(rule) = self.further.iter().position(|one| *one == further) else { continue };
            let rule = first + rule;
            let is_value = match self.request.fields[field].default_ifs.is_empty() {
                true => {
                    let in_force = self.theory.rules[rule].kept.clone();
                    in_force.implies(self.subjects[field].value[class].clone())
                }
                false => Formula::TRUE,
            };
            self.theory.defaults.push(Known { rule, field, class, applies, is_value });
        }
    }

    pub(super) fn encode_defaults(&mut self) {
        let mut done = vec![false; self.request.fields.len()];
        for field in 0..done.len() {
            self.encode_default(field, &mut done);
        }
    }

    fn encode_default(&mut self, index: usize, done: &mut [bool]) {
        let field = &self.request.fields[index];
        if std::mem::replace(&mut done[index], true) {
            return;
        }
        // A conditional default cannot depend on itself.
        for (cond, _) in &field.default_ifs {
            for read in self.fields_of(cond) {
                self.encode_default(read, done);
            }
        }
        let defaults = self.defaults_of(index);
        if defaults.is_empty() {
            return;
        }
        let has_default = Formula::any(defaults.iter().map(|default| default.applies.clone()));
        let own = &self.subjects[index];
        let absent = !own.present.clone();
        for (position, default) in defaults.iter().enumerate() {
            if let Some(class) = own.class_of(default.value) {
                let applies = Formula::all([default.applies.clone(), absent.clone()]);
                self.known_defaults.push(KnownDefault { field: index, position, class, applies });
            }
        }
        let classes = own.classes.len();
        let known: Vec<Option<Option<usize>>> =
            defaults.iter().map(|default| own.class_of(default.value).map(Some)).collect();
        let of_class = self.chosen(&defaults, classes, &known);
        let lengths = self.subjects[index].lengths.clone();
        let known: Vec<Option<Option<usize>>> =
            defaults.iter().map(|default| length_of(default.value, &lengths)).collect();
        let of_length = self.chosen(&defaults, lengths.len(), &known);
        let subject = &mut self.subjects[index];
        let has_none = !subject.has_value.clone();
        let is_default = Formula::all([has_none.clone(), has_default.clone()]);
        let theory = &mut self.theory;
        for (value, chosen) in subject.value.iter_mut().zip(of_class) {
            let chosen = Formula::all([has_none.clone(), chosen]);
            *value = theory.name(Formula::any([value.clone(), chosen]));
        }
        for (length, chosen) in subject.length.iter_mut().zip(of_length) {
            let written = Formula::all([!is_default.clone(), length.clone()]);
            let chosen = Formula::all([has_none.clone(), chosen]);
            *length = theory.name(Formula::any([written, chosen]));
        }
        let has_value = Formula::any([subject.has_value.clone(), has_default]);
        subject.has_value = theory.name(has_value);
    }

    /// Returns the defaults of a field. Each applies if its condition holds and no earlier one applies.
    fn defaults_of(&mut self, index: usize) -> Vec<Default<'a>> {
        let field = &self.request.fields[index];
        let conditional = field.default_ifs.iter().map(|(cond, value)| (Some(cond), value));
        let last = field.default.iter().map(|value| (None, value));
        let mut before = Formula::TRUE;
        let mut defaults = Vec::new();
        for (cond, value) in conditional.chain(last) {
            let when = cond.map_or(Formula::TRUE, |cond| self.cond(cond));
            let in_force = self.theory.fresh();
            let when = self.theory.name(Formula::all([when, in_force.clone()]));
            let mut applies = Formula::all([before.clone(), when.clone()]);
            before = self.theory.name(Formula::all([before, !when]));
            if let Value::Fact(_) = value {
                // The fact may be absent from the context.
                applies = Formula::all([applies, self.theory.fresh_opaque()]);
            }
            let has_none = !self.subjects[index].has_value.clone();
            let applied = Formula::all([applies.clone(), has_none]);
            self.switches[index].push(Switch { in_force, applies: applied });
            defaults.push(Default { applies, value });
        }
        defaults
    }

    /// Returns by class whether the default that applies belongs to it. `known` holds the class of each default; that of
    /// a constant is not known.
    fn chosen(
        &mut self,
        defaults: &[Default<'a>],
        classes: usize,
        known: &[Option<Option<usize>>],
    ) -> Vec<Formula> {
        let mut chosen = vec![Vec::new(); classes];
        for (Default { applies, .. }, known) in defaults.iter().zip(known) {
            match known {
                Some(known) => {
                    let chosen = known.and_then(|class| chosen.get_mut(class));
                    chosen.into_iter().for_each(|chosen| chosen.push(applies.clone()));
                }
                None if classes == 0 => {}
                None => {
                    let of_class = choice(classes, &Formula::TRUE, &mut self.theory);
                    for (chosen, of_class) in chosen.iter_mut().zip(of_class) {
                        chosen.push(Formula::all([applies.clone(), of_class]));
                    }
                }
            }
        }
        chosen.into_iter().map(Formula::any).collect()
    }
}

/// Returns the class of the length of a literal text.
fn length_of(value: &Value, lengths: &[Class]) -> Option<Option<usize>> {
    match value {
        Value::Text(text) => Some(length_class(lengths, text.value().chars().count())),
        _ => None,
    }
}
