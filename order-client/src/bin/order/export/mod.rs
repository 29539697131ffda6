//! What is made from the declaration of a request; each subcommand is a module of its own.

pub(crate) mod docs;
pub(crate) mod graph;
pub(crate) mod openapi;
pub(crate) mod schema;
pub(crate) mod sql;

use order_core::export::Export;

use crate::{exit::Exit, output};

/// Writes an export to standard output, and what its target cannot say to standard error.
fn print(export: &Export) -> Exit {
    write(&export.text);
    for gap in &export.gaps {
        output::remark(&format!("this cannot say `{}`: {}", gap.rule, gap.reason));
    }
    Exit::Done
}

fn write(text: &str) {
    // A reader that has seen enough, such as `head`, is no failure.
    let _ = output::bytes(text.as_bytes());
}
