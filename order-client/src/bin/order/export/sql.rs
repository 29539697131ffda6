use clap::ValueEnum;
use order_core::export::sql::{Dialect, Table};

use super::{print, write};
use crate::{
    api::ApiArgs,
    endpoint::{Endpoint, Known, OnEndpoint},
    exit::Exit,
    failure::Failure,
};

/// Write SQL that finds, among stored requests, those that break a rule
#[derive(Debug, clap::Args)]
pub(crate) struct SqlArgs {
    /// Kind of the requests
    #[arg(value_name = "ENDPOINT", default_value = "code")]
    endpoint: Endpoint,
    #[command(flatten)]
    of: ApiArgs,
    /// Engine that runs the statement
    #[arg(long, short, value_name = "ENGINE", default_value = "postgresql")]
    dialect: Engine,
    /// Statement to write
    #[arg(long, short, value_name = "STATEMENT", default_value = "violations")]
    statement: Statement,
    /// Name of the table
    #[arg(long, short, value_name = "NAME", default_value = "orders")]
    table: String,
    /// Name of a column that identifies a request; may be given several times
    #[arg(long, short, value_name = "COLUMN", default_value = "id")]
    key: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Datafusion,
    Duckdb,
    Postgresql,
    Spark,
    Sqlite,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Statement {
    /// One row for each rule that a request breaks
    Violations,
    /// The number of requests that break each rule, in one row
    Summary,
    /// The statement that creates the table
    Create,
    /// Constraints for the table (PostgreSQL)
    Checks,
}

impl From<Engine> for Dialect {
    fn from(engine: Engine) -> Self {
        match engine {
            Engine::Datafusion => Self::DataFusion,
            Engine::Duckdb => Self::DuckDb,
            Engine::Postgresql => Self::PostgreSql,
            Engine::Spark => Self::Spark,
            Engine::Sqlite => Self::Sqlite,
        }
    }
}

pub(crate) fn run(args: &SqlArgs) -> Result<Exit, Failure> {
    if args.statement == Statement::Checks && args.dialect != Engine::Postgresql {
        return Err(Failure::new(Exit::Usage, "constraints are written for PostgreSQL only")
            .hint("say `--dialect postgresql`, or ask for `--statement violations`"));
    }
    args.endpoint.with(args.of.api, Sql(args))
}

struct Sql<'a>(&'a SqlArgs);

impl OnEndpoint for Sql<'_> {
    type Output = Exit;

    fn on<T: Known>(self) -> Exit {
        let args = self.0;
        let table = Table::new(T::SCHEMA, args.dialect.into(), &args.table);
        let key: Vec<&str> = args.key.iter().map(String::as_str).collect();
        match args.statement {
            Statement::Violations => print(&table.violations(&key)),
            Statement::Summary => print(&table.summary()),
            Statement::Checks => print(&table.checks()),
            Statement::Create => {
                let key: Vec<_> = key.iter().map(|name| (*name, "BIGINT")).collect();
                write(&table.create(&key));
                Exit::Done
            }
        }
    }
}
