use std::borrow::Cow;

use crate::{
    Code, Path,
    json_text::plain_length,
    language::Text,
    wire::{
        document::{Carrier, Document, Marks, Shape, Slice},
        error::Problem,
        read::too_long,
    },
};

/// A document that is not well-formed, with the part before the error.
pub(super) struct Broken<'de> {
    pub(super) problem: Box<Problem>,
    pub(super) document: Option<Document<'de>>,
}

/// The maximum nesting depth of lists and objects.
const DEEPEST: usize = 128;

/// Parses JSON text into a document, without recursion.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Broken<'_>> {
    if text.len() > Document::LONGEST {
        return Err(Broken { problem: Box::new(too_long()), document: None });
    }
    let document = Document::new(text, Marks { key: 1, text: 1, carrier: Carrier::Typed });
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, document, mistake: Text::Empty };
    let mut open = None;
    match parser.document(&mut open) {
        Ok(()) => Ok(parser.document),
        Err(Failed) => {
            let offset = parser.at;
            parser.document.close_all(open, offset);
            let problem = Problem::new(Path::ROOT, Code::Syntax, offset, parser.mistake);
            Err(Broken { problem: Box::new(problem), document: Some(parser.document) })
        }
    }
}

/// A syntax error at the current offset. The parser holds the message, so that this type is empty.
struct Failed;

type Result<T, E = Failed> = std::result::Result<T, E>;

struct Parser<'de> {
    text: &'de str,
    bytes: &'de [u8],
    at: usize,
    document: Document<'de>,
    mistake: Text,
}

impl Parser<'_> {
    /// Reads the whole text. After an error, `open` is the innermost open container.
    fn document(&mut self, open: &mut Option<usize>) -> Result<()> {
        if self.bytes.starts_with("\u{feff}".as_bytes()) {
            return self.wrong(Text::JsonByteOrderMark);
        }
        let mut depth = 0;
        let Some(first) = self.peek() else {
            return self.wrong(Text::Empty);
        };
        self.value(first, Slice::NONE, open, &mut depth)?;
        while let Some(container) = *open {
            match self.document.shape(container) {
                Shape::Object => self.members(open, &mut depth)?,
                _ => self.items(open, &mut depth)?,
            }
        }
        match self.peek() {
            None => Ok(()),
            Some(_) => self.wrong(Text::JsonRest),
        }
    }

    /// Reads members of the innermost container, an object, until it ends or another container opens.
    fn members(&mut self, open: &mut Option<usize>, depth: &mut usize) -> Result<()> {
        let container = *open;
        let mut next = self.peek();
        loop {
            next = match next {
                Some(b'}') => return self.close(open, depth),
                // This is the first member, or a comma came before it.
                Some(b'"') => {
                    let key = self.string()?;
                    if self.peek() != Some(b':') {
                        return self.wrong(Text::JsonColon);
                    }
                    self.at += 1;
                    let Some(first) = self.peek() else { return self.ends_early() };
                    self.value(first, key, open, depth)?;
                    if *open != container {
                        return Ok(());
                    }
                    self.separator(b'}')?
                }
                Some(_) => return self.wrong(Text::JsonName),
                None => return self.ends_early(),
            };
        }
    }

    /// Reads items of the innermost container, a list, until it ends or another container opens.
    fn items(&mut self, open: &mut Option<usize>, depth: &mut usize) -> Result<()> {
        let container = *open;
        let mut next = self.peek();
        loop {
            next = match next {
                Some(b']') => return self.close(open, depth),
                Some(first) => {
                    self.value(first, Slice::NONE, open, depth)?;
                    if *open != container {
                        return Ok(());
                    }
                    self.separator(b']')?
                }
                None => return self.ends_early(),
            };
        }
    }

    /// Closes the innermost container and reads the separator after it in the surrounding one.
    fn close(&mut self, open: &mut Option<usize>, depth: &mut usize) -> Result<()> {
        self.at += 1;
        *depth -= 1;
        if let Some(container) = *open {
            *open = self.document.close(container, self.at);
        }
        if let Some(container) = *open {
            let is_object = self.document.shape(container) == Shape::Object;
            self.separator(if is_object { b'}' } else { b']' })?;
        }
        Ok(())
    }

    /// Reads a comma and returns the first byte of the next value, or returns `end` if the container ends.
    #[inline]
    fn separator(&mut self, end: u8) -> Result<Option<u8>> {
        match self.peek() {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                let next = self.peek();
                if next == Some(end) {
                    self.at = comma;
                    return self.wrong(Text::JsonLastComma);
                }
                Ok(next)
            }
            Some(byte) if byte == end => Ok(Some(end)),
            Some(_) if end == b'}' => self.wrong(Text::JsonCommaOrBrace),
            Some(_) => self.wrong(Text::JsonCommaOrBracket),
            None => self.ends_early(),
        }
    }

    /// Reads a scalar whose first byte is `first`, or opens a container.
    #[inline]
    fn value(
        &mut self,
        first: u8,
        key: Slice,
        open: &mut Option<usize>,
        depth: &mut usize,
    ) -> Result<()> {
        if first == b'"' {
            let text = self.string()?;
            self.document.push(key, Shape::Text, text);
            return Ok(());
        }
        self.other_value(first, key, open, depth)
    }

    fn other_value(
        &mut self,
        first: u8,
        key: Slice,
        open: &mut Option<usize>,
        depth: &mut usize,
    ) -> Result<()> {
        let start = self.at;
        let shape = match first {
            b'{' | b'[' => {
                *depth += 1;
                if *depth > DEEPEST {
                    return self.wrong(Text::NestsTooDeep);
                }
                self.at += 1;
                let shape = if first == b'{' { Shape::Object } else { Shape::List };
                *open = Some(self.document.open(key, shape, start, *open));
                return Ok(());
            }
            b'-' | b'0'..=b'9' => {
                self.number()?;
                Shape::Number
            }
            b't' => self.word("true", Shape::True)?,
            b'f' => self.word("false", Shape::False)?,
            b'n' => self.word("null", Shape::Null)?,
            _ => return self.wrong(Text::JsonValue),
        };
        self.document.push(key, shape, Slice::plain(start, self.at));
        Ok(())
    }

    fn word(&mut self, word: &'static str, shape: Shape) -> Result<Shape> {
        if !self.text[self.at..].starts_with(word) {
            return self.wrong(Text::JsonValue);
        }
        self.at += word.len();
        Ok(shape)
    }

    fn number(&mut self) -> Result<()> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        match self.byte() {
            Some(b'0') => {
                self.at += 1;
                if self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
                    self.at = start;
                    return self.wrong(Text::JsonZeros);
                }
            }
            Some(b'1'..=b'9') => self.skip_digits(),
            _ => return self.wrong(Text::JsonDigit),
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<()> {
        match self.byte() {
            Some(b'0'..=b'9') => {
                self.skip_digits();
                Ok(())
            }
            _ => self.wrong(Text::JsonDigit),
        }
    }

    fn skip_digits(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    /// Reads a text whose opening quote is the current byte. Always inlined, because most values are texts.
    #[inline(always)]
    fn string(&mut self) -> Result<Slice> {
        let start = self.at + 1;
        let end = start + plain_length(&self.bytes[start..]);
        self.at = end;
        match self.byte() {
            Some(b'"') => {
                self.at += 1;
                Ok(Slice::plain(start, end))
            }
            _ => self.escaped_string(start),
        }
    }

    #[cold]
    fn escaped_string(&mut self, start: usize) -> Result<Slice> {
        let mut decoded = self.text[start..self.at].to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(self.document.keep(start, Cow::Owned(decoded)));
                }
                Some(b'\\') => decoded.push(self.escape()?),
                Some(_) => return self.wrong(Text::JsonControl),
                None => return self.wrong(Text::JsonTextEnds),
            }
            let plain = self.at;
            self.at += plain_length(&self.bytes[plain..]);
            decoded.push_str(&self.text[plain..self.at]);
        }
    }

    fn escape(&mut self) -> Result<char> {
        let escaped = match self.bytes.get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return self.wrong(Text::JsonEscape),
        };
        self.at += 2;
        Ok(escaped)
    }

    fn unicode_escape(&mut self) -> Result<char> {
        let Some(first) = self.code_unit(self.at) else {
            return self.wrong(Text::JsonHexadecimal);
        };
        if let Some(character) = char::from_u32(first) {
            self.at += 6;
            return Ok(character);
        }
        let second = self.code_unit(self.at + 6).unwrap_or_default();
        match char::decode_utf16([first as u16, second as u16]).next() {
            Some(Ok(character)) => {
                self.at += 12;
                Ok(character)
            }
            _ => self.wrong(Text::JsonSurrogate),
        }
    }

    /// The number in the escape `\uXXXX` at offset `at`.
    fn code_unit(&self, at: usize) -> Option<u32> {
        let digits = self.bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
    }

    /// The next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        match self.byte() {
            Some(byte) if byte > b' ' => Some(byte),
            _ => self.peek_behind_space(),
        }
    }

    fn peek_behind_space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[cold]
    fn ends_early<T>(&mut self) -> Result<T> {
        self.wrong(Text::JsonEnds)
    }

    #[cold]
    fn wrong<T>(&mut self, message: Text) -> Result<T> {
        self.mistake = message;
        Err(Failed)
    }
}
