//! The static description of a request. The derive generates it, and the interpreter, the exports and the messages read
//! it.

mod call;
mod cond;
mod evaluate;
mod field;
mod flat;
mod judge;
pub(crate) mod key;
mod kind;
mod limits;
mod part;
mod rule_id;
mod severity;
mod shown;
mod state;
mod test;
mod walk;

use std::fmt;

use crate::{Path, language::Value, path::Segment, value::TextForm};

#[doc(hidden)]
pub use self::call::Arguments;
pub use self::cond::{Comparison, Cond, Constant, ContextFact, Literal, Reference, Root, Term};
#[cfg(feature = "export")]
pub(crate) use self::evaluate::item_members;
pub use self::field::{Blank, Field, FieldAttributes, FieldPlace, FieldType};
#[doc(hidden)]
pub use self::flat::{FlatMistake, InPlace, request_of};
pub use self::judge::{
    interpret, interpret_in, interpret_update, interpret_update_in, interpret_warnings,
    interpret_warnings_in,
};
#[doc(hidden)]
pub use self::key::Key;
pub use self::kind::{Choice, Choices, Kind, OtherChoice, WireValue};
pub use self::limits::{Limit, Limits};
pub use self::severity::{Severity, SeverityBy};
#[cfg(feature = "export")]
pub(crate) use self::shown::{Known, for_readers};
pub(crate) use self::shown::{REDACTED, last_name};
#[doc(hidden)]
pub use self::test::utf16;
pub use self::test::{Allowed, Bounds, Format, Grammar, Predicate, Shape, Test, Unit};
pub use self::walk::Walked;
pub(crate) use self::{
    cond::Part,
    evaluate::{Evaluator, is_present, is_stated, stated, wire_path},
    judge::{Asked, is_kept, judge, judge_rule, key_passes, variants},
    kind::canonical_integer,
    state::State,
    test::literal_node,
};

#[cfg(feature = "export")]
pub(crate) use self::test::Verb;

/// The description of a request type, as [`OrderRequest::SCHEMA`](crate::OrderRequest::SCHEMA).
///
/// The derive generates it. Fields may be added in minor versions.
#[derive(Debug)]
pub struct Schema {
    /// Name of the Rust type.
    pub name: &'static str,
    /// The doc comment of the type.
    pub doc: &'static str,
    /// Method and path of the API call that takes the request, if declared.
    pub endpoint: Option<EndpointSchema>,
    /// Name of the XML root element, if declared.
    pub root: Option<&'static str>,
    /// The wire form of numbers and bools.
    pub scalars: Scalars,
    /// The fields in declared order, which is also their order on the wire.
    pub fields: &'static [Field],
    /// The named conditions in declared order.
    pub conditions: &'static [Condition],
    /// The groups in the order of their first member.
    pub groups: &'static [Group],
    /// All rules, in the order of the fields that they apply to.
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

    /// Returns `true` if each member of a document is the value of one field as it stands, and in any form.
    pub(crate) const fn is_plain(&self) -> bool {
        let mut index = 0;
        while index < self.fields.len() {
            let Field { place, attributes, .. } = &self.fields[index];
            if matches!(place, FieldPlace::Flattened) || attributes.separator.is_some() {
                return false;
            }
            index += 1;
        }
        !self.scalars.is_strict()
    }

    /// Returns `true` for the description of a newtype with rules: one field, by its place.
    pub(crate) fn is_newtype(&self) -> bool {
        matches!(self.fields, [only] if only.rust == "0")
    }

    /// Returns the field with the Rust name `rust`, and its index.
    pub(crate) fn member(&self, rust: &str) -> Option<(usize, &'static Field)> {
        self.fields.iter().enumerate().find(|(_, field)| field.rust == rust)
    }

    /// Returns the label of the field at a path, or of the one that holds the items there.
    pub(crate) fn label_at(&'static self, path: &Path) -> Option<Value> {
        let (mut label, mut kind) = (None, None);
        for segment in path.segments() {
            match segment {
                Segment::Name(name) => {
                    let schema = match kind {
                        None => Some(self),
                        Some(kind) => Kind::required(kind).request(),
                    };
                    let (schema, index) = schema?.place_of(name)?;
                    let field = &schema.fields[index];
                    label = field.attributes.label.map(|_| Value::Label(schema, index));
                    kind = Some(field.kind());
                }
                // A key within a request is none of its fields.
                Segment::Index(_) | Segment::Key(_) => kind = Some(kind?.item()?),
            }
        }
        label
    }

    /// Returns the request that declares the field with the wire name `name`, this one or a flattened part, and the index
    /// of the field there.
    fn place_of(&'static self, name: &str) -> Option<(&'static Self, usize)> {
        let own = self.fields.iter().position(|field| field.is_named(name));
        own.map(|index| (self, index)).or_else(|| {
            let flattened = |field: &Field| field.place == FieldPlace::Flattened;
            let mut parts = self.fields.iter().filter(|field| flattened(field));
            parts.find_map(|field| field.kind().required().request()?.place_of(name))
        })
    }

    /// Returns `true` if the request is an update, which has a [`Change`](crate::update::Change) or
    /// [`Edit`](crate::update::Edit) in each field.
    pub fn is_update(&self) -> bool {
        !self.fields.is_empty()
            && self.fields.iter().all(|field| match (field.place, field.kind()) {
                (FieldPlace::Flattened, Kind::Object(part)) => part.is_update(),
                _ => field.ty.is_change,
            })
    }

    /// Returns `true` if the body of the request is an update: JSON Merge Patch. Other fields may say where it goes.
    pub fn has_update_body(&self) -> bool {
        let mut body = self.fields.iter().filter(|field| match field.place {
            FieldPlace::Body | FieldPlace::BodyUnlessBlank | FieldPlace::Flattened => true,
            FieldPlace::UrlPath
            | FieldPlace::UrlQuery
            | FieldPlace::Header
            | FieldPlace::Skipped => false,
        });
        let is_update = |field: &Field| match (field.place, field.kind()) {
            (FieldPlace::Flattened, Kind::Object(part)) => part.is_update(),
            _ => field.ty.is_change,
        };
        body.next().is_some_and(is_update) && body.all(is_update)
    }

    /// Returns `true` if an update in the request replaces a part as a whole.
    #[cfg(feature = "export")]
    pub(crate) fn replaces_part(&'static self) -> bool {
        let mut met: Vec<*const Self> = Vec::new();
        let mut open = vec![self];
        while let Some(schema) = open.pop() {
            if met.contains(&std::ptr::from_ref(schema)) {
                continue;
            }
            met.push(schema);
            for field in schema.fields {
                let mut kind = field.kind().required();
                if let Kind::Map(value) = kind {
                    kind = value().required();
                }
                let Kind::Object(part) = kind else { continue };
                if part.is_update() {
                    open.push(part);
                } else if field.ty.is_change {
                    return true;
                }
            }
        }
        false
    }

    /// Returns the index of the field with the wire name or alias `name`. Flattened and skipped fields have no name.
    pub fn field_index(&self, name: &str) -> Option<usize> {
        let mut renamed = None;
        for (index, field) in self.fields.iter().enumerate() {
            if field.is_named(name) {
                return Some(index);
            }
            let aliases = field.attributes.aliases;
            if !aliases.is_empty() && field.has_name() && aliases.contains(&name) {
                renamed = renamed.or(Some(index));
            }
        }
        renamed
    }
}

/// Method and path of the API call that takes a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndpointSchema {
    /// HTTP method, such as `POST`.
    pub method: &'static str,
    /// Path below the API's base URL, such as `/order/code`.
    pub path: &'static str,
    /// The type of a successful reply, as written, such as `OrderPlaced`.
    pub response: &'static str,
}

/// The wire form of numbers and bools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scalars {
    /// The native form of the format: `1`, `true`.
    Native,
    /// Text: `"1"`, `"true"`.
    Text,
    /// The native form, in which a decimal is a number of JSON too: `100.10`.
    Number,
    /// [`Native`](Self::Native), and JSON is read in no other form.
    StrictNative,
    /// [`Text`](Self::Text), and JSON is read in no other form.
    StrictText,
    /// [`Number`](Self::Number), and JSON is read in no other form.
    StrictNumber,
}

impl Scalars {
    /// Returns `true` if JSON is read only in the form that is written.
    #[inline]
    pub const fn is_strict(self) -> bool {
        match self {
            Self::Native | Self::Text | Self::Number => false,
            Self::StrictNative | Self::StrictText | Self::StrictNumber => true,
        }
    }

    /// Returns the form in which scalars are written.
    #[inline]
    #[must_use]
    pub const fn plain(self) -> Self {
        match self {
            Self::Native | Self::StrictNative => Self::Native,
            Self::Text | Self::StrictText => Self::Text,
            Self::Number | Self::StrictNumber => Self::Number,
        }
    }

    /// Returns another form of scalars that is read as strictly as this one.
    #[inline]
    const fn like(self, form: Self) -> Self {
        match (self.is_strict(), form.plain()) {
            (true, Self::Text) => Self::StrictText,
            (true, Self::Number) => Self::StrictNumber,
            (true, _) => Self::StrictNative,
            (false, form) => form,
        }
    }

    /// Returns `true` if numbers and bools are text.
    #[cfg(any(feature = "export", feature = "serde"))]
    pub(crate) fn are_text(self) -> bool {
        match self {
            Self::Text | Self::StrictText => true,
            Self::Native | Self::Number | Self::StrictNative | Self::StrictNumber => false,
        }
    }

    /// Returns `true` if JSON has a value of the form without quotes.
    pub(crate) fn are_bare(self, form: &TextForm) -> bool {
        match self {
            Self::Native | Self::StrictNative => form.is_bare,
            Self::Number | Self::StrictNumber => form.is_bare || form.is_number,
            Self::Text | Self::StrictText => false,
        }
    }
}

/// A named condition.
#[derive(Debug)]
pub struct Condition {
    /// The name that rules use.
    pub name: &'static str,
    /// The condition as it was written, without what is compared with a field marked `secret`.
    pub source: &'static str,
    /// The condition itself.
    pub cond: Cond,
}

/// Fields whose presence depends on each other.
#[derive(Debug)]
pub struct Group {
    /// Name of the group.
    pub name: &'static str,
    /// The rule for the number of members that are present.
    pub kind: GroupKind,
    /// Indices of the members, in declared order.
    pub members: &'static [usize],
}

/// The number of members of a group that may be present.
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
    /// Returns `true` if a group of `members` members may have `present` of them present.
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

    /// Returns `true` if a broken group is reported at the member at `position`.
    ///
    /// An all-or-none group is reported at every missing member. Any other group is reported at one member: at the
    /// first missing one if there are too few, and at the first present one beyond the greatest number if there are too
    /// many.
    #[inline]
    pub(crate) fn blames(self, present: &[bool], position: usize) -> bool {
        let count = present.iter().filter(|present| **present).count();
        if self.allows(count, present.len()) {
            return false;
        }
        let before = present[..position].iter().filter(|present| **present).count();
        match self {
            Self::AllOrNone => !present[position],
            // The first present member beyond the greatest number. If there are too few, the arm below finds the first
            // missing one.
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

/// A rule and the place that it applies to.
#[derive(Debug)]
pub struct Rule {
    /// The place that the rule applies to.
    pub at: At,
    /// The attribute as it was written, such as `required_if(ev)`, without what is compared with a field marked `secret`;
    /// see [`Schema::source_of`].
    pub source: &'static str,
    /// The requests to which the rule applies.
    pub when: When,
    /// The demand of the rule.
    pub demand: Demand,
    /// Id, message and severity, as its attribute says.
    pub attributes: &'static RuleAttributes,
}

/// Description of a rule that its attribute gives beside place, condition and demand.
#[derive(Debug)]
pub struct RuleAttributes {
    /// The rule's own id, if it has one.
    pub id: Option<&'static str>,
    /// The message of the author in place of that of the library. Its places are written `{field}`.
    pub message: Option<&'static str>,
    /// The meaning of a broken rule: the request is refused, or its caller is warned.
    pub severity: Severity,
    /// The part of the rule that decides the severity.
    pub severity_by: SeverityBy,
}

impl RuleAttributes {
    /// An error without an id or a message of its own. Generated code takes from it what an attribute does not set.
    #[doc(hidden)]
    pub const NONE: Self =
        Self { id: None, message: None, severity: Severity::Error, severity_by: SeverityBy::Word };

    /// [`NONE`](Self::NONE), once in a program.
    const NO_ATTRIBUTES: &'static Self = {
        static ATTRIBUTES: RuleAttributes = RuleAttributes::NONE;
        &ATTRIBUTES
    };
}

impl Rule {
    /// A rule that always applies. Generated code takes from it what an attribute does not set.
    #[doc(hidden)]
    pub const ALWAYS: Self = Self {
        at: At::Root,
        source: "",
        when: When::Always,
        demand: Demand::Required,
        attributes: RuleAttributes::NO_ATTRIBUTES,
    };

    /// The rule that a value of an enum is deprecated, wherever the enum stands. The violation has the place.
    pub(crate) const DEPRECATED_VALUE: &'static Self = &Self {
        source: "deprecated",
        demand: Demand::Forbidden,
        attributes: &RuleAttributes {
            id: Some(Self::OF_DEPRECATED_VALUE),
            severity: Severity::Deprecated(""),
            ..RuleAttributes::NONE
        },
        ..Self::ALWAYS
    };

    const OF_DEPRECATED_VALUE: &'static str = "deprecated_value";

    /// Returns `true` for the rule that a value of an enum is deprecated.
    pub(crate) fn is_deprecated_value(&self) -> bool {
        self.attributes.id == Some(Self::OF_DEPRECATED_VALUE)
            && matches!(self.attributes.severity, Severity::Deprecated(_))
    }
}

/// The rule of the field with this index that it must be present, because its type is not an `Option`.
///
/// The index is a parameter, so that rustc makes each such rule once for all requests of a crate.
#[doc(hidden)]
#[derive(Debug)]
pub struct Needed<const FIELD: usize>;

impl<const FIELD: usize> Needed<FIELD> {
    #[doc(hidden)]
    pub const RULE: Rule = Rule {
        at: At::Field(FIELD),
        source: "not an `Option`",
        demand: Demand::RequiredByType,
        ..Rule::ALWAYS
    };
}

/// The condition with this index, for rules that name it.
///
/// A reference to an expression costs rustc more than a constant: it proves for each that there is no cell in it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Named<const CONDITION: usize>;

impl<const CONDITION: usize> Named<CONDITION> {
    #[doc(hidden)]
    pub const COND: &'static Cond = &Cond::Named(CONDITION);
}

/// The condition that the field with this index is true, or that it is not.
#[doc(hidden)]
#[derive(Debug)]
pub struct True<const FIELD: usize>;

impl<const FIELD: usize> True<FIELD> {
    #[doc(hidden)]
    pub const COND: &'static Cond = &Cond::Passes(Reference::field(FIELD), Test::True);
    #[doc(hidden)]
    pub const NOT: &'static Cond = &Cond::Not(Self::COND);
}

/// The place that a rule applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum At {
    /// The request itself.
    Root,
    /// The field with this index.
    Field(usize),
    /// Every item of the list, or entry of the map, in the field with this index.
    Items(usize),
    /// A member of the nested request in the field with this index. The path of the member is given by Rust names.
    Member(usize, &'static [&'static str]),
}

impl At {
    /// Returns the index of the field, or of the field that holds the member or item; `None` for the request itself.
    pub fn field(self) -> Option<usize> {
        match self {
            Self::Root => None,
            Self::Field(index) | Self::Items(index) | Self::Member(index, _) => Some(index),
        }
    }
}

/// The requests to which a rule applies.
#[derive(Debug)]
pub enum When {
    /// Every request.
    Always,
    /// Requests for which the condition holds.
    If(&'static Cond),
    /// Requests for which the condition does not hold.
    Unless(&'static Cond),
}

/// The demand that a rule makes on its place.
#[derive(Debug)]
#[non_exhaustive]
pub enum Demand {
    /// The value must be present.
    Required,
    /// The value must be present because its type cannot be absent.
    RequiredByType,
    /// The value must not be present.
    Forbidden,
    /// The value must not be blank text or an empty list or map.
    NotBlank,
    /// The value must pass the test if it is present.
    Passes(&'static Test),
    /// The key of the entry must pass the test.
    KeyPasses(&'static Test),
    /// No item may be blank or contain this separator, so that the list can be read back from its one text.
    Separator(&'static str),
    /// The group with this index must have the right number of members present. At the root, the group consists of the
    /// variants of an enum.
    Group(usize),
    /// The condition must hold. The text describes it for people.
    Holds(&'static Cond, &'static str),
    /// A function of the user must accept the value or the request.
    Checked(&'static Checked),
    /// The rules of the nested request, or of every one in the list or map, must be kept.
    Nested,
}

impl Demand {
    /// Returns the test that the demand makes on a value, if any.
    pub(crate) fn test(&self) -> Option<&Test> {
        match self {
            Self::Passes(test) => Some(test),
            Self::KeyPasses(_)
            | Self::Required
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

    /// Returns the index of the group that the demand concerns, if any.
    pub(crate) fn group(&self) -> Option<usize> {
        match self {
            Self::Group(group) => Some(*group),
            Self::Required
            | Self::RequiredByType
            | Self::Forbidden
            | Self::NotBlank
            | Self::Passes(_)
            | Self::KeyPasses(_)
            | Self::Separator(_)
            | Self::Holds(..)
            | Self::Checked(_)
            | Self::Nested => None,
        }
    }
}

/// A function of the user that judges a value or the request.
#[derive(Clone, Copy)]
pub struct Checked {
    /// Path of the function as it was written.
    pub function: &'static str,
    /// A description of the check for people; empty if there is none.
    pub text: &'static str,
    /// The fields that the function reads, if declared.
    pub reads: &'static [usize],
    /// The call of the function with the values that it reads; `None` if it takes the whole request.
    #[doc(hidden)]
    pub call: Option<Call>,
}

/// A call of a user's function, which returns its complaint. `None` if a value is not of its type.
#[doc(hidden)]
pub type Call = fn(&Arguments<'_>) -> Option<Option<String>>;

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { function, text, reads, call: _ } = self;
        f.debug_struct("Checked")
            .field("function", function)
            .field("text", text)
            .field("reads", reads)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE_OR_TWO: GroupKind = GroupKind::Count(Bounds { min: Some(1), max: Some(2) });
    const TWO: GroupKind = GroupKind::Count(Bounds { min: Some(2), max: Some(2) });
    const AT_MOST_ONE: GroupKind = GroupKind::Count(Bounds { min: None, max: Some(1) });

    #[test]
    fn a_group_allows_numbers_of_members() {
        for (kind, allowed) in [
            (GroupKind::AllOrNone, [true, false, false, true]),
            (GroupKind::AtLeastOne, [false, true, true, true]),
            (GroupKind::AtMostOne, [true, true, false, false]),
            (GroupKind::ExactlyOne, [false, true, false, false]),
            (ONE_OR_TWO, [false, true, true, false]),
        ] {
            assert_eq!([0, 1, 2, 3].map(|present| kind.allows(present, 3)), allowed, "{kind:?}");
        }
    }

    #[test]
    fn a_broken_group_blames_what_is_missing_or_too_much() {
        for (kind, present, blamed) in [
            (GroupKind::AllOrNone, "x--", "-xx"),
            (GroupKind::AllOrNone, "xxx", "---"),
            (GroupKind::AtLeastOne, "---", "x--"),
            (GroupKind::AtMostOne, "-xx", "--x"),
            (GroupKind::AtMostOne, "xxx", "-x-"),
            (GroupKind::ExactlyOne, "---", "x--"),
            (GroupKind::ExactlyOne, "x-x", "--x"),
            (TWO, "---", "x--"),
            (TWO, "x--", "-x-"),
            (TWO, "xxx", "--x"),
            (TWO, "x-x", "---"),
            (AT_MOST_ONE, "x-x", "--x"),
            (AT_MOST_ONE, "xxx", "-x-"),
        ] {
            let given: Vec<bool> = present.chars().map(|mark| mark == 'x').collect();
            let found = (0..3).map(|at| if kind.blames(&given, at) { 'x' } else { '-' });
            assert_eq!(found.collect::<String>(), blamed, "{kind:?} {present}");
        }
    }
}
