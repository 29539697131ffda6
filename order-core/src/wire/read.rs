use std::fmt;

use crate::{
    Code, Path, Segment, Valid, Violation, Violations,
    request::ReadRequest,
    schema::{Evaluator, Schema, State, judge},
    suggest,
    value::Node,
    wire::{
        Document, Members,
        document::{Place, Shape},
        members::by_field,
    },
};

/// What can be read from a document: a request, or a [`Valid`] one.
///
/// A request is read if its type can hold the document, whatever its rules say; a `Valid` one only
/// if all rules are kept too.
pub trait FromWire<'de>: Sized {
    #[doc(hidden)]
    fn __from_document(document: &Document<'de>) -> Result<Self, ReadError>;

    #[doc(hidden)]
    fn __schema() -> &'static Schema;
}

impl<'de, T: ReadRequest<'de>> FromWire<'de> for T {
    fn __from_document(document: &Document<'de>) -> Result<Self, ReadError> {
        read(document).ok_or_else(|| diagnose(T::SCHEMA, document))
    }

    fn __schema() -> &'static Schema {
        T::SCHEMA
    }
}

impl<'de, T: ReadRequest<'de>> FromWire<'de> for Valid<T> {
    fn __from_document(document: &Document<'de>) -> Result<Self, ReadError> {
        let request = T::__from_document(document)?;
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

/// Everything that keeps a document from being read, in the order of the document; never empty.
///
/// No value of the document is shown, so a message can be logged.
#[derive(Debug, Clone)]
pub struct ReadError {
    problems: Vec<Problem>,
}

impl ReadError {
    pub(crate) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|problem| problem.position.offset);
        Self { problems }
    }

    /// The problems, in the order of the document.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// One problem a line, each with its place.
impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadError {}

/// One problem of a document: of its syntax, of a value, or a broken rule.
#[derive(Debug, Clone)]
pub struct Problem {
    path: Path,
    code: Code,
    position: Position,
    message: String,
    violation: Option<Violation>,
}

impl Problem {
    pub(crate) fn new(path: Path, code: Code, position: Position, message: String) -> Self {
        Self { path, code, position, message, violation: None }
    }

    fn of_violation(violation: Violation, position: Position) -> Self {
        Self {
            path: violation.path().clone(),
            code: violation.code(),
            position,
            message: violation.to_string(),
            violation: Some(violation),
        }
    }

    /// Where it is, in wire names.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The kind of mistake.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Where it is in the text: at the value, at the key of an unknown member, or where an object
    /// closes that lacks one.
    pub fn position(&self) -> Position {
        self.position
    }

    /// What is wrong and what to do, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The broken rule, if the problem is one.
    pub fn violation(&self) -> Option<&Violation> {
        self.violation.as_ref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)
    }
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Bytes before it.
    pub offset: usize,
}

impl Position {
    /// The position of the byte `offset`; of one inside a character, that character's.
    pub(crate) fn new(source: &str, offset: usize) -> Self {
        let before = source.get(..offset).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            offset,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Every problem of a document that a request of this schema cannot hold.
fn diagnose(schema: &'static Schema, document: &Document<'_>) -> ReadError {
    let mut diagnosis = Diagnosis::new(schema, document);
    let Some(root) = document.root().filter(|root| root.shape() == Shape::Object) else {
        let message = format!("expected an object with the fields of `{}`", schema.name);
        diagnosis.add(Path::ROOT, Code::Type, 0, message);
        return ReadError::new(diagnosis.problems);
    };
    diagnosis.members(root);
    let violations = judge(&Evaluator::new(schema, diagnosis.states.clone()));
    diagnosis.violations(root, violations);
    if diagnosis.problems.is_empty() {
        // A type whose reading is stricter than its kind, such as `&str` for a text with escapes.
        let message = format!(
            "a value does not fit into `{}` as it stands; a borrowed text needs `Cow<str>` if it may hold escapes",
            schema.name,
        );
        diagnosis.add(Path::ROOT, Code::Type, 0, message);
    }
    ReadError::new(diagnosis.problems)
}

/// The problems of a document whose syntax is broken: those of its values are reported as far as it
/// was read, and no rule is judged, for the rest is not known.
pub(crate) fn diagnose_broken(
    schema: &'static Schema,
    document: &Document<'_>,
    syntax: Problem,
) -> ReadError {
    let mut diagnosis = Diagnosis::new(schema, document);
    if let Some(root) = document.root() {
        diagnosis.members(root);
    }
    diagnosis.problems.push(syntax);
    ReadError::new(diagnosis.problems)
}

fn broken_rules(
    schema: &'static Schema,
    document: &Document<'_>,
    violations: Violations,
) -> ReadError {
    let mut diagnosis = Diagnosis::new(schema, document);
    if let Some(root) = document.root() {
        diagnosis.members(root);
        diagnosis.violations(root, violations);
    }
    ReadError::new(diagnosis.problems)
}

struct Diagnosis<'a, 'de> {
    schema: &'static Schema,
    document: &'a Document<'de>,
    /// The place of every field that is given.
    places: Vec<Option<Place<'a, 'de>>>,
    states: Vec<State<'a>>,
    problems: Vec<Problem>,
}

impl<'a, 'de> Diagnosis<'a, 'de> {
    fn new(schema: &'static Schema, document: &'a Document<'de>) -> Self {
        Self {
            schema,
            document,
            places: vec![None; schema.fields.len()],
            states: vec![State::Known(Node::Absent); schema.fields.len()],
            problems: Vec::new(),
        }
    }

    fn add(&mut self, path: Path, code: Code, offset: usize, message: String) {
        let position = Position::new(self.document.source(), offset);
        self.problems.push(Problem::new(path, code, position, message));
    }

    /// Reads every member: its state for the rules, and what is wrong with it.
    fn members(&mut self, object: Place<'a, 'de>) {
        let schema = self.schema;
        for (field, child) in by_field(object, schema) {
            let Some(field) = field else {
                self.unknown(child.key, child.key_start);
                continue;
            };
            if let Some(first) = self.places[field] {
                let line = Position::new(self.document.source(), first.start()).line;
                let name = schema.fields[field].name;
                let message = format!("`{name}` is given twice, first on line {line}; remove one");
                self.add(
                    Path::field(name),
                    Code::Duplicate,
                    child.key_start.saturating_sub(1),
                    message,
                );
                continue;
            }
            self.places[field] = Some(child.place);
            self.states[field] = self.value(field, child.place);
        }
    }

    fn unknown(&mut self, key: &str, start: usize) {
        let shown = shown_key(key);
        let names = self.schema.fields.iter().map(|field| field.name);
        let message = match suggest::nearest(key, names) {
            Some(near) => format!("unknown field `{shown}`; did you mean `{near}`?"),
            None => format!("unknown field `{shown}`; remove it"),
        };
        let path = Path::ROOT.join(Segment::Key(shown.into()));
        self.add(path, Code::UnknownField, start.saturating_sub(1), message);
    }

    fn value(&mut self, field: usize, place: Place<'a, 'de>) -> State<'a> {
        let field = &self.schema.fields[field];
        let kind = (field.kind)();
        let place = place.with_blank(field.blank);
        if (field.optional || field.default.is_some()) && place.stands_for_absent(kind) {
            return State::Known(Node::Absent);
        }
        let read = match place.scalar() {
            Some(scalar) => kind.read(scalar),
            None => Err(format!("must be {kind}, not {}", described(place.shape()))),
        };
        match read {
            Ok(node) => State::Known(node),
            // Blank text where no text is wanted is what a form sends for a field left empty.
            Err(_) if place.shape() == Shape::Text && place.stands_for_absent(kind) => {
                State::Known(Node::Absent)
            }
            Err(wrong) => {
                let message = format!("`{}` {wrong}", field.name);
                self.add(Path::field(field.name), Code::Type, place.start(), message);
                State::Unreadable
            }
        }
    }

    fn violations(
        &mut self,
        object: Place<'_, '_>,
        violations: impl IntoIterator<Item = Violation>,
    ) {
        for violation in violations {
            let place = self.places[violation.rule().field];
            let offset = place.map_or_else(|| object.end(), Place::start);
            let position = Position::new(self.document.source(), offset);
            self.problems.push(Problem::of_violation(violation, position));
        }
    }
}

fn described(shape: Shape) -> &'static str {
    match shape {
        Shape::Null => "null",
        Shape::True | Shape::False => "a bool",
        Shape::Number => "a number",
        Shape::Text => "text",
        Shape::List => "a list",
        Shape::Object => "an object",
    }
}

/// A key as a message shows it: escaped, and not longer than a name would be.
fn shown_key(key: &str) -> String {
    const LONGEST: usize = 64;
    let mut shown: String = key.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if key.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
