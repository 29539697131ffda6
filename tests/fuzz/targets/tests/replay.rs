//! The targets on the inputs in `seeds`, and on random changes of them. `FUZZ_INPUTS` sets their number, `FUZZ_SEED` the
//! seed of the changes.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use order_fuzz_targets::{TARGETS, made};

/// Random inputs of each target.
const INPUTS: u64 = 2_000;

/// The longest input that grows by changes, in bytes.
const LONGEST: usize = 4_096;

/// Bytes that changes put in.
const SCRAPS: &[&[u8]] = &[
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"<",
    b">",
    b"&",
    b"=",
    b"%",
    b"\\",
    b"\n",
    b"\0",
    b"\xff",
    b"\xe2\x82",
    b"null",
    b"true",
    b"-",
    b"00",
    b"1e999",
    b"\\ud800",
    b"99999999999999999999",
    b"</a>",
    b"<![CDATA[",
    b"]]>",
    b"&#0;",
    b"%00",
    b"[0]",
    b" ",
];

/// A small generator of numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// An input with one to eight changes.
fn changed(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(8) {
        let (one, other) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
        let (from, to) = (one.min(other), one.max(other));
        match random.below(7) {
            0 => bytes.truncate(to),
            1 => drop(bytes.drain(from..to.min(from + 8))),
            2 => {
                let copy = bytes[from..to].to_vec();
                bytes.splice(from..from, copy);
            }
            3 if from < bytes.len() => bytes[from] ^= 1 << random.below(8),
            4 if from < bytes.len() => bytes[from] = random.next() as u8,
            5 => {
                let other = &seeds[random.below(seeds.len())];
                let start = random.below(other.len() + 1);
                bytes.splice(from..to, other[start..].iter().take(64).copied());
            }
            _ => drop(bytes.splice(from..from, SCRAPS[random.below(SCRAPS.len())].iter().copied())),
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

fn setting(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

/// Shows the input of a target that panics.
struct Shown<'a>(&'a str, &'a [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{} panics at the input \"{}\"", self.0, self.1.escape_ascii());
        }
    }
}

fn replay(name: &str) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target");
    let files = fs::read_dir(seeds().join(name)).expect("every target has seeds");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).expect("a file")).collect();
    assert!(!seeds.is_empty(), "{name} has no seeds");
    let run = |input: &[u8]| {
        let _shown = Shown(name, input);
        target(input);
    };
    seeds.iter().for_each(|seed| run(seed));
    let mut random = Random(setting("FUZZ_SEED").unwrap_or(15));
    // Repairs and cases try hundreds of requests each.
    let inputs = if name == "what_if" { INPUTS / 20 } else { INPUTS };
    for _ in 0..setting("FUZZ_INPUTS").unwrap_or(inputs) {
        run(&changed(&seeds, &mut random));
    }
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../seeds")
}

/// Also renews them, with `SEEDS=overwrite`.
#[test]
fn seeds_of_cases_are_those_that_are_made() {
    for (target, name, content) in made() {
        let path = seeds().join(target).join(name);
        if env::var_os("SEEDS").is_some_and(|word| word == "overwrite") {
            fs::write(&path, &content).expect("the folder can be written");
        }
        assert!(fs::read(&path).is_ok_and(|kept| kept == content), "renew {}", path.display());
    }
}

macro_rules! targets {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            replay(stringify!($name));
        })*

        #[test]
        fn every_target_is_replayed() {
            let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

targets! { changes check derive exports form json pattern redaction replies round_trip table what_if xml }
