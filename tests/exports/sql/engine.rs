//! PostgreSQL as a judge of rows.

use std::collections::BTreeSet;

use order_core::export::sql::Table;
use tokio_postgres::types::ToSql;

use crate::sql::{
    postgres::Server,
    sqlite::{Row, by_row},
};

/// The rules that each row breaks, by PostgreSQL.
pub(crate) fn in_postgres(server: &Server, table: &Table, rows: &[Row]) -> Vec<BTreeSet<String>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = server.connect().await;
        let create = table.create(&[("no", "BIGINT")]);
        let create = create.replacen("CREATE TABLE", "CREATE TEMPORARY TABLE", 1);
        client.batch_execute(&create).await.unwrap();
        let types = table.columns().iter().map(|column| column.sql_type);
        let (mut values, mut arrays) = (Vec::new(), Vec::new());
        for (index, sql_type) in ["BIGINT"].into_iter().chain(types).enumerate() {
            values.push(format!("CAST(c{index} AS {sql_type})"));
            arrays.push(format!("${}::TEXT[]", index + 1));
        }
        let names: Vec<String> = (0..values.len()).map(|index| format!("c{index}")).collect();
        let insert = format!(
            "INSERT INTO requests SELECT {} FROM unnest({}) AS cells({})",
            values.join(", "),
            arrays.join(", "),
            names.join(", ")
        );
        let mut columns: Vec<Vec<Option<String>>> =
            vec![(0..rows.len()).map(|no| Some(no.to_string())).collect()];
        for index in 0..table.columns().len() {
            columns.push(rows.iter().map(|row| row[index].clone()).collect());
        }
        let cells: Vec<&(dyn ToSql + Sync)> = columns.iter().map(|column| column as _).collect();
        client.execute(&insert, &cells).await.unwrap_or_else(|e| panic!("{e:?}\n{insert}"));
        let query = table.violations(&["no"]).text;
        let found = client.query(&query, &[]).await.unwrap_or_else(|e| panic!("{e:?}\n{query}"));
        by_row(rows.len(), found.iter().map(|row| (row.get(0), row.get(1))))
    })
}
