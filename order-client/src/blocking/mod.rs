//! Blocking variants of all calls, for programs without an async runtime.
//!
//! # Example
//!
//! ```
//! use order_client::{Client, Credentials, Error, OrderState, retail::{self, CodeSigningOrder}};
//! use order_core::{Valid, json};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let order: Valid<CodeSigningOrder> = json::from_str(r#"{
//! #     "validity": 1, "platform": 51, "org_name": "My Company", "org_addr1": "19 Windsor Court",
//! #     "org_city": "Tampa", "org_state": "FL", "org_zip": "33615", "org_country": "us",
//! #     "telephone": "555-555-1234", "org_contact_firstname": "Gary",
//! #     "org_contact_lastname": "McCoy", "org_contact_job_title": "CTO",
//! #     "org_contact_email": "gm@example.com", "org_contact_telephone": "555-555-1234"
//! # }"#)?;
//! # let nobody = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
//! let client = Client::builder(retail::SERVICE, Credentials::new("001007", "skyfall")?)
//!     .base_url(format!("http://{nobody}"))
//!     .build_blocking()?;
//! let error = client.place(&order).unwrap_err();
//! assert!(matches!(error, Error::NotSent { .. }));
//! # Ok(())
//! # }
//! ```
#![cfg_attr(
    feature = "journal",
    doc = r##"
With a [journal](crate::journal) (feature `journal`) no order is placed twice, and no number is lost:

```
use order_client::{
    Client, Credentials,
    blocking::Journal,
    journal::{JournaledError, Settlement, SqliteJournal},
    retail::{self, CodeSigningOrder},
};
use order_core::{Valid, json};

# fn main() -> Result<(), Box<dyn std::error::Error>> {
# let order: Valid<CodeSigningOrder> = json::from_str(r#"{
#     "validity": 1, "platform": 51, "org_name": "My Company", "org_addr1": "19 Windsor Court",
#     "org_city": "Tampa", "org_state": "FL", "org_zip": "33615", "org_country": "us",
#     "telephone": "555-555-1234", "org_contact_firstname": "Gary",
#     "org_contact_lastname": "McCoy", "org_contact_job_title": "CTO",
#     "org_contact_email": "gm@example.com", "org_contact_telephone": "555-555-1234"
# }"#)?;
# let folder = std::env::temp_dir().join(format!("order-blocking-{}", std::process::id()));
# std::fs::create_dir_all(&folder)?;
# // A service that takes the order and then ends the connection.
# let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
# let url = format!("http://{}", listener.local_addr()?);
# std::thread::spawn(move || listener.incoming().for_each(drop));
let journal = SqliteJournal::open(folder.join("orders.db"))?;
let client = Client::builder(retail::SERVICE, Credentials::new("001007", "skyfall")?).base_url(url);
let client = client.build_blocking()?.with_journal(&journal).label("invoice 4711");

// The connection ends before an answer comes: the order may have been placed.
let error = client.place(&order).unwrap_err();
assert!(matches!(error, JournaledError::Order { .. }));
let error = client.place(&order).unwrap_err();
assert!(matches!(error, JournaledError::Unfinished { .. }));

// A person looks into the account, perhaps with another program.
let journal = Journal::new(&journal)?;
for entry in journal.unfinished()? {
    println!("look for this in the account: {entry}");
    journal.settle(entry.id, &Settlement::Placed("00222307".parse()?))?;
}
assert!(matches!(client.place(&order), Err(JournaledError::AlreadyPlaced { .. })));
# std::fs::remove_dir_all(&folder)?;
# Ok(())
# }
```
"##
)]

#[cfg(feature = "journal")]
mod journal;

use std::{fmt, io, sync::Arc};

use order_core::{Endpoint, Valid};
use tokio::runtime::Builder;

#[cfg(feature = "journal")]
pub use self::journal::{Journal, Journaled};
use crate::{
    error::Error,
    methods::Methods,
    reply::{ETag, FromReply, Placed},
};

/// A runtime that does not wait for its end: neither for a name server that does not answer, nor, which would
/// panic, where it is dropped within another runtime.
#[derive(Debug)]
struct Runtime(Option<tokio::runtime::Runtime>);

impl Runtime {
    fn new(runtime: tokio::runtime::Runtime) -> Arc<Self> {
        Arc::new(Self(Some(runtime)))
    }

    fn block_on<R>(&self, work: impl Future<Output = R>) -> R {
        self.0.as_ref().expect("it is taken only when it is dropped").block_on(work)
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Places orders for one account, and waits for each reply.
///
/// Each function does the same as the one of that name on [`crate::Client`], with the same outcomes. A
/// client is cheap to clone, and all clones share one thread for their connections.
///
/// # Panics
///
/// Every call panics inside an async runtime, which it would block. Use [`crate::Client`] there. To drop it there
/// is no call.
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    runtime: Arc<Runtime>,
}

impl Client {
    pub(crate) fn new(client: crate::Client) -> io::Result<Self> {
        // A runtime on the calling thread would leave connections open between calls.
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(Self { client, runtime: Runtime::new(runtime) })
    }

    /// Places `order` and returns its number.
    ///
    /// # Errors
    ///
    /// The same as for [`place`](crate::Client::place).
    pub fn place<T>(&self, order: &Valid<T>) -> Result<T::Response, Error>
    where
        T: Endpoint,
        T::Response: Placed,
    {
        self.runtime.block_on(self.client.place(order))
    }

    /// Asks for the methods that the service accepts at the path of `request`, without sending the request itself.
    ///
    /// # Errors
    ///
    /// The same as for [`methods`](crate::Client::methods).
    pub fn methods<T: Endpoint>(&self, request: &Valid<T>) -> Result<Methods, Error> {
        self.runtime.block_on(self.client.methods(request))
    }

    /// Sends any request that declares its endpoint and response.
    ///
    /// # Errors
    ///
    /// The same as for [`send`](crate::Client::send).
    pub fn send<T>(&self, request: &Valid<T>) -> Result<T::Response, Error>
    where
        T: Endpoint,
        T::Response: FromReply,
    {
        self.runtime.block_on(self.client.send(request))
    }

    /// Sends a request that only reads, and returns its reply, or `None` if nothing has changed since the version
    /// `known`.
    ///
    /// # Errors
    ///
    /// The same as for [`send_if_changed`](crate::Client::send_if_changed).
    pub fn send_if_changed<T>(
        &self,
        request: &Valid<T>,
        known: &ETag,
    ) -> Result<Option<T::Response>, Error>
    where
        T: Endpoint,
        T::Response: FromReply,
    {
        self.runtime.block_on(self.client.send_if_changed(request, known))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}
