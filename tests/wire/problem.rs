//! Problem details, the body of a refusal.

use order_core::{OrderRequest, ProblemDetails, Valid, http::RequestError, json};

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value))]
struct Order {
    #[order(rename = "a/b~\"c")]
    #[allowed("x", "y")]
    odd: Option<String>,
    #[order(secret)]
    #[length(..=3)]
    password: Option<String>,
    #[group_all_or_none("ship")]
    ship_name: Option<String>,
    #[group_all_or_none("ship")]
    ship_city: Option<String>,
    count: Option<u8>,
    #[required_if(password == "canary")]
    note: Option<String>,
}

const BROKEN: &str = r#"{"a/b~\"c":"canary","password":"canary","ship_name":"canary","note":""}"#;

#[test]
fn broken_rules_have_status_422_and_show_no_value() {
    let order: Order = json::from_str(BROKEN).unwrap();
    let violations = order.validate().unwrap_err();
    let problem = ProblemDetails::from(&violations);
    assert_eq!((problem.status(), ProblemDetails::MEDIA_TYPE), (422, "application/problem+json"));
    let written = problem.to_json();
    assert_eq!(
        written,
        r#"{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"4 mistakes in the request","errors":[{"pointer":"/a~1b~0\"c","code":"allowed","rule_id":"a/b~\"c.allowed","detail":"`a/b~\"c` must be `x` or `y`"},{"pointer":"/password","code":"length","rule_id":"password.length","detail":"`password` must have at most 3 characters"},{"pointer":"/ship_city","code":"group_all_or_none","rule_id":"ship.group_all_or_none","present":["/ship_name"],"missing":["/ship_city"],"detail":"`ship_city` is missing: the group `ship` is given as a whole or not at all, and `ship_name` is present; give `ship_city` too, or remove `ship_name`"},{"pointer":"/note","code":"required","rule_id":"note.required_if","detail":"`note` is required because `password` is [redacted]; give it a value that is not blank"}]}"#,
    );
    assert_eq!(serde_json::to_string(&violations).unwrap(), written);
}

#[test]
fn sources_of_rules_are_shown_if_asked_for_and_without_secrets() {
    let order: Order = json::from_str(BROKEN).unwrap();
    let problem = ProblemDetails::from(&order.validate().unwrap_err()).with_rule_sources();
    let written: serde_json::Value = serde_json::from_str(&problem.to_json()).unwrap();
    let errors = written["errors"].as_array().unwrap();
    let rules: Vec<_> = errors.iter().map(|error| (&error["rule_id"], &error["rule"])).collect();
    let expected = [
        ("a/b~\"c.allowed", "allowed(\"x\", \"y\")"),
        ("password.length", "length(..=3)"),
        ("ship.group_all_or_none", "group_all_or_none(\"ship\")"),
        ("note.required_if", "required_if(password == \"[redacted]\")"),
    ];
    let expected = expected.map(|(id, source)| (id.into(), source.into()));
    let expected: Vec<_> = expected.iter().map(|(id, source)| (id, source)).collect();
    assert_eq!(rules, expected);
    assert_eq!(serde_json::to_value(&problem).unwrap(), written);
}

#[test]
fn pages_of_problems_and_codes_are_told_if_an_api_has_them() {
    let order: Order = json::from_str(BROKEN).unwrap();
    let plain = ProblemDetails::from(&order.validate().unwrap_err());
    assert!(!plain.to_json().contains("docs.rs"), "{}", plain.to_json());
    let problem = plain.clone().with_types_at("https://a.example/p/").with_codes_at("/c#");
    assert_ne!(plain, problem);
    let written: serde_json::Value = serde_json::from_str(&problem.to_json()).unwrap();
    assert_eq!(written["type"], "https://a.example/p/invalid");
    let types: Vec<_> =
        written["errors"].as_array().unwrap().iter().map(|it| &it["type"]).collect();
    assert_eq!(types, ["/c#allowed", "/c#length", "/c#group_all_or_none", "/c#required"]);
    // The order of the members is the same too.
    assert_eq!(serde_json::to_string(&problem).unwrap(), problem.to_json());
    // The last type that is set counts, and the pages are told of warnings that come later too.
    let problem = problem.with_type("about:blank");
    assert!(problem.to_json().starts_with(r#"{"type":"about:blank","#), "{}", problem.to_json());
    let problem = problem.with_codes_at("https://\"/");
    assert!(problem.to_json().contains(r#""type":"https://\"/allowed","#), "{}", problem.to_json());
}

#[test]
fn warnings_have_pages_whenever_they_are_told() {
    #[derive(OrderRequest)]
    struct Old {
        #[order(deprecated = "use `amount`")]
        count: Option<u8>,
    }
    let old = Old { count: Some(1) };
    let error = json::from_str::<Valid<Order>>(BROKEN).unwrap_err();
    let late = ProblemDetails::from(&error).with_codes_at("/c/").with_warnings(&old.warnings());
    let early = ProblemDetails::from(&error).with_warnings(&old.warnings()).with_codes_at("/c/");
    assert_eq!(late, early);
    assert!(late.to_json().contains(r#""code":"deprecated","type":"/c/deprecated","#));
    assert_eq!(serde_json::to_string(&late).unwrap(), late.to_json());
}

#[test]
fn every_kind_of_problem_has_a_name_that_no_code_has() {
    let kinds = [
        (RequestError::Incomplete, "incomplete", 400),
        (
            RequestError::MediaType { accepted: Vec::new(), header: "Accept" },
            "unsupported_media_type",
            415,
        ),
        (RequestError::Method { allowed: "PUT" }, "method_not_allowed", 405),
        (RequestError::NoContext { name: "Shop" }, "not_set_up", 500),
        (RequestError::Path, "not_found", 404),
        (RequestError::TooLarge, "content_too_large", 413),
        (RequestError::Unreadable(json::from_str::<Order>("{").unwrap_err()), "unreadable", 400),
        (
            RequestError::Unreadable(json::from_str::<Valid<Order>>(BROKEN).unwrap_err()),
            "invalid",
            422,
        ),
    ];
    let codes = include_str!("../../order-core/src/guide/codes.md");
    for (error, name, status) in kinds {
        let problem = error.problem_details();
        assert_eq!((problem.status(), error.status()), (status, status), "{name}");
        assert!(problem.to_json().starts_with(r#"{"type":"about:blank","#), "{name}");
        let written: serde_json::Value =
            serde_json::from_str(&problem.with_types_at("/").to_json()).unwrap();
        assert_eq!(written["type"], format!("/{name}"));
        assert!(!codes.contains(&format!("# `{name}`\n")), "{name} is a code too");
    }
}

#[test]
fn what_cannot_be_read_has_status_400_and_the_place() {
    let error = json::from_str::<Order>("{\n\"count\":\"canary\",\n\"é\\\"\":1}").unwrap_err();
    let problem = ProblemDetails::from(&error).with_type("https://example.com/order");
    assert_eq!(problem.status(), 400);
    assert_eq!(
        problem.to_json(),
        r#"{"type":"https://example.com/order","title":"Bad Request","status":400,"detail":"2 mistakes in the request","errors":[{"pointer":"/count","code":"type","line":2,"column":9,"detail":"`count` must be a whole number from 0 to 255"},{"pointer":"/é\"","code":"unknown_field","line":3,"column":1,"detail":"unknown field `é\\\"`; remove it"}]}"#,
    );
    assert_eq!(serde_json::to_string(&problem).unwrap(), problem.to_json());
    let error = json::from_str::<Order>("{\"count\":\u{1}").unwrap_err();
    let problem: serde_json::Value =
        serde_json::from_str(&ProblemDetails::from(&error).to_json()).unwrap();
    assert_eq!((&problem["status"], &problem["errors"][0]["pointer"]), (&400.into(), &"".into()));
}

#[test]
fn a_document_that_breaks_rules_has_status_422() {
    let error = json::from_str::<Valid<Order>>(BROKEN).unwrap_err();
    let written = serde_json::to_value(&error).unwrap();
    assert_eq!(written["status"], 422);
    assert_eq!(written["errors"][1]["column"], 32);
    assert!(!written["errors"].to_string().replace("== \\\"canary", "").contains("canary"));
}

#[test]
fn a_broken_group_lists_its_present_and_missing_members_with_their_places() {
    #[derive(Debug, OrderRequest)]
    struct Contact {
        #[group_count("way", 1..=2)]
        phone: Option<String>,
        #[group_count("way", 1..=2)]
        mail: Option<String>,
        #[group_count("way", 1..=2)]
        fax: Option<String>,
        #[group_at_least_one("name")]
        first: Option<String>,
        #[group_at_least_one("name")]
        last: Option<String>,
    }
    #[derive(Debug, OrderRequest)]
    struct Contacts {
        #[nested]
        contacts: Vec<Contact>,
        #[order(flatten)]
        own: Contact,
    }
    let document = r#"{"contacts":[{"phone":"1","mail":"2","fax":"3"}],"mail":"1","last":"x"}"#;
    let contacts: Contacts = json::from_str(document).unwrap();
    let violations = contacts.validate().unwrap_err();
    let written = ProblemDetails::from(&violations).to_json();
    assert_eq!(
        written,
        r#"{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"2 mistakes in the request","errors":[{"pointer":"/contacts/0/fax","code":"group_count","rule_id":"way.group_count","present":["/contacts/0/phone","/contacts/0/mail","/contacts/0/fax"],"missing":[],"detail":"from 1 to 2 of `contacts[0].phone`, `contacts[0].mail`, `contacts[0].fax` must be present, and `contacts[0].fax` is one too many; remove it"},{"pointer":"/contacts/0/first","code":"group_at_least_one","rule_id":"name.group_at_least_one","present":[],"missing":["/contacts/0/first","/contacts/0/last"],"detail":"`contacts[0].first` is missing: at least one of `contacts[0].first`, `contacts[0].last` is required; give one of them"}]}"#,
    );
    assert_eq!(serde_json::to_string(&violations).unwrap(), written);
    let error = json::from_str::<Valid<Contacts>>(document).unwrap_err();
    assert_eq!(
        serde_json::to_value(&error).unwrap()["errors"][1]["missing"],
        serde_json::json!(["/contacts/0/first", "/contacts/0/last"]),
    );
}

#[test]
fn rule_that_is_broken_at_a_null_is_told_at_the_null() {
    #[derive(Debug, OrderRequest)]
    struct Account {
        kept: bool,
        #[forbidden_if(kept)]
        gone: Option<Option<u8>>,
        #[required_if(kept)]
        there: Option<u8>,
        #[required_if(kept)]
        #[default_value(7)]
        given: Option<u8>,
    }
    let document = r#"{"kept": true, "gone": null, "there": null, "given": null}"#;
    let error = json::from_str::<Valid<Account>>(document).unwrap_err();
    let told: Vec<_> =
        error.problems().iter().map(|it| (it.path().to_string(), it.position().column)).collect();
    // What stands for absent is missing, at the end of the object. A default is no value that is present.
    let expected = [("gone", 24), ("there", 58), ("given", 58)];
    assert_eq!(told, expected.map(|(path, column)| (path.to_owned(), column)));
}

#[derive(Debug, OrderRequest)]
struct Hidden {
    #[order(secret)]
    pin: Option<String>,
    years: Option<u8>,
    #[length(..=3)]
    name: Option<String>,
    #[required_if(years == 2)]
    note: Option<String>,
}

#[derive(Debug, OrderRequest)]
struct Outer {
    #[nested]
    part: Option<Hidden>,
}

fn is_even(pin: &str) -> bool {
    pin.len().is_multiple_of(2)
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
#[allowed(part.pin, "a", "b")]
#[allowed(part.years, 1)]
#[required(part.pin, if ev)]
#[condition(known, part.pin == "canary")]
struct Holder {
    ev: bool,
    #[nested]
    part: Option<Hidden>,
    #[nested]
    outer: Option<Outer>,
    #[order(secret)]
    #[nested]
    secret: Option<Hidden>,
    #[required_if(outer.part.pin == "canary")]
    deep: Option<u8>,
    #[required_if(satisfies(part.pin, is_even))]
    judged: Option<u8>,
    #[required_if(known)]
    named: Option<u8>,
}

#[test]
fn sources_of_rules_show_no_secret_of_another_type() {
    let hidden = |pin: Option<&str>| {
        let (pin, name) = (pin.map(str::to_owned), Some("long".to_owned()));
        Some(Hidden { pin, years: Some(2), name, note: None })
    };
    let holder = |pin: Option<&str>| Holder {
        ev: true,
        part: hidden(pin),
        outer: Some(Outer { part: hidden(Some("canary")) }),
        secret: hidden(Some("canary")),
        deep: None,
        judged: None,
        named: None,
    };
    let shown = |pin: Option<&str>| -> Vec<String> {
        let violations = holder(pin).validate().unwrap_err();
        let problem = ProblemDetails::from(&violations).with_rule_sources();
        let written: serde_json::Value = serde_json::from_str(&problem.to_json()).unwrap();
        let errors = written["errors"].as_array().unwrap().iter();
        errors.map(|it| format!("{}: {}", it["pointer"], it["rule"])).collect()
    };
    assert_eq!(
        shown(Some("canary")),
        [
            "\"/part/pin\": \"allowed([redacted])\"",
            "\"/part/years\": \"allowed(part.years, 1)\"",
            "\"/part/name\": \"length(..=3)\"",
            "\"/part/note\": \"required_if(years == 2)\"",
            "\"/outer/part/name\": \"length(..=3)\"",
            "\"/outer/part/note\": \"required_if(years == 2)\"",
            "\"/secret/name\": \"length(..=3)\"",
            "\"/secret/note\": \"required_if([redacted])\"",
            "\"/deep\": \"required_if([redacted])\"",
            "\"/judged\": \"required_if(satisfies(part.pin, is_even))\"",
            "\"/named\": \"required_if(known)\""
        ]
    );
    assert_eq!(
        shown(None),
        [
            "\"/part/pin\": \"required(part.pin, if ev)\"",
            "\"/part/years\": \"allowed(part.years, 1)\"",
            "\"/part/name\": \"length(..=3)\"",
            "\"/part/note\": \"required_if(years == 2)\"",
            "\"/outer/part/name\": \"length(..=3)\"",
            "\"/outer/part/note\": \"required_if(years == 2)\"",
            "\"/secret/name\": \"length(..=3)\"",
            "\"/secret/note\": \"required_if([redacted])\"",
            "\"/deep\": \"required_if([redacted])\""
        ]
    );
    let exported = order_core::export::schema::export(Holder::SCHEMA);
    assert!(!exported.contains("canary"), "{exported}");
    assert!(exported.contains("satisfies(part.pin, is_even)"), "{exported}");
}

#[test]
fn details_that_differ_in_their_words_are_not_equal() {
    #[derive(Debug, OrderRequest)]
    struct One {
        #[allowed(1)]
        a: u8,
    }
    #[derive(Debug, OrderRequest)]
    struct Two {
        #[allowed(2)]
        a: u8,
    }
    let one = ProblemDetails::from(&One { a: 3 }.validate().unwrap_err());
    let two = ProblemDetails::from(&Two { a: 3 }.validate().unwrap_err());
    assert_ne!(one, two);
    assert_eq!(one, ProblemDetails::from(&One { a: 4 }.validate().unwrap_err()));
}

#[test]
fn a_source_shows_what_is_no_secret_beside_one() {
    #[derive(Debug, OrderRequest)]
    struct Mixed {
        #[order(secret)]
        pin: Option<String>,
        years: Option<u8>,
        #[required_if(pin == "canary" && years == 2)]
        note: Option<String>,
    }
    let mixed = Mixed { pin: Some("canary".to_owned()), years: Some(2), note: None };
    let problem = ProblemDetails::from(&mixed.validate().unwrap_err()).with_rule_sources();
    let written: serde_json::Value = serde_json::from_str(&problem.to_json()).unwrap();
    let source = "required_if(pin == \"[redacted]\" && years == 2)";
    assert_eq!(written["errors"][0]["rule"], source);
}
