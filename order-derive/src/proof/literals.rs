//! Texts in rules that must be values of the field's type, such as dates. A macro sees no types, so rustc decides.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Type, ext::IdentExt};

use crate::{
    expand::{bounds_data, by, comparison_path, limits_data, unit_data},
    model::{Demand, Field, Request, Rule, StructRule, When},
    parse::{Comparison, Cond, Ends, Part, Quantified, Reference, Test, Value},
    proof::{
        forgotten::item,
        report::for_static,
        shape::{Base, Shape},
        subject::speaks_of_generics,
    },
    scope::scoped,
};

/// Returns a constant assertion for each text that stands beside a value of a field or of the items of one.
pub(super) fn checks(request: &Request<'_>) -> TokenStream {
    let mut texts = Texts { request, checks: TokenStream::new() };
    for field in &request.fields {
        texts.field(field);
    }
    for condition in &request.conditions {
        texts.cond(&condition.cond, &mut Vec::new());
    }
    for cond in request.rules.iter().filter(|rule| !rule.is_half).flat_map(StructRule::conds) {
        texts.cond(cond, &mut Vec::new());
    }
    match texts.checks.is_empty() {
        true => texts.checks,
        false => scoped(request.options.krate.as_ref(), &request.input.attrs, texts.checks),
    }
}

/// The type of what a rule judges, and that of the field that holds it.
#[derive(Clone, Copy)]
struct Judged<'r> {
    ty: &'r Type,
    field: &'r Type,
}

impl Judged<'_> {
    /// The type, by way of the field's: if that is no value, rustc reports it at the field, as everywhere.
    fn path(self) -> TokenStream {
        let written = |ty: &Type| for_static(ty.to_token_stream());
        by(self.field, &written(self.field), written(self.ty))
    }
}

/// The texts that were found.
struct Texts<'r> {
    request: &'r Request<'r>,
    checks: TokenStream,
}

impl<'r> Texts<'r> {
    fn field(&mut self, field: &'r Field<'r>) {
        let default_ifs = field.default_ifs.iter();
        for value in default_ifs.clone().map(|(_, value)| value).chain(&field.default) {
            self.value(value, self.value_of(field), true);
        }
        for (cond, _) in default_ifs {
            self.cond(cond, &mut Vec::new());
        }
        self.rules(&field.rules, self.value_of(field));
        self.rules(&field.item_rules, self.item_of(field));
        self.rules(&field.key_rules, None);
    }

    fn rules(&mut self, rules: &[Rule], ty: Option<Judged<'_>>) {
        for rule in rules.iter().filter(|rule| !rule.is_half) {
            if let Demand::Passes(test) = &rule.demand {
                self.test(test, ty);
                if matches!(rule.when, When::Always) {
                    self.bounds(test, rule, ty);
                }
            }
            if let Some(cond) = rule.when.as_ref().cond() {
                self.cond(cond, &mut Vec::new());
            }
        }
    }

    fn cond<'c>(&mut self, cond: &'c Cond, bound: &mut Vec<&'c Quantified>) {
        if let Cond::Passes(reference, test) = cond {
            self.test(test, self.of_reference(reference, bound));
        }
        for part in cond.parts() {
            match part {
                Part::Cond(cond) => self.cond(cond, bound),
                Part::Items(quantified) => {
                    bound.push(quantified);
                    self.cond(&quantified.cond, bound);
                    bound.pop();
                }
                Part::Reference(..) | Part::Value(_) => {}
            }
        }
    }

    fn test(&mut self, test: &Test, ty: Option<Judged<'_>>) {
        let is_same = match test {
            Test::Compares(comparison, _) => {
                matches!(comparison, Comparison::Equal | Comparison::NotEqual)
            }
            Test::Between(_) => false,
            Test::OneOf(_)
            | Test::Range(_)
            | Test::MultipleOf(_)
            | Test::Length(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_)
            | Test::Satisfies(_)
            | Test::True => true,
        };
        for value in test.values() {
            self.value(value, ty, is_same);
        }
    }

    /// Adds the check of a text; `is_same` if the value would be the same.
    fn value(&mut self, value: &Value, ty: Option<Judged<'_>>, is_same: bool) {
        let (Value::Text(text), Some(ty)) = (value, ty) else { return };
        let ty = ty.path();
        let assert = if is_same { "assert_value" } else { "assert_literal" };
        let assert = Ident::new(assert, text.span());
        self.checks.extend(quote_spanned! {text.span()=>
            const _: () = ::order_core::private::#assert::<#ty>(#text);
        });
    }

    /// Adds the check of bounds beside those of a newtype.
    fn bounds(&mut self, test: &Test, rule: &Rule, ty: Option<Judged<'_>>) {
        let Some(ty) = ty else { return };
        let (assert, bounds) = match test {
            Test::Length(bounds) => ("assert_length", bounds_data(bounds)),
            Test::Size(unit, bounds) => {
                let (unit, bounds) = (unit_data(*unit), bounds_data(bounds));
                ("assert_size", quote!(#unit, #bounds))
            }
            Test::Range(bounds) => ("assert_range", limits_data(bounds)),
            Test::Between(ends) => return self.ends(ends, &rule.source, ty),
            Test::OneOf(_)
            | Test::Compares(..)
            | Test::MultipleOf(_)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_)
            | Test::Satisfies(_)
            | Test::True => return,
        };
        let (span, source) = (rule.word.span(), &rule.source);
        let (assert, ty) = (Ident::new(assert, span), ty.path());
        self.checks.extend(quote_spanned! {span=>
            const _: () = ::order_core::private::#assert::<#ty>(#bounds, #source);
        });
    }

    /// Adds the check of a range of texts, at the last of them.
    fn ends(&mut self, ends: &Ends, source: &str, ty: Judged<'_>) {
        let texts = ends.comparisons().filter_map(|(comparison, value)| match value {
            Value::Text(text) => Some((comparison_path(comparison), text)),
            _ => None,
        });
        let texts: Vec<_> = texts.collect();
        let Some((_, last)) = texts.last() else { return };
        let texts = texts.iter().map(|(comparison, text)| {
            // The message stands at the last end.
            let text = text.value();
            quote!((#comparison, #text))
        });
        let (span, ty) = (last.span(), ty.path());
        let assert = Ident::new("assert_between", span);
        self.checks.extend(quote_spanned! {span=>
            const _: () = ::order_core::private::#assert::<#ty>(&[#(#texts),*], #source);
        });
    }

    /// The type of what a reference stands for, if it is a field or an item of one.
    fn of_reference(&self, reference: &Reference, bound: &[&Quantified]) -> Option<Judged<'r>> {
        let root = reference.single()?;
        match bound.iter().rfind(|quantified| quantified.item.unraw() == root.unraw()) {
            Some(quantified) => self.item_of(self.named(quantified.list.single()?)?),
            None => self.value_of(self.named(root)?),
        }
    }

    fn named(&self, name: &Ident) -> Option<&'r Field<'r>> {
        self.request.field_index(name).map(|index| &self.request.fields[index])
    }

    /// The type of a field, unless it is written as one that takes any text, or none.
    fn value_of(&self, field: &'r Field<'r>) -> Option<Judged<'r>> {
        self.open(field.ty, field)
    }

    /// The type of the items of a field that is written as a list or a map.
    fn item_of(&self, field: &'r Field<'r>) -> Option<Judged<'r>> {
        match Shape::of(field.ty).base {
            Base::Collection => self.open(item(field.ty)?, field),
            Base::Bool | Base::Integer { .. } | Base::Text | Base::Flag | Base::Other { .. } => {
                None
            }
        }
    }

    fn open(&self, ty: &'r Type, field: &Field<'r>) -> Option<Judged<'r>> {
        let is_open = match Shape::of(ty).base {
            Base::Bool | Base::Integer { .. } | Base::Text | Base::Flag | Base::Collection => false,
            Base::Other { .. } => !speaks_of_generics(self.request, ty),
        };
        is_open.then_some(Judged { ty, field: field.ty })
    }
}
