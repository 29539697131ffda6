//! The rules of the code-signing order: every one kept and broken.

use order_client::retail::CodeSigningOrder;
use order_core::{OrderRequest, json, schema};

/// The sample of the documentation.
const SAMPLE: &[(&str, &str)] = &[
    ("validity", "1"),
    ("platform", "2"),
    ("cs_provisioning_method", "client_app"),
    ("org_name", "My Company"),
    ("org_addr1", "19 Windsor Court"),
    ("org_addr2", ""),
    ("org_city", "Tampa"),
    ("org_state", "FL"),
    ("org_zip", "33615"),
    ("org_country", "US"),
    ("telephone", "555-555-1234"),
    ("org_contact_firstname", "Gary"),
    ("org_contact_lastname", "McCoy"),
    ("org_contact_job_title", "CTO"),
    ("org_contact_email", "gm@example.com"),
    ("org_contact_telephone", "555-555-1234"),
    ("ev", "true"),
];

/// The changes that turn the sample into an order with a shipped token.
const SHIPPED: &[(&str, Option<&str>)] =
    &[("platform", None), ("cs_provisioning_method", Some("ship_token"))];

/// A whole shipping address.
const ADDRESS: &[(&str, Option<&str>)] = &[
    ("ship_name", Some("Gary McCoy")),
    ("ship_addr1", Some("19 Windsor Court")),
    ("ship_city", Some("Tampa")),
    ("ship_state", Some("FL")),
    ("ship_zip", Some("33615")),
    ("ship_country", Some("us")),
];

/// The changes that turn the sample into an ordinary order, without EV.
const ORDINARY: &[(&str, Option<&str>)] =
    &[("ev", Some("false")), ("cs_provisioning_method", None), ("platform", Some("51"))];

type Changes<'a> = &'a [(&'a str, Option<&'a str>)];

/// The sample with changes in their order: a value set, or a member left out.
fn document(changes: &[Changes<'_>]) -> String {
    let mut members: Vec<(&str, &str)> = SAMPLE.to_vec();
    for (name, value) in changes.iter().copied().flatten() {
        members.retain(|(member, _)| member != name);
        members.extend(value.map(|value| (*name, value)));
    }
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{name:?}:{value:?}")).collect();
    format!("{{{}}}", members.join(","))
}

/// The rules that the sample breaks after `changes`, as `path: code`.
fn found(changes: &[Changes<'_>]) -> Vec<String> {
    let order: CodeSigningOrder =
        json::from_str(&document(changes)).unwrap_or_else(|error| panic!("{error}"));
    let list = |result: Result<(), order_core::Violations>| -> Vec<String> {
        let violations = result.err().into_iter().flatten();
        violations.map(|violation| format!("{}: {}", violation.path(), violation.code())).collect()
    };
    let violations = list(order.validate());
    assert_eq!(violations, list(schema::interpret(&order)), "the interpreter disagrees");
    violations
}

#[track_caller]
fn assert_found(changes: &[Changes<'_>], expected: &[&str]) {
    assert_eq!(found(changes), expected, "{changes:?}");
}

#[test]
fn the_sample_is_valid() {
    assert_found(&[], &[]);
}

#[test]
fn a_shipped_token_needs_no_platform_and_may_have_an_address() {
    assert_found(&[SHIPPED], &[]);
    assert_found(&[SHIPPED, ADDRESS], &[]);
    assert_found(&[SHIPPED, ADDRESS, &[("ship_addr2", Some("Suite 4"))]], &[]);
    assert_found(&[SHIPPED, &[("platform", Some("2"))]], &[]);
    assert_found(&[SHIPPED, &[("cs_ship_method", Some("expedited"))]], &[]);
}

#[test]
fn an_ordinary_order_is_valid() {
    assert_found(&[ORDINARY], &[]);
    assert_found(&[ORDINARY, &[("ev", None)]], &[]);
}

#[test]
fn validity_is_one_to_three_years() {
    for validity in ["1", "2", "3"] {
        assert_found(&[&[("validity", Some(validity))]], &[]);
    }
    for validity in ["0", "4", "255"] {
        assert_found(&[&[("validity", Some(validity))]], &["validity: allowed"]);
    }
}

#[test]
fn platform_is_required_unless_a_token_is_shipped() {
    assert_found(&[&[("platform", None)]], &["platform: required"]);
    assert_found(&[&[("platform", Some(" "))]], &["platform: required"]);
    assert_found(&[ORDINARY, &[("platform", None)]], &["platform: required"]);
}

#[test]
fn platform_is_of_the_list_that_ev_chooses() {
    let ev = ["-1", "2", "3", "6", "7", "8", "9", "10", "12", "13", "14", "15", "16", "17"];
    let ordinary = ["51", "52", "53", "54", "55", "56", "57", "64"];
    for code in ev {
        assert_found(&[&[("platform", Some(code))]], &[]);
        assert_found(&[ORDINARY, &[("platform", Some(code))]], &["platform: allowed"]);
    }
    for code in ordinary {
        assert_found(&[ORDINARY, &[("platform", Some(code))]], &[]);
        assert_found(&[&[("platform", Some(code))]], &["platform: allowed"]);
    }
}

#[test]
fn provisioning_method_is_there_exactly_with_ev() {
    assert_found(&[&[("cs_provisioning_method", None)]], &["cs_provisioning_method: required"]);
    assert_found(
        &[ORDINARY, &[("cs_provisioning_method", Some("client_app"))]],
        &["cs_provisioning_method: forbidden"],
    );
}

#[test]
fn ship_method_needs_a_shipped_token() {
    assert_found(&[&[("cs_ship_method", Some("standard"))]], &["cs_ship_method: forbidden"]);
    assert_found(
        &[ORDINARY, &[("cs_ship_method", Some("expedited"))]],
        &["cs_ship_method: forbidden"],
    );
}

#[test]
fn the_address_is_given_whole_or_not_at_all() {
    for (name, _) in ADDRESS {
        let missing = format!("{name}: group_all_or_none");
        assert_found(&[SHIPPED, ADDRESS, &[(name, None)]], &[&missing]);
        assert_found(&[SHIPPED, ADDRESS, &[(name, Some("  "))]], &[&missing]);
    }
    assert_found(
        &[SHIPPED, &[("ship_city", Some("Tampa"))]],
        &[
            "ship_name: group_all_or_none",
            "ship_addr1: group_all_or_none",
            "ship_state: group_all_or_none",
            "ship_zip: group_all_or_none",
            "ship_country: group_all_or_none",
        ],
    );
}

#[test]
fn the_address_needs_a_shipped_token() {
    let forbidden: Vec<String> =
        ADDRESS.iter().map(|(name, _)| format!("{name}: forbidden")).collect();
    let forbidden: Vec<&str> = forbidden.iter().map(String::as_str).collect();
    assert_found(&[ADDRESS], &forbidden);
    assert_found(&[ORDINARY, ADDRESS], &forbidden);
}

#[test]
fn the_second_address_line_needs_the_address() {
    let second: Changes<'_> = &[("ship_addr2", Some("Suite 4"))];
    assert_found(&[SHIPPED, second], &["ship_addr2: forbidden"]);
    assert!(
        found(&[second]).iter().all(|found| found == "ship_addr2: forbidden")
            && !found(&[second]).is_empty()
    );
}

#[test]
fn what_is_always_required_is_not_blank() {
    for name in [
        "org_name",
        "org_addr1",
        "org_city",
        "org_state",
        "org_zip",
        "telephone",
        "org_contact_job_title",
        "org_contact_firstname",
        "org_contact_lastname",
        "org_contact_email",
        "org_contact_telephone",
    ] {
        assert_found(&[&[(name, Some(" "))]], &[&format!("{name}: required")]);
    }
}

#[test]
fn what_is_optional_may_be_absent_or_blank() {
    for name in ["org_unit", "org_addr2", "org_contact_telephone_ext"] {
        for value in [None, Some("")] {
            assert_found(&[&[(name, value)]], &[]);
        }
    }
}

#[test]
fn telephones_and_the_extension_have_their_formats() {
    for name in ["telephone", "org_contact_telephone"] {
        for good in ["5555551234", "+1 (555) 555-1234", "555.555.1234"] {
            assert_found(&[&[(name, Some(good))]], &[]);
        }
        for bad in ["call me", "-", "555-CALL"] {
            assert_found(&[&[(name, Some(bad))]], &[&format!("{name}: format")]);
        }
    }
    let extension = "org_contact_telephone_ext";
    assert_found(&[&[(extension, Some("42"))]], &[]);
    assert_found(&[&[(extension, Some("x42"))]], &["org_contact_telephone_ext: format"]);
}

#[test]
fn the_email_is_one() {
    for bad in ["gm", "gm@example", "Gary <gm@example.com>", "a@b@c.de"] {
        assert_found(&[&[("org_contact_email", Some(bad))]], &["org_contact_email: format"]);
    }
}

#[test]
fn countries_are_of_the_table_in_either_case() {
    for country in ["us", "DE", "an"] {
        assert_found(&[&[("org_country", Some(country))]], &[]);
    }
    for country in ["kp", "usa", "u"] {
        let error =
            json::from_str::<CodeSigningOrder>(&document(&[&[("org_country", Some(country))]]))
                .unwrap_err();
        let problem = &error.problems()[0];
        assert_eq!(
            (problem.path().to_string().as_str(), problem.code().as_str()),
            ("org_country", "type")
        );
    }
}

#[test]
fn every_violation_comes_at_once_in_field_order() {
    let changes: Changes<'_> = &[
        ("validity", Some("7")),
        ("cs_ship_method", Some("expedited")),
        ("ship_zip", Some("33615")),
        ("org_name", Some("")),
        ("telephone", Some("call me")),
        ("org_contact_email", Some("gm_at_example")),
        ("org_contact_telephone_ext", Some("x12")),
    ];
    let found = found(&[changes]);
    let order: Vec<usize> = found
        .iter()
        .map(|found| {
            let name = found.split(':').next().unwrap();
            CodeSigningOrder::SCHEMA.field_index(name).unwrap()
        })
        .collect();
    assert!(order.is_sorted(), "{found:?}");
    assert!(found.len() >= 11, "{found:?}");
}
