//! The other orders of the retail API: each sample of the documentation, and every rule kept and broken.

use order_client::retail::{Organization, Reissue, SslOrder, WifiOrder};
use order_core::{Endpoint, OrderRequest, ReadRequest, export::json_schema::Form, json, schema};

use crate::oracle::{Broken, Oracle};

/// Reads a document and tells what is wrong with it, as `path: code`.
pub(crate) fn found<T: for<'de> ReadRequest<'de> + OrderRequest<Context = ()>>(
    document: &str,
) -> Vec<String> {
    let request: T = json::from_str(document).unwrap_or_else(|error| panic!("{document}: {error}"));
    let debug = |result: Result<(), order_core::Violations>| format!("{:?}", result.err());
    assert_eq!(
        debug(request.validate()),
        debug(schema::interpret(&request)),
        "the interpreter disagrees"
    );
    let broken = Broken::of_violations(request.validate());
    let schema = Oracle::new(T::SCHEMA, Form::Read).compare(document.as_bytes(), &broken);
    schema.unwrap_or_else(|error| panic!("{document}: {error}"));
    let violations = request.validate().err().into_iter().flatten();
    violations.map(|violation| format!("{}: {}", violation.path(), violation.code())).collect()
}

/// A document with some of its members replaced, added, or taken out: `"name": value` or `"name"`.
pub(crate) fn with(members: &[(&str, &str)], changes: &[(&str, Option<&str>)]) -> String {
    let mut members: Vec<(&str, &str)> = members.to_vec();
    for (name, value) in changes {
        match (members.iter_mut().find(|(member, _)| member == name), value) {
            (Some(member), Some(value)) => member.1 = value,
            (None, Some(value)) => members.push((name, value)),
            (_, None) => members.retain(|(member, _)| member != name),
        }
    }
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{name:?}:{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// Changes of a sample, and what is wrong with it then.
type Case<'a> = (&'a [(&'a str, Option<&'a str>)], &'a [&'a str]);

#[track_caller]
fn assert_table<T: for<'de> ReadRequest<'de> + OrderRequest<Context = ()>>(
    sample: &[(&str, &str)],
    cases: &[Case<'_>],
) {
    for (changes, expected) in cases {
        assert_eq!(found::<T>(&with(sample, changes)), *expected, "{changes:?}");
    }
}

/// The sample of a page is read and valid, and is written with the same members and values, of which
/// only the country changes its case.
#[track_caller]
fn assert_golden<T: for<'de> ReadRequest<'de> + OrderRequest<Context = ()>>(
    document: &str,
    written: &str,
) {
    assert_eq!(found::<T>(document), [""; 0]);
    let request: T = json::from_str(document).expect("it was read above");
    assert_eq!(json::to_string(&request), written);
}

/// The members that the samples of both orders have.
const ORDER: &[(&str, &str)] = &[
    ("server_type", "\"2\""),
    ("validity", "\"2\""),
    ("common_name", "\"www.example.com\""),
    ("org_name", "\"Tampa Bay Cray LLC\""),
    ("org_addr1", "\"1234 Sesame Street\""),
    ("org_city", "\"Tampa\""),
    ("org_state", "\"FL\""),
    ("org_zip", "\"33615\""),
    ("org_country", "\"US\""),
    ("org_contact_firstname", "\"Joe\""),
    ("org_contact_lastname", "\"Bloggs\""),
    ("org_contact_email", "\"joe@example.com\""),
    ("org_contact_telephone", "\"555-123-1234\""),
    ("csr", CSR),
];

const CSR: &str =
    r#""-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----""#;

/// The demands of every order of the retail API.
const ORGANIZATION: &[Case<'_>] = &[
    (&[("server_type", None)], &[]),
    (&[("server_type", Some("-1"))], &[]),
    (&[("validity", Some("1"))], &[]),
    (&[("validity", Some("\"3\""))], &[]),
    (&[("validity", Some("0"))], &["validity: allowed"]),
    (&[("validity", Some("\"4\""))], &["validity: allowed"]),
    (&[("common_name", None)], &[]),
    (&[("common_name", Some("\"\""))], &[]),
    (&[("sans", Some("\"a.example.com,b.example.com\""))], &[]),
    (&[("sans", Some("[\"a.example.com\", \"b.example.com\"]"))], &[]),
    (&[("sans", Some("\"\""))], &[]),
    (
        &[("sans", Some("\"a.example.com,,b.example.com,\""))],
        &["sans[1]: separator", "sans[3]: separator"],
    ),
    (&[("sans", Some("[\"a.example.com,b.example.com\"]"))], &["sans[0]: separator"]),
    (&[("org_unit", Some("\"\"")), ("org_addr2", Some("\"Suite 4\""))], &[]),
    (&[("org_name", Some("\" \""))], &["org_name: required"]),
    (&[("org_addr1", Some("\"\""))], &["org_addr1: required"]),
    (&[("org_city", Some("\"\""))], &["org_city: required"]),
    (&[("org_state", Some("\"\""))], &["org_state: required"]),
    (&[("org_zip", Some(r#""\t""#))], &["org_zip: required"]),
    (&[("org_country", Some("\"de\""))], &[]),
    (&[("telephone", Some("\"555-555-1234\""))], &[]),
    (&[("telephone", Some("\"\""))], &[]),
    (&[("telephone", Some("\"call me\""))], &["telephone: format"]),
    (&[("org_contact_job_title", Some("\"CTO\""))], &[]),
    (&[("org_contact_firstname", Some("\"\""))], &["org_contact_firstname: required"]),
    (&[("org_contact_lastname", Some("\"\""))], &["org_contact_lastname: required"]),
    (&[("org_contact_email", Some("\"joe\""))], &["org_contact_email: format"]),
    (&[("org_contact_telephone", Some("\"none\""))], &["org_contact_telephone: format"]),
    (&[("org_contact_telephone_ext", Some("\"12\""))], &[]),
    (&[("org_contact_telephone_ext", Some("\"x12\""))], &["org_contact_telephone_ext: format"]),
    (&[("csr", Some("\"\""))], &["csr: required"]),
];

/// The message of reading a document, without validation.
fn refused<T: for<'de> ReadRequest<'de>>(document: &str) -> String {
    match json::from_str::<T>(document) {
        Ok(_) => panic!("{document} was read"),
        Err(error) => error.to_string().lines().map(without_place).collect::<Vec<_>>().join("\n"),
    }
}

fn without_place(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(_, message)| message)
}

mod ssl {
    use super::*;

    #[test]
    fn the_sample_is_valid_and_written_back() {
        assert_golden::<SslOrder>(
            r#"{
  "server_type": "2",
  "validity": "2",
  "common_name": "www.example.com",
  "org_name": "Tampa Bay Cray LLC",
  "org_addr1": "1234 Sesame Street",
  "org_city": "Tampa",
  "org_state": "FL",
  "org_zip": "33615",
  "org_country": "US",
  "org_contact_firstname": "Joe",
  "org_contact_lastname": "Bloggs",
  "org_contact_email": "joe@example.com",
  "org_contact_telephone": "555-123-1234",
  "csr": "-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----"
}"#,
            concat!(
                r#"{"server_type":"2","validity":"2","common_name":"www.example.com","#,
                r#""org_name":"Tampa Bay Cray LLC","org_addr1":"1234 Sesame Street","org_city":"Tampa","#,
                r#""org_state":"FL","org_zip":"33615","org_country":"us","#,
                r#""org_contact_firstname":"Joe","org_contact_lastname":"Bloggs","#,
                r#""org_contact_email":"joe@example.com","org_contact_telephone":"555-123-1234","#,
                r#""csr":"-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----"}"#,
            ),
        );
    }

    #[test]
    fn the_endpoint_is_that_of_the_page() {
        assert_eq!((SslOrder::METHOD, SslOrder::PATH), ("POST", "/order/ssl"));
        let own = SslOrder::SCHEMA.fields.len() - 1;
        assert_eq!(own + Organization::SCHEMA.fields.len(), 22);
    }

    #[test]
    fn the_organization_is_asked_for() {
        assert_table::<SslOrder>(ORDER, ORGANIZATION);
    }

    #[test]
    fn ev_needs_a_telephone_and_a_job_title_and_is_valid_for_two_years() {
        assert_table::<SslOrder>(
            ORDER,
            &[
                (&[("ev", Some("\"false\""))], &[]),
                (
                    &[("ev", Some("\"true\""))],
                    &["telephone: required", "org_contact_job_title: required"],
                ),
                (
                    &[
                        ("ev", Some("true")),
                        ("telephone", Some("\" \"")),
                        ("org_contact_job_title", Some("\"\"")),
                    ],
                    &["telephone: required", "org_contact_job_title: required"],
                ),
                (
                    &[
                        ("ev", Some("true")),
                        ("telephone", Some("\"555-555-1234\"")),
                        ("org_contact_job_title", Some("\"CTO\"")),
                    ],
                    &[],
                ),
                (
                    &[
                        ("ev", Some("true")),
                        ("validity", Some("3")),
                        ("telephone", Some("\"555-555-1234\"")),
                        ("org_contact_job_title", Some("\"CTO\"")),
                    ],
                    &["validity: allowed"],
                ),
                (&[("ev", Some("false")), ("validity", Some("3"))], &[]),
            ],
        );
    }

    #[test]
    fn violations_come_in_the_order_of_the_page() {
        assert_table::<SslOrder>(
            ORDER,
            &[(
                &[
                    ("ev", Some("true")),
                    ("validity", Some("3")),
                    ("org_country", Some("\"de\"")),
                    ("org_city", Some("\"\"")),
                    ("org_contact_firstname", Some("\" \"")),
                    ("org_contact_email", Some("\"joe\"")),
                    ("csr", Some("\"\"")),
                ],
                &[
                    "validity: allowed",
                    "org_city: required",
                    "telephone: required",
                    "org_contact_job_title: required",
                    "org_contact_firstname: required",
                    "org_contact_email: format",
                    "csr: required",
                ],
            )],
        );
    }

    #[test]
    fn codes_are_those_of_the_tables() {
        assert_table::<SslOrder>(
            ORDER,
            &[
                (&[("signature_hash", Some("\"sha1\""))], &[]),
                (&[("signature_hash", Some("\"sha256\""))], &[]),
            ],
        );
        let changed = |name, value| refused::<SslOrder>(&with(ORDER, &[(name, Some(value))]));
        assert_eq!(
            changed("signature_hash", "\"md5\""),
            "`signature_hash` must be `sha1` or `sha256`"
        );
        assert_eq!(
            changed("server_type", "1"),
            "`server_type` must be one of the 45 values of `ServerType`"
        );
        assert_eq!(
            changed("org_country", "\"USA\""),
            "`org_country` must be one of the 245 values of `CountryCode`"
        );
        assert_eq!(changed("platform", "2"), "unknown field `platform`; remove it");
    }
}

/// One set of rules is a part of both orders.
#[test]
fn both_orders_hold_the_same_organization_in_place() {
    for (name, fields) in [("ssl", SslOrder::SCHEMA.fields), ("wifi", WifiOrder::SCHEMA.fields)] {
        let shared = fields.iter().find(|field| field.name == "organization").expect(name);
        assert_eq!(shared.place, schema::FieldPlace::Flattened, "{name}");
        match shared.kind() {
            schema::Kind::Object(part) => {
                assert!(part.name == Organization::SCHEMA.name, "{name}")
            }
            _ => panic!("{name}: no object"),
        }
    }
}

mod wifi {
    use super::*;

    const WIFI: &[(&str, &str)] = &[
        ("default_logo_url", "\"http://www.example.com/wifi-logos/default.png\""),
        ("friendly_names", r#"[{"language":"spa","text":"Wifi Publica"}]"#),
    ];

    #[test]
    fn the_sample_is_valid_and_written_back() {
        assert_golden::<WifiOrder>(
            r#"{
  "server_type": "2",
  "validity": "2",
  "common_name": "www.example.com",
  "org_name": "Tampa Bay Cray LLC",
  "org_addr1": "1234 Sesame Street",
  "org_city": "Tampa",
  "org_state": "FL",
  "org_zip": "33615",
  "org_country": "US",
  "org_contact_firstname": "Joe",
  "org_contact_lastname": "Bloggs",
  "org_contact_email": "joe@example.com",
  "org_contact_telephone": "555-123-1234",
  "csr": "-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----",
  "default_logo_url": "http://www.example.com/wifi-logos/default.png",
  "additional_logos": [
    {
        "language": "spa",
        "url": "http://www.example.com/wifi-logos/spanish.png"
    },
    {
        "language": "deu",
        "url": "http://www.example.com/wifi-logos/german.png"
    }
  ],
  "friendly_names": [
    {
        "language": "spa",
        "text": "Wifi Publica"
    },
    {
        "language": "kor",
        "text": "공공 와이파이"
    }
  ]
}"#,
            concat!(
                r#"{"server_type":"2","validity":"2","common_name":"www.example.com","#,
                r#""org_name":"Tampa Bay Cray LLC","org_addr1":"1234 Sesame Street","org_city":"Tampa","#,
                r#""org_state":"FL","org_zip":"33615","org_country":"us","#,
                r#""org_contact_firstname":"Joe","org_contact_lastname":"Bloggs","#,
                r#""org_contact_email":"joe@example.com","org_contact_telephone":"555-123-1234","#,
                r#""csr":"-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----","#,
                r#""default_logo_url":"http://www.example.com/wifi-logos/default.png","#,
                r#""additional_logos":[{"language":"spa","url":"http://www.example.com/wifi-logos/spanish.png"},"#,
                r#"{"language":"deu","url":"http://www.example.com/wifi-logos/german.png"}],"#,
                r#""friendly_names":[{"language":"spa","text":"Wifi Publica"},{"language":"kor","text":"공공 와이파이"}]}"#,
            ),
        );
    }

    #[test]
    fn the_endpoint_is_that_of_the_page() {
        assert_eq!((WifiOrder::METHOD, WifiOrder::PATH), ("POST", "/order/wfa"));
    }

    fn sample() -> Vec<(&'static str, &'static str)> {
        [ORDER, WIFI].concat()
    }

    #[test]
    fn the_organization_is_asked_for() {
        assert_table::<WifiOrder>(&sample(), ORGANIZATION);
    }

    #[test]
    fn names_and_logos_are_whole_and_there_is_a_name() {
        assert_table::<WifiOrder>(
            &sample(),
            &[
                (&[("friendly_names", Some("[]"))], &["friendly_names: required"]),
                (
                    &[(
                        "friendly_names",
                        Some(
                            r#"[{"language":"spa","text":"a"},{"language":"kor","text":"\u00a0"}]"#,
                        ),
                    )],
                    &["friendly_names[1].text: required"],
                ),
                (&[("additional_logos", Some("[]"))], &[]),
                (&[("additional_logos", Some("null"))], &[]),
                (
                    &[(
                        "additional_logos",
                        Some(
                            r#"[{"language":"spa","url":"logo"},{"language":"deu","url":"https://example.com/a.gif"}]"#,
                        ),
                    )],
                    &["additional_logos[0].url: format"],
                ),
                (&[("default_logo_url", Some("\"logo.png\""))], &["default_logo_url: format"]),
                (&[("default_logo_url", Some("\"\""))], &["default_logo_url: required"]),
            ],
        );
    }

    #[test]
    fn an_entry_without_a_member_is_refused_with_its_place() {
        let changed = |name, value| refused::<WifiOrder>(&with(&sample(), &[(name, Some(value))]));
        assert_eq!(
            changed("friendly_names", r#"[{"language":"spa"}]"#),
            "`friendly_names[0].text` is required; give it a value that is not blank"
        );
        assert_eq!(
            changed(
                "additional_logos",
                r#"[{"language":"es","url":"https://example.com/a.gif"},{"url":"https://example.com/a.gif"}]"#
            )
            .lines()
            .count(),
            2
        );
        assert_eq!(changed("ev", "true"), "unknown field `ev`; remove it");
        assert_eq!(
            changed("signature_hash", "\"sha1\""),
            "unknown field `signature_hash`; remove it"
        );
    }
}

mod reissue {
    use super::*;

    #[test]
    fn the_sample_is_valid_and_written_back() {
        assert_golden::<Reissue>(
            r#"{
  "order_id": "00222307",
  "comments": "",
  "common_name": "www.example.com",
  "sans": "a.example.com,b.example.com,c.example.com,d.example.com,e.example.com",
  "csr": "-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----"
}"#,
            concat!(
                r#"{"comments":"","common_name":"www.example.com","#,
                r#""sans":"a.example.com,b.example.com,c.example.com,d.example.com,e.example.com","#,
                r#""csr":"-----BEGIN CERTIFICATE REQUEST-----\n[CSR GOES HERE]\n-----END CERTIFICATE REQUEST-----"}"#,
            ),
        );
    }

    #[test]
    fn the_endpoint_is_that_of_the_page() {
        assert_eq!((Reissue::METHOD, Reissue::PATH), ("REISSUE", "/order/{order_id}"));
    }

    #[test]
    fn what_is_absent_is_kept_and_is_not_sent() {
        let document = r#"{"order_id":"00222307"}"#;
        assert_eq!(found::<Reissue>(document), [""; 0]);
        let reissue: Reissue = json::from_str(document).expect("it was read above");
        assert_eq!(json::to_string(&reissue), "{}");
        assert_eq!(reissue.comments, None);
    }

    #[test]
    fn blank_comments_are_a_value_and_other_blanks_are_refused() {
        assert_table::<Reissue>(
            &[("order_id", "\"00222307\"")],
            &[
                (&[("comments", Some("\"\""))], &[]),
                (&[("comments", Some("\" \""))], &[]),
                (&[("csr", Some("\"\""))], &["csr: blank"]),
                (&[("csr", Some("\"-----BEGIN\""))], &[]),
                (
                    &[("common_name", Some("\" \"")), ("sans", Some("\"\""))],
                    &["common_name: blank", "sans: blank"],
                ),
                (&[("server_type", Some("2")), ("signature_hash", Some("\"sha256\""))], &[]),
                (&[("order_id", Some("\"7a\""))], &["order_id: format"]),
                (&[("order_id", Some("\"\""))], &["order_id: blank"]),
            ],
        );
    }
}
