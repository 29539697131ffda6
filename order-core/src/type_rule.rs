//! The rules that come with the type of a value, wherever the value is.
//!
//! A program may hold a date of the year -5, for which no format has a text. Nobody declares that rule, and a derive sees
//! no types, so the type has it. No document can break it: what it would refuse is not read.

use crate::{
    Path,
    check::{Check, Parent, Step},
    schema::{At, Demand, Evaluator, Field, FieldPlace, Format, Grammar, Rule, Schema, Test},
    value::{Node, Object, Visitor},
    violation::{Because, Violation, sort_in},
};

/// Whether a value of a type may break a rule of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeRules {
    /// It cannot.
    None,
    /// It may, and so may the items of a list or map.
    OfValue,
    /// Values within a request may. Where a request is `nested`, it is checked as a request of its own.
    InPart,
}

/// Returns `true` if a value in the request may break a rule of its type, apart from values in nested requests.
pub(crate) const fn may_break(schema: &Schema) -> bool {
    let mut index = 0;
    while index < schema.fields.len() {
        if is_walked(schema, index) {
            return true;
        }
        index += 1;
    }
    false
}

/// Returns `true` if the values in a field are walked for a request that has it.
const fn is_walked(schema: &Schema, index: usize) -> bool {
    let field = &schema.fields[index];
    match (field.place, field.type_rules) {
        (FieldPlace::Skipped, _) | (_, TypeRules::None) => false,
        (_, TypeRules::OfValue) => true,
        (_, TypeRules::InPart) => !is_nested(schema, index),
    }
}

const fn is_nested(schema: &Schema, field: usize) -> bool {
    let mut index = 0;
    while index < schema.rules.len() {
        let rule = &schema.rules[index];
        if let (At::Field(at), Demand::Nested) = (rule.at, &rule.demand)
            && at == field
        {
            return true;
        }
        index += 1;
    }
    false
}

/// Reports the values of a request that break a rule of their type. The violations of the request begin at `start`.
#[inline(never)]
pub(crate) fn check(check: &mut Check<'_>, start: usize) {
    struct Fields<'w> {
        schema: &'static Schema,
        walk: &'w mut Walk,
    }
    impl<'a> Visitor<'a> for Fields<'_> {
        fn field(&mut self, index: usize, node: Node<'a>) {
            if is_walked(self.schema, index) {
                self.walk.field(&self.schema.fields[index], node, None);
            }
        }
    }

    let mut walk = Walk::default();
    let schema = check.schema();
    check.request().visit(&mut Fields { schema, walk: &mut walk });
    if !walk.broken.is_empty() {
        let base = Parent::path(check.parent());
        walk.report(schema, &base, check.found(), start);
    }
}

/// The same for the interpreter, whose violations of the request are in `found`.
pub(crate) fn judge(evaluator: &Evaluator<'_, '_>, found: &mut Vec<Violation>) {
    let mut walk = Walk::default();
    let schema = evaluator.schema();
    for (index, field) in schema.fields.iter().enumerate() {
        if is_walked(schema, index)
            && let Some(node) = evaluator.state(index).node()
        {
            walk.field(field, node, None);
        }
    }
    walk.report(schema, evaluator.base(), found, 0);
}

/// A walk through the values of a request.
#[derive(Default)]
struct Walk {
    /// The values that break the rule of their type: the path from the request, and the description of the type.
    broken: Vec<(Path, &'static Schema)>,
}

impl Walk {
    fn field(&mut self, field: &Field, node: Node<'_>, parent: Option<&Parent<'_>>) {
        if field.place == FieldPlace::Flattened {
            self.value(node, parent);
        } else {
            self.value(node, Some(&Parent { outer: parent, step: Step::Name(field.name) }));
        }
    }

    fn value(&mut self, node: Node<'_>, parent: Option<&Parent<'_>>) {
        match node {
            Node::Formed(formed) => {
                let path = || Parent::path(parent);
                self.broken.extend(formed.broken_type().map(|of_type| (path(), of_type)));
            }
            Node::List(list) => (0..list.len()).for_each(|index| {
                let item = Parent { outer: parent, step: Step::Index(index) };
                self.value(list.item(index), Some(&item));
            }),
            Node::Map(map) => map.each(&mut |key, value| {
                self.value(value, Some(&Parent { outer: parent, step: Step::Key(key) }));
            }),
            Node::Object(object) => self.part(object, parent),
            Node::Absent
            | Node::Null
            | Node::Bool(_)
            | Node::Integer(_)
            | Node::Unsigned(_)
            | Node::Text(_) => {}
        }
    }

    /// Walks through a part whose own rules are not checked.
    fn part(&mut self, Object { schema, fields }: Object<'_>, parent: Option<&Parent<'_>>) {
        struct Fields<'w, 'p> {
            schema: &'static Schema,
            walk: &'w mut Walk,
            parent: Option<&'p Parent<'p>>,
        }
        impl<'a> Visitor<'a> for Fields<'_, '_> {
            fn field(&mut self, index: usize, node: Node<'a>) {
                let field = &self.schema.fields[index];
                if has_type_rules(field) {
                    self.walk.field(field, node, self.parent);
                }
            }
        }

        if schema.fields.iter().any(has_type_rules) {
            fields.visit(&mut Fields { schema, walk: self, parent });
        }
    }

    /// Adds the violations to those of the request, which begin at `start`, in field order.
    fn report(
        self,
        schema: &'static Schema,
        base: &Path,
        found: &mut Vec<Violation>,
        start: usize,
    ) {
        if self.broken.is_empty() {
            return;
        }
        let first = found.len() - start;
        for (path, of_type) in self.broken {
            for rule in of_type.rules {
                found.push(Violation::new(of_type, rule, path.below(base), Because::Nothing));
            }
        }
        sort_in(schema, base, &mut found[start..], first);
    }
}

fn has_type_rules(field: &Field) -> bool {
    field.place != FieldPlace::Skipped && field.type_rules != TypeRules::None
}

/// The description of a type with one rule.
const fn one_rule(name: &'static str, rules: &'static [Rule]) -> Schema {
    Schema { rules, ..Schema::empty(name) }
}

/// A rule that each value of a type keeps, or else has no text.
const fn text_rule(name: &'static str, expects: &'static str) -> Rule {
    let format = Format { name, expects, grammar: Grammar::Program, ..Format::FUNCTION };
    Rule {
        id: Some(name),
        source: name,
        demand: Demand::Passes(Test::Format(format)),
        ..Rule::ALWAYS
    }
}

/// Defines the description of a type.
macro_rules! types {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $expects:literal;)*) => {$(
        $(#[$doc])*
        pub(crate) static $name: Schema = {
            const RULE: &[Rule] = &[text_rule($word, $expects)];
            one_rule($word, RULE)
        };
    )*};
}

types! {
    /// Floats.
    FLOAT = "finite", "a finite number";
    /// Calendar dates.
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    DATE = "date", "a date from the year 0000 to 9999";
    /// Times of day.
    #[cfg(feature = "chrono")]
    TIME = "time", "a time of day without a leap second";
    /// Dates with a time of day.
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    DATE_TIME = "date_time", "a date and time from the year 0000 to 9999, without a leap second";
    /// Points in time.
    #[cfg(any(feature = "chrono", feature = "jiff"))]
    TIMESTAMP = "timestamp",
        "a point in time from the year 0000 to 9999, without a leap second, at an offset in whole minutes";
}
