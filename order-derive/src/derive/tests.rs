//! The cases of the compiler (`tests/ui`), expanded without a compiler: each mistake is said in the words and at the place
//! that the case expects.

use std::{collections::BTreeSet, fs, path::Path};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, LitStr, Stmt};

use super::{derive, request};
use crate::expand;

/// An error with the line and the column, from one on, at which it begins.
type Mistake = (usize, usize, String);

/// The errors among the tokens of an expansion.
fn collect_errors(tokens: TokenStream, found: &mut BTreeSet<Mistake>) {
    let mut start = None;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == "compile_error" => start = Some(ident.span()),
            TokenTree::Group(group) => match start.take() {
                Some(span) => {
                    let message: LitStr = syn::parse2(group.stream()).unwrap();
                    let at = span.start();
                    found.insert((at.line, at.column + 1, lines(&message.value())));
                }
                None => collect_errors(group.stream(), found),
            },
            TokenTree::Punct(punct) if punct.as_char() == '!' => {}
            _ => start = None,
        }
    }
}

/// A text without the indentation of its lines.
fn lines(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

/// The errors of all types of a file that have one of the derives.
fn said(items: &[Item], found: &mut BTreeSet<Mistake>) {
    for item in items {
        let attributes = match item {
            Item::Struct(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            Item::Union(item) => &item.attrs,
            Item::Mod(item) => {
                said(item.content.as_ref().map_or(&[], |(_, items)| items), found);
                continue;
            }
            Item::Fn(item) => {
                let items: Vec<Item> = (item.block.stmts.iter())
                    .filter_map(|statement| match statement {
                        Stmt::Item(item) => Some(item.clone()),
                        _ => None,
                    })
                    .collect();
                said(&items, found);
                continue;
            }
            _ => continue,
        };
        let derives: String = attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("derive"))
            .map(|attribute| attribute.to_token_stream().to_string())
            .collect();
        let mut item = item.clone();
        if let Item::Struct(syn::ItemStruct { attrs, .. })
        | Item::Enum(syn::ItemEnum { attrs, .. })
        | Item::Union(syn::ItemUnion { attrs, .. }) = &mut item
        {
            attrs.retain(|attribute| !attribute.path().is_ident("derive"));
        }
        if derives.contains("OrderRequest") {
            collect_errors(derive(item.to_token_stream(), request), found);
        }
        if derives.contains("OrderValue") {
            collect_errors(derive(item.to_token_stream(), expand::value), found);
        }
    }
}

/// The errors that a compiler reports of a case, without those that are its own: they have a code, or miss an attribute.
fn expected(text: &str) -> BTreeSet<Mistake> {
    let mut found = BTreeSet::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(start) = line.strip_prefix("error: ") {
            message = Some(start.to_owned());
        } else if let Some((_, place)) = line.split_once("--> ui/") {
            let mut parts = place.rsplit(':');
            let column = parts.next().unwrap().parse().unwrap();
            let line = parts.next().unwrap().parse().unwrap();
            let message = message.take().filter(|it| !it.starts_with("cannot find attribute"));
            found.extend(message.map(|message| (line, column, lines(&message))));
        } else if let Some(message) = &mut message {
            message.push('\n');
            message.push_str(line);
        }
    }
    found
}

/// Returns whether an error is left to `order_core`, which has it only if a feature is off.
fn is_of_a_feature(message: &str) -> bool {
    message.contains(" needs the feature ")
}

/// Outside of a compiler, the span of a lifetime begins behind its apostrophe.
fn with_apostrophe((line, column, message): Mistake, source: &str) -> Mistake {
    let before = source.lines().nth(line - 1).and_then(|text| text.get(..column - 1));
    let is_behind = before.is_some_and(|before| before.ends_with('\''));
    (line, column - usize::from(is_behind), message)
}

#[test]
fn mistakes_of_the_cases_are_those_of_the_compiler() {
    // A published crate has no cases.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    if !root.is_dir() {
        return;
    }
    let mut cases = 0;
    let mut wrong = Vec::new();
    for kind in ["conflict", "duplicate", "malformed", "proof", "types", "unknown"] {
        let mut files: Vec<_> =
            fs::read_dir(root.join(kind)).unwrap().map(|case| case.unwrap().path()).collect();
        files.sort();
        for case in files.iter().filter(|path| path.extension().is_some_and(|it| it == "rs")) {
            let source = fs::read_to_string(case).unwrap();
            let stderr = fs::read_to_string(case.with_extension("stderr")).unwrap();
            let file = syn::parse_file(&source).unwrap();
            let mut found = BTreeSet::new();
            said(&file.items, &mut found);
            let found: BTreeSet<Mistake> = (found.into_iter())
                .filter(|(_, _, message)| !is_of_a_feature(message))
                .map(|mistake| with_apostrophe(mistake, &source))
                .collect();
            let expected = expected(&stderr);
            cases += 1;
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            for (line, column, message) in found.difference(&expected) {
                wrong.push(format!("{kind}/{name}:{line}:{column}: not expected: {message}"));
            }
            for (line, column, message) in expected.difference(&found) {
                wrong.push(format!("{kind}/{name}:{line}:{column}: not said: {message}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases > 350, "{cases} cases");
}
