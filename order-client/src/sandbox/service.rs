use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{AUTHORIZATION, CONTENT_LENGTH, IF_NONE_MATCH, USER_AGENT},
};
use order_core::{Endpoint as _, ReadError, Valid, json, wire::FromWire, xml};
use tokio::time::timeout;

use crate::{
    retail::{CodeSigningOrder, SERVICE, SslOrder, WifiOrder},
    sandbox::{
        answer::Answer,
        fault::Fault,
        mishap::{self, Cut},
        negotiate::{self, Format},
        order::Kept,
        reissue::ReissueBody,
        server::Connection,
        state::{AnyOrder, State},
        tree::Tree,
    },
};

/// The largest size of a body, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;

/// Header in which a client asks for a fault.
const FAULT: &str = "x-sandbox-fault";

/// Header in which a `POST` names the method it stands for.
const METHOD_OVERRIDE: &str = "x-http-method-override";

/// Answers one request, or applies a fault to it.
pub(super) async fn handle(
    request: Request<Incoming>,
    connection: Connection,
) -> Result<Response<Full<Bytes>>, Cut> {
    let Connection { wire, state, .. } = &connection;
    wire.set_used();
    let (head, body) = request.into_parts();
    let head = Request::from_parts(head, ());
    let fault = match head.headers().get(FAULT) {
        None => state.take_fault(),
        Some(value) => match value.to_str().unwrap_or_default().parse::<Fault>() {
            Ok(fault) => Some(fault),
            Err(error) => {
                let answer = Answer::bad_request(&error.to_string());
                state.record(head, Bytes::new());
                return Ok(answer.into_response(Format::Json).map(Full::new));
            }
        },
    };
    if let Some(outcome) = fault.as_ref().and_then(|fault| mishap::before(fault, &head, wire)) {
        state.record(head, Bytes::new());
        return outcome;
    }
    let is_head = head.method() == Method::HEAD;
    let response = answer(head, body, state).await;
    match fault {
        None => Ok(response.map(Full::new)),
        Some(fault) => mishap::after(fault, response, is_head, connection).await,
    }
}

/// The answer of the service.
async fn answer(head: Request<()>, body: Incoming, state: &State) -> Response<Bytes> {
    let format = negotiate::of_reply(head.headers()).unwrap_or(Format::Json);
    let mut received = Bytes::new();
    let answer = match judge_head(&head, state) {
        Err(answer) => answer,
        Ok(call) => {
            let body = timeout(state.patience(), Limited::new(body, BODY_LIMIT).collect()).await;
            match body {
                Ok(Ok(body)) => {
                    received = body.to_bytes();
                    answer_to(&call, head.headers(), format, &received, state)
                }
                _ => Answer::bad_request("The body is too long, too slow or was cut off"),
            }
        }
    };
    state.record(head, received);
    answer.into_response(format)
}

/// A call, with the number of an existing order or the format of the body.
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

/// Checks everything except the body.
fn judge_head(head: &Request<()>, state: &State) -> Result<Call, Answer> {
    let headers = head.headers();
    if !is_authorized(headers, state) {
        return Err(Answer::unauthorized());
    }
    let path = head.uri().path();
    let rest = path.strip_prefix("/order/").unwrap_or_default();
    let number = |text: &str| SERVICE.number().parse(text).ok().map(|number| number.to_string());
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

/// Answers with `tree`, or tells that it has not changed.
fn unless_known(headers: &HeaderMap, etag: &str, tree: Tree) -> Answer {
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut known = known.flat_map(|value| value.split(',')).map(str::trim);
    let answer = match known.any(|known| known == "*" || known.trim_start_matches("W/") == etag) {
        true => Answer::not_modified(),
        false => Answer::response(StatusCode::OK, tree),
    };
    answer.with_etag(etag)
}

fn is_authorized(headers: &HeaderMap, state: &State) -> bool {
    let mut given = headers.get_all(AUTHORIZATION).iter().filter_map(|value| value.to_str().ok());
    match (given.next().and_then(|value| value.split_once(' ')), given.next()) {
        (Some((scheme, value)), None) => {
            scheme.eq_ignore_ascii_case("basic") && state.is_key(value.trim())
        }
        _ => false,
    }
}

/// The method of the request, or the one that a `POST` stands for.
fn effective_method(head: &Request<()>) -> &str {
    match head.headers().get(METHOD_OVERRIDE).and_then(|value| value.to_str().ok()) {
        Some(method) if head.method() == Method::POST => method.trim(),
        _ => head.method().as_str(),
    }
}
