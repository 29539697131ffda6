//! The words that say how a date or time is written: `epoch` and `notation`.

use proc_macro2::Span;
use syn::{Ident, LitStr, parse::Parse};

use crate::{
    parse::{Argument, Word},
    suggest::did_you_mean,
};

/// How the dates or times of a field are written on the wire.
#[derive(Clone)]
pub(crate) struct Written {
    pub(crate) word: Ident,
    pub(crate) how: How,
}

#[derive(Clone)]
pub(crate) enum How {
    Seconds,
    Milliseconds,
    Pattern(LitStr),
}

/// The directives of a pattern, in messages.
const DIRECTIVES: &str =
    "known are `%Y`, `%m`, `%d`, `%H`, `%M`, `%S`, `%3f`, `%6f`, `%9f` and `%%`";

impl Written {
    pub(crate) fn span(&self) -> Span {
        self.word.span()
    }

    /// Reads `epoch` or `notation`.
    pub(crate) fn of_word(word: &Word) -> syn::Result<Self> {
        match word.name == "epoch" {
            true => Self::epoch(word),
            false => Self::notation(word),
        }
    }

    /// The error about a second word.
    pub(crate) fn given_before(&self, word: &Word) -> syn::Error {
        word.wrong(format_args!(
            "a time is written in one way, and `{}` says how; keep one",
            self.word,
        ))
    }

    /// `epoch`, `epoch = "milliseconds"`
    fn epoch(word: &Word) -> syn::Result<Self> {
        const UNITS: [&str; 2] = ["seconds", "milliseconds"];
        const EXAMPLE: &str = "epoch = \"milliseconds\"";
        let how = match &word.argument {
            Argument::None => How::Seconds,
            Argument::List(_) | Argument::Equals(_) => {
                let unit: LitStr =
                    word.parse_equals("a unit in quotes", EXAMPLE, <LitStr as Parse>::parse)?;
                match unit.value().as_str() {
                    "seconds" => How::Seconds,
                    "milliseconds" => How::Milliseconds,
                    other => {
                        let hint = match did_you_mean(other, UNITS) {
                            hint if hint.is_empty() => {
                                "; write `seconds` or `milliseconds`".to_owned()
                            }
                            hint => hint,
                        };
                        let message = format!("unknown unit `{other}`{hint}");
                        return Err(syn::Error::new(unit.span(), message));
                    }
                }
            }
        };
        Ok(Self { word: word.name.clone(), how })
    }

    /// `notation = "%d.%m.%Y"`
    fn notation(word: &Word) -> syn::Result<Self> {
        let text = word.text("notation = \"%d.%m.%Y\"")?;
        if let Some(mistake) = mistake(&text.value()) {
            return Err(syn::Error::new(text.span(), mistake));
        }
        Ok(Self { word: word.name.clone(), how: How::Pattern(text) })
    }
}

/// Returns what is wrong with a pattern, whatever the type of the field.
fn mistake(pattern: &str) -> Option<String> {
    if pattern.trim() != pattern || pattern.chars().any(char::is_control) {
        return Some(
            "a pattern has no white space at its ends and no control character, which XML would not keep; remove it"
                .to_owned(),
        );
    }
    let mut said: Vec<String> = Vec::new();
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        if character != '%' {
            continue;
        }
        let Some(mut letter) = rest.next() else {
            return Some(format!(
                "the `%` at the end of the pattern begins no directive; {DIRECTIVES}"
            ));
        };
        let mut directive = format!("%{letter}");
        if letter.is_ascii_digit()
            && let Some(next) = rest.next()
        {
            directive.push(next);
            letter = next;
        }
        match directive.as_str() {
            "%%" => continue,
            "%Y" | "%m" | "%d" | "%H" | "%M" | "%S" | "%3f" | "%6f" | "%9f" => {}
            unknown => return Some(format!("unknown directive `{unknown}`; {DIRECTIVES}")),
        }
        let part = letter.to_string();
        if said.contains(&part) {
            return Some(format!(
                "`{directive}` says a part of the time for a second time; remove it"
            ));
        }
        said.push(part);
    }
    let has = |part: &str| said.iter().any(|it| it == part);
    if said.is_empty() {
        return Some(format!(
            "a pattern without directives is the same for all values; {DIRECTIVES}"
        ));
    }
    if has("f") && !has("S") {
        return Some("a fraction is one of a second; add `%S` to the pattern".to_owned());
    }
    None
}
