use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};
use order_client::{
    OrderId,
    retail::{CertificateState, IssuedCertificate},
};

use crate::{
    duration,
    exit::Exit,
    failure::Failure,
    output,
    service::{self, Service, ServiceArgs},
};

/// Fetch the certificate of an order, in PEM
#[derive(Debug, clap::Args)]
pub(crate) struct CertificateArgs {
    /// Number of the order, with its zeros
    order_id: OrderId,

    /// Ask again until the certificate is ready, for at most this time, such as `90s` or `2h`
    #[arg(long, value_name = "DURATION", value_parser = duration::parse)]
    wait: Option<Duration>,

    /// Write the certificate to this file, which is replaced as a whole, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Also write the certificates that signed it
    #[arg(long)]
    chain: bool,

    #[command(flatten)]
    service: ServiceArgs,
}

pub(crate) fn run(args: &CertificateArgs) -> Result<Exit, Failure> {
    service::block_on(async {
        let service = args.service.connect_elsewhere().await?;
        let certificate = fetch(args, &service).await?;
        let mut pem = certificate.certificate;
        if args.chain {
            pem.extend([certificate.intermediate, certificate.root].into_iter().flatten());
        }
        match &args.out {
            Some(path) => write(path, &pem)?,
            None => output::bytes(pem.as_bytes()).map_err(|error| {
                Failure::new(Exit::Usage, "the certificate cannot be written to standard output")
                    .because(&error)
            })?,
        }
        Ok(Exit::Done)
    })
}

/// Asks until the certificate is ready or the time is over.
async fn fetch(args: &CertificateArgs, service: &Service) -> Result<IssuedCertificate, Failure> {
    let started = Instant::now();
    let limit = args.wait.unwrap_or_default();
    let spinner = match args.wait {
        Some(_) => spinner(&args.order_id),
        None => ProgressBar::hidden(),
    };
    let mut pause = Duration::from_millis(500);
    loop {
        let state = service.client.certificate(&args.order_id).await;
        let not_ready = match state.map_err(|error| service.failure(&error))? {
            CertificateState::Issued(certificate) => {
                spinner.finish_and_clear();
                return Ok(*certificate);
            }
            CertificateState::NotReady(not_ready) => not_ready,
        };
        let left = limit.saturating_sub(started.elapsed());
        let wait = not_ready.retry_after.unwrap_or(pause).max(Duration::from_millis(100));
        if left.is_zero() || not_ready.retry_after.is_some_and(|wait| wait > left) {
            spinner.finish_and_clear();
            return Err(still_processed(args, not_ready.retry_after));
        }
        tokio::time::sleep(wait.min(left)).await;
        pause = (pause * 2).min(Duration::from_secs(30));
    }
}

fn still_processed(args: &CertificateArgs, retry_after: Option<Duration>) -> Failure {
    let message = format!("the certificate of order {} is not ready yet", args.order_id);
    let failure = Failure::new(Exit::NotReady, message);
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

/// Writes a file beside `path` and renames it, so that nobody reads an incomplete file.
fn write(path: &Path, pem: &str) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let written = fs::write(&beside, pem).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        Failure::new(Exit::Usage, format_args!("{} cannot be written", path.display()))
            .because(&error)
            .hint("check the path; the certificate can be fetched again")
    })
}
