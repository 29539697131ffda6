use std::borrow::Cow;

use crate::{
    Code, Path, ReadError, Violation, Violations,
    json_text::JsonObject,
    language::{Catalogue, English, Message, Text, Value},
    update::Rejected,
    violation::Warnings,
    wire::{Part, Position, Problem},
};

/// The mistakes in a request as the body of an HTTP error: problem details ([RFC
/// 9457](https://www.rfc-editor.org/rfc/rfc9457)).
///
/// The status is 422 if the request could be read and breaks rules, otherwise 400. What is no call of an endpoint has the
/// status of its [`RequestError`](crate::http::RequestError) and no `errors`. `errors` has a member for every
/// mistake: `pointer` is its place as a JSON Pointer, `code` its stable [`Code`], `rule_id` the id of the rule that is
/// broken ([`Violation::rule_id`]), `label` the name of the field for people if it has one, `detail` the message, `in` the part of a call ([`http`](crate::http)), `line` and
/// `column` its place in the document if there is one, and `present` and `missing` the members of a broken group. Values
/// of the request are never shown, only names and keys of maps.
///
/// The attribute that states a rule is Rust, which tells a user of an API nothing, so it is shown only
/// [`with_rule_sources`](Self::with_rule_sources).
///
/// `type` is `about:blank`, which says no more than the status, unless the API has pages of its own: see
/// [`with_type`](Self::with_type) and [`with_types_at`](Self::with_types_at). A page for each code is told
/// [`with_codes_at`](Self::with_codes_at).
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, ProblemDetails};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     ev: bool,
///     #[required_if(ev)]
///     job_title: Option<String>,
/// }
///
/// let violations = Order { ev: true, job_title: None }.validate().unwrap_err();
/// let problem = ProblemDetails::from(&violations).with_type("https://example.com/problems/order");
/// assert_eq!(problem.status(), 422);
/// assert_eq!(
///     problem.to_json(),
///     r#"{"type":"https://example.com/problems/order","title":"Unprocessable Content","status":422,"detail":"1 mistake in the request","errors":[{"pointer":"/job_title","code":"required","rule_id":"job_title.required_if","detail":"`job_title` is required because `ev` is true; give it a value that is not blank"}]}"#,
/// );
/// ```
#[doc(alias("RFC 9457", "RFC 7807", "problem+json"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemDetails {
    kind: Kind,
    /// The problem type, a URI.
    uri: Cow<'static, str>,
    /// The address of each code without its name, if the pages of codes are told.
    codes_at: Option<String>,
    title: Said,
    detail: Said,
    /// The mistakes; `None` if the call is refused as a whole, as for a wrong path.
    errors: Option<Vec<Mistake>>,
    warnings: Vec<Mistake>,
}

/// The kind of a problem as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    ContentTooLarge,
    Incomplete,
    Invalid,
    MethodNotAllowed,
    NotFound,
    NotSetUp,
    Unreadable,
    UnsupportedMediaType,
}

impl Kind {
    /// Returns the kind of the mistakes of a document: whether it could be read.
    pub(crate) fn of(error: &ReadError) -> Self {
        let is_read = error.problems().iter().all(|problem| problem.violation().is_some());
        if is_read { Self::Invalid } else { Self::Unreadable }
    }

    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::Incomplete | Self::Unreadable => 400,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::ContentTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Invalid => 422,
            Self::NotSetUp => 500,
        }
    }

    fn title(self) -> Text {
        match self {
            Self::ContentTooLarge => Text::ContentTooLarge,
            Self::Incomplete | Self::Unreadable => Text::BadRequest,
            Self::Invalid => Text::UnprocessableContent,
            Self::MethodNotAllowed => Text::MethodNotAllowed,
            Self::NotFound => Text::NotFound,
            Self::NotSetUp => Text::InternalServerError,
            Self::UnsupportedMediaType => Text::UnsupportedMediaType,
        }
    }

    /// Returns the name in addresses of problem types. None is that of a [`Code`], so both may share a page.
    const fn as_str(self) -> &'static str {
        match self {
            Self::ContentTooLarge => "content_too_large",
            Self::Incomplete => "incomplete",
            Self::Invalid => "invalid",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::NotFound => "not_found",
            Self::NotSetUp => "not_set_up",
            Self::Unreadable => "unreadable",
            Self::UnsupportedMediaType => "unsupported_media_type",
        }
    }
}

/// A message and its words.
#[derive(Debug, Clone)]
struct Said {
    value: Value,
    words: String,
}

impl Said {
    fn new(value: impl Into<Value>) -> Self {
        let value = value.into();
        Self { words: value.in_language(&English), value }
    }

    fn say_in(&mut self, catalogue: &dyn Catalogue) {
        self.words = self.value.in_language(catalogue);
    }
}

impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

impl Eq for Said {}

/// One element of `errors`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mistake {
    pointer: String,
    code: Code,
    rule: Option<Rule>,
    part: Option<Part>,
    place: Option<Place>,
    group: Option<Members>,
    label: Option<Said>,
    detail: Said,
}

/// The rule that is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    id: String,
    /// The attribute, without what is compared with a secret.
    source: Cow<'static, str>,
    shows_source: bool,
}

impl Rule {
    fn of_violation(violation: &Violation) -> Self {
        Self { id: violation.rule_id(), source: violation.shown_rule(), shows_source: false }
    }
}

/// The members of a group, as JSON Pointers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Members {
    present: Vec<String>,
    missing: Vec<String>,
}

impl Members {
    fn of_violation(violation: &Violation) -> Option<Self> {
        let pointers = |paths: Vec<Path>| paths.iter().map(Path::to_json_pointer).collect();
        let (present, missing) = violation.present_and_missing()?;
        Some(Self { present: pointers(present), missing: pointers(missing) })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
}

impl Place {
    fn of(position: Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

impl ProblemDetails {
    /// Media type of the JSON, for the header `Content-Type`.
    pub const MEDIA_TYPE: &'static str = "application/problem+json";

    /// Sets the problem type, a URI that identifies the kind of problem.
    #[must_use]
    pub fn with_type(self, uri: impl Into<String>) -> Self {
        Self { uri: uri.into().into(), ..self }
    }

    /// Sets the problem type to `base` with the name of the kind of problem behind it. A `base` that ends in `#` makes headings of
    /// one page of them, one that ends in `/` a page of each.
    ///
    /// <div style="overflow-x:auto"><div style="min-width:42rem"><style>td code{overflow-wrap:normal!important}</style>
    ///
    /// | name | status | problem |
    /// | --- | --- | --- |
    /// | `unreadable` | 400 | the call is not well-formed, or a value does not fit its type |
    /// | `incomplete` | 400 | the body did not arrive as a whole |
    /// | `not_found` | 404 | the path is not that of the endpoint |
    /// | `method_not_allowed` | 405 | the endpoint is called by another method |
    /// | `content_too_large` | 413 | the body is longer than the server reads |
    /// | `unsupported_media_type` | 415 | the media type of the body is not read |
    /// | `invalid` | 422 | rules are broken |
    /// | `not_set_up` | 500 | the server has no context to judge the call in |
    ///
    /// </div></div>
    ///
    /// ```
    /// use order_core::{OrderRequest, ProblemDetails, http::RequestError, json};
    ///
    /// #[derive(Debug, OrderRequest)]
    /// struct Order {
    ///     amount: u8,
    /// }
    ///
    /// const PROBLEMS: &str = "https://example.com/problems/";
    ///
    /// let error = json::from_str::<Order>(r#"{"amount": "many"}"#).unwrap_err();
    /// let problem = ProblemDetails::from(&error).with_types_at(PROBLEMS);
    /// assert!(problem.to_json().starts_with(r#"{"type":"https://example.com/problems/unreadable","#));
    ///
    /// let problem = RequestError::Path.problem_details().with_types_at(PROBLEMS);
    /// assert!(problem.to_json().starts_with(r#"{"type":"https://example.com/problems/not_found","#));
    /// ```
    #[must_use]
    pub fn with_types_at(self, base: &str) -> Self {
        let uri = format!("{base}{}", self.kind.as_str());
        self.with_type(uri)
    }

    /// Tells the page of each mistake's code, as the member `type` of the mistake: `base` with the code behind it. The guide
    /// of these crates has such pages at [`Code::PAGES`].
    ///
    /// ```
    /// use order_core::{OrderRequest, ProblemDetails};
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     #[range(1..=9)]
    ///     amount: u8,
    /// }
    ///
    /// let violations = Order { amount: 10 }.validate().unwrap_err();
    /// let problem = ProblemDetails::from(&violations).with_codes_at("https://example.com/codes#");
    /// assert!(problem.to_json().contains(r#""code":"range","type":"https://example.com/codes#range","#));
    /// ```
    #[must_use]
    pub fn with_codes_at(self, base: impl Into<String>) -> Self {
        Self { codes_at: Some(base.into()), ..self }
    }

    /// Shows the attribute of each broken rule too, as the member `rule` of its mistake: `required_if(ev)`, or what says
    /// that the type demands the value. What is compared with a secret is redacted in it.
    #[must_use]
    pub fn with_rule_sources(mut self) -> Self {
        let mistakes = self.errors.iter_mut().flatten().chain(&mut self.warnings);
        for rule in mistakes.filter_map(|mistake| mistake.rule.as_mut()) {
            rule.shows_source = true;
        }
        self
    }

    /// Says title, details, messages and labels in the language of `catalogue`.
    #[must_use]
    pub fn in_language(mut self, catalogue: &dyn Catalogue) -> Self {
        self.title.say_in(catalogue);
        self.detail.say_in(catalogue);
        for mistake in self.errors.iter_mut().flatten().chain(&mut self.warnings) {
            mistake.say_in(catalogue);
        }
        self
    }

    /// Sets what the request is warned of, as the member `warnings`, whose elements are those of `errors`. Without warnings
    /// there is no such member. The details of a [`ReadError`] have those of the error already.
    ///
    /// ```
    /// use order_core::{OrderRequest, ProblemDetails};
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     #[range(1..=9)]
    ///     amount: u8,
    ///     #[order(deprecated = "use `amount`")]
    ///     count: Option<u8>,
    /// }
    ///
    /// let order = Order { amount: 10, count: Some(1) };
    /// let violations = order.validate().unwrap_err();
    /// let problem = ProblemDetails::from(&violations).with_warnings(&order.warnings());
    /// assert!(problem.to_json().ends_with(
    ///     r#""warnings":[{"pointer":"/count","code":"deprecated","rule_id":"count.deprecated","detail":"`count` is deprecated; use `amount`"}]}"#,
    /// ));
    /// ```
    #[must_use]
    pub fn with_warnings(mut self, warnings: &Warnings) -> Self {
        self.warnings = warnings.iter().map(Mistake::of_violation).collect();
        self
    }

    /// Returns the HTTP status of the response, such as 400 or 422.
    pub fn status(&self) -> u16 {
        self.kind.status()
    }

    /// Returns the details as JSON, to be sent as [`MEDIA_TYPE`](Self::MEDIA_TYPE).
    pub fn to_json(&self) -> String {
        let mut object = JsonObject::default();
        object.text("type", &self.uri);
        object.text("title", &self.title.words);
        object.number("status", self.status().into());
        object.text("detail", &self.detail.words);
        if let Some(errors) = &self.errors {
            object.objects("errors", self.shown(errors), Shown::write_json);
        }
        if !self.warnings.is_empty() {
            object.objects("warnings", self.shown(&self.warnings), Shown::write_json);
        }
        object.finish()
    }

    fn shown<'a>(&'a self, mistakes: &'a [Mistake]) -> impl Iterator<Item = Shown<'a>> {
        let codes_at = self.codes_at.as_deref();
        mistakes.iter().map(move |mistake| Shown { mistake, codes_at })
    }

    fn new(kind: Kind, detail: Message, errors: Option<Vec<Mistake>>) -> Self {
        let (title, detail) = (Said::new(kind.title()), Said::new(detail));
        let (uri, warnings) = ("about:blank".into(), Vec::new());
        Self { kind, uri, codes_at: None, title, detail, errors, warnings }
    }

    fn of_mistakes(kind: Kind, mistakes: Vec<Mistake>, left_out: usize) -> Self {
        let count = Value::number(mistakes.len() + left_out);
        Self::new(kind, Text::Mistakes.with("count", count), Some(mistakes))
    }

    /// Creates the details of a call that is refused as a whole.
    pub(crate) fn of_call(kind: Kind, detail: Message) -> Self {
        Self::new(kind, detail, None)
    }
}

/// Returns violations as a JSON array in a language, each like an element of `errors`.
pub(crate) fn list<'v>(
    violations: impl Iterator<Item = &'v Violation>,
    catalogue: &dyn Catalogue,
) -> String {
    list_of(violations.map(Mistake::of_violation), catalogue)
}

/// Returns problems of a document as a JSON array in a language, each like an element of `errors`.
pub(crate) fn list_of_problems(problems: &[Problem], catalogue: &dyn Catalogue) -> String {
    let label = |problem: &Problem| problem.violation().and_then(Violation::label_value);
    list_of(problems.iter().map(|it| Mistake::of_problem(it, label(it))), catalogue)
}

fn list_of(mistakes: impl Iterator<Item = Mistake>, catalogue: &dyn Catalogue) -> String {
    let objects = mistakes.map(|mut mistake| {
        let mut object = JsonObject::default();
        mistake.say_in(catalogue);
        Shown { mistake: &mistake, codes_at: None }.write_json(&mut object);
        object.finish()
    });
    format!("[{}]", objects.collect::<Vec<_>>().join(","))
}

impl From<&Violations> for ProblemDetails {
    fn from(violations: &Violations) -> Self {
        Self::of_mistakes(Kind::Invalid, violations.iter().map(Mistake::of_violation).collect(), 0)
    }
}

/// The mistakes of the request that came out of an update. Those at a place that the update does not touch say so; the others
/// have their lines and columns [with positions](Rejected::with_positions).
///
/// ```
/// use order_core::{OrderRequest, ProblemDetails, json, update::Update};
///
/// #[derive(Debug, Clone, OrderRequest)]
/// #[order(update = OrderUpdate)]
/// struct Order {
///     amount: u32,
///     #[required_if(amount > 9)]
///     reason: Option<String>,
/// }
///
/// let update: OrderUpdate = json::from_str(r#"{"amount": 10}"#)?;
/// let rejected = update.apply(&Order { amount: 1, reason: None }).unwrap_err();
/// assert!(ProblemDetails::from(&rejected).to_json().ends_with(
///     r#""detail":"`reason` is required because `amount` is greater than 9; give it a value that is not blank (not in the update)"}]}"#,
/// ));
/// # Ok::<(), order_core::ReadError>(())
/// ```
impl<T> From<&Rejected<T>> for ProblemDetails {
    fn from(rejected: &Rejected<T>) -> Self {
        let mistake = |(violation, message, position): (_, _, Option<Position>)| Mistake {
            place: position.map(Place::of),
            detail: Said::new(message),
            ..Mistake::of_violation(violation)
        };
        Self::of_mistakes(Kind::Invalid, rejected.messages().map(mistake).collect(), 0)
    }
}

impl From<&ReadError> for ProblemDetails {
    fn from(error: &ReadError) -> Self {
        let mistake = |problem| Mistake::of_problem(problem, error.label_of(problem));
        let errors = error.problems().iter().map(mistake).collect();
        let warnings = error.warnings().iter().map(mistake).collect();
        Self { warnings, ..Self::of_mistakes(Kind::of(error), errors, error.left_out()) }
    }
}

impl Mistake {
    fn of_violation(violation: &Violation) -> Self {
        Self {
            pointer: violation.path().to_json_pointer(),
            code: violation.code(),
            rule: Some(Rule::of_violation(violation)),
            part: None,
            place: None,
            group: Members::of_violation(violation),
            label: violation.label_value().map(Said::new),
            detail: Said::new(violation.message()),
        }
    }

    fn of_problem(problem: &Problem, label: Option<Value>) -> Self {
        let place = Place::of(problem.position());
        Self {
            pointer: problem.path().to_json_pointer(),
            code: problem.code(),
            rule: problem.violation().map(Rule::of_violation),
            part: problem.part(),
            // A position within a URL tells nobody anything.
            place: matches!(problem.part(), None | Some(Part::Body)).then_some(place),
            group: problem.violation().and_then(Members::of_violation),
            label: label.map(Said::new),
            detail: Said::new(problem.message()),
        }
    }

    fn say_in(&mut self, catalogue: &dyn Catalogue) {
        self.detail.say_in(catalogue);
        if let Some(label) = &mut self.label {
            label.say_in(catalogue);
        }
    }
}

/// A mistake, and the address of its code without its name.
#[derive(Clone, Copy)]
struct Shown<'a> {
    mistake: &'a Mistake,
    codes_at: Option<&'a str>,
}

impl Shown<'_> {
    /// Returns the address of the page of the code, if it is told.
    fn page(self) -> Option<String> {
        Some(format!("{}{}", self.codes_at?, self.mistake.code))
    }

    fn write_json(self, object: &mut JsonObject) {
        let Mistake { pointer, code, rule, part, place, group, label, detail } = self.mistake;
        object.text("pointer", pointer);
        object.text("code", code.as_str());
        if let Some(page) = self.page() {
            object.text("type", &page);
        }
        if let Some(Rule { id, source, shows_source }) = rule {
            object.text("rule_id", id);
            if *shows_source {
                object.text("rule", source);
            }
        }
        if let Some(part) = part {
            object.text("in", part.as_str());
        }
        if let Some(Place { line, column }) = place {
            object.number("line", *line);
            object.number("column", *column);
        }
        if let Some(Members { present, missing }) = group {
            object.texts("present", present);
            object.texts("missing", missing);
        }
        if let Some(label) = label {
            object.text("label", &label.words);
        }
        object.text("detail", &detail.words);
    }
}

/// Serialization with serde, with the same members in the same order.
#[cfg(feature = "serde")]
mod serde {
    use serde_core::{Serialize, Serializer, ser::SerializeStruct};

    use super::{Mistake, ProblemDetails, Rule, Shown};
    use crate::{ReadError, Violations};

    impl Serialize for ProblemDetails {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let members =
                4 + usize::from(self.errors.is_some()) + usize::from(!self.warnings.is_empty());
            let mut serializer = serializer.serialize_struct("ProblemDetails", members)?;
            serializer.serialize_field("type", &self.uri)?;
            serializer.serialize_field("title", &self.title.words)?;
            serializer.serialize_field("status", &self.status())?;
            serializer.serialize_field("detail", &self.detail.words)?;
            if let Some(errors) = &self.errors {
                serializer.serialize_field("errors", &Listed(self, errors))?;
            }
            if !self.warnings.is_empty() {
                serializer.serialize_field("warnings", &Listed(self, &self.warnings))?;
            }
            serializer.end()
        }
    }

    /// Mistakes of the details.
    struct Listed<'a>(&'a ProblemDetails, &'a [Mistake]);

    impl Serialize for Listed<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(self.0.shown(self.1))
        }
    }

    impl Serialize for Shown<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let Mistake { pointer, code, rule, part, place, group, label, detail } = self.mistake;
            let page = self.page();
            let pairs = usize::from(place.is_some()) + usize::from(group.is_some());
            let of_rule = rule.as_ref().map_or(0, |rule| 1 + usize::from(rule.shows_source));
            let optional = [part.is_some(), label.is_some(), page.is_some()];
            let single = optional.into_iter().filter(|is_there| *is_there).count();
            let members = 3 + of_rule + single + 2 * pairs;
            let mut serializer = serializer.serialize_struct("Mistake", members)?;
            serializer.serialize_field("pointer", pointer)?;
            serializer.serialize_field("code", code.as_str())?;
            if let Some(page) = page {
                serializer.serialize_field("type", &page)?;
            }
            if let Some(Rule { id, source, shows_source }) = rule {
                serializer.serialize_field("rule_id", id)?;
                if *shows_source {
                    serializer.serialize_field("rule", source)?;
                }
            }
            if let Some(part) = part {
                serializer.serialize_field("in", part.as_str())?;
            }
            if let Some(place) = place {
                serializer.serialize_field("line", &place.line)?;
                serializer.serialize_field("column", &place.column)?;
            }
            if let Some(group) = group {
                serializer.serialize_field("present", &group.present)?;
                serializer.serialize_field("missing", &group.missing)?;
            }
            if let Some(label) = label {
                serializer.serialize_field("label", &label.words)?;
            }
            serializer.serialize_field("detail", &detail.words)?;
            serializer.end()
        }
    }

    /// Serializes as [`ProblemDetails`].
    impl Serialize for Violations {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            ProblemDetails::from(self).serialize(serializer)
        }
    }

    /// Serializes as [`ProblemDetails`].
    impl Serialize for ReadError {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            ProblemDetails::from(self).serialize(serializer)
        }
    }
}
