use std::collections::HashMap;

use crate::{
    schema::{Blank, Field, FieldPlace, Kind, Literal, Schema},
    value::{OrderValue, ReadValue},
    wire::{
        Document, Place,
        document::{Shape, Slice},
        json::Stream,
    },
};

/// The members of an object, indexed by the fields of a request.
#[derive(Debug)]
pub struct Members<'a, 'de> {
    schema: &'static Schema,
    source: Source<'a, 'de>,
}

/// The place of the members.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "it stays on the stack, and a box would cost an allocation"
)]
enum Source<'a, 'de> {
    Document(&'a Document<'de>, Slots),
    Stream(&'a Stream<'de>),
    Row(Row<'a, 'de>),
}

/// Cells of a table, each of which is the value of one field. The document keeps their texts, and has no list of values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a, 'de> {
    document: &'a Document<'de>,
    /// For each field, the number of its cell; [`NO_CELL`](Self::NO_CELL) if it has none.
    cells: &'a [u32],
}

impl<'a, 'de> Row<'a, 'de> {
    pub(super) const NO_CELL: u32 = u32::MAX;

    pub(super) fn new(document: &'a Document<'de>, cells: &'a [u32]) -> Self {
        Self { document, cells }
    }

    /// The cell of the field with this index, unless it is empty, which is no value.
    #[inline]
    fn cell(self, field: usize) -> Option<usize> {
        let cell = self.cells[field];
        let is_given = cell != Self::NO_CELL && !self.document.kept(cell as usize).is_empty();
        is_given.then_some(cell as usize)
    }

    #[inline]
    fn given(self, schema: &'static Schema, field: usize) -> Option<Place<'a, 'de>> {
        let cell = self.cell(field)?;
        self.document.pass(Shape::Text, Slice::kept(cell, cell));
        Some(Place::of_field(self.document, Document::PASSING, &schema.fields[field]))
    }
}

impl<'a, 'de> Members<'a, 'de> {
    /// Finds the members at `place`; `None` if the value is not an object or has unknown or duplicate members.
    pub(crate) fn of(place: Place<'a, 'de>, schema: &'static Schema) -> Option<Self> {
        let slots = Slots::of(place, schema, 0)?;
        Some(Self::with(place.document(), schema, slots))
    }

    /// Members that are found when they are asked for.
    pub(super) fn of_stream(stream: &'a Stream<'de>, schema: &'static Schema) -> Self {
        Self { schema, source: Source::Stream(stream) }
    }

    /// Members that are the cells of a row.
    pub(super) fn of_row(row: Row<'a, 'de>, schema: &'static Schema) -> Self {
        Self { schema, source: Source::Row(row) }
    }

    /// Members with these entries of the document.
    pub(crate) fn with(document: &'a Document<'de>, schema: &'static Schema, slots: Slots) -> Self {
        Self { schema, source: Source::Document(document, slots) }
    }

    /// The value of the field with this index; `None` if it does not fit the type.
    #[inline]
    pub fn get<T: ReadValue<'de>>(&self, field: usize) -> Option<T> {
        if T::TAKES_TEXT {
            match self.next_text(field, T::OPTIONAL) {
                NextText::Text(text) => return T::__of_text(text),
                NextText::Absent => return T::absent(),
                NextText::Other => {}
            }
        }
        self.get_by(field, T::read)
    }

    /// The value that `read` makes of the field with this index.
    #[inline]
    pub(crate) fn get_by<T: OrderValue>(
        &self,
        field: usize,
        read: impl FnOnce(Place<'_, 'de>) -> Option<T>,
    ) -> Option<T> {
        match self.given(field) {
            None => T::absent(),
            Some(place) => read(place),
        }
    }

    /// The same as [`get`](Self::get), for a field that has a default.
    #[inline]
    pub fn get_or_default<T: ReadValue<'de>>(&self, field: usize) -> Option<T> {
        self.get_or_default_by(field, T::kind, T::read, T::from_literal)
    }

    /// The value that `read` makes of the field with this index, or `of_literal` of its default.
    #[inline]
    pub(crate) fn get_or_default_by<T: OrderValue>(
        &self,
        field: usize,
        kind: fn() -> &'static Kind,
        read: impl FnOnce(Place<'_, 'de>) -> Option<T>,
        of_literal: impl Fn(Literal) -> Option<T>,
    ) -> Option<T> {
        let default = || of_literal(self.schema.fields[field].attributes.default?.resolved());
        match self.given(field) {
            Some(place) if T::NULLABLE || !place.stands_for_absent(kind()) => read(place),
            Some(_) | None => default(),
        }
    }
}

impl<'de> Members<'_, 'de> {
    /// The index of the only field that is present; `None` if there are none or several.
    pub fn only(&self) -> Option<usize> {
        let (document, slots) = match &self.source {
            Source::Document(document, slots) => (*document, slots),
            Source::Stream(stream) => stream.all()?,
            // A type that asks for its only member is read from the document.
            Source::Row(_) => return None,
        };
        let mut there = self.schema.fields.iter().enumerate().filter(|(index, field)| {
            slots.entry(*index).is_some_and(|entry| {
                !Place::of_field(document, entry, field).stands_for_absent(field.kind())
            })
        });
        let (index, _) = there.next()?;
        there.next().is_none().then_some(index)
    }

    /// The text of the field with this index, where it can be had without a look at anything else.
    #[inline(always)]
    fn next_text(&self, field: usize, is_optional: bool) -> NextText<'de> {
        match &self.source {
            Source::Stream(stream) => stream.next_text(field, is_optional),
            Source::Document(..) | Source::Row(_) => self.known_text(field),
        }
    }

    /// The same of members that were found before.
    #[inline(never)]
    fn known_text(&self, field: usize) -> NextText<'de> {
        let text = match &self.source {
            Source::Document(document, slots) => {
                slots.entry(field).map(|entry| document.text_at(entry))
            }
            Source::Row(row) => row.cell(field).map(|cell| row.document.borrowed(cell)),
            Source::Stream(_) => Some(None),
        };
        match text {
            None => NextText::Absent,
            Some(Some(text)) => NextText::Text(text),
            Some(None) => NextText::Other,
        }
    }

    /// The value of the field with this index, if one is given.
    #[inline]
    fn given(&self, field: usize) -> Option<Place<'_, 'de>> {
        match &self.source {
            Source::Document(document, slots) => {
                let entry = slots.entry(field)?;
                Some(Place::of_field(document, entry, &self.schema.fields[field]))
            }
            Source::Stream(stream) => stream.get(field),
            Source::Row(row) => row.given(self.schema, field),
        }
    }
}

/// The member that comes next, as far as it is a text without escapes.
pub(super) enum NextText<'de> {
    Text(&'de str),
    Absent,
    /// It has to be looked at, and nothing of it was read.
    Other,
}

/// Finds members by wire name; fastest if the names come in declared order.
///
/// Names are compared one by one, because most documents are in order. After many comparisons in vain, an index is made,
/// so that keys in any order, and keys that no member has, cost little each.
pub(crate) struct Finder {
    schema: &'static Schema,
    next: usize,
    /// Names that were compared in vain.
    missed: usize,
    index: Option<Box<Index>>,
}

/// The fields of a request by their wire names and aliases.
#[derive(Default)]
struct Index {
    own: HashMap<&'static str, usize>,
    /// The members of flattened parts, each with the field that holds the outermost part.
    flattened: HashMap<&'static str, (usize, &'static Field)>,
}

impl Index {
    fn new(schema: &'static Schema) -> Self {
        let mut index = Self::default();
        // An alias gives way to a name.
        for (field, declared) in schema.fields.iter().enumerate() {
            if declared.has_name() {
                index.own.entry(declared.name).or_insert(field);
            }
        }
        for (field, declared) in schema.fields.iter().enumerate() {
            if declared.has_name() {
                for alias in declared.attributes.aliases {
                    index.own.entry(alias).or_insert(field);
                }
            }
        }
        for (field, declared) in schema.fields.iter().enumerate() {
            if let (FieldPlace::Flattened, Kind::Object(part)) = (declared.place, declared.kind()) {
                let Self { own, flattened } = Self::new(part);
                for (name, member) in own {
                    index.flattened.entry(name).or_insert((field, &part.fields[member]));
                }
                for (name, (_, member)) in flattened {
                    index.flattened.entry(name).or_insert((field, member));
                }
            }
        }
        index
    }
}

impl Finder {
    /// Names compared in vain before an index is made, as a multiple of the number of fields.
    const PATIENCE: usize = 8;

    pub(crate) fn new(schema: &'static Schema) -> Self {
        Self { schema, next: 0, missed: 0, index: None }
    }

    /// The index of the field with the wire name or alias `key`.
    #[inline]
    pub(crate) fn find(&mut self, key: &str) -> Option<usize> {
        let index = match self.schema.fields.get(self.next) {
            Some(field) if field.is_named(key) => self.next,
            _ => self.search(key)?,
        };
        self.next = index + 1;
        Some(index)
    }

    fn search(&mut self, key: &str) -> Option<usize> {
        if let Some(index) = self.index() {
            return index.own.get(key).copied();
        }
        let ahead = self.schema.fields.get(self.next..).unwrap_or_default();
        match ahead.iter().position(|field| field.is_named(key)) {
            Some(ahead) => {
                self.missed += ahead;
                Some(self.next + ahead)
            }
            None => {
                self.missed += self.schema.fields.len();
                self.schema.field_index(key)
            }
        }
    }

    /// The index, once it is worth its cost.
    fn index(&mut self) -> Option<&Index> {
        /// A price of the index itself.
        const AT_LEAST: usize = 16;
        if self.index.is_none()
            && self.missed > Self::PATIENCE * (self.schema.fields.len() + AT_LEAST)
        {
            self.index = Some(Box::new(Index::new(self.schema)));
        }
        self.index.as_deref()
    }

    /// The member `key` of a flattened part, with the index of the field that holds the outermost part.
    pub(crate) fn search_flattened(&mut self, key: &str) -> Option<(usize, &'static Field)> {
        if let Some(index) = self.index() {
            return index.flattened.get(key).copied();
        }
        self.missed += self.schema.fields.len();
        self.schema.fields.iter().enumerate().find_map(|(index, field)| {
            match (field.place, field.kind()) {
                (FieldPlace::Flattened, Kind::Object(part)) => {
                    let member = member(&mut Self::new(part), key)?;
                    Some((index, member))
                }
                _ => None,
            }
        })
    }
}

/// A finder for each request whose members were looked up, for formats that do not keep the members of an object together.
#[derive(Default)]
pub(crate) struct Finders {
    /// The one that was asked last, which is mostly asked next.
    last: Option<Finder>,
    others: HashMap<*const Schema, Finder>,
}

impl Finders {
    /// The member `key` of the request or of a flattened part.
    pub(crate) fn member(&mut self, schema: &'static Schema, key: &str) -> Option<&'static Field> {
        member(self.finder(schema), key)
    }

    fn finder(&mut self, schema: &'static Schema) -> &mut Finder {
        if let Some(last) = self.last.take_if(|last| !std::ptr::eq(last.schema, schema)) {
            self.others.insert(last.schema, last);
            self.last = self.others.remove(&std::ptr::from_ref(schema));
        }
        self.last.get_or_insert_with(|| Finder::new(schema))
    }
}

/// The member `key` of the request or of a flattened part.
pub(crate) fn member(finder: &mut Finder, key: &str) -> Option<&'static Field> {
    match finder.find(key) {
        Some(index) => Some(&finder.schema.fields[index]),
        None => finder.search_flattened(key).map(|(_, field)| field),
    }
}

/// Returns whether the value at `place` gives a member of a flattened part, which is present if any member is given. Null
/// gives none, nor does anything else that is read as absent, or that `skip_blank` leaves out.
pub(crate) fn gives(member: &Field, place: Place<'_, '_>) -> bool {
    let is_told = member.ty.nullable || member.refuses_null();
    let may_be_absent = (member.ty.optional || member.attributes.default.is_some()) && !is_told;
    let is_absent = may_be_absent && place.in_field(member).stands_for_absent(member.kind());
    let is_left_out = member.leaves_out_blank() && place.is_blank();
    !is_absent && !is_left_out
}

/// Returns whether `key` is a member of the request or of a flattened part.
#[cfg(feature = "cases")]
pub(crate) fn knows(schema: &'static Schema, key: &str) -> bool {
    member(&mut Finder::new(schema), key).is_some()
}

/// The entry of each field; needs no allocation for usual numbers of fields.
#[derive(Debug)]
pub(crate) struct Slots {
    few: [u32; Self::FEW],
    many: Vec<u32>,
}

impl Slots {
    const FEW: usize = 64;
    const FREE: u32 = u32::MAX;

    #[inline]
    pub(crate) fn new(fields: usize) -> Self {
        let many = if fields > Self::FEW { vec![Self::FREE; fields] } else { Vec::new() };
        Self { few: [Self::FREE; Self::FEW], many }
    }

    /// Finds the members at `place`; `None` if the value is not an object or has unknown or duplicate members, or one of a
    /// field before the index `from`.
    pub(super) fn of(place: Place<'_, '_>, schema: &'static Schema, from: usize) -> Option<Self> {
        if place.shape() != Shape::Object {
            return None;
        }
        let document = place.document();
        let mut slots = Self::new(schema.fields.len());
        let mut finder = Finder { next: from, ..Finder::new(schema) };
        let mut members = document.held_by(place.entry());
        while let Some(entry) = members.next(document) {
            let key = document.key(entry);
            match finder.find(key) {
                Some(field) => {
                    let slot = slots.get_mut(field);
                    if field < from || *slot != Self::FREE {
                        return None;
                    }
                    *slot = entry as u32;
                }
                // A flattened part is read from the same object.
                None => {
                    if let Some((field, member)) = finder.search_flattened(key) {
                        let value = Place::new(document, entry as u32, Blank::Value, false);
                        if gives(member, value) {
                            *slots.get_mut(field) = place.entry() as u32;
                        }
                    } else if !place.is_shared() {
                        return None;
                    }
                }
            }
        }
        for (index, field) in schema.fields.iter().enumerate() {
            // A flattened part that is not optional is present even without members.
            if field.place == FieldPlace::Flattened && !field.ty.optional {
                *slots.get_mut(index) = place.entry() as u32;
            }
        }
        Some(slots)
    }

    /// The entry of the field with this index, if it is given.
    #[inline]
    pub(super) fn entry(&self, field: usize) -> Option<u32> {
        match self.get(field) {
            Self::FREE => None,
            entry => Some(entry),
        }
    }

    #[inline]
    fn get(&self, field: usize) -> u32 {
        if self.many.is_empty() { self.few[field] } else { self.many[field] }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, field: usize) -> &mut u32 {
        if self.many.is_empty() { &mut self.few[field] } else { &mut self.many[field] }
    }
}
