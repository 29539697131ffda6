//! Mistakes in a document, as data. The words are made when they are shown, and the name that was probably meant is
//! looked for then.

use crate::{
    Path, Violation,
    language::{Message, Text, Value},
    path::Segment,
    schema::{Choices, Field, FieldPlace, Kind, Schema},
    suggest::{self, Suggestions},
    wire::{Scalar, document::Shape},
};

/// The matter of a problem, which the path of the problem completes.
#[derive(Clone)]
pub(crate) enum Wrong {
    Message(Message),
    Violation(Box<Violation>),
    /// The last step of the path is a name that the request does not have.
    Unknown(Unknown),
    /// A value is none of a kind.
    Type(&'static Kind, Found),
}

/// The names of which an unknown one is none, and whether it is compared with them.
#[derive(Clone, Copy)]
pub(crate) struct Unknown {
    names: Names,
    schema: &'static Schema,
    is_compared: bool,
}

#[derive(Clone, Copy)]
enum Names {
    Members,
    Columns,
    /// The parameters in the query of a call.
    Parameters,
}

/// A value in the place of one of another kind.
#[derive(Clone)]
pub(crate) enum Found {
    /// Its form alone is wrong.
    Shape(Shape),
    /// A text that is compared with the values of an enum.
    Text(Box<str>, &'static Choices),
    /// Nothing is told of it.
    Untold,
}

impl Wrong {
    /// Returns the message about the value at `path`.
    pub(crate) fn message(&self, path: &Path) -> Message {
        match self {
            Self::Message(message) => message.clone(),
            Self::Violation(violation) => violation.message(),
            Self::Unknown(unknown) => unknown.message(path),
            Self::Type(kind, found) => found.message(kind, path),
        }
    }
}

impl From<Message> for Wrong {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<Text> for Wrong {
    fn from(text: Text) -> Self {
        Self::Message(text.alone())
    }
}

impl From<Unknown> for Wrong {
    fn from(unknown: Unknown) -> Self {
        Self::Unknown(unknown)
    }
}

impl Unknown {
    /// The key of a member that the request does not have.
    pub(crate) fn member(schema: &'static Schema, suggestions: &mut Suggestions) -> Self {
        Self::of(Names::Members, schema, suggestions)
    }

    /// The name of a column.
    pub(crate) fn column(schema: &'static Schema, suggestions: &mut Suggestions) -> Self {
        Self::of(Names::Columns, schema, suggestions)
    }

    /// The name of a parameter in the query.
    pub(crate) fn parameter(schema: &'static Schema, suggestions: &mut Suggestions) -> Self {
        Self::of(Names::Parameters, schema, suggestions)
    }

    fn of(names: Names, schema: &'static Schema, suggestions: &mut Suggestions) -> Self {
        let is_compared = suggestions.take_with(|| {
            let mut count = 0;
            names.each(schema, &mut |_| count += 1);
            count
        });
        Self { names, schema, is_compared }
    }

    fn message(self, path: &Path) -> Message {
        let (alone, with_near) = match self.names {
            Names::Members => (Text::UnknownField, Text::UnknownFieldNear),
            Names::Columns => (Text::TableUnknown, Text::TableUnknownNear),
            Names::Parameters => (Text::UnknownParameter, Text::UnknownParameterNear),
        };
        let message = match self.nearest(path) {
            Some(near) => with_near.with("near", Value::code(near)),
            None => alone.alone(),
        };
        message.with("field", path)
    }

    /// Returns the name that was probably meant. A key that is shown in part is longer than any name that is compared.
    fn nearest(self, path: &Path) -> Option<&'static str> {
        let Some(Segment::Key(key)) = path.segments().last() else { return None };
        if !self.is_compared {
            return None;
        }
        let mut names = Vec::new();
        self.names.each(self.schema, &mut |name| names.push(name));
        suggest::nearest(key, names.into_iter())
    }
}

impl Names {
    /// Visits the names in the order of the schema, those of flattened parts among them.
    fn each(self, schema: &'static Schema, visit: &mut dyn FnMut(&'static str)) {
        for field in schema.fields {
            let Field { name, attributes, .. } = field;
            match (field.place, field.kind()) {
                (FieldPlace::Flattened, Kind::Object(part)) => self.each(part, visit),
                (FieldPlace::Skipped, _) => {}
                (place, _) => match self {
                    Self::Members | Self::Columns => visit(name),
                    Self::Parameters if place == FieldPlace::UrlQuery => {
                        [name].into_iter().chain(attributes.aliases).for_each(|name| visit(name));
                    }
                    Self::Parameters => {}
                },
            }
        }
    }
}

impl Found {
    /// A scalar that cannot be read as this kind.
    pub(crate) fn scalar(
        kind: &'static Kind,
        scalar: Scalar<'_>,
        suggestions: &mut Suggestions,
    ) -> Self {
        let Kind::Choice(choices) = kind else { return Self::Untold };
        match scalar.text().filter(|text| suggest::may_be_compared(text)) {
            Some(text) if suggestions.take_with(|| choices.list.len()) => {
                Self::Text(text.into(), choices)
            }
            Some(_) | None => Self::Untold,
        }
    }

    fn message(&self, kind: &'static Kind, path: &Path) -> Message {
        match self {
            Self::Text(text, choices) => kind.refused(path, choices.nearest(text)),
            Self::Untold => kind.refused(path, None),
            Self::Shape(shape) => {
                let text = if *path == Path::ROOT { Text::NotThisBut } else { Text::NotThisButAt };
                text.with("field", path)
                    .with("what", Value::Kind(kind))
                    .with("found", described(*shape))
            }
        }
    }
}

fn described(shape: Shape) -> Text {
    match shape {
        Shape::Null => Text::FoundNull,
        Shape::True | Shape::False => Text::FoundBool,
        Shape::Number => Text::FoundNumber,
        Shape::Float => Text::FoundFloat,
        Shape::Text | Shape::Part | Shape::Beside => Text::FoundText,
        Shape::List => Text::FoundList,
        Shape::Object => Text::FoundObject,
    }
}
