use crate::reply::Value;
#[cfg(feature = "sandbox")]
use crate::sandbox::tree::Tree;

/// The place where the errors of a reply stand, and the names of their members.
///
/// # Example
///
/// ```
/// use order_client::{ErrorShape, Service};
///
/// // {"error": {"code": "…", "message": "…", "param": "items[0].isbn"}}
/// const SHOP: Service = Service::new("shop").errors(ErrorShape::list("error").field("param"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorShape {
    list: &'static str,
    code: &'static str,
    words: &'static str,
    field: Option<FieldOfError>,
    /// `true` if the member `errors` beside a single error has its parts, as problem details may.
    has_parts: bool,
    media_types: &'static [&'static str],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldOfError {
    Member(&'static str),
    AfterCode(char),
}

/// An error as the service reports it, not redacted yet.
pub(crate) struct Reported {
    pub(crate) code: String,
    pub(crate) words: String,
    /// The field, as the service names it.
    pub(crate) field: Option<String>,
}

impl ErrorShape {
    /// A list of errors at this place, or one error: names of members with dots between them, from the root on. An
    /// empty place is the root itself. Code and words of an error are its members `code` and `message`.
    pub const fn list(place: &'static str) -> Self {
        let (code, words) = ("code", "message");
        Self { list: place, code, words, field: None, has_parts: false, media_types: &[] }
    }

    /// Problem details (RFC 9457): a list `errors` of objects with `code`, `detail` and `pointer`, as the servers of `order-core`
    /// send it, or without one a single error with `type` and `detail`.
    pub const fn problem_details() -> Self {
        let problem = Self::list("").code("type").words("detail");
        Self { has_parts: true, ..problem.media_types(&["application/problem+json"]) }
    }

    /// The parts of problem details.
    const PARTS: Self = Self::list("errors").words("detail").field("pointer");

    /// Declares the member that has the code of an error, for programs.
    pub const fn code(self, member: &'static str) -> Self {
        Self { code: member, ..self }
    }

    /// Declares the member that has the description of an error, for people.
    pub const fn words(self, member: &'static str) -> Self {
        Self { words: member, ..self }
    }

    /// Declares the member that names the field of the request: as a name, a path with dots, or a JSON Pointer.
    pub const fn field(self, member: &'static str) -> Self {
        Self { field: Some(FieldOfError::Member(member)), ..self }
    }

    /// Declares that the field of the request follows this character in the code, as in `required_param:org_name`.
    pub const fn field_after(self, separator: char) -> Self {
        Self { field: Some(FieldOfError::AfterCode(separator)), ..self }
    }

    /// Declares the media types of replies that report errors. If none is declared, any reply may.
    pub const fn media_types(self, media_types: &'static [&'static str]) -> Self {
        Self { media_types, ..self }
    }

    /// The first step to the errors: the name of a root element of XML that is kept as a member.
    #[cfg(feature = "xml")]
    pub(crate) fn root(&self) -> &'static str {
        self.list.split('.').next().unwrap_or_default()
    }

    /// The media type of errors in this format, if one is declared.
    #[cfg(feature = "sandbox")]
    pub(crate) fn media_type_of(&self, format: &str) -> Option<&'static str> {
        self.media_types.iter().copied().find(|media_type| media_type.ends_with(format))
    }

    /// Returns whether a field is named by a JSON Pointer, rather than by its path.
    #[cfg(feature = "sandbox")]
    pub(crate) fn has_pointers(&self) -> bool {
        self.has_parts
    }

    /// Writes what [`read`](Self::read) reads: a list, or one error, which then has the words of all. At the root there is
    /// always one, and problem details have the list beside it.
    #[cfg(feature = "sandbox")]
    pub(crate) fn write(&self, errors: &[Reported], is_list: bool) -> Tree {
        let error = |Reported { code, words, field }: &Reported| {
            let code = match (self.field, field) {
                (Some(FieldOfError::AfterCode(separator)), Some(field)) => {
                    format!("{code}{separator}{field}")
                }
                _ => code.clone(),
            };
            let mut members = vec![(self.code, Tree::Text(code)), (self.words, Tree::text(words))];
            if let (Some(FieldOfError::Member(member)), Some(field)) = (self.field, field) {
                members.push((member, Tree::text(field)));
            }
            Tree::Object(members)
        };
        if is_list && !self.list.is_empty() {
            return Tree::at(self.list, Tree::List("error", errors.iter().map(error).collect()));
        }
        let words: Vec<_> = errors.iter().map(|error| error.words.as_str()).collect();
        let first = errors.first().map(|error| (error.code.clone(), error.field.clone()));
        let (code, field) = first.unwrap_or_default();
        let mut all = error(&Reported { code, words: words.join("; "), field });
        if is_list
            && self.has_parts
            && let (Tree::Object(members), Tree::Object(parts)) =
                (&mut all, Self::PARTS.write(errors, true))
        {
            members.extend(parts);
        }
        Tree::at(self.list, all)
    }

    /// Returns whether a reply of this media type may be in the service's own words.
    pub(crate) fn is_announced_by(&self, media_type: &str) -> bool {
        self.media_types.is_empty()
            || self.media_types.iter().any(|own| own.eq_ignore_ascii_case(media_type))
    }

    /// Returns whether a successful reply reports errors beside it.
    pub(crate) fn is_in(&self, value: &Value<'_>) -> bool {
        let none = [Value::Null, Value::List(Vec::new())];
        !self.list.is_empty() && value.all_at(self.list).iter().any(|errors| !none.contains(errors))
    }

    /// The errors that are reported; none if the value is anything else.
    pub(crate) fn read(&self, value: &Value<'_>) -> Vec<Reported> {
        if self.has_parts {
            let parts = Self::PARTS.read(value);
            if !parts.is_empty() {
                return parts;
            }
        }
        let lists = value.all_at(self.list);
        let Some(list) = lists.first() else { return Vec::new() };
        let one: Vec<_> = self.error(list).into_iter().collect();
        match one.is_empty() {
            true => list.items().filter_map(|item| self.error(item)).collect(),
            false => one,
        }
    }

    fn error(&self, value: &Value<'_>) -> Option<Reported> {
        let text = |name| value.member(name).and_then(Value::text).map(str::to_owned);
        let (code, words) = (text(self.code), text(self.words));
        if code.is_none() && words.is_none() {
            return None;
        }
        let code = code.unwrap_or_default();
        let field = match self.field {
            None => None,
            Some(FieldOfError::Member(member)) => text(member),
            Some(FieldOfError::AfterCode(separator)) => {
                code.split_once(separator).map(|(_, name)| name.to_owned())
            }
        };
        Some(Reported { code, words: words.unwrap_or_default(), field })
    }
}
