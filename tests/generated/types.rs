// Written by `source.rs`; renewed by `OVERWRITE=1 cargo test -p order-tests --test generated`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use order_core::{Flag, OrderRequest, OrderValue};
use rust_decimal::Decimal;

use crate::{Told, random::{Random, Rng}, try_type};

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
    #[order(alias = "a1")] f1: Vec<bool>,
}

impl Random for Part0 {
    fn random(rng: &mut Rng) -> Self {
        Self { f1: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part1 {
    f2: Option<Decimal>,
    #[order(rename = "n-3")] f3: Option<Option<Vec<Date>>>,
    #[default_value("d")] #[required_unless(given(f2))] f4: Option<Box<Note>>,
}

impl Random for Part1 {
    fn random(rng: &mut Rng) -> Self {
        Self { f2: Random::random(rng), f3: Random::random(rng), f4: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part2 {
    #[blank(reject)] #[group_at_least_one("g")] f5: Option<bool>,
    #[order(rename = "n-6")] #[order(alias = "a6")] #[group_at_least_one("g")] f6: Option<Date>,
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
    #[group_at_least_one("g")] f8: Option<i64>,
    #[default_value("d")] #[order(rename = "n-9")] #[order(alias = "a9")] #[group_at_least_one("g")] f9: Note,
    #[order(skip_blank)] f10: Option<Option<Vec<Decimal>>>,
}

impl Random for Part3 {
    fn random(rng: &mut Rng) -> Self {
        Self { f8: Random::random(rng), f9: Random::random(rng), f10: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part4 {
    f11: Option<BTreeMap<String, Note>>,
    #[order(skip_blank)] #[order(alias = "a12")] f12: Option<BTreeMap<String, Note>>,
    #[order(rename = "n-13")] f13: Option<i64>,
}

impl Random for Part4 {
    fn random(rng: &mut Rng) -> Self {
        Self { f11: Random::random(rng), f12: Random::random(rng), f13: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part5 {
    #[order(alias = "a14")] f14: i64,
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
    #[group_at_least_one("g")] f17: Option<Option<Date>>,
    f18: Option<Decimal>,
}

impl Random for Part6 {
    fn random(rng: &mut Rng) -> Self {
        Self { f16: Random::random(rng), f17: Random::random(rng), f18: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part7 {
    #[blank(absent)] f19: Option<Note>,
    #[length(1..)] f20: Vec<Note>,
    f21: Option<Option<Decimal>>,
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
    f23: Option<Date>,
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
    #[length(1..)] f26: Vec<u8>,
    f27: Option<BTreeMap<String, Note>>,
    f28: Option<Box<u8>>,
}

impl Random for Part9 {
    fn random(rng: &mut Rng) -> Self {
        Self { f26: Random::random(rng), f27: Random::random(rng), f28: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part10 {
    #[order(separator = "-")] #[length(1..)] #[blank(value)] f29: Option<Vec<Decimal>>,
    #[length(1..)] #[order(alias = "a30")] f30: Option<Vec<Decimal>>,
}

impl Random for Part10 {
    fn random(rng: &mut Rng) -> Self {
        Self { f29: Random::random(rng), f30: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Part11 {
    #[default_value(7)] #[blank(reject)] #[order(skip_blank)] f31: Option<Decimal>,
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
    #[default_value("2031-05-08")] f34: Date,
    #[order(rename = "n-35")] #[forbidden_if(present(f34))] f35: Option<i64>,
    #[order(alias = "a36")] #[required_unless(given(f34))] f36: Option<Option<String>>,
    #[order(flatten)] f37: Part4,
}

impl Random for Root0 {
    fn random(rng: &mut Rng) -> Self {
        Self { f33: Random::random(rng), f34: Random::random(rng), f35: Random::random(rng), f36: Random::random(rng), f37: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root1 {
    f39: Number,
    f40: Vec<Option<u8>>,
    #[length(1..)] #[order(skip_blank)] #[required_unless(f39 == Zero)] f41: Option<Vec<u8>>,
    f42: Flag,
    #[default_value("d")] #[order(alias = "a43")] #[required_unless(present(f41))] f43: Option<Note>,
    #[nested] f44: Vec<Part7>,
    #[order(flatten)] #[required_if(given(f41))] f45: Option<Box<Part5>>,
}

impl Random for Root1 {
    fn random(rng: &mut Rng) -> Self {
        Self { f39: Random::random(rng), f40: Random::random(rng), f41: Random::random(rng), f42: Random::random(rng), f43: Random::random(rng), f44: Random::random(rng), f45: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root2 {
    f46: Flag,
    #[default_value("d")] #[order(alias = "a47")] #[group_at_least_one("g")] f47: Option<Note>,
    #[blank(value)] #[order(alias = "a48")] f48: u8,
    #[group_at_least_one("g")] f49: Option<Option<Word>>,
    #[order(flatten)] f50: Either8,
}

impl Random for Root2 {
    fn random(rng: &mut Rng) -> Self {
        Self { f46: Random::random(rng), f47: Random::random(rng), f48: Random::random(rng), f49: Random::random(rng), f50: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root3 {
    f51: Option<Vec<Note>>,
    #[default_value("d")] #[order(text)] #[order(alias = "a52")] f52: Note,
    #[blank(absent)] #[required_if(f52 == "b")] f53: Option<Option<Word>>,
    #[default_value(7)] #[blank(absent)] f54: Option<u8>,
    #[order(flatten)] f55: Option<Box<Part3>>,
    #[order(flatten)] f56: Part1,
}

impl Random for Root3 {
    fn random(rng: &mut Rng) -> Self {
        Self { f51: Random::random(rng), f52: Random::random(rng), f53: Random::random(rng), f54: Random::random(rng), f55: Random::random(rng), f56: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root4 {
    #[order(alias = "a57")] f57: Option<Box<Note>>,
    #[nested] f58: Option<Box<Either8>>,
    #[order(flatten)] #[required_if(f57 == "b")] f59: Option<Part8>,
    #[nested] f60: Vec<Part4>,
}

impl Random for Root4 {
    fn random(rng: &mut Rng) -> Self {
        Self { f57: Random::random(rng), f58: Random::random(rng), f59: Random::random(rng), f60: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root5 {
    #[default_value(7)] #[order(text)] #[blank(value)] #[order(alias = "a61")] f61: Option<u8>,
    #[default_value(Seven)] #[order(text)] #[order(alias = "a62")] f62: Number,
    f63: Option<BTreeMap<String, Decimal>>,
    #[order(flatten)] f64: Part6,
}

impl Random for Root5 {
    fn random(rng: &mut Rng) -> Self {
        Self { f61: Random::random(rng), f62: Random::random(rng), f63: Random::random(rng), f64: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root6 {
    #[order(skip_blank)] f65: Flag,
    f66: Vec<Option<i64>>,
    #[default_value(false)] #[blank(value)] f67: bool,
    #[order(skip_blank)] #[required_if(f67 == true)] f68: Option<u8>,
    #[order(flatten)] #[required_if(present(f68))] f69: Option<Part1>,
    #[order(flatten)] #[required_unless(present(f69))] f70: Option<Box<Part9>>,
    #[order(flatten)] f71: Option<Either2>,
}

impl Random for Root6 {
    fn random(rng: &mut Rng) -> Self {
        Self { f65: Random::random(rng), f66: Random::random(rng), f67: Random::random(rng), f68: Random::random(rng), f69: Random::random(rng), f70: Random::random(rng), f71: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root7 {
    #[order(rename = "n-72")] #[order(alias = "a72")] #[group_at_most_one("g")] f72: Option<Option<Vec<i64>>>,
    #[blank(reject)] f73: Flag,
    #[default_value(Seven)] #[blank(value)] #[group_at_most_one("g")] f74: Option<Number>,
    f75: Option<Decimal>,
    #[default_value("2031-05-08")] #[order(alias = "a76")] f76: Option<Date>,
    #[order(flatten)] f77: Option<Part6>,
    #[nested] f78: Option<Part3>,
    #[order(flatten)] f79: Option<Either5>,
}

impl Random for Root7 {
    fn random(rng: &mut Rng) -> Self {
        Self { f72: Random::random(rng), f73: Random::random(rng), f74: Random::random(rng), f75: Random::random(rng), f76: Random::random(rng), f77: Random::random(rng), f78: Random::random(rng), f79: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root8 {
    #[blank(absent)] #[group_at_most_one("g")] f80: Option<bool>,
    f81: Flag,
    #[default_value("d")] #[group_at_most_one("g")] f82: Note,
    f83: Option<Date>,
    #[nested] f84: Option<Part9>,
}

impl Random for Root8 {
    fn random(rng: &mut Rng) -> Self {
        Self { f80: Random::random(rng), f81: Random::random(rng), f82: Random::random(rng), f83: Random::random(rng), f84: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root9 {
    #[blank(value)] #[order(skip_blank)] f85: Vec<Option<i64>>,
    #[order(rename = "n-86")] f86: Option<BTreeMap<String, String>>,
    #[default_value(7)] #[order(alias = "a87")] f87: u8,
    #[order(flatten)] #[required_unless(given(f86))] f88: Option<Part0>,
    #[order(flatten)] f89: Either5,
}

impl Random for Root9 {
    fn random(rng: &mut Rng) -> Self {
        Self { f85: Random::random(rng), f86: Random::random(rng), f87: Random::random(rng), f88: Random::random(rng), f89: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root10 {
    f90: Vec<Word>,
    #[order(flatten)] f91: Option<Box<Part3>>,
    #[nested] f92: Option<Vec<Part9>>,
}

impl Random for Root10 {
    fn random(rng: &mut Rng) -> Self {
        Self { f90: Random::random(rng), f91: Random::random(rng), f92: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root11 {
    #[order(separator = ",")] #[order(alias = "a93")] #[group_exactly_one("g")] f93: Option<Option<Vec<u8>>>,
    #[order(skip_blank)] #[group_exactly_one("g")] f94: Option<Note>,
    f95: Flag,
    #[order(separator = ",")] #[blank(value)] f96: Option<Vec<Note>>,
    #[nested] f97: Option<Part5>,
}

impl Random for Root11 {
    fn random(rng: &mut Rng) -> Self {
        Self { f93: Random::random(rng), f94: Random::random(rng), f95: Random::random(rng), f96: Random::random(rng), f97: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root12 {
    f98: Vec<Word>,
    #[default_value("2031-05-08")] #[required_unless(present(f102))] f99: Option<Date>,
    #[nested] f100: BTreeMap<String, Either8>,
    #[order(flatten)] f101: Option<Part6>,
    #[order(flatten)] f102: Option<Part1>,
}

impl Random for Root12 {
    fn random(rng: &mut Rng) -> Self {
        Self { f98: Random::random(rng), f99: Random::random(rng), f100: Random::random(rng), f101: Random::random(rng), f102: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root13 {
    #[blank(reject)] f103: Vec<String>,
    #[order(skip_blank)] f104: Vec<Option<Note>>,
    #[blank(reject)] f105: Option<BTreeMap<String, Decimal>>,
    #[order(rename = "n-106")] f106: Option<Vec<Decimal>>,
    #[default_value(One)] #[required_if(given(f105))] f107: Option<Word>,
    #[order(flatten)] f108: Option<Part9>,
    #[order(flatten)] #[required_unless(given(f105))] f109: Option<Part0>,
}

impl Random for Root13 {
    fn random(rng: &mut Rng) -> Self {
        Self { f103: Random::random(rng), f104: Random::random(rng), f105: Random::random(rng), f106: Random::random(rng), f107: Random::random(rng), f108: Random::random(rng), f109: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root14 {
    #[order(separator = ",")] #[order(rename = "n-110")] f110: Option<Option<Vec<Number>>>,
    f111: Option<BTreeMap<String, Note>>,
    #[default_value(7)] f112: u8,
    #[nested] f113: Part6,
    #[order(flatten)] #[forbidden_if(given(f111))] f114: Option<Part10>,
    #[order(flatten)] #[forbidden_if(given(f111))] f115: Option<Part2>,
}

impl Random for Root14 {
    fn random(rng: &mut Rng) -> Self {
        Self { f110: Random::random(rng), f111: Random::random(rng), f112: Random::random(rng), f113: Random::random(rng), f114: Random::random(rng), f115: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root15 {
    #[group_exactly_one("g")] f116: Option<bool>,
    #[group_exactly_one("g")] f117: Option<Option<Vec<Date>>>,
    #[order(alias = "a118")] f118: Option<Box<Note>>,
    #[order(flatten)] f119: Option<Box<Part3>>,
}

impl Random for Root15 {
    fn random(rng: &mut Rng) -> Self {
        Self { f116: Random::random(rng), f117: Random::random(rng), f118: Random::random(rng), f119: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root16 {
    f120: i64,
    f121: Flag,
    #[order(skip_blank)] f122: Vec<Option<Decimal>>,
    #[order(separator = ",")] f123: Vec<bool>,
    #[blank(value)] #[order(skip_blank)] #[group_at_most_one("g")] f124: Option<Option<Vec<String>>>,
    #[order(flatten)] f125: Either2,
    #[order(flatten)] #[group_at_most_one("g")] f126: Option<Box<Part0>>,
}

impl Random for Root16 {
    fn random(rng: &mut Rng) -> Self {
        Self { f120: Random::random(rng), f121: Random::random(rng), f122: Random::random(rng), f123: Random::random(rng), f124: Random::random(rng), f125: Random::random(rng), f126: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root17 {
    f127: Option<u8>,
    #[nested] f128: Vec<Either2>,
}

impl Random for Root17 {
    fn random(rng: &mut Rng) -> Self {
        Self { f127: Random::random(rng), f128: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root18 {
    #[group_at_most_one("g")] f129: Option<Box<Decimal>>,
    #[blank(reject)] #[order(alias = "a130")] f130: Flag,
    #[order(text)] #[group_at_most_one("g")] f131: Option<Box<u8>>,
    f132: Option<Option<Decimal>>,
    #[order(rename = "n-133")] f133: Option<BTreeMap<String, i64>>,
    #[nested] f134: Option<Part4>,
    #[nested] f135: Option<Either2>,
}

impl Random for Root18 {
    fn random(rng: &mut Rng) -> Self {
        Self { f129: Random::random(rng), f130: Random::random(rng), f131: Random::random(rng), f132: Random::random(rng), f133: Random::random(rng), f134: Random::random(rng), f135: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root19 {
    #[order(separator = ",")] #[order(skip_blank)] #[order(rename = "n-136")] f136: Option<Vec<String>>,
    #[default_value(7)] #[order(text)] #[required_if(present(f136))] f137: Option<Decimal>,
    #[required_unless(given(f136))] f138: Option<String>,
    f139: Vec<String>,
    #[default_value(One)] #[order(skip_blank)] #[required_if(given(f138))] f140: Option<Word>,
    #[order(flatten)] f141: Option<Part3>,
}

impl Random for Root19 {
    fn random(rng: &mut Rng) -> Self {
        Self { f136: Random::random(rng), f137: Random::random(rng), f138: Random::random(rng), f139: Random::random(rng), f140: Random::random(rng), f141: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root20 {
    #[default_value(-1)] #[blank(value)] f142: i64,
    #[required_unless(f142 == 7)] f143: Option<Option<Vec<bool>>>,
    #[order(text)] #[required_unless(f142 == 7)] f144: Option<Note>,
    f145: Option<u8>,
    #[order(flatten)] #[forbidden_if(f145 == 1)] f146: Option<Part7>,
    #[nested] f147: Option<Vec<Part6>>,
}

impl Random for Root20 {
    fn random(rng: &mut Rng) -> Self {
        Self { f142: Random::random(rng), f143: Random::random(rng), f144: Random::random(rng), f145: Random::random(rng), f146: Random::random(rng), f147: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root21 {
    #[default_value(-1)] #[order(skip_blank)] f148: Option<i64>,
    #[order(skip_blank)] #[order(rename = "n-149")] f149: Vec<i64>,
    #[order(alias = "a150")] #[required_if(given(f148))] f150: Option<bool>,
    #[order(flatten)] f151: Option<Part3>,
    #[nested] f152: Part8,
}

impl Random for Root21 {
    fn random(rng: &mut Rng) -> Self {
        Self { f148: Random::random(rng), f149: Random::random(rng), f150: Random::random(rng), f151: Random::random(rng), f152: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root22 {
    #[default_value(7)] #[order(text)] #[order(alias = "a153")] f153: Option<Box<Decimal>>,
    #[nested] f154: Part5,
}

impl Random for Root22 {
    fn random(rng: &mut Rng) -> Self {
        Self { f153: Random::random(rng), f154: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root23 {
    f155: Option<Option<Word>>,
    f156: Flag,
    #[nested] f157: Part6,
    #[nested] f158: Vec<Part7>,
}

impl Random for Root23 {
    fn random(rng: &mut Rng) -> Self {
        Self { f155: Random::random(rng), f156: Random::random(rng), f157: Random::random(rng), f158: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root24 {
    #[order(skip_blank)] #[group_at_least_one("g")] f159: Option<BTreeMap<String, String>>,
    #[blank(absent)] #[group_at_least_one("g")] f160: Option<Option<Vec<Date>>>,
    #[default_value("d")] #[order(skip_blank)] f161: Option<String>,
    #[default_value(7)] #[order(text)] #[order(skip_blank)] #[order(alias = "a162")] f162: Option<u8>,
    #[default_value(-1)] f163: Option<Box<i64>>,
    #[nested] f164: Option<Either2>,
    #[nested] f165: Option<Part5>,
}

impl Random for Root24 {
    fn random(rng: &mut Rng) -> Self {
        Self { f159: Random::random(rng), f160: Random::random(rng), f161: Random::random(rng), f162: Random::random(rng), f163: Random::random(rng), f164: Random::random(rng), f165: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root25 {
    #[blank(absent)] f166: Vec<Option<i64>>,
    #[blank(absent)] f167: Option<String>,
    #[default_value(-1)] #[order(skip_blank)] #[required_unless(given(f167))] f168: Option<i64>,
    #[order(alias = "a169")] #[forbidden_if(f167 == "a")] f169: Option<Box<Number>>,
    #[nested] #[required_if(f168 == 7)] f170: Option<Part5>,
    #[order(flatten)] #[required_unless(present(f167))] f171: Option<Box<Part8>>,
}

impl Random for Root25 {
    fn random(rng: &mut Rng) -> Self {
        Self { f166: Random::random(rng), f167: Random::random(rng), f168: Random::random(rng), f169: Random::random(rng), f170: Random::random(rng), f171: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root26 {
    #[length(1..)] f172: Option<Vec<Number>>,
    #[order(alias = "a173")] f173: Vec<Option<u8>>,
    #[blank(reject)] #[order(skip_blank)] #[order(rename = "n-174")] f174: Vec<Option<Date>>,
    #[order(skip_blank)] f175: Vec<Option<Note>>,
    #[order(separator = ",")] #[order(rename = "n-176")] #[order(alias = "a176")] f176: Option<Option<Vec<i64>>>,
    #[order(flatten)] f177: Part5,
    #[order(flatten)] #[required_unless(present(f172))] f178: Option<Box<Part8>>,
    #[order(flatten)] #[required_if(given(f176))] f179: Option<Either11>,
}

impl Random for Root26 {
    fn random(rng: &mut Rng) -> Self {
        Self { f172: Random::random(rng), f173: Random::random(rng), f174: Random::random(rng), f175: Random::random(rng), f176: Random::random(rng), f177: Random::random(rng), f178: Random::random(rng), f179: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root27 {
    f180: Option<Word>,
    f181: Vec<Decimal>,
    #[length(1..)] #[required_if(given(f180))] f182: Option<Vec<bool>>,
    #[nested] f183: Option<Box<Part11>>,
    #[order(flatten)] f184: Option<Part1>,
    #[nested] #[required_if(given(f183))] f185: Option<Part8>,
}

impl Random for Root27 {
    fn random(rng: &mut Rng) -> Self {
        Self { f180: Random::random(rng), f181: Random::random(rng), f182: Random::random(rng), f183: Random::random(rng), f184: Random::random(rng), f185: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root28 {
    #[default_value(-1)] #[blank(absent)] f186: Option<Box<i64>>,
    #[blank(reject)] #[required_if(f186 == 7)] f187: Option<Vec<i64>>,
    #[order(separator = ",")] #[length(1..)] #[order(alias = "a188")] f188: Option<Vec<Note>>,
    #[order(rename = "n-189")] f189: Option<BTreeMap<String, bool>>,
    #[nested] f190: Option<Box<Part11>>,
    #[order(flatten)] f191: Part8,
    #[order(flatten)] f192: Part11,
}

impl Random for Root28 {
    fn random(rng: &mut Rng) -> Self {
        Self { f186: Random::random(rng), f187: Random::random(rng), f188: Random::random(rng), f189: Random::random(rng), f190: Random::random(rng), f191: Random::random(rng), f192: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root29 {
    #[default_value(One)] #[order(rename = "n-193")] f193: Option<Word>,
    #[order(flatten)] f194: Part2,
}

impl Random for Root29 {
    fn random(rng: &mut Rng) -> Self {
        Self { f193: Random::random(rng), f194: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root30 {
    f195: Flag,
    #[order(rename = "n-196")] #[order(alias = "a196")] f196: Option<Vec<u8>>,
    #[order(separator = ", ")] #[length(1..)] #[order(alias = "a197")] f197: Vec<i64>,
    #[order(flatten)] f198: Part8,
    #[nested] f199: Part1,
}

impl Random for Root30 {
    fn random(rng: &mut Rng) -> Self {
        Self { f195: Random::random(rng), f196: Random::random(rng), f197: Random::random(rng), f198: Random::random(rng), f199: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root31 {
    #[order(separator = ",")] f200: Vec<String>,
    f201: Vec<Option<Decimal>>,
    #[order(flatten)] #[group_all_or_none("g")] f202: Option<Part3>,
    #[order(flatten)] #[group_all_or_none("g")] f203: Option<Part6>,
}

impl Random for Root31 {
    fn random(rng: &mut Rng) -> Self {
        Self { f200: Random::random(rng), f201: Random::random(rng), f202: Random::random(rng), f203: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root32 {
    #[order(rename = "n-204")] #[order(alias = "a204")] f204: Vec<String>,
    #[default_value(7)] f205: Decimal,
    #[nested] f206: Part5,
    #[order(flatten)] #[forbidden_if(f205 == 0)] f207: Option<Either5>,
}

impl Random for Root32 {
    fn random(rng: &mut Rng) -> Self {
        Self { f204: Random::random(rng), f205: Random::random(rng), f206: Random::random(rng), f207: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root33 {
    f208: Option<Date>,
    #[default_value(false)] #[order(skip_blank)] #[order(rename = "n-209")] f209: bool,
    #[order(separator = ",")] #[order(alias = "a210")] f210: Option<Vec<Number>>,
    #[nested] f211: Option<Box<Part0>>,
    #[order(flatten)] f212: Option<Box<Either5>>,
    #[nested] f213: Option<Vec<Part4>>,
}

impl Random for Root33 {
    fn random(rng: &mut Rng) -> Self {
        Self { f208: Random::random(rng), f209: Random::random(rng), f210: Random::random(rng), f211: Random::random(rng), f212: Random::random(rng), f213: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root34 {
    #[group_at_least_one("g")] f214: Option<BTreeMap<String, u8>>,
    #[order(text)] #[blank(value)] #[group_at_least_one("g")] f215: Option<bool>,
    #[order(separator = ",")] #[length(1..)] #[blank(value)] f216: Vec<Number>,
    #[blank(value)] #[order(alias = "a217")] f217: Vec<Option<bool>>,
    #[order(flatten)] f218: Option<Box<Part1>>,
    #[nested] f219: Option<Either5>,
}

impl Random for Root34 {
    fn random(rng: &mut Rng) -> Self {
        Self { f214: Random::random(rng), f215: Random::random(rng), f216: Random::random(rng), f217: Random::random(rng), f218: Random::random(rng), f219: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root35 {
    f220: Option<BTreeMap<String, bool>>,
    #[order(skip_blank)] f221: Vec<Option<bool>>,
    f222: Option<Vec<String>>,
    #[order(flatten)] f223: Option<Box<Part5>>,
    #[order(flatten)] f224: Option<Either11>,
    #[nested] f225: Option<Either11>,
}

impl Random for Root35 {
    fn random(rng: &mut Rng) -> Self {
        Self { f220: Random::random(rng), f221: Random::random(rng), f222: Random::random(rng), f223: Random::random(rng), f224: Random::random(rng), f225: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root36 {
    #[order(separator = ", ")] #[order(rename = "n-226")] f226: Vec<Note>,
    f227: Vec<Option<Date>>,
    #[order(flatten)] f228: Option<Box<Either8>>,
}

impl Random for Root36 {
    fn random(rng: &mut Rng) -> Self {
        Self { f226: Random::random(rng), f227: Random::random(rng), f228: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root37 {
    #[order(separator = ",")] #[blank(reject)] f229: Option<Option<Vec<u8>>>,
    #[default_value(7)] #[required_unless(present(f229))] f230: Option<Box<Decimal>>,
    #[order(skip_blank)] #[required_unless(f230 == 0)] f231: Option<Vec<String>>,
    #[order(flatten)] #[forbidden_if(given(f231))] f232: Option<Box<Either8>>,
}

impl Random for Root37 {
    fn random(rng: &mut Rng) -> Self {
        Self { f229: Random::random(rng), f230: Random::random(rng), f231: Random::random(rng), f232: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root38 {
    #[default_value(7)] #[order(skip_blank)] #[order(alias = "a233")] #[group_at_least_one("g")] f233: Option<Decimal>,
    #[order(skip_blank)] #[group_at_least_one("g")] f234: Option<Option<Decimal>>,
    #[order(separator = ",")] f235: Option<Option<Vec<Date>>>,
    #[order(flatten)] f236: Option<Box<Either11>>,
}

impl Random for Root38 {
    fn random(rng: &mut Rng) -> Self {
        Self { f233: Random::random(rng), f234: Random::random(rng), f235: Random::random(rng), f236: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root39 {
    #[default_value(-1)] #[order(skip_blank)] #[order(rename = "n-237")] f237: i64,
    #[blank(reject)] #[group_all_or_none("g")] f238: Option<BTreeMap<String, Decimal>>,
    #[group_all_or_none("g")] f239: Option<Option<Note>>,
    #[order(flatten)] f240: Option<Part6>,
    #[nested] f241: Option<Either2>,
    #[nested] f242: Option<Either2>,
}

impl Random for Root39 {
    fn random(rng: &mut Rng) -> Self {
        Self { f237: Random::random(rng), f238: Random::random(rng), f239: Random::random(rng), f240: Random::random(rng), f241: Random::random(rng), f242: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root40 {
    #[length(1..)] #[order(skip_blank)] #[order(rename = "n-243")] f243: Option<Vec<String>>,
    f244: Flag,
    #[blank(value)] f245: Decimal,
    #[blank(value)] #[required_if(given(f243))] f246: Option<Box<bool>>,
    #[order(rename = "n-247")] #[forbidden_if(present(f243))] f247: Option<Option<String>>,
    #[order(flatten)] #[forbidden_if(given(f243))] f248: Option<Box<Part7>>,
    #[order(flatten)] f249: Option<Box<Either5>>,
}

impl Random for Root40 {
    fn random(rng: &mut Rng) -> Self {
        Self { f243: Random::random(rng), f244: Random::random(rng), f245: Random::random(rng), f246: Random::random(rng), f247: Random::random(rng), f248: Random::random(rng), f249: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root41 {
    #[blank(absent)] f250: Option<u8>,
    #[required_if(f250 == 1)] f251: Option<Option<Date>>,
    #[nested] f252: Option<Box<Part3>>,
}

impl Random for Root41 {
    fn random(rng: &mut Rng) -> Self {
        Self { f250: Random::random(rng), f251: Random::random(rng), f252: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root42 {
    f253: Option<String>,
    #[order(flatten)] #[required_if(present(f253))] f254: Option<Part6>,
    #[order(flatten)] f255: Option<Either2>,
}

impl Random for Root42 {
    fn random(rng: &mut Rng) -> Self {
        Self { f253: Random::random(rng), f254: Random::random(rng), f255: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root43 {
    #[order(skip_blank)] f256: Flag,
    #[order(text)] f257: Option<Word>,
    #[nested] f258: BTreeMap<String, Part2>,
    #[order(flatten)] #[required_if(f257 == Two)] f259: Option<Box<Part1>>,
    #[nested] #[forbidden_if(present(f257))] f260: Option<Box<Part6>>,
}

impl Random for Root43 {
    fn random(rng: &mut Rng) -> Self {
        Self { f256: Random::random(rng), f257: Random::random(rng), f258: Random::random(rng), f259: Random::random(rng), f260: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, scalars = "text", blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root44 {
    f261: Vec<Option<Word>>,
    #[blank(reject)] f262: Option<Option<u8>>,
    #[nested] f263: BTreeMap<String, Either8>,
    #[order(flatten)] f264: Part1,
}

impl Random for Root44 {
    fn random(rng: &mut Rng) -> Self {
        Self { f261: Random::random(rng), f262: Random::random(rng), f263: Random::random(rng), f264: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root45 {
    #[order(skip_blank)] #[group_all_or_none("g")] f265: Option<bool>,
    #[blank(value)] #[group_all_or_none("g")] f266: Option<i64>,
    #[order(rename = "n-267")] #[order(alias = "a267")] f267: Option<Box<bool>>,
    #[order(flatten)] f268: Option<Box<Either8>>,
}

impl Random for Root45 {
    fn random(rng: &mut Rng) -> Self {
        Self { f265: Random::random(rng), f266: Random::random(rng), f267: Random::random(rng), f268: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root46 {
    #[default_value("d")] #[order(alias = "a269")] f269: Option<String>,
    #[order(rename = "n-270")] #[order(alias = "a270")] f270: Option<Note>,
    #[nested] f271: BTreeMap<String, Part5>,
    #[nested] #[required_if(f270 == "b")] f272: Option<Part5>,
    #[order(flatten)] f273: Part6,
}

impl Random for Root46 {
    fn random(rng: &mut Rng) -> Self {
        Self { f269: Random::random(rng), f270: Random::random(rng), f271: Random::random(rng), f272: Random::random(rng), f273: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = reject, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root47 {
    #[default_value(7)] #[order(rename = "n-274")] #[order(alias = "a274")] f274: Option<u8>,
    #[blank(absent)] #[forbidden_if(present(f274))] f275: Option<String>,
    #[blank(value)] #[required_if(present(f274))] f276: Option<i64>,
    #[default_value(7)] f277: Option<Decimal>,
    #[default_value("d")] #[order(alias = "a278")] #[required_unless(given(f274))] f278: Option<Box<String>>,
    #[order(flatten)] f279: Part0,
    #[order(flatten)] f280: Option<Either5>,
    #[nested] f281: Option<Part2>,
}

impl Random for Root47 {
    fn random(rng: &mut Rng) -> Self {
        Self { f274: Random::random(rng), f275: Random::random(rng), f276: Random::random(rng), f277: Random::random(rng), f278: Random::random(rng), f279: Random::random(rng), f280: Random::random(rng), f281: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root48 {
    #[order(skip_blank)] f282: i64,
    #[default_value("2031-05-08")] #[order(rename = "n-283")] f283: Option<Date>,
    #[blank(absent)] #[required_if(f282 == 7)] f284: Option<Option<Vec<u8>>>,
    #[default_value("d")] #[required_if(present(f284))] f285: String,
    #[order(rename = "n-286")] f286: Option<Decimal>,
    #[order(flatten)] f287: Option<Part8>,
}

impl Random for Root48 {
    fn random(rng: &mut Rng) -> Self {
        Self { f282: Random::random(rng), f283: Random::random(rng), f284: Random::random(rng), f285: Random::random(rng), f286: Random::random(rng), f287: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, skip_blank, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root49 {
    f288: Word,
    #[blank(value)] #[order(alias = "a289")] f289: Vec<Option<Note>>,
    #[nested] f290: Option<Vec<Part4>>,
    #[nested] f291: Part5,
}

impl Random for Root49 {
    fn random(rng: &mut Rng) -> Self {
        Self { f288: Random::random(rng), f289: Random::random(rng), f290: Random::random(rng), f291: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root50 {
    #[blank(reject)] #[order(rename = "n-292")] f292: Option<Vec<String>>,
    #[nested] f293: Either8,
}

impl Random for Root50 {
    fn random(rng: &mut Rng) -> Self {
        Self { f292: Random::random(rng), f293: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root51 {
    #[order(text)] f294: Option<Box<bool>>,
    f295: Option<BTreeMap<String, u8>>,
    f296: Option<BTreeMap<String, String>>,
    #[nested] f297: Option<Vec<Part5>>,
}

impl Random for Root51 {
    fn random(rng: &mut Rng) -> Self {
        Self { f294: Random::random(rng), f295: Random::random(rng), f296: Random::random(rng), f297: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root52 {
    #[order(separator = ",")] #[order(skip_blank)] f298: Vec<i64>,
    #[default_value(One)] f299: Word,
    #[order(separator = "-")] #[order(skip_blank)] #[order(alias = "a300")] f300: Option<Option<Vec<i64>>>,
    #[required_unless(given(f300))] f301: Option<Date>,
    #[order(flatten)] #[required_if(given(f301))] f302: Option<Part0>,
}

impl Random for Root52 {
    fn random(rng: &mut Rng) -> Self {
        Self { f298: Random::random(rng), f299: Random::random(rng), f300: Random::random(rng), f301: Random::random(rng), f302: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root53 {
    #[order(separator = "-")] #[blank(reject)] f303: Option<Vec<Number>>,
    #[order(alias = "a304")] f304: Option<Option<Vec<bool>>>,
    f305: Option<Option<u8>>,
    #[order(separator = "-")] #[blank(absent)] #[order(rename = "n-306")] f306: Option<Option<Vec<Number>>>,
    #[order(flatten)] f307: Option<Box<Part4>>,
}

impl Random for Root53 {
    fn random(rng: &mut Rng) -> Self {
        Self { f303: Random::random(rng), f304: Random::random(rng), f305: Random::random(rng), f306: Random::random(rng), f307: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root54 {
    #[order(separator = ",")] #[length(1..)] f308: Vec<Note>,
    #[nested] f309: Option<Vec<Part0>>,
}

impl Random for Root54 {
    fn random(rng: &mut Rng) -> Self {
        Self { f308: Random::random(rng), f309: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root55 {
    f310: Vec<Option<Decimal>>,
    #[nested] f311: Option<Box<Either8>>,
}

impl Random for Root55 {
    fn random(rng: &mut Rng) -> Self {
        Self { f310: Random::random(rng), f311: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root56 {
    f312: Option<Option<bool>>,
    #[order(text)] #[order(rename = "n-313")] #[order(alias = "a313")] f313: Option<Option<u8>>,
    #[blank(value)] f314: Option<Box<bool>>,
    #[order(flatten)] f315: Part9,
    #[order(flatten)] f316: Part10,
}

impl Random for Root56 {
    fn random(rng: &mut Rng) -> Self {
        Self { f312: Random::random(rng), f313: Random::random(rng), f314: Random::random(rng), f315: Random::random(rng), f316: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root57 {
    #[order(skip_blank)] f317: Flag,
    f318: Number,
    #[nested] f319: Option<Vec<Part7>>,
    #[order(flatten)] #[required_if(f318 == Zero)] f320: Option<Part6>,
    #[order(flatten)] #[required_unless(f318 == Zero)] f321: Option<Part0>,
}

impl Random for Root57 {
    fn random(rng: &mut Rng) -> Self {
        Self { f317: Random::random(rng), f318: Random::random(rng), f319: Random::random(rng), f320: Random::random(rng), f321: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = absent, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root58 {
    #[default_value(One)] f322: Option<Word>,
    #[order(flatten)] f323: Either8,
    #[nested] f324: Option<Vec<Part10>>,
}

impl Random for Root58 {
    fn random(rng: &mut Rng) -> Self {
        Self { f322: Random::random(rng), f323: Random::random(rng), f324: Random::random(rng) }
    }
}

#[derive(Debug, OrderRequest)]
#[order(serde, blank = value, allow(dead_rule, dead_field, false_optional, dead_value, bad_default, undeclared_dead_end))]
pub(crate) struct Root59 {
    f325: Vec<Word>,
    #[order(flatten)] f326: Part2,
}

impl Random for Root59 {
    fn random(rng: &mut Rng) -> Self {
        Self { f325: Random::random(rng), f326: Random::random(rng) }
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
