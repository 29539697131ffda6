//! Repairs from the changes that the search found: changes of one value that differ only in it are one action.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::what_if::{
    repair::{
        Action, Repair,
        search::{Change, Solution, Token},
    },
    spot::{Slot, Step},
    tree::{Tree, is_enum},
};

/// Turns solutions into repairs. Solutions with the same actions become one repair if their values can be combined
/// freely.
pub(super) fn alternatives(tree: &Tree, solutions: Vec<Solution>) -> Vec<Repair> {
    let mut groups: HashMap<Actions, (HashSet<Vec<Token>>, Vec<Row>)> = HashMap::new();
    for solution in solutions {
        let actions: Actions = solution
            .actions
            .iter()
            .map(|change| (change.slot.clone(), change.is_removal()))
            .collect();
        let tokens: Vec<Token> = solution.actions.iter().map(Token::of).collect();
        let row = Row { tokens, solution };
        let (known, rows) = groups.entry(actions).or_default();
        // One solution for each row of tokens is enough.
        if known.insert(row.tokens.clone()) {
            rows.push(row);
        }
    }
    let mut groups: Vec<(Actions, Vec<Row>)> =
        groups.into_iter().map(|(actions, (_, rows))| (actions, rows)).collect();
    groups.sort_by(|a, b| a.0.len().cmp(&b.0.len()).then_with(|| a.0.cmp(&b.0)));
    let mut repairs = Vec::new();
    for (_, rows) in groups {
        let tokens: Vec<&[Token]> = rows.iter().map(|row| &row.tokens[..]).collect();
        for boxed in boxes(&tokens) {
            let is_first = |row: &&Row| {
                row.tokens.iter().zip(&boxed).all(|(token, tokens)| tokens.contains(token))
            };
            let Some(row) = rows.iter().find(is_first) else { continue };
            let actions = row.solution.actions.iter().zip(&boxed);
            repairs.push(Repair {
                actions: actions.map(|(change, tokens)| action(tree, change, tokens)).collect(),
                slots: row.solution.actions.iter().map(|change| change.slot.clone()).collect(),
                changes: row.solution.changes.clone(),
            });
        }
    }
    repairs
}

/// Slots, each with `true` if its value is removed.
type Actions = Vec<(Slot, bool)>;

/// A solution, with the tokens of its actions.
struct Row {
    tokens: Vec<Token>,
    solution: Solution,
}

/// Groups rows into products: each product has a set of tokens for each column, and all their combinations are rows.
fn boxes<'t>(rows: &[&'t [Token]]) -> Vec<Vec<Vec<Token>>> {
    if rows.first().is_none_or(|row| row.is_empty()) {
        return rows.first().map(|_| Vec::new()).into_iter().collect();
    }
    // The remaining tokens of the rows with each first token.
    let mut rests: Vec<(Token, Vec<&[Token]>)> = Vec::new();
    let mut known: HashMap<&Token, usize> = HashMap::new();
    for row in rows {
        let Some((first, rest)) = row.split_first() else { continue };
        let index = *known.entry(first).or_insert(rests.len());
        match rests.get_mut(index) {
            Some((_, rests)) => rests.push(rest),
            None => rests.push((first.clone(), vec![rest])),
        }
    }
    let mut merged: Vec<(Vec<Token>, Vec<&[Token]>)> = Vec::new();
    let mut known: HashMap<BTreeSet<usize>, usize> = HashMap::new();
    let mut numbers: HashMap<&[Token], usize> = HashMap::new();
    for (token, rests) in rests {
        let mut number = |rest: &&'t [Token]| {
            let next = numbers.len();
            *numbers.entry(*rest).or_insert(next)
        };
        let set: BTreeSet<usize> = rests.iter().map(&mut number).collect();
        let index = *known.entry(set).or_insert(merged.len());
        match merged.get_mut(index) {
            Some((tokens, _)) => tokens.push(token),
            None => merged.push((vec![token], rests)),
        }
    }
    let mut found = Vec::new();
    for (tokens, rests) in merged {
        for mut boxed in boxes(&rests) {
            boxed.insert(0, tokens.clone());
            found.push(boxed);
        }
    }
    found
}

/// The action for a change of a slot that may take any of these tokens.
fn action(tree: &Tree, change: &Change, tokens: &[Token]) -> Action {
    let path = match &change.class.tree {
        // For an enum, the path names the variant that is given.
        Tree::Object(schema, fields) if is_enum(schema) => {
            let variant = fields.iter().position(Tree::is_given).map(Step::Field);
            let slot: Slot = change.slot.iter().cloned().chain(variant).collect();
            tree.path(&slot)
        }
        _ => tree.path(&change.slot),
    };
    if let (true, Tree::Text(key)) = (change.is_renaming(), &change.class.tree) {
        return Action::Rename(path, (**key).into());
    }
    let is_secret = tree.is_secret(&change.slot);
    let mut values = Vec::new();
    for token in tokens {
        match token {
            Token::Removed => return Action::Remove(path),
            Token::Free => return Action::Set(path),
            Token::Named(_) if is_secret => return Action::Set(path),
            Token::Named(named) => values.extend(named.iter().copied()),
        }
    }
    Action::SetTo(path, values)
}
