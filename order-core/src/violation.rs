//! A broken rule, and what a message about it says: the code, and the facts that made the rule count.

mod field_order;
mod warnings;

pub(crate) use self::field_order::sort_in;

use std::{borrow::Cow, fmt, sync::Arc};

pub use self::warnings::Warnings;
use crate::{
    Path, json_text,
    schema::{
        At, Blank, Choices, Demand, Group, GroupKind, Kind, Rule, Schema, Severity, When,
        WireValue, last_name,
    },
    words,
};

/// A rule that a request breaks at one place.
///
/// `Display` writes the message: what is wrong, why, and what to do. Messages may change, so match on
/// [`code`](Self::code).
#[derive(Clone)]
pub struct Violation {
    path: Path,
    schema: &'static Schema,
    rule: &'static Rule,
    because: Because,
}

impl Violation {
    pub(crate) fn new(
        schema: &'static Schema,
        rule: &'static Rule,
        path: Path,
        because: Because,
    ) -> Self {
        Self { path, schema, rule, because }
    }

    /// Returns the place of the mistake, in wire names.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the kind of the mistake.
    pub fn code(&self) -> Code {
        if let Severity::Deprecated(_) = self.rule.severity {
            return Code::Deprecated;
        }
        match &self.rule.demand {
            Demand::Required | Demand::RequiredByType => Code::Required,
            Demand::Forbidden => Code::Forbidden,
            Demand::NotBlank => Code::Blank,
            Demand::Passes(test) => test.code(),
            Demand::Separator(_) => Code::Separator,
            Demand::Group(group) => match self.schema.groups[*group].kind {
                GroupKind::AllOrNone => Code::GroupAllOrNone,
                GroupKind::AtLeastOne => Code::GroupAtLeastOne,
                GroupKind::AtMostOne => Code::GroupAtMostOne,
                GroupKind::ExactlyOne => Code::GroupExactlyOne,
                GroupKind::Count(_) => Code::GroupCount,
            },
            Demand::Holds(..) if self.rule.id.is_none() => Code::Immutable,
            Demand::Holds(..) => Code::Rule,
            Demand::Checked(_) | Demand::Nested => Code::Check,
        }
    }

    /// Returns what the violation means: whether the request is refused for it.
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// Returns the rule, with the source text of its attribute.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Returns the id of the rule within the request, or nested request, that declares it; see [`Schema::rule_id`].
    pub fn rule_id(&self) -> String {
        self.schema.rule_id(self.rule)
    }

    /// Returns the name of the newtype that declares the rule; `None` if a request declares it.
    pub fn newtype(&self) -> Option<&'static str> {
        self.schema.is_newtype().then_some(self.schema.name)
    }

    /// Returns the source text of the rule for readers of an API; see [`Schema::source_of`].
    pub(crate) fn shown_rule(&self) -> Cow<'static, str> {
        let is_inside_secret =
            || self.because.of_condition().iter().any(|fact| fact.state == FactState::Redacted);
        self.schema.source_for_readers(self.rule, is_inside_secret)
    }

    pub(crate) fn because_of(&self) -> &Because {
        &self.because
    }

    /// Returns the request that declares the rule.
    pub(crate) fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Returns the facts that made the rule apply. For a group, they start with the presence of each member.
    pub fn because(&self) -> Vec<Fact> {
        if let Because::Facts(facts) = &self.because {
            return facts.to_vec();
        }
        let (members, present) = self.members();
        // The value that holds the members. If no variant of an enum is given, the violation itself is reported there.
        let base = match self.rule.at {
            At::Root if !present.contains(&true) => self.path.clone(),
            _ => self.path.parent(),
        };
        let fact = |(member, present): (&usize, bool)| Fact {
            path: base.join_name(self.schema.fields[*member].name),
            state: if present { FactState::Present } else { FactState::Absent },
        };
        let facts = members.iter().zip(present).map(fact);
        facts.chain(self.because.of_condition().iter().cloned()).collect()
    }

    /// Returns the members of the rule's group, and for each whether it is present.
    fn members(&self) -> (&'static [usize], Vec<bool>) {
        let members = self.group().map_or(&[][..], |group| group.members);
        let present = match &self.because {
            Because::Members(present) => present.of(members.len()),
            Because::MembersIf(group) => group.present.of(members.len()),
            Because::Nothing
            | Because::Message(_)
            | Because::Facts(_)
            | Because::Deprecated(..)
            | Because::Secret => Vec::new(),
        };
        (members, present)
    }

    /// Returns the members of the rule's group that are present, and those that are missing; `None` if the rule is not
    /// about a group.
    pub(crate) fn present_and_missing(&self) -> Option<(Vec<Path>, Vec<Path>)> {
        let group = self.group()?;
        let of_members = self.because().into_iter().take(group.members.len());
        let (present, missing): (Vec<Fact>, Vec<Fact>) =
            of_members.partition(|fact| fact.state == FactState::Present);
        let paths = |facts: Vec<Fact>| facts.into_iter().map(|fact| fact.path).collect();
        Some((paths(present), paths(missing)))
    }

    /// Returns the kind of the value that the rule applies to.
    fn kind(&self) -> Option<&'static Kind> {
        let kind = |field: usize| (self.schema.fields[field].kind)();
        match self.rule.at {
            At::Root => None,
            At::Field(field) => Some(kind(field)),
            At::Items(field) => match kind(field) {
                Kind::List(item) | Kind::Map(item) => Some(item().required()),
                other => Some(other),
            },
            At::Member(field, members) => kind(field).member(members).map(|member| (member.kind)()),
        }
    }

    /// Returns `true` if a blank value counts as absent at the place of the rule.
    fn blank_is_absent(&self) -> bool {
        match self.rule.at {
            At::Field(field) => self.schema.fields[field].blank == Blank::Absent,
            _ => true,
        }
    }

    fn group(&self) -> Option<&'static Group> {
        self.rule.demand.group().map(|group| &self.schema.groups[group])
    }

    fn write_because(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = match self.group() {
            Some(_) => self.because.of_condition().to_vec(),
            None => self.because(),
        };
        write_facts(f, &facts)?;
        if facts.is_empty() && !matches!(self.rule.when, When::Always) {
            write!(f, " by `{}`", self.shown_rule())?;
        }
        Ok(())
    }

    fn write_group(&self, f: &mut fmt::Formatter<'_>, group: &Group) -> fmt::Result {
        let (present, missing) = self.present_and_missing().unwrap_or_default();
        let is_present = present.contains(&self.path);
        let names = |paths: Vec<Path>| {
            paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
        };
        let (present, missing) = (names(present), names(missing));
        let path = &self.path;
        if self.rule.at == At::Root {
            let (members, present) = self.members();
            let name = |member: &usize| self.schema.fields[*member].name;
            let given = members.iter().zip(present).filter(|(_, present)| *present);
            let given: Vec<_> = given.map(|(member, _)| format!("`{}`", name(member))).collect();
            return write_variants(f, path, members.iter().map(name), &given.join(", "));
        }
        match group.kind {
            GroupKind::AllOrNone => {
                let name = group.name;
                write!(
                    f,
                    "`{path}` is missing: the group `{name}` is given as a whole or not at all"
                )?;
                self.write_because(f)?;
                let are = if present.contains(", ") { "are" } else { "is" };
                write!(f, ", and {present} {are} present; give {missing} too, or remove {present}")
            }
            GroupKind::AtLeastOne => {
                write!(f, "`{path}` is missing: at least one of {missing} is required")?;
                self.write_because(f)?;
                f.write_str("; give one of them")
            }
            GroupKind::ExactlyOne if present.is_empty() => {
                write!(f, "`{path}` is missing: exactly one of {missing} is required")?;
                self.write_because(f)?;
                f.write_str("; give one of them")
            }
            GroupKind::Count(bounds) => {
                let members = [present, missing].into_iter().filter(|names| !names.is_empty());
                let members = members.collect::<Vec<_>>().join(", ");
                write!(f, "{bounds} of {members} must be present")?;
                self.write_because(f)?;
                write!(f, ", and `{path}` is ")?;
                f.write_str(match is_present {
                    true => "one too many; remove it",
                    false => "missing; give it a value",
                })
            }
            GroupKind::AtMostOne | GroupKind::ExactlyOne => {
                let name = group.name;
                write!(f, "`{path}` is one too many: only one of the group `{name}` is allowed")?;
                self.write_because(f)?;
                write!(f, "; keep one of {present}")
            }
        }
    }

    /// Writes that the field or its value is deprecated, and what to use instead.
    fn write_deprecated(&self, f: &mut fmt::Formatter<'_>, instead: &str) -> fmt::Result {
        let path = &self.path;
        match &self.because {
            Because::Deprecated(choices, index) => {
                let instead = choices.deprecation(*index).unwrap_or_default();
                write!(f, "`{path}` is `{}`, which is deprecated", choices.list[*index].wire)?;
                write_instead(f, instead)
            }
            Because::Secret => write!(f, "`{path}` has a value that is deprecated"),
            Because::Nothing
            | Because::Facts(_)
            | Because::Members(_)
            | Because::MembersIf(_)
            | Because::Message(_) => {
                write!(f, "`{path}` is deprecated")?;
                write_instead(f, instead)
            }
        }
    }

    /// Writes what is wrong and why, but not what to do.
    pub(crate) fn write_wrong(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        if let Severity::Deprecated(instead) = self.rule.severity {
            return self.write_deprecated(f, instead);
        }
        match &self.rule.demand {
            Demand::Group(group) => return self.write_group(f, &self.schema.groups[*group]),
            Demand::Required | Demand::RequiredByType => write!(f, "`{path}` is required")?,
            Demand::Forbidden => write!(f, "`{path}` is not allowed")?,
            Demand::NotBlank => write!(f, "`{path}` must not be blank")?,
            Demand::Passes(test)
                if test.names_values() && self.schema.is_secret_at(self.rule.at) =>
            {
                write!(f, "`{path}` must be one of the allowed values")?;
            }
            Demand::Passes(test) => {
                let object = words::text(|words| test.object(self.kind(), words));
                write!(f, "`{path}` {}{object}", test.verb().must())?;
            }
            Demand::Separator(separator) => {
                return match &self.because {
                    Because::Message(message) => write!(f, "`{path}` {message}"),
                    _ => write!(f, "`{path}` must not hold `{}`", separator.escape_debug()),
                };
            }
            // The text of `immutable` and `set_once` is our own.
            Demand::Holds(_, text) if self.rule.id.is_none() => {
                return write!(f, "`{path}` {text}; leave it out of the update");
            }
            Demand::Holds(_, text) if self.path == Path::ROOT => f.write_str(text)?,
            Demand::Holds(_, text) => write!(f, "`{path}`: {text}")?,
            Demand::Checked(checked) => {
                return match (&self.because, self.path == Path::ROOT) {
                    (Because::Message(message), true) if !message.is_empty() => {
                        f.write_str(message)
                    }
                    (Because::Message(message), false) if !message.is_empty() => {
                        write!(f, "`{path}` {message}")
                    }
                    (_, true) => {
                        write!(f, "the request does not pass `{}`", last_name(checked.function))
                    }
                    (_, false) => {
                        write!(f, "`{path}` does not pass `{}`", last_name(checked.function))
                    }
                };
            }
            Demand::Nested => write!(f, "`{path}` breaks its rules")?,
        }
        self.write_because(f)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_wrong(f)?;
        if let Severity::Deprecated(_) = self.rule.severity {
            return Ok(());
        }
        match &self.rule.demand {
            Demand::Required | Demand::RequiredByType => match self.kind() {
                Some(Kind::Choice(choices)) => write!(f, "; set it to {choices}"),
                Some(Kind::Text) if self.blank_is_absent() => {
                    f.write_str("; give it a value that is not blank")
                }
                Some(Kind::List(_)) if self.blank_is_absent() => {
                    f.write_str("; it needs at least one item")
                }
                Some(Kind::Map(_)) if self.blank_is_absent() => {
                    f.write_str("; it needs at least one entry")
                }
                _ => f.write_str("; give it a value"),
            },
            Demand::Forbidden => f.write_str("; remove it"),
            Demand::NotBlank => f.write_str("; give it a value or leave it out"),
            // The text above already says what to do.
            Demand::Passes(_)
            | Demand::Separator(_)
            | Demand::Group(_)
            | Demand::Holds(..)
            | Demand::Checked(_)
            | Demand::Nested => Ok(()),
        }
    }
}

/// Writes what to use in place of something deprecated, if that is said.
fn write_instead(f: &mut fmt::Formatter<'_>, instead: &str) -> fmt::Result {
    if instead.is_empty() { Ok(()) } else { write!(f, "; {instead}") }
}

/// Writes the reason: "because `ev` is true and `csr` is absent".
pub(crate) fn write_facts(f: &mut fmt::Formatter<'_>, facts: &[Fact]) -> fmt::Result {
    for (index, fact) in facts.iter().enumerate() {
        write!(f, "{}{fact}", if index == 0 { " because " } else { " and " })?;
    }
    Ok(())
}

/// Writes that no variant of an enum is given, or more than one.
fn write_variants(
    f: &mut fmt::Formatter<'_>,
    path: &Path,
    all: impl ExactSizeIterator<Item = &'static str>,
    present: &str,
) -> fmt::Result {
    let is_single = all.len() == 1;
    let all = all.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if !present.is_empty() {
        return write!(
            f,
            "`{path}` is one too many: only one of {all} is allowed; keep one of {present}",
        );
    }
    if *path != Path::ROOT {
        write!(f, "`{path}`: ")?;
    }
    match is_single {
        true => write!(f, "{all} is required; give it"),
        false => write!(f, "exactly one of {all} is required; give one of them"),
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violation")
            .field("path", &self.path)
            .field("code", &self.code())
            .field("rule", &self.shown_rule())
            .field("because", &self.because())
            .finish()
    }
}

/// The kind of a mistake, stable across versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Code {
    /// The value is not one of the allowed values.
    Allowed,
    /// The value is blank.
    Blank,
    /// A function of the user refuses the value or the request.
    Check,
    /// A deprecated field or value is used. It is only ever the code of a warning.
    Deprecated,
    /// A member occurs twice in the document.
    Duplicate,
    /// A field is present but must not be.
    Forbidden,
    /// The value does not have the named format.
    Format,
    /// Some members of an all-or-none group are missing.
    GroupAllOrNone,
    /// No member of a group is present.
    GroupAtLeastOne,
    /// More than one member of a group is present.
    GroupAtMostOne,
    /// Too few or too many members of a group are present.
    GroupCount,
    /// None, or more than one, member of a group is present.
    GroupExactlyOne,
    /// An update changes what cannot be changed.
    Immutable,
    /// The length is out of bounds.
    Length,
    /// A member stands in another part of the call than its own, such as a parameter of the query in the body.
    Misplaced,
    /// The number is not a multiple of the one in the rule.
    MultipleOf,
    /// The value does not match the pattern.
    Pattern,
    /// The number is out of bounds.
    Range,
    /// A field that must be present is absent or blank.
    Required,
    /// A `#[rule]`, named by its id, is broken.
    Rule,
    /// An item is blank or contains the separator, so the list cannot be written as a single text.
    Separator,
    /// The document is not well-formed.
    Syntax,
    /// The value is not of the field's type.
    Type,
    /// The document has a member that is not a field of the request.
    UnknownField,
}

impl Code {
    /// Returns the code as text, such as `group_all_or_none`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Blank => "blank",
            Self::Check => "check",
            Self::Deprecated => "deprecated",
            Self::Duplicate => "duplicate",
            Self::Forbidden => "forbidden",
            Self::Format => "format",
            Self::GroupAllOrNone => "group_all_or_none",
            Self::GroupAtLeastOne => "group_at_least_one",
            Self::GroupAtMostOne => "group_at_most_one",
            Self::GroupCount => "group_count",
            Self::GroupExactlyOne => "group_exactly_one",
            Self::Immutable => "immutable",
            Self::Length => "length",
            Self::Misplaced => "misplaced",
            Self::MultipleOf => "multiple_of",
            Self::Pattern => "pattern",
            Self::Range => "range",
            Self::Required => "required",
            Self::Rule => "rule",
            Self::Separator => "separator",
            Self::Syntax => "syntax",
            Self::Type => "type",
            Self::UnknownField => "unknown_field",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A fact about a request that made a rule apply: `` `ev` is true ``.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fact {
    /// The value that the fact is about, in wire names; `ctx.` stands for the context.
    pub path: Path,
    /// The state of that value.
    pub state: FactState,
}

/// The state of the value that a [`Fact`] is about.
///
/// Free text of the request is never shown, only texts that stand in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FactState {
    /// It is absent.
    Absent,
    /// It is present.
    Present,
    /// It is null.
    Null,
    /// It has this number of characters, items or entries.
    Length(usize),
    /// It has this value.
    Is(FactValue),
    /// It is absent and has this value by default.
    IsByDefault(FactValue),
    /// It has a value other than this one.
    IsNot(FactValue),
    /// It has a secret value.
    Redacted,
    /// An update changes it, or does not.
    Changed(bool),
}

/// A value in a [`Fact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FactValue {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// The wire name of an enum's value, or a text that stands in a rule.
    Text(&'static str),
    /// Null.
    Null,
}

impl FactValue {
    pub(crate) fn to_json(self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Null => "null".to_owned(),
            Self::Text(text) => {
                let mut quoted = String::new();
                json_text::quote(text, &mut quoted);
                quoted
            }
        }
    }
}

impl From<WireValue> for FactValue {
    fn from(wire: WireValue) -> Self {
        match wire {
            WireValue::Text(text) => Self::Text(text),
            WireValue::Integer(number) => Self::Integer(number.into()),
        }
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Text(text) => write!(f, "`{text}`"),
            Self::Null => f.write_str("null"),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = &self.path;
        match self.state {
            FactState::Absent => write!(f, "`{field}` is absent"),
            FactState::Present => write!(f, "`{field}` is present"),
            FactState::Null => write!(f, "`{field}` is null"),
            FactState::Length(length) => write!(f, "`{field}` has length {length}"),
            FactState::Is(value) => write!(f, "`{field}` is {value}"),
            FactState::IsByDefault(value) => write!(f, "`{field}` is {value} by default"),
            FactState::IsNot(value) => write!(f, "`{field}` is not {value}"),
            FactState::Redacted => write!(f, "`{field}` is [redacted]"),
            FactState::Changed(true) => write!(f, "`{field}` is changed"),
            FactState::Changed(false) => write!(f, "`{field}` is not changed"),
        }
    }
}

/// The reason of a violation, in compact form.
#[derive(Debug, Clone)]
pub(crate) enum Because {
    Nothing,
    Facts(Box<[Fact]>),
    /// The presence of a group's members.
    Members(Presence),
    /// The presence of a group's members, and the facts that made the group's condition hold.
    MembersIf(Arc<MembersIf>),
    /// The message of a user's function, or about an item that cannot be separated.
    Message(Box<str>),
    /// The enum, and the index of its value that is deprecated.
    Deprecated(&'static Choices, usize),
    /// A value that is never shown.
    Secret,
}

/// The reason of a group with a condition. It is boxed to keep a violation small, and shared by all violations of the
/// group.
#[derive(Debug, Clone)]
pub(crate) struct MembersIf {
    present: Presence,
    condition: Box<[Fact]>,
}

impl Because {
    pub(crate) fn facts(facts: Vec<Fact>) -> Self {
        if facts.is_empty() { Self::Nothing } else { Self::Facts(facts.into()) }
    }

    pub(crate) fn into_facts(self) -> Vec<Fact> {
        match self {
            Self::Facts(facts) => facts.into(),
            _ => Vec::new(),
        }
    }

    /// Returns the facts that made the condition of a group hold.
    fn of_condition(&self) -> &[Fact] {
        match self {
            Self::MembersIf(group) => &group.condition,
            _ => &[],
        }
    }

    /// Creates the reason of a group from the presence of its members and the facts that made its condition hold.
    pub(crate) fn group_if(present: impl ExactSizeIterator<Item = bool>, condition: Self) -> Self {
        match condition {
            Self::Facts(condition) => {
                let present = Presence::new(present);
                Self::MembersIf(Arc::new(MembersIf { present, condition }))
            }
            _ => Self::group(present),
        }
    }

    pub(crate) fn group(present: impl ExactSizeIterator<Item = bool>) -> Self {
        Self::Members(Presence::new(present))
    }
}

/// The presence of each member of a group.
#[derive(Debug, Clone)]
pub(crate) enum Presence {
    /// One bit for each member, the first in the lowest bit, so that nothing is allocated.
    Few(u64),
    Many(Box<[bool]>),
}

impl Presence {
    fn new(present: impl ExactSizeIterator<Item = bool>) -> Self {
        if present.len() > 64 {
            return Self::Many(present.collect());
        }
        let bits = present.enumerate().map(|(bit, present)| u64::from(present) << bit);
        Self::Few(bits.fold(0, |mask, bit| mask | bit))
    }

    /// Returns the presence of the first `members` members.
    fn of(&self, members: usize) -> Vec<bool> {
        match self {
            Self::Few(mask) => (0..members).map(|bit| mask >> bit & 1 == 1).collect(),
            Self::Many(present) => present.to_vec(),
        }
    }
}

/// All violations of a request, in field order; never empty.
#[derive(Debug, Clone)]
pub struct Violations(Vec<Violation>);

impl Violations {
    pub(crate) fn new(mut violations: Vec<Violation>) -> Self {
        field_order::sort(&mut violations);
        Self(violations)
    }

    /// Returns the violations in field order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// Returns the number of violations.
    #[expect(clippy::len_without_is_empty, reason = "there is always at least one")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the violations at the field with this wire path.
    pub fn at(&self, path: &str) -> impl Iterator<Item = &Violation> {
        self.iter().filter(move |violation| violation.path.to_string() == path)
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Writes one message a line.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
