//! SQL predicates for broken rules, equivalent to the interpreter of [`schema`](crate::schema).

mod cond;
mod presence;
mod see;
mod test;
mod value;

use std::{cell::RefCell, collections::BTreeMap};

use crate::{
    export::{
        Gap,
        sql::{
            Claim, Dialect,
            json::{Json, Shape},
            layout::{Slot, holds},
        },
    },
    schema::{
        At, Choices, Demand, Field, FieldPlace, Group, GroupKind, Kind, Rule, Schema, Severity,
        When,
    },
    type_rule::{TypeRules, has_types, is_walked},
};

use self::{
    cond::Item,
    see::{Place, Seen},
};

/// The SQL for something, or the reason why it cannot be expressed.
type Said<T> = Result<T, String>;

/// A rule with its id, which begins with the path of its part, and the claim that the rule is broken.
pub(super) struct Judged {
    pub(super) id: String,
    pub(super) source: &'static str,
    pub(super) severity: Severity,
    pub(super) broken: Claim,
}

/// The rules of the request or of one of its parts.
pub(super) struct Judge<'s> {
    dialect: Dialect,
    schema: &'static Schema,
    source: Source<'s>,
    /// `true` if the rules of the request are judged, and not only those of its newtypes.
    has_rules: bool,
    /// The path of the part, as the beginning of rule ids.
    prefix: String,
    /// The types of the enclosing requests, and its own.
    outer: Vec<&'static Schema>,
    /// The number of item aliases in use.
    items: usize,
    /// The named conditions that were asked, by index.
    named: RefCell<BTreeMap<usize, Said<Claim>>>,
}

/// The location of the fields of a request.
#[derive(Clone)]
enum Source<'s> {
    Slots(&'s [Slot]),
    Json(String),
}

impl<'s> Judge<'s> {
    pub(super) fn new(dialect: Dialect, schema: &'static Schema, slots: &'s [Slot]) -> Self {
        let source = Source::Slots(slots);
        Self {
            dialect,
            schema,
            source,
            has_rules: true,
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
        for rule in self.schema.rules.iter().filter(|_| self.has_rules) {
            if let Demand::Group(group) = rule.demand {
                // A group is one rule, although each member refers to it.
                if groups.contains(&(group, rule.attributes.severity)) {
                    continue;
                }
                groups.push((group, rule.attributes.severity));
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
                Ok(broken) => {
                    let (source, severity) = (rule.source, rule.attributes.severity);
                    judged.push(Judged { id, source, severity, broken });
                }
                Err(reason) => {
                    let gap = Gap::new(id, reason);
                    // A rule that refuses or warns as a condition says is one.
                    if !gaps.contains(&gap) {
                        gaps.push(gap);
                    }
                }
            }
        }
        for (index, field) in self.schema.fields.iter().enumerate() {
            let (mut kind, mut at) = (field.kind().required(), At::Field(index));
            while let Some(item) = kind.item() {
                (kind, at) = (item.required(), At::Items(index));
            }
            if let Kind::Choice(Choices { deprecated: [_, ..], .. }) = kind {
                let id = format!("{}{}", self.prefix, self.schema.deprecated_value_id(at));
                gaps.push(Gap::new(id, "deprecated values are not looked for"));
            }
        }
        for (index, field) in self.schema.fields.iter().enumerate() {
            if field.place != FieldPlace::Skipped {
                self.type_rules(index, field, &mut judged, &mut gaps);
            }
        }
        (judged, gaps)
    }

    /// Adds the rules of the newtypes in a field, and of those in a part whose own rules are not checked.
    fn type_rules(
        &self,
        index: usize,
        field: &'static Field,
        judged: &mut Vec<Judged>,
        gaps: &mut Vec<Gap>,
    ) {
        let place = |depth: usize| format!("{}{}{}", self.prefix, field.name, "[]".repeat(depth));
        for (held, of_type) in field.ty.type_rules.types() {
            for rule in of_type.rules {
                let is_of_items = matches!(rule.at, At::Items(_));
                let depth = held + usize::from(is_of_items);
                let id = format!("{}.{}", place(held), of_type.rule_id(rule));
                let broken = match depth {
                    0 => self.field(index).and_then(|seen| self.value_broken(&rule.demand, &seen)),
                    1 => self.items_broken(index, &rule.demand),
                    _ => Err("it is a rule of what stands in lists of lists".to_owned()),
                };
                match broken {
                    Ok(broken) => {
                        let (source, severity) = (rule.source, rule.attributes.severity);
                        judged.push(Judged { id, source, severity, broken });
                    }
                    Err(reason) => gaps.push(Gap::new(id, reason)),
                }
            }
        }
        let is_unchecked = is_walked(self.schema, index) || !self.has_rules;
        if matches!(field.ty.type_rules, TypeRules::InPart)
            && is_unchecked
            && has_types(field, &mut Vec::new())
        {
            let inner = Judge { has_rules: false, ..self.same() };
            let found =
                inner.field(index).and_then(|seen| inner.nested_in(&seen, &place(0), self.items));
            match found {
                Ok((inner, inner_gaps)) => {
                    judged.extend(inner);
                    gaps.extend(inner_gaps);
                }
                Err(reason) => gaps.push(Gap::new(place(0), reason)),
            }
        }
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
                    Place::Slot(_) | Place::Key(_) | Place::Nowhere => {
                        return Ok((Vec::new(), Vec::new()));
                    }
                };
                let is_in_place = seen.field.is_some_and(|f| f.place == FieldPlace::Flattened);
                let prefix = if is_in_place { prefix.to_owned() } else { format!("{prefix}.") };
                let mut outer = self.outer.clone();
                outer.push(schema);
                let (dialect, named) = (self.dialect, RefCell::default());
                let has_rules = self.has_rules;
                let inner =
                    Judge { dialect, schema, source, has_rules, prefix, outer, items, named };
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
        let is_judged = seen.field.is_some_and(|field| field.attributes.separator.is_none());
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
            Demand::KeyPasses(test) => {
                let from = Json::of(self.dialect)?.keys(&json, &alias);
                let place = Place::Key(Json::key(&alias));
                // A blank key is a key like any other.
                let key = Seen { place, kind: &Kind::Text, is_judged: true, ..item };
                return Ok(exists(&from, self.fails(test, &key)?));
            }
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
            has_rules: self.has_rules,
            prefix: self.prefix.clone(),
            outer: self.outer.clone(),
            items: self.items,
            named: RefCell::default(),
        }
    }
}

fn is_of_the_program(function: &str) -> String {
    format!("`{function}` is a function of the program")
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
