//! Derive macros of `order-core`, which re-exports them; depend on that crate.

mod check;
mod errors;
mod expand;
mod fallback;
mod model;
mod parse;
mod pattern;
mod plan;
mod rename;
mod suggest;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::{errors::Errors, model::Request, plan::Plan};

/// Implements `OrderRequest` for a struct with named fields.
#[proc_macro_derive(
    OrderRequest,
    attributes(
        allowed,
        allowed_if,
        blank,
        check,
        condition,
        default_value,
        default_value_if,
        each,
        forbidden,
        forbidden_if,
        forbidden_unless,
        format,
        group_all_or_none,
        group_at_least_one,
        group_at_most_one,
        group_count,
        group_exactly_one,
        length,
        nested,
        order,
        pattern,
        present_iff,
        range,
        required,
        required_if,
        required_unless,
        rule,
    )
)]
pub fn order_request(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let mut errors = Errors::default();
    let request = Request::from_input(&input, &mut errors);
    check::check(&request, &mut errors);
    match errors.finish() {
        Ok(()) => expand::request(&request, &Plan::new(&request)).into(),
        Err(errors) => fallback::request(&request, &errors).into(),
    }
}

/// Implements `OrderValue` for an enum of wire names or codes, or for a newtype.
#[proc_macro_derive(OrderValue, attributes(order))]
pub fn order_value(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::value(&input).into()
}
