//! The reference of a request: parameters, footnotes and tables of values, for all documentation exports.

use crate::{
    export::{
        Gap,
        docs::{
            comment,
            mentions::{fields, functions},
            speaker::{Language, Speaker, remark},
        },
    },
    language::{Text, Value},
    schema::{
        At, Blank, Choices, Demand, Field, FieldPlace, Kind, Rule, Scalars, Schema, Severity, Test,
        When, last_name,
    },
    type_rule::rules_at,
    words::{Piece, Words},
};

/// The content of the reference of a request and its parts.
#[derive(Debug)]
pub(crate) struct Reference<'c> {
    pub(crate) language: Language<'c>,
    /// The request, then its parts in the order of first use.
    pub(crate) sections: Vec<Section>,
    /// The enums, in the same order.
    pub(crate) tables: Vec<Table>,
    /// Functions, whose meaning cannot be described.
    pub(crate) gaps: Vec<Gap>,
    notes: usize,
}

/// The request or one of its parts.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) schema: &'static Schema,
    /// A name that no other section or table has.
    pub(crate) label: String,
    /// The paths of the part in the request, such as `parcels[]`; empty for the request itself.
    pub(crate) places: Vec<String>,
    pub(crate) description: Vec<Words>,
    /// Notes on how the request is sent, and on facts that are not in it.
    pub(crate) remarks: Vec<Words>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) notes: Vec<Note>,
    /// The named conditions, by name.
    pub(crate) conditions: Vec<(&'static str, Words)>,
}

/// The values of an enum.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) choices: &'static Choices,
    pub(crate) label: String,
    pub(crate) description: Vec<Words>,
    /// The description of each value.
    pub(crate) meanings: Vec<Words>,
    /// The sentences about other texts, if the enum keeps them.
    pub(crate) others: Option<Words>,
}

/// One row of a table.
#[derive(Debug, Default)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) holds: Words,
    pub(crate) required: Required,
    pub(crate) description: Words,
    pub(crate) default: Words,
    pub(crate) format: Words,
    pub(crate) length: Words,
    /// Numbers of the footnotes about its presence.
    pub(crate) presence_notes: Vec<usize>,
    /// Numbers of the footnotes about its value.
    pub(crate) value_notes: Vec<usize>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) enum Required {
    Yes,
    #[default]
    No,
    Conditional,
}

/// A footnote.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) number: usize,
    pub(crate) words: Words,
    /// The parameters that refer to it.
    pub(crate) parameters: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum About {
    Presence,
    Value,
}

/// The longest list of values that is shown in the table of parameters.
const INLINE: usize = 12;

impl<'c> Reference<'c> {
    pub(crate) fn new(schema: &'static Schema, language: Language<'c>) -> Self {
        let mut reference =
            Self { language, sections: Vec::new(), tables: Vec::new(), gaps: Vec::new(), notes: 0 };
        reference.section(schema, "");
        let mut next = 0;
        while next < reference.sections.len() {
            reference.fill(next);
            next += 1;
        }
        reference
    }

    /// Returns the label of the section for the part at `place`, and adds the section if it is new.
    fn section(&mut self, schema: &'static Schema, place: &str) -> String {
        let known = self.sections.iter_mut().find(|section| section.schema.is_same(schema));
        if let Some(section) = known {
            if !place.is_empty() && !section.places.iter().any(|known| known == place) {
                section.places.push(place.to_owned());
            }
            return section.label.clone();
        }
        let label = self.label(schema.name);
        self.sections.push(Section {
            schema,
            label: label.clone(),
            places: (!place.is_empty()).then(|| place.to_owned()).into_iter().collect(),
            description: comment::paragraphs(schema.doc, schema),
            remarks: Vec::new(),
            parameters: Vec::new(),
            notes: Vec::new(),
            conditions: Vec::new(),
        });
        label
    }

    /// Returns the label of the table of an enum, and adds the table if it is new.
    fn table(&mut self, choices: &'static Choices) -> String {
        let known = self.tables.iter().find(|table| std::ptr::eq(table.choices, choices));
        if let Some(table) = known {
            return table.label.clone();
        }
        static NOTHING: Schema = Schema::empty("");
        let say = |text: Text| self.language.say(text);
        let label = self.label(choices.name);
        self.tables.push(Table {
            choices,
            label: label.clone(),
            description: comment::paragraphs(choices.doc, &NOTHING),
            meanings: choices
                .list
                .iter()
                .enumerate()
                .map(|(index, choice)| {
                    let doc = comment::line(choice.doc, &NOTHING);
                    let Some(instead) = choices.deprecation(index) else { return doc };
                    let instead = comment::line(instead, &NOTHING);
                    let deprecated = Text::DocDeprecated.with("instead", instead);
                    let deprecated = self.language.say(deprecated).sentence();
                    match doc.is_empty() {
                        true => deprecated,
                        false => doc.sentence().and(" ").and(deprecated),
                    }
                })
                .collect(),
            others: choices.other.as_ref().map(|other| {
                let doc = comment::line(other.doc, &NOTHING);
                match doc.is_empty() {
                    true => say(Text::DocOther),
                    false => say(Text::DocOther).and(" ").and(doc.sentence()),
                }
            }),
        });
        label
    }

    /// Returns a label that no other section or table has.
    fn label(&self, name: &str) -> String {
        let is_taken = |label: &str| {
            self.sections.iter().any(|section| section.label == label)
                || self.tables.iter().any(|table| table.label == label)
        };
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let mut labels = std::iter::once(name.to_owned()).chain(numbered);
        labels.find(|label| !is_taken(label)).unwrap_or_else(|| name.to_owned())
    }

    fn fill(&mut self, index: usize) {
        let schema = self.sections[index].schema;
        let place = self.sections[index].places.first().cloned().unwrap_or_default();
        let mut filling = Filling { place, section: Content::default() };
        self.add(schema, &mut filling, None);
        let language = self.language;
        let say = |text: Text| language.say(text);
        let section = &mut self.sections[index];
        section.parameters = filling.section.parameters;
        section.notes = filling.section.notes;
        section.conditions = filling.section.conditions;
        if let (0, Scalars::Text) = (index, schema.scalars.plain()) {
            section.remarks.push(say(Text::DocScalarsText));
        }
        if let (0, Scalars::Number) = (index, schema.scalars.plain()) {
            section.remarks.push(say(Text::DocScalarsNumber));
        }
        if index == 0 && schema.scalars.is_strict() {
            section.remarks.push(say(Text::DocStrict));
        }
        if index == 0 && schema.fields.iter().any(|field| field.attributes.blank == Blank::Absent) {
            section.remarks.push(say(Text::DocBlankAbsent));
        }
        let speaks_of_facts =
            |words: &Words| words.pieces().iter().any(|piece| matches!(piece, Piece::Fact(_)));
        let notes = section.notes.iter().map(|note| &note.words);
        let conditions = section.conditions.iter().map(|(_, words)| words);
        let defaults = section.parameters.iter().map(|parameter| &parameter.default);
        if notes.chain(conditions).chain(defaults).any(speaks_of_facts) {
            section.remarks.push(say(Text::DocFacts));
        }
    }

    /// Adds the parameters of a request or a flattened part; `whole` says when an optional part is given.
    fn add(&mut self, schema: &'static Schema, filling: &mut Filling, whole: Option<&Words>) {
        let speaker = Speaker::new(schema, self.language);
        for condition in schema.conditions {
            filling.section.conditions.push((condition.name, speaker.condition(&condition.cond)));
        }
        for (index, field) in schema.fields.iter().enumerate() {
            match (field.kind().required(), field.place) {
                (_, FieldPlace::Skipped) => {}
                (Kind::Object(part), FieldPlace::Flattened) => {
                    let names = part.fields.iter().map(|field| Words::parameter(field.name).into());
                    let whole = field.ty.optional.then(|| {
                        let given = Text::DocOneGiven.with("members", Value::both(names));
                        self.language.say(given)
                    });
                    self.add(part, filling, whole.as_ref());
                }
                _ => {
                    let parameter = self.parameter(schema, index, field, filling);
                    filling.section.parameters.push(parameter);
                }
            }
        }
        for field in schema.fields {
            for (cond, literal) in field.attributes.default_ifs {
                let default = speaker.literal(Some(field.kind().required()), literal, true);
                let words = Text::DocDefaultIf.with("value", default);
                let words = words.with("condition", speaker.condition(cond));
                let words = self.language.say(words);
                self.note(words, About::Value, vec![field.name.to_owned()], filling);
            }
        }
        for rule in schema.rules {
            self.add_rule(schema, rule, &speaker, filling, whole);
        }
        for field in schema.fields {
            // Those of the value itself are in the table, but for warnings.
            let own = rules_at(field, 0).filter(|(_, rule)| rule.attributes.severity.is_warning());
            let own = own.map(|it| (it, false));
            let of_items = rules_at(field, 1).map(|it| (it, true));
            for ((of_type, rule), is_of_items) in own.chain(of_items) {
                let words = Speaker::new(of_type, self.language).rule(rule);
                let words = match rule.at {
                    At::Root | At::Field(_) | At::Member(..) if is_of_items => {
                        self.language.say(Text::DocEveryItem.with("rule", words))
                    }
                    At::Root | At::Field(_) | At::Member(..) | At::Items(_) => words,
                };
                self.note(words, About::Value, vec![field.name.to_owned()], filling);
            }
        }
    }

    fn parameter(
        &mut self,
        schema: &'static Schema,
        index: usize,
        field: &'static Field,
        filling: &Filling,
    ) -> Parameter {
        let kind = field.kind().required();
        let at = |rule: &&Rule| rule.at == At::Field(index);
        let own = || {
            let is_always = |rule: &&Rule| matches!(rule.when, When::Always);
            let own = schema.rules.iter().filter(at).filter(is_always);
            let own = own.chain(rules_at(field, 0).map(|(_, rule)| rule));
            own.filter(|rule| !rule.attributes.severity.is_warning())
        };
        let tests = || own().filter_map(|rule| rule.demand.test());
        let allowed = tests()
            .find(|test| matches!(test, Test::OneOf(_)))
            .filter(|_| !field.attributes.secret)
            .map(|test| test.object(Some(kind)));
        let language = self.language;
        let say = |value: Value| language.say(value);
        let speaker = Speaker::new(schema, language);
        let place = filling.at(field.name);
        let has_range = tests().any(|test| matches!(test, Test::Range(_) | Test::Between(_)));
        let holds = match (allowed, kind) {
            (Some(allowed), Kind::Choice(choices)) => {
                let name = Words::link(self.table(choices));
                Text::DocValues.with("name", name).with("values", allowed).into()
            }
            (Some(allowed), _) => {
                Text::DocValues.with("name", short(kind)).with("values", allowed).into()
            }
            (None, Kind::Integer { .. }) if has_range => short(kind),
            (None, _) => self.holds(kind, &place),
        };
        let holds = match field.attributes.separator {
            Some(separator) => {
                let separated = Text::DocSeparated.with("what", holds);
                separated.with("separator", Value::code(separator)).into()
            }
            None => holds,
        };
        let holds = if field.attributes.text && schema.scalars.plain() != Scalars::Text {
            Text::DocAsText.with("what", holds).into()
        } else if field.attributes.number && schema.scalars.plain() != Scalars::Number {
            Text::DocAsNumber.with("what", holds).into()
        } else {
            holds
        };
        let holds = match field.ty.nullable {
            true => Text::DocOrCodeNull.with("what", holds).into(),
            false => holds,
        };
        let mut description =
            match (language.label(schema, index), comment::line(field.doc, schema)) {
                (None, doc) => doc,
                (Some(label), doc) if doc.is_empty() => label.into(),
                (Some(label), doc) => {
                    let label = Text::DocLabelled.with("label", Words::plain(label));
                    say(label.with("description", doc).into())
                }
            };
        let mut add = |words: Words| {
            let before = if description.is_empty() { "" } else { " " };
            description = std::mem::take(&mut description).and(before).and(words);
        };
        match field.place {
            FieldPlace::UrlPath => add(say(Text::DocInPath.into())),
            FieldPlace::UrlQuery => add(say(Text::DocInQuery.into())),
            FieldPlace::Header => add(say(Text::DocInHeader.into())),
            _ => {}
        }
        if !field.attributes.aliases.is_empty() {
            let aliases = field.attributes.aliases.iter().map(|alias| Value::code(*alias));
            add(say(Text::DocAliases.with("names", Value::either(aliases)).into()));
        }
        for rule in schema.rules.iter().filter(at) {
            if let Severity::Deprecated(_) = rule.attributes.severity {
                add(speaker.rule(rule).sentence());
            }
        }
        if field.attributes.secret {
            add(say(Text::DocSecret.into()));
        }
        let default =
            field.attributes.default.as_ref().map(|default| match field.attributes.secret {
                true => say(Text::DocRedacted.into()),
                false => speaker.literal(Some(kind), default, true),
            });
        let mut parameter = Parameter {
            name: field.name.to_owned(),
            holds: say(holds),
            description,
            default: default.unwrap_or_default(),
            ..Parameter::default()
        };
        if field.attributes.blank == Blank::Value && (kind.is_text() || matches!(kind, Kind::Any)) {
            parameter.format = say(Text::DocMayBeBlank.into());
        }
        for rule in own() {
            let (column, words) = match &rule.demand {
                Demand::NotBlank => (&mut parameter.format, say(Text::DocNotBlank.into())),
                // The values are in their own column.
                Demand::Passes(Test::OneOf(_)) => continue,
                Demand::Passes(test) => {
                    let words = say(remark(test, Some(kind)));
                    match test.lengths() {
                        Some(_) => (&mut parameter.length, words),
                        None => (&mut parameter.format, words),
                    }
                }
                Demand::Required
                | Demand::RequiredByType
                | Demand::Forbidden
                | Demand::KeyPasses(_)
                | Demand::Separator(_)
                | Demand::Group(_)
                | Demand::Holds(..)
                | Demand::Checked(_)
                | Demand::Nested => continue,
            };
            let before = if column.is_empty() { "" } else { "; " };
            *column = std::mem::take(column).and(before).and(words);
        }
        parameter
    }

    /// The values that a kind accepts.
    fn holds(&mut self, kind: &'static Kind, place: &str) -> Value {
        match kind.required() {
            Kind::Integer { min: ..0, is_nonzero: true, .. } => Text::DocWholeNumberNotZero.into(),
            Kind::Integer { min, max, .. }
                if *max < i128::from(u64::MAX) && *max != i128::from(i64::MAX) =>
            {
                Text::DocWholeNumberFromTo.with("min", *min).with("max", *max).into()
            }
            Kind::Integer { min: min @ (0 | 1), .. } => {
                Text::DocWholeNumberAtLeast.with("min", *min).into()
            }
            Kind::Choice(choices) => {
                let name = Words::link(self.table(choices));
                match choices.list.len() {
                    0..=INLINE => {
                        let values = choices.list.iter();
                        let values = values.map(|choice| Value::code(choice.wire.to_string()));
                        let values = match choices.other {
                            None => Value::either(values),
                            Some(_) => {
                                Text::ChoiceOrOther.with("values", Value::list(values)).into()
                            }
                        };
                        Text::DocValues.with("name", name).with("values", values).into()
                    }
                    count => {
                        let values = Text::ChoiceMany.with("count", Value::number(count));
                        let values = values.with("name", name);
                        match choices.other {
                            Some(_) => Text::DocValuesOrOther.with("values", values).into(),
                            None => values.into(),
                        }
                    }
                }
            }
            Kind::List(item) => {
                let items = self.holds(item(), &format!("{place}[]"));
                or_null(item(), Text::DocList.with("items", items).into())
            }
            Kind::Map(item) => {
                let values = self.holds(item(), &format!("{place}[]"));
                or_null(item(), Text::DocMapOf.with("values", values).into())
            }
            Kind::Object(schema) => {
                Text::DocObject.with("name", Words::link(self.section(schema, place))).into()
            }
            kind => short(kind),
        }
    }

    fn add_rule(
        &mut self,
        schema: &'static Schema,
        rule: &'static Rule,
        speaker: &Speaker<'_>,
        filling: &mut Filling,
        whole: Option<&Words>,
    ) {
        self.add_gaps(schema, rule, filling);
        let name = |field: usize| schema.fields[field].name.to_owned();
        let is_flattened = |field: usize| schema.fields[field].place == FieldPlace::Flattened;
        // What a warning says is in no column.
        let is_always = matches!(rule.when, When::Always) && !rule.attributes.severity.is_warning();
        if let Severity::Deprecated(_) = rule.attributes.severity {
            // It is in the description.
            return;
        }
        if let (At::Field(field), Demand::RequiredByType) = (rule.at, &rule.demand)
            && schema.fields[field].ty.optional
        {
            // The type accepts absence although it is not spelled `Option`.
            return;
        }
        let about = match rule.demand {
            Demand::Required | Demand::RequiredByType | Demand::Forbidden | Demand::Group(_) => {
                About::Presence
            }
            Demand::NotBlank
            | Demand::Passes(_)
            | Demand::KeyPasses(_)
            | Demand::Separator(_)
            | Demand::Holds(..)
            | Demand::Checked(_)
            | Demand::Nested => About::Value,
        };
        let (names, words) = match rule.at {
            At::Member(field, _) if is_flattened(field) => {
                (vec![schema.wire_place(rule.at)], speaker.rule(rule))
            }
            At::Member(field, _) => {
                let member = Words::parameter(schema.wire_place(rule.at));
                let words = Text::DocAt.with("field", member).with("rule", speaker.rule(rule));
                (vec![name(field)], self.language.say(words))
            }
            At::Field(field) | At::Items(field) if is_flattened(field) => {
                let part = match schema.fields[field].kind().required() {
                    Kind::Object(part) => part.fields,
                    _ => &[],
                };
                match rule.demand {
                    Demand::Nested | Demand::RequiredByType => return,
                    Demand::Required
                    | Demand::Forbidden
                    | Demand::NotBlank
                    | Demand::Passes(_)
                    | Demand::KeyPasses(_)
                    | Demand::Separator(_)
                    | Demand::Group(_)
                    | Demand::Holds(..)
                    | Demand::Checked(_) => (
                        part.iter().map(|field| field.name.to_owned()).collect(),
                        speaker.rule(rule),
                    ),
                }
            }
            At::Field(field) if is_always => match rule.demand {
                Demand::Required | Demand::RequiredByType => {
                    let Some(parameter) = filling.parameter(&name(field)) else { return };
                    match whole {
                        None => return parameter.required = Required::Yes,
                        Some(whole) => {
                            let words = Text::DocIf.with("rule", Text::DocRequired);
                            let words = words.with("condition", whole.clone());
                            (vec![name(field)], self.language.say(words))
                        }
                    }
                }
                Demand::Group(_) | Demand::Holds(..) | Demand::Checked(_) | Demand::Forbidden => {
                    (vec![name(field)], speaker.rule(rule))
                }
                // These are in the table itself.
                Demand::NotBlank
                | Demand::Passes(_)
                | Demand::KeyPasses(_)
                | Demand::Separator(_)
                | Demand::Nested => {
                    return;
                }
            },
            At::Field(field) | At::Items(field) => (vec![name(field)], speaker.rule(rule)),
            At::Root => {
                let fields = match &rule.demand {
                    Demand::Holds(cond, _) => fields(cond, schema),
                    Demand::Checked(checked) => checked.reads.to_vec(),
                    Demand::Group(group) => schema.groups[*group].members.to_vec(),
                    // No attribute sets these for the request itself.
                    Demand::Required
                    | Demand::RequiredByType
                    | Demand::Forbidden
                    | Demand::NotBlank
                    | Demand::Passes(_)
                    | Demand::KeyPasses(_)
                    | Demand::Separator(_)
                    | Demand::Nested => Vec::new(),
                };
                (fields.into_iter().map(name).collect(), speaker.rule(rule))
            }
        };
        if words.is_empty() {
            return;
        }
        let is_demand = matches!(rule.demand, Demand::Required | Demand::RequiredByType)
            && !rule.attributes.severity.is_warning();
        for name in &names {
            if let Some(parameter) = filling.parameter(name)
                && is_demand
                && !matches!(rule.at, At::Member(field, _) if !is_flattened(field))
                && parameter.required == Required::No
            {
                parameter.required = match rule.when {
                    When::Always if whole.is_none() => Required::Yes,
                    When::Always | When::If(_) | When::Unless(_) => Required::Conditional,
                };
            }
        }
        let words = match opposite(rule, speaker) {
            Some(Opposite::Said) => return,
            Some(Opposite::Follows(text)) => self.language.say(text.with("rule", words)),
            None => words,
        };
        self.note(words, about, names, filling);
    }

    fn note(&mut self, words: Words, about: About, names: Vec<String>, filling: &mut Filling) {
        let known = filling.section.notes.iter().position(|note| note.words == words);
        let position = known.unwrap_or_else(|| {
            self.notes += 1;
            let note = Note { number: self.notes, words, parameters: Vec::new() };
            filling.section.notes.push(note);
            filling.section.notes.len() - 1
        });
        let number = filling.section.notes[position].number;
        for name in names {
            if let Some(parameter) = filling.parameter(&name) {
                let notes = match about {
                    About::Presence => &mut parameter.presence_notes,
                    About::Value => &mut parameter.value_notes,
                };
                if let Err(position) = notes.binary_search(&number) {
                    notes.insert(position, number);
                }
                let note = &mut filling.section.notes[position];
                if !note.parameters.contains(&name) {
                    note.parameters.push(name);
                }
            }
        }
    }

    fn add_gaps(&mut self, schema: &'static Schema, rule: &'static Rule, filling: &Filling) {
        let mut found = match &rule.when {
            When::Always => Vec::new(),
            When::If(cond) | When::Unless(cond) => functions(cond, schema),
        };
        match &rule.demand {
            Demand::Checked(checked) => found.push(last_name(checked.function)),
            Demand::Passes(test) | Demand::KeyPasses(test) => found.extend(test.function()),
            Demand::Holds(cond, _) => found.extend(functions(cond, schema)),
            Demand::Required
            | Demand::RequiredByType
            | Demand::Forbidden
            | Demand::NotBlank
            | Demand::Separator(_)
            | Demand::Group(_)
            | Demand::Nested => {}
        }
        for function in found {
            let reason = Text::DocGapFunction.with("function", Value::code(function));
            let reason = self.language.text(reason);
            let gap = Gap::new(filling.at(&schema.rule_id(rule)), reason);
            if !self.gaps.contains(&gap) {
                self.gaps.push(gap);
            }
        }
    }
}

/// The section that is being built.
struct Filling {
    place: String,
    section: Content,
}

#[derive(Default)]
struct Content {
    parameters: Vec<Parameter>,
    notes: Vec<Note>,
    conditions: Vec<(&'static str, Words)>,
}

impl Filling {
    /// The path of `name` within the section.
    fn at(&self, name: &str) -> String {
        if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) }
    }

    fn parameter(&mut self, name: &str) -> Option<&mut Parameter> {
        self.section.parameters.iter_mut().find(|parameter| parameter.name == name)
    }
}

/// The relation of a rule to the opposite rule, such as the other half of `present_iff`.
enum Opposite {
    /// The footnote of the other rule covers both.
    Said,
    /// The footnote of this rule covers both, in this text.
    Follows(Text),
}

fn opposite(rule: &'static Rule, speaker: &Speaker<'_>) -> Option<Opposite> {
    let is_opposite = |other: &&Rule| {
        other.at == rule.at
            && other.attributes.severity == rule.attributes.severity
            && match (&rule.when, &other.when) {
                (When::If(cond), When::Unless(other)) | (When::Unless(cond), When::If(other)) => {
                    speaker.condition(cond) == speaker.condition(other)
                }
                (When::Always, _)
                | (_, When::Always)
                | (When::If(_), When::If(_))
                | (When::Unless(_), When::Unless(_)) => false,
            }
            && matches!(
                (&rule.demand, &other.demand),
                (Demand::Required, Demand::Forbidden) | (Demand::Forbidden, Demand::Required)
            )
    };
    speaker.schema().rules.iter().find(is_opposite)?;
    if let Demand::Forbidden = rule.demand {
        return Some(Opposite::Said);
    }
    match &rule.when {
        When::If(_) => Some(Opposite::Follows(Text::DocOtherwiseForbidden)),
        When::Unless(_) => Some(Opposite::Follows(Text::DocThenForbidden)),
        // It has no opposite.
        When::Always => None,
    }
}

/// Adds null to the values of a kind whose items may be null.
fn or_null(item: &'static Kind, values: Value) -> Value {
    match item {
        Kind::Optional(_) => Text::DocOrNull.with("what", values).into(),
        Kind::Bool
        | Kind::Integer { .. }
        | Kind::Text
        | Kind::Choice(_)
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Object(_)
        | Kind::Any
        | Kind::Flag
        | Kind::Formed(_) => values,
    }
}

/// A short name of a kind.
fn short(kind: &'static Kind) -> Value {
    match kind {
        Kind::Bool => Text::KindBool.into(),
        Kind::Integer { .. } => Text::DocWholeNumber.into(),
        Kind::Text => Text::DocText.into(),
        Kind::Any => Text::DocAny.into(),
        Kind::Flag => Text::KindFlag.into(),
        Kind::Formed(_) => kind.words(),
        Kind::List(items) => Text::DocList.with("items", short(items().required())).into(),
        Kind::Map(_) => Text::DocMap.into(),
        Kind::Object(schema) => Text::DocObject.with("name", Value::code(schema.name)).into(),
        Kind::Choice(choices) => Value::code(choices.name),
        Kind::Optional(kind) => short(kind()),
    }
}
