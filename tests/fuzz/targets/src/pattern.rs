//! Patterns: the table of the derive beside the engine of `regex-automata`.

use order_fuzz_derive::Pattern;
use regex_automata::{
    Anchored, Input, meta,
    util::syntax::{self, Config},
};

/// Parts are divided by a byte that no text in UTF-8 has.
const BETWEEN: u8 = 0xff;

/// Compiles two patterns and compares what they say of each text. The input is the patterns and the texts.
pub(crate) fn target(data: &[u8]) {
    let parts = data.split(|byte| *byte == BETWEEN).map(str::from_utf8);
    let Ok(parts) = parts.collect::<Result<Vec<_>, _>>() else { return };
    let (patterns, texts) = parts.split_at(parts.len().min(2));
    for pattern in patterns {
        let Some(compiled) = compiled(pattern) else { continue };
        compare(pattern, &compiled, texts);
    }
    let [one, other] = patterns else { return };
    let (Ok(one), Ok(other)) = (Pattern::new(one), Pattern::new(other)) else { return };
    let (within, disjoint) = (one.is_within(&other), one.is_disjoint(&other));
    assert!(!(within == Some(true) && disjoint == Some(true)), "a pattern matches no text");
    for text in texts {
        let (is_of_one, is_of_other) = (one.is_match(text), other.is_match(text));
        assert!(!(is_of_one && is_of_other && disjoint == Some(true)), "both match {text:?}");
        assert!(!(is_of_one && !is_of_other && within == Some(true)), "only one matches {text:?}");
    }
    assert_ne!(one.is_within(&one), Some(false), "a pattern matches other texts than itself");
}

/// Compiles a pattern, whose mistakes are told on one line.
fn compiled(pattern: &str) -> Option<Pattern> {
    match Pattern::new(pattern) {
        Ok(compiled) => {
            let again = Pattern::new(compiled.source());
            assert!(
                again.is_ok(),
                "the source {:?} of {pattern:?} is no pattern",
                compiled.source()
            );
            Some(compiled)
        }
        Err(message) => {
            assert!(!message.is_empty() && !message.contains('\n'), "{pattern:?}: {message:?}");
            None
        }
    }
}

fn compare(written: &str, pattern: &Pattern, texts: &[&str]) {
    let (least, greatest) = pattern.lengths();
    let engine = engine(pattern.source(), Config::new());
    // Where everything is ASCII, `\d`, `\w` and `\b` are those of bytes.
    let is_plain = written.is_ascii()
        && !written.contains("(?")
        && !written.contains(['p', 'P', 'u', 'U', 'x']);
    let of_bytes =
        is_plain.then(|| self::engine(written, Config::new().unicode(false).utf8(false))).flatten();
    for text in texts {
        let is_match = pattern.is_match(text);
        let length = text.chars().count();
        let may_match = least <= length && greatest.is_none_or(|greatest| length <= greatest);
        assert!(!is_match || may_match, "{written:?} matches {text:?} of another length");
        if let Some(engine) = &engine {
            assert_eq!(is_match, is_whole(engine, text), "{written:?} and {text:?}");
        }
        if let Some(engine) = of_bytes.as_ref().filter(|_| text.is_ascii()) {
            assert_eq!(is_match, is_whole(engine, text), "{written:?} and {text:?} in ASCII");
        }
    }
}

/// The engine for `pattern` between the start and the end of a text, unless it is too large for it.
fn engine(pattern: &str, config: Config) -> Option<meta::Regex> {
    use regex_syntax::hir::{Hir, Look};
    let hir = syntax::parse_with(pattern, &config).ok()?;
    let whole = Hir::concat(vec![Hir::look(Look::Start), hir, Hir::look(Look::End)]);
    let config = meta::Config::new().utf8_empty(false).nfa_size_limit(Some(1 << 22));
    meta::Builder::new().configure(config).build_from_hir(&whole).ok()
}

fn is_whole(engine: &meta::Regex, text: &str) -> bool {
    engine.is_match(Input::new(text).anchored(Anchored::Yes))
}
