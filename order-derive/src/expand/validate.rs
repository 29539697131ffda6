use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Path, Type, parse_quote};

use crate::{
    expand::{
        blank,
        cond::{Scope, bound, member, named, present, seen_member},
        default_value, local, locals, pattern_static, present_value,
        schema::{format_data, group_kind},
        value_ref,
    },
    model::{Blank, Format, Request},
    parse::{Allowed, Bounds, Cond, Value},
    plan::{Applies, At, Demand, Plan, Rule},
};

/// The body of the check: what conditions and groups ask about, and then every rule in field order.
pub(super) fn body(request: &Request<'_>, plan: &Plan<'_>) -> TokenStream {
    let scope = Scope::new(request, plan);
    let check = Check { request, plan, scope, shared: plan.shared_presences(request) };
    let locals = check.locals();
    let (defaults, named_items) = (check.defaults(), check.named_items());
    let shared = check.shared.iter().map(|field| check.presence(*field));
    let conditions = check.conditions();
    let groups = check.groups();
    let fields = (0..request.fields.len()).map(|field| check.field_rules(field));
    let root = plan.rules.iter().enumerate().filter(|(_, rule)| rule.at == At::Root);
    let root = root.map(|(index, rule)| check.rule(index, rule));
    quote! {
        #locals
        #(#defaults)*
        #(#named_items)*
        #(#shared)*
        #(#conditions)*
        #(#groups)*
        #(#fields)*
        #(#root)*
    }
}

struct Check<'a> {
    request: &'a Request<'a>,
    plan: &'a Plan<'a>,
    scope: Scope<'a>,
    /// The fields whose presence is asked before the first rule.
    shared: Vec<usize>,
}

impl<'a> Check<'a> {
    /// The fields that a rule or a condition looks at.
    fn locals(&self) -> Option<TokenStream> {
        let looked_at = self.plan.looked_at(self.request);
        locals(self.request.fields.iter().filter(|field| looked_at[field.index]))
    }

    /// Nothing that runs: it lets rustc check that a default is a value of its field.
    fn defaults(&self) -> impl Iterator<Item = TokenStream> {
        self.request.fields.iter().flat_map(|field| {
            let ty = field.ty;
            let conditional = field.default_ifs.iter().map(|(_, value)| value);
            field.default.iter().chain(conditional.filter(|value| value.is_fact())).map(
                move |value| match value.is_fact() {
                    true => {
                        let value = default_value(value, ty);
                        quote!(let _ = || #value;)
                    }
                    false => {
                        let is_equal = is_equal(value, ty);
                        quote!(let _ = |__value: &<#ty as __p::OrderValue>::Value| #is_equal;)
                    }
                },
            )
        })
    }

    /// Nothing that runs: it lets rustc check that what has named items is a list.
    fn named_items(&self) -> impl Iterator<Item = TokenStream> {
        self.request.fields.iter().filter_map(|field| {
            let (item, ty) = (field.item.as_ref()?, field.ty);
            let listed = quote_spanned!(item.span()=> __p::Listed::is_list(__list));
            let list = Ident::new("__list", item.span());
            Some(quote!(let _ = |#list: &<#ty as __p::OrderValue>::Value| #listed;))
        })
    }

    fn presence(&self, field: usize) -> TokenStream {
        let field = &self.request.fields[field];
        let (ty, blank, local, present) =
            (field.ty, blank(field.blank), local(field), present(field));
        quote!(let #present = <#ty as __p::OrderValue>::is_present(#local, #blank);)
    }

    /// The rules of one field; whether it is present is asked here unless it was before.
    fn field_rules(&self, field: usize) -> TokenStream {
        let rules = self.plan.rules.iter().enumerate();
        let rules = rules.filter(|(_, rule)| rule.at.field() == Some(field));
        let is_asked_here = self.asks_presence(field)
            && !self.shared.contains(&field)
            && !self.is_only_required(field);
        let presence = is_asked_here.then(|| self.presence(field));
        let rules = rules.map(|(index, rule)| self.rule(index, rule));
        quote! {
            #presence
            #(#rules)*
        }
    }

    /// Whether nothing is asked of a field but that it is there, so that its presence needs no name.
    fn is_only_required(&self, field: usize) -> bool {
        let mut rules = self.plan.rules.iter().filter(|rule| rule.at.field() == Some(field));
        let first = rules.next().is_some_and(|rule| matches!(rule.demand, Demand::RequiredByType));
        first && rules.next().is_none() && !self.shared.contains(&field)
    }

    fn asks_presence(&self, field: usize) -> bool {
        self.plan.rules.iter().any(|rule| rule.at == At::Field(field) && rule.asks_presence())
    }

    /// The present value of a field, for a rule of its own.
    fn own_value(&self, index: usize) -> TokenStream {
        let field = &self.request.fields[index];
        let is_known = self.shared.contains(&index) || self.asks_presence(index);
        if is_known && field.blank == Blank::Absent {
            let (ty, local, present) = (field.ty, local(field), present(field));
            return quote!(<#ty as __p::OrderValue>::value_if(#local, #present));
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
            let cond = self.scope.expr(&condition.cond);
            quote!(let #local = #cond;)
        };
        order.into_iter().map(one).collect()
    }

    fn add_condition(&self, index: usize, order: &mut Vec<usize>) {
        if order.contains(&index) {
            return;
        }
        self.request.conditions[index].cond.each_leaf(&mut |leaf, _| {
            if let Cond::Name(reference) = leaf
                && let Some(inner) =
                    reference.single().and_then(|name| self.request.condition_index(name))
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
            let broken_expr =
                self.applying(group.when, quote!(__p::is_group_broken(#kind, &#members)));
            quote! {
                let #members = [#(#present),*];
                let #broken = #broken_expr;
            }
        })
    }

    /// Whether a rule applies and is broken.
    fn applying(&self, when: Applies<'a>, is_broken: TokenStream) -> TokenStream {
        match when {
            Applies::Always => is_broken,
            Applies::If(cond) => {
                let cond = self.scope.operand(cond);
                quote!(#cond && #is_broken)
            }
            Applies::Unless(cond) => {
                let cond = self.scope.operand(cond);
                quote!(!#cond && #is_broken)
            }
        }
    }

    fn rule(&self, index: usize, rule: &'a Rule<'a>) -> TokenStream {
        match (rule.at, &rule.demand) {
            (_, Demand::Group(group, position)) => {
                let (members, broken) = group_locals(*group);
                let kind = group_kind(self.plan.groups[*group].kind);
                quote! {
                    if #broken && __p::is_blamed(#kind, &#members, #position) {
                        __check.fail_group(#index, &#members);
                    }
                }
            }
            (At::Field(field), Demand::Nested) => {
                let field_index = field;
                let field = &self.request.fields[field];
                let local = local(field);
                let context = &self.request.options.context;
                let context =
                    context.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream);
                let check = quote_spanned!(rule.span=> __p::Nested::<#context>::__check_nested);
                quote! {
                    __p::check_field(__check, #field_index, |__check, __parent| {
                        #check(#local, __check, __parent, __context)
                    });
                }
            }
            (At::Field(field), Demand::CheckValue(function)) => {
                let value = self.own_value(field);
                let span = last_span(function);
                let own = value_at(span);
                let complaint = quote_spanned!(span=> __p::CheckResult::complaint(#function(#own)));
                quote! {
                    if let __p::Some(#own) = #value {
                        __p::complain(__check, #index, #complaint);
                    }
                }
            }
            (_, Demand::CheckRequest { function, .. }) => {
                let span = last_span(function);
                let (request, report) =
                    (Ident::new("__request", span), Ident::new("__report", span));
                let call = quote_spanned!(span=> #function(#request, #report));
                quote! {
                    {
                        let (#request, #report) = (self, &mut __p::Report::new(__check, #index));
                        #call;
                    }
                }
            }
            (At::Items(field), Demand::HoldsForItems(quantified, _)) => {
                let list = present_value(&self.request.fields[field]);
                let local = bound(&quantified.item);
                let cond = self.scope.for_item(&quantified.item).operand(&quantified.cond);
                let (own, entries) = entries(quantified.list.last_span());
                quote! {
                    if let __p::Some(#own) = #list {
                        for (__key, #local) in #entries {
                            if !#cond {
                                __check.fail_item(#index, __key);
                            }
                        }
                    }
                }
            }
            (At::Items(field), Demand::Separator(text)) => {
                let list = present_value(&self.request.fields[field]);
                let own = Ident::new("__list", rule.span);
                let each = quote_spanned!(rule.span=> __p::Separated::each_inseparable);
                quote! {
                    if let __p::Some(#own) = #list {
                        #each(#own, #text, &mut |__key| __check.fail_item(#index, __key));
                    }
                }
            }
            (At::Items(field), demand) => {
                let list = present_value(&self.request.fields[field]);
                let when = self.applying(rule.when, quote!(true));
                let ty = self.request.fields[field].ty;
                let item = parse_quote!(<<#ty as __p::OrderValue>::Value as __p::Items>::Item);
                let is_broken =
                    self.breaks_value(demand, rule, &quote!(__p::item_value(__item)), &item);
                let (own, entries) = entries(rule.span);
                quote! {
                    if let __p::Some(#own) = #list {
                        for (__key, __item) in #entries {
                            if #when && #is_broken {
                                __check.fail_item(#index, __key);
                            }
                        }
                    }
                }
            }
            (At::Member(field, members), demand) => {
                self.member_rule(index, field, members, demand, rule)
            }
            (_, Demand::Holds(cond, _)) => {
                let broken = self.breaks_condition(cond);
                quote! {
                    if #broken {
                        __check.fail(#index);
                    }
                }
            }
            (At::Field(field), demand) => {
                let broken = self.applying(rule.when, self.is_broken(field, demand, rule));
                quote! {
                    if #broken {
                        __check.fail(#index);
                    }
                }
            }
            (At::Root, _) => TokenStream::new(),
        }
    }

    /// Whether the condition of a rule is broken; one that compares two values only if both are there.
    fn breaks_condition(&self, cond: &'a Cond) -> TokenStream {
        let operand = self.scope.operand(cond);
        match self.scope.both_sides(cond) {
            Some((left, right)) => quote!(#left.is_some() && #right.is_some() && !#operand),
            None => quote!(!#operand),
        }
    }

    /// A rule of the struct on a member of a nested part.
    fn member_rule(
        &self,
        index: usize,
        field: usize,
        members: &'a [Ident],
        demand: &Demand<'a>,
        rule: &'a Rule<'a>,
    ) -> TokenStream {
        if let Demand::Holds(cond, _) = demand {
            let broken = self.breaks_condition(cond);
            return quote!(if #broken { __check.fail(#index); });
        }
        let part = present_value(&self.request.fields[field]);
        let Some((last, path)) = members.split_last() else { return TokenStream::new() };
        let mut holder = part;
        for name in path {
            let member = member(name);
            holder = quote!(#holder.and_then(|__part| __p::part(&#member)));
        }
        let seen = seen_member(last);
        let is_broken = match demand {
            Demand::Required => quote!(!#seen.is_present()),
            Demand::Forbidden => quote!(#seen.is_present()),
            demand => self.breaks_value(demand, rule, &quote!(#seen.value()), &parse_quote!(())),
        };
        let broken = self.applying(rule.when, quote!(#holder.is_some_and(|__part| #is_broken)));
        quote! {
            if #broken {
                __check.fail(#index);
            }
        }
    }

    /// Whether a rule of a field that applies is broken.
    fn is_broken(&self, index: usize, demand: &Demand<'a>, rule: &Rule<'_>) -> TokenStream {
        let field = &self.request.fields[index];
        let (local, ty) = (local(field), field.ty);
        let present = present(field);
        match demand {
            Demand::Required => quote!(!#present),
            Demand::RequiredByType if self.is_only_required(index) => {
                let blank = blank(field.blank);
                quote!(<#ty as __p::OrderValue>::is_missing(#local, #blank))
            }
            Demand::RequiredByType => quote!(!<#ty as __p::OrderValue>::OPTIONAL && !#present),
            Demand::Forbidden => quote!(#present),
            Demand::NotBlank => quote!(<#ty as __p::OrderValue>::is_blank(#local)),
            demand => self.breaks_value(demand, rule, &self.own_value(index), ty),
        }
    }

    /// Whether a value, an `Option` of a reference, breaks a rule about values.
    fn breaks_value(
        &self,
        demand: &Demand<'a>,
        rule: &Rule<'_>,
        value: &TokenStream,
        ty: &Type,
    ) -> TokenStream {
        let span = rule.span;
        match demand {
            Demand::Allowed(values) => {
                let one_of = values.iter().map(|allowed| match allowed {
                    Allowed::One(value) => is_equal(value, ty),
                    Allowed::Range(bounds) => {
                        let (range, (value, number)) = (range(bounds), number(bounds.span));
                        quote! {
                            __p::Some(__value).is_some_and(|#value| __p::is_within(#number, #range))
                        }
                    }
                });
                holds(value, &quote!(__value), &quote!(!(#(#one_of)||*)))
            }
            Demand::Range(bounds) => {
                let (range, (own, number)) = (range(bounds), number(span));
                holds(value, &own, &quote!(!__p::is_within(#number, #range)))
            }
            Demand::Length(bounds) => {
                let (range, own) = (range(bounds), value_at(span));
                let length = quote_spanned!(span=> __p::Lengthy::length(#own));
                holds(value, &own, &quote!(!__p::is_within(#length, #range)))
            }
            Demand::Pattern(pattern) => {
                let (pattern, (own, text)) = (pattern_static(self.plan, pattern), text(span));
                holds(value, &own, &quote!(!__p::Pattern::is_match(&#pattern, #text)))
            }
            Demand::Format(format) => {
                let (own, text) = text(span);
                let accepts = match format {
                    Format::Named(name) => quote!(__p::format::#name),
                    // As in the schema, so that a function of another type is reported once.
                    Format::Function(_) => {
                        let format = format_data(format);
                        quote!((#format.accepts))
                    }
                };
                holds(value, &own, &quote!(!#accepts(#text)))
            }
            // The others are not about one value.
            _ => quote!(false),
        }
    }
}

/// The name of a value that a closure is given, at the token that asks something of its type, so that rustc
/// points there if the type cannot answer.
pub(super) fn value_at(span: Span) -> Ident {
    Ident::new("__value", span)
}

/// A list's name, and its items with their places, at the token that needs a list.
fn entries(span: Span) -> (Ident, TokenStream) {
    let list = Ident::new("__list", span);
    (list.clone(), quote_spanned!(span=> __p::Items::entries(#list)))
}

/// Where the name of a function stands.
pub(super) fn last_span(path: &Path) -> Span {
    path.segments.last().map_or_else(Span::call_site, |last| last.ident.span())
}

/// Whether `test` holds for the value, an `Option` of a reference. A closure would cost a body of its own.
pub(super) fn holds(value: &TokenStream, own: impl ToTokens, test: &TokenStream) -> TokenStream {
    quote! {
        match #value {
            __p::Some(#own) => #test,
            __p::None => false,
        }
    }
}

fn number(span: Span) -> (Ident, TokenStream) {
    let value = value_at(span);
    (value.clone(), quote_spanned!(span=> __p::Ranged::number(#value)))
}

pub(super) fn text(span: Span) -> (Ident, TokenStream) {
    let value = value_at(span);
    (value.clone(), quote_spanned!(span=> __p::Text::text(#value)))
}

fn is_equal(value: &Value, ty: &Type) -> TokenStream {
    let expr = value_ref(value, ty);
    let is_equal = quote_spanned!(value.span()=> __p::EqualTo::equal_to);
    quote!(#is_equal(__value, #expr))
}

/// Bounds as a Rust range, so that rustc checks the types of their ends.
fn range(bounds: &Bounds) -> TokenStream {
    let (min, max) = (&bounds.min, &bounds.max);
    if bounds.is_inclusive { quote!(#min..=#max) } else { quote!(#min..#max) }
}

fn group_locals(index: usize) -> (Ident, Ident) {
    (format_ident!("__group{index}"), format_ident!("__group{index}_is_broken"))
}
