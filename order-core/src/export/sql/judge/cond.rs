//! SQL for conditions.

use crate::{
    export::sql::{
        Claim,
        json::Json,
        judge::{
            Judge, Said, count, exists,
            see::{Place, Seen},
            shape,
            value::{Family, Side, Value},
        },
    },
    schema::{Comparison, Cond, Kind, Reference, Term, literal_node},
    value::Node,
};

/// An item that a quantifier binds.
pub(super) struct Item {
    pub(super) json: String,
    pub(super) kind: &'static Kind,
}

/// The items that quantifiers bind, outermost first.
pub(super) type Scope<'i> = &'i [Item];

/// Greatest length in characters of a named condition.
const MAX_CONDITION: usize = 1 << 16;

impl<'s> Judge<'s> {
    /// The claim that a rule consisting of a condition is checked. A rule that compares two values of the request is
    /// checked only if both are given.
    pub(super) fn is_judged(&self, cond: &Cond) -> Said<Claim> {
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

    pub(super) fn holds(&self, cond: &Cond, scope: Scope<'_>) -> Said<Claim> {
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
    pub(super) fn named(&self, index: usize) -> Said<Claim> {
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
    pub(super) fn bind(&self, list: &Reference, scope: Scope<'_>) -> Said<(String, Item)> {
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

    pub(super) fn holds_for(&self, cond: &Cond, scope: Scope<'_>, item: Item) -> Said<Claim> {
        let outer = scope.iter().map(|item| Item { json: item.json.clone(), kind: item.kind });
        let scope: Vec<Item> = outer.chain([item]).collect();
        self.holds(cond, &scope)
    }

    pub(super) fn is_unique(
        &self,
        list: &Reference,
        key: &Reference,
        scope: Scope<'_>,
    ) -> Said<Claim> {
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

    pub(super) fn compare(
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
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(..) => Ok(None),
            }
        };
        let kinds = (kind(left)?, kind(right)?);
        let (left, right) = (self.side(left, scope)?, self.side(right, scope)?);
        self.ordered((left, kinds.0), comparison, (right, kinds.1))
    }

    /// The claim that two operands, each with its kind, compare in this way.
    pub(super) fn ordered(
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
                let kind = kinds
                    .0
                    .map_or(&Kind::Integer { min: 0, max: 0, is_nonzero: false }, Kind::required);
                let Some(right) = self.node(left.family, kind, right)? else {
                    return Ok(Claim::constant(comparison == Comparison::NotEqual));
                };
                let family = left.family;
                (left, Value { sql: right, is_nullable: false, family }, family)
            }
            (Side::Node(left), Side::Value(right)) => {
                let kind = kinds
                    .1
                    .map_or(&Kind::Integer { min: 0, max: 0, is_nonzero: false }, Kind::required);
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
                    && [left.family, right.family].iter().any(|family| {
                        matches!(family, Family::Date | Family::Float | Family::Number)
                    })
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

    /// A length that is 0 if the value is absent. `count` measures a default.
    fn measured(
        &self,
        seen: &Seen<'s>,
        length: Option<String>,
        count: impl Fn(&str) -> usize,
    ) -> Said<String> {
        let Some(length) = length else {
            return match seen.place {
                Place::Nowhere => Ok("0".to_owned()),
                _ => Err("it has no length".to_owned()),
            };
        };
        let is_present = self.is_present(seen)?;
        let mut sql = format!("CASE WHEN {is_present} THEN {length}");
        let mut otherwise = "0".to_owned();
        // The default of a member does not count here.
        for (when, node) in seen.defaults.iter().filter(|_| !seen.is_member) {
            let Node::Text(text) = node else { continue };
            let length = count(text);
            match when {
                Claim::True => otherwise = length.to_string(),
                when => sql += &format!(" WHEN {when} THEN {length}"),
            }
        }
        Ok(format!("COALESCE({sql} ELSE {otherwise} END, 0)"))
    }

    pub(super) fn side(&self, term: &Term, scope: Scope<'_>) -> Said<Side> {
        let number = |sql| Side::Value(Value { sql, is_nullable: false, family: Family::Number });
        match term {
            Term::Value(reference) => self.value(self.see(reference, scope)?, false),
            Term::Literal(literal) => {
                Ok(literal_node(None, literal).map_or(Side::Missing, Side::Node))
            }
            Term::Length(reference) => {
                let seen = self.with_defaults(self.see(reference, scope)?)?;
                let length = self.length(&seen)?;
                self.measured(&seen, length, |text| text.chars().count()).map(number)
            }
            Term::Size(unit, reference) => {
                let seen = self.with_defaults(self.see(reference, scope)?)?;
                let size = match (self.is_text(&seen), &seen.place) {
                    (false, _) | (_, Place::Nowhere) => None,
                    _ => Some(self.dialect.size(&self.canonical(&seen)?.sql, *unit)?),
                };
                self.measured(&seen, size, |text| unit.count(text)).map(number)
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
