//! Conditions as people write them.

use std::fmt;

use syn::{Path, ext::IdentExt};

use crate::parse::{
    Reference, Value,
    condition::{Comparison, Cond, Quantified, Term},
};

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = Self::ALL.iter().find(|(comparison, _)| comparison == self);
        f.write_str(found.map_or("", |(_, operator)| operator))
    }
}

/// The condition as people write it, with the fewest parentheses.
impl fmt::Display for Cond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, conds: &[Cond], operator: &str, is_all: bool| {
            for (index, cond) in conds.iter().enumerate() {
                if index > 0 {
                    f.write_str(operator)?;
                }
                match cond {
                    Self::Any(_) | Self::Implies(..) => write!(f, "({cond})")?,
                    Self::All(_) if is_all => write!(f, "({cond})")?,
                    _ => cond.fmt(f)?,
                }
            }
            Ok(())
        };
        match self {
            Self::Name(name) => name.fmt(f),
            Self::Given(field) => write!(f, "given({field})"),
            Self::Present(field) => write!(f, "present({field})"),
            Self::Compare(left, comparison, right) => write!(f, "{left} {comparison} {right}"),
            Self::In(field, values) => {
                let values: Vec<String> = values.iter().map(Value::to_string).collect();
                write!(f, "{field} in [{}]", values.join(", "))
            }
            Self::Is(field, format) => write!(f, "is({field}, {format})"),
            Self::Matches(field, pattern) => write!(f, "matches({field}, {:?})", pattern.source()),
            Self::Satisfies(field, path) => write!(f, "satisfies({field}, {})", shown_path(path)),
            Self::AnyItem(quantified) => write!(f, "any({quantified})"),
            Self::AllItems(quantified) => write!(f, "all({quantified})"),
            Self::Unique(item, list, key) => write!(f, "unique({} in {list}, {key})", item.unraw()),
            Self::Not(cond) => match **cond {
                Self::All(_)
                | Self::Any(_)
                | Self::Compare(..)
                | Self::In(..)
                | Self::Implies(..) => {
                    write!(f, "!({cond})")
                }
                _ => write!(f, "!{cond}"),
            },
            Self::All(conds) => joined(f, conds, " && ", true),
            Self::Any(conds) => joined(f, conds, " || ", false),
            Self::Implies(left, right) => match **left {
                Self::Implies(..) => write!(f, "({left}) => {right}"),
                _ => write!(f, "{left} => {right}"),
            },
        }
    }
}

impl fmt::Display for Quantified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}, {}", self.item.unraw(), self.list, self.cond)
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reference(reference) => reference.fmt(f),
            Self::Value(value) => value.fmt(f),
            Self::Length(reference) => write!(f, "len({reference})"),
            Self::CountPresent(references) => {
                let references: Vec<String> = references.iter().map(Reference::to_string).collect();
                write!(f, "count({})", references.join(", "))
            }
            Self::CountItems(quantified) => write!(f, "count({quantified})"),
        }
    }
}

/// A path without the spaces of its tokens.
pub(crate) fn shown_path(path: &Path) -> String {
    let segments = path.segments.iter().map(|segment| segment.ident.to_string());
    let leading = if path.leading_colon.is_some() { "::" } else { "" };
    format!("{leading}{}", segments.collect::<Vec<_>>().join("::"))
}
