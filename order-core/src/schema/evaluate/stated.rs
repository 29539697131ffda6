//! Facts that a condition states by itself: if it has the value, no request can have another fact.
//!
//! A violation with such a condition keeps nothing, and its reason is made when it is told.

use crate::{
    Path,
    schema::{
        Cond, Field, Kind, Literal, Reference, Root, Schema, Test, evaluate::explain::fact_value,
    },
    violation::{Fact, FactState, FactValue, Tested},
};

/// Returns `true` if the fact that gives a condition this value is the same in every request.
pub(crate) fn is_stated(schema: &'static Schema, cond: &'static Cond, outcome: bool) -> bool {
    let Some((field, test, outcome)) = leaf(schema, cond, outcome) else { return false };
    let attributes = field.attributes;
    if attributes.secret || !attributes.default_ifs.is_empty() {
        return false;
    }
    match test.literal(outcome) {
        Some((true, Literal::Bool(value))) => match attributes.default {
            None => true,
            // A value that is there by default is told so.
            Some(default) => matches!(default, Literal::Bool(other) if other != *value),
        },
        Some((true, literal)) => attributes.default.is_none() && is_told(literal),
        Some((false, Literal::Bool(_))) => {
            let ty = field.ty;
            !(ty.optional || ty.nullable || ty.is_change) && matches!(field.kind(), Kind::Bool)
        }
        Some((false, _)) | None => false,
    }
}

/// Returns the fact that a condition states, of which [`is_stated`] is true.
pub(crate) fn stated(schema: &'static Schema, cond: &'static Cond, outcome: bool) -> Option<Fact> {
    let (field, test, outcome) = leaf(schema, cond, outcome)?;
    let kind = Some(field.kind().required());
    let state = match test.literal(outcome)? {
        (equals, Literal::Bool(value)) => FactState::Is(FactValue::Bool(*value == equals)),
        (_, literal) => match fact_value(kind, literal) {
            Some(value) => FactState::Is(value),
            None => FactState::Tested(Tested::new(test, kind, outcome)),
        },
    };
    Some(Fact { path: Path::field(field.name), state })
}

/// Returns the test of a field that a condition is, behind names and negations.
fn leaf(
    schema: &'static Schema,
    mut cond: &'static Cond,
    mut outcome: bool,
) -> Option<(&'static Field, &'static Test, bool)> {
    loop {
        match cond {
            Cond::Named(index) => cond = &schema.conditions[*index].cond,
            Cond::Not(denied) => (cond, outcome) = (denied, !outcome),
            Cond::Passes(Reference { root: Root::Field(index), members: [] }, test) => {
                return Some((&schema.fields[*index], test, outcome));
            }
            Cond::Passes(..)
            | Cond::Given(_)
            | Cond::Present(_)
            | Cond::Compare(..)
            | Cond::AnyItem(..)
            | Cond::AllItems(..)
            | Cond::Unique(..)
            | Cond::All(_)
            | Cond::Any(_)
            | Cond::Implies(..) => return None,
        }
    }
}

/// Returns `true` if a value that equals the literal is told in one way.
fn is_told(literal: &Literal) -> bool {
    match literal {
        Literal::Bool(_) | Literal::Integer(_) | Literal::Text(_) | Literal::Variant(_) => true,
        Literal::Null | Literal::Fraction(..) | Literal::Constant(_) | Literal::Fact(_) => false,
    }
}
