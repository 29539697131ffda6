//! A derive of another library, with helper attributes that have the names of this project's.

use proc_macro::{TokenStream, TokenTree};

/// Gives the type a constant `RULES`: the number of `#[rule]`, `#[length]` and `#[required]` on the type and its fields.
#[proc_macro_derive(Ruled, attributes(length, required, rule))]
pub fn ruled(input: TokenStream) -> TokenStream {
    let name = name(input.clone());
    let rules = count(input);
    format!("impl {name} {{ pub(crate) const RULES: usize = {rules}; }}")
        .parse()
        .expect("an impl is Rust")
}

/// Returns the name of the struct.
fn name(input: TokenStream) -> String {
    let mut tokens = input.into_iter().map(|token| token.to_string());
    tokens.find(|token| token == "struct");
    tokens.next().expect("a struct has a name")
}

fn count(tokens: TokenStream) -> usize {
    let mut count = 0;
    let mut is_attribute = false;
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            let first = group.stream().into_iter().next().map(|first| first.to_string());
            let is_own =
                first.is_some_and(|first| ["length", "required", "rule"].contains(&&*first));
            count += if is_attribute { usize::from(is_own) } else { self::count(group.stream()) };
        }
        is_attribute = token.to_string() == "#";
    }
    count
}
