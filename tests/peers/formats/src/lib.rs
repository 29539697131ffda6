//! The order read and written by this project, by hand, and by crates that do nothing else.
//!
//! All but this project read into the struct of `hand`, by serde's derives or, where a crate has none, by hand.

mod jiter;

use std::hint::black_box;

/// The work on a format. JSON is read and checked, as `hand` checks it; the others are only read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    ReadJson,
    WriteJson,
    ReadXml,
    WriteXml,
    ReadForm,
    WriteForm,
}

impl Work {
    pub const ALL: [Self; 6] = [
        Self::ReadJson,
        Self::WriteJson,
        Self::ReadXml,
        Self::WriteXml,
        Self::ReadForm,
        Self::WriteForm,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::ReadJson => "read JSON and check",
            Self::WriteJson => "write JSON",
            Self::ReadXml => "read XML",
            Self::WriteXml => "write XML",
            Self::ReadForm => "read a form",
            Self::WriteForm => "write a form",
        }
    }

    /// The sample as this work finds it: what is read, or the JSON of the order that is written.
    pub fn document(self, json: &str) -> String {
        let order = p_order::json::read(json);
        match self {
            Self::ReadJson | Self::WriteJson | Self::WriteXml | Self::WriteForm => json.to_owned(),
            Self::ReadXml => {
                order_core::xml::to_string(&order).expect("an order of XML characters")
            }
            Self::ReadForm => order_core::form::to_string(&order).expect("an order without maps"),
        }
    }
}

/// Someone who does the work.
pub struct Contestant {
    pub work: Work,
    pub name: &'static str,
    /// Does it so many times with the document.
    pub repeat: fn(&str, u64),
    /// Does it once; what has been read as JSON, or what has been written.
    pub once: fn(&str) -> Vec<u8>,
}

/// An order of a contestant, as JSON.
trait Told {
    fn told(&self) -> Vec<u8>;
}

impl Told for hand::Order {
    fn told(&self) -> Vec<u8> {
        hand::to_json(self)
    }
}

impl Told for p_order::Order {
    fn told(&self) -> Vec<u8> {
        p_order::json::write(self)
    }
}

fn by_hand(json: &str) -> hand::Order {
    common::json::read(json)
}

/// A contestant that reads: a closure from the document to the order.
macro_rules! reads {
    ($work:ident, $name:literal, $read:expr) => {
        Contestant {
            work: Work::$work,
            name: $name,
            repeat: |document, times| {
                for _ in 0..times {
                    black_box(&$read(black_box(document)));
                }
            },
            once: |document| $read(document).told(),
        }
    };
}

/// A contestant that writes: a function that reads the order, and a closure that writes it.
macro_rules! writes {
    ($work:ident, $name:literal, $order:path, $write:expr) => {
        Contestant {
            work: Work::$work,
            name: $name,
            repeat: |json, times| {
                let order = $order(json);
                for _ in 0..times {
                    black_box(&$write(black_box(&order)));
                }
            },
            once: |json| $write(&$order(json)).into(),
        }
    };
}

/// Those who do each work. The first of a work is what the others are compared with.
pub const CONTESTANTS: &[Contestant] = &[
    reads!(ReadJson, "by hand (serde_json)", |json: &str| checked(by_hand(json))),
    reads!(ReadJson, "this project", |json: &str| {
        let order = p_order::json::read(json);
        black_box(p_order::check(&order));
        order
    }),
    reads!(ReadJson, "sonic-rs", |json: &str| checked(sonic_rs::from_str(json).unwrap())),
    // It changes its input, so it needs a copy of it.
    reads!(ReadJson, "simd-json", |json: &str| {
        checked(simd_json::serde::from_slice(&mut json.as_bytes().to_vec()).unwrap())
    }),
    reads!(ReadJson, "jiter", |json: &str| checked(jiter::read(json.as_bytes()).unwrap())),
    writes!(WriteJson, "by hand", by_hand, hand::to_json),
    writes!(WriteJson, "this project", p_order::json::read, p_order::json::write),
    writes!(WriteJson, "serde_json", by_hand, |order| serde_json::to_vec(order).unwrap()),
    writes!(WriteJson, "sonic-rs", by_hand, |order| sonic_rs::to_vec(order).unwrap()),
    writes!(WriteJson, "simd-json", by_hand, |order| simd_json::serde::to_vec(order).unwrap()),
    reads!(ReadXml, "quick-xml", |xml: &str| quick_xml::de::from_str::<hand::Order>(xml).unwrap()),
    reads!(ReadXml, "this project", |xml: &str| {
        order_core::xml::from_str::<p_order::Order>(xml).unwrap()
    }),
    writes!(WriteXml, "quick-xml", by_hand, |order| {
        quick_xml::se::to_string_with_root("request", order).unwrap()
    }),
    writes!(WriteXml, "this project", p_order::json::read, |order| {
        order_core::xml::to_vec(order).unwrap()
    }),
    reads!(ReadForm, "serde_urlencoded", |form: &str| {
        serde_urlencoded::from_str::<hand::Order>(form).unwrap()
    }),
    reads!(ReadForm, "this project", |form: &str| {
        order_core::form::from_str::<p_order::Order>(form).unwrap()
    }),
    reads!(ReadForm, "serde_qs", |form: &str| {
        serde_qs::Config::new()
            .use_form_encoding(true)
            .deserialize_str::<hand::Order>(form)
            .unwrap()
    }),
    writes!(WriteForm, "serde_urlencoded", by_hand, |order| {
        serde_urlencoded::to_string(order).unwrap()
    }),
    writes!(WriteForm, "this project", p_order::json::read, |order| {
        order_core::form::to_string(order).unwrap()
    }),
    writes!(WriteForm, "serde_qs", by_hand, |order| {
        serde_qs::Config::new().use_form_encoding(true).serialize_string(order).unwrap()
    }),
];

fn checked(order: hand::Order) -> hand::Order {
    black_box(hand::check(&order));
    order
}

#[cfg(test)]
mod tests {
    use common::{FORBIDDEN, ONE, SHIP, TEN, VALID};

    use super::*;

    /// The order in what has been written.
    fn read_again(work: Work, written: &[u8]) -> Vec<u8> {
        match work {
            Work::WriteXml => {
                order_core::xml::from_slice::<p_order::Order>(written).unwrap().told()
            }
            Work::WriteForm => {
                order_core::form::from_slice::<p_order::Order>(written).unwrap().told()
            }
            Work::WriteJson => {
                order_core::json::from_slice::<p_order::Order>(written).unwrap().told()
            }
            Work::ReadJson | Work::ReadXml | Work::ReadForm => written.to_vec(),
        }
    }

    #[test]
    fn all_read_and_write_the_same_order() {
        for json in [VALID, ONE, TEN, SHIP, FORBIDDEN] {
            let expected = String::from_utf8(by_hand(json).told()).unwrap();
            for contestant in CONTESTANTS {
                let done = (contestant.once)(&contestant.work.document(json));
                let told = String::from_utf8(read_again(contestant.work, &done)).unwrap();
                assert_eq!(told, expected, "{}, {}", contestant.work.name(), contestant.name);
            }
        }
    }

    #[test]
    fn each_work_has_this_project_among_others() {
        for work in Work::ALL {
            let names: Vec<_> =
                CONTESTANTS.iter().filter(|it| it.work == work).map(|it| it.name).collect();
            assert!(names.len() > 1 && names[0] != "this project", "{names:?}");
            assert!(names.contains(&"this project"), "{names:?}");
        }
    }
}
