use std::fmt::Write;

use crate::{rules::is_blank, schema::Unit};

/// An SQL dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// Apache DataFusion, from version 50.
    DataFusion,
    /// DuckDB, from version 1.
    DuckDb,
    /// PostgreSQL, from version 13, with a UTF-8 database and `standard_conforming_strings`.
    PostgreSql,
    /// Apache Spark, from version 3.4.
    Spark,
    /// SQLite, from version 3.38, with a UTF-8 database.
    Sqlite,
}

use Dialect::{DataFusion, DuckDb, PostgreSql, Spark, Sqlite};

/// The white space of [`char::is_whitespace`].
const WHITE_SPACE: [char; 25] = [
    '\t', '\n', '\u{b}', '\u{c}', '\r', ' ', '\u{85}', '\u{a0}', '\u{1680}', '\u{2000}',
    '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}', '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}',
    '\u{2009}', '\u{200a}', '\u{2028}', '\u{2029}', '\u{202f}', '\u{205f}', '\u{3000}',
];

impl Dialect {
    /// All dialects, by name.
    pub const ALL: [Self; 5] = [DataFusion, DuckDb, PostgreSql, Spark, Sqlite];

    /// The name of the engine.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            DataFusion => "DataFusion",
            DuckDb => "DuckDB",
            PostgreSql => "PostgreSQL",
            Spark => "Spark",
            Sqlite => "SQLite",
        }
    }

    /// Quotes any name as an identifier.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::export::sql::Dialect;
    ///
    /// assert_eq!(Dialect::PostgreSql.identifier(r#"the "key""#), r#""the ""key""""#);
    /// assert_eq!(Dialect::Spark.identifier("the `key`"), "`the ``key```");
    /// ```
    #[must_use]
    pub fn identifier(self, name: &str) -> String {
        // No engine accepts an empty name or one with NUL.
        let name = match name.replace('\0', "\u{fffd}") {
            name if name.is_empty() => "_".to_owned(),
            name => name,
        };
        match self {
            Spark => format!("`{}`", name.replace('`', "``")),
            _ => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// Quotes any text as a literal; invisible characters are escaped.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::export::sql::Dialect;
    ///
    /// assert_eq!(Dialect::PostgreSql.text("it's"), "'it''s'");
    /// assert_eq!(Dialect::PostgreSql.text("two\nlines"), r"E'two\u000alines'");
    /// assert_eq!(Dialect::Spark.text(r"it's C:\"), r"'it\'s C:\\'");
    /// assert_eq!(Dialect::Sqlite.text("two\nlines"), "('two' || char(10) || 'lines')");
    /// ```
    #[must_use]
    pub fn text(self, text: &str) -> String {
        let is_plain = !text.chars().any(is_unseen);
        match self {
            // Spark substitutes `${…}` before parsing, also in literals.
            Spark => {
                let text = escaped(text, |c| matches!(c, '\'' | '\\'));
                format!("'{}'", text.replace("${", "\\u0024{"))
            }
            _ if is_plain => format!("'{}'", text.replace('\'', "''")),
            // PostgreSQL texts cannot contain NUL, so nothing may equal a literal with NUL.
            PostgreSql => {
                let text = text.replace('\0', "\u{fffd}").replace('\'', "''");
                format!("E'{}'", escaped(&text, |c| c == '\\'))
            }
            DataFusion | DuckDb | Sqlite => self.concatenated(text),
        }
    }

    /// A text whose invisible characters are written as numbers.
    fn concatenated(self, text: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut seen = String::new();
        let flush = |seen: &mut String, parts: &mut Vec<String>| {
            if !seen.is_empty() {
                parts.push(format!("'{}'", seen.replace('\'', "''")));
                seen.clear();
            }
        };
        let function = if self == Sqlite { "char" } else { "chr" };
        for character in text.chars() {
            if is_unseen(character) {
                flush(&mut seen, &mut parts);
                parts.push(format!("{function}({})", u32::from(character)));
            } else {
                seen.push(character);
            }
        }
        flush(&mut seen, &mut parts);
        format!("({})", parts.join(" || "))
    }

    /// A comment line with `text`, which cannot end it.
    pub(super) fn comment(self, text: &str) -> String {
        let mut line = String::from("-- ");
        for character in text.chars() {
            if is_unseen(character) {
                let _ = write!(line, "{}", character.escape_unicode());
            } else {
                line.push(character);
            }
        }
        line.push('\n');
        if self == Spark { line.replace("${", "$ {") } else { line }
    }

    /// A test that a text has a character other than white space; null if the text is null.
    pub(super) fn has_more_than_white_space(self, text: &str) -> String {
        match self {
            // Here `\S` has the same meaning as in Rust.
            DataFusion => format!(r"{text} ~ '\S'"),
            DuckDb => format!(
                r"regexp_matches({text}, '[^\x{{9}}-\x{{d}} \x{{85}}\x{{a0}}\x{{1680}}\x{{2000}}-\x{{200a}}\x{{2028}}\x{{2029}}\x{{202f}}\x{{205f}}\x{{3000}}]')"
            ),
            PostgreSql => format!(
                r"{text} ~ '[^\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]'"
            ),
            Spark => format!(
                r"{text} RLIKE '[^\\x09-\\x0d \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]'"
            ),
            Sqlite => {
                let codes = WHITE_SPACE.map(|c| u32::from(c).to_string()).join(", ");
                format!("trim({text}, char({codes})) <> ''")
            }
        }
    }

    /// The number of characters of a text.
    pub(super) fn characters(self, text: &str) -> String {
        match self {
            DataFusion | PostgreSql | Spark => format!("char_length({text})"),
            DuckDb | Sqlite => format!("length({text})"),
        }
    }

    /// The length of a text in another unit than characters; an error if the dialect cannot count it.
    pub(super) fn size(self, text: &str, unit: Unit) -> Result<String, String> {
        // What a character of two code units counts more.
        let more = |others: &str| {
            let characters = self.characters(text);
            let more = self.characters(&format!("regexp_replace({text}, '{others}', '', 'g')"));
            Ok(format!("({characters} + {more})"))
        };
        match (unit, self) {
            (Unit::Bytes, DataFusion | PostgreSql | Spark) => Ok(format!("octet_length({text})")),
            (Unit::Bytes, DuckDb) => Ok(format!("strlen({text})")),
            (Unit::Bytes, Sqlite) => Ok(format!("length(CAST({text} AS BLOB))")),
            (Unit::Utf16, DataFusion | DuckDb) => more(r"[^\x{10000}-\x{10FFFF}]"),
            (Unit::Utf16, PostgreSql) => more(r"[^\U00010000-\U0010FFFF]"),
            (Unit::Utf16, Spark) => Ok(format!("octet_length(encode({text}, 'UTF-16BE')) / 2")),
            (Unit::Utf16, Sqlite) => Err("SQLite does not count code units of UTF-16".to_owned()),
        }
    }

    /// A text with its ASCII letters in lower case.
    pub(super) fn ascii_lower(self, text: &str) -> String {
        match self {
            Sqlite => format!("lower({text})"),
            _ => format!(
                "translate({text}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
            ),
        }
    }

    /// A whole number as a literal.
    pub(super) fn integer(self, number: i128) -> String {
        match i64::try_from(number) {
            Ok(small) if small != i64::MIN => small.to_string(),
            _ if self == Sqlite || self == PostgreSql => number.to_string(),
            _ => format!("CAST('{number}' AS DECIMAL(38, 0))"),
        }
    }

    /// The type of floats of 64 bits. Floats of 32 bits are held in it by their text, so that they are compared by it.
    pub(super) const fn float(self) -> &'static str {
        match self {
            PostgreSql => "DOUBLE PRECISION",
            Sqlite => "REAL",
            DataFusion | DuckDb | Spark => "DOUBLE",
        }
    }

    /// The suffix of a text expression that orders texts by code point.
    pub(super) const fn by_code_point(self) -> &'static str {
        match self {
            PostgreSql => " COLLATE \"C\"",
            Sqlite => " COLLATE BINARY",
            DataFusion | DuckDb | Spark => "",
        }
    }

    /// A name without invisible characters and short enough for the engine.
    pub(super) fn fitted(self, name: &str) -> String {
        let name: String = name.chars().map(|c| if is_unseen(c) { '_' } else { c }).collect();
        let most = if self == PostgreSql { 63 } else { usize::MAX };
        let mut end = name.len().min(most);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name[..end].to_owned()
    }
}

/// Returns whether a character could mislead a reader or end a line: control characters, white space except the space
/// character, direction marks and joiners.
fn is_unseen(character: char) -> bool {
    let is_mark = matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    character.is_control()
        || (is_blank(character.encode_utf8(&mut [0; 4])) && character != ' ')
        || is_mark
}

/// Escapes special and invisible characters with a backslash.
fn escaped(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        let code = u32::from(character);
        let _ = match character {
            c if is_special(c) => write!(escaped, "\\{c}"),
            c if is_unseen(c) && code > 0xffff => write!(escaped, "\\U{code:08x}"),
            c if is_unseen(c) => write!(escaped, "\\u{code:04x}"),
            c => write!(escaped, "{c}"),
        };
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_that_of_rust() {
        let all: Vec<char> = ('\0'..=char::MAX).filter(|c| c.is_whitespace()).collect();
        assert_eq!(all, WHITE_SPACE);
    }

    #[test]
    fn literals_cannot_be_left() {
        let text = "'; DROP TABLE x; -- */ \\' \" ` \u{202e}";
        assert_eq!(PostgreSql.text(text), r#"E'''; DROP TABLE x; -- */ \\'' " ` \u202e'"#);
        assert_eq!(Spark.text(text), r#"'\'; DROP TABLE x; -- */ \\\' " ` \u202e'"#);
        for dialect in [DataFusion, DuckDb] {
            assert_eq!(dialect.text(text), r#"('''; DROP TABLE x; -- */ \'' " ` ' || chr(8238))"#);
        }
        assert_eq!(Sqlite.text("a\0\u{2028}b"), "('a' || char(0) || char(8232) || 'b')");
        assert_eq!(Sqlite.text(""), "''");
    }

    #[test]
    fn spark_puts_nothing_in_the_place_of_a_variable() {
        assert_eq!(Spark.text("${env:HOME} $5"), r"'\u0024{env:HOME} $5'");
        assert_eq!(Spark.comment("${env:HOME}"), "-- $ {env:HOME}\n");
        assert_eq!(PostgreSql.text("${env:HOME}"), "'${env:HOME}'");
    }

    #[test]
    fn names_cannot_be_left() {
        assert_eq!(Sqlite.identifier("a\"; --\0"), "\"a\"\"; --\u{fffd}\"");
        assert_eq!(Spark.identifier("a`.`b"), "`a``.``b`");
        assert_eq!(DuckDb.identifier(""), "\"_\"");
    }

    #[test]
    fn comments_are_one_line() {
        assert_eq!(
            Sqlite.comment("a\r\nDROP TABLE x; \u{2028}\u{202e} */ é"),
            "-- a\\u{d}\\u{a}DROP TABLE x; \\u{2028}\\u{202e} */ é\n"
        );
    }

    #[test]
    fn only_long_names_are_cut() {
        let name = "ä".repeat(40);
        assert_eq!(PostgreSql.fitted(&name), "ä".repeat(31));
        assert_eq!(Spark.fitted(&name), name);
    }
}
