use std::{fmt, slice, vec};

use crate::{
    Path,
    language::{Catalogue, English, lines},
    path::Segment,
    problem,
    schema::{Evaluator, FieldPlace, Kind, Rule, Schema, State},
    violation::{Because, Violation, field_order},
};

/// The rules that warn and that a request breaks, and the deprecated fields and values that it uses; in field order.
///
/// A request with warnings is valid. [`OrderRequest::warnings`](crate::OrderRequest::warnings) returns them. Each is a
/// [`Violation`] whose [`severity`](Violation::severity) is that of a warning.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, Valid, json};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[length(..=64)]
///     #[length(..=35, warn)]
///     name: String,
///     #[order(deprecated = "use `name`")]
///     first_name: Option<String>,
/// }
///
/// let order: Valid<Order> =
///     json::from_str(r#"{"name": "Rumpelstiltskin of the Brothers Grimm", "first_name": "R."}"#)?;
/// let warnings = order.warnings();
/// assert_eq!(warnings.len(), 2);
/// assert_eq!(
///     warnings.to_string(),
///     "`name` must have at most 35 characters\n\
///      `first_name` is deprecated; use `name`",
/// );
/// # Ok::<(), order_core::ReadError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Warnings(Vec<Violation>);

impl Warnings {
    /// Creates the warnings of a request from the rules that it breaks, to which those about its values are added.
    pub(crate) fn of(evaluator: &Evaluator<'_, '_>, mut found: Vec<Violation>) -> Self {
        field_order::sort(&mut found);
        let mut values = Values::default();
        values.of_request(evaluator);
        if !values.found.is_empty() {
            found.append(&mut values.found);
            let schema = evaluator.schema();
            found.sort_by_cached_key(|violation| place(schema, violation.path()));
        }
        Self(found)
    }

    /// Returns the warnings in field order.
    pub fn iter(&self) -> slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// Returns the number of warnings.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `true` if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the messages, one a line, in the language of `catalogue`.
    pub fn in_language(&self, catalogue: &dyn Catalogue) -> String {
        lines(self.iter().map(Violation::message), catalogue)
    }

    /// Returns the warnings at the field with this wire path.
    pub fn at(&self, path: &str) -> impl Iterator<Item = &Violation> {
        self.iter().filter(move |violation| violation.path().to_string() == path)
    }

    /// Returns the warnings as a JSON array, each with the members of a mistake in
    /// [`ProblemDetails`](crate::ProblemDetails): a member `warnings` of a reply.
    pub fn to_json(&self) -> String {
        problem::list(self.iter(), &English)
    }

    /// Returns the JSON array in the language of `catalogue`.
    pub fn to_json_in(&self, catalogue: &dyn Catalogue) -> String {
        problem::list(self.iter(), catalogue)
    }

    /// Returns a header of a reply for each warning, in the language of `catalogue`: `Warning: 299 - "…"`, as the API of
    /// Kubernetes has it.
    ///
    /// ```
    /// use order_core::{OrderRequest, language::English};
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     #[order(deprecated = "use `amount`")]
    ///     count: Option<u8>,
    /// }
    ///
    /// let headers: Vec<_> = Order { count: Some(1) }.warnings().headers(&English).collect();
    /// assert_eq!(headers, [("Warning", r#"299 - "`count` is deprecated; use `amount`""#.to_owned())]);
    /// ```
    pub fn headers(
        &self,
        catalogue: &dyn Catalogue,
    ) -> impl Iterator<Item = (&'static str, String)> {
        self.iter().map(move |warning| header(&catalogue.words(&warning.message())))
    }
}

impl<'a> IntoIterator for &'a Warnings {
    type Item = &'a Violation;
    type IntoIter = slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Warnings {
    type Item = Violation;
    type IntoIter = vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Returns the header `Warning` with this text, as a string in quotes. Characters of control, which no header holds, are blanks.
pub(crate) fn header(text: &str) -> (&'static str, String) {
    let mut value = "299 - \"".to_owned();
    for character in text.chars() {
        match character {
            '"' | '\\' => value.extend(['\\', character]),
            character if character.is_control() => value.push(' '),
            character => value.push(character),
        }
    }
    value.push('"');
    ("Warning", value)
}

/// Writes one message a line.
impl fmt::Display for Warnings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

/// The deprecated values of a request.
#[derive(Default)]
struct Values {
    found: Vec<Violation>,
}

impl Values {
    /// Notes the deprecated values of the outermost request, which is no secret itself.
    fn of_request(&mut self, evaluator: &Evaluator<'_, '_>) {
        let schema = evaluator.schema();
        for (index, field) in schema.fields.iter().enumerate() {
            let path = match field.place {
                FieldPlace::Skipped => continue,
                FieldPlace::Flattened => evaluator.base().clone(),
                FieldPlace::Body
                | FieldPlace::BodyUnlessBlank
                | FieldPlace::UrlPath
                | FieldPlace::UrlQuery
                | FieldPlace::Header => evaluator.base().join_name(field.name),
            };
            let is_secret = field.attributes.secret;
            self.of_value(schema, field.kind(), evaluator.state(index), is_secret, path);
        }
    }

    fn of_value(
        &mut self,
        schema: &'static Schema,
        kind: &'static Kind,
        state: &State<'_>,
        is_secret: bool,
        path: Path,
    ) {
        match (kind.required(), state) {
            (Kind::Choice(choices), State::Known(node)) if !choices.deprecated.is_empty() => {
                let index = choices.index_of(node);
                if let Some(index) = index.filter(|index| choices.deprecation(*index).is_some()) {
                    let because = match is_secret {
                        true => Because::Secret,
                        false => Because::Deprecated(choices, index),
                    };
                    self.found.push(Violation::new(schema, Rule::DEPRECATED_VALUE, path, because));
                }
            }
            (Kind::List(item) | Kind::Map(item), State::List(_) | State::Map(_)) => {
                for (segment, state) in state.entries() {
                    self.of_value(schema, item(), state, is_secret, path.join(segment));
                }
            }
            (Kind::Object(_), State::Object(part, states)) => {
                for (field, state) in part.fields.iter().zip(states.iter()) {
                    let is_secret = is_secret || field.attributes.secret;
                    let path = match field.place {
                        FieldPlace::Skipped => continue,
                        FieldPlace::Flattened => path.clone(),
                        FieldPlace::Body
                        | FieldPlace::BodyUnlessBlank
                        | FieldPlace::UrlPath
                        | FieldPlace::UrlQuery
                        | FieldPlace::Header => path.join_name(field.name),
                    };
                    self.of_value(part, field.kind(), state, is_secret, path);
                }
            }
            // Nothing else has values that a type lists.
            (
                Kind::Bool
                | Kind::Integer { .. }
                | Kind::Text
                | Kind::Choice(_)
                | Kind::List(_)
                | Kind::Map(_)
                | Kind::Object(_)
                | Kind::Any
                | Kind::Flag
                | Kind::Formed(_)
                | Kind::Optional(_),
                _,
            ) => {}
        }
    }
}

/// The place of a path among the others of a request. The request itself comes last.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Within(Vec<Step>),
    Request,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Field(usize),
    Index(usize),
    Key(String),
}

fn place(schema: &'static Schema, path: &Path) -> Place {
    let (mut steps, mut kind) = (Vec::new(), None);
    let mut part = Some(schema);
    for segment in path.segments() {
        match segment {
            Segment::Name(name) => {
                let Some((indices, held)) = part.and_then(|part| member(part, name)) else { break };
                steps.extend(indices.into_iter().map(Step::Field));
                kind = Some(held);
            }
            Segment::Index(index) => {
                steps.push(Step::Index(*index));
                kind = kind.and_then(Kind::item);
            }
            Segment::Key(key) => {
                steps.push(Step::Key(key.to_string()));
                kind = kind.and_then(Kind::item);
            }
        }
        part = kind.and_then(|kind| kind.required().request());
    }
    if steps.is_empty() { Place::Request } else { Place::Within(steps) }
}

/// Returns the indices of the fields that lead to a member, of which all but the last are flattened, and its kind.
fn member(schema: &'static Schema, name: &str) -> Option<(Vec<usize>, &'static Kind)> {
    schema.fields.iter().enumerate().find_map(|(index, field)| match field.attributes.part {
        Some(part) => {
            let (mut indices, kind) = member(part, name)?;
            indices.insert(0, index);
            Some((indices, kind))
        }
        None => field.is_named(name).then(|| (vec![index], field.kind())),
    })
}
