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

/// The lengths of the quotes before keys and texts.
pub(super) const MARKS: Marks = Marks { key: 1, text: 1, carrier: Carrier::Typed };

/// Parses JSON text into a document, without recursion.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Broken<'_>> {
    if text.len() > Document::LONGEST {
        return Err(Broken { problem: Box::new(too_long()), document: None });
    }
    let document = Document::new(text, MARKS);
    let mut parser = Parser { scan: Scanner::new(text, 0), document };
    let mut open = None;
    match parser.document(&mut open) {
        Ok(()) => Ok(parser.document),
        Err(Failed) => {
            let offset = parser.scan.at;
            parser.document.close_all(open, offset);
            let problem = Problem::new(Path::ROOT, Code::Syntax, offset, parser.scan.mistake);
            Err(Broken { problem: Box::new(problem), document: Some(parser.document) })
        }
    }
}

/// Parses the members of the outermost object from the offset `behind` to the end of the text, into a document that holds
/// these alone; `None` if they are not well-formed. The text before `behind` was read: its brace, or a scalar.
pub(super) fn parse_rest(text: &str, behind: usize) -> Option<Document<'_>> {
    let is_first = text[..behind].ends_with('{');
    let mut document = Document::new(text, MARKS);
    let mut open = Some(document.open(Slice::NONE, Shape::Object, 0, None));
    let mut parser = Parser { scan: Scanner::new(text, behind), document };
    parser.rest(&mut open, is_first).ok()?;
    Some(parser.document)
}

/// A syntax error at the current offset. The scanner holds the message, so that this type is empty.
pub(super) struct Failed;

type Result<T, E = Failed> = std::result::Result<T, E>;

struct Parser<'de> {
    scan: Scanner<'de>,
    document: Document<'de>,
}

impl Parser<'_> {
    /// Reads the whole text. After an error, `open` is the innermost open container.
    fn document(&mut self, open: &mut Option<usize>) -> Result<()> {
        if self.scan.text.starts_with('\u{feff}') {
            return self.scan.wrong(Text::JsonByteOrderMark);
        }
        let mut depth = 0;
        let Some(first) = self.scan.peek() else {
            return self.scan.wrong(Text::Empty);
        };
        self.value(first, Slice::NONE, open, &mut depth)?;
        self.containers(open, &mut depth)
    }

    /// Reads the rest of the outermost object, which is open, and of the text.
    fn rest(&mut self, open: &mut Option<usize>, is_first: bool) -> Result<()> {
        if !is_first {
            self.scan.separator(b'}')?;
        }
        self.containers(open, &mut 1)
    }

    /// Reads the containers that are open, and the end of the text.
    fn containers(&mut self, open: &mut Option<usize>, depth: &mut usize) -> Result<()> {
        while let Some(container) = *open {
            match self.document.shape(container) {
                Shape::Object => self.members(open, depth)?,
                _ => self.items(open, depth)?,
            }
        }
        match self.scan.peek() {
            None => Ok(()),
            Some(_) => self.scan.wrong(Text::JsonRest),
        }
    }

    /// Reads members of the innermost container, an object, until it ends or another container opens.
    fn members(&mut self, open: &mut Option<usize>, depth: &mut usize) -> Result<()> {
        let container = *open;
        let mut next = self.scan.peek();
        loop {
            next = match next {
                Some(b'}') => return self.close(open, depth),
                // This is the first member, or a comma came before it.
                Some(b'"') => {
                    let key = self.string()?;
                    if self.scan.peek() != Some(b':') {
                        return self.scan.wrong(Text::JsonColon);
                    }
                    self.scan.at += 1;
                    let Some(first) = self.scan.peek() else { return self.scan.ends_early() };
                    self.value(first, key, open, depth)?;
                    if *open != container {
                        return Ok(());
                    }
                    self.scan.separator(b'}')?
                }
                Some(_) => return self.scan.wrong(Text::JsonName),
                None => return self.scan.ends_early(),
            };
        }
    }

    /// Reads items of the innermost container, a list, until it ends or another container opens.
    fn items(&mut self, open: &mut Option<usize>, depth: &mut usize) -> Result<()> {
        let container = *open;
        let mut next = self.scan.peek();
        loop {
            next = match next {
                Some(b']') => return self.close(open, depth),
                Some(first) => {
                    self.value(first, Slice::NONE, open, depth)?;
                    if *open != container {
                        return Ok(());
                    }
                    self.scan.separator(b']')?
                }
                None => return self.scan.ends_early(),
            };
        }
    }

    /// Closes the innermost container and reads the separator after it in the surrounding one.
    fn close(&mut self, open: &mut Option<usize>, depth: &mut usize) -> Result<()> {
        self.scan.at += 1;
        *depth -= 1;
        if let Some(container) = *open {
            *open = self.document.close(container, self.scan.at);
        }
        if let Some(container) = *open {
            let is_object = self.document.shape(container) == Shape::Object;
            self.scan.separator(if is_object { b'}' } else { b']' })?;
        }
        Ok(())
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
        let start = self.scan.at;
        let shape = match first {
            b'{' => Shape::Object,
            b'[' => Shape::List,
            _ => {
                let shape = self.scan.bare(first)?;
                self.document.push(key, shape, Slice::plain(start, self.scan.at));
                return Ok(());
            }
        };
        *depth += 1;
        if *depth > DEEPEST {
            return self.scan.wrong(Text::NestsTooDeep);
        }
        self.scan.at += 1;
        *open = Some(self.document.open(key, shape, start, *open));
        Ok(())
    }

    /// Reads a text whose opening quote is the current byte. Always inlined, because most values are texts.
    #[inline(always)]
    fn string(&mut self) -> Result<Slice> {
        match self.scan.plain_string() {
            Some(text) => Ok(text),
            None => self.escaped_string(),
        }
    }

    #[cold]
    fn escaped_string(&mut self) -> Result<Slice> {
        let start = self.scan.at + 1;
        let decoded = self.scan.escaped_string()?;
        Ok(self.document.keep(start, Cow::Owned(decoded)))
    }
}

/// The text and the offset of the next byte that is read.
pub(super) struct Scanner<'de> {
    text: &'de str,
    pub(super) at: usize,
    mistake: Text,
}

impl<'de> Scanner<'de> {
    #[inline]
    pub(super) fn new(text: &'de str, at: usize) -> Self {
        Self { text, at, mistake: Text::Empty }
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

    /// Reads a number, a bool or null, whose first byte is `first`.
    pub(super) fn bare(&mut self, first: u8) -> Result<Shape> {
        match first {
            b'-' | b'0'..=b'9' => {
                self.number()?;
                Ok(Shape::Number)
            }
            b't' => self.word("true", Shape::True),
            b'f' => self.word("false", Shape::False),
            b'n' => self.word("null", Shape::Null),
            _ => self.wrong(Text::JsonValue),
        }
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

    /// Reads a text without escapes whose opening quote is the current byte; reads nothing if it has escapes, or is not
    /// well-formed.
    #[inline(always)]
    pub(super) fn plain_string(&mut self) -> Option<Slice> {
        let start = self.at + 1;
        let end = start + plain_length(&self.text.as_bytes()[start..]);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        Some(Slice::plain(start, end))
    }

    /// Reads a text whose opening quote is the current byte, and decodes it.
    fn escaped_string(&mut self) -> Result<String> {
        let mut decoded = String::new();
        self.at += 1;
        loop {
            let plain = self.at;
            self.at += plain_length(&self.text.as_bytes()[plain..]);
            decoded.push_str(&self.text[plain..self.at]);
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(decoded);
                }
                Some(b'\\') => decoded.push(self.escape()?),
                Some(_) => return self.wrong(Text::JsonControl),
                None => return self.wrong(Text::JsonTextEnds),
            }
        }
    }

    fn escape(&mut self) -> Result<char> {
        let escaped = match self.text.as_bytes().get(self.at + 1) {
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
        let digits = self.text.as_bytes().get(at..at + 6)?.strip_prefix(b"\\u")?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
    }

    /// The next byte that is not white space.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        match self.byte() {
            Some(byte) if byte > b' ' => Some(byte),
            _ => {
                self.at = behind_space(self.text, self.at);
                self.byte()
            }
        }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
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

/// The offset of the next byte that is not white space. It takes no scanner, so that one can be kept in registers.
fn behind_space(text: &str, at: usize) -> usize {
    let space = text.as_bytes()[at..].iter();
    at + space.take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count()
}
