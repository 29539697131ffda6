use std::{
    fmt::Write as _,
    io,
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use order_client::sandbox::{Fault, SandboxOptions};

use crate::{
    api::{Api, Calls, OnApi},
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
#[command(after_long_help = faults())]
pub(crate) struct SandboxArgs {
    /// API that the sandbox stands for
    #[arg(long, value_name = "API", default_value = "retail")]
    api: Api,

    /// Port to listen on; by default, a free one
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Time between an order and its certificate, such as `2s`; by default, none
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    issue_after: Option<Duration>,

    /// Address to listen on, such as `::1`, or `0.0.0.0` for all of this machine
    ///
    /// Programs in a container or a virtual machine cannot reach the default. As `http` is for the own machine
    /// only, forward a port there to the sandbox: `socat TCP-LISTEN:8080,bind=127.0.0.1,fork TCP:HOST:PORT`.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,

    /// Refuse what exceeds the rates of the API, with status 429 (CertCentral: 100 calls in 5 seconds, 1000 in 3 minutes)
    #[arg(long)]
    limits: bool,

    /// Fault of the next request, such as `lost=502` or `mute`; may be given several times
    ///
    /// The faults are listed below. A client can ask for one in a header, such as `X-Sandbox-Fault: lost=502`.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

/// The faults, each with what it does.
const FAULTS: [(&str, &str); 16] = [
    ("close=before", "close the connection without reading more than the head"),
    ("close=after", "place the order, then close the connection"),
    ("content_type=TYPE", "reply with this content type"),
    ("delay=MILLISECONDS", "reply later"),
    ("garbage", "reply with a page and the right status"),
    ("half_body", "cut the reply within its body"),
    ("half_head", "cut the reply within its head"),
    ("idle_close=MILLISECONDS", "close the connection after the reply"),
    ("lost=STATUS", "place the order, then reply with a page; `;retry_after=SECONDS` may follow"),
    ("mute", "place the order, then never reply"),
    ("oversized=BYTES", "reply with a body of this length"),
    ("redirect=STATUS", "redirect without placing the order; `;location=URL` may follow"),
    ("refused=STATUS", "reply with a page only; `;retry_after=SECONDS` may follow"),
    ("reset=before", "reset the connection without reading more than the head"),
    ("reset=after", "place the order, then reset the connection"),
    ("slow_body=MILLISECONDS", "send the body byte by byte, with this time between"),
];

/// The table for the help.
fn faults() -> String {
    let mut table = "Faults:\n".to_owned();
    for (fault, effect) in FAULTS {
        let _ = writeln!(table, "  {fault:<23}  {effect}");
    }
    table.trim_end().to_owned()
}

pub(crate) fn run(args: &SandboxArgs) -> Result<Exit, Failure> {
    args.api.with(Run(args))
}

struct Run<'a>(&'a SandboxArgs);

impl OnApi for Run<'_> {
    type Output = Result<Exit, Failure>;

    fn on<A: Calls>(self) -> Self::Output {
        run_api::<A>(self.0)
    }
}

fn run_api<A: Calls>(args: &SandboxArgs) -> Result<Exit, Failure> {
    if args.limits && A::RATES.is_empty() {
        return Err(A::API.lacks_option("--limits"));
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| service::no_runtime(&error))?;
    runtime.block_on(async {
        let mut signals = service::signals()?;
        let options = SandboxOptions::default().host(args.host).port(args.port);
        let sandbox = A::start_sandbox(options, args.issue_after.unwrap_or_default()).await;
        let sandbox = sandbox.map_err(|error| not_started(args, &error))?;
        if args.limits {
            sandbox.limit(A::RATES);
        }
        for fault in args.faults.iter().cloned() {
            sandbox.fail_next(fault);
        }
        let url = sandbox.url();
        output::result(&format!(
            "listening on {url}\n\
             account id {SANDBOX_ACCOUNT_ID}\n\
             API key {SANDBOX_API_KEY}\n"
        ));
        if !args.host.is_loopback() {
            output::remark(&format!(
                "other machines may reach {url}; all that they send to it is readable on the way"
            ));
        }
        output::remark(&format!(
            "`order place FILE{} --url {url}` places an order; Ctrl-C ends this",
            A::API.option()
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

fn not_started(args: &SandboxArgs, error: &io::Error) -> Failure {
    let (port, host) = (args.port, args.host);
    let message = match error.kind() {
        io::ErrorKind::AddrInUse => format!("port {port} is in use by another program"),
        io::ErrorKind::PermissionDenied => format!("port {port} may not be used by this program"),
        io::ErrorKind::AddrNotAvailable => format!("{host} is no address of this machine"),
        _ => format!("port {port} cannot be opened"),
    };
    Failure::new(Exit::Usage, message)
        .because(error)
        .hint("give another `--port`, or none to take a free one")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_faults_are_faults() {
        for (fault, _) in FAULTS {
            let example = fault
                .replace("MILLISECONDS", "200")
                .replace("STATUS", "503")
                .replace("BYTES", "1000")
                .replace("TYPE", "text/html")
                .replace("redirect=503", "redirect=307");
            let read: Fault = example.parse().expect(fault);
            assert_eq!(read.to_string(), example);
        }
    }
}
