//! Expansions of three types, compared with the formatted files in `tests/`. A review sees in them the code that users
//! compile.

use std::{fs, path::PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, DeriveInput, Item};

/// Command that renews the files.
const RENEW: &str = "EXPANSION=overwrite cargo test -p order-derive --lib expansion";

#[test]
fn expansion_of_five_fields_is_the_kept_one() {
    compare(
        "five_fields",
        quote! {
            /// An order of a certificate.
            #[derive(OrderRequest)]
            #[order(endpoint = "POST /order", response = OrderPlaced)]
            #[condition(long, validity in [2, 3])]
            #[rule(local_or_short, is(contact, email) || !long, "a long order names a mailbox", at = contact)]
            struct Order {
                /// Length of validity, in years.
                #[allowed(1, 2, 3)]
                validity: u8,
                #[required_if(ev || validity > 2)]
                #[length(1..=64)]
                #[pattern("[A-Z][a-z]+")]
                name: Option<String>,
                #[required_unless(matches(name, "[A-Z]o.*"))]
                #[format(email, if long)]
                contact: Option<String>,
                #[range(1..=250)]
                #[forbidden_if(len(name) < 3)]
                servers: Option<u8>,
                #[default_value(false)]
                ev: bool,
            }
        },
    );
}

#[test]
fn expansion_of_the_code_signing_order_is_the_kept_one() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../order-client/src/retail/code_signing.rs");
    let source = fs::read_to_string(&path).expect("the order stands in the workspace");
    let source: TokenStream = source.parse().expect("the file is Rust");
    compare("code_signing", source);
}

#[test]
fn expansion_of_nested_parts_and_an_enum_with_data_is_the_kept_one() {
    compare(
        "parts",
        quote! {
            #[derive(OrderRequest)]
            #[required(owner.email, if payment.Card.number == "0")]
            #[rule(distinct, unique(line in lines, line.sku), "no two lines are of one article")]
            #[rule(paid, any(line in lines, line.count > 0), "something is ordered")]
            struct Order<'a> {
                #[nested]
                owner: Owner<'a>,
                #[nested]
                payment: Payment,
                #[nested]
                lines: Vec<Line>,
                #[each(length(1..=8), format(digits))]
                #[group_at_least_one("notes")]
                codes: Option<Vec<String>>,
                #[group_at_least_one("notes")]
                note: Option<String>,
            }

            #[derive(OrderRequest)]
            struct Owner<'a> {
                name: &'a str,
                email: Option<String>,
            }

            #[derive(OrderValue)]
            #[order(rename_all = "snake_case")]
            enum Payment {
                Card(Card),
                Transfer(Box<Transfer>),
            }
        },
    );
}

#[test]
fn the_expansion_of_a_request_with_an_update_is_kept() {
    compare(
        "update",
        quote! {
            /// An order.
            #[derive(OrderRequest)]
            #[order(update = OrderUpdate)]
            pub struct Order {
                /// Length of validity, in years.
                #[allowed(1, 2, 3)]
                #[required]
                pub validity: u8,
                #[nested]
                pub contact: Option<Contact>,
                pub labels: Option<BTreeMap<String, String>>,
                #[order(path)]
                pub id: String,
            }
        },
    );
}

/// Compares the expansion of the derives on the items with the file of that name, or renews the file.
fn compare(name: &str, source: TokenStream) {
    let file = syn::parse2::<syn::File>(source).expect("the items are Rust");
    let expansion: TokenStream = file.items.iter().filter_map(expansion).collect();
    let expansion = syn::parse2(expansion).expect("an expansion is Rust");
    let text = format!("// Renewed by `{RENEW}`.\n\n{}", prettyplease::unparse(&expansion));
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("src/expand/tests/{name}.rs"));
    if std::env::var_os("EXPANSION").is_some_and(|word| word == "overwrite") {
        fs::write(&path, &text).expect("the folder of this file can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let line = text.lines().zip(kept.lines()).position(|(new, kept)| new != kept);
    let line = line.unwrap_or_else(|| text.lines().count().min(kept.lines().count()));
    assert!(
        text == kept,
        "the expansion differs from {} at line {}:\n- {}\n+ {}\nif that is meant, renew the file with `{RENEW}` \
         and read the diff",
        path.display(),
        line + 1,
        kept.lines().nth(line).unwrap_or_default(),
        text.lines().nth(line).unwrap_or_default(),
    );
}

/// Expansion of this crate's derives on an item.
fn expansion(item: &Item) -> Option<TokenStream> {
    let (Item::Struct(syn::ItemStruct { attrs, .. }) | Item::Enum(syn::ItemEnum { attrs, .. })) =
        item
    else {
        return None;
    };
    let is_on = |derive: &str| {
        let names = |attribute: &Attribute| attribute.to_token_stream().to_string();
        attrs.iter().any(|one| one.path().is_ident("derive") && names(one).contains(derive))
    };
    let input: DeriveInput = syn::parse2(item.to_token_stream()).expect("the item is a type");
    match (is_on("OrderRequest"), is_on("OrderValue")) {
        (true, _) => Some(crate::derive::request(&input)),
        (_, true) => Some(super::value(&input)),
        (false, false) => None,
    }
}
