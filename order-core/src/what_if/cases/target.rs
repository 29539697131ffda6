//! The rules of a request, including those of its parts, and the rule that a violation is about.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    mem::discriminant,
};

use crate::{
    Path, Violation,
    path::Segment,
    schema::{At, Demand, Field, FieldPlace, Kind, Rule, Schema},
    what_if::{
        cases::{draft::is_needed, make::nested},
        spot::{Step, object_schema},
        tree::Tree,
    },
    wire::knows,
};

/// A rule, with the place of the request that declares it, or of the value whose newtype does.
#[derive(Debug)]
pub(super) struct Target {
    /// The id of the rule, after the place of its part or value.
    pub(super) id: String,
    /// The place of the part or value, such as `contacts[]`; empty for the request itself.
    place: String,
    /// The number of segments in a path to it.
    depth: usize,
    /// The steps to it, through the first item of each list.
    steps: Vec<Step>,
    pub(super) schema: &'static Schema,
    pub(super) rule: &'static Rule,
}

/// The place of a part or value, as in [`Target`].
#[derive(Debug, Clone)]
struct Spot {
    place: String,
    depth: usize,
    steps: Vec<Step>,
}

impl Spot {
    /// The place of what so many lists and maps in a field hold.
    fn in_field(&self, index: usize, field: &Field, depth: usize) -> Self {
        let Self { place, .. } = self;
        let items = "[]".repeat(depth);
        let place = match field.place {
            FieldPlace::Flattened => place.clone(),
            _ if place.is_empty() => format!("{}{items}", field.name),
            _ => format!("{place}.{}{items}", field.name),
        };
        let mut steps = [&self.steps[..], &[Step::Field(index)]].concat();
        steps.extend(std::iter::repeat_n(Step::Item(0), depth));
        let own = usize::from(field.place != FieldPlace::Flattened);
        Self { place, depth: self.depth + own + depth, steps }
    }
}

/// All rules that a request can break.
#[derive(Debug, Default)]
pub(super) struct Targets {
    pub(super) list: Vec<Target>,
    /// The targets of each rule that was seen, by the addresses of its request and of the rule. A constant may have several
    /// addresses, and equal rules of two requests may have one.
    by_rule: RefCell<HashMap<(usize, usize), Vec<usize>>>,
}

impl Targets {
    pub(super) fn of(schema: &'static Schema) -> Self {
        let mut targets = Self::default();
        let whole = Spot { place: String::new(), depth: 0, steps: Vec::new() };
        targets.add(schema, &mut vec![schema], &whole, true);
        targets
    }

    /// Adds the rules of a request at `spot`, unless they are not checked there, and those in its fields.
    fn add(
        &mut self,
        schema: &'static Schema,
        outer: &mut Vec<&'static Schema>,
        spot: &Spot,
        is_checked: bool,
    ) {
        if is_checked {
            self.add_rules(schema, spot);
        }
        for (index, field) in schema.fields.iter().enumerate() {
            let is_in_document = field.place != FieldPlace::Skipped;
            for (depth, of_type) in field.ty.type_rules.types().filter(|_| is_in_document) {
                self.add_rules(of_type, &spot.in_field(index, field, depth));
            }
            let (part, is_checked) = match (nested(schema, index), innermost(field.kind())) {
                (Some(part), _) => (part, is_checked),
                // The rules of newtypes hold in every part.
                (None, Some(part)) if is_in_document => (part, false),
                (None, _) => continue,
            };
            // The rules of a recursive request are listed already.
            if outer.iter().any(|known| known.is_same(part)) {
                continue;
            }
            let spot = spot.in_field(index, field, depth_of(field.kind()));
            outer.push(part);
            self.add(part, outer, &spot, is_checked);
            outer.pop();
        }
    }

    /// Adds the rules that a request or a newtype declares.
    fn add_rules(&mut self, schema: &'static Schema, spot: &Spot) {
        // A group is one rule for all of its members.
        let mut groups: HashSet<usize> = HashSet::new();
        for rule in schema.rules {
            if !can_be_broken(schema, rule) {
                continue;
            }
            if rule.demand.group().is_some_and(|group| !groups.insert(group)) {
                continue;
            }
            let Spot { place, depth, steps } = spot.clone();
            let id = schema.rule_id(rule);
            let id = if place.is_empty() { id } else { format!("{place}.{id}") };
            self.list.push(Target { id, place, depth, steps, schema, rule });
        }
    }

    /// The target that a violation is about.
    pub(super) fn find(&self, violation: &Violation) -> Option<usize> {
        let rule = violation.rule();
        let same = |target: &Target| {
            target.schema.is_same(violation.schema()) && is_same(target.rule, rule)
        };
        let mut by_rule = self.by_rule.borrow_mut();
        let found =
            by_rule.entry((address(violation.schema()), address(rule))).or_insert_with(|| {
                (0..self.list.len()).filter(|index| same(&self.list[*index])).collect()
            });
        // A violation deeper in a recursive request has the same rule as a target, but belongs to none.
        let segments = violation.path().segments().count();
        let fits = |index: &&usize| self.list[**index].fits(segments);
        if let [only] = &found[..] {
            return Some(only).filter(fits).copied();
        }
        let path = general(violation.path());
        let holds = |index: &&usize| is_below(&path, &self.list[**index].place);
        let found = found.iter().filter(fits).filter(holds);
        found.max_by_key(|index| self.list[**index].place.len()).copied()
    }
}

impl Target {
    /// Returns whether a path with this number of segments can lead to a place where the rule is broken.
    fn fits(&self, segments: usize) -> bool {
        let Some(rest) = segments.checked_sub(self.depth) else { return false };
        match own_segments(self.schema, self.rule) {
            Some(own) => rest == own,
            // At the request, or at one of the variants of an enum.
            None if matches!(self.rule.demand, Demand::Holds(..) | Demand::Group(_)) => rest <= 1,
            None => true,
        }
    }

    /// The steps to the part in a draft; `item` chooses the item of each list.
    pub(super) fn steps(&self, mut item: impl FnMut(&[Step]) -> usize) -> Vec<Step> {
        let mut steps = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let step = match step {
                Step::Item(_) => Step::Item(item(&steps)),
                field => field.clone(),
            };
            steps.push(step);
        }
        steps
    }
}

/// The slot of the part, or of the value of a newtype, whose rule is broken at `path`, and the index of the item; 0 if the
/// rule is not about items.
pub(super) fn locate(
    root: &'static Schema,
    draft: &Tree,
    schema: &'static Schema,
    rule: &Rule,
    path: &Path,
) -> (Vec<Step>, usize) {
    let walk = Walk::along(root, Some(draft), path);
    if schema.is_newtype() {
        return walk.value(rule);
    }
    let (steps, _) = walk.part(schema, rule);
    let item = match (rule.at, walk.steps.get(steps.len() + 1)) {
        (At::Items(_), Some(Step::Item(item))) => *item,
        _ => 0,
    };
    (steps, item)
}

/// The id of a rule that is not among the targets because its part is inside a recursive request.
pub(super) fn id_at(root: &'static Schema, violation: &Violation) -> String {
    let walk = Walk::along(root, None, violation.path());
    let (_, consumed) = match violation.newtype() {
        None => walk.part(violation.schema(), violation.rule()),
        // The rule stands at the value, or at the list of the item.
        Some(_) => {
            let all = violation.path().segments().count();
            (Vec::new(), all - of_newtype(violation.rule()))
        }
    };
    let place: Path = violation.path().segments().take(consumed).cloned().collect();
    format!("{}.{}", general(&place), violation.rule_id())
}

/// The walk along a path through a request.
struct Walk {
    steps: Vec<Step>,
    /// Every request on the way, with the numbers of steps and of segments that lead to it.
    parts: Vec<(&'static Schema, usize, usize)>,
    /// The number of segments walked so far.
    segments: usize,
}

impl Walk {
    /// Walks along a path, as far as the schema knows it.
    fn along(root: &'static Schema, draft: Option<&Tree>, path: &Path) -> Self {
        let mut walk = Self { steps: Vec::new(), parts: vec![(root, 0, 0)], segments: 0 };
        let mut kind: Option<&'static Kind> = None;
        for segment in path.segments() {
            walk.segments += 1;
            let item = match (segment, kind.map(Kind::required)) {
                (Segment::Name(name), None) => {
                    kind = walk.field(root, name);
                    continue;
                }
                (Segment::Name(name), Some(Kind::Object(schema))) => {
                    kind = walk.field(schema, name);
                    continue;
                }
                (Segment::Index(index), _) => *index,
                (Segment::Key(key), _) => match draft.and_then(|it| it.get(&walk.steps)) {
                    Some(Tree::Map(entries)) => {
                        let position = entries.iter().position(|(known, _)| **known == **key);
                        position.unwrap_or_default()
                    }
                    _ => 0,
                },
                _ => break,
            };
            walk.steps.push(Step::Item(item));
            kind = match kind.and_then(Kind::item) {
                Some(item) => Some(item),
                None => break,
            };
            walk.note(kind);
        }
        walk
    }

    /// Goes to the member with this name, through flattened parts.
    fn field(&mut self, schema: &'static Schema, name: &str) -> Option<&'static Kind> {
        let own = schema.fields.iter().position(|field| field.is_named(name));
        let kind = match own {
            Some(index) => {
                self.steps.push(Step::Field(index));
                Some(schema.fields[index].kind())
            }
            None => {
                let holds =
                    |(index, field): (usize, &'static Field)| match (field.place, field.kind()) {
                        (FieldPlace::Flattened, Kind::Object(part)) => {
                            knows(part, name).then_some((index, *part))
                        }
                        _ => None,
                    };
                let (index, part) = schema.fields.iter().enumerate().find_map(holds)?;
                self.steps.push(Step::Field(index));
                self.parts.push((part, self.steps.len(), self.segments - 1));
                return self.field(part, name);
            }
        };
        self.note(kind);
        kind
    }

    /// Adds the request that a value of this kind is, if it is one.
    fn note(&mut self, kind: Option<&'static Kind>) {
        if let Some(Kind::Object(schema)) = kind.map(Kind::required) {
            self.parts.push((schema, self.steps.len(), self.segments));
        }
    }

    /// The steps to the value whose newtype declares a rule, and the index of the item.
    fn value(mut self, rule: &Rule) -> (Vec<Step>, usize) {
        match rule.at {
            At::Items(_) => match self.steps.pop() {
                Some(Step::Item(item)) => (self.steps, item),
                _ => (self.steps, 0),
            },
            At::Root | At::Field(_) | At::Member(..) => (self.steps, 0),
        }
    }

    /// The steps to the request on the way that declares a rule, and the number of segments that lead to it.
    fn part(&self, schema: &'static Schema, rule: &Rule) -> (Vec<Step>, usize) {
        // In a recursive request, the level in whose own member the path ends.
        let own = own_segments(schema, rule);
        let has_rule = |(part, _, consumed): &&(&'static Schema, usize, usize)| {
            part.is_same(schema) && own.is_none_or(|own| consumed + own == self.segments)
        };
        let found = self.parts.iter().rev().find(has_rule);
        let (steps, consumed) = found.map_or((0, 0), |(_, steps, consumed)| (*steps, *consumed));
        (self.steps[..steps].to_vec(), consumed)
    }
}

/// The number of segments from a value to the place where a rule of its newtype is broken.
fn of_newtype(rule: &Rule) -> usize {
    match rule.at {
        At::Items(_) => 1,
        At::Root | At::Field(_) | At::Member(..) => 0,
    }
}

/// The number of segments from a request to the place where one of its rules is broken; `None` if it varies.
fn own_segments(schema: &Schema, rule: &Rule) -> Option<usize> {
    if schema.is_newtype() {
        return Some(of_newtype(rule));
    }
    match (&rule.demand, rule.at) {
        (Demand::Checked(_), _) | (_, At::Root) => None,
        (_, At::Field(_)) => Some(1),
        (_, At::Items(_)) => Some(2),
        (_, At::Member(field, members)) => {
            let is_flat = schema.fields[field].place == FieldPlace::Flattened;
            Some(members.len() + usize::from(!is_flat))
        }
    }
}

/// Returns whether both are the same rule. The rules of two members of a group are the same.
fn is_same(left: &Rule, right: &Rule) -> bool {
    match (&left.demand, &right.demand) {
        (Demand::Group(left), Demand::Group(right)) => left == right,
        // `present_iff` makes two rules with the same source.
        _ => {
            (left.at, left.source) == (right.at, right.source)
                && discriminant(&left.demand) == discriminant(&right.demand)
        }
    }
}

fn address<T>(constant: &'static T) -> usize {
    std::ptr::from_ref(constant).addr()
}

/// Returns whether some request can break a rule, as far as the types of its fields tell.
fn can_be_broken(schema: &Schema, rule: &Rule) -> bool {
    // What is warned of is valid.
    if rule.attributes.severity.is_warning() {
        return false;
    }
    match (&rule.demand, rule.at) {
        (Demand::Nested, _) => false,
        // Blank text is not a value of a number or an enum, so no rule judges it.
        (Demand::NotBlank, At::Field(index)) => match schema.fields[index].kind() {
            Kind::List(_) | Kind::Map(_) | Kind::Any => true,
            kind => kind.is_text(),
        },
        (Demand::RequiredByType, At::Field(index)) => {
            let field = &schema.fields[index];
            is_needed(field) && field.place != FieldPlace::Flattened
        }
        _ => true,
    }
}

/// The depth of nested lists and maps.
fn depth_of(kind: &'static Kind) -> usize {
    kind.item().map_or(0, |item| depth_of(item) + 1)
}

/// The schema of the requests in a value, or in the lists and maps that it consists of.
fn innermost(kind: &'static Kind) -> Option<&'static Schema> {
    kind.item().map_or_else(|| object_schema(kind), innermost)
}

/// A path without the indices of items and the keys of entries, such as `contacts[].email`.
fn general(path: &Path) -> String {
    let mut shown = String::new();
    for segment in path.segments() {
        match segment {
            Segment::Name(name) if shown.is_empty() => shown.push_str(name),
            Segment::Name(name) => {
                shown.push('.');
                shown.push_str(name);
            }
            Segment::Index(_) | Segment::Key(_) => shown.push_str("[]"),
        }
    }
    shown
}

/// Returns whether a path is this place or below it.
fn is_below(path: &str, place: &str) -> bool {
    let rest = path.strip_prefix(place);
    place.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
