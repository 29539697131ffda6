//! Names and texts that would end a literal, a name or a comment do not.

use std::collections::BTreeSet;

use order_core::{
    OrderRequest, Report, Violation,
    export::sql::{Dialect, Table},
};

use crate::sql::postgres;

/// Text that ends literals, names and comments in one engine or another.
const NASTY: &str = "it's \"a\" `b` \\' ; DROP TABLE canary; -- */ /* $$ \n\r\u{2028}\u{202e} \\";

#[derive(Debug, Clone, OrderRequest)]
#[order(allow(dead_rule, dead_value))]
struct Nasty {
    /// A doc comment with '; DROP TABLE canary; --
    #[order(rename = "it's\"a\"`b`\\';DROP/**/TABLE/**/canary;--*/$$\u{202e}\\")]
    #[allowed(
        "it's \"a\" `b` \\' ; DROP TABLE canary; -- */ /* $$ \n\r\u{2028}\u{202e} \\",
        "plain"
    )]
    #[check(is_good)]
    first: Option<String>,
    #[order(rename = "\";DROP/**/TABLE/**/canary;--")]
    #[pattern(r#"['"`\\;\-*/$\n\x{202e}\[\]^a-c]{1,20}"#)]
    second: Option<String>,
    #[required_if(first == "'); DROP TABLE canary; --")]
    #[default_value("' OR 1=1 --")]
    third: Option<String>,
    #[order(rename = "';--")]
    #[required_if(third == "' OR 1=1 --" && present(second))]
    fourth: Option<u8>,
    #[required_if(second == "\\'; DROP TABLE canary; -- \u{202e}")]
    #[order(rename = "*/--/*")]
    fifth: Option<u8>,
}

fn is_good(_: &str) -> Result<(), String> {
    Ok(())
}

fn requests() -> Vec<Nasty> {
    let text = |text: &str| Some(text.to_owned());
    let mut requests = Vec::new();
    for first in [None, text(NASTY), text("'); DROP TABLE canary; --"), text("plain")] {
        for second in [
            None,
            text("'\"`\\;-*/$\n\u{202e}[]^abc"),
            text("\\'; DROP TABLE canary; -- \u{202e}"),
            text("x"),
        ] {
            for third in [None, text("' OR 1=1 --"), text("x")] {
                for fourth in [None, Some(1)] {
                    let (first, second, third) = (first.clone(), second.clone(), third.clone());
                    requests.push(Nasty { first, second, third, fourth, fifth: fourth });
                }
            }
        }
    }
    requests
}

fn expected(dialect: Dialect, request: &Nasty) -> BTreeSet<String> {
    let violations = request.validate().err();
    let ids = violations.iter().flatten().map(Violation::rule_id);
    ids.filter(|id| !is_gap(dialect, id)).collect()
}

fn is_gap(dialect: Dialect, id: &str) -> bool {
    table(dialect).gaps().iter().any(|gap| gap.rule == id)
}

fn table(dialect: Dialect) -> Table {
    Table::new(Nasty::SCHEMA, dialect, "orders\"; DROP TABLE canary; --")
}

/// Every statement that there is, with a key that is no better.
fn statements(table: &Table) -> [String; 4] {
    [
        table.create(&[(KEY, "BIGINT")]),
        table.violations(&[KEY]).text,
        table.summary().text,
        table.checks().text,
    ]
}

const KEY: &str = "k\"; DROP TABLE canary; --";

#[test]
fn sqlite_reads_names_and_texts_as_such() {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch("CREATE TABLE canary (x)").unwrap();
    let table = table(Dialect::Sqlite);
    let [create, violations, summary, checks] = statements(&table);
    connection.execute_batch(&create).unwrap();
    let name = Dialect::Sqlite.identifier("orders\"; DROP TABLE canary; --");
    let places = ", ?".repeat(table.columns().len());
    for (no, request) in requests().iter().enumerate() {
        let cells = [Some(no.to_string())].into_iter().chain(table.row(request));
        let insert = format!("INSERT INTO {name} VALUES (?{places})");
        connection.execute(&insert, rusqlite::params_from_iter(cells)).unwrap();
    }
    let mut query = connection.prepare(&violations).unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let rows: Vec<(i64, String)> = rows.map(Result::unwrap).collect();
    for (no, request) in requests().iter().enumerate() {
        let of_row = |(row, _): &&(i64, String)| usize::try_from(*row) == Ok(no);
        let found = rows.iter().filter(of_row).map(|(_, id)| id.clone()).collect();
        assert_eq!(expected(Dialect::Sqlite, request), found, "{request:?}");
    }
    let count: i64 = connection.query_one(&summary, [], |row| row.get(0)).unwrap();
    assert_eq!(usize::try_from(count), Ok(requests().len()));
    // Nothing but comments.
    connection.execute_batch(&checks).unwrap();
    assert!(checks.lines().all(|line| line.starts_with("-- ")), "{checks}");
    connection.execute_batch("SELECT * FROM canary").unwrap();
}

#[tokio::test]
async fn postgresql_reads_names_and_texts_as_such() {
    let Some(server) = postgres::start() else { return };
    let client = server.connect().await;
    client.batch_execute("CREATE TABLE canary (x INT)").await.unwrap();
    let table = table(Dialect::PostgreSql);
    let [create, violations, summary, checks] = statements(&table);
    client.batch_execute(&create).await.unwrap();
    let name = Dialect::PostgreSql.identifier("orders\"; DROP TABLE canary; --");
    for (no, request) in requests().iter().enumerate() {
        let cells = [Some(no.to_string())].into_iter().chain(table.row(request));
        let cells = cells.map(|cell| match cell {
            Some(cell) => Dialect::PostgreSql.text(&cell),
            None => "NULL".to_owned(),
        });
        let cells: Vec<String> = cells.collect();
        let insert = format!("INSERT INTO {name} VALUES ({})", cells.join(", "));
        client.batch_execute(&insert).await.unwrap();
    }
    let rows = client.query(&violations, &[]).await.unwrap();
    let rows: Vec<(i64, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    for (no, request) in requests().iter().enumerate() {
        let of_row = |(row, _): &&(i64, String)| usize::try_from(*row) == Ok(no);
        let found = rows.iter().filter(of_row).map(|(_, id)| id.clone()).collect();
        assert_eq!(expected(Dialect::PostgreSql, request), found, "{request:?}");
    }
    let count: i64 = client.query_one(&summary, &[]).await.unwrap().get(0);
    assert_eq!(usize::try_from(count), Ok(requests().len()));
    client.batch_execute(&checks).await.unwrap();
    let query = "SELECT COUNT(*) FROM pg_constraint WHERE contype = 'c'
        AND connamespace = 'public'::regnamespace";
    let count: i64 = client.query_one(query, &[]).await.unwrap().get(0);
    assert_eq!(usize::try_from(count), Ok(table.rules().len()));
    client.batch_execute("SELECT * FROM canary").await.unwrap();
}

#[test]
fn gaps_are_listed_in_comments_of_one_line() {
    for dialect in Dialect::ALL {
        let table = table(dialect);
        assert!(!table.gaps().is_empty(), "the check is one");
        for text in [table.violations(&[]).text, table.summary().text, table.checks().text] {
            let comments = text.lines().take_while(|line| line.starts_with("-- ")).count();
            assert!(comments > table.gaps().len(), "{text}");
            let statement = text.lines().nth(comments).unwrap_or("SELECT");
            let is_statement = statement.starts_with("SELECT") || statement.starts_with("ALTER");
            assert!(is_statement, "{statement}");
            assert!(!text.contains(['\u{202e}', '\u{2028}', '\r']), "{text}");
        }
    }
}

#[derive(Debug, Clone, OrderRequest)]
#[check(enough, is_enough, reads(a), "'; DROP TABLE canary; --\n DROP TABLE canary;")]
struct Checked {
    a: Option<u8>,
}

fn is_enough(_: &Checked, _: &mut Report<'_, '_>) {}

#[test]
fn a_check_is_a_gap_that_names_its_function() {
    let table = Table::new(Checked::SCHEMA, Dialect::Spark, "orders");
    assert_eq!(
        table.summary().text,
        "-- rules of Checked for Spark\n-- not judged: `enough`: `is_enough` is a function of the program\n\
         SELECT\n    COUNT(*) AS `rows`\nFROM `orders`;\n"
    );
    assert_eq!(table.gaps().len(), 1);
}

/// No column of a query has the name of another one.
#[test]
fn a_rule_named_rows_has_a_column_of_its_own() {
    #[derive(OrderRequest)]
    #[rule(rows, first != second, "both are the same")]
    struct Pair {
        first: u8,
        second: u8,
    }

    let summary = Table::new(Pair::SCHEMA, Dialect::DataFusion, "pairs").summary().text;
    assert_eq!(summary.matches("AS \"rows\"").count(), 1, "{summary}");
}

/// DuckDB counts repetitions within each other together.
#[test]
fn nested_repetitions_beyond_what_an_engine_counts_are_a_gap() {
    #[derive(OrderRequest)]
    struct Host {
        #[pattern(r"([a-z0-9-]{1,63}\.){1,20}[a-z]{2,63}")]
        name: Option<String>,
        #[length(..=255)]
        other: Option<String>,
    }

    let table = Table::new(Host::SCHEMA, Dialect::DuckDb, "hosts");
    let gaps: Vec<_> = table.gaps().iter().map(|gap| gap.rule.as_str()).collect();
    assert_eq!(gaps, ["name.pattern"]);
    assert_eq!(table.rules().len(), 1);
    assert!(Table::new(Host::SCHEMA, Dialect::PostgreSql, "hosts").gaps().is_empty());
}
