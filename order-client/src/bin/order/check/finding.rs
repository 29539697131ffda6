use order_core::{Code, wire::Problem};

/// One problem as it is reported, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// Line of the file, or of a block of the file, counted from 1.
    pub(super) line: usize,
    /// Column in characters, counted from 1.
    pub(super) column: usize,
    /// Path of the parameter in wire names; empty for the order itself.
    pub(super) path: String,
    pub(super) code: Code,
    /// True if the order is valid all the same.
    pub(super) is_warning: bool,
    /// The attribute that the order breaks, if it breaks one.
    pub(super) rule: Option<&'static str>,
    pub(super) message: String,
}

impl Finding {
    /// Creates a finding from `problem` at the place `line` and `column`.
    pub(super) fn of(problem: &Problem, line: usize, column: usize) -> Self {
        Self {
            line,
            column,
            path: problem.path().to_string(),
            code: problem.code(),
            is_warning: problem.violation().is_some_and(|it| it.severity().is_warning()),
            rule: problem.violation().map(|violation| violation.rule().source),
            message: problem.message().to_string(),
        }
    }

    /// Creates a finding about the format itself.
    pub(super) fn of_syntax(line: usize, column: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            column,
            path: String::new(),
            code: Code::Syntax,
            is_warning: false,
            rule: None,
            message: message.into(),
        }
    }
}

/// The number of orders, problems and warnings so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) orders: u64,
    pub(super) invalid: u64,
    pub(super) problems: u64,
    pub(super) warnings: u64,
}

impl Totals {
    pub(super) fn add(&mut self, other: Self) {
        self.orders += other.orders;
        self.invalid += other.invalid;
        self.problems += other.problems;
        self.warnings += other.warnings;
    }
}
