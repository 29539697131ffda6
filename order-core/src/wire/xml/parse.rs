use std::borrow::Cow;

use quick_xml::{Reader, events::Event};

use crate::{
    Code, Path,
    language::{Message, Text as Words, Value},
    path::Segment,
    schema::{Kind, Schema},
    wire::{
        document::{Carrier, Document, Marks, Shape, Slice},
        error::{Problem, Problems},
        members::{Finder, member},
        read::{Parsed, shortened},
        xml::{
            name::{ITEM, is_name, item_of},
            root,
        },
    },
};

/// The maximum nesting depth of elements.
const DEEPEST: usize = 128;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Parses XML text into a document, without recursion; the schema determines how elements are read.
pub(super) fn parse<'de>(text: &'de str, schema: &'static Schema) -> Parsed<'de> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_comments = true;
    // This parser compares the names itself, with its own messages.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut parser = Parser {
        text,
        reader,
        // The reader does not count the byte order mark.
        skipped: if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 },
        forbidden: forbidden(text).unwrap_or(usize::MAX),
        schema,
        document: Document::new(text, Marks { key: 1, text: 0, carrier: Carrier::Text }),
        problems: Problems::default(),
        open: Vec::new(),
        has_root: false,
    };
    let is_whole = parser.document().is_ok();
    parser.close_all();
    Parsed { document: parser.document, problems: parser.problems, is_whole }
}

/// The offset of the first character that XML does not allow.
pub(super) fn forbidden(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // Most texts have no byte that such a character begins with, which takes one fast look at all of them.
    let begins = |byte: &u8| matches!(byte, 0..=8 | 0xB | 0xC | 0xE..=0x1F | 0xEF);
    if !bytes.iter().fold(false, |found, byte| found | begins(byte)) {
        return None;
    }
    bytes.iter().enumerate().position(|(at, byte)| match byte {
        b'\t' | b'\n' | b'\r' => false,
        0..0x20 => true,
        // U+FFFE and U+FFFF.
        0xEF => matches!(bytes[at..], [0xEF, 0xBF, 0xBE | 0xBF, ..]),
        _ => false,
    })
}

/// Parsing cannot continue; the parser has recorded the problem.
struct Failed;

type Result<T, E = Failed> = std::result::Result<T, E>;

struct Parser<'de> {
    text: &'de str,
    reader: Reader<&'de [u8]>,
    skipped: usize,
    forbidden: usize,
    schema: &'static Schema,
    document: Document<'de>,
    problems: Problems,
    /// The open elements, outermost first.
    open: Vec<Element<'de>>,
    has_root: bool,
}

/// An open element.
struct Element<'de> {
    name: &'de str,
    /// Its entry in the document.
    entry: usize,
    holds: Holds<'de>,
    /// Its segment in the path; `None` for the root.
    step: Option<Segment>,
    /// `true` if the list around it has items of another name; the element is dropped.
    is_stray: bool,
    elements: usize,
    text: Text,
}

/// The content of an element according to the schema.
enum Holds<'de> {
    Members(Finder),
    Items {
        kind: &'static Kind,
        item: Cow<'de, str>,
        count: usize,
    },
    Entries(&'static Kind),
    /// Free-form content; `true` while all elements are named `item`.
    Free(bool),
    Scalar,
    Unknown,
}

impl<'de> Holds<'de> {
    fn of(kind: &'static Kind, name: &'de str, item: Option<&'static str>) -> Self {
        match kind.required() {
            Kind::Object(schema) => Self::Members(Finder::new(schema)),
            Kind::List(kind) => Self::Items { kind: kind(), item: item_of(name, item), count: 0 },
            Kind::Map(value) => Self::Entries(value()),
            Kind::Any => Self::Free(true),
            _ => Self::Scalar,
        }
    }

    fn holds_elements(&self) -> bool {
        matches!(self, Self::Members(_) | Self::Items { .. } | Self::Entries(_))
    }
}

/// The text of an element up to this point.
struct Text {
    start: usize,
    end: usize,
    /// The text, once it differs from the source; that is, after decoding or joining.
    decoded: Option<String>,
    /// The offset of the first character that is not white space.
    first: Option<usize>,
}

impl<'de> Parser<'de> {
    fn document(&mut self) -> Result<()> {
        loop {
            let start = self.at();
            let event = self.reader.read_event();
            let end = self.at();
            if self.forbidden < end {
                return self.forbidden_character();
            }
            let Ok(event) = event else { return self.broken_markup(start) };
            match event {
                Event::Start(_) => self.start(start, end, end - 1)?,
                Event::Empty(_) => {
                    self.start(start, end, end - 2)?;
                    self.close(start);
                }
                Event::End(_) => self.end(start, end)?,
                Event::Text(_) => self.plain_text(start, end)?,
                Event::CData(_) => {
                    self.inside(start)?;
                    self.text(start + "<![CDATA[".len(), end - "]]>".len());
                }
                Event::GeneralRef(_) => {
                    self.inside(start)?;
                    self.reference(start, end);
                }
                Event::Comment(_) => {}
                Event::Decl(_) => self.declaration(start, end)?,
                Event::PI(_) => {
                    self.wrong(start, Words::XmlInstruction);
                }
                Event::DocType(_) => return self.doctype(start),
                Event::Eof => return self.end_of_text(),
            }
        }
    }

    fn at(&self) -> usize {
        // The position is within the text, which is shorter than `usize::MAX`.
        self.skipped + self.reader.buffer_position() as usize
    }

    /// Handles a start tag from `start` to `end` whose content ends at `inner`.
    fn start(&mut self, start: usize, end: usize, inner: usize) -> Result<()> {
        let inside = &self.text[start + 1..inner];
        let blank = inside.bytes().position(|byte| is_space(char::from(byte)));
        let (qualified, attributes) = inside.split_at(blank.unwrap_or(inside.len()));
        let name = match qualified.bytes().position(|byte| byte == b':') {
            Some(colon) if is_name(&qualified[..colon]) => &qualified[colon + 1..],
            _ => qualified,
        };
        if !is_name(name) {
            return self.fail(start, Words::XmlName);
        }
        if self.open.is_empty() && self.has_root {
            return self.fail(start, Words::XmlRest);
        }
        if self.open.len() == DEEPEST {
            return self.fail(start, Words::XmlNestsTooDeep);
        }
        let name_start = start + 1 + qualified.len() - name.len();
        let element = self.element(name, name_start, start, end);
        self.open.push(element);
        if qualified.len() > name.len() {
            let message = Words::XmlNamespace.with("name", code(&shown_key(name)));
            self.wrong(start + 1, message);
        }
        if let Some(blank) = attributes.find(|character| !is_space(character)) {
            let at = start + 1 + qualified.len() + blank;
            self.wrong(at, Words::XmlAttribute);
        }
        Ok(())
    }

    /// Creates the element `name`, with its content determined by the parent. Its start tag is from `start` to `end`.
    fn element(
        &mut self,
        name: &'de str,
        name_start: usize,
        start: usize,
        end: usize,
    ) -> Element<'de> {
        let key = Slice::plain(name_start, name_start + name.len());
        let text = Text { start: end, end, decoded: None, first: None };
        let element = |entry: usize, holds: Holds<'de>, step: Option<Segment>| Element {
            name,
            entry,
            holds,
            step,
            is_stray: false,
            elements: 0,
            text,
        };
        let Some(parent) = self.open.last_mut() else {
            self.has_root = true;
            let entry = self.document.open(Slice::NONE, Shape::Object, start, None);
            let expected = root(self.schema);
            if name != expected {
                let (kind, found) = (Code::UnknownField, shown_key(name));
                let message =
                    || Words::XmlRoot.with("expected", code(expected)).with("found", code(&found));
                self.problems.add(|| Problem::new(Path::ROOT, kind, start, message()));
            }
            return element(entry, Holds::Members(Finder::new(self.schema)), None);
        };
        parent.elements += 1;
        parent.text.forget();
        let mut open = |key: Slice| self.document.open(key, Shape::Object, start, None);
        let unknown = || Segment::Key(shortened(name).into());
        match &mut parent.holds {
            Holds::Members(finder) => match member(finder, name) {
                Some(field) => {
                    let holds = Holds::of(field.kind(), name, field.attributes.item);
                    element(open(key), holds, Some(Segment::Name(field.name)))
                }
                None => element(open(key), Holds::Unknown, Some(unknown())),
            },
            Holds::Items { kind, item, count } if name == item => {
                let step = Segment::Index(*count);
                *count += 1;
                element(open(Slice::NONE), Holds::of(kind, name, None), Some(step))
            }
            Holds::Items { item, .. } => {
                let entry = open(key);
                let message = Words::XmlItem
                    .with("found", code(&shown_key(name)))
                    .with("list", code(&shown_key(parent.name)))
                    .with("expected", code(item));
                let path = path_of(&self.open).join(unknown());
                self.problems.add(|| Problem::new(path, Code::UnknownField, start, message));
                Element { is_stray: true, ..element(entry, Holds::Unknown, Some(unknown())) }
            }
            Holds::Entries(kind) => {
                element(open(key), Holds::of(kind, name, None), Some(Segment::Key(name.into())))
            }
            Holds::Free(are_items) => {
                *are_items &= name == ITEM;
                element(open(key), Holds::Free(true), Some(unknown()))
            }
            Holds::Scalar | Holds::Unknown => element(open(key), Holds::Unknown, Some(unknown())),
        }
    }

    fn end(&mut self, start: usize, end: usize) -> Result<()> {
        let inside = &self.text[start + 2..end - 1];
        if self.open.last().is_some_and(|element| element.name == inside) {
            self.close(start);
            return Ok(());
        }
        let inside = inside.trim_end_matches(is_space);
        let name = inside.split_once(':').map_or(inside, |(_, name)| name);
        let Some(element) = self.open.last() else {
            return match self.has_root {
                true => self.fail(start, Words::XmlRest),
                false => self.fail(start, Words::XmlStrayEnd),
            };
        };
        if element.name != name {
            let expected = end_tag(element.name);
            // A tag that is no name may be part of a value, and values are not shown.
            let message = match is_name(inside) {
                true => Words::XmlOtherEnd.with("found", end_tag(inside)),
                false => Words::XmlNoEnd.alone(),
            };
            return self.fail(start, message.with("expected", expected));
        }
        self.close(start);
        Ok(())
    }

    /// Closes the innermost element, whose end tag starts at `end`.
    fn close(&mut self, end: usize) {
        let Some(first) = self.open.last().map(|element| element.text.first) else { return };
        if let Some(first) = first
            && self.open.last().is_some_and(|element| element.elements > 0)
        {
            self.wrong(first, Words::XmlStrayText);
        }
        let Some(Element { entry, holds, is_stray, elements, text, .. }) = self.open.pop() else {
            return;
        };
        if is_stray {
            self.document.forget(entry);
        } else if elements == 0 && (!holds.holds_elements() || text.first.is_some()) {
            let value = match text.decoded {
                None => Slice::plain(text.start, text.end),
                Some(decoded) => self.document.keep(text.start, Cow::Owned(decoded)),
            };
            self.document.close_as_text(entry, value);
        } else {
            let shape = match holds {
                Holds::Items { .. } | Holds::Free(true) => Shape::List,
                _ => Shape::Object,
            };
            // `Place::end` then returns `end`, the start of the end tag.
            self.document.close_as(entry, shape, end + 1);
        }
    }

    /// Closes all open elements after parsing stopped.
    fn close_all(&mut self) {
        let end = self.text.len();
        while let Some(element) = self.open.pop() {
            let is_begun = element.elements == 0 && !element.holds.holds_elements();
            if is_begun || element.is_stray {
                // The value is incomplete, so no problems are reported for it.
                self.document.forget(element.entry);
                continue;
            }
            let shape = match element.holds {
                Holds::Items { .. } => Shape::List,
                _ => Shape::Object,
            };
            self.document.close_as(element.entry, shape, end);
        }
    }

    fn plain_text(&mut self, start: usize, end: usize) -> Result<()> {
        let text = &self.text[start..end];
        if self.open.is_empty() {
            return match text.find(|character| !is_space(character)) {
                Some(first) => self.inside(start + first),
                None => Ok(()),
            };
        }
        if has(text, b']')
            && let Some(found) = text.find("]]>")
        {
            self.wrong(start + found, Words::XmlBrackets);
        }
        self.text(start, end);
        Ok(())
    }

    /// Fails unless an element is open.
    fn inside(&mut self, at: usize) -> Result<()> {
        if !self.open.is_empty() {
            return Ok(());
        }
        if self.has_root {
            return self.fail(at, Words::XmlRest);
        }
        let message = Words::XmlExpected.with("expected", start_tag(root(self.schema)));
        self.fail(at, message)
    }

    /// Appends a part of the source to the text of the innermost element.
    fn text(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        let Some(element) = self.open.last_mut() else { return };
        if let Some(first) = text.find(|character| !is_space(character)) {
            element.text.first.get_or_insert(start + first);
        }
        if element.elements > 0 {
            return;
        }
        let is_first = element.text.decoded.is_none() && element.text.start == element.text.end;
        if is_first && !has(text, b'\r') {
            (element.text.start, element.text.end) = (start, end);
            return;
        }
        let decoded = element.text.decode(self.text);
        // All line endings become a newline.
        decoded.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    }

    fn reference(&mut self, start: usize, end: usize) {
        let name = &self.text[start + 1..end - 1];
        let character = match name {
            "amp" => Some('&'),
            "apos" => Some('\''),
            "gt" => Some('>'),
            "lt" => Some('<'),
            "quot" => Some('"'),
            _ => name.strip_prefix('#').and_then(numbered),
        };
        let Some(character) = character else {
            // The name of the entity may be part of a value, and values are not shown.
            let message = match name.starts_with('#') {
                true => Words::XmlNoCharacter,
                false => Words::XmlEntity,
            };
            self.wrong(start, message);
            return;
        };
        let Some(element) = self.open.last_mut() else { return };
        if !is_space(character) {
            element.text.first.get_or_insert(start);
        }
        if element.elements == 0 {
            element.text.decode(self.text).push(character);
        }
    }

    fn declaration(&mut self, start: usize, end: usize) -> Result<()> {
        if start > self.skipped {
            let message = Words::XmlLateDeclaration;
            return self.fail(start, message);
        }
        match declared(&self.text[start + "<?xml".len()..end - "?>".len()]) {
            Ok(()) => Ok(()),
            Err(message) => self.fail(start, message),
        }
    }

    fn doctype(&mut self, start: usize) -> Result<()> {
        self.fail(start, Words::XmlDoctype)
    }

    fn end_of_text(&mut self) -> Result<()> {
        let end = self.text.len();
        if let Some(element) = self.open.last() {
            let message = Words::XmlEnds.with("expected", end_tag(element.name));
            return self.fail(end, message);
        }
        if self.has_root {
            return Ok(());
        }
        if self.text[self.skipped..].chars().all(is_space) {
            return self.fail(end, Words::Empty);
        }
        let message = Words::XmlEnds.with("expected", start_tag(root(self.schema)));
        self.fail(end, message)
    }

    #[cold]
    fn forbidden_character(&mut self) -> Result<()> {
        let character = self.text[self.forbidden..].chars().next().unwrap_or_default();
        let character = Value::plain(format!("U+{:04X}", u32::from(character)));
        self.fail(self.forbidden, Words::XmlForbidden.with("character", character))
    }

    /// Reports the markup at `start` that the reader rejected.
    #[cold]
    fn broken_markup(&mut self, start: usize) -> Result<()> {
        let rest = &self.text[start..];
        let message = match rest {
            _ if rest.starts_with('&') => Words::XmlAmpersand,
            _ if starts_with(rest, "<!--") && rest.contains("-->") => Words::XmlHyphens,
            _ if starts_with(rest, "<!--") => Words::XmlCommentEnds,
            _ if starts_with(rest, "<![CDATA[") => Words::XmlSectionEnds,
            _ if starts_with(rest, "<!DOCTYPE") => return self.doctype(start),
            _ if rest.starts_with("<!") => Words::XmlMarkup,
            _ => Words::XmlTagEnds,
        };
        self.fail(start, message)
    }

    /// Records a problem after which parsing continues.
    fn wrong(&mut self, at: usize, message: impl Into<Message>) {
        let path = || path_of(&self.open);
        self.problems.add(|| Problem::new(path(), Code::Syntax, at, message));
    }

    #[cold]
    fn fail<T>(&mut self, at: usize, message: impl Into<Message>) -> Result<T> {
        let problem = Problem::new(Path::ROOT, Code::Syntax, at, message);
        self.problems.add_always(problem);
        Err(Failed)
    }
}

impl Text {
    /// The decoded text, to which more can be appended.
    fn decode(&mut self, source: &str) -> &mut String {
        self.decoded.get_or_insert_with(|| source[self.start..self.end].to_owned())
    }

    /// Drops the text beside elements, but keeps `first`, its position.
    fn forget(&mut self) {
        (self.end, self.decoded) = (self.start, None);
    }
}

/// Returns whether a text has this byte: for a short text faster than a search that is prepared for a long one.
fn has(text: &str, byte: u8) -> bool {
    text.bytes().fold(false, |found, each| found | (each == byte))
}

/// A name for a message: shortened and escaped.
fn shown_key(key: &str) -> String {
    shortened(key).escape_debug().to_string()
}

fn path_of(open: &[Element<'_>]) -> Path {
    open.iter().filter_map(|element| element.step.clone()).collect()
}

/// Returns a name, an element or a tag as it is shown.
fn code(name: &str) -> Value {
    Value::code(name.to_owned())
}

fn start_tag(name: &str) -> Value {
    Value::code(format!("<{name}>"))
}

fn end_tag(name: &str) -> Value {
    Value::code(format!("</{}>", shown_key(name)))
}

/// Checks the content of an XML declaration and returns a message if it is wrong.
fn declared(inside: &str) -> Result<(), Words> {
    const BROKEN: Words = Words::XmlDeclaration;
    let mut rest = inside;
    let mut names = ["version", "encoding", "standalone"].iter();
    let mut has_version = false;
    loop {
        let trimmed = rest.trim_start_matches(is_space);
        if trimmed.is_empty() {
            return if has_version { Ok(()) } else { Err(BROKEN) };
        }
        let (name, value, after) = pseudo_attribute(trimmed).ok_or(BROKEN)?;
        if trimmed.len() == rest.len() || !names.any(|known| *known == name) {
            return Err(BROKEN);
        }
        match name {
            "version" if value != "1.0" => return Err(Words::XmlVersion),
            "version" => has_version = true,
            _ if !has_version => return Err(BROKEN),
            "encoding"
                if !["UTF-8", "US-ASCII"].iter().any(|utf| utf.eq_ignore_ascii_case(value)) =>
            {
                return Err(Words::XmlEncoding);
            }
            "standalone" if !["yes", "no"].contains(&value) => return Err(BROKEN),
            _ => {}
        }
        rest = after;
    }
}

/// Splits off the first name and value, and returns the rest as well.
fn pseudo_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let rest = rest.trim_start_matches(is_space);
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, after) = rest[1..].split_once(quote)?;
    Some((name.trim_end_matches(is_space), value, after))
}

/// The character of the reference `&#…;`.
fn numbered(reference: &str) -> Option<char> {
    let (digits, radix) = match reference.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (reference, 10),
    };
    if !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    forbidden(character.encode_utf8(&mut [0; 4])).is_none().then_some(character)
}

/// Returns whether this is XML white space.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// Returns whether `rest` starts with `markup`, or with a part of it if `rest` is shorter.
fn starts_with(rest: &str, markup: &str) -> bool {
    let length = markup.len().min(rest.len());
    length > 2 && rest.as_bytes()[..length] == markup.as_bytes()[..length]
}
