//! A request as its author wrote it: borrowed input with parsed attributes, in declared order.

mod field;
mod level;
mod literals;
mod names;
mod request;
mod rule;
mod words;
mod written;

use proc_macro2::{Span, TokenStream};
use syn::{Attribute, DeriveInput, Ident, LitStr, Path, Type, Visibility, ext::IdentExt};

pub(crate) use self::{
    level::{Id, Levels},
    request::is_namespaced,
    words::{
        Describer, STRUCT_BARE, is_bare_word, is_type_word, krate, once, rename_all, unknown_word,
    },
    written::{How, Written},
};
use crate::{
    parse::{Call, Cond, Docs, Reference, Test, Unit, Value},
    proof::shape,
    rename::RenameAll,
    scope::{generated, last_span},
};

/// A struct that derives `OrderRequest`.
pub(crate) struct Request<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) doc: Docs,
    pub(crate) options: Options,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) fields: Vec<Field<'a>>,
    /// Rules on the struct itself: over several fields, on members, and conditions of groups.
    pub(crate) rules: Vec<StructRule>,
}

/// A rule that is written on the struct.
pub(crate) struct StructRule {
    pub(crate) word: Ident,
    pub(crate) source: String,
    /// The words of the author in place of the library's message.
    pub(crate) message: Option<LitStr>,
    pub(crate) when: When,
    pub(crate) severity: Severity,
    /// `true` if the attribute has an earlier rule, of another severity.
    pub(crate) is_half: bool,
    pub(crate) kind: StructRuleKind,
}

/// The meaning of a broken rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    Error(SeverityBy),
    Warning(SeverityBy),
}

impl Severity {
    /// A rule that refuses whatever the request is.
    pub(crate) const ERROR: Self = Self::Error(SeverityBy::Word);

    /// Returns `true` if the rule warns, or if it does under a condition.
    pub(crate) fn may_warn(self) -> bool {
        match self {
            Self::Error(SeverityBy::Word) => false,
            Self::Error(SeverityBy::Condition | SeverityBy::LastCondition) | Self::Warning(_) => {
                true
            }
        }
    }
}

/// The part of a rule that decides its severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SeverityBy {
    /// The word `warn`, or that there is none.
    Word,
    /// The condition of the rule, which has no other.
    Condition,
    /// The last part of the condition of the rule.
    LastCondition,
}

#[derive(Clone)]
pub(crate) enum StructRuleKind {
    /// `rule(id, C, "text", at = f)`
    Rule { id: String, cond: Cond, text: LitStr, at: Option<Reference> },
    /// `check(id, path::to::function, reads(f, g), "text")`, or `check(id, path::to::function(f, g), "text", at = f)`
    Check {
        id: String,
        call: Call,
        reads: Vec<Ident>,
        text: Option<LitStr>,
        /// The field at which a violation is reported.
        at: Option<Ident>,
    },
    /// A presence or value rule on a member of a nested part.
    Member { at: Reference, demand: Demand },
    /// `group_exactly_one("trail", if C)`
    Group { kind: GroupKind, name: LitStr },
}

/// The form of scalars on the wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Scalars {
    #[default]
    Native,
    /// Native, and decimals are numbers.
    Number,
    Text,
}

impl Scalars {
    /// Returns the word that says so, if it is needed.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Self::Native => None,
            Self::Number => Some("number"),
            Self::Text => Some("text"),
        }
    }
}

/// Options of the struct from `#[order(…)]`.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) krate: Option<Path>,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) response: Option<Type>,
    pub(crate) root: Option<String>,
    pub(crate) scalars: Scalars,
    /// `true` if JSON is read only in the form that is written.
    pub(crate) is_strict: bool,
    pub(crate) rename_all: Option<RenameAll>,
    /// `true` if the fields stand for the variants of an enum.
    pub(crate) names_variants: bool,
    /// `true` if the only field is what a newtype wraps.
    pub(crate) is_newtype: bool,
    pub(crate) blank: Option<Blank>,
    pub(crate) skips_blank: bool,
    pub(crate) context: Option<Type>,
    /// `true` if only words inside `#[order(…)]` are read.
    pub(crate) is_namespaced: bool,
    /// The findings that are errors.
    pub(crate) levels: Levels,
    /// The word that requests serde's traits.
    pub(crate) serde: Option<Ident>,
    /// The words that request the traits of libraries that describe services.
    pub(crate) described: Vec<Ident>,
    /// Name of the type of the changes of the request.
    pub(crate) update: Option<Ident>,
    /// Statements that name the types of the changes of the parts, if the request is such a type itself, whose fields may all
    /// be absent.
    pub(crate) update_of: Option<Vec<TokenStream>>,
    /// All words that were read, including wrong ones.
    pub(crate) said: Vec<String>,
}

impl Options {
    /// Returns the wire name of a field, or of the variant that it stands for.
    pub(crate) fn wire_name(&self, rust: &str) -> String {
        match self.rename_all {
            None => rust.to_owned(),
            Some(rule) if self.names_variants => rule.apply_to_variant(rust),
            Some(rule) => rule.apply_to_field(rust),
        }
    }
}

pub(crate) struct Endpoint {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) span: Span,
}

/// The blank policy of a field.
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
    /// Name of the local that refers to the field in generated code.
    pub(crate) local: Ident,
    /// Name of the local that says there whether the field is present.
    pub(crate) present: Ident,
    /// Name of the field with the place of its type, if generated code has it there.
    pub(crate) at_type: Option<Ident>,
    /// The type by way of which generated code sees what the field holds, if rustc would report the field once more.
    way: Option<&'a Type>,
    /// The type, as generated code names it.
    pub(crate) ty: &'a Type,
    /// The type, as people read it.
    pub(crate) shown_ty: &'a Type,
    pub(crate) vis: &'a Visibility,
    pub(crate) attrs: &'a [Attribute],
    pub(crate) doc: Docs,
    /// Wire name.
    pub(crate) name: String,
    /// Span of the wire name, or of the field if it has no separate name.
    pub(crate) name_span: Span,
    /// Name of the field for people.
    pub(crate) label: Option<LitStr>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) blank: Blank,
    /// Span of the word of the blank policy, or of the field.
    pub(crate) blank_span: Span,
    /// The message of `blank(reject)`.
    pub(crate) blank_message: Option<LitStr>,
    pub(crate) is_secret: bool,
    pub(crate) place: FieldPlace,
    place_word: Option<String>,
    /// Span of the word that says where the field stands, or of the field.
    pub(crate) place_span: Span,
    /// Span of the word `text`, which makes the field's scalars text on the wire.
    pub(crate) text: Option<Span>,
    /// Span of the word `number`, which makes the field's decimals numbers of JSON.
    pub(crate) number: Option<Span>,
    /// How the field's dates or times are written, if not as their type has it.
    pub(crate) written: Option<Written>,
    /// Separator between the items of a list that is a single text.
    pub(crate) separator: Option<Separator>,
    /// Name of the list's items in XML.
    pub(crate) item: Option<LitStr>,
    pub(crate) is_nested: bool,
    /// Span of the word `replace`, with which an update replaces the part as a whole.
    pub(crate) replaced: Option<Span>,
    /// Span of the word `unchecked`, which says that the rules of the part are meant not to be checked.
    pub(crate) unchecked: Option<Span>,
    /// The replacement of the field, which is deprecated.
    pub(crate) deprecated: Option<Deprecated>,
    pub(crate) default: Option<Value>,
    /// Conditional defaults. The first whose condition holds is used.
    pub(crate) default_ifs: Vec<(Cond, Value)>,
    pub(crate) rules: Vec<Rule>,
    /// Value rules for every item.
    pub(crate) item_rules: Vec<Rule>,
    /// The rules of the keys of a map.
    pub(crate) key_rules: Vec<Rule>,
    /// `true` if the field is in a group whose name could not be read.
    pub(crate) has_broken_group: bool,
}

pub(crate) struct Deprecated {
    pub(crate) word: Ident,
    pub(crate) instead: LitStr,
}

pub(crate) struct Separator {
    pub(crate) word: Ident,
    pub(crate) text: LitStr,
}

/// Place of a field's value on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldPlace {
    Body,
    BodyUnlessBlank,
    Flattened,
    UrlPath,
    UrlQuery,
    Header,
    Skipped,
}

impl FieldPlace {
    /// Returns `true` if the value is sent, but not in the body.
    pub(crate) fn is_beside_body(self) -> bool {
        match self {
            Self::UrlPath | Self::UrlQuery | Self::Header => true,
            Self::Body | Self::BodyUnlessBlank | Self::Flattened | Self::Skipped => false,
        }
    }
}

/// One rule of a field.
pub(crate) struct Rule {
    /// The word of the attribute, for errors.
    pub(crate) word: Ident,
    /// The attribute in one canonical spelling, without its message.
    pub(crate) source: String,
    /// The words of the author in place of the library's message.
    pub(crate) message: Option<LitStr>,
    pub(crate) when: When,
    pub(crate) severity: Severity,
    /// `true` if the attribute has an earlier rule, of another severity.
    pub(crate) is_half: bool,
    pub(crate) demand: Demand,
    /// The place of the number that a `group_count` states, for errors.
    pub(crate) count: Option<Span>,
}

impl Rule {
    /// Returns the unit of a length that the rule demands, if it is not that of `length` alone.
    pub(crate) fn unit(&self) -> Option<Unit> {
        match &self.demand {
            Demand::Passes(test) => test.unit(),
            Demand::Required
            | Demand::Forbidden
            | Demand::PresentIff
            | Demand::Group(..)
            | Demand::Check(_)
            | Demand::Stays(..) => None,
        }
    }
}

/// A demand on a field, on its items or on a member.
#[derive(Clone)]
pub(crate) enum Demand {
    Required,
    Forbidden,
    /// Required if the condition of the rule holds, and forbidden otherwise.
    PresentIff,
    /// The value, if present, must pass the test.
    Passes(Test),
    /// The field is a member of the group of this name.
    Group(GroupKind, LitStr),
    /// A function of the user must accept the value.
    Check(Call),
    /// An update must keep the condition. The text says what it may not do.
    Stays(Cond, LitStr),
}

/// The circumstances under which a rule is judged. The condition is owned or borrowed.
#[derive(Clone, Copy)]
pub(crate) enum When<C = Cond> {
    Always,
    If(C),
    Unless(C),
}

impl<C> When<C> {
    pub(crate) fn as_ref(&self) -> When<&C> {
        match self {
            Self::Always => When::Always,
            Self::If(cond) => When::If(cond),
            Self::Unless(cond) => When::Unless(cond),
        }
    }

    /// The condition that the rule depends on.
    pub(crate) fn cond(self) -> Option<C> {
        match self {
            Self::Always => None,
            Self::If(cond) | Self::Unless(cond) => Some(cond),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupKind {
    AllOrNone,
    AtLeastOne,
    AtMostOne,
    ExactlyOne,
    Count { min: Option<i128>, max: Option<i128> },
}

impl GroupKind {
    /// Ranges of the allowed number of present members, in a group of `all` members.
    pub(crate) fn counts(self, all: usize) -> impl Iterator<Item = [usize; 2]> {
        let bound = |bound: i128| usize::try_from(bound.max(0)).unwrap_or(usize::MAX);
        let (first, second) = match self {
            Self::AllOrNone => ([0, 0], Some([all, all])),
            Self::AtLeastOne => ([1, all], None),
            Self::AtMostOne => ([0, 1], None),
            Self::ExactlyOne => ([1, 1], None),
            Self::Count { min, max } => ([min.map_or(0, bound), max.map_or(all, bound)], None),
        };
        [first].into_iter().chain(second)
    }
}

impl StructRule {
    /// The conditions that the rule demands or depends on.
    pub(crate) fn conds(&self) -> impl Iterator<Item = &Cond> {
        let demanded = match &self.kind {
            StructRuleKind::Rule { cond, .. } => Some(cond),
            StructRuleKind::Check { .. }
            | StructRuleKind::Member { .. }
            | StructRuleKind::Group { .. } => None,
        };
        demanded.into_iter().chain(self.when.as_ref().cond())
    }
}

impl<'a> Request<'a> {
    /// The index of the field with this Rust name.
    pub(crate) fn field_index(&self, name: &Ident) -> Option<usize> {
        let name = name.unraw().to_string();
        self.fields.iter().position(|field| field.rust == name)
    }

    /// Visits the leaves of a condition, and in place of each named condition the leaves of that. The leaves of each named
    /// condition are visited once.
    pub(crate) fn each_leaf(&self, cond: &Cond, visit: &mut dyn FnMut(&Cond, &[&Ident])) {
        self.each_leaf_in(cond, &mut vec![false; self.conditions.len()], visit);
    }

    fn each_leaf_in(
        &self,
        cond: &Cond,
        is_visited: &mut Vec<bool>,
        visit: &mut dyn FnMut(&Cond, &[&Ident]),
    ) {
        cond.each_leaf(&mut |leaf, bound| {
            let named =
                if let Cond::Named(name) = leaf { self.condition_index(name) } else { None };
            match named {
                Some(named) if std::mem::replace(&mut is_visited[named], true) => {}
                Some(named) => self.each_leaf_in(&self.conditions[named].cond, is_visited, visit),
                None => visit(leaf, bound),
            }
        });
    }

    /// Returns `true` if a field stands neither on the wire nor in a rule or condition, so that it can be of any type.
    pub(crate) fn is_nowhere(&self, field: &Field<'_>) -> bool {
        field.place == FieldPlace::Skipped && !field.is_judged() && !self.is_mentioned(field)
    }

    /// The types of the fields that need a wire form.
    pub(crate) fn wire_types(&self) -> Vec<&'a Type> {
        self.fields.iter().filter(|field| !self.is_nowhere(field)).map(|field| field.ty).collect()
    }

    /// Returns `true` if a condition or a rule of the struct mentions the field.
    fn is_mentioned(&self, field: &Field<'_>) -> bool {
        let of_fields = self.fields.iter().flat_map(|field| {
            let rules = field.all_rules();
            rules
                .filter_map(|rule| rule.when.as_ref().cond())
                .chain(field.default_ifs.iter().map(|(cond, _)| cond))
        });
        let named = self.conditions.iter().map(|condition| &condition.cond);
        let of_struct = self.rules.iter().flat_map(StructRule::conds);
        let mut is_found = self.rules.iter().any(|rule| match &rule.kind {
            StructRuleKind::Member { at, .. } | StructRuleKind::Rule { at: Some(at), .. } => {
                at.root.unraw() == field.ident.unraw()
            }
            StructRuleKind::Check { call, at, .. } => {
                let mut names = call.arguments().iter().chain(at);
                names.any(|name| name.unraw() == field.ident.unraw())
            }
            StructRuleKind::Rule { at: None, .. } | StructRuleKind::Group { .. } => false,
        });
        is_found |= self.fields.iter().flat_map(|field| &field.rules).any(|rule| {
            let Demand::Check(call) = &rule.demand else { return false };
            call.arguments().iter().any(|name| name.unraw() == field.ident.unraw())
        });
        for cond in of_fields.chain(named).chain(of_struct) {
            cond.each_leaf(&mut |leaf, _| {
                let mut references = leaf.references().into_iter();
                is_found |= references.any(|one| one.root.unraw() == field.ident.unraw());
            });
        }
        is_found
    }

    /// Returns `true` if a condition asks what an update changes, or what was there before.
    pub(crate) fn is_about_change(&self, cond: &Cond) -> bool {
        let mut is_found = false;
        cond.each_leaf(&mut |leaf, bound| {
            is_found |= leaf.references().into_iter().any(|reference| {
                let is_bound = reference.is_bound(bound.iter().copied());
                !is_bound && self.is_of_update(reference)
            });
        });
        is_found
    }

    /// Returns `true` for `old.f` and `changed(f)`, where no item is named `old`.
    pub(crate) fn is_of_update(&self, reference: &Reference) -> bool {
        let is_field = || self.field_index(&reference.root).is_some();
        reference.is_changed() || reference.is_old() && !is_field()
    }

    /// The index of the named condition with this name.
    pub(crate) fn condition_index(&self, name: &Ident) -> Option<usize> {
        self.conditions.iter().position(|condition| condition.name.unraw() == name.unraw())
    }
}

impl<'a> Field<'a> {
    /// The rules of the field, of its items and of its keys.
    pub(crate) fn all_rules(&self) -> impl Iterator<Item = &Rule> + Clone {
        self.rules.iter().chain(&self.item_rules).chain(&self.key_rules)
    }

    /// Returns `true` if a word asks something of the field's own value.
    fn is_judged(&self) -> bool {
        !self.rules.is_empty()
            || !self.item_rules.is_empty()
            || !self.key_rules.is_empty()
            || self.is_nested
            || self.blank == Blank::Reject
            || self.separator.is_some()
            || self.item.is_some()
    }

    /// The type by way of which generated code sees what the field holds.
    pub(crate) fn way(&self) -> Option<&'a Type> {
        self.way
    }

    /// Lets generated code see what the field holds by way of a type, and at the place of that type.
    pub(crate) fn set_way(&mut self, ty: &'a Type) {
        self.way = Some(ty);
        self.local.set_span(last_span(ty));
    }

    /// The name of the field in generated code.
    pub(crate) fn member(&self) -> Ident {
        self.at_type.clone().unwrap_or_else(|| generated(self.ident.clone()))
    }

    /// Returns `true` if the type is written as an `Option`, or as one in a `Box`.
    pub(crate) fn is_option(&self) -> bool {
        is_option(self.ty)
    }
}

/// Returns `true` if a type is written as an `Option`, or as one in a `Box`.
pub(crate) fn is_option(mut ty: &Type) -> bool {
    loop {
        ty = match ty {
            // A type that is an argument of a `macro_rules!` macro comes in an invisible group.
            Type::Group(syn::TypeGroup { elem, .. }) | Type::Paren(syn::TypeParen { elem, .. }) => {
                elem
            }
            Type::Path(path) if path.qself.is_none() => match path.path.segments.last() {
                Some(last) if last.ident == "Option" => return !last.arguments.is_none(),
                Some(last) if last.ident == "Box" => match shape::argument(&last.arguments) {
                    Some(inner) => inner,
                    None => return false,
                },
                _ => return false,
            },
            _ => return false,
        };
    }
}
