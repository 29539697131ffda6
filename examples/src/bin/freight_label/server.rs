//! A server of the invented carrier. Its handlers get requests that are read and judged.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use axum::{
    Router,
    extract::State,
    http::{
        HeaderMap, StatusCode,
        header::{ACCEPT_LANGUAGE, CONTENT_TYPE},
    },
    response::{AppendHeaders, IntoResponse, Response},
    routing::{patch, post},
};
use order_core::{
    Endpoint, ProblemDetails, Valid,
    http::RequestError,
    json,
    language::{Catalogue, English, Fluent},
    update::Update,
    wire::Warned,
};

use crate::order::{ChangeOrder, FreightOrder, Label};

/// The orders that were placed, by their numbers.
type Orders = Arc<Mutex<BTreeMap<u32, Valid<FreightOrder>>>>;

type Language = &'static (dyn Catalogue + Sync);

/// The library's German words, and those for the rules and labels of this API.
static GERMAN: LazyLock<Fluent> = LazyLock::new(|| {
    Fluent::german().with(include_str!("german.ftl")).expect("a test reads the German words")
});

/// Makes the routes of the two calls.
pub(crate) fn routes() -> Router {
    Router::new()
        .route(FreightOrder::PATH, post(place))
        .route(ChangeOrder::PATH, patch(change))
        .with_state(Orders::default())
}

/// Places an order. `Warned` is a valid order with what it is warned of, which goes into headers of the reply.
async fn place(
    State(orders): State<Orders>,
    headers: HeaderMap,
    order: Result<Warned<FreightOrder>, RequestError>,
) -> Result<impl IntoResponse, Response> {
    let language = language(&headers);
    let order = order.map_err(|error| refused(&error, language))?;
    let warnings: Vec<_> = order.warning_headers(language).collect();
    let mut orders = orders.lock().unwrap_or_else(PoisonError::into_inner);
    let number = orders.last_key_value().map_or(1, |(last, _)| last + 1);
    let label = Label::new(number, &order);
    orders.insert(number, order.into_valid());
    Ok((StatusCode::CREATED, AppendHeaders(warnings), told(&label)))
}

/// Changes an order. The update itself is judged as it is read, and what comes out of it by `apply`.
async fn change(
    State(orders): State<Orders>,
    headers: HeaderMap,
    change: Result<Valid<ChangeOrder>, RequestError>,
) -> Result<impl IntoResponse, Response> {
    let language = language(&headers);
    let ChangeOrder { number, changes } =
        change.map_err(|error| refused(&error, language))?.into_inner();
    let mut orders = orders.lock().unwrap_or_else(PoisonError::into_inner);
    let order = orders.get_mut(&number).ok_or_else(|| refused(&RequestError::Path, language))?;
    *order = changes.apply(order).map_err(|rejected| {
        ProblemDetails::from(&rejected).in_language(language).into_response()
    })?;
    Ok(told(&Label::new(number, order)))
}

/// Answers a call by its label.
fn told(label: &Label) -> impl IntoResponse + use<> {
    ([(CONTENT_TYPE, "application/json")], json::to_string(label))
}

/// Answers a call that is refused by problem details, in the language of the caller.
fn refused(error: &RequestError, language: Language) -> Response {
    (AppendHeaders(error.header()), error.problem_details().in_language(language)).into_response()
}

/// Chooses the first language of the caller that is known here, or else English. A server in service would weigh them too.
fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let mut tags = accepted.unwrap_or_default().split(',').map(str::trim_start);
    match tags.find(|tag| tag.starts_with("de") || tag.starts_with("en")) {
        Some(tag) if tag.starts_with("de") => &*GERMAN,
        _ => &English,
    }
}
