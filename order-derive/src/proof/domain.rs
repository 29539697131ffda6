//! Classes of a field's values. Its rules cannot distinguish the values of a class.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    parse::{Bounds, Comparison, Exact, Number, Value},
    proof::{
        moment::Moments,
        shape::{Base, Shape},
    },
};

/// A value that equals no differently written one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Bool(bool),
    Text(String),
    Variant(String),
}

/// Values that no rule distinguishes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Key(Key),
    /// One number.
    Point(Exact),
    /// The numbers between two others, exclusive.
    Between(Option<Exact>, Option<Exact>),
    Null,
    /// All other values.
    Other,
}

/// The values of a field that rules name.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// Each once, in declared order.
    pub(crate) keys: Vec<Key>,
    known: BTreeSet<Key>,
    pub(crate) points: BTreeSet<Exact>,
    pub(crate) is_number: bool,
    pub(crate) is_null: bool,
}

impl Named {
    pub(crate) fn add(&mut self, value: &Value) {
        match value {
            Value::Number(number) => {
                self.is_number = true;
                self.points.insert(number.exact());
            }
            Value::Null(_) => self.is_null = true,
            value => key(value).into_iter().for_each(|key| self.add_key(key)),
        }
    }

    pub(crate) fn add_key(&mut self, key: Key) {
        if self.known.insert(key.clone()) {
            self.keys.push(key);
        }
    }

    pub(crate) fn add_bounds(&mut self, bounds: &Bounds) {
        self.is_number = true;
        self.points.extend(bounds.ends().map(Number::exact));
    }

    /// Returns `true` if the type has all values that rules name. Otherwise rustc reports an error.
    pub(crate) fn fits(&self, base: Base) -> bool {
        let is_key = |is: fn(&Key) -> bool| self.keys.iter().all(is);
        match base {
            Base::Bool | Base::Flag => !self.is_number && is_key(|key| matches!(key, Key::Bool(_))),
            Base::Integer { .. } => self.keys.is_empty(),
            Base::Text => !self.is_number && is_key(|key| matches!(key, Key::Text(_))),
            Base::Collection => !self.is_number && self.keys.is_empty(),
            Base::Other { .. } => true,
        }
    }

    /// Returns `true` if the named values may be all values of the type. An enum has more than one variant, and a bool
    /// two values.
    pub(crate) fn may_be_all(&self) -> bool {
        let are_many = |is: fn(&&Key) -> bool| self.keys.iter().filter(is).count() > 1;
        self.is_number
            || are_many(|key| matches!(key, Key::Variant(_)))
            || are_many(|key| matches!(key, Key::Bool(_)))
    }

    /// Returns the dates or times, if the type has such values and rules name no others.
    pub(crate) fn moments(&self, shape: Shape) -> Option<Moments> {
        let kind = shape.moment.filter(|_| !self.is_number)?;
        Moments::of(kind, &self.keys)
    }

    /// Returns the classes. Together they hold every value of the type.
    pub(crate) fn classes(&self, shape: Shape, moments: Option<&Moments>) -> Vec<Class> {
        let mut classes = match shape.base {
            // A flag may be false by default.
            Base::Bool | Base::Flag => {
                [true, false].map(|value| Class::Key(Key::Bool(value))).to_vec()
            }
            Base::Integer { min, max, is_nonzero: false } => {
                numbers(&self.points, Some((min, max)))
            }
            Base::Integer { min, max, is_nonzero: true } => {
                let points = self.points.iter().copied().chain([Exact::ZERO]).collect();
                let mut classes = numbers(&points, Some((min, max)));
                classes.retain(|class| *class != Class::Point(Exact::ZERO));
                classes
            }
            Base::Text => {
                let is_text = |key: &&Key| matches!(key, Key::Text(_));
                let keys = self.keys.iter().filter(is_text).cloned().map(Class::Key);
                keys.chain([Class::Other]).collect()
            }
            Base::Collection => vec![Class::Other],
            Base::Other { .. } if moments.is_some() => {
                moments.map(Moments::classes).unwrap_or_default()
            }
            Base::Other { .. } => {
                let mut classes =
                    if self.is_number { numbers(&self.points, None) } else { Vec::new() };
                let written = self.spellings();
                let is_own = |key: &&Key| match spelling(key) {
                    None => true,
                    Some(Spelling::Open) => false,
                    Some(Spelling::Number(_)) if self.is_number => false,
                    Some(spelling) => written.get(&spelling) == Some(&1),
                };
                classes.extend(self.keys.iter().filter(is_own).cloned().map(Class::Key));
                classes.push(Class::Other);
                classes
            }
        };
        if shape.may_be_null() || self.is_null {
            classes.push(Class::Null);
        }
        classes
    }

    /// Returns how many texts have each spelling. `"1.0"`, `"1"` and 1 may be the same decimal, so the text is then not
    /// one value.
    fn spellings(&self) -> BTreeMap<Spelling, usize> {
        let mut written = BTreeMap::new();
        for spelling in self.keys.iter().filter_map(spelling) {
            *written.entry(spelling).or_default() += 1;
        }
        written
    }
}

/// The key that texts have in common if they may be the same value of a type with a form of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Spelling {
    /// A number, as the bits of a float.
    Number(u64),
    /// A text without what may differ: the case of letters, and zeros at the end of a fraction of a second.
    Text(String),
    /// A text that may be the same value as any other, such as a time with an offset from UTC.
    Open,
}

/// Returns `true` if two texts may be the same value of a type with a form of its own.
pub(crate) fn may_be_same(one: &Value, other: &Value) -> bool {
    let spelling = |value| key(value).as_ref().and_then(spelling);
    match (spelling(one), spelling(other)) {
        (Some(Spelling::Open), Some(_)) | (Some(_), Some(Spelling::Open)) => true,
        (Some(one), Some(other)) => one == other,
        (None, _) | (_, None) => false,
    }
}

/// Returns the spelling of a text.
fn spelling(key: &Key) -> Option<Spelling> {
    let Key::Text(text) = key else { return None };
    if let Ok(number) = text.trim().parse::<f64>() {
        // The two zeros are the same number.
        return Some(Spelling::Number((number + 0.0).to_bits()));
    }
    let is_open = text.contains("://")
        || text.rsplit_once(['+', '-']).is_some_and(|(time, offset)| {
            time.contains(':') && offset.len() == 5 && offset.contains(':')
        });
    if is_open {
        return Some(Spelling::Open);
    }
    let text = text.to_ascii_lowercase();
    let (time, zone) = text.strip_suffix('z').map_or((&*text, ""), |time| (time, "z"));
    let time = match time.split_once('.') {
        Some((whole, fraction)) if whole.contains(':') => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
        }
        _ => time.to_owned(),
    };
    Some(Spelling::Text(time + zone))
}

/// Returns the key of a value that equals no differently written one. A constant has none.
pub(crate) fn key(value: &Value) -> Option<Key> {
    match value {
        Value::Bool(literal) => Some(Key::Bool(literal.value)),
        Value::Text(literal) => Some(Key::Text(literal.value())),
        Value::Variant(ident) => Some(Key::Variant(syn::ext::IdentExt::unraw(ident).to_string())),
        Value::Path(path) => {
            // `Method::ShipToken` is a variant. A name in a module or in capitals is a constant.
            let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
            let (name, ty) = (names.next()?, names.next()?);
            let is_variant = [&name, &ty].iter().all(|name| name.starts_with(char::is_uppercase))
                && name.contains(char::is_lowercase);
            is_variant.then_some(Key::Variant(name))
        }
        Value::Number(_) | Value::Null(_) | Value::Expression(_) | Value::Fact(_) => None,
    }
}

/// Returns the points and the gaps between them. Numbers with limits are whole. An end that is that of an `i128` is none.
pub(super) fn numbers(points: &BTreeSet<Exact>, limits: Option<(i128, i128)>) -> Vec<Class> {
    let mut classes = Vec::new();
    let mut before = limits.and_then(|(min, _)| min.checked_sub(1)).map(Exact::whole);
    let end = limits.and_then(|(_, max)| max.checked_add(1)).map(Exact::whole);
    let is_empty = |low: Option<Exact>, high: Option<Exact>| {
        limits.is_some()
            && matches!((low, high), (Some(low), Some(high)) if !low.has_whole_until(high))
    };
    // A fraction is none of the numbers, but lies between two of them.
    let is_within = |point: &&Exact| {
        limits.is_none_or(|(min, max)| {
            point.as_whole().is_some_and(|point| (min..=max).contains(&point))
        })
    };
    for point in points.iter().filter(is_within) {
        if !is_empty(before, Some(*point)) {
            classes.push(Class::Between(before, Some(*point)));
        }
        classes.push(Class::Point(*point));
        before = Some(*point);
    }
    if !is_empty(before, end) {
        classes.push(Class::Between(before, end));
    }
    classes
}

/// Returns the lengths that rules distinguish. No length is negative.
pub(crate) fn lengths(points: &BTreeSet<Exact>) -> Vec<Class> {
    let points = points.iter().copied().chain([Exact::ZERO]).collect();
    let limit = i128::from(i64::MAX);
    let mut lengths = numbers(&points, Some((0, limit)));
    if let Some(Class::Between(_, high)) = lengths.last_mut() {
        *high = None;
    }
    lengths
}

impl Class {
    /// Returns `true` if the class is inhabited in every numeric type that has the numbers next to it.
    pub(crate) fn is_surely_inhabited(&self) -> bool {
        match *self {
            Self::Between(Some(low), Some(high)) => low.has_whole_until(high),
            Self::Between(Some(low), None) => low < Exact::whole(i8::MAX.into()),
            Self::Between(None, Some(high)) => high > Exact::ZERO,
            Self::Between(None, None) => false,
            _ => true,
        }
    }

    /// Returns `true` if every number of the class lies within the bounds, and `None` for a class without numbers.
    pub(crate) fn lies_within(&self, bounds: &Bounds) -> Option<bool> {
        match *self {
            Self::Point(point) => Some(bounds.contain(point)),
            Self::Between(low, high) => {
                let (min, max) = (bounds.min.as_ref(), bounds.max.as_ref());
                Some(
                    min.is_none_or(|min| low.is_some_and(|low| min.exact() <= low))
                        && max.is_none_or(|max| high.is_some_and(|high| high <= max.exact())),
                )
            }
            _ => None,
        }
    }

    /// Returns `true` if the comparison with `number` holds for every number of the class, and `None` for a class
    /// without numbers.
    pub(crate) fn compares(&self, comparison: Comparison, number: Exact) -> Option<bool> {
        let (is_less, is_equal) = match *self {
            Self::Point(point) => (point < number, point == number),
            Self::Between(_, high) => (high.is_some_and(|high| high <= number), false),
            _ => return None,
        };
        Some(match comparison {
            Comparison::Equal => is_equal,
            Comparison::NotEqual => !is_equal,
            Comparison::Less => is_less,
            Comparison::LessEqual => is_less || is_equal,
            Comparison::Greater => !is_less && !is_equal,
            Comparison::GreaterEqual => !is_less,
        })
    }

    /// Returns the class of exactly this value, unless the value may equal others.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Point(number.exact())),
            Value::Null(_) => Some(Self::Null),
            value => key(value).map(Self::Key),
        }
    }
}
