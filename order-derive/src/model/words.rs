//! The words of the language, and the places in which they are allowed.

use syn::{Ident, Path, ext::IdentExt};

use crate::{
    parse::{Argument, TestWord, Word},
    rename::RenameAll,
    suggest::did_you_mean,
};

/// A word that is allowed on a field.
#[derive(Clone, Copy)]
struct FieldWord {
    name: &'static str,
    /// `true` if a field may have the word only once.
    is_once: bool,
    /// `true` if the word is allowed only in `#[order(…)]`.
    is_namespaced: bool,
    /// `true` if the word is allowed in `each`.
    is_of_items: bool,
}

impl FieldWord {
    const fn of(name: &'static str) -> Self {
        Self { name, is_once: false, is_namespaced: false, is_of_items: false }
    }

    const fn once(self) -> Self {
        Self { is_once: true, ..self }
    }

    const fn namespaced(self) -> Self {
        Self { is_namespaced: true, ..self }
    }

    const fn of_items(self) -> Self {
        Self { is_of_items: true, ..self }
    }
}

/// The words that are allowed on a field, except those that demand a test.
const FIELD_WORDS: [FieldWord; 41] = [
    FieldWord::of("alias").namespaced(),
    FieldWord::of("allowed").once().of_items(),
    FieldWord::of("allowed_if").of_items(),
    FieldWord::of("blank").once(),
    FieldWord::of("check"),
    FieldWord::of("default_value").once(),
    FieldWord::of("default_value_if"),
    FieldWord::of("deprecated").once().namespaced(),
    FieldWord::of("each"),
    FieldWord::of("epoch").once().namespaced(),
    FieldWord::of("flatten").once().namespaced(),
    FieldWord::of("forbidden_if"),
    FieldWord::of("forbidden_unless"),
    FieldWord::of("group_all_or_none"),
    FieldWord::of("group_at_least_one"),
    FieldWord::of("group_at_most_one"),
    FieldWord::of("group_count"),
    FieldWord::of("group_exactly_one"),
    FieldWord::of("header").once().namespaced(),
    FieldWord::of("immutable").once(),
    FieldWord::of("item").once().namespaced(),
    FieldWord::of("keys"),
    FieldWord::of("label").once().namespaced(),
    FieldWord::of("nested").once(),
    FieldWord::of("notation").once().namespaced(),
    FieldWord::of("number").once().namespaced(),
    FieldWord::of("path").once().namespaced(),
    FieldWord::of("present_iff"),
    FieldWord::of("query").once().namespaced(),
    FieldWord::of("rename").once().namespaced(),
    FieldWord::of("replace").once().namespaced(),
    FieldWord::of("required"),
    FieldWord::of("required_if"),
    FieldWord::of("required_unless"),
    FieldWord::of("secret").once().namespaced(),
    FieldWord::of("separator").once().namespaced(),
    FieldWord::of("set_once").once(),
    FieldWord::of("skip").once().namespaced(),
    FieldWord::of("skip_blank").once().namespaced(),
    FieldWord::of("text").once().namespaced(),
    FieldWord::of("unchecked").once().namespaced(),
];

fn words() -> impl Iterator<Item = FieldWord> {
    let of_tests = TestWord::rules().map(|name| FieldWord::of(name).once().of_items());
    FIELD_WORDS.into_iter().chain(of_tests)
}

fn names(is_meant: impl Fn(&FieldWord) -> bool) -> Vec<&'static str> {
    let mut names: Vec<&str> = words().filter(is_meant).map(|word| word.name).collect();
    names.sort_unstable();
    names
}

/// Names of the words that are allowed on a field.
pub(super) fn field_words() -> Vec<&'static str> {
    names(|_| true)
}

/// Returns `true` if the word is allowed on a field.
pub(super) fn is_field_word(name: &str) -> bool {
    words().any(|word| word.name == name)
}

/// Returns `true` if the word of a field may be a separate attribute.
pub(crate) fn is_bare_word(name: &str) -> bool {
    words().any(|word| word.name == name && !word.is_namespaced)
}

/// Names of the field words that are allowed in `each`.
pub(super) fn item_words() -> Vec<&'static str> {
    names(|word| word.is_of_items)
}

/// Names of the field words that are allowed in `keys`: those about a text.
pub(super) fn key_words() -> Vec<&'static str> {
    let is_of_numbers = |name: &str| ["multiple_of", "range"].contains(&name);
    names(|word| word.is_of_items && !is_of_numbers(word.name))
}

/// Returns `true` if the word states a rule of a newtype: about the value alone.
pub(crate) fn is_type_word(name: &str) -> bool {
    ["each", "keys"].contains(&name) || words().any(|word| word.name == name && word.is_of_items)
}

/// Returns `true` if a field may have the word only once.
pub(super) fn is_once(name: &str) -> bool {
    words().any(|word| word.name == name && word.is_once)
}

/// The words that are allowed on a struct in `#[order(…)]`.
pub(super) const STRUCT_WORDS: &[&str] = &[
    "allow",
    "blank",
    "bound",
    "check",
    "condition",
    "context",
    "crate",
    "deny",
    "endpoint",
    "namespaced",
    "rename_all",
    "response",
    "root",
    "rule",
    "scalars",
    "schemars",
    "schemars08",
    "schemars09",
    "serde",
    "skip_blank",
    "strict",
    "update",
    "utoipa",
];

/// A library that describes services, for which a request has a word.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Describer {
    /// A version of schemars, each of which has a trait of its own and a word.
    Schemars,
    Utoipa,
}

impl Describer {
    /// The library that the word asks for.
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "schemars" | "schemars08" | "schemars09" => Some(Self::Schemars),
            "utoipa" => Some(Self::Utoipa),
            _ => None,
        }
    }
}

/// Words that may be separate attributes of a struct, where they concern members or groups.
pub(crate) const STRUCT_BARE: &[&str] = &[
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

/// Records a word, and returns an error at its second use.
pub(crate) fn once(word: &Word, said: &mut Vec<String>, field: Option<&Ident>) -> syn::Result<()> {
    let name = match word.unit() {
        Some(unit) => format!("{}(…, {})", word.name, unit.name()),
        None => word.name.to_string(),
    };
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

/// Error about an unknown word. It suggests the nearest known word, or the place in which the word is allowed.
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
    // The words of other derives for the same thing.
    let meant =
        [("default", "default_value"), ("skip_serializing_if", "skip_blank"), ("regex", "pattern")];
    if let Some((_, meant)) =
        meant.iter().find(|(other, meant)| *other == name && known.contains(meant))
    {
        let argument = match &word.argument {
            Argument::Equals(value) | Argument::List(value) => format!("({})", value.tokens),
            Argument::None => "(…)".to_owned(),
        };
        return word.wrong(format_args!("`{name}` is `{meant}` here; write `{meant}{argument}`"));
    }
    let hint = match did_you_mean(name, known.iter().copied()) {
        hint if hint.is_empty() => format!("; known are `{}`", known.join("`, `")),
        hint => hint,
    };
    word.wrong(format_args!("unknown attribute `{name}`{hint}"))
}
