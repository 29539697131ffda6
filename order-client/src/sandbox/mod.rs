//! A loopback server that behaves as the documentation says, for testing programs.
//!
//! The server accepts the six calls in JSON and XML. It judges orders by the same rules as the client, so
//! the orders of any program can be tested with it:
//!
//! | path | methods |
//! | --- | --- |
//! | `/order/code`, `/order/ssl`, `/order/wfa` | `OPTIONS`, `POST` |
//! | `/order/{order_id}` | `GET`, `HEAD`, `OPTIONS`, `REISSUE` |
//! | `/order/{order_id}/certificate` | `GET`, `HEAD`, `OPTIONS` |
//!
//! Any method may be sent as a `POST` with `X-HTTP-Method-Override`. `GET` answers with an `ETag`, or with
//! 304 if `If-None-Match` names that `ETag`. Where the documentation is silent, the sandbox makes these
//! choices:
//!
//! - It uses only statuses of the documentation. A body in another media type gets a 400 if `Accept` names
//!   the format of the reply, otherwise a 406. A body over [`BODY_LIMIT`] gets a 400. So do a request for a
//!   certificate that is not ready, and a reissue of an order that is not for SSL or not issued yet.
//! - Certificates are those of the documentation's sample, which certify nothing.
//! - The code of an error is `required_param:<name>` if the parameter is missing, as documented. It is
//!   `invalid_param:<name>` for other mistakes in a parameter, and `invalid_request` for all others.
//! - A head over [`HEAD_LIMIT`] gets a 431 without a body.
//! - Credentials are checked first. Then follow path, method, `User-Agent` and `Content-Length`, and media
//!   types. The body is checked last.
//!
//! Orders keep their state from call to call. After an order was placed, it can be viewed, its certificate
//! is issued ([`SandboxOptions::issue_after`]), and the certificate can be fetched and reissued. Ask for
//! faults with [`Sandbox::fail_next`] or, from a client in any language, with the header `X-Sandbox-Fault`:
//!
//! ```sh
//! curl -u 001007:skyfall -H 'Accept: application/vnd.digicert.rest-v1+json' \
//!     -H 'X-Sandbox-Fault: reset=after' http://127.0.0.1:8080/order/00222307
//! ```
//!
//! [`Fault`] lists all faults. [`SandboxOptions`] bounds the number of connections and of kept orders, and
//! the time that a client may take.
//!
//! # Example
//!
//! ```
//! use order_client::sandbox::Sandbox;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let sandbox = Sandbox::start().await?;
//! assert!(sandbox.url().starts_with("http://127.0.0.1:"));
//! assert_eq!(sandbox.placed(), 0);
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

mod backend;
mod fault;
mod handle;
mod mishap;
mod negotiate;
mod record;
mod retail;
mod server;
mod state;
mod tree;
mod wire;

use std::{
    fmt, io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroUsize,
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

pub use self::{
    backend::BODY_LIMIT,
    fault::{Fault, FaultError, When},
    record::{PlacedOrder, RecordedRequest},
    retail::{AnyOrder, Retail},
    server::HEAD_LIMIT,
};
use self::{backend::Backend, server::Stopped, state::State};
use crate::credentials::Credentials;

/// The options of a [`Sandbox`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SandboxOptions {
    host: IpAddr,
    port: u16,
    issue_after: Duration,
    keep: NonZeroUsize,
    connections: NonZeroUsize,
    patience: Duration,
}

impl Default for SandboxOptions {
    fn default() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            issue_after: Duration::ZERO,
            keep: Sandbox::KEPT,
            connections: NonZeroUsize::new(512).expect("not zero"),
            patience: Duration::from_secs(30),
        }
    }
}

impl SandboxOptions {
    /// One year. Longer times could overflow a clock.
    const LONGEST_PATIENCE: Duration = Duration::from_secs(366 * 24 * 60 * 60);

    /// Sets the address to listen on; 127.0.0.1 if not set.
    ///
    /// On any other than a loopback address, other machines may reach the sandbox, and nothing is encrypted;
    /// [`Sandbox::is_reachable_from_elsewhere`] tells.
    /// A [`Client`](crate::Client) itself speaks `http` with a loopback address only.
    pub fn host(self, host: IpAddr) -> Self {
        Self { host, ..self }
    }

    /// Sets the port to listen on; a free one if not set.
    pub fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Sets the time between an order or reissue and its certificate; none if not set.
    pub fn issue_after(self, issue_after: Duration) -> Self {
        Self { issue_after, ..self }
    }

    /// Sets the number of orders and of requests that are kept; [`Sandbox::KEPT`] if not set.
    ///
    /// The latest ones are kept. An order that is no longer kept is not found. An order takes as much memory as
    /// the request that placed it, which is at most [`HEAD_LIMIT`] and [`BODY_LIMIT`] together.
    pub fn keep(self, keep: NonZeroUsize) -> Self {
        Self { keep, ..self }
    }

    /// Sets the number of connections that are served at once; 512 if not set. Further ones wait.
    pub fn connections(self, connections: NonZeroUsize) -> Self {
        Self { connections, ..self }
    }

    /// Sets the time that a client may take; 30 seconds if not set, and at most one year.
    ///
    /// The time applies to the head of each request, and again to its body. A connection that exceeds it is
    /// closed.
    pub fn patience(self, patience: Duration) -> Self {
        Self { patience: patience.min(Self::LONGEST_PATIENCE), ..self }
    }
}

/// A running loopback server, which stops when it is dropped.
///
/// `B` is the service behind it: the [`Retail`] API, which [`start`](Self::start) gives.
pub struct Sandbox<B = Retail> {
    address: SocketAddr,
    url: String,
    credentials: Credentials,
    backend: Arc<B>,
    state: Arc<State>,
    /// Dropping it asks the server to stop.
    stop: watch::Sender<()>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// The number of requests and of orders that are kept unless [set otherwise](SandboxOptions::keep).
    pub const KEPT: NonZeroUsize = NonZeroUsize::new(1000).expect("not zero");

    /// Starts a server on a free port of 127.0.0.1, as a task of the running tokio runtime.
    ///
    /// Orders are numbered from `00222307` on.
    ///
    /// # Errors
    ///
    /// An I/O error if no port can be opened.
    ///
    /// # Panics
    ///
    /// Panics outside of a tokio runtime with IO and time enabled.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(SandboxOptions::default()).await
    }

    /// Starts a server with `options`.
    ///
    /// # Errors
    ///
    /// An I/O error if the port cannot be opened.
    ///
    /// # Panics
    ///
    /// Panics outside of a tokio runtime with IO and time enabled.
    ///
    /// # Example
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use order_client::sandbox::{Sandbox, SandboxOptions};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let options = SandboxOptions::default().issue_after(Duration::from_millis(50));
    /// let sandbox = Sandbox::start_with(options).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn start_with(options: SandboxOptions) -> io::Result<Self> {
        Self::run(Retail::new(options), retail::credentials(), options).await
    }

    /// The latest orders, oldest first.
    pub fn orders(&self) -> Vec<PlacedOrder> {
        self.backend.orders()
    }
}

impl<B> Sandbox<B> {
    async fn run(backend: B, credentials: Credentials, options: SandboxOptions) -> io::Result<Self>
    where
        B: Backend + 'static,
    {
        let listener = TcpListener::bind((options.host, options.port)).await?;
        let address = listener.local_addr()?;
        let url = format!("http://{address}");
        let backend = Arc::new(backend);
        let state = Arc::new(State::new(options, Arc::clone(&backend) as _));
        let (stop, stopped) = Stopped::new();
        let server = tokio::spawn(server::run(listener, Arc::clone(&state), stopped));
        Ok(Self { address, url, credentials, backend, state, stop, server })
    }

    /// The base URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns whether other machines may reach the sandbox, as it listens on an address that is no loopback one.
    ///
    /// What they send is readable on the way, and the credentials of the sandbox are no secret. A program that lets its
    /// user choose the address should say so.
    pub fn is_reachable_from_elsewhere(&self) -> bool {
        !self.address.ip().to_canonical().is_loopback()
    }

    /// The credentials that the sandbox accepts. Those of the retail API are the ones of the documentation's sample.
    pub fn credentials(&self) -> Credentials {
        self.credentials.clone()
    }

    /// The number of orders that were placed.
    pub fn placed(&self) -> usize {
        self.state.backend().placed()
    }

    /// The latest requests, oldest first. Refused requests and those with a fault are included.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state.requests()
    }

    /// Makes `fault` happen to the next request. Several faults happen to one request after the other.
    ///
    /// # Panics
    ///
    /// Panics if HTTP does not allow the fault: a final status is from 200 to 999, the status of a redirect from
    /// 300 to 399, and a `Content-Type` or `Location` has no control characters.
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::sandbox::{Fault, Sandbox, When};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.fail_next(Fault::Reset(When::After));
    /// sandbox.fail_next("lost=503;retry_after=2".parse()?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_next(&self, fault: Fault) {
        assert!(fault.check().is_ok(), "HTTP cannot have the fault `{fault}`");
        self.state.add_fault(fault);
    }

    /// Accepts no more connections, closes idle ones, and waits up to five seconds for requests under way.
    pub async fn stop(self) {
        drop(self.stop);
        // A server that panicked has stopped as well.
        let _ = self.server.await;
    }
}

impl<B> fmt::Debug for Sandbox<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .field("placed", &self.placed())
            .finish_non_exhaustive()
    }
}
