//! SQL that finds stored requests that break a rule, for DataFusion, DuckDB, PostgreSQL, Spark and SQLite.
//!
//! A [`Table`] represents a request type as a table of one engine. It has a predicate for each rule
//! ([`rules`](Table::rules)), from which it builds statements: the table itself ([`create`](Table::create)), the rows
//! that break rules, with the ids of the rules ([`violations`](Table::violations)), the number of rows that break
//! each rule ([`summary`](Table::summary)), and constraints for PostgreSQL ([`checks`](Table::checks)). Each query
//! reads the table once.
//!
//! # Example
//!
//! ```
//! use order_core::{
//!     OrderRequest,
//!     export::sql::{Dialect, Table},
//! };
//!
//! #[derive(OrderRequest)]
//! struct Order {
//!     #[allowed(1, 2, 3)]
//!     validity: u8,
//!     #[required_if(ev)]
//!     job_title: Option<String>,
//!     #[default_value(false)]
//!     ev: bool,
//! }
//!
//! let orders = Table::new(Order::SCHEMA, Dialect::DataFusion, "orders");
//! for rule in orders.rules() {
//!     println!("{}: {}", rule.id, rule.predicate);
//! }
//! let predicates: Vec<_> = orders.rules().iter().map(|rule| (&*rule.id, &*rule.predicate)).collect();
//! assert_eq!(predicates, [
//!     ("validity.required", r#""validity" IS NULL"#),
//!     ("validity.allowed", r#""validity" IS NOT NULL AND NOT COALESCE("validity" IN (1, 2, 3), FALSE)"#),
//!     ("job_title.required_if", r#"COALESCE("ev", FALSE) AND NOT COALESCE("job_title" ~ '\S', FALSE)"#),
//! ]);
//! assert!(orders.gaps().is_empty());
//! ```
//!
//! # Requests as rows
//!
//! [`Table::row`] converts a request to a row, and [`Table::columns`] lists the columns.
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | in the request | in the row |
//! | --- | --- |
//! | a scalar | a column with its wire name |
//! | absent | null |
//! | null, if it is distinguished from absent | true in a second column, `name.null` |
//! | an enum | its wire name or an alias, in either case if the enum ignores case; a whole number if all values are numbers |
//! | a decimal | an exact number, with 18 decimal places except in PostgreSQL; text in SQLite |
//! | a date | a date; text in SQLite |
//! | a time of day, a date with a time, a point in time | text |
//! | a nested part | columns `part.member` for its members; for a part that may be absent also a column `part`, true if it is given |
//! | a flattened part (`flatten`) | columns for its members, with their own names |
//! | a list, a map, a value of any shape, a part of a recursive type | JSON; a list is an array even if it is one text on the wire |
//! | a skipped field | nothing |
//!
//! </div></div>
//!
//! The members of a part that is not given are null. If names differ only in case, or only after the 63 bytes that
//! PostgreSQL keeps, the later ones end in `-2` and so on. An absent value of a field that is filled on reading (not an
//! `Option`, but with a default) counts as filled.
//!
//! # Predicates
//!
//! A predicate decides a rule as the validator does and is never null. Blank text is absent according to the field's
//! policy, white space is that of [`char::is_whitespace`], lengths count characters, and texts are ordered by code
//! points. `a != b` means `!(a == b)`; all other comparisons with a missing side are false. The tests compare the
//! predicates with the validator for every row and rule.
//!
//! Names, texts and patterns are quoted for the engine, and comments contain no line ends, so nothing in a
//! declaration is read as SQL. PostgreSQL texts cannot contain NUL, and the functions of SQLite read a text only up
//! to a NUL.
//!
//! # Limits of the dialects
//!
//! A rule that cannot be expressed exactly is a [`Gap`]. It is omitted as a whole, the other rules stay exact, and
//! every statement lists the gaps in comments at its top.
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem">
//!
//! | not expressible | in |
//! | --- | --- |
//! | functions of the program (`check`, `satisfies`, your own formats), facts (`ctx.f`) and skipped fields | all dialects |
//! | values of any shape (`serde_json::Value`), except presence and null; times and your own forms | all dialects |
//! | deeper levels of a part of a recursive type | all dialects |
//! | the items of lists and maps: their rules, `any`, `all`, `unique`, `count`, `len` | DataFusion, Spark |
//! | the format `url`, and patterns beyond `GLOB` | SQLite |
//! | decimals and unsigned 64-bit integers, except presence | SQLite |
//! | word boundaries in patterns; repetitions of more than 255 (PostgreSQL) or 1000 (DuckDB) | all dialects |
//! | named conditions of more than 64 KiB, because each uses others several times | all dialects |
//! | rules about items, as constraints | PostgreSQL |
//!
//! </div></div>

mod claim;
mod dialect;
mod format;
mod json;
mod judge;
mod layout;
mod pattern;

use std::fmt::Write;

use self::{
    claim::Claim,
    judge::{Judge, Judged},
    layout::Layout,
};
use crate::{
    export::{Export, Gap},
    schema::{Schema, Severity, State},
    value::Fields,
};

pub use self::{dialect::Dialect, layout::Column};

/// A table of requests of one type, and the SQL for its rules.
#[derive(Debug)]
pub struct Table {
    schema: &'static Schema,
    dialect: Dialect,
    name: String,
    layout: Layout,
    rules: Vec<SqlRule>,
    gaps: Vec<Gap>,
}

/// A rule and its predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SqlRule {
    /// The [id](Schema::rule_id) of the rule after the path of its part.
    pub id: String,
    /// The source of the attribute.
    pub source: &'static str,
    /// The meaning of a row that breaks the rule.
    pub severity: Severity,
    /// An expression that is true for a row that breaks the rule and false for any other; never null.
    pub predicate: String,
}

impl Table {
    /// Creates the table `name` for requests with this schema.
    #[must_use]
    pub fn new(schema: &'static Schema, dialect: Dialect, name: &str) -> Self {
        let layout = Layout::new(schema, dialect);
        let (judged, gaps) = Judge::new(dialect, schema, &layout.slots).judge();
        // A flattened part may have a rule with the same id as the request.
        let mut rules: Vec<Judged> = Vec::with_capacity(judged.len());
        for mut rule in judged {
            let known = rules.iter_mut().find(|known| known.id == rule.id);
            match known {
                Some(known) if known.severity.is_warning() == rule.severity.is_warning() => {
                    known.broken = known.broken.clone().or(rule.broken);
                    continue;
                }
                // It refuses in some requests, and warns in the others.
                Some(_) => rule.id.push_str("-warning"),
                None => {}
            }
            rules.push(rule);
        }
        let rules = rules.into_iter().filter(|rule| rule.broken != Claim::False);
        let rules = rules.map(|Judged { id, source, severity, broken }| SqlRule {
            id,
            source,
            severity,
            predicate: broken.to_string(),
        });
        let rules = rules.collect();
        Self { schema, dialect, name: name.to_owned(), layout, rules, gaps }
    }

    /// The columns, in the order of [`create`](Self::create) and [`row`](Self::row).
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.layout.columns
    }

    /// All rules that the dialect can express and that a row can break, in declared order.
    #[must_use]
    pub fn rules(&self) -> &[SqlRule] {
        &self.rules
    }

    /// All rules that the dialect cannot express.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Converts a request to a row: for each column a text that the engine can convert to its type, or `None` for null.
    ///
    /// Bools are `1` and `0`.
    #[must_use]
    pub fn row(&self, request: &dyn Fields) -> Vec<Option<String>> {
        self.layout.row(&State::of_fields(self.schema, request))
    }

    /// Returns the statement that creates the table, beginning with the columns `key`, each a name and a type.
    ///
    /// No column is `NOT NULL`, so that incomplete rows can be loaded and found.
    #[must_use]
    pub fn create(&self, key: &[(&str, &str)]) -> String {
        let key = key.iter().map(|(name, sql_type)| (*name, *sql_type));
        let columns =
            self.layout.columns.iter().map(|column| (column.name.as_str(), column.sql_type));
        let columns: Vec<String> = key
            .chain(columns)
            .map(|(name, sql_type)| format!("    {} {sql_type}", self.dialect.identifier(name)))
            .collect();
        format!("CREATE TABLE {} (\n{}\n);\n", self.quoted_name(), columns.join(",\n"))
    }

    /// Returns a query with one row for each rule that a row breaks: the columns `key`, and the id of the rule as
    /// `rule`. If there are rules that warn, the column `severity` is `error` or `warning`; there is none otherwise.
    ///
    /// The query reads the table once, regardless of the number of rules.
    pub fn violations(&self, key: &[&str]) -> Export {
        let broken: Vec<String> = self
            .rules
            .iter()
            .map(|rule| {
                let id = self.dialect.text(&rule.id);
                format!("        CASE WHEN {} THEN {id} END", rule.predicate)
            })
            .collect();
        let broken = if broken.is_empty() {
            format!("        CAST(NULL AS {})", text_type(self.dialect))
        } else {
            broken.join(",\n")
        };
        let names: Vec<String> = key.iter().map(|name| self.dialect.identifier(name)).collect();
        let outer: String = names.iter().map(|name| format!("judged.{name}, ")).collect();
        let inner: String = names.iter().map(|name| format!("{name}, ")).collect();
        let table = self.quoted_name();
        let severity = self.severity();
        let query = match self.dialect {
            Dialect::PostgreSql => format!(
                "SELECT {outer}broken.rule{severity}\nFROM (\n    SELECT {inner}ARRAY[\n{broken}\n    ] AS broken_rules\n    \
                 FROM {table}\n) AS judged\nCROSS JOIN LATERAL unnest(judged.broken_rules) AS broken(rule)\n\
                 WHERE broken.rule IS NOT NULL;\n"
            ),
            Dialect::Sqlite => format!(
                "SELECT {outer}broken.value AS rule{severity}\nFROM (\n    SELECT {inner}json_array(\n{broken}\n    ) AS broken_rules\n    \
                 FROM {table}\n) AS judged, json_each(judged.broken_rules) AS broken\n\
                 WHERE broken.value IS NOT NULL;\n"
            ),
            Dialect::DataFusion | Dialect::DuckDb | Dialect::Spark => {
                let (array, end, unnest) = match self.dialect {
                    Dialect::DataFusion => ("make_array(", ")", "unnest"),
                    Dialect::DuckDb => ("[", "]", "unnest"),
                    _ => ("array(", ")", "explode"),
                };
                let outer = outer.replace("judged.", "broken.");
                format!(
                    "SELECT {outer}broken.rule{severity}\nFROM (\n    SELECT {inner}{unnest}({array}\n{broken}\n    {end}) AS rule\n    \
                     FROM {table}\n) AS broken\nWHERE broken.rule IS NOT NULL;\n"
                )
            }
        };
        self.export(query)
    }

    /// The column of the severity, if there are rules that warn.
    fn severity(&self) -> String {
        let warnings = self.rules.iter().filter(|rule| rule.severity.is_warning());
        let warnings: Vec<String> = warnings.map(|rule| self.dialect.text(&rule.id)).collect();
        if warnings.is_empty() {
            return String::new();
        }
        let rule = match self.dialect {
            Dialect::Sqlite => "broken.value",
            Dialect::DataFusion | Dialect::DuckDb | Dialect::PostgreSql | Dialect::Spark => {
                "broken.rule"
            }
        };
        let warnings = warnings.join(", ");
        format!(", CASE WHEN {rule} IN ({warnings}) THEN 'warning' ELSE 'error' END AS severity")
    }

    /// Returns a query with one row: the number of rows as `rows`, and the number of rows that break each rule, in
    /// columns named by the ids of the rules, in their order.
    ///
    /// The query reads the table once, regardless of the number of rules.
    pub fn summary(&self) -> Export {
        let mut query = format!("SELECT\n    COUNT(*) AS {}", self.dialect.identifier("rows"));
        let mut names: Vec<String> = vec!["rows".to_owned()];
        for rule in &self.rules {
            let mut name = self.dialect.fitted(&rule.id);
            if names.contains(&name) {
                name = format!("rule {}", names.len());
            }
            let quoted = self.dialect.identifier(&name);
            _ = write!(query, ",\n    COUNT(CASE WHEN {} THEN 1 END) AS {quoted}", rule.predicate);
            names.push(name);
        }
        _ = writeln!(query, "\nFROM {};", self.quoted_name());
        self.export(query)
    }

    /// Returns statements that add a `CHECK` constraint for each rule, named by its id, for PostgreSQL.
    ///
    /// A rule that warns is no constraint. PostgreSQL constraints cannot contain subqueries, so rules about the items of lists are gaps. The other
    /// constraints are added as `NOT VALID`: they apply to rows written from then on, and `VALIDATE CONSTRAINT`
    /// checks the existing rows. SQLite accepts constraints only in `CREATE TABLE`, and the other engines have none or
    /// do not enforce them; for all of these, every rule is a gap.
    pub fn checks(&self) -> Export {
        let mut gaps = self.gaps.clone();
        let mut text = String::new();
        let mut names: Vec<String> = Vec::new();
        for rule in self.rules.iter().filter(|rule| !rule.severity.is_warning()) {
            if self.dialect != Dialect::PostgreSql {
                let reason = format!("constraints are not written for {}", self.dialect.name());
                gaps.push(Gap::new(rule.id.clone(), reason));
                continue;
            }
            if rule.predicate.contains("(SELECT ") {
                let reason = "a constraint of PostgreSQL has no subqueries";
                gaps.push(Gap::new(rule.id.clone(), reason));
                continue;
            }
            let mut name = self.dialect.fitted(&rule.id);
            if names.contains(&name) {
                name = format!("rule {}", names.len() + 1);
            }
            _ = writeln!(
                text,
                "ALTER TABLE {} ADD CONSTRAINT {} CHECK (NOT ({})) NOT VALID;",
                self.quoted_name(),
                self.dialect.identifier(&name),
                rule.predicate
            );
            names.push(name);
        }
        Export { text: self.list_of(&gaps) + &text, gaps }
    }

    fn export(&self, query: String) -> Export {
        Export { text: self.list_of(&self.gaps) + &query, gaps: self.gaps.clone() }
    }

    /// The gaps as comments.
    fn list_of(&self, gaps: &[Gap]) -> String {
        let mut list = format!("rules of {} for {}", self.schema.name, self.dialect.name());
        list = self.dialect.comment(&list);
        for gap in gaps {
            list += &self.dialect.comment(&format!("not judged: {gap}"));
        }
        list
    }

    fn quoted_name(&self) -> String {
        self.dialect.identifier(&self.name)
    }
}

fn text_type(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql | Dialect::Sqlite => "TEXT",
        Dialect::DataFusion | Dialect::DuckDb => "VARCHAR",
        Dialect::Spark => "STRING",
    }
}
