use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use crate::{
    Code, OrderRequest, Path, Valid, Violation, Violations,
    path::Segment,
    request::ReadRequest,
    schema::{
        At, Demand, Evaluator, Field, FieldPlace, Kind, Schema, State, is_present, judge, variants,
    },
    suggest,
    value::Node,
    violation::Because,
    wire::{
        Document, Members,
        document::{Place, Shape},
        error::{Problem, Problems, ReadError},
        members::{Finder, knows},
        split::split,
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

    #[doc(hidden)]
    fn __schema() -> &'static Schema;
}

impl<'de, T: ReadRequest<'de>> FromWire<'de> for T {
    fn __from_members(
        document: &Document<'de>,
        members: Option<&Members<'_, 'de>>,
    ) -> Result<Self, ReadError> {
        if let Some(request) = members.and_then(T::__read) {
            return Ok(request);
        }
        let split = split(document, T::SCHEMA);
        let request = split.as_ref().and_then(read);
        let document = split.as_ref().unwrap_or(document);
        request.ok_or_else(|| diagnose(T::SCHEMA, document))
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
        let request = T::__from_members(document, members)?;
        request
            .into_valid()
            .map_err(|invalid| broken_rules(T::SCHEMA, document, invalid.violations))
    }

    fn __schema() -> &'static Schema {
        T::SCHEMA
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
    pub(crate) fn into_request<T: FromWire<'de>>(self) -> Result<T, ReadError> {
        let Self { document, problems, is_whole } = self;
        match is_whole {
            true if problems.is_empty() => T::__from_document(&document),
            true => Err(diagnose_beside(T::__schema(), &document, problems)),
            false => Err(diagnose_broken(T::__schema(), &document, problems)),
        }
    }
}

/// Converts UTF-8 bytes to text.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, ReadError> {
    str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let before = bytes.get(..offset).and_then(|valid| str::from_utf8(valid).ok());
        let message = "not UTF-8 from here on; encode the document as UTF-8".to_owned();
        let problem = Problem::new(Path::ROOT, Code::Syntax, offset, message);
        ReadError::one(before.unwrap_or_default(), problem)
    })
}

/// The problem of a text that is too long.
pub(crate) fn too_long() -> Problem {
    let message = format!("longer than {} bytes; split the document", Document::LONGEST);
    Problem::new(Path::ROOT, Code::Syntax, 0, message)
}

/// The problems that keep a request with this schema from being read.
fn diagnose(schema: &'static Schema, document: &Document<'_>) -> ReadError {
    diagnose_beside(schema, document, Problems::default())
}

/// The same, together with the syntax problems found so far.
fn diagnose_beside(
    schema: &'static Schema,
    document: &Document<'_>,
    problems: Problems,
) -> ReadError {
    let split = split(document, schema);
    let document = split.as_ref().unwrap_or(document);
    let mut diagnosis = Diagnosis::new(document, problems);
    let Some(root) = document.root().filter(|root| root.shape() == Shape::Object) else {
        let message = || format!("expected an object with the fields of `{}`", schema.name);
        diagnosis.add(Path::ROOT, Code::Type, 0, message);
        return diagnosis.finish();
    };
    let states = diagnosis.request(schema, root, &Path::ROOT);
    let violations = judge(&Evaluator::new(schema, states, &(), Path::ROOT));
    let missing = diagnosis.missing_beside(&violations);
    diagnosis.violations(violations);
    diagnosis.violations(missing);
    if diagnosis.problems.is_empty() {
        // A type may be stricter than its kind, such as `&str`, which cannot hold a text with escapes.
        let message = || {
            format!(
                "a value does not fit into `{}` as it stands; a borrowed text needs `Cow<str>` if it may hold escapes",
                schema.name,
            )
        };
        diagnosis.add(Path::ROOT, Code::Type, 0, message);
    }
    diagnosis.finish()
}

/// The problems that keep a value of this kind from being read.
#[cfg(feature = "serde")]
pub(crate) fn diagnose_value(kind: &'static Kind, document: &Document<'_>) -> ReadError {
    if let Kind::Object(schema) = kind {
        return diagnose(schema, document);
    }
    let mut diagnosis = Diagnosis::new(document, Problems::default());
    if let Some(root) = document.root() {
        diagnosis.value(kind, root, Path::ROOT);
    }
    let missing = diagnosis.missing_beside(&[]);
    diagnosis.violations(missing);
    if diagnosis.problems.is_empty() {
        // The same reason as in `diagnose_beside`.
        let message = || {
            format!(
                "must be {kind} as it stands; a borrowed text needs `Cow<str>` if it may hold escapes"
            )
        };
        diagnosis.add(Path::ROOT, Code::Type, 0, message);
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
    let mut diagnosis = Diagnosis::new(document, problems);
    if let Some(root) = document.root() {
        diagnosis.request(schema, root, &Path::ROOT);
    }
    diagnosis.finish()
}

fn broken_rules(
    schema: &'static Schema,
    document: &Document<'_>,
    violations: Violations,
) -> ReadError {
    let split = split(document, schema);
    let document = split.as_ref().unwrap_or(document);
    let mut diagnosis = Diagnosis::new(document, Problems::default());
    if let Some(root) = document.root() {
        diagnosis.request(schema, root, &Path::ROOT);
    }
    // The document was readable, so only the places found are used.
    diagnosis.problems = Problems::default();
    diagnosis.violations(violations);
    diagnosis.finish()
}

struct Diagnosis<'a, 'de> {
    document: &'a Document<'de>,
    /// The start of each value, and the end of each object.
    places: HashMap<Path, Span>,
    problems: Problems,
    /// Violations for missing required members and for wrong numbers of variants.
    missing: Vec<Violation>,
    /// `true` inside a secret field, whose values are never shown.
    is_secret: bool,
    /// The offsets of the newlines in the source, computed on first use.
    lines: OnceCell<Vec<usize>>,
}

#[derive(Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
}

impl<'a, 'de> Diagnosis<'a, 'de> {
    fn new(document: &'a Document<'de>, problems: Problems) -> Self {
        Self {
            document,
            places: HashMap::new(),
            problems,
            missing: Vec::new(),
            is_secret: false,
            lines: OnceCell::new(),
        }
    }

    fn finish(self) -> ReadError {
        ReadError::new(self.document.source(), self.problems)
    }

    fn add(&mut self, path: Path, code: Code, offset: usize, message: impl FnOnce() -> String) {
        self.problems.add(|| Problem::new(path, code, offset, message()));
    }

    /// The line of the byte at `offset`, from 1.
    fn line(&self, offset: usize) -> usize {
        let lines = self.lines.get_or_init(|| {
            let source = self.document.source();
            source.match_indices('\n').map(|(newline, _)| newline).collect()
        });
        lines.partition_point(|newline| *newline < offset) + 1
    }

    /// Reads all members of an object, records the problems and returns the states for the rules.
    fn request(
        &mut self,
        schema: &'static Schema,
        object: Place<'a, 'de>,
        path: &Path,
    ) -> Vec<State<'a>> {
        self.places.insert(path.clone(), Span { start: object.start(), end: object.end() });
        let mut finder = Finder::new(schema);
        for child in object.children() {
            if finder.find(child.key).is_none() && finder.find_flattened(child.key).is_none() {
                self.unknown(schema, child.key, child.key_start, path);
            }
        }
        self.fields(schema, object, path)
    }

    fn fields(
        &mut self,
        schema: &'static Schema,
        object: Place<'a, 'de>,
        path: &Path,
    ) -> Vec<State<'a>> {
        let mut states = vec![State::ABSENT; schema.fields.len()];
        let mut firsts: Vec<Option<usize>> = vec![None; schema.fields.len()];
        let mut finder = Finder::new(schema);
        for child in object.children() {
            let Some(index) = finder.find(child.key) else { continue };
            let field = &schema.fields[index];
            let path = path.join_name(field.name);
            if let Some(first) = firsts[index] {
                let line = self.line(first);
                let message = format!("`{path}` is given twice, first on line {line}; remove one");
                self.add(path, Code::Duplicate, child.key_start, || message);
                continue;
            }
            firsts[index] = Some(child.place.start());
            states[index] = self.field(field, child.place, path);
        }
        for (index, field) in schema.fields.iter().enumerate() {
            if let (FieldPlace::Flattened, Kind::Object(part)) = (field.place, (field.kind)()) {
                let is_given = object.children().any(|child| knows(part, child.key));
                if is_given || !field.optional {
                    let fields = self.inside(field, |it| it.fields(part, object, path));
                    states[index] = State::Object(part, fields.into());
                }
            }
        }
        self.note_missing(schema, &states, path);
        states
    }

    fn note_missing(&mut self, schema: &'static Schema, states: &[State<'_>], path: &Path) {
        for rule in schema.rules {
            if let (At::Field(field), Demand::RequiredByType) = (rule.at, &rule.demand)
                && !schema.fields[field].optional
                && !states[field].is_given()
            {
                let path = path.join_name(schema.fields[field].name);
                self.missing.push(Violation::new(schema, rule, path, Because::Nothing));
            }
            if let (At::Root, Demand::Group(group)) = (rule.at, &rule.demand) {
                let is_present =
                    |field: usize| is_present(&states[field], Some(&schema.fields[field]));
                let group = &schema.groups[*group];
                self.missing.extend(variants(schema, rule, group, is_present, path));
            }
        }
    }

    /// The missing members at paths that no rule reported: they belong to parts whose rules are not checked.
    fn missing_beside(&mut self, violations: &[Violation]) -> Vec<Violation> {
        let reported: HashSet<&Path> = violations.iter().map(Violation::path).collect();
        let missing = std::mem::take(&mut self.missing);
        missing.into_iter().filter(|violation| !reported.contains(violation.path())).collect()
    }

    fn unknown(&mut self, schema: &'static Schema, key: &str, start: usize, path: &Path) {
        let path = path.join(Segment::Key(shortened(key).into()));
        let message = format!("unknown field `{path}`");
        let message = || {
            let mut names = Vec::new();
            collect_names(schema, &mut names);
            match suggest::nearest(key, names.into_iter()) {
                Some(near) => format!("{message}; did you mean `{near}`?"),
                None => format!("{message}; remove it"),
            }
        };
        self.add(path, Code::UnknownField, start, message);
    }

    fn field(&mut self, field: &'static Field, place: Place<'a, 'de>, path: Path) -> State<'a> {
        let kind = (field.kind)();
        let place = place.with_blank(field.blank);
        if field.nullable && place.stands_for_absent(kind) {
            self.places.insert(path, Span { start: place.start(), end: place.end() });
            return State::Known(Node::Null);
        }
        if (field.optional || field.default.is_some()) && place.stands_for_absent(kind) {
            return State::ABSENT;
        }
        self.inside(field, |diagnosis| diagnosis.value(kind, place, path))
    }

    /// Reads the content of a field, and marks it as secret if the field is.
    fn inside<R>(&mut self, field: &Field, read: impl FnOnce(&mut Self) -> R) -> R {
        let was_secret = self.is_secret;
        self.is_secret |= field.secret;
        let read = read(self);
        self.is_secret = was_secret;
        read
    }

    fn value(&mut self, kind: &'static Kind, place: Place<'a, 'de>, path: Path) -> State<'a> {
        self.places.insert(path.clone(), Span { start: place.start(), end: place.end() });
        let kind = match kind {
            Kind::Optional(_) if place.stands_for_absent(kind.required()) => return State::ABSENT,
            kind => kind.required(),
        };
        match (kind, place.shape()) {
            (Kind::Object(schema), Shape::Object) => {
                return State::Object(schema, self.request(schema, place, &path).into());
            }
            (Kind::List(item), Shape::List) => {
                let items = place.children().enumerate().map(|(index, child)| {
                    self.value(item(), child.place, path.join(Segment::Index(index)))
                });
                return State::List(items.collect::<Vec<_>>().into());
            }
            (Kind::Map(value), Shape::Object) => return self.map(value(), place, &path),
            (Kind::Any, Shape::Object) => return self.map(kind, place, &path),
            (Kind::Any, Shape::List) => {
                let items = place.children().enumerate().map(|(index, child)| {
                    self.value(kind, child.place, path.join(Segment::Index(index)))
                });
                return State::List(items.collect::<Vec<_>>().into());
            }
            (Kind::Any, Shape::Null) => return State::Known(Node::Null),
            // The original digits are lost, but the value is a number.
            (Kind::Any, Shape::Float) => return State::Unreadable,
            _ => {}
        }
        let is_container = matches!(kind, Kind::List(_) | Kind::Map(_) | Kind::Object(_));
        let read = match place.scalar() {
            Some(scalar) if !is_container => match kind.read(scalar) {
                // A suggestion of the nearest known value would reveal the given one.
                Err(_) if self.is_secret => Err(format!("must be {kind}")),
                read => read,
            },
            _ => Err(format!("must be {kind}, not {}", described(place.shape()))),
        };
        match read {
            Ok(node) => State::Known(node),
            // Forms send blank text for an empty input, so it counts as absent unless the field holds text.
            Err(_)
                if matches!(place.shape(), Shape::Text | Shape::Part)
                    && place.stands_for_absent(kind) =>
            {
                State::ABSENT
            }
            Err(wrong) => {
                let message = match path == Path::ROOT {
                    true => wrong,
                    false => format!("`{path}` {wrong}"),
                };
                self.add(path, Code::Type, place.start(), || message);
                State::Unreadable
            }
        }
    }

    fn map(&mut self, kind: &'static Kind, place: Place<'a, 'de>, path: &Path) -> State<'a> {
        let mut entries: Vec<(&'a str, State<'a>)> = Vec::new();
        let mut seen = HashSet::new();
        for child in place.children() {
            let entry = |key: &str| path.join(Segment::Key(key.into()));
            if seen.insert(child.key) {
                entries.push((child.key, self.value(kind, child.place, entry(child.key))));
            } else {
                let path = entry(&shortened(child.key));
                let message = format!("`{path}` is given twice; remove one");
                self.add(path, Code::Duplicate, child.key_start, || message);
            }
        }
        State::Map(entries.into())
    }

    fn violations(&mut self, violations: impl IntoIterator<Item = Violation>) {
        for violation in violations {
            let offset = self.offset_of(violation.path());
            self.problems.add(|| Problem::of_violation(violation, offset));
        }
    }

    /// The offset of a value; for a missing value, the end of the innermost object around it.
    fn offset_of(&self, path: &Path) -> usize {
        if let Some(span) = self.places.get(path).filter(|_| *path != Path::ROOT) {
            return span.start;
        }
        let mut segments: Vec<Segment> = path.segments().cloned().collect();
        loop {
            segments.pop();
            let outer: Path = segments.iter().cloned().collect();
            match self.places.get(&outer) {
                Some(span) => return span.end,
                None if segments.is_empty() => return 0,
                None => {}
            }
        }
    }
}

/// Collects the names of all members, including those of flattened parts.
pub(crate) fn collect_names(schema: &'static Schema, names: &mut Vec<&'static str>) {
    for field in schema.fields {
        match ((field.kind)(), field.place) {
            (Kind::Object(part), FieldPlace::Flattened) => collect_names(part, names),
            (_, FieldPlace::Skipped) => {}
            _ => names.push(field.name),
        }
    }
}

/// Visits the members that a request always has, including those of flattened parts that are not optional. A member
/// is given by its schema and its index there.
pub(crate) fn each_member(schema: &'static Schema, visit: &mut dyn FnMut(&'static Schema, usize)) {
    for (index, field) in schema.fields.iter().enumerate() {
        match ((field.kind)(), field.place) {
            (Kind::Object(part), FieldPlace::Flattened) if !field.optional => {
                each_member(part, visit);
            }
            (_, FieldPlace::Flattened | FieldPlace::Skipped) => {}
            _ => visit(schema, index),
        }
    }
}

fn described(shape: Shape) -> &'static str {
    match shape {
        Shape::Null => "null",
        Shape::True | Shape::False => "a bool",
        Shape::Number => "a number",
        Shape::Float => "a float; write it as text",
        Shape::Text | Shape::Part => "text",
        Shape::List => "a list",
        Shape::Object => "an object",
    }
}

/// Returns the key, cut to the length of a plausible name.
pub(crate) fn shortened(key: &str) -> Cow<'_, str> {
    const LONGEST: usize = 64;
    match key.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(key),
        Some((end, _)) => Cow::Owned(format!("{}…", &key[..end])),
    }
}
