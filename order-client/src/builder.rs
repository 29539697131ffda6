use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroUsize,
    sync::Arc,
    time::Duration,
};

use reqwest::{
    Certificate,
    header::{HeaderMap, HeaderName, HeaderValue},
    redirect,
};

use crate::{
    client::{Client, Inner},
    credentials::Credentials,
    endpoint::{BaseUrl, BaseUrlError},
    error::TransportError,
    format::Format,
    limit::Limit,
    message::{Message, Observer},
    proxy::Proxy,
    resolver::Resolver,
    retry::Retry,
    service::{Rate, Service},
    target::OWN_HEADERS,
    transport::{Shared, Transport},
};

/// The time for which a connection is kept without a call; servers tend to close theirs after five seconds or more.
const LONGEST_IDLE: Duration = Duration::from_secs(4);

const LOOPBACK: [SocketAddr; 2] = [
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
    SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0),
];

/// Configures a [`Client`].
///
/// # Example
///
/// ```
/// use std::time::Duration;
///
/// use order_client::{Client, Credentials, retail};
///
/// let client = Client::builder(retail::SERVICE, Credentials::new("001007", "skyfall")?)
///     .base_url("http://127.0.0.1:8080")
///     .user_agent("MyAPIConsumer/0.42")
///     .timeout(Duration::from_secs(30))
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    service: Service,
    credentials: Credentials,
    /// Parsed early, so that a password in it is dropped before anything can show it.
    base_url: Option<Result<BaseUrl, BaseUrlError>>,
    user_agent: String,
    certificates: Option<Vec<Certificate>>,
    connect_timeout: Duration,
    timeout: Duration,
    reply_limit: usize,
    format: Format,
    media_types: Option<(String, String)>,
    headers: Vec<(String, String)>,
    proxy: Option<Proxy>,
    retry: Retry,
    retry_unsent: Retry,
    kept_connections: usize,
    rates: Vec<Rate>,
    resolver: Option<Resolver>,
    observer: Option<Observer>,
    transport: Option<Shared>,
}

impl ClientBuilder {
    pub(crate) fn new(service: Service, credentials: Credentials) -> Self {
        Self {
            service,
            credentials,
            base_url: None,
            user_agent: concat!("order-client/", env!("CARGO_PKG_VERSION")).to_owned(),
            certificates: None,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            reply_limit: 64 * 1024,
            format: Format::default(),
            media_types: None,
            headers: Vec::new(),
            proxy: None,
            retry: Retry::new(3),
            retry_unsent: Retry::none(),
            kept_connections: 0,
            rates: service.declared_rates().to_vec(),
            resolver: None,
            observer: None,
            transport: None,
        }
    }

    /// Sends to the live service, where orders cost money.
    pub fn live(mut self) -> Self {
        self.base_url = self.service.live_url().map(BaseUrl::parse);
        self
    }

    /// Sends to the API at `url`, such as that of a sandbox.
    ///
    /// The URL must be `https`, because every call carries the key. `http` is accepted for this machine only:
    /// `127.0.0.1` and its like, `[::1]` and `localhost`. The paths of calls are appended to the path of `url`.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = Some(BaseUrl::parse(url.as_ref()));
        self
    }

    /// Sets the `User-Agent`; `order-client/VERSION` if not set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Trusts only the certificates in `pem`, instead of those of the operating system.
    ///
    /// Use it for a service behind a company's own authority, and on machines without certificates.
    pub fn tls_certs_only(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.certificates = Some(Certificate::from_pem_bundle(pem.as_ref()).unwrap_or_default());
        self
    }

    /// Limits the time to connect, with name lookup and TLS handshake; 10 seconds if not set.
    ///
    /// A call that exceeds it ends with [`Error::NotSent`](crate::Error::NotSent), which is safe to
    /// repeat. The limit must therefore be shorter than [`timeout`](Self::timeout).
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Limits the time of a whole call; 60 seconds if not set.
    ///
    /// A call that exceeds it ends with [`Error::Unknown`](crate::Error::Unknown): the order may have
    /// been placed. A reply that has arrived by then is still read, for up to a quarter of a second, as after a program
    /// was suspended. A request that would begin to leave only then is not sent.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Limits the number of bytes that are read from the body of a reply; 64 KiB if not set.
    pub fn reply_limit(mut self, bytes: usize) -> Self {
        self.reply_limit = bytes;
        self
    }

    /// Writes requests and asks for replies in `format`; JSON if not set.
    ///
    /// A reply is read in the format that its `Content-Type` names.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Sets `Content-Type` and `Accept` instead of those that the service declares.
    ///
    /// A call that only reads has no `Content-Type`. That of an update is this one too.
    pub fn media_types(
        mut self,
        content_type: impl Into<String>,
        accept: impl Into<String>,
    ) -> Self {
        self.media_types = Some((content_type.into(), accept.into()));
        self
    }

    /// Sends a header with every request, beside those that the service declares. It replaces one of the same name.
    ///
    /// The value is shown to people. A key belongs into the [`Credentials`].
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends every call through the HTTP proxy at `url`, such as `http://proxy.example:3128`. Without it, no proxy is
    /// used, whatever the environment says.
    ///
    /// The calls to an `https` service go through a tunnel, so the proxy sees the host alone. A user name and a
    /// password in the URL are for the proxy; they are shown nowhere.
    pub fn proxy(mut self, url: impl AsRef<str>) -> Self {
        self.proxy = Some(Proxy::parse(url.as_ref()));
        self
    }

    /// Repeats calls that only read; three times if not set.
    ///
    /// A call is repeated after no answer, an incomplete answer, or status 408, 429, 500, 502, 503 or 504.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Repeats orders, and other calls that change something, but only after [`Error::NotSent`], or a status that
    /// [means](crate::Meaning::Repeat) that the service has not taken the request; never if not set.
    ///
    /// Repeating such a request cannot order twice. After any other error the request is not repeated.
    ///
    /// [`Error::NotSent`]: crate::Error::NotSent
    pub fn retry_unsent(mut self, retry: Retry) -> Self {
        self.retry_unsent = retry;
        self
    }

    /// Keeps up to `count` connections open for further calls that only read; none if not set.
    ///
    /// Many reads in a row save the handshakes. An order, and any other call that changes something, has a connection of
    /// its own: if the server closes a kept one, nobody can tell whether the request was taken. A read that fails on a
    /// kept connection is sent once more, on a new one, within its time and before [`retry`](Self::retry) counts. A
    /// connection that is not used for four seconds is closed.
    ///
    /// ```
    /// use order_client::{Client, Credentials, retail};
    ///
    /// let client = Client::builder(retail::SERVICE, Credentials::new("001007", "skyfall")?)
    ///     .base_url("http://127.0.0.1:8080")
    ///     .kept_connections(4)
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn kept_connections(mut self, count: usize) -> Self {
        self.kept_connections = count;
        self
    }

    /// Limits the number of calls that begin in any period of length `period`, beside the rates that the service
    /// declares.
    ///
    /// The limits cover all clones and all repeats together. Further calls wait for their turn.
    ///
    /// The retail API is said to take about 1,000 calls an hour:
    ///
    /// ```
    /// use std::{num::NonZeroUsize, time::Duration};
    ///
    /// use order_client::{Client, Credentials, retail};
    ///
    /// let calls = NonZeroUsize::new(1000).expect("not zero");
    /// let client = Client::builder(retail::SERVICE, Credentials::new("001007", "skyfall")?)
    ///     .base_url("http://127.0.0.1:8080")
    ///     .rate_limit(calls, Duration::from_secs(3600))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A call whose turn lies beyond the range of the clock, as in a period of [`Duration::MAX`], waits for ever.
    pub fn rate_limit(mut self, calls: NonZeroUsize, period: Duration) -> Self {
        self.rates.push(Rate::new(calls.get(), period));
        self
    }

    /// Looks up the addresses of host names with `lookup` instead of the operating system.
    ///
    /// The function must not block. Whatever it returns, the service must prove its name by TLS, and
    /// `localhost` remains this machine.
    pub fn resolver(
        mut self,
        lookup: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static,
    ) -> Self {
        self.resolver = Some(Resolver::new(lookup));
        self
    }

    /// Calls `observe` with each request before it is sent and with each reply, also of repeated calls.
    ///
    /// Use it to show people the traffic. The function must not block.
    ///
    /// ```
    /// use order_client::{Client, Credentials, retail};
    ///
    /// let client = Client::builder(retail::SERVICE, Credentials::new("001007", "skyfall")?)
    ///     .base_url("http://127.0.0.1:8080")
    ///     .observer(|message| eprintln!("{message}"))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observer(mut self, observe: impl Fn(&Message) + Send + Sync + 'static) -> Self {
        self.observer = Some(Observer::new(observe));
        self
    }

    /// Sends requests by `transport` instead of HTTP. See [`Transport`].
    ///
    /// The settings of TLS, the proxy, the resolver and the limits on time have no effect then.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Shared(Arc::new(transport)));
        self
    }

    /// Builds the client for a program without an async runtime.
    ///
    /// # Errors
    ///
    /// The same as for [`build`](Self::build), and [`ConfigError::Thread`].
    #[cfg(feature = "blocking")]
    pub fn build_blocking(self) -> Result<crate::blocking::Client, ConfigError> {
        crate::blocking::Client::new(self.build()?).map_err(|source| ConfigError::Thread { source })
    }

    /// Builds the client.
    ///
    /// TLS is rustls with the default provider of the process. If the program has installed none, this
    /// function installs *ring*.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], which names the setting that cannot be used. Nothing is sent.
    pub fn build(self) -> Result<Client, ConfigError> {
        let base_url = self.base_url.ok_or(ConfigError::NoBaseUrl)?;
        let base_url = base_url.map_err(|source| ConfigError::BaseUrl { source })?;
        let scheme = self.service.scheme();
        if scheme.needs_account_id() && self.credentials.account_id().is_none() {
            return Err(ConfigError::NoAccountId);
        }
        let proof = scheme.proof(&self.credentials).ok_or(ConfigError::Key)?;
        let headers = headers(self.service.fixed_headers(), &self.headers)?;
        let user_agent = HeaderValue::try_from(self.user_agent).ok();
        let user_agent =
            user_agent.filter(|value| !value.is_empty()).ok_or(ConfigError::UserAgent)?;
        let (content_type, update_type, accept) = match &self.media_types {
            Some((content_type, accept)) => {
                (content_type.as_str(), content_type.as_str(), accept.as_str())
            }
            None => {
                let (content_type, accept) = self.service.media_types_of(self.format);
                (content_type, self.service.update_type_of(self.format), accept)
            }
        };
        let media_type = |text: &str| HeaderValue::from_str(text).ok().filter(|it| !it.is_empty());
        let content_type = media_type(content_type).ok_or(ConfigError::MediaType)?;
        let update_type = media_type(update_type).ok_or(ConfigError::MediaType)?;
        let accept = media_type(accept).ok_or(ConfigError::MediaType)?;
        if self.connect_timeout.is_zero() || self.connect_timeout >= self.timeout {
            return Err(ConfigError::Timeouts);
        }

        // Without a provider, reqwest panics. Installing fails if there is one already, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let settings = Settings {
            is_encrypted: base_url.is_encrypted(),
            user_agent: &user_agent,
            connect_timeout: self.connect_timeout,
            certificates: self.certificates.as_deref(),
            resolver: self.resolver.as_ref(),
            proxy: self.proxy.map(|proxy| proxy.of(&base_url)).transpose()?,
        };
        // If the server closes an idle connection, it is unclear what was sent.
        let http = settings.http(0)?;
        let kept = match self.kept_connections {
            0 => None,
            count => Some(settings.http(count)?),
        };
        Ok(Client::new(Inner {
            http,
            kept,
            transport: self.transport,
            service: self.service,
            base_url,
            credentials: self.credentials,
            proof,
            timeout: self.timeout,
            reply_limit: self.reply_limit,
            format: self.format,
            content_type,
            update_type,
            accept,
            retry: self.retry,
            retry_unsent: self.retry_unsent,
            user_agent,
            observer: self.observer,
            headers,
            limit: Limit::new(&self.rates),
        }))
    }
}

/// The settings that all connections of a client have in common.
struct Settings<'a> {
    is_encrypted: bool,
    user_agent: &'a HeaderValue,
    connect_timeout: Duration,
    certificates: Option<&'a [Certificate]>,
    resolver: Option<&'a Resolver>,
    proxy: Option<reqwest::Proxy>,
}

impl Settings<'_> {
    /// Returns an HTTP client that keeps up to `kept` connections open.
    fn http(&self, kept: usize) -> Result<reqwest::Client, ConfigError> {
        let http = reqwest::Client::builder()
            .user_agent(self.user_agent.clone())
            .connect_timeout(self.connect_timeout)
            .http1_only()
            .http1_title_case_headers()
            .https_only(self.is_encrypted)
            .no_proxy()
            .pool_max_idle_per_host(kept)
            .pool_idle_timeout(LONGEST_IDLE)
            .redirect(redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never());
        let http = match self.certificates {
            Some([]) => return Err(ConfigError::Certificates),
            Some(certificates) => http.tls_certs_only(certificates.iter().cloned()),
            None if self.is_encrypted => http,
            // The machine may have no certificates at all, and none are needed.
            None => http.tls_certs_only([]),
        };
        let http = match self.is_encrypted {
            true => http,
            // Whatever the hosts file of the machine says, the key stays on it.
            false => http.resolve_to_addrs("localhost", &LOOPBACK),
        };
        let http = match self.resolver {
            Some(resolver) => http.dns_resolver(resolver.clone()),
            None => http,
        };
        let http = match &self.proxy {
            Some(proxy) => http.proxy(proxy.clone()),
            None => http,
        };
        http.build().map_err(|error| ConfigError::Tls { source: TransportError::new(error) })
    }
}

/// The headers of the service, replaced and extended by those of the client.
fn headers(
    service: &[(&'static str, &'static str)],
    client: &[(String, String)],
) -> Result<HeaderMap, ConfigError> {
    let of_service = service.iter().copied();
    let of_client = client.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut headers = HeaderMap::new();
    for (name, value) in of_service.chain(of_client) {
        let refused = || ConfigError::Header { name: name.to_owned() };
        let known = HeaderName::try_from(name).map_err(|_| refused())?;
        let value = HeaderValue::from_str(value).map_err(|_| refused())?;
        if OWN_HEADERS.contains(&known.as_str()) {
            return Err(refused());
        }
        headers.insert(known, value);
    }
    Ok(headers)
}

/// A setting that a client cannot use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL cannot be used.
    #[error("the base URL cannot be used")]
    BaseUrl {
        /// The cause.
        source: BaseUrlError,
    },
    /// A header cannot be sent, or is one that the client itself sends.
    #[error(
        "the header `{name}` cannot be set; it has characters that HTTP cannot carry, or the client sends it"
    )]
    Header {
        /// Its name.
        name: String,
    },
    /// The key has characters that a header cannot carry.
    #[error("the key, or the header for it, has characters that HTTP cannot carry")]
    Key,
    /// The certificates are not PEM, or there are none.
    #[error("no certificate can be read; give them as PEM")]
    Certificates,
    /// A media type is empty or cannot be sent in a header.
    #[error("a media type is empty or has characters that a header cannot carry")]
    MediaType,
    /// The service wants an account id beside the key.
    #[error("the credentials have no account id; use `Credentials::new`")]
    NoAccountId,
    /// No base URL was given, or the service declares none that is live.
    #[error("no base URL; call `live` to place real orders, or `base_url`")]
    NoBaseUrl,
    /// The proxy cannot be used.
    #[error("the proxy cannot be used; {advice}")]
    Proxy {
        /// The advice for whoever set it.
        advice: &'static str,
    },
    /// No thread could be started for the connections.
    #[cfg(feature = "blocking")]
    #[error("no thread can be started for the connections")]
    Thread {
        /// The cause.
        source: io::Error,
    },
    /// The time limit to connect is zero, or not shorter than the one of the whole call.
    #[error("the time to connect must be above zero and shorter than that of the whole call")]
    Timeouts,
    /// TLS could not be set up, for example on a machine without certificates.
    #[error("TLS cannot be set up")]
    Tls {
        /// The cause.
        source: TransportError,
    },
    /// The `User-Agent` is empty or cannot be sent in a header.
    #[error("the user agent is empty or has characters that a header cannot carry")]
    UserAgent,
}
