//! The documentation of the requests of this repository.

use order_client::retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder};
use order_core::{OrderRequest, Schema, export::markdown};

#[path = "../rules/invented/shipment.rs"]
#[allow(dead_code, reason = "only its schema is of interest here")]
mod shipment;

#[test]
fn show() {
    for schema in
        [CodeSigningOrder::SCHEMA, SslOrder::SCHEMA, Reissue::SCHEMA, shipment::Shipment::SCHEMA]
    {
        let export = markdown::export(schema);
        std::fs::write(format!("/tmp/docs-{}.md", schema.name), export.text).unwrap();
    }
}
