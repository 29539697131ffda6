//! The canonical spelling of conditions.

use std::fmt;

use syn::{Path, ext::IdentExt};

use crate::parse::{Comparison, Cond, Quantified, Reference, Term};

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = Self::ALL.iter().find(|(comparison, _)| comparison == self);
        f.write_str(found.map_or("", |(_, operator)| operator))
    }
}

/// Precedence of a condition, the loosest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Implies,
    Any,
    All,
    Comparison,
    Tight,
}

impl Cond {
    fn binding(&self) -> Binding {
        match self {
            Self::Implies(..) => Binding::Implies,
            Self::Any(_) => Binding::Any,
            Self::All(_) => Binding::All,
            Self::Compare(..) => Binding::Comparison,
            Self::Passes(_, test) if test.is_comparison() => Binding::Comparison,
            Self::Passes(..)
            | Self::Named(_)
            | Self::Given(_)
            | Self::Present(_)
            | Self::AnyItem(_)
            | Self::AllItems(_)
            | Self::Unique(..)
            | Self::Not(_) => Binding::Tight,
        }
    }

    /// Returns the condition as an operand of an operator, in parentheses unless it binds more tightly.
    fn within(&self, operator: &Binding) -> String {
        if self.binding() > *operator { self.to_string() } else { format!("({self})") }
    }
}

/// Writes the condition in its canonical spelling, with the fewest parentheses.
impl fmt::Display for Cond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |conds: &[Self], operator: &str, binding: Binding| {
            conds.iter().map(|cond| cond.within(&binding)).collect::<Vec<_>>().join(operator)
        };
        match self {
            Self::Named(name) => name.unraw().fmt(f),
            Self::Given(field) => write!(f, "given({field})"),
            Self::Present(field) => write!(f, "present({field})"),
            Self::Passes(field, test) => f.write_str(&test.condition(field)),
            Self::Compare(left, comparison, right) => write!(f, "{left} {comparison} {right}"),
            Self::AnyItem(quantified) => write!(f, "any({quantified})"),
            Self::AllItems(quantified) => write!(f, "all({quantified})"),
            Self::Unique(item, list, key) => write!(f, "unique({} in {list}, {key})", item.unraw()),
            Self::Not(cond) => write!(f, "!{}", cond.within(&Binding::Comparison)),
            Self::All(conds) => f.write_str(&joined(conds, " && ", Binding::All)),
            Self::Any(conds) => f.write_str(&joined(conds, " || ", Binding::Any)),
            Self::Implies(left, right) => {
                write!(f, "{} => {right}", left.within(&Binding::Implies))
            }
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
            Self::Size(unit, reference) => write!(f, "len({reference}, {})", unit.name()),
            Self::CountPresent(references) => {
                let references: Vec<String> = references.iter().map(Reference::to_string).collect();
                write!(f, "count({})", references.join(", "))
            }
            Self::CountItems(quantified) => write!(f, "count({quantified})"),
        }
    }
}

/// Returns a path without the spaces of its tokens.
pub(crate) fn shown_path(path: &Path) -> String {
    let segments = path.segments.iter().map(|segment| segment.ident.to_string());
    let leading = if path.leading_colon.is_some() { "::" } else { "" };
    format!("{leading}{}", segments.collect::<Vec<_>>().join("::"))
}

#[cfg(test)]
mod tests {
    use syn::{DeriveInput, parse::Parser, parse_quote};

    use crate::parse::{Names, condition};

    #[test]
    fn conditions_are_shown_as_they_are_written_with_the_fewest_parentheses() {
        let input: DeriveInput = parse_quote!(
            struct Order {
                a: u8,
                b: bool,
                c: Option<String>,
            }
        );
        let names = Names::new(&input, &[]);
        for (written, shown) in [
            ("b", "b"),
            ("(named)", "named"),
            ("! b && ! (a == 1)", "!b && !(a == 1)"),
            ("!(a in [1, 2]) || !(a < 3)", "!(a in [1, 2]) || !(a < 3)"),
            ("(a == 1 && b) || c == Other", "a == 1 && b || c == Other"),
            ("a == 1 && (b || present(c))", "a == 1 && (b || present(c))"),
            ("(b => given(c)) => !is(c, email)", "(b => given(c)) => !is(c, email)"),
            ("b => (given(c) => b)", "b => given(c) => b"),
            ("!matches(c, r\"a\\.b\")", "!matches(c, \"a\\\\.b\")"),
            ("satisfies(c, :: limits :: fits)", "satisfies(c, ::limits::fits)"),
            ("all(x in list, x.y == 1 && x)", "all(x in list, x.y == 1 && x)"),
            ("count(a, c) >= len(c)", "count(a, c) >= len(c)"),
        ] {
            let cond = condition(&names).parse_str(written).unwrap();
            assert_eq!(cond.to_string(), shown);
        }
    }
}
