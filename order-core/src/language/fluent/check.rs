//! Mistakes in a file of messages: words for no rule or field, and places that nothing fills.

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{
    Attribute, CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};

use crate::{
    Path,
    language::{
        Text,
        fluent::{Fluent, part_of_id},
        message::{Piece, Pieces},
    },
    schema::{At, Choices, Kind, Rule, Schema},
    suggest::nearest,
    type_rule,
    violation::{Because, Violation},
};

/// The ids that a file may have for words of the author of some requests, each with its places.
struct Own {
    rules: Vec<(String, Vec<&'static str>)>,
    labels: Vec<String>,
}

impl Own {
    fn of(requests: &[&'static Schema]) -> Self {
        let mut own = Self { rules: Vec::new(), labels: Vec::new() };
        for part in requests.iter().flat_map(|request| request.parts()) {
            own.add(part);
            for (index, field) in part.fields.iter().enumerate() {
                own.labels.push(format!(
                    "label-{}-{}",
                    part_of_id(part.name),
                    part_of_id(field.name)
                ));
                field.ty.type_rules.types().for_each(|(_, of_type)| own.add(of_type));
                let (mut kind, mut at) = (field.kind().required(), At::Field(index));
                while let Some(item) = kind.item() {
                    (kind, at) = (item.required(), At::Items(index));
                }
                if let Kind::Choice(Choices { deprecated: [_, ..], .. }) = kind {
                    own.add_rule(part, Rule::DEPRECATED_VALUE, at);
                }
            }
        }
        type_rule::of_texts().iter().for_each(|of_type| own.add(of_type));
        own
    }

    fn add(&mut self, schema: &'static Schema) {
        for rule in schema.rules {
            self.add_rule(schema, rule, rule.at);
        }
    }

    fn add_rule(&mut self, schema: &'static Schema, rule: &'static Rule, at: At) {
        let id = format!("{}.{}", schema.name, schema.rule_id_at(rule, at));
        let id = format!("rule-{}", part_of_id(&id));
        if !self.rules.iter().any(|(known, _)| *known == id) {
            self.rules.push((id, places(schema, rule, at)));
        }
    }
}

/// Returns the places that every message of a rule has.
fn places(schema: &'static Schema, rule: &'static Rule, at: At) -> Vec<&'static str> {
    let path = at.field().map_or(Path::ROOT, |field| Path::field(schema.fields[field].name));
    // A message has the same places whatever is missing, or is too much, and whatever a function says.
    let message = Violation::new(schema, rule, path, Because::Nothing).message();
    message.places().collect()
}

/// Returns the places of a text.
fn places_of(text: Text) -> Vec<&'static str> {
    let mut places: Vec<&str> = Vec::new();
    for piece in Pieces(text.english()) {
        match piece {
            Piece::Words(_) => {}
            Piece::Place(place, _) | Piece::Plural { place, .. } => places.push(place),
        }
    }
    if text == Text::Format {
        places.push("name");
    }
    places
}

/// The mistakes in one file.
struct Checked<'f> {
    fluent: &'f Fluent,
    file: &'f FluentResource,
    /// The number of the file, if there are several.
    number: Option<usize>,
    found: Vec<(usize, String)>,
}

impl Fluent {
    /// Returns one message for each mistake in the files of the catalogue.
    pub(super) fn mistakes(&self, requests: &[&'static Schema]) -> Vec<String> {
        let own = Own::of(requests);
        let names: Vec<String> =
            requests.iter().map(|request| format!("`{}`", request.name)).collect();
        let of_requests = names.join(", ");
        let mut mistakes = Vec::new();
        for (index, file) in self.files.iter().enumerate() {
            let number = (self.files.len() > 1).then_some(index + 1);
            let mut checked = Checked { fluent: self, file, number, found: Vec::new() };
            file.entries().for_each(|entry| checked.entry(entry, &own, &of_requests));
            mistakes.extend(checked.finish());
        }
        mistakes
    }

    /// Returns `true` if a file has this term, with this attribute.
    fn has_term(&self, id: &str, attribute: Option<&str>) -> bool {
        let has = |attributes: &[Attribute<&str>]| {
            attribute.is_none_or(|name| attributes.iter().any(|own| own.id.name == name))
        };
        self.files.iter().flat_map(|file| file.entries()).any(
            |entry| matches!(entry, Entry::Term(term) if term.id.name == id && has(&term.attributes)),
        )
    }
}

/// The words that are looked at.
#[derive(Clone, Copy)]
struct Scope<'s> {
    /// The message, or term, of the file.
    id: &'s str,
    /// The places of the message; `None` for a term, which has those that are given to it.
    places: Option<&'s [&'static str]>,
    /// The message that is referred to, if these are its words, and the offset of the reference.
    referred: Option<(&'s str, usize)>,
}

impl<'f> Checked<'f> {
    fn entry(&mut self, entry: &'f Entry<&'f str>, own: &Own, of_requests: &str) {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                for attribute in &message.attributes {
                    let name = attribute.id.name;
                    let wrong = format!("nothing says the attribute `{id}.{name}`; remove it");
                    self.wrong(self.offset(name), wrong);
                }
                let Some(words) = &message.value else {
                    let wrong = format!("`{id}` has no words; write them after `=`");
                    return self.wrong(self.offset(id), wrong);
                };
                match own.places(id, of_requests) {
                    Ok(places) => {
                        let scope = Scope { id, places: Some(&places), referred: None };
                        self.words(words, scope, &mut vec![id]);
                    }
                    Err(wrong) => self.wrong(self.offset(id), wrong),
                }
            }
            Entry::Term(term) => {
                let scope = Scope { id: term.id.name, places: None, referred: None };
                let attributes = term.attributes.iter().map(|attribute| &attribute.value);
                for words in [&term.value].into_iter().chain(attributes) {
                    self.words(words, scope, &mut Vec::new());
                }
            }
            // A file with something else is refused when it is read.
            Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => {}
        }
    }

    /// Returns the offset of a piece of the file.
    fn offset(&self, piece: &str) -> usize {
        piece.as_ptr().addr().saturating_sub(self.file.source().as_ptr().addr())
    }

    fn wrong(&mut self, at: usize, wrong: String) {
        self.found.push((at, wrong));
    }

    /// Looks at words, which the messages `open` say.
    fn words(&mut self, words: &'f Pattern<&'f str>, scope: Scope<'_>, open: &mut Vec<&'f str>) {
        for element in &words.elements {
            match element {
                PatternElement::TextElement { .. } => {}
                PatternElement::Placeable { expression } => {
                    self.expression(expression, scope, open);
                }
            }
        }
    }

    fn expression(
        &mut self,
        expression: &'f Expression<&'f str>,
        scope: Scope<'_>,
        open: &mut Vec<&'f str>,
    ) {
        match expression {
            Expression::Select { selector, variants } => {
                self.inline(selector, scope, open);
                for variant in variants {
                    self.words(&variant.value, scope, open);
                }
            }
            Expression::Inline(inline) => self.inline(inline, scope, open),
        }
    }

    fn inline(
        &mut self,
        inline: &'f InlineExpression<&'f str>,
        scope: Scope<'_>,
        open: &mut Vec<&'f str>,
    ) {
        let at = |piece: &str| scope.referred.map_or_else(|| self.offset(piece), |(_, at)| at);
        let id = scope.id;
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::Placeable { expression } => self.expression(expression, scope, open),
            InlineExpression::VariableReference { id: place } => {
                let at = at(place.name);
                if let Some(wrong) = unknown_place(place.name, scope) {
                    self.wrong(at, wrong);
                }
            }
            InlineExpression::FunctionReference { id: function, arguments } => {
                let wrong = format!(
                    "no function `{}` is known to `{id}`; write what it takes alone",
                    function.name
                );
                self.wrong(at(function.name), wrong);
                self.arguments(arguments, scope, open);
            }
            InlineExpression::TermReference { id: term, attribute, arguments } => {
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                if !self.fluent.has_term(term.name, attribute) {
                    let dot = attribute.map(|name| format!(".{name}")).unwrap_or_default();
                    let wrong = format!(
                        "no term `-{}{dot}`, which `{id}` refers to; add it to the file",
                        term.name
                    );
                    self.wrong(at(term.name), wrong);
                }
                if let Some(arguments) = arguments {
                    self.arguments(arguments, scope, open);
                }
            }
            InlineExpression::MessageReference { id: message, attribute } => {
                let at = at(message.name);
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                self.reference(message.name, attribute, at, scope, open);
            }
        }
    }

    fn arguments(
        &mut self,
        arguments: &'f CallArguments<&'f str>,
        scope: Scope<'_>,
        open: &mut Vec<&'f str>,
    ) {
        let named = arguments.named.iter().map(|argument| &argument.value);
        for argument in arguments.positional.iter().chain(named) {
            self.inline(argument, scope, open);
        }
    }

    /// Looks at a message that another one refers to. It is said with the places of that one.
    fn reference(
        &mut self,
        id: &'f str,
        attribute: Option<&str>,
        at: usize,
        scope: Scope<'_>,
        open: &mut Vec<&'f str>,
    ) {
        let message = self.fluent.bundle.get_message(id);
        let words = message.and_then(|message| match attribute {
            Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
            None => message.value(),
        });
        let Some(words) = words else {
            let dot = attribute.map(|name| format!(".{name}")).unwrap_or_default();
            let wrong = format!(
                "no message `{id}{dot}`, which `{}` refers to; write `$` before the name of a place",
                scope.id
            );
            return self.wrong(at, wrong);
        };
        if open.contains(&id) {
            return self.wrong(at, format!("`{id}` refers to itself; write its words"));
        }
        open.push(id);
        let referred = Some(scope.referred.unwrap_or((id, at)));
        self.words(words, Scope { referred, ..scope }, open);
        open.pop();
    }

    fn finish(mut self) -> impl Iterator<Item = String> {
        self.found.sort_by_key(|(at, _)| *at);
        let lines = self.found.into_iter().map(|(at, wrong)| {
            let line = line_of(self.file.source(), at);
            match self.number {
                Some(file) => format!("file {file}, line {line}: {wrong}"),
                None => format!("line {line}: {wrong}"),
            }
        });
        lines.collect::<Vec<_>>().into_iter()
    }
}

impl Own {
    /// Returns the places of the message with this id, or the mistake that it is the message of nothing.
    fn places(&self, id: &str, of_requests: &str) -> Result<Vec<&'static str>, String> {
        if let Some(text) = Text::ALL.iter().find(|text| text.id() == id) {
            return Ok(places_of(*text));
        }
        if let Some((_, places)) = self.rules.iter().find(|(known, _)| known == id) {
            return Ok(places.clone());
        }
        if self.labels.iter().any(|known| known == id) {
            return Ok(Vec::new());
        }
        let mut rules = self.rules.iter().map(|(id, _)| id.as_str());
        let (of, near) = match id.starts_with("label-") {
            true => ("the label of no field", nearest(id, self.labels.iter().map(String::as_str))),
            false => ("the message of no rule", nearest(id, &mut rules)),
        };
        let what_to_do = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if id.starts_with("label-") => {
                "an id is made of the name of the type and that of the field on the wire".to_owned()
            }
            None => "an id is made of the name of the type and the id of the rule".to_owned(),
        };
        Err(format!("`{id}` is {of} of {of_requests}; {what_to_do}"))
    }
}

/// Returns the mistake that a message has no place of this name; `None` if it has one.
fn unknown_place(place: &str, scope: Scope<'_>) -> Option<String> {
    let places = scope.places.filter(|places| !places.contains(&place))?;
    let what_to_do = match nearest(place, places.iter().copied()) {
        Some(near) => format!("did you mean `${near}`?"),
        None if places.is_empty() => "it has none".to_owned(),
        None => {
            let places: Vec<String> = places.iter().map(|place| format!("`${place}`")).collect();
            format!("it has {}", places.join(", "))
        }
    };
    let by = match scope.referred {
        Some((referred, _)) => format!(" for `{referred}`"),
        None => String::new(),
    };
    Some(format!("`{}` has no place `${place}`{by}; {what_to_do}", scope.id))
}

/// Returns the number of the line, from 1, that an offset stands in.
pub(super) fn line_of(source: &str, at: usize) -> usize {
    source.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
