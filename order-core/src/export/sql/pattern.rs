//! Translation of regular expressions from Rust syntax to that of each engine.

use std::fmt::Write;

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look};

use crate::export::sql::{Claim, Dialect};

/// A test that a whole text matches, null if the text is null; an error if the dialect cannot express it.
pub(super) fn matches(dialect: Dialect, text: &str, pattern: &str) -> Result<String, String> {
    let hir = regex_syntax::parse(pattern).map_err(|_| format!("`{pattern}` cannot be read"))?;
    if hir.properties().minimum_len().is_none() {
        return Err(format!("`{pattern}` matches nothing"));
    }
    if dialect == Dialect::Sqlite {
        return glob(text, &hir).ok_or_else(|| {
            format!(
                "SQLite has no regular expressions, and `{pattern}` is more than `GLOB` can say"
            )
        });
    }
    let mut regex = String::new();
    write_hir(dialect, &hir, 1, &mut regex)?;
    Ok(match dialect {
        Dialect::DuckDb => format!("regexp_full_match({text}, {})", dialect.text(&regex)),
        Dialect::Spark => format!("{text} RLIKE {}", dialect.text(&format!("^(?:{regex})\\z"))),
        _ => format!("{text} ~ {}", dialect.text(&format!("^(?:{regex})$"))),
    })
}

/// A test that a part of a text matches, null if the text is null; an error if the dialect cannot express it.
pub(super) fn has(dialect: Dialect, text: &str, pattern: &str) -> Result<String, String> {
    let hir = regex_syntax::parse(pattern).map_err(|_| format!("`{pattern}` cannot be read"))?;
    let mut regex = String::new();
    write_hir(dialect, &hir, 1, &mut regex)?;
    let regex = dialect.text(&regex);
    match dialect {
        Dialect::DuckDb => Ok(format!("regexp_matches({text}, {regex})")),
        Dialect::Spark => Ok(format!("{text} RLIKE {regex}")),
        Dialect::Sqlite => Err("SQLite has no regular expressions".to_owned()),
        Dialect::DataFusion | Dialect::PostgreSql => Ok(format!("{text} ~ {regex}")),
    }
}

fn quoted(pattern: &str) -> String {
    Dialect::Sqlite.text(pattern)
}

fn write_hir(dialect: Dialect, hir: &Hir, outer: u32, regex: &mut String) -> Result<(), String> {
    match hir.kind() {
        HirKind::Empty => regex.push_str("(?:)"),
        HirKind::Literal(literal) => {
            let text = str::from_utf8(&literal.0).map_err(|_| not_text())?;
            text.chars().for_each(|character| write_char(dialect, character, regex));
        }
        HirKind::Class(Class::Unicode(class)) => write_class(dialect, class, regex),
        HirKind::Class(Class::Bytes(class)) => {
            let class = class.to_unicode_class().ok_or_else(not_text)?;
            write_class(dialect, &class, regex);
        }
        HirKind::Look(Look::Start) => {
            regex.push_str(if dialect == Dialect::PostgreSql { "\\A" } else { "^" });
        }
        HirKind::Look(Look::End) => regex.push_str(match dialect {
            Dialect::PostgreSql => "\\Z",
            Dialect::DataFusion => "$",
            _ => "\\z",
        }),
        HirKind::Look(_) => {
            return Err("a place between characters is found in another way there".to_owned());
        }
        HirKind::Repetition(repetition) => {
            let most = match dialect {
                Dialect::PostgreSql => 255,
                Dialect::DuckDb => 1000,
                _ => u32::MAX,
            };
            if repetition.min > most || repetition.max.is_some_and(|max| max > most) {
                return Err(format!("a repetition is counted to {most} there"));
            }
            // RE2 multiplies the counts of nested repetitions.
            let counted = repetition.max.unwrap_or(repetition.min).max(1);
            let inner = outer.saturating_mul(counted);
            if dialect == Dialect::DuckDb && inner > most {
                return Err(format!("repetitions within each other are counted to {most} there"));
            }
            regex.push_str("(?:");
            write_hir(dialect, &repetition.sub, inner, regex)?;
            regex.push(')');
            match (repetition.min, repetition.max) {
                (0, None) => regex.push('*'),
                (1, None) => regex.push('+'),
                (0, Some(1)) => regex.push('?'),
                (min, None) => _ = write!(regex, "{{{min},}}"),
                (min, Some(max)) if min == max => _ = write!(regex, "{{{min}}}"),
                (min, Some(max)) => _ = write!(regex, "{{{min},{max}}}"),
            }
        }
        HirKind::Capture(capture) => {
            regex.push_str("(?:");
            write_hir(dialect, &capture.sub, outer, regex)?;
            regex.push(')');
        }
        HirKind::Concat(parts) => {
            for part in parts {
                write_hir(dialect, part, outer, regex)?;
            }
        }
        HirKind::Alternation(parts) => {
            regex.push_str("(?:");
            for (index, part) in parts.iter().enumerate() {
                regex.push_str(if index == 0 { "" } else { "|" });
                write_hir(dialect, part, outer, regex)?;
            }
            regex.push(')');
        }
    }
    Ok(())
}

fn not_text() -> String {
    "it matches what is no text".to_owned()
}

/// Writes a class, negated if that needs fewer ranges.
fn write_class(dialect: Dialect, class: &ClassUnicode, regex: &mut String) {
    let mut others = class.clone();
    others.negate();
    let (class, sign) = match others.ranges().len() < class.ranges().len() {
        true => (&others, "^"),
        false => (class, ""),
    };
    match class.ranges() {
        // The class of all characters.
        [] if !sign.is_empty() => {
            return regex.push_str(if dialect == Dialect::PostgreSql { "." } else { "(?s:.)" });
        }
        _ => {}
    }
    _ = write!(regex, "[{sign}");
    for range in class.ranges() {
        // PostgreSQL has no NUL, neither in texts nor in patterns.
        let start = match (range.start(), dialect) {
            ('\0', Dialect::PostgreSql) if range.end() == '\0' => continue,
            ('\0', Dialect::PostgreSql) => '\u{1}',
            (start, _) => start,
        };
        write_char(dialect, start, regex);
        if range.end() != start {
            regex.push('-');
            write_char(dialect, range.end(), regex);
        }
    }
    regex.push(']');
}

fn write_char(dialect: Dialect, character: char, regex: &mut String) {
    let code = u32::from(character);
    _ = match (character, dialect) {
        (
            '0'..='9' | 'a'..='z' | 'A'..='Z' | ' ' | '@' | '_' | ',' | ':' | ';' | '=' | '<' | '>',
            _,
        ) => {
            write!(regex, "{character}")
        }
        ('!'..='~', _) => write!(regex, "\\{character}"),
        (_, Dialect::PostgreSql) if code > 0xffff => write!(regex, "\\U{code:08x}"),
        (_, Dialect::PostgreSql) => write!(regex, "\\u{code:04x}"),
        _ => write!(regex, "\\x{{{code:x}}}"),
    };
}

/// The pattern in the syntax of SQLite's `GLOB`: alternatives, each a sequence of classes or one repeated class.
fn glob(text: &str, hir: &Hir) -> Option<String> {
    let claim = match hir.kind() {
        HirKind::Alternation(parts) => {
            let parts: Option<Vec<Claim>> = parts.iter().map(|part| one_glob(text, part)).collect();
            Claim::any(parts?)
        }
        _ => one_glob(text, hir)?,
    };
    Some(match claim {
        Claim::Any(_) | Claim::All(_) => format!("({claim})"),
        claim => claim.to_string(),
    })
}

fn one_glob(text: &str, hir: &Hir) -> Option<Claim> {
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        _ => std::slice::from_ref(hir),
    };
    let parts: Vec<&Hir> = parts.iter().map(without_capture).collect();
    let parts = without_anchors(&parts);
    // A single repeated class: no other characters, and a bounded length.
    if let [part] = parts
        && let HirKind::Repetition(repetition) = part.kind()
        && let Some((inside, outside)) = glob_class(without_capture(&repetition.sub))
    {
        let length = Dialect::Sqlite.characters(text);
        let bounds = match (repetition.min, repetition.max) {
            (0, None) => Claim::True,
            (min, None) => Claim::is(format!("{length} >= {min}")),
            (min, Some(max)) => Claim::is(format!("{length} BETWEEN {min} AND {max}")),
        };
        let only = match inside == "?" {
            true => Claim::is(format!("{text} GLOB '*'")),
            false => Claim::is(format!("{text} NOT GLOB {}", quoted(&format!("*{}*", outside?)))),
        };
        return Some(only.and(bounds));
    }
    // A sequence of classes, with one alternative for each count of a repetition.
    let mut rows = vec![String::new()];
    for part in parts {
        match part.kind() {
            HirKind::Repetition(repetition) if repetition.max.is_some_and(|max| max <= 8) => {
                let (class, _) = glob_class(without_capture(&repetition.sub))?;
                let counts = repetition.min..=repetition.max?;
                rows = rows
                    .iter()
                    .flat_map(|row| {
                        counts.clone().map(|count| row.clone() + &class.repeat(count as usize))
                    })
                    .collect();
                if rows.len() > 16 {
                    return None;
                }
            }
            HirKind::Literal(_) | HirKind::Class(_) => {
                let (class, _) = glob_class(part)?;
                rows.iter_mut().for_each(|row| row.push_str(&class));
            }
            HirKind::Empty => {}
            _ => return None,
        }
    }
    Some(Claim::any(rows.iter().map(|row| Claim::is(format!("{text} GLOB {}", quoted(row))))))
}

fn without_capture(hir: &Hir) -> &Hir {
    match hir.kind() {
        HirKind::Capture(capture) => without_capture(&capture.sub),
        _ => hir,
    }
}

/// The parts without leading `^` and trailing `$`, which are redundant if the whole text must match.
fn without_anchors<'a, 'h>(mut parts: &'a [&'h Hir]) -> &'a [&'h Hir] {
    while let [first, rest @ ..] = parts
        && matches!(first.kind(), HirKind::Look(Look::Start))
    {
        parts = rest;
    }
    while let [rest @ .., last] = parts
        && matches!(last.kind(), HirKind::Look(Look::End))
    {
        parts = rest;
    }
    parts
}

/// Characters in `GLOB` syntax and, for a class, its complement.
fn glob_class(hir: &Hir) -> Option<(String, Option<String>)> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = str::from_utf8(&literal.0).ok()?;
            let row: String = text
                .chars()
                .map(|character| match character {
                    '*' | '?' | '[' => format!("[{character}]"),
                    _ => character.to_string(),
                })
                .collect();
            let mut all = text.chars();
            let outside = match (all.next(), all.next()) {
                (Some(one), None) => glob_ranges(
                    &ClassUnicode::new([regex_syntax::hir::ClassUnicodeRange::new(one, one)]),
                    "^",
                ),
                _ => None,
            };
            Some((row, outside))
        }
        HirKind::Class(class) => {
            let class = match class {
                Class::Unicode(class) => class.clone(),
                Class::Bytes(class) => class.to_unicode_class()?,
            };
            let is_all =
                matches!(class.ranges(), [one] if one.start() == '\0' && one.end() == char::MAX);
            if is_all {
                return Some(("?".to_owned(), None));
            }
            let mut others = class.clone();
            others.negate();
            match others.ranges().len() < class.ranges().len() {
                true => Some((glob_ranges(&others, "^")?, glob_ranges(&others, ""))),
                false => Some((glob_ranges(&class, "")?, glob_ranges(&class, "^"))),
            }
        }
        _ => None,
    }
}

/// A bracketed class, with `]` first, `-` last and `^` not first.
fn glob_ranges(class: &ClassUnicode, sign: &str) -> Option<String> {
    let (mut first, mut middle, mut last) = (String::new(), String::new(), String::new());
    let special = |character| matches!(character, ']' | '-' | '^');
    for range in class.ranges() {
        let (start, end) = (range.start(), range.end());
        if start == '\0'
            || (start != end
                && u32::from(end) - u32::from(start) > 16
                && (special(start) || special(end)))
        {
            return None;
        }
        if start != end && !special(start) && !special(end) {
            middle.extend([start, '-', end]);
            continue;
        }
        for one in start..=end {
            match one {
                ']' => first.push(']'),
                '-' => last.insert(0, '-'),
                '^' => last.push('^'),
                one => middle.push(one),
            }
        }
    }
    // A `-` between two characters would be a range, and a leading `^` would negate the class.
    let last = match (last.as_str(), sign.is_empty() && first.is_empty() && middle.is_empty()) {
        ("-^", _) => "^-".to_owned(),
        _ => last,
    };
    if sign.is_empty() && first.is_empty() && middle.is_empty() && last.starts_with('^') {
        return None;
    }
    if class.ranges().is_empty() {
        return None;
    }
    Some(format!("[{sign}{first}{middle}{last}]"))
}
