//! Candidate values for each spot of a request. Of values that the rules do not distinguish, one is enough.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    rules::formats,
    schema::{
        At, Blank, Bounds, Choices, Cond, Constant, Demand, Kind, Limits, Literal, Part, Reference,
        Rule, Schema, Term, Test, Unit, When, key_passes,
    },
    suggest::nearest,
    type_rule::rules_at,
    value::{Fraction, Node},
    violation::FactValue,
    what_if::{
        spot::{Key, Spot, Step, object_schema},
        tree::{Item, Tree, is_enum},
    },
};

/// A class of values that no rule distinguishes.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    /// One value of the class.
    pub(crate) tree: Tree,
    /// All values of the class if rules or the type name them; otherwise empty.
    pub(crate) named: Vec<FactValue>,
}

/// The questions that the rules of a request, and of all requests in it, ask about each value.
#[derive(Debug)]
pub(crate) struct Domain {
    questions: HashMap<Key, Vec<Question>>,
    /// The tests that the keys of maps must pass, by the spot of the map.
    keys: HashMap<Key, Vec<Test>>,
    /// `true` if a newtype in the request has rules.
    pub(crate) has_type_rules: bool,
}

/// One question about a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Question {
    /// The demand of a rule about the value alone.
    Demanded(&'static Rule),
    /// A test in a condition.
    Asked(Test),
    /// A comparison with another field, or a function. Every value may have its own answer.
    Own,
}

impl Domain {
    /// The questions about the values of a request with this schema.
    pub(crate) fn new(schema: &'static Schema) -> Self {
        let mut gather = Gather::default();
        gather.schema(schema);
        let Gather { questions, keys, has_type_rules, .. } = gather;
        Self { questions, keys, has_type_rules }
    }

    /// The questions about the values at a spot, in the order of the rules.
    pub(crate) fn questions(&self, spot: Spot) -> &[Question] {
        self.questions.get(&spot.key()).map_or(&[], Vec::as_slice)
    }

    /// The keys to try for the entries of a map, those first that keep the rules about keys.
    pub(crate) fn keys(&self, spot: Spot) -> Vec<String> {
        self.keys.get(&spot.key()).map_or_else(Vec::new, |tests| keys(tests))
    }

    /// The classes of values that could replace the value at `slot`. Values with the same answers to all questions as
    /// the current value are left out.
    pub(crate) fn classes(&self, tree: &Tree, slot: &[Step]) -> Vec<Class> {
        let mut classes = Vec::new();
        let Some(current) = tree.at(slot) else { return classes };
        let field = tree.field(slot);
        let free = |tree: Tree| Class { tree, named: Vec::new() };
        if let [map @ .., Step::Entry(key), Step::Key] = slot {
            let (Some(Tree::Map(entries)), Some(spot)) = (tree.at(map), tree.spot(map)) else {
                return classes;
            };
            let tests = self.keys.get(&spot.key()).map_or(&[][..], Vec::as_slice);
            let is_free = |text: &str| entries.iter().all(|(known, _)| **known != *text);
            let unused = near_keys(key, tests).into_iter().find(|text| is_free(text));
            classes.extend(unused.map(|text| free(Tree::Text(text.into()))));
            return classes;
        }
        let is_in_list = matches!(slot.last(), Some(Step::Item(_) | Step::Entry(_)));
        if current.is_given() && (is_in_list || field.is_some_and(|field| field.ty.optional)) {
            classes.push(free(Tree::Absent));
        }
        if field.is_some_and(|field| field.ty.nullable) && !matches!(current, Tree::Null) {
            classes.push(Class { tree: Tree::Null, named: vec![FactValue::Null] });
        }
        if let Some(schema) = tree.schema_at(slot) {
            classes.extend(self.objects(schema, current).into_iter().map(free));
            return classes;
        }
        let Some(spot) = tree.spot(slot) else { return classes };
        match spot.kind.required() {
            Kind::List(_) => classes.extend(self.lists(spot, current, 0).into_iter().map(free)),
            Kind::Map(_) => classes.extend(self.maps(spot, current, 0).into_iter().map(free)),
            _ => classes.extend(self.scalars(spot, current, tree)),
        }
        classes
    }

    /// The classes of scalars that could replace `current`, one for each set of answers.
    fn scalars(&self, spot: Spot, current: &Tree, request: &Tree) -> Vec<Class> {
        let kind = spot.kind.required();
        let questions = self.questions(spot);
        let is_own = questions.iter().any(|question| matches!(question, Question::Own));
        let mut values = values(kind, questions);
        if is_own {
            values.extend(values_elsewhere(request, kind));
        }
        // A value that no text of the type stands for is none of the answers, and the nearest one comes first.
        let is_broken = current.is_of_no_text();
        if let (true, Kind::Formed(form), Tree::Formed(_, text)) = (is_broken, kind, current)
            && let Some(nearest) = form.nearest(text)
        {
            values.insert(0, (Tree::Formed(form, nearest.into()), None));
        }
        let answers = |tree: &Tree| -> Vec<Option<bool>> {
            questions.iter().map(|question| question.answer(tree, kind)).collect()
        };
        let now = answers(current);
        let is_now = |tree: &Tree, found: &[Option<bool>]| {
            tree.is_same(current)
                || (!is_own
                    && !is_broken
                    && current.is_given()
                    && !current.state().is_blank()
                    && found == now)
        };
        let mut found: Vec<(Vec<Option<bool>>, Class)> = Vec::new();
        for (tree, named) in values {
            if tree.state().is_blank() || found.iter().any(|(_, class)| class.tree.is_same(&tree)) {
                continue;
            }
            let answers = answers(&tree);
            if is_now(&tree, &answers) {
                continue;
            }
            let same = found.iter_mut().find(|(other, class)| {
                !is_own && *other == answers && class.named.is_empty() == named.is_none()
            });
            match same {
                Some((_, class)) => class.named.extend(named),
                None => found.push((answers, Class { tree, named: named.into_iter().collect() })),
            }
        }
        let mut classes: Vec<Class> = found.into_iter().map(|(_, class)| class).collect();
        classes.truncate(Self::MOST);
        classes
    }

    /// The maximum number of classes for one value.
    const MOST: usize = 48;

    /// The lengths that a list or map of `now` entries could be changed to: longer ones that the rules distinguish, and
    /// the maximum that the rules allow if removing one entry is not enough.
    fn lengths(&self, spot: Spot, now: usize) -> Vec<usize> {
        const LONGEST: usize = 64;
        let questions = self.questions(spot);
        let mut lengths = vec![1];
        lengths.extend(lengths_near(questions, LONGEST));
        lengths.retain(|length| *length > now);
        let greatest = length_bounds(questions).filter_map(|bounds| bounds.max);
        let greatest = greatest.filter_map(|max| usize::try_from(max).ok());
        lengths.extend(greatest.filter(|length| *length > 0 && length + 1 < now));
        lengths.sort_unstable();
        lengths.dedup();
        lengths
    }

    /// The lists that `current` could be changed to: extended by plausible items, or cut.
    fn lists(&self, spot: Spot, current: &Tree, depth: usize) -> Vec<Tree> {
        let items = if let Tree::List(items) = current { &items[..] } else { &[] };
        let Some(item) = spot.item() else { return Vec::new() };
        let fresh = self.plausible(item, depth);
        let list = |length: usize| {
            let mut items = items.to_vec();
            items.truncate(length);
            let next = items.iter().map(|item| item.origin + 1).max().unwrap_or(0);
            let more = (items.len()..length).enumerate().filter_map(|(index, _)| {
                let tree = fresh.get(index % fresh.len().max(1))?.clone();
                Some(Item { origin: next + index, tree })
            });
            let more: Vec<_> = more.collect();
            items.extend(more);
            (items.len() == length).then_some(Tree::List(items))
        };
        self.lengths(spot, items.len()).into_iter().filter_map(list).collect()
    }

    /// The maps that `current` could be changed to: extended by plausible entries, or cut.
    fn maps(&self, spot: Spot, current: &Tree, depth: usize) -> Vec<Tree> {
        let entries = if let Tree::Map(entries) = current { &entries[..] } else { &[] };
        let Some(value) = spot.item() else { return Vec::new() };
        let fresh = self.plausible(value, depth);
        let map = |length: usize| {
            let mut entries = entries.to_vec();
            entries.truncate(length);
            let mut number = 1;
            let mut named = self.keys(spot).into_iter();
            while entries.len() < length && !fresh.is_empty() {
                let name = named.next().unwrap_or_else(|| format!("key{number}"));
                let name: Arc<str> = name.into();
                if entries.iter().all(|(key, _)| *key != name) {
                    entries.push((name, fresh[entries.len() % fresh.len()].clone()));
                }
                number += 1;
            }
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            (entries.len() == length).then_some(Tree::Map(entries))
        };
        self.lengths(spot, entries.len()).into_iter().filter_map(map).collect()
    }

    /// The requests that `current` could be changed to: the other variants of an enum, or, if it is absent, a request
    /// with all required fields.
    fn objects(&self, schema: &'static Schema, current: &Tree) -> Vec<Tree> {
        match current {
            Tree::Object(_, fields) if is_enum(schema) => {
                let given = fields.iter().position(Tree::is_given);
                self.variants(schema, 0, given)
            }
            Tree::Object(..) => Vec::new(),
            _ => self.new_objects(schema, 0),
        }
    }

    /// New requests: one for each variant of an enum, or else one with all required fields. None are made below a
    /// maximum depth.
    fn new_objects(&self, schema: &'static Schema, depth: usize) -> Vec<Tree> {
        const DEEPEST: usize = 6;
        if depth > DEEPEST {
            return Vec::new();
        }
        if is_enum(schema) {
            return self.variants(schema, depth, None);
        }
        let fields = (0..schema.fields.len()).filter_map(|field| Spot::of(schema, field));
        let fields = fields.map(|spot| {
            if spot.field().ty.optional {
                return Tree::Absent;
            }
            let empty = match spot.kind.required() {
                Kind::List(_) => Tree::List(Vec::new()),
                Kind::Map(_) => Tree::Map(Vec::new()),
                _ => Tree::Absent,
            };
            match spot.field().attributes.blank {
                Blank::Value if empty.is_given() => empty,
                _ => self.plausible(spot, depth + 1).into_iter().next().unwrap_or(empty),
            }
        });
        vec![Tree::Object(schema, fields.collect())]
    }

    /// One request for each variant of an enum except the variant `but`.
    fn variants(&self, schema: &'static Schema, depth: usize, but: Option<usize>) -> Vec<Tree> {
        let others = (0..schema.fields.len()).filter(|index| Some(*index) != but);
        let variant = |index: usize| {
            let held = self.plausible(Spot::of(schema, index)?, depth + 1).into_iter().next()?;
            let mut fields = vec![Tree::Absent; schema.fields.len()];
            fields[index] = held;
            Some(Tree::Object(schema, fields))
        };
        others.filter_map(variant).collect()
    }

    /// The values for a spot that break the fewest rules about the value alone.
    fn plausible(&self, spot: Spot, depth: usize) -> Vec<Tree> {
        if let Some(schema) = spot.object() {
            return self.new_objects(schema, depth);
        }
        match spot.kind.required() {
            Kind::List(_) => self.lists(spot, &Tree::Absent, depth + 1),
            Kind::Map(_) => self.maps(spot, &Tree::Absent, depth + 1),
            kind => {
                let questions = self.questions(spot);
                let mut values: Vec<Tree> =
                    values(kind, questions).into_iter().map(|(tree, _)| tree).collect();
                values.retain(|tree| !tree.state().is_blank());
                let wrong = |tree: &Tree| {
                    questions.iter().filter(|question| question.refuses(tree, kind)).count()
                };
                values.sort_by_key(wrong);
                if let Some(least) = values.first().map(wrong) {
                    values.retain(|tree| wrong(tree) == least);
                }
                values
            }
        }
    }
}

/// The scalars of a request and the numbers next to them, for comparisons of two fields, and one value that is not
/// among them.
fn values_elsewhere(request: &Tree, kind: &'static Kind) -> Vec<(Tree, Option<FactValue>)> {
    const MOST: usize = 16;
    let mut found: Vec<Tree> = Vec::new();
    collect_scalars(request, &mut found);
    let is_fitting = |tree: &Tree| match (kind, tree) {
        (Kind::Integer { .. }, Tree::Number(number)) => kind.has_number(*number),
        (kind, Tree::Text(_)) => kind.is_text(),
        (Kind::Formed(_), Tree::Formed(..)) => true,
        _ => false,
    };
    let mut others: Vec<Tree> = Vec::new();
    for tree in found {
        let near = match tree {
            Tree::Number(number) => around(number).map(Tree::Number).to_vec(),
            Tree::Formed(other, text) => match kind {
                Kind::Formed(form) => {
                    let text = form.text_from(other, &text);
                    text.map(|text| Tree::Formed(form, text.into())).into_iter().collect()
                }
                _ => Vec::new(),
            },
            tree => vec![tree],
        };
        for tree in near {
            if is_fitting(&tree)
                && others.len() < MOST
                && !others.iter().any(|other| other.is_same(&tree))
            {
                others.push(tree);
            }
        }
    }
    let is_new = |tree: &Tree| others.iter().all(|other| !other.is_same(tree));
    let fresh = match kind {
        kind if kind.is_text() => {
            (1..).map(|number| Tree::Text(format!("text{number}").into())).find(is_new)
        }
        Kind::Integer { max, .. } => (1..=*max).map(Tree::Number).find(is_new),
        _ => None,
    };
    others.extend(fresh);
    others.into_iter().map(|tree| (tree, None)).collect()
}

/// Collects all known scalars in a tree.
fn collect_scalars(tree: &Tree, found: &mut Vec<Tree>) {
    match tree {
        Tree::Object(_, fields) => fields.iter().for_each(|tree| collect_scalars(tree, found)),
        Tree::List(items) => items.iter().for_each(|item| collect_scalars(&item.tree, found)),
        Tree::Map(entries) => entries.iter().for_each(|(_, tree)| collect_scalars(tree, found)),
        Tree::Absent | Tree::Null | Tree::Unknown => {}
        scalar => found.push(scalar.clone()),
    }
}

impl Question {
    /// The test of the value, if the question is one.
    pub(crate) fn test(&self) -> Option<&Test> {
        match self {
            Self::Demanded(rule) => rule.demand.test(),
            Self::Asked(test) => Some(test),
            Self::Own => None,
        }
    }

    /// The result of the test for this value; `None` if there is no test or the value cannot be judged.
    fn answer(&self, tree: &Tree, kind: &'static Kind) -> Option<bool> {
        self.test().and_then(|test| test.accepts(&tree.state(), Some(kind)))
    }

    /// Returns whether the value breaks a rule about it alone, provided that the rule applies.
    fn refuses(&self, tree: &Tree, kind: &'static Kind) -> bool {
        match self {
            Self::Demanded(_) => self.answer(tree, kind) == Some(false),
            Self::Asked(_) | Self::Own => false,
        }
    }
}

/// All values of a bool, or of an enum that keeps no unknown ones; `None` for other kinds.
pub(crate) fn all_values(kind: &'static Kind) -> Option<Vec<FactValue>> {
    match kind.required() {
        Kind::Bool => Some(vec![FactValue::Bool(false), FactValue::Bool(true)]),
        Kind::Choice(Choices { list, other: None, .. }) => {
            Some(list.iter().map(|choice| choice.wire.into()).collect())
        }
        Kind::Choice(_)
        | Kind::Integer { .. }
        | Kind::Text
        | Kind::Formed(_)
        | Kind::Flag
        | Kind::Any
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Object(_)
        | Kind::Optional(_) => None,
    }
}

/// Candidate scalars of a kind: those that rules or the type name, those at bounds, and others. A named value comes
/// with its name.
pub(crate) fn values(
    kind: &'static Kind,
    questions: &[Question],
) -> Vec<(Tree, Option<FactValue>)> {
    let named = |value: FactValue| (Tree::of_value(value), Some(value));
    let free = |tree: Tree| (tree, None);
    if let Some(all) = all_values(kind) {
        return all.into_iter().map(named).collect();
    }
    match kind.required() {
        Kind::Flag => vec![named(FactValue::Bool(true))],
        kind @ Kind::Integer { min, max, .. } => {
            let (names, ends) = numbers(questions);
            let others = ends.into_iter().flat_map(around).collect::<Vec<_>>();
            let is_fitting = |number: &i128| kind.has_number(*number);
            let others = others
                .into_iter()
                .chain([1, 2, 0, 3, *min, *max])
                .filter(|one| !names.contains(one));
            let others: Vec<i128> = others.filter(is_fitting).collect();
            let names = names.iter().copied().filter(is_fitting);
            names
                .map(|number| named(FactValue::Integer(number)))
                .chain(others.into_iter().map(|number| free(Tree::Number(number))))
                .collect()
        }
        Kind::Text => {
            let names = literals(questions).filter_map(Literal::text);
            names
                .map(|text| named(FactValue::Text(text)))
                .chain(texts(questions).into_iter().map(|text| free(Tree::Text(text.into()))))
                .collect()
        }
        // The others are listed by `all_values`.
        Kind::Choice(choices) => {
            let names = choices.list.iter().map(|choice| named(choice.wire.into()));
            let texts = texts(questions).into_iter().filter(|text| choices.find(text).is_none());
            names.chain(texts.map(|text| free(Tree::Text(text.into())))).collect()
        }
        Kind::Formed(form) => {
            let constants = literals(questions).filter_map(|literal| match literal {
                Literal::Constant(Constant { value, .. }) => match value() {
                    Node::Formed(formed) => Some(formed.to_string()),
                    _ => None,
                },
                Literal::Text(text) => Some(text.to_owned()),
                Literal::Integer(number) => Some(number.to_string()),
                Literal::Fraction(digits, scale) => Some(Fraction(digits, scale).to_string()),
                _ => None,
            });
            let numbers = fractions(questions);
            let constants: Vec<String> = constants.collect();
            let beside = constants
                .iter()
                .flat_map(|text| form.notation().map_or_else(Vec::new, |it| it.beside(text)));
            let beside: Vec<String> = beside.collect();
            let all = constants
                .into_iter()
                .chain(numbers)
                .chain(beside)
                .chain(FORMED.iter().map(|text| (*text).to_owned()));
            all.filter_map(|text| form.text_of(&text))
                .map(|text| free(Tree::Formed(form, text.into())))
                .collect()
        }
        Kind::Any => {
            let names = literals(questions).filter_map(|literal| match literal {
                Literal::Bool(value) => Some(named(FactValue::Bool(value))),
                Literal::Integer(number) => Some(named(FactValue::Integer(number))),
                Literal::Text(text) => Some(named(FactValue::Text(text))),
                Literal::Null => Some(named(FactValue::Null)),
                Literal::Fraction(digits, scale) => {
                    Some(free(Tree::of_node(Fraction(digits, scale).node())))
                }
                Literal::Variant(_) | Literal::Constant(_) | Literal::Fact(_) => None,
            });
            names.chain([free(Tree::Text("text".into())), free(Tree::Number(1))]).collect()
        }
        // `all_values` lists the first; the others are not scalars.
        Kind::Bool | Kind::List(_) | Kind::Map(_) | Kind::Object(_) | Kind::Optional(_) => {
            Vec::new()
        }
    }
}

/// Sample texts for types with a text form of their own, such as decimals and dates. A form uses those that it accepts.
pub(crate) const FORMED: &[&str] = &[
    "1",
    "2",
    "0",
    "0.5",
    "1.5",
    "-1",
    "100",
    "2.5",
    "100.10",
    "3",
    "-1.5",
    "99.99",
    "0.01",
    "2031-05-08",
    "2031-12-31",
    "2000-01-01",
    "2031-05-09",
    "2026-02-28",
    "1999-12-31",
    "12:30:00",
    "2031-05-08T12:30:00Z",
    "2031-05-08T12:30:00",
    "00:00:00",
    "23:59:59.999999999",
    "08:05:00",
    "2031-05-08T14:30:00+02:00",
    "2000-01-01T00:00:00Z",
    "2031-12-31T23:59:59.5Z",
    "1999-12-31T19:30:00-04:30",
    "2000-02-29T00:00:00",
    "2031-12-31T23:59:59.25",
    "67e55044-10b1-426f-9247-bb680e5fe0c8",
    "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
    "https://www.example.com/",
    "http://a.example/x?y=1",
];

/// The tests among these questions.
pub(crate) fn tests(questions: &[Question]) -> impl Iterator<Item = &Test> {
    questions.iter().filter_map(Question::test)
}

/// The literals that a value is compared with.
pub(crate) fn literals(questions: &[Question]) -> impl Iterator<Item = Literal> {
    tests(questions).flat_map(Test::literals)
}

/// The numbers that rules name, and the numbers at the ends of bounds.
pub(crate) fn numbers(questions: &[Question]) -> (Vec<i128>, Vec<i128>) {
    const FEW: i128 = 16;
    let (mut names, mut ends) = (Vec::new(), Vec::new());
    for test in tests(questions) {
        // A number in an order comparison, such as `<`, does not count as named.
        let is_order = matches!(test, Test::Between(_))
            || matches!(test, Test::Compares(comparison, _) if comparison.is_order());
        if !is_order {
            names.extend(test.literals().filter_map(Literal::integer));
        }
        for limits in test.limits() {
            let bounds = limits.whole();
            if let (Test::OneOf(_), Some(min), Some(max)) = (test, bounds.min, bounds.max)
                && max.saturating_sub(min) < FEW
            {
                names.extend(min..=max);
            }
            ends.extend([bounds.min, bounds.max].into_iter().flatten());
        }
    }
    (names, ends)
}

/// The numbers that rules name, those at limits and next to them, as texts.
fn fractions(questions: &[Question]) -> Vec<String> {
    let mut texts: Vec<String> = numbers(questions).0.iter().map(i128::to_string).collect();
    for test in tests(questions) {
        for limits in test.limits() {
            texts.extend(Limits::numbers(limits).flat_map(near));
        }
    }
    texts
}

/// A number, and the two next to it with as many digits after the point and with one more, as texts.
pub(crate) fn near(Fraction(digits, scale): Fraction) -> impl Iterator<Item = String> {
    let finer = digits.saturating_mul(10);
    let coarse = around(digits).map(|digits| Fraction(digits, scale));
    let fine = [finer.saturating_sub(1), finer.saturating_add(1)];
    let fine = fine.map(|digits| Fraction(digits, scale.saturating_add(1)));
    coarse.into_iter().chain(fine).map(|number| number.to_string())
}

/// A number and its neighbours.
pub(crate) fn around(number: i128) -> [i128; 3] {
    [number, number.saturating_sub(1), number.saturating_add(1)]
}

/// The bounds of lengths that questions ask about.
pub(crate) fn length_bounds(questions: &[Question]) -> impl Iterator<Item = Bounds> {
    tests(questions).filter_map(Test::lengths)
}

/// The lengths at the ends of bounds and next to them, from 1 to `longest`.
fn lengths_near(questions: &[Question], longest: usize) -> Vec<usize> {
    let ends = length_bounds(questions).flat_map(|bounds| [bounds.min, bounds.max]).flatten();
    let lengths = ends.flat_map(around).filter_map(|length| usize::try_from(length).ok());
    let mut lengths: Vec<usize> = lengths.filter(|it| (1..=longest).contains(it)).collect();
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

/// Candidate texts: some that have the formats, match the patterns or pass other tests, in the lengths that rules ask
/// about, and samples of all formats.
fn texts(questions: &[Question]) -> Vec<String> {
    const LONGEST: usize = 4096;
    let lengths = lengths_near(questions, LONGEST);
    let mut texts: Vec<String> = tests(questions).flat_map(Test::texts).collect();
    for pattern in tests(questions).filter_map(Test::pattern) {
        texts.extend(pattern.example(0, 256));
        texts.extend(lengths.iter().filter_map(|length| pattern.example(*length, *length)));
    }
    texts.extend(["text", "x", "1", "A1", "other"].map(str::to_owned));
    // The same texts in other lengths.
    let bases = texts.clone();
    for length in lengths {
        for base in &bases {
            let characters = base.chars().count();
            if length <= characters {
                texts.push(base.chars().take(length).collect());
            } else if let Some(first) = base.chars().next() {
                texts.push([first.to_string().repeat(length - characters), base.clone()].concat());
            }
        }
    }
    let all = formats::ALL.iter().flat_map(|format| format.samples.iter().copied());
    texts.extend(all.map(str::to_owned));
    texts
}

/// Keys that pass all tests, the nearest to `key` first: the key without blanks around it, in lower and in upper case, each
/// cut to the greatest length, and then an allowed key that is spelled much like it.
fn near_keys(key: &str, tests: &[Test]) -> Vec<String> {
    let spelled = [key.trim().to_owned(), key.trim().to_lowercase(), key.trim().to_uppercase()];
    let allowed = tests.iter().flat_map(|test| test.values(&Kind::Text).unwrap_or_default());
    let allowed = allowed.filter_map(|value| match value {
        FactValue::Text(text) => Some(text),
        FactValue::Bool(_) | FactValue::Integer(_) | FactValue::Null => None,
    });
    let alike = nearest(key, allowed).map(str::to_owned);
    let spelled = spelled.iter().map(|text| cut(text, tests).trim_end().to_owned());
    let near = spelled.chain(alike);
    near.filter(|text| tests.iter().all(|test| key_passes(test, text) == Some(true))).collect()
}

/// The longest beginning of a text that no test finds too long.
fn cut<'t>(text: &'t str, tests: &[Test]) -> &'t str {
    let mut end = text.len();
    for test in tests {
        let Some(max) = test.lengths().and_then(|bounds| bounds.max) else { continue };
        let mut size = 0;
        for (at, letter) in text[..end].char_indices() {
            let unit = if let Test::Size(unit, _) = test { Some(unit) } else { None };
            size += unit.map_or(1, |unit| unit.count(letter.encode_utf8(&mut [0; 4])) as i128);
            if size > max {
                end = at;
                break;
            }
        }
    }
    &text[..end]
}

/// Keys of entries, those first that pass the most of these tests.
pub(crate) fn keys(tests: &[Test]) -> Vec<String> {
    let questions: Vec<Question> = tests.iter().copied().map(Question::Asked).collect();
    let named = literals(&questions).filter_map(Literal::text).map(str::to_owned);
    let mut keys: Vec<String> = named.chain(texts(&questions)).collect();
    keys.sort_by_key(|key| tests.iter().filter(|test| key_passes(test, key) != Some(true)).count());
    keys
}

/// The walk that collects the questions about each spot.
#[derive(Default)]
struct Gather {
    questions: HashMap<Key, Vec<Question>>,
    keys: HashMap<Key, Vec<Test>>,
    /// The schemas that were already walked, by address.
    schemas: HashSet<usize>,
    /// The named conditions that were already walked, by the address of the schema and the index.
    conditions: HashSet<(usize, usize)>,
    has_type_rules: bool,
}

impl Gather {
    /// Collects the questions of a schema and of all schemas in it.
    fn schema(&mut self, schema: &'static Schema) {
        if !self.schemas.insert(address(schema)) {
            return;
        }
        for rule in schema.rules {
            self.rule(schema, rule);
        }
        for (index, field) in schema.fields.iter().enumerate() {
            for (cond, _) in field.attributes.default_ifs {
                self.cond(schema, cond, &[]);
            }
            self.type_rules(schema, index);
            let mut kind = field.kind().required();
            while let Some(item) = kind.item() {
                kind = item.required();
            }
            if let Some(inner) = object_schema(kind) {
                self.schema(inner);
            }
        }
    }

    /// Adds the rules of the newtypes in a field.
    fn type_rules(&mut self, schema: &'static Schema, index: usize) {
        self.has_type_rules |= schema.fields[index].ty.type_rules.types().next().is_some();
        let of_field = Spot::of(schema, index);
        for (depth, spot) in [of_field, of_field.and_then(Spot::item)].into_iter().enumerate() {
            for (_, rule) in rules_at(&schema.fields[index], depth) {
                if let Demand::KeyPasses(test) = &rule.demand {
                    self.add_key(of_field, rule, test);
                    continue;
                }
                match rule.demand.test().filter(|_| rule.attributes.severity.is_warning()) {
                    // What is warned of is valid.
                    Some(test) => self.add(spot, Question::Asked(*test)),
                    None => self.add(spot, Question::Demanded(rule)),
                }
            }
        }
    }

    fn rule(&mut self, schema: &'static Schema, rule: &'static Rule) {
        if let When::If(cond) | When::Unless(cond) = &rule.when {
            self.cond(schema, cond, &[]);
        }
        let spot = Spot::of_rule(schema, rule.at);
        match &rule.demand {
            // What is warned of is valid.
            Demand::Passes(test) if rule.attributes.severity.is_warning() => {
                self.add(spot, Question::Asked(**test));
            }
            Demand::Passes(_) | Demand::NotBlank | Demand::Separator(_) => {
                self.add(spot, Question::Demanded(rule));
            }
            Demand::KeyPasses(test) => {
                let map = rule.at.field().and_then(|field| Spot::of(schema, field));
                self.add_key(map, rule, test);
            }
            Demand::Checked(checked) => {
                for field in checked.reads {
                    self.add(Spot::of(schema, *field), Question::Own);
                }
                self.add(spot, Question::Own);
            }
            Demand::Holds(cond, _) => match rule.at {
                At::Items(_) => self.cond(schema, cond, &[spot]),
                At::Root | At::Field(_) | At::Member(..) => self.cond(schema, cond, &[]),
            },
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::Group(_)
            | Demand::Nested => {}
        }
    }

    fn add(&mut self, spot: Option<Spot>, question: Question) {
        if let Some(spot) = spot {
            self.questions.entry(spot.key()).or_default().push(question);
        }
    }

    fn add_key(&mut self, map: Option<Spot>, rule: &Rule, test: &Test) {
        // What is warned of is valid.
        if let Some(map) = map.filter(|_| !rule.attributes.severity.is_warning()) {
            self.keys.entry(map.key()).or_default().push(*test);
        }
    }

    /// Collects the questions of a condition. `items` holds the spots of the items that quantifiers bind, the outermost
    /// first.
    fn cond(&mut self, schema: &'static Schema, cond: &'static Cond, items: &[Option<Spot>]) {
        let spot = |reference: &Reference| Spot::of_reference(schema, reference, items);
        cond.each_part(&mut |part| match part {
            Part::Named(index) => {
                if self.conditions.insert((address(schema), index)) {
                    self.cond(schema, &schema.conditions[index].cond, &[]);
                }
            }
            Part::Cond(cond) => self.cond(schema, cond, items),
            Part::Presence(_) => {}
            Part::Tested(value, test) => {
                self.add(spot(value), Question::Asked(*test));
                if let Test::Predicate(_) = test {
                    self.add(spot(value), Question::Own);
                }
            }
            Part::Compared(value) => self.add(spot(value), Question::Own),
            Part::Measured(value, unit, other) => self.measured(spot(value), unit, other),
            Part::Items(list, cond) => {
                let item = spot(list).and_then(Spot::item);
                self.cond(schema, cond, &[items, &[item]].concat());
                // One item is not enough to tell "any" from "all".
                let some = Bounds { min: Some(2), max: None };
                self.add(spot(list), Question::Asked(Test::Length(some)));
            }
            Part::Keys(list, key) => {
                let item = spot(list).and_then(Spot::item);
                let key = Spot::of_reference(schema, key, &[items, &[item]].concat());
                self.add(key, Question::Own);
            }
        });
    }

    /// Adds questions about the lengths that a comparison with `other` distinguishes.
    fn measured(&mut self, spot: Option<Spot>, unit: Option<Unit>, other: &Term) {
        let within = |bounds: Bounds| match unit {
            Some(unit) => Test::Size(unit, bounds),
            None => Test::Length(bounds),
        };
        if let Term::Literal(literal) = other {
            let number = literal.integer();
            let at = Bounds { min: number, max: number };
            return self.add(spot, Question::Asked(within(at)));
        }
        for length in 1..=4 {
            self.add(spot, Question::Asked(within(Bounds::exactly(length))));
        }
        self.add(spot, Question::Own);
    }
}

fn address(schema: &'static Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}
