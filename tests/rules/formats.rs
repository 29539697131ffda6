//! The named formats, beside independent implementations of what they check; each difference is meant and listed.

use email_address::{EmailAddress, Options};
use order_client::retail::CountryCode;
use order_core::rules::{is_digits, is_email, is_hostname, is_telephone, is_url};
use url::Url;

/// Every text of up to `length` characters of `alphabet`.
fn texts(alphabet: &str, length: usize) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut longest = texts.clone();
    for _ in 0..length {
        let longer = longest
            .iter()
            .flat_map(|text| alphabet.chars().map(move |next| format!("{text}{next}")));
        longest = longer.collect();
        texts.extend_from_slice(&longest);
    }
    texts
}

/// Every text that takes one of each list in turn.
fn products(parts: &[&[&str]]) -> Vec<String> {
    parts.iter().fold(vec![String::new()], |texts, part| {
        texts.iter().flat_map(|text| part.iter().map(move |next| format!("{text}{next}"))).collect()
    })
}

fn email_address_accepts(text: &str) -> bool {
    let options =
        Options::default().with_required_tld().without_display_text().without_domain_literal();
    EmailAddress::parse_with_options(text, options).is_ok()
}

/// Something that `email_address` takes and the format refuses.
struct Difference {
    reason: &'static str,
    applies: fn(&str) -> bool,
    example: &'static str,
}

const EMAIL_DIFFERENCES: [Difference; 5] = [
    Difference {
        reason: "the local part is quoted",
        applies: |text| text.starts_with('"'),
        example: "\"gary mccoy\"@example.com",
    },
    Difference {
        reason: "there is a character outside ASCII",
        applies: |text| !text.is_ascii(),
        example: "gary@bücher.example",
    },
    Difference {
        reason: "it is longer than a mail path may be",
        applies: |text| text.len() > 254,
        example: LONG,
    },
    Difference {
        reason: "the domain is no host name",
        applies: |text| {
            domain(text).contains(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '.')
        },
        example: "gm@my_company.example",
    },
    Difference {
        reason: "the last label is all digits",
        applies: |text| domain(text).rsplit('.').next().is_some_and(is_digits),
        example: "gm@192.0.2.1",
    },
];

/// 255 characters, none of whose parts is too long.
const LONG: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
    @bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\
    .bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\
    .bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.c";

fn domain(text: &str) -> &str {
    text.rsplit_once('@').map_or("", |(_, domain)| domain)
}

fn assert_email_agrees(text: &str) {
    let expected = email_address_accepts(text)
        && !EMAIL_DIFFERENCES.iter().any(|difference| (difference.applies)(text));
    assert_eq!(is_email(text), expected, "{text:?}");
}

#[test]
fn email_differs_from_email_address_only_as_listed() {
    for Difference { reason, applies, example } in EMAIL_DIFFERENCES {
        assert!(
            applies(example) && email_address_accepts(example) && !is_email(example),
            "{reason}: {example:?}"
        );
    }
}

#[test]
fn email_agrees_with_email_address_on_all_short_texts() {
    let texts = texts("a1.-@\"_", 6);
    texts.iter().for_each(|text| assert_email_agrees(text));
    // 8 of five characters; of six, 32 with the longer local part, 16 and 24 with the longer label.
    assert_eq!(texts.iter().filter(|text| is_email(text)).count(), 8 + 32 + 16 + 24);
}

#[test]
fn email_agrees_with_email_address_on_every_ascii_character() {
    for character in ('\0'..='\x7f').chain("é字\u{a0}\u{200b}".chars()) {
        for text in [
            format!("{character}@example.com"),
            format!("{character}a@example.com"),
            format!("a{character}b@example.com"),
            format!("a{character}@example.com"),
            format!("a@{character}example.com"),
            format!("a@exam{character}ple.com"),
            format!("a@example{character}com"),
            format!("a@example.c{character}m"),
            format!("a@example.com{character}"),
        ] {
            assert_email_agrees(&text);
        }
    }
}

#[test]
fn email_agrees_with_email_address_on_lengths() {
    for local in [1, 2, 63, 64, 65, 100] {
        for label in [1, 2, 60, 62, 63, 64] {
            for labels in 1..=5 {
                for last in [1, 2, 63, 64] {
                    let domain = format!("{}.", "b".repeat(label)).repeat(labels);
                    assert_email_agrees(&format!(
                        "{}@{domain}{}",
                        "a".repeat(local),
                        "c".repeat(last)
                    ));
                }
            }
        }
    }
}

#[test]
fn email_agrees_with_email_address_on_addresses_of_people() {
    for (text, expected) in [
        ("gm@example.com", true),
        ("gary.mccoy+orders@mail.example.co.uk", true),
        ("o'brien@example.ie", true),
        ("first-last@sub-domain.example", true),
        ("GM@EXAMPLE.COM", true),
        ("info@xn--bcher-kva.example", true),
        ("gm_at_example", false),
        ("gm@localhost", false),
        ("gm@example..com", false),
        ("gm@example.com.", false),
        (".gm@example.com", false),
        ("gm.@example.com", false),
        ("g..m@example.com", false),
        ("gm@-example.com", false),
        ("gm@example-.com", false),
        ("Gary McCoy <gm@example.com>", false),
        ("<gm@example.com>", false),
        ("mailto:gm@example.com", false),
        ("gm@[192.0.2.1]", false),
        ("gm@example.com; xy@example.com", false),
        ("gm @example.com", false),
        ("gm@example.com ", false),
        ("", false),
    ] {
        assert_eq!(is_email(text), expected, "{text:?}");
        assert_email_agrees(text);
    }
}

#[test]
fn countries_are_those_of_iso_3166_but_for_the_differences_of_the_api() {
    let letters = texts("abcdefghijklmnopqrstuvwxyz", 2);
    let codes = || letters.iter().filter(|code| code.len() == 2).map(String::as_str);
    let is_ours = |code: &&str| code.parse::<CountryCode>().is_ok();
    let is_iso = |code: &&str| rust_iso3166::from_alpha2(&code.to_uppercase()).is_some();

    assert_eq!(codes().filter(is_ours).count(), 245);
    assert_eq!(codes().filter(is_iso).count(), 249);
    let missing: Vec<&str> = codes().filter(|code| is_iso(code) && !is_ours(code)).collect();
    assert_eq!(missing, ["cu", "ir", "kp", "sd", "sy"]);
    let withdrawn: Vec<&str> = codes().filter(|code| is_ours(code) && !is_iso(code)).collect();
    assert_eq!(withdrawn, ["an"]);
}

#[test]
fn what_is_a_url_is_one_for_browsers_too_and_keeps_its_host() {
    let texts = products(&[
        &["http://", "HTTPS://", "https:", "//", "ftp://", ""],
        &["", "gm@", "gm:pw@"],
        &[
            "",
            "localhost",
            "Example.com",
            "a_b",
            "-a",
            "a..b",
            "192.0.2.1",
            "192.0.2",
            "192.0.2.256",
            "[2001:db8::1]",
            "[::ffff:192.0.2.1]",
            "[::g]",
            "2001:db8::1",
            "bücher.example",
            "xn--bcher-kva.example",
            "a b",
            "a%20b",
        ],
        &["", ":", ":0", ":1", ":080", ":65535", ":65536", ":+1", ":x"],
        &["", "/", "/a//../b;c=d,e", "/%41%zz", "/%41", "/a b", "/a\\b", "/é"],
        &["", "?", "?a=b&c[]=d", "?a=b/c?d"],
        &["", "#", "#a?b/c", "#a#b"],
    ]);
    let mut accepted = 0;
    for text in texts.iter().filter(|text| is_url(text)) {
        let url = Url::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert!(matches!(url.scheme(), "http" | "https"), "{text:?}");
        assert!(url.username().is_empty() && url.password().is_none(), "{text:?}");
        let authority =
            text.split('/').nth(2).unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
        let host = url.host_str().unwrap_or_default();
        if !host.starts_with('[') {
            assert!(authority.to_lowercase().starts_with(host), "{text:?} goes to {host:?}");
        }
        accepted += 1;
    }
    // Schemes, hosts, ports, paths, queries, fragments.
    assert_eq!(accepted, 2 * 6 * 4 * 4 * 3 * 3);
}

#[test]
fn a_host_name_is_a_host_of_a_url_and_of_an_email_address() {
    for text in texts("a1-._é", 6) {
        let expected = is_hostname(&text);
        let is_address = text.parse::<std::net::Ipv4Addr>().is_ok();
        assert_eq!(is_url(&format!("http://{text}")), expected || is_address, "{text:?}");
        assert_eq!(is_email(&format!("gm@{text}")), expected && text.contains('.'), "{text:?}");
        if expected {
            assert!(
                Url::parse(&format!("http://{text}"))
                    .is_ok_and(|url| url.host_str() == Some(&text)),
                "{text:?}"
            );
        }
    }
}

#[test]
fn telephones_of_the_samples_and_of_people() {
    for (text, expected) in [
        ("555-555-1234", true),
        ("555-123-1234", true),
        ("2345556789", true),
        ("+44 20 7946 0958", true),
        ("+1 (801) 701-9600", true),
        ("030/1234567", true),
        ("030.123.456", true),
        ("", false),
        ("   ", false),
        ("---", false),
        ("call me", false),
        ("1-800-FLOWERS", false),
        ("555-1234 x12", false),
        ("555 1234 ext. 7", false),
        ("44+20", false),
        ("٠١٢٣", false),
        ("555\u{2011}1234", false),
    ] {
        assert_eq!(is_telephone(text), expected, "{text:?}");
    }
}

#[test]
fn digits_are_telephones_without_separators() {
    for text in texts("07 +-x٣", 5) {
        let bare = !text.is_empty()
            && text.trim_matches(|character: char| character.is_ascii_digit()).is_empty();
        assert_eq!(is_digits(&text), bare, "{text:?}");
        if bare {
            assert!(is_telephone(&text), "{text:?}");
        }
        let number = text.strip_prefix('+').unwrap_or(&text).replace([' ', '-'], "");
        assert_eq!(is_telephone(&text), is_digits(&number), "{text:?}");
    }
}
