//! The source text of rules as it may be shown: without what is compared with a secret, and without Rust for readers of
//! an API.

use std::borrow::Cow;

use crate::schema::{
    At, Cond, Demand, Field, Kind, Reference, Root, Rule, Schema, Term, Test, When, cond::Part,
};

/// The text in place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// The values of the items that are bound, outermost first.
type Items<'i> = &'i [Known];

/// A value that a condition refers to.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    kind: Option<&'static Kind>,
    pub(crate) secrecy: Secrecy,
}

/// The mark that makes a value secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    None,
    /// A mark on a field of the request itself, which the derive sees.
    Own,
    /// A mark in another type, which the derive does not see.
    Hidden,
}

impl Schema {
    /// Returns the source text of one of the schema's rules, without what is compared with a secret.
    ///
    /// In [`Rule::source`], the derive redacts what is compared with a field marked `secret` of the request itself. It
    /// does not see the marks of other types: if a condition compares a member that is secret by its own type, this
    /// method redacts the whole argument of the attribute.
    pub fn source_of(&self, rule: &Rule) -> Cow<'static, str> {
        match self.rule_compares_hidden_secret(rule) {
            true => redacted_argument(rule.source).into(),
            false => rule.source.into(),
        }
    }

    /// Returns the source text of a rule for readers of an API: as [`source_of`](Self::source_of), with the last name
    /// of each path, and `required` for a field that must be present because of its type.
    ///
    /// `is_inside_secret` tells whether the rule was judged inside a secret value. Then what is compared with any value is
    /// redacted, also where that value is not marked itself.
    pub(crate) fn source_for_readers(
        &self,
        rule: &Rule,
        is_inside_secret: impl FnOnce() -> bool,
    ) -> Cow<'static, str> {
        if let Demand::RequiredByType = rule.demand {
            return "required".into();
        }
        let compares =
            || self.rule_compares(rule, &|reference, items| !self.is_secret(reference, items));
        let source = match self.source_of(rule) {
            _ if compares() && is_inside_secret() => redacted_argument(rule.source).into(),
            source => source,
        };
        for_readers(source)
    }

    /// Returns the source text of a named condition, without what is compared with a secret.
    #[cfg(feature = "export")]
    pub(crate) fn source_of_condition(
        &self,
        condition: &crate::schema::Condition,
    ) -> Cow<'static, str> {
        match self.compares_hidden(&condition.cond, &[]) {
            true => REDACTED.into(),
            false => condition.source.into(),
        }
    }

    /// Returns `true` if a rule tells what a secret is compared with.
    #[cfg(feature = "export")]
    pub(crate) fn rule_tells_secret(&self, rule: &Rule) -> bool {
        let by_demand =
            rule.demand.test().is_some_and(Test::names_values) && self.is_secret_at(rule.at);
        by_demand || self.rule_compares(rule, &|reference, items| self.is_secret(reference, items))
    }

    /// Returns `true` if a condition tells what a secret is compared with.
    #[cfg(feature = "export")]
    pub(crate) fn tells_secret(&self, cond: &Cond) -> bool {
        self.compares(cond, &[], &|reference, items| self.is_secret(reference, items))
    }

    /// Returns `true` if the value at a place is secret.
    pub(crate) fn is_secret_at(&self, at: At) -> bool {
        match at {
            At::Root => false,
            At::Field(field) | At::Items(field) => self.fields[field].attributes.secret,
            At::Member(field, members) => {
                self.is_secret(&Reference { root: Root::Field(field), members }, &[])
            }
        }
    }

    fn rule_compares_hidden_secret(&self, rule: &Rule) -> bool {
        let own_test = matches!(rule.at, At::Member(..))
            && self.is_secret_at(rule.at)
            && rule.demand.test().is_some_and(Test::names_values);
        own_test || self.rule_compares(rule, &|reference, items| self.is_hidden(reference, items))
    }

    #[cfg(feature = "export")]
    fn compares_hidden(&self, cond: &Cond, items: Items<'_>) -> bool {
        self.compares(cond, items, &|reference, items| self.is_hidden(reference, items))
    }

    fn rule_compares(
        &self,
        rule: &Rule,
        is_secret: &dyn Fn(&Reference, Items<'_>) -> bool,
    ) -> bool {
        let by_when = match &rule.when {
            When::Always => false,
            When::If(cond) | When::Unless(cond) => self.compares(cond, &[], is_secret),
        };
        let by_demand = match &rule.demand {
            Demand::Holds(cond, _) => match rule.at {
                At::Items(field) => {
                    let item = self.item_of(&Reference::field(field), &[]);
                    self.compares(cond, &[item], is_secret)
                }
                At::Root | At::Field(_) | At::Member(..) => self.compares(cond, &[], is_secret),
            },
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Passes(_)
            | Demand::KeyPasses(_)
            | Demand::Separator(_)
            | Demand::Group(_)
            | Demand::Checked(_)
            | Demand::Nested => false,
        };
        by_when || by_demand
    }

    /// Returns `true` if the condition itself compares a secret with a literal. A named condition has its own text.
    fn compares(
        &self,
        cond: &Cond,
        items: Items<'_>,
        is_secret: &dyn Fn(&Reference, Items<'_>) -> bool,
    ) -> bool {
        let beside_literal = |left: &Term, right: &Term| match (left, right) {
            (Term::Value(reference), Term::Literal(_)) => is_secret(reference, items),
            // A length or a count is no value of the secret.
            (
                Term::Literal(_)
                | Term::Length(_)
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(..),
                Term::Literal(_),
            )
            | (
                _,
                Term::Value(_)
                | Term::Length(_)
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(..),
            ) => false,
        };
        if let Cond::Compare(left, _, right) = cond
            && (beside_literal(left, right) || beside_literal(right, left))
        {
            return true;
        }
        let mut found = false;
        cond.each_part(&mut |part| {
            found = found
                || match part {
                    Part::Tested(reference, test) => test.tells() && is_secret(reference, items),
                    Part::Items(list, cond) => {
                        let mut inner = items.to_vec();
                        inner.push(self.item_of(list, items));
                        self.compares(cond, &inner, is_secret)
                    }
                    Part::Cond(cond) => self.compares(cond, items, is_secret),
                    Part::Named(_)
                    | Part::Presence(_)
                    | Part::Compared(_)
                    | Part::Measured(..)
                    | Part::Keys(..) => false,
                };
        });
        found
    }

    /// Returns `true` if a value is secret by a mark that the derive of this request does not see.
    fn is_hidden(&self, reference: &Reference, items: Items<'_>) -> bool {
        self.seen(reference, items).secrecy == Secrecy::Hidden
    }

    /// Returns `true` if a value is marked secret, or is part of one that is.
    pub(crate) fn is_secret(&self, reference: &Reference, items: Items<'_>) -> bool {
        self.seen(reference, items).secrecy != Secrecy::None
    }

    /// Returns what is known of the items of a list.
    pub(crate) fn item_of(&self, list: &Reference, items: Items<'_>) -> Known {
        let list = self.seen(list, items);
        let kind = list.kind.and_then(Kind::item).map(Kind::required);
        Known { kind, ..list }
    }

    fn seen(&self, reference: &Reference, items: Items<'_>) -> Known {
        let none = Known { kind: None, secrecy: Secrecy::None };
        let mut known = match reference.root {
            Root::Field(field) | Root::Old(field) => {
                let field: &Field = &self.fields[field];
                let secrecy = if field.attributes.secret { Secrecy::Own } else { Secrecy::None };
                Known { kind: Some(field.kind()), secrecy }
            }
            Root::Item(depth) => items.get(depth).copied().unwrap_or(none),
            Root::Context(_) | Root::Changed(_) => none,
        };
        for member in reference.members {
            let field = known.kind.and_then(|kind| kind.required().member(&[member]));
            if known.secrecy == Secrecy::None && field.is_some_and(|field| field.attributes.secret)
            {
                known.secrecy = Secrecy::Hidden;
            }
            known.kind = field.map(|field| field.kind());
        }
        known
    }
}

/// Returns an attribute with its argument redacted: `required_if([redacted])`.
fn redacted_argument(source: &str) -> String {
    let word = source.split(['(', '=']).next().unwrap_or_default().trim_end();
    format!("{word}({REDACTED})")
}

/// Returns a source text with the last name of each path.
pub(crate) fn for_readers(source: Cow<'static, str>) -> Cow<'static, str> {
    if source.contains("::") { without_paths(&source).into() } else { source }
}

/// Returns the last name of a path.
pub(crate) fn last_name(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Returns a source text with the last name of each path, but for texts in quotes.
fn without_paths(source: &str) -> String {
    let mut shown = String::with_capacity(source.len());
    let (mut is_quoted, mut is_escaped) = (false, false);
    // The start of the name that is being read.
    let mut name = 0;
    for character in source.chars() {
        match character {
            _ if is_quoted => {
                is_quoted = is_escaped || character != '"';
                is_escaped = !is_escaped && character == '\\';
                shown.push(character);
            }
            ':' if shown.ends_with(':') => shown.truncate(name),
            ':' => shown.push(':'),
            _ if character.is_alphanumeric() || character == '_' => shown.push(character),
            _ => {
                is_quoted = character == '"';
                shown.push(character);
                name = shown.len();
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_by_its_last_name() {
        for (source, shown) in [
            ("check(self::is_ip)", "check(is_ip)"),
            (
                "required_if(ctx.a == crate::b::C && x in [D::E, F])",
                "required_if(ctx.a == C && x in [E, F])",
            ),
            (r#"allowed("a::b", c::d, "\"::")"#, r#"allowed("a::b", d, "\"::")"#),
            ("satisfies(a, ::b::c)", "satisfies(a, c)"),
            ("a_b::c_d(e_f::g_h)", "c_d(g_h)"),
            ("a: b::c, d: \\e", "a: c, d: \\e"),
            (r#""\\", a::b, "c::\\\"::d", e::f"#, r#""\\", b, "c::\\\"::d", f"#),
        ] {
            assert_eq!(without_paths(source), shown);
        }
    }
}
