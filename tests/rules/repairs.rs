//! The smallest changes that make a request valid.

use std::collections::BTreeMap;

use order_client::retail::CodeSigningOrder;
use order_core::{Action, OrderRequest, OrderValue, ReadRequest, Repairs, Report, json};

/// A whole order with `changes` in front of its other members.
fn order(changes: &str) -> CodeSigningOrder {
    let document = format!(
        r#"{{{changes}, "validity": 1, "org_name": "My Company", "org_addr1": "19 Windsor Court", "org_city": "Tampa",
        "org_state": "FL", "org_zip": "33615", "org_country": "us", "telephone": "555-555-1234",
        "org_contact_firstname": "Gary", "org_contact_lastname": "McCoy", "org_contact_job_title": "CTO",
        "org_contact_email": "gm@example.com", "org_contact_telephone": "555-555-1234"}}"#
    );
    json::from_str(&document).unwrap_or_else(|error| panic!("{error}"))
}

fn repairs<T>(request: &T) -> Repairs
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    request.validate().unwrap_err().repairs(request)
}

/// Every repair makes the request valid, and all are complete.
#[track_caller]
fn assert_repairs<T>(request: &T, expected: &str)
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    let repairs = repairs(request);
    assert_eq!(repairs.to_string(), expected);
    assert!(repairs.is_complete() && repairs.are_functions_asked());
    for repair in repairs.iter() {
        let repaired =
            repair.apply(request).unwrap_or_else(|| panic!("{repair} cannot be applied"));
        if let Err(violations) = repaired.validate() {
            panic!("{repair}: {violations}");
        }
    }
}

#[test]
fn a_missing_method_is_given_or_ev_is_dropped() {
    assert_repairs(&order(r#""ev": true, "platform": 2"#), "");
}

#[test]
fn shown() {
    for changes in [
        r#""ev": true, "platform": 2"#,
        r#""ev": false, "platform": 51, "cs_provisioning_method": "client_app""#,
        r#""ev": false, "platform": 51, "cs_ship_method": "expedited""#,
        r#""ev": true, "platform": 51, "cs_provisioning_method": "client_app""#,
        r#""ev": true, "cs_provisioning_method": "ship_token", "ship_name": "a", "ship_city": "b""#,
        r#""ev": true, "cs_provisioning_method": "client_app", "ship_name": "a", "ship_city": "b", "platform": 2"#,
        r#""ev": false, "ship_addr2": "x", "platform": 51"#,
        r#""org_contact_telephone_ext": "a", "platform": 51"#,
    ] {
        let order = order(changes);
        let start = std::time::Instant::now();
        let violations = order.validate().unwrap_err();
        let repairs = violations.repairs(&order);
        println!(
            "{changes}\n-- {}\n-- {:?} {}\n{repairs}\n",
            violations,
            start.elapsed(),
            repairs.is_complete()
        );
    }
}
