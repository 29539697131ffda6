//! Rules that warn, in every export.

use std::collections::BTreeMap;

use order_core::{
    OrderRequest, OrderValue,
    export::{
        graph::mermaid,
        html,
        json_schema::{self, Form},
        markdown, openapi, schema,
        sql::{Dialect, Table},
    },
};
use serde_json::{Value, json};

use crate::sql::sqlite;

#[derive(Debug, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    /// By letter.
    Mail,
    #[order(deprecated = "use `mail`")]
    Fax,
}

#[derive(Debug, Default, OrderRequest)]
#[order(endpoint = "POST /orders", response = ())]
#[rule(cheap, !(price > 100), "large orders are looked at", warn)]
struct Order {
    #[order(query, deprecated = "use the header")]
    lang: Option<String>,
    rush: bool,
    /// Name of the buyer.
    #[length(..=8)]
    #[length(..=4, warn)]
    name: Option<String>,
    #[required_if(rush, warn)]
    telephone: Option<String>,
    #[required(warn)]
    note: Option<String>,
    #[range(..=5, warn if rush)]
    copies: Option<u8>,
    price: Option<u32>,
    #[order(deprecated = "use `name`")]
    first_name: Option<String>,
    method: Option<Method>,
}

#[test]
fn json_schema_accepts_what_is_warned_of_and_tells_it() {
    let export = json_schema::export(Order::SCHEMA, Form::Read);
    let schema: Value = serde_json::from_str(&export.text).unwrap();
    let member = |name: &str| &schema["properties"][name];
    assert_eq!(schema["required"], json!(["rush"]));
    assert_eq!(
        schema["description"],
        "Large orders are looked at: `price` is not greater than 100 (a warning, not an error).",
    );
    assert_eq!(
        member("name")["description"],
        "Name of the buyer.\n\nMust have at most 4 characters (a warning, not an error).",
    );
    assert_eq!(
        member("telephone")["description"],
        "Required if `rush` is true (a warning, not an error).",
    );
    assert_eq!(member("note")["description"], "Required (a warning, not an error).");
    assert_eq!(member("first_name")["description"], "Deprecated; use `name`.");
    assert_eq!(member("first_name")["deprecated"], true);
    assert_eq!(member("name").get("deprecated"), None);
    assert_eq!(
        schema["$defs"]["Method"]["x-enum-descriptions"],
        json!({ "mail": "By letter.", "fax": "Deprecated; use `mail`." }),
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    let warned = json!({
        "rush": true, "name": "Rumpel", "price": 101, "first_name": "R", "method": "fax", "copies": 9,
    });
    assert!(validator.is_valid(&warned));
    assert!(!validator.is_valid(&json!({ "rush": false, "copies": 9 })));
    assert!(!validator.is_valid(&json!({ "rush": true, "name": "Rumpelstiltskin" })));
}

#[test]
fn openapi_marks_a_deprecated_parameter() {
    let document = openapi::Document::new("Orders", "1");
    let operation = openapi::Operation::of::<Order>();
    let document: Value =
        serde_json::from_str(&document.operation(operation).export().text).unwrap();
    let parameter = &document["paths"]["/orders"]["post"]["parameters"][0];
    assert_eq!(
        *parameter,
        json!({
            "name": "lang",
            "in": "query",
            "description": "Deprecated; use the header.",
            "deprecated": true,
            "schema": parameter["schema"],
        }),
    );
}

#[test]
fn sql_has_a_column_of_the_severity() {
    for dialect in
        [Dialect::DataFusion, Dialect::DuckDb, Dialect::PostgreSql, Dialect::Spark, Dialect::Sqlite]
    {
        let table = Table::new(Order::SCHEMA, dialect, "requests");
        let warnings = table.rules().iter().filter(|rule| rule.severity.is_warning());
        let ids: Vec<&str> = warnings.map(|rule| rule.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "lang.deprecated",
                "name.length-2",
                "telephone.required_if",
                "note.required",
                "copies.range-warning",
                "first_name.deprecated",
                "cheap",
            ],
        );
        let query = table.violations(&["no"]).text;
        assert!(query.contains("THEN 'warning' ELSE 'error' END AS severity"), "{query}");
        assert!(!table.checks().text.contains("telephone"), "{}", table.checks().text);
    }
    let table = Table::new(Order::SCHEMA, Dialect::Sqlite, "requests");
    let orders = [
        Order { rush: true, copies: Some(9), ..Order::default() },
        Order { copies: Some(9), name: Some("123456789".to_owned()), ..Order::default() },
    ];
    let rows: Vec<_> = orders.iter().map(|order| table.row(order)).collect();
    let found = severities_of(&table, &rows);
    let severities = |row: usize| -> BTreeMap<&str, &str> {
        found[row].iter().map(|(id, severity)| (id.as_str(), severity.as_str())).collect()
    };
    assert_eq!(
        severities(0),
        BTreeMap::from([
            ("copies.range-warning", "warning"),
            ("note.required", "warning"),
            ("telephone.required_if", "warning"),
        ]),
    );
    assert_eq!(
        severities(1),
        BTreeMap::from([
            ("copies.range", "error"),
            ("name.length", "error"),
            ("name.length-2", "warning"),
            ("note.required", "warning"),
        ]),
    );
}

#[test]
fn documentation_says_what_is_only_a_warning() {
    let text = markdown::export(Order::SCHEMA).text;
    for said in [
        "must have at most 4 characters (a warning, not an error)",
        "required if `rush` is true (a warning, not an error)",
        "Deprecated; use `name`.",
        "`fax`: Deprecated; use `mail`.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let row = text.lines().find(|line| line.starts_with("| `note`")).unwrap();
    assert!(!row.contains("| yes"), "{row}");
    assert!(html::Page::new(Order::SCHEMA).export().text.contains("a warning, not an error"));
    let graph = mermaid(Order::SCHEMA).text;
    assert!(graph.contains("required") && graph.contains("warning"), "{graph}");
    let rules: Value = serde_json::from_str(&schema::export(Order::SCHEMA)).unwrap();
    let rules = rules["types"]["Order"]["rules"].as_array().unwrap();
    let warns: Vec<&str> = (rules.iter())
        .filter(|rule| rule["warns"] == true)
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        warns,
        [
            "lang.deprecated",
            "name.length-2",
            "telephone.required_if",
            "note.required",
            "copies.range",
            "first_name.deprecated",
            "cheap",
        ],
    );
}

/// The rules that each row breaks with their severities, of a table that has some that warn.
fn severities_of(table: &Table, rows: &[sqlite::Row]) -> Vec<BTreeMap<String, String>> {
    let connection = sqlite::filled(table, rows);
    let mut query = connection.prepare(&table.violations(&["no"]).text).unwrap();
    let row = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(u16, String, String)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    };
    let mut found = vec![BTreeMap::new(); rows.len()];
    for row in query.query_map([], row).unwrap() {
        let (no, rule, severity) = row.unwrap();
        found[usize::from(no)].insert(rule, severity);
    }
    found
}
