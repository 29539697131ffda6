use order_core::{
    OrderRequest,
    schema::{FieldPlace, Schema},
    value::{Node, Object, Visitor},
};

use crate::target::text;

/// Returns the member `name` at the root of `request`, if it is there and not blank.
pub(crate) fn reference_of<T: OrderRequest>(request: &T, name: &'static str) -> Option<String> {
    let mut search = Search { schema: T::SCHEMA, name, found: None };
    request.visit(&mut search);
    search.found.filter(|reference| !reference.trim().is_empty())
}

/// The search for a member at the root of a request.
struct Search {
    schema: &'static Schema,
    name: &'static str,
    found: Option<String>,
}

impl<'a> Visitor<'a> for Search {
    fn field(&mut self, index: usize, node: Node<'a>) {
        let field = &self.schema.fields[index];
        match (field.place, node) {
            (FieldPlace::Flattened, Node::Object(Object { schema, fields })) => {
                let mut part = Self { schema, name: self.name, found: None };
                fields.visit(&mut part);
                self.found = self.found.take().or(part.found);
            }
            (FieldPlace::Body | FieldPlace::BodyUnlessBlank, node) if field.name == self.name => {
                self.found = text(node);
            }
            _ => {}
        }
    }
}
