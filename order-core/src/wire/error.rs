use std::fmt;

use crate::{Code, Path, Violation};

/// All problems that keep a document from being read, in the order of the document; never empty.
///
/// Messages show no value of the document, so they can be logged.
#[derive(Debug, Clone)]
pub struct ReadError {
    problems: Vec<Problem>,
    left_out: usize,
}

impl ReadError {
    /// Creates the error of a document that was read from `source`, and computes lines and columns.
    pub(crate) fn new(source: &str, problems: Problems) -> Self {
        let Problems { mut list, left_out } = problems;
        list.sort_by_key(|problem| problem.position.offset);
        // One pass over the text for all problems, because there may be as many as members.
        let mut position = Position { line: 1, column: 1, offset: 0 };
        for problem in &mut list {
            position = position.moved(source, problem.position.offset);
            problem.position = position;
        }
        Self { problems: list, left_out }
    }

    /// Creates the error of a document with one problem.
    pub(crate) fn one(source: &str, problem: Problem) -> Self {
        Self::new(source, Problems { list: vec![problem], left_out: 0 })
    }

    /// Creates the error of a table row; the offset of a problem is the number of cells before it.
    pub(crate) fn of_row(problems: Problems) -> Self {
        let Problems { list, left_out } = problems;
        Self { problems: list, left_out }.in_row(|_| None)
    }

    /// Converts to the error of a table row, and moves each problem to the cell of its path if there is one.
    pub(crate) fn in_row(self, cell: impl Fn(&Path) -> Option<usize>) -> Self {
        let Self { mut problems, left_out } = self;
        for Problem { path, position, .. } in &mut problems {
            let offset = cell(path).unwrap_or(position.offset);
            *position = Position { line: 1, column: offset + 1, offset };
        }
        problems.sort_by_key(|problem| problem.position.offset);
        Self { problems, left_out }
    }

    /// The problems, in the order of the document: at most 1000, and the syntax error that ended the reading.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The number of further problems.
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

/// Shows one problem per line, each with its position.
impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        match self.left_out {
            0 => Ok(()),
            left_out => write!(f, "\nand {left_out} more"),
        }
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
    const MOST: usize = 1000;

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
#[derive(Debug, Clone)]
pub struct Problem {
    path: Path,
    code: Code,
    position: Position,
    message: String,
    violation: Option<Violation>,
}

impl Problem {
    /// Creates a problem at the byte `offset`.
    pub(crate) fn new(path: Path, code: Code, offset: usize, message: String) -> Self {
        let position = Position { line: 1, column: 1, offset };
        Self { path, code, position, message, violation: None }
    }

    pub(crate) fn of_violation(violation: Violation, offset: usize) -> Self {
        let (path, code) = (violation.path().clone(), violation.code());
        let problem = Self::new(path, code, offset, violation.to_string());
        Self { violation: Some(violation), ..problem }
    }

    /// The path of the value, in wire names.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The kind of mistake.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The position in the text: of the value, of the key of an unknown member, or, for a missing member, of the
    /// end of the object.
    pub fn position(&self) -> Position {
        self.position
    }

    /// The message, which says what is wrong and what to do, without the position.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The violation, if the problem is a broken rule.
    pub fn violation(&self) -> Option<&Violation> {
        self.violation.as_ref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.message)
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
    /// The position of the byte `offset`, which is not before this one.
    fn moved(self, source: &str, offset: usize) -> Self {
        // An offset within a character counts as the start of the character.
        let mut end = offset.min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let start = self.offset.min(end);
        let (mut line, mut column) = (self.line, self.column);
        for character in source[start..end].chars() {
            (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
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
            problems.add(|| Problem::new(Path::ROOT, Code::Type, offset, String::new()));
        }
        problems.add_always(Problem::new(Path::ROOT, Code::Syntax, 1500, String::new()));
        let error = ReadError::new("", problems);
        assert_eq!((error.problems().len(), error.left_out()), (1001, 500));
        assert!(error.to_string().ends_with("\nand 500 more"));
    }
}
