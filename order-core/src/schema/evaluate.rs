use std::{any::Any, borrow::Cow, cmp::Ordering};

use crate::{
    Path, Segment,
    schema::{
        Blank, Comparison, Cond, Field, FieldPlace, Kind, Literal, Reference, Root, Rule, Schema,
        Term, When, state::State,
    },
    seen::ItemKey,
    value::{Fields, Node, separated::inseparable},
    violation::{Because, Fact, FactState, FactValue},
};

/// Answers conditions about one request from its schema.
///
/// The logic has three values: `None` is "depends on a value that could not be read".
pub(crate) struct Evaluator<'a> {
    schema: &'static Schema,
    states: Vec<State<'a>>,
    context: &'a dyn Any,
    /// Where the request stands inside of the outermost one.
    base: Path,
}

/// The items that quantifiers have bound, the innermost first.
#[derive(Clone, Copy)]
struct Scope<'s, 'a> {
    outer: Option<&'s Scope<'s, 'a>>,
    item: &'s State<'a>,
    path: &'s Path,
}

type Bound<'s, 'a> = Option<&'s Scope<'s, 'a>>;

/// A value that a condition looks at.
struct Seen<'e, 'a> {
    state: Cow<'e, State<'a>>,
    /// The field that holds it, if one does.
    field: Option<&'static Field>,
    /// Its value when absent.
    default: Side<'a>,
    /// Whether it is a member of a nested request.
    is_member: bool,
}

/// A side of a comparison.
#[derive(Clone, Copy)]
enum Side<'a> {
    Missing,
    Unknown,
    Value(Node<'a>),
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(
        schema: &'static Schema,
        states: Vec<State<'a>>,
        context: &'a dyn Any,
        base: Path,
    ) -> Self {
        Self { schema, states, context, base }
    }

    /// An evaluator of all that `request` holds.
    pub(crate) fn of_fields(
        schema: &'static Schema,
        request: &'a dyn Fields,
        context: &'a dyn Any,
        base: Path,
    ) -> Self {
        Self::new(schema, State::of_fields(schema, request), context, base)
    }

    pub(crate) fn schema(&self) -> &'static Schema {
        self.schema
    }

    pub(crate) fn base(&self) -> &Path {
        &self.base
    }

    pub(crate) fn context(&self) -> &'a dyn Any {
        self.context
    }

    pub(crate) fn state(&self, field: usize) -> &State<'a> {
        &self.states[field]
    }

    pub(crate) fn is_present(&self, field: usize) -> bool {
        is_present(&self.states[field], Some(&self.schema.fields[field]))
    }

    /// Whether a rule applies; `None` if that depends on a value that could not be read.
    pub(crate) fn applies(&self, when: &When) -> Option<bool> {
        match when {
            When::Always => Some(true),
            When::If(cond) => self.holds(cond, None),
            When::Unless(cond) => not(self.holds(cond, None)),
        }
    }

    /// Whether a rule that consists of this condition is judged: one that compares two values of the
    /// request is only if both are there.
    pub(crate) fn is_judged(&self, cond: &Cond) -> bool {
        match cond {
            Cond::Compare(Term::Value(left), _, Term::Value(right)) => {
                let is_there = |reference| !matches!(self.value(reference, None), Side::Missing);
                is_there(left) && is_there(right)
            }
            _ => true,
        }
    }

    /// Whether a condition of the request itself holds.
    pub(crate) fn is_true(&self, cond: &Cond) -> Option<bool> {
        self.holds(cond, None)
    }

    /// Whether a condition holds for one item of a list.
    pub(crate) fn is_true_for(&self, cond: &Cond, item: &State<'a>) -> Option<bool> {
        self.holds(cond, Some(&Scope { outer: None, item, path: &Path::ROOT }))
    }

    /// The facts that made `rule` apply.
    pub(crate) fn because(&self, rule: &Rule) -> Because {
        let mut facts = Vec::new();
        match &rule.when {
            When::Always => {}
            When::If(cond) => self.explain(cond, true, None, &mut facts),
            When::Unless(cond) => self.explain(cond, false, None, &mut facts),
        }
        Because::facts(facts)
    }

    /// The facts that break a condition.
    pub(crate) fn because_false(&self, cond: &Cond) -> Because {
        let mut facts = Vec::new();
        self.explain(cond, false, None, &mut facts);
        Because::facts(facts)
    }

    /// The facts that break a condition for the item `key` of a field.
    pub(crate) fn because_item(
        &self,
        cond: &Cond,
        field: usize,
        key: ItemKey<'_>,
        path: &Path,
    ) -> Because {
        let item = self.item(field, key);
        item.map_or(Because::Nothing, |item| self.because_false_for(cond, item, path))
    }

    /// Why the item `key` of a field cannot stand between separators.
    pub(crate) fn because_inseparable(
        &self,
        separator: &str,
        field: usize,
        key: ItemKey<'_>,
    ) -> Because {
        let wrong = match self.item(field, key) {
            Some(State::Known(node)) => inseparable(*node, separator),
            _ => None,
        };
        wrong.map_or(Because::Nothing, |wrong| Because::Message(wrong.message(separator).into()))
    }

    fn item(&self, field: usize, key: ItemKey<'_>) -> Option<&State<'a>> {
        match (&self.states[field], key) {
            (State::List(items), ItemKey::Index(index)) => items.get(index),
            (State::Map(entries), ItemKey::Key(key)) => {
                entries.iter().find(|(entry, _)| *entry == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The facts that break a condition for one item.
    pub(crate) fn because_false_for(&self, cond: &Cond, item: &State<'a>, path: &Path) -> Because {
        let mut facts = Vec::new();
        self.explain(cond, false, Some(&Scope { outer: None, item, path }), &mut facts);
        Because::facts(facts)
    }

    fn holds(&self, cond: &Cond, scope: Bound<'_, 'a>) -> Option<bool> {
        match cond {
            Cond::True(reference) => match self.see(reference, scope).value_beside_literal() {
                Side::Unknown => None,
                Side::Value(node) => Some(node.is_same(&Node::Bool(true))),
                Side::Missing => Some(false),
            },
            Cond::Named(index) => self.holds(&self.schema.conditions[*index].cond, None),
            Cond::Given(reference) | Cond::Present(reference) if self.lacks(reference) => None,
            Cond::Given(reference) => Some(self.see(reference, scope).state.is_given()),
            Cond::Present(reference) => Some(self.see(reference, scope).is_present()),
            Cond::Compare(left, comparison, right) => self.compare(left, *comparison, right, scope),
            Cond::In(reference, literals) => {
                let seen = self.see(reference, scope);
                any(literals.iter().map(|literal| self.equals(&seen, literal)))
            }
            Cond::Is(reference, format) => {
                self.judge_text(reference, scope, &|text| (format.accepts)(text))
            }
            Cond::Matches(reference, pattern) => {
                self.judge_text(reference, scope, &|text| pattern.is_match(text))
            }
            Cond::Satisfies(reference, predicate) => match self.value(reference, scope) {
                Side::Unknown => None,
                Side::Missing => Some(false),
                Side::Value(node) => (predicate.accepts)(node),
            },
            Cond::AnyItem(list, cond) => self.over_items(list, scope, |items| {
                any(items.iter().map(|item| self.holds(cond, Some(&bind(scope, item)))))
            }),
            Cond::AllItems(list, cond) => not(self.over_items(list, scope, |items| {
                any(items.iter().map(|item| not(self.holds(cond, Some(&bind(scope, item))))))
            })),
            Cond::Unique(list, key) => self.over_items(list, scope, |items| {
                let keys: Vec<Side<'_>> =
                    items.iter().map(|item| self.value(key, Some(&bind(scope, item)))).collect();
                not(any(keys.iter().enumerate().flat_map(|(index, key)| {
                    keys[..index].iter().map(|before| same(*before, *key))
                })))
            }),
            Cond::Not(cond) => not(self.holds(cond, scope)),
            Cond::All(conds) => not(any(conds.iter().map(|cond| not(self.holds(cond, scope))))),
            Cond::Any(conds) => any(conds.iter().map(|cond| self.holds(cond, scope))),
            Cond::Implies(left, right) => {
                any([not(self.holds(left, scope)), self.holds(right, scope)].into_iter())
            }
        }
    }

    fn judge_text(
        &self,
        reference: &Reference,
        scope: Bound<'_, 'a>,
        accepts: &dyn Fn(&str) -> bool,
    ) -> Option<bool> {
        match self.value(reference, scope) {
            Side::Unknown => None,
            Side::Value(Node::Text(text)) => Some(accepts(text)),
            Side::Value(_) | Side::Missing => Some(false),
        }
    }

    /// Asks about the items of a list; an absent one has none.
    fn over_items(
        &self,
        list: &Reference,
        scope: Bound<'_, 'a>,
        ask: impl FnOnce(&[&State<'a>]) -> Option<bool>,
    ) -> Option<bool> {
        let seen = self.see(list, scope);
        match &*seen.state {
            State::Unreadable => None,
            state => ask(&state.items()),
        }
    }

    fn compare(
        &self,
        left: &Term,
        comparison: Comparison,
        right: &Term,
        scope: Bound<'_, 'a>,
    ) -> Option<bool> {
        if let (Term::Value(reference), Term::Literal(literal)) = (left, right) {
            let equal = || self.equals(&self.see(reference, scope), literal);
            match comparison {
                Comparison::Equal => return equal(),
                Comparison::NotEqual => return not(equal()),
                _ => {}
            }
        }
        let (left, right) = (self.side(left, right, scope), self.side(right, left, scope));
        let ordering = match (left, right) {
            (Side::Unknown, _) | (_, Side::Unknown) => return None,
            (Side::Value(left), Side::Value(right)) => order(left, right),
            _ => None,
        };
        Some(match ordering {
            Some(ordering) => comparison.accepts(ordering),
            None => comparison == Comparison::NotEqual,
        })
    }

    fn side(&self, term: &Term, other: &Term, scope: Bound<'_, 'a>) -> Side<'a> {
        let number = |number: Option<usize>| {
            let number = number.and_then(|number| Node::from_integer(number as i128));
            number.map_or(Side::Unknown, Side::Value)
        };
        match term {
            Term::Value(reference) if matches!(other, Term::Literal(_)) => {
                self.see(reference, scope).value_beside_literal()
            }
            Term::Value(reference) => self.value(reference, scope),
            Term::Literal(literal) => {
                let kind = match other {
                    Term::Value(reference) => {
                        self.see(reference, scope).field.map(|field| (field.kind)())
                    }
                    _ => None,
                };
                literal_node(kind, literal).map_or(Side::Missing, Side::Value)
            }
            Term::Length(reference) => {
                let seen = self.see(reference, scope);
                match &*seen.state {
                    State::Unreadable => Side::Unknown,
                    _ if !seen.is_present() => match seen.value() {
                        Side::Value(Node::Text(default)) => number(Some(default.chars().count())),
                        _ => number(Some(0)),
                    },
                    state => number(state.length()),
                }
            }
            Term::CountPresent(references) if references.iter().any(|one| self.lacks(one)) => {
                Side::Unknown
            }
            Term::CountPresent(references) => {
                let is_present = |reference: &&Reference| self.see(reference, scope).is_present();
                number(Some(references.iter().filter(is_present).count()))
            }
            Term::CountItems(list, cond) => {
                let seen = self.see(list, scope);
                if matches!(*seen.state, State::Unreadable) {
                    return Side::Unknown;
                }
                let held: Option<Vec<bool>> = seen
                    .state
                    .items()
                    .into_iter()
                    .map(|item| self.holds(cond, Some(&bind(scope, item))))
                    .collect();
                number(held.map(|held| held.into_iter().filter(|held| *held).count()))
            }
        }
    }

    /// Whether the value, or else its default, is `literal`.
    fn equals(&self, seen: &Seen<'_, 'a>, literal: &Literal) -> Option<bool> {
        if let Literal::Null = literal {
            return match &*seen.state {
                State::Unreadable => None,
                state => Some(matches!(state, State::Known(Node::Null))),
            };
        }
        let kind = seen.field.map(|field| (field.kind)());
        match seen.value_beside_literal() {
            Side::Unknown => None,
            Side::Missing => Some(false),
            Side::Value(node) => {
                Some(literal_node(kind, literal).is_some_and(|literal| literal.is_same(&node)))
            }
        }
    }

    fn value(&self, reference: &Reference, scope: Bound<'_, 'a>) -> Side<'a> {
        self.see(reference, scope).value()
    }

    fn see<'e>(&'e self, reference: &Reference, scope: Bound<'e, 'a>) -> Seen<'e, 'a> {
        let mut seen = match reference.root {
            Root::Field(index) => {
                let field = &self.schema.fields[index];
                let state = Cow::Borrowed(&self.states[index]);
                Seen { state, field: Some(field), default: self.default(field), is_member: false }
            }
            Root::Item(depth) => {
                let state = item_at(scope, depth)
                    .map_or(Cow::Owned(State::ABSENT), |scope| Cow::Borrowed(scope.item));
                Seen { state, field: None, default: Side::Missing, is_member: false }
            }
            Root::Context(fact) => {
                let state = match self.lacks(reference) {
                    true => State::Unreadable,
                    false => State::of_node((fact.read)(self.context)),
                };
                let state = Cow::Owned(state);
                Seen { state, field: None, default: Side::Missing, is_member: false }
            }
        };
        for member in reference.members {
            seen = seen.member(member);
        }
        seen
    }

    /// Whether a fact is asked for where no context is known, as while a document is read.
    fn lacks(&self, reference: &Reference) -> bool {
        matches!(reference.root, Root::Context(_)) && self.context.is::<()>()
    }

    /// The default of an own field: the first whose condition holds.
    fn default(&self, field: &Field) -> Side<'a> {
        let mut default = field.default;
        for (cond, literal) in field.default_ifs {
            match self.holds(cond, None) {
                Some(false) => {}
                Some(true) => {
                    default = Some(*literal);
                    break;
                }
                None => return Side::Unknown,
            }
        }
        let node = match default {
            Some(Literal::Fact(_)) if self.context.is::<()>() => return Side::Unknown,
            Some(Literal::Fact(fact)) => {
                Some(present_node(Blank::Absent, (fact.read)(self.context)))
            }
            literal => literal.and_then(|literal| literal_node(Some((field.kind)()), &literal)),
        };
        match node {
            None | Some(Node::Absent | Node::Null) => Side::Missing,
            Some(node) => Side::Value(node),
        }
    }

    /// Adds the facts that give `cond` its `outcome`.
    fn explain(&self, cond: &Cond, outcome: bool, scope: Bound<'_, 'a>, facts: &mut Vec<Fact>) {
        let mut presence = |reference: &Reference, present: bool| {
            let state = if present { FactState::Present } else { FactState::Absent };
            add_fact(self.path(reference, scope), state, facts);
        };
        match cond {
            Cond::Named(index) => {
                self.explain(&self.schema.conditions[*index].cond, outcome, None, facts);
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
            Cond::True(reference) => {
                self.explain_value(reference, &[Literal::Bool(true)], scope, facts);
            }
            Cond::In(reference, literals) => self.explain_value(reference, literals, scope, facts),
            Cond::Given(reference) => {
                presence(reference, self.see(reference, scope).state.is_given());
            }
            Cond::Present(reference) => {
                presence(reference, self.see(reference, scope).is_present())
            }
            Cond::Is(reference, _)
            | Cond::Matches(reference, _)
            | Cond::Satisfies(reference, _) => {
                self.explain_value(reference, &[], scope, facts);
            }
            Cond::Compare(left, _, right) => {
                self.explain_term(left, right, scope, facts);
                self.explain_term(right, left, scope, facts);
            }
            Cond::AnyItem(list, cond) | Cond::AllItems(list, cond) => {
                self.explain_items(list, cond, outcome, scope, facts);
            }
            Cond::Unique(list, _) => self.explain_length(list, scope, facts),
        }
    }

    /// The first item that decides a quantifier, or how many there are.
    fn explain_items(
        &self,
        list: &Reference,
        cond: &Cond,
        outcome: bool,
        scope: Bound<'_, 'a>,
        facts: &mut Vec<Fact>,
    ) {
        let seen = self.see(list, scope);
        let list_path = self.path(list, scope);
        for (segment, item) in seen.state.entries() {
            let path = list_path.join(segment);
            let inner = Scope { outer: scope, item, path: &path };
            if self.holds(cond, Some(&inner)) == Some(outcome) {
                return self.explain(cond, outcome, Some(&inner), facts);
            }
        }
        self.explain_length(list, scope, facts);
    }

    fn explain_length(&self, reference: &Reference, scope: Bound<'_, 'a>, facts: &mut Vec<Fact>) {
        let seen = self.see(reference, scope);
        let state = match (seen.is_present(), seen.value()) {
            (false, Side::Value(Node::Text(default))) => FactState::Length(default.chars().count()),
            (false, _) => FactState::Absent,
            (true, _) => seen.state.length().map_or(FactState::Present, FactState::Length),
        };
        add_fact(self.path(reference, scope), state, facts);
    }

    fn explain_term(&self, term: &Term, other: &Term, scope: Bound<'_, 'a>, facts: &mut Vec<Fact>) {
        match (term, other) {
            (Term::Literal(_), _) => {}
            (Term::Value(reference), Term::Literal(literal)) => {
                self.explain_value(reference, std::slice::from_ref(literal), scope, facts);
            }
            (Term::Value(reference), _) => self.explain_value(reference, &[], scope, facts),
            (Term::Length(reference) | Term::CountItems(reference, _), _) => {
                self.explain_length(reference, scope, facts);
            }
            (Term::CountPresent(references), _) => {
                for reference in *references {
                    let present = self.see(reference, scope).is_present();
                    let state = if present { FactState::Present } else { FactState::Absent };
                    add_fact(self.path(reference, scope), state, facts);
                }
            }
        }
    }

    fn explain_value(
        &self,
        reference: &Reference,
        compared: &[Literal],
        scope: Bound<'_, 'a>,
        facts: &mut Vec<Fact>,
    ) {
        let seen = self.see(reference, scope);
        let Side::Value(node) = seen.value_beside_literal() else {
            if !matches!(*seen.state, State::Unreadable) {
                add_fact(self.path(reference, scope), FactState::Absent, facts);
            }
            return;
        };
        let is_secret = seen.field.is_some_and(|field| field.secret);
        let state = match node {
            _ if is_secret => FactState::Redacted,
            Node::Null => FactState::Null,
            Node::Bool(value) => FactState::Is(FactValue::Bool(value)),
            Node::Text(text) => text_fact(seen.field.map(|field| (field.kind)()), text, compared),
            node => match node.integer() {
                Some(number) => FactState::Is(FactValue::Integer(number)),
                None => FactState::Present,
            },
        };
        let state = match state {
            FactState::Is(value) if !seen.is_present() => FactState::IsByDefault(value),
            state => state,
        };
        add_fact(self.path(reference, scope), state, facts);
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
        };
        for member in reference.members {
            let field = match kind {
                Some(Kind::Object(schema)) => {
                    schema.fields.iter().find(|field| field.rust == *member)
                }
                _ => None,
            };
            path = path.join_name(field.map_or(*member, |field| field.name));
            kind = field.map(|field| (field.kind)());
        }
        path
    }
}

/// The path of members, by their Rust names, below `path`.
pub(crate) fn wire_path(path: Path, schema: &Schema, members: &[&'static str]) -> Path {
    let Some((first, rest)) = members.split_first() else { return path };
    match schema.fields.iter().find(|field| field.rust == *first) {
        Some(field) => {
            let path = path.join(Segment::Name(field.name));
            match (field.kind)() {
                Kind::Object(inner) => wire_path(path, inner, rest),
                _ => path,
            }
        }
        None => path.join(Segment::Name(first)),
    }
}

impl<'a> Seen<'_, 'a> {
    fn member(self, rust: &str) -> Self {
        let found = |state: &State<'a>| match state {
            State::Unreadable => (State::Unreadable, None),
            _ => (State::ABSENT, None),
        };
        match self.state {
            Cow::Borrowed(state) => match state.member(rust) {
                Some((state, field)) => Self {
                    state: Cow::Borrowed(state),
                    field: Some(field),
                    default: member_default(field),
                    is_member: true,
                },
                None => {
                    let (state, field) = found(state);
                    Self {
                        state: Cow::Owned(state),
                        field,
                        default: Side::Missing,
                        is_member: true,
                    }
                }
            },
            Cow::Owned(state) => {
                let (state, field) = match state.member(rust) {
                    Some((state, field)) => (state.clone(), Some(field)),
                    None => found(&state),
                };
                let default = field.map_or(Side::Missing, member_default);
                Self { state: Cow::Owned(state), field, default, is_member: true }
            }
        }
    }

    fn is_present(&self) -> bool {
        is_present(&self.state, self.field)
    }

    /// The value that conditions see: the present one, or else the default of an own field.
    ///
    /// The default of a member is seen only beside a value that is written in the rule, for generated
    /// conditions know of it no more than that.
    fn value(&self) -> Side<'a> {
        match self.present() {
            Side::Missing if !self.is_member => self.default,
            side => side,
        }
    }

    fn value_beside_literal(&self) -> Side<'a> {
        match self.present() {
            Side::Missing => self.default,
            side => side,
        }
    }

    fn present(&self) -> Side<'a> {
        let blank = self.field.map_or(Blank::Absent, |field| field.blank);
        match &*self.state {
            State::Unreadable => Side::Unknown,
            State::Known(node) => match present_node(blank, *node) {
                Node::Absent => Side::Missing,
                node => Side::Value(node),
            },
            // Lists and objects are no values that can be compared.
            State::List(_) | State::Map(_) | State::Object(..) => Side::Missing,
        }
    }
}

/// The default of a member, as far as it is written there.
fn member_default(field: &'static Field) -> Side<'static> {
    let default = field.default.as_ref();
    let node = default.and_then(|default| literal_node(Some((field.kind)()), default));
    node.map_or(Side::Missing, Side::Value)
}

pub(crate) fn is_present(state: &State<'_>, field: Option<&Field>) -> bool {
    let blank = field.map_or(Blank::Absent, |field| field.blank);
    state.is_given() && (blank != Blank::Absent || !state.is_blank())
}

fn bind<'s, 'a>(outer: Bound<'s, 'a>, item: &'s State<'a>) -> Scope<'s, 'a> {
    Scope { outer, item, path: &Path::ROOT }
}

/// The scope at this depth, counted from the outermost.
fn item_at<'s, 'a>(scope: Bound<'s, 'a>, depth: usize) -> Bound<'s, 'a> {
    let mut scopes = Vec::new();
    let mut next = scope;
    while let Some(scope) = next {
        scopes.push(scope);
        next = scope.outer;
    }
    scopes.into_iter().rev().nth(depth)
}

fn add_fact(path: Path, state: FactState, facts: &mut Vec<Fact>) {
    let fact = Fact { path, state };
    if !facts.contains(&fact) {
        facts.push(fact);
    }
}

/// Free text may be personal: only wire names of enums and texts of the rules themselves are shown.
fn text_fact(kind: Option<&Kind>, text: &str, compared: &[Literal]) -> FactState {
    if let Some(Kind::Choice(choices)) = kind
        && let Some(index) = choices.find(text)
    {
        return FactState::Is(choices.list[index].wire.into());
    }
    let texts = compared.iter().filter_map(|literal| match literal {
        Literal::Text(text) => Some(*text),
        _ => None,
    });
    match texts.clone().find(|literal| *literal == text) {
        Some(literal) => FactState::Is(FactValue::Text(literal)),
        None => texts
            .clone()
            .next()
            .map_or(FactState::Present, |text| FactState::IsNot(FactValue::Text(text))),
    }
}

fn not(outcome: Option<bool>) -> Option<bool> {
    outcome.map(|outcome| !outcome)
}

/// `true` if one is, `None` if that depends on an unknown one.
fn any(outcomes: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for outcome in outcomes {
        match outcome {
            Some(true) => return Some(true),
            Some(false) => {}
            None => known = false,
        }
    }
    known.then_some(false)
}

/// Whether two values are the same; two that are missing are not.
fn same(left: Side<'_>, right: Side<'_>) -> Option<bool> {
    match (left, right) {
        (Side::Unknown, _) | (_, Side::Unknown) => None,
        (Side::Value(left), Side::Value(right)) => Some(left.is_same(&right)),
        _ => Some(false),
    }
}

/// How two values of one type are ordered; `None` if they are of different ones.
pub(crate) fn order(left: Node<'_>, right: Node<'_>) -> Option<Ordering> {
    left.compare(&right)
}

/// The value that rules judge: blank is none unless blank is a value.
pub(crate) fn present_node(blank: Blank, node: Node<'_>) -> Node<'_> {
    if blank != Blank::Value && node.is_blank() { Node::Absent } else { node }
}

/// A literal as a value of a kind; none if the kind has no such value.
pub(crate) fn literal_node(kind: Option<&Kind>, literal: &Literal) -> Option<Node<'static>> {
    match literal {
        Literal::Null => Some(Node::Null),
        Literal::Bool(value) => Some(Node::Bool(*value)),
        Literal::Integer(number) => Node::from_integer(*number),
        Literal::Text(text) => Some(Node::Text(text)),
        Literal::Variant(rust) => match kind {
            Some(Kind::Choice(choices)) => choices.find_rust(rust).map(|index| choices.node(index)),
            _ => None,
        },
        Literal::Constant(constant) => Some((constant.value)()),
        // It is known only where there is a context.
        Literal::Fact(_) => None,
    }
}
