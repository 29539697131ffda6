//! The rules that come with the type of a value, wherever the value is.
//!
//! A newtype declares rules of its own. And a program may hold a date of the year -5, for which no format has a text: a rule
//! that nobody declares, and that no document can break. The derive of a request that has such a field sees neither.

pub(crate) mod assert;

use crate::{
    Path,
    check::{Check, Parent, Step},
    schema::{
        Asked, At, Demand, Evaluator, Field, FieldPlace, Format, Grammar, Kind, Rule,
        RuleAttributes, Schema, State, Test, is_kept, key_passes,
    },
    value::{Node, Object, Visitor},
    violation::{Because, Violation, sort_in},
};

/// The rules that come with a type, and that its values may break.
#[derive(Debug, Clone, Copy)]
pub enum TypeRules {
    /// It cannot.
    None,
    /// It may have no text.
    OfText,
    /// It is one of a newtype with rules, described as a request with one field. That field has the type that is wrapped.
    Of(&'static Schema),
    /// The items of a list or map may.
    OfItems(&'static Self),
    /// Values within a request may. Where a request is `nested`, it is checked as a request of its own.
    InPart,
}

impl TypeRules {
    /// The rules of a list or map whose items have these.
    pub(crate) const fn of_items(items: &'static Self) -> Self {
        match items {
            Self::None => Self::None,
            Self::InPart => Self::InPart,
            Self::OfText | Self::Of(_) | Self::OfItems(_) => Self::OfItems(items),
        }
    }

    /// The newtypes with rules among the types of a value, from the outside in. Each has the number of lists and maps that
    /// hold its values.
    pub(crate) fn types(self) -> impl Iterator<Item = (usize, &'static Schema)> {
        let (mut next, mut depth) = (self, 0);
        std::iter::from_fn(move || {
            loop {
                match next {
                    Self::Of(of_type) => {
                        next =
                            of_type.fields.first().map_or(Self::None, |field| field.ty.type_rules);
                        return Some((depth, of_type));
                    }
                    Self::OfItems(items) => (next, depth) = (*items, depth + 1),
                    Self::None | Self::OfText | Self::InPart => return None,
                }
            }
        })
    }
}

/// The rules of newtypes on the value of a field, or on what so many lists and maps in it hold, each with its type.
pub(crate) fn rules_at(
    field: &Field,
    depth: usize,
) -> impl Iterator<Item = (&'static Schema, &'static Rule)> {
    let rules = move |(held, of_type): (usize, &'static Schema)| {
        let is_at = move |rule: &&Rule| match rule.at {
            At::Items(_) => held + 1 == depth,
            At::Root | At::Field(_) | At::Member(..) => held == depth,
        };
        of_type.rules.iter().filter(is_at).map(move |rule| (of_type, rule))
    };
    field.ty.type_rules.types().flat_map(rules)
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

/// Returns `true` if a newtype with rules is in a value of a field, however deep. `seen` holds the requests on the way.
#[cfg(feature = "export")]
pub(crate) fn has_types(field: &Field, seen: &mut Vec<&'static Schema>) -> bool {
    let mut kind = field.kind().required();
    while let Some(item) = kind.item() {
        kind = item.required();
    }
    if field.ty.type_rules.types().next().is_some() {
        return true;
    }
    let Some(part) = kind.request() else { return false };
    if seen.iter().any(|known| known.is_same(part)) {
        return false;
    }
    seen.push(part);
    part.fields.iter().any(|field| has_types(field, seen))
}

/// Returns `true` if the values in a field are walked for a request that has it.
pub(crate) const fn is_walked(schema: &Schema, index: usize) -> bool {
    let field = &schema.fields[index];
    match (field.place, field.ty.type_rules) {
        (FieldPlace::Skipped, _) | (_, TypeRules::None) => false,
        (_, TypeRules::InPart) => !is_nested(schema, index),
        (_, TypeRules::OfText | TypeRules::Of(_) | TypeRules::OfItems(_)) => true,
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
    struct Own<'w> {
        schema: &'static Schema,
        walk: &'w mut Walk,
    }
    impl<'a> Visitor<'a> for Own<'_> {
        fn field(&mut self, index: usize, node: Node<'a>) {
            if is_walked(self.schema, index) {
                self.walk.field((self.schema, index), node, None);
            }
        }
    }

    let mut walk = Walk::new(check.asked());
    let schema = check.schema();
    check.request().visit(&mut Own { schema, walk: &mut walk });
    if !walk.broken.is_empty() {
        let base = Parent::path(check.parent());
        walk.report(schema, &base, check.found(), start);
    }
}

/// The same for the interpreter, whose violations of the request are in `found`.
pub(crate) fn judge(evaluator: &Evaluator<'_, '_>, asked: Asked, found: &mut Vec<Violation>) {
    let mut walk = Walk::new(asked);
    let schema = evaluator.schema();
    for index in 0..schema.fields.len() {
        if is_walked(schema, index) {
            walk.field((schema, index), evaluator.state(index).seen(), None);
        }
    }
    walk.report(schema, evaluator.base(), found, 0);
}

/// A walk through the values of a request.
struct Walk {
    asked: Asked,
    broken: Vec<Broken>,
}

/// A field that holds values of a type with rules: the request and the index there.
type Held = (&'static Schema, usize);

/// A value that breaks a rule of its type.
struct Broken {
    /// The path from the request.
    path: Path,
    /// The field that holds the value.
    held: Held,
    of_type: &'static Schema,
    rule: &'static Rule,
}

impl Walk {
    fn new(asked: Asked) -> Self {
        Self { asked, broken: Vec::new() }
    }

    fn field(&mut self, held: Held, node: Node<'_>, parent: Option<&Parent<'_>>) {
        let field = &held.0.fields[held.1];
        let own = Parent { outer: parent, step: Step::Name(field.name) };
        let parent = if field.place == FieldPlace::Flattened { parent } else { Some(&own) };
        self.value(field.ty.type_rules, held, Some(field), node, parent);
    }

    /// Looks at a value with these rules, which `holder` has, unless it is an item.
    fn value(
        &mut self,
        rules: TypeRules,
        held: Held,
        holder: Option<&Field>,
        node: Node<'_>,
        parent: Option<&Parent<'_>>,
    ) {
        match (rules, node) {
            (TypeRules::None, _) => {}
            (TypeRules::OfText, Node::Formed(formed)) => {
                if let Some(of_type) = formed.broken_type() {
                    let path = || Parent::path(parent);
                    let broken = |rule| Broken { path: path(), held, of_type, rule };
                    let asked = of_type.rules.iter().filter(|rule| self.asked.is_about(rule));
                    self.broken.extend(asked.map(broken));
                }
            }
            (TypeRules::OfText, _) => {}
            (TypeRules::Of(of_type), _) => {
                let Some(inner) = of_type.fields.first() else { return };
                let asked = self.asked;
                for rule in of_type.rules.iter().filter(|rule| asked.is_about(rule)) {
                    self.rule((of_type, rule), held, holder, node, parent);
                }
                self.value(inner.ty.type_rules, held, holder, node, parent);
            }
            (TypeRules::OfItems(items), _) => {
                each_item(holder, node, parent, &mut |item, parent| {
                    self.value(*items, held, None, item, Some(parent));
                });
            }
            (TypeRules::InPart, Node::Object(part)) => self.part(part, parent),
            (TypeRules::InPart, _) => each_item(holder, node, parent, &mut |item, parent| {
                self.value(rules, held, None, item, Some(parent));
            }),
        }
    }

    /// Looks whether a value of a newtype keeps one of its rules.
    fn rule(
        &mut self,
        (of_type, rule): (&'static Schema, &'static Rule),
        held: Held,
        holder: Option<&Field>,
        node: Node<'_>,
        parent: Option<&Parent<'_>>,
    ) {
        let Some(inner) = of_type.fields.first() else { return };
        let kind = inner.kind();
        let mut look =
            |holder: Option<&Field>, kind: &Kind, node: Node<'_>, parent: Option<&Parent<'_>>| {
                if is_kept(&rule.demand, &State::of_node(node), holder, kind) == Some(false) {
                    self.broken.push(Broken { path: Parent::path(parent), held, of_type, rule });
                }
            };
        match (rule.at, &rule.demand) {
            (At::Items(_), Demand::KeyPasses(test)) => {
                each_item(holder, node, parent, &mut |_, parent| {
                    if let Step::Key(key) = parent.step
                        && key_passes(test, key) == Some(false)
                    {
                        let path = Parent::path(Some(parent));
                        self.broken.push(Broken { path, of_type, rule, held });
                    }
                });
            }
            (At::Items(_), _) => {
                let kind = kind.item().map_or(kind, Kind::required);
                each_item(holder, node, parent, &mut |item, parent| {
                    look(None, kind, item, Some(parent));
                });
            }
            (At::Root | At::Field(_) | At::Member(..), _) => look(holder, kind, node, parent),
        }
    }

    /// Walks through a part whose own rules are not checked.
    fn part(&mut self, Object { schema, fields }: Object<'_>, parent: Option<&Parent<'_>>) {
        struct Own<'w, 'p> {
            schema: &'static Schema,
            walk: &'w mut Walk,
            parent: Option<&'p Parent<'p>>,
        }
        impl<'a> Visitor<'a> for Own<'_, '_> {
            fn field(&mut self, index: usize, node: Node<'a>) {
                let field = &self.schema.fields[index];
                if has_type_rules(field) {
                    self.walk.field((self.schema, index), node, self.parent);
                }
            }
        }

        if schema.fields.iter().any(has_type_rules) {
            fields.visit(&mut Own { schema, walk: self, parent });
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
        found.extend(self.broken.into_iter().map(|Broken { path, held, of_type, rule }| {
            Violation::new(of_type, rule, path.below(base), Because::Held(held.0, held.1))
        }));
        sort_in(schema, base, &mut found[start..], first);
    }
}

/// Visits the items of a list or map. Between separators, a blank item is a violation of its own, and is not looked at.
fn each_item(
    holder: Option<&Field>,
    node: Node<'_>,
    parent: Option<&Parent<'_>>,
    visit: &mut dyn FnMut(Node<'_>, &Parent<'_>),
) {
    let is_separated = holder.is_some_and(|field| field.attributes.separator.is_some());
    let mut item = |node: Node<'_>, step: Step<'_>| {
        if !(is_separated && node.is_blank()) {
            visit(node, &Parent { outer: parent, step });
        }
    };
    match node {
        Node::List(list) => {
            (0..list.len()).for_each(|index| item(list.item(index), Step::Index(index)));
        }
        Node::Map(map) => map.each(&mut |key, value| item(value, Step::Key(key))),
        Node::Absent
        | Node::Null
        | Node::Bool(_)
        | Node::Integer(_)
        | Node::Unsigned(_)
        | Node::Text(_)
        | Node::Formed(_)
        | Node::Object(_) => {}
    }
}

fn has_type_rules(field: &Field) -> bool {
    field.place != FieldPlace::Skipped && !matches!(field.ty.type_rules, TypeRules::None)
}

/// The description of a type with one rule.
const fn one_rule(name: &'static str, rules: &'static [Rule]) -> Schema {
    Schema { rules, ..Schema::empty(name) }
}

/// A rule that each value of a type keeps, or else has no text.
const fn text_rule(
    source: &'static str,
    attributes: &'static RuleAttributes,
    test: &'static Test,
) -> Rule {
    Rule { source, attributes, demand: Demand::Passes(test), ..Rule::ALWAYS }
}

/// Defines the description of a type.
macro_rules! types {
    ($(
        $(#[doc = $doc:literal])*
        $(#[cfg($($cfg:tt)*)])?
        $name:ident = $word:literal, $expects:literal;
    )*) => {$(
        $(#[doc = $doc])*
        $(#[cfg($($cfg)*)])?
        pub(crate) static $name: Schema = {
            const ID: &RuleAttributes = &RuleAttributes { id: Some($word), ..RuleAttributes::NONE };
            const FORMAT: &Format = &Format {
                name: concat!($word, "_text"),
                expects: $expects,
                grammar: Grammar::Program,
                ..Format::FUNCTION
            };
            const RULE: &[Rule] = &[text_rule($word, ID, &Test::Format(FORMAT))];
            one_rule($word, RULE)
        };
    )*

        /// The types of which some values have no text.
        #[cfg(feature = "fluent")]
        pub(crate) fn of_texts() -> Vec<&'static Schema> {
            vec![$($(#[cfg($($cfg)*)])? &$name,)*]
        }
    };
}

types! {
    /// Floats.
    FLOAT = "finite", "a finite number";
    /// Calendar dates.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    DATE = "date", "a date from the year 0000 to 9999";
    /// Times of day.
    #[cfg(feature = "chrono")]
    TIME = "time", "a time of day without a leap second";
    /// Dates with a time of day.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    DATE_TIME = "date_time", "a date and time from the year 0000 to 9999, without a leap second";
    /// Dates and times in a notation that a field asks for.
    WRITTEN = "written",
        "a date or time without parts that its notation leaves out, from the year 0000 to 9999";
    /// Points in time.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    TIMESTAMP = "timestamp",
        "a point in time from the year 0000 to 9999, without a leap second, at an offset in whole minutes";
}

#[cfg(all(test, feature = "export"))]
mod tests {
    use std::collections::BTreeMap;

    use super::has_types;
    use crate::{OrderRequest, OrderValue};

    #[derive(OrderValue)]
    #[order(crate = crate)]
    #[length(..=3)]
    struct Short(String);

    #[derive(OrderValue)]
    #[order(crate = crate)]
    struct Plain(String);

    #[derive(OrderRequest)]
    #[order(crate = crate)]
    struct Part {
        plain: Plain,
        short: Option<Short>,
    }

    #[derive(OrderRequest)]
    #[order(crate = crate)]
    struct Ring {
        #[nested]
        next: Option<Box<Ring>>,
        plain: Plain,
    }

    #[derive(OrderRequest)]
    #[order(crate = crate)]
    struct Whole {
        text: String,
        plain: Plain,
        short: Short,
        shorts: Vec<Short>,
        by_key: BTreeMap<String, Vec<Short>>,
        #[nested]
        part: Part,
        #[nested]
        parts: Vec<Option<Part>>,
        #[nested]
        ring: Ring,
        #[nested]
        rings: Vec<Ring>,
    }

    #[test]
    fn a_type_with_rules_is_found_however_deep() {
        let found = Whole::SCHEMA.fields.iter().filter(|field| has_types(field, &mut Vec::new()));
        let found: Vec<&str> = found.map(|field| field.name).collect();
        assert_eq!(found, ["short", "shorts", "by_key", "part", "parts"]);
    }
}
