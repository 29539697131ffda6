use std::{
    collections::VecDeque,
    future::pending,
    sync::{Mutex, PoisonError},
};

use tokio::time::{Instant, sleep_until};

use crate::service::Rate;

/// Limits on the number of calls that begin in any period of a given length. Further calls wait.
#[derive(Debug)]
pub(crate) struct Limit {
    windows: Mutex<Vec<Window>>,
}

/// One of the limits.
#[derive(Debug)]
struct Window {
    rate: Rate,
    /// Start times of the latest calls, past and planned, oldest first; at most `rate.calls`. A call that would begin
    /// beyond the clock's range has none, and never begins.
    begun: VecDeque<Option<Instant>>,
}

impl Limit {
    /// Creates a limit that keeps all `rates`; `None` if there are none.
    pub(crate) fn new(rates: &[Rate]) -> Option<Self> {
        let window = |rate: &Rate| Window { rate: *rate, begun: VecDeque::new() };
        let windows: Vec<_> = rates.iter().map(window).collect();
        (!windows.is_empty()).then(|| Self { windows: windows.into() })
    }

    /// Waits for the turn of a call. A call that is dropped meanwhile has still used its turn.
    pub(crate) async fn turn(&self) {
        match self.next() {
            Some(at) => sleep_until(at).await,
            None => pending().await,
        }
    }

    /// Begins a call if it may begin now; otherwise returns the time to wait, and the call does not count.
    #[cfg(feature = "sandbox")]
    pub(crate) fn try_turn(&self) -> Result<(), std::time::Duration> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let wait = windows.iter().map(|window| window.wait(now)).max().unwrap_or_default();
        if !wait.is_zero() {
            return Err(wait);
        }
        for window in windows.iter_mut() {
            window.take_free();
            window.begun.push_back(Some(now));
        }
        Ok(())
    }

    fn next(&self) -> Option<Instant> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        // The latest time at which one of the limits is free again.
        let free = windows.iter_mut().map(Window::take_free);
        let later = |at: Option<Instant>, free: Option<Instant>| {
            at.zip(free).map(|(at, free)| at.max(free))
        };
        let at = free.fold(Some(Instant::now()), later);
        windows.iter_mut().for_each(|window| window.begun.push_back(at));
        at
    }
}

impl Window {
    /// The time until there is room for a call.
    #[cfg(feature = "sandbox")]
    fn wait(&self, now: Instant) -> std::time::Duration {
        if self.begun.len() < self.rate.calls {
            return std::time::Duration::ZERO;
        }
        let first = self.begun.front().expect("no rate is of zero calls");
        let free = first.and_then(|first| first.checked_add(self.rate.period));
        free.map_or(self.rate.period, |free| free.saturating_duration_since(now))
    }

    /// Removes the oldest call if there is room for no other, and returns the time from which there is some.
    fn take_free(&mut self) -> Option<Instant> {
        if self.begun.len() < self.rate.calls {
            return Some(Instant::now());
        }
        let first = self.begun.pop_front().expect("no rate is of zero calls");
        first.and_then(|first| first.checked_add(self.rate.period))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn limit(rates: &[Rate]) -> Limit {
        Limit::new(rates).expect("there are rates")
    }

    #[test]
    fn all_rates_are_kept_at_once() {
        let second = Duration::from_secs(1);
        let limit = limit(&[Rate::new(2, second), Rate::new(3, 60 * second)]);
        let begun: Vec<_> = (0..5).map(|_| limit.next().expect("within the clock")).collect();
        assert!(begun[1] - begun[0] < second);
        assert!(begun[2] - begun[0] >= second && begun[2] - begun[0] < 2 * second);
        assert!(begun[3] - begun[0] >= 60 * second && begun[3] - begun[0] < 61 * second);
        assert!(begun[4] - begun[1] >= 60 * second);
    }

    #[cfg(feature = "sandbox")]
    #[test]
    fn call_that_may_not_begin_does_not_count() {
        let minute = Duration::from_secs(60);
        let limit = limit(&[Rate::new(2, minute), Rate::new(3, 2 * minute)]);
        assert_eq!([limit.try_turn(), limit.try_turn()], [Ok(()), Ok(())]);
        for _ in 0..3 {
            let wait = limit.try_turn().expect_err("two have begun");
            assert!(wait > minute / 2 && wait <= minute, "{wait:?}");
        }
        let limit = self::limit(&[Rate::new(1, Duration::ZERO)]);
        assert_eq!([limit.try_turn(), limit.try_turn()], [Ok(()), Ok(())]);
        let limit = self::limit(&[Rate::new(1, Duration::MAX)]);
        assert_eq!([limit.try_turn(), limit.try_turn()], [Ok(()), Err(Duration::MAX)]);
    }

    #[test]
    fn a_period_beyond_the_clock_lets_no_further_call_begin() {
        let limit = limit(&[Rate::new(1, Duration::MAX)]);
        assert!(limit.next().is_some());
        assert_eq!(limit.next(), None);
        assert_eq!(limit.next(), None);

        let limit = self::limit(&[Rate::new(2, Duration::MAX)]);
        let begun = [limit.next(), limit.next(), limit.next()];
        assert_eq!(begun.map(|at| at.is_some()), [true, true, false]);
    }
}
