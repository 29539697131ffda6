//! Constraints that PostgreSQL keeps.

use order_client::retail::CodeSigningOrder;
use order_core::{
    OrderRequest,
    export::sql::{Dialect, Table},
    json,
};

use crate::sql::postgres;

const ORDER: &str = r#"{"validity": 1, "platform": 51, "org_name": "My Company", "org_addr1": "19 Windsor Court",
    "org_city": "Tampa", "org_state": "FL", "org_zip": "33615", "org_country": "us", "telephone": "555-555-1234",
    "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy", "org_contact_job_title": "CTO",
    "org_contact_email": "gm@example.com", "org_contact_telephone": "555-555-1234", "ev": false}"#;

#[tokio::test]
async fn an_order_that_breaks_a_rule_is_not_stored() {
    let Some(server) = postgres::start() else { return };
    let client = server.connect().await;
    let table = Table::new(CodeSigningOrder::SCHEMA, Dialect::PostgreSql, "orders");
    let checks = table.checks();
    assert_eq!(checks.gaps, []);
    client.batch_execute(&table.create(&[])).await.unwrap();
    client.batch_execute(&checks.text).await.unwrap();
    let insert = |document: &str| {
        let order: CodeSigningOrder = json::from_str(document).unwrap();
        let cells: Vec<String> = (table.row(&order).into_iter())
            .map(|cell| cell.map_or("NULL".to_owned(), |cell| Dialect::PostgreSql.text(&cell)))
            .collect();
        format!("INSERT INTO orders VALUES ({})", cells.join(", "))
    };
    client.batch_execute(&insert(ORDER)).await.unwrap();
    for (from, to, rule) in [
        (r#""validity": 1"#, r#""validity": 4"#, "validity.allowed"),
        ("gm@example.com", "gm_at_example", "org_contact_email.format"),
        ("My Company", "\u{3000}\u{a0}", "org_name.required"),
        (r#""platform": 51, "#, "", "platform.required_unless"),
        (r#""platform": 51, "#, r#""platform": 2, "#, "platform.allowed_if-2"),
    ] {
        assert!(ORDER.contains(from), "{from}");
        let refused = client.batch_execute(&insert(&ORDER.replace(from, to))).await.unwrap_err();
        let refused = refused.as_db_error().unwrap();
        assert_eq!(refused.constraint(), Some(rule));
    }
}
