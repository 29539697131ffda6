//! The documentation of the requests of this repository.

use order_client::retail::{CodeSigningOrder, Reissue, SslOrder};
use order_core::{
    OrderRequest,
    export::{graph, html::Page, markdown},
};

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
        let sample = include_str!("../../examples/orders/ev-client-app.json");
        let page = Page::new(schema).sample("EV order, with a token of your own", sample).export();
        std::fs::write(format!("/tmp/docs-{}.html", schema.name), page.text).unwrap();
        std::fs::write(format!("/tmp/docs-{}.svg", schema.name), graph::svg(schema).text).unwrap();
        std::fs::write(format!("/tmp/docs-{}.mmd", schema.name), graph::mermaid(schema).text)
            .unwrap();
    }
}
