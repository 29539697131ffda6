// Written by `source.rs`; renewed by `OVERWRITE=1 cargo test -p order-tests --test generated`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use order_core::{Flag, OrderRequest, OrderValue};
use rust_decimal::Decimal;
use serde_json::Value;

use super::{Told, random::{Random, Rng}, try_type};

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) enum Word { #[order(alias = "ONE")] One, Two }

impl Random for Word {
    fn random(rng: &mut Rng) -> Self { if rng.chance(50) { Self::One } else { Self::Two } }
}

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) enum Number { #[order(value = 0)] Zero, #[order(value = 7)] Seven }

impl Random for Number {
    fn random(rng: &mut Rng) -> Self { if rng.chance(50) { Self::Zero } else { Self::Seven } }
}

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) struct Note(String);

impl Random for Note {
    fn random(rng: &mut Rng) -> Self { Self(String::random(rng)) }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part0 {
    #[order(alias = "a1")] f1: Vec<Word>,
}

impl Random for Part0 {
    fn random(rng: &mut Rng) -> Self {
        Self { f1: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part1 {
    f2: Option<String>,
    #[order(rename = "n-3")] f3: Option<Option<Vec<String>>>,
    #[default_value(One)] #[required_unless(given(f2))] f4: Option<Box<Word>>,
}

impl Random for Part1 {
    fn random(rng: &mut Rng) -> Self {
        Self { f2: Random::random(rng), f3: Random::random(rng), f4: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part2 {
    #[blank(reject)] #[group_at_least_one("g")] f5: Option<String>,
    #[order(rename = "n-6")] #[order(alias = "a6")] #[group_at_least_one("g")] f6: Option<Word>,
}

impl Random for Part2 {
    fn random(rng: &mut Rng) -> Self {
        Self { f5: Random::random(rng), f6: Random::random(rng) }
    }
}

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) enum Either2 { One7(Part1), #[order(alias = "t7")] Two7(Vec<Part2>) }

impl Random for Either2 {
    fn random(rng: &mut Rng) -> Self {
        if rng.chance(50) { Self::One7(Random::random(rng)) } else { Self::Two7(Random::random(rng)) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part3 {
    #[group_at_least_one("g")] f8: Option<u8>,
    #[default_value(One)] #[order(rename = "n-9")] #[order(alias = "a9")] f9: Word,
    #[order(skip_blank)] #[group_at_least_one("g")] f10: Option<Option<Vec<i64>>>,
}

impl Random for Part3 {
    fn random(rng: &mut Rng) -> Self {
        Self { f8: Random::random(rng), f9: Random::random(rng), f10: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part4 {
    f11: Option<BTreeMap<String, u8>>,
    #[order(skip_blank)] #[order(alias = "a12")] f12: Option<BTreeMap<String, Date>>,
    #[order(rename = "n-13")] f13: Option<Value>,
}

impl Random for Part4 {
    fn random(rng: &mut Rng) -> Self {
        Self { f11: Random::random(rng), f12: Random::random(rng), f13: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part5 {
    #[order(alias = "a14")] f14: u8,
}

impl Random for Part5 {
    fn random(rng: &mut Rng) -> Self {
        Self { f14: Random::random(rng) }
    }
}

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) enum Either5 { One15(Part4), #[order(alias = "t15")] Two15(Vec<Part5>) }

impl Random for Either5 {
    fn random(rng: &mut Rng) -> Self {
        if rng.chance(50) { Self::One15(Random::random(rng)) } else { Self::Two15(Random::random(rng)) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part6 {
    #[order(text)] #[group_at_least_one("g")] f16: Option<Note>,
    #[group_at_least_one("g")] f17: Option<Option<Decimal>>,
    f18: Option<Value>,
}

impl Random for Part6 {
    fn random(rng: &mut Rng) -> Self {
        Self { f16: Random::random(rng), f17: Random::random(rng), f18: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part7 {
    #[blank(absent)] f19: Option<String>,
    #[length(1..)] f20: Vec<Decimal>,
    f21: Option<Option<Value>>,
}

impl Random for Part7 {
    fn random(rng: &mut Rng) -> Self {
        Self { f19: Random::random(rng), f20: Random::random(rng), f21: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part8 {
    f22: Flag,
    f23: Option<bool>,
    f24: Flag,
}

impl Random for Part8 {
    fn random(rng: &mut Rng) -> Self {
        Self { f22: Random::random(rng), f23: Random::random(rng), f24: Random::random(rng) }
    }
}

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) enum Either8 { One25(Part7), #[order(alias = "t25")] Two25(Vec<Part8>) }

impl Random for Either8 {
    fn random(rng: &mut Rng) -> Self {
        if rng.chance(50) { Self::One25(Random::random(rng)) } else { Self::Two25(Random::random(rng)) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part9 {
    #[length(1..)] f26: Vec<Decimal>,
    f27: Option<BTreeMap<String, Word>>,
    f28: Option<Box<Note>>,
}

impl Random for Part9 {
    fn random(rng: &mut Rng) -> Self {
        Self { f26: Random::random(rng), f27: Random::random(rng), f28: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part10 {
    #[order(separator = "-")] #[length(1..)] #[blank(value)] f29: Option<Vec<Note>>,
    #[length(1..)] #[order(alias = "a30")] f30: Option<Vec<i64>>,
}

impl Random for Part10 {
    fn random(rng: &mut Rng) -> Self {
        Self { f29: Random::random(rng), f30: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part11 {
    #[default_value(One)] #[blank(reject)] #[order(skip_blank)] f31: Option<Word>,
}

impl Random for Part11 {
    fn random(rng: &mut Rng) -> Self {
        Self { f31: Random::random(rng) }
    }
}

#[derive(Debug, OrderValue)]
#[order(serde)]
pub(crate) enum Either11 { One32(Part10), #[order(alias = "t32")] Two32(Vec<Part11>) }

impl Random for Either11 {
    fn random(rng: &mut Rng) -> Self {
        if rng.chance(50) { Self::One32(Random::random(rng)) } else { Self::Two32(Random::random(rng)) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root0 {
    #[order(alias = "a33")] f33: Flag,
    #[default_value(7)] f34: Decimal,
    #[order(rename = "n-35")] #[forbidden_if(f34 == 0)] f35: Option<String>,
    #[order(alias = "a36")] #[required_if(f35 == "a")] f36: Option<Option<Note>>,
    #[order(flatten)] f37: Part4,
}

impl Random for Root0 {
    fn random(rng: &mut Rng) -> Self {
        Self { f33: Random::random(rng), f34: Random::random(rng), f35: Random::random(rng), f36: Random::random(rng), f37: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root1 {
    #[order(skip_blank)] f39: Option<Vec<Value>>,
    #[order(flatten)] #[forbidden_if(given(f39))] f40: Option<Part11>,
}

impl Random for Root1 {
    fn random(rng: &mut Rng) -> Self {
        Self { f39: Random::random(rng), f40: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root2 {
    f41: Vec<Option<u8>>,
    #[default_value(-1)] #[blank(reject)] f42: i64,
    #[length(1..)] f43: Option<Vec<Note>>,
    #[nested] f44: Vec<Part7>,
}

impl Random for Root2 {
    fn random(rng: &mut Rng) -> Self {
        Self { f41: Random::random(rng), f42: Random::random(rng), f43: Random::random(rng), f44: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root3 {
    #[length(1..)] f45: Option<BTreeMap<String, u8>>,
    #[forbidden_if(present(f45))] f46: Option<Note>,
    f47: Vec<Value>,
    #[order(flatten)] f48: Option<Box<Part4>>,
    #[nested] f49: Vec<Part2>,
    #[nested] f50: Vec<Part1>,
}

impl Random for Root3 {
    fn random(rng: &mut Rng) -> Self {
        Self { f45: Random::random(rng), f46: Random::random(rng), f47: Random::random(rng), f48: Random::random(rng), f49: Random::random(rng), f50: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root4 {
    #[order(separator = ", ")] f51: Option<Vec<u8>>,
    #[blank(absent)] #[forbidden_if(present(f51))] f52: Option<Box<Number>>,
    #[order(alias = "a53")] #[forbidden_if(present(f51))] f53: Option<BTreeMap<String, i64>>,
    #[blank(absent)] #[order(alias = "a54")] #[forbidden_if(given(f53))] f54: Option<BTreeMap<String, Number>>,
    #[nested] #[required_if(given(f54))] f55: Option<Box<Part6>>,
}

impl Random for Root4 {
    fn random(rng: &mut Rng) -> Self {
        Self { f51: Random::random(rng), f52: Random::random(rng), f53: Random::random(rng), f54: Random::random(rng), f55: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root5 {
    #[group_at_most_one("g")] f56: Option<Box<String>>,
    #[order(text)] #[group_at_most_one("g")] f57: Option<Number>,
    f58: Option<Option<u8>>,
    #[order(skip_blank)] f59: Vec<u8>,
    #[order(flatten)] f60: Option<Box<Part3>>,
    #[order(flatten)] f61: Option<Either5>,
    #[nested] f62: Either5,
}

impl Random for Root5 {
    fn random(rng: &mut Rng) -> Self {
        Self { f56: Random::random(rng), f57: Random::random(rng), f58: Random::random(rng), f59: Random::random(rng), f60: Random::random(rng), f61: Random::random(rng), f62: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root6 {
    f63: Flag,
    f64: Option<u8>,
    #[order(skip_blank)] #[order(alias = "a65")] f65: Option<Box<Decimal>>,
    #[default_value("d")] f66: String,
    #[default_value(Seven)] #[blank(value)] f67: Number,
    #[order(flatten)] f68: Option<Either11>,
    #[nested] #[required_if(f67 == Zero)] f69: Option<Either8>,
    #[order(flatten)] #[required_unless(f66 == "a")] f70: Option<Part1>,
}

impl Random for Root6 {
    fn random(rng: &mut Rng) -> Self {
        Self { f63: Random::random(rng), f64: Random::random(rng), f65: Random::random(rng), f66: Random::random(rng), f67: Random::random(rng), f68: Random::random(rng), f69: Random::random(rng), f70: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root7 {
    f71: Option<BTreeMap<String, Value>>,
    #[order(rename = "n-72")] #[order(alias = "a72")] f72: Option<bool>,
    #[blank(reject)] f73: Flag,
    #[default_value("2031-05-08")] #[blank(value)] f74: Option<Date>,
    #[nested] #[required_if(given(f74))] f75: Option<Box<Part4>>,
    #[order(flatten)] f76: Option<Box<Part10>>,
}

impl Random for Root7 {
    fn random(rng: &mut Rng) -> Self {
        Self { f71: Random::random(rng), f72: Random::random(rng), f73: Random::random(rng), f74: Random::random(rng), f75: Random::random(rng), f76: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root8 {
    #[default_value(Seven)] #[order(alias = "a78")] f78: Number,
    #[default_value(Seven)] #[order(alias = "a79")] f79: Number,
    #[order(separator = ",")] #[required_if(f79 == Zero)] f80: Option<Option<Vec<Decimal>>>,
    #[order(flatten)] f81: Option<Part2>,
    #[nested] f82: Option<Box<Either8>>,
    #[order(flatten)] #[forbidden_if(present(f80))] f83: Option<Box<Part9>>,
}

impl Random for Root8 {
    fn random(rng: &mut Rng) -> Self {
        Self { f78: Random::random(rng), f79: Random::random(rng), f80: Random::random(rng), f81: Random::random(rng), f82: Random::random(rng), f83: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root9 {
    #[default_value("2031-05-08")] #[blank(absent)] #[order(rename = "n-84")] f84: Date,
    #[order(separator = "-")] #[blank(reject)] #[required_if(present(f84))] f85: Option<Vec<u8>>,
    #[order(rename = "n-86")] #[required_unless(present(f84))] f86: Option<BTreeMap<String, i64>>,
    #[blank(absent)] f87: u8,
    #[order(text)] f88: Option<Word>,
    #[order(flatten)] #[forbidden_if(given(f85))] f89: Option<Part11>,
}

impl Random for Root9 {
    fn random(rng: &mut Rng) -> Self {
        Self { f84: Random::random(rng), f85: Random::random(rng), f86: Random::random(rng), f87: Random::random(rng), f88: Random::random(rng), f89: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root10 {
    f90: Vec<Option<i64>>,
    #[order(flatten)] f91: Option<Box<Part4>>,
}

impl Random for Root10 {
    fn random(rng: &mut Rng) -> Self {
        Self { f90: Random::random(rng), f91: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root11 {
    #[order(separator = "-")] #[group_at_most_one("g")] f92: Option<Option<Vec<Decimal>>>,
    #[group_at_most_one("g")] f93: Option<BTreeMap<String, String>>,
    #[default_value(7)] f94: Option<u8>,
    #[nested] f95: Option<Part8>,
    #[order(flatten)] f96: Option<Part6>,
    #[order(flatten)] f97: Option<Part8>,
}

impl Random for Root11 {
    fn random(rng: &mut Rng) -> Self {
        Self { f92: Random::random(rng), f93: Random::random(rng), f94: Random::random(rng), f95: Random::random(rng), f96: Random::random(rng), f97: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root12 {
    #[blank(absent)] f98: Vec<Option<Word>>,
    #[order(rename = "n-99")] #[order(alias = "a99")] f99: Vec<u8>,
    #[order(separator = ",")] f100: Vec<Decimal>,
    #[order(alias = "a101")] f101: Option<bool>,
    #[nested] f102: Vec<Part11>,
}

impl Random for Root12 {
    fn random(rng: &mut Rng) -> Self {
        Self { f98: Random::random(rng), f99: Random::random(rng), f100: Random::random(rng), f101: Random::random(rng), f102: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root13 {
    #[default_value(7)] #[order(rename = "n-103")] f103: u8,
    #[blank(value)] #[order(alias = "a104")] #[group_exactly_one("g")] f104: Option<Value>,
    #[group_exactly_one("g")] f105: Option<BTreeMap<String, Value>>,
    #[order(skip_blank)] f106: Number,
    #[order(skip_blank)] f107: Vec<Option<Decimal>>,
    #[nested] f108: Vec<Part8>,
    #[order(flatten)] f109: Option<Box<Either5>>,
    #[order(flatten)] f110: Option<Part5>,
}

impl Random for Root13 {
    fn random(rng: &mut Rng) -> Self {
        Self { f103: Random::random(rng), f104: Random::random(rng), f105: Random::random(rng), f106: Random::random(rng), f107: Random::random(rng), f108: Random::random(rng), f109: Random::random(rng), f110: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root14 {
    #[blank(absent)] f111: Vec<String>,
    #[blank(absent)] #[order(skip_blank)] f112: Flag,
    #[order(flatten)] f113: Option<Box<Part8>>,
    #[nested] f114: Part8,
    #[order(flatten)] f115: Either2,
}

impl Random for Root14 {
    fn random(rng: &mut Rng) -> Self {
        Self { f111: Random::random(rng), f112: Random::random(rng), f113: Random::random(rng), f114: Random::random(rng), f115: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root15 {
    #[default_value(7)] #[blank(value)] f116: Option<u8>,
    #[required_unless(given(f116))] f117: Option<Option<Decimal>>,
    f118: Option<Option<Vec<Word>>>,
    #[default_value(One)] #[order(skip_blank)] #[forbidden_if(f117 == 0)] f119: Option<Word>,
    #[nested] f120: Option<Vec<Part8>>,
    #[nested] f121: BTreeMap<String, Part0>,
}

impl Random for Root15 {
    fn random(rng: &mut Rng) -> Self {
        Self { f116: Random::random(rng), f117: Random::random(rng), f118: Random::random(rng), f119: Random::random(rng), f120: Random::random(rng), f121: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root16 {
    #[order(skip_blank)] f122: Option<Vec<i64>>,
    f123: Option<Option<Vec<u8>>>,
    #[order(flatten)] #[required_if(present(f123))] f124: Option<Part0>,
    #[nested] f125: Option<Either8>,
    #[nested] f126: Either2,
}

impl Random for Root16 {
    fn random(rng: &mut Rng) -> Self {
        Self { f122: Random::random(rng), f123: Random::random(rng), f124: Random::random(rng), f125: Random::random(rng), f126: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root17 {
    #[order(rename = "n-127")] f127: Option<Value>,
    f128: Option<BTreeMap<String, Decimal>>,
    f129: Flag,
    #[order(text)] #[blank(value)] #[order(rename = "n-130")] f130: Option<Option<bool>>,
    #[order(separator = ",")] #[order(alias = "a131")] #[required_if(present(f127))] f131: Option<Option<Vec<i64>>>,
    #[nested] f132: Vec<Part0>,
    #[nested] f133: Option<Box<Part2>>,
}

impl Random for Root17 {
    fn random(rng: &mut Rng) -> Self {
        Self { f127: Random::random(rng), f128: Random::random(rng), f129: Random::random(rng), f130: Random::random(rng), f131: Random::random(rng), f132: Random::random(rng), f133: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root18 {
    #[order(separator = ",")] #[length(1..)] #[order(alias = "a134")] #[group_at_least_one("g")] f134: Option<Vec<i64>>,
    #[default_value(7)] #[order(skip_blank)] #[order(rename = "n-135")] #[group_at_least_one("g")] f135: Option<Decimal>,
    #[default_value(One)] #[order(text)] f136: Option<Word>,
    f137: Option<Date>,
    #[order(flatten)] f138: Option<Box<Either5>>,
    #[nested] f139: Option<Either8>,
}

impl Random for Root18 {
    fn random(rng: &mut Rng) -> Self {
        Self { f134: Random::random(rng), f135: Random::random(rng), f136: Random::random(rng), f137: Random::random(rng), f138: Random::random(rng), f139: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root19 {
    f140: Date,
    f141: Option<BTreeMap<String, Word>>,
    #[default_value(7)] #[order(alias = "a142")] f142: u8,
    #[order(flatten)] #[required_unless(f142 == 1)] f143: Option<Box<Part6>>,
}

impl Random for Root19 {
    fn random(rng: &mut Rng) -> Self {
        Self { f140: Random::random(rng), f141: Random::random(rng), f142: Random::random(rng), f143: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root20 {
    #[order(separator = ", ")] #[blank(value)] f144: Option<Option<Vec<u8>>>,
    f145: Option<Date>,
    #[order(flatten)] #[required_unless(present(f144))] f146: Option<Part7>,
    #[nested] f147: Option<Vec<Part6>>,
}

impl Random for Root20 {
    fn random(rng: &mut Rng) -> Self {
        Self { f144: Random::random(rng), f145: Random::random(rng), f146: Random::random(rng), f147: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root21 {
    #[order(separator = ", ")] #[order(skip_blank)] #[order(alias = "a148")] f148: Option<Option<Vec<bool>>>,
    #[nested] f149: Option<Part3>,
    #[nested] f150: Option<Vec<Part6>>,
}

impl Random for Root21 {
    fn random(rng: &mut Rng) -> Self {
        Self { f148: Random::random(rng), f149: Random::random(rng), f150: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root22 {
    #[order(rename = "n-151")] f151: Vec<Option<u8>>,
    #[default_value("d")] #[order(skip_blank)] f152: Option<Value>,
    #[nested] f153: BTreeMap<String, Part0>,
}

impl Random for Root22 {
    fn random(rng: &mut Rng) -> Self {
        Self { f151: Random::random(rng), f152: Random::random(rng), f153: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root23 {
    #[default_value(-1)] #[order(text)] #[order(alias = "a154")] f154: Option<Box<i64>>,
    #[nested] f155: Part5,
}

impl Random for Root23 {
    fn random(rng: &mut Rng) -> Self {
        Self { f154: Random::random(rng), f155: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root24 {
    f156: Option<Option<i64>>,
    f157: Flag,
    #[nested] f158: Part6,
    #[nested] f159: Vec<Part7>,
}

impl Random for Root24 {
    fn random(rng: &mut Rng) -> Self {
        Self { f156: Random::random(rng), f157: Random::random(rng), f158: Random::random(rng), f159: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root25 {
    #[order(skip_blank)] #[group_at_least_one("g")] f160: Option<BTreeMap<String, bool>>,
    #[blank(absent)] #[group_at_least_one("g")] f161: Option<Option<Vec<String>>>,
    #[default_value(7)] #[order(skip_blank)] f162: Option<Decimal>,
    #[default_value(-1)] #[order(text)] #[order(skip_blank)] #[order(alias = "a163")] f163: Option<i64>,
    #[default_value(7)] f164: Option<Box<Decimal>>,
    #[nested] f165: Option<Either2>,
    #[nested] f166: Option<Part5>,
}

impl Random for Root25 {
    fn random(rng: &mut Rng) -> Self {
        Self { f160: Random::random(rng), f161: Random::random(rng), f162: Random::random(rng), f163: Random::random(rng), f164: Random::random(rng), f165: Random::random(rng), f166: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root26 {
    #[blank(absent)] f167: Vec<Option<bool>>,
    #[blank(absent)] f168: Option<Note>,
    #[default_value(7)] #[order(skip_blank)] #[required_unless(given(f168))] f169: Option<u8>,
    #[order(alias = "a170")] #[forbidden_if(f168 == "b")] f170: Option<Box<Word>>,
    #[nested] #[required_if(f169 == 1)] f171: Option<Part5>,
    #[order(flatten)] #[required_unless(present(f168))] f172: Option<Box<Part8>>,
}

impl Random for Root26 {
    fn random(rng: &mut Rng) -> Self {
        Self { f167: Random::random(rng), f168: Random::random(rng), f169: Random::random(rng), f170: Random::random(rng), f171: Random::random(rng), f172: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root27 {
    #[length(1..)] #[group_at_most_one("g")] f173: Option<Vec<i64>>,
    #[order(alias = "a174")] f174: Vec<Option<i64>>,
    #[blank(reject)] #[order(skip_blank)] #[order(rename = "n-175")] f175: Vec<Option<bool>>,
    #[order(skip_blank)] f176: Vec<Option<String>>,
    #[group_at_most_one("g")] f177: Option<Option<Vec<Value>>>,
    #[nested] f178: Option<Either11>,
    #[order(flatten)] f179: Part0,
    #[order(flatten)] f180: Option<Box<Either11>>,
}

impl Random for Root27 {
    fn random(rng: &mut Rng) -> Self {
        Self { f173: Random::random(rng), f174: Random::random(rng), f175: Random::random(rng), f176: Random::random(rng), f177: Random::random(rng), f178: Random::random(rng), f179: Random::random(rng), f180: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root28 {
    #[order(text)] #[blank(value)] #[group_exactly_one("g")] f181: Option<Value>,
    #[group_exactly_one("g")] f182: Option<Number>,
    #[nested] f183: Vec<Part5>,
    #[nested] f184: Vec<Part6>,
    #[order(flatten)] f185: Option<Box<Part2>>,
}

impl Random for Root28 {
    fn random(rng: &mut Rng) -> Self {
        Self { f181: Random::random(rng), f182: Random::random(rng), f183: Random::random(rng), f184: Random::random(rng), f185: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root29 {
    #[order(text)] #[order(skip_blank)] f186: Word,
    #[order(alias = "a187")] #[forbidden_if(f186 == Two)] f187: Option<Option<Date>>,
    f188: Flag,
    #[default_value("d")] f189: Option<Note>,
    #[order(text)] f190: Option<Box<String>>,
    #[nested] #[required_unless(given(f190))] f191: Option<Part0>,
    #[order(flatten)] f192: Option<Box<Either8>>,
}

impl Random for Root29 {
    fn random(rng: &mut Rng) -> Self {
        Self { f186: Random::random(rng), f187: Random::random(rng), f188: Random::random(rng), f189: Random::random(rng), f190: Random::random(rng), f191: Random::random(rng), f192: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root30 {
    #[blank(reject)] #[order(alias = "a193")] f193: Option<Box<bool>>,
    #[nested] f194: Option<Vec<Part10>>,
}

impl Random for Root30 {
    fn random(rng: &mut Rng) -> Self {
        Self { f193: Random::random(rng), f194: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root31 {
    #[order(skip_blank)] f195: Note,
    #[order(flatten)] #[required_unless(f195 == "b")] f196: Option<Either5>,
}

impl Random for Root31 {
    fn random(rng: &mut Rng) -> Self {
        Self { f195: Random::random(rng), f196: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root32 {
    f197: Vec<Option<u8>>,
    #[default_value(Seven)] #[blank(reject)] #[order(rename = "n-198")] #[order(alias = "a198")] f198: Option<Number>,
    #[nested] f199: Option<Vec<Part7>>,
}

impl Random for Root32 {
    fn random(rng: &mut Rng) -> Self {
        Self { f197: Random::random(rng), f198: Random::random(rng), f199: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root33 {
    #[blank(reject)] f200: Vec<Option<u8>>,
    f201: Vec<Decimal>,
    #[group_at_most_one("g")] f202: Option<BTreeMap<String, Value>>,
    #[order(flatten)] #[group_at_most_one("g")] f203: Option<Either8>,
    #[nested] f204: Vec<Part7>,
    #[nested] f205: Option<Box<Part9>>,
}

impl Random for Root33 {
    fn random(rng: &mut Rng) -> Self {
        Self { f200: Random::random(rng), f201: Random::random(rng), f202: Random::random(rng), f203: Random::random(rng), f204: Random::random(rng), f205: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root34 {
    #[default_value(Seven)] #[group_exactly_one("g")] f206: Option<Number>,
    #[blank(value)] f207: i64,
    #[order(skip_blank)] #[group_exactly_one("g")] f208: Option<Note>,
    #[nested] f209: Option<Part9>,
    #[nested] f210: BTreeMap<String, Part2>,
    #[order(flatten)] f211: Option<Part3>,
}

impl Random for Root34 {
    fn random(rng: &mut Rng) -> Self {
        Self { f206: Random::random(rng), f207: Random::random(rng), f208: Random::random(rng), f209: Random::random(rng), f210: Random::random(rng), f211: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root35 {
    #[order(text)] #[blank(value)] #[order(alias = "a212")] f212: Option<Decimal>,
    #[nested] f213: Option<Part0>,
    #[order(flatten)] f214: Either5,
}

impl Random for Root35 {
    fn random(rng: &mut Rng) -> Self {
        Self { f212: Random::random(rng), f213: Random::random(rng), f214: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root36 {
    #[order(separator = ",")] #[blank(reject)] #[order(skip_blank)] #[order(rename = "n-215")] f215: Option<Option<Vec<Note>>>,
    #[order(separator = ",")] f216: Vec<bool>,
    #[blank(absent)] f217: Option<bool>,
    #[order(skip_blank)] #[order(rename = "n-218")] f218: Option<Option<Decimal>>,
    #[order(skip_blank)] f219: Option<Vec<Number>>,
    #[nested] f220: Option<Vec<Either8>>,
    #[order(flatten)] f221: Option<Either11>,
    #[order(flatten)] f222: Part1,
}

impl Random for Root36 {
    fn random(rng: &mut Rng) -> Self {
        Self { f215: Random::random(rng), f216: Random::random(rng), f217: Random::random(rng), f218: Random::random(rng), f219: Random::random(rng), f220: Random::random(rng), f221: Random::random(rng), f222: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root37 {
    #[blank(value)] f223: Option<Option<Note>>,
    #[blank(value)] #[order(skip_blank)] #[required_unless(f223 == "b")] f224: Option<Box<Word>>,
    #[order(separator = "-")] #[length(1..)] #[order(skip_blank)] f225: Option<Vec<Decimal>>,
    #[default_value(-1)] #[blank(value)] f226: i64,
    #[order(separator = ", ")] #[blank(value)] #[order(alias = "a227")] f227: Option<Vec<String>>,
    #[nested] f228: Option<Part8>,
    #[nested] f229: Part11,
    #[nested] f230: Option<Part3>,
}

impl Random for Root37 {
    fn random(rng: &mut Rng) -> Self {
        Self { f223: Random::random(rng), f224: Random::random(rng), f225: Random::random(rng), f226: Random::random(rng), f227: Random::random(rng), f228: Random::random(rng), f229: Random::random(rng), f230: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root38 {
    #[default_value(Seven)] #[group_exactly_one("g")] f231: Option<Box<Number>>,
    #[nested] f232: Option<Vec<Either5>>,
    #[nested] #[group_exactly_one("g")] f233: Option<Either5>,
}

impl Random for Root38 {
    fn random(rng: &mut Rng) -> Self {
        Self { f231: Random::random(rng), f232: Random::random(rng), f233: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root39 {
    #[blank(value)] f234: Option<Vec<Note>>,
    #[order(skip_blank)] f235: Option<Option<Note>>,
    #[order(text)] #[blank(reject)] f236: Option<bool>,
    #[order(flatten)] f237: Option<Box<Part5>>,
    #[order(flatten)] f238: Option<Box<Either2>>,
    #[nested] f239: Vec<Part10>,
}

impl Random for Root39 {
    fn random(rng: &mut Rng) -> Self {
        Self { f234: Random::random(rng), f235: Random::random(rng), f236: Random::random(rng), f237: Random::random(rng), f238: Random::random(rng), f239: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root40 {
    #[blank(reject)] f240: Vec<u8>,
    #[order(flatten)] #[group_all_or_none("g")] f241: Option<Either8>,
    #[nested] f242: Vec<Part2>,
    #[order(flatten)] #[group_all_or_none("g")] f243: Option<Either11>,
}

impl Random for Root40 {
    fn random(rng: &mut Rng) -> Self {
        Self { f240: Random::random(rng), f241: Random::random(rng), f242: Random::random(rng), f243: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root41 {
    #[blank(absent)] #[order(alias = "a244")] f244: Number,
    #[blank(value)] #[order(skip_blank)] f245: Flag,
    #[order(text)] #[blank(absent)] #[forbidden_if(f244 == Zero)] f246: Option<Date>,
    #[order(flatten)] f247: Part4,
    #[order(flatten)] f248: Part0,
}

impl Random for Root41 {
    fn random(rng: &mut Rng) -> Self {
        Self { f244: Random::random(rng), f245: Random::random(rng), f246: Random::random(rng), f247: Random::random(rng), f248: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root42 {
    #[order(separator = ",")] f249: Option<Option<Vec<Note>>>,
    #[order(skip_blank)] f250: Vec<Option<Note>>,
    #[order(separator = "-")] #[length(1..)] #[blank(absent)] #[forbidden_if(given(f249))] f251: Option<Vec<Date>>,
    #[default_value("d")] #[blank(reject)] #[order(alias = "a252")] #[required_if(given(f251))] f252: Option<Value>,
    #[order(flatten)] #[forbidden_if(given(f251))] f253: Option<Either5>,
}

impl Random for Root42 {
    fn random(rng: &mut Rng) -> Self {
        Self { f249: Random::random(rng), f250: Random::random(rng), f251: Random::random(rng), f252: Random::random(rng), f253: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root43 {
    f254: Option<i64>,
    f255: Option<Number>,
    #[forbidden_if(given(f255))] f256: Option<Date>,
    #[nested] f257: Either2,
    #[nested] #[forbidden_if(present(f255))] f258: Option<Box<Part0>>,
    #[order(flatten)] #[forbidden_if(given(f256))] f259: Option<Part5>,
}

impl Random for Root43 {
    fn random(rng: &mut Rng) -> Self {
        Self { f254: Random::random(rng), f255: Random::random(rng), f256: Random::random(rng), f257: Random::random(rng), f258: Random::random(rng), f259: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root44 {
    #[order(alias = "a260")] f260: Option<i64>,
    #[order(flatten)] f261: Part9,
    #[nested] f262: Vec<Part0>,
}

impl Random for Root44 {
    fn random(rng: &mut Rng) -> Self {
        Self { f260: Random::random(rng), f261: Random::random(rng), f262: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root45 {
    #[blank(reject)] #[order(skip_blank)] f263: Vec<Option<Number>>,
    f264: String,
    #[group_at_most_one("g")] f265: Option<Option<bool>>,
    #[group_at_most_one("g")] f266: Option<bool>,
    #[order(flatten)] f267: Option<Box<Part9>>,
}

impl Random for Root45 {
    fn random(rng: &mut Rng) -> Self {
        Self { f263: Random::random(rng), f264: Random::random(rng), f265: Random::random(rng), f266: Random::random(rng), f267: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root46 {
    #[order(rename = "n-268")] f268: Flag,
    #[order(rename = "n-269")] f269: Option<Option<Decimal>>,
    #[order(rename = "n-270")] #[order(alias = "a270")] f270: Vec<Option<Date>>,
    #[blank(reject)] f271: Date,
    #[order(skip_blank)] f272: Vec<Decimal>,
    #[order(flatten)] f273: Either5,
    #[order(flatten)] f274: Part8,
}

impl Random for Root46 {
    fn random(rng: &mut Rng) -> Self {
        Self { f268: Random::random(rng), f269: Random::random(rng), f270: Random::random(rng), f271: Random::random(rng), f272: Random::random(rng), f273: Random::random(rng), f274: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root47 {
    f275: Value,
    #[forbidden_if(f275 == null)] f276: Option<Word>,
    #[forbidden_if(f275 == 7)] f277: Option<BTreeMap<String, Decimal>>,
    #[order(flatten)] #[required_unless(f275 == null)] f278: Option<Box<Either2>>,
    #[nested] f279: BTreeMap<String, Part5>,
}

impl Random for Root47 {
    fn random(rng: &mut Rng) -> Self {
        Self { f275: Random::random(rng), f276: Random::random(rng), f277: Random::random(rng), f278: Random::random(rng), f279: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root48 {
    f280: Option<BTreeMap<String, Number>>,
    #[default_value("d")] #[order(alias = "a281")] #[forbidden_if(given(f280))] f281: Option<Box<Value>>,
    #[blank(value)] #[order(rename = "n-282")] f282: Vec<bool>,
    #[order(skip_blank)] f283: Option<Date>,
    #[order(separator = ",")] #[length(1..)] #[order(rename = "n-284")] f284: Vec<u8>,
    #[order(flatten)] f285: Part3,
}

impl Random for Root48 {
    fn random(rng: &mut Rng) -> Self {
        Self { f280: Random::random(rng), f281: Random::random(rng), f282: Random::random(rng), f283: Random::random(rng), f284: Random::random(rng), f285: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root49 {
    #[order(skip_blank)] #[group_at_least_one("g")] f286: Option<Option<Vec<bool>>>,
    #[blank(absent)] f287: Flag,
    #[default_value("d")] f288: Value,
    #[order(rename = "n-289")] #[group_at_least_one("g")] f289: Option<Decimal>,
    #[default_value(7)] #[order(rename = "n-290")] f290: Option<Box<Decimal>>,
    #[order(flatten)] f291: Option<Box<Either8>>,
    #[nested] f292: Either5,
}

impl Random for Root49 {
    fn random(rng: &mut Rng) -> Self {
        Self { f286: Random::random(rng), f287: Random::random(rng), f288: Random::random(rng), f289: Random::random(rng), f290: Random::random(rng), f291: Random::random(rng), f292: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root50 {
    #[order(alias = "a293")] f293: Flag,
    #[blank(reject)] #[group_all_or_none("g")] f294: Option<Box<Date>>,
    #[blank(absent)] f295: Flag,
    #[order(alias = "a296")] #[group_all_or_none("g")] f296: Option<BTreeMap<String, bool>>,
    #[order(flatten)] f297: Part11,
    #[nested] f298: Either8,
}

impl Random for Root50 {
    fn random(rng: &mut Rng) -> Self {
        Self { f293: Random::random(rng), f294: Random::random(rng), f295: Random::random(rng), f296: Random::random(rng), f297: Random::random(rng), f298: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root51 {
    #[default_value(7)] f299: Decimal,
    f300: Flag,
    #[nested] f301: BTreeMap<String, Either5>,
    #[nested] f302: Option<Box<Part4>>,
}

impl Random for Root51 {
    fn random(rng: &mut Rng) -> Self {
        Self { f299: Random::random(rng), f300: Random::random(rng), f301: Random::random(rng), f302: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root52 {
    f303: Vec<Word>,
    #[order(rename = "n-304")] f304: Vec<Option<Value>>,
    #[default_value(-1)] #[group_at_most_one("g")] f305: Option<i64>,
    #[length(1..)] #[blank(absent)] #[order(rename = "n-306")] #[group_at_most_one("g")] f306: Option<BTreeMap<String, Number>>,
    #[nested] f307: Option<Part1>,
    #[order(flatten)] f308: Option<Box<Part4>>,
    #[order(flatten)] f309: Part8,
}

impl Random for Root52 {
    fn random(rng: &mut Rng) -> Self {
        Self { f303: Random::random(rng), f304: Random::random(rng), f305: Random::random(rng), f306: Random::random(rng), f307: Random::random(rng), f308: Random::random(rng), f309: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = value, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root53 {
    #[order(rename = "n-310")] f310: Option<Decimal>,
    #[order(skip_blank)] #[forbidden_if(f310 == 0)] f311: Option<Vec<Value>>,
    #[order(flatten)] #[required_unless(present(f311))] f312: Option<Box<Part1>>,
    #[nested] f313: Part2,
    #[order(flatten)] f314: Option<Part4>,
}

impl Random for Root53 {
    fn random(rng: &mut Rng) -> Self {
        Self { f310: Random::random(rng), f311: Random::random(rng), f312: Random::random(rng), f313: Random::random(rng), f314: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root54 {
    #[default_value(7)] f315: Option<Decimal>,
    #[default_value(-1)] f316: Option<Box<i64>>,
    #[order(flatten)] f317: Option<Part9>,
}

impl Random for Root54 {
    fn random(rng: &mut Rng) -> Self {
        Self { f315: Random::random(rng), f316: Random::random(rng), f317: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root55 {
    f318: Option<Vec<Word>>,
    #[default_value("d")] #[order(text)] #[blank(value)] #[order(rename = "n-319")] #[forbidden_if(given(f318))] f319: Option<String>,
    f320: Vec<Option<Number>>,
    #[order(flatten)] #[required_unless(given(f319))] f321: Option<Part3>,
}

impl Random for Root55 {
    fn random(rng: &mut Rng) -> Self {
        Self { f318: Random::random(rng), f319: Random::random(rng), f320: Random::random(rng), f321: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root56 {
    #[default_value("d")] #[order(alias = "a322")] f322: Option<Box<Note>>,
    #[forbidden_if(present(f322))] f323: Option<Option<u8>>,
    #[order(skip_blank)] #[required_unless(f322 == "b")] f324: Option<Decimal>,
    #[nested] f325: Vec<Either5>,
}

impl Random for Root56 {
    fn random(rng: &mut Rng) -> Self {
        Self { f322: Random::random(rng), f323: Random::random(rng), f324: Random::random(rng), f325: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root57 {
    #[order(separator = ",")] f326: Vec<Number>,
    f327: Option<Option<Value>>,
    #[default_value(7)] #[required_if(present(f327))] f328: Option<Box<Decimal>>,
    #[default_value("d")] #[order(text)] #[order(skip_blank)] f329: Option<Box<String>>,
    #[blank(absent)] #[order(rename = "n-330")] f330: Flag,
    #[order(flatten)] f331: Part6,
    #[order(flatten)] f332: Option<Part2>,
    #[order(flatten)] #[required_unless(given(f332))] f333: Option<Box<Part1>>,
}

impl Random for Root57 {
    fn random(rng: &mut Rng) -> Self {
        Self { f326: Random::random(rng), f327: Random::random(rng), f328: Random::random(rng), f329: Random::random(rng), f330: Random::random(rng), f331: Random::random(rng), f332: Random::random(rng), f333: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root58 {
    f334: Option<Box<bool>>,
    #[required_if(f334 == true)] f335: Option<i64>,
    #[blank(absent)] f336: Option<BTreeMap<String, Value>>,
    #[blank(reject)] f337: Flag,
    #[order(flatten)] f338: Either8,
    #[order(flatten)] f339: Part9,
    #[nested] f340: BTreeMap<String, Part9>,
}

impl Random for Root58 {
    fn random(rng: &mut Rng) -> Self {
        Self { f334: Random::random(rng), f335: Random::random(rng), f336: Random::random(rng), f337: Random::random(rng), f338: Random::random(rng), f339: Random::random(rng), f340: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root59 {
    #[order(rename = "n-341")] f341: Vec<Option<Date>>,
    #[blank(absent)] #[order(alias = "a342")] f342: Option<Vec<Value>>,
    #[default_value(-1)] f343: Option<i64>,
    #[order(rename = "n-344")] #[order(alias = "a344")] f344: Option<Vec<bool>>,
    f345: Flag,
    #[nested] f346: Option<Vec<Part8>>,
    #[order(flatten)] f347: Option<Box<Part1>>,
}

impl Random for Root59 {
    fn random(rng: &mut Rng) -> Self {
        Self { f341: Random::random(rng), f342: Random::random(rng), f343: Random::random(rng), f344: Random::random(rng), f345: Random::random(rng), f346: Random::random(rng), f347: Random::random(rng) }
    }
}

pub(crate) fn each(rng: &mut Rng, told: &mut Told) {
    try_type::<Root0>(rng, told);
    try_type::<Root1>(rng, told);
    try_type::<Root2>(rng, told);
    try_type::<Root3>(rng, told);
    try_type::<Root4>(rng, told);
    try_type::<Root5>(rng, told);
    try_type::<Root6>(rng, told);
    try_type::<Root7>(rng, told);
    try_type::<Root8>(rng, told);
    try_type::<Root9>(rng, told);
    try_type::<Root10>(rng, told);
    try_type::<Root11>(rng, told);
    try_type::<Root12>(rng, told);
    try_type::<Root13>(rng, told);
    try_type::<Root14>(rng, told);
    try_type::<Root15>(rng, told);
    try_type::<Root16>(rng, told);
    try_type::<Root17>(rng, told);
    try_type::<Root18>(rng, told);
    try_type::<Root19>(rng, told);
    try_type::<Root20>(rng, told);
    try_type::<Root21>(rng, told);
    try_type::<Root22>(rng, told);
    try_type::<Root23>(rng, told);
    try_type::<Root24>(rng, told);
    try_type::<Root25>(rng, told);
    try_type::<Root26>(rng, told);
    try_type::<Root27>(rng, told);
    try_type::<Root28>(rng, told);
    try_type::<Root29>(rng, told);
    try_type::<Root30>(rng, told);
    try_type::<Root31>(rng, told);
    try_type::<Root32>(rng, told);
    try_type::<Root33>(rng, told);
    try_type::<Root34>(rng, told);
    try_type::<Root35>(rng, told);
    try_type::<Root36>(rng, told);
    try_type::<Root37>(rng, told);
    try_type::<Root38>(rng, told);
    try_type::<Root39>(rng, told);
    try_type::<Root40>(rng, told);
    try_type::<Root41>(rng, told);
    try_type::<Root42>(rng, told);
    try_type::<Root43>(rng, told);
    try_type::<Root44>(rng, told);
    try_type::<Root45>(rng, told);
    try_type::<Root46>(rng, told);
    try_type::<Root47>(rng, told);
    try_type::<Root48>(rng, told);
    try_type::<Root49>(rng, told);
    try_type::<Root50>(rng, told);
    try_type::<Root51>(rng, told);
    try_type::<Root52>(rng, told);
    try_type::<Root53>(rng, told);
    try_type::<Root54>(rng, told);
    try_type::<Root55>(rng, told);
    try_type::<Root56>(rng, told);
    try_type::<Root57>(rng, told);
    try_type::<Root58>(rng, told);
    try_type::<Root59>(rng, told);
}
