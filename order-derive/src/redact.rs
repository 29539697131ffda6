//! The source text of rules without what is compared with a secret field.
//!
//! A rule whose condition holds would otherwise tell the value: `required_if(pin == "0000")`.

use proc_macro2::Span;
use syn::{Ident, LitStr, ext::IdentExt};

use crate::{
    model::Request,
    parse::{Comparison, Cond, Quantified, Reference, Term, Test, Value},
    plan::{At, Demand, Rule},
};

/// The names that stand for a secret. The mark of a member of another type is not seen here; the library redacts those.
struct Secrets<'a> {
    request: &'a Request<'a>,
    /// The bound items, innermost last, and whether they are secret.
    items: Vec<(&'a Ident, bool)>,
}

/// Returns the source text of a rule, without what is compared with a secret.
fn source(request: &Request<'_>, rule: &Rule<'_>) -> String {
    let mut source = rule.source.clone();
    if !request.fields.iter().any(|field| field.is_secret) {
        return source;
    }
    // The source holds the spelling of each part as it is.
    let mut replace =
        |shown: String, redacted: String| source = source.replacen(&shown, &redacted, 1);
    if let Some(cond) = rule.when.cond() {
        // The source may hold the condition in parts: `if C, warn if D`.
        let mut parts = vec![cond];
        while let Some(part) = parts.pop() {
            let (shown, redacted) = (part.to_string(), condition(request, part).to_string());
            if shown != redacted {
                replace(shown, redacted);
            }
            if let Cond::All(conds) = part {
                parts.extend(conds);
            } else if let Cond::Not(cond) = part {
                parts.push(cond);
            }
        }
    }
    match &rule.demand {
        Demand::Passes(test) | Demand::KeyPasses(test) if is_secret_at(request, rule.at) => {
            replace(test.to_string(), test.with_values(&hidden()).to_string());
        }
        Demand::Holds(cond, _) => {
            replace(cond.to_string(), condition(request, cond).to_string());
        }
        Demand::HoldsForItems(all, _) => {
            let mut secrets = Secrets { request, items: Vec::new() };
            replace(all.to_string(), secrets.quantified(all).to_string());
        }
        Demand::Passes(_)
        | Demand::KeyPasses(_)
        | Demand::Required
        | Demand::RequiredByType
        | Demand::Forbidden
        | Demand::NotBlank
        | Demand::Group(..)
        | Demand::Nested
        | Demand::CheckValue(_)
        | Demand::CheckRequest { .. }
        | Demand::Separator(_) => {}
    }
    source
}

/// Returns the source texts of all rules, without what is compared with a secret. Two rules of one place that differ only
/// in that are numbered, because a rule is found by its place and its text.
pub(crate) fn sources(request: &Request<'_>, rules: &[Rule<'_>]) -> Vec<String> {
    let mut sources: Vec<String> = Vec::with_capacity(rules.len());
    for rule in rules {
        let mut shown = source(request, rule);
        if shown != rule.source {
            let before = rules.iter().zip(&sources).filter(|(before, source)| {
                before.at == rule.at && before.source != rule.source && source.starts_with(&shown)
            });
            match before.count() {
                0 => {}
                count => shown = format!("{shown} ({})", count + 1),
            }
        }
        sources.push(shown);
    }
    sources
}

/// Returns a condition to be shown, without what it compares with a secret.
pub(crate) fn condition<'a>(request: &'a Request<'a>, cond: &'a Cond) -> Cond {
    Secrets { request, items: Vec::new() }.cond(cond)
}

/// Returns the text in place of a literal.
pub(crate) fn hidden() -> Value {
    Value::Text(LitStr::new("[redacted]", Span::call_site()))
}

fn is_secret_at(request: &Request<'_>, at: At<'_>) -> bool {
    match at {
        At::Root => false,
        At::Field(field) | At::Items(field) | At::Member(field, _) => {
            request.fields[field].is_secret
        }
    }
}

impl<'a> Secrets<'a> {
    fn is_secret(&self, reference: &Reference) -> bool {
        let root = reference.root.unraw();
        if let Some((_, is_secret)) = self.items.iter().rev().find(|(item, _)| item.unraw() == root)
        {
            return *is_secret;
        }
        // The old request has the same secrets.
        let root = match self.request.is_of_update(reference) {
            true => reference.members.first().map_or(root, IdentExt::unraw),
            false => root,
        };
        let mut fields = self.request.fields.iter();
        !reference.is_context()
            && fields.any(|field| field.is_secret && field.ident.unraw() == root)
    }

    fn cond(&mut self, cond: &'a Cond) -> Cond {
        match cond {
            Cond::Named(_) | Cond::Given(_) | Cond::Present(_) | Cond::Unique(..) => cond.clone(),
            Cond::Passes(reference, test) if self.is_secret(reference) => {
                let shown = match test.shows_text() {
                    // A condition that holds would tell what the secret looks like.
                    true => Test::Compares(Comparison::Equal, hidden()),
                    false => test.with_values(&hidden()),
                };
                Cond::Passes(reference.clone(), shown)
            }
            Cond::Passes(..) => cond.clone(),
            Cond::Compare(left, comparison, right) => {
                let (mut left, mut right) = (self.term(left), self.term(right));
                match (&mut left, &mut right) {
                    (Term::Reference(reference), Term::Value(value))
                    | (Term::Value(value), Term::Reference(reference))
                        if self.is_secret(reference) =>
                    {
                        *value = hidden();
                    }
                    // A length or a count is no value of the secret, and two fields show none.
                    (
                        Term::Reference(_)
                        | Term::Value(_)
                        | Term::Length(_)
                        | Term::Size(..)
                        | Term::CountPresent(_)
                        | Term::CountItems(_),
                        Term::Reference(_)
                        | Term::Value(_)
                        | Term::Length(_)
                        | Term::Size(..)
                        | Term::CountPresent(_)
                        | Term::CountItems(_),
                    ) => {}
                }
                Cond::Compare(left, *comparison, right)
            }
            Cond::AnyItem(any) => Cond::AnyItem(self.quantified(any)),
            Cond::AllItems(all) => Cond::AllItems(self.quantified(all)),
            Cond::Not(cond) => Cond::Not(Box::new(self.cond(cond))),
            Cond::All(conds) => Cond::All(conds.iter().map(|cond| self.cond(cond)).collect()),
            Cond::Any(conds) => Cond::Any(conds.iter().map(|cond| self.cond(cond)).collect()),
            Cond::Implies(left, right) => {
                Cond::Implies(Box::new(self.cond(left)), Box::new(self.cond(right)))
            }
        }
    }

    fn term(&mut self, term: &'a Term) -> Term {
        match term {
            Term::CountItems(count) => Term::CountItems(self.quantified(count)),
            Term::Reference(_)
            | Term::Value(_)
            | Term::Length(_)
            | Term::Size(..)
            | Term::CountPresent(_) => term.clone(),
        }
    }

    fn quantified(&mut self, quantified: &'a Quantified) -> Quantified {
        let is_secret = self.is_secret(&quantified.list);
        self.items.push((&quantified.item, is_secret));
        let cond = Box::new(self.cond(&quantified.cond));
        self.items.pop();
        Quantified { item: quantified.item.clone(), list: quantified.list.clone(), cond }
    }
}
