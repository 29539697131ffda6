//! Places of faults, and how they are named so that the names survive changes elsewhere.

use std::fmt;

/// The change that a fault makes of its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A condition holds always.
    Always,
    /// A function answers nothing.
    Answer,
    /// An arm is left out, so that a later one takes its values.
    Arm,
    /// A bound is moved by one.
    Bound,
    /// A question has the opposite answer.
    Negated,
    /// A condition never holds.
    Never,
    /// A part of a condition is not asked.
    NotAsked,
    /// A number is moved by one.
    Number,
    /// A statement is left out.
    Statement,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Always => "always",
            Self::Answer => "answer",
            Self::Arm => "arm",
            Self::Bound => "bound",
            Self::Negated => "negated",
            Self::Never => "never",
            Self::NotAsked => "not asked",
            Self::Number => "number",
            Self::Statement => "statement",
        })
    }
}

/// A place of the sources that can be at fault.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The file, from `src` of its crate.
    pub(crate) file: String,
    /// The function, with the modules and types around it.
    pub(crate) function: String,
    pub(crate) kind: Kind,
    /// The text of the sources, or the answer of a function.
    pub(crate) text: String,
    /// The number of places before it that have the same name otherwise.
    pub(crate) nth: usize,
    pub(crate) line: usize,
}

impl Place {
    /// The name of the place, which no other has, without the number of its line.
    pub(crate) fn name(&self) -> String {
        let Self { file, function, kind, text, nth, .. } = self;
        format!("{file} | {function} | {kind} | {text} | {nth}")
    }

    /// The part of the library that a report counts the place to.
    pub(crate) fn area(&self) -> &str {
        if self.file.starts_with("what_if/cases") {
            return "what_if/cases";
        }
        match self.file.split_once('/') {
            Some((folder, _)) => folder,
            None => match self.file.trim_end_matches(".rs") {
                folder @ ("type_rule" | "violation" | "words") => folder,
                _ => "others",
            },
        }
    }
}
