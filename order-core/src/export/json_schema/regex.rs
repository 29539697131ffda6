//! Regular expressions in ECMA-262 syntax, as JSON Schema requires, for ranges, texts and patterns.

use std::cmp::Ordering;

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};

use crate::value::moment::{
    Notation,
    written::{Part, Piece, Wire, Written, pieces},
};

/// A pattern that matches if the whole text matches one of the alternatives.
pub(super) fn whole(alternatives: &[String]) -> String {
    match alternatives {
        [one] if !one.contains('|') => format!("^{one}$"),
        alternatives => format!("^(?:{})$", alternatives.join("|")),
    }
}

/// A pattern for a literal text.
pub(super) fn literal(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        push_literal(&mut escaped, character);
    }
    escaped
}

fn push_literal(out: &mut String, character: char) {
    if "^$\\.*+?()[]{}|/".contains(character) {
        out.push('\\');
        out.push(character);
    } else {
        push_character(out, character);
    }
}

/// Appends a character, as an escape if it is invisible.
fn push_character(out: &mut String, character: char) {
    let is_hidden = character.is_control()
        || character.is_whitespace() && character != ' '
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if is_hidden && u32::from(character) <= 0xffff {
        out.push_str(&format!("\\u{:04x}", u32::from(character)));
    } else {
        out.push(character);
    }
}

/// A pattern for a text with ASCII letters in either case.
pub(super) fn any_case(text: &str) -> String {
    let mut pattern = String::new();
    for character in text.chars() {
        if character.is_ascii_alphabetic() {
            pattern.extend([
                '[',
                character.to_ascii_lowercase(),
                character.to_ascii_uppercase(),
                ']',
            ]);
        } else {
            push_literal(&mut pattern, character);
        }
    }
    pattern
}

/// Patterns for the integers from `min` to `max` in canonical spelling.
pub(super) fn integers(min: Option<i128>, max: Option<i128>) -> Vec<String> {
    let mut alternatives = Vec::new();
    if max.is_none_or(|max| max >= 0) {
        let least = min.unwrap_or(0).max(0).unsigned_abs();
        alternatives.extend(naturals(least, max.map(i128::unsigned_abs)));
    }
    if min.is_none_or(|min| min < 0) {
        let least = max.filter(|max| *max < 0).map_or(1, i128::unsigned_abs);
        let below = naturals(least, min.map(i128::unsigned_abs));
        alternatives.extend(below.into_iter().map(|magnitude| format!("-{magnitude}")));
    }
    alternatives
}

fn naturals(min: u128, max: Option<u128>) -> Vec<String> {
    let mut alternatives = Vec::new();
    if max.is_some_and(|max| max < min) {
        return alternatives;
    }
    let (mut length, mut least) = (min.to_string().len(), min);
    loop {
        // The greatest number with this many digits.
        let Some(most) = 10_u128.checked_pow(length as u32).map(|next| next - 1) else {
            return alternatives;
        };
        let first = if length == 1 { 0 } else { 10_u128.pow(length as u32 - 1) };
        match max {
            Some(max) if max <= most => {
                same_length(&least.to_string(), &max.to_string(), String::new(), &mut alternatives);
                return alternatives;
            }
            None if least == first && length > 1 => {
                alternatives.push(format!("[1-9][0-9]{{{},}}", length - 1));
                return alternatives;
            }
            _ => {
                same_length(
                    &least.to_string(),
                    &most.to_string(),
                    String::new(),
                    &mut alternatives,
                );
                (length, least) = (length + 1, most + 1);
            }
        }
    }
}

/// Adds patterns for the numbers from `min` to `max`, which have the same number of digits.
fn same_length(min: &str, max: &str, prefix: String, alternatives: &mut Vec<String>) {
    let (Some(low), Some(high)) = (min.chars().next(), max.chars().next()) else {
        return alternatives.push(prefix);
    };
    let (min_rest, max_rest) = (&min[1..], &max[1..]);
    if low == high {
        return same_length(min_rest, max_rest, format!("{prefix}{low}"), alternatives);
    }
    let is_from_first = min_rest.bytes().all(|digit| digit == b'0');
    let is_to_last = max_rest.bytes().all(|digit| digit == b'9');
    let digits = |low: char, high: char| {
        if low == high { low.to_string() } else { format!("[{low}-{high}]") }
    };
    let next = |digit: char, by: i8| char::from((digit as u8).wrapping_add_signed(by));
    if !is_from_first {
        same_length(min_rest, &"9".repeat(min_rest.len()), format!("{prefix}{low}"), alternatives);
    }
    let (from, to) = (
        if is_from_first { low } else { next(low, 1) },
        if is_to_last { high } else { next(high, -1) },
    );
    if from <= to {
        let rest = match min_rest.len() {
            0 => String::new(),
            1 => "[0-9]".to_owned(),
            length => format!("[0-9]{{{length}}}"),
        };
        alternatives.push(format!("{prefix}{}{rest}", digits(from, to)));
    }
    if !is_to_last {
        same_length(&"0".repeat(max_rest.len()), max_rest, format!("{prefix}{high}"), alternatives);
    }
}

/// Patterns for the texts before `text` in code point order, and for `text` itself if `or_equal`.
pub(super) fn texts_before(text: &str, or_equal: bool) -> Vec<String> {
    let mut alternatives = Vec::new();
    for (at, character) in text.char_indices() {
        let prefix = literal(&text[..at]);
        alternatives.push(prefix.clone());
        if let Some(before) = before(character) {
            let mut class = String::from("[\\u0000-");
            push_in_class(&mut class, before);
            alternatives.push(format!("{prefix}{class}][\\s\\S]*"));
        }
    }
    if or_equal {
        alternatives.push(literal(text));
    }
    alternatives
}

fn before(character: char) -> Option<char> {
    (0..u32::from(character)).rev().find_map(char::from_u32)
}

/// Patterns for the dates and times before `moment`, and for `moment` itself if `or_equal`. Their texts have the same
/// digits in the same places, up to a fraction of any length.
pub(super) fn moments_before(moment: &str, or_equal: bool) -> Vec<String> {
    let (whole, fraction) = moment.split_once('.').unwrap_or((moment, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut alternatives = Vec::new();
    let below = |digit: char| char::from(digit as u8 - 1);
    for (at, digit) in
        whole.char_indices().filter(|(_, digit)| digit.is_ascii_digit() && *digit > '0')
    {
        alternatives.push(format!("{}[0-{}].*", literal(&whole[..at]), below(digit)));
    }
    for (at, digit) in fraction.char_indices() {
        let start = &fraction[..at];
        let point = if at == 0 { "" } else { "\\." };
        // The fraction may end here, which is less, as the rest of it is not 0.
        alternatives.push(format!("{}{point}{start}", literal(whole)));
        if digit > '0' {
            alternatives.push(format!("{}\\.{start}[0-{}][0-9]*", literal(whole), below(digit)));
        }
    }
    if or_equal {
        alternatives.push(moment_like(moment));
    }
    alternatives
}

/// A pattern for the texts that are the same date or time.
pub(super) fn moment_like(moment: &str) -> String {
    let (whole, fraction) = moment.split_once('.').unwrap_or((moment, ""));
    match (whole.contains(':'), fraction.trim_end_matches('0')) {
        (false, _) => literal(whole),
        (true, "") => format!("{}(?:\\.0+)?", literal(whole)),
        (true, fraction) => format!("{}\\.{fraction}0*", literal(whole)),
    }
}

macro_rules! date {
    () => {
        "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
    };
}

macro_rules! time {
    () => {
        "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?"
    };
}

/// Patterns for the texts of dates and times in a pattern of directives: of a date, one for each length of a month.
pub(super) fn of_wire(wire: &Wire) -> Vec<String> {
    const YEAR: &str = "[0-9]{4}";
    const MONTHS: [(&str, &str, &str); 4] = [
        (YEAR, "(?:0[13578]|1[02])", "(?:0[1-9]|[12][0-9]|3[01])"),
        (YEAR, "(?:0[469]|11)", "(?:0[1-9]|[12][0-9]|30)"),
        (YEAR, "02", "(?:0[1-9]|1[0-9]|2[0-8])"),
        (
            "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)",
            "02",
            "29",
        ),
    ];
    let Written::Pattern(pattern) = wire.written else { return Vec::new() };
    let with = |(year, month, day): (&str, &str, &str)| {
        let (mut out, mut bytes) = (String::new(), Vec::new());
        for piece in pieces(pattern).map(Some).chain([None]) {
            if let Some(Piece::Byte(byte)) = piece {
                bytes.push(byte);
                continue;
            }
            out.push_str(&literal(&String::from_utf8_lossy(&std::mem::take(&mut bytes))));
            out.push_str(&match piece {
                Some(Piece::Part(Part::Year)) => year.to_owned(),
                Some(Piece::Part(Part::Month)) => month.to_owned(),
                Some(Piece::Part(Part::Day)) => day.to_owned(),
                Some(Piece::Part(Part::Hour)) => "(?:[01][0-9]|2[0-3])".to_owned(),
                Some(Piece::Part(Part::Minute | Part::Second)) => "[0-5][0-9]".to_owned(),
                Some(Piece::Part(part @ Part::Fraction(_))) => {
                    format!("[0-9]{{{}}}", part.digits())
                }
                Some(Piece::Byte(_)) | None => String::new(),
            });
        }
        out
    };
    match wire.of {
        Notation::Time => vec![with(MONTHS[0])],
        _ => MONTHS.into_iter().map(with).collect(),
    }
}

/// The format and the pattern of the texts in a notation. The pattern has no `^` and `$`.
pub(super) fn of_notation(notation: Notation) -> (&'static str, &'static str) {
    match notation {
        Notation::Date => ("date", date!()),
        // The formats `time` and `date-time` want an offset.
        Notation::Time => ("time-local", time!()),
        Notation::DateTime => ("date-time-local", concat!(date!(), "T", time!())),
        Notation::Timestamp | Notation::JiffTimestamp => (
            "date-time",
            concat!(date!(), "[Tt]", time!(), "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"),
        ),
        Notation::Uuid => {
            ("uuid", "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
        }
        // What stands otherwise on the wire has been written already.
        Notation::Wire(wire) => of_notation(wire.of),
        #[cfg(feature = "url")]
        Notation::Url => {
            ("uri", "[A-Za-z][A-Za-z0-9+.\\-]*:[A-Za-z0-9\\-._~:\\/?#\\[\\]@!$&'()*+,;=%]*")
        }
    }
}

/// Decimals in plain notation.
pub(super) const DECIMAL: &str = "^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?$";

/// Patterns, without a sign, for the decimals whose absolute value is equal to that of `decimal`, or greater.
pub(super) fn magnitudes(decimal: &str, ordering: Ordering) -> Vec<String> {
    let magnitude = decimal.trim_start_matches('-');
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let fraction = fraction.trim_end_matches('0');
    if ordering.is_eq() {
        return vec![match fraction {
            "" => format!("{whole}(?:\\.0+)?"),
            fraction => format!("{whole}\\.{fraction}0*"),
        }];
    }
    let next = whole.parse::<u128>().ok().and_then(|whole| whole.checked_add(1));
    let mut alternatives = Vec::new();
    if let Some(next) = next {
        alternatives
            .extend(naturals(next, None).into_iter().map(|whole| format!("{whole}(?:\\.[0-9]+)?")));
    }
    for (at, digit) in fraction.char_indices().filter(|(_, digit)| *digit < '9') {
        let above = char::from(digit as u8 + 1);
        alternatives.push(format!("{whole}\\.{}[{above}-9][0-9]*", &fraction[..at]));
    }
    alternatives.push(format!("{whole}\\.{fraction}[0-9]*[1-9][0-9]*"));
    alternatives
}

/// Translates a pattern that the whole text must match; `None` if a part of it has another meaning in ECMA-262.
pub(super) fn translated(pattern: &str) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut out = String::new();
    push_hir(&mut out, &hir)?;
    Some(format!("^(?:{out})$"))
}

fn push_hir(out: &mut String, hir: &Hir) -> Option<()> {
    match hir.kind() {
        HirKind::Empty => {}
        HirKind::Literal(literal) => {
            for character in str::from_utf8(&literal.0).ok()?.chars() {
                push_literal(out, character);
            }
        }
        HirKind::Class(Class::Unicode(class)) => push_class(out, class),
        HirKind::Class(Class::Bytes(class)) => push_class(out, &class.to_unicode_class()?),
        HirKind::Look(Look::Start) => out.push('^'),
        HirKind::Look(Look::End) => out.push('$'),
        HirKind::Look(_) => return None,
        HirKind::Repetition(repetition) => push_repetition(out, repetition)?,
        HirKind::Capture(capture) => push_group(out, &capture.sub)?,
        HirKind::Concat(parts) => {
            for part in parts {
                match part.kind() {
                    HirKind::Alternation(_) => push_group(out, part)?,
                    _ => push_hir(out, part)?,
                }
            }
        }
        HirKind::Alternation(parts) => {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                push_hir(out, part)?;
            }
        }
    }
    Some(())
}

fn push_group(out: &mut String, hir: &Hir) -> Option<()> {
    out.push_str("(?:");
    push_hir(out, hir)?;
    out.push(')');
    Some(())
}

fn push_repetition(out: &mut String, repetition: &Repetition) -> Option<()> {
    let is_one = match repetition.sub.kind() {
        HirKind::Class(_) | HirKind::Capture(_) => true,
        HirKind::Literal(literal) => str::from_utf8(&literal.0).ok()?.chars().count() == 1,
        _ => false,
    };
    match is_one {
        true => push_hir(out, &repetition.sub)?,
        false => push_group(out, &repetition.sub)?,
    }
    match (repetition.min, repetition.max) {
        (0, None) => out.push('*'),
        (1, None) => out.push('+'),
        (0, Some(1)) => out.push('?'),
        (1, Some(1)) => {}
        (min, None) => out.push_str(&format!("{{{min},}}")),
        (min, Some(max)) if min == max => out.push_str(&format!("{{{min}}}")),
        (min, Some(max)) => out.push_str(&format!("{{{min},{max}}}")),
    }
    Some(())
}

fn push_class(out: &mut String, class: &ClassUnicode) {
    let mut negated = class.clone();
    negated.negate();
    if negated.ranges().is_empty() {
        return out.push_str("[\\s\\S]");
    }
    if class.ranges().is_empty() {
        return out.push_str("[^\\s\\S]");
    }
    let is_rest = class.ranges().last().is_some_and(|last| last.end() == char::MAX);
    let (start, ranges) = if is_rest { ("[^", negated.ranges()) } else { ("[", class.ranges()) };
    out.push_str(start);
    for range in ranges {
        push_in_class(out, range.start());
        if range.start() != range.end() {
            if u32::from(range.start()) + 1 != u32::from(range.end()) {
                out.push('-');
            }
            push_in_class(out, range.end());
        }
    }
    out.push(']');
}

fn push_in_class(out: &mut String, character: char) {
    if matches!(character, '\\' | ']' | '[' | '^' | '-') {
        out.push('\\');
        out.push(character);
    } else {
        push_character(out, character);
    }
}

/// The white space characters of Unicode, of which blank text consists, as the content of a class.
pub(super) const WHITE_SPACE: &str =
    "\\u0009-\\u000d \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_integers_are_short() {
        for (min, max, pattern) in [
            (Some(0), Some(255), "^(?:[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$"),
            (Some(1), Some(3), "^[1-3]$"),
            (Some(-2), Some(5), "^(?:[0-5]|-[1-2])$"),
            (Some(3), None, "^(?:[3-9]|[1-9][0-9]{1,})$"),
            (None, Some(-10), "^-[1-9][0-9]{1,}$"),
            (Some(7), Some(7), "^7$"),
            (Some(99), Some(101), "^(?:99|10[0-1])$"),
        ] {
            assert_eq!(whole(&integers(min, max)), pattern, "{min:?} {max:?}");
        }
        assert_eq!(integers(Some(3), Some(2)), [""; 0]);
    }

    #[test]
    fn patterns_are_those_of_ecma_262() {
        for (pattern, translated_as) in [
            ("[a-z]+[0-9]?", "^(?:[a-z]+[0-9]?)$"),
            ("a|b{2,3}", "^(?:a|b{2,3})$"),
            ("(ab)*", "^(?:(?:ab)*)$"),
            ("^a$", "^(?:^a$)$"),
            ("[^a]", "^(?:[^a])$"),
            ("(?i)x1", "^(?:[Xx]1)$"),
            (r"\x{1f600}/\-", "^(?:\u{1f600}\\/-)$"),
            (r"[\]\-\^]", r"^(?:[\-\]\^])$"),
            (r"\u{200b}\t", r"^(?:\u200b\u0009)$"),
            (".", "^(?:[^\\u000a])$"),
            ("(?s).", r"^(?:[\s\S])$"),
        ] {
            assert_eq!(translated(pattern).as_deref(), Some(translated_as), "{pattern}");
        }
        for pattern in [r"\bword\b", "(?m)^a$"] {
            assert_eq!(translated(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_an_escape() {
        assert_eq!(literal("a.b\u{202e}\n ü"), "a\\.b\\u202e\\u000a ü");
        assert_eq!(any_case("a-Ä"), "[aA]-Ä");
    }

    #[test]
    fn decimals_are_compared_by_their_digits() {
        assert_eq!(magnitudes("1.5", Ordering::Equal), ["1\\.50*"]);
        assert_eq!(magnitudes("-10.00", Ordering::Equal), ["10(?:\\.0+)?"]);
        assert_eq!(
            magnitudes("8.9", Ordering::Greater),
            ["9(?:\\.[0-9]+)?", "[1-9][0-9]{1,}(?:\\.[0-9]+)?", "8\\.9[0-9]*[1-9][0-9]*"]
        );
    }
}
