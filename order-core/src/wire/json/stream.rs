use std::cell::{Cell, OnceCell};

use crate::{
    schema::{Field, Schema, key},
    wire::{
        document::{Document, Place, Shape, Slice},
        json::parse::{self, MARKS, Scanner},
        members::{NextText, Slots},
    },
};

/// The members of a JSON object, found in its text when they are asked for.
///
/// Reading is one pass, without a list of values, as long as the members are plain scalars and come in declared order, or
/// nearly: a few that come before one that must be there are kept aside. What comes after the first that is not as expected
/// (a list, a text with escapes, an unknown name) is parsed into a document. A member that may be absent counts as absent if
/// a later one comes in its place; should it come after all, then, as with anything else that does not fit,
/// [`is_whole`](Self::is_whole) is false, and the text is read as a document.
#[derive(Debug)]
pub struct Stream<'de> {
    schema: &'static Schema,
    /// Those of the schema, which are looked at for every member.
    fields: &'static [Field],
    /// Has no values but the one that was read last.
    document: Document<'de>,
    /// The offset behind the last value, or behind the brace.
    behind: Cell<usize>,
    ahead: Cell<Ahead>,
    /// Values of later fields, of which so many are in use.
    aside: [Cell<Aside>; ASIDE],
    set_aside: Cell<usize>,
    rest: OnceCell<Option<Box<Rest<'de>>>>,
}

/// The member that comes next.
#[derive(Debug, Clone, Copy)]
struct Ahead {
    /// One more than the index of its field, or else the number of one of the constants.
    next: usize,
    /// The offset of its value, or of the space before it.
    at: usize,
}

impl Ahead {
    /// Nothing is known of it.
    const UNKNOWN: Self = Self { next: 0, at: 0 };
    /// The object and the text have ended.
    const END: Self = Self { next: usize::MAX, at: 0 };

    #[inline]
    fn is_end(self) -> bool {
        self.next == Self::END.next
    }
}

/// The most values that are kept aside.
const ASIDE: usize = 4;

/// A value that came before it was asked for.
#[derive(Debug, Clone, Copy)]
struct Aside {
    /// The index of its field; [`NONE`](Self::NONE) has another one.
    field: usize,
    shape: Shape,
    value: Slice,
}

impl Aside {
    const NONE: Self = Self { field: usize::MAX, shape: Shape::Null, value: Slice::NONE };
}

/// The members that do not come as expected, and those after them.
#[derive(Debug)]
struct Rest<'de> {
    document: Document<'de>,
    slots: Slots,
}

impl<'de> Stream<'de> {
    /// The members of the object that a text holds, which is not looked at before [`open`](Self::open).
    #[inline]
    pub(super) fn new(text: &'de str, schema: &'static Schema) -> Self {
        Self {
            schema,
            fields: schema.fields,
            document: Document::passing(text, MARKS),
            behind: Cell::new(0),
            ahead: Cell::new(Ahead::UNKNOWN),
            aside: [const { Cell::new(Aside::NONE) }; ASIDE],
            set_aside: Cell::new(0),
            rest: OnceCell::new(),
        }
    }

    /// Reads the brace and the name of the first member. If there is no object, nothing is left.
    pub(in crate::wire) fn open(&self) {
        let text = self.text();
        let mut scan = Scanner::new(text, 0);
        if text.len() > Document::LONGEST || scan.peek() != Some(b'{') {
            _ = self.rest.set(None);
            return;
        }
        scan.at += 1;
        self.behind.set(scan.at);
        self.ahead.set(match scan.peek() {
            Some(b'"') => self.named(scan.at, 0),
            Some(b'}') => end(text, scan.at),
            _ => Ahead::UNKNOWN,
        });
    }

    #[inline]
    pub(super) fn text(&self) -> &'de str {
        self.document.source()
    }

    /// The value of the field with this index. Fields are asked for in declared order.
    #[inline]
    pub(in crate::wire) fn get(&self, field: usize) -> Option<Place<'_, 'de>> {
        let next = self.ahead.get().next;
        if next == field + 1 && self.read(next) {
            return Some(self.passing(field));
        }
        if next > field + 1 && self.set_aside.get() == 0 && self.may_be_absent(field) {
            return None;
        }
        self.get_elsewhere(field)
    }

    /// The text of the field with this index, if its member comes next and is a text without escapes. It is not passed on as the
    /// value that was read last.
    #[inline(always)]
    pub(in crate::wire) fn next_text(&self, field: usize, is_optional: bool) -> NextText<'de> {
        let Ahead { next, at } = self.ahead.get();
        if next == field + 1 {
            return self.read_text(next, at);
        }
        let is_absent = is_optional && next > field + 1 && self.set_aside.get() == 0;
        if is_absent { NextText::Absent } else { NextText::Other }
    }

    /// Reads the text at an offset, and the name of the member after it, which is that of a field from the index `next`.
    fn read_text(&self, next: usize, at: usize) -> NextText<'de> {
        let mut scan = Scanner::new(self.text(), at);
        if scan.peek() != Some(b'"') {
            return NextText::Other;
        }
        let Some(text) = scan.plain_string() else { return NextText::Other };
        self.behind.set(scan.at);
        self.ahead.set(self.following(scan.at, next));
        NextText::Text(self.document.plain(text))
    }

    /// Returns `true` if all members were read, up to the end of the text.
    pub(in crate::wire) fn is_whole(&self) -> bool {
        match self.rest.get() {
            Some(rest) => rest.is_some(),
            None => self.ahead.get().is_end(),
        }
    }

    /// Forgets what was read, so that it takes no memory beside the document.
    pub(super) fn forget(&mut self) {
        self.rest.take();
    }

    /// The fields that are given, of a type that has asked for none.
    pub(in crate::wire) fn all(&self) -> Option<(&Document<'de>, &Slots)> {
        self.rest(0).map(|Rest { document, slots }| (document, slots))
    }

    #[inline]
    fn may_be_absent(&self, field: usize) -> bool {
        self.fields[field].may_be_absent()
    }

    /// The value that was read last, as that of a field.
    #[inline]
    fn passing(&self, field: usize) -> Place<'_, 'de> {
        Place::passing(&self.document, &self.fields[field])
    }

    /// Reads the value of the next member, if it is a scalar without escapes, and the name of the one after it, which is
    /// that of a field from the index `from`.
    fn read(&self, from: usize) -> bool {
        let mut scan = Scanner::new(self.text(), self.ahead.get().at);
        let (shape, value) = match scan.peek() {
            Some(b'"') => match scan.plain_string() {
                Some(text) => (Shape::Text, text),
                None => return false,
            },
            Some(first) => {
                let start = scan.at;
                let Some((shape, end)) = bare(self.text(), start, first) else { return false };
                scan.at = end;
                (shape, Slice::plain(start, end))
            }
            None => return false,
        };
        self.document.pass(shape, value);
        self.behind.set(scan.at);
        self.ahead.set(self.following(scan.at, from));
        true
    }

    /// Reads the name after a value: that of a field from the index `from`, if it is one that is expected.
    #[inline(always)]
    fn following(&self, at: usize, from: usize) -> Ahead {
        let behind = self.text().as_bytes().get(at..).unwrap_or_default();
        let fields = self.fields.get(from..).unwrap_or_default();
        match written(fields, behind) {
            Some((ahead, length)) if !self.is_aside(from + ahead) => {
                Ahead { next: from + ahead + 1, at: at + length }
            }
            Some(_) | None => self.following_of_any(at, from),
        }
    }

    /// The same, however it is written.
    #[inline(never)]
    fn following_of_any(&self, at: usize, from: usize) -> Ahead {
        let mut scan = Scanner::new(self.text(), at);
        match scan.peek() {
            Some(b',') => {
                scan.at += 1;
                match scan.peek() {
                    Some(b'"') => self.named(scan.at, from),
                    _ => Ahead::UNKNOWN,
                }
            }
            Some(b'}') => end(self.text(), scan.at),
            _ => Ahead::UNKNOWN,
        }
    }

    /// Reads a name and the colon after it.
    fn named(&self, at: usize, from: usize) -> Ahead {
        let mut scan = Scanner::new(self.text(), at);
        let Some(name) = scan.plain_string() else { return Ahead::UNKNOWN };
        if scan.peek() != Some(b':') {
            return Ahead::UNKNOWN;
        }
        let name = self.document.plain(name);
        let mut later = self.fields.iter().enumerate().skip(from);
        match later.find(|(_, field)| field.is_named(name)) {
            Some((index, _)) if !self.is_aside(index) => Ahead { next: index + 1, at: scan.at + 1 },
            Some(_) | None => Ahead::UNKNOWN,
        }
    }

    /// The value of a field whose member does not come next.
    fn get_elsewhere(&self, field: usize) -> Option<Place<'_, 'de>> {
        if let Some(Aside { shape, value, .. }) = self.take_aside(field) {
            self.document.pass(shape, value);
            return Some(self.passing(field));
        }
        let later = || self.ahead.get().next > field + 1;
        if later() && self.may_be_absent(field) {
            return None;
        }
        while later() && !self.ahead.get().is_end() && self.put_aside(field) {}
        match self.ahead.get() {
            ahead if ahead.is_end() => None,
            Ahead { next, .. } if next == field + 1 && self.read(next) => Some(self.passing(field)),
            _ => self.get_of_rest(field),
        }
    }

    /// Keeps the value of the next member aside, as that of the field `wanted` comes later.
    fn put_aside(&self, wanted: usize) -> bool {
        let count = self.set_aside.get();
        let Some(free) = self.aside.get(count) else { return false };
        let field = self.ahead.get().next - 1;
        free.set(Aside { field, ..Aside::NONE });
        self.set_aside.set(count + 1);
        let is_read = self.read(wanted);
        match is_read {
            true => {
                let (shape, value) = self.document.passed();
                free.set(Aside { field, shape, value });
            }
            false => self.set_aside.set(count),
        }
        is_read
    }

    fn take_aside(&self, field: usize) -> Option<Aside> {
        let in_use = &self.aside[..self.set_aside.get()];
        let found = in_use.iter().find(|aside| aside.get().field == field)?.replace(Aside::NONE);
        if in_use.iter().all(|aside| aside.get().field == Aside::NONE.field) {
            self.set_aside.set(0);
        }
        Some(found)
    }

    #[inline]
    fn is_aside(&self, field: usize) -> bool {
        let count = self.set_aside.get();
        count != 0 && self.aside[..count].iter().any(|aside| aside.get().field == field)
    }

    /// The value of a field among what is left.
    #[cold]
    fn get_of_rest(&self, field: usize) -> Option<Place<'_, 'de>> {
        let Rest { document, slots } = self.rest(field)?;
        Some(Place::of_field(document, slots.entry(field)?, &self.fields[field]))
    }

    /// The members that are left, which are of the fields from this index.
    #[cold]
    fn rest(&self, from: usize) -> Option<&Rest<'de>> {
        let rest = self.rest.get_or_init(|| {
            self.ahead.set(Ahead::UNKNOWN);
            let document = parse::parse_rest(self.text(), self.behind.get())?;
            let slots = Slots::of(document.root()?, self.schema, from)?;
            let is_double = (from..self.fields.len())
                .any(|field| slots.entry(field).is_some() && self.is_aside(field));
            (!is_double).then(|| Box::new(Rest { document, slots }))
        });
        rest.as_deref()
    }
}

/// Finds the field whose member a text begins with, as it is written, and the length up to its value. The end of a document is too
/// short to be looked at in this way.
#[inline]
fn written(fields: &[Field], behind: &[u8]) -> Option<(usize, usize)> {
    let behind = behind.first_chunk()?;
    if !behind.starts_with(b",\"") {
        return None;
    }
    for (index, field) in fields.iter().enumerate() {
        if let Some(length) = key::found_without_quote(field.key, behind)
            && field.has_name()
        {
            return Some((index, length));
        }
    }
    None
}

/// Reads a number, a bool or null, and returns its end.
#[inline(never)]
fn bare(text: &str, at: usize, first: u8) -> Option<(Shape, usize)> {
    let mut scan = Scanner::new(text, at);
    let shape = scan.bare(first).ok()?;
    Some((shape, scan.at))
}

/// Reads the brace at the end, and the end of the text.
fn end(text: &str, at: usize) -> Ahead {
    match Scanner::new(text, at + 1).peek() {
        None => Ahead::END,
        Some(_) => Ahead::UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use crate::OrderRequest;

    use super::Stream;

    #[derive(OrderRequest)]
    #[order(crate = crate)]
    struct Order {
        a: u8,
        b: Option<bool>,
        c: String,
        d: Option<f64>,
        e: Option<String>,
        f: u8,
    }

    /// Asks for every field, and returns whether all was read, and whether the rest of the text had to be parsed.
    fn read(text: &str) -> (bool, bool) {
        let stream = Stream::new(text, Order::SCHEMA);
        stream.open();
        for field in 0..Order::SCHEMA.fields.len() {
            let _ = stream.get(field);
        }
        (stream.is_whole(), stream.rest.get().is_some())
    }

    const ONE_PASS: (bool, bool) = (true, false);
    const WITH_REST: (bool, bool) = (true, true);

    #[test]
    fn plain_members_are_read_in_one_pass() {
        for text in [
            r#"{"a":1,"b":true,"c":"x","d":1.5,"e":null,"f":2}"#,
            "{\"a\" : 1 ,\n\"b\" :true, \"c\": \"x\" , \"d\":-1e3,\"e\":\"\",\"f\":2 }\n",
            // Some are left out.
            r#"{"a":1,"c":"x","f":2}"#,
            r#"{"a":1,"c":"x","e":"y","f":2}"#,
            // Some come before one that must be there.
            r#"{"c":"x","d":1,"e":"y","f":2,"a":1}"#,
            r#"{"f":2,"a":1,"c":"x"}"#,
            r#"{"a":1,"f":2,"c":"x"}"#,
            "{}",
        ] {
            assert_eq!(read(text), ONE_PASS, "{text}");
        }
    }

    #[test]
    fn the_rest_is_parsed_from_the_first_that_is_not_as_expected() {
        for text in [
            r#"{"a":1,"b":[],"c":"x","f":2}"#,
            r#"{"a":1,"c":"\n","f":2}"#,
            r#"{"\u0061":1,"c":"x","f":2}"#,
            // More than can be kept aside.
            r#"{"b":true,"c":"x","d":1,"e":"y","f":2,"a":1}"#,
        ] {
            assert_eq!(read(text), WITH_REST, "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_not_whole() {
        for text in [
            "",
            "[]",
            "{",
            r#"{"a":1"#,
            r#"{"a":1}x"#,
            r#"{"a":1,}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"g":2}"#,
            r#"{"a":01}"#,
            // One that may be absent comes after all.
            r#"{"a":1,"c":"x","b":true,"f":2}"#,
        ] {
            assert!(!read(text).0, "{text}");
        }
    }
}
