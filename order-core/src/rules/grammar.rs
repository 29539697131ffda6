//! Patterns that several formats share. They are written in the syntax that Rust and ECMA-262 have in common.

/// A label of a host name.
macro_rules! label {
    () => {
        "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    };
}

/// A number up to 255 without leading zeros.
macro_rules! octet {
    () => {
        "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    };
}

/// The grammar of an IPv4 address: four numbers up to 255 without leading zeros.
macro_rules! v4 {
    () => {
        concat!(octet!(), "(?:\\.", octet!(), "){3}")
    };
}

/// A group of an IPv6 address.
macro_rules! group {
    () => {
        "[0-9A-Fa-f]{1,4}"
    };
}

/// The last two groups, which may be an IPv4 address.
macro_rules! last {
    () => {
        concat!("(?:", group!(), ":", group!(), "|", v4!(), ")")
    };
}

/// The grammar of an IPv6 address in [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2).
macro_rules! v6 {
    () => {
        concat!(
            "(?:(?:",
            group!(),
            ":){6}",
            last!(),
            "|::(?:",
            group!(),
            ":){5}",
            last!(),
            "|(?:",
            group!(),
            ")?::(?:",
            group!(),
            ":){4}",
            last!(),
            "|(?:(?:",
            group!(),
            ":){0,1}",
            group!(),
            ")?::(?:",
            group!(),
            ":){3}",
            last!(),
            "|(?:(?:",
            group!(),
            ":){0,2}",
            group!(),
            ")?::(?:",
            group!(),
            ":){2}",
            last!(),
            "|(?:(?:",
            group!(),
            ":){0,3}",
            group!(),
            ")?::",
            group!(),
            ":",
            last!(),
            "|(?:(?:",
            group!(),
            ":){0,4}",
            group!(),
            ")?::",
            last!(),
            "|(?:(?:",
            group!(),
            ":){0,5}",
            group!(),
            ")?::",
            group!(),
            "|(?:(?:",
            group!(),
            ":){0,6}",
            group!(),
            ")?::)"
        )
    };
}
