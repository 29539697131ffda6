//! Forms beside form_urlencoded, the parser of the URL Standard.

use std::collections::BTreeMap;

use order_core::{OrderRequest, form};
use url::form_urlencoded;

use crate::subjects::{Format, assert_error, subject};

/// Texts under keys of any kind.
#[derive(OrderRequest)]
struct Texts {
    map: Option<BTreeMap<String, String>>,
    #[blank(value)]
    text: Option<String>,
    list: Option<Vec<String>>,
}

/// Reads a form. The first byte chooses the type.
pub(crate) fn target(data: &[u8]) {
    let Some((first, document)) = data.split_first() else { return };
    match first {
        0..96 => texts(document),
        _ => (subject(*first).read)(Format::Form, document),
    }
}

fn texts(document: &[u8]) {
    let ours = match form::from_slice::<Texts>(document) {
        Ok(ours) => ours,
        Err(error) => return assert_error(document, &error),
    };
    let shown = String::from_utf8_lossy(document);
    let (mut map, mut text, mut list) = (BTreeMap::new(), None, Vec::new());
    for (key, value) in form_urlencoded::parse(document).into_owned() {
        match key.split_once('[') {
            Some(("map", rest)) => drop(map.insert(rest.trim_end_matches(']').to_owned(), value)),
            Some(("list", rest)) => {
                let number = rest.trim_end_matches(']').parse().unwrap_or(list.len());
                list.push((number, value));
            }
            None if key == "text" => text = Some(value),
            // Empty: no item.
            None if key == "list" && value.is_empty() => {}
            None if key == "list" => list.push((list.len(), value)),
            None if key == "map" && value.is_empty() => {}
            _ => panic!("`{key}` is read: {shown}"),
        }
    }
    list.sort_by_key(|(number, _)| *number);
    let list: Vec<String> = list.into_iter().map(|(_, item)| item).collect();
    assert_eq!(ours.map.unwrap_or_default(), map, "{shown}");
    assert_eq!(ours.text, text, "{shown}");
    assert_eq!(ours.list.unwrap_or_default(), list, "{shown}");
}
