//! Tests of a single value, as expressions of the generated check and as static data.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Path, Type, parse_quote};

use crate::{
    expand::{
        cond::{Scope, comparison_path},
        literal, parts, pattern_static,
        schema::{bounds_data, limits_data, unit_data},
        test_static, value_ref,
    },
    model::Field,
    parse::{
        Allowed, Bounds, Comparison, Format, Number, Reference, Test, Unit, Value, shown_path,
    },
    plan::Plan,
    scope::speaks_of,
};

/// A test of a present value, as an expression.
struct Asked {
    /// Name of the value, with the span at which rustc reports a type without the test.
    own: Ident,
    passes: TokenStream,
}

/// Expands a test of a value of type `ty`. A mismatch of types is reported at the written value or at `span`.
fn asked(test: &Test, ty: &Type, span: Span, plan: &Plan<'_>) -> Asked {
    let own = value_at(span);
    match test {
        Test::OneOf(values) => {
            let own = value_at(Span::call_site());
            let one_of = values.iter().map(|allowed| match allowed {
                Allowed::One(value) => is_equal(&own, value, ty),
                Allowed::Range(bounds) => {
                    let number = value_at(bounds.span);
                    let is_within = is_within(&number, bounds);
                    quote!(__p::Some(#own).is_some_and(|#number| #is_within))
                }
            });
            let passes = quote!((#(#one_of)||*));
            Asked { own, passes }
        }
        Test::Compares(comparison, value) => {
            let own = value_at(value.span());
            let passes = match comparison {
                Comparison::Equal => is_equal(&own, value, ty),
                Comparison::NotEqual => {
                    let is_equal = is_equal(&own, value, ty);
                    quote!(!#is_equal)
                }
                Comparison::Less
                | Comparison::LessEqual
                | Comparison::Greater
                | Comparison::GreaterEqual => is_ordered(&own, *comparison, value, ty),
            };
            Asked { own, passes }
        }
        Test::Between(ends) => {
            let own = value_at(ends.span());
            let each = ends.comparisons().map(|(comparison, value)| {
                // At one place for all texts, so that a type without them is reported once.
                let value = match value {
                    Value::Text(text) => {
                        let mut text = text.clone();
                        text.set_span(own.span());
                        Value::Text(text)
                    }
                    value => value.clone(),
                };
                is_ordered(&own, comparison, &value, ty)
            });
            let passes = quote!((#(#each)&&*));
            Asked { own, passes }
        }
        Test::Range(bounds) => {
            let passes = is_within(&own, bounds);
            Asked { own, passes }
        }
        Test::MultipleOf(divisor) if divisor.whole().is_none() => {
            let own = value_at(divisor.span());
            let divisor = fraction(divisor, own.span());
            let passes = quote_spanned! {own.span()=>
                ::order_core::private::Divisible::is_multiple_of(#own, #divisor)
            };
            Asked { own, passes }
        }
        Test::MultipleOf(divisor) => {
            let number = quote_spanned!(span=> ::order_core::private::Ranged::number(#own));
            let divisor = proc_macro2::Literal::i128_unsuffixed(divisor.coefficient);
            Asked { own, passes: quote!(__p::Test::is_multiple(&#number, #divisor)) }
        }
        Test::Length(bounds) => {
            let range = range(bounds);
            let length = quote_spanned!(span=> ::order_core::private::Lengthy::length(#own));
            Asked { own, passes: quote!(__p::is_within(#length, #range)) }
        }
        Test::Size(unit, bounds) => {
            let (range, size) = (range(bounds), size(*unit, &own));
            Asked { own, passes: quote!(__p::is_within(#size, #range)) }
        }
        Test::StartsWith(start) => {
            let text = text(&own);
            Asked { own, passes: quote!(#text.starts_with(#start)) }
        }
        Test::EndsWith(end) => {
            let text = text(&own);
            Asked { own, passes: quote!(#text.ends_with(#end)) }
        }
        Test::Pattern(pattern) => {
            let (pattern, text) = (pattern_static(plan, pattern), text(&own));
            Asked { own, passes: quote!(__p::Pattern::is_match(&#pattern, #text)) }
        }
        Test::Format(format) => {
            let text = text(&own);
            let accepts = match format {
                Format::Named(name) => quote!(__p::format::#name),
                // With the same span as in the schema, so that a function of another type is reported once.
                Format::Function(path) => {
                    let format = function_data(path);
                    quote!((#format.accepts))
                }
            };
            Asked { own, passes: quote!(#accepts(#text)) }
        }
        Test::Satisfies(function) => {
            let own = value_at(last_span(function));
            let passes = quote_spanned!(own.span()=> #function(#own));
            Asked { own, passes }
        }
        Test::True => {
            let passes = quote_spanned!(span=> ::order_core::private::Truth::is_true(#own));
            Asked { own, passes }
        }
    }
}

/// Expression that is true if a value, an `Option` of a reference, is present and fails the test of the rule at `span`.
pub(super) fn breaks(
    test: &Test,
    value: &TokenStream,
    ty: &Type,
    span: Span,
    plan: &Plan<'_>,
) -> TokenStream {
    let Asked { own, passes } = asked(test, ty, span, plan);
    holds(value, &own, &quote!(!#passes))
}

impl<'a> Scope<'a> {
    /// Expression that is true if the value of a reference, or its default, exists and passes a test.
    pub(super) fn passes(&self, reference: &Reference, test: &'a Test) -> TokenStream {
        if let Some(changed) = self.changed(reference) {
            return changed;
        }
        match test {
            // One look at the value, for long lists.
            Test::OneOf(values) if !self.is_member(reference) && !values.iter().any(is_null) => {
                self.passes_known(reference, test)
            }
            Test::OneOf(values) => {
                let one_of = values.iter().map(|allowed| match allowed {
                    Allowed::One(value) => self.compares(reference, Comparison::Equal, value),
                    Allowed::Range(bounds) => {
                        self.passes_known(reference, &Test::Range(bounds.clone()))
                    }
                });
                quote!((#(#one_of)||*))
            }
            Test::Compares(comparison, value) => self.compares(reference, *comparison, value),
            Test::Between(ends) => {
                let each = ends
                    .comparisons()
                    .map(|(comparison, value)| self.compares(reference, comparison, value));
                quote!((#(#each)&&*))
            }
            Test::True => {
                let written = quote!(__p::Literal::Bool(true));
                self.passes_beside(reference, test, Comparison::Equal, &written)
            }
            Test::Range(_)
            | Test::MultipleOf(_)
            | Test::Length(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_)
            | Test::Satisfies(_) => self.passes_known(reference, test),
        }
    }

    /// Comparison of the value of a reference with a literal.
    fn compares(
        &self,
        reference: &Reference,
        comparison: Comparison,
        value: &'a Value,
    ) -> TokenStream {
        // `!=` is always the negation of `==`, also for a missing value.
        if comparison == Comparison::NotEqual {
            let equal = self.compares(reference, Comparison::Equal, value);
            return quote!(!#equal);
        }
        if let Value::Null(span) = value {
            return self.is_null(reference, *span);
        }
        let test = Test::Compares(comparison, value.clone());
        self.passes_beside(reference, &test, comparison, &literal(value))
    }

    fn is_null(&self, reference: &Reference, span: Span) -> TokenStream {
        match self.own_field(reference) {
            Some(field) => {
                let (local, ty) = (&field.local, field.ty);
                let can_be_null = self.can_be_null(field, span);
                quote!({ #can_be_null __p::is_null::<#ty>(#local) })
            }
            None => {
                let seen = self.seen(reference);
                quote!(#seen.is_null())
            }
        }
    }

    /// Compile-time assertion that a field compared with `null` can be null.
    ///
    /// It is omitted for a type with generics and for the type of a member, which are not known here.
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
            const _: () = ::order_core::private::assert!(<#ty as ::order_core::private::OrderValue>::NULLABLE, #message);
        })
    }

    /// Test that compares with literals, and also judges a default of a member that only the schema knows.
    fn passes_beside(
        &self,
        reference: &Reference,
        test: &Test,
        comparison: Comparison,
        written: &TokenStream,
    ) -> TokenStream {
        if !self.is_member(reference) {
            return self.passes_known(reference, test);
        }
        let Asked { own, passes } = self.asked(reference, test);
        let (seen, comparison) = (self.seen(reference), comparison_path(comparison));
        quote!(#seen.test(|#own| #passes, #comparison, &#written))
    }

    /// Test of a value or default that the generated code knows.
    fn passes_known(&self, reference: &Reference, test: &Test) -> TokenStream {
        let value = self.value(reference);
        let Asked { own, passes } = self.asked(reference, test);
        holds(&value, &own, &passes)
    }

    fn asked(&self, reference: &Reference, test: &Test) -> Asked {
        let unknown = parse_quote!(());
        let ty = self.own_field(reference).map_or(&unknown, |field| field.ty);
        asked(test, ty, reference.last_span(), self.plan)
    }
}

fn is_null(allowed: &Allowed) -> bool {
    match allowed {
        Allowed::One(value) => matches!(value, Value::Null(_)),
        Allowed::Range(_) => false,
    }
}

/// A test as static data.
pub(super) fn test_data(test: &Test, plan: &Plan<'_>) -> TokenStream {
    match test {
        Test::OneOf(values) => {
            let values = values.iter().map(|allowed| match allowed {
                Allowed::One(value) => {
                    let literal = literal(value);
                    quote!(__p::Allowed::One(#literal))
                }
                Allowed::Range(range) => {
                    let limits = limits_data(range);
                    quote!(__p::Allowed::Range(#limits))
                }
            });
            quote!(__p::Test::OneOf(&[#(#values),*]))
        }
        Test::Compares(comparison, value) => {
            let (comparison, literal) = (comparison_path(*comparison), literal(value));
            quote!(__p::Test::Compares(#comparison, #literal))
        }
        Test::Between(ends) => {
            let each = ends.comparisons().map(|(comparison, value)| {
                let (comparison, literal) = (comparison_path(comparison), literal(value));
                quote!((#comparison, #literal))
            });
            quote!(__p::Test::Between(&[#(#each),*]))
        }
        Test::Range(range) => {
            let limits = limits_data(range);
            quote!(__p::Test::Range(#limits))
        }
        Test::MultipleOf(divisor) => {
            let (coefficient, scale) = parts(divisor);
            quote!(__p::Test::MultipleOf(#coefficient, #scale))
        }
        Test::Length(range) => {
            let bounds = bounds_data(range);
            quote!(__p::Test::Length(#bounds))
        }
        Test::Size(unit, range) => {
            let (unit, bounds) = (unit_data(*unit), bounds_data(range));
            quote!(__p::Test::Size(#unit, #bounds))
        }
        Test::StartsWith(text) => quote!(__p::Test::StartsWith(#text)),
        Test::EndsWith(text) => quote!(__p::Test::EndsWith(#text)),
        Test::Pattern(pattern) => {
            let pattern = pattern_static(plan, pattern);
            quote!(__p::Test::Pattern(&#pattern))
        }
        Test::Format(format) => {
            let format = match format {
                Format::Named(name) => {
                    let name = format_constant(name);
                    quote!(__p::format::#name)
                }
                Format::Function(path) => {
                    let format = function_data(path);
                    quote!(&#format)
                }
            };
            quote!(__p::Test::Format(#format))
        }
        Test::Satisfies(function) => {
            let name = shown_path(function);
            quote! {
                __p::Test::Predicate(__p::Predicate {
                    name: #name,
                    accepts: |__node| __p::satisfies(__node, #function),
                })
            }
        }
        Test::True => quote!(__p::Test::True),
    }
}

/// A reference to a test as static data: a constant of the library or a static of the request, where there is one.
pub(super) fn kept_test(test: &Test, plan: &Plan<'_>) -> TokenStream {
    match test {
        Test::Format(Format::Named(name)) => {
            let name = format_constant(name);
            quote!(__p::format::test::#name)
        }
        Test::Pattern(pattern) => {
            let name = test_static(plan, pattern);
            quote!(&#name)
        }
        Test::OneOf(_)
        | Test::Compares(..)
        | Test::Range(_)
        | Test::Between(_)
        | Test::MultipleOf(_)
        | Test::Length(_)
        | Test::Size(..)
        | Test::StartsWith(_)
        | Test::EndsWith(_)
        | Test::Format(Format::Function(_))
        | Test::Satisfies(_)
        | Test::True => {
            let test = test_data(test, plan);
            quote!(&#test)
        }
    }
}

/// Name of the constants of a named format.
fn format_constant(name: &Ident) -> Ident {
    Ident::new(&name.to_string().to_uppercase(), name.span())
}

/// A function that judges the format of a text, as static data.
fn function_data(function: &Path) -> TokenStream {
    let name = shown_path(function);
    quote!(__p::Format { name: #name, accepts: #function, ..__p::Format::FUNCTION })
}

/// Name of the value in a closure or match arm. It has the span of the token that makes a demand on its type, so that
/// rustc points there if the type does not support it.
pub(super) fn value_at(span: Span) -> Ident {
    Ident::new("__value", span)
}

/// Span of the name of a function.
pub(super) fn last_span(path: &Path) -> Span {
    path.segments.last().map_or_else(Span::call_site, |last| last.ident.span())
}

/// A test of a value, an `Option` of a reference. It fails if there is no value. A closure would need its own body.
fn holds(value: &TokenStream, own: &Ident, test: &TokenStream) -> TokenStream {
    quote! {
        match #value {
            __p::Some(#own) => #test,
            __p::None => false,
        }
    }
}

/// The length of a text in a unit.
pub(super) fn size(unit: Unit, own: &Ident) -> TokenStream {
    let text = text(own);
    match unit {
        Unit::Bytes => quote!(#text.len()),
        Unit::Utf16 => quote!(__p::utf16(#text)),
    }
}

fn text(own: &Ident) -> TokenStream {
    quote_spanned!(own.span()=> ::order_core::private::Text::text(#own))
}

pub(super) fn is_equal(own: &Ident, value: &Value, ty: &Type) -> TokenStream {
    let other = value_ref(value, ty);
    let is_equal = quote_spanned!(value.span()=> ::order_core::private::EqualTo::equal_to);
    quote!(#is_equal(#own, #other))
}

/// Expression that compares a value with a literal by their order.
fn is_ordered(own: &Ident, comparison: Comparison, value: &Value, ty: &Type) -> TokenStream {
    let other = value_ref(value, ty);
    let ordered = quote_spanned!(value.span()=> ::order_core::private::OrderedTo::ordered_to);
    let accepts = accepts(comparison);
    quote!(#ordered(#own, #other).is_some_and(__p::Ordering::#accepts))
}

/// The method of `Ordering` that corresponds to a comparison.
pub(super) fn accepts(comparison: Comparison) -> Ident {
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

fn is_within(own: &Ident, bounds: &Bounds) -> TokenStream {
    if let Some(first) = bounds.ends().find(|end| end.whole().is_none()) {
        return lies_within(own, bounds, first.span());
    }
    let range = range(bounds);
    let number = quote_spanned!(own.span()=> ::order_core::private::Ranged::number(#own));
    quote!(__p::is_within(#number, #range))
}

/// Expression that compares a value with limits that may have fractions. A type without them is reported once, at the first
/// fraction.
fn lies_within(own: &Ident, bounds: &Bounds, span: Span) -> TokenStream {
    let ends = [
        (&bounds.min, if bounds.excludes_min { "is_gt" } else { "is_ge" }),
        (&bounds.max, if bounds.is_inclusive { "is_le" } else { "is_lt" }),
    ];
    let ends = ends.into_iter().filter_map(|(end, accepts)| {
        let (fraction, accepts) = (fraction(end.as_ref()?, span), format_ident!("{accepts}"));
        let ordered =
            quote_spanned!(span=> ::order_core::private::OrderedTo::ordered_to(#own, #fraction));
        Some(quote!(#ordered.is_some_and(__p::Ordering::#accepts)))
    });
    quote!((#(#ends)&&*))
}

/// A reference to a number as one that may have a fraction.
fn fraction(number: &Number, span: Span) -> TokenStream {
    let (coefficient, scale) = parts(number);
    quote_spanned!(span=> &::order_core::private::Fraction(#coefficient, #scale))
}

/// Bounds as a Rust range, so that rustc checks the types of their ends.
fn range(bounds: &Bounds) -> TokenStream {
    let (min, max) = (&bounds.min, &bounds.max);
    match max {
        _ if bounds.excludes_min => {
            let max = match max {
                None => quote!(__p::Bound::Unbounded),
                Some(max) if bounds.is_inclusive => quote!(__p::Bound::Included(#max)),
                Some(max) => quote!(__p::Bound::Excluded(#max)),
            };
            quote!((__p::Bound::Excluded(#min), #max))
        }
        Some(_) if bounds.is_inclusive => quote!(#min..=#max),
        _ => quote!(#min..#max),
    }
}
