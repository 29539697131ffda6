use std::fmt;

use crate::{
    Code, Path, Violation,
    language::{self, Catalogue, Message, Text, Value},
    schema::Schema,
    wire::wrong::Wrong,
};

/// All problems that keep a document from being read, in the order of the document; never empty.
///
/// Messages show no value of the document, so they can be logged.
#[derive(Clone)]
pub struct ReadError {
    problems: Vec<Problem>,
    left_out: usize,
    warnings: Vec<Problem>,
    /// The request that was read, whose fields have labels.
    schema: Option<&'static Schema>,
}

impl ReadError {
    /// Creates the error of a document that was read from `source`, and computes lines and columns.
    pub(crate) fn new(source: &str, problems: Problems) -> Self {
        let Problems { mut list, left_out } = problems;
        place_in(source, &mut list);
        Self { problems: list, left_out, warnings: Vec::new(), schema: None }
    }

    /// Adds what the request is warned of beside its problems, in the text that was read.
    pub(crate) fn with_warnings(self, source: &str, mut warnings: Vec<Problem>) -> Self {
        place_in(source, &mut warnings);
        Self { warnings, ..self }
    }

    /// Says which request was read.
    pub(crate) fn of(self, schema: &'static Schema) -> Self {
        Self { schema: Some(schema), ..self }
    }

    /// Returns the label of the field at the place of a problem, to be said in a language; `None` if it has none.
    pub(crate) fn label_of(&self, problem: &Problem) -> Option<Value> {
        match problem.violation() {
            Some(violation) => violation.label_value(),
            None => self.schema?.label_at(problem.path()),
        }
    }

    /// Creates the error of a document with one problem.
    pub(crate) fn one(source: &str, problem: Problem) -> Self {
        Self::new(source, Problems { list: vec![problem], left_out: 0 })
    }

    /// Creates the error of a table row; the offset of a problem is the number of cells before it.
    pub(crate) fn of_row(problems: Problems) -> Self {
        let Problems { list, left_out } = problems;
        Self { problems: list, left_out, warnings: Vec::new(), schema: None }.in_row(|_| None)
    }

    /// Converts to the error of a table row, and moves each problem to the cell of its path if there is one.
    pub(crate) fn in_row(mut self, cell: impl Fn(&Path) -> Option<usize>) -> Self {
        for list in [&mut self.problems, &mut self.warnings] {
            for Problem { path, position, .. } in &mut *list {
                let offset = cell(path).unwrap_or(position.offset);
                *position = Position { line: 1, column: offset + 1, offset };
            }
            list.sort_by_key(|problem| problem.position.offset);
        }
        self
    }

    /// Converts to the error of a call: adds the problems `beside` the body, and gives each problem its part and its
    /// position there. `place` tells both for a problem that has no part; `text` is the text of a part other than the body.
    pub(crate) fn of_call<'t>(
        self,
        beside: Problems,
        place: impl Fn(&Problem) -> (Part, usize),
        text: impl Fn(Part) -> &'t str,
    ) -> Self {
        let Self { problems, mut left_out, warnings, schema } = self;
        left_out += beside.left_out;
        let problems = in_call(problems, beside.list, &place, &text);
        let warnings = in_call(warnings, Vec::new(), &place, &text);
        Self { problems, left_out, warnings, schema }
    }

    /// Returns the problems alone.
    pub(crate) fn into_problems(self) -> impl Iterator<Item = Problem> {
        self.problems.into_iter()
    }

    /// The problems, in the order of the document: at most 1000, and the syntax error that ended the reading.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Warnings about the request beside its problems, in the order of the document: at most 1000. Rules that warn are judged as
    /// far as their values could be read.
    ///
    /// ```
    /// use order_core::{OrderRequest, Valid, json};
    ///
    /// #[derive(Debug, OrderRequest)]
    /// struct Order {
    ///     #[range(1..=9)]
    ///     amount: u8,
    ///     #[order(deprecated = "use `amount`")]
    ///     count: Option<u8>,
    /// }
    ///
    /// let error = json::from_str::<Valid<Order>>(r#"{"amount": 10, "count": 1}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "line 1, column 12: `amount` must be from 1 to 9");
    /// let warnings: Vec<_> = error.warnings().iter().map(ToString::to_string).collect();
    /// assert_eq!(warnings, ["line 1, column 25: `count` is deprecated; use `amount`"]);
    /// ```
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The number of further problems.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Returns the problems, one a line and each with its position, in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        let messages = self.problems.iter().map(Problem::placed);
        language::lines(messages.chain(self.and_more()), catalogue)
    }

    /// Returns the message that there are further problems, if there are.
    pub(crate) fn and_more(&self) -> Option<Message> {
        (self.left_out > 0).then(|| Text::AndMore.with("count", Value::number(self.left_out)))
    }
}

/// Orders problems by their offsets in a text, and computes their lines and columns.
fn place_in(source: &str, problems: &mut [Problem]) {
    problems.sort_by_key(|problem| problem.position.offset);
    // One pass over the text for all problems, because there may be as many as members.
    let mut position = Position::START;
    for problem in problems {
        position = position.moved(source, problem.position.offset);
        problem.position = position;
    }
}

/// Gives problems their parts of a call and their positions there, like [`ReadError::of_call`].
pub(crate) fn in_call<'t>(
    mut problems: Vec<Problem>,
    beside: Vec<Problem>,
    place: impl Fn(&Problem) -> (Part, usize),
    text: impl Fn(Part) -> &'t str,
) -> Vec<Problem> {
    for problem in problems.iter_mut().filter(|problem| problem.part.is_none()) {
        let (part, offset) = place(problem);
        problem.part = Some(part);
        if !part.is_in_body() {
            problem.position = Position { offset, ..Position::START };
        }
    }
    problems.extend(beside);
    problems.sort_by_key(|it| (it.part.map(Part::rank), it.position.offset));
    let mut last = (None, Position::START);
    for Problem { part, position, .. } in &mut problems {
        let Some(part) = part.filter(|part| !part.is_in_body()) else { continue };
        let start = if last.0 == Some(part) { last.1 } else { Position::START };
        *position = start.moved(text(part), position.offset);
        last = (Some(part), *position);
    }
    problems
}

/// Shows one problem per line, each with its position. Warnings are not shown.
impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(&language::English))
    }
}

/// Shows no schema, because it may hold what a secret is compared with.
impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { problems, left_out, warnings, schema: _ } = self;
        let mut shown = f.debug_struct("ReadError");
        shown.field("problems", problems).field("left_out", left_out);
        if !warnings.is_empty() {
            shown.field("warnings", warnings);
        }
        shown.finish()
    }
}

impl std::error::Error for ReadError {}

/// The problems found so far, limited in number to bound the memory.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    left_out: usize,
}

impl Problems {
    pub(crate) const MOST: usize = 1000;

    /// Creates the problems that were found before.
    pub(crate) fn of(list: Vec<Problem>) -> Self {
        Self { list, left_out: 0 }
    }

    /// Adds a problem, unless there are too many; then it is only counted and not even created.
    pub(crate) fn add(&mut self, problem: impl FnOnce() -> Problem) {
        if self.list.len() < Self::MOST {
            self.list.push(problem());
        } else {
            self.left_out += 1;
        }
    }

    /// The number of problems that may still be added.
    pub(crate) fn room(&self) -> usize {
        Self::MOST.saturating_sub(self.list.len())
    }

    /// Adds a problem regardless of the limit.
    pub(crate) fn add_always(&mut self, problem: Problem) {
        self.list.push(problem);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// One problem of a document: a syntax error, an unsuitable value or a broken rule.
#[derive(Clone)]
pub struct Problem {
    path: Path,
    code: Code,
    position: Position,
    part: Option<Part>,
    wrong: Wrong,
}

impl Problem {
    /// Creates a problem at the byte `offset`.
    pub(crate) fn new(path: Path, code: Code, offset: usize, wrong: impl Into<Wrong>) -> Self {
        let position = Position { offset, ..Position::START };
        Self { path, code, position, part: None, wrong: wrong.into() }
    }

    pub(crate) fn of_violation(violation: Violation, offset: usize) -> Self {
        let (path, code) = (violation.path().clone(), violation.code());
        let position = Position { offset, ..Position::START };
        Self { path, code, position, part: None, wrong: Wrong::Violation(Box::new(violation)) }
    }

    /// The same problem, in this part of a call.
    pub(crate) fn within(self, part: Part) -> Self {
        Self { part: Some(part), ..self }
    }

    /// The path of the value, in wire names.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The part of the call in which the problem is; `None` if a document was read alone.
    pub fn part(&self) -> Option<Part> {
        self.part
    }

    /// The kind of mistake.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The position in the text, or in the part of the call: of the value, of the key of an unknown member, or, for a missing member, of the
    /// end of the object.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Returns the message, which says what is wrong and what to do, without the position.
    pub fn message(&self) -> Message {
        self.wrong.message(&self.path)
    }

    /// Returns the message with the position, in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        catalogue.words(&self.placed())
    }

    /// The violation, if the problem is a broken rule.
    pub fn violation(&self) -> Option<&Violation> {
        match &self.wrong {
            Wrong::Violation(violation) => Some(violation),
            Wrong::Message(_) | Wrong::Unknown(_) | Wrong::Type(..) => None,
        }
    }

    /// Returns the message with the position.
    fn placed(&self) -> Message {
        let Position { line, column, .. } = self.position;
        let text = match self.part {
            None => Text::AtPosition,
            Some(Part::Body) => Text::InAtPosition,
            Some(Part::Path | Part::Query) => Text::InAtColumn,
            Some(Part::Header(_)) => Text::In,
            Some(Part::Request) => return self.message(),
        };
        text.with("part", self.part.map(Part::message))
            .with("line", Value::number(line))
            .with("column", Value::number(column))
            .with("message", self.message())
    }
}

/// Shows the words, and no text of the document that they are made from.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, code, position, part, wrong } = self;
        let mut shown = f.debug_struct("Problem");
        shown.field("path", path).field("code", code).field("position", position);
        shown.field("part", part);
        match wrong {
            Wrong::Violation(violation) => shown.field("violation", violation),
            Wrong::Message(_) | Wrong::Unknown(_) | Wrong::Type(..) => {
                shown.field("message", &self.message())
            }
        };
        shown.finish()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.placed().fmt(f)
    }
}

/// The part of a call in which a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The path of the URL.
    Path,
    /// The query of the URL.
    Query,
    /// The header of this name.
    Header(&'static str),
    /// The body.
    Body,
    /// The request as a whole, whose members may stand in several parts.
    Request,
}

impl Part {
    /// Returns the word by which problem details name the part, as OpenAPI does.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header(_) => "header",
            Self::Body => "body",
            Self::Request => "request",
        }
    }

    /// Returns the message that names the part.
    pub(crate) fn message(self) -> Message {
        match self {
            Self::Path => Text::PartPath.alone(),
            Self::Query => Text::PartQuery.alone(),
            Self::Header(name) => Text::PartHeader.with("name", Value::code(name)),
            Self::Body => Text::PartBody.alone(),
            Self::Request => Text::PartRequest.alone(),
        }
    }

    /// Returns whether positions are those of the body.
    fn is_in_body(self) -> bool {
        match self {
            Self::Path | Self::Query | Self::Header(_) => false,
            Self::Body | Self::Request => true,
        }
    }

    /// The place of the part in a call.
    fn rank(self) -> u8 {
        match self {
            Self::Path => 0,
            Self::Query => 1,
            Self::Header(_) => 2,
            Self::Body => 3,
            Self::Request => 4,
        }
    }
}

/// Shows the part with its article: `the query`.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Offset in bytes, from 0.
    pub offset: usize,
}

impl Position {
    const START: Self = Self { line: 1, column: 1, offset: 0 };

    /// Returns the positions of bytes in a text, in one pass over it.
    pub(super) fn all_of(source: &str, offsets: &[usize]) -> Vec<Self> {
        let mut order: Vec<usize> = (0..offsets.len()).collect();
        order.sort_by_key(|number| offsets[*number]);
        let mut positions = vec![Self::START; offsets.len()];
        let mut position = Self::START;
        for number in order {
            position = position.moved(source, offsets[number]);
            positions[number] = position;
        }
        positions
    }

    /// Returns a message with this position before it.
    pub(crate) fn before(self, message: Message) -> Message {
        Text::AtPosition
            .with("line", Value::number(self.line))
            .with("column", Value::number(self.column))
            .with("message", message)
    }

    /// The position of the byte `offset`, which is not before this one.
    fn moved(self, source: &str, offset: usize) -> Self {
        // An offset within a character counts as the start of the character.
        let mut end = offset.min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let start = self.offset.min(end);
        let between = &source[start..end];
        let (line, column) = match between.rfind('\n') {
            None => (self.line, self.column + between.chars().count()),
            Some(last) => {
                let newlines = between.bytes().filter(|byte| *byte == b'\n').count();
                (self.line + newlines, between[last..].chars().count())
            }
        };
        Self { line, column, offset: end }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters() {
        let source = "a\né😀\r\nb";
        let mut position = Position { line: 1, column: 1, offset: 0 };
        let mut found = Vec::new();
        // The offset 5 is within a character.
        for offset in [0, 1, 2, 4, 5, 9, 10, 11, 99] {
            position = position.moved(source, offset);
            found.push((position.line, position.column));
        }
        assert_eq!(found, [(1, 1), (1, 2), (2, 1), (2, 2), (2, 2), (2, 4), (3, 1), (3, 2), (3, 2)],);
    }

    #[test]
    fn only_so_many_problems_are_kept() {
        let mut problems = Problems::default();
        for offset in 0..1500 {
            problems.add(|| Problem::new(Path::ROOT, Code::Type, offset, Text::Empty));
        }
        problems.add_always(Problem::new(Path::ROOT, Code::Syntax, 1500, Text::Empty));
        let error = ReadError::new("", problems);
        assert_eq!((error.problems().len(), error.left_out()), (1001, 500));
        assert!(error.to_string().ends_with("\nand 500 more"));
    }
}
