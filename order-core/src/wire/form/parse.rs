use std::{borrow::Cow, collections::HashMap, ops::Deref};

use crate::{
    Code, Path,
    language::Text,
    path::Segment,
    percent::decode,
    schema::{Kind, Schema},
    wire::{
        document::{Carrier, Document, Marks, Shape, Slice},
        error::{Problem, Problems},
        members::Finders,
        read::{Parsed, shortened},
    },
};

/// The maximum nesting depth of brackets.
pub(in crate::wire) const DEEPEST: usize = 128;

/// Parses a form into a document; the schema determines the meaning of repeated keys.
///
/// The members of a part need not be adjacent in a form, so they are first collected in a tree.
pub(super) fn parse<'de>(text: &'de str, schema: &'static Schema) -> Parsed<'de> {
    let root = Branch {
        parent: 0,
        step: None,
        key: Slice::NONE,
        number: 0,
        start: 0,
        end: text.len(),
        holds: Holds::Members(schema),
        // A pair takes at least two bytes.
        children: Vec::with_capacity(schema.fields.len().min(text.len() / 2)),
        next: 0,
    };
    let mut parser = Parser {
        document: Document::new(text, Marks { key: 0, text: 0, carrier: Carrier::Form }),
        problems: Problems::default(),
        branches: vec![root],
        index: HashMap::new(),
        finders: Finders::default(),
    };
    let mut start = 0;
    while start < text.len() {
        let pair = Pair::at(text, start);
        start = pair.end + 1;
        if pair.key.start < pair.end {
            parser.pair(&pair);
        }
    }
    parser.number_items();
    parser.emit();
    Parsed { document: parser.document, problems: parser.problems, is_whole: true }
}

struct Parser<'de> {
    document: Document<'de>,
    problems: Problems,
    /// All containers; the first is the request.
    branches: Vec<Branch>,
    /// The branches by their parent and their step.
    index: HashMap<(usize, Box<str>), usize>,
    finders: Finders,
}

/// A part, list or map.
struct Branch {
    /// The index of the branch that holds it.
    parent: usize,
    step: Option<Segment>,
    key: Slice,
    /// Its number in the list, if its parent is a list.
    number: u32,
    start: usize,
    end: usize,
    holds: Holds,
    children: Vec<Child>,
    /// The number that the next appended item gets.
    next: u32,
}

/// The content of a branch according to the schema.
#[derive(Clone, Copy)]
pub(in crate::wire) enum Holds {
    Members(&'static Schema),
    Items(&'static Kind),
    Entries(&'static Kind),
    UnknownItems,
    UnknownMembers,
}

impl Holds {
    pub(in crate::wire) fn are_items(self) -> bool {
        matches!(self, Self::Items(_) | Self::UnknownItems)
    }
}

#[derive(Clone, Copy)]
enum Child {
    Branch(usize),
    Scalar { key: Slice, number: u32, value: Slice },
}

/// A step of a key, with the place that it leads to.
struct Step {
    key: Slice,
    number: u32,
    segment: Segment,
    kind: Option<&'static Kind>,
}

/// A key and its value as they stand in a form.
struct Pair<'de> {
    key: Encoded<'de>,
    value: Encoded<'de>,
    end: usize,
}

/// A key or value as it stands in a form, with its offset there.
struct Encoded<'de> {
    text: &'de str,
    start: usize,
    /// `true` if nothing in it is encoded.
    is_plain: bool,
    /// `true` if it holds a bracket that is not encoded.
    is_bracketed: bool,
}

impl<'de> Pair<'de> {
    /// The pair that starts at this offset. One look at each byte tells where it ends, what is to be decoded and whether the
    /// key has several names.
    fn at(form: &'de str, start: usize) -> Self {
        /// Bytes with a meaning of their own.
        const MARKS: [bool; 256] = {
            let mut marks = [false; 256];
            let mut at = 0;
            while at < b"&=%+[".len() {
                marks[b"&=%+["[at] as usize] = true;
                at += 1;
            }
            marks
        };

        let bytes = form.as_bytes();
        let (mut equals, mut are_plain, mut end) = (None, [true; 2], start);
        let mut are_bracketed = [false; 2];
        while let Some(found) = bytes[end..].iter().position(|byte| MARKS[usize::from(*byte)]) {
            end += found;
            match bytes[end] {
                b'&' => break,
                b'=' => {
                    equals.get_or_insert(end);
                }
                b'[' => are_bracketed[usize::from(equals.is_some())] = true,
                // A value may have further equals signs.
                _ => are_plain[usize::from(equals.is_some())] = false,
            }
            end += 1;
        }
        if bytes.get(end) != Some(&b'&') {
            end = bytes.len();
        }
        let behind_key = equals.unwrap_or(end);
        let value = equals.map_or(end, |equals| equals + 1);
        let encoded = |start, end, part: usize| Encoded {
            text: &form[start..end],
            start,
            is_plain: are_plain[part],
            is_bracketed: are_bracketed[part],
        };
        Self { key: encoded(start, behind_key, 0), value: encoded(value, end, 1), end }
    }
}

/// A decoded key or value, with its offset in the form.
struct Decoded<'de> {
    text: Cow<'de, str>,
    start: usize,
}

/// The pair is ignored; the parser has recorded the problem.
struct Refused;

impl<'de> Parser<'de> {
    /// The index value of an item that is a scalar and has no branch.
    const SCALAR: usize = usize::MAX;

    fn pair(&mut self, pair: &Pair<'de>) {
        let decoded = (self.decoded(&pair.key), self.decoded(&pair.value));
        if let (Some(key), Some(value)) = decoded {
            let steps = match &key.text {
                Cow::Borrowed(text) if !pair.key.is_bracketed => {
                    Steps::One(Name { text, start: 0 })
                }
                text => steps(text),
            };
            // The problem has been recorded already.
            let _ = self.insert(&key, &steps, value, pair.end);
        }
    }

    fn decoded(&mut self, encoded: &Encoded<'de>) -> Option<Decoded<'de>> {
        let Encoded { text, start, is_plain, .. } = *encoded;
        if is_plain {
            return Some(Decoded { text: Cow::Borrowed(text), start });
        }
        match decode(text, true) {
            Ok(text) => Some(Decoded { text: Cow::Owned(text), start }),
            Err((offset, message)) => {
                let at = start + offset;
                self.problems.add(|| Problem::new(Path::ROOT, Code::Syntax, at, message));
                None
            }
        }
    }

    fn insert(
        &mut self,
        key: &Decoded<'de>,
        steps: &[Name<'_>],
        value: Decoded<'de>,
        end: usize,
    ) -> Result<(), Refused> {
        let start = key.start;
        if steps.len() > DEEPEST {
            let message = Text::FormNestsTooDeep;
            return self.refuse(0, start, message);
        }
        let mut branch = 0;
        let (last, outer) = steps.split_last().ok_or(Refused)?;
        for (position, name) in outer.iter().enumerate() {
            let step = self.step(branch, key, name, None)?;
            let next = steps[position + 1].text;
            let holds = match step.kind.map(Kind::required) {
                Some(Kind::Object(schema)) => Holds::Members(schema),
                Some(Kind::List(item)) => Holds::Items(item()),
                Some(Kind::Map(value)) => Holds::Entries(value()),
                _ if next.is_empty() || number(next).is_some() => Holds::UnknownItems,
                _ => Holds::UnknownMembers,
            };
            branch = self.branch(branch, name.text, step, holds, start, end)?;
        }
        let step = self.step(branch, key, last, Some(&value.text))?;
        let holds = step.kind.and_then(|kind| opens(kind, &value.text));
        let (branch, key, number) = match holds {
            None => (branch, step.key, step.number),
            Some(holds) => {
                let list = self.branch(branch, last.text, step, holds, start, end)?;
                if value.text.is_empty() {
                    return Ok(());
                }
                let number = self.next_number(list);
                self.note_scalar(list, &number.to_string());
                (list, Slice::NONE, number)
            }
        };
        let value = match value.text {
            Cow::Borrowed(plain) => Slice::plain(value.start, value.start + plain.len()),
            Cow::Owned(decoded) => self.document.keep(value.start, Cow::Owned(decoded)),
        };
        self.branches[branch].children.push(Child::Scalar { key, number, value });
        Ok(())
    }

    /// Resolves the step `name` below a branch; `value` is given for the last step.
    fn step(
        &mut self,
        branch: usize,
        key: &Decoded<'de>,
        name: &Name<'_>,
        value: Option<&str>,
    ) -> Result<Step, Refused> {
        let holds = self.branches[branch].holds;
        if holds.are_items() {
            let kind = if let Holds::Items(kind) = holds { Some(kind) } else { None };
            let number = self.item_number(branch, key.start, name.text, kind, value)?;
            let segment = Segment::Index(number as usize);
            return Ok(Step { key: Slice::NONE, number, segment, kind });
        }
        let slice = match key.text {
            Cow::Borrowed(_) => {
                let start = key.start + name.start;
                Slice::plain(start, start + name.text.len())
            }
            Cow::Owned(_) => self.document.keep(key.start, Cow::Owned(name.text.to_owned())),
        };
        let key_segment = || Segment::Key(shortened(name.text).into());
        let (segment, kind) = match holds {
            Holds::Members(schema) => match self.finders.member(schema, name.text) {
                // A list with a separator is read as text and split later.
                Some(field) if field.attributes.separator.is_some() => {
                    (Segment::Name(field.name), None)
                }
                Some(field) => (Segment::Name(field.name), Some(field.kind())),
                None => (key_segment(), None),
            },
            Holds::Entries(kind) => (Segment::Key(name.text.into()), Some(kind)),
            _ => (key_segment(), None),
        };
        Ok(Step { key: slice, number: 0, segment, kind })
    }

    fn item_number(
        &mut self,
        branch: usize,
        start: usize,
        name: &str,
        kind: Option<&'static Kind>,
        value: Option<&str>,
    ) -> Result<u32, Refused> {
        let holds_something =
            value.is_none_or(|value| kind.and_then(|kind| opens(kind, value)).is_some());
        if name.is_empty() {
            if value.is_none() {
                let message = Text::FormItemsAreNumbered;
                return self.refuse(branch, start, message);
            }
            let number = self.next_number(branch);
            if !holds_something {
                self.note_scalar(branch, &number.to_string());
            }
            return Ok(number);
        }
        let Some(number) = number(name) else {
            let message = Text::FormItemsFromZero;
            return self.refuse(branch, start, message);
        };
        let is_known = self.index.contains_key(&(branch, name.into()));
        if is_known && !holds_something {
            let path = self.path(branch).join(Segment::Index(number as usize));
            let message = Text::Twice.with("field", &path);
            self.problems.add(|| Problem::new(path, Code::Duplicate, start, message));
            return Err(Refused);
        }
        if !holds_something {
            self.note_scalar(branch, name);
        }
        let next = &mut self.branches[branch].next;
        *next = (*next).max(number + 1);
        Ok(number)
    }

    /// Reserves and returns the number of an appended item.
    fn next_number(&mut self, branch: usize) -> u32 {
        let next = &mut self.branches[branch].next;
        let number = *next;
        // After the greatest number of all, the gap before it is reported in any case.
        *next = next.saturating_add(1);
        number
    }

    /// Notes that the number of an item is used, but not by a branch.
    fn note_scalar(&mut self, branch: usize, number: &str) {
        self.index.insert((branch, number.into()), Self::SCALAR);
    }

    /// Returns the branch below `parent`, after creating it if it is new; refuses it where a scalar stands.
    fn branch(
        &mut self,
        parent: usize,
        name: &str,
        step: Step,
        holds: Holds,
        start: usize,
        end: usize,
    ) -> Result<usize, Refused> {
        let name: Box<str> = if self.branches[parent].holds.are_items() {
            step.number.to_string().into()
        } else {
            Box::from(name)
        };
        match self.index.get(&(parent, name.clone())).copied() {
            None => {}
            Some(Self::SCALAR) => {
                let path = self.path(parent).join(step.segment.clone());
                let message = Text::Twice.with("field", &path);
                self.problems.add(|| Problem::new(path, Code::Duplicate, start, message));
                return Err(Refused);
            }
            Some(known) => {
                self.branches[known].end = end;
                return Ok(known);
            }
        }
        let branch = self.branches.len();
        self.branches.push(Branch {
            parent,
            step: Some(step.segment),
            key: step.key,
            number: step.number,
            start,
            end,
            holds,
            children: Vec::new(),
            next: 0,
        });
        self.branches[parent].children.push(Child::Branch(branch));
        self.index.insert((parent, name), branch);
        Ok(branch)
    }

    /// Sorts numbered items and reports gaps.
    fn number_items(&mut self) {
        for branch in 0..self.branches.len() {
            if !self.branches[branch].holds.are_items() {
                continue;
            }
            let mut children = std::mem::take(&mut self.branches[branch].children);
            let number = |child: &Child| match *child {
                Child::Branch(branch) => self.branches[branch].number,
                Child::Scalar { number, .. } => number,
            };
            children.sort_by_key(number);
            let gap = children
                .iter()
                .zip(0..)
                .map(|(child, expected)| (number(child), expected))
                .find(|(number, expected)| number > expected);
            if let Some((found, expected)) = gap {
                let Branch { start, .. } = self.branches[branch];
                let path = self.path(branch).join(Segment::Index(found as usize));
                let message =
                    Text::FormGap.with("field", &path).with("number", i128::from(expected));
                self.problems.add(|| Problem::new(path, Code::Syntax, start, message));
            }
            self.branches[branch].children = children;
        }
    }

    /// Turns the tree into the document.
    fn emit(&mut self) {
        /// A branch that is being written.
        struct Open {
            branch: usize,
            entry: usize,
            child: usize,
        }

        let mut open: Vec<Open> = Vec::new();
        let mut next = Some(0);
        loop {
            if let Some(branch) = next.take() {
                let Branch { key, start, holds, .. } = self.branches[branch];
                let shape = if holds.are_items() { Shape::List } else { Shape::Object };
                let entry = self.document.open(key, shape, start, None);
                open.push(Open { branch, entry, child: 0 });
            }
            let Some(innermost) = open.last_mut() else { return };
            let branch = &self.branches[innermost.branch];
            match branch.children.get(innermost.child).copied() {
                None => {
                    self.document.close(innermost.entry, branch.end + 1);
                    open.pop();
                    continue;
                }
                Some(Child::Branch(branch)) => next = Some(branch),
                Some(Child::Scalar { key, value, .. }) => {
                    self.document.push(key, Shape::Text, value);
                }
            }
            innermost.child += 1;
        }
    }

    fn path(&self, branch: usize) -> Path {
        let mut steps = Vec::new();
        let mut next = branch;
        while let Branch { step: Some(step), parent, .. } = &self.branches[next] {
            steps.push(step.clone());
            next = *parent;
        }
        steps.into_iter().rev().collect()
    }

    fn refuse<T>(&mut self, branch: usize, at: usize, message: Text) -> Result<T, Refused> {
        let path = self.path(branch);
        self.problems.add(|| Problem::new(path, Code::Syntax, at, message));
        Err(Refused)
    }
}

/// The container that a key with this value opens; `None` if the value is a scalar.
fn opens(kind: &'static Kind, value: &str) -> Option<Holds> {
    match kind.required() {
        Kind::List(item) => Some(Holds::Items(item())),
        Kind::Map(entry) if value.is_empty() => Some(Holds::Entries(entry())),
        Kind::Object(schema) if value.is_empty() => Some(Holds::Members(schema)),
        _ => None,
    }
}

/// A name within a key, with its offset there.
pub(in crate::wire) struct Name<'a> {
    pub(in crate::wire) text: &'a str,
    start: usize,
}

/// The names of a key: one, or several.
pub(in crate::wire) enum Steps<'a> {
    One(Name<'a>),
    Several(Vec<Name<'a>>),
}

impl<'a> Deref for Steps<'a> {
    type Target = [Name<'a>];

    fn deref(&self) -> &[Name<'a>] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }
}

/// Splits `a[b][c]` into its names; a key with unbalanced brackets is one name.
pub(in crate::wire) fn steps(key: &str) -> Steps<'_> {
    let whole = || Steps::One(Name { text: key, start: 0 });
    let first = key.bytes().position(|byte| byte == b'[').filter(|first| *first > 0);
    let Some(first) = first else { return whole() };
    let mut steps = vec![Name { text: &key[..first], start: 0 }];
    let mut at = first;
    while at < key.len() {
        let Some(inside) = key[at..].strip_prefix('[') else { return whole() };
        let Some(length) = inside.find(']') else { return whole() };
        if inside[..length].contains('[') {
            return whole();
        }
        steps.push(Name { text: &inside[..length], start: at + 1 });
        at += length + 2;
    }
    Steps::Several(steps)
}

/// The number of an item, if it has the canonical spelling.
pub(in crate::wire) fn number(name: &str) -> Option<u32> {
    let is_canonical = name == "0" || !name.starts_with(['0', '+']);
    name.parse().ok().filter(|number| is_canonical && *number < u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_apart_at_its_brackets() {
        for (key, expected) in [
            ("a", &["a"][..]),
            ("a[b]", &["a", "b"]),
            ("a[][0][b c]", &["a", "", "0", "b c"]),
            ("a[b", &["a[b"]),
            ("a[b]c", &["a[b]c"]),
            ("a[b]]", &["a[b]]"]),
            ("a[[b]]", &["a[[b]]"]),
            ("a[[b]", &["a[[b]"]),
            ("[a]", &["[a]"]),
            ("a]", &["a]"]),
            ("", &[""]),
        ] {
            let found: Vec<&str> = steps(key).iter().map(|name| name.text).collect();
            assert_eq!(found, expected, "{key}");
        }
    }

    #[test]
    fn an_item_has_one_number() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("10"), Some(10));
        for name in ["", "00", "01", "+1", "-1", "1.0", "a", "4294967295", "99999999999999999999"] {
            assert_eq!(number(name), None, "{name}");
        }
    }
}
