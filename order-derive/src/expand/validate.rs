use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{ext::IdentExt, spanned::Spanned};

use crate::{
    expand::{blank, present_value, schema::group_kind, value_ref},
    model::{Blank, Field, Request},
    parse::{Allowed, Bounds, Comparison, Cond, Value},
    plan::{Applies, Demand, Plan, Rule},
};

/// The body of the check: what conditions and groups ask about, and then every rule in field order.
pub(super) fn body(request: &Request<'_>, plan: &Plan<'_>) -> TokenStream {
    let check = Check { request, plan, shared: plan.shared_presences(request) };
    let shared = check.shared.iter().map(|field| check.presence(*field));
    let conditions = check.conditions();
    let groups = check.groups();
    let fields = (0..request.fields.len()).map(|field| check.field_rules(field));
    quote! {
        #(#shared)*
        #(#conditions)*
        #(#groups)*
        #(#fields)*
    }
}

struct Check<'a> {
    request: &'a Request<'a>,
    plan: &'a Plan<'a>,
    /// The fields whose presence is asked before the first rule.
    shared: Vec<usize>,
}

impl Check<'_> {
    fn presence(&self, field: usize) -> TokenStream {
        let field = &self.request.fields[field];
        let (ident, ty, blank, local) = (field.ident, field.ty, blank(field.blank), present(field));
        quote!(let #local = __p::is_present::<#ty>(&self.#ident, #blank);)
    }

    /// The rules of one field; whether it is present is asked here unless it was before.
    fn field_rules(&self, field: usize) -> TokenStream {
        let rules = self.plan.rules.iter().enumerate().filter(|(_, rule)| rule.field == field);
        let is_asked_here = self.asks_presence(field) && !self.shared.contains(&field);
        let presence = is_asked_here.then(|| self.presence(field));
        let rules = rules.map(|(index, rule)| self.rule(index, rule));
        quote! {
            #presence
            #(#rules)*
        }
    }

    fn asks_presence(&self, field: usize) -> bool {
        self.plan.rules.iter().any(|rule| rule.field == field && rule.asks_presence())
    }

    /// The present value of a field, for a rule of its own.
    fn own_value(&self, index: usize) -> TokenStream {
        let field = &self.request.fields[index];
        let is_known = self.shared.contains(&index) || self.asks_presence(index);
        if is_known && field.blank == Blank::Absent {
            let (ident, ty, present) = (field.ident, field.ty, present(field));
            return quote!(__p::value_if::<#ty>(#present, &self.#ident));
        }
        present_value(field)
    }

    /// The named conditions, each after those that it is made of.
    fn conditions(&self) -> Vec<TokenStream> {
        let mut order = Vec::new();
        for index in 0..self.request.conditions.len() {
            self.add_condition(index, &mut order);
        }
        let one = |index: usize| {
            let condition = &self.request.conditions[index];
            let local = named(&condition.name);
            let cond = self.cond(&condition.cond);
            quote!(let #local = #cond;)
        };
        order.into_iter().map(one).collect()
    }

    fn add_condition(&self, index: usize, order: &mut Vec<usize>) {
        if order.contains(&index) {
            return;
        }
        self.request.conditions[index].cond.each_leaf(&mut |leaf| {
            if let Cond::Name(name) = leaf
                && let Some(inner) = self.request.condition_index(name)
            {
                self.add_condition(inner, order);
            }
        });
        order.push(index);
    }

    fn groups(&self) -> impl Iterator<Item = TokenStream> {
        self.plan.groups.iter().enumerate().map(|(index, group)| {
            let (members, broken) = group_locals(index);
            let kind = group_kind(group.kind);
            let present = group.members.iter().map(|member| present(&self.request.fields[*member]));
            quote! {
                let #members = [#(#present),*];
                let #broken = __p::is_group_broken(#kind, &#members);
            }
        })
    }

    fn rule(&self, index: usize, rule: &Rule<'_>) -> TokenStream {
        if let Demand::Group(group, position) = rule.demand {
            let (members, broken) = group_locals(group);
            let kind = group_kind(self.plan.groups[group].kind);
            return quote! {
                if #broken && __p::is_blamed(#kind, &#members, #position) {
                    __check.fail_group(#index, &#members);
                }
            };
        }
        let is_broken = self.is_broken(index, rule);
        let broken = match rule.when {
            Applies::Always => is_broken,
            Applies::If(cond) => {
                let cond = self.cond_operand(cond);
                quote!(#cond && #is_broken)
            }
            Applies::Unless(cond) => {
                let cond = self.cond_operand(cond);
                quote!(!#cond && #is_broken)
            }
        };
        quote! {
            if #broken {
                __check.fail(#index);
            }
        }
    }

    /// Whether a rule that applies is broken.
    fn is_broken(&self, index: usize, rule: &Rule<'_>) -> TokenStream {
        let field = &self.request.fields[rule.field];
        let (ident, ty, span) = (field.ident, field.ty, rule.span);
        let present = present(field);
        let value = self.own_value(rule.field);
        match rule.demand {
            Demand::Required => quote!(!#present),
            Demand::RequiredByType => quote!(!<#ty as __p::OrderValue>::OPTIONAL && !#present),
            Demand::Forbidden => quote!(#present),
            Demand::NotBlank => quote!(__p::is_blank::<#ty>(&self.#ident)),
            Demand::Allowed(values) => {
                let one_of = values.iter().map(|allowed| match allowed {
                    Allowed::One(value) => is_equal(value, field),
                    Allowed::Range(bounds) => {
                        let range = range(bounds);
                        quote_spanned!(bounds.span=> __p::is_in_range(__value, #range))
                    }
                });
                quote!(#value.is_some_and(|__value| !(#(#one_of)||*)))
            }
            Demand::Range(bounds) => {
                let range = range(bounds);
                let is_in = quote_spanned!(span=> __p::is_in_range);
                quote!(#value.is_some_and(|__value| !#is_in(__value, #range)))
            }
            Demand::Length(bounds) => {
                let range = range(bounds);
                let has_length = quote_spanned!(span=> __p::has_length);
                quote!(#value.is_some_and(|__value| !#has_length(__value, #range)))
            }
            Demand::Pattern(_) => {
                let pattern = pattern_static(index);
                let is_match = quote_spanned!(span=> __p::is_match);
                quote!(#value.is_some_and(|__value| !#is_match(__value, &#pattern)))
            }
            Demand::Format(format) => {
                let has_format = quote_spanned!(span=> __p::has_format);
                quote!(#value.is_some_and(|__value| !#has_format(__value, __p::format::#format)))
            }
            Demand::Group(..) => quote!(false),
        }
    }

    /// A condition as a bool expression.
    fn cond(&self, cond: &Cond) -> TokenStream {
        match cond {
            Cond::Name(name) => match self.field(name) {
                Some(field) => {
                    let is_true = quote_spanned!(name.span()=> __p::is_true);
                    let default =
                        matches!(&field.default, Some(Value::Bool(literal)) if literal.value);
                    let value = present_value(field);
                    quote!(#value.map_or(#default, |__value| #is_true(__value)))
                }
                None => {
                    let local = named(name);
                    quote!(#local)
                }
            },
            Cond::Given(name) => self.field(name).map_or_else(TokenStream::new, |field| {
                let (ident, ty) = (field.ident, field.ty);
                quote!(__p::is_given::<#ty>(&self.#ident))
            }),
            Cond::Present(name) => self.field(name).map_or_else(TokenStream::new, |field| {
                let local = present(field);
                quote!(#local)
            }),
            Cond::Compare(name, comparison, value) => {
                let equal = self.is_one_of(name, std::slice::from_ref(value));
                match comparison {
                    Comparison::Equal => equal,
                    Comparison::NotEqual => quote!(!#equal),
                }
            }
            Cond::In(name, values) => self.is_one_of(name, values),
            Cond::Not(cond) => {
                let cond = self.cond_operand(cond);
                quote!(!#cond)
            }
            Cond::All(conds) => {
                let conds = conds.iter().map(|cond| self.cond_operand(cond));
                quote!(#(#conds)&&*)
            }
            Cond::Any(conds) => {
                let conds = conds.iter().map(|cond| self.cond_operand(cond));
                quote!(#(#conds)||*)
            }
        }
    }

    /// A condition as an operand, in parentheses where it needs them.
    fn cond_operand(&self, cond: &Cond) -> TokenStream {
        let tokens = self.cond(cond);
        match cond {
            Cond::All(_) | Cond::Any(_) => quote!((#tokens)),
            _ => tokens,
        }
    }

    fn is_one_of(&self, name: &Ident, values: &[Value]) -> TokenStream {
        let Some(field) = self.field(name) else { return TokenStream::new() };
        let default = field
            .default
            .as_ref()
            .is_some_and(|default| values.iter().any(|value| value.is_same(default)));
        let present = present_value(field);
        let one_of = values.iter().map(|value| is_equal(value, field));
        quote!(#present.map_or(#default, |__value| #(#one_of)||*))
    }

    fn field(&self, name: &Ident) -> Option<&Field<'_>> {
        self.request.field_index(name).map(|index| &self.request.fields[index])
    }
}

fn is_equal(value: &Value, field: &Field<'_>) -> TokenStream {
    let expr = value_ref(value, field.ty);
    let is_equal = quote_spanned!(value.span()=> __p::is_equal);
    quote!(#is_equal(__value, #expr))
}

/// Bounds as a Rust range, so that rustc checks the types of their ends.
fn range(bounds: &Bounds) -> TokenStream {
    let (min, max) = (&bounds.min, &bounds.max);
    if bounds.is_inclusive { quote!(#min..=#max) } else { quote!(#min..#max) }
}

fn present(field: &Field<'_>) -> Ident {
    format_ident!("__present_{}", field.ident.unraw(), span = field.ty.span())
}

fn named(name: &Ident) -> Ident {
    format_ident!("__cond_{}", name.unraw())
}

/// The static that holds the table of a pattern, for the check and the schema.
pub(super) fn pattern_static(rule: usize) -> Ident {
    format_ident!("__PATTERN_{rule}")
}

fn group_locals(index: usize) -> (Ident, Ident) {
    (format_ident!("__group{index}"), format_ident!("__group{index}_is_broken"))
}
