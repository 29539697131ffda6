use std::{io, time::Duration};

use order_client::sandbox::{Fault, Sandbox, SandboxOptions};

use crate::{
    duration,
    exit::Exit,
    failure::Failure,
    output,
    service::{self, SANDBOX_ACCOUNT_ID, SANDBOX_API_KEY},
};

/// Run a sandbox on this machine, for testing programs
///
/// The sandbox behaves as the documentation of the API says, and forgets all orders when it ends. The first
/// line that it prints is `listening on http://127.0.0.1:PORT`. Ctrl-C or SIGTERM ends it.
#[derive(Debug, clap::Args)]
pub(crate) struct SandboxArgs {
    /// Port to listen on; by default, a free one
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Time between an order and its certificate, such as `2s`; by default, none
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    issue_after: Option<Duration>,

    /// Fault of the next request, such as `lost=502` or `mute`; may be given several times
    ///
    /// A client can ask for a fault in a header, such as `X-Sandbox-Fault: lost=502`.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

pub(crate) fn run(args: &SandboxArgs) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| service::no_runtime(&error))?;
    runtime.block_on(async {
        let mut signals = service::signals()?;
        let options = SandboxOptions::default()
            .port(args.port)
            .issue_after(args.issue_after.unwrap_or_default());
        let sandbox = Sandbox::start_with(options).await;
        let sandbox = sandbox.map_err(|error| not_started(args.port, &error))?;
        for fault in args.faults.iter().cloned() {
            sandbox.fail_next(fault);
        }
        let url = sandbox.url();
        output::result(&format!(
            "listening on {url}\n\
             account id {SANDBOX_ACCOUNT_ID}\n\
             API key {SANDBOX_API_KEY}\n"
        ));
        output::remark(&format!(
            "`order place FILE --url {url}` places an order; Ctrl-C ends this"
        ));
        signals.next().await;
        let placed = sandbox.placed();
        tokio::select! {
            () = sandbox.stop() => {}
            () = signals.next() => {}
        }
        let orders = if placed == 1 { "order was" } else { "orders were" };
        output::remark(&format!("{placed} {orders} placed with this sandbox"));
        Ok(Exit::Done)
    })
}

fn not_started(port: u16, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::AddrInUse => format!("port {port} is in use by another program"),
        io::ErrorKind::PermissionDenied => format!("port {port} may not be used by this program"),
        _ => format!("port {port} cannot be opened"),
    };
    Failure::new(Exit::Usage, message)
        .because(error)
        .hint("give another `--port`, or none to take a free one")
}
