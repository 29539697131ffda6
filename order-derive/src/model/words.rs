//! The words that are understood, and where.

use syn::{Ident, Path, ext::IdentExt};

use crate::{parse::Word, rename::RenameAll, suggest::did_you_mean};

/// The words that a field understands.
pub(super) const FIELD_WORDS: &[&str] = &[
    "alias",
    "allowed",
    "allowed_if",
    "blank",
    "check",
    "default_value",
    "default_value_if",
    "each",
    "flatten",
    "forbidden_if",
    "forbidden_unless",
    "format",
    "group_all_or_none",
    "group_at_least_one",
    "group_at_most_one",
    "group_count",
    "group_exactly_one",
    "item",
    "length",
    "nested",
    "path",
    "pattern",
    "present_iff",
    "query",
    "range",
    "rename",
    "required",
    "required_if",
    "required_unless",
    "secret",
    "separator",
    "skip",
    "skip_blank",
    "text",
];

/// Those of them that a field has only once.
pub(super) const ONCE: &[&str] = &[
    "allowed",
    "blank",
    "default_value",
    "flatten",
    "format",
    "item",
    "length",
    "nested",
    "path",
    "pattern",
    "query",
    "range",
    "rename",
    "secret",
    "separator",
    "skip",
    "skip_blank",
    "text",
];

/// Those of them that only `#[order(…)]` understands.
pub(super) const NAMESPACED: &[&str] = &[
    "alias",
    "flatten",
    "item",
    "path",
    "query",
    "rename",
    "secret",
    "separator",
    "skip",
    "skip_blank",
    "text",
];

/// The words that `each` understands.
pub(super) const ITEM_WORDS: &[&str] =
    &["allowed", "allowed_if", "format", "length", "pattern", "range"];

/// The words that a struct understands in `#[order(…)]`.
pub(super) const STRUCT_WORDS: &[&str] = &[
    "allow",
    "blank",
    "check",
    "condition",
    "context",
    "crate",
    "deny",
    "endpoint",
    "rename_all",
    "response",
    "root",
    "rule",
    "scalars",
    "serde",
    "skip_blank",
];

/// The words that may stand on a struct as attributes of their own, and there speak of members or groups.
pub(super) const STRUCT_BARE: &[&str] = &[
    "allowed",
    "check",
    "condition",
    "forbidden",
    "group_all_or_none",
    "group_at_least_one",
    "group_at_most_one",
    "group_count",
    "group_exactly_one",
    "present_iff",
    "required",
    "rule",
];

/// The named formats.
pub(crate) const FORMATS: &[&str] = &["digits", "email", "hostname", "telephone", "url"];

/// Notes a word, and refuses its second use.
pub(crate) fn once(word: &Word, said: &mut Vec<String>, field: Option<&Ident>) -> syn::Result<()> {
    let name = word.name.to_string();
    if !said.contains(&name) {
        said.push(name);
        return Ok(());
    }
    let place = field.map_or_else(String::new, |field| format!(" for `{}`", field.unraw()));
    Err(word.wrong(format_args!("`{name}` is given twice{place}; keep one")))
}

/// `crate = path`
pub(crate) fn krate(word: &Word) -> syn::Result<Path> {
    word.parse_equals("a path", "crate = path::to::order_core", Path::parse_mod_style)
}

/// `rename_all = "camelCase"`
pub(crate) fn rename_all(word: &Word) -> syn::Result<RenameAll> {
    let text = word.text("rename_all = \"camelCase\"")?;
    RenameAll::from_name(&text.value(), text.span())
}

/// A word that is not understood here, with the nearest that is, or where it belongs.
pub(crate) fn unknown_word(
    word: &Word,
    name: &str,
    known: &[&str],
    elsewhere: &[&str],
    place: &str,
) -> syn::Error {
    if elsewhere.contains(&name) {
        return word.wrong(format_args!("`{name}` belongs on {place}; move it there"));
    }
    let hint = match did_you_mean(name, known.iter().copied()) {
        hint if hint.is_empty() => format!("; known are `{}`", known.join("`, `")),
        hint => hint,
    };
    word.wrong(format_args!("unknown attribute `{name}`{hint}"))
}
