//! The derives on items that nobody would write: what they say must be Rust, and mistakes must point into the item.

use std::{iter, ops::Range, sync::OnceLock};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree, extra};
use syn::DeriveInput;

use crate::input::Input;

/// Files whose types are changed.
const FILES: &[&str] = &[
    include_str!("../../../agreement/types.rs"),
    include_str!("../../../rules/invented/shipment.rs"),
    include_str!("../../../update/types.rs"),
    include_str!("../../../../order-client/src/retail/code_signing.rs"),
    include_str!("../../../../order-client/src/retail/organization.rs"),
    include_str!("../../../../order-client/src/certcentral/code_signing.rs"),
];

/// Words of the language and of Rust, marks and literals.
const TOKENS: &str = "\
ev self Self crate super ctx it in if true false null len count any all unique present given changed matches is satisfies \
starts_with ends_with multiple_of email digits hostname required_if required forbidden allowed allowed_if default_value \
default_value_if group_count group_exactly_one present_iff range length pattern format each keys nested flatten separator \
path query header skip secret rename rename_all alias endpoint response context serde allow deny warn dead_rule \
redundant_rule unsatisfiable absent reject value text native strict namespaced deprecated notation epoch unchecked \
immutable set_once update replace label item number message check rule condition at reads blank order by of bytes r#type \
_ a b Option u8 String Vec i128 Flag Some None \
== != < <= > >= && || ! => .. ..= , . ; : :: = - + * / % ^ | & @ # $ ? ~ -> 'a \
0 1 -1 255 256 9223372036854775807 18446744073709551616 170141183460469231731687303715884105728 \
340282366920938463463374607431768211456 1u8 1.5 1e400 1e-400 'c' b'c' \"\" \"x\" \"[0-9]+\" \"(\" \"a{1000}\" \"\\u{0}\" \
\"snake_case\" \"POST /a/{ev}\" \"POST\" \",\" \"{a}\" \"{\" b\"x\" c\"x\" r#\"x\"# 0x10 1_000 0b1 0o7 \"\\u{202e}\" \"%Y\"";

/// Types that take the place of a field's.
const TYPES: &str = "u8 ; Option<u8> ; Option<Option<bool>> ; Vec<String> ; Option<BTreeMap<String, Part>> ; &'a str ; T ; \
[u8; 4] ; (u8, u8) ; impl Trait ; fn() ; ! ; _ ; Box<dyn Any> ; <T as X>::Y ; Option<Vec<Option<Box<Part>>>> ; () ; \
macro_ty!() ; i128 ; f64 ; Flag ; HashMap<String, f32> ; Cow<'a, str>";

/// Expands an item. The first byte says whether the rest is its text, or changes of a type of the tests.
pub(crate) fn target(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let text = match first % 4 {
        0 => str::from_utf8(rest).ok().map(str::to_owned),
        _ => changed(&mut Input::new(rest)),
    };
    if let Some(text) = text {
        expand(&text, first / 4 % 4 == 0);
    }
    // The texts of all tokens would be kept otherwise.
    extra::invalidate_current_thread_spans();
}

fn expand(text: &str, is_swapped: bool) {
    let Ok(item) = text.parse::<TokenStream>() else { return };
    // What rustc refuses never comes to a derive.
    let Ok(parsed) = syn::parse2::<DeriveInput>(item.clone()) else { return };
    let is_enum = matches!(parsed.data, syn::Data::Enum(_));
    let derive =
        if is_enum != is_swapped { order_fuzz_derive::value } else { order_fuzz_derive::request };
    let expansion = derive(item.clone());
    if text.len().is_multiple_of(8) {
        assert_eq!(expansion.to_string(), derive(item).to_string(), "two expansions differ");
    }
    assert_errors(text, expansion.clone());
    if let Err(error) = syn2::parse2::<syn2::File>(expansion.clone()) {
        panic!("{error} in the expansion of\n{text}\n{expansion}");
    }
}

/// Asserts that each error has words, and points to a part of the item.
fn assert_errors(text: &str, tokens: TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => assert_errors(text, group.stream()),
            TokenTree::Ident(word) if word == "compile_error" => {
                let Some(TokenTree::Group(words)) = tokens.get(index + 2) else { continue };
                let words = words.stream().to_string();
                assert!(words.len() > 4, "an error without words for\n{text}");
                let Range { start, end } = word.span().byte_range();
                // With a fuzzer, no token knows its place.
                let is_within = cfg!(fuzzing) || start < end && end <= text.len();
                assert!(is_within, "{words} points nowhere for\n{text}");
            }
            _ => {}
        }
    }
}

/// The types of the files, as text.
fn seeds() -> &'static [String] {
    static SEEDS: OnceLock<Vec<String>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let files = FILES.iter().map(|text| syn2::parse_file(text).expect("the file is compiled"));
        let items = files.flat_map(|file| file.items).filter_map(|item| match item {
            syn2::Item::Struct(item) => Some((item.attrs.clone(), quote::quote!(#item))),
            syn2::Item::Enum(item) => Some((item.attrs.clone(), quote::quote!(#item))),
            _ => None,
        });
        let is_ours = |attrs: &[syn2::Attribute]| {
            attrs.iter().any(|it| {
                it.path().is_ident("derive") && quote::quote!(#it).to_string().contains("Order")
            })
        };
        items.filter(|(attrs, _)| is_ours(attrs)).map(|(_, item)| item.to_string()).collect()
    })
}

/// The text of a type with the changes that the input asks for; nothing if it is no type any more.
fn changed(input: &mut Input<'_>) -> Option<String> {
    let seeds = seeds();
    let mut item: TokenStream = input.one_of(seeds).parse().expect("a seed is Rust");
    let mut changes = 0;
    while !input.is_empty() && changes < 32 {
        item = changed_in(item, input, 0);
        changes += 1;
    }
    Some(item.to_string())
}

/// Changes the tokens at some depth.
fn changed_in(tokens: TokenStream, input: &mut Input<'_>, depth: usize) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_group =
        |(index, token): (usize, &TokenTree)| matches!(token, TokenTree::Group(_)).then_some(index);
    let groups: Vec<usize> = tokens.iter().enumerate().filter_map(is_group).collect();
    let deeper = if depth < 2 { 7 } else { 4 };
    if !groups.is_empty() && depth < 12 && input.below(8) < deeper {
        let at = *input.one_of(&groups);
        if let TokenTree::Group(group) = &tokens[at] {
            tokens[at] =
                Group::new(group.delimiter(), changed_in(group.stream(), input, depth + 1)).into();
        }
        return tokens.into_iter().collect();
    }
    let count = tokens.len();
    let (from, length) = (input.below(count + 1), 1 + input.below(6));
    let to = (from + length).min(count);
    match input.below(8) {
        0 => drop(tokens.drain(from..(from + 1).min(count))),
        1 => drop(tokens.splice(from..from, word(input))),
        2 => drop(tokens.splice(from..(from + 1).min(count), word(input))),
        3 => {
            let part: Vec<_> = tokens.drain(from..to).collect();
            let at = input.below(tokens.len() + 1);
            drop(tokens.splice(at..at, part));
        }
        4 => {
            let part = tokens[from..to].to_vec();
            let at = input.below(count + 1);
            drop(tokens.splice(at..at, part));
        }
        5 => {
            let part: TokenStream = tokens.drain(from..to).collect();
            tokens.insert(from, Group::new(Delimiter::Parenthesis, part).into());
        }
        6 => {
            let starts = tokens.iter().enumerate().filter(|(_, token)| is_mark(token, ','));
            let starts: Vec<usize> =
                iter::once(0).chain(starts.map(|(index, _)| index + 1)).collect();
            let at = *input.one_of(&starts);
            drop(tokens.splice(at..at, attribute(input)));
        }
        _ => {
            let is_colon =
                |(index, token): (usize, &TokenTree)| is_mark(token, ':').then_some(index + 1);
            let types: Vec<usize> = tokens.iter().enumerate().filter_map(is_colon).collect();
            if !types.is_empty() {
                let at = *input.one_of(&types);
                let end = (at..tokens.len())
                    .find(|at| is_mark(&tokens[*at], ','))
                    .unwrap_or(tokens.len());
                let types: Vec<&str> = TYPES.split(" ; ").collect();
                let ty: TokenStream = input.one_of(&types).parse().expect("a type is Rust");
                drop(tokens.splice(at..end, ty));
            }
        }
    }
    tokens.into_iter().collect()
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == mark)
}

/// A word, a mark, a literal or a few of them in parentheses.
fn word(input: &mut Input<'_>) -> Vec<TokenTree> {
    let words: Vec<&str> = TOKENS.split(' ').filter(|word| !word.is_empty()).collect();
    let one =
        |input: &mut Input<'_>| input.one_of(&words).parse::<TokenStream>().unwrap_or_default();
    match input.below(8) {
        0 => {
            let count = input.below(4);
            let inner = (0..count).map(|_| one(input)).collect();
            let delimiters =
                [Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace, Delimiter::None];
            vec![Group::new(*input.one_of(&delimiters), inner).into()]
        }
        _ => one(input).into_iter().collect(),
    }
}

/// An attribute of another type.
fn attribute(input: &mut Input<'_>) -> Vec<TokenTree> {
    static ATTRIBUTES: OnceLock<Vec<String>> = OnceLock::new();
    let attributes = ATTRIBUTES.get_or_init(|| {
        let mut found = Vec::new();
        for seed in seeds() {
            collect_attributes(seed.parse().expect("a seed is Rust"), &mut found);
        }
        found
    });
    input
        .one_of(attributes)
        .parse::<TokenStream>()
        .expect("an attribute is Rust")
        .into_iter()
        .collect()
}

fn collect_attributes(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        match index.checked_sub(1).map(|before| is_mark(&tokens[before], '#')) {
            Some(true) => found.push(format!("# {group}")),
            _ => collect_attributes(group.stream(), found),
        }
    }
}
