use crate::schema::{Format, Grammar, Shape};

/// `#[format(uuid)]`
pub(super) const UUID: Format = Format {
    name: "uuid",
    expects: "a UUID such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`",
    accepts: is_uuid,
    grammar: Grammar::Shapes(&[Shape::of(
        "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
    )]),
    samples: &["f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "00000000-0000-0000-0000-000000000000"],
};

/// Returns `true` if `text` is a UUID: `#[format(uuid)]`.
///
/// The form is that of [RFC 9562](https://www.rfc-editor.org/rfc/rfc9562): 32 hexadecimal digits of either case in five
/// groups with hyphens between.
///
/// Every version and variant is accepted, including the nil UUID. Braces, the prefix `urn:uuid:` and the form without
/// hyphens are refused.
///
/// # Example
///
/// ```
/// use order_core::rules::is_uuid;
///
/// assert!(is_uuid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
/// assert!(!is_uuid("f81d4fae7dec11d0a76500a0c91e6bf6"));
/// ```
#[must_use]
pub const fn is_uuid(text: &str) -> bool {
    const LENGTH: usize = 36;
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let is_right = match at {
            8 | 13 | 18 | 23 => text[at] == b'-',
            _ => text[at].is_ascii_hexdigit(),
        };
        if !is_right {
            return false;
        }
        at += 1;
    }
    at == LENGTH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_case_and_every_version_are_accepted() {
        for text in [
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
        ] {
            assert!(is_uuid(text), "{text:?}");
        }
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "f81d4fae7dec11d0a76500a0c91e6bf6",
            "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
            "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf67",
            "g81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765_00a0c91e6bf6",
            "f81d4fae--7dec-11d0-a765-0a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6b\u{f6}",
            " f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        ] {
            assert!(!is_uuid(text), "{text:?}");
        }
    }
}
