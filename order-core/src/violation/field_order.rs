use crate::{
    Path,
    path::Segment,
    schema::{At, FieldPlace, Kind, Schema},
    violation::Violation,
};

/// Sorts violations of rules on members of nested requests among those of the nested request's own rules, in the order
/// of its fields.
pub(crate) fn sort(found: &mut [Violation]) {
    for index in 0..found.len() {
        let Some(place) = Place::of(&found[index]) else { continue };
        let is_behind = |before: &Violation| {
            place.position(before.path()).is_some_and(|position| position > place.of_member)
        };
        let first = found[..index].iter().position(is_behind);
        if let Some(first) = first {
            found[first..=index].rotate_right(1);
        }
    }
}

/// The place at which a rule on a member reports.
struct Place {
    /// The request that declares the rule.
    schema: &'static Schema,
    /// The path of that request.
    base: Vec<Segment>,
    of_member: Vec<usize>,
}

impl Place {
    /// Returns the place of a violation, if its rule is on a member.
    fn of(violation: &Violation) -> Option<Self> {
        let At::Member(field, members) = violation.rule().at else { return None };
        let schema = violation.schema();
        let is_in_place = schema.fields[field].place == FieldPlace::Flattened;
        let steps = members.len() + usize::from(!is_in_place);
        let segments: Vec<Segment> = violation.path().segments().cloned().collect();
        let base = segments.get(..segments.len().checked_sub(steps)?)?.to_vec();
        let mut place = Self { schema, base, of_member: Vec::new() };
        place.of_member = place.position(violation.path())?;
        Some(place)
    }

    /// Returns the indexes of the fields on the way from the request to a value. Lists and maps end the way.
    fn position(&self, path: &Path) -> Option<Vec<usize>> {
        let mut segments = path.segments();
        for expected in &self.base {
            if segments.next() != Some(expected) {
                return None;
            }
        }
        let mut position = Vec::new();
        let mut schema = Some(self.schema);
        for segment in segments {
            let (Some(part), Segment::Name(name)) = (schema, segment) else { break };
            schema = find(part, name, &mut position);
        }
        (!position.is_empty()).then_some(position)
    }
}

/// Adds the indexes of the fields that lead to the wire name `name`, and returns the request that the last one holds.
fn find(schema: &'static Schema, name: &str, position: &mut Vec<usize>) -> Option<&'static Schema> {
    for (index, field) in schema.fields.iter().enumerate() {
        let part = match (field.kind)() {
            Kind::Object(part) => Some(*part),
            _ => None,
        };
        position.push(index);
        match part {
            Some(part) if field.place == FieldPlace::Flattened => {
                let length = position.len();
                let held = find(part, name, position);
                if position.len() > length {
                    return held;
                }
            }
            _ if field.name == name => return part,
            _ => {}
        }
        position.pop();
    }
    None
}
