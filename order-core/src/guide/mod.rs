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
pub mod date {}
#[doc = include_str!("exactly_one_of.md")]
pub mod exactly_one_of {}
#[doc = include_str!("first_order.md")]
pub mod first_order {}
#[doc = include_str!("form.md")]
pub mod form {}
#[doc = include_str!("given_present_value.md")]
pub mod given_present_value {}
#[doc = include_str!("list_of_parts.md")]
pub mod list_of_parts {}
#[doc = include_str!("own_type.md")]
pub mod own_type {}
#[doc = include_str!("own_words.md")]
pub mod own_words {}
#[doc = include_str!("patch.md")]
pub mod patch {}
#[cfg_attr(feature = "decimal", doc = include_str!("price.md"))]
#[cfg_attr(
    not(feature = "decimal"),
    doc = "This chapter is written if the feature `decimal` is on."
)]
pub mod price {}
#[doc = include_str!("required_in_some_cases.md")]
pub mod required_in_some_cases {}
#[doc = include_str!("rules_over_time.md")]
pub mod rules_over_time {}
#[cfg_attr(feature = "export", doc = include_str!("stored_orders.md"))]
#[cfg_attr(not(feature = "export"), doc = "This chapter is written if the feature `export` is on.")]
pub mod stored_orders {}
#[cfg_attr(feature = "axum", doc = include_str!("web_handler.md"))]
#[cfg_attr(not(feature = "axum"), doc = "This chapter is written if the feature `axum` is on.")]
pub mod web_handler {}
#[doc = include_str!("codes.md")]
pub mod codes {}
#[doc = include_str!("findings.md")]
pub mod findings {}
#[doc = include_str!("limits.md")]
pub mod limits {}
#[doc = include_str!("proof.md")]
pub mod proof {}
#[doc = include_str!("migration/overview.md")]
pub mod migration {
    #[doc = include_str!("migration/clap.md")]
    pub mod clap {}
    #[doc = include_str!("migration/garde.md")]
    pub mod garde {}
    #[doc = include_str!("migration/go_playground.md")]
    pub mod go_playground {}
    #[doc = include_str!("migration/joi.md")]
    pub mod joi {}
    #[doc = include_str!("migration/json_schema.md")]
    pub mod json_schema {}
    #[doc = include_str!("migration/laravel.md")]
    pub mod laravel {}
    #[doc = include_str!("migration/nutype.md")]
    pub mod nutype {}
    #[doc = include_str!("migration/pydantic.md")]
    pub mod pydantic {}
    #[doc = include_str!("migration/serde_valid.md")]
    pub mod serde_valid {}
    #[doc = include_str!("migration/validator.md")]
    pub mod validator {}
    #[doc = include_str!("migration/zod.md")]
    pub mod zod {}
}
