use std::mem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::parse_quote;

use crate::{
    expand::{
        blank, call, check_of_part,
        cond::{Scope, bound, member, named, part_with, seen_member},
        default_value, flat, flat_check, is_made, item_of, local_name, locals, made, present_value,
        read::{self, call_of_type, method_of, of_type},
        schema::group_kind,
        test::{breaks, is_equal, last_span, value_at},
        value_static,
    },
    model::{Blank, Field, FieldPlace, GroupKind, Request, When},
    parse::{Call, Cond},
    plan::{At, Demand, GroupRule, Plan, Rule},
    scope::generated,
};

/// The body of the check: locals for conditions and groups, and then every rule in field order.
pub(super) fn body(request: &Request<'_>, plan: &Plan<'_>) -> TokenStream {
    checked(request, plan, false)
}

/// The body of the check of what an update changes, if there is anything to check.
pub(super) fn body_of_change(request: &Request<'_>, plan: &Plan<'_>) -> Option<TokenStream> {
    let has_rules = request.options.update.is_some()
        && plan
            .rules
            .iter()
            .any(|rule| matches!(rule.demand, Demand::Nested) || rule.is_about_change(request));
    has_rules.then(|| checked(request, plan, true))
}

fn checked(request: &Request<'_>, plan: &Plan<'_>, is_of_change: bool) -> TokenStream {
    let scope = Scope::new(request, plan);
    let is_meant = plan.rules.iter().map(|rule| {
        // Parts are checked by either.
        let is_nested = is_of_change && matches!(rule.demand, Demand::Nested);
        is_nested || rule.is_about_change(request) == is_of_change
    });
    let is_meant = is_meant.collect();
    let shared = plan.shared_presences(request);
    let check = Check { request, plan, scope, shared, is_of_change, is_meant };
    let locals = check.locals();
    let (defaults, named_items) = (check.defaults(), check.named_items());
    let decimals = check.decimals();
    let shared = check.shared.iter().map(|field| check.presence(*field));
    let conditions = check.conditions();
    let groups: Vec<TokenStream> = match is_of_change {
        true => Vec::new(),
        false => check.groups().collect(),
    };
    let fields = (0..request.fields.len()).map(|field| check.field_rules(field));
    let root = check.rules().filter(|(_, rule)| rule.at == At::Root);
    let root = root.map(|(index, rule)| check.rule(index, rule, None));
    let flat = flat(request, true).filter(|_| !is_of_change);
    quote! {
        #(#flat)*
        #locals
        #(#defaults)*
        #(#named_items)*
        #(#decimals)*
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
    /// The fields whose presence is needed before the first rule.
    shared: Vec<usize>,
    /// `true` for the check of what an update changes.
    is_of_change: bool,
    /// For each rule, whether this check judges it.
    is_meant: Vec<bool>,
}

impl<'a> Check<'a> {
    /// The rules that this check judges, each with its index.
    fn rules(&self) -> impl Iterator<Item = (usize, &'a Rule<'a>)> {
        self.plan.rules.iter().enumerate().filter(|(index, _)| self.is_meant[*index])
    }

    /// Locals for the fields that a rule or a condition refers to.
    fn locals(&self) -> TokenStream {
        let looked_at = self.plan.looked_at(self.request);
        let fields = || self.request.fields.iter().filter(|field| looked_at[field.index]);
        let is_flat = |field: &&Field<'_>| field.place == FieldPlace::Flattened;
        let locals = locals(fields().filter(|field| !is_flat(field)));
        let in_place = fields().filter(is_flat).map(|field| {
            let ident = field.member();
            let [whole, absent] = ["whole", "absent"].map(|what| local_name(what, field));
            let local = &field.local;
            let in_place = call_of_type(field.ty, "__in_place", &quote!(#whole, &#absent));
            let get_absent =
                read::call(&of_type(field.ty, "absent"), field.ty, &TokenStream::new());
            quote! {
                let Self { #ident: #whole, .. } = self;
                let #absent = #get_absent;
                let #local = #in_place;
            }
        });
        quote!(#locals #(#in_place)*)
    }

    /// Locals for defaults whose literals stand for values that conditions read, and closures that never run, so that
    /// rustc checks that each other default is a value of its field.
    fn defaults(&self) -> impl Iterator<Item = TokenStream> {
        let read = self.plan.read(self.request);
        self.request.fields.iter().zip(read).flat_map(|(field, is_read)| {
            let ty = field.ty;
            let conditional = field.default_ifs.iter().enumerate();
            let conditional = conditional.map(|(position, (_, value))| (Some(position), value));
            let all = field.default.iter().map(|value| (None, value)).chain(conditional);
            all.filter_map(move |(position, value)| match value.is_fact() {
                true => {
                    let value = default_value(value, ty);
                    Some(quote!(let _ = || #value;))
                }
                false if is_read && is_made(value, ty) => {
                    let (default, made) = (value_static(value, ty), made(field, position, value));
                    let make = quote_spanned! {value.span()=>
                        ::order_core::private::DefaultIn::<<#ty as ::order_core::private::OrderValue>::Value>::make
                    };
                    let call = quote_spanned!(value.span()=> #make(#default));
                    Some(quote!(let #made = #call;))
                }
                false if position.is_some() => None,
                false => {
                    let own = value_at(Span::call_site());
                    let is_equal = is_equal(&own, value, ty);
                    Some(quote!(let _ = |#own: &<#ty as __p::OrderValue>::Value| #is_equal;))
                }
            })
        })
    }

    /// Closures that never run, so that rustc checks that each field with named items is a list.
    fn named_items(&self) -> impl Iterator<Item = TokenStream> {
        self.request.fields.iter().filter_map(|field| {
            let (item, ty) = (field.item.as_ref()?, field.ty);
            let listed =
                quote_spanned!(item.span()=> ::order_core::private::Listed::is_list(__list));
            let list = Ident::new("__list", item.span());
            Some(quote!(let _ = |#list: &<#ty as __p::OrderValue>::Value| #listed;))
        })
    }

    /// Closures that never run, so that rustc checks that each field with the word `number` holds decimals.
    fn decimals(&self) -> impl Iterator<Item = TokenStream> {
        self.request.fields.iter().filter_map(|field| {
            let (span, ty) = (field.number.filter(|_| !field.is_nested)?, field.ty);
            let own = Ident::new("__decimals", span);
            let checked =
                quote_spanned!(span=> ::order_core::private::Decimals::are_decimals(#own));
            Some(quote!(let _ = |#own: &<#ty as __p::OrderValue>::Value| #checked;))
        })
    }

    fn presence(&self, field: usize) -> TokenStream {
        let field = &self.request.fields[field];
        let (ty, blank, local, present) =
            (field.ty, blank(field.blank), &field.local, &field.present);
        let is_present = method_of(ty, "is_present");
        quote!(let #present = #is_present(#local, #blank);)
    }

    /// The rules of one field, after a local for its presence unless there already is one.
    fn field_rules(&self, field: usize) -> TokenStream {
        let rules = self.rules().filter(|(_, rule)| rule.at.field() == Some(field));
        let is_asked_here = self.asks_presence(field)
            && !self.shared.contains(&field)
            && !self.is_only_required(field);
        let presence = is_asked_here.then(|| self.presence(field));
        let is_known = is_asked_here || self.shared.contains(&field);
        let mut judged = presence.unwrap_or_default();
        let mut run = Vec::new();
        for (index, rule) in rules {
            match self.side(field, rule).filter(|_| is_known) {
                Some(side) => run.push((side, index, rule)),
                None => {
                    judged.extend(self.by_presence(field, &mem::take(&mut run)));
                    judged.extend(self.rule(index, rule, None));
                }
            }
        }
        judged.extend(self.by_presence(field, &run));
        judged
    }

    /// Rules of one field that follow each other, each in a branch for the fields for which it can fail: a field that is absent, as
    /// most are that may be, is asked for its presence once.
    fn by_presence(&self, field: usize, run: &[(Side, usize, &'a Rule<'a>)]) -> TokenStream {
        if let [(_, index, rule)] = run {
            // It asks for the presence by itself.
            return self.rule(*index, rule, None);
        }
        let of = |side: Side| -> Option<TokenStream> {
            let own = run.iter().filter(|(own, ..)| *own == side);
            let rules: Vec<_> =
                own.map(|(_, index, rule)| self.rule(*index, rule, Some(side))).collect();
            (!rules.is_empty()).then(|| quote!(#(#rules)*))
        };
        let is_present = &self.request.fields[field].present;
        match (of(Side::Present), of(Side::Absent)) {
            (Some(present), Some(absent)) => {
                quote!(if #is_present { #present } else { #absent })
            }
            (Some(present), None) => quote!(if #is_present { #present }),
            (None, Some(absent)) => quote!(if !#is_present { #absent }),
            (None, None) => TokenStream::new(),
        }
    }

    /// The fields for which a rule can fail; `None` if it can for both.
    fn side(&self, field: usize, rule: &Rule<'_>) -> Option<Side> {
        match (&rule.demand, rule.at) {
            (Demand::Forbidden | Demand::Passes(_) | Demand::CheckValue(_), At::Field(_)) => {
                Some(Side::Present)
            }
            (Demand::NotBlank, At::Field(_))
                if self.request.fields[field].blank != Blank::Absent =>
            {
                Some(Side::Present)
            }
            (Demand::Required | Demand::RequiredByType, At::Field(_)) => Some(Side::Absent),
            (Demand::Group(group, _), _) => match self.plan.groups[*group].kind {
                GroupKind::AllOrNone | GroupKind::AtLeastOne => Some(Side::Absent),
                GroupKind::AtMostOne => Some(Side::Present),
                GroupKind::ExactlyOne | GroupKind::Count { .. } => None,
            },
            (
                Demand::Required
                | Demand::RequiredByType
                | Demand::Forbidden
                | Demand::NotBlank
                | Demand::Passes(_)
                | Demand::KeyPasses(_)
                | Demand::CheckValue(_)
                | Demand::CheckRequest { .. }
                | Demand::Nested
                | Demand::Separator(_)
                | Demand::Holds(..)
                | Demand::HoldsForItems(..),
                _,
            ) => None,
        }
    }

    /// Returns `true` if a field only needs to be present, so that its presence needs no local.
    fn is_only_required(&self, field: usize) -> bool {
        let mut rules = self.rules().filter(|(_, rule)| rule.at.field() == Some(field));
        let first =
            rules.next().is_some_and(|(_, rule)| matches!(rule.demand, Demand::RequiredByType));
        first && rules.next().is_none() && !self.shared.contains(&field)
    }

    fn asks_presence(&self, field: usize) -> bool {
        self.rules().any(|(_, rule)| rule.at == At::Field(field) && rule.asks_presence())
    }

    /// The present value of a field, for its own rules.
    fn own_value(&self, index: usize, branch: Option<Side>) -> TokenStream {
        let field = &self.request.fields[index];
        if branch == Some(Side::Present) && field.blank != Blank::Reject {
            return call_of_type(field.ty, "value", &field.local.to_token_stream());
        }
        let is_known = self.shared.contains(&index) || self.asks_presence(index);
        if is_known && field.blank == Blank::Absent {
            let (ty, local, present) = (field.ty, &field.local, &field.present);
            return call_of_type(ty, "value_if", &quote!(#local, #present));
        }
        present_value(field)
    }

    /// The named conditions, each after those that it refers to.
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
            if let Cond::Named(name) = leaf
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
            let present = group.members.iter().map(|member| &self.request.fields[*member].present);
            // Each of several rules asks its own condition.
            let when = match group.rules[..] {
                [GroupRule { when, .. }] => when,
                _ => When::Always,
            };
            let broken_expr = self.applying(when, quote!(__p::is_group_broken(#kind, &#members)));
            quote! {
                let #members = [#(#present),*];
                let #broken = #broken_expr;
            }
        })
    }

    /// Expression that is true if a rule applies and is broken.
    fn applying(&self, when: When<&'a Cond>, is_broken: TokenStream) -> TokenStream {
        match when {
            When::Always => is_broken,
            When::If(cond) => {
                let cond = self.scope.operand(cond);
                quote!(#cond && #is_broken)
            }
            When::Unless(cond) => {
                let cond = self.scope.operand(cond);
                quote!(!#cond && #is_broken)
            }
        }
    }

    /// The code of a rule, which stands in the branch of a side, if that is told.
    fn rule(&self, index: usize, rule: &'a Rule<'a>, branch: Option<Side>) -> TokenStream {
        let judged = self.judged(index, rule, branch);
        match rule.severity.is_warning() {
            true => quote!(if __check.warns() { #judged }),
            false => judged,
        }
    }

    fn judged(&self, index: usize, rule: &'a Rule<'a>, branch: Option<Side>) -> TokenStream {
        let span = rule.span;
        let fail_if = |broken: TokenStream| {
            quote! {
                if #broken {
                    __check.fail(#index);
                }
            }
        };
        let fail_if_applies = |broken: TokenStream| fail_if(self.applying(rule.when, broken));
        match (&rule.demand, rule.at) {
            (Demand::Required | Demand::Forbidden, At::Field(_)) if branch.is_some() => {
                self.if_applies(rule.when, quote!(__check.fail(#index);))
            }
            (Demand::RequiredByType, At::Field(field)) if branch.is_some() => {
                let is_optional = item_of(self.request.fields[field].ty, "OPTIONAL");
                fail_if(quote!(!#is_optional))
            }
            (Demand::Required, At::Field(field)) => {
                let present = &self.request.fields[field].present;
                fail_if_applies(quote!(!#present))
            }
            (Demand::RequiredByType, At::Field(field)) => fail_if_applies(self.is_missing(field)),
            (Demand::Forbidden, At::Field(field)) => {
                let present = &self.request.fields[field].present;
                fail_if_applies(quote!(#present))
            }
            (Demand::NotBlank, At::Field(field)) => {
                let field = &self.request.fields[field];
                let (local, ty) = (&field.local, field.ty);
                let is_blank = method_of(ty, "is_blank");
                fail_if_applies(quote!(#is_blank(#local)))
            }
            (Demand::Passes(test), At::Field(field)) => {
                let (value, ty) = (self.own_value(field, branch), self.request.fields[field].ty);
                fail_if_applies(breaks(test, &value, ty, span, self.plan))
            }
            (Demand::Passes(test), At::Items(field)) => {
                let list = present_value(&self.request.fields[field]);
                let when = self.applying(rule.when, quote!(true));
                let ty = self.request.fields[field].ty;
                let item = quote_spanned! {span=>
                    <<#ty as ::order_core::private::OrderValue>::Value as ::order_core::private::Items>::Item
                };
                let item = parse_quote!(#item);
                let is_separated = self.request.fields[field].separator.is_some();
                let value = quote!(__p::item_value(__item, #is_separated));
                let is_broken = breaks(test, &value, &item, span, self.plan);
                let (own, entries) = entries(span);
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
            (Demand::KeyPasses(test), At::Items(field)) => {
                let map = present_value(&self.request.fields[field]);
                let when = self.applying(rule.when, quote!(true));
                let text = parse_quote!(&'static __p::str);
                let value = quote!(__p::Some(__key));
                let is_broken = breaks(test, &value, &text, span, self.plan);
                let own = Ident::new("__map", span);
                let keys = quote_spanned!(span=> ::order_core::private::Keyed::keys(#own));
                quote! {
                    if let __p::Some(#own) = #map {
                        for __key in #keys {
                            if #when && #is_broken {
                                __check.fail_item(#index, __p::ItemKey::Key(__key));
                            }
                        }
                    }
                }
            }
            (Demand::Required, At::Member(field, members)) => {
                fail_if_applies(self.of_member(field, members, |seen| quote!(!#seen.is_present())))
            }
            (Demand::Forbidden, At::Member(field, members)) => {
                fail_if_applies(self.of_member(field, members, |seen| quote!(#seen.is_present())))
            }
            (Demand::Passes(test), At::Member(field, members)) => {
                fail_if_applies(self.of_member(field, members, |seen| {
                    breaks(test, &quote!(#seen.value()), &parse_quote!(()), span, self.plan)
                }))
            }
            (Demand::Group(group, position), _) => {
                let (members, broken) = group_locals(*group);
                let group = &self.plan.groups[*group];
                let kind = group_kind(group.kind);
                let when =
                    (group.rules.len() > 1).then(|| self.applying(rule.when, TokenStream::new()));
                quote! {
                    if #when #broken && __p::is_blamed(#kind, &#members, #position) {
                        __check.fail_group(#index, #members);
                    }
                }
            }
            (Demand::Nested, At::Field(field)) if self.is_of_change => {
                let Field { local, ident, ty, .. } = &self.request.fields[field];
                let ident = generated((*ident).clone());
                let check =
                    check_of_part(self.request, &self.request.fields[field], "check_change");
                let arguments = quote!(#local, &__old.#ident, __check, __parent, __context);
                let check = read::call(&check, ty, &arguments);
                quote! {
                    __p::check_field(__check, #field, |__check, __parent| { #check });
                }
            }
            (Demand::Nested, At::Field(field)) => {
                let field_of = &self.request.fields[field];
                let (local, flat) = (&field_of.local, flat_check(self.request, field_of));
                let check = flat.map_or_else(
                    || check_of_part(self.request, field_of, "check"),
                    Ident::into_token_stream,
                );
                let arguments = quote!(#local, __check, __parent, __context);
                let check = read::call(&check, field_of.ty, &arguments);
                quote! {
                    __p::check_field(__check, #field, |__check, __parent| { #check });
                }
            }
            (Demand::CheckValue(call), At::Field(field)) => {
                let value = self.own_value(field, branch);
                let own = value_at(last_span(&call.function));
                let local = |field: &Field<'_>| field.local.to_token_stream();
                let complaint = call::complaint(self.request, call, Some(&own), local);
                self.if_applies(
                    rule.when,
                    quote! {
                        if let __p::Some(#own) = #value {
                            __p::complain(__check, #index, #complaint);
                        }
                    },
                )
            }
            (Demand::CheckRequest { call: call @ Call { arguments: Some(_), .. }, .. }, _) => {
                let local = |field: &Field<'_>| field.local.to_token_stream();
                let complaint = call::complaint(self.request, call, None, local);
                self.if_applies(rule.when, quote!(__p::complain(__check, #index, #complaint);))
            }
            (Demand::CheckRequest { call: Call { function, arguments: None }, .. }, _) => {
                let span = last_span(function);
                let (request, report) =
                    (Ident::new("__request", span), Ident::new("__report", span));
                let call = quote_spanned!(span=> #function(#request, #report));
                self.if_applies(rule.when, quote! {
                    {
                        let (#request, #report) = (self, &mut __p::Report::new(__check, #index));
                        #call;
                    }
                })
            }
            (Demand::Separator(text), At::Items(field)) => {
                let list = present_value(&self.request.fields[field]);
                let own = Ident::new("__list", span);
                let each =
                    quote_spanned!(span=> ::order_core::private::Separated::each_inseparable);
                quote! {
                    if let __p::Some(#own) = #list {
                        #each(#own, #text, &mut |__key| __check.fail_item(#index, __key));
                    }
                }
            }
            (Demand::Holds(cond, _), _) => fail_if_applies(self.breaks_condition(cond)),
            (Demand::HoldsForItems(quantified, _), At::Items(field)) => {
                let list = present_value(&self.request.fields[field]);
                let local = bound(&quantified.item);
                let cond = self.scope.with(&quantified.item).operand(&quantified.cond);
                let (own, entries) = entries(quantified.list.last_span());
                self.if_applies(
                    rule.when,
                    quote! {
                        if let __p::Some(#own) = #list {
                            for (__key, #local) in #entries {
                                if !#cond {
                                    __check.fail_item(#index, __key);
                                }
                            }
                        }
                    },
                )
            }
            // No attribute makes such a rule.
            (Demand::Required | Demand::Forbidden, At::Root | At::Items(_))
            | (
                Demand::RequiredByType | Demand::NotBlank | Demand::Nested | Demand::CheckValue(_),
                At::Root | At::Items(_) | At::Member(..),
            )
            | (Demand::Passes(_), At::Root)
            | (
                Demand::KeyPasses(_) | Demand::Separator(_) | Demand::HoldsForItems(..),
                At::Root | At::Field(_) | At::Member(..),
            ) => TokenStream::new(),
        }
    }

    /// A statement that runs if a rule applies.
    fn if_applies(&self, when: When<&'a Cond>, statement: TokenStream) -> TokenStream {
        match when {
            When::Always => statement,
            When::If(cond) => {
                let cond = self.scope.operand(cond);
                quote!(if #cond { #statement })
            }
            When::Unless(cond) => {
                let cond = self.scope.operand(cond);
                quote!(if !#cond { #statement })
            }
        }
    }

    /// Expression that is true if a field that is not an `Option` is absent.
    fn is_missing(&self, index: usize) -> TokenStream {
        let field = &self.request.fields[index];
        let (local, ty, present) = (&field.local, field.ty, &field.present);
        match self.is_only_required(index) {
            true => {
                let blank = blank(field.blank);
                let is_missing = method_of(ty, "is_missing");
                quote!(#is_missing(#local, #blank))
            }
            false => {
                let is_optional = item_of(ty, "OPTIONAL");
                quote!(!#is_optional && !#present)
            }
        }
    }

    /// Expression that is true if the condition of a rule is broken. A comparison of two values is broken only if both
    /// are present.
    fn breaks_condition(&self, cond: &'a Cond) -> TokenStream {
        let operand = self.scope.operand(cond);
        match cond.both_sides() {
            Some(sides) => {
                let [left, right] = sides.map(|side| self.scope.value(side));
                quote!(#left.is_some() && #right.is_some() && !#operand)
            }
            None => quote!(!#operand),
        }
    }

    /// Expression of a test of a member of a nested part. It is false if the part is absent.
    fn of_member(
        &self,
        field: usize,
        members: &'a [Ident],
        is_broken: impl FnOnce(TokenStream) -> TokenStream,
    ) -> TokenStream {
        let Some((last, path)) = members.split_last() else { return quote!(false) };
        let mut holder = present_value(&self.request.fields[field]);
        for name in path {
            let (part, member) = (part_with(name), member(name));
            holder = quote!(#holder.and_then(|#part| __p::part(&#member)));
        }
        let is_broken = is_broken(seen_member(last));
        let part = part_with(last);
        quote!(#holder.is_some_and(|#part| #is_broken))
    }
}

/// The fields for which a rule can fail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Present,
    Absent,
}

/// Name of a list, and expression of its items with their places. It has the span of the token that needs a list.
fn entries(span: Span) -> (Ident, TokenStream) {
    let list = Ident::new("__list", span);
    (list.clone(), quote_spanned!(span=> ::order_core::private::Items::entries(#list)))
}

fn group_locals(index: usize) -> (Ident, Ident) {
    (format_ident!("__group{index}"), format_ident!("__group{index}_is_broken"))
}
