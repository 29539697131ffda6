use crate::{
    Path,
    path::{ItemKey, Segment},
    request::OrderRequest,
    schema::{
        At, Blank, Cond, Demand, Evaluator, Field, FieldPlace, Group, Kind, Rule, Schema, State,
        Test, call,
        evaluate::{is_present, wire_path},
    },
    type_rule,
    value::{Node, separated::inseparable},
    violation::{Because, Violation, Violations, Warnings},
};

/// Checks every rule of `request` by its schema alone, without generated code.
///
/// The result is that of [`OrderRequest::validate`], except that functions of the user (`check`) that take the whole request are
/// not called. Walking the schema takes longer than the generated code. A document that does not fit its type is judged
/// in this way, and tests compare the generated checks with it.
///
/// # Errors
///
/// All violations at once, in field order.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, schema};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[length(..=5)]
///     zip: String,
/// }
///
/// let order = Order { zip: "336155".to_owned() };
/// let violations = schema::interpret(&order).unwrap_err();
/// assert_eq!(violations.to_string(), "`zip` must have at most 5 characters");
/// ```
pub fn interpret<T: OrderRequest<Context = ()>>(request: &T) -> Result<(), Violations> {
    interpret_in(request, &())
}

/// Checks every rule like [`interpret`], for a request whose rules read a context.
///
/// # Errors
///
/// All violations at once, in field order.
pub fn interpret_in<T: OrderRequest>(request: &T, context: &T::Context) -> Result<(), Violations> {
    let evaluator = Evaluator::of_fields(T::SCHEMA, request, context, Path::ROOT);
    let violations = judge(&evaluator, Asked::Errors);
    if violations.is_empty() { Ok(()) } else { Err(Violations::new(violations)) }
}

/// Returns what the rules of `request` that warn have to say, by its schema alone: that of [`OrderRequest::warnings`], but for
/// functions of the user that take the whole request.
pub fn interpret_warnings<T: OrderRequest<Context = ()>>(request: &T) -> Warnings {
    interpret_warnings_in(request, &())
}

/// Returns the warnings like [`interpret_warnings`], for a request whose rules read a context.
pub fn interpret_warnings_in<T: OrderRequest>(request: &T, context: &T::Context) -> Warnings {
    let evaluator = Evaluator::of_fields(T::SCHEMA, request, context, Path::ROOT);
    Warnings::of(&evaluator, judge(&evaluator, Asked::Warnings))
}

/// The rules of a request whose violations are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Those that refuse a request.
    Errors,
    /// Those that warn.
    Warnings,
}

impl Asked {
    /// Returns `true` if violations of the rule are asked for.
    #[inline]
    pub(crate) fn is_about(self, rule: &Rule) -> bool {
        rule.attributes.severity.is_warning() == (self == Self::Warnings)
    }
}

/// Checks every rule like [`interpret`], and also the rules about what an update has made of `old`, as
/// [`Update::apply`](crate::update::Update::apply) does.
///
/// # Errors
///
/// All violations at once, in field order.
pub fn interpret_update<T: OrderRequest<Context = ()>>(old: &T, new: &T) -> Result<(), Violations> {
    interpret_update_in(old, new, &())
}

/// Checks every rule like [`interpret_update`], for a request whose rules read a context.
///
/// # Errors
///
/// All violations at once, in field order.
pub fn interpret_update_in<T: OrderRequest>(
    old: &T,
    new: &T,
    context: &T::Context,
) -> Result<(), Violations> {
    let old = State::of_fields(T::SCHEMA, old).into();
    let evaluator = Evaluator::of_fields(T::SCHEMA, new, context, Path::ROOT).after(Some(old));
    let violations = judge(&evaluator, Asked::Errors);
    if violations.is_empty() { Ok(()) } else { Err(Violations::new(violations)) }
}

/// Returns all violations that can be judged from the known values, in field order.
pub(crate) fn judge(evaluator: &Evaluator<'_, '_>, asked: Asked) -> Vec<Violation> {
    let mut judge = Judge { evaluator, asked, found: Vec::new() };
    for rule in evaluator.schema().rules {
        let is_asked = asked.is_about(rule) || matches!(rule.demand, Demand::Nested);
        if is_asked && evaluator.applies(&rule.when) == Some(true) {
            judge.rule(rule);
        }
    }
    type_rule::judge(evaluator, asked, &mut judge.found);
    judge.found
}

/// Returns the violations of one rule, without those of nested requests. A function of the user is not called.
pub(crate) fn judge_rule(evaluator: &Evaluator<'_, '_>, rule: &'static Rule) -> Vec<Violation> {
    let mut judge = Judge { evaluator, asked: Asked::Errors, found: Vec::new() };
    let is_left_out = matches!(rule.demand, Demand::Nested | Demand::Checked(_));
    if !is_left_out && evaluator.applies(&rule.when) == Some(true) {
        judge.rule(rule);
    }
    judge.found
}

struct Judge<'e, 'a> {
    evaluator: &'e Evaluator<'e, 'a>,
    asked: Asked,
    found: Vec<Violation>,
}

impl<'a> Judge<'_, 'a> {
    fn rule(&mut self, rule: &'static Rule) {
        match &rule.demand {
            Demand::Checked(checked) => {
                if let Some(Some(complaint)) = call::complaint(self.evaluator, rule, checked) {
                    self.fail(rule, self.path_of(rule.at), Because::Message(complaint.into()));
                }
            }
            Demand::Holds(cond, _) => match rule.at {
                At::Items(index) => self.items(rule, index),
                At::Root | At::Field(_) | At::Member(..) => self.condition(rule, cond),
            },
            Demand::Nested => self.part(rule.at),
            Demand::Group(group) => self.group(rule, *group),
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Passes(_)
            | Demand::KeyPasses(_)
            | Demand::Separator(_) => match rule.at {
                At::Field(index) => self.field(rule, index),
                At::Items(index) => self.items(rule, index),
                At::Member(index, members) => self.member(rule, index, members),
                // The request itself is not a value, so these demands do not apply to it.
                At::Root => {}
            },
        }
    }

    fn condition(&mut self, rule: &'static Rule, cond: &'static Cond) {
        if self.evaluator.is_judged(cond) && self.evaluator.is_true(cond) == Some(false) {
            let because = self.evaluator.because_false(cond);
            self.fail(rule, self.path_of(rule.at), because);
        }
    }

    fn field(&mut self, rule: &'static Rule, index: usize) {
        let field = &self.evaluator.schema().fields[index];
        let state = self.evaluator.state(index);
        if is_kept(&rule.demand, state, Some(field), field.kind()) == Some(false) {
            let because = self.evaluator.because(rule);
            self.fail(rule, self.evaluator.base().join_name(field.name), because);
        }
    }

    /// Judges the rules of a nested request. Only a field can hold one.
    fn part(&mut self, at: At) {
        let At::Field(field) = at else { return };
        let path = self.base_of(field);
        let is_secret =
            self.evaluator.is_secret() || self.evaluator.schema().fields[field].attributes.secret;
        let (state, old) = (self.evaluator.state(field), self.evaluator.old(field));
        self.nested(state, old, is_secret, &path);
    }

    /// Returns the path under which the members of a nested request are found.
    fn base_of(&self, field: usize) -> Path {
        let base = self.evaluator.base();
        let field = &self.evaluator.schema().fields[field];
        if field.place == FieldPlace::Flattened { base.clone() } else { base.join_name(field.name) }
    }

    /// Judges a nested request, or each in a list or map. `old` is the value before an update; an item of a list has none.
    fn nested(&mut self, state: &State<'a>, old: Option<&State<'a>>, is_secret: bool, path: &Path) {
        match state {
            State::Object(schema, states) => {
                let old = match old {
                    Some(State::Object(_, old)) => Some(old.to_vec().into()),
                    _ => None,
                };
                let inner = self.evaluator.inner(schema, states, path.clone());
                self.found.extend(judge(&inner.after(old).secret(is_secret), self.asked));
            }
            State::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.nested(item, None, is_secret, &path.join(Segment::Index(index)));
                }
            }
            State::Map(entries) => {
                for (key, value) in entries.iter() {
                    let old = old.and_then(|old| old.item(ItemKey::Key(key)));
                    let path = path.join(Segment::Key((*key).into()));
                    self.nested(value, old.as_ref(), is_secret, &path);
                }
            }
            State::Known(_) | State::Unreadable => {}
        }
    }

    fn group(&mut self, rule: &'static Rule, index: usize) {
        let schema = self.evaluator.schema();
        let group = &schema.groups[index];
        let Some(field) = rule.at.field() else {
            let is_present = |field: usize| self.evaluator.is_present(field);
            let base = self.evaluator.base();
            return self.found.extend(variants(schema, rule, group, is_present, base));
        };
        let present: Vec<bool> =
            group.members.iter().map(|member| self.evaluator.is_present(*member)).collect();
        let position = group.members.iter().position(|member| *member == field);
        if position.is_some_and(|position| group.kind.blames(&present, position)) {
            let path = self.evaluator.base().join_name(schema.fields[field].name);
            let condition = self.evaluator.because(rule);
            self.fail(rule, path, Because::group_if(present.into_iter(), condition));
        }
    }

    fn items(&mut self, rule: &'static Rule, index: usize) {
        let field = &self.evaluator.schema().fields[index];
        let kind = field.kind();
        let kind = kind.item().map_or(kind, Kind::required);
        let path = self.evaluator.base().join_name(field.name);
        let mut item = |segment: Segment, item: &State<'a>| {
            if let (Demand::KeyPasses(test), Segment::Key(key)) = (&rule.demand, &segment)
                && key_passes(test, key) == Some(false)
            {
                let because = self.evaluator.because(rule);
                let path = path.join(segment);
                return self.found.push(Violation::new(
                    self.evaluator.schema(),
                    rule,
                    path,
                    because,
                ));
            }
            let path = path.join(segment);
            if let Demand::Separator(separator) = &rule.demand {
                let State::Known(node) = item else { return };
                if let Some(wrong) = inseparable(*node, separator) {
                    let because = Because::Inseparable(wrong);
                    self.found.push(Violation::new(self.evaluator.schema(), rule, path, because));
                }
            } else if let Demand::Holds(cond, _) = &rule.demand {
                if self.evaluator.is_true_for(cond, item) == Some(false) {
                    let because = self.evaluator.because_false_for(cond, index, item, &path);
                    self.found.push(Violation::new(self.evaluator.schema(), rule, path, because));
                }
            // Between separators, a blank item is a violation of its own.
            } else if !(field.attributes.separator.is_some() && item.is_blank())
                && is_kept(&rule.demand, item, None, kind) == Some(false)
            {
                let because = self.evaluator.because(rule);
                self.found.push(Violation::new(self.evaluator.schema(), rule, path, because));
            }
        };
        match self.evaluator.state(index) {
            State::List(items) => {
                for (index, state) in items.iter().enumerate() {
                    item(Segment::Index(index), state);
                }
            }
            State::Map(entries) => {
                for (key, state) in entries.iter() {
                    item(Segment::Key((*key).into()), state);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, rule: &'static Rule, index: usize, members: &'static [&'static str]) {
        let mut state = self.evaluator.state(index);
        let mut field = &self.evaluator.schema().fields[index];
        for member in members {
            // Members of a value that is absent or could not be read are not judged.
            let Some((inner, inner_field)) = state.member(member) else { return };
            (state, field) = (inner, inner_field);
        }
        if is_kept(&rule.demand, state, Some(field), field.kind()) == Some(false) {
            let because = self.evaluator.because(rule);
            self.fail(rule, self.path_of(rule.at), because);
        }
    }

    /// Returns the path at which a broken rule is reported.
    fn path_of(&self, at: At) -> Path {
        let field = |index: usize| &self.evaluator.schema().fields[index];
        match at {
            At::Root => self.evaluator.base().clone(),
            At::Field(index) | At::Items(index) => {
                self.evaluator.base().join_name(field(index).name)
            }
            At::Member(index, members) => match field(index).kind() {
                Kind::Object(schema) => wire_path(self.base_of(index), schema, members),
                _ => self.base_of(index),
            },
        }
    }

    fn fail(&mut self, rule: &'static Rule, path: Path, because: Because) {
        self.found.push(Violation::new(self.evaluator.schema(), rule, path, because));
    }
}

/// Returns the violation of the group that the variants of an enum form. It is reported at the first surplus variant,
/// or at the enum if no variant is given.
pub(crate) fn variants(
    schema: &'static Schema,
    rule: &'static Rule,
    group: &Group,
    is_present: impl Fn(usize) -> bool,
    base: &Path,
) -> Option<Violation> {
    let present: Vec<bool> = group.members.iter().map(|member| is_present(*member)).collect();
    let blamed = (0..present.len()).find(|position| group.kind.blames(&present, *position))?;
    let path = match present[blamed] {
        true => base.join_name(schema.fields[group.members[blamed]].name),
        false => base.clone(),
    };
    Some(Violation::new(schema, rule, path, Because::group(present.into_iter())))
}

/// Returns whether a rule that applies is kept; `None` if that depends on a value that could not be read.
pub(crate) fn is_kept(
    demand: &Demand,
    state: &State<'_>,
    field: Option<&Field>,
    kind: &Kind,
) -> Option<bool> {
    // An item has no field: a blank item is an item like any other.
    let blank = field.map_or(Blank::Value, |field| field.attributes.blank);
    match demand {
        Demand::RequiredByType if field.is_some_and(|field| field.ty.optional) => Some(true),
        Demand::Required | Demand::RequiredByType => Some(is_present(state, field)),
        Demand::Forbidden => Some(!is_present(state, field)),
        Demand::NotBlank => Some(!state.is_blank()),
        // A test does not apply to a blank value, unless blank is a value like any other.
        Demand::Passes(_) if !state.is_given() || (blank != Blank::Value && state.is_blank()) => {
            Some(true)
        }
        Demand::Passes(test) => test.accepts(state, Some(kind)),
        // These demands concern more than one value, or a key. The callers judge them.
        Demand::KeyPasses(_)
        | Demand::Separator(_)
        | Demand::Group(_)
        | Demand::Holds(..)
        | Demand::Checked(_)
        | Demand::Nested => None,
    }
}

/// Returns whether the key of an entry passes a test; `None` if that is not known.
pub(crate) fn key_passes(test: &Test, key: &str) -> Option<bool> {
    test.accepts(&State::Known(Node::Text(key)), Some(&Kind::Text))
}
