//! The part of the seeds that is made: cases of the types, as the formats write them.

use std::iter;

use url::form_urlencoded;

use crate::subjects::{WRITTEN, subjects};

/// Returns seeds of typed documents: the target, the name of the file, and its content.
pub fn made() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut made = Vec::new();
    // Many of the types are alike where rules are drawn.
    let step = |index| if index < WRITTEN.len() { 4 } else { 12 };
    let chosen = subjects().iter().enumerate().filter(|(index, _)| index % step(*index) == 0);
    for (index, subject) in chosen {
        let Some([json, xml, form]) = (subject.sample)() else { continue };
        let name = format!("case-{}", subject.schema.name.to_lowercase());
        // The bytes that choose the type.
        let typed = |least: u8| {
            let is_this = |byte: &u8| usize::from(*byte) % subjects().len() == index;
            (least..=u8::MAX).find(is_this).expect("the types are few")
        };
        let mut add = |target, first: &[u8], document: &[u8]| {
            made.push((target, name.clone(), [first, document].concat()));
        };
        for target in ["check", "round_trip", "what_if"] {
            add(target, &[typed(0), 1], &json);
        }
        add("json", &[typed(128)], &json);
        if !xml.is_empty() {
            add("xml", &[typed(96)], &xml);
        }
        if !form.is_empty() {
            add("form", &[typed(96)], &form);
            add("table", &[typed(64)], &table(&form));
        }
    }
    made
}

/// A table with one row, from the pairs of a form.
fn table(form: &[u8]) -> Vec<u8> {
    let (names, cells): (Vec<_>, Vec<_>) = form_urlencoded::parse(form).into_owned().unzip();
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in iter::once(names).chain(iter::once(cells)) {
        writer.write_record(row).expect("memory can be written");
    }
    writer.into_inner().expect("memory can be written")
}
