use std::borrow::Cow;

use quick_xml::{Reader, events::Event};

use crate::{
    Code, Path,
    language::{Text as Words, Value},
    path::Segment,
    schema::{Kind, Schema},
    wire::{
        document::{Carrier, Document, Marks, Shape, Slice},
        error::{Problem, Problems},
        members::{Finder, member},
        read::{Parsed, shortened},
        wrong::Wrong,
        xml::{
            name::{ITEM, is_name, is_plain, item_of},
            root,
        },
    },
};

/// The maximum nesting depth of elements.
const DEEPEST: usize = 128;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Parses XML text into a document, without recursion; the schema determines how elements are read.
pub(super) fn parse<'de>(text: &'de str, schema: &'static Schema) -> Parsed<'de> {
    let mut parser = Parser::new(text, schema);
    let is_whole = parser.document().is_ok();
    parser.finish(is_whole)
}

/// The events of a text.
fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_comments = true;
    // This parser compares the names itself, with its own messages.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    reader
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
    /// The offset at which the reader began.
    base: usize,
    /// The length of the byte order mark.
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

impl Element<'_> {
    /// Counts a child with this name, and returns its key, if it holds a scalar and nothing is wrong with it.
    fn plain_child(&mut self, name: &str, key: Slice) -> Option<Slice> {
        let (kind, key) = match &mut self.holds {
            Holds::Members(finder) => (member(finder, name)?.kind(), key),
            Holds::Items { kind, item, .. } if name == item => (*kind, Slice::NONE),
            Holds::Items { .. }
            | Holds::Entries(_)
            | Holds::Free(_)
            | Holds::Scalar
            | Holds::Unknown => {
                return None;
            }
        };
        if !is_scalar(kind) {
            return None;
        }
        if let Holds::Items { count, .. } = &mut self.holds {
            *count += 1;
        }
        self.elements += 1;
        self.text.forget();
        Some(key)
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
    fn new(text: &'de str, schema: &'static Schema) -> Self {
        // The reader does not count the byte order mark.
        let skipped = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Self {
            text,
            reader: reader(text),
            base: skipped,
            skipped,
            forbidden: forbidden(text).unwrap_or(usize::MAX),
            schema,
            document: Document::new(text, Marks { key: 1, text: 0, carrier: Carrier::Text }),
            problems: Problems::default(),
            open: Vec::new(),
            has_root: false,
        }
    }

    fn finish(mut self, is_whole: bool) -> Parsed<'de> {
        self.close_all();
        Parsed { document: self.document, problems: self.problems, is_whole }
    }

    fn document(&mut self) -> Result<()> {
        loop {
            self.plain_elements();
            if self.event()? {
                return Ok(());
            }
        }
    }

    /// Handles the next event, and returns `true` at the end of the text.
    fn event(&mut self) -> Result<bool> {
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
            Event::Eof => {
                self.end_of_text()?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn at(&self) -> usize {
        // The position is within the text, which is shorter than `usize::MAX`.
        self.base + self.reader.buffer_position() as usize
    }

    /// Reads elements that hold plain text, as most do, and lets the reader go on behind them.
    ///
    /// They take no events: a member or an item that the schema knows to be a scalar, in a start tag without anything else, with a
    /// text without references, and its end tag as usual. Whatever is written in another way is left to the reader.
    fn plain_elements(&mut self) {
        let from = self.at();
        let mut at = from;
        while let Some(behind) = self.plain_element(at) {
            at = behind;
        }
        if at > from {
            (self.reader, self.base) = (reader(&self.text[at..]), at);
        }
    }

    /// Reads one such element, and returns the offset of the markup that follows it.
    fn plain_element(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let start = at + space(&bytes[at..]);
        let name = &bytes[start..];
        let name = name.strip_prefix(b"<")?;
        let name_length = plain_name(name)?;
        let [b'>', inside @ ..] = &name[name_length..] else { return None };
        let text_start = start + "<>".len() + name_length;
        let length = plain_text(inside);
        let behind = inside[length..].strip_prefix(b"</")?.strip_prefix(&name[..name_length])?;
        let behind = behind.strip_prefix(b">")?;
        let end = bytes.len() - behind.len();
        // A reader that begins with anything else could take it for a byte order mark.
        let next = end + space(behind);
        if bytes.get(next) != Some(&b'<') || self.forbidden < end || self.open.len() >= DEEPEST {
            return None;
        }
        let key = Slice::plain(start + 1, start + 1 + name_length);
        let name = &self.text[start + 1..start + 1 + name_length];
        let key = self.open.last_mut()?.plain_child(name, key)?;
        let entry = self.document.open(key, Shape::Object, start, None);
        let value = Slice::plain(text_start, text_start + length);
        self.document.close_as_text(entry, value);
        Some(next)
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

    fn doctype<T>(&mut self, start: usize) -> Result<T> {
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
    fn forbidden_character<T>(&mut self) -> Result<T> {
        let character = self.text[self.forbidden..].chars().next().unwrap_or_default();
        let character = Value::plain(format!("U+{:04X}", u32::from(character)));
        self.fail(self.forbidden, Words::XmlForbidden.with("character", character))
    }

    /// Reports the markup at `start` that the reader rejected.
    #[cold]
    fn broken_markup<T>(&mut self, start: usize) -> Result<T> {
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
    fn wrong(&mut self, at: usize, message: impl Into<Wrong>) {
        let path = || path_of(&self.open);
        self.problems.add(|| Problem::new(path(), Code::Syntax, at, message));
    }

    #[cold]
    fn fail<T>(&mut self, at: usize, message: impl Into<Wrong>) -> Result<T> {
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

/// Returns `true` if an element of this kind holds text alone.
fn is_scalar(kind: &'static Kind) -> bool {
    !matches!(kind.required(), Kind::Object(_) | Kind::List(_) | Kind::Map(_) | Kind::Any)
}

/// The length of the white space that a text begins with.
fn space(text: &[u8]) -> usize {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    text.iter().position(|byte| !is_space(byte)).unwrap_or(text.len())
}

/// The length of the name that a text begins with, if it begins with one of plain letters.
fn plain_name(text: &[u8]) -> Option<usize> {
    let length = text.iter().position(|byte| !is_plain(*byte)).unwrap_or(text.len());
    (length > 0 && !text[0].is_ascii_digit()).then_some(length)
}

/// The length of the text before the first byte that may mean something else: markup, a reference, a line ending that becomes
/// another one, or `]`, as `]]>` is no text.
fn plain_text(text: &[u8]) -> usize {
    let is_plain = |byte: &u8| !matches!(byte, b'<' | b'&' | b'\r' | b']');
    text.iter().position(|byte| !is_plain(byte)).unwrap_or(text.len())
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::OrderRequest;

    use super::*;

    #[derive(OrderRequest)]
    #[order(crate = crate)]
    struct Part {
        key: u8,
        note: Option<String>,
    }

    #[derive(OrderRequest)]
    #[order(crate = crate)]
    struct Order {
        a: u8,
        b_1: Option<String>,
        part: Part,
        sans: Vec<String>,
        parts: Vec<Part>,
        free: Option<BTreeMap<String, String>>,
        // No element has this name.
        #[order(rename = "1x")]
        odd: Option<String>,
    }

    /// The values of a text, its problems, and whether it was read to the end.
    fn told(text: &str, takes_plain: bool) -> (Vec<String>, String, bool) {
        let mut parser = Parser::new(text, Order::SCHEMA);
        let by_events = |parser: &mut Parser<'_>| {
            while !parser.event()? {}
            Ok(())
        };
        let is_whole = match takes_plain {
            true => parser.document(),
            false => by_events(&mut parser),
        };
        let Parsed { document, problems, is_whole } = parser.finish(is_whole.is_ok());
        (document.told(), format!("{problems:?}"), is_whole)
    }

    const TEXTS: [&str; 6] = [
        "<order><a>1</a><b_1>x y</b_1><part><key>1</key><note></note></part></order>",
        "<?xml version=\"1.0\"?>\n<order>\n  <a>1</a>\n  <sans>\n<san>a.b</san> <san>é</san></sans> </order>\n",
        "\u{feff}<order><a>1</a>\u{feff}<b_1>\u{feff}</b_1>\u{feff}</order>",
        "<order><parts><part><key>1</key></part><part><key>2</key><note>&amp;</note></part></parts></order>",
        "<order><free><one>1</one><two>2</two></free><1x>3</1x><a>]]></a><a> 1\r\n</a></order>",
        "<order><!-- c --><a>1</a>t<b_1/><a>1</a><unknown>2</unknown><sans><san>1</san><x>1</x></sans></order>",
    ];

    #[test]
    fn plain_elements_are_what_the_events_of_any_text_say() {
        let (mut all, mut whole) = (0, 0);
        for text in TEXTS {
            let ends: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut changed = vec![text.to_owned()];
            for at in ends.windows(2) {
                let (before, one, after) = (&text[..at[0]], &text[at[0]..at[1]], &text[at[1]..]);
                changed.extend([
                    format!("{before}{after}"),
                    format!("{before}{one}{one}{after}"),
                    before.to_owned(),
                ]);
                for other in [
                    "<", ">", "/", "a", "1", " ", "&", "]", "\r", "\u{1}", "\u{feff}", ":", "</a>",
                    "<a>", "]]>", "&lt;",
                ] {
                    changed.extend([
                        format!("{before}{other}{after}"),
                        format!("{before}{other}{one}{after}"),
                    ]);
                }
            }
            for text in changed {
                let by_events = told(&text, false);
                all += 1;
                whole += usize::from(by_events.2);
                assert_eq!(told(&text, true), by_events, "{text:?}");
            }
        }
        assert!(all > 10_000 && whole > 2_000, "{all} texts, of which {whole} are read to the end");
    }
}
