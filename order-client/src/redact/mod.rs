//! Removes the API key and the texts of the request from replies, which may echo them.

mod escape;
mod needle;
mod plain;

use std::sync::{Arc, OnceLock};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use order_core::OrderRequest;
use secrecy::{ExposeSecret as _, SecretString};

use self::{escape::Layer, needle::Needle};
use crate::{
    credentials::Credentials,
    service::Service,
    texts::{self, Texts},
};

const MARK: &str = "[redacted]";

/// Stands for a text of the service in which a text of the request may be.
pub(crate) const NOT_SHOWN: &str = "[not shown]";

/// The longest code of an error that is shown.
const LONGEST_CODE: usize = 100;

/// Replaces the API key and the texts of a request by [`MARK`].
pub(crate) struct Redactor {
    credentials: Credentials,
    /// Signatures and other secrets that were made for one request.
    secrets: Vec<SecretString>,
    texts: Arc<Texts>,
    /// The name of the member that has the number of the order.
    number: &'static str,
    /// Built on first use, because most calls need none.
    needles: OnceLock<Needles>,
}

struct Needles {
    all: Vec<Needle>,
    /// Letters and digits of the longer ones, in lower case.
    folded: Vec<String>,
    /// For each byte, whether a needle may start with it.
    starts: [bool; 256],
}

/// The largest number of nested escapes.
const MOST_ESCAPES: usize = 4;

impl Redactor {
    pub(crate) fn new<T: OrderRequest>(
        credentials: &Credentials,
        service: &Service,
        request: &T,
    ) -> Self {
        Self::of_texts(credentials, service.number().name(), texts::of(request))
    }

    /// Creates a redactor of the key alone.
    pub(crate) fn of_key(credentials: &Credentials, service: &Service) -> Self {
        Self::of_texts(credentials, service.number().name(), Texts::default())
    }

    fn of_texts(credentials: &Credentials, number: &'static str, texts: Texts) -> Self {
        Self {
            credentials: credentials.clone(),
            secrets: Vec::new(),
            texts: texts.into(),
            number,
            needles: OnceLock::new(),
        }
    }

    /// Creates a redactor that removes `secrets` as well.
    pub(crate) fn with(&self, secrets: Vec<SecretString>) -> Self {
        let (credentials, texts) = (self.credentials.clone(), Arc::clone(&self.texts));
        Self { credentials, secrets, texts, number: self.number, needles: OnceLock::new() }
    }

    /// Creates a redactor of the same secrets that leaves the texts of the request.
    pub(crate) fn of_secrets(&self) -> Self {
        Self { texts: Arc::default(), ..self.with(self.secrets.clone()) }
    }

    /// Returns `bytes` as text for people: redacted, on one line, at most about `limit` bytes long.
    #[cfg(any(feature = "journal", test))]
    pub(crate) fn excerpt(&self, bytes: &[u8], limit: usize) -> String {
        // Enough for `limit` bytes even if many are escapes or white space.
        let (start, rest) = bytes.split_at(bytes.len().min(8 * limit));
        let text = one_line(&String::from_utf8_lossy(&self.redact(start)));
        with_rest(text, limit, rest.len())
    }

    /// Returns `bytes` as text for people, on one line, at most about `limit` bytes long, if neither the key nor a text
    /// of the request can be in it. Otherwise there is no result: a mark in place of what was found could leave the rest.
    pub(crate) fn shown(&self, bytes: &[u8], limit: usize) -> Option<String> {
        let (start, rest) = bytes.split_at(whole_characters(bytes, 4 * limit));
        let needles = self.needles();
        needles.are_absent_from(start).then(|| {
            let text = one_line(&String::from_utf8_lossy(start));
            with_rest(text, limit, rest.len())
        })
    }

    /// Returns the part of a body that may be kept: redacted, unless something of the request may be left in it.
    /// Then only the numbers that follow `order_id` are kept.
    #[cfg(feature = "journal")]
    pub(crate) fn kept(&self, bytes: &[u8]) -> Vec<u8> {
        let redacted = self.redact(bytes);
        let text = String::from_utf8_lossy(&redacted).replace(MARK, " ").replace('\u{fffd}', " ");
        match self.needles().are_absent(text.as_bytes(), |text, _| !plain::has_escape(text)) {
            true => redacted,
            false => match order_ids(bytes, self.number) {
                ids if ids.is_empty() => NOT_SHOWN.into(),
                ids => format!("{NOT_SHOWN}, with `{}` {}", self.number, ids.join(", ")).into(),
            },
        }
    }

    /// Returns `text` redacted, otherwise unchanged.
    pub(crate) fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.redact(text.as_bytes())).into_owned()
    }

    /// Returns `code` redacted; if it does not look like a code, [`NOT_SHOWN`] or what is [`shown`](Self::shown) of
    /// it. Texts that occur inside a word stay, because they are there by accident.
    pub(crate) fn code(&self, code: &str) -> String {
        let is_of_code = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:-/[]|".contains(&byte);
        if code.len() > LONGEST_CODE || !code.bytes().all(is_of_code) {
            let shown = self.shown(code.as_bytes(), LONGEST_CODE);
            return shown.unwrap_or_else(|| NOT_SHOWN.to_owned());
        }
        String::from_utf8_lossy(&self.redacted(code.as_bytes(), true)).into_owned()
    }

    fn needles(&self) -> &Needles {
        self.needles.get_or_init(|| Needles::of(self))
    }

    /// Returns `bytes` redacted, otherwise unchanged.
    pub(crate) fn redact(&self, bytes: &[u8]) -> Vec<u8> {
        self.redacted(bytes, false)
    }

    fn redacted(&self, bytes: &[u8], is_code: bool) -> Vec<u8> {
        if bytes.is_empty() {
            return Vec::new();
        }
        let needles = self.needles();
        let mut out = Vec::with_capacity(bytes.len());
        let mut at = 0;
        for (start, end) in needles.places(bytes, is_code) {
            // Overlapping places get one mark.
            if start >= at {
                out.extend_from_slice(&bytes[at..start]);
                out.extend_from_slice(MARK.as_bytes());
            }
            at = at.max(end);
        }
        out.extend_from_slice(&bytes[at..]);
        out
    }
}

impl Needles {
    fn of(redactor: &Redactor) -> Self {
        let Redactor { credentials, secrets, texts, number, .. } = redactor;
        let pair = credentials.pair();
        let mut forms = Vec::new();
        let secrets = secrets.iter().map(|secret| secret.expose_secret());
        for secret in secrets.chain([credentials.secret()]) {
            // Without padding, which is not secret.
            forms.extend([
                secret.to_owned(),
                STANDARD_NO_PAD.encode(secret),
                URL_SAFE_NO_PAD.encode(secret),
            ]);
        }
        forms.push(STANDARD_NO_PAD.encode(pair.expose_secret()));
        forms.push(URL_SAFE_NO_PAD.encode(pair.expose_secret()));
        let mut all: Vec<_> = forms.iter().cloned().map(Needle::key).collect();
        all.extend(texts.iter().filter_map(|text| Needle::text(text, number)));
        let mut starts = [false; 256];
        for first in all.iter().filter_map(Needle::first) {
            match u8::try_from(first).ok().filter(u8::is_ascii) {
                Some(first) => {
                    starts[usize::from(first.to_ascii_lowercase())] = true;
                    starts[usize::from(first.to_ascii_uppercase())] = true;
                }
                None => starts[0x80..].fill(true),
            }
        }
        let texts = texts.iter().map(|text| text.text);
        let folded = forms.iter().map(String::as_str).chain(texts).map(plain::folded);
        let folded = folded.filter(|text| plain::is_searched(text)).collect();
        Self { all, folded, starts }
    }

    /// Returns whether `bytes` are a text in which no needle can be, under any escape that is known, and which
    /// has no other.
    fn are_absent_from(&self, bytes: &[u8]) -> bool {
        self.are_absent(bytes, |text, layer| plain::is_plain(text) && !layer.is_cut)
            && self.places(bytes, false).is_empty()
    }

    /// Returns whether no needle is in `bytes` under any escape that is known, and what is then left is plain.
    fn are_absent(&self, bytes: &[u8], is_plain: impl Fn(&str, &Layer) -> bool) -> bool {
        let mut layer = Layer::new(bytes);
        for _ in 0..=MOST_ESCAPES {
            let Ok(text) = str::from_utf8(&layer.bytes) else { return false };
            if plain::has_any(text, &self.folded) {
                return false;
            }
            match layer.unescaped() {
                Some(next) => layer = next,
                None => return is_plain(text, &layer),
            }
        }
        false
    }

    /// Returns the start and end of each needle in `bytes`, in order.
    fn places(&self, bytes: &[u8], is_code: bool) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        let mut layer = Layer::new(bytes);
        for count in 0..=MOST_ESCAPES {
            let next = layer.unescaped().filter(|_| count < MOST_ESCAPES);
            // A text that only loses an escape that its end may have cut off has no escapes left.
            let is_last = next.as_ref().is_none_or(|next| layer.bytes.starts_with(&next.bytes));
            for at in 0..layer.bytes.len() {
                if self.starts[usize::from(layer.bytes[at])] {
                    let end = |needle: &Needle| needle.end(&layer.bytes, at, is_last, is_code);
                    places.extend(self.all.iter().filter_map(end).map(|end| layer.place(at, end)));
                }
            }
            let Some(next) = next else { break };
            layer = next;
        }
        places.sort_unstable();
        places
    }
}

/// The largest number of bytes up to `most` that does not cut a character.
fn whole_characters(bytes: &[u8], most: usize) -> usize {
    let is_start = |at: &usize| bytes.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
    (0..=most.min(bytes.len())).rev().take(4).find(is_start).unwrap_or_default()
}

/// The digits, or the UUID, that follow the member `name` in `bytes`, in any format. They are no text of the request.
pub(crate) fn order_ids(bytes: &[u8], name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let is_start = |at: &usize| {
        bytes[*at..].starts_with(name.as_bytes())
            && !bytes[..*at].last().is_some_and(needle::is_of_name)
    };
    for at in (0..bytes.len()).filter(is_start) {
        let rest = &bytes[at + name.len()..];
        let word = rest.iter().skip_while(|byte| needle::is_between(byte));
        let word = word.take_while(|byte| byte.is_ascii_hexdigit() || **byte == b'-').take(40);
        let word: String = word.map(|byte| char::from(*byte)).collect();
        let digits = word.len() - word.trim_start_matches(|it: char| it.is_ascii_digit()).len();
        let number = if is_uuid(&word) { &word } else { &word[..digits] };
        if !number.is_empty() && !found.iter().any(|it| it == number) && found.len() < 4 {
            found.push(number.to_owned());
        }
    }
    found
}

/// Returns whether `word` has hexadecimal digits and dashes where a UUID has them.
fn is_uuid(word: &str) -> bool {
    let lengths = word.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
}

/// Returns `text` with white space reduced to one space, and with terminal controls escaped.
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

/// Returns the start of `text`, with a note of how much is left out.
pub(crate) fn shortened(text: String, limit: usize) -> String {
    with_rest(text, limit, 0)
}

/// Returns the start of `text`, of which `rest` bytes are left out already.
fn with_rest(mut text: String, limit: usize, mut rest: usize) -> String {
    let end = (0..=limit.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    let end = end.unwrap_or_default();
    rest += text.len() - end;
    text.truncate(end);
    if rest == 0 { text } else { text + &format!("… ({rest} more bytes)") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redactor(key: &str, texts: &[&str]) -> Redactor {
        let credentials = Credentials::new("001007", key).expect("plain text");
        let mut all = Texts::default();
        texts.iter().for_each(|text| all.push(text, false));
        Redactor::of_texts(&credentials, "order_id", all)
    }

    fn redacted(key: &str, text: &str) -> String {
        redactor(key, &[]).text(text)
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
            r#"sky\"f/\u00e4&ll"#,
            r#"sky\"f\/\u00E4&ll"#,
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
    fn texts_of_the_request_go_in_every_form() {
        let text = "O'Brien & Söhne\nTampa";
        let redactor = redactor("skyfall", &[" ", text]);
        for form in [
            "O'Brien & Söhne\nTampa",
            "O'Brien & Söhne Tampa",
            "o'brien & SöHNE\nTAMPA",
            r"O'Brien & Söhne\nTampa",
            r"O'Brien & S\u00f6hne\nTampa",
            "O'Brien &amp; Söhne\nTampa",
            "O&#39;Brien &amp; Söhne\nTampa",
            "O%27Brien%20%26%20S%C3%B6hne%0ATampa",
            r"O&#39;Brien &amp; S\\u00f6hne\\nTampa",
            "O%27Brien+%26+S%C3%B6hne%0ATampa",
        ] {
            assert_eq!(redactor.text(&format!("Mr.{form}s")), "Mr.[redacted]s", "{form}");
        }
        assert_eq!(redactor.text("of O'Bri"), "of [redacted]");
    }

    #[test]
    fn short_texts_go_at_the_end_though_they_look_like_escapes_there() {
        assert_eq!(
            redactor("skyfall", &["P&G"]).text("no account for P&G"),
            "no account for [redacted]"
        );
        assert_eq!(redactor("skyfall", &["bob"]).text(r"CORP\bob"), r"CORP\[redacted]");
        assert_eq!(redactor("skyfall", &["4711"]).text("a&4711"), "a&[redacted]");
    }

    #[test]
    fn few_digits_go_if_they_are_secret() {
        let credentials = Credentials::new("001007", "skyfall").expect("plain text");
        let text = |is_secret| {
            let mut texts = Texts::default();
            texts.push("123", is_secret);
            Redactor::of_texts(&credentials, "order_id", texts).text("cvv 123 is wrong, not 1234")
        };
        assert_eq!(text(true), "cvv [redacted] is wrong, not 1234");
        assert_eq!(text(false), "cvv 123 is wrong, not 1234");
    }

    #[test]
    fn words_of_a_code_stay() {
        let redactor = redactor("skyfall", &["name", "org"]);
        assert_eq!(redactor.code("required_param:org_name"), "required_param:org_name");
        assert_eq!(redactor.code("unknown:name"), "unknown:[redacted]");
    }

    /// Escapes as JSON, JSON in ASCII, HTML and URLs do.
    const ESCAPES: [fn(&str) -> String; 4] = [
        |text| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"),
        |text| {
            let units = text.encode_utf16().map(|unit| match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                _ => format!("\\u{unit:04X}"),
            });
            units.collect()
        },
        |text| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            text.replace('\'', "&#39;")
        },
        |text| text.bytes().map(|byte| format!("%{byte:02x}")).collect(),
    ];

    #[test]
    fn texts_go_whatever_escapes_are_on_top_of_each_other() {
        let texts = ["O'Brien & \"Söhne\" <\u{1f600}>", "C:\\new\ntown", "a & b", "über_4"];
        let redactor = redactor(r#"sky"f/ä&l\l"#, &texts);
        for text in texts.into_iter().chain([r#"sky"f/ä&l\l"#]) {
            for one in ESCAPES {
                for two in ESCAPES {
                    for forms in [one(text), two(&one(text))] {
                        let shown = redactor.text(&format!("<{forms}>"));
                        assert_eq!(shown, "<[redacted]>", "{forms}");
                    }
                }
            }
        }
    }

    #[test]
    fn short_texts_leave_words_alone() {
        let redactor = redactor("skyfall", &["FL", "us", "1", "", "Bo", "Lima", "ä"]);
        for (text, expected) in [
            ("in FL, us", "in [redacted], [redacted]"),
            (
                "FLAT, status, 1, Bobo, fl, ä, Über us.",
                "FLAT, status, 1, Bobo, fl, ä, Über [redacted].",
            ),
            (r#"{"state":"FL","name":"Bo"}"#, r#"{"state":"[redacted]","name":"[redacted]"}"#),
            ("LIMA", "[redacted]"),
            (
                r#"FL%22FL%22, \nFL, \u0022FL"#,
                r#"[redacted]%22[redacted]%22, \n[redacted], \u0022[redacted]"#,
            ),
            ("äFL, FLä", "äFL, FLä"),
        ] {
            assert_eq!(redactor.text(text), expected);
        }
    }

    #[test]
    fn codes_keep_their_words() {
        let redactor = redactor("skyfall", &["Para", "org_", "Gary"]);
        assert_eq!(redactor.code("required_param:org_name"), "required_param:org_name");
        assert_eq!(redactor.code("bad:GARY|skyfalls"), "bad:[redacted]|[redacted]s");
        assert_eq!(redactor.code("bad: GARY"), NOT_SHOWN);
    }

    #[test]
    fn number_of_an_order_is_never_taken_for_a_text_of_it() {
        let redactor = redactor("skyfall", &["33615", "222307", "12", "555-555-1234"]);
        for text in [
            r#"{"order_id":33615}"#,
            r#"{"order_id": "00222307"}"#,
            "<order_id>222307</order_id>",
            "order 0033615, 336150, 12",
            "order_id=33615",
        ] {
            assert_eq!(redactor.text(text), text);
        }
        assert_eq!(redactor.text("%2233615%22"), "%22[redacted]%22");
        let (text, expected) = ("zip 33615, 555-555-1234", "zip [redacted], [redacted]");
        assert_eq!(redactor.text(text), expected);
    }

    #[test]
    fn text_is_shown_only_if_nothing_of_the_request_can_be_in_it() {
        let key = "Sup3rS3cretKey-0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-end";
        let redactor = redactor(key, &["My Company", "Bj\u{f8}rn S\u{f8}rensen-\u{c4}usserst"]);
        for text in [
            "no account for My Company",
            "no account for My  Company",
            r"bad My\fCo\bmpany",
            "unknown contact Bj&oslash;rn S&oslash;rensen-&Auml;usserst",
            "unknown contact Bj&#0000000000248;rn S&#xf8;rensen-&#xc4;usserst",
            "Bj%u00f8rn S%u00f8rensen-%u00c4usserst",
            r"Bj\xf8rn S\xf8rensen-\xc4usserst",
            "My&nbsp;Company",
            "TXkgQ29tcGFueQ",
            "MDAxMDA3OlN1cDNyUzNjcmV0S2V5LTAxMjM0NTY3ODlhYmNkZWZnaGlqa2xtbm9wcXJzdHV2\nd3h5ei1BQkNERUZHSElKS0xN\nT1BRUlNUVVZXWFlaMDEyMzQ1Njc4OS1lbmQ=",
        ] {
            assert_eq!(redactor.shown(text.as_bytes(), 1024), None, "{text}");
        }
        assert_eq!(redactor.shown(b"My\xffCompany", 1024), None);
        for text in
            ["<p>502 Bad Gateway</p>", "the order cannot be placed &amp; is refused", "100% sure"]
        {
            assert_eq!(redactor.shown(text.as_bytes(), 1024).as_deref(), Some(text));
        }
        assert_eq!(
            redactor.shown(&[b'x', b' '].repeat(100), 5).as_deref(),
            Some("x x x\u{2026} (195 more bytes)")
        );
    }

    #[test]
    fn numbers_of_orders_are_found() {
        let ids = |text: &str| order_ids(text.as_bytes(), "order_id");
        assert_eq!(ids(r#"{"order_id":007,"for":"x"}"#), ["007"]);
        assert_eq!(ids("<order_id>7</order_id> order_id=8 order_id: '8'"), ["7", "8"]);
        assert_eq!(ids("order_id: none, order 7, my_order_id: 7"), [""; 0]);
        let uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8";
        let text = format!(r#"{{"account_id":1,"id":"{uuid}","id":"Gary"}}"#);
        assert_eq!(order_ids(text.as_bytes(), "id"), [uuid]);
    }

    #[test]
    fn text_stays_on_one_line_and_short() {
        let redactor = redactor("skyfall", &[]);
        assert_eq!(redactor.excerpt(b"a\r\n\tb\x1b[2Jc\xff", 99), "a b\\u{1b}[2Jc\u{fffd}");
        assert_eq!(redactor.excerpt("äöü".as_bytes(), 3), "ä… (4 more bytes)");
        assert_eq!(redactor.excerpt(b"short", 5), "short");
        assert_eq!(redactor.excerpt(&[b'x'; 100], 5), "xxxxx… (95 more bytes)");
        assert_eq!(redactor.excerpt(&[b' '; 100], 5), " … (60 more bytes)");
    }
}
