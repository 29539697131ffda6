//! Questions about the type of a part that the derive of another request asks while the user's crate is compiled.

use crate::schema::{At, Demand, Schema, When, flat::is_same};

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

    /// Returns `true` if the rules of a request always require a member, whose path is given by names in Rust.
    #[doc(hidden)]
    pub const fn requires(part: Option<&'static Self>, path: &[&str]) -> bool {
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
                Demand::Required => true,
                Demand::RequiredByType => !field.optional,
                Demand::Forbidden
                | Demand::NotBlank
                | Demand::Passes(_)
                | Demand::Separator(_)
                | Demand::Group(_)
                | Demand::Holds(..)
                | Demand::Checked(_)
                | Demand::Nested => false,
            };
            if is_here && is_demanded && matches!(part.rules[rule].when, When::Always) {
                return true;
            }
            rule += 1;
        }
        // Only a flattened part is known here.
        Self::requires(field.part, rest)
    }
}

const fn is_same_path(left: &[&str], right: &[&str]) -> bool {
    let mut at = 0;
    while at < left.len() && at < right.len() && is_same(left[at], right[at]) {
        at += 1;
    }
    at == left.len() && at == right.len()
}
