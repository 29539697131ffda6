use crate::{
    schema::{Blank, Field, FieldPlace, Kind, Schema},
    value::ReadValue,
    wire::{Document, Place, document::Shape},
};

/// The members of an object, indexed by the fields of a request.
#[derive(Debug)]
pub struct Members<'a, 'de> {
    document: &'a Document<'de>,
    schema: &'static Schema,
    slots: Slots,
}

impl<'a, 'de> Members<'a, 'de> {
    /// Finds the members at `place`; `None` if the value is not an object or has unknown or duplicate members.
    pub(crate) fn of(place: Place<'a, 'de>, schema: &'static Schema) -> Option<Self> {
        if place.shape() != Shape::Object {
            return None;
        }
        let document = place.document();
        let mut slots = Slots::new(schema.fields.len());
        let mut finder = Finder::new(schema);
        let mut members = document.held_by(place.entry());
        while let Some(entry) = members.next(document) {
            let key = document.key(entry);
            match finder.find(key) {
                Some(field) => {
                    let slot = slots.get_mut(field);
                    if *slot != Slots::FREE {
                        return None;
                    }
                    *slot = entry as u32;
                }
                // A flattened part is read from the same object.
                None => {
                    if let Some(field) = finder.find_flattened(key) {
                        *slots.get_mut(field) = place.entry() as u32;
                    } else if !place.is_shared() {
                        return None;
                    }
                }
            }
        }
        for (index, field) in schema.fields.iter().enumerate() {
            // A flattened part that is not optional is present even without members.
            if field.place == FieldPlace::Flattened && !field.optional {
                *slots.get_mut(index) = place.entry() as u32;
            }
        }
        Some(Self { document, schema, slots })
    }

    /// Members with these entries of the document.
    pub(crate) fn with(document: &'a Document<'de>, schema: &'static Schema, slots: Slots) -> Self {
        Self { document, schema, slots }
    }

    /// The value of the field with this index; `None` if it does not fit the type.
    #[inline]
    pub fn get<T: ReadValue<'de>>(&self, field: usize) -> Option<T> {
        match self.slots.get(field) {
            Slots::FREE => T::absent(),
            entry => T::read(self.place(entry, field)),
        }
    }

    /// The same as [`get`](Self::get), for a field that has a default.
    #[inline]
    pub fn get_or_default<T: ReadValue<'de>>(&self, field: usize) -> Option<T> {
        let default = || T::from_literal(self.schema.fields[field].default?.resolved());
        match self.slots.get(field) {
            Slots::FREE => default(),
            entry => {
                let place = self.place(entry, field);
                if place.stands_for_absent(T::kind()) { default() } else { T::read(place) }
            }
        }
    }
}

impl<'a, 'de> Members<'a, 'de> {
    /// The index of the only field that is present; `None` if there are none or several.
    pub fn only(&self) -> Option<usize> {
        let mut there = self.schema.fields.iter().enumerate().filter(|(index, field)| {
            match self.slots.get(*index) {
                Slots::FREE => false,
                entry => !self.place(entry, *index).stands_for_absent((field.kind)()),
            }
        });
        let (index, _) = there.next()?;
        there.next().is_none().then_some(index)
    }

    #[inline]
    fn place(&self, entry: u32, field: usize) -> Place<'a, 'de> {
        let field = &self.schema.fields[field];
        let is_shared = field.place == FieldPlace::Flattened;
        // A list with a separator is empty, not absent, if its text is empty.
        let blank = if field.separator.is_some() { Blank::Value } else { field.blank };
        Place::new(self.document, entry as usize, blank, is_shared)
    }
}

/// Finds fields by wire name; fastest if the names come in declared order.
pub(crate) struct Finder {
    schema: &'static Schema,
    next: usize,
}

impl Finder {
    pub(crate) fn new(schema: &'static Schema) -> Self {
        Self { schema, next: 0 }
    }

    /// The index of the flattened field whose part has a member `key`.
    pub(crate) fn find_flattened(&self, key: &str) -> Option<usize> {
        self.schema.fields.iter().position(|field| {
            field.place == FieldPlace::Flattened
                && matches!((field.kind)(), Kind::Object(schema) if knows(schema, key))
        })
    }

    #[inline]
    pub(crate) fn find(&mut self, key: &str) -> Option<usize> {
        let ahead = self.schema.fields.get(self.next..).unwrap_or_default();
        let index = match ahead.iter().position(|field| field.is_named(key)) {
            Some(ahead) => self.next + ahead,
            None => self.schema.field_index(key)?,
        };
        self.next = index + 1;
        Some(index)
    }
}

/// The member `key` of the request or of a flattened part.
pub(crate) fn member(finder: &mut Finder, key: &str) -> Option<&'static Field> {
    if let Some(index) = finder.find(key) {
        return Some(&finder.schema.fields[index]);
    }
    finder.schema.fields.iter().find_map(|field| match (field.place, (field.kind)()) {
        (FieldPlace::Flattened, Kind::Object(part)) => member(&mut Finder::new(part), key),
        _ => None,
    })
}

/// Returns whether `key` is a member of the request or of a flattened part.
pub(crate) fn knows(schema: &'static Schema, key: &str) -> bool {
    let mut finder = Finder::new(schema);
    finder.find(key).is_some() || finder.find_flattened(key).is_some()
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

    #[inline]
    fn get(&self, field: usize) -> u32 {
        if self.many.is_empty() { self.few[field] } else { self.many[field] }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, field: usize) -> &mut u32 {
        if self.many.is_empty() { &mut self.few[field] } else { &mut self.many[field] }
    }
}
