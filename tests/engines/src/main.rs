//! Rows of the code-signing order, valid and not, and what the validator says of them.
//!
//! - `rows generate FOLDER ROWS SEED` writes them as CSV files, of which an empty cell is null;
//! - `rows count FOLDER` reads them again and counts the rows that break each rule;
//! - `rows read FOLDER` only reads them;
//! - `rows sql DIALECT create|select|summary|violations|checks` prints the SQL for a dialect.

mod judge;
mod order;
mod random;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Mutex,
    thread,
};

use order_client::retail::CodeSigningOrder;
use order_core::{
    OrderRequest,
    export::sql::{Dialect, Table},
};

/// Rows of one file.
const FILE: u64 = 500_000;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["generate", folder, rows, seed] => generate(Path::new(folder), rows, seed),
        ["count", folder] => judge::count(&files(Path::new(folder)), true),
        ["read", folder] => judge::count(&files(Path::new(folder)), false),
        ["sql", dialect, what] => sql(dialect, what),
        _ => Err(
            "usage: rows generate FOLDER ROWS SEED | count FOLDER | read FOLDER | sql DIALECT WHAT"
                .into(),
        ),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(folder: &Path, rows: &str, seed: &str) -> Result<()> {
    let (rows, seed): (u64, u64) = (rows.parse()?, seed.parse()?);
    fs::create_dir_all(folder)?;
    let starts = Mutex::new((0..rows).step_by(usize::try_from(FILE)?));
    let done = on_all_cores(|| {
        let mut written = 0;
        loop {
            let Some(start) = starts.lock().expect("no thread panics").next() else {
                return Ok(written);
            };
            let path = folder.join(format!("{:06}.csv", start / FILE));
            let table = Table::new(CodeSigningOrder::SCHEMA, Dialect::DuckDb, "orders");
            let mut writer = csv::Writer::from_path(path)?;
            for row in start..rows.min(start + FILE) {
                let order = order::random(&mut random::Random::new(seed.wrapping_add(row)));
                let cells = table.row(&order);
                writer
                    .write_record(cells.iter().map(|cell| cell.as_deref().unwrap_or_default()))?;
            }
            writer.flush()?;
            written += rows.min(start + FILE) - start;
        }
    });
    done.map(|written: u64| println!("{written} rows"))
}

/// The files of a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "csv")).collect();
    files.sort();
    files
}

fn sql(dialect: &str, what: &str) -> Result<()> {
    let named = |known: &Dialect| known.name().eq_ignore_ascii_case(dialect);
    let dialect = Dialect::ALL.into_iter().find(named).ok_or("no such dialect")?;
    let table = Table::new(CodeSigningOrder::SCHEMA, dialect, "orders");
    let text = match what {
        "create" => table.create(&[]),
        // The columns of a file, all of them text, as those of the table.
        "select" => {
            let column = |(index, column): (usize, &order_core::export::sql::Column)| {
                let name = dialect.identifier(&column.name);
                format!("CAST(column{index:02} AS {}) AS {name}", column.sql_type)
            };
            table.columns().iter().enumerate().map(column).collect::<Vec<_>>().join(", ")
        }
        "summary" => table.summary().text,
        "violations" => table.violations(&[]).text,
        "checks" => table.checks().text,
        _ => return Err("no such SQL".into()),
    };
    print!("{text}");
    Ok(())
}

/// Does the same on all cores at once, until each is done or one fails.
fn on_all_cores<T: Send + std::iter::Sum>(work: impl Fn() -> Result<T> + Sync) -> Result<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(&work)).collect();
        let done = threads.into_iter().map(|thread| thread.join().expect("no thread panics"));
        done.collect::<Result<Vec<T>>>().map(|all| all.into_iter().sum())
    })
}
