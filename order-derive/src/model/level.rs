//! The kinds of findings, and the choice of those that are errors.

use syn::Ident;

use crate::{parse::Word, suggest::did_you_mean};

/// A kind of finding, the clearest kind first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Id {
    EmptyBounds,
    BadDefault,
    UndeclaredDeadEnd,
    Unsatisfiable,
    DeadField,
    FalseOptional,
    DeadRule,
    DeadValue,
    RedundantRule,
    /// A part with rules is not `nested`.
    ForgottenNested,
    /// The analysis would take too many steps.
    Undecided,
}

/// Address of the page that has a heading for each kind, in the version that finds them. `order-core` has the same in
/// `address.rs`, as the two crates have no constant in common; a test compares them.
const PAGE: &str = concat!(
    "https://docs.rs/order-core/",
    env!("CARGO_PKG_VERSION"),
    "/order_core/guide/findings/"
);

impl Id {
    const ALL: [(Self, &str); 11] = [
        (Self::EmptyBounds, "empty_bounds"),
        (Self::BadDefault, "bad_default"),
        (Self::UndeclaredDeadEnd, "undeclared_dead_end"),
        (Self::Unsatisfiable, "unsatisfiable"),
        (Self::DeadField, "dead_field"),
        (Self::FalseOptional, "false_optional"),
        (Self::DeadRule, "dead_rule"),
        (Self::DeadValue, "dead_value"),
        (Self::RedundantRule, "redundant_rule"),
        (Self::ForgottenNested, "forgotten_nested"),
        (Self::Undecided, "undecided"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(id, _)| *id == self).map_or("", |(_, name)| name)
    }

    /// Returns the end of a message: the name, and on a line of its own the address of its page.
    pub(crate) fn mark(self) -> String {
        let name = self.name();
        format!("[{name}]\nhelp: {PAGE}#{name}")
    }

    fn is_always_denied(self) -> bool {
        matches!(self, Self::EmptyBounds | Self::Unsatisfiable)
    }
}

/// The choices made by `allow(…)` and `deny(…)`.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    said: Vec<(Id, bool)>,
}

impl Levels {
    pub(crate) fn is_denied(&self, id: Id) -> bool {
        match self.said.iter().find(|(said, _)| *said == id) {
            Some((_, is_denied)) => *is_denied,
            None => id != Id::RedundantRule,
        }
    }

    #[cfg(test)]
    pub(crate) fn set(&mut self, id: Id, is_denied: bool) {
        self.said.push((id, is_denied));
    }

    /// Reads `allow(dead_value)` or `deny(redundant_rule)`.
    pub(crate) fn read(&mut self, word: &Word, is_denied: bool) -> syn::Result<()> {
        let example = if is_denied { "deny(redundant_rule)" } else { "allow(dead_value)" };
        for name in word.list(example)?.parse(crate::parse::names)? {
            let id = named(&name)?;
            let wrong = |message: String| Err(syn::Error::new(name.span(), message));
            if !is_denied && id.is_always_denied() {
                return wrong(format!(
                    "`{name}` cannot be allowed: no request could keep the rules; change them"
                ));
            }
            match self.said.iter().find(|(said, _)| *said == id) {
                Some((_, before)) if *before == is_denied => {
                    return wrong(format!("`{name}` is named twice; remove the second"));
                }
                Some(_) => return wrong(format!("`{name}` is both allowed and denied; keep one")),
                None => self.said.push((id, is_denied)),
            }
        }
        Ok(())
    }
}

fn named(name: &Ident) -> syn::Result<Id> {
    let text = name.to_string();
    let names = Id::ALL.map(|(_, known)| known);
    let found = Id::ALL.iter().find(|(_, known)| text == *known).map(|(id, _)| *id);
    found.ok_or_else(|| {
        let hint = match did_you_mean(&text, names) {
            hint if hint.is_empty() => format!("; known are `{}`", names.join("`, `")),
            hint => hint,
        };
        syn::Error::new(name.span(), format!("unknown finding `{name}`{hint}"))
    })
}
