//! SQL for lists, maps and other values that are stored as JSON.

use crate::export::sql::{Claim, Dialect};

/// The JSON functions of a dialect.
#[derive(Debug, Clone, Copy)]
pub(super) struct Json {
    dialect: Dialect,
}

/// The type of a JSON container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    List,
    Map,
}

impl Json {
    /// The JSON functions of a dialect; an error if they are not used.
    pub(super) fn of(dialect: Dialect) -> Result<Self, String> {
        match dialect {
            Dialect::DuckDb | Dialect::PostgreSql | Dialect::Sqlite => Ok(Self { dialect }),
            Dialect::DataFusion | Dialect::Spark => {
                Err(format!("{} does not look into JSON here", dialect.name()))
            }
        }
    }

    /// The member of an object, as JSON; null if there is none.
    pub(super) fn member(self, json: &str, name: &str) -> Result<String, String> {
        match self.dialect {
            Dialect::PostgreSql => Ok(format!("({json} -> {})", self.dialect.text(name))),
            _ if name.contains(['"', '\\']) => {
                Err(format!("a member named `{}` cannot be asked for", name.escape_debug()))
            }
            Dialect::Sqlite => Ok(format!("({json} -> {})", self.path(name))),
            _ => Ok(format!("json_extract({json}, {})", self.path(name))),
        }
    }

    fn path(self, name: &str) -> String {
        self.dialect.text(&format!("$.\"{name}\""))
    }

    /// A scalar as text; null if it is null.
    pub(super) fn text(self, json: &str) -> String {
        match self.dialect {
            Dialect::PostgreSql => format!("({json} #>> '{{}}')"),
            _ => format!("({json} ->> '$')"),
        }
    }

    pub(super) fn bool(self, json: &str) -> String {
        let text = self.text(json);
        match self.dialect {
            // In SQLite, JSON true is a number.
            Dialect::Sqlite => format!("(CAST({text} AS TEXT) IN ('1', 'true'))"),
            _ => format!("CAST({text} AS BOOLEAN)"),
        }
    }

    pub(super) fn number(self, json: &str, is_whole: bool) -> String {
        let text = self.text(json);
        match self.dialect {
            Dialect::Sqlite => format!("CAST({text} AS INTEGER)"),
            Dialect::PostgreSql => format!("CAST({text} AS NUMERIC)"),
            _ if is_whole => format!("CAST({text} AS HUGEINT)"),
            _ => format!("CAST({text} AS DECIMAL(38, 18))"),
        }
    }

    pub(super) fn float(self, json: &str) -> String {
        format!("CAST({} AS {})", self.text(json), self.dialect.float())
    }

    pub(super) fn date(self, json: &str) -> String {
        match self.dialect {
            Dialect::Sqlite => self.text(json),
            _ => format!("CAST({} AS DATE)", self.text(json)),
        }
    }

    /// The claim that there is a value other than null.
    pub(super) fn is_value(self, json: &str) -> Claim {
        Claim::unless_null(match self.dialect {
            Dialect::PostgreSql => format!("jsonb_typeof({json}) <> 'null'"),
            Dialect::Sqlite => format!("json_type({json}) <> 'null'"),
            _ => format!("json_type({json}) <> 'NULL'"),
        })
    }

    /// The claim that there is a value and it is null.
    pub(super) fn is_null(self, json: &str) -> Claim {
        Claim::unless_null(match self.dialect {
            Dialect::PostgreSql => format!("jsonb_typeof({json}) = 'null'"),
            Dialect::Sqlite => format!("json_type({json}) = 'null'"),
            _ => format!("json_type({json}) = 'NULL'"),
        })
    }

    /// The claim that a value is text.
    pub(super) fn is_text(self, json: &str) -> Claim {
        Claim::unless_null(match self.dialect {
            Dialect::PostgreSql => format!("jsonb_typeof({json}) = 'string'"),
            Dialect::Sqlite => format!("json_type({json}) = 'text'"),
            _ => format!("json_type({json}) = 'VARCHAR'"),
        })
    }

    /// The value if it has this type, otherwise null.
    fn only(self, json: &str, shape: Shape) -> String {
        let (function, name) = match (self.dialect, shape) {
            (Dialect::PostgreSql, Shape::List) => ("jsonb_typeof", "array"),
            (Dialect::PostgreSql, Shape::Map) => ("jsonb_typeof", "object"),
            (Dialect::Sqlite, Shape::List) => ("json_type", "array"),
            (Dialect::Sqlite, Shape::Map) => ("json_type", "object"),
            (_, Shape::List) => ("json_type", "ARRAY"),
            (_, Shape::Map) => ("json_type", "OBJECT"),
        };
        format!("CASE WHEN {function}({json}) = '{name}' THEN {json} END")
    }

    /// The number of items or entries; 0 for other values.
    pub(super) fn length(self, json: &str, shape: Shape) -> String {
        let only = self.only(json, shape);
        let length = match (self.dialect, shape) {
            (Dialect::PostgreSql, Shape::List) => format!("jsonb_array_length({only})"),
            (Dialect::PostgreSql, Shape::Map) => {
                format!("(SELECT COUNT(*) FROM jsonb_object_keys({only}))")
            }
            (Dialect::Sqlite, Shape::List) => format!("json_array_length({only})"),
            (Dialect::Sqlite, Shape::Map) => format!("(SELECT COUNT(*) FROM json_each({only}))"),
            (_, Shape::List) => format!("CAST(json_array_length({only}) AS BIGINT)"),
            (_, Shape::Map) => format!("CAST(len(json_keys({only})) AS BIGINT)"),
        };
        format!("COALESCE({length}, 0)")
    }

    /// The items of a list or the values of a map as rows, with the column [`item`](Self::item).
    pub(super) fn items(self, json: &str, shape: Shape, alias: &str) -> String {
        let only = self.only(json, shape);
        match (self.dialect, shape) {
            (Dialect::PostgreSql, Shape::List) => {
                format!("jsonb_array_elements({only}) AS {alias}(item)")
            }
            (Dialect::PostgreSql, Shape::Map) => {
                format!("jsonb_each({only}) AS {alias}(key, item)")
            }
            // SQLite returns texts without their quotes, so they are quoted again.
            (Dialect::Sqlite, _) => format!(
                "(SELECT CASE WHEN type = 'text' THEN json_quote(value) WHEN type IN ('true', 'false', 'null') THEN type ELSE value END AS item FROM json_each({only})) AS {alias}"
            ),
            (_, Shape::List) => {
                format!("(SELECT unnest(json_extract({only}, '$[*]')) AS item) AS {alias}")
            }
            (_, Shape::Map) => {
                format!("(SELECT unnest(json_extract({only}, '$.*')) AS item) AS {alias}")
            }
        }
    }

    /// The keys of a map as rows, with the column [`key`](Self::key).
    pub(super) fn keys(self, json: &str, alias: &str) -> String {
        let only = self.only(json, Shape::Map);
        match self.dialect {
            Dialect::PostgreSql => format!("jsonb_object_keys({only}) AS {alias}(key)"),
            Dialect::Sqlite => format!("(SELECT key FROM json_each({only})) AS {alias}"),
            _ => format!("(SELECT unnest(json_keys({only})) AS key) AS {alias}"),
        }
    }

    pub(super) fn key(alias: &str) -> String {
        format!("{alias}.key")
    }

    pub(super) fn item(alias: &str) -> String {
        format!("{alias}.item")
    }
}
