//! The facts that explain why a rule applies or is broken.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, Hasher, RandomState},
};

use crate::{
    Path,
    path::{ItemKey, Segment},
    schema::{
        Comparison, Cond, FieldPlace, Kind, Literal, Reference, Root, Rule, Schema, Term, Test,
        evaluate::{Bound, Evaluator, Scope, Seen, Side, item_at},
        state::State,
    },
    value::{Node, separated::inseparable},
    violation::{Because, Fact, FactState, FactValue, Tested},
    words::length_of,
};

/// The facts found so far, each once.
struct Facts {
    list: Vec<Fact>,
    /// The facts of the list, once they are many.
    known: Option<HashSet<Fact>>,
    /// The named conditions whose facts were added, each with its value.
    named: Vec<(usize, bool)>,
}

impl Default for Facts {
    fn default() -> Self {
        /// Capacity for the facts of most rules, so that they need not be moved when they are stored.
        const USUAL: usize = 1;
        Self { list: Vec::with_capacity(USUAL), known: None, named: Vec::new() }
    }
}

impl Facts {
    /// Greatest number of facts that are compared one by one.
    const FEW: usize = 16;

    fn add(&mut self, path: Path, state: FactState) {
        let fact = Fact { path, state };
        let is_new = match self.list.len() {
            0..Self::FEW => !self.list.contains(&fact),
            _ => {
                let list = &self.list;
                let known = self.known.get_or_insert_with(|| list.iter().cloned().collect());
                known.insert(fact.clone())
            }
        };
        if is_new {
            self.list.push(fact);
        }
    }

    /// Returns the facts as a reason. The presence of a value of which another fact says more is beside the point.
    fn finish(mut self) -> Because {
        // Many facts are told as they are, as each would have to be compared with all others.
        let mut index = if self.list.len() <= Self::FEW { 0 } else { self.list.len() };
        while let Some(fact) = self.list.get(index) {
            let is_told = |(other, told): (usize, &Fact)| {
                other != index && told.state.implies_presence() && told.path.starts_with(&fact.path)
            };
            match fact.state == FactState::Present && self.list.iter().enumerate().any(is_told) {
                true => drop(self.list.remove(index)),
                false => index += 1,
            }
        }
        Because::facts(self.list)
    }

    /// Notes that the facts of a named condition are added, and returns `true` if they were not yet.
    fn add_named(&mut self, index: usize, outcome: bool) -> bool {
        let is_new = !self.named.contains(&(index, outcome));
        if is_new {
            self.named.push((index, outcome));
        }
        is_new
    }
}

impl<'a> Evaluator<'_, 'a> {
    /// Returns the facts that made `rule` apply.
    pub(crate) fn because(&self, rule: &'static Rule) -> Because {
        let Some((cond, outcome)) = rule.own_condition() else { return Because::Nothing };
        let mut facts = Facts::default();
        self.explain(cond, outcome, None, &mut facts);
        facts.finish()
    }

    /// Returns the facts that give `rule` its severity.
    pub(crate) fn because_of_severity(&self, rule: &'static Rule) -> Because {
        let Some(cond) = rule.severity_condition() else { return Because::Nothing };
        let mut facts = Facts::default();
        self.explain(cond, true, None, &mut facts);
        facts.finish()
    }

    /// Returns the facts that keep `rule` from applying.
    pub(crate) fn because_not(&self, rule: &'static Rule) -> Because {
        let mut facts = Facts::default();
        match rule.own_condition() {
            Some((cond, outcome)) if self.holds(cond, None) == Some(!outcome) => {
                self.explain(cond, !outcome, None, &mut facts);
            }
            // The rule applies, with another severity.
            Some(_) | None => {
                if let Some(cond) = rule.severity_condition() {
                    self.explain(cond, false, None, &mut facts);
                }
            }
        }
        facts.finish()
    }

    /// Returns the facts that make a condition false.
    pub(crate) fn because_false(&self, cond: &'static Cond) -> Because {
        let mut facts = Facts::default();
        self.explain(cond, false, None, &mut facts);
        facts.finish()
    }

    /// Returns the facts that make a condition false for the item `key` of a field.
    pub(crate) fn because_item(
        &self,
        cond: &'static Cond,
        field: usize,
        key: ItemKey<'_>,
        path: &Path,
    ) -> Because {
        let item = self.state(field).item(key);
        item.map_or(Because::Nothing, |item| self.because_false_for(cond, field, &item, path))
    }

    /// Returns the reason why the item `key` of a field cannot be written between separators.
    pub(crate) fn because_inseparable(
        &self,
        separator: &str,
        field: usize,
        key: ItemKey<'_>,
    ) -> Because {
        let wrong = match self.state(field).item(key) {
            Some(State::Known(node)) => inseparable(node, separator),
            _ => None,
        };
        wrong.map_or(Because::Nothing, Because::Inseparable)
    }

    /// Returns the facts that make a condition false for one item of a field.
    pub(crate) fn because_false_for(
        &self,
        cond: &'static Cond,
        field: usize,
        item: &State<'a>,
        path: &Path,
    ) -> Because {
        let mut facts = Facts::default();
        let field = &self.schema().fields[field];
        let kind = field.kind().item().map(Kind::required);
        let is_secret = field.attributes.secret;
        let scope = Scope { outer: None, item, path, kind, is_secret };
        self.explain(cond, false, Some(&scope), &mut facts);
        facts.finish()
    }

    /// Adds the facts that give `cond` the value `outcome`.
    fn explain(&self, cond: &'static Cond, outcome: bool, scope: Bound<'_, 'a>, facts: &mut Facts) {
        let presence = |reference: &Reference, present: bool, facts: &mut Facts| {
            let state = if present { FactState::Present } else { FactState::Absent };
            facts.add(self.path(reference, scope), state);
        };
        match cond {
            Cond::Named(index) => {
                let cond = &self.schema.conditions[*index].cond;
                // Only what refers to others can be met more often than it is written.
                if !cond.names_condition() || facts.add_named(*index, outcome) {
                    self.explain(cond, outcome, None, facts);
                }
            }
            Cond::Not(cond) => self.explain(cond, !outcome, scope, facts),
            Cond::All(conds) | Cond::Any(conds) => {
                for cond in conds.iter().filter(|cond| self.holds(cond, scope) == Some(outcome)) {
                    self.explain(cond, outcome, scope, facts);
                }
            }
            Cond::Implies(left, right) => {
                if self.holds(left, scope) == Some(!outcome) {
                    self.explain(left, !outcome, scope, facts);
                }
                if self.holds(right, scope) == Some(outcome) {
                    self.explain(right, outcome, scope, facts);
                }
            }
            Cond::Passes(reference, test) => {
                self.explain_test(reference, test, outcome, scope, facts);
            }
            Cond::Given(reference) => {
                presence(reference, self.see(reference, scope).is_given(), facts);
            }
            Cond::Present(reference) => {
                presence(reference, self.see(reference, scope).is_present(), facts);
            }
            Cond::Compare(left, comparison, right) => {
                self.explain_comparison((left, *comparison, right), outcome, scope, facts);
            }
            Cond::AnyItem(list, cond) => {
                self.explain_items(Quantifier::Any, list, cond, outcome, scope, facts);
            }
            Cond::AllItems(list, cond) => {
                self.explain_items(Quantifier::All, list, cond, outcome, scope, facts);
            }
            Cond::Unique(list, key) => self.explain_unique(list, key, outcome, scope, facts),
        }
    }

    /// Adds the facts of the first item that decides a quantifier, or else the length of the list.
    fn explain_items(
        &self,
        quantifier: Quantifier,
        list: &'static Reference,
        cond: &'static Cond,
        outcome: bool,
        scope: Bound<'_, 'a>,
        facts: &mut Facts,
    ) {
        let seen = self.see(list, scope);
        let list_path = self.path(list, scope);
        let kind = self.kind_of(&seen, list, scope).and_then(Kind::item).map(Kind::required);
        for (segment, item) in seen.state.entries() {
            let path = list_path.join(segment);
            let inner = Scope { outer: scope, item, path: &path, kind, is_secret: seen.is_secret };
            let is_decisive = match quantifier {
                Quantifier::Any => outcome,
                Quantifier::All => !outcome,
            };
            if is_decisive && self.holds(cond, Some(&inner)) == Some(outcome) {
                return self.explain(cond, outcome, Some(&inner), facts);
            }
        }
        // All items alike decide it.
        let state = if !seen.is_present() {
            FactState::Absent
        } else if let Cond::Passes(Reference { root: Root::Item(_), members: [] }, test) = cond
            && !(seen.is_secret && test.tells())
        {
            FactState::Items(Tested::new(test, kind, outcome))
        } else {
            self.told_items(list, cond, outcome, scope)
        };
        facts.add(list_path, state);
    }

    /// Adds the two items that are equal, or have the same key.
    fn explain_unique(
        &self,
        list: &'static Reference,
        key: &'static Reference,
        outcome: bool,
        scope: Bound<'_, 'a>,
        facts: &mut Facts,
    ) {
        let seen = self.see(list, scope);
        let path = self.path(list, scope);
        let same = if outcome { None } else { self.same_items(&seen.state, key, scope) };
        let state = match same {
            _ if !seen.is_present() => FactState::Absent,
            Some((first, second)) if key.members.is_empty() => FactState::EqualItems(first, second),
            Some((first, second)) => {
                let item = seen.state.items().next();
                let key = match item {
                    Some(State::Object(schema, _)) => wire_path(Path::ROOT, schema, key.members),
                    _ => key.members.iter().fold(Path::ROOT, |path, name| path.join_name(name)),
                };
                FactState::EqualKeys(first, second, key)
            }
            None => self.told_unique(list, key, scope),
        };
        facts.add(path, state);
    }

    /// Returns the indices of the first item that equals an earlier one, and of that one.
    fn same_items(
        &self,
        list: &State<'a>,
        key: &Reference,
        scope: Bound<'_, 'a>,
    ) -> Option<(usize, usize)> {
        let hasher = RandomState::new();
        let mut known: HashMap<u64, Vec<(usize, State<'a>)>> = HashMap::new();
        for (index, item) in list.items().enumerate() {
            let path = &Path::ROOT;
            let inner = Scope { outer: scope, item, path, kind: None, is_secret: false };
            let state = match self.value(key, Some(&inner)) {
                Side::Value(node) => State::of_node(node),
                Side::Content(content) => content,
                Side::Missing | Side::Unknown => continue,
            };
            let mut hash = hasher.build_hasher();
            state.add_hash(&mut hash);
            let alike = known.entry(hash.finish()).or_default();
            let same = alike.iter().find(|(_, other)| other.is_same(&state) == Some(true));
            if let Some((first, _)) = same {
                return Some((*first, index));
            }
            alike.push((index, state));
        }
        None
    }

    /// Adds how two terms compare.
    fn explain_comparison(
        &self,
        (left, comparison, right): (&'static Term, Comparison, &'static Term),
        outcome: bool,
        scope: Bound<'_, 'a>,
        facts: &mut Facts,
    ) {
        let number = match right {
            Term::Literal(literal) => literal.integer(),
            Term::Value(_)
            | Term::Length(_)
            | Term::Size(..)
            | Term::CountPresent(_)
            | Term::CountItems(..) => None,
        };
        match (left, right, number) {
            (Term::Value(one), Term::Value(other), _)
                if self.are_told(left, right, scope, facts) =>
            {
                let kind = self.see(one, scope).field.map(|field| field.kind().required());
                let other = self.path(other, scope);
                let words = comparison.text(kind);
                let denied = comparison.opposite();
                let is_opposite = !outcome
                    && comparison.is_order()
                    && self.compare(left, denied, right, scope) == Some(true);
                let opposite = if is_opposite { denied.text(kind) } else { None };
                let state =
                    FactState::Compared { comparison, words, holds: outcome, opposite, other };
                facts.add(self.path(one, scope), state);
            }
            (Term::Length(of) | Term::Size(_, of), _, Some(number)) => {
                let seen = self.see(of, scope);
                let state = if !matches!(seen.value(), Side::Value(_) | Side::Content(_)) {
                    FactState::Absent
                } else if seen.is_secret {
                    FactState::Redacted
                } else {
                    let comparison = if outcome { comparison } else { comparison.opposite() };
                    let kind = self.kind_of(&seen, of, scope);
                    let of = match left {
                        Term::Size(unit, _) => unit.text(),
                        Term::Value(_)
                        | Term::Literal(_)
                        | Term::Length(_)
                        | Term::CountPresent(_)
                        | Term::CountItems(..) => length_of(kind),
                    };
                    FactState::Length(comparison, number, of)
                };
                facts.add(self.path(of, scope), state);
            }
            (Term::CountItems(list, cond), _, Some(number)) => {
                let comparison = if outcome { comparison } else { comparison.opposite() };
                self.explain_count((list, cond), comparison, number, scope, facts);
            }
            (Term::CountPresent(references), _, Some(_)) => {
                let comparison = if outcome { comparison } else { comparison.opposite() };
                self.explain_present(references, comparison, scope, facts);
            }
            (
                Term::Value(_)
                | Term::Literal(_)
                | Term::Length(_)
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(..),
                Term::Value(_)
                | Term::Literal(_)
                | Term::Length(_)
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(..),
                _,
            ) => {
                if self.are_told(left, right, scope, facts) {
                    let state = self.told_comparison((left, comparison, right), outcome, scope);
                    facts.add(self.path_of_term(left, scope), state);
                }
            }
        }
    }

    /// Returns `true` if two terms have values that may be told. Adds what decides their comparison otherwise: where a value
    /// is missing, it alone decides.
    fn are_told(&self, left: &Term, right: &Term, scope: Bound<'_, 'a>, facts: &mut Facts) -> bool {
        let terms = [left, right].map(|term| match term {
            Term::Value(reference) => {
                let seen = self.see(reference, scope);
                let is_there = matches!(seen.value(), Side::Value(_) | Side::Content(_));
                (term, is_there, seen.is_secret)
            }
            Term::Length(reference) | Term::Size(_, reference) | Term::CountItems(reference, _) => {
                (term, true, self.see(reference, scope).is_secret)
            }
            Term::Literal(_) | Term::CountPresent(_) => (term, true, false),
        });
        let are_there = terms.iter().all(|(_, is_there, _)| *is_there);
        let is_told = are_there && terms.iter().all(|(.., is_secret)| !is_secret);
        for (term, is_there, _) in terms {
            if !is_told && (are_there || !is_there) {
                self.explain_term(term, scope, facts);
            }
        }
        is_told
    }

    /// Adds the items that make a count as great as it is, or else what the count is.
    fn explain_count(
        &self,
        (list, cond): (&'static Reference, &'static Cond),
        comparison: Comparison,
        number: i128,
        scope: Bound<'_, 'a>,
        facts: &mut Facts,
    ) {
        /// Greatest number of items that are told one by one.
        const MOST: usize = 3;
        let seen = self.see(list, scope);
        let path = self.path(list, scope);
        if !seen.is_present() {
            return facts.add(path, FactState::Absent);
        }
        let kind = self.kind_of(&seen, list, scope).and_then(Kind::item).map(Kind::required);
        let is_least = matches!(comparison, Comparison::Greater | Comparison::GreaterEqual);
        let mut counted = Facts::default();
        let mut count = 0;
        for (segment, item) in seen.state.entries().filter(|_| is_least) {
            let path = path.join(segment);
            let inner = Scope { outer: scope, item, path: &path, kind, is_secret: seen.is_secret };
            if self.holds(cond, Some(&inner)) == Some(true) {
                count += 1;
                if count <= MOST {
                    self.explain(cond, true, Some(&inner), &mut counted);
                }
            }
        }
        if (1..=MOST).contains(&count) {
            counted.list.into_iter().for_each(|fact| facts.add(fact.path, fact.state));
        } else {
            facts.add(path, self.told_count((list, cond), comparison, number, scope));
        }
    }

    /// Adds the presence of the values that make their number at least, at most or exactly what a condition asks.
    fn explain_present(
        &self,
        references: &[Reference],
        comparison: Comparison,
        scope: Bound<'_, 'a>,
        facts: &mut Facts,
    ) {
        for reference in references {
            let is_present = self.see(reference, scope).is_present();
            let is_told = match comparison {
                Comparison::Equal | Comparison::NotEqual => true,
                Comparison::Greater | Comparison::GreaterEqual => is_present,
                Comparison::Less | Comparison::LessEqual => !is_present,
            };
            if is_told {
                let state = if is_present { FactState::Present } else { FactState::Absent };
                facts.add(self.path(reference, scope), state);
            }
        }
    }

    /// Returns the place of a fact that a term opens.
    fn path_of_term(&self, term: &Term, scope: Bound<'_, 'a>) -> Path {
        match term {
            Term::Value(reference)
            | Term::Length(reference)
            | Term::Size(_, reference)
            | Term::CountItems(reference, _)
            | Term::CountPresent([reference, ..]) => self.path(reference, scope),
            Term::Literal(_) | Term::CountPresent([]) => Path::ROOT,
        }
    }

    /// Adds the presence of what a term refers to.
    fn explain_term(&self, term: &Term, scope: Bound<'_, 'a>, facts: &mut Facts) {
        match term {
            Term::Literal(_) => {}
            Term::Value(reference)
            | Term::Length(reference)
            | Term::Size(_, reference)
            | Term::CountItems(reference, _) => {
                self.explain_presence(reference, scope, facts);
            }
            Term::CountPresent(references) => {
                for reference in *references {
                    let present = self.see(reference, scope).is_present();
                    let state = if present { FactState::Present } else { FactState::Absent };
                    facts.add(self.path(reference, scope), state);
                }
            }
        }
    }

    fn explain_presence(&self, reference: &Reference, scope: Bound<'_, 'a>, facts: &mut Facts) {
        let seen = self.see(reference, scope);
        let state = match seen.value() {
            Side::Unknown => return,
            Side::Missing if matches!(*seen.state, State::Known(Node::Null)) => FactState::Null,
            Side::Missing => FactState::Absent,
            Side::Value(_) | Side::Content(_) if seen.is_secret => FactState::Redacted,
            Side::Value(_) | Side::Content(_) => FactState::Present,
        };
        facts.add(self.path(reference, scope), state);
    }

    /// Adds that a value passes a test, or that it does not, or that there is none.
    fn explain_test(
        &self,
        reference: &Reference,
        test: &'static Test,
        outcome: bool,
        scope: Bound<'_, 'a>,
        facts: &mut Facts,
    ) {
        let seen = self.see(reference, scope);
        let node = match seen.value_beside_literal() {
            Side::Value(node) => node,
            Side::Content(_) => Node::Absent,
            Side::Missing | Side::Unknown => {
                if !matches!(*seen.state, State::Unreadable) {
                    facts.add(self.path(reference, scope), FactState::Absent);
                }
                return;
            }
        };
        let kind = self.kind_of(&seen, reference, scope);
        let is_default = !seen.is_present();
        let is = |value: FactValue| match is_default {
            true => FactState::IsByDefault(value),
            false => FactState::Is(value),
        };
        let tested = Tested::new(test, kind, outcome);
        let tested = if is_default { tested.by_default() } else { tested };
        let tested = if let Test::Compares(comparison, literal) = test
            && !outcome
            && comparison.is_order()
        {
            let denied = Test::Compares(comparison.opposite(), *literal);
            tested.opposite(self.passes(&seen, &denied) == Some(true))
        } else {
            tested
        };
        let equals = test.literal(outcome);
        let state = match (node, equals) {
            (Node::Bool(is_changed), _) if matches!(reference.root, Root::Changed(_)) => {
                FactState::Changed(is_changed)
            }
            _ if seen.is_secret => FactState::Redacted,
            (Node::Null, _) => FactState::Null,
            (Node::Bool(value), _) => is(FactValue::Bool(value)),
            (_, Some((equals, literal))) => match (fact_value(kind, literal), equals) {
                (Some(value), true) => is(value),
                (Some(value), false) => FactState::IsNot(value),
                (None, _) => FactState::Tested(tested),
            },
            (_, None) => FactState::Tested(tested),
        };
        facts.add(self.path(reference, scope), state);
    }

    /// Returns the kind of the value that a reference stands for, as far as the schema knows it.
    pub(super) fn kind_of(
        &self,
        seen: &Seen<'_, 'a>,
        reference: &Reference,
        scope: Bound<'_, 'a>,
    ) -> Option<&'static Kind> {
        let kind = match reference.root {
            _ if seen.field.is_some() => seen.field.map(|field| field.kind()),
            Root::Context(fact) if reference.members.is_empty() => Some((fact.kind)()),
            Root::Old(index) if reference.members.is_empty() => {
                Some(self.schema.fields[index].kind())
            }
            Root::Item(depth) if reference.members.is_empty() => {
                item_at(scope, depth).and_then(|scope| scope.kind)
            }
            Root::Context(_) | Root::Old(_) | Root::Changed(_) | Root::Field(_) | Root::Item(_) => {
                None
            }
        };
        kind.map(Kind::required)
    }

    pub(super) fn path(&self, reference: &Reference, scope: Bound<'_, 'a>) -> Path {
        let (mut path, mut kind) = match reference.root {
            Root::Field(index) => {
                let field = &self.schema.fields[index];
                let is_in_place =
                    field.place == FieldPlace::Flattened && !reference.members.is_empty();
                let path =
                    if is_in_place { self.base.clone() } else { self.base.join_name(field.name) };
                (path, Some(field.kind()))
            }
            Root::Item(depth) => {
                let scope = item_at(scope, depth);
                let kind = match scope.map(|scope| scope.item) {
                    Some(State::Object(schema, _)) => {
                        return wire_path(
                            scope.map_or(Path::ROOT, |scope| scope.path.clone()),
                            schema,
                            reference.members,
                        );
                    }
                    _ => None,
                };
                (scope.map_or(Path::ROOT, |scope| scope.path.clone()), kind)
            }
            Root::Context(fact) => (Path::field("ctx").join(Segment::Name(fact.name)), None),
            Root::Old(index) => {
                let field = &self.schema.fields[index];
                let path = Path::field("old").join(Segment::Name(field.name));
                (path, Some(field.kind()))
            }
            Root::Changed(index) => (self.base.join_name(self.schema.fields[index].name), None),
        };
        for member in reference.members {
            let field = match kind {
                Some(kind) => kind.member(&[*member]),
                None => None,
            };
            path = path.join_name(field.map_or(*member, |field| field.name));
            kind = field.map(|field| field.kind());
        }
        path
    }
}

/// Extends `path` by members, which are given by their Rust names.
pub(crate) fn wire_path(path: Path, schema: &Schema, members: &[&'static str]) -> Path {
    let Some((first, rest)) = members.split_first() else { return path };
    match schema.member(first) {
        Some((_, field)) => {
            let path = path.join(Segment::Name(field.name));
            match field.kind() {
                Kind::Object(inner) => wire_path(path, inner, rest),
                _ => path,
            }
        }
        None => path.join(Segment::Name(first)),
    }
}

/// Returns members of an item, which are given by their Rust names, in wire names.
pub(crate) fn item_members(item: Option<&Kind>, members: &[&'static str]) -> String {
    if let Some(Kind::Object(schema)) = item {
        wire_path(Path::ROOT, schema, members).to_string()
    } else {
        members.join(".")
    }
}

/// The number of items for which a condition must hold.
#[derive(Clone, Copy)]
enum Quantifier {
    Any,
    All,
}

/// Returns the value that a literal of a rule stands for, if a fact has one of its kind.
pub(super) fn fact_value(kind: Option<&Kind>, literal: &Literal) -> Option<FactValue> {
    match literal {
        Literal::Bool(value) => Some(FactValue::Bool(*value)),
        Literal::Integer(number) => Some(FactValue::Integer(*number)),
        Literal::Null => Some(FactValue::Null),
        Literal::Text(text) => match kind.map(Kind::required) {
            // Its text on the wire is another one, which the test says.
            Some(Kind::Formed(form)) if form.wire().is_some() => None,
            _ => Some(FactValue::Text(text)),
        },
        Literal::Variant(rust) => match kind {
            Some(Kind::Choice(choices)) => {
                choices.find_rust(rust).map(|index| choices.list[index].wire.into())
            }
            _ => None,
        },
        Literal::Fraction(..) | Literal::Constant(_) | Literal::Fact(_) => None,
    }
}
