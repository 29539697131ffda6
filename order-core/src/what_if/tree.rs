//! A request as an owned tree whose parts can be changed.

#[cfg(test)]
mod tests;

use std::{
    any::Any,
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use crate::{
    OrderRequest, Path, json_text,
    path::{ItemKey, Segment},
    schema::{
        At, Cond, Demand, Evaluator, Field, FieldPlace, Kind, Root, Rule, Schema, State, When,
        is_kept, key_passes,
    },
    type_rule::TypeRules,
    value::{Formed, Node, TextForm},
    violation::FactValue,
    what_if::spot::{Slot, Spot, Step, object_schema},
};

/// A request, or a value in one.
#[derive(Debug, Clone)]
pub(crate) enum Tree {
    Absent,
    Null,
    Bool(bool),
    Number(i128),
    Text(Arc<str>),
    Formed(&'static TextForm, Arc<str>),
    /// A present value that is unknown.
    Unknown,
    List(Vec<Item>),
    Map(Vec<(Arc<str>, Tree)>),
    /// The fields of a request, in declared order.
    Object(&'static Schema, Vec<Tree>),
}

/// An item of a list, which keeps its original index when other items are removed.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) origin: usize,
    pub(crate) tree: Tree,
}

/// A request within a request, or the outermost one.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) slot: Slot,
    pub(crate) schema: &'static Schema,
    /// `true` if it is inside a field whose value is never shown.
    pub(crate) is_secret: bool,
    /// `true` if its own rules are checked.
    pub(crate) is_nested: bool,
}

impl Tree {
    pub(crate) fn of_request<T: OrderRequest>(request: &T) -> Self {
        Self::of_states(T::SCHEMA, &State::of_fields(T::SCHEMA, request))
    }

    /// The request as far as the rules around the value at `path` can see it: of a list or map that no rule reads as a
    /// whole, only the items on the path are there, and the first, without which it would be empty.
    pub(crate) fn of_request_near<T: OrderRequest>(request: &T, path: &str) -> Self {
        let near = Near { path, plain: path.replace("~1", "/").replace("~0", "~") };
        near.request(T::SCHEMA, &State::of_fields(T::SCHEMA, request))
    }

    fn of_states(schema: &'static Schema, states: &[State<'_>]) -> Self {
        Self::Object(schema, states.iter().map(Self::of_state).collect())
    }

    fn of_state(state: &State<'_>) -> Self {
        match state {
            State::Known(node) => Self::of_node(*node),
            State::Unreadable => Self::Unknown,
            State::List(items) => Self::list(items.iter().map(Self::of_state)),
            State::Map(entries) => {
                let entry =
                    |(key, state): &(&str, State<'_>)| ((*key).into(), Self::of_state(state));
                Self::Map(entries.iter().map(entry).collect())
            }
            State::Object(schema, states) => Self::of_states(schema, states),
        }
    }

    pub(crate) fn of_node(node: Node<'_>) -> Self {
        match node {
            Node::Absent => Self::Absent,
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Bool(value),
            Node::Integer(number) => Self::Number(number.into()),
            Node::Unsigned(number) => Self::Number(number.into()),
            Node::Text(text) => Self::Text(text.into()),
            Node::Formed(formed) => Self::Formed(formed.form(), formed.to_string().into()),
            Node::List(_) | Node::Map(_) | Node::Object(_) => Self::of_state(&State::of_node(node)),
        }
    }

    pub(crate) fn of_value(value: FactValue) -> Self {
        match value {
            FactValue::Bool(value) => Self::Bool(value),
            FactValue::Integer(number) => Self::Number(number),
            FactValue::Text(text) => Self::Text(text.into()),
            FactValue::Null => Self::Null,
        }
    }

    /// The slots of the values that break a rule of their type.
    pub(crate) fn broken_types(&self) -> Vec<Slot> {
        let mut found = Vec::new();
        self.add_broken_types(TypeRules::InPart, None, &mut Slot::new(), &mut found);
        found
    }

    fn add_broken_types(
        &self,
        rules: TypeRules,
        holder: Option<&Field>,
        slot: &mut Slot,
        found: &mut Vec<Slot>,
    ) {
        match rules {
            TypeRules::Of(of_type) => {
                let Some(inner) = of_type.fields.first() else { return };
                let kind = inner.kind();
                let item_kind = kind.item().map_or(kind, Kind::required);
                for rule in
                    of_type.rules.iter().filter(|rule| !rule.attributes.severity.is_warning())
                {
                    if let Demand::KeyPasses(test) = &rule.demand {
                        self.each_inner(slot, |_, slot, _| {
                            if let Some(Step::Entry(key)) = slot.last()
                                && key_passes(test, key) == Some(false)
                            {
                                found.push([&slot[..], &[Step::Key]].concat());
                            }
                        });
                        continue;
                    }
                    let mut look = |tree: &Self, holder, kind, slot: &Slot| {
                        if is_kept(&rule.demand, &tree.state(), holder, kind) == Some(false) {
                            found.push(slot.clone());
                        }
                    };
                    match rule.at {
                        At::Items(_) => self.each_inner(slot, |item, slot, _| {
                            look(item, None, item_kind, slot);
                        }),
                        At::Root | At::Field(_) | At::Member(..) => look(self, holder, kind, slot),
                    }
                }
                self.add_broken_types(inner.ty.type_rules, holder, slot, found);
            }
            TypeRules::OfItems(items) => self.each_inner(slot, |item, slot, _| {
                item.add_broken_types(*items, None, slot, found);
            }),
            TypeRules::None | TypeRules::OfText | TypeRules::InPart => match self {
                tree if tree.is_of_no_text() => found.push(slot.clone()),
                _ => self.each_inner(slot, |inner, slot, field| {
                    if field.is_some_and(|field| field.place == FieldPlace::Skipped) {
                        return;
                    }
                    let rules = field.map_or(rules, |field| field.ty.type_rules);
                    inner.add_broken_types(rules, field, slot, found);
                }),
            },
        }
    }

    /// Returns `true` for a value of a type some of whose values have no text, if it is one of these.
    pub(crate) fn is_of_no_text(&self) -> bool {
        match self {
            Self::Formed(form, text) => !(form.accepts)(text),
            Self::Absent
            | Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::Map(_)
            | Self::Object(..)
            | Self::Unknown => false,
        }
    }

    /// Visits the fields, items or entries of the value at a slot, each with its slot and its field.
    fn each_inner(
        &self,
        slot: &mut Slot,
        mut visit: impl FnMut(&Self, &mut Slot, Option<&'static Field>),
    ) {
        let mut inner = |step: Step, tree: &Self, field: Option<&'static Field>| {
            slot.push(step);
            visit(tree, slot, field);
            slot.pop();
        };
        match self {
            Self::List(items) => {
                items.iter().for_each(|item| inner(Step::Item(item.origin), &item.tree, None));
            }
            Self::Map(entries) => {
                entries.iter().for_each(|(key, tree)| inner(Step::Entry(key.clone()), tree, None));
            }
            Self::Object(..) => self.members().enumerate().for_each(|(index, (field, tree))| {
                inner(Step::Field(index), tree, Some(field));
            }),
            Self::Absent
            | Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Formed(..)
            | Self::Unknown => {}
        }
    }

    /// The number of values, counted with those that hold others, and of the rules of each request: the work of judging
    /// it.
    pub(crate) fn size(&self) -> usize {
        1 + match self {
            Self::List(items) => items.iter().map(|item| item.tree.size()).sum(),
            Self::Map(entries) => entries.iter().map(|(_, tree)| tree.size()).sum(),
            Self::Object(schema, fields) => {
                schema.rules.len() + fields.iter().map(Self::size).sum::<usize>()
            }
            Self::Absent
            | Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Formed(..)
            | Self::Unknown => 0,
        }
    }

    /// A list of these items.
    pub(crate) fn list(items: impl Iterator<Item = Self>) -> Self {
        Self::List(items.enumerate().map(|(origin, tree)| Item { origin, tree }).collect())
    }

    /// A request with no field present.
    pub(crate) fn empty(schema: &'static Schema) -> Self {
        Self::Object(schema, vec![Self::Absent; schema.fields.len()])
    }

    /// The tree as the rule interpreter reads it.
    pub(crate) fn state(&self) -> State<'_> {
        State::Known(match self {
            Self::Absent => Node::Absent,
            Self::Null => Node::Null,
            Self::Bool(value) => Node::Bool(*value),
            Self::Number(number) => Node::from_integer(*number).unwrap_or(Node::Absent),
            Self::Text(text) => Node::Text(text),
            Self::Formed(form, text) => match Formed::parse(form, text) {
                Some(formed) => Node::Formed(formed),
                None => return State::Unreadable,
            },
            Self::Unknown => return State::Unreadable,
            Self::List(_) | Self::Map(_) | Self::Object(..) => return State::of_tree(self),
        })
    }

    /// The items of a list, or the fields of a request, as the rule interpreter reads them.
    pub(crate) fn content(&self) -> Vec<State<'_>> {
        match self {
            Self::List(items) => items.iter().map(|item| item.tree.state()).collect(),
            tree => tree.fields(),
        }
    }

    /// The entries of a map as the rule interpreter reads them.
    pub(crate) fn entries(&self) -> Vec<(&str, State<'_>)> {
        match self {
            Self::Map(entries) => {
                entries.iter().map(|(key, tree)| (&**key, tree.state())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The fields of a request as the rule interpreter reads them.
    fn fields(&self) -> Vec<State<'_>> {
        match self {
            Self::Object(..) => self
                .members()
                .map(|(field, tree)| match field.place {
                    // As in a request, a part in place is given by its members.
                    FieldPlace::Flattened if field.ty.optional && !tree.is_any_given() => {
                        State::ABSENT
                    }
                    _ => tree.state(),
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Returns `true` if a member of the part is given on the wire.
    fn is_any_given(&self) -> bool {
        self.members().any(|(field, tree)| match (field.place, tree) {
            (FieldPlace::Flattened, part) => part.is_any_given(),
            (FieldPlace::Skipped, _) => false,
            (_, tree) => tree.is_given() && !(field.leaves_out_blank() && tree.state().is_blank()),
        })
    }

    /// The fields of a request, each with its value; nothing for any other tree.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'static Field, &Self)> {
        let (declared, values) = match self {
            Self::Object(schema, values) => (schema.fields, &values[..]),
            _ => (&[][..], &[][..]),
        };
        declared.iter().zip(values)
    }

    pub(crate) fn is_given(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// Returns whether both hold the same values. The original indices of items do not matter.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.distance(other) == 0
    }

    /// The number of values in which both differ. Lists or maps of different lengths count as one difference.
    pub(crate) fn distance(&self, other: &Self) -> usize {
        let sum = |pairs: &mut dyn Iterator<Item = (&Self, &Self)>| -> usize {
            pairs.map(|(one, other)| one.distance(other)).sum()
        };
        match (self, other) {
            (Self::Absent, Self::Absent)
            | (Self::Null, Self::Null)
            | (Self::Unknown, Self::Unknown) => 0,
            (Self::Bool(one), Self::Bool(other)) => usize::from(one != other),
            (Self::Number(one), Self::Number(other)) => usize::from(one != other),
            (Self::Text(one), Self::Text(other)) => usize::from(one != other),
            (Self::Formed(form, one), Self::Formed(other_form, other)) => {
                usize::from((form.name, one) != (other_form.name, other))
            }
            (Self::Object(_, one), Self::Object(_, other)) if one.len() == other.len() => {
                sum(&mut one.iter().zip(other))
            }
            (Self::List(one), Self::List(other)) if one.len() == other.len() => {
                sum(&mut one.iter().zip(other).map(|(one, other)| (&one.tree, &other.tree)))
            }
            (Self::Map(one), Self::Map(other)) => {
                let of = |map: &[(Arc<str>, Self)], key: &str| {
                    map.iter().position(|(known, _)| **known == *key)
                };
                let kept = one
                    .iter()
                    .filter_map(|(key, tree)| of(other, key).map(|index| (tree, &other[index].1)));
                let lost: Vec<_> = one.iter().filter(|(key, _)| of(other, key).is_none()).collect();
                let new: Vec<_> = other.iter().filter(|(key, _)| of(one, key).is_none()).collect();
                // An entry with another key is one that has changed.
                let mut renamed = lost.iter().zip(&new).map(|(lost, new)| (&lost.1, &new.1));
                lost.len().max(new.len()) + sum(&mut renamed) + sum(&mut { kept })
            }
            _ => 1,
        }
    }

    /// The value at `slot`; `None` if a part on the way to it is absent.
    pub(crate) fn at(&self, slot: &[Step]) -> Option<&Self> {
        slot.iter().try_fold(self, |tree, step| match (tree, step) {
            (Self::Object(_, fields), Step::Field(index)) => fields.get(*index),
            (Self::List(items), Step::Item(origin)) => {
                item_position(items, *origin).map(|position| &items[position].tree)
            }
            (Self::Map(entries), Step::Entry(key)) => {
                entries.iter().find(|(entry, _)| entry == key).map(|(_, tree)| tree)
            }
            (Self::Map(entries), Step::Item(index)) => entries.get(*index).map(|(_, tree)| tree),
            (tree, Step::Key) => Some(tree),
            _ => None,
        })
    }

    /// The value at `slot`, for changes in place; `None` if a part on the way to it is absent.
    pub(crate) fn at_mut(&mut self, slot: &[Step]) -> Option<&mut Self> {
        slot.iter().try_fold(self, |tree, step| match (tree, step) {
            (Self::Object(_, fields), Step::Field(index)) => fields.get_mut(*index),
            (Self::List(items), Step::Item(origin)) => {
                item_position(items, *origin).map(|position| &mut items[position].tree)
            }
            (Self::Map(entries), Step::Entry(key)) => {
                entries.iter_mut().find(|(entry, _)| entry == key).map(|(_, tree)| tree)
            }
            (Self::Map(entries), Step::Item(index)) => {
                entries.get_mut(*index).map(|(_, tree)| tree)
            }
            _ => None,
        })
    }

    /// Puts `tree` at `slot`. An item or entry that becomes absent is removed from its list or map.
    pub(crate) fn replace(&mut self, slot: &[Step], tree: Self) {
        if let ([outer @ .., Step::Entry(key), Step::Key], Self::Text(renamed)) = (slot, &tree) {
            if let Some(Self::Map(entries)) = self.at_mut(outer)
                && let Some((known, _)) = entries.iter_mut().find(|(known, _)| known == key)
            {
                *known = Arc::clone(renamed);
                entries.sort_by(|a, b| a.0.cmp(&b.0));
            }
            return;
        }
        if let (Self::Absent, Some((step, outer))) = (&tree, slot.split_last()) {
            match (self.at_mut(outer), step) {
                (Some(Self::List(items)), Step::Item(origin)) => {
                    return items.retain(|item| item.origin != *origin);
                }
                (Some(Self::Map(entries)), Step::Entry(key)) => {
                    return entries.retain(|(entry, _)| entry != key);
                }
                (Some(Self::Map(entries)), Step::Item(index)) if *index < entries.len() => {
                    entries.remove(*index);
                    return;
                }
                _ => {}
            }
        }
        if let Some(place) = self.at_mut(slot) {
            *place = tree;
        }
    }

    /// A copy with `tree` at `slot`.
    pub(crate) fn with(&self, slot: &[Step], tree: Self) -> Self {
        let mut changed = self.clone();
        changed.replace(slot, tree);
        changed
    }

    /// The path of `slot`, in wire names. A flattened part is not in the paths of its members, and has its Rust name in
    /// its own path.
    pub(crate) fn path(&self, slot: &[Step]) -> Path {
        let mut path = Path::ROOT;
        for (index, step) in slot.iter().enumerate() {
            path = match step {
                Step::Field(_) => match self.field(&slot[..=index]) {
                    Some(field)
                        if field.place == FieldPlace::Flattened && index + 1 < slot.len() =>
                    {
                        path
                    }
                    Some(field) => path.join_name(name(field)),
                    None => path,
                },
                Step::Item(origin) => path.join(Segment::Index(*origin)),
                Step::Entry(key) => path.join(Segment::Key((&**key).into())),
                // A path shows the key itself.
                Step::Key => path,
            };
        }
        path
    }

    /// The path that the paths of the members of the request at `slot` start with.
    pub(crate) fn base(&self, slot: &[Step]) -> Path {
        match (slot.split_last(), self.field(slot)) {
            (Some((_, outer)), Some(field)) if field.place == FieldPlace::Flattened => {
                self.base(outer)
            }
            _ => self.path(slot),
        }
    }

    /// The spot of the schema that `slot` leads to, whether it is present or not.
    pub(crate) fn spot(&self, slot: &[Step]) -> Option<Spot> {
        match self {
            Self::Object(schema, _) => Spot::at(schema, slot),
            _ => None,
        }
    }

    /// The field at `slot`; `None` for an item and for the outermost request.
    pub(crate) fn field(&self, slot: &[Step]) -> Option<&'static Field> {
        self.spot(slot)?.own_field()
    }

    /// Returns whether the value at `slot` is never shown.
    pub(crate) fn is_secret(&self, slot: &[Step]) -> bool {
        let is_secret =
            |length| self.field(&slot[..length]).is_some_and(|field| field.attributes.secret);
        (1..=slot.len()).any(is_secret)
    }

    /// The kind of the values that `slot` can hold, whether one is present or not.
    pub(crate) fn kind(&self, slot: &[Step]) -> Option<&'static Kind> {
        self.spot(slot).map(|spot| spot.kind)
    }

    /// The schema of the request that `slot` can hold.
    pub(crate) fn schema_at(&self, slot: &[Step]) -> Option<&'static Schema> {
        match (slot, self) {
            ([], Self::Object(schema, _)) => Some(schema),
            _ => object_schema(self.kind(slot)?),
        }
    }

    /// The outermost request and all requests within it, the outer ones first.
    pub(crate) fn levels(&self) -> Vec<Level> {
        let mut levels = Vec::new();
        if let Self::Object(schema, _) = self {
            let outermost = Level { slot: Vec::new(), schema, is_secret: false, is_nested: true };
            self.collect_levels(outermost, &mut levels);
        }
        levels
    }

    fn collect_levels(&self, level: Level, levels: &mut Vec<Level>) {
        let Self::Object(schema, fields) = self else { return };
        levels.push(level.clone());
        let nested = nested_fields(schema);
        for (index, tree) in fields.iter().enumerate() {
            let mut slot = level.slot.clone();
            slot.push(Step::Field(index));
            let field = &schema.fields[index];
            let is_nested = level.is_nested && nested.contains(&index);
            tree.collect_inner(slot, level.is_secret || field.attributes.secret, is_nested, levels);
        }
    }

    fn collect_inner(&self, slot: Slot, is_secret: bool, is_nested: bool, levels: &mut Vec<Level>) {
        let inner = |step: Step| [slot.clone(), vec![step]].concat();
        match self {
            Self::Object(schema, _) => {
                self.collect_levels(Level { slot, schema, is_secret, is_nested }, levels);
            }
            Self::List(items) => {
                for Item { origin, tree } in items {
                    tree.collect_inner(inner(Step::Item(*origin)), is_secret, is_nested, levels);
                }
            }
            Self::Map(entries) => {
                for (key, tree) in entries {
                    tree.collect_inner(
                        inner(Step::Entry(Arc::clone(key))),
                        is_secret,
                        is_nested,
                        levels,
                    );
                }
            }
            _ => {}
        }
    }

    /// The evaluator of the conditions of the request at `level`.
    pub(crate) fn evaluator<'t>(
        &'t self,
        level: &Level,
        context: &'t dyn Any,
    ) -> Evaluator<'t, 't> {
        let fields = self.at(&level.slot).map_or_else(Vec::new, Self::fields);
        let base = self.base(&level.slot);
        Evaluator::new(level.schema, fields, context, base).secret(level.is_secret)
    }

    /// The tree as JSON text. The members in the URL are included.
    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Self::Absent | Self::Null | Self::Unknown => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::Formed(form, text) if form.is_bare => out.push_str(text),
            Self::Text(text) | Self::Formed(_, text) => json_text::quote(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.tree.write_json(out);
                }
                out.push(']');
            }
            Self::Map(entries) => {
                out.push('{');
                for (index, (key, tree)) in entries.iter().enumerate() {
                    write_key(key, index == 0, out);
                    tree.write_json(out);
                }
                out.push('}');
            }
            Self::Object(..) => {
                out.push('{');
                self.write_members(&mut true, out);
                out.push('}');
            }
        }
    }

    fn write_members(&self, is_first: &mut bool, out: &mut String) {
        for (field, tree) in self.members() {
            match field.place {
                FieldPlace::Skipped => {}
                FieldPlace::Flattened => tree.write_members(is_first, out),
                _ if tree.is_given() => {
                    write_key(field.name, std::mem::take(is_first), out);
                    tree.write_json(out);
                }
                _ => {}
            }
        }
    }
}

/// The position of the item with this original index. Items keep their order.
pub(crate) fn item_position(items: &[Item], origin: usize) -> Option<usize> {
    items.binary_search_by_key(&origin, |item| item.origin).ok()
}

fn write_key(key: &str, is_first: bool, out: &mut String) {
    if !is_first {
        out.push(',');
    }
    json_text::quote(key, out);
    out.push(':');
}

/// The wire name of a field, or its Rust name if it has no wire name.
fn name(field: &Field) -> &'static str {
    match field.place {
        FieldPlace::Flattened | FieldPlace::Skipped => field.rust,
        _ => field.name,
    }
}

/// A path in a request, whose surroundings are copied.
struct Near<'p> {
    path: &'p str,
    /// The path without the escapes of a pointer.
    plain: String,
}

impl Near<'_> {
    fn request(&self, schema: &'static Schema, states: &[State<'_>]) -> Tree {
        let mut read = HashSet::new();
        for rule in schema.rules {
            if let Demand::Holds(cond, _) = &rule.demand {
                add_read(schema, cond, &mut read);
                // Whether such a rule is broken depends on every item.
                if let At::Items(field) = rule.at {
                    read.insert(field);
                }
            }
            if let When::If(cond) | When::Unless(cond) = &rule.when {
                add_read(schema, cond, &mut read);
            }
        }
        for field in schema.fields {
            field
                .attributes
                .default_ifs
                .iter()
                .for_each(|(cond, _)| add_read(schema, cond, &mut read));
        }
        let fields = states.iter().enumerate().map(|(index, state)| match read.contains(&index) {
            true => Tree::of_state(state),
            false => self.state(state),
        });
        Tree::Object(schema, fields.collect())
    }

    fn state(&self, state: &State<'_>) -> Tree {
        match state {
            State::Object(schema, states) => self.request(schema, states),
            State::List(_) => {
                let length = state.length().unwrap_or_default();
                let named = |word: &str| word.parse().ok().filter(|index| *index < length);
                let words = self.path.split(['[', ']', '/']);
                let kept: BTreeSet<usize> =
                    words.filter_map(named).chain((length > 0).then_some(0)).collect();
                let item = |origin| {
                    let state = state.item(ItemKey::Index(origin))?;
                    Some(Item { origin, tree: self.state(&state) })
                };
                Tree::List(kept.into_iter().filter_map(item).collect())
            }
            State::Map(entries) => {
                let is_named = |key: &str| {
                    self.plain.contains(key) || self.path.contains(&key.escape_debug().to_string())
                };
                let kept = entries.iter().enumerate();
                let kept = kept.filter(|(index, (key, _))| *index == 0 || is_named(key));
                Tree::Map(
                    kept.map(|(_, (key, state))| ((*key).into(), self.state(state))).collect(),
                )
            }
            State::Known(_) | State::Unreadable => Tree::of_state(state),
        }
    }
}

/// Adds the fields of a request that a condition reads.
fn add_read(schema: &'static Schema, cond: &Cond, read: &mut HashSet<usize>) {
    cond.each_reference(schema, &mut |reference| {
        if let Root::Field(field) = reference.root {
            read.insert(field);
        }
    });
}

/// The fields of a request in which the rules of the requests are checked.
fn nested_fields(schema: &Schema) -> HashSet<usize> {
    let nested = schema.rules.iter().filter(|rule| matches!(rule.demand, Demand::Nested));
    nested.filter_map(|rule| rule.at.field()).collect()
}

/// Returns whether a schema describes an enum: its fields are the variants, of which one is given.
pub(crate) fn is_enum(schema: &Schema) -> bool {
    let is_choice = |rule: &Rule| rule.at == At::Root && matches!(rule.demand, Demand::Group(_));
    schema.rules.iter().any(is_choice)
}
