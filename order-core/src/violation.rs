//! A broken rule, and what a message about it says: the code, and the facts that made the rule count.

mod fact;
mod field_order;
mod warnings;

pub(crate) use self::{
    fact::{because, facts_value, reason},
    field_order::sort_in,
    warnings::header,
};

use std::{borrow::Cow, fmt, hash::Hash, sync::Arc};

pub use self::{
    fact::{Condition, Fact, FactState, FactValue, Tested},
    warnings::Warnings,
};
use crate::{
    Path,
    language::{self, Catalogue, Message, Text, Value},
    path::Segment,
    schema::{
        At, Blank, Choices, Demand, Group, GroupKind, Kind, Rule, Schema, Severity, last_name,
        stated,
    },
    value::Inseparable,
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
        if let Severity::Deprecated(_) = self.rule.attributes.severity {
            return Code::Deprecated;
        }
        match &self.rule.demand {
            Demand::Required | Demand::RequiredByType => Code::Required,
            Demand::Forbidden => Code::Forbidden,
            Demand::NotBlank => Code::Blank,
            Demand::Passes(test) | Demand::KeyPasses(test) => test.code(),
            Demand::Separator(_) => Code::Separator,
            Demand::Group(group) => match self.schema.groups[*group].kind {
                GroupKind::AllOrNone => Code::GroupAllOrNone,
                GroupKind::AtLeastOne => Code::GroupAtLeastOne,
                GroupKind::AtMostOne => Code::GroupAtMostOne,
                GroupKind::ExactlyOne => Code::GroupExactlyOne,
                GroupKind::Count(_) => Code::GroupCount,
            },
            Demand::Holds(..) if self.rule.attributes.id.is_none() => Code::Immutable,
            Demand::Holds(..) => Code::Rule,
            Demand::Checked(_) | Demand::Nested => Code::Check,
        }
    }

    /// Returns what the violation means: whether the request is refused for it.
    pub fn severity(&self) -> Severity {
        self.rule.attributes.severity
    }

    /// Returns the rule, with the source text of its attribute.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Returns the id of the rule within the request, or nested request, that declares it; see [`Schema::rule_id`].
    pub fn rule_id(&self) -> String {
        self.schema.rule_id_at(self.rule, self.at())
    }

    /// Returns the place that the rule applies to.
    fn at(&self) -> At {
        if !self.rule.is_deprecated_value() {
            return self.rule.at;
        }
        // The last name of the path is that of a field of this request.
        self.path.segments().fold(At::Root, |at, segment| match (segment, at) {
            (Segment::Name(name), _) => {
                let field = self.schema.fields.iter().position(|field| field.is_named(name));
                field.map_or(At::Root, At::Field)
            }
            (Segment::Index(_) | Segment::Key(_), At::Field(field) | At::Items(field)) => {
                At::Items(field)
            }
            (Segment::Index(_) | Segment::Key(_), At::Root | At::Member(..)) => At::Root,
        })
    }

    /// Returns the name of the newtype that declares the rule; `None` if a request declares it.
    pub fn newtype(&self) -> Option<&'static str> {
        self.schema.is_newtype().then_some(self.schema.name)
    }

    /// Returns the source text of the rule for readers of an API; see [`Schema::source_of`].
    pub(crate) fn shown_rule(&self) -> Cow<'static, str> {
        let is_inside_secret = || {
            let facts = self.because.told();
            facts.iter().any(|fact| fact.state == FactState::Redacted)
                && !facts.iter().any(|fact| fact.state.tells_value())
        };
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
        facts.chain(self.facts_of_condition()).collect()
    }

    /// Returns the facts that made the rule apply, but not those about the members of a group.
    fn facts_of_condition(&self) -> Vec<Fact> {
        match &self.because {
            Because::Facts(facts) => facts.to_vec(),
            Because::MembersIf(group) => group.condition.to_vec(),
            Because::Stated | Because::MembersStated(_) => self.stated().into_iter().collect(),
            Because::Nothing
            | Because::Members(_)
            | Because::Message(_)
            | Because::Inseparable(_)
            | Because::Deprecated(..)
            | Because::Held(..)
            | Because::Secret => Vec::new(),
        }
    }

    /// Returns the fact that the condition of the rule states by itself.
    fn stated(&self) -> Option<Fact> {
        let (cond, outcome) = self.rule.own_condition()?;
        stated(self.schema, cond, outcome)
    }

    /// Returns the members of the rule's group, and for each whether it is present.
    fn members(&self) -> (&'static [usize], Vec<bool>) {
        let members = self.group().map_or(&[][..], |group| group.members);
        let present = match &self.because {
            Because::Members(present) | Because::MembersStated(present) => {
                present.of(members.len())
            }
            Because::MembersIf(group) => group.present.of(members.len()),
            Because::Nothing
            | Because::Stated
            | Because::Message(_)
            | Because::Inseparable(_)
            | Because::Facts(_)
            | Because::Deprecated(..)
            | Because::Held(..)
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
        let kind = |field: usize| self.schema.fields[field].kind();
        if let Demand::KeyPasses(_) = self.rule.demand {
            return Some(&Kind::Text);
        }
        match self.rule.at {
            At::Root => None,
            At::Field(field) => Some(kind(field)),
            At::Items(field) => match kind(field) {
                Kind::List(item) | Kind::Map(item) => Some(item().required()),
                other => Some(other),
            },
            At::Member(field, members) => kind(field).member(members).map(|member| member.kind()),
        }
    }

    /// Returns `true` if a blank value counts as absent at the place of the rule.
    fn blank_is_absent(&self) -> bool {
        match self.rule.at {
            At::Field(field) => self.schema.fields[field].attributes.blank == Blank::Absent,
            _ => true,
        }
    }

    fn group(&self) -> Option<&'static Group> {
        self.rule.demand.group().map(|group| &self.schema.groups[group])
    }

    /// Returns the message: what is wrong, why, and what to do.
    pub fn message(&self) -> Message {
        self.said(self.advice())
    }

    /// Returns the message in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        catalogue.words(&self.message())
    }

    /// Returns the message of what is wrong and why, but not of what to do.
    pub(crate) fn wrong(&self) -> Message {
        self.said(None)
    }

    /// Returns the name of the field for people; `None` if it has none.
    pub fn label(&self) -> Option<&'static str> {
        self.labelled().and_then(|(schema, field)| schema.fields[field].attributes.label)
    }

    /// Returns the label, to be said in a language.
    pub(crate) fn label_value(&self) -> Option<Value> {
        let (schema, field) = self.labelled()?;
        schema.fields[field].attributes.label.is_some().then_some(Value::Label(schema, field))
    }

    /// Returns the field at the place of the rule, whose label is that of the place.
    fn labelled(&self) -> Option<(&'static Schema, usize)> {
        if let Because::Held(schema, field) = self.because {
            return Some((schema, field));
        }
        let place = match self.at() {
            At::Root => None,
            At::Field(field) | At::Items(field) => Some((self.schema, field)),
            At::Member(field, members) => {
                self.schema.fields[field].kind().required().place_of_member(members)
            }
        };
        // What a newtype wraps has no name.
        place.filter(|(schema, field)| !schema.fields[*field].name.is_empty())
    }

    fn said(&self, advice: Option<Message>) -> Message {
        let mut message = self.basic().about(self.schema, self.rule, self.at());
        let facts = self.facts_of_condition();
        let reason = self.reason(&facts);
        message = message.with("reason", reason).with("advice", advice);
        let is_root = self.path == Path::ROOT;
        message = if let Demand::KeyPasses(_) = self.rule.demand {
            message.with("field", Text::KeyOf.with("field", &self.path))
        } else if is_root {
            // Only words of an author name the request itself.
            message.with("field", Text::WholeRequest)
        } else {
            message.with("field", &self.path)
        };
        message = match self.labelled() {
            Some((schema, field)) => message.with("label", Value::Label(schema, field)),
            None if is_root => message.with("label", Text::WholeRequest),
            None => message.with("label", Value::plain(self.path.to_string())),
        };
        // Not only words in the source have this place, but also those that a catalogue has for the rule.
        message.with("because", self.because_value(&facts)).by(self.own())
    }

    /// Returns the words of the author. A function that says why it refuses a value speaks for itself.
    fn own(&self) -> Option<&'static str> {
        match &self.because {
            Because::Message(message) if !message.is_empty() => None,
            Because::Message(_)
            | Because::Nothing
            | Because::Stated
            | Because::Facts(_)
            | Because::Members(_)
            | Because::MembersStated(_)
            | Because::MembersIf(_)
            | Because::Inseparable(_)
            | Because::Deprecated(..)
            | Because::Held(..)
            | Because::Secret => self.rule.attributes.message,
        }
    }

    /// Returns the facts of the reason, or else the rule.
    fn because_value(&self, facts: &[Fact]) -> Value {
        match facts {
            [] => Value::code(self.shown_rule()),
            facts => facts_value(facts),
        }
    }

    fn reason(&self, facts: &[Fact]) -> Option<Message> {
        match reason(self.rule, facts) {
            None if self.rule.own_condition().is_some() => {
                Some(Text::ReasonByRule.with("rule", Value::code(self.shown_rule())))
            }
            reason => reason,
        }
    }

    /// Returns the message without the places that all violations have.
    fn basic(&self) -> Message {
        if let Severity::Deprecated(instead) = self.rule.attributes.severity {
            return self.deprecated(instead);
        }
        let is_root = self.path == Path::ROOT;
        match &self.rule.demand {
            Demand::Group(group) => self.of_group(&self.schema.groups[*group]),
            Demand::Required | Demand::RequiredByType => Text::Required.alone(),
            Demand::Forbidden => Text::Forbidden.alone(),
            Demand::NotBlank => Text::NotBlank.alone(),
            Demand::Passes(test) | Demand::KeyPasses(test) => {
                let is_told = !(test.names_values() && self.schema.is_secret_at(self.rule.at));
                test.demanded(self.kind(), is_told)
            }
            Demand::Separator(separator) => {
                let text = match &self.because {
                    Because::Inseparable(inseparable) => inseparable.text(),
                    _ => Text::MustNotHold,
                };
                text.with("separator", Value::code(separator.escape_debug().to_string()))
            }
            // The words of `immutable` and `set_once` are our own.
            Demand::Holds(..) if self.rule.attributes.id.is_none() => match self.rule.source {
                "immutable" => Text::Immutable.alone(),
                _ => Text::SetOnce.alone(),
            },
            Demand::Holds(_, text) => {
                let words = Value::plain(*text);
                if is_root { Text::Rule } else { Text::RuleAt }.with("text", words)
            }
            Demand::Checked(checked) => {
                let function = Value::code(last_name(checked.function));
                match &self.because {
                    Because::Message(message) if !message.is_empty() => {
                        let words = Value::plain(message.to_string());
                        if is_root { Text::Refused } else { Text::RefusedAt }.with("text", words)
                    }
                    _ if !checked.text.is_empty() => {
                        let words = Value::plain(checked.text);
                        if is_root { Text::Rule } else { Text::RuleAt }.with("text", words)
                    }
                    _ => if is_root { Text::NotPassed } else { Text::NotPassedAt }.alone(),
                }
                .with("function", function)
            }
            Demand::Nested => Text::Nested.alone(),
        }
    }

    /// Returns the message that the field or its value is deprecated, and what to use instead.
    fn deprecated(&self, instead: &'static str) -> Message {
        let (text, value, instead) = match &self.because {
            Because::Deprecated(choices, index) => {
                let value = Value::code(choices.list[*index].wire.to_string());
                let instead = choices.deprecation(*index).unwrap_or_default();
                (Text::DeprecatedValue, value, instead)
            }
            Because::Secret => (Text::DeprecatedSecret, Value::Nothing, ""),
            Because::Nothing
            | Because::Stated
            | Because::Facts(_)
            | Because::Members(_)
            | Because::MembersStated(_)
            | Because::MembersIf(_)
            | Because::Message(_)
            | Because::Held(..)
            | Because::Inseparable(_) => (Text::Deprecated, Value::Nothing, instead),
        };
        let what = Text::Advice.with("what", Value::plain(instead));
        text.with("value", value).with("instead", (!instead.is_empty()).then_some(what))
    }

    fn of_group(&self, group: &'static Group) -> Message {
        if self.rule.at == At::Root {
            return self.of_variants();
        }
        let (present, missing) = self.present_and_missing().unwrap_or_default();
        let is_present = present.contains(&self.path);
        let text = match group.kind {
            GroupKind::AllOrNone => Text::GroupAllOrNone,
            GroupKind::AtLeastOne => Text::GroupAtLeastOne,
            GroupKind::ExactlyOne if present.is_empty() => Text::GroupExactlyOne,
            GroupKind::Count(_) if is_present => Text::GroupCountTooMany,
            GroupKind::Count(_) => Text::GroupCountMissing,
            GroupKind::AtMostOne | GroupKind::ExactlyOne => Text::GroupTooMany,
        };
        let count = Value::number(present.len());
        let names = |paths: &[Path]| Value::list(paths.iter().map(Value::from));
        let members = Value::list(present.iter().chain(&missing).map(Value::from));
        let message = text
            .with("group", Value::code(group.name))
            .with("present", names(&present))
            .with("missing", names(&missing))
            .with("members", members)
            .with("count", count);
        match group.kind {
            GroupKind::Count(bounds) => bounds.add_to(message).with("bounds", bounds.message()),
            GroupKind::AllOrNone
            | GroupKind::AtLeastOne
            | GroupKind::AtMostOne
            | GroupKind::ExactlyOne => message,
        }
    }

    /// Returns the message that no variant of an enum is given, or more than one.
    fn of_variants(&self) -> Message {
        let (members, present) = self.members();
        let name = |member: &usize| Value::code(self.schema.fields[*member].name);
        let given = members.iter().zip(present).filter(|(_, present)| *present);
        let given: Vec<Value> = given.map(|(member, _)| name(member)).collect();
        let text = match (given.is_empty(), members.len() == 1, self.path == Path::ROOT) {
            (false, _, _) => Text::VariantTooMany,
            (true, true, true) => Text::VariantRequired,
            (true, true, false) => Text::VariantRequiredAt,
            (true, false, true) => Text::VariantMissing,
            (true, false, false) => Text::VariantMissingAt,
        };
        text.with("members", Value::list(members.iter().map(name)))
            .with("present", Value::list(given))
    }

    /// Returns the message of what to do, unless the message of what is wrong says it already.
    fn advice(&self) -> Option<Message> {
        if let Severity::Deprecated(_) = self.rule.attributes.severity {
            return None;
        }
        let what = match &self.rule.demand {
            Demand::Required | Demand::RequiredByType => match self.kind() {
                Some(Kind::Choice(choices)) => Text::SetTo.with("values", choices.words()),
                Some(Kind::Text) if self.blank_is_absent() => Text::GiveValueThatIsNotBlank.alone(),
                Some(Kind::List(_)) if self.blank_is_absent() => Text::GiveItem.alone(),
                Some(Kind::Map(_)) if self.blank_is_absent() => Text::GiveEntry.alone(),
                _ => Text::GiveValue.alone(),
            },
            Demand::Forbidden => Text::Remove.alone(),
            Demand::NotBlank => Text::GiveValueOrLeaveOut.alone(),
            Demand::Passes(_)
            | Demand::KeyPasses(_)
            | Demand::Separator(_)
            | Demand::Group(_)
            | Demand::Holds(..)
            | Demand::Checked(_)
            | Demand::Nested => return None,
        };
        Some(Text::Advice.with("what", what))
    }
}

/// Formats the English message.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
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
///
/// Each has [a heading in the guide](crate::guide::codes) of its name, with its cause and its mend.
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
    /// Address of the pages of all codes, in the documentation of this version. With a code behind it, it is the address of
    /// that code; see [`page`](Self::page) and [`ProblemDetails::with_codes_at`](crate::ProblemDetails::with_codes_at).
    pub const PAGES: &'static str = guide_address!("codes/#");

    /// Returns the address of the code in the guide, for a message or a log that points to the cause and the mend.
    ///
    /// ```
    /// use order_core::Code;
    ///
    /// assert!(Code::Range.page().starts_with("https://docs.rs/order-core/"));
    /// assert!(Code::Range.page().ends_with("/order_core/guide/codes/#range"));
    /// ```
    pub fn page(self) -> String {
        format!("{}{self}", Self::PAGES)
    }

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

/// The reason of a violation, in compact form.
#[derive(Debug, Clone)]
pub(crate) enum Because {
    Nothing,
    /// The fact that the condition of the rule states by itself, about a field of the outermost request.
    Stated,
    Facts(Arc<[Fact]>),
    /// The presence of a group's members.
    Members(Presence),
    /// The presence of a group's members, and the fact that the group's condition states by itself.
    MembersStated(Presence),
    /// The presence of a group's members, and the facts that made the group's condition hold.
    MembersIf(Arc<MembersIf>),
    /// The message of a user's function.
    Message(Box<str>),
    /// The item cannot be separated from others.
    Inseparable(Inseparable),
    /// The enum, and the index of its value that is deprecated.
    Deprecated(&'static Choices, usize),
    /// The field that holds the value of a newtype, whose rule is broken: its request, and its index there.
    Held(&'static Schema, usize),
    /// A value that is never shown.
    Secret,
}

/// The reason of a group with a condition. It is boxed to keep a violation small, and shared by all violations of the
/// group.
#[derive(Debug, Clone)]
pub(crate) struct MembersIf {
    present: Presence,
    condition: Arc<[Fact]>,
}

impl Because {
    pub(crate) fn facts(facts: Vec<Fact>) -> Self {
        if facts.is_empty() { Self::Nothing } else { Self::Facts(facts.into()) }
    }

    pub(crate) fn into_facts(self) -> Vec<Fact> {
        match self {
            Self::Facts(facts) => facts.to_vec(),
            _ => Vec::new(),
        }
    }

    /// Returns the facts that made the condition of a rule hold, apart from one that it states by itself.
    fn told(&self) -> &[Fact] {
        match self {
            Self::Facts(facts) => facts,
            Self::MembersIf(group) => &group.condition,
            Self::Nothing
            | Self::Stated
            | Self::Members(_)
            | Self::MembersStated(_)
            | Self::Message(_)
            | Self::Inseparable(_)
            | Self::Deprecated(..)
            | Self::Held(..)
            | Self::Secret => &[],
        }
    }

    /// Creates the reason of a group from the presence of its members and the facts that made its condition hold.
    pub(crate) fn group_if(present: impl ExactSizeIterator<Item = bool>, condition: Self) -> Self {
        match condition {
            Self::Facts(condition) => {
                let present = Presence::new(present);
                Self::MembersIf(Arc::new(MembersIf { present, condition }))
            }
            Self::Stated => Self::MembersStated(Presence::new(present)),
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
#[doc(alias("errors", "ValidationErrors"))]
#[derive(Debug, Clone)]
pub struct Violations(Vec<Violation>);

impl Violations {
    #[inline]
    pub(crate) fn new(mut violations: Vec<Violation>) -> Self {
        if violations.len() > 1 {
            field_order::sort(&mut violations);
        }
        Self(violations)
    }

    /// Violations none of which is of a rule on a member of a nested request, so that they are in order already.
    #[inline]
    pub(crate) fn in_order(violations: Vec<Violation>) -> Self {
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

    /// Returns the messages, one a line, in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        language::lines(self.iter().map(Violation::message), catalogue)
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
