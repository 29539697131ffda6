use std::{fmt, io};

use order_core::{Endpoint, Valid, wire::FromWire};

use crate::{
    credentials::Credentials,
    error::Call,
    sandbox::{
        RecordedRequest, Sandbox, SandboxOptions,
        declared::{
            answer::{Answer, final_status},
            backend::{Declared, Numbers},
            orders::Orders,
            route::Route,
        },
    },
    service::Service,
    target::assert_places,
};

/// A [`Sandbox`] of a declared service that is not started yet.
///
/// # Example
///
/// ```
/// use order_client::{
///     Client, OrderId, OrderPlaced, Service,
///     sandbox::{Answer, Orders, Sandbox},
/// };
/// use order_core::{OrderRequest, Valid};
///
/// const SHOP: Service = Service::new("shop");
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /orders", response = OrderPlaced)]
/// struct Books {
///     #[format(digits)]
///     isbn: String,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "DELETE /orders/{number}", response = ())]
/// struct Cancel {
///     #[order(path)]
///     number: String,
/// }
///
/// fn cancel(request: &Valid<Cancel>, orders: &Orders) -> Answer {
///     match orders.find::<Books>(&request.number) {
///         Some(_) => Answer::empty(),
///         None => Answer::error(404, "unknown_order", "There is no such order"),
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::of(SHOP).order::<Books>().answer::<Cancel>(cancel).start().await?;
/// let client = Client::builder(SHOP, sandbox.credentials()).base_url(sandbox.url()).build()?;
///
/// let placed = client.place(&Books { isbn: "9783161484100".into() }.into_valid()?).await?;
/// assert_eq!(placed.order_id.as_str(), "1");
/// client.send(&Cancel { number: placed.order_id.to_string() }.into_valid()?).await?;
/// assert!(client.send(&Cancel { number: "2".into() }.into_valid()?).await.is_err());
/// # Ok(())
/// # }
/// ```
#[must_use = "a sandbox runs once it is started"]
pub struct SandboxBuilder {
    declared: Declared,
    options: SandboxOptions,
}

impl Sandbox<Declared> {
    /// Returns a builder of a sandbox of any service: it judges requests by their rules, and does all else as the
    /// service declares it.
    pub fn of(service: Service) -> SandboxBuilder {
        SandboxBuilder { declared: Declared::new(service), options: SandboxOptions::default() }
    }
}

impl SandboxBuilder {
    /// Takes orders of type `T`, at their endpoint.
    ///
    /// A request that keeps all its rules is an order, and is answered as [`Answer::placed`] says. One that does not is
    /// refused with an error for each problem. `T` owns its texts, and its rules need no facts of a context.
    pub fn order<T>(self) -> Self
    where
        T: Endpoint + Send + Sync + 'static,
        Valid<T>: for<'de> FromWire<'de>,
    {
        const {
            assert!(
                !matches!(Call::of(T::METHOD), Call::Read),
                "a call that only reads places no order; use `answer`"
            );
        };
        self.answer(|_: &Valid<T>, _| Answer::placed())
    }

    /// Answers requests of type `T` that keep all their rules, at their endpoint.
    ///
    /// A second answer at the same endpoint replaces the first. A `GET` is at `HEAD` as well, and every path is at
    /// `OPTIONS`. The function may keep a state of its own; it runs on a thread of the runtime, so it should not wait. If it
    /// panics, the connection ends without a reply.
    pub fn answer<T>(
        mut self,
        answer: impl Fn(&Valid<T>, &Orders) -> Answer + Send + Sync + 'static,
    ) -> Self
    where
        T: Endpoint + Send + Sync + 'static,
        Valid<T>: for<'de> FromWire<'de>,
    {
        const { assert_places(T::METHOD, T::PATH, T::SCHEMA) };
        let route = Route::new::<T>(self.declared.service.declared_reference().copied(), answer);
        let routes = &mut self.declared.routes;
        routes.retain(|other| (other.method, other.path) != (route.method, route.path));
        routes.push(route);
        self
    }

    /// Sets the credentials that the sandbox accepts; the account id `sandbox` and the key `sandbox-key` if not set.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.declared.credentials = credentials;
        self
    }

    /// Decides by a function whose requests are accepted, instead of by the [`Authentication`] of the service.
    ///
    /// A service whose requests are [signed](crate::Authentication::signed) needs one. It gets the credentials of the
    /// sandbox.
    ///
    /// [`Authentication`]: crate::Authentication
    ///
    /// # Example
    ///
    /// ```
    /// use order_client::{
    ///     Authentication, Credentials, Service, SignError, Unsigned,
    ///     sandbox::{RecordedRequest, Sandbox},
    /// };
    ///
    /// const SHOP: Service = Service::new("shop").authentication(Authentication::signed(sign));
    ///
    /// fn signature(body: &[u8], credentials: &Credentials) -> String {
    ///     format!("{}-{}", body.len(), credentials.secret().len())
    /// }
    ///
    /// fn sign(request: &mut Unsigned<'_>, credentials: &Credentials) -> Result<(), SignError> {
    ///     let signature = signature(request.body(), credentials);
    ///     request.set_header("X-Signature", &signature)
    /// }
    ///
    /// let sandbox = Sandbox::of(SHOP).authorized_by(|request: &RecordedRequest, credentials| {
    ///     let expected = signature(&request.body, credentials);
    ///     request.header("x-signature") == Some(expected.as_bytes())
    /// });
    /// ```
    pub fn authorized_by(
        mut self,
        is_authorized: impl Fn(&RecordedRequest, &Credentials) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.declared.authorized_by = Some(Box::new(is_authorized));
        self
    }

    /// Sets the number of the first order; 1 if not set. Numbers are whole numbers, each one more than the last.
    pub fn first_number(mut self, first: u64) -> Self {
        self.declared.numbers = Numbers::Integers(first);
        self
    }

    /// Makes the numbers of orders texts, each made by `number` from the position of the order, from 1 on.
    ///
    /// A text that is no order number of the service is answered with 500, and no order is placed.
    pub fn number(mut self, number: impl Fn(u64) -> String + Send + Sync + 'static) -> Self {
        self.declared.numbers = Numbers::Texts(Box::new(number));
        self
    }

    /// Sets the status of a request that breaks rules; 400 if not set.
    ///
    /// # Panics
    ///
    /// Panics if `status` is not from 200 to 999.
    pub fn refused_with(mut self, status: u16) -> Self {
        self.declared.refused_with = final_status(status);
        self
    }

    /// Sets the code of the error for a request beyond the limits of the sandbox, which has the status 429;
    /// `too_many_requests` if not set.
    pub fn limit_code(mut self, code: impl Into<String>) -> Self {
        self.declared.limit_code = code.into();
        self
    }

    /// Reports one error with the words of all, instead of a list, for a service whose replies have a single one.
    ///
    /// A client reads either at the place of the [`ErrorShape`](crate::ErrorShape). At the root there is always one.
    pub fn one_error(mut self) -> Self {
        self.declared.lists_errors = false;
        self
    }

    /// Sets the options of the server: its address, and its bounds.
    ///
    /// [`issue_after`](SandboxOptions::issue_after) is for the retail API alone.
    pub fn options(self, options: SandboxOptions) -> Self {
        Self { options, ..self }
    }

    /// Starts the sandbox, as a task of the running tokio runtime.
    ///
    /// # Errors
    ///
    /// An I/O error if the port cannot be opened.
    ///
    /// # Panics
    ///
    /// Panics outside of a tokio runtime with IO and time enabled, and if the service signs its requests but
    /// [`authorized_by`](Self::authorized_by) is not set.
    pub async fn start(self) -> io::Result<Sandbox<Declared>> {
        let Self { declared, options } = self;
        let declared = declared.ready(&options);
        let credentials = declared.credentials.clone();
        Sandbox::run(declared, credentials, options).await
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("declared", &self.declared)
            .field("options", &self.options)
            .finish()
    }
}
