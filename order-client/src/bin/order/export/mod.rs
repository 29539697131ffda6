//! Exports of the declaration of a request. Each subcommand has its own module.

pub(crate) mod docs;
pub(crate) mod graph;
pub(crate) mod openapi;
pub(crate) mod schema;
pub(crate) mod sql;

use order_core::export::Export;

use crate::{exit::Exit, output};

/// Writes an export to standard output, and the rules that it cannot express to standard error.
fn print(export: &Export) -> Exit {
    write(&export.text);
    for gap in &export.gaps {
        output::remark(&format!("this cannot say `{}`: {}", gap.rule, gap.reason));
    }
    Exit::Done
}

fn write(text: &str) {
    output::bytes(text.as_bytes());
}
