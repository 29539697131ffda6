use super::{Comparison, Cond, Key, Kind, Literal, Scalars, Schema, literal_node, test};
use crate::{
    type_rule::TypeRules,
    value::{Node, OrderValue},
};

/// One field of a request.
#[derive(Debug)]
pub struct Field {
    /// Name on the wire.
    pub name: &'static str,
    /// The start of a JSON member with this name.
    #[doc(hidden)]
    pub key: &'static Key,
    /// Name in Rust, without `r#`.
    pub rust: &'static str,
    /// The doc comment of the field.
    pub doc: &'static str,
    /// The place of the value in the call. Writers ask for it at each value, so it stands here.
    pub place: FieldPlace,
    /// Description that the type of the field gives.
    pub ty: &'static FieldType,
    /// Description that the attributes of the field give.
    pub attributes: &'static FieldAttributes,
}

/// Description of a field that its type gives.
#[derive(Debug)]
pub struct FieldType {
    /// The type of the values that the field can hold.
    pub kind: fn() -> &'static Kind,
    /// `true` if the type can be absent.
    pub optional: bool,
    /// `true` if the type distinguishes null from absent.
    pub nullable: bool,
    /// `true` for a member of an update ([`update`](crate::update)): if it is absent, the value stays as it is. Null removes
    /// the value if the member is [`nullable`](Self::nullable), and is refused otherwise.
    pub is_change: bool,
    /// The rules that come with the types of the values in the field.
    #[doc(hidden)]
    pub type_rules: TypeRules,
}

impl FieldType {
    /// The description that `T` gives.
    pub(crate) const fn of<T: OrderValue>() -> Self {
        Self {
            kind: T::kind,
            optional: T::OPTIONAL,
            nullable: T::NULLABLE,
            is_change: T::IS_CHANGE,
            type_rules: T::TYPE_RULES,
        }
    }
}

/// Description of a field that its attributes give, apart from its rules.
#[derive(Debug)]
pub struct FieldAttributes {
    /// Further names that are accepted on reading.
    pub aliases: &'static [&'static str],
    /// The name of the field for people, if it has one.
    pub label: Option<&'static str>,
    /// The meaning of a blank value.
    pub blank: Blank,
    /// The value when the field is absent.
    pub default: Option<Literal>,
    /// Conditional defaults for an absent field. The first whose condition holds is used, before `default`.
    pub default_ifs: &'static [(Cond, Literal)],
    /// `true` if the value is shown as `[redacted]`.
    pub secret: bool,
    /// `true` if the field's scalars are text on the wire, regardless of [`Schema::scalars`].
    pub text: bool,
    /// `true` if decimals in the field are numbers of JSON, regardless of [`Schema::scalars`].
    pub number: bool,
    /// The separator between the items of a list that is a single text on the wire.
    pub separator: Option<&'static str>,
    /// Name of a list's items in XML, if declared.
    pub item: Option<&'static str>,
    /// The request whose members stand among those of this one, if the field is flattened.
    pub part: Option<&'static Schema>,
}

impl FieldAttributes {
    /// No attributes. Generated code takes from it what an attribute does not set.
    #[doc(hidden)]
    pub const NONE: Self = Self {
        aliases: &[],
        label: None,
        blank: Blank::Absent,
        default: None,
        default_ifs: &[],
        secret: false,
        text: false,
        number: false,
        separator: None,
        item: None,
        part: None,
    };
}

impl Field {
    /// A field without a name, of which its type alone says something.
    pub(crate) const fn of(ty: &'static FieldType) -> Self {
        Self {
            name: "",
            key: &[0; 32],
            rust: "",
            doc: "",
            place: FieldPlace::Body,
            ty,
            attributes: &FieldAttributes::NONE,
        }
    }

    /// A field that stands neither on the wire nor in a rule or condition.
    #[doc(hidden)]
    pub const NOWHERE: Self = Self::of(&FieldType {
        kind: || &Kind::Any,
        optional: true,
        nullable: false,
        is_change: false,
        type_rules: TypeRules::None,
    });

    /// Returns the type of the values that the field can hold.
    #[inline]
    pub fn kind(&self) -> &'static Kind {
        (self.ty.kind)()
    }

    /// Returns `true` if a value of the field is given on the wire.
    pub(crate) fn is_written(&self, node: &Node<'_>) -> bool {
        match self.place {
            FieldPlace::Body | FieldPlace::UrlPath | FieldPlace::UrlQuery | FieldPlace::Header => {
                !matches!(node, Node::Absent)
            }
            FieldPlace::BodyUnlessBlank => {
                let is_left_out = self.leaves_out_blank() && node.is_blank();
                !matches!(node, Node::Absent) && !is_left_out
            }
            FieldPlace::Flattened => node.is_any_given(),
            FieldPlace::Skipped => false,
        }
    }

    /// Returns `true` if a blank value of the field is left out, so that it counts as not given.
    #[inline]
    pub(crate) fn leaves_out_blank(&self) -> bool {
        self.place == FieldPlace::BodyUnlessBlank
            && self.ty.optional
            && self.attributes.blank == Blank::Absent
    }

    pub(crate) const fn has_name(&self) -> bool {
        !matches!(self.place, FieldPlace::Flattened | FieldPlace::Skipped)
    }

    /// Returns `true` if the default compares with `literal` as `comparison` says.
    pub(crate) fn default_compares(&self, comparison: Comparison, literal: &Literal) -> bool {
        let kind = Some(self.kind());
        let default =
            self.attributes.default.as_ref().and_then(|default| literal_node(kind, default));
        let literal = literal_node(kind, literal);
        default.is_some_and(|default| test::compares(&default, comparison, literal.as_ref()))
    }

    /// Returns the wire form of the field's scalars, given that of the request. Those of a free-form value keep theirs.
    #[inline]
    pub(crate) fn scalars(&self, of_request: Scalars) -> Scalars {
        let scalars = match (self.attributes.text, self.attributes.number) {
            (true, _) => of_request.like(Scalars::Text),
            (false, true) => of_request.like(Scalars::Number),
            (false, false) => of_request,
        };
        if scalars != Scalars::Native && self.kind().is_free() { Scalars::Native } else { scalars }
    }

    /// Returns `true` if null, and what stands for it, is refused although the field may be absent.
    #[inline]
    pub(crate) fn refuses_null(&self) -> bool {
        self.ty.is_change && !self.ty.nullable
    }

    /// Returns `true` if a request can be read without a value of the field.
    #[inline]
    pub(crate) fn may_be_absent(&self) -> bool {
        self.ty.optional || self.attributes.default.is_some()
    }

    #[inline]
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.name == name && self.has_name()
    }
}

/// The meaning of blank text, and of an empty list or map, for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// Blank counts as absent.
    Absent,
    /// Blank is a violation.
    Reject,
    /// Blank is a value like any other.
    Value,
}

/// The place of a field's value in the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldPlace {
    /// In the body, under its name.
    Body,
    /// In the body, under its name; omitted if blank.
    BodyUnlessBlank,
    /// In the body, with its members among those of the request.
    Flattened,
    /// In the path of the URL.
    UrlPath,
    /// In the query of the URL.
    UrlQuery,
    /// In a header of the request, under its name.
    Header,
    /// Not sent.
    Skipped,
}

impl FieldPlace {
    /// Returns `true` if the value is sent, but not in the body: in the path, the query or a header.
    pub const fn is_beside_body(self) -> bool {
        match self {
            Self::UrlPath | Self::UrlQuery | Self::Header => true,
            Self::Body | Self::BodyUnlessBlank | Self::Flattened | Self::Skipped => false,
        }
    }
}
