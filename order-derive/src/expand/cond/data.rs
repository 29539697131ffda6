//! Conditions as static data.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, ext::IdentExt};

use crate::{
    expand::{
        cond::{Root, Scope, comparison_path},
        context_fact, literal,
        schema::unit_data,
        test::test_data,
    },
    parse::{Cond, Quantified, Reference, Term, Test},
};

impl<'a> Scope<'a> {
    /// A reference to a condition as static data: a constant of the library, for the commonest ones.
    pub(in crate::expand) fn kept(&self, cond: &'a Cond) -> TokenStream {
        if let Cond::Named(name) = cond {
            let index = self.request.condition_index(name).unwrap_or_default();
            return quote!(__p::Named::<#index>::COND);
        }
        let (field, is_not) = if let Cond::Not(inner) = cond {
            (self.true_field(inner), true)
        } else {
            (self.true_field(cond), false)
        };
        match field {
            Some(index) if is_not => quote!(__p::True::<#index>::NOT),
            Some(index) => quote!(__p::True::<#index>::COND),
            None => {
                let cond = self.data(cond);
                quote!(&#cond)
            }
        }
    }

    /// Index of the field of this request that the condition asks to be true, if it asks nothing else.
    fn true_field(&self, cond: &Cond) -> Option<usize> {
        let Cond::Passes(reference, Test::True) = cond else { return None };
        self.own_field(reference).map(|field| field.index)
    }

    /// A condition as static data.
    pub(in crate::expand) fn data(&self, cond: &'a Cond) -> TokenStream {
        let many = |conds: &'a [Cond]| -> TokenStream {
            let conds = conds.iter().map(|cond| self.data(cond));
            quote!(&[#(#conds),*])
        };
        let of = |kind: TokenStream, reference: &Reference| {
            let reference = self.reference(reference);
            quote!(__p::Cond::#kind(#reference))
        };
        match cond {
            // The check has found that each such name is a condition.
            Cond::Named(name) => {
                let index = self.request.condition_index(name).unwrap_or_default();
                quote!(__p::Cond::Named(#index))
            }
            Cond::Given(reference) => of(quote!(Given), reference),
            Cond::Present(reference) => of(quote!(Present), reference),
            Cond::Compare(left, comparison, right) => {
                let (left, right) = (self.term(left), self.term(right));
                let comparison = comparison_path(*comparison);
                quote!(__p::Cond::Compare(#left, #comparison, #right))
            }
            Cond::Passes(reference, test) => {
                let (reference, test) = (self.reference(reference), test_data(test, self.plan));
                quote!(__p::Cond::Passes(#reference, #test))
            }
            Cond::AnyItem(quantified) => self.quantified(&quote!(AnyItem), quantified),
            Cond::AllItems(quantified) => self.quantified(&quote!(AllItems), quantified),
            Cond::Unique(item, list, key) => {
                let (list, key) = (self.reference(list), self.with(item).reference(key));
                quote!(__p::Cond::Unique(#list, #key))
            }
            Cond::Not(inner) => {
                let inner = self.data(inner);
                quote!(__p::Cond::Not(&#inner))
            }
            Cond::All(conds) => {
                let conds = many(conds);
                quote!(__p::Cond::All(#conds))
            }
            Cond::Any(conds) => {
                let conds = many(conds);
                quote!(__p::Cond::Any(#conds))
            }
            Cond::Implies(left, right) => {
                let (left, right) = (self.data(left), self.data(right));
                quote!(__p::Cond::Implies(&#left, &#right))
            }
        }
    }

    fn quantified(&self, kind: &TokenStream, quantified: &'a Quantified) -> TokenStream {
        let list = self.reference(&quantified.list);
        let cond = self.with(&quantified.item).data(&quantified.cond);
        quote!(__p::Cond::#kind(#list, &#cond))
    }

    fn term(&self, term: &'a Term) -> TokenStream {
        match term {
            Term::Reference(reference) => {
                let reference = self.reference(reference);
                quote!(__p::Term::Value(#reference))
            }
            Term::Value(value) => {
                let literal = literal(value);
                quote!(__p::Term::Literal(#literal))
            }
            Term::Length(reference) => {
                let reference = self.reference(reference);
                quote!(__p::Term::Length(#reference))
            }
            Term::Size(unit, reference) => {
                let (unit, reference) = (unit_data(*unit), self.reference(reference));
                quote!(__p::Term::Size(#unit, #reference))
            }
            Term::CountPresent(references) => {
                let references = references.iter().map(|reference| self.reference(reference));
                quote!(__p::Term::CountPresent(&[#(#references),*]))
            }
            Term::CountItems(quantified) => {
                let list = self.reference(&quantified.list);
                let cond = self.with(&quantified.item).data(&quantified.cond);
                quote!(__p::Term::CountItems(#list, &#cond))
            }
        }
    }

    fn reference(&self, reference: &Reference) -> TokenStream {
        let names = |members: &[Ident]| -> Vec<String> {
            members.iter().map(|member| member.unraw().to_string()).collect()
        };
        let (root, members) = match self.root(reference) {
            Root::Field(index, _) if reference.members.is_empty() => {
                return quote!(__p::Reference::field(#index));
            }
            Root::Field(index, _) => (quote!(__p::Root::Field(#index)), names(&reference.members)),
            Root::Item(depth) => (quote!(__p::Root::Item(#depth)), names(&reference.members)),
            Root::Old => {
                let Some((first, rest)) = reference.members.split_first() else {
                    return quote!(__p::Reference::field(0));
                };
                let index = self.request.field_index(first).unwrap_or_default();
                (quote!(__p::Root::Old(#index)), names(rest))
            }
            Root::Changed(field) => {
                let index = field.index;
                (quote!(__p::Root::Changed(#index)), Vec::new())
            }
            Root::Context => {
                let Some((first, rest)) = reference.members.split_first() else {
                    return quote!(__p::Reference::field(0));
                };
                let fact = context_fact(first, self.request.options.context.as_ref());
                (quote!(__p::Root::Context(&#fact)), names(rest))
            }
        };
        quote!(__p::Reference { root: #root, members: &[#(#members),*] })
    }
}
