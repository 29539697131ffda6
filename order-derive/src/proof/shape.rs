//! The possible values of a type, as far as its tokens show.

use syn::{
    GenericArgument, Path, PathArguments, PathSegment, Type, TypeGroup, TypeParen, TypePath,
};

use crate::proof::moment::Moment;

/// A type as far as it is written out. An alias may hide the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Number of `Option`s around the type.
    pub(crate) options: usize,
    pub(crate) base: Base,
    /// The dates or times that the type has by its name, which says nothing of how often it is an `Option`.
    pub(crate) moment: Option<Moment>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    Bool,
    Integer {
        min: i128,
        max: i128,
        is_nonzero: bool,
    },
    Text,
    /// A list or map.
    Collection,
    Flag,
    /// Any other type, such as an enum, or an alias.
    Other {
        may_be_null: bool,
    },
}

impl Shape {
    /// A type about which nothing is known.
    pub(crate) const UNKNOWN: Self =
        Self { options: 0, base: Base::Other { may_be_null: true }, moment: None };

    pub(crate) fn of(ty: &Type) -> Self {
        match ty {
            Type::Group(TypeGroup { elem, .. }) | Type::Paren(TypeParen { elem, .. }) => {
                Self::of(elem)
            }
            Type::Reference(reference) => match &*reference.elem {
                Type::Path(path) if path.path.is_ident("str") => Self::plain(Base::Text),
                _ => Self::UNKNOWN,
            },
            Type::Path(path) if path.qself.is_none() => Self::of_path(&path.path),
            _ => Self::UNKNOWN,
        }
    }

    /// The keys of a map. They are text, but those of a type of its own may not be any text.
    pub(crate) fn of_key(map: &Type) -> Self {
        match key_type(map).map(Self::of) {
            Some(Self { base: Base::Text, .. }) => Self::plain(Base::Text),
            Some(_) | None => Self::plain(Base::Other { may_be_null: false }),
        }
    }

    fn plain(base: Base) -> Self {
        Self { options: 0, base, moment: None }
    }

    fn of_path(path: &Path) -> Self {
        let Some(last) = path.segments.last() else { return Self::UNKNOWN };
        let name = last.ident.to_string();
        let inner = argument(&last.arguments);
        if let ("Option", Some(inner)) = (name.as_str(), inner) {
            let inner = Self::of(inner);
            return Self { options: inner.options + 1, ..inner };
        }
        if path.segments.len() > 1 && !is_of_std(path) && name != "Flag" && name != "Value" {
            return Self::other(last, false);
        }
        match (name.as_str(), inner) {
            ("Box", Some(Type::Path(path))) if path.path.is_ident("str") => Self::plain(Base::Text),
            ("Box", Some(inner)) => Self::of(inner),
            ("Cow", Some(Type::Path(path))) if path.path.is_ident("str") => Self::plain(Base::Text),
            ("String", None) => Self::plain(Base::Text),
            ("bool", None) => Self::plain(Base::Bool),
            ("Flag", None) => Self::plain(Base::Flag),
            ("Vec" | "BTreeMap" | "HashMap", Some(_)) => Self::plain(Base::Collection),
            ("NonZero", Some(Type::Path(path))) => {
                let number = path.path.get_ident().map(ToString::to_string);
                let number = number.and_then(|number| integer(&number)).and_then(nonzero);
                Self::plain(number.unwrap_or(Base::Other { may_be_null: false }))
            }
            (name, None) => match integer(name) {
                Some(base) => Self::plain(base),
                None => Self::other(last, name == "Value"),
            },
            _ => Self::other(last, false),
        }
    }

    fn other(last: &PathSegment, may_be_null: bool) -> Self {
        Self { moment: Moment::of(last), ..Self::plain(Base::Other { may_be_null }) }
    }

    /// Returns `true` if the type is known.
    pub(crate) fn is_known(self) -> bool {
        !matches!(self.base, Base::Other { .. })
    }

    /// Returns `true` if a value may be blank.
    pub(crate) fn may_be_blank(self) -> bool {
        matches!(self.base, Base::Text | Base::Collection | Base::Other { .. })
    }

    pub(crate) fn may_be_null(self) -> bool {
        self.options > 1 || matches!(self.base, Base::Other { may_be_null: true })
    }
}

/// Returns the first type between angle brackets.
pub(crate) fn argument(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Returns `true` for a type that is not known to be a value by its name.
pub(crate) fn may_be_no_value(ty: &Type) -> bool {
    match held_in_wrapper(ty) {
        Some(held) => held.into_iter().any(may_be_no_value),
        None => !Shape::of(ty).is_known(),
    }
}

/// Returns `true` for a type that may be no value and holds a type that holds another one, as wrappers and parts with type parameters
/// do. If the innermost is no value, rustc tells more or fewer of those around it, by how it comes to it.
pub(crate) fn is_deep_in_wrappers(ty: &Type) -> bool {
    let holds_another = |ty: &Type| held_types(ty).is_some_and(|held| !held.is_empty());
    held_types(ty).is_some_and(|held| held.into_iter().any(holds_another)) && may_be_no_value(ty)
}

/// Returns the types in a wrapper of the standard library that is a value if what it holds is one.
fn held_in_wrapper(ty: &Type) -> Option<Vec<&Type>> {
    const WRAPPERS: [&str; 5] = ["BTreeMap", "Box", "HashMap", "Option", "Vec"];
    let Type::Path(TypePath { qself: None, path, .. }) = peeled(ty) else { return None };
    let last = path.segments.last()?;
    WRAPPERS.iter().any(|name| last.ident == name).then(|| held_types(ty))?
}

/// Returns the type arguments of a type that has arguments.
fn held_types(ty: &Type) -> Option<Vec<&Type>> {
    let Type::Path(TypePath { qself: None, path, .. }) = peeled(ty) else { return None };
    let mut segments = path.segments.iter().rev();
    let last = segments.next()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    // The types of changes go by way of those of the request, so rustc comes to them in one way.
    if last.ident == "By" || segments.next().is_some_and(|module| module.ident == "update") {
        return None;
    }
    let held = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    Some(held.collect())
}

/// Returns the type without the invisible groups of macros, and without parentheses.
pub(crate) fn peeled(ty: &Type) -> &Type {
    match ty {
        Type::Group(TypeGroup { elem, .. }) | Type::Paren(TypeParen { elem, .. }) => peeled(elem),
        ty => ty,
    }
}

/// Returns the type of the keys of a map, through `Option` and `Box`.
pub(crate) fn key_type(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Group(TypeGroup { elem, .. }) | Type::Paren(TypeParen { elem, .. }) => key_type(elem),
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            let inner = argument(&last.arguments)?;
            match last.ident.to_string().as_str() {
                "Option" | "Box" => key_type(inner),
                "BTreeMap" | "HashMap" => Some(inner),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_of_std(path: &Path) -> bool {
    path.segments
        .first()
        .is_some_and(|first| ["std", "core", "alloc"].iter().any(|krate| first.ident == krate))
}

/// Returns the numbers of a type. The greatest `u128` have no literal, so its upper end counts as that of an `i128`.
fn integer(name: &str) -> Option<Base> {
    if let Some(name) = name.strip_prefix("NonZero") {
        return integer(&name.to_lowercase()).and_then(nonzero);
    }
    let (min, max) = match name {
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "i64" => (i64::MIN.into(), i64::MAX.into()),
        "i128" => (i128::MIN, i128::MAX),
        "u8" => (0, u8::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" => (0, u64::MAX.into()),
        "u128" => (0, i128::MAX),
        _ => return None,
    };
    Some(Base::Integer { min, max, is_nonzero: false })
}

/// Returns the numbers without 0.
fn nonzero(base: Base) -> Option<Base> {
    let Base::Integer { min, max, .. } = base else { return None };
    Some(Base::Integer { min: if min == 0 { 1 } else { min }, max, is_nonzero: true })
}
