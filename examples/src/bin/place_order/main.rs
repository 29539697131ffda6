//! Places a code-signing order with the sandbox and shows what goes over the wire.
//!
//! ```text
//! cargo run -p order-examples --bin place_order
//! cargo run -p order-examples --bin place_order -- orders/ev-ship-token.json
//! ```

mod document;
mod tap;

use std::{
    env,
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
};

use order_client::{
    Client,
    retail::{self, CodeSigningOrder},
    sandbox::Sandbox,
};
use order_core::{Valid, json};

use crate::{document::Document, tap::Tap};

/// The order of the vendor's documentation.
const SAMPLE: &str = include_str!("../../../orders/ev-client-app.json");
const BROKEN: &str = include_str!("../../../orders/broken.json");

/// The order was not placed.
const FAILED: u8 = 1;
/// The command line, or the file it names, is of no use.
const USAGE: u8 = 2;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let document = match (arguments.next(), arguments.next()) {
        (None, _) => Ok(Document::embedded("orders/ev-client-app.json", SAMPLE)),
        (Some(file), None) => Document::read(&file),
        (Some(_), Some(_)) => Err("usage: place_order [FILE]".into()),
    };
    let document = match document {
        Ok(document) => document,
        Err(error) => return fail(USAGE, &*error),
    };
    let order = match document.order() {
        Ok(order) => order,
        Err(error) => return fail(FAILED, &*error),
    };
    match place(&order).await {
        Ok(mut report) => {
            if document.is_embedded() {
                report += &broken_order();
            }
            // A reader that has seen enough, such as `head`, is no failure.
            let _ = io::stdout().write_all(report.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => fail(FAILED, &*error),
    }
}

/// Places `order` with a sandbox of our own, past a tap that keeps both messages.
async fn place(order: &Valid<CodeSigningOrder>) -> Result<String, Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let tap = Tap::start(sandbox.url()).await?;
    let client =
        Client::builder(retail::SERVICE, sandbox.credentials()).base_url(tap.url()).build()?;

    let placed = client.place(order).await?;

    let (request, reply) = tap.messages().await?;
    sandbox.stop().await;
    Ok(format!(
        "--- request\n{}\n\n--- reply\n{}\n\norder {} placed\n",
        without_key(&request),
        String::from_utf8_lossy(&reply),
        placed.order_id,
    ))
}

/// The messages for an order with mistakes, before anything is sent.
fn broken_order() -> String {
    let said = match json::from_str::<Valid<CodeSigningOrder>>(BROKEN) {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    };
    format!("\n--- orders/broken.json, which is not sent\n{said}\n")
}

/// The request as text, without the credentials.
fn without_key(request: &[u8]) -> String {
    let text = String::from_utf8_lossy(request);
    let redacted = |line: &str| match line.split_once(": Basic ") {
        Some((name, _)) => format!("{name}: Basic [redacted]"),
        None => line.to_owned(),
    };
    text.lines().map(redacted).collect::<Vec<_>>().join("\n")
}

fn fail(code: u8, error: &dyn Error) -> ExitCode {
    let mut message = format!("error: {error}\n");
    let mut cause = error.source();
    while let Some(error) = cause {
        message += &format!("  because: {error}\n");
        cause = error.source();
    }
    let _ = io::stderr().write_all(message.as_bytes());
    ExitCode::from(code)
}
