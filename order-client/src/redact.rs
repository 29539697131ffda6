use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{credentials::Credentials, target::percent_encoded};

const MARK: &str = "[redacted]";

/// How much of a secret may stand at the end of a text that was cut off.
const LONGEST_REST: usize = 3;

/// Takes the API key out of text that came from the server, which may echo what it was sent.
pub(crate) struct Redactor {
    /// The forms in which the key may come back, longest first.
    forms: Vec<SecretString>,
}

impl Redactor {
    pub(crate) fn new(credentials: &Credentials) -> Self {
        let key = credentials.api_key();
        let pair = SecretString::from(format!("{}:{key}", credentials.account_id()));
        let pair = pair.expose_secret();
        let mut forms: Vec<SecretString> = [
            key.to_owned(),
            // Without padding, as the padding says nothing.
            STANDARD_NO_PAD.encode(pair),
            URL_SAFE_NO_PAD.encode(pair),
            STANDARD_NO_PAD.encode(key),
            URL_SAFE_NO_PAD.encode(key),
            json_escaped(key),
            json_escaped(key).replace('/', "\\/"),
            html_escaped(key),
            percent_encoded(key),
        ]
        .into_iter()
        .map(SecretString::from)
        .collect();
        forms.sort_by_key(|form| std::cmp::Reverse(form.expose_secret().len()));
        Self { forms }
    }

    /// For what shall be seen but for the key.
    pub(crate) fn of_key(credentials: &Credentials) -> Self {
        Self::new(credentials)
    }

    /// `bytes` as text for people: without the key, on one line, at most about `limit` bytes long.
    pub(crate) fn excerpt(&self, bytes: &[u8], limit: usize) -> String {
        shortened(one_line(&String::from_utf8_lossy(&self.redact(bytes))), limit)
    }

    /// `text` without the key, otherwise unchanged.
    pub(crate) fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.redact(text.as_bytes())).into_owned()
    }

    /// `bytes` without the key, otherwise unchanged.
    pub(crate) fn redact(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some((first, after)) = rest.split_first() {
            match self.length_at_start(rest) {
                Some(length) => {
                    out.extend_from_slice(MARK.as_bytes());
                    rest = &rest[length..];
                }
                None => {
                    out.push(*first);
                    rest = after;
                }
            }
        }
        out
    }

    /// Length of the secret that `bytes` start with, or of its beginning if they end within it.
    fn length_at_start(&self, bytes: &[u8]) -> Option<usize> {
        self.forms.iter().find_map(|form| {
            let form = form.expose_secret().as_bytes();
            let common = form.len().min(bytes.len());
            let same = form[..common].eq_ignore_ascii_case(&bytes[..common]);
            (same && (common == form.len() || common > LONGEST_REST)).then_some(common)
        })
    }
}

/// `text` with one space for any white space, and without what would steer a terminal.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' if line.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' => line.push(' '),
            // Marks that turn the direction of writing around.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                line.extend(character.escape_unicode());
            }
            _ if character.is_control() => line.extend(character.escape_unicode()),
            _ => line.push(character),
        }
    }
    line
}

/// The start of `text`, with a note of how much is left out.
pub(crate) fn shortened(mut text: String, limit: usize) -> String {
    if text.len() <= limit {
        return text;
    }
    let end = (0..=limit).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    let rest = text.len() - end;
    text.truncate(end);
    text + &format!("… ({rest} more bytes)")
}

fn json_escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn html_escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(key: &str, text: &str) -> String {
        Redactor::new(&Credentials::new("001007", key).expect("plain text")).text(text)
    }

    #[test]
    fn key_goes_in_every_form() {
        let key = r#"sky"f/ä&ll"#;
        for form in [
            key,
            "MDAxMDA3OnNreSJmL8OkJmxs",
            "c2t5ImYvw6QmbGw",
            r#"sky\"f/ä&ll"#,
            r#"sky\"f\/ä&ll"#,
            "sky&quot;f/ä&amp;ll",
            "sky%22f%2F%C3%A4%26ll",
            "sky%22f%2f%c3%a4%26ll",
        ] {
            assert_eq!(redacted(key, &format!("<{form}>")), "<[redacted]>", "{form}");
        }
    }

    #[test]
    fn key_that_was_cut_off_goes_too() {
        assert_eq!(redacted("skyfall", "the key is skyfa"), "the key is [redacted]");
        assert_eq!(redacted("skyfall", "clear sky"), "clear sky");
    }

    #[test]
    fn text_stays_on_one_line_and_short() {
        let redactor = Redactor::new(&Credentials::new("001007", "skyfall").expect("plain text"));
        assert_eq!(redactor.excerpt(b"a\r\n\tb\x1b[2Jc\xff", 99), "a b\\u{1b}[2Jc\u{fffd}");
        assert_eq!(redactor.excerpt("äöü".as_bytes(), 3), "ä… (4 more bytes)");
        assert_eq!(redactor.excerpt(b"short", 5), "short");
    }
}
