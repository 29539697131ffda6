use std::{
    collections::BTreeMap,
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use order_core::{Endpoint, OrderRequest, Valid, schema::Schema};
use reqwest::{
    Method, Request, Response, Url,
    header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, IF_NONE_MATCH},
};

use crate::{
    builder::ClientBuilder,
    credentials::Credentials,
    endpoint::BaseUrl,
    error::{Call, Error, TransportError, Unreadable, Unwritable},
    format::Format,
    limit::Limit,
    message::{Message, Observer},
    methods::Methods,
    order_id::OrderId,
    redact::Redactor,
    reply::{self, ETag, FromReply, Placed, Reply},
    retry::{Retry, Tries},
    service::{Proof, Service, secrets_of},
    target::{Target, assert_places},
    time_limit::TimeLimit,
    trace::Trace,
    transport::Shared,
};

/// Header in which a `POST` names the method it stands for.
pub(crate) const METHOD_OVERRIDE: &str = "X-HTTP-Method-Override";

/// Sends the requests of one account to one [`Service`].
///
/// A client is cheap to clone, and all clones share one configuration. Each call opens its own connection, unless
/// those of reads are kept ([`ClientBuilder::kept_connections`]), and follows no redirect. Calls that only read are
/// repeated ([`ClientBuilder::retry`]). All others are sent once.
///
/// # Example
///
/// ```no_run
/// use order_client::{Client, Credentials, retail};
///
/// let credentials = Credentials::from_env(&retail::SERVICE)?;
/// let client = Client::builder(retail::SERVICE, credentials).live().build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    /// The client for calls that only read, if their connections are kept.
    pub(crate) kept: Option<reqwest::Client>,
    /// The way on which requests travel instead of `http`.
    pub(crate) transport: Option<Shared>,
    pub(crate) service: Service,
    pub(crate) base_url: BaseUrl,
    pub(crate) credentials: Credentials,
    pub(crate) proof: Proof,
    pub(crate) timeout: Duration,
    pub(crate) reply_limit: usize,
    pub(crate) format: Format,
    pub(crate) content_type: HeaderValue,
    /// `Content-Type` of a body that is an update.
    pub(crate) update_type: HeaderValue,
    pub(crate) accept: HeaderValue,
    pub(crate) retry: Retry,
    pub(crate) retry_unsent: Retry,
    pub(crate) limit: Option<Limit>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) headers: HeaderMap,
    pub(crate) observer: Option<Observer>,
}

/// A request that is ready to be sent, once or several times.
struct Prepared {
    call: Call,
    method: Method,
    stands_for: Option<&'static str>,
    url: Url,
    /// The path of the endpoint, without values.
    #[cfg(feature = "tracing")]
    template: &'static str,
    /// The fields of the path.
    path_fields: BTreeMap<&'static str, String>,
    /// The fields in headers.
    headers: HeaderMap,
    /// The body; `None` for a call that only reads.
    body: Option<Vec<u8>>,
    if_none_match: Option<HeaderValue>,
    schema: &'static Schema,
    /// The time from which the request must not be sent any more.
    not_after: Option<SystemTime>,
    /// True if the request has had its turn already.
    has_turn: bool,
}

impl Client {
    /// Returns a builder of a client of `service`, which still needs an address: [`live`](ClientBuilder::live) or
    /// [`base_url`](ClientBuilder::base_url).
    pub fn builder(service: Service, credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(service, credentials)
    }

    pub(crate) fn new(inner: Inner) -> Self {
        Self { inner: Arc::new(inner) }
    }

    /// Places `order` and returns its number.
    ///
    /// An order costs money on the live service, so it is sent once, whatever happens.
    ///
    /// # Errors
    ///
    /// [`Error::NotSent`] if no connection could be made, [`Error::Rejected`] if the order was refused,
    /// [`Error::Unknown`] if the order may have been placed, and [`Error::PlacedUnreadable`] if it was placed
    /// but its number cannot be read.
    ///
    /// # Cancel safety
    ///
    /// Once polled, the future may have sent the order. If the future is dropped before it is ready, for
    /// example by a timeout around it, the order may have been placed and nobody learns its number. Set
    /// [`ClientBuilder::timeout`] instead, which ends with [`Error::Unknown`].
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::{Client, retail::{self, CodeSigningOrder}, sandbox::Sandbox};
    /// use order_core::{Valid, json};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::start().await?;
    /// let client = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url()).build()?;
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
    pub async fn place<T>(&self, order: &Valid<T>) -> Result<T::Response, Error>
    where
        T: Endpoint,
        T::Response: Placed,
    {
        self.send(order).await
    }

    /// Asks for the methods that the service accepts at the path of `request` (`OPTIONS`), without sending the
    /// request itself.
    ///
    /// Use it to try the base URL, the credentials and the permissions before an order is placed, or to see
    /// whether an order may be reissued. It is repeated like the calls that only read.
    ///
    /// # Errors
    ///
    /// Any [`Error`] except those of an order. The call changes nothing. [`Error::Unreadable`] if the service
    /// answers without `Allow`.
    ///
    /// # Example
    ///
    /// ```
    /// # use order_client::{Client, retail::{self, CodeSigningOrder}, sandbox::Sandbox};
    /// # use order_core::{Valid, json};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let order: Valid<CodeSigningOrder> = json::from_str(
    /// #     r#"{
    /// #         "validity": 1, "platform": 51, "org_name": "My Company",
    /// #         "org_addr1": "19 Windsor Court", "org_city": "Tampa", "org_state": "FL",
    /// #         "org_zip": "33615", "org_country": "us", "telephone": "555-555-1234",
    /// #         "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy",
    /// #         "org_contact_job_title": "CTO", "org_contact_email": "gm@example.com",
    /// #         "org_contact_telephone": "555-555-1234"
    /// #     }"#,
    /// # )?;
    /// let sandbox = Sandbox::start().await?;
    /// let client = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url()).build()?;
    /// let methods = client.methods(&order).await?;
    /// assert!(methods.contains("POST"));
    /// assert_eq!(methods.to_string(), "OPTIONS, POST");
    /// assert_eq!(sandbox.placed(), 0);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn methods<T: Endpoint>(&self, request: &Valid<T>) -> Result<Methods, Error> {
        let target = Target::of(T::PATH, &**request).map_err(Error::Unwritable)?;
        // The query belongs to the request itself, which is not sent.
        let target = Target { query: Vec::new(), ..target };
        let prepared = Prepared {
            call: Call::Read,
            method: Method::OPTIONS,
            stands_for: None,
            url: self.inner.base_url.join(&target),
            #[cfg(feature = "tracing")]
            template: T::PATH,
            path_fields: target.fields,
            headers: target.headers,
            body: None,
            if_none_match: None,
            schema: T::SCHEMA,
            not_after: None,
            has_turn: false,
        };
        self.repeat(&prepared, self.redactor(&**request)).await
    }

    /// Sends any request that declares its endpoint and response.
    ///
    /// Fields with `#[order(path)]` go into the path, percent-encoded. A path that does not match them
    /// does not compile. Fields with `#[order(query)]` go into the query, those with `#[order(header)]` into headers, and
    /// all others into the body, in
    /// the [`Format`] of the client. A method that HTTP itself does not have, such as `REISSUE`,
    /// is sent as a `POST` with `X-HTTP-Method-Override`: the API takes both, but not every proxy does.
    ///
    /// Calls that only read (`GET`, `HEAD`, `OPTIONS`) are repeated as the client is configured. All others
    /// are sent once.
    ///
    /// # Errors
    ///
    /// The same as for [`place`](Self::place), and [`Error::Unwritable`] if a value does not fit its place in
    /// the request.
    ///
    /// # Cancel safety
    ///
    /// The same as for [`place`](Self::place).
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::{Client, Credentials, Error, Format, OrderPlaced, retail};
    /// use order_core::{OrderRequest, Valid};
    ///
    /// #[derive(OrderRequest)]
    /// #[order(endpoint = "POST /v2/shops/{shop}/orders", response = OrderPlaced)]
    /// struct Books {
    ///     #[order(path)]
    ///     shop: String,
    ///     #[format(digits)]
    ///     isbn: String,
    /// }
    ///
    /// async fn order(client: &Client, books: &Valid<Books>) -> Result<OrderPlaced, Error> {
    ///     client.send(books).await
    /// }
    ///
    /// let client = Client::builder(retail::SERVICE, Credentials::new("reader", "skyfall")?)
    ///     .base_url("https://books.example")
    ///     .format(Format::Form)
    ///     .build();
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// The path must name each of its fields, and no others:
    ///
    /// ```compile_fail
    /// # use order_client::{Client, Credentials, OrderPlaced, retail};
    /// # use order_core::OrderRequest;
    /// #[derive(OrderRequest)]
    /// #[order(endpoint = "POST /v2/shops/{shops}/orders", response = OrderPlaced)]
    /// struct Books {
    ///     #[order(path)]
    ///     shop: String,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let credentials = Credentials::new("reader", "skyfall")?;
    /// # let client = Client::builder(retail::SERVICE, credentials).base_url("http://127.0.0.1:1").build()?;
    /// client.send(&Books { shop: "7".to_owned() }.into_valid()?).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send<T>(&self, request: &Valid<T>) -> Result<T::Response, Error>
    where
        T: Endpoint,
        T::Response: FromReply,
    {
        self.read(request, None).await
    }

    /// Sends a request that only reads, and returns its reply, or `None` if nothing has changed since the version
    /// `known`.
    ///
    /// The service compares the versions (`If-None-Match`, status 304). [`Reply::etag`] reads the one of a reply.
    ///
    /// # Errors
    ///
    /// Any [`Error`] except those of an order. The call changes nothing.
    ///
    /// # Example
    ///
    /// ```
    /// # use order_client::{Client, retail::{self, CodeSigningOrder, ViewOrder}, sandbox::Sandbox};
    /// # use order_core::{OrderRequest, Valid, json};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let order: Valid<CodeSigningOrder> = json::from_str(
    /// #     r#"{
    /// #         "validity": 1, "platform": 51, "org_name": "My Company",
    /// #         "org_addr1": "19 Windsor Court", "org_city": "Tampa", "org_state": "FL",
    /// #         "org_zip": "33615", "org_country": "us", "telephone": "555-555-1234",
    /// #         "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy",
    /// #         "org_contact_job_title": "CTO", "org_contact_email": "gm@example.com",
    /// #         "org_contact_telephone": "555-555-1234"
    /// #     }"#,
    /// # )?;
    /// let sandbox = Sandbox::start().await?;
    /// let client = Client::builder(retail::SERVICE, sandbox.credentials()).base_url(sandbox.url());
    /// let client = client.build()?;
    /// let placed = client.place(&order).await?;
    ///
    /// let request = ViewOrder::of(&placed.order_id)?;
    /// let details = client.send(&request).await?;
    /// assert_eq!(details.order_id, placed.order_id);
    /// let version = details.etag.ok_or("the sandbox tells the version")?;
    /// assert_eq!(client.send_if_changed(&request, &version).await?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_if_changed<T>(
        &self,
        request: &Valid<T>,
        known: &ETag,
    ) -> Result<Option<T::Response>, Error>
    where
        T: Endpoint,
        T::Response: FromReply,
    {
        const {
            assert!(
                matches!(Call::of(T::METHOD), Call::Read),
                "only a call that reads has a version to compare"
            );
        };
        let unless: Unless<_> = self.read(request, Some(known)).await?;
        Ok(unless.0)
    }

    /// Returns the numbers of the orders that have this reference of the caller, as the service
    /// [declares](crate::Reference) it; none if there are none yet.
    ///
    /// # Errors
    ///
    /// Any [`Error`] except those of an order. The call changes nothing. [`Error::Unwritable`] if the service declares
    /// no reference, or `reference` is blank.
    pub async fn orders_with(&self, reference: &str) -> Result<Vec<OrderId>, Error> {
        let inner = &*self.inner;
        let declared = inner.service.declared_reference();
        let declared = declared.filter(|_| !reference.trim().is_empty());
        let declared = declared.ok_or(Error::Unwritable(Unwritable::NoReference))?;
        let prepared = Prepared {
            call: Call::Read,
            method: Method::GET,
            stands_for: None,
            url: inner.base_url.join_encoded(&declared.target(reference)),
            #[cfg(feature = "tracing")]
            template: declared.template(),
            path_fields: BTreeMap::new(),
            headers: HeaderMap::new(),
            body: None,
            if_none_match: None,
            schema: const { &Schema::empty("") },
            not_after: None,
            has_turn: false,
        };
        let redactor = Redactor::of_key(&inner.credentials, &inner.service);
        let found: WithReference = self.repeat(&prepared, redactor).await?;
        Ok(found.0)
    }

    /// Waits until a call may begin.
    pub(crate) async fn turn(&self) {
        if let Some(limit) = &self.inner.limit {
            limit.turn().await;
        }
    }

    /// Places an order that has had its turn, unless it is later than `not_after`.
    #[cfg(feature = "journal")]
    pub(crate) async fn place_before<T>(
        &self,
        order: &Valid<T>,
        not_after: Option<SystemTime>,
    ) -> Result<T::Response, Error>
    where
        T: Endpoint,
        T::Response: Placed,
    {
        const { assert_places(T::METHOD, T::PATH, T::SCHEMA) };
        let prepared = self.prepare(order, None).map_err(Error::Unwritable)?;
        let prepared = Prepared { not_after, has_turn: true, ..prepared };
        self.repeat(&prepared, self.redactor(&**order)).await
    }

    /// Sends `request` and reads the reply as `R`.
    async fn read<T: Endpoint, R: FromReply>(
        &self,
        request: &Valid<T>,
        known: Option<&ETag>,
    ) -> Result<R, Error> {
        const { assert_places(T::METHOD, T::PATH, T::SCHEMA) };
        let prepared = self.prepare(request, known).map_err(Error::Unwritable)?;
        self.repeat(&prepared, self.redactor(&**request)).await
    }

    pub(crate) fn redactor<T: OrderRequest>(&self, request: &T) -> Redactor {
        Redactor::new(&self.inner.credentials, &self.inner.service, request)
    }

    /// Sends a request within a span, if there are spans.
    async fn repeat<R: FromReply>(
        &self,
        prepared: &Prepared,
        redactor: Redactor,
    ) -> Result<R, Error> {
        #[cfg(feature = "tracing")]
        {
            use tracing::Instrument as _;

            let method = prepared.stands_for.unwrap_or(prepared.method.as_str());
            let trace = Trace::of(method, prepared.template, &self.inner.base_url);
            let span = trace.span();
            self.repeat_in(prepared, redactor, &trace).instrument(span).await
        }
        #[cfg(not(feature = "tracing"))]
        self.repeat_in(prepared, redactor, &Trace).await
    }

    /// Sends a request, repeats it as the client allows, and reads the last reply as `R`.
    async fn repeat_in<R: FromReply>(
        &self,
        prepared: &Prepared,
        redactor: Redactor,
        trace: &Trace,
    ) -> Result<R, Error> {
        let mut tries = Tries::new(match prepared.call {
            Call::Read => self.inner.retry,
            _ => self.inner.retry_unsent,
        });
        let mut has_turn = prepared.has_turn;
        loop {
            if !std::mem::take(&mut has_turn) {
                self.turn().await;
            }
            let outcome = match self.exchange(prepared, &redactor).await {
                Ok(reply) => {
                    trace.status(reply.status());
                    let path = &prepared.path_fields;
                    reply::settle(reply, prepared.call, prepared.schema, path)
                }
                Err(error) => Err(error),
            };
            let Err(error) = outcome else { return outcome };
            let Some(wait) = tries.wait(&error, prepared.call) else {
                trace.failed(&error);
                return Err(error);
            };
            tokio::time::sleep(wait).await;
            trace.resent(tries.repeats());
        }
    }

    fn prepare<T: Endpoint>(
        &self,
        request: &Valid<T>,
        known: Option<&ETag>,
    ) -> Result<Prepared, Unwritable> {
        let inner = &*self.inner;
        let call = Call::of(T::METHOD);
        let standard = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
        let (method, stands_for) = match standard.contains(&T::METHOD) {
            true => (T::METHOD, None),
            false => ("POST", Some(T::METHOD)),
        };
        let target = Target::of(T::PATH, &**request)?;
        Ok(Prepared {
            call,
            method: Method::from_bytes(method.as_bytes())
                .expect("each of the list is one that HTTP can send"),
            stands_for,
            url: inner.base_url.join(&target),
            #[cfg(feature = "tracing")]
            template: T::PATH,
            path_fields: target.fields,
            headers: target.headers,
            body: match call {
                Call::Read => None,
                Call::Order | Call::Change => Some(inner.format.write(&**request)?),
            },
            if_none_match: known.and_then(|etag| HeaderValue::from_str(etag.as_str()).ok()),
            schema: T::SCHEMA,
            not_after: None,
            has_turn: false,
        })
    }

    /// Sends a request once; every call goes through here.
    async fn exchange(&self, prepared: &Prepared, redactor: &Redactor) -> Result<Reply, Error> {
        let inner = &*self.inner;
        if prepared.not_after.is_some_and(|end| SystemTime::now() >= end) {
            return Err(Error::NotSent { call: prepared.call, source: TransportError::late() });
        }
        let mut request = inner
            .http
            .request(prepared.method.clone(), prepared.url.clone())
            .headers(inner.headers.clone())
            .headers(prepared.headers.clone())
            .header(ACCEPT, &inner.accept);
        if let Some(method) = prepared.stands_for {
            request = request.header(METHOD_OVERRIDE, method);
        }
        if let Some(etag) = &prepared.if_none_match {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(body) = &prepared.body {
            let content_type = match prepared.schema.has_update_body() {
                true => &inner.update_type,
                false => &inner.content_type,
            };
            request = request.header(CONTENT_TYPE, content_type).body(body.clone());
        }
        let failed = |error| Error::from_transport(error, prepared.call);
        let request = request.build().map_err(TransportError::new);
        let mut request = request.map_err(failed)?;
        let signed = inner.proof.sign(&mut request, &inner.credentials);
        // A signature is another one each time, and as secret as the key.
        let redactor = Arc::new(redactor.with(secrets_of(request.headers())));
        signed.map_err(|error| {
            let problem = redactor.text(&error.to_string());
            Error::Unwritable(Unwritable::Unsigned { problem })
        })?;
        let observer = inner.observer.as_ref().map(|it| (it, redactor.of_secrets()));
        if let Some((observer, secrets)) = &observer {
            observer.show(&Message::of_request(&request, &inner.user_agent, secrets));
        }
        let reply = match &inner.transport {
            Some(own) => {
                let response = own.0.send(request).await.map_err(failed)?;
                // The time is up to the transport.
                let mut limit = TimeLimit::new(Duration::MAX);
                Reply::read(response, inner.reply_limit, &mut limit, &redactor, inner.service).await
            }
            None => {
                let mut limit = TimeLimit::new(inner.timeout);
                let response = match (&inner.kept, prepared.call) {
                    (Some(kept), Call::Read) => self.execute_kept(kept, request, &mut limit).await,
                    (None, _) | (_, Call::Order | Call::Change) => {
                        self.execute(request, &mut limit, prepared.not_after).await
                    }
                };
                let response = response.map_err(failed)?;
                Reply::read(response, inner.reply_limit, &mut limit, &redactor, inner.service).await
            }
        };
        if let Some((observer, secrets)) = &observer {
            observer.show(&Message::of_reply(&reply, secrets));
        }
        Ok(reply)
    }

    /// Sends a request that only reads over a kept connection, or else over a new one.
    async fn execute_kept(
        &self,
        kept: &reqwest::Client,
        request: Request,
        limit: &mut TimeLimit,
    ) -> Result<Response, TransportError> {
        let Some(first) = request.try_clone() else {
            return self.execute(request, limit, None).await;
        };
        match limit.of(kept.execute(first)).await? {
            // The server may just have closed it.
            Err(error) if !error.is_connect() => self.execute(request, limit, None).await,
            result => result.map_err(TransportError::new),
        }
    }

    /// Sends a request by HTTP, unless it is too late when its first byte would leave.
    async fn execute(
        &self,
        mut request: Request,
        limit: &mut TimeLimit,
        not_after: Option<SystemTime>,
    ) -> Result<Response, TransportError> {
        let held = request.body_mut().take().map(|body| {
            let (body, held) = limit.guard(body, not_after);
            *request.body_mut() = Some(body);
            held
        });
        let result = limit.of(self.inner.http.execute(request)).await?;
        result.map_err(|error| match held {
            Some(held) if held.is_held() => TransportError::late(),
            _ => TransportError::new(error),
        })
    }
}

/// The numbers of the orders that have a reference.
struct WithReference(Vec<OrderId>);

impl FromReply for WithReference {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        let declared = reply.service().declared_reference();
        declared.map_or(Ok(Vec::new()), |declared| declared.read(reply)).map(Self)
    }

    fn from_other(reply: &Reply) -> Option<Self> {
        (reply.status() == 404).then(|| Self(Vec::new()))
    }
}

/// A reply, unless nothing has changed.
struct Unless<R>(Option<R>);

impl<R: FromReply> FromReply for Unless<R> {
    fn from_reply(reply: &Reply) -> Result<Self, Unreadable> {
        R::from_reply(reply).map(|reply| Self(Some(reply)))
    }

    fn subject(&self) -> Option<(&'static str, &OrderId)> {
        self.0.as_ref()?.subject()
    }

    fn from_other(reply: &Reply) -> Option<Self> {
        match reply.status() {
            304 => Some(Self(None)),
            _ => R::from_other(reply).map(|reply| Self(Some(reply))),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.inner.service.name())
            .field("base_url", &self.inner.base_url.as_str())
            .field("credentials", &self.inner.credentials)
            .finish_non_exhaustive()
    }
}
