use std::{borrow::Cow, cell::Cell, fmt};

use crate::{
    schema::{Blank, Field, FieldPlace, Kind},
    wire::Scalar,
};

/// A parsed document: a flat list of its values with their places, not yet matched to a request.
///
/// Every format is parsed into this structure. It takes 24 bytes per value and borrows all text that
/// needs no decoding.
pub struct Document<'de> {
    source: &'de str,
    entries: Vec<Entry>,
    decoded: Vec<Cow<'de, str>>,
    marks: Marks,
    /// A scalar that stands in no list, as it is read only once: the entry [`PASSING`](Document::PASSING).
    passing: Cell<Entry>,
}

/// Lengths of the markup before keys and texts. Problems are reported at the start of that markup.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    /// Bytes before a key, such as the opening quote of JSON.
    pub(crate) key: usize,
    /// Bytes before a text.
    pub(crate) text: usize,
    pub(crate) carrier: Carrier,
}

/// The way in which a format writes scalars that are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// In a syntax of their own, which has a null; a text is taken as it stands.
    Typed,
    /// As text, with white space around it that has no meaning: XML and tables.
    Text,
    /// The same, and a checkbox of HTML without a value sends `on`.
    Form,
}

/// One value; the members and items of a container follow it.
#[derive(Clone, Copy)]
struct Entry {
    key: Slice,
    value: Slice,
    shape: Shape,
    /// Index of the entry after this one and its contents; while a container is open, the index of its parent.
    next: u32,
}

impl Entry {
    const NULL: Self = Self { key: Slice::NONE, value: Slice::NONE, shape: Shape::Null, next: 0 };
}

/// A part of the source; for decoded text, its start in the source and its index in `decoded`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slice {
    start: u32,
    length: u32,
}

impl Slice {
    const DECODED: u32 = 1 << 31;
    /// The key of an entry that has none.
    pub(crate) const NONE: Self = Self { start: 0, length: 0 };

    /// The source from `start` to `end`, which are at most [`Document::LONGEST`].
    #[inline]
    pub(crate) fn plain(start: usize, end: usize) -> Self {
        Self { start: start as u32, length: (end - start) as u32 }
    }

    /// The text that the document keeps at `index`; problems with it are reported at `start`.
    #[inline]
    pub(crate) fn kept(index: usize, start: usize) -> Self {
        Self { start: start as u32, length: Self::DECODED | index as u32 }
    }

    fn decoded(self) -> Option<usize> {
        (self.length & Self::DECODED != 0).then_some((self.length & !Self::DECODED) as usize)
    }
}

/// The type of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Null,
    True,
    False,
    Number,
    /// A number that arrived as a float, so its original spelling is lost.
    Float,
    Text,
    /// A piece of another text.
    Part,
    /// A text beside the document, in the URL or a header of a call, where all scalars are texts.
    Beside,
    List,
    Object,
}

impl<'de> Document<'de> {
    /// The longest source that the 31 bits of a [`Slice`] can point into.
    pub(crate) const LONGEST: usize = (Slice::DECODED - 1) as usize;

    /// The entry of the scalar that is not in the list.
    pub(crate) const PASSING: u32 = u32::MAX;

    /// Returns an empty document over `source`, which is at most [`LONGEST`](Self::LONGEST) bytes long.
    pub(crate) fn new(source: &'de str, marks: Marks) -> Self {
        assert!(source.len() <= Self::LONGEST, "the caller checks the length");
        // Usual documents have one entry per 16 bytes; the list grows if there are more.
        let entries = Vec::with_capacity((source.len() / 16).min(1024) + 1);
        Self { entries, ..Self::passing(source, marks) }
    }

    /// Returns a document over `source`, which is at most [`LONGEST`](Self::LONGEST) bytes long, that holds one scalar at a
    /// time, so that it needs no list.
    pub(crate) fn passing(source: &'de str, marks: Marks) -> Self {
        let passing = Cell::new(Entry::NULL);
        Self { source, entries: Vec::new(), decoded: Vec::new(), marks, passing }
    }

    /// Replaces the scalar that the document holds by another one.
    #[inline]
    pub(crate) fn pass(&self, shape: Shape, value: Slice) {
        self.passing.set(Entry { shape, value, ..Entry::NULL });
    }

    /// The scalar that the document holds.
    #[inline]
    pub(crate) fn passed(&self) -> (Shape, Slice) {
        let Entry { shape, value, .. } = self.passing.get();
        (shape, value)
    }

    /// The text of a part of the source.
    #[inline]
    pub(crate) fn plain(&self, Slice { start, length }: Slice) -> &'de str {
        &self.source[start as usize..(start + length) as usize]
    }

    /// Returns an empty document with these kept texts; `source` holds the keys.
    pub(crate) fn of_texts(source: &'de str, texts: Vec<Cow<'de, str>>, marks: Marks) -> Self {
        assert!(source.len() <= Self::LONGEST, "the caller checks the length");
        Self { decoded: texts, ..Self::passing(source, marks) }
    }

    /// Makes room for so many values.
    pub(crate) fn reserve(&mut self, values: usize) {
        self.entries.reserve_exact(values);
    }

    /// The kept text at `index`.
    #[inline]
    pub(crate) fn kept(&self, index: usize) -> &str {
        &self.decoded[index]
    }

    /// The same, if it is borrowed.
    #[inline]
    pub(crate) fn borrowed(&self, index: usize) -> Option<&'de str> {
        match self.decoded[index] {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// The text that an entry is, if it is one and is borrowed.
    #[inline]
    pub(crate) fn text_at(&self, entry: u32) -> Option<&'de str> {
        let Entry { shape, value, .. } = *self.entries.get(entry as usize)?;
        match (shape, value.decoded()) {
            (Shape::Text, None) => Some(self.plain(value)),
            (Shape::Text, Some(index)) => self.borrowed(index),
            (_, _) => None,
        }
    }

    /// The text that the document was parsed from.
    pub(crate) fn source(&self) -> &'de str {
        self.source
    }

    /// The way in which the format writes scalars.
    pub(crate) fn carrier(&self) -> Carrier {
        self.marks.carrier
    }

    /// The place of the outermost value, if there is one.
    pub(crate) fn root(&self) -> Option<Place<'_, 'de>> {
        (!self.entries.is_empty()).then_some(Place {
            document: self,
            entry: 0,
            blank: Blank::Absent,
            is_shared: false,
        })
    }

    /// Keeps a text that starts at `start` in the source but was decoded or is stored elsewhere.
    pub(crate) fn keep(&mut self, start: usize, decoded: Cow<'de, str>) -> Slice {
        self.decoded.push(decoded);
        Slice::kept(self.decoded.len() - 1, start)
    }

    /// The index of the entry that is added next.
    #[inline]
    pub(crate) fn next_entry(&self) -> usize {
        self.entries.len()
    }

    /// Adds a scalar.
    #[inline]
    pub(crate) fn push(&mut self, key: Slice, shape: Shape, value: Slice) {
        let next = self.entries.len() as u32 + 1;
        self.entries.push(Entry { key, value, shape, next });
    }

    /// Adds a container inside `parent`; it stays open until [`close`](Self::close).
    pub(crate) fn open(
        &mut self,
        key: Slice,
        shape: Shape,
        start: usize,
        parent: Option<usize>,
    ) -> usize {
        let value = Slice { start: start as u32, length: 0 };
        let next = parent.map_or(u32::MAX, |parent| parent as u32);
        self.entries.push(Entry { key, value, shape, next });
        self.entries.len() - 1
    }

    /// Closes the container `entry`, which ends before `end`, and returns its parent.
    pub(crate) fn close(&mut self, entry: usize, end: usize) -> Option<usize> {
        let next = self.entries.len() as u32;
        let container = &mut self.entries[entry];
        container.value.length = end as u32 - container.value.start;
        let parent = std::mem::replace(&mut container.next, next);
        (parent != u32::MAX).then_some(parent as usize)
    }

    /// Closes all open containers after parsing stopped at an error.
    pub(crate) fn close_all(&mut self, open: Option<usize>, end: usize) {
        let mut open = open;
        while let Some(entry) = open {
            open = self.close(entry, end);
        }
    }

    /// Closes the container `entry` with its final shape, which was unknown when it was opened.
    #[cfg(feature = "xml")]
    pub(crate) fn close_as(&mut self, entry: usize, shape: Shape, end: usize) {
        self.entries[entry].shape = shape;
        self.close(entry, end);
    }

    /// Turns the container `entry`, which is open and empty, into a text.
    #[cfg(feature = "xml")]
    pub(crate) fn close_as_text(&mut self, entry: usize, value: Slice) {
        let next = self.entries.len() as u32;
        let Entry { key, .. } = self.entries[entry];
        self.entries[entry] = Entry { key, value, shape: Shape::Text, next };
    }

    /// Removes the last container, which is open, with all that it holds.
    pub(crate) fn forget(&mut self, entry: usize) {
        self.entries.truncate(entry);
    }

    /// Returns an empty document over the same source, to which entries of this one can be copied.
    pub(crate) fn emptied(&self) -> Self {
        let entries = Vec::with_capacity(self.entries.len());
        let decoded = self.decoded.clone();
        Self { entries, decoded, ..Self::passing(self.source, self.marks) }
    }

    /// Copies a value, without its contents, from the document that this one was emptied from. The copy stays open
    /// until [`end`](Self::end).
    pub(crate) fn copy(&mut self, place: Place<'_, 'de>) -> usize {
        self.entries.push(place.held());
        self.entries.len() - 1
    }

    /// Ends the value `entry`, whose contents are the entries after it.
    pub(crate) fn end(&mut self, entry: usize) {
        self.entries[entry].next = self.entries.len() as u32;
    }

    /// Adds the list whose items are joined in the scalar at `place`, a value of the document that this one was
    /// emptied from.
    ///
    /// Each item has its own place, except in decoded text, where all items have the place of the text.
    pub(crate) fn split(&mut self, place: Place<'_, 'de>, separator: &str, is_empty: bool) {
        let Entry { key, value, shape, .. } = place.held();
        let start = place.start();
        let list = self.open(key, Shape::List, start, None);
        match (shape, value.decoded()) {
            _ if is_empty => {}
            (Shape::Text | Shape::Part | Shape::Beside | Shape::Number, None) => {
                let (mut from, source) = (value.start as usize, self.source);
                let end = from + value.length as usize;
                for item in source[from..end].split(separator) {
                    self.push(Slice::NONE, Shape::Part, Slice::plain(from, from + item.len()));
                    from += item.len() + separator.len();
                }
            }
            (Shape::Text | Shape::Part | Shape::Beside | Shape::Number, Some(index)) => {
                let items: Vec<Cow<'de, str>> = match &self.decoded[index] {
                    Cow::Borrowed(text) => text.split(separator).map(Cow::Borrowed).collect(),
                    Cow::Owned(text) => {
                        text.split(separator).map(|item| Cow::Owned(item.to_owned())).collect()
                    }
                };
                let piece = if shape == Shape::Beside { shape } else { Shape::Part };
                for item in items {
                    let item = self.keep(start, item);
                    self.push(Slice::NONE, piece, item);
                }
            }
            // A bool is a list of one item.
            _ => self.push(Slice::NONE, shape, value),
        }
        self.close(list, start + 1);
    }

    /// Returns an object without members over `source`, which is at most [`LONGEST`](Self::LONGEST) bytes long.
    pub(crate) fn empty_object(source: &'de str) -> Self {
        let mut document = Self::new(source, Marks { key: 0, text: 0, carrier: Carrier::Form });
        let root = document.open(Slice::NONE, Shape::Object, 0, None);
        document.close(root, source.len() + 1);
        document
    }

    /// Adds a member to the root, an object that is closed: the texts that the URL or the headers give for it.
    pub(crate) fn add_beside(
        &mut self,
        name: &'static str,
        texts: impl IntoIterator<Item = Cow<'de, str>>,
        is_list: bool,
    ) {
        let mut key = self.keep(0, Cow::Borrowed(name));
        let list = is_list.then(|| self.open(key, Shape::List, 0, None));
        for text in texts {
            let text = self.keep(0, text);
            key = if is_list { Slice::NONE } else { key };
            self.push(key, Shape::Beside, text);
        }
        if let Some(list) = list {
            self.close(list, 1);
        }
        self.end(0);
    }

    /// Returns a copy without the members of the root at these entries, which are in the order of the document.
    pub(crate) fn without(&self, members: &[usize]) -> Self {
        let mut copy = self.emptied();
        let Some(root) = self.root() else { return copy };
        copy.copy(root);
        let mut left_out = members.iter().copied().peekable();
        for child in root.children() {
            let entry = child.place.entry();
            if left_out.next_if_eq(&entry).is_some() {
                continue;
            }
            let shift = (entry - copy.entries.len()) as u32;
            let end = self.entries[entry].next as usize;
            let moved = |it: &Entry| Entry { next: it.next - shift, ..*it };
            copy.entries.extend(self.entries[entry..end].iter().map(moved));
        }
        copy.end(0);
        copy
    }

    pub(crate) fn shape(&self, entry: usize) -> Shape {
        self.entries[entry].shape
    }

    /// The values that the container `entry` holds.
    #[inline]
    pub(crate) fn held_by(&self, entry: usize) -> Held {
        Held { next: entry as u32 + 1, end: self.entries[entry].next }
    }

    /// The key of the member `entry`.
    #[inline]
    pub(crate) fn key(&self, entry: usize) -> &str {
        self.text(self.entries[entry].key)
    }

    #[inline]
    fn text(&self, slice: Slice) -> &str {
        match slice.decoded() {
            None => self.plain(slice),
            Some(index) => &self.decoded[index],
        }
    }
}

#[cfg(test)]
impl Document<'_> {
    /// Each value with all that is known of it.
    pub(crate) fn told(&self) -> Vec<String> {
        let told = self.entries.iter().map(|entry| {
            let Entry { key, value, shape, next } = *entry;
            let text = match shape {
                Shape::List | Shape::Object => "",
                Shape::Null
                | Shape::True
                | Shape::False
                | Shape::Number
                | Shape::Float
                | Shape::Text
                | Shape::Part
                | Shape::Beside => self.text(value),
            };
            format!("{shape:?} {:?} {text:?} {value:?} {next}", self.text(key))
        });
        told.collect()
    }
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("values", &self.entries.len()).finish_non_exhaustive()
    }
}

/// The place of one value in a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Place<'a, 'de> {
    document: &'a Document<'de>,
    /// Of 32 bits, so that a place fits two registers.
    entry: u32,
    blank: Blank,
    /// `true` if the enclosing request reads the same object, so that members unknown here may belong to it.
    is_shared: bool,
}

impl<'a, 'de> Place<'a, 'de> {
    #[inline]
    pub(crate) fn new(
        document: &'a Document<'de>,
        entry: u32,
        blank: Blank,
        is_shared: bool,
    ) -> Self {
        Self { document, entry, blank, is_shared }
    }

    /// The place of the value of a field.
    #[inline]
    pub(super) fn of_field(document: &'a Document<'de>, entry: u32, field: &Field) -> Self {
        let is_shared = field.place == FieldPlace::Flattened;
        Self::new(document, entry, Blank::Value, is_shared).in_field(field)
    }

    /// The place of the scalar that is not in the list, which is that of a field without a separator.
    #[inline]
    pub(super) fn passing(document: &'a Document<'de>, field: &Field) -> Self {
        Self::new(document, Document::PASSING, field.attributes.blank, false)
    }

    #[inline]
    pub(crate) fn is_shared(self) -> bool {
        self.is_shared
    }

    /// The same place as the value of a field.
    pub(crate) fn in_field(self, field: &Field) -> Self {
        // Without null, blank text is the null of a type that no blank text fits.
        let is_null = field.ty.nullable && self.document.marks.carrier != Carrier::Typed;
        let blank = match field.attributes.separator {
            // The text of a list with a separator is empty, not absent.
            Some(_) => Blank::Value,
            None if is_null => Blank::Absent,
            None => field.attributes.blank,
        };
        Self { blank, ..self }
    }

    /// The scalar at this place; `None` for null, lists and objects, and for a float, whose original spelling
    /// is unknown.
    #[inline]
    pub fn scalar(self) -> Option<Scalar<'a>> {
        let entry = self.held();
        match entry.shape {
            Shape::Text | Shape::Part | Shape::Beside => {
                Some(Scalar::Text(self.document.text(entry.value)))
            }
            Shape::Number => Some(Scalar::Number(self.document.text(entry.value))),
            Shape::True => Some(Scalar::Bool(true)),
            Shape::False => Some(Scalar::Bool(false)),
            Shape::Null | Shape::Float | Shape::List | Shape::Object => None,
        }
    }

    /// The scalar at this place for a value that is no text. In XML, forms and tables, white space around it does not
    /// count, and in forms `on` is true, because a checkbox of HTML sends it.
    #[inline]
    pub fn bare_scalar(self) -> Option<Scalar<'a>> {
        let scalar = self.scalar()?;
        match (scalar, self.document.marks.carrier) {
            (Scalar::Text(text), _) if self.shape() == Shape::Beside => {
                Some(bare(text, Carrier::Form))
            }
            (Scalar::Text(_), Carrier::Typed) => Some(scalar),
            (Scalar::Text(text), carrier) => Some(bare(text, carrier)),
            (Scalar::Bool(_) | Scalar::Number(_), _) => Some(scalar),
        }
    }

    /// The spelling of the float at this place; `None` if the value is not a float.
    pub(crate) fn float(self) -> Option<&'a str> {
        let entry = self.held();
        (entry.shape == Shape::Float).then(|| self.document.text(entry.value))
    }

    /// The text or number at this place, if it is stored without decoding.
    #[inline]
    pub fn borrowed_text(self) -> Option<&'de str> {
        let Entry { value, shape, .. } = self.held();
        if !matches!(shape, Shape::Text | Shape::Part | Shape::Beside | Shape::Number) {
            return None;
        }
        match value.decoded() {
            None => Some(self.document.plain(value)),
            Some(index) => self.document.borrowed(index),
        }
    }

    /// The items of the list at this place; `None` if the value is not a list.
    pub fn items(self) -> Option<impl Iterator<Item = Place<'a, 'de>>> {
        (self.shape() == Shape::List).then(|| self.children().map(|child| child.place))
    }

    /// The members of the object at this place, in the order of the document; `None` if the value is not an object.
    pub fn entries(self) -> Option<impl Iterator<Item = (&'a str, Place<'a, 'de>)>> {
        (self.shape() == Shape::Object)
            .then(|| self.children().map(|child| (child.key, child.place)))
    }

    /// Returns whether an optional field of this kind reads this value as absent.
    #[inline]
    pub(crate) fn stands_for_absent(self, kind: &Kind) -> bool {
        match self.shape() {
            Shape::Null => true,
            Shape::Text | Shape::Part | Shape::Beside => {
                self.blank == Blank::Absent
                    && !matches!(kind, Kind::Flag | Kind::Any)
                    && !kind.is_text()
                    && self.is_blank()
            }
            _ => false,
        }
    }

    /// Returns whether this is blank text, or an empty list or map.
    pub(crate) fn is_blank(self) -> bool {
        match self.shape() {
            Shape::Text | Shape::Part | Shape::Beside => {
                self.scalar().and_then(Scalar::text).is_some_and(crate::rules::is_blank)
            }
            Shape::List | Shape::Object => self.children().next().is_none(),
            Shape::Null | Shape::True | Shape::False | Shape::Number | Shape::Float => false,
        }
    }

    /// Returns whether the value is an object.
    pub(crate) fn is_object(self) -> bool {
        self.shape() == Shape::Object
    }

    #[inline]
    pub(crate) fn shape(self) -> Shape {
        self.held().shape
    }

    #[inline]
    fn held(self) -> Entry {
        match self.document.entries.get(self.entry as usize) {
            Some(entry) => *entry,
            None => self.document.passing.get(),
        }
    }

    /// The offset in bytes of the value; for text, of its opening quote if the format has one.
    pub(crate) fn start(self) -> usize {
        let start = self.held().value.start as usize;
        let mark = if self.shape() == Shape::Text { self.document.marks.text } else { 0 };
        start.saturating_sub(mark)
    }

    /// The offset in bytes at which a container closes.
    pub(crate) fn end(self) -> usize {
        let Slice { start, length } = self.held().value;
        if length & Slice::DECODED != 0 {
            return start as usize;
        }
        (start + length).saturating_sub(1) as usize
    }

    /// The members of the object, or the items of the list, at this place.
    pub(crate) fn children(self) -> impl Iterator<Item = Child<'a, 'de>> {
        let document = self.document;
        let mut held = match self.shape() {
            Shape::List | Shape::Object => document.held_by(self.entry()),
            _ => Held { next: 0, end: 0 },
        };
        std::iter::from_fn(move || {
            let entry = held.next(document)?;
            let place =
                Place { document, entry: entry as u32, blank: Blank::Absent, is_shared: false };
            let key_start = document.entries[entry].key.start as usize;
            let key_start = key_start.saturating_sub(document.marks.key);
            Some(Child { key: document.key(entry), key_start, place })
        })
    }

    pub(crate) fn entry(self) -> usize {
        self.entry as usize
    }

    pub(crate) fn document(self) -> &'a Document<'de> {
        self.document
    }
}

/// An iteration over the entries that a container holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    next: u32,
    end: u32,
}

impl Held {
    #[inline]
    pub(crate) fn next(&mut self, document: &Document<'_>) -> Option<usize> {
        if self.next >= self.end {
            return None;
        }
        let entry = self.next as usize;
        self.next = document.entries[entry].next;
        Some(entry)
    }
}

/// A member of an object, or an item of a list, which has an empty key.
pub(crate) struct Child<'a, 'de> {
    pub(crate) key: &'a str,
    /// The offset of the key, its opening quote included.
    pub(crate) key_start: usize,
    pub(crate) place: Place<'a, 'de>,
}

/// The scalar that a text without types stands for.
fn bare(text: &str, carrier: Carrier) -> Scalar<'_> {
    match trimmed(text) {
        "on" if carrier == Carrier::Form => Scalar::Bool(true),
        text => Scalar::Text(text),
    }
}

/// Returns a text without the white space of XML around it.
fn trimmed(text: &str) -> &str {
    let is_space = |end: Option<&u8>| end.is_some_and(|byte| *byte <= b' ');
    let bytes = text.as_bytes();
    if !is_space(bytes.first()) && !is_space(bytes.last()) {
        return text;
    }
    text.trim_matches([' ', '\t', '\r', '\n'])
}
