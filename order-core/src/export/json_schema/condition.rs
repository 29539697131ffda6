//! Translation of conditions on a request, or on an item of a list in it.

use serde_json::{Value as Json, json};

use std::collections::BTreeMap;

use crate::{
    export::json_schema::{
        Writer,
        slot::{Slot, filled},
        test::judge,
        truth::{Truth, all_of, any_of, not},
    },
    schema::{
        Blank, Bounds, Comparison, Cond, Field, FieldPlace, Kind, Literal, Part, Reference, Root,
        Scalars, Schema, Term, Test, Unit, for_readers, last_name, literal_node,
    },
    value::Node,
};

/// Translates the conditions of one request.
pub(super) struct Conditions<'w, 'c> {
    pub(super) writer: &'w mut Writer<'c>,
    pub(super) schema: &'static Schema,
    /// The representation of scalars in it.
    pub(super) scalars: Scalars,
    /// Conditions about values outside of an item, with the results that are assumed for them.
    assumed: Vec<(&'static Cond, bool)>,
    /// The named conditions that were translated under these assumptions, by index.
    named: BTreeMap<usize, Truth>,
}

/// The instance that a condition is about.
#[derive(Debug, Clone, Copy)]
struct Scope {
    /// The item; `None` for the request.
    item: Option<Slot>,
    /// The number of bound items.
    bound: usize,
}

/// A condition on a value, and its result for a missing value.
struct Asked {
    /// The condition on the value.
    truth: Truth,
    /// The result if the member is missing.
    missing: bool,
}

/// The maximum number of conditions outside of an item that are distinguished by cases.
const MOST_CASES: usize = 5;

impl<'w, 'c> Conditions<'w, 'c> {
    pub(super) fn new(
        writer: &'w mut Writer<'c>,
        schema: &'static Schema,
        scalars: Scalars,
    ) -> Self {
        Self { writer, schema, scalars, assumed: Vec::new(), named: BTreeMap::new() }
    }

    /// Translates a condition of the request.
    pub(super) fn holds(&mut self, cond: &'static Cond) -> Truth {
        self.condition(cond, Scope { item: None, bound: 0 })
    }

    /// Translates the condition of a rule. A rule that compares two values is checked only if both are given.
    pub(super) fn holds_if_judged(&mut self, cond: &'static Cond) -> Truth {
        match cond.both_values() {
            Some((left, right)) => {
                let scope = Scope { item: None, bound: 0 };
                let left = self.value(left, None, false, scope);
                let right = self.value(right, None, false, scope);
                self.writer.reason("two values of the request are compared".to_owned());
                Truth { may: Json::Bool(true), must: not(Truth::all([left, right]).may) }
            }
            None => self.holds(cond),
        }
    }

    /// Translates a condition on every item of the list or map at `field`.
    pub(super) fn holds_for_items(&mut self, field: usize, cond: &'static Cond) -> Truth {
        let list = Reference::field(field);
        let scope = Scope { item: None, bound: 0 };
        self.any_item(&list, cond, true, scope).not()
    }

    /// Translates the presence of a field.
    pub(super) fn is_present(&mut self, field: usize) -> Truth {
        self.presence(&Reference::field(field), true, Scope { item: None, bound: 0 })
    }

    fn condition(&mut self, cond: &'static Cond, scope: Scope) -> Truth {
        if let Some((_, value)) =
            self.assumed.iter().find(|(assumed, _)| std::ptr::eq(*assumed, cond))
        {
            return Truth::of(*value);
        }
        match cond {
            Cond::Named(index) => self.named(*index, scope),
            Cond::Given(reference) => self.presence(reference, false, scope),
            Cond::Present(reference) => self.presence(reference, true, scope),
            Cond::Compare(left, comparison, right) => self.compare(left, *comparison, right, scope),
            Cond::Passes(reference, test) => self.passes(reference, test, scope),
            Cond::AnyItem(list, cond) => self.any_item(list, cond, false, scope),
            Cond::AllItems(list, cond) => self.any_item(list, cond, true, scope).not(),
            Cond::Unique(list, key) => self.unique(list, key, scope),
            Cond::Not(cond) => self.condition(cond, scope).not(),
            Cond::All(conds) => {
                let conds: Vec<_> = conds.iter().map(|cond| self.condition(cond, scope)).collect();
                Truth::all(conds)
            }
            Cond::Any(conds) => {
                let conds: Vec<_> = conds.iter().map(|cond| self.condition(cond, scope)).collect();
                Truth::any(conds)
            }
            Cond::Implies(left, right) => {
                let left = self.condition(left, scope).not();
                let right = self.condition(right, scope);
                Truth::any([left, right])
            }
        }
    }

    /// Translates a named condition, with a definition of its own if it can be expressed exactly or refers to others.
    fn named(&mut self, index: usize, scope: Scope) -> Truth {
        if scope.item.is_some() {
            return self.outside();
        }
        if let Some(known) = self.named.get(&index) {
            return known.clone();
        }
        let condition = &self.schema.conditions[index];
        if self.schema.tells_secret(&condition.cond) {
            self.writer.reason(format!("`{}` compares a secret", condition.name));
            return Truth::unknown();
        }
        let comment = &for_readers(self.schema.source_of_condition(condition));
        let truth = self.condition(&condition.cond, Scope { item: None, bound: 0 });
        let name = format!("{}.{}", self.schema.name, condition.name);
        let truth = match (truth.is_exact(), condition.cond.names_condition()) {
            (true, _) => Truth::exact(self.define(&name, comment, truth.may)),
            (false, false) => truth,
            (false, true) => Truth {
                may: self.define(&format!("{name}.may"), comment, truth.may),
                must: self.define(&format!("{name}.must"), comment, truth.must),
            },
        };
        self.named.insert(index, truth.clone());
        truth
    }

    fn define(&mut self, name: &str, comment: &str, schema: Json) -> Json {
        match schema.is_boolean() {
            true => schema,
            false => self.writer.define(name, comment, schema),
        }
    }

    /// The result for a value that is outside of the item.
    fn outside(&mut self) -> Truth {
        self.writer.reason("an item is compared with something outside of it".to_owned());
        Truth::unknown()
    }

    /// Translates a test of a value.
    fn passes(&mut self, reference: &Reference, test: &'static Test, scope: Scope) -> Truth {
        if let Test::Compares(comparison, Literal::Null) = test {
            let is_null = self.is_null(reference, scope);
            return match comparison {
                Comparison::Equal => is_null,
                Comparison::NotEqual => is_null.not(),
                Comparison::Less
                | Comparison::LessEqual
                | Comparison::Greater
                | Comparison::GreaterEqual => Truth::of(false),
            };
        }
        if let Test::Compares(Comparison::NotEqual, literal) = test {
            let equal = Test::Compares(Comparison::Equal, *literal);
            return self.value(reference, Some(&equal), true, scope).not();
        }
        if let Test::Predicate(predicate) = test {
            // Only a value can pass.
            let has_value = self.value(reference, None, false, scope);
            self.writer.reason(format!("`{}` is a function", last_name(predicate.name)));
            return Truth { may: has_value.may, must: Json::Bool(false) };
        }
        self.value(reference, Some(test), test.is_beside_literal(), scope)
    }

    fn compare(
        &mut self,
        left: &'static Term,
        comparison: Comparison,
        right: &'static Term,
        scope: Scope,
    ) -> Truth {
        match (left, right) {
            (Term::Length(reference), Term::Literal(literal)) => {
                self.number(comparison, literal, |it, min, max| {
                    it.length(reference, None, Bounds { min, max }, scope)
                })
            }
            (Term::Size(unit, reference), Term::Literal(literal)) => {
                self.number(comparison, literal, |it, min, max| {
                    it.length(reference, Some(*unit), Bounds { min, max }, scope)
                })
            }
            (Term::CountPresent(references), Term::Literal(literal)) => {
                let present: Vec<_> = references
                    .iter()
                    .map(|reference| self.presence(reference, true, scope))
                    .collect();
                self.number(comparison, literal, |it, min, max| {
                    count(&present, min, max, it.writer)
                })
            }
            (Term::CountItems(list, cond), Term::Literal(literal)) => {
                self.number(comparison, literal, |it, min, max| {
                    it.count_items(list, cond, min, max, scope)
                })
            }
            _ => {
                self.writer.reason("two values of the request are compared".to_owned());
                let sides: Vec<Truth> = [left, right]
                    .into_iter()
                    .filter_map(|term| match term {
                        Term::Value(reference) => Some(self.value(reference, None, false, scope)),
                        // These are never missing.
                        Term::Literal(_)
                        | Term::Length(_)
                        | Term::Size(..)
                        | Term::CountPresent(_)
                        | Term::CountItems(..) => None,
                    })
                    .collect();
                // If a side is missing, only `!=` holds.
                let both = Truth::all(sides);
                match comparison {
                    Comparison::NotEqual => Truth { may: Json::Bool(true), must: not(both.may) },
                    Comparison::Equal
                    | Comparison::Less
                    | Comparison::LessEqual
                    | Comparison::Greater
                    | Comparison::GreaterEqual => Truth { may: both.may, must: Json::Bool(false) },
                }
            }
        }
    }

    /// Translates a comparison of a non-negative number with a literal to a test that the number is within bounds.
    fn number(
        &mut self,
        comparison: Comparison,
        literal: &Literal,
        mut within: impl FnMut(&mut Self, Option<i128>, Option<i128>) -> Truth,
    ) -> Truth {
        let Some(number) = literal_node(None, literal).and_then(|node| node.integer()) else {
            return Truth::of(comparison == Comparison::NotEqual);
        };
        match comparison {
            Comparison::Equal => within(self, Some(number), Some(number)),
            Comparison::NotEqual => within(self, Some(number), Some(number)).not(),
            Comparison::Less => within(self, None, Some(number - 1)),
            Comparison::LessEqual => within(self, None, Some(number)),
            Comparison::Greater => within(self, Some(number + 1), None),
            Comparison::GreaterEqual => within(self, Some(number), None),
        }
    }

    fn length(
        &mut self,
        reference: &Reference,
        unit: Option<Unit>,
        bounds: Bounds,
        scope: Scope,
    ) -> Truth {
        let has = |length: i128| bounds.contain(length);
        let is_own = matches!(reference.root, Root::Field(_)) && reference.members.is_empty();
        self.at(reference, scope, has(0), &mut |it, slot, field| {
            let default = field.and_then(|field| {
                field.attributes.default.as_ref().filter(|_| !field.ty.optional || is_own)
            });
            if field.is_some_and(|field| {
                !field.attributes.default_ifs.is_empty()
                    || matches!(field.attributes.default, Some(Literal::Fact(_)))
            }) && is_own
            {
                it.writer.reason(
                    "the length depends on a default that depends on something else".to_owned(),
                );
                return Asked { truth: Truth::unknown(), missing: false };
            }
            let default = default.and_then(|default| literal_node(Some(slot.kind), default));
            let absent = match default {
                Some(Node::Text(text)) => {
                    let count = unit.map_or_else(|| text.chars().count(), |unit| unit.count(text));
                    has(count as i128)
                }
                _ => has(0),
            };
            let test = match unit {
                None => Test::Length(bounds),
                Some(unit) => Test::Size(unit, bounds),
            };
            let truth = match slot.blank {
                // A blank value that counts as present has its own length.
                Blank::Reject => {
                    slot.with_blank(Blank::Value).keeps(Some(&test), absent, has(0), it.writer)
                }
                _ => slot.keeps(Some(&test), absent, has(0), it.writer),
            };
            Asked { truth, missing: absent }
        })
    }

    fn is_null(&mut self, reference: &Reference, scope: Scope) -> Truth {
        self.at(reference, scope, false, &mut |it, slot, _| {
            let null = match slot.kind {
                Kind::Any if slot.absent(it.writer) == Json::Bool(false) => {
                    json!({ "type": "null" })
                }
                _ => slot.null(it.writer),
            };
            Asked { truth: Truth::exact(null), missing: false }
        })
    }

    /// Translates a test that a value is given or, if `is_present`, that it is present.
    fn presence(&mut self, reference: &Reference, is_present: bool, scope: Scope) -> Truth {
        self.at(reference, scope, false, &mut |it, slot, field| {
            let is_present = is_present || field.is_some_and(Field::leaves_out_blank);
            // A default that is filled in counts as given.
            let default = field.and_then(filled);
            let missing = default.is_some_and(|default| {
                !is_present || slot.blank != Blank::Absent || !default.is_blank()
            });
            let mut schema = match is_present {
                true => slot.present(it.writer),
                false => slot.given(it.writer),
            };
            if missing {
                schema = any_of(vec![schema, slot.absent(it.writer)]);
            }
            Asked { truth: Truth::exact(schema), missing }
        })
    }

    /// Translates a test of a value or its default.
    fn value(
        &mut self,
        reference: &Reference,
        test: Option<&Test>,
        beside_literal: bool,
        scope: Scope,
    ) -> Truth {
        let is_own = matches!(reference.root, Root::Field(_)) && reference.members.is_empty();
        let conditional = match reference.root {
            Root::Field(index) if is_own => {
                let field = &self.schema.fields[index];
                let depends = !field.attributes.default_ifs.is_empty()
                    || matches!(field.attributes.default, Some(Literal::Fact(_)));
                depends.then_some(field)
            }
            _ => None,
        };
        if let Some(field) = conditional {
            let kept = self.value_or(reference, test, false, scope);
            let has_value = self.value_or(reference, None, false, scope);
            let by_default = self.by_default(field, test, scope);
            return Truth::any([kept, Truth::all([has_value.not(), by_default])]);
        }
        self.value_or(reference, test, is_own || beside_literal, scope)
    }

    /// Translates a test of a default that depends on conditions.
    fn by_default(&mut self, field: &'static Field, test: Option<&Test>, scope: Scope) -> Truth {
        let kept = |it: &mut Self, literal: &Literal| match literal {
            Literal::Fact(fact) => {
                it.writer.reason(format!("`ctx.{}` is not in the document", fact.name));
                Truth::unknown()
            }
            literal => match literal_node(Some(field.kind()), literal) {
                Some(Node::Null) | None => Truth::of(false),
                Some(node) => Truth::of(passes(test, &node, field.kind())),
            },
        };
        let mut truth = match &field.attributes.default {
            None => Truth::of(false),
            Some(literal) => kept(self, literal),
        };
        for (cond, literal) in field.attributes.default_ifs.iter().rev() {
            let kept = kept(self, literal);
            let cond = self.condition(cond, scope);
            truth = Truth::any([Truth::all([cond.clone(), kept]), Truth::all([cond.not(), truth])]);
        }
        truth
    }

    /// Translates a test of a value, or of its default if the default counts.
    fn value_or(
        &mut self,
        reference: &Reference,
        test: Option<&Test>,
        has_default: bool,
        scope: Scope,
    ) -> Truth {
        self.at(reference, scope, false, &mut |it, slot, field| {
            let default = field.and_then(|field| {
                let default = field
                    .attributes
                    .default
                    .as_ref()
                    .filter(|_| has_default || !field.ty.optional)?;
                literal_node(Some(slot.kind), default)
            });
            let missing = default.is_some_and(|default| passes(test, &default, slot.kind));
            let of_null = passes(test, &Node::Null, slot.kind);
            Asked { truth: slot.keeps(test, missing, of_null, it.writer), missing }
        })
    }

    /// Translates a condition on the value of a reference; the result is `without` if a part on the path is absent.
    fn at(
        &mut self,
        reference: &Reference,
        scope: Scope,
        without: bool,
        ask: &mut dyn FnMut(&mut Self, Slot, Option<&'static Field>) -> Asked,
    ) -> Truth {
        match (reference.root, scope.item) {
            (Root::Context(fact), _) => {
                self.writer.reason(format!("`ctx.{}` is not in the document", fact.name));
                Truth::unknown()
            }
            (Root::Old(_) | Root::Changed(_), _) => {
                self.writer
                    .reason("what was there before an update is not in the document".to_owned());
                Truth::unknown()
            }
            (Root::Field(index), None) => {
                self.member(self.schema, index, reference.members, self.scalars, without, ask)
            }
            (Root::Item(depth), Some(item)) if depth + 1 == scope.bound => {
                match (reference.members, item.kind) {
                    ([], _) => ask(self, item, None).truth,
                    ([member, rest @ ..], Kind::Object(part)) => {
                        let Some((index, _)) = part.member(member) else {
                            return Truth::of(without);
                        };
                        let inner = self.member(part, index, rest, item.scalars, without, ask);
                        self.inside(item, inner, without)
                    }
                    _ => Truth::of(without),
                }
            }
            _ => self.outside(),
        }
    }

    /// Adapts a condition on the members of an object to an object that may be absent.
    fn inside(&mut self, slot: Slot, inner: Truth, without: bool) -> Truth {
        if slot.absent(self.writer) == Json::Bool(false) {
            return inner;
        }
        let object = Truth::exact(json!({ "type": "object" }));
        match without {
            false => Truth::all([object, inner]),
            true => Truth::any([object.not(), inner]),
        }
    }

    /// Follows a path of members from a field of a request.
    fn member(
        &mut self,
        schema: &'static Schema,
        index: usize,
        rest: &[&'static str],
        scalars: Scalars,
        without: bool,
        ask: &mut dyn FnMut(&mut Self, Slot, Option<&'static Field>) -> Asked,
    ) -> Truth {
        let field = &schema.fields[index];
        let slot = Slot::of(field, self.writer.form, scalars).or_null(self.writer.writes_null);
        match field.place {
            FieldPlace::Skipped => {
                self.writer.reason(format!("`{}` stands in no document", field.rust));
                return Truth::unknown();
            }
            place if place.is_beside_body() && !self.writer.has_url_fields => {
                let place = if place == FieldPlace::Header { "a header" } else { "the URL" };
                self.writer.reason(format!("`{}` stands in {place}", field.name));
                return Truth::unknown();
            }
            _ => {}
        }
        let inner = match (rest, slot.kind) {
            ([member, rest @ ..], Kind::Object(part)) => match part.member(member) {
                Some((index, _)) => {
                    Some(self.member(part, index, rest, slot.scalars, without, ask))
                }
                None => return Truth::of(without),
            },
            ([], _) => None,
            _ => return Truth::of(without),
        };
        if let (FieldPlace::Flattened, Kind::Object(part)) = (field.place, slot.kind) {
            let given = match field.ty.optional {
                true => Truth::exact(self.writer.has_member(part, slot.scalars)),
                false => Truth::of(true),
            };
            return match inner {
                Some(inner) if without => Truth::any([given.not(), inner]),
                Some(inner) => Truth::all([given, inner]),
                None => {
                    let missing = ask(self, slot, Some(field)).missing;
                    // A given object has no other state.
                    if missing {
                        Truth::of(true)
                    } else {
                        self.flattened_asked(given, slot, field, ask)
                    }
                }
            };
        }
        let Asked { truth, missing } = match inner {
            Some(inner) => Asked { truth: self.inside(slot, inner, without), missing: without },
            None => ask(self, slot, Some(field)),
        };
        truth.map(|schema| property(field, schema, missing))
    }

    /// Translates a condition on a flattened part, which has no value apart from being given.
    fn flattened_asked(
        &mut self,
        given: Truth,
        slot: Slot,
        field: &'static Field,
        ask: &mut dyn FnMut(&mut Self, Slot, Option<&'static Field>) -> Asked,
    ) -> Truth {
        match ask(self, slot, Some(field)).truth.may {
            Json::Bool(false) => Truth::of(false),
            _ => given,
        }
    }

    /// Translates a test that a condition holds (or not, if `negated`) for an item; false for an absent or empty list.
    fn any_item(
        &mut self,
        list: &Reference,
        cond: &'static Cond,
        negated: bool,
        scope: Scope,
    ) -> Truth {
        self.by_cases(cond, scope, &mut |it| {
            it.at(list, scope, false, &mut |it, slot, _| {
                let truth = match slot.item() {
                    Some(item) => {
                        let inner = Scope { item: Some(item), bound: scope.bound + 1 };
                        let holds = it.condition(cond, inner);
                        let holds = if negated { holds.not() } else { holds };
                        let all_fail = holds.not();
                        let keyword = if matches!(slot.kind, Kind::Map(_)) {
                            "additionalProperties"
                        } else {
                            "items"
                        };
                        let none = all_fail.map(|fails| match fails {
                            Json::Bool(true) => Json::Bool(true),
                            fails => json!({ keyword: fails }),
                        });
                        slot.but_of_texts(none.not(), it.writer)
                    }
                    None => Truth::of(false),
                };
                // The negation of keywords that ignore null would accept null.
                let nothing = Truth::exact(slot.absent(it.writer));
                Asked { truth: Truth::all([nothing.not(), truth]), missing: false }
            })
        })
    }

    fn count_items(
        &mut self,
        list: &Reference,
        cond: &'static Cond,
        min: Option<i128>,
        max: Option<i128>,
        scope: Scope,
    ) -> Truth {
        if max.is_some_and(|max| max < min.unwrap_or(0).max(0)) {
            return Truth::of(false);
        }
        let min = min.filter(|min| *min > 0);
        self.by_cases(cond, scope, &mut |it| {
            it.at(list, scope, min.is_none(), &mut |it, slot, _| {
                let inner = slot.item().map(|item| Scope { item: Some(item), bound: scope.bound + 1 });
                let truth = match (inner, slot.kind) {
                    (Some(inner), Kind::List(_)) => {
                        let holds = it.condition(cond, inner);
                        let at_least = |min: i128, schema: &Json| match schema {
                            Json::Bool(false) => Json::Bool(min <= 0),
                            schema => json!({ "contains": schema, "minContains": min as u64 }),
                        };
                        let at_most = |max: i128, schema: &Json| match schema {
                            Json::Bool(false) => Json::Bool(true),
                            schema => json!({ "contains": schema, "minContains": 0, "maxContains": max as u64 }),
                        };
                        // Matching items count towards the minimum and against the maximum.
                        let bounds = |more: &Json, fewer: &Json| {
                            let least = min.map_or(Json::Bool(true), |min| at_least(min, more));
                            let most = max.map_or(Json::Bool(true), |max| at_most(max, fewer));
                            all_of(vec![least, most])
                        };
                        let truth = Truth { may: bounds(&holds.may, &holds.must), must: bounds(&holds.must, &holds.may) };
                        slot.but_of_texts(truth, it.writer)
                    }
                    (Some(_), _) => {
                        it.writer.reason("entries of a map cannot be counted".to_owned());
                        Truth::unknown()
                    }
                    (None, _) => Truth::of(min.is_none()),
                };
                let nothing = Truth::exact(slot.absent(it.writer));
                let truth = match min {
                    Some(_) => Truth::all([nothing.not(), truth]),
                    None => Truth::any([nothing, truth]),
                };
                Asked { truth, missing: min.is_none() }
            })
        })
    }

    /// Distinguishes the results of conditions outside of an item by cases, so that the item can be checked alone.
    fn by_cases(
        &mut self,
        cond: &'static Cond,
        scope: Scope,
        write: &mut dyn FnMut(&mut Self) -> Truth,
    ) -> Truth {
        let mut outer = Vec::new();
        collect_outer(cond, scope.bound, &mut outer);
        outer.retain(|cond| !self.assumed.iter().any(|(assumed, _)| std::ptr::eq(*assumed, *cond)));
        // Conditions that compare the item with something outside are not among them; they cannot be expressed anyway.
        let Some(first) = outer.first().copied().filter(|_| outer.len() <= MOST_CASES) else {
            return write(self);
        };
        let holds = self.condition(first, Scope { bound: scope.bound, ..scope });
        let mut case = |it: &mut Self, value: bool| {
            let named = std::mem::take(&mut it.named);
            it.assumed.push((first, value));
            let truth = it.by_cases(cond, scope, write);
            it.assumed.pop();
            it.named = named;
            truth
        };
        let (then, otherwise) = (case(self, true), case(self, false));
        match then == otherwise {
            true => then,
            false => Truth::any([
                Truth::all([holds.clone(), then]),
                Truth::all([holds.not(), otherwise]),
            ]),
        }
    }

    fn unique(&mut self, list: &Reference, key: &Reference, scope: Scope) -> Truth {
        let is_item =
            matches!(key.root, Root::Item(depth) if depth == scope.bound) && key.members.is_empty();
        self.at(list, scope, true, &mut |it, slot, _| {
            let truth = match (slot.kind, slot.item()) {
                (Kind::List(_), Some(item))
                    if is_item
                        && !matches!(item.kind, Kind::List(_) | Kind::Map(_) | Kind::Object(_)) =>
                {
                    // Validators round numbers of many digits, so that two of them become one.
                    let is_rounded = matches!(item.kind, Kind::Formed(form) if form.is_number && item.has_bare(form));
                    let unique =
                        if is_rounded { Json::Bool(true) } else { json!({ "uniqueItems": true }) };
                    // Items without a value equal no other item, even if their texts are equal.
                    let none = any_of(vec![item.missing(it.writer), item.null(it.writer)]);
                    let are_all = match none {
                        Json::Bool(false) => Json::Bool(true),
                        none => json!({ "items": not(none) }),
                    };
                    let has_one_spelling =
                        !item.is_read() && !matches!(item.kind, Kind::Formed(_) | Kind::Any);
                    it.writer.reason(
                        "items that are the same are told only by their spelling".to_owned(),
                    );
                    Truth {
                        may: any_of(vec![not(are_all), unique.clone()]),
                        must: if has_one_spelling { unique } else { json!({ "maxItems": 1 }) },
                    }
                }
                (Kind::List(_), _) => {
                    it.writer.reason("members of items are not compared".to_owned());
                    Truth { may: Json::Bool(true), must: json!({ "maxItems": 1 }) }
                }
                _ => {
                    it.writer.reason("entries of a map are not compared".to_owned());
                    Truth { may: Json::Bool(true), must: json!({ "maxProperties": 1 }) }
                }
            };
            Asked { truth: slot.but_of_texts(truth, it.writer), missing: true }
        })
    }

    /// Translates a value rule at a field or at a member of it; a missing value passes.
    pub(super) fn keeps(
        &mut self,
        field: usize,
        members: &'static [&'static str],
        test: &'static Test,
    ) -> Truth {
        let reference = Reference { root: Root::Field(field), members };
        let scope = Scope { item: None, bound: 0 };
        self.at(&reference, scope, true, &mut |it, slot, field| {
            let is_kept = |node: &Node<'static>| judge(test, node, slot.kind) != Some(false);
            let missing = field.and_then(filled).is_none_or(|default| is_kept(&default));
            let truth = slot.keeps(Some(test), missing, is_kept(&Node::Null), it.writer);
            Asked { truth, missing }
        })
    }

    /// Translates a presence rule at a member of a field; it passes if the part is absent.
    pub(super) fn member_presence(
        &mut self,
        field: usize,
        members: &'static [&'static str],
        is_present: bool,
    ) -> Truth {
        let reference = Reference { root: Root::Field(field), members };
        let scope = Scope { item: None, bound: 0 };
        self.at(&reference, scope, true, &mut |it, slot, field| {
            let is_filled = field
                .and_then(filled)
                .is_some_and(|default| slot.blank != Blank::Absent || !default.is_blank());
            let mut present = slot.present(it.writer);
            if is_filled {
                present = any_of(vec![present, slot.absent(it.writer)]);
            }
            let schema = if is_present { present } else { not(present) };
            Asked { truth: Truth::exact(schema), missing: is_present == is_filled }
        })
    }
}

/// A schema for a member under any of its names that matches `schema`; a missing member passes if `missing`.
pub(super) fn property(field: &Field, schema: Json, missing: bool) -> Json {
    let names = std::iter::once(field.name).chain(field.attributes.aliases.iter().copied());
    if missing {
        return match schema {
            Json::Bool(true) => Json::Bool(true),
            schema => {
                let properties: serde_json::Map<_, _> =
                    names.map(|name| (name.to_owned(), schema.clone())).collect();
                json!({ "properties": properties })
            }
        };
    }
    any_of(
        names
            .map(|name| match &schema {
                Json::Bool(false) => Json::Bool(false),
                Json::Bool(true) => json!({ "required": [name] }),
                schema => json!({ "properties": { name: schema }, "required": [name] }),
            })
            .collect(),
    )
}

/// The maximum number of combinations of fields that are listed.
const MOST_COMBINATIONS: usize = 500;

/// Translates a test that the number of conditions that hold is within bounds.
pub(super) fn count(
    conditions: &[Truth],
    min: Option<i128>,
    max: Option<i128>,
    writer: &mut Writer<'_>,
) -> Truth {
    let mut at_least = |least: i128| -> Truth {
        let Ok(least) = usize::try_from(least) else { return Truth::of(true) };
        if combinations(conditions.len(), least).is_none_or(|all| all > MOST_COMBINATIONS) {
            writer.reason("there are too many combinations of fields".to_owned());
            return Truth::unknown();
        }
        Truth::any(subsets(conditions, least).into_iter().map(Truth::all))
    };
    let enough = min.map_or(Truth::of(true), &mut at_least);
    let not_too_many = max.map_or(Truth::of(true), |max| at_least(max + 1).not());
    match max {
        Some(max) if max < 0 => Truth::of(false),
        _ => Truth::all([enough, not_too_many]),
    }
}

/// The number of ways to choose `size` of `all`; `None` on overflow.
fn combinations(all: usize, size: usize) -> Option<usize> {
    if size > all {
        return Some(0);
    }
    (0..size.min(all - size))
        .try_fold(1_usize, |ways, index| Some(ways.checked_mul(all - index)? / (index + 1)))
}

/// All subsets of `size` conditions.
fn subsets(conditions: &[Truth], size: usize) -> Vec<Vec<Truth>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let Some((first, rest)) = conditions.split_first() else { return Vec::new() };
    let with = subsets(rest, size - 1).into_iter().map(|mut subset| {
        subset.insert(0, first.clone());
        subset
    });
    let mut all: Vec<_> = with.collect();
    all.extend(subsets(rest, size));
    all
}

/// Returns whether a value passes a test; without a test, every value passes.
fn passes(test: Option<&Test>, node: &Node<'static>, kind: &Kind) -> bool {
    test.is_none_or(|test| judge(test, node, kind) == Some(true))
}

/// Collects the largest conditions within `cond` that refer neither to the item at this depth nor to a deeper one.
fn collect_outer(cond: &'static Cond, depth: usize, outer: &mut Vec<&'static Cond>) {
    if !looks_at(cond, depth) {
        outer.push(cond);
        return;
    }
    cond.each_part(&mut |part| match part {
        Part::Cond(cond) => collect_outer(cond, depth, outer),
        // A number of items is compared as a whole.
        Part::Items(_, inner) if !matches!(cond, Cond::Compare(..)) => {
            collect_outer(inner, depth, outer);
        }
        Part::Items(..)
        | Part::Named(_)
        | Part::Presence(_)
        | Part::Tested(..)
        | Part::Compared(_)
        | Part::Measured(..)
        | Part::Keys(..) => {}
    });
}

/// Returns whether a condition refers to the item at this depth or to a deeper one.
fn looks_at(cond: &Cond, depth: usize) -> bool {
    let is_item =
        |reference: &Reference| matches!(reference.root, Root::Item(item) if item >= depth);
    let mut looks = false;
    cond.each_part(&mut |part| {
        looks |= part.reference().is_some_and(is_item);
        looks |= match part {
            Part::Cond(cond) | Part::Items(_, cond) => looks_at(cond, depth),
            Part::Keys(_, key) => is_item(key),
            // A named condition refers to the request.
            Part::Named(_)
            | Part::Presence(_)
            | Part::Tested(..)
            | Part::Compared(_)
            | Part::Measured(..) => false,
        };
    });
    looks
}
