use std::collections::HashMap;

use crate::{
    Code, Path, ReadError,
    language::{Message, Text, Value},
    path::Segment,
    schema::{At, Demand, Field, FieldPlace, Kind, Schema},
    suggest::Suggestions,
    wire::{
        Document, Problem,
        document::{Shape, Slice},
        error::Problems,
        form::{DEEPEST, Holds, number, steps},
        members::{Finder, Finders},
        read::{each_member, shortened, too_long},
        wrong::{Unknown, Wrong},
    },
};

/// A part, list or map, with its columns.
pub(super) struct Branch {
    holds: Holds,
    pub(super) children: Vec<Child>,
    /// The position of each child by its segment.
    known: HashMap<Segment, usize>,
    /// The number after that of the last item.
    next_item: usize,
    /// The first column. The last one follows.
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Branch {
    fn new(holds: Holds, column: usize) -> Self {
        let (children, known) = (Vec::new(), HashMap::new());
        Self { holds, children, known, next_item: 0, first: column, last: column }
    }

    pub(super) fn shape(&self) -> Shape {
        if self.holds.are_items() { Shape::List } else { Shape::Object }
    }

    /// Adds a child and returns its position.
    fn add(&mut self, child: Child) -> usize {
        if let Segment::Index(number) = child.segment {
            self.next_item = self.next_item.max(number + 1);
        }
        self.known.insert(child.segment.clone(), self.children.len());
        self.children.push(child);
        self.children.len() - 1
    }
}

/// A member of a part, an item of a list, or an entry of a map.
pub(super) struct Child {
    pub(super) segment: Segment,
    pub(super) key: Slice,
    pub(super) node: Node,
}

pub(super) enum Node {
    Branch(Branch),
    Cell(usize),
}

impl Node {
    /// The first column of the node.
    pub(super) fn first(&self) -> usize {
        match self {
            Self::Branch(branch) => branch.first,
            Self::Cell(column) => *column,
        }
    }
}

/// The field of the request to which a child of the root belongs.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) field: usize,
    /// The member that the child is, if the field is a flattened part.
    pub(super) member: Option<&'static Field>,
}

/// The slots of the children of the root, and the flattened parts that are not optional.
pub(super) fn slots(root: &Branch, schema: &'static Schema) -> (Vec<Slot>, Vec<usize>) {
    let mut finder = Finder::new(schema);
    let mut slot = |child: &Child| {
        let Segment::Name(name) = child.segment else { return None };
        let own = finder.find(name).map(|field| Slot { field, member: None });
        own.or_else(|| {
            let (field, member) = finder.search_flattened(name)?;
            Some(Slot { field, member: Some(member) })
        })
    };
    let slot = |child| slot(child).expect("a name below the root is that of a member");
    let is_always = |field: &Field| field.place == FieldPlace::Flattened && !field.ty.optional;
    let always = (0..schema.fields.len()).filter(|field| is_always(&schema.fields[*field]));
    (root.children.iter().map(slot).collect(), always.collect())
}

/// The maximum number of columns, far above the needs of any request.
const MOST_COLUMNS: usize = 10_000;

/// Returns the tree of the columns with these names, the text that stores its keys, and the problems.
pub(super) fn resolve(
    names: &[&str],
    schema: &'static Schema,
) -> (Branch, String, Option<ReadError>) {
    let root = Branch::new(Holds::Members(schema), 0);
    let mut columns = Resolver {
        root,
        source: ".".repeat(names.len()),
        problems: Problems::default(),
        finders: Finders::default(),
        suggestions: Suggestions::default(),
    };
    let length: usize = names.iter().map(|name| name.len() + 1).sum();
    if length > Document::LONGEST {
        columns.problems.add(too_long);
    } else {
        for (column, name) in names.iter().enumerate() {
            if column == MOST_COLUMNS {
                let message = Text::TableTooManyColumns.with("most", Value::number(MOST_COLUMNS));
                columns.problems.add(|| Problem::new(Path::ROOT, Code::Syntax, column, message));
                break;
            }
            if let Err(problem) = columns.insert(column, name) {
                columns.problems.add(|| *problem);
            }
        }
        columns.note_missing(schema, names.len());
    }
    columns.root.last = names.len().saturating_sub(1);
    sort_items(&mut columns.root);
    let Resolver { root, source, problems, .. } = columns;
    let error = (!problems.is_empty()).then(|| ReadError::of_row(problems));
    (root, source, error)
}

struct Resolver {
    root: Branch,
    source: String,
    problems: Problems,
    finders: Finders,
    suggestions: Suggestions,
}

impl Resolver {
    fn insert(&mut self, column: usize, name: &str) -> Result<(), Box<Problem>> {
        let problem = |path: &Path, code: Code, wrong: Wrong| {
            Err(Box::new(Problem::new(path.clone(), code, column, wrong)))
        };
        let wrong = |path: &Path, code: Code, message: Message| problem(path, code, message.into());
        if name.is_empty() {
            let message = Text::TableUnnamed.alone();
            return wrong(&Path::ROOT, Code::Syntax, message);
        }
        let steps = steps(name);
        if steps.len() > DEEPEST {
            let message = Text::FormNestsTooDeep.alone();
            return wrong(&Path::ROOT, Code::Syntax, message);
        }
        let mut branch = &mut self.root;
        let mut path = Path::ROOT;
        for (position, step) in steps.iter().enumerate() {
            let next = steps.get(position + 1).map(|next| next.text);
            let (segment, kind) = match branch.holds {
                Holds::Members(schema) => match self.finders.member(schema, step.text) {
                    // A list with a separator is read as text and split later.
                    Some(field) if field.attributes.separator.is_some() => {
                        (Segment::Name(field.name), None)
                    }
                    Some(field) => (Segment::Name(field.name), Some(field.kind())),
                    None => {
                        path = path.join(Segment::Key(shortened(step.text).into()));
                        let unknown = Unknown::column(schema, &mut self.suggestions);
                        return problem(&path, Code::UnknownField, unknown.into());
                    }
                },
                Holds::Entries(kind) => (Segment::Key(step.text.into()), Some(kind)),
                Holds::UnknownMembers => (Segment::Key(step.text.into()), None),
                Holds::Items(_) | Holds::UnknownItems => {
                    let index = match step.text {
                        "" if next.is_none() => Some(branch.next_item),
                        text => number(text).map(|number| number as usize),
                    };
                    let Some(index) = index else {
                        let message = Text::TableItemsFromZero.with("field", &path);
                        return wrong(&path, Code::Syntax, message);
                    };
                    let kind =
                        if let Holds::Items(kind) = branch.holds { Some(kind) } else { None };
                    (Segment::Index(index), kind)
                }
            };
            path = path.join(segment.clone());
            let holds = match (kind.map(Kind::required), next) {
                (Some(Kind::Object(schema)), Some(_)) => Some(Holds::Members(schema)),
                (Some(Kind::Map(value)), Some(_)) => Some(Holds::Entries(value())),
                (Some(Kind::List(item)), Some(_)) => Some(Holds::Items(item())),
                (Some(Kind::List(item)), None) if is_scalar(item()) => Some(Holds::Items(item())),
                (Some(Kind::Any) | None, Some(next))
                    if next.is_empty() || number(next).is_some() =>
                {
                    Some(Holds::UnknownItems)
                }
                (Some(Kind::Any) | None, Some(_)) => Some(Holds::UnknownMembers),
                (Some(Kind::Object(_) | Kind::Map(_)), None) => {
                    let message = Text::TableMembers
                        .with("field", &path)
                        .with("example", Value::code(format!("{name}[…]")));
                    return wrong(&path, Code::Type, message);
                }
                (Some(Kind::List(_)), None) => {
                    let message = Text::TableItems
                        .with("field", &path)
                        .with("example", Value::code(format!("{name}[0][…]")));
                    return wrong(&path, Code::Type, message);
                }
                (Some(_), Some(_)) => {
                    let message = Text::TableOneValue.with("field", &path);
                    return wrong(&path, Code::Type, message);
                }
                (_, None) => None,
            };
            let known = branch.known.get(&segment).copied();
            let is_open = |child: &Child| matches!(child.node, Node::Branch(_));
            if let Some(known) = known
                && (holds.is_none() || !is_open(&branch.children[known]))
            {
                let first = branch.children[known].node.first() + 1;
                let message =
                    Text::TableTwice.with("field", &path).with("first", Value::number(first));
                return wrong(&path, Code::Duplicate, message);
            }
            let key = match segment {
                Segment::Index(_) => Slice::NONE,
                _ => keep(&mut self.source, step.text),
            };
            let index = known.unwrap_or_else(|| {
                let node = match holds {
                    Some(holds) => Node::Branch(Branch::new(holds, column)),
                    None => Node::Cell(column),
                };
                branch.add(Child { segment, key, node })
            });
            let Node::Branch(inner) = &mut branch.children[index].node else { return Ok(()) };
            inner.last = column;
            if next.is_none() {
                // This column is another item of a list of scalars.
                let segment = Segment::Index(inner.next_item);
                inner.add(Child { segment, key: Slice::NONE, node: Node::Cell(column) });
                return Ok(());
            }
            branch = inner;
        }
        Ok(())
    }

    /// Reports columns that are always required but missing.
    fn note_missing(&mut self, schema: &'static Schema, column: usize) {
        let Self { root, problems, .. } = self;
        each_member(schema, &mut |schema, index| {
            let field = &schema.fields[index];
            if field.ty.optional || root.known.contains_key(&Segment::Name(field.name)) {
                return;
            }
            let is_required = schema.rules.iter().any(|rule| {
                rule.at == At::Field(index) && matches!(rule.demand, Demand::RequiredByType)
            });
            if is_required {
                let name = field.name;
                let message = Text::TableMissing.with("name", Value::code(name));
                problems.add(|| Problem::new(Path::field(name), Code::Required, column, message));
            }
        });
    }
}

fn is_scalar(kind: &'static Kind) -> bool {
    !matches!(kind.required(), Kind::List(_) | Kind::Map(_) | Kind::Object(_))
}

fn keep(source: &mut String, key: &str) -> Slice {
    let start = source.len();
    source.push_str(key);
    Slice::plain(start, source.len())
}

fn sort_items(branch: &mut Branch) {
    // Only items have numbers; the others stay as they are.
    branch.children.sort_by_key(|child| match child.segment {
        Segment::Index(number) => Some(number),
        Segment::Name(_) | Segment::Key(_) => None,
    });
    for child in &mut branch.children {
        if let Node::Branch(inner) = &mut child.node {
            sort_items(inner);
        }
    }
}
