mod depends;

use std::collections::BTreeSet;

use super::*;
use crate::{
    schema::{
        Allowed, Asked, At, Comparison, Cond, Demand, Field, FieldAttributes, Group, GroupKind,
        Limit, Limits, Literal, Reference, Rule, Scalars, Term, Test, When, judge,
    },
    value::OrderValue,
    violation::FactValue,
    what_if::{random::Random, repair::search::applied, spot::Step},
};

const FIELDS: usize = 5;
const NAMES: [&str; FIELDS] = ["a", "b", "c", "d", "e"];

/// The fields: `a` is a required bool, `b` an optional bool, `c` a required number, `d` and `e` are optional
/// numbers.
fn fields() -> [Field; FIELDS] {
    let mut index = 0;
    [
        <bool as OrderValue>::FIELD,
        <Option<bool> as OrderValue>::FIELD,
        <u8 as OrderValue>::FIELD,
        <Option<u8> as OrderValue>::FIELD,
        <Option<u8> as OrderValue>::FIELD,
    ]
    .map(|field| {
        let name = NAMES[index];
        index += 1;
        Field { name, rust: name, ..field }
    })
}

fn is_bool(field: usize) -> bool {
    field < 2
}

fn is_optional(field: usize) -> bool {
    !matches!(field, 0 | 2)
}

/// The values to try for a field: both bools, or all numbers up to `most`, and absence if the field is optional.
fn values(field: usize, most: i128) -> Vec<Tree> {
    let mut values = match is_bool(field) {
        true => vec![Tree::Bool(false), Tree::Bool(true)],
        false => (0..=most).map(Tree::Number).collect(),
    };
    if is_optional(field) {
        values.push(Tree::Absent);
    }
    values
}

/// A reference for the rest of the program, since schemas are static.
fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// A random field other than `field`.
fn other(random: &mut Random, field: Option<usize>) -> usize {
    loop {
        let found = random.below(FIELDS);
        if Some(found) != field {
            return found;
        }
    }
}

fn cond(random: &mut Random, but: Option<usize>, depth: usize) -> Cond {
    let field = other(random, but);
    let reference = Reference::field(field);
    match random.below(if depth > 1 { 5 } else { 9 }) {
        0 => Cond::Present(reference),
        1 | 2 if is_bool(field) => Cond::Passes(reference, Test::True),
        1 => Cond::Passes(
            reference,
            Test::OneOf(leak([
                Allowed::One(Literal::Integer(1)),
                Allowed::One(Literal::Integer(2)),
            ])),
        ),
        2 | 3 if !is_bool(field) => {
            let comparisons = [
                Comparison::Equal,
                Comparison::NotEqual,
                Comparison::Less,
                Comparison::GreaterEqual,
            ];
            let literal = Literal::Integer(1 + random.below(3) as i128);
            Cond::Passes(reference, Test::Compares(comparisons[random.below(4)], literal))
        }
        4 => {
            let (left, right) = ([2, 3, 4][random.below(3)], [2, 3, 4][random.below(3)]);
            if left == right || Some(left) == but || Some(right) == but {
                return Cond::Present(reference);
            }
            let comparison = [Comparison::Equal, Comparison::Less][random.below(2)];
            let term = |field| Term::Value(Reference::field(field));
            Cond::Compare(term(left), comparison, term(right))
        }
        5 => Cond::Not(leak(cond(random, but, depth + 1))),
        6 => Cond::All(leak([cond(random, but, depth + 1), cond(random, but, depth + 1)])),
        7 => Cond::Any(leak([cond(random, but, depth + 1), cond(random, but, depth + 1)])),
        8 => Cond::Implies(leak(cond(random, but, depth + 1)), leak(cond(random, but, depth + 1))),
        _ => Cond::Present(reference),
    }
}

fn schema(random: &mut Random) -> &'static Schema {
    let mut fields = fields();
    if random.chance(30) {
        let default = Some(Literal::Integer(2));
        fields[3].attributes = leak(FieldAttributes { default, ..FieldAttributes::NONE });
    }
    if random.chance(20) {
        let default_ifs = leak([(cond(random, Some(4), 1), Literal::Integer(1))]);
        fields[4].attributes = leak(FieldAttributes { default_ifs, ..FieldAttributes::NONE });
    }
    let mut rules = Vec::new();
    let mut groups = Vec::new();
    for _ in 0..2 + random.below(5) {
        let field = random.below(FIELDS);
        let when = match random.below(3) {
            0 => When::Unless(leak(cond(random, Some(field), 0))),
            _ => When::If(leak(cond(random, Some(field), 0))),
        };
        let at = At::Field(field);
        let (at, when, demand) = match random.below(6) {
            0 if is_optional(field) => (at, when, Demand::Required),
            1 if is_optional(field) => (at, when, Demand::Forbidden),
            2 if !is_bool(field) => {
                let allowed: &[_] = match random.below(2) {
                    0 => &[Allowed::One(Literal::Integer(1)), Allowed::One(Literal::Integer(3))],
                    _ => &[Allowed::Range(Limits {
                        min: Limit::Included(2, 0),
                        max: Limit::Included(3, 0),
                    })],
                };
                (at, when, Demand::Passes(leak(Test::OneOf(allowed))))
            }
            3 if !is_bool(field) => {
                let limits = Limits { min: Limit::Included(1, 0), max: Limit::Included(3, 0) };
                (at, When::Always, Demand::Passes(leak(Test::Range(limits))))
            }
            _ => (At::Root, When::Always, Demand::Holds(leak(cond(random, None, 0)), "must hold")),
        };
        rules.push(Rule { at, source: "a rule", when, demand, ..Rule::ALWAYS });
    }
    if random.chance(40) {
        let kinds = [
            GroupKind::AllOrNone,
            GroupKind::AtLeastOne,
            GroupKind::AtMostOne,
            GroupKind::ExactlyOne,
        ];
        groups.push(Group { name: "g", kind: kinds[random.below(4)], members: &[1, 3, 4] });
        for member in [1, 3, 4] {
            let (at, demand) = (At::Field(member), Demand::Group(0));
            rules.push(Rule { at, source: "a group", demand, ..Rule::ALWAYS });
        }
    }
    leak(Schema {
        name: "Random",
        doc: "",
        endpoint: None,
        root: None,
        scalars: Scalars::Native,
        fields: leak(fields),
        conditions: &[],
        groups: Vec::leak(groups),
        rules: Vec::leak(rules),
    })
}

/// The outcome for each field: unchanged, removed, set to a bool, or set to a number.
type Row = Vec<&'static str>;

fn done(from: &Tree, to: &Tree) -> &'static str {
    match (from.is_same(to), to) {
        (true, _) => "",
        (_, Tree::Absent) => "removed",
        (_, Tree::Bool(true)) => "true",
        (_, Tree::Bool(false)) => "false",
        _ => "set",
    }
}

/// The actions of a row, without the values.
fn actions(row: &Row) -> Vec<&'static str> {
    row.iter().map(|done| if matches!(*done, "true" | "false") { "set" } else { done }).collect()
}

fn is_within(a: &[&str], b: &[&str]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.is_empty() || a == b)
}

/// The minimal repairs, found by trying every request.
fn by_force(start: &[Tree], valid: &[Vec<Tree>]) -> BTreeSet<Row> {
    let rows: BTreeSet<Row> = valid
        .iter()
        .map(|to| start.iter().zip(to).map(|(from, to)| done(from, to)).collect())
        .collect();
    let all: BTreeSet<Vec<&str>> = rows.iter().map(actions).collect();
    let is_smallest = |row: &&Row| {
        let own = actions(row);
        !all.iter().any(|other| *other != own && is_within(other, &own))
    };
    rows.iter().filter(is_smallest).cloned().collect()
}

/// The repairs that the search found, as rows.
fn rows(repairs: &Repairs) -> BTreeSet<Row> {
    let mut rows = BTreeSet::new();
    for repair in repairs.iter() {
        let mut products: Vec<Row> = vec![vec![""; FIELDS]];
        for (slot, action) in repair.slots.iter().zip(repair.actions()) {
            let [Step::Field(field)] = slot[..] else { panic!("a field") };
            let values: Vec<&str> = match action {
                Action::Remove(_) => vec!["removed"],
                Action::SetTo(_, values) if is_bool(field) => values
                    .iter()
                    .map(|value| if *value == FactValue::Bool(true) { "true" } else { "false" })
                    .collect(),
                _ => vec!["set"],
            };
            products = products
                .into_iter()
                .flat_map(|row| {
                    values.iter().map(move |value| {
                        let mut row = row.clone();
                        row[field] = value;
                        row
                    })
                })
                .collect();
        }
        rows.extend(products);
    }
    rows
}

#[test]
fn repairs_are_those_that_trying_every_request_finds() {
    let requests = |most: i128| {
        (0..FIELDS).fold(vec![Vec::new()], |all: Vec<Vec<Tree>>, field| {
            let values = values(field, most);
            let longer = all.iter().flat_map(|row| {
                values.iter().map(move |value| [row.clone(), vec![value.clone()]].concat())
            });
            longer.collect()
        })
    };
    // Repairs may need greater numbers than the start, as in a chain of comparisons.
    let (starts, all) = (requests(4), requests(7));
    let (mut compared, mut found, mut hopeless) = (0, 0, 0);
    for seed in 0..120 {
        let mut random = Random::new(seed);
        let schema = schema(&mut random);
        let broken = |row: &Vec<Tree>| {
            let tree = Tree::Object(schema, row.clone());
            let levels = tree.levels();
            judge(&tree.evaluator(&levels[0], &()), Asked::Errors).len()
        };
        let valid: Vec<Vec<Tree>> = all.iter().filter(|row| broken(row) == 0).cloned().collect();
        for _ in 0..12 {
            let start = &starts[random.below(starts.len())];
            if broken(start) == 0 {
                continue;
            }
            let tree = Tree::Object(schema, start.clone());
            let repairs = find_in(&tree, schema, &(), None, BUDGET);
            assert!(repairs.is_complete(), "seed {seed}");
            let expected = by_force(start, &valid);
            assert_eq!(rows(&repairs), expected, "seed {seed}, {start:?}\n{:#?}", schema.rules);
            for repair in repairs.iter() {
                let changed = applied(&tree, &repair.changes).unwrap();
                let Tree::Object(_, row) = changed else { panic!("a request") };
                assert_eq!(broken(&row), 0, "seed {seed}, {repair}");
            }
            compared += 1;
            found += expected.len();
            hopeless += usize::from(expected.is_empty());
        }
    }
    println!("{compared} requests, {found} repairs, {hopeless} requests without any");
    assert!(compared > 1_000 && found > 1_400, "{compared} {found}");
}

#[test]
fn a_search_that_is_stopped_finds_repairs_without_an_action_too_many() {
    let (mut stopped, mut found) = (0, 0);
    for seed in 0..150 {
        let mut random = Random::new(seed);
        let schema = schema(&mut random);
        let broken = |row: &[Tree]| {
            let tree = Tree::Object(schema, row.to_vec());
            let levels = tree.levels();
            judge(&tree.evaluator(&levels[0], &()), Asked::Errors).len()
        };
        let start: Vec<Tree> = (0..FIELDS)
            .map(|field| {
                let values = values(field, 4);
                values[random.below(values.len())].clone()
            })
            .collect();
        if broken(&start) == 0 {
            continue;
        }
        let tree = Tree::Object(schema, start.clone());
        let all = rows(&find_in(&tree, schema, &(), None, BUDGET));
        for budget in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55] {
            let repairs = find_in(&tree, schema, &(), None, budget);
            if repairs.is_complete() {
                assert_eq!(rows(&repairs), all, "seed {seed}, {budget}");
                continue;
            }
            stopped += 1;
            for repair in repairs.iter() {
                found += 1;
                let Tree::Object(_, row) = applied(&tree, &repair.changes).unwrap() else {
                    panic!("a request")
                };
                assert_eq!(broken(&row), 0, "seed {seed}, {budget}, {repair}");
                let changed: Vec<usize> =
                    (0..FIELDS).filter(|field| !row[*field].is_same(&start[*field])).collect();
                assert_eq!(changed.len(), repair.actions().len(), "seed {seed}, {repair}");
                for subset in 0..(1_u32 << changed.len()) - 1 {
                    let mut row = start.clone();
                    let kept = changed.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1);
                    let Tree::Object(_, all) = applied(&tree, &repair.changes).unwrap() else {
                        panic!("a request")
                    };
                    kept.for_each(|(_, field)| row[*field] = all[*field].clone());
                    assert!(broken(&row) > 0, "seed {seed}, {budget}, {repair}: less is enough");
                }
            }
        }
    }
    println!("{stopped} searches were stopped, with {found} repairs");
    assert!(stopped > 200 && found > 100, "{stopped} {found}");
}

/// A request that is valid only if this number of optional fields are given.
fn counting(fields: usize) -> &'static Schema {
    let field = |index: usize| {
        let name: &'static str = leak(format!("f{index}"));
        Field { name, rust: name, ..<Option<u8> as OrderValue>::FIELD }
    };
    let references: &'static [Reference] = Vec::leak((0..fields).map(Reference::field).collect());
    let count = Term::CountPresent(references);
    let number = Term::Literal(Literal::Integer(fields as i128));
    let cond: &'static Cond = leak(Cond::Compare(count, Comparison::Equal, number));
    let demand = Demand::Holds(cond, "all are given");
    leak(Schema {
        name: "Counting",
        doc: "",
        endpoint: None,
        root: None,
        scalars: Scalars::Native,
        fields: Vec::leak((0..fields).map(field).collect()),
        conditions: &[],
        groups: &[],
        rules: Vec::leak(vec![Rule { at: At::Root, source: "a rule", demand, ..Rule::ALWAYS }]),
    })
}

#[test]
fn a_repair_of_more_than_ten_actions_is_not_looked_for_once_the_search_is_stopped() {
    for (fields, expected) in [(9, vec![9]), (10, vec![10]), (11, vec![])] {
        let schema = counting(fields);
        let repairs = find_in(&Tree::empty(schema), schema, &(), None, 1);
        let actions: Vec<usize> = repairs.iter().map(|repair| repair.actions().len()).collect();
        assert_eq!((actions, repairs.is_complete()), (expected, false), "{fields} fields");
    }
}
