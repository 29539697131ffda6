//! [`Valid`], [`Warned`] and [`Received`] as extractors of axum, and [`RequestError`] as their rejection.

use axum_core::{
    body::Body,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE};

use crate::{
    Endpoint, OrderRequest, ProblemDetails, Valid,
    http::{Received, RequestError},
    request::ReadRequest,
    wire::Warned,
};

/// A request whose context the state `S` of a router gives, or that needs none (feature `axum`).
///
/// The derive implements it for every endpoint: a context that is declared comes by axum's `FromRef`, which is called for each
/// request. So it may look at a clock; what depends on the caller is made by the handler, from [`Received`].
#[diagnostic::on_unimplemented(
    message = "the state `{S}` of the router gives no context of `{Self}`",
    label = "read in a context that the state does not give",
    note = "implement `FromRef<{S}>` for the context, or make the context in the handler and read by `Received`"
)]
pub trait InState<S>: OrderRequest {
    #[doc(hidden)]
    fn __context(state: &S) -> Self::Context;
}

impl<S, T: OrderRequest<Context = ()>> InState<S> for T {
    fn __context(_: &S) {}
}

/// An extractor of axum (feature `axum`): reads the whole call, so it is the last argument of a handler.
///
/// Members of the path are found by the path of the endpoint, so the route may be [`Endpoint::PATH`] itself or have other
/// steps before it, as with `Router::nest`.
///
/// ```
/// use axum::{Router, routing::post};
/// use order_core::{Endpoint, OrderRequest, Valid};
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /shops/{shop}/orders", response = ())]
/// struct Order {
///     #[order(path)]
///     shop: String,
///     #[range(1..=9)]
///     amount: u8,
/// }
///
/// async fn place(order: Valid<Order>) -> String {
///     format!("{} for {}", order.amount, order.shop)
/// }
///
/// let app: Router = Router::new().route(Order::PATH, post(place));
/// ```
///
/// A handler that takes a `Result` answers itself, such as in the language of the caller:
///
/// ```
/// # use axum::response::IntoResponse;
/// # use order_core::{OrderRequest, ProblemDetails, Valid, http::RequestError, language::{Catalogue, English}};
/// # #[derive(OrderRequest)]
/// # #[order(endpoint = "POST /orders", response = ())]
/// # struct Order { amount: u8 }
/// # fn language() -> &'static dyn Catalogue { &English }
/// async fn place(order: Result<Valid<Order>, RequestError>) -> Result<String, ProblemDetails> {
///     let order = order.map_err(|error| error.problem_details().in_language(language()))?;
///     Ok(format!("{} ordered", order.amount))
/// }
/// # axum::Router::<()>::new().route("/orders", axum::routing::post(place));
/// ```
///
/// The context of a request comes from the state of the router, like what `State` extracts:
///
/// ```
/// use axum::{Router, extract::FromRef, routing::post};
/// use order_core::{Endpoint, OrderRequest, Valid};
///
/// /// The facts that orders are judged by.
/// #[derive(Clone)]
/// struct Shop {
///     most: u32,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /orders", response = (), context = Shop)]
/// #[rule(in_stock, amount <= ctx.most, "there are no more than that", at = amount)]
/// struct Order {
///     amount: u32,
/// }
///
/// #[derive(Clone)]
/// struct App {
///     shop: Shop,
/// }
///
/// impl FromRef<App> for Shop {
///     fn from_ref(app: &App) -> Self {
///         app.shop.clone()
///     }
/// }
///
/// async fn place(order: Valid<Order>) -> String {
///     format!("{} ordered", order.amount)
/// }
///
/// let app: Router = Router::new().route(Order::PATH, post(place)).with_state(App { shop: Shop { most: 7 } });
/// ```
///
/// Without the `FromRef`, rustc takes the context for the state, and says that `with_state` is given another type, or that the
/// function is no `Handler`. `#[axum::debug_handler(state = App)]` on the function (feature `macros` of axum) makes it say that the
/// state gives no context, and what to do.
impl<S, T> FromRequest<S> for Valid<T>
where
    S: Send + Sync,
    T: Endpoint + InState<S> + for<'de> ReadRequest<'de>,
{
    type Rejection = RequestError;

    async fn from_request(request: Request, state: &S) -> Result<Self, RequestError> {
        let received = Received::from_request(request, state).await?;
        received.read_in(&T::__context(state))
    }
}

/// An extractor of axum (feature `axum`) like [`Valid`], for a handler that answers with what the request is warned of.
///
/// ```
/// use axum::{Router, response::{AppendHeaders, IntoResponse}, routing::post};
/// use order_core::{Endpoint, OrderRequest, language::English, wire::Warned};
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /orders", response = ())]
/// struct Order {
///     #[range(..=9, warn)]
///     amount: u8,
/// }
///
/// async fn place(order: Warned<Order>) -> impl IntoResponse {
///     let headers: Vec<_> = order.warning_headers(&English).collect();
///     (AppendHeaders(headers), format!("{} ordered", order.amount))
/// }
///
/// let app: Router = Router::new().route(Order::PATH, post(place));
/// ```
impl<S, T> FromRequest<S> for Warned<T>
where
    S: Send + Sync,
    T: Endpoint + InState<S> + for<'de> ReadRequest<'de>,
{
    type Rejection = RequestError;

    async fn from_request(request: Request, state: &S) -> Result<Self, RequestError> {
        let received = Received::from_request(request, state).await?;
        received.read_in(&T::__context(state))
    }
}

/// An extractor of axum (feature `axum`), for a request in a context that the handler makes, such as one of the caller.
impl<S: Send + Sync> FromRequest<S> for Received {
    type Rejection = RequestError;

    async fn from_request(request: Request, state: &S) -> Result<Self, RequestError> {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
        let received = Self {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: headers.collect(),
            body: Vec::new(),
        };
        // Applies the limit that is set for the route.
        let body =
            Bytes::from_request(request, state).await.map_err(|rejection| {
                match rejection.into_response().status() {
                    StatusCode::PAYLOAD_TOO_LARGE => RequestError::TooLarge,
                    _ => RequestError::Incomplete,
                }
            })?;
        Ok(Self { body: body.into(), ..received })
    }
}

/// Answers with problem details (feature `axum`).
impl IntoResponse for RequestError {
    fn into_response(self) -> Response {
        let mut response = self.problem_details().into_response();
        if let Some((name, value)) = self.header()
            && let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
        {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// Answers with the details as JSON (feature `axum`).
impl IntoResponse for ProblemDetails {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.to_json()));
        *response.status_mut() =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::BAD_REQUEST);
        let media_type = HeaderValue::from_static(Self::MEDIA_TYPE);
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        response
    }
}
