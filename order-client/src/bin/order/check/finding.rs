use order_core::Problem;

/// One problem as it is reported, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// Line of the file, from 1; in a block of it, of the block.
    pub(super) line: usize,
    /// Column in characters, from 1.
    pub(super) column: usize,
    /// What it is about, in wire names; empty for the order itself.
    pub(super) path: String,
    pub(super) code: &'static str,
    /// The attribute that the order breaks, if it breaks one.
    pub(super) rule: Option<&'static str>,
    pub(super) message: String,
}

impl Finding {
    /// What `problem` says of the place `line` and `column`.
    pub(super) fn of(problem: &Problem, line: usize, column: usize) -> Self {
        Self {
            line,
            column,
            path: problem.path().to_string(),
            code: problem.code().as_str(),
            rule: problem.violation().map(|violation| violation.rule().source),
            message: problem.message().to_owned(),
        }
    }

    /// A problem of the format itself.
    pub(super) fn of_syntax(line: usize, column: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            column,
            path: String::new(),
            code: order_core::Code::Syntax.as_str(),
            rule: None,
            message: message.into(),
        }
    }
}

/// How much was checked, and with what result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) orders: u64,
    pub(super) invalid: u64,
    pub(super) problems: u64,
}

impl Totals {
    pub(super) fn add(&mut self, other: Self) {
        self.orders += other.orders;
        self.invalid += other.invalid;
        self.problems += other.problems;
    }
}
