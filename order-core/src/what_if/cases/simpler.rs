//! Drafts that are a step simpler than another one, by which a failing test finds a small request.

use crate::{
    schema::FieldPlace,
    what_if::tree::{Item, Tree},
};

impl Tree {
    /// The trees that are a step simpler, the shortest first: with a value less, or with one that is shorter, nearer to 0, or
    /// false.
    ///
    /// Each step ends somewhere: no tree is among those that are simpler than what is simpler than it.
    pub(super) fn simpler(&self) -> Vec<Self> {
        match self {
            Self::Absent | Self::Null | Self::Unknown | Self::Formed(..) | Self::Bool(false) => {
                Vec::new()
            }
            Self::Bool(true) => vec![Self::Bool(false)],
            Self::Number(number) => {
                let mut nearer = vec![0, number / 2, number - number.signum()];
                nearer.dedup();
                nearer.into_iter().filter(|it| it != number).map(Self::Number).collect()
            }
            Self::Text(text) => {
                let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
                let Some(last) = starts.last() else { return Vec::new() };
                let half = starts[starts.len() / 2];
                let mut shorter = vec![&text[..half], &text[..*last]];
                shorter.dedup();
                shorter.into_iter().map(|text| Self::Text(text.into())).collect()
            }
            Self::List(items) => {
                let values: Vec<&Self> = items.iter().map(|item| &item.tree).collect();
                let list = |values: Vec<Self>| {
                    let items = values.into_iter().enumerate();
                    Self::List(items.map(|(origin, tree)| Item { origin, tree }).collect())
                };
                let without = (0..values.len()).rev().map(|left_out| {
                    let kept = values.iter().enumerate().filter(|(index, _)| *index != left_out);
                    list(kept.map(|(_, value)| (*value).clone()).collect())
                });
                let inner = of_one(&values, |_, value| value.simpler()).into_iter().map(list);
                without.chain(inner).collect()
            }
            Self::Map(entries) => {
                let values: Vec<&Self> = entries.iter().map(|(_, value)| value).collect();
                let without = (0..entries.len()).rev().map(|left_out| {
                    let mut entries = entries.clone();
                    entries.remove(left_out);
                    Self::Map(entries)
                });
                let keys = entries.iter().map(|(key, _)| key);
                let inner = of_one(&values, |_, value| value.simpler())
                    .into_iter()
                    .map(|values| Self::Map(keys.clone().cloned().zip(values).collect()));
                without.chain(inner).collect()
            }
            Self::Object(schema, members) => {
                let members: Vec<&Self> = members.iter().collect();
                let without = of_one(&members, |index, member| {
                    let is_flat = schema.fields[index].place == FieldPlace::Flattened;
                    let can_go = !is_flat && !matches!(member, Self::Absent);
                    if can_go { vec![Self::Absent] } else { Vec::new() }
                });
                let inner = of_one(&members, |_, member| member.simpler());
                without.into_iter().chain(inner).map(|it| Self::Object(schema, it)).collect()
            }
        }
    }
}

/// The values with one of them replaced, by each of `others`.
fn of_one(values: &[&Tree], others: impl Fn(usize, &Tree) -> Vec<Tree>) -> Vec<Vec<Tree>> {
    let mut found = Vec::new();
    for (index, value) in values.iter().enumerate() {
        for other in others(index, value) {
            let mut values: Vec<Tree> = values.iter().map(|it| (*it).clone()).collect();
            values[index] = other;
            found.push(values);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tree: &Tree) -> Vec<String> {
        tree.simpler().iter().map(Tree::to_json).collect()
    }

    #[test]
    fn each_value_has_its_simpler_ones() {
        assert_eq!(shown(&Tree::Number(9)), ["0", "4", "8"]);
        assert_eq!(shown(&Tree::Number(-1)), ["0"]);
        assert_eq!(shown(&Tree::Number(0)), [""; 0]);
        assert_eq!(shown(&Tree::Text("aße".into())), ["\"a\"", "\"aß\""]);
        assert_eq!(shown(&Tree::Text("abcd".into())), ["\"ab\"", "\"abc\""]);
        assert_eq!(shown(&Tree::Text("".into())), [""; 0]);
        assert_eq!(shown(&Tree::Bool(true)), ["false"]);
        let list = Tree::list([Tree::Number(1), Tree::Text("b".into())].into_iter());
        assert_eq!(shown(&list), ["[1]", "[\"b\"]", "[0,\"b\"]", "[1,\"\"]"]);
        let map = Tree::Map(vec![("k".into(), Tree::Bool(true))]);
        assert_eq!(shown(&map), ["{}", "{\"k\":false}"]);
    }

    #[test]
    fn steps_end() {
        let mut tree = Tree::list([Tree::Number(i128::MIN), Tree::Text("abc".into())].into_iter());
        let mut steps = 0;
        while let Some(last) = tree.simpler().pop() {
            tree = last;
            steps += 1;
            // The slowest way goes through every number; here the shortest is taken.
            if let Some(first) = tree.simpler().into_iter().next() {
                tree = first;
            }
        }
        assert_eq!(tree.to_json(), "[]");
        assert!(steps < 20, "{steps}");
    }
}
