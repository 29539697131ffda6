//! Lists that are one text, defaults that are facts of the context, and bounds and constants of decimals and dates.

use jiff::civil::{Date, date};
use order_core::{Code, OrderRequest, OrderValue, json, schema};
use rust_decimal::Decimal;

/// The messages for a request from the generated check; the interpreter must give the same ones.
fn found<T: OrderRequest>(request: &T, context: &T::Context) -> Vec<String> {
    let shown = |result: Result<(), order_core::Violations>| -> Vec<String> {
        let violations = result.err().into_iter().flatten();
        violations.map(|violation| format!("{violation:?} {violation}")).collect()
    };
    assert_eq!(
        shown(request.validate_in(context)),
        shown(schema::interpret_in(request, context)),
        "the interpreter disagrees"
    );
    let violations = request.validate_in(context).err().into_iter().flatten();
    violations.map(|violation| violation.to_string()).collect()
}

const NONE: [&str; 0] = [];

fn texts(texts: &[&str]) -> Option<Vec<String>> {
    Some(texts.iter().map(|text| (*text).to_owned()).collect())
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

mod separator {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
    enum Hash {
        #[order(rename = "sha-1")]
        Sha1,
        #[order(rename = "sha256")]
        Sha256,
    }

    #[derive(Debug, Default, OrderRequest)]
    struct Order {
        #[order(separator = ",")]
        #[length(..=3)]
        #[each(format(hostname), length(..=12))]
        sans: Option<Vec<String>>,
        #[required_if(any(san in sans, san == "a.example") || count(san in sans, is(san, hostname)) == 2)]
        reason: Option<String>,
        #[order(separator = "-")]
        codes: Option<Vec<i32>>,
        #[order(separator = "-")]
        hashes: Option<Vec<Hash>>,
        #[order(separator = ".")]
        prices: Option<Vec<Decimal>>,
        #[order(separator = "::")]
        names: Option<Vec<Option<String>>>,
    }

    #[test]
    fn items_keep_their_rules_and_conditions_see_them() {
        assert_eq!(found(&Order::default(), &()), NONE);
        let order = Order { sans: texts(&["a.example", "b c"]), ..Order::default() };
        assert_eq!(
            found(&order, &()),
            [
                "`sans[1]` must be a host name such as `www.example.com`",
                "`reason` is required because `sans[0]` is `a.example`; give it a value that is not blank",
            ],
        );
        let order = Order { sans: texts(&["b.de", "c.de", "d.de", "e.de"]), ..Order::default() };
        assert_eq!(found(&order, &()), ["`sans` must have at most 3 items"]);
    }

    #[test]
    fn an_item_that_could_not_be_told_from_two_or_none_is_a_violation() {
        let order = Order {
            sans: texts(&["a,b", " "]),
            codes: Some(vec![1, -1]),
            hashes: Some(vec![Hash::Sha256, Hash::Sha1]),
            prices: Some(vec![decimal("1"), decimal("1.5")]),
            names: Some(vec![Some("a:".to_owned()), None, Some(":a".to_owned())]),
            reason: None,
        };
        assert_eq!(
            found(&order, &()),
            [
                "`sans[0]` holds `,`, which stands between the items; make its parts items of their own",
                "`sans[1]` is blank, and nothing stands between two `,`; remove it",
                "`sans[0]` must be a host name such as `www.example.com`",
                "`codes[1]` holds `-`, which stands between the items; make its parts items of their own",
                "`hashes[1]` holds `-`, which stands between the items; make its parts items of their own",
                "`prices[1]` holds `.`, which stands between the items; make its parts items of their own",
                "`names[0]` ends in a part of `::`, which stands between the items; write it without",
                "`names[1]` is blank, and nothing stands between two `::`; remove it",
            ],
        );
        let violations = order.validate().unwrap_err();
        let first = violations.iter().next().unwrap();
        assert_eq!((first.code(), first.code().as_str()), (Code::Separator, "separator"));
        assert_eq!(first.rule().source, "separator = \",\"");
        assert_eq!(first.rule_id(), "sans[].separator");
        assert!(first.because().is_empty());
    }

    #[test]
    fn no_item_is_shown() {
        let order = Order { sans: texts(&["secret,secret"]), ..Order::default() };
        assert!(!format!("{:?}", order.validate()).contains("secret"));
    }
}

mod formats {
    use super::*;

    fn is_short(text: &str) -> bool {
        text.len() < 3
    }

    #[derive(Debug, Default, OrderRequest)]
    struct Order {
        #[default_value("long")]
        code: Option<String>,
        #[required_if(is(code, self::is_short))]
        reason: Option<String>,
        #[forbidden_unless(!is(code, self::is_short))]
        note: Option<String>,
    }

    #[test]
    fn a_condition_asks_a_format_of_yours_as_a_rule_demands_it() {
        assert_eq!(found(&Order::default(), &()), NONE);
        let order = Order { note: Some("x".to_owned()), ..Order::default() };
        assert_eq!(found(&order, &()), NONE);
        let order = Order { code: Some("ab".to_owned()), ..order };
        assert_eq!(
            found(&order, &()),
            [
                "`reason` is required because `code` is what `is_short` accepts; give it a value that is not blank",
                "`note` is not allowed because `code` is what `is_short` accepts; remove it",
            ],
        );
    }
}

mod facts {
    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
    #[order(rename_all = "snake_case")]
    enum Hash {
        Sha1,
        Sha256,
    }

    struct Account {
        years: u8,
        hash: Option<Hash>,
        country: &'static str,
        today: Date,
        limit: Decimal,
        is_partner: bool,
    }

    const ACCOUNT: Account = Account {
        years: 2,
        hash: Some(Hash::Sha256),
        country: "us",
        today: date(2031, 5, 8),
        limit: Decimal::TEN,
        is_partner: false,
    };

    #[derive(Debug, Clone, Default, OrderRequest)]
    #[order(context = Account)]
    struct Order {
        #[default_value_if(ctx.is_partner, 3)]
        #[default_value(ctx.years)]
        years: Option<u8>,
        #[default_value_if(years == 3, Sha1)]
        #[default_value_if(years == 2, ctx.hash)]
        hash: Option<Hash>,
        #[default_value(ctx.country)]
        country: Option<String>,
        #[default_value(ctx.today)]
        start: Option<Date>,
        #[default_value(ctx.limit)]
        limit: Option<Decimal>,
        #[default_value(ctx.is_partner)]
        partner: Option<bool>,
        #[required_if(years >= 2 && hash == Sha256)]
        strong: Option<u8>,
        #[required_if(country == "us" && start < { date(2032, 1, 1) })]
        state: Option<String>,
        #[required_if(len(country) == 2 && limit > 5 && !present(years) && !given(limit))]
        both: Option<u8>,
        #[required_if(partner)]
        partner_id: Option<u8>,
    }

    #[test]
    fn an_absent_field_has_the_value_of_the_fact() {
        assert_eq!(
            found(&Order::default(), &ACCOUNT),
            [
                "`strong` is required because `years` is at least 2 by default and `hash` is `sha256` by default; give it a value",
                "`state` is required because `country` is `us` by default and `start` is before 2032-01-01 by default; give it a value that is not blank",
                "`both` is required because `country` has exactly 2 characters and `limit` is greater than 5 by default and `years` is absent and `limit` is absent; give it a value",
            ]
        );
        let partner = Account { is_partner: true, ..ACCOUNT };
        assert_eq!(
            found(
                &Order { both: Some(1), state: texts(&["FL"]).unwrap().pop(), ..Order::default() },
                &partner
            ),
            ["`partner_id` is required because `partner` is true by default; give it a value"],
        );
    }

    #[test]
    fn a_present_field_has_its_own_value() {
        let order = Order {
            years: Some(1),
            hash: Some(Hash::Sha1),
            country: Some("de".to_owned()),
            start: Some(date(2032, 1, 1)),
            limit: Some(Decimal::ONE),
            partner: Some(false),
            ..Order::default()
        };
        assert_eq!(found(&order, &ACCOUNT), NONE);
    }

    #[test]
    fn a_fact_without_a_value_is_no_default() {
        let account = Account { hash: None, country: " ", ..ACCOUNT };
        let order = Order { both: Some(1), ..Order::default() };
        assert_eq!(found(&order, &account), NONE);
    }

    #[test]
    fn a_fact_is_not_written() {
        let order: Order = json::from_str(r#"{"country": ""}"#).unwrap();
        assert_eq!((order.years, order.country.as_deref()), (None, Some("")));
        assert_eq!(json::to_string(&order), r#"{"country":""}"#);
    }

    #[test]
    fn what_depends_on_the_context_is_not_judged_while_a_document_is_read() {
        let error = json::from_str::<Order>(r#"{"partner_id": "x"}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 1, column 16: `partner_id` must be a whole number from 0 to 255"
        );
        #[derive(Debug, OrderRequest)]
        #[order(context = Account)]
        struct Other {
            number: u8,
            #[required_unless(ctx.is_partner || present(ctx.hash))]
            reason: Option<u8>,
            #[required_unless(count(ctx.hash, number) == 2)]
            note: Option<u8>,
            #[forbidden_unless(number == 1)]
            years: Option<u8>,
        }
        let error = json::from_str::<Other>(r#"{"number": 2, "years": "x"}"#).unwrap_err();
        let paths: Vec<_> = error.problems().iter().map(|it| it.path().to_string()).collect();
        assert_eq!(paths, ["years", "years"]);
    }

    #[derive(Debug, OrderRequest)]
    #[order(context = Account)]
    struct Outer {
        #[nested]
        order: Order,
        // The default of a member that is a fact is seen by the member's own request alone.
        #[forbidden_if(order.years == 2 || order.years > 0)]
        note: Option<u8>,
        #[forbidden_if(order.years != 2)]
        other: Option<u8>,
    }

    #[test]
    fn it_is_seen_by_the_rules_of_its_own_request() {
        let outer = Outer { order: Order::default(), note: Some(1), other: Some(1) };
        let found = found(&outer, &ACCOUNT);
        assert_eq!(found.len(), 4);
        assert!(
            found[0].starts_with("`order.strong` is required because `order.years` is at least 2")
        );
        assert!(found[3].starts_with("`other` is not allowed"), "{found:?}");
    }
}

mod bounds {
    use super::*;

    #[derive(Debug, Default, OrderRequest)]
    struct Order {
        #[range(-1..=100)]
        price: Option<Decimal>,
        #[range(0..10)]
        share: Option<Decimal>,
        #[range(3..)]
        least: Option<Decimal>,
        #[range(..3)]
        below: Option<Decimal>,
        #[allowed(1, 5..=9, 20..30)]
        rate: Option<Decimal>,
        #[each(range(1..=2), allowed(1..2, 2))]
        each: Option<Vec<Decimal>>,
        #[range(7)]
        exact: Option<Decimal>,
        #[range(0..10)]
        whole: Option<u8>,
    }

    #[test]
    fn whole_numbers_bound_a_decimal_exactly() {
        let prices = |price: &str| Order { price: Some(decimal(price)), ..Order::default() };
        for price in ["-1", "-1.00", "-0.99", "0", "100", "100.000", "99.9999999999999999999"] {
            assert_eq!(found(&prices(price), &()), NONE, "{price}");
        }
        for price in ["-1.0000000000000000001", "100.00000000000000000001", "101", "-2"] {
            assert_eq!(found(&prices(price), &()), ["`price` must be from -1 to 100"], "{price}");
        }
    }

    #[test]
    fn an_end_that_does_not_belong_to_it_is_not_reached() {
        let order = |share: &str, below: &str, least: &str| Order {
            share: Some(decimal(share)),
            below: Some(decimal(below)),
            least: Some(decimal(least)),
            ..Order::default()
        };
        assert_eq!(found(&order("9.99", "2.999", "3.0"), &()), NONE);
        assert_eq!(
            found(&order("10.0", "3.00", "2.9"), &()),
            [
                "`share` must be at least 0 and less than 10",
                "`least` must be at least 3",
                "`below` must be less than 3",
            ],
        );
        let order = Order { whole: Some(10), ..Order::default() };
        assert_eq!(found(&order, &()), ["`whole` must be from 0 to 9"]);
    }

    #[test]
    fn ranges_among_allowed_values_and_of_items_judge_decimals() {
        for (rate, is_allowed) in [
            ("1", true),
            ("1.0", true),
            ("1.1", false),
            ("4.9", false),
            ("5", true),
            ("8.75", true),
            ("9.01", false),
            ("29.99", true),
            ("30", false),
        ] {
            let order = Order { rate: Some(decimal(rate)), ..Order::default() };
            let expected = "`rate` must be `1`, from 5 to 9 or at least 20 and less than 30";
            let found = found(&order, &());
            assert_eq!(found, if is_allowed { vec![] } else { vec![expected] }, "{rate}");
        }
        let items = ["1.5", "2", "0.9", "2.5"].map(decimal).to_vec();
        let order = Order { each: Some(items), exact: Some(decimal("7.1")), ..Order::default() };
        assert_eq!(
            found(&order, &()),
            [
                "`each[2]` must be from 1 to 2",
                "`each[3]` must be from 1 to 2",
                "`each[2]` must be at least 1 and less than 2 or `2`",
                "`each[3]` must be at least 1 and less than 2 or `2`",
                "`exact` must be exactly 7",
            ],
        );
    }
}

mod constants {
    use super::*;

    const LAUNCH: Date = date(2031, 5, 8);
    const LEAST: Decimal = Decimal::from_parts(1050, 0, 0, false, 2);

    #[derive(Debug, Default, OrderRequest)]
    struct Order {
        #[allowed({ date(2031, 5, 8) }, { date(2031, 5, 9) })]
        day: Option<Date>,
        #[allowed(limits::LEAST, { Decimal::ONE_HUNDRED }, 7)]
        price: Option<Decimal>,
        #[default_value({ date(2031, 5, 7) })]
        start: Option<Date>,
        #[required_if(start < { date(2031, 5, 8) } || day == limits::LAUNCH)]
        early: Option<u8>,
        #[required_if(start >= limits::LAUNCH && start != { date(2031, 5, 10) })]
        late: Option<u8>,
        #[required_if(price in [{ Decimal::ONE_HUNDRED }, limits::LEAST] || price <= { Decimal::TWO })]
        reason: Option<u8>,
    }

    mod limits {
        pub(super) use super::{LAUNCH, LEAST};
    }

    #[test]
    fn constant_expressions_are_values_of_dates_and_decimals() {
        assert_eq!(
            found(&Order::default(), &()),
            [
                "`early` is required because `start` is before 2031-05-08 by default; give it a value"
            ],
        );
        let order = Order {
            day: Some(date(2031, 5, 10)),
            price: Some(decimal("2")),
            start: Some(date(2031, 5, 9)),
            ..Order::default()
        };
        let paths: Vec<String> = order
            .validate()
            .unwrap_err()
            .iter()
            .map(|violation| format!("{} {}", violation.path(), violation.code()))
            .collect();
        assert_eq!(found(&order, &()).len(), 4);
        assert_eq!(paths, ["day allowed", "price allowed", "late required", "reason required"]);
        let order = Order {
            day: Some(LAUNCH),
            price: Some(decimal("10.5")),
            start: Some(date(2031, 5, 10)),
            ..Order::default()
        };
        assert_eq!(found(&order, &()).len(), 2);
    }
}
