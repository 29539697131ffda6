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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::TransportError;

    const SECOND: Duration = Duration::from_secs(1);

    fn not_sent(call: Call) -> Error {
        Error::from_transport(TransportError::not_sent("no route"), call)
    }

    fn unknown(status: Option<u16>) -> Error {
        Error::Unknown { call: Call::Read, status, source: None, reply: None }
    }

    /// The waits of a policy until it gives up.
    fn waits(policy: Retry, error: &Error) -> Vec<Duration> {
        let mut tries = Tries::new(policy);
        std::iter::from_fn(|| tries.wait(error, Call::Read)).take(100).collect()
    }

    #[test]
    fn a_call_is_repeated_as_often_as_the_policy_says() {
        for repeats in [0, 1, 3] {
            let mut tries = Tries::new(Retry::new(repeats));
            let error = not_sent(Call::Read);
            for done in 1..=repeats {
                assert!(tries.wait(&error, Call::Read).is_some());
                assert_eq!(tries.repeats(), done);
            }
            assert_eq!(tries.wait(&error, Call::Read), None);
            assert_eq!(tries.repeats(), repeats);
        }
        assert_eq!(Retry::none(), Retry::new(0));
    }

    #[test]
    fn waits_double_and_keep_between_half_and_whole() {
        let policy =
            Retry::new(6).first_wait(SECOND).longest_wait(SECOND * 10).budget(SECOND * 1000);
        for _ in 0..50 {
            let waits = waits(policy, &unknown(Some(503)));
            assert_eq!(waits.len(), 6);
            for (wait, most) in waits.iter().zip([1, 2, 4, 8, 10, 10]) {
                let most = SECOND * most;
                assert!((most / 2..=most).contains(wait), "{wait:?} of {most:?}");
            }
        }
        let waits = waits(policy, &unknown(None));
        assert!(waits.iter().any(|wait| wait.subsec_nanos() > 0), "{waits:?} are not random");
    }

    #[test]
    fn no_call_begins_after_the_budget() {
        let policy = Retry::new(9).first_wait(SECOND * 4).longest_wait(SECOND * 4);
        assert_eq!(waits(policy.budget(SECOND), &unknown(None)), Vec::<Duration>::new());
        assert_eq!(waits(policy.budget(SECOND * 5), &unknown(None)).len(), 9);
        assert_eq!(
            waits(Retry::new(9).budget(Duration::ZERO), &unknown(None)),
            Vec::<Duration>::new()
        );
        // Nothing overflows.
        let endless = Retry::new(u32::MAX).first_wait(Duration::MAX).longest_wait(Duration::MAX);
        assert_eq!(waits(endless, &unknown(None)), Vec::<Duration>::new());
        assert_eq!(
            waits(endless.budget(Duration::MAX).longest_wait(SECOND), &unknown(None)).len(),
            100
        );
    }

    #[test]
    fn only_what_does_no_harm_is_repeated() {
        for call in [Call::Read, Call::Order, Call::Change] {
            assert!(may_repeat(&not_sent(call), call), "{call:?}");
            for status in [None, Some(408), Some(500), Some(502), Some(503), Some(504)] {
                assert_eq!(may_repeat(&unknown(status), call), call == Call::Read, "{status:?}");
            }
            for status in [200, 303, 400, 409, 501, 505, 507] {
                assert!(!may_repeat(&unknown(Some(status)), call), "{status}");
            }
        }
    }
}
