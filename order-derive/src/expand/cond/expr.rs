//! Conditions as Rust expressions.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::{
    expand::{
        call_of_type,
        cond::{Root, Scope, bound, comparison_path, named, part_with, seen_member},
        default_of, item_of, present_value,
        test::{accepts, size, value_at},
        value_ref,
    },
    model::{Blank, Field, FieldPlace},
    parse::{Comparison, Cond, Quantified, Reference, Term, Value},
    scope::generated,
};

impl<'a> Scope<'a> {
    /// A condition as a bool expression.
    pub(in crate::expand) fn expr(&self, cond: &'a Cond) -> TokenStream {
        match cond {
            Cond::Named(name) => named(name).into_token_stream(),
            Cond::Given(reference) => self.given(reference),
            Cond::Present(reference) => self.present(reference),
            Cond::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Cond::Passes(reference, test) => self.passes(reference, test),
            Cond::AnyItem(quantified) => {
                self.over_items(quantified, &quote!(any), &quote!(is_some_and))
            }
            Cond::AllItems(quantified) => {
                self.over_items(quantified, &quote!(all), &quote!(is_none_or))
            }
            Cond::Unique(item, list, key) => {
                let list_span = list.last_span();
                let (list, local) = (self.value(list), bound(item));
                let (own, items) = items(list_span);
                let span = key.last_span();
                let key = self.with(item).seen(key);
                // The whole call, so that rustc points there if the keys cannot be compared.
                let are_unique = quote_spanned! {span=>
                    ::order_core::private::are_unique(#items, |#local| #key)
                };
                quote!(#list.is_none_or(|#own| #are_unique))
            }
            Cond::Not(cond) => {
                let cond = self.operand(cond);
                quote!(!#cond)
            }
            Cond::All(conds) => {
                let conds = conds.iter().map(|cond| self.operand(cond));
                quote!(#(#conds)&&*)
            }
            Cond::Any(conds) => {
                let conds = conds.iter().map(|cond| self.operand(cond));
                quote!(#(#conds)||*)
            }
            Cond::Implies(left, right) => {
                let (left, right) = (self.operand(left), self.operand(right));
                quote!(!#left || #right)
            }
        }
    }

    /// A condition as an operand, in parentheses if necessary.
    pub(in crate::expand) fn operand(&self, cond: &'a Cond) -> TokenStream {
        let tokens = self.expr(cond);
        match cond {
            Cond::All(_) | Cond::Any(_) | Cond::Implies(..) => quote!((#tokens)),
            Cond::Compare(left, _, right) if left.is_number() || right.is_number() => {
                quote!((#tokens))
            }
            Cond::Compare(..)
            | Cond::Named(_)
            | Cond::Given(_)
            | Cond::Present(_)
            | Cond::Passes(..)
            | Cond::AnyItem(_)
            | Cond::AllItems(_)
            | Cond::Unique(..)
            | Cond::Not(_) => tokens,
        }
    }

    fn over_items(
        &self,
        quantified: &'a Quantified,
        quantifier: &TokenStream,
        over: &TokenStream,
    ) -> TokenStream {
        let (list, local) = (self.value(&quantified.list), bound(&quantified.item));
        let cond = self.with(&quantified.item).expr(&quantified.cond);
        let (own, items) = items(quantified.list.last_span());
        quote!(#list.#over(|#own| #items.#quantifier(|#local| #cond)))
    }

    /// The value of a reference, or its default, as an `Option` of a reference.
    pub(in crate::expand) fn value(&self, reference: &Reference) -> TokenStream {
        match (self.root(reference), reference.members.split_first()) {
            (Root::Field(_, field), None) => self.field_value(field),
            (Root::Field(_, field), Some((first, rest))) => {
                let part = present_value(field);
                let members = in_part(first, rest);
                quote!(#part.map_or(__p::Seen::ABSENT, #members).value())
            }
            (Root::Item(depth), None) => {
                let local = bound(self.items[depth]);
                quote!(__p::value(#local, __p::Blank::Absent))
            }
            (Root::Item(depth), Some((first, rest))) => {
                let local = bound(self.items[depth]);
                let members = in_part(first, rest);
                quote!(__p::value(#local, __p::Blank::Absent).map_or(__p::Seen::ABSENT, #members).value())
            }
            (root @ (Root::Context | Root::Old), Some((first, []))) => self.held(&root, first),
            (root @ (Root::Context | Root::Old), Some((first, rest))) => {
                let held = self.held(&root, first);
                let (second, rest) = rest.split_first().unwrap_or((first, &[]));
                let members = in_part(second, rest);
                quote!(#held.map_or(__p::Seen::ABSENT, #members).value())
            }
            // A change is only asked for, in `passes`.
            (Root::Context | Root::Old, None) | (Root::Changed(_), _) => quote!(__p::None),
        }
    }

    /// The value of a fact, or of a field of the request before an update, as an `Option` of a reference.
    fn held(&self, root: &Root<'_>, name: &Ident) -> TokenStream {
        let holder = holder(root);
        let arguments = quote!(&#holder.#name, __p::Blank::Absent);
        match self.old_field(root, name) {
            Some(field) => call_of_type(field.ty, "present_value", &arguments),
            None => quote!(__p::value(#arguments)),
        }
    }

    /// The field with this name, if the root is the request before an update.
    fn old_field(&self, root: &Root<'_>, name: &Ident) -> Option<&'a Field<'a>> {
        match root {
            Root::Old => self.request.field_index(name).map(|index| &self.request.fields[index]),
            Root::Context | Root::Field(..) | Root::Item(_) | Root::Changed(_) => None,
        }
    }

    /// The answer to the question whether an update changes a field, if the reference is one.
    pub(in crate::expand) fn changed(&self, reference: &Reference) -> Option<TokenStream> {
        let Root::Changed(field) = self.root(reference) else { return None };
        let ident = generated(field.ident.clone());
        Some(call_of_type(field.ty, "__is_changed", &quote!(&self.#ident, &__old.#ident)))
    }

    /// The value of a field of this request, or its default.
    fn field_value(&self, field: &'a Field<'a>) -> TokenStream {
        let value = present_value(field);
        let Some(default) = self.default(field) else { return value };
        quote!(#value.or(#default))
    }

    /// Default of a field of this request, as an `Option` of a reference.
    fn default(&self, field: &'a Field<'a>) -> Option<TokenStream> {
        let last = field.default.as_ref().map(|value| default_of(value, field, None));
        if field.default_ifs.is_empty() {
            return last;
        }
        let mut chain = last.unwrap_or_else(|| quote!(__p::None));
        for (position, (cond, value)) in field.default_ifs.iter().enumerate().rev() {
            let (cond, value) = (self.expr(cond), default_of(value, field, Some(position)));
            chain = quote!(if #cond { #value } else { #chain });
        }
        Some(chain)
    }

    /// Expression of the `Seen` state of a member, through the field that holds it.
    pub(in crate::expand) fn seen(&self, reference: &Reference) -> TokenStream {
        let Some((first, rest)) = reference.members.split_first() else {
            return match self.root(reference) {
                Root::Field(_, field) => {
                    let local = &field.local;
                    quote!(__p::Seen::of(#local))
                }
                Root::Item(depth) => {
                    let local = bound(self.items[depth]);
                    quote!(__p::Seen::of(#local))
                }
                // The grammar gives `ctx` a member.
                Root::Context | Root::Old | Root::Changed(_) => quote!(__p::Seen::ABSENT),
            };
        };
        let (part, members) = match (self.root(reference), rest.split_first()) {
            (Root::Field(_, field), _) => (present_value(field), in_part(first, rest)),
            (Root::Item(depth), _) => {
                let local = bound(self.items[depth]);
                (quote!(__p::value(#local, __p::Blank::Absent)), in_part(first, rest))
            }
            (root @ (Root::Context | Root::Old), None) => {
                let holder = holder(&root);
                let held = match self.old_field(&root, first) {
                    Some(field) => call_of_type(field.ty, "__by", &quote!(&#holder.#first)),
                    None => quote!(&#holder.#first),
                };
                return quote!(__p::Seen::of(#held));
            }
            (root @ (Root::Context | Root::Old), Some((second, rest))) => {
                (self.held(&root, first), in_part(second, rest))
            }
            (Root::Changed(_), _) => return quote!(__p::Seen::ABSENT),
        };
        quote!(#part.map_or(__p::Seen::ABSENT, #members))
    }

    fn given(&self, reference: &Reference) -> TokenStream {
        match (self.root(reference), self.own_field(reference)) {
            (_, Some(field)) => {
                let (local, ty) = (&field.local, field.ty);
                if (field.place, field.blank) == (FieldPlace::BodyUnlessBlank, Blank::Absent) {
                    return call_of_type(ty, "__is_given_unless_blank", &quote!(#local));
                }
                let is_given = item_of(ty, "is_given");
                quote!(#is_given(#local))
            }
            (Root::Item(depth), None) if reference.members.is_empty() => {
                let local = bound(self.items[depth]);
                quote!(__p::OrderValue::is_given(#local))
            }
            (
                Root::Field(..) | Root::Item(_) | Root::Context | Root::Old | Root::Changed(_),
                None,
            ) => {
                let seen = self.seen(reference);
                quote!(#seen.is_given())
            }
        }
    }

    fn present(&self, reference: &Reference) -> TokenStream {
        match (self.root(reference), self.own_field(reference)) {
            (_, Some(field)) => field.present.to_token_stream(),
            (Root::Item(depth), None) if reference.members.is_empty() => {
                let local = bound(self.items[depth]);
                quote!(__p::OrderValue::is_present(#local, __p::Blank::Absent))
            }
            (
                Root::Field(..) | Root::Item(_) | Root::Context | Root::Old | Root::Changed(_),
                None,
            ) => {
                let seen = self.seen(reference);
                quote!(#seen.is_present())
            }
        }
    }

    fn compare(&self, left: &'a Term, comparison: Comparison, right: &'a Term) -> TokenStream {
        let (left, right) = match (left, right) {
            (Term::Reference(left), Term::Reference(right)) => (left, right),
            // The grammar makes a test of a reference beside a written value, so one side is a number.
            (
                Term::Length(_)
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(_)
                | Term::Value(_),
                _,
            )
            | (
                _,
                Term::Length(_)
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(_)
                | Term::Value(_),
            ) => {
                let (left, right) = (self.number(left), self.number(right));
                let comparison = comparison_path(comparison);
                return quote!(__p::compare_numbers(#left, #comparison, #right));
            }
        };
        let (left, span) = (self.value(left), right.last_span());
        let right = self.value(right);
        let (own, other) = (value_at(span), Ident::new("__other", span));
        let both = |test: TokenStream| quote!(__p::both(#left, #right).is_some_and(|(#own, #other)| #test));
        match comparison {
            Comparison::Equal | Comparison::NotEqual => {
                let equal = both(
                    quote_spanned!(span=> ::order_core::private::EqualTo::equal_to(#own, #other)),
                );
                let not = (comparison == Comparison::NotEqual).then(|| quote!(!));
                quote!(#not #equal)
            }
            Comparison::Less
            | Comparison::LessEqual
            | Comparison::Greater
            | Comparison::GreaterEqual => {
                let accepts = accepts(comparison);
                let ordering = quote_spanned!(span=> ::order_core::private::OrderedTo::ordered_to(#own, #other));
                both(quote!(#ordering.is_some_and(__p::Ordering::#accepts)))
            }
        }
    }

    /// A term as an optional number.
    fn number(&self, term: &'a Term) -> TokenStream {
        match term {
            Term::Length(reference) => {
                let value = self.value(reference);
                let own = value_at(reference.last_span());
                let length =
                    quote_spanned!(own.span()=> ::order_core::private::Lengthy::length(#own));
                quote!(__p::Some(#value.map_or(0, |#own| __p::length(#length))))
            }
            Term::Size(unit, reference) => {
                let value = self.value(reference);
                let own = value_at(reference.last_span());
                let size = size(*unit, &own);
                quote!(__p::Some(#value.map_or(0, |#own| __p::length(#size))))
            }
            Term::CountPresent(references) => {
                let present = references.iter().map(|reference| self.present(reference));
                quote!(__p::Some(__p::count(&[#(#present),*])))
            }
            Term::CountItems(quantified) => {
                let (list, local) = (self.value(&quantified.list), bound(&quantified.item));
                let cond = self.with(&quantified.item).expr(&quantified.cond);
                let (own, items) = items(quantified.list.last_span());
                quote! {
                    __p::Some(#list.map_or(0, |#own| __p::count_items(#items, |#local| #cond)))
                }
            }
            Term::Reference(reference) => {
                let value = self.value(reference);
                let own = value_at(reference.last_span());
                let number =
                    quote_spanned!(own.span()=> ::order_core::private::Number::number(#own));
                quote!(#value.map(|#own| #number))
            }
            Term::Value(value) => {
                let number = match value {
                    Value::Number(number) => {
                        let number = proc_macro2::Literal::i128_unsuffixed(number.coefficient);
                        quote!(#number)
                    }
                    value => {
                        let own = value_ref(value, &syn::parse_quote!(()));
                        quote_spanned!(value.span()=> ::order_core::private::Number::number(#own))
                    }
                };
                quote!(__p::Some(#number))
            }
        }
    }
}

/// Name of the local that holds the facts, or the request before an update.
fn holder(root: &Root<'_>) -> Ident {
    let name = if let Root::Old = root { "__old" } else { "__context" };
    Ident::new(name, Span::call_site())
}

/// Name of a list and expression of its items, at the token that names the list.
fn items(span: Span) -> (Ident, TokenStream) {
    let list = Ident::new("__list", span);
    (list.clone(), quote_spanned!(span=> ::order_core::private::Items::items(#list)))
}

/// Closure from a part to the `Seen` state of its member `first.rest…`.
fn in_part(first: &Ident, rest: &[Ident]) -> TokenStream {
    let (part, seen) = (part_with(first), seen_member(first));
    match rest.split_first() {
        None => quote!(|#part| #seen),
        Some((next, rest)) => {
            let inner = in_part(next, rest);
            quote!(|#part| #seen.part().map_or(__p::Seen::ABSENT, #inner))
        }
    }
}
