//! `\d`, `\w` and `\b` as ECMA-262 reads them, and so JSON Schema: of ASCII, unless the pattern asks for Unicode by `(?u)`.

use regex_syntax::ast::{self, Ast, ClassPerlKind, ClassSetItem, Flag, FlagsItemKind};

/// Returns `pattern` with each `\d`, `\w` and `\b` of ASCII written out.
///
/// The result is what every export shows and judges by, so none has to know of the difference.
pub(super) fn written_out(pattern: &str) -> String {
    if !pattern.contains('\\') {
        return pattern.to_owned();
    }
    let Ok(tree) = ast::parse::Parser::new().parse(pattern) else { return pattern.to_owned() };
    let finder = Finder { unicode: vec![None], found: Vec::new() };
    let Ok(mut found) = ast::visit(&tree, finder);
    found.sort_unstable_by_key(|(span, _)| span.start.offset);
    let (mut written, mut end) = (String::new(), 0);
    for (span, text) in found {
        written += pattern.get(end..span.start.offset).unwrap_or_default();
        written += text;
        end = span.end.offset;
    }
    written + pattern.get(end..).unwrap_or_default()
}

struct Finder {
    /// The flag `u` as the pattern sets it, for each open group.
    unicode: Vec<Option<bool>>,
    found: Vec<(ast::Span, &'static str)>,
}

impl Finder {
    fn set(&mut self, flags: &ast::Flags) {
        let mut is_negated = false;
        for item in &flags.items {
            match item.kind {
                FlagsItemKind::Negation => is_negated = true,
                FlagsItemKind::Flag(Flag::Unicode) => {
                    if let Some(last) = self.unicode.last_mut() {
                        *last = Some(!is_negated);
                    }
                }
                FlagsItemKind::Flag(_) => {}
            }
        }
    }

    fn add(&mut self, span: &ast::Span, text: &'static str) {
        if self.unicode.last() == Some(&None) {
            self.found.push((*span, text));
        }
    }
}

impl ast::Visitor for Finder {
    type Output = Vec<(ast::Span, &'static str)>;
    type Err = std::convert::Infallible;

    fn finish(self) -> Result<Self::Output, Self::Err> {
        Ok(self.found)
    }

    fn visit_pre(&mut self, tree: &Ast) -> Result<(), Self::Err> {
        match tree {
            Ast::Group(group) => {
                self.unicode.push(self.unicode.last().copied().flatten());
                if let Some(flags) = group.flags() {
                    self.set(flags);
                }
            }
            Ast::Flags(flags) => self.set(&flags.flags),
            Ast::ClassPerl(class) => match (&class.kind, class.negated) {
                (ClassPerlKind::Digit, false) => self.add(&class.span, "[0-9]"),
                (ClassPerlKind::Digit, true) => self.add(&class.span, "[^0-9]"),
                (ClassPerlKind::Word, false) => self.add(&class.span, "[0-9A-Za-z_]"),
                (ClassPerlKind::Word, true) => self.add(&class.span, "[^0-9A-Za-z_]"),
                // White space is that of Unicode in ECMA-262, too.
                (ClassPerlKind::Space, _) => {}
            },
            Ast::Assertion(assertion) => match assertion.kind {
                ast::AssertionKind::WordBoundary => self.add(&assertion.span, r"(?-u:\b)"),
                ast::AssertionKind::NotWordBoundary => self.add(&assertion.span, r"(?-u:\B)"),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn visit_post(&mut self, tree: &Ast) -> Result<(), Self::Err> {
        if let Ast::Group(_) = tree {
            self.unicode.pop();
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Self::Err> {
        if let ClassSetItem::Perl(class) = item {
            match (&class.kind, class.negated) {
                (ClassPerlKind::Digit, false) => self.add(&class.span, "0-9"),
                (ClassPerlKind::Digit, true) => self.add(&class.span, "[^0-9]"),
                (ClassPerlKind::Word, false) => self.add(&class.span, "0-9A-Za-z_"),
                (ClassPerlKind::Word, true) => self.add(&class.span, "[^0-9A-Za-z_]"),
                (ClassPerlKind::Space, _) => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_words_are_of_ascii() {
        for (pattern, written) in [
            (r"\d{4}", "[0-9]{4}"),
            (r"\D|\W", "[^0-9]|[^0-9A-Za-z_]"),
            (r"[\d-]+[\w.]", "[0-9-]+[0-9A-Za-z_.]"),
            (r"[^\d\D]", "[^0-9[^0-9]]"),
            (r"\bé\d", r"(?-u:\b)é[0-9]"),
            (r"\\d\s", r"\\d\s"),
            (r"(?u)\d", r"(?u)\d"),
            (r"(?u:\d)\d", r"(?u:\d)[0-9]"),
            (r"(?:(?u)\d)\d", r"(?:(?u)\d)[0-9]"),
            (r"(?-u:\d)\d", r"(?-u:\d)[0-9]"),
            (r"(?i)\w", r"(?i)[0-9A-Za-z_]"),
            ("a(", "a("),
        ] {
            assert_eq!(written_out(pattern), written, "{pattern}");
        }
    }
}
