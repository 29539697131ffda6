//! The rest of the language: conditions over parts and items, rules on the struct, contexts.

use std::collections::BTreeMap;

use order_core::{OrderRequest, OrderValue, Report, json, schema};

fn list(result: Result<(), order_core::Violations>) -> Vec<String> {
    let violations = result.err().into_iter().flatten();
    violations.map(|violation| format!("{}: {}", violation.path(), violation.code())).collect()
}

/// The rules that a request breaks, as `path: code`, from the generated check; the interpreter must agree.
fn found<T: OrderRequest<Context = ()>>(request: &T) -> Vec<String> {
    let debug = |result: Result<(), order_core::Violations>| format!("{:?}", result.err());
    assert_eq!(
        debug(request.validate()),
        debug(schema::interpret(request)),
        "the interpreter disagrees"
    );
    list(request.validate())
}

const NONE: [&str; 0] = [];

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Hash {
    Sha1,
    Sha256,
}

#[derive(Debug, Clone, OrderRequest)]
struct Certificate {
    #[blank(value)]
    csr: Option<String>,
    #[default_value(Sha1)]
    hash: Option<Hash>,
    #[length(..=5)]
    note: Option<String>,
    #[order(rename = "key-size")]
    key_size: Option<u16>,
}

const CERTIFICATE: Certificate = Certificate { csr: None, hash: None, note: None, key_size: None };

mod nested {
    use super::*;

    #[derive(Debug, Clone, OrderRequest)]
    #[required(certificate.csr, if ev)]
    #[forbidden(certificate.note, if ev)]
    #[allowed(certificate.hash, Hash::Sha256, if ev)]
    #[rule(large_keys, certificate.key_size >= 2048 || !ev, "EV needs a large key", at = certificate.key_size)]
    struct Order {
        ev: bool,
        #[nested]
        certificate: Option<Certificate>,
        #[required_if(certificate.hash == Hash::Sha1 && present(certificate))]
        reason: Option<String>,
        #[forbidden_unless(present(certificate.csr))]
        csr_note: Option<String>,
        #[nested]
        others: Vec<Certificate>,
        #[nested]
        by_name: BTreeMap<String, Certificate>,
    }

    fn order() -> Order {
        Order {
            ev: false,
            certificate: None,
            reason: None,
            csr_note: None,
            others: Vec::new(),
            by_name: BTreeMap::new(),
        }
    }

    #[test]
    fn an_absent_part_runs_none_of_its_rules_and_is_no_value() {
        assert_eq!(
            found(&Order {
                others: vec![CERTIFICATE],
                by_name: [("a".to_owned(), CERTIFICATE)].into(),
                ..order()
            }),
            NONE,
        );
    }

    #[test]
    fn rules_of_parts_are_reported_with_their_paths() {
        let long = Certificate { note: text("too long"), ..CERTIFICATE };
        let order = Order {
            certificate: Some(long.clone()),
            reason: text("x"),
            others: vec![CERTIFICATE, long.clone()],
            by_name: [("k".to_owned(), long)].into(),
            ..order()
        };
        assert_eq!(
            found(&order),
            ["certificate.note: length", "others[1].note: length", "by_name.k.note: length"]
        );
    }

    #[test]
    fn a_default_of_a_member_is_its_value() {
        let order = Order {
            certificate: Some(CERTIFICATE),
            others: vec![CERTIFICATE],
            by_name: [("a".to_owned(), CERTIFICATE)].into(),
            ..order()
        };
        assert_eq!(found(&order), ["reason: required"]);
    }

    #[test]
    fn rules_of_the_struct_speak_of_members() {
        let order = Order {
            ev: true,
            certificate: Some(Certificate {
                note: text("x"),
                key_size: Some(1024),
                hash: Some(Hash::Sha1),
                ..CERTIFICATE
            }),
            reason: text("x"),
            csr_note: text("x"),
            others: vec![CERTIFICATE],
            by_name: [("a".to_owned(), CERTIFICATE)].into(),
        };
        assert_eq!(
            found(&order),
            [
                "certificate.csr: required",
                "certificate.hash: allowed",
                "certificate.note: forbidden",
                "certificate.key-size: rule",
                "csr_note: forbidden",
            ],
        );
        let violations = order.validate().unwrap_err();
        let messages: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages[3],
            "`certificate.key-size`: EV needs a large key because `certificate.key-size` is less than 2048 and `ev` is true"
        );
        assert_eq!(
            messages[0],
            "`certificate.csr` is required because `ev` is true; give it a value that is not blank"
        );
    }
}

mod items {
    use super::*;

    #[derive(Debug, Clone, OrderRequest)]
    struct Name {
        language: String,
        size: u8,
    }

    #[derive(Debug, Clone, OrderRequest)]
    #[rule(one_language_each, unique(name in names, name.language), "every language once")]
    #[rule(small, all(name in names, name.size <= limit), "no name is larger than the limit")]
    struct Order {
        limit: u8,
        #[nested]
        #[length(1..)]
        names: Vec<Name>,
        #[each(length(..=3), pattern("[a-z]+"))]
        tags: Option<Vec<String>>,
        #[each(range(1..))]
        counts: Option<BTreeMap<String, u8>>,
        #[required_if(any(name in names, name.language == "en" && name.size > 5))]
        english: Option<u8>,
        #[required_if(count(name in names, name.size == 1) >= 2)]
        several: Option<u8>,
        #[required_if(len(tags) > 2 || count(english, several) == 2)]
        many: Option<u8>,
    }

    fn name(language: &str, size: u8) -> Name {
        Name { language: language.to_owned(), size }
    }

    fn order(names: Vec<Name>) -> Order {
        Order {
            limit: 10,
            names,
            tags: None,
            counts: None,
            english: None,
            several: None,
            many: None,
        }
    }

    #[test]
    fn an_empty_list_is_blank() {
        assert_eq!(found(&order(Vec::new())), ["names: required"]);
        assert_eq!(found(&Order { tags: Some(Vec::new()), ..order(vec![name("a", 2)]) }), NONE);
    }

    #[test]
    fn value_rules_judge_every_item() {
        // A blank item is an item.
        let tags = Some(vec!["a".to_owned(), "abcd".to_owned(), "B".to_owned(), String::new()]);
        let counts = Some([("x".to_owned(), 1), ("y".to_owned(), 0)].into());
        let found = found(&Order { tags, counts, many: Some(1), ..order(vec![name("a", 2)]) });
        assert_eq!(
            found,
            ["tags[1]: length", "tags[2]: pattern", "tags[3]: pattern", "counts.y: range"]
        );
    }

    #[test]
    fn a_rule_over_all_items_is_reported_at_each_that_breaks_it() {
        let order = order(vec![name("a", 11), name("b", 10), name("c", 12)]);
        assert_eq!(found(&order), ["names[0]: rule", "names[2]: rule"]);
        let violations = order.validate().unwrap_err();
        let first = violations.iter().next().unwrap();
        assert_eq!(first.rule().attributes.id, Some("small"));
        assert_eq!(
            first.to_string(),
            "`names[0]`: no name is larger than the limit because `names[0].size` is greater than `limit`",
        );
    }

    #[test]
    fn quantifiers_count_and_compare_items() {
        assert_eq!(found(&order(vec![name("a", 2), name("a", 2)])), [": rule"]);
        assert_eq!(found(&order(vec![name("de", 9), name("en", 6)])), ["english: required"]);
        assert_eq!(found(&order(vec![name("en", 5)])), NONE);
        assert_eq!(found(&order(vec![name("a", 1), name("b", 1)])), ["several: required"]);
        let tags = Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]);
        assert_eq!(found(&Order { tags, ..order(vec![name("a", 2)]) }), ["many: required"]);
        assert_eq!(
            found(&Order { english: Some(1), several: Some(1), ..order(vec![name("a", 2)]) }),
            ["many: required"],
        );
    }
}

mod terms {
    use super::*;

    fn is_even(number: &u8) -> bool {
        number.is_multiple_of(2)
    }

    mod limits {
        pub(super) const MOST: u8 = 5;
        pub(super) const WORD: &str = "rush";
    }

    #[derive(Debug, Clone, OrderRequest)]
    #[rule(in_order, start <= end, "the start comes first", at = end)]
    #[rule(both_or_neither, present(note) => present(mail), "a note needs an address")]
    struct Order {
        start: Option<u8>,
        end: Option<u8>,
        note: Option<String>,
        #[default_value("a@b.cd")]
        mail: Option<String>,
        nothing: Option<Option<u8>>,
        #[required_if(start > limits::MOST)]
        over: Option<u8>,
        #[required_if(start == { limits::MOST - 1 })]
        at: Option<u8>,
        #[required_if(is(note, digits) || matches(note, "x+"))]
        like: Option<u8>,
        #[required_if(satisfies(end, is_even))]
        even: Option<u8>,
        #[required_if(nothing == null)]
        null: Option<u8>,
        #[required_if(given(nothing) && nothing != null)]
        some: Option<u8>,
        #[required_if(start < end && end < 3)]
        low: Option<u8>,
        #[required_if(mail == "a@b.cd")]
        by_default: Option<u8>,
        #[allowed(limits::WORD, "slow")]
        #[forbidden_if(note == limits::WORD || note > limits::WORD && start == 9)]
        word: Option<String>,
    }

    fn order() -> Order {
        Order {
            start: None,
            end: None,
            note: None,
            mail: None,
            nothing: None,
            over: None,
            at: None,
            like: None,
            even: None,
            null: None,
            some: None,
            low: None,
            by_default: Some(1),
            word: None,
        }
    }

    #[test]
    fn a_constant_may_be_a_text() {
        assert_eq!(found(&Order { word: text("rush"), ..order() }), NONE);
        assert_eq!(found(&Order { word: text("fast"), ..order() }), ["word: allowed"]);
        let order = Order { word: text("slow"), note: text("rush"), mail: text("x"), ..order() };
        assert_eq!(found(&order), ["word: forbidden"]);
    }

    #[test]
    fn every_term_means_what_it_says() {
        assert_eq!(found(&order()), NONE);
        assert_eq!(found(&Order { by_default: None, ..order() }), ["by_default: required"]);
        assert_eq!(found(&Order { start: Some(6), ..order() }), ["over: required"]);
        assert_eq!(found(&Order { start: Some(4), ..order() }), ["at: required"]);
        assert_eq!(
            found(&Order { note: text("12"), mail: text("x"), ..order() }),
            ["like: required"]
        );
        assert_eq!(
            found(&Order { note: text("xx"), mail: text("x"), ..order() }),
            ["like: required"]
        );
        assert_eq!(found(&Order { end: Some(4), ..order() }), ["even: required"]);
        assert_eq!(found(&Order { nothing: Some(None), ..order() }), ["null: required"]);
        assert_eq!(found(&Order { nothing: Some(Some(1)), ..order() }), ["some: required"]);
        assert_eq!(found(&Order { start: Some(0), end: Some(1), ..order() }), ["low: required"]);
    }

    #[test]
    fn a_rule_of_one_comparison_is_judged_when_both_values_are_there() {
        assert_eq!(found(&Order { start: Some(3), ..order() }), NONE);
        assert_eq!(found(&Order { start: Some(3), end: Some(1), ..order() }), ["end: rule"]);
        assert_eq!(found(&Order { start: Some(3), end: Some(3), ..order() }), NONE);
    }

    #[test]
    fn an_implication_asks_for_presence_and_a_default_is_none() {
        assert_eq!(found(&Order { note: text("hello"), ..order() }), [": rule"]);
        let order = Order { note: text("hello"), ..order() };
        assert_eq!(
            order.validate().unwrap_err().to_string(),
            "a note needs an address because `note` is present and `mail` is absent",
        );
    }
}

mod defaults_and_groups {
    use super::*;

    #[derive(Debug, Clone, OrderRequest)]
    #[group_exactly_one("trail", if trailing)]
    struct Order {
        trailing: bool,
        #[group_exactly_one("trail")]
        trail_price: Option<u8>,
        #[group_exactly_one("trail")]
        trail_percent: Option<u8>,
        #[group_count("contact", 1..=2)]
        phone: Option<String>,
        #[group_count("contact", 1..=2)]
        email: Option<String>,
        #[group_count("contact", 1..=2)]
        fax: Option<String>,
        #[default_value_if(trailing, Sha256)]
        #[default_value(Sha1)]
        hash: Option<Hash>,
        #[required_if(hash == Sha256)]
        reason: Option<String>,
        #[length(..=3, if trailing)]
        code: Option<String>,
        #[format(self::is_short)]
        short: Option<String>,
    }

    fn is_short(text: &str) -> bool {
        text.len() < 3
    }

    fn order() -> Order {
        Order {
            trailing: false,
            trail_price: None,
            trail_percent: None,
            phone: text("1"),
            email: None,
            fax: None,
            hash: None,
            reason: None,
            code: None,
            short: None,
        }
    }

    #[test]
    fn a_group_with_a_condition_is_judged_when_it_holds() {
        assert_eq!(found(&order()), NONE);
        assert_eq!(found(&Order { trail_price: Some(1), trail_percent: Some(1), ..order() }), NONE);
        let trailing = Order { trailing: true, reason: text("x"), ..order() };
        assert_eq!(found(&trailing), ["trail_price: group_exactly_one"]);
        assert_eq!(found(&Order { trail_price: Some(1), ..trailing }), NONE);
    }

    #[test]
    fn a_group_may_bound_the_number_of_its_members() {
        assert_eq!(found(&Order { phone: None, ..order() }), ["phone: group_count"]);
        assert_eq!(found(&Order { email: text("x"), ..order() }), NONE);
        let order = Order { email: text("x"), fax: text("x"), ..order() };
        assert_eq!(found(&order), ["fax: group_count"]);
        assert_eq!(
            order.validate().unwrap_err().to_string(),
            "from 1 to 2 of `phone`, `email`, `fax` must be present, and `fax` is one too many; remove it",
        );
    }

    #[test]
    fn a_conditional_default_comes_before_the_other() {
        let trailing = Order { trailing: true, trail_price: Some(1), ..order() };
        assert_eq!(found(&trailing), ["reason: required"]);
        assert_eq!(found(&Order { hash: Some(Hash::Sha1), ..trailing }), NONE);
    }

    #[test]
    fn value_rules_may_have_a_condition_and_formats_may_be_functions() {
        assert_eq!(found(&Order { code: text("abcd"), ..order() }), NONE);
        let trailing = Order { trailing: true, trail_price: Some(1), reason: text("x"), ..order() };
        assert_eq!(
            found(&Order { code: text("abcd"), short: text("abc"), ..trailing }),
            ["code: length", "short: format"]
        );
    }
}

mod contexts_and_checks {
    use super::*;

    struct Account {
        allows_ev: bool,
        product: String,
        today: u16,
    }

    #[derive(Debug, Clone, OrderRequest)]
    #[order(context = Account)]
    struct Part {
        #[forbidden_unless(ctx.allows_ev)]
        ev: Option<u8>,
    }

    #[derive(Debug, Clone, OrderRequest)]
    #[order(context = Account)]
    #[check(sum, check_sum, reads(a, b), "a and b are at most 10 together")]
    struct Order {
        #[required_if(ctx.product == "code" && ctx.today >= 20)]
        a: Option<u8>,
        #[check(odd)]
        b: Option<u8>,
        #[nested]
        part: Option<Part>,
        #[nested]
        plain: Option<Certificate>,
    }

    fn odd(number: &u8) -> Result<(), String> {
        if number % 2 == 1 { Ok(()) } else { Err("is even; add one".to_owned()) }
    }

    fn check_sum(order: &Order, report: &mut Report<'_, '_>) {
        let (a, b) = (order.a.unwrap_or(0), order.b.unwrap_or(0));
        if a.saturating_add(b) > 10 {
            report.fail("a", "is too much beside `b`; lower one");
            report.fail("b", "is too much beside `a`; lower one");
        }
    }

    const EMPTY: Order = Order { a: None, b: None, part: None, plain: None };

    fn account(allows_ev: bool) -> Account {
        Account { allows_ev, product: "code".to_owned(), today: 20 }
    }

    fn found_in(order: &Order, account: &Account) -> Vec<String> {
        let debug = |result: Result<(), order_core::Violations>| {
            let violations = result.err().into_iter().flatten();
            violations
                .filter(|violation| violation.code() != order_core::Code::Check)
                .map(|violation| format!("{violation:?}"))
                .collect::<Vec<_>>()
        };
        let (generated, interpreted) =
            (order.validate_in(account), schema::interpret_in(order, account));
        assert_eq!(debug(generated.clone()), debug(interpreted), "the interpreter disagrees");
        list(generated)
    }

    #[test]
    fn facts_of_the_context_are_read_in_parts_too() {
        assert_eq!(found_in(&EMPTY, &account(true)), ["a: required"]);
        assert_eq!(found_in(&EMPTY, &Account { today: 19, ..account(true) }), NONE);
        let order = Order { a: Some(1), part: Some(Part { ev: Some(1) }), ..EMPTY };
        assert_eq!(found_in(&order, &account(true)), NONE);
        assert_eq!(found_in(&order, &account(false)), ["part.ev: forbidden"]);
        let violations = order.clone().into_valid_in(&account(false)).unwrap_err().violations;
        assert_eq!(
            violations.to_string(),
            "`part.ev` is not allowed unless `ctx.allows_ev` is true; remove it",
        );
    }

    #[test]
    fn functions_of_the_user_report_with_paths_of_their_own() {
        let order = Order { a: Some(9), b: Some(4), ..EMPTY };
        assert_eq!(found_in(&order, &account(true)), ["b: check", "a: check", "b: check"]);
        let violations = order.validate_in(&account(true)).unwrap_err();
        let messages: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "`b` is even; add one",
                "`a` is too much beside `b`; lower one",
                "`b` is too much beside `a`; lower one"
            ]
        );
    }
}

mod places {
    use super::*;

    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    struct Contact {
        org_name: String,
        #[format(email)]
        email: Option<String>,
    }

    #[derive(Debug, Clone, PartialEq, OrderRequest)]
    #[order(skip_blank)]
    #[required(contact.email, if urgent)]
    struct Order {
        #[order(path)]
        order_id: String,
        #[order(flatten)]
        contact: Contact,
        urgent: bool,
        note: Option<String>,
        #[order(skip)]
        internal: u8,
    }

    fn order() -> Order {
        Order {
            order_id: "7".to_owned(),
            contact: Contact { org_name: "x".to_owned(), email: None },
            urgent: true,
            note: text(" "),
            internal: 3,
        }
    }

    #[test]
    fn a_flattened_part_stands_in_place() {
        assert_eq!(found(&order()), ["email: required"]);
        assert_eq!(json::to_string(&order()), r#"{"org_name":"x","urgent":true}"#);
        let read: Order =
            json::from_str(r#"{"order_id":"7","org_name":"x","email":"a@b.cd","urgent":true}"#)
                .unwrap();
        assert_eq!(read.contact.email.as_deref(), Some("a@b.cd"));
        assert_eq!(read.internal, 0);
        let error = json::from_str::<Order>(
            r#"{"order_id":"7","org_nam":"x","internal":1,"urgent":"perhaps"}"#,
        )
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 1, column 17: unknown field `org_nam`; did you mean `org_name`?\n\
             line 1, column 31: unknown field `internal`; remove it\n\
             line 1, column 53: `urgent` must be `true` or `false`\n\
             line 1, column 62: `org_name` is required; give it a value that is not blank",
        );
    }
}
