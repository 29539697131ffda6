//! Conditions and rules in plain English, with wire names and the phrases of the violation messages.

use crate::{
    Path,
    export::docs::{comment, words::Words},
    language::Value,
    schema::{
        At, Comparison, Cond, Demand, Field, FieldPlace, GroupKind, Kind, Known, Literal, REDACTED,
        Reference, Root, Rule, Schema, Severity, Term, Test, Unit, Verb, When, last_name,
        wire_path,
    },
    words,
};

/// Describes the rules of one request.
#[derive(Clone)]
pub(crate) struct Speaker {
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

impl Speaker {
    pub(crate) fn new(schema: &'static Schema) -> Self {
        Self { schema, lists: Vec::new() }
    }

    /// Describes a condition, to follow "if".
    pub(crate) fn condition(&self, cond: &Cond) -> Words {
        self.says(cond, true)
    }

    /// Describes a rule in a footnote, without naming its field; empty for a nested part.
    pub(crate) fn rule(&self, rule: &Rule) -> Words {
        match rule.attributes.severity {
            Severity::Error => self.demand(rule),
            Severity::Warning => self.demand(rule).and(" (a warning, not an error)"),
            Severity::Deprecated(instead) => {
                Words::plain("deprecated; ").and(comment::line(instead, self.schema))
            }
        }
    }

    fn demand(&self, rule: &Rule) -> Words {
        let kind = self.kind_at(rule.at);
        let items = match rule.at {
            At::Items(_) if matches!(rule.demand, Demand::KeyPasses(_)) => "every key ",
            At::Items(_) => "every item ",
            _ => "",
        };
        let value = |words: Words| self.when_first(&rule.when, Words::from(items).and(words));
        let behind = |text: &str| self.when_last(text, &rule.when);
        match &rule.demand {
            Demand::Required | Demand::RequiredByType => behind("required"),
            Demand::Forbidden => behind("not allowed"),
            Demand::NotBlank => value("must not be blank".into()),
            Demand::Passes(test) | Demand::KeyPasses(test)
                if test.names_values() && self.schema.is_secret_at(rule.at) =>
            {
                value("must be one of the allowed values, which are secret".into())
            }
            Demand::Passes(test) => value(Words::plain(test.verb().must()).and(object(kind, test))),
            Demand::KeyPasses(test) => {
                value(Words::plain(test.verb().must()).and(object(Some(&Kind::Text), test)))
            }
            Demand::Separator(separator) => {
                Words::plain("no item may be blank or hold ").and(Words::code(*separator))
            }
            Demand::Group(group) => {
                let group = &self.schema.groups[*group];
                let members =
                    group.members.iter().map(|field| self.parameter(&Reference::field(*field)));
                let (count, last) = match group.kind {
                    GroupKind::AllOrNone => ("all or none of ".to_owned(), " and "),
                    GroupKind::AtLeastOne => ("at least one of ".to_owned(), " and "),
                    GroupKind::AtMostOne => ("at most one of ".to_owned(), " and "),
                    GroupKind::ExactlyOne => ("exactly one of ".to_owned(), " and "),
                    GroupKind::Count(bounds) => (format!("{bounds} of "), " and "),
                };
                self.when_first(&rule.when, Words::from(count).and(Words::list(members, last)))
            }
            Demand::Holds(cond, text) => {
                let when = self.when_first(&rule.when, Words::default());
                let mut speaker = self.clone();
                let mut says = comment::sentence(text, self.schema);
                if let At::Items(field) = rule.at {
                    speaker = self.inside(&Reference::field(field));
                    says = says
                        .and(": for every item of ")
                        .and(self.parameter(&Reference::field(field)));
                    says = says.and(", ");
                } else {
                    says = says.and(": ");
                }
                when.and(says.and(speaker.condition(cond)))
            }
            Demand::Checked(checked) if checked.text.is_empty() => {
                value(Words::plain("must pass ").and(Words::code(last_name(checked.function))))
            }
            Demand::Checked(checked) => {
                let says = comment::sentence(checked.text, self.schema);
                let reads =
                    checked.reads.iter().map(|field| self.parameter(&Reference::field(*field)));
                let reads = Words::list(reads, " and ");
                let of = if reads.is_empty() { reads } else { Words::plain(", about ").and(reads) };
                let says = says
                    .and(" (judged by ")
                    .and(Words::code(last_name(checked.function)))
                    .and(of)
                    .and(")");
                self.when_first(&rule.when, Words::default()).and(says)
            }
            Demand::Nested => Words::default(),
        }
    }

    /// A value as on the wire; numbers, bools and null are code only if `is_code`.
    pub(crate) fn literal(
        &self,
        kind: Option<&'static Kind>,
        literal: &Literal,
        is_code: bool,
    ) -> Words {
        let mut words = Words::default();
        words::literal(kind, literal, is_code).say_english(&mut words);
        words
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

    fn when_first(&self, when: &When, words: Words) -> Words {
        let before = match when {
            When::Always => return words,
            When::If(cond) => Words::plain("if ").and(self.condition(cond)),
            When::Unless(cond) => Words::plain("unless ").and(self.condition(cond)),
        };
        before.and(", ").and(words)
    }

    fn when_last(&self, text: &str, when: &When) -> Words {
        let words = Words::plain(text);
        match when {
            When::Always => words,
            When::If(cond) => words.and(" if ").and(self.condition(cond)),
            When::Unless(cond) => words.and(" unless ").and(self.condition(cond)),
        }
    }

    /// States that `cond` holds, or that it does not.
    fn says(&self, cond: &Cond, holds: bool) -> Words {
        let is = |reference: &Reference, yes: &str, no: &str| {
            self.reference(reference).and(if holds { yes } else { no })
        };
        match cond {
            Cond::Named(index) => {
                let name = self.schema.conditions[*index].name;
                let not = if holds { "" } else { "not " };
                Words::from(not).and(Words::condition(name))
            }
            Cond::Given(reference) => is(reference, " is given", " is not given"),
            Cond::Present(reference) => is(reference, " is present", " is absent"),
            Cond::Compare(left, comparison, right) => {
                self.comparison(left, *comparison, right, holds)
            }
            Cond::Passes(reference, test) => self.passes(reference, test, holds),
            Cond::AnyItem(list, cond) => {
                let some = if holds { "for at least one item of " } else { "for no item of " };
                self.quantified(some, list, cond)
            }
            Cond::AllItems(list, cond) => {
                let all = if holds { "for every item of " } else { "not for every item of " };
                self.quantified(all, list, cond)
            }
            Cond::Unique(list, key) => {
                let no = if holds { "no two items of " } else { "two items of " };
                let words = Words::plain(no).and(self.reference(list));
                if key.members.is_empty() {
                    return words.and(" are equal");
                }
                words
                    .and(" have the same ")
                    .and(Words::code(self.inside(list).members_of_item(key)))
            }
            Cond::Not(cond) => self.says(cond, !holds),
            // The negation of "and" is "or", and vice versa.
            Cond::All(conds) => self.joined(
                conds.iter().map(|cond| (cond, holds)),
                if holds { " and " } else { " or " },
            ),
            Cond::Any(conds) => self.joined(
                conds.iter().map(|cond| (cond, holds)),
                if holds { " or " } else { " and " },
            ),
            Cond::Implies(left, right) if holds => Words::plain("if ")
                .and(self.says(left, true))
                .and(", then ")
                .and(self.says(right, true)),
            Cond::Implies(left, right) => {
                self.joined([(*left, true), (*right, false)].into_iter(), " and ")
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
        let verb = test.verb().states(holds);
        if test.tells() && self.is_secret(reference) {
            return self.reference(reference).and(verb).and(REDACTED);
        }
        self.reference(reference).and(verb).and(object(self.kind(reference), &test))
    }

    fn joined<'c>(
        &self,
        conds: impl ExactSizeIterator<Item = (&'c Cond, bool)>,
        with: &str,
    ) -> Words {
        let is_single = conds.len() == 1;
        let parts = conds.enumerate().map(|(index, (cond, holds))| {
            let words = self.says(cond, holds);
            let words = if !is_single && is_compound(cond) {
                Words::plain("(").and(words).and(")")
            } else {
                words
            };
            if index == 0 { words } else { Words::from(with).and(words) }
        });
        parts.fold(Words::default(), Words::and)
    }

    fn quantified(&self, which: &str, list: &Reference, cond: &Cond) -> Words {
        let of = Words::plain(which).and(self.reference(list));
        of.and(", ").and(self.inside(list).says(cond, true))
    }

    fn comparison(&self, left: &Term, comparison: Comparison, right: &Term, holds: bool) -> Words {
        if matches!(left, Term::Literal(_)) && !matches!(right, Term::Literal(_)) {
            return self.comparison(right, comparison.flipped(), left, holds);
        }
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
            let (comparison, holds) = match comparison.is_order() && !holds && are_there {
                true => (comparison.opposite(), true),
                false => (comparison, holds),
            };
            let words = self.term(left, kind).and(compares(comparison, holds, kind));
            match (left, right) {
                (Term::Value(reference), Term::Literal(_)) if self.is_secret(reference) => {
                    words.and(REDACTED)
                }
                _ => words.and(self.term(right, kind)),
            }
        };
        let Term::Literal(Literal::Integer(number)) = *right else { return compared() };
        match left {
            Term::Value(_) | Term::Literal(_) => compared(),
            Term::Length(reference) => {
                let of = plural(noun(self.kind(reference)), number);
                let words = self.reference(reference);
                words.and(format!(" has {} {of}", how_many(comparison, holds, number)))
            }
            Term::Size(unit, reference) => {
                let count = how_many(comparison, holds, number);
                let of = unit.text().with("bounds", Value::plain(count)).with("count", number);
                self.reference(reference).and(format!(" has {of}"))
            }
            Term::CountPresent(fields) => {
                let count = how_many(comparison, holds, number);
                let count = match count.as_str() {
                    "fewer than 1" | "at most 0" | "exactly 0" => "none".to_owned(),
                    _ => count,
                };
                let words = Words::from(format!("{count} of "));
                words.and(self.names(fields)).and(if number == 1 {
                    " is present"
                } else {
                    " are present"
                })
            }
            Term::CountItems(list, cond) => {
                let which = how_many(comparison, holds, number);
                self.quantified(&format!("for {which} {} of ", plural("items", number)), list, cond)
            }
        }
    }

    fn term(&self, term: &Term, kind: Option<&'static Kind>) -> Words {
        match term {
            Term::Value(reference) => self.reference(reference),
            Term::Literal(literal) => self.literal(kind, literal, false),
            Term::Length(reference) => {
                let of = noun(self.kind(reference));
                Words::from(format!("the number of {of} of ")).and(self.reference(reference))
            }
            Term::Size(unit, reference) => {
                let of = match unit {
                    Unit::Bytes => "bytes of UTF-8",
                    Unit::Utf16 => "code units of UTF-16",
                };
                Words::from(format!("the number of {of} of ")).and(self.reference(reference))
            }
            Term::CountPresent(fields) => {
                Words::plain("how many of ").and(self.names(fields)).and(" are present")
            }
            Term::CountItems(list, cond) => self.quantified("the number of items of ", list, cond),
        }
    }

    fn names(&self, fields: &[Reference]) -> Words {
        Words::list(fields.iter().map(|field| self.reference(field)), " and ")
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

    /// A value as the subject or the object of a sentence.
    fn reference(&self, reference: &Reference) -> Words {
        let depth = match reference.root {
            Root::Field(_) => return self.parameter(reference),
            Root::Context(fact) => {
                let path = [fact.name].iter().chain(reference.members).copied().collect::<Vec<_>>();
                return Words::plain("the fact ").and(Words::code(path.join(".")));
            }
            Root::Old(field) => {
                let own = Reference { root: Root::Field(field), members: reference.members };
                return Words::plain("the old ").and(self.parameter(&own));
            }
            Root::Changed(field) => {
                return Words::plain("the change of ")
                    .and(self.parameter(&Reference::field(field)));
            }
            Root::Item(depth) => depth,
        };
        let is_innermost = depth + 1 == self.lists.len();
        let list = || self.lists.get(depth).map(|list| list.words.clone()).unwrap_or_default();
        match (reference.members.is_empty(), is_innermost) {
            (true, true) => Words::plain("it"),
            (true, false) => Words::plain("the item of ").and(list()),
            (false, true) => Words::plain("its ").and(Words::code(self.members_of_item(reference))),
            (false, false) => {
                let of = Words::code(self.members_of_item(reference)).and(" of the item of ");
                of.and(list())
            }
        }
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
        match kind {
            Some(Kind::Object(schema)) => {
                wire_path(Path::ROOT, schema, reference.members).to_string()
            }
            _ => reference.members.join("."),
        }
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

/// The object of a test, without its verb.
pub(crate) fn object(kind: Option<&'static Kind>, test: &Test) -> Words {
    let mut words = Words::default();
    test.object(kind).say_english(&mut words);
    words
}

/// A phrase such as "at least 2", for a number that always exists.
fn how_many(comparison: Comparison, holds: bool, number: i128) -> String {
    let comparison = if holds { comparison } else { comparison.opposite() };
    comparison.how_many(number).to_string()
}

/// The verb between two values. If either may be missing, the opposite of "less" is "not less".
fn compares(comparison: Comparison, holds: bool, kind: Option<&'static Kind>) -> String {
    let (comparison, holds) = match comparison {
        Comparison::NotEqual => (Comparison::Equal, !holds),
        comparison => (comparison, holds),
    };
    format!("{}{}", Verb::Be.states(holds), comparison.words(kind))
}

/// Returns whether a condition needs parentheses next to other words.
fn is_compound(cond: &Cond) -> bool {
    match cond {
        Cond::All(conds) | Cond::Any(conds) => conds.len() > 1,
        Cond::Implies(..) | Cond::AnyItem(..) | Cond::AllItems(..) => true,
        Cond::Compare(Term::CountItems(..), ..) => true,
        Cond::Not(cond) => is_compound(cond),
        Cond::Named(_)
        | Cond::Given(_)
        | Cond::Present(_)
        | Cond::Passes(..)
        | Cond::Compare(..)
        | Cond::Unique(..) => false,
    }
}

/// Returns the unit in which the length of a value is counted: characters, items or entries.
fn noun(kind: Option<&Kind>) -> &'static str {
    match kind {
        Some(Kind::List(_)) => "items",
        Some(Kind::Map(_)) => "entries",
        _ => "characters",
    }
}

/// Returns the noun in the singular or plural that `number` needs: one item, two items.
fn plural(noun: &'static str, number: i128) -> &'static str {
    match (noun, number) {
        ("items", 1) => "item",
        ("entries", 1) => "entry",
        ("characters", 1) => "character",
        _ => noun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OrderRequest, OrderValue};

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
        let speaker = Speaker::new(Order::SCHEMA);
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
        let speaker = Speaker::new(Rules::SCHEMA);
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
