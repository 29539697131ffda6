use crate::schema::{Format, Grammar, Shape};

/// A dot-separated part of the text before the `@`.
macro_rules! atom {
    () => {
        "[A-Za-z0-9!#$%&'*+\\-\\/=?\\^_`{|}~]+"
    };
}

/// `#[format(email)]`
pub(super) const EMAIL: Format = Format {
    name: "email",
    expects: "an e-mail address such as `name@example.com`",
    accepts: is_email,
    grammar: Grammar::Shapes(&[Shape {
        pattern: concat!(atom!(), "(?:\\.", atom!(), ")*@", label!(), "(?:\\.", label!(), ")+"),
        never: Some("^[^@]{65}|\\.[0-9]+$"),
        longest: Some(254),
    }]),
    samples: &["name@example.com", "a@b.cd"],
};

/// Returns `true` if `text` is an e-mail address that can be reached over the Internet: `#[format(email)]`.
///
/// The shape is HTML's [valid e-mail address], with these limits of RFC 5321 and RFC 5322 that HTML leaves out:
///
/// - The local part has 1 to 64 ASCII letters, digits and ``!#$%&'*+-/=?^_`{|}~``, with single dots between them.
/// - The domain is a host name of at least two labels, so `a@b` is refused. Each label has 1 to 63 letters, digits and
///   inner hyphens. The last label is not all digits.
/// - The address has at most 254 characters.
///
/// Only a bare address is accepted: no display name (`Gary <gm@example.com>`), no quoted local part, no comment, no
/// address literal (`gm@[192.0.2.1]`), no white space around it. It must be ASCII: write an internationalized domain in
/// its `xn--` form. A local part in another script (RFC 6531) is refused. Whether the mailbox exists is not checked.
///
/// [valid e-mail address]: https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address
///
/// # Example
///
/// ```
/// use order_core::rules::is_email;
///
/// assert!(is_email("gm@example.com"));
/// assert!(is_email("gary.mccoy+orders@mail.example.co.uk"));
/// assert!(!is_email("gm_at_example"));
/// assert!(!is_email("gm@localhost"));
/// ```
#[must_use]
pub fn is_email(text: &str) -> bool {
    if text.len() > MAX_LENGTH {
        return false;
    }
    let last =
        text.bytes().fold(LOCAL_START, |state, byte| NEXT[usize::from(byte)] >> (state & 63));
    // A text of at most 63 bytes cannot hold a part that is too long.
    last & 63 == LABEL && (text.len() <= MAX_LABEL || parts_fit(text))
}

#[cold]
fn parts_fit(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        local.len() <= MAX_LOCAL && domain.split('.').all(|label| label.len() <= MAX_LABEL)
    })
}

/// RFC 5321, section 4.5.3.1.3: a path has at most 256 octets, including its angle brackets.
const MAX_LENGTH: usize = 254;

/// RFC 5321, section 4.5.3.1.1.
const MAX_LOCAL: usize = 64;

/// RFC 1034, section 3.1.
const MAX_LABEL: usize = 63;

// The states of the automaton. Each is a multiple of 6: the offset of its successor in the words of `NEXT`.
const DEAD: u64 = 0;
/// An atom of the local part must start.
const LOCAL_START: u64 = 6;
const LOCAL: u64 = 12;
/// The domain must start.
const FIRST_START: u64 = 18;
/// In the first label, which cannot be the last one.
const FIRST: u64 = 24;
const FIRST_HYPHEN: u64 = 30;
/// A later label must start.
const LABEL_START: u64 = 36;
/// In a later label that has only digits so far.
const LABEL_DIGITS: u64 = 42;
/// In a later label; the only accepting state.
const LABEL: u64 = 48;
const LABEL_HYPHEN: u64 = 54;

/// The successors of all ten states for each byte. Each takes six bits, so a step is a single shift.
static NEXT: [u64; 256] = next();

const fn next() -> [u64; 256] {
    let mut next = [DEAD; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        next[byte as usize] = successors(byte);
        byte += 1;
    }
    next
}

const fn successors(byte: u8) -> u64 {
    let local = LOCAL << LOCAL_START | LOCAL << LOCAL;
    let letter =
        LABEL << LABEL_START | LABEL << LABEL_DIGITS | LABEL << LABEL | LABEL << LABEL_HYPHEN;
    let digit = LABEL_DIGITS << LABEL_START
        | LABEL_DIGITS << LABEL_DIGITS
        | LABEL << LABEL
        | LABEL << LABEL_HYPHEN;
    let first = FIRST << FIRST_START | FIRST << FIRST | FIRST << FIRST_HYPHEN;
    let hyphen = FIRST_HYPHEN << FIRST
        | FIRST_HYPHEN << FIRST_HYPHEN
        | LABEL_HYPHEN << LABEL_DIGITS
        | LABEL_HYPHEN << LABEL
        | LABEL_HYPHEN << LABEL_HYPHEN;
    let dot = LOCAL_START << LOCAL
        | LABEL_START << FIRST
        | LABEL_START << LABEL_DIGITS
        | LABEL_START << LABEL;
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => local | first | letter,
        b'0'..=b'9' => local | first | digit,
        b'-' => local | hyphen,
        b'.' => dot,
        b'@' => FIRST_START << LOCAL,
        // The rest of `atext` in RFC 5322, section 3.2.3.
        b'!' | b'#'..=b'\'' | b'*' | b'+' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~' => local,
        _ => DEAD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_accepted() {
        for text in [
            "gm@example.com",
            "a@b.c",
            "a.b.c@d.e",
            "gary.mccoy+orders@mail.example.co.uk",
            "!#$%&'*+-/=?^_`{|}~@example.com",
            "0@1.a1",
            "GM@EXAMPLE.COM",
            "-@example.com",
            "a@3com.com",
            "a@123.example",
            "a@xn--bcher-kva.example",
            "a@x-y.z9",
        ] {
            assert!(is_email(text), "{text:?}");
        }
    }

    #[test]
    fn a_top_level_domain_is_asked_for() {
        for text in ["a@b", "gm@localhost", "gm_at_example"] {
            assert!(!is_email(text), "{text:?}");
        }
    }

    #[test]
    fn dots_stand_only_between_atoms() {
        for text in [".a@b.c", "a.@b.c", "a..b@c.d", ".@b.c", "..@b.c"] {
            assert!(!is_email(text), "{text:?}");
        }
    }

    #[test]
    fn broken_domains_are_refused() {
        for text in [
            "a@",
            "a@.",
            "a@.b",
            "a@b.",
            "a@b..c",
            "a@.b.c",
            "a@-b.c",
            "a@b-.c",
            "a@b.-c",
            "a@b.c-",
            "a@b_c.d",
            "a@b c.d",
            "a@b.c.",
            "a@b@c.d",
            "a@b.c@d.e",
            "a@bücher.de",
            "a@b.c/d",
            "a@b.c:25",
        ] {
            assert!(!is_email(text), "{text:?}");
        }
    }

    #[test]
    fn the_last_label_is_not_all_digits() {
        for text in ["a@b.1", "a@192.0.2.1", "a@example.123"] {
            assert!(!is_email(text), "{text:?}");
        }
    }

    #[test]
    fn more_than_the_bare_address_is_refused() {
        for text in [
            "",
            "@",
            "@b.c",
            "Gary <gm@example.com>",
            "<gm@example.com>",
            "mailto:gm@example.com",
            "\"gary mccoy\"@example.com",
            "\"gm\"@example.com",
            "gm@[192.0.2.1]",
            "gm@[IPv6:2001:db8::1]",
            "gm(comment)@example.com",
            " gm@example.com",
            "gm@example.com ",
            "gm@example.com\n",
            "g m@example.com",
            "gm@example.com,xy@example.com",
            "gary\\@example.com",
            "gäry@example.com",
            "gm\0@example.com",
            "gm@example.com\0",
        ] {
            assert!(!is_email(text), "{text:?}");
        }
    }

    #[test]
    fn the_local_part_has_at_most_64_characters() {
        assert!(is_email(&format!("{}@example.com", "x".repeat(64))));
        assert!(!is_email(&format!("{}@example.com", "x".repeat(65))));
        let dotted = "a.".repeat(32);
        assert!(is_email(&format!("{}@example.com", &dotted[..63])));
        assert!(!is_email(&format!("{dotted}bc@example.com")));
    }

    #[test]
    fn a_label_has_at_most_63_characters() {
        assert!(is_email(&format!("a@{}.c", "x".repeat(63))));
        assert!(!is_email(&format!("a@{}.c", "x".repeat(64))));
        assert!(!is_email(&format!("a@b.{}", "x".repeat(64))));
    }

    #[test]
    fn an_address_has_at_most_254_characters() {
        let domain = format!("{0}.{0}.{0}.{0}", "x".repeat(60));
        let longest = format!("{}@{domain}", "a".repeat(254 - 1 - domain.len()));
        assert_eq!(longest.len(), 254);
        assert!(is_email(&longest));
        assert!(!is_email(&format!("a{longest}")));
    }

    #[test]
    fn every_byte_of_the_local_part_is_judged() {
        for byte in 0..=127_u8 {
            let text = format!("a{}b@example.com", char::from(byte));
            let atext = byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
            assert_eq!(is_email(&text), atext || byte == b'.', "{text:?}");
        }
    }

    #[test]
    fn every_byte_of_the_domain_is_judged() {
        for byte in 0..=127_u8 {
            let text = format!("gm@a{}b.com", char::from(byte));
            let legal = byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
            assert_eq!(is_email(&text), legal, "{text:?}");
        }
    }
}
