use std::{future::pending, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{self, Request},
    http::{
        HeaderMap, HeaderValue, Method, Response, StatusCode,
        header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, IF_NONE_MATCH, USER_AGENT},
        request::Parts,
    },
};
use order_core::{Endpoint as _, FromWire, ReadError, Valid, json, xml};
use secrecy::ExposeSecret as _;
use tokio::{net::TcpListener, sync::oneshot, time::sleep};

use crate::{
    credentials::Credentials,
    order_id::OrderId,
    retail::{CodeSigningOrder, SslOrder, WifiOrder},
    sandbox::{
        answer::Answer,
        fault::Fault,
        negotiate::{self, Format},
        order::Kept,
        reissue::ReissueBody,
        state::{AnyOrder, RecordedRequest, State},
        tree::Tree,
    },
};

/// How many bytes of a body are taken.
pub const BODY_LIMIT: usize = 64 * 1024;

/// By which a client asks for a fault.
const FAULT: &str = "x-sandbox-fault";

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
    let fault = match head.headers.get(FAULT) {
        None => state.take_fault(),
        Some(value) => match value.to_str().unwrap_or_default().parse::<Fault>() {
            Ok(fault) => Some(fault),
            Err(error) => {
                return Answer::bad_request(&error.to_string()).into_response(Format::Json);
            }
        },
    };
    if let Some(Fault::Refused(status)) = fault {
        state.record(recorded(&head, Vec::new()));
        return page(status);
    }
    let format = negotiate::of_reply(&head.headers).unwrap_or(Format::Json);
    let mut received = Vec::new();
    let answer = match judge_head(&head) {
        Err(answer) => answer,
        Ok(call) => match to_bytes(body, BODY_LIMIT).await {
            Err(_) => Answer::bad_request("The body is too long or was cut off"),
            Ok(body) => {
                received = body.into();
                answer_to(&call, &head.headers, format, &received, &state)
            }
        },
    };
    state.record(recorded(&head, received));
    let response = answer.into_response(format);
    match fault {
        None | Some(Fault::Refused(_)) => response,
        Some(Fault::Garbage) => page(response.status().as_u16()),
        Some(Fault::Lost(status)) => page(status),
        Some(Fault::Delay(time)) => {
            sleep(time).await;
            response
        }
        Some(Fault::Mute) => pending().await,
    }
}

/// What a gateway answers with.
fn page(status: u16) -> Response<Body> {
    let mut response = Response::new(Body::from(format!("<html><h1>{status}</h1></html>")));
    *response.status_mut() = StatusCode::from_u16(status).expect("a fault has a status of HTTP");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    response
}

/// What is called, with the number of the order if there is one already.
enum Call {
    CodeSigning(Format),
    Ssl(Format),
    Wifi(Format),
    View(String),
    Certificate(String),
    Reissue(String, Format),
}

const ORDERS: &str = "OPTIONS, POST";
const ORDER: &str = "GET, HEAD, OPTIONS, REISSUE";
const CERTIFICATE: &str = "GET, HEAD, OPTIONS";

/// Refuses what needs no look at the body.
fn judge_head(head: &Parts) -> Result<Call, Answer> {
    let headers = &head.headers;
    if !is_authorized(headers) {
        return Err(Answer::unauthorized());
    }
    let path = head.uri.path();
    let rest = path.strip_prefix("/order/").unwrap_or_default();
    let number = |text: &str| text.parse::<OrderId>().ok().map(|number| number.to_string());
    let (methods, order_id) = match (path, rest.strip_suffix("/certificate")) {
        (CodeSigningOrder::PATH | SslOrder::PATH | WifiOrder::PATH, _) => (ORDERS, None),
        (_, Some(text)) => (CERTIFICATE, Some(number(text).ok_or_else(Answer::not_found)?)),
        (_, None) => (ORDER, Some(number(rest).ok_or_else(Answer::not_found)?)),
    };
    let method = effective_method(head);
    if method == "OPTIONS" {
        return Err(Answer::options(methods));
    }
    if !methods.split(", ").any(|allowed| allowed == method) {
        return Err(Answer::method_not_allowed(methods));
    }
    if !headers.contains_key(USER_AGENT) {
        return Err(Answer::bad_request("User-Agent is required"));
    }
    let is_read = matches!(method, "GET" | "HEAD");
    if !is_read && !headers.contains_key(CONTENT_LENGTH) {
        return Err(Answer::bad_request("Content-Length is required"));
    }
    if negotiate::of_reply(headers).is_none() {
        return Err(Answer::not_acceptable());
    }
    if let (Some(order_id), true) = (&order_id, is_read) {
        let order_id = order_id.clone();
        return Ok(match methods {
            CERTIFICATE => Call::Certificate(order_id),
            _ => Call::View(order_id),
        });
    }
    let format = negotiate::of_request(headers);
    let unread = || Answer::bad_request("Content-Type is not one that this path reads");
    let format = format.ok_or_else(unread)?;
    Ok(match (path, order_id) {
        (_, Some(order_id)) => Call::Reissue(order_id, format),
        (SslOrder::PATH, _) => Call::Ssl(format),
        (WifiOrder::PATH, _) => Call::Wifi(format),
        _ => Call::CodeSigning(format),
    })
}

fn answer_to(
    call: &Call,
    headers: &HeaderMap,
    format: Format,
    body: &[u8],
    state: &State,
) -> Answer {
    let placed = |order: Result<AnyOrder, ReadError>| match order {
        Ok(order) => Answer::placed(&state.place(order)),
        Err(error) => Answer::problems(&error),
    };
    match call {
        Call::CodeSigning(format) => {
            let order = read::<Valid<CodeSigningOrder>>(*format, body);
            placed(order.map(|order| AnyOrder::CodeSigning(order.into_inner().into())))
        }
        Call::Ssl(format) => {
            let order = read::<Valid<SslOrder>>(*format, body);
            placed(order.map(|order| AnyOrder::Ssl(order.into_inner().into())))
        }
        Call::Wifi(format) => {
            let order = read::<Valid<WifiOrder>>(*format, body);
            placed(order.map(|order| AnyOrder::Wifi(order.into_inner().into())))
        }
        Call::View(order_id) => {
            let details = state.order(order_id, |kept| (kept.details(), kept.etag(format)));
            let Some((tree, etag)) = details else { return Answer::not_found() };
            unless_known(headers, &etag, tree)
        }
        Call::Certificate(order_id) => {
            let certificate = state.order(order_id, |kept| (kept.certificate(), kept.etag(format)));
            match certificate {
                None => Answer::not_found(),
                Some((None, _)) => Answer::processing(),
                Some((Some(tree), etag)) => unless_known(headers, &etag, tree),
            }
        }
        Call::Reissue(order_id, format) => {
            match state.order(order_id, Kept::may_be_reissued) {
                None => return Answer::not_found(),
                Some(false) => {
                    return Answer::bad_request(
                        "Only an SSL certificate that is issued is reissued",
                    );
                }
                Some(true) => {}
            }
            match read::<Valid<ReissueBody>>(*format, body) {
                Err(error) => Answer::problems(&error),
                Ok(body) => match state.reissue(order_id, &body) {
                    None => Answer::not_found(),
                    Some(tree) => Answer::response(StatusCode::CREATED, tree),
                },
            }
        }
    }
}

fn read<'de, T: FromWire<'de>>(format: Format, body: &'de [u8]) -> Result<T, ReadError> {
    match format {
        Format::Json => json::from_slice(body),
        Format::Xml => xml::from_slice(body),
    }
}

/// `tree`, or that it is as it was.
fn unless_known(headers: &HeaderMap, etag: &str, tree: Tree) -> Answer {
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut known = known.flat_map(|value| value.split(',')).map(str::trim);
    let answer = match known.any(|known| known == "*" || known.trim_start_matches("W/") == etag) {
        true => Answer::not_modified(),
        false => Answer::response(StatusCode::OK, tree),
    };
    answer.with_etag(etag)
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
