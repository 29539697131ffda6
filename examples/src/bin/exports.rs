//! Writes everything that comes from the declaration of the code-signing order into `examples/out`, with the OpenAPI
//! documents of both services.
//!
//! ```text
//! cargo run -p order-examples --bin exports              # writes the files
//! cargo run -p order-examples --bin exports -- --check   # says which of them are not up to date
//! ```

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use order_client::{
    certcentral,
    retail::{self, CodeSigningOrder},
};
use order_core::{
    OrderRequest as _,
    cases::cases,
    export::{
        Export, graph,
        html::Page,
        json_schema::{self, Form},
        markdown, schema,
        sql::{Dialect, Table},
    },
    json,
};

const SAMPLE: &str = include_str!("../../orders/ev-client-app.json");
const SHIPPED: &str = include_str!("../../orders/ev-ship-token.json");

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("out");
    let done = match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => write(&folder),
        ["--check"] => check(&folder),
        _ => Err("usage: exports [--check]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> Result<(), String> {
    let failed = |path: PathBuf| move |error: io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(folder).map_err(failed(folder.to_owned()))?;
    for (name, text) in files() {
        let path = folder.join(name);
        fs::write(&path, text).map_err(failed(path))?;
    }
    Ok(())
}

fn check(folder: &Path) -> Result<(), String> {
    let is_old = |(name, text): &(&str, String)| {
        fs::read_to_string(folder.join(name)).ok().as_deref() != Some(text)
    };
    let old: Vec<_> = files().into_iter().filter(is_old).map(|(name, _)| name).collect();
    match old.is_empty() {
        true => Ok(()),
        false => {
            Err(format!("not up to date: {}; run `exports` without `--check`", old.join(", ")))
        }
    }
}

/// Every file with what it holds.
fn files() -> Vec<(&'static str, String)> {
    let order = CodeSigningOrder::SCHEMA;
    let page = Page::new(order)
        .sample("EV, for a token that you own", SAMPLE)
        .sample("EV, with a token that is shipped", SHIPPED);
    let sql = |dialect| Table::new(order, dialect, "orders");
    vec![
        ("order-code.md", text(markdown::export(order))),
        ("order-code.html", text(page.export())),
        ("order-code.mmd", text(graph::mermaid(order))),
        ("order-code.svg", text(graph::svg(order))),
        ("order-code.schema.json", text(json_schema::export(order, Form::Written))),
        ("order-code.read.schema.json", text(json_schema::export(order, Form::Read))),
        ("order-code.rules.json", schema::export(order)),
        ("openapi.json", text(retail::openapi())),
        ("certcentral.openapi.json", text(certcentral::openapi())),
        ("order-code.create.postgresql.sql", sql(Dialect::PostgreSql).create(&[("id", "BIGINT")])),
        ("order-code.checks.postgresql.sql", text(sql(Dialect::PostgreSql).checks())),
        ("order-code.postgresql.sql", text(sql(Dialect::PostgreSql).violations(&["id"]))),
        ("order-code.sqlite.sql", text(sql(Dialect::Sqlite).violations(&["id"]))),
        ("order-code.datafusion.sql", text(sql(Dialect::DataFusion).violations(&["id"]))),
        ("order-code.duckdb.sql", text(sql(Dialect::DuckDb).violations(&["id"]))),
        ("order-code.spark.sql", text(sql(Dialect::Spark).violations(&["id"]))),
        ("order-code.summary.duckdb.sql", text(sql(Dialect::DuckDb).summary())),
        ("cases.txt", test_cases()),
        ("why-and-repair.txt", why_and_repair()),
    ]
}

/// The document of an export, which lists itself what it cannot say.
fn text(export: Export) -> String {
    export.text
}

/// The systematic test cases: what becomes of each document, then the document.
fn test_cases() -> String {
    let cases = cases::<CodeSigningOrder>(1);
    let about_rules = cases.take_while(|case| case.about().is_some());
    let line = |case: order_core::cases::Case| {
        let broken: Vec<_> = case.broken().iter().map(|broken| &*broken.rule).collect();
        let outcome = match case.is_valid() {
            true => format!("valid, beside {}", case.about().unwrap_or_default()),
            false => format!("breaks {}", broken.join(", ")),
        };
        format!("{outcome}\n    {}\n", case.document())
    };
    about_rules.map(line).collect()
}

/// The demands of an order before anything is wrong, and the repairs of a broken one.
fn why_and_repair() -> String {
    let mut order: CodeSigningOrder = json::from_str(SHIPPED).expect("the order can be read");
    let mut text = String::new();
    for parameter in ["platform", "cs_provisioning_method", "ship_zip", "org_unit"] {
        let why = order.why(parameter).expect("the order has such a parameter");
        text += &format!("$ why {parameter}\n{why}\n\n");
    }
    order.ship_zip = None;
    order.validity = 4;
    let violations = order.validate().expect_err("two rules are broken");
    text += &format!("$ check\n{violations}\n\n$ repair\n{}\n", violations.repairs(&order));
    text
}
