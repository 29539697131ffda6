//! The way from the tokens of an item to its implementations, apart from rustc.

#[cfg(test)]
#[path = "derive/tests.rs"]
mod tests;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::{
    check, editor,
    errors::Errors,
    expand::{self, View, fallback},
    model::Request,
    plan::Plan,
    proof, scope,
};

/// Expands an input by `expansion`, or returns its syntax error or the mistakes in its names.
pub(crate) fn derive(
    input: TokenStream,
    expansion: impl FnOnce(&DeriveInput) -> TokenStream,
) -> TokenStream {
    match syn::parse2::<DeriveInput>(input) {
        Ok(mut input) => {
            let (mut wrong_names, mut errors) = (Errors::default(), Errors::default());
            scope::check_names(&input.generics, &mut wrong_names);
            // No impl would compile with them.
            if let Err(errors) = wrong_names.finish() {
                return errors.to_compile_error();
            }
            scope::add_bounds(&mut input, &mut errors);
            let errors = errors.finish().err().map(|errors| errors.to_compile_error());
            let impls = expansion(&input);
            editor::seen(quote::quote!(#errors #impls))
        }
        Err(error) => error.to_compile_error(),
    }
}

/// Expands `#[derive(OrderRequest)]`: to the implementations, or to the mistakes and a fallback.
pub(crate) fn request(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let request = Request::from_input(input, &mut errors);
    check::check(&request, &mut errors);
    let names = editor::names(&request);
    let impls = match errors.finish() {
        Ok(()) => {
            let plan = Plan::new(&request);
            let mut findings = Errors::default();
            let checks = proof::prove(&request, &plan, &mut findings);
            let impls = expand::request(&request, &plan);
            let update = expand::update::update(&request, false);
            let findings = findings.finish().err().map(|findings| findings.to_compile_error());
            quote::quote!(#findings #checks #impls #update)
        }
        Err(errors) => fallback::request(&request, &View::of_struct(), &errors),
    };
    quote::quote!(#names #impls)
}
