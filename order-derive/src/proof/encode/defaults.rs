//! Defaults: the values of absent fields of the request.

use crate::{
    parse::Value,
    proof::{
        domain::Class,
        encode::Encoder,
        formula::Formula,
        subject::{choice, class_of, length_class},
    },
};

/// A default, and the formula under which a field without a value has it.
struct Default<'a> {
    applies: Formula,
    value: &'a Value,
}

impl<'a> Encoder<'a> {
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
        let classes = self.subjects[index].classes.clone();
        let of_class =
            self.chosen(&defaults, classes.len(), |value| class_of(&classes, value).map(Some));
        let lengths = self.subjects[index].lengths.clone();
        let of_length = self.chosen(&defaults, lengths.len(), |value| length_of(value, &lengths));
        let subject = &mut self.subjects[index];
        let has_none = !subject.has_value.clone();
        let is_default = Formula::all([has_none.clone(), has_default.clone()]);
        for (value, chosen) in subject.value.iter_mut().zip(of_class) {
            *value = Formula::any([value.clone(), Formula::all([has_none.clone(), chosen])]);
        }
        for (length, chosen) in subject.length.iter_mut().zip(of_length) {
            let written = Formula::all([!is_default.clone(), length.clone()]);
            *length = Formula::any([written, Formula::all([has_none.clone(), chosen])]);
        }
        subject.has_value = Formula::any([subject.has_value.clone(), has_default]);
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
            let mut applies = Formula::all([before.clone(), when.clone()]);
            before = Formula::all([before, !when]);
            if let Value::Fact(_) = value {
                // The fact may be absent from the context.
                applies = Formula::all([applies, self.theory.fresh_opaque()]);
            }
            defaults.push(Default { applies, value });
        }
        defaults
    }

    /// Returns by class whether the default that applies belongs to it. The class of a constant is not known.
    fn chosen(
        &mut self,
        defaults: &[Default<'a>],
        classes: usize,
        class_of: impl Fn(&Value) -> Option<Option<usize>>,
    ) -> Vec<Formula> {
        let mut chosen = vec![Formula::FALSE; classes];
        for Default { applies, value } in defaults {
            let of_class: Vec<Formula> = match class_of(value) {
                Some(known) => {
                    (0..classes).map(|class| Formula::Const(Some(class) == known)).collect()
                }
                None if classes == 0 => Vec::new(),
                None => choice(classes, &Formula::TRUE, &mut self.theory),
            };
            for (chosen, of_class) in chosen.iter_mut().zip(of_class) {
                *chosen = Formula::any([chosen.clone(), Formula::all([applies.clone(), of_class])]);
            }
        }
        chosen
    }
}

/// Returns the class of the length of a literal text.
fn length_of(value: &Value, lengths: &[Class]) -> Option<Option<usize>> {
    match value {
        Value::Text(text) => Some(length_class(lengths, text.value().chars().count())),
        _ => None,
    }
}
