//! The APIs that the program knows, and the calls that all of them have.

mod certcentral;
mod retail;

use std::{any::Any, fmt, io, time::Duration};

use clap::ValueEnum;
use order_client::{
    Client, Error, FromReply, OrderId, Rate, Service,
    sandbox::{Sandbox, SandboxOptions},
};
use order_core::{Endpoint as Declared, Valid, export::Export};

use self::{certcentral::CertCentral, retail::Retail};
use crate::{confirm::Rows, exit::Exit, failure::Failure, reissue::ReissueArgs, reply::Shown};

/// An API that the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Api {
    /// DigiCert's retail REST API v1, of 2014
    Retail,
    /// DigiCert's CertCentral Services API v2
    #[value(name = "certcentral")]
    CertCentral,
}

/// The API that a command without a service is about.
#[derive(Debug, clap::Args)]
pub(crate) struct ApiArgs {
    /// API that takes the request
    #[arg(long, value_name = "API", default_value = "retail")]
    pub(crate) api: Api,
}

/// The calls that every API has.
pub(crate) trait Calls {
    const API: Api;
    /// The calls that the service takes, as far as its documentation says so.
    const RATES: &'static [Rate];
    /// The member of a reply that has the number of the order.
    const NUMBER: &'static str;
    type View: Declared<Response: FromReply + Shown>;
    type Reissue: Declared<Context = (), Response: FromReply + Shown>;
    /// The service behind the sandbox.
    type Behind: Send + Sync + 'static;

    /// The request to show an order.
    fn view(order_id: &OrderId) -> Result<Valid<Self::View>, Failure>;

    /// Fetches the certificate of an order.
    async fn certificate(client: &Client, order_id: &OrderId) -> Result<Fetched, NotFetched>;

    /// The request to reissue a certificate.
    fn reissue(args: &ReissueArgs, csr: Option<String>) -> Result<Self::Reissue, Failure>;

    /// Adds what a person has to know of a reissue.
    fn add_rows(reissue: &Self::Reissue, rows: &mut Rows);

    async fn start_sandbox(
        options: SandboxOptions,
        issue_after: Duration,
    ) -> io::Result<Sandbox<Self::Behind>>;

    fn openapi() -> Export;
}

/// The answer to a question for a certificate.
pub(crate) enum Fetched {
    Issued {
        /// In PEM.
        certificate: String,
        /// The certificates that signed it, in PEM, each with its name.
        signers: Vec<(&'static str, String)>,
    },
    NotReady {
        retry_after: Option<Duration>,
        /// The status of the order, if the API tells it.
        status: Option<String>,
    },
    /// The order has ended with this status, and without a certificate.
    Never { status: String },
}

/// The reason why a certificate was not fetched.
pub(crate) enum NotFetched {
    Call(Error),
    /// Nothing was sent.
    Request(Failure),
}

impl From<Error> for NotFetched {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl From<Failure> for NotFetched {
    fn from(failure: Failure) -> Self {
        Self::Request(failure)
    }
}

/// Something to do with any [`Api`].
pub(crate) trait OnApi {
    /// The result.
    type Output;

    /// Runs with the calls of the API.
    fn on<A: Calls>(self) -> Self::Output;
}

/// A sandbox of this process, which ends when it is dropped.
pub(crate) struct OwnSandbox {
    pub(crate) url: String,
    _server: Box<dyn Any>,
}

impl OwnSandbox {
    async fn start<A: Calls>() -> io::Result<Self> {
        let sandbox = A::start_sandbox(SandboxOptions::default(), Duration::ZERO).await?;
        Ok(Self { url: sandbox.url().to_owned(), _server: Box::new(sandbox) })
    }
}

impl Api {
    /// Runs `what` with the calls of this API.
    pub(crate) fn with<F: OnApi>(self, what: F) -> F::Output {
        match self {
            Self::Retail => what.on::<Retail>(),
            Self::CertCentral => what.on::<CertCentral>(),
        }
    }

    /// Starts a sandbox of this API.
    pub(crate) async fn own_sandbox(self) -> io::Result<OwnSandbox> {
        match self {
            Self::Retail => OwnSandbox::start::<Retail>().await,
            Self::CertCentral => OwnSandbox::start::<CertCentral>().await,
        }
    }

    pub(crate) const fn service(self) -> Service {
        match self {
            Self::Retail => order_client::retail::SERVICE,
            Self::CertCentral => order_client::certcentral::SERVICE,
        }
    }

    /// The option that chooses this API, with a space before it; empty for the default.
    pub(crate) fn option(self) -> &'static str {
        match self {
            Self::Retail => "",
            Self::CertCentral => " --api certcentral",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Retail => Self::CertCentral,
            Self::CertCentral => Self::Retail,
        }
    }

    /// The failure to use `what`, a command or an endpoint that only the other API has.
    pub(crate) fn lacks(self, what: impl fmt::Display) -> Failure {
        let other = self.other();
        Failure::new(Exit::Usage, format!("there is no {what} for {self}"))
            .hint(format!("{other} has it: give `--api {}`", other.value()))
    }

    /// The failure to use an option that only the other API has.
    pub(crate) fn lacks_option(self, option: &str) -> Failure {
        let other = self.other();
        Failure::new(Exit::Usage, format!("there is no option `{option}` for {self}"))
            .hint(format!("leave it out; {other} has it (`--api {}`)", other.value()))
    }

    /// The value of `--api`.
    fn value(self) -> &'static str {
        match self {
            Self::Retail => "retail",
            Self::CertCentral => "certcentral",
        }
    }
}

/// Writes the name for people.
impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Retail => "the retail API",
            Self::CertCentral => "CertCentral",
        })
    }
}
