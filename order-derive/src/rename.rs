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

    /// Returns the wire name of a field, which serde takes to be in `snake_case`.
    pub(crate) fn apply_to_field(self, field: &str) -> String {
        match self {
            Self::Lower | Self::Snake => field.to_owned(),
            Self::Upper | Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::Pascal => pascal(field),
            Self::Camel => with_first_lower(&pascal(field)),
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Returns the wire name of a variant, which serde takes to be in `PascalCase`.
    pub(crate) fn apply_to_variant(self, variant: &str) -> String {
        match self {
            Self::Lower => variant.to_ascii_lowercase(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Pascal => variant.to_owned(),
            Self::Camel => with_first_lower(variant),
            Self::Snake => snake(variant),
            Self::ScreamingSnake => snake(variant).to_ascii_uppercase(),
            Self::Kebab => snake(variant).replace('_', "-"),
            Self::ScreamingKebab => snake(variant).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(field: &str) -> String {
    let mut name = String::new();
    let mut starts_word = true;
    for character in field.chars() {
        match character {
            '_' => starts_word = true,
            character if starts_word => {
                name.push(character.to_ascii_uppercase());
                starts_word = false;
            }
            character => name.push(character),
        }
    }
    name
}

/// Every upper-case letter starts a word, digits do not.
fn snake(variant: &str) -> String {
    let mut name = String::new();
    for (index, character) in variant.char_indices() {
        if index > 0 && character.is_uppercase() {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
}

fn with_first_lower(name: &str) -> String {
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    first.to_ascii_lowercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that serde_derive 1.0.229 gives.
    #[test]
    fn names_are_renamed_as_serde_does() {
        let fields = ["ship_addr1", "v2", "_id", "a__b_", "ssn_4_last", "URL_of", "straße_x"];
        let variants = ["ShipToken", "V2", "HTTPServer", "Sha256Rsa", "A_b", "ÄÖ", "x"];
        #[rustfmt::skip]
        let expected = [
            (RenameAll::Lower,
                ["ship_addr1", "v2", "_id", "a__b_", "ssn_4_last", "URL_of", "straße_x"],
                ["shiptoken", "v2", "httpserver", "sha256rsa", "a_b", "ÄÖ", "x"]),
            (RenameAll::Upper,
                ["SHIP_ADDR1", "V2", "_ID", "A__B_", "SSN_4_LAST", "URL_OF", "STRAßE_X"],
                ["SHIPTOKEN", "V2", "HTTPSERVER", "SHA256RSA", "A_B", "ÄÖ", "X"]),
            (RenameAll::Pascal,
                ["ShipAddr1", "V2", "Id", "AB", "Ssn4Last", "URLOf", "StraßeX"],
                ["ShipToken", "V2", "HTTPServer", "Sha256Rsa", "A_b", "ÄÖ", "x"]),
            (RenameAll::Camel,
                ["shipAddr1", "v2", "id", "aB", "ssn4Last", "uRLOf", "straßeX"],
                ["shipToken", "v2", "hTTPServer", "sha256Rsa", "a_b", "ÄÖ", "x"]),
            (RenameAll::Snake,
                ["ship_addr1", "v2", "_id", "a__b_", "ssn_4_last", "URL_of", "straße_x"],
                ["ship_token", "v2", "h_t_t_p_server", "sha256_rsa", "a_b", "Ä_Ö", "x"]),
            (RenameAll::ScreamingSnake,
                ["SHIP_ADDR1", "V2", "_ID", "A__B_", "SSN_4_LAST", "URL_OF", "STRAßE_X"],
                ["SHIP_TOKEN", "V2", "H_T_T_P_SERVER", "SHA256_RSA", "A_B", "Ä_Ö", "X"]),
            (RenameAll::Kebab,
                ["ship-addr1", "v2", "-id", "a--b-", "ssn-4-last", "URL-of", "straße-x"],
                ["ship-token", "v2", "h-t-t-p-server", "sha256-rsa", "a-b", "Ä-Ö", "x"]),
            (RenameAll::ScreamingKebab,
                ["SHIP-ADDR1", "V2", "-ID", "A--B-", "SSN-4-LAST", "URL-OF", "STRAßE-X"],
                ["SHIP-TOKEN", "V2", "H-T-T-P-SERVER", "SHA256-RSA", "A-B", "Ä-Ö", "X"]),
        ];
        for (rule, of_fields, of_variants) in expected {
            assert_eq!(fields.map(|field| rule.apply_to_field(field)), of_fields, "{rule:?}");
            assert_eq!(variants.map(|it| rule.apply_to_variant(it)), of_variants, "{rule:?}");
        }
    }
}
