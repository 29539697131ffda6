//! Strategies of [proptest](https://docs.rs/proptest/1): [`valid`] requests, and [`barely_invalid`] ones, which break a
//! single rule.
//!
//! Both shrink: a failing test ends with a request in which each member that can be left out is, lists and texts are as
//! short as they can be, and numbers as near to 0. It stays valid, or breaks the same rule alone, in every step. The seed
//! of proptest decides what is drawn, so a stored failure is found again.
//!
//! # Example
//!
//! ```
//! use order_core::{OrderRequest, cases::proptest::{barely_invalid, valid}};
//! use proptest::test_runner::{TestError, TestRunner};
//!
//! #[derive(Debug, OrderRequest)]
//! struct Order {
//!     #[range(1..=30)]
//!     years: u8,
//!     #[length(..=99)]
//!     note: Option<String>,
//! }
//!
//! TestRunner::deterministic().run(&barely_invalid::<Order>(), |order| {
//!     assert_eq!(order.broken()[0].rule, order.rule());
//!     Ok(())
//! })?;
//!
//! // What is found wrong is made as small as it can be.
//! let is_accepted = |years: u8| years < 7;
//! let found = TestRunner::deterministic().run(&valid::<Order>(), |order| {
//!     proptest::prop_assert!(is_accepted(order.years));
//!     Ok(())
//! });
//! let Err(TestError::Fail(_, order)) = found else { panic!("the mistake is found") };
//! assert_eq!((order.years, order.note.as_deref()), (7, None));
//! # Ok::<(), TestError<order_core::cases::BarelyInvalid<Order>>>(())
//! ```

use std::{fmt, rc::Rc};

use ::proptest::{
    num,
    strategy::{NewTree, Strategy, ValueTree},
    test_runner::TestRunner,
};

use crate::{
    OrderRequest, ReadRequest, Valid,
    what_if::cases::{
        Case,
        drawn::{BarelyInvalid, known, read_valid},
        draws::{Drawn, Draws},
    },
};

/// A strategy of valid requests.
///
/// If no valid request was found, the test is ended with the reason.
pub fn valid<T>() -> impl Strategy<Value = Valid<T>> + Clone
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de> + fmt::Debug,
{
    Requests { draws: known::<T>(), is_valid: true, value: |case| read_valid::<T>(&case) }
}

/// A strategy of requests that break a single rule.
///
/// If no rule was found that can be broken alone, the test is ended with the reason.
pub fn barely_invalid<T>() -> impl Strategy<Value = BarelyInvalid<T>> + Clone
where
    T: OrderRequest<Context = ()> + for<'de> ReadRequest<'de>,
{
    Requests { draws: known::<T>(), is_valid: false, value: BarelyInvalid::<T>::new }
}

/// A strategy of requests that are drawn.
struct Requests<V> {
    draws: Rc<Draws<'static>>,
    is_valid: bool,
    /// The value of a case.
    value: fn(Case) -> V,
}

impl<V> Clone for Requests<V> {
    fn clone(&self) -> Self {
        Self { draws: Rc::clone(&self.draws), ..*self }
    }
}

impl<V> fmt::Debug for Requests<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Requests")
            .field("draws", &self.draws)
            .field("is_valid", &self.is_valid)
            .finish_non_exhaustive()
    }
}

impl<V: fmt::Debug> Strategy for Requests<V> {
    type Tree = Shrinking<V>;
    type Value = V;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let seed = num::u64::ANY.new_tree(runner)?.current();
        let now = match self.is_valid {
            true => self.draws.draw_valid(seed),
            false => self.draws.draw_barely_invalid(seed),
        };
        let now = now.map_err(|undrawn| undrawn.to_string())?;
        let (draws, value) = (Rc::clone(&self.draws), self.value);
        Ok(Shrinking { draws, value, now, before: None, next: 0, has_shrunk: false })
    }
}

/// A drawn request on its way to a small one.
struct Shrinking<V> {
    draws: Rc<Draws<'static>>,
    value: fn(Case) -> V,
    now: Drawn,
    /// The request before the last step, until it is known that the step is kept.
    before: Option<Drawn>,
    /// The index of the next step to try.
    next: usize,
    /// `true` if a step was kept since the first one was tried.
    has_shrunk: bool,
}

impl<V: fmt::Debug> ValueTree for Shrinking<V> {
    type Value = V;

    fn current(&self) -> V {
        (self.value)(self.draws.case_of(&self.now))
    }

    fn simplify(&mut self) -> bool {
        self.has_shrunk |= self.before.take().is_some();
        loop {
            let steps = self.draws.simpler(&self.now, self.next);
            if let Some((index, simpler)) = steps {
                self.before = Some(std::mem::replace(&mut self.now, simpler));
                self.next = index;
                return true;
            }
            // What was refused at first may be possible now.
            self.next = 0;
            if !std::mem::take(&mut self.has_shrunk) {
                return false;
            }
        }
    }

    fn complicate(&mut self) -> bool {
        let Some(before) = self.before.take() else { return false };
        self.now = before;
        // The same step is not tried again.
        self.next += 1;
        true
    }
}
