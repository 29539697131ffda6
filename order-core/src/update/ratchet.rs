//! Violations that were there before an update and are let pass.

use crate::{
    Path,
    request::{Invalid, OrderRequest, Valid},
    schema::{At, Checked, Cond, Demand, Field, FieldPlace, Kind, Root, Rule, Schema, When},
    update::rejected::Touched,
    violation::{Violation, Violations},
};

/// A request that comes out of an update, with the violations that were there before and are let pass.
#[derive(Debug, Clone)]
pub struct Accepted<T> {
    request: T,
    let_pass: Vec<Violation>,
}

impl<T> Accepted<T> {
    pub(super) fn new(request: T, let_pass: Vec<Violation>) -> Self {
        Self { request, let_pass }
    }

    /// Returns the request.
    pub fn request(&self) -> &T {
        &self.request
    }

    /// Returns the violations that were let pass, in field order.
    pub fn let_pass(&self) -> &[Violation] {
        &self.let_pass
    }

    /// Returns the request, which may break rules.
    pub fn into_inner(self) -> T {
        self.request
    }
}

impl<T: OrderRequest> Accepted<T> {
    /// Returns the request as valid, if nothing was let pass.
    ///
    /// # Errors
    ///
    /// The request with the violations that were let pass.
    pub fn into_valid(self) -> Result<Valid<T>, Invalid<T>> {
        let Self { request, let_pass } = self;
        match let_pass.is_empty() {
            true => Ok(Valid::known(request)),
            false => Err(Invalid { request, violations: Violations::new(let_pass) }),
        }
    }
}

/// Returns `true` if the old request has all of the violations, and the update touches nothing that their rules read.
pub(super) fn are_old(
    violations: &Violations,
    old: Result<(), Violations>,
    touched: &Touched,
) -> bool {
    let Err(old) = old else { return false };
    violations.iter().all(|violation| {
        let is_same = |before: &Violation| {
            before.path() == violation.path() && before.rule_id() == violation.rule_id()
        };
        old.iter().any(is_same) && !reads_touched(violation, touched)
    })
}

/// Returns `true` if the update touches what the rule of a violation reads.
fn reads_touched(violation: &Violation, touched: &Touched) -> bool {
    // The rule of a type reads the value alone.
    if violation.newtype().is_some() || violation.schema().fields.is_empty() {
        return touched.overlaps(violation.path());
    }
    if touched.overlaps(violation.path()) && violation.rule().at != At::Root {
        return true;
    }
    let (schema, rule) = (violation.schema(), violation.rule());
    let base = base_of(violation);
    let Some(fields) = fields_of(schema, rule) else { return touched.overlaps(&base) };
    fields.into_iter().any(|index| is_touched(&schema.fields[index], &base, touched))
}

/// Returns `true` if the update touches a field of the request at `base`.
fn is_touched(field: &'static Field, base: &Path, touched: &Touched) -> bool {
    match (field.place, field.kind()) {
        // The members of the part stand beside it.
        (FieldPlace::Flattened, Kind::Object(part)) => {
            part.fields.iter().any(|member| is_touched(member, base, touched))
        }
        (FieldPlace::Flattened, _) => touched.overlaps(base),
        (
            FieldPlace::Body
            | FieldPlace::BodyUnlessBlank
            | FieldPlace::UrlPath
            | FieldPlace::UrlQuery
            | FieldPlace::Header
            | FieldPlace::Skipped,
            _,
        ) => touched.overlaps(&base.join_name(field.name)),
    }
}

/// Returns the path of the request that declares the rule of a violation.
fn base_of(violation: &Violation) -> Path {
    let schema = violation.schema();
    let steps = match violation.rule().at {
        // A function of the whole request may report at any place, and is asked for all that it reads.
        At::Root
            if matches!(violation.rule().demand, Demand::Checked(Checked { call: None, .. })) =>
        {
            violation.path().segments().count()
        }
        At::Root => 0,
        At::Field(_) => 1,
        At::Items(_) => 2,
        At::Member(field, members) => {
            let is_in_place = schema.fields[field].place == FieldPlace::Flattened;
            members.len() + usize::from(!is_in_place)
        }
    };
    let length = violation.path().segments().count().saturating_sub(steps);
    violation.path().segments().take(length).cloned().collect()
}

/// Returns the fields that a rule reads; `None` if they are not known.
fn fields_of(schema: &'static Schema, rule: &Rule) -> Option<Vec<usize>> {
    let mut fields: Vec<usize> = rule.at.field().into_iter().collect();
    let mut is_of_update = false;
    let mut add = |cond: &Cond| {
        cond.each_reference(schema, &mut |reference| match reference.root {
            Root::Field(field) => fields.push(field),
            Root::Old(_) | Root::Changed(_) => is_of_update = true,
            Root::Item(_) | Root::Context(_) => {}
        });
    };
    match &rule.when {
        When::If(cond) | When::Unless(cond) => add(cond),
        When::Always => {}
    }
    match &rule.demand {
        Demand::Holds(cond, _) => add(cond),
        Demand::Group(group) => fields.extend(schema.groups[*group].members),
        Demand::Checked(checked) if rule.at == At::Root && checked.reads.is_empty() => {
            return None;
        }
        Demand::Checked(checked) => fields.extend(checked.reads),
        Demand::Required
        | Demand::RequiredByType
        | Demand::Forbidden
        | Demand::NotBlank
        | Demand::Passes(_)
        | Demand::KeyPasses(_)
        | Demand::Separator(_)
        | Demand::Nested => {}
    }
    if is_of_update { None } else { Some(fields) }
}
