//! Evaluation of conditions on a request by its schema: the values they refer to, their truth, and the facts behind it.

mod explain;
mod stated;
mod told;
mod truth;

use std::{
    any::Any,
    borrow::Cow,
    cell::{Cell, OnceCell},
    rc::Rc,
};

#[cfg(feature = "export")]
pub(crate) use self::explain::item_members;
pub(crate) use self::{
    explain::wire_path,
    stated::{is_stated, stated},
};
use crate::{
    Path,
    schema::{
        Blank, Cond, Field, Kind, Literal, Reference, Root, Schema,
        state::{FieldSet, State, States},
        test::{literal_node, present_node},
    },
    update::is_same_state,
    value::{Fields, Node},
};

/// Evaluates conditions on one request by its schema.
///
/// The logic has three values. `None` means that the answer depends on a value that could not be read.
pub(crate) struct Evaluator<'e, 'a> {
    schema: &'static Schema,
    states: States<'e, 'a>,
    context: &'a dyn Any,
    /// The fields of the request before an update.
    old: Option<Rc<[State<'a>]>>,
    /// Path of the request within the outermost one.
    base: Path,
    /// `true` if the request is the value of a secret field.
    is_secret: bool,
    /// The truth of the named conditions that were asked for, since one may be used many times.
    named: OnceCell<Box<[Cell<Named>]>>,
}

/// The truth of a named condition, as far as it is known.
#[derive(Debug, Clone, Copy, Default)]
enum Named {
    #[default]
    Unasked,
    Holds(Option<bool>),
}

/// The items that quantifiers have bound, the innermost first.
#[derive(Clone, Copy)]
struct Scope<'s, 'a> {
    outer: Option<&'s Scope<'s, 'a>>,
    item: &'s State<'a>,
    path: &'s Path,
    /// The kind of the item, where something is told of it.
    kind: Option<&'static Kind>,
    /// `true` if the value of the item is never shown.
    is_secret: bool,
}

type Bound<'s, 'a> = Option<&'s Scope<'s, 'a>>;

/// A value that a condition refers to.
struct Seen<'e, 'a> {
    state: Cow<'e, State<'a>>,
    /// The field that holds the value, if any.
    field: Option<&'static Field>,
    /// The default of the field.
    default: Side<'a>,
    /// `true` if the value is a member of a nested request.
    is_member: bool,
    /// `true` if the value is never shown.
    is_secret: bool,
}

/// One side of a comparison.
#[derive(Clone)]
enum Side<'a> {
    Missing,
    Unknown,
    Value(Node<'a>),
    /// A list or map, or a free-form value of such a shape, of a document or a tree: no request holds it.
    Content(State<'a>),
}

impl<'e, 'a> Evaluator<'e, 'a> {
    pub(crate) fn new(
        schema: &'static Schema,
        states: Vec<State<'a>>,
        context: &'a dyn Any,
        base: Path,
    ) -> Self {
        Self::of_states(schema, States::All(states), context, base)
    }

    fn of_states(
        schema: &'static Schema,
        states: States<'e, 'a>,
        context: &'a dyn Any,
        base: Path,
    ) -> Self {
        Self { schema, states, context, old: None, base, is_secret: false, named: OnceCell::new() }
    }

    /// Returns the evaluator for a request that comes out of an update of another one.
    pub(crate) fn after(self, old: Option<Rc<[State<'a>]>>) -> Self {
        Self { old, ..self }
    }

    /// Returns the state of a field before the update, if there is one.
    pub(crate) fn old(&self, field: usize) -> Option<&State<'a>> {
        self.old.as_ref()?.get(field)
    }

    /// Creates the evaluator of a request nested in this one.
    pub(crate) fn inner<'i>(
        &self,
        schema: &'static Schema,
        states: &'i [State<'a>],
        base: Path,
    ) -> Evaluator<'i, 'a> {
        Evaluator::of_states(schema, States::Lent(states), self.context, base)
    }

    /// Creates an evaluator that knows all fields of `request`.
    pub(crate) fn of_fields(
        schema: &'static Schema,
        request: &'a dyn Fields,
        context: &'a dyn Any,
        base: Path,
    ) -> Self {
        Self::new(schema, State::of_fields(schema, request), context, base)
    }

    /// Returns `true` if [`of_condition`](Self::of_condition) knows fewer fields than [`of_fields`](Self::of_fields).
    pub(crate) fn can_look_up_few(schema: &Schema) -> bool {
        schema.fields.len() <= FieldSet::END
    }

    /// Creates an evaluator that knows only the fields that `cond` refers to and the field `also`, to explain a single
    /// violation of a request that is [small enough](Self::can_look_up_few).
    pub(crate) fn of_condition(
        schema: &'static Schema,
        cond: Option<&Cond>,
        also: Option<usize>,
        request: &'a dyn Fields,
        context: &'a dyn Any,
        base: Path,
    ) -> Self {
        let mut known = FieldSet::default();
        if let Some(field) = also {
            known.insert(field);
        }
        if let Some(cond) = cond {
            add_fields(cond, schema, &mut known);
        }
        Self::of_states(schema, States::some(known, request), context, base)
    }

    /// Sets whether the values of the request are never shown.
    pub(crate) fn secret(self, is_secret: bool) -> Self {
        Self { is_secret, ..self }
    }

    pub(crate) fn is_secret(&self) -> bool {
        self.is_secret
    }

    pub(crate) fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Returns the facts that are not on the wire.
    pub(crate) fn context(&self) -> &'a dyn Any {
        self.context
    }

    pub(crate) fn base(&self) -> &Path {
        &self.base
    }

    /// Returns the state of a field, which must be one of the known fields.
    pub(crate) fn state(&self, field: usize) -> &State<'a> {
        self.states.of(field)
    }

    pub(crate) fn is_present(&self, field: usize) -> bool {
        is_present(self.state(field), Some(&self.schema.fields[field]))
    }

    fn value(&self, reference: &Reference, scope: Bound<'_, 'a>) -> Side<'a> {
        self.see(reference, scope).value()
    }

    fn see<'s>(&'s self, reference: &Reference, scope: Bound<'s, 'a>) -> Seen<'s, 'a> {
        let mut seen = match reference.root {
            Root::Field(index) => {
                let field = &self.schema.fields[index];
                Seen {
                    state: Cow::Borrowed(self.state(index)),
                    field: Some(field),
                    default: self.default(field),
                    is_member: false,
                    is_secret: self.is_secret || field.attributes.secret,
                }
            }
            Root::Item(depth) => {
                let scope = item_at(scope, depth);
                let state =
                    scope.map_or(Cow::Owned(State::ABSENT), |scope| Cow::Borrowed(scope.item));
                let is_secret = self.is_secret || scope.is_some_and(|scope| scope.is_secret);
                Seen { state, field: None, default: Side::Missing, is_member: false, is_secret }
            }
            Root::Context(fact) => {
                let state = match self.lacks(reference) {
                    true => State::Unreadable,
                    false => State::of_node((fact.read)(self.context)),
                };
                let state = Cow::Owned(state);
                Seen {
                    state,
                    field: None,
                    default: Side::Missing,
                    is_member: false,
                    is_secret: false,
                }
            }
            Root::Old(index) => Seen {
                state: self.old(index).map_or(Cow::Owned(State::Unreadable), Cow::Borrowed),
                field: None,
                default: Side::Missing,
                is_member: false,
                is_secret: self.is_secret || self.schema.fields[index].attributes.secret,
            },
            Root::Changed(index) => {
                let is_same = self.old(index).and_then(|old| is_same_state(old, self.state(index)));
                let state =
                    is_same.map_or(State::Unreadable, |is_same| State::Known(Node::Bool(!is_same)));
                Seen {
                    state: Cow::Owned(state),
                    field: None,
                    default: Side::Missing,
                    is_member: false,
                    is_secret: false,
                }
            }
        };
        for member in reference.members {
            seen = seen.member(member);
        }
        seen
    }

    /// Returns `true` if `reference` is a fact and there is no context, for example while a document is read.
    fn lacks(&self, reference: &Reference) -> bool {
        match reference.root {
            Root::Context(_) => self.context.is::<()>(),
            Root::Old(_) | Root::Changed(_) => self.old.is_none(),
            Root::Field(_) | Root::Item(_) => false,
        }
    }

    /// Returns the default of a field of this request, as written: the first whose condition holds. `None` if a
    /// condition depends on a value that could not be read.
    pub(crate) fn default_in_force(&self, field: &Field) -> Option<Option<Literal>> {
        for (cond, literal) in field.attributes.default_ifs {
            if self.holds(cond, None)? {
                return Some(Some(*literal));
            }
        }
        Some(field.attributes.default)
    }

    /// Returns the default of a field of this request as a value.
    fn default(&self, field: &Field) -> Side<'a> {
        let Some(default) = self.default_in_force(field) else { return Side::Unknown };
        let node = match default {
            Some(Literal::Fact(_)) if self.context.is::<()>() => return Side::Unknown,
            Some(Literal::Fact(fact)) => {
                Some(present_node(Blank::Absent, (fact.read)(self.context)))
            }
            literal => literal.and_then(|literal| literal_node(Some(field.kind()), &literal)),
        };
        match node {
            None | Some(Node::Absent | Node::Null) => Side::Missing,
            Some(node) => Side::Value(node),
        }
    }
}

impl<'a> Seen<'_, 'a> {
    fn member(self, rust: &str) -> Self {
        let found = |state: &State<'a>| match state {
            State::Unreadable => (State::Unreadable, None),
            _ => (State::ABSENT, None),
        };
        let (state, field) = match self.state {
            Cow::Borrowed(state) => match state.member(rust) {
                Some((state, field)) => (Cow::Borrowed(state), Some(field)),
                None => {
                    let (state, field) = found(state);
                    (Cow::Owned(state), field)
                }
            },
            Cow::Owned(state) => {
                let (state, field) = match state.member(rust) {
                    Some((state, field)) => (state.clone(), Some(field)),
                    None => found(&state),
                };
                (Cow::Owned(state), field)
            }
        };
        let default = field.map_or(Side::Missing, member_default);
        let is_secret = self.is_secret || field.is_some_and(|field| field.attributes.secret);
        Self { state, field, default, is_member: true, is_secret }
    }

    fn is_given(&self) -> bool {
        match self.field {
            Some(field) if field.leaves_out_blank() => self.is_present(),
            _ => self.state.is_given(),
        }
    }

    fn is_present(&self) -> bool {
        is_present(&self.state, self.field)
    }

    /// Returns the value that conditions see: the present value, or else the default of a field of this request.
    ///
    /// The default of a member is used only in comparisons with a literal, because generated conditions know no more of
    /// it.
    fn value(&self) -> Side<'a> {
        match self.present() {
            Side::Missing if !self.is_member => self.default.clone(),
            side => side,
        }
    }

    fn value_beside_literal(&self) -> Side<'a> {
        match self.present() {
            Side::Missing => self.default.clone(),
            side => side,
        }
    }

    fn present(&self) -> Side<'a> {
        let blank = self.field.map_or(Blank::Absent, |field| field.attributes.blank);
        match &*self.state {
            State::Unreadable => Side::Unknown,
            State::Known(node) => match present_node(blank, *node) {
                Node::Absent => Side::Missing,
                node => Side::Value(node),
            },
            State::List(_) | State::Map(_) if blank != Blank::Value && self.state.is_blank() => {
                Side::Missing
            }
            // A list or map is compared with another one only inside a free-form value.
            State::List(_) | State::Map(_) => match self.state.node() {
                Some(node) => Side::Value(node),
                None => Side::Content(self.state.clone().into_owned()),
            },
            State::Object(..) => Side::Missing,
        }
    }
}

/// Adds the fields that `cond` refers to, and those that their conditional defaults refer to.
fn add_fields(cond: &Cond, schema: &Schema, fields: &mut FieldSet) {
    cond.each_reference(schema, &mut |reference| {
        if let Root::Field(index) = reference.root
            && fields.insert(index)
        {
            for (cond, _) in schema.fields[index].attributes.default_ifs {
                add_fields(cond, schema, fields);
            }
        }
    });
}

/// Returns the unconditional default of a member.
fn member_default<'a>(field: &'static Field) -> Side<'a> {
    let default = field.attributes.default.as_ref();
    let node = default.and_then(|default| literal_node(Some(field.kind()), default));
    node.map_or(Side::Missing, Side::Value)
}

pub(crate) fn is_present(state: &State<'_>, field: Option<&Field>) -> bool {
    let blank = field.map_or(Blank::Absent, |field| field.attributes.blank);
    state.is_given() && (blank != Blank::Absent || !state.is_blank())
}

/// Returns the scope at this depth, counted from the outermost one.
fn item_at<'s, 'a>(scope: Bound<'s, 'a>, depth: usize) -> Bound<'s, 'a> {
    let mut scopes = std::iter::successors(scope, |scope| scope.outer);
    let count = scopes.clone().count();
    scopes.nth(count.checked_sub(depth + 1)?)
}
