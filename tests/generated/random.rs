//! Random values of the types that fields hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use order_core::Flag;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// A small generator of numbers (SplitMix64) whose sequence depends on the seed alone.
#[derive(Debug)]
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % end as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A type with random values.
pub(crate) trait Random: Sized {
    fn random(rng: &mut Rng) -> Self;
}

/// Texts that a format could mistake for something else.
const TEXTS: [&str; 16] = [
    "", " ", "\t", "a", "b", "ab", "0", "7", "true", "null", "x,y", "a&b=<c>", "é \"q\"", "[0]",
    "\r\n", "+%2B",
];

impl Random for String {
    fn random(rng: &mut Rng) -> Self {
        TEXTS[rng.below(TEXTS.len())].to_owned()
    }
}

impl Random for u8 {
    fn random(rng: &mut Rng) -> Self {
        [0, 1, 7, 255][rng.below(4)]
    }
}

impl Random for i64 {
    fn random(rng: &mut Rng) -> Self {
        [0, -1, 7, i64::MIN, i64::MAX][rng.below(5)]
    }
}

impl Random for bool {
    fn random(rng: &mut Rng) -> Self {
        rng.chance(50)
    }
}

impl Random for Flag {
    fn random(rng: &mut Rng) -> Self {
        if rng.chance(50) { Self::ON } else { Self::OFF }
    }
}

impl Random for Decimal {
    fn random(rng: &mut Rng) -> Self {
        ["0", "7", "-1.50", "0.10"][rng.below(4)].parse().unwrap()
    }
}

impl Random for Date {
    fn random(rng: &mut Rng) -> Self {
        ["2031-05-08", "1999-12-31"][rng.below(2)].parse().unwrap()
    }
}

impl Random for Value {
    fn random(rng: &mut Rng) -> Self {
        match rng.below(8) {
            0 => Self::Null,
            1 => [json!(7), json!(7.0), json!(-1.5), json!(u64::MAX)][rng.below(4)].clone(),
            2 => bool::random(rng).into(),
            3 => Vec::<Self>::random(rng).into(),
            4 => {
                let keys = ["a", "item", "0", "b c", "", "é"];
                let count = rng.below(3);
                let member = |_| (keys[rng.below(keys.len())].to_owned(), Self::random(rng));
                Self::Object((0..count).map(member).collect())
            }
            _ => String::random(rng).into(),
        }
    }
}

impl<T: Random> Random for Option<T> {
    fn random(rng: &mut Rng) -> Self {
        rng.chance(60).then(|| T::random(rng))
    }
}

impl<T: Random> Random for Box<T> {
    fn random(rng: &mut Rng) -> Self {
        Self::new(T::random(rng))
    }
}

impl<T: Random> Random for Vec<T> {
    fn random(rng: &mut Rng) -> Self {
        (0..rng.below(3)).map(|_| T::random(rng)).collect()
    }
}

impl<T: Random> Random for BTreeMap<String, T> {
    fn random(rng: &mut Rng) -> Self {
        let keys = ["k", "key-2", "null", "é"];
        (0..rng.below(3))
            .map(|_| (keys[rng.below(keys.len())].to_owned(), T::random(rng)))
            .collect()
    }
}
