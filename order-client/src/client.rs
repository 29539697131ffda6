use std::{fmt, sync::Arc};

use order_core::{Endpoint, Valid, json};
use reqwest::{
    Method,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};

use crate::{
    builder::ClientBuilder,
    credentials::Credentials,
    endpoint::{self, BaseUrl},
    error::Error,
    redact::Redactor,
    reply::{self, Reply},
    retail::OrderPlaced,
};

/// Places orders for one account.
///
/// Cheap to clone; all clones share one configuration. Each call opens a connection of its own, is
/// sent once and follows no redirect.
///
/// # Example
///
/// ```no_run
/// use order_client::{Client, Credentials};
///
/// let client = Client::builder(Credentials::from_env()?).live().build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: BaseUrl,
    pub(crate) credentials: Credentials,
    pub(crate) reply_limit: usize,
}

impl Client {
    /// Starts to configure a client; where it sends to is still to be said, with
    /// [`live`](ClientBuilder::live) or [`base_url`](ClientBuilder::base_url).
    pub fn builder(credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(credentials)
    }

    pub(crate) fn new(inner: Inner) -> Self {
        Self { inner: Arc::new(inner) }
    }

    /// Places `order` and returns its number.
    ///
    /// This costs money on the live service, so the order is sent once, whatever happens.
    ///
    /// # Errors
    ///
    /// [`Error::NotSent`] if no connection came about, [`Error::Rejected`] if the order was refused,
    /// [`Error::Unknown`] if it may have been placed, and [`Error::PlacedUnreadable`] if it was, but
    /// its number cannot be read.
    ///
    /// # Cancel safety
    ///
    /// Once polled, the future may have sent the order. If it is dropped before it is ready, as a
    /// timeout around it does, the order may have been placed and nobody learns its number; set
    /// [`ClientBuilder::timeout`] instead, which ends with [`Error::Unknown`].
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::{Client, retail::CodeSigningOrder, sandbox::Sandbox};
    /// use order_core::{Valid, json};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::start().await?;
    /// let client = Client::builder(sandbox.credentials()).base_url(sandbox.url()).build()?;
    ///
    /// let order: Valid<CodeSigningOrder> = json::from_str(
    ///     r#"{
    ///         "validity": 1, "platform": 51, "org_name": "My Company",
    ///         "org_addr1": "19 Windsor Court", "org_city": "Tampa", "org_state": "FL",
    ///         "org_zip": "33615", "org_country": "us", "telephone": "555-555-1234",
    ///         "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy",
    ///         "org_contact_job_title": "CTO", "org_contact_email": "gm@example.com",
    ///         "org_contact_telephone": "555-555-1234"
    ///     }"#,
    /// )?;
    /// let placed = client.place(&order).await?;
    /// assert_eq!(placed.order_id.as_str(), "00222307");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn place<T>(&self, order: &Valid<T>) -> Result<OrderPlaced, Error>
    where
        T: Endpoint<Response = OrderPlaced>,
    {
        let redactor = Redactor::new(&self.inner.credentials);
        let reply = self.call(order, &redactor).await?;
        reply::placed(reply, T::SCHEMA, &redactor)
    }

    /// Sends `request` once; every call goes through here.
    async fn call<T: Endpoint>(
        &self,
        request: &Valid<T>,
        redactor: &Redactor,
    ) -> Result<Reply, Error> {
        let inner = &*self.inner;
        let method = Method::from_bytes(T::METHOD.as_bytes())
            .expect("the derive takes only a method that HTTP can send");
        let response = inner
            .http
            .request(method, inner.base_url.join(T::PATH))
            .header(AUTHORIZATION, inner.credentials.authorization())
            .header(ACCEPT, endpoint::JSON)
            .header(CONTENT_TYPE, endpoint::JSON)
            .body(json::to_vec_pretty(&**request))
            .send()
            .await
            .map_err(Error::from_transport)?;
        Ok(Reply::read(response, inner.reply_limit, redactor).await)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.inner.base_url.as_str())
            .field("credentials", &self.inner.credentials)
            .finish_non_exhaustive()
    }
}
