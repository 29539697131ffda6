use std::fmt;

use crate::{
    OrderRequest, Path, json,
    language::{Catalogue, English, Message, Text, lines},
    path::Segment,
    schema::FieldPlace,
    update::{
        Updatable,
        same::{entries, nodes},
    },
    value::{Node, Object},
    violation::{Violation, Violations},
    wire::Position,
};

/// An update after which a request breaks rules, with the violations of that request.
#[derive(Clone)]
pub struct Rejected<T> {
    /// In a box, so that an error is small.
    request: Option<Box<T>>,
    violations: Violations,
    /// For each violation, where it is in the update.
    spots: Vec<Spot>,
}

/// The place of a violation in an update.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// `true` if the update is about the place.
    is_in_update: bool,
    /// The position in the text of the update, if that is known and has the place or what holds it.
    position: Option<Position>,
}

impl<T> Rejected<T> {
    pub(super) fn new(request: Option<T>, violations: Violations, touched: &Touched) -> Self {
        let spot = |violation: &Violation| Spot {
            is_in_update: touched.has(violation.path()),
            position: None,
        };
        let spots = violations.iter().map(spot).collect();
        Self { request: request.map(Box::new), violations, spots }
    }

    /// Adds positions in the JSON text from which the update was read, such as the body of a call. They are shown with
    /// the messages and in [`ProblemDetails`](crate::ProblemDetails).
    ///
    /// What is missing in a part that the update is about has the end of that part, as when a request is read. What the
    /// update does not touch has no position.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::{OrderRequest, json, update::Update};
    ///
    /// #[derive(Debug, Clone, OrderRequest)]
    /// #[order(update = OrderUpdate)]
    /// struct Order {
    ///     quantity: u32,
    ///     #[immutable]
    ///     note: String,
    /// }
    ///
    /// let old = Order { quantity: 1, note: "blue".to_owned() };
    /// let patch = "{\n  \"quantity\": 2,\n  \"note\": \"red\"\n}";
    /// let update: OrderUpdate = json::from_str(patch)?;
    /// let rejected = update.apply(&old).unwrap_err().with_positions(patch);
    /// assert_eq!(rejected.to_string(), "line 3, column 11: `note` cannot be changed; leave it out of the update");
    /// # Ok::<(), order_core::ReadError>(())
    /// ```
    #[must_use]
    pub fn with_positions(mut self, patch: impl AsRef<[u8]>) -> Self
    where
        T: Updatable,
    {
        let paths: Vec<&Path> = self.violations.iter().map(Violation::path).collect();
        let found = json::positions(patch.as_ref(), T::Update::SCHEMA, &paths);
        for (spot, found) in self.spots.iter_mut().zip(found) {
            let is_shown = spot.is_in_update || !found.is_end;
            spot.position = is_shown.then_some(found.position);
        }
        self
    }

    /// Returns the request that came out of the update; `None` if it lacks a member that is never absent, so that no value
    /// stands for it.
    pub fn request(&self) -> Option<&T> {
        self.request.as_deref()
    }

    /// Returns the violations of the request that came out, in field order.
    pub fn violations(&self) -> &Violations {
        &self.violations
    }

    /// Returns the violations in field order, each with whether the update sets or clears the value at its place, or the
    /// value that holds it. A place in the request is one of the same path in the update.
    pub fn iter(&self) -> impl Iterator<Item = (&Violation, bool)> {
        self.violations.iter().zip(self.spots.iter().map(|spot| spot.is_in_update))
    }

    /// Returns the violations in field order, each with its position in the text of the update, if that is [known](Self::with_positions).
    pub fn positions(&self) -> impl Iterator<Item = (&Violation, Option<Position>)> {
        self.violations.iter().zip(self.spots.iter().map(|spot| spot.position))
    }

    /// Returns the messages, one a line and each with its position if that is known, in the language of `catalogue`. What the
    /// update does not touch is marked.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        let placed = self.messages().map(|(_, message, position)| match position {
            Some(position) => position.before(message),
            None => message,
        });
        lines(placed, catalogue)
    }

    /// Returns the violations in field order, each with its message, which marks what the update does not touch, and its
    /// position.
    pub(crate) fn messages(&self) -> impl Iterator<Item = (&Violation, Message, Option<Position>)> {
        self.violations.iter().zip(&self.spots).map(|(violation, spot)| {
            let message = violation.message();
            let message = match spot.is_in_update {
                true => message,
                false => Text::NotInUpdate.with("message", message),
            };
            (violation, message, spot.position)
        })
    }

    /// Returns the request that came out, and its violations.
    pub fn into_parts(self) -> (Option<T>, Violations) {
        (self.request.map(|request| *request), self.violations)
    }
}

/// Writes one message a line, with its position if that is known. What the update does not touch is marked.
impl<T> fmt::Display for Rejected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(&English))
    }
}

/// Shows only the violations, because the request may hold secrets.
impl<T> fmt::Debug for Rejected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejected").field("violations", &self.violations).finish_non_exhaustive()
    }
}

impl<T> std::error::Error for Rejected<T> {}

/// The places that an update is about.
pub(super) enum Touched {
    /// The value as a whole.
    Whole,
    /// These members or entries, by their wire names or keys.
    Members(Vec<(Box<str>, Self)>),
}

impl Touched {
    /// Returns the places of an update, or of a value in it.
    pub(super) fn of(node: Node<'_>) -> Self {
        match node {
            Node::Object(update) if update.schema.is_update() => {
                let mut members = Vec::new();
                add_members(update, &mut members);
                Self::Members(members)
            }
            Node::Map(map) => Self::Members(
                entries(map).into_iter().map(|(key, node)| (key.into(), Self::of(node))).collect(),
            ),
            _ => Self::Whole,
        }
    }

    /// Returns `true` if the update is about the value at `path`, about what holds it, or about something in it.
    pub(super) fn overlaps(&self, path: &Path) -> bool {
        match path.segments().next() {
            None => match self {
                Self::Whole => true,
                Self::Members(members) => !members.is_empty(),
            },
            Some(_) => self.has(path),
        }
    }

    /// Returns `true` if the update is about the value at `path`. The request itself is what it is about.
    pub(super) fn has(&self, path: &Path) -> bool {
        let mut here = self;
        for segment in path.segments() {
            let name = match (here, segment) {
                (Self::Whole, _) => return true,
                (Self::Members(_), Segment::Name(name)) => *name,
                (Self::Members(_), Segment::Key(key)) => key,
                (Self::Members(_), Segment::Index(_)) => return false,
            };
            let Self::Members(members) = here else { return true };
            match members.iter().find(|(member, _)| **member == *name) {
                Some((_, inner)) => here = inner,
                None => return false,
            }
        }
        true
    }
}

fn add_members(update: Object<'_>, members: &mut Vec<(Box<str>, Touched)>) {
    for (field, node) in update.schema.fields.iter().zip(nodes(update.fields)) {
        match node {
            Node::Absent => {}
            Node::Object(part) if field.place == FieldPlace::Flattened => {
                add_members(part, members);
            }
            node => members.push((field.name.into(), Touched::of(node))),
        }
    }
}
