//! The static description of a request: what the derive emits once and everything else reads.

mod cond;
mod evaluate;
mod judge;
mod kind;
mod rule_id;
mod state;
mod test;
mod walk;

use crate::value::OrderValue;

pub use self::cond::{Comparison, Cond, Constant, ContextFact, Literal, Reference, Root, Term};
pub use self::judge::{interpret, interpret_in};
pub use self::kind::{Choice, Choices, Kind, WireValue};
pub use self::test::{Allowed, Bounds, Format, Grammar, Predicate, Test};
pub use self::walk::Walked;
pub(crate) use self::{
    cond::Part,
    evaluate::{Evaluator, is_present, wire_path},
    judge::{is_kept, judge, judge_rule, variants},
    kind::canonical_integer,
    state::State,
    test::literal_node,
};

#[cfg(feature = "export")]
pub(crate) use self::test::Verb;

/// The description of one request type, as [`OrderRequest::SCHEMA`](crate::OrderRequest::SCHEMA).
///
/// It is written by the derive; fields may be added in minor versions.
#[derive(Debug)]
pub struct Schema {
    /// Name of the Rust type.
    pub name: &'static str,
    /// The doc comment of the type.
    pub doc: &'static str,
    /// Method and path of the call that takes this request, if it was declared.
    pub endpoint: Option<EndpointSchema>,
    /// Name of the XML root element, if it was declared.
    pub root: Option<&'static str>,
    /// How scalars look on the wire.
    pub scalars: Scalars,
    /// The fields in declared order, which is the order on the wire.
    pub fields: &'static [Field],
    /// The named conditions in declared order.
    pub conditions: &'static [Condition],
    /// The groups in the order of their first member.
    pub groups: &'static [Group],
    /// All rules, in the order of the fields that they speak of.
    pub rules: &'static [Rule],
}

impl Schema {
    /// The description of a type whose attributes do not compile.
    #[doc(hidden)]
    pub const fn empty(name: &'static str) -> Self {
        Self {
            name,
            doc: "",
            endpoint: None,
            root: None,
            scalars: Scalars::Native,
            fields: &[],
            conditions: &[],
            groups: &[],
            rules: &[],
        }
    }

    /// The index of the field with the Rust name `rust`, and the field.
    pub(crate) fn member(&self, rust: &str) -> Option<(usize, &'static Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.rust == rust)
    }

    /// The index of the field with the wire name or alias `name`; flattened and skipped fields have none.
    pub fn field_index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.is_named(name)).or_else(|| {
            self.fields.iter().position(|field| field.has_name() && field.aliases.contains(&name))
        })
    }
}

impl Field {
    /// A field of type `T` without a name, about which nothing was said.
    pub(crate) const fn of<T: OrderValue>() -> Self {
        Self {
            name: "",
            key: "",
            rust: "",
            aliases: &[],
            doc: "",
            kind: T::kind,
            optional: T::OPTIONAL,
            nullable: T::NULLABLE,
            blank: Blank::Absent,
            default: None,
            default_ifs: &[],
            secret: false,
            place: FieldPlace::Body,
            text: false,
            separator: None,
            item: None,
        }
    }

    fn has_name(&self) -> bool {
        !matches!(self.place, FieldPlace::Flattened | FieldPlace::Skipped)
    }

    /// Whether the default compares so with `literal`.
    pub(crate) fn default_compares(&self, comparison: Comparison, literal: &Literal) -> bool {
        let kind = Some((self.kind)());
        let default = self.default.as_ref().and_then(|default| literal_node(kind, default));
        let literal = literal_node(kind, literal);
        default.is_some_and(|default| test::compares(&default, comparison, literal.as_ref()))
    }

    /// How its scalars look on the wire in a request with these.
    #[inline]
    pub(crate) fn scalars(&self, of_request: Scalars) -> Scalars {
        if self.text { Scalars::Text } else { of_request }
    }

    #[inline]
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.name == name && self.has_name()
    }
}

/// Method and path of the call that takes a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndpointSchema {
    /// HTTP method, such as `POST`.
    pub method: &'static str,
    /// Path below the API's base URL, such as `/order/code`.
    pub path: &'static str,
    /// The type of a successful reply as it was written, such as `OrderPlaced`.
    pub response: &'static str,
}

/// How numbers and bools look on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalars {
    /// As the format writes them: `1`, `true`.
    Native,
    /// As text: `"1"`, `"true"`.
    Text,
}

/// What blank text, and an empty list or map, means for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// Blank counts as absent.
    Absent,
    /// Blank is a violation.
    Reject,
    /// Blank is a value like any other.
    Value,
}

/// One field of a request.
#[derive(Debug)]
pub struct Field {
    /// Name on the wire.
    pub name: &'static str,
    /// How a JSON member with text starts: a comma, the escaped name in quotes, a colon and a quote.
    pub key: &'static str,
    /// Name in Rust, without `r#`.
    pub rust: &'static str,
    /// Further names that are accepted on reading.
    pub aliases: &'static [&'static str],
    /// The doc comment of the field.
    pub doc: &'static str,
    /// What the field can hold.
    pub kind: fn() -> &'static Kind,
    /// Whether the type has a way to say "absent".
    pub optional: bool,
    /// Whether the type tells null from absent.
    pub nullable: bool,
    /// What blank means here.
    pub blank: Blank,
    /// The value when the field is absent.
    pub default: Option<Literal>,
    /// The values when the field is absent and a condition holds; the first that does counts.
    pub default_ifs: &'static [(Cond, Literal)],
    /// Whether the value is shown as `[redacted]`.
    pub secret: bool,
    /// Where the value stands.
    pub place: FieldPlace,
    /// Whether its scalars are text on the wire, whatever [`Schema::scalars`] says.
    pub text: bool,
    /// What stands between the items of a list that is one text on the wire.
    pub separator: Option<&'static str>,
    /// Name of the items of a list in XML, if it was declared.
    pub item: Option<&'static str>,
}

/// Where the value of a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldPlace {
    /// In the body, under its name.
    Body,
    /// In the body, under its name; left out if blank.
    BodyUnlessBlank,
    /// In the body, its members among those of the request.
    Flattened,
    /// In the path of the URL.
    UrlPath,
    /// In the query of the URL.
    UrlQuery,
    /// Nowhere.
    Skipped,
}

/// A condition with a name of its own.
#[derive(Debug)]
pub struct Condition {
    /// The name by which rules refer to it.
    pub name: &'static str,
    /// The condition as it was written.
    pub source: &'static str,
    /// What must hold.
    pub cond: Cond,
}

/// Fields whose presence depends on each other.
#[derive(Debug)]
pub struct Group {
    /// Name of the group.
    pub name: &'static str,
    /// How many members may be present.
    pub kind: GroupKind,
    /// Indices of the members, in declared order.
    pub members: &'static [usize],
}

/// How many members of a group may be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupKind {
    /// All or none.
    AllOrNone,
    /// At least one.
    AtLeastOne,
    /// At most one.
    AtMostOne,
    /// Exactly one.
    ExactlyOne,
    /// A number within the bounds.
    Count(Bounds),
}

impl GroupKind {
    /// Whether `present` of `members` members keep the rule.
    #[inline]
    pub fn allows(self, present: usize, members: usize) -> bool {
        match self {
            Self::AllOrNone => present == 0 || present == members,
            Self::AtLeastOne => present >= 1,
            Self::AtMostOne => present <= 1,
            Self::ExactlyOne => present == 1,
            Self::Count(bounds) => {
                i128::try_from(present).is_ok_and(|present| bounds.contain(present))
            }
        }
    }

    /// Whether the member at `position` is where a broken group is reported.
    ///
    /// All or none: at every missing member. Too few: at the first member. Too many: at the second
    /// that is present.
    #[inline]
    pub(crate) fn blames(self, present: &[bool], position: usize) -> bool {
        let count = present.iter().filter(|present| **present).count();
        if self.allows(count, present.len()) {
            return false;
        }
        let before = present[..position].iter().filter(|present| **present).count();
        match self {
            Self::AllOrNone => !present[position],
            // The first member that is missing, or the first beyond the greatest number.
            Self::Count(Bounds { max: Some(max), .. }) if count as i128 > max => {
                present[position] && before as i128 == max
            }
            Self::Count(_) => !present[position] && before == position,
            Self::AtLeastOne | Self::AtMostOne | Self::ExactlyOne => match count {
                0 => position == 0,
                _ => present[position] && before == 1,
            },
        }
    }
}

/// One rule, at the place it speaks of.
#[derive(Debug)]
pub struct Rule {
    /// What it speaks of.
    pub at: At,
    /// Its own name, if it has one.
    pub id: Option<&'static str>,
    /// The attribute as it was written, such as `required_if(ev)`.
    pub source: &'static str,
    /// When it applies.
    pub when: When,
    /// What it asks for.
    pub demand: Demand,
}

/// What a rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum At {
    /// The request itself.
    Root,
    /// The field with this index.
    Field(usize),
    /// Every item of the list, or entry of the map, with this index.
    Items(usize),
    /// A member, by Rust names, of the nested request with this index.
    Member(usize, &'static [&'static str]),
}

impl At {
    /// The index of the field that it speaks of, or of the one that holds it.
    pub fn field(self) -> Option<usize> {
        match self {
            Self::Root => None,
            Self::Field(index) | Self::Items(index) | Self::Member(index, _) => Some(index),
        }
    }
}

/// When a rule applies.
#[derive(Debug)]
pub enum When {
    /// In every request.
    Always,
    /// When the condition holds.
    If(Cond),
    /// When the condition does not hold.
    Unless(Cond),
}

/// What a rule asks of its field.
#[derive(Debug)]
#[non_exhaustive]
pub enum Demand {
    /// It must be present.
    Required,
    /// It must be present because its type has no way to be absent.
    RequiredByType,
    /// It must not be present.
    Forbidden,
    /// Blank text, and an empty list or map, is refused.
    NotBlank,
    /// If present, its value passes the test.
    Passes(Test),
    /// No item is blank or holds this separator, so that each is found again in the one text of the list.
    Separator(&'static str),
    /// The group with this index has the right number of members; at the root, that of an enum's variants.
    Group(usize),
    /// The condition holds; the text says it for people.
    Holds(Cond, &'static str),
    /// A user's function is content; the text says with what.
    Checked(Checked),
    /// The rules of the nested request, or of every one in the list or map, are kept.
    Nested,
}

impl Demand {
    /// The test that it demands of one value.
    pub(crate) fn test(&self) -> Option<&Test> {
        match self {
            Self::Passes(test) => Some(test),
            Self::Required
            | Self::RequiredByType
            | Self::Forbidden
            | Self::NotBlank
            | Self::Separator(_)
            | Self::Group(_)
            | Self::Holds(..)
            | Self::Checked(_)
            | Self::Nested => None,
        }
    }

    /// The index of the group whose right number of members it demands.
    pub(crate) fn group(&self) -> Option<usize> {
        match self {
            Self::Group(group) => Some(*group),
            Self::Required
            | Self::RequiredByType
            | Self::Forbidden
            | Self::NotBlank
            | Self::Passes(_)
            | Self::Separator(_)
            | Self::Holds(..)
            | Self::Checked(_)
            | Self::Nested => None,
        }
    }
}

/// A user's function that reports violations itself.
#[derive(Debug, Clone, Copy)]
pub struct Checked {
    /// Path of the function as it was written.
    pub function: &'static str,
    /// What it checks, for people; empty if that was not said.
    pub text: &'static str,
    /// The fields that it reads, if that was said.
    pub reads: &'static [usize],
}
