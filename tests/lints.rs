//! No lint fires in a user's crate because of generated code, whatever the user denies.
//!
//! The test is that this file compiles. Clippy checks its lints when it runs over the file.

#![deny(warnings)]
#![deny(
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    future_incompatible,
    keyword_idents,
    let_underscore,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    nonstandard_style,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    refining_impl_trait,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::nursery, clippy::pedantic)]
#![deny(
    clippy::absolute_paths,
    clippy::alloc_instead_of_core,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::clone_on_ref_ptr,
    clippy::default_numeric_fallback,
    clippy::else_if_without_else,
    clippy::empty_enum_variants_with_brackets,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::get_unwrap,
    clippy::if_then_some_else_none,
    clippy::implicit_return,
    clippy::indexing_slicing,
    clippy::integer_division,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped,
    clippy::min_ident_chars,
    clippy::missing_docs_in_private_items,
    clippy::missing_errors_doc,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::multiple_inherent_impl,
    clippy::panic,
    clippy::partial_pub_fields,
    clippy::pattern_type_mismatch,
    clippy::print_stdout,
    clippy::pub_use,
    clippy::question_mark_used,
    clippy::redundant_type_annotations,
    clippy::same_name_method,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated,
    clippy::single_call_fn,
    clippy::single_char_lifetime_names,
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    clippy::str_to_string,
    clippy::undocumented_unsafe_blocks,
    clippy::unimplemented,
    clippy::unneeded_field_pattern,
    clippy::unwrap_used,
    clippy::used_underscore_binding,
    clippy::wildcard_enum_match_arm
)]
#![allow(clippy::redundant_pub_crate, reason = "it asks for the opposite of `unreachable_pub`")]

extern crate alloc;

use order_core::{OrderRequest as _, json, update::Update as _};

/// Requests and values as a strict user writes them.
mod strict {
    // Names that would make a path in generated code longer than it needs to be.
    use alloc::collections::BTreeMap;
    use core::fmt::{Debug, Display, Formatter};
    use core::str::FromStr;
    use order_core::schema::{Kind, Schema};
    use order_core::{OrderRequest, OrderValue};

    use rust_decimal::Decimal;

    /// Uses the imports above.
    #[expect(dead_code, reason = "it is enough that it could be called")]
    const fn uses<T: Debug + Display + FromStr>(_: &Formatter<'_>, _: &Kind, _: &Schema) {}

    /// Method by which the certificate is provided.
    #[derive(Clone, Copy, Debug, OrderValue)]
    #[order(rename_all = "snake_case", ignore_case, serde)]
    pub(super) enum Method {
        /// By a token.
        ShipToken,
        /// By an application.
        ClientApp,
        /// By post.
        #[deprecated = "it is no longer offered"]
        Post,
    }

    /// A platform by its code.
    #[derive(Clone, Copy, Debug, OrderValue)]
    pub(super) enum Platform {
        /// Java.
        #[order(value = 3)]
        Java,
        /// A security module.
        #[order(value = 51, alias = "hsm")]
        Module,
    }

    /// The state of an order.
    #[derive(Clone, Debug, OrderValue)]
    #[order(rename_all = "snake_case", ignore_case, serde)]
    pub(super) enum State {
        /// It waits.
        Pending,
        /// A state that is new.
        #[order(other)]
        Other(String),
    }

    /// A request for a certificate.
    #[derive(Clone, Debug, OrderValue)]
    #[order(serde)]
    pub(super) struct Csr(pub(super) String);

    /// The reply.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Placed;

    /// An order with every attribute there is.
    #[expect(non_snake_case, reason = "an API may name its fields so")]
    #[derive(Clone, Debug, OrderRequest)]
    #[order(endpoint = "POST /order/code", response = Placed, root = "request", scalars = "text", serde, schemars, schemars08, schemars09, utoipa)]
    #[condition(hardware, method == ShipToken)]
    #[condition(software, !hardware && (present(method) || given(email)))]
    pub(super) struct Order<'order, Label: Clone> {
        /// Years.
        #[allowed(1, 2..=3)]
        #[range(1..)]
        #[default_value(1)]
        pub(super) validity: u8,
        /// The platform on which it is used.
        #[required_unless(hardware)]
        #[allowed_if(ev, Module)]
        pub(super) platform: Option<Platform>,
        /// Method by which it is provided.
        #[required_if(ev)]
        #[forbidden_unless(ev)]
        #[deprecated = "it is no longer asked for"]
        pub(super) method: Option<Method>,
        /// The request that is signed.
        #[present_iff(software)]
        #[length(1..=64)]
        #[order(secret, rename = "request", alias = "signing_request")]
        pub(super) csr: Option<Csr>,
        /// The recipient.
        #[group_all_or_none("ship")]
        #[forbidden_if(method in [ClientApp])]
        pub(super) name: Option<&'order str>,
        /// The city of the recipient.
        #[group_all_or_none("ship")]
        #[pattern("[A-Z][a-z]+")]
        pub(super) city: Option<String>,
        /// Address.
        #[group_at_least_one("contact")]
        #[group_at_most_one("reply")]
        #[format(email)]
        pub(super) email: Option<String>,
        /// Number.
        #[group_at_least_one("contact")]
        #[group_at_most_one("reply")]
        #[blank(reject)]
        pub(super) telephone: Option<String>,
        /// Left.
        #[group_exactly_one("side")]
        #[forbidden_unless(__Odd_Name)]
        #[blank(value)]
        pub(super) left: Option<String>,
        /// Right.
        #[group_exactly_one("side")]
        pub(super) right: Option<Label>,
        /// `true` if validation is extended.
        #[default_value(false)]
        pub(super) ev: bool,
        /// A name that a lint would speak of.
        #[required_if(ev)]
        #[default_value(true)]
        pub(super) __Odd_Name: bool,
    }

    /// A part that is changed by itself.
    #[derive(Clone, Debug, OrderRequest)]
    #[order(update = PartUpdate)]
    pub(super) struct Part {
        /// A note.
        #[length(..=9)]
        pub(super) note: Option<String>,
    }

    /// A request that is changed in part.
    #[derive(Clone, Debug, OrderRequest)]
    #[order(update = WholeUpdate, serde, schemars, schemars08, schemars09, utoipa)]
    pub(super) struct Whole<'order> {
        /// A name.
        #[length(..=9)]
        pub(super) name: &'order str,
        /// A part.
        #[nested]
        pub(super) part: Option<Part>,
        /// The parts.
        #[nested]
        pub(super) parts: Option<BTreeMap<String, Part>>,
        /// A number in the path.
        #[order(path)]
        pub(super) number: u8,
        /// A number that is not sent.
        #[order(skip)]
        pub(super) own: u8,
    }

    /// Facts about an account.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Account {
        /// Years by default.
        pub(super) years: u8,
    }

    /// Lists and numbers as the wire wants them, and defaults that are facts.
    #[derive(Clone, Debug, OrderRequest)]
    #[order(context = Account)]
    pub(super) struct Lists {
        /// Names.
        #[order(separator = ",", item = "san")]
        #[each(length(1..=64))]
        pub(super) sans: Vec<String>,
        /// Years.
        #[order(text)]
        #[default_value_if(share == 1, ctx.years)]
        #[default_value(ctx.years)]
        pub(super) years: Option<u8>,
        /// A share.
        #[range(0..10)]
        #[allowed(1, 2..5, { Decimal::TEN })]
        pub(super) share: Option<Decimal>,
        /// The reason.
        #[required_if(years == 2 && share < 3)]
        pub(super) reason: Option<String>,
    }

    /// Facts about the payer.
    #[derive(Clone, Debug, OrderRequest)]
    pub(super) struct Payer<'payer> {
        /// The name of the payer.
        pub(super) name: Option<&'payer str>,
    }

    /// The payer, in one of several forms.
    #[derive(Clone, Debug, OrderValue)]
    #[order(rename_all = "snake_case")]
    pub(super) enum Payment<'payment> {
        /// One who pays.
        One(Payer<'payment>),
        /// Several who pay.
        #[order(rename = "all", alias = "several")]
        Several(Vec<Payer<'payment>>),
    }

    /// The only way.
    #[derive(Clone, Copy, Debug, OrderValue)]
    #[expect(non_camel_case_types, reason = "an API may name its types so")]
    pub(super) enum only_way {
        /// Nothing more is asked for.
        only(Nothing),
    }

    /// An order that is paid.
    #[derive(Clone, Debug, OrderRequest)]
    #[required(payment.One.name, if present(way.only))]
    #[forbidden(other.Several, if any(each in payment.Several, present(each.name)))]
    pub(super) struct Paid<'paid> {
        /// The payer.
        #[nested]
        pub(super) payment: Payment<'paid>,
        /// Another payer.
        #[order(flatten)]
        pub(super) other: Option<Payment<'paid>>,
        /// The method of payment.
        #[nested]
        #[required_if(payment.One.name == "a" || state == Pending)]
        pub(super) way: Option<only_way>,
        /// The state of the order.
        #[length(..=9)]
        pub(super) state: Option<State>,
    }

    /// An order that has no rules.
    #[derive(Clone, Copy, Debug, OrderRequest)]
    #[order(serde)]
    pub(super) struct Plain {
        /// Years.
        pub(super) validity: Option<u8>,
    }

    /// An order that has nothing.
    #[derive(Clone, Copy, Debug, OrderRequest)]
    #[order(serde)]
    pub(super) struct Nothing {}
}

#[test]
#[expect(clippy::implicit_return, reason = "this is no generated code")]
fn what_compiles_without_a_warning_works() {
    let order: strict::Order<'_, String> =
        json::from_str(r#"{"request":"csr","email":"a@example.com","left":"","platform":"hsm"}"#)
            .unwrap();
    assert_eq!(order.validate().map_err(|violations| violations.to_string()), Ok(()));
    assert_eq!(
        json::to_string(&order),
        r#"{"validity":"1","platform":"51","request":"csr","email":"a@example.com","left":"","ev":"false","__Odd_Name":"true"}"#,
    );
    let lists: strict::Lists = json::from_str(r#"{"sans":"a,b"}"#).unwrap();
    assert!(lists.validate_in(&strict::Account { years: 2 }).is_ok());
    let paid: strict::Paid<'_> =
        json::from_str(r#"{"payment":{"one":{"name":"a"}},"all":[],"way":{"only":{}}}"#).unwrap();
    assert_eq!(paid.validate().map_err(|violations| violations.to_string()), Ok(()));
    let old = strict::Whole {
        name: "a",
        part: Some(strict::Part { note: None }),
        parts: None,
        number: 1,
        own: 2,
    };
    let update: strict::WholeUpdate<'_> = json::from_str(r#"{"part":{"note":"b"}}"#).unwrap();
    assert_eq!(
        json::to_string(&*update.apply(&old).unwrap()),
        r#"{"name":"a","part":{"note":"b"}}"#
    );
    assert!(strict::Plain { validity: None }.validate().is_ok());
    assert_eq!(json::to_string(&strict::Nothing {}), "{}");
}
