//! Tables with one request per row, such as CSV files, whose first row names the columns.
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | in Rust | name of the column |
//! | --- | --- |
//! | a scalar | `a` |
//! | a member of a nested request, an entry of a map | `a[b]` |
//! | a list of scalars | `a` for its only item; `a[0]` and `a[1]`, or `a` twice |
//! | a list with a `separator` | `a`; `a[0]` and `a[1]` |
//! | a list of nested requests | `a[0][b]` |
//!
//! </div></div>
//!
//! The names are those of [`form`](crate::form), and so are the values. An empty cell is absent, because a table
//! has no other notation for it. A table therefore has no empty text, no null and no empty list. A part or item
//! whose cells are all empty is absent too, and the items after it move up.
//!
//! The names are resolved once, so problems with them are reported once, and a row costs little. Parsing
//! the file is left to a library for its format.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, Valid, table::Columns};
//!
//! #[derive(Debug, OrderRequest)]
//! struct Contact {
//!     name: String,
//!     telephone: Option<String>,
//! }
//!
//! #[derive(Debug, OrderRequest)]
//! struct Order {
//!     #[allowed(1, 2, 3)]
//!     validity: u8,
//!     #[nested]
//!     contact: Option<Contact>,
//! }
//!
//! let columns = Columns::<Valid<Order>>::new(["validity", "contact[name]", "contact[telephone]"])?;
//! let order = columns.read(["1", "Gary McCoy", ""])?;
//! assert_eq!(order.contact.as_ref().map(|contact| contact.name.as_str()), Some("Gary McCoy"));
//! assert!(columns.read(["1", "", ""])?.contact.is_none());
//!
//! let error = columns.read(["4", "", "555-555-1234"]).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "line 1, column 1: `validity` must be `1`, `2` or `3`\n\
//!      line 1, column 2: `contact.name` is required; give it a value that is not blank",
//! );
//!
//! let error = Columns::<Order>::new(["validty"]).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "line 1, column 1: unknown column `validty`; did you mean `validity`?\n\
//!      line 1, column 2: no column is named `validity`, which is required; add it",
//! );
//! # Ok::<(), order_core::ReadError>(())
//! ```

mod columns;

use std::{borrow::Cow, collections::HashMap, fmt, marker::PhantomData};

use self::columns::{Branch, Child, Node, Slot};
use crate::{
    Code, Path, ReadError,
    language::{Text, Value},
    path::Segment,
    schema::{Blank, Schema},
    wire::{
        Document, FromWire, FromWireIn, Members, Place, Problem,
        document::{Carrier, Marks, Shape, Slice},
        error::Problems,
        members::{Row, Slots, gives},
    },
};

/// The columns of a table, which determine the place of each cell in a request.
///
/// `T` is a request or a [`Valid`](crate::Valid) request.
pub struct Columns<T> {
    count: usize,
    root: Branch,
    /// The fields of the children of the root. `always` lists those that are always present.
    slots: Vec<Slot>,
    always: Vec<usize>,
    /// For each field, the number of its cell, if each cell is the value of a field.
    plain: Option<Vec<u32>>,
    /// One byte per column, so that the offset of a cell is its number, followed by the keys of all members.
    source: String,
    request: PhantomData<fn() -> T>,
}

impl<T> Columns<T> {
    /// Creates columns with these names.
    ///
    /// # Errors
    ///
    /// All problems of the names: unknown, duplicate and missing names; a name is missing if every request
    /// needs it. The column of a [`Position`](crate::wire::Position) is the number of the cell.
    pub fn new<'de, 'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, ReadError>
    where
        T: FromWireIn<'de>,
    {
        match Self::with_problems(names) {
            (columns, None) => Ok(columns),
            (_, Some(error)) => Err(error),
        }
    }

    /// Creates columns from the names without problems, and returns the problems of the others.
    ///
    /// Rows can still be read, to find further problems: a column with a problem is ignored in them.
    pub fn with_problems<'de, 'a>(
        names: impl IntoIterator<Item = &'a str>,
    ) -> (Self, Option<ReadError>)
    where
        T: FromWireIn<'de>,
    {
        let names: Vec<&str> = names.into_iter().collect();
        let (root, source, error) = columns::resolve(&names, T::__schema());
        let (slots, always) = columns::slots(&root, T::__schema());
        let plain = plain(&root, &slots, T::__schema());
        let count = names.len();
        (Self { count, root, slots, always, plain, source, request: PhantomData }, error)
    }

    /// Reads one row, which has one cell per column.
    ///
    /// # Errors
    ///
    /// All problems of the row. The column of a [`Position`](crate::wire::Position) is the number of the
    /// cell, also for a required cell that is empty. The line is 1.
    pub fn read<'de>(&'de self, cells: impl IntoIterator<Item = &'de str>) -> Result<T, ReadError>
    where
        T: FromWire<'de>,
    {
        self.read_row(cells, T::__schema(), T::__attempt, T::__from_members, T::__moved)
    }

    /// Reads one row, which has one cell per column, given facts that are not in the table.
    ///
    /// # Errors
    ///
    /// All problems of the row, as for [`read`](Self::read), the broken rules that read facts among them.
    pub fn read_in<'de>(
        &'de self,
        cells: impl IntoIterator<Item = &'de str>,
        context: &T::Context,
    ) -> Result<T, ReadError>
    where
        T: FromWireIn<'de>,
    {
        let read = |document: &Document<'de>, members: Option<&Members<'_, 'de>>| {
            T::__from_members_in(document, members, context)
        };
        let attempt = |members: &Members<'_, 'de>| T::__attempt_in(members, context);
        self.read_row(cells, T::__schema(), attempt, read, T::__moved)
    }

    #[inline]
    fn read_row<'de>(
        &'de self,
        cells: impl IntoIterator<Item = &'de str>,
        schema: &'static Schema,
        attempt: impl FnOnce(&Members<'_, 'de>) -> Option<T>,
        read: impl FnOnce(&Document<'de>, Option<&Members<'_, 'de>>) -> Result<T, ReadError>,
        moved: impl FnOnce(T, &dyn Fn(Vec<Problem>) -> Vec<Problem>) -> T,
    ) -> Result<T, ReadError> {
        let mut row = Vec::with_capacity(self.count);
        row.extend(cells.into_iter().map(Cow::Borrowed));
        if row.len() != self.count {
            return Err(self.wrong_count(row.len()));
        }
        let marks = Marks { key: 0, text: 0, carrier: Carrier::Text };
        let mut document = Document::of_texts(&self.source, row, marks);
        if let Some(cells) = &self.plain {
            let row = Row::new(&document, cells);
            if let Some(read) = attempt(&Members::of_row(row, schema)) {
                return Ok(read);
            }
        }
        document.reserve(self.count + 1);
        let slots = self.fill(&mut document, schema);
        let members = Members::with(&document, schema, slots);
        match read(&document, Some(&members)) {
            Ok(read) => Ok(moved(read, &|problems| {
                let error = ReadError::of_row(Problems::of(problems));
                self.placed(error, &document).into_problems().collect()
            })),
            Err(error) => Err(self.placed(error, &document)),
        }
    }

    /// Adds the request to the document and returns the entries of its members.
    fn fill(&self, document: &mut Document<'_>, schema: &'static Schema) -> Slots {
        let mut slots = Slots::new(schema.fields.len());
        let root = document.open(Slice::NONE, Shape::Object, 0, None);
        for field in &self.always {
            *slots.get_mut(*field) = root as u32;
        }
        for (child, slot) in self.root.children.iter().zip(&self.slots) {
            let entry = document.next_entry();
            if !emit(document, child) {
                continue;
            }
            *slots.get_mut(slot.field) = match slot.member {
                None => entry as u32,
                Some(member)
                    if gives(member, Place::new(document, entry as u32, Blank::Value, false)) =>
                {
                    root as u32
                }
                Some(_) => continue,
            };
        }
        document.close(root, self.root.last + 2);
        slots
    }

    #[cold]
    fn wrong_count(&self, found: usize) -> ReadError {
        let message = Text::TableCells
            .with("cells", Value::number(found))
            .with("columns", Value::number(self.count));
        let column = found.min(self.count);
        let mut problems = Problems::default();
        problems.add(|| Problem::new(Path::ROOT, Code::Syntax, column, message));
        ReadError::of_row(problems)
    }

    /// Moves the problems to the cells of their paths, even if the cells are empty.
    #[cold]
    fn placed(&self, error: ReadError, document: &Document<'_>) -> ReadError {
        let mut places = HashMap::new();
        find_places(document, &self.root, &Path::ROOT, &mut places);
        error.in_row(|path| places.get(path).copied())
    }
}

impl<T> fmt::Debug for Columns<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Columns").field("count", &self.count).finish_non_exhaustive()
    }
}

/// For each field of a request, the number of its cell, if all cells are values of fields as they stand.
fn plain(root: &Branch, slots: &[Slot], schema: &'static Schema) -> Option<Vec<u32>> {
    if !schema.is_plain() {
        return None;
    }
    let mut cells = vec![Row::NO_CELL; schema.fields.len()];
    for (child, slot) in root.children.iter().zip(slots) {
        let Node::Cell(column) = child.node else { return None };
        cells[slot.field] = column as u32;
    }
    Some(cells)
}

/// Adds the contents of the child's cells to the document, and returns whether there are any.
#[inline]
fn emit(document: &mut Document<'_>, child: &Child) -> bool {
    let branch = match &child.node {
        Node::Branch(branch) => branch,
        Node::Cell(column) if document.kept(*column).is_empty() => return false,
        Node::Cell(column) => {
            document.push(child.key, Shape::Text, Slice::kept(*column, *column));
            return true;
        }
    };
    let entry = document.open(child.key, branch.shape(), branch.first, None);
    let is_any = branch.children.iter().fold(false, |is_any, child| emit(document, child) | is_any);
    if is_any {
        // Members that are missing in it are reported after its last column.
        document.close(entry, branch.last + 2);
    } else {
        document.forget(entry);
    }
    is_any
}

/// Collects the column of each path of a row, including paths of empty cells.
fn find_places(
    document: &Document<'_>,
    branch: &Branch,
    path: &Path,
    places: &mut HashMap<Path, usize>,
) {
    let mut index = 0;
    for child in &branch.children {
        let is_given = match &child.node {
            Node::Branch(inner) => is_given(document, inner),
            Node::Cell(column) => !document.kept(*column).is_empty(),
        };
        let path = match child.segment {
            Segment::Index(_) if !is_given => continue,
            Segment::Index(_) => path.join(Segment::Index(index)),
            _ => path.join(child.segment.clone()),
        };
        index += 1;
        if let Node::Branch(inner) = &child.node {
            find_places(document, inner, &path, places);
        }
        places.insert(path, child.node.first());
    }
}

fn is_given(document: &Document<'_>, branch: &Branch) -> bool {
    branch.children.iter().any(|child| match &child.node {
        Node::Branch(inner) => is_given(document, inner),
        Node::Cell(column) => !document.kept(*column).is_empty(),
    })
}
