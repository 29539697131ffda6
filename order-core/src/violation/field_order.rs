use std::collections::{HashMap, HashSet};

use crate::{
    Path,
    path::Segment,
    schema::{At, FieldPlace, Kind, Schema},
    violation::Violation,
};

/// Sorts violations of rules on members of nested requests among those of the nested request's own rules, in the order
/// of its fields.
///
/// The violations of a request stand side by side, so those of each request that declares such rules are sorted once.
pub(crate) fn sort(found: &mut [Violation]) {
    if found.iter().all(|violation| !matches!(violation.rule().at, At::Member(..))) {
        return;
    }
    let mut known = HashMap::new();
    let mut sorted = HashSet::new();
    for index in 0..found.len() {
        let Some(base) = base_of(&found[index]) else { continue };
        let request = Request { schema: found[index].schema(), base };
        let key = (std::ptr::from_ref(request.schema), request.base.clone());
        if sorted.insert(key) {
            let is_within = |violation: &&Violation| starts_with(violation.path(), &request.base);
            let before = found[..index].iter().rev().take_while(is_within).count();
            let after = found[index..].iter().take_while(is_within).count();
            request.sort(&mut found[index - before..index + after], &mut known, |_, violation| {
                std::ptr::eq(violation.schema(), request.schema)
                    && base_of(violation).is_some_and(|base| base == request.base)
            });
        }
    }
}

/// Sorts the violations from `first` on, all on values of a request at `base`, among those before, which are in field order.
pub(crate) fn sort_in(schema: &'static Schema, base: &Path, found: &mut [Violation], first: usize) {
    let request = Request { schema, base: base.segments().cloned().collect() };
    request.sort(found, &mut HashMap::new(), |index, _| index >= first);
}

/// Returns the path of the request that declares the rule of a violation, if the rule is on a member.
fn base_of(violation: &Violation) -> Option<Vec<Segment>> {
    let At::Member(field, members) = violation.rule().at else { return None };
    let is_in_place = violation.schema().fields[field].place == FieldPlace::Flattened;
    let steps = members.len() + usize::from(!is_in_place);
    let length = violation.path().segments().count().checked_sub(steps)?;
    Some(violation.path().segments().take(length).cloned().collect())
}

fn starts_with(path: &Path, base: &[Segment]) -> bool {
    let mut segments = path.segments();
    base.iter().all(|expected| segments.next() == Some(expected))
}

/// A request that declares rules on members.
struct Request {
    schema: &'static Schema,
    base: Vec<Segment>,
}

/// The ways to the members of the requests seen so far, by the address of the schema and the wire name.
type Known = HashMap<*const Schema, HashMap<&'static str, Way>>;

/// The way from a request to one of its members.
struct Way {
    /// The indexes of the fields, of which all but the last are flattened.
    fields: Vec<usize>,
    /// The request that the member holds.
    part: Option<&'static Schema>,
}

impl Request {
    /// Sorts the violations within the request. One that is `moved` stands before the first that concerns a later field.
    fn sort(
        &self,
        found: &mut [Violation],
        known: &mut Known,
        is_moved: impl Fn(usize, &Violation) -> bool,
    ) {
        let mut last = Vec::new();
        let mut order: Vec<(Vec<usize>, usize)> = Vec::with_capacity(found.len());
        for (index, violation) in found.iter().enumerate() {
            let position = self.position(violation.path(), known);
            if position > last {
                last.clone_from(&position);
            }
            // A violation of another kind keeps its place behind those before it.
            let is_moved = is_moved(index, violation) && !position.is_empty();
            let key = if is_moved { position } else { last.clone() };
            order.push((key, index));
        }
        order.sort();
        let mut moved: Vec<Option<Violation>> = found.iter().cloned().map(Some).collect();
        for (place, (_, index)) in found.iter_mut().zip(order) {
            if let Some(violation) = moved[index].take() {
                *place = violation;
            }
        }
    }

    /// Returns the indexes of the fields on the way from the request to a value. Lists and maps end the way.
    fn position(&self, path: &Path, known: &mut Known) -> Vec<usize> {
        let mut position = Vec::new();
        let mut schema = Some(self.schema);
        for segment in path.segments().skip(self.base.len()) {
            let (Some(part), Segment::Name(name)) = (schema, segment) else { break };
            let ways = known.entry(std::ptr::from_ref(part)).or_insert_with(|| {
                let mut ways = HashMap::new();
                add_ways(part, &mut Vec::new(), &mut ways);
                ways
            });
            let Some(way) = ways.get(name) else { break };
            position.extend(&way.fields);
            schema = way.part;
        }
        position
    }
}

/// Adds the way to every member of a request, of which the flattened part at the end of `outer` is a part.
fn add_ways(
    schema: &'static Schema,
    outer: &mut Vec<usize>,
    ways: &mut HashMap<&'static str, Way>,
) {
    for (index, field) in schema.fields.iter().enumerate() {
        let part = match field.kind() {
            Kind::Object(part) => Some(*part),
            _ => None,
        };
        outer.push(index);
        match part {
            Some(part) if field.place == FieldPlace::Flattened => add_ways(part, outer, ways),
            part => {
                let way = || Way { fields: outer.clone(), part };
                ways.entry(field.name).or_insert_with(way);
            }
        }
        outer.pop();
    }
}
