//! Loopback servers for testing programs, which take orders and charge nothing.
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem"><style>td code{overflow-wrap:normal!important}</style>
//!
//! | sandbox | service |
//! | --- | --- |
//! | [`Sandbox::start`] | the retail API, as its documentation says ([`Retail`]) |
//! | [`Sandbox::of_certcentral`] | CertCentral, with what becomes of an order |
//! | [`Sandbox::of`] | any [`Service`](crate::Service), made of the types of its requests ([`SandboxBuilder`]) |
//!
//! </div></div>
//!
//! All judge orders by the same rules as the client, so the orders of any program, in any language, can be tested with
//! them. All keep orders from call to call, record all requests, and have faults on request.
//!
//! # Test your own client in ten lines
//!
//! The declaration of a service and the types of its requests are all that a sandbox needs:
//!
//! ```
//! use order_client::{
//!     Client, OrderPlaced, OrderState, Service,
//!     sandbox::{Fault, Sandbox, When},
//! };
//! use order_core::OrderRequest;
//!
//! // These are in your program already.
//! const SHOP: Service = Service::new("shop");
//!
//! #[derive(OrderRequest)]
//! #[order(endpoint = "POST /orders", response = OrderPlaced)]
//! struct Books {
//!     #[format(digits)]
//!     isbn: String,
//! }
//!
//! // And this is the test.
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::of(SHOP).order::<Books>().start().await?;
//! let client = Client::builder(SHOP, sandbox.credentials()).base_url(sandbox.url()).build()?;
//! let books = Books { isbn: "9783161484100".to_owned() }.into_valid()?;
//!
//! assert_eq!(client.place(&books).await?.order_id.as_str(), "1");
//!
//! sandbox.fail_next(Fault::Reset(When::After));
//! let error = client.place(&books).await.unwrap_err();
//! assert_eq!(error.order_state(), OrderState::Unknown);
//! assert_eq!(sandbox.placed(), 2);
//! assert_eq!(sandbox.orders::<Books>()[1].order.isbn, "9783161484100");
//! # Ok(())
//! # }
//! ```
//!
//! # A client in another language
//!
//! Your client need not be this one. As a program of its own, a sandbox serves clients in any language:
//!
//! ```no_run
//! use order_client::sandbox::{Sandbox, SandboxOptions};
//! # use order_client::{OrderPlaced, Service};
//! # use order_core::OrderRequest;
//! # const SHOP: Service = Service::new("shop");
//! # #[derive(OrderRequest)]
//! # #[order(endpoint = "POST /orders", response = OrderPlaced)]
//! # struct Books {
//! #     isbn: String,
//! # }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let options = SandboxOptions::default().port(8080);
//! let sandbox = Sandbox::of(SHOP).order::<Books>().options(options).start().await?;
//! println!("listening on {}, with the key `{}`", sandbox.url(), sandbox.credentials().secret());
//! if sandbox.is_reachable_from_elsewhere() {
//!     eprintln!("other machines may reach it, and nothing is encrypted");
//! }
//! std::future::pending().await
//! # }
//! ```
//!
//! It speaks HTTP:
//!
//! <div style="overflow-x:auto"><div style="min-width:42rem"><style>td code{overflow-wrap:normal!important}</style>
//!
//! | request | reply |
//! | --- | --- |
//! | an order that keeps its rules | 201 and its number, where the service declares it |
//! | an order that breaks rules | 400 ([`refused_with`](SandboxBuilder::refused_with)) and an error for each problem, in the [`ErrorShape`](crate::ErrorShape) of the service |
//! | any other request with an [`answer`](SandboxBuilder::answer) | what the closure says |
//! | a lookup by the [`Reference`](crate::Reference) of the service | the numbers of the orders that have it |
//! | `OPTIONS` at a known path | 200 and `Allow` |
//! | a malformed body, path or query, or one without a header that the service declares | 400 |
//! | wrong credentials, or two of them | 401 |
//! | an unknown path; another method; another `Accept`; another `Content-Type` | 404; 405 with `Allow`; 406; 415 |
//! | a body of more than 1 MiB | 413 |
//! | more requests than [`Sandbox::limit`] allows | 429 with `Retry-After` |
//!
//! </div></div>
//!
//! A body is JSON, XML or a form, by the media types of the service, among which an update in JSON has its own; replies are
//! JSON or XML. Fields marked `#[order(path)]`, `#[order(query)]` and `#[order(header)]` are read from there, and are refused
//! in the body. A `POST` with `X-HTTP-Method-Override` stands for another method.
//!
//! # Faults
//!
//! [`Fault`] lists all faults. [`Sandbox::fail_next`] takes one for the next request, [`Sandbox::fail_every`] for every
//! n-th, and [`Sandbox::fail_at_random`] some with a probability, which a seed makes repeatable. A client in any language
//! can ask for one in the header `X-Sandbox-Fault`:
//!
//! ```sh
//! curl -u 001007:skyfall -H 'Accept: application/vnd.digicert.rest-v1+json' \
//!     -H 'X-Sandbox-Fault: reset=after' http://127.0.0.1:8080/order/00222307
//! ```
//!
//! # Other machines
//!
//! A sandbox listens on 127.0.0.1. [`SandboxOptions::host`] takes any other address, such as `::1`. If it is no loopback
//! one, other machines may reach the sandbox, and nothing is encrypted: ask [`Sandbox::is_reachable_from_elsewhere`], and
//! warn your user. [`SandboxOptions`] bounds the number of connections and of kept orders, and the time that a client may
//! take. A head over [`HEAD_LIMIT`] gets a 431 without a body.

mod backend;
mod certcentral;
mod date;
mod declared;
mod fault;
mod handle;
mod mishap;
mod negotiate;
mod record;
mod retail;
mod server;
mod state;
pub(crate) mod tree;
mod trouble;
mod wire;

use std::{
    fmt, io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroUsize,
    sync::Arc,
    time::Duration,
};

use order_core::Valid;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

pub use self::{
    backend::BODY_LIMIT,
    declared::{Answer, Declared, Orders, SandboxBuilder},
    fault::{Fault, FaultError, When},
    record::{PlacedOrder, RecordedRequest},
    retail::{AnyOrder, Retail},
    server::HEAD_LIMIT,
};
use self::{backend::Backend, server::Stopped, state::State, trouble::Which};
use crate::{credentials::Credentials, service::Rate};

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
    /// [`Sandbox::is_reachable_from_elsewhere`] tells so.
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
/// `B` is the service behind it: the [`Retail`] API by [`start`](Sandbox::start), or a [`Declared`] one by
/// [`of`](Sandbox::of).
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

/// The sandbox of the retail API.
impl Sandbox {
    /// The number of requests and of orders that are kept unless [set otherwise](SandboxOptions::keep).
    pub const KEPT: NonZeroUsize = NonZeroUsize::new(1000).expect("not zero");

    /// Starts the retail API on a free port of 127.0.0.1, as a task of the running tokio runtime.
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

    /// Starts the retail API with `options`.
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

/// The sandbox of a declared service.
impl Sandbox<Declared> {
    /// The latest orders of type `T`, oldest first.
    pub fn orders<T: Send + Sync + 'static>(&self) -> Vec<PlacedOrder<Arc<Valid<T>>>> {
        self.backend.orders().of()
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

    /// The base URL, with the address that the sandbox listens on. If that is `0.0.0.0` or `::`, which stand for all
    /// addresses of the machine, a client needs one of those in its place.
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

    /// Makes `fault` happen to the next request that asks for none itself. Several faults happen to one request after the other.
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

    /// Makes `fault` happen to every `count`-th request from now on.
    ///
    /// It does not happen to a request that asks for another fault, or has one by [`fail_next`](Self::fail_next). Of
    /// several such settings, the first one that concerns a request is the one that happens.
    ///
    /// # Panics
    ///
    /// Panics if `count` is zero, and as [`fail_next`](Self::fail_next) does.
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::sandbox::{Fault, Sandbox, When};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.fail_every(10, Fault::Reset(When::After));
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_every(&self, count: u32, fault: Fault) {
        assert!(count > 0, "the first request is the first to which a fault can happen");
        self.trouble(Which::Every(count.into()), vec![fault]);
    }

    /// Makes one of `faults` happen to each request from now on, with this probability.
    ///
    /// The seed decides which requests and which faults these are: equal seeds give equal runs, as far as requests come
    /// in the same order. What is said of [`fail_every`](Self::fail_every) goes for it, too.
    ///
    /// # Panics
    ///
    /// Panics if `probability` is not from 0 to 1, if there are no faults, and as [`fail_next`](Self::fail_next) does.
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::sandbox::{Fault, Sandbox, When};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.fail_at_random(0.05, 4711, [Fault::Mute, Fault::Close(When::After)]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_at_random(
        &self,
        probability: f64,
        seed: u64,
        faults: impl IntoIterator<Item = Fault>,
    ) {
        assert!((0.0..=1.0).contains(&probability), "a probability is from 0 to 1");
        self.trouble(Which::Random { probability, seed }, faults.into_iter().collect());
    }

    fn trouble(&self, which: Which, faults: Vec<Fault>) {
        assert!(!faults.is_empty(), "there is no fault that could happen");
        for fault in &faults {
            assert!(fault.check().is_ok(), "HTTP cannot have the fault `{fault}`");
        }
        self.state.add_trouble(which, faults);
    }

    /// Ends all faults that were set: those of the next requests, and those by [`fail_every`](Self::fail_every) and
    /// [`fail_at_random`](Self::fail_at_random).
    pub fn end_faults(&self) {
        self.state.end_faults();
    }

    /// Limits the requests that are answered from now on; no rates end the limit.
    ///
    /// Further requests are refused with status 429, and with a `Retry-After` that is long enough. Refused ones do not
    /// count. The rates need not be those that the [`Service`](crate::Service) declares, which a client keeps.
    ///
    /// # Example
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use order_client::{Rate, sandbox::Sandbox};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.limit(&[Rate::new(10, Duration::from_secs(1)), Rate::new(100, Duration::from_secs(60))]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn limit(&self, rates: &[Rate]) {
        self.state.limit(rates);
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
