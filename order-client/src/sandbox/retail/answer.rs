use std::time::Duration;

use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{ALLOW, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
};
use order_core::{Code, ReadError, wire::Problem};

use crate::{
    format::Format,
    order_id::OrderId,
    retail::{ERROR_JSON, ERROR_XML, JSON, PROCESSING, XML},
    sandbox::{state::whole_seconds, tree::Tree},
};

/// A reply of the sandbox. Its format is chosen last.
pub(super) struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Content,
}

enum Content {
    None,
    Response(Tree),
    Errors(Vec<(String, String)>),
}

impl Answer {
    /// The reply to an order: the documented 25 bytes, for a number of 8 digits.
    pub(super) fn placed(order_id: &OrderId) -> Self {
        let number = Tree::Digits(order_id.to_string());
        Self::response(StatusCode::CREATED, Tree::Object(vec![("order_id", number)]))
    }

    pub(super) fn response(status: StatusCode, tree: Tree) -> Self {
        Self { status, headers: Vec::new(), body: Content::Response(tree) }
    }

    pub(super) fn options(methods: &'static str) -> Self {
        Self { status: StatusCode::OK, headers: Vec::new(), body: Content::None }
            .with(ALLOW, methods)
    }

    pub(super) fn not_modified() -> Self {
        Self { status: StatusCode::NOT_MODIFIED, headers: Vec::new(), body: Content::None }
    }

    pub(super) fn unauthorized() -> Self {
        Self::error(StatusCode::UNAUTHORIZED, "unauthorized", "Account id and API key do not match")
            .with(WWW_AUTHENTICATE, "Basic realm=\"sandbox\"")
    }

    pub(super) fn not_found() -> Self {
        Self::error(StatusCode::NOT_FOUND, "not_found", "There is nothing at this path")
    }

    pub(super) fn method_not_allowed(methods: &'static str) -> Self {
        let description = "This path takes other methods, see Allow";
        Self::error(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", description)
            .with(ALLOW, methods)
    }

    pub(super) fn not_acceptable() -> Self {
        let description = format!("Replies are in {JSON} or {XML}");
        Self::error(StatusCode::NOT_ACCEPTABLE, "not_acceptable", &description)
    }

    /// The reply to a request beyond the limit of the sandbox.
    pub(super) fn too_many(wait: Duration) -> Self {
        let description = "There were too many requests, see Retry-After";
        let mut answer =
            Self::error(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", description);
        answer.headers.push((RETRY_AFTER, whole_seconds(wait).into()));
        answer
    }

    /// The reply for a certificate that is not ready. The documentation has its code, but not its status.
    pub(super) fn processing() -> Self {
        Self::error(StatusCode::BAD_REQUEST, PROCESSING, "The certificate is not issued yet")
    }

    /// The reply to a request that is wrong as a whole.
    pub(super) fn bad_request(description: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, "invalid_request", description)
    }

    /// The reply to a body that is not an order or breaks rules, with one error for each problem.
    pub(super) fn problems(error: &ReadError) -> Self {
        let code = |problem: &Problem| match (problem.code(), problem.path().to_string()) {
            (_, path) if path.is_empty() => "invalid_request".to_owned(),
            (Code::Required, path) => format!("required_param:{path}"),
            (_, path) => format!("invalid_param:{path}"),
        };
        let errors = error.problems().iter();
        let errors = errors.map(|problem| (code(problem), problem.message().to_string())).collect();
        Self { status: StatusCode::BAD_REQUEST, headers: Vec::new(), body: Content::Errors(errors) }
    }

    fn error(status: StatusCode, code: &str, description: &str) -> Self {
        let errors = vec![(code.to_owned(), description.to_owned())];
        Self { status, headers: Vec::new(), body: Content::Errors(errors) }
    }

    fn with(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.push((name, HeaderValue::from_static(value)));
        self
    }

    pub(super) fn with_etag(mut self, etag: &str) -> Self {
        let etag = HeaderValue::from_str(etag).expect("digits, letters and quotes");
        self.headers.push((ETAG, etag));
        self
    }

    pub(super) fn into_response(self, format: Format) -> Response<Bytes> {
        let (media_type, body) = match (self.body, format) {
            (Content::None, _) => ("", String::new()),
            (Content::Response(tree), Format::Form | Format::Json) => (JSON, tree.json()),
            (Content::Response(tree), Format::Xml) => (XML, tree.xml("response")),
            (Content::Errors(errors), Format::Form | Format::Json) => {
                (ERROR_JSON, Tree::Object(vec![("errors", error_list(errors))]).json())
            }
            (Content::Errors(errors), Format::Xml) => (ERROR_XML, error_list(errors).xml("errors")),
        };
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = self.status;
        if !media_type.is_empty() {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        response
    }
}

fn error_list(errors: Vec<(String, String)>) -> Tree {
    let item = |(code, description)| {
        Tree::Object(vec![("code", Tree::Text(code)), ("description", Tree::Text(description))])
    };
    Tree::List("error", errors.into_iter().map(item).collect())
}
