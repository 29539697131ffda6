//! The reason in a message: the condition that made the rule count, and no value of the request.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use order_core::{OrderRequest, OrderValue, schema};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, OrderValue)]
#[order(rename_all = "snake_case")]
enum Method {
    Mail,
    Fax,
    Post,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Line {
    sku: Option<String>,
    size: Option<u8>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Part {
    country: Option<String>,
    method: Option<Method>,
    #[default_value(3)]
    years: Option<u8>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end))]
#[condition(large, price > 100 && !rush)]
#[rule(in_order, start <= end, "the start comes first", at = end)]
#[rule(days_in_order, first_day < last_day, "the first day comes first")]
#[rule(no_two_alike, unique(tag in tags, tag), "no two tags are alike")]
#[rule(one_line_each, unique(line in lines, line.sku), "every SKU stands once")]
#[rule(small_lines, all(line in lines, line.size <= 9), "lines are small")]
#[rule(not_both, !(present(a) && present(b)), "not both")]
struct Order {
    rush: bool,
    price: Option<u32>,
    weight: Option<Decimal>,
    method: Option<Method>,
    #[default_value(1)]
    years: Option<u8>,
    text: Option<String>,
    tags: Option<Vec<String>>,
    numbers: Option<Vec<u8>>,
    by_key: Option<BTreeMap<String, u8>>,
    lines: Option<Vec<Line>>,
    part: Option<Part>,
    start: Option<u8>,
    end: Option<u8>,
    first_day: Option<Date>,
    last_day: Option<Date>,
    null: Option<Option<u8>>,
    #[order(secret)]
    pin: Option<String>,
    a: Option<u8>,
    b: Option<u8>,

    #[required_if(rush)]
    if_rush: Option<u8>,
    #[forbidden_unless(price > 500)]
    unless_price: Option<u8>,
    #[required_if(price > 900)]
    if_price: Option<u8>,
    #[required_if(price == 7)]
    if_seven: Option<u8>,
    #[forbidden_if(price != 8)]
    if_not_eight: Option<u8>,
    #[required_if(weight >= 31)]
    if_weight: Option<u8>,
    #[required_unless(part.country in ["at", "de", "fr"])]
    customs: Option<u8>,
    #[required_if(method in [Mail, Fax])]
    if_listed: Option<u8>,
    #[forbidden_unless(method == Mail)]
    unless_mail: Option<u8>,
    #[required_if(years == 1)]
    if_default: Option<u8>,
    #[required_if(years < 2)]
    if_few_years: Option<u8>,
    #[required_if(part.years > 2)]
    if_part_years: Option<u8>,
    #[required_if(text == "hot")]
    if_hot: Option<u8>,
    #[forbidden_unless(text == "cold")]
    unless_cold: Option<u8>,
    #[required_if(matches(text, "[0-9]+") || starts_with(text, "DE") || is(text, email))]
    if_text: Option<u8>,
    #[forbidden_unless(len(text) <= 4)]
    unless_short: Option<u8>,
    #[required_if(len(tags) >= 4)]
    if_tags: Option<u8>,
    #[required_if(any(tag in tags, tag == "hot"))]
    if_hot_tag: Option<u8>,
    #[forbidden_unless(any(number in numbers, number > 9))]
    unless_large: Option<u8>,
    #[required_if(present(numbers) && all(number in numbers, number < 5))]
    if_small: Option<u8>,
    #[required_if(count(line in lines, line.size > 5) >= 2)]
    if_large_lines: Option<u8>,
    #[required_if(count(a, b) == 1)]
    if_one: Option<u8>,
    #[required_if(start == end)]
    if_same: Option<u8>,
    #[required_if(null == null)]
    if_null: Option<u8>,
    #[required_if(pin == "0000")]
    if_pin: Option<u8>,
    #[required_if(large)]
    if_named: Option<u8>,
    #[required_if(satisfies(price, is_odd) && price > 50)]
    if_odd: Option<u8>,
    #[required_if(first_day >= { date(2027, 1, 1) })]
    if_day: Option<u8>,
    #[required]
    always: Option<u8>,
    #[range(..=9)]
    plain: Option<u8>,
}

fn is_odd(number: &u32) -> bool {
    number % 2 == 1
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn tags(tags: &[&str]) -> Option<Vec<String>> {
    Some(tags.iter().map(|tag| (*tag).to_owned()).collect())
}

/// An order that keeps all rules.
fn plain() -> Order {
    Order {
        always: Some(0),
        part: Some(Part { country: text("de"), years: Some(1), method: None }),
        years: Some(5),
        ..Order::default()
    }
}

#[test]
fn the_reason_is_the_condition_that_made_the_rule_count() {
    assert_eq!(plain().validate().map_err(|it| it.to_string()), Ok(()));
    let line = |sku: &str, size| Line { sku: text(sku), size: Some(size) };
    let day = |month| Some(date(2027, month, 1));
    let table: Vec<(Order, &[&str])> = vec![
        // Always.
        (Order { always: None, ..plain() }, &["`always` is required; give it a value"]),
        (Order { plain: Some(10), ..plain() }, &["`plain` must be at most 9"]),
        // Bools.
        (
            Order { rush: true, ..plain() },
            &["`if_rush` is required because `rush` is true; give it a value"],
        ),
        // Numbers.
        (
            Order { price: Some(400), unless_price: Some(1), if_named: Some(1), ..plain() },
            &["`unless_price` is not allowed unless `price` is greater than 500; remove it"],
        ),
        (
            Order { unless_price: Some(1), ..plain() },
            &["`unless_price` is not allowed because `price` is absent; remove it"],
        ),
        (
            Order { price: Some(902), if_named: Some(1), ..plain() },
            &["`if_price` is required because `price` is greater than 900; give it a value"],
        ),
        (
            Order { price: Some(7), ..plain() },
            &["`if_seven` is required because `price` is 7; give it a value"],
        ),
        (
            Order { price: Some(9), if_not_eight: Some(1), ..plain() },
            &["`if_not_eight` is not allowed because `price` is not 8; remove it"],
        ),
        (
            Order { weight: Some("31.5".parse().unwrap()), ..plain() },
            &["`if_weight` is required because `weight` is at least 31; give it a value"],
        ),
        // Lists of values.
        (
            Order {
                part: Some(Part { country: text("us"), years: Some(1), method: None }),
                ..plain()
            },
            &[
                "`customs` is required because `part.country` is not `at`, `de` or `fr`; give it a value",
            ],
        ),
        (
            Order { method: Some(Method::Fax), ..plain() },
            &["`if_listed` is required because `method` is `mail` or `fax`; give it a value"],
        ),
        (
            Order { method: Some(Method::Post), unless_mail: Some(1), ..plain() },
            &["`unless_mail` is not allowed unless `method` is `mail`; remove it"],
        ),
        // Defaults.
        (
            Order { years: None, ..plain() },
            &[
                "`if_default` is required because `years` is 1 by default; give it a value",
                "`if_few_years` is required because `years` is less than 2 by default; give it a value",
            ],
        ),
        (
            Order {
                part: Some(Part { country: text("de"), years: None, method: None }),
                ..plain()
            },
            &[
                "`if_part_years` is required because `part.years` is greater than 2 by default; give it a value",
            ],
        ),
        // Texts.
        (
            Order { text: text("hot"), ..plain() },
            &["`if_hot` is required because `text` is `hot`; give it a value"],
        ),
        (
            Order { text: text("warm"), unless_cold: Some(1), ..plain() },
            &["`unless_cold` is not allowed unless `text` is `cold`; remove it"],
        ),
        (
            Order { text: text("12"), ..plain() },
            &["`if_text` is required because `text` matches `[0-9]+`; give it a value"],
        ),
        (
            Order { text: text("DE1"), ..plain() },
            &["`if_text` is required because `text` starts with `DE`; give it a value"],
        ),
        (
            Order { text: text("longer"), unless_short: Some(1), ..plain() },
            &["`unless_short` is not allowed unless `text` has at most 4 characters; remove it"],
        ),
        // Lists.
        (
            Order { tags: tags(&["a", "b", "c", "d"]), ..plain() },
            &["`if_tags` is required because `tags` has at least 4 items; give it a value"],
        ),
        (
            Order { tags: tags(&["a", "hot"]), ..plain() },
            &["`if_hot_tag` is required because `tags[1]` is `hot`; give it a value"],
        ),
        (Order { numbers: Some(vec![10, 3]), ..plain() }, &[]),
        (
            Order {
                numbers: Some(vec![1, 3]),
                unless_large: Some(1),
                if_small: Some(1),
                ..plain()
            },
            &[
                "`unless_large` is not allowed because no item of `numbers` is greater than 9; remove it",
            ],
        ),
        (
            Order { numbers: Some(vec![1, 3]), ..plain() },
            &[
                "`if_small` is required because every item of `numbers` is less than 5; give it a value",
            ],
        ),
        (
            Order { tags: tags(&["a", "b", "a"]), ..plain() },
            &["no two tags are alike because items 1 and 3 of `tags` are equal"],
        ),
        (
            Order { lines: Some(vec![line("a", 1), line("b", 1), line("b", 2)]), ..plain() },
            &["every SKU stands once because items 2 and 3 of `lines` have the same `sku`"],
        ),
        (
            Order { lines: Some(vec![line("a", 1), line("b", 10)]), ..plain() },
            &["`lines[1]`: lines are small because `lines[1].size` is greater than 9"],
        ),
        (
            Order { lines: Some(vec![line("a", 6), line("b", 1), line("c", 7)]), ..plain() },
            &[
                "`if_large_lines` is required because `lines[0].size` is greater than 5 and `lines[2].size` is greater than 5; give it a value",
            ],
        ),
        // Several values.
        (
            Order { a: Some(1), ..plain() },
            &["`if_one` is required because `a` is present and `b` is absent; give it a value"],
        ),
        (
            Order { a: Some(1), b: Some(1), ..plain() },
            &["not both because `a` is present and `b` is present"],
        ),
        (
            Order { start: Some(4), end: Some(2), ..plain() },
            &["`end`: the start comes first because `start` is greater than `end`"],
        ),
        (
            Order { start: Some(4), end: Some(4), ..plain() },
            &["`if_same` is required because `start` is `end`; give it a value"],
        ),
        (
            Order { first_day: day(2), last_day: day(1), if_day: Some(1), ..plain() },
            &["the first day comes first because `first_day` is on or after `last_day`"],
        ),
        (
            Order { first_day: day(2), ..plain() },
            &[
                "`if_day` is required because `first_day` is on or after 2027-01-01; give it a value",
            ],
        ),
        // Null, secrets, named conditions and functions.
        (
            Order { null: Some(None), ..plain() },
            &["`if_null` is required because `null` is null; give it a value"],
        ),
        (
            Order { pin: text("0000"), ..plain() },
            &["`if_pin` is required because `pin` is [redacted]; give it a value"],
        ),
        (
            Order { price: Some(102), if_odd: Some(1), ..plain() },
            &[
                "`if_named` is required because `price` is greater than 100 and `rush` is false; give it a value",
            ],
        ),
        (
            Order { price: Some(51), ..plain() },
            &[
                "`if_odd` is required because `price` satisfies `is_odd` and `price` is greater than 50; give it a value",
            ],
        ),
    ];
    for (order, expected) in table {
        let said: Vec<String> =
            order.validate().err().iter().flatten().map(ToString::to_string).collect();
        assert_eq!(said, expected, "{order:?}");
        let interpreted = schema::interpret(&order).err();
        let interpreted: Vec<String> =
            interpreted.iter().flatten().map(ToString::to_string).collect();
        if !said.iter().any(|said| said.contains("satisfies")) {
            assert_eq!(interpreted, said, "{order:?}");
        }
    }
}

#[derive(Debug, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, false_optional, undeclared_dead_end))]
#[rule(low, number <= 5, "a")]
#[rule(share, share < 0.5, "b")]
#[rule(less, number < other, "c")]
#[rule(shares, share <= most, "e")]
struct Compared {
    number: Option<u8>,
    other: Option<u8>,
    share: Option<f64>,
    most: Option<f64>,
    #[default_value(9)]
    size: Option<u8>,
    #[required_unless(size < 9)]
    if_large: Option<u8>,
    third: Option<u8>,
    #[forbidden_unless(number > third)]
    above: Option<u8>,
    #[required_if(present(number) && number > 100)]
    large: Option<u8>,
    #[required_unless(number == other)]
    same: Option<u8>,
    list: Option<Vec<u8>>,
    #[required_if(present(list) && any(x in list, x > 9))]
    of_list: Option<u8>,
}

/// The opposite of a comparison is told where both values are there.
#[test]
fn the_opposite_of_a_comparison_is_told_only_where_it_holds() {
    let plain = || Compared {
        number: Some(5),
        other: Some(6),
        share: Some(0.1),
        most: Some(0.2),
        if_large: Some(1),
        same: Some(1),
        ..Compared::default()
    };
    let reasons = |order: &Compared| {
        let violations = order.validate().err();
        let interpreted = schema::interpret(order).err().map(|it| it.to_string());
        assert_eq!(violations.as_ref().map(ToString::to_string), interpreted);
        violations.iter().flatten().map(ToString::to_string).collect::<Vec<_>>()
    };
    let table: [(Compared, &[&str]); 9] = [
        (plain(), &[]),
        (
            Compared { number: Some(7), other: None, ..plain() },
            &["a because `number` is greater than 5"],
        ),
        // Nothing has an order with what is absent.
        (
            Compared { number: None, same: None, ..plain() },
            &[
                "a because `number` is absent",
                "`same` is required because `number` is absent; give it a value",
            ],
        ),
        (
            Compared { share: Some(0.5), ..plain() },
            &["b because `share` is at least 0.5", "e because `share` is greater than `most`"],
        ),
        (
            Compared { number: Some(5), other: Some(5), ..plain() },
            &["c because `number` is at least `other`"],
        ),
        (
            Compared { if_large: None, ..plain() },
            &["`if_large` is required because `size` is at least 9 by default; give it a value"],
        ),
        (
            Compared { above: Some(1), third: Some(6), ..plain() },
            &["`above` is not allowed unless `number` is greater than `third`; remove it"],
        ),
        (
            Compared { number: Some(101), other: Some(102), ..plain() },
            &[
                "a because `number` is greater than 5",
                "`large` is required because `number` is greater than 100; give it a value",
            ],
        ),
        (
            Compared { list: Some(vec![1, 10]), ..plain() },
            &["`of_list` is required because `list[1]` is greater than 9; give it a value"],
        ),
    ];
    for (order, expected) in table {
        let mut expected: Vec<&str> = expected.to_vec();
        let mut found = reasons(&order);
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{order:?}");
    }
    let german = order_core::language::Fluent::german();
    let violations =
        Compared { number: Some(7), other: Some(7), ..plain() }.validate().unwrap_err();
    assert_eq!(
        violations.in_language(&german),
        "a, denn `number` ist größer als 5\nc, denn `number` ist mindestens `other`",
    );
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Sized {
    name: Option<String>,
    method: Option<Method>,
    #[order(secret)]
    pin: Option<u8>,
    sizes: Option<Vec<u8>>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Limits {
    most: u8,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(context = Limits, allow(dead_rule, dead_value, undeclared_dead_end, false_optional))]
#[condition(named, present(most))]
#[condition(of_others, named && present(least))]
struct Several {
    text: Option<String>,
    tags: Option<Vec<String>>,
    by_key: Option<BTreeMap<String, u8>>,
    parts: Option<Vec<Sized>>,
    methods: Option<Vec<Method>>,
    most: Option<u8>,
    least: Option<u8>,
    a: Option<u8>,
    b: Option<u8>,
    c: Option<u8>,
    #[order(secret)]
    pin: Option<String>,

    #[forbidden_if(len(text) < most)]
    if_short: Option<u8>,
    #[forbidden_unless(len(text) < most)]
    unless_short: Option<u8>,
    #[forbidden_if(most > len(text, bytes))]
    if_few_bytes: Option<u8>,
    #[forbidden_if(len(text, utf16) == len(tags))]
    if_alike: Option<u8>,
    #[forbidden_if(len(text, utf16) != len(by_key))]
    unless_alike: Option<u8>,
    #[forbidden_if(len(text) <= ctx.most)]
    if_few: Option<u8>,
    #[forbidden_if(len(pin) >= most)]
    if_pin: Option<u8>,
    #[forbidden_if(count(part in parts, part.method == Method::Fax) >= least)]
    if_many: Option<u8>,
    #[forbidden_unless(count(part in parts, part.method == Method::Fax) >= least)]
    unless_many: Option<u8>,
    #[forbidden_if(count(a, b, c) < least)]
    if_few_given: Option<u8>,
    #[forbidden_if(count(a, b, c) >= 2)]
    if_two: Option<u8>,
    #[forbidden_if(count(a, b, c) <= 1)]
    if_one: Option<u8>,
    #[forbidden_if(count(part in parts, len(part.name) > 3) == 0)]
    if_none: Option<u8>,
    #[forbidden_if(count(part in parts, len(part.name) > 3) <= 2)]
    if_two_or_less: Option<u8>,
    #[forbidden_if(count(part in parts, len(part.name) > 3) > 3)]
    if_four: Option<u8>,
    #[forbidden_unless(any(part in parts, part.method in [Method::Fax, Method::Post] && len(part.name) > most))]
    unless_any: Option<u8>,
    #[forbidden_if(all(part in parts, present(part.name) => (part.pin == 7 || of_others)))]
    if_all: Option<u8>,
    #[forbidden_unless(any(part in parts, any(size in part.sizes, size > 9)))]
    unless_size: Option<u8>,
    #[forbidden_if(any(method in methods, method == Method::Fax))]
    if_fax: Option<u8>,
    #[forbidden_if(unique(tag in tags, tag))]
    if_unique: Option<u8>,
    #[forbidden_if(present(parts) && unique(part in parts, part.name))]
    if_unique_names: Option<u8>,
}

/// What no single value decides is told as the condition is written, and the presence of a value is not.
#[test]
fn the_reason_of_a_count_or_length_is_the_comparison() {
    let part = |name: &str, method| Sized {
        name: text(name),
        method: Some(method),
        pin: None,
        sizes: Some(vec![1]),
    };
    let reason = |order: Several, expected: &str| {
        let limits = Limits { most: 3 };
        let violations = order.validate_in(&limits).unwrap_err();
        assert_eq!(violations.to_string(), expected, "{order:?}");
        let interpreted = schema::interpret_in(&order, &limits).unwrap_err();
        assert_eq!(interpreted.to_string(), expected, "{order:?}");
        violations
    };
    let own = Several::default;
    let two = |first: &str, second: &str| {
        Some(vec![part(first, Method::Mail), part(second, Method::Mail)])
    };
    // A length beside a field, and its negation.
    let short = Several { text: text("ab"), most: Some(3), ..own() };
    reason(
        Several { if_short: Some(1), ..short.clone() },
        "`if_short` is not allowed because the number of characters of `text` is less than `most`; remove it",
    );
    let german = reason(
        Several { most: Some(2), unless_short: Some(1), ..short.clone() },
        "`unless_short` is not allowed unless the number of characters of `text` is less than `most`; remove it",
    );
    assert_eq!(
        german.in_language(&order_core::language::Fluent::german()),
        "`unless_short` ist nicht erlaubt, es sei denn, die Anzahl der Zeichen von `text` ist kleiner als `most`; weglassen",
    );
    // What is missing decides alone.
    reason(
        Several { most: None, unless_short: Some(1), ..short.clone() },
        "`unless_short` is not allowed because `most` is absent; remove it",
    );
    // An absent text has no characters.
    reason(
        Several { text: None, if_short: Some(1), ..short.clone() },
        "`if_short` is not allowed because the number of characters of `text` is less than `most`; remove it",
    );
    reason(
        Several { if_few_bytes: Some(1), ..short.clone() },
        "`if_few_bytes` is not allowed because `most` is greater than the number of bytes of UTF-8 of `text`; remove it",
    );
    reason(
        Several { tags: tags(&["x", "y"]), if_alike: Some(1), ..short.clone() },
        "`if_alike` is not allowed because the number of code units of UTF-16 of `text` is the number of items of `tags`; remove it",
    );
    reason(
        Several { unless_alike: Some(1), ..short.clone() },
        "`unless_alike` is not allowed because the number of code units of UTF-16 of `text` is not the number of entries of `by_key`; remove it",
    );
    reason(
        Several { if_few: Some(1), ..short.clone() },
        "`if_few` is not allowed because the number of characters of `text` is at most `ctx.most`; remove it",
    );
    reason(
        Several { pin: text("1234"), if_pin: Some(1), ..short.clone() },
        "`if_pin` is not allowed because `pin` is [redacted] and `most` is present; remove it",
    );
    // A number of items or of values beside a field.
    let parts = Some(vec![part("a", Method::Fax), part("b", Method::Mail)]);
    reason(
        Several { parts: parts.clone(), least: Some(1), if_many: Some(1), ..own() },
        "`if_many` is not allowed because the number of items of `parts` for which its `method` is `fax` is at least `least`; remove it",
    );
    reason(
        Several { parts: parts.clone(), least: Some(2), unless_many: Some(1), ..own() },
        "`unless_many` is not allowed unless the number of items of `parts` for which its `method` is `fax` is at least `least`; remove it",
    );
    reason(
        Several { a: Some(1), c: Some(1), least: Some(3), if_few_given: Some(1), ..own() },
        "`if_few_given` is not allowed because how many of `a`, `b` and `c` are present is less than `least`; remove it",
    );
    // Of values that are counted, those that make the number great or small enough.
    reason(
        Several { a: Some(1), c: Some(1), if_two: Some(1), ..own() },
        "`if_two` is not allowed because `a` is present and `c` is present; remove it",
    );
    reason(
        Several { a: Some(1), if_one: Some(1), ..own() },
        "`if_one` is not allowed because `b` is absent and `c` is absent; remove it",
    );
    // Of items that are counted, those that make the number great enough, or else the number.
    reason(
        Several { parts: two("ab", "cd"), if_none: Some(1), ..own() },
        "`if_none` is not allowed because for no item of `parts`, its `name` has more than 3 characters; remove it",
    );
    reason(
        Several { if_none: Some(1), ..own() },
        "`if_none` is not allowed because `parts` is absent; remove it",
    );
    reason(
        Several { parts: two("ab", "cdef"), if_two_or_less: Some(1), ..own() },
        "`if_two_or_less` is not allowed because for at most 2 items of `parts`, its `name` has more than 3 characters; remove it",
    );
    reason(
        Several { parts: Some(vec![part("abcd", Method::Mail); 4]), if_four: Some(1), ..own() },
        "`if_four` is not allowed because for more than 3 items of `parts`, its `name` has more than 3 characters; remove it",
    );
    // What all items have in common.
    reason(
        Several { parts: parts.clone(), most: Some(3), unless_any: Some(1), ..own() },
        "`unless_any` is not allowed because for no item of `parts`, its `method` is `fax` or `post` and the number of characters of its `name` is greater than `most`; remove it",
    );
    reason(
        Several {
            parts: Some(vec![Sized { name: None, ..part("", Method::Fax) }]),
            if_all: Some(1),
            ..own()
        },
        "`if_all` is not allowed because for every item of `parts`, its `name` is absent or (its `pin` is [redacted] or `of_others` holds); remove it",
    );
    reason(
        Several { parts: parts.clone(), unless_size: Some(1), ..own() },
        "`unless_size` is not allowed because for no item of `parts`, for at least one item of its `sizes`, it is greater than 9; remove it",
    );
    // An item of an enum is named as on the wire.
    reason(
        Several { methods: Some(vec![Method::Mail, Method::Fax]), if_fax: Some(1), ..own() },
        "`if_fax` is not allowed because `methods[1]` is `fax`; remove it",
    );
    reason(
        Several { tags: tags(&["x", "y"]), if_unique: Some(1), ..own() },
        "`if_unique` is not allowed because no two items of `tags` are equal; remove it",
    );
    reason(
        Several { parts: two("ab", "cd"), if_unique_names: Some(1), ..own() },
        "`if_unique_names` is not allowed because no two items of `parts` have the same `name`; remove it",
    );
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, dead_value, undeclared_dead_end, false_optional))]
#[condition(is_fax, method == Fax)]
#[condition(is_no_fax, !is_fax)]
struct Stated {
    plain: bool,
    #[default_value(true)]
    on: Option<bool>,
    #[default_value(false)]
    off: Option<bool>,
    maybe: Option<bool>,
    method: Option<Method>,
    #[default_value_if(off, 7)]
    number: Option<u8>,
    text: Option<String>,
    #[order(secret)]
    pin: Option<String>,

    #[forbidden_if(plain)]
    if_plain: Option<u8>,
    #[forbidden_unless(plain)]
    unless_plain: Option<u8>,
    #[forbidden_if(on)]
    if_on: Option<u8>,
    #[forbidden_if(off)]
    if_off: Option<u8>,
    #[forbidden_unless(off)]
    unless_off: Option<u8>,
    #[forbidden_unless(maybe)]
    unless_maybe: Option<u8>,
    #[forbidden_if(is_fax)]
    if_fax: Option<u8>,
    #[forbidden_unless(is_no_fax)]
    unless_no_fax: Option<u8>,
    #[forbidden_unless(method != Fax)]
    unless_other: Option<u8>,
    #[forbidden_if(number == 7)]
    if_seven: Option<u8>,
    #[forbidden_if(text == "a")]
    if_a: Option<u8>,
    #[forbidden_if(pin == "0000")]
    if_pin: Option<u8>,
    #[group_all_or_none("pair", if is_fax)]
    left: Option<u8>,
    #[group_all_or_none("pair")]
    right: Option<u8>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
struct Whole {
    #[nested]
    part: Option<Stated>,
    #[order(secret)]
    #[nested]
    hidden: Option<Stated>,
}

/// The reason that a condition states by itself is the one that the interpreter looks up, in a part as well.
#[test]
fn a_reason_that_needs_no_request_is_the_one_that_is_looked_up() {
    let all = || Stated {
        if_plain: Some(1),
        unless_plain: Some(1),
        if_on: Some(1),
        if_off: Some(1),
        unless_off: Some(1),
        unless_maybe: Some(1),
        if_fax: Some(1),
        unless_no_fax: Some(1),
        unless_other: Some(1),
        if_seven: Some(1),
        if_a: Some(1),
        if_pin: Some(1),
        left: Some(1),
        ..Stated::default()
    };
    let bools = [None, Some(false), Some(true)];
    let mut count = 0;
    for (on, off) in bools.into_iter().flat_map(|on| bools.map(|off| (on, off))) {
        for method in [None, Some(Method::Fax), Some(Method::Mail)] {
            for is_plain in [false, true] {
                let order = Stated {
                    plain: is_plain,
                    on,
                    off,
                    maybe: on,
                    method,
                    number: off.map(|off| if off { 7 } else { 8 }),
                    text: text(if is_plain { "a" } else { "b" }),
                    pin: text(if is_plain { "0000" } else { "1" }),
                    ..all()
                };
                let facts = |violations: &order_core::Violations| {
                    let told = violations.iter().map(|violation| {
                        (violation.to_string(), violation.because(), violation.rule_id())
                    });
                    told.collect::<Vec<_>>()
                };
                let found = order.validate().unwrap_err();
                let looked_up = schema::interpret(&order).unwrap_err();
                assert_eq!(facts(&found), facts(&looked_up), "{order:?}");
                let whole = Whole { part: Some(order.clone()), hidden: Some(order) };
                let found = whole.validate().unwrap_err();
                let looked_up = schema::interpret(&whole).unwrap_err();
                assert_eq!(facts(&found), facts(&looked_up), "{whole:?}");
                count += 1;
            }
        }
    }
    assert_eq!(count, 54);
}

/// A key is told by its name on the wire, also where it is in a part of the item.
#[test]
fn equal_keys_have_the_names_of_the_document() {
    #[derive(Debug, OrderRequest)]
    #[order(rename_all = "camelCase")]
    struct Size {
        in_inches: u8,
    }

    #[derive(Debug, OrderRequest)]
    #[order(rename_all = "camelCase")]
    struct Item {
        item_code: u8,
        #[nested]
        outer_size: Size,
    }

    #[derive(Debug, OrderRequest)]
    #[rule(codes, unique(it in items, it.item_code), "every code once")]
    #[rule(sizes, unique(it in items, it.outer_size.in_inches), "every size once")]
    struct Order {
        #[nested]
        items: Vec<Item>,
    }

    let item = || Item { item_code: 1, outer_size: Size { in_inches: 2 } };
    let order = Order { items: vec![item(), item()] };
    let expected = "every code once because items 1 and 2 of `items` have the same `itemCode`\n\
                    every size once because items 1 and 2 of `items` have the same `outerSize.inInches`";
    assert_eq!(order.validate().unwrap_err().to_string(), expected);
    assert_eq!(schema::interpret(&order).unwrap_err().to_string(), expected);
}

/// Units of length differ beyond ASCII: one to four bytes, one or two code units.
#[test]
fn a_length_is_counted_in_its_unit() {
    #[derive(Debug, OrderRequest)]
    struct Lengths {
        #[length(..=4)]
        characters: String,
        #[length(..=4, utf16)]
        utf16: String,
        #[length(..=4, bytes)]
        bytes: String,
    }

    let too_long = |text: &str| {
        let text = || text.to_owned();
        let lengths = Lengths { characters: text(), utf16: text(), bytes: text() };
        let paths = |violations: order_core::Violations| {
            violations.iter().map(|it| it.path().to_string()).collect::<Vec<_>>()
        };
        let found = lengths.validate().map_err(paths).err().unwrap_or_default();
        assert_eq!(schema::interpret(&lengths).map_err(paths).err().unwrap_or_default(), found);
        found
    };
    assert_eq!(too_long("abcd"), [""; 0]);
    assert_eq!(too_long("abcde"), ["characters", "utf16", "bytes"]);
    // Two bytes, with an even one and an odd one at the end.
    assert_eq!(too_long("\u{e8}\u{e9}\u{ea}\u{eb}"), ["bytes"]);
    assert_eq!(too_long("\u{e8}\u{e9}\u{ea}\u{eb}e"), ["characters", "utf16", "bytes"]);
    // Three bytes, the last before those with two code units.
    assert_eq!(too_long("\u{ffff}\u{fffd}\u{20ac}\u{20ad}"), ["bytes"]);
    // Four bytes.
    assert_eq!(too_long("\u{10000}\u{1f601}"), ["bytes"]);
    assert_eq!(too_long("\u{10000}\u{1f601}a"), ["utf16", "bytes"]);
}

/// A list of lists, and a number that nobody may see.
#[derive(Debug, Clone, Default, OrderRequest)]
struct Row {
    sizes: Option<Vec<u8>>,
}

#[derive(Debug, Clone, Default, OrderRequest)]
#[order(allow(dead_rule, undeclared_dead_end))]
struct Rows {
    rows: Option<Vec<Row>>,
    a: Option<u8>,
    b: Option<u8>,
    #[order(secret)]
    most: Option<u8>,
    #[forbidden_if(count(a, b) < most)]
    if_few: Option<u8>,
    #[forbidden_if(count(row in rows, all(size in row.sizes, size > 9)) < 2)]
    if_all: Option<u8>,
    #[forbidden_if(count(row in rows, !all(size in row.sizes, size > 9)) < 2)]
    if_not_all: Option<u8>,
    #[forbidden_if(count(row in rows, any(size in row.sizes, size > 9)) < 2)]
    if_any: Option<u8>,
    #[forbidden_if(count(row in rows, !any(size in row.sizes, size > 9)) < 2)]
    if_none: Option<u8>,
    #[forbidden_if(count(row in rows, present(row.sizes)) < 2)]
    if_present: Option<u8>,
    #[forbidden_if(count(row in rows, !present(row.sizes)) < 2)]
    if_absent: Option<u8>,
}

#[test]
fn conditions_about_lists_of_lists_are_told_as_they_are_written() {
    let rows = || Rows { rows: Some(vec![Row::default()]), ..Rows::default() };
    let few = Rows { a: Some(1), most: Some(2), if_few: Some(1), ..Rows::default() };
    for (rows, field, reason) in [
        (
            Rows { if_all: Some(1), ..rows() },
            "if_all",
            "for fewer than 2 items of `rows`, for every item of its `sizes`, it is greater than 9",
        ),
        (
            Rows { if_not_all: Some(1), ..rows() },
            "if_not_all",
            "for fewer than 2 items of `rows`, for at least one item of its `sizes`, it is not greater than 9",
        ),
        (
            Rows { if_any: Some(1), ..rows() },
            "if_any",
            "for fewer than 2 items of `rows`, for at least one item of its `sizes`, it is greater than 9",
        ),
        (
            Rows { if_none: Some(1), ..rows() },
            "if_none",
            "for fewer than 2 items of `rows`, for no item of its `sizes`, it is greater than 9",
        ),
        (
            Rows { if_present: Some(1), ..rows() },
            "if_present",
            "for fewer than 2 items of `rows`, its `sizes` is present",
        ),
        (
            Rows { if_absent: Some(1), ..rows() },
            "if_absent",
            "for fewer than 2 items of `rows`, its `sizes` is absent",
        ),
        (few, "if_few", "`a` is present and `b` is absent and `most` is [redacted]"),
    ] {
        let expected = format!("`{field}` is not allowed because {reason}; remove it");
        assert_eq!(rows.validate().unwrap_err().to_string(), expected);
        assert_eq!(schema::interpret(&rows).unwrap_err().to_string(), expected);
    }
}
