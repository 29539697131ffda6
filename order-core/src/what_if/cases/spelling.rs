//! Alternative spellings of a request, which readers accept but the writer does not produce.

use crate::{
    json,
    schema::{Field, FieldPlace, Kind, Scalars, Schema},
    value::{Node, separated::inseparable},
    what_if::{
        random::Random,
        tree::{Tree, is_enum},
    },
};

/// Writes a request in a random spelling: with aliases, scalars as text or native, case-insensitive enums in upper
/// case, lists instead of separated text, null for absent members, and members in another order.
pub(super) fn spelled(schema: &Schema, draft: &Tree, random: &mut Random) -> Spelled {
    let mut members = Vec::new();
    Speller { random, scalars: schema.scalars }.members(draft, &mut members);
    if random.chance(30) && !members.is_empty() {
        let by = random.below(members.len());
        members.rotate_left(by);
    }
    let body = members.iter().filter(|member| !member.is_in_url);
    Spelled { document: object(members.iter()), body: object(body) }
}

/// A request as JSON text, with and without the members in the URL.
pub(super) struct Spelled {
    pub(super) document: String,
    pub(super) body: String,
}

/// A member as it is written, with its value as JSON text.
struct Member {
    name: &'static str,
    value: String,
    is_in_url: bool,
}

/// The writer of a random spelling.
struct Speller<'r> {
    random: &'r mut Random,
    scalars: Scalars,
}

impl Speller<'_> {
    fn members(&mut self, request: &Tree, found: &mut Vec<Member>) {
        let is_enum = matches!(request, Tree::Object(schema, _) if is_enum(schema));
        for (field, member) in request.members() {
            let is_in_url = field.place.is_beside_body();
            let may_be_null = || {
                field.ty.optional
                    && !field.ty.nullable
                    && !field.refuses_null()
                    && !is_enum
                    && !is_in_url
                    && !matches!(field.kind(), Kind::Any)
            };
            let value = match field.place {
                FieldPlace::Skipped => continue,
                FieldPlace::Flattened => {
                    self.members(member, found);
                    continue;
                }
                FieldPlace::BodyUnlessBlank if field.ty.optional && member.is_blank() => continue,
                _ if member.is_given() => self.member(field, member),
                _ if may_be_null() && self.random.chance(5) => "null".to_owned(),
                _ => continue,
            };
            let alias = self.random.one_of(field.attributes.aliases).copied();
            let name = alias.filter(|_| self.random.chance(40)).unwrap_or(field.name);
            found.push(Member { name, value, is_in_url });
        }
    }

    fn member(&mut self, field: &Field, value: &Tree) -> String {
        let scalars = field.scalars(self.scalars);
        match (field.attributes.separator, value) {
            // An item that cannot be separated in the text, for example because it contains the separator, would make
            // another request as an item of a list.
            (Some(separator), Tree::List(items))
                if self.random.chance(60)
                    || items.iter().any(|it| inseparable(it.tree.node(), separator).is_some()) =>
            {
                let items: Vec<String> = items.iter().map(|it| it.tree.node().to_text()).collect();
                text(&items.join(separator))
            }
            _ => self.value(field.kind(), value, scalars),
        }
    }

    fn value(&mut self, kind: &'static Kind, value: &Tree, scalars: Scalars) -> String {
        match (kind.required(), value) {
            (Kind::List(item), Tree::List(items)) => {
                let items: Vec<String> =
                    items.iter().map(|it| self.value(item(), &it.tree, scalars)).collect();
                format!("[{}]", items.join(","))
            }
            (Kind::Map(item), Tree::Map(entries)) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, it)| format!("{}:{}", text(key), self.value(item(), it, scalars)))
                    .collect();
                format!("{{{}}}", entries.join(","))
            }
            (_, Tree::Object(..)) => {
                let mut members = Vec::new();
                self.members(value, &mut members);
                object(members.iter())
            }
            (Kind::Choice(choices), Tree::Text(name)) => match choices.ignore_case {
                true if self.random.chance(40) && choices.find(name).is_some() => {
                    text(&name.to_uppercase())
                }
                _ => text(name),
            },
            (Kind::Bool | Kind::Integer { .. } | Kind::Choice(_), value)
                if !scalars.is_strict() && self.random.chance(30) =>
            {
                let other = match scalars {
                    Scalars::Text => Scalars::Native,
                    _ => Scalars::Text,
                };
                written(value.node(), other)
            }
            (Kind::Formed(form), Tree::Formed(_, number))
                if form.is_number && !scalars.is_strict() && self.random.chance(30) =>
            {
                number.to_string()
            }
            (_, value) => written(value.node(), scalars),
        }
    }
}

/// A value as JSON text.
fn written(node: Node<'_>, scalars: Scalars) -> String {
    let mut out = Vec::new();
    json::write_value(node, scalars, &mut out);
    String::from_utf8(out).expect("the writer copies text and adds ASCII")
}

fn text(text: &str) -> String {
    written(Node::Text(text), Scalars::Native)
}

fn object<'m>(members: impl Iterator<Item = &'m Member>) -> String {
    let members: Vec<String> =
        members.map(|member| format!("{}:{}", text(member.name), member.value)).collect();
    format!("{{{}}}", members.join(","))
}
