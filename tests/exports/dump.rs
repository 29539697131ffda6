use order_core::{
    OrderRequest,
    export::json_schema::{self, Form},
};
#[test]
fn dump() {
    for (name, schema) in [
        ("code", order_client::retail::CodeSigningOrder::SCHEMA),
        ("ssl", order_client::retail::SslOrder::SCHEMA),
        ("items", crate::types::Items::SCHEMA),
        ("tree", crate::types::Tree::SCHEMA),
        ("values", crate::types::Values::SCHEMA),
        ("joined", crate::types::Joined::SCHEMA),
        ("formed", crate::types::Formed::SCHEMA),
        ("defaults", crate::types::Defaults::SCHEMA),
    ] {
        for form in [Form::Read, Form::Written] {
            let export = json_schema::export(schema, form);
            std::fs::write(format!("/tmp/jsonschema-x/{name}-{form:?}.json"), &export.text)
                .unwrap();
            println!("{name} {form:?} {} bytes, gaps:", export.text.len());
            for gap in export.gaps {
                println!("   {gap}");
            }
        }
    }
}
