//! Requests that are drawn by a seed.

use std::{cell::RefCell, fmt};

use crate::{
    OrderRequest, ReadRequest,
    what_if::{
        cases::{Case, Cases, Missing, cases, cases_in, search::Judged},
        random::Random,
    },
};

/// The seed of the search for the requests from which all others are drawn.
const FIRST: u64 = 1;

/// A source of valid and of barely invalid requests, each of which depends on its seed alone.
///
/// It is made for libraries that test with random values, which choose the seed: the features `arbitrary` and `proptest` do so.
/// Making it takes as long as the first [`cases`], which may be a second for a large request; drawing is quick.
///
/// # Example
///
/// ```
/// use order_core::{OrderRequest, cases::Draws};
///
/// #[derive(OrderRequest)]
/// struct Order {
///     #[range(1..=3)]
///     years: u8,
///     #[required_if(years == 3)]
///     reason: Option<String>,
/// }
///
/// let draws = Draws::of::<Order>();
/// for seed in 0..100 {
///     let order: Order = draws.valid(seed)?.request()?;
///     assert!(order.validate().is_ok());
///
///     let case = draws.barely_invalid(seed)?;
///     assert_eq!(case.broken()[0].rule, case.about().unwrap());
/// }
/// assert_eq!(draws.valid(7), draws.valid(7));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Draws<'a> {
    inner: RefCell<Inner<'a>>,
}

struct Inner<'a> {
    cases: Cases<'a>,
    /// The rules that a request was found to break alone, with that request.
    alone: Vec<(usize, Judged)>,
}

/// The reason why no request can be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undrawn {
    /// No valid request was found.
    Valid {
        /// Name of the type.
        request: &'static str,
    },
    /// No request was found that breaks one rule alone.
    BarelyInvalid {
        /// Name of the type.
        request: &'static str,
        /// The number of its rules that a request can break.
        rules: usize,
        /// The first rule with the reason.
        first: Option<String>,
    },
}

impl fmt::Display for Undrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid { request } => write!(
                f,
                "no valid `{request}` was found, so none can be drawn; write some yourself, or a \
                 `check` or a fact of the context refuses all that were tried",
            ),
            Self::BarelyInvalid { request, rules: 0, .. } => write!(
                f,
                "no `{request}` can break a rule, so no invalid one can be drawn; draw valid ones only",
            ),
            Self::BarelyInvalid { request, rules, first } => {
                write!(f, "no `{request}` was found that breaks just one of its {rules} rules")?;
                if let Some(first) = first {
                    write!(f, " ({first})")?;
                }
                write!(f, "; see `Cases::unreached` for the reasons")
            }
        }
    }
}

impl std::error::Error for Undrawn {}

impl Draws<'static> {
    /// Finds the first requests of a type.
    pub fn of<T>() -> Self
    where
        T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
    {
        Self::from_cases(cases::<T>(FIRST))
    }
}

impl<'a> Draws<'a> {
    /// Finds the first requests of a type whose rules read a context, each judged in one of `contexts`.
    pub fn in_contexts<T>(contexts: &'a [T::Context]) -> Self
    where
        T: OrderRequest + for<'de> ReadRequest<'de>,
    {
        Self::from_cases(cases_in::<T>(FIRST, contexts))
    }

    fn from_cases(cases: Cases<'a>) -> Self {
        let alone = cases.search.alone();
        Self { inner: RefCell::new(Inner { cases, alone }) }
    }

    /// Draws a valid request.
    ///
    /// # Errors
    ///
    /// [`Undrawn::Valid`] if none was found.
    pub fn valid(&self, seed: u64) -> Result<Case, Undrawn> {
        Ok(self.case_of(&self.draw_valid(seed)?))
    }

    /// Draws a request that breaks a single rule, at one place or at several. [`Case::about`] names the rule.
    ///
    /// # Errors
    ///
    /// [`Undrawn::BarelyInvalid`] if no rule was found that can be broken alone.
    pub fn barely_invalid(&self, seed: u64) -> Result<Case, Undrawn> {
        Ok(self.case_of(&self.draw_barely_invalid(seed)?))
    }

    /// The ids of the rules of which [`barely_invalid`](Self::barely_invalid) draws requests, in declared order.
    pub fn breakable(&self) -> Vec<String> {
        let inner = self.inner.borrow();
        inner
            .alone
            .iter()
            .map(|(target, _)| inner.cases.search.target(*target).id.clone())
            .collect()
    }

    pub(super) fn draw_valid(&self, seed: u64) -> Result<Drawn, Undrawn> {
        let Inner { cases, .. } = &mut *self.inner.borrow_mut();
        let error = Undrawn::Valid { request: cases.search.schema.name };
        let found = cases.search.drawn(Random::new(seed), |search| search.random_valid());
        found.map(|judged| Drawn { judged, breaks: None }).ok_or(error)
    }

    pub(super) fn draw_barely_invalid(&self, seed: u64) -> Result<Drawn, Undrawn> {
        let Inner { cases, alone } = &mut *self.inner.borrow_mut();
        let mut random = Random::new(seed);
        let Some((target, known)) = random.one_of(alone) else {
            return Err(nothing_breaks(cases));
        };
        let found = cases.search.drawn(random, |search| {
            search.enter(known.context);
            search.random_breaker(*target)
        });
        Ok(Drawn { judged: found.unwrap_or_else(|| known.clone()), breaks: Some(*target) })
    }

    /// The first request, from the step with this index on, that is simpler and has the same verdict, with its index.
    #[cfg(feature = "proptest")]
    pub(super) fn simpler(&self, drawn: &Drawn, from: usize) -> Option<(usize, Drawn)> {
        let Inner { cases, .. } = &mut *self.inner.borrow_mut();
        cases.search.enter(drawn.judged.context);
        let steps = drawn.judged.draft.simpler().into_iter().enumerate().skip(from);
        let mut same = steps.filter_map(|(index, draft)| {
            Some((index, cases.search.simplified(draft, drawn.breaks)?))
        });
        same.next().map(|(index, judged)| (index, Drawn { judged, breaks: drawn.breaks }))
    }

    pub(super) fn case_of(&self, drawn: &Drawn) -> Case {
        let search = &self.inner.borrow().cases.search;
        let about = drawn.breaks.map(|target| search.target(target).id.clone());
        Case::new(search, drawn.judged.clone(), about)
    }
}

/// A drawn request.
#[derive(Debug)]
pub(super) struct Drawn {
    judged: Judged,
    /// The only rule that it breaks, if any.
    breaks: Option<usize>,
}

fn nothing_breaks(cases: &Cases<'_>) -> Undrawn {
    let first = cases.unreached().first().map(|unreached| {
        let reason = match &unreached.missing {
            Missing::Breaker(reason) => reason.clone(),
            Missing::Alone(others) => format!("broken only with `{}`", others.join("`, `")),
            Missing::OneChange(_) | Missing::Neighbour => "no valid one is near".to_owned(),
        };
        format!("`{}`: {reason}", unreached.rule)
    });
    Undrawn::BarelyInvalid { request: cases.search.schema.name, rules: cases.rules(), first }
}

impl fmt::Debug for Draws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = self.inner.borrow();
        f.debug_struct("Draws")
            .field("schema", &inner.cases.search.schema.name)
            .field("breakable", &inner.alone.len())
            .finish_non_exhaustive()
    }
}
