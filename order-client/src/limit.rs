use std::{
    collections::VecDeque,
    future::pending,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

/// A limit on the number of calls that begin in any period of a given length. Further calls wait.
#[derive(Debug)]
pub(crate) struct Limit {
    calls: usize,
    period: Duration,
    /// Start times of the latest calls, past and planned, oldest first; at most `calls`. A call that would begin beyond
    /// the clock's range has none, and never begins.
    begun: Mutex<VecDeque<Option<Instant>>>,
}

impl Limit {
    pub(crate) fn new(calls: usize, period: Duration) -> Self {
        Self { calls, period, begun: Mutex::default() }
    }

    /// Waits for the turn of a call. A call that is dropped meanwhile has still used its turn.
    pub(crate) async fn turn(&self) {
        match self.next() {
            Some(at) => sleep_until(at).await,
            None => pending().await,
        }
    }

    fn next(&self) -> Option<Instant> {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let mut at = Some(Instant::now());
        if begun.len() >= self.calls
            && let Some(first) = begun.pop_front()
        {
            let free = first.and_then(|first| first.checked_add(self.period));
            at = at.zip(free).map(|(now, free)| now.max(free));
        }
        begun.push_back(at);
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_beyond_the_clock_lets_no_further_call_begin() {
        let limit = Limit::new(1, Duration::MAX);
        assert!(limit.next().is_some());
        assert_eq!(limit.next(), None);
        assert_eq!(limit.next(), None);

        let limit = Limit::new(2, Duration::MAX);
        let begun = [limit.next(), limit.next(), limit.next()];
        assert_eq!(begun.map(|at| at.is_some()), [true, true, false]);
    }
}
