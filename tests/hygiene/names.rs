//! Names of fields, variants and types that are keywords, or that generated code might use itself.

use order_core::{OrderRequest, OrderValue, json};

#[derive(OrderValue)]
#[order(rename_all = "snake_case")]
#[expect(non_camel_case_types, reason = "a keyword is the name of a value")]
enum Kind {
    Limit,
    r#type,
}

#[derive(OrderRequest)]
#[condition(limited, type == Limit)]
#[condition(r#typed, r#type == type)]
struct Keywords {
    r#type: Kind,
    #[required_if(r#type == Limit)]
    #[forbidden_if(typed)]
    r#match: Option<u8>,
    #[required_if(limited && present(match))]
    r#fn: Option<String>,
    #[forbidden_if(type in [type])]
    #[group_all_or_none("loop")]
    r#loop: Option<bool>,
    #[group_all_or_none("loop")]
    self_: Option<bool>,
}

#[test]
fn keywords_are_names_and_may_be_written_plain_in_conditions() {
    let order: Keywords = json::from_str(r#"{"type":"limit","match":1}"#).unwrap();
    assert_eq!(json::to_string(&order), r#"{"type":"limit","match":1}"#);
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`fn` is required because `type` is `limit` and `match` is present; \
         give it a value that is not blank",
    );
    let order: Keywords =
        json::from_str(r#"{"type":"type","match":1,"loop":true,"self_":true}"#).unwrap();
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`match` is not allowed because `type` is `type`; remove it\n\
         `loop` is not allowed because `type` is `type`; remove it",
    );
    let order = Keywords {
        r#type: Kind::Limit,
        r#match: Some(1),
        r#fn: Some("f".to_owned()),
        r#loop: Some(true),
        self_: None,
    };
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`self_` is missing: the group `loop` is given as a whole or not at all, and `loop` is present; \
         give `self_` too, or remove `loop`",
    );
}

/// Fields with the names of what generated code declares or takes.
#[derive(OrderRequest)]
#[condition(check, value && visitor)]
#[order(allow(undeclared_dead_end))]
struct Locals {
    visitor: bool,
    value: bool,
    members: bool,
    #[required_if(check)]
    #[forbidden_unless(members || __members)]
    present: Option<String>,
    #[group_all_or_none("group0")]
    group0: Option<u8>,
    #[group_all_or_none("group0")]
    group0_is_broken: Option<u8>,
    #[default_value(false)]
    __members: bool,
    #[default_value(false)]
    __check: bool,
    #[default_value(false)]
    __value: bool,
    #[required_if(__value == true || __check || self_)]
    __p: Option<String>,
    #[default_value(false)]
    self_: bool,
    #[allowed(1, 3..=4)]
    present_value: Option<u8>,
}

#[test]
fn fields_may_have_the_names_of_generated_locals() {
    let written = concat!(
        r#"{"visitor":true,"value":true,"members":true,"present":"a","group0":1,"#,
        r#""group0_is_broken":2,"__members":true,"__check":false,"__value":true,"#,
        r#""__p":"p","self_":false,"present_value":3}"#,
    );
    let order: Locals = json::from_str(written).unwrap();
    assert!(order.validate().is_ok());
    assert_eq!(json::to_string(&order), written);

    let order: Locals = json::from_str(
        r#"{"visitor":true,"value":true,"members":false,"group0":1,"__value":true}"#,
    )
    .unwrap();
    assert_eq!(
        order.validate().unwrap_err().iter().map(|it| it.path().to_string()).collect::<Vec<_>>(),
        ["present", "group0_is_broken", "__p"],
    );
}

#[derive(OrderRequest)]
#[order(rename_all = "camelCase")]
#[expect(non_snake_case, reason = "an API may be written in any language")]
struct Größe {
    straße: String,
    #[required_if(straße == "Hauptstraße")]
    hausNummer: Option<u8>,
    #[order(rename = "quote\"d\\name")]
    quoted: Option<String>,
    #[group_all_or_none("Grüße \"1\"")]
    日本: Option<String>,
    #[group_all_or_none("Grüße \"1\"")]
    #[required_if(present(日本))]
    été: Option<String>,
}

#[test]
fn names_may_be_in_any_script_and_hold_quotes() {
    let order: Größe = json::from_str(r#"{"straße":"Hauptstraße","quote\"d\\name":"q"}"#).unwrap();
    assert_eq!(json::to_string(&order), r#"{"straße":"Hauptstraße","quote\"d\\name":"q"}"#);
    assert_eq!(
        order.validate().unwrap_err().to_string(),
        "`hausNummer` is required because `straße` is `Hauptstraße`; give it a value",
    );
    let order: Größe = json::from_str(r#"{"straße":"Gasse","日本":"x"}"#).unwrap();
    assert_eq!(order.validate().unwrap_err().len(), 2);
}

/// "Quotes", `ticks`, a backslash \ and a brace {}.
#[derive(OrderRequest)]
struct Documented {
    /// The "first" line: `{0}` \n.
    ///
    /// The second.
    field: Option<String>,
    #[doc = "In an attribute."]
    #[doc(alias = "other")]
    attribute: Option<String>,
    #[doc = include_str!("../Cargo.toml")]
    included: Option<String>,
}

#[test]
fn doc_comments_are_kept_as_they_are() {
    let schema = Documented::SCHEMA;
    assert_eq!(schema.doc, "\"Quotes\", `ticks`, a backslash \\ and a brace {}.");
    assert_eq!(schema.fields[0].doc, "The \"first\" line: `{0}` \\n.\n\nThe second.");
    assert_eq!(schema.fields[1].doc, "In an attribute.");
}
