//! The fields, facts, functions and named conditions that a condition refers to.

use crate::schema::{Cond, Part, Reference, Root, Schema, When};

/// Something that a condition refers to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Mention {
    /// The field with this index, or a member of it.
    Field(usize),
    /// The named condition with this index.
    Condition(usize),
    /// A fact of the context.
    Fact(&'static str),
    /// A value of the request before an update, or whether it is changed.
    Old,
    /// A function of the user.
    Function(&'static str),
}

/// Everything that `cond` refers to, without repeats, in order of first use.
pub(crate) fn mentions(cond: &Cond) -> Vec<Mention> {
    let mut found = Vec::new();
    in_cond(cond, &mut found);
    found
}

/// Everything that the condition of a rule refers to.
pub(crate) fn of_when(when: &When) -> Vec<Mention> {
    match when {
        When::Always => Vec::new(),
        When::If(cond) | When::Unless(cond) => mentions(cond),
    }
}

/// The fields that `cond` refers to, directly or through named conditions.
pub(crate) fn fields(cond: &Cond, schema: &'static Schema) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for mention in mentions(cond) {
        let fields = match mention {
            Mention::Field(field) => vec![field],
            Mention::Condition(index) => fields(&schema.conditions[index].cond, schema),
            Mention::Fact(_) | Mention::Old | Mention::Function(_) => Vec::new(),
        };
        for field in fields {
            if !found.contains(&field) {
                found.push(field);
            }
        }
    }
    found
}

/// The functions of the user that `cond` calls, directly or through named conditions.
pub(crate) fn functions(cond: &Cond, schema: &'static Schema) -> Vec<&'static str> {
    let mentions = mentions(cond).into_iter();
    mentions
        .flat_map(|mention| match mention {
            Mention::Function(name) => vec![name],
            Mention::Condition(index) => functions(&schema.conditions[index].cond, schema),
            Mention::Field(_) | Mention::Fact(_) | Mention::Old => Vec::new(),
        })
        .collect()
}

fn add(mention: Mention, found: &mut Vec<Mention>) {
    if !found.contains(&mention) {
        found.push(mention);
    }
}

fn in_reference(reference: &Reference, found: &mut Vec<Mention>) {
    match reference.root {
        Root::Field(field) => add(Mention::Field(field), found),
        Root::Context(fact) => add(Mention::Fact(fact.name), found),
        Root::Old(_) | Root::Changed(_) => add(Mention::Old, found),
        Root::Item(_) => {}
    }
}

fn in_cond(cond: &Cond, found: &mut Vec<Mention>) {
    cond.each_part(&mut |part| {
        if let Some(reference) = part.reference() {
            in_reference(reference, found);
        }
        match part {
            Part::Named(index) => add(Mention::Condition(index), found),
            Part::Cond(cond) | Part::Items(_, cond) => in_cond(cond, found),
            Part::Tested(_, test) => {
                if let Some(function) = test.function() {
                    add(Mention::Function(function), found);
                }
            }
            Part::Presence(_) | Part::Compared(_) | Part::Measured(..) | Part::Keys(..) => {}
        }
    });
}
