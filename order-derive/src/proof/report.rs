//! Error messages for findings, at each attribute that causes them.

use std::{borrow::Cow, collections::BTreeSet};

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use crate::{
    errors::Errors,
    model::{Blank, Id, Request, StructRuleKind, When},
    parse::{Cond, Exact, Fact, Part, Term, Value},
    plan::{At, Demand as Asked, Plan},
    proof::{
        domain::{Class, Key},
        encode::{Encoded, Further},
        findings::{About, Finding},
        formula::Formula,
        solver::Model,
        subject::{is_variant, map_of, speaks_of_generics},
        theory::{Certainty, Demand, UseKind},
    },
    scope::scoped,
};

/// Reports the findings about one request.
pub(crate) struct Report<'a> {
    pub(crate) request: &'a Request<'a>,
    pub(crate) plan: &'a Plan<'a>,
    pub(crate) encoded: &'a Encoded<'a>,
}

impl Report<'_> {
    /// Adds an error at each attribute that takes part in a finding. If the finding depends on types, it returns a check
    /// by rustc instead.
    pub(crate) fn add(&self, finding: &Finding, errors: &mut Errors) -> TokenStream {
        let messages = self.messages(finding, "");
        let excuses: Vec<TokenStream> =
            finding.rules.iter().filter_map(|rule| self.excuse(*rule)).collect();
        if excuses.is_empty() {
            messages.into_iter().for_each(|(span, message)| errors.push(span, message));
            return TokenStream::new();
        }
        let checks = assertions(&quote!(#(#excuses)||*), messages);
        scoped(self.request.options.krate.as_ref(), &self.request.input.attrs, checks)
    }

    /// Returns checks by rustc that no part requires the member that a rule of this request forbids, neither always nor under
    /// a condition.
    pub(crate) fn forbidden_members(&self, findings: &[Finding]) -> TokenStream {
        let mut checks = TokenStream::new();
        let mut parts = BTreeSet::new();
        for finding in findings {
            let At::Member(part, path) = self.plan.rules[finding.rules[0]].at else { continue };
            if !speaks_of_generics(self.request, self.request.fields[part].ty) {
                checks.extend(self.forbidden_member(finding, part, path));
                parts.insert(part);
            }
        }
        if checks.is_empty() {
            return checks;
        }
        // Once for each part, since the checks of all its members need it.
        let asked = parts.into_iter().filter(|part| self.is_judged(*part)).map(|part| {
            let (name, asked) = (asked_name(part), self.asked_of(part));
            quote!(const #name: &[&::core::primitive::str] = &[#(#asked),*];)
        });
        checks.extend(asked);
        scoped(self.request.options.krate.as_ref(), &self.request.input.attrs, checks)
    }

    fn forbidden_member(&self, finding: &Finding, part: usize, path: &[Ident]) -> TokenStream {
        let field = &self.request.fields[part];
        let ty = for_static(field.ty.to_token_stream());
        let path = path.iter().map(|name| name.unraw().to_string());
        let member = quote!(::order_core::private::request_of::<#ty>(), &[#(#path),*]);
        let is_checked = field.unchecked.is_none();
        let requires = quote!(::order_core::private::Schema::requires(#member, #is_checked));
        let mut checks = assertions(&quote!(!#requires), self.messages(finding, ""));
        if self.is_judged(part) {
            let asked = asked_name(part);
            let may_require = quote!(::order_core::private::Schema::may_require(#member, #asked));
            let messages = self.messages(finding, ", under a condition,");
            checks.extend(assertions(&quote!(!#may_require), messages));
        }
        checks
    }

    /// Returns `true` if the rules of a part are checked, and by nothing else than its type and this request.
    fn is_judged(&self, part: usize) -> bool {
        self.request.fields[part].unchecked.is_none()
            && !self.plan.rules.iter().any(|rule| {
                rule.at == At::Field(part) && matches!(rule.demand, Asked::CheckValue(_))
            })
    }

    /// Returns the names of the members of a part that rules and conditions of this request mention.
    fn asked_of(&self, part: usize) -> Vec<String> {
        let mut names = BTreeSet::new();
        for rule in &self.plan.rules {
            if let At::Member(root, path) = rule.at
                && root == part
            {
                names.extend(path.first().map(|name| name.unraw().to_string()));
            }
        }
        self.plan.each_leaf(self.request, &mut |leaf| {
            for reference in leaf.references() {
                if self.request.field_index(&reference.root) == Some(part) {
                    names.extend(reference.members.first().map(|name| name.unraw().to_string()));
                }
            }
        });
        names.into_iter().collect()
    }

    /// Returns an expression that is true of the types for which the rule does not hold; `None` if there are none.
    fn excuse(&self, rule: usize) -> Option<TokenStream> {
        let type_of = |field: usize| for_static(self.request.fields[field].ty.to_token_stream());
        match self.encoded.theory.rules[rule].certainty {
            Certainty::Certain => None,
            Certainty::IfNoAlias => {
                let ty = type_of(self.plan.rules[rule].at.field()?);
                Some(quote!(<#ty as ::order_core::private::OrderValue>::OPTIONAL))
            }
            Certainty::IfNoOtherVariant => {
                let Some(Further::Variants { field }) = self.further(rule) else { return None };
                let ty = type_of(field);
                let of_field = self.encoded.subjects.iter().filter_map(|subject| {
                    let (root, variant) = subject.name.split_once('.')?;
                    (root == self.request.fields[field].rust).then_some(variant)
                });
                let named = of_field.filter(|name| is_variant(name));
                Some(quote! {
                    ::order_core::private::Schema::has_others(
                        ::order_core::private::request_of::<#ty>(),
                        &[#(#named),*],
                    )
                })
            }
        }
    }

    /// Returns the messages about a finding, each with its place. `when` says when the type of a part requires the member
    /// of it that the finding is about, if not always.
    fn messages(&self, finding: &Finding, when: &str) -> Vec<(Span, String)> {
        let headline = self.headline(finding, when);
        let folded = match finding.folded {
            0 => String::new(),
            1 => " (one more finding has the same cause)".to_owned(),
            more => format!(" ({more} more findings have the same cause)"),
        };
        let (at, first) = match finding.about {
            About::Value(value) => (self.encoded.values[value].span, None),
            About::Use(rule, _) | About::Rule(rule) => (self.span(rule), Some(rule)),
            _ => match self.last(finding) {
                Some(rule) => (self.span(rule), Some(rule)),
                None => (self.request.input.ident.span(), None),
            },
        };
        let (because, advice) = (self.because(finding), self.advice(finding));
        let message = format!("{headline}{because}; {advice}{folded} {}", finding.id.mark());
        let mut messages = vec![(at, message)];
        let mut told: Vec<String> = first.map(|rule| self.rule(rule)).into_iter().collect();
        for rule in &finding.rules {
            let name = self.rule(*rule);
            if !told.contains(&name) {
                let part = match finding.id {
                    Id::RedundantRule => "says it already",
                    _ => "conflicts with other rules",
                };
                messages.push((self.span(*rule), format!("{name} {part}: {headline}")));
                told.push(name);
            }
        }
        messages
    }

    /// Returns the last rule of a finding; one that is written as a rule or a default, if there is one.
    fn last(&self, finding: &Finding) -> Option<usize> {
        let is_rule = |rule: &&usize| match self.further(**rule) {
            Some(Further::NotBlank { .. } | Further::Variants { .. }) => false,
            Some(Further::Default { .. }) | None => true,
        };
        finding.rules.iter().rfind(is_rule).or(finding.rules.last()).copied()
    }

    /// Returns the finding as half a sentence.
    fn headline(&self, finding: &Finding, when: &str) -> String {
        let rules = &self.encoded.theory.rules;
        match (finding.id, finding.about) {
            (Id::EmptyBounds, About::Field(field)) => match map_of(self.field(field)) {
                Some(map) => format!("`{map}` can never have a key"),
                None => format!("`{}` can never have a value", self.field(field)),
            },
            (Id::UndeclaredDeadEnd, About::Field(field)) => {
                let has =
                    |demand: Demand| finding.rules.iter().any(|rule| rules[*rule].demand == demand);
                let name = self.field(field);
                let state = match (self.state(finding), self.part_of(finding)) {
                    (state, None) if state.is_empty() => "in every request".to_owned(),
                    (state, Some(part)) if state.is_empty() => {
                        format!("in every request with `{part}`")
                    }
                    (state, _) => format!("if {}", listed(&state)),
                };
                match (has(Demand::Forbidden), self.part_of(finding)) {
                    (true, Some(part)) if !has(Demand::Required) => {
                        format!(
                            "{state}, `{name}` is both required by the type of `{part}`{when} and forbidden"
                        )
                    }
                    (true, _) => format!("{state}, `{name}` is both required and forbidden"),
                    (false, _) => format!("{state}, `{name}` is required and no value is allowed"),
                }
            }
            (Id::DeadRule, About::Use(rule, index)) => {
                let name = self.rule(rule);
                // Without another rule, nothing can be said about valid requests that does not hold for all.
                let of_all = finding.rules == [rule] && !finding.is_own_cause;
                match (rules[rule].uses[index].kind, of_all) {
                    (UseKind::Applies, _) if self.is_present_iff(rule) => {
                        match (self.always_holds(finding), of_all) {
                            (true, true) => format!("the condition of {name} always holds"),
                            (false, true) => format!("the condition of {name} never holds"),
                            (true, false) => {
                                format!("the condition of {name} holds in every valid request")
                            }
                            (false, false) => {
                                format!("the condition of {name} holds in no valid request")
                            }
                        }
                    }
                    (UseKind::Applies, true) => format!("{name} never applies"),
                    (UseKind::Applies, false) => match self.condition_of(rule) {
                        Some(cond) if finding.is_own_cause => {
                            format!("no valid request has `{cond}`")
                        }
                        _ => format!("{name} applies to no valid request"),
                    },
                    (UseKind::Exempts, true) => format!("{name} never exempts a request"),
                    (UseKind::Exempts, false) => format!("{name} exempts no valid request"),
                    (UseKind::Premise, true) => format!("the left side of {name} never holds"),
                    (UseKind::Premise, false) => {
                        format!("the left side of {name} holds in no valid request")
                    }
                }
            }
            (Id::DeadField, About::Field(field)) => {
                format!("`{}` can never be present", self.field(field))
            }
            (Id::FalseOptional, About::Field(field)) => {
                format!("`{}` can never be absent", self.field(field))
            }
            (Id::DeadValue, About::Value(value)) => {
                let named = &self.encoded.values[value];
                let subject = &self.encoded.subjects[named.subject];
                match map_of(&subject.name) {
                    Some(map) => format!("`{}` can never be a key of `{map}`", named.value),
                    None => {
                        format!("`{}` can never be the value of `{}`", named.value, subject.name)
                    }
                }
            }
            (Id::BadDefault, About::Rule(rule)) => {
                format!("{} is a value that other rules of the field forbid", self.rule(rule))
            }
            (Id::BadDefault, _) => {
                let defaults = finding.rules.iter().filter(|rule| self.is_default(**rule));
                let defaults: Vec<String> = defaults.map(|rule| self.rule(*rule)).collect();
                match &defaults[..] {
                    [one] => format!("{one} is the value in no valid request"),
                    several => format!("{} are together in no valid request", listed(several)),
                }
            }
            (Id::RedundantRule, About::Rule(rule)) => format!("{} is redundant", self.rule(rule)),
            _ => "no request can keep all rules".to_owned(),
        }
    }

    /// Returns the rules that cause the finding, except the one that it is about.
    fn because(&self, finding: &Finding) -> String {
        let (own, field) = match finding.about {
            About::Use(rule, _) | About::Rule(rule) => (Some(rule), None),
            About::Field(field) => (None, Some(field)),
            _ => (None, None),
        };
        let mut names: Vec<String> = Vec::new();
        let is_told = |rule: usize| Some(rule) == own && !finding.is_own_cause;
        for rule in finding.rules.iter().filter(|rule| !is_told(**rule)) {
            if finding.id == Id::BadDefault && self.is_default(*rule) {
                continue;
            }
            // The field has already been named.
            let name = match self.encoded.theory.rules[*rule].field {
                Some(at) if field == Some(at) => self.rule_of_field(*rule),
                _ => self.rule(*rule),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match finding.id {
            Id::RedundantRule if names.is_empty() => String::new(),
            Id::RedundantRule => format!(": it follows from {}", listed(&names)),
            Id::DeadRule if names.is_empty() && self.always_holds(finding) => String::new(),
            Id::DeadRule if names.is_empty() => ": its condition contradicts itself".to_owned(),
            Id::Unsatisfiable if names.len() > 1 => {
                format!(": {} exclude each other", listed(&names))
            }
            Id::Unsatisfiable => format!(": {} contradicts itself", listed(&names)),
            Id::DeadValue if names.is_empty() && self.is_about_blank(finding) => {
                ": blank text is none".to_owned()
            }
            _ if names.is_empty() => String::new(),
            _ => format!(" because of {}", listed(&names)),
        }
    }

    /// Returns the name of the field that holds the member that a finding is about.
    fn part_of(&self, finding: &Finding) -> Option<&str> {
        let About::Field(field) = finding.about else { return None };
        self.field(field).split_once('.').map(|(part, _)| part)
    }

    /// Returns `true` for a finding about a blank text.
    fn is_about_blank(&self, finding: &Finding) -> bool {
        let About::Value(value) = finding.about else { return false };
        matches!(self.encoded.values[value].value, Value::Text(text) if text.value().trim().is_empty())
    }

    fn advice(&self, finding: &Finding) -> Cow<'static, str> {
        let is_one = finding.rules.len() == 1;
        let is_about_values = finding.rules.iter().all(|rule| {
            let rule = self.plan.rules.get(*rule);
            rule.is_some_and(|rule| matches!(rule.demand, Asked::Holds(..)))
        });
        if let (Id::FalseOptional, About::Field(field), true, true) =
            (finding.id, finding.about, is_one, is_about_values)
        {
            let name = self.field(field);
            return format!("change it to `present({name}) => …`, or say `#[required]`").into();
        }
        let is_by_type = |rule: &usize| {
            let rule = self.plan.rules.get(*rule);
            rule.is_some_and(|rule| matches!(rule.demand, Asked::RequiredByType))
        };
        let advice = match finding.id {
            Id::UndeclaredDeadEnd if is_one => "change one of the two",
            Id::UndeclaredDeadEnd if self.state(finding).is_empty() => "remove one of them",
            Id::UndeclaredDeadEnd if finding.rules.iter().any(is_by_type) => {
                "make it an `Option`, or change the other"
            }
            Id::UndeclaredDeadEnd => "change one of them, or exclude such requests by a `#[rule]`",
            Id::DeadField if is_one => "change it, or remove the field",
            Id::DeadField => "change one of them, or remove the field",
            Id::FalseOptional if is_one => "change it, or say `#[required]`",
            Id::FalseOptional => "change one of them, or say `#[required]`",
            Id::DeadValue if finding.rules.is_empty() => "remove the value",
            Id::DeadValue if is_one => "remove the value, or change the rule",
            Id::DeadValue => "remove the value, or change one of them",
            Id::RedundantRule => "remove it",
            _ if is_one => "change it",
            _ => "change one of them",
        };
        advice.into()
    }

    fn field(&self, field: usize) -> &str {
        &self.encoded.subjects[self.encoded.fields[field]].name
    }

    fn span(&self, rule: usize) -> Span {
        match self.plan.rules.get(rule) {
            Some(rule) => rule.span,
            None => {
                let of_field = |field: usize| &self.request.fields[field];
                match self.further(rule) {
                    Some(Further::Default { field, position }) => {
                        let field = of_field(field);
                        let conditional = field.default_ifs.get(position).map(|(_, value)| value);
                        let value = conditional.or(field.default.as_ref());
                        value.map_or_else(|| field.ident.span(), Value::span)
                    }
                    Some(Further::NotBlank { field }) => match of_field(field).blank {
                        Blank::Absent => of_field(field).place_span,
                        Blank::Reject | Blank::Value => of_field(field).blank_span,
                    },
                    Some(Further::Variants { field }) => of_field(field).ident.span(),
                    None => self.request.input.ident.span(),
                }
            }
        }
    }

    /// Returns a rule that is none of the plan.
    fn further(&self, rule: usize) -> Option<Further> {
        self.encoded.further.get(rule.checked_sub(self.plan.rules.len())?).copied()
    }

    /// Returns `true` for the rule that a default is in force.
    fn is_default(&self, rule: usize) -> bool {
        matches!(self.further(rule), Some(Further::Default { .. }))
    }

    /// Returns the condition under which a rule applies, if it is an `_if`.
    fn condition_of(&self, rule: usize) -> Option<&Cond> {
        match self.plan.rules.get(rule)?.when {
            When::If(cond) => Some(cond),
            When::Always | When::Unless(_) => None,
        }
    }

    /// Returns `true` if a finding is about a `present_iff` whose condition holds, so that it never forbids its field.
    fn always_holds(&self, finding: &Finding) -> bool {
        let About::Use(rule, _) = finding.about else { return false };
        let is_forbidden = matches!(self.encoded.theory.rules[rule].demand, Demand::Forbidden);
        is_forbidden && self.is_present_iff(rule)
    }

    fn is_present_iff(&self, rule: usize) -> bool {
        self.plan.rules.get(rule).is_some_and(|rule| rule.is_present_iff())
    }

    /// Returns the name of a rule, to be used with the name of its field.
    fn rule_of_field(&self, rule: usize) -> String {
        match self.plan.rules.get(rule).map(|rule| (&rule.demand, rule.at, &rule.source)) {
            Some((Asked::RequiredByType, ..)) => "its type (no `Option`)".to_owned(),
            Some((Asked::Group(..) | Asked::Holds(..) | Asked::HoldsForItems(..), ..)) | None => {
                self.rule(rule)
            }
            Some((_, _, source)) => format!("`{source}`"),
        }
    }

    /// Returns the name of a rule.
    fn rule(&self, rule: usize) -> String {
        let Some(rule) = self.plan.rules.get(rule) else {
            return match self.further(rule) {
                Some(Further::Default { field, position }) => {
                    let field = &self.request.fields[field];
                    let source = match (field.default_ifs.get(position), &field.default) {
                        (Some((cond, value)), _) => format!("default_value_if({cond}, {value})"),
                        (None, Some(value)) => format!("default_value({value})"),
                        (None, None) => String::new(),
                    };
                    format!("`{source}` on `{}`", field.rust)
                }
                Some(Further::NotBlank { field }) => {
                    let field = &self.request.fields[field];
                    let source = match field.blank {
                        Blank::Absent => "skip_blank",
                        Blank::Reject => "blank(reject)",
                        Blank::Value => "blank(value)",
                    };
                    format!("`{source}` on `{}`", field.rust)
                }
                Some(Further::Variants { field }) => {
                    format!("the type of `{}` (no other variant)", self.request.fields[field].rust)
                }
                None => String::new(),
            };
        };
        let field = |field: usize| self.request.fields[field].rust.as_str();
        match (&rule.demand, rule.at) {
            (Asked::Group(group, _), _) => format!("the group `{}`", self.plan.groups[*group].name),
            (Asked::RequiredByType, At::Field(index)) => {
                format!("the type of `{}` (no `Option`)", field(index))
            }
            (Asked::Holds(..) | Asked::HoldsForItems(..), _) => {
                format!("the rule `{}`", rule.id.unwrap_or_default())
            }
            (_, At::Field(index) | At::Items(index)) => {
                format!("`{}` on `{}`", rule.source, field(index))
            }
            (_, At::Root | At::Member(..)) => format!("`{}`", rule.source),
        }
    }

    /// Returns the facts about the finding's request that its rules depend on.
    fn state(&self, finding: &Finding) -> Vec<String> {
        let mut facts = Vec::new();
        if let Some(model) = &finding.state {
            for rule in &finding.rules {
                if let Some(cond) = self.plan.rules.get(*rule).and_then(|rule| rule.when.cond()) {
                    self.collect(cond, model, &mut facts);
                }
            }
        }
        facts
    }

    fn collect(&self, cond: &Cond, model: &Model, facts: &mut Vec<String>) {
        self.request.each_leaf(cond, &mut |leaf, bound| {
            if !bound.is_empty() {
                return;
            }
            for fact in self.facts(leaf, model) {
                if !facts.contains(&fact) {
                    facts.push(fact);
                }
            }
        });
    }

    fn facts(&self, leaf: &Cond, model: &Model) -> Vec<String> {
        let as_written = self.asked(leaf, model);
        let has_facts = match leaf {
            Cond::Given(_)
            | Cond::Present(_)
            | Cond::Passes(..)
            | Cond::Compare(Term::CountPresent(_) | Term::Length(_), _, Term::Value(_)) => true,
            // These are told as they are written, or not at all.
            Cond::Compare(..)
            | Cond::Named(_)
            | Cond::AnyItem(_)
            | Cond::AllItems(_)
            | Cond::Unique(..)
            | Cond::Not(_)
            | Cond::All(_)
            | Cond::Any(_)
            | Cond::Implies(..) => false,
        };
        if !has_facts || !as_written.is_empty() {
            return as_written;
        }
        let of_part = |part: Part<'_>| {
            let Part::Reference(reference, fact) = part else { return None };
            let name = reference.to_string();
            Some(match fact {
                Fact::Given | Fact::Present => self.presence(&name, model),
                Fact::Value => self.value(&name, model),
                Fact::Length => self.length(&name, model),
            })
        };
        leaf.parts().into_iter().filter_map(of_part).collect()
    }

    /// Returns the truth of a leaf about which nothing else is known, as written.
    fn asked(&self, leaf: &Cond, model: &Model) -> Vec<String> {
        let source = leaf.to_string();
        let is_known = |(known, _): &&(String, Formula)| *known == source;
        match self.encoded.opaque.iter().find(is_known) {
            Some((_, formula)) if holds(formula, model) => vec![format!("`{source}` holds")],
            Some(_) => vec![format!("`{source}` does not hold")],
            None => Vec::new(),
        }
    }

    fn value(&self, name: &str, model: &Model) -> String {
        let Some(subject) = self.encoded.subjects.iter().find(|subject| subject.name == name)
        else {
            return String::new();
        };
        let classes = subject.classes.iter().zip(&subject.value);
        let class =
            classes.clone().find(|(_, formula)| holds(formula, model)).map(|(class, _)| class);
        match class {
            None => format!("`{name}` is absent"),
            Some(Class::Key(Key::Bool(value))) => format!("`{name}` is {value}"),
            Some(Class::Key(Key::Text(text))) => format!("`{name}` is `{text:?}`"),
            Some(Class::Key(Key::Variant(variant))) => format!("`{name}` is `{variant}`"),
            Some(Class::Null) => format!("`{name}` is null"),
            Some(Class::Other) => match subject.classes.as_slice() {
                [Class::Key(Key::Bool(value)), Class::Other, ..] => {
                    format!("`{name}` is not {value}")
                }
                [Class::Key(Key::Variant(variant)), Class::Other, ..] => {
                    format!("`{name}` is not `{variant}`")
                }
                _ => format!("`{name}` has another value"),
            },
            Some(class) => {
                let value = match &subject.moments {
                    Some(moments) => moments.shown(class),
                    None => shown(class),
                };
                format!("`{name}` {value}")
            }
        }
    }

    fn presence(&self, name: &str, model: &Model) -> String {
        let subject = self.encoded.subjects.iter().find(|subject| subject.name == name);
        match subject {
            Some(subject) if holds(&subject.present, model) => format!("`{name}` is present"),
            Some(subject) if holds(&subject.given, model) => format!("`{name}` is blank"),
            _ => format!("`{name}` is absent"),
        }
    }

    fn length(&self, name: &str, model: &Model) -> String {
        let subject = self.encoded.subjects.iter().find(|subject| subject.name == name);
        let length = subject.and_then(|subject| {
            let lengths = subject.lengths.iter().zip(&subject.length);
            lengths.clone().find(|(_, formula)| holds(formula, model)).map(|(class, _)| class)
        });
        format!("`len({name})` {}", length.map_or_else(|| "is 0".to_owned(), shown))
    }

    /// Adds an error that the analysis gave up.
    pub(crate) fn undecided(&self, errors: &mut Errors) {
        let name = &self.request.input.ident;
        let has_rules =
            |rule: &&crate::model::StructRule| !matches!(rule.kind, StructRuleKind::Group { .. });
        let rules = self.plan.rules.len().max(self.request.rules.iter().filter(has_rules).count());
        errors.push(
            name.span(),
            format_args!(
                "the {rules} rules of `{name}` are too entangled to tell whether they can work together; \
                 move a part of them to a nested request, or write `#[order(allow(undecided))]` {}",
                Id::Undecided.mark(),
            ),
        );
    }
}

/// Assertions of the same, one with each message, by which rustc reports it at each place.
fn assertions(truth: &TokenStream, messages: Vec<(Span, String)>) -> TokenStream {
    let assertion = |(span, message)| {
        quote_spanned! {span=>
            const _: () = ::order_core::private::assert!(#truth, #message);
        }
    };
    messages.into_iter().map(assertion).collect()
}

/// Name of the list of the members of a part that this request mentions.
fn asked_name(part: usize) -> Ident {
    format_ident!("__ASKED_{part}", span = Span::call_site())
}

/// Returns a type with `'static` for each lifetime. Lifetimes do not decide whether it is an `Option`.
pub(super) fn for_static(ty: TokenStream) -> TokenStream {
    let mut is_lifetime = false;
    ty.into_iter()
        .map(|token| match token {
            TokenTree::Ident(name) if is_lifetime => {
                is_lifetime = false;
                Ident::new("static", name.span()).into()
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), for_static(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            token => {
                is_lifetime = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '\'');
                token
            }
        })
        .collect()
}

fn shown(number: &Class) -> String {
    match number {
        Class::Point(point) => format!("is {point}"),
        Class::Between(Some(low), Some(high)) if !low.has_whole_until(*high) => {
            format!("is between {low} and {high}")
        }
        // Any whole number between the two is an example.
        Class::Between(low, high) => {
            let next = low.and_then(Exact::next_whole);
            match next.or(high.and_then(Exact::previous_whole)) {
                Some(example) => format!("is {example}"),
                None => "is another number".to_owned(),
            }
        }
        Class::Key(_) | Class::Null | Class::Other => "is another number".to_owned(),
    }
}

fn holds(formula: &Formula, model: &Model) -> bool {
    let words: Vec<u64> = model.iter().map(|value| u64::from(*value)).collect();
    formula.truth(&words) & 1 == 1
}

/// `a, b and c`
fn listed(parts: &[String]) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
