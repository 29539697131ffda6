//! The time limit of a call over HTTP. A reply that has arrived is read before the clock is.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use http_body::{Frame, SizeHint};
use reqwest::Body;
use tokio::time::{Instant, timeout, timeout_at};

use crate::error::TransportError;

/// The number of waits after the end of the limit, and the length of each.
///
/// In a program that was suspended, the end may be noticed before what has arrived meanwhile. Each wait lets the runtime
/// look at its connections, and a connection pass on what it has.
const WAITS: u32 = 10;
const WAIT: Duration = Duration::from_millis(25);

/// The time that is left for a call, from its first byte to the last one of its reply.
#[derive(Debug)]
pub(crate) struct TimeLimit {
    /// `None` if the end lies beyond the range of the clock.
    end: Option<Instant>,
    waits: u32,
}

impl TimeLimit {
    pub(crate) fn new(limit: Duration) -> Self {
        Self { end: Instant::now().checked_add(limit), waits: WAITS }
    }

    /// Returns the result of `work`, unless the time is over and there is none.
    pub(crate) async fn of<R>(
        &mut self,
        work: impl Future<Output = R>,
    ) -> Result<R, TransportError> {
        let mut work = std::pin::pin!(work);
        let Some(end) = self.end else { return Ok(work.await) };
        if let Ok(result) = timeout_at(end, work.as_mut()).await {
            return Ok(result);
        }
        while self.waits > 0 {
            self.waits -= 1;
            if let Ok(result) = timeout(WAIT, work.as_mut()).await {
                return Ok(result);
            }
        }
        Err(TransportError::timed_out())
    }

    /// Returns `body` as one that is not sent once the time is over, nor from `not_after` on, and a witness of that.
    pub(crate) fn guard(&self, body: Body, not_after: Option<SystemTime>) -> (Body, Held) {
        let held = Held(Arc::default());
        let guarded = Guarded { body, end: self.end, not_after, held: held.clone() };
        (Body::wrap(guarded), held)
    }
}

/// Tells whether a body was held back, so that no byte of its request was sent.
#[derive(Debug, Clone)]
pub(crate) struct Held(Arc<AtomicBool>);

impl Held {
    pub(crate) fn is_held(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A body that is not sent when it is too late.
///
/// A program may be suspended between the look at the clock and the connection. The head of a request leaves together
/// with the start of its body, so this is the last look before the first byte.
struct Guarded {
    body: Body,
    end: Option<Instant>,
    not_after: Option<SystemTime>,
    held: Held,
}

impl http_body::Body for Guarded {
    type Data = <Body as http_body::Body>::Data;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let is_late = self.end.is_some_and(|end| Instant::now() >= end)
            || self.not_after.is_some_and(|end| SystemTime::now() >= end);
        if is_late {
            self.held.0.store(true, Ordering::Release);
            return Poll::Ready(Some(Err(TransportError::late().into())));
        }
        Pin::new(&mut self.body).poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::{pending, poll_fn, ready},
        io::Read as _,
        net::TcpListener,
    };

    use super::*;

    #[tokio::test]
    async fn result_that_is_there_counts_after_the_end() {
        let mut limit = TimeLimit::new(Duration::ZERO);
        assert_eq!(limit.of(ready(7)).await.expect("it is there"), 7);
        // One that needs the runtime to turn a few times first.
        let mut turns = 0;
        let late = poll_fn(|context| {
            turns += 1;
            context.waker().wake_by_ref();
            if turns > 3 { Poll::Ready(8) } else { Poll::Pending }
        });
        assert_eq!(limit.of(late).await.expect("it is there"), 8);
    }

    #[tokio::test]
    async fn waits_after_the_end_are_for_the_whole_call() {
        let mut limit = TimeLimit::new(Duration::ZERO);
        let error = limit.of(pending::<()>()).await.expect_err("it never ends");
        assert!(error.is_timeout());
        assert_eq!(limit.waits, 0);
        assert!(limit.of(pending::<()>()).await.is_err());
        assert_eq!(limit.of(ready(9)).await.expect("it is there"), 9);
    }

    #[tokio::test]
    async fn limit_beyond_the_clock_never_ends() {
        let mut limit = TimeLimit::new(Duration::MAX);
        assert_eq!(limit.of(ready(7)).await.expect("it is there"), 7);
    }

    #[tokio::test]
    async fn nothing_is_sent_when_it_is_too_late() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let past = SystemTime::now() - Duration::from_secs(1);
        let over = (TimeLimit::new(Duration::ZERO), None);
        let not_any_more = (TimeLimit::new(Duration::from_secs(60)), Some(past));
        for (limit, not_after) in [over, not_any_more] {
            let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
            let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
            let (body, held) = limit.guard(Body::from("skyfall"), not_after);
            let client = reqwest::Client::builder().tls_certs_only([]).build().expect("no TLS");
            client.post(url).body(body).send().await.expect_err("it is too late");
            assert!(held.is_held());
            drop(client);
            let mut received = Vec::new();
            let (mut stream, _) = listener.accept().expect("the client has connected");
            stream.read_to_end(&mut received).expect("the client is gone");
            assert_eq!(String::from_utf8_lossy(&received), "");
        }
    }
}
