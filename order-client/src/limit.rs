use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

/// A limit on the number of calls that begin in any period of a given length. Further calls wait.
#[derive(Debug)]
pub(crate) struct Limit {
    calls: usize,
    period: Duration,
    /// Start times of the latest calls, past and planned, oldest first; at most `calls`.
    begun: Mutex<VecDeque<Instant>>,
}

impl Limit {
    pub(crate) fn new(calls: usize, period: Duration) -> Self {
        Self { calls, period, begun: Mutex::default() }
    }

    /// Waits for the turn of a call. A call that is dropped meanwhile has still used its turn.
    pub(crate) async fn turn(&self) {
        sleep_until(self.next()).await;
    }

    fn next(&self) -> Instant {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        let mut at = Instant::now();
        if begun.len() >= self.calls
            && let Some(first) = begun.pop_front()
        {
            at = at.max(first + self.period);
        }
        begun.push_back(at);
        at
    }
}
