use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroUsize,
    time::Duration,
};

use reqwest::{Certificate, header::HeaderValue, redirect};

use crate::{
    client::{Client, Inner},
    credentials::Credentials,
    endpoint::{self, BaseUrl, BaseUrlError},
    error::TransportError,
    format::Format,
    limit::Limit,
    message::{Message, Observer},
    resolver::Resolver,
    retry::Retry,
};

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
/// use order_client::{Client, Credentials};
///
/// let client = Client::builder(Credentials::new("001007", "skyfall")?)
///     .base_url("http://127.0.0.1:8080")
///     .user_agent("MyAPIConsumer/0.42")
///     .timeout(Duration::from_secs(30))
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    credentials: Credentials,
    /// Parsed at once, so that a password in it is dropped before anything can show it.
    base_url: Option<Result<BaseUrl, BaseUrlError>>,
    user_agent: String,
    certificates: Option<Vec<Certificate>>,
    connect_timeout: Duration,
    timeout: Duration,
    reply_limit: usize,
    format: Format,
    media_types: Option<(String, String)>,
    retry: Retry,
    retry_unsent: Retry,
    rate_limit: Option<(NonZeroUsize, Duration)>,
    resolver: Option<Resolver>,
    observer: Option<Observer>,
}

impl ClientBuilder {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            base_url: None,
            user_agent: concat!("order-client/", env!("CARGO_PKG_VERSION")).to_owned(),
            certificates: None,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(60),
            reply_limit: 64 * 1024,
            format: Format::default(),
            media_types: None,
            retry: Retry::new(3),
            retry_unsent: Retry::none(),
            rate_limit: None,
            resolver: None,
            observer: None,
        }
    }

    /// Sends to the live service, `https://api.digicert.com`, where orders cost money.
    pub fn live(self) -> Self {
        self.base_url(endpoint::LIVE)
    }

    /// Sends to the API at `url`, such as that of a sandbox.
    ///
    /// It must be `https`, as the key goes along with every call; `http` is taken for `127.0.0.1`
    /// and its like, `[::1]` and `localhost`. Paths of calls are appended to its path.
    pub fn base_url(mut self, url: impl AsRef<str>) -> Self {
        self.base_url = Some(BaseUrl::parse(url.as_ref()));
        self
    }

    /// Sets the `User-Agent`, which the API asks for; `order-client/VERSION` if not set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Trusts the certificates in `pem` and no others, in place of those of the operating system.
    ///
    /// For a service behind a company's own authority, and for machines without certificates.
    pub fn tls_certs_only(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.certificates = Some(Certificate::from_pem_bundle(pem.as_ref()).unwrap_or_default());
        self
    }

    /// Limits the time to find, reach and agree on keys with the service; 10 seconds if not set.
    ///
    /// Running out of it ends with [`Error::NotSent`](crate::Error::NotSent), which is safe to
    /// repeat, so it must be shorter than [`timeout`](Self::timeout).
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Limits the time of a whole call; 60 seconds if not set.
    ///
    /// Running out of it ends with [`Error::Unknown`](crate::Error::Unknown): the order may have
    /// been placed.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Limits how many bytes of the body of a reply are read; 64 KiB if not set.
    pub fn reply_limit(mut self, bytes: usize) -> Self {
        self.reply_limit = bytes;
        self
    }

    /// Writes requests, and asks for replies, in `format`; JSON if not set.
    ///
    /// A reply is read as what it says that it is.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Sends these as `Content-Type` and `Accept`, for an API of another vendor.
    ///
    /// If not set, they are those of the retail API, such as `application/vnd.digicert.rest-v1+json`,
    /// and for a form `application/x-www-form-urlencoded` and `application/json`. A call that only
    /// reads has no `Content-Type`.
    pub fn media_types(
        mut self,
        content_type: impl Into<String>,
        accept: impl Into<String>,
    ) -> Self {
        self.media_types = Some((content_type.into(), accept.into()));
        self
    }

    /// Repeats calls that only read; three times if not set.
    ///
    /// Repeated are those that found no answer, only a part of one, 408, 429, 500, 502, 503 or 504.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Repeats orders, and other calls that change something, after [`Error::NotSent`] alone; never if
    /// not set.
    ///
    /// No byte of such a request was written, so it cannot order twice. After any other error nothing
    /// repeats it.
    ///
    /// [`Error::NotSent`]: crate::Error::NotSent
    pub fn retry_unsent(mut self, retry: Retry) -> Self {
        self.retry_unsent = retry;
        self
    }

    /// Lets at most `calls` calls begin in any period of that length, all clones and repeats
    /// together; others wait for their turn. No limit if not set.
    ///
    /// The service is said to take about 1,000 calls an hour:
    ///
    /// ```
    /// use std::{num::NonZeroUsize, time::Duration};
    ///
    /// use order_client::{Client, Credentials};
    ///
    /// let calls = NonZeroUsize::new(1000).expect("not zero");
    /// let client = Client::builder(Credentials::new("001007", "skyfall")?)
    ///     .base_url("http://127.0.0.1:8080")
    ///     .rate_limit(calls, Duration::from_secs(3600))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn rate_limit(mut self, calls: NonZeroUsize, period: Duration) -> Self {
        self.rate_limit = Some((calls, period));
        self
    }

    /// Looks the addresses of names up with `lookup` in place of the operating system.
    ///
    /// It must not block. Whatever it says, the service must prove its name by TLS, and `localhost`
    /// stays this machine.
    pub fn resolver(
        mut self,
        lookup: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static,
    ) -> Self {
        self.resolver = Some(Resolver::new(lookup));
        self
    }

    /// Calls `observe` with each request before it is sent, and with each reply, repeats too.
    ///
    /// It is for people who want to see what goes over the wire; it must not block.
    ///
    /// ```
    /// use order_client::{Client, Credentials};
    ///
    /// let client = Client::builder(Credentials::new("001007", "skyfall")?)
    ///     .base_url("http://127.0.0.1:8080")
    ///     .observer(|message| eprintln!("{message}"))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observer(mut self, observe: impl Fn(&Message) + Send + Sync + 'static) -> Self {
        self.observer = Some(Observer::new(observe));
        self
    }

    /// Builds the client for a program without an async runtime.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build), and [`ConfigError::Thread`].
    #[cfg(feature = "blocking")]
    pub fn build_blocking(self) -> Result<crate::blocking::Client, ConfigError> {
        crate::blocking::Client::new(self.build()?).map_err(|source| ConfigError::Thread { source })
    }

    /// Builds the client.
    ///
    /// TLS is rustls with *ring*, unless the program has installed another provider as the default
    /// of the process before; if it has installed none, this installs *ring*. Proxies that the
    /// environment names are not used.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] names the setting that cannot be used. Nothing is sent.
    pub fn build(self) -> Result<Client, ConfigError> {
        let base_url = self.base_url.ok_or(ConfigError::NoBaseUrl)?;
        let base_url = base_url.map_err(|source| ConfigError::BaseUrl { source })?;
        let user_agent = HeaderValue::try_from(self.user_agent).ok();
        let user_agent =
            user_agent.filter(|value| !value.is_empty()).ok_or(ConfigError::UserAgent)?;
        let (content_type, accept) = match &self.media_types {
            Some((content_type, accept)) => (content_type.as_str(), accept.as_str()),
            None => self.format.media_types(),
        };
        let media_type = |text: &str| HeaderValue::from_str(text).ok().filter(|it| !it.is_empty());
        let content_type = media_type(content_type).ok_or(ConfigError::MediaType)?;
        let accept = media_type(accept).ok_or(ConfigError::MediaType)?;
        if self.connect_timeout.is_zero() || self.connect_timeout >= self.timeout {
            return Err(ConfigError::Timeouts);
        }

        // Without one, reqwest panics. It fails if there is one already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .user_agent(user_agent.clone())
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .http1_only()
            .http1_title_case_headers()
            .https_only(base_url.is_encrypted())
            .no_proxy()
            // A connection that the server closes while it idles makes it unclear what was sent.
            .pool_max_idle_per_host(0)
            .redirect(redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never());
        let http = match self.certificates {
            Some(certificates) if certificates.is_empty() => return Err(ConfigError::Certificates),
            Some(certificates) => http.tls_certs_only(certificates),
            None if base_url.is_encrypted() => http,
            // The machine may have no certificates at all, and none are needed.
            None => http.tls_certs_only([]),
        };
        let http = match base_url.is_encrypted() {
            true => http,
            // Whatever the hosts file of the machine says, the key stays on it.
            false => http.resolve_to_addrs("localhost", &LOOPBACK),
        };
        let http = match self.resolver {
            Some(resolver) => http.dns_resolver(resolver),
            None => http,
        };
        let http = http
            .build()
            .map_err(|error| ConfigError::Tls { source: TransportError::new(error) })?;
        Ok(Client::new(Inner {
            http,
            base_url,
            credentials: self.credentials,
            reply_limit: self.reply_limit,
            format: self.format,
            content_type,
            accept,
            retry: self.retry,
            retry_unsent: self.retry_unsent,
            user_agent,
            observer: self.observer,
            limit: self.rate_limit.map(|(calls, period)| Limit::new(calls.get(), period)),
        }))
    }
}

/// A setting that a client cannot be built with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL cannot be used.
    #[error("the base URL cannot be used")]
    BaseUrl {
        /// Why.
        source: BaseUrlError,
    },
    /// The certificates are not in the form of PEM, or there are none.
    #[error("no certificate can be read; give them as PEM")]
    Certificates,
    /// A media type is empty or cannot be sent in a header.
    #[error("a media type is empty or has characters that a header cannot carry")]
    MediaType,
    /// It was not said where to send to.
    #[error("no base URL; call `live` to place real orders, or `base_url`")]
    NoBaseUrl,
    /// No thread could be started for the connections.
    #[cfg(feature = "blocking")]
    #[error("no thread can be started for the connections")]
    Thread {
        /// Why.
        source: io::Error,
    },
    /// The time to connect is zero, or not shorter than that of the whole call.
    #[error("the time to connect must be above zero and shorter than that of the whole call")]
    Timeouts,
    /// TLS could not be set up, as on a machine without certificates.
    #[error("TLS cannot be set up")]
    Tls {
        /// What went wrong.
        source: TransportError,
    },
    /// The `User-Agent` is empty or cannot be sent in a header.
    #[error("the user agent is empty or has characters that a header cannot carry")]
    UserAgent,
}
