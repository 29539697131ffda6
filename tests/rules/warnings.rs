//! Rules that warn, deprecated fields and values, and rules that refuse or warn as a condition says.

use std::collections::BTreeMap;

use order_core::{
    Code, OrderRequest, OrderValue, ProblemDetails, Report, Valid,
    cases::cases,
    json,
    schema::{self, Severity},
    violation::Warnings,
    wire::Warned,
};

/// A date, as a number such as 20270101.
struct Today {
    today: u32,
}

#[derive(Debug, Clone, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    Mail,
    #[order(deprecated = "use `mail`")]
    Fax,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Line {
    #[length(..=3, warn)]
    sku: String,
    method: Option<Method>,
    #[order(secret)]
    hidden: Option<Method>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Place {
    #[order(deprecated = "use `city`")]
    town: Option<String>,
    city: Option<String>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[rule(cheap, !(price > 100), "prices above 100 are looked at by a person", warn)]
#[rule(in_order, start <= end, "the start comes first", at = end, warn)]
#[rule(short_lines, all(line in lines, line.sku != "long"), "no line is long", warn)]
#[check(sum, check_sum, reads(start, end), "the sum is small", warn)]
#[required(place.city, if rush, warn)]
#[group_at_most_one("contact", warn)]
struct Order {
    rush: bool,
    #[length(..=8)]
    #[length(..=4, warn)]
    name: Option<String>,
    #[required_if(rush, warn)]
    telephone: Option<String>,
    #[forbidden_unless(rush, warn)]
    reason: Option<String>,
    #[present_iff(rush, warn)]
    day: Option<u8>,
    #[allowed(1, 2, warn)]
    years: Option<u8>,
    #[allowed_if(rush, 1, warn)]
    copies: Option<u8>,
    #[range(..=9, if rush, warn)]
    price: Option<u32>,
    #[check(is_even, warn)]
    start: Option<u8>,
    end: Option<u8>,
    #[format(self::is_lower, warn)]
    #[required_if(satisfies(start, is_large), warn)]
    code: Option<String>,
    #[each(length(..=2, warn), pattern("[a-z]*"))]
    tags: Option<Vec<String>>,
    #[required(warn)]
    note: Option<String>,
    #[group_at_most_one("contact")]
    mail: Option<String>,
    #[group_at_most_one("contact")]
    fax: Option<String>,
    #[order(deprecated = "use `name`")]
    first_name: Option<String>,
    method: Option<Method>,
    methods: Option<BTreeMap<String, Vec<Method>>>,
    #[nested]
    lines: Option<Vec<Line>>,
    #[order(flatten)]
    place: Place,
}

fn is_even(number: &u8) -> Result<(), &'static str> {
    if number.is_multiple_of(2) { Ok(()) } else { Err("is odd; add one") }
}

fn is_lower(text: &str) -> bool {
    text.chars().all(char::is_lowercase)
}

fn is_large(number: &u8) -> bool {
    *number > 200
}

fn check_sum(order: &Order, report: &mut Report<'_, '_>) {
    if order.start.unwrap_or(0) > 100 {
        report.fail("start", "is large; lower it");
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A request without warnings.
fn plain() -> Order {
    Order { note: text("note"), ..Order::default() }
}

fn lines(warnings: &Warnings) -> Vec<String> {
    warnings.iter().map(ToString::to_string).collect()
}

/// The warnings of a valid request. Where no function of the program is asked, the interpreter says the same.
fn warned(order: &Order) -> Vec<String> {
    assert_eq!(order.validate().map_err(|violations| violations.to_string()), Ok(()));
    let warnings = order.warnings();
    for warning in &warnings {
        assert!(warning.severity().is_warning(), "{warning}");
    }
    lines(&warnings)
}

/// The same, also by the interpreter.
fn warned_alike(order: &Order) -> Vec<String> {
    let warned = warned(order);
    assert_eq!(lines(&schema::interpret_warnings(order)), warned);
    warned
}

#[test]
fn every_kind_of_rule_may_warn() {
    assert_eq!(warned_alike(&plain()), Vec::<String>::new());
    let table: [(Order, &[&str]); 15] = [
        (Order { name: text("12345"), ..plain() }, &["`name` must have at most 4 characters"]),
        (
            Order {
                rush: true,
                day: Some(1),
                place: Place { city: text("Bonn"), town: None },
                ..plain()
            },
            &["`telephone` is required because `rush` is true; give it a value that is not blank"],
        ),
        (
            Order { reason: text("x"), day: Some(1), ..plain() },
            &[
                "`reason` is not allowed unless `rush` is true; remove it",
                "`day` is not allowed unless `rush` is true; remove it",
            ],
        ),
        (Order { years: Some(3), ..plain() }, &["`years` must be `1` or `2`"]),
        (
            Order {
                rush: true,
                telephone: text("1"),
                day: Some(1),
                copies: Some(2),
                price: Some(10),
                ..plain()
            },
            &[
                "`copies` must be `1` because `rush` is true",
                "`price` must be at most 9 because `rush` is true",
                "`city` is required because `rush` is true; give it a value that is not blank",
            ],
        ),
        (
            Order { price: Some(101), ..plain() },
            &["prices above 100 are looked at by a person because `price` is greater than 100"],
        ),
        (
            Order { start: Some(4), end: Some(2), ..plain() },
            &["`end`: the start comes first because `start` is greater than `end`"],
        ),
        (
            Order { tags: Some(vec!["ab".to_owned(), "abc".to_owned()]), ..plain() },
            &["`tags[1]` must have at most 2 characters"],
        ),
        (
            Order { note: None, ..plain() },
            &["`note` is required; give it a value that is not blank"],
        ),
        (
            Order { mail: text("m"), fax: text("f"), ..plain() },
            &[
                "`fax` is one too many: only one of the group `contact` is allowed; keep one of `mail`, `fax`",
            ],
        ),
        (Order { first_name: text("G"), ..plain() }, &["`first_name` is deprecated; use `name`"]),
        (
            Order { place: Place { town: text("Bonn"), city: None }, ..plain() },
            &["`town` is deprecated; use `city`"],
        ),
        (
            Order { method: Some(Method::Fax), ..plain() },
            &["`method` is `fax`, which is deprecated; use `mail`"],
        ),
        (
            Order {
                methods: Some(BTreeMap::from([("a".to_owned(), vec![Method::Mail, Method::Fax])])),
                ..plain()
            },
            &["`methods.a[1]` is `fax`, which is deprecated; use `mail`"],
        ),
        (
            Order {
                lines: Some(vec![
                    Line { sku: "x".to_owned(), ..Line::default() },
                    Line {
                        sku: "long".to_owned(),
                        method: Some(Method::Fax),
                        hidden: Some(Method::Fax),
                    },
                ]),
                ..plain()
            },
            &[
                "`lines[1]`: no line is long because `lines[1].sku` is `long`",
                "`lines[1].sku` must have at most 3 characters",
                "`lines[1].method` is `fax`, which is deprecated; use `mail`",
                "`lines[1].hidden` has a value that is deprecated",
            ],
        ),
    ];
    for (order, expected) in table {
        assert_eq!(warned_alike(&order), expected, "{order:?}");
    }
}

#[test]
fn a_function_may_warn() {
    assert_eq!(warned(&Order { start: Some(3), ..plain() }), ["`start` is odd; add one"]);
    assert_eq!(
        warned(&Order { code: text("A"), ..plain() }),
        ["`code` must be what `is_lower` accepts"],
    );
    assert_eq!(
        warned(&Order { start: Some(202), ..plain() }),
        [
            "`code` is required because `start` satisfies `is_large`; give it a value that is not blank",
            "`start` is large; lower it",
        ],
    );
}

#[test]
fn warnings_refuse_nothing() {
    let order: Valid<Order> =
        json::from_str(r#"{"rush": false, "years": 9, "method": "fax", "first_name": "G"}"#)
            .unwrap();
    let codes: Vec<_> = order
        .warnings()
        .iter()
        .map(|it| (it.path().to_string(), it.code(), it.rule_id()))
        .collect();
    let codes: Vec<_> =
        codes.iter().map(|(path, code, id)| (path.as_str(), *code, id.as_str())).collect();
    assert_eq!(
        codes,
        [
            ("years", Code::Allowed, "years.allowed"),
            ("note", Code::Required, "note.required"),
            ("first_name", Code::Deprecated, "first_name.deprecated"),
            ("method", Code::Deprecated, "method.deprecated_value"),
        ],
    );
    assert_eq!(schema::interpret(&*order).map_err(|violations| violations.to_string()), Ok(()));
}

#[derive(Debug, OrderRequest)]
#[rule(deprecated_value, len(old) == 0, "nothing is old", warn)]
struct Labelled {
    #[order(label = "Delivery")]
    method: Option<Method>,
    #[order(rename = "other-way")]
    other: Option<Method>,
    old: Vec<Method>,
    #[nested]
    lines: BTreeMap<String, Line>,
}

/// Each place has an id of its own, in every language.
#[test]
fn the_warning_of_a_deprecated_value_names_its_field() {
    let line = Line { sku: "x".to_owned(), method: Some(Method::Fax), hidden: Some(Method::Fax) };
    let order = Labelled {
        method: Some(Method::Fax),
        other: Some(Method::Fax),
        old: vec![Method::Mail, Method::Fax],
        lines: BTreeMap::from([("method".to_owned(), line)]),
    };
    let warnings = order.warnings();
    let told: Vec<_> = warnings.iter().map(|it| (it.path().to_string(), it.rule_id())).collect();
    let told: Vec<_> = told.iter().map(|(path, id)| (path.as_str(), id.as_str())).collect();
    assert_eq!(
        told,
        [
            ("method", "method.deprecated_value"),
            ("other-way", "other-way.deprecated_value"),
            ("old[1]", "old[].deprecated_value"),
            ("lines.method.method", "method.deprecated_value"),
            ("lines.method.hidden", "hidden.deprecated_value"),
            ("", "deprecated_value"),
        ],
    );
    let rules: Vec<_> = warnings.iter().filter_map(|it| it.message().rule()).collect();
    assert_eq!(rules[1], "Labelled.other-way.deprecated_value");
    assert_eq!(rules[3], "Line.method.deprecated_value");
    let labels: Vec<_> = warnings.iter().map(order_core::Violation::label).collect();
    assert_eq!(labels, [Some("Delivery"), None, None, None, None, None]);
    let german = order_core::language::Fluent::german()
        .with(
            "rule-Labelled-method-deprecated_value = { $label }: { $value } gibt es nicht mehr\n\
             rule-Labelled-old---deprecated_value = { $field } ist alt\n\
             rule-Labelled-deprecated_value = nichts Altes\n",
        )
        .unwrap();
    let said: Vec<_> = warnings.iter().map(|it| it.in_language(&german)).collect();
    assert_eq!(said[0], "Delivery: `fax` gibt es nicht mehr");
    assert_eq!(said[1], "`other-way` ist `fax`, was veraltet ist; use `mail`");
    assert_eq!((said[2].as_str(), said[5].as_str()), ("`old[1]` ist alt", "nichts Altes"));
}

#[test]
fn errors_and_warnings_are_told_apart() {
    let order = Order { name: text("123456789"), ..plain() };
    let violations = order.validate().unwrap_err();
    assert_eq!(violations.to_string(), "`name` must have at most 8 characters");
    assert_eq!(violations.iter().next().unwrap().severity(), Severity::Error);
    assert_eq!(lines(&order.warnings()), ["`name` must have at most 4 characters"]);
    let details = ProblemDetails::from(&violations).with_warnings(&order.warnings()).to_json();
    assert!(details.contains(r#""detail":"1 mistake in the request""#), "{details}");
    assert!(
        details.ends_with(
            r#""warnings":[{"pointer":"/name","code":"length","rule_id":"name.length-2","detail":"`name` must have at most 4 characters"}]}"#
        ),
        "{details}",
    );
    assert_eq!(plain().warnings().to_json(), "[]");
    assert!(plain().warnings().is_empty());
    assert_eq!(
        order.warnings().to_json(),
        r#"[{"pointer":"/name","code":"length","rule_id":"name.length-2","detail":"`name` must have at most 4 characters"}]"#,
    );
}

#[test]
fn repairs_change_nothing_for_a_warning() {
    let order = Order { name: text("123456789"), years: Some(9), note: None, ..Order::default() };
    let repairs = order.validate().unwrap_err().repairs(&order);
    for repair in repairs.iter() {
        assert!(repair.to_string().contains("`name`"), "{repair}");
        assert!(
            !repair.to_string().contains("years") && !repair.to_string().contains("note"),
            "{repair}"
        );
    }
    assert!(!repairs.is_empty() && repairs.is_complete());
}

#[test]
fn why_tells_the_severity() {
    let order = Order { rush: true, ..plain() };
    let why = |path: &str| order.why(path).unwrap().to_string();
    assert_eq!(
        why("telephone"),
        "`telephone` is optional\n\
         `telephone` is required because `rush` is true (a warning, not an error)",
    );
    assert_eq!(
        why("name"),
        "`name` is optional\n\
         `name` must have at most 8 characters\n\
         `name` must have at most 4 characters (a warning, not an error)",
    );
    assert_eq!(
        why("first_name"),
        "`first_name` is optional\n`first_name` is deprecated; use `name`",
    );
    assert_eq!(order.why("telephone").unwrap().warnings().len(), 1);
    assert!(order.why("telephone").unwrap().required().is_empty());
}

#[test]
fn cases_take_what_is_warned_of_as_valid() {
    let all = cases::<Order>(7);
    assert!(
        all.unreached().iter().all(|it| !it.rule.contains("deprecated")),
        "{:?}",
        all.unreached()
    );
    let mut warned = 0;
    for case in all.take(400) {
        let order: Result<Valid<Order>, _> = json::from_str(case.document());
        assert_eq!(order.is_ok(), case.is_valid(), "{}", case.document());
        warned += usize::from(order.is_ok_and(|order| !order.warnings().is_empty()));
    }
    assert!(warned > 50, "{warned}");
}

#[derive(Debug, Default, OrderRequest)]
#[order(context = Today)]
#[rule(short, len(name) < 5, "a name is short", warn if ctx.today < 20270101)]
#[check(even, check_even, warn if ctx.today < 20270101)]
#[group_exactly_one("key", if ev, warn if ctx.today < 20270101)]
#[required(part.city, if ev, warn if ctx.today < 20270101)]
#[rule(no_x, all(tag in tags, tag != "x"), "x is no tag", warn if ctx.today < 20270101)]
struct Dated {
    ev: bool,
    #[required(warn if ctx.today < 20270101)]
    name: Option<String>,
    #[present_iff(ev, warn if ctx.today < 20270101)]
    day: Option<u8>,
    #[forbidden_unless(ev, warn if ctx.today < 20270101)]
    note: Option<String>,
    #[range(..=5, if ev, warn if ctx.today < 20270101)]
    size: Option<u8>,
    #[check(is_even, warn if ctx.today < 20270101)]
    odd: Option<u8>,
    #[each(length(..=2, warn if ctx.today < 20270101))]
    tags: Option<Vec<String>>,
    #[group_exactly_one("key")]
    csr: Option<String>,
    #[group_exactly_one("key")]
    token: Option<String>,
    #[nested]
    part: Option<Place>,
}

fn check_even(order: &Dated, report: &mut Report<'_, '_>) {
    if order.odd == Some(7) {
        report.fail("odd", "is 7; take another number");
    }
}

#[test]
fn a_rule_may_hold_from_a_date_on() {
    let breaking = [
        Dated { name: None, ..Dated::default() },
        Dated { ev: true, ..Dated::default() },
        Dated { day: Some(1), note: text("x"), ..Dated::default() },
        Dated { ev: true, size: Some(6), odd: Some(7), ..Dated::default() },
        Dated {
            name: text("longer"),
            tags: Some(vec!["x".to_owned(), "abc".to_owned()]),
            ..Dated::default()
        },
        Dated { ev: true, csr: text("c"), token: text("t"), ..Dated::default() },
        Dated { ev: true, part: Some(Place::default()), ..Dated::default() },
    ];
    let before = Today { today: 20261231 };
    let after = Today { today: 20270101 };
    let shown = |it: &order_core::Violation| (it.path().to_string(), it.code(), it.rule_id());
    let mut found = 0;
    for order in breaking {
        assert!(order.validate_in(&before).is_ok(), "{order:?}");
        let warnings = order.warnings_in(&before);
        let errors = order.validate_in(&after).unwrap_err();
        assert!(order.warnings_in(&after).is_empty(), "{order:?}");
        let (warned, refused): (Vec<_>, Vec<_>) =
            (warnings.iter().map(shown).collect(), errors.iter().map(shown).collect());
        assert_eq!(warned, refused, "{order:?}");
        found += refused.len();
    }
    assert!(found >= 15, "{found}");
    let order = Dated { ev: false, name: None, ..Dated::default() };
    assert_eq!(lines(&order.warnings_in(&before)).len(), 1);
}

/// The condition of the severity is none of the rule.
#[test]
fn the_reason_of_a_rule_is_its_own_condition() {
    let before = Today { today: 20261231 };
    let after = Today { today: 20270101 };
    let table: [(Dated, &[&str]); 7] = [
        (Dated::default(), &["`name` is required; give it a value that is not blank"]),
        (
            Dated { name: text("a"), day: Some(1), note: text("x"), ..Dated::default() },
            &[
                "`day` is not allowed unless `ev` is true; remove it",
                "`note` is not allowed unless `ev` is true; remove it",
            ],
        ),
        (
            Dated { name: text("a"), ev: true, csr: text("c"), ..Dated::default() },
            &["`day` is required because `ev` is true; give it a value"],
        ),
        (
            Dated {
                name: text("a"),
                ev: true,
                day: Some(1),
                size: Some(6),
                part: Some(Place::default()),
                ..Dated::default()
            },
            &[
                "`size` must be at most 5 because `ev` is true",
                "`csr` is missing: exactly one of `csr`, `token` is required because `ev` is true; give one of them",
                "`part.city` is required because `ev` is true; give it a value that is not blank",
            ],
        ),
        (
            Dated { name: text("a"), odd: Some(7), ..Dated::default() },
            &["`odd` is odd; add one", "`odd` is 7; take another number"],
        ),
        (
            Dated { name: text("longer"), ..Dated::default() },
            &["a name is short because `name` has at least 5 characters"],
        ),
        (
            Dated {
                name: text("a"),
                tags: Some(vec!["x".to_owned(), "abc".to_owned()]),
                ..Dated::default()
            },
            &[
                "`tags[1]` must have at most 2 characters",
                "`tags[0]`: x is no tag because `tags[0]` is `x`",
            ],
        ),
    ];
    for (order, expected) in table {
        assert_eq!(lines(&order.warnings_in(&before)), expected, "{order:?}");
        let errors = order.validate_in(&after).unwrap_err();
        assert_eq!(errors.to_string(), expected.join("\n"));
        // A function of the whole request is not asked by the interpreter.
        if order.odd.is_none() {
            assert_eq!(lines(&schema::interpret_warnings_in(&order, &before)), expected);
            let interpreted = schema::interpret_in(&order, &after).unwrap_err();
            assert_eq!(interpreted.to_string(), errors.to_string());
        }
    }
    let order = Dated { day: Some(1), ev: true, ..Dated::default() };
    let (day, name) =
        (order.why_in("day", &before).unwrap(), order.why_in("name", &before).unwrap());
    assert_eq!(
        day.to_string(),
        "`day` is optional\n\
         `day` is not required because `ctx.today` is less than 20270101\n\
         `day` is allowed because `ev` is true\n\
         `day` must be a whole number from 0 to 255\n\
         `day` is required because `ev` is true (a warning, not an error, as long as `ctx.today` is less than 20270101)",
    );
    assert_eq!(
        name.to_string(),
        "`name` is optional because `ctx.today` is less than 20270101\n\
         `name` is required (a warning, not an error, as long as `ctx.today` is less than 20270101)\n\
         `name` must keep the rule `short`: a name is short (a warning, not an error, as long as `ctx.today` is less than 20270101)",
    );
    let day = order.why_in("day", &after).unwrap().to_string();
    assert!(day.starts_with("`day` is required because `ev` is true\n"), "{day}");
    // A rule that would not apply anyhow is told by its own condition.
    let day = Dated::default().why_in("day", &before).unwrap().to_string();
    assert_eq!(
        day,
        "`day` is optional\n\
         `day` is not required because `ev` is false\n\
         `day` is allowed because `ctx.today` is less than 20270101\n\
         `day` must be a whole number from 0 to 255\n\
         `day` is not allowed unless `ev` is true (a warning, not an error, as long as `ctx.today` is less than 20270101)",
    );
}

#[test]
fn both_halves_of_a_rule_have_one_id() {
    let ids: Vec<_> = Dated::SCHEMA.rules.iter().map(|it| Dated::SCHEMA.rule_id(it)).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(
        unique,
        [
            "day.forbidden_unless",
            "day.required_if",
            "ev.required",
            "even",
            "key.group_exactly_one",
            "name.required",
            "no_x",
            "note.forbidden_unless",
            "odd.check",
            "part.city.required",
            "part.nested",
            "short",
            "size.range",
            "tags[].length",
        ],
    );
}

#[derive(Debug, OrderValue)]
enum Payment {
    Card(Line),
    #[order(deprecated = "use `Card`")]
    Cheque(Place),
}

#[derive(Debug, OrderRequest)]
struct Paid {
    #[nested]
    payment: Payment,
}

#[test]
fn a_variant_with_data_may_be_deprecated() {
    let order = Paid { payment: Payment::Cheque(Place { town: text("Bonn"), city: None }) };
    assert!(order.validate().is_ok());
    let expected = [
        "`payment.Cheque` is deprecated; use `Card`",
        "`payment.Cheque.town` is deprecated; use `city`",
    ];
    assert_eq!(lines(&order.warnings()), expected);
    assert_eq!(lines(&schema::interpret_warnings(&order)).len(), 2);
    let order = Paid { payment: Payment::Card(Line { sku: "x".to_owned(), ..Line::default() }) };
    assert!(order.warnings().is_empty());
}

#[derive(Debug, OrderValue)]
#[length(..=6)]
#[length(..=3, warn)]
struct Title(String);

#[derive(Debug, OrderValue)]
#[each(length(..=2, warn))]
struct Titles(Vec<Title>);

#[derive(Debug, OrderRequest)]
struct Titled {
    title: Option<Title>,
    titles: Option<Titles>,
    #[length(..=1, warn)]
    last: Option<String>,
}

#[test]
fn the_rules_of_a_type_may_warn() {
    let title = |text: &str| Title(text.to_owned());
    let order = Titled {
        title: Some(title("long")),
        titles: Some(Titles(vec![title("abc"), title("a")])),
        last: text("xy"),
    };
    assert!(order.validate().is_ok());
    let expected = [
        "`title` must have at most 3 characters",
        "`titles[0]` must have at most 2 characters",
        "`last` must have at most 1 character",
    ];
    assert_eq!(lines(&order.warnings()), expected);
    assert_eq!(lines(&schema::interpret_warnings(&order)), expected);
    assert_eq!(
        order.why("title").unwrap().to_string(),
        "`title` is optional\n\
         `title` must have at most 6 characters\n\
         `title` must have at most 3 characters (a warning, not an error)",
    );
    let refused = Titled { title: Some(title("longest")), titles: None, last: None };
    assert_eq!(
        refused.validate().unwrap_err().to_string(),
        "`title` must have at most 6 characters"
    );
}

#[test]
fn warnings_are_read_with_their_places() {
    let text = "{\n  \"title\": \"long\",\n  \"last\": \"xy\"\n}";
    let order: Warned<Titled> = json::from_str(text).unwrap();
    let shown: Vec<_> = order.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "line 2, column 12: `title` must have at most 3 characters",
            "line 3, column 11: `last` must have at most 1 character",
        ],
    );
    assert_eq!(order.into_valid().warnings().len(), 2);
    let order: Warned<Titled> = json::from_str("{}").unwrap();
    assert!(order.warnings().is_empty());
    let error = json::from_str::<Warned<Titled>>(r#"{"title": "longest"}"#).unwrap_err();
    assert_eq!(error.to_string(), "line 1, column 11: `title` must have at most 6 characters");
    let day = Today { today: 20260101 };
    let order: Warned<Dated> = json::from_str_in(r#"{"ev": false}"#, &day).unwrap();
    let shown: Vec<_> = order.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["line 1, column 13: `name` is required; give it a value that is not blank"],);
    assert!(
        json::from_str_in::<Warned<Dated>>(r#"{"ev": false}"#, &Today { today: 20280101 }).is_err()
    );
}

/// A request without a word about severities has no code for them.
#[test]
fn a_valid_request_is_not_larger() {
    assert_eq!(size_of::<Valid<Order>>(), size_of::<Order>());
}

/// A request with a warning in each place, and one that reads the context.
#[derive(Debug, OrderRequest)]
#[order(endpoint = "POST /shops/{shop}", response = (), context = Today)]
#[rule(soon, amount < 5 || ctx.today < 20270101, "from 2027 on there are fewer", at = amount, warn)]
struct Placed {
    #[order(path)]
    #[length(..=2, warn)]
    shop: String,
    #[order(query)]
    #[range(..=9, warn)]
    page: Option<u8>,
    #[range(1..=9)]
    amount: u8,
    #[order(deprecated = "use \"n\u{e4}me\"")]
    name: Option<String>,
}

const NEXT_YEAR: Today = Today { today: 20270101 };

fn told(problems: &[order_core::wire::Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_failed_read_carries_its_warnings() {
    // What does not fit, and only broken rules.
    let text = r#"{"rush": true, "years": 9, "name": "12345", "method": "fax", "first_name": []}"#;
    let error = json::from_str::<Order>(text).unwrap_err();
    assert_eq!(error.problems().len(), 1, "{error}");
    let warnings = told(error.warnings());
    let years = "line 1, column 25: `years` must be `1` or `2`".to_owned();
    assert!(warnings.contains(&years), "{warnings:?}");
    let method = "`method` is `fax`, which is deprecated; use `mail`";
    assert!(warnings.iter().any(|it| it.ends_with(method)), "{warnings:?}");
    // The value that could not be read is given all the same.
    assert!(warnings.iter().any(|it| it.contains("`first_name` is deprecated")), "{warnings:?}");
    let text = r#"{"rush": false, "name": "123456789"}"#;
    let error = json::from_str::<Valid<Order>>(text).unwrap_err();
    let name = "line 1, column 25: `name` must have at most 4 characters".to_owned();
    assert!(told(error.warnings()).contains(&name), "{error:?}");
    let shown = format!("{error:?}");
    assert!(
        shown.contains("problems: [Problem") && shown.contains("warnings: [Problem"),
        "{shown}"
    );
    let details = ProblemDetails::from(&error).to_json();
    assert!(
        details.contains(r#"{"pointer":"/name","code":"length","rule_id":"name.length-2""#),
        "{details}"
    );
    assert!(details.contains(r#""detail":"1 mistake in the request""#), "{details}");
    // Warned and plain requests fail alike.
    let warned = json::from_str::<Warned<Order>>(text).unwrap_err();
    assert_eq!(told(warned.warnings()), told(error.warnings()));
    // What is not well-formed is not judged.
    assert!(json::from_str::<Order>("{").unwrap_err().warnings().is_empty());
    assert!(!format!("{:?}", json::from_str::<Order>("{").unwrap_err()).contains("warnings"));
}

#[test]
fn a_call_tells_its_warnings_in_their_parts() {
    let body = br#"{"amount": 7, "name": "x"}"#;
    let call = |target| {
        order_core::http::Incoming::new("POST", target)
            .header("content-type", b"application/json")
            .body(body)
    };
    let read: Warned<Placed> = call("/shops/abc?page=10").read_in(&NEXT_YEAR).unwrap();
    let expected = [
        "in the path, column 8: `shop` must have at most 2 characters",
        "in the query, column 6: `page` must be at most 9",
        "in the body, line 1, column 12: `amount`: from 2027 on there are fewer",
        "in the body, line 1, column 23: `name` is deprecated; use \"n\u{e4}me\"",
    ];
    let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
    let shown = told(read.warnings());
    assert_eq!(shown.len(), 4, "{shown:?}");
    for (shown, expected) in shown.iter().zip(&expected) {
        assert!(shown.starts_with(expected.as_str()), "{shown}");
    }
    // A refused call tells the same.
    let refused = call("/shops/abc?page=10&paeg=1");
    let error = refused.read_in::<Valid<Placed>>(&NEXT_YEAR).unwrap_err();
    let order_core::http::RequestError::Unreadable(error) = error else { panic!("{error}") };
    assert_eq!(error.problems().len(), 1, "{error}");
    assert_eq!(told(error.warnings()), shown);
    // The facts of another year.
    let read: Warned<Placed> = call("/shops/a").read_in(&Today { today: 20260101 }).unwrap();
    assert_eq!(read.warnings().len(), 1);
}

#[test]
fn warnings_are_headers_and_a_member() {
    use order_core::language::English;

    let text = r#"{"amount": 1, "name": "x", "shop": "a"}"#;
    let read: Warned<Placed> = json::from_str_in(text, &NEXT_YEAR).unwrap();
    let headers: Vec<_> = read.warning_headers(&English).collect();
    let expected = "299 - \"`name` is deprecated; use \\\"n\u{e4}me\\\"\"";
    assert_eq!(headers, [("Warning", expected.to_owned())]);
    let same: Vec<_> = read.into_valid().warnings_in(&NEXT_YEAR).headers(&English).collect();
    assert_eq!(same, headers);
    let read: Warned<Placed> = json::from_str_in(text, &NEXT_YEAR).unwrap();
    let member = read.warnings_to_json(&English);
    assert!(
        member.starts_with(r#"[{"pointer":"/name","code":"deprecated","rule_id":"name.deprecated","line":1,"column":23,"#),
        "{member}"
    );
    let none: Warned<Placed> =
        json::from_str_in(r#"{"amount": 1, "shop": "a"}"#, &NEXT_YEAR).unwrap();
    assert_eq!(
        (none.warnings_to_json(&English).as_str(), none.warning_headers(&English).count()),
        ("[]", 0)
    );
}

#[derive(Debug, OrderRequest)]
struct Members {
    a: Option<u8>,
    b: Option<u8>,
    c: Option<u8>,
    d: Option<u8>,
    #[range(..=3, warn)]
    far: u8,
}

#[derive(Debug, OrderRequest)]
struct Sorted {
    #[range(..=3, warn)]
    first: u8,
    method: Method,
    #[nested]
    #[order(flatten)]
    members: Members,
    #[each(range(..=3, warn), multiple_of(2, warn))]
    list: Vec<u8>,
    #[each(range(..=3, warn), multiple_of(2, warn))]
    map: BTreeMap<String, u8>,
}

#[test]
fn warnings_stand_in_the_order_of_their_places() {
    let members = Members { a: None, b: None, c: None, d: None, far: 5 };
    let map = [("a", 5), ("b", 7)].map(|(key, value)| (key.to_owned(), value)).into();
    let sorted = Sorted { first: 4, method: Method::Fax, members, list: vec![5, 7], map };
    let paths =
        |warnings: &Warnings| warnings.iter().map(|it| it.path().to_string()).collect::<Vec<_>>();
    let expected = [
        "first", "method", "far", "list[0]", "list[0]", "list[1]", "list[1]", "map.a", "map.a",
        "map.b", "map.b",
    ];
    assert_eq!(paths(&sorted.warnings()), expected);
    assert_eq!(paths(&schema::interpret_warnings(&sorted)), expected);
}

/// Types that warn of nothing, of a value, of a type, or within a part.
#[derive(Debug, OrderRequest)]
struct Silent {
    #[range(..=3)]
    number: u8,
    list: Vec<u8>,
}

#[derive(Debug, OrderRequest)]
struct OldValues {
    methods: Vec<Method>,
}

#[derive(Debug, OrderValue)]
#[length(..=3, warn)]
struct Short(String);

#[derive(Debug, OrderRequest)]
struct OfTypes {
    short: Short,
}

#[derive(Debug, OrderRequest)]
struct OfParts {
    #[nested]
    lines: Vec<Line>,
}

#[test]
fn a_schema_knows_whether_its_requests_may_be_warned_of_something() {
    assert!(!Silent::SCHEMA.may_warn());
    assert!(Line::SCHEMA.may_warn());
    assert!(OldValues::SCHEMA.may_warn());
    assert!(OfTypes::SCHEMA.may_warn());
    assert!(OfParts::SCHEMA.may_warn());
}

#[derive(Debug, OrderRequest)]
struct Spaced {
    #[order(deprecated = "use\tb\nor \\ c\u{7f}")]
    a: Option<u8>,
}

#[test]
fn a_header_holds_no_character_of_control() {
    let headers: Vec<_> =
        Spaced { a: Some(1) }.warnings().headers(&order_core::language::English).collect();
    let expected = "299 - \"`a` is deprecated; use b or \\\\ c \"".to_owned();
    assert_eq!(headers, [("Warning", expected)]);
}

#[test]
fn warnings_are_found_by_their_place_and_told_in_a_language() {
    let german = order_core::language::Fluent::german();
    let name = Some("x".to_owned());
    let placed = Placed { shop: "abc".to_owned(), page: Some(10), amount: 1, name };
    let warnings = placed.warnings_in(&NEXT_YEAR);
    let at = |path: &str| warnings.at(path).map(|it| it.rule_id()).collect::<Vec<_>>();
    assert_eq!(at("page"), ["page.range"]);
    assert_eq!(at("name"), ["name.deprecated"]);
    assert_eq!(at("amount"), [""; 0]);
    assert_eq!(
        warnings.to_json_in(&german),
        "[{\"pointer\":\"/shop\",\"code\":\"length\",\"rule_id\":\"shop.length\",\"detail\":\"`shop` muss höchstens 2 Zeichen haben\"},{\"pointer\":\"/page\",\"code\":\"range\",\"rule_id\":\"page.range\",\"detail\":\"`page` muss höchstens 9 sein\"},{\"pointer\":\"/name\",\"code\":\"deprecated\",\"rule_id\":\"name.deprecated\",\"detail\":\"`name` ist veraltet; use \\\"näme\\\"\"}]"
    );
    let text = r#"{"amount": 1, "shop": "abc"}"#;
    let read: Warned<Placed> = json::from_str_in(text, &NEXT_YEAR).unwrap();
    assert_eq!(
        read.warnings_to_json(&german),
        "[{\"pointer\":\"/shop\",\"code\":\"length\",\"rule_id\":\"shop.length\",\"line\":1,\"column\":23,\"detail\":\"`shop` muss höchstens 2 Zeichen haben\"}]"
    );
}

#[derive(Debug, OrderRequest)]
struct Held {
    #[range(..=3, warn)]
    low: u8,
    method: Option<Method>,
    #[range(..=3, warn)]
    high: u8,
}

#[derive(Debug, OrderRequest)]
struct Kept {
    #[nested]
    by_key: BTreeMap<String, Held>,
    #[order(secret)]
    #[nested]
    hidden: Option<Held>,
    #[order(secret, flatten)]
    part: Option<Hidden>,
}

#[derive(Debug, OrderRequest)]
struct Hidden {
    how: Option<Method>,
}

#[test]
fn warnings_within_a_map_and_a_secret_stand_in_their_places() {
    let held = || Held { low: 4, method: Some(Method::Fax), high: 5 };
    let by_key = BTreeMap::from([("a".to_owned(), held()), ("b".to_owned(), held())]);
    let part = Some(Hidden { how: Some(Method::Fax) });
    let kept = Kept { by_key, hidden: Some(held()), part };
    assert_eq!(
        lines(&kept.warnings()),
        [
            "`by_key.a.low` must be at most 3",
            "`by_key.a.method` is `fax`, which is deprecated; use `mail`",
            "`by_key.a.high` must be at most 3",
            "`by_key.b.low` must be at most 3",
            "`by_key.b.method` is `fax`, which is deprecated; use `mail`",
            "`by_key.b.high` must be at most 3",
            "`hidden.low` must be at most 3",
            "`hidden.method` has a value that is deprecated",
            "`hidden.high` must be at most 3",
            "`how` has a value that is deprecated"
        ]
    );
    assert_eq!(lines(&schema::interpret_warnings(&kept)), lines(&kept.warnings()));
}

static ASKED: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(0);

fn is_asked(_: &u8) -> bool {
    ASKED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    false
}

#[derive(Debug, OrderRequest)]
struct Asked {
    #[check(is_asked, warn)]
    number: u8,
}

#[test]
fn a_function_that_warns_is_not_called_for_errors() {
    let calls = || ASKED.load(std::sync::atomic::Ordering::Relaxed);
    let asked = Asked { number: 1 };
    assert!(asked.validate().is_ok() && schema::interpret(&asked).is_ok());
    assert_eq!(calls(), 0);
    assert_eq!(asked.warnings().len(), 1);
    assert_eq!(calls(), 1);
}

#[derive(Debug, OrderRequest)]
struct Halves {
    a: bool,
    b: bool,
    #[forbidden_if(a, warn if b)]
    f: Option<u8>,
    #[present_iff(a, warn if b)]
    g: Option<u8>,
    #[required_unless(a, warn if b)]
    h: Option<u8>,
    #[required_if(a)]
    #[order(flatten)]
    part: Option<Hidden>,
}

#[test]
fn both_halves_of_a_rule_have_the_id_of_its_attribute() {
    let schema = Halves::SCHEMA;
    let ids: Vec<_> = schema.rules.iter().map(|rule| schema.rule_id(rule)).collect();
    let error_and_warning = ["g.required_if", "g.forbidden_unless"];
    let expected = [
        &["a.required", "b.required", "f.forbidden_if", "f.forbidden_if"][..],
        &error_and_warning,
        &error_and_warning,
        &["h.required_unless", "h.required_unless", "part.required_if", "part.nested"],
    ];
    assert_eq!(ids, expected.concat());
}
