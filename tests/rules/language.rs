//! Every attribute of the language on a type of its own, kept and broken.

use order_core::{
    OrderRequest, OrderValue, Path, schema,
    violation::{Fact, FactState, FactValue},
};

/// The rules that a request breaks, as `path: code`, from the generated check; the interpreter must agree.
fn found<T: OrderRequest<Context = ()>>(request: &T) -> Vec<String> {
    let list = |result: Result<(), order_core::Violations>| {
        result
            .err()
            .into_iter()
            .flatten()
            .map(|violation| format!("{violation:?}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        list(request.validate()),
        list(schema::interpret(request)),
        "the interpreter disagrees"
    );
    let violations = request.validate().err().into_iter().flatten();
    violations.map(|violation| format!("{}: {}", violation.path(), violation.code())).collect()
}

fn messages<T: OrderRequest<Context = ()>>(request: &T) -> String {
    request.validate().unwrap_err().to_string()
}

const NONE: [&str; 0] = [];

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    ShipToken,
    ClientApp,
}

mod presence {
    use super::*;

    #[derive(OrderRequest)]
    struct Plain {
        name: String,
        count: u8,
        unit: Option<String>,
    }

    #[test]
    fn a_field_that_is_no_option_is_required_and_blank_breaks_that() {
        for (name, expected) in
            [("a", vec![]), ("", vec!["name: required"]), (" \t\n\u{a0}", vec!["name: required"])]
        {
            let request = Plain { name: name.to_owned(), count: 0, unit: None };
            assert_eq!(found(&request), expected, "{name:?}");
        }
    }

    #[test]
    fn zero_is_present_and_an_option_may_be_blank() {
        assert_eq!(found(&Plain { name: "a".to_owned(), count: 0, unit: text("") }), NONE);
    }

    #[derive(OrderRequest)]
    struct Conditional {
        ev: bool,
        #[required]
        always: Option<String>,
        #[required_if(ev)]
        needed: Option<String>,
        #[required_unless(ev)]
        otherwise: Option<String>,
        #[forbidden_if(ev)]
        barred: Option<String>,
        #[forbidden_unless(ev)]
        special: Option<String>,
        #[present_iff(ev)]
        exact: Option<u8>,
    }

    const EMPTY: Conditional = Conditional {
        ev: false,
        always: None,
        needed: None,
        otherwise: None,
        barred: None,
        special: None,
        exact: None,
    };

    #[test]
    fn conditional_rules_apply_when_their_condition_holds() {
        let order = Conditional { ev: true, barred: text("x"), ..EMPTY };
        assert_eq!(
            found(&order),
            ["always: required", "needed: required", "barred: forbidden", "exact: required"],
        );
        let order = Conditional { special: text("x"), exact: Some(0), ..EMPTY };
        assert_eq!(
            found(&order),
            ["always: required", "otherwise: required", "special: forbidden", "exact: forbidden"],
        );
    }

    #[test]
    fn conditional_rules_are_kept() {
        let order = Conditional {
            ev: true,
            always: text("x"),
            needed: text("x"),
            special: text("x"),
            exact: Some(0),
            ..EMPTY
        };
        assert_eq!(found(&order), NONE);
        let order =
            Conditional { always: text("x"), otherwise: text("x"), barred: text("x"), ..EMPTY };
        assert_eq!(found(&order), NONE);
    }

    #[test]
    fn blank_counts_as_absent_for_required_and_forbidden_alike() {
        let order = Conditional {
            ev: true,
            always: text(" "),
            needed: text(""),
            barred: text(" "),
            exact: Some(0),
            ..EMPTY
        };
        assert_eq!(found(&order), ["always: required", "needed: required"]);
    }

    #[test]
    fn a_violation_tells_its_rule_and_its_facts() {
        let violations = Conditional { ev: true, always: text("x"), exact: Some(1), ..EMPTY }
            .validate()
            .unwrap_err();
        let violation = violations.iter().next().unwrap();
        assert_eq!(violation.rule().source, "required_if(ev)");
        assert_eq!(
            violation.because(),
            [Fact { path: Path::field("ev"), state: FactState::Is(FactValue::Bool(true)) }]
        );
        assert_eq!(
            violation.to_string(),
            "`needed` is required because `ev` is true; give it a value that is not blank"
        );
        assert_eq!(violation.path().to_json_pointer(), "/needed");
    }
}

mod blank {
    use super::*;

    #[derive(OrderRequest)]
    struct Policies {
        #[blank(absent)]
        absent: Option<String>,
        #[blank(reject)]
        reject: Option<String>,
        #[blank(value)]
        value: Option<String>,
        #[required_if(present(absent) || present(value))]
        seen: Option<u8>,
    }

    const EMPTY: Policies = Policies { absent: None, reject: None, value: None, seen: None };

    #[test]
    fn each_policy_says_what_blank_is() {
        assert_eq!(found(&EMPTY), NONE);
        assert_eq!(found(&Policies { absent: text(" "), ..EMPTY }), NONE);
        assert_eq!(found(&Policies { reject: text(" "), ..EMPTY }), ["reject: blank"]);
        assert_eq!(found(&Policies { value: text(""), ..EMPTY }), ["seen: required"]);
        assert_eq!(found(&Policies { absent: text("x"), ..EMPTY }), ["seen: required"]);
    }

    #[derive(OrderRequest)]
    #[order(blank = value)]
    struct ForAll {
        name: String,
        #[blank(reject)]
        other: String,
    }

    #[test]
    fn the_policy_of_the_struct_holds_for_fields_that_say_nothing() {
        assert_eq!(found(&ForAll { name: String::new(), other: String::new() }), ["other: blank"]);
    }

    #[test]
    fn a_rejected_blank_is_reported_once() {
        #[derive(OrderRequest)]
        struct Once {
            #[blank(reject)]
            #[format(email)]
            #[length(1..)]
            email: String,
        }
        let once = Once { email: String::new() };
        assert_eq!(found(&once), ["email: blank"]);
        assert_eq!(messages(&once), "`email` must not be blank; give it a value or leave it out");
    }
}

mod values {
    use super::*;

    #[derive(OrderRequest)]
    struct Values {
        #[allowed(1, 2, 3, 10..=12)]
        validity: u8,
        #[range(-5..=5)]
        offset: i16,
        #[range(10..)]
        least: Option<u64>,
        #[range(..3)]
        below: Option<u8>,
        #[length(2..=4)]
        code: Option<String>,
        #[length(3)]
        exact: Option<String>,
        #[pattern("[A-Z]{2}[0-9]+")]
        pattern: Option<String>,
        #[format(email)]
        email: Option<String>,
        #[format(telephone)]
        telephone: Option<String>,
        #[format(digits)]
        digits: Option<String>,
        #[allowed(ShipToken)]
        method: Option<Method>,
        #[allowed("a", "b")]
        letter: Option<String>,
    }

    fn good() -> Values {
        Values {
            validity: 2,
            offset: 0,
            least: None,
            below: None,
            code: None,
            exact: None,
            pattern: None,
            email: None,
            telephone: None,
            digits: None,
            method: None,
            letter: None,
        }
    }

    #[test]
    fn value_rules_are_kept_at_their_borders() {
        for validity in [1, 2, 3, 10, 11, 12] {
            assert_eq!(found(&Values { validity, ..good() }), NONE, "{validity}");
        }
        let order = Values {
            offset: -5,
            least: Some(10),
            below: Some(2),
            code: text("üü"),
            exact: text("abc"),
            pattern: text("AB1"),
            email: text("gm@example.com"),
            telephone: text("555-555-1234"),
            digits: text("0123"),
            method: Some(Method::ShipToken),
            letter: text("b"),
            ..good()
        };
        assert_eq!(found(&order), NONE);
        assert_eq!(
            found(&Values { offset: 5, least: Some(u64::MAX), code: text("üüüü"), ..good() }),
            NONE
        );
    }

    #[test]
    fn value_rules_are_broken_beyond_them() {
        for validity in [0, 4, 9, 13, 255] {
            assert_eq!(found(&Values { validity, ..good() }), ["validity: allowed"], "{validity}");
        }
        let order = Values {
            offset: -6,
            least: Some(9),
            below: Some(3),
            code: text("ü"),
            exact: text("abcd"),
            pattern: text("AB1x"),
            email: text("gm_at_example"),
            telephone: text("call me"),
            digits: text("x12"),
            method: Some(Method::ClientApp),
            letter: text("c"),
            ..good()
        };
        assert_eq!(
            found(&order),
            [
                "offset: range",
                "least: range",
                "below: range",
                "code: length",
                "exact: length",
                "pattern: pattern",
                "email: format",
                "telephone: format",
                "digits: format",
                "method: allowed",
                "letter: allowed",
            ],
        );
        assert_eq!(
            messages(&order).lines().collect::<Vec<_>>(),
            [
                "`offset` must be from -5 to 5",
                "`least` must be at least 10",
                "`below` must be at most 2",
                "`code` must have from 2 to 4 characters",
                "`exact` must have exactly 3 characters",
                "`pattern` must match `[A-Z]{2}[0-9]+`",
                "`email` must be an e-mail address such as `name@example.com`",
                "`telephone` must be a telephone number such as `555-555-1234`",
                "`digits` must be digits only, such as `1234`",
                "`method` must be `ship_token`",
                "`letter` must be `a` or `b`",
            ],
        );
    }

    #[test]
    fn value_rules_do_not_judge_what_is_absent_or_blank() {
        let order = Values {
            code: text(""),
            pattern: text(" "),
            email: text(""),
            letter: text("\t"),
            ..good()
        };
        assert_eq!(found(&order), NONE);
    }

    #[derive(OrderRequest)]
    struct Platforms {
        ev: bool,
        #[allowed_if(ev, 1..=20)]
        #[allowed_if(!ev, 51, 52)]
        platform: Option<u8>,
    }

    #[test]
    fn allowed_if_lists_the_values_for_its_condition() {
        for (ev, platform, expected) in [
            (true, Some(2), vec![]),
            (true, Some(51), vec!["platform: allowed"]),
            (false, Some(51), vec![]),
            (false, Some(2), vec!["platform: allowed"]),
            (false, None, vec![]),
        ] {
            assert_eq!(found(&Platforms { ev, platform }), expected, "{ev} {platform:?}");
        }
        assert_eq!(
            messages(&Platforms { ev: false, platform: Some(2) }),
            "`platform` must be `51` or `52` because `ev` is false",
        );
    }
}

mod groups {
    use super::*;

    #[derive(OrderRequest)]
    #[order(allow(dead_field))]
    struct Groups {
        #[group_all_or_none("ship")]
        #[group_at_least_one("any")]
        ship_name: Option<String>,
        #[group_all_or_none("ship")]
        #[group_at_least_one("any")]
        ship_city: Option<String>,
        #[group_all_or_none("ship")]
        #[group_at_most_one("most")]
        ship_zip: Option<String>,
        #[group_exactly_one("one")]
        #[group_at_least_one("any")]
        #[group_at_most_one("most")]
        phone: Option<String>,
        #[group_exactly_one("one")]
        email: Option<String>,
        #[group_exactly_one("one")]
        #[group_at_most_one("most")]
        fax: Option<String>,
    }

    /// The fields that are present, in the order of the struct, as letters.
    fn with(present: &str) -> Groups {
        let field = |letter| present.contains(letter).then(|| "x".to_owned());
        Groups {
            ship_name: field('n'),
            ship_city: field('c'),
            ship_zip: field('z'),
            phone: field('p'),
            email: field('e'),
            fax: field('f'),
        }
    }

    #[test]
    fn all_or_none_is_reported_at_every_missing_member() {
        assert_eq!(found(&with("ep")), ["email: group_exactly_one"]);
        assert_eq!(found(&with("nce")), ["ship_zip: group_all_or_none"]);
        assert_eq!(
            found(&with("ne")),
            ["ship_city: group_all_or_none", "ship_zip: group_all_or_none"]
        );
        assert_eq!(found(&with("ncze")), NONE);
    }

    #[test]
    fn too_few_are_reported_at_the_first_member_and_too_many_at_the_second_present() {
        assert_eq!(found(&with("")), ["ship_name: group_at_least_one", "phone: group_exactly_one"]);
        assert_eq!(found(&with("nczpf")), ["phone: group_at_most_one", "fax: group_exactly_one"],);
        assert_eq!(found(&with("ncef")), ["ship_zip: group_all_or_none", "fax: group_exactly_one"]);
    }

    #[test]
    fn every_set_of_members_is_judged_as_its_groups_say() {
        for bits in 0..64_u32 {
            let present: String = "nczpef"
                .chars()
                .enumerate()
                .filter(|(bit, _)| bits >> bit & 1 == 1)
                .map(|(_, letter)| letter)
                .collect();
            let count =
                |members: &str| members.chars().filter(|member| present.contains(*member)).count();
            let kept = [0, 3].contains(&count("ncz"))
                && count("ncp") >= 1
                && count("pef") == 1
                && count("zpf") <= 1;
            assert_eq!(found(&with(&present)).is_empty(), kept, "{present}");
        }
    }

    #[test]
    fn the_message_lists_present_and_missing_members() {
        assert_eq!(
            messages(&with("ne")).lines().next(),
            Some(
                "`ship_city` is missing: the group `ship` is given as a whole or not at all, and `ship_name` \
                 is present; give `ship_city`, `ship_zip` too, or remove `ship_name`"
            ),
        );
        let violations = with("nce").validate().unwrap_err();
        let facts: Vec<String> =
            violations.iter().next().unwrap().because().iter().map(Fact::to_string).collect();
        assert_eq!(
            facts,
            ["`ship_name` is present", "`ship_city` is present", "`ship_zip` is absent"]
        );
    }

    #[test]
    fn defaults_and_blanks_are_no_members() {
        #[derive(OrderRequest)]
        struct Defaults {
            #[group_at_least_one("any")]
            #[default_value(ShipToken)]
            method: Option<Method>,
            #[group_at_least_one("any")]
            note: Option<String>,
        }
        assert_eq!(
            found(&Defaults { method: None, note: text(" ") }),
            ["method: group_at_least_one"]
        );
        assert_eq!(found(&Defaults { method: None, note: text("x") }), NONE);
    }
}

mod conditions {
    use super::*;

    #[derive(OrderRequest)]
    #[condition(ship, method == ShipToken)]
    #[condition(paid_ship, ship && !free)]
    struct Terms {
        free: bool,
        #[default_value(ClientApp)]
        method: Option<Method>,
        years: Option<u8>,
        note: Option<String>,
        #[required_if(ship)]
        named: Option<u8>,
        #[required_if(paid_ship)]
        named_by_name: Option<u8>,
        #[required_if(method != ShipToken)]
        unequal: Option<u8>,
        #[required_if(years in [2, 3] || note == "rush")]
        listed: Option<u8>,
        #[required_if(!(free || present(years)) && given(note))]
        nested: Option<u8>,
    }

    fn terms(
        free: bool,
        method: Option<Method>,
        years: Option<u8>,
        note: Option<&str>,
    ) -> Vec<String> {
        found(&Terms {
            free,
            method,
            years,
            note: note.map(str::to_owned),
            named: None,
            named_by_name: None,
            unequal: None,
            listed: None,
            nested: None,
        })
    }

    #[test]
    fn every_term_of_a_condition_means_what_it_says() {
        assert_eq!(
            terms(true, None, None, None),
            ["unequal: required"],
            "the default is the value"
        );
        assert_eq!(terms(true, Some(Method::ShipToken), None, None), ["named: required"]);
        assert_eq!(
            terms(false, Some(Method::ShipToken), Some(1), None),
            ["named: required", "named_by_name: required"],
        );
        assert_eq!(terms(true, None, Some(2), None), ["unequal: required", "listed: required"]);
        assert_eq!(
            terms(true, None, None, Some("rush")),
            ["unequal: required", "listed: required"]
        );
        assert_eq!(terms(false, None, None, Some("")), ["unequal: required", "nested: required"]);
    }

    #[test]
    fn a_comparison_with_what_is_absent_is_false_and_its_opposite_true() {
        #[derive(OrderRequest)]
        struct Absent {
            years: Option<u8>,
            #[required_if(years == 1)]
            equal: Option<u8>,
            #[required_if(years != 1)]
            unequal: Option<u8>,
        }
        assert_eq!(
            found(&Absent { years: None, equal: None, unequal: None }),
            ["unequal: required"]
        );
    }

    #[test]
    fn facts_name_what_made_the_condition_hold() {
        let violations = Terms {
            free: false,
            method: None,
            years: None,
            note: text("my secret plan"),
            named: None,
            named_by_name: None,
            unequal: Some(1),
            listed: None,
            nested: None,
        }
        .validate()
        .unwrap_err();
        assert_eq!(
            violations.to_string(),
            "`nested` is required because `free` is false and `years` is absent and `note` is present; give it a value",
        );
        let order = Terms {
            free: true,
            method: None,
            years: None,
            note: None,
            named: None,
            named_by_name: None,
            unequal: None,
            listed: None,
            nested: None,
        };
        assert_eq!(
            messages(&order),
            "`unequal` is required because `method` is not `ship_token`; give it a value",
        );
    }
}

mod tickets {
    use super::*;

    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    struct Order {
        name: String,
    }

    #[test]
    fn a_valid_request_becomes_a_ticket_and_comes_back() {
        let valid = Order { name: "x".to_owned() }.into_valid().unwrap();
        assert_eq!(valid.name, "x");
        assert_eq!(valid.into_inner(), Order { name: "x".to_owned() });
    }

    #[test]
    fn an_invalid_request_comes_back_with_its_violations() {
        let order = Order { name: " ".to_owned() };
        let invalid = order.clone().into_valid().unwrap_err();
        assert_eq!(invalid.request, order);
        assert_eq!(invalid.violations.len(), 1);
        assert_eq!(invalid.to_string(), "`name` is required; give it a value that is not blank");
    }

    #[test]
    fn free_text_and_secrets_are_in_no_message() {
        #[derive(OrderRequest)]
        struct Secrets {
            #[order(secret)]
            pin: Option<u16>,
            note: Option<String>,
            #[required_if(pin != 1 || note != "rush")]
            reason: Option<String>,
        }
        let order = Secrets { pin: Some(4711), note: text("canary-note"), reason: None };
        let violations = order.validate().unwrap_err();
        assert_eq!(
            violations.to_string(),
            "`reason` is required because `pin` is [redacted] and `note` is not `rush`; give it a value that is not blank",
        );
        let invalid = order.into_valid().err().unwrap();
        for shown in [format!("{violations:?}"), format!("{invalid:?}"), invalid.to_string()] {
            assert!(!shown.contains("4711") && !shown.contains("canary"), "{shown}");
        }
    }
}
