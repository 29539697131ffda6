use crate::{
    schema::{Blank, Schema},
    value::ReadValue,
    wire::{
        Document, Place,
        document::{Child, Shape},
    },
};

/// The members of an object, by the fields of a request.
#[derive(Debug)]
pub struct Members<'a, 'de> {
    document: &'a Document<'de>,
    schema: &'static Schema,
    slots: Slots,
}

impl<'a, 'de> Members<'a, 'de> {
    /// The members at `place`; `None` if it is no object or has unknown or duplicate members.
    pub(crate) fn of(place: Place<'a, 'de>, schema: &'static Schema) -> Option<Self> {
        if place.shape() != Shape::Object {
            return None;
        }
        let mut slots = Slots::new(schema.fields.len());
        let mut finder = Finder::new(schema);
        for child in place.children() {
            let slot = slots.get_mut(finder.find(child.key)?);
            if *slot != Slots::FREE {
                return None;
            }
            *slot = child.place.entry() as u32;
        }
        Some(Self { document: place.document(), schema, slots })
    }

    /// The value of the field with this index, or `None` if it does not fit.
    #[inline]
    pub fn get<T: ReadValue<'de>>(&self, field: usize) -> Option<T> {
        match self.slots.get(field) {
            Slots::FREE => T::absent(),
            entry => {
                let blank = self.schema.fields[field].blank;
                T::read(Place::new(self.document, entry as usize, blank))
            }
        }
    }

    /// Like [`get`](Self::get), with a default for a field that must have a value.
    #[inline]
    pub fn get_or<T: ReadValue<'de>>(
        &self,
        field: usize,
        default: impl FnOnce() -> T,
    ) -> Option<T> {
        match self.slots.get(field) {
            Slots::FREE => Some(default()),
            entry => {
                let blank = self.schema.fields[field].blank;
                let place = Place::new(self.document, entry as usize, blank);
                if place.stands_for_absent(T::kind()) { Some(default()) } else { T::read(place) }
            }
        }
    }
}

/// Finds fields by their wire names, fastest in declared order.
pub(crate) struct Finder {
    schema: &'static Schema,
    next: usize,
}

impl Finder {
    pub(crate) fn new(schema: &'static Schema) -> Self {
        Self { schema, next: 0 }
    }

    #[inline]
    pub(crate) fn find(&mut self, key: &str) -> Option<usize> {
        let fields = self.schema.fields;
        let ahead = fields[self.next..].iter().position(|field| field.name == key);
        let index = match ahead {
            Some(ahead) => self.next + ahead,
            None => self.schema.field_index(key)?,
        };
        self.next = index + 1;
        Some(index)
    }
}

/// The members of an object, each with the field that it belongs to.
pub(crate) fn by_field<'a, 'de>(
    place: Place<'a, 'de>,
    schema: &'static Schema,
) -> impl Iterator<Item = (Option<usize>, Child<'a, 'de>)> {
    let mut finder = Finder::new(schema);
    place.children().map(move |child| (finder.find(child.key), child))
}

impl<'a, 'de> Place<'a, 'de> {
    pub(crate) fn with_blank(self, blank: Blank) -> Self {
        Self::new(self.document(), self.entry(), blank)
    }
}

/// The entry of every field; for usual sizes without an allocation.
#[derive(Debug)]
struct Slots {
    few: [u32; Self::FEW],
    many: Vec<u32>,
}

impl Slots {
    const FEW: usize = 64;
    const FREE: u32 = u32::MAX;

    #[inline]
    fn new(fields: usize) -> Self {
        let many = if fields > Self::FEW { vec![Self::FREE; fields] } else { Vec::new() };
        Self { few: [Self::FREE; Self::FEW], many }
    }

    #[inline]
    fn get(&self, field: usize) -> u32 {
        if self.many.is_empty() { self.few[field] } else { self.many[field] }
    }

    #[inline]
    fn get_mut(&mut self, field: usize) -> &mut u32 {
        if self.many.is_empty() { &mut self.few[field] } else { &mut self.many[field] }
    }
}
