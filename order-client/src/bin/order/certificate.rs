use crate::{exit::Exit, failure::Failure};

/// Fetch the certificate of an order.
#[derive(Debug, clap::Args)]
pub(crate) struct CertificateArgs {}

pub(crate) fn run(_args: &CertificateArgs) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
