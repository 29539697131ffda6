use order_core::{
    Path,
    path::Segment,
    schema::{Field, FieldPlace, Kind, Schema},
};

/// The path that a service means by `field`: a name, names with dots and indexes, or a JSON Pointer. `None` if the
/// request has no such field. Steps that are not known are left out at the end.
pub(crate) fn path_of(schema: &'static Schema, field: &str) -> Option<Path> {
    let mut steps = steps(field).into_iter();
    let (name, kind) = member(schema, &steps.next()?)?;
    let mut path = vec![Segment::Name(name)];
    let mut kind = kind.required();
    for step in steps {
        kind = match kind {
            Kind::Object(schema) => {
                let Some((name, kind)) = member(schema, &step) else { break };
                path.push(Segment::Name(name));
                kind.required()
            }
            Kind::List(item) => {
                let Ok(index) = step.parse() else { break };
                path.push(Segment::Index(index));
                item().required()
            }
            Kind::Map(item) => {
                path.push(Segment::Key(step.into()));
                item().required()
            }
            // Nothing stands below a scalar.
            _ => break,
        };
    }
    Some(path.into_iter().collect())
}

fn steps(field: &str) -> Vec<String> {
    match field.strip_prefix('#').unwrap_or(field).strip_prefix('/') {
        Some(pointer) => {
            let unescaped = |step: &str| step.replace("~1", "/").replace("~0", "~");
            pointer.split('/').map(unescaped).collect()
        }
        None => field.replace('[', ".").replace(']', "").split('.').map(str::to_owned).collect(),
    }
}

/// The member of this name on the wire, also of a part that stands in place.
fn member(schema: &'static Schema, name: &str) -> Option<(&'static str, &'static Kind)> {
    if let Some(index) = schema.field_index(name) {
        let field: &'static Field = &schema.fields[index];
        return Some((field.name, field.kind()));
    }
    let in_place = schema.fields.iter().filter(|field| field.place == FieldPlace::Flattened);
    in_place.filter_map(|field| field.attributes.part).find_map(|part| member(part, name))
}

#[cfg(test)]
mod tests {
    use order_core::OrderRequest;

    use super::*;

    #[derive(OrderRequest)]
    struct Order {
        #[nested]
        lines: Vec<Line>,
        #[nested]
        #[order(flatten)]
        buyer: Buyer,
        #[order(rename = "a/b")]
        odd: Option<String>,
        #[nested]
        gifts: std::collections::BTreeMap<String, Line>,
    }

    #[derive(OrderRequest)]
    struct Line {
        #[order(rename = "sku", alias = "article")]
        number: String,
    }

    #[derive(OrderRequest)]
    struct Buyer {
        name: String,
    }

    #[test]
    fn field_is_found_however_it_is_written() {
        for (field, expected) in [
            ("lines[1].sku", Some("lines[1].sku")),
            ("lines.1.article", Some("lines[1].sku")),
            ("/lines/1/sku", Some("lines[1].sku")),
            ("#/lines/1/sku", Some("lines[1].sku")),
            ("name", Some("name")),
            ("/a~1b", Some("a/b")),
            ("lines.first", Some("lines")),
            ("name.first", Some("name")),
            ("gifts.for Ada.article", Some("gifts.for Ada.sku")),
            ("/gifts/a~1b/sku", Some("gifts.a/b.sku")),
            ("buyer", None),
            ("", None),
            ("/", None),
        ] {
            let found = path_of(Order::SCHEMA, field).map(|path| path.to_string());
            assert_eq!(found.as_deref(), expected, "{field}");
        }
    }
}
