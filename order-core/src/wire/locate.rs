//! The offsets in a document at which broken rules are reported.

use std::collections::BTreeMap;

use crate::{
    Path,
    path::Segment,
    schema::{Field, Kind, Schema},
    wire::{
        Position,
        document::{Document, Place, Shape},
        members::{Finder, member},
        split::split,
    },
};

/// Returns the offset of the value at each path; for a missing value, the end of the innermost object around it.
///
/// The document is walked once, along the paths only, so that no path is stored for the values that nobody asks for. No value is
/// sought of a path that `is_left_out`, as the document is known not to have it.
pub(super) fn offsets<'p>(
    document: &'p Document<'_>,
    kind: &Kind,
    paths: impl Iterator<Item = &'p Path>,
    is_left_out: impl Fn(&Path) -> bool,
) -> Vec<usize> {
    let root = document.root();
    // What is not found, and what concerns the document as a whole, is reported at its end.
    let end = root.map_or(0, |root| root.end());
    let mut wanted = Wanted::default();
    let mut count = 0;
    for path in paths {
        if !is_left_out(path) {
            wanted.add(path, count);
        }
        count += 1;
    }
    let mut offsets = vec![end; count];
    wanted.here.clear();
    if let Some(root) = root.filter(|_| !wanted.inner.is_empty()) {
        wanted.value(kind, root, &mut offsets);
    }
    offsets
}

/// The place of a path in a document.
pub(crate) struct Found {
    pub(crate) position: Position,
    /// `true` if that is the end of the document, which has neither the value nor anything that would hold it.
    pub(crate) is_end: bool,
}

/// Returns the place of each path in the document of a request.
pub(super) fn found(
    document: &Document<'_>,
    schema: &'static Schema,
    paths: &[&Path],
) -> Vec<Found> {
    let split = split(document, schema);
    let document = split.as_ref().unwrap_or(document);
    let end = document.root().map_or(0, |root| root.end());
    let offsets = offsets(document, &Kind::Object(schema), paths.iter().copied(), |_| false);
    let positions = Position::all_of(document.source(), &offsets).into_iter();
    let found = |(position, offset)| Found { position, is_end: offset == end };
    positions.zip(offsets).map(found).collect()
}

/// The paths that lead through one value.
#[derive(Default)]
struct Wanted<'p> {
    /// The numbers of the paths that end here.
    here: Vec<usize>,
    inner: BTreeMap<Step<'p>, Self>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step<'p> {
    Name(&'static str),
    Index(usize),
    Key(&'p str),
}

impl<'p> Wanted<'p> {
    fn add(&mut self, path: &'p Path, number: usize) {
        let end = path.segments().fold(self, |wanted, segment| {
            let step = match segment {
                Segment::Name(name) => Step::Name(name),
                Segment::Index(index) => Step::Index(*index),
                Segment::Key(key) => Step::Key(key),
            };
            wanted.inner.entry(step).or_default()
        });
        end.here.push(number);
    }

    /// Sets the offset of all paths that lead here or further.
    fn set(&self, offset: usize, offsets: &mut [usize]) {
        self.here.iter().for_each(|number| offsets[*number] = offset);
        self.inner.values().for_each(|inner| inner.set(offset, offsets));
    }

    /// Follows the paths to the members of an object.
    fn members(&mut self, schema: &'static Schema, object: Place<'p, '_>, offsets: &mut [usize]) {
        let mut finder = Finder::new(schema);
        for child in object.children() {
            if self.inner.is_empty() {
                break;
            }
            let Some(field) = member(&mut finder, child.key) else { continue };
            // Of a member that is given twice, the first counts.
            let Some(inner) = self.inner.remove(&Step::Name(field.name)) else { continue };
            inner.field(field, child.place, offsets);
        }
    }

    fn field(self, field: &'static Field, place: Place<'p, '_>, offsets: &mut [usize]) {
        let kind = field.kind();
        let is_absent = place.in_field(field).stands_for_absent(kind);
        if is_absent && (field.ty.nullable || field.refuses_null()) {
            self.place(place, offsets);
        } else if !is_absent || !(field.ty.optional || field.attributes.default.is_some()) {
            self.value(kind, place.in_field(field), offsets);
        }
    }

    fn place(&self, place: Place<'p, '_>, offsets: &mut [usize]) {
        self.inner.values().for_each(|inner| inner.set(place.end(), offsets));
        self.here.iter().for_each(|number| offsets[*number] = place.start());
    }

    fn value(mut self, kind: &Kind, place: Place<'p, '_>, offsets: &mut [usize]) {
        self.place(place, offsets);
        let kind = kind.required();
        match (kind, place.shape()) {
            (Kind::Object(schema), Shape::Object) => self.members(schema, place, offsets),
            (Kind::List(item), Shape::List) => self.items(item(), place, offsets),
            (Kind::Map(value), Shape::Object) => self.entries(value(), place, offsets),
            // No rule is about a part of a free-form value.
            _ => {}
        }
    }

    fn items(&mut self, kind: &Kind, list: Place<'p, '_>, offsets: &mut [usize]) {
        for (index, child) in list.children().enumerate() {
            if self.inner.is_empty() {
                break;
            }
            if let Some(inner) = self.inner.remove(&Step::Index(index)) {
                inner.value(kind, child.place, offsets);
            }
        }
    }

    fn entries(&mut self, kind: &Kind, map: Place<'p, '_>, offsets: &mut [usize]) {
        for child in map.children() {
            if self.inner.is_empty() {
                break;
            }
            if let Some(inner) = self.inner.remove(&Step::Key(child.key)) {
                inner.value(kind, child.place, offsets);
            }
        }
    }
}
