//! JSON beside serde_json: which texts are JSON, and which values they have.

use order_core::{Code, OrderRequest, json};
use serde_json::Value;

use crate::{
    input::Input,
    subjects::{BY_SERDE, Format, assert_error, subject},
};

/// Values of any shape.
#[derive(OrderRequest)]
struct Free {
    values: Option<Vec<Option<Value>>>,
}

/// Reads a document. The first byte chooses the type, and whether serde reads it too.
pub(crate) fn target(data: &[u8]) {
    let mut input = Input::new(data);
    let number = input.byte();
    let document = data.get(1..).unwrap_or_default();
    match number {
        0..64 => free(document),
        64..128 => BY_SERDE[usize::from(number) % BY_SERDE.len()](document),
        _ => (subject(number).read)(Format::Json, document),
    }
}

fn free(document: &[u8]) {
    let Ok(text) = str::from_utf8(document) else {
        let error = json::from_slice::<Free>(document).err();
        assert_error(document, &error.expect("bytes that are no text"));
        return;
    };
    let whole = format!("{{\"values\":[{text}]}}");
    let ours = json::from_str::<Free>(&whole);
    let theirs = serde_json::from_str::<Value>(&whole);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            // The text may close the list and open another member.
            let theirs =
                theirs.get("values").and_then(Value::as_array).cloned().unwrap_or_default();
            let values = ours.values.iter().flatten().map(|it| it.clone().unwrap_or_default());
            assert_eq!(values.collect::<Vec<_>>(), theirs, "{whole}");
        }
        (Err(error), Ok(_)) => {
            assert_error(whole.as_bytes(), &error);
            // What they let pass: a key twice, and more levels.
            let is_known = |code| [Code::Duplicate, Code::UnknownField, Code::Type].contains(&code);
            let is_deep = error.to_string().contains("128");
            assert!(
                is_deep || error.problems().iter().all(|it| is_known(it.code())),
                "{error}\n{whole}"
            );
        }
        (Ok(_), Err(error)) => {
            let said = error.to_string();
            assert!(
                said.contains("number out of range") || said.contains("recursion limit"),
                "{said}\n{whole}"
            );
        }
        (Err(error), Err(theirs)) => {
            assert_error(whole.as_bytes(), &error);
            let is_limit = ["number out of range", "recursion limit"]
                .iter()
                .any(|it| theirs.to_string().contains(it));
            let is_syntax = error.problems().iter().any(|it| it.code() == Code::Syntax);
            assert!(is_limit || is_syntax, "{error}\n{theirs}\n{whole}");
        }
    }
}
