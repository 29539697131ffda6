use hyper::{
    HeaderMap,
    header::{ACCEPT, CONTENT_TYPE},
};

use crate::retail::{JSON, XML};

/// A format of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
}

impl Format {
    fn of(media_type: &str) -> Option<Self> {
        match media_type {
            _ if media_type.eq_ignore_ascii_case(JSON) => Some(Self::Json),
            _ if media_type.eq_ignore_ascii_case(XML) => Some(Self::Xml),
            _ => None,
        }
    }
}

/// The format of the reply: the first one that `Accept` allows, or the one of the request if `Accept` leaves
/// it open.
pub(super) fn of_reply(headers: &HeaderMap) -> Option<Format> {
    let mut open = true;
    for range in headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()) {
        for range in range.split(',').filter(|range| !is_refused(range)) {
            match media_type(range) {
                "" | "*/*" => {}
                "application/*" => return Some(of_request(headers).unwrap_or(Format::Json)),
                name => match Format::of(name) {
                    Some(format) => return Some(format),
                    None => open = false,
                },
            }
        }
    }
    of_request(headers).filter(|_| open)
}

/// The format of the body by its `Content-Type`.
pub(super) fn of_request(headers: &HeaderMap) -> Option<Format> {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let first = types.next().and_then(|value| value.to_str().ok())?;
    Format::of(media_type(first)).filter(|_| types.next().is_none())
}

/// A media type without its parameters.
fn media_type(text: &str) -> &str {
    text.split(';').next().unwrap_or_default().trim()
}

/// Returns whether a range of `Accept` has the weight 0.
fn is_refused(range: &str) -> bool {
    range.split(';').skip(1).any(|parameter| {
        let weight = parameter.trim().strip_prefix("q=").or(parameter.trim().strip_prefix("Q="));
        weight.and_then(|weight| weight.trim().parse().ok()) == Some(0.0)
    })
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn headers(accept: &[&'static str], content_type: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in accept {
            headers.append(ACCEPT, HeaderValue::from_static(value));
        }
        for value in content_type {
            headers.append(CONTENT_TYPE, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn accept_decides() {
        for accept in [
            &[JSON][..],
            &["Application/Vnd.DigiCert.Rest-V1+JSON; charset=utf-8"],
            &["text/html, application/vnd.digicert.rest-v1+json;q=0.1"],
            &["text/html", JSON],
        ] {
            assert_eq!(of_reply(&headers(accept, &[XML])), Some(Format::Json), "{accept:?}");
        }
        assert_eq!(of_reply(&headers(&[XML], &[JSON])), Some(Format::Xml));
        assert_eq!(of_reply(&headers(&["application/*"], &[XML])), Some(Format::Xml));
        assert_eq!(of_reply(&headers(&["application/*"], &[])), Some(Format::Json));
        for accept in [&["application/json"][..], &["application/xml"], &["text/html, */*"]] {
            assert_eq!(of_reply(&headers(accept, &[JSON])), None, "{accept:?}");
        }
    }

    #[test]
    fn content_type_decides_if_accept_leaves_it_open() {
        for accept in [&[][..], &["*/*"], &[""], &["*/*;q=0.5"]] {
            assert_eq!(of_reply(&headers(accept, &[JSON])), Some(Format::Json), "{accept:?}");
            assert_eq!(of_reply(&headers(accept, &[XML])), Some(Format::Xml), "{accept:?}");
            assert_eq!(of_reply(&headers(accept, &[])), None, "{accept:?}");
        }
    }

    #[test]
    fn content_type_is_the_versioned_one_once() {
        let charset = "application/vnd.digicert.rest-v1+json; charset=utf-8";
        assert_eq!(of_request(&headers(&[], &[charset])), Some(Format::Json));
        assert_eq!(of_request(&headers(&[], &[XML])), Some(Format::Xml));
        for content_type in [&[][..], &["application/json"], &["text/xml"], &[JSON, JSON]] {
            assert_eq!(of_request(&headers(&[], content_type)), None, "{content_type:?}");
        }
    }
}
