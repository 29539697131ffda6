//! Reasons, repairs and test cases of each type, word for word.
//!
//! A file for each type holds what is said of a few requests, so that a review sees each answer that changes.
//! `OUTCOMES=overwrite` renews the files.

use std::{env, fmt::Write, fs, path::Path};

use order_core::{
    OrderRequest, ReadRequest,
    cases::{Broken, Case, cases_in},
    json,
};

use crate::{
    every::{account, every_type, nothing},
    random::{Random, members, object},
    repairs::paths,
    types,
};

/// Requests of each type whose repairs are listed.
const REQUESTS: usize = 3;

/// Repairs of a request that are listed.
const REPAIRS: usize = 6;

/// Cases beside those of the rules.
const RANDOM: usize = 2;

/// Cases after those, in another spelling.
const SPELLED: usize = 4;

/// Cases after those, of which only the hash is listed.
const HASHED: usize = 300;

/// Tests of each kind: one for each type, so that each is quick.
const PARTS: usize = 57;

/// Compares the text with the file of the type, a line at a time.
fn compare(folder: &str, ty: &str, now: &str) {
    let name: Vec<&str> =
        ty.split(|c: char| !c.is_alphanumeric()).filter(|part| *part != "types").collect();
    let name = name.join(" ").split_whitespace().collect::<Vec<_>>().join("_");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("agreement/{folder}/{name}.txt"));
    if env::var_os("OUTCOMES").is_some_and(|wanted| wanted == "overwrite") {
        fs::write(&file, now).unwrap();
        return;
    }
    let listed = fs::read_to_string(&file).unwrap_or_default();
    for (number, (listed, now)) in listed.lines().zip(now.lines()).enumerate() {
        assert_eq!(now, listed, "{}, line {}", file.display(), number + 1);
    }
    assert_eq!(now.lines().count(), listed.lines().count(), "lines of {}", file.display());
}

fn read<T: OrderRequest + for<'de> ReadRequest<'de>>(seed: u64) -> Option<(String, T)> {
    let document = object(&members(T::SCHEMA, &mut Random::new(seed), 0));
    let request = json::from_str(&document).ok()?;
    Some((document, request))
}

/// The reason of each field of a request.
fn reasons<T: OrderRequest + for<'de> ReadRequest<'de>>(context: &T::Context) -> String {
    let mut text = String::new();
    let Some((document, request)) = (0..40).find_map(read::<T>) else { return text };
    writeln!(text, "{document}").unwrap();
    for path in paths(T::SCHEMA, 0) {
        match request.why_in(&path, context) {
            Ok(why) => writeln!(text, "{why}").unwrap(),
            Err(error) => writeln!(text, "{path}: {error}").unwrap(),
        }
    }
    text
}

/// The first repairs of some broken requests, with the number of all.
fn repairs<T: OrderRequest + for<'de> ReadRequest<'de>>(context: &T::Context) -> String {
    let mut text = String::new();
    let broken = (0..200).filter_map(read::<T>).filter_map(|(document, request)| {
        let violations = request.validate_in(context).err()?;
        Some((document, request, violations))
    });
    for (document, request, violations) in broken.take(REQUESTS) {
        let repairs = violations.repairs_in(&request, context);
        let of = match (repairs.is_complete(), repairs.are_functions_asked()) {
            (true, true) => "",
            (true, false) => ", as far as functions are not asked",
            (false, _) => ", and perhaps more",
        };
        writeln!(text, "\n{document}: {} repairs{of}", repairs.len()).unwrap();
        for repair in repairs.iter().take(REPAIRS) {
            let repaired = repair.apply(&request).map(|repaired| json::to_string(&repaired));
            writeln!(text, "{repair}\n  {}", repaired.unwrap_or_else(|| "not applied".to_owned()))
                .unwrap();
        }
    }
    text
}

/// The case that breaks each rule, and some that follow, the last ones in another spelling.
fn made<T>(contexts: &[T::Context]) -> String
where
    T: OrderRequest + for<'de> ReadRequest<'de>,
{
    let mut text = String::new();
    let mut cases = cases_in::<T>(1, contexts);
    for unreached in cases.unreached() {
        writeln!(text, "no case for {}: {:?}", unreached.rule, unreached.missing).unwrap();
    }
    let mut random = 0;
    while random < RANDOM {
        let Some(case) = cases.next() else { break };
        random += usize::from(case.about().is_none());
        // The valid case before is one change away, and so are many others.
        if !(case.is_valid() && case.about().is_some()) {
            writeln!(text, "{}", said(&case)).unwrap();
        }
    }
    let mut cases = cases.spelled();
    for case in cases.by_ref().take(SPELLED) {
        writeln!(text, "spelled {}", said(&case)).unwrap();
    }
    let others: Vec<String> = cases.take(HASHED).map(|case| said(&case) + case.body()).collect();
    writeln!(text, "{} others: {:016x}", others.len(), hash(&others)).unwrap();
    text
}

/// FNV-1a, whose result is the same everywhere.
fn hash(texts: &[String]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn said(case: &Case) -> String {
    let told =
        |broken: &Broken| format!("{} at {} ({})", broken.rule, broken.path, broken.code.as_str());
    let broken: Vec<String> = case.broken().iter().map(told).collect();
    let about = case.about().unwrap_or("random");
    format!("{about}, {}: {}; {}", case.context(), case.document(), broken.join(", "))
}

macro_rules! outcomes {
    ($part:ident, $number:ident, $($type:ty, $context:ident $(, $serde:ident)?;)*) => {$(
        if $number == $part {
            let contexts = [0, 1].map(|seed| $context(&mut Random::new(seed)));
            let text = reasons::<$type>(&contexts[0]) + &repairs::<$type>(&contexts[1]);
            compare("outcomes", stringify!($type), &text);
        }
        $number += 1;
    )*};
}

macro_rules! cases {
    ($part:ident, $number:ident, $($type:ty, $context:ident $(, $serde:ident)?;)*) => {$(
        if $number == $part {
            let contexts = [0, 1].map(|seed| $context(&mut Random::new(seed)));
            compare("cases", stringify!($type), &made::<$type>(&contexts));
        }
        $number += 1;
    )*};
}

/// Compares the reasons and repairs of one of the types.
fn compare_outcomes(part: usize) {
    let mut number = 0;
    every_type!(outcomes! { part, number, });
    assert_eq!(number, PARTS);
}

/// Compares the cases of one of the types.
fn compare_cases(part: usize) {
    let mut number = 0;
    every_type!(cases! { part, number, });
    assert_eq!(number, PARTS);
}

macro_rules! tests {
    ($($part:literal $outcomes:ident $cases:ident)*) => {$(
        #[test]
        fn $outcomes() {
            compare_outcomes($part);
        }

        #[test]
        fn $cases() {
            compare_cases($part);
        }
    )*};
}

tests! {
    0 reasons_and_repairs_are_as_listed_1 cases_are_as_listed_1
    1 reasons_and_repairs_are_as_listed_2 cases_are_as_listed_2
    2 reasons_and_repairs_are_as_listed_3 cases_are_as_listed_3
    3 reasons_and_repairs_are_as_listed_4 cases_are_as_listed_4
    4 reasons_and_repairs_are_as_listed_5 cases_are_as_listed_5
    5 reasons_and_repairs_are_as_listed_6 cases_are_as_listed_6
    6 reasons_and_repairs_are_as_listed_7 cases_are_as_listed_7
    7 reasons_and_repairs_are_as_listed_8 cases_are_as_listed_8
    8 reasons_and_repairs_are_as_listed_9 cases_are_as_listed_9
    9 reasons_and_repairs_are_as_listed_10 cases_are_as_listed_10
    10 reasons_and_repairs_are_as_listed_11 cases_are_as_listed_11
    11 reasons_and_repairs_are_as_listed_12 cases_are_as_listed_12
    12 reasons_and_repairs_are_as_listed_13 cases_are_as_listed_13
    13 reasons_and_repairs_are_as_listed_14 cases_are_as_listed_14
    14 reasons_and_repairs_are_as_listed_15 cases_are_as_listed_15
    15 reasons_and_repairs_are_as_listed_16 cases_are_as_listed_16
    16 reasons_and_repairs_are_as_listed_17 cases_are_as_listed_17
    17 reasons_and_repairs_are_as_listed_18 cases_are_as_listed_18
    18 reasons_and_repairs_are_as_listed_19 cases_are_as_listed_19
    19 reasons_and_repairs_are_as_listed_20 cases_are_as_listed_20
    20 reasons_and_repairs_are_as_listed_21 cases_are_as_listed_21
    21 reasons_and_repairs_are_as_listed_22 cases_are_as_listed_22
    22 reasons_and_repairs_are_as_listed_23 cases_are_as_listed_23
    23 reasons_and_repairs_are_as_listed_24 cases_are_as_listed_24
    24 reasons_and_repairs_are_as_listed_25 cases_are_as_listed_25
    25 reasons_and_repairs_are_as_listed_26 cases_are_as_listed_26
    26 reasons_and_repairs_are_as_listed_27 cases_are_as_listed_27
    27 reasons_and_repairs_are_as_listed_28 cases_are_as_listed_28
    28 reasons_and_repairs_are_as_listed_29 cases_are_as_listed_29
    29 reasons_and_repairs_are_as_listed_30 cases_are_as_listed_30
    30 reasons_and_repairs_are_as_listed_31 cases_are_as_listed_31
    31 reasons_and_repairs_are_as_listed_32 cases_are_as_listed_32
    32 reasons_and_repairs_are_as_listed_33 cases_are_as_listed_33
    33 reasons_and_repairs_are_as_listed_34 cases_are_as_listed_34
    34 reasons_and_repairs_are_as_listed_35 cases_are_as_listed_35
    35 reasons_and_repairs_are_as_listed_36 cases_are_as_listed_36
    36 reasons_and_repairs_are_as_listed_37 cases_are_as_listed_37
    37 reasons_and_repairs_are_as_listed_38 cases_are_as_listed_38
    38 reasons_and_repairs_are_as_listed_39 cases_are_as_listed_39
    39 reasons_and_repairs_are_as_listed_40 cases_are_as_listed_40
    40 reasons_and_repairs_are_as_listed_41 cases_are_as_listed_41
    41 reasons_and_repairs_are_as_listed_42 cases_are_as_listed_42
    42 reasons_and_repairs_are_as_listed_43 cases_are_as_listed_43
    43 reasons_and_repairs_are_as_listed_44 cases_are_as_listed_44
    44 reasons_and_repairs_are_as_listed_45 cases_are_as_listed_45
    45 reasons_and_repairs_are_as_listed_46 cases_are_as_listed_46
    46 reasons_and_repairs_are_as_listed_47 cases_are_as_listed_47
    47 reasons_and_repairs_are_as_listed_48 cases_are_as_listed_48
    48 reasons_and_repairs_are_as_listed_49 cases_are_as_listed_49
    49 reasons_and_repairs_are_as_listed_50 cases_are_as_listed_50
    50 reasons_and_repairs_are_as_listed_51 cases_are_as_listed_51
    51 reasons_and_repairs_are_as_listed_52 cases_are_as_listed_52
    52 reasons_and_repairs_are_as_listed_53 cases_are_as_listed_53
    53 reasons_and_repairs_are_as_listed_54 cases_are_as_listed_54
    54 reasons_and_repairs_are_as_listed_55 cases_are_as_listed_55
    55 reasons_and_repairs_are_as_listed_56 cases_are_as_listed_56
    56 reasons_and_repairs_are_as_listed_57 cases_are_as_listed_57
}
