//! SQL tests for the named text formats, equivalent to the functions of [`rules`](crate::rules).

use crate::{
    export::sql::{
        Dialect,
        pattern::{has, matches},
    },
    schema::{Format, Grammar, Shape},
};

/// A test that a text has a format, null if the text is null; an error if the dialect cannot express it.
pub(super) fn has_format(dialect: Dialect, text: &str, format: &Format) -> Result<String, String> {
    let shapes = match &format.grammar {
        Grammar::Program => return Err(format!("`{}` is a function of the program", format.name)),
        Grammar::Within(_, more) => {
            return Err(format!("{more}, which is more than a pattern can say"));
        }
        Grammar::Shapes(shapes) => *shapes,
    };
    if dialect == Dialect::Sqlite {
        return sqlite(text, format.name, shapes);
    }
    match shapes {
        [shape] => has_shape(dialect, text, shape),
        shapes => {
            let shapes: Result<Vec<_>, _> =
                shapes.iter().map(|shape| has_shape(dialect, text, shape)).collect();
            Ok(format!("({})", shapes?.join(" OR ")))
        }
    }
}

fn has_shape(dialect: Dialect, text: &str, shape: &Shape) -> Result<String, String> {
    let mut parts = vec![matches(dialect, text, shape.pattern)?];
    if let Some(never) = shape.never {
        parts.push(format!("NOT ({})", has(dialect, text, never)?));
    }
    if let Some(longest) = shape.longest {
        parts.push(format!("{} <= {longest}", dialect.characters(text)));
    }
    match &parts[..] {
        [shape] => Ok(shape.clone()),
        parts => Ok(format!("({})", parts.join(" AND "))),
    }
}

/// SQLite has `GLOB` in place of regular expressions, so the formats that it can express are written out.
fn sqlite(text: &str, format: &str, shapes: &[Shape]) -> Result<String, String> {
    let labels = || sqlite_labels(text);
    match (format, shapes) {
        ("email", _) => Ok(sqlite_email(text)),
        ("hostname", _) => Ok(format!("({} AND {text} <> '' AND length({text}) <= 253)", labels())),
        ("telephone", _) => Ok(sqlite_telephone(text)),
        (_, [Shape { pattern, never: None, longest: None }]) => {
            matches(Dialect::Sqlite, text, pattern).map_err(|_| no_glob(format))
        }
        _ => Err(no_glob(format)),
    }
}

fn no_glob(format: &str) -> String {
    format!("SQLite has no regular expressions, and `{format}` is more than `GLOB` can say")
}

fn sqlite_email(text: &str) -> String {
    let (local, domain) = (
        format!("substr({text}, 1, instr({text}, '@') - 1)"),
        format!("substr({text}, instr({text}, '@') + 1)"),
    );
    let labels = sqlite_labels(&domain);
    format!(
        "({text} GLOB '?*@?*.?*' AND {text} NOT GLOB '*@*@*' AND length({text}) <= 254 \
         AND instr({text}, '@') <= 65 AND {local} NOT GLOB '*[^0-9A-Za-z!#$%&''*+/=?^_`{{|}}~.-]*' \
         AND {local} NOT GLOB '.*' AND {local} NOT GLOB '*.' AND {local} NOT GLOB '*..*' \
         AND {domain} GLOB '?*.?*' AND {labels})"
    )
}

/// A test that a text consists of labels separated by dots, the last not all digits; also true for empty text.
fn sqlite_labels(text: &str) -> String {
    let long = "[^.]".repeat(64);
    format!(
        "{text} NOT GLOB '*[^0-9A-Za-z.-]*' AND '.' || {text} || '.' NOT GLOB '*[.-][.]*' \
         AND '.' || {text} || '.' NOT GLOB '*[.][.-]*' AND '.' || rtrim({text}, '0123456789') NOT GLOB '*.' \
         AND {text} NOT GLOB '*{long}*'"
    )
}

fn sqlite_telephone(text: &str) -> String {
    let number = format!("substr({text}, 1 + ({text} GLOB '+*'))");
    format!("({number} GLOB '*[0-9]*' AND {number} NOT GLOB '*[^0-9 ./()-]*')")
}
