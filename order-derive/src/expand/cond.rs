//! Conditions as Rust expressions and as static data.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use crate::{
    expand::{
        context_fact, default_value, literal, local, local_name, pattern_static, present_value,
        read::speaks_of,
        validate::{holds, last_span, text, value_at},
        value_expr, value_ref,
    },
    model::{Field, Request},
    parse::{Comparison, Cond, Quantified, Reference, Term, Value, shown_path},
    plan::Plan,
};

/// Where a condition stands: the request, and the items that are bound there, the outermost first.
pub(super) struct Scope<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) plan: &'a Plan<'a>,
    pub(super) items: Vec<&'a Ident>,
}

/// What the root of a reference is.
enum Root<'s> {
    Field(usize, &'s Field<'s>),
    /// The depth at which it is bound.
    Item(usize),
    Context,
}

impl<'a> Scope<'a> {
    pub(super) fn new(request: &'a Request<'a>, plan: &'a Plan<'a>) -> Self {
        Self { request, plan, items: Vec::new() }
    }

    pub(super) fn for_item(&self, item: &'a Ident) -> Self {
        self.with(item)
    }

    /// Both sides of a comparison of two values of the request.
    pub(super) fn both_sides(&self, cond: &Cond) -> Option<(TokenStream, TokenStream)> {
        match cond {
            Cond::Compare(Term::Reference(left), _, Term::Reference(right)) => {
                Some((self.value(left), self.value(right)))
            }
            _ => None,
        }
    }

    fn with(&self, item: &'a Ident) -> Self {
        let mut items = self.items.clone();
        items.push(item);
        Self { request: self.request, plan: self.plan, items }
    }

    fn root(&self, reference: &Reference) -> Root<'a> {
        if let Some(depth) =
            self.items.iter().rposition(|item| item.unraw() == reference.root.unraw())
        {
            return Root::Item(depth);
        }
        match self.request.field_index(&reference.root) {
            Some(index) => Root::Field(index, &self.request.fields[index]),
            None => Root::Context,
        }
    }

    fn own_field(&self, reference: &Reference) -> Option<&'a Field<'a>> {
        match (self.root(reference), reference.single()) {
            (Root::Field(_, field), Some(_)) => Some(field),
            _ => None,
        }
    }

    /// A condition as a bool expression.
    pub(super) fn expr(&self, cond: &'a Cond) -> TokenStream {
        match cond {
            Cond::Name(reference) => match (reference.single(), self.own_field(reference)) {
                (Some(name), None) if self.is_condition(name) => {
                    let local = named(name);
                    quote!(#local)
                }
                _ => {
                    let own = value_at(reference.last_span());
                    let is_true = quote_spanned!(own.span()=> __p::Truth::is_true(#own));
                    self.test(
                        reference,
                        &own,
                        &is_true,
                        &quote!(__p::Literal::Bool(true)),
                        Comparison::Equal,
                    )
                }
            },
            Cond::Given(reference) => self.presence(reference, "given"),
            Cond::Present(reference) => self.presence(reference, "present"),
            Cond::Compare(left, comparison, right) => self.compare(left, *comparison, right),
            Cond::In(reference, values) => {
                let tests = values.iter().map(|value| self.equal(reference, value));
                quote!((#(#tests)||*))
            }
            Cond::Is(reference, format) => {
                let value = self.value(reference);
                let (own, text) = text(reference.last_span());
                holds(&value, &own, &quote!(__p::format::#format(#text)))
            }
            Cond::Matches(reference, pattern) => {
                let value = self.value(reference);
                let pattern = pattern_static(self.plan, pattern);
                let (own, text) = text(reference.last_span());
                holds(&value, &own, &quote!(__p::Pattern::is_match(&#pattern, #text)))
            }
            Cond::Satisfies(reference, function) => {
                let value = self.value(reference);
                let own = value_at(last_span(function));
                let call = quote_spanned!(own.span()=> #function(#own));
                holds(&value, &own, &quote!(#call))
            }
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
                let key = self.with(item).value(key);
                quote!(#list.is_none_or(|#own| __p::are_unique(#items, |#local| #key)))
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

    /// A condition as an operand, in parentheses where it needs them.
    pub(super) fn operand(&self, cond: &'a Cond) -> TokenStream {
        let tokens = self.expr(cond);
        match cond {
            Cond::All(_) | Cond::Any(_) | Cond::Implies(..) => quote!((#tokens)),
            Cond::Compare(left, _, right) if left.is_number() || right.is_number() => {
                quote!((#tokens))
            }
            _ => tokens,
        }
    }

    fn is_condition(&self, name: &Ident) -> bool {
        !self.items.iter().any(|item| item.unraw() == name.unraw())
            && self.request.condition_index(name).is_some()
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
    pub(super) fn value(&self, reference: &Reference) -> TokenStream {
        match (self.root(reference), reference.members.split_first()) {
            (Root::Field(_, field), None) => self.field_value(field),
            (Root::Field(_, field), Some((first, rest))) => {
                let part = present_value(field);
                let members = members(first, rest);
                quote!(#part.map_or(__p::Seen::ABSENT, |__part| #members).value())
            }
            (Root::Item(depth), None) => {
                let local = bound(self.items[depth]);
                quote!(__p::value(#local, __p::Blank::Absent))
            }
            (Root::Item(depth), Some((first, rest))) => {
                let local = bound(self.items[depth]);
                let members = members(first, rest);
                quote!(__p::value(#local, __p::Blank::Absent).map_or(__p::Seen::ABSENT, |__part| #members).value())
            }
            (Root::Context, Some((first, []))) => {
                quote!(__p::value(&__context.#first, __p::Blank::Absent))
            }
            (Root::Context, Some((first, rest))) => {
                let (second, rest) = rest.split_first().unwrap_or((first, &[]));
                let members = members(second, rest);
                quote!(__p::value(&__context.#first, __p::Blank::Absent).map_or(__p::Seen::ABSENT, |__part| #members).value())
            }
            (Root::Context, None) => quote!(__p::None),
        }
    }

    /// The value of an own field with its defaults.
    fn field_value(&self, field: &'a Field<'a>) -> TokenStream {
        let value = present_value(field);
        let Some(default) = self.default(field) else { return value };
        quote!(#value.or(#default))
    }

    /// What an own field holds when it is absent, as an `Option` of a reference.
    fn default(&self, field: &'a Field<'a>) -> Option<TokenStream> {
        let last = field.default.as_ref().map(|value| default_value(value, field.ty));
        if field.default_ifs.is_empty() {
            return last;
        }
        let mut chain = last.unwrap_or_else(|| quote!(__p::None));
        for (cond, value) in field.default_ifs.iter().rev() {
            let (cond, value) = (self.expr(cond), default_value(value, field.ty));
            chain = quote!(if #cond { #value } else { #chain });
        }
        Some(chain)
    }

    /// What is seen of a member, with the field that holds it.
    fn seen(&self, reference: &Reference) -> TokenStream {
        let (first, rest) = match reference.members.split_first() {
            Some(split) => split,
            None => return quote!(__p::Seen::ABSENT),
        };
        let (part, members) = match (self.root(reference), rest.split_first()) {
            (Root::Field(_, field), _) => (present_value(field), members(first, rest)),
            (Root::Item(depth), _) => {
                let local = bound(self.items[depth]);
                (quote!(__p::value(#local, __p::Blank::Absent)), members(first, rest))
            }
            (Root::Context, None) => return quote!(__p::Seen::of(&__context.#first)),
            (Root::Context, Some((second, rest))) => {
                let part = quote!(__p::value(&__context.#first, __p::Blank::Absent));
                (part, members(second, rest))
            }
        };
        quote!(#part.map_or(__p::Seen::ABSENT, |__part| #members))
    }

    fn presence(&self, reference: &Reference, what: &str) -> TokenStream {
        match (self.root(reference), self.own_field(reference)) {
            (_, Some(field)) if what == "present" => {
                let local = present(field);
                quote!(#local)
            }
            (_, Some(field)) => {
                let (local, ty) = (local(field), field.ty);
                quote!(<#ty as __p::OrderValue>::is_given(#local))
            }
            (Root::Item(depth), None) if reference.members.is_empty() => {
                let local = bound(self.items[depth]);
                match what {
                    "present" => quote!(__p::OrderValue::is_present(#local, __p::Blank::Absent)),
                    _ => quote!(__p::OrderValue::is_given(#local)),
                }
            }
            _ => {
                let (seen, method) = (self.seen(reference), format_ident!("is_{what}"));
                quote!(#seen.#method())
            }
        }
    }

    /// Tests the value of a reference, or else a default that only the schema knows.
    fn test(
        &self,
        reference: &Reference,
        own: &Ident,
        test: &TokenStream,
        literal: &TokenStream,
        comparison: Comparison,
    ) -> TokenStream {
        let is_member = match self.root(reference) {
            // The first name is a fact of the context, and no member of a request.
            Root::Context => reference.members.len() > 1,
            Root::Field(..) | Root::Item(_) => !reference.members.is_empty(),
        };
        if is_member {
            let seen = self.seen(reference);
            let comparison = comparison_path(comparison);
            return quote!(#seen.test(|#own| #test, #comparison, &#literal));
        }
        let value = self.value(reference);
        holds(&value, own, test)
    }

    fn equal(&self, reference: &Reference, value: &'a Value) -> TokenStream {
        self.ordered(reference, Comparison::Equal, value)
    }

    /// Compares the value of a reference with one that is written in the rule.
    fn ordered(
        &self,
        reference: &Reference,
        comparison: Comparison,
        value: &'a Value,
    ) -> TokenStream {
        if let Value::Null(span) = value {
            let null = match self.own_field(reference) {
                Some(field) => {
                    let (local, ty) = (local(field), field.ty);
                    let can_be_null = self.can_be_null(field, *span);
                    quote!({ #can_be_null __p::is_null::<#ty>(#local) })
                }
                None => {
                    let seen = self.seen(reference);
                    quote!(#seen.is_null())
                }
            };
            return if comparison == Comparison::NotEqual { quote!(!#null) } else { null };
        }
        let own = self.own_field(reference);
        let operand = match (value, own) {
            (value, Some(field)) => value_ref(value, field.ty),
            (value, None) => value_ref(value, &syn::parse_quote!(())),
        };
        let own_value = value_at(value.span());
        let test = match comparison {
            Comparison::Equal | Comparison::NotEqual => {
                let is_equal = quote_spanned!(value.span()=> __p::EqualTo::equal_to);
                quote!(#is_equal(#own_value, #operand))
            }
            _ => {
                let compare = quote_spanned!(value.span()=> __p::OrderedTo::ordered_to);
                let accepts = accepts(comparison);
                quote!(#compare(#own_value, #operand).#accepts())
            }
        };
        let literal = literal(value);
        // `!=` is always the opposite of `==`, of a missing value too.
        if comparison == Comparison::NotEqual {
            let equal = self.test(reference, &own_value, &test, &literal, Comparison::Equal);
            return quote!(!#equal);
        }
        self.test(reference, &own_value, &test, &literal, comparison)
    }

    /// Nothing that runs: it lets rustc refuse `null` beside a field that has none.
    ///
    /// A type with generics is not known here, and neither is that of a member.
    fn can_be_null(&self, field: &Field<'_>, span: Span) -> Option<TokenStream> {
        let ty = field.ty;
        if !self.request.input.generics.params.is_empty() || speaks_of(ty.to_token_stream(), "Self")
        {
            return None;
        }
        let message = format!(
            "`{}` is never null, so a comparison with `null` says nothing; ask `present({0})`, or make it an `Option<Option<…>>`",
            field.rust,
        );
        Some(quote_spanned! {span=>
            const _: () = ::core::assert!(<#ty as __p::OrderValue>::NULLABLE, #message);
        })
    }

    fn compare(&self, left: &'a Term, comparison: Comparison, right: &'a Term) -> TokenStream {
        if left.is_number() || right.is_number() {
            let (left, right) = (self.number(left), self.number(right));
            let comparison = comparison_path(comparison);
            return quote!(__p::compare_numbers(#left, #comparison, #right));
        }
        match (left, right) {
            (Term::Reference(reference), Term::Value(value)) => {
                self.ordered(reference, comparison, value)
            }
            (Term::Reference(left), Term::Reference(right)) => {
                let (left, span) = (self.value(left), right.last_span());
                let right = self.value(right);
                let (own, other) = (value_at(span), Ident::new("__other", span));
                let both = |test: TokenStream| quote!(__p::both(#left, #right).is_some_and(|(#own, #other)| #test));
                match comparison {
                    Comparison::Equal | Comparison::NotEqual => {
                        let equal =
                            both(quote_spanned!(span=> __p::EqualTo::equal_to(#own, #other)));
                        let not = (comparison == Comparison::NotEqual).then(|| quote!(!));
                        quote!(#not #equal)
                    }
                    _ => {
                        let accepts = accepts(comparison);
                        let ordering =
                            quote_spanned!(span=> __p::OrderedTo::ordered_to(#own, #other));
                        both(quote!(#ordering.#accepts()))
                    }
                }
            }
            // The left side is a reference or a number.
            _ => quote!(false),
        }
    }

    /// A term as an optional number.
    fn number(&self, term: &'a Term) -> TokenStream {
        match term {
            Term::Length(reference) => {
                let value = self.value(reference);
                let own = value_at(reference.last_span());
                let length = quote_spanned!(own.span()=> __p::Lengthy::length(#own));
                quote!(__p::Some(#value.map_or(0, |#own| __p::length(#length))))
            }
            Term::CountPresent(references) => {
                let present =
                    references.iter().map(|reference| self.presence(reference, "present"));
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
                let number = quote_spanned!(own.span()=> __p::Number::number(#own));
                quote!(#value.map(|#own| #number))
            }
            Term::Value(value) => {
                let number = match value {
                    Value::Integer(integer) => {
                        let number = proc_macro2::Literal::i128_unsuffixed(integer.number);
                        quote!(#number)
                    }
                    value => {
                        let expr = value_expr(value, &syn::parse_quote!(()));
                        quote_spanned!(value.span()=> __p::Number::number(&#expr))
                    }
                };
                quote!(__p::Some(#number))
            }
        }
    }

    /// A condition as static data.
    pub(super) fn data(&self, cond: &'a Cond) -> TokenStream {
        let many = |conds: &'a [Cond]| -> TokenStream {
            let conds = conds.iter().map(|cond| self.data(cond));
            quote!(&[#(#conds),*])
        };
        let of = |kind: TokenStream, reference: &Reference| {
            let reference = self.reference(reference);
            quote!(__p::Cond::#kind(#reference))
        };
        match cond {
            Cond::Name(reference) => {
                let condition = reference.single().filter(|name| self.is_condition(name));
                match condition.and_then(|name| self.request.condition_index(name)) {
                    Some(index) if self.own_field(reference).is_none() => {
                        quote!(__p::Cond::Named(#index))
                    }
                    _ => of(quote!(True), reference),
                }
            }
            Cond::Given(reference) => of(quote!(Given), reference),
            Cond::Present(reference) => of(quote!(Present), reference),
            Cond::Compare(left, comparison, right) => {
                let (left, right) = (self.term(left), self.term(right));
                let comparison = comparison_path(*comparison);
                quote!(__p::Cond::Compare(#left, #comparison, #right))
            }
            Cond::In(reference, values) => {
                let (reference, values) = (self.reference(reference), values.iter().map(literal));
                quote!(__p::Cond::In(#reference, &[#(#values),*]))
            }
            Cond::Is(reference, format) => {
                let reference = self.reference(reference);
                let name = Ident::new(&format.to_string().to_uppercase(), format.span());
                quote!(__p::Cond::Is(#reference, __p::format::#name))
            }
            Cond::Matches(reference, pattern) => {
                let (reference, pattern) =
                    (self.reference(reference), pattern_static(self.plan, pattern));
                quote!(__p::Cond::Matches(#reference, &#pattern))
            }
            Cond::Satisfies(reference, function) => {
                let (reference, name) = (self.reference(reference), shown_path(function));
                quote! {
                    __p::Cond::Satisfies(#reference, __p::Predicate {
                        name: #name,
                        accepts: |__node| __p::satisfies(__node, #function),
                    })
                }
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
            Root::Context => {
                let Some((first, rest)) = reference.members.split_first() else {
                    return quote!(__p::Reference::field(0));
                };
                let fact = context_fact(first, self.request.options.context.as_ref());
                (quote!(__p::Root::Context(#fact)), names(rest))
            }
        };
        quote!(__p::Reference { root: #root, members: &[#(#members),*] })
    }
}

/// A list's name, and its items, at the token that names the list.
fn items(span: Span) -> (Ident, TokenStream) {
    let list = Ident::new("__list", span);
    (list.clone(), quote_spanned!(span=> __p::Items::items(#list)))
}

/// The local of a nested request, which is the same one wherever a name of its members was written.
fn part_local() -> Ident {
    Ident::new("__part", Span::call_site())
}

/// The field or variant `member` of `__part`, as a place.
pub(super) fn member(member: &Ident) -> TokenStream {
    let part = part_local();
    quote_spanned!(member.span()=> __p::OrderRequest::__view(#part).#member)
}

/// What is seen of `__part.member`.
pub(super) fn seen_member(name: &Ident) -> TokenStream {
    let (part, member, rust) = (part_local(), member(name), name.unraw().to_string());
    quote_spanned!(name.span()=> __p::Seen::member(#part, &#member, #rust))
}

/// What is seen of `__part.first.rest…`.
fn members(first: &Ident, rest: &[Ident]) -> TokenStream {
    let seen = seen_member(first);
    match rest.split_first() {
        None => seen,
        Some((next, rest)) => {
            let inner = members(next, rest);
            quote!(#seen.part().map_or(__p::Seen::ABSENT, |__part| #inner))
        }
    }
}

fn comparison_path(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Equal => quote!(__p::Comparison::Equal),
        Comparison::NotEqual => quote!(__p::Comparison::NotEqual),
        Comparison::Less => quote!(__p::Comparison::Less),
        Comparison::LessEqual => quote!(__p::Comparison::LessEqual),
        Comparison::Greater => quote!(__p::Comparison::Greater),
        Comparison::GreaterEqual => quote!(__p::Comparison::GreaterEqual),
    }
}

/// The method of `Ordering` that a comparison is.
fn accepts(comparison: Comparison) -> Ident {
    format_ident!(
        "{}",
        match comparison {
            Comparison::Equal => "is_eq",
            Comparison::NotEqual => "is_ne",
            Comparison::Less => "is_lt",
            Comparison::LessEqual => "is_le",
            Comparison::Greater => "is_gt",
            Comparison::GreaterEqual => "is_ge",
        }
    )
}

pub(super) fn present(field: &Field<'_>) -> Ident {
    local_name("present", field)
}

pub(super) fn named(name: &Ident) -> Ident {
    format_ident!("__cond_{}", name.unraw(), span = Span::call_site())
}

/// The local of a bound item.
pub(super) fn bound(item: &Ident) -> Ident {
    format_ident!("__item_{}", item.unraw(), span = Span::call_site())
}
