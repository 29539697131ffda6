use std::{any::Any, fmt};

use crate::{
    Path,
    path::{ItemKey, Segment},
    request::OrderRequest,
    schema::{
        Asked, At, Cond, Demand, Evaluator, FieldPlace, Kind, Rule, Schema, State, When, is_stated,
        wire_path,
    },
    type_rule,
    value::Fields,
    violation::{Because, Violation, Violations},
};

/// Collects the violations of one request while its generated check runs.
pub struct Check<'a> {
    schema: &'static Schema,
    request: &'a dyn Fields,
    context: &'a dyn Any,
    parent: Option<&'a Parent<'a>>,
    /// `true` if the request is the value of a secret field.
    is_secret: bool,
    asked: Asked,
    found: &'a mut Found,
    /// The number of violations so far whose facts were looked up, up to [`FEW`].
    explained: u8,
    /// The group that was broken first.
    group: Option<BrokenGroup>,
    /// Kept facts, once there are many, so that a request with few mistakes does not pay for them.
    kept: Option<Box<Kept<'a>>>,
}

/// The violations of a request, with those of all requests in it.
#[derive(Debug, Default)]
struct Found {
    list: Vec<Violation>,
    /// `true` if one is of a rule on a member of a nested request, and so has a place among the rules of that one.
    has_of_members: bool,
}

/// A broken group, and its first violation, whose facts the others of the group share.
#[derive(Clone, Copy)]
struct BrokenGroup {
    group: usize,
    violation: usize,
}

/// Facts that the violations of a request share.
#[derive(Default)]
struct Kept<'a> {
    /// All fields of the request, once there are many violations to explain.
    evaluator: Option<Evaluator<'a, 'a>>,
    /// The request before the update that is checked.
    old: Option<&'a dyn Fields>,
    /// The first violation of each group, once more than one is broken; empty before.
    groups: Vec<Option<usize>>,
}

/// The place of a nested request, as a linked list from the inside out. It costs nothing until a path is needed.
#[derive(Debug, Clone, Copy)]
pub struct Parent<'a> {
    pub(crate) outer: Option<&'a Parent<'a>>,
    pub(crate) step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'a> {
    Name(&'static str),
    Index(usize),
    Key(&'a str),
}

impl Parent<'_> {
    #[inline]
    pub(crate) fn path(parent: Option<&Self>) -> Path {
        if parent.is_none() { Path::ROOT } else { Self::inner_path(parent) }
    }

    fn inner_path(parent: Option<&Self>) -> Path {
        let mut steps = Vec::new();
        let mut next = parent;
        while let Some(parent) = next {
            steps.push(match parent.step {
                Step::Name(name) => Segment::Name(name),
                Step::Index(index) => Segment::Index(index),
                Step::Key(key) => Segment::Key(key.into()),
            });
            next = parent.outer;
        }
        steps.into_iter().rev().collect()
    }
}

/// Greatest number of violations for each of which the request is visited for the fields of its condition. All fields are
/// looked up for the next one, and kept.
const FEW: u8 = 4;

/// Initial capacity of the list of violations, enough for a usual number of mistakes. Allocators are slower above 1 KiB.
const ROOM: usize = 1024 / size_of::<Violation>();

/// Runs a check and returns the violations that it found.
// Always inlined: it has one caller for each type, and a valid request would pay for the call.
#[inline(always)]
pub(crate) fn run(
    schema: &'static Schema,
    request: &dyn Fields,
    context: &dyn Any,
    check: impl FnOnce(&mut Check<'_>),
) -> Result<(), Violations> {
    let mut found = Found::default();
    let mut state = Check::new(schema, request, context, Asked::Errors, &mut found);
    check(&mut state);
    // Taken apart, so that a valid request does not pay for two drops.
    let Check { kept, found: own, .. } = state;
    if own.list.is_empty() {
        // Nothing is kept without a violation, and the list has no room yet.
        std::mem::forget(kept);
        std::mem::forget(found);
        return Ok(());
    }
    if let Some(kept) = kept {
        discard(kept);
    }
    Err(match found.has_of_members {
        true => Violations::new(found.list),
        false => Violations::in_order(found.list),
    })
}

/// Runs a check for its warnings, and returns them. The rules that refuse a request are judged as well, and not reported.
pub(crate) fn warnings(
    schema: &'static Schema,
    request: &dyn Fields,
    context: &dyn Any,
    check: impl FnOnce(&mut Check<'_>),
) -> Vec<Violation> {
    let mut found = Found::default();
    check(&mut Check::new(schema, request, context, Asked::Warnings, &mut found));
    found.list
}

/// Runs the generated check of a request, and the rules that come with the types of its values.
#[inline(always)]
pub(crate) fn of_request<T: OrderRequest>(
    request: &T,
    check: &mut Check<'_>,
    context: &T::Context,
) {
    let start = check.found.list.len();
    request.__check(check, context);
    if const { type_rule::may_break(T::SCHEMA) } {
        type_rule::check(check, start);
    }
}

#[cold]
#[inline(never)]
fn make_room(found: &mut Vec<Violation>) {
    if found.capacity() == 0 {
        // A list without room has nothing to drop.
        std::mem::forget(std::mem::replace(found, Vec::with_capacity(ROOM)));
    }
}

#[cold]
#[inline(never)]
fn discard(kept: Box<Kept<'_>>) {
    drop(kept);
}

impl<'a> Check<'a> {
    #[inline(always)]
    fn new(
        schema: &'static Schema,
        request: &'a dyn Fields,
        context: &'a dyn Any,
        asked: Asked,
        found: &'a mut Found,
    ) -> Self {
        Self {
            schema,
            request,
            context,
            parent: None,
            is_secret: false,
            asked,
            found,
            explained: 0,
            group: None,
            kept: None,
        }
    }

    /// The rules whose violations are asked for.
    pub(crate) fn asked(&self) -> Asked {
        self.asked
    }

    /// Returns `true` if the rules that warn are judged.
    #[inline]
    pub fn warns(&self) -> bool {
        self.asked == Asked::Warnings
    }

    /// Returns the check of a request nested in this one.
    pub(crate) fn inside<'b>(
        &'b mut self,
        schema: &'static Schema,
        request: &'b dyn Fields,
        parent: Option<&'b Parent<'b>>,
    ) -> Check<'b> {
        let Self { context, is_secret, asked, .. } = *self;
        Check {
            schema,
            request,
            context,
            parent,
            is_secret,
            asked,
            found: self.found,
            explained: 0,
            group: None,
            kept: None,
        }
    }

    /// Returns the check of what an update has changed of `old`.
    pub(crate) fn after<'b>(self, old: &'b dyn Fields) -> Check<'b>
    where
        'a: 'b,
    {
        let kept = Kept { old: Some(old), ..Kept::default() };
        Check { kept: Some(Box::new(kept)), ..self }
    }

    pub(crate) fn parent(&self) -> Option<&'a Parent<'a>> {
        self.parent
    }

    pub(crate) fn is_secret(&self) -> bool {
        self.is_secret
    }

    /// Sets whether the values are never shown, and returns the previous setting.
    pub(crate) fn set_secret(&mut self, is_secret: bool) -> bool {
        std::mem::replace(&mut self.is_secret, is_secret)
    }

    pub(crate) fn context(&self) -> &'a dyn Any {
        self.context
    }

    pub(crate) fn request(&self) -> &'a dyn Fields {
        self.request
    }

    pub(crate) fn found(&mut self) -> &mut Vec<Violation> {
        &mut self.found.list
    }

    pub(crate) fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Reports that the rule with index `rule` is broken.
    #[cold]
    #[inline(never)]
    pub fn fail(&mut self, rule: usize) {
        let Some(rule) = self.asked_rule(rule) else { return };
        let because = self.because(rule);
        self.push(rule, because);
    }

    /// Returns the rule with this index if its violations are asked for.
    #[inline(always)]
    fn asked_rule(&self, rule: usize) -> Option<&'static Rule> {
        let rule = &self.schema.rules[rule];
        self.asked.is_about(rule).then_some(rule)
    }

    /// Reports that a group has the wrong number of members. `present` is in the order of its members.
    ///
    /// By value, so that the list is written to memory only if the group is broken.
    #[inline(always)]
    pub fn fail_group<const N: usize>(&mut self, rule: usize, present: [bool; N]) {
        self.fail_members(rule, &present);
    }

    #[cold]
    #[inline(never)]
    fn fail_members(&mut self, rule: usize, present: &[bool]) {
        let Some(rule) = self.asked_rule(rule) else { return };
        let because = match self.first_of_group(rule) {
            Some(first) => self.found.list[first].because_of().clone(),
            None => Because::group_if(present.iter().copied(), self.because(rule)),
        };
        self.push(rule, because);
    }

    /// Reports that an item of a list or map breaks the rule.
    #[cold]
    #[inline(never)]
    pub fn fail_item(&mut self, rule: usize, key: ItemKey<'_>) {
        let Some(rule) = self.asked_rule(rule) else { return };
        let base = Parent::path(self.parent);
        let segment = match key {
            ItemKey::Index(index) => Segment::Index(index),
            ItemKey::Key(key) => Segment::Key(key.into()),
        };
        let path = self.path(rule.at, &base).join(segment);
        let because = match (&rule.demand, rule.at) {
            (Demand::Holds(cond, _), At::Items(field)) => {
                self.explain(Some(cond), Some(field), |all| {
                    all.because_item(cond, field, key, &path)
                })
            }
            (Demand::Separator(separator), At::Items(field)) => {
                self.explain(None, Some(field), |all| {
                    all.because_inseparable(separator, field, key)
                })
            }
            _ => self.because(rule),
        };
        self.push_at(rule, path, because);
    }

    /// Reports the message of a user's function, at `path` or else at the place of its rule.
    #[cold]
    #[inline(never)]
    pub fn fail_with(&mut self, rule: usize, path: Option<Path>, message: String) {
        let Some(rule) = self.asked_rule(rule) else { return };
        let base = Parent::path(self.parent);
        let path = path.map_or_else(|| self.path(rule.at, &base), |path| path.below(&base));
        self.push_at(rule, path, Because::Message(message.into()));
    }

    fn path(&mut self, at: At, base: &Path) -> Path {
        self.found.has_of_members |= matches!(at, At::Member(..));
        let name = |field: usize| base.join_name(self.schema.fields[field].name);
        match at {
            At::Root => base.clone(),
            At::Field(field) | At::Items(field) => name(field),
            At::Member(field, members) => match self.schema.fields[field].kind() {
                Kind::Object(schema)
                    if self.schema.fields[field].place == FieldPlace::Flattened =>
                {
                    wire_path(base.clone(), schema, members)
                }
                Kind::Object(schema) => wire_path(name(field), schema, members),
                _ => name(field),
            },
        }
    }

    /// Returns the facts that made `rule` apply, or that break its condition.
    // Always inlined, like the two below: each has few callers, all of them in this file.
    #[inline(always)]
    fn because(&mut self, rule: &'static Rule) -> Because {
        match (&rule.demand, &rule.when) {
            (Demand::Holds(cond, _), _) => {
                self.explain(Some(cond), None, |evaluator| evaluator.because_false(cond))
            }
            (_, When::If(_) | When::Unless(_)) if self.states(rule) => Because::Stated,
            (_, When::If(cond) | When::Unless(cond)) => {
                self.explain(Some(cond), None, |evaluator| evaluator.because(rule))
            }
            (_, When::Always) => Because::Nothing,
        }
    }

    /// Returns `true` if the condition of a rule of the outermost request states the reason by itself.
    #[inline(always)]
    fn states(&self, rule: &'static Rule) -> bool {
        self.parent.is_none()
            && !self.is_secret
            && rule
                .own_condition()
                .is_some_and(|(cond, outcome)| is_stated(self.schema, cond, outcome))
    }

    /// Returns the first violation of a group of this request, if it is not the one about to be added.
    fn first_of_group(&mut self, rule: &Rule) -> Option<usize> {
        let group = rule.demand.group()?;
        let violation = self.found.list.len();
        match self.group {
            None => {
                self.group = Some(BrokenGroup { group, violation });
                None
            }
            Some(first) if first.group == group => Some(first.violation),
            Some(_) => {
                let groups = &mut self.kept.get_or_insert_default().groups;
                groups.resize(self.schema.groups.len(), None);
                let first = *groups.get(group)?;
                groups[group] = first.or(Some(violation));
                first
            }
        }
    }

    /// Calls `explain` with an evaluator that knows the fields that `cond` refers to and the field `also`.
    fn explain(
        &mut self,
        cond: Option<&Cond>,
        also: Option<usize>,
        explain: impl FnOnce(&Evaluator<'_, 'a>) -> Because,
    ) -> Because {
        let Self { schema, request, context, parent, is_secret, .. } = *self;
        if let Some(evaluator) = self.kept.as_ref().and_then(|kept| kept.evaluator.as_ref()) {
            return explain(evaluator);
        }
        let base = Parent::path(parent);
        if let Some(old) = self.kept.as_ref().and_then(|kept| kept.old) {
            let old = State::of_fields(schema, old).into();
            let evaluator = Evaluator::of_fields(schema, request, context, base).after(Some(old));
            return explain(&evaluator.secret(is_secret));
        }
        if self.explained < FEW && Evaluator::can_look_up_few(schema) {
            self.explained += 1;
            let evaluator = Evaluator::of_condition(schema, cond, also, request, context, base);
            return explain(&evaluator.secret(is_secret));
        }
        let evaluator = Evaluator::of_fields(schema, request, context, base).secret(is_secret);
        explain(self.kept.get_or_insert_default().evaluator.insert(evaluator))
    }

    /// Adds a violation at the place of its rule.
    #[inline(always)]
    fn push(&mut self, rule: &'static Rule, because: Because) {
        let path = match (&rule.at, self.parent) {
            // A field of the outermost request, the usual place, needs no allocation.
            (At::Field(field), None) => Path::field(self.schema.fields[*field].name),
            (at, parent) => self.path(*at, &Parent::path(parent)),
        };
        self.push_at(rule, path, because);
    }

    #[inline(always)]
    fn push_at(&mut self, rule: &'static Rule, path: Path, because: Because) {
        let found = &mut self.found.list;
        if found.is_empty() {
            make_room(found);
        }
        found.push(Violation::new(self.schema, rule, path, because));
    }
}

impl fmt::Debug for Check<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check").field("found", &self.found.list).finish_non_exhaustive()
    }
}
