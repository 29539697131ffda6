//! The facts that explain why a rule applies or is broken.

use std::collections::HashSet;

use crate::{
    Path,
    path::{ItemKey, Segment},
    schema::{
        Cond, FieldPlace, Kind, Literal, Reference, Root, Rule, Schema, Term, Test, When,
        WireValue,
        evaluate::{Bound, Evaluator, Scope, Side, item_at},
        state::State,
    },
    value::{Node, separated::inseparable},
    violation::{Because, Fact, FactState, FactValue},
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
    pub(crate) fn because(&self, rule: &Rule) -> Because {
        let mut facts = Facts::default();
        match &rule.when {
            When::Always => {}
            When::If(cond) => self.explain(cond, true, None, &mut facts),
            When::Unless(cond) => self.explain(cond, false, None, &mut facts),
        }
        Because::facts(facts.list)
    }

    /// Returns the facts that keep `rule` from applying.
    pub(crate) fn because_not(&self, rule: &Rule) -> Because {
        let mut facts = Facts::default();
        match &rule.when {
            When::Always => {}
            When::If(cond) => self.explain(cond, false, None, &mut facts),
            When::Unless(cond) => self.explain(cond, true, None, &mut facts),
        }
        Because::facts(facts.list)
    }

    /// Returns the facts that make a condition false.
    pub(crate) fn because_false(&self, cond: &Cond) -> Because {
        let mut facts = Facts::default();
        self.explain(cond, false, None, &mut facts);
        Because::facts(facts.list)
    }

    /// Returns the facts that make a condition false for the item `key` of a field.
    pub(crate) fn because_item(
        &self,
        cond: &Cond,
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
        cond: &Cond,
        field: usize,
        item: &State<'a>,
        path: &Path,
    ) -> Because {
        let mut facts = Facts::default();
        let is_secret = self.schema().fields[field].secret;
        self.explain(cond, false, Some(&Scope { outer: None, item, path, is_secret }), &mut facts);
        Because::facts(facts.list)
    }

    /// Adds the facts that give `cond` the value `outcome`.
    fn explain(&self, cond: &Cond, outcome: bool, scope: Bound<'_, 'a>, facts: &mut Facts) {
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
                self.explain_value(reference, Some(test), scope, facts);
            }
            Cond::Given(reference) => {
                presence(reference, self.see(reference, scope).is_given(), facts);
            }
            Cond::Present(reference) => {
                presence(reference, self.see(reference, scope).is_present(), facts);
            }
            Cond::Compare(left, _, right) => {
                self.explain_term(left, scope, facts);
                self.explain_term(right, scope, facts);
            }
            Cond::AnyItem(list, cond) | Cond::AllItems(list, cond) => {
                self.explain_items(list, cond, outcome, scope, facts);
            }
            Cond::Unique(list, _) => self.explain_length(list, scope, facts),
        }
    }

    /// Adds the facts of the first item that decides a quantifier, or else the length of the list.
    fn explain_items(
        &self,
        list: &Reference,
        cond: &Cond,
        outcome: bool,
        scope: Bound<'_, 'a>,
        facts: &mut Facts,
    ) {
        let seen = self.see(list, scope);
        let list_path = self.path(list, scope);
        for (segment, item) in seen.state.entries() {
            let path = list_path.join(segment);
            let inner = Scope { outer: scope, item, path: &path, is_secret: seen.is_secret };
            if self.holds(cond, Some(&inner)) == Some(outcome) {
                return self.explain(cond, outcome, Some(&inner), facts);
            }
        }
        self.explain_length(list, scope, facts);
    }

    fn explain_length(&self, reference: &Reference, scope: Bound<'_, 'a>, facts: &mut Facts) {
        let seen = self.see(reference, scope);
        let state = match (seen.is_present(), seen.value()) {
            (false, Side::Value(Node::Text(default))) => FactState::Length(default.chars().count()),
            (false, _) => FactState::Absent,
            (true, _) if seen.is_secret => FactState::Redacted,
            (true, _) => seen.state.length().map_or(FactState::Present, FactState::Length),
        };
        facts.add(self.path(reference, scope), state);
    }

    fn explain_term(&self, term: &Term, scope: Bound<'_, 'a>, facts: &mut Facts) {
        match term {
            Term::Literal(_) => {}
            Term::Value(reference) => self.explain_value(reference, None, scope, facts),
            Term::Length(reference) | Term::CountItems(reference, _) => {
                self.explain_length(reference, scope, facts);
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

    fn explain_value(
        &self,
        reference: &Reference,
        test: Option<&Test>,
        scope: Bound<'_, 'a>,
        facts: &mut Facts,
    ) {
        let seen = self.see(reference, scope);
        let node = match seen.value_beside_literal() {
            Side::Value(node) => Some(node),
            Side::Content(_) => None,
            Side::Missing | Side::Unknown => {
                if !matches!(*seen.state, State::Unreadable) {
                    facts.add(self.path(reference, scope), FactState::Absent);
                }
                return;
            }
        };
        let state = match node.unwrap_or(Node::Absent) {
            Node::Bool(is_changed) if matches!(reference.root, Root::Changed(_)) => {
                FactState::Changed(is_changed)
            }
            _ if seen.is_secret => FactState::Redacted,
            Node::Null => FactState::Null,
            Node::Bool(value) => FactState::Is(FactValue::Bool(value)),
            Node::Text(text) => {
                let of_fact = || match reference.root {
                    Root::Context(fact) if reference.members.is_empty() => Some((fact.kind)()),
                    Root::Old(index) if reference.members.is_empty() => {
                        Some((self.schema.fields[index].kind)())
                    }
                    Root::Context(_)
                    | Root::Old(_)
                    | Root::Changed(_)
                    | Root::Field(_)
                    | Root::Item(_) => None,
                };
                let kind = seen.field.map(|field| (field.kind)()).or_else(of_fact);
                text_fact(kind, text, test)
            }
            node => match node.integer() {
                Some(number) => FactState::Is(FactValue::Integer(number)),
                None => FactState::Present,
            },
        };
        let state = match state {
            FactState::Is(value) if !seen.is_present() => FactState::IsByDefault(value),
            state => state,
        };
        facts.add(self.path(reference, scope), state);
    }

    fn path(&self, reference: &Reference, scope: Bound<'_, 'a>) -> Path {
        let (mut path, mut kind) = match reference.root {
            Root::Field(index) => {
                let field = &self.schema.fields[index];
                let is_in_place =
                    field.place == FieldPlace::Flattened && !reference.members.is_empty();
                let path =
                    if is_in_place { self.base.clone() } else { self.base.join_name(field.name) };
                (path, Some((field.kind)()))
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
                (path, Some((field.kind)()))
            }
            Root::Changed(index) => (self.base.join_name(self.schema.fields[index].name), None),
        };
        for member in reference.members {
            let field = match kind {
                Some(kind) => kind.member(&[*member]),
                None => None,
            };
            path = path.join_name(field.map_or(*member, |field| field.name));
            kind = field.map(|field| (field.kind)());
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
            match (field.kind)() {
                Kind::Object(inner) => wire_path(path, inner, rest),
                _ => path,
            }
        }
        None => path.join(Segment::Name(first)),
    }
}

/// Describes a text without showing free text, which may be personal. Only wire names of enums and texts of the rules
/// themselves are shown.
fn text_fact(kind: Option<&Kind>, text: &str, test: Option<&Test>) -> FactState {
    if let Some(Kind::Choice(choices)) = kind
        && let Some(index) = choices.find(text)
    {
        return FactState::Is(choices.list[index].wire.into());
    }
    let wire = |literal: Literal| match (kind, literal) {
        (Some(Kind::Choice(choices)), Literal::Variant(rust)) => {
            choices.find_rust(rust).and_then(|index| match choices.list[index].wire {
                WireValue::Text(name) => Some(name),
                WireValue::Integer(_) => None,
            })
        }
        (_, literal) => literal.text(),
    };
    let mut texts = test.into_iter().flat_map(Test::literals).filter_map(wire);
    let Some(first) = texts.next() else { return FactState::Present };
    match [first].into_iter().chain(texts).find(|literal| *literal == text) {
        Some(literal) => FactState::Is(FactValue::Text(literal)),
        None => FactState::IsNot(FactValue::Text(first)),
    }
}
