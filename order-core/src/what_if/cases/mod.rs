//! Test cases generated from the rules of a request: for each rule, a valid order at its border and an order that
//! breaks it, and then an endless sequence of random orders.
//!
//! [`cases`] needs only the type and a seed. Each [`Case`] is a JSON document with the expected outcome: valid, or the
//! broken rules with their paths and codes. The outcome comes from the validator, which also calls your functions, so a
//! server that disagrees with a case disagrees with the rules. The same seed gives the same cases on every machine.
//!
//! If no order was found that breaks a rule alone, the case breaks as few other rules as possible. If no order was
//! found that breaks a rule at all, the rule has no case. [`Cases::unreached`] lists both. The number of tries is
//! bounded.
//!
//! Cases break rules only: they have no unknown members and no values of a wrong type, but required members may be
//! missing. Your functions see unusual values, such as the maximum of an integer type, and their panics are not caught.
//!
//! [`Draws`] are requests of one kind, as libraries that test with random values need them: with the feature `proptest` as
//! strategies of `cases::proptest`, and with the feature `arbitrary` as `Arbitrary` of [`Valid<T>`](crate::Valid) and
//! `BarelyInvalid<T>`.
//!
//! # Example
//!
//! A test of a function that should follow the same rules, but has a mistake:
//!
//! ```
//! use order_core::{OrderRequest, cases::{Case, cases}};
//!
//! #[derive(OrderRequest)]
//! struct Order {
//!     #[range(1..=3)]
//!     years: u8,
//!     #[required_if(years == 3)]
//!     reason: Option<String>,
//! }
//!
//! /// It wrongly accepts a blank reason.
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
//! // A document without `years` cannot be read as an order.
//! let is_wrong = |case: &Case| {
//!     case.request::<Order>().is_ok_and(|order| is_accepted(&order) != case.is_valid())
//! };
//! let wrong: Vec<_> = all.take(1000).filter(is_wrong).collect();
//! assert!(!wrong.is_empty());
//! for case in wrong {
//!     assert_eq!(case.broken()[0].rule, "reason.required_if", "{}", case.document());
//! }
//! ```

#[cfg(feature = "arbitrary")]
pub mod arbitrary;
mod change;
mod draft;
#[cfg(any(feature = "arbitrary", feature = "proptest"))]
mod drawn;
mod draws;
mod make;
mod profile;
#[cfg(feature = "proptest")]
pub mod proptest;
mod search;
#[cfg(feature = "proptest")]
mod simpler;
mod spelling;
mod target;
mod text;

use std::{any::Any, collections::VecDeque, fmt};

#[cfg(any(feature = "arbitrary", feature = "proptest"))]
pub use self::drawn::BarelyInvalid;
pub use self::draws::{Draws, Undrawn};
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
/// The first cases are, for each rule in declared order, a valid order one change away from breaking it, and the order
/// after that change. Random valid and invalid orders follow without end.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, cases::cases};
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

/// The test cases of a request whose rules read a context, each judged in one of `contexts`.
///
/// A rule is broken in the context in which it can be broken best: alone, and one change from a valid order. If several
/// are equally good, the first is taken. Without contexts there are no cases.
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

/// The test cases of a request with this schema, judged by `judge`.
///
/// It is meant for a type that borrows from its document, which [`cases_in`] does not accept.
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

/// Reads a document as a request and returns the rules that it breaks in a context; `None` if it cannot be read for
/// another reason than a broken rule.
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

/// An endless iterator over the test cases of a request, returned by [`cases`], [`cases_in`] and [`cases_with`].
pub struct Cases<'a> {
    search: Search<'a>,
    /// The systematic cases that remain.
    systematic: VecDeque<Case>,
    unreached: Vec<Unreached>,
    /// The rules that some order was found to break, by index.
    breakable: Vec<usize>,
    /// The latest random documents, which are not repeated if possible.
    latest: VecDeque<String>,
    /// `true` if random cases are spelled in other ways than they are written.
    is_spelled: bool,
    /// The number of rules that a request can break.
    rules: usize,
}

/// The reason of a rule for which there was not enough time.
const STOPPED: &str = "the search was stopped, because the orders are large or the rules are many";

/// The number of latest documents that are not repeated if possible.
const LATEST: usize = 128;
/// The number of tries for a document that is not one of the latest.
const AGAIN: usize = 3;

/// A document with its expected outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    document: String,
    body: String,
    in_url: Vec<UrlMember>,
    about: Option<String>,
    broken: Vec<Broken>,
    context: usize,
}

/// A member in the URL.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UrlMember {
    /// Its wire name.
    pub name: &'static str,
    /// Its place in the URL: the path or the query.
    pub place: FieldPlace,
    /// Its value, not yet percent-encoded.
    pub value: String,
}

/// A rule that a case breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broken {
    /// The [id](Schema::rule_id) of the rule after the place of its part, such as `contacts[].email.format`.
    pub rule: String,
    /// The path where the rule is broken, in wire names.
    pub path: Path,
    /// The kind of mistake.
    pub code: Code,
}

/// A rule for which a case is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreached {
    /// The rule, as in [`Broken::rule`].
    pub rule: String,
    /// The case that was not found.
    pub missing: Missing,
}

/// The case that was not found for a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// An order that breaks the rule; the text is the reason.
    Breaker(String),
    /// An order that breaks this rule alone; the case breaks these rules too.
    Alone(Vec<String>),
    /// A valid order one change away; the case differs in this number of members.
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
            let (pair, is_stopped) = search.share(rules - target, |search| search.pair(target));
            let Pair { neighbour, breaker, distance } = pair;
            let rule = search.target(target).id.clone();
            let mut miss = |missing: Missing| {
                unreached.push(Unreached { rule: rule.clone(), missing });
            };
            match &breaker {
                None if is_stopped => miss(Missing::Breaker(STOPPED.to_owned())),
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
        search.unbound();
        let latest = VecDeque::with_capacity(LATEST);
        let is_spelled = false;
        Self { search, systematic, unreached, breakable, latest, is_spelled, rules }
    }

    /// The rules without an order that breaks them, that breaks them alone, or that is one change from a valid order;
    /// in declared order.
    ///
    /// The search is bounded by the number of tries and by the length of all orders that it tries, so that it ends within
    /// seconds. An order that is missing here may therefore exist nevertheless.
    pub fn unreached(&self) -> &[Unreached] {
        &self.unreached
    }

    /// The number of rules that a request can break, including the rules of its parts and of the newtypes in it.
    ///
    /// The presence of a field whose type is not optional counts as a rule, and so does each group.
    pub fn rules(&self) -> usize {
        self.rules
    }

    /// Spells random cases in all the ways that a request can be read, not only as it is written.
    ///
    /// At random, names become aliases, scalars become text or native (`"1"` or `1`), values of a case-insensitive enum
    /// become upper case, a list that is written as one text becomes a JSON list, absent members become null, and
    /// members change their order.
    ///
    /// # Example
    ///
    /// ```
    /// use order_core::{OrderRequest, cases::cases};
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

    /// A random case, if possible not one of the latest.
    fn random(&mut self) -> Option<Judged> {
        let last = self.search.contexts().checked_sub(1)?;
        let context = self.search.random().between(0, last);
        self.search.enter(context);
        let is_valid = self.search.random().chance(50);
        // If one kind is not found, the other kind is tried.
        let found = self.random_of(is_valid).or_else(|| self.random_of(!is_valid))?;
        if self.latest.len() == LATEST {
            self.latest.pop_front();
        }
        self.latest.push_back(found.document.clone());
        Some(found)
    }

    /// A random valid or invalid case, if possible not one of the latest.
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

    /// All members as one JSON document, as [`json::from_str`] reads it. Members in the URL come first, unless the case
    /// is [spelled](Cases::spelled) in another order.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The body as a client sends it: the document without the members in the URL.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The members in the path and the query of the URL.
    pub fn in_url(&self) -> &[UrlMember] {
        &self.in_url
    }

    /// The rule whose border the case tests, as in [`Broken::rule`]; `None` for a random case.
    pub fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }

    /// Returns whether all rules are kept.
    pub fn is_valid(&self) -> bool {
        self.broken.is_empty()
    }

    /// The broken rules, with an entry for each place, in the order in which they are reported.
    pub fn broken(&self) -> &[Broken] {
        &self.broken
    }

    /// The index of the context in which the case is judged; see [`cases_in`].
    pub fn context(&self) -> usize {
        self.context
    }

    /// Reads the document as a request, or as a [`Valid`](crate::Valid) one.
    ///
    /// # Errors
    ///
    /// The problems that keep the document from being read. A missing member may itself be the broken rule.
    pub fn request<'de, T: FromWire<'de>>(&'de self) -> Result<T, ReadError> {
        json::from_str(&self.document)
    }
}

/// One line, without a line break.
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

/// The ids of the other rules that an order breaks.
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

/// Returns whether only a text or list longer than any that is generated breaks a rule.
fn is_too_long(target: &Target) -> bool {
    let Demand::Passes(Test::Length(bounds) | Test::Size(_, bounds)) = target.rule.demand else {
        return false;
    };
    let kind = target.rule.at.field().map(|field| target.schema.fields[field].kind());
    let longest = match kind.map(Kind::required) {
        Some(Kind::List(_) | Kind::Map(_)) => MOST_ITEMS,
        _ => text::LONGEST,
    };
    bounds.max.is_some_and(|max| max >= longest as i128)
}

/// Returns whether a rule demands a length that only blank values lack.
fn is_of_blank(target: &Target) -> bool {
    let field = target.rule.at.field().map(|field| &target.schema.fields[field]);
    matches!(target.rule.demand, Demand::Passes(Test::Length(bounds) | Test::Size(_, bounds)) if bounds.min == Some(1) && bounds.max.is_none())
        && field.is_some_and(|field| field.attributes.blank != Blank::Value)
}

/// Returns whether a rule is about a list of texts.
fn is_of_text(target: &Target) -> bool {
    let kind = target.rule.at.field().map(|field| target.schema.fields[field].kind());
    match kind.map(Kind::required) {
        Some(Kind::List(item)) => item().required().is_text(),
        _ => false,
    }
}

/// The reason why no order was found that breaks a rule, as far as it is known.
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
