use std::{borrow::Cow, fmt};

use crate::{
    schema::{Blank, Kind},
    wire::Scalar,
};

/// A document that has been read but not yet understood: a flat list of its values with their places.
///
/// Every format reads into this one shape. It takes 24 bytes a value, and borrows all text that
/// needs no decoding.
pub struct Document<'de> {
    source: &'de str,
    entries: Vec<Entry>,
    decoded: Vec<Cow<'de, str>>,
    marks: Marks,
}

/// How many bytes of the format stand before what a problem is about, so that it is shown with them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    /// Before a key, such as the opening quote of JSON.
    pub(crate) key: usize,
    /// Before text.
    pub(crate) text: usize,
}

/// One value; the members and items of a container follow it.
#[derive(Clone, Copy)]
struct Entry {
    key: Slice,
    value: Slice,
    shape: Shape,
    /// The entry after this one and all that it holds; of an open container, its parent.
    next: u32,
}

/// A part of the source; of decoded text, its start there and its index in `decoded`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slice {
    start: u32,
    length: u32,
}

impl Slice {
    const DECODED: u32 = 1 << 31;
    /// The key of what has none.
    pub(crate) const NONE: Self = Self { start: 0, length: 0 };

    /// The source from `start` to `end`, which lie within [`Document::LONGEST`].
    #[inline]
    pub(crate) fn plain(start: usize, end: usize) -> Self {
        Self { start: start as u32, length: (end - start) as u32 }
    }

    /// The text that a document keeps at `index`; what is wrong with it is shown at `start`.
    #[inline]
    pub(crate) fn kept(index: usize, start: usize) -> Self {
        Self { start: start as u32, length: Self::DECODED | index as u32 }
    }

    fn decoded(self) -> Option<usize> {
        (self.length & Self::DECODED != 0).then_some((self.length & !Self::DECODED) as usize)
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Null,
    True,
    False,
    Number,
    /// A number that was a float before it came here, so that its spelling is lost.
    #[cfg_attr(
        not(any(feature = "serde", feature = "serde_json")),
        expect(dead_code, reason = "only serde has any")
    )]
    Float,
    Text,
    /// A text that was cut out of another one.
    Part,
    List,
    Object,
}

impl<'de> Document<'de> {
    /// The longest source that the 31 bits of a [`Slice`] can point into.
    pub(crate) const LONGEST: usize = (Slice::DECODED - 1) as usize;

    /// An empty document over `source`, which is at most [`LONGEST`](Self::LONGEST) bytes long.
    pub(crate) fn new(source: &'de str, marks: Marks) -> Self {
        assert!(source.len() <= Self::LONGEST, "the caller checks the length");
        // One entry in 16 bytes is usual; the rest grows as needed.
        let entries = Vec::with_capacity((source.len() / 16).min(1024) + 1);
        Self { source, entries, decoded: Vec::new(), marks }
    }

    /// An empty document over texts that are kept already, with room for so many values; `source` holds the keys.
    pub(crate) fn of_texts(
        source: &'de str,
        texts: Vec<Cow<'de, str>>,
        values: usize,
        marks: Marks,
    ) -> Self {
        assert!(source.len() <= Self::LONGEST, "the caller checks the length");
        Self { source, entries: Vec::with_capacity(values), decoded: texts, marks }
    }

    /// The text that is kept at `index`.
    #[inline]
    pub(crate) fn kept(&self, index: usize) -> &str {
        &self.decoded[index]
    }

    /// What the document was read from.
    pub(crate) fn source(&self) -> &'de str {
        self.source
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

    /// Keeps a text that had to be decoded, or stands elsewhere, and starts at `start` in the source.
    pub(crate) fn keep(&mut self, start: usize, decoded: Cow<'de, str>) -> Slice {
        self.decoded.push(decoded);
        Slice::kept(self.decoded.len() - 1, start)
    }

    /// The number of the entry that is added next.
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

    /// Adds a container that stays open until [`close`](Self::close), inside of `parent`.
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

    /// Closes what is still open when reading stops at a mistake.
    pub(crate) fn close_all(&mut self, open: Option<usize>, end: usize) {
        let mut open = open;
        while let Some(entry) = open {
            open = self.close(entry, end);
        }
    }

    /// Closes the container `entry`, of which turned out what it is only now.
    #[cfg(feature = "xml")]
    pub(crate) fn close_as(&mut self, entry: usize, shape: Shape, end: usize) {
        self.entries[entry].shape = shape;
        self.close(entry, end);
    }

    /// Makes a scalar of the container `entry`, which is open and holds nothing.
    #[cfg(feature = "xml")]
    pub(crate) fn close_as_text(&mut self, entry: usize, value: Slice) {
        let next = self.entries.len() as u32;
        let Entry { key, .. } = self.entries[entry];
        self.entries[entry] = Entry { key, value, shape: Shape::Text, next };
    }

    /// Forgets the last container, which is open, and all that it holds.
    pub(crate) fn forget(&mut self, entry: usize) {
        self.entries.truncate(entry);
    }

    /// An empty document over the same source, for copies of the entries of this one.
    pub(crate) fn emptied(&self) -> Self {
        let entries = Vec::with_capacity(self.entries.len());
        Self { source: self.source, entries, decoded: self.decoded.clone(), marks: self.marks }
    }

    /// Adds a value of the document that this one was emptied from, without what it holds, up to
    /// [`end`](Self::end).
    pub(crate) fn copy(&mut self, place: Place<'_, 'de>) -> usize {
        self.entries.push(place.document.entries[place.entry]);
        self.entries.len() - 1
    }

    /// Ends the value `entry`: what it holds stands behind it.
    pub(crate) fn end(&mut self, entry: usize) {
        self.entries[entry].next = self.entries.len() as u32;
    }

    /// Adds the list whose items stand in the scalar at `place`, a value of the document that this one was
    /// emptied from.
    ///
    /// Every item has its own place, but in a text that had to be decoded, where all have that of the text.
    pub(crate) fn split(&mut self, place: Place<'_, 'de>, separator: &str, is_empty: bool) {
        let Entry { key, value, shape, .. } = place.document.entries[place.entry];
        let start = place.start();
        let list = self.open(key, Shape::List, start, None);
        match (shape, value.decoded()) {
            _ if is_empty => {}
            (Shape::Text | Shape::Part | Shape::Number, None) => {
                let (mut from, source) = (value.start as usize, self.source);
                let end = from + value.length as usize;
                for item in source[from..end].split(separator) {
                    self.push(Slice::NONE, Shape::Part, Slice::plain(from, from + item.len()));
                    from += item.len() + separator.len();
                }
            }
            (Shape::Text | Shape::Part | Shape::Number, Some(index)) => {
                let items: Vec<Cow<'de, str>> = match &self.decoded[index] {
                    Cow::Borrowed(text) => text.split(separator).map(Cow::Borrowed).collect(),
                    Cow::Owned(text) => {
                        text.split(separator).map(|item| Cow::Owned(item.to_owned())).collect()
                    }
                };
                for item in items {
                    let item = self.keep(start, item);
                    self.push(Slice::NONE, Shape::Part, item);
                }
            }
            // A bool is one item.
            _ => self.push(Slice::NONE, shape, value),
        }
        self.close(list, start + 1);
    }

    pub(crate) fn shape(&self, entry: usize) -> Shape {
        self.entries[entry].shape
    }

    /// The values that the container `entry` holds; none of a scalar.
    #[inline]
    pub(crate) fn held_by(&self, entry: usize) -> Held {
        let Entry { shape, next, .. } = self.entries[entry];
        let end = if matches!(shape, Shape::List | Shape::Object) { next } else { 0 };
        Held { next: entry as u32 + 1, end }
    }

    /// The key of the member `entry`.
    #[inline]
    pub(crate) fn key(&self, entry: usize) -> &str {
        self.text(self.entries[entry].key)
    }

    #[inline]
    fn text(&self, slice: Slice) -> &str {
        match slice.decoded() {
            None => &self.source[slice.start as usize..(slice.start + slice.length) as usize],
            Some(index) => &self.decoded[index],
        }
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
    entry: usize,
    blank: Blank,
    /// Whether the object is shared with the request that holds it, so that other members are not unknown.
    is_shared: bool,
}

impl<'a, 'de> Place<'a, 'de> {
    #[inline]
    pub(crate) fn new(
        document: &'a Document<'de>,
        entry: usize,
        blank: Blank,
        is_shared: bool,
    ) -> Self {
        Self { document, entry, blank, is_shared }
    }

    #[inline]
    pub(crate) fn is_shared(self) -> bool {
        self.is_shared
    }

    pub(crate) fn with_blank(self, blank: Blank) -> Self {
        Self { blank, ..self }
    }

    /// The scalar that stands here; `None` for null, lists and objects, and for a float, which is not
    /// known as it was written.
    #[inline]
    pub fn scalar(self) -> Option<Scalar<'a>> {
        let entry = &self.document.entries[self.entry];
        match entry.shape {
            Shape::Text | Shape::Part => Some(Scalar::Text(self.document.text(entry.value))),
            Shape::Number => Some(Scalar::Number(self.document.text(entry.value))),
            Shape::True => Some(Scalar::Bool(true)),
            Shape::False => Some(Scalar::Bool(false)),
            Shape::Null | Shape::Float | Shape::List | Shape::Object => None,
        }
    }

    /// The number that stands here as a float wrote it, if one did.
    #[cfg(feature = "serde_json")]
    pub(crate) fn float(self) -> Option<&'a str> {
        let entry = &self.document.entries[self.entry];
        (entry.shape == Shape::Float).then(|| self.document.text(entry.value))
    }

    /// The text that stands here, if it stands in the source as it is.
    #[inline]
    pub fn borrowed_text(self) -> Option<&'de str> {
        let Entry { value, shape, .. } = self.document.entries[self.entry];
        if !matches!(shape, Shape::Text | Shape::Part | Shape::Number) {
            return None;
        }
        match value.decoded() {
            None => {
                let end = (value.start + value.length) as usize;
                Some(&self.document.source[value.start as usize..end])
            }
            Some(index) => match self.document.decoded[index] {
                Cow::Borrowed(text) => Some(text),
                Cow::Owned(_) => None,
            },
        }
    }

    /// The items of the list that stands here; `None` if it is none.
    pub fn items(self) -> Option<impl Iterator<Item = Place<'a, 'de>>> {
        (self.shape() == Shape::List).then(|| self.children().map(|child| child.place))
    }

    /// The members of the object that stands here, in the order of the document; `None` if it is none.
    pub fn entries(self) -> Option<impl Iterator<Item = (&'a str, Place<'a, 'de>)>> {
        (self.shape() == Shape::Object)
            .then(|| self.children().map(|child| (child.key, child.place)))
    }

    /// Whether an optional field of this kind reads this as "absent".
    #[inline]
    pub(crate) fn stands_for_absent(self, kind: &Kind) -> bool {
        match self.shape() {
            Shape::Null => true,
            Shape::Text | Shape::Part => {
                self.blank == Blank::Absent
                    && !matches!(kind, Kind::Text | Kind::Flag | Kind::Any)
                    && self.scalar().and_then(Scalar::text).is_some_and(crate::rules::is_blank)
            }
            _ => false,
        }
    }

    pub(crate) fn shape(self) -> Shape {
        self.document.shape(self.entry)
    }

    /// Where the value starts, in bytes; of text, its opening quote if the format has one.
    pub(crate) fn start(self) -> usize {
        let start = self.document.entries[self.entry].value.start as usize;
        let mark = if self.shape() == Shape::Text { self.document.marks.text } else { 0 };
        start.saturating_sub(mark)
    }

    /// Where a container closes, in bytes.
    pub(crate) fn end(self) -> usize {
        let Slice { start, length } = self.document.entries[self.entry].value;
        if length & Slice::DECODED != 0 {
            return start as usize;
        }
        (start + length).saturating_sub(1) as usize
    }

    /// The members of the object, or items of the list, that stands here.
    pub(crate) fn children(self) -> impl Iterator<Item = Child<'a, 'de>> {
        let document = self.document;
        let mut held = document.held_by(self.entry);
        std::iter::from_fn(move || {
            let entry = held.next(document)?;
            let place = Place { document, entry, blank: Blank::Absent, is_shared: false };
            let key_start = document.entries[entry].key.start as usize;
            let key_start = key_start.saturating_sub(document.marks.key);
            Some(Child { key: document.key(entry), key_start, place })
        })
    }

    pub(crate) fn entry(self) -> usize {
        self.entry
    }

    pub(crate) fn document(self) -> &'a Document<'de> {
        self.document
    }
}

/// The values that a container holds, by their entries.
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

/// A member of an object with its key, or an item of a list with an empty one.
pub(crate) struct Child<'a, 'de> {
    pub(crate) key: &'a str,
    /// Where the key starts, its opening quote included.
    pub(crate) key_start: usize,
    pub(crate) place: Place<'a, 'de>,
}
