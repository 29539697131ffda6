use std::io::{self, IsTerminal as _};

use tokio::{select, sync::mpsc};

use crate::output;

/// The requests to end the program: Ctrl-C and, on Unix, SIGTERM and SIGHUP, which a closed terminal sends.
pub(crate) struct Signals {
    signals: mpsc::UnboundedReceiver<()>,
    received: usize,
}

impl Signals {
    /// Takes over the signals, which then no longer end the program by themselves.
    pub(crate) fn new() -> io::Result<Self> {
        let (sender, signals) = mpsc::unbounded_channel();
        let mut source = Source::new()?;
        tokio::spawn(async move { while source.next().await && sender.send(()).is_ok() {} });
        Ok(Self { signals, received: 0 })
    }

    /// Waits for a signal.
    pub(crate) async fn next(&mut self) {
        if self.signals.recv().await.is_some() {
            self.received += 1;
        } else {
            // The source has ended, so no further signal can come.
            std::future::pending().await
        }
    }

    /// Returns how many signals there were so far.
    pub(crate) fn count(&mut self) -> usize {
        while self.signals.try_recv().is_ok() {
            self.received += 1;
        }
        self.received
    }

    /// Waits for the result of `call`. The first signal does not interrupt it; after a second one there is no
    /// result.
    pub(crate) async fn unless_twice<R>(&mut self, call: impl Future<Output = R>) -> Option<R> {
        let mut call = std::pin::pin!(call);
        loop {
            select! {
                biased;
                result = &mut call => return Some(result),
                () = self.next() => {}
            }
            if self.received > 1 {
                return None;
            }
            remark_on_waiting(1);
        }
    }
}

/// Says what the first signal does while so many requests are under way.
pub(crate) fn remark_on_waiting(requests: usize) {
    // A terminal shows `^C` and leaves the cursor after it.
    if io::stderr().is_terminal() {
        output::note("\n");
    }
    output::remark(&match requests {
        1 => "a request is under way, so its reply is waited for; press Ctrl-C again to give it up"
            .to_owned(),
        count => format!(
            "{count} requests are under way, so their replies are waited for; press Ctrl-C again to give them up"
        ),
    });
}

#[cfg(unix)]
struct Source {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    /// `None` if the signal is ignored, as under `nohup`.
    hangup: Option<tokio::signal::unix::Signal>,
}

#[cfg(unix)]
impl Source {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let interrupt = signal(SignalKind::interrupt())?;
        let terminate = signal(SignalKind::terminate())?;
        let hangup = match is_ignored(SignalKind::hangup().as_raw_value()) {
            true => None,
            false => Some(signal(SignalKind::hangup())?),
        };
        Ok(Self { interrupt, terminate, hangup })
    }

    async fn next(&mut self) -> bool {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        select! {
            received = self.interrupt.recv() => received.is_some(),
            received = self.terminate.recv() => received.is_some(),
            received = hangup => received.is_some(),
        }
    }
}

/// Returns whether this program was started with `signal` ignored, as far as the system says so.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

#[cfg(not(unix))]
struct Source;

#[cfg(not(unix))]
impl Source {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> bool {
        tokio::signal::ctrl_c().await.is_ok()
    }
}
