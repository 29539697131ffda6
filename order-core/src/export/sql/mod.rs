//! SQL that finds, among stored requests, those that break a rule.
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
//! let predicates: Vec<_> = orders.rules().iter().map(|rule| (&*rule.id, &*rule.predicate)).collect();
//! assert_eq!(predicates, [
//!     ("validity.required", r#""validity" IS NULL"#),
//!     ("validity.allowed", r#""validity" IS NOT NULL AND NOT COALESCE("validity" BETWEEN 1 AND 3, FALSE)"#),
//!     ("job_title.required_if", r#"COALESCE("ev", FALSE) AND NOT COALESCE("job_title" ~ '\S', FALSE)"#),
//! ]);
//! ```

mod claim;
mod dialect;
mod format;
mod json;
mod judge;
mod layout;
mod pattern;

use std::fmt::Write;

use self::{claim::Claim, judge::Judge, layout::Layout};
use crate::{
    export::{Export, Gap},
    schema::{Schema, State},
    value::Fields,
};

pub use self::{dialect::Dialect, layout::Column};

/// A table whose rows are requests of one type, and the SQL that judges them.
#[derive(Debug)]
pub struct Table {
    schema: &'static Schema,
    dialect: Dialect,
    name: String,
    layout: Layout,
    rules: Vec<SqlRule>,
    gaps: Vec<Gap>,
}

/// A rule, and what is true of the rows that break it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SqlRule {
    /// The [id](Schema::rule_id) of the rule behind the place of the part that has it.
    pub id: String,
    /// The attribute as it was written.
    pub source: &'static str,
    /// An expression that is true of a row that breaks the rule, and false, never null, of any other.
    pub predicate: String,
}

impl Table {
    /// The table `name` with requests of the type that has this schema.
    #[must_use]
    pub fn new(schema: &'static Schema, dialect: Dialect, name: &str) -> Self {
        let layout = Layout::new(schema, dialect);
        let (judged, gaps) = Judge::new(dialect, schema, &layout.slots).judge();
        // Members that stand in place may have a rule of the same name as the request.
        let mut rules: Vec<(String, &'static str, Claim)> = Vec::with_capacity(judged.len());
        for rule in judged {
            match rules.iter_mut().find(|(id, ..)| *id == rule.id) {
                Some((_, _, broken)) => *broken = broken.clone().or(rule.broken),
                None => rules.push((rule.id, rule.source, rule.broken)),
            }
        }
        let rules = rules
            .into_iter()
            .filter(|(_, _, broken)| *broken != Claim::False)
            .map(|(id, source, broken)| SqlRule { id, source, predicate: broken.to_string() })
            .collect();
        Self { schema, dialect, name: name.to_owned(), layout, rules, gaps }
    }

    /// The columns, in the order in which [`create`](Self::create) makes them and [`row`](Self::row) fills them.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.layout.columns
    }

    /// Every rule that the dialect can say and that a row can break, in declared order.
    #[must_use]
    pub fn rules(&self) -> &[SqlRule] {
        &self.rules
    }

    /// Every rule that the dialect cannot say.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// A request as a row: for each column a text that the engine reads as a value of its type, or nothing for null.
    ///
    /// Bools are `1` and `0`.
    #[must_use]
    pub fn row(&self, request: &dyn Fields) -> Vec<Option<String>> {
        self.layout.row(&State::of_fields(self.schema, request))
    }

    /// The statement that makes the table, with `key` columns in front, each a name and a type.
    ///
    /// No column is declared `NOT NULL`, so that rows which lack something can be loaded and found.
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

    /// A query of one row for each rule that a row breaks: its columns `key`, and the rule's id as `rule`.
    ///
    /// The table is read once, however many rules there are.
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
        let query = match self.dialect {
            Dialect::PostgreSql => format!(
                "SELECT {outer}broken.rule\nFROM (\n    SELECT {inner}ARRAY[\n{broken}\n    ] AS broken_rules\n    \
                 FROM {table}\n) AS judged\nCROSS JOIN LATERAL unnest(judged.broken_rules) AS broken(rule)\n\
                 WHERE broken.rule IS NOT NULL;\n"
            ),
            Dialect::Sqlite => format!(
                "SELECT {outer}broken.value AS rule\nFROM (\n    SELECT {inner}json_array(\n{broken}\n    ) AS broken_rules\n    \
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
                    "SELECT {outer}broken.rule\nFROM (\n    SELECT {inner}{unnest}({array}\n{broken}\n    {end}) AS rule\n    \
                     FROM {table}\n) AS broken\nWHERE broken.rule IS NOT NULL;\n"
                )
            }
        };
        self.export(query)
    }

    /// A query of one row: how many rows there are, as `rows`, and how many of them break each rule, in columns named
    /// after the rules' ids, in their order.
    ///
    /// The table is read once, however many rules there are.
    pub fn summary(&self) -> Export {
        let mut query = format!("SELECT\n    COUNT(*) AS {}", self.dialect.identifier("rows"));
        let mut names: Vec<String> = Vec::new();
        for rule in &self.rules {
            let mut name = self.dialect.fitted(&rule.id);
            if names.contains(&name) {
                name = format!("rule {}", names.len() + 1);
            }
            let quoted = self.dialect.identifier(&name);
            _ = write!(query, ",\n    COUNT(CASE WHEN {} THEN 1 END) AS {quoted}", rule.predicate);
            names.push(name);
        }
        _ = writeln!(query, "\nFROM {};", self.quoted_name());
        self.export(query)
    }

    /// Statements that give the table a `CHECK` constraint for each rule, named after its id.
    ///
    /// For PostgreSQL. A constraint looks at one row without a subquery there, so rules over the items of lists are gaps.
    /// The others are added as `NOT VALID`: they hold for what is written from then on, and `VALIDATE CONSTRAINT`
    /// asks for the rest. Of the other engines SQLite takes constraints in `CREATE TABLE` only, and the rest none or
    /// without a promise to keep them; for these, all rules are gaps.
    pub fn checks(&self) -> Export {
        let mut gaps = self.gaps.clone();
        let mut text = String::new();
        let mut names: Vec<String> = Vec::new();
        for rule in &self.rules {
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

    /// What the dialect cannot say, as comments.
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
