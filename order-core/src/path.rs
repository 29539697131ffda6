//! Places of values in a request: [`Path`], its [`Segment`]s, and the key of an item.

use std::{fmt, sync::Arc};

/// The place of a value in a request, in wire names.
///
/// # Example
///
/// ```
/// use order_core::{Path, path::Segment};
///
/// let path: Path = [Segment::Name("friendly_names"), Segment::Index(1), Segment::Name("text")].into_iter().collect();
/// assert_eq!(path.to_string(), "friendly_names[1].text");
/// assert_eq!(path.to_json_pointer(), "/friendly_names/1/text");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Path(Steps);

/// The steps of a path, each number of them in one way. A path is as small as its step.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
enum Steps {
    #[default]
    None,
    /// The path of a plain field, which needs no allocation.
    One(Segment),
    /// Shared, so that a copy is cheap, and so that dropping the path of a plain field takes a test alone.
    Many(Arc<[Segment]>),
}

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Segment {
    /// A member, by its wire name.
    Name(&'static str),
    /// An item of a list, counted from 0.
    Index(usize),
    /// A key of a map, or a name that the schema does not have.
    Key(Box<str>),
}

impl Path {
    /// The request itself.
    pub const ROOT: Self = Self(Steps::None);

    /// Creates the path of the member `name` of the request.
    pub const fn field(name: &'static str) -> Self {
        Self(Steps::One(Segment::Name(name)))
    }

    /// Returns the steps from the request to the value.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.steps().iter()
    }

    fn steps(&self) -> &[Segment] {
        match &self.0 {
            Steps::None => &[],
            Steps::One(segment) => std::slice::from_ref(segment),
            Steps::Many(segments) => segments,
        }
    }

    fn is_root(&self) -> bool {
        matches!(self.0, Steps::None)
    }

    /// Returns the path extended by one step.
    #[must_use]
    pub fn join(&self, segment: Segment) -> Self {
        self.segments().cloned().chain([segment]).collect()
    }

    /// Returns the path without its last step; the request itself for a member of the request.
    pub(crate) fn parent(&self) -> Self {
        self.steps()
            .split_last()
            .map_or(Self::ROOT, |(_, parents)| parents.iter().cloned().collect())
    }

    /// Creates a path from member names with dots between.
    pub(crate) fn from_dotted(names: &'static str) -> Self {
        names.split('.').filter(|name| !name.is_empty()).map(Segment::Name).collect()
    }

    /// Returns `true` if this is the path of `outer` or of something in it.
    pub(crate) fn starts_with(&self, outer: &Self) -> bool {
        let mut segments = self.segments();
        outer.segments().all(|segment| segments.next() == Some(segment))
    }

    /// Returns this path, seen from `base`, as one from the request.
    pub(crate) fn below(&self, base: &Self) -> Self {
        match base.is_root() {
            true => self.clone(),
            false => base.segments().chain(self.segments()).cloned().collect(),
        }
    }

    /// Returns the path extended by the name of a member. It does not allocate if this path is the root.
    pub(crate) fn join_name(&self, name: &'static str) -> Self {
        if self.is_root() { Self::field(name) } else { self.join(Segment::Name(name)) }
    }

    /// Returns the path as a JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
    pub fn to_json_pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in self.segments() {
            pointer.push('/');
            match segment {
                Segment::Name(name) => push_escaped(name, &mut pointer),
                Segment::Key(key) => push_escaped(key, &mut pointer),
                Segment::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}

/// Appends a name as one token of a JSON Pointer.
fn push_escaped(name: &str, pointer: &mut String) {
    pointer.reserve(name.len());
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            character => pointer.push(character),
        }
    }
}

impl FromIterator<Segment> for Path {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        let mut segments = segments.into_iter();
        let Some(first) = segments.next() else { return Self::ROOT };
        let Some(second) = segments.next() else { return Self(Steps::One(first)) };
        Self(Steps::Many([first, second].into_iter().chain(segments).collect()))
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.segments().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Name(name) if position == 0 => f.write_str(name)?,
                Segment::Name(name) => write!(f, ".{name}")?,
                Segment::Key(key) if position == 0 => write!(f, "{}", key.escape_debug())?,
                Segment::Key(key) => write!(f, ".{}", key.escape_debug())?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({self})")
    }
}

/// The place of an item: its index in a list or its key in a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKey<'a> {
    /// The index, from 0.
    Index(usize),
    /// The key.
    Key(&'a str),
}
