//! The service to which calls go.

use std::{fs, io, path::PathBuf, time::Duration};

use clap::ValueEnum;
use order_client::{
    Call, Client, ConfigError, Credentials, CredentialsError, Error, Format, FromReply, Message,
    OrderId, OrderIdError, OrderState, Retry,
};
use order_core::{Endpoint, Invalid, Valid};
use reqwest::Url;

use crate::{
    api::{Api, OwnSandbox},
    confirm::{self, Rows},
    duration,
    exit::Exit,
    failure::Failure,
    output,
    printable::printable,
    signal::Signals,
};

/// The time limit for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The credentials of the sandbox: those of the documentation's sample, which are not secret.
pub(crate) const SANDBOX_ACCOUNT_ID: &str = "001007";
pub(crate) const SANDBOX_API_KEY: &str = "skyfall";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Service")]
pub(crate) struct ServiceArgs {
    /// API of the service
    ///
    /// For an account of CertCentral in the European Union, also give
    /// `--url https://certcentral.digicert.eu/services/v2`.
    #[arg(long, value_name = "API", default_value = "retail")]
    pub(crate) api: Api,

    /// Send to the API at this URL: a running sandbox, or a service by `https`
    ///
    /// `order sandbox` prints the URL of its sandbox. `http` is for this machine only; by default, the
    /// credentials of the sandbox are used with it. `https` is treated like the live service.
    #[arg(long, value_name = "URL", conflicts_with = "live")]
    url: Option<String>,

    /// Send to the live service, where orders cost money
    #[arg(long)]
    live: bool,

    /// File with the account id and the API key, readable by its owner only
    ///
    /// The file has two lines: `DIGICERT_ACCOUNT_ID=ID` and `DIGICERT_API_KEY=KEY`. By default, the environment
    /// variables of these names are used. CertCentral is not sent the account id: the journal tells accounts apart by it.
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,

    /// Trust the certificates in this file (PEM) instead of those of the machine
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,

    /// Send every call through the HTTP proxy at this URL; by default, through none
    ///
    /// Variables such as `HTTPS_PROXY` are not read. A user name and password in the URL are for the proxy.
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,

    /// Format of requests and replies on the wire; CertCentral has JSON alone
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    format: WireFormat,

    /// Time to wait for a reply, such as `90s`; a call that only reads is repeated within it
    #[arg(long, value_name = "DURATION", default_value = "60s", value_parser = duration::parse)]
    timeout: Duration,

    /// Show each request and each reply on standard error, without the API key
    #[arg(short, long)]
    verbose: bool,
}

/// The format of requests and replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WireFormat {
    Json,
    Xml,
}

/// The kind of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The sandbox of this process, which ends with it.
    OwnSandbox,
    /// A server on this machine.
    ThisMachine,
    /// The live service, or another one that is treated like it.
    Live,
}

/// A service that can be called.
pub(crate) struct Service {
    pub(crate) client: Client,
    pub(crate) api: Api,
    pub(crate) kind: Kind,
    pub(crate) url: String,
    pub(crate) account_id: String,
    /// The own sandbox, which stops when it is dropped.
    _sandbox: Option<OwnSandbox>,
}

impl ServiceArgs {
    /// The kind of service that the options select.
    pub(crate) fn kind(&self) -> Kind {
        match &self.url {
            None if self.live => Kind::Live,
            None => Kind::OwnSandbox,
            Some(url) => match Url::parse(url) {
                Ok(url) if url.scheme() == "https" => Kind::Live,
                // Text that is not a URL is refused when the client is built.
                _ => Kind::ThisMachine,
            },
        }
    }

    /// A client of the service, which may be a sandbox of this process. Nothing is sent.
    pub(crate) async fn connect(&self, verbose: bool) -> Result<Service, Failure> {
        if self.api == Api::CertCentral && self.format == WireFormat::Xml {
            return Err(self.api.lacks_option("--format xml"));
        }
        let kind = self.kind();
        let sandbox = match kind {
            Kind::OwnSandbox => Some(self.api.own_sandbox().await.map_err(|error| {
                Failure::new(Exit::Usage, "the sandbox cannot be started").because(&error)
            })?),
            _ => None,
        };
        let url = match (&self.url, &sandbox) {
            (Some(url), _) => url.as_str(),
            (None, Some(sandbox)) => &sandbox.url,
            (None, None) => self.api.service().live_url().unwrap_or_default(),
        };
        let credentials = self.credentials(kind)?;
        let account_id = credentials.account_id().unwrap_or_default().to_owned();
        let mut builder = Client::builder(self.api.service(), credentials)
            .base_url(url)
            .timeout(self.timeout)
            // Otherwise a service that never answers is waited for several times.
            .retry(Retry::new(3).budget(self.timeout))
            // A failed connection proves that an order was not sent, so it must be noticed before the timeout.
            .connect_timeout(CONNECT_TIMEOUT.min(self.timeout / 2))
            .user_agent(concat!("order/", env!("CARGO_PKG_VERSION")))
            .format(match self.format {
                WireFormat::Json => Format::Json,
                WireFormat::Xml => Format::Xml,
            });
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy);
        }
        if let Some(path) = &self.trust {
            builder = builder.tls_certs_only(fs::read(path).map_err(|error| {
                let message = format!("{} cannot be read", path.display());
                Failure::new(Exit::Usage, message).because(&error).hint("check the path")
            })?);
        }
        if verbose || self.verbose {
            builder = builder.observer(show);
        }
        let client = builder.build().map_err(|error| unusable(&error, url))?;
        let url = url.to_owned();
        Ok(Service { client, api: self.api, kind, url, account_id, _sandbox: sandbox })
    }

    /// Connects like [`connect`](Self::connect), but refuses a sandbox of this process, which has no orders yet.
    pub(crate) async fn connect_elsewhere(&self) -> Result<Service, Failure> {
        if self.kind() == Kind::OwnSandbox {
            return Err(Failure::new(Exit::Usage, "there is no service to ask").hint(format!(
                "give `--url URL` of a running sandbox, as `order sandbox{}` prints it, or `--live`",
                self.api.option()
            )));
        }
        self.connect(false).await
    }

    /// Refuses `what`, such as a command, unless the API is the only one that has it.
    pub(crate) fn only(&self, api: Api, what: &str) -> Result<(), Failure> {
        if self.api == api { Ok(()) } else { Err(self.api.lacks(what)) }
    }

    fn credentials(&self, kind: Kind) -> Result<Credentials, Failure> {
        let service = self.api.service();
        let credentials = match (&self.credentials, kind) {
            (Some(path), _) => Credentials::from_file(&service, path),
            (None, Kind::Live) => Credentials::from_env(&service),
            (None, _) => Credentials::new(SANDBOX_ACCOUNT_ID, SANDBOX_API_KEY),
        };
        credentials.map_err(|error| {
            let failure = Failure::new(Exit::Usage, "there are no credentials that can be used");
            let path = self.credentials.as_deref().unwrap_or_else(|| "FILE".as_ref()).display();
            let failure = failure.because(&error);
            match error {
                CredentialsError::Variable { .. } => {
                    let (account_id, key) = service.variables();
                    let names = account_id.into_iter().chain([key]).map(|name| format!("`{name}`"));
                    let names = names.collect::<Vec<_>>().join(" and ");
                    failure.hint(format!("set {names}, or give `--credentials FILE`"))
                }
                CredentialsError::Permissions { .. } => {
                    failure.hint(format!("run `chmod 600 {path}`"))
                }
                CredentialsError::File { .. } => failure.hint(format!("check the path `{path}`")),
                _ => failure,
            }
        })
    }
}

/// Reads the number of an order. Those of both APIs are of digits alone.
pub(crate) fn order_id(text: &str) -> Result<OrderId, OrderIdError> {
    Api::Retail.service().parse_order_id(text)
}

/// The request, unless it breaks its rules.
pub(crate) fn valid<T>(request: Result<Valid<T>, Invalid<T>>) -> Result<Valid<T>, Failure> {
    request.map_err(|invalid| {
        let failure = Failure::new(Exit::Invalid, "the request breaks its rules and was not sent");
        invalid.violations.iter().fold(failure, Failure::detail)
    })
}

/// Shows a message that goes over the wire.
fn show(message: &Message) {
    let which = if message.is_reply() { "reply" } else { "request" };
    let mut text = format!("--- {which}\n");
    for line in message.to_string().trim_end().lines() {
        let parts: Vec<_> = line.split('\t').map(printable).collect();
        text += &(parts.join("\t") + "\n");
    }
    output::note(&text);
}

/// The advice for a connection that was made, but not encrypted as it has to be.
fn trouble_of_tls(failure: &Failure, url: &str) -> Option<String> {
    let is = |part: &str| failure.causes().iter().any(|cause| cause.contains(part));
    let is_certificate = is("invalid peer certificate");
    Some(match () {
        () if is("InvalidContentType") || is("corrupt message") => match with_http(url) {
            Some(plain) => format!("if it is a sandbox, which does not encrypt, give `--url {plain}`"),
            None => format!("{url} does not answer in TLS; check the port"),
        },
        () if is_certificate && is("UnknownIssuer") => {
            "its certificate is not signed by one that is trusted; if that is right, as with one of your own, \
             give it as `--trust FILE`"
                .to_owned()
        }
        () if is_certificate && is("expired") => {
            "its certificate has expired; check the clock of this machine, then tell whoever runs the service"
                .to_owned()
        }
        () if is_certificate && is("not valid yet") => {
            "its certificate is not valid yet; check the clock of this machine".to_owned()
        }
        () if is_certificate && (is("not valid for") || is("NotValidForName")) => {
            "its certificate is for another name; check the host of the URL".to_owned()
        }
        () if is_certificate => "its certificate cannot be used; tell whoever runs the service".to_owned(),
        () => return None,
    })
}

/// The URL of the same server without encryption, if it is on this machine.
fn with_http(url: &str) -> Option<String> {
    let rest = url.trim().trim_start_matches("https://");
    let plain = format!("http://{rest}");
    // What may be a key is not repeated.
    if plain.contains('@') {
        return None;
    }
    let host = Url::parse(&plain).ok()?.host_str()?.to_owned();
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    (host == "localhost" || address.is_ok_and(|address| address.is_loopback())).then_some(plain)
}

fn unusable(error: &ConfigError, url: &str) -> Failure {
    let failure = Failure::of(Exit::Usage, error);
    match error {
        ConfigError::BaseUrl { .. } if !url.contains("://") => match with_http(url) {
            Some(plain) => failure.hint(format!("write `--url {plain}` for this machine")),
            None => failure.hint("check the `--url`; it starts with `https://`"),
        },
        ConfigError::BaseUrl { .. } => failure.hint("check the `--url`"),
        ConfigError::Timeouts => failure.hint("give a `--timeout` of at least `1s`"),
        ConfigError::Certificates => failure.hint("check the file of `--trust`"),
        ConfigError::Proxy { .. } => failure.hint("check the `--proxy`"),
        _ => failure,
    }
}

impl Service {
    /// The options that choose this service, each with a space before it.
    pub(crate) fn option(&self) -> String {
        let api = self.api.option();
        match self.api.service().live_url() {
            Some(url) if url == self.url => format!("{api} --live"),
            _ => format!("{api} --url {}", self.url),
        }
    }

    /// The cost of an order, for the person who is asked.
    pub(crate) fn cost(&self) -> &'static str {
        if Some(self.url.as_str()) == self.api.service().live_url() {
            "costs money"
        } else {
            "may cost money"
        }
    }

    /// Asks for confirmation of a request that changes something, if the service is a live one.
    pub(crate) fn confirm(
        &self,
        is_confirmed: bool,
        what: &str,
        order_id: &str,
        add_rows: impl FnOnce(&mut Rows),
    ) -> Result<(), Failure> {
        if self.kind != Kind::Live || is_confirmed {
            return Ok(());
        }
        let mut rows = Rows::default();
        rows.add("account", &self.account_id);
        rows.add("order", order_id);
        add_rows(&mut rows);
        confirm::ask(&format!("This asks {} {what}.", self.url), &rows, "Send this request?")
    }

    /// Sends a request that changes something, once. The first signal does not interrupt it.
    pub(crate) async fn change<T>(&self, request: &Valid<T>) -> Result<T::Response, Failure>
    where
        T: Endpoint<Response: FromReply>,
    {
        let mut signals = signals()?;
        let Some(result) = signals.unless_twice(self.client.send(request)).await else {
            return Err(Failure::new(
                Exit::Unknown,
                "given up while it was under way: the request may have taken effect",
            )
            .hint("look at the order before you send it again"));
        };
        result.map_err(|error| self.failure(&error))
    }

    /// Turns `error` into a failure with its hint and exit code.
    pub(crate) fn failure(&self, error: &Error) -> Failure {
        let failure = Failure::of(exit(error), error);
        match error {
            Error::NotSent { .. } => {
                let hint = match self.kind {
                    Kind::Live => trouble_of_tls(&failure, &self.url).unwrap_or_else(|| {
                        format!("check the network and whether {} answers", self.url)
                    }),
                    _ => format!(
                        "check that a sandbox is running at {}; `order sandbox{}` starts one",
                        self.url,
                        self.api.option()
                    ),
                };
                failure.hint(hint)
            }
            Error::Rejected { status: 404, .. } if self.kind != Kind::Live => {
                failure.hint("check the number; a sandbox forgets its orders when it ends")
            }
            _ => failure,
        }
    }
}

/// Runs `work` to its end.
pub(crate) fn block_on<R>(work: impl Future<Output = Result<R, Failure>>) -> Result<R, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| no_runtime(&error))?;
    let result = runtime.block_on(work);
    // Dropping the runtime would wait for a name server that does not answer.
    runtime.shutdown_background();
    result
}

pub(crate) fn no_runtime(error: &io::Error) -> Failure {
    Failure::new(Exit::Usage, "the connections cannot be set up").because(error)
}

/// Takes over Ctrl-C from here on.
pub(crate) fn signals() -> Result<Signals, Failure> {
    let signals = Signals::new();
    signals
        .map_err(|error| Failure::new(Exit::Usage, "Ctrl-C cannot be waited for").because(&error))
}

fn exit(error: &Error) -> Exit {
    match error {
        Error::Invalid(_) | Error::Unwritable(_) => Exit::Invalid,
        Error::Rejected { .. } => Exit::Refused,
        Error::NotSent { .. } | Error::Unreadable { .. } => Exit::NotSent,
        Error::Unknown { call: Call::Read, .. } => Exit::NotSent,
        other => match other.order_state() {
            OrderState::NotPlaced => Exit::NotSent,
            OrderState::Placed | OrderState::Unknown => Exit::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        service: ServiceArgs,
    }

    fn kind(arguments: &[&str]) -> Kind {
        let line = [&["order"], arguments].concat();
        Line::try_parse_from(line).expect("options that are there").service.kind()
    }

    #[test]
    fn only_what_is_on_this_machine_is_no_live_service() {
        assert_eq!(kind(&[]), Kind::OwnSandbox);
        assert_eq!(kind(&["--live"]), Kind::Live);
        for url in ["https://api.digicert.com", "HTTPS://api.example.com", " https://127.0.0.1:1"] {
            assert_eq!(kind(&["--url", url]), Kind::Live, "{url}");
        }
        // All but those of this machine are refused when a client is made.
        for url in ["http://127.0.0.1:1", "http://api.digicert.com", "ftp://127.0.0.1", "", "1"] {
            assert_eq!(kind(&["--url", url]), Kind::ThisMachine, "{url}");
        }
    }

    #[test]
    fn numbers_of_all_apis_are_of_digits() {
        for api in Api::value_variants() {
            for text in ["7", "00222307", "", "1a", "\u{663}"] {
                let number = api.service().parse_order_id(text);
                assert_eq!(number, order_id(text), "{api:?}");
            }
        }
    }

    #[tokio::test]
    async fn live_service_is_the_one_of_the_documentation() {
        let file = std::env::temp_dir().join(format!("order-service-{}", std::process::id()));
        let text = "DIGICERT_ACCOUNT_ID=001007\nDIGICERT_API_KEY=skyfall\n";
        fs::write(&file, text).expect("the folder is for all");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let only_ours = fs::Permissions::from_mode(0o600);
            fs::set_permissions(&file, only_ours).expect("the file is ours");
        }
        let path = file.to_str().expect("a plain name");
        let mut services = Vec::new();
        for api in ["retail", "certcentral"] {
            let line = ["order", "--live", "--api", api, "--credentials", path];
            let line = Line::try_parse_from(line).expect("options that are there");
            services.push((api, line.service.connect(false).await));
        }
        fs::remove_file(&file).expect("it is there");
        for (api, service) in services {
            // On a machine without certificates there can be no client of it.
            let Ok(service) = service else { continue };
            let url = match api {
                "retail" => "https://api.digicert.com",
                _ => "https://www.digicert.com/services/v2",
            };
            assert_eq!(
                (service.kind, service.url.as_str(), service.account_id.as_str()),
                (Kind::Live, url, "001007")
            );
            assert_eq!(service.cost(), "costs money");
        }
    }
}
