use hyper::{
    HeaderMap,
    header::{ACCEPT, CONTENT_TYPE},
};

use crate::format::Format;

/// The media types of a service.
pub(super) struct MediaTypes {
    /// The types of bodies that are read.
    pub(super) requests: Vec<(Format, &'static str)>,
    /// The types of replies. A format that is not among them is answered in the first one.
    pub(super) replies: Vec<(Format, &'static str)>,
    /// `true` if a request may leave the format of its reply open.
    pub(super) may_be_open: bool,
}

impl MediaTypes {
    /// The format of the reply: the first one that `Accept` allows, or the one of the request if `Accept` leaves it
    /// open.
    pub(super) fn of_reply(&self, headers: &HeaderMap) -> Option<Format> {
        let mut is_open = true;
        let mut is_any = false;
        for range in headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()) {
            for range in range.split(',').filter(|range| !is_refused(range)) {
                match media_type(range) {
                    "" => {}
                    "*/*" => is_any = true,
                    "application/*" => return self.like_request(headers).or(self.first()),
                    name => match find(&self.replies, name) {
                        Some(format) => return Some(format),
                        None => is_open = false,
                    },
                }
            }
        }
        match self.may_be_open {
            true if is_open || is_any => self.like_request(headers).or(self.first()),
            true => None,
            false => self.like_request(headers).filter(|_| is_open),
        }
    }

    /// The format of the body by its `Content-Type`.
    pub(super) fn of_request(&self, headers: &HeaderMap) -> Option<Format> {
        of_body(&self.requests, headers)
    }

    /// The format of the reply that is most like the request.
    fn like_request(&self, headers: &HeaderMap) -> Option<Format> {
        let format = self.of_request(headers)?;
        let same = self.replies.iter().find(|(reply, _)| *reply == format);
        same.map(|(format, _)| *format).or(self.first())
    }

    fn first(&self) -> Option<Format> {
        self.replies.first().map(|(format, _)| *format)
    }
}

/// The format of a body of one of these types by its `Content-Type`.
pub(super) fn of_body(accepted: &[(Format, &str)], headers: &HeaderMap) -> Option<Format> {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let first = types.next().and_then(|value| value.to_str().ok())?;
    find(accepted, media_type(first)).filter(|_| types.next().is_none())
}

fn find(types: &[(Format, &str)], name: &str) -> Option<Format> {
    let found = types.iter().find(|(_, media_type)| media_type.eq_ignore_ascii_case(name));
    found.map(|(format, _)| *format)
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
    use crate::retail::{JSON, XML};

    fn retail() -> MediaTypes {
        let types = vec![(Format::Json, JSON), (Format::Xml, XML)];
        MediaTypes { requests: types.clone(), replies: types, may_be_open: false }
    }

    fn of_reply(headers: &HeaderMap) -> Option<Format> {
        retail().of_reply(headers)
    }

    fn of_request(headers: &HeaderMap) -> Option<Format> {
        retail().of_request(headers)
    }

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
    #[test]
    fn service_that_needs_no_accept_answers_in_its_first_format_or_that_of_the_request() {
        const FORM: &str = "application/x-www-form-urlencoded";
        let mut types = retail();
        types.requests.push((Format::Form, FORM));
        types.may_be_open = true;
        for (accept, content_type, expected) in [
            (&[][..], &[][..], Some(Format::Json)),
            (&[], &[FORM], Some(Format::Json)),
            (&[], &[XML], Some(Format::Xml)),
            (&["text/html, */*"], &[], Some(Format::Json)),
            (&["application/*"], &[XML], Some(Format::Xml)),
            (&[FORM], &[FORM], None),
            (&["text/html"], &[JSON], None),
        ] {
            assert_eq!(types.of_reply(&headers(accept, content_type)), expected, "{accept:?}");
        }
    }
}
