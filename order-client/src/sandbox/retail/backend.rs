use std::{fmt, sync::OnceLock};

use hyper::{
    HeaderMap, Request, Response, StatusCode,
    body::Bytes,
    header::{CONTENT_LENGTH, IF_NONE_MATCH, USER_AGENT},
};
use order_core::{Endpoint as _, ReadError, Valid, form, json, wire::FromWire, xml};

use crate::{
    credentials::Credentials,
    format::Format,
    retail::{CodeSigningOrder, JSON, SERVICE, SslOrder, WifiOrder, XML},
    sandbox::{
        SandboxOptions,
        backend::{Backend, Judged, Refusal, effective_method},
        negotiate::MediaTypes,
        record::PlacedOrder,
        retail::{
            answer::Answer,
            order::Kept,
            orders::{AnyOrder, Orders},
            reissue::ReissueBody,
        },
        tree::Tree,
    },
};

/// The retail API as its documentation has it: the service behind [`Sandbox::start`](crate::sandbox::Sandbox::start).
///
/// It has the six calls in JSON and XML:
///
/// <div style="overflow-x:auto"><div style="min-width:42rem">
///
/// | path | methods |
/// | --- | --- |
/// | `/order/code`, `/order/ssl`, `/order/wfa` | `OPTIONS`, `POST` |
/// | `/order/{order_id}` | `GET`, `HEAD`, `OPTIONS`, `REISSUE` |
/// | `/order/{order_id}/certificate` | `GET`, `HEAD`, `OPTIONS` |
///
/// </div></div>
///
/// Any method may be sent as a `POST` with `X-HTTP-Method-Override`. `GET` answers with an `ETag`, or with 304 if
/// `If-None-Match` names that `ETag`. Orders keep their state from call to call. After an order was placed, it can be
/// viewed, its certificate is issued ([`SandboxOptions::issue_after`]), and the certificate can be fetched and reissued.
/// Where the documentation is silent, the sandbox makes these choices:
///
/// - It uses only statuses of the documentation. A body in another media type gets a 400 if `Accept` names the format of
///   the reply, otherwise a 406. A body over [`BODY_LIMIT`](crate::sandbox::BODY_LIMIT) gets a 400. So do a request for a
///   certificate that is not ready, and a reissue of an order that is not for SSL or not issued yet.
/// - Certificates are those of the documentation's sample, which certify nothing.
/// - The code of an error is `required_param:<name>` if the parameter is missing, as documented. It is
///   `invalid_param:<name>` for other mistakes in a parameter, and `invalid_request` for all others.
/// - Credentials are checked first. Then follow path, method, `User-Agent` and `Content-Length`, and media types. The body
///   is checked last.
///
/// # Example
///
/// ```
/// use order_client::sandbox::Sandbox;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let sandbox = Sandbox::start().await?;
/// assert!(sandbox.url().starts_with("http://127.0.0.1:"));
/// assert_eq!(sandbox.placed(), 0);
/// sandbox.stop().await;
/// # Ok(())
/// # }
/// ```
pub struct Retail {
    credentials: Credentials,
    pub(super) orders: Orders,
}

impl Retail {
    pub(in crate::sandbox) fn new(options: SandboxOptions) -> Self {
        Self { credentials: credentials(), orders: Orders::new(options) }
    }

    /// The latest orders, oldest first.
    pub(in crate::sandbox) fn orders(&self) -> Vec<PlacedOrder> {
        self.orders.all()
    }
}

impl Backend for Retail {
    fn judge<'a>(&'a self, head: &'a Request<()>) -> Judged<'a> {
        let format = format_of_reply(head);
        match judge_head(head, &self.credentials) {
            Err(answer) => Judged::Answered(answer.into_response(format)),
            Ok(call) => Judged::ByBody(Box::new(move |body| {
                let answer = answer_to(&call, head.headers(), format, body, &self.orders);
                answer.into_response(format)
            })),
        }
    }

    fn refuse(&self, head: &Request<()>, refusal: &Refusal) -> Response<Bytes> {
        let format = format_of_reply(head);
        match refusal {
            Refusal::BodyCut | Refusal::BodyTooLong => {
                Answer::bad_request("The body is too long, too slow or was cut off")
                    .into_response(format)
            }
            Refusal::NoFault(error) => {
                Answer::bad_request(&error.to_string()).into_response(Format::Json)
            }
            Refusal::TooMany(wait) => Answer::too_many(*wait).into_response(format),
        }
    }

    fn placed(&self) -> usize {
        self.orders.placed()
    }
}

impl fmt::Debug for Retail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retail").finish_non_exhaustive()
    }
}

/// The credentials of the documentation's sample.
pub(in crate::sandbox) fn credentials() -> Credentials {
    Credentials::new("001007", "skyfall").expect("letters and digits can be sent")
}

fn media_types() -> &'static MediaTypes {
    static TYPES: OnceLock<MediaTypes> = OnceLock::new();
    TYPES.get_or_init(|| {
        let types = vec![(Format::Json, JSON), (Format::Xml, XML)];
        MediaTypes { requests: types.clone(), replies: types, may_be_open: false }
    })
}

fn format_of_reply(head: &Request<()>) -> Format {
    media_types().of_reply(head.headers()).unwrap_or(Format::Json)
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
fn judge_head(head: &Request<()>, credentials: &Credentials) -> Result<Call, Answer> {
    let headers = head.headers();
    if SERVICE.scheme().accepts(headers, credentials) != Some(true) {
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
    if media_types().of_reply(headers).is_none() {
        return Err(Answer::not_acceptable());
    }
    if let (Some(order_id), true) = (&order_id, is_read) {
        let order_id = order_id.clone();
        return Ok(match methods {
            CERTIFICATE => Call::Certificate(order_id),
            _ => Call::View(order_id),
        });
    }
    let format = media_types().of_request(headers);
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
    orders: &Orders,
) -> Answer {
    let placed = |order: Result<AnyOrder, ReadError>| match order {
        Ok(order) => Answer::placed(&orders.place(order)),
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
            let details = orders.order(order_id, |kept| (kept.details(), kept.etag(format)));
            let Some((tree, etag)) = details else { return Answer::not_found() };
            unless_known(headers, &etag, tree)
        }
        Call::Certificate(order_id) => {
            let certificate =
                orders.order(order_id, |kept| (kept.certificate(), kept.etag(format)));
            match certificate {
                None => Answer::not_found(),
                Some((None, _)) => Answer::processing(),
                Some((Some(tree), etag)) => unless_known(headers, &etag, tree),
            }
        }
        Call::Reissue(order_id, format) => {
            match orders.order(order_id, Kept::may_be_reissued) {
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
                Ok(body) => match orders.reissue(order_id, &body) {
                    None => Answer::not_found(),
                    Some(tree) => Answer::response(StatusCode::CREATED, tree),
                },
            }
        }
    }
}

fn read<'de, T: FromWire<'de>>(format: Format, body: &'de [u8]) -> Result<T, ReadError> {
    match format {
        Format::Form => form::from_slice(body),
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
