use std::{
    hash::{BuildHasher as _, RandomState},
    time::{Duration, Instant},
};

use crate::{
    error::{Call, Error, Unreadable},
    service::Meaning,
};

/// A policy that limits how often, and for how long, a call is repeated.
///
/// The wait doubles from call to call, up to [`longest_wait`](Self::longest_wait). Each wait is shortened
/// to a random part of at least one half, so that many clients do not come back together. If the service
/// asks to wait (`Retry-After`), the wait is at least that long.
///
/// # Example
///
/// ```
/// use std::time::Duration;
///
/// use order_client::Retry;
///
/// let patient = Retry::new(10).budget(Duration::from_secs(300));
/// assert_ne!(patient, Retry::none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    repeats: u32,
    first_wait: Duration,
    longest_wait: Duration,
    budget: Duration,
}

impl Retry {
    /// Allows at most `repeats` more calls after the first one, with waits from 200 milliseconds to 10
    /// seconds and a budget of one minute.
    pub const fn new(repeats: u32) -> Self {
        Self {
            repeats,
            first_wait: Duration::from_millis(200),
            longest_wait: Duration::from_secs(10),
            budget: Duration::from_secs(60),
        }
    }

    /// Repeats nothing.
    pub const fn none() -> Self {
        Self::new(0)
    }

    /// Sets the wait after the first call.
    pub const fn first_wait(self, first_wait: Duration) -> Self {
        Self { first_wait, ..self }
    }

    /// Sets the longest wait, unless the service asks for a longer one.
    pub const fn longest_wait(self, longest_wait: Duration) -> Self {
        Self { longest_wait, ..self }
    }

    /// Sets the time after the first call within which repeated calls may begin.
    ///
    /// If the next call would begin too late, the last error is returned without a wait.
    pub const fn budget(self, budget: Duration) -> Self {
        Self { budget, ..self }
    }
}

/// The calls of one request so far.
#[derive(Debug)]
pub(crate) struct Tries {
    policy: Retry,
    started: Instant,
    repeats: u32,
}

impl Tries {
    pub(crate) fn new(policy: Retry) -> Self {
        Self { policy, started: Instant::now(), repeats: 0 }
    }

    /// The number of repeated calls so far.
    pub(crate) fn repeats(&self) -> u32 {
        self.repeats
    }

    /// The wait before the call that failed with `error` is repeated; `None` if it is not repeated.
    pub(crate) fn wait(&mut self, error: &Error, call: Call) -> Option<Duration> {
        let policy = self.policy;
        if self.repeats == policy.repeats || !may_repeat(error, call) {
            return None;
        }
        let doubled = policy.first_wait.saturating_mul(1 << self.repeats.min(20));
        // The sum of two halves is at most the longest duration.
        let half = doubled.min(policy.longest_wait) / 2;
        let wait = half + half.mul_f64(random());
        let wait = wait.max(error.retry_after().unwrap_or_default());
        self.repeats += 1;
        let end = self.started.elapsed().checked_add(wait)?;
        (end <= policy.budget).then_some(wait)
    }
}

/// Returns whether repeating the call does no harm and may succeed.
fn may_repeat(error: &Error, call: Call) -> bool {
    match error {
        Error::NotSent { .. } => true,
        Error::Rejected { reply, .. } if reply.meaning() == Meaning::Repeat => true,
        _ if call != Call::Read => false,
        Error::Rejected { status: 429, .. } => true,
        Error::Unknown { status, .. } => match status {
            None | Some(408 | 500 | 502..=504) => true,
            Some(_) => false,
        },
        Error::Unreadable { problem: Unreadable::Cut, .. } => true,
        _ => false,
    }
}

/// A random number from 0 up to 1.
fn random() -> f64 {
    // Each new hasher has different random keys.
    let bits = RandomState::new().hash_one(0_u8) >> 11;
    bits as f64 / (1_u64 << 53) as f64
}
