use crate::{
    schema::{At, Demand, Field, FieldPlace, Kind, Literal, Schema, State, literal_node},
    value::{Fields, Formed, List, Map, Node, Object, TextForm, Visitor},
};

/// A request that is being made: a tree over its schema, which may lack what its type asks for.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) schema: &'static Schema,
    /// One for each field.
    pub(super) members: Vec<Option<Value>>,
}

/// What a field of a draft holds.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i128),
    Text(String),
    Formed(&'static TextForm, String),
    List(Items),
    Map(Entries),
    Object(Draft),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Items(pub(super) Vec<Value>);

#[derive(Debug, Clone, Default)]
pub(super) struct Entries(pub(super) Vec<(String, Value)>);

/// One step from a request to a value inside of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The field with this index.
    Field(usize),
    /// The item, or entry, with this index.
    Item(usize),
}

impl Draft {
    pub(super) fn empty(schema: &'static Schema) -> Self {
        Self { schema, members: vec![None; schema.fields.len()] }
    }

    pub(super) fn get(&self, steps: &[Step]) -> Option<&Value> {
        let (Step::Field(field), rest) = steps.split_first()? else { return None };
        self.members.get(*field)?.as_ref()?.get(rest)
    }

    pub(super) fn get_mut(&mut self, steps: &[Step]) -> Option<&mut Value> {
        let (Step::Field(field), rest) = steps.split_first()? else { return None };
        self.members.get_mut(*field)?.as_mut()?.get_mut(rest)
    }

    /// The request at the end of `steps`.
    pub(super) fn part(&self, steps: &[Step]) -> Option<&Draft> {
        match steps {
            [] => Some(self),
            steps => match self.get(steps)? {
                Value::Object(part) => Some(part),
                _ => None,
            },
        }
    }

    /// In how many members, or items, both differ.
    pub(super) fn distance(&self, other: &Self) -> usize {
        let members = self.members.iter().zip(&other.members);
        members.map(|(one, other)| Value::distance(one.as_ref(), other.as_ref())).sum()
    }

    /// Takes the value at the end of `steps` away; an item goes out of its list.
    pub(super) fn remove(&mut self, steps: &[Step]) {
        let Some((last, parents)) = steps.split_last() else { return };
        let holder = match parents {
            [] => None,
            parents => match self.get_mut(parents) {
                Some(holder) => Some(holder),
                None => return,
            },
        };
        match (last, holder) {
            (Step::Field(field), None) => self.members[*field] = None,
            (Step::Field(field), Some(Value::Object(part))) => part.members[*field] = None,
            (Step::Item(item), Some(Value::List(items))) if *item < items.0.len() => {
                items.0.remove(*item);
            }
            (Step::Item(item), Some(Value::Map(entries))) if *item < entries.0.len() => {
                entries.0.remove(*item);
            }
            _ => {}
        }
    }
}

impl Value {
    pub(super) fn get(&self, steps: &[Step]) -> Option<&Value> {
        let Some((first, rest)) = steps.split_first() else { return Some(self) };
        match (first, self) {
            (Step::Field(_), Self::Object(part)) => part.get(steps),
            (Step::Item(item), Self::List(items)) => items.0.get(*item)?.get(rest),
            (Step::Item(item), Self::Map(entries)) => entries.0.get(*item)?.1.get(rest),
            _ => None,
        }
    }

    fn get_mut(&mut self, steps: &[Step]) -> Option<&mut Value> {
        let Some((first, rest)) = steps.split_first() else { return Some(self) };
        match (first, self) {
            (Step::Field(_), Self::Object(part)) => part.get_mut(steps),
            (Step::Item(item), Self::List(items)) => items.0.get_mut(*item)?.get_mut(rest),
            (Step::Item(item), Self::Map(entries)) => entries.0.get_mut(*item)?.1.get_mut(rest),
            _ => None,
        }
    }

    pub(super) fn node(&self) -> Node<'_> {
        match self {
            Self::Null => Node::Null,
            Self::Bool(value) => Node::Bool(*value),
            Self::Integer(number) => Node::from_integer(*number).unwrap_or(Node::Absent),
            Self::Text(text) => Node::Text(text),
            Self::Formed(form, text) => Node::Formed(Formed::new(form, text)),
            Self::List(items) => Node::List(items),
            Self::Map(entries) => Node::Map(entries),
            Self::Object(part) => Node::Object(Object { schema: part.schema, fields: part }),
        }
    }

    pub(super) fn state(&self) -> State<'_> {
        State::of_node(self.node())
    }

    /// A value that stands in a rule, as one of `kind`.
    pub(super) fn of_literal(kind: &'static Kind, literal: &Literal) -> Option<Self> {
        Self::of_node(kind, literal_node(Some(kind.required()), literal)?)
    }

    /// A scalar as a value of `kind`, if it is one.
    pub(super) fn of_node(kind: &'static Kind, node: Node<'_>) -> Option<Self> {
        let kind = kind.required();
        let value = match node {
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Bool(value),
            Node::Text(text) => Self::Text(text.to_owned()),
            Node::Formed(formed) => Self::Formed(formed.form(), formed.to_string()),
            node => Self::Integer(node.integer()?),
        };
        match (kind, value) {
            (_, Self::Null) => Some(Self::Null),
            (Kind::Formed(form), Self::Integer(number)) => Self::formed(form, number.to_string()),
            (Kind::Formed(form), Self::Text(text) | Self::Formed(_, text)) => {
                Self::formed(form, text)
            }
            (Kind::Integer { min, max }, Self::Integer(number)) => {
                (min..=max).contains(&&number).then_some(Self::Integer(number))
            }
            (Kind::Bool | Kind::Flag, value @ Self::Bool(_))
            | (Kind::Text | Kind::Choice(_), value @ Self::Text(_))
            | (Kind::Choice(_), value @ Self::Integer(_))
            | (Kind::Any, value) => Some(value),
            _ => None,
        }
    }

    /// A text of a form, if it has it.
    pub(super) fn formed(form: &'static TextForm, text: String) -> Option<Self> {
        (form.accepts)(&text).then_some(Self::Formed(form, text))
    }

    fn distance(one: Option<&Self>, other: Option<&Self>) -> usize {
        let (Some(one), Some(other)) = (one, other) else {
            return usize::from(one.is_some() || other.is_some());
        };
        match (one, other) {
            (Self::Null, Self::Null) => 0,
            (Self::Bool(one), Self::Bool(other)) => usize::from(one != other),
            (Self::Integer(one), Self::Integer(other)) => usize::from(one != other),
            (Self::Text(one), Self::Text(other)) => usize::from(one != other),
            (Self::Formed(_, one), Self::Formed(_, other)) => usize::from(one != other),
            (Self::Object(one), Self::Object(other)) => one.distance(other),
            (Self::List(one), Self::List(other)) if one.0.len() == other.0.len() => {
                let items = one.0.iter().zip(&other.0);
                items.map(|(one, other)| Self::distance(Some(one), Some(other))).sum()
            }
            (Self::Map(one), Self::Map(other)) if one.0.len() == other.0.len() => {
                let entries = one.0.iter().zip(&other.0);
                let distance = |((key, one), (other_key, other)): (&(String, _), &(String, _))| {
                    usize::from(key != other_key) + Self::distance(Some(one), Some(other))
                };
                entries.map(distance).sum()
            }
            _ => 1,
        }
    }

    /// How many items or entries it holds.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::List(items) => items.0.len(),
            Self::Map(entries) => entries.0.len(),
            _ => 0,
        }
    }
}

impl Fields for Draft {
    fn visit<'a>(&'a self, visitor: &mut dyn Visitor<'a>) {
        for (index, member) in self.members.iter().enumerate() {
            visitor.field(index, member.as_ref().map_or(Node::Absent, Value::node));
        }
    }
}

impl List for Items {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn item(&self, index: usize) -> Node<'_> {
        self.0[index].node()
    }
}

impl Map for Entries {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, Node<'a>)) {
        for (key, value) in &self.0 {
            visit(key, value.node());
        }
    }
}

/// A place in a request: how to get there, and what may stand there.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) steps: Vec<Step>,
    pub(super) kind: &'static Kind,
    /// The request with the field that it is, or that holds it.
    pub(super) schema: &'static Schema,
    pub(super) field: usize,
    /// Whether it is an item, or entry, of the field.
    pub(super) is_item: bool,
}

impl Spot {
    /// The place at the end of `steps`, which are not none, from a request with the fields of `schema`.
    pub(super) fn at(schema: &'static Schema, steps: &[Step]) -> Option<Self> {
        let mut spot: Option<Self> = None;
        for step in steps {
            let next = match (step, spot) {
                (Step::Field(field), None) => Self::of(schema, *field),
                (Step::Field(field), Some(spot)) => match spot.kind.required() {
                    Kind::Object(inner) => Self::of(inner, *field),
                    _ => None,
                },
                (Step::Item(_), Some(spot)) => match spot.kind.required() {
                    Kind::List(item) | Kind::Map(item) => {
                        Some(Self { kind: item(), is_item: true, ..spot })
                    }
                    Kind::Any => Some(Self { kind: &Kind::Any, is_item: true, ..spot }),
                    _ => None,
                },
                (Step::Item(_), None) => None,
            };
            spot = Some(next?);
        }
        Some(Self { steps: steps.to_vec(), ..spot? })
    }

    fn of(schema: &'static Schema, field: usize) -> Option<Self> {
        let kind = (schema.fields.get(field)?.kind)();
        Some(Self { steps: Vec::new(), kind, schema, field, is_item: false })
    }

    /// In how many parts it stands.
    pub(super) fn depth(&self) -> usize {
        let fields = self.steps.iter().filter(|step| matches!(step, Step::Field(_)));
        fields.count().saturating_sub(1)
    }

    pub(super) fn field(&self) -> &'static Field {
        &self.schema.fields[self.field]
    }

    /// The places of members inside of this one, by their Rust names.
    pub(super) fn member(self, members: &[&str]) -> Option<Self> {
        members.iter().try_fold(self, |spot, rust| match spot.kind.required() {
            Kind::Object(inner) => {
                let (field, _) = inner.member(rust)?;
                let steps = [&spot.steps[..], &[Step::Field(field)]].concat();
                Some(Self { steps, ..Self::of(inner, field)? })
            }
            _ => None,
        })
    }

    /// The place of its item with this index.
    pub(super) fn item(&self, index: usize) -> Option<Self> {
        let steps = [&self.steps[..], &[Step::Item(index)]].concat();
        let kind = match self.kind.required() {
            Kind::List(item) | Kind::Map(item) => item(),
            Kind::Any => self.kind,
            _ => return None,
        };
        Some(Self { steps, kind, is_item: true, ..*self })
    }
}

/// Whether these are the variants of an enum, one of which is given.
pub(super) fn are_variants(schema: &Schema) -> bool {
    schema.rules.iter().any(|rule| matches!((rule.at, &rule.demand), (At::Root, Demand::Group(_))))
}

/// Whether a request cannot be without this field.
pub(super) fn is_needed(field: &Field) -> bool {
    !field.optional && field.default.is_none() && field.place != FieldPlace::Skipped
}
