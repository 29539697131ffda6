use crate::{
    schema::{Blank, Comparison, Cond, Kind, Literal, Rule, Schema, When},
    value::{Fields, Node, Visitor},
    violation::{Because, Fact, FactState, FactValue},
};

/// What is known of a field.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum State<'a> {
    /// Its value, [`Node::Absent`] if there is none.
    Known(Node<'a>),
    /// It was given and could not be read: present, with an unknown value.
    Unreadable,
}

/// Answers conditions about one request from its schema.
pub(crate) struct Evaluator<'a> {
    schema: &'static Schema,
    states: Vec<State<'a>>,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(schema: &'static Schema, states: Vec<State<'a>>) -> Self {
        Self { schema, states }
    }

    /// An evaluator of `request`, unless `rule` depends on no other field.
    pub(crate) fn of_rule(
        schema: &'static Schema,
        request: &'a dyn Fields,
        rule: &Rule,
    ) -> Option<Self> {
        (!matches!(rule.when, When::Always)).then(|| Self::of_fields(schema, request))
    }

    /// An evaluator of all that `request` holds.
    pub(crate) fn of_fields(schema: &'static Schema, request: &'a dyn Fields) -> Self {
        struct Collect<'a>(Vec<State<'a>>);
        impl<'a> Visitor<'a> for Collect<'a> {
            fn field(&mut self, _index: usize, node: Node<'a>) {
                self.0.push(State::Known(node));
            }
        }

        let mut collect = Collect(Vec::with_capacity(schema.fields.len()));
        request.visit(&mut collect);
        Self::new(schema, collect.0)
    }

    pub(crate) fn schema(&self) -> &'static Schema {
        self.schema
    }

    pub(crate) fn state(&self, field: usize) -> State<'a> {
        self.states[field]
    }

    pub(crate) fn is_given(&self, field: usize) -> bool {
        !matches!(self.states[field], State::Known(Node::Absent))
    }

    pub(crate) fn is_present(&self, field: usize) -> bool {
        match self.states[field] {
            State::Unreadable => true,
            State::Known(Node::Absent) => false,
            State::Known(node) => {
                self.schema.fields[field].blank != Blank::Absent || !is_blank_node(node)
            }
        }
    }

    /// Whether the condition holds; `None` if that depends on a value that could not be read.
    pub(crate) fn holds(&self, cond: &Cond) -> Option<bool> {
        match cond {
            Cond::True(field) => self.equals(*field, Literal::Bool(true)),
            Cond::Named(index) => self.holds(&self.schema.conditions[*index].cond),
            Cond::Given(field) => Some(self.is_given(*field)),
            Cond::Present(field) => Some(self.is_present(*field)),
            Cond::Compare(field, Comparison::Equal, literal) => self.equals(*field, *literal),
            Cond::Compare(field, Comparison::NotEqual, literal) => {
                self.equals(*field, *literal).map(|equal| !equal)
            }
            Cond::In(field, literals) => {
                any(literals.iter().map(|literal| self.equals(*field, *literal)))
            }
            Cond::Not(cond) => self.holds(cond).map(|holds| !holds),
            Cond::All(conds) => {
                any(conds.iter().map(|cond| self.holds(cond).map(|holds| !holds))).map(|any| !any)
            }
            Cond::Any(conds) => any(conds.iter().map(|cond| self.holds(cond))),
        }
    }

    /// Whether the rule applies; `None` if that depends on a value that could not be read.
    pub(crate) fn applies(&self, when: &When) -> Option<bool> {
        match when {
            When::Always => Some(true),
            When::If(cond) => self.holds(cond),
            When::Unless(cond) => self.holds(cond).map(|holds| !holds),
        }
    }

    /// The facts that made `rule` apply.
    pub(crate) fn because(&self, rule: &Rule) -> Because {
        let mut facts = Vec::new();
        match &rule.when {
            When::Always => {}
            When::If(cond) => self.explain(cond, true, &mut facts),
            When::Unless(cond) => self.explain(cond, false, &mut facts),
        }
        Because::facts(facts)
    }

    /// Whether the field's present value, or else its default, is `literal`.
    fn equals(&self, field: usize, literal: Literal) -> Option<bool> {
        let value = match self.states[field] {
            State::Unreadable => return None,
            State::Known(node) => self.value(field, node).0,
        };
        Some(value != Node::Absent && literal_node(self.schema, field, literal) == Some(value))
    }

    /// The value that conditions see, and whether it is the default.
    fn value(&self, field: usize, node: Node<'a>) -> (Node<'a>, bool) {
        let Some(default) = self.schema.fields[field].default else {
            return (present_node(self.schema.fields[field].blank, node), false);
        };
        match present_node(self.schema.fields[field].blank, node) {
            Node::Absent => {
                (literal_node(self.schema, field, default).unwrap_or(Node::Absent), true)
            }
            node => (node, false),
        }
    }

    /// Adds the facts that give `cond` its `outcome`.
    fn explain(&self, cond: &Cond, outcome: bool, facts: &mut Vec<Fact>) {
        match cond {
            Cond::Named(index) => {
                self.explain(&self.schema.conditions[*index].cond, outcome, facts);
            }
            Cond::Not(cond) => self.explain(cond, !outcome, facts),
            Cond::All(conds) | Cond::Any(conds) => {
                for cond in conds.iter().filter(|cond| self.holds(cond) == Some(outcome)) {
                    self.explain(cond, outcome, facts);
                }
            }
            Cond::True(field) => self.explain_value(*field, &[Literal::Bool(true)], facts),
            Cond::Compare(field, _, literal) => self.explain_value(*field, &[*literal], facts),
            Cond::In(field, literals) => self.explain_value(*field, literals, facts),
            Cond::Given(field) => self.explain_presence(*field, self.is_given(*field), facts),
            Cond::Present(field) => self.explain_presence(*field, self.is_present(*field), facts),
        }
    }

    fn explain_presence(&self, field: usize, present: bool, facts: &mut Vec<Fact>) {
        let state = if present { FactState::Present } else { FactState::Absent };
        self.add_fact(field, state, facts);
    }

    fn explain_value(&self, field: usize, compared: &[Literal], facts: &mut Vec<Fact>) {
        let State::Known(node) = self.states[field] else { return };
        let (value, by_default) = self.value(field, node);
        let schema = &self.schema.fields[field];
        let state = match value {
            Node::Absent => FactState::Absent,
            _ if schema.secret => FactState::Redacted,
            Node::Bool(value) => FactState::Is(FactValue::Bool(value)),
            Node::Integer(number) => FactState::Is(FactValue::Integer(number.into())),
            Node::Unsigned(number) => FactState::Is(FactValue::Integer(number.into())),
            Node::Text(text) => match (schema.kind)() {
                Kind::Choice(choices) => match choices.find(text) {
                    Some(index) => FactState::Is(choices.list[index].wire.into()),
                    None => FactState::Present,
                },
                // Free text may be personal: only texts of the rules themselves are shown.
                _ => {
                    let texts = compared.iter().filter_map(|literal| match literal {
                        Literal::Text(text) => Some(*text),
                        _ => None,
                    });
                    match texts.clone().find(|literal| *literal == text) {
                        Some(literal) => FactState::Is(FactValue::Text(literal)),
                        None => texts.clone().next().map_or(FactState::Present, |text| {
                            FactState::IsNot(FactValue::Text(text))
                        }),
                    }
                }
            },
        };
        let state = match state {
            FactState::Is(value) if by_default => FactState::IsByDefault(value),
            state => state,
        };
        self.add_fact(field, state, facts);
    }

    fn add_fact(&self, field: usize, state: FactState, facts: &mut Vec<Fact>) {
        let fact = Fact { field: self.schema.fields[field].name, state };
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    }
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

pub(crate) fn is_blank_node(node: Node<'_>) -> bool {
    matches!(node, Node::Text(text) if crate::rules::is_blank(text))
}

/// The value that rules judge: blank is none unless blank is a value.
pub(crate) fn present_node(blank: Blank, node: Node<'_>) -> Node<'_> {
    if blank != Blank::Value && is_blank_node(node) { Node::Absent } else { node }
}

/// A literal as a value of `field`; none if the type has no such value.
pub(crate) fn literal_node(
    schema: &Schema,
    field: usize,
    literal: Literal,
) -> Option<Node<'static>> {
    match literal {
        Literal::Bool(value) => Some(Node::Bool(value)),
        Literal::Integer(number) => Node::from_integer(number),
        Literal::Text(text) => Some(Node::Text(text)),
        Literal::Variant(rust) => match (schema.fields[field].kind)() {
            Kind::Choice(choices) => choices.find_rust(rust).map(|index| choices.node(index)),
            _ => None,
        },
    }
}
