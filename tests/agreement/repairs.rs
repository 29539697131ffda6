//! Repairs of random requests make them valid, none has an action too many, and every field can say why.

use std::time::{Duration, Instant};

use order_client::retail::{CodeSigningOrder, Reissue, SslOrder, WifiOrder};
use order_core::{
    OrderRequest, ReadRequest, json,
    repair::{Action, Repair},
    schema::{Kind, Schema},
};
use serde_json::Value;

use crate::{
    every::{account, every_type, nothing},
    random::{Random, members, object},
    types,
};

/// Documents of each type.
const CASES: u64 = 4;

/// Repairs of one request that are looked at.
const LOOKED_AT: usize = 40;

#[derive(Debug, Default)]
struct Counts {
    broken: usize,
    complete: usize,
    without: usize,
    repairs: usize,
    subsets: usize,
    answers: usize,
    longest: Duration,
}

macro_rules! judge {
    ($counts:ident, $($type:ty, $context:ident $(, $serde:ident)?;)*) => {$(
        for seed in 0..CASES {
            let mut random = Random::new(seed);
            let document = object(&members(<$type>::SCHEMA, &mut random, 0));
            let context = $context(&mut Random::new(seed));
            judge::<$type>(&document, &context, &mut $counts)
                .unwrap_or_else(|error| panic!("{}, seed {seed}: {document}\n{error}", stringify!($type)));
        }
    )*};
}

fn judge<T>(document: &str, context: &T::Context, counts: &mut Counts) -> Result<(), String>
where
    T: OrderRequest + for<'de> ReadRequest<'de>,
{
    let Ok(request) = json::from_str::<T>(document) else { return Ok(()) };
    for path in paths(T::SCHEMA, 0) {
        let answer = request.why_in(&path, context);
        if path.contains('[') {
            continue;
        }
        let why = answer.map_err(|error| format!("{path}: {error}"))?;
        if why.to_string().is_empty() || serde_json::from_str::<Value>(&why.to_json()).is_err() {
            return Err(format!("{path}: {why:?}"));
        }
        counts.answers += 1;
    }
    let Err(violations) = request.validate_in(context) else { return Ok(()) };
    // Items that hold their separator are read back as others.
    let again = json::from_str::<T>(&json::to_string(&request)).ok();
    let again = again.and_then(|again| again.validate_in(context).err());
    let is_read_back = again.is_some_and(|again| again.to_string() == violations.to_string());
    let start = Instant::now();
    let repairs = violations.repairs_in(&request, context);
    counts.longest = counts.longest.max(start.elapsed());
    counts.broken += 1;
    counts.complete += usize::from(repairs.is_complete());
    counts.without += usize::from(repairs.is_empty());
    serde_json::from_str::<Value>(&repairs.to_json()).map_err(|error| error.to_string())?;
    for repair in repairs.iter().take(LOOKED_AT) {
        counts.repairs += 1;
        let Some(repaired) = repair.apply(&request) else {
            // A skipped field has its default once the request was read, whatever it had before.
            return Err(format!("cannot apply: {repair}"));
        };
        if let Err(violations) = repaired.validate_in(context) {
            return Err(format!("{repair}:\n{violations}"));
        }
        for subset in
            subsets::<T>(&request, &repaired, &repair).into_iter().filter(|_| is_read_back)
        {
            // What cannot be read is not valid either.
            let Ok(partly) = json::from_str::<T>(&subset) else { continue };
            counts.subsets += 1;
            if partly.validate_in(context).is_ok() {
                return Err(format!("{repair}: less is enough: {subset}"));
            }
        }
    }
    Ok(())
}

/// The request with all but one of the actions taken, for each of them; nothing if that cannot be told from the documents.
fn subsets<T: OrderRequest>(request: &T, repaired: &T, repair: &Repair) -> Vec<String> {
    let value = |request: &T| serde_json::from_str::<Value>(&json::to_string(request)).ok();
    let (Some(before), Some(after)) = (value(request), value(repaired)) else { return Vec::new() };
    let actions = repair.actions();
    // The items behind a removed one have other places then.
    let pointers: Vec<String> =
        actions.iter().map(|action| action.path().to_json_pointer() + "/").collect();
    let is_within =
        |one: &String| pointers.iter().any(|other| other != one && one.starts_with(other.as_str()));
    let is_plain = !pointers.iter().any(is_within)
        && actions.iter().all(|action| !action.path().to_string().contains('['));
    let is_known = |action: &Action| {
        let pointer = action.path().to_json_pointer();
        match action {
            Action::Remove(_) | Action::Rename(..) => before.pointer(&pointer).is_some(),
            _ => after.pointer(&pointer).is_some(),
        }
    };
    if !is_plain || !actions.iter().all(is_known) {
        return Vec::new();
    }
    let but = |left_out: usize| {
        let mut partly = before.clone();
        for (_, action) in actions.iter().enumerate().filter(|(index, _)| *index != left_out) {
            let pointer = action.path().to_json_pointer();
            let (outer, name) = pointer.rsplit_once('/')?;
            let outer = partly.pointer_mut(outer)?.as_object_mut()?;
            match action {
                Action::Remove(_) => drop(outer.remove(name)),
                Action::Rename(_, key) => {
                    let value = outer.remove(name)?;
                    drop(outer.insert(key.to_string(), value));
                }
                _ => drop(outer.insert(name.to_owned(), after.pointer(&pointer)?.clone())),
            }
        }
        Some(partly.to_string())
    };
    (0..actions.len()).filter_map(but).collect()
}

/// Paths of the fields of a schema by their Rust names, some of them of items.
pub(crate) fn paths(schema: &Schema, depth: usize) -> Vec<String> {
    let mut found = Vec::new();
    for field in schema.fields {
        let name = field.rust;
        found.push(name.to_owned());
        let inner = |kind: &Kind| match kind {
            Kind::Object(inner) if depth < 2 => paths(inner, depth + 1),
            _ => Vec::new(),
        };
        match field.kind() {
            Kind::List(item) => {
                found.extend(inner(item()).iter().map(|path| format!("{name}[0].{path}")))
            }
            kind => found.extend(inner(kind).iter().map(|path| format!("{name}.{path}"))),
        }
    }
    found
}

#[test]
fn repairs_are_right_and_none_has_an_action_too_many() {
    let mut counts = Counts::default();
    every_type!(judge! {
        counts,
        CodeSigningOrder, nothing;
        Reissue, nothing;
        SslOrder, nothing;
        WifiOrder, nothing;
    });
    println!("{counts:?}");
    assert!(counts.broken > 60 && counts.repairs > 200 && counts.subsets > 100, "{counts:?}");
}
