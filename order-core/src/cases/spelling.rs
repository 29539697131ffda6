//! The same request in other words: what a reader takes beside what a writer writes.

use crate::{
    cases::{
        draft::{Draft, Value, are_variants},
        random::Random,
    },
    json,
    schema::{Field, FieldPlace, Kind, Scalars},
    value::{Node, separated::inseparable},
};

/// A request in a random spelling: aliases, other carriers of scalars, either case where it does not matter, lists taken
/// apart, null for what is absent, and members in another order.
pub(super) fn spelled(draft: &Draft, random: &mut Random) -> Spelled {
    let mut members = Vec::new();
    Speller { random, scalars: draft.schema.scalars }.members(draft, &mut members);
    if random.chance(30) && !members.is_empty() {
        let by = random.below(members.len());
        members.rotate_left(by);
    }
    let body = members.iter().filter(|member| !member.is_in_url);
    Spelled { document: object(members.iter()), body: object(body) }
}

/// A request as text, with and without what stands in the URL.
pub(super) struct Spelled {
    pub(super) document: String,
    pub(super) body: String,
}

struct Member {
    name: &'static str,
    value: String,
    is_in_url: bool,
}

struct Speller<'r> {
    random: &'r mut Random,
    scalars: Scalars,
}

impl Speller<'_> {
    fn members(&mut self, draft: &Draft, found: &mut Vec<Member>) {
        let is_enum = are_variants(draft.schema);
        for (field, member) in draft.schema.fields.iter().zip(&draft.members) {
            let is_in_url = matches!(field.place, FieldPlace::UrlPath | FieldPlace::UrlQuery);
            let value = match (field.place, member) {
                (FieldPlace::Skipped, _) | (FieldPlace::Flattened, None) => continue,
                (FieldPlace::Flattened, Some(Value::Object(part))) => {
                    self.members(part, found);
                    continue;
                }
                (FieldPlace::BodyUnlessBlank, Some(value))
                    if field.optional && value.node().is_blank() =>
                {
                    continue;
                }
                (_, Some(value)) => self.member(field, value),
                (_, None)
                    if field.optional
                        && !field.nullable
                        && !is_enum
                        && !is_in_url
                        && !matches!((field.kind)(), Kind::Any)
                        && self.random.chance(5) =>
                {
                    "null".to_owned()
                }
                (_, None) => continue,
            };
            let alias = self.random.one_of(field.aliases).copied();
            let name = alias.filter(|_| self.random.chance(40)).unwrap_or(field.name);
            found.push(Member { name, value, is_in_url });
        }
    }

    fn member(&mut self, field: &Field, value: &Value) -> String {
        let scalars = field.scalars(self.scalars);
        match (field.separator, value) {
            // What would not be found again in one text would be another request as a list.
            (Some(separator), Value::List(items))
                if self.random.chance(60)
                    || items.0.iter().any(|it| inseparable(it.node(), separator).is_some()) =>
            {
                let items: Vec<String> = items.0.iter().map(|it| it.node().to_text()).collect();
                text(&items.join(separator))
            }
            _ => self.value((field.kind)(), value, scalars),
        }
    }

    fn value(&mut self, kind: &'static Kind, value: &Value, scalars: Scalars) -> String {
        match (kind.required(), value) {
            (Kind::List(item), Value::List(items)) => {
                let items: Vec<String> =
                    items.0.iter().map(|it| self.value(item(), it, scalars)).collect();
                format!("[{}]", items.join(","))
            }
            (Kind::Map(item), Value::Map(entries)) => {
                let entries: Vec<String> = entries
                    .0
                    .iter()
                    .map(|(key, it)| format!("{}:{}", text(key), self.value(item(), it, scalars)))
                    .collect();
                format!("{{{}}}", entries.join(","))
            }
            (_, Value::Object(part)) => {
                let mut members = Vec::new();
                self.members(part, &mut members);
                object(members.iter())
            }
            (Kind::Choice(choices), Value::Text(name)) => match choices.ignore_case {
                true if self.random.chance(40) => text(&name.to_uppercase()),
                _ => text(name),
            },
            (Kind::Bool | Kind::Integer { .. } | Kind::Choice(_), value)
                if self.random.chance(30) =>
            {
                let other = match scalars {
                    Scalars::Native => Scalars::Text,
                    Scalars::Text => Scalars::Native,
                };
                written(value.node(), other)
            }
            (Kind::Formed(form), Value::Formed(_, number))
                if form.is_number && self.random.chance(30) =>
            {
                number.clone()
            }
            (_, value) => written(value.node(), scalars),
        }
    }
}

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
