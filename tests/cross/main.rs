//! Each kind of type beside each word and each condition: the pair compiles, or it is refused in one error a word, in our
//! words and at a token of the user.
//!
//! A run tries every 61st pair, all of them with `CROSS=all`, which takes some four minutes of two cores, and those of a word
//! with `CROSS=word:unique`. Which of the first compile stands in `verdicts.txt`, which
//! `CROSS=overwrite cargo test -p order-tests --test cross` renews.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

mod compile;
mod no_value;
mod source;

use std::{collections::BTreeMap, env, fs, path::Path};

use crate::{
    compile::{Said, compile},
    source::{KINDS, Pair, WRAPPERS, pairs},
};

/// Without a factor in common with the number of kinds and of what stands around them, so that all of them are tried.
const STEP: usize = 61;

#[test]
fn each_pair_compiles_or_is_refused_in_our_words() {
    if let Err(other) = order_tests::is_pinned() {
        return order_tests::missing(other);
    }
    let mode = env::var("CROSS").unwrap_or_default();
    let step = if mode == "all" { 1 } else { STEP };
    let pairs = pairs();
    let word = mode.strip_prefix("word:");
    let tried: Vec<&Pair> = match word {
        Some(word) => pairs.iter().filter(|pair| pair.word.contains(word)).collect(),
        None => pairs.iter().step_by(step).collect(),
    };
    let mut said = compile(&tried);
    // Some errors and all warnings come only where nothing else is wrong.
    let good: Vec<usize> = (0..tried.len()).filter(|index| said[*index].is_empty()).collect();
    let again: Vec<&Pair> = good.iter().map(|index| tried[*index]).collect();
    for (index, late) in good.iter().zip(compile(&again)) {
        said[*index] = late;
    }
    println!("{} of {} pairs are tried, and {} compile", tried.len(), pairs.len(), good.len());
    let mut faults = Faults::default();
    for (pair, said) in tried.iter().zip(&said) {
        faults.look(pair, said);
    }
    let verdicts: Vec<String> =
        tried.iter().zip(&said).map(|(pair, said)| verdict(pair, !said.is_empty())).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cross/verdicts.txt");
    if mode == "overwrite" {
        fs::write(&path, format!("{HEAD}\n{}\n", verdicts.join("\n"))).unwrap();
    }
    if mode != "all" && word.is_none() {
        let kept = fs::read_to_string(path).unwrap();
        let kept = kept.lines().filter(|line| !line.starts_with('#'));
        assert!(
            kept.eq(&verdicts),
            "other pairs compile than before; renew them with `CROSS=overwrite`"
        );
    }
    faults.finish();
}

#[test]
fn each_field_of_a_type_that_is_no_value_is_told_once() {
    if let Err(other) = order_tests::is_pinned() {
        return order_tests::missing(other);
    }
    let requests = no_value::requests();
    let said = compile(&requests.iter().collect::<Vec<_>>());
    for (request, said) in requests.iter().zip(&said) {
        let texts: Vec<&str> = said.iter().map(|said| said.message.as_str()).collect();
        let wanted = vec!["`cross::Token` cannot be a field of an order"; request.words];
        assert_eq!(texts, wanted, "{}", request.word);
        assert!(said.iter().all(|said| said.is_at_a_token), "{}", request.word);
    }
}

const HEAD: &str =
    "# Whether pairs compile. Renewed by `CROSS=overwrite cargo test -p order-tests --test cross`.";

/// Returns the line of a pair in `verdicts.txt`.
fn verdict(pair: &Pair, is_refused: bool) -> String {
    let verdict = if is_refused { "refused " } else { "compiles" };
    format!("{verdict} {} of {}, {}", pair.word, KINDS[pair.kind].name, WRAPPERS[pair.wrapper].0)
}

#[derive(Default)]
struct Faults {
    /// The pairs with a fault of a kind.
    kinds: BTreeMap<String, Vec<String>>,
}

impl Faults {
    fn look(&mut self, pair: &Pair, said: &[Said]) {
        let own: Vec<&Said> = said.iter().filter(|said| !said.follows()).collect();
        if own.iter().any(|said| !said.is_ours()) {
            self.add(pair, "in rustc's words", &own);
        }
        if own.iter().any(|said| !said.is_at_a_token) {
            self.add(pair, "not at a token", &own);
        }
        if own.len() > pair.words {
            self.add(pair, "more than one error", &own);
        }
    }

    fn add(&mut self, pair: &Pair, fault: &str, said: &[&Said]) {
        let (kind, wrapper) = (KINDS[pair.kind].name, WRAPPERS[pair.wrapper].0);
        let said: Vec<String> =
            said.iter().map(|said| format!("\n    {} (at `{}`)", said.message, said.at)).collect();
        let pair = format!("`{}` on {kind}, {wrapper}{}", pair.word, said.concat());
        self.kinds.entry(fault.to_owned()).or_default().push(pair);
    }

    fn finish(self) {
        let count: usize = self.kinds.values().map(Vec::len).sum();
        for (fault, pairs) in &self.kinds {
            println!("\n== {fault}: {}", pairs.len());
            pairs.iter().for_each(|pair| println!("{pair}"));
        }
        assert_eq!(count, 0, "pairs with a fault");
    }
}

/// Parts of the messages that the traits of the library have for rustc, and of its assertions.
const OURS: [&str; 23] = [
    "cannot be compared with `",
    "a rule names a value that a field can hold, and this is `",
    "cannot be ordered beside `",
    "`length` needs text, a list or a map",
    "`pattern`, `format` and a `length` in bytes or UTF-16 need text",
    "a number is needed here, and this field holds `",
    "` has no items",
    "` is not an order request",
    "a condition needs a bool field",
    "` is no scalar",
    "`item` names the items of a list",
    "`separator` joins the items of a list",
    "` is no enum of wire names",
    "` is no value that a field can hold",
    "`satisfies` cannot give a `",
    "` is no default of a field that holds `",
    "a length or a count is compared with a whole number",
    "` has no rules that can be checked",
    "a skipped field gets its default",
    "` cannot be a field of an order",
    "` cannot be read from a document",
    "evaluation panicked: ",
    "a function of `check` returns",
];

/// What rustc says well by itself: a member or a variant that the type does not have, with the near ones, and a negative
/// number beside an unsigned one.
const OF_RUSTC: [(&str, &str); 4] = [
    ("E0609", "no field `"),
    ("E0599", "no variant or associated item named `"),
    ("E0599", "no associated item named `"),
    ("E0277", ": Neg` is not satisfied"),
];

impl Said {
    /// Returns `true` for what is said beside an error: of the other attribute of the same finding, and of a variant of an
    /// item where there are none.
    fn follows(&self) -> bool {
        self.message.contains(" conflicts with other rules: ")
            || self.message.ends_with(" found for type `_` in the current scope")
    }

    fn is_ours(&self) -> bool {
        match &self.code {
            None => !self.message.starts_with("expected "),
            Some(code) => {
                OURS.iter().any(|part| self.message.contains(part))
                    || OF_RUSTC.iter().any(|(of, part)| code == of && self.message.contains(part))
            }
        }
    }
}
