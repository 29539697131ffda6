//! SQL for the presence of a value: given, blank, present, null.

use crate::{
    export::sql::{
        Claim, Dialect,
        json::{Json, Shape},
        judge::{
            Judge, Said,
            see::{Place, Seen},
        },
        layout::{PartGiven, Slot, is_of_integers},
    },
    rules::is_blank,
    schema::{Blank, Choice, FieldPlace, Kind, WireValue},
};

impl<'s> Judge<'s> {
    /// The claim that the caller gave a value.
    pub(super) fn is_given(&self, seen: &Seen<'s>) -> Said<Claim> {
        if seen.is_filled() { Ok(Claim::True) } else { self.is_there(seen) }
    }

    /// The claim that the row contains a value.
    pub(super) fn is_there(&self, seen: &Seen<'s>) -> Said<Claim> {
        match &seen.place {
            Place::Nowhere => Ok(Claim::False),
            Place::Key(_) => Ok(Claim::True),
            Place::Slot(Slot::Nowhere) => Err("it is on no wire, so no row has it".to_owned()),
            Place::Slot(slot @ (Slot::Scalar { null, .. } | Slot::Json { null, .. })) => {
                let (Slot::Scalar { column, .. } | Slot::Json { column, .. }) = slot else {
                    return Ok(Claim::False);
                };
                let is_given = match seen.kind {
                    Kind::Flag => Claim::unless_null(column),
                    // Blank text that is not a value of the enum is read as absent.
                    Kind::Choice(choices) if !is_of_integers(seen.kind) && !seen.kind.is_text() => {
                        let is_blank_wire = |choice: &&Choice| {
                            matches!(choice.wire, WireValue::Text(text) if is_blank(text))
                                || choice.aliases.iter().any(|alias| is_blank(alias))
                        };
                        if choices.list.iter().find(is_blank_wire).is_some() {
                            return Err("a value of it is blank".to_owned());
                        }
                        match seen.blank() {
                            Blank::Absent => {
                                Claim::unless_null(self.dialect.has_more_than_white_space(column))
                            }
                            _ => !Claim::Null(column.clone()),
                        }
                    }
                    _ => !Claim::Null(column.clone()),
                };
                Ok(is_given.or(is_true_column(null)))
            }
            Place::Slot(Slot::Part { given, null, .. }) => {
                let is_given = match given {
                    PartGiven::Always => Claim::True,
                    PartGiven::Column(column) => Claim::unless_null(column),
                    PartGiven::ByMembers => self.is_any_member_written(seen)?,
                };
                Ok(is_given.or(is_true_column(null)))
            }
            Place::Flattened(_) => match seen.field {
                Some(field) if field.ty.optional => self.is_any_member_written(seen),
                _ => Ok(Claim::True),
            },
            Place::Json(json) => {
                let functions = Json::of(self.dialect)?;
                Ok(match (seen.kind, seen.field) {
                    (Kind::Flag, _) => {
                        functions.is_value(json).and(Claim::unless_null(functions.bool(json)))
                    }
                    (Kind::Any, _) => !Claim::Null(json.clone()),
                    (_, Some(field)) if field.ty.nullable => !Claim::Null(json.clone()),
                    _ => functions.is_value(json),
                })
            }
        }
    }

    /// The claim that a member of a part in place is given, by which the part is.
    pub(super) fn is_any_member_written(&self, seen: &Seen<'s>) -> Said<Claim> {
        let Kind::Object(schema) = seen.kind.required() else { return Ok(Claim::False) };
        let fields = schema.fields.iter().enumerate();
        let on_a_wire = fields.filter(|(_, field)| field.place != FieldPlace::Skipped);
        let written = on_a_wire.map(|(index, field)| {
            self.is_written(&Seen::of_member(field, self.place_of(seen, index, field)?))
        });
        Ok(Claim::any(written.collect::<Said<Vec<_>>>()?))
    }

    /// The claim that the row contains a member of a part in place, as
    /// [`Field::is_written`](crate::schema::Field::is_written) says it of a request. A default that is filled in on reading
    /// does not count.
    pub(super) fn is_written(&self, seen: &Seen<'s>) -> Said<Claim> {
        match seen.field {
            Some(field) if field.place == FieldPlace::Flattened => self.is_any_member_written(seen),
            Some(field) if field.leaves_out_blank() => self.is_present(seen),
            _ => self.is_there(seen),
        }
    }

    /// The claim that a given value is blank.
    pub(super) fn is_blank(&self, seen: &Seen<'s>) -> Said<Claim> {
        match seen.kind.required() {
            kind if kind.is_text() => {
                let text = self.raw(seen)?;
                let blank = !Claim::unless_null(self.dialect.has_more_than_white_space(&text.sql));
                Ok((!Claim::Null(text.sql)).and(blank))
            }
            Kind::List(_) => self.is_empty(seen, Shape::List),
            Kind::Map(_) => self.is_empty(seen, Shape::Map),
            Kind::Any => {
                let empty = self.is_empty(seen, Shape::List)?.or(self.is_empty(seen, Shape::Map)?);
                let json = self.json(seen)?;
                let functions = Json::of(self.dialect)?;
                let text = self.dialect.has_more_than_white_space(&functions.text(&json));
                Ok(empty.or(functions.is_text(&json).and(!Claim::unless_null(text))))
            }
            _ => Ok(Claim::False),
        }
    }

    pub(super) fn is_empty(&self, seen: &Seen<'s>, shape: Shape) -> Said<Claim> {
        let json = self.json(seen)?;
        let empty = match shape {
            Shape::List => "[]",
            Shape::Map => "{}",
        };
        Ok(Claim::unless_null(match self.dialect {
            Dialect::PostgreSql => format!("{json} = '{empty}'"),
            Dialect::Sqlite => format!("json({json}) = '{empty}'"),
            Dialect::DuckDb => format!("CAST(json({json}) AS VARCHAR) = '{empty}'"),
            Dialect::DataFusion | Dialect::Spark => {
                format!("translate({json}, {}, '') = '{empty}'", self.dialect.text(" \t\n\r"))
            }
        }))
    }

    pub(super) fn is_present(&self, seen: &Seen<'s>) -> Said<Claim> {
        if seen.blank() != Blank::Absent {
            return self.is_given(seen);
        }
        match (seen.kind.required(), &seen.place) {
            (kind, Place::Slot(_) | Place::Json(_) | Place::Key(_)) if kind.is_text() => {
                let text = self.raw(seen)?;
                let shown = Claim::unless_null(self.dialect.has_more_than_white_space(&text.sql));
                Ok(shown.or(self.is_null(seen)?))
            }
            (Kind::List(_) | Kind::Map(_) | Kind::Any, _) => {
                Ok(self.is_given(seen)?.and(!self.is_blank(seen)?))
            }
            _ => self.is_given(seen),
        }
    }

    /// The claim that the value is null, for fields that distinguish null from absence.
    pub(super) fn is_null(&self, seen: &Seen<'s>) -> Said<Claim> {
        match &seen.place {
            Place::Slot(Slot::Json { column, .. }) if matches!(seen.kind, Kind::Any) => {
                Ok(Json::of(self.dialect)?.is_null(column))
            }
            Place::Slot(
                Slot::Scalar { null, .. } | Slot::Json { null, .. } | Slot::Part { null, .. },
            ) => Ok(is_true_column(null)),
            Place::Json(json) => match (seen.kind, seen.field) {
                (Kind::Any, _) => Ok(Json::of(self.dialect)?.is_null(json)),
                (_, Some(field)) if field.ty.nullable => Ok(Json::of(self.dialect)?.is_null(json)),
                _ => Ok(Claim::False),
            },
            _ => Ok(Claim::False),
        }
    }

    /// The claim that there is a value other than null for rules to check, blank or not.
    pub(super) fn has_value(&self, seen: &Seen<'s>) -> Said<Claim> {
        match seen.kind.required() {
            Kind::List(_) | Kind::Map(_) => Ok(self.is_given(seen)?.and(!self.is_null(seen)?)),
            _ => {
                let value = self.raw(seen)?;
                Ok(if value.is_nullable { !Claim::Null(value.sql) } else { Claim::True })
            }
        }
    }

    /// The claim that conditions use the value of the request, which may be null, instead of a default.
    pub(super) fn is_seen(&self, seen: &Seen<'s>) -> Said<Claim> {
        match seen.kind.required() {
            Kind::List(_) | Kind::Map(_) | Kind::Object(_) => self.is_null(seen),
            kind if kind.is_text() && seen.blank() != Blank::Value => {
                let text = self.raw(seen)?;
                let shown = Claim::unless_null(self.dialect.has_more_than_white_space(&text.sql));
                Ok(shown.or(self.is_null(seen)?))
            }
            _ => self.is_given(seen),
        }
    }
}

fn is_true_column(column: &Option<String>) -> Claim {
    column.as_ref().map_or(Claim::False, Claim::unless_null)
}
