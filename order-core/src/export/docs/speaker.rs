//! Conditions and rules in the language of a catalogue, with wire names and the phrases of the violation messages.

use std::fmt;

use crate::{
    Path,
    export::docs::comment,
    language::{self, Catalogue, Label, Message, Text, Value},
    schema::{
        At, Comparison, Cond, Demand, Field, FieldPlace, GroupKind, Kind, Known, Literal,
        Reference, Root, Rule, Schema, Severity, Term, Test, Unit, Verb, When, item_members,
        last_name, wire_path,
    },
    words::{self, Words},
};

/// The language of a document.
#[derive(Clone, Copy)]
pub(crate) struct Language<'c>(pub(crate) &'c dyn Catalogue);

impl Language<'_> {
    /// Says a message or another value, in which names and values stay pieces of their own.
    pub(crate) fn say(self, value: impl Into<Value>) -> Words {
        language::in_pieces(&value.into(), self.0)
    }

    /// Says a message as plain text, with code in backticks.
    pub(crate) fn text(self, message: impl Into<Message>) -> String {
        self.0.words(&message.into())
    }

    /// Returns the label of a field, if its author gave one.
    pub(crate) fn label(self, schema: &'static Schema, field: usize) -> Option<String> {
        schema.fields[field].attributes.label?;
        let label = Label::new(schema, field);
        Some(self.0.label(label).unwrap_or_else(|| label.own().to_owned()))
    }
}

/// Shows the tag of the language.
impl fmt::Debug for Language<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.0.tag()).finish()
    }
}

/// Describes the rules of one request.
#[derive(Clone)]
pub(crate) struct Speaker<'c> {
    language: Language<'c>,
    schema: &'static Schema,
    /// The lists whose items are being described, outermost first.
    lists: Vec<List>,
}

/// A list whose items are being described.
#[derive(Clone)]
struct List {
    words: Words,
    /// The kind of its items.
    item: Option<&'static Kind>,
    known: Known,
}

impl<'c> Speaker<'c> {
    pub(crate) fn new(schema: &'static Schema, language: Language<'c>) -> Self {
        Self { language, schema, lists: Vec::new() }
    }

    pub(crate) fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Describes a condition, to follow "if".
    pub(crate) fn condition(&self, cond: &Cond) -> Words {
        self.says(cond, true)
    }

    /// Describes a rule in a footnote, without naming its field; empty for a nested part.
    pub(crate) fn rule(&self, rule: &'static Rule) -> Words {
        match rule.attributes.severity {
            Severity::Error => self.demand(rule),
            Severity::Warning => self.say(Text::WhyWarns.with("message", self.demand(rule))),
            Severity::Deprecated(instead) => {
                let instead = comment::line(instead, self.schema);
                self.say(Text::DocDeprecated.with("instead", instead))
            }
        }
    }

    fn demand(&self, rule: &'static Rule) -> Words {
        let kind = self.kind_at(rule.at);
        let value = |message: Message| {
            let words = match rule.at {
                At::Items(_) if matches!(rule.demand, Demand::KeyPasses(_)) => {
                    self.say(Text::DocEveryKey.with("rule", message))
                }
                At::Items(_) => self.say(Text::DocEveryItem.with("rule", message)),
                At::Root | At::Field(_) | At::Member(..) => self.say(message),
            };
            self.when_first(&rule.when, words)
        };
        match &rule.demand {
            Demand::Required | Demand::RequiredByType => {
                self.when_last(Text::DocRequired, &rule.when)
            }
            Demand::Forbidden => self.when_last(Text::DocForbidden, &rule.when),
            Demand::NotBlank => value(Text::DocMustNotBeBlank.alone()),
            Demand::Passes(test) | Demand::KeyPasses(test)
                if test.names_values() && self.schema.is_secret_at(rule.at) =>
            {
                value(Text::DocMustBeSecret.alone())
            }
            Demand::Passes(test) => value(must(test, kind)),
            Demand::KeyPasses(test) => value(must(test, Some(&Kind::Text))),
            Demand::Separator(separator) => {
                self.say(Text::DocSeparator.with("separator", Value::code(*separator)))
            }
            Demand::Group(group) => {
                let group = &self.schema.groups[*group];
                let members = self.all(group.members.iter().map(|field| Reference::field(*field)));
                let text = match group.kind {
                    GroupKind::AllOrNone => Text::DocAllOrNone.alone(),
                    GroupKind::AtLeastOne => Text::DocAtLeastOne.alone(),
                    GroupKind::AtMostOne => Text::DocAtMostOne.alone(),
                    GroupKind::ExactlyOne => Text::DocExactlyOne.alone(),
                    GroupKind::Count(bounds) => Text::DocCount.with("bounds", bounds.message()),
                };
                self.when_first(&rule.when, self.say(text.with("members", members)))
            }
            Demand::Holds(cond, text) => {
                let text = self.own(rule, comment::sentence(text, self.schema));
                let words = match rule.at {
                    At::Items(field) => {
                        let list = Reference::field(field);
                        let condition = self.inside(&list).condition(cond);
                        let list = self.parameter(&list);
                        Text::DocHoldsForItems.with("list", list).with("condition", condition)
                    }
                    At::Root | At::Field(_) | At::Member(..) => {
                        Text::DocHolds.with("condition", self.condition(cond))
                    }
                };
                self.when_first(&rule.when, self.say(words.with("text", text)))
            }
            Demand::Checked(checked) if checked.text.is_empty() => {
                let function = Value::code(last_name(checked.function));
                value(Text::DocMustPass.with("function", function))
            }
            Demand::Checked(checked) => {
                let text = self.own(rule, comment::sentence(checked.text, self.schema));
                let message = match checked.reads {
                    [] => Text::DocJudged.alone(),
                    reads => {
                        let reads = self.all(reads.iter().map(|field| Reference::field(*field)));
                        Text::DocJudgedAbout.with("fields", reads)
                    }
                };
                let function = Value::code(last_name(checked.function));
                let words = self.say(message.with("text", text).with("function", function));
                self.when_first(&rule.when, words)
            }
            Demand::Nested => Words::default(),
        }
    }

    /// The text of a rule, which a catalogue may replace by the id of the rule.
    fn own(&self, rule: &'static Rule, text: Words) -> Words {
        let message = Text::Rule.with("text", text).with("reason", Value::Nothing);
        self.say(message.about(self.schema, rule, rule.at)).without_stop()
    }

    /// A value as on the wire; numbers, bools and null are code only if `is_code`.
    pub(crate) fn literal(
        &self,
        kind: Option<&'static Kind>,
        literal: &Literal,
        is_code: bool,
    ) -> Words {
        match literal {
            Literal::Fact(fact) => self.fact(fact.name),
            literal => self.say(words::literal(kind, literal, is_code)),
        }
    }

    /// The kind of the value that a rule is about.
    pub(crate) fn kind_at(&self, at: At) -> Option<&'static Kind> {
        let kind = |field: usize| self.schema.fields[field].kind();
        match at {
            At::Root => None,
            At::Field(field) => Some(kind(field).required()),
            At::Items(field) => kind(field).item().map(Kind::required),
            At::Member(field, members) => member_kind(Some(kind(field)), members),
        }
    }

    fn say(&self, value: impl Into<Value>) -> Words {
        self.language.say(value)
    }

    fn when_first(&self, when: &When, words: Words) -> Words {
        let (text, cond) = match when {
            When::Always => return words,
            When::If(cond) => (Text::DocIfFirst, cond),
            When::Unless(cond) => (Text::DocUnlessFirst, cond),
        };
        self.say(text.with("condition", self.condition(cond)).with("rule", words))
    }

    fn when_last(&self, rule: Text, when: &When) -> Words {
        let (text, cond) = match when {
            When::Always => return self.say(rule),
            When::If(cond) => (Text::DocIf, cond),
            When::Unless(cond) => (Text::DocUnless, cond),
        };
        self.say(text.with("rule", rule).with("condition", self.condition(cond)))
    }

    /// States that `cond` holds, or that it does not.
    fn says(&self, cond: &Cond, holds: bool) -> Words {
        let is = |reference: &Reference, yes: Text, no: Text| {
            let text = if holds { yes } else { no };
            self.say(text.with("field", self.reference(reference)))
        };
        match cond {
            Cond::Named(index) => {
                let name = Words::condition(self.schema.conditions[*index].name);
                if holds { name } else { self.say(Text::Not.with("value", name)) }
            }
            Cond::Given(reference) => is(reference, Text::DocGiven, Text::DocNotGiven),
            Cond::Present(reference) => is(reference, Text::FactPresent, Text::FactAbsent),
            Cond::Compare(left, comparison, right) => {
                self.comparison(left, *comparison, right, holds)
            }
            Cond::Passes(reference, test) => self.passes(reference, test, holds),
            Cond::AnyItem(list, cond) => {
                let text = if holds { Text::DocSomeItem } else { Text::DocNoItem };
                self.quantified(text.alone(), list, cond)
            }
            Cond::AllItems(list, cond) => {
                let text = if holds { Text::DocAllItems } else { Text::DocNotAllItems };
                self.quantified(text.alone(), list, cond)
            }
            Cond::Unique(list, key) => {
                let text = match (holds, key.members.is_empty()) {
                    (true, true) => Text::DocUnique,
                    (false, true) => Text::DocNotUnique,
                    (true, false) => Text::DocUniqueKey,
                    (false, false) => Text::DocNotUniqueKey,
                };
                let key = Value::code(self.inside(list).members_of_item(key));
                self.say(text.with("list", self.reference(list)).with("key", key))
            }
            Cond::Not(cond) => self.says(cond, !holds),
            // The negation of "and" is "or", and vice versa.
            Cond::All(conds) => self.joined(
                conds.iter().map(|cond| (cond, holds)),
                if holds { Text::DocAnd } else { Text::DocOr },
            ),
            Cond::Any(conds) => self.joined(
                conds.iter().map(|cond| (cond, holds)),
                if holds { Text::DocOr } else { Text::DocAnd },
            ),
            Cond::Implies(left, right) if holds => self.say(
                Text::DocImplies
                    .with("condition", self.says(left, true))
                    .with("then", self.says(right, true)),
            ),
            Cond::Implies(left, right) => {
                self.joined([(*left, true), (*right, false)].into_iter(), Text::DocAnd)
            }
        }
    }

    fn passes(&self, reference: &Reference, test: &Test, holds: bool) -> Words {
        // Avoids "is not not".
        let (test, holds) = if let Test::Compares(Comparison::NotEqual, literal) = *test {
            (Test::Compares(Comparison::Equal, literal), !holds)
        } else {
            (*test, holds)
        };
        let (test, holds) = if let Test::Compares(comparison, literal) = test
            && !holds
            && comparison.is_order()
            && self.is_there(reference)
        {
            (Test::Compares(comparison.opposite(), literal), true)
        } else {
            (test, holds)
        };
        let what = match test.tells() && self.is_secret(reference) {
            true => Text::DocRedacted.into(),
            false => test.object(self.kind(reference)),
        };
        self.fact_of(test.verb(), holds, self.reference(reference), what)
    }

    /// States that a value passes a test, or that it does not.
    fn fact_of(&self, verb: Verb, holds: bool, field: Words, what: impl Into<Value>) -> Words {
        let message = verb.fact(holds).with("field", field).with("what", what);
        self.say(message.with("default", Value::Nothing))
    }

    fn joined<'a>(
        &self,
        conds: impl ExactSizeIterator<Item = (&'a Cond, bool)>,
        with: Text,
    ) -> Words {
        let is_single = conds.len() == 1;
        let parts = conds.map(|(cond, holds)| {
            let words = self.says(cond, holds);
            match !is_single && cond.is_compound() {
                true => Words::plain("(").and(words).and(")"),
                false => words,
            }
        });
        parts
            .reduce(|left, right| self.say(with.with("left", left).with("right", right)))
            .unwrap_or_default()
    }

    fn quantified(&self, message: Message, list: &Reference, cond: &Cond) -> Words {
        let condition = self.inside(list).says(cond, true);
        self.say(message.with("list", self.reference(list)).with("condition", condition))
    }

    fn comparison(&self, left: &Term, comparison: Comparison, right: &Term, holds: bool) -> Words {
        let compared = || {
            let kind = self.term_kind(left).or_else(|| self.term_kind(right));
            let are_there = [left, right].into_iter().all(|term| match term {
                Term::Value(reference) => self.is_there(reference),
                Term::Literal(_)
                | Term::Length(_)
                | Term::Size(..)
                | Term::CountPresent(_)
                | Term::CountItems(..) => true,
            });
            // If either may be missing, the opposite of "less" is "not less".
            let (comparison, holds) = match (comparison, holds) {
                (Comparison::NotEqual, holds) => (Comparison::Equal, !holds),
                (comparison, false) if comparison.is_order() && are_there => {
                    (comparison.opposite(), true)
                }
                as_is => as_is,
            };
            let is_secret = matches!(
                (left, right),
                (Term::Value(reference), Term::Literal(_)) if self.is_secret(reference)
            );
            let other: Value = match is_secret {
                true => Text::DocRedacted.into(),
                false => self.term(right, kind).into(),
            };
            let what = match comparison.text(kind) {
                Some(text) => text.with("value", other).into(),
                None => other,
            };
            self.fact_of(Verb::Be, holds, self.term(left, kind), what)
        };
        let Term::Literal(Literal::Integer(number)) = *right else { return compared() };
        let how_many = || {
            // A number always exists.
            let comparison = if holds { comparison } else { comparison.opposite() };
            comparison.how_many(number)
        };
        let has = |reference: &Reference, text: Text| {
            let what = text.with("bounds", how_many()).with("count", number);
            self.fact_of(Verb::Have, true, self.reference(reference), what)
        };
        match left {
            Term::Value(_) | Term::Literal(_) => compared(),
            Term::Length(reference) => has(reference, words::length_of(self.kind(reference))),
            Term::Size(unit, reference) => has(reference, unit.text()),
            Term::CountPresent(fields) => {
                let members = self.all(fields.iter().copied());
                let comparison = if holds { comparison } else { comparison.opposite() };
                let is_none = matches!(
                    (comparison, number),
                    (Comparison::Less, 1) | (Comparison::LessEqual | Comparison::Equal, 0)
                );
                let message = match is_none {
                    true => Text::DocNonePresent.alone(),
                    false => Text::DocCountPresent.with("bounds", how_many()),
                };
                self.say(message.with("members", members).with("count", number))
            }
            Term::CountItems(list, cond) => {
                let message = Text::DocCountItems.with("bounds", how_many());
                self.quantified(message.with("count", number), list, cond)
            }
        }
    }

    fn term(&self, term: &Term, kind: Option<&'static Kind>) -> Words {
        let number_of = |text: Text, reference: &Reference| {
            self.say(text.with("field", self.reference(reference)))
        };
        match term {
            Term::Value(reference) => self.reference(reference),
            Term::Literal(literal) => self.literal(kind, literal, false),
            Term::Length(reference) => {
                let text = match self.kind(reference) {
                    Some(Kind::List(_)) => Text::DocNumberOfItems,
                    Some(Kind::Map(_)) => Text::DocNumberOfEntries,
                    _ => Text::DocNumberOfCharacters,
                };
                number_of(text, reference)
            }
            Term::Size(Unit::Bytes, reference) => number_of(Text::DocNumberOfBytes, reference),
            Term::Size(Unit::Utf16, reference) => number_of(Text::DocNumberOfUtf16, reference),
            Term::CountPresent(fields) => {
                self.say(Text::DocHowManyPresent.with("members", self.all(fields.iter().copied())))
            }
            Term::CountItems(list, cond) => {
                self.quantified(Text::DocNumberOfItemsThat.alone(), list, cond)
            }
        }
    }

    /// A list such as "`a`, `b` and `c`".
    fn all(&self, fields: impl IntoIterator<Item = Reference>) -> Value {
        Value::both(fields.into_iter().map(|field| self.reference(&field).into()))
    }

    fn term_kind(&self, term: &Term) -> Option<&'static Kind> {
        match term {
            Term::Value(reference) => self.kind(reference),
            Term::Literal(_)
            | Term::Length(_)
            | Term::Size(..)
            | Term::CountPresent(_)
            | Term::CountItems(..) => None,
        }
    }

    fn fact(&self, path: impl Into<String>) -> Words {
        self.say(Text::ContextFact.with("name", Words::fact(path)))
    }

    /// A value as the subject or the object of a sentence.
    fn reference(&self, reference: &Reference) -> Words {
        let depth = match reference.root {
            Root::Field(_) => return self.parameter(reference),
            Root::Context(fact) => {
                let path = [fact.name].iter().chain(reference.members).copied().collect::<Vec<_>>();
                return self.fact(path.join("."));
            }
            Root::Old(field) => {
                let own = Reference { root: Root::Field(field), members: reference.members };
                return self.say(Text::DocOld.with("field", self.parameter(&own)));
            }
            Root::Changed(field) => {
                let field = self.parameter(&Reference::field(field));
                return self.say(Text::DocChange.with("field", field));
            }
            Root::Item(depth) => depth,
        };
        let is_innermost = depth + 1 == self.lists.len();
        let list = self.lists.get(depth).map(|list| list.words.clone()).unwrap_or_default();
        let member = || Value::code(self.members_of_item(reference));
        self.say(match (reference.members.is_empty(), is_innermost) {
            (true, true) => Text::DocIt.alone(),
            (true, false) => Text::DocItemOf.with("list", list),
            (false, true) => Text::DocIts.with("field", member()),
            (false, false) => Text::DocItsOf.with("field", member()).with("list", list),
        })
    }

    /// The wire path of a value that starts at a field.
    fn parameter(&self, reference: &Reference) -> Words {
        let Root::Field(index) = reference.root else { return self.reference(reference) };
        let field = &self.schema.fields[index];
        let name = if field.name.is_empty() { field.rust } else { field.name };
        let is_in_place = field.place == FieldPlace::Flattened && !reference.members.is_empty();
        let base = if is_in_place { Path::ROOT } else { Path::field(name) };
        let path = match field.kind() {
            Kind::Object(schema) => wire_path(base, schema, reference.members),
            _ => base,
        };
        Words::parameter(path.to_string())
    }

    /// The members of an item, in wire names.
    fn members_of_item(&self, reference: &Reference) -> String {
        let kind = match reference.root {
            Root::Item(depth) => self.lists.get(depth).and_then(|list| list.item),
            Root::Field(_) | Root::Context(_) | Root::Old(_) | Root::Changed(_) => None,
        };
        item_members(kind, reference.members)
    }

    /// A speaker for the items of a list.
    fn inside(&self, list: &Reference) -> Self {
        let mut inner = self.clone();
        inner.lists.push(List {
            words: self.reference(list),
            item: self.kind(list).and_then(Kind::item).map(Kind::required),
            known: self.schema.item_of(list, &self.items()),
        });
        inner
    }

    /// Returns `true` if every valid request has this value, so that the opposite of "less" is "at least".
    fn is_there(&self, reference: &Reference) -> bool {
        let (schema, field) = match (reference.root, reference.members) {
            (Root::Field(index), _) => (self.schema, Some(&self.schema.fields[index])),
            (Root::Item(depth), [_, ..]) => {
                let item = self.lists.get(depth).and_then(|list| list.item);
                let Some(schema) = item.and_then(Kind::request) else { return false };
                (schema, None)
            }
            (Root::Item(_) | Root::Context(_) | Root::Old(_) | Root::Changed(_), _) => {
                return false;
            }
        };
        let is_there =
            |field: &Field| !(field.ty.optional || field.ty.nullable || field.ty.is_change);
        if !field.is_none_or(is_there) {
            return false;
        }
        let mut inside = match field {
            Some(field) => field.kind().request(),
            None => Some(schema),
        };
        reference.members.iter().all(|member| {
            let found = inside.and_then(|schema| schema.member(member));
            inside = found.and_then(|(_, field)| field.kind().request());
            found.is_some_and(|(_, field)| is_there(field))
        })
    }

    fn is_secret(&self, reference: &Reference) -> bool {
        self.schema.is_secret(reference, &self.items())
    }

    fn items(&self) -> Vec<Known> {
        self.lists.iter().map(|list| list.known).collect()
    }

    fn kind(&self, reference: &Reference) -> Option<&'static Kind> {
        let kind = match reference.root {
            Root::Field(index) => Some(self.schema.fields[index].kind()),
            Root::Item(depth) => self.lists.get(depth).and_then(|list| list.item),
            Root::Old(index) => Some(self.schema.fields[index].kind()),
            Root::Context(_) | Root::Changed(_) => None,
        };
        member_kind(kind, reference.members)
    }
}

fn member_kind(kind: Option<&'static Kind>, members: &[&str]) -> Option<&'static Kind> {
    let kind = kind?.required();
    match members {
        [] => Some(kind),
        members => kind.member(members).map(|field| field.kind().required()),
    }
}

/// Returns the demand of a test, without the field.
fn must(test: &'static Test, kind: Option<&'static Kind>) -> Message {
    let text = match test.verb() {
        Verb::Be => Text::DocMustBe,
        Verb::Have => Text::DocMustHave,
        Verb::Match => Text::DocMustMatch,
        Verb::Satisfy => Text::DocMustSatisfy,
        Verb::StartWith => Text::DocMustStartWith,
        Verb::EndWith => Text::DocMustEndWith,
    };
    text.with("what", test.object(kind))
}

/// Returns the remark in a table that a value passes a test, where "be" and "have" are left out.
pub(crate) fn remark(test: &'static Test, kind: Option<&'static Kind>) -> Value {
    let text = match test.verb() {
        Verb::Be | Verb::Have => return test.object(kind),
        Verb::Match => Text::DocMatches,
        Verb::Satisfy => Text::DocSatisfies,
        Verb::StartWith => Text::DocStartsWith,
        Verb::EndWith => Text::DocEndsWith,
    };
    text.with("what", test.object(kind)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OrderRequest, OrderValue, language::English};

    #[derive(OrderValue)]
    #[order(crate = crate, rename_all = "snake_case")]
    enum Method {
        ShipToken,
        ClientApp,
    }

    #[derive(OrderRequest)]
    #[order(crate = crate)]
    struct Line {
        #[order(rename = "qty")]
        quantity: u8,
        sizes: Option<Vec<u8>>,
    }

    struct Account {
        is_open: bool,
        limit: u8,
    }

    fn is_round(number: &u8) -> bool {
        number.is_multiple_of(10)
    }

    fn is_lower(text: &str) -> bool {
        !text.contains(char::is_uppercase)
    }

    const LEAST: u8 = 3;

    #[derive(OrderRequest)]
    #[order(crate = crate, context = Account, allow(dead_rule, dead_value, false_optional))]
    #[condition(hardware_token, method == ShipToken)]
    #[condition(c00, ev)]
    #[condition(c01, !ev)]
    #[condition(c02, hardware_token || !hardware_token && given(note))]
    #[condition(c03, present(line.quantity))]
    #[condition(c04, !present(note) && !given(note))]
    #[condition(c05, method != ClientApp)]
    #[condition(c06, method in [ShipToken, ClientApp])]
    #[condition(c07, !(number in [1, 2]))]
    #[condition(c08, number < 5 && !(number >= 2))]
    #[condition(c09, number <= other && number > ctx.limit)]
    #[condition(c10, note == "a" || note == null)]
    #[condition(c11, number == { LEAST } || number == self::LEAST)]
    #[condition(c12, len(note) <= 5 && len(lines) == 1)]
    #[condition(c13, len(note) < other)]
    #[condition(c14, count(note, number, other) >= 2)]
    #[condition(c15, !(count(note, number) >= 1))]
    #[condition(c16, count(x in lines, x.quantity > 3) < 2)]
    #[condition(c17, any(x in lines, x.quantity == number))]
    #[condition(c18, !any(x in lines, x.quantity > 3) && all(x in lines, any(t in x.sizes, t == x.quantity)))]
    #[condition(c19, unique(x in lines, x.quantity))]
    #[condition(c20, !unique(x in names, x))]
    #[condition(c21, is(note, email) || is(note, digits))]
    #[condition(c22, !matches(note, "a|b"))]
    #[condition(c23, satisfies(number, is_round) && ctx.is_open)]
    #[condition(c24, !(ev && number == 1 || hardware_token))]
    #[condition(c25, ev => present(note))]
    #[condition(c26, !(ev => present(note)))]
    #[condition(c27, !(years >= 2) && !(years < months) && !(years < number))]
    #[condition(c28, any(x in lines, !(x.quantity > 3)))]
    #[condition(c29, !(line.quantity > 3) && !(plain.quantity > 3) && !(price > 3))]
    struct Order {
        ev: Option<bool>,
        method: Option<Method>,
        note: Option<Option<String>>,
        number: Option<u8>,
        other: Option<u8>,
        #[nested]
        line: Option<Line>,
        #[nested]
        lines: Option<Vec<Line>>,
        names: Option<Vec<String>>,
        years: u8,
        months: u8,
        #[nested]
        plain: Line,
        price: Option<u8>,
    }

    #[test]
    fn every_condition_is_a_sentence() {
        let speaker = Speaker::new(Order::SCHEMA, Language(&English));
        let conditions = &Order::SCHEMA.conditions[1..];
        let said: Vec<String> =
            conditions.iter().map(|one| speaker.condition(&one.cond).to_string()).collect();
        assert_eq!(
            said,
            [
                "`ev` is true",
                "`ev` is not true",
                "*hardware token* or (not *hardware token* and `note` is given)",
                "`line.qty` is present",
                "`note` is absent and `note` is not given",
                "`method` is not `client_app`",
                "`method` is `ship_token` or `client_app`",
                "`number` is not `1` or `2`",
                "`number` is less than 5 and `number` is not at least 2",
                "`number` is at most `other` and `number` is greater than the fact `limit`",
                "`note` is `a` or `note` is null",
                "`number` is 3 or `number` is 3",
                "`note` has at most 5 characters and `lines` has exactly 1 item",
                "the number of characters of `note` is less than `other`",
                "at least 2 of `note`, `number` and `other` are present",
                "none of `note` and `number` is present",
                "for fewer than 2 items of `lines`, its `qty` is greater than 3",
                "for at least one item of `lines`, its `qty` is `number`",
                "(for no item of `lines`, its `qty` is greater than 3) and (for every item of `lines`, for at least one item of its `sizes`, it is `qty` of the item of `lines`)",
                "no two items of `lines` have the same `qty`",
                "two items of `names` are equal",
                "`note` is an e-mail address such as `name@example.com` or `note` is digits only, such as `1234`",
                "`note` does not match `a|b`",
                "`number` satisfies `is_round` and the fact `is_open` is true",
                "(`ev` is not true or `number` is not 1) and not *hardware token*",
                "if `ev` is true, then `note` is present",
                "`ev` is true and `note` is absent",
                "`years` is less than 2 and `years` is at least `months` and `years` is not less than `number`",
                "for at least one item of `lines`, its `qty` is at most 3",
                "`line.qty` is not greater than 3 and `plain.qty` is at most 3 and `price` is not greater than 3",
            ],
        );
    }

    fn check_number(_: &u8) -> Result<(), String> {
        Ok(())
    }

    fn check_order(_: &Rules, _: &mut crate::Report<'_, '_>) {}

    #[derive(OrderRequest)]
    #[order(crate = crate, allow(dead_rule, dead_value, dead_field, undeclared_dead_end))]
    #[required(line.sizes, if ev)]
    #[rule(window, from <= to, "The window ends after it starts.", at = to)]
    #[rule(small, all(x in lines, x.quantity < 9), "no line is large")]
    #[check(total, check_order, reads(from, to), "a van holds 100 kg")]
    struct Rules {
        ev: bool,
        #[required_if(ev)]
        #[forbidden_unless(ev)]
        #[blank(reject)]
        a: Option<String>,
        #[allowed(1, 3..=5)]
        #[range(1..=9)]
        #[check(check_number)]
        b: Option<u8>,
        #[length(2, if ev)]
        #[pattern("[a-z]+")]
        #[format(self::is_lower)]
        c: Option<String>,
        #[each(length(..=1))]
        #[order(separator = ",")]
        d: Option<Vec<String>>,
        #[group_count("few", 1..=2, if ev)]
        from: Option<u8>,
        #[group_count("few", 1..=2)]
        #[group_all_or_none("both")]
        to: Option<u8>,
        #[group_count("few", 1..=2)]
        #[group_all_or_none("both")]
        #[forbidden_if(!ev)]
        late: Option<u8>,
        #[nested]
        line: Option<Line>,
        #[nested]
        lines: Option<Vec<Line>>,
    }

    #[test]
    fn every_rule_is_a_sentence() {
        let speaker = Speaker::new(Rules::SCHEMA, Language(&English));
        let said = Rules::SCHEMA.rules.iter().map(|rule| speaker.rule(rule).sentence().to_string());
        let said: Vec<String> = said.filter(|said| !said.is_empty()).collect();
        assert_eq!(
            said,
            [
                "Required.",
                "Must not be blank.",
                "Required if `ev` is true.",
                "Not allowed unless `ev` is true.",
                "Must be `1` or from 3 to 5.",
                "Must be from 1 to 9.",
                "Must pass `check_number`.",
                "If `ev` is true, must have exactly 2 characters.",
                "Must match `[a-z]+`.",
                "Must be what `is_lower` accepts.",
                "No item may be blank or hold `,`.",
                "Every item must have at most 1 character.",
                "If `ev` is true, from 1 to 2 of `from`, `to` and `late`.",
                "If `ev` is true, from 1 to 2 of `from`, `to` and `late`.",
                "All or none of `to` and `late`.",
                "The window ends after it starts: `from` is at most `to`.",
                "If `ev` is true, from 1 to 2 of `from`, `to` and `late`.",
                "All or none of `to` and `late`.",
                "Not allowed if `ev` is not true.",
                "Required if `ev` is true.",
                "No line is large: for every item of `lines`, its `qty` is less than 9.",
                "A van holds 100 kg (judged by `check_order`, about `from` and `to`).",
            ],
        );
    }
}
