//! The derive macros of `order-core` as functions of tokens.

#![allow(dead_code, reason = "parts that only tests of the derive use")]

use proc_macro2::TokenStream;

#[path = "../../../../order-derive/src/check/mod.rs"]
mod check;
#[path = "../../../../order-derive/src/derive.rs"]
mod derive;
#[path = "../../../../order-derive/src/editor.rs"]
mod editor;
#[path = "../../../../order-derive/src/errors.rs"]
mod errors;
#[path = "../../../../order-derive/src/expand/mod.rs"]
mod expand;
#[path = "../../../../order-derive/src/format.rs"]
mod format;
#[path = "../../../../order-derive/src/model/mod.rs"]
mod model;
#[path = "../../../../order-derive/src/parse/mod.rs"]
mod parse;
#[path = "../../../../order-derive/src/pattern/mod.rs"]
mod pattern;
#[path = "../../../../order-derive/src/plan.rs"]
mod plan;
#[path = "../../../../order-derive/src/proof/mod.rs"]
mod proof;
#[path = "../../../../order-derive/src/redact.rs"]
mod redact;
#[path = "../../../../order-derive/src/rename.rs"]
mod rename;
#[path = "../../../../order-derive/src/scope.rs"]
mod scope;
#[path = "../../../../order-derive/src/suggest.rs"]
mod suggest;

/// Expands the item of a `#[derive(OrderRequest)]`.
pub fn request(item: TokenStream) -> TokenStream {
    derive::derive(item, derive::request)
}

/// Expands the item of a `#[derive(OrderValue)]`.
pub fn value(item: TokenStream) -> TokenStream {
    derive::derive(item, expand::value)
}

/// A pattern as `#[pattern("…")]` compiles it.
pub struct Pattern(pattern::CompiledPattern);

impl Pattern {
    /// Compiles `source`.
    ///
    /// # Errors
    ///
    /// The message of the derive.
    pub fn new(source: &str) -> Result<Self, String> {
        pattern::compile(source).map(Self)
    }

    /// Returns `true` if the whole of `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The regular expression that the exports show.
    pub fn source(&self) -> &str {
        self.0.source()
    }

    /// Returns `true` if no text matches both, and `None` if that takes too long to find out.
    pub fn is_disjoint(&self, other: &Self) -> Option<bool> {
        self.0.is_disjoint(&other.0)
    }

    /// Returns `true` if the other matches every text that this one matches.
    pub fn is_within(&self, other: &Self) -> Option<bool> {
        self.0.is_within(&other.0)
    }

    /// The least and the greatest number of characters of a text that matches.
    pub fn lengths(&self) -> (usize, Option<usize>) {
        self.0.lengths()
    }
}
