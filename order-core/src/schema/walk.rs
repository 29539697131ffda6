#[cfg(test)]
mod tests;

use crate::schema::{Choices, Field, FieldPlace, Kind, Literal, Rule, Schema, Test};

/// A field that [`Schema::walk`] visits.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Walked {
    /// The path in wire names. In `contacts[].email`, `[]` stands for every item of a list or entry of a map.
    pub path: String,
    /// The request that declares the field.
    pub schema: &'static Schema,
    /// The index of the field in that request.
    pub index: usize,
    /// The field.
    pub field: &'static Field,
    /// The number of requests that enclose the one that declares the field.
    pub depth: usize,
}

impl Walked {
    /// Returns the request that the field holds, directly or as item of a list or entry of a map.
    pub fn part(&self) -> Option<&'static Schema> {
        held(self.field.kind()).0
    }

    /// Returns the path of that request: `contacts[]`.
    pub fn place_of_part(&self) -> String {
        format!("{}{}", self.path, "[]".repeat(held(self.field.kind()).1))
    }
}

impl Schema {
    /// Iterates over all fields in declared order. A field comes before those of the request that it holds.
    ///
    /// Members of a flattened request have no step for it in their path, as on the wire. A request that contains itself
    /// is entered once.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::OrderRequest;
    ///
    /// #[derive(OrderRequest)]
    /// struct Contact {
    ///     email: String,
    ///     #[nested]
    ///     deputy: Option<Box<Contact>>,
    /// }
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     years: u8,
    ///     #[nested]
    ///     contacts: Vec<Contact>,
    /// }
    ///
    /// let paths: Vec<_> = Order::SCHEMA.walk().map(|walked| walked.path).collect();
    /// assert_eq!(paths, ["years", "contacts", "contacts[].email", "contacts[].deputy"]);
    /// ```
    pub fn walk(&'static self) -> impl Iterator<Item = Walked> {
        let mut walked = Vec::new();
        walk(self, String::new(), &mut Vec::new(), &mut walked);
        walked.into_iter()
    }

    /// Returns this request and all nested ones, each once, in the order of [`walk`](Self::walk).
    pub fn parts(&'static self) -> Vec<&'static Self> {
        let mut parts = vec![self];
        self.add_parts(&mut parts);
        parts
    }

    fn add_parts(&'static self, parts: &mut Vec<&'static Self>) {
        for part in self.fields.iter().filter_map(|field| held(field.kind()).0) {
            if !parts.iter().any(|other| other.is_same(part)) {
                parts.push(part);
                part.add_parts(parts);
            }
        }
    }

    /// Returns `true` if a request may be warned of something: if a rule of it or of a request in it warns, or a value of an enum
    /// is deprecated.
    pub fn may_warn(&'static self) -> bool {
        let warns = |rule: &Rule| rule.attributes.severity.is_warning();
        let is_warned = |field: &Field| {
            let mut kind = field.kind().required();
            while let Some(item) = kind.item() {
                kind = item.required();
            }
            let has_deprecated = matches!(kind, Kind::Choice(Choices { deprecated: [_, ..], .. }));
            let mut types = field.ty.type_rules.types();
            has_deprecated || types.any(|(_, of_type)| of_type.rules.iter().any(warns))
        };
        let mut parts = self.parts().into_iter();
        parts.any(|part| part.rules.iter().any(warns) || part.fields.iter().any(is_warned))
    }

    /// Returns `true` if both describe the same type. Addresses alone do not decide, because a constant may have
    /// several.
    pub(crate) fn is_same(&'static self, other: &'static Self) -> bool {
        is_same(self, other, &mut Vec::new())
    }
}

fn walk(
    schema: &'static Schema,
    prefix: String,
    holders: &mut Vec<&'static Schema>,
    walked: &mut Vec<Walked>,
) {
    let depth = holders.len();
    holders.push(schema);
    for (index, field) in schema.fields.iter().enumerate() {
        let is_flattened = field.place == FieldPlace::Flattened;
        let name = if is_flattened { field.rust } else { field.name };
        let path = match prefix.as_str() {
            "" => name.to_owned(),
            prefix => format!("{prefix}.{name}"),
        };
        let found = Walked { path, schema, index, field, depth };
        let inner = found.part().map(|part| (part, found.place_of_part()));
        walked.push(found);
        if let Some((part, place)) =
            inner.filter(|(part, _)| !holders.iter().any(|holder| holder.is_same(part)))
        {
            walk(part, if is_flattened { prefix.clone() } else { place }, holders, walked);
        }
    }
    holders.pop();
}

/// Returns the request within a kind, and the number of lists and maps around it.
fn held(kind: &'static Kind) -> (Option<&'static Schema>, usize) {
    match kind {
        Kind::Object(schema) => (Some(schema), 0),
        Kind::Optional(inner) => held(inner()),
        Kind::List(item) | Kind::Map(item) => {
            let (schema, depth) = held(item());
            (schema, depth + 1)
        }
        _ => (None, 0),
    }
}

fn is_same(
    left: &'static Schema,
    right: &'static Schema,
    assumed: &mut Vec<(*const Schema, *const Schema)>,
) -> bool {
    let pair = (std::ptr::from_ref(left), std::ptr::from_ref(right));
    if std::ptr::eq(left, right) || assumed.contains(&pair) {
        return true;
    }
    assumed.push(pair);
    let are_alike = (left.name, left.doc) == (right.name, right.doc)
        && left.fields.len() == right.fields.len()
        && left.rules.len() == right.rules.len();
    are_alike
        && left.fields.iter().zip(right.fields).all(|(left, right)| {
            (left.name, left.rust, left.doc) == (right.name, right.rust, right.doc)
                && is_written_same(left, right)
                && holds_same(left.kind(), right.kind(), assumed)
        })
        && left.rules.iter().zip(right.rules).all(|(left, right)| {
            (left.at, left.attributes.id, left.source, left.attributes.severity)
                == (right.at, right.attributes.id, right.source, right.attributes.severity)
                && constants(left) == constants(right)
        })
}

/// Returns whether two fields of one name have the same form on the wire, and the same default.
fn is_written_same(left: &Field, right: &Field) -> bool {
    let default =
        |field: &Field| field.attributes.default.map(|it| (format!("{it:?}"), it.to_text()));
    (
        left.attributes.aliases,
        left.ty.optional,
        left.ty.nullable,
        left.attributes.blank,
        left.attributes.secret,
    ) == (
        right.attributes.aliases,
        right.ty.optional,
        right.ty.nullable,
        right.attributes.blank,
        right.attributes.secret,
    ) && (left.place, left.attributes.text, left.attributes.separator, left.attributes.item)
        == (right.place, right.attributes.text, right.attributes.separator, right.attributes.item)
        && left.ty.is_change == right.ty.is_change
        && default(left) == default(right)
}

/// Returns the values that a rule demands. A constant of one name may have several values, each in its module.
fn constants(rule: &Rule) -> Vec<Option<String>> {
    let test = rule.demand.test().into_iter();
    test.flat_map(Test::literals).map(Literal::to_text).collect()
}

fn holds_same(
    left: &'static Kind,
    right: &'static Kind,
    assumed: &mut Vec<(*const Schema, *const Schema)>,
) -> bool {
    match (left, right) {
        (Kind::Object(left), Kind::Object(right)) => is_same(left, right, assumed),
        (Kind::List(left), Kind::List(right))
        | (Kind::Map(left), Kind::Map(right))
        | (Kind::Optional(left), Kind::Optional(right)) => holds_same(left(), right(), assumed),
        (Kind::Choice(left), Kind::Choice(right)) => {
            std::ptr::eq(*left, *right) || format!("{left:?}") == format!("{right:?}")
        }
        (Kind::Formed(left), Kind::Formed(right)) => {
            (left.name, left.wire()) == (right.name, right.wire())
        }
        (Kind::Integer { .. }, Kind::Integer { .. })
        | (Kind::Bool, Kind::Bool)
        | (Kind::Text, Kind::Text)
        | (Kind::Any, Kind::Any)
        | (Kind::Flag, Kind::Flag) => left.to_string() == right.to_string(),
        _ => false,
    }
}
