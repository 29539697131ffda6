use std::net::{Ipv4Addr, Ipv6Addr};

use crate::schema::{Format, Grammar, Shape};

/// `#[format(ip)]`
pub(super) const IP: Format = Format {
    name: "ip",
    expects: "an IP address such as `192.0.2.1` or `2001:db8::1`",
    accepts: is_ip,
    grammar: Grammar::Shapes(&[Shape::of(v4!()), Shape::of(v6!())]),
    samples: &["192.0.2.1", "2001:db8::1"],
};

/// `#[format(ipv4)]`
pub(super) const IPV4: Format = Format {
    name: "ipv4",
    expects: "an IPv4 address such as `192.0.2.1`",
    accepts: is_ipv4,
    grammar: Grammar::Shapes(&[Shape::of(v4!())]),
    samples: &["192.0.2.1", "255.255.255.255"],
};

/// `#[format(ipv6)]`
pub(super) const IPV6: Format = Format {
    name: "ipv6",
    expects: "an IPv6 address such as `2001:db8::1`",
    accepts: is_ipv6,
    grammar: Grammar::Shapes(&[Shape::of(v6!())]),
    samples: &["2001:db8::1", "::", "::ffff:192.0.2.1"],
};

/// Returns `true` if `text` is an IPv4 or IPv6 address: `#[format(ip)]`.
///
/// # Example
///
/// ```
/// use order_core::rules::is_ip;
///
/// assert!(is_ip("192.0.2.1") && is_ip("2001:db8::1"));
/// assert!(!is_ip("192.0.2.1:80"));
/// ```
#[must_use]
pub fn is_ip(text: &str) -> bool {
    is_ipv4(text) || is_ipv6(text)
}

/// Returns `true` if `text` is an IPv4 address, four numbers up to 255 with dots between: `#[format(ipv4)]`.
///
/// Leading zeros are refused, because some programs read them as octal. A port and a prefix length are refused too.
///
/// # Example
///
/// ```
/// use order_core::rules::is_ipv4;
///
/// assert!(is_ipv4("192.0.2.1"));
/// assert!(!is_ipv4("192.0.02.1"));
/// ```
#[must_use]
pub fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// Returns `true` if `text` is an IPv6 address: `#[format(ipv6)]`.
///
/// Both cases are accepted, `::` may stand for a run of zeros, and the last 32 bits may be written as an IPv4 address.
/// Brackets, a zone and a prefix length are refused.
///
/// # Example
///
/// ```
/// use order_core::rules::is_ipv6;
///
/// assert!(is_ipv6("2001:db8::1"));
/// assert!(!is_ipv6("fe80::1%eth0"));
/// ```
#[must_use]
pub fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_either_version_are_told_apart() {
        for text in ["0.0.0.0", "192.0.2.1", "255.255.255.255"] {
            assert!(is_ipv4(text) && is_ip(text) && !is_ipv6(text), "{text:?}");
        }
        for text in
            ["::", "::1", "2001:DB8::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::ffff:192.0.2.1"]
        {
            assert!(is_ipv6(text) && is_ip(text) && !is_ipv4(text), "{text:?}");
        }
    }

    #[test]
    fn what_stands_around_an_address_is_refused() {
        for text in [
            "",
            " ",
            "192.0.2",
            "192.0.2.256",
            "192.0.02.1",
            "192.0.2.1.1",
            "192.0.2.1/24",
            "192.0.2.1:80",
            " 192.0.2.1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            "12345::",
            "[::1]",
            "fe80::1%eth0",
            "::1/64",
            "::g",
            "1::2:3:4:5:6:7:8",
        ] {
            assert!(!is_ip(text), "{text:?}");
        }
    }
}
