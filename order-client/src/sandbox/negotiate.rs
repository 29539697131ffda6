use axum::http::{
    HeaderMap,
    header::{ACCEPT, CONTENT_TYPE},
};

use crate::endpoint::JSON;

/// Whether a reply can be in JSON: `Accept` says so, or, if it leaves it open, `Content-Type` does.
pub(super) fn takes_json(headers: &HeaderMap) -> bool {
    let mut open = true;
    for range in headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()) {
        for range in range.split(',').filter(|range| !is_refused(range)) {
            match media_type(range) {
                "" | "*/*" => {}
                name if name.eq_ignore_ascii_case(JSON) || name == "application/*" => return true,
                _ => open = false,
            }
        }
    }
    open && is_json(headers)
}

/// Whether the body is said to be in JSON.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let first = types.next().and_then(|value| value.to_str().ok());
    first.is_some_and(|value| media_type(value).eq_ignore_ascii_case(JSON))
        && types.next().is_none()
}

/// A media type without its parameters.
fn media_type(text: &str) -> &str {
    text.split(';').next().unwrap_or_default().trim()
}

/// Whether a range of `Accept` has the weight 0.
fn is_refused(range: &str) -> bool {
    range.split(';').skip(1).any(|parameter| {
        let weight = parameter.trim().strip_prefix("q=").or(parameter.trim().strip_prefix("Q="));
        weight.and_then(|weight| weight.trim().parse().ok()) == Some(0.0)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const XML: &str = "application/vnd.digicert.rest-v1+xml";

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
            &["application/*"],
            &["text/html", JSON],
        ] {
            assert!(takes_json(&headers(accept, &[XML])), "{accept:?}");
        }
        for accept in [&["application/json"][..], &[XML], &["text/html, */*"]] {
            assert!(!takes_json(&headers(accept, &[JSON])), "{accept:?}");
        }
    }

    #[test]
    fn content_type_decides_if_accept_leaves_it_open() {
        for accept in [&[][..], &["*/*"], &[""], &["*/*;q=0.5"]] {
            assert!(takes_json(&headers(accept, &[JSON])), "{accept:?}");
            assert!(!takes_json(&headers(accept, &[XML])), "{accept:?}");
            assert!(!takes_json(&headers(accept, &[])), "{accept:?}");
        }
    }

    #[test]
    fn content_type_is_the_versioned_one_once() {
        assert!(is_json(&headers(&[], &["application/vnd.digicert.rest-v1+json; charset=utf-8"])));
        for content_type in [&[][..], &["application/json"], &[XML], &[JSON, JSON]] {
            assert!(!is_json(&headers(&[], content_type)), "{content_type:?}");
        }
    }
}
