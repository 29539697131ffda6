//! SQL for a value itself: its column or JSON, its text, its length, and whether it equals another one.

use crate::{
    export::sql::{
        Claim, Dialect,
        json::{Json, Shape},
        judge::{
            Judge, Said,
            see::{Place, Seen},
        },
        layout::{Slot, is_of_integers},
    },
    rules::is_blank,
    schema::{Blank, Choice, Kind, WireValue, literal_node},
    value::{Formed, Node, float::survives_rounding},
};

/// A value as an SQL expression.
pub(super) struct Value {
    pub(super) sql: String,
    pub(super) is_nullable: bool,
    pub(super) family: Family,
}

/// Types of values that can be compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Bool,
    Number,
    Float,
    Text,
    Date,
}

/// An operand of a comparison.
pub(super) enum Side {
    Missing,
    Node(Node<'static>),
    Value(Value),
}

impl<'s> Judge<'s> {
    /// The value as JSON; an error if it is not stored as JSON.
    pub(super) fn json(&self, seen: &Seen<'s>) -> Said<String> {
        match &seen.place {
            Place::Slot(Slot::Json { column, .. }) => Ok(column.clone()),
            Place::Json(json) => Ok(json.clone()),
            Place::Nowhere => Ok("NULL".to_owned()),
            _ => Err("it is not held as JSON".to_owned()),
        }
    }

    /// The value in the row, even if blank; null if it is absent or null.
    pub(super) fn raw(&self, seen: &Seen<'s>) -> Said<Value> {
        let kind = seen.kind.required();
        let family = match kind {
            Kind::Bool | Kind::Flag => Family::Bool,
            Kind::Integer { max, .. }
                if *max > i128::from(i64::MAX) && self.dialect == Dialect::Sqlite =>
            {
                return Err("SQLite has no whole numbers of more than 63 bits".to_owned());
            }
            Kind::Integer { .. } => Family::Number,
            Kind::Text => Family::Text,
            Kind::Choice(_) if is_of_integers(kind) => Family::Number,
            Kind::Choice(_) => Family::Text,
            Kind::Formed(form) if form.is_wide() && self.dialect != Dialect::PostgreSql => {
                return Err(format!("{:?} has no whole numbers of 128 bits", self.dialect));
            }
            Kind::Formed(form) if form.is_float() => Family::Float,
            Kind::Formed(form) if form.is_number => {
                if self.dialect == Dialect::Sqlite {
                    return Err(
                        "SQLite has no decimals, and would compare the nearest floats".to_owned()
                    );
                }
                Family::Number
            }
            Kind::Formed(form) if form.is_date() => Family::Date,
            Kind::Formed(form) => {
                return Err(format!(
                    "how values of the form `{}` compare is known to the program alone",
                    form.name
                ));
            }
            Kind::Any => return Err("a value of any shape is not compared here".to_owned()),
            _ => return Err("it is no scalar".to_owned()),
        };
        let (sql, is_nullable) = match &seen.place {
            Place::Slot(Slot::Scalar { column, .. }) => (column.clone(), true),
            Place::Key(key) => (key.clone(), false),
            Place::Nowhere => ("NULL".to_owned(), true),
            place => {
                let json = match place {
                    Place::Json(json) | Place::Slot(Slot::Json { column: json, .. }) => json,
                    _ => return Err("it is no scalar".to_owned()),
                };
                let functions = Json::of(self.dialect)?;
                let sql = match family {
                    // A null must stay null, not become false.
                    Family::Bool if self.dialect == Dialect::Sqlite => {
                        let text = functions.text(json);
                        format!("CASE WHEN {text} IS NOT NULL THEN {} END", functions.bool(json))
                    }
                    Family::Bool => functions.bool(json),
                    Family::Number => functions.number(json, !matches!(kind, Kind::Formed(_))),
                    Family::Float => functions.float(json),
                    Family::Text => match self.dialect {
                        Dialect::Sqlite => format!("CAST({} AS TEXT)", functions.text(json)),
                        _ => functions.text(json),
                    },
                    Family::Date => functions.date(json),
                };
                (sql, true)
            }
        };
        if seen.is_filled()
            && let Some(default) = seen.field.and_then(|field| field.attributes.default.as_ref())
            && let Some(node) = literal_node(Some(kind), default)
            && let Some(default) = self.node(family, kind, node)?
        {
            return Ok(Value {
                sql: format!("COALESCE({sql}, {default})"),
                is_nullable: false,
                family,
            });
        }
        Ok(Value { sql, is_nullable, family })
    }

    /// The value in its canonical spelling on the wire, which matters for enums.
    pub(super) fn canonical(&self, seen: &Seen<'s>) -> Said<Value> {
        let raw = self.raw(seen)?;
        let kind = seen.kind.required();
        let Kind::Choice(choices) = kind else { return Ok(raw) };
        if is_of_integers(kind)
            || (!choices.ignore_case && choices.list.iter().all(|choice| choice.aliases.is_empty()))
        {
            return Ok(raw);
        }
        if choices.list.iter().any(|choice| matches!(choice.wire, WireValue::Integer(_))) {
            return Err("some of its values are numbers and some are not".to_owned());
        }
        let cases: Vec<String> = choices
            .list
            .iter()
            .map(|choice| {
                let claim = self.is_spelled(&raw.sql, choices.ignore_case, choice);
                format!("WHEN {claim} THEN {}", self.dialect.text(&choice.wire.to_string()))
            })
            .collect();
        let other = match choices.other {
            Some(_) => format!(" ELSE {}", raw.sql),
            None => String::new(),
        };
        Ok(Value { sql: format!("CASE {}{other} END", cases.join(" ")), is_nullable: true, ..raw })
    }

    /// The claim that a text is one of the spellings of a value.
    pub(super) fn is_spelled(&self, text: &str, ignore_case: bool, choice: &Choice) -> Claim {
        let spellings = std::iter::once(choice.wire.to_string())
            .chain(choice.aliases.iter().map(|alias| (*alias).to_owned()))
            .map(|spelling| match ignore_case {
                true => self.dialect.text(&spelling.to_ascii_lowercase()),
                false => self.dialect.text(&spelling),
            });
        let text = if ignore_case { self.dialect.ascii_lower(text) } else { text.to_owned() };
        Claim::OneOf(text, spellings.collect())
    }

    pub(super) fn is_choice(&self, value: &Value, ignore_case: bool, choice: &Choice) -> Claim {
        match (value.family, choice.wire) {
            (Family::Number, WireValue::Integer(number)) => {
                Claim::OneOf(value.sql.clone(), vec![self.dialect.integer(number.into())])
            }
            _ => self.is_spelled(&value.sql, ignore_case, choice),
        }
    }

    /// A value of a rule, to compare with values of this kind; `None` if no value of the kind can equal it.
    pub(super) fn node(&self, family: Family, kind: &Kind, node: Node<'_>) -> Said<Option<String>> {
        Ok(match (family, node) {
            (Family::Bool, Node::Bool(value)) => {
                Some(if value { "TRUE" } else { "FALSE" }.to_owned())
            }
            (Family::Number, Node::Integer(_) | Node::Unsigned(_)) => {
                node.integer().map(|number| self.dialect.integer(number))
            }
            (Family::Number, Node::Formed(formed)) if formed.form().is_number => {
                Some(self.decimal(&formed.to_string())?)
            }
            (Family::Float, Node::Integer(_) | Node::Unsigned(_) | Node::Formed(_)) => {
                Some(self.float(&node.to_text())?)
            }
            (Family::Number, Node::Text(text)) => match kind {
                Kind::Formed(form) => match Formed::parse(form, text) {
                    Some(formed) => Some(self.decimal(&formed.to_string())?),
                    None => None,
                },
                _ => None,
            },
            (Family::Date, Node::Text(text)) => match kind {
                Kind::Formed(form) => match Formed::parse(form, text) {
                    Some(formed) => Some(self.date(&formed.to_string())?),
                    None => None,
                },
                _ => None,
            },
            (Family::Date, Node::Formed(formed)) if formed.form().is_date() => {
                Some(self.date(&formed.to_string())?)
            }
            (Family::Text, Node::Text(text)) => Some(self.dialect.text(text)),
            (Family::Text, Node::Formed(_)) => {
                return Err("text is not compared with values of another form".to_owned());
            }
            _ => None,
        })
    }

    /// A number of a rule as a decimal of the dialect; an error if that has fewer digits.
    pub(super) fn decimal(&self, number: &str) -> Said<String> {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        match self.dialect {
            Dialect::PostgreSql => Ok(format!("CAST('{number}' AS NUMERIC)")),
            _ if whole.trim_start_matches('-').len() > 20 || fraction.len() > 18 => {
                Err(format!("`{number}` has more digits than a decimal of {:?}", self.dialect))
            }
            _ => Ok(format!("CAST('{number}' AS DECIMAL(38, 18))")),
        }
    }

    /// A number of a rule as a float; an error if an engine would round it.
    pub(super) fn float(&self, number: &str) -> Said<String> {
        match survives_rounding(number) {
            true => Ok(format!("CAST('{number}' AS {})", self.dialect.float())),
            false => Err(format!("`{number}` has more digits than a float keeps")),
        }
    }

    pub(super) fn date(&self, date: &str) -> Said<String> {
        match self.dialect {
            Dialect::Sqlite => Ok(self.dialect.text(date)),
            Dialect::PostgreSql if date.starts_with("0000") => {
                Err("PostgreSQL has no year 0".to_owned())
            }
            _ => Ok(format!("DATE {}", self.dialect.text(date))),
        }
    }

    /// The value that conditions use, or its default.
    pub(super) fn value(&self, seen: Seen<'s>, is_beside_literal: bool) -> Said<Side> {
        let seen = self.with_defaults(seen)?;
        let value = match (seen.kind.required(), &seen.place) {
            (_, Place::Nowhere) => return Ok(Side::Missing),
            (Kind::List(_) | Kind::Map(_) | Kind::Object(_), _) => return Ok(Side::Missing),
            _ => self.canonical(&seen)?,
        };
        let kind = seen.kind.required();
        let can_be_blank = kind.is_text() && seen.blank() != Blank::Value;
        let counts = !seen.is_member || is_beside_literal;
        let mut defaults = Vec::new();
        if counts && !seen.is_filled() || can_be_blank {
            for (when, node) in seen.defaults.iter().filter(|_| counts) {
                // A default of another type cannot be compared with the value.
                let Some(default) = self.node(value.family, kind, *node)? else {
                    return Err("its default is of another type".to_owned());
                };
                defaults.push((when.clone(), default));
            }
        }
        if defaults.is_empty() && !can_be_blank {
            return Ok(Side::Value(value));
        }
        let is_nullable = !defaults.iter().any(|(when, _)| *when == Claim::True);
        // Null counts as a value: it equals no other value and is not replaced by the default.
        let is_null = self.is_null(&seen)?;
        if is_null == Claim::False
            && !can_be_blank
            && let [(Claim::True, default)] = defaults.as_slice()
        {
            let sql = format!("COALESCE({}, {default})", value.sql);
            return Ok(Side::Value(Value { sql, is_nullable, ..value }));
        }
        let is_nullable = is_nullable || is_null != Claim::False;
        let is_seen = self.is_seen(&seen)?;
        let mut sql = format!("CASE WHEN {is_seen} THEN {}", value.sql);
        for (when, default) in defaults {
            match when {
                Claim::True => sql += &format!(" ELSE {default}"),
                when => sql += &format!(" WHEN {when} THEN {default}"),
            }
        }
        Ok(Side::Value(Value { sql: sql + " END", is_nullable, ..value }))
    }

    /// The claim that the value in the row equals `node`.
    pub(super) fn is_node(&self, seen: &Seen<'s>, node: Node<'_>) -> Said<Claim> {
        match (node, seen.kind.required()) {
            (Node::Null, _) => self.is_null(seen),
            (_, Kind::List(_) | Kind::Map(_) | Kind::Object(_)) => Ok(Claim::False),
            (Node::Text(text), _) if is_blank(text) && seen.blank() != Blank::Value => {
                Ok(Claim::False)
            }
            (_, kind @ Kind::Choice(choices)) => {
                let value = self.raw(seen)?;
                let same = |choice: &&Choice| match choice.wire {
                    WireValue::Text(wire) => matches!(node, Node::Text(text) if text == wire),
                    WireValue::Integer(wire) => node.integer() == Some(wire.into()),
                };
                if let (Node::Formed(_), true) = (node, is_of_integers(kind)) {
                    return self.equals(&value, kind, node);
                }
                let claims = choices
                    .list
                    .iter()
                    .filter(same)
                    .map(|choice| self.is_choice(&value, choices.ignore_case, choice));
                Ok(Claim::any(claims.collect::<Vec<_>>()))
            }
            (_, kind) => {
                let value = self.raw(seen)?;
                self.equals(&value, kind, node)
            }
        }
    }

    pub(super) fn equals(&self, value: &Value, kind: &Kind, node: Node<'_>) -> Said<Claim> {
        let Some(other) = self.node(value.family, kind, node)? else { return Ok(Claim::False) };
        let sql = match other.as_str() {
            "TRUE" => value.sql.clone(),
            "FALSE" => format!("NOT {}", value.sql),
            _ => return Ok(Claim::OneOf(value.sql.clone(), vec![other])),
        };
        Ok(if value.is_nullable { Claim::unless_null(sql) } else { Claim::is(sql) })
    }

    /// The claim that the value, or its default, equals `node`.
    pub(super) fn is_value(&self, seen: &Seen<'s>, node: Node<'static>) -> Said<Claim> {
        if let Node::Null = node {
            return self.is_null(seen);
        }
        let seen = self.with_defaults(seen.clone())?;
        let is_node = self.is_node(&seen, node)?;
        let by_default = Claim::any(
            seen.defaults
                .iter()
                .filter(|(_, default)| default.is_same(&node))
                .map(|(when, _)| when.clone()),
        );
        Ok(match by_default {
            Claim::False => is_node,
            // A default that is filled in on reading is already part of the value.
            _ if seen.is_filled() && !seen.kind.is_text() => is_node,
            by_default => is_node.or((!self.is_seen(&seen)?).and(by_default)),
        })
    }

    /// The number of characters, items or entries; `None` if the value has no length.
    pub(super) fn length(&self, seen: &Seen<'s>) -> Said<Option<String>> {
        match seen.kind.required() {
            Kind::List(_) => {
                Ok(Some(Json::of(self.dialect)?.length(&self.json(seen)?, Shape::List)))
            }
            Kind::Map(_) => Ok(Some(Json::of(self.dialect)?.length(&self.json(seen)?, Shape::Map))),
            Kind::Text => Ok(Some(self.dialect.characters(&self.raw(seen)?.sql))),
            kind @ Kind::Choice(_) if !is_of_integers(kind) => {
                Ok(Some(self.dialect.characters(&self.canonical(seen)?.sql)))
            }
            Kind::Any => Err("a value of any shape is not measured here".to_owned()),
            _ => Ok(None),
        }
    }
}
