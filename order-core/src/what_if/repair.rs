//! The smallest changes that make a request valid.

mod depends;
mod search;

use std::{
    any::Any,
    collections::{BTreeSet, HashMap, HashSet},
    fmt,
    sync::Arc,
};

use crate::{
    Code, OrderRequest, Path, Violation, Violations,
    json_text::JsonObject,
    request::ReadRequest,
    schema::Schema,
    violation::FactValue,
    what_if::{
        domain::Domain,
        repair::search::{Ask, Change, Search, Solution, Token, applied},
        spot::{Slot, Step},
        tree::{Tree, is_enum},
    },
    wire::json,
};

impl Violations {
    /// Returns all minimal repairs of `request`, which has these violations: the sets of actions that make it valid.
    ///
    /// A repair is minimal if no proper subset of its actions is enough, whatever the values are. Minimal repairs may
    /// differ in size: those with the fewest actions come first, then declared order decides. Fields that are skipped
    /// on the wire are not changed.
    ///
    /// Of values that the rules do not distinguish, one is tried. The candidates are the values that rules and types
    /// name, the values at bounds and next to them, and texts of the formats and patterns. Your functions (`check`) are
    /// called too, on the changed request as read from a document. The work is bounded: at most 3,000 requests are
    /// judged, and the larger the request is, the fewer, so that the search ends within about a second.
    /// [`Repairs::is_complete`] says whether that was enough.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::{OrderRequest, OrderValue};
    ///
    /// #[derive(OrderValue)]
    /// #[order(rename_all = "snake_case")]
    /// enum Method {
    ///     ShipToken,
    ///     ClientApp,
    /// }
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     ev: bool,
    ///     #[required_if(ev)]
    ///     method: Option<Method>,
    ///     #[group_all_or_none("ship")]
    ///     ship_name: Option<String>,
    ///     #[group_all_or_none("ship")]
    ///     ship_zip: Option<String>,
    /// }
    ///
    /// let order = Order { ev: true, method: None, ship_name: Some("Gary McCoy".to_owned()), ship_zip: None };
    /// let repairs = order.validate().unwrap_err().repairs(&order);
    /// assert_eq!(
    ///     repairs.to_string(),
    ///     "set `ev` to `false`, or set `method` to `ship_token` or `client_app`\n\
    ///      remove `ship_name`, or set `ship_zip`",
    /// );
    /// assert!(repairs.is_complete());
    ///
    /// let first = repairs.iter().next().unwrap();
    /// assert_eq!(first.to_string(), "set `ev` to `false` and remove `ship_name`");
    /// assert!(first.apply(&order).unwrap().validate().is_ok());
    /// ```
    pub fn repairs<T>(&self, request: &T) -> Repairs
    where
        T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
    {
        self.repairs_in(request, &())
    }

    /// Like [`repairs`](Self::repairs), for a request whose rules read a context.
    pub fn repairs_in<T>(&self, request: &T, context: &T::Context) -> Repairs
    where
        T: OrderRequest + for<'de> ReadRequest<'de>,
    {
        let ask = |tree: &Tree| {
            let violations = read::<T>(tree)?.validate_in(context).err();
            let of_functions = |violation: &Violation| violation.code() == Code::Check;
            Some(violations.into_iter().flatten().filter(of_functions).collect())
        };
        find(request, context, Some(&ask))
    }

    /// Like [`repairs_in`](Self::repairs_in), but by the schema alone, for a request that borrows from its document.
    /// Your functions (`check`) are not called.
    pub fn repairs_by_schema<T: OrderRequest>(&self, request: &T, context: &T::Context) -> Repairs {
        find(request, context, None)
    }
}

/// The number of requests that are judged before the search stops.
const BUDGET: usize = 3_000;

/// The number of values that are looked at or changed before the search stops. A request with more values is judged at
/// least a few times.
const WORK: usize = 1_000_000;

/// The repairs of a request. `ask` calls the functions of the request.
fn find<T: OrderRequest>(request: &T, context: &T::Context, ask: Option<Ask<'_>>) -> Repairs {
    find_in(&Tree::of_request(request), T::SCHEMA, context, ask, BUDGET)
}

fn find_in(
    tree: &Tree,
    schema: &'static Schema,
    context: &dyn Any,
    ask: Option<Ask<'_>>,
    budget: usize,
) -> Repairs {
    let domain = Domain::new(schema);
    let mut search = Search {
        start: tree,
        domain: &domain,
        context,
        ask,
        budget,
        size: tree.size(),
        work: WORK.max(tree.size().saturating_mul(16)),
        is_stopped: false,
        is_unasked: false,
    };
    let parts = search.parts();
    let mut repairs = Vec::with_capacity(parts.len());
    for (done, part) in parts.iter().enumerate() {
        // The budget that one part leaves goes to the later parts.
        let rest = parts.len() - done;
        let (left, left_work) = (search.budget, search.work);
        (search.budget, search.work) = (left / rest, left_work / rest);
        let (given, given_work) = (search.budget, search.work);
        repairs.push(alternatives(tree, search.run(part)));
        search.budget = left - (given - search.budget);
        search.work = left_work - (given_work - search.work);
    }
    Repairs {
        parts: repairs,
        is_complete: !search.is_stopped,
        are_functions_asked: !search.is_unasked,
    }
}

/// The request that a tree describes; `None` if the document of the tree does not read as that request.
fn read<T: OrderRequest + for<'de> ReadRequest<'de>>(tree: &Tree) -> Option<T> {
    let document = tree.to_json();
    let request: T = json::from_str(&document).ok()?;
    Tree::of_request(&request).is_same(tree).then_some(request)
}

/// The repairs of a request, returned by [`Violations::repairs`].
///
/// Mistakes that share no rule are repaired separately. Each has its own alternatives in [`parts`](Self::parts), and
/// one alternative of each makes the request valid. [`iter`](Self::iter) combines them.
///
/// Its `Display` has a line for each part.
#[derive(Debug, Clone)]
pub struct Repairs {
    parts: Vec<Vec<Repair>>,
    is_complete: bool,
    are_functions_asked: bool,
}

impl Repairs {
    /// The minimal repairs of each mistake, or of each set of mistakes that depend on each other; empty for a mistake
    /// without a repair.
    pub fn parts(&self) -> &[Vec<Repair>] {
        &self.parts
    }

    /// The repairs of the whole request, with the fewest actions first.
    ///
    /// They are combined lazily, since twenty mistakes with two repairs each have a million combinations.
    pub fn iter(&self) -> impl Iterator<Item = Repair> {
        let rests: Arc<[HashSet<usize>]> = rests(&self.parts).into();
        let mut sizes: Vec<usize> = rests[0].iter().copied().collect();
        sizes.sort_unstable();
        sizes.into_iter().flat_map(move |size| Choices::new(&self.parts, &rests, size))
    }

    /// The number of repairs of the whole request; at most `usize::MAX`.
    pub fn len(&self) -> usize {
        self.parts.iter().fold(1, |count, part| count.saturating_mul(part.len()))
    }

    /// Returns whether no repair of the whole request was found.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().any(Vec::is_empty)
    }

    /// Returns whether everything was tried. If not, there may be further repairs, even for a part without any, and a
    /// part with a single repair may have smaller ones with other values.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Returns whether the `check` functions were called wherever there are any. If not, they may reject a repaired
    /// request.
    pub fn are_functions_asked(&self) -> bool {
        self.are_functions_asked
    }

    /// The repairs as JSON: `complete`, `functions_asked` and `parts`. Each part is a list of alternatives, and each
    /// alternative is a list of actions with `path`, `pointer`, `action` (`set` or `remove`) and, if they are known,
    /// `values`.
    pub fn to_json(&self) -> String {
        let mut object = JsonObject::default();
        object.raw("complete", if self.is_complete { "true" } else { "false" });
        object.raw("functions_asked", if self.are_functions_asked { "true" } else { "false" });
        let list = |items: Vec<String>| format!("[{}]", items.join(","));
        let action = |action: &Action| action.to_json();
        let repair = |repair: &Repair| list(repair.actions.iter().map(action).collect());
        object.list("parts", self.parts.iter().map(|part| list(part.iter().map(repair).collect())));
        object.finish()
    }
}

impl fmt::Display for Repairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines: Vec<String> = Vec::new();
        for part in &self.parts {
            let repairs: Vec<String> = part.iter().map(Repair::to_string).collect();
            let or =
                if repairs.iter().any(|repair| repair.contains(", ")) { "; or " } else { ", or " };
            lines.push(match part.is_empty() {
                true => "no repair was found".to_owned(),
                false => repairs.join(or),
            });
        }
        if !self.is_complete {
            lines.push("the search was stopped, so there may be more".to_owned());
        }
        if !self.are_functions_asked {
            lines.push("functions of the request were not asked, and may refuse it".to_owned());
        }
        f.write_str(&lines.join("\n"))
    }
}

/// The numbers of actions that one repair of each part from here on can have together, for every part and the end.
fn rests(parts: &[Vec<Repair>]) -> Vec<HashSet<usize>> {
    let mut rests = vec![HashSet::from([0])];
    for part in parts.iter().rev() {
        let sizes: HashSet<usize> = part.iter().map(|repair| repair.actions.len()).collect();
        let after = &rests[rests.len() - 1];
        let sums = sizes.iter().flat_map(|size| after.iter().map(move |rest| size + rest));
        let sums = sums.collect();
        rests.push(sums);
    }
    rests.reverse();
    rests
}

/// An iterator over the choices of one repair per part that have `size` actions in total.
struct Choices<'r> {
    parts: &'r [Vec<Repair>],
    /// The [`rests`] of the parts.
    rests: Arc<[HashSet<usize>]>,
    /// The next choice, if there is one.
    next: Option<Vec<usize>>,
}

impl<'r> Choices<'r> {
    fn new(parts: &'r [Vec<Repair>], rests: &Arc<[HashSet<usize>]>, size: usize) -> Self {
        let mut choices = Self { parts, rests: Arc::clone(rests), next: None };
        choices.next = choices.first(Vec::new(), size);
        choices
    }

    /// Returns whether the parts after the one at `part` can supply the rest of `left` actions after those of `repair`.
    fn fits(&self, part: usize, repair: &Repair, left: usize) -> bool {
        let rest = left.checked_sub(repair.actions.len());
        rest.is_some_and(|rest| self.rests[part + 1].contains(&rest))
    }

    /// The first choice that starts with `chosen` and has `left` further actions.
    fn first(&self, mut chosen: Vec<usize>, mut left: usize) -> Option<Vec<usize>> {
        while let Some(part) = self.parts.get(chosen.len()) {
            let index = part.iter().position(|repair| self.fits(chosen.len(), repair, left))?;
            left -= part[index].actions.len();
            chosen.push(index);
        }
        (left == 0).then_some(chosen)
    }

    /// The choice after this one.
    fn after(&self, chosen: &[usize]) -> Option<Vec<usize>> {
        let mut left = 0;
        for last in (0..chosen.len()).rev() {
            left += self.parts[last][chosen[last]].actions.len();
            for index in chosen[last] + 1..self.parts[last].len() {
                let repair = &self.parts[last][index];
                if self.fits(last, repair, left) {
                    let start = [&chosen[..last], &[index]].concat();
                    return self.first(start, left - repair.actions.len());
                }
            }
        }
        None
    }
}

impl Iterator for Choices<'_> {
    type Item = Repair;

    fn next(&mut self) -> Option<Repair> {
        let chosen = self.next.take()?;
        self.next = self.after(&chosen);
        let chosen = chosen.iter().zip(self.parts).map(|(index, part)| &part[*index]);
        Some(Repair::together(chosen))
    }
}

/// A set of actions that makes a request, or one part of it, valid.
///
/// Its `Display` is an instruction, such as `` set `ev` to `false` and remove `ship_name` ``.
#[derive(Clone)]
pub struct Repair {
    actions: Vec<Action>,
    slots: Vec<Slot>,
    /// The changes behind the actions, with values that keep the rules.
    changes: Vec<Change>,
}

/// One step of a [`Repair`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Sets an absent value or replaces a present one; any value that keeps the rules will do.
    Set(Path),
    /// Sets one of these values; each keeps the rules.
    SetTo(Path, Vec<FactValue>),
    /// Removes the value.
    Remove(Path),
}

impl Repair {
    /// The actions, in the order of the fields.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// Returns a copy of `request` with the actions applied; a free value becomes one that keeps the rules.
    ///
    /// Returns `None` if `request` lacks a place that an action changes, or if the changed request cannot be read from
    /// a document. The result is valid only for the request that the repair was made for.
    pub fn apply<T: OrderRequest + for<'de> ReadRequest<'de>>(&self, request: &T) -> Option<T> {
        read(&applied(&Tree::of_request(request), &self.changes)?)
    }

    /// One repair with the actions of all.
    fn together<'r>(repairs: impl Iterator<Item = &'r Self>) -> Self {
        let mut all: Vec<(Slot, Action)> = Vec::new();
        let mut changes = Vec::new();
        for repair in repairs {
            all.extend(repair.slots.iter().cloned().zip(repair.actions.iter().cloned()));
            changes.extend(repair.changes.iter().cloned());
        }
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let (slots, actions) = all.into_iter().unzip();
        Self { actions, slots, changes }
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.actions.is_empty() {
            return f.write_str("nothing is to be done");
        }
        let mut clauses: Vec<String> = Vec::new();
        let mut rest = &self.actions[..];
        while let Some(first) = rest.first() {
            let like = |action: &&Action| match first {
                Action::SetTo(..) => false,
                first => std::mem::discriminant(first) == std::mem::discriminant(*action),
            };
            let count = rest.iter().take_while(like).count().max(1);
            clauses.push(match first {
                Action::SetTo(..) => first.to_string(),
                Action::Set(_) => format!("set {}", names(&rest[..count])),
                Action::Remove(_) => format!("remove {}", names(&rest[..count])),
            });
            rest = &rest[count..];
        }
        // A list of names contains an "and" itself.
        let and =
            if clauses.iter().any(|clause| clause.contains(" and ")) { ", and " } else { " and " };
        match clauses.split_last() {
            Some((last, [])) => f.write_str(last),
            Some((last, others)) => write!(f, "{}{and}{last}", others.join(", ")),
            None => Ok(()),
        }
    }
}

fn names(actions: &[Action]) -> String {
    let names: Vec<String> = actions.iter().map(|action| format!("`{}`", action.path())).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// Shows only values that rules and types name.
impl fmt::Debug for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repair").field("actions", &self.actions).finish_non_exhaustive()
    }
}

impl Action {
    /// The path of the changed value, in wire names.
    pub fn path(&self) -> &Path {
        match self {
            Self::Set(path) | Self::SetTo(path, _) | Self::Remove(path) => path,
        }
    }

    fn to_json(&self) -> String {
        let mut object = JsonObject::default();
        object.text("path", &self.path().to_string());
        object.text("pointer", &self.path().to_json_pointer());
        object.text("action", if let Self::Remove(_) = self { "remove" } else { "set" });
        if let Self::SetTo(_, values) = self {
            object.list("values", values.iter().map(|value| value.to_json()));
        }
        object.finish()
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LISTED: usize = 24;
        let path = self.path();
        match self {
            Self::Set(_) => write!(f, "set `{path}`"),
            Self::Remove(_) => write!(f, "remove `{path}`"),
            Self::SetTo(_, values) if values.len() > LISTED => {
                write!(f, "set `{path}` to one of {} values", values.len())
            }
            Self::SetTo(_, values) => {
                let shown: Vec<String> = values
                    .iter()
                    .map(|value| match value {
                        FactValue::Text(text) => format!("`{text}`"),
                        FactValue::Null => "null".to_owned(),
                        value => format!("`{value}`"),
                    })
                    .collect();
                let values = match shown.split_last() {
                    Some((last, others)) if !others.is_empty() => {
                        format!("{} or {last}", others.join(", "))
                    }
                    _ => shown.concat(),
                };
                write!(f, "set `{path}` to {values}")
            }
        }
    }
}

/// Turns solutions into repairs. Solutions with the same actions become one repair if their values can be combined
/// freely.
fn alternatives(tree: &Tree, solutions: Vec<Solution>) -> Vec<Repair> {
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
        for rest in boxes(&rests) {
            found.push([vec![tokens.clone()], rest].concat());
        }
    }
    found
}

/// The action for a change of a slot that may take any of these tokens.
fn action(tree: &Tree, change: &Change, tokens: &[Token]) -> Action {
    let path = match &change.class.tree {
        // For an enum, the path names the variant that is given.
        Tree::Object(schema, fields) if is_enum(schema) => {
            let variant = fields.iter().position(Tree::is_given).unwrap_or(0);
            tree.path(&[change.slot.clone(), vec![Step::Field(variant)]].concat())
        }
        _ => tree.path(&change.slot),
    };
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        schema::{
            Allowed, At, Bounds, Comparison, Cond, Demand, Field, Group, GroupKind, Literal,
            Reference, Rule, Scalars, Term, Test, When, judge,
        },
        what_if::random::Random,
    };

    const FIELDS: usize = 5;
    const NAMES: [&str; FIELDS] = ["a", "b", "c", "d", "e"];

    /// The fields: `a` is a required bool, `b` an optional bool, `c` a required number, `d` and `e` are optional
    /// numbers.
    fn fields() -> [Field; FIELDS] {
        let mut index = 0;
        [
            Field::of::<bool>(),
            Field::of::<Option<bool>>(),
            Field::of::<u8>(),
            Field::of::<Option<u8>>(),
            Field::of::<Option<u8>>(),
        ]
        .map(|field| {
            let name = NAMES[index];
            index += 1;
            Field { name, rust: name, ..field }
        })
    }

    fn is_bool(field: usize) -> bool {
        field < 2
    }

    fn is_optional(field: usize) -> bool {
        !matches!(field, 0 | 2)
    }

    /// The values to try for a field: both bools, or all numbers up to `most`, and absence if the field is optional.
    fn values(field: usize, most: i128) -> Vec<Tree> {
        let mut values = match is_bool(field) {
            true => vec![Tree::Bool(false), Tree::Bool(true)],
            false => (0..=most).map(Tree::Number).collect(),
        };
        if is_optional(field) {
            values.push(Tree::Absent);
        }
        values
    }

    /// A reference for the rest of the program, since schemas are static.
    fn leak<T>(value: T) -> &'static T {
        Box::leak(Box::new(value))
    }

    /// A random field other than `field`.
    fn other(random: &mut Random, field: Option<usize>) -> usize {
        loop {
            let found = random.below(FIELDS);
            if Some(found) != field {
                return found;
            }
        }
    }

    fn cond(random: &mut Random, but: Option<usize>, depth: usize) -> Cond {
        let field = other(random, but);
        let reference = Reference::field(field);
        match random.below(if depth > 1 { 5 } else { 9 }) {
            0 => Cond::Present(reference),
            1 | 2 if is_bool(field) => Cond::Passes(reference, Test::True),
            1 => Cond::Passes(
                reference,
                Test::OneOf(leak([
                    Allowed::One(Literal::Integer(1)),
                    Allowed::One(Literal::Integer(2)),
                ])),
            ),
            2 | 3 if !is_bool(field) => {
                let comparisons = [
                    Comparison::Equal,
                    Comparison::NotEqual,
                    Comparison::Less,
                    Comparison::GreaterEqual,
                ];
                let literal = Literal::Integer(1 + random.below(3) as i128);
                Cond::Passes(reference, Test::Compares(comparisons[random.below(4)], literal))
            }
            4 => {
                let (left, right) = ([2, 3, 4][random.below(3)], [2, 3, 4][random.below(3)]);
                if left == right || Some(left) == but || Some(right) == but {
                    return Cond::Present(reference);
                }
                let comparison = [Comparison::Equal, Comparison::Less][random.below(2)];
                let term = |field| Term::Value(Reference::field(field));
                Cond::Compare(term(left), comparison, term(right))
            }
            5 => Cond::Not(leak(cond(random, but, depth + 1))),
            6 => Cond::All(leak([cond(random, but, depth + 1), cond(random, but, depth + 1)])),
            7 => Cond::Any(leak([cond(random, but, depth + 1), cond(random, but, depth + 1)])),
            8 => Cond::Implies(
                leak(cond(random, but, depth + 1)),
                leak(cond(random, but, depth + 1)),
            ),
            _ => Cond::Present(reference),
        }
    }

    fn schema(random: &mut Random) -> &'static Schema {
        let mut fields = fields();
        if random.chance(30) {
            fields[3].default = Some(Literal::Integer(2));
        }
        if random.chance(20) {
            fields[4].default_ifs = leak([(cond(random, Some(4), 1), Literal::Integer(1))]);
        }
        let mut rules = Vec::new();
        let mut groups = Vec::new();
        for _ in 0..2 + random.below(5) {
            let field = random.below(FIELDS);
            let when = match random.below(3) {
                0 => When::Unless(cond(random, Some(field), 0)),
                _ => When::If(cond(random, Some(field), 0)),
            };
            let at = At::Field(field);
            let (at, when, demand) = match random.below(6) {
                0 if is_optional(field) => (at, when, Demand::Required),
                1 if is_optional(field) => (at, when, Demand::Forbidden),
                2 if !is_bool(field) => {
                    let allowed: &[_] = match random.below(2) {
                        0 => {
                            &[Allowed::One(Literal::Integer(1)), Allowed::One(Literal::Integer(3))]
                        }
                        _ => &[Allowed::Range(Bounds {
                            min: Some(2),
                            max: Some(3),
                            is_half_open: false,
                        })],
                    };
                    (at, when, Demand::Passes(Test::OneOf(allowed)))
                }
                3 if !is_bool(field) => {
                    let bounds = Bounds { min: Some(1), max: Some(3), is_half_open: false };
                    (at, When::Always, Demand::Passes(Test::Range(bounds)))
                }
                _ => (At::Root, When::Always, Demand::Holds(cond(random, None, 0), "must hold")),
            };
            rules.push(Rule { at, id: None, source: "a rule", when, demand });
        }
        if random.chance(40) {
            let kinds = [
                GroupKind::AllOrNone,
                GroupKind::AtLeastOne,
                GroupKind::AtMostOne,
                GroupKind::ExactlyOne,
            ];
            groups.push(Group { name: "g", kind: kinds[random.below(4)], members: &[1, 3, 4] });
            for member in [1, 3, 4] {
                let (at, demand) = (At::Field(member), Demand::Group(0));
                rules.push(Rule { at, id: None, source: "a group", when: When::Always, demand });
            }
        }
        leak(Schema {
            name: "Random",
            doc: "",
            endpoint: None,
            root: None,
            scalars: Scalars::Native,
            fields: leak(fields),
            conditions: &[],
            groups: Vec::leak(groups),
            rules: Vec::leak(rules),
        })
    }

    /// The outcome for each field: unchanged, removed, set to a bool, or set to a number.
    type Row = Vec<&'static str>;

    fn done(from: &Tree, to: &Tree) -> &'static str {
        match (from.is_same(to), to) {
            (true, _) => "",
            (_, Tree::Absent) => "removed",
            (_, Tree::Bool(true)) => "true",
            (_, Tree::Bool(false)) => "false",
            _ => "set",
        }
    }

    /// The actions of a row, without the values.
    fn actions(row: &Row) -> Vec<&'static str> {
        row.iter()
            .map(|done| if matches!(*done, "true" | "false") { "set" } else { done })
            .collect()
    }

    fn is_within(a: &[&str], b: &[&str]) -> bool {
        a.iter().zip(b).all(|(a, b)| a.is_empty() || a == b)
    }

    /// The minimal repairs, found by trying every request.
    fn by_force(start: &[Tree], valid: &[Vec<Tree>]) -> BTreeSet<Row> {
        let rows: BTreeSet<Row> = valid
            .iter()
            .map(|to| start.iter().zip(to).map(|(from, to)| done(from, to)).collect())
            .collect();
        let all: BTreeSet<Vec<&str>> = rows.iter().map(actions).collect();
        let is_smallest = |row: &&Row| {
            let own = actions(row);
            !all.iter().any(|other| *other != own && is_within(other, &own))
        };
        rows.iter().filter(is_smallest).cloned().collect()
    }

    /// The repairs that the search found, as rows.
    fn rows(repairs: &Repairs) -> BTreeSet<Row> {
        let mut rows = BTreeSet::new();
        for repair in repairs.iter() {
            let mut products: Vec<Row> = vec![vec![""; FIELDS]];
            for (slot, action) in repair.slots.iter().zip(repair.actions()) {
                let [Step::Field(field)] = slot[..] else { panic!("a field") };
                let values: Vec<&str> = match action {
                    Action::Remove(_) => vec!["removed"],
                    Action::SetTo(_, values) if is_bool(field) => values
                        .iter()
                        .map(|value| if *value == FactValue::Bool(true) { "true" } else { "false" })
                        .collect(),
                    _ => vec!["set"],
                };
                products = products
                    .into_iter()
                    .flat_map(|row| {
                        values.iter().map(move |value| {
                            let mut row = row.clone();
                            row[field] = value;
                            row
                        })
                    })
                    .collect();
            }
            rows.extend(products);
        }
        rows
    }

    #[test]
    fn repairs_are_those_that_trying_every_request_finds() {
        let requests = |most: i128| {
            (0..FIELDS).fold(vec![Vec::new()], |all: Vec<Vec<Tree>>, field| {
                let values = values(field, most);
                let longer = all.iter().flat_map(|row| {
                    values.iter().map(move |value| [row.clone(), vec![value.clone()]].concat())
                });
                longer.collect()
            })
        };
        // Repairs may need greater numbers than the start, as in a chain of comparisons.
        let (starts, all) = (requests(4), requests(7));
        let (mut compared, mut found, mut hopeless) = (0, 0, 0);
        for seed in 0..120 {
            let mut random = Random::new(seed);
            let schema = schema(&mut random);
            let broken = |row: &Vec<Tree>| {
                let tree = Tree::Object(schema, row.clone());
                let levels = tree.levels();
                judge(&tree.evaluator(&levels[0], &())).len()
            };
            let valid: Vec<Vec<Tree>> =
                all.iter().filter(|row| broken(row) == 0).cloned().collect();
            for _ in 0..12 {
                let start = &starts[random.below(starts.len())];
                if broken(start) == 0 {
                    continue;
                }
                let tree = Tree::Object(schema, start.clone());
                let repairs = find_in(&tree, schema, &(), None, BUDGET);
                assert!(repairs.is_complete(), "seed {seed}");
                let expected = by_force(start, &valid);
                assert_eq!(rows(&repairs), expected, "seed {seed}, {start:?}\n{:#?}", schema.rules);
                for repair in repairs.iter() {
                    let changed = applied(&tree, &repair.changes).unwrap();
                    let Tree::Object(_, row) = changed else { panic!("a request") };
                    assert_eq!(broken(&row), 0, "seed {seed}, {repair}");
                }
                compared += 1;
                found += expected.len();
                hopeless += usize::from(expected.is_empty());
            }
        }
        println!("{compared} requests, {found} repairs, {hopeless} requests without any");
        assert!(compared > 1_000 && found > 1_400, "{compared} {found}");
    }
}
