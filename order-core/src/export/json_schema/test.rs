//! Schemas for the values that pass a test.

use std::cmp::Ordering;

use serde_json::{Value as Json, json};

use crate::{
    export::{
        json_schema::{
            Writer, regex,
            slot::{OTHER_CARRIER, Slot, bounded, json_number, json_of, scalar},
            truth::{Truth, all_of, any_of, not},
        },
        known_form::KnownForm,
    },
    schema::{
        Allowed, Bounds, Choices, Comparison, Format, Grammar, Kind, Limits, Literal, Shape, State,
        Test, Unit, last_name, literal_node,
    },
    value::{Fraction, Node, TextForm, float::survives_rounding, moment::written::Wire},
};

/// An ordering that a test requires.
#[derive(Clone, Copy)]
struct Order {
    ordering: Ordering,
    or_equal: bool,
}

impl Order {
    /// The ordering that a comparison requires; `None` for equality and inequality.
    fn of(comparison: Comparison) -> Option<Self> {
        let order = |ordering, or_equal| Some(Self { ordering, or_equal });
        match comparison {
            Comparison::Equal | Comparison::NotEqual => None,
            Comparison::Less => order(Ordering::Less, false),
            Comparison::LessEqual => order(Ordering::Less, true),
            Comparison::Greater => order(Ordering::Greater, false),
            Comparison::GreaterEqual => order(Ordering::Greater, true),
        }
    }

    fn is_less(self) -> bool {
        self.ordering.is_lt()
    }
}

/// Returns whether a value other than a list passes a test; `None` if the test does not apply to such values.
pub(super) fn judge(test: &Test, node: &Node<'static>, kind: &Kind) -> Option<bool> {
    test.accepts(&State::Known(*node), Some(kind))
}

impl Slot {
    /// Translates a test. The bool is `true` if the schema accepts no other value of the slot, such as null.
    pub(super) fn test(self, test: &Test, writer: &mut Writer<'_>) -> (Truth, bool) {
        let closed = |truth| (truth, true);
        let passes = |node: Node<'static>| judge(test, &node, self.kind) == Some(true);
        match self.kind {
            Kind::Bool | Kind::Flag => {
                let kept: Vec<bool> =
                    [true, false].into_iter().filter(|value| passes(Node::Bool(*value))).collect();
                closed(Truth::exact(self.bools(&kept, writer)))
            }
            Kind::Choice(choices) if choices.other.is_some() => {
                self.open_choice(choices, test, writer)
            }
            Kind::Choice(choices) => {
                let kept: Vec<usize> =
                    (0..choices.list.len()).filter(|index| passes(choices.node(*index))).collect();
                closed(Truth::exact(self.choices(choices, &kept)))
            }
            Kind::Integer { .. } => self.integer(test, writer),
            Kind::Text => self.texts(test, writer),
            Kind::Formed(form) => self.formed(form, test, writer),
            Kind::Any => self.free(test, writer),
            Kind::List(_) | Kind::Map(_) => match test {
                Test::Length(bounds) => (self.size(bounds.min, bounds.max, writer), false),
                Test::Predicate(predicate) => of_function(last_name(predicate.name), writer),
                Test::True
                | Test::OneOf(_)
                | Test::Compares(..)
                | Test::Range(_)
                | Test::Between(_)
                | Test::MultipleOf(..)
                | Test::Size(..)
                | Test::StartsWith(_)
                | Test::EndsWith(_)
                | Test::Pattern(_)
                | Test::Format(_) => closed(Truth::of(false)),
            },
            Kind::Object(_) | Kind::Optional(_) => closed(Truth::of(false)),
        }
    }

    /// The values that keep every comparison.
    fn between(self, ends: &[(Comparison, Literal)], writer: &mut Writer<'_>) -> (Truth, bool) {
        let each = ends
            .iter()
            .map(|(comparison, literal)| self.test(&Test::Compares(*comparison, *literal), writer));
        let each: Vec<(Truth, bool)> = each.collect();
        let is_closed = each.iter().any(|(_, is_closed)| *is_closed);
        (Truth::all(each.into_iter().map(|(truth, _)| truth)), is_closed)
    }

    /// The single values and the ranges of a list.
    fn listed(self, allowed: &[Allowed]) -> (Vec<Node<'static>>, Vec<Limits>) {
        let (mut nodes, mut ranges) = (Vec::new(), Vec::new());
        for allowed in allowed {
            match allowed {
                Allowed::One(literal) => nodes.extend(self.node(literal)),
                Allowed::Range(limits) => ranges.push(*limits),
            }
        }
        (nodes, ranges)
    }

    fn node(self, literal: &Literal) -> Option<Node<'static>> {
        literal_node(Some(self.kind.required()), literal)
    }

    /// The known values that pass, and the unknown texts that do.
    fn open_choice(
        self,
        choices: &'static Choices,
        test: &Test,
        writer: &mut Writer<'_>,
    ) -> (Truth, bool) {
        let is_spelled_once =
            !choices.ignore_case && choices.list.iter().all(|choice| choice.aliases.is_empty());
        let (texts, is_closed) = self.texts(test, writer);
        // The text on the wire is then the value itself.
        if is_spelled_once {
            return (texts, is_closed);
        }
        let passes = |index: &usize| judge(test, &choices.node(*index), self.kind) == Some(true);
        let all: Vec<usize> = (0..choices.list.len()).collect();
        let kept: Vec<usize> = all.iter().copied().filter(passes).collect();
        let known = Truth::exact(self.choices(choices, &all));
        let others = Truth::all([known.not(), texts]);
        (Truth::any([Truth::exact(self.choices(choices, &kept)), others]), is_closed)
    }

    fn integer(self, test: &Test, writer: &mut Writer<'_>) -> (Truth, bool) {
        let closed = |schema| (Truth::exact(schema), true);
        let equal = |node: &Node<'_>| node.integer().map(|number| self.number(number));
        match test {
            Test::OneOf(allowed) => {
                let (nodes, ranges) = self.listed(allowed);
                let numbers = nodes.iter().filter_map(equal);
                let ranges = ranges.iter().map(|limits| self.within(*limits));
                closed(any_of(numbers.chain(ranges).collect()))
            }
            Test::Compares(comparison, literal) => {
                let number = self.node(literal).and_then(|node| node.integer());
                let Some(number) = number else { return closed(Json::Bool(false)) };
                closed(match comparison {
                    Comparison::Equal => self.number(number),
                    Comparison::NotEqual => not(self.number(number)),
                    Comparison::Less => self.integers(None, Some(number - 1)),
                    Comparison::LessEqual => self.integers(None, Some(number)),
                    Comparison::Greater => self.integers(Some(number + 1), None),
                    Comparison::GreaterEqual => self.integers(Some(number), None),
                })
            }
            Test::Range(limits) => closed(self.within(*limits)),
            Test::Between(ends) => self.between(ends, writer),
            Test::MultipleOf(digits, scale) => {
                let all = self.integers(None, None);
                let multiple = json!({ "type": "integer", "multipleOf": json_number(Fraction(*digits, *scale)) });
                if self.has_text() {
                    writer.reason("the digits of a number that is text are not divided".to_owned());
                }
                let native = if self.has_native() { multiple } else { Json::Bool(false) };
                let texts = all_of(vec![json!({ "type": "string" }), all]);
                let may = if self.has_text() {
                    any_of(vec![native.clone(), texts])
                } else {
                    native.clone()
                };
                (Truth { may, must: native }, true)
            }
            Test::Predicate(predicate) => of_function(last_name(predicate.name), writer),
            Test::True
            | Test::Length(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_) => closed(Json::Bool(false)),
        }
    }

    fn texts(self, test: &Test, writer: &mut Writer<'_>) -> (Truth, bool) {
        match test {
            Test::OneOf(allowed) => (self.one_of_texts(&self.listed(allowed).0, writer), true),
            Test::Compares(comparison, literal) => {
                let node = self.node(literal);
                match (Order::of(*comparison), node) {
                    (None, node) => {
                        let equal = self.one_of_texts(node.as_slice(), writer);
                        let is_not = *comparison == Comparison::NotEqual;
                        (if is_not { equal.not() } else { equal }, true)
                    }
                    (Some(order), Some(Node::Text(text))) => {
                        // `<` and `<=` accept the texts before the literal; `>=` and `>` are their negations.
                        let before = regex::texts_before(text, order.is_less() == order.or_equal);
                        let pattern = match before.is_empty() {
                            true => json!(false),
                            false => json!({ "pattern": regex::whole(&before) }),
                        };
                        let schema = if order.is_less() { pattern } else { not(pattern) };
                        self.of_text(schema, writer)
                    }
                    (Some(_), _) => (Truth::of(false), true),
                }
            }
            Test::Length(bounds) => {
                self.of_text(bounded("minLength", "maxLength", bounds.min, bounds.max), writer)
            }
            Test::Size(unit, bounds) => {
                let [may, must] = [unit.characters(*bounds), unit.surely(*bounds)];
                let of_characters = |bounds: Bounds, writer: &mut Writer| {
                    self.of_text(bounded("minLength", "maxLength", bounds.min, bounds.max), writer)
                };
                let (truth, is_closed) = of_characters(may, writer);
                if may == must {
                    return (truth, is_closed);
                }
                writer.reason(in_characters(*unit));
                (Truth { must: of_characters(must, writer).0.must, ..truth }, is_closed)
            }
            Test::StartsWith(_) | Test::EndsWith(_) | Test::Pattern(_) | Test::Format(_) => {
                match of_words(test) {
                    Ok(schema) => match gap(test) {
                        None => self.of_text(schema, writer),
                        Some(gap) => {
                            let (truth, is_closed) = self.of_text(schema, writer);
                            writer.reason(gap);
                            (Truth { must: Json::Bool(false), ..truth }, is_closed)
                        }
                    },
                    Err(name) => {
                        writer.reason(format!("{name} cannot be said by a pattern of JSON Schema"));
                        (Truth::unknown(), false)
                    }
                }
            }
            Test::Between(ends) => self.between(ends, writer),
            Test::Predicate(predicate) => of_function(last_name(predicate.name), writer),
            Test::True | Test::Range(_) | Test::MultipleOf(..) => (Truth::of(false), true),
        }
    }

    /// The texts of a list, with the bools and numbers that are read as these texts.
    fn one_of_texts(self, nodes: &[Node<'static>], writer: &mut Writer<'_>) -> Truth {
        let texts = nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some(*text),
            _ => None,
        });
        let (mut may, mut must) = (Vec::new(), Vec::new());
        for text in texts {
            must.push(json!({ "const": text }));
            may.push(json!({ "const": text }));
            if self.has_other_carriers() {
                match scalar(text) {
                    Some(Json::Bool(value)) => {
                        must.push(json!({ "const": value }));
                        may.push(json!({ "const": value }));
                    }
                    Some(number) => {
                        writer.reason(OTHER_CARRIER.to_owned());
                        may.push(json!({ "const": number }));
                    }
                    None => {}
                }
            }
        }
        Truth { may: any_of(may), must: any_of(must) }
    }

    fn formed(
        self,
        form: &'static TextForm,
        test: &Test,
        writer: &mut Writer<'_>,
    ) -> (Truth, bool) {
        let unknown = |writer: &mut Writer<'_>| {
            writer.reason(format!("values of the form `{}` cannot be compared", form.name));
            (Truth::unknown(), false)
        };
        let known = match form.known() {
            Some(KnownForm::Float) => return self.float(form, test, writer),
            Some(KnownForm::Epoch(wire)) => return self.epoch(wire, test, writer),
            Some(
                known @ (KnownForm::Local
                | KnownForm::Decimal
                | KnownForm::Wide
                | KnownForm::Pattern(_)),
            ) => known,
            Some(KnownForm::Other) | None => return unknown(writer),
        };
        match test {
            Test::OneOf(allowed) => {
                let (nodes, ranges) = self.listed(allowed);
                let (truth, is_closed) = self.one_of_formed(known, &nodes, writer);
                let ranges: Vec<Truth> =
                    ranges.iter().map(|limits| self.decimals(*limits, writer)).collect();
                match ranges.is_empty() {
                    true => (truth, is_closed),
                    false if nodes.is_empty() => (Truth::any(ranges), false),
                    false => (Truth::any([truth].into_iter().chain(ranges)), false),
                }
            }
            Test::Compares(comparison, literal) => {
                let Some(node) = self.node(literal) else { return (Truth::of(false), true) };
                match (Order::of(*comparison), known) {
                    (None, known) => {
                        let (equal, is_closed) = self.one_of_formed(known, &[node], writer);
                        let is_not = *comparison == Comparison::NotEqual;
                        (if is_not { equal.not() } else { equal }, is_closed)
                    }
                    (Some(_), KnownForm::Pattern(_)) => unknown(writer),
                    (Some(order), KnownForm::Local | KnownForm::Other | KnownForm::Epoch(_)) => {
                        let is_less = order.is_less();
                        let before =
                            regex::moments_before(&node.to_text(), is_less == order.or_equal);
                        let before = match before.is_empty() {
                            true => json!(false),
                            false => json!({ "pattern": regex::whole(&before) }),
                        };
                        (Truth::exact(if is_less { before } else { not(before) }), false)
                    }
                    (Some(order), KnownForm::Decimal | KnownForm::Wide | KnownForm::Float) => {
                        (self.decimal(Some(order.is_less()), order.or_equal, &node, writer), false)
                    }
                }
            }
            Test::Between(ends) => self.between(ends, writer),
            Test::Range(limits) => match known {
                KnownForm::Decimal | KnownForm::Wide | KnownForm::Float => {
                    (self.decimals(*limits, writer), false)
                }
                KnownForm::Local
                | KnownForm::Other
                | KnownForm::Epoch(_)
                | KnownForm::Pattern(_) => unknown(writer),
            },
            Test::MultipleOf(..) => {
                writer.reason("the digits of a decimal are not divided".to_owned());
                (Truth::unknown(), false)
            }
            Test::Predicate(predicate) => of_function(last_name(predicate.name), writer),
            Test::True
            | Test::Length(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_) => unknown(writer),
        }
    }

    /// The floats that pass. A validator has floats of 64 bits too, so numbers of few digits are compared exactly.
    fn float(self, form: &'static TextForm, test: &Test, writer: &mut Writer<'_>) -> (Truth, bool) {
        let unknown = |writer: &mut Writer<'_>, reason: &str| {
            writer.reason(reason.to_owned());
            (Truth::unknown(), false)
        };
        if !self.has_native() {
            return unknown(writer, "a float that is text is not compared");
        }
        if form.is_rounded_to_32_bits() && self.is_read() {
            return unknown(writer, "a float of 32 bits is rounded when it is read");
        }
        let numbers = match test {
            Test::OneOf(allowed) => {
                let one = |allowed: &Allowed| match allowed {
                    Allowed::One(literal) => match self.node(literal) {
                        Some(node) => Some(json!({ "const": rounded(&node)? })),
                        None => Some(json!(false)),
                    },
                    Allowed::Range(limits) => of_limits(*limits),
                };
                allowed.iter().map(one).collect::<Option<Vec<Json>>>().map(any_of)
            }
            Test::Compares(comparison, literal) => {
                let Some(node) = self.node(literal) else { return (Truth::of(false), true) };
                rounded(&node).map(|number| match comparison {
                    Comparison::Equal => json!({ "const": number }),
                    Comparison::NotEqual => not(json!({ "const": number })),
                    Comparison::Less => json!({ "exclusiveMaximum": number }),
                    Comparison::LessEqual => json!({ "maximum": number }),
                    Comparison::Greater => json!({ "exclusiveMinimum": number }),
                    Comparison::GreaterEqual => json!({ "minimum": number }),
                })
            }
            Test::Between(ends) => return self.between(ends, writer),
            Test::Range(limits) => of_limits(*limits),
            Test::Predicate(predicate) => return of_function(last_name(predicate.name), writer),
            Test::MultipleOf(..) => {
                return unknown(writer, "a validator that divides floats rounds what is left");
            }
            Test::True
            | Test::Length(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_) => return (Truth::of(false), true),
        };
        let Some(numbers) = numbers else {
            return unknown(writer, "a number of more than 15 digits is rounded by validators");
        };
        let numbers = all_of(vec![json!({ "type": "number" }), numbers]);
        if !self.has_text() {
            return (Truth::exact(numbers), false);
        }
        writer.reason("a float that is text is not compared".to_owned());
        let may = any_of(vec![json!({ "type": "string" }), numbers.clone()]);
        (Truth { may, must: numbers }, false)
    }

    fn one_of_formed(
        self,
        form: KnownForm,
        nodes: &[Node<'static>],
        writer: &mut Writer<'_>,
    ) -> (Truth, bool) {
        match form {
            KnownForm::Pattern(_) => {
                let texts = nodes.iter().filter_map(|node| match node {
                    Node::Formed(formed) if formed.broken_type().is_none() => {
                        Some(json!({ "const": formed.to_string() }))
                    }
                    _ => None,
                });
                (Truth::exact(any_of(texts.collect())), true)
            }
            KnownForm::Local | KnownForm::Other | KnownForm::Epoch(_) => {
                let same = nodes.iter().map(|node| match node.to_text() {
                    date if !date.contains(':') => json!({ "const": date }),
                    time => json!({ "type": "string", "pattern": regex::whole(&[regex::moment_like(&time)]) }),
                });
                (Truth::exact(any_of(same.collect())), true)
            }
            KnownForm::Decimal | KnownForm::Wide | KnownForm::Float => {
                let truths: Vec<_> =
                    nodes.iter().map(|node| self.decimal(None, false, node, writer)).collect();
                (Truth::any(truths), false)
            }
        }
    }

    /// Points in time that are numbers, compared as numbers.
    fn epoch(self, wire: &Wire, test: &Test, writer: &mut Writer<'_>) -> (Truth, bool) {
        let slot = self.since_epoch(wire);
        // The first number from a point in time on, and whether it is that point itself.
        let from = |literal: &Literal| match self.node(literal)? {
            Node::Formed(formed) => {
                Some((wire.first_from(formed.key()?), formed.broken_type().is_none()))
            }
            _ => None,
        };
        let equal = |literal: &Literal| match from(literal) {
            Some((number, true)) => slot.number(number),
            Some((_, false)) | None => Json::Bool(false),
        };
        let schema = match test {
            Test::OneOf(allowed) => any_of(
                allowed
                    .iter()
                    .map(|allowed| match allowed {
                        Allowed::One(literal) => equal(literal),
                        Allowed::Range(_) => Json::Bool(false),
                    })
                    .collect(),
            ),
            Test::Compares(Comparison::Equal, literal) => equal(literal),
            Test::Compares(Comparison::NotEqual, literal) => not(equal(literal)),
            Test::Compares(comparison, literal) => match (from(literal), Order::of(*comparison)) {
                (Some((first, is_itself)), Some(order)) => {
                    let has_first = order.is_less() == order.or_equal;
                    match (order.is_less(), is_itself && has_first) {
                        (true, true) => slot.integers(None, Some(first)),
                        (true, false) => slot.integers(None, Some(first - 1)),
                        (false, true) => slot.integers(Some(first + 1), None),
                        (false, false) => slot.integers(Some(first), None),
                    }
                }
                (_, _) => Json::Bool(false),
            },
            Test::Between(ends) => return self.between(ends, writer),
            Test::Predicate(predicate) => return of_function(last_name(predicate.name), writer),
            Test::True
            | Test::Range(_)
            | Test::MultipleOf(..)
            | Test::Length(_)
            | Test::Size(..)
            | Test::StartsWith(_)
            | Test::EndsWith(_)
            | Test::Pattern(_)
            | Test::Format(_) => Json::Bool(false),
        };
        (Truth::exact(schema), false)
    }

    /// The whole numbers within limits.
    fn within(self, limits: Limits) -> Json {
        let bounds = limits.whole();
        self.integers(bounds.min, bounds.max)
    }

    /// The decimals within limits.
    fn decimals(self, limits: Limits, writer: &mut Writer<'_>) -> Truth {
        let sides = [(limits.min, false), (limits.max, true)];
        let sides = sides.map(|(limit, is_less)| {
            let node = limit.number()?.node();
            Some(self.decimal(Some(is_less), !limit.is_excluded(), &node, writer))
        });
        Truth::all(sides.into_iter().flatten())
    }

    fn free(self, test: &Test, writer: &mut Writer<'_>) -> (Truth, bool) {
        if self.is_text() && !self.is_read() {
            writer.reason(
                "a value of any shape is compared, and its scalars are written as text".to_owned(),
            );
            return (Truth::unknown(), false);
        }
        let unknown = |writer: &mut Writer<'_>| {
            writer.reason("a value of any shape is compared".to_owned());
            (Truth::unknown(), false)
        };
        let equal = |node: &Node<'static>| match node {
            Node::Formed(_) => serde_json::from_str(&node.to_text())
                .map_or(json!(false), |number: Json| json!({ "const": number })),
            node => json!({ "const": json_of(node) }),
        };
        let schema = match test {
            Test::True => json!({ "const": true }),
            Test::OneOf(allowed) => match self.listed(allowed) {
                (nodes, ranges) if ranges.is_empty() => any_of(nodes.iter().map(equal).collect()),
                _ => return unknown(writer),
            },
            Test::Compares(comparison, literal) => {
                let Some(node) = self.node(literal) else { return (Truth::of(false), false) };
                let keyword = match comparison {
                    Comparison::Equal => return (Truth::exact(any_of(vec![equal(&node)])), false),
                    Comparison::NotEqual => return (Truth::exact(not(equal(&node))), false),
                    Comparison::Less => "exclusiveMaximum",
                    Comparison::LessEqual => "maximum",
                    Comparison::Greater => "exclusiveMinimum",
                    Comparison::GreaterEqual => "minimum",
                };
                match node.integer() {
                    Some(_) => json!({ "type": "number", keyword: json_of(&node) }),
                    None => return unknown(writer),
                }
            }
            Test::StartsWith(_) | Test::EndsWith(_) | Test::Pattern(_) | Test::Format(_) => {
                match of_words(test) {
                    Ok(schema) => {
                        let schema = all_of(vec![json!({ "type": "string" }), schema]);
                        let Some(gap) = gap(test) else { return (Truth::exact(schema), false) };
                        writer.reason(gap);
                        return (Truth { may: schema, must: Json::Bool(false) }, false);
                    }
                    Err(_) => return unknown(writer),
                }
            }
            Test::Length(Bounds { min, max, .. }) => {
                let sized = all_of(vec![
                    bounded("minLength", "maxLength", *min, *max),
                    bounded("minItems", "maxItems", *min, *max),
                    bounded("minProperties", "maxProperties", *min, *max),
                ]);
                match min.is_none_or(|min| min <= 0) && max.is_none_or(|max| max >= 0) {
                    // Other values have no length, which counts as 0.
                    true => sized,
                    false => all_of(vec![json!({ "type": ["string", "array", "object"] }), sized]),
                }
            }
            Test::Between(ends) => return self.between(ends, writer),
            Test::Size(..) | Test::Range(_) => return unknown(writer),
            Test::MultipleOf(digits, scale) => {
                let divisor = json_number(Fraction(*digits, *scale));
                json!({ "type": "number", "multipleOf": divisor })
            }
            Test::Predicate(predicate) => return of_function(last_name(predicate.name), writer),
        };
        (Truth::exact(schema), false)
    }
}

/// The reason why a length in another unit is not said exactly.
fn in_characters(unit: Unit) -> String {
    let unit = match unit {
        Unit::Bytes => "bytes",
        Unit::Utf16 => "code units of UTF-16",
    };
    format!("a length is counted in characters here, and in {unit} by the rule")
}

/// The number of a rule, if it is the same after validators have rounded it.
fn rounded(node: &Node<'_>) -> Option<Json> {
    let text = node.to_text();
    survives_rounding(&text).then(|| serde_json::from_str(&text).ok())?
}

/// The keywords for floats within limits; `None` if validators round one of them.
fn of_limits(limits: Limits) -> Option<Json> {
    let mut keywords = serde_json::Map::new();
    for (limit, included, excluded) in
        [(limits.min, "minimum", "exclusiveMinimum"), (limits.max, "maximum", "exclusiveMaximum")]
    {
        if let Some(number) = limit.number() {
            let keyword = if limit.is_excluded() { excluded } else { included };
            keywords.insert(keyword.to_owned(), rounded(&number.node())?);
        }
    }
    Some(Json::Object(keywords))
}

/// The keywords for a test of text; an error with its name if no pattern can express it.
fn of_words(test: &Test) -> Result<Json, String> {
    match test {
        Test::StartsWith(text) => Ok(json!({ "pattern": format!("^{}", regex::literal(text)) })),
        Test::EndsWith(text) => Ok(json!({ "pattern": format!("{}$", regex::literal(text)) })),
        Test::Pattern(pattern) => regex::translated(pattern.source())
            .map(|pattern| json!({ "pattern": pattern }))
            .ok_or_else(|| format!("`{}`", pattern.source())),
        Test::Format(format) => match &format.grammar {
            Grammar::Program => Err(format!("`{}`, a function,", last_name(format.name))),
            Grammar::Within(shape, _) | Grammar::Shapes([shape]) => Ok(of_shape(shape)),
            Grammar::Shapes(shapes) => Ok(any_of(shapes.iter().map(of_shape).collect())),
        },
        Test::True
        | Test::OneOf(_)
        | Test::Compares(..)
        | Test::Range(_)
        | Test::Between(_)
        | Test::MultipleOf(..)
        | Test::Length(_)
        | Test::Size(..)
        | Test::Predicate(_) => Err(format!("`{}`", test.name())),
    }
}

/// The keywords for the texts of a shape.
fn of_shape(shape: &Shape) -> Json {
    let mut keywords = json!({ "pattern": format!("^{}$", shape.pattern) });
    if let Some(longest) = shape.longest {
        keywords["maxLength"] = longest.into();
    }
    if let Some(never) = shape.never {
        keywords["not"] = json!({ "pattern": never });
    }
    keywords
}

/// The part of a test that its keywords do not express.
fn gap(test: &Test) -> Option<String> {
    match test {
        Test::Format(Format { grammar: Grammar::Within(_, more), .. }) => {
            Some(format!("{more}, which is more than a pattern can say"))
        }
        Test::True
        | Test::OneOf(_)
        | Test::Compares(..)
        | Test::Range(_)
        | Test::Between(_)
        | Test::MultipleOf(..)
        | Test::Length(_)
        | Test::Size(..)
        | Test::StartsWith(_)
        | Test::EndsWith(_)
        | Test::Pattern(_)
        | Test::Format(_)
        | Test::Predicate(_) => None,
    }
}

/// The result of a user's function, which is unknown.
fn of_function(name: &str, writer: &mut Writer<'_>) -> (Truth, bool) {
    writer.reason(format!("`{name}` is a function"));
    (Truth::unknown(), false)
}

#[cfg(test)]
mod tests {
    use regex_syntax::ast::{Ast, parse::Parser};

    use super::*;
    use crate::rules::formats;

    #[test]
    fn shapes_of_formats_are_anchored_as_a_whole() {
        for format in formats::ALL {
            let shapes: &[Shape] = match &format.grammar {
                Grammar::Program => panic!("{} has a grammar", format.name),
                Grammar::Shapes(shapes) => shapes,
                Grammar::Within(shape, _) => std::slice::from_ref(shape),
            };
            assert!(!shapes.is_empty(), "{}", format.name);
            for shape in shapes {
                let parsed = Parser::new().parse(shape.pattern).unwrap();
                assert!(!matches!(parsed, Ast::Alternation(_)), "{}", shape.pattern);
                assert!(shape.never.is_none_or(|never| regex_syntax::parse(never).is_ok()));
            }
        }
    }
}
