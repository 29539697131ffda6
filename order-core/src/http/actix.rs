//! [`Valid`], [`Warned`] and [`Received`] as extractors of actix-web, and [`RequestError`] as their error.

use std::{any::Any, pin::Pin};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse, ResponseError,
    dev::Payload,
    http::StatusCode,
    web::{Bytes, Data},
};

use crate::{
    Endpoint, OrderRequest, ProblemDetails, Valid,
    http::{OfEndpoint, Received, RequestError},
    request::ReadRequest,
    wire::{FromWireIn, Warned},
};

/// The future of an extractor.
type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, RequestError>>>>;

/// An extractor of actix-web (feature `actix-web`).
///
/// Members of the path are found by the path of the endpoint, so the route may be [`Endpoint::PATH`] itself or have other
/// steps before it, as within a scope. The limit of a body is that of `PayloadConfig`.
///
/// ```
/// use actix_web::{App, web};
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
/// let app = App::new().route(Order::PATH, web::post().to(place));
/// ```
///
/// The context of a request is found in the data of the application, as `Data` or as it is. Without it, the answer is 500
/// ([`RequestError::NoContext`]). What depends on the caller is made by the handler, from [`Received`].
///
/// ```
/// use actix_web::{App, web};
/// use order_core::{Endpoint, OrderRequest, Valid};
///
/// /// The facts that orders are judged by.
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
/// async fn place(order: Valid<Order>) -> String {
///     format!("{} ordered", order.amount)
/// }
///
/// let shop = web::Data::new(Shop { most: 7 });
/// let app = App::new().app_data(shop).route(Order::PATH, web::post().to(place));
/// ```
impl<T> FromRequest for Valid<T>
where
    T: Endpoint + for<'de> ReadRequest<'de> + 'static,
{
    type Error = RequestError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        extract::<_, <T as OrderRequest>::Context>(request, payload)
    }
}

/// An extractor of actix-web (feature `actix-web`) like [`Valid`], for a handler that answers with what the request is warned of.
///
/// ```
/// use actix_web::{App, HttpResponse, web};
/// use order_core::{Endpoint, OrderRequest, language::English, wire::Warned};
///
/// #[derive(OrderRequest)]
/// #[order(endpoint = "POST /orders", response = ())]
/// struct Order {
///     #[range(..=9, warn)]
///     amount: u8,
/// }
///
/// async fn place(order: Warned<Order>) -> HttpResponse {
///     let mut response = HttpResponse::Ok();
///     for header in order.warning_headers(&English) {
///         response.append_header(header);
///     }
///     response.body(format!("{} ordered", order.amount))
/// }
///
/// let app = App::new().route(Order::PATH, web::post().to(place));
/// ```
impl<T> FromRequest for Warned<T>
where
    T: Endpoint + for<'de> ReadRequest<'de> + 'static,
{
    type Error = RequestError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        extract::<_, <T as OrderRequest>::Context>(request, payload)
    }
}

/// Reads a call in the context that the application has.
fn extract<T, C: 'static>(request: &HttpRequest, payload: &mut Payload) -> Extracting<T>
where
    T: for<'a> FromWireIn<'a, Context = C> + OfEndpoint + 'static,
{
    let received = Received::from_request(request, payload);
    let request = request.clone();
    Box::pin(async move {
        let received = received.await?;
        let context = context_of(&request);
        let context =
            context.ok_or_else(|| RequestError::NoContext { name: std::any::type_name::<C>() })?;
        received.read_in(context)
    })
}

/// Returns the context among the data of the application. A request that needs none has one always.
fn context_of<C: 'static>(request: &HttpRequest) -> Option<&C> {
    const NONE: &dyn Any = &();
    let data = || request.app_data::<Data<C>>().map(Data::get_ref);
    NONE.downcast_ref::<C>().or_else(data).or_else(|| request.app_data::<C>())
}

/// An extractor of actix-web (feature `actix-web`), for a request in a context that the handler makes, such as one of the
/// caller.
impl FromRequest for Received {
    type Error = RequestError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()));
        let received = Self {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            headers: headers.collect(),
            body: Vec::new(),
        };
        let body = Bytes::from_request(request, payload);
        Box::pin(async {
            let body =
                body.await.map_err(|error| match error.as_response_error().status_code() {
                    StatusCode::PAYLOAD_TOO_LARGE => RequestError::TooLarge,
                    _ => RequestError::Incomplete,
                })?;
            Ok(Self { body: body.to_vec(), ..received })
        })
    }
}

/// Answers with problem details (feature `actix-web`).
impl ResponseError for RequestError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::BAD_REQUEST)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(header) = self.header() {
            response.insert_header(header);
        }
        response.content_type(ProblemDetails::MEDIA_TYPE).body(self.problem_details().to_json())
    }
}
