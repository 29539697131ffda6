//! What a field could be set to, as far as rules can tell values apart.

use std::{collections::HashMap, sync::Arc};

use crate::{
    FactValue,
    rules::formats,
    schema::{
        At, Blank, Bounds, Cond, Constant, Demand, Kind, Literal, Part, Reference, Root, Rule,
        Schema, Term, Test, When,
    },
    tree::{Step, Tree, is_enum, item_kind, object_schema},
    value::{Formed, Node},
};

/// Values that no rule tells apart.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub(super) tree: Tree,
    /// All of them, if rules or the type name them.
    pub(super) named: Vec<FactValue>,
}

/// What the rules of a request, and of all requests in it, ask about each value.
pub(super) struct Domain {
    tests: HashMap<Key, Vec<Question>>,
}

/// A field of a schema, or the items of one.
///
/// A schema is known by its name and its size, since a constant may stand at several addresses. If two of one name are
/// taken for one, their values are told apart by more than they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    schema: (&'static str, usize),
    field: usize,
    is_item: bool,
}

/// One question about a value.
#[derive(Clone, Copy)]
enum Question {
    /// A rule about the value demands the test.
    Demanded(Test),
    /// A condition asks for the test.
    Asked(Test),
    /// Compared with another field, or judged by a function, so that every value is one of its own.
    Own,
}

/// Where a value stands whose candidates are wanted.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    tree: &'p Tree,
    slot: &'p [Step],
}

impl Domain {
    pub(super) fn new(schema: &'static Schema) -> Self {
        let mut gather = Gather { tests: HashMap::new(), seen: Vec::new() };
        gather.schema(schema);
        Self { tests: gather.tests }
    }

    /// What the value at `slot` could be changed to; nothing that is the same to every rule as what stands there.
    pub(super) fn classes(&self, tree: &Tree, slot: &[Step]) -> Vec<Class> {
        let mut classes = Vec::new();
        let Some(current) = tree.at(slot) else { return classes };
        let field = tree.field(slot);
        let free = |tree: Tree| Class { tree, named: Vec::new() };
        let is_in_list = matches!(slot.last(), Some(Step::Item(_) | Step::Entry(_)));
        if current.is_given() && (is_in_list || field.is_some_and(|field| field.optional)) {
            classes.push(free(Tree::Absent));
        }
        if field.is_some_and(|field| field.nullable) && !matches!(current, Tree::Null) {
            classes.push(Class { tree: Tree::Null, named: vec![FactValue::Null] });
        }
        if let Some(schema) = tree.schema_at(slot) {
            classes.extend(self.objects(schema, current).into_iter().map(free));
            return classes;
        }
        let Some(kind) = tree.kind(slot).map(Kind::required) else { return classes };
        let place = Place { tree, slot };
        let key = place.key();
        match kind {
            Kind::List(_) => {
                classes.extend(self.lists(key, kind, current, 0).into_iter().map(free))
            }
            Kind::Map(_) => classes.extend(self.maps(key, kind, current, 0).into_iter().map(free)),
            _ => classes.extend(self.scalars(key, kind, current, Some(place))),
        }
        classes
    }

    fn tests(&self, key: Option<Key>) -> &[Question] {
        key.and_then(|key| self.tests.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// Scalars, one class for each way in which the rules answer.
    fn scalars(
        &self,
        key: Option<Key>,
        kind: &'static Kind,
        current: &Tree,
        place: Option<Place<'_>>,
    ) -> Vec<Class> {
        let tests = self.tests(key);
        let is_own = tests.iter().any(|test| matches!(test, Question::Own));
        let mut values = raw(kind, tests);
        if is_own && let Some(place) = place {
            values.extend(place.others(kind));
        }
        let answers = |tree: &Tree| -> Vec<Option<bool>> {
            tests.iter().map(|test| test.answer(tree, kind)).collect()
        };
        let now = answers(current);
        let is_now = |tree: &Tree, found: &[Option<bool>]| {
            tree.is_same(current)
                || (!is_own && current.is_given() && !current.state().is_blank() && found == now)
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

    /// The most classes of one value.
    const MOST: usize = 48;

    /// The lengths that a list or map of `now` entries could be changed to: longer ones that rules tell apart, and the
    /// greatest that rules allow, if removing one entry is not enough.
    fn lengths(&self, key: Option<Key>, now: usize) -> Vec<usize> {
        const LONGEST: i128 = 64;
        let mut lengths = vec![1];
        let mut shorter = Vec::new();
        for test in self.tests(key).iter().filter_map(Question::test) {
            if let Some(bounds) = test.lengths() {
                let ends = [bounds.min, bounds.max];
                let around = ends.into_iter().flatten().flat_map(|end| [end, end + 1, end - 1]);
                let around = around.filter(|end| (1..=LONGEST).contains(end));
                lengths.extend(around.filter_map(|end| usize::try_from(end).ok()));
                shorter.extend(bounds.max.and_then(|max| usize::try_from(max).ok()));
            }
        }
        lengths.retain(|length| *length > now);
        lengths.extend(shorter.into_iter().filter(|length| *length > 0 && length + 1 < now));
        lengths.sort_unstable();
        lengths.dedup();
        lengths
    }

    fn lists(
        &self,
        key: Option<Key>,
        kind: &'static Kind,
        current: &Tree,
        depth: usize,
    ) -> Vec<Tree> {
        let items = if let Tree::List(items) = current { &items[..] } else { &[] };
        let Some(item) = item_kind(kind) else { return Vec::new() };
        let fresh = self.items(key, item, depth);
        let list = |length: usize| {
            let mut items = items.to_vec();
            items.truncate(length);
            let next = items.iter().map(|item| item.origin + 1).max().unwrap_or(0);
            let more = (items.len()..length).enumerate().filter_map(|(index, _)| {
                let tree = fresh.get(index % fresh.len().max(1))?.clone();
                Some(crate::tree::Item { origin: next + index, tree })
            });
            let more: Vec<_> = more.collect();
            items.extend(more);
            (items.len() == length).then_some(Tree::List(items))
        };
        self.lengths(key, items.len()).into_iter().filter_map(list).collect()
    }

    fn maps(
        &self,
        key: Option<Key>,
        kind: &'static Kind,
        current: &Tree,
        depth: usize,
    ) -> Vec<Tree> {
        let entries = if let Tree::Map(entries) = current { &entries[..] } else { &[] };
        let Some(value) = item_kind(kind) else { return Vec::new() };
        let fresh = self.items(key, value, depth);
        let map = |length: usize| {
            let mut entries = entries.to_vec();
            entries.truncate(length);
            let mut number = 1;
            while entries.len() < length && !fresh.is_empty() {
                let name: Arc<str> = format!("key{number}").into();
                if entries.iter().all(|(key, _)| *key != name) {
                    entries.push((name, fresh[entries.len() % fresh.len()].clone()));
                }
                number += 1;
            }
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            (entries.len() == length).then_some(Tree::Map(entries))
        };
        self.lengths(key, entries.len()).into_iter().filter_map(map).collect()
    }

    /// Items that keep the rules that always hold for them, if there are any.
    fn items(&self, list: Option<Key>, kind: &'static Kind, depth: usize) -> Vec<Tree> {
        let key = list.map(|key| Key { is_item: true, ..key });
        self.plausible(key, kind, depth)
    }

    /// What an object could be: another variant of an enum, or one with all that it needs where there is none.
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

    fn new_objects(&self, schema: &'static Schema, depth: usize) -> Vec<Tree> {
        const DEEPEST: usize = 6;
        if depth > DEEPEST {
            return Vec::new();
        }
        if is_enum(schema) {
            return self.variants(schema, depth, None);
        }
        let fields = schema.fields.iter().enumerate().map(|(index, field)| {
            if field.optional {
                return Tree::Absent;
            }
            let kind = (field.kind)();
            let key = Some(Key::of(schema, index));
            let empty = match kind.required() {
                Kind::List(_) => Tree::List(Vec::new()),
                Kind::Map(_) => Tree::Map(Vec::new()),
                _ => Tree::Absent,
            };
            match field.blank {
                Blank::Value if empty.is_given() => empty,
                _ => self.plausible(key, kind, depth + 1).into_iter().next().unwrap_or(empty),
            }
        });
        vec![Tree::Object(schema, fields.collect())]
    }

    fn variants(&self, schema: &'static Schema, depth: usize, but: Option<usize>) -> Vec<Tree> {
        let mut variants = Vec::new();
        for (index, field) in
            schema.fields.iter().enumerate().filter(|(index, _)| Some(*index) != but)
        {
            let held = self.plausible(Some(Key::of(schema, index)), (field.kind)(), depth + 1);
            variants.extend(held.into_iter().take(1).map(|held| {
                let mut fields = vec![Tree::Absent; schema.fields.len()];
                fields[index] = held;
                Tree::Object(schema, fields)
            }));
        }
        variants
    }

    /// Values of this kind, the likeliest to be right first.
    fn plausible(&self, key: Option<Key>, kind: &'static Kind, depth: usize) -> Vec<Tree> {
        if let Some(schema) = object_schema(kind) {
            return self.new_objects(schema, depth);
        }
        match kind.required() {
            kind @ Kind::List(_) => self.lists(key, kind, &Tree::Absent, depth + 1),
            kind @ Kind::Map(_) => self.maps(key, kind, &Tree::Absent, depth + 1),
            kind => {
                let tests = self.tests(key);
                let mut values: Vec<Tree> =
                    raw(kind, tests).into_iter().map(|(tree, _)| tree).collect();
                values.retain(|tree| !tree.state().is_blank());
                let wrong =
                    |tree: &Tree| tests.iter().filter(|test| test.refuses(tree, kind)).count();
                values.sort_by_key(wrong);
                if let Some(least) = values.first().map(wrong) {
                    values.retain(|tree| wrong(tree) == least);
                }
                values
            }
        }
    }
}

impl Key {
    fn of(schema: &'static Schema, field: usize) -> Self {
        Self { schema: (schema.name, schema.fields.len()), field, is_item: false }
    }
}

impl Place<'_> {
    /// The field, or the items, that the slot belongs to.
    fn key(self) -> Option<Key> {
        match self.slot.split_last()? {
            (Step::Field(field), outer) => Some(Key::of(self.tree.schema_at(outer)?, *field)),
            (Step::Item(_) | Step::Entry(_), list) => {
                let key = Place { slot: list, ..self }.key()?;
                Some(Key { is_item: true, ..key })
            }
        }
    }

    /// Values that stand elsewhere in the request, and their neighbours, for comparisons of two fields; and one that
    /// stands nowhere.
    fn others(self, kind: &'static Kind) -> Vec<(Tree, Option<FactValue>)> {
        const MOST: usize = 16;
        let mut found: Vec<Tree> = Vec::new();
        collect_scalars(self.tree, &mut found);
        let is_fitting = |tree: &Tree| match (kind, tree) {
            (Kind::Integer { min, max }, Tree::Number(number)) => (min..=max).contains(&number),
            (Kind::Text, Tree::Text(_)) => true,
            (Kind::Formed(form), Tree::Formed(other, _)) => form.name == other.name,
            _ => false,
        };
        let mut others: Vec<Tree> = Vec::new();
        for tree in found {
            let near = match tree {
                Tree::Number(number) => {
                    vec![number, number.saturating_add(1), number.saturating_sub(1)]
                        .into_iter()
                        .map(Tree::Number)
                        .collect()
                }
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
        if let Kind::Text = kind {
            let fresh = (1..).map(|number| format!("text{number}")).find(|fresh| {
                others.iter().all(|other| !matches!(other, Tree::Text(text) if **text == **fresh))
            });
            others.extend(fresh.map(|fresh| Tree::Text(fresh.into())));
        }
        if let Kind::Integer { max, .. } = kind {
            let fresh = (1..=*max).find(|fresh| {
                others.iter().all(|other| !matches!(other, Tree::Number(number) if number == fresh))
            });
            others.extend(fresh.map(Tree::Number));
        }
        others.into_iter().map(|tree| (tree, None)).collect()
    }
}

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
    fn test(&self) -> Option<&Test> {
        match self {
            Self::Demanded(test) | Self::Asked(test) => Some(test),
            Self::Own => None,
        }
    }

    fn answer(&self, tree: &Tree, kind: &'static Kind) -> Option<bool> {
        self.test().and_then(|test| test.accepts(&tree.state(), Some(kind)))
    }

    /// Whether a rule about the value alone, if it applies, is broken.
    fn refuses(&self, tree: &Tree, kind: &'static Kind) -> bool {
        match self {
            Self::Demanded(_) => self.answer(tree, kind) == Some(false),
            Self::Asked(_) | Self::Own => false,
        }
    }
}

/// Values of a kind: those that rules and the type name, those at bounds, and others.
fn raw(kind: &'static Kind, tests: &[Question]) -> Vec<(Tree, Option<FactValue>)> {
    let named = |value: FactValue| (Tree::of_value(value), Some(value));
    let free = |tree: Tree| (tree, None);
    match kind.required() {
        Kind::Bool => [false, true].map(|value| named(FactValue::Bool(value))).to_vec(),
        Kind::Flag => vec![named(FactValue::Bool(true))],
        Kind::Choice(choices) => {
            choices.list.iter().map(|choice| named(choice.wire.into())).collect()
        }
        Kind::Integer { min, max } => {
            let (names, others) = numbers(tests);
            let is_fitting = |number: &i128| (min..=max).contains(&number);
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
            let names =
                literals(tests).filter_map(Literal::text).map(|text| named(FactValue::Text(text)));
            names
                .chain(texts(tests).into_iter().map(|text| free(Tree::Text(text.into()))))
                .collect()
        }
        Kind::Formed(form) => {
            let constants = literals(tests).filter_map(|literal| match literal {
                Literal::Constant(Constant { value, .. }) => match value() {
                    Node::Formed(formed) => Some(formed.to_string()),
                    _ => None,
                },
                Literal::Text(text) => Some(text.to_owned()),
                Literal::Integer(number) => Some(number.to_string()),
                _ => None,
            });
            let (names, others) = numbers(tests);
            let around = names.into_iter().chain(others).map(|number| number.to_string());
            let samples = [
                "1",
                "2",
                "0",
                "0.5",
                "1.5",
                "-1",
                "100",
                "2031-05-08",
                "2031-12-31",
                "2000-01-01",
            ];
            let all = constants.chain(around).chain(samples.map(str::to_owned));
            all.filter(|text| Formed::parse(form, text).is_some())
                .map(|text| free(Tree::Formed(form, text.into())))
                .collect()
        }
        Kind::Any => {
            let names = literals(tests).filter_map(|literal| match literal {
                Literal::Bool(value) => Some(named(FactValue::Bool(value))),
                Literal::Integer(number) => Some(named(FactValue::Integer(number))),
                Literal::Text(text) => Some(named(FactValue::Text(text))),
                Literal::Null => Some(named(FactValue::Null)),
                _ => None,
            });
            names.chain([free(Tree::Text("text".into())), free(Tree::Number(1))]).collect()
        }
        Kind::List(_) | Kind::Map(_) | Kind::Object(_) | Kind::Optional(_) => Vec::new(),
    }
}

/// The literals that a value is compared with.
fn literals(tests: &[Question]) -> impl Iterator<Item = Literal> {
    tests.iter().filter_map(Question::test).flat_map(Test::literals)
}

/// The numbers that rules name, and those around them and at bounds.
fn numbers(tests: &[Question]) -> (Vec<i128>, Vec<i128>) {
    const FEW: i128 = 16;
    let (mut names, mut others) = (Vec::new(), Vec::new());
    for test in tests.iter().filter_map(Question::test) {
        // What is only compared in order is not named.
        if !matches!(test, Test::Compares(comparison, _) if comparison.is_order()) {
            names.extend(test.literals().filter_map(Literal::integer));
        }
        for bounds in test.bounds() {
            if let (Test::OneOf(_), Some(min), Some(max)) = (test, bounds.min, bounds.max)
                && max.saturating_sub(min) < FEW
            {
                names.extend(min..=max);
            }
            for end in [bounds.min, bounds.max].into_iter().flatten() {
                others.extend([end, end.saturating_sub(1), end.saturating_add(1)]);
            }
        }
    }
    (names, others)
}

/// Texts that have the formats, match the patterns and are as long as rules ask.
fn texts(tests: &[Question]) -> Vec<String> {
    const LONGEST: i128 = 4096;
    let mut texts: Vec<String> = Vec::new();
    let tests = || tests.iter().filter_map(Question::test);
    let ends = tests().filter_map(Test::lengths).map(|bounds| [bounds.min, bounds.max]);
    let mut lengths: Vec<usize> = ends
        .flatten()
        .flatten()
        .flat_map(|end| [end, end - 1, end + 1])
        .filter(|end| (1..=LONGEST).contains(end))
        .filter_map(|end| usize::try_from(end).ok())
        .collect();
    lengths.sort_unstable();
    lengths.dedup();
    for test in tests() {
        texts.extend(test.texts());
    }
    for test in tests() {
        if let Test::Pattern(pattern) = test {
            texts.extend(pattern.example(0, 256));
            texts.extend(lengths.iter().filter_map(|length| pattern.example(*length, *length)));
        }
    }
    texts.extend(["text", "x", "1", "A1", "other"].map(str::to_owned));
    // The same in other lengths.
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

/// Collects what rules ask about the values of each field.
struct Gather {
    tests: HashMap<Key, Vec<Question>>,
    seen: Vec<usize>,
}

/// A value that a name in a condition leads to.
#[derive(Clone, Copy)]
struct Held {
    key: Option<Key>,
    kind: &'static Kind,
}

impl Gather {
    fn schema(&mut self, schema: &'static Schema) {
        let address = std::ptr::from_ref(schema).addr();
        if self.seen.contains(&address) {
            return;
        }
        self.seen.push(address);
        for rule in schema.rules {
            self.rule(schema, rule);
        }
        for field in schema.fields {
            for (cond, _) in field.default_ifs {
                self.cond(schema, cond, &[]);
            }
            let mut kind = (field.kind)().required();
            while let Some(item) = item_kind(kind) {
                kind = item.required();
            }
            if let Some(inner) = object_schema(kind) {
                self.schema(inner);
            }
        }
    }

    fn rule(&mut self, schema: &'static Schema, rule: &'static Rule) {
        if let When::If(cond) | When::Unless(cond) = &rule.when {
            self.cond(schema, cond, &[]);
        }
        let held = match rule.at {
            At::Root => None,
            At::Field(field) => Some(own(schema, field)),
            At::Items(field) => item_of(own(schema, field)),
            At::Member(field, members) => follow(own(schema, field), members),
        };
        let test = match &rule.demand {
            Demand::Passes(test) => Some(Question::Demanded(*test)),
            Demand::Checked(checked) => {
                for field in checked.reads {
                    self.add(Some(own(schema, *field)), Question::Own);
                }
                Some(Question::Own)
            }
            Demand::Holds(cond, _) => {
                let scope = if let At::Items(_) = rule.at {
                    held.into_iter().collect()
                } else {
                    Vec::new()
                };
                self.cond(schema, cond, &scope);
                None
            }
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Separator(_)
            | Demand::Group(_)
            | Demand::Nested => None,
        };
        if let Some(test) = test {
            self.add(held, test);
        }
    }

    fn add(&mut self, held: Option<Held>, test: Question) {
        if let Some(Held { key: Some(key), .. }) = held {
            self.tests.entry(key).or_default().push(test);
        }
    }

    fn cond(&mut self, schema: &'static Schema, cond: &'static Cond, scope: &[Held]) {
        cond.each_part(&mut |part| match part {
            Part::Named(index) => self.cond(schema, &schema.conditions[index].cond, &[]),
            Part::Cond(cond) => self.cond(schema, cond, scope),
            Part::Presence(_) => {}
            Part::Tested(value, test) => {
                let held = find(schema, value, scope);
                self.add(held, Question::Asked(*test));
                if let Test::Predicate(_) = test {
                    self.add(held, Question::Own);
                }
            }
            Part::Compared(value) => self.add(find(schema, value, scope), Question::Own),
            Part::Measured(value, other) => self.measured(find(schema, value, scope), other),
            Part::Items(list, cond) => self.over_items(schema, list, cond, scope),
            Part::Keys(list, key) => {
                let item = find(schema, list, scope).and_then(item_of);
                let scope: Vec<Held> = scope.iter().copied().chain(item).collect();
                self.add(find(schema, key, &scope), Question::Own);
            }
        });
    }

    /// Adds the lengths that a comparison with `other` tells apart.
    fn measured(&mut self, held: Option<Held>, other: &Term) {
        if let Term::Literal(literal) = other {
            let number = literal.integer();
            let at = Bounds { min: number, max: number, is_half_open: false };
            return self.add(held, Question::Asked(Test::Length(at)));
        }
        for length in 1..=4 {
            self.add(held, Question::Asked(Test::Length(Bounds::exactly(length))));
        }
        self.add(held, Question::Own);
    }

    fn over_items(
        &mut self,
        schema: &'static Schema,
        list: &Reference,
        cond: &'static Cond,
        scope: &[Held],
    ) {
        if let Some(item) = find(schema, list, scope).and_then(item_of) {
            let scope: Vec<Held> = scope.iter().copied().chain([item]).collect();
            self.cond(schema, cond, &scope);
        }
        // So many items, and more of them.
        let some = Bounds { min: Some(2), max: None, is_half_open: false };
        self.add(find(schema, list, scope), Question::Asked(Test::Length(some)));
    }
}

fn own(schema: &'static Schema, field: usize) -> Held {
    Held { key: Some(Key::of(schema, field)), kind: (schema.fields[field].kind)() }
}

fn item_of(list: Held) -> Option<Held> {
    let key = list.key.map(|key| Key { is_item: true, ..key });
    Some(Held { key, kind: item_kind(list.kind)? })
}

fn follow(held: Held, members: &[&'static str]) -> Option<Held> {
    members.iter().try_fold(held, |held, member| {
        let schema = object_schema(held.kind)?;
        let (field, _) = schema.member(member)?;
        Some(own(schema, field))
    })
}

fn find(schema: &'static Schema, reference: &Reference, scope: &[Held]) -> Option<Held> {
    let held = match reference.root {
        Root::Field(field) => own(schema, field),
        Root::Item(depth) => *scope.get(depth)?,
        Root::Context(_) => return None,
    };
    follow(held, reference.members)
}
