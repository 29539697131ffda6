//! SQL predicates for broken rules, equivalent to the interpreter of [`schema`](crate::schema).

use std::{cell::RefCell, collections::BTreeMap};

use crate::{
    export::{
        Gap,
        sql::{
            Claim, Dialect,
            format::has_format,
            json::{Json, Shape},
            layout::{PartGiven, Slot, holds, is_of_integers},
            pattern::matches,
        },
    },
    rules::is_blank,
    schema::{
        Allowed, At, Blank, Bounds, Choice, Comparison, Cond, Demand, Field, FieldPlace, Group,
        GroupKind, Kind, Literal, Reference, Root, Rule, Schema, Term, Test, When, WireValue,
        literal_node,
    },
    value::{Formed, Node},
};

/// The SQL for something, or the reason why it cannot be expressed.
type Said<T> = Result<T, String>;

/// A rule with its id, which begins with the path of its part, and the claim that the rule is broken.
pub(super) struct Judged {
    pub(super) id: String,
    pub(super) source: &'static str,
    pub(super) broken: Claim,
}

/// The rules of the request or of one of its parts.
pub(super) struct Judge<'s> {
    dialect: Dialect,
    schema: &'static Schema,
    source: Source<'s>,
    /// The path of the part, as the beginning of rule ids.
    prefix: String,
    /// The types of the enclosing requests, and its own.
    outer: Vec<&'static Schema>,
    /// The number of item aliases in use.
    items: usize,
    /// The named conditions that were asked, by index.
    named: RefCell<BTreeMap<usize, Said<Claim>>>,
}

/// Greatest length in characters of a named condition.
const MAX_CONDITION: usize = 1 << 16;

/// The location of the fields of a request.
#[derive(Clone)]
enum Source<'s> {
    Slots(&'s [Slot]),
    Json(String),
}

/// The location of one value.
#[derive(Clone)]
enum Place<'s> {
    Slot(&'s Slot),
    Json(String),
    /// The object whose members include those of a flattened part.
    Flattened(String),
    /// No location, because there is no such value.
    Nowhere,
}

/// A value that a condition refers to.
#[derive(Clone)]
struct Seen<'s> {
    place: Place<'s>,
    kind: &'static Kind,
    field: Option<&'static Field>,
    /// The defaults, each with the claim that it applies.
    defaults: Vec<(Claim, Node<'static>)>,
    is_member: bool,
    /// `true` for an item that a value rule judges.
    is_judged: bool,
}

/// A value as an SQL expression.
struct Value {
    sql: String,
    is_nullable: bool,
    family: Family,
}

/// Types of values that can be compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Bool,
    Number,
    Text,
    Date,
}

/// An operand of a comparison.
enum Side {
    Missing,
    Node(Node<'static>),
    Value(Value),
}

/// An item that a quantifier binds.
struct Item {
    json: String,
    kind: &'static Kind,
}

/// The items that quantifiers bind, outermost first.
type Scope<'i> = &'i [Item];

impl<'s> Judge<'s> {
    pub(super) fn new(dialect: Dialect, schema: &'static Schema, slots: &'s [Slot]) -> Self {
        let source = Source::Slots(slots);
        Self {
            dialect,
            schema,
            source,
            prefix: String::new(),
            outer: vec![schema],
            items: 0,
            named: RefCell::default(),
        }
    }

    /// All rules that can be expressed, and the gaps, in declared order.
    pub(super) fn judge(&self) -> (Vec<Judged>, Vec<Gap>) {
        let (mut judged, mut gaps) = (Vec::new(), Vec::new());
        let mut groups = Vec::new();
        for rule in self.schema.rules {
            if let Demand::Group(group) = rule.demand {
                // A group is one rule, although each member refers to it.
                if groups.contains(&group) {
                    continue;
                }
                groups.push(group);
            }
            let id = format!("{}{}", self.prefix, self.schema.rule_id(rule));
            if let Demand::Nested = rule.demand {
                match self.nested(rule) {
                    Ok((inner, inner_gaps)) => {
                        judged.extend(inner);
                        gaps.extend(inner_gaps);
                    }
                    Err(reason) => gaps.push(Gap::new(id, reason)),
                }
                continue;
            }
            let broken = self.applies(&rule.when).and_then(|applies| {
                Ok(match applies {
                    Claim::False => Claim::False,
                    applies => applies.and(self.broken(rule)?),
                })
            });
            match broken {
                Ok(broken) => judged.push(Judged { id, source: rule.source, broken }),
                Err(reason) => gaps.push(Gap::new(id, reason)),
            }
        }
        (judged, gaps)
    }

    fn applies(&self, when: &When) -> Said<Claim> {
        match when {
            When::Always => Ok(Claim::True),
            When::If(cond) => self.holds(cond, &[]),
            When::Unless(cond) => Ok(!self.holds(cond, &[])?),
        }
    }

    /// The claim that a rule is broken, provided that it applies.
    fn broken(&self, rule: &'static Rule) -> Said<Claim> {
        match (rule.at, &rule.demand) {
            (_, Demand::Checked(checked)) => Err(is_of_the_program(checked.function)),
            (At::Items(index), demand) => self.items_broken(index, demand),
            (_, Demand::Holds(cond, _)) => Ok(self.is_judged(cond)?.and(!self.holds(cond, &[])?)),
            (_, Demand::Group(group)) => self.group_broken(&self.schema.groups[*group]),
            (At::Field(index), demand) => self.value_broken(demand, &self.field(index)?),
            (At::Member(index, members), demand) => {
                let mut seen = self.field(index)?;
                let mut is_held = Claim::True;
                for member in members {
                    is_held = is_held.and(self.is_given(&seen)?);
                    seen = self.member(&seen, member)?;
                }
                Ok(is_held.and(self.value_broken(demand, &seen)?))
            }
            (At::Root, _) => Ok(Claim::False),
        }
    }

    /// The rules of a nested request, or of each request in a list or map.
    fn nested(&self, rule: &'static Rule) -> Said<(Vec<Judged>, Vec<Gap>)> {
        let At::Field(index) = rule.at else { return Ok((Vec::new(), Vec::new())) };
        let field = &self.schema.fields[index];
        let applies = self.applies(&rule.when)?;
        let prefix = match field.place {
            FieldPlace::Flattened => self.prefix.clone(),
            _ => format!("{}{}", self.prefix, field.name),
        };
        let seen = self.field(index)?;
        let (mut judged, gaps) = self.nested_in(&seen, &prefix, self.items)?;
        for judged in &mut judged {
            judged.broken = applies.clone().and(judged.broken.clone());
        }
        Ok((judged, gaps))
    }

    fn nested_in(
        &self,
        seen: &Seen<'s>,
        prefix: &str,
        items: usize,
    ) -> Said<(Vec<Judged>, Vec<Gap>)> {
        match seen.kind.required() {
            Kind::Object(schema) if holds(&self.outer, schema) => {
                Err("the type holds itself, however deep; only its outermost level is judged"
                    .to_owned())
            }
            Kind::Object(schema) => {
                let source = match &seen.place {
                    Place::Slot(Slot::Part { members, .. }) => Source::Slots(members),
                    Place::Slot(Slot::Json { column, .. }) => Source::Json(column.clone()),
                    Place::Json(json) | Place::Flattened(json) => Source::Json(json.clone()),
                    Place::Slot(_) | Place::Nowhere => return Ok((Vec::new(), Vec::new())),
                };
                let is_in_place = seen.field.is_some_and(|f| f.place == FieldPlace::Flattened);
                let prefix = if is_in_place { prefix.to_owned() } else { format!("{prefix}.") };
                let mut outer = self.outer.clone();
                outer.push(schema);
                let (dialect, named) = (self.dialect, RefCell::default());
                let inner = Judge { dialect, schema, source, prefix, outer, items, named };
                let is_given = self.is_given(seen)?;
                let (mut judged, gaps) = inner.judge();
                for judged in &mut judged {
                    judged.broken = is_given.clone().and(judged.broken.clone());
                }
                Ok((judged, gaps))
            }
            kind @ (Kind::List(item) | Kind::Map(item)) => {
                let json = self.json(seen)?;
                let alias = format!("item{items}");
                let from = Json::of(self.dialect)?.items(&json, shape(kind), &alias);
                let item = Seen {
                    place: Place::Json(Json::item(&alias)),
                    kind: item(),
                    field: None,
                    defaults: Vec::new(),
                    is_member: false,
                    is_judged: false,
                };
                let (mut judged, gaps) =
                    self.nested_in(&item, &format!("{prefix}[]"), items + 1)?;
                for judged in &mut judged {
                    judged.broken = exists(&from, judged.broken.clone());
                }
                Ok((judged, gaps))
            }
            _ => Ok((Vec::new(), Vec::new())),
        }
    }

    fn group_broken(&self, group: &Group) -> Said<Claim> {
        let members: Vec<Claim> = group
            .members
            .iter()
            .map(|member| self.is_present(&self.field(*member)?))
            .collect::<Said<_>>()?;
        let count = count(&members);
        let (any, all) = (Claim::any(members.clone()), Claim::all(members));
        Ok(match group.kind {
            GroupKind::AllOrNone => any.and(!all),
            GroupKind::AtLeastOne => !any,
            GroupKind::AtMostOne => Claim::is(format!("{count} > 1")),
            GroupKind::ExactlyOne => Claim::is(format!("{count} <> 1")),
            GroupKind::Count(bounds) => !self.within(&count, bounds),
        })
    }

    fn items_broken(&self, index: usize, demand: &'static Demand) -> Said<Claim> {
        let seen = self.field(index)?;
        let kind = seen.kind;
        // Between separators, a blank item is a violation of its own.
        let is_judged = seen.field.is_some_and(|field| field.separator.is_none());
        let (Kind::List(item) | Kind::Map(item)) = kind else { return Ok(Claim::False) };
        let json = self.json(&seen)?;
        let alias = format!("item{}", self.items);
        let from = Json::of(self.dialect)?.items(&json, shape(kind), &alias);
        let item = Seen {
            place: Place::Json(Json::item(&alias)),
            kind: item(),
            field: None,
            defaults: Vec::new(),
            is_member: false,
            is_judged: false,
        };
        let broken = match demand {
            Demand::Holds(cond, _) => {
                let inner = Judge { items: self.items + 1, ..self.same() };
                let scope = [Item { json: Json::item(&alias), kind: item.kind }];
                !inner.holds(cond, &scope)?
            }
            Demand::Separator(separator) => self.inseparable(&item, separator)?,
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Passes(_)
            | Demand::Group(_)
            | Demand::Checked(_)
            | Demand::Nested => {
                self.value_broken(demand, &Seen { kind: item.kind.required(), is_judged, ..item })?
            }
        };
        Ok(exists(&from, broken))
    }

    fn same(&self) -> Judge<'s> {
        Judge {
            dialect: self.dialect,
            schema: self.schema,
            source: self.source.clone(),
            prefix: self.prefix.clone(),
            outer: self.outer.clone(),
            items: self.items,
            named: RefCell::default(),
        }
    }

    /// The claim that an item could not be recovered from the text of a list with this separator.
    fn inseparable(&self, item: &Seen<'s>, separator: &str) -> Said<Claim> {
        let is_given = self.is_given(item)?;
        let text = match item.kind.required() {
            Kind::Bool | Kind::Flag => return Ok(!is_given),
            Kind::Any | Kind::List(_) | Kind::Map(_) | Kind::Object(_) => return Ok(Claim::False),
            Kind::Choice(choices) => {
                let canonical: Vec<_> = choices
                    .list
                    .iter()
                    .filter(|choice| match choice.wire {
                        WireValue::Text(text) => {
                            crate::value::separated::inseparable(Node::Text(text), separator)
                                .is_some()
                        }
                        WireValue::Integer(number) => {
                            crate::value::separated::inseparable(Node::Integer(number), separator)
                                .is_some()
                        }
                    })
                    .collect();
                let value = self.raw(item)?;
                let wrong = canonical
                    .into_iter()
                    .map(|choice| self.is_choice(&value, choices.ignore_case, choice));
                return Ok((!is_given).or(Claim::any(wrong)));
            }
            Kind::Integer { .. } if separator != "-" => return Ok(!is_given),
            _ => Json::of(self.dialect)?.text(&self.json(item)?),
        };
        let text = format!(
            "CAST({text} AS {})",
            if self.dialect == Dialect::PostgreSql || self.dialect == Dialect::Sqlite {
                "TEXT"
            } else {
                "VARCHAR"
            }
        );
        let blank = !Claim::unless_null(self.dialect.has_more_than_white_space(&text));
        let position = |part: &str| {
            let part = self.dialect.text(part);
            match self.dialect {
                Dialect::PostgreSql => format!("strpos({text}, {part})"),
                _ => format!("instr({text}, {part})"),
            }
        };
        let holds = Claim::unless_null(format!("{} > 0", position(separator)));
        let ends = separator.char_indices().skip(1).filter_map(|(at, _)| {
            let (part, rest) = separator.split_at(at);
            separator.starts_with(rest).then(|| {
                let count = part.chars().count();
                let ending = match self.dialect {
                    Dialect::Sqlite => format!("substr({text}, -{count})"),
                    _ => format!("right({text}, {count})"),
                };
                Claim::unless_null(format!("{ending} = {}", self.dialect.text(part)))
            })
        });
        Ok(Claim::any([!is_given, blank, holds].into_iter().chain(ends)))
    }

    /// The claim that a value violates a demand, provided that the rule applies.
    fn value_broken(&self, demand: &Demand, seen: &Seen<'s>) -> Said<Claim> {
        match demand {
            Demand::RequiredByType if seen.field.is_some_and(|field| field.optional) => {
                Ok(Claim::False)
            }
            Demand::Required | Demand::RequiredByType => Ok(!self.is_present(seen)?),
            Demand::Forbidden => self.is_present(seen),
            Demand::NotBlank => self.is_blank(seen),
            Demand::Passes(test) => {
                let is_judged = match seen.blank() {
                    Blank::Value => self.is_given(seen)?,
                    _ => self.is_given(seen)?.and(!self.is_blank(seen)?),
                };
                Ok(is_judged.and(self.fails(test, seen)?))
            }
            // These are not about one value. The callers handle them.
            Demand::Separator(_)
            | Demand::Group(_)
            | Demand::Holds(..)
            | Demand::Checked(_)
            | Demand::Nested => Ok(Claim::False),
        }
    }

    /// The claim that a given value fails a test; null fails only a list of values.
    fn fails(&self, test: &Test, seen: &Seen<'s>) -> Said<Claim> {
        let fails_if_text = |says: &dyn Fn(&str) -> Said<String>| {
            if !self.is_text(seen) {
                return Ok(Claim::False);
            }
            let says = says(&self.canonical(seen)?.sql)?;
            Ok(self.has_value(seen)?.and(!Claim::unless_null(says)))
        };
        match test {
            Test::True => Ok(!self.is_node(seen, Node::Bool(true))?),
            Test::OneOf(allowed) => Ok(!self.is_one_of(allowed, seen, Self::is_node)?),
            Test::Compares(comparison, literal) => {
                Ok(self.has_value(seen)?.and(!self.compares(*comparison, literal, seen.clone())?))
            }
            Test::Range(bounds) => match self.is_number(seen) {
                false => Ok(Claim::False),
                true => Ok(self.has_value(seen)?.and(!self.in_range(seen, *bounds)?)),
            },
            Test::MultipleOf(divisor) => match self.is_number(seen) {
                false => Ok(Claim::False),
                true => Ok(self.has_value(seen)?.and(!self.multiple(self.raw(seen)?, *divisor))),
            },
            Test::Length(bounds) => match self.length(seen)? {
                None => Ok(Claim::False),
                Some(length) => Ok(self.has_value(seen)?.and(!self.within(&length, *bounds))),
            },
            Test::StartsWith(start) => fails_if_text(&|text| Ok(self.part(text, start, true))),
            Test::EndsWith(end) => fails_if_text(&|text| Ok(self.part(text, end, false))),
            Test::Pattern(pattern) => {
                fails_if_text(&|text| matches(self.dialect, text, pattern.source()))
            }
            Test::Format(format) => fails_if_text(&|text| has_format(self.dialect, text, format)),
            Test::Predicate(predicate) => Err(is_of_the_program(predicate.name)),
        }
    }

    /// The claim that the value, or its default, passes a test in a condition.
    fn passes(&self, test: &Test, seen: Seen<'s>) -> Said<Claim> {
        let is_text_that = |seen: Seen<'s>, says: &dyn Fn(&str) -> Said<String>| {
            if !self.is_text(&seen) {
                return match seen.kind.required() {
                    Kind::Any => Err("a value of any shape is not compared here".to_owned()),
                    _ => Ok(Claim::False),
                };
            }
            match self.value(seen, false)? {
                Side::Value(value) => Ok(Claim::unless_null(says(&value.sql)?)),
                Side::Missing | Side::Node(_) => Ok(Claim::False),
            }
        };
        match test {
            Test::True => self.is_value(&seen, Node::Bool(true)),
            Test::OneOf(allowed) => self.is_one_of(allowed, &seen, Self::is_value),
            Test::Compares(comparison, literal) => self.compares(*comparison, literal, seen),
            Test::Range(bounds) => match self.is_number(&seen) {
                false => Ok(Claim::False),
                true => self.in_range(&seen, *bounds),
            },
            Test::MultipleOf(divisor) => match self.is_number(&seen) {
                false => Ok(Claim::False),
                true => Ok(match self.value(seen, false)? {
                    Side::Value(value) => self.multiple(value, *divisor),
                    Side::Missing | Side::Node(_) => Claim::False,
                }),
            },
            Test::Length(bounds) => Ok(match self.length(&seen)? {
                None => Claim::False,
                Some(length) => self.is_present(&seen)?.and(self.within(&length, *bounds)),
            }),
            Test::StartsWith(start) => is_text_that(seen, &|text| Ok(self.part(text, start, true))),
            Test::EndsWith(end) => is_text_that(seen, &|text| Ok(self.part(text, end, false))),
            Test::Pattern(pattern) => {
                is_text_that(seen, &|text| matches(self.dialect, text, pattern.source()))
            }
            Test::Format(format) => {
                is_text_that(seen, &|text| has_format(self.dialect, text, format))
            }
            Test::Predicate(predicate) => Err(is_of_the_program(predicate.name)),
        }
    }

    /// The claim that a value is one of a list, where `is` compares it with a single value.
    fn is_one_of(
        &self,
        allowed: &[Allowed],
        seen: &Seen<'s>,
        is: impl Fn(&Self, &Seen<'s>, Node<'static>) -> Said<Claim>,
    ) -> Said<Claim> {
        let claims = allowed.iter().map(|allowed| match allowed {
            Allowed::One(literal) => match literal_node(Some(seen.kind), literal) {
                Some(node) => is(self, seen, node),
                None => Ok(Claim::False),
            },
            Allowed::Range(bounds) => self.in_range(seen, *bounds),
        });
        Ok(Claim::any(claims.collect::<Said<Vec<_>>>()?))
    }

    /// The claim that the value, or its default, compares with a literal in this way.
    fn compares(&self, comparison: Comparison, literal: &Literal, seen: Seen<'s>) -> Said<Claim> {
        let kind = seen.field.map(|field| (field.kind)());
        let Some(node) = literal_node(kind, literal) else {
            return Ok(Claim::constant(comparison == Comparison::NotEqual));
        };
        match comparison {
            Comparison::Equal => self.is_value(&seen, node),
            Comparison::NotEqual => Ok(!self.is_value(&seen, node)?),
            Comparison::Less
            | Comparison::LessEqual
            | Comparison::Greater
            | Comparison::GreaterEqual => {
                let kind = seen.kind;
                let value = self.value(seen, true)?;
                self.ordered((value, Some(kind)), comparison, (Side::Node(node), None))
            }
        }
    }

    fn is_number(&self, seen: &Seen<'s>) -> bool {
        match seen.kind.required() {
            Kind::Integer { .. } => true,
            Kind::Formed(form) => form.is_number,
            kind => is_of_integers(kind),
        }
    }

    fn is_text(&self, seen: &Seen<'s>) -> bool {
        match seen.kind.required() {
            Kind::Text => true,
            kind @ Kind::Choice(_) => !is_of_integers(kind),
            _ => false,
        }
    }

    fn in_range(&self, seen: &Seen<'s>, bounds: Bounds) -> Said<Claim> {
        if !self.is_number(seen) {
            return Ok(Claim::False);
        }
        let value = self.raw(seen)?;
        let is_formed = matches!(seen.kind.required(), Kind::Formed(_));
        let claim = match (is_formed && bounds.is_half_open, bounds.max) {
            (true, Some(max)) => {
                let below = Claim::is(format!("{} < {}", value.sql, self.dialect.integer(max + 1)));
                self.within(&value.sql, Bounds { max: None, ..bounds }).and(below)
            }
            _ => self.within(&value.sql, bounds),
        };
        Ok(match (value.is_nullable, &claim) {
            (true, claim) if *claim != Claim::True => Claim::unless_null(claim),
            (true, _) => !Claim::Null(value.sql),
            (false, _) => claim,
        })
    }

    /// A test that a text starts or ends with another.
    fn part(&self, text: &str, part: &str, is_start: bool) -> String {
        let count = part.chars().count();
        let found = match (self.dialect, is_start) {
            (Dialect::Sqlite, true) => format!("substr({text}, 1, {count})"),
            (Dialect::Sqlite, false) => format!("substr({text}, -{count})"),
            (_, true) => format!("left({text}, {count})"),
            (_, false) => format!("right({text}, {count})"),
        };
        format!("{found} = {}", self.dialect.text(part))
    }

    /// The claim that a number is a multiple of another.
    fn multiple(&self, value: Value, divisor: i128) -> Claim {
        let sql = format!("{} % {} = 0", value.sql, self.dialect.integer(divisor));
        if value.is_nullable { Claim::unless_null(sql) } else { Claim::is(sql) }
    }

    /// The claim that a number is within bounds; null if the number is null.
    fn within(&self, number: &str, bounds: Bounds) -> Claim {
        let integer = |bound| self.dialect.integer(bound);
        match (bounds.min, bounds.max) {
            (Some(min), Some(max)) if min == max => {
                Claim::is(format!("{number} = {}", integer(min)))
            }
            (Some(min), Some(max)) => {
                Claim::is(format!("{number} BETWEEN {} AND {}", integer(min), integer(max)))
            }
            (Some(min), None) => Claim::is(format!("{number} >= {}", integer(min))),
            (None, Some(max)) => Claim::is(format!("{number} <= {}", integer(max))),
            (None, None) => Claim::True,
        }
    }

    // Values that conditions refer to.

    fn field(&self, index: usize) -> Said<Seen<'s>> {
        let field = &self.schema.fields[index];
        let place = match &self.source {
            Source::Slots(slots) => match &slots[index] {
                Slot::Nowhere => {
                    return Err(format!("`{}` is on no wire, so no row has it", field.rust));
                }
                slot => Place::Slot(slot),
            },
            Source::Json(json) => self.json_member(json, field)?,
        };
        let kind = (field.kind)();
        Ok(Seen {
            place,
            kind,
            field: Some(field),
            defaults: Vec::new(),
            is_member: false,
            is_judged: false,
        })
    }

    fn json_member(&self, json: &str, field: &Field) -> Said<Place<'s>> {
        match field.place {
            FieldPlace::Skipped => Err(format!("`{}` is on no wire, so no row has it", field.rust)),
            FieldPlace::Flattened => Ok(Place::Flattened(json.to_owned())),
            _ => Ok(Place::Json(Json::of(self.dialect)?.member(json, field.name)?)),
        }
    }

    fn member(&self, seen: &Seen<'s>, rust: &str) -> Said<Seen<'s>> {
        let Kind::Object(schema) = seen.kind.required() else { return Ok(nowhere()) };
        let Some((index, field)) = schema.member(rust) else { return Ok(nowhere()) };
        let place = self.place_of(seen, index, field)?;
        if let Place::Nowhere = place {
            return Ok(nowhere());
        }
        let kind = (field.kind)();
        // The default applies if the part that contains the field is given.
        let default = field.default.as_ref().and_then(|default| literal_node(Some(kind), default));
        let defaults = match default {
            Some(node) => vec![(self.is_given(seen)?, node)],
            None => Vec::new(),
        };
        Ok(Seen { defaults, ..Seen::of_member(field, place) })
    }

    /// The location of the member `field` of a part, which has this index there.
    fn place_of(&self, seen: &Seen<'s>, index: usize, field: &Field) -> Said<Place<'s>> {
        match &seen.place {
            Place::Slot(Slot::Part { members, .. }) => match &members[index] {
                Slot::Nowhere => Err(format!("`{}` is on no wire, so no row has it", field.rust)),
                slot => Ok(Place::Slot(slot)),
            },
            Place::Slot(Slot::Json { column, .. }) => self.json_member(column, field),
            Place::Json(json) | Place::Flattened(json) => self.json_member(json, field),
            Place::Slot(_) | Place::Nowhere => Ok(Place::Nowhere),
        }
    }

    fn see(&self, reference: &Reference, scope: Scope<'_>) -> Said<Seen<'s>> {
        let mut seen = match reference.root {
            Root::Field(index) => self.field(index)?,
            Root::Item(depth) => match scope.get(depth) {
                Some(item) => Seen {
                    place: Place::Json(item.json.clone()),
                    kind: item.kind,
                    field: None,
                    defaults: Vec::new(),
                    is_member: false,
                    is_judged: false,
                },
                None => nowhere(),
            },
            Root::Context(fact) => {
                return Err(format!("`ctx.{}` is a fact that no row has", fact.name));
            }
        };
        for member in reference.members {
            seen = self.member(&seen, member)?;
        }
        Ok(seen)
    }

    /// Adds the defaults, also if the value is a field of the request itself.
    fn with_defaults(&self, mut seen: Seen<'s>) -> Said<Seen<'s>> {
        if let (Some(field), false) = (seen.field, seen.is_member) {
            seen.defaults = self.own_defaults(field)?;
        }
        Ok(seen)
    }

    /// The defaults of a field of the request itself, each with the claim that it applies.
    fn own_defaults(&self, field: &'static Field) -> Said<Vec<(Claim, Node<'static>)>> {
        let mut defaults = Vec::new();
        let mut is_left = Claim::True;
        let literals = field.default_ifs.iter().map(|(cond, literal)| (Some(cond), literal));
        for (cond, literal) in literals.chain(field.default.iter().map(|literal| (None, literal))) {
            let when = match cond {
                Some(cond) => self.holds(cond, &[])?,
                None => Claim::True,
            };
            if let Literal::Fact(fact) = literal {
                return Err(format!("`ctx.{}` is a fact that no row has", fact.name));
            }
            match literal_node(Some((field.kind)()), literal) {
                None | Some(Node::Absent | Node::Null) => {}
                Some(node) => defaults.push((is_left.clone().and(when.clone()), node)),
            }
            is_left = is_left.and(!when);
        }
        Ok(defaults)
    }

    // Presence.

    /// The claim that the caller gave a value.
    fn is_given(&self, seen: &Seen<'s>) -> Said<Claim> {
        if seen.is_filled() { Ok(Claim::True) } else { self.is_there(seen) }
    }

    /// The claim that the row contains a value.
    fn is_there(&self, seen: &Seen<'s>) -> Said<Claim> {
        match &seen.place {
            Place::Nowhere => Ok(Claim::False),
            Place::Slot(Slot::Nowhere) => Err("it is on no wire, so no row has it".to_owned()),
            Place::Slot(slot @ (Slot::Scalar { null, .. } | Slot::Json { null, .. })) => {
                let (Slot::Scalar { column, .. } | Slot::Json { column, .. }) = slot else {
                    return Ok(Claim::False);
                };
                let is_given = match seen.kind {
                    Kind::Flag => Claim::unless_null(column),
                    // Blank text that is not a value of the enum is read as absent.
                    Kind::Choice(choices) if !is_of_integers(seen.kind) => {
                        let is_blank_wire = |choice: &&Choice| {
                            matches!(choice.wire, WireValue::Text(text) if is_blank(text))
                                || choice.aliases.iter().any(|alias| is_blank(alias))
                        };
                        if choices.list.iter().find(is_blank_wire).is_some() {
                            return Err("a value of it is blank".to_owned());
                        }
                        match seen.blank() {
                            Blank::Absent => {
                                Claim::unless_null(self.dialect.has_more_than_white_space(column))
                            }
                            _ => !Claim::Null(column.clone()),
                        }
                    }
                    _ => !Claim::Null(column.clone()),
                };
                Ok(is_given.or(is_true_column(null)))
            }
            Place::Slot(Slot::Part { given, null, .. }) => {
                let is_given = match given {
                    PartGiven::Always => Claim::True,
                    PartGiven::Column(column) => Claim::unless_null(column),
                    PartGiven::ByMembers => self.is_any_member_written(seen)?,
                };
                Ok(is_given.or(is_true_column(null)))
            }
            Place::Flattened(_) => match seen.field {
                Some(field) if field.optional => self.is_any_member_written(seen),
                _ => Ok(Claim::True),
            },
            Place::Json(json) => {
                let functions = Json::of(self.dialect)?;
                Ok(match (seen.kind, seen.field) {
                    (Kind::Flag, _) => {
                        functions.is_value(json).and(Claim::unless_null(functions.bool(json)))
                    }
                    (Kind::Any, _) => !Claim::Null(json.clone()),
                    (_, Some(field)) if field.nullable => !Claim::Null(json.clone()),
                    _ => functions.is_value(json),
                })
            }
        }
    }

    /// The claim that a member of a part in place is given, by which the part is.
    fn is_any_member_written(&self, seen: &Seen<'s>) -> Said<Claim> {
        let Kind::Object(schema) = seen.kind.required() else { return Ok(Claim::False) };
        let fields = schema.fields.iter().enumerate();
        let on_a_wire = fields.filter(|(_, field)| field.place != FieldPlace::Skipped);
        let written = on_a_wire.map(|(index, field)| {
            self.is_written(&Seen::of_member(field, self.place_of(seen, index, field)?))
        });
        Ok(Claim::any(written.collect::<Said<Vec<_>>>()?))
    }

    /// The claim that the row contains a member of a part in place, as
    /// [`Field::is_written`](crate::schema::Field::is_written) says it of a request. A default that is filled in on reading
    /// does not count.
    fn is_written(&self, seen: &Seen<'s>) -> Said<Claim> {
        match seen.field {
            Some(field) if field.place == FieldPlace::Flattened => self.is_any_member_written(seen),
            Some(field) if field.leaves_out_blank() => self.is_present(seen),
            _ => self.is_there(seen),
        }
    }

    /// The claim that a given value is blank.
    fn is_blank(&self, seen: &Seen<'s>) -> Said<Claim> {
        match seen.kind.required() {
            Kind::Text => {
                let text = self.raw(seen)?;
                let blank = !Claim::unless_null(self.dialect.has_more_than_white_space(&text.sql));
                Ok((!Claim::Null(text.sql)).and(blank))
            }
            Kind::List(_) => self.is_empty(seen, Shape::List),
            Kind::Map(_) => self.is_empty(seen, Shape::Map),
            Kind::Any => {
                let empty = self.is_empty(seen, Shape::List)?.or(self.is_empty(seen, Shape::Map)?);
                let json = self.json(seen)?;
                let functions = Json::of(self.dialect)?;
                let text = self.dialect.has_more_than_white_space(&functions.text(&json));
                Ok(empty.or(functions.is_text(&json).and(!Claim::unless_null(text))))
            }
            _ => Ok(Claim::False),
        }
    }

    fn is_empty(&self, seen: &Seen<'s>, shape: Shape) -> Said<Claim> {
        let json = self.json(seen)?;
        let empty = match shape {
            Shape::List => "[]",
            Shape::Map => "{}",
        };
        Ok(Claim::unless_null(match self.dialect {
            Dialect::PostgreSql => format!("{json} = '{empty}'"),
            Dialect::Sqlite => format!("json({json}) = '{empty}'"),
            Dialect::DuckDb => format!("CAST(json({json}) AS VARCHAR) = '{empty}'"),
            Dialect::DataFusion | Dialect::Spark => {
                format!("translate({json}, {}, '') = '{empty}'", self.dialect.text(" \t\n\r"))
            }
        }))
    }

    fn is_present(&self, seen: &Seen<'s>) -> Said<Claim> {
        if seen.blank() != Blank::Absent {
            return self.is_given(seen);
        }
        match (seen.kind.required(), &seen.place) {
            (Kind::Text, Place::Slot(_) | Place::Json(_)) => {
                let text = self.raw(seen)?;
                let shown = Claim::unless_null(self.dialect.has_more_than_white_space(&text.sql));
                Ok(shown.or(self.is_null(seen)?))
            }
            (Kind::List(_) | Kind::Map(_) | Kind::Any, _) => {
                Ok(self.is_given(seen)?.and(!self.is_blank(seen)?))
            }
            _ => self.is_given(seen),
        }
    }

    /// The claim that the value is null, for fields that distinguish null from absence.
    fn is_null(&self, seen: &Seen<'s>) -> Said<Claim> {
        match &seen.place {
            Place::Slot(Slot::Json { column, .. }) if matches!(seen.kind, Kind::Any) => {
                Ok(Json::of(self.dialect)?.is_null(column))
            }
            Place::Slot(
                Slot::Scalar { null, .. } | Slot::Json { null, .. } | Slot::Part { null, .. },
            ) => Ok(is_true_column(null)),
            Place::Json(json) => match (seen.kind, seen.field) {
                (Kind::Any, _) => Ok(Json::of(self.dialect)?.is_null(json)),
                (_, Some(field)) if field.nullable => Ok(Json::of(self.dialect)?.is_null(json)),
                _ => Ok(Claim::False),
            },
            _ => Ok(Claim::False),
        }
    }

    /// The claim that there is a value other than null for rules to check, blank or not.
    fn has_value(&self, seen: &Seen<'s>) -> Said<Claim> {
        match seen.kind.required() {
            Kind::List(_) | Kind::Map(_) => Ok(self.is_given(seen)?.and(!self.is_null(seen)?)),
            _ => {
                let value = self.raw(seen)?;
                Ok(if value.is_nullable { !Claim::Null(value.sql) } else { Claim::True })
            }
        }
    }

    /// The claim that conditions use the value of the request, which may be null, instead of a default.
    fn is_seen(&self, seen: &Seen<'s>) -> Said<Claim> {
        match seen.kind.required() {
            Kind::List(_) | Kind::Map(_) | Kind::Object(_) => self.is_null(seen),
            Kind::Text if seen.blank() != Blank::Value => {
                let text = self.raw(seen)?;
                let shown = Claim::unless_null(self.dialect.has_more_than_white_space(&text.sql));
                Ok(shown.or(self.is_null(seen)?))
            }
            _ => self.is_given(seen),
        }
    }

    // Values.

    /// The value as JSON; an error if it is not stored as JSON.
    fn json(&self, seen: &Seen<'s>) -> Said<String> {
        match &seen.place {
            Place::Slot(Slot::Json { column, .. }) => Ok(column.clone()),
            Place::Json(json) => Ok(json.clone()),
            Place::Nowhere => Ok("NULL".to_owned()),
            _ => Err("it is not held as JSON".to_owned()),
        }
    }

    /// The value in the row, even if blank; null if it is absent or null.
    fn raw(&self, seen: &Seen<'s>) -> Said<Value> {
        let kind = seen.kind.required();
        let family = match kind {
            Kind::Bool | Kind::Flag => Family::Bool,
            Kind::Integer { max, .. }
                if *max > i64::MAX.into() && self.dialect == Dialect::Sqlite =>
            {
                return Err("SQLite has no whole numbers of more than 63 bits".to_owned());
            }
            Kind::Integer { .. } => Family::Number,
            Kind::Text => Family::Text,
            Kind::Choice(_) if is_of_integers(kind) => Family::Number,
            Kind::Choice(_) => Family::Text,
            Kind::Formed(form) if form.is_number => {
                if self.dialect == Dialect::Sqlite {
                    return Err(
                        "SQLite has no decimals, and would compare the nearest floats".to_owned()
                    );
                }
                Family::Number
            }
            Kind::Formed(form) if form.name == "date" => Family::Date,
            Kind::Formed(form) => {
                return Err(format!(
                    "how values of the form `{}` compare is known to the program alone",
                    form.name
                ));
            }
            Kind::Any => return Err("a value of any shape is not compared here".to_owned()),
            _ => return Err("it is no scalar".to_owned()),
        };
        let (sql, is_nullable) = match &seen.place {
            Place::Slot(Slot::Scalar { column, .. }) => (column.clone(), true),
            Place::Nowhere => ("NULL".to_owned(), true),
            place => {
                let json = match place {
                    Place::Json(json) | Place::Slot(Slot::Json { column: json, .. }) => json,
                    _ => return Err("it is no scalar".to_owned()),
                };
                let functions = Json::of(self.dialect)?;
                let sql = match family {
                    // A null must stay null, not become false.
                    Family::Bool if self.dialect == Dialect::Sqlite => {
                        let text = functions.text(json);
                        format!("CASE WHEN {text} IS NOT NULL THEN {} END", functions.bool(json))
                    }
                    Family::Bool => functions.bool(json),
                    Family::Number => functions.number(json, !matches!(kind, Kind::Formed(_))),
                    Family::Text => match self.dialect {
                        Dialect::Sqlite => format!("CAST({} AS TEXT)", functions.text(json)),
                        _ => functions.text(json),
                    },
                    Family::Date => functions.date(json),
                };
                (sql, true)
            }
        };
        if seen.is_filled()
            && let Some(default) = seen.field.and_then(|field| field.default.as_ref())
            && let Some(node) = literal_node(Some(kind), default)
            && let Some(default) = self.node(family, kind, node)?
        {
            return Ok(Value {
                sql: format!("COALESCE({sql}, {default})"),
                is_nullable: false,
                family,
            });
        }
        Ok(Value { sql, is_nullable, family })
    }

    /// The value in its canonical spelling on the wire, which matters for enums.
    fn canonical(&self, seen: &Seen<'s>) -> Said<Value> {
        let raw = self.raw(seen)?;
        let kind = seen.kind.required();
        let Kind::Choice(choices) = kind else { return Ok(raw) };
        if is_of_integers(kind)
            || (!choices.ignore_case && choices.list.iter().all(|choice| choice.aliases.is_empty()))
        {
            return Ok(raw);
        }
        if choices.list.iter().any(|choice| matches!(choice.wire, WireValue::Integer(_))) {
            return Err("some of its values are numbers and some are not".to_owned());
        }
        let cases: Vec<String> = choices
            .list
            .iter()
            .map(|choice| {
                let claim = self.is_spelled(&raw.sql, choices.ignore_case, choice);
                format!("WHEN {claim} THEN {}", self.dialect.text(&choice.wire.to_string()))
            })
            .collect();
        Ok(Value { sql: format!("CASE {} END", cases.join(" ")), is_nullable: true, ..raw })
    }

    /// The claim that a text is one of the spellings of a value.
    fn is_spelled(&self, text: &str, ignore_case: bool, choice: &Choice) -> Claim {
        let spellings = std::iter::once(choice.wire.to_string())
            .chain(choice.aliases.iter().map(|alias| (*alias).to_owned()))
            .map(|spelling| match ignore_case {
                true => self.dialect.text(&spelling.to_ascii_lowercase()),
                false => self.dialect.text(&spelling),
            });
        let text = if ignore_case { self.dialect.ascii_lower(text) } else { text.to_owned() };
        Claim::OneOf(text, spellings.collect())
    }

    fn is_choice(&self, value: &Value, ignore_case: bool, choice: &Choice) -> Claim {
        match (value.family, choice.wire) {
            (Family::Number, WireValue::Integer(number)) => {
                Claim::OneOf(value.sql.clone(), vec![self.dialect.integer(number.into())])
            }
            _ => self.is_spelled(&value.sql, ignore_case, choice),
        }
    }

    /// A value of a rule, to compare with values of this kind; `None` if no value of the kind can equal it.
    fn node(&self, family: Family, kind: &Kind, node: Node<'_>) -> Said<Option<String>> {
        Ok(match (family, node) {
            (Family::Bool, Node::Bool(value)) => {
                Some(if value { "TRUE" } else { "FALSE" }.to_owned())
            }
            (Family::Number, Node::Integer(_) | Node::Unsigned(_)) => {
                node.integer().map(|number| self.dialect.integer(number))
            }
            (Family::Number, Node::Formed(formed)) if formed.form().is_number => {
                Some(self.decimal(&formed.to_string()))
            }
            (Family::Number, Node::Text(text)) => match kind {
                Kind::Formed(form) => {
                    Formed::parse(form, text).map(|formed| self.decimal(&formed.to_string()))
                }
                _ => None,
            },
            (Family::Date, Node::Text(text)) => match kind {
                Kind::Formed(form) => match Formed::parse(form, text) {
                    Some(formed) => Some(self.date(&formed.to_string())?),
                    None => None,
                },
                _ => None,
            },
            (Family::Date, Node::Formed(formed)) if formed.form().name == "date" => {
                Some(self.date(&formed.to_string())?)
            }
            (Family::Text, Node::Text(text)) => Some(self.dialect.text(text)),
            (Family::Text, Node::Formed(_)) => {
                return Err("text is not compared with values of another form".to_owned());
            }
            _ => None,
        })
    }

    fn decimal(&self, number: &str) -> String {
        match self.dialect {
            Dialect::PostgreSql => format!("CAST('{number}' AS NUMERIC)"),
            _ => format!("CAST('{number}' AS DECIMAL(38, 18))"),
        }
    }

    fn date(&self, date: &str) -> Said<String> {
        match self.dialect {
            Dialect::Sqlite => Ok(self.dialect.text(date)),
            Dialect::PostgreSql if date.starts_with("0000") => {
                Err("PostgreSQL has no year 0".to_owned())
            }
            _ => Ok(format!("DATE {}", self.dialect.text(date))),
        }
    }

    /// The value that conditions use, or its default.
    fn value(&self, seen: Seen<'s>, is_beside_literal: bool) -> Said<Side> {
        let seen = self.with_defaults(seen)?;
        let value = match (seen.kind.required(), &seen.place) {
            (_, Place::Nowhere) => return Ok(Side::Missing),
            (Kind::List(_) | Kind::Map(_) | Kind::Object(_), _) => return Ok(Side::Missing),
            _ => self.canonical(&seen)?,
        };
        let kind = seen.kind.required();
        let can_be_blank = matches!(kind, Kind::Text) && seen.blank() != Blank::Value;
        let counts = !seen.is_member || is_beside_literal;
        let mut defaults = Vec::new();
        if counts && !seen.is_filled() || can_be_blank {
            for (when, node) in seen.defaults.iter().filter(|_| counts) {
                // A default of another type cannot be compared with the value.
                let Some(default) = self.node(value.family, kind, *node)? else {
                    return Err("its default is of another type".to_owned());
                };
                defaults.push((when.clone(), default));
            }
        }
        if defaults.is_empty() && !can_be_blank {
            return Ok(Side::Value(value));
        }
        let is_nullable = !defaults.iter().any(|(when, _)| *when == Claim::True);
        // Null counts as a value: it equals no other value and is not replaced by the default.
        let is_null = self.is_null(&seen)?;
        if is_null == Claim::False
            && !can_be_blank
            && let [(Claim::True, default)] = defaults.as_slice()
        {
            let sql = format!("COALESCE({}, {default})", value.sql);
            return Ok(Side::Value(Value { sql, is_nullable, ..value }));
        }
        let is_nullable = is_nullable || is_null != Claim::False;
        let is_seen = self.is_seen(&seen)?;
        let mut sql = format!("CASE WHEN {is_seen} THEN {}", value.sql);
        for (when, default) in defaults {
            match when {
                Claim::True => sql += &format!(" ELSE {default}"),
                when => sql += &format!(" WHEN {when} THEN {default}"),
            }
        }
        Ok(Side::Value(Value { sql: sql + " END", is_nullable, ..value }))
    }

    /// The claim that the value in the row equals `node`.
    fn is_node(&self, seen: &Seen<'s>, node: Node<'_>) -> Said<Claim> {
        match (node, seen.kind.required()) {
            (Node::Null, _) => self.is_null(seen),
            (_, Kind::List(_) | Kind::Map(_) | Kind::Object(_)) => Ok(Claim::False),
            (Node::Text(text), _) if is_blank(text) && seen.blank() != Blank::Value => {
                Ok(Claim::False)
            }
            (_, kind @ Kind::Choice(choices)) => {
                let value = self.raw(seen)?;
                let same = |choice: &&Choice| match choice.wire {
                    WireValue::Text(wire) => matches!(node, Node::Text(text) if text == wire),
                    WireValue::Integer(wire) => node.integer() == Some(wire.into()),
                };
                if let (Node::Formed(_), true) = (node, is_of_integers(kind)) {
                    return self.equals(&value, kind, node);
                }
                let claims = choices
                    .list
                    .iter()
                    .filter(same)
                    .map(|choice| self.is_choice(&value, choices.ignore_case, choice));
                Ok(Claim::any(claims.collect::<Vec<_>>()))
            }
            (_, kind) => {
                let value = self.raw(seen)?;
                self.equals(&value, kind, node)
            }
        }
    }

    fn equals(&self, value: &Value, kind: &Kind, node: Node<'_>) -> Said<Claim> {
        let Some(other) = self.node(value.family, kind, node)? else { return Ok(Claim::False) };
        let sql = match other.as_str() {
            "TRUE" => value.sql.clone(),
            "FALSE" => format!("NOT {}", value.sql),
            _ => return Ok(Claim::OneOf(value.sql.clone(), vec![other])),
        };
        Ok(if value.is_nullable { Claim::unless_null(sql) } else { Claim::is(sql) })
    }

    /// The claim that the value, or its default, equals `node`.
    fn is_value(&self, seen: &Seen<'s>, node: Node<'static>) -> Said<Claim> {
        if let Node::Null = node {
            return self.is_null(seen);
        }
        let seen = self.with_defaults(seen.clone())?;
        let is_node = self.is_node(&seen, node)?;
        let by_default = Claim::any(
            seen.defaults
                .iter()
                .filter(|(_, default)| default.is_same(&node))
                .map(|(when, _)| when.clone()),
        );
        Ok(match by_default {
            Claim::False => is_node,
            // A default that is filled in on reading is already part of the value.
            _ if seen.is_filled() && !matches!(seen.kind, Kind::Text) => is_node,
            by_default => is_node.or((!self.is_seen(&seen)?).and(by_default)),
        })
    }

    /// The number of characters, items or entries; `None` if the value has no length.
    fn length(&self, seen: &Seen<'s>) -> Said<Option<String>> {
        match seen.kind.required() {
            Kind::List(_) => {
                Ok(Some(Json::of(self.dialect)?.length(&self.json(seen)?, Shape::List)))
            }
            Kind::Map(_) => Ok(Some(Json::of(self.dialect)?.length(&self.json(seen)?, Shape::Map))),
            Kind::Text => Ok(Some(self.dialect.characters(&self.raw(seen)?.sql))),
            kind @ Kind::Choice(_) if !is_of_integers(kind) => {
                Ok(Some(self.dialect.characters(&self.canonical(seen)?.sql)))
            }
            Kind::Any => Err("a value of any shape is not measured here".to_owned()),
            _ => Ok(None),
        }
    }

    // Conditions.

    /// The claim that a rule consisting of a condition is checked. A rule that compares two values of the request is
    /// checked only if both are given.
    fn is_judged(&self, cond: &Cond) -> Said<Claim> {
        let Some((left, right)) = cond.both_values() else { return Ok(Claim::True) };
        let is_there = |reference| -> Said<Claim> {
            let seen = self.with_defaults(self.see(reference, &[])?)?;
            let is_seen = self.is_seen(&seen)?;
            if seen.is_member {
                return Ok(is_seen);
            }
            Ok(is_seen.or(Claim::any(seen.defaults.iter().map(|(when, _)| when.clone()))))
        };
        Ok(is_there(left)?.and(is_there(right)?))
    }

    fn holds(&self, cond: &Cond, scope: Scope<'_>) -> Said<Claim> {
        match cond {
            Cond::Named(index) => self.named(*index),
            Cond::Given(reference) => {
                let seen = self.see(reference, scope)?;
                match seen.field {
                    Some(field) if field.leaves_out_blank() => self.is_present(&seen),
                    _ => self.is_given(&seen),
                }
            }
            Cond::Present(reference) => self.is_present(&self.see(reference, scope)?),
            Cond::Compare(left, comparison, right) => self.compare(left, *comparison, right, scope),
            Cond::Passes(reference, test) => self.passes(test, self.see(reference, scope)?),
            Cond::AnyItem(list, cond) => {
                let (from, item) = self.bind(list, scope)?;
                Ok(exists(&from, self.holds_for(cond, scope, item)?))
            }
            Cond::AllItems(list, cond) => {
                let (from, item) = self.bind(list, scope)?;
                Ok(!exists(&from, !self.holds_for(cond, scope, item)?))
            }
            Cond::Unique(list, key) => self.is_unique(list, key, scope),
            Cond::Not(cond) => Ok(!self.holds(cond, scope)?),
            Cond::All(conds) => Ok(Claim::all(
                conds.iter().map(|cond| self.holds(cond, scope)).collect::<Said<Vec<_>>>()?,
            )),
            Cond::Any(conds) => Ok(Claim::any(
                conds.iter().map(|cond| self.holds(cond, scope)).collect::<Said<Vec<_>>>()?,
            )),
            Cond::Implies(left, right) => {
                Ok((!self.holds(left, scope)?).or(self.holds(right, scope)?))
            }
        }
    }

    /// The claim that a named condition holds. An expression has no names for its parts, so one that would be too long
    /// is not expressed.
    fn named(&self, index: usize) -> Said<Claim> {
        if let Some(known) = self.named.borrow().get(&index) {
            return known.clone();
        }
        let condition = &self.schema.conditions[index];
        let claim = self.holds(&condition.cond, &[]).and_then(|claim| match claim.length() {
            0..=MAX_CONDITION => Ok(claim),
            _ => Err(format!("the condition `{}` would be too long", condition.name)),
        });
        self.named.borrow_mut().insert(index, claim.clone());
        claim
    }

    /// The items of a list as rows, and the item of each row.
    fn bind(&self, list: &Reference, scope: Scope<'_>) -> Said<(String, Item)> {
        let seen = self.see(list, scope)?;
        let kind = seen.kind.required();
        let item = match kind {
            Kind::List(item) | Kind::Map(item) => item(),
            Kind::Any => return Err("a value of any shape is not looked into here".to_owned()),
            _ => kind,
        };
        let alias = format!("item{}", self.items + scope.len());
        let json = self.json(&seen)?;
        let from = Json::of(self.dialect)?.items(&json, shape(kind), &alias);
        Ok((from, Item { json: Json::item(&alias), kind: item }))
    }

    fn holds_for(&self, cond: &Cond, scope: Scope<'_>, item: Item) -> Said<Claim> {
        let outer = scope.iter().map(|item| Item { json: item.json.clone(), kind: item.kind });
        let scope: Vec<Item> = outer.chain([item]).collect();
        self.holds(cond, &scope)
    }

    fn is_unique(&self, list: &Reference, key: &Reference, scope: Scope<'_>) -> Said<Claim> {
        let (from, item) = self.bind(list, scope)?;
        let outer = scope.iter().map(|item| Item { json: item.json.clone(), kind: item.kind });
        let inner: Vec<Item> = outer.chain([item]).collect();
        let seen = self.see(key, &inner)?;
        let is_null = self.is_null(&seen)?;
        let mut claims = Vec::new();
        if let Side::Value(value) = self.value(seen, false)? {
            let sql = value.sql;
            claims.push(Claim::is(format!(
                "(SELECT COUNT({sql}) = COUNT(DISTINCT {sql}) FROM {from})"
            )));
        }
        // Two nulls are equal.
        if is_null != Claim::False {
            claims.push(Claim::is(format!("(SELECT COUNT(*) <= 1 FROM {from} WHERE {is_null})")));
        }
        Ok(Claim::all(claims))
    }

    fn compare(
        &self,
        left: &Term,
        comparison: Comparison,
        right: &Term,
        scope: Scope<'_>,
    ) -> Said<Claim> {
        // The validator does not check comparisons with a value that has no length; here they are an error.
        let kind = |term: &Term| -> Said<Option<&'static Kind>> {
            match term {
                Term::Value(reference) => Ok(Some(self.see(reference, scope)?.kind)),
                Term::Literal(_)
                | Term::Length(_)
                | Term::CountPresent(_)
                | Term::CountItems(..) => Ok(None),
            }
        };
        let kinds = (kind(left)?, kind(right)?);
        let (left, right) = (self.side(left, scope)?, self.side(right, scope)?);
        self.ordered((left, kinds.0), comparison, (right, kinds.1))
    }

    /// The claim that two operands, each with its kind, compare in this way.
    fn ordered(
        &self,
        left: (Side, Option<&'static Kind>),
        comparison: Comparison,
        right: (Side, Option<&'static Kind>),
    ) -> Said<Claim> {
        let kinds = (left.1, right.1);
        let (left, right) = (left.0, right.0);
        let (left, right, family) = match (left, right) {
            (Side::Missing, _) | (_, Side::Missing) => {
                return Ok(Claim::constant(comparison == Comparison::NotEqual));
            }
            (Side::Node(left), Side::Node(right)) => {
                return Ok(Claim::constant(match left.compare(&right) {
                    Some(ordering) => comparison.accepts(ordering),
                    None => comparison == Comparison::NotEqual,
                }));
            }
            (Side::Value(left), Side::Node(right)) => {
                let kind = kinds.0.map_or(&Kind::Integer { min: 0, max: 0 }, Kind::required);
                let Some(right) = self.node(left.family, kind, right)? else {
                    return Ok(Claim::constant(comparison == Comparison::NotEqual));
                };
                let family = left.family;
                (left, Value { sql: right, is_nullable: false, family }, family)
            }
            (Side::Node(left), Side::Value(right)) => {
                let kind = kinds.1.map_or(&Kind::Integer { min: 0, max: 0 }, Kind::required);
                let Some(left) = self.node(right.family, kind, left)? else {
                    return Ok(Claim::constant(comparison == Comparison::NotEqual));
                };
                let family = right.family;
                (Value { sql: left, is_nullable: false, family }, right, family)
            }
            (Side::Value(left), Side::Value(right)) if left.family == right.family => {
                let family = left.family;
                (left, right, family)
            }
            (Side::Value(left), Side::Value(right)) => {
                if [left.family, right.family].contains(&Family::Text)
                    && [left.family, right.family]
                        .iter()
                        .any(|family| matches!(family, Family::Date | Family::Number))
                {
                    return Err("text is not compared with values of another form".to_owned());
                }
                return Ok(Claim::constant(comparison == Comparison::NotEqual));
            }
        };
        let sign = match comparison {
            Comparison::Equal | Comparison::NotEqual => "=",
            Comparison::Less => "<",
            Comparison::LessEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterEqual => ">=",
        };
        let collation = match (family, sign) {
            (Family::Text, sign) if sign != "=" => self.dialect.by_code_point(),
            _ => "",
        };
        let sql = format!("{} {sign} {}{collation}", left.sql, right.sql);
        let claim = match left.is_nullable || right.is_nullable {
            true => Claim::unless_null(sql),
            false => Claim::is(sql),
        };
        Ok(if comparison == Comparison::NotEqual { !claim } else { claim })
    }

    fn side(&self, term: &Term, scope: Scope<'_>) -> Said<Side> {
        let number = |sql| Side::Value(Value { sql, is_nullable: false, family: Family::Number });
        match term {
            Term::Value(reference) => self.value(self.see(reference, scope)?, false),
            Term::Literal(literal) => {
                Ok(literal_node(None, literal).map_or(Side::Missing, Side::Node))
            }
            Term::Length(reference) => {
                let seen = self.with_defaults(self.see(reference, scope)?)?;
                let Some(length) = self.length(&seen)? else {
                    return match seen.place {
                        Place::Nowhere => Ok(number("0".to_owned())),
                        _ => Err("it has no length".to_owned()),
                    };
                };
                let is_present = self.is_present(&seen)?;
                let mut sql = format!("CASE WHEN {is_present} THEN {length}");
                let mut otherwise = "0".to_owned();
                // The default of a member does not count here.
                for (when, node) in seen.defaults.iter().filter(|_| !seen.is_member) {
                    let Node::Text(text) = node else { continue };
                    let length = text.chars().count();
                    match when {
                        Claim::True => otherwise = length.to_string(),
                        when => sql += &format!(" WHEN {when} THEN {length}"),
                    }
                }
                Ok(number(format!("COALESCE({sql} ELSE {otherwise} END, 0)")))
            }
            Term::CountPresent(references) => {
                let present: Vec<Claim> = references
                    .iter()
                    .map(|reference| self.is_present(&self.see(reference, scope)?))
                    .collect::<Said<_>>()?;
                Ok(number(count(&present)))
            }
            Term::CountItems(list, cond) => {
                let (from, item) = self.bind(list, scope)?;
                let holds = self.holds_for(cond, scope, item)?;
                Ok(number(format!("(SELECT COUNT(*) FROM {from} WHERE {holds})")))
            }
        }
    }
}

impl<'s> Seen<'s> {
    /// A member of a part, without its default.
    fn of_member(field: &'static Field, place: Place<'s>) -> Self {
        let kind = (field.kind)();
        Self {
            place,
            kind,
            field: Some(field),
            defaults: Vec::new(),
            is_member: true,
            is_judged: false,
        }
    }

    fn blank(&self) -> Blank {
        // A blank item is an item like any other.
        let of_item = if self.is_judged { Blank::Value } else { Blank::Absent };
        self.field.map_or(of_item, |field| field.blank)
    }

    /// Returns whether an absent value is replaced by its default on reading.
    fn is_filled(&self) -> bool {
        self.field.is_some_and(|field| !field.optional && field.default.is_some())
    }
}

fn is_of_the_program(function: &str) -> String {
    format!("`{function}` is a function of the program")
}

fn nowhere() -> Seen<'static> {
    Seen {
        place: Place::Nowhere,
        kind: &Kind::Text,
        field: None,
        defaults: Vec::new(),
        is_member: true,
        is_judged: false,
    }
}

fn is_true_column(column: &Option<String>) -> Claim {
    column.as_ref().map_or(Claim::False, Claim::unless_null)
}

fn exists(from: &str, claim: Claim) -> Claim {
    match claim {
        Claim::False => Claim::False,
        claim => Claim::is(format!("EXISTS (SELECT 1 FROM {from} WHERE {claim})")),
    }
}

/// The number of claims that are true.
fn count(claims: &[Claim]) -> String {
    let ones: Vec<String> = claims
        .iter()
        .map(|claim| match claim {
            Claim::True => "1".to_owned(),
            Claim::False => "0".to_owned(),
            claim => format!("CASE WHEN {claim} THEN 1 ELSE 0 END"),
        })
        .collect();
    format!("({})", ones.join(" + "))
}

fn shape(kind: &Kind) -> Shape {
    match kind {
        Kind::Map(_) => Shape::Map,
        _ => Shape::List,
    }
}
