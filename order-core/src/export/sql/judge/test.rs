//! SQL for the tests of a value, as rules demand them and conditions ask them.

use crate::{
    export::sql::{
        Claim, Dialect,
        format::has_format,
        json::Json,
        judge::{
            Judge, Said, is_of_the_program,
            see::Seen,
            value::{Family, Side, Value},
        },
        layout::is_of_integers,
        pattern::matches,
    },
    schema::{
        Allowed, Blank, Bounds, Choices, Comparison, Demand, Kind, Limit, Limits, Literal, Test,
        WireValue, literal_node,
    },
    value::{Fraction, Node},
};

impl<'s> Judge<'s> {
    /// The claim that an item could not be recovered from the text of a list with this separator.
    pub(super) fn inseparable(&self, item: &Seen<'s>, separator: &str) -> Said<Claim> {
        let is_given = self.is_given(item)?;
        let text = match item.kind.required() {
            Kind::Bool | Kind::Flag => return Ok(!is_given),
            Kind::Any | Kind::List(_) | Kind::Map(_) | Kind::Object(_) => return Ok(Claim::False),
            Kind::Choice(Choices { other: Some(_), .. }) => self.canonical(item)?.sql,
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
    pub(super) fn value_broken(&self, demand: &Demand, seen: &Seen<'s>) -> Said<Claim> {
        match demand {
            Demand::RequiredByType if seen.field.is_some_and(|field| field.ty.optional) => {
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
            Demand::KeyPasses(_)
            | Demand::Separator(_)
            | Demand::Group(_)
            | Demand::Holds(..)
            | Demand::Checked(_)
            | Demand::Nested => Ok(Claim::False),
        }
    }

    /// The claim that a given value fails a test; null fails only a list of values.
    pub(super) fn fails(&self, test: &Test, seen: &Seen<'s>) -> Said<Claim> {
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
            Test::Between(ends) => Ok(self.has_value(seen)?.and(!self.lies_between(ends, seen)?)),
            Test::Range(limits) => match self.is_number(seen) {
                false => Ok(Claim::False),
                true => Ok(self.has_value(seen)?.and(!self.in_range(seen, *limits)?)),
            },
            Test::MultipleOf(digits, scale) => match self.is_number(seen) {
                false => Ok(Claim::False),
                true => {
                    let is_multiple = self.multiple(self.raw(seen)?, Fraction(*digits, *scale))?;
                    Ok(self.has_value(seen)?.and(!is_multiple))
                }
            },
            Test::Length(bounds) => match self.length(seen)? {
                None => Ok(Claim::False),
                Some(length) => Ok(self.has_value(seen)?.and(!self.within(&length, *bounds))),
            },
            Test::Size(unit, bounds) => fails_if_text(&|text| {
                let size = self.dialect.size(text, *unit)?;
                Ok(self.within(&size, *bounds).to_string())
            }),
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
    pub(super) fn passes(&self, test: &Test, seen: Seen<'s>) -> Said<Claim> {
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
            Test::Between(ends) => self.lies_between(ends, &seen),
            Test::Range(limits) => match self.is_number(&seen) {
                false => Ok(Claim::False),
                true => self.in_range(&seen, *limits),
            },
            Test::MultipleOf(digits, scale) => match self.is_number(&seen) {
                false => Ok(Claim::False),
                true => match self.value(seen, false)? {
                    Side::Value(value) => self.multiple(value, Fraction(*digits, *scale)),
                    Side::Missing | Side::Node(_) => Ok(Claim::False),
                },
            },
            Test::Length(bounds) => Ok(match self.length(&seen)? {
                None => Claim::False,
                Some(length) => self.is_present(&seen)?.and(self.within(&length, *bounds)),
            }),
            Test::Size(unit, bounds) => is_text_that(seen, &|text| {
                let size = self.dialect.size(text, *unit)?;
                Ok(self.within(&size, *bounds).to_string())
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

    /// The claim that the value, or its default, keeps every comparison.
    fn lies_between(&self, ends: &[(Comparison, Literal)], seen: &Seen<'s>) -> Said<Claim> {
        let claims = ends
            .iter()
            .map(|(comparison, literal)| self.compares(*comparison, literal, seen.clone()));
        Ok(Claim::all(claims.collect::<Said<Vec<_>>>()?))
    }

    /// The claim that a value is one of a list, where `is` compares it with a single value.
    pub(super) fn is_one_of(
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
            Allowed::Range(limits) => self.in_range(seen, *limits),
        });
        Ok(Claim::any(claims.collect::<Said<Vec<_>>>()?))
    }

    /// The claim that the value, or its default, compares with a literal in this way.
    pub(super) fn compares(
        &self,
        comparison: Comparison,
        literal: &Literal,
        seen: Seen<'s>,
    ) -> Said<Claim> {
        let kind = seen.field.map(|field| field.kind());
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

    pub(super) fn is_number(&self, seen: &Seen<'s>) -> bool {
        match seen.kind.required() {
            Kind::Integer { .. } => true,
            Kind::Formed(form) => form.is_number,
            kind => is_of_integers(kind),
        }
    }

    pub(super) fn is_text(&self, seen: &Seen<'s>) -> bool {
        match seen.kind.required() {
            kind if kind.is_text() => true,
            kind @ Kind::Choice(_) => !is_of_integers(kind),
            _ => false,
        }
    }

    pub(super) fn in_range(&self, seen: &Seen<'s>, limits: Limits) -> Said<Claim> {
        if !self.is_number(seen) {
            return Ok(Claim::False);
        }
        let value = self.raw(seen)?;
        let is_formed = matches!(seen.kind.required(), Kind::Formed(_));
        let claim = match is_formed {
            true => self.within_limits(&value, limits)?,
            false => self.within(&value.sql, limits.whole()),
        };
        Ok(match (value.is_nullable, &claim) {
            (true, claim) if *claim != Claim::True => Claim::unless_null(claim),
            (true, _) => !Claim::Null(value.sql),
            (false, _) => claim,
        })
    }

    /// A test that a text starts or ends with another.
    pub(super) fn part(&self, text: &str, part: &str, is_start: bool) -> String {
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
    pub(super) fn multiple(&self, value: Value, divisor: Fraction) -> Said<Claim> {
        if value.family == Family::Float {
            return Err("an engine that divides floats rounds what is left".to_owned());
        }
        let sql = format!("{} % {} = 0", value.sql, self.number(divisor)?);
        Ok(if value.is_nullable { Claim::unless_null(sql) } else { Claim::is(sql) })
    }

    /// A number of a rule.
    fn number(&self, number: Fraction) -> Said<String> {
        match number {
            Fraction(number, 0) => Ok(self.dialect.integer(number)),
            number => self.decimal(&number.to_string()),
        }
    }

    /// The claim that a number that may have a fraction is within limits; null if the number is null.
    fn within_limits(&self, value: &Value, limits: Limits) -> Said<Claim> {
        let number = &value.sql;
        let side = |limit: Limit, included: &str, excluded: &str| -> Said<Claim> {
            match limit.number() {
                None => Ok(Claim::True),
                Some(end) => {
                    let operator = if limit.is_excluded() { excluded } else { included };
                    let end = match value.family {
                        Family::Float => self.float(&end.to_string())?,
                        Family::Bool | Family::Number | Family::Text | Family::Date => {
                            self.number(end)?
                        }
                    };
                    Ok(Claim::is(format!("{number} {operator} {end}")))
                }
            }
        };
        match (limits.min, limits.max) {
            (Limit::Included(min, 0), Limit::Included(max, 0)) if value.family != Family::Float => {
                Ok(self.within(number, Bounds { min: Some(min), max: Some(max) }))
            }
            (min, max) => Ok(side(min, ">=", ">")?.and(side(max, "<=", "<")?)),
        }
    }

    /// The claim that a number is within bounds; null if the number is null.
    pub(super) fn within(&self, number: &str, bounds: Bounds) -> Claim {
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
}
