//! SQL that finds, among stored requests, those that break a rule: for DataFusion, DuckDB, PostgreSQL, Spark and SQLite.
//!
//! A [`Table`] is a request type as a table of one engine. It has a predicate for each rule ([`rules`](Table::rules)), and
//! writes statements with them: the table itself ([`create`](Table::create)), the rows that break rules, each with the
//! rules' ids ([`violations`](Table::violations)), how many rows break each rule ([`summary`](Table::summary)), and
//! constraints that PostgreSQL keeps ([`checks`](Table::checks)). Each query reads the table once.
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
//! # How a request is a row
//!
//! [`Table::row`] makes a row of a request, and [`Table::columns`] names the columns.
//!
//! | of the request | in the row |
//! | --- | --- |
//! | a scalar | a column with its wire name |
//! | absent | null |
//! | null, where it is told from absent | a second column, `name.null`, is true |
//! | an enum | its wire name or an alias, in either case if the enum ignores case; a whole number if all values are numbers |
//! | a decimal | an exact number, or text in SQLite; with 18 digits behind the point, as far as an engine has no more |
//! | a date | a date, or text in SQLite |
//! | a nested part | its members have columns `part.member`; `part` itself is true if an optional one is given |
//! | a part that stands in place (`flatten`) | its members have columns of their own names |
//! | a list, a map, a value of any shape, a part of a type that holds itself | JSON, a list as a list even if it is one text on the wire |
//! | a skipped field | nothing |
//!
//! The members of a part that is not given are null. Names that differ in nothing but case, or in what PostgreSQL cuts off
//! behind 63 bytes, end in `-2` and so on. An absent value of a field that is filled on reading (one that is no `Option`,
//! with a default) counts as filled.
//!
//! # What a predicate says
//!
//! It is the rule as the validator judges it, and never null: blank text is absent under the field's policy, white space is
//! that of [`char::is_whitespace`], lengths count characters, texts are ordered by code points, `a != b` is `!(a == b)`,
//! and comparisons with a missing side are false. The tests hold it to the validator, row by row and rule by rule.
//!
//! Names, texts and patterns are quoted for the engine, and comments hold no ends of lines, so nothing in a declaration is
//! ever read as SQL. PostgreSQL has no text with NUL, and SQLite's functions see such a text up to there only.
//!
//! # What a dialect cannot say
//!
//! A rule that cannot be said exactly is a [`Gap`]: it is left out whole, the others stay exact, and every statement lists
//! the gaps in comments at its top.
//!
//! | what | where |
//! | --- | --- |
//! | functions of the program (`check`, `satisfies`, a format of your own), facts (`ctx.f`) and skipped fields | everywhere |
//! | values of any shape (`serde_json::Value`), beyond presence and null; forms of your own | everywhere |
//! | deeper levels of a part of a type that holds itself | everywhere |
//! | the items of lists and maps: their rules, `any`, `all`, `unique`, `count`, `len` | DataFusion, Spark |
//! | the format `url`, and patterns beyond what `GLOB` says | SQLite |
//! | decimals, and whole numbers of 64 bits without a sign, beyond presence | SQLite |
//! | word boundaries in patterns; repetitions of more than 255 (PostgreSQL) or 1000 (DuckDB) | everywhere |
//! | rules over items as a constraint | PostgreSQL |

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
