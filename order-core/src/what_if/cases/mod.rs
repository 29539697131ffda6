//! Test cases from the rules of a request: for each rule a valid order at its border and one that breaks it, and then
//! random orders without end.
//!
//! [`cases`] makes them from nothing but the type and a seed. Each [`Case`] is a JSON document with what becomes of it:
//! valid, or which rules it breaks, where and how. The validator has judged every case, functions of the user among its
//! rules, so a case is a claim about a server and not a guess about the rules. The same seed gives the same cases on
//! every machine.
//!
//! A rule that no order was found to break alone is broken with the fewest others that were found, and one that no order
//! was found to break is left out; [`Cases::unreached`] lists both. The search ends after so many tries, whatever the rules.
//!
//! A case breaks rules; unknown members and values of a wrong type are not among them, but that a member is missing is.
//! Functions of the user see unusual values, such as the greatest number, and a panic of one is not caught.
//!
//! # Example
//!
//! A test of a function that follows the same rules, here with a mistake in it:
//!
//! ```
//! use order_core::{OrderRequest, cases};
//!
//! #[derive(OrderRequest)]
//! struct Order {
//!     #[range(1..=3)]
//!     years: u8,
//!     #[required_if(years == 3)]
//!     reason: Option<String>,
//! }
//!
//! /// It forgets that a reason of blanks is none.
//! fn is_accepted(order: &Order) -> bool {
//!     match order.years {
//!         1..=2 => true,
//!         3 => order.reason.is_some(),
//!         _ => false,
//!     }
//! }
//!
//! let all = cases::<Order>(1);
//! assert!(all.unreached().is_empty());
//! // A document without `years` is no order at all.
//! let is_wrong = |case: &cases::Case| {
//!     case.request::<Order>().is_ok_and(|order| is_accepted(&order) != case.is_valid())
//! };
//! let wrong: Vec<_> = all.take(1000).filter(is_wrong).collect();
//! assert!(!wrong.is_empty());
//! for case in wrong {
//!     assert_eq!(case.broken()[0].rule, "reason.required_if", "{}", case.document());
//! }
//! ```

mod change;
mod draft;
mod make;
mod profile;
mod random;
mod search;
mod spelling;
mod target;
mod text;

use std::{any::Any, collections::VecDeque, fmt};

use self::{
    make::MOST_ITEMS,
    search::{Judged, Pair, Search, body, is_checked, is_skipped, others, url_members},
    target::Target,
};
use crate::{
    Code, Path, ReadError, Violation, json,
    request::{OrderRequest, ReadRequest},
    schema::{Blank, Demand, FieldPlace, Kind, Schema, Test},
    wire::FromWire,
};

/// The test cases of a request, reproducible by `seed`.
///
/// First come for each rule, in declared order, a valid order one change from breaking it, and that order with the
/// change; then random valid and invalid orders, without end.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, cases};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[range(1..=3)]
///     years: u8,
/// }
///
/// let first: Vec<_> = cases::<Order>(7).take(4).map(|case| case.document().to_owned()).collect();
/// assert_eq!(first, [r#"{"years":3}"#, "{}", r#"{"years":3}"#, r#"{"years":4}"#]);
/// ```
pub fn cases<T>(seed: u64) -> Cases<'static>
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    cases_in::<T>(seed, &[()])
}

/// The test cases of a request whose rules read a context: each in one of `contexts`.
///
/// A rule is broken in the first context in which that is possible. Without any context there are no cases.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, cases::cases_in};
///
/// struct Account {
///     allows_ev: bool,
/// }
///
/// #[derive(OrderRequest)]
/// #[order(context = Account)]
/// struct Order {
///     #[forbidden_unless(ctx.allows_ev)]
///     method: Option<u8>,
/// }
///
/// let accounts = [Account { allows_ev: true }, Account { allows_ev: false }];
/// for case in cases_in::<Order>(1, &accounts).take(100) {
///     let order = case.request::<Order>()?;
///     assert_eq!(order.validate_in(&accounts[case.context()]).is_ok(), case.is_valid());
/// }
/// # Ok::<(), order_core::ReadError>(())
/// ```
pub fn cases_in<T>(seed: u64, contexts: &[T::Context]) -> Cases<'_>
where
    T: OrderRequest + for<'de> ReadRequest<'de>,
{
    cases_with(seed, T::SCHEMA, contexts, |document, context| judge::<T>(document, context))
}

/// The test cases of a request with this schema, as `judge` judges them.
///
/// It is for a type that borrows from its document, so that no single type could be given to [`cases_in`].
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, cases::{cases_with, judge}};
///
/// #[derive(OrderRequest)]
/// struct Order<'a> {
///     #[length(..=3)]
///     name: &'a str,
/// }
///
/// let all = cases_with(1, Order::SCHEMA, &[()], |document, context| judge::<Order>(document, context));
/// let about: Vec<_> = all.take(4).filter_map(|case| case.about().map(str::to_owned)).collect();
/// assert_eq!(about, ["name.required", "name.required", "name.length", "name.length"]);
/// ```
pub fn cases_with<'a, C: 'static>(
    seed: u64,
    schema: &'static Schema,
    contexts: &'a [C],
    judge: impl Fn(&str, &C) -> Option<Vec<Violation>> + 'a,
) -> Cases<'a> {
    let judge = move |document: &str, context: usize| judge(document, &contexts[context]);
    let contexts = contexts.iter().map(|context| context as &dyn Any).collect();
    Cases::new(Search::new(schema, contexts, Box::new(judge), seed))
}

/// What a request type says of a document, in a context: the broken rules, or `None` if the document cannot be read for
/// another reason than a rule.
pub fn judge<'de, T: ReadRequest<'de>>(
    document: &'de str,
    context: &T::Context,
) -> Option<Vec<Violation>> {
    match json::from_str::<T>(document) {
        Ok(request) => {
            let violations = request.validate_in(context).err();
            Some(violations.into_iter().flatten().collect())
        }
        Err(error) if error.left_out() > 0 => None,
        Err(error) => error.problems().iter().map(|it| it.violation().cloned()).collect(),
    }
}

/// The test cases of a request, without end; from [`cases`] or [`cases_in`].
pub struct Cases<'a> {
    search: Search<'a>,
    /// The systematic cases that are left.
    systematic: VecDeque<Case>,
    unreached: Vec<Unreached>,
    /// The rules that can be broken.
    breakable: Vec<usize>,
    /// The latest random documents.
    latest: VecDeque<String>,
    is_spelled: bool,
    rules: usize,
}

/// How many of the latest documents are not given again, and how often another one is tried.
const LATEST: usize = 128;
const AGAIN: usize = 3;

/// One document, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    document: String,
    body: String,
    in_url: Vec<UrlMember>,
    about: Option<String>,
    broken: Vec<Broken>,
    context: usize,
}

/// A member that stands in the URL.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UrlMember {
    /// Its wire name.
    pub name: &'static str,
    /// Whether it stands in the path or in the query.
    pub place: FieldPlace,
    /// Its value, not yet percent-encoded.
    pub value: String,
}

/// A rule that a case breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broken {
    /// The rule: its [id](Schema::rule_id) behind the place of the part that has it, such as `contacts[].email.format`.
    pub rule: String,
    /// Where it is broken, in wire names.
    pub path: Path,
    /// The kind of mistake.
    pub code: Code,
}

/// A rule of which not all was found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreached {
    /// The rule, as in [`Broken::rule`].
    pub rule: String,
    /// What was not found.
    pub missing: Missing,
}

/// What was not found for a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// An order that breaks it; the text says why.
    Breaker(String),
    /// An order that breaks it alone: the one that is given breaks these too.
    Alone(Vec<String>),
    /// A valid order one change away: the one that is given differs in so many members.
    OneChange(usize),
    /// A valid order.
    Neighbour,
}

impl<'a> Cases<'a> {
    fn new(mut search: Search<'a>) -> Self {
        let mut systematic = VecDeque::new();
        let mut unreached = Vec::new();
        let mut breakable = Vec::new();
        let rules = search.targets.list.len();
        for target in 0..rules {
            let Pair { neighbour, breaker, distance } = search.pair(target);
            let rule = search.target(target).id.clone();
            let mut miss = |missing: Missing| {
                unreached.push(Unreached { rule: rule.clone(), missing });
            };
            match &breaker {
                None => miss(Missing::Breaker(reason(&search, target))),
                Some(breaker) => {
                    breakable.push(target);
                    if others(&breaker.breaches, target) > 0 {
                        miss(Missing::Alone(beside(&search, breaker, target)));
                    }
                    match (&neighbour, distance) {
                        (None, _) => miss(Missing::Neighbour),
                        (Some(_), ..=1) => {}
                        (Some(_), distance) => miss(Missing::OneChange(distance)),
                    }
                }
            }
            let about = |judged: Judged| Case::new(&search, judged, Some(rule.clone()));
            systematic.extend(neighbour.into_iter().chain(breaker).map(about));
        }
        let latest = VecDeque::with_capacity(LATEST);
        let is_spelled = false;
        Self { search, systematic, unreached, breakable, latest, is_spelled, rules }
    }

    /// The rules that are not broken, or not alone, or not one change from a valid order, in declared order.
    ///
    /// The search is bounded, so what is listed here may exist all the same.
    pub fn unreached(&self) -> &[Unreached] {
        &self.unreached
    }

    /// How many rules a request can break, those of its parts among them.
    ///
    /// That a field whose type cannot be absent is there is such a rule too; a group counts as one.
    pub fn rules(&self) -> usize {
        self.rules
    }

    /// Lets random cases be spelled in every way that a request is read in, and not only as one is written.
    ///
    /// Names are aliases then, scalars have another carrier (`1` or `"1"`), values of an enum whose case does not matter
    /// are in upper case, a list that is one text is a list, what is absent is null, and members come in another order.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::{OrderRequest, cases};
    ///
    /// #[derive(OrderRequest)]
    /// struct Order {
    ///     #[order(alias = "period")]
    ///     #[range(1..=3)]
    ///     years: u8,
    /// }
    ///
    /// let spelled = cases::<Order>(1).spelled();
    /// let documents: Vec<_> = spelled.take(100).map(|case| case.document().to_owned()).collect();
    /// assert!(documents.contains(&r#"{"period":"2"}"#.to_owned()));
    /// ```
    #[must_use]
    pub fn spelled(self) -> Self {
        Self { is_spelled: true, ..self }
    }

    /// A random case, if possible none of the latest ones.
    fn random(&mut self) -> Option<Judged> {
        let last = self.search.contexts().checked_sub(1)?;
        let context = self.search.random().between(0, last);
        self.search.enter(context);
        let is_valid = self.search.random().chance(50);
        // Of what cannot be found, the other kind.
        let found = self.random_of(is_valid).or_else(|| self.random_of(!is_valid))?;
        if self.latest.len() == LATEST {
            self.latest.pop_front();
        }
        self.latest.push_back(found.document.clone());
        Some(found)
    }

    fn random_of(&mut self, is_valid: bool) -> Option<Judged> {
        let mut found = None;
        for _ in 0..AGAIN {
            found = match is_valid {
                true => self.search.random_valid(),
                false => self.search.random_invalid(&self.breakable),
            };
            let is_new = |it: &Judged| !self.latest.contains(&it.document);
            if found.as_ref().is_none_or(is_new) {
                break;
            }
        }
        found
    }
}

/// Ends only if neither a valid nor an invalid order is found.
impl Iterator for Cases<'_> {
    type Item = Case;

    fn next(&mut self) -> Option<Case> {
        match self.systematic.pop_front() {
            Some(case) => Some(case),
            None => {
                let judged = self.random()?;
                let spelled = self.is_spelled.then(|| self.search.spelled(&judged)).flatten();
                let Some((judged, body)) = spelled else {
                    return Some(Case::new(&self.search, judged, None));
                };
                Some(Case { body, ..Case::new(&self.search, judged, None) })
            }
        }
    }
}

impl fmt::Debug for Cases<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cases")
            .field("schema", &self.search.schema.name)
            .field("rules", &self.rules)
            .field("unreached", &self.unreached.len())
            .finish_non_exhaustive()
    }
}

impl Case {
    fn new(search: &Search<'_>, judged: Judged, about: Option<String>) -> Self {
        let Judged { draft, document, breaches, context } = judged;
        let body = body(search.schema, &draft);
        let mut in_url = Vec::new();
        url_members(&draft, &mut in_url);
        let in_url = in_url.into_iter().map(|(field, value)| UrlMember {
            name: field.name,
            place: field.place,
            value: value.node().to_text(),
        });
        let in_url = in_url.collect();
        let broken = breaches.into_iter().map(|breach| Broken {
            rule: search.id(&breach),
            path: breach.path,
            code: breach.code,
        });
        let broken = broken.collect();
        Self { document, body, in_url, about, broken, context }
    }

    /// All members as one JSON document, as [`json::from_str`] reads it: those that stand in the URL first.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The body as a client sends it: the document without what stands in the URL.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The members that stand in the path or in the query of the URL.
    pub fn in_url(&self) -> &[UrlMember] {
        &self.in_url
    }

    /// The rule whose border it stands at, as in [`Broken::rule`]; of a random case none.
    pub fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }

    /// Whether all rules are kept.
    pub fn is_valid(&self) -> bool {
        self.broken.is_empty()
    }

    /// Every place where a rule is broken, in the order in which they are reported.
    pub fn broken(&self) -> &[Broken] {
        &self.broken
    }

    /// The index of the context that it is judged in; see [`cases_in`].
    pub fn context(&self) -> usize {
        self.context
    }

    /// The request, or a [`Valid`](crate::Valid) one.
    ///
    /// # Errors
    ///
    /// What keeps the document from being read: that a member is missing may be the rule that is broken.
    pub fn request<'de, T: FromWire<'de>>(&'de self) -> Result<T, ReadError> {
        json::from_str(&self.document)
    }
}

/// Reads as an item of a list.
impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: ", self.rule)?;
        match &self.missing {
            Missing::Breaker(reason) => write!(f, "no order was found that breaks it: {reason}"),
            Missing::Alone(others) => {
                let others: Vec<_> = others.iter().map(|other| format!("`{other}`")).collect();
                write!(
                    f,
                    "no order was found that breaks it alone; broken with {}",
                    others.join(", ")
                )
            }
            Missing::OneChange(members) => write!(
                f,
                "no valid order was found one change away; the one that is given differs in {members} members"
            ),
            Missing::Neighbour => f.write_str("no valid order was found"),
        }
    }
}

/// The other rules that an order breaks.
fn beside(search: &Search<'_>, breaker: &Judged, target: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for breach in breaker.breaches.iter().filter(|breach| breach.target != Some(target)) {
        let id = search.id(breach);
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// Whether only a very long text or list breaks a rule.
fn is_too_long(target: &Target) -> bool {
    let Demand::Passes(Test::Length(bounds)) = target.rule.demand else { return false };
    let kind = target.rule.at.field().map(|field| (target.schema.fields[field].kind)());
    let longest = match kind.map(Kind::required) {
        Some(Kind::List(_) | Kind::Map(_)) => MOST_ITEMS,
        _ => text::LONGEST,
    };
    bounds.min.is_none() && bounds.max.is_some_and(|max| max >= longest as i128)
}

/// Whether a rule asks for a length that only what is blank does not have.
fn is_of_blank(target: &Target) -> bool {
    let field = target.rule.at.field().map(|field| &target.schema.fields[field]);
    matches!(target.rule.demand, Demand::Passes(Test::Length(bounds)) if bounds.min == Some(1) && bounds.max.is_none())
        && field.is_some_and(|field| field.blank != Blank::Value)
}

/// Whether a rule speaks of a list of texts.
fn is_of_text(target: &Target) -> bool {
    let kind = target.rule.at.field().map(|field| (target.schema.fields[field].kind)());
    match kind.map(Kind::required) {
        Some(Kind::List(item)) => matches!(item().required(), Kind::Text),
        _ => false,
    }
}

/// Why nothing breaks a rule, as far as that is known.
fn reason(search: &Search<'_>, target: usize) -> String {
    let target = search.target(target);
    if search.contexts() == 0 {
        "there is no context".to_owned()
    } else if is_skipped(target) {
        "its field is in no document".to_owned()
    } else if is_too_long(target) {
        format!(
            "no list of more than {MOST_ITEMS} items is made, nor a text of more than {} characters",
            text::LONGEST,
        )
    } else if is_of_blank(target) {
        "what is blank is not judged".to_owned()
    } else if let (Demand::Separator(separator), false) = (&target.rule.demand, is_of_text(target))
    {
        format!("no value that holds `{}` is found again in one text", separator.escape_debug())
    } else if is_checked(target) {
        "a function of the user decides, and took all that was tried".to_owned()
    } else {
        "all that was tried keeps it".to_owned()
    }
}
