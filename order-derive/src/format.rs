//! The named formats, as far as the derive decides at compile time whether a text has one.

use crate::pattern::{self, CompiledPattern};

/// A named format, as far as the derive knows it.
pub(crate) struct KnownFormat {
    pub(crate) name: &'static str,
    /// A pattern that every text of the format matches.
    pattern: &'static str,
    /// `true` if every text that matches has the format.
    pub(crate) is_exact: bool,
    /// Decides a text that matches, `None` if that is not known.
    decides: fn(&str) -> Option<bool>,
}

macro_rules! label {
    () => {
        "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    };
}

/// The named formats. The lengths of labels are left to `decides`, because they need large tables.
const FORMATS: [KnownFormat; 11] = [
    KnownFormat {
        name: "credit_card",
        pattern: "[0-9]{12,19}",
        is_exact: false,
        decides: |text| Some(has_check_digit(text)),
    },
    KnownFormat::exact("digits", "[0-9]+"),
    KnownFormat::exact("e164", "\\+[1-9][0-9]{1,14}"),
    KnownFormat {
        name: "email",
        pattern: concat!(
            "[A-Za-z0-9!#$%&'*+\\-/=?\\^_`{|}~]+(?:\\.[A-Za-z0-9!#$%&'*+\\-/=?\\^_`{|}~]+)*@",
            label!(),
            "(?:\\.",
            label!(),
            ")+"
        ),
        is_exact: false,
        decides: |text| {
            let (local, domain) = text.rsplit_once('@')?;
            Some(text.len() <= 254 && local.len() <= 64 && are_labels(domain))
        },
    },
    KnownFormat {
        name: "hostname",
        pattern: concat!(label!(), "(?:\\.", label!(), ")*"),
        is_exact: false,
        decides: |text| Some(text.len() <= 253 && are_labels(text)),
    },
    KnownFormat {
        name: "ip",
        pattern: "[0-9A-Fa-f:.]{2,45}",
        is_exact: false,
        decides: |text| Some(text.parse::<std::net::IpAddr>().is_ok()),
    },
    KnownFormat {
        name: "ipv4",
        pattern: "[0-9.]{7,15}",
        is_exact: false,
        decides: |text| Some(text.parse::<std::net::Ipv4Addr>().is_ok()),
    },
    KnownFormat {
        name: "ipv6",
        pattern: "[0-9A-Fa-f:.]{2,45}",
        is_exact: false,
        decides: |text| Some(text.parse::<std::net::Ipv6Addr>().is_ok()),
    },
    KnownFormat::exact("telephone", "\\+?[ \\-./()]*[0-9][0-9 \\-./()]*"),
    KnownFormat {
        name: "url",
        pattern: "[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9\\[][A-Za-z0-9\\-._~!$&'()*+,;=:@/?#%\\[\\]]*",
        is_exact: false,
        decides: |_| None,
    },
    KnownFormat::exact(
        "uuid",
        "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
    ),
];

impl KnownFormat {
    const fn exact(name: &'static str, pattern: &'static str) -> Self {
        Self { name, pattern, is_exact: true, decides: |_| Some(true) }
    }

    /// Returns the names of all formats.
    pub(crate) fn names() -> [&'static str; FORMATS.len()] {
        const { &FORMATS }.each_ref().map(|format| format.name)
    }

    /// Returns the format of this name.
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        const { &FORMATS }.iter().find(|format| format.name == name)
    }

    /// Returns the pattern that every text of the format matches.
    pub(crate) fn pattern(&self) -> Option<CompiledPattern> {
        pattern::compile(self.pattern).ok()
    }

    /// Returns `true` if the text has the format, and `None` if that is not known.
    pub(crate) fn accepts(&self, text: &str) -> Option<bool> {
        match self.pattern()?.is_match(text) {
            true => (self.decides)(text),
            false => Some(false),
        }
    }
}

/// Returns `true` if the labels have at most 63 characters and the last one is not a number.
fn are_labels(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    name.split('.').all(|label| label.len() <= 63)
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns `true` if the last digit is the check digit of a payment card.
fn has_check_digit(digits: &str) -> bool {
    let sum: u32 = (digits.bytes().rev().zip(0_u32..))
        .map(|(byte, place)| {
            let digit = u32::from(byte.saturating_sub(b'0'));
            match place % 2 {
                0 => digit,
                _ if digit > 4 => 2 * digit - 9,
                _ => 2 * digit,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use order_core::rules::formats;

    use super::*;

    /// Texts of every format, and such that are nearly one.
    fn texts() -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for sample in formats::ALL.iter().flat_map(|format| format.samples) {
            texts.push((*sample).to_owned());
            for end in 0..sample.len() {
                texts.push(sample[..end].to_owned());
                for new in ["", "a", "0", ".", "-", ":", "@", "9", "é", "/"] {
                    texts.push(format!("{}{new}{}", &sample[..end], &sample[end + 1..]));
                    texts.push(format!("{}{new}{}", &sample[..end], &sample[end..]));
                }
            }
        }
        for label in [62, 63, 64] {
            let label = "a".repeat(label);
            texts.extend([format!("{label}.de"), format!("a@{label}.de"), format!("{label}@a.de")]);
            texts.push(format!("{label}.{label}.{label}.{label}"));
        }
        texts
    }

    #[test]
    fn formats_are_those_of_the_library() {
        let texts = texts();
        for format in formats::ALL {
            let known = KnownFormat::find(format.name).expect("the format is known");
            let pattern = known.pattern().expect("the pattern compiles");
            for text in &texts {
                let accepts = (format.accepts)(text);
                let said = match pattern.is_match(text) {
                    true => (known.decides)(text),
                    false => Some(false),
                };
                assert!(said.is_none_or(|said| said == accepts), "{} {text:?}", format.name);
                assert!(!known.is_exact || pattern.is_match(text) == accepts, "{text:?}");
            }
            assert_eq!(known.accepts(""), Some(false));
        }
        assert_eq!(FORMATS.len(), formats::ALL.len());
    }
}
