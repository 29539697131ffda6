use std::{any::Any, borrow::Cow, cell::OnceCell, collections::HashSet, convert::Infallible};

#[cfg(feature = "serde_json")]
use crate::value::free::NUMBER;
use crate::{
    Code, Invalid, OrderRequest, Path, Valid, Violation, Violations,
    check::{Parent, Step},
    language::{Message, Text, Value},
    path::Segment,
    request::ReadRequest,
    schema::{
        self, Asked, Demand, Evaluator, Field, FieldPlace, Kind, Scalars, Schema, State,
        is_present, judge, variants,
    },
    suggest::Suggestions,
    value::{Formed, Node},
    violation::{Because, Warnings},
    wire::{
        Document, Members,
        document::{Carrier, Child, Place, Shape},
        error::{Problem, Problems, ReadError},
        json::{self, Stream},
        locate::offsets,
        members::{Finder, gives, member},
        split::split,
        strict,
        wrong::{Found, Unknown, Wrong},
    },
};

/// A type that can be read from a document: a request or a [`Valid`] request.
///
/// A request is read if its type can hold the document, even if rules are broken. A `Valid` request is
/// read only if all rules are kept.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a document",
    label = "not an order request",
    note = "put `#[derive(OrderRequest)]` on it"
)]
pub trait FromWire<'de>: Sized {
    #[doc(hidden)]
    fn __from_document(document: &Document<'de>) -> Result<Self, ReadError> {
        let members = document.root().and_then(|root| Members::of(root, Self::__schema()));
        Self::__from_members(document, members.as_ref())
    }

    /// Reads from `document`, whose `members` were found before; `None` if that failed.
    #[doc(hidden)]
    fn __from_members(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
    ) -> Result<Self, ReadError>;

    /// Reads from members alone; `None` if they do not fit or break a rule, which the document then tells, and for a type that
    /// asks for the document in any case.
    #[doc(hidden)]
    fn __attempt(_members: &Members<'_, 'de>) -> Option<Self> {
        None
    }

    /// Reads from members that are found one by one, or from the document if they do not fit.
    #[doc(hidden)]
    fn __from_stream(stream: &mut Stream<'de>) -> Result<Self, ReadError>;

    /// Moves the places of what is told beside the request, by `moved`.
    #[doc(hidden)]
    fn __moved(self, _moved: &dyn Fn(Vec<Problem>) -> Vec<Problem>) -> Self {
        self
    }

    #[doc(hidden)]
    fn __schema() -> &'static Schema;
}

impl<'de, T: ReadRequest<'de>> FromWire<'de> for T {
    fn __from_members(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
    ) -> Result<Self, ReadError> {
        request(document, members, &())
    }

    fn __attempt(members: &Members<'_, 'de>) -> Option<Self> {
        T::__read(members)
    }

    fn __from_stream(stream: &mut Stream<'de>) -> Result<Self, ReadError> {
        streamed(stream, &())
    }

    fn __schema() -> &'static Schema {
        T::SCHEMA
    }
}

impl<'de, T: ReadRequest<'de> + OrderRequest<Context = ()>> FromWire<'de> for Valid<T> {
    fn __from_members(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
    ) -> Result<Self, ReadError> {
        valid(document, members, &())
    }

    fn __attempt(members: &Members<'_, 'de>) -> Option<Self> {
        T::__read(members)?.into_valid_in(&()).ok()
    }

    fn __from_stream(stream: &mut Stream<'de>) -> Result<Self, ReadError> {
        streamed_valid(stream, &())
    }

    fn __schema() -> &'static Schema {
        T::SCHEMA
    }
}

/// A type that can be read from a document, given facts that are not on the wire: a request or a [`Valid`] request.
///
/// A request that does not fit its document is reported with the rules that read facts as well. A `Valid` request keeps
/// all rules, those among them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a document",
    label = "not an order request",
    note = "put `#[derive(OrderRequest)]` on it"
)]
pub trait FromWireIn<'de>: Sized {
    /// The type of the facts, which is the context of the request.
    type Context: 'static;

    #[doc(hidden)]
    fn __from_document_in(
        document: &Document<'de>,
        context: &Self::Context,
    ) -> Result<Self, ReadError> {
        let members = document.root().and_then(|root| Members::of(root, Self::__schema()));
        Self::__from_members_in(document, members.as_ref(), context)
    }

    /// Reads like [`FromWire::__from_members`].
    #[doc(hidden)]
    fn __from_members_in(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
        context: &Self::Context,
    ) -> Result<Self, ReadError>;

    /// Reads like [`FromWire::__attempt`].
    #[doc(hidden)]
    fn __attempt_in(_members: &Members<'_, 'de>, _context: &Self::Context) -> Option<Self> {
        None
    }

    /// Reads like [`FromWire::__from_stream`].
    #[doc(hidden)]
    fn __from_stream_in(
        stream: &mut Stream<'de>,
        context: &Self::Context,
    ) -> Result<Self, ReadError>;

    /// Moves the places of what is told beside the request, by `moved`.
    #[doc(hidden)]
    fn __moved(self, _moved: &dyn Fn(Vec<Problem>) -> Vec<Problem>) -> Self {
        self
    }

    #[doc(hidden)]
    fn __schema() -> &'static Schema;
}

impl<'de, T: ReadRequest<'de>> FromWireIn<'de> for T {
    type Context = <T as OrderRequest>::Context;

    fn __from_members_in(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
        context: &Self::Context,
    ) -> Result<Self, ReadError> {
        request(document, members, context)
    }

    fn __attempt_in(members: &Members<'_, 'de>, _: &Self::Context) -> Option<Self> {
        T::__read(members)
    }

    fn __from_stream_in(
        stream: &mut Stream<'de>,
        context: &Self::Context,
    ) -> Result<Self, ReadError> {
        streamed(stream, context)
    }

    fn __schema() -> &'static Schema {
        T::SCHEMA
    }
}

impl<'de, T: ReadRequest<'de>> FromWireIn<'de> for Valid<T> {
    type Context = <T as OrderRequest>::Context;

    fn __from_members_in(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
        context: &Self::Context,
    ) -> Result<Self, ReadError> {
        valid(document, members, context)
    }

    fn __attempt_in(members: &Members<'_, 'de>, context: &Self::Context) -> Option<Self> {
        T::__read(members)?.into_valid_in(context).ok()
    }

    fn __from_stream_in(
        stream: &mut Stream<'de>,
        context: &Self::Context,
    ) -> Result<Self, ReadError> {
        streamed_valid(stream, context)
    }

    fn __schema() -> &'static Schema {
        T::SCHEMA
    }
}

/// Reads a request. A context of another type than the request's knows no facts.
#[inline]
fn request<'de, T: ReadRequest<'de>>(
    document: &Document<'de>,
    members: Option<&Members<'_, 'de>>,
    context: &dyn Any,
) -> Result<T, ReadError> {
    if const { T::SCHEMA.scalars.is_strict() } && !strict::is_kept(T::SCHEMA, document) {
        return Err(diagnose(T::SCHEMA, document, context));
    }
    if let Some(request) = members.and_then(T::__read) {
        return Ok(request);
    }
    let split = split(document, T::SCHEMA);
    let request = split.as_ref().and_then(read);
    let document = split.as_ref().unwrap_or(document);
    request.ok_or_else(|| diagnose_split(T::SCHEMA, document, Problems::default(), context))
}

/// Reads a request and checks its rules.
#[inline]
pub(super) fn valid<'de, T: ReadRequest<'de>>(
    document: &Document<'de>,
    members: Option<&Members<'_, 'de>>,
    context: &T::Context,
) -> Result<Valid<T>, ReadError> {
    let request: T = request(document, members, context)?;
    request.into_valid_in(context).map_err(|invalid| refused(document, invalid, context))
}

/// The problems of a request that breaks rules, and its warnings.
fn refused<T: OrderRequest>(
    document: &Document<'_>,
    Invalid { request, violations }: Invalid<T>,
    context: &T::Context,
) -> ReadError {
    let error = broken_rules(T::SCHEMA, document, violations);
    if !T::SCHEMA.may_warn() {
        return error;
    }
    let warnings = request.warnings_in(context).into_iter().collect();
    error.with_warnings(document.source(), positions(T::SCHEMA, document, warnings))
}

/// Reads a request from members as they come, and from the document if something does not fit.
#[inline]
fn streamed<'de, T: ReadRequest<'de>>(
    stream: &mut Stream<'de>,
    context: &dyn Any,
) -> Result<T, ReadError> {
    if const { T::SCHEMA.is_plain() } {
        stream.open();
        if let Some(request) = T::__read(&Members::of_stream(stream, T::SCHEMA))
            && stream.is_whole()
        {
            return Ok(request);
        }
    }
    json::from_document(stream, T::SCHEMA, |document| {
        let members = document.root().and_then(|root| Members::of(root, T::SCHEMA));
        request(document, members.as_ref(), context)
    })
}

/// Reads such a request and checks its rules.
#[inline]
pub(super) fn streamed_valid<'de, T: ReadRequest<'de>>(
    stream: &mut Stream<'de>,
    context: &T::Context,
) -> Result<Valid<T>, ReadError> {
    let request: T = streamed(stream, context)?;
    request.into_valid_in(context).map_err(|invalid| refused_in(stream, invalid, context))
}

#[cold]
#[inline(never)]
fn refused_in<T: OrderRequest>(
    stream: &mut Stream<'_>,
    invalid: Invalid<T>,
    context: &T::Context,
) -> ReadError {
    let refused = |document: &Document<'_>| Err(refused(document, invalid, context));
    match json::from_document::<Infallible>(stream, T::SCHEMA, refused) {
        Ok(never) => match never {},
        Err(error) => error,
    }
}

fn read<'de, T: ReadRequest<'de>>(document: &Document<'de>) -> Option<T> {
    T::__read(&Members::of(document.root()?, T::SCHEMA)?)
}

/// The result of parsing a text according to a schema.
pub(crate) struct Parsed<'de> {
    pub(crate) document: Document<'de>,
    /// The syntax problems.
    pub(crate) problems: Problems,
    /// `true` if the text was parsed to its end.
    pub(crate) is_whole: bool,
}

impl<'de> Parsed<'de> {
    /// Reads the request by `read`, unless the text itself has problems.
    pub(crate) fn into_request<T>(
        self,
        schema: &'static Schema,
        context: &dyn Any,
        read: impl FnOnce(&Document<'de>) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let Self { document, problems, is_whole } = self;
        match is_whole {
            true if problems.is_empty() => read(&document),
            true => Err(diagnose_beside(schema, &document, problems, context)),
            false => Err(diagnose_broken(schema, &document, problems)),
        }
    }
}

/// Converts UTF-8 bytes to text.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, ReadError> {
    str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let before = bytes.get(..offset).and_then(|valid| str::from_utf8(valid).ok());
        let problem = Problem::new(Path::ROOT, Code::Syntax, offset, Text::NotUtf8);
        ReadError::one(before.unwrap_or_default(), problem)
    })
}

/// The problem of a text that is too long.
pub(crate) fn too_long() -> Problem {
    let message = Text::TooLong.with("bytes", Value::number(Document::LONGEST));
    Problem::new(Path::ROOT, Code::Syntax, 0, message)
}

/// The problems that keep a request with this schema from being read.
fn diagnose(schema: &'static Schema, document: &Document<'_>, context: &dyn Any) -> ReadError {
    diagnose_beside(schema, document, Problems::default(), context)
}

/// The same, together with the syntax problems found so far.
fn diagnose_beside(
    schema: &'static Schema,
    document: &Document<'_>,
    problems: Problems,
    context: &dyn Any,
) -> ReadError {
    let split = split(document, schema);
    diagnose_split(schema, split.as_ref().unwrap_or(document), problems, context)
}

/// The same for a document whose separated lists are split.
fn diagnose_split(
    schema: &'static Schema,
    document: &Document<'_>,
    problems: Problems,
    context: &dyn Any,
) -> ReadError {
    let mut diagnosis = Diagnosis::of(schema, document, problems);
    let Some(root) = document.root().filter(|root| root.shape() == Shape::Object) else {
        diagnosis.add(None, Code::Type, 0, |_, _| no_object(schema).into());
        return diagnosis.finish();
    };
    let states = diagnosis.request(schema, root, None);
    diagnosis.rules(schema, states, context);
    if diagnosis.problems.is_empty() {
        // A type may be stricter than its kind, such as `&str`, which cannot hold a text with escapes.
        let message = |_: &Path, _: &mut Suggestions| {
            Text::BorrowedRequest.with("name", Value::code(schema.name)).into()
        };
        diagnosis.add(None, Code::Type, 0, message);
    }
    diagnosis.finish()
}

/// The problems that keep a value of this kind from being read.
#[cfg(feature = "serde")]
pub(crate) fn diagnose_value(kind: &'static Kind, document: &Document<'_>) -> ReadError {
    if let Kind::Object(schema) = kind {
        return diagnose(schema, document, &());
    }
    let mut diagnosis = Diagnosis::new(document, Problems::default());
    if let Some(root) = document.root() {
        diagnosis.value(kind, root, None);
    }
    let missing = diagnosis.missing_beside(&[]);
    diagnosis.violations(kind, missing);
    if diagnosis.problems.is_empty() {
        // The same reason as in `diagnose_beside`.
        let message =
            |_: &Path, _: &mut Suggestions| Text::Borrowed.with("what", Value::Kind(kind)).into();
        diagnosis.add(None, Code::Type, 0, message);
    }
    diagnosis.finish()
}

/// The problems of a document with broken syntax: also those of its values, up to the syntax error. No rule is
/// checked, because the rest is unknown.
pub(crate) fn diagnose_broken(
    schema: &'static Schema,
    document: &Document<'_>,
    problems: Problems,
) -> ReadError {
    let split = split(document, schema);
    let document = split.as_ref().unwrap_or(document);
    let mut diagnosis = Diagnosis::of(schema, document, problems);
    match document.root() {
        Some(root) if root.shape() == Shape::Object => {
            diagnosis.request(schema, root, None);
        }
        Some(_) => diagnosis.add(None, Code::Type, 0, |_, _| no_object(schema).into()),
        None => {}
    }
    diagnosis.finish()
}

/// The problems of a call whose parts beside the body have problems of their own, which are not among these. The root of
/// `document` is an object. Members that are `unreadable` are given, but nothing is known of their values.
pub(crate) fn diagnose_call(
    schema: &'static Schema,
    parsed: Parsed<'_>,
    context: &dyn Any,
    unreadable: &[&'static str],
) -> ReadError {
    let Parsed { document, problems, is_whole } = parsed;
    let split = split(&document, schema);
    let document = split.as_ref().unwrap_or(&document);
    let mut diagnosis = Diagnosis { unreadable, ..Diagnosis::of(schema, document, problems) };
    let Some(root) = document.root() else { return diagnosis.finish() };
    let states = diagnosis.request(schema, root, None);
    if is_whole {
        diagnosis.rules(schema, states, context);
    }
    diagnosis.finish()
}

pub(crate) fn no_object(schema: &Schema) -> Message {
    Text::NoObject.with("name", Value::code(schema.name))
}

fn broken_rules(
    schema: &'static Schema,
    document: &Document<'_>,
    violations: Violations,
) -> ReadError {
    broken(schema, document, violations.into_iter().collect())
}

/// Returns violations of the rules of a request, each at its place in the document.
#[cold]
pub(super) fn positions(
    schema: &'static Schema,
    document: &Document<'_>,
    violations: Vec<Violation>,
) -> Vec<Problem> {
    broken(schema, document, violations).into_problems().collect()
}

fn broken(
    schema: &'static Schema,
    document: &Document<'_>,
    violations: Vec<Violation>,
) -> ReadError {
    let split = split(document, schema);
    let document = split.as_ref().unwrap_or(document);
    let mut diagnosis = Diagnosis::of(schema, document, Problems::default());
    diagnosis.violations(&Kind::Object(schema), violations);
    diagnosis.finish()
}

struct Diagnosis<'a, 'de> {
    document: &'a Document<'de>,
    problems: Problems,
    /// Warnings about the request.
    warnings: Vec<Problem>,
    /// Violations for missing required members and for wrong numbers of variants.
    missing: Vec<Violation>,
    /// Of each field of the request, whether the document has it, once that is known.
    given: Vec<bool>,
    /// `true` inside a secret field, whose values are never shown.
    is_secret: bool,
    /// Members of the root that are given elsewhere, by values that cannot be read.
    unreadable: &'a [&'static str],
    /// The offsets of the newlines in the source, computed on first use.
    lines: OnceCell<Vec<usize>>,
    suggestions: Suggestions,
    /// The request that is read, if it is one.
    schema: Option<&'static Schema>,
    /// The form of the scalars that are read, if no other form is.
    strict: Option<Scalars>,
}

/// The place of a value. Its path is made only for a problem.
type At<'p> = Option<&'p Parent<'p>>;

impl<'a, 'de> Diagnosis<'a, 'de> {
    fn new(document: &'a Document<'de>, problems: Problems) -> Self {
        Self {
            document,
            problems,
            warnings: Vec::new(),
            missing: Vec::new(),
            given: Vec::new(),
            is_secret: false,
            unreadable: &[],
            lines: OnceCell::new(),
            suggestions: Suggestions::default(),
            schema: None,
            strict: None,
        }
    }

    fn of(schema: &'static Schema, document: &'a Document<'de>, problems: Problems) -> Self {
        let is_strict = schema.scalars.is_strict() && document.carrier() == Carrier::Typed;
        let strict = is_strict.then_some(schema.scalars);
        Self { schema: Some(schema), strict, ..Self::new(document, problems) }
    }

    fn finish(self) -> ReadError {
        let source = self.document.source();
        let error = ReadError::new(source, self.problems).with_warnings(source, self.warnings);
        match self.schema {
            Some(schema) => error.of(schema),
            None => error,
        }
    }

    fn add(
        &mut self,
        at: At<'_>,
        code: Code,
        offset: usize,
        wrong: impl FnOnce(&Path, &mut Suggestions) -> Wrong,
    ) {
        let Self { problems, suggestions, .. } = self;
        problems.add(|| {
            let path = Parent::path(at);
            let wrong = wrong(&path, suggestions);
            Problem::new(path, code, offset, wrong)
        });
    }

    /// The line of the byte at `offset`, from 1.
    fn line(&self, offset: usize) -> usize {
        let lines = self.lines.get_or_init(|| {
            let source = self.document.source();
            source.match_indices('\n').map(|(newline, _)| newline).collect()
        });
        lines.partition_point(|newline| *newline < offset) + 1
    }

    /// Judges the rules of the request, as far as its values are known.
    fn rules(&mut self, schema: &'static Schema, states: Vec<State<'a>>, context: &'a dyn Any) {
        let evaluator = Evaluator::new(schema, states, context, Path::ROOT);
        let mut violations = judge(&evaluator, Asked::Errors);
        violations.extend(self.missing_beside(&violations));
        self.violations(&Kind::Object(schema), violations);
        if schema.may_warn() {
            let warnings = Warnings::of(&evaluator, judge(&evaluator, Asked::Warnings));
            let warnings = warnings.into_iter().take(Problems::MOST).collect();
            self.warnings = positions(schema, self.document, warnings);
        }
    }

    /// Reads all members of an object, records the problems and returns the states for the rules.
    fn request(
        &mut self,
        schema: &'static Schema,
        object: Place<'a, 'de>,
        at: At<'_>,
    ) -> Vec<State<'a>> {
        self.fields(schema, object, at, true)
    }

    /// The same for the members that are fields of the request. Others are reported only if the object `is_own`, not that of a
    /// request that a part is flattened into.
    fn fields(
        &mut self,
        schema: &'static Schema,
        object: Place<'a, 'de>,
        at: At<'_>,
        is_own: bool,
    ) -> Vec<State<'a>> {
        let mut states = vec![State::ABSENT; schema.fields.len()];
        let mut firsts: Vec<Option<usize>> = vec![None; schema.fields.len()];
        let mut finder = Finder::new(schema);
        for child in object.children() {
            let Some(index) = finder.find(child.key) else {
                if is_own && finder.search_flattened(child.key).is_none() {
                    self.unknown(schema, &child, at);
                }
                continue;
            };
            let field = &schema.fields[index];
            let at = Parent { outer: at, step: Step::Name(field.name) };
            if let Some(first) = firsts[index] {
                let line = self.line(first);
                self.add(Some(&at), Code::Duplicate, child.key_start, |path, _| {
                    Text::TwiceFirstOn.with("field", path).with("line", Value::number(line)).into()
                });
                continue;
            }
            firsts[index] = Some(child.place.start());
            states[index] = self.field(field, child.place, &at);
        }
        if is_own && at.is_none() {
            self.given = firsts.iter().map(Option::is_some).collect();
        }
        let unreadable = if at.is_none() { self.unreadable } else { &[] };
        for name in unreadable {
            if let Some(index) = finder.find(name).filter(|index| firsts[*index].is_none()) {
                states[index] = State::Unreadable;
            }
        }
        for (index, field) in schema.fields.iter().enumerate() {
            if let (FieldPlace::Flattened, Kind::Object(part)) = (field.place, field.kind()) {
                let mut finder = Finder::new(part);
                let is_given = object.children().any(|child| {
                    member(&mut finder, child.key).is_some_and(|member| {
                        gives(member, child.place) || self.has_other_form(member, child.place)
                    })
                });
                let is_given =
                    is_given || unreadable.iter().any(|name| member(&mut finder, name).is_some());
                if is_given || !field.ty.optional {
                    let fields = self.inside(field, |it| it.fields(part, object, at, false));
                    states[index] = State::object(part, fields);
                }
            }
        }
        self.note_missing(schema, &states, at);
        states
    }

    fn note_missing(&mut self, schema: &'static Schema, states: &[State<'_>], at: At<'_>) {
        for rule in schema.rules {
            if let (schema::At::Field(field), Demand::RequiredByType) = (rule.at, &rule.demand)
                && !schema.fields[field].ty.optional
                && !states[field].is_given()
            {
                let path = Parent::path(at).join_name(schema.fields[field].name);
                self.missing.push(Violation::new(schema, rule, path, Because::Nothing));
            }
            if let (schema::At::Root, Demand::Group(group)) = (rule.at, &rule.demand) {
                let is_present =
                    |field: usize| is_present(&states[field], Some(&schema.fields[field]));
                let group = &schema.groups[*group];
                let path = Parent::path(at);
                self.missing.extend(variants(schema, rule, group, is_present, &path));
            }
        }
    }

    /// The missing members at paths that no rule reported: they belong to parts whose rules are not checked.
    fn missing_beside(&mut self, violations: &[Violation]) -> Vec<Violation> {
        /// Comparisons that cost less than a set.
        const FEW: usize = 64;
        let missing = std::mem::take(&mut self.missing);
        let reported = violations.iter().map(Violation::path);
        if missing.len() * violations.len() <= FEW {
            let is_new = |it: &Violation| !reported.clone().any(|path| path == it.path());
            return missing.into_iter().filter(is_new).collect();
        }
        let reported: HashSet<&Path> = reported.collect();
        missing.into_iter().filter(|it| !reported.contains(it.path())).collect()
    }

    fn unknown(&mut self, schema: &'static Schema, child: &Child<'_, '_>, at: At<'_>) {
        let Child { key, key_start, .. } = *child;
        let shown = shortened(key);
        let at = Parent { outer: at, step: Step::Key(&shown) };
        self.add(Some(&at), Code::UnknownField, key_start, |_, suggestions| {
            Unknown::member(schema, suggestions).into()
        });
    }

    fn field(
        &mut self,
        field: &'static Field,
        place: Place<'a, 'de>,
        at: &Parent<'_>,
    ) -> State<'a> {
        let kind = field.kind();
        let place = place.in_field(field);
        if self.has_other_form(field, place) {
            return self.inside(field, |diagnosis| diagnosis.value(kind, place, Some(at)));
        }
        if field.ty.nullable && place.stands_for_absent(kind) {
            return State::Known(Node::Null);
        }
        if field.refuses_null() && place.stands_for_absent(kind) {
            self.add(Some(at), Code::Required, place.start(), |path, _| {
                Text::CannotBeRemoved.with("field", path).into()
            });
            return State::Unreadable;
        }
        if (field.ty.optional || field.attributes.default.is_some())
            && place.stands_for_absent(kind)
        {
            return State::ABSENT;
        }
        self.inside(field, |diagnosis| diagnosis.value(kind, place, Some(at)))
    }

    /// Reads the content of a field, and marks it as secret if the field is.
    fn inside<R>(&mut self, field: &Field, read: impl FnOnce(&mut Self) -> R) -> R {
        let was_secret = self.is_secret;
        self.is_secret |= field.attributes.secret;
        let strict = self.strict;
        self.strict = strict.map(|scalars| field.scalars(scalars));
        let read = read(self);
        (self.is_secret, self.strict) = (was_secret, strict);
        read
    }

    /// Returns `true` if a strict request writes the value of a field in another form than it has here.
    fn has_other_form(&self, field: &Field, place: Place<'_, '_>) -> bool {
        let scalars = self.strict.map(|scalars| field.scalars(scalars));
        scalars.is_some_and(|scalars| {
            !strict::is_joined(field, place) && !strict::has_form(field.kind(), scalars, place)
        })
    }

    fn value(&mut self, kind: &'static Kind, place: Place<'a, 'de>, at: At<'_>) -> State<'a> {
        if self.strict.is_some_and(|scalars| !strict::has_form(kind, scalars, place)) {
            self.misfit(kind.required(), place, at);
            return State::Unreadable;
        }
        let kind = match kind {
            Kind::Optional(_) if place.stands_for_absent(kind.required()) => return State::ABSENT,
            kind => kind.required(),
        };
        match (kind, place.shape()) {
            (Kind::Object(schema), Shape::Object) => {
                return State::object(schema, self.request(schema, place, at));
            }
            (Kind::List(item), Shape::List) => return self.list(item(), place, at),
            (Kind::Map(value), Shape::Object) => return self.map(value(), place, at),
            (Kind::Any, Shape::Object) => return self.map(kind, place, at),
            (Kind::Any, Shape::List) => return self.list(kind, place, at),
            (Kind::Any, Shape::Null) => return State::Known(Node::Null),
            (Kind::Any, Shape::Float) => return free_float(place),
            (Kind::Formed(form), Shape::Float) if form.is_float() => {
                let formed = place.float().and_then(|text| Formed::parse(form, text));
                if let Some(formed) = formed {
                    return State::Known(Node::Formed(formed));
                }
            }
            _ => {}
        }
        let is_container = matches!(kind, Kind::List(_) | Kind::Map(_) | Kind::Object(_));
        let scalar = match kind.required() {
            Kind::Text | Kind::Any => place.scalar(),
            // A type of the user reads the scalar itself.
            Kind::Formed(form) if !form.is_of_this_crate() => place.scalar(),
            Kind::Choice(choices) => choices.scalar(place),
            Kind::Bool
            | Kind::Integer { .. }
            | Kind::List(_)
            | Kind::Map(_)
            | Kind::Object(_)
            | Kind::Flag
            | Kind::Formed(_)
            | Kind::Optional(_) => place.bare_scalar(),
        };
        let scalar = scalar.filter(|_| !is_container);
        if let Some(node) = scalar.and_then(|scalar| kind.read(scalar)) {
            return State::Known(node);
        }
        // Forms send blank text for an empty input, so it counts as absent unless the field holds text.
        if matches!(place.shape(), Shape::Text | Shape::Part | Shape::Beside)
            && place.stands_for_absent(kind)
        {
            return State::ABSENT;
        }
        let is_secret = self.is_secret;
        self.add(at, Code::Type, place.start(), |_, suggestions| {
            let found = match scalar {
                // A suggestion of the nearest known value would reveal the given one.
                Some(_) if is_secret => Found::Untold,
                Some(scalar) => Found::scalar(kind, scalar, suggestions),
                None => Found::Shape(place.shape()),
            };
            Wrong::Type(kind, found)
        });
        State::Unreadable
    }

    /// Adds the problem that a value has another form than those of the kind.
    fn misfit(&mut self, kind: &'static Kind, place: Place<'a, 'de>, at: At<'_>) {
        let wrong = |_: &Path, _: &mut Suggestions| Wrong::Type(kind, Found::Shape(place.shape()));
        self.add(at, Code::Type, place.start(), wrong);
    }

    fn list(&mut self, kind: &'static Kind, place: Place<'a, 'de>, at: At<'_>) -> State<'a> {
        let items = place.children().enumerate().map(|(index, child)| {
            let at = Parent { outer: at, step: Step::Index(index) };
            self.value(kind, child.place, Some(&at))
        });
        State::list(items.collect())
    }

    fn map(&mut self, kind: &'static Kind, place: Place<'a, 'de>, at: At<'_>) -> State<'a> {
        let mut entries: Vec<(&'a str, State<'a>)> = Vec::new();
        let mut seen = HashSet::new();
        for child in place.children() {
            if seen.insert(child.key) {
                let at = Parent { outer: at, step: Step::Key(child.key) };
                entries.push((child.key, self.value(kind, child.place, Some(&at))));
            } else {
                let shown = shortened(child.key);
                let at = Parent { outer: at, step: Step::Key(&shown) };
                self.add(Some(&at), Code::Duplicate, child.key_start, |path, _| {
                    Text::Twice.with("field", path).into()
                });
            }
        }
        State::map(entries)
    }

    /// Adds violations of a value of this kind, each at the offset of its path.
    fn violations(&mut self, kind: &Kind, violations: Vec<Violation>) {
        let kept = violations.len().min(self.problems.room());
        let paths = violations[..kept].iter().map(Violation::path);
        let is_left_out = |path: &Path| self.is_left_out(kind, path);
        let mut offsets = offsets(self.document, kind, paths, is_left_out).into_iter();
        for violation in violations {
            self.problems
                .add(|| Problem::of_violation(violation, offsets.next().unwrap_or_default()));
        }
    }

    /// Returns `true` for the path of a field that the document is known not to have.
    fn is_left_out(&self, kind: &Kind, path: &Path) -> bool {
        let mut segments = path.segments();
        let (Kind::Object(schema), Some(Segment::Name(name)), None) =
            (kind, segments.next(), segments.next())
        else {
            return false;
        };
        let mut fields = schema.fields.iter().zip(&self.given);
        fields.any(|(field, is_given)| !is_given && field.is_named(name))
    }
}

/// Visits the members that a request always has, including those of flattened parts that are not optional. A member
/// is given by its schema and its index there.
pub(crate) fn each_member(schema: &'static Schema, visit: &mut dyn FnMut(&'static Schema, usize)) {
    for (index, field) in schema.fields.iter().enumerate() {
        match (field.kind(), field.place) {
            (Kind::Object(part), FieldPlace::Flattened) if !field.ty.optional => {
                each_member(part, visit);
            }
            (_, FieldPlace::Flattened | FieldPlace::Skipped) => {}
            _ => visit(schema, index),
        }
    }
}

/// The state of a float of a serializer in a free-form value.
#[cfg(feature = "serde_json")]
fn free_float<'a>(place: Place<'a, '_>) -> State<'a> {
    let formed = place.float().and_then(|text| Formed::parse(&NUMBER, text));
    formed.map_or(State::Unreadable, |formed| State::Known(Node::Formed(formed)))
}

/// The same without a type that holds it. The original digits are lost, but the value is a number.
#[cfg(not(feature = "serde_json"))]
fn free_float<'a>(_: Place<'a, '_>) -> State<'a> {
    State::Unreadable
}

/// Returns the key, cut to the length of a plausible name.
pub(crate) fn shortened(key: &str) -> Cow<'_, str> {
    const LONGEST: usize = 64;
    match key.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(key),
        Some((end, _)) => Cow::Owned(format!("{}…", &key[..end])),
    }
}
