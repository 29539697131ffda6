use proc_macro2::Span;

use crate::suggest::did_you_mean;

/// A rule that turns Rust names into wire names, in serde's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RenameAll {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const RULES: [(&str, RenameAll); 8] = [
    ("lowercase", RenameAll::Lower),
    ("UPPERCASE", RenameAll::Upper),
    ("PascalCase", RenameAll::Pascal),
    ("camelCase", RenameAll::Camel),
    ("snake_case", RenameAll::Snake),
    ("SCREAMING_SNAKE_CASE", RenameAll::ScreamingSnake),
    ("kebab-case", RenameAll::Kebab),
    ("SCREAMING-KEBAB-CASE", RenameAll::ScreamingKebab),
];

impl RenameAll {
    pub(crate) fn from_name(name: &str, span: Span) -> syn::Result<Self> {
        let found = RULES.iter().find(|(rule, _)| *rule == name).map(|(_, rule)| *rule);
        found.ok_or_else(|| {
            let names = RULES.map(|(rule, _)| rule);
            let hint = match did_you_mean(name, names) {
                hint if hint.is_empty() => format!("; write one of `{}`", names.join("`, `")),
                hint => hint,
            };
            syn::Error::new(span, format!("unknown case `{name}`{hint}"))
        })
    }

    /// Returns the wire name of a field or variant.
    pub(crate) fn apply(self, rust: &str) -> String {
        let words = words(rust);
        let capital = |word: &String| {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            first.to_uppercase() + rest
        };
        match self {
            Self::Lower => words.concat(),
            Self::Upper => words.concat().to_uppercase(),
            Self::Pascal => words.iter().map(capital).collect(),
            Self::Camel => {
                let mut words = words.into_iter();
                words.next().unwrap_or_default()
                    + &words.map(|word| capital(&word)).collect::<String>()
            }
            Self::Snake => words.join("_"),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::Kebab => words.join("-"),
            Self::ScreamingKebab => words.join("-").to_uppercase(),
        }
    }
}

/// Splits a `snake_case` or `CamelCase` name into words in lower case.
fn words(rust: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in rust.split('_').filter(|part| !part.is_empty()) {
        let mut starts_word = true;
        for character in part.chars() {
            if starts_word || character.is_uppercase() {
                words.push(String::new());
            }
            starts_word = false;
            if let Some(word) = words.last_mut() {
                word.extend(character.to_lowercase());
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_renamed_as_serde_does() {
        for (rule, field, variant) in [
            (RenameAll::Snake, "ship_addr1", "ship_token"),
            (RenameAll::Camel, "shipAddr1", "shipToken"),
            (RenameAll::Pascal, "ShipAddr1", "ShipToken"),
            (RenameAll::Kebab, "ship-addr1", "ship-token"),
            (RenameAll::ScreamingSnake, "SHIP_ADDR1", "SHIP_TOKEN"),
            (RenameAll::ScreamingKebab, "SHIP-ADDR1", "SHIP-TOKEN"),
            (RenameAll::Lower, "shipaddr1", "shiptoken"),
            (RenameAll::Upper, "SHIPADDR1", "SHIPTOKEN"),
        ] {
            assert_eq!(rule.apply("ship_addr1"), field);
            assert_eq!(rule.apply("ShipToken"), variant);
        }
    }
}
