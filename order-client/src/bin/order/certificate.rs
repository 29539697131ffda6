use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};
use order_client::{Error, OrderId};

use crate::{
    api::{Calls, Fetched, NotFetched, OnApi},
    duration,
    exit::Exit,
    failure::Failure,
    file, output,
    service::{self, Service, ServiceArgs},
};

/// Fetch the certificate of an order, in PEM
#[derive(Debug, clap::Args)]
pub(crate) struct CertificateArgs {
    /// Number of the order, with its zeros
    #[arg(value_parser = service::order_id)]
    order_id: OrderId,

    /// Ask again until the certificate is ready, for at most this time, such as `90s` or `2h`
    ///
    /// Troubles of the service or the network are waited out as well. What asking again cannot change, such as
    /// credentials that are refused, ends it at once.
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    wait: Option<Duration>,

    /// Write the certificate to this file, which is replaced as a whole; by default, to standard output (`-`)
    ///
    /// The file keeps its permissions, and a symbolic link is followed. A pipe or device is written to.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Also write the certificates that signed it
    #[arg(long)]
    chain: bool,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &CertificateArgs) -> Result<Exit, Failure> {
    args.service.api.with(Run(args))
}

struct Run<'a>(&'a CertificateArgs);

impl OnApi for Run<'_> {
    type Output = Result<Exit, Failure>;

    fn on<A: Calls>(self) -> Self::Output {
        let args = self.0;
        service::block_on(async {
            let service = args.service.connect_elsewhere().await?;
            let Issued { certificate: mut pem, signers } = fetch::<A>(args, &service).await?;
            if args.chain {
                for (name, signer) in signers {
                    pem += &pem_of(name, signer)?;
                }
            }
            match args.out.as_deref() {
                Some(path) if path != Path::new("-") => write(path, &pem)?,
                _ => output::bytes(pem.as_bytes()),
            }
            Ok(Exit::Done)
        })
    }
}

/// A certificate and those that signed it, in PEM.
struct Issued {
    certificate: String,
    signers: Vec<(&'static str, String)>,
}

/// Asks until the certificate is ready or the time is over.
async fn fetch<A: Calls>(args: &CertificateArgs, service: &Service) -> Result<Issued, Failure> {
    let started = Instant::now();
    let limit = args.wait.unwrap_or_default();
    let spinner = match args.wait {
        Some(_) => spinner(&args.order_id),
        None => ProgressBar::hidden(),
    };
    let mut pause = Duration::from_millis(500);
    let mut trouble = None;
    loop {
        let fetched = A::certificate(&service.client, &args.order_id).await;
        let (retry_after, status, failure) = match fetched {
            Ok(Fetched::Issued { certificate, signers }) => {
                spinner.finish_and_clear();
                return Ok(Issued { certificate, signers });
            }
            Ok(Fetched::NotReady { retry_after, status }) => (retry_after, status, None),
            Err(NotFetched::Call(error)) if args.wait.is_some() && may_pass(&error) => {
                (error.retry_after(), None, Some(service.failure(&error)))
            }
            Ok(Fetched::Never { status }) => {
                spinner.finish_and_clear();
                return Err(never(args, &status));
            }
            Err(NotFetched::Call(error)) => {
                spinner.finish_and_clear();
                return Err(service.failure(&error));
            }
            Err(NotFetched::Request(failure)) => {
                spinner.finish_and_clear();
                return Err(failure);
            }
        };
        let left = limit.saturating_sub(started.elapsed());
        let wait = retry_after.unwrap_or(pause).max(Duration::from_millis(100));
        if left.is_zero() || retry_after.is_some_and(|wait| wait > left) {
            spinner.finish_and_clear();
            return Err(
                failure.unwrap_or_else(|| still_processed(args, retry_after, status.as_deref()))
            );
        }
        // A trouble that goes on is told once.
        let now = failure.map(|failure| failure.message().to_owned());
        if let Some(now) = &now
            && trouble.as_ref() != Some(now)
        {
            output::remark(&format!("asking again until the time is over, after this: {now}"));
        }
        trouble = now;
        tokio::time::sleep(wait.min(left)).await;
        pause = (pause * 2).min(Duration::from_secs(30));
    }
}

/// Returns whether asking again may help: the service or the way to it has some trouble, or it wants fewer calls.
fn may_pass(error: &Error) -> bool {
    match error {
        Error::Rejected { status, .. } => *status == 429,
        Error::NotSent { .. } | Error::Unknown { .. } | Error::Unreadable { .. } => true,
        _ => false,
    }
}

fn never(args: &CertificateArgs, status: &str) -> Failure {
    let message = format!("order {} has no certificate and will have none", args.order_id);
    Failure::new(Exit::Refused, message)
        .detail(format_args!("its status is `{status}`"))
        .hint("place another order")
}

fn still_processed(
    args: &CertificateArgs,
    retry_after: Option<Duration>,
    status: Option<&str>,
) -> Failure {
    let message = format!("the certificate of order {} is not ready yet", args.order_id);
    let mut failure = Failure::new(Exit::NotReady, message);
    if let Some(status) = status {
        failure = failure.detail(format_args!("the status of the order is `{status}`"));
    }
    match (retry_after, args.wait) {
        (Some(wait), _) => {
            failure.hint(format!("the service asks to wait for {} seconds", wait.as_secs()))
        }
        (None, None) => failure.hint("ask again later, or give `--wait DURATION`"),
        (None, Some(_)) => failure.hint("ask again later, or with a longer `--wait`"),
    }
}

fn spinner(order_id: &OrderId) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {msg}, {elapsed}");
    let spinner = ProgressBar::new_spinner()
        .with_style(style.expect("the template is a constant"))
        .with_message(format!("waiting for the certificate of order {order_id}"));
    spinner.enable_steady_tick(Duration::from_millis(100));
    output::set_bar(spinner.clone());
    spinner
}

/// The certificate that signed another one; empty if there is none.
fn pem_of(name: &str, certificate: String) -> Result<String, Failure> {
    match certificate.is_empty() || certificate.starts_with("-----BEGIN ") {
        true => Ok(certificate),
        false => {
            let message = format!("the {name} certificate of the reply is not PEM");
            Err(Failure::new(Exit::NotSent, message)
                .hint("leave `--chain` out to get the certificate alone"))
        }
    }
}

fn write(path: &Path, pem: &str) -> Result<(), Failure> {
    file::write(path, pem.as_bytes()).map_err(|error| {
        Failure::new(Exit::Usage, format_args!("{} cannot be written", path.display()))
            .because(&error)
            .hint("check the path; the certificate can be fetched again")
    })
}
