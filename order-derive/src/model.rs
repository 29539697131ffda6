//! A request as its author wrote it: borrowed input with parsed attributes, in declared order.

mod field;
mod names;
mod request;
mod rule;
mod words;

use std::rc::Rc;

use proc_macro2::Span;
use syn::{DeriveInput, Ident, LitStr, Path, Type, ext::IdentExt};

pub(crate) use self::{
    rule::named_format,
    words::{FORMATS, krate, once, rename_all, unknown_word},
};
use crate::{
    parse::{Allowed, Bounds, Cond, Reference, Value},
    pattern::CompiledPattern,
    proof::Levels,
    rename::RenameAll,
};

/// A struct that derives `OrderRequest`.
pub(crate) struct Request<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) doc: String,
    pub(crate) options: Options,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) fields: Vec<Field<'a>>,
    /// What the struct itself says: rules over several fields, on members, and conditions of groups.
    pub(crate) rules: Vec<StructRule>,
}

/// A rule that stands on the struct.
pub(crate) struct StructRule {
    pub(crate) word: Ident,
    pub(crate) source: String,
    pub(crate) kind: StructRuleKind,
}

pub(crate) enum StructRuleKind {
    /// `rule(id, C, "text", at = f)`
    Rule { id: String, cond: Cond, text: LitStr, at: Option<Reference> },
    /// `check(id, path::to::function, reads(f, g), "text")`
    Check { id: String, function: Path, reads: Vec<Ident>, text: Option<LitStr> },
    /// A presence or value rule on a member of a nested part.
    Member { at: Reference, rule: RuleKind },
    /// `group_exactly_one("trail", if C)`
    Group { kind: GroupKind, name: LitStr, when: When },
}

/// What `#[order(…)]` on the struct says.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) krate: Option<Path>,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) response: Option<Type>,
    pub(crate) root: Option<String>,
    pub(crate) scalars_are_text: bool,
    pub(crate) rename_all: Option<RenameAll>,
    pub(crate) blank: Option<Blank>,
    pub(crate) skips_blank: bool,
    pub(crate) context: Option<Type>,
    /// Which findings are errors.
    pub(crate) levels: Levels,
    /// The word that asks for serde's traits.
    pub(crate) serde: Option<Ident>,
    /// The words that were read, wrong ones too.
    pub(crate) said: Vec<String>,
}

pub(crate) struct Endpoint {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) span: Span,
}

/// What blank means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blank {
    Absent,
    Reject,
    Value,
}

/// `#[condition(name, …)]`
pub(crate) struct Condition {
    pub(crate) name: Ident,
    pub(crate) cond: Cond,
}

pub(crate) struct Field<'a> {
    pub(crate) index: usize,
    /// Name in Rust, without `r#`.
    pub(crate) rust: String,
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) doc: String,
    /// Wire name.
    pub(crate) name: String,
    /// Where the wire name is written.
    pub(crate) name_span: Span,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) blank: Blank,
    pub(crate) is_secret: bool,
    pub(crate) place: FieldPlace,
    place_word: Option<String>,
    /// Where it is said that its scalars are text.
    pub(crate) text: Option<Span>,
    /// What stands between the items of a list that is one text.
    pub(crate) separator: Option<Separator>,
    /// The name of the items of a list in XML.
    pub(crate) item: Option<LitStr>,
    pub(crate) is_nested: bool,
    pub(crate) default: Option<Value>,
    /// The values when absent while a condition holds, the first that does.
    pub(crate) default_ifs: Vec<(Cond, Value)>,
    pub(crate) rules: Vec<Rule>,
    /// Value rules for every item.
    pub(crate) item_rules: Vec<Rule>,
    /// Whether it is in a group whose name could not be read.
    pub(crate) has_broken_group: bool,
}

pub(crate) struct Separator {
    pub(crate) word: Ident,
    pub(crate) text: LitStr,
}

/// Where the value of a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldPlace {
    Body,
    BodyUnlessBlank,
    Flattened,
    UrlPath,
    UrlQuery,
    Skipped,
}

/// One rule of a field.
pub(crate) struct Rule {
    /// The word of the attribute, for errors.
    pub(crate) word: Ident,
    /// The attribute in one canonical spelling.
    pub(crate) source: String,
    pub(crate) kind: RuleKind,
}

pub(crate) enum RuleKind {
    Required(When),
    Forbidden(When),
    PresentIff(Cond),
    Allowed(When, Vec<Allowed>),
    Range(When, Bounds),
    Length(When, Bounds),
    Pattern(When, Rc<CompiledPattern>),
    Format(When, Format),
    Group(GroupKind, LitStr, When),
    Check(Path),
}

/// A named format, or a user's own function.
pub(crate) enum Format {
    Named(Ident),
    Function(Path),
}

pub(crate) enum When {
    Always,
    If(Cond),
    Unless(Cond),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupKind {
    AllOrNone,
    AtLeastOne,
    AtMostOne,
    ExactlyOne,
    Count { min: Option<i128>, max: Option<i128> },
}

impl<'a> Request<'a> {
    /// The index of the field with this Rust name.
    pub(crate) fn field_index(&self, name: &Ident) -> Option<usize> {
        let name = name.unraw().to_string();
        self.fields.iter().position(|field| field.rust == name)
    }

    /// The index of the named condition with this name.
    pub(crate) fn condition_index(&self, name: &Ident) -> Option<usize> {
        self.conditions.iter().position(|condition| condition.name.unraw() == name.unraw())
    }
}

impl<'a> Field<'a> {
    /// Whether the type is written as an `Option`.
    pub(crate) fn is_option(&self) -> bool {
        is_option(self.ty)
    }
}

/// Whether a type is written as an `Option`.
pub(crate) fn is_option(mut ty: &Type) -> bool {
    // A type that a `macro_rules!` macro was given comes in an invisible group.
    while let Type::Group(syn::TypeGroup { elem, .. }) | Type::Paren(syn::TypeParen { elem, .. }) =
        ty
    {
        ty = elem;
    }
    match ty {
        Type::Path(path) if path.qself.is_none() => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "Option" && !last.arguments.is_none()),
        _ => false,
    }
}
