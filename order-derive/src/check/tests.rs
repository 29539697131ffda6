//! The mistakes of single requests of which the cases of the compiler (`tests/ui`) have no example.

use syn::DeriveInput;

use crate::{check, errors::Errors, model::Request};

/// Returns what is wrong, without the address of its page on a further line.
fn said(text: &str) -> Vec<String> {
    let input: DeriveInput = syn::parse_str(text).unwrap();
    let mut errors = Errors::default();
    let request = Request::from_input(&input, &mut errors);
    check::check(&request, &mut errors);
    let errors = errors.finish().err().into_iter().flatten();
    let first = |error: syn::Error| error.to_string().lines().next().unwrap_or_default().to_owned();
    errors.map(first).collect()
}

/// Asserts what is said of each request, on the lines below it.
fn assert_said(cases: &[&[&str]]) {
    for case in cases {
        let [request, expected @ ..] = case else { unreachable!("a case begins with its request") };
        assert_eq!(said(request), expected, "{request}");
    }
}

#[test]
fn mistake_in_a_rule_of_two_severities_is_said_once() {
    let ends = "an item holds `u8`, which has no range of texts; write the ends without quotes";
    let null = "`null` is no value that `allowed` can list; remove it, or write a `#[rule]` with `f == null || f in […]`";
    let great = "`300` is no `u8`, the type of `b`; write a number from 0 to 255";
    let each = "`each` is for the items of a list or map, and `b` holds `u8`; write `#[length(…)]` for the value itself";
    let keys = "`keys` is for the keys of a map, and `b` holds `u8`; write `#[length(…)]` for the value itself";
    let unknown = "no field `x` on `Order`; name one of its fields, or add `#[condition(x, …)]`";
    assert_said(&[
        &["struct Order { ev: bool, #[range(0..=300, warn if ev)] b: Option<u8> }", great],
        &["struct Order { ev: bool, #[each(range(\"a\"..=\"b\", warn if ev))] b: Vec<u8> }", ends],
        &["struct Order { ev: bool, #[each(length(..=3, warn if ev))] b: u8 }", each],
        &["struct Order { ev: bool, #[keys(length(..=3, warn if ev))] b: u8 }", keys],
        &["struct Order { ev: bool, #[allowed(\"a\", null, warn if ev)] b: Option<String> }", null],
        &[
            "struct Order { ev: bool, #[required_if(b == 300, warn if ev)] a: Option<u8>, b: u8 }",
            great,
        ],
        &["#[rule(r, b == 300, \"t\", warn if ev)] struct Order { ev: bool, b: u8 }", great],
        &[
            "#[allowed(part.member, \"a\", null, warn if ev)] struct Order { ev: bool, #[nested] part: Part }",
            null,
        ],
        &["struct Order { #[allowed(\"a\", null)] b: Option<String> }", null],
        &["#[rule(r, b == 300, \"t\")] struct Order { b: u8 }", great],
        &["#[allowed(part.member, \"a\", null)] struct Order { #[nested] part: Part }", null],
        &["struct Order { ev: bool, #[required_if(x, warn if ev)] b: Option<u8> }", unknown],
        &["#[rule(r, x, \"t\", warn if ev)] struct Order { ev: bool }", unknown],
        &[
            "struct Order { ev: bool, #[range(5..=3, warn if ev)] b: Option<u8> }",
            "`5..=3` holds no value, so `b` can never have one; swap its ends",
        ],
        &[
            "struct Order { ev: bool, #[group_all_or_none(\"g\", warn if ev)] b: Option<u8> }",
            "the group `g` has only one member, `b`; add a second member, or use a rule of its own",
        ],
        // The condition of the severity is not one of the group.
        &["struct Order { ev: bool, #[group_all_or_none(\"g\", warn if ev)] b: Option<u8>, \
             #[group_all_or_none(\"g\")] c: Option<u8> }"],
    ]);
}

#[test]
fn group_has_as_many_members_as_it_counts() {
    let alone =
        "the group `g` has only one member, `b`; add a second member, or use a rule of its own";
    assert_said(&[
        &[
            "struct Order { #[group_count(\"g\", 2)] b: Option<u8>, #[group_count(\"g\", 2)] c: Option<u8> }",
        ],
        // One mistake, although one member is also less than two.
        &["struct Order { #[group_count(\"g\", 2)] b: Option<u8> }", alone],
        &[
            "struct Order { #[group_count(\"g\", 3)] b: Option<u8>, #[group_count(\"g\", 3)] c: Option<u8> }",
            "the group `g` has 2 members, so 3 of them are never present; write `group_count(\"g\", 2)`, or add members",
        ],
        // What a broken attribute means is not known, so nothing is said of its group.
        &[
            "struct Order { #[group_count(\"g\")] b: Option<u8>, #[group_all_or_none(\"h\")] c: Option<u8> }",
            "`group_count` needs a number; write `group_count(\"ship\", 1..=2)`",
        ],
    ]);
}

#[test]
fn null_is_no_default_and_has_no_order() {
    assert_said(&[
        &[
            "struct Order { #[default_value(null)] b: u8 }",
            "`null` is no default, and an absent `Option` has no value anyway; make the field an `Option`",
        ],
        &[
            "struct Order { #[default_value(null)] b: Option<u8> }",
            "`null` is no default, and an absent `Option` has no value anyway; remove it",
        ],
        &[
            "struct Order { ev: bool, #[default_value_if(ev, null)] b: Option<u8> }",
            "`null` is no default, and an absent `Option` has no value anyway; remove it",
        ],
        // The value of a default that is refused as such is not looked at.
        &[
            "struct Order { ev: bool, #[default_value_if(ev, 300)] b: u8 }",
            "`b` is always there, so it needs no `default_value_if`; make it an `Option`",
        ],
        &[
            "struct Order { #[required_if(b < null)] a: Option<u8>, b: Option<u8> }",
            "nothing is less or greater than `null`; ask `b == null`",
        ],
    ]);
}

#[test]
fn numbers_are_told_to_the_last_one() {
    let no = |number: &str, ty: &str, numbers: &str| {
        format!("`{number}` is no `{ty}`, the type of `b`; write a number {numbers}")
    };
    let ask = |it: &str, ty: &str| {
        format!("struct Order {{ #[required_if({it})] a: Option<u8>, b: {ty} }}")
    };
    let never = |it: &str, ty: &str, numbers: &str| {
        format!("no `{ty}` is {it}: it is {numbers}; compare `b` with another number")
    };
    let none: Option<String> = None;
    for (it, ty, expected) in [
        ("b <= 0", "u8", none.clone()),
        ("b >= 255", "u8", none.clone()),
        ("b < 1", "u8", none.clone()),
        ("b > 254", "u8", none),
        ("b < 0", "u8", Some(never("< 0", "u8", "from 0 to 255"))),
        ("b > 255", "u8", Some(never("> 255", "u8", "from 0 to 255"))),
        ("b < 0", "u128", Some(never("< 0", "u128", "at least 0"))),
        ("b == -1", "u128", Some(no("-1", "u128", "of at least 0"))),
        ("b == 0", "NonZeroU8", Some(no("0", "NonZeroU8", "from 1 to 255"))),
        (
            "b == 0",
            "NonZeroI8",
            Some(
                "`0` is no `NonZeroI8`, the type of `b`; write another number, or leave it out"
                    .to_owned(),
            ),
        ),
    ] {
        let request = ask(it, ty);
        assert_eq!(said(&request), Vec::from_iter(expected), "{request}");
    }
    assert_said(&[
        // An end that stands twice is told once.
        &["struct Order { #[range(300..=300)] b: Option<u8> }", &no("300", "u8", "from 0 to 255")],
        &["struct Order { #[length(0..)] a: Option<String> }"],
        &[
            "struct Order { #[length(-1..)] a: Option<String> }",
            "a length is never negative; start at 0",
        ],
    ]);
}

#[test]
fn name_beside_a_type_without_variants_is_explained_by_the_type() {
    let ask = |it: &str, ty: &str| {
        format!("struct Order {{ #[required_if(b == {it})] a: Option<u8>, b: {ty}, count: u8 }}")
    };
    let no = |it: &str, ty: &str| {
        format!("`{it}` is no field, and `{ty}`, the type of `b`, has no variants")
    };
    for (it, ty, advice) in [
        ("Colour", "Vec<String>", "; ask for an item, `any(x in b, x == Colour)`"),
        ("Colour", "Flag", "; ask `b` alone"),
        ("cuont", "u8", "; did you mean `count`?"),
        // A constant, which has capitals, is no misspelt field, and no field is compared with itself.
        ("COUNT", "u8", "; write a constant by its path, `self::COUNT`"),
        ("b", "u8", "; write a constant by its path, `self::b`"),
    ] {
        assert_eq!(said(&ask(it, ty)), [no(it, ty) + advice]);
    }
}

#[test]
fn item_hides_the_field_of_its_name() {
    let variant = "`Colour` is a variant of a type that is not known here; write its full path, `Type::Colour`";
    assert_said(&[
        &["struct Order { #[required_if(any(a in b, a == 300))] a: Option<u8>, b: Vec<u16> }"],
        &["struct Order { #[default_value_if(any(a in l, a == 1), 1)] a: Option<u8>, l: Vec<u8> }"],
        // The same name in two spellings.
        &[
            "struct Order { #[default_value_if(any(r#a in l, a == 1), 1)] a: Option<u8>, l: Vec<u8> }",
        ],
        &["#[condition(c, any(r#a in l, a == 1))] \
             struct Order { #[default_value_if(c, 1)] a: Option<u8>, l: Vec<u8> }"],
        &[
            "struct Order { #[required_if(any(x in l, x == \"\"))] a: Option<u8>, l: Vec<String>, x: String }",
        ],
        &[
            "struct Order { #[required_if(any(x in l, x == Colour))] a: Option<u8>, l: Vec<String>, x: String }",
            variant,
        ],
        &[
            "struct Order { #[required_if(any(r#x in l, x == Colour))] a: Option<u8>, l: Vec<String>, x: String }",
            variant,
        ],
    ]);
}

#[test]
fn what_is_asked_of_every_request_asks_for_no_change() {
    let group = "the condition of a group is asked of every request, and `changed(b)` only of an update; write it in the rule";
    let warning = "a warning is asked of every request, and `changed(ev)` only of an update; write it in the rule";
    let members =
        "#[group_all_or_none(\"g\")] b: Option<u8>, #[group_all_or_none(\"g\")] c: Option<u8>";
    assert_said(&[
        &[
            &format!(
                "#[order(update = Up)] #[group_all_or_none(\"g\", if changed(b))] struct Order {{ {members} }}"
            ),
            group,
        ],
        &[
            &format!(
                "#[order(update = Up)] struct Order {{ {} }}",
                members.replacen("\"g\"", "\"g\", if changed(b)", 1)
            ),
            group,
        ],
        &[
            "#[order(update = Up)] struct Order { ev: bool, #[required(warn if changed(ev))] b: Option<u8> }",
            warning,
        ],
        &[
            "#[order(update = Up)] #[rule(r, ev, \"t\", warn if changed(ev))] struct Order { ev: bool }",
            warning,
        ],
        // An item may be called so, too.
        &["#[condition(c, any(old in items, old.n == 1))] struct Order { items: Vec<Item> }"],
    ]);
}

#[test]
fn defaults_go_round_through_any_number_of_fields_and_conditions() {
    let default =
        |name: &str, cond: &str| format!("#[default_value_if({cond}, 1)] {name}: Option<u8>");
    let round =
        |name: &str| format!("this default of `{name}` depends on itself; name another field");
    let three =
        [default("a", "present(b)"), default("b", "present(c)"), default("c", "present(a)")];
    assert_eq!(said(&format!("struct Order {{ {} }}", three.join(", "))), [round("a")]);
    let mut turned = three.clone();
    turned.reverse();
    assert_eq!(said(&format!("struct Order {{ {} }}", turned.join(", "))), [round("c")]);
    // Two ways to the same field are no circle.
    let ways =
        [default("a", "present(b) || present(c)"), default("b", "present(c)"), default("c", "ev")];
    assert_eq!(said(&format!("struct Order {{ {}, ev: bool }}", ways.join(", "))), [""; 0]);
    // The last condition of a chain, and one that is named twice.
    let named = "#[condition(x, y && y)] #[condition(y, z)] #[condition(z, present(b))]";
    let fields = [default("a", "x"), default("b", "present(a)")].join(", ");
    assert_eq!(said(&format!("{named} struct Order {{ {fields} }}")), [round("a")]);
    assert_said(&[
        &[
            "#[condition(c, d)] #[condition(d, e)] #[condition(e, d)] struct Order { ev: bool }",
            "the condition `d` is defined by itself; say it in fields",
        ],
        &[
            "struct Order { #[default_value_if(x, 3)] b: Option<u8> }",
            "no field `x` on `Order`; name one of its fields, or add `#[condition(x, …)]`",
        ],
    ]);
}

#[test]
fn same_moment_in_another_spelling_is_no_bad_default() {
    let request = |allowed: &str| {
        format!(
            "struct Order {{ #[allowed({allowed})] #[default_value(\"2027-01-01T00:00:00Z\")] a: Timestamp }}"
        )
    };
    for allowed in
        ["\"2027-01-01T00:00:00+00:00\"", "\"2026-01-01T00:00:00Z\", \"2027-01-01T01:00:00+01:00\""]
    {
        assert_eq!(said(&request(allowed)), [""; 0], "{allowed}");
    }
    assert_said(&[&[
        "struct Order { #[allowed(\"a\")] #[default_value(\"b\")] a: String }",
        "the default `\"b\"` of `a` breaks its own `allowed(\"a\")`; change one of them [bad_default]",
    ]]);
}

#[test]
fn types_are_seen_through_parentheses_and_boxes() {
    let numbers = |ty: &str, others: &str| {
        format!(
            "`{ty}` has other limits on other machines, and a request has the same ones everywhere; write {others}"
        )
    };
    let (unsigned, signed) =
        (numbers("usize", "`u32` or `u64`"), numbers("isize", "`i32` or `i64`"));
    assert_said(&[
        &["struct Order { a: (usize), b: Vec<(isize)> }", &unsigned, &signed],
        &["struct Order { a: HashMap<isize, usize> }", &signed, &unsigned],
        &["struct Order { a: <T as X>::usize, #[order(skip)] b: usize }"],
        &[
            "struct Order { #[order(flatten)] a: Option<Box<Order>> }",
            "`Order` would stand among its own members without end; use `nested` in place of `flatten`",
        ],
        &["struct Order { #[order(flatten)] a: Wrap<Order> }"],
    ]);
    let mut errors = Errors::default();
    for (ty, is_reported) in [
        ("Vec<String>", false),
        ("Map<String, u8>", false),
        ("Vec<usize>", true),
        ("Map<usize, isize>", true),
    ] {
        let ty = syn::parse_str(ty).unwrap();
        assert_eq!(check::no_machine_numbers(&ty, &mut errors), is_reported, "{ty:?}");
    }
    assert_eq!(errors.finish().unwrap_err().into_iter().count(), 3);
}

#[test]
fn ends_of_a_range_are_told_by_one_mistake_each() {
    let texts = "`b` holds `u8`, which has no range of texts; write the ends without quotes";
    assert_said(&[
        &["struct Order { #[range(\"a\"..=300)] b: u8 }", texts],
        &[
            "struct Order { #[range(self::LEAST..=300)] b: u8 }",
            "`300` is no `u8`, the type of `b`; write a number from 0 to 255",
        ],
        &[
            "#[allowed(part.b, 5..=3)] struct Order { #[nested] part: Part }",
            "`5..=3` holds no value, so `b` can never have one; swap its ends",
        ],
    ]);
}

#[test]
fn pattern_of_a_time_needs_no_text() {
    assert_said(&[
        &[
            "struct Order { #[order(text, notation = \"%Y\")] b: Date }",
            "a pattern is of a text anyway; remove `text`",
        ],
        &["struct Order { #[order(text, epoch)] b: Date }"],
    ]);
}

#[test]
fn ids_of_rules_are_names_of_one_rule() {
    assert_said(&[&[
        "#[rule(r, ev, \"t\")] #[rule(r, ev, \"t\")] struct Order { ev: bool }",
        "the rule `r` is defined twice; give one another name",
    ]]);
}

#[test]
fn places_in_a_message_are_those_of_the_test() {
    let request = |ends: &str, place: &str| {
        format!("struct Order {{ #[range({ends}, message = \"{{{place}}}\")] a: Option<Time> }}")
    };
    for (ends, place, is_there) in [
        ("\"09:00\"..=\"10:00\"", "min", true),
        ("\"09:00\"..=\"10:00\"", "max", true),
        ("\"09:00\"..=\"10:00\"", "range", true),
        ("\"09:00\"..=\"10:00\"", "length", false),
        ("\"09:00\"..", "min", true),
        ("\"09:00\"..", "max", false),
        ("..=\"10:00\"", "min", false),
    ] {
        assert_eq!(said(&request(ends, place)).is_empty(), is_there, "{ends} {place}");
    }
}

#[test]
fn mistakes_are_told_from_what_only_looks_like_one() {
    assert_said(&[
        &["struct Order { a: u8, a: u8 }", "the field `a` is declared twice; remove the second"],
        &[
            "struct Order { #[required_if(b < 300)] a: Option<u8>, b: u8 }",
            "`300` is no `u8`, the type of `b`; write a number from 0 to 255",
        ],
        &[
            "struct Order { #[required_if(b < Other)] a: Option<u8>, b: u8 }",
            "`Other` is no field, and `u8`, the type of `b`, has no variants; write a constant by its path, `self::Other`",
        ],
        &[
            "struct Order { #[required_if(b == Other)] a: Option<u8>, b: String }",
            "`Other` is no field, and `String`, the type of `b`, has no variants; write a text in quotes, `\"Other\"`, or a constant by its path, `self::Other`",
        ],
        &[
            "struct Order { #[required_if(b == Other)] a: Option<u8>, #[nested] b: Part }",
            "`b` is a part, not a value to compare; whether it is the variant `Other` is asked by `present(b.Other)`",
        ],
        &[
            "struct Order { #[required_if(b == \"Other\")] a: Option<u8>, #[nested] b: Part }",
            "`b` is a part, not a value to compare; whether it is the variant `Other` is asked by `present(b.Other)`",
        ],
        &[
            "struct Order { #[required_if(b == \"other\")] a: Option<u8>, #[nested] b: Part }",
            "`b` is a part, not a value to compare; compare one of its members, such as `b.member`, or ask `present(b.Variant)` of an enum with data",
        ],
        &[
            "struct Order { #[required_if(b == 3)] a: Option<u8>, #[nested] b: Part }",
            "`b` is a part, not a value to compare; compare one of its members, such as `b.member`",
        ],
        &[
            "struct Order { #[required_if(b == 0)] a: Option<u8>, b: NonZeroI8 }",
            "`0` is no `NonZeroI8`, the type of `b`; write another number, or leave it out",
        ],
        &[
            "struct Order { #[required_if(b == 0)] a: Option<u8>, b: NonZeroU8 }",
            "`0` is no `NonZeroU8`, the type of `b`; write a number from 1 to 255",
        ],
        &["struct Order { #[required_if(b == 5)] a: Option<u8>, b: NonZeroI8 }"],
        &["struct Order { #[required_if(b == null)] a: Option<u8>, b: Option<u8> }"],
        &[
            "struct Order { #[required_if(b == \"\")] a: Option<u8>, b: String }",
            "blank text is no value of `b`, so nothing is equal to it; ask `!present(b)`, or let blank be a value by `#[blank(value)]`",
        ],
        &[
            "struct Order { #[required_if(b == \"\")] a: Option<u8>, #[default_value(\"x\")] b: String }",
        ],
        &[
            "struct Order { ev: bool, #[required_if(b == \"\")] a: Option<u8>, #[default_value_if(ev, \"x\")] b: Option<String> }",
        ],
        &[
            "#[check(f, g(b, ctx))] struct Order { b: u8 }",
            "`Order` has no context; add `#[order(context = …)]`",
        ],
        &["#[order(context = Account)] #[check(f, g(b, ctx))] struct Order { b: u8 }"],
        &["#[check(f, g(ctx))] struct Order { ctx: u8 }"],
    ]);
}

#[test]
fn a_message_is_checked_once_and_has_the_places_of_its_rule() {
    assert_said(&[
        &[
            "struct Order { ev: bool, #[present_iff(ev, message = \"{plase}\")] b: Option<u8> }",
            "no place `{plase}` in this message; the rule has `{field}`, `{label}`, `{because}`",
        ],
        &[
            "struct Order { #[blank(reject, message = \"{plase}\")] b: Option<String> }",
            "no place `{plase}` in this message; the rule has `{field}`, `{label}`",
        ],
        &[
            "struct Order { #[blank(reject, message = \"{field} {{is}} blank\")] b: Option<String> }",
        ],
        &[
            "#[rule(r, ev, \"t\", message = \"{plase}\")] struct Order { ev: bool }",
            "no place `{plase}` in this message; the rule has `{field}`, `{label}`, `{text}`, `{because}`",
        ],
        &["struct Order { #[group_count(\"g\", 1..=2, message = \"{min} {max}\")] a: Option<u8>, \
             #[group_count(\"g\", 1..=2)] b: Option<u8>, #[group_count(\"g\", 1..=2)] c: Option<u8> }"],
        &[
            "struct Order { #[group_count(\"g\", 1.., message = \"{max}\")] a: Option<u8>, \
             #[group_count(\"g\", 1..)] b: Option<u8> }",
            "no place `{max}` in this message; the rule has `{field}`, `{label}`, `{group}`, `{members}`, `{present}`, `{missing}`, `{min}`; did you mean `{min}`?",
        ],
        &[
            "struct Order { #[group_all_or_none(\"g\", message = \"{plase}\")] a: Option<u8>, \
             #[group_all_or_none(\"g\")] b: Option<u8> }",
            "no place `{plase}` in this message; the rule has `{field}`, `{label}`, `{group}`, `{members}`, `{present}`, `{missing}`",
        ],
    ]);
}

#[test]
fn what_only_looks_like_a_mistake_is_none() {
    let endless =
        "`Order` would stand among its own members without end; use `nested` in place of `flatten`";
    assert_said(&[
        // A part of the same type is a value of its own, unless its members are flattened.
        &["struct Order { #[nested] part: Option<Box<Order>> }"],
        &["struct Order { #[order(flatten)] part: other::Order }"],
        &["struct Order { #[order(flatten)] part: Option<Box<Order>> }", endless],
        // An item may be called `old`, which is then no value before an update.
        &["#[rule(r, any(old in list, old == 1), \"t\", warn)] struct Order { list: Vec<u8> }"],
    ]);
}

#[test]
fn names_and_numbers_of_near_kinds_are_told_apart() {
    let unknown = "no field `evidnet` on `Order`; name one of its fields";
    let machine = |number: &str, others: &str| {
        format!(
            "`{number}` has other limits on other machines, and a request has the same ones everywhere; write {others}"
        )
    };
    let (size, signed) = (machine("usize", "`u32` or `u64`"), machine("isize", "`i32` or `i64`"));
    assert_said(&[
        &[
            "#[check(a, one)] #[check(a, two)] struct Order { b: u8 }",
            "the rule `a` is defined twice; give one another name",
        ],
        &[
            "struct Order { #[default_value(0)] b: NonZeroU8 }",
            "`0` is no `NonZeroU8`, the type of `b`; write a number from 1 to 255",
        ],
        &[
            "struct Order { #[default_value(0)] b: NonZeroI8 }",
            "`0` is no `NonZeroI8`, the type of `b`; write another number, or leave it out",
        ],
        // A named condition has no value to compare.
        &[
            "#[condition(evident, ev)] struct Order { ev: bool, #[required_if(evidnet == true)] b: Option<u8> }",
            unknown,
        ],
        &[
            "#[condition(evident, ev)] struct Order { ev: bool, #[required_if(evidnet)] b: Option<u8> }",
            "no field `evidnet` on `Order`; did you mean `evident`?",
        ],
        &["struct Order { a: BTreeMap<usize, isize>, b: Vec<u8> }", &size, &signed],
    ]);
}
