//! A connection to a journal in PostgreSQL.

use std::{
    env, fmt, io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use order_client::journal::PostgresJournal;
use rustls::{ClientConfig, pki_types::ServerName};
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::{
    Config,
    config::{Host, SslMode},
    error::SqlState,
    tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream},
};
use tokio_rustls::TlsConnector;

use crate::{exit::Exit, failure::Failure, journal};

/// The time limit for a connection, unless the URL has one.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The port of PostgreSQL, unless the URL has one.
const PORT: u16 = 5432;

/// Reads a URL. There is no cause, as it might show a part of the password.
fn parse(url: &str) -> Option<Config> {
    // A password with a bare `@` would end there, and its rest be a part of the host.
    if url.matches('@').count() > 1 {
        return None;
    }
    let (_, rest) = url.split_once("://")?;
    let mut config: Config = format!("postgresql://{rest}").parse().ok()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_TIMEOUT);
    }
    Some(config)
}

/// The database of a URL as people may see it: without a password and options.
pub(super) fn shown(url: &str) -> String {
    parse(url).map_or_else(|| "postgres://…".to_owned(), |config| Shown(&config).to_string())
}

struct Shown<'a>(&'a Config);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgres://")?;
        if let Some(user) = self.0.get_user() {
            write!(f, "{user}@")?;
        }
        for (index, host) in self.0.get_hosts().iter().enumerate() {
            let before = if index == 0 { "" } else { "," };
            match host {
                Host::Tcp(name) => write!(f, "{before}{name}")?,
                #[cfg(unix)]
                Host::Unix(path) => {
                    write!(f, "{before}{}", path.display().to_string().replace('/', "%2F"))?;
                }
            }
            let ports = self.0.get_ports();
            if let Some(port) = ports.get(index).or(ports.first()).filter(|port| **port != PORT) {
                write!(f, ":{port}")?;
            }
        }
        match self.0.get_dbname() {
            Some(name) => write!(f, "/{name}"),
            None => Ok(()),
        }
    }
}

/// Returns whether every server is on this machine.
fn is_local(config: &Config) -> bool {
    let addresses = config.get_hostaddrs();
    if !addresses.is_empty() {
        return addresses.iter().all(|address| address.is_loopback());
    }
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            let address = name.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
            name == "localhost" || address.is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    })
}

/// Connects to the database as many times, by TLS unless it is on this machine. Also returns it as people may see it.
pub(super) async fn connect(
    url: &str,
    connections: usize,
) -> Result<(PostgresJournal, String), Failure> {
    let mut config = parse(url).ok_or_else(|| {
        Failure::new(Exit::Journal, "the URL of the journal cannot be read").hint(
            "write it as `postgres://USER@HOST/DATABASE`; what is special in a URL is percent-encoded, \
             such as `%40` for `@`",
        )
    })?;
    let shown = Shown(&config).to_string();
    if config.get_password().is_none()
        && let Some(password) = env::var_os("PGPASSWORD")
    {
        config.password(password.as_encoded_bytes());
    }
    match (is_local(&config), config.get_ssl_mode()) {
        // Nobody else sees it, and a server on this machine has rarely a certificate that can be verified.
        (true, SslMode::Prefer) => {
            config.ssl_mode(SslMode::Disable);
        }
        (true, _) => {}
        (false, SslMode::Disable) => {
            let message = format!("{shown}: a journal on another machine is used by TLS only");
            return Err(Failure::new(Exit::Journal, message)
                .hint("leave out `sslmode=disable`, or forward a port of this machine to it"));
        }
        (false, _) => {
            config.ssl_mode(SslMode::Require);
        }
    }
    let tls = Tls::new()
        .map_err(|error| Failure::new(Exit::Journal, "TLS cannot be set up").because(&error))?;
    let not_connected = |error: tokio_postgres::Error| {
        let message = format!("{shown}: the journal cannot be connected to");
        let failure = Failure::new(Exit::Journal, message).because(&error);
        let missing = failure.causes().iter().any(|cause| cause.contains("password missing"));
        match error.code() {
            _ if missing => failure.hint("give the password in the variable `PGPASSWORD`"),
            Some(&SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION) => {
                failure.hint(
                    "check the user, and the password in the URL or the variable `PGPASSWORD`",
                )
            }
            Some(&SqlState::INVALID_CATALOG_NAME) => failure.hint("create the database first"),
            _ => failure.hint("check that the server runs, and the URL"),
        }
    };
    let mut clients = Vec::new();
    for _ in 0..connections {
        let (client, connection) = config.connect(tls.clone()).await.map_err(not_connected)?;
        tokio::spawn(connection);
        clients.push(client);
    }
    let journal = PostgresJournal::with_connections(clients).await;
    let journal = journal.map_err(|error| journal::failure(&error).at(&shown))?;
    Ok((journal, shown))
}

/// Makes connections that are encrypted, and whose server has a certificate that this machine trusts.
#[derive(Clone)]
struct Tls(TlsConnector);

impl Tls {
    fn new() -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config =
            ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = config.with_platform_verifier()?.with_no_client_auth();
        Ok(Self(Arc::new(config).into()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> MakeTlsConnect<S> for Tls {
    type Stream = Encrypted<S>;
    type TlsConnect = ToServer;
    type Error = io::Error;

    fn make_tls_connect(&mut self, domain: &str) -> io::Result<ToServer> {
        // A socket in the file system has no name, and needs none, as it has no TLS.
        let name = ServerName::try_from(domain.to_owned()).map_err(io::Error::other);
        Ok(ToServer { connector: self.0.clone(), name })
    }
}

/// A connector to the server of one name.
struct ToServer {
    connector: TlsConnector,
    name: io::Result<ServerName<'static>>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> TlsConnect<S> for ToServer {
    type Stream = Encrypted<S>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Encrypted<S>>> + Send>>;

    fn connect(self, stream: S) -> Self::Future {
        Box::pin(async move { self.connector.connect(self.name?, stream).await.map(Encrypted) })
    }
}

/// An encrypted stream.
struct Encrypted<S>(tokio_rustls::client::TlsStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Encrypted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Encrypted<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream for Encrypted<S> {
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_url_leads_to_the_same_database() {
        for (url, expected) in [
            ("postgres://u:skyfall@h:5433/d?sslmode=require", "postgres://u@h:5433/d"),
            ("postgres://u@%2Ftmp%2Fs/d", "postgres://u@%2Ftmp%2Fs/d"),
            ("postgres://h", "postgres://h"),
            ("postgres://a:1,b:2/d", "postgres://a:1,b:2/d"),
            ("postgres://h/d?bad=skyfall", "postgres://…"),
        ] {
            assert_eq!(shown(url), expected);
        }
    }

    #[test]
    fn only_this_machine_needs_no_tls() {
        let is_local = |url: &str| is_local(&parse(url).expect("a right URL"));
        for url in [
            "postgres://localhost/d",
            "postgres://127.0.0.1/d",
            "postgres://[::1]/d",
            "postgres://%2Ftmp/d",
            "postgres://db.example/d?hostaddr=127.0.0.1",
        ] {
            assert!(is_local(url), "{url}");
        }
        for url in [
            "postgres://db.example/d",
            "postgres://10.0.0.1/d",
            "postgres://localhost,db.example/d",
            "postgres://localhost/d?hostaddr=10.0.0.1",
        ] {
            assert!(!is_local(url), "{url}");
        }
    }
}
