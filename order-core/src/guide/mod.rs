//! A book about these crates, in chapters of one task each.
//!
//! Every snippet in it compiles and runs as a test, and every message in it is the one that you will see.
//!
//! # Start
//!
//! 1. [A first order in five minutes](first_order)
//! 2. [Given, present, value](given_present_value): the idea behind all rules
//!
//! # By task
//!
//! - [A field that is required in some cases](required_in_some_cases), or not allowed in others
//! - [Exactly one of several](exactly_one_of), at most one, all or none
//! - [A list of parts](list_of_parts), with rules for each and over all of them
//! - [A price](price)
//! - [A date](date)
//! - [My own type](own_type)
//! - [My own words](own_words), and other languages
//! - [A PATCH](patch)
//! - [A web handler](web_handler)
//! - [A form](form)
//! - [Rules of yesterday and tomorrow](rules_over_time)
//! - [Judge a million stored orders](stored_orders)
//! - A client of my own: [`order_client::guide::own_client`](https://docs.rs/order-client/latest/order_client/guide/own_client/)
//! - Test my client:
//!   [`order_client::guide::test_your_client`](https://docs.rs/order-client/latest/order_client/guide/test_your_client/)
//!
//! # Mistakes
//!
//! - [What the compiler proves](proof), with ten real mistakes
//! - [Findings](findings): every finding of the compiler, its cause and its mend
//! - [Codes](codes): every code of a violation, its cause and its mend
//!
//! # From elsewhere
//!
//! - [Your words here](migration): from garde, validator, nutype, serde_valid, go-playground, Laravel, joi, zod, pydantic,
//!   JSON Schema and clap
//! - [What it is not for](limits)
//!
//! This module exists in the documentation alone.

#[cfg_attr(feature = "jiff", doc = include_str!("date.md"))]
#[cfg_attr(not(feature = "jiff"), doc = "This chapter is written if the feature `jiff` is on.")]
#[doc(alias("datetime", "timestamp", "not in the past", "epoch", "time zone"))]
pub mod date {}
#[doc = include_str!("exactly_one_of.md")]
#[doc(alias(
    "one of",
    "oneOf",
    "exactly one",
    "at least one",
    "at most one",
    "all or none",
    "mutually exclusive",
    "exclusive",
    "xor",
    "conflicts_with",
    "discriminated union",
    "tagged union",
    "union",
    "either or",
    "alternatives",
    "group_all_or_none",
    "group_at_least_one",
    "group_at_most_one",
    "group_count",
    "group_exactly_one"
))]
pub mod exactly_one_of {}
#[doc = include_str!("first_order.md")]
#[doc(alias("getting started", "quickstart", "tutorial", "hello world"))]
pub mod first_order {}
#[doc = include_str!("form.md")]
#[doc(alias("checkbox", "html form", "x-www-form-urlencoded", "multipart"))]
pub mod form {}
#[doc = include_str!("given_present_value.md")]
#[doc(alias("blank", "empty string", "missing", "null", "nullable", "omitempty", "optional"))]
pub mod given_present_value {}
#[doc = include_str!("list_of_parts.md")]
#[doc(alias(
    "array",
    "dive",
    "distinct",
    "each",
    "keys",
    "list",
    "nested",
    "nested validation",
    "unique",
    "for each item"
))]
pub mod list_of_parts {}
#[doc = include_str!("own_type.md")]
#[doc(alias("custom type", "custom validation", "custom validator", "newtype", "enum"))]
pub mod own_type {}
#[doc = include_str!("own_words.md")]
#[doc(alias(
    "custom message",
    "error message",
    "i18n",
    "label",
    "localization",
    "message",
    "translation"
))]
pub mod own_words {}
#[doc = include_str!("patch.md")]
#[doc(alias(
    "changed",
    "immutable",
    "JSON Merge Patch",
    "merge patch",
    "partial update",
    "RFC 7396",
    "set_once"
))]
pub mod patch {}
#[cfg_attr(feature = "decimal", doc = include_str!("price.md"))]
#[cfg_attr(
    not(feature = "decimal"),
    doc = "This chapter is written if the feature `decimal` is on."
)]
#[doc(alias("currency", "decimal", "money", "multiple_of", "range"))]
pub mod price {}
#[doc = include_str!("required_in_some_cases.md")]
#[doc(alias(
    "allowed_if",
    "conditional required",
    "conditional validation",
    "conditionally required",
    "default_value_if",
    "dependent required",
    "dependentRequired",
    "depends on",
    "depends_on",
    "excluded_if",
    "forbidden_if",
    "forbidden_unless",
    "present_iff",
    "prohibited_if",
    "required if",
    "required unless",
    "required_if",
    "required_unless",
    "required_with",
    "required_without",
    "requires"
))]
pub mod required_in_some_cases {}
#[doc = include_str!("rules_over_time.md")]
#[doc(alias("deprecated", "sunset", "versioning", "warn", "warning"))]
pub mod rules_over_time {}
#[cfg_attr(feature = "export", doc = include_str!("stored_orders.md"))]
#[cfg_attr(not(feature = "export"), doc = "This chapter is written if the feature `export` is on.")]
#[doc(alias("batch", "bulk", "check constraint", "csv", "duckdb", "ndjson", "sql"))]
pub mod stored_orders {}
#[cfg_attr(feature = "axum", doc = include_str!("web_handler.md"))]
#[cfg_attr(not(feature = "axum"), doc = "This chapter is written if the feature `axum` is on.")]
#[doc(alias("actix", "axum", "extractor", "handler", "middleware", "422"))]
pub mod web_handler {}
#[doc = include_str!("codes.md")]
#[doc(alias("error code", "violation codes", "error codes"))]
pub mod codes {}
#[doc = include_str!("findings.md")]
#[doc(alias(
    "bad_default",
    "contradiction",
    "dead_field",
    "dead_rule",
    "dead_value",
    "empty_bounds",
    "false_optional",
    "forgotten_nested",
    "redundant_rule",
    "undecided",
    "undeclared_dead_end",
    "unsatisfiable"
))]
pub mod findings {}
#[doc = include_str!("limits.md")]
#[doc(alias("when not to use", "sanitize", "trim"))]
pub mod limits {}
#[doc = include_str!("proof.md")]
#[doc(alias("compile-time check", "static analysis", "verification", "SAT", "SMT"))]
pub mod proof {}
#[doc = include_str!("migration/overview.md")]
#[doc(alias("comparison", "port from"))]
pub mod migration {
    #[doc = include_str!("migration/clap.md")]
    #[doc(alias("migrate from clap"))]
    pub mod clap {}
    #[doc = include_str!("migration/garde.md")]
    #[doc(alias("migrate from garde"))]
    pub mod garde {}
    #[doc = include_str!("migration/go_playground.md")]
    #[doc(alias("go validator", "go-playground"))]
    pub mod go_playground {}
    #[doc = include_str!("migration/joi.md")]
    #[doc(alias("migrate from joi"))]
    pub mod joi {}
    #[doc = include_str!("migration/json_schema.md")]
    #[doc(alias("JSON Schema", "if then else"))]
    pub mod json_schema {}
    #[doc = include_str!("migration/laravel.md")]
    #[doc(alias("form request"))]
    pub mod laravel {}
    #[doc = include_str!("migration/nutype.md")]
    #[doc(alias("migrate from nutype"))]
    pub mod nutype {}
    #[doc = include_str!("migration/pydantic.md")]
    #[doc(alias("model_validator", "migrate from pydantic"))]
    pub mod pydantic {}
    #[doc = include_str!("migration/serde_valid.md")]
    #[doc(alias("migrate from serde_valid"))]
    pub mod serde_valid {}
    #[doc = include_str!("migration/validator.md")]
    #[doc(alias("migrate from validator"))]
    pub mod validator {}
    #[doc = include_str!("migration/zod.md")]
    #[doc(alias("superRefine", "migrate from zod"))]
    pub mod zod {}
}
