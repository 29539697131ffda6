//! Subjects of conditions: fields, members of nested parts, and facts of the context.

use std::{collections::BTreeMap, rc::Rc};

use syn::ext::IdentExt;

use crate::{
    model::{Blank, FieldPlace, Request},
    parse::{Exact, Reference, Value},
    proof::{
        domain::{Class, Key, Named, lengths},
        formula::{Formula, Var},
        moment::Moments,
        shape::{Base, Shape},
        theory::{Step, Theory},
    },
    scope::speaks_of,
};

/// A subject with a presence and a value, and the propositions about it.
#[derive(Debug)]
pub(crate) struct Subject {
    /// Name, as in conditions.
    pub(crate) name: String,
    pub(crate) given: Formula,
    pub(crate) present: Formula,
    pub(crate) classes: Vec<Class>,
    /// The index of each class.
    index: BTreeMap<Class, usize>,
    /// For each class, whether the present value belongs to it.
    pub(crate) written: Vec<Formula>,
    /// For each class, whether the value that conditions see belongs to it. That value may be a default.
    pub(crate) value: Vec<Formula>,
    /// Holds if conditions see a value.
    pub(crate) has_value: Formula,
    pub(crate) lengths: Vec<Class>,
    /// For each class of lengths, whether the present value has such a length.
    pub(crate) written_length: Vec<Formula>,
    /// For each class of lengths, whether conditions see such a length.
    pub(crate) length: Vec<Formula>,
    /// `true` if a present value may be empty.
    pub(crate) length_may_be_zero: bool,
    /// `true` if the type is certainly text, which has the order of its characters.
    pub(crate) is_text: bool,
    /// The dates or times that rules name, which have an order.
    pub(crate) moments: Option<Moments>,
}

/// Description of a subject before it has propositions.
#[derive(Debug)]
pub(crate) struct Described {
    pub(crate) name: String,
    /// Index of the field of the request, if the subject is one.
    pub(crate) field: Option<usize>,
    /// Index of the subject that holds this one. If the holder is absent, this one is too.
    pub(crate) holder: Option<usize>,
    pub(crate) shape: Shape,
    pub(crate) blank: Blank,
    /// `true` if an attribute says that what is given is present: blank is a value, or is refused or left out.
    pub(crate) is_present_if_given: bool,
    pub(crate) named: Named,
    /// The lengths that rules name.
    pub(crate) lengths: Named,
    pub(crate) has_lengths: bool,
    /// `true` if a condition refers to the length.
    pub(crate) is_length_asked: bool,
    /// `true` if a condition asks `given`.
    pub(crate) is_given_asked: bool,
    /// `true` if a rule or condition asks for the presence. The subject may then well be absent.
    pub(crate) is_presence_asked: bool,
}

/// All subjects of a request: first its fields, then everything else that conditions name.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    pub(crate) list: Vec<Described>,
    /// The index of each name.
    index: BTreeMap<String, usize>,
}

impl Directory {
    pub(crate) fn new(request: &Request<'_>) -> Self {
        let list = request.fields.iter().map(|field| Described {
            field: Some(field.index),
            blank: field.blank,
            is_present_if_given: field.blank != Blank::Absent
                || (field.place == FieldPlace::BodyUnlessBlank && field.is_option()),
            ..Described::new(
                &field.rust,
                match speaks_of_generics(request, field.ty) {
                    true => Shape { options: usize::from(field.is_option()), ..Shape::UNKNOWN },
                    false => Shape::of(field.ty),
                },
            )
        });
        let list: Vec<Described> = list.collect();
        let mut index = BTreeMap::new();
        for (position, described) in list.iter().enumerate() {
            index.entry(described.name.clone()).or_insert(position);
        }
        Self { list, index }
    }

    /// Returns the index of the subject that a reference names. A new name adds a subject.
    pub(crate) fn subject(&mut self, request: &Request<'_>, reference: &Reference) -> usize {
        let mut name = reference.root.unraw().to_string();
        let root = self.index.get(&name).copied();
        let mut holder = root.filter(|root| *root < request.fields.len());
        for member in &reference.members {
            name = format!("{name}.{}", member.unraw());
            holder = Some(self.member(holder, &name));
        }
        holder.unwrap_or_else(|| self.member(None, &name))
    }

    fn member(&mut self, holder: Option<usize>, name: &str) -> usize {
        self.within(holder, name, Shape { options: 1, ..Shape::UNKNOWN })
    }

    /// Returns the index of a subject that stands for any key of the map in a field. It is absent from an empty map.
    pub(crate) fn key(&mut self, request: &Request<'_>, field: usize) -> usize {
        let own = &request.fields[field];
        let name = key_name(&own.rust);
        let shape = match speaks_of_generics(request, own.ty) {
            true => Shape::UNKNOWN,
            false => Shape::of_key(own.ty),
        };
        self.within(Some(field), &name, Shape { options: 1, ..shape })
    }

    /// Returns the index of the key of the map in a field.
    pub(crate) fn find_key(&self, field: usize) -> Option<usize> {
        self.index.get(&key_name(&self.list[field].name)).copied()
    }

    fn within(&mut self, holder: Option<usize>, name: &str, shape: Shape) -> usize {
        if let Some(known) = self.index.get(name) {
            return *known;
        }
        self.list.push(Described { holder, ..Described::new(name, shape) });
        self.index.insert(name.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }

    /// Returns the index of the subject that a collected reference names.
    pub(crate) fn find(&self, reference: &Reference) -> usize {
        let found = self.index.get(&reference.to_string());
        *found.expect("every reference of a rule was gathered")
    }
}

/// Returns `true` if a type depends on a parameter of the request, or on the request itself.
pub(crate) fn speaks_of_generics(request: &Request<'_>, ty: &syn::Type) -> bool {
    let parameters =
        request.input.generics.type_params().map(|parameter| parameter.ident.to_string());
    let tokens = quote::quote!(#ty);
    parameters.chain(["Self".to_owned()]).any(|word| speaks_of(tokens.clone(), &word))
}

/// Returns `true` if the name of a member looks like a variant of an enum with data, and not a field of a part.
pub(crate) fn is_variant(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && !name.contains('.') && map_of(name).is_none()
}

/// Name of the subject that stands for any key of a map, as in the ids of rules.
fn key_name(map: &str) -> String {
    format!("{map}[key]")
}

/// Returns the name of the map, if a subject of this name stands for any key of one.
pub(crate) fn map_of(name: &str) -> Option<&str> {
    name.strip_suffix("[key]")
}

impl Described {
    fn new(name: &str, shape: Shape) -> Self {
        Self {
            name: name.to_owned(),
            field: None,
            holder: None,
            shape,
            blank: Blank::Absent,
            is_present_if_given: false,
            named: Named::default(),
            lengths: Named::default(),
            has_lengths: false,
            is_length_asked: false,
            is_given_asked: false,
            is_presence_asked: false,
        }
    }

    /// Describes an item of a list.
    pub(crate) fn of_item(shape: Shape) -> Self {
        Self::new("", shape)
    }

    /// Returns `true` if rules only compare the value with others.
    pub(crate) fn is_plain(&self) -> bool {
        self.named.keys.is_empty()
            && !self.named.is_number
            && !self.named.is_null
            && !self.has_lengths
    }

    /// Returns the facts about a request that certainly exists: it has no value whose possibility depends on the type.
    pub(crate) fn surely(&self, subject: &Subject, holder: Option<&Subject>) -> Vec<Formula> {
        if self.shape.base == Base::Flag {
            return subject.written.get(1).map(|off| !off.clone()).into_iter().collect();
        }
        if self.shape.is_known() {
            return Vec::new();
        }
        let mut sure: Vec<Formula> = (subject.classes.iter().zip(&subject.written))
            .filter(|(class, _)| match class {
                Class::Other => self.named.may_be_all(),
                Class::Null => self.shape.options < 2,
                class => !match &subject.moments {
                    Some(moments) => moments.is_surely_inhabited(class),
                    None => class.is_surely_inhabited(),
                },
            })
            .map(|(_, written)| !written.clone())
            .collect();
        sure.push(subject.given.clone().implies(subject.present.clone()));
        if self.field.is_some() && self.shape.options == 0 {
            sure.push(subject.present.clone());
        }
        if self.field.is_none() && !self.is_presence_asked && !self.is_variant() {
            let holder = holder.map_or(Formula::TRUE, |holder| holder.present.clone());
            sure.push(holder.implies(subject.present.clone()));
        }
        sure
    }

    /// Returns `true` if the name looks like a variant of an enum with data. Another variant may then be given instead.
    pub(crate) fn is_variant(&self) -> bool {
        is_variant(self.name.rsplit('.').next().unwrap_or_default())
    }

    /// Creates the propositions of the subject, and states the facts about them that hold for any rules.
    pub(crate) fn encode(&self, holder: Option<&Subject>, theory: &mut Theory) -> Subject {
        let (given, present) = self.presence(theory);
        let moments = self.named.moments(self.shape);
        let classes = self.named.classes(self.shape, moments.as_ref());
        let written: Vec<Formula> = match classes.as_slice() {
            [_] => vec![present.clone()],
            classes => self.written(&present, classes, theory),
        };
        // Blank text is not a value, but may be a default.
        let is_own_policy =
            self.field.is_some() || ["ctx.", "old."].iter().any(|root| self.name.starts_with(root));
        for (class, written) in classes.iter().zip(&written) {
            if let Class::Key(Key::Text(text)) = class
                && is_own_policy
                && self.blank != Blank::Value
                && text.trim().is_empty()
            {
                theory.facts.push(!written.clone());
            }
        }
        let lengths = if self.has_lengths { lengths(&self.lengths.points) } else { Vec::new() };
        let length = self.length(&present, &classes, &written, &lengths, theory);
        if let Some(holder) = holder {
            theory.facts.push(given.clone().implies(holder.present.clone()));
        }
        let is_null = classes.iter().position(|class| *class == Class::Null);
        let null = is_null.map_or(Formula::FALSE, |class| written[class].clone());
        // The null of a free-form value is a value.
        let is_none = match self.shape.is_known() || null == Formula::FALSE {
            true => null,
            false => Formula::all([null, theory.fresh_opaque()]),
        };
        let has_value = Formula::all([present.clone(), !is_none]);
        let (name, value) = (self.name.clone(), written.clone());
        let index = classes.iter().cloned().zip(0..).collect();
        let length_may_be_zero = self.length_may_be_zero();
        let mut subject = Subject {
            name,
            given,
            present,
            classes,
            index,
            written,
            value,
            has_value,
            lengths,
            written_length: length.clone(),
            length,
            length_may_be_zero,
            is_text: self.shape.base == Base::Text,
            moments,
        };
        if let Some(holder) =
            holder.filter(|_| self.field.is_none() && map_of(&self.name).is_none())
        {
            self.add_unknown_default(holder, &mut subject, theory);
        }
        subject
    }

    /// Adds a possible default of a member, which is its value while its part is present.
    fn add_unknown_default(&self, holder: &Subject, subject: &mut Subject, theory: &mut Theory) {
        let has_default = theory.fresh_opaque();
        let has_none = !subject.has_value.clone();
        let applies = Formula::all([has_default.clone(), holder.present.clone(), has_none]);
        let chosen = choice(subject.classes.len(), &has_default, theory);
        for ((value, chosen), class) in subject.value.iter_mut().zip(chosen).zip(&subject.classes) {
            if *class != Class::Null {
                let of_default = Formula::all([applies.clone(), chosen]);
                *value = theory.name(Formula::any([value.clone(), of_default]));
            }
        }
        let has_value = Formula::any([subject.has_value.clone(), applies.clone()]);
        subject.has_value = theory.name(has_value);
        if !subject.length.is_empty() {
            // The length of the default is not known, so conditions may see any.
            for length in &mut subject.length {
                let free = Formula::all([applies.clone(), theory.fresh_opaque()]);
                *length = theory.name(Formula::any([length.clone(), free]));
            }
        }
    }

    fn presence(&self, theory: &mut Theory) -> (Formula, Formula) {
        let Shape { options, base, .. } = self.shape;
        let may_be_absent = options > 0 || !self.shape.is_known() || base == Base::Flag;
        let may_be_blank =
            self.shape.may_be_blank() && (self.field.is_some() || !self.is_variant());
        let is_one = !may_be_blank || (self.is_present_if_given && !self.is_given_asked);
        let given = match may_be_absent || (may_be_blank && !is_one && !self.is_given_asked) {
            true => theory.fresh(),
            false => Formula::TRUE,
        };
        if is_one || !self.is_given_asked {
            return (given.clone(), given);
        }
        let present = theory.fresh();
        theory.facts.push(present.clone().implies(given.clone()));
        (given, present)
    }

    /// Returns propositions for the class of the present value. The value belongs to exactly one; `Other` is the class
    /// of all unnamed values.
    fn written(&self, present: &Formula, classes: &[Class], theory: &mut Theory) -> Vec<Formula> {
        let is_open = classes.contains(&Class::Other);
        let named: Vec<Formula> = classes
            .iter()
            .filter(|class| **class != Class::Other)
            .map(|_| theory.fresh())
            .collect();
        theory.facts.push(Formula::count(named.clone(), 0, 1));
        for class in &named {
            theory.facts.push(class.clone().implies(present.clone()));
        }
        if !is_open {
            let any = Formula::any(named.iter().cloned());
            theory.facts.push(present.clone().implies(any));
        }
        let other = Formula::all(
            [present.clone()].into_iter().chain(named.iter().map(|class| !class.clone())),
        );
        let other = if is_open { theory.name(other) } else { other };
        let mut named = named.into_iter();
        classes
            .iter()
            .map(|class| match class {
                Class::Other => other.clone(),
                _ => named.next().unwrap_or(Formula::FALSE),
            })
            .collect()
    }

    fn length_may_be_zero(&self) -> bool {
        self.blank == Blank::Value
            || self.field.is_none()
            || !matches!(self.shape.base, Base::Text | Base::Collection)
    }

    /// Returns propositions for the length. A present value has exactly one length, and the length of an absent one is
    /// 0.
    fn length(
        &self,
        present: &Formula,
        classes: &[Class],
        written: &[Formula],
        lengths: &[Class],
        theory: &mut Theory,
    ) -> Vec<Formula> {
        if lengths.is_empty() {
            return Vec::new();
        }
        let length: Vec<Formula> = lengths.iter().map(|_| theory.fresh()).collect();
        theory.facts.push(Formula::count(length.clone(), 1, 1));
        let zero = lengths.iter().position(|class| *class == Class::Point(Exact::ZERO));
        if let Some(zero) = zero {
            theory.facts.push(Formula::any([present.clone(), length[zero].clone()]));
            let null = classes.iter().position(|class| *class == Class::Null);
            let null = null.map_or(Formula::FALSE, |null| written[null].clone());
            if !self.length_may_be_zero() {
                let is_not_empty = [!present.clone(), null.clone(), !length[zero].clone()];
                theory.facts.push(Formula::any(is_not_empty));
            }
            theory.facts.push(null.implies(length[zero].clone()));
        }
        for (class, written) in classes.iter().zip(written) {
            if let Class::Key(Key::Text(text)) = class {
                let count = text.chars().count();
                if let Some(own) = length_class(lengths, count) {
                    theory.facts.push(written.clone().implies(length[own].clone()));
                }
            }
        }
        length
    }
}

/// Returns the index of the class of a length.
pub(crate) fn length_class(lengths: &[Class], length: usize) -> Option<usize> {
    let length = Exact::whole(i128::try_from(length).ok()?);
    lengths.iter().position(|class| match *class {
        Class::Point(point) => point == length,
        Class::Between(low, high) => {
            low.is_none_or(|low| low < length) && high.is_none_or(|high| length < high)
        }
        _ => false,
    })
}

/// Returns new propositions, exactly one of which holds while `when` does. It is not known which one.
pub(crate) fn choice(count: usize, when: &Formula, theory: &mut Theory) -> Vec<Formula> {
    if count == 1 {
        return vec![when.clone()];
    }
    let options: Vec<Formula> = (0..count).map(|_| theory.fresh_opaque()).collect();
    theory.facts.push(Formula::count(options.clone(), 0, 1));
    theory.facts.push(when.clone().implies(Formula::any(options.iter().cloned())));
    options
}

/// Returns the assignment that makes a proposition true or false.
pub(crate) fn assigned(formula: &Formula, value: bool) -> Option<(Var, bool)> {
    match formula {
        Formula::Var(var) => Some((*var, value)),
        _ => None,
    }
}

impl Subject {
    /// Returns the change that makes the subject absent.
    pub(crate) fn absence(&self) -> Vec<(Var, bool)> {
        let parts = [&self.given, &self.present].into_iter().chain(&self.written);
        let mut absence: Vec<_> = parts.filter_map(|part| assigned(part, false)).collect();
        for (class, length) in self.lengths.iter().zip(&self.written_length) {
            absence.extend(assigned(length, *class == Class::Point(Exact::ZERO)));
        }
        absence
    }

    /// Returns the changes that make the subject present, one for each class of values and lengths.
    pub(crate) fn presences(&self) -> Vec<Step> {
        let off: Rc<[Var]> = (self.written.iter().chain(&self.written_length))
            .filter_map(|part| assigned(part, false).map(|(var, _)| var))
            .collect();
        let mut presences = Vec::new();
        for (index, class) in self.classes.iter().enumerate() {
            let lengths = match class {
                Class::Key(Key::Text(text)) => {
                    let length = length_class(&self.lengths, text.chars().count());
                    length.map_or(0..1, |length| length..length + 1)
                }
                Class::Key(Key::Bool(_) | Key::Variant(_))
                | Class::Point(_)
                | Class::Between(..)
                | Class::Null
                | Class::Other => 0..self.written_length.len().max(1),
            };
            for length in lengths {
                let on = [
                    Some(&self.given),
                    Some(&self.present),
                    self.written.get(index),
                    self.written_length.get(length),
                ];
                let set = on.into_iter().flatten().filter_map(|part| assigned(part, true));
                presences.push(Step { off: Rc::clone(&off), set: set.collect() });
            }
        }
        presences
    }

    /// Returns the index of the class of a value that equals no differently written one.
    pub(crate) fn class_of(&self, value: &Value) -> Option<usize> {
        let class = match &self.moments {
            Some(moments) => Class::Point(moments.place(value)?),
            None => Class::of(value)?,
        };
        self.index.get(&class).copied()
    }
}
