//! Questions about the type of a part that the derive of another request asks while the user's crate is compiled.

use crate::schema::{
    Allowed, At, Comparison, Cond, Demand, Field, FieldPlace, Literal, Reference, Root, Schema,
    Test, When, flat::is_same,
};

impl Schema {
    /// Returns `true` if a request has other members than these, by their names in Rust, or is not known.
    #[doc(hidden)]
    pub const fn has_others(part: Option<&'static Self>, names: &[&str]) -> bool {
        let Some(part) = part else { return true };
        let mut index = 0;
        while index < part.fields.len() {
            let mut name = 0;
            while name < names.len() && !is_same(part.fields[index].rust, names[name]) {
                name += 1;
            }
            if name == names.len() {
                return true;
            }
            index += 1;
        }
        // A type whose attributes do not compile has no members.
        part.fields.is_empty()
    }

    /// Returns `true` if the type of a request always requires a member, whose path is given by names in Rust: by the type
    /// of the member or, if the rules of the request are checked, by one of them.
    #[doc(hidden)]
    pub const fn requires(part: Option<&'static Self>, path: &[&str], is_checked: bool) -> bool {
        let (Some(part), Some((first, rest))) = (part, path.split_first()) else { return false };
        let mut index = 0;
        while index < part.fields.len() && !is_same(part.fields[index].rust, first) {
            index += 1;
        }
        if index == part.fields.len() {
            return false;
        }
        let field = &part.fields[index];
        let mut rule = 0;
        while rule < part.rules.len() {
            let is_here = match part.rules[rule].at {
                At::Field(at) => at == index && rest.is_empty(),
                At::Member(at, members) => at == index && is_same_path(members, rest),
                At::Root | At::Items(_) => false,
            };
            let is_demanded = match part.rules[rule].demand {
                Demand::Required => is_checked,
                Demand::RequiredByType => !field.ty.optional,
                Demand::Forbidden
                | Demand::NotBlank
                | Demand::Passes(_)
                | Demand::KeyPasses(_)
                | Demand::Separator(_)
                | Demand::Group(_)
                | Demand::Holds(..)
                | Demand::Checked(_)
                | Demand::Nested => false,
            };
            let is_warning = part.rules[rule].attributes.severity.is_warning();
            if is_here
                && is_demanded
                && !is_warning
                && matches!(part.rules[rule].when, When::Always)
            {
                return true;
            }
            rule += 1;
        }
        // Only a flattened part is known here.
        Self::requires(field.attributes.part, rest, is_checked)
    }

    /// Returns `true` if the rules of a request require a member in some requests, but not in all.
    ///
    /// `asked` are the members that rules of the outer request mention. A condition surely holds in some requests only if
    /// it asks a field of which neither those rules nor others of this request say anything.
    #[doc(hidden)]
    pub const fn may_require(part: Option<&'static Self>, path: &[&str], asked: &[&str]) -> bool {
        let (Some(own), [member]) = (part, path) else { return false };
        if Self::requires(part, path, true) {
            return false;
        }
        let mut rule = 0;
        while rule < own.rules.len() {
            if let (At::Field(index), Demand::Required) =
                (&own.rules[rule].at, &own.rules[rule].demand)
                && is_same(own.fields[*index].rust, member)
                && !own.rules[rule].attributes.severity.is_warning()
            {
                let applies = match &own.rules[rule].when {
                    When::Always => true,
                    When::If(cond) => own.can_be(cond, true, asked),
                    When::Unless(cond) => own.can_be(cond, false, asked),
                };
                if applies {
                    return true;
                }
            }
            rule += 1;
        }
        false
    }

    /// Returns `true` if a condition surely holds, or does not hold, in some requests.
    const fn can_be(&self, cond: &Cond, holds: bool, asked: &[&str]) -> bool {
        match cond {
            Cond::Named(index) => self.can_be(&self.conditions[*index].cond, holds, asked),
            Cond::Not(inner) => self.can_be(inner, !holds, asked),
            Cond::Given(reference) | Cond::Present(reference) => {
                match self.free(reference, asked) {
                    Some(field) => holds || can_be_absent(field),
                    None => false,
                }
            }
            Cond::Passes(reference, test) => match self.free(reference, asked) {
                Some(field) => can_pass(field, test, holds),
                None => false,
            },
            Cond::Any(conds) => holds && self.one_can_be(conds, holds, asked),
            Cond::All(conds) => !holds && self.one_can_be(conds, holds, asked),
            Cond::Implies(left, right) => {
                holds && (self.can_be(left, false, asked) || self.can_be(right, true, asked))
            }
            Cond::Compare(..) | Cond::AnyItem(..) | Cond::AllItems(..) | Cond::Unique(..) => false,
        }
    }

    const fn one_can_be(&self, conds: &[Cond], holds: bool, asked: &[&str]) -> bool {
        let mut index = 0;
        while index < conds.len() {
            if self.can_be(&conds[index], holds, asked) {
                return true;
            }
            index += 1;
        }
        false
    }

    /// Returns the field of a reference if no rule limits its values.
    const fn free(&self, reference: &Reference, asked: &[&str]) -> Option<&'static Field> {
        let (Root::Field(index), []) = (reference.root, reference.members) else { return None };
        let field = &self.fields[index];
        match field.place {
            FieldPlace::Flattened | FieldPlace::Skipped => return None,
            FieldPlace::Body
            | FieldPlace::BodyUnlessBlank
            | FieldPlace::UrlPath
            | FieldPlace::UrlQuery
            | FieldPlace::Header => {}
        }
        let mut name = 0;
        while name < asked.len() {
            if is_same(asked[name], field.rust) {
                return None;
            }
            name += 1;
        }
        let mut rule = 0;
        while rule < self.rules.len() {
            let is_here = match self.rules[rule].at {
                At::Field(at) | At::Member(at, _) | At::Items(at) => at == index,
                At::Root => false,
            };
            match self.rules[rule].demand {
                // It limits no value.
                _ if self.rules[rule].attributes.severity.is_warning() => {}
                Demand::RequiredByType | Demand::Nested => {}
                // What these ask is not looked at.
                Demand::Holds(..) | Demand::Checked(_) => return None,
                Demand::Group(group) => {
                    if is_in(self.groups[group].members, index) {
                        return None;
                    }
                }
                Demand::Required
                | Demand::Forbidden
                | Demand::NotBlank
                | Demand::Passes(_)
                | Demand::KeyPasses(_)
                | Demand::Separator(_) => {
                    if is_here {
                        return None;
                    }
                }
            }
            rule += 1;
        }
        Some(field)
    }
}

const fn is_in(members: &[usize], index: usize) -> bool {
    let mut at = 0;
    while at < members.len() && members[at] != index {
        at += 1;
    }
    at < members.len()
}

const fn can_be_absent(field: &Field) -> bool {
    field.ty.optional
        && field.attributes.default.is_none()
        && field.attributes.default_ifs.is_empty()
}

/// Returns `true` if a value of the field's type passes a test or, if it should not, some value or none does not.
const fn can_pass(field: &Field, test: &Test, passes: bool) -> bool {
    match test {
        Test::True => true,
        Test::Compares(Comparison::Equal, literal) => can_equal(field, literal, passes),
        Test::Compares(Comparison::NotEqual, literal) => can_equal(field, literal, !passes),
        Test::OneOf([Allowed::One(literal), ..]) if passes => can_equal(field, literal, true),
        Test::OneOf(_) => !passes && can_be_absent(field),
        Test::Compares(
            Comparison::Less
            | Comparison::LessEqual
            | Comparison::Greater
            | Comparison::GreaterEqual,
            _,
        )
        | Test::Range(_)
        | Test::Between(_)
        | Test::MultipleOf(..)
        | Test::Length(_)
        | Test::Size(..)
        | Test::StartsWith(_)
        | Test::EndsWith(_)
        | Test::Pattern(_)
        | Test::Format(_)
        | Test::Predicate(_) => false,
    }
}

/// Returns `true` if the field can have the value of a literal or, if it should not, another one or none.
const fn can_equal(field: &Field, literal: &Literal, equals: bool) -> bool {
    match literal {
        Literal::Bool(_) | Literal::Integer(_) => true,
        // An enum may have no other variant.
        Literal::Variant(_) => equals || can_be_absent(field),
        // A text may be blank, or of no form that the type has, and a type of the user may not have each fraction.
        Literal::Text(_)
        | Literal::Fraction(..)
        | Literal::Null
        | Literal::Constant(_)
        | Literal::Fact(_) => false,
    }
}

const fn is_same_path(left: &[&str], right: &[&str]) -> bool {
    let mut at = 0;
    while at < left.len() && at < right.len() && is_same(left[at], right[at]) {
        at += 1;
    }
    at == left.len() && at == right.len()
}
