//! The values of a call that stand beside its body: in the path, the query and the headers.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use crate::{
    Code, Path,
    http::Incoming,
    language::{Text, Value as Said},
    path::Segment,
    percent::decode,
    schema::{Field, FieldPlace, Kind, Schema},
    suggest::Suggestions,
    wire::{Document, Finders, Part, Problem, Problems, Unknown, shortened},
};

/// The values that stand beside a body, and their problems.
pub(super) struct Parts<'a> {
    call: &'a Incoming<'a>,
    schema: &'static Schema,
    /// The fields whose values stand beside the body.
    fields: Vec<&'static Field>,
    finders: Finders,
    pub(super) problems: Problems,
    suggestions: Suggestions,
    values: Vec<Value<'a>>,
    /// The members that are given by a value that cannot be read, or in a wrong place.
    pub(super) unreadable: Vec<&'static str>,
}

/// The texts of a field.
struct Value<'a> {
    field: &'static Field,
    texts: Vec<Cow<'a, str>>,
    /// The offset of each text in its part.
    offsets: Vec<usize>,
}

impl<'a> Parts<'a> {
    /// Collects the values. `path` has the ranges of those in the path.
    pub(super) fn of(
        call: &'a Incoming<'a>,
        schema: &'static Schema,
        path: Vec<(&'static str, Range<usize>)>,
    ) -> Self {
        let mut fields = Vec::new();
        collect(schema, &mut fields);
        let mut parts = Self {
            call,
            schema,
            fields,
            finders: Finders::default(),
            problems: Problems::default(),
            suggestions: Suggestions::default(),
            values: Vec::new(),
            unreadable: Vec::new(),
        };
        parts.path(path);
        parts.query();
        parts.headers();
        parts
    }

    /// Adds the values to the root of a document, which is an object.
    pub(super) fn add_to(&mut self, document: &mut Document<'a>) {
        for Value { field, texts, .. } in &mut self.values {
            let is_list = items(field).is_some();
            document.add_beside(field.name, std::mem::take(texts), is_list);
        }
    }

    /// Reports the member `key` of the body if it belongs elsewhere.
    pub(super) fn is_misplaced(
        &mut self,
        key: &str,
        offset: usize,
        problems: &mut Problems,
    ) -> bool {
        if self.fields.is_empty() {
            return false;
        }
        let Some(field) = self.finders.member(self.schema, key) else { return false };
        if !field.place.is_beside_body() {
            return false;
        }
        problems.add(|| misplaced(field, key, offset, Part::Body));
        self.note(field);
        true
    }

    /// The part of a problem, and its offset there.
    pub(super) fn place(&self, problem: &Problem) -> (Part, usize) {
        let mut steps = problem.path().segments();
        let name = match steps.next() {
            Some(Segment::Name(name)) => *name,
            Some(Segment::Index(_) | Segment::Key(_)) => return (Part::Body, 0),
            None if problem.violation().is_some() => return (Part::Request, 0),
            None => return (Part::Body, 0),
        };
        let Some(field) = self.fields.iter().find(|field| field.name == name) else {
            return (Part::Body, 0);
        };
        let part = part_of(field);
        let value = self.values.iter().find(|value| value.field.name == name);
        // What is missing is missed at the end.
        let Some(Value { offsets, .. }) = value else { return (part, self.text(part).len()) };
        let item = if let Some(Segment::Index(item)) = steps.next() { *item } else { 0 };
        (part, offsets.get(item).or(offsets.first()).copied().unwrap_or_default())
    }

    /// The text of a part, in which the positions of its problems are.
    pub(super) fn text(&self, part: Part) -> &'a str {
        match part {
            Part::Path => self.call.path,
            Part::Query => self.call.query,
            Part::Header(_) | Part::Body | Part::Request => "",
        }
    }

    fn path(&mut self, path: Vec<(&'static str, Range<usize>)>) {
        for (name, range) in path {
            let is_meant =
                |field: &&Field| field.place == FieldPlace::UrlPath && field.name == name;
            let Some(field) = self.fields.iter().copied().find(is_meant) else { continue };
            let offset = range.start;
            if let Some(text) = self.decoded(field, &self.call.path[range], offset, false) {
                self.values.push(Value { field, texts: vec![text], offsets: vec![offset] });
            }
        }
    }

    fn query(&mut self) {
        let mut known = HashMap::new();
        for field in self.fields.iter().filter(|field| field.place == FieldPlace::UrlQuery) {
            known.extend(field.attributes.aliases.iter().map(|alias| (*alias, *field)));
        }
        for field in self.fields.iter().filter(|field| field.place == FieldPlace::UrlQuery) {
            known.insert(field.name, field);
        }
        let mut given: HashMap<&str, usize> = HashMap::new();
        let mut next = 0;
        for pair in self.call.query.split('&') {
            let start = next;
            next += pair.len() + 1;
            if pair.is_empty() {
                continue;
            }
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = match decode(key, true) {
                Ok(key) => key,
                Err((at, message)) => {
                    self.problems.add(|| syntax(Path::ROOT, Part::Query, start + at, message));
                    continue;
                }
            };
            let Some(field) = known.get(key.as_str()).copied() else {
                self.unknown_parameter(&key, start);
                continue;
            };
            let offset = start + pair.len() - value.len();
            let Some(text) = self.decoded(field, value, offset, true) else { continue };
            match given.get(field.name) {
                None => {
                    given.insert(field.name, self.values.len());
                    self.values.push(Value { field, texts: vec![text], offsets: vec![offset] });
                }
                Some(value) => self.further(*value, text, start, offset),
            }
        }
    }

    fn headers(&mut self) {
        let mut known: HashMap<String, &'static Field> = HashMap::new();
        for field in self.fields.iter().filter(|field| field.place == FieldPlace::Header) {
            for name in field.attributes.aliases.iter().chain([&field.name]) {
                known.insert(name.to_ascii_lowercase(), field);
            }
        }
        if known.is_empty() {
            return;
        }
        let mut given: HashMap<&str, usize> = HashMap::new();
        for (name, value) in &self.call.headers {
            let Some(field) = known.get(&name.to_ascii_lowercase()).copied() else { continue };
            let Ok(text) = str::from_utf8(value) else {
                let message = Text::HeaderNotUtf8;
                let path = Path::field(field.name);
                self.problems.add(|| syntax(path, part_of(field), 0, message));
                self.note(field);
                continue;
            };
            let text = Cow::Borrowed(text);
            match given.get(field.name) {
                None => {
                    given.insert(field.name, self.values.len());
                    self.values.push(Value { field, texts: vec![text], offsets: vec![0] });
                }
                Some(value) => self.further(*value, text, 0, 0),
            }
        }
    }

    /// Adds a further text, at `offset`, of a field that has one; its name starts at `start`.
    fn further(&mut self, value: usize, text: Cow<'a, str>, start: usize, offset: usize) {
        let Value { field, texts, offsets } = &mut self.values[value];
        match (items(field), field.attributes.separator) {
            (Some(_), _) => {
                texts.push(text);
                offsets.push(offset);
            }
            (None, Some(separator)) => {
                if let Some(joined) = texts.first_mut() {
                    *joined = Cow::Owned(format!("{joined}{separator}{text}"));
                }
            }
            (None, None) => {
                let (path, part) = (Path::field(field.name), part_of(field));
                let message = Text::Twice.with("field", &path);
                let problem = || Problem::new(path, Code::Duplicate, start, message).within(part);
                self.problems.add(problem);
            }
        }
    }

    fn decoded(
        &mut self,
        field: &'static Field,
        encoded: &'a str,
        offset: usize,
        plus_is_blank: bool,
    ) -> Option<Cow<'a, str>> {
        let is_plain = |byte: u8| byte != b'%' && !(byte == b'+' && plus_is_blank);
        if encoded.bytes().all(is_plain) {
            return Some(Cow::Borrowed(encoded));
        }
        match decode(encoded, plus_is_blank) {
            Ok(text) => Some(Cow::Owned(text)),
            Err((at, message)) => {
                let path = Path::field(field.name);
                self.problems.add(|| syntax(path, part_of(field), offset + at, message));
                self.note(field);
                None
            }
        }
    }

    fn unknown_parameter(&mut self, key: &str, offset: usize) {
        if let Some(field) = self.finders.member(self.schema, key) {
            self.problems.add(|| misplaced(field, key, offset, Part::Query));
            self.note(field);
            return;
        }
        let Self { schema, suggestions, .. } = self;
        self.problems.add(|| {
            let path: Path = [Segment::Key(shortened(key).into())].into_iter().collect();
            let unknown = Unknown::parameter(schema, suggestions);
            Problem::new(path, Code::UnknownField, offset, unknown).within(Part::Query)
        });
    }

    /// Notes that a member is given, though its value is unknown.
    fn note(&mut self, field: &'static Field) {
        if !self.unreadable.contains(&field.name) {
            self.unreadable.push(field.name);
        }
    }
}

/// The kind of the items of a list that is given by one text for each.
fn items(field: &Field) -> Option<&'static Kind> {
    match field.kind().required() {
        Kind::List(item) if field.attributes.separator.is_none() => Some(item()),
        _ => None,
    }
}

/// The part of a call in which a field's value stands.
fn part_of(field: &Field) -> Part {
    match field.place {
        FieldPlace::UrlPath => Part::Path,
        FieldPlace::UrlQuery => Part::Query,
        FieldPlace::Header => Part::Header(field.name),
        FieldPlace::Body
        | FieldPlace::BodyUnlessBlank
        | FieldPlace::Flattened
        | FieldPlace::Skipped => Part::Body,
    }
}

/// Collects the fields whose values stand beside the body, those of flattened parts among them.
fn collect(schema: &'static Schema, fields: &mut Vec<&'static Field>) {
    for field in schema.fields {
        match (field.place, field.kind()) {
            (FieldPlace::Flattened, Kind::Object(part)) => collect(part, fields),
            (place, _) if place.is_beside_body() => fields.push(field),
            _ => {}
        }
    }
}

fn syntax(path: Path, part: Part, offset: usize, message: Text) -> Problem {
    Problem::new(path, Code::Syntax, offset, message).within(part)
}

fn misplaced(field: &Field, key: &str, offset: usize, part: Part) -> Problem {
    let own = part_of(field);
    let message = Text::Misplaced
        .with("name", Said::code(shortened(key).into_owned()))
        .with("own", own.message())
        .with("part", part.message());
    Problem::new(Path::field(field.name), Code::Misplaced, offset, message).within(part)
}
