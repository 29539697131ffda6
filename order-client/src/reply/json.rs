//! JSON as the service writes it: RFC 8259, except that a number may start with zeros.
//!
//! The documented reply is `{"order_id":00222307}`, which no JSON library reads. All other deviations are
//! errors: a reply that was cut off or garbled must not yield a number.

use std::borrow::Cow;

use crate::reply::Value;

/// The largest depth of nested lists and objects.
const DEEPEST: usize = 32;

/// A document that is not such JSON, with the position of the first wrong byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) offset: usize,
}

pub(super) fn parse(bytes: &[u8]) -> Result<Value<'_>, Malformed> {
    let text = str::from_utf8(bytes).map_err(|error| Malformed { offset: error.valid_up_to() })?;
    let mut parser = Parser { text, at: 0 };
    match parser.document() {
        Some(value) => Ok(value),
        None => Err(Malformed { offset: parser.at }),
    }
}

/// A parser. On a mistake, every function leaves `at` at the mistake and returns `None`.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn document(&mut self) -> Option<Value<'a>> {
        let value = self.value(0)?;
        self.skip_space();
        (self.at == self.text.len()).then_some(value)
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        self.skip_space();
        match self.byte()? {
            b'{' | b'[' if depth == DEEPEST => None,
            b'{' => self.object(depth + 1),
            b'[' => self.list(depth + 1),
            b'"' => self.string().map(Value::Text),
            b'-' | b'0'..=b'9' => self.number().map(Value::Number),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => None,
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut members = Vec::new();
        self.at += 1;
        if self.takes(b'}') {
            return Some(Value::Object(members));
        }
        loop {
            self.skip_space();
            let name = self.string()?;
            if !self.takes(b':') {
                return None;
            }
            members.push((name, self.value(depth)?));
            if self.takes(b'}') {
                return Some(Value::Object(members));
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut items = Vec::new();
        self.at += 1;
        if self.takes(b']') {
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.takes(b']') {
                return Some(Value::List(items));
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    fn number(&mut self) -> Option<&'a str> {
        let start = self.at;
        self.skip(b'-');
        self.digits()?;
        if self.skip(b'.') {
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _ = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        Some(&self.text[start..self.at])
    }

    /// Skips digits, of which there must be at least one.
    fn digits(&mut self) -> Option<()> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        self.at += digits;
        (digits > 0).then_some(())
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Option<Value<'a>> {
        self.rest().starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        if !self.skip(b'"') {
            return None;
        }
        let mut decoded = Cow::Borrowed("");
        loop {
            let ends = |byte| matches!(byte, b'"' | b'\\' | 0..=0x1f);
            let length = self.rest().bytes().position(ends)?;
            // `+=` borrows for as long as the text before is empty.
            decoded += &self.rest()[..length];
            self.at += length;
            match self.byte()? {
                b'"' => {
                    self.at += 1;
                    return Some(decoded);
                }
                b'\\' => decoded.to_mut().push(self.escape()?),
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let escaped = match self.text.as_bytes().get(self.at + 1)? {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return None,
        };
        self.at += 2;
        Some(escaped)
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let first = self.code_unit(self.at)?;
        let second = self.code_unit(self.at + 6);
        let units = [first, second.unwrap_or_default()];
        let character = char::decode_utf16(units).next()?.ok()?;
        self.at += 6 * character.len_utf16();
        Some(character)
    }

    /// The number in `\uXXXX` at the byte `at`.
    fn code_unit(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        // `from_str_radix` would accept a sign.
        let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        hexadecimal.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    }

    fn takes(&mut self, byte: u8) -> bool {
        self.skip_space();
        self.skip(byte)
    }

    fn skip(&mut self, byte: u8) -> bool {
        let found = self.byte() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) {
        let space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.at += self.rest().bytes().take_while(|byte| space(byte)).count();
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value<'_> {
        Value::Text(text.into())
    }

    #[test]
    fn numbers_keep_their_zeros() {
        let documented = b"{\n  \"order_id\":00222307\n}";
        let object = Value::Object(vec![("order_id".into(), Value::Number("00222307"))]);
        assert_eq!(parse(documented), Ok(object));
        assert_eq!(parse(b"-0.50e+07"), Ok(Value::Number("-0.50e+07")));
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let list = vec![
            Value::Null,
            Value::Bool(true),
            Value::Bool(false),
            text("a\"\\/\u{8}\u{c}\n\r\té😀"),
            Value::Object(vec![]),
            Value::List(vec![]),
        ];
        let json = br#" [null, true ,false,"a\"\\\/\b\f\n\r\t\u00e9\ud83d\uDE00",{ },[ ]] "#;
        assert_eq!(parse(json), Ok(Value::List(list)));
    }

    #[test]
    fn a_name_may_stand_twice_and_both_are_kept() {
        let value = parse(br#"{"a":1,"b":2,"a":"3"}"#).expect("well-formed");
        let members: Vec<_> = value.members("a").cloned().collect();
        assert_eq!(members, [Value::Number("1"), text("3")]);
    }

    #[test]
    fn nothing_else_is_forgiven() {
        for (json, offset) in [
            (&b""[..], 0),
            (b"{", 1),
            (b"{\"order_id\":0022", 16),
            (b"{\"order_id\":00222307", 20),
            (b"{\"order_id\":1}{\"order_id\":2}", 14),
            (b"{\"a\":1,}", 7),
            (b"[1,]", 3),
            (b"[1 2]", 3),
            (b"[1}", 2),
            (b"{\"a\":1]", 6),
            (b"{'a':1}", 1),
            (b"{\"a\" 1}", 5),
            (b"1.", 2),
            (b"-", 1),
            (b"+1", 0),
            (b"nul", 0),
            (b"\"a", 1),
            (b"\"a\nb\"", 2),
            (b"\"\\x\"", 1),
            (b"\"\\ud800\"", 1),
            (b"\"\\u+123\"", 1),
            (b"\xef\xbb\xbf{}", 0),
            (b"\"\xff\"", 1),
            (b"<html>", 0),
        ] {
            let shown = String::from_utf8_lossy(json);
            assert_eq!(parse(json), Err(Malformed { offset }), "{shown}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse(nested(DEEPEST).as_bytes()).is_ok());
        assert_eq!(parse(nested(DEEPEST + 1).as_bytes()), Err(Malformed { offset: DEEPEST }));
        assert!(parse("[".repeat(100_000).as_bytes()).is_err());
    }
}
