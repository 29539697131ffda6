use axum::{
    body::Body,
    http::{
        HeaderName, HeaderValue, Response, StatusCode,
        header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE},
    },
};
use order_core::{Code, Problem, ReadError};

use crate::{endpoint::JSON, order_id::OrderId, reply::ERROR_JSON};

/// What the endpoint offers.
const METHODS: &str = "OPTIONS, POST";

/// A reply of the sandbox.
pub(super) struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, &'static str)>,
    body: String,
}

impl Answer {
    /// The documented 25 bytes, for a number of 8 digits.
    pub(super) fn placed(order_id: &OrderId) -> Self {
        let body = format!("{{\n  \"order_id\":{order_id}\n}}");
        Self { status: StatusCode::CREATED, headers: vec![(CONTENT_TYPE, JSON)], body }
    }

    pub(super) fn options() -> Self {
        Self { status: StatusCode::OK, headers: vec![(ALLOW, METHODS)], body: String::new() }
    }

    pub(super) fn unauthorized() -> Self {
        Self::error(StatusCode::UNAUTHORIZED, "unauthorized", "Account id and API key do not match")
            .with(WWW_AUTHENTICATE, "Basic realm=\"sandbox\"")
    }

    pub(super) fn not_found() -> Self {
        Self::error(StatusCode::NOT_FOUND, "not_found", "There is nothing at this path")
    }

    pub(super) fn method_not_allowed() -> Self {
        let description = "This path takes other methods, see Allow";
        Self::error(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", description)
            .with(ALLOW, METHODS)
    }

    pub(super) fn not_acceptable() -> Self {
        let description = format!("Replies are in {JSON}");
        Self::error(StatusCode::NOT_ACCEPTABLE, "not_acceptable", &description)
    }

    /// A request that is wrong as a whole.
    pub(super) fn bad_request(description: &str) -> Self {
        Self::error(StatusCode::BAD_REQUEST, "invalid_request", description)
    }

    /// A body that is no order, or an order that breaks rules; one error for each problem.
    pub(super) fn problems(error: &ReadError) -> Self {
        let code = |problem: &Problem| match (problem.code(), problem.path().to_string()) {
            (_, path) if path.is_empty() => "invalid_request".to_owned(),
            (Code::Required, path) => format!("required_param:{path}"),
            (_, path) => format!("invalid_param:{path}"),
        };
        let errors = error.problems().iter().map(|problem| (code(problem), problem.message()));
        Self::errors(StatusCode::BAD_REQUEST, errors)
    }

    fn error(status: StatusCode, code: &str, description: &str) -> Self {
        Self::errors(status, [(code.to_owned(), description)].into_iter())
    }

    fn errors<'a>(status: StatusCode, errors: impl Iterator<Item = (String, &'a str)>) -> Self {
        let item = |(code, description): (String, &str)| {
            format!(
                "{{\n      \"code\":{},\n      \"description\":{}\n    }}",
                json_text(&code),
                json_text(description)
            )
        };
        let items: Vec<_> = errors.map(item).collect();
        let body = format!("{{\n  \"errors\":[\n    {}\n  ]\n}}", items.join(",\n    "));
        Self { status, headers: vec![(CONTENT_TYPE, ERROR_JSON)], body }
    }

    fn with(mut self, name: HeaderName, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, HeaderValue::from_static(value));
        }
        response
    }
}

fn json_text(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\n' => json.push_str("\\n"),
            _ if character < ' ' => json += &format!("\\u{:04x}", u32::from(character)),
            _ => json.push(character),
        }
    }
    json + "\""
}
