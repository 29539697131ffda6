use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{self, Request},
    http::{
        HeaderMap, Method, Response,
        header::{AUTHORIZATION, CONTENT_LENGTH, USER_AGENT},
        request::Parts,
    },
};
use order_core::{Endpoint as _, Valid, json};
use secrecy::ExposeSecret as _;
use tokio::{net::TcpListener, sync::oneshot};

use crate::{
    credentials::Credentials,
    retail::CodeSigningOrder,
    sandbox::{
        answer::Answer,
        negotiate,
        state::{RecordedRequest, State},
    },
};

/// How many bytes of a body are taken.
pub const BODY_LIMIT: usize = 64 * 1024;

/// By which a client says the method if it cannot send it.
const METHOD_OVERRIDE: &str = "x-http-method-override";

/// Serves until `stopped` is sent or dropped.
pub(super) async fn run(listener: TcpListener, state: Arc<State>, stopped: oneshot::Receiver<()>) {
    let router = Router::new().fallback(handle).with_state(state);
    let stopped = async {
        let _ = stopped.await;
    };
    // It never fails: errors of a connection end that connection.
    let _ = axum::serve(listener, router).with_graceful_shutdown(stopped).await;
}

async fn handle(
    extract::State(state): extract::State<Arc<State>>,
    request: Request,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let mut received = Vec::new();
    let answer = match judge_head(&head) {
        Err(answer) => answer,
        Ok(()) => match to_bytes(body, BODY_LIMIT).await {
            Err(_) => Answer::bad_request("The body is too long or was cut off"),
            Ok(body) => {
                received = body.into();
                take_order(&received, &state)
            }
        },
    };
    state.record(recorded(&head, received));
    answer.into_response()
}

/// Refuses what needs no look at the body.
fn judge_head(head: &Parts) -> Result<(), Answer> {
    let headers = &head.headers;
    if !is_authorized(headers) {
        return Err(Answer::unauthorized());
    }
    if head.uri.path() != CodeSigningOrder::PATH {
        return Err(Answer::not_found());
    }
    match effective_method(head) {
        CodeSigningOrder::METHOD => {}
        "OPTIONS" => return Err(Answer::options()),
        _ => return Err(Answer::method_not_allowed()),
    }
    if !headers.contains_key(USER_AGENT) {
        return Err(Answer::bad_request("User-Agent is required"));
    }
    if !headers.contains_key(CONTENT_LENGTH) {
        return Err(Answer::bad_request("Content-Length is required"));
    }
    if !negotiate::takes_json(headers) {
        return Err(Answer::not_acceptable());
    }
    if !negotiate::is_json(headers) {
        return Err(Answer::bad_request("Content-Type is not one that this path reads"));
    }
    Ok(())
}

fn take_order(body: &[u8], state: &State) -> Answer {
    match json::from_slice::<Valid<CodeSigningOrder>>(body) {
        Ok(order) => Answer::placed(&state.place(order.into_inner())),
        Err(error) => Answer::problems(&error),
    }
}

fn is_authorized(headers: &HeaderMap) -> bool {
    let mut given = headers.get_all(AUTHORIZATION).iter().filter_map(|value| value.to_str().ok());
    match (given.next().and_then(|value| value.split_once(' ')), given.next()) {
        (Some((scheme, value)), None) => {
            let expected = credentials().basic_value();
            scheme.eq_ignore_ascii_case("basic") && value.trim() == expected.expose_secret()
        }
        _ => false,
    }
}

/// The credentials of the documentation's sample.
pub(super) fn credentials() -> Credentials {
    Credentials::new("001007", "skyfall").expect("letters and digits can be sent")
}

/// The method of the request, or what a `POST` says it stands for.
fn effective_method(head: &Parts) -> &str {
    match head.headers.get(METHOD_OVERRIDE).and_then(|value| value.to_str().ok()) {
        Some(method) if head.method == Method::POST => method.trim(),
        _ => head.method.as_str(),
    }
}

fn recorded(head: &Parts, body: Vec<u8>) -> RecordedRequest {
    let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        (name.as_str().to_owned(), value.as_bytes().to_owned())
    };
    RecordedRequest {
        method: head.method.to_string(),
        path: head.uri.path_and_query().map_or_else(|| head.uri.to_string(), ToString::to_string),
        headers: head.headers.iter().map(header).collect(),
        body,
    }
}
