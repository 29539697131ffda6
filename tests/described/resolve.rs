use serde_json::{Map, Value};

/// The number of times that a reference is followed within what it refers to.
const DEPTH: usize = 3;

/// A schema with what it refers to in the place of each reference. `#/a/b` is `definitions[b]`, and `#` the document.
pub(crate) fn resolved(document: &Value, definitions: &str) -> Value {
    let mut root = document.clone();
    if let (Some(root), Some(first)) = (root.as_object_mut(), definitions.split('/').nth(1)) {
        root.remove(first);
        root.remove("$schema");
    }
    let known = document.pointer(definitions).and_then(Value::as_object).cloned();
    resolve(&root, &root, &known.unwrap_or_default(), &mut Vec::new(), definitions)
}

fn resolve(
    schema: &Value,
    root: &Value,
    known: &Map<String, Value>,
    within: &mut Vec<String>,
    path: &str,
) -> Value {
    match schema {
        Value::Object(members) => {
            let mut shown = Map::new();
            for (key, member) in members {
                let Some(reference) = member.as_str().filter(|_| key == "$ref") else {
                    shown.insert(key.clone(), resolve(member, root, known, within, path));
                    continue;
                };
                let target = match reference.strip_prefix(&format!("#{path}/")) {
                    Some(name) => &known[name],
                    None if reference == "#" => root,
                    None => panic!("{reference} leads nowhere"),
                };
                // What an order means does not depend on the name under which it is found.
                let title = target["title"].to_string();
                if within.iter().filter(|it| **it == title).count() == DEPTH {
                    shown.insert("$ref".to_owned(), title.into());
                } else {
                    within.push(title);
                    let target = resolve(target, root, known, within, path);
                    within.pop();
                    if members.len() == 1 {
                        return target;
                    }
                    shown.insert("$ref".to_owned(), target);
                }
            }
            Value::Object(shown)
        }
        Value::Array(items) => {
            items.iter().map(|item| resolve(item, root, known, within, path)).collect()
        }
        other => other.clone(),
    }
}
