//! A loopback server that behaves as the documentation says, to test programs against.
//!
//! It takes the six calls in JSON and XML and judges orders with the same rules as the client, so an
//! order of any program gets the same answer:
//!
//! | path | methods |
//! | --- | --- |
//! | `/order/code`, `/order/ssl`, `/order/wfa` | `OPTIONS`, `POST` |
//! | `/order/{order_id}` | `GET`, `HEAD`, `OPTIONS`, `REISSUE` |
//! | `/order/{order_id}/certificate` | `GET`, `HEAD`, `OPTIONS` |
//!
//! Any method may go as a `POST` with `X-HTTP-Method-Override`. `GET` answers with an `ETag`, and with
//! 304 if `If-None-Match` names it. Beyond the documentation are these choices:
//!
//! - Statuses are those of the documentation only. A body in another media type is a 400 if `Accept`
//!   says what the reply shall be, else a 406. A body over [`BODY_LIMIT`] is a 400, and so is a
//!   certificate that is not ready, a reissue of what is no SSL order, and one before it is issued.
//! - Certificates are those of the sample, which certify nothing.
//! - The code of an error is `required_param:<name>` if the parameter is missing, as documented,
//!   else `invalid_param:<name>`, and `invalid_request` if it is about no parameter.
//! - A head over [`HEAD_LIMIT`] is a 431 without a body.
//! - Credentials are looked at first, then path, method, `User-Agent` and `Content-Length`, media
//!   types, and the body last.
//!
//! Orders keep their state from call to call: one that was placed is viewed, its certificate is issued
//! ([`SandboxOptions::issue_after`]), fetched and reissued. What goes wrong on the way is asked for with
//! [`Sandbox::fail_next`] or, by a client in any language, with the header `X-Sandbox-Fault`:
//!
//! ```sh
//! curl -u 001007:skyfall -H 'Accept: application/vnd.digicert.rest-v1+json' \
//!     -H 'X-Sandbox-Fault: reset=after' http://127.0.0.1:8080/order/00222307
//! ```
//!
//! [`Fault`] lists them. Connections, what is kept, and the time that a client may take are bounded, see
//! [`SandboxOptions`].
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

mod answer;
mod fault;
mod mishap;
mod negotiate;
mod order;
mod reissue;
mod server;
mod service;
mod state;
mod tree;
mod wire;

use std::{fmt, io, net::Ipv4Addr, num::NonZeroUsize, sync::Arc, time::Duration};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

pub use self::{
    fault::{Fault, FaultError, When},
    server::HEAD_LIMIT,
    service::BODY_LIMIT,
    state::{AnyOrder, PlacedOrder, RecordedRequest},
};
use self::{server::Stopped, state::State};
use crate::credentials::Credentials;

/// How a [`Sandbox`] behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SandboxOptions {
    port: u16,
    issue_after: Duration,
    keep: NonZeroUsize,
    connections: NonZeroUsize,
    patience: Duration,
}

impl Default for SandboxOptions {
    fn default() -> Self {
        Self {
            port: 0,
            issue_after: Duration::ZERO,
            keep: Sandbox::KEPT,
            connections: NonZeroUsize::new(512).expect("not zero"),
            patience: Duration::from_secs(30),
        }
    }
}

impl SandboxOptions {
    /// A clock cannot be asked for a time that it does not reach.
    const LONGEST_PATIENCE: Duration = Duration::from_secs(366 * 24 * 60 * 60);

    /// Listens on this port; on a free one if not set.
    pub fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Issues a certificate so long after its order, and after a reissue; at once if not set.
    pub fn issue_after(self, issue_after: Duration) -> Self {
        Self { issue_after, ..self }
    }

    /// Keeps so many orders, and so many requests; of more, the latest. [`Sandbox::KEPT`] if not set.
    ///
    /// An order that is no longer kept is not found. Each takes as much memory as the request that placed
    /// it, and that is at most [`HEAD_LIMIT`] and [`BODY_LIMIT`].
    pub fn keep(self, keep: NonZeroUsize) -> Self {
        Self { keep, ..self }
    }

    /// Serves so many connections at once; 512 if not set. Others wait until one is closed.
    pub fn connections(self, connections: NonZeroUsize) -> Self {
        Self { connections, ..self }
    }

    /// Closes a connection on which no whole head of a request comes within this time, be it the first
    /// or the next one, or no whole body within this time after its head; 30 seconds if not set,
    /// and at most a year.
    pub fn patience(self, patience: Duration) -> Self {
        Self { patience: patience.min(Self::LONGEST_PATIENCE), ..self }
    }
}

/// A running loopback server; it stops when this is dropped.
pub struct Sandbox {
    url: String,
    state: Arc<State>,
    /// Dropping it asks the server to stop.
    stop: watch::Sender<()>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// How many requests and how many orders are kept if nothing else is [set](SandboxOptions::keep).
    pub const KEPT: NonZeroUsize = NonZeroUsize::new(1000).expect("not zero");

    /// Starts a server on a free port of 127.0.0.1, as a task of the running tokio runtime.
    ///
    /// Orders are numbered from `00222307` on.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with IO and time enabled.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(SandboxOptions::default()).await
    }

    /// Starts a server as `options` say.
    ///
    /// # Errors
    ///
    /// If the port cannot be opened.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with IO and time enabled.
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
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(State::new(options));
        let (stop, stopped) = Stopped::new();
        let server = tokio::spawn(server::run(listener, Arc::clone(&state), stopped));
        Ok(Self { url, state, stop, server })
    }

    /// The base URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The credentials that it takes: those of the documentation's sample.
    pub fn credentials(&self) -> Credentials {
        state::credentials()
    }

    /// How many orders were placed.
    pub fn placed(&self) -> usize {
        self.state.placed()
    }

    /// The latest orders, oldest first.
    pub fn orders(&self) -> Vec<PlacedOrder> {
        self.state.orders()
    }

    /// The latest requests, oldest first, with those that were refused or that a fault befell.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state.requests()
    }

    /// Lets `fault` happen to the next request; several, one after the other.
    ///
    /// # Panics
    ///
    /// If HTTP cannot have it: a final status is from 200 to 999, that of a redirect from 300 to 399, and
    /// a `Content-Type` or `Location` has no control characters.
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

    /// Stops taking connections, closes those that idle, and waits for requests under way, for at most
    /// five seconds.
    pub async fn stop(self) {
        drop(self.stop);
        // If it panicked, it has stopped as well.
        let _ = self.server.await;
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .field("placed", &self.placed())
            .finish_non_exhaustive()
    }
}
