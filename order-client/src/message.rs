use std::{fmt, sync::Arc};

use reqwest::{
    Request,
    header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT},
};

use crate::{redact::Redactor, reply::Reply};

/// A request or a reply as it went over the wire, with the API key redacted.
///
/// [`ClientBuilder::observer`](crate::ClientBuilder::observer) shows them. An order holds personal data, so
/// do not log the body.
///
/// `Display` writes head and body with an empty line between them. Bytes that are not UTF-8 are replaced.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    is_reply: bool,
    head: String,
    body: Vec<u8>,
}

/// Shows what kind it is and how long, for bodies are personal data.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("is_reply", &self.is_reply)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl Message {
    pub(crate) fn of_request(
        request: &Request,
        user_agent: &HeaderValue,
        redactor: &Redactor,
    ) -> Self {
        let url = request.url();
        let body = request.body().and_then(|body| body.as_bytes());
        let mut head = format!("{} {}", request.method(), url.path());
        if let Some(query) = url.query() {
            head += &format!("?{query}");
        }
        head += " HTTP/1.1\n";
        head += &lines(request.headers(), redactor);
        head += &line(&USER_AGENT, user_agent, redactor);
        let host = url.host_str().unwrap_or_default();
        head += &match url.port() {
            Some(port) => format!("Host: {host}:{port}\n"),
            None => format!("Host: {host}\n"),
        };
        if let Some(body) = body {
            head += &format!("Content-Length: {}\n", body.len());
        }
        Self { is_reply: false, head, body: redactor.redact(body.unwrap_or_default()) }
    }

    pub(crate) fn of_reply(reply: &Reply, redactor: &Redactor) -> Self {
        let head =
            format!("HTTP/1.1 {}\n{}", reply.status_line(), lines(reply.headers(), redactor));
        Self { is_reply: true, head, body: redactor.redact(reply.body()) }
    }

    /// Returns whether this is a reply of the service, rather than a request of the client.
    pub fn is_reply(&self) -> bool {
        self.is_reply
    }

    /// The first line and the headers, each line with `\n` at its end.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The body. For a reply, the part of it that was read.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.head, String::from_utf8_lossy(&self.body))
    }
}

fn lines(headers: &HeaderMap, redactor: &Redactor) -> String {
    headers.iter().map(|(name, value)| line(name, value, redactor)).collect()
}

fn line(name: &HeaderName, value: &HeaderValue, redactor: &Redactor) -> String {
    let text = String::from_utf8_lossy(value.as_bytes());
    let value = match (value.is_sensitive(), text.split_once(' ')) {
        (true, Some((scheme, _))) if *name == AUTHORIZATION => format!("{scheme} [redacted]"),
        (true, _) => "[redacted]".to_owned(),
        (false, _) => redactor.text(&text),
    };
    format!("{}: {value}\n", title_case(name))
}

/// The name in the spelling that the client sends, such as `Content-Type`.
fn title_case(name: &HeaderName) -> String {
    let words = name.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect::<Vec<_>>().join("-")
}

/// The function that is called with each message.
#[derive(Clone)]
pub(crate) struct Observer(Arc<dyn Fn(&Message) + Send + Sync>);

impl Observer {
    pub(crate) fn new(observe: impl Fn(&Message) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observe))
    }

    pub(crate) fn show(&self, message: &Message) {
        (self.0)(message);
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer").finish_non_exhaustive()
    }
}
