use crate::schema::{Format, Grammar, Shape};
use std::net::{Ipv4Addr, Ipv6Addr};

macro_rules! scheme {
    () => {
        "[Hh][Tt][Tt][Pp][Ss]?:\\/\\/"
    };
}

macro_rules! characters {
    () => {
        "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@\\/?]|%[0-9A-Fa-f]{2})*"
    };
}

/// Port up to 65535, path or query, and fragment; each may be absent.
macro_rules! after_host {
    () => {
        concat!(
            "(?::0*(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?",
            "(?:[\\/?]",
            characters!(),
            ")?(?:#",
            characters!(),
            ")?"
        )
    };
}

/// `#[format(url)]`
pub(super) const URL: Format = Format {
    name: "url",
    expects: "a URL such as `https://www.example.com/`",
    accepts: is_url,
    grammar: Grammar::Shapes(&[
        // A host name, whose last label is not a number.
        Shape {
            pattern: concat!(scheme!(), label!(), "(?:\\.", label!(), ")*", after_host!()),
            never: Some(concat!(
                "^",
                scheme!(),
                "(?:[^\\/?#:]{254}|(?:[^\\/?#:]*\\.)?[0-9]+(?:[\\/?#:]|$))"
            )),
            longest: None,
        },
        Shape::of(concat!(scheme!(), "(?:", v4!(), "|\\[", v6!(), "\\])", after_host!())),
    ]),
    samples: &["https://www.example.com/", "http://a.example"],
};

use crate::rules::is_hostname;

/// Returns `true` if `text` is an absolute `http` or `https` URL: `#[format(url)]`.
///
/// The syntax is that of RFC 3986 and RFC 9110 (section 4.2): the scheme in either case, `://` and a host, optionally
/// followed by a port from 1 to 65535, a path, a query and a fragment. The host is a name as in
/// [`is_hostname`](crate::rules::is_hostname), an IPv4 address, or an IPv6 address in brackets.
///
/// The check is stricter than a browser, which repairs a URL. It refuses other schemes, relative references, a user
/// name or password, an empty port, and a zone in an IPv6 address. The text must be ASCII: write a host in another
/// script in its `xn--` form. Percent-encode other characters, spaces, `"<>[\]^{|}` and the backquote. Each percent
/// sign is followed by two hexadecimal digits. Dot segments and the length are not checked, and no connection is made.
///
/// # Example
///
/// ```
/// use order_core::rules::is_url;
///
/// assert!(is_url("https://www.example.com/logo.png?size=64"));
/// assert!(is_url("http://[2001:db8::1]:8080/"));
/// assert!(!is_url("www.example.com/logo.png"));
/// assert!(!is_url("https://example.com/my logo.png"));
/// ```
#[must_use]
pub fn is_url(text: &str) -> bool {
    let Some(rest) = strip_scheme(text, "https://").or_else(|| strip_scheme(text, "http://"))
    else {
        return false;
    };
    let end =
        rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    is_authority(authority) && is_path_query_fragment(rest.as_bytes())
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

fn is_authority(authority: &str) -> bool {
    // A colon inside brackets belongs to the address.
    if let Some(bracketed) = authority.strip_prefix('[') {
        let Some((address, port)) = bracketed.split_once(']') else {
            return false;
        };
        let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return is_port && address.parse::<Ipv6Addr>().is_ok();
    }
    let (host, is_port) = match authority.split_once(':') {
        Some((host, port)) => (host, is_port(port)),
        None => (authority, true),
    };
    is_port && (is_hostname(host) || host.parse::<Ipv4Addr>().is_ok())
}

fn is_port(port: &str) -> bool {
    // `u16` alone would accept a sign.
    port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u16>().is_ok_and(|port| port != 0)
}

fn is_path_query_fragment(mut rest: &[u8]) -> bool {
    let mut in_fragment = false;
    loop {
        rest = match rest {
            [] => return true,
            [b'%', high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                rest
            }
            [b'#', rest @ ..] if !in_fragment => {
                in_fragment = true;
                rest
            }
            [byte, rest @ ..] if is_plain(*byte) => rest,
            _ => return false,
        };
    }
}

/// Returns `true` if path, query and fragment can hold `byte` unescaped: `unreserved`, `sub-delims` and `:@/?` of RFC
/// 3986.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b'!'
                | b'$'
                | b'&'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b':'
                | b'@'
                | b'/'
                | b'?'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_web_addresses_are_accepted() {
        for text in [
            "http://a",
            "https://example.com",
            "HTTPS://EXAMPLE.COM/",
            "http://localhost:8080",
            "http://localhost:1/",
            "http://localhost:65535/",
            "http://localhost:080/",
            "http://192.0.2.1/a/b",
            "http://192.0.2.1:80",
            "http://[::1]",
            "http://[2001:db8::1]:8080/x?y#z",
            "https://example.com?q=1",
            "https://example.com#top",
            "https://example.com/a//b/../c;d=e,f/",
            "https://example.com/?a=b&c=d?e/f#g?h/i",
            "https://example.com/%E5%AD%97%20x",
            "https://example.com/a:b@c/~d!$&'()*+,=",
            "https://xn--bcher-kva.example/",
        ] {
            assert!(is_url(text), "{text:?}");
        }
    }

    #[test]
    fn other_schemes_and_relative_references_are_refused() {
        for text in [
            "",
            "http",
            "http:",
            "http:/",
            "http:/example.com",
            "http:example.com",
            "//example.com",
            "/path",
            "example.com",
            "www.example.com/a",
            "ftp://example.com",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "mailto:gm@example.com",
            "httpss://example.com",
            " http://example.com",
            "http ://example.com",
        ] {
            assert!(!is_url(text), "{text:?}");
        }
    }

    #[test]
    fn broken_hosts_are_refused() {
        for text in [
            "http://",
            "http:///",
            "http:///path",
            "http://?q",
            "http://#f",
            "http://:80",
            "http://-a",
            "http://a-",
            "http://a..b",
            "http://.a",
            "http://a./",
            "http://a_b",
            "http://a b",
            "http://bücher.example",
            "http://%61.example",
            "http://256.0.0.1",
            "http://1.2.3",
            "http://1.2.3.4.5",
            "http://01.2.3.4",
            "http://[::1",
            "http://::1",
            "http://[]",
            "http://[1.2.3.4]",
            "http://[::1]x",
            "http://[::g]",
            "http://[fe80::1%25eth0]",
            "http://[v1.a]",
        ] {
            assert!(!is_url(text), "{text:?}");
        }
    }

    #[test]
    fn credentials_are_refused() {
        for text in [
            "http://user@example.com",
            "http://user:pw@example.com/",
            "http://@example.com",
            "http://a:1@b",
        ] {
            assert!(!is_url(text), "{text:?}");
        }
    }

    #[test]
    fn a_port_is_a_number_from_1_to_65535() {
        for text in [
            "http://a:",
            "http://a:/",
            "http://a:0",
            "http://a:65536",
            "http://a:+80",
            "http://a:-1",
            "http://a:8o",
            "http://a:80:80",
            "http://a: 80",
            "http://[::1]:",
            "http://[::1]:0",
            "http://a:99999999999999999999",
        ] {
            assert!(!is_url(text), "{text:?}");
        }
    }

    #[test]
    fn what_needs_escaping_is_refused() {
        for text in [
            "http://a/b c",
            "http://a/ ",
            "http://a/\n",
            "http://a/\t",
            "http://a/\0",
            "http://a/\u{7f}",
            "http://a/é",
            "http://a/\u{200b}",
            "http://a/<b>",
            "http://a/\"",
            "http://a/\\",
            "http://a/^",
            "http://a/`",
            "http://a/{b}",
            "http://a/|",
            "http://a/?b[]=1",
            "http://a/%",
            "http://a/%2",
            "http://a/%zz",
            "http://a/%2g",
            "http://a/#b#c",
        ] {
            assert!(!is_url(text), "{text:?}");
        }
    }

    #[test]
    fn every_byte_of_the_path_is_judged() {
        for byte in 0..=127_u8 {
            let text = format!("http://a/{}", char::from(byte));
            let legal = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?#".contains(&byte);
            assert_eq!(is_url(&text), legal, "{text:?}");
        }
    }
}
