//! Blocking variants of all calls, for programs without an async runtime.
//!
//! # Example
//!
//! ```
//! use order_client::{Client, Credentials, Error, OrderState, retail::CodeSigningOrder};
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
//! let client = Client::builder(Credentials::new("001007", "skyfall")?)
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
    retail::CodeSigningOrder,
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
let client = Client::builder(Credentials::new("001007", "skyfall")?).base_url(url);
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
    order_id::OrderId,
    reply::FromReply,
    retail::{CertificateState, IssuedCertificate, OrderDetails, OrderPlaced, Reissue, Reissued},
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
    pub fn place<T>(&self, order: &Valid<T>) -> Result<OrderPlaced, Error>
    where
        T: Endpoint<Response = OrderPlaced>,
    {
        self.runtime.block_on(self.client.place(order))
    }

    /// Returns the details of an order.
    ///
    /// # Errors
    ///
    /// The same as for [`view`](crate::Client::view).
    pub fn view(&self, order_id: &OrderId) -> Result<OrderDetails, Error> {
        self.runtime.block_on(self.client.view(order_id))
    }

    /// Returns the details of an order again, or `None` if they have not changed since `known`.
    ///
    /// # Errors
    ///
    /// The same as for [`view`](crate::Client::view).
    pub fn view_if_changed(&self, known: &OrderDetails) -> Result<Option<OrderDetails>, Error> {
        self.runtime.block_on(self.client.view_if_changed(known))
    }

    /// Fetches the certificate of an order, if it is ready.
    ///
    /// # Errors
    ///
    /// The same as for [`certificate`](crate::Client::certificate).
    pub fn certificate(&self, order_id: &OrderId) -> Result<CertificateState, Error> {
        self.runtime.block_on(self.client.certificate(order_id))
    }

    /// Fetches the certificate of an order again, or returns `None` if it has not changed since `known`.
    ///
    /// # Errors
    ///
    /// The same as for [`certificate`](crate::Client::certificate).
    pub fn certificate_if_changed(
        &self,
        known: &IssuedCertificate,
    ) -> Result<Option<CertificateState>, Error> {
        self.runtime.block_on(self.client.certificate_if_changed(known))
    }

    /// Asks for a new certificate that replaces the one of an SSL order.
    ///
    /// # Errors
    ///
    /// The same as for [`reissue`](crate::Client::reissue).
    pub fn reissue(&self, reissue: &Valid<Reissue>) -> Result<Reissued, Error> {
        self.runtime.block_on(self.client.reissue(reissue))
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
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}
