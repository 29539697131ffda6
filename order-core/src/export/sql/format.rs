//! SQL tests for the named text formats, equivalent to the functions of [`rules`](crate::rules).

use crate::{
    export::sql::{
        Dialect,
        pattern::{has, matches},
    },
    schema::{Format, Grammar},
};

/// A test that a text has a format, null if the text is null; an error if the dialect cannot express it.
pub(super) fn has_format(dialect: Dialect, text: &str, format: &Format) -> Result<String, String> {
    match format.grammar {
        Grammar::Program => Err(format!("`{}` is a function of the program", format.name)),
        Grammar::Spelled => spelled(dialect, text, format.name),
        Grammar::Pattern(pattern) => matches(dialect, text, pattern),
        Grammar::Within(_, more) => Err(format!("{more}, which is more than a pattern can say")),
    }
}

fn spelled(dialect: Dialect, text: &str, format: &str) -> Result<String, String> {
    match format {
        "digits" => matches(dialect, text, "[0-9]+"),
        "email" if dialect == Dialect::Sqlite => Ok(sqlite_email(text)),
        "email" => email(dialect, text),
        "hostname" if dialect == Dialect::Sqlite => {
            Ok(format!("({} AND {text} <> '' AND length({text}) <= 253)", sqlite_labels(text)))
        }
        "hostname" => hostname(dialect, text),
        "telephone" if dialect == Dialect::Sqlite => Ok(sqlite_telephone(text)),
        "telephone" => matches(dialect, text, r"\+?[ ./()\-]*[0-9][0-9 ./()\-]*"),
        "url" if dialect == Dialect::Sqlite => {
            Err("SQLite has no regular expressions, and a URL is more than `GLOB` can say"
                .to_owned())
        }
        "url" => url(dialect, text),
        name => Err(format!("the format `{name}` is not known here")),
    }
}

/// A label of a host name.
const LABEL: &str = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?";

/// A dot-separated part of an e-mail address before its `@`.
const ATOM: &str = r"[0-9A-Za-z!#$%&'*+/=?\^_`{|}~\-]+";

fn email(dialect: Dialect, text: &str) -> Result<String, String> {
    let shape = matches(dialect, text, &format!(r"{ATOM}(?:\.{ATOM})*@{LABEL}(?:\.{LABEL})+"))?;
    let local = has(dialect, text, "^[^@]{1,64}@")?;
    let digits_last = has(dialect, text, r"\.[0-9]+$")?;
    let length = dialect.characters(text);
    Ok(format!("({shape} AND {local} AND NOT ({digits_last}) AND {length} <= 254)"))
}

fn hostname(dialect: Dialect, text: &str) -> Result<String, String> {
    let shape = matches(dialect, text, &format!(r"{LABEL}(?:\.{LABEL})*"))?;
    let digits_last = has(dialect, text, r"(?:^|\.)[0-9]+$")?;
    let length = dialect.characters(text);
    Ok(format!("({shape} AND NOT ({digits_last}) AND {length} <= 253)"))
}

fn url(dialect: Dialect, text: &str) -> Result<String, String> {
    const SCHEME: &str = "[Hh][Tt][Tt][Pp][Ss]?://";
    const OCTET: &str = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    const PORT: &str = "0*(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})";
    const PLAIN: &str = r"(?:[0-9A-Za-z._~!$&'()*+,;=:@/?\-]|%[0-9A-Fa-f]{2})";
    let v4 = format!(r"{OCTET}(?:\.{OCTET}){{3}}");
    let (group, last) =
        ("[0-9A-Fa-f]{1,4}", format!("(?:[0-9A-Fa-f]{{1,4}}:[0-9A-Fa-f]{{1,4}}|{v4})"));
    // The numbers of groups before and after `::` follow RFC 3986.
    let mut v6 = vec![format!("(?:{group}:){{6}}{last}")];
    for before in 0..=7_usize {
        let start = match before {
            0 => String::new(),
            1 => format!("(?:{group})?"),
            _ => format!("(?:(?:{group}:){{0,{}}}{group})?", before - 1),
        };
        v6.push(match before {
            6 => format!("{start}::{group}"),
            7 => format!("{start}::"),
            5 => format!("{start}::{last}"),
            _ => format!("{start}::(?:{group}:){{{}}}{last}", 5 - before),
        });
    }
    let v6 = v6.join("|");
    let shape = format!(
        r"{SCHEME}(?:{LABEL}(?:\.{LABEL})*|\[(?:{v6})\])(?::{PORT})?(?:[/?]{PLAIN}*)?(?:#{PLAIN}*)?"
    );
    let shape = matches(dialect, text, &shape)?;
    let digits_last =
        has(dialect, text, &format!(r"^{SCHEME}(?:[^/?#:\[]*\.)?[0-9]+(?:[:/?#]|$)"))?;
    let is_v4 = has(dialect, text, &format!("^{SCHEME}{v4}(?:[:/?#]|$)"))?;
    let long = has(dialect, text, &format!("^{SCHEME}[^/?#:]{{254}}"))?;
    Ok(format!("({shape} AND (NOT ({digits_last}) OR {is_v4}) AND NOT ({long}))"))
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
