use std::fmt::Write;

use crate::{
    export::sql::Dialect,
    json_text,
    schema::{FieldPlace, Kind, Schema, State, WireValue},
    value::Node,
};

/// A column of the table of requests.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// The name, without quotes.
    pub name: String,
    /// The type of the column in the engine.
    pub sql_type: &'static str,
}

/// The location of each value of a request in a row.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) columns: Vec<Column>,
    pub(super) slots: Vec<Slot>,
}

/// The location of one field in a row. Columns are given by their quoted names.
#[derive(Debug)]
pub(super) enum Slot {
    /// No column, because the field is not on the wire.
    Nowhere,
    /// A column with a scalar.
    Scalar { column: String, null: Option<String> },
    /// A column with JSON.
    Json { column: String, null: Option<String> },
    /// A part whose members have columns.
    Part { given: PartGiven, null: Option<String>, members: Vec<Slot> },
}

/// The way a row shows that a part is given.
#[derive(Debug)]
pub(super) enum PartGiven {
    /// The part is always given.
    Always,
    /// This column is true if the part is given.
    Column(String),
    /// The part is given if any of its members is.
    ByMembers,
}

impl Layout {
    pub(super) fn new(schema: &'static Schema, dialect: Dialect) -> Self {
        let mut builder =
            Builder { dialect, columns: Vec::new(), outer: Vec::new(), is_given_by_members: false };
        let slots = builder.slots(schema, "");
        Self { columns: builder.columns, slots }
    }

    /// The cells of a request as text; `None` for null.
    pub(super) fn row(&self, states: &[State<'_>]) -> Vec<Option<String>> {
        let mut cells = Vec::with_capacity(self.columns.len());
        self.slots
            .iter()
            .zip(states)
            .for_each(|(slot, state)| write_cells(slot, state, &mut cells));
        cells
    }
}

struct Builder {
    dialect: Dialect,
    columns: Vec<Column>,
    /// The types of the enclosing requests, to detect recursive types.
    outer: Vec<&'static Schema>,
    /// `true` among the members of an optional part in place, which is given by them.
    is_given_by_members: bool,
}

impl Builder {
    fn slots(&mut self, schema: &'static Schema, prefix: &str) -> Vec<Slot> {
        self.outer.push(schema);
        let slots = schema.fields.iter().map(|field| {
            let kind = field.kind();
            if field.place == FieldPlace::Skipped {
                return Slot::Nowhere;
            }
            let name = format!("{prefix}{}", field.name);
            match kind {
                Kind::Object(inner) if field.place == FieldPlace::Flattened => {
                    let given =
                        if field.ty.optional { PartGiven::ByMembers } else { PartGiven::Always };
                    let outer = self.is_given_by_members;
                    self.is_given_by_members |= field.ty.optional;
                    let members = self.slots(inner, prefix);
                    self.is_given_by_members = outer;
                    Slot::Part { given, null: None, members }
                }
                Kind::Object(inner) if !holds(&self.outer, inner) => {
                    let given = match field.ty.optional || self.is_given_by_members {
                        true => PartGiven::Column(self.column(&name, &Kind::Bool)),
                        false => PartGiven::Always,
                    };
                    let null = self.null(field.ty.nullable, &name);
                    let outer = std::mem::take(&mut self.is_given_by_members);
                    let members = self.slots(inner, &format!("{name}."));
                    self.is_given_by_members = outer;
                    Slot::Part { given, null, members }
                }
                Kind::List(_) | Kind::Map(_) | Kind::Object(_) | Kind::Any => {
                    let column = self.column(&name, kind);
                    // In such a column, null is a value like any other.
                    let is_nullable = field.ty.nullable && !matches!(kind, Kind::Any);
                    Slot::Json { column, null: self.null(is_nullable, &name) }
                }
                _ => Slot::Scalar {
                    column: self.column(&name, kind),
                    null: self.null(field.ty.nullable, &name),
                },
            }
        });
        let slots = slots.collect();
        self.outer.pop();
        slots
    }

    fn null(&mut self, is_nullable: bool, name: &str) -> Option<String> {
        is_nullable.then(|| self.column(&format!("{name}.null"), &Kind::Bool))
    }

    /// Adds a column and returns its quoted name. Names must differ in more than case, which most engines ignore.
    fn column(&mut self, name: &str, kind: &Kind) -> String {
        let mut unique = self.dialect.fitted(name);
        let mut count = 1;
        while self.columns.iter().any(|other| other.name.to_lowercase() == unique.to_lowercase()) {
            count += 1;
            let ending = format!("-{count}");
            let start = self.dialect.fitted(&format!("{name}{ending}"));
            unique = match start.ends_with(&ending) {
                true => start,
                false => {
                    start.chars().take(start.chars().count() - ending.len()).collect::<String>()
                        + &ending
                }
            };
        }
        let quoted = self.dialect.identifier(&unique);
        self.columns.push(Column { name: unique, sql_type: sql_type(self.dialect, kind) });
        quoted
    }
}

/// Returns whether a type is among others. A constant may have several addresses, so comparing addresses is not enough.
pub(super) fn holds(outer: &[&'static Schema], schema: &'static Schema) -> bool {
    outer.iter().any(|other| other.is_same(schema))
}

/// Returns whether all values of an enum are numbers without aliases.
pub(super) fn is_of_integers(kind: &Kind) -> bool {
    let Kind::Choice(choices) = kind else { return false };
    choices
        .list
        .iter()
        .all(|choice| matches!(choice.wire, WireValue::Integer(_)) && choice.aliases.is_empty())
}

fn sql_type(dialect: Dialect, kind: &Kind) -> &'static str {
    use Dialect::{DataFusion, DuckDb, PostgreSql, Spark, Sqlite};
    let text = match dialect {
        PostgreSql | Sqlite => "TEXT",
        DataFusion | DuckDb => "VARCHAR",
        Spark => "STRING",
    };
    let integer = if dialect == Sqlite { "INTEGER" } else { "BIGINT" };
    match kind {
        Kind::Bool | Kind::Flag => "BOOLEAN",
        Kind::Integer { max, .. } if *max > i128::from(i64::MAX) && dialect != Sqlite => {
            "DECIMAL(20, 0)"
        }
        Kind::Integer { .. } => integer,
        kind if is_of_integers(kind) => integer,
        Kind::Formed(form) if form.is_wide() => match dialect {
            PostgreSql => "NUMERIC(39, 0)",
            DataFusion | DuckDb | Spark | Sqlite => text,
        },
        Kind::Formed(form) if form.is_float() => dialect.float(),
        Kind::Formed(form) if form.is_number => match dialect {
            Sqlite => "TEXT",
            PostgreSql => "NUMERIC",
            DataFusion | DuckDb | Spark => "DECIMAL(38, 18)",
        },
        Kind::Formed(form) if form.is_date() && dialect != Sqlite => "DATE",
        Kind::List(_) | Kind::Map(_) | Kind::Object(_) | Kind::Any => match dialect {
            PostgreSql => "JSONB",
            DuckDb => "JSON",
            DataFusion | Spark | Sqlite => text,
        },
        _ => text,
    }
}

fn write_cells(slot: &Slot, state: &State<'_>, cells: &mut Vec<Option<String>>) {
    let is_null = |cells: &mut Vec<Option<String>>, null: &Option<String>| {
        if null.is_some() {
            let is_null = matches!(state, State::Known(Node::Null));
            cells.push(is_null.then(|| "1".to_owned()));
        }
    };
    match slot {
        Slot::Nowhere => {}
        Slot::Scalar { null, .. } => {
            cells.push(match state {
                State::Known(Node::Absent | Node::Null) => None,
                State::Known(Node::Bool(value)) => Some(u8::from(*value).to_string()),
                State::Known(node) => Some(node.to_text()),
                _ => None,
            });
            is_null(cells, null);
        }
        Slot::Json { null, .. } => {
            let is_absent = match state {
                State::Known(Node::Absent) => true,
                State::Known(Node::Null) => null.is_some(),
                _ => false,
            };
            cells.push((!is_absent).then(|| {
                let mut json = String::new();
                write_json(state, &mut json);
                json
            }));
            is_null(cells, null);
        }
        Slot::Part { given, null, members } => {
            let states = match state {
                State::Object(_, states) => Some(states),
                _ => None,
            };
            if let PartGiven::Column(_) = given {
                cells.push(states.map(|_| "1".to_owned()));
            }
            is_null(cells, null);
            for (index, member) in members.iter().enumerate() {
                let state = states.and_then(|states| states.get(index));
                write_cells(member, state.unwrap_or(&State::ABSENT), cells);
            }
        }
    }
}

/// Writes a value as JSON: lists always as arrays, and non-integers as text unless their form is bare.
fn write_json(state: &State<'_>, json: &mut String) {
    match state {
        State::Known(Node::Bool(value)) => _ = write!(json, "{value}"),
        State::Known(Node::Integer(number)) => _ = write!(json, "{number}"),
        State::Known(Node::Unsigned(number)) => _ = write!(json, "{number}"),
        State::Known(Node::Formed(formed)) if formed.form().is_bare => _ = write!(json, "{formed}"),
        State::Known(Node::Text(text)) => json_text::quote(text, json),
        State::Known(Node::Formed(formed)) => json_text::quote(&formed.to_string(), json),
        State::Known(_) | State::Unreadable => json.push_str("null"),
        State::List(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                json.push_str(if index == 0 { "" } else { "," });
                write_json(item, json);
            }
            json.push(']');
        }
        State::Map(entries) => {
            json.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                json.push_str(if index == 0 { "" } else { "," });
                json_text::quote(key, json);
                json.push(':');
                write_json(value, json);
            }
            json.push('}');
        }
        State::Object(schema, states) => {
            json.push('{');
            write_members(schema, states, json);
            json.push('}');
        }
    }
}

fn write_members(schema: &Schema, states: &[State<'_>], json: &mut String) {
    for (field, state) in schema.fields.iter().zip(states) {
        match (field.place, state) {
            (FieldPlace::Skipped, _) | (_, State::Known(Node::Absent)) => {}
            (FieldPlace::Flattened, State::Object(inner, states)) => {
                write_members(inner, states, json);
            }
            _ => {
                json.push_str(if json.ends_with('{') { "" } else { "," });
                json_text::quote(field.name, json);
                json.push(':');
                write_json(state, json);
            }
        }
    }
}
