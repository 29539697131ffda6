//! The values whose change could change the outcome of a rule, for each kind of rule.

use std::collections::BTreeMap;

use crate::{
    OrderRequest, OrderValue, Report, json,
    what_if::{
        repair::depends::depends,
        spot::Step,
        tree::{Level, Tree},
    },
};

#[derive(Debug, Clone, OrderRequest)]
struct Part {
    #[required_if(note == "a")]
    size: Option<u8>,
    note: Option<String>,
    inner: Option<Vec<u8>>,
}

#[derive(Debug, Clone, OrderRequest)]
struct Small {
    size: u8,
}

#[derive(Debug, Clone, OrderValue)]
enum Either {
    Part(Part),
    Small(Small),
}

#[derive(Debug, OrderRequest)]
#[order(allow(dead_rule, dead_value))]
#[condition(big, len(tags) > 2 || ev)]
#[check(whole, of_all)]
#[check(two, of_two(part, tags), "two")]
#[check(three, of_request, reads(years, maybe), "three")]
#[required(part.size, if ev)]
#[rule(few, len(tags) < 9 || len(limits) > years, "few")]
#[rule(every, all(one in parts, one.size > years), "every")]
#[rule(once, unique(one in parts, one.size), "once")]
struct Order {
    #[group_all_or_none("pair")]
    ev: Option<bool>,
    #[group_all_or_none("pair")]
    #[range(1..=3)]
    years: Option<u8>,
    #[required_if(big && years > 2)]
    other: Option<u8>,
    #[check(fits(years, part))]
    checked: Option<Vec<u8>>,
    #[length(..=3)]
    #[each(length(..=4))]
    tags: Option<Vec<String>>,
    #[keys(length(..=2))]
    limits: Option<BTreeMap<String, u8>>,
    #[nested]
    part: Part,
    #[nested]
    maybe: Option<Part>,
    #[nested]
    parts: Option<Vec<Part>>,
    #[nested]
    either: Option<Either>,
    #[required_if(either.Part.note == "b" || given(part.inner))]
    of_either: Option<u8>,
    #[default_value_if(ev, 4)]
    #[default_value(3)]
    kind: Option<u8>,
    #[required_if(kind == 4)]
    of_kind: Option<u8>,
}

fn of_all(_: &Order, _: &mut Report<'_, '_>) {}

fn of_request(_: &Order, _: &mut Report<'_, '_>) {}

fn of_two(_: &Part, _: &Option<Vec<String>>) -> bool {
    true
}

fn fits(_: &[u8], _: &Option<u8>, _: &Part) -> bool {
    true
}

const DOCUMENT: &str = r#"{"ev": true, "years": 2, "checked": [1, 2], "tags": ["a", "b"], "limits": {"de": 1},
    "part": {"note": "a", "inner": [7, 8]}, "maybe": {"size": 1}, "parts": [{"size": 1}, {"size": 2}],
    "either": {"Part": {"size": 1}}}"#;

/// The paths that the outcome of a rule of the level depends on, the key of an entry as `key`.
fn reads(tree: &Tree, level: &Level, id: &str, item: Option<&Step>) -> String {
    let rule = level.schema.rules.iter().find(|rule| level.schema.rule_id(rule) == id);
    let rule = rule.unwrap_or_else(|| {
        let known: Vec<String> =
            level.schema.rules.iter().map(|rule| level.schema.rule_id(rule)).collect();
        panic!("{id} among {}", known.join(" "))
    });
    let path = |slot: &[Step]| match slot {
        [] => ".".to_owned(),
        [entry @ .., Step::Key] => format!("{} key", tree.path(entry)),
        slot => tree.path(slot).to_string(),
    };
    let slots = depends(tree, level, rule, item);
    slots.iter().map(|slot| path(slot)).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_rule_depends_on_what_it_reads() {
    let order: Order = json::from_str(DOCUMENT).unwrap();
    let tree = Tree::of_request(&order);
    let levels = tree.levels();
    let part = "part, part.size, part.note, part.inner, part.inner[0], part.inner[1]";
    let whole = format!(
        "., ev, years, other, checked, checked[0], checked[1], tags, tags[0], tags[1], limits, limits.de, {part}, \
         maybe, maybe.size, maybe.note, maybe.inner, parts, parts[0], parts[1], parts[0].size, parts[0].note, \
         parts[0].inner, parts[1].size, parts[1].note, parts[1].inner, either, either.Part.size, either.Part.note, \
         either.Part.inner, of_either, kind, of_kind"
    );
    let checked = format!("., checked, checked[0], checked[1], years, {part}");
    for (id, slots) in [
        ("pair.group_all_or_none", "., ev, years"),
        ("years.range", "., years"),
        ("other.required_if", "., other, tags, tags[0], tags[1], ev, years"),
        ("checked.check", &checked),
        ("tags.length", "., tags, tags[0], tags[1]"),
        ("tags[].length", "., tags, tags[0], tags[1]"),
        ("limits[key].length", "., limits, limits.de, limits.de key"),
        ("part.size.required_if", "., part, part.size, ev"),
        ("every", "., parts, parts[0], parts[0].size, years, parts[1], parts[1].size"),
        ("of_either.required_if", "., of_either, either, either.Part.note, part, part.inner"),
        // The condition of a default may change the value.
        ("of_kind.required_if", "., of_kind, ev, kind"),
        ("whole", &whole),
        ("two", &format!("., {part}, tags, tags[0], tags[1]")),
        ("three", "., years, maybe, maybe.size, maybe.note, maybe.inner"),
        ("few", "., tags, tags[0], tags[1], limits, limits.de, years"),
        ("once", "., parts, parts[0], parts[1], parts[0].size, parts[1].size"),
    ] {
        assert_eq!(reads(&tree, &levels[0], id, None), slots, "{id}");
    }
    assert_eq!(reads(&tree, &levels[0], "tags[].length", Some(&Step::Item(1))), "., tags, tags[1]");
}

#[test]
fn a_rule_of_a_part_depends_on_the_parts_around_it() {
    let order: Order = json::from_str(DOCUMENT).unwrap();
    let tree = Tree::of_request(&order);
    let levels = tree.levels();
    let found: Vec<String> = levels
        .iter()
        .filter(|level| level.schema.name == "Part")
        .map(|level| reads(&tree, level, "size.required_if", None))
        .collect();
    assert_eq!(
        found,
        [
            "., part, part.size, part.note",
            "., maybe, maybe.size, maybe.note",
            "., parts, parts[0], parts[0].size, parts[0].note",
            "., parts, parts[1], parts[1].size, parts[1].note",
            "., either, either.Part.size, either.Part.note",
        ]
    );
}
