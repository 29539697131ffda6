use std::{
    fmt,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use hyper::{
    Request, Response, StatusCode,
    body::Bytes,
    header::{
        ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE,
    },
};
use order_core::{
    Code, Path, ReadError,
    http::{self, Incoming, RequestError, decoded, query_values},
    wire::Problem,
};

use crate::{
    credentials::Credentials,
    format::Format,
    order_id::{OrderId, OrderIdError},
    sandbox::{
        RecordedRequest, SandboxOptions,
        backend::{Backend, Judged, Refusal, effective_method},
        declared::{
            answer::{Answer, Content},
            lookup::Lookup,
            orders::Orders,
            route::{Acted, Route},
        },
        negotiate::{MediaTypes, of_body},
        state::whole_seconds,
        tree::Tree,
    },
    service::{Reported, Service},
};

/// A service of which a [`Service`] and the types of its requests are known: the service behind
/// [`Sandbox::of`](crate::sandbox::Sandbox::of).
pub struct Declared {
    pub(super) service: Service,
    pub(super) credentials: Credentials,
    pub(super) authorized_by: Option<AuthorizedBy>,
    pub(super) routes: Vec<Route>,
    pub(super) numbers: Numbers,
    pub(super) refused_with: StatusCode,
    /// The code of the error for a request beyond the limits of the sandbox.
    pub(super) limit_code: String,
    /// `true` if errors are a list, even a single one.
    pub(super) lists_errors: bool,
    numbered: AtomicU64,
    lookup: Option<Lookup>,
    media_types: MediaTypes,
    /// The types of bodies that are updates.
    updates: Vec<(Format, &'static str)>,
    orders: Orders,
}

type AuthorizedBy = Box<dyn Fn(&RecordedRequest, &Credentials) -> bool + Send + Sync>;

/// The numbers of orders.
pub(super) enum Numbers {
    /// Whole numbers from this one on.
    Integers(u64),
    /// Texts, made from the position of the order.
    Texts(Box<dyn Fn(u64) -> String + Send + Sync>),
}

/// The largest size of a body, in bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// The name of the root element of a reply in XML.
const ROOT: &str = "response";

impl Declared {
    pub(super) fn new(service: Service) -> Self {
        let reply = |format| (format, service.media_types_of(format).1);
        let request = |format| (format, service.media_types_of(format).0);
        let update = |format| (format, service.update_type_of(format));
        let media_types = MediaTypes {
            requests: [Format::Json, Format::Xml, Format::Form].map(request).to_vec(),
            replies: [Format::Json, Format::Xml].map(reply).to_vec(),
            may_be_open: true,
        };
        Self {
            service,
            credentials: Credentials::new("sandbox", "sandbox-key")
                .expect("letters and a hyphen can be sent"),
            authorized_by: None,
            routes: Vec::new(),
            numbers: Numbers::Integers(1),
            refused_with: StatusCode::BAD_REQUEST,
            limit_code: "too_many_requests".to_owned(),
            lists_errors: true,
            numbered: AtomicU64::new(0),
            lookup: service.declared_reference().map(Lookup::new),
            media_types,
            updates: [Format::Json, Format::Xml, Format::Form].map(update).to_vec(),
            orders: Orders::new(SandboxOptions::default().keep),
        }
    }

    /// The service with the options of the server that it will stand behind.
    pub(super) fn ready(self, options: &SandboxOptions) -> Self {
        let can_judge = self.service.scheme().may_be_judged() || self.authorized_by.is_some();
        assert!(
            can_judge,
            "requests of `{}` are signed; say by `authorized_by` which ones are accepted",
            self.service.name()
        );
        Self { orders: Orders::new(options.keep), ..self }
    }

    /// The orders that are kept.
    pub(in crate::sandbox) fn orders(&self) -> &Orders {
        &self.orders
    }

    /// Judges the head of a request whose sender is known.
    fn route<'a>(&'a self, head: &'a Request<()>) -> Result<Step<'a>, Reply> {
        let path = head.uri().path();
        let invalid = |words: &str| Reply::error(StatusCode::BAD_REQUEST, "invalid_request", words);
        let not_encoded = || invalid("The path or query is not UTF-8, or not percent-encoded");
        decoded(path, false).ok_or_else(not_encoded)?;
        let query = query_values(head.uri().query().unwrap_or_default());
        let query = query.ok_or_else(not_encoded)?;

        let here: Vec<_> = self.routes.iter().filter(|route| route.is_at(path)).collect();
        let lookup = self.lookup.as_ref().filter(|lookup| lookup.is_at(path));
        if here.is_empty() && lookup.is_none() {
            let words = "There is nothing at this path";
            return Err(Reply::error(StatusCode::NOT_FOUND, "not_found", words));
        }
        let mut methods: Vec<_> = here.iter().map(|route| route.method).collect();
        methods.extend(lookup.map(|_| "GET"));
        methods.extend(methods.contains(&"GET").then_some("HEAD"));
        methods.push("OPTIONS");
        methods.sort_unstable();
        methods.dedup();
        let allow = || HeaderValue::from_str(&methods.join(", ")).ok();
        let given = effective_method(head);
        if given == "OPTIONS" {
            return Err(Reply::new(StatusCode::OK, Body::Empty).with(ALLOW, allow()));
        }
        if !methods.contains(&given) {
            let words = "This path takes other methods, see Allow";
            let reply = Reply::error(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", words);
            return Err(reply.with(ALLOW, allow()));
        }
        let method = if given == "HEAD" { "GET" } else { given };

        let headers = head.headers();
        for (name, _) in self.service.fixed_headers() {
            if !headers.contains_key(*name) {
                return Err(invalid(&format!("The header {name} is required")));
            }
        }
        if self.media_types.of_reply(headers).is_none() {
            let types: Vec<_> = self.media_types.replies.iter().map(|(_, name)| *name).collect();
            let words = format!("Replies are in {}", types.join(" or "));
            return Err(Reply::error(StatusCode::NOT_ACCEPTABLE, "not_acceptable", words));
        }

        let meant = here.into_iter().filter(|route| route.method == method);
        let meant = meant.min_by_key(|route| route.placeholders());
        let asked = lookup.filter(|_| method == "GET");
        let asked = asked.and_then(|lookup| lookup.asked(path, &query));
        let route = match (meant, asked) {
            (Some(route), Some(reference)) if !route.knows(&query) => {
                return Ok(Step::Lookup(reference));
            }
            (None, Some(reference)) => return Ok(Step::Lookup(reference)),
            (None, None) => return Err(invalid("The query has no reference to look for")),
            (Some(meant), _) => meant,
        };
        let format = of_body(self.types_of(route), headers);
        if headers.contains_key(CONTENT_TYPE) && format.is_none() {
            return Err(self.unsupported(route));
        }
        Ok(Step::Request(Routed { head, route, format }))
    }

    /// Answers a request.
    fn answer(&self, step: Step<'_>, body: &Bytes) -> Reply {
        let routed = match step {
            Step::Lookup(reference) => return self.found(&reference),
            Step::Request(routed) => routed,
        };
        let Routed { head, route, format } = routed;
        if format.is_none() && !body.is_empty() {
            return self.unsupported(route);
        }
        let target = head.uri().path_and_query().map_or("/", |target| target.as_str());
        let headers = head.headers().iter().filter(|(name, _)| **name != CONTENT_TYPE);
        let headers = headers.map(|(name, value)| (name.as_str(), value.as_bytes()));
        // The service has media types of its own.
        let media_type = format.map(|format| match format {
            Format::Json => http::Format::Json,
            Format::Xml => http::Format::Xml,
            Format::Form => http::Format::Form,
        });
        let media_type = media_type.map(|format| ("content-type", format.media_type().as_bytes()));
        let incoming =
            Incoming::new(route.method, target).headers(headers.chain(media_type)).body(body);
        match route.act(&incoming, &self.orders) {
            Ok(acted) => self.done(acted, head),
            Err(RequestError::Unreadable(error)) => self.refused(&error),
            Err(error) => {
                let status = StatusCode::from_u16(error.status()).unwrap_or(self.refused_with);
                Reply::error(status, "invalid_request", error.to_string())
            }
        }
    }

    /// The reply to a request that breaks rules or is none, with one error for each problem.
    fn refused(&self, error: &ReadError) -> Reply {
        let field = |path: &Path| match self.service.error_shape().has_pointers() {
            true => path.to_json_pointer(),
            false => path.to_string(),
        };
        let reported = |problem: &Problem| Reported {
            code: problem.code().to_string(),
            words: problem.message().to_string(),
            field: Some(field(problem.path())).filter(|path| !path.is_empty()),
        };
        let is_malformed = error.problems().iter().any(|problem| problem.code() == Code::Syntax);
        let status = if is_malformed { StatusCode::BAD_REQUEST } else { self.refused_with };
        Reply::new(status, Body::Errors(error.problems().iter().map(reported).collect()))
    }

    fn done(&self, acted: Acted, head: &Request<()>) -> Reply {
        let Acted { answer: Answer { content, status, headers }, request, reference } = acted;
        let (body, number) = match content {
            Content::Empty => (Body::Empty, None),
            Content::Json(text) => (Body::Json(text), None),
            Content::Other { media_type, body } => (Body::Other { media_type, body }, None),
            Content::Error { code, words, field } => {
                (Body::Errors(vec![Reported { code, words, field }]), None)
            }
            Content::Placed(body) => {
                let order_id = match self.next_number() {
                    Ok(order_id) => order_id,
                    Err(error) => {
                        let words = format!("The sandbox makes wrong numbers: {error}");
                        let status = StatusCode::INTERNAL_SERVER_ERROR;
                        return Reply::error(status, "sandbox", words);
                    }
                };
                self.orders.add(order_id.clone(), reference, request);
                let body = match body {
                    Some(body) => Body::Json(body(&order_id)),
                    None => match self.service.number().write(self.number(&order_id)) {
                        Some(tree) => Body::Tree(tree),
                        None => Body::Empty,
                    },
                };
                (body, Some(order_id))
            }
        };
        let mut reply = Reply::new(status, body);
        if let Some((name, number)) = self.service.number().header_name().zip(number) {
            let name = HeaderName::try_from(name);
            let value = match &name {
                // Where an order is, not its number alone.
                Ok(name) if *name == LOCATION => {
                    format!("{}/{number}", head.uri().path().trim_end_matches('/'))
                }
                _ => number.to_string(),
            };
            if let Ok(name) = name {
                reply = reply.with(name, HeaderValue::from_str(&value).ok());
            }
        }
        for (name, value) in headers {
            reply = reply.with(name, Some(value));
        }
        reply
    }

    /// The number of the next order.
    fn next_number(&self) -> Result<OrderId, OrderIdError> {
        let position = self.numbered.fetch_add(1, Relaxed);
        self.service.parse_order_id(&match &self.numbers {
            Numbers::Integers(first) => first.saturating_add(position).to_string(),
            Numbers::Texts(number) => number(position + 1),
        })
    }

    /// A number as the service writes it.
    fn number(&self, order_id: &OrderId) -> Tree {
        match self.numbers {
            Numbers::Integers(_) => Tree::Digits(order_id.to_string()),
            Numbers::Texts(_) => Tree::text(order_id.as_str()),
        }
    }

    /// The reply to a lookup by reference.
    fn found(&self, reference: &str) -> Reply {
        let found = self.orders.with_reference(reference);
        let numbers = found.iter().map(|order_id| self.number(order_id)).collect();
        let declared = self.service.declared_reference();
        let tree = declared.map(|declared| declared.write(numbers));
        Reply::new(StatusCode::OK, tree.map_or(Body::Empty, Body::Tree))
    }

    /// The types of the bodies of an endpoint.
    fn types_of(&self, route: &Route) -> &[(Format, &'static str)] {
        if route.is_update { &self.updates } else { &self.media_types.requests }
    }

    fn unsupported(&self, route: &Route) -> Reply {
        let types: Vec<_> = self.types_of(route).iter().map(|(_, name)| *name).collect();
        let words = format!("Requests are in {}", types.join(" or "));
        Reply::error(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", words)
    }

    fn unauthorized(&self) -> Reply {
        let words = "The credentials are not those of the sandbox";
        let reply = Reply::error(StatusCode::UNAUTHORIZED, "unauthorized", words);
        reply
            .with(WWW_AUTHENTICATE, self.service.scheme().challenge().map(HeaderValue::from_static))
    }

    /// Writes a reply, in the format that its request accepts.
    fn written(&self, reply: Reply, head: &Request<()>) -> Response<Bytes> {
        let format = self.media_types.of_reply(head.headers()).unwrap_or_default();
        let media_type = |format| self.service.media_types_of(format).1;
        let header = |media_type| HeaderValue::from_str(media_type).ok();
        let shape = self.service.error_shape();
        let (media_type, body) = match (reply.body, format) {
            (Body::Empty, _) => (None, Bytes::new()),
            (Body::Other { media_type, body }, _) => (Some(media_type), body.into()),
            (Body::Json(text), _) => (header(media_type(Format::Json)), text.into()),
            (Body::Tree(tree), Format::Xml) => (header(media_type(format)), tree.xml(ROOT).into()),
            (Body::Tree(tree), Format::Form | Format::Json) => {
                (header(media_type(format)), tree.json().into())
            }
            (Body::Errors(errors), Format::Xml) => {
                let media_type = shape.media_type_of("xml").unwrap_or(media_type(format));
                let xml = match shape.write(&errors, self.lists_errors) {
                    // The first step to the errors is the root itself.
                    Tree::Object(mut members) if members.len() == 1 => {
                        members.pop().map(|(root, tree)| tree.xml(root)).unwrap_or_default()
                    }
                    tree => tree.xml(ROOT),
                };
                (header(media_type), xml.into())
            }
            (Body::Errors(errors), Format::Form | Format::Json) => {
                let media_type = shape.media_type_of("json").unwrap_or(media_type(format));
                (header(media_type), shape.write(&errors, self.lists_errors).json().into())
            }
        };
        let mut response = Response::new(body);
        *response.status_mut() = reply.status;
        if let Some(media_type) = media_type {
            response.headers_mut().insert(CONTENT_TYPE, media_type);
        }
        for (name, value) in reply.headers {
            response.headers_mut().append(name, value);
        }
        response
    }
}

impl Backend for Declared {
    fn judge<'a>(&'a self, head: &'a Request<()>) -> Judged<'a> {
        if let Some(is_authorized) = &self.authorized_by {
            return Judged::ByBody(Box::new(move |body| {
                let request = RecordedRequest::new(head, body, |name| self.is_secret(name));
                let reply = match is_authorized(&request, &self.credentials) {
                    false => self.unauthorized(),
                    true => {
                        self.route(head).map_or_else(|reply| reply, |step| self.answer(step, body))
                    }
                };
                self.written(reply, head)
            }));
        }
        let is_authorized = self.service.scheme().accepts(head.headers(), &self.credentials);
        if is_authorized != Some(true) {
            return Judged::Answered(self.written(self.unauthorized(), head));
        }
        match self.route(head) {
            Err(reply) => Judged::Answered(self.written(reply, head)),
            Ok(step) => {
                Judged::ByBody(Box::new(move |body| self.written(self.answer(step, body), head)))
            }
        }
    }

    fn refuse(&self, head: &Request<()>, refusal: &Refusal) -> Response<Bytes> {
        let invalid = |words: &str| Reply::error(StatusCode::BAD_REQUEST, "invalid_request", words);
        let reply = match refusal {
            Refusal::BodyCut => invalid("The body is too slow or was cut off"),
            Refusal::BodyTooLong => {
                let words = format!("The body is longer than {BODY_LIMIT} bytes");
                Reply::error(StatusCode::PAYLOAD_TOO_LARGE, "body_too_long", words)
            }
            Refusal::NoFault(error) => invalid(&error.to_string()),
            Refusal::TooMany(wait) => {
                let words = "There were too many requests, see Retry-After";
                let status = StatusCode::TOO_MANY_REQUESTS;
                let reply = Reply::error(status, self.limit_code.as_str(), words);
                reply.with(RETRY_AFTER, Some(whole_seconds(*wait).into()))
            }
        };
        self.written(reply, head)
    }

    fn placed(&self) -> usize {
        self.orders.placed()
    }

    fn is_secret(&self, header: &str) -> bool {
        self.service.scheme().may_be_in(header)
    }

    fn body_limit(&self) -> usize {
        BODY_LIMIT
    }
}

impl fmt::Debug for Declared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let routes = self.routes.iter().map(|route| format!("{} {}", route.method, route.path));
        f.debug_struct("Declared")
            .field("service", &self.service)
            .field("routes", &routes.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// A request that the body decides.
enum Step<'a> {
    /// A question for the orders with this reference.
    Lookup(String),
    Request(Routed<'a>),
}

struct Routed<'a> {
    head: &'a Request<()>,
    route: &'a Route,
    format: Option<Format>,
}

/// A reply. Its format is chosen last.
struct Reply {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Body,
}

enum Body {
    Empty,
    Errors(Vec<Reported>),
    /// JSON, whatever the request accepts.
    Json(String),
    Other {
        media_type: HeaderValue,
        body: Vec<u8>,
    },
    Tree(Tree),
}

impl Reply {
    fn new(status: StatusCode, body: Body) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    fn error(status: StatusCode, code: &str, words: impl Into<String>) -> Self {
        let error = Reported { code: code.to_owned(), words: words.into(), field: None };
        Self::new(status, Body::Errors(vec![error]))
    }

    fn with(mut self, name: HeaderName, value: Option<HeaderValue>) -> Self {
        self.headers.extend(value.map(|value| (name, value)));
        self
    }
}
